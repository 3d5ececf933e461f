"""Schedules as authors write them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from sphinxcontrib_meetings.model.schedule import Move
from sphinxcontrib_meetings.parse.passcodes import without_passcode
from sphinxcontrib_meetings.parse.schedules import parse_schedule

START = {"start": "2026-01-06 17:00", "timezone": "Europe/London"}


def test_all_entries() -> None:
    schedule, problems = parse_schedule(
        {
            "title": "not of the schedule",
            "start": "2026-01-06 17:00",
            "timezone": "Europe/London",
            "duration": "50 min",
            "every": [
                "first Tuesday of every 2 months",
                "first Tuesday of every 2 months at 09:00",
            ],
            "until": "2027-12-31",
            "location": "Room 4",
            "join": "https://meet.example.org/call",
            "chair": "Amara Okafor, joao",
            "agenda": "https://example.org/agenda",
            "contact": "team@example.org",
            "cancelled": {"2026-03-03": "Holidays", dt.date(2026, 2, 3): None},
            "moved": {"2026-04-07": "2026-04-14 19:00", "2026-05-05": "20:00"},
            "extra": ["2026-04-21 12:00", dt.date(2026, 4, 20)],
        }
    )
    assert not problems
    assert schedule is not None
    until = dt.datetime(2027, 12, 31, 23, 59, 59)
    assert [(one.start, str(one.rule), one.until) for one in schedule.recurrences] == [
        (dt.datetime(2026, 1, 6, hour), "FREQ=MONTHLY;INTERVAL=2;BYDAY=1TU", until)
        for hour in (17, 9)
    ]
    assert (schedule.timezone, schedule.duration) == ("Europe/London", dt.timedelta(minutes=50))
    assert [person.key for person in schedule.chair] == ["Amara Okafor", "joao"]
    assert schedule.join == "https://meet.example.org/call"
    assert schedule.cancelled == ((dt.date(2026, 2, 3), ""), (dt.date(2026, 3, 3), "Holidays"))
    assert dict(schedule.moved) == {
        dt.date(2026, 4, 7): Move(dt.date(2026, 4, 14), dt.time(19)),
        dt.date(2026, 5, 5): Move(time=dt.time(20)),
    }
    assert schedule.extra == (dt.datetime(2026, 4, 20, 17), dt.datetime(2026, 4, 21, 12))


def test_rules_and_starts_of_their_own() -> None:
    schedule, problems = parse_schedule(
        START
        | {
            "every": [
                {"every": "2 weeks on Tuesday"},
                {"every": "2 weeks", "start": "2026-01-13 08:00"},
            ],
            "rrule": "FREQ=MONTHLY;BYDAY=2WE;UNTIL=20270131",
            "until": "2026-12-31",
        }
    )
    assert not problems
    assert schedule is not None
    assert [(one.start, one.until and one.until.date()) for one in schedule.recurrences] == [
        (dt.datetime(2026, 1, 6, 17), dt.date(2026, 12, 31)),
        (dt.datetime(2026, 1, 13, 8), dt.date(2026, 12, 31)),
        # the earlier end
        (dt.datetime(2026, 1, 6, 17), dt.date(2026, 12, 31)),
    ]


@pytest.mark.parametrize("zone", ["UTC", "utc", "Z", "Etc/UTC", "Zulu", "UCT"])
def test_utc_has_one_name(zone: str) -> None:
    schedule, problems = parse_schedule(START | {"every": "week", "timezone": zone})
    assert schedule
    assert (schedule.timezone, problems) == ("UTC", [])


def test_only_a_series() -> None:
    assert parse_schedule({"title": "Call", "path": "x/*", "start": None}) == (None, [])


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ({"start": "2026-01-06"}, "'start': '2026-01-06' has no time of day"),
        ({"start": "soon"}, "'start': 'soon' is not a valid date"),
        ({"start": "2026-02-30 17:00"}, "'start': '2026-02-30 17:00' is not a valid date"),
        ({"start": "2026-01-06T17:00Z"}, "has a time zone; give it once, as 'timezone'"),
        ({"start": "0001-01-06 17:00"}, "not in the years 1970 to 2200"),
        ({"start": None}, "the schedule has no 'start'; add the first meeting"),
        ({"timezone": None}, "the schedule has no 'timezone'; add a name such as Europe/Berlin"),
        ({"timezone": "Europe/Lundon"}, "Did you mean 'Europe/London'?"),
        ({"timezone": "PT"}, "'PT' is not a name of a time zone; use America/Los_Angeles"),
        (
            {"timezone": "EST"},
            "'EST' is an offset, which does not say when clocks change; use a time zone such as "
            "America/New_York, America/Chicago",
        ),
        ({"timezone": "MST"}, "such as America/Denver, America/Phoenix, America/Los_Angeles"),
        ({"timezone": "Berlin"}, "'Berlin' is not a valid time zone; use Europe/Berlin or UTC."),
        ({"timezone": "CST"}, "may be America/Chicago, Asia/Shanghai or America/Havana"),
        ({"timezone": "UTC-7"}, "such as America/Denver, America/Phoenix, America/Los_Angeles"),
        ({"timezone": "+02:00"}, "such as Europe/Athens, Africa/Johannesburg, Europe/Berlin"),
        ({"timezone": "Etc/GMT-2"}, "such as Europe/Athens, Africa/Johannesburg, Europe/Berlin"),
        ({"timezone": "+5:30"}, "such as Asia/Kolkata"),
    ],
)
def test_no_schedule_without_a_start_and_a_zone(entries: dict[str, Any], message: str) -> None:
    schedule, problems = parse_schedule(START | {"every": "week"} | entries)
    assert schedule is None
    assert len(problems) == 1
    assert message in problems[0]


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ({"duration": "-1 h"}, "'duration': "),
        ({"duration": "8 days"}, "'duration': "),
        ({"duration": 90}, "'duration': 90 is not a length of a meeting; use 60 min or 1:30:00"),
        ({"duration": "1:30"}, "'duration': '1:30' is not a length of a meeting; use 60 min"),
        ({"moved": ["2026-01-06"]}, "'moved': the new day is missing; use a mapping, such as"),
        ({"moved": {"2026-01-06": ""}}, "'moved': the new day is missing; use a mapping"),
        ({"every": "biweekly"}, "'every': 'biweekly' has two meanings"),
        ({"every": [{"evry": "week"}]}, "'every': unknown key 'evry'. Did you mean 'every'?"),
        ({"every": 2}, "'every': 2 is not a text"),
        ({"rrule": "FREQ=HOURLY"}, "'rrule': FREQ=HOURLY is not supported"),
        ({"until": "x"}, "'until': 'x' is not a valid date"),
        ({"join": "javascript:alert(1)"}, "'join': 'javascript:alert(1)' is not an http"),
        ({"cancelled": ["2026-13-01"]}, "'cancelled': '2026-13-01' is not a valid date"),
        ({"moved": {"2026-01-06": "soon"}}, "'moved': 'soon' is not a valid date; move"),
        ({"moved": {"x": "18:00"}}, "'moved': 'x' is not a valid date"),
        ({"extra": ["2026-01-07 17:00 CET"]}, "'extra': "),
    ],
)
def test_other_faults_leave_the_rest(entries: dict[str, Any], message: str) -> None:
    schedule, problems = parse_schedule(START | entries)
    assert schedule is not None
    assert len(problems) == 1
    assert problems[0].startswith(message)


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("https://zoom.example/j/1?pwd=abc1", "https://zoom.example/j/1"),
        ("https://zoom.example/j/1?pwd=abc1&x=2#y", "https://zoom.example/j/1?x=2#y"),
        ("https://zoom.example/j/1?x=2&PASSWORD=abc1", "https://zoom.example/j/1?x=2"),
        ("Room 4, passcode: 1234", "Room 4"),
        ("Room 4 (PIN 1234)", "Room 4"),
        ("Zoom 123 password is hunter2", "Zoom 123"),
        ("https://zoom.example/j/1 passcode 123", "https://zoom.example/j/1"),
        (
            "Zoom: https://zoom.example/j/1?pwd=abc1, passcode 123",
            "Zoom: https://zoom.example/j/1",
        ),
        ("https://zoom.example/j/1 (Passcode: a1), Room 4", "https://zoom.example/j/1, Room 4"),
        ("Access code 55, then https://a.example/?pin=7.", ", then https://a.example/."),
        ("https://meet.example/call#pwd=abc1", "https://meet.example/call"),
        ("https://meet.example/?uname=x&amp;pwd=abc1", "https://meet.example/?uname=x"),
        ("zoom.example/j/1?pwd=abc", "zoom.example/j/1"),
        ("https://example.org/passcode-123", "https://example.org/passcode-123"),
        ("https://example.org/spwd=1", "https://example.org/spwd=1"),
        ("Passcode office, floor 2", "Passcode office, floor 2"),
    ],
)
def test_passcodes_are_left_out(text: str, published: str) -> None:
    assert without_passcode(text) == published
