"""The elements in lines of text: ``<kbd>``, ``<a>``, pictures, players."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from sphinxcontrib_meetings.arrangement import (
    Arrangement,
    Frame,
    Scope,
    is_placeholder,
    limit_depth,
    lonely,
    needs_end,
    once,
    stays_text,
    unknown,
)
from sphinxcontrib_meetings.jsx import Tag
from sphinxcontrib_meetings.problems import Kind
from sphinxcontrib_meetings.tokens import (
    COMMENT,
    INLINE_ELEMENT,
    OFFSET,
    TRUNCATE,
    VOID_ELEMENT,
    as_text,
    inline_problem,
    pair,
    tag_of,
)
from sphinxcontrib_meetings.vocabulary import (
    OPTIONAL_END,
    VOID,
    imported_image,
    is_known,
    resolve_address,
)

__all__ = ["Line", "note_offsets"]


class Line(Arrangement):
    """The tokens of one line of text, which may fill several lines of the file."""

    def __init__(self, md: MarkdownIt, env: MutableMapping[str, Any]) -> None:
        super().__init__(md, env)
        self._in_link = 0
        #: id that a comment gives to the heading it stands in
        self.anchor = ""

    def arrange(self, children: list[Token]) -> list[Token]:
        """Return *children* with elements nested."""
        return limit_depth(self._run(children))

    def _take(self, token: Token) -> None:
        if token.type == "link_open":
            self._in_link += 1
        elif token.type == "link_close":
            self._in_link -= 1
        tag = tag_of(token)
        if token.type == COMMENT:
            self.anchor = self.anchor or token.content
        elif token.type == TRUNCATE or tag is None:
            self._put(token)
        else:
            self._take_tag(token, tag)

    def _leaf(self, token: Token, tag: Tag, name: str) -> list[Token]:
        module = imported_image(tag, self._imports)
        if (name == "img" and tag.attributes) or module:
            return [self._image(token, tag, module)]
        if name == "br":
            return [Token("hardbreak", "br", 0)]
        if not is_known(tag):
            return [inline_problem(token, unknown(tag), tag.name)]
        if is_placeholder(tag):
            return [as_text(token)]
        if name in VOID:
            token.type = VOID_ELEMENT
            return [token]
        return list(pair(INLINE_ELEMENT, token)) if name else []

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

    def _nest(self, frame: Frame) -> None:
        tag = frame.token.meta["tag"]
        name = frame.name
        if not is_known(tag):
            self._slots[frame.slot] = [inline_problem(frame.token, unknown(tag), tag.name)]
        elif name in {"a", "Link"}:
            self._nest_link(frame, tag)
        elif name:
            opening, closing = pair(INLINE_ELEMENT, frame.token)
            self._slots[frame.slot] = [opening]
            self._put(closing)
        else:
            self._slots[frame.slot] = []

    def _nest_link(self, frame: Frame, tag: Tag) -> None:
        written = tag.attributes.get("to", tag.attributes.get("href"))
        address = resolve_address(written, self._imports)
        href = self._md.normalizeLink(address)
        if written is None:
            # `<a id="here">`
            opening, closing = pair(INLINE_ELEMENT, frame.token)
            self._slots[frame.slot] = [opening]
            self._put(closing)
        elif not address or not self._md.validateLink(href):
            message = (
                f"The address of {tag.source} cannot be used; only its text is shown. Write a "
                "plain address."
            )
            self._slots[frame.slot] = [inline_problem(frame.token, message, kind=Kind.LINK)]
        elif self._in_link:
            self._slots[frame.slot] = []
        else:
            opening, closing = pair("link", frame.token)
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

    def _abandon(self, frame: Frame, scope: Scope) -> None:
        if frame.name and frame.name not in OPTIONAL_END:
            self._give_up(frame.token, frame.slot)
        else:
            self._slots[frame.slot] = []

    def _give_up(self, token: Token, slot: int) -> None:
        tag = token.meta["tag"]
        new = []
        if needs_end(tag):
            new.append(inline_problem(token, lonely(tag), once(tag)))
        if stays_text(tag):
            new.append(as_text(token))
        if slot == len(self._slots):
            self._put()
        self._slots[slot] = new


#: tokens of lines that keep their line breaks
_MULTILINE = frozenset({"math_inline", "math_inline_double", "math_single"})


def note_offsets(inline: Token) -> None:
    """Note in what line of its block each token stands, unless a rule has done so."""
    line = 0
    for child in inline.children or []:
        line = child.meta.get(OFFSET, line)
        if line:
            child.meta[OFFSET] = line
        if child.type in {"softbreak", "hardbreak"}:
            line += 1
        elif child.type in _MULTILINE or tag_of(child):
            line += child.content.count("\n")
        elif child.type == "image":
            line += sum(part.type == "softbreak" for part in child.children or [])
