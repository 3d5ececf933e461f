"""The records as data, and that the schema describes them."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from typing import Any

import jsonschema
import pytest
from support.archives import archive, meeting, views
from support.builds import Build, tree
from support.everything import CONF, FILES
from support.records import recording

from sphinxcontrib_meetings.archive.views import Link
from sphinxcontrib_meetings.export.json import FIELDS, Site, export, schema
from sphinxcontrib_meetings.model.meeting import Series, Status, Tag
from sphinxcontrib_meetings.model.minutes import (
    Action,
    ActionState,
    Approval,
    Decision,
    DecisionState,
    Topic,
    Vote,
)
from sphinxcontrib_meetings.model.month import Month
from sphinxcontrib_meetings.model.people import Participation, Person, Role
from sphinxcontrib_meetings.model.recording import Chapter, Recording
from sphinxcontrib_meetings.parse.platforms.files import Page

DATA = {"meetings_data": True}


def exported(*records: Any, root: str | None = "meetings", **options: Any) -> dict[str, Any]:
    found = archive(*records, **options)

    def uri(link: Link) -> str:
        return f"{link.docname}.html" + (f"#{link.anchor}" if link.anchor else "")

    data = export(Site(found, views(found, root), uri))
    check(data, schema())
    return data


def check(data: Any, described_by: Any) -> None:
    validator = jsonschema.Draft202012Validator
    validator.check_schema(described_by)
    validator(described_by, format_checker=validator.FORMAT_CHECKER).validate(data)


def test_every_field():
    utc = dt.UTC
    call = meeting(
        "m/call",
        "2024-05-08",
        anchor="part",
        title="A call",
        start=dt.datetime(2024, 5, 8, 17, tzinfo=utc),
        end=dt.datetime(2024, 5, 8, 18, tzinfo=utc),
        timezone="UTC",
        duration=dt.timedelta(minutes=59, seconds=30),
        people=(
            Participation(Role.CHAIR, Person("ada", "Ada")),
            Participation(
                Role.SPEAKER,
                Person("bo", title="Editor", org="Library", pronouns="they/them"),
                "until 10:30",
                "present",
                7,
            ),
        ),
        tags=(Tag("C++", "Language"),),
        series="weekly call",
        location="Room 5",
        description="What we did.",
        keywords=("one", "two"),
        status=Status.TENTATIVE,
        minutes=Approval.APPROVED,
        approved="2024-05-15",
        recordings=(
            recording("https://youtu.be/aqz-KE-bpKQ", "Video", dt.timedelta(hours=1), 5),
            recording("talk.mp3"),
            Recording("no address: [", Page("", "no address: ["), start=0),
        ),
        chapters=(Chapter(0, "Start"), Chapter(None, "Unusable"), Chapter(75, "Votes")),
    )
    data = exported(
        call,
        meeting("m/before", "2024-05-01", series="w"),
        meeting("m/call#part-transcript", "2024-05-08", unlisted=True),
        series=(Series("w", "Weekly call"),),
    )
    assert data["version"] == 1
    assert data["title"] == "Meetings"
    assert data["meetings"][0] == {
        "name": "m/call#part",
        "uri": "m/call.html#part",
        "title": "A call",
        "date": "2024-05-08",
        "end_date": None,
        "start": "2024-05-08T17:00:00+00:00",
        "end": "2024-05-08T18:00:00+00:00",
        "timezone": "UTC",
        "duration": "PT59M30S",
        "status": "tentative",
        "minutes": "approved",
        "approved": "2024-05-15",
        "updated": None,
        "draft": False,
        "unlisted": False,
        "series": "w",
        "location": "Room 5",
        "description": "What we did.",
        "image": None,
        "slug": None,
        "excerpt": None,
        "keywords": ["one", "two"],
        "done": [],
        "people": [
            {
                "role": "chair",
                "key": "ada",
                "name": "Ada",
                "uri": "meetings/people/ada.html",
                "title": None,
                "org": None,
                "pronouns": None,
                "remark": None,
                "place": None,
                "line": None,
            },
            {
                "role": "speaker",
                "key": "bo",
                "name": "bo",
                "uri": "meetings/people/bo.html",
                "title": "Editor",
                "org": "Library",
                "pronouns": "they/them",
                "remark": "until 10:30",
                "place": "m/call.html#present",
                "line": 7,
            },
        ],
        "topics": [],
        "decisions": [],
        "votes": [],
        "actions": [],
        "next_meeting": None,
        "tags": [{"key": "C++", "label": "Language", "uri": "meetings/tags/c-plus-plus.html"}],
        "recordings": [
            {
                "url": "https://youtu.be/aqz-KE-bpKQ",
                "kind": "youtube",
                "title": "Video",
                "start": 5,
                "duration": "PT1H",
            },
            {"url": "talk.mp3", "kind": "audio", "title": None, "start": 0, "duration": None},
            {"url": "no address: [", "kind": "link", "title": None, "start": 0, "duration": None},
        ],
        "chapters": [{"start": 0, "title": "Start"}, {"start": 75, "title": "Votes"}],
        "transcript": "m/call#part-transcript.html",
        "transcript_of": None,
        "earlier": "m/before",
        "later": None,
    }


def test_minutes():
    place = {"anchor": "there", "line": 9, "topic": "Charter", "seconds": 75}
    at = {"topic": "Charter", "start": 75, "place": "m/call.html#there", "line": 9}
    nowhere = {"topic": None, "start": None, "place": None, "line": None}
    call = meeting(
        "m/call",
        "2024-05-08",
        topics=(Topic("Charter", ("Ada",), 10, "demo", "charter", **place), Topic("Seeds")),
        decisions=(
            Decision("Adopt it", DecisionState.PROPOSED, "D2", ("D1",), "D3", **place),
            Decision("Close"),
        ),
        votes=(Vote("Adopt?", (("SF", 3), ("A", 0)), **place), Vote("")),
        actions=(
            Action("write", ("Ada", "@bo"), ActionState.DONE, dt.date(2024, 6, 1), "#4", **place),
            Action("read"),
        ),
        next_meeting=dt.date(2024, 5, 15),
    )
    (data,) = exported(call)["meetings"]
    assert data["topics"] == [
        {
            "title": "Charter",
            "owners": ["Ada"],
            "minutes": 10,
            "type": "demo",
            "section": "m/call.html#charter",
            **at,
        },
        {
            "title": "Seeds",
            "owners": [],
            "minutes": None,
            "type": None,
            "section": None,
            **nowhere,
        },
    ]
    assert data["decisions"] == [
        {
            "text": "Adopt it",
            "state": "proposed",
            "id": "D2",
            "supersedes": ["D1"],
            "superseded_by": "D3",
            **at,
        },
        {
            "text": "Close",
            "state": "accepted",
            "id": None,
            "supersedes": [],
            "superseded_by": None,
            **nowhere,
        },
    ]
    counts = [{"choice": "SF", "votes": 3}, {"choice": "A", "votes": 0}]
    assert data["votes"] == [
        {"question": "Adopt?", "counts": counts, "total": 3, **at},
        {"question": None, "counts": [], "total": 0, **nowhere},
    ]
    assert data["actions"] == [
        {
            "text": "write",
            "owners": ["Ada", "@bo"],
            "state": "done",
            "due": "2024-06-01",
            "id": "#4",
            **at,
        },
        {"text": "read", "owners": [], "state": "open", "due": None, "id": None, **nowhere},
    ]
    assert data["next_meeting"] == "2024-05-15"


def test_a_month_and_several_days():
    last = dt.date(2024, 5, 10)
    found = exported(
        dataclasses.replace(meeting("m/month"), date=Month(2024, 6, 1)),
        meeting("m/days", "2024-05-08", end_date=last),
    )["meetings"]
    assert [(one["date"], one["end_date"]) for one in found] == [
        ("2024-06", None),
        ("2024-05-08", "2024-05-10"),
    ]


def test_a_bare_record_has_every_field():
    (only,) = exported(meeting("m/a"))["meetings"]
    assert [*only] == [field.name for field in FIELDS]
    assert {name for name, value in only.items() if value is None} == (
        {
            "date",
            "end_date",
            "start",
            "end",
            "timezone",
            "duration",
            "updated",
            "series",
            "location",
            "description",
            "next_meeting",
        }
        | {"minutes", "approved"}
        | {"image", "slug", "excerpt", "transcript", "transcript_of", "earlier", "later"}
    )


def test_the_listed_come_first_and_the_others_say_what_they_are():
    data = exported(
        meeting("m/z", "2024-01-01"),
        meeting("m/a", "2024-01-02"),
        meeting("m/z-transcript"),
        meeting("m/y", "2024-01-03", unlisted=True),
        meeting("m/x", "2024-01-04", draft=True),
    )
    shown = [
        (item["name"], item["draft"], item["unlisted"], item["transcript_of"])
        for item in data["meetings"]
    ]
    assert shown == [
        ("m/a", False, False, None),
        ("m/z", False, False, None),
        ("m/x", True, False, None),
        ("m/y", False, True, None),
        ("m/z-transcript", False, False, "m/z"),
    ]


def test_without_pages_people_and_tags_have_no_address():
    (only,) = exported(meeting("m/a", "2024-01-01", people="ada", tags="x"), root=None)["meetings"]
    assert [item["uri"] for item in (*only["people"], *only["tags"])] == [None, None]


def test_the_schema_refuses_what_it_does_not_describe():
    (only,) = exported(meeting("m/a"))["meetings"]
    without = {name: value for name, value in only.items() if name != "title"}
    for wrong in (only | {"new": 1}, only | {"date": "1 May"}, without):
        data = {"$schema": "", "version": 1, "title": "T", "meetings": [wrong]}
        with pytest.raises(jsonschema.ValidationError):
            check(data, schema())


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_a_site_has_its_data_where_it_is_asked_for(build: Build, builder: str):
    built = build(FILES, builder=builder, conf=CONF | DATA)
    data = json.loads(built.text("meetings.json"))
    check(data, json.loads(built.text(data["$schema"])))
    assert {item["name"] for item in data["meetings"]} == set(
        built.app.env.get_domain("meeting").archive.records
    )
    for item in data["meetings"]:
        page = item["uri"].partition("#")[0]
        file = built.outdir / page
        assert (file / "index.html" if builder == "dirhtml" else file).is_file()
    without = built.again(conf=CONF)
    assert not list(without.outdir.glob("meetings.*"))


def test_an_edit_changes_the_data_as_a_clean_build_does(build: Build):
    notes = {f"meetings/2024-01-0{day}-n.md": f"# N{day}\n\nText.\n" for day in (1, 2, 3)}
    edit = {"meetings/2024-01-02-n.md": "---\ntags: x\n---\n# Other\n\nText.\n"}
    again = build(notes, conf=DATA).again(edit)
    clean = build(notes | edit, conf=DATA)
    assert tree(again.outdir) == tree(clean.outdir)
    assert "Other" in again.text("meetings.json")
