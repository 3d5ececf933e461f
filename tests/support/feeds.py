"""What every feed has to be, whatever is in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import feedparser
import jsonschema
import rnc2rng
from lxml import etree

GRAMMAR = Path(__file__).parents[1] / "export" / "data" / "rfc4287.rnc"
ATOM = "{http://www.w3.org/2005/Atom}"
HISTORY = "{http://purl.org/syndication/history/1.0}"

_TEXT = {"type": "string", "minLength": 1}
_URL = {"type": "string", "format": "uri", "pattern": "^https?://"}
_DATE = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}
_AUTHORS = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "minProperties": 1,
        "additionalProperties": False,
        "properties": {"name": _TEXT, "url": _URL},
    },
}
_ATTACHMENT = {
    "type": "object",
    "required": ["url", "mime_type"],
    "additionalProperties": False,
    "properties": {
        "url": _URL,
        "mime_type": {"type": "string", "pattern": "^(audio|video)/."},
        "size_in_bytes": {"type": "integer", "minimum": 0},
    },
}
#: https://www.jsonfeed.org/version/1.1/, of what we write
JSON_FEED = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": ["version", "title", "items"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": _TEXT,
        "home_page_url": _URL,
        "feed_url": _URL,
        "description": _TEXT,
        "next_url": _URL,
        "language": {"type": "string", "pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"},
        "authors": _AUTHORS,
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "url", "content_html"],
                "additionalProperties": False,
                "properties": {
                    "id": _TEXT,
                    "url": _URL,
                    "title": {"type": "string"},
                    "content_html": {"type": "string"},
                    "summary": _TEXT,
                    "date_published": _DATE,
                    "date_modified": _DATE,
                    "authors": _AUTHORS,
                    "tags": {"type": "array", "minItems": 1, "items": {"type": "string"}},
                    "attachments": {"type": "array", "minItems": 1, "items": _ATTACHMENT},
                },
            },
        },
    },
}


@cache
def _grammar() -> etree.RelaxNG:
    written = rnc2rng.dumps(rnc2rng.load(str(GRAMMAR)))
    # XML cannot declare a prefix for no namespace
    return etree.RelaxNG(etree.fromstring(written.replace('xmlns:local=""', "").encode()))


def check_atom(data: bytes) -> etree._Element:
    """Return the root of an Atom feed that is as RFC 4287 wants it."""
    root = etree.fromstring(data)
    assert _grammar().validate(root), _grammar().error_log
    # the assertions of the grammar for Schematron
    assert root.find(f"{ATOM}author") is not None
    for entry in root.iter(f"{ATOM}entry"):
        assert entry.find(f"{ATOM}link[@rel='alternate']") is not None
    ids = [entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids)
    assert all(urlsplit(text).scheme for text in [*ids, root.findtext(f"{ATOM}id")])
    _check_content(text.text or "" for text in root.iter(f"{ATOM}content"))
    for link in root.iter(f"{ATOM}link"):
        check_absolute(link.get("href"))
    return root


def check_rss(data: bytes) -> etree._Element:
    """Return the channel of an RSS feed that is as its specification wants it."""
    channel = etree.fromstring(data).find("channel")
    assert channel is not None
    for name in ("title", "link", "description"):
        assert channel.findtext(name)
    for item in channel.iter("item"):
        assert item.findtext("guid")
        assert item.find("title") is not None
        check_absolute(item.findtext("link"))
        assert len(item.findall("enclosure")) < 2
        for enclosure in item.iter("enclosure"):
            assert set(enclosure.attrib) == {"url", "length", "type"}
            check_absolute(enclosure.get("url"))
    encoded = "{http://purl.org/rss/1.0/modules/content/}encoded"
    _check_content(text.text or "" for text in channel.iter(encoded))
    return channel


def check_json(data: bytes) -> Any:
    """Return a JSON Feed that is as its specification wants it."""
    found = json.loads(data)
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    jsonschema.Draft202012Validator(JSON_FEED, format_checker=checker).validate(found)
    _check_content(item["content_html"] for item in found["items"])
    return found


CHECKS = {"atom": check_atom, "rss": check_rss, "json": check_json}


def check_feed(format: str, data: bytes) -> Any:
    """Check a feed in *format*, and that a reader takes it."""
    found = CHECKS[format](data)
    if format != "json":
        read = feedparser.parse(data)
        assert not read.bozo, read.bozo_exception
        assert read.version == {"atom": "atom10", "rss": "rss20"}[format]
    return found


def check_absolute(address: str | None) -> None:
    parts = urlsplit(address or "")
    assert parts.scheme not in {"", "javascript", "vbscript"}, address
    assert parts.netloc or parts.scheme not in {"http", "https"}, address


#: what the attributes of HTML are that have addresses (https://html.spec.whatwg.org/#attributes-3)
_ADDRESSES = frozenset(
    {"action", "background", "cite", "data", "formaction", "href", "itemid", "itemtype"}
    | {"longdesc", "manifest", "ping", "poster", "profile", "src", "srcset", "usemap"}
)


class _Read(HTMLParser):
    """The elements and attributes of some HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


def elements(html: str) -> list[tuple[str, dict[str, str | None]]]:
    """Return the elements of *html*, each with its attributes."""
    reader = _Read()
    reader.feed(html)
    reader.close()
    return reader.elements


def _check_content(texts: Iterator[str]) -> None:
    for text in texts:
        check_html(text)


def check_html(text: str) -> None:
    """Check the HTML of an entry: nothing runs, plays, or depends on the page."""
    # every element is closed
    etree.fromstring(f"<div>{text}</div>".encode())
    for tag, attributes in elements(text):
        assert tag not in {"script", "style", "iframe", "video", "audio", "object", "embed", "svg"}
        for name, value in attributes.items():
            assert not name.startswith("on")
            assert name not in {"class", "id", "style"}
            if name in _ADDRESSES:
                check_absolute(value)
