"""Ids of headings: each note has its own, and what only one has is found from anywhere."""

from __future__ import annotations

import pytest
from support.builds import Build, Built

from sphinxcontrib_meetings.read.own_ids import OwnIds, Place

IDS = {
    "a": {"one": Place("a", "one", "One"), "both": Place("a", "both", "A")},
    "b": {"both": Place("b", "id1", "B")},
}


@pytest.mark.parametrize(
    ("name", "docname", "found"),
    [
        ("one", "", "a"),
        ("One", "b", "a"),
        ("both", "a", "a"),
        ("both", "b", "b"),
        ("both", "c", None),
        ("none", "a", None),
    ],
)
def test_its_own_else_the_only_one(name: str, docname: str, found: str | None) -> None:
    place = OwnIds(IDS).find(name, docname)
    assert (place and place.docname) == found


@pytest.mark.parametrize(("name", "found"), [("both", ("a", "b")), ("one", ()), ("none", ())])
def test_several(name: str, found: tuple[str, ...]) -> None:
    assert OwnIds(IDS).several(name) == found


@pytest.fixture(scope="module")
def built(shared_build: Build) -> Built:
    return shared_build(
        {
            "index.md": "# Test\n\n{ref}`only` {ref}`x <only>` [](#only) [x](#only) [x](only)"
            " [](only) {any}`only`\n\n{ref}`both` [b](#both) [c](meetings/2026-01-01-a.md#both)\n",
            "plain.rst": ":orphan:\n\nPlain\n=====\n\n:ref:`only` :ref:`x <only>` :any:`only`\n\n"
            ":ref:`x <both>`\n",
            "meetings/2026-01-01-a.md": "# A\n\n## Section {#only}\n\n## First {#both}\n\n"
            "{ref}`both` [](#both) [](both)\n",
            "meetings/2026-01-02-b.mdx": "# B\n\n## Second {#both}\n\n[](#both) [](both)\n",
            "meetings/2026-01-03-c.md": "# C\n\n[](#only) {ref}`only`\n\n[x](#both)\n",
        }
    )


def links(built: Built, docname: str, paragraph: int = 0) -> list[tuple[str, str]]:
    found = built.seen(docname).select(".body section > p")
    plain = [one for one in found if not one.get("class")]
    return [(link.get_text(), str(link["href"])) for link in plain[paragraph].select("a")]


def test_from_everywhere(built: Built) -> None:
    address = "meetings/2026-01-01-a.html#only"
    texts = ["Section", "x", "Section", "x", "x", "Section", "Section"]
    assert links(built, "index") == [(text, address) for text in texts]
    assert links(built, "plain") == [(text, address) for text in ("Section", "x", "Section")]
    other = links(built, "meetings/2026-01-03-c")
    assert other == [("Section", "2026-01-01-a.html#only")] * 2


def test_each_note_means_its_own(built: Built) -> None:
    assert links(built, "meetings/2026-01-01-a") == [("First", "#both")] * 3
    assert links(built, "meetings/2026-01-02-b") == [("Second", "#both")] * 2


def test_from_elsewhere_an_id_of_two_is_none(built: Built) -> None:
    assert links(built, "index", 1) == [("c", "meetings/2026-01-01-a.html#both")]
    assert links(built, "plain", 1) == []
    assert links(built, "meetings/2026-01-03-c", 1) == []
    places = ["index.md:5", "index.md:5", "meetings/2026-01-03-c.md:5", "plain.rst:8"]
    assert sorted(line.partition(": ")[0] for line in built.warnings) == places
    notes = "'meetings/2026-01-01-a.md' and in 'meetings/2026-01-02-b.mdx'"
    assert all(notes in line for line in built.warnings)


def test_links_follow_when_the_id_moves(build: Build) -> None:
    heading = "# Note\n\n## Part {#part}\n"
    site = build(
        {
            "meetings/2026-01-01-a.md": heading,
            "meetings/2026-01-02-b.md": "# B\n",
            "plain.rst": ":orphan:\n\nPlain\n=====\n\n:ref:`part`\n",
        }
    )
    assert links(site, "plain") == [("Part", "meetings/2026-01-01-a.html#part")]
    moved = site.again({"meetings/2026-01-01-a.md": "# A\n", "meetings/2026-01-02-b.md": heading})
    assert links(moved, "plain") == [("Part", "meetings/2026-01-02-b.html#part")]
    assert moved.warnings == []
