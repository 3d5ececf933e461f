"""What pages show of the meetings to come: the next one, or a list of them.

A page is read long after it was built. So a view has more meetings than are shown at first, each
with the moment at which it is over, from which browsers show those that follow.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from sphinxcontrib_meetings.archive.archive import Archive
from sphinxcontrib_meetings.archive.coming import Coming
from sphinxcontrib_meetings.archive.link import Link
from sphinxcontrib_meetings.archive.select import Selection
from sphinxcontrib_meetings.model.meeting import Status
from sphinxcontrib_meetings.model.schedule import Recurrence, Schedule

__all__ = [
    "Distance",
    "Regularity",
    "Upcoming",
    "UpcomingItem",
    "UpcomingRequest",
    "end_of",
    "upcoming",
]

#: how many meetings a page knows at least: half a year of a weekly call
_MOST_KNOWN = 26
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class UpcomingRequest:
    """A request for what comes, by ``meeting-next``, ``meeting-upcoming`` or the overview."""

    #: key or title; empty for all series
    series: str = ""
    limit: int = 5
    #: said where there are none; empty for the usual words
    empty: str = ""
    #: whether only one is shown, which takes place
    is_next: bool = False
    #: whether those with a note, which are listed elsewhere, are left out
    without_notes: bool = False

    @property
    def selection(self) -> Selection:
        """The condition that its meetings meet."""
        return Selection(series=self.series)


@dataclass(frozen=True, slots=True)
class Distance:
    """How far a meeting is from the day of the build: ``Distance(3, "day")``."""

    number: int
    #: "now" while it lasts
    unit: Literal["now", "day", "week", "month"]


@dataclass(frozen=True, slots=True)
class Regularity:
    """How often the meetings of one series take place."""

    recurrences: tuple[Recurrence, ...]
    timezone: str
    #: whether some months have no meeting because the day is missing there
    skips_months: bool


@dataclass(frozen=True, slots=True)
class UpcomingItem:
    """A meeting to come."""

    #: leads to the note, if there is one
    link: Link
    date: dt.date
    end_date: dt.date | None
    start: dt.datetime | None
    end: dt.datetime | None
    #: when it is over, in ISO 8601; in the time of the reader where there is no time zone
    until: str
    distance: Distance
    location: str
    #: the series, where that is not clear
    series: Link | None
    #: "cancelled", "tentative", "scheduled"
    flags: tuple[str, ...]
    #: why it is cancelled
    reason: str
    #: when it was planned, if it is moved
    moved_from: dt.datetime | None
    #: URL of the call; only of the next one
    join: str
    #: URL or text; only of the next one
    agenda: str
    #: the document that is the agenda
    agenda_page: Link | None

    @property
    def is_cancelled(self) -> bool:
        """Whether it does not take place."""
        return "cancelled" in self.flags


@dataclass(frozen=True, slots=True)
class Upcoming:
    """Meetings to come, soonest first."""

    #: those that are shown, and those that follow
    items: tuple[UpcomingItem, ...]
    limit: int
    is_next: bool
    #: said where there are none; empty for the usual words
    empty: str
    #: whether there are more than these
    goes_on: bool
    #: of the only series
    regularity: Regularity | None
    #: leads to the calendar with them
    subscribe: Link | None = None

    @property
    def has_one_place(self) -> bool:
        """Whether all take place where the others do."""
        return len({item.location for item in self.items}) < 2

    @property
    def shown(self) -> tuple[UpcomingItem, ...]:
        """The first ones."""
        return self.items[: self.limit]

    @property
    def kept(self) -> tuple[UpcomingItem, ...]:
        """Those that follow."""
        return self.items[self.limit :]


def upcoming(
    archive: Archive,
    request: UpcomingRequest,
    now: dt.date,
    find: Callable[[str, str], Link | None],
    series_link: Callable[[str], Link | None],
) -> Upcoming:
    """Return what *request* shows *now*, which is a day, or a moment in UTC.

    *find* resolves references, given by role and target; *series_link* leads to the series with
    a key.
    """
    series = archive.series_key(request.series) or request.series
    known = max(request.limit, _MOST_KNOWN)
    # one more shows whether they go on
    found = _first(archive, request, now, known + 1, series)
    items = _Items(archive, request, now, find, series_link)
    return Upcoming(
        items=tuple(map(items.item, found[:known])),
        limit=request.limit,
        is_next=request.is_next,
        empty=request.empty,
        goes_on=len(found) > known,
        regularity=None if request.without_notes else _regularity(archive, series),
    )


def _first(
    archive: Archive, request: UpcomingRequest, now: dt.date, number: int, series: str
) -> list[Coming]:
    """Return the first *number* meetings that *request* may show."""
    wanted = number
    while True:
        found = archive.coming(now, wanted, series)
        kept = [one for one in found if _is_asked_for(one, request)]
        if len(kept) >= number or len(found) < wanted:
            return kept[:number]
        wanted *= 2


def _is_asked_for(one: Coming, request: UpcomingRequest) -> bool:
    if request.without_notes and one.meeting:
        return False
    return not (request.is_next and one.is_cancelled)


def _regularity(archive: Archive, series: str) -> Regularity | None:
    timetables = archive.timetables_of(series)
    if len(timetables) != 1:
        return None
    (timetable,) = timetables
    schedule = timetable.schedule
    return Regularity(schedule.recurrences, schedule.timezone, timetable.skips_months)


@dataclass(frozen=True, slots=True)
class _Items:
    """Makes the items of one request."""

    archive: Archive
    request: UpcomingRequest
    now: dt.date
    find: Callable[[str, str], Link | None]
    series_link: Callable[[str], Link | None]

    def item(self, one: Coming) -> UpcomingItem:
        """Return what pages show of a meeting."""
        occurrence, note = one.occurrence, one.meeting
        date, end_date, start, end = _times(one)
        last_day = max(filter(None, (date, end_date, end and end.date())))
        schedule = self._schedule(one)
        # what a page does not show must not make it differ
        linked = schedule if self.request.is_next else None
        agenda = linked.agenda if linked else ""
        return UpcomingItem(
            link=self._link(one),
            date=date,
            end_date=end_date,
            start=start,
            end=end,
            until=end_of(last_day, start, end),
            distance=_distance(date, start, self.now),
            location=(note and note.location) or (schedule.location if schedule else ""),
            series=self._series(one),
            flags=tuple(_flags(one, self.request)),
            reason=occurrence.reason if occurrence and one.is_cancelled else "",
            moved_from=occurrence.planned if occurrence and occurrence.is_moved else None,
            join=linked.join if linked else "",
            agenda=agenda,
            agenda_page=self.find("doc", agenda) if agenda and "://" not in agenda else None,
        )

    def _schedule(self, one: Coming) -> Schedule | None:
        return self.archive.timetables[one.occurrence.series].schedule if one.occurrence else None

    def _link(self, one: Coming) -> Link:
        """Return a link to the note, or the name of the series."""
        if one.meeting:
            return Link(one.meeting.title, one.meeting.docname, one.meeting.anchor)
        assert one.occurrence is not None
        key = one.occurrence.series
        series = self.series_link(key)
        return Link(series.text if series else key)

    def _series(self, one: Coming) -> Link | None:
        """Return the series of a note, unless all are in it."""
        if one.meeting is None or self.request.series or len(self.archive.series) < 2:
            return None
        return self.series_link(one.meeting.series)


def _times(
    one: Coming,
) -> tuple[dt.date, dt.date | None, dt.datetime | None, dt.datetime | None]:
    """Return first day, last day, start and end."""
    occurrence, note = one.occurrence, one.meeting
    if occurrence and not one.is_timed_by_note:
        return occurrence.day, None, occurrence.start, occurrence.end
    assert note is not None
    assert note.date is not None
    return note.date, note.end_date, note.start, note.end


def _flags(one: Coming, request: UpcomingRequest) -> Iterable[str]:
    if one.is_cancelled:
        yield "cancelled"
    elif one.meeting and one.meeting.status is Status.TENTATIVE:
        yield "tentative"
    elif request.without_notes:
        yield "scheduled"


def end_of(last_day: dt.date, start: dt.datetime | None, end: dt.datetime | None) -> str:
    """Return when a meeting is over, as `archive.days.is_over` has it, in ISO 8601.

    Without a time zone, where the meeting has none.
    """
    if end is not None and end.tzinfo is not None:
        return end.isoformat(timespec="minutes")
    following = min(last_day, dt.date.max - _DAY) + _DAY
    zone = start.tzinfo if start else None
    return dt.datetime.combine(following, dt.time(), zone).isoformat(timespec="minutes")


def _distance(date: dt.date, start: dt.datetime | None, now: dt.date) -> Distance:
    """Return how far a meeting that is not over is from *now*, in days where it takes place."""
    zone = start.tzinfo if start else None
    if isinstance(now, dt.datetime):
        if zone and start and start <= now:
            return Distance(0, "now")
        now = now.astimezone(zone or dt.UTC).date()
    days = (date - now).days
    if days < 0:
        return Distance(0, "now")
    if days < 14:
        return Distance(days, "day")
    # rounded as Math.round() does
    if days < 60:
        return Distance((2 * days + 7) // 14, "week")
    return Distance((days + 15) // 30, "month")
