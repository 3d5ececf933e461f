"""Rules of markdown-it for what stands within a line: tags, comments, spaces of JSX."""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline

from sphinxcontrib_meetings.markdown.elements import element_name
from sphinxcontrib_meetings.markdown.jsx import Shape
from sphinxcontrib_meetings.markdown.state import reader_of
from sphinxcontrib_meetings.markdown.tokens import COMMENT, OFFSET, TRUNCATE

__all__ = ["comment", "jsx_tag"]

#: a space, written so that JSX keeps it
_JSX_SPACE = re.compile(r"\{\s*+(['\"`])(?P<space>[ \t]*+)\1\s*+\}")


def jsx_tag(state: StateInline, silent: bool) -> bool:
    """One tag within a line."""
    if state.src[state.pos] != "<":
        return False
    reader = reader_of(state)
    found = reader.tag(state.pos, state.posMax)
    if found is None:
        return False
    tag, end = found
    if not silent:
        token = state.push("html_inline", "", 0)
        token.content = tag.source
        token.meta = {"tag": tag}
        if line := reader.line(state.pos):
            token.meta[OFFSET] = line
        if element_name(tag) == "a":
            # so that no address in its text becomes a link of its own
            state.linkLevel += {Shape.OPEN: 1, Shape.CLOSE: -1}.get(tag.shape, 0)
    state.pos = end
    return True


def comment(state: StateInline, silent: bool) -> bool:
    """One comment within a line, or a space that is written for JSX."""
    if state.src[state.pos] not in {"{", "<"}:
        return False
    reader = reader_of(state)
    space = _JSX_SPACE.match(state.src, state.pos, state.posMax)
    if space:
        if not silent:
            state.pending += space["space"]
        state.pos = space.end()
        return True
    found = reader.comment(state.pos, state.posMax)
    if found is None:
        return False
    content, end = found
    if not silent:
        truncates = content.lower() == "truncate"
        token = state.push(TRUNCATE if truncates else COMMENT, "", 0)
        token.content = content
        # what comes after the comment may stand in another line
        if line := reader.line(end if not truncates else state.pos):
            token.meta = {OFFSET: line}
    state.pos = end
    return True
