"""Dates in paths, headings and fields."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxcontrib_meetings.config import date_words
from sphinxcontrib_meetings.model.month import Month
from sphinxcontrib_meetings.parse.date_words import ENGLISH, DateWords
from sphinxcontrib_meetings.parse.dates import (
    PathDate,
    date_in_heading,
    date_in_path,
    date_of_note,
    parse_date,
)
from sphinxcontrib_meetings.parse.times import (
    format_duration,
    iso_duration,
    parse_duration,
    parse_time,
    parse_zone,
    zone_name,
    zone_of,
)

DAY = dt.date(2023, 9, 5)
BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")

dates = st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31))
# what YAML makes of a value, and texts that look like what is read
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.dates(),
    st.datetimes(timezones=st.none() | st.just(dt.UTC)),
    st.text(alphabet="0123456789:-/. TZPHMSapmhins,+", max_size=24),
)
values = st.one_of(scalars, st.lists(scalars), st.dictionaries(st.text(), scalars))
headings = st.one_of(
    st.text(),
    st.lists(
        st.sampled_from(
            (
                *("February", "Feb.", "feb", "MAY", "May", "4", "4th", "29", "30", "31", "of"),
                *("2023", "2025", "2025-02-04", "2025-02-30", "03/04/2025", "2025.02.04"),
                *("20250204", ",", "-", "\N{EN DASH}", "(", ")"),
            )
        ),
        max_size=8,
    ).map(" ".join),
)
paths = st.one_of(
    st.text(),
    st.lists(
        st.sampled_from(
            (
                *("2023", "02", "2", "29", "30", "/", "-", "_", ".", "name", "v1", "index"),
                *("-transcript", "2023-09-20", "20230230"),
            )
        ),
        max_size=9,
    ).map("".join),
)


def message_of(parse: Callable[[Any], object], value: object) -> str:
    """Return what *parse* has against *value*."""
    try:
        parse(value)
    except ValueError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    ("docname", "rest"),
    [
        ("2023-09-05", ""),
        ("2023-09-05-community-meeting", "community-meeting"),
        ("2023-9-5-community-meeting", "community-meeting"),
        ("community/2023-09-05-community-meeting", "community-meeting"),
        ("2023/09/05/community-meeting", "community-meeting"),
        ("2023/9/5/community-meeting", "community-meeting"),
        ("2023/09/05", ""),
        ("2023/09/05/index", ""),
        ("2023/09/05-community-meeting", "community-meeting"),
        ("2023/09-05-community-meeting", "community-meeting"),
        ("2023/9-5-community-meeting", "community-meeting"),
        ("2023-09/05-community-meeting", "community-meeting"),
        ("2023/09-05/community-meeting", "community-meeting"),
        ("2023/community-meeting-09-05", "community-meeting"),
        ("2023/community-meeting-9-5", "community-meeting"),
        ("2023/community_meeting_09_05", "community_meeting"),
        ("2023/community-meeting-2023-09-05", "community-meeting"),
        ("2023/community-meeting-09-05-2023", "community-meeting"),
        ("community-meeting-2023-09-05", "community-meeting"),
        ("20230905_community-meeting", "community-meeting"),
        ("20230905", ""),
        ("2023-09-05-community-meeting/index", "community-meeting"),
        ("2023-09-05-community-meeting/notes", "notes"),
        ("archive/2023/wg/packaging/notes-09-05", "notes"),
        ("notes-2023/09-05-name", "name"),
        ("2023-notes/09-05-name", "name"),
        ("2024/2023-09-05-name", "name"),
        ("2023/09/name-09-05", "name"),
        ("2023-09-05-community-meeting-transcript", "community-meeting-transcript"),
        ("2023/community-meeting-09-05-transcript", "community-meeting-transcript"),
        ("2023-09-05-transcript", "transcript"),
        ("wg-2023-09-05-notes", "wg-notes"),
        ("2023.09.05 Community Meeting", "Community Meeting"),
        ("2023-09-05T17-00-name", "T17-00-name"),
        ("2023-09-05-1", "1"),
        ("2023-09-05-to-2023-09-07-summit", "to-2023-09-07-summit"),
        ("rfc-5545/2023-09-05-name", "name"),
    ],
)
def test_path_with_a_whole_date(docname: str, rest: str) -> None:
    found = date_in_path(docname)
    assert found.date == DAY
    assert found.rest == rest
    assert not found.impossible


@pytest.mark.parametrize(
    ("docname", "year", "month", "rest"),
    [
        ("monthly/2025-02", 2025, 2, ""),
        ("monthly/2025-2", 2025, 2, ""),
        ("monthly/2025-02-notes", 2025, 2, "notes"),
        ("monthly/notes-2025-02", 2025, 2, "notes"),
        ("monthly/2025/02", 2025, 2, ""),
        ("monthly/2025/02/notes", 2025, 2, "notes"),
        ("2024/2025-02", 2025, 2, ""),
        ("monthly/2025", 2025, None, ""),
        ("2025/review-of-2024-11-notes", 2025, None, "review-of-2024-11-notes"),
        # the tenth meeting as well as October
        ("2025/10-notes", 2025, None, "10-notes"),
        ("2025/wg/10/notes", 2025, None, "notes"),
        ("2025/v1-2-3", 2025, None, "v1-2-3"),
        ("2025/release-20-2", 2025, None, "release-20-2"),
        ("2025/03/release-2-10", 2025, 3, "release-2-10"),
    ],
)
def test_path_with_a_part_of_a_date(docname: str, year: int, month: int | None, rest: str) -> None:
    found = date_in_path(docname)
    assert (found.year, found.month, found.day) == (year, month, None)
    assert found.rest == rest
    assert found.date is None
    assert not found.impossible


@pytest.mark.parametrize(
    "docname",
    [
        "",
        "index",
        "kick-off",
        "v1-2-3",
        "release-2-10",
        "releases/2-10",
        "09-05-name",
        "09/05/name",
        "rfc-5545-3-8",
        "12345678_name",
        "20231305_name",
        "v2023-09-05",
        "2023-2024/09-05-name",
        "2023-24/09-05-name",
        "of-2023-09-05-and-2023-09-12",
    ],
)
def test_path_without_a_date(docname: str) -> None:
    assert date_in_path(docname) == PathDate(rest=docname.rpartition("/")[2])


@pytest.mark.parametrize(
    "docname", ["2023-02-30-name", "2023-13-01", "2023/02/30/name", "2023/name-02-30", "20230230"]
)
def test_path_with_an_impossible_date(docname: str) -> None:
    found = date_in_path(docname)
    assert found.impossible
    assert found.date is None


@given(paths)
def test_any_path_can_be_read(docname: str) -> None:
    found = date_in_path(docname)
    assert found.impossible == (found.day is not None and found.date is None)
    assert len(found.rest) <= len(docname)


@pytest.mark.parametrize(
    ("docname", "rest"),
    [
        ("2023/Sep-05-name", "name"),
        ("2023/05-sep", ""),
        ("2023-09/sep-05", ""),
        ("2023/09-Sep/05-name", "name"),
        ("2023/September/05", ""),
        ("2023/09 September/5-name", "name"),
        ("September 5, 2023", ""),
        ("Sept 5, 2023 - name", "name"),
        ("name-5-Sep-2023", "name"),
        ("05sep2023-name", "name"),
        ("2023-sep-05_name", "name"),
        ("notes20230905", "notes"),
        ("Minutes2023-09-05", "Minutes"),
        ("2023/name_sep_5", "name"),
        ("2023/09/05-09-2023", ""),
        ("2023/sep/5", ""),
        ("2023 09 05 name", "name"),
        ("2023/09/5th", ""),
        ("2023/09-05-23", ""),
        ("2023/9-5-23-name", "name"),
    ],
)
def test_path_with_a_date_in_other_words(docname: str, rest: str) -> None:
    found = date_in_path(docname)
    assert (found.date, found.rest, found.folder) == (DAY, rest, "")


@pytest.mark.parametrize(
    ("docname", "expected"),
    [
        ("31-03-2016", "2016-03-31"),
        ("2016/31-03-2016", "2016-03-31"),
        ("03-31-2016-name", "2016-03-31"),
        ("name_31.03.2016", "2016-03-31"),
        ("12-31-24", "2024-12-31"),
        ("05-05-2026", "2026-05-05"),
        ("name-12-31-24", "2024-12-31"),
        ("24-05-31", "2024-05-31 or 2031-05-24"),
        ("05-06-2026", "2026-05-06 or 2026-06-05"),
        ("meeting-09-05-2023", "2023-05-09 or 2023-09-05"),
        ("5-6-26", "2026-05-06 or 2026-06-05"),
        ("10-11-12", "2010-11-12 or 2012-10-11 or 2012-11-10"),
        ("release-1-2-24", ""),
        ("release-45-45-2024", ""),
        ("1-2-3-go", ""),
    ],
)
def test_numbers_that_may_be_two_dates(docname: str, expected: str) -> None:
    found = date_in_path(docname)
    dates = [found.date] if found.date else found.readings
    assert " or ".join(date.isoformat() for date in dates) == expected
    date, messages = date_of_note(given=None, path=found, heading="")
    assert (date is None) == (len(dates) != 1)
    assert not dates or not messages or f"may be {expected}" in messages[0]


def test_a_heading_decides_between_two_readings() -> None:
    path = date_in_path("05-09-2023")
    assert date_of_note(given=None, path=path, heading="Call on September 5") == (DAY, [])


GERMAN = DateWords(
    {**ENGLISH.months, "mai": 5, "märz": 3, "mär": 3, "dezember": 12, "dez": 12},
    {**ENGLISH.weekdays, "dienstag": 1, "di": 1},
    day_first=".",
)


@pytest.mark.parametrize(
    ("docname", "heading", "expected"),
    [
        ("x", "Dienstag, 5. September 2023", "2023-09-05"),
        ("x", "Treffen am 4. März 2025", "2025-03-04"),
        ("x", "04.03.2025", "2025-03-04"),
        ("04.03.2025", "", "2025-03-04"),
        ("2025/03-März/04-x", "", "2025-03-04"),
        ("2025/Dez", "", "2025-12"),
        ("treffen-4-märz-2025", "", "2025-03-04"),
        ("x", "March 4, 2025", "2025-03-04"),
    ],
)
def test_the_words_of_another_language(docname: str, heading: str, expected: str) -> None:
    path = date_in_path(docname, GERMAN)
    date, messages = date_of_note(given=None, path=path, heading=heading, words=GERMAN)
    assert date is not None
    assert (date.isoformat(), messages) == (expected, [])


@pytest.mark.parametrize(
    ("docname", "month"),
    [
        ("2025-02", 2),
        ("2025/02-Feb", 2),
        ("2025/Feb", 2),
        ("2025/feb/notes", 2),
        ("february-2025", 2),
        ("02-2025", 2),
        ("2025/02-2025", 2),
        ("2025-may-notes", None),
        ("2025-march-for-science", None),
        ("2025/march-for-science", None),
        ("feb", None),
        ("may", None),
    ],
)
def test_path_with_a_month(docname: str, month: int | None) -> None:
    found = date_in_path(docname)
    assert (found.month, found.day) == (month, None)


PATTERNS: list[Callable[[dt.date], str]] = [
    lambda d: f"{d:%Y-%m-%d}",
    lambda d: f"notes/{d:%Y-%m-%d}-name",
    lambda d: f"{d:%Y/%m/%d}/name",
    lambda d: f"{d:%Y}/name-{d:%m-%d}",
    lambda d: f"{d:%Y}/name-{d:%Y-%m-%d}",
    lambda d: f"{d:%Y}/name-{d:%m-%d-%Y}",
    lambda d: f"{d:%Y}/{d:%m-%d}-name",
    lambda d: f"{d:%Y}/wg/notes/{d:%m-%d}-name",
    lambda d: f"{d:%Y%m%d}_name",
    lambda d: f"{d:%Y-%m-%d}-name/index",
    lambda d: f"{d:%Y-%m-%d}-name-transcript",
    lambda d: f"{d.year}-{d.month}-{d.day}-name",
    lambda d: f"{d.year}/{d.month}/{d.day}/name",
    lambda d: f"{d.year}/name-{d.month}-{d.day}",
    lambda d: f"{d.year}/name-{d.month}-{d.day}-{d.year}",
    lambda d: f"{d.year}/{d.month}-{d.day}-name",
    lambda d: f"{d:%B} {d.day}, {d.year}",
    lambda d: f"{d:%Y}/{d:%b}-{d:%d}",
    lambda d: f"{d:%Y}/{d:%m-%b}/{d:%d}-name",
    lambda d: f"{d:%Y-%m}/{d:%b-%d}-name",
    lambda d: f"notes{d:%Y%m%d}",
    lambda d: f"{d:%d-%B-%Y}-name",
]


@pytest.mark.parametrize("pattern", PATTERNS)
@given(day=dates)
def test_every_date_is_read_back_from_a_path(
    pattern: Callable[[dt.date], str], day: dt.date
) -> None:
    assert date_in_path(pattern(day)).date == day


@given(day=dates)
def test_a_path_of_year_and_month_takes_the_day_from_the_heading(day: dt.date) -> None:
    path = date_in_path(f"monthly/{day:%Y-%m}")
    for heading in (f"Meeting ({day:%B} {day.day}, {day.year})", f"{day:%b} {day.day}"):
        assert date_of_note(given=None, path=path, heading=heading) == (day, [])


@pytest.mark.parametrize(
    "heading",
    [
        "Documentation Community Team Meeting (September 5, 2023)",
        "Documentation Community Team Meeting (5 September 2023)",
        "Sept. 5th, 2023",
        "Sep 5 2023 – notes",  # noqa: RUF001
        "5th of September, 2023",
        "Tuesday, 5. Sep 2023",
        "September 5-7, 2023",
        "September 5 to October 2, 2023",
        "5-7 September 2023",
        "SEPTEMBER 5, 2023",
        "september 5, 2023",
        "5-Sep-2023",
        "2023-09-05",
        "Meeting 2023-9-5",
        "Notes 2023/09/05",
        "Notes 2023.09.05",
        "Meeting 20230905",
        "Meeting 12 September 5, 2023",
        "Meeting #12 September 5, 2023",
        "2023-09-05 (Sep 5)",
        "2023-09-05 September planning",
        "Python 3.12, September 5, 2023, 17:00",
    ],
)
def test_heading_with_a_date(heading: str) -> None:
    assert date_in_heading(heading) == DAY


@pytest.mark.parametrize(
    "heading",
    [
        "",
        "Meeting",
        "Feb 4th",
        "September 2023",
        "03/04/2025",
        "04.03.2025",
        "Release 2025.1.2",
        "v1.2.3",
        "RFC 5545-03-08",
        "2023-09-05 and 2023-09-12",
        "Meeting #4 February 2025",
        "May 4 and 18, 2025",
        "May 2023 be better",
    ],
)
def test_heading_without_one_certain_date(heading: str) -> None:
    assert date_in_heading(heading) is None


@pytest.mark.parametrize("heading", ["February 30, 2025", "2025-02-30", "2025-13-01"])
def test_heading_with_an_impossible_date(heading: str) -> None:
    with pytest.raises(ValueError, match="does not exist"):
        date_in_heading(heading)


@given(headings)
def test_any_heading_can_be_read(heading: str) -> None:
    message = message_of(date_in_heading, heading)
    assert not message or "does not exist" in message


class TestDateOfNote:
    def test_a_field_counts_before_path_and_heading(self) -> None:
        path = date_in_path("monthly/2023-09")
        for heading in ("Meeting", "October", "September 5, 2023", "Plans until October 1, 2024"):
            assert date_of_note(given=DAY, path=path, heading=heading) == (DAY, [])
        date, (message,) = date_of_note(given=DAY, path=path, heading="October 1, 2024")
        assert date == DAY
        assert "the heading says 2024-10-01, which contradicts the date 2023-09-05;" in message

    def test_a_whole_path_counts_before_the_heading(self) -> None:
        path = date_in_path("2023-09-05-name")
        for heading in ("Meeting", "September 2023", "Sep 5th", "Review of 2023-09-12"):
            assert date_of_note(given=None, path=path, heading=heading) == (DAY, [])
        date, (message,) = date_of_note(given=None, path=path, heading="Meeting 2023-09-12")
        assert date == DAY
        assert "the heading says 2023-09-12, which contradicts the path, which says" in message

    @pytest.mark.parametrize(
        ("docname", "heading"),
        [
            ("monthly/2023-09", "September 5, 2023"),
            ("monthly/2023-09", "Sep 5th"),
            ("monthly/2023-09", "5 September"),
            ("2023/kick-off", "Kick-off on Sep 5"),
            ("kick-off", "2023-09-05"),
            # the one that the path allows
            ("monthly/2023-09", "2023-09-05 (next: 2023-10-03)"),
        ],
    )
    def test_the_heading_completes_the_path(self, docname: str, heading: str) -> None:
        path = date_in_path(docname)
        assert date_of_note(given=None, path=path, heading=heading) == (DAY, [])

    @pytest.mark.parametrize(
        ("docname", "says"),
        [
            ("2023-09-06-name", "2023-09-06"),
            ("monthly/2023-10", "2023-10"),
            ("2022/name", "2022"),
        ],
    )
    def test_a_field_that_contradicts_the_path(self, docname: str, says: str) -> None:
        date, (message,) = date_of_note(given=DAY, path=date_in_path(docname), heading="")
        assert date == DAY
        assert f"date 2023-09-05 contradicts the path, which says {says};" in message

    def test_a_field_replaces_an_impossible_path(self) -> None:
        path = date_in_path("2023-02-30-name")
        assert date_of_note(given=DAY, path=path, heading="") == (DAY, [])

    @pytest.mark.parametrize(
        ("docname", "heading", "expected"),
        [
            ("kick-off", "Kick-off", "If this is not a meeting, add the field 'meeting: false'"),
            ("kick-off", "Feb 4th", "the meeting has no date"),
            ("2023-02-30-name", "2023-03-01", "the path says 2023-02-30, a date that does not"),
            ("2025/plans", "March 4, 2024", "says 2024-03-04, but the path says 2025"),
            ("2025/plans", "Feb 4 and Feb 5", "several dates (2025-02-04, 2025-02-05)"),
            ("2025/plans", "Feb 30", "'Feb 30' is a date that does not exist"),
        ],
    )
    def test_nothing_is_guessed(self, docname: str, heading: str, expected: str) -> None:
        path = date_in_path(docname)
        date, (message,) = date_of_note(given=None, path=path, heading=heading)
        assert date is None
        assert expected in message

    @pytest.mark.parametrize(
        ("heading", "expected"),
        [
            ("we may 5 times", ""),
            ("Feb 4 and Feb 5", "several dates (2025-02-04, 2025-02-05)"),
            ("Feb 30", "'Feb 30' is a date that does not exist"),
            ("March 4", "says 2025-03-04, but the path says 2025-02"),
        ],
    )
    def test_a_month_stays_without_a_certain_day(self, heading: str, expected: str) -> None:
        date, messages = date_of_note(
            given=None, path=date_in_path("monthly/2025-02"), heading=heading
        )
        assert date == Month(2025, 2, 1)
        assert len(messages) == bool(expected)
        assert expected in "".join(messages)

    def test_a_whole_date_in_the_heading_counts_before_the_month_of_a_folder(self) -> None:
        date, (message,) = date_of_note(
            given=None, path=date_in_path("2025/02/call"), heading="Call of March 4, 2025"
        )
        assert date == dt.date(2025, 3, 4)
        assert "says 2025-03-04, but the path says 2025-02; the heading counts" in message

    @pytest.mark.parametrize(
        ("docname", "heading", "expected"),
        [
            ("monthly/2025-02", "Meeting", Month(2025, 2, 1)),
            ("2025/February", "", Month(2025, 2, 1)),
            ("notes/feb-2025", "Notes", Month(2025, 2, 1)),
            ("notes/call", "February 2025", Month(2025, 2, 1)),
            ("notes/call", "Roadmap for February 2025", None),
            ("2024/call", "February 2025", None),
        ],
    )
    def test_a_month(self, docname: str, heading: str, expected: Month | None) -> None:
        date, _ = date_of_note(given=None, path=date_in_path(docname), heading=heading)
        assert date == expected

    @pytest.mark.parametrize(
        ("docname", "heading", "expected"),
        [
            ("2025-02-04-x", "", dt.date(2025, 2, 4)),
            ("x", "Meeting on Feb 4", dt.date(2025, 2, 4)),
            ("x", "Meeting", Month(2025, 2, 1)),
        ],
    )
    def test_path_and_heading_complete_a_month_of_a_field(
        self, docname: str, heading: str, expected: dt.date
    ) -> None:
        path = date_in_path(docname)
        given = Month(2025, 2, 1)
        assert date_of_note(given=given, path=path, heading=heading) == (expected, [])

    @pytest.mark.parametrize(
        ("docname", "heading", "both"),
        [
            ("2024/2023-09-05-name", "", ("2024", "2023-09-05")),
            ("2023/08/2023-09-05-name", "", ("2023/08", "2023-09-05")),
            ("2023-08/sep-05", "", ("2023-08", "2023-09-05")),
            ("2023-09-04/2023-09-05-x", "", ("2023-09-04", "2023-09-05")),
            ("2022/2023-09", "2023-09-05", ("2022", "2023-09")),
            ("2023-09-05", "Monday, September 5, 2023", ("Tuesday", "'Monday'")),
            ("2023-09-05", "5 September (Wed)", ("Tuesday", "'Wed'")),
            ("x", "Mon, 2023-09-05: call", ("Tuesday", "'Mon'")),
        ],
    )
    def test_contradictions_name_both_places(
        self, docname: str, heading: str, both: tuple[str, str]
    ) -> None:
        date, (message,) = date_of_note(given=None, path=date_in_path(docname), heading=heading)
        assert date == DAY
        assert all(said in message for said in both)

    @pytest.mark.parametrize(
        ("docname", "heading"),
        [
            ("2022-roadmap/2023-09-05-name", ""),
            ("2023/09/2023-09-05-name", "Tuesday, September 5"),
            ("2023-09-05", "Tue Sep 5 2023"),
            ("2023-09-05", "Agenda (after the release of September 1, 2023)"),
            ("2023-09-05", "Status since Sep 1"),
            ("2023-09-05", "September 4-6, 2023"),
            ("2023-09-05", "Sun Microsystems, 2023-09-05"),
        ],
    )
    def test_what_is_no_contradiction(self, docname: str, heading: str) -> None:
        path = date_in_path(docname)
        assert date_of_note(given=None, path=path, heading=heading) == (DAY, [])

    @given(given_date=st.none() | dates, docname=paths, heading=headings)
    def test_a_date_or_a_message(
        self, given_date: dt.date | None, docname: str, heading: str
    ) -> None:
        date, messages = date_of_note(
            given=given_date, path=date_in_path(docname), heading=heading
        )
        assert date is not None or messages
        assert given_date in (None, date)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2023-09-05", DAY),
        ("2023-9-5", DAY),
        ("2023/09/05", DAY),
        ("20230905", DAY),
        (20230905, DAY),
        (DAY, DAY),
        (" Sep 5, 2023 ", DAY),
        ("5 September 2023", DAY),
        ("Tue, September 5th, 2023", DAY),
        ("1899-12-31", dt.date(1899, 12, 31)),
        (dt.datetime(2023, 9, 5, 17), dt.datetime(2023, 9, 5, 17)),
        ("2023-09-05 17:00", dt.datetime(2023, 9, 5, 17)),
        ("2023-09-05 5pm", dt.datetime(2023, 9, 5, 17)),
        ("2023-09-05T17:00:30.5", dt.datetime(2023, 9, 5, 17, 0, 30, 500_000)),
        ("2023-09-05T17:00Z", dt.datetime(2023, 9, 5, 17, tzinfo=dt.UTC)),
        ("2023-09-05T17:00-05:00", dt.datetime(2023, 9, 5, 22, tzinfo=dt.UTC)),
        ("Tue, 5 Sep 2023 17:00:00 +0000", dt.datetime(2023, 9, 5, 17, tzinfo=dt.UTC)),
        ("2023-09-05 17:00 Europe/Berlin", dt.datetime(2023, 9, 5, 17, tzinfo=BERLIN)),
        ("September 5, 2023 at 5:30 pm", dt.datetime(2023, 9, 5, 17, 30)),
    ],
)
def test_parse_date(value: object, expected: dt.date) -> None:
    found = parse_date(value)
    assert found == expected
    assert isinstance(found, dt.datetime) == isinstance(expected, dt.datetime)


@pytest.mark.parametrize(
    ("value", "way_out"),
    [
        ("03/04/2025", "use YYYY-MM-DD, for example 2023-09-20"),
        ("2023-02-30", "does not exist"),
        ("Feb 30, 2023", "does not exist"),
        ("Feb 4", "use YYYY-MM-DD, for example 2023-09-20"),
        ("2023-09-05x", "use YYYY-MM-DD or YYYY-MM-DD HH:MM"),
        ("2023-09-05 soon", "use HH:MM, for example 17:00"),
        ("0203-09-05", "the year 203 is out of range"),
        (dt.date(9999, 12, 31), "the year 9999 is out of range"),
        (None, "use YYYY-MM-DD, for example 2023-09-20"),
        (True, "use YYYY-MM-DD, for example 2023-09-20"),
        (2023, "use YYYY-MM-DD, for example 2023-09-20"),
        (["2023-09-05"], "a list is not a valid date"),
        ({}, "a mapping is not a valid date"),
    ],
)
def test_parse_date_says_the_way_out(value: object, way_out: str) -> None:
    with pytest.raises(ValueError, match=way_out):
        parse_date(value)


@given(st.datetimes(dt.datetime(1000, 1, 1), dt.datetime(9998, 12, 31), timezones=st.none()))
def test_every_iso_date_and_time_is_read_back(moment: dt.datetime) -> None:
    assert parse_date(moment.isoformat()) == moment
    assert parse_date(moment.isoformat(sep=" ")) == moment
    assert parse_date(moment.date().isoformat()) == moment.date()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("17:00", dt.time(17)),
        ("9:05", dt.time(9, 5)),
        ("17:00:30", dt.time(17, 0, 30)),
        ("5pm", dt.time(17)),
        ("5:30 PM", dt.time(17, 30)),
        ("12 a.m.", dt.time(0)),
        ("12pm", dt.time(12)),
        (dt.time(17), dt.time(17)),
        ("17:00 UTC", dt.time(17, tzinfo=dt.UTC)),
        ("17:00Z", dt.time(17, tzinfo=dt.UTC)),
        ("17:00+02:00", dt.time(15, tzinfo=dt.UTC)),
        ("17:00 UTC-5", dt.time(22, tzinfo=dt.UTC)),
    ],
)
def test_parse_time(value: object, expected: dt.time) -> None:
    assert parse_time(value) == expected


@pytest.mark.parametrize(
    ("value", "way_out"),
    [
        ("17", "17:00"),
        ("25:00", "17:00"),
        ("13pm", "use 5pm or 17:00"),
        ("17:00-18:00", "start and end"),
        ("17:00–18:00", "start and end"),  # noqa: RUF001
        ("17:00 Europe/Belin", "Did you mean 'Europe/Berlin'"),
        (17, "17:00"),
        # not 20:00, as if it were minutes
        (1200, "17:00"),
        (2000, "17:00"),
        (True, "17:00"),
        (17.5, "17:00"),
        (None, "17:00"),
    ],
)
def test_parse_time_says_the_way_out(value: object, way_out: str) -> None:
    with pytest.raises(ValueError, match=way_out):
        parse_time(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        (" utc ", "UTC"),
        ("Z", "UTC"),
        ("+00:00", "UTC"),
        ("+02:00", "+02:00"),
        ("-0530", "-05:30"),
        ("UTC+2", "+02:00"),
        ("GMT -5", "-05:00"),
        # +2 in YAML
        (2, "+02:00"),
        ("-5:00", "-05:00"),
        ("+5:30", "+05:30"),
    ],
)
def test_parse_zone(value: object, expected: str) -> None:
    assert parse_zone(value) == expected


@pytest.mark.parametrize(
    "value",
    [
        "",
        "Europe/Belin",
        "America",
        "localtime",
        "posix/UTC",
        "../UTC",
        "/etc/passwd",
        "a/" * 3000,
        "x" * 5000,
        "a\0b",
        "\ud800",
        "+15:00",
        "+02:75",
        # +0200 and -0500 in YAML 1.1, in base 8
        128,
        -320,
        5000,
        True,
        None,
        1.5,
    ],
)
def test_parse_zone_says_the_way_out(value: object) -> None:
    with pytest.raises(
        ValueError, match=r"use (a name such as |±HH:MM, for example )?(Europe/Berlin|\+02:00)"
    ):
        parse_zone(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("CEST", "+02:00"),
        ("PDT", "-07:00"),
        ("JST", "+09:00"),
        ("ET", "America/New_York"),
        ("GMT", "GMT"),
    ],
)
def test_an_abbreviation_of_one_zone(value: str, expected: str) -> None:
    assert parse_zone(value) == expected
    zone_of(expected)


@pytest.mark.parametrize(
    ("value", "zones"),
    [
        ("PST", "America/Los_Angeles or Asia/Manila"),
        ("IST", "Asia/Kolkata, Asia/Jerusalem or Europe/Dublin"),
        ("CST", "America/Chicago, Asia/Shanghai or America/Havana"),
    ],
)
def test_an_abbreviation_of_several_zones_names_them(value: str, zones: str) -> None:
    with pytest.raises(ValueError, match=f"'{value}' may be {zones}; use one of these"):
        parse_zone(value)


def test_an_unknown_abbreviation_is_not_like_another_one() -> None:
    assert "Did you mean" not in message_of(parse_zone, "XEST")


def test_parse_zone_without_a_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(key: str) -> zoneinfo.ZoneInfo:
        raise zoneinfo.ZoneInfoNotFoundError(key)

    monkeypatch.setattr(zoneinfo, "ZoneInfo", missing)
    monkeypatch.setattr(zoneinfo, "available_timezones", set[str])
    with pytest.raises(ValueError, match="install the package tzdata"):
        parse_zone("Europe/Berlin")
    assert zone_of(parse_zone("UTC")) is dt.UTC


@given(
    st.sampled_from(["UTC", "Europe/Berlin", "America/New_York"])
    | st.integers(-840, 840).map(
        lambda m: parse_zone(f"{'-' * (m < 0)}{'+' * (m >= 0)}{abs(m) // 60:02}:{abs(m) % 60:02}")
    )
)
def test_every_zone_has_its_name_back(name: str) -> None:
    assert zone_name(dt.datetime(2023, 9, 5, 17, tzinfo=zone_of(name))) == name
    assert zone_name(dt.time(17, tzinfo=zone_of(name))) == name


def test_a_floating_time_has_no_zone() -> None:
    assert zone_name(dt.time(17)) == zone_name(None) == ""


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("PT1H2M3S", 3723),
        ("PT45M", 2700),
        ("P1DT1H", 90_000),
        ("PT0.5S", 0.5),
        ("1:02:03", 3723),
        ("59:30", 3570),
        ("90:00", 5400),
        ("1h 2m", 3720),
        ("1h2m3s", 3723),
        ("45 min", 2700),
        ("1.5 hours", 5400),
        ("1 hour, 5 minutes and 3 seconds", 3903),
        ("2 hrs", 7200),
        ("2090", 2090),
        (2090, 2090),
        (3.5, 3.5),
        (dt.timedelta(hours=1), 3600),
    ],
)
def test_parse_duration(value: object, seconds: float) -> None:
    assert parse_duration(value) == dt.timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "P",
        "PT",
        "P1D2",
        "an hour",
        "1:75:00",
        "1 hour 2",
        0,
        -5,
        "0",
        3_734_000,
        10**400,
        float("nan"),
        float("inf"),
        True,
        None,
        [],
    ],
)
def test_parse_duration_says_the_way_out(value: object) -> None:
    with pytest.raises(ValueError, match="1:02:03"):
        parse_duration(value)


@given(st.integers(1, 31 * 24 * 3600))
def test_every_duration_is_read_back(seconds: int) -> None:
    duration = dt.timedelta(seconds=seconds)
    assert parse_duration(iso_duration(duration)) == duration
    assert parse_duration(seconds) == duration
    if seconds >= 60:
        # rounded to the nearest minute
        minutes = dt.timedelta(minutes=(seconds + 30) // 60)
        assert parse_duration(format_duration(duration)) == minutes


@pytest.mark.parametrize(
    ("seconds", "text", "iso"),
    [
        (3570, "1 h", "PT59M30S"),
        (3569, "59 min", "PT59M29S"),
        (596, "10 min", "PT9M56S"),
        (3720, "1 h 2 min", "PT1H2M"),
        (7200, "2 h", "PT2H"),
        (45, "45 s", "PT45S"),
        (0, "0 s", "PT0S"),
        (90_000, "25 h", "PT25H"),
    ],
)
def test_durations_are_written(seconds: int, text: str, iso: str) -> None:
    duration = dt.timedelta(seconds=seconds)
    assert format_duration(duration) == text
    assert iso_duration(duration) == iso


@pytest.mark.parametrize("parse", [parse_date, parse_time, parse_zone, parse_duration])
@given(value=values)
def test_parsing_raises_nothing_but_value_errors(
    parse: Callable[[object], object], value: object
) -> None:
    message = message_of(parse, value)
    assert not message or "; use " in message or "; correct it" in message
    assert len(message) < 400


@pytest.mark.parametrize("parse", [parse_date, parse_time, parse_zone, parse_duration])
@pytest.mark.parametrize(
    "text",
    ["1" + " " * 100_000 + "x", "1" + "," * 100_000, "1h" + " " * 100_000 + "!", "9" * 9999],
)
def test_long_values_take_no_time(parse: Callable[[object], object], text: str) -> None:
    with pytest.raises(ValueError, match="; use "):
        parse(text)


@pytest.mark.parametrize(
    ("docname", "weekday"),
    [
        ("2026-05-06-tue", "tue"),
        ("2026-05-06_Tuesday", "Tuesday"),
        ("2026-05-06 (Tue)", "Tue"),
        ("tue-2026-05-06", "tue"),
        ("Tuesday, May 7 2026", "Tuesday"),
        ("2026-05-06-tue-call", "tue"),
        ("tuesday-2026-05-06-call", "tuesday"),
        ("2026/05/06-tue/call", "tue"),
        ("2026-05-06-tue/index", "tue"),
        ("2026/05-06-fri", "fri"),
        ("call-2026-05-06-fri", "fri"),
        ("call-2026-05-06-friday", "friday"),
        ("2026-05-06 (Fri) call", "Fri"),
    ],
)
def test_weekdays_in_paths_that_do_not_fit(docname: str, weekday: str):
    path = date_in_path(docname)
    assert path.date
    date, messages = date_of_note(given=None, path=path, heading="Call")
    assert date == path.date
    (message,) = messages
    assert message == (
        f"weekday in the path: {date.isoformat()} is a {date:%A}, not '{weekday}'; correct one of "
        "them"
    )
    # where a field says so
    assert date_of_note(given=date, path=path, heading="Call") == (date, messages)


@pytest.mark.parametrize(
    "docname",
    [
        "2026-05-06-wed",
        "wed-2026-05-06",
        "2026-05-06-wednesday",
        "2026-05-06-friday-market",
        "2026-05-06-sun-festival",
        "fridays-2026-05-06",
        "monday-club-2026-05-06",
        "friday/2026-05-06",
        "2026-05-06-tuesdays",
    ],
)
def test_paths_whose_weekdays_fit_or_are_names(docname: str):
    path = date_in_path(docname)
    assert date_of_note(given=None, path=path, heading="Call") == (dt.date(2026, 5, 6), [])


def test_weekdays_in_paths_in_the_language_of_the_project():
    words = date_words("de")
    assert date_in_path("2026-05-06-di", words).weekday == ("di", 1)
    assert date_in_path("2026-05-06-di").weekday is None
