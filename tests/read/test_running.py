"""Running notes: a document with a dated heading for each meeting."""

# ruff: noqa: RUF001 - people write en dashes in headings
from __future__ import annotations

from typing import Any

import pytest
from support.builds import Build, Built
from support.records import records

VIDEO = "aqz-KE-bpKQ"

NOTES = f"""\
---
tags: [council]
---

# Council

Who we are.

## 2024-11-26 – Weekly sync

News at {{youtube}}`0:10`.

```{{meeting}}
:recording: https://youtu.be/{VIDEO}
:attendees: Amara Okafor
:time: 17:00
```

<!-- truncate -->

## Agenda

Soil.

## 2024-11-19 – Weekly sync

Old news.

## 2024-11-19 – Weekly sync

More of it.

## 12 November

Hello.

## Transcript

**Amara Okafor** 0:10

Good evening.
"""

RST = """\
6 May 2026
==========

One.

Agenda
------

Soil.

13 May 2026
===========

Two.

Closing words
=============

Bye.
"""


def days(built: Built) -> dict[str, list[str]]:
    """Return the dates of the meetings by document, in the order of their anchors' sections."""
    found: dict[str, list[str]] = {}
    for record in records(built).values():
        day = record.date.isoformat() if record.date else "undated"
        found.setdefault(record.docname, []).append(day)
    return found


def outline(built: Built, docname: str) -> list[str]:
    names = ["h1", "h2", "h3", "h4"]
    titles = built.seen(docname).select_one(".body").find_all(names)
    return [f"{title.name} {title.get_text().rstrip('¶')}" for title in titles]


def test_each_dated_heading_is_a_meeting(build: Build):
    built = build({"meetings/council.md": NOTES})
    assert not built.warnings
    found = records(built)
    assert list(found) == [
        "meetings/council#council-2024-11-26",
        "meetings/council#council-2024-11-19",
        "meetings/council#council-2024-11-19-2",
        "meetings/council#council-2024-11-12",
    ]
    newest, *others = found.values()
    assert newest.start is not None
    assert newest.start.isoformat() == "2024-11-26T17:00:00"
    assert [part.person.name for part in newest.people] == ["Amara Okafor"]
    assert newest.excerpt is not None
    assert newest.excerpt.text == "News at 0:10."
    assert newest.recordings
    assert not any(record.recordings for record in others)
    # what the front matter says is true of all
    assert all([tag.key for tag in record.tags] == ["council"] for record in found.values())
    page = built.seen("meetings/council")
    assert [link["href"] for link in page.select("nav.meetings-parents a")] == ["index.html"]
    neighbours = page.select("#council-2024-11-19 > header nav.meetings-neighbours a")
    assert {link["href"] for link in neighbours} == {
        "#council-2024-11-12",
        "#council-2024-11-19-2",
    }
    assert page.select("#council-2024-11-26 figure.meetings-player")
    assert page.select("#council-2024-11-12 #transcript .meetings-turn")
    overview = built.seen("meetings/index")
    links = [link["href"] for link in overview.select(".meetings-entry-title a")]
    assert sorted(links) == sorted(n.replace("meetings/council", "council.html") for n in found)


def test_headings_that_follow_a_meeting_belong_to_it(build: Build):
    dated = "# 6 May 2026\n\nOne.\n\n## Agenda\n\nSoil.\n\n# 13 May 2026\n\nTwo.\n\n"
    built = build(
        {
            "meetings/council.md": NOTES,
            "meetings/garden-notes.md": f"{dated}# Closing words\n\nBye.\n",
            "meetings/shed.rst": RST,
            "meetings/titled.md": f"# Shed\n\n# About\n\nText.\n\n{dated}# End\n\nBye.\n",
            "meetings/titled2.rst": f"Shed\n====\n\nText.\n\n{RST}",
            "meetings/mdx.mdx": f"---\ntitle: Compost\n---\n\n{dated}# End\n\nBye.\n",
            "meetings/setext.md": "May 6, 2026\n===\n\nOne.\n\nMay 13, 2026\n===\n\nTwo.\n",
        }
    )
    assert not built.warnings
    assert outline(built, "meetings/council") == [
        "h1 Council",
        "h2 2024-11-26 – Weekly sync",
        "h3 Agenda",
        "h2 2024-11-19 – Weekly sync",
        "h2 2024-11-19 – Weekly sync",
        "h2 12 November",
        "h3 Transcript",
    ]
    notes = ["h2 6 May 2026", "h3 Agenda", "h2 13 May 2026"]
    assert outline(built, "meetings/garden-notes") == [
        "h1 Garden notes",
        *notes,
        "h3 Closing words",
    ]
    assert outline(built, "meetings/shed") == ["h1 Shed", *notes, "h3 Closing words"]
    assert outline(built, "meetings/titled") == ["h1 Shed", "h2 About", *notes, "h3 End"]
    assert outline(built, "meetings/titled2") == ["h1 Shed", *notes, "h3 Closing words"]
    assert outline(built, "meetings/mdx") == ["h1 Compost", *notes, "h3 End"]
    assert outline(built, "meetings/setext") == ["h1 Setext", "h2 May 6, 2026", "h2 May 13, 2026"]
    assert "Closing" not in str([r.excerpt for r in records(built).values()])


TWO = "## 2024-11-26\n\nNew.\n\n## 2024-11-19\n\nOld.\n"
DATED: dict[str, str] = {
    "meetings/running.md": f"# Running\n\n{TWO}",
    "meetings/2024-11-26-call.md": f"# Call\n\n{TWO}",
    "meetings/given.md": f"---\ndate: 2024-11-26\n---\n\n# Call\n\n{TWO}",
    "meetings/titled.md": f"# Call of 2024-11-26\n\n{TWO}",
    "meetings/directive.md": f"# Call\n\n```{{meeting}}\n:date: 2024-11-26\n```\n\n{TWO}",
    "meetings/docinfo.rst": (
        "Call\n====\n\n:date: 2024-11-26\n\n2024-11-26\n----------\n\nA.\n\n2024-11-19\n"
        "----------\n\nB.\n"
    ),
    "meetings/single.md": "# Call\n\n## 2024-11-26\n\nNew.\n",
    "meetings/no.md": f"---\nmeeting: false\n---\n\n# Call\n\n{TWO}",
    "plans/other.md": f"---\norphan: true\n---\n\n# Other\n\n{TWO}",
}
BOTH = ["2024-11-26", "2024-11-19"]


@pytest.mark.parametrize(
    ("value", "running"),
    [
        ("auto", {"meetings/running"}),
        (True, {"meetings/running"}),
        (False, set()),
        ([], set()),
        (["plans/*"], {"plans/other"}),
        ("plans/other", {"plans/other"}),
        (["meetings/2024*", "meetings/given"], {"meetings/2024-11-26-call", "meetings/given"}),
    ],
)
def test_which_documents_are_running_notes(build: Build, value: Any, running: set[str]):
    built = build(DATED, conf={"meetings_running": value})
    found = days(built)
    assert {name for name, dates in found.items() if dates == BOTH} == running
    for name in {"meetings/2024-11-26-call", "meetings/given", "meetings/titled"} - running:
        assert found[name] == ["2024-11-26"]
    assert found["meetings/directive"] == found["meetings/docinfo"] == ["2024-11-26"]
    assert "meetings/no" not in found
    undated = [w for w in built.warnings if "single" not in w and "running.md" not in w]
    assert not [w for w in undated if "toctree" not in w]


def test_uncertain_dates_warn_at_their_headings(build: Build):
    built = build(
        {
            "meetings/a.md": "# A\n\n## 6 May\n\nOne.\n\n## 13 May\n\nTwo.\n",
            "meetings/b.md": "# B\n\n## 2024-02-30\n\nOne.\n\n## 2024-02-27\n\nTwo.\n",
            "meetings/c.md": "# C\n\n## 1/2/2024\n\nOne.\n\n## 3/4/2024\n\nTwo.\n",
            "meetings/d.md": (
                "---\nrecording: https://youtu.be/aqz-KE-bpKQ\n---\n# D\n\n## 2024-02-28\n\n"
                "## 2024-02-27\n"
            ),
        },
    )
    places = [warning.partition(": WARNING: ")[::2] for warning in built.warnings]
    assert [(place, text[:24]) for place, text in places] == [
        ("meetings/a.md:3", "the date '6 May' lacks t"),
        ("meetings/a.md:7", "the date '13 May' lacks "),
        ("meetings/b.md:3", "'2024-02-30' is a date t"),
        ("meetings/c.md:3", "the date '1/2/2024' is a"),
        ("meetings/c.md:7", "the date '3/4/2024' is a"),
        ("meetings/d.md:2", "'recordings' in the fron"),
    ]
    # none is lost
    assert {name: len(found) for name, found in days(built).items()} == {
        "meetings/a": 2,
        "meetings/b": 2,
        "meetings/c": 2,
        "meetings/d": 2,
    }


def test_ids_of_authors_and_links_to_headings_stay(build: Build):
    text = "# A\n\n## 2024-11-26 {#kickoff}\n\nSee [](#2024-11-19).\n\n## 2024-11-19\n\nOld.\n"
    rst = (
        "B\n=\n\n.. _first:\n\n2024-11-26\n----------\n\nSee :ref:`first`.\n\n2024-11-19\n"
        "----------\n\nOld.\n"
    )
    built = build({"meetings/a.md": text, "meetings/2024.rst": rst})
    assert not built.warnings
    assert list(records(built)) == [
        "meetings/2024#first",
        "meetings/2024#meeting-2024-11-19",
        "meetings/a#kickoff",
        "meetings/a#a-2024-11-19",
    ]
    link = built.seen("meetings/a").select_one("#kickoff p a.reference")
    assert built.seen("meetings/a").find(id=link["href"][1:]) is not None


def test_drafts_and_unlisted_notes_stay_hidden(build: Build):
    draft = "# A\n\n## 2024-11-26\n\n```{meeting}\n:draft:\n```\n\nSecret.\n\n## 2024-11-19\n\nOld.\n\n## 2024-11-12\n"
    built = build(
        {
            "meetings/a.md": draft,
            "meetings/b.md": f"---\ndraft: true\n---\n\n# B\n\n{TWO}",
            "meetings/c.md": f"---\nunlisted: true\n---\n\n# C\n\n{TWO}",
        }
    )
    assert days(built) == {"meetings/a": ["2024-11-19", "2024-11-12"], "meetings/c": BOTH}
    assert "Secret" not in built.text("meetings/a.html")
    entries = built.seen("meetings/index").select(".meetings-entry-title")
    titles = ["November 19, 2024", "November 12, 2024"]
    assert [entry.get_text() for entry in entries] == titles


@pytest.mark.parametrize("builder", ["dirhtml", "singlehtml", "epub", "text", "man", "latex"])
def test_every_builder_has_them(build: Build, builder: str):
    conf = {"master_doc": "index", "epub_copyright": "x", "version": "1"}
    index = "# Home\n\n```{toctree}\nmeetings/council\nmeetings/shed\n```\n"
    files = {"index.md": index, "meetings/council.md": NOTES, "meetings/shed.rst": RST}
    built = build(files, builder=builder, conf=conf)
    assert not [warning for warning in built.warnings if "conf.py" not in warning]
    assert {name: len(found) for name, found in days(built).items()} == {
        "meetings/council": 4,
        "meetings/shed": 2,
    }


def test_headings_in_the_language_of_the_project(build: Build):
    built = build(
        {
            "meetings/a.md": "# Protokolle\n\n## 13. Mai 2026\n\nA.\n\n## Mittwoch, 6. Mai 2026\n\nB.\n",
            "meetings/b.rst": "13. Mai 2026\n============\n\nA.\n\n6. Mai 2026\n===========\n\nB.\n",
        },
        conf={"language": "de"},
    )
    assert built.warnings == []
    both = ["2026-05-13", "2026-05-06"]
    assert days(built) == {"meetings/a": both, "meetings/b": both}
