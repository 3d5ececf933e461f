"""The HTML of feeds: that of pages, with nothing that needs the page.

In: HTML as a writer of pages makes it, and its address. Out: the same words, with plain elements,
absolute addresses, and nothing that runs or plays. Every element is closed.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from typing import Final

from sphinxcontrib_meetings.parse.urls import encoded, has_scheme, joined, runs_code

__all__ = ["allowed", "feed_html"]

#: elements that are kept as they are
_PLAIN: Final = (
    *(
        "abbr",
        "aside",
        "b",
        "br",
        "caption",
        "cite",
        "code",
        "dd",
        "details",
        "dfn",
        "div",
        "dl",
        "dt",
    ),
    *("em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "kbd", "mark"),
    *("p", "pre", "rp", "rt", "ruby", "s", "samp", "small", "strong", "sub", "summary", "sup"),
    *("table", "tbody", "tfoot", "thead", "tr", "u", "ul", "var"),
)
#: element ─► its attributes that are kept, besides those of every element; of any other element,
#: only what is in it is kept
_KEPT: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(_PLAIN, ("title",)),
    "a": ("href", "title"),
    "blockquote": ("cite",),
    "col": ("span",),
    "colgroup": ("span",),
    "del": ("cite", "datetime"),
    "img": ("src", "alt", "title", "width", "height"),
    "ins": ("cite", "datetime"),
    "li": ("value",),
    "ol": ("start", "type", "reversed"),
    "q": ("cite",),
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan", "scope"),
    "time": ("datetime",),
}
_EVERYWHERE: Final = ("dir", "lang")
_ADDRESSES: Final = frozenset({"cite", "href", "src"})
#: blocks that no paragraph has
_BLOCKS: Final = frozenset(
    {"aside", "blockquote", "details", "div", "dl", "figure", "h1", "h2", "h3", "h4", "h5", "h6"}
    | {"hr", "ol", "p", "pre", "table", "ul"}
)
#: elements without an end (https://html.spec.whatwg.org/#void-elements)
_VOID: Final = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param"}
    | {"source", "track", "wbr"}
)
#: elements that are left out with all that is in them
_LEFT_OUT: Final = frozenset({"head", "script", "style", "svg", "template", "title"})
#: what shows or plays something of another address, and becomes a link to it
_PLAYERS: Final = frozenset({"audio", "iframe", "video"})
#: classes of what belongs to the page: links to headings and to code, numbers of lines
_OF_PAGE: Final = frozenset(
    {"headerlink", "lineno", "linenodiv", "linenos", "viewcode-back", "viewcode-link"}
)

#: what browsers take out of addresses (https://url.spec.whatwg.org/#concept-basic-url-parser)
_SKIPPED: Final = dict.fromkeys(map(ord, "\t\n"))

#: https://www.w3.org/TR/xml/#NT-Char
_FORBIDDEN: Final = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_Attributes = Sequence[tuple[str, str | None]]


def feed_html(text: str, address: str) -> str:
    """Return the HTML *text* of the page at *address* for a feed."""
    cleaner = _Cleaner(address)
    cleaner.feed(text)
    cleaner.close()
    return cleaner.result().strip()


def allowed(text: str) -> str:
    """Return *text* without the characters that XML 1.0 forbids, and with ``\\n`` for any end.

    XML has no way to write those characters, and readers turn ``\\r`` into ``\\n``.
    """
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


class _Cleaner(HTMLParser):
    """Collects what is kept."""

    def __init__(self, address: str) -> None:
        super().__init__(convert_charrefs=True)
        self._address = address
        self._parts: list[str] = []
        #: elements that are open, and how many of each
        self._open: list[str] = []
        self._number: Counter[str] = Counter()
        #: element that is being left out, and how many of its kind are open
        self._skipped = ""
        self._depth = 0

    def result(self) -> str:
        """Return what was collected, with every element closed."""
        return "".join([*self._parts, *(f"</{tag}>" for tag in reversed(self._open))])

    def handle_starttag(self, tag: str, attrs: _Attributes) -> None:
        """Keep an element, or leave it out."""
        if self._skipped:
            self._depth += tag == self._skipped
            return
        given = {name: value or "" for name, value in reversed(attrs)}
        if tag in _PLAYERS:
            self._link(given)
        if tag in _LEFT_OUT | _PLAYERS or not _OF_PAGE.isdisjoint(given.get("class", "").split()):
            if tag not in _VOID:
                self._skipped, self._depth = tag, 1
        elif tag == "input":
            self._box(given)
        elif tag in _KEPT:
            self._start(tag, given)

    def handle_startendtag(self, tag: str, attrs: _Attributes) -> None:
        """Treat ``<a/>`` as browsers do: it is open."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close the element, and those within it that nobody has closed."""
        if self._skipped:
            self._depth -= tag == self._skipped
            self._skipped = self._skipped if self._depth else ""
            return
        if not self._number[tag]:
            return
        closed = ""
        while closed != tag:
            closed = self._open.pop()
            self._number[closed] -= 1
            self._parts.append(f"</{closed}>")

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        if not self._skipped:
            self._parts.append(html.escape(allowed(data), quote=False))

    def _start(self, tag: str, given: dict[str, str]) -> None:
        if tag in _BLOCKS and self._open[-1:] == ["p"]:
            # it ends where a block begins
            self.handle_endtag("p")
        attributes = dict(self._attributes(tag, given))
        if tag == "img" and "src" not in attributes:
            self.handle_data(attributes.get("alt", ""))
            return
        written = "".join(f' {name}="{html.escape(text)}"' for name, text in attributes.items())
        if tag in _VOID:
            self._parts.append(f"<{tag}{written} />")
            return
        self._parts.append(f"<{tag}{written}>")
        self._open.append(tag)
        self._number[tag] += 1

    def _attributes(self, tag: str, given: dict[str, str]) -> Iterator[tuple[str, str]]:
        for name in (*_KEPT[tag], *_EVERYWHERE):
            if name not in given:
                continue
            text = allowed(given[name])
            if name not in _ADDRESSES:
                yield name, text
            elif found := self._absolute(text):
                yield name, found

    def _absolute(self, text: str) -> str:
        """Return the address *text* from anywhere; empty for one that runs code, or none."""
        found = joined(self._address, encoded(text.strip().translate(_SKIPPED)))
        return found if has_scheme(found) and not runs_code(found) else ""

    def _link(self, given: dict[str, str]) -> None:
        if address := self._absolute(given.get("src", "")) if given.get("src") else "":
            text = given.get("title") or given.get("aria-label") or address
            self._start("a", {"href": address})
            self.handle_data(text)
            self.handle_endtag("a")

    def _box(self, given: dict[str, str]) -> None:
        if given.get("type", "").lower() == "checkbox":
            self.handle_data("☑ " if "checked" in given else "☐ ")
