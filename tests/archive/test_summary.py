"""The archive in numbers."""

from __future__ import annotations

import dataclasses

import pytest
from support.archives import archive, meeting
from support.records import recording

from sphinxcontrib_meetings.archive.summary import Numbers, count, kind, most_frequent
from sphinxcontrib_meetings.model.meeting import Meeting, Series
from sphinxcontrib_meetings.model.month import Month
from sphinxcontrib_meetings.model.people import Participation, Person, Role


def dated(name: int, date: str) -> Meeting:
    """Return a meeting on a day, in a month (``2012-03``), or without a date."""
    if date.count("-") == 1:
        month = Month.fromisoformat(f"{date}-01")
        return dataclasses.replace(meeting(f"{name}"), date=month)
    return meeting(f"{name}", date)


def test_an_empty_archive() -> None:
    assert count(archive()) == Numbers()


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["2024-05-01"], Numbers(1, 1, 0, 0, (2024, 2024))),
        (["2024-05-01", "2016-01-01", "2020-02-02"], Numbers(3, 3, 0, 0, (2016, 2024))),
        ([""], Numbers(1, 0, 0, 1, None)),
        (["", "2024-05-01", ""], Numbers(3, 1, 0, 2, (2024, 2024))),
        (["2012-03", "2024-05-01", "2024-05"], Numbers(3, 1, 2, 0, (2024, 2024))),
        (["2012-03", "2012-04", ""], Numbers(3, 0, 2, 1, None)),
    ],
)
def test_dates(dates: list[str], expected: Numbers) -> None:
    records = [dated(number, date) for number, date in enumerate(dates)]
    assert count(archive(*records)) == expected


def test_everything_else() -> None:
    clip, talk = (recording(f"https://example.org/{name}.mp4") for name in ("clip", "talk"))
    scribe = Participation(Role.SCRIBE, Person("amara"))
    found = archive(
        meeting("one", "2024-01-01", people="amara joão", tags="x y", recordings=(clip, talk)),
        meeting("two", "2024-01-02", people=(scribe,), tags="x", series="board"),
        meeting("three", "2024-01-03", recordings=(clip,), series="call"),
        series=(Series("board"), Series("never-held")),
    )
    assert count(found) == Numbers(
        3, 3, 0, 0, (2024, 2024), people=2, recordings=3, tags=2, series=2
    )


def test_what_no_list_shows_does_not_count() -> None:
    found = archive(
        meeting("a", "2024-01-01"),
        meeting("a-transcript", "2024-01-01", tags="x"),
        meeting("draft", "2020-01-01", people="amara", draft=True),
        meeting("unlisted", unlisted=True),
    )
    assert count(found) == Numbers(1, 1, 0, 0, (2024, 2024))


@pytest.mark.parametrize(
    ("of_type", "subtype", "expected"),
    [
        ("meetings", "date", "meetings.date"),
        ("docutils", None, "docutils"),
        ("ref", "", "ref"),
        (None, None, "other"),
        ("", "", "other"),
    ],
)
def test_kinds_of_warnings(of_type: str | None, subtype: str | None, expected: str) -> None:
    assert kind(of_type, subtype) == expected


def test_the_most_frequent_come_first() -> None:
    counted = {"b": 1, "c": 12, "a": 1, "d": 3}
    assert most_frequent(counted) == [("c", 12), ("d", 3), ("a", 1), ("b", 1)]
    assert most_frequent({}) == []
