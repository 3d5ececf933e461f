"""Pairing the tags and fences of a note, after markdown-it has found them.

The rules of :mod:`~sphinxcontrib_meetings.dialect` leave single tags, in blocks
and in lines, and single ``:::`` lines. Here they become elements: nested tokens
that a renderer can walk. What has no counterpart is taken out, or turned back
into text, so that nothing an author wrote is lost.

Everything is done in one pass over the tokens and a stack of what is open, which
never reaches over the end of a list item, a quote or another block.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from sphinxcontrib_meetings.jsx import Shape, Tag
from sphinxcontrib_meetings.problems import Kind
from sphinxcontrib_meetings.vocabulary import (
    BLOCK_COMPONENTS,
    BLOCKS,
    ENDED_BY,
    HEADINGS,
    HTML,
    OPTIONAL_END,
    TRANSPARENT,
    VOID,
    element_name,
    imported_image,
    is_component,
    is_known,
    is_player,
    resolve_address,
)

__all__ = [
    "BOX",
    "COMMENT",
    "ELEMENT",
    "FENCE",
    "IMPORTS",
    "INLINE_ELEMENT",
    "OFFSET",
    "PLAYER",
    "PROBLEM",
    "TITLE",
    "TRUNCATE",
    "VOID_ELEMENT",
    "pair_elements",
    "problem_token",
]

# Types of tokens, those that nest without `_open` and `_close`

BOX = "meetings_box"
COMMENT = "meetings_comment"
ELEMENT = "meetings_element"
FENCE = "meetings_fence"
INLINE_ELEMENT = "meetings_inline"
PLAYER = "meetings_player"
PROBLEM = "meetings_problem"
TITLE = "meetings_title"
TRUNCATE = "meetings_truncate"
VOID_ELEMENT = "meetings_void"

#: key in a token's ``meta``: how many lines below the start of its block it stands
OFFSET = "meetings_offset"
#: key in the environment of markdown-it: what the note imports, name by module
IMPORTS = "meetings_imports"

#: docutils' writers, and pickle, call themselves for every level
_DEEPEST = 30


def problem_token(message: str, line: int, *, kind: Kind = Kind.MARKUP, once: str = "") -> Token:
    """Return a token that becomes a warning, at most one per document for each *once*."""
    meta = {"kind": kind, "message": message, "once": once}
    return Token(PROBLEM, "", 0, map=[line, line + 1], meta=meta, block=True)


def pair_elements(state: StateCore) -> None:
    """Core rule: arrange the tokens of a note, or of a part of it."""
    state.tokens = _Page(state.md, state.env).arrange(state.tokens)


def _tag_of(token: Token) -> Tag | None:
    tag = token.meta.get("tag")
    return tag if isinstance(tag, Tag) else None


def _splits(token: Token) -> bool:
    """Whether *token*, found in a line, stands between blocks."""
    if token.type == TRUNCATE:
        return True
    tag = _tag_of(token)
    if tag is None:
        return False
    name = element_name(tag)
    return name in BLOCKS or name in BLOCK_COMPONENTS or is_player(tag)


def _stays_text(tag: Tag) -> bool:
    """Whether a tag without counterpart looks like something that is meant to be read."""
    name = element_name(tag)
    if name not in HTML and not is_component(name):
        # `Vec<T>`, `ssh <your-host>`
        return True
    # "if a <b and c> d", "open <path>"
    is_word = not tag.attributes and name not in BLOCKS and tag.shape is not Shape.CLOSE
    return is_word or any(value is None for value in tag.attributes.values())


def _is_placeholder(tag: Tag) -> bool:
    """Whether *tag*, of an element without content, is rather a word: "copy <source> there"."""
    name = element_name(tag)
    if tag.attributes or not name or is_component(name) or name in {"br", "col", "hr", "wbr"}:
        return False
    return tag.shape is Shape.OPEN or name not in HTML


def _lonely(tag: Tag) -> str:
    if tag.shape is Shape.CLOSE:
        return f"{tag.source} ends an element that does not begin here. Take it out."
    if _stays_text(tag):
        return (
            f"{tag.source} is shown as text, because <{tag.name}> does not end here. If that is "
            f"meant, write `{tag.source}`, as code; if not, add </{tag.name}>."
        )
    return f"<{tag.name}> does not end here. Add </{tag.name}>, or take it out."


def _needs_end(tag: Tag) -> bool:
    """Whether a tag without counterpart is a mistake, not a placeholder such as ``<host>``."""
    name = element_name(tag)
    return tag.is_component or name in HTML or is_component(name)


def _unknown(tag: Tag) -> str:
    return (
        f"<{tag.name}> is a component that is not known here; only what it holds is shown. "
        "Write plain Markdown or HTML instead."
    )


def _once(tag: Tag) -> str:
    return "" if is_known(tag) else tag.name


@dataclass(slots=True)
class _Frame:
    """What is open: its first token, and the slot where that lies."""

    token: Token
    slot: int
    name: str
    #: slot of the first heading right inside
    heading: int | None = None


@dataclass(slots=True)
class _Scope:
    """What is open within one block of Markdown."""

    frames: list[_Frame] = field(default_factory=list)
    names: Counter[str] = field(default_factory=Counter)
    #: end tags that belong to what has no children, by name
    ends: Counter[str] = field(default_factory=Counter)


class _Arrangement:
    """One pass over tokens that nests what belongs together."""

    def __init__(self, md: MarkdownIt, env: MutableMapping[str, Any]) -> None:
        self._md = md
        self._imports: Mapping[str, str] = env.get(IMPORTS, {})
        # slots, so that an end can be put before what was already passed
        self._slots: list[list[Token]] = []
        self._scopes = [_Scope()]

    def _run(self, tokens: Iterable[Token]) -> list[Token]:
        for token in tokens:
            if token.nesting < 0:
                self._leave_scope()
            self._take(token)
            if token.nesting > 0:
                self._scopes.append(_Scope())
        while self._scopes:
            self._leave_scope()
        return [token for slot in self._slots for token in slot]

    def _leave_scope(self) -> None:
        scope = self._scopes.pop()
        while scope.frames:
            self._abandon(scope.frames.pop(), scope)

    def _put(self, *tokens: Token) -> None:
        self._slots.append(list(tokens))

    def _open(self, token: Token, name: str) -> None:
        scope = self._scopes[-1]
        scope.frames.append(_Frame(token, len(self._slots), name))
        scope.names[name] += 1
        self._put(token)

    def _pop(self, name: str) -> _Frame | None:
        """Close what is open up to the innermost *name*, and return that."""
        scope = self._scopes[-1]
        if not scope.names[name]:
            return None
        while True:
            frame = scope.frames.pop()
            scope.names[frame.name] -= 1
            if frame.name == name:
                return frame
            self._abandon(frame, scope)

    def _take(self, token: Token) -> None:
        raise NotImplementedError

    def _abandon(self, frame: _Frame, scope: _Scope) -> None:
        raise NotImplementedError


class _Line(_Arrangement):
    """The tokens of one line of text, which may fill several lines of the file."""

    def __init__(self, md: MarkdownIt, env: MutableMapping[str, Any]) -> None:
        super().__init__(md, env)
        self._in_link = 0
        #: id that a comment gives to the heading it stands in
        self.anchor = ""

    def arrange(self, children: list[Token]) -> list[Token]:
        """Return *children* with elements nested."""
        return _limit_depth(self._run(children))

    def _take(self, token: Token) -> None:
        if token.type == "link_open":
            self._in_link += 1
        elif token.type == "link_close":
            self._in_link -= 1
        tag = _tag_of(token)
        if token.type == COMMENT:
            self.anchor = self.anchor or token.content
        elif token.type == TRUNCATE or tag is None:
            self._put(token)
        else:
            self._take_tag(token, tag)

    def _take_tag(self, token: Token, tag: Tag) -> None:
        name = element_name(tag)
        ends = self._scopes[-1].ends
        if tag.shape is Shape.CLOSE:
            if ends[name]:
                ends[name] -= 1
            elif frame := self._pop(name):
                self._nest(frame, token)
            elif name:
                self._give_up(token, len(self._slots))
        elif is_player(tag):
            token.type = PLAYER
            self._put(token)
            ends[name] += tag.shape is Shape.OPEN
        elif tag.shape is Shape.EMPTY or name in VOID:
            self._put(*self._leaf(token, tag, name))
            if tag.shape is Shape.OPEN and name == "img":
                ends[name] += 1
        else:
            self._open(token, name)

    def _leaf(self, token: Token, tag: Tag, name: str) -> list[Token]:
        module = imported_image(tag, self._imports)
        if (name == "img" and tag.attributes) or module:
            return [self._image(token, tag, module)]
        if name == "br":
            return [Token("hardbreak", "br", 0)]
        if not is_known(tag):
            return [_inline_problem(token, _unknown(tag), tag.name)]
        if _is_placeholder(tag):
            return [_text(token)]
        if name in VOID:
            token.type = VOID_ELEMENT
            return [token]
        return list(_pair(INLINE_ELEMENT, token)) if name else []

    def _image(self, token: Token, tag: Tag, module: str) -> Token:
        alt = tag.text("alt")
        source = module or resolve_address(tag.attributes.get("src"), self._imports)
        attributes: dict[str, str | int | float] = {
            "src": self._md.normalizeLink(source),
            "alt": alt,
        }
        for name, names in {
            "title": ("title",),
            "width": ("width",),
            "height": ("height",),
            "class": ("className", "class"),
            "id": ("id",),
            "align": ("align",),
        }.items():
            if text := tag.text(*names):
                attributes[name] = text
        words = Token("text", "", 0, content=alt)
        return Token(
            "image",
            "img",
            0,
            attrs=attributes,
            children=[words] if alt else [],
            content=alt,
            meta=token.meta,
        )

    def _nest(self, frame: _Frame, end: Token) -> None:
        tag = frame.token.meta["tag"]
        name = frame.name
        if not is_known(tag):
            self._slots[frame.slot] = [_inline_problem(frame.token, _unknown(tag), tag.name)]
        elif name in {"a", "Link"}:
            self._nest_link(frame, end, tag)
        elif name:
            opening, closing = _pair(INLINE_ELEMENT, frame.token)
            self._slots[frame.slot] = [opening]
            self._put(closing)
        else:
            self._slots[frame.slot] = []

    def _nest_link(self, frame: _Frame, end: Token, tag: Tag) -> None:
        written = tag.attributes.get("to", tag.attributes.get("href"))
        address = resolve_address(written, self._imports)
        href = self._md.normalizeLink(address)
        if written is None:
            # `<a id="here">`
            opening, closing = _pair(INLINE_ELEMENT, frame.token)
            self._slots[frame.slot] = [opening]
            self._put(closing)
        elif not address or not self._md.validateLink(href):
            message = (
                f"The address of {tag.source} cannot be used; only its text is shown. Write a "
                "plain address."
            )
            self._slots[frame.slot] = [_inline_problem(frame.token, message, kind=Kind.LINK)]
        elif self._in_link:
            self._slots[frame.slot] = []
        else:
            opening, closing = _pair("link", frame.token)
            opening.attrs = {"href": href}
            for name, names in {
                "title": ("title",),
                "class": ("className", "class"),
                "target": ("target",),
                "rel": ("rel",),
            }.items():
                if text := tag.text(*names):
                    opening.attrs[name] = text
            self._slots[frame.slot] = [opening]
            self._put(closing)

    def _abandon(self, frame: _Frame, scope: _Scope) -> None:
        if frame.name and frame.name not in OPTIONAL_END:
            self._give_up(frame.token, frame.slot)
        else:
            self._slots[frame.slot] = []

    def _give_up(self, token: Token, slot: int) -> None:
        tag = token.meta["tag"]
        new = []
        if _needs_end(tag):
            new.append(_inline_problem(token, _lonely(tag), _once(tag)))
        if _stays_text(tag):
            new.append(_text(token))
        if slot == len(self._slots):
            self._put()
        self._slots[slot] = new


class _Page(_Arrangement):
    """The blocks of a note, or of a part of one."""

    def __init__(self, md: MarkdownIt, env: MutableMapping[str, Any]) -> None:
        super().__init__(md, env)
        self._env = env

    def arrange(self, tokens: list[Token]) -> list[Token]:
        """Return *tokens* with elements nested, in blocks and in lines."""
        if not any(map(_is_ours, tokens)):
            # most notes have none of it, and this costs
            for token in tokens:
                if token.children:
                    _note_offsets(token)
            return tokens
        nested = self._run(self._split(tokens))
        return _free_headings(_limit_depth(nested))

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
        _note_offsets(inline)
        children = inline.children or []
        if _has_ours(children):
            line = _Line(self._md, self._env)
            inline.children = _trim(line.arrange(children))
            if heading is not None and line.anchor.startswith("#"):
                heading.attrSet("id", line.anchor[1:])

    def _pieces(self, paragraph: Token, inline: Token) -> list[Token] | None:
        """Return the blocks of a paragraph that has tags, else None."""
        _note_offsets(inline)
        children = inline.children or []
        if not _has_ours(children):
            return None
        pieces: list[Token] = []
        current: list[Token] = []
        depth = 0
        words = _words(children)
        for index, child in enumerate(children):
            depth += child.nesting
            if index in words:
                current.append(_text(child))
                continue
            if depth or not _splits(child):
                current.append(child)
                continue
            pieces += self._paragraph(paragraph, inline, current)
            current = []
            pieces.append(_lift(child, inline))
        # translators get the paragraph as it was written, if it is one still
        source = "" if pieces else inline.content
        return pieces + self._paragraph(paragraph, inline, current, source)

    def _paragraph(
        self, opening: Token, inline: Token, children: list[Token], source: str = ""
    ) -> list[Token]:
        children = _trim(children)
        if not children:
            return []
        if all(_tag_of(child) or _is_blank(child) for child in children):
            lone = _unpaired(children)
            if lone and len(lone) == sum(not _is_blank(child) for child in children):
                # `<small>` on a line of its own
                return [_lift(child, inline) for child in lone]
        base = children[0].meta.get(OFFSET, 0)
        if base:
            for child in children:
                child.meta[OFFSET] = child.meta.get(OFFSET, base) - base
        new_children = _Line(self._md, self._env).arrange(children)
        if all(child.type == PROBLEM for child in new_children):
            return [_lift(child, inline, base) for child in new_children]
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
        elif tag := _tag_of(token):
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

    def _take_tag(self, token: Token, tag: Tag) -> None:
        if token.type in {PROBLEM, VOID_ELEMENT}:
            self._put(token)
            return
        name = element_name(tag)
        ends = self._scopes[-1].ends
        if tag.shape is Shape.CLOSE:
            if ends[name]:
                ends[name] -= 1
            elif frame := self._pop(name):
                self._nest(frame)
            elif name and name not in OPTIONAL_END:
                self._give_up(token, len(self._slots))
        elif is_player(tag):
            token.type = PLAYER
            self._put(token)
            ends[name] += tag.shape is Shape.OPEN
        elif tag.shape is Shape.EMPTY or name in VOID:
            self._put(*self._leaf(token, tag, name))
        else:
            self._end_implied(name)
            self._open(token, name)

    def _leaf(self, token: Token, tag: Tag, name: str) -> list[Token]:
        if name == "hr":
            return [Token("hr", "hr", 0, markup="---", map=token.map, block=True)]
        if imported_image(tag, self._imports):
            return _paragraph_of(_Line(self._md, self._env).arrange([token]), token)
        if not is_known(tag):
            return [problem_token(_unknown(tag), _line(token), once=tag.name)]
        if _is_placeholder(tag):
            return _paragraph_of([_text(token)], token)
        if name in VOID:
            token.type = VOID_ELEMENT
            return [token]
        return list(_pair(ELEMENT, token)) if name else []

    def _end_implied(self, name: str) -> None:
        frames = self._scopes[-1].frames
        while frames and name in ENDED_BY.get(frames[-1].name, ()):
            frame = self._pop(frames[-1].name)
            assert frame is not None
            self._nest(frame)

    def _nest(self, frame: _Frame) -> None:
        tag = frame.token.meta["tag"]
        if not frame.name:
            self._slots[frame.slot] = []
        elif frame.name in HEADINGS and self._nest_heading(frame, tag):
            pass
        elif not is_known(tag):
            problem = problem_token(_unknown(tag), _line(frame.token), once=tag.name)
            self._slots[frame.slot] = [problem]
        else:
            opening, closing = _pair(ELEMENT, frame.token)
            self._slots[frame.slot] = [opening]
            self._put(closing)

    def _nest_heading(self, frame: _Frame, tag: Tag) -> bool:
        """Make ``<h2>…</h2>`` a heading like any other, if it holds one line of text."""
        inside = [token for slot in self._slots[frame.slot + 1 :] for token in slot]
        if [token.type for token in inside] != ["paragraph_open", "inline", "paragraph_close"]:
            return False
        opening, closing = _pair("heading", frame.token)
        opening.tag = closing.tag = frame.name
        opening.meta = {}
        for name, names in {"id": ("id",), "class": ("className", "class")}.items():
            if text := tag.text(*names):
                opening.attrSet(name, text)
        del self._slots[frame.slot :]
        self._note_heading()
        for token in (opening, inside[1], closing):
            self._put(token)
        return True

    def _abandon(self, frame: _Frame, scope: _Scope) -> None:
        if frame.token.type == FENCE:
            self._end_fence_early(frame)
        elif frame.name in OPTIONAL_END - {"p"}:
            self._nest(frame)
        elif frame.name and frame.name != "p":
            self._give_up(frame.token, frame.slot)
        else:
            self._slots[frame.slot] = []
        # a heading in what turned out to be nothing stands in what is around it
        gone = frame.token.type == FENCE or frame.name not in OPTIONAL_END - {"p"}
        if gone and scope.frames and scope.frames[-1].heading is None:
            scope.frames[-1].heading = frame.heading

    def _give_up(self, token: Token, slot: int) -> None:
        tag = token.meta["tag"]
        new = []
        if _needs_end(tag):
            new.append(problem_token(_lonely(tag), _line(token), once=_once(tag)))
        if _stays_text(tag):
            text = Token("text", "", 0, content=tag.source)
            new += _paragraph_of([text], token)
        if slot == len(self._slots):
            self._put()
        self._slots[slot] = new

    # Fences

    def _take_fence(self, token: Token) -> None:
        size = token.meta["size"]
        if not token.meta["closes"]:
            self._open(token, f":{size}")
            return
        frame = self._pop(self._fence_to_close(size))
        if frame is None:
            message = f"{token.markup} ends a box that does not begin here. Take it out."
            self._put(problem_token(message, _line(token)))
            return
        opening, closing = _pair(BOX, frame.token)
        self._slots[frame.slot] = [opening]
        self._put(closing)

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

    def _end_fence_early(self, frame: _Frame) -> None:
        """End a box without an end before the next heading, so that it takes no section in."""
        opening, closing = _pair(BOX, frame.token)
        message = (
            f"{frame.token.markup} begins a box that does not end. Add a line "
            f"{frame.token.markup} after it."
        )
        self._slots[frame.slot] = [problem_token(message, _line(frame.token)), opening]
        if frame.heading is None:
            self._put(closing)
        else:
            slot = self._slots[frame.heading]
            # boxes within this one have ended there before
            slot.insert(sum(token.nesting < 0 for token in slot), closing)


def _size(name: str) -> int:
    return int(name[1:])


def _line(token: Token) -> int:
    return token.map[0] if token.map else 0


def _pair(kind: str, token: Token) -> tuple[Token, Token]:
    opening = Token(
        f"{kind}_open", "", 1, map=token.map, meta=token.meta, markup=token.markup, block=True
    )
    return opening, Token(f"{kind}_close", "", -1, block=True)


def _text(token: Token) -> Token:
    return Token("text", "", 0, content=token.meta["tag"].source)


def _inline_problem(
    token: Token, message: str, once: str = "", *, kind: Kind = Kind.MARKUP
) -> Token:
    meta = {"kind": kind, "message": message, "once": once, OFFSET: token.meta.get(OFFSET, 0)}
    return Token(PROBLEM, "", 0, meta=meta)


def _paragraph_of(children: list[Token], token: Token) -> list[Token]:
    return [
        Token("paragraph_open", "p", 1, map=token.map, block=True),
        Token("inline", "", 0, map=token.map, children=children, block=True),
        Token("paragraph_close", "p", -1, block=True),
    ]


def _lift(child: Token, inline: Token, base: int = 0) -> Token:
    """Make a token of a line one of the page."""
    line = _line(inline) + base + child.meta.get(OFFSET, 0)
    return child.copy(map=[line, line + 1], block=True, children=None)


def _is_ours(token: Token) -> bool:
    """Whether *token* is, or holds, anything that has to be arranged."""
    if "tag" in token.meta or (token.type.startswith("meetings_") and token.type != TRUNCATE):
        return True
    return token.children is not None and _has_ours(token.children)


def _has_ours(children: list[Token]) -> bool:
    return any(child.type in {COMMENT, TRUNCATE} or "tag" in child.meta for child in children)


def _words(children: list[Token]) -> set[int]:
    """Return where tags of blocks are words amid a line, as in "go to <dir> first"."""
    tags = [_tag_of(child) for child in children]
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


def _is_blank(token: Token) -> bool:
    if token.type == "text":
        return not token.content.strip()
    return token.type in {"softbreak", "hardbreak", COMMENT}


def _trim(children: list[Token]) -> list[Token]:
    """Return *children* without what is blank around them, and without comments."""
    first, last = 0, len(children)
    while first < last and _is_blank(children[first]):
        first += 1
    while last > first and _is_blank(children[last - 1]):
        last -= 1
    kept = [child for child in children[first:last] if child.type != COMMENT]
    if kept and kept[0].type == "text":
        kept[0] = kept[0].copy(content=kept[0].content.lstrip())
    if kept and kept[-1].type == "text":
        kept[-1] = kept[-1].copy(content=kept[-1].content.rstrip())
    return kept


def _take_markers(inline: Token) -> list[Token]:
    """Take the truncate markers out of a line, and return them as blocks."""
    children = inline.children or []
    markers = [child for child in children if child.type == TRUNCATE]
    if markers:
        inline.children = _trim([child for child in children if child.type != TRUNCATE])
    return [_lift(marker, inline) for marker in markers]


def _unpaired(children: list[Token]) -> list[Token]:
    """Return the tags among *children* that have no counterpart there."""
    open_: dict[str, list[Token]] = {}
    lone: list[Token] = []
    for child in children:
        tag = _tag_of(child)
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


#: tokens of lines that keep their line breaks
_MULTILINE = frozenset({"math_inline", "math_inline_double", "math_single"})


def _note_offsets(inline: Token) -> None:
    """Note in what line of its block each token stands, unless a rule has done so."""
    line = 0
    for child in inline.children or []:
        line = child.meta.get(OFFSET, line)
        if line:
            child.meta[OFFSET] = line
        if child.type in {"softbreak", "hardbreak"}:
            line += 1
        elif child.type in _MULTILINE or _tag_of(child):
            line += child.content.count("\n")
        elif child.type == "image":
            line += sum(part.type == "softbreak" for part in child.children or [])


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
            tag = _tag_of(token)
            transparent = token.type == f"{ELEMENT}_open" and tag is not None
            name = element_name(tag) if tag else ""
            open_.append((index, transparent and name in TRANSPARENT))
        elif token.nesting < 0:
            partner[open_.pop()[0]] = index
    gone = freed | {partner[place] for place in freed}
    return [token for index, token in enumerate(tokens) if index not in gone]


def _limit_depth(tokens: list[Token]) -> list[Token]:
    """Take out elements that are nested deeper than any writer can follow."""
    kept: list[Token] = []
    drops: list[bool] = []
    depth = 0
    warned = False
    for token in tokens:
        if token.nesting > 0:
            ours = token.type.startswith((ELEMENT, BOX, INLINE_ELEMENT))
            drop = ours and depth >= _DEEPEST
            drops.append(drop)
            depth += not drop
            if drop and not warned:
                warned = True
                message = f"Elements are nested deeper than {_DEEPEST} levels; those are left out."
                kept.append(problem_token(message, _line(token)))
        elif token.nesting < 0:
            drop = drops.pop()
            depth -= not drop
        else:
            drop = False
        if not drop:
            kept.append(token)
    return kept
