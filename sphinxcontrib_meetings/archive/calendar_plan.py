"""The calendars of the archive: which there are, and their files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sphinxcontrib_meetings.archive.archive import Archive
from sphinxcontrib_meetings.archive.page_names import PageNames
from sphinxcontrib_meetings.model.meeting import Meeting
from sphinxcontrib_meetings.model.month import Month
from sphinxcontrib_meetings.parse.paths import is_short

__all__ = ["CalendarFile", "all_calendars", "calendar_of", "shared_calendars"]

_NAME: Final = "calendar.ics"


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """A calendar of all meetings, of a series, or of one meeting."""

    #: path from the root of the site
    name: str
    title: str
    #: key of the series; empty if it is not of one
    series: str = ""
    #: name of the meeting; empty if it is not of one
    meeting: str = ""


def all_calendars(archive: Archive, names: PageNames, title: str) -> Iterator[CalendarFile]:
    """Yield the calendar of all meetings, those of the series, and those of the meetings.

    Meetings that lists do not show, and those without a day, have none.
    """
    yield from shared_calendars(archive, names, title)
    yield from (file for record in archive.listed if (file := calendar_of(record)))


def shared_calendars(archive: Archive, names: PageNames, title: str) -> Iterator[CalendarFile]:
    """Yield the calendar of all meetings, and those of series with meetings or a schedule."""
    if archive.listed or archive.timetables:
        yield CalendarFile(f"{names.root}/{_NAME}", title)
    for key, entry in archive.series.items():
        if entry.meetings or key in archive.timetables:
            own = entry.series.title or key
            yield CalendarFile(f"{names.series(entry.slug).root}/{_NAME}", own, series=key)


def calendar_of(record: Meeting) -> CalendarFile | None:
    """Return the calendar with *record* alone; None if its day is not known.

    Nor has a meeting one whose name is too long for another file beside it.
    """
    if record.date is None or isinstance(record.date, Month):
        return None
    file = f"{record.docname}-{record.anchor}" if record.anchor else record.docname
    name = f"{file}.ics"
    return CalendarFile(name, record.title, meeting=record.name) if is_short(name) else None
