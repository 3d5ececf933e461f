"""Rule of markdown-it for Discourse: ``[quote="ana, post:3"]``, ``[details="Title"]``, with ends.

Each stands on a line of its own, and becomes the element that shows the same.
"""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock

from sphinxcontrib_meetings.markdown.jsx import JsxTag, Shape
from sphinxcontrib_meetings.markdown.state import push_tag, reader_of

__all__ = ["block"]

_BEGIN = re.compile(
    r"""\[(?P<name>quote|details)(?:=(?P<words>"[^"\n]*+"|[^\]"\n]++))?+\][ \t]*+"""
)
_END = re.compile(r"\[/(?P<name>quote|details)\][ \t]*+")
_ELEMENTS = {"quote": "blockquote", "details": "Details"}
#: key in the environment of markdown-it: how many of each are open
_OPEN = "meetings_bbcode"


def block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line that begins or ends a quote or details."""
    at = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("[", at) or state.is_code_block(start):
        return False
    last = state.eMarks[start]
    found = _BEGIN.fullmatch(state.src, at, last) or _END.fullmatch(state.src, at, last)
    if found is None:
        return False
    name = found["name"]
    opened: dict[str, int] = state.env.setdefault(_OPEN, {})
    begins = found.re is _BEGIN
    if begins:
        if reader_of(state).find(f"[/{name}]", last, len(state.src)) < 0:
            return False
    elif not opened.get(name):
        return False
    if silent:
        return True
    opened[name] = opened.get(name, 0) + (1 if begins else -1)
    words = (found["words"] or "").strip('"') if begins else ""
    attributes = {"summary": words} if name == "details" and words else {}
    shape = Shape.OPEN if begins else Shape.CLOSE
    push_tag(state, JsxTag(_ELEMENTS[name], shape, found[0], attributes), start)
    if name == "quote" and (who := words.partition(",")[0].strip()):
        _push_paragraph(state, f"{who}:", start)
    state.line = start + 1
    return True


def _push_paragraph(state: StateBlock, words: str, line: int) -> None:
    place = [line, line + 1]
    state.push("paragraph_open", "p", 1).map = place
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = words, place, []
    state.push("paragraph_close", "p", -1)
