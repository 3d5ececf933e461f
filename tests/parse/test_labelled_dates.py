"""What labelled lines say about the time of a meeting, and how it joins what else is known."""

from __future__ import annotations

import datetime as dt

import pytest

from sphinxcontrib_meetings.config import date_words
from sphinxcontrib_meetings.model.meeting import Meeting
from sphinxcontrib_meetings.model.month import Month
from sphinxcontrib_meetings.parse.date_words import ENGLISH
from sphinxcontrib_meetings.parse.labelled_dates import (
    LabelledText,
    is_about_meeting,
    labels_date,
    read_labelled,
    time_in_heading,
)
from sphinxcontrib_meetings.parse.record import make_meeting

DAY = dt.date(2026, 5, 6)


@pytest.mark.parametrize(
    "label",
    [
        *("Date", "DATE", "Dates", "When", "Time", "Date and time", "Date & Time", "Date/Time"),
        *("Meeting date", "Date of the meeting", "Time (UTC)", "Call time", "Datum", "Fecha"),
        *("Datum und Uhrzeit", "Date de la réunion", "日時", "Held on"),
    ],
)
def test_labels_of_dates(label: str):
    assert labels_date(label)


@pytest.mark.parametrize(
    "label",
    [
        *("", "Due date", "Next meeting", "Next meeting date", "Date of release", "Start date"),
        *("Data", "Timezone", "Last updated", "Deadline", "Recording", "Time spent", "of the"),
    ],
)
def test_other_labels(label: str):
    assert not labels_date(label)


def test_labels_of_other_languages_that_are_english_words():
    assert not labels_date("Data", ENGLISH)
    assert labels_date("Data", date_words("pt_BR"))


@pytest.mark.parametrize(
    ("heading", "is_about"),
    [
        ("Details", True),
        ("Meeting info", True),
        ("Date and time", True),
        ("Spring fair", False),
        ("Agenda", False),
        ("", False),
    ],
)
def test_headings_of_sections_about_the_meeting(heading: str, is_about: bool):
    assert is_about_meeting(heading) is is_about


def said(text: str, label: str = "When", language: str = "en") -> tuple[object, ...]:
    """Return the days, the last day, the times and the zone of a line."""
    (found,) = read_labelled([LabelledText(label, text, 1)], date_words(language), 2026)
    (when,) = found.readings
    start, end = (time and f"{time:%H:%M}" for time in (when.start, when.end))
    return when.day, when.last, start, end, when.zone


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-05-06", (DAY, None, None, None, "")),
        ("Wednesday, May 6, 2026", (DAY, None, None, None, "")),
        ("Wed 6 May", (DAY, None, None, None, "")),
        ("May 6, 2026 at 10:00 AM PT", (DAY, None, "10:00", None, "America/Los_Angeles")),
        ("2026-05-06, 17:00-18:00 UTC", (DAY, None, "17:00", "18:00", "UTC")),
        ("2026-05-06T17:00Z", (DAY, None, "17:00", None, "UTC")),
        ("May 6, 2026, 17:00 UTC, on Zoom", (DAY, None, "17:00", None, "UTC")),
        ("May 6, 2026 in Berlin", (DAY, None, None, None, "")),
        # perhaps the time is in a zone that is not understood
        ("May 6, 2026, 10:00 Pacific", (DAY, None, None, None, "")),
        # perhaps a duration, or in the afternoon
        ("May 6, 2026, 2:00-3:00", (DAY, None, None, None, "")),
        ("May 6, 2026, 2:00-3:00 pm", (DAY, None, "14:00", "15:00", "")),
        (
            "Tuesday-Wednesday, October 28-29, 2025",
            (dt.date(2025, 10, 28), dt.date(2025, 10, 29), None, None, ""),
        ),
        ("May 2026", (Month(2026, 5, 1), None, None, None, "")),
        ("17:00-18:00 UTC", (None, None, "17:00", "18:00", "UTC")),
        ("10:00 until 11:00 UTC", (None, None, "10:00", "11:00", "UTC")),
        ("Wednesday 03/06/2026", (dt.date(2026, 6, 3), None, None, None, "")),
    ],
)
def test_texts(text: str, expected: tuple[object, ...]):
    assert said(text) == expected


def test_texts_in_the_language_of_the_project():
    found = said("Mittwoch, 6. Mai 2026, 17-18 Uhr", "Datum", "de")
    assert found == (DAY, None, "17:00", "18:00", "")
    assert said("mercredi 6 mai 2026", "Date", "fr")[0] == DAY


@pytest.mark.parametrize(
    "text",
    [
        *("", "TBD", "every Tuesday", "Tuesdays 10:00 AM PT", "10:00 AM PT every Tuesday", "1h"),
        *("90 minutes", "May 6 and 13, 2026", "2026-05-06 moved to 2026-05-13", "YYYY-MM-DD"),
        *(
            "until May 6, 2026",
            "2026-05-06 (tentative)",
            "May 6, 2026?",
            "10:00, 14:00",
            "x" * 400,
        ),
        *("see the calendar", "10:00 Pacific", "second Tuesday of the month", "May 6 or May 7"),
    ],
)
def test_what_is_not_certain_says_nothing(text: str):
    assert read_labelled([LabelledText("Date", text, 1)], year=2026) == []


# ── with what else is known ───────────────────────────────────────────────────


def record(
    name: str, *rows: str, heading: str = "Call", language: str = "en", **values: object
) -> tuple[Meeting, list[tuple[int, str]]]:
    """Return the record of a note with *rows* from line 3 on, and the problems with lines."""
    pairs = [row.split(": ", 1) for row in rows]
    labelled = [LabelledText(label, text, n) for n, (label, text) in enumerate(pairs, 3)]
    meeting, problems = make_meeting(
        f"meetings/{name}",
        values,
        dict.fromkeys(values, 2),
        title=heading,
        heading=heading,
        line=1,
        labelled=labelled,
        words=date_words(language),
    )
    return meeting, [(problem.line, problem.message) for problem in problems]


@pytest.mark.parametrize(
    ("name", "heading", "rows"),
    [
        ("call", "Call", ["Date: May 6, 2026"]),
        # months become exact
        ("2026-05", "Call", ["Date: May 6, 2026"]),
        ("call", "May 2026", ["Date: May 6"]),
        ("2026/05/call", "Call", ["When: Wednesday, May 6"]),
        # of two readings, the one that fits
        ("2026-05", "Call", ["Date: 05/06/2026"]),
        ("2026-06-05-x/2026-05-06", "Call", ["Date: 05/06/2026"]),
        ("05-06-2026", "Call", ["Date: 2026-05-06"]),
        ("call", "Call 05/06/2026", ["Date: 2026-05-06"]),
        # a schedule
        ("2026-05-06", "Call", ["Date: 2026-05-06", "Date: 2026-05-13"]),
        ("2026-05-06", "Call", ["Date: 2026-05-13", "Date: 2026-05-20"]),
        # nothing that contradicts
        ("2026-05-06", "Call", ["Date: May 2026", "When: TBD", "Time: every Tuesday"]),
        ("2026-05-06", "Call", ["Dates: May 5-7, 2026"]),
        # the same moment in UTC
        ("2026-05-06", "Call", ["Date: May 5, 2026, 6:00 PM PDT"]),
    ],
)
def test_the_day_without_a_warning(name: str, heading: str, rows: list[str]):
    if "/2026" in name:
        name = name.rpartition("/")[2]
    meeting, problems = record(name, *rows, heading=heading)
    assert (meeting.date, problems) == (DAY, [])


@pytest.mark.parametrize(
    ("name", "row", "values", "date", "says"),
    [
        ("2026-05-06", "Date: May 7, 2026", {}, DAY, "the path, which says 2026-05-06"),
        ("x", "Date: May 7, 2026", {"date": DAY}, DAY, "the field 'date', which says 2026-05-06"),
        ("2026-04", "Date: May 6, 2026", {}, Month(2026, 4, 1), "the path, which says 2026-04"),
        ("2025/call", "Date: May 6, 2026", {}, None, "the path, which says 2025"),
        ("2026-05-06", "Date: June 2026", {}, DAY, "the path, which says 2026-05-06"),
        ("2026-05-06", "Date: 07/08/2026", {}, DAY, "2026-07-08 or 2026-08-07"),
    ],
)
def test_lines_that_contradict(
    name: str, row: str, values: dict[str, object], date: dt.date | None, says: str
):
    meeting, problems = record(name, row, **values)
    assert meeting.date == date
    ((line, message),) = problems
    assert line == 3
    assert says in message
    assert row in message


def test_headings_that_contradict():
    meeting, problems = record("call", "Date: May 7, 2026", heading="Call of May 6, 2026")
    assert meeting.date == DAY
    assert [line for line, _ in problems] == [3]
    assert "the heading, which says 2026-05-06" in problems[0][1]


def test_other_problems():
    assert record("2026-05-06", "Date: Monday, May 6, 2026")[1] == [
        (3, "2026-05-06 is a Wednesday, not 'Monday'; correct one of them")
    ]
    assert record("call", "Date: 2026-02-30")[1] == [
        (3, "'2026-02-30' is a date that does not exist; correct it")
    ]
    ((line, message),) = record("call", "Date: 05/06/2026")[1]
    assert line == 3
    assert "2026-05-06 or 2026-06-05" in message
    ((line, message),) = record("2026-05-06", "When: 10:00 CST")[1]
    assert line == 3
    assert "America/Chicago" in message
    assert record("2026-05-06", "When: 10:00 CST", timezone="Asia/Shanghai")[1] == []


def times(name: str, *rows: str, **values: object) -> str:
    meeting, problems = record(name, *rows, **values)
    assert problems == []
    start, end = (time and f"{time:%d %H:%M}" for time in (meeting.start, meeting.end))
    return f"{start} {end} {meeting.timezone}"


@pytest.mark.parametrize(
    ("rows", "values", "expected"),
    [
        (["Time: 17:00-18:00 UTC"], {}, "06 17:00 06 18:00 UTC"),
        (["Date: May 6, 2026", "Time (UTC): 17:00"], {}, "06 17:00 None UTC"),
        (["When: Wednesday 10 am PT"], {}, "06 10:00 None America/Los_Angeles"),
        (["When: Tuesday 10 am PT"], {}, "None None "),
        (["When: May 6, 23:00-01:00 UTC"], {}, "06 23:00 07 01:00 UTC"),
        (["Time: 23:00-01:00 UTC"], {}, "06 23:00 07 01:00 UTC"),
        (["Time: 17:00 UTC"], {"duration": dt.timedelta(hours=1)}, "06 17:00 06 18:00 UTC"),
        (["Time: 17:00 UTC"], {"timezone": "Asia/Tokyo"}, "None None Asia/Tokyo"),
        (["Time: 15:00 UTC"], {"timezone": "Europe/Berlin"}, "06 17:00 None Europe/Berlin"),
        # a field has it
        (["Time: 17:00 UTC"], {"time": dt.time(16)}, "06 16:00 None "),
        (["Time: 16:00 UTC"], {"time": dt.time(16)}, "06 16:00 None UTC"),
        (["Time: 17:00 UTC"], {"date": dt.datetime(2026, 5, 6)}, "06 17:00 None UTC"),
        (["Time: 17:00 UTC"], {"date": dt.datetime(2026, 5, 6, 9)}, "06 09:00 None "),
        # two lines that differ
        (["Time: 17:00 UTC", "When: 18:00 UTC"], {}, "None None "),
        (["When: 17:00 UTC / 19:00 CEST / 10:00 PDT"], {}, "06 17:00 None UTC"),
    ],
)
def test_times(rows: list[str], values: dict[str, object], expected: str):
    assert times("2026-05-06", *rows, **values) == expected


def test_ranges():
    meeting, problems = record("call", "Dates: October 28-29, 2025")
    assert (meeting.date, meeting.end_date) == (dt.date(2025, 10, 28), dt.date(2025, 10, 29))
    assert problems == []
    meeting, _ = record("2025-10-28", "When: October 28-29, 2025, 9:00-17:00 UTC")
    assert meeting.end_date == dt.date(2025, 10, 29)
    assert meeting.end == dt.datetime(2025, 10, 29, 17, tzinfo=dt.UTC)
    assert record("2025-10-29", "When: October 28-29, 2025")[0].end_date is None
    assert record("call", "Date: May 2026")[0].date == Month(2026, 5, 1)


@pytest.mark.parametrize(
    ("heading", "time", "whole"),
    [
        ("Call - 2024-05-07 17:00 UTC", "17:00 UTC", "2024-05-07 17:00 UTC"),
        ("Call \u2013 08 May 2024 ; 21:00 UTC", "21:00 UTC", "08 May 2024 21:00 UTC"),
        ("May 7, 2024, 17:00-18:00 CEST", "17:00-18:00 CEST", "May 7, 2024 17:00-18:00 CEST"),
        ("Call (2024-05-07, 9 am PDT)", "9 am PDT", "2024-05-07 9 am PDT"),
        ("Call 2024-05-07", "", ""),
        ("Call 2024-05-07 17:00", "", ""),
        ("Call 17:00 UTC", "", ""),
        ("Call May 7 17:00 UTC", "", ""),
        ("Call 2024-05-07 17:00 UTC with Ada", "", ""),
        ("Call 2024-05-07 17:00 UTC / 2024-05-08 01:00 JST", "", ""),
    ],
)
def test_time_in_a_heading(heading, time, whole):
    assert time_in_heading(heading) == time
    assert time_in_heading(heading, has_date=True) == whole
