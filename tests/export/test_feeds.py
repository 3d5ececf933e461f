"""The formats of feeds: valid, read back as they were meant, whatever the words."""

from __future__ import annotations

import dataclasses
import datetime as dt
import html
from pathlib import Path
from typing import Any

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from support.feeds import ATOM, HISTORY, check_atom, check_feed, check_json, check_rss

from sphinxcontrib_meetings.export import feeds
from sphinxcontrib_meetings.export.content import allowed
from sphinxcontrib_meetings.export.feeds import (
    ITEM_WRITERS,
    WRITERS,
    Author,
    Category,
    Enclosure,
    Entry,
    FeedFile,
)

BASE = "https://notes.example/"
DAY = dt.datetime(2024, 5, 6, 17, tzinfo=dt.UTC)
CONTENT = '<p>We <em>met</em> <a href="https://notes.example/x.html?a=1&amp;b=2">here</a>.</p>'

CALL = Entry(
    id="urn:uuid:1",
    url=f"{BASE}meetings/call.html",
    title="Call",
    published=DAY,
    updated=DAY + dt.timedelta(days=1, seconds=5),
    authors=(Author("Ada", f"{BASE}people/ada.html"), Author("Bo")),
    contributors=(Author("Cy", f"{BASE}people/cy.html"),),
    categories=(Category("C++", "Language"), Category("x", "x")),
    enclosures=(
        Enclosure(f"{BASE}a.mp3", "audio/mpeg", 12),
        Enclosure("https://v.example/b.mp4", "video/mp4"),
    ),
    summary="We met here.",
)
BARE = Entry("urn:uuid:2", f"{BASE}meetings/bare.html", "Bare", DAY, DAY)
FEED = FeedFile(
    id="urn:uuid:0",
    title="Project: Meetings",
    description="What we say.",
    author="The project",
    language="en",
    home=f"{BASE}meetings/index.html",
    url=f"{BASE}meetings/atom.xml",
    current=f"{BASE}meetings/atom.xml",
    earlier=f"{BASE}meetings/atom-2023.xml",
    later="",
    style="feed",
    entries=(CALL, BARE),
)
ARCHIVE = dataclasses.replace(
    FEED,
    url=f"{BASE}meetings/atom-2023.xml",
    earlier=f"{BASE}meetings/atom-2022.xml",
    later=f"{BASE}meetings/atom-2024.xml",
)


def written(format: str, file: FeedFile = FEED, content: str = CONTENT) -> bytes:
    def item(entry: Entry) -> str:
        return ITEM_WRITERS[format](entry, "" if entry is BARE else content)

    return WRITERS[format](file, item)


@pytest.mark.parametrize("format", sorted(WRITERS))
@pytest.mark.parametrize(
    "file", [FEED, ARCHIVE, dataclasses.replace(FEED, language="", description="")]
)
def test_every_format_is_valid(format: str, file: FeedFile):
    check_feed(format, written(format, file))


@pytest.mark.parametrize("format", ["atom", "rss"])
def test_a_reader_finds_everything(format: str):
    found: Any = feedparser.parse(written(format))
    assert found.feed.title == FEED.title
    assert found.feed.subtitle == FEED.description
    assert found.feed.link == FEED.home
    call, bare = found.entries
    assert (call.id, call.link, call.title) == (CALL.id, CALL.url, CALL.title)
    assert call.published_parsed[:6] == (2024, 5, 6, 17, 0, 0)
    assert call.updated_parsed[:6] == (2024, 5, 7, 17, 0, 5)
    assert [author.name for author in call.authors] == ["Ada", "Bo"]
    assert [one.name for one in call.contributors] == ["Cy"]
    assert call.content[0].value == CONTENT
    assert call.summary == CALL.summary
    assert (bare.id, bare.get("summary", ""), bare.get("authors", [])) == (BARE.id, "", [])


def test_atom():
    root = check_atom(written("atom"))
    assert root.findtext(f"{ATOM}updated") == "2024-05-07T17:00:05Z"
    call = root.find(f"{ATOM}entry")
    assert call is not None
    categories = [(c.get("term"), c.get("label")) for c in call.iter(f"{ATOM}category")]
    assert categories == [("C++", "Language"), ("x", "x")]
    assert [
        (link.get("href"), link.get("type"), link.get("length"))
        for link in call.iterfind(f"{ATOM}link[@rel='enclosure']")
    ] == [(f"{BASE}a.mp3", "audio/mpeg", "12"), ("https://v.example/b.mp4", "video/mp4", None)]


def test_rss():
    channel = check_rss(written("rss"))
    item = channel.find("item")
    assert item is not None
    enclosure = item.find("enclosure")
    assert enclosure is not None
    assert dict(enclosure.attrib) == {"url": f"{BASE}a.mp3", "type": "audio/mpeg", "length": "12"}
    assert [node.text for node in item.iter("category")] == ["Language", "x"]
    guid = item.find("guid")
    assert guid is not None
    assert (guid.text, guid.get("isPermaLink")) == (CALL.id, "false")


def test_json():
    found = check_json(written("json"))
    assert {**found, "items": []} == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": FEED.title,
        "home_page_url": FEED.home,
        "feed_url": FEED.url,
        "description": FEED.description,
        "next_url": FEED.earlier,
        "language": "en",
        "authors": [{"name": "The project"}],
        "items": [],
    }
    assert found["items"] == [
        {
            "id": CALL.id,
            "url": CALL.url,
            "title": "Call",
            "summary": CALL.summary,
            "date_published": "2024-05-06T17:00:00Z",
            "date_modified": "2024-05-07T17:00:05Z",
            "authors": [
                {"name": "Ada", "url": f"{BASE}people/ada.html"},
                {"name": "Bo"},
                {"name": "Cy", "url": f"{BASE}people/cy.html"},
            ],
            "tags": ["Language", "x"],
            "attachments": [
                {"url": f"{BASE}a.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 12},
                {"url": "https://v.example/b.mp4", "mime_type": "video/mp4"},
            ],
            "content_html": CONTENT,
        },
        {
            "id": BARE.id,
            "url": BARE.url,
            "title": "Bare",
            "date_published": "2024-05-06T17:00:00Z",
            "date_modified": "2024-05-06T17:00:00Z",
            "content_html": "",
        },
    ]


@pytest.mark.parametrize(("format", "prefix"), [("atom", ""), ("rss", "channel/")])
@pytest.mark.parametrize(
    ("file", "relations"),
    [
        (FEED, {"self": "", "prev-archive": "-2023"}),
        (
            ARCHIVE,
            {"self": "-2023", "current": "", "prev-archive": "-2022", "next-archive": "-2024"},
        ),
    ],
)
def test_archives(format: str, prefix: str, file: FeedFile, relations: dict[str, str]):
    root = check_feed(format, written(format, file))
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    links.pop("alternate", None)
    assert links == {
        relation: f"{BASE}meetings/atom{year}.xml" for relation, year in relations.items()
    }
    assert (root.find(f"{HISTORY}archive") is not None) is file.is_archive


@pytest.mark.parametrize("format", ["atom", "rss"])
def test_browsers_find_the_style_sheet(format: str):
    lines = written(format, dataclasses.replace(FEED, style="../feed")).decode().splitlines()
    assert lines[:3] == [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<?xml-stylesheet type="text/xsl" href="../feed.xsl"?>',
        '<?xml-stylesheet type="text/css" href="../feed.css"?>',
    ]


@pytest.mark.parametrize("format", ["atom", "rss"])
def test_the_style_sheet_makes_a_page(format: str):
    sheet = etree.XSLT(etree.parse(Path(feeds.__file__).with_name("feed.xsl")))
    title = "<b onclick='go()'> & </script>"
    file = dataclasses.replace(ARCHIVE, entries=(dataclasses.replace(CALL, title=title), BARE))
    page = etree.HTML(str(sheet(etree.fromstring(written(format, file)))))
    assert page.findtext(".//h1") == FEED.title
    links = [(link.text, link.get("href")) for link in page.iterfind(".//a")]
    assert links == [
        ("Site", FEED.home),
        ("Newest", ARCHIVE.current),
        ("Later", ARCHIVE.later),
        ("Earlier", ARCHIVE.earlier),
        (title, CALL.url),
        *(
            (enclosure.url, enclosure.url)
            for enclosure in CALL.enclosures[: 2 if format == "atom" else 1]
        ),
        ("Bare", BARE.url),
    ]
    assert [node.text for node in page.iterfind(".//article/p") if node.text == CALL.summary]
    assert not page.findall(".//script")


HOSTILE = (
    "]]><x/>",
    "</script><script>go()</script>",
    "a\r\nb: c",
    "a\0b\x0b",
    "\u202eabc",
    "<b>&amp;</b> & \"'",
    "\ud800 \uffff",
    "<!-- --> <?x?> <![CDATA[",
    "\U0001f600",
)


def hostile_feed(text: str) -> FeedFile:
    entry = dataclasses.replace(
        CALL,
        id=f"urn:x:{text}",
        title=text,
        authors=(Author(text), Author(f"{text}2")),
        contributors=(Author(text),),
        categories=(Category(text, text),),
        summary=text,
    )
    return dataclasses.replace(
        FEED, title=f"x{text}", description=text, author=f"x{text}", entries=(entry,)
    )


def check_hostile(text: str) -> None:
    file = hostile_feed(text)
    plain = allowed(text)
    escaped = f"<p>{html.escape(plain)}</p>"
    root = check_atom(written("atom", file, escaped))
    (entry,) = root.iter(f"{ATOM}entry")
    said = [entry.findtext(f"{ATOM}{name}") for name in ("title", "content")]
    assert said == [plain, escaped]
    assert (entry.findtext(f"{ATOM}summary") or "") == plain
    names = [node.findtext(f"{ATOM}name") for node in entry.findall(f"{ATOM}author")]
    assert names == [plain, f"{plain}2"]
    category = entry.find(f"{ATOM}category")
    assert category is not None
    assert (category.get("term"), category.get("label")) == (plain, plain)
    channel = check_rss(written("rss", file, escaped))
    item = channel.find("item")
    assert item is not None
    assert item.findtext("title") == plain
    # it is read as HTML
    assert html.unescape(item.findtext("description") or "") == html.unescape(html.escape(plain))
    (item,) = check_json(written("json", file, escaped))["items"]
    assert item.get("title", "") == plain
    assert item["content_html"] == escaped


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words(text: str):
    check_hostile(text)


@given(st.text(st.characters(), max_size=20))
def test_any_words(text: str):
    check_hostile(text)
