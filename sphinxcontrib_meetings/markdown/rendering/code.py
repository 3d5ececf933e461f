"""Blocks of code: HackMD's numbers of lines, and directives and roles that nobody knows."""

from __future__ import annotations

import re
from typing import Any, cast

from docutils import nodes
from docutils.parsers.rst import directives, roles
from markdown_it.tree import SyntaxTreeNode
from myst_parser.warnings_ import MystWarnings
from pygments.lexers import find_lexer_class_by_name  # type: ignore[import-untyped]
from pygments.util import ClassNotFound  # type: ignore[import-untyped]

from sphinxcontrib_meetings.markdown.rendering.base import BaseRenderer
from sphinxcontrib_meetings.markdown.rules_pandoc import read_attributes

__all__ = ["CodeRenderer"]

#: HackMD's ``rust=``, ``js=101``, ``js=+`` and ``c!``
_NUMBERED = re.compile(r"(?P<language>[^\s{}=!]*+)(?P<numbers>=(?P<start>[0-9]{1,6}|\+)?)?+!?")
#: the name of a file or whatever else Docusaurus shows above code
_TITLE = re.compile(r"""(?:^|\s)title=(?P<quote>["'])(?P<title>[^"']++)(?P=quote)""")
_SHOWS_NUMBERS = re.compile(r"(?:^|[\s{])showLineNumbers(?:=\{?(?P<start>[0-9]{1,6}))?")
#: what a language is called, before what is for other programs
_LANGUAGE = re.compile(r"[^\s:,;{(]++(?=[:,;{(])")
#: classes by which Pandoc numbers lines
_NUMBERS = frozenset({"numberLines", "number-lines"})
#: R Markdown's
_CHUNK = re.compile(r"\{(?P<language>[A-Za-z][\w+-]*+)(?:,|[ \t]++[\w-]*+[ \t]*+,)[^{}]*+\}")
#: a directive in colons, without the blank after its name
_JOINED = re.compile(r"\{[^\s{}]++\}(?=\S)")
#: key in the environment of markdown-it: the number of the line after the last numbered block
_NEXT = "meetings_next_line"
#: what HackMD draws from code, none of which is a language that Pygments knows
_DRAWN = frozenset(
    {
        "abc",
        "csvpreview",
        "flow",
        "fretboard",
        "gantt",
        "geo",
        "graphviz",
        "markmap",
        "mermaid",
        "plantuml",
        "sequence",
        "vega",
    }
)


class CodeRenderer(BaseRenderer):
    """Renders code, and as code what cannot be run."""

    def render_fence(self, token: SyntaxTreeNode) -> None:
        """Render a block of code, with numbers and a title if its info has them."""
        info = token.info.strip()
        name, separator, rest = _pandoc(info) or info.partition(" ")
        numbered = _NUMBERED.fullmatch(name)
        language = _language(numbered["language"] if numbered else name)
        start = numbered["start"] or "1" if numbered and numbered["numbers"] else ""
        if shown := _SHOWS_NUMBERS.search(rest):
            start = shown["start"] or "1"
        if token.token is not None:
            token.token = token.token.copy(info=f"{language}{separator}{rest}")
            if start:
                first = self.md_env.get(_NEXT, 1) if start == "+" else int(start)
                self.md_env[_NEXT] = first + token.content.count("\n")
                token.token.attrs = {**token.token.attrs, "lineno-start": str(first)}
        super().render_fence(token)
        if title := _TITLE.search(rest):
            self._entitle(title["title"])

    def _entitle(self, title: str) -> None:
        """Put *title* above the block of code that was rendered last, as Docusaurus does."""
        code = self.current_node.children[-1] if self.current_node.children else None
        if not isinstance(code, nodes.literal_block):
            return
        caption = nodes.caption(title, title)
        caption.source, caption.line = code.source, code.line
        box = nodes.container("", literal_block=True, classes=["literal-block-wrapper"])
        self.current_node.replace(code, box)
        box += [caption, code]

    def render_colon_fence(self, token: SyntaxTreeNode) -> None:
        """Render a directive in colons, also where no blank follows its name.

        MyST takes what follows for the name of a class, so that no reader sees it.
        """
        info = token.info.strip()
        joined = _JOINED.match(info)
        if joined and token.token is not None:
            name, argument = joined.group(), info[joined.end() :]
            token.token = token.token.copy(info=f"{name} {argument}")
        super().render_colon_fence(token)

    def render_directive(
        self, token: SyntaxTreeNode, name: str, arguments: str, **options: Any
    ) -> None:
        """Render a directive; the body of one that nobody knows is shown."""
        language = cast(Any, self.language_module_rst)
        if directives.directive(name, language, self.document)[0] is not None:
            super().render_directive(token, name, arguments, **options)
            return
        self.create_warning(
            f"Unknown directive type: {name!r}; it is shown as code. Check its name, or load the "
            "extension that has it.",
            MystWarnings.UNKNOWN_DIRECTIVE,
            line=self._line(token),
        )
        text = f"{arguments}\n{token.content}" if arguments else token.content
        code = nodes.literal_block(text, text, language=name if _is_known(name) else "none")
        self._append(code, token)

    def render_myst_role(self, token: SyntaxTreeNode) -> None:
        """Render a role; the text of one that nobody knows is shown."""
        name = token.meta["name"]
        language = cast(Any, self.language_module_rst)
        if roles.role(name, language, self._line(token), self.reporter)[0] is not None:
            super().render_myst_role(token)
            return
        self.create_warning(
            f"Unknown interpreted text role {name!r}; its text is shown as code. Check its name, "
            "or load the extension that has it.",
            MystWarnings.UNKNOWN_ROLE,
            line=self._line(token),
        )
        self._append(nodes.literal(token.content, token.content), token)


def _pandoc(info: str) -> tuple[str, str, str] | None:
    """Read Pandoc's ``{.python .numberLines startFrom="5"}`` and knitr's ``{r, echo=FALSE}``.

    Return the name with numbers as HackMD writes them, and what follows, as by ``partition``.
    """
    if chunk := _CHUNK.fullmatch(info):
        return chunk["language"], "", ""
    given = read_attributes(info)
    if given is None or not given[1]:
        return None
    names = [name for name in given[1] if name not in _NUMBERS]
    language = names[0] if names else ""
    if len(names) == len(given[1]):
        return language, "", ""
    start = given[2].get("startFrom", "")
    return f"{language}={start if start.isdecimal() else ''}", "", ""


def _language(name: str) -> str:
    """Return what Pygments calls the language *name*, such as ``js:src/a.js`` or ``js{1,3}``."""
    if name in _DRAWN and not _is_known(name):
        return "none"
    found = _LANGUAGE.match(name)
    is_more = found is not None and not _is_known(name) and _is_known(found[0])
    return found[0] if found and is_more else name


def _is_known(language: str) -> bool:
    """Whether Pygments knows *language*."""
    try:
        find_lexer_class_by_name(language)
    except ClassNotFound:
        return False
    return True
