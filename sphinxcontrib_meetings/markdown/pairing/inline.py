"""The elements in lines of text: ``<kbd>``, ``<a>``, pictures, players."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from sphinxcontrib_meetings.markdown.elements import OPTIONAL_END, imported_image, resolve_address
from sphinxcontrib_meetings.markdown.jsx import JsxTag
from sphinxcontrib_meetings.markdown.pairing.base import Arrangement, Frame, Scope, limit_depth
from sphinxcontrib_meetings.markdown.tokens import (
    COMMENT,
    INLINE_ELEMENT,
    OFFSET,
    TRUNCATE,
    as_text,
    given,
    inline_problem,
    tag_of,
)
from sphinxcontrib_meetings.model.problem import Kind
from sphinxcontrib_meetings.parse.urls import runs_code

__all__ = ["Line", "note_offsets"]


class Line(Arrangement):
    """The tokens of one line of text, which may fill several lines of the file."""

    _kind = INLINE_ELEMENT

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

    def _leaf(self, token: Token, tag: JsxTag, name: str) -> list[Token]:
        module = imported_image(tag, self._imports)
        if (name == "img" and tag.attributes) or module:
            return [self._image(token, tag, module)]
        if name == "br":
            return [Token("hardbreak", "br", 0)]
        return super()._leaf(token, tag, name)

    def _image(self, token: Token, tag: JsxTag, module: str) -> Token:
        alt = tag.text("alt")
        source = module or resolve_address(tag.attributes.get("src"), self._imports)
        attributes: dict[str, str | int | float] = {
            "src": self._md.normalizeLink(source),
            "alt": alt,
            **given(tag, "title", "width", "height", "class", "id", "align"),
        }
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
        if frame.name in {"a", "Link"}:
            self._nest_link(frame, frame.token.meta["tag"])
        else:
            super()._nest(frame)

    def _nest_link(self, frame: Frame, tag: JsxTag) -> None:
        written = tag.attributes.get("to", tag.attributes.get("href"))
        address = resolve_address(written, self._imports)
        href = self._md.normalizeLink(address)
        if written is None:
            # `<a id="here">`
            self._wrap(frame, self._kind)
        elif not address or runs_code(address) or not self._md.validateLink(href):
            message = (
                f"The address of {tag.source} cannot be used; only its text is shown. Write a "
                "plain address."
            )
            self._slots[frame.slot] = [inline_problem(frame.token, message, kind=Kind.LINK)]
        elif self._in_link:
            self._slots[frame.slot] = []
        else:
            opening = self._wrap(frame, "link")
            opening.attrs = {"href": href, **given(tag, "title", "class", "target", "rel")}

    def _abandon(self, frame: Frame, scope: Scope) -> None:
        if frame.name not in OPTIONAL_END:
            self._give_up(frame.token, frame.slot)
        else:
            self._slots[frame.slot] = []

    def _problem(self, token: Token, message: str, once: str) -> Token:
        return inline_problem(token, message, once)

    def _verbatim(self, token: Token) -> list[Token]:
        return [as_text(token)]


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
