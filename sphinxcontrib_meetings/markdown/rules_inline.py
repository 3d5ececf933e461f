"""Rules of markdown-it for what stands within a line: tags, comments, spaces of JSX."""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from sphinxcontrib_meetings.markdown.elements import element_name
from sphinxcontrib_meetings.markdown.jsx import Shape
from sphinxcontrib_meetings.markdown.state import push_inline_tag, reader_of
from sphinxcontrib_meetings.markdown.tokens import COMMENT, OFFSET, TRUNCATE, ends_excerpt

__all__ = ["comment", "jsx_tag", "sized_image"]

#: a space, written so that JSX keeps it
_JSX_SPACE = re.compile(r"\{\s*+(['\"`])(?P<space>[ \t]*+)\1\s*+\}")

#: HackMD's size of an image, in pixels or percent, behind its address
_SIZE = re.compile(
    r"""[ \t]++(?:"(?P<title>[^"\n]*+)"[ \t]++)?+"""
    r"=(?P<width>[0-9]*+%?+)x(?P<height>[0-9]*+%?+)[ \t]*+\)"
)


def sized_image(state: StateInline, silent: bool) -> bool:
    """``![text](address =300x200)``, of which one number may be missing."""
    if not state.src.startswith("![", state.pos, state.posMax):
        return False
    helpers, src = state.md.helpers, state.src
    end = helpers.parseLinkLabel(state, state.pos + 1, False)
    if end < 0 or not src.startswith("(", end + 1, state.posMax):
        return False
    found = helpers.parseLinkDestination(src, end + 2, state.posMax)
    size = _SIZE.match(src, found.pos, state.posMax) if found.ok else None
    address = state.md.normalizeLink(found.str) if size else ""
    if size is None or not state.md.validateLink(address):
        return False
    if not silent:
        words = src[state.pos + 2 : end]
        children: list[Token] = []
        state.md.inline.parse(words, state.md, state.env, children)
        token = state.push("image", "img", 0)
        token.content, token.children = words, children or None
        given = {name: value for name in ("title", "width", "height") if (value := size[name])}
        token.attrs = {"src": address, "alt": "", **given}
    state.pos = size.end()
    return True


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
        push_inline_tag(state, tag)
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
        truncates = ends_excerpt(content)
        token = state.push(TRUNCATE if truncates else COMMENT, "", 0)
        token.content = content
        # what comes after the comment may stand in another line
        if line := reader.line(end if not truncates else state.pos):
            token.meta = {OFFSET: line}
    state.pos = end
    return True
