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

__all__ = ["CodeRenderer"]

#: HackMD's ``rust=``, ``js=101``, ``js=+`` and ``c!``
_NUMBERED = re.compile(r"(?P<language>[^\s{}=!]*+)(?P<numbers>=(?P<start>[0-9]{1,6}|\+)?)?+!?")
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
        """Render a block of code, with numbers if HackMD's info asks for them."""
        name, separator, rest = token.info.strip().partition(" ")
        numbered = _NUMBERED.fullmatch(name)
        if numbered is not None and token.token is not None:
            language = numbered["language"]
            if language in _DRAWN and not _is_known(language):
                language = "none"
            token.token = token.token.copy(info=f"{language}{separator}{rest}")
            if numbered["numbers"]:
                start = numbered["start"] or "1"
                first = self.md_env.get(_NEXT, 1) if start == "+" else int(start)
                self.md_env[_NEXT] = first + token.content.count("\n")
                token.token.attrs = {**token.token.attrs, "lineno-start": str(first)}
        super().render_fence(token)

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


def _is_known(language: str) -> bool:
    """Whether Pygments knows *language*."""
    try:
        find_lexer_class_by_name(language)
    except ClassNotFound:
        return False
    return True
