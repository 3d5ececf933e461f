"""Upcoming, past and next meetings; months; meetings on several days."""

from __future__ import annotations

import dataclasses
import datetime as dt
import zoneinfo

import pytest
from support.archives import TODAY, archive, meeting, names, views

from sphinxcontrib_meetings.archive.archive import Archive
from sphinxcontrib_meetings.archive.days import days_of, is_over
from sphinxcontrib_meetings.archive.select import Selection
from sphinxcontrib_meetings.archive.views import CalendarRequest
from sphinxcontrib_meetings.model.meeting import Meeting, Status
from sphinxcontrib_meetings.model.month import Month

LOS_ANGELES = zoneinfo.ZoneInfo("America/Los_Angeles")
AUCKLAND = zoneinfo.ZoneInfo("Pacific/Auckland")


def moment(text: str, zone: dt.tzinfo | None = dt.UTC) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=zone)


def of_month(name: str, year: int, month: int) -> Meeting:
    return dataclasses.replace(meeting(name), date=Month(year, month, 1))


@pytest.mark.parametrize(
    ("record", "now", "over"),
    [
        (meeting("a", "2024-06-01"), dt.date(2024, 6, 1), False),
        (meeting("a", "2024-06-01"), dt.date(2024, 6, 2), True),
        (meeting("a", "2024-06-01", end_date=dt.date(2024, 6, 3)), dt.date(2024, 6, 3), False),
        (meeting("a", "2024-06-01", end_date=dt.date(2024, 6, 3)), dt.date(2024, 6, 4), True),
        (of_month("a", 2024, 6), dt.date(2024, 6, 30), False),
        (of_month("a", 2024, 6), dt.date(2024, 7, 1), True),
        (of_month("a", 2024, 12), dt.date(2024, 12, 31), False),
        # without a time, its whole day
        (meeting("a", "2024-06-01"), moment("2024-06-01T23:59"), False),
        (meeting("a", "2024-06-01"), moment("2024-06-02T00:00"), True),
        # until its end
        (
            meeting(
                "a", "2024-06-01", start=moment("2024-06-01T17:00"), end=moment("2024-06-01T18:00")
            ),
            moment("2024-06-01T17:59"),
            False,
        ),
        (
            meeting(
                "a", "2024-06-01", start=moment("2024-06-01T17:00"), end=moment("2024-06-01T18:00")
            ),
            moment("2024-06-01T18:00"),
            True,
        ),
        # its day is that of its zone
        (
            meeting("a", "2024-06-01", start=moment("2024-06-01T09:00", LOS_ANGELES)),
            moment("2024-06-02T06:59"),
            False,
        ),
        (
            meeting("a", "2024-06-01", start=moment("2024-06-01T09:00", AUCKLAND)),
            moment("2024-06-01T12:00"),
            True,
        ),
        (meeting("a"), dt.date(2024, 6, 1), True),
    ],
)
def test_is_over(record: Meeting, now: dt.date, over: bool):
    assert is_over(record, now) is over


def agenda() -> Archive:
    return archive(
        meeting("m/past", "2024-05-01"),
        meeting("m/long", "2024-05-31", end_date=dt.date(2024, 6, 2)),
        meeting("m/off", "2024-06-01", status=Status.CANCELLED),
        meeting("m/today", "2024-06-01"),
        meeting("m/later", "2024-07-01"),
        of_month("m/month", 2024, 7),
    )


def test_what_is_upcoming():
    found = agenda()
    assert names(found.upcoming(TODAY)) == [
        *("m/long", "m/today", "m/month", "m/later"),
        # never first
        "m/off",
    ]
    assert names(found.find("next", TODAY)) == ["m/long"]
    assert names(found.find("next", dt.date(2024, 6, 3))) == ["m/month"]
    assert names(found.find("next", dt.date(2025, 6, 3))) == []
    assert names(found.find("latest", TODAY)) == ["m/today"]


def test_the_next_one_is_not_cancelled():
    found = archive(meeting("m/off", "2024-07-01", status=Status.CANCELLED))
    assert names(found.upcoming(TODAY)) == ["m/off"]
    assert found.find("next", TODAY) == ()


def test_a_month_comes_before_its_days():
    found = archive(
        meeting("m/z", "2024-07-01"), of_month("m/month", 2024, 7), meeting("m/a", "2024-06-30")
    )
    assert names(reversed(found.listed)) == ["m/a", "m/month", "m/z"]
    assert found.years == (2024,)
    assert names(found.find("2024-07", TODAY)) == ["m/month"]
    assert names(found.find("2024-07-01", TODAY)) == ["m/z"]
    assert found.find("2024-06", TODAY) == ()


def test_a_calendar_shows_every_day_and_the_months():
    found = views(agenda()).calendar(CalendarRequest(Selection(), year=2024, month=6))
    shown = {day.day: [entry.name for entry in entries] for day, entries in found.days}
    assert shown == {1: ["m/long", "m/off", "m/today"], 2: ["m/long"]}
    july = views(agenda()).calendar(CalendarRequest(Selection(), year=2024, month=7))
    assert [(day.day, names(entries)) for day, entries in july.days] == [(1, ["m/later"])]
    assert [names(entries) for _, entries in july.by_month] == [["m/month"]]


def test_days():
    assert [*days_of(of_month("a", 2024, 2))] == [*days_of(meeting("a"))] == []
    record = meeting("a", "2024-02-28", end_date=dt.date(2024, 3, 1))
    assert [day.day for day in days_of(record)] == [28, 29, 1]
