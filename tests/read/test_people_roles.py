"""Who did what: roles of people, from one registry, and what transcripts inherit."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest
import yaml
from support.builds import Build
from support.records import record, records

from sphinxcontrib_meetings.model.people import Role

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


@pytest.mark.parametrize(
    "name", ["people.yml", "people.json", "authors.yml", "meetings/people.yml"]
)
def test_roles_of_one_registry(build: Build, name: str):
    registry = REGISTRY.replace("  org: Band\n", "") if name == "authors.yml" else REGISTRY
    if name.endswith(".json"):
        entries = [{"slug": key, **entry} for key, entry in yaml.safe_load(registry).items()]
        registry = json.dumps({"people": entries})
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
    header = built.seen("meetings/2024-01-02-a").select_one(".meetings-header")
    rows = [row.get_text() for row in header.select(".meetings-role")]
    assert rows == [
        "Chair Bo Diddley",
        "Scribe Ada Lovelace",
        "Speakers Bo Diddley, Cy Dee",
        "Attendees Ada Lovelace, Eve",
        "Regrets Mallory",
    ]
    page = built.seen("meetings/people/bo").select_one(".meetings-person")
    text = "Chaired 1 meeting · spoke at 1 · first on January 2, 2024"
    assert text in page.get_text()


def test_a_page_lists_what_somebody_did_role_by_role(build: Build):
    notes = {
        "meetings/2024-01-02-a.md": "---\nauthors: ada\nspeakers: ada\n---\n# A\n",
        "meetings/2024-01-03-b.md": "---\nspeakers: [ada, bo]\n---\n# B\n",
        "meetings/2024-01-04-c.md": "---\nauthors: ada\nregrets: bo\n---\n# C\n",
    }
    built = build(notes, conf={"meetings_per_page": 3})
    listed = []
    for name in ("ada", "ada/page/2", "bo"):
        page = built.seen(f"meetings/people/{name}")
        shown = page.select("h2, .meetings-entry-title")
        listed.append([re.sub("[\n\N{PILCROW SIGN}]", "", node.get_text()) for node in shown])
    assert listed == [
        ["Author", "C", "A", "Speaker", "B"],
        ["Speaker", "A"],
        ["Speaker", "B", "Regrets", "C"],
    ]
    # who does but one thing needs no such titles
    del notes["meetings/2024-01-04-c.md"]
    one = build(notes).seen("meetings/people/bo")
    assert one.select(".meetings-group") == []


def test_near_misses_warn_and_are_never_merged(build: Build):
    note = NOTE.replace("Bo Diddley", "Bo Didley").replace("Eve", "Ada Lovelase")
    built = build({"meetings/2024-01-02-a.md": note, "people.yml": REGISTRY})
    assert len(built.warnings) == 2
    chair, attendee = built.warnings
    assert chair.startswith("meetings/2024-01-02-a.md:3: WARNING: ")
    assert "unknown chair 'Bo Didley'. Did you mean 'Bo Diddley'?" in chair
    assert attendee.startswith("meetings/2024-01-02-a.md:6: WARNING: ")
    assert "Did you mean 'Ada Lovelace'?" in attendee
    assert (built.outdir / "meetings/people/bo-didley.html").is_file()


def test_somebody_is_named_once_in_each_role(build: Build):
    note = NOTE.replace('"Ada L., Eve"', "[ada, Ada Lovelace, Ada L.]")
    built = build({"meetings/2024-01-02-a.md": note, "people.yml": REGISTRY})
    found = record(built, "meetings/2024-01-02-a")
    assert [person.key for person in found.people_as(Role.ATTENDEE)] == ["ada"]
    assert [person.key for person in found.authors] == ["ada"]


def test_lists_by_role(build: Build):
    index = "# H\n\n```{meeting-list}\n:person: Ada Lovelace\n:role: attendee\n```\n"
    built = build({"meetings/2024-01-02-a.md": NOTE, "people.yml": REGISTRY, "index.md": index})
    assert built.warnings == []
    titles = built.seen("index").select(".meetings-entry-title")
    assert [title.get_text() for title in titles] == ["Call, January 2, 2024"]
    nobody = built.again({"index.md": index.replace("attendee", "regrets")})
    assert nobody.page("index").select_one(".meetings-empty")


def test_a_transcript_inherits_from_its_meeting(build: Build):
    built = build(
        {
            "meetings/2024-01-02-a.md": NOTE.replace("authors: ada", "authors: ada\ntags: x"),
            "meetings/2024-01-02-a-transcript.md": "# Words\n\nText.\n",
            "people.yml": REGISTRY,
            # the path of neither has a date
            "meetings/b.md": "---\ndate: 2024-02-03\n---\n# B\n\nText.\n",
            "meetings/b-transcript.md": "# Words of May 5\n\nText.\n",
        },
    )
    assert built.warnings == []
    assert record(built, "meetings/b-transcript").date == dt.date(2024, 2, 3)
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
    assert built.warnings == []
    header = built.seen("meetings/2024-01-02-a").select_one(".meetings-header")
    assert header.find("a", string="Transcript")["href"] == "words/a.html"
    assert len(built.seen("meetings/index").select(".meetings-entry")) == 1
    assert built.again().warnings == []
    # a meeting of its own needs a date; that is said once
    alone = built.again({"meetings/2024-01-02-a.md": "# A\n\nText.\n"})
    (warning,) = alone.warnings
    assert warning.startswith("meetings/words/a.md:1: WARNING: the meeting has no date")
    assert alone.again().warnings == []


@pytest.mark.parametrize(
    "written",
    ["words/a", "words/a.md", "./words/a.md", "/meetings/words/a", "../meetings/words/a.html"],
)
def test_ways_to_name_a_transcript(build: Build, written: str):
    built = build(
        {
            "meetings/2024-01-02-a.md": f"---\ntranscript: {written}\n---\n# A\n\nText.\n",
            "meetings/words/a.md": "---\ndate: 2024-01-02\n---\n# Words\n\n**Ada** [0:12] Hi.\n",
        }
    )
    assert built.warnings == []
    page = built.seen("meetings/words/a")
    assert page.select_one('.meetings-header a[href="../2024-01-02-a.html"]')
    # nobody could tell by its name that there are turns
    assert page.select_one(".meetings-turn .meetings-speaker").get_text() == "Ada"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2024-01-02-a-transcrpt", "Did you mean 'meetings/2024-01-02-a-transcript'?"),
        ("nothing.md", "there is no transcript 'nothing.md'. Give the path"),
        ("2024-01-02-a", "there is no transcript '2024-01-02-a'"),
        ("https://x.example/words", "there is no transcript 'https://x.example/words'. Give"),
        ("../words", "the document 'words' is not a meeting. Include it in meetings_path"),
    ],
)
def test_transcripts_that_nobody_has(build: Build, written: str, said: str):
    built = build(
        {
            "meetings/2024-01-02-a.md": f"---\ntranscript: {written}\n---\n# A\n\nText.\n",
            "meetings/2024-01-02-a-transcript.md": "# Words of A\n\nText.\n",
            "words.md": "---\norphan: true\n---\n# Words\n",
        },
    )
    (warning,) = built.warnings
    assert warning.startswith("meetings/2024-01-02-a.md:2: WARNING: transcript: ")
    assert said in warning


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


def test_people_who_are_unknown_are_named_once_with_the_file_to_add_them_to(build: Build):
    note = "---\nauthors: [ada, eve, Zoe]\nchair: Mia\nspeakers: [eve, adda]\n---\n# A\n\nText.\n"
    built = build(
        {
            "meetings/2024-01-02-a.md": note,
            "meetings/2024-01-03-b.md": "---\nchair: Mia\n---\n# B\n\nText.\n",
            "meetings/people.yml": "ada:\n  name: Ada Lovelace\n",
        },
    )
    assert built.warnings == [
        "meetings/2024-01-02-a.md:4: WARNING: unknown speaker 'adda'. Did you mean 'ada'? Correct "
        "it or add it to the registry [meetings.author]",
        "meetings/2024-01-02-a.md:2: WARNING: 3 people are not in the registry; add to "
        "meetings/people.yml: eve, Zoe, Mia [meetings.author]",
        "meetings/2024-01-03-b.md:2: WARNING: unknown chair 'Mia'. Correct it or add it to "
        "meetings/people.yml [meetings.author]",
    ]


def test_one_bad_indent_gives_one_warning(build: Build):
    built = build(
        {
            "meetings/2024-01-02-a.md": "---\nauthors: [ada, bo, cy]\n---\n# A\n\nText.\n",
            "meetings/b.md": "---\ntitle: B\n  date: 2024-01-03\n  tags: [x]\n---\n# B\n\nText.\n",
            "meetings/authors.yml": "ada:\n  name: Ada\nbo:\n  name: Bo\n   url: https://x.org\n cy:\n",
        },
    )
    assert len(built.warnings) == 2
    assert built.warnings[0].startswith("meetings/b.md:3: WARNING: 'title' cannot be read: ")
    assert built.warnings[1].startswith("meetings/authors.yml:5: WARNING: 'bo' cannot be read")


def test_fields_of_each_dialect_have_the_same_people(build: Build):
    front = (
        "---\nFacilitator: '**Ana** (she/her)'\nattendees: Bo - ACME & Cy - Mozilla\n---\n# A\n"
    )
    fields = ":Facilitator: **Ana** (she/her)\n:Attendees: Bo - ACME & Cy - Mozilla\n"
    items = ":Attendees:\n   - Bo - ACME\n   - Cy - Mozilla\n:Host: Ana\n"
    options = "# A\n\n```{meeting}\n:host: Ana\n:attendees: Bo - ACME; Cy - Mozilla\n```\n"
    built = build(
        {
            "meetings/2024-01-01-a.md": front,
            "meetings/2024-01-02-a.mdx": front,
            "meetings/2024-01-03-a.rst": f"{fields}\nA\n=\n\nText.\n",
            "meetings/2024-01-04-a.rst": f"A\n=\n\n{items}\nText.\n",
            "meetings/2024-01-05-a.md": options,
            # a line may be broken anywhere
            "meetings/2024-01-06-a.rst": fields.replace("& Cy - ", "&\n   Cy -\n   ") + "\nA\n=\n",
        },
    )
    assert built.warnings == []
    for found in records(built).values():
        people = [(part.role, part.person.key, part.person.org) for part in found.people]
        assert people == [
            (Role.CHAIR, "Ana", ""),
            (Role.ATTENDEE, "Bo", "ACME"),
            (Role.ATTENDEE, "Cy", "Mozilla"),
        ]
