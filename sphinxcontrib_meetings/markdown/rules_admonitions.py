"""Rules of markdown-it for Material for MkDocs: ``!!! note``, ``??? tip``, ``=== "Tab"``."""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock

from sphinxcontrib_meetings.markdown.elements import ALERT_TYPES
from sphinxcontrib_meetings.markdown.jsx import JsxTag, Shape
from sphinxcontrib_meetings.markdown.state import push_tag
from sphinxcontrib_meetings.markdown.tokens import BOX, box_meta

__all__ = ["admonition", "tab"]

_BEGIN = re.compile(
    r"""(?P<mark>!!!|\?\?\?\+?)[ \t]*+(?P<type>[A-Za-z][\w-]*+)"""
    r"""(?P<more>(?:[ \t]++[A-Za-z][\w-]*+)*+)"""
    r"""(?:[ \t]++"(?P<title>[^"]*+)")?+[ \t]*+"""
)
_TAB = re.compile(r"""===[!+]{0,2}[ \t]++(?P<quote>["'])(?P<title>[^"'\n]++)(?P=quote)[ \t]*+""")


def admonition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line that begins a box, and what is indented below it."""
    at = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith(("!!!", "???"), at) or state.is_code_block(start):
        return False
    begin = _BEGIN.fullmatch(state.src, at, state.eMarks[start])
    if begin is None:
        return False
    after = _end_of_body(state, start, end)
    kind = begin["type"].lower()
    if kind not in ALERT_TYPES or (begin["more"] and after == start + 1):
        # "!!! note that …"
        return False
    if silent:
        return True
    _push(state, start, after, begin)
    return True


def tab(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line that begins a tab, and what is indented below it."""
    at = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("===", at) or state.is_code_block(start):
        return False
    begin = _TAB.fullmatch(state.src, at, state.eMarks[start])
    after = _end_of_body(state, start, end) if begin else start + 1
    if begin is None or after == start + 1:
        return False
    if silent:
        return True
    push_tag(state, JsxTag("TabItem", Shape.OPEN, begin[0], {"label": begin["title"]}), start)
    _read_body(state, start, after)
    push_tag(state, JsxTag("TabItem", Shape.CLOSE, begin[0]), start)
    state.line = after
    return True


def _end_of_body(state: StateBlock, start: int, end: int) -> int:
    """Return the line after the last one that is indented below *start*."""
    last = after = start + 1
    while last < end and (state.isEmpty(last) or state.sCount[last] >= _indent(state, start)):
        last += 1
        if not state.isEmpty(last - 1):
            after = last
    return after


def _indent(state: StateBlock, start: int) -> int:
    return state.sCount[start] + 4


def _read_body(state: StateBlock, start: int, after: int) -> None:
    """Parse what is indented below *start*."""
    before = (state.blkIndent, state.lineMax, state.parentType)
    state.blkIndent, state.lineMax = _indent(state, start), after
    state.parentType = "admonition"
    state.md.block.tokenize(state, start + 1, after)
    state.blkIndent, state.lineMax, state.parentType = before


def _push(state: StateBlock, start: int, after: int, begin: re.Match[str]) -> None:
    kind, title = begin["type"].lower(), begin["title"]
    folds = begin["mark"] != "!!!"
    title = title if title is not None else kind.capitalize() if folds else ""
    box = state.push(f"{BOX}_open", "", 1)
    box.map = [start, after]
    is_open = begin["mark"].endswith("+")
    box.meta = box_meta(kind, titled=bool(title), folds=folds, is_open=is_open)
    if title:
        inline = state.push("inline", "", 0)
        inline.content, inline.map, inline.children = title, [start, start + 1], []
    _read_body(state, start, after)
    state.push(f"{BOX}_close", "", -1)
    state.line = after
