"""Rule of markdown-it for the boxes of Material for MkDocs: ``!!! note "Title"``, ``??? tip``."""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock

from sphinxcontrib_meetings.markdown.elements import ALERT_TYPES
from sphinxcontrib_meetings.markdown.tokens import BOX, box_meta

__all__ = ["admonition"]

_BEGIN = re.compile(
    r"""(?P<mark>!!!|\?\?\?\+?)[ \t]*+(?P<type>[A-Za-z][\w-]*+)"""
    r"""(?P<more>(?:[ \t]++[A-Za-z][\w-]*+)*+)"""
    r"""(?:[ \t]++"(?P<title>[^"]*+)")?+[ \t]*+"""
)


def admonition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line that begins a box, and what is indented below it."""
    at = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith(("!!!", "???"), at) or state.is_code_block(start):
        return False
    begin = _BEGIN.fullmatch(state.src, at, state.eMarks[start])
    if begin is None:
        return False
    indent = state.sCount[start] + 4
    last = start + 1
    after = last
    while last < end and (state.isEmpty(last) or state.sCount[last] >= indent):
        last += 1
        if not state.isEmpty(last - 1):
            after = last
    kind = begin["type"].lower()
    if kind not in ALERT_TYPES or (begin["more"] and after == start + 1):
        # "!!! note that …"
        return False
    if silent:
        return True
    _push(state, start, after, begin, indent)
    return True


def _push(state: StateBlock, start: int, after: int, begin: re.Match[str], indent: int) -> None:
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
    before = (state.blkIndent, state.lineMax, state.parentType)
    state.blkIndent, state.lineMax, state.parentType = indent, after, "admonition"
    state.md.block.tokenize(state, start + 1, after)
    state.blkIndent, state.lineMax, state.parentType = before
    state.push(f"{BOX}_close", "", -1)
    state.line = after
