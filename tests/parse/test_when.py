"""Dates and times as people write them."""

from __future__ import annotations

import contextlib
import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxcontrib_meetings.model.month import Month
from sphinxcontrib_meetings.parse.date_words import ENGLISH, DateWords
from sphinxcontrib_meetings.parse.when import When, read_when

DAY = dt.date(2026, 4, 23)
FIVE, SIX = dt.time(17), dt.time(18)
GERMAN = DateWords(ENGLISH.months, {**ENGLISH.weekdays, "donnerstag": 3}, day_first=".")


def when(**fields: Any) -> When:
    return When(**({"day": DAY} | fields))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-04-23", when()),
        ("2026-04-23 (Thu)", when()),
        ("Thursday, April 23rd, 2026", when()),
        ("Thurs. 23 Apr 2026", when()),
        ("Date: 2026/04/23", when()),
        ("**When**: 23 April 2026", when()),
        ("2026-04-23 17:00", when(start=FIVE)),
        ("2026-04-23, 5pm", when(start=FIVE)),
        ("April 23, 2026 at 5:00 PM", when(start=FIVE)),
        ("5 p.m. on April 23, 2026", when(start=FIVE)),
        ("2026-04-23 17:00-18:00", when(start=FIVE, end=SIX)),
        ("2026-04-23 17:00 – 18:00", when(start=FIVE, end=SIX)),  # noqa: RUF001
        ("2026-04-23 from 17:00 to 18:00", when(start=FIVE, end=SIX)),
        ("2026-04-23 5-6pm", when(start=FIVE, end=SIX)),
        ("2026-04-23 5:00 - 6:00 pm", when(start=FIVE, end=SIX)),
        ("2026-04-23 11-1 pm", when(start=dt.time(11), end=dt.time(13))),
        ("2026-04-23 11-12pm", when(start=dt.time(11), end=dt.time(12))),
        ("2026-04-23 23:00-00:30", when(start=dt.time(23), end=dt.time(0, 30))),
        ("2026-04-23 noon", when(start=dt.time(12))),
        ("2026-04-23 12am", when(start=dt.time(0))),
        ("2026-04-23 17:00 UTC", when(start=FIVE, zone="UTC")),
        ("2026-04-23 17:00 (UTC)", when(start=FIVE, zone="UTC")),
        ("2026-04-23 17:00Z", when(start=FIVE, zone="UTC")),
        ("2026-04-23T17:00-05:00", when(start=FIVE, zone="-05:00")),
        ("2026-04-23 17:00 UTC+2", when(start=FIVE, zone="+02:00")),
        ("2026-04-23 5:00 PM PDT", when(start=FIVE, zone="-07:00")),
        ("2026-04-23 17:00-18:00 CEST", when(start=FIVE, end=SIX, zone="+02:00")),
        ("2026-04-23 17:00 Europe/Berlin", when(start=FIVE, zone="Europe/Berlin")),
        ("2026-04-23 17:00 CEST / 8am PDT", when(start=FIVE, zone="+02:00")),
        ("2026-04-23 17:00 UTC, 03:00 AEST", when(start=FIVE, zone="UTC")),
        ("2026-04-23 to 2026-04-25", when(last=dt.date(2026, 4, 25))),
        ("2026-04-23 - 2026-04-25", when(last=dt.date(2026, 4, 25))),
        ("Dates: Thursday-Friday, April 23-24, 2026", when(last=dt.date(2026, 4, 24))),
        ("April 23 & 24, 2026", when(last=dt.date(2026, 4, 24))),
        ("2026-04-23/2026-04-24", when(last=dt.date(2026, 4, 24))),
        ("2026-04-23..2026-04-24", when(last=dt.date(2026, 4, 24))),
        ("23-24 April 2026", when(last=dt.date(2026, 4, 24))),
        ("April 23 – May 2, 2026", when(last=dt.date(2026, 5, 2))),  # noqa: RUF001
        ("Apr 23-24, 2026, 5-6 pm", when(last=dt.date(2026, 4, 24), start=FIVE, end=SIX)),
        ("April 2026", when(day=Month(2026, 4, 1))),
        ("04/2026", when(day=Month(2026, 4, 1))),
        ("2026-04", when(day=Month(2026, 4, 1))),
        ("2026-04-23 1700-1800 UTC", when(start=FIVE, end=SIX, zone="UTC")),
        ("17:00 CEST (15:00 UTC)", when(day=None, start=FIVE, zone="+02:00")),
        ("17:00-18:00 UTC", when(day=None, start=FIVE, end=SIX, zone="UTC")),
        ("Thursdays", when(day=None, rest="Thursdays")),
        ("2026-04-23 (online)", when(rest="online")),
        ("2026-04-23 17:00 in Room 4", when(start=FIVE, rest="in Room 4")),
        (
            "2026-04-23 15:00 UTC (8am Pacific)",
            when(start=dt.time(15), zone="UTC", rest="8am Pacific"),
        ),
        ("", when(day=None)),
    ],
)
def test_read(text: str, expected: When) -> None:
    assert read_when(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Donnerstag, 23. April 2026 um 17 Uhr", when(start=FIVE)),
        ("23.04.2026, 17:00-18:00 Uhr", when(start=FIVE, end=SIX)),
        ("23.4.2026 17-18 Uhr", when(start=FIVE, end=SIX)),
        ("23.04.2026 um 17.30 Uhr", when(start=dt.time(17, 30))),
        ("23.04.2026 bis 25.04.2026", when(last=dt.date(2026, 4, 25))),
        ("03.04.2026", when(day=dt.date(2026, 4, 3))),
    ],
)
def test_read_in_german(text: str, expected: When) -> None:
    assert read_when(text, GERMAN) == expected


@pytest.mark.parametrize(
    ("text", "start", "message"),
    [
        ("2026-04-23 (Fri)", None, "2026-04-23 is a Thursday, not 'Fri'; correct one of them"),
        ("April 23-24, 2026, Thu-Sat", None, "2026-04-24 is a Friday, not 'Sat'"),
        ("2026-04-23 17:00 IST", FIVE, "'IST' may be Asia/Kolkata, Asia/Jerusalem or"),
        ("2026-04-23 17:00 XYZT", FIVE, "'XYZT' is not a valid time zone"),
        ("2026-04-23 25:00", None, "'25:00' is not a valid time of day"),
        ("2026-04-23 17:00-05:00", FIVE, "could be a range, or a time with an offset"),
        ("2026-04-23 17:00 UTC / 8am PDT", FIVE, "the times 17:00 UTC and 08:00 -07:00 differ"),
    ],
)
def test_the_day_stays_if_the_rest_is_wrong(
    text: str, start: dt.time | None, message: str
) -> None:
    found = read_when(text)
    assert (found.day, found.start) == (DAY, start)
    assert message in found.problems[0]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("05-06-2026", "may be 2026-05-06 or 2026-06-05; use"),
        ("03/04/2025 17:00", "may be 2025-03-04 or 2025-04-03; use"),
        ("2026-02-30", "does not exist"),
        ("February 30, 2026", "does not exist"),
        ("April 23-31, 2026", "does not exist"),
        ("April 25-23, 2026", "is a range that does not exist"),
        ("2026-04-23 to 2027-04-25", "several dates (2026-04-23, 2027-04-25)"),
        ("2026-04-23, 2026-05-07", "several dates (2026-04-23, 2026-05-07)"),
        ("2026-04-23 " * 100, "too long"),
    ],
)
def test_what_is_not_one_date(text: str, message: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011, the message is compared below
        read_when(text)
    assert message in str(caught.value)


pieces = st.sampled_from(
    (
        *(
            "2026-04-23",
            "April",
            "23",
            "23rd",
            ",",
            "2026",
            "Thu",
            "-",
            "17:00",
            "5pm",
            "UTC",
            "IST",
        ),
        *(
            "to",
            "Uhr",
            "noon",
            "T",
            "Z",
            "25:00",
            "(",
            ")",
            "+02:00",
            "Europe/Berlin",
            "x",
            "\u0130",
        ),
    )
)


@given(st.text() | st.lists(pieces, max_size=12).map(" ".join) | st.lists(pieces).map("".join))
def test_any_text_can_be_read(text: str) -> None:
    found = When()
    with contextlib.suppress(ValueError):
        found = read_when(text)
    assert found.last is None or (found.day is not None and found.last > found.day)
    assert found.end is None or found.start is not None
