"""What leads through an archive: its groups of links, its activity, and the years beside one."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sphinxcontrib_meetings.archive.days import is_cancelled
from sphinxcontrib_meetings.archive.link import Link
from sphinxcontrib_meetings.model.meeting import Meeting

__all__ = ["Activity", "Beside", "Directory", "LinkGroup", "activity", "activity_in"]

#: limit of months in a strip of activity
_MOST_MONTHS = 24
_MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class LinkGroup:
    """Pages of one kind."""

    #: "archive", "years", "series", "tags", "topics", "people", "registers" or "subscribe"
    kind: str
    title: str
    #: (page, number of what it has) pairs; the number is 0 where it is not said
    links: tuple[tuple[Link, int], ...]
    #: the page of all of them, if there is one
    page: Link | None = None
    #: how many there are, with those that are not among the links
    total: int = 0


@dataclass(frozen=True, slots=True)
class Directory:
    """The navigation of an archive."""

    groups: tuple[LinkGroup, ...]


@dataclass(frozen=True, slots=True)
class Activity:
    """How many meetings took place in each of successive months."""

    #: (first day, number of meetings) pairs, from the first month on
    months: tuple[tuple[dt.date, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Beside:
    """The years with meetings before and after that of a page."""

    earlier: Link | None
    later: Link | None


def activity(records: Iterable[Meeting]) -> Activity:
    """Return the activity of the last months of *records*, up to the latest one.

    It is empty where all are of one month.
    """
    found = _by_month(records)
    if len(found) < 2:
        return Activity()
    last, first = max(found), max(min(found), max(found) - _MOST_MONTHS + 1)
    return _strip(found, range(first, last + 1))


def activity_in(year: int, records: Iterable[Meeting]) -> Activity:
    """Return the activity of all months of *year*; empty where all *records* are of one month."""
    found = _by_month(records)
    first = year * _MONTHS_OF_A_YEAR
    return _strip(found, range(first, first + _MONTHS_OF_A_YEAR)) if len(found) > 1 else Activity()


def _by_month(records: Iterable[Meeting]) -> Counter[int]:
    """Return month, counted from the year 0 ─► number of meetings that were not cancelled."""
    return Counter(
        record.date.year * _MONTHS_OF_A_YEAR + record.date.month - 1
        for record in records
        if record.date and not is_cancelled(record)
    )


def _strip(found: Counter[int], months: Iterable[int]) -> Activity:
    split = ((divmod(month, _MONTHS_OF_A_YEAR), found[month]) for month in months)
    return Activity(
        tuple((dt.date(year, month + 1, 1), number) for (year, month), number in split)
    )
