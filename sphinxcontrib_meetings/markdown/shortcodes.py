"""What is read in the text of lines, once they are parsed: emoji, and who is quoted.

``:tada:`` is GitHub's, ``[name=Ana] [time=10:00] [color=red]`` in quotes HackMD's.
"""

from __future__ import annotations

import re

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from sphinxcontrib_meetings.markdown.tokens import EMOJI

__all__ = ["read_shortcodes"]

#: one or more in a row; not within words, addresses or times
_EMOJI = re.compile(r"(?<![\w:/])(?::[a-z0-9_+-]++:)++(?![\w:/])")
_LABEL = re.compile(r"\[(name|time|color)=([^\[\]\n]++)\]")
_LABELS = re.compile(rf"{_LABEL.pattern}(?:[ \t]*+{_LABEL.pattern})*+")


def read_shortcodes(state: StateCore) -> None:
    """Core rule: replace what stands for something else in the texts of all lines."""
    quotes = 0
    before: Token | None = None
    for token in state.tokens:
        if token.type in {"blockquote_open", "blockquote_close"}:
            quotes += token.nesting
        elif token.type == "inline" and token.children:
            if ":" in token.content:
                written = "".join(child.content for child in token.children)
                if _read_emoji(token.children) and before and before.type == "heading_open":
                    before.meta[EMOJI] = written
            if quotes and "[" in token.content:
                _read_labels(token.children)
        before = token


def _read_emoji(children: list[Token]) -> bool:
    """Replace the names of emoji in *children*, and tell whether there are any."""
    found = automatic = False
    for child in children:
        if child.type in {"link_open", "link_close"}:
            # an address that is its own text
            automatic = child.type == "link_open" and child.info == "auto"
        elif child.type == "text" and not automatic and ":" in child.content:
            shown = _EMOJI.sub(_emoji_of, child.content)
            found = found or shown != child.content
            child.content = shown
    return found


def _emoji_of(match: re.Match[str]) -> str:
    # loading its table takes time, and few notes ask for it
    from emoji import emojize  # noqa: PLC0415

    shown: str = emojize(match[0], language="alias")
    return shown


def _read_labels(children: list[Token]) -> None:
    for child in children:
        if child.type == "text" and "=" in child.content:
            child.content = _LABELS.sub(_who_and_when, child.content)


def _who_and_when(match: re.Match[str]) -> str:
    """Return the name and the time; a color is for the eye alone."""
    found = _LABEL.findall(match[0])
    return " · ".join(value.strip() for name, value in found if name != "color")
