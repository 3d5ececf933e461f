"""Who did what: roles of people, from one registry, and what transcripts inherit."""

from __future__ import annotations

import datetime as dt

import pytest
from conftest import Build
from test_meetings import record, records

from sphinxcontrib_meetings.model import Role

NOTE = """\
---
authors: ada
chair: Bo Diddley
scribe: ada
speakers: [bo, "Cy Dee (ACME)"]
attendees: "Ada L., Eve"
regrets: [mallory]
---
# Call

Text.
"""
REGISTRY = (
    "ada:\n  name: Ada Lovelace\n  aliases: [Ada L.]\n"
    "bo:\n  name: Bo Diddley\n  org: Band\n"
    "mallory:\n  name: Mallory\n"
)


@pytest.mark.parametrize("name", ["people.yml", "authors.yml", "meetings/people.yml"])
def test_roles_of_one_registry(build: Build, name: str):
    registry = REGISTRY.replace("  org: Band\n", "") if name == "authors.yml" else REGISTRY
    built = build({"meetings/2024-01-02-a.md": NOTE, name: registry})
    assert built.warnings == []
    found = record(built, "meetings/2024-01-02-a")
    named = {role: [person.key for person in found.people_as(role)] for role in Role}
    assert named == {
        Role.AUTHOR: ["ada"],
        Role.CHAIR: ["bo"],
        Role.SCRIBE: ["ada"],
        Role.SPEAKER: ["bo", "Cy Dee"],
        Role.ATTENDEE: ["ada", "Eve"],
        Role.REGRETS: ["mallory"],
    }
    header = built.page("meetings/2024-01-02-a").select_one(".meetings-header")
    rows = [row.get_text() for row in header.select(".meetings-role")]
    assert rows == [
        "Chair Bo Diddley",
        "Scribe Ada Lovelace",
        "Speakers Bo Diddley, Cy Dee",
        "Attendees Ada Lovelace, Eve",
        "Regrets Mallory",
    ]
    page = built.page("meetings/people/bo").select_one(".meetings-person")
    text = "Chaired 1 meeting, spoke at 1, first on January 2, 2024."
    assert text in page.get_text()


def test_near_misses_warn_and_are_never_merged(build: Build):
    note = NOTE.replace("Bo Diddley", "Bo Didley").replace("Eve", "Ada Lovelase")
    built = build({"meetings/2024-01-02-a.md": note, "people.yml": REGISTRY})
    assert len(built.warnings) == 2
    chair, attendee = built.warnings
    assert chair.startswith("meetings/2024-01-02-a.md:3: WARNING: ")
    assert "Did you mean 'Bo Diddley'?" in chair
    assert attendee.startswith("meetings/2024-01-02-a.md:6: WARNING: ")
    assert "Did you mean 'Ada Lovelace'?" in attendee
    assert (built.outdir / "meetings/people/bo-didley.html").is_file()


def test_lists_by_role(build: Build):
    index = "# H\n\n```{meeting-list}\n:person: Ada Lovelace\n:role: attendee\n```\n"
    built = build({"meetings/2024-01-02-a.md": NOTE, "people.yml": REGISTRY, "index.md": index})
    assert built.warnings == []
    assert [t.get_text() for t in built.page("index").select(".meetings-entry-title")] == ["Call"]
    nobody = built.again({"index.md": index.replace("attendee", "regrets")})
    assert nobody.page("index").select_one(".meetings-empty")


def test_a_transcript_inherits_from_its_meeting(build: Build):
    built = build(
        {
            "meetings/2024-01-02-a.md": NOTE.replace("authors: ada", "authors: ada\ntags: x"),
            "meetings/2024-01-02-a-transcript.md": "# Words\n\nText.\n",
            "people.yml": REGISTRY,
        }
    )
    found = record(built, "meetings/2024-01-02-a-transcript")
    assert found.date == dt.date(2024, 1, 2)
    assert [tag.key for tag in found.tags] == ["x"]
    assert [person.key for person in found.people_as(Role.SPEAKER)] == ["bo", "Cy Dee"]


def test_a_note_names_its_transcript(build: Build):
    built = build(
        {
            "meetings/2024-01-02-a.md": "---\ntranscript: words/a.md\n---\n# A\n\nText.\n",
            "meetings/words/a.md": "# Words of A\n\nText.\n",
        },
        conf={"meetings_path": ["meetings/**"]},
    )
    assert [warning for warning in built.warnings if "date" not in warning] == []
    header = built.page("meetings/2024-01-02-a").select_one(".meetings-header")
    assert header.find("a", string="Transcript")["href"] == "words/a.html"
    assert len(built.page("meetings/index").select(".meetings-entry")) == 1


def test_chapters_are_read_and_checked(build: Build):
    note = (
        "---\nduration: 10:00\nrecording: https://youtu.be/aqz-KE-bpKQ\nchapters:\n  - 0:12 Welcome\n  - {seconds: 90, label: News}\n"
        "  - {time: '20:00', title: Late}\n---\n# A\n\nText.\n"
    )
    built = build({"meetings/2024-01-02-a.md": note})
    (found,) = records(built).values()
    assert [(c.seconds, c.title) for c in found.chapters] == [
        (12, "Welcome"),
        (90, "News"),
        (1200, "Late"),
    ]
    assert len(built.warnings) == 1
    assert "'Late'" in built.warnings[0]
    assert "past the end" in built.warnings[0]


def test_one_bad_entry_costs_only_itself(build: Build):
    note = "---\nattendees: [Ada, true, Bo]\n---\n# A\n\nText.\n"
    built = build({"meetings/2024-01-02-a.md": note})
    people = record(built, "meetings/2024-01-02-a").people_as(Role.ATTENDEE)
    assert [person.key for person in people] == ["Ada", "Bo"]
    assert built.warnings == [
        "meetings/2024-01-02-a.md:2: WARNING: attendees: a person is left out: YAML reads it as "
        "true; put it in quotes [meetings.field]"
    ]
