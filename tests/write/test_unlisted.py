"""Unlisted notes are found by links alone."""

from __future__ import annotations

import fnmatch

import pytest
from sphinx.util.matching import patmatch
from support.builds import Build, Built
from support.search import index_of, pages_with

from sphinxcontrib_meetings.write.unlisted import _pattern

TEXT = "Some zebras.\n"
UNLISTED = f"---\nunlisted: true\ntags: [x]\n---\n# Board\n\n{TEXT}"
FILES = {
    "meetings/2026-05-01.md": f"# Call\n\nSee [the board](2026-05-02.md).\n\n{TEXT}",
    "meetings/2026-05-02.md": UNLISTED,
    "meetings/2026-05-02-transcript.md": "# Transcript\n\n**Ada**: Zebras!\n",
    "meetings/2026-05-03.rst": f"Three\n=====\n\n:unlisted: true\n\n{TEXT}",
    "meetings/2026-05-04.mdx": f"---\nunlisted: true\n---\n# Four\n\n{TEXT}",
    "meetings/2026-05-05.md": (
        f"---\nunlisted: true\nmyst:\n  html_meta:\n    robots: nofollow\n---\n# Five\n\n{TEXT}"
    ),
    "year.md": (
        "---\norphan: true\n---\n# Year\n\n## One\n\n"
        f"```{{meeting}}\n:date: 2024-06-06\n:unlisted:\n```\n\n{TEXT}"
    ),
}
HIDDEN = {
    "meetings/2026-05-02",
    "meetings/2026-05-02-transcript",
    "meetings/2026-05-03",
    "meetings/2026-05-04",
    "meetings/2026-05-05",
}


def robots(built: Built) -> dict[str, str]:
    """Return what pages tell search engines, where they do."""
    found = {name: built.seen(name).select("meta[name=robots]") for name in built.app.env.all_docs}
    assert max(map(len, found.values())) == 1
    return {name: tags[0]["content"] for name, tags in found.items() if tags}


def searched(built: Built, word: str) -> set[str]:
    return pages_with(index_of(built), word, "terms")


def test_search_engines_are_asked_to_leave_them_out(build: Build):
    built = build(FILES)
    assert built.warnings == []
    said = dict.fromkeys(HIDDEN, "noindex") | {"meetings/2026-05-05": "nofollow"}
    assert robots(built) == said
    # the page of a transcript follows its meeting
    listed = built.again({"meetings/2026-05-02.md": UNLISTED.replace("unlisted: true\n", "")})
    gone = {"meetings/2026-05-02", "meetings/2026-05-02-transcript"}
    assert robots(listed).keys() == HIDDEN - gone
    assert searched(listed, "zebra") >= gone
    back = listed.again({"meetings/2026-05-02.md": UNLISTED})
    assert robots(back) == said
    assert not searched(back, "zebra") & HIDDEN


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_the_search_leaves_them_out(build: Build, builder: str):
    built = build(FILES, builder=builder)
    assert built.warnings == []
    assert searched(built, "zebra") == {"meetings/2026-05-01", "year"}
    index = index_of(built)
    titles = dict(zip(index["docnames"], index["titles"], strict=True))
    assert {titles.get(name, "") for name in HIDDEN} == {""}
    assert not {"Board", "Transcript", "Three", "Four", "Five"} & index["alltitles"].keys()
    # nothing of it stays in the environment or in the configuration
    assert not any("no-search" in found for found in built.app.env.metadata.values())


def test_a_next_build_is_not_told_of_a_changed_configuration(build: Build):
    built = build(FILES)
    again = built.again()
    assert "no targets are out of date" in again.status


@pytest.mark.parametrize(
    "text",
    ["meetings/2026-05-02", "a*b", "a?b", "a[b]c", "[!a]", "a]b[", "calls/[1]*.html", "ä b/c"],
)
def test_patterns_match_their_text(text: str):
    assert fnmatch.fnmatch(text, _pattern(text))
    assert patmatch(text, _pattern(text))
    assert not fnmatch.fnmatch(f"{text}x", _pattern(text))
    assert not patmatch(text.replace("a", "b").replace("m", "n") + "/", _pattern(text))


def test_books_have_the_ones_that_something_leads_to(build: Build):
    files = {
        "index.md": "# Test\n\n```{toctree}\n:glob:\nmeetings/*\n```\n",
        "meetings/2026-05-01.md": "# Call\n\n[A](2026-05-02.md)\n",
        # one after the other
        "meetings/2026-05-02.md": "---\nunlisted: true\n---\n# A\n\n[B](b%20b.md#b)\n",
        "meetings/b b.md": "---\ndate: 2026-05-03\nunlisted: true\n---\n# B\n\nText.\n",
        # nothing but each other, and themselves
        "meetings/2026-05-04.md": "---\nunlisted: true\n---\n# C\n\n[D](2026-05-05.md)\n",
        "meetings/2026-05-05.md": (
            "---\nunlisted: true\n---\n# D\n\n[C](2026-05-04.md), [D](2026-05-05.md#d)\n"
        ),
    }
    conf = {"version": "1", "copyright": "Us", "author": "Us", "myst_heading_anchors": 2}
    built = build(files, builder="epub", conf=conf)
    assert built.warnings == []
    book = built.text("content.opf")
    assert "meetings/2026-05-02.xhtml" in book
    assert "meetings/b%20b.xhtml" in book
    assert "2026-05-04" not in book
    assert "2026-05-05" not in book
    linked = built.again({"meetings/2026-05-01.md": "# Call\n\n[C](2026-05-04.md)\n"})
    book = linked.text("content.opf")
    assert "meetings/2026-05-04.xhtml" in book
    assert "meetings/2026-05-05.xhtml" in book
    assert "2026-05-02" not in book
    assert "b%20b" not in book
    assert list(linked.app.config.epub_exclude_files) == []
