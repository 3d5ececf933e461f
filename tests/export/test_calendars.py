"""Calendars: what is in them, and that another reader reads the same from them."""

from __future__ import annotations

import dataclasses
import datetime as dt
import zoneinfo
from collections import defaultdict
from typing import Any

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.archives import archive, meeting
from support.ical_js import read_calendar

from sphinxcontrib_meetings.archive.archive import Archive
from sphinxcontrib_meetings.export.calendars import Calendars, Publisher
from sphinxcontrib_meetings.export.timezones import zones_with_rules
from sphinxcontrib_meetings.model.meeting import Meeting, Series, Status
from sphinxcontrib_meetings.parse.schedules import parse_schedule

PUBLISHER = Publisher("Project", "Meetings", lambda note: f"https://x.example/{note.name}.html")
CALL = {
    "start": "2026-01-06 17:00",
    "timezone": "Europe/London",
    "every": "week on Tuesday",
    "location": "Room 4",
    "join": "https://meet.example/call",
    "contact": "team@x.example",
}


def scheduled(*notes: Meeting, **schedules: dict[str, Any]) -> Archive:
    read = {key: parse_schedule(entries) for key, entries in schedules.items()}
    assert not [problem for _, problems in read.values() for problem in problems]
    series = tuple(Series(key, f"The {key}") for key in schedules)
    return archive(*notes, series=series, schedules={key: one for key, (one, _) in read.items()})


def calendars(of: Archive) -> Calendars:
    return Calendars(of, PUBLISHER)


def events(data: bytes) -> list[icalendar.Event]:
    return icalendar.Calendar.from_ical(data).events


def lines(data: bytes) -> list[str]:
    """Return the lines of a calendar, unfolded."""
    return data.decode().replace("\r\n ", "").split("\r\n")


def expected(of: Archive, last_year: int) -> list[tuple[dt.datetime, str]]:
    """Return what dateutil and zoneinfo make of the schedules."""
    last = dt.date(last_year, 12, 31)
    return sorted(
        (
            one.start.astimezone(dt.UTC),
            "CANCELLED: " * one.is_cancelled + f"The {one.series}",
        )
        for table in of.timetables.values()
        for one in table.between(dt.date(2000, 1, 1), last)
        if one.planned.year <= last_year
    )


def test_a_note_by_itself() -> None:
    note = dataclasses.replace(
        meeting("m/a", "2026-06-02", tags="soil", title="Call; with, all"),
        start=dt.datetime(2026, 6, 2, 17, tzinfo=zoneinfo.ZoneInfo("Europe/London")),
        duration=dt.timedelta(minutes=50),
        location="Room 4",
        description="What we do",
        updated=dt.date(2026, 6, 3),
    )
    data = calendars(archive(note)).of_meeting(note)
    assert data is not None
    uid = lines(data)[8]
    assert lines(data) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//sphinxcontrib-meetings//sphinxcontrib-meetings//EN",
        r"NAME:Call\; with\, all",
        r"X-WR-CALNAME:Call\; with\, all",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "X-PUBLISHED-TTL:PT12H",
        "BEGIN:VEVENT",
        uid,
        # what is over is in UTC
        "DTSTART:20260602T160000Z",
        "DTEND:20260602T165000Z",
        "DTSTAMP:20260603T000000Z",
        # it rises with each day of a change
        "SEQUENCE:9380",
        r"SUMMARY:Call\; with\, all",
        r"DESCRIPTION:What we do\nhttps://x.example/m/a.html",
        "LOCATION:Room 4",
        "URL:https://x.example/m/a.html",
        "STATUS:CONFIRMED",
        "CATEGORIES:soil",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


@pytest.mark.parametrize(
    ("fields", "start", "end"),
    [
        ({}, "DTSTART;VALUE=DATE:20260602", "DTEND;VALUE=DATE:20260603"),
        (
            {"end_date": dt.date(2026, 6, 4)},
            "DTSTART;VALUE=DATE:20260602",
            "DTEND;VALUE=DATE:20260605",
        ),
        # a time without a zone is the same everywhere
        ({"start": dt.datetime(2026, 6, 2, 17)}, "DTSTART:20260602T170000", ""),
    ],
)
def test_days_and_floating_times(fields: dict[str, Any], start: str, end: str) -> None:
    note = meeting("m/a", "2026-06-02", **fields)
    found = lines(calendars(archive(note)).of_meeting(note) or b"")
    assert [line for line in found if line.startswith(("DTSTART", "DTEND"))] == [
        *filter(None, (start, end))
    ]


def test_no_day_no_calendar() -> None:
    assert calendars(archive(meeting("a"))).of_meeting(meeting("a")) is None


def test_a_schedule_with_exceptions() -> None:
    of = scheduled(
        meeting("m/a", "2026-01-13", series="call", title="Budget"),
        call=CALL
        | {
            "cancelled": {"2026-01-20": "Holidays"},
            "moved": {"2026-01-27": "2026-01-28 18:00"},
            "extra": ["2026-01-30"],
            "until": "2026-02-28",
        },
    )
    data = calendars(of).of_series("call")
    first, note, cancelled, moved, extra = events(data)
    recurring = {"UID": first["UID"]}
    assert [event["UID"] for event in (note, cancelled, moved)] == [first["UID"]] * 3
    assert extra["UID"] not in recurring.values()
    assert first["RRULE"].to_ical() == b"FREQ=WEEKLY;UNTIL=20260228T235959Z;BYDAY=TU"
    assert [event["RECURRENCE-ID"].to_ical() for event in (note, cancelled, moved)] == [
        b"20260113T170000",
        b"20260120T170000",
        b"20260127T170000",
    ]
    assert {event["RECURRENCE-ID"].params["TZID"] for event in (note, cancelled, moved)} == {
        "Europe/London"
    }
    assert (note["SUMMARY"], note["URL"]) == ("Budget", "https://meet.example/call")
    assert "https://x.example/m/a.html" in note["DESCRIPTION"]
    assert (cancelled["SUMMARY"], cancelled["STATUS"]) == ("CANCELLED: The call", "CANCELLED")
    assert cancelled["DESCRIPTION"].startswith("Holidays\n")
    assert [event["SEQUENCE"] for event in (first, note, cancelled, moved)] == [2, 0, 2, 1]
    for event in events(data):
        assert event["LOCATION"] == "Room 4, https://meet.example/call"
        assert event["CONFERENCE"].params["VALUE"] == "URI"
        assert event["ORGANIZER"] == "mailto:team@x.example"
        assert "ATTENDEE" not in event
    assert "METHOD" not in icalendar.Calendar.from_ical(data)
    assert read_calendar(data, 2027) == sorted(
        [
            *((start, s.replace("The call", "Budget")) for start, s in expected(of, 2027)[1:2]),
            *(pair for number, pair in enumerate(expected(of, 2027)) if number != 1),
        ]
    )


@pytest.mark.parametrize("zone", ["UTC", "Etc/UTC", "Zulu", "GMT", "Atlantic/Reykjavik"])
def test_utc_has_no_time_zone(zone: str) -> None:
    data = calendars(scheduled(call=CALL | {"timezone": zone})).of_series("call")
    assert b"TZID" not in data
    assert b"DTSTART:20260106T170000Z" in data


def test_two_rules_that_meet_give_one_meeting() -> None:
    every = ["2 weeks on Tuesday", "first Tuesday of the month"]
    of = scheduled(call=CALL | {"every": every, "until": "2026-04-30"})
    data = calendars(of).of_series("call")
    assert b"EXDATE;TZID=Europe/London:20260106T170000" in data.replace(b"\r\n ", b"")
    assert read_calendar(data, 2027) == expected(of, 2027)


def test_a_rule_within_another_has_no_event() -> None:
    every = ["week on Tuesday", "2 weeks on Tuesday", "Tuesday and Thursday"]
    of = scheduled(call=CALL | {"every": every, "cancelled": ["2026-01-20"]})
    data = calendars(of).of_series("call")
    assert data.count(b"RRULE:FREQ=WEEKLY") == 2
    assert read_calendar(data, 2030) == expected(of, 2030)


@pytest.mark.parametrize("start", ["2024-02-29 17:00", "2026-01-31 17:00", "2026-05-30 17:00"])
@pytest.mark.parametrize(
    "rule",
    ["FREQ=YEARLY", "FREQ=MONTHLY", "FREQ=YEARLY;BYMONTH=2,3,10", "FREQ=YEARLY;BYMONTHDAY=31"],
)
def test_days_that_months_lack_are_skipped_by_another_reader(start: str, rule: str) -> None:
    call = {"start": start, "timezone": "Europe/London", "rrule": rule}
    of = scheduled(call=call)
    assert read_calendar(calendars(of).of_all(), 2036) == expected(of, 2036)


def test_a_changed_note_is_a_later_one() -> None:
    def sequence(**fields: Any) -> int:
        note = meeting("m/a", "2026-06-02", series="call", **fields)
        of = scheduled(note, call=CALL)
        (alone,) = events(calendars(of).of_meeting(of.records["m/a"]) or b"")
        _, in_series = events(calendars(of).of_series("call"))
        assert alone["SEQUENCE"] == in_series["SEQUENCE"]
        return int(alone["SEQUENCE"])

    june = dt.date(2026, 6, 1)
    later = dt.datetime(2026, 6, 3, 9, tzinfo=dt.UTC)
    steps = [
        sequence(),
        sequence(status=Status.CANCELLED),
        sequence(updated=june, location="Room 5"),
        sequence(updated=june, status=Status.CANCELLED),
        sequence(updated=later, location="Room 6"),
    ]
    assert steps == sorted(set(steps))


def test_all_series_and_the_notes_without_one() -> None:
    of = scheduled(
        meeting("m/a", "2026-06-02", series="other"),
        meeting("m/b", "2026-06-03"),
        meeting("m/c", "2026-06-04", unlisted=True),
        call=CALL | {"until": "2026-01-06"},
    )
    found = [event["SUMMARY"] for event in events(calendars(of).of_all())]
    assert found == ["The call", "m/a", "m/b"]


def test_a_cancelled_note_is_cancelled_in_calendars() -> None:
    of = scheduled(meeting("m/a", "2026-01-13", series="call", status=Status.CANCELLED), call=CALL)
    _, note = events(calendars(of).of_series("call"))
    assert (note["SUMMARY"], note["STATUS"]) == ("CANCELLED: m/a", "CANCELLED")


@pytest.mark.parametrize("fields", [{}, {"start": dt.datetime(2026, 6, 2, 17, tzinfo=dt.UTC)}])
def test_the_note_of_a_moved_meeting_is_on_its_new_day(fields: dict[str, Any]) -> None:
    note = meeting("m/a", "2026-06-02", series="call", **fields)
    call = CALL | {"moved": {"2026-06-02": "2026-06-04 18:00"}}
    of = scheduled(note, call=call)
    (alone,) = events(calendars(of).of_meeting(of.records["m/a"]) or b"")
    assert alone["DTSTART"].dt == dt.datetime(2026, 6, 4, 17, tzinfo=dt.UTC)
    starts = [start for start, _ in read_calendar(calendars(of).of_series("call"), 2026)]
    assert starts == [start for start, _ in expected(of, 2026)]


def test_what_identifies_events_does_not_change() -> None:
    call = CALL | {"until": "2026-03-01"}
    before = events(calendars(scheduled(call=call)).of_series("call"))
    changed = call | {"start": "2026-01-13 18:00", "cancelled": ["2026-01-20"]}
    after = events(calendars(scheduled(call=changed)).of_series("call"))
    assert {event["UID"] for event in before} == {event["UID"] for event in after}
    renamed = meeting("m/new", "2026-06-02", slug="m/old")
    found = [
        events(calendars(archive(note)).of_meeting(note) or b"")[0]["UID"]
        for note in (meeting("m/old", "2026-06-02"), renamed)
    ]
    assert found[0] == found[1]


RULES = [
    "day", "week on Tuesday", "2 weeks on Tue and Thu", "first Tuesday of the month",
    "last Thursday", "fifth Friday", "last weekday of the month", "day 31 of the month",
    "first Tuesday of every 2 months", "first Monday of March and November", "year",
]  # fmt: skip


def test_ten_years_of_each_rule_are_the_same_for_another_reader() -> None:
    of = scheduled(
        **{
            f"rule{number}": CALL
            | {"every": rule, "timezone": zone, "until": "2036-12-31", "start": "2026-01-01 03:10"}
            for number, rule in enumerate(RULES)
            for zone in ("America/New_York",)
        }
    )
    assert read_calendar(calendars(of).of_all(), 2036) == expected(of, 2036)


def test_ten_years_in_each_zone_that_changes_clocks() -> None:
    by_rules: defaultdict[str, list[str]] = defaultdict(list)
    for name, footer in zones_with_rules():
        by_rules[footer].append(name)
    assert sum(map(len, by_rules.values())) > 150
    # those with the same rules for good measure once; Morocco's follow the moon
    zones = [*(names[0] for names in by_rules.values()), "Africa/Casablanca", "Asia/Kolkata"]
    call = CALL | {"every": "month", "until": "2036-12-31"}
    of = scheduled(**{zone: call | {"timezone": zone} for zone in zones})
    assert read_calendar(calendars(of).of_all(), 2036) == expected(of, 2036)


FIRST, LAST = dt.date(2000, 1, 1), dt.date(2031, 12, 31)


@pytest.mark.parametrize(
    ("zone", "time"),
    [
        ("Africa/Cairo", "00:00"),
        ("America/New_York", "02:30"),
        ("America/New_York", "01:30"),
        ("Australia/Lord_Howe", "02:10"),
        ("Europe/London", "01:30"),
    ],
)
def test_times_that_clocks_leave_out_or_show_twice(zone: str, time: str) -> None:
    call = {"timezone": zone, "every": "day", "until": "2026-12-31"}
    # the second starts at such a time itself
    of = scheduled(
        call=call | {"start": f"2025-01-01 {time}"}, other=call | {"start": f"2025-11-02 {time}"}
    )
    assert read_calendar(calendars(of).of_all(), 2026) == expected(of, 2026)


_DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 31))


@settings(max_examples=15, deadline=None)
@given(
    every=st.lists(st.sampled_from(RULES), min_size=1, max_size=2),
    zone=st.sampled_from(["Europe/London", "America/Santiago", "Asia/Jerusalem", "UTC"]),
    cancelled=st.sets(st.integers(0, 20), max_size=3),
    moved=st.dictionaries(st.integers(0, 20), _DAYS, max_size=3),
    extra=st.sets(_DAYS, max_size=3),
)
def test_any_schedule_is_the_same_for_another_reader(
    every: list[str],
    zone: str,
    cancelled: set[int],
    moved: dict[int, dt.date],
    extra: set[dt.date],
) -> None:
    call = CALL | {
        "every": every,
        "timezone": zone,
        "until": "2027-12-31",
        "start": "2026-01-01 3:10",
    }
    plain = scheduled(call=call).timetables["call"]
    days = [one.day for one in plain.between(dt.date(2026, 1, 1), dt.date(2027, 12, 31))]
    some = {number: days[number] for number in range(min(21, len(days)))}
    of = scheduled(
        call=call
        | {
            "cancelled": [some[number] for number in cancelled if number in some],
            "moved": {
                some[number]: f"{day} 04:20" for number, day in moved.items() if number in some
            },
            "extra": [f"{day} 05:40" for day in extra],
        }
    )
    assert read_calendar(calendars(of).of_all(), 2027) == expected(of, 2027)


@st.composite
def rules(draw: st.DrawFn) -> str:
    """Return a recurrence rule that gives a meeting within some years."""
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={frequency}", f"INTERVAL={draw(st.integers(1, 3))}"]
    weekdays = st.lists(st.sampled_from(["MO", "TU", "SU"]), min_size=1, unique=True)
    if frequency == "WEEKLY":
        parts += [
            f"BYDAY={','.join(draw(weekdays))}",
            f"WKST={draw(st.sampled_from(['MO', 'SU']))}",
        ]
    if frequency == "YEARLY":
        parts.append(f"BYMONTH={draw(st.integers(1, 12))}")
    if frequency in {"MONTHLY", "YEARLY"}:
        number = draw(st.sampled_from(["1", "2", "4", "-1"]))
        by = [
            f"BYDAY={number}{draw(st.sampled_from(['MO', 'SU']))}",
            f"BYMONTHDAY={number}",
            f"BYDAY=MO,TU,WE,TH,FR;BYSETPOS={number}",
        ]
        parts.append(draw(st.sampled_from(by)))
    if draw(st.booleans()):
        parts.append(f"COUNT={draw(st.integers(1, 40))}")
    else:
        parts.append(f"UNTIL={draw(st.dates(dt.date(2030, 1, 1), LAST)):%Y%m%d}")
    return ";".join(parts)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=YEARLY;INTERVAL=2;BYMONTH=1;BYMONTHDAY=-1",
        "FREQ=YEARLY;INTERVAL=3;BYMONTH=1;BYMONTHDAY=-2,-5",
        "FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=-1",
    ],
)
def test_every_other_year_from_the_end_of_months(rule: str) -> None:
    of = scheduled(call={"start": "2024-01-01 09:00", "timezone": "Europe/London", "rrule": rule})
    assert read_calendar(calendars(of).of_all(), 2036) == expected(of, 2036)


@settings(max_examples=15, deadline=None)
@given(
    calls=st.lists(
        st.tuples(
            rules(),
            st.sampled_from(sorted(dict(zones_with_rules()))),
            st.datetimes(dt.datetime(2024, 1, 1), dt.datetime(2027, 12, 31)),
            st.integers(1, 600),
        ),
        min_size=1,
        max_size=8,
    ),
    data=st.data(),
)
def test_any_rule_in_any_zone_is_the_same_for_another_reader(
    calls: list[tuple[str, str, dt.datetime, int]], data: st.DataObject
) -> None:
    schedules: dict[str, dict[str, object]] = {}
    for number, (rule, zone, start, minutes) in enumerate(calls):
        key = f"call{number}"
        call: dict[str, object] = {
            "start": f"{start:%Y-%m-%d %H:%M}",
            "timezone": zone,
            "duration": f"{minutes} min",
            "rrule": rule,
        }
        days = [one.day for one in scheduled(**{key: call}).timetables[key].between(FIRST, LAST)]
        if days:
            some = st.sets(st.sampled_from(days), max_size=3)
            cancelled, moved = data.draw(some), data.draw(some)
            call["cancelled"] = [f"{day}" for day in cancelled - moved]
            call["moved"] = {f"{day}": f"{data.draw(_DAYS)} 04:20" for day in moved}
        schedules[key] = call
    of = scheduled(**schedules)
    assert read_calendar(calendars(of).of_all(), LAST.year) == expected(of, LAST.year)


@given(st.text(r"ab\\^;", min_size=60, max_size=300))
def test_lines_are_folded_as_icalendar_folds_them(title: str) -> None:
    note = meeting("m/a", "2026-06-02", title=title)
    data = calendars(archive(note)).of_meeting(note) or b""
    assert icalendar.Calendar.from_ical(data).to_ical(sorted=False) == data


@given(st.text(max_size=80), st.text(max_size=300))
def test_any_text_is_one_property(title: str, place: str) -> None:
    note = meeting("m/a", "2026-06-02", title=title, location=place, description=place)
    data = calendars(archive(note)).of_meeting(note) or b""
    (event,) = events(data)
    assert set(event) <= {
        *("UID", "DTSTART", "DTEND", "DTSTAMP", "SEQUENCE", "SUMMARY", "DESCRIPTION", "LOCATION"),
        *("URL", "STATUS"),
    }
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    # folded between characters: each line by itself is UTF-8
    assert all(line.decode() is not None for line in data.split(b"\r\n"))
    assert not any(ord(sign) < 32 for sign in data.decode().replace("\r\n", ""))


@pytest.mark.parametrize("place", ["javascript:alert(1)", "java\tscript:x", "data:text/html,x"])
def test_no_address_that_runs_code(place: str) -> None:
    note = meeting("m/a", "2026-06-02", location=place)
    assert b"LOCATION" not in (calendars(archive(note)).of_meeting(note) or b"")
