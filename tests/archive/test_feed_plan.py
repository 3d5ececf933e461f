"""Which feeds there are and what is in them, without a build."""

from __future__ import annotations

import dataclasses
import datetime as dt
import zoneinfo

import pytest
from support.archives import archive, meeting, names, views

from sphinxcontrib_meetings.archive.feed_plan import (
    SCOPES,
    Feed,
    all_feeds,
    file_name,
    published,
    updated,
)
from sphinxcontrib_meetings.archive.page_names import PageNames
from sphinxcontrib_meetings.model.meeting import Meeting, Series, Status
from sphinxcontrib_meetings.model.month import Month

#: "today" is 2024-06-01
OLD, NEW, SOON = "2023-05-06", "2024-05-31", "2024-06-01"


def feeds(*records: Meeting, scopes=SCOPES, root="meetings", **options) -> dict[str, Feed]:
    found = views(archive(*records, **options), root)
    return {feed.folder: feed for feed in all_feeds(found, PageNames("meetings"), scopes)}


RECORDS = (
    meeting("m/a", OLD, tags="x", people="ada"),
    meeting("m/b", NEW, tags="x y", people="ada bo", series="s"),
    meeting("m/soon", SOON, tags="z", series="t"),
)


def test_all_series_tags_and_people_have_feeds():
    found = feeds(*RECORDS, series=(Series("s", "Calls", "Weekly."),))
    assert {folder: names(feed.records) for folder, feed in found.items()} == {
        "meetings": ["m/b", "m/a"],
        "meetings/series/s": ["m/b"],
        "meetings/tags/x": ["m/b", "m/a"],
        "meetings/tags/y": ["m/b"],
        "meetings/people/ada": ["m/b", "m/a"],
        "meetings/people/bo": ["m/b"],
    }
    calls = found["meetings/series/s"]
    assert (calls.title, calls.description) == ("Calls", "Weekly.")
    assert calls.page == "meetings/series/s/index"


@pytest.mark.parametrize(
    ("scopes", "folders"),
    [
        ((), []),
        (("all",), ["meetings"]),
        (("series",), ["meetings/series/s"]),
        (("tags",), ["meetings/tags/x", "meetings/tags/y"]),
        (("people",), ["meetings/people/ada", "meetings/people/bo"]),
    ],
)
def test_scopes(scopes: tuple[str, ...], folders: list[str]):
    assert sorted(feeds(*RECORDS, scopes=scopes)) == folders


def test_without_generated_pages_there_are_feeds_of_no_page():
    assert feeds(*RECORDS, root=None)["meetings"].page == ""


@pytest.mark.parametrize(
    ("fields", "is_there"),
    [
        ({"day": NEW}, True),
        ({"day": SOON}, False),
        ({"day": OLD, "draft": True}, False),
        ({"day": OLD, "unlisted": True}, False),
        ({"day": OLD, "status": Status.CANCELLED}, True),
        ({"day": SOON, "status": Status.CANCELLED}, False),
        # nothing says when it was
        ({}, False),
        ({"updated": dt.date(2024, 1, 2)}, True),
        ({"date": Month(2024, 5, 1)}, True),
        ({"date": Month(2024, 6, 1)}, False),
        ({"day": NEW, "end_date": dt.date(2024, 6, 1)}, False),
    ],
)
@pytest.mark.parametrize("drafts", [False, True])
def test_what_is_in_feeds(fields: dict[str, object], is_there: bool, drafts: bool):
    day = str(fields.get("day", ""))
    rest = {name: value for name, value in fields.items() if name not in {"day", "date"}}
    record = meeting("m/a", day, **rest)
    if "date" in fields:
        record = dataclasses.replace(record, date=fields["date"])
    assert ("meetings" in feeds(record, drafts=drafts)) is is_there


BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"date": dt.date(2024, 5, 6)}, "2024-05-06T00:00:00+00:00"),
        ({"date": Month(2024, 5, 1)}, "2024-05-01T00:00:00+00:00"),
        (
            {"date": dt.date(2024, 5, 6), "start": dt.datetime(2024, 5, 6, 17)},
            "2024-05-06T17:00:00+00:00",
        ),
        (
            {"date": dt.date(2024, 5, 6), "start": dt.datetime(2024, 5, 6, 17, tzinfo=BERLIN)},
            "2024-05-06T15:00:00+00:00",
        ),
        ({"updated": dt.date(2024, 5, 6)}, "2024-05-06T00:00:00+00:00"),
    ],
)
def test_published(fields: dict[str, dt.date], expected: str):
    assert published(Meeting("m", **fields)).isoformat() == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, "2024-05-06T00:00:00+00:00"),
        (dt.date(2024, 5, 9), "2024-05-09T00:00:00+00:00"),
        (dt.datetime(2024, 5, 9, 1, tzinfo=BERLIN), "2024-05-08T23:00:00+00:00"),
        # an agenda, say
        (dt.date(2024, 5, 1), "2024-05-06T00:00:00+00:00"),
    ],
)
def test_updated(value: dt.date | None, expected: str):
    record = Meeting("m", date=dt.date(2024, 5, 6), updated=value)
    assert updated(record).isoformat() == expected


def many(*years: int) -> Feed:
    """Return a feed with 12 meetings in each of *years*."""
    found = [meeting(f"m/{year}-{n}", f"{year}-{n:02}-03") for year in years for n in range(1, 13)]
    return feeds(*found)["meetings"]


def test_twenty_entries_need_no_archive():
    feed = many(2022)
    assert (len(feed.newest), feed.archives) == (12, {})


def test_archives_have_what_the_feed_has_not():
    feed = many(2019, 2020, 2022, 2023)
    assert len(feed.newest) == 20
    # all of 2023 is in the feed itself
    assert [*feed.archives] == [2022, 2020, 2019]
    assert {len(records) for records in feed.archives.values()} == {12}
    whole = {*feed.newest, *(record for found in feed.archives.values() for record in found)}
    assert whole == {*feed.records}


def test_a_new_meeting_changes_the_feed_and_the_archive_of_its_year():
    before = many(2019, 2020, 2022, 2023)
    records = (*before.records, meeting("m/new", "2024-05-03"))
    after = feeds(*records)["meetings"]
    assert after.archives == before.archives
    records = (*before.records, meeting("m/new", "2020-05-04"))
    after = feeds(*records)["meetings"]
    assert {y for y in before.archives if after.archives[y] != before.archives[y]} == {2020}
    assert after.newest == before.newest


@pytest.mark.parametrize(
    ("format", "year", "expected"),
    [
        ("atom", None, "meetings/atom.xml"),
        ("rss", None, "meetings/rss.xml"),
        ("json", None, "meetings/feed.json"),
        ("atom", 2023, "meetings/atom-2023.xml"),
        ("json", 2023, "meetings/feed-2023.json"),
    ],
)
def test_names_of_files(format: str, year: int | None, expected: str):
    assert file_name(many(2022), format, year) == expected
