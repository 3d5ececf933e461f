"""What pages show of the meetings to come, from archives."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest
from support.archives import archive, meeting, views

from sphinxcontrib_meetings.archive.page_plan import all_pages
from sphinxcontrib_meetings.archive.upcoming import Distance, Upcoming, UpcomingRequest
from sphinxcontrib_meetings.archive.views import Link, Views
from sphinxcontrib_meetings.model.meeting import Meeting, Series, Status
from sphinxcontrib_meetings.parse.schedules import parse_schedule

CALL: dict[str, Any] = {
    "start": "2026-01-06 17:00",
    "timezone": "Europe/London",
    "every": "week on Tuesday",
    "duration": "50 min",
    "join": "https://meet.example.org/call",
    "agenda": "agenda.md",
    "cancelled": {"2026-06-09": "Holidays"},
    "moved": {"2026-06-16": "2026-06-17 18:00", "2026-06-23": "18:30"},
    "extra": ["2026-06-19"],
}
BOARD = {"start": "2026-06-03 09:00", "timezone": "America/New_York", "every": "week"}
NOW = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
NEXT = UpcomingRequest(limit=1, is_next=True)


def views_of(
    *notes: Meeting, today: dt.date = NOW, call: dict[str, Any] = CALL, **others: dict[str, Any]
) -> Views:
    schedules = {
        key: parse_schedule(entries)[0] for key, entries in {"call": call, **others}.items()
    }
    series = tuple(Series(key, f"The {key}") for key in schedules)
    found = views(archive(*notes, series=series, schedules=schedules))
    return dataclasses.replace(
        found, today=today, find=lambda role, target: Link(target, "agenda")
    )


def note(day: str, **fields: object) -> Meeting:
    return meeting(f"m/{day}", day, **{"series": "call", "title": f"Note {day}"} | fields)


def shown(view: Upcoming) -> list[tuple[str, str]]:
    return [(item.link.text, f"{item.start or item.date}"[5:16]) for item in view.shown]


def test_the_next_meeting_has_its_links() -> None:
    (item,) = views_of(note("2026-06-02")).upcoming(NEXT).shown
    assert item.link == Link("Note 2026-06-02", "m/2026-06-02")
    assert (item.join, item.agenda_page) == (CALL["join"], Link("agenda.md", "agenda"))
    assert (item.until, item.distance) == ("2026-06-02T17:50+01:00", Distance(1, "day"))


def test_cancelled_ones_are_listed_and_never_next() -> None:
    today = dt.datetime(2026, 6, 3, tzinfo=dt.UTC)
    of = views_of(note("2026-06-09"), today=today)
    assert shown(of.upcoming(NEXT)) == [("The call", "06-17 18:00")]
    listed = of.upcoming(UpcomingRequest(limit=4))
    assert shown(listed) == [
        ("Note 2026-06-09", "06-09 17:00"),
        ("The call", "06-17 18:00"),
        ("The call", "06-19 17:00"),
        ("The call", "06-23 18:30"),
    ]
    cancelled, moved, extra, later = listed.shown
    assert (cancelled.flags, cancelled.reason, cancelled.join) == (("cancelled",), "Holidays", "")
    planned = [f"{item.moved_from}"[:16] for item in (moved, extra, later)]
    assert planned == ["2026-06-16 17:00", "None", "2026-06-23 17:00"]


def test_a_note_that_is_cancelled_is_not_next() -> None:
    of = views_of(note("2026-06-02", status=Status.CANCELLED))
    assert shown(of.upcoming(NEXT)) == [("The call", "06-17 18:00")]


def test_the_next_one_is_found_behind_many_that_are_cancelled() -> None:
    days = [dt.date(2026, 1, 6) + dt.timedelta(7 * number) for number in range(100)]
    of = views_of(call=CALL | {"cancelled": [str(day) for day in days], "moved": {}, "extra": []})
    assert shown(of.upcoming(NEXT)) == [("The call", "12-07 17:00")]


@pytest.mark.parametrize("limit", [1, 5, 26, 40])
def test_pages_know_those_that_follow(limit: int) -> None:
    view = views_of().upcoming(UpcomingRequest(limit=limit))
    assert (len(view.shown), len(view.items)) == (limit, max(limit, 26))
    assert view.goes_on
    ended = views_of(call=CALL | {"until": "2026-06-30"}).upcoming(UpcomingRequest(limit=limit))
    assert (len(ended.items), ended.goes_on) == (6, False)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (dt.date(2026, 3, 1), Distance(3, "month")),
        (dt.date(2026, 4, 4), Distance(8, "week")),
        (dt.date(2026, 5, 19), Distance(2, "week")),
        (dt.date(2026, 5, 30), Distance(3, "day")),
        (dt.date(2026, 6, 1), Distance(1, "day")),
        # without a time of day nobody knows whether it has begun
        (dt.date(2026, 6, 2), Distance(0, "day")),
        (dt.datetime(2026, 6, 2, 15, 59, tzinfo=dt.UTC), Distance(0, "day")),
        (dt.datetime(2026, 6, 2, 16, 0, tzinfo=dt.UTC), Distance(0, "now")),
        (dt.datetime(2026, 6, 2, 16, 49, tzinfo=dt.UTC), Distance(0, "now")),
        # it took 50 minutes from 17:00 in London, and the following one is on June 17
        (dt.datetime(2026, 6, 2, 16, 50, tzinfo=dt.UTC), Distance(2, "week")),
    ],
)
def test_distances(now: dt.date, expected: Distance) -> None:
    once = {"start": "2026-06-02 17:00", "timezone": "Europe/London", "duration": "50 min"}
    of = views_of(today=now, call=once | {"extra": ["2026-06-17 18:00"]})
    assert of.upcoming(NEXT).shown[0].distance == expected


def test_days_are_those_of_the_place() -> None:
    # it is June 2 in London, but not yet in New York
    now = dt.datetime(2026, 6, 2, 2, tzinfo=dt.UTC)
    (item,) = views_of(today=now, call=BOARD).upcoming(NEXT).shown
    assert item.distance == Distance(2, "day")


@pytest.mark.parametrize(
    ("fields", "until", "distance"),
    [
        # a day is one of the reader's
        ({}, "2026-06-03T00:00", Distance(1, "day")),
        ({"start": dt.datetime(2026, 6, 2, 9)}, "2026-06-03T00:00", Distance(1, "day")),
        ({"end_date": dt.date(2026, 6, 4)}, "2026-06-05T00:00", Distance(1, "day")),
        (
            {"start": dt.datetime(2026, 6, 2, 9, tzinfo=dt.UTC)},
            "2026-06-03T00:00+00:00",
            Distance(1, "day"),
        ),
    ],
)
def test_notes_without_a_schedule(
    fields: dict[str, object], until: str, distance: Distance
) -> None:
    (item, *_) = views_of(note("2026-06-02", series="", **fields)).upcoming(NEXT).shown
    assert (item.until, item.distance, item.join) == (until, distance, "")


def test_several_days_are_now_until_they_are_over() -> None:
    days = note("2026-05-31", series="", end_date=dt.date(2026, 6, 1))
    assert views_of(days).upcoming(NEXT).shown[0].distance == Distance(0, "now")


def test_one_series_or_all() -> None:
    of = views_of(note("2026-06-02"), board=BOARD)
    two = UpcomingRequest(limit=2)
    assert shown(of.upcoming(two)) == [
        ("Note 2026-06-02", "06-02 17:00"),
        ("The board", "06-03 09:00"),
    ]
    assert [item.series for item in of.upcoming(two).shown] == [
        Link("The call", "meetings/series/call/index"),
        None,
    ]
    for name in ("board", "The board"):
        board = of.upcoming(UpcomingRequest(name, limit=1))
        assert shown(board) == [("The board", "06-03 09:00")]
        assert board.regularity
        assert board.regularity.timezone == "America/New_York"
    # of several series each has its own rule
    assert of.upcoming(two).regularity is None


def test_what_has_no_schedule_has_no_end_of_its_own() -> None:
    nothing = views(archive()).upcoming(NEXT)
    assert (nothing.items, nothing.goes_on, nothing.regularity) == ((), False, None)


def test_the_overview_has_scheduled_ones_apart() -> None:
    of = views_of(note("2026-05-26"), note("2026-06-02"), board=BOARD)
    pages = {page.name: page.views for page in all_pages(of, 20)}
    for name, others in (("meetings/index", ["The call", "The board"]),
                         ("meetings/series/call/index", ["The call"]),
                         ("meetings/series/board/index", ["The board"])):  # fmt: skip
        shown = [view for view in pages[name] if isinstance(view, Upcoming)]
        (view,) = (view for view in shown if not view.is_next)
        assert {item.link.text for item in view.items} == set(others)
        assert {item.link.docname for item in view.items} == {""}
        assert {flag for item in view.items for flag in item.flags} <= {"scheduled", "cancelled"}


def test_without_schedules_the_overview_is_as_ever() -> None:
    of = views(archive(meeting("m/a", "2024-05-01")))
    overview = next(all_pages(of, 20))
    assert not [view for view in overview.views if isinstance(view, Upcoming)]


@pytest.mark.parametrize(
    ("now", "until"),
    [
        (NOW, "2026-06-02T17:50+01:00"),
        (dt.datetime(2026, 6, 2, 16, 30, tzinfo=dt.UTC), "2026-06-02T17:50+01:00"),
        (dt.datetime(2026, 6, 2, 16, 50, tzinfo=dt.UTC), ""),
        (dt.date(2026, 6, 2), "2026-06-02T17:50+01:00"),
        (dt.date(2026, 6, 3), ""),
    ],
)
def test_only_the_header_of_a_meeting_to_come_has_the_join_link(now: dt.date, until: str) -> None:
    header = views_of(note("2026-06-02"), today=now).header("m/2026-06-02")
    assert (header.join, header.until) == (CALL["join"] if until else "", until)


def test_headers_of_moved_and_cancelled_ones() -> None:
    of = views_of(note("2026-06-16"), note("2026-06-09"), note("2026-06-03"))
    assert of.header("m/2026-06-16").until == "2026-06-17T18:50+01:00"
    # cancelled, and a day that the schedule does not have
    assert (of.header("m/2026-06-09").join, of.header("m/2026-06-03").join) == ("", "")


def test_a_reference_to_the_next_one_leads_to_a_note() -> None:
    of = views_of(note("2026-06-30"), note("2026-07-07")).archive
    assert [found.title for found in of.find("next", NOW)] == ["Note 2026-06-30"]
    assert views_of().archive.find("next", NOW) == ()
