"""The feeds of whole sites: where they are, what links to them, and how edits change them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser
from sphinx.builders.html import StandaloneHTMLBuilder
from support.browser import serve, visit
from support.builds import Build, Built, tree
from support.everything import CONF, FILES
from support.feeds import ATOM, CHECKS, check_feed, elements
from support.images import png

BASE = "https://notes.example/docs/"
FEEDS: dict[str, Any] = {
    "html_baseurl": BASE,
    "meetings_feeds": ["all", "series", "tags", "people"],
    "meetings_feed_formats": ["atom", "rss", "json"],
    "meetings_today": "2026-01-01",
}
FULL = FEEDS | {"meetings_feed_content": "full"}
FORMATS = {"atom.xml": "atom", "rss.xml": "rss", "feed.json": "json"}


def note(day: str, *, title: str = "Call", body: str = "Text.", **fields: str) -> dict[str, str]:
    head = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return {f"meetings/{day}-n.md": f"---\n{head}---\n# {title}\n\n{body}\n"}


def feed_files(built: Built) -> dict[str, bytes]:
    return {
        name: data
        for name, data in tree(built.outdir).items()
        if re.search(r"/(?:atom|rss|feed)[^/]*\.(?:xml|json)$", name)
    }


def format_of(name: str) -> str:
    return FORMATS[re.sub(r"-\d{4}", "", name.rpartition("/")[2])]


def linked(built: Built, page: str) -> list[str]:
    """Return the feeds that a page leads to, from the root of the site."""
    # the rest of the page takes far longer to read
    return linked_in(built.text(page).partition("</head>")[0])


@cache
def linked_in(head: str) -> list[str]:
    soup = BeautifulSoup(head, "html.parser")
    found = soup.select('head link[rel="alternate"]:not([type="text/calendar"])')
    for link in found:
        assert (
            link["type"]
            == {
                "atom": "application/atom+xml",
                "rss": "application/rss+xml",
                "json": "application/feed+json",
            }[format_of(str(link["href"]))]
        )
    return [str(link["href"]).removeprefix(BASE) for link in found]


def feeds_and_links(built: Built) -> dict[str, object]:
    """Return the feeds, and which of them each page leads to."""
    pages = (name for name in tree(built.outdir) if name.endswith(".html"))
    return feed_files(built) | {page: linked(built, page) for page in pages}


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("conf", [FEEDS, FULL])
def test_everything_makes_valid_feeds(build: Build, builder: str, conf: Mapping[str, Any]):
    built = build(FILES, builder=builder, conf=CONF | conf)
    assert built.warnings == []
    files = feed_files(built)
    assert {name.rpartition("/")[0] for name in files} >= {
        *("meetings", "meetings/tags/c-plus-plus", "meetings/people/cy-dee")
    }
    for name, data in files.items():
        found = check_feed(format_of(name), data)
        if format_of(name) == "json":
            assert found["feed_url"] == BASE + name
        else:
            assert found.find(f"{ATOM}link[@rel='self']").get("href") == BASE + name
        # every address of the site leads somewhere
        for address in re.findall(rf'{BASE}[^"<&\s\\]*', data.decode()):
            path = unquote(address.removeprefix(BASE).partition("#")[0])
            file = built.outdir / path
            assert (file / "index.html" if file.is_dir() else file).is_file(), address
    assert "¶" not in "".join(map(str, files.values()))


@pytest.mark.parametrize("name", ["html", "dirhtml"])
def test_pages_lead_to_their_feeds(build: Build, name: str):
    files = {
        "other.md": "---\norphan: true\n---\n# Other\n",
        **note("2024-01-02", series="s", tags="x", authors="ada"),
        **note("2024-01-03"),
    }
    conf = FEEDS | {"meetings_feed_formats": "atom"}
    built = build(files, builder=name, conf=conf)
    every, series = "meetings/atom.xml", "meetings/series/s/atom.xml"
    wanted = {
        "index": [every],
        "other": [],
        "search": [],
        "genindex": [],
        "meetings/2024-01-02-n": [series, every],
        "meetings/2024-01-03-n": [every],
        "meetings/index": [every],
        "meetings/year/2024": [every],
        "meetings/tags/index": [every],
        "meetings/tags/x": ["meetings/tags/x/atom.xml", every],
        "meetings/people/ada": ["meetings/people/ada/atom.xml", every],
        "meetings/series/s/index": [series, every],
        "meetings/series/s/tags/x": [series, every],
    }
    assert isinstance(built.app.builder, StandaloneHTMLBuilder)
    for page, feeds in wanted.items():
        file = Path(built.app.builder.get_outfilename(page)).relative_to(built.outdir)
        assert linked(built, f"{file}") == feeds, page
        assert all((built.outdir / feed).is_file() for feed in feeds)


def test_a_feed_that_goes_is_not_linked(build: Build):
    files = note("2024-01-02", tags="x") | note("2024-01-03", tags="x", series="s")
    built = build(files, conf=FEEDS)
    assert len(linked(built, "meetings/2024-01-03-n.html")) == 6
    edit = note("2024-01-03", tags="x", series="s", unlisted="true")
    again = built.again(edit)
    clean = build(files | edit, conf=FEEDS)
    assert tree(again.outdir) == tree(clean.outdir)
    assert not (again.outdir / "meetings/series/s").exists()
    assert len(linked(again, "meetings/2024-01-03-n.html")) == 3
    # the other notes show it: all their feeds go
    edit |= note("2024-01-02", tags="x", draft="true")
    again = built.again(edit)
    assert feed_files(again) == {}
    assert linked(again, "index.html") == []
    assert tree(again.outdir) == tree(build(files | edit, conf=FEEDS).outdir)


def test_by_default_there_are_feeds_of_all_and_of_series(build: Build):
    files = note("2024-01-02", series="s", tags="x", authors="ada")
    built = build(files, conf={"html_baseurl": BASE})
    assert [*feed_files(built)] == ["meetings/atom.xml", "meetings/series/s/atom.xml"]
    for sheet in re.findall(
        r'<\?xml-stylesheet [^>]*href="([^"]*)"', built.text("meetings/series/s/atom.xml")
    ):
        assert (built.outdir / "meetings/series/s" / sheet).is_file()
    without = built.again(conf={"html_baseurl": BASE, "meetings_feeds": []})
    assert (without.warnings, feed_files(without)) == ([], {})
    assert not list(without.outdir.glob("meetings/feed.*"))


@pytest.mark.parametrize(
    ("address", "option", "value"),
    [
        *(
            (address, "meetings_feeds", ["all"])
            for address in ("", "/docs/", "docs", "ftp://notes.example/")
        ),
        # the default, too, if somebody has written it down
        ("", "meetings_feeds", ["all", "series"]),
        ("", "meetings_feed_formats", ["rss"]),
        ("", "meetings_feed_content", "full"),
    ],
)
def test_without_an_address_those_who_want_feeds_are_told(
    build: Build, address: str, option: str, value: object
):
    built = build(note("2024-01-02"), conf={"html_baseurl": address, option: value})
    assert built.warnings == [
        f"WARNING: {option}: there are no feeds, since they need the address of the site; set "
        "html_baseurl, such as 'https://example.org/docs/', or meetings_feeds = [] "
        "[meetings.config]"
    ]
    assert feed_files(built) == {}
    assert linked(built, "index.html") == []


def test_the_warning_has_the_line_of_the_option(build: Build):
    files = {"conf.py": "\nmeetings_feeds = ['all']\n", **note("2024-01-02")}
    (line,) = build(files).warnings
    assert line.startswith("conf.py:2: WARNING: meetings_feeds: there are no feeds")


@pytest.mark.parametrize(
    ("conf", "builder"),
    [
        ({}, "html"),
        ({"meetings_feeds": []}, "html"),
        ({"meetings_feeds": ["all"]}, "text"),
        ({"meetings_feeds": ["all"]}, "singlehtml"),
        ({"meetings_feeds": ["all"]}, "epub"),
    ],
)
def test_who_asked_for_nothing_is_told_nothing(build: Build, conf: dict[str, Any], builder: str):
    built = build(note("2024-01-02"), builder=builder, conf=conf)
    assert [line for line in built.warnings if "feed" in line] == []
    assert feed_files(built) == {}


@pytest.mark.parametrize(
    ("option", "value", "way_out"),
    [
        ("meetings_feeds", ["all", "tag"], "use a list of 'all', 'series', 'tags' and 'people'"),
        ("meetings_feed_formats", ["atm"], "use a list of 'atom', 'rss' and 'json'"),
        ("meetings_feed_formats", [], "use a list of 'atom', 'rss' and 'json'"),
        ("meetings_feed_content", "whole", "use 'excerpt' or 'full'"),
    ],
)
def test_values_that_cannot_be_used(build: Build, option: str, value: object, way_out: str):
    built = build(note("2024-01-02"), conf={"html_baseurl": BASE, option: value})
    assert built.warnings == [
        f"WARNING: {option}: {value!r} is not a valid value; {way_out} [meetings.config]"
    ]


def test_a_feed_has_who_wrote_when_and_what(build: Build):
    files = {
        "meetings/talk.mp3": b"12345",
        **note(
            "2024-01-02",
            title="Cancelled one",
            status="cancelled",
            last_update="{date: 2024-02-03, author: ada}",
            scribe="bo",
            speakers="cy",
            tags="C++",
            recording="talk.mp3",
            description="In short.",
        ),
    }
    built = build(files, conf=FEEDS)
    assert built.warnings == []
    (item,) = json.loads(built.text("meetings/feed.json"))["items"]
    url = item["attachments"][0].pop("url")
    assert (built.outdir / url.removeprefix(BASE)).read_bytes() == b"12345"
    item.pop("id")
    assert item == {
        "url": f"{BASE}meetings/2024-01-02-n.html",
        "title": "Cancelled one (cancelled)",
        "summary": "In short.",
        "date_published": "2024-01-02T00:00:00Z",
        "date_modified": "2024-02-03T00:00:00Z",
        "authors": [
            {"name": name, "url": f"{BASE}meetings/people/{name}.html"} for name in ("bo", "cy")
        ],
        "tags": ["C++"],
        "attachments": [{"mime_type": "audio/mpeg", "size_in_bytes": 5}],
        "content_html": "<p>In short.</p>",
    }
    longer = built.again({"meetings/talk.mp3": b"123456"})
    assert '"size_in_bytes": 6' in longer.text("meetings/feed.json")


def test_ids_outlive_a_move(build: Build):
    def ids(built: Built) -> list[str]:
        return sorted(item["id"] for item in json.loads(built.text("meetings/feed.json"))["items"])

    files = note("2024-01-02") | note("2024-01-03")
    before = ids(build(files, conf=FEEDS))
    assert len(set(before)) == 2
    other = FEEDS | {"html_baseurl": "https://other.example/"}
    assert ids(build(files, builder="dirhtml", conf=other)) == before
    moved = note("2024-01-03")
    moved["meetings/2024/01-02-n.md"] = "---\nslug: /meetings/2024-01-02-n\n---\n# Moved\n"
    assert ids(build(moved, conf=FEEDS)) == before


PLAIN = """\
Text, see [there](2024-01-03-n.md#part), [below](#part), [another page](../page.md) and
{meeting:ref}`latest`; {download}`file.txt`, ![A picture](picture.png) and[^1] more.

```{code-block} python
:linenos:
:caption: Code

print(1)
```

## Part

<details><summary>More</summary>

Hidden [words](../page.md).

</details>

{youtube}`The demo <https://youtu.be/dQw4w9WgXcQ?t=90>`

```{meeting-list}
```

Formula {math}`a^2`.

[^1]: A note.
"""
PAGES = {
    "page.md": "---\norphan: true\n---\n# A page\n",
    "meetings/file.txt": "A file.",
    "meetings/picture.png": png(),
    **note("2024-01-02", body=PLAIN),
    **note("2024-01-03", title="Other", body="First.\n\n## Part\n\nSecond."),
    "meetings/running.md": (
        "# Running\n\n## 2024-01-04\n\nFirst words, [page](../page.md).\n\n### Votes\n\nYes.\n\n"
        "## 2024-01-05\n\nSecond words, [above](#votes).\n"
    ),
}


def contents(built: Built) -> dict[str, str]:
    items = json.loads(built.text("meetings/feed.json"))["items"]
    return {item["url"].removeprefix(f"{BASE}meetings/"): item["content_html"] for item in items}


@pytest.mark.parametrize("style", ["inline", "table"])
def test_full_content_is_the_note(build: Build, style: str):
    conf = FULL | {
        "html_codeblock_linenos_style": style,
        "numfig": True,
        "myst_heading_anchors": 3,
        "myst_enable_extensions": ["dollarmath"],
    }
    built = build(PAGES, conf=conf)
    assert built.warnings == []
    found = contents(built)
    whole = found["2024-01-02-n.html"]
    assert BeautifulSoup(whole, "html.parser").get_text(" ", strip=True) == (
        "Text, see there , below , another page and January 5, 2024 ; file.txt , and [1] more. Code "
        "print(1) Part More Hidden words . "
        "Recording: The demo (https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=90) "
        "Formula \\(a^2\\). [ 1 ] A note."
    )
    addresses = [
        value.removeprefix(BASE)
        for _, attributes in elements(whole)
        for name, value in attributes.items()
        if name in {"href", "src"} and value
    ]
    assert addresses == [
        "meetings/2024-01-03-n.html#part",
        "meetings/2024-01-02-n.html#part",
        "page.html",
        "meetings/running.html#running-2024-01-05",
        next(address for address in addresses if address.endswith("/file.txt")),
        "_images/picture.png",
        "meetings/2024-01-02-n.html#id2",
        "page.html",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=90",
        "meetings/2024-01-02-n.html#id1",
    ]
    # no numbers of lines or figures, no title, no list, no player
    running = {name: html for name, html in found.items() if name.startswith("running")}
    assert len(running) == 2
    first, second = (running[name] for name in sorted(running))
    assert "First words" in first
    assert "Yes." in first
    assert "Second words" not in first
    assert "2024-01-04" not in first
    assert f'<a href="{BASE}meetings/running.html#votes">above</a>' in second


@pytest.mark.parametrize("conf", [FEEDS, FULL])
@pytest.mark.parametrize(
    "edit",
    [
        {"page.md": "---\norphan: true\n---\n# Another title\n"},
        note("2024-01-02", body="Other text."),
        note("2024-01-02", body=PLAIN, title="Renamed"),
        note("2024-01-03", title="Renamed"),
        note("2025-01-03", tags="x", series="s"),
        {"meetings/2024-01-03-n.md": None},
        {"meetings/tags.yml": "x: {label: Labelled}\n"},
        {"meetings/authors.yml": "ada: {name: Ada L}\n"},
        {"meetings/file.txt": "Longer."},
    ],
)
def test_an_edit_gives_what_a_clean_build_gives(
    build: Build, built_before: Build, conf: dict[str, Any], edit: dict[str, Any]
):
    files = PAGES | note("2024-01-06", tags="x", authors="ada")
    again = built_before(files, conf=conf).again(edit)
    clean = {name: text for name, text in (files | edit).items() if text is not None}
    assert feeds_and_links(again) == feeds_and_links(build(clean, conf=conf))


@pytest.mark.parametrize(
    "change",
    [
        {"meetings_feed_content": "full"},
        {"meetings_feed_formats": ["json"]},
        {"meetings_today": "2024-01-03"},
        {"meetings_pages": False},
        {"html_baseurl": "https://other.example/"},
        {"project": "Renamed"},
        {"language": "de"},
        {"meetings_root": "archive"},
        {"meetings_title": "Calls"},
    ],
)
def test_a_change_of_options_gives_what_a_clean_build_gives(
    build: Build, built_before: Build, change: dict[str, Any]
):
    again = built_before(PAGES, conf=FEEDS).again(conf=FEEDS | change)
    assert feeds_and_links(again) == feeds_and_links(build(PAGES, conf=FEEDS | change))


@pytest.mark.parametrize("format", sorted(CHECKS))
def test_the_whole_archive_can_be_read(built_before: Build, format: str):
    files: dict[str, str] = {}
    for year in (2020, 2021, 2022, 2023):
        for month in range(1, 10):
            files |= note(f"{year}-{month:02}-01", title=f"N {year}-{month}")
    built = built_before(files, conf=FEEDS | {"meetings_feeds": ["all"]})
    read: set[str] = set()
    name = next(name for name, kind in FORMATS.items() if kind == format)
    address, visited = f"{BASE}meetings/{name}", []
    while address:
        visited.append(address.rpartition("/")[2])
        found = check_feed(format, (built.outdir / address.removeprefix(BASE)).read_bytes())
        if format == "json":
            read |= {item["title"] for item in found["items"]}
            address = found.get("next_url", "")
            continue
        read |= {node.text for node in found.iter(f"{ATOM}title", "title")}
        link = found.find(f"{ATOM}link[@rel='prev-archive']")
        address = "" if link is None else link.get("href")
    assert len(visited) == 3
    assert {text for text in read if text.startswith("N ")} == {
        f"N {year}-{month}" for year in (2020, 2021, 2022, 2023) for month in range(1, 10)
    }
    # an edit of an old note writes the archive of its year alone
    before = {path: path.stat().st_mtime_ns for path in built.outdir.glob("meetings/*.*")}
    again = built.again(note("2020-02-01", title="Edited"))
    changed = {
        path.name
        for path, time in before.items()
        if path.stat().st_mtime_ns != time
        and path.suffix in {".xml", ".json"}
        and format_of(path.name) == format
    }
    assert len(changed) == 1
    assert "2020" in next(iter(changed))
    assert again.warnings == []


@pytest.mark.parametrize("conf", [FEEDS, FULL])
def test_hostile_notes_inject_nothing(build: Build, conf: dict[str, Any]):
    files = {
        "meetings/2024-01-02-n.md": (
            '---\ntitle: "]]></title><x/> </script><script>go()</script> \\u202e \\x0b&amp;"\n'
            "authors: ['<b>a</b> \"']\ntags: ['<i>&']\n---\n\n"
            "Text ]]> &lt;b&gt; <span onclick=go()>x</span>\n\n"
            "```{raw} html\n<script>go()</script><p onclick='go()'>a <a href='javascript:go()'>b</a>"
            "<img src=x onerror=go()><iframe src='https://v.example/?a=\"&b'></iframe>\n```\n"
        ),
        "meetings/2024-01-03-n.rst": (
            "A\n=\n\n.. raw:: html\n\n   <p>unclosed <b>bold <a href='../x'>c</a>\n\nEnd.\n"
        ),
    }
    built = build(files, conf=conf)
    for name, data in feed_files(built).items():
        check_feed(format_of(name), data)
    found = contents(built)["2024-01-02-n.html"]
    assert "go()" not in found


# ── in a browser ──────────────────────────────────────────────────────────────

#: the text that is seen of an element, and which element is in its middle
SEEN = """(selector) => {
  const found = document.querySelector(selector);
  const box = found.getBoundingClientRect();
  const there = document.elementFromPoint(box.x + 5, box.y + box.height / 2);
  return [getComputedStyle(found).display !== "none", found === there || found.contains(there)];
}"""


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("format", ["atom", "rss"])
def test_a_browser_shows_a_feed(
    built_before: Build, browser: Browser, format: str, width: int
) -> None:
    built = built_before(note("2024-01-02", title="A & B"), conf=FEEDS)
    file = built.outdir / f"meetings/{format}.xml"
    # what browsers do that know no XSLT
    plain = re.sub(r"<\?xml-stylesheet type=\"text/xsl\".*?\?>", "", file.read_text("utf-8"))
    file.with_name("plain.xml").write_text(plain, "utf-8")
    with serve(built.outdir) as url, visit(browser, f"{url}/meetings/plain.xml") as visited:
        page = visited.page
        page.set_viewport_size({"width": width, "height": 800})
        shown = (
            "title",
            "link[rel='self']",
            ":is(entry, item) > title",
            ":is(entry, item) > link",
        )
        for selector in shown:
            assert page.evaluate(SEEN, selector) == [True, True], selector
        for hidden in ("id, guid", "updated, lastBuildDate", "generator, language"):
            assert all(
                page.evaluate(
                    "(hidden) => [...document.querySelectorAll(hidden)]"
                    ".map((found) => getComputedStyle(found).display === 'none')",
                    hidden,
                )
            )
        address = page.evaluate(
            "getComputedStyle(document.querySelector('link[rel=self]'), '::after').content"
        )
        assert address == f'"{BASE}meetings/{format}.xml"'
        # others may lay a warning over the page
        page.goto(f"{url}/meetings/{format}.xml")
        assert page.evaluate(SEEN, "h1, feed > title, channel > title") == [True, True]
