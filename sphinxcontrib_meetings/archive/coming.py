"""Meetings and their schedules: which note belongs to which occurrence, and what comes next."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sphinxcontrib_meetings.archive.days import is_cancelled, is_over
from sphinxcontrib_meetings.archive.occurrences import Timetable
from sphinxcontrib_meetings.model.meeting import Meeting, Status
from sphinxcontrib_meetings.model.month import Month
from sphinxcontrib_meetings.model.schedule import Occurrence

__all__ = ["Coming", "is_past", "match", "merge", "scheduled"]


@dataclass(frozen=True, slots=True)
class Coming:
    """A meeting that is not over: an occurrence, its note, or both."""

    #: None if no schedule has it
    occurrence: Occurrence | None = None
    #: None if there is no note yet, or lists do not show it
    meeting: Meeting | None = None

    @property
    def start(self) -> dt.datetime:
        """When it starts; a time without a zone counts as UTC, a day without a time from 0:00."""
        if self.occurrence and not self.is_timed_by_note:
            return self.occurrence.start
        assert self.meeting is not None
        start = self.meeting.start or dt.datetime.combine(
            self.meeting.date or dt.date.max, dt.time()
        )
        return start if start.tzinfo else start.replace(tzinfo=dt.UTC)

    @property
    def is_timed_by_note(self) -> bool:
        """Whether its times are those of the note, which may differ from the schedule's."""
        if self.occurrence is None or self.meeting is None:
            return self.occurrence is None
        # the note of a moved meeting may still have the old day
        return self.meeting.start is not None and self.meeting.date == self.occurrence.day

    @property
    def is_cancelled(self) -> bool:
        """Whether it does not take place, as the note or the schedule says."""
        if self.meeting and is_cancelled(self.meeting):
            return True
        return self.occurrence is not None and self.occurrence.is_cancelled


def match(
    meetings: Iterable[Meeting], timetables: Mapping[str, Timetable]
) -> dict[str, Occurrence]:
    """Return name of a meeting ─► the occurrence of its series that it is.

    A note belongs to an occurrence by series and date; a moved one has either date. Of several
    occurrences on one day, those with the times of the notes are taken first, then by order.
    """
    by_series: defaultdict[str, list[Meeting]] = defaultdict(list)
    for meeting in meetings:
        is_dated = meeting.date is not None and not isinstance(meeting.date, Month)
        if meeting.series in timetables and is_dated:
            by_series[meeting.series].append(meeting)
    found: dict[str, Occurrence] = {}
    for series, notes in by_series.items():
        found |= _match_series(notes, timetables[series])
    return found


def _match_series(notes: list[Meeting], timetable: Timetable) -> dict[str, Occurrence]:
    # of two notes for one meeting, the one that lists show
    notes = sorted(notes, key=lambda note: note.unlisted)
    days = {note.date for note in notes if note.date}
    days |= {move.date for day, move in timetable.schedule.moved if move.date and day in days}
    by_day: defaultdict[dt.date, list[Occurrence]] = defaultdict(list)
    for one in timetable.between(min(days), max(days)):
        for day in dict.fromkeys((one.day, one.planned.date())):
            by_day[day].append(one)
    found: dict[str, Occurrence] = {}
    taken: set[dt.datetime] = set()
    # the times first, then the order of the day
    for by_time in (True, False):
        for note in notes:
            if note.name in found or note.date is None:
                continue
            free = [one for one in by_day[note.date] if one.planned not in taken]
            at = [one for one in free if _is_at(note, one)] if by_time else free
            if at:
                found[note.name] = at[0]
                taken.add(at[0].planned)
    return found


def _is_at(note: Meeting, one: Occurrence) -> bool:
    """Whether the times of a note and of an occurrence on its day are the same."""
    if note.start is None:
        return False
    if note.start.tzinfo is None:
        return note.start == one.start.replace(tzinfo=None)
    return note.start == one.start


def scheduled(meeting: Meeting, one: Occurrence, timetable: Timetable) -> Meeting:
    """Return *meeting* with what the schedule says of it, where the note says nothing.

    The note of a moved meeting that has the old day gets the new one. A time without a zone is
    one of the schedule's.
    """
    schedule = timetable.schedule
    changes: dict[str, Any] = {}
    if one.is_cancelled and "status" not in dict(meeting.lines):
        changes["status"] = Status.CANCELLED
    if meeting.date != one.day:
        if not meeting.end_date:
            changes |= {"date": one.day, "start": one.start, "end": one.end}
            changes |= {"timezone": schedule.timezone, "duration": schedule.duration}
    elif meeting.start is None and not meeting.end_date:
        changes |= {"start": one.start, "timezone": schedule.timezone}
        changes["end"] = meeting.end or one.end
        changes["duration"] = meeting.duration or schedule.duration
    elif meeting.start is not None and meeting.start.tzinfo is None:
        changes |= {"start": _in(timetable, meeting.start), "timezone": schedule.timezone}
        changes["end"] = meeting.end and _in(timetable, meeting.end)
    if not meeting.location and schedule.location:
        changes["location"] = schedule.location
    return dataclasses.replace(meeting, **changes) if changes else meeting


def _in(timetable: Timetable, moment: dt.datetime) -> dt.datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=timetable.zone)


def is_past(meeting: Meeting, one: Occurrence | None, now: dt.date) -> bool:
    """Whether *meeting* has ended *now*, which is a day or a moment.

    The note of a moved one may still have the old day; it is over after the new one.
    """
    if one is None or meeting.date == one.day:
        return is_over(meeting, now)
    return one.end <= now if isinstance(now, dt.datetime) else one.end.date() < now


def merge(
    timetables: Iterable[Timetable],
    notes: Iterable[Meeting],
    note_of: Callable[[Occurrence], Meeting | None],
    now: dt.date,
    number: int,
) -> list[Coming]:
    """Return the first *number* meetings that are not over *now*, by start, cancelled ones, too.

    *notes* are listed meetings that are not over and have no occurrence. *note_of* returns the
    listed note of an occurrence. *now* is a day or a moment.
    """
    coming = [Coming(None, note) for note in notes]
    for timetable in timetables:
        coming += _of_schedule(timetable, note_of, now, number)
    coming.sort(key=lambda item: (item.start.astimezone(dt.UTC), item.is_cancelled))
    return coming[:number]


def _of_schedule(
    timetable: Timetable,
    note_of: Callable[[Occurrence], Meeting | None],
    now: dt.date,
    number: int,
) -> list[Coming]:
    """Return the first occurrences that are not over, with their notes."""
    wanted = number
    while True:
        found = timetable.after(_moment(now, timetable.zone), wanted)
        both = [Coming(one, note_of(one)) for one in found]
        # a note may have an earlier time than the schedule
        kept = [item for item in both if not _is_past(item, now)]
        if len(kept) >= number or len(found) < wanted:
            return kept[:number]
        wanted *= 2


def _is_past(item: Coming, now: dt.date) -> bool:
    return item.meeting is not None and is_past(item.meeting, item.occurrence, now)


def _moment(now: dt.date, zone: dt.tzinfo) -> dt.datetime:
    """Return *now* as a moment; a day begins at midnight in *zone*."""
    if not isinstance(now, dt.datetime):
        return dt.datetime.combine(now, dt.time(), zone)
    return now if now.tzinfo else now.replace(tzinfo=dt.UTC)
