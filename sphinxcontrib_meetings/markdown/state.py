"""What the rules of the dialect share: what they keep while a text is parsed, and their tokens."""

from __future__ import annotations

from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

from sphinxcontrib_meetings.markdown.jsx import JsxTag, Reader
from sphinxcontrib_meetings.markdown.tokens import IMPORTS, OFFSET, inline_problem

__all__ = [
    "DEPTH",
    "FENCES",
    "HASTY",
    "UNENDED",
    "is_rest_blank",
    "line_at",
    "push_code",
    "push_inline_tag",
    "push_tag",
    "reader_of",
    "start",
    "warn_in_line",
]

#: keys in the environment of markdown-it
DEPTH = "meetings_depth"
FENCES = "meetings_fences"
HASTY = "meetings_hasty"
_READERS = "meetings_readers"
UNENDED = "meetings_unended"


def start(state: StateCore) -> None:
    """Forget what the last text of this note, such as a directive's, has left open."""
    if not state.inlineMode and not state.src.endswith("\n"):
        # the rule for `:::{note}` looks at what follows the mark of a quote, even at the end
        state.src += "\n"
    state.env.update({DEPTH: 0, FENCES: 0, HASTY: False, _READERS: {}, UNENDED: set()})
    state.env.setdefault(IMPORTS, {})


def reader_of(state: StateBlock | StateInline) -> Reader:
    """Return the reader of the text that is being parsed."""
    readers: dict[type, Reader] = state.env.setdefault(_READERS, {})
    reader = readers.get(type(state))
    if reader is None or reader.text is not state.src:
        reader = readers[type(state)] = Reader(state.src)
    return reader


# Places and tokens of blocks


def line_at(state: StateBlock, line: int, end_line: int, position: int) -> int:
    """Return the line, from *line* on, in which *position* is."""
    while line < end_line - 1 and state.eMarks[line] < position:
        line += 1
    return line


def is_rest_blank(state: StateBlock, position: int, line: int) -> bool:
    """Whether nothing follows *position* in *line*."""
    return not state.src[position : state.eMarks[line]].strip()


def push_tag(state: StateBlock, tag: JsxTag, line: int) -> None:
    """Push a *tag* in a *line* of its own."""
    token = state.push("html_block", "", 0)
    token.map, token.content, token.meta = [line, line + 1], tag.source, {"tag": tag}


def push_code(state: StateBlock, start_line: int, info: str, text: str) -> None:
    """Push *text* as a block of code, from *start_line* up to the current one."""
    token = state.push("fence", "code", 0)
    token.info, token.content = info, text.strip("\n") + "\n"
    token.markup, token.map = "```", [start_line, state.line]


# Tokens within a paragraph


def push_inline_tag(state: StateInline, tag: JsxTag) -> None:
    """Push a *tag* at the current position."""
    token = state.push("html_inline", "", 0)
    token.content, token.meta = tag.source, {"tag": tag}
    if line := reader_of(state).line(state.pos):
        token.meta[OFFSET] = line


def warn_in_line(state: StateInline, message: str, once: str) -> None:
    """Warn about the token that was pushed last; the same *once* is said once for a note."""
    place = state.tokens[-1]
    if line := reader_of(state).line(state.pos):
        place.meta = {**place.meta, OFFSET: line}
    state.tokens.append(inline_problem(place, message, once))
