"""Feeds: one list of entries, written as Atom, RSS 2.0 and JSON Feed 1.1.

Everything in a :class:`FeedFile` is plain text and absolute addresses; the formats only write it.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from email.utils import format_datetime
from html import escape
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from sphinxcontrib_meetings.export.content import allowed

__all__ = ["ITEM_WRITERS", "WRITERS", "Author", "Category", "Enclosure", "Entry", "FeedFile"]

_ATOM: Final = "http://www.w3.org/2005/Atom"
_HISTORY: Final = "http://purl.org/syndication/history/1.0"
_JSON_FEED: Final = "https://jsonfeed.org/version/1.1"
_GENERATOR: Final = "sphinxcontrib-meetings"
#: how long readers may wait before they look again
_TTL_MINUTES: Final = 720


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody who wrote, or spoke."""

    name: str
    #: their page; empty if there is none
    url: str = ""


@dataclass(frozen=True, slots=True)
class Category:
    """A tag."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that plays."""

    url: str
    type: str
    #: its length in bytes, where that is known
    length: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A meeting in a feed."""

    id: str
    url: str
    title: str
    published: dt.datetime
    updated: dt.datetime
    authors: tuple[Author, ...] = ()
    #: those who spoke
    contributors: tuple[Author, ...] = ()
    categories: tuple[Category, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    #: one line of plain text
    summary: str = ""


@dataclass(frozen=True, slots=True)
class FeedFile:
    """One file: a feed, or an archive of it."""

    id: str
    title: str
    description: str
    #: who is named where an entry has no author
    author: str
    language: str
    #: page that shows the same
    home: str
    #: address of the file
    url: str
    #: address of the feed, which is this one unless it is an archive
    current: str
    #: addresses of the archives before and after; empty where there is none
    earlier: str
    later: str
    #: path of the style sheets, from the file and without their suffixes
    style: str
    entries: tuple[Entry, ...]

    @property
    def is_archive(self) -> bool:
        """Whether it is an archive."""
        return self.url != self.current

    @property
    def updated(self) -> dt.datetime:
        """When it was changed: the last time that one of its entries was."""
        return max(entry.updated for entry in self.entries)


#: returns an entry as it is written in a format
Items = Callable[[Entry], str]


def atom(file: FeedFile, items: Items) -> bytes:
    """Return *file* as Atom (RFC 4287, with RFC 5005)."""
    root = Element("feed", {"xmlns": _ATOM, "xmlns:fh": _HISTORY})
    if file.language:
        root.set("xml:lang", file.language)
    _text(root, "id", file.id)
    _text(root, "title", file.title)
    if file.description:
        _text(root, "subtitle", file.description)
    _text(root, "updated", _iso(file.updated))
    _author(root, "author", Author(file.author))
    _text(root, "generator", _GENERATOR)
    _link(root, "link", "alternate", file.home, "text/html")
    for relation, url in _relations(file):
        _link(root, "link", relation, url, "application/atom+xml")
    if file.is_archive:
        SubElement(root, "fh:archive")
    return _document(root, file, "\n</feed>", items)


def atom_entry(entry: Entry, content: str) -> str:
    """Return *entry* with the HTML *content* as Atom."""
    node = Element("entry")
    _text(node, "id", entry.id)
    _text(node, "title", entry.title)
    _link(node, "link", "alternate", entry.url, "text/html")
    _text(node, "published", _iso(entry.published))
    _text(node, "updated", _iso(entry.updated))
    for author in entry.authors:
        _author(node, "author", author)
    for contributor in entry.contributors:
        _author(node, "contributor", contributor)
    for category in entry.categories:
        attributes = {"term": category.key, "label": category.label}
        SubElement(node, "category", _allowed(attributes))
    for enclosure in entry.enclosures:
        link = _link(node, "link", "enclosure", enclosure.url, enclosure.type)
        if enclosure.length is not None:
            link.set("length", f"{enclosure.length}")
    if entry.summary:
        _text(node, "summary", entry.summary)
    if content:
        _text(node, "content", content, type="html")
    return _indented(node, 1)


def rss(file: FeedFile, items: Items) -> bytes:
    """Return *file* as RSS 2.0 (https://www.rssboard.org/rss-specification)."""
    root = Element(
        "rss",
        {
            "version": "2.0",
            "xmlns:atom": _ATOM,
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:fh": _HISTORY,
        },
    )
    channel = SubElement(root, "channel")
    _text(channel, "title", file.title)
    _text(channel, "link", file.home)
    _text(channel, "description", allowed(file.description) or file.title)
    if file.language:
        _text(channel, "language", file.language)
    _text(channel, "lastBuildDate", format_datetime(file.updated, usegmt=True))
    _text(channel, "generator", _GENERATOR)
    _text(channel, "docs", "https://www.rssboard.org/rss-specification")
    _text(channel, "ttl", f"{_TTL_MINUTES}")
    for relation, url in _relations(file):
        _link(channel, "atom:link", relation, url, "application/rss+xml")
    if file.is_archive:
        SubElement(channel, "fh:archive")
    return _document(root, file, "\n </channel>", items)


def rss_item(entry: Entry, content: str) -> str:
    """Return *entry* with the HTML *content* as RSS."""
    node = Element("item")
    _text(node, "title", entry.title)
    _text(node, "link", entry.url)
    _text(node, "guid", entry.id, isPermaLink="false")
    _text(node, "pubDate", format_datetime(entry.published, usegmt=True))
    _text(node, "atom:updated", _iso(entry.updated))
    # RSS itself has one author, who must have an address of e-mail
    for author in entry.authors:
        _text(node, "dc:creator", author.name)
    for contributor in entry.contributors:
        _text(node, "dc:contributor", contributor.name)
    for category in entry.categories:
        _text(node, "category", category.label)
    # readers take one; where the length is not known, it is 0
    for enclosure in entry.enclosures[:1]:
        length = f"{enclosure.length or 0}"
        attributes = {"url": enclosure.url, "length": length, "type": enclosure.type}
        SubElement(node, "enclosure", _allowed(attributes))
    if entry.summary:
        # it is read as HTML
        _text(node, "description", escape(entry.summary, quote=False))
    if content:
        _text(node, "content:encoded", content)
    return _indented(node, 2)


def json_feed(file: FeedFile, items: Items) -> bytes:
    """Return *file* as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""
    data = {
        "version": _JSON_FEED,
        "title": file.title,
        "home_page_url": file.home,
        "feed_url": file.url,
        "description": file.description,
        "next_url": file.earlier,
        "language": file.language,
        "authors": [{"name": file.author}],
    }
    about = json.dumps(_filled(data), indent=1, ensure_ascii=False).removesuffix("\n}")
    written = ",\n  ".join(map(items, file.entries))
    return f'{about},\n "items": [\n  {written}\n ]\n}}\n'.encode()


def json_item(entry: Entry, content: str) -> str:
    """Return *entry* with the HTML *content* as an item of JSON Feed."""
    data = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "date_published": _iso(entry.published),
        "date_modified": _iso(entry.updated),
        "authors": [
            {"name": author.name, "url": author.url}
            for author in (*entry.authors, *entry.contributors)
        ],
        "tags": [category.label for category in entry.categories],
        "attachments": [
            {
                "url": enclosure.url,
                "mime_type": enclosure.type,
                "size_in_bytes": enclosure.length,
            }
            for enclosure in entry.enclosures
        ],
    }
    # an item has to have content
    item = _filled(data) | {"content_html": allowed(content)}
    return json.dumps(item, indent=1, ensure_ascii=False).replace("\n", "\n  ")


def _filled(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what in *data* says something, with characters that XML has, too."""
    plain = {name: _plain(value) for name, value in data.items()}
    return {name: value for name, value in plain.items() if value not in ("", [], {}, None)}


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return allowed(value)
    if isinstance(value, list):
        return [plain for item in value if (plain := _plain(item))]
    return _filled(value) if isinstance(value, dict) else value


#: format ─► what writes an entry, which may be in many files
ITEM_WRITERS: Final[Mapping[str, Callable[[Entry, str], str]]] = {
    "atom": atom_entry,
    "rss": rss_item,
    "json": json_item,
}
#: format ─► what writes a file of entries
WRITERS: Final[Mapping[str, Callable[[FeedFile, Items], bytes]]] = {
    "atom": atom,
    "rss": rss,
    "json": json_feed,
}


def _relations(file: FeedFile) -> Iterator[tuple[str, str]]:
    """Yield the relations of *file* to other files of its feed, and their addresses."""
    yield "self", file.url
    if file.is_archive:
        yield "current", file.current
    if file.earlier:
        yield "prev-archive", file.earlier
    if file.later:
        yield "next-archive", file.later


def _text(parent: Element, tag: str, text: str, **attributes: str) -> None:
    SubElement(parent, tag, attributes).text = allowed(text)


def _author(parent: Element, tag: str, author: Author) -> None:
    node = SubElement(parent, tag)
    _text(node, "name", author.name)
    if author.url:
        _text(node, "uri", author.url)


def _link(parent: Element, tag: str, relation: str, url: str, type: str) -> Element:
    return SubElement(parent, tag, _allowed({"rel": relation, "type": type, "href": url}))


def _allowed(attributes: Mapping[str, str]) -> dict[str, str]:
    return {name: allowed(value) for name, value in attributes.items()}


def _iso(moment: dt.datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S}Z"


def _indented(node: Element, level: int) -> str:
    """Return *node* as it is written within elements of *level*."""
    indent(node, " ", level)
    return f"\n{' ' * level}{tostring(node, encoding='unicode')}"


def _document(root: Element, file: FeedFile, end: str, items: Items) -> bytes:
    """Return *root* as a document, with the entries of *file* before the *end* of an element.

    Browsers show it with the first sheet that they know.
    """
    indent(root, " ")
    before, found, after = tostring(root, encoding="unicode").rpartition(end)
    written = "".join([before, *map(items, file.entries), found, after])
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<?xml-stylesheet type="text/xsl" href="{file.style}.xsl"?>\n'
        f'<?xml-stylesheet type="text/css" href="{file.style}.css"?>\n{written}\n'
    ).encode()
