"""Which headings begin the meetings of running notes, and on which day."""

# ruff: noqa: RUF001 - people write en dashes in headings
from __future__ import annotations

import pytest

from sphinxcontrib_meetings.config import date_words
from sphinxcontrib_meetings.parse.running import (
    Heading,
    dated_headings,
    is_dated,
    starts_with_date,
)


@pytest.mark.parametrize(
    "text",
    [
        "2024-11-19",
        "2024/11/19",
        "20241119",
        "May 6, 2026",
        "6 May",
        "May 6th",
        "Tuesday, May 6 2026",
        "Tue 6 May 2026",
        "2024-11-19 (Tue)",
        "19.11.2024",
        "Dienstag, 19.11.2024",
        "11/19/2024",
        "11/3/24",
        "[2024-11-19]",
        "2024-11-19 17:00 UTC",
        "2024-11-19, 17:00–18:00 UTC",
        "May 6, 2026 @ 5pm PDT",
        "2024-11-19 – Weekly sync",
        "2024-11-19: Planning the harvest",
        "2024-11-19 meeting",
        "2024-11-19 Seed library",
        "2024-11-19 #12",
        "2024-11-19 Release planning",
        "Weekly sync 2024-11-19",
        "Weekly sync – Tue 19 Nov 2024",
        "Meeting #12 (2024-11-19)",
        "Notes of November 19th, 2024",
        "#12: 2024-11-19",
        "Week 47 – 2024-11-19",
        "2024-11-19 - 2024-11-20",
        "October 28-29, 2025",
    ],
)
def test_a_date_with_a_name_is_a_meeting(text: str):
    assert is_dated(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Agenda",
        "2024",
        "November 2024",
        "2024-11",
        "We moved to the new shed on 2024-11-19",
        "2024-11-19 was a hard day",
        "May 6 we decided",
        "What happened on May 6, 2026?",
        "Release 1.2 (2024-11-19)",
        "1.2.0 - 2024-11-19",
        "[1.2.0] – 2024-11-19",
        "v1.2 2024-11-19",
        "2024-11-19: Release 1.2",
        "2024-11-19: Deadline for talks",
        "Next meeting: 2024-12-03",
        "Next meeting May 20",
        "Action items from 2024-11-19",
        "Since 2024-11-19",
        "2024-11-19, 2024-11-26",
        "Chapter 12.11.2",
        "1.2.2024.3",
        "we may 5",
    ],
)
def test_other_dates_are_no_meetings(text: str):
    assert not is_dated(text)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "6. Mai 2026", "2026-05-06"),
        ("de", "Mittwoch, den 6. Mai 2026", "2026-05-06"),
        ("de", "Mi., 6. Mai 2026 \N{EN DASH} Sitzung", "2026-05-06"),
        ("de", "6.5.2026", "2026-05-06"),
        ("fr", "mercredi 6 mai 2026", "2026-05-06"),
        ("fr", "le 1er juillet 2026", "2026-07-01"),
        ("fr", "06/05/2026", "2026-05-06"),
        ("en_US", "05/06/2026", "2026-05-06"),
        ("es", "mi\N{LATIN SMALL LETTER E WITH ACUTE}rcoles, 6 de mayo de 2026", "2026-05-06"),
        ("pt_BR", "quarta-feira, 6 de maio de 2026", "2026-05-06"),
        ("nl", "woensdag 6 mei 2026", "2026-05-06"),
        ("pl", "6 maja 2026", "2026-05-06"),
        ("de", "Wednesday, May 6, 2026", "2026-05-06"),
    ],
)
def test_dates_in_the_language_of_the_project(language: str, text: str, expected: str):
    words = date_words(language)
    other = Heading("2026-12-30")
    found = dated_headings([Heading(text), other], "notes", words=words)
    assert [str(one.date) for one in found.values()] == [expected, "2026-12-30"]
    assert starts_with_date([text, "2026-12-30"], words=words)


def test_years_agree_with_weekdays_in_the_language_of_the_project():
    outline = [Heading("Protokolle 2025"), Heading("Mi 6. Mai", 0), Heading("Mi 13. Mai", 0)]
    found = dated_headings(outline, "n", words=date_words("de"))
    assert [one.date for one in found.values()] == [None, None]


def days(*headings: str | tuple[str, int], docname: str = "notes") -> list[str]:
    outline = [Heading(item) if isinstance(item, str) else Heading(*item) for item in headings]
    found = dated_headings(outline, docname)
    return [found[i].date.isoformat() if found[i].date else found[i].problem for i in found]


@pytest.mark.parametrize(
    ("headings", "docname", "expected"),
    [
        # the path, a title or the nearest heading above
        (["6 May", "13 May"], "2026/sync", ["2026-05-06", "2026-05-13"]),
        ([("Sync 2026", -1), ("6 May", 0), ("29 April", 0)], "n", ["2026-05-06", "2026-04-29"]),
        (
            [("2025", -1), ("9 Dec", 0), ("2026", -1), ("6 Jan", 2)],
            "n",
            ["2025-12-09", "2026-01-06"],
        ),
        # neighbours, in both orders and over the turn of a year
        (["2026-05-20", "13 May", "6 May"], "n", ["2026-05-20", "2026-05-13", "2026-05-06"]),
        (["6 May", "13 May", "2026-05-20"], "n", ["2026-05-06", "2026-05-13", "2026-05-20"]),
        (["7 January 2026", "17 December"], "n", ["2026-01-07", "2025-12-17"]),
        (["17 December 2025", "7 January"], "n", ["2025-12-17", "2026-01-07"]),
        (["2024-03-07", "29 February"], "n", ["2024-03-07", "2024-02-29"]),
        # a year that the dates below contradict says nothing
        ([("Sync 2019", -1), ("6 May 2024", 0), ("13 May", 0)], "n", ["2024-05-06", "2024-05-13"]),
        # one heading tells the order of numbers in all
        (["11/19/2024", "12/3/2024"], "n", ["2024-11-19", "2024-12-03"]),
        (["19/11/2024", "3/12/2024"], "n", ["2024-11-19", "2024-12-03"]),
        # twice on one day
        (["2024-11-19", "2024-11-19"], "n", ["2024-11-19", "2024-11-19"]),
        # a name that all have
        (["Harvest 2024-11-19", "Harvest 2024-11-26"], "n", ["2024-11-19", "2024-11-26"]),
    ],
)
def test_dates_of_meetings(headings: list, docname: str, expected: list[str]):
    assert days(*headings, docname=docname) == expected


@pytest.mark.parametrize(
    ("headings", "message"),
    [
        (["6 May", "13 May"], "lacks the year"),
        ([("Sync since 2019", -1), ("6 May", 0), ("13 May", 0)], "lacks the year"),
        ([("Sync 2025-2026", -1), ("6 May", 0), ("13 May", 0)], "lacks the year"),
        # half a year away in both orders
        (["2026-01-01", "2 July"], "lacks the year"),
        # May 6, 2026 is a Wednesday
        ([("Sync 2026", -1), ("Friday, 6 May", 0), ("2026-05-13", 0)], "lacks the year"),
        # no order
        (["2026-01-01", "2024-01-01", "2025-01-01", "3 May"], "lacks the year"),
        (["1/2/2024", "3/4/2024"], "is ambiguous"),
        (["13/2/2024", "3/14/2024", "1/2/2024"], "is ambiguous"),
        (["2026-02-30", "2026-02-31"], "does not exist"),
    ],
)
def test_what_is_uncertain_says_why(headings: list, message: str):
    assert any(message in day for day in days(*headings))


@pytest.mark.parametrize(
    "headings",
    [
        ["2024-11-19", "Agenda"],
        # one meeting, and what it says of others
        ["2024-11-19", ("2024-11-20", 0), ("2024-11-21", 0)],
        [("Charter", -1), ("History", 0), ("2024-01-05", 1), ("2024-06-07", 1)],
        ["Harvest 2024-11-19", "Pruning 2024-11-26"],
        ["Next meeting: 2024-11-19", "Previous meeting: 2024-11-12"],
    ],
)
def test_other_documents_are_not_running_notes(headings: list):
    assert days(*headings) == []


def test_notes_of_a_month_are_running_notes_if_all_dates_are_in_it():
    assert days("4 February", "11 February", docname="2025-02") == ["2025-02-04", "2025-02-11"]
    assert days("4 February", "1 March", docname="2025-02") == []


def test_the_author_may_say_that_it_is():
    outline = [Heading("Notes"), Heading("2024-11-19", 0)]
    assert list(dated_headings(outline, "n", named=True)) == [1]
    assert starts_with_date(["2024-11-19"], named=True)
    assert not starts_with_date(["2024-11-19"])
    assert not starts_with_date(["Notes", "2024-11-19", "2024-11-26"])
    assert starts_with_date(["2024-11-19", "2024-11-26"])
