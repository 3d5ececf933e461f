"""The meetings of schedules: days, exceptions, clocks, conflicts."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxcontrib_meetings.archive.occurrences import Timetable, conflicts
from sphinxcontrib_meetings.parse.schedules import parse_schedule

TODAY = dt.date(2026, 6, 1)


def timetable(key: str = "call", **entries: Any) -> Timetable:
    given = {"start": "2026-01-06 17:00", "timezone": "Europe/London"} | entries
    schedule, problems = parse_schedule(given)
    assert schedule is not None, problems
    assert not problems
    return Timetable(key, schedule)


def days(table: Timetable, first: str, last: str) -> list[str]:
    found = table.between(dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    return [f"{one.start:%m-%d %H:%M%z}" + "!" * one.is_cancelled for one in found]


def test_alternating_hours_and_exceptions() -> None:
    table = timetable(
        every=[
            "first Tuesday of every 2 months",
            "first Tuesday of every 2 months at 9:00 from 2026-02-03",
        ],
        cancelled={"2026-03-03": "Holidays"},
        moved={
            "2026-04-07": "2026-04-14 19:00",
            "2026-05-05": "20:00",
            "2026-07-07": "2026-06-30",
        },
        extra=["2026-04-20", "2026-04-21 12:00"],
    )
    assert days(table, "2026-01-01", "2026-07-31") == [
        *("01-06 17:00+0000", "02-03 09:00+0000", "03-03 17:00+0000!", "04-14 19:00+0100"),
        *("04-20 17:00+0100", "04-21 12:00+0100", "05-05 20:00+0100", "06-02 09:00+0100"),
        "06-30 17:00+0100",
    ]
    assert not table.problems(TODAY)
    (moved,) = table.on(dt.date(2026, 4, 7))
    assert table.on(dt.date(2026, 4, 14)) == [moved]
    assert moved.is_moved
    assert moved.planned.isoformat() == "2026-04-07T09:00:00+01:00"
    (cancelled,) = table.on(dt.date(2026, 3, 3))
    assert cancelled.reason == "Holidays"
    assert [one.is_extra for one in table.on(dt.date(2026, 4, 20))] == [True]


def test_every_two_weeks_counts_from_a_day_not_from_weeks_of_the_year() -> None:
    # 2026 has 53 weeks
    table = timetable(every="2 weeks on Tuesday")
    assert days(table, "2026-12-10", "2027-01-31") == [
        *("12-22 17:00+0000", "01-05 17:00+0000", "01-19 17:00+0000"),
    ]


def test_the_wall_clock_stays_and_the_length_is_real() -> None:
    table = timetable(start="2026-03-28 23:30", every="day", duration="3 h")
    before, change = table.between(dt.date(2026, 3, 28), dt.date(2026, 3, 29))
    assert (before.start.isoformat(), change.start.isoformat()) == (
        "2026-03-28T23:30:00+00:00",
        "2026-03-29T23:30:00+01:00",
    )
    # 01:00 to 02:00 was left out that night
    assert before.end.isoformat() == "2026-03-29T03:30:00+01:00"


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        (
            {"start": "2026-01-05 17:00", "every": "week on Tuesday"},
            "the start 2026-01-05 is not a day of the rule FREQ=WEEKLY;BYDAY=TU; the first meeting "
            "is on 2026-01-06: use that day",
        ),
        (
            {"rrule": "FREQ=MONTHLY;BYDAY=TU;BYSETPOS=6"},
            "gives no meeting after 2026-01-06; correct it",
        ),
        (
            {"every": "week", "cancelled": ["2026-06-03"]},
            "'cancelled': there is no meeting on 2026-06-03. Did you mean 2026-06-02?",
        ),
        (
            {"every": "week", "moved": {"2025-06-03": "18:00"}},
            "'moved': there is no meeting on 2025-06-03; remove the day",
        ),
        (
            {"every": "week", "cancelled": ["2026-06-02"], "moved": {"2026-06-02": "18:00"}},
            "the meeting of 2026-06-02 is both moved and cancelled; remove one of them",
        ),
        (
            {"start": "2026-01-04 01:30", "every": "week"},
            "there is no 01:30 on 2027-03-28 in Europe/London, where clocks are put forward; the "
            "meeting is at 02:30: move it",
        ),
        (
            {"every": "week", "until": "2026-05-01"},
            "the last meeting was on 2026-05-01; extend 'until', or remove the schedule",
        ),
        ({"rrule": "FREQ=WEEKLY;COUNT=3"}, "the last meeting was on 2026-01-20; extend 'until'"),
        ({}, "the last meeting was on 2026-01-06; extend 'until'"),
    ],
)
def test_what_was_not_meant(entries: dict[str, Any], message: str) -> None:
    problems = timetable(**entries).problems(TODAY)
    assert problems
    assert message in problems[0]


@pytest.mark.parametrize(
    "every",
    [
        ["first Tuesday at 18:00", "third Thursday at 9am"],
        ["first Tuesday of odd months", "first Tuesday of even months at 20:00"],
        ["2 weeks on Tuesday", "Thursdays"],
    ],
)
def test_several_rules_may_share_a_start_that_one_has(every: list[str]) -> None:
    assert not timetable(every=every).problems(TODAY)
    # where it is a day of none, or others are counted from it, it is not what was meant
    for wrong in (every[1:], [every[0], "2 weeks on Friday"]):
        assert "is not a day of the rule" in timetable(every=wrong).problems(TODAY)[0]


def test_a_series_that_had_its_last_extra_meeting_goes_on_until_then() -> None:
    table = timetable(every="week", until="2026-02-01", extra=["2026-06-20"])
    assert not table.problems(TODAY)
    now = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
    assert [one.day for one in table.after(now, 5)] == [dt.date(2026, 6, 20)]


def test_what_comes_next_lasts_until_its_end() -> None:
    table = timetable(every="month", duration="90 min", cancelled=["2026-06-06"])
    starts = [
        [one.start.isoformat() for one in table.after(dt.datetime.fromisoformat(now), 2)]
        for now in ("2026-05-06T17:29+00:00", "2026-05-06T17:30+00:00")
    ]
    assert starts == [
        ["2026-05-06T17:00:00+01:00", "2026-06-06T17:00:00+01:00"],
        ["2026-06-06T17:00:00+01:00", "2026-07-06T17:00:00+01:00"],
    ]


def test_a_rule_that_never_comes_is_not_looked_for_without_end() -> None:
    table = timetable(rrule="FREQ=MONTHLY;BYDAY=MO;BYSETPOS=20")
    assert not table.after(dt.datetime(2026, 6, 1, tzinfo=dt.UTC), 3)


def test_conflicts_are_at_the_same_place_and_time() -> None:
    room = {"join": "https://meet.example.org/a"}
    tables = [
        timetable("call", every="week on Tuesday", **room),
        timetable("board", every="first Tuesday of the month at 17:30", **room),
        timetable("board2", every="first Tuesday of the month at 18:00", **room),
        timetable("elsewhere", every="week on Tuesday", join="https://meet.example.org/b"),
    ]
    found = conflicts(tables, TODAY)
    assert [(first, second, f"{one.start:%m-%d %H:%M}") for first, second, one in found] == [
        ("call", "board", "06-02 17:30"),
        ("board", "board2", "06-02 18:00"),
    ]


_EVERY = st.sampled_from(
    ["day", "week on Monday", "2 weeks on Tue and Thu", "last Friday", "5th Sunday", "day 31"]
)
_DAY = st.dates(dt.date(2025, 12, 1), dt.date(2026, 12, 31))


@given(
    st.lists(_EVERY, min_size=1, max_size=3),
    st.lists(_DAY, max_size=4),
    st.dictionaries(_DAY, _DAY, max_size=4),
    st.tuples(_DAY, _DAY, _DAY),
)
def test_any_days_together_are_their_parts(
    every: list[str],
    extra: list[dt.date],
    moved: dict[dt.date, dt.date],
    days: tuple[dt.date, dt.date, dt.date],
) -> None:
    table = timetable(every=every, extra=extra, moved=moved)
    first, middle, last = sorted(days)
    whole = table.between(first, last)
    later = middle + dt.timedelta(days=1)
    assert whole == table.between(first, middle) + table.between(later, last)
    assert all(first <= one.day <= last for one in whole)
    # another order of questions gives the same answers
    again = Timetable("call", table.schedule)
    assert again.between(later, last) == table.between(later, last)
    now = dt.datetime.combine(first, dt.time(), tzinfo=dt.UTC)
    # those that are moved may come among the next ones
    following = table.after(now, len(whole) + 50)
    assert [one for one in following if one.day <= last][: len(whole)] == [
        one for one in whole if one.end > now
    ]
