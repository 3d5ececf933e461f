from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxcontrib_meetings.archive.archive import Archive, build_archive
from sphinxcontrib_meetings.archive.select import Selection, select
from sphinxcontrib_meetings.model.meeting import Meeting, Status, Tag
from sphinxcontrib_meetings.model.people import Participation, Person, Role
from sphinxcontrib_meetings.parse.people import NOBODY, People
from sphinxcontrib_meetings.parse.tags import NO_TAGS

TODAY = dt.date(2024, 6, 1)


def meeting(docname: str, day: str = "", **fields: object) -> Meeting:
    people = tuple(
        Participation(Role.AUTHOR, Person(key)) for key in str(fields.pop("people", "")).split()
    )
    tags = tuple(Tag(key) for key in str(fields.pop("tags", "")).split())
    date = dt.date.fromisoformat(day) if day else None
    return Meeting(docname, date=date, people=people, tags=tags, title=docname, **fields)


def archive(*records: Meeting, people: People = NOBODY, **options: bool) -> Archive:
    return build_archive(records, lambda _: people, lambda _: NO_TAGS, **options)


def names(records: object) -> list[str]:
    return [record.name for record in records]


def test_order_is_newest_first_and_undated_last():
    found = archive(
        meeting("m/undated"),
        meeting("m/a", "2024-01-01"),
        meeting("m/c", "2024-03-01"),
        meeting("m/b", "2024-02-01"),
    )
    assert names(found.listed) == ["m/c", "m/b", "m/a", "m/undated"]
    assert found.years == (2024,)


def test_two_of_one_day_both_stay_in_order_of_time():
    day = dt.datetime(2024, 1, 1)
    found = archive(
        meeting("m/late", "2024-01-01", start=day.replace(hour=18)),
        meeting("m/early", "2024-01-01", start=day.replace(hour=9, tzinfo=dt.UTC)),
    )
    assert names(found.listed) == ["m/late", "m/early"]
    assert names(found.by_date(dt.date(2024, 1, 1))) == ["m/early", "m/late"]


def test_unlisted_drafts_and_transcripts_are_in_no_list():
    records = [
        meeting("m/a", "2024-01-01", tags="x"),
        meeting("m/a-transcript", "2024-01-01", tags="y"),
        meeting("m/b", "2024-01-02", unlisted=True),
        meeting("m/c", "2024-01-03", draft=True),
        meeting("m/alone-transcript", "2024-01-04"),
    ]
    found = archive(*records)
    assert names(found.listed) == ["m/alone-transcript", "m/a"]
    assert found.transcript_of("m/a-transcript") == found.records["m/a"]
    assert found.transcript_for("m/a") == found.records["m/a-transcript"]
    assert found.transcript_for("m/b") is None
    assert set(found.tags) == {"x"}
    assert set(found.neighbours) == {"m/alone-transcript", "m/a"}
    assert names(archive(*records, drafts=True).listed)[1] == "m/c"


def test_neighbours_never_cross_series():
    found = archive(
        meeting("a1", "2024-01-01", series="a"),
        meeting("b1", "2024-01-02", series="b"),
        meeting("a2", "2024-01-03", series="a"),
        meeting("undated", series="a"),
    )
    assert found.later("a1") == found.records["a2"]
    assert found.earlier("a2") == found.records["a1"]
    assert found.later("b1") is None
    assert found.earlier("undated") is None


def test_a_person_named_twice_in_a_note_counts_once():
    people = People({"ada": Person("ada", "Ada Lovelace", aliases=("Countess",))})
    found = archive(meeting("m/a", "2024-01-01", people="ada Countess"), people=people)
    assert len(found.people["ada"].meetings) == 1
    assert found.person("ada lovelace") is found.people["ada"]
    assert found.person("countess") is found.people["ada"]
    assert found.person("nobody") is None


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("m/2024-01-02-name", ["m/2024-01-02-name"]),
        ("m/notes#jan", ["m/notes#jan"]),
        ("slugged", ["m/2024-01-02-name"]),
        ("/m/2024/01/02/name/", ["m/2024-01-02-name"]),
        ("/blog/m/2024-01-02-name.html", ["m/2024-01-02-name"]),
        ("/en/blog/2024/01/02/name/", ["m/2024-01-02-name"]),
        ("/blog/slugged", []),
        ("2024-01-02-name", ["m/2024-01-02-name"]),
        ("2024-01-02", ["m/2024-01-02-name"]),
        ("s/2024-03-01", ["m/notes#jan"]),
        ("t/2024-03-01", []),
        ("latest", ["m/notes#jan"]),
        ("next", ["m/soon"]),
        ("2024-05-05", ["m/one", "m/two"]),
        ("nowhere", []),
    ],
)
def test_find(target: str, expected: list[str]):
    found = archive(
        meeting("m/2024-01-02-name", "2024-01-02", slug="/slugged"),
        meeting("m/notes", "2024-03-01", anchor="jan", series="s"),
        meeting("m/one", "2024-05-05", status=Status.CANCELLED),
        meeting("m/two", "2024-05-05", status=Status.CANCELLED),
        meeting("m/soon", "2024-07-01"),
        meeting("m/later", "2024-08-01"),
    )
    assert names(found.find(target, TODAY)) == expected


def test_a_dated_path_is_found_without_its_base():
    found = archive(meeting("notes/2026/02-04-call", "2026-02-04"))
    assert found.by_path("/2026/02-04-call/") == found.records["notes/2026/02-04-call"]
    assert found.by_path("/02-04-call/") is None


@pytest.mark.parametrize(
    "path",
    [
        "/new-year",
        "/notes/new-year/",
        "/notes/2026/new-year",
        "/notes/2026/02/04/call",
        "/2026/02/04/call/",
    ],
)
def test_a_note_in_a_folder_is_found_by_slug_and_date(path: str):
    found = archive(meeting("notes/2026/02-04-call", "2026-02-04", slug="new-year"))
    assert found.by_path(path) == found.records["notes/2026/02-04-call"]


def test_a_path_that_means_two_meetings_means_none():
    found = archive(
        meeting("m/a", "2024-01-01", slug="same"), meeting("m/b", "2024-01-02", slug="same")
    )
    assert found.by_path("/same") is None
    assert found.by_path("m/b/") == found.records["m/b"]


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(), "c b a u"),
        (Selection(limit=2), "c b"),
        (Selection(oldest_first=True), "a b c u"),
        (Selection(tags=("x",)), "c a"),
        (Selection(tags=("x", "y")), "a"),
        (Selection(people=("ada",)), "b a"),
        (Selection(people=("ada",), role=Role.AUTHOR), "b a"),
        (Selection(year=2023), "a"),
        (Selection(before=dt.date(2024, 2, 1)), "a"),
        (Selection(after=dt.date(2024, 2, 1)), "c"),
        (Selection(status=Status.CANCELLED), "b"),
        (Selection(series="s"), "c"),
        (Selection(tags=("x",), year=2024), "c"),
    ],
)
def test_select(selection: Selection, expected: str):
    found = archive(
        meeting("a", "2023-01-01", tags="x y", people="ada bo"),
        meeting("b", "2024-02-01", people="ada", status=Status.CANCELLED),
        meeting("c", "2024-03-01", tags="x", series="s"),
        meeting("u"),
    )
    assert names(select(found, selection)) == expected.split()


DAYS = st.none() | st.dates(dt.date(2020, 1, 1), dt.date(2021, 1, 1))


@given(st.lists(DAYS, max_size=20), st.randoms())
def test_order_does_not_depend_on_the_order_of_reading(days, random):
    records = [
        meeting(f"m/{number}", day.isoformat() if day else "") for number, day in enumerate(days)
    ]
    shuffled = random.sample(records, len(records))
    assert archive(*records) == archive(*shuffled)
    listed = archive(*records).listed
    for earlier, later in archive(*records).neighbours.values():
        assert earlier != later or not earlier
    assert len(listed) == len(days)
