"""What Sphinx's search finds."""

from __future__ import annotations

import json

import pytest
import sphinx
from support.builds import Build
from support.lists import NOTES
from support.search import comparable, index_of, pages_with

FILES = NOTES | {
    "meetings/authors.yml": (
        "ada:\n  name: Ada Lovelace\n  title: Maintainer\n  description: Writes compilers.\n"
        "bo:\n  name: Bo\n"
    ),
    "meetings/tags.yml": (
        "x:\n  label: R&D <em>\n  description: Experimental things\n"
        "C++: {}\nC#: {}\nc: {}\nbrand: {}\nother: {}\n"
    ),
}


def test_generated_pages_are_found(build: Build):
    built = build(FILES, conf={"meetings_per_page": 1})
    assert built.warnings == []
    index = index_of(built)
    assert "meetings/people/ada" in pages_with(index, "lovelac")
    assert pages_with(index, "compil", "terms") == {"meetings/people/ada"}
    assert pages_with(index, "maintain", "terms") == {"meetings/people/ada"}
    assert pages_with(index, "experiment", "terms") == {"meetings/tags/x"}
    # the search has no numbers among its words, but compares whole titles
    assert "Meetings in 2024" in index["alltitles"]
    # once, not with each page of its list
    assert (built.outdir / "meetings" / "tags" / "x" / "page" / "2.html").exists()
    assert not [name for name in index["docnames"] if "/page/" in name]
    titles = dict(zip(index["docnames"], index["titles"], strict=True))
    # older ones show titles as HTML
    shown = "R&D <em>" if sphinx.version_info >= (9,) else "R&amp;D &lt;em&gt;"
    assert titles["meetings/tags/x"] == shown
    assert shown in index["alltitles"]
    # notes are found by what they say, and lists do not repeat it
    assert pages_with(index, "three") == {"meetings/2025-03-04-three"}


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_an_incremental_index_is_that_of_a_clean_build(build: Build, builder: str):
    built = build(FILES, builder=builder)
    new = "---\ntags: [brand, x]\nauthors: [bo]\n---\n# Something\n\nTextual.\n"
    edits: list[dict[str, str | None]] = [
        {"meetings/2026-01-02-new.md": new},
        {"meetings/2026-01-02-new.md": new.replace("brand", "other")},
        {"meetings/authors.yml": "ada:\n  name: Countess\nbo: {}\n"},
        {"meetings/2026-01-02-new.md": new.replace("tags", "unlisted: true\ntags")},
        {"meetings/2026-01-02-new.md": None},
        {"index.md": "# Home\n\nAnything.\n"},
    ]
    for edit in edits:
        built = built.again(edit)
        folder = built.outdir.parent
        clean = built.again(
            outdir=folder / "clean", doctreedir=folder / "clean-doctrees", force=True
        )
        assert comparable(index_of(built)) == comparable(index_of(clean)), edit
    assert "meetings/tags/x" in index_of(built)["docnames"]
    without = built.again(conf={"meetings_pages": False})
    assert not [name for name in index_of(without)["docnames"] if "tags" in name]


def test_the_index_of_the_json_builder(build: Build):
    built = build(FILES, builder="json")
    index = json.loads(built.text("searchindex.json"))
    assert "meetings/tags/x" in index["docnames"]


def test_a_search_of_other_words_is_left_alone(build: Build):
    built = build({"index.md": "# Home\n"}, conf={"meetings_pages": False})
    assert index_of(built)["docnames"] == ["index"]
