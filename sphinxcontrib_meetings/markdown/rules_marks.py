"""Rules of markdown-it for HackMD's signs around words: ``==a==``, ``++a++``, ``^a^``, ``~a~``.

The same signs are part of ``C++``, ``a == b``, ``x^2`` and ``~/a``, which stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

from sphinxcontrib_meetings.markdown.tokens import MARKED

__all__ = ["mark", "pair_marks"]

_TAGS = {"=": "mark", "+": "ins", "^": "sup", "~": "sub"}
_MARKERS = {ord(sign): sign for sign in "=+"}
#: a word or a number, for a sign of which there is one on each side
_SCRIPT = re.compile(r"[+-]?[^\W_]++[+-]?")
#: before two signs, these make an operator of them
_OPERATOR = re.compile(r"[A-Za-z0-9)\]\"'!<>=+]")
_WORD = re.compile(r"[A-Za-z0-9]")


def mark(state: StateInline, silent: bool) -> bool:
    """One sign, or a word between two."""
    sign = state.src[state.pos]
    if sign not in _TAGS or silent:
        return False
    if sign in "=+":
        return _pair_of_signs(state, sign)
    strikes = sign == "~" and state.md.options.get("strikethrough_single_tilde")
    return not strikes and _script(state, sign)


def _pair_of_signs(state: StateInline, sign: str) -> bool:
    """Note two signs, which :func:`pair_marks` may pair with two others."""
    src, at, end = state.src, state.pos, state.pos + 2
    before, after = src[at - 1 : at], src[end : min(end + 1, state.posMax)]
    if not src.startswith(sign, at + 1, state.posMax) or sign in {before, after}:
        return False
    # "==>" and "<==" are arrows
    can_open = bool(after.strip(" \t\n>")) and not _OPERATOR.match(before)
    can_close = bool(before.strip(" \t\n<")) and not _WORD.match(after)
    token = state.push("text", "", 0)
    token.content = sign * 2
    state.delimiters.append(
        Delimiter(ord(sign), 0, len(state.tokens) - 1, -1, can_open, can_close)
    )
    state.pos = end
    return True


def _script(state: StateInline, sign: str) -> bool:
    """``x^2^``, ``H~2~O``, ``~a~``."""
    src, at = state.src, state.pos
    word = _SCRIPT.match(src, at + 1, state.posMax)
    if not word or not src.startswith(sign, word.end(), state.posMax):
        return False
    before, after = src[at - 1 : at], src[word.end() + 1 : word.end() + 2]
    if sign in {before, after}:
        return False
    # "2^3^2" may be one number, "~5~10" a span of two
    if after.isalnum() and before.isalnum() == (sign == "^"):
        return False
    state.push(f"{MARKED}_open", _TAGS[sign], 1).markup = sign
    state.push("text", "", 0).content = word[0]
    state.push(f"{MARKED}_close", _TAGS[sign], -1).markup = sign
    state.pos = word.end() + 1
    return True


def pair_marks(state: StateInline) -> None:
    """Rule for what is paired: make an element of what stands between two pairs of signs."""
    _pair(state, state.delimiters)
    for meta in state.tokens_meta:
        if meta and "delimiters" in meta:
            _pair(state, meta["delimiters"])


def _pair(state: StateInline, delimiters: Iterable[Delimiter]) -> None:
    known = list(delimiters)
    for opening in known:
        sign = _MARKERS.get(opening.marker)
        if sign is None or opening.end < 0:
            continue
        first, last = state.tokens[opening.token], state.tokens[known[opening.end].token]
        first.type, first.nesting = f"{MARKED}_open", 1
        last.type, last.nesting = f"{MARKED}_close", -1
        for token in (first, last):
            token.tag, token.markup, token.content = _TAGS[sign], sign * 2, ""
