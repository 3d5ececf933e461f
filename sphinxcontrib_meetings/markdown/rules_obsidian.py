"""Rules of markdown-it for Obsidian: ``%%comments%%`` and ``![[image.png]]``."""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from sphinxcontrib_meetings.markdown.state import is_rest_blank, line_at, reader_of
from sphinxcontrib_meetings.markdown.tokens import COMMENT, problem_token
from sphinxcontrib_meetings.parse.suffixes import IMAGES

__all__ = ["block_comment", "comment", "embedded_image"]

_MARK = "%%"
_EMBED = re.compile(
    r"!\[\[(?P<name>[^\[\]|\n#]++)(?:\|(?P<more>[^\[\]|\n]*+))?+(?:\|(?P<last>[^\[\]|\n]*+))?+\]\]"
)
_SIZE = re.compile(r"(?P<width>[0-9]++)(?:x(?P<height>[0-9]++))?+")
_JOINED = re.compile(r"[\w%]")


def block_comment(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``%%`` on a line of its own, and all lines up to the next ``%%``."""
    at = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith(_MARK, at) or state.is_code_block(start):
        return False
    if state.src[at : state.eMarks[start]].strip() != _MARK:
        return False
    limit = state.eMarks[min(end, state.lineMax) - 1]
    last = reader_of(state).find(_MARK, at + 2, limit)
    line = line_at(state, start, end, last + 2)
    if last < 0 or not is_rest_blank(state, last + 2, line):
        if last < 0 and not silent:
            message = "This comment is never closed and is shown as text. Add a line %% after it."
            state.tokens.append(problem_token(message, start))
        return False
    if not silent:
        state.line = line + 1
    return True


def comment(state: StateInline, silent: bool) -> bool:
    """``%%comment%%`` within a paragraph, but not ``100%% of a%%``."""
    src, at = state.src, state.pos
    if not src.startswith(_MARK, at, state.posMax) or _JOINED.match(src[at - 1 : at]):
        return False
    last = reader_of(state).find(_MARK, at + 2, state.posMax)
    if last < 0 or not src[at + 2 : last].strip() or _JOINED.match(src[last + 2 : last + 3]):
        return False
    if not silent:
        state.push(COMMENT, "", 0)
    state.pos = last + 2
    return True


def embedded_image(state: StateInline, silent: bool) -> bool:
    """``![[image.png]]``, ``![[image.png|text|300x200]]``."""
    found = _EMBED.match(state.src, state.pos, state.posMax)
    if found is None or not found["name"].strip().lower().endswith(IMAGES):
        return False
    if not silent:
        words = [word.strip() for word in (found["more"], found["last"]) if word]
        size = _SIZE.fullmatch(words[-1]) if words else None
        alt = words[0] if words and not (size and len(words) == 1) else ""
        token = state.push("image", "img", 0)
        token.content = alt
        token.children = [Token("text", "", 0, content=alt)] if alt else []
        sizes = size.groupdict() if size else {}
        address = state.md.normalizeLink(found["name"].strip())
        given = {name: value for name, value in sizes.items() if value}
        token.attrs = {"src": address, "alt": "", **given}
    state.pos = found.end()
    return True
