"""Pairing the tags and fences of a note, after markdown-it has found them.

The rules of :mod:`~sphinxcontrib_meetings.markdown.dialect` leave single tags, in blocks
and in lines, and single ``:::`` lines. Here they become elements: nested tokens
that a renderer can walk. What has no counterpart is taken out, or turned back
into text, so that nothing an author wrote is lost.

Everything is done in one pass over the tokens and a stack of what is open, which
never reaches over the end of a list item, a quote or another block.
"""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from sphinxcontrib_meetings.markdown.elements import (
    BLOCK_COMPONENTS,
    BLOCKS,
    ENDED_BY,
    HEADINGS,
    OPTIONAL_END,
    TRANSPARENT,
    VOID,
    element_name,
    imported_image,
    is_player,
)
from sphinxcontrib_meetings.markdown.jsx import JsxTag, Shape
from sphinxcontrib_meetings.markdown.pairing.base import Arrangement, Frame, Scope, limit_depth
from sphinxcontrib_meetings.markdown.pairing.inline import Line, note_offsets
from sphinxcontrib_meetings.markdown.tokens import (
    BOX,
    ELEMENT,
    FENCE,
    OFFSET,
    PROBLEM,
    TRUNCATE,
    VOID_ELEMENT,
    as_text,
    given,
    has_ours,
    is_blank,
    lift,
    line_of,
    pair,
    paragraph_of,
    problem_token,
    tag_of,
    trim,
)

__all__ = ["pair_elements"]


def pair_elements(state: StateCore) -> None:
    """Core rule: arrange the tokens of a note, or of a part of it."""
    state.tokens = _Page(state.md, state.env).arrange(state.tokens)


def _splits(token: Token) -> bool:
    """Whether *token*, found in a line, stands between blocks."""
    if token.type == TRUNCATE:
        return True
    tag = tag_of(token)
    if tag is None:
        return False
    name = element_name(tag)
    return name in BLOCKS or name in BLOCK_COMPONENTS or is_player(tag)


class _Page(Arrangement):
    """The blocks of a note, or of a part of one."""

    _kind = ELEMENT
    _ends_alone = OPTIONAL_END

    def __init__(self, md: MarkdownIt, env: MutableMapping[str, Any]) -> None:
        super().__init__(md, env)
        self._env = env

    def arrange(self, tokens: list[Token]) -> list[Token]:
        """Return *tokens* with elements nested, in blocks and in lines."""
        if not any(map(_is_ours, tokens)):
            # most notes have none of it, and this costs
            for token in tokens:
                if token.children and "\n" in token.content:
                    note_offsets(token)
            return tokens
        nested = self._run(self._split(tokens))
        return _free_headings(limit_depth(nested))

    # Lines

    def _split(self, tokens: list[Token]) -> Iterable[Token]:
        """Take blocks out of paragraphs, and arrange what stands in lines."""
        paragraph: Token | None = None
        split = False
        heading: Token | None = None
        markers: list[Token] = []
        for token in tokens:
            if token.type == "paragraph_open":
                paragraph = token
            elif token.type == "heading_open":
                heading = token
                yield token
            elif token.type == "heading_close":
                yield token
                yield from markers
                markers = []
            elif token.type == "inline" and paragraph is not None:
                pieces = self._pieces(paragraph, token)
                split = pieces is not None
                yield from pieces if pieces is not None else (paragraph, token)
                paragraph = None
            elif token.type == "paragraph_close" and split:
                split = False
            else:
                if token.type == "inline":
                    if heading is not None:
                        # titles are shown elsewhere, where there is no excerpt to end
                        markers = _take_markers(token)
                    self._arrange_line(token, heading)
                    heading = None
                yield token

    def _arrange_line(self, inline: Token, heading: Token | None) -> None:
        note_offsets(inline)
        children = inline.children or []
        if has_ours(children):
            line = Line(self._md, self._env)
            inline.children = trim(line.arrange(children))
            if heading is not None and line.anchor.startswith("#"):
                heading.attrSet("id", line.anchor[1:])

    def _pieces(self, paragraph: Token, inline: Token) -> list[Token] | None:
        """Return the blocks of a paragraph that has tags, else None."""
        note_offsets(inline)
        children = inline.children or []
        if not has_ours(children):
            return None
        pieces: list[Token] = []
        current: list[Token] = []
        depth = 0
        words = _words(children)
        for index, child in enumerate(children):
            depth += child.nesting
            if index in words:
                current.append(as_text(child))
                continue
            if depth or not _splits(child):
                current.append(child)
                continue
            pieces += self._paragraph(paragraph, inline, current)
            current = []
            pieces.append(lift(child, inline))
        # translators get the paragraph as it was written, if it is one still
        source = "" if pieces else inline.content
        return pieces + self._paragraph(paragraph, inline, current, source)

    def _paragraph(
        self, opening: Token, inline: Token, children: list[Token], source: str = ""
    ) -> list[Token]:
        children = trim(children)
        if not children:
            return []
        if all(tag_of(child) or is_blank(child) for child in children):
            lone = _unpaired(children)
            if lone and len(lone) == sum(not is_blank(child) for child in children):
                # `<small>` on a line of its own
                return [lift(child, inline) for child in lone]
        base = children[0].meta.get(OFFSET, 0)
        if base:
            for child in children:
                child.meta[OFFSET] = child.meta.get(OFFSET, base) - base
        new_children = Line(self._md, self._env).arrange(children)
        if all(child.type == PROBLEM for child in new_children):
            return [lift(child, inline, base) for child in new_children]
        first, last = inline.map or [0, 1]
        place = [first + base, max(last, first + base + 1)]
        text = inline.copy(children=new_children, content=source, map=place)
        closing = Token("paragraph_close", "p", -1, level=opening.level, block=True)
        closing.hidden = opening.hidden
        return [opening.copy(map=place), text, closing]

    # Blocks

    def _take(self, token: Token) -> None:
        if token.type == FENCE:
            self._take_fence(token)
        elif (tag := tag_of(token)) and token.type not in {PROBLEM, VOID_ELEMENT}:
            self._take_tag(token, tag)
        else:
            if token.type == "heading_open":
                # as it does in HTML: a heading in a paragraph would be no section
                self._end_implied(token.tag)
                self._note_heading()
            self._put(token)

    def _note_heading(self) -> None:
        frames = self._scopes[-1].frames
        if frames and frames[-1].heading is None:
            frames[-1].heading = len(self._slots)

    def _leaf(self, token: Token, tag: JsxTag, name: str) -> list[Token]:
        if name == "hr":
            return [Token("hr", "hr", 0, markup="---", map=token.map, block=True)]
        if imported_image(tag, self._imports):
            return paragraph_of(Line(self._md, self._env).arrange([token]), token)
        return super()._leaf(token, tag, name)

    def _end_implied(self, name: str) -> None:
        frames = self._scopes[-1].frames
        while frames and name in ENDED_BY.get(frames[-1].name, ()):
            frame = self._pop(frames[-1].name)
            assert frame is not None
            self._nest(frame)

    def _nest(self, frame: Frame) -> None:
        is_heading = frame.name in HEADINGS and self._nest_heading(frame, frame.token.meta["tag"])
        if not is_heading:
            super()._nest(frame)

    def _nest_heading(self, frame: Frame, tag: JsxTag) -> bool:
        """Make ``<h2>…</h2>`` a heading like any other, if it holds one line of text."""
        inside = [token for slot in self._slots[frame.slot + 1 :] for token in slot]
        if [token.type for token in inside] != ["paragraph_open", "inline", "paragraph_close"]:
            return False
        opening, closing = pair("heading", frame.token)
        opening.tag = closing.tag = frame.name
        opening.meta = {}
        opening.attrs |= given(tag, "id", "class")
        del self._slots[frame.slot :]
        self._note_heading()
        for token in (opening, inside[1], closing):
            self._put(token)
        return True

    def _abandon(self, frame: Frame, scope: Scope) -> None:
        if frame.token.type == FENCE:
            self._end_fence_early(frame)
        elif frame.name in OPTIONAL_END - {"p"}:
            self._nest(frame)
        elif frame.name != "p":
            self._give_up(frame.token, frame.slot)
        else:
            self._slots[frame.slot] = []
        # a heading in what turned out to be nothing stands in what is around it
        gone = frame.token.type == FENCE or frame.name not in OPTIONAL_END - {"p"}
        if gone and scope.frames and scope.frames[-1].heading is None:
            scope.frames[-1].heading = frame.heading

    def _problem(self, token: Token, message: str, once: str) -> Token:
        return problem_token(message, line_of(token), once=once)

    def _verbatim(self, token: Token) -> list[Token]:
        return paragraph_of([as_text(token)], token)

    # Fences

    def _take_fence(self, token: Token) -> None:
        size = token.meta["size"]
        if not token.meta["closes"]:
            self._open(token, f":{size}")
            return
        frame = self._pop(self._fence_to_close(size))
        if frame is None:
            message = f"{token.markup} closes a box that was never opened. Remove it."
            self._put(problem_token(message, line_of(token)))
            return
        self._wrap(frame, BOX)

    def _fence_to_close(self, size: int) -> str:
        """Prefer a fence of the same length, else take the innermost shorter one."""
        names = self._scopes[-1].names
        if names[f":{size}"]:
            return f":{size}"
        shorter = {
            name
            for name, open_ in names.items()
            if name[:1] == ":" and open_ and _size(name) < size
        }
        frames = reversed(self._scopes[-1].frames) if shorter else ()
        return next((frame.name for frame in frames if frame.name in shorter), "::")

    def _end_fence_early(self, frame: Frame) -> None:
        """End a box without an end before the next heading, so that it takes no section in."""
        opening, closing = pair(BOX, frame.token)
        message = (
            f"{frame.token.markup} opens a box that is never closed. Add a line "
            f"{frame.token.markup} after it."
        )
        self._slots[frame.slot] = [problem_token(message, line_of(frame.token)), opening]
        if frame.heading is None:
            self._put(closing)
        else:
            slot = self._slots[frame.heading]
            # boxes within this one have ended there before
            slot.insert(sum(token.nesting < 0 for token in slot), closing)


def _size(name: str) -> int:
    return int(name[1:])


def _is_ours(token: Token) -> bool:
    """Whether *token* is, or holds, anything that has to be arranged."""
    if "tag" in token.meta or (token.type.startswith("meetings_") and token.type != TRUNCATE):
        return True
    return token.children is not None and has_ours(token.children)


def _words(children: list[Token]) -> set[int]:
    """Return where tags of blocks are words amid a line, as in "go to <dir> first"."""
    tags = [tag_of(child) for child in children]
    ended = {element_name(tag) for tag in tags if tag and tag.shape is Shape.CLOSE}
    return {
        index
        for index, tag in enumerate(tags)
        if tag
        and 0 < index < len(children) - 1
        and tag.shape is Shape.OPEN
        and not tag.attributes
        and element_name(tag) in BLOCKS - OPTIONAL_END
        and element_name(tag) not in ended
        and all(_is_word(children[place]) for place in (index - 1, index + 1))
    }


def _is_word(token: Token) -> bool:
    return token.type == "text" and bool(token.content.strip())


def _take_markers(inline: Token) -> list[Token]:
    """Take the truncate markers out of a line, and return them as blocks."""
    children = inline.children or []
    markers = [child for child in children if child.type == TRUNCATE]
    if markers:
        inline.children = trim([child for child in children if child.type != TRUNCATE])
    return [lift(marker, inline) for marker in markers]


def _unpaired(children: list[Token]) -> list[Token]:
    """Return the tags among *children* that have no counterpart there."""
    open_: dict[str, list[Token]] = {}
    lone: list[Token] = []
    for child in children:
        tag = tag_of(child)
        if tag is None:
            continue
        name = element_name(tag)
        if tag.shape is Shape.OPEN and name not in VOID:
            open_.setdefault(name, []).append(child)
            lone.append(child)
        elif tag.shape is Shape.CLOSE and open_.get(name):
            open_[name].pop().meta["paired"] = True
        elif tag.shape is Shape.CLOSE:
            lone.append(child)
    return [child for child in lone if not child.meta.pop("paired", False)]


def _free_headings(tokens: list[Token]) -> list[Token]:
    """Take out wrappers around headings, which would hide these from the table of contents."""
    open_: list[tuple[int, bool]] = []
    freed: set[int] = set()
    partner: dict[int, int] = {}
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            # every wrapper up to the first one that stays
            for place, transparent in open_:
                if not transparent:
                    break
                freed.add(place)
        if token.nesting > 0:
            tag = tag_of(token)
            transparent = token.type == f"{ELEMENT}_open" and tag is not None
            name = element_name(tag) if tag else ""
            open_.append((index, transparent and name in TRANSPARENT))
        elif token.nesting < 0:
            partner[open_.pop()[0]] = index
    gone = freed | {partner[place] for place in freed}
    return [token for index, token in enumerate(tokens) if index not in gone]
