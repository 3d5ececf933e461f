"""Documents become records, records become headers."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import unquote

import pytest
from support.builds import Build
from support.records import record, recording, records

from sphinxcontrib_meetings.model.meeting import Status
from sphinxcontrib_meetings.model.people import Role
from sphinxcontrib_meetings.parse.hidden import hidden_in_docinfo

VIDEO = "aqz-KE-bpKQ"


RST = """\
Community call
==============

:Date: 2024-05-06
:Authors: Ada; Bo
:Tags: one, two
:Time: 17:00
:Timezone: Europe/Berlin
:Duration: 1h 30m
:Recording: https://youtu.be/aqz-KE-bpKQ

What we *talked* about.

.. truncate

The rest.
"""

MYST = """\
---
date: 2024-05-06
author: [Ada, Bo]
tags: [one, two]
time: 17:00
timezone: Europe/Berlin
duration: 1h 30m
recording: https://youtu.be/aqz-KE-bpKQ
---

# Community call

What we *talked* about.

<!-- truncate -->

The rest.
"""

MYST_DIRECTIVE = """\
# Something else

```{meeting} Community call
:date: 2024-05-06
:authors: Ada, Bo
:tags: one, two
:start: "17:00"
:timezone: Europe/Berlin
:duration: PT1H30M
:recording: https://youtu.be/aqz-KE-bpKQ
```

What we *talked* about.

% truncate

The rest.
"""

RST_DIRECTIVE = """\
Something else
==============

.. meeting:: Community call
   :date: 6 May 2024
   :authors: Ada, Bo
   :tags: one, two
   :start: 17:00
   :timezone: Europe/Berlin
   :duration: 90 min
   :recording: https://youtu.be/aqz-KE-bpKQ

What we *talked* about.

.. truncate

The rest.
"""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("meetings/call.rst", RST),
        ("meetings/call.md", MYST),
        ("meetings/call.mdx", MYST),
        ("notes/call.md", MYST_DIRECTIVE),
        ("notes/call.rst", RST_DIRECTIVE),
    ],
)
def test_every_dialect_gives_the_same_record(build: Build, name: str, text: str):
    built = build({name: text})
    assert built.warnings == []
    found = record(built, name.rpartition(".")[0])
    assert found.title == "Community call"
    assert found.date == dt.date(2024, 5, 6)
    assert found.start is not None
    assert found.end is not None
    assert found.start.isoformat() == "2024-05-06T17:00:00+02:00"
    assert found.end.isoformat() == "2024-05-06T18:30:00+02:00"
    assert found.timezone == "Europe/Berlin"
    assert [person.name for person in found.authors] == ["Ada", "Bo"]
    assert [tag.key for tag in found.tags] == ["one", "two"]
    assert [recording.url for recording in found.recordings] == [f"https://youtu.be/{VIDEO}"]
    assert found.excerpt is not None
    assert found.excerpt.text == "What we talked about."
    assert found.excerpt.rest
    page = built.seen(found.docname)
    header = page.select_one("header.meetings-header")
    assert header.find_previous("h1") is not None
    assert [time["datetime"] for time in header.select("time")] == [
        "2024-05-06",
        "2024-05-06T17:00+02:00",
        "PT1H30M",
    ]
    assert [a["href"] for a in header.select(".meetings-tags a")] == [
        built.app.builder.get_relative_uri(found.docname, f"meetings/tags/{tag}")
        for tag in ("one", "two")
    ]
    assert len(page.select("figure.meetings-player")) == 1
    assert "truncate" not in page.get_text()
    assert ":Date:" not in page.get_text()


RUNNING = """\
# Running notes

Before all.

## First call

```{{meeting}}
:date: 2024-01-02
:author: Ada
{draft}```

Notes of the first, at {{youtube}}`0:10`.

{{youtube}}`aqz-KE-bpKQ`

## February 4, 2024

```{{meeting}}
:tags: x
```

Notes of the second.

## Not a meeting

Text.
"""


def test_one_file_of_running_notes_holds_many_meetings(build: Build):
    built = build({"notes/2024.md": RUNNING.format(draft="")})
    # the generated pages lead to it
    assert not built.warnings
    found = records(built)
    assert list(found) == ["notes/2024#first-call", "notes/2024#february-4-2024"]
    first, second = found.values()
    assert (first.title, first.date) == ("First call", dt.date(2024, 1, 2))
    assert (second.title, second.date) == ("February 4, 2024", dt.date(2024, 2, 4))
    assert first.recordings
    assert not second.recordings
    assert first.excerpt is not None
    assert first.excerpt.text == "Notes of the first, at 0:10."
    page = built.seen("notes/2024")
    assert len(page.select("header.meetings-header")) == 2
    assert page.select_one("#first-call > header.meetings-header") is not None
    assert page.select_one(".meetings-play-title").get_text() == "First call"
    neighbours = [a["href"] for a in page.select("nav.meetings-neighbours a")]
    assert neighbours == ["#february-4-2024", "#first-call"]
    overview = built.seen("meetings/index")
    links = [a["href"] for a in overview.select(".meetings-entry-title a")]
    assert links == ["../notes/2024.html#february-4-2024", "../notes/2024.html#first-call"]


def test_a_meeting_within_a_meeting_has_its_own(build: Build):
    def section(level: int, title: str, recording: str) -> str:
        given = f":recording: https://youtu.be/{recording}\n" if recording else ""
        return (
            f"{'#' * level} {title} of March {level}\n\n```{{meeting}}\n{given}```\n\n{title} at "
            "{youtube}`0:10`.\n\n<!-- truncate -->\n\nMore.\n\n"
        )

    text = section(2, "Call", VIDEO) + section(3, "Break", "") + section(4, "Deep", "dQw4w9WgXcQ")
    built = build({"meetings/2024.md": f"# 2024\n\n{text}", "notes/2024.md": f"# 2024\n\n{text}"})
    assert not built.warnings
    for name in ("meetings/2024", "notes/2024"):
        page = built.seen(name)
        # a meeting without a recording is part of that of the meeting around it
        times = [link["href"][-16:] for link in page.select("a.meetings-time")]
        assert times == [f"{VIDEO}&t=10", f"{VIDEO}&t=10", "dQw4w9WgXcQ&t=10"]
        titles = [span.get_text() for span in page.select(".meetings-play-title")]
        assert titles == ["Call of March 2", "Deep of March 4"]
        assert "runcate" not in built.text(f"{name}.html")
        found = [item for item in records(built).values() if item.docname == name]
        assert [item.excerpt and item.excerpt.text for item in found] == [
            "Call at 0:10.",
            "Break at 0:10.",
            "Deep at 0:10.",
        ]
        assert [len(item.recordings) for item in found] == [1, 0, 1]


def test_draft_in_a_directive_leaves_its_section_out(build: Build):
    draft = RUNNING.format(draft=":draft:\n")
    built = build({"notes/2024.md": draft})
    assert list(records(built)) == ["notes/2024#february-4-2024"]
    assert "First call" not in built.text("notes/2024.html")
    shown = build({"notes/2024.md": draft}, conf={"meetings_drafts": True})
    assert list(records(shown)) == ["notes/2024#first-call", "notes/2024#february-4-2024"]
    assert shown.seen("notes/2024").select_one(".meetings-flag-draft").get_text() == "draft"


@pytest.mark.parametrize(
    ("option", "warnings"),
    [(":status: draft\n", 0), (":draft: y\n", 0), (":draft: perhaps\n", 1)],
)
def test_a_section_that_may_be_a_draft_is_left_out(build: Build, option: str, warnings: int):
    built = build({"notes/2024.md": RUNNING.format(draft=option)})
    plain = build({"notes/2024.md": RUNNING.format(draft=":draft:\n")})
    assert list(records(built)) == list(records(plain))
    told = [warning for warning in built.warnings if "the note is left out" in warning]
    assert len(told) == warnings
    assert len(built.warnings) == len(plain.warnings) + warnings


def test_draft_of_a_whole_document_in_a_directive_warns(build: Build):
    built = build({"meetings/2024-01-02.md": "# Call\n\n```{meeting}\n:draft:\n```\n\nText.\n"})
    assert len(built.warnings) == 1
    assert built.warnings[0].startswith(
        "meetings/2024-01-02.md:3: WARNING: `draft` in a directive"
    )
    assert not built.seen("meetings/index").select(".meetings-entry")


def test_a_second_directive_for_one_section_warns(build: Build):
    text = "# Call\n\n```{meeting}\n:tags: a\n```\n\n```{meeting}\n:tags: b\n```\n"
    built = build({"meetings/2024-01-02.md": text})
    assert [tag.key for tag in record(built, "meetings/2024-01-02").tags] == ["a"]
    assert "2024-01-02.md:7: WARNING: a second `meeting` directive" in built.warnings[0]


def test_front_matter_counts_before_the_directive(build: Build):
    text = "---\ndate: 2024-01-02\n---\n# Call\n\n```{meeting} Other\n:date: 2024-01-03\n:tags: a\n```\n"
    found = record(build({"meetings/call.md": text}), "meetings/call")
    assert found.date == dt.date(2024, 1, 2)
    assert (found.title, [tag.key for tag in found.tags]) == ("Other", ["a"])


NAMED = {
    "meetings/2024-01-02-spring-call.md": "Spring call",
    "meetings/2024-01-02.md": "2024-01-02",
    "meetings/2024-01-02-dated/index.md": "Dated",
}


@pytest.mark.parametrize(("name", "title"), NAMED.items())
def test_a_note_without_heading_is_called_by_its_file_name(
    shared_build: Build, name: str, title: str
):
    built = shared_build(dict.fromkeys(NAMED, "Only text.\n"))
    assert built.warnings == []
    docname = name.removesuffix(".md")
    assert record(built, docname).title == title
    assert built.seen(docname).h1.get_text().startswith(title)


def test_which_documents_are_meetings(build: Build):
    built = build(
        {
            "meetings/2024-01-02-a.md": "# A\n\nText.\n",
            "meetings/2024-01-03-b.md": "---\nmeeting: false\norphan: true\n---\n# B\n",
            "meetings/2024-01-04-c/index.md": "# C\n\nText.\n",
            "meetings/about/index.md": "---\norphan: true\n---\n# About\n",
            "meetings/templates/2024-01-01.md": "---\norphan: true\n---\n# Template\n",
        },
        conf={"meetings_path": ["meetings/**", "!meetings/templates"]},
    )
    assert built.warnings == []
    assert list(records(built)) == ["meetings/2024-01-02-a", "meetings/2024-01-04-c/index"]


def test_a_meeting_outside_the_path_is_parsed_as_before(build: Build):
    text = "# Call\n\n```{meeting}\n:date: 2024-01-02\n```\n\n:::note\n\nimport x from 'y'\n"
    built = build({"notes/call.md": text})
    assert record(built, "notes/call").date == dt.date(2024, 1, 2)
    assert ":::note" in built.text("notes/call.html")
    assert "import x from" in built.text("notes/call.html")


@pytest.mark.parametrize("suffix", ["md", "rst"])
def test_drafts_are_not_built_and_what_was_built_goes(build: Build, suffix: str):
    name = f"meetings/2024-01-02-a.{suffix}"
    fields = {
        "md": "---\ndraft: {}\n---\n# A\n\nText.\n",
        "rst": "A\n=\n\n:draft: {}\n\nText.\n",
    }[suffix]
    other = {"meetings/2024-01-03-b.md": "# B\n\nText.\n"}
    built = build({name: fields.format("false")} | other)
    assert (built.outdir / "meetings/2024-01-02-a.html").exists()
    assert (built.outdir / f"_sources/meetings/2024-01-02-a.{suffix}.txt").exists()
    assert "Previous meeting" in built.text("meetings/2024-01-03-b.html")
    again = built.again({name: fields.format("true")})
    assert again.warnings == []
    assert list(records(again)) == ["meetings/2024-01-03-b"]
    assert not (built.outdir / "meetings/2024-01-02-a.html").exists()
    assert not (built.outdir / f"_sources/meetings/2024-01-02-a.{suffix}.txt").exists()
    assert "Previous meeting" not in again.text("meetings/2024-01-03-b.html")
    shown = again.again(conf={"meetings_drafts": True})
    page = shown.seen("meetings/2024-01-02-a")
    assert page.select_one(".meetings-flag-draft").get_text() == "draft"


def test_what_is_not_utf_8_is_left_out(build: Build):
    built = build(
        {
            "meetings/2024-01-02-a.md": b"# A\n\nText.\n" + b"\n\ncaf\xe9\n",
            "meetings/2024-01-03-b.md": "# B\n\nText.\n",
        },
    )
    assert built.warnings == [
        "meetings/2024-01-02-a.md:6: WARNING: the note is left out: byte 0xe9 is not UTF-8; "
        "save the file as UTF-8 [meetings.encoding]"
    ]
    assert list(records(built)) == ["meetings/2024-01-03-b"]


def test_unlisted_and_cancelled_are_flagged(build: Build):
    built = build(
        {
            "meetings/2024-01-02-a.md": "---\nunlisted: true\n---\n# A\n\nText.\n",
            "meetings/2024-01-03-b.md": "---\nstatus: cancelled\n---\n# B\n\nText.\n",
        }
    )
    flags = ".meetings-header .meetings-flag"
    assert built.seen("meetings/2024-01-02-a").select_one(flags).get_text() == "unlisted"
    assert built.seen("meetings/2024-01-03-b").select_one(flags).get_text() == "cancelled"
    assert record(built, "meetings/2024-01-03-b").status is Status.CANCELLED
    entries = built.seen("meetings/index").select(".meetings-entry-title")
    assert [entry.get_text() for entry in entries] == ["B"]


def test_a_transcript_is_linked_both_ways_and_in_no_list(build: Build):
    built = build(
        {
            "meetings/2024-01-02-a.md": "# A\n\nText.\n",
            "meetings/2024-01-02-a-transcript.md": "# Words of A\n\nText.\n",
        }
    )
    assert built.warnings == []
    meeting = built.seen("meetings/2024-01-02-a").select_one(".meetings-facts")
    assert meeting.select_one("a")["href"] == "2024-01-02-a-transcript.html"
    transcript = built.seen("meetings/2024-01-02-a-transcript").select_one(".meetings-facts")
    assert transcript.get_text().strip().endswith("Transcript of A")
    assert transcript.select_one("a")["href"] == "2024-01-02-a.html"
    entries = built.seen("meetings/index").select(".meetings-entry-title")
    assert [entry.get_text() for entry in entries] == ["A"]


def test_unknown_people_and_tags_warn_where_a_registry_is(build: Build):
    note = {"meetings/2024-01-02-a.md": "---\nauthors: [brook, ada]\ntags: [x]\n---\n# A\n\nT.\n"}
    assert build(note).warnings == []
    registry = {
        "authors.yml": "brooks:\n  name: Brooks Townsend\nada:\n  name: Ada\n",
        "meetings/tags.yml": "release:\n  label: Release\n",
    }
    built = build(note | registry)
    assert len(built.warnings) == 2
    author, tag = built.warnings
    assert author.startswith("meetings/2024-01-02-a.md:2: WARNING: ")
    assert "'brook'" in author
    assert "'brooks'" in author
    assert author.endswith("[meetings.author]")
    assert tag.startswith("meetings/2024-01-02-a.md:3: WARNING: ")
    assert tag.endswith("[meetings.tag]")
    # they get their pages all the same
    assert built.seen("meetings/people/brook").h1
    assert built.seen("meetings/tags/x").h1
    # said in every build, though no note is read again
    assert built.again().warnings == built.warnings


def test_an_edited_registry_reads_no_note_again(build: Build):
    built = build(
        {
            "meetings/2024-01-02-a.md": "---\nauthors: ada\n---\n# A\n\nText.\n",
            "authors.yml": "ada:\n  name: Ada\n",
        }
    )
    again = built.again({"authors.yml": "ada:\n  name: Ada Lovelace\n"})
    assert "0 added, 0 changed, 0 removed" in again.status
    assert "Ada Lovelace" in again.text("meetings/2024-01-02-a.html")
    assert "Ada Lovelace" in again.text("meetings/people/index.html")


def test_bare_times_lead_into_the_recording(build: Build):
    built = build(
        {
            "meetings/2024-01-02-a.md": f"# A\n\nAt {{youtube}}`1:05`.\n\n{{youtube}}`{VIDEO}`\n",
            "meetings/2024-01-03-b.md": "# B\n\nAt {youtube}`1:05`.\n",
            "meetings/2024-01-04-c.md": (
                "---\nrecording: https://example.org/c.webm\n---\n# C\n\nAt {youtube}`1:05`.\n"
            ),
        }
    )
    link = built.seen("meetings/2024-01-02-a").select_one("a.meetings-time")
    assert link["href"] == f"https://www.youtube.com/watch?v={VIDEO}&t=65"
    link = built.seen("meetings/2024-01-04-c").select_one("a.meetings-time")
    assert link["href"] == "https://example.org/c.webm#t=65"
    assert len(built.warnings) == 1
    assert built.warnings[0].startswith("meetings/2024-01-03-b.md:3: WARNING: the time '1:05'")
    assert "1:05" in built.seen("meetings/2024-01-03-b").get_text()


def test_a_second_truncate_marker_warns(build: Build):
    text = "# A\n\nOne.\n\n<!-- truncate -->\n\nTwo.\n\n<!--truncate-->\n\nThree.\n"
    built = build({"meetings/2024-01-02-a.md": text})
    assert len(built.warnings) == 1
    assert built.warnings[0].startswith("meetings/2024-01-02-a.md:9: WARNING: a second truncate")
    excerpt = record(built, "meetings/2024-01-02-a").excerpt
    assert excerpt is not None
    assert excerpt.text == "One."


WITHOUT_MARKER = pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("First.\n\nSecond.", "First."),
        ("- one\n- two\n\nAfter.", "one two"),
        ("## Section\n\nInside.", "Inside."),
        ("(Name / handle)\n\nReal.", "Real."),
        ("![](x.png)\n\nText.", "Text."),
        (f"{{youtube}}`{VIDEO}`\n\nText.", "Text."),
        (f"[Recording](https://youtu.be/{VIDEO})\n\nText.", "Text."),
        ("```\ncode\n```", ""),
        ("One[^1].\n\n[^1]: A note.", "One."),
    ],
)


@WITHOUT_MARKER
def test_excerpt_without_marker(shared_build: Build, body: str, expected: str):
    cases = WITHOUT_MARKER.args[1]
    notes = {
        f"meetings/2024-01-02-{n}.md": f"# A\n\n{text}\n" for n, (text, _) in enumerate(cases)
    }
    built = shared_build(notes | {"meetings/x.png": PIXEL})
    excerpt = record(built, f"meetings/2024-01-02-{cases.index((body, expected))}").excerpt
    assert (excerpt.text if excerpt else "") == expected
    assert not (excerpt and excerpt.rest)


DESCRIBED = pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("First.\n\nSecond.", "Described."),
        ("```\ncode\n```", "Described."),
        ("First.\n\n<!-- truncate -->\n\nSecond.", "First."),
        ("<!-- truncate -->\n\nSecond.", "Described."),
    ],
)


@DESCRIBED
def test_excerpt_of_a_note_that_is_described(shared_build: Build, body: str, expected: str):
    cases = DESCRIBED.args[1]
    notes = {
        f"meetings/2024-01-02-{n}.md": f"---\ndescription: Described.\n---\n# A\n\n{text}\n"
        for n, (text, _) in enumerate(cases)
    }
    name = f"meetings/2024-01-02-{cases.index((body, expected))}"
    excerpt = record(shared_build(notes), name).excerpt
    assert excerpt is not None
    assert excerpt.text == expected


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)


@pytest.mark.parametrize(
    ("text", "is_draft"),
    [
        (":draft:\n\nA\n=\n", True),
        ("\ufeff:date: 2024-01-02\r\n\r\n:Draft: yes\r\n\r\nA\r\n=\r\n", True),
        (".. a comment\n   of two lines\n\n.. meta::\n   :a: b\n\n:draft: 1\n\nA\n=\n", True),
        ("=\nA\n=\n\n:tags: a,\n  b\n:draft: true\n", True),
        ("A\n=\n\nB\n-\n\n:draft: true\n", True),
        (":draft: no\n\nA\n=\n", False),
        ("A\n=\n\nText.\n\n:draft: true\n", False),
        ("A\n=\n\n.. image:: a.png\n\n:draft: true\n", False),
        ("A\n=\n\n:meeting:tag:`draft` text\n\n:draft: true\n", False),
    ],
)
def test_only_leading_docinfo_makes_a_draft(text: str, is_draft: bool):
    assert bool(hidden_in_docinfo(text, dt.date.today)) is is_draft


def test_a_draft_that_only_a_directive_makes_a_meeting_is_not_built(build: Build):
    note = "---\ndraft: true\n---\n# A\n\n```{meeting}\n:date: 2024-01-02\n```\n"
    built = build({"notes/a.md": note, "notes/b.md": "---\ndraft: true\n---\n# B\n"})
    assert not (built.outdir / "notes/a.html").exists()
    # no meeting, no business of ours
    assert (built.outdir / "notes/b.html").exists()


def test_the_first_heading_may_name_the_day_where_front_matter_names_the_title(build: Build):
    built = build(
        {
            "meetings/2025-02.md": "---\ntitle: Call\n---\n## Minutes, February 4\n\n## March 1\n",
            "meetings/2025-03.md": "---\ntitle: Call of March 4\n---\n# February 1\n",
        },
    )
    assert record(built, "meetings/2025-02").date == dt.date(2025, 2, 4)
    assert record(built, "meetings/2025-03").date == dt.date(2025, 3, 4)
    assert built.warnings == []


@pytest.mark.parametrize(
    "text",
    [
        "---\ntags: [a]\n---\n# A\n\n```{meeting}\n:tags: b\n```\n",
        ":tags: a\n\nA\n=\n\n.. meeting::\n   :tags: b\n",
    ],
)
def test_an_overridden_option_of_a_directive_warns(build: Build, text: str):
    suffix = "md" if text.startswith("---") else "rst"
    built = build({f"meetings/2024-01-02-a.{suffix}": text})
    assert [tag.key for tag in record(built, "meetings/2024-01-02-a").tags] == ["a"]
    assert len(built.warnings) == 1
    assert built.warnings[0].startswith(
        f"meetings/2024-01-02-a.{suffix}:6: WARNING: the front matter overrides 'tags' from the "
        "directive;"
    )


def test_options_of_the_directive_in_yaml(build: Build):
    block = (
        "---\nattendees:\n  - Ada\n  - name: Bo\n    org: Works\ndraft: no\nunlisted:\n"
        f"recordings:\n  - url: https://youtu.be/{VIDEO}\n    title: One\n---\n"
    )
    built = build(
        {"meetings/2024-01-02-a.md": f"# A\n\n```{{meeting}} Call\n{block}Text.\n```\n"},
    )
    found = record(built, "meetings/2024-01-02-a")
    assert [person.key for person in found.people_as(Role.ATTENDEE)] == ["Ada", "Bo"]
    assert found.recordings == (recording(f"https://youtu.be/{VIDEO}", title="One"),)
    assert (found.title, found.draft, found.unlisted) == ("Call", False, True)
    assert built.warnings == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", "# A\n\n```{meeting}\n:date: 2024-01-02\n:bogus: 1\n```\n"),
        ("a.rst", "A\n=\n\n.. meeting::\n   :date: 2024-01-02\n   :bogus: 1\n"),
    ],
)
def test_an_unknown_option_costs_itself_only(build: Build, name: str, text: str):
    built = build({f"notes/{name}": text})
    assert record(built, "notes/a").date == dt.date(2024, 1, 2)
    line = 3 if name == "a.md" else 4
    assert built.warnings == [
        f"notes/{name}:{line}: WARNING: unknown field 'bogus'. Remove it. [meetings.key]"
    ]


@pytest.mark.parametrize("heading", ["# A <!-- truncate -->", "# A\n\n## B {/* truncate */}"])
def test_a_truncate_marker_in_a_heading_follows_it(build: Build, heading: str):
    built = build({"meetings/2024-01-02-a.md": f"{heading}\n\nText.\n"})
    assert built.warnings == []
    assert record(built, "meetings/2024-01-02-a").excerpt is None
    assert "runcate" not in built.text("meetings/2024-01-02-a.html")


@pytest.mark.parametrize(
    "block",
    ["<div>\n\nOne\n\n</div>", "<Tabs><TabItem>One</TabItem></Tabs>", '<div id="a">One</div>'],
)
def test_excerpt_with_elements(build: Build, block: str):
    built = build({"meetings/2024-01-02-a.md": f"# A\n\n{block}\n\n<!-- truncate -->\n\nTwo\n"})
    excerpt = record(built, "meetings/2024-01-02-a").excerpt
    assert excerpt is not None
    assert excerpt.text == "One"
    assert built.warnings == []


def test_excerpt_ends_inside_a_list(build: Build):
    text = "# A\n\n- one\n- two\n\n  <!-- truncate -->\n\n  more\n- three\n\nAfter.\n"
    built = build({"meetings/2024-01-02-a.md": text})
    excerpt = record(built, "meetings/2024-01-02-a").excerpt
    assert excerpt is not None
    assert excerpt.text == "one two"
    assert "three" in built.seen("meetings/2024-01-02-a").get_text()


def test_links_images_and_code_of_an_excerpt_hold_wherever_it_is_shown(build: Build):
    built = build(
        {
            "index.md": "# Home\n\n(top)=\n```{meeting-list}\n```\n",
            "meetings/deep/2024-01-02-a.md": (
                "# A\n\n## Here\n\n[other](../2024-01-03-b.md#there) [self](#here) "
                "{download}`x.txt <x.txt>` ![pixel](x.png)\n\n```python\nx = 1\n```\n\n"
                "A note[^1].\n\n<!-- truncate -->\n\n[^1]: The note.\n"
            ),
            "meetings/deep/x.png": PIXEL,
            "meetings/deep/x.txt": "x",
            "meetings/2024-01-03-b.md": "# B\n\n## There\n\nText.\n",
        },
        conf={"myst_heading_anchors": 3},
    )
    assert built.warnings == []
    for page in ("index", "meetings/index", "meetings/year/2024"):
        soup = built.seen(page)
        folder = (built.outdir / page).parent
        excerpts = soup.select(".meetings-excerpt")
        excerpt = next(e for e in excerpts if "other" in e.get_text())
        targets = [a["href"] for a in excerpt.select("a")] + [
            img["src"] for img in excerpt.select("img")
        ]
        assert len(targets) == 4
        for target in targets:
            path, _, anchor = target.partition("#")
            file = (folder / path).resolve()
            assert file.is_file(), (page, target)
            if anchor:
                assert f'id="{anchor}"' in file.read_text()
        assert excerpt.select_one("pre") is not None
        assert not excerpt.select("[id]")
        assert not excerpt.select(".footnote-reference")


def test_the_settings_of_the_header_in_text(build: Build):
    built = build({"meetings/call.md": MYST}, builder="text")
    text = built.text("meetings/call.txt")
    for part in ("May 6, 2024 17:00", "Ada, Bo", "one, two", f"https://youtu.be/{VIDEO}"):
        assert part in text


def test_no_title_from_nowhere_and_no_crash_for_odd_notes(build: Build):
    odd: dict[str, Any] = {
        "meetings/2024-01-01-empty.md": "",
        "meetings/2024-01-02-blank.md": "\n\n",
        "meetings/2024-01-03-front.md": "---\ntitle: Front\n---\n",
        "meetings/2024-01-04-empty.rst": "",
        "meetings/2024-01-05-two.rst": "One\n===\n\nText.\n\nTwo\n===\n\nText.\n",
        "meetings/2024-01-06-comment.rst": ".. only a comment\n",
    }
    built = build(odd)
    assert built.warnings == []
    titles = {name.rpartition("/")[2]: found.title for name, found in records(built).items()}
    assert titles == {
        "2024-01-01-empty": "Empty",
        "2024-01-02-blank": "Blank",
        "2024-01-03-front": "Front",
        "2024-01-04-empty": "Empty",
        "2024-01-05-two": "One",
        "2024-01-06-comment": "Comment",
    }


def test_what_goes_takes_nothing_along_that_is_named_alike(build: Build):
    notes = {
        "meetings/2024-01-02-v1.md": "# One\n\nText.\n",
        "meetings/2024-01-02-v1.1.md": "# One point one\n\nText.\n",
    }
    built = build(notes)
    built.again({"meetings/2024-01-02-v1.md": None})
    sources = sorted(path.name for path in (built.outdir / "_sources/meetings").iterdir())
    assert sources == ["2024-01-02-v1.1.md.txt"]


def test_a_link_from_the_root_of_the_site_may_mean_a_file(build: Build):
    links = (
        "[a](/files/a%20b.pdf?v=1#page=2) [b](pathname:///files/a%20b.pdf) "
        "[c](@site/static/files/a%20b.pdf) [d](/meetings/2024-01-03-b.md) [e](/files/none.pdf)"
    )
    files = {
        "meetings/2024-01-02-a.md": f"# A\n\n{links}\n\n<!-- truncate -->\n",
        "meetings/2024-01-03-b.md": "# B\n",
        "static/files/a b.pdf": b"%PDF",
    }
    built = build(files, conf={"meetings_static": "static"})
    assert len(built.warnings) == 1
    assert built.warnings[0].startswith(
        "meetings/2024-01-02-a.md:3: WARNING: link to '/files/none"
    )
    for page in ("meetings/2024-01-02-a", "meetings/index"):
        found = [link["href"] for link in built.seen(page).select("a[href*=_downloads]")]
        assert len(found) == 3, page
        for href in found:
            assert (built.outdir / page).parent.joinpath(unquote(href)).read_bytes() == b"%PDF"
    text = build(files, conf={"meetings_static": "static"}, builder="text")
    assert "a b c d e" in text.text("meetings/2024-01-02-a.txt")
    # the folder of all may be that of the files, too
    whole = build(files, conf={"meetings_static": "."})
    link = whole.page("meetings/2024-01-02-a").find("a", string="d")
    assert link["href"] == "2024-01-03-b.html"


def test_links_to_parts_of_other_documents(build: Build):
    built = build(
        {
            "meetings/2024-01-02-a.md": "# A\n\n## What's new?\n\n<a id='One'></a>Text.\n\n"
            "## Part {#Part_2}\n\n[here](#Part_2)\n",
            "meetings/2024-01-03-b.md": "# B\n\n"
            "[a](/meetings/2024-01-02-a#whats-new) [b](2024-01-02-a.md#One) [c](/docs/x#whats-up) "
            "[d](/meetings/2024-01-02-a#Part_2) [e](2024-01-02-a.md#Part_2)\n",
            "docs/x.md": "---\norphan: true\n---\n# X\n\n## What's up?\n",
        },
        conf={"myst_heading_anchors": 2},
    )
    assert built.warnings == []
    assert built.seen("meetings/2024-01-02-a").find(id="Part_2")
    page = built.seen("meetings/2024-01-03-b")
    for text, href in {
        "a": "2024-01-02-a.html#what-s-new",
        "b": "2024-01-02-a.html#One",
        "c": "../docs/x.html#what-s-up",
        "d": "2024-01-02-a.html#Part_2",
        "e": "2024-01-02-a.html#Part_2",
    }.items():
        assert page.find("a", string=text)["href"] == href
