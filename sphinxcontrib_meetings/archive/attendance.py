"""Attendance: who was at which meeting, as tables of people and meetings, and for a person.

A meeting counts if its note says who was there, or who was not: one that only names its speakers
says nothing of others. Cancelled meetings, and those to come, have no attendance.
"""

from __future__ import annotations

import bisect
import datetime as dt
import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sphinxcontrib_meetings.archive.archive import Archive
from sphinxcontrib_meetings.archive.days import day_of, is_cancelled
from sphinxcontrib_meetings.archive.link import Link, Place
from sphinxcontrib_meetings.archive.select import Selection, select
from sphinxcontrib_meetings.model.meeting import Meeting
from sphinxcontrib_meetings.model.people import Participation, Person, Role

__all__ = [
    "Attendance",
    "AttendanceRequest",
    "AttendanceSummary",
    "AttendanceTable",
    "Attended",
    "AttendedSeries",
    "Cell",
    "PersonAttendance",
    "Row",
    "attendance_tables",
    "attended_by_person",
    "recorded",
    "requested_attendance",
    "summary",
]

#: limit of meetings in one table; those of a year may need several
_MOST_COLUMNS = 60
#: whoever has one of these roles was there
_PRESENT = frozenset({Role.CHAIR, Role.SCRIBE, Role.SPEAKER, Role.ATTENDEE})
_ROLES = _PRESENT | {Role.REGRETS}


@dataclass(frozen=True, slots=True)
class AttendanceRequest:
    """A request for attendance, by the directive ``meeting-attendance``."""

    #: its people are those who have rows; the other conditions are for meetings
    selection: Selection


@dataclass(frozen=True, slots=True)
class Cell:
    """What is known of one person at one meeting."""

    #: index of the meeting
    column: int
    #: in the order of :class:`Role`; an attendee who was more than that is not named as such
    roles: tuple[Role, ...]
    remark: str = ""

    @property
    def is_present(self) -> bool:
        """Whether the person was there."""
        return not _PRESENT.isdisjoint(self.roles)


@dataclass(frozen=True, slots=True)
class Row:
    """One person in a table."""

    link: Link
    #: only meetings of whose attendance something is known
    cells: tuple[Cell, ...]

    @property
    def present(self) -> int:
        """At how many meetings the person was."""
        return sum(cell.is_present for cell in self.cells)

    @property
    def regrets(self) -> int:
        """For how many others they sent regrets."""
        return len(self.cells) - self.present


@dataclass(frozen=True, slots=True)
class AttendanceTable:
    """Meetings of one year, newest first, and the people who were at them, by name."""

    #: ``None`` for meetings without a date
    year: int | None
    columns: tuple[Place, ...]
    rows: tuple[Row, ...]
    #: whether the year has more tables
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class Attendance:
    """Tables of people and meetings, newest first."""

    tables: tuple[AttendanceTable, ...]


@dataclass(frozen=True, slots=True)
class AttendanceSummary:
    """At how many meetings of each year people were."""

    #: (the page of the year, number of its meetings) pairs, newest first
    years: tuple[tuple[Link, int], ...]
    #: (person, (index of a year, number of meetings) pairs), by name
    rows: tuple[tuple[Link, tuple[tuple[int, int], ...]], ...]


@dataclass(frozen=True, slots=True)
class Attended:
    """How often a person was at the meetings of one series."""

    #: key of the series
    series: str
    present: int
    regrets: int
    #: number of meetings since they were first mentioned
    meetings: int
    since: dt.date


@dataclass(frozen=True, slots=True)
class AttendedSeries:
    """The same, as shown."""

    #: ``None`` for meetings without a series, and where there are no others
    series: Link | None
    attended: Attended


@dataclass(frozen=True, slots=True)
class PersonAttendance:
    """How often a person was at meetings, for their page."""

    #: the register, if there is one
    register: Link | None
    series: tuple[AttendedSeries, ...]


def recorded(records: Iterable[Meeting], today: dt.date) -> Iterator[Meeting]:
    """Yield those of *records* whose attendance is known, in their order."""
    limit = day_of(today)
    for record in records:
        is_over = record.date is None or record.date <= limit
        if is_over and not is_cancelled(record) and any(map(_tells, record.people)):
            yield record


def _tells(part: Participation) -> bool:
    return part.role in (Role.ATTENDEE, Role.REGRETS)


def requested_attendance(
    archive: Archive,
    request: AttendanceRequest,
    today: dt.date,
    link_person: Callable[[Person], Link],
    place_of: Callable[[Meeting], Place],
) -> Attendance:
    """Return what *request* shows."""
    people = {
        entry.person.key if entry else name
        for name, entry in ((name, archive.person(name)) for name in request.selection.people)
    }
    found = recorded(select(archive, replace(request.selection, people=())), today)
    tables = attendance_tables(found, link_person, place_of, people)
    return Attendance(tuple(tables))


def attendance_tables(
    records: Iterable[Meeting],
    link_person: Callable[[Person], Link],
    place_of: Callable[[Meeting], Place],
    people: Iterable[str] = (),
) -> Iterator[AttendanceTable]:
    """Yield the tables of *records*, whose attendance is known; newest first.

    They have rows for *people*, given by keys, or for everybody if there are none. No table has
    more columns than a limit, so that all of them together have no more cells than are filled,
    times that limit.
    """
    wanted = frozenset(people)
    for year, group in itertools.groupby(records, key=_year):
        of_year = tuple(group)
        number = -(-len(of_year) // _MOST_COLUMNS)
        size = -(-len(of_year) // number)
        for start in range(0, len(of_year), size):
            shown = of_year[start : start + size]
            yield AttendanceTable(
                year,
                tuple(map(place_of, shown)),
                _rows(shown, link_person, wanted),
                is_part=number > 1,
            )


def _year(record: Meeting) -> int | None:
    return record.date.year if record.date else None


def _rows(
    records: Sequence[Meeting], link: Callable[[Person], Link], wanted: frozenset[str]
) -> tuple[Row, ...]:
    cells: defaultdict[str, list[Cell]] = defaultdict(list)
    known: dict[str, Person] = {}
    for column, record in enumerate(records):
        for key, parts in _by_person(record).items():
            if not wanted or key in wanted:
                known.setdefault(key, parts[0].person)
                cells[key].append(_cell(column, parts))
    return tuple(
        Row(link(person), tuple(cells[person.key]))
        for person in sorted(known.values(), key=_by_name)
    )


def _by_person(record: Meeting) -> dict[str, list[Participation]]:
    found: defaultdict[str, list[Participation]] = defaultdict(list)
    for part in record.people:
        if part.role in _ROLES:
            found[part.person.key].append(part)
    return found


def _cell(column: int, parts: Sequence[Participation]) -> Cell:
    roles = {part.role for part in parts}
    if len(roles & _PRESENT) > 1:
        roles.discard(Role.ATTENDEE)
    remarks = dict.fromkeys(part.remark for part in parts if part.remark)
    return Cell(column, tuple(role for role in Role if role in roles), "; ".join(remarks))


def _by_name(person: Person) -> tuple[str, str]:
    return person.name.casefold(), person.key


def summary(
    years: Mapping[int | None, Sequence[Meeting]],
    link_year: Callable[[int | None], Link],
    link_person: Callable[[Person], Link],
) -> AttendanceSummary:
    """Return at how many of the meetings of each of the *years* people were."""
    known: dict[str, Person] = {}
    counts: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for index, records in enumerate(years.values()):
        for record in records:
            for key, parts in _by_person(record).items():
                known.setdefault(key, parts[0].person)
                counts[key][index] += any(part.role in _PRESENT for part in parts)
    return AttendanceSummary(
        tuple((link_year(year), len(records)) for year, records in years.items()),
        tuple(
            (link_person(person), tuple(sorted(counts[person.key].items())))
            for person in sorted(known.values(), key=_by_name)
        ),
    )


def attended_by_person(records: Iterable[Meeting]) -> Mapping[str, tuple[Attended, ...]]:
    """Return how often each person was at meetings, by key: the most frequent series first.

    *records* are meetings whose attendance is known. Those without a date are left out.
    """
    days: defaultdict[str, list[dt.date]] = defaultdict(list)
    present: defaultdict[tuple[str, str], list[dt.date]] = defaultdict(list)
    regrets: defaultdict[tuple[str, str], list[dt.date]] = defaultdict(list)
    for record in records:
        if record.date is None:
            continue
        days[record.series].append(record.date)
        for key, parts in _by_person(record).items():
            is_present = any(part.role in _PRESENT for part in parts)
            (present if is_present else regrets)[key, record.series].append(record.date)
    for own in days.values():
        own.sort()
    found: defaultdict[str, list[Attended]] = defaultdict(list)
    for key, series in present.keys() | regrets.keys():
        was, was_not = present.get((key, series), []), regrets.get((key, series), [])
        since = min(*was, *was_not, dt.date.max)
        meetings = len(days[series]) - bisect.bisect_left(days[series], since)
        found[key].append(Attended(series, len(was), len(was_not), meetings, since))
    return {
        key: tuple(sorted(own, key=lambda one: (-one.present, one.series)))
        for key, own in found.items()
    }
