"""Finding ESM, the ``import`` and ``export`` statements of MDX, in a text.

A statement counts only in the shape that JavaScript gives it
(https://tc39.es/ecma262/#sec-imports): "import data from the old server" is
prose, and so is "export class of 2023".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sphinxcontrib_meetings.markdown.javascript import Walk

__all__ = ["Statements", "read_statements"]

# all repeats are possessive where what follows cannot be part of them, so that no text is
# looked through over and over
_NAME = r"[A-Za-z_$][\w$]*+"
_BRACES = r"\{[^{}'\"`;]*+\}"
_FROM = r"""from\s*+(?:'[^'\n]++'|"[^"\n]++")"""
#: what may follow a statement on its line
_END = (
    r"(?:\s++(?:with|assert)\s*+\{[^{}\n]*+\})?[ \t]*+(?:;[ \t]*+)?+"
    r"(?://[^\n]*+|/\*[^\n]*?\*/[ \t]*+)?(?=\n|$)"
)

_IMPORT = re.compile(
    rf"""import(?:\s++type(?=\s++[\w{{*]))?(?:
    \s*+(?:'[^'\n]++'|"[^"\n]++")
    | \s++(?P<name>{_NAME})(?:\s*+,\s*+(?:{_BRACES}|\*\s*+as\s++{_NAME}))?+\s++{_FROM}
    | \s*+(?:{_BRACES}|\*\s*+as\s++{_NAME})\s*+{_FROM}
    ){_END}""",
    re.VERBOSE,
)
_MODULE = re.compile(r"""from\s*+(?:'([^'\n]++)'|"([^"\n]++)")""")
_REEXPORT = re.compile(
    rf"""export(?:\s++type)?\s*+(?:
    {_BRACES}(?:\s*+{_FROM})? | \*(?:\s*+as\s++{_NAME})?+\s*+{_FROM}
    ){_END}""",
    re.VERBOSE,
)
_EXPORT = re.compile(
    rf"export\s++(?:"
    rf"(?:const|let|var)\s++(?:{_NAME}|\{{[^{{}}\n]*+\}}|\[[^\[\]\n]*+\])\s*+(?::[^=\n]++)?+=(?![=>])"
    rf"|(?:default\s++)?+(?:async\s++)?+function\b\s*+(?:\*\s*+)?+(?:{_NAME}\s*+)?+(?:<[^>\n]*+>)?+\("
    rf"|(?:default\s++)?+(?:abstract\s++)?+class\b\s*+(?:{_NAME}\s*+)?(?:extends\s++[\w$.]++\s*+)?+\{{"
    rf"|(?:interface|(?:const\s++)?+enum)\s++{_NAME}\s*+(?:extends\s++[\w$.,][\w$., ]*+)?+\{{"
    rf"|type\s++{_NAME}\s*+(?:<[^>\n]*+>\s*+)?+="
    rf"|default\s++(?:[(\[{{'\"`0-9]|{_NAME}(?:[ \t]*+(?:;|\n|$|=>|\()|\.[\w$]))"
    rf")"
)
_LINE_COMMENT = re.compile(r"[ \t]*+//[^\n]*+")
_BLANK = re.compile(r"\n[ \t]*+(?=\n)")

#: a line that ends so goes on
_GOES_ON = re.compile(r"(?:=>|[=,+*/%&|?:.(!-])[ \t]*$")
#: a line that starts so belongs to the one before
_CONTINUES = re.compile(r"[ \t]*+(?:[.?:+*&|=)}\]]|-\s)")


@dataclass(slots=True)
class Statements:
    """What was read of ESM."""

    #: where the text after it begins
    end: int
    #: whether the last statement has no end, and was cut at a blank line
    broken: bool = False
    #: name ─► module, of default imports
    imports: dict[str, str] = field(default_factory=dict)


def read_statements(text: str, start: int, *, patient: bool = True) -> Statements | None:
    """Read the statements that begin at *start*, up to a line that is none.

    If not *patient*, code that goes on after a blank line is not waited for.
    """
    found: Statements | None = None
    at = start
    while at < len(text):
        statement = _read_statement(text, at, patient=patient)
        if statement is None:
            # comments between and after statements belong to them
            comment = _LINE_COMMENT.match(text, at) if found else None
            if not comment:
                break
            statement = Statements(comment.end())
        imports = (found.imports if found else {}) | statement.imports
        found = Statements(statement.end, statement.broken, imports)
        if found.broken or found.end >= len(text):
            break
        at = found.end + 1
    return found


def _read_statement(text: str, start: int, *, patient: bool) -> Statements | None:
    if match := _IMPORT.match(text, start):
        module = _MODULE.search(match[0])
        imports = {match["name"]: module[1] or module[2]} if module and match["name"] else {}
        return Statements(match.end(), imports=imports)
    if match := _REEXPORT.match(text, start):
        return Statements(match.end())
    if not _EXPORT.match(text, start):
        return None
    end = _end_of_code(text, start, len(text)) if patient else None
    if end is not None:
        return Statements(end)
    blank = _BLANK.search(text, start)
    paragraph = blank.start() if blank else len(text)
    end = _end_of_code(text, start, paragraph)
    return Statements(paragraph, broken=True) if end is None else Statements(end)


def _end_of_code(text: str, start: int, stop: int) -> int | None:
    """Return where the statement that begins at *start* ends, if all its brackets close."""
    depth = 0
    for at in Walk(text, start, stop).brackets():
        if text[at] in "{([":
            depth += 1
        elif text[at] != "\n":
            depth -= 1
        elif depth <= 0:
            # a look at the last characters of the line is enough
            before = text[max(start, at - 40) : at]
            if not _GOES_ON.search(before) and not _CONTINUES.match(text, at + 1):
                return at
    return stop if depth <= 0 else None
