"""Bare addresses within a line, which GitHub and HackMD make links of.

The rules of the plugin look through all that is before and after each ``:``, ``@`` and ``w``.
These let them see just the word that may be an address, so that a long line takes no longer
than its length asks for.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

__all__ = ["limit_autolinks"]

_Rule = Callable[[StateInline, bool], bool]

#: limit of an address; longer text without a space is not one that somebody reads
_LONGEST = 4_000
#: what no address contains
_END = re.compile("[ \t\r\n\x00\x0b\x0c]")
_PROTOCOLS = ("http", "https", "mailto", "xmpp")


def limit_autolinks(md: MarkdownIt) -> None:
    """Let GFM's rules for autolinks look at one word, where *md* has these rules."""
    limited: dict[str, Callable[[_Rule], _Rule]] = {
        "gfm_autolink_www": _www,
        "gfm_autolink_protocol": _protocol,
        "gfm_autolink_email": _email,
    }
    ruler = md.inline.ruler
    rules = zip(ruler.get_active_rules(), ruler.getRules(""), strict=True)
    for name, rule in list(rules):
        if name in limited:
            ruler.at(name, limited[name](rule))


def _www(rule: _Rule) -> _Rule:
    def www(state: StateInline, silent: bool) -> bool:
        return state.src.startswith("www.", state.pos) and _in_word(rule, state, silent)

    return www


def _protocol(rule: _Rule) -> _Rule:
    def protocol(state: StateInline, silent: bool) -> bool:
        src, pos = state.src, state.pos
        if silent or src[pos] != ":" or not src.endswith(_PROTOCOLS, max(pos - 6, 0), pos):
            return False
        _shorten_pending(state)
        return _in_word(rule, state, silent)

    return protocol


def _email(rule: _Rule) -> _Rule:
    def email(state: StateInline, silent: bool) -> bool:
        return state.src[state.pos] == "@" and _in_word(rule, state, silent)

    return email


def _in_word(rule: _Rule, state: StateInline, silent: bool) -> bool:
    """Apply *rule* to the word at the position of *state*."""
    posmax = state.posMax
    word = _END.search(state.src, state.pos, min(posmax, state.pos + _LONGEST))
    if word is None and posmax > state.pos + _LONGEST:
        return False
    if word is not None:
        # with the sign that ends it
        state.posMax = word.end()
    try:
        return rule(state, silent)
    finally:
        state.posMax = posmax


def _shorten_pending(state: StateInline) -> None:
    """Leave of the pending text what a protocol may be in; markdown-it joins the texts again."""
    text = state.pending
    if len(text) > 8:
        state.pending = text[:-8]
        state.pushPending()
        state.pending = text[-8:]
