"""Due dates in the words of an action."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxcontrib_meetings.parse.minutes.body import Body
from sphinxcontrib_meetings.parse.minutes.due import date_in_cell, take_due
from sphinxcontrib_meetings.parse.minutes.rule import Context

#: a Tuesday
DAY = dt.date(2024, 3, 5)


@pytest.mark.parametrize(
    ("text", "due", "rest"),
    [
        ("write due 2024-03-20", "2024-03-20", "write"),
        ("write, due: 2024-03-20", "2024-03-20", "write"),
        ("write; due date: 2024-03-20.", "2024-03-20", "write"),
        ("write (due 2024-03-20)", "2024-03-20", "write"),
        ("write [due: 2024-03-20]", "2024-03-20", "write"),
        ("write [due:: 2024-03-20]", "2024-03-20", "write"),
        ("write - due by 2024-03-20", "2024-03-20", "write"),
        ("write due on March 20th, 2024", "2024-03-20", "write"),
        ("write | DUE 20 March 2024", "2024-03-20", "write"),
        ("write by 2024-03-20", "2024-03-20", "write"),
        ("write (by 20 March)", "2024-03-20", "write"),
        ("write by Mar 20", "2024-03-20", "write"),
        ("write by Wednesday, March 20", "2024-03-20", "write"),
        ("write by 20.03.2024", "2024-03-20", "write"),
        ("write, deadline: 2024-03-20", "2024-03-20", "write"),
        ("write 📅 2024-03-20", "2024-03-20", "write"),
        ("write 📅2024-03-20", "2024-03-20", "write"),
        ("write 🗓️ 2024-03-20", "2024-03-20", "write"),
        # the year is that of the nearest such day
        ("write by January 10", "2024-01-10", "write"),
        ("write by January 2", "2025-01-02", "write"),
        ("write by December 20", "2024-12-20", "write"),
        # counted from the meeting
        ("write by Friday", "2024-03-08", "write"),
        ("write by Fri.", "2024-03-08", "write"),
        ("write by this Friday", "2024-03-08", "write"),
        ("write by next Friday", "2024-03-08", "write"),
        ("write by next Tuesday", "2024-03-12", "write"),
        ("write by Friday next week", "2024-03-15", "write"),
        ("write due tomorrow", "2024-03-06", "write"),
        ("write due today", "2024-03-05", "write"),
        ("write by end of day", "2024-03-05", "write"),
        ("write by EOM", "2024-03-31", "write"),
        ("write by the end of the month", "2024-03-31", "write"),
        ("write due in two weeks", "2024-03-19", "write"),
        ("write (due in 10 days)", "2024-03-15", "write"),
        ("write due in a week", "2024-03-12", "write"),
        ("write due in a week's time", "2024-03-12", "write"),
        ("write, due in a month", "2024-04-05", "write"),
        # at the start, and where words go on
        ("by Friday: write", "2024-03-08", "write"),
        ("due 2024-03-20 - write", "2024-03-20", "write"),
        ("write by Friday and read", "2024-03-08", "write by Friday and read"),
        ("write (due Friday) and read", "2024-03-08", "write and read"),
        ("write 📅 2024-03-20 @ada", "2024-03-20", "write @ada"),
        ("write by Friday (Ada)", "2024-03-08", "write (Ada)"),
        # "due" is surer than "by"
        ("write by May 5, due 2024-03-20", "2024-03-20", "write by May 5"),
    ],
)
def test_a_due_date_is_taken(text: str, due: str, rest: str) -> None:
    found = take_due(Body(text), Context(DAY))
    words = " ".join(found.body.text.split())
    assert (found.day, words, found.problem) == (dt.date.fromisoformat(due), rest, "")


@pytest.mark.parametrize(
    "text",
    [
        "write by Tuesday",
        "write by next week",
        "write by next meeting",
        "write by the next meeting",
        "write in two weeks",
        "write due soon",
        "write due TBD",
        "write by Ada",
        "reviewed by May",
        "step by step",
        "due to 2024-03-20 being a holiday",
        "write by 2024",
        "write by 3/4",
        "the due-2024-03-20 label",
        "write by March 5-7",
        "residue 2024-03-20",
        "write by 2024-02-30",
        "write, standby 2024-03-20",
    ],
)
def test_other_words_are_no_due_date(text: str) -> None:
    found = take_due(Body(text), Context(DAY))
    assert (found.day, found.body.text, found.problem) == (None, text, "")


@pytest.mark.parametrize("text", ["write by Friday", "write due tomorrow", "write by March 20"])
def test_without_a_day_of_the_meeting_nothing_counts_from_it(text: str) -> None:
    assert take_due(Body(text), Context()).day is None


def test_the_last_days_of_the_calendar_are_no_error() -> None:
    context = Context(dt.date(9999, 12, 30))
    assert take_due(Body("write due in two months"), context).day is None
    assert take_due(Body("write due in two weeks"), context).day is None
    assert take_due(Body("write by Friday next week"), context).day is None
    assert take_due(Body("write by March 20"), context).day is None


def test_a_cell_is_a_date_as_a_whole() -> None:
    assert date_in_cell(" 2024-03-20 ", Context(DAY)) == dt.date(2024, 3, 20)
    assert date_in_cell("next Friday", Context(DAY)) == dt.date(2024, 3, 8)
    assert date_in_cell("2024-03-20 or later", Context(DAY)) is None
    assert date_in_cell("", Context(DAY)) is None


@given(
    day=st.dates(dt.date(1970, 1, 1), dt.date(2099, 12, 31)),
    marker=st.sampled_from(["due ", "due: ", "by ", "📅 ", "due by ", "deadline: "]),
    brackets=st.sampled_from(["", "()", "[]"]),
    style=st.sampled_from(["%Y-%m-%d", "%B %d, %Y", "%d %b %Y", "%A, %Y-%m-%d"]),
)
def test_any_date_comes_back(day: dt.date, marker: str, brackets: str, style: str) -> None:
    said = f"{brackets[:1]}{marker}{day.strftime(style)}{brackets[1:]}"
    found = take_due(Body(f"write the minutes {said}"), Context(DAY))
    assert (found.day, found.body.text) == (day, "write the minutes")


@given(st.text(max_size=80), st.one_of(st.none(), st.dates()))
def test_no_text_is_an_error(text: str, day: dt.date | None) -> None:
    found = take_due(Body(f"due {text}"), Context(day))
    assert found.day is None or isinstance(found.day, dt.date)
