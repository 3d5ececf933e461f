"""Schedules of other tools: what is carried over, and what is said."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from dateutil import rrule
from hypothesis import given
from hypothesis import strategies as st

from sphinxcontrib_meetings.archive.occurrences import Timetable
from sphinxcontrib_meetings.parse.imports import Imported, UnreadableError, import_schedule
from sphinxcontrib_meetings.parse.registry import Form, read_entries
from sphinxcontrib_meetings.parse.schedules import parse_schedule

CALL = """\
timezone: Europe/Berlin
events:
  - summary: Call
    begin: 2026-01-06 17:00:00
    duration: {minutes: 50}
"""
HOUR = {"time": "1400", "day": "Tuesday", "irc": "room", "frequency": "weekly"}
DAYS = st.dates(dt.date(2021, 1, 4), dt.date(2031, 12, 1))


def said(found: Imported) -> list[tuple[int, str]]:
    return [(problem.line, problem.message) for problem in found.problems]


def only(found: Imported) -> dict[str, Any]:
    """Return the only series, as its YAML says it."""
    (entries,) = yaml.safe_load(found.as_yaml()).values()
    return dict(entries)


def starts(found: Imported, first: dt.date, last: dt.date) -> list[dt.datetime]:
    """Return when the meetings of the only series are, as its YAML says it."""
    schedule, problems = parse_schedule(only(found))
    assert schedule
    assert problems == []
    meetings = Timetable("call", schedule).between(first, last)
    return [one.start for one in meetings if not one.is_cancelled]


def of_hours(*hours: dict[str, object], **more: object) -> str:
    schedule = [HOUR | hour for hour in hours]
    return yaml.safe_dump({"project": "Call", **more, "schedule": schedule}, sort_keys=False)


# ── yaml2ics ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("event", "entries"),
    [
        ("", {}),
        ("repeat: {interval: {weeks: 1}}", {"every": "week on Tuesday"}),
        ("repeat: {interval: {weeks: 2}}", {"every": "2 weeks on Tuesday"}),
        ("repeat: {interval: {days: 1}}", {"every": "day"}),
        ("repeat: {interval: {days: 14}}", {"every": "14 days"}),
        ("repeat: {interval: {months: 1}}", {"every": "month"}),
        ("repeat: {interval: {years: 2}}", {"every": "2 years"}),
        (
            "repeat: {interval: {days: 1}, until: 2026-02-01 12:00:00}",
            {"every": "day", "until": "2026-02-01 12:00"},
        ),
        (
            "repeat: {interval: {weeks: 1}, except_on: [2026-01-13, 2026-01-20 17:00:00, "
            "2026-01-27 16:00:00Z, 2026-02-03 00:00:00]}",
            {
                "every": "week on Tuesday",
                "cancelled": [dt.date(2026, 1, day) for day in (13, 20, 27)]
                + [dt.date(2026, 2, 3)],
            },
        ),
        (
            "repeat: {interval: {weeks: 1}, also_on: [2026-01-08, 2026-01-09 18:00:00, "
            "2026-01-10 18:00:00+00:00]}",
            {
                "every": "week on Tuesday",
                "extra": [dt.date(2026, 1, 8), "2026-01-09 18:00", "2026-01-10 19:00"],
            },
        ),
        ("ics: 'RRULE:FREQ=MONTHLY;BYDAY=1TU'", {"rrule": "FREQ=MONTHLY;BYDAY=1TU"}),
        (
            "ics: |\n      RRULE:FREQ=WEEKLY\n      RRULE:FREQ=MONTHLY\n"
            "      EXDATE;TZID=America/New_York:20260113T110000,20260120T110000\n"
            "      RDATE:20260108T160000Z",
            {
                "rrule": ["FREQ=WEEKLY", "FREQ=MONTHLY"],
                "cancelled": [dt.date(2026, 1, 13), dt.date(2026, 1, 20)],
                "extra": ["2026-01-08 17:00"],
            },
        ),
        ("location: ' Room 4 '", {"location": "Room 4"}),
        ("timezone: America/New_York", {"timezone": "America/New_York"}),
        ("timezone: Etc/UTC", {"timezone": "UTC"}),
        ("timezone: Etc/GMT+7", {"timezone": "UTC", "start": "2026-01-07 00:00"}),
        ("timezone: Etc/GMT-2", {"timezone": "UTC", "start": "2026-01-06 15:00"}),
        ("description: We talk.", {"description": "We talk."}),
        (
            "description: |\n      We talk.\n\n      Join: https://example.org/room\n"
            "      **Notes:** <https://example.org/notes>.\n      All are welcome.",
            {
                "description": "We talk. All are welcome.",
                "join": "https://example.org/room",
                "agenda": "https://example.org/notes",
            },
        ),
        (
            "description: '[Agenda](https://example.org/agenda)'",
            {"agenda": "https://example.org/agenda"},
        ),
        ("status: CONFIRMED", {}),
    ],
)
def test_an_event_becomes_a_series(event: str, entries: dict[str, object]) -> None:
    found = import_schedule(f"{CALL}    {event}\n")

    assert said(found) == []
    assert list(found.series) == ["call"]
    assert only(found) == {
        "title": "Call",
        "start": "2026-01-06 17:00",
        "timezone": "Europe/Berlin",
        "duration": "50 min",
        **entries,
    }


@pytest.mark.parametrize(
    ("length", "words"),
    [
        ("duration: {hours: 1, minutes: 30}", "90 min"),
        ("duration: {minutes: 1, seconds: 5}", "0:01:05"),
        ("duration: '1:30:00'", "90 min"),
        ("end: 2026-01-06 18:15:00", "75 min"),
        ("end: 2026-01-06 17:15:00Z", "75 min"),
        # over midnight
        ("end: 2026-01-07 01:00:00", "480 min"),
    ],
)
def test_lengths(length: str, words: str) -> None:
    found = import_schedule(CALL.replace("duration: {minutes: 50}", length))

    assert (said(found), only(found)["duration"]) == ([], words)


@pytest.mark.parametrize(
    ("begin", "zone", "repeat", "start", "timezone"),
    [
        ("2026-01-06 17:00:00Z", "", "weeks", "2026-01-06 17:00", "UTC"),
        ("2026-01-06 17:00:00 -08:00", "", "weeks", "2026-01-07 01:00", "UTC"),
        ("2026-01-06 17:00:00 -08:00", "UTC", "weeks", "2026-01-07 01:00", "UTC"),
        ("'2026-01-06T17:00'", "Europe/Berlin", "weeks", "2026-01-06 17:00", "Europe/Berlin"),
        # once, it makes no difference
        ("2026-01-06 17:00:00Z", "Europe/Berlin", "", "2026-01-06 18:00", "Europe/Berlin"),
    ],
)
def test_an_offset_stays_fixed(
    begin: str, zone: str, repeat: str, start: str, timezone: str
) -> None:
    rule = f"    repeat: {{interval: {{{repeat}: 1}}}}\n" if repeat else ""
    text = CALL.replace("2026-01-06 17:00:00", begin).replace("Europe/Berlin", zone or "''")

    found = import_schedule(text + rule)

    assert said(found) == []
    assert (only(found)["start"], only(found)["timezone"]) == (start, timezone)


def test_a_zone_that_an_offset_overrides_is_said() -> None:
    text = CALL.replace("17:00:00", "17:00:00 +01:00")

    found = import_schedule(f"{text}    repeat: {{interval: {{weeks: 1}}, until: 2026-04-01}}\n")

    ((line, message),) = said(found)
    assert (line, message.startswith("Europe/Berlin is not carried over")) == (4, True)
    # also when clocks have changed
    assert starts(found, dt.date(2026, 3, 31), dt.date(2026, 4, 30)) == [
        dt.datetime(2026, 3, 31, 16, tzinfo=dt.UTC)
    ]


@pytest.mark.parametrize("day", ["2026-01-06 20:00:00 -08:00"])
@pytest.mark.parametrize(
    "rule",
    [
        "repeat: {interval: {months: 1}}",
        "ics: 'RRULE:FREQ=WEEKLY;BYDAY=TU'",
        "ics: 'RRULE:FREQ=MONTHLY'",
    ],
)
def test_rules_that_change_their_day_in_utc(day: str, rule: str) -> None:
    text = CALL.replace("timezone: Europe/Berlin\n", "").replace("2026-01-06 17:00:00", day)

    found = import_schedule(f"{text}    {rule}\n")

    ((_, message),) = said(found)
    assert "use a time zone in place of the offset" in message
    assert found.series == {}


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Join: https://example.org", "join"),
        ("Join Zoom Meeting: https://example.org.", "join"),
        ("- Zoom link: https://example.org", "join"),
        ("Join Zoom Meeting\n\n      https://example.org", "join"),
        ("Video call:\n      https://example.org", "join"),
        ("[Join](https://example.org)", "join"),
        ("NOTES: <https://example.org>", "agenda"),
        ("**Agenda & notes**: https://example.org", "agenda"),
    ],
)
def test_labels_that_are_certain(line: str, name: str) -> None:
    found = import_schedule(f"{CALL}    description: |\n      {line}\n      Welcome.\n")

    assert said(found) == []
    assert (only(found)[name], only(found)["description"]) == ("https://example.org", "Welcome.")


@pytest.mark.parametrize(
    "line",
    [
        "https://example.org",
        "Recording: https://example.org",
        "Join our list: https://example.org",
        "Join: https://example.org or https://example.com",
        "Notes of last time: https://example.org",
        "Join:\n      See www.example.org",
        "Write to mailto:ada@example.org",
    ],
)
def test_labels_that_are_not_certain(line: str) -> None:
    found = import_schedule(f"{CALL}    description: |\n      {line}\n")

    ((_, message),) = said(found)
    assert "add it as 'join' or 'agenda'" in message
    assert not {"join", "agenda"} & only(found).keys()


@pytest.mark.parametrize(
    ("event", "line", "message"),
    [
        ("url: https://example.org", 6, "'url' is not carried over"),
        ("repeat: {interval: {hours: 2}}", 6, "'interval' is not one number"),
        ("repeat: {interval: {weeks: 0}}", 6, "'interval' is not one number"),
        ("repeat: {interval: {weeks: 1, days: 1}}", 6, "'interval' is not one number"),
        ("repeat: {until: 2027-01-01}", 6, "'interval' is not one number"),
        ("repeat: weekly", 6, "'repeat' is not a mapping"),
        ("repeat: {interval: {weeks: 1}, until: soon}", 6, "'until' 'soon' is not a date"),
        ("repeat: {interval: {weeks: 1}, count: 3}", 6, "'count' is not carried over"),
        (
            "repeat:\n      interval: {weeks: 1}\n      except_on:\n        - 2026-01-13\n"
            "        - 2026-01-20 09:00:00",
            10,
            "exception 2026-01-20 09:00 is not carried over; no meeting starts",
        ),
        ("repeat: {interval: {days: 1}, also_on: 2026-01-08}", 6, "expected a list of dates"),
        ("repeat: {interval: {days: 1}, also_on: [soon]}", 6, "'soon' is not carried over"),
        ("repeat: {interval: {days: 1}, also_on: [0900-01-01]}", 6, "not in the years"),
        ("repeat: {interval: {weeks: 1}, until: 2026-01-20}", 6, "yaml2ics ends at the start"),
        ("ics: |\n      RRULE:FREQ=WEEKLY\n      TRANSP:OPAQUE", 8, "'TRANSP:OPAQUE' is not"),
        ("ics: 'RRULE:FREQ=HOURLY'", 3, "'Call' is not carried over: 'rrule': FREQ=HOURLY"),
        ("ics: 'STATUS:CANCELLED'", 6, "'Call' is left out: it is cancelled"),
        ("ics: [RRULE]", 6, "expected text, not a list"),
        ("status: CANCELLED", 6, "'Call' is left out: it is cancelled"),
        ("status: TENTATIVE", 6, "status 'TENTATIVE' is not carried over"),
        ("timezone: Europe/Berlim", 6, "Did you mean"),
        ("timezone: [1]", 6, "not a valid time zone"),
        ("location: [1]", 6, "'location' is not carried over"),
        ("summary: Again", 6, "'summary' is given twice"),
        ("description: {a: b}", 6, "'description' is not carried over"),
        (
            "description: |\n      We talk.\n      See https://example.org/about for more.",
            8,
            "add it as 'join' or 'agenda'",
        ),
        (
            "description: |\n      Join: https://example.org/1\n      Join: https://example.org/2",
            8,
            "'join' is another one",
        ),
        ("description: 'Passcode: 12345'", 6, "a line with a passcode"),
    ],
)
def test_what_is_not_carried_over_is_said(event: str, line: int, message: str) -> None:
    ((found_line, found),) = said(import_schedule(f"{CALL}    {event}\n"))

    assert found_line == line
    assert message in found


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("begin: 2026-01-06 17:00:00", "begin: 2026-01-06", 4, "it has no time of day"),
        ("begin: 2026-01-06 17:00:00", "x: 1", 3, "it has no 'begin'"),
        ("begin: 2026-01-06 17:00:00", "begin: soon", 4, "'soon' is not a date"),
        ("duration: {minutes: 50}", "end: 2026-01-08 12:00:00", 5, "on several days"),
        ("duration: {minutes: 50}", "duration: {days: 3}", 5, "on several days"),
        ("duration: {minutes: 50}", "duration: {days: 1.0e+300}", 5, "not a duration above zero"),
        ("duration: {minutes: 50}", "duration: 50", 5, "not a duration above zero"),
        ("duration: {minutes: 50}", "end: 2026-01-06 16:00:00", 5, "not a duration above zero"),
        ("    duration: {minutes: 50}\n", "", 4, "here it takes one hour"),
        ("2026-01-06 17:00:00", "9999-12-31 23:00:00 -08:00", 3, "out of range"),
        ("2026-01-06 17:00:00", "1950-01-01 00:00:00", 3, "not in the years"),
        ("timezone: Europe/Berlin", "timezone: CST", 1, "America/Chicago"),
        ("timezone: Europe/Berlin", "include: [more.yaml]", 1, "import each of these files"),
        ("timezone: Europe/Berlin", "meta: 1", 1, "'meta' is not carried over"),
        ("  - summary: Call", "  - Talk\n  - summary: Call", 3, "expected a mapping"),
    ],
)
def test_changed_events(old: str, new: str, line: int, message: str) -> None:
    found = said(import_schedule(CALL.replace(old, new)))

    assert [where for where, text in found if message in text] == [line]


def test_events_of_one_name_and_the_name_of_the_calendar() -> None:
    found = import_schedule(f"name: Orchard\n{CALL}{CALL.partition('events:')[2].lstrip(chr(10))}")

    assert found.as_yaml().startswith("# Orchard\n\ncall:\n")
    assert list(found.series) == ["call", "call-2"]


@given(
    DAYS,
    st.times(dt.time(0), dt.time(23, 59)).map(lambda time: time.replace(second=0, microsecond=0)),
    st.sampled_from(["days", "weeks", "months", "years"]),
    st.integers(1, 5),
    st.sampled_from(["Europe/Berlin", "America/Los_Angeles", "UTC", "Asia/Kolkata"]),
    st.integers(0, 400),
    st.sets(st.integers(0, 10)),
)
def test_repeating_events_have_the_days_of_the_rule(
    day: dt.date, time: dt.time, unit: str, number: int, zone: str, until: int, gone: set[int]
) -> None:
    begin, last = dt.datetime.combine(day, time), day + dt.timedelta(until)
    frequency = {"days": rrule.DAILY, "weeks": rrule.WEEKLY, "months": rrule.MONTHLY}
    end = dt.datetime.combine(last, dt.time.max)
    rule = rrule.rrule(frequency.get(unit, rrule.YEARLY), begin, number, until=end)
    meetings = list(rule)
    left_out = [one.date() for place, one in enumerate(meetings) if place in gone]
    repeat = {"interval": {unit: number}, "until": last, "except_on": left_out}
    event = {"summary": "Call", "begin": begin, "duration": {"hours": 1}, "repeat": repeat}

    found = import_schedule(yaml.safe_dump({"timezone": zone, "events": [event]}))

    tzinfo = dt.UTC if zone == "UTC" else ZoneInfo(zone)
    expected = [one.replace(tzinfo=tzinfo) for one in meetings if one.date() not in left_out]
    assert starts(found, day, last + dt.timedelta(800)) == expected


# ── yaml2ical ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("hour", "entries"),
    [
        ({}, {"start": "2026-01-06 14:00", "every": "week on Tuesday"}),
        ({"time": "0700"}, {"start": "2026-01-06 07:00", "every": "week on Tuesday"}),
        ({"day": "friday"}, {"start": "2026-01-09 14:00", "every": "week on Friday"}),
        (
            {"frequency": "biweekly-even"},
            {"start": "2026-01-06 14:00", "every": "2 weeks on Tuesday from 2026-01-06"},
        ),
        (
            {"frequency": "biweekly-odd"},
            {"start": "2026-01-13 14:00", "every": "2 weeks on Tuesday from 2026-01-13"},
        ),
        (
            {"frequency": "quadweekly-week-3"},
            {"start": "2026-01-13 14:00", "every": "4 weeks on Tuesday from 2026-01-13"},
        ),
        (
            {"frequency": "first-tuesday"},
            {"start": "2026-01-06 14:00", "every": "first Tuesday of the month"},
        ),
        (
            {"frequency": "fourth-tuesday", "start_date": 20260301},
            {"start": "2026-03-24 14:00", "every": "fourth Tuesday of the month"},
        ),
        (
            {"skip_dates": [{"skip_date": 20260113, "reason": "Fair"}]},
            {
                "start": "2026-01-06 14:00",
                "every": "week on Tuesday",
                "cancelled": {dt.date(2026, 1, 13): "Fair"},
            },
        ),
        (
            {"duration": 30, "chair": "Ana Boro (anab)"},
            {
                "start": "2026-01-06 14:00",
                "every": "week on Tuesday",
                "duration": "30 min",
                "chair": "Ana Boro (anab)",
            },
        ),
    ],
)
def test_an_hour_becomes_a_series(hour: dict[str, object], entries: dict[str, object]) -> None:
    found = import_schedule(of_hours({"start_date": 20260105} | hour))

    assert [text for _, text in said(found) if "ISO week" not in text] == []
    assert only(found) == {
        "title": "Call",
        "timezone": "UTC",
        "duration": "60 min",
        "location": "#room (IRC)",
        **entries,
    }


def test_hours_that_alternate_are_one_series() -> None:
    hours = (
        {"frequency": "biweekly-even", "start_date": 20270104},
        {"frequency": "biweekly-odd", "time": "2100"},
    )

    found = import_schedule(of_hours(*hours, meeting_id="talk", agenda_url="https://example.org"))

    assert list(found.series) == ["talk"]
    # the second is counted from the first, so that they still alternate
    assert only(found)["every"] == [
        "2 weeks on Tuesday at 14:00 from 2027-01-12",
        "2 weeks on Tuesday at 21:00 from 2027-01-05",
    ]
    assert only(found)["start"] == "2027-01-05 21:00"
    assert only(found)["agenda"] == "https://example.org"


@given(
    DAYS,
    st.sampled_from(["weekly", "biweekly-even", "biweekly-odd", "quadweekly", "third-tuesday"]),
)
def test_weeks_have_the_number_that_they_had(start: dt.date, frequency: str) -> None:
    text = of_hours({"frequency": frequency, "start_date": int(f"{start:%Y%m%d}")})
    # until the end of the year, no year of 53 weeks gets in between
    end = dt.date.fromisocalendar(start.isocalendar().year + 1, 1, 1)
    days = [start + dt.timedelta(number) for number in range((end - start).days)]
    is_on = {
        "weekly": lambda day: True,
        "biweekly-even": lambda day: day.isocalendar().week % 2 == 0,
        "biweekly-odd": lambda day: day.isocalendar().week % 2 == 1,
        "quadweekly": lambda day: day.isocalendar().week % 4 == 0,
        "third-tuesday": lambda day: 15 <= day.day <= 21,
    }[frequency]
    expected = [day for day in days if day.weekday() == 1 and is_on(day)]

    found = import_schedule(text)

    assert [one.date() for one in starts(found, start, end - dt.timedelta(1))] == expected


@pytest.mark.parametrize(
    ("hours", "message"),
    [
        ([{}], "has no 'start_date'; it is counted from 2026-01-06"),
        ([{"frequency": "biweekly-even"}], "in other weeks from 2027-01-05 on"),
        ([{"frequency": "adhoc"}], "it has no rule ('adhoc')"),
        ([{"frequency": "often"}], "the frequency 'often' is not known"),
        ([{"frequency": "first-monday"}], "on another weekday than 'day'"),
        ([{"time": "2500"}], "'2500' is not a time of day"),
        ([{"day": "Someday"}], "'Someday' is not a weekday"),
        ([{"start_date": 20261399}], "'20261399' is not a date"),
        ([{"duration": "long"}], "expected minutes"),
        ([{"matrix": "#room:example.org"}], "'matrix' is not carried over"),
        ([{"color": "red"}], "'color' is not carried over"),
        ([{"chair": {"a": 1}}], "'chair' is not carried over"),
        ([{"skip_dates": 20260113}], "expected a list"),
        ([{"skip_dates": [{"skip_date": "soon"}]}], "use YYYYMMDD"),
        ([{"skip_dates": [{"skip_date": 20260114}]}], "this meeting is not on that day"),
        (
            [{"skip_dates": [{"skip_date": 20260113}]}, {"time": "2100"}],
            "another meeting of the series is on it",
        ),
        ([{}, {"irc": "other"}], "it becomes a series of its own"),
        ([{"start_date": 99991231}], "out of range"),
    ],
)
def test_what_is_not_carried_over_of_hours(hours: list[dict[str, object]], message: str) -> None:
    found = said(import_schedule(of_hours(*hours)))

    assert [text for _, text in found if message in text]
    assert all(line > 0 for line, _ in found)


def test_a_day_that_all_meetings_skip_is_cancelled() -> None:
    skip = {"skip_dates": [{"skip_date": 20260113}], "start_date": 20260105}

    found = import_schedule(of_hours(skip, skip | {"time": "2100"}))

    assert (said(found), list(only(found)["cancelled"])) == ([], [dt.date(2026, 1, 13)])


# ── files ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("- a\n- b\n", 1),
        ("title: Call\n", 1),
        ("events:\n  - summary: 'Call\n", 2),
        ("events: &a [*a]\n", 1),
        ("events: " + "[" * 5_000, 1),
        ("events: []\n---\nevents: []\n", 1),
    ],
)
def test_what_cannot_be_read(text: str, line: int) -> None:
    with pytest.raises(UnreadableError) as raised:
        import_schedule(text)

    assert raised.value.line == line


@pytest.mark.parametrize("events", ["", " []", " 1", " text", " {a: b}"])
def test_no_events(events: str) -> None:
    assert import_schedule(f"events:{events}\n").as_yaml() == ""


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_title_is_read_back(title: str) -> None:
    event = {"summary": title, "begin": dt.datetime(2026, 1, 6, 17), "duration": {"hours": 1}}

    found = import_schedule(yaml.safe_dump({"name": title, "events": [event]}))

    assert only(found).get("title", "") == " ".join(only(found).get("title", "").split())
    schedule, problems = parse_schedule(only(found))
    assert (schedule is not None, problems) == (True, [])


def test_the_file_is_read_as_a_registry_is(tmp_path: Path) -> None:
    path = tmp_path / "series.yml"
    path.write_text(import_schedule(f"name: '#%: {{'\n{CALL}").as_yaml(), encoding="utf-8")

    (entry,), _, problems = read_entries(path, Form())

    assert (entry.key, entry.values["title"], problems) == ("call", "Call", [])
