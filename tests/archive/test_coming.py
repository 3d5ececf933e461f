"""Notes and the occurrences that they belong to."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
from typing import Any

import pytest
from support.archives import archive, meeting

from sphinxcontrib_meetings.archive.archive import Archive
from sphinxcontrib_meetings.model.meeting import Series, Status
from sphinxcontrib_meetings.parse.schedules import parse_schedule

CALL = {
    "start": "2026-01-06 17:00",
    "timezone": "Europe/London",
    "every": "week on Tuesday",
    "duration": "50 min",
    "location": "Room 4",
    "cancelled": {"2026-06-09": "Holidays"},
    "moved": {"2026-06-16": "2026-06-17 18:00"},
}
NOW = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)


def archive_with(*days: str, **schedules: dict[str, Any]) -> Archive:
    records = [meeting(f"m/{day}", day, series="call") for day in days]
    read = {key: parse_schedule(entries)[0] for key, entries in schedules.items()}
    return archive(*records, series=tuple(map(Series, schedules)), schedules=read)


def coming(of: Archive, number: int) -> list[tuple[str, str, bool]]:
    return [
        (f"{item.start:%m-%d %H:%M}", item.meeting.name if item.meeting else "", item.is_cancelled)
        for item in of.coming(NOW, number)
    ]


def test_a_note_gets_the_times_of_its_occurrence() -> None:
    record = archive_with("2026-06-02", call=CALL).records["m/2026-06-02"]
    assert record.start is not None
    assert (record.start.isoformat(), record.timezone) == (
        "2026-06-02T17:00:00+01:00",
        "Europe/London",
    )
    assert record.end == record.start + dt.timedelta(minutes=50)
    assert (record.duration, record.location) == (dt.timedelta(minutes=50), "Room 4")


def test_what_the_note_says_stays() -> None:
    start = dt.datetime(2026, 6, 2, 18, tzinfo=dt.UTC)
    said = meeting("m/a", "2026-06-02", series="call", start=start, location="Room 5")
    found = archive(said, schedules={"call": parse_schedule(CALL)[0]})
    assert found.records["m/a"] == said
    assert found.occurrences["m/a"].planned.isoformat() == "2026-06-02T17:00:00+01:00"


@pytest.mark.parametrize("order", list(itertools.permutations(("m/a", "m/b", "m/c#late"))))
def test_of_notes_of_a_day_the_first_has_the_occurrence_in_whatever_order_they_are_read(
    order: tuple[str, ...],
) -> None:
    notes = [meeting(name, "2026-06-02", series="call") for name in order]
    found = archive(*notes, series=(Series("call"),), schedules={"call": parse_schedule(CALL)[0]})
    assert list(found.records) == ["m/a", "m/b", "m/c#late"]
    assert list(found.occurrences) == ["m/a"]
    assert [note.name for note in found.listed] == ["m/a", "m/c#late", "m/b"]


def test_a_moved_meeting_has_either_date() -> None:
    for day in ("2026-06-16", "2026-06-17"):
        found = archive_with(day, call=CALL)
        assert found.occurrences[f"m/{day}"].start.isoformat() == "2026-06-17T18:00:00+01:00"


def test_the_note_of_a_moved_meeting_has_its_new_day() -> None:
    found = archive_with("2026-06-16", call=CALL).records["m/2026-06-16"]
    assert found.date == dt.date(2026, 6, 17)
    assert found.start is not None
    assert found.start.isoformat() == "2026-06-17T18:00:00+01:00"
    assert found.end == found.start + dt.timedelta(minutes=50)
    # the time of the old day is not one of the new day
    start = dt.datetime(2026, 6, 16, 17, tzinfo=dt.UTC)
    said = meeting("m/a", "2026-06-16", series="call", start=start)
    moved = archive(said, schedules={"call": parse_schedule(CALL)[0]}).records["m/a"]
    assert (moved.date, moved.start) == (found.date, found.start)


def test_a_time_without_a_zone_is_one_of_the_schedule() -> None:
    start, end = dt.datetime(2026, 6, 2, 19), dt.datetime(2026, 6, 2, 20)
    said = meeting("m/a", "2026-06-02", series="call", start=start, end=end)
    found = archive(said, schedules={"call": parse_schedule(CALL)[0]}).records["m/a"]
    assert found.start is not None
    assert found.end is not None
    assert (found.start.isoformat(), found.timezone) == (
        "2026-06-02T19:00:00+01:00",
        "Europe/London",
    )
    assert found.end.isoformat() == "2026-06-02T20:00:00+01:00"


def test_of_two_notes_the_listed_one_belongs_to_the_meeting() -> None:
    notes = (
        meeting("m/a", "2026-06-16", series="call", unlisted=True),
        meeting("m/b", "2026-06-17", series="call"),
    )
    found = archive(*notes, schedules={"call": parse_schedule(CALL)[0]})
    assert list(found.occurrences) == ["m/b"]


def test_cancelled_in_the_schedule_is_cancelled_in_the_note() -> None:
    found = archive_with("2026-06-02", "2026-06-09", call=CALL)
    assert found.records["m/2026-06-09"].status is Status.CANCELLED
    assert found.records["m/2026-06-02"].status is Status.CONFIRMED


def test_other_series_days_and_months_have_no_occurrence() -> None:
    other = dataclasses.replace(meeting("m/a", "2026-06-02"), series="board")
    found = archive(
        other,
        meeting("m/b", "2026-06-03", series="call"),
        meeting("m/c", series="call"),
        schedules={"call": parse_schedule(CALL)[0]},
    )
    assert not found.occurrences


def test_two_meetings_of_one_day_are_told_apart_by_time() -> None:
    twice = CALL | {"every": ["week on Tuesday at 9:00", "week on Tuesday at 17:00"]}
    late = dt.datetime(2026, 6, 2, 17)
    notes = [
        meeting("m/a", "2026-06-02", series="call"),
        meeting("m/b", "2026-06-02", series="call", start=late),
        meeting("m/c", "2026-06-02", series="call"),
    ]
    found = archive(*notes, schedules={"call": parse_schedule(twice)[0]}).occurrences
    assert {name: one.start.hour for name, one in found.items()} == {"m/a": 9, "m/b": 17}


def test_what_comes_is_in_the_schedule_or_a_note() -> None:
    found = archive_with("2026-05-26", "2026-06-02", "2026-06-04", "2026-06-17", call=CALL)
    assert coming(found, 6) == [
        ("06-02 17:00", "m/2026-06-02", False),
        ("06-04 00:00", "m/2026-06-04", False),
        ("06-09 17:00", "", True),
        ("06-17 18:00", "m/2026-06-17", False),
        ("06-23 17:00", "", False),
        ("06-30 17:00", "", False),
    ]


def test_what_comes_in_one_series() -> None:
    board = {"start": "2026-06-02 09:00", "timezone": "UTC", "every": "week"}
    found = archive_with("2026-06-02", call=CALL, board=board)
    assert [item[0] for item in coming(found.within("call"), 1)] == ["06-02 17:00"]
    assert [item[0] for item in coming(found.within("board"), 1)] == ["06-02 09:00"]
    assert [item[0] for item in coming(found, 2)] == ["06-02 09:00", "06-02 17:00"]


def test_a_note_that_lists_do_not_show_is_not_linked() -> None:
    hidden = meeting("m/a", "2026-06-02", series="call", unlisted=True)
    found = archive(hidden, schedules={"call": parse_schedule(CALL)[0]})
    assert coming(found, 1) == [("06-02 17:00", "", False)]


def test_a_day_begins_in_the_zone_of_the_series() -> None:
    late = {"start": "2026-06-01 19:00", "timezone": "America/Los_Angeles", "every": "week"}
    found = archive_with(call=late)
    for day, first in ((1, "06-01"), (2, "06-08")):
        (item,) = found.coming(dt.date(2026, 6, day), 1)
        assert f"{item.start:%m-%d}" == first


def test_the_time_of_the_note_counts() -> None:
    start = dt.datetime(2026, 6, 2, 9, tzinfo=dt.UTC)
    note = meeting("m/a", "2026-06-02", series="call", start=start, end=start.replace(hour=10))
    found = archive(note, schedules={"call": parse_schedule(CALL)[0]})
    assert coming(found, 1) == [("06-02 09:00", "m/a", False)]
    # it was held, so its occurrence does not come
    later = found.coming(start.replace(hour=11), 1)
    assert [f"{item.start:%m-%d %H:%M}" for item in later] == ["06-09 17:00"]


def test_the_note_of_a_moved_meeting_is_not_over_before_the_meeting() -> None:
    found = archive_with("2026-06-16", call=CALL)
    for moment, names in (
        (dt.datetime(2026, 6, 17, 16, tzinfo=dt.UTC), ["m/2026-06-16"]),
        (dt.date(2026, 6, 17), ["m/2026-06-16"]),
        (dt.datetime(2026, 6, 17, 18, tzinfo=dt.UTC), []),
        (dt.date(2026, 6, 18), []),
    ):
        assert [note.name for note in found.upcoming(moment)] == names
        first = found.coming(moment, 1)[0]
        assert (first.meeting.name if first.meeting else "") == "".join(names)


def test_what_comes_in_one_of_several_series() -> None:
    board = {"start": "2026-06-03 09:00", "timezone": "UTC", "every": "week"}
    found = archive_with("2026-06-02", call=CALL, board=board)
    for series, first in (("", "06-02 17:00"), ("board", "06-03 09:00"), ("gone", "")):
        items = found.coming(NOW, 1, series)
        assert "".join(f"{item.start:%m-%d %H:%M}" for item in items) == first
