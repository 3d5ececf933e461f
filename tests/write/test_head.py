"""What the head of a meeting's page tells search engines, and previews of links."""

from __future__ import annotations

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from support.builds import Build, Built, tree

FILES = {
    "meetings/2026-05-05-past.md": "---\nauthors: [{name: Ada}, {name: 'B & C'}]\ntags: [wasm]\nlast_update: 2026-05-07\n---\n# Past\n\nText.\n",
    # the schedule moves it to the 13th
    "meetings/2026-05-12-moved.md": "# Moved\n\nText.\n",
    "meetings/2026-05-19-cancelled.md": "# Cancelled\n\nText.\n",
    "meetings/2026-05-26-next.md": "# Next\n\nText.\n",
    "meetings/2026-05-20-unlisted.md": "---\nunlisted: true\n---\n# Unlisted\n\nText.\n",
    "meetings/2026-05-05-past-transcript.md": "# Words\n\n**Ada** [0:12] Hello.\n",
    "meetings/notes.md": "# Running notes\n\n## 2026-03-04\n\nText.\n\n## 2026-03-11\n\nText.\n",
}
SERIES = {
    "weekly": {
        "title": "Weekly call",
        "path": "meetings/2026-05-*",
        "start": "2026-05-05 17:00",
        "timezone": "UTC",
        "every": "week",
        "join": "https://meet.example.org/1",
        "location": "Room 7",
        "cancelled": {"2026-05-19": "holiday"},
        "moved": {"2026-05-12": "2026-05-13"},
    }
}
CONF = {
    "meetings_series": SERIES,
    "meetings_today": "2026-05-11",
    "html_baseurl": "https://example.org/",
}


def nodes(built: Built, page: str) -> dict[str, dict[str, Any]]:
    script = built.seen(page).select_one("script[type='application/ld+json']")
    assert script is not None
    return {node["@type"]: node for node in json.loads(script.text)["@graph"]}


def metas(page: BeautifulSoup) -> list[tuple[str, str]]:
    found = [
        (tag.get("property") or tag.get("name"), tag["content"])
        for tag in page("meta", content=True)
    ]
    return [(name, text) for name, text in found if name]


def test_events_of_a_schedule(shared_build: Build) -> None:
    built = shared_build(FILES, conf=CONF)
    past = nodes(built, "meetings/2026-05-05-past")["Event"]
    assert past["location"] == {"@type": "Place", "name": "Room 7"}
    assert past["eventStatus"].endswith("EventScheduled")
    moved = nodes(built, "meetings/2026-05-12-moved")["Event"]
    assert moved["startDate"] == "2026-05-13T17:00:00+00:00"
    assert moved["previousStartDate"] == "2026-05-12T17:00:00+00:00"
    assert moved["eventStatus"].endswith("EventRescheduled")
    assert moved["location"][1]["url"] == "https://meet.example.org/1"
    cancelled = nodes(built, "meetings/2026-05-19-cancelled")["Event"]
    assert cancelled["eventStatus"].endswith("EventCancelled")
    assert cancelled["location"] == {"@type": "Place", "name": "Room 7"}


def test_each_meeting_has_its_place(shared_build: Build) -> None:
    built = shared_build(FILES, conf=CONF)
    crumbs = nodes(built, "meetings/2026-05-05-past")["BreadcrumbList"]["itemListElement"]
    assert [item["name"] for item in crumbs] == ["Meetings", "Weekly call", "2026", "Past"]
    assert crumbs[-1]["item"]["@id"] == "https://example.org/meetings/2026-05-05-past.html"
    running = nodes(built, "meetings/notes")["BreadcrumbList"]["itemListElement"]
    assert [item["name"] for item in running] == ["Meetings", "Running notes"]
    words = nodes(built, "meetings/2026-05-05-past-transcript")["BreadcrumbList"][
        "itemListElement"
    ]
    assert [item["name"] for item in words] == ["Meetings", "Weekly call", "2026", "Words"]
    for item in (*crumbs, *running, *words):
        assert (built.outdir / item["item"]["@id"].removeprefix("https://example.org/")).is_file()


def test_tags_of_the_note(shared_build: Build) -> None:
    built = shared_build(FILES, conf=CONF)
    page = built.seen("meetings/2026-05-05-past")
    found = metas(page)
    assert [(name, text) for name, text in found if name.startswith("article:")] == [
        ("article:published_time", "2026-05-05T17:00:00+00:00"),
        ("article:modified_time", "2026-05-07"),
        ("article:section", "Weekly call"),
        ("article:author", "https://example.org/meetings/people/ada.html"),
        ("article:author", "https://example.org/meetings/people/b-and-c.html"),
        ("article:tag", "wasm"),
    ]
    assert ("author", "Ada, B & C") in found
    assert [link["href"] for link in page("link", rel="canonical")] == [
        "https://example.org/meetings/2026-05-05-past.html"
    ]
    names = [name for name, _ in metas(built.seen("meetings/2026-05-26-next"))]
    assert "article:published_time" not in names
    assert ("robots", "noindex") in metas(built.seen("meetings/2026-05-20-unlisted"))
    assert "robots" not in dict(found)


def test_read_the_docs_knows_the_address(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READTHEDOCS_CANONICAL_URL", "https://docs.example/en/latest/")
    built = build(FILES, conf={"meetings_series": SERIES, "meetings_today": "2026-05-11"})
    links = built.seen("meetings/2026-05-05-past")("link", rel="canonical")
    assert [link["href"] for link in links] == [
        "https://docs.example/en/latest/meetings/2026-05-05-past.html"
    ]


def test_an_author_of_the_page_stays(build: Build) -> None:
    text = "---\nauthors: [{name: Ada}]\nmyst:\n  html_meta:\n    author: The team\n---\n# Call\n"
    built = build({"meetings/2026-05-05-call.md": text})
    found = metas(built.seen("meetings/2026-05-05-call"))
    assert [text for name, text in found if name == "author"] == ["The team"]


def test_a_day_later_is_exact(build: Build) -> None:
    built = build(FILES, conf=CONF).again(conf={**CONF, "meetings_today": "2026-05-30"})
    clean = build(FILES, conf={**CONF, "meetings_today": "2026-05-30"})
    assert tree(built.outdir) == tree(clean.outdir)
