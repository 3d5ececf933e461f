"""Rule of markdown-it for MDX: JavaScript between braces, within a line.

Nothing is run. What a field of front matter or a literal says is read; the rest stays as it is
written, of which one warning tells.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from markdown_it.rules_inline import StateInline

from sphinxcontrib_meetings.markdown.jsx import Expression, literal
from sphinxcontrib_meetings.markdown.state import reader_of
from sphinxcontrib_meetings.markdown.tokens import (
    MDX,
    NOTE_FIELDS,
    inline_problem,
)

__all__ = ["expression"]

_FIELD = re.compile(
    r"\{\s*+(?:props\.)?+front_?[mM]atter(?:\.(\w++)|\[(['\"])([^'\"\]\n]++)\2\])\s*+\}"
)
#: no JavaScript: an id or a class, an attribute of kramdown, a role of MyST
_OTHER = re.compile(r"\{(?:[#.:%]|[\w:.+-]++\}`)")


def expression(state: StateInline, silent: bool) -> bool:
    """``{frontMatter.title}`` anywhere, any expression in MDX."""
    at = state.pos
    if state.src[at] != "{":
        return False
    field = _FIELD.match(state.src, at, state.posMax)
    if field:
        text = _text(state.env.get(NOTE_FIELDS, {}), field[1] or field[3])
        if text is not None:
            if not silent:
                state.pending += text
            state.pos = field.end()
            return True
    if not state.env.get(MDX) or _OTHER.match(state.src, at):
        return False
    return _javascript(state, silent)


def _text(fields: object, name: str) -> str | None:
    value = fields.get(name) if isinstance(fields, Mapping) else None
    return str(value) if isinstance(value, (str, int, float, date)) else None


def _javascript(state: StateInline, silent: bool) -> bool:
    reader = reader_of(state)
    at = state.pos
    if reader.comment(at, state.posMax):
        return False
    end = reader.expression(at, state.posMax)
    if end is None:
        return False
    source = state.src[at:end]
    if "<" in source:
        # elements in it are read as ever
        return False
    said = literal(Expression(source[1:-1].strip()))
    if silent:
        state.pos = end
        return True
    if isinstance(said, str):
        state.pending += said
    elif source[1:-1].strip() not in {"", "null", "undefined", "true", "false"}:
        state.pending += source
        shown = " ".join(source.split())
        message = (
            f"{shown[:60]} is shown as it is written, since no JavaScript is run. Write what it "
            "gives, or write it as code."
        )
        token = inline_problem(state.push("text", "", 0), message, "{}")
        state.tokens[-1] = token
    state.pos = end
    return True
