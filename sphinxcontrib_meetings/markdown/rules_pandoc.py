"""Rules of markdown-it for what Pandoc and Quarto add: attributes, spans, notes within a line.

``[text](address){.class}``, ``[text]{.underline}``, ``text.^[A note.]``
"""

from __future__ import annotations

import re

from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from sphinxcontrib_meetings.markdown.tokens import MARKED

__all__ = ["attributes", "inline_note", "place_notes", "read_attributes", "span"]

#: one or more of #id, .class, key=value, and - for "without a number";
#: kramdown has a colon before them
_ATTRIBUTES = re.compile(
    r"""\{:?+[ \t]*+(?=[#.=-]|[\w-]+=)(?P<words>(?:[#.=][\w:-]++|-(?=[\s}])"""
    r"""|[\w-]++=(?:"[^"{}\n]*+"|'[^'{}\n]*+'|[^\s"'{}]++)|[ \t]++)++)\}"""
)
_ATTRIBUTE = re.compile(
    r"""(?P<sign>[#.])(?P<word>[\w:-]++)"""
    r"""|(?P<key>[\w-]++)=(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)'|(?P<plain>[^\s"'{}]++))"""
)
_HOLDERS = frozenset({"link_close", "image", "code_inline"})
#: classes of spans that say how their words look
_MARKS = {"mark": "mark", "hl": "mark", "underline": "ins", "ul": "ins"}
#: what a note stands behind; nothing of a regular expression
_BEFORE_NOTE = re.compile(r"""[\w.,;:!?)"'*_\u2019\u201d\u00bb`\]]""")
#: keys in the environment of markdown-it: notes to be placed, and how many there were
_NOTES = "meetings_inline_notes"
_COUNT = "meetings_inline_note_count"


def read_attributes(text: str) -> tuple[str, tuple[str, ...], dict[str, str]] | None:
    """Read ``{#id .class key=value}``: the id, the classes and the rest; None if it is not that.

    >>> read_attributes('{#a .b width="5%"}')
    ('a', ('b',), {'width': '5%'})
    """
    if not _ATTRIBUTES.fullmatch(text):
        return None
    identifier = ""
    classes: list[str] = []
    rest: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(text):
        if match["sign"] == "#":
            identifier = identifier or match["word"]
        elif match["sign"]:
            classes.append(match["word"])
        else:
            rest[match["key"]] = match["double"] or match["single"] or match["plain"] or ""
    return identifier, tuple(classes), rest


def attributes(state: StateInline, silent: bool) -> bool:
    """``{.class width=50%}`` right behind a link, an image or code."""
    src, at = state.src, state.pos
    if src[at] != "{" or not at or src[at - 1] not in ")`>]" or silent or state.pending:
        return False
    if not state.tokens or state.tokens[-1].type not in _HOLDERS:
        return False
    found = _ATTRIBUTES.match(src, at, state.posMax)
    read = read_attributes(found[0]) if found else None
    if found is None or read is None:
        return False
    holder = state.tokens[-1]
    if holder.type == "image":
        sizes = {name: read[2][name] for name in ("width", "height") if read[2].get(name)}
        holder.attrs = {**holder.attrs, **sizes}
    state.pos = found.end()
    return True


def span(state: StateInline, silent: bool) -> bool:
    """``[text]{.underline}``, which may stand in the text of a link."""
    src, at = state.src, state.pos
    if silent or src[at] != "[" or src.find("]{", at, state.posMax) < 0:
        return False
    end = state.md.helpers.parseLinkLabel(state, at)
    found = _ATTRIBUTES.match(src, end + 1, state.posMax) if end >= 0 else None
    read = read_attributes(found[0]) if found else None
    if found is None or read is None:
        return False
    tag = next((_MARKS[name] for name in read[1] if name in _MARKS), "")
    if tag:
        state.push(f"{MARKED}_open", tag, 1)
    last = state.posMax
    state.pos, state.posMax = at + 1, end
    state.md.inline.tokenize(state)
    if tag:
        state.push(f"{MARKED}_close", tag, -1)
    state.pos, state.posMax = found.end(), last
    return True


def inline_note(state: StateInline, silent: bool) -> bool:
    """``text.^[A note.]``, which becomes a footnote."""
    src, at = state.src, state.pos
    if not src.startswith("^[", at, state.posMax) or not _BEFORE_NOTE.match(src[at - 1 : at]):
        return False
    end = state.md.helpers.parseLinkLabel(state, at + 1)
    words = src[at + 2 : end] if end >= 0 else ""
    if len(words.split()) < 2 or src[end + 1 : end + 2] in {"+", "*", "?", "{", "$", "("}:
        return False
    if not silent:
        count = state.env[_COUNT] = state.env.get(_COUNT, 0) + 1
        label = f"meetings-note-{count}"
        state.push("footnote_ref", "", 0).meta = {"label": label}
        state.env.setdefault(_NOTES, []).append((label, words))
    state.pos = end + 1
    return True


def place_notes(state: StateCore) -> None:
    """Core rule: put the notes of the lines at the end."""
    for label, words in state.env.pop(_NOTES, ()):
        children: list[Token] = []
        state.md.inline.parse(words, state.md, state.env, children)
        line = [0, 1]
        state.tokens += [
            Token("footnote_reference_open", "", 1, meta={"label": label}, map=line, block=True),
            Token("paragraph_open", "p", 1, map=line, block=True),
            Token("inline", "", 0, content=words, children=children, map=line, block=True),
            Token("paragraph_close", "p", -1, block=True),
            Token("footnote_reference_close", "", -1, block=True),
        ]
