"""Calendars in the format iCalendar (RFC 5545, with RFC 7986): pure, from records and schedules.

Nothing depends on the day of the build: a calendar changes only with the notes and schedules, so
that subscribers get no changes that are none.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

import icalendar

from sphinxcontrib_meetings.archive.archive import Archive, SeriesEntry
from sphinxcontrib_meetings.archive.days import is_cancelled
from sphinxcontrib_meetings.archive.identity import identities, urn
from sphinxcontrib_meetings.archive.occurrences import Timetable
from sphinxcontrib_meetings.export.timezones import timezone_component
from sphinxcontrib_meetings.model.meeting import Meeting, Status
from sphinxcontrib_meetings.model.month import Month
from sphinxcontrib_meetings.model.schedule import Frequency, Occurrence, Recurrence, Rule
from sphinxcontrib_meetings.parse.urls import runs_code
from sphinxcontrib_meetings.parse.values import one_line

__all__ = ["Calendars", "Publisher"]

_BEGIN = b"BEGIN:VCALENDAR\r\n"
_END = b"END:VCALENDAR\r\n"
#: what all calendars start with
_PRODUCT = b"VERSION:2.0\r\nPRODID:-//sphinxcontrib-meetings//sphinxcontrib-meetings//EN\r\n"
#: how often programs ask for changes
_REFRESH = b"REFRESH-INTERVAL;VALUE=DURATION:PT12H\r\nX-PUBLISHED-TTL:PT12H\r\n"
#: years of a schedule for which time zones without rules are written
_YEARS = 20
_LONG = dt.timedelta(days=366 * _YEARS)
_SHORTEST_MONTH, _LONGEST_MONTH = 28, 31
#: no calendar of ours has changes before
_FIRST_CHANGE = dt.date(2020, 1, 1)
_CANCELLED = "CANCELLED: "
_MAILTO = "mailto:"
#: a line of more bytes is folded
_LONGEST = 74


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes the calendars, and where."""

    #: name of the project; part of every UID
    project: str
    title: str
    #: returns the absolute URL of the page of a meeting, empty if none is known
    url_of: Callable[[Meeting], str]


class Calendars:
    """The calendars of an archive; events that are in several of them are written once."""

    def __init__(self, archive: Archive, publisher: Publisher) -> None:
        self._archive = archive
        self._publisher = publisher
        self._events = _Events(archive, publisher)
        self._note = cache(self._uncached_note)
        self._series = cache(self._uncached_series)
        self._timezone = cache(_uncached_timezone)

    def of_meeting(self, meeting: Meeting) -> bytes | None:
        """Return the calendar with one *meeting*; None if its day is not known."""
        if not _is_dated(meeting):
            return None
        return self._calendar(meeting.title, "", [self._note(meeting.name)], [])

    def of_series(self, key: str) -> bytes:
        """Return the calendar of the series *key*: its schedule, and its notes."""
        series = self._archive.series[key].series
        timetable = self._archive.timetables.get(key)
        timetables = [timetable] if timetable else []
        return self._calendar(series.title, series.description, [self._series(key)], timetables)

    def of_all(self) -> bytes:
        """Return the calendar of all series, and of the notes without one."""
        archive = self._archive
        alone = (note for note in archive.listed if note.series not in archive.series)
        events = (*map(self._series, archive.series), *self._notes(alone))
        return self._calendar(self._publisher.title, "", events, archive.timetables.values())

    def _calendar(
        self,
        name: str,
        description: str,
        events: Iterable[bytes],
        timetables: Iterable[Timetable],
    ) -> bytes:
        names = icalendar.Calendar()
        # the second is what programs read that do not know RFC 7986
        for name_property in ("name", "x-wr-calname"):
            names.add(name_property, icalendar.vText(_clean(name)))
        if description:
            names.add("description", _clean(description))
        about = _written(names).removeprefix(_BEGIN).removesuffix(_END)
        zones = (self._timezone(*zone) for zone in _timezones(timetables))
        return b"".join([_BEGIN, _PRODUCT, about, _REFRESH, *zones, *events, _END])

    def _uncached_note(self, name: str) -> bytes:
        return _written(self._events.of_note(self._archive.records[name]))

    def _notes(self, notes: Iterable[Meeting]) -> Iterator[bytes]:
        """Yield the events of *notes*, those whose day is known."""
        return (self._note(note.name) for note in notes if _is_dated(note))

    def _uncached_series(self, key: str) -> bytes:
        """Return the events of a series: of its schedule, then of its other notes."""
        entry = self._archive.series[key]
        timetable = self._archive.timetables.get(key)
        occurrences = self._archive.occurrences if timetable else {}
        notes = {
            occurrences[note.name].planned.replace(tzinfo=None): note
            for note in entry.meetings
            if note.name in occurrences
        }
        events = self._events.of_schedule(entry, timetable, notes) if timetable else ()
        others = (note for note in entry.meetings if note.name not in occurrences)
        return b"".join([*map(_written, events), *self._notes(others)])


def _written(component: icalendar.Component) -> bytes:
    """Return the lines of *component*, folded."""
    lines = (line for line in component.content_lines(sorted=False) if line)
    return b"".join(
        b"%b\r\n" % (_folded(line) if line.isascii() else line.to_ical()) for line in lines
    )


def _folded(line: str) -> bytes:
    """Return the ASCII *line* as icalendar folds it, which looks at each character."""
    parts: list[str] = []
    start = 0
    while len(line) - start > _LONGEST:
        end = start + _LONGEST
        # no escaped character is torn apart
        end -= line[end - 1] in "\\^"
        parts.append(line[start:end])
        start = end
    return "\r\n ".join([*parts, line[start:]]).encode()


def _timezones(timetables: Iterable[Timetable]) -> Iterator[tuple[str, int, int]]:
    """Yield the time zones of schedules, each with its first and last year; UTC needs none."""
    years: defaultdict[str, list[int]] = defaultdict(list)
    for timetable in timetables:
        schedule = timetable.schedule
        if not icalendar.is_utc(timetable.zone):
            days = [one.start.date() for one in schedule.recurrences]
            days += [start.date() for start in schedule.extra]
            days += [day for day, _ in schedule.moved]
            days += [move.date for _, move in schedule.moved if move.date]
            years[schedule.timezone] += (day.year for day in days)
    for name in sorted(years):
        yield name, min(years[name]), max(years[name]) + _YEARS


def _uncached_timezone(name: str, first_year: int, last_year: int) -> bytes:
    return _written(timezone_component(name, first_year, last_year))


def _is_dated(note: Meeting) -> bool:
    """Whether the day of *note* is known."""
    return note.date is not None and not isinstance(note.date, Month)


class _Events:
    """Makes the events of an archive."""

    def __init__(self, archive: Archive, publisher: Publisher) -> None:
        self._archive = archive
        self._publisher = publisher
        self._identities = identities(archive.records.values())

    def of_note(self, note: Meeting) -> icalendar.Event:
        """Return the event of *note* by itself, in UTC where its time zone is known."""
        event = icalendar.Event()
        event.add("uid", self._uid("meeting", self._identities[note.name]))
        assert note.date is not None
        if note.start is None:
            event.add("dtstart", note.date)
            event.add("dtend", (note.end_date or note.date) + dt.timedelta(days=1))
        else:
            event.add("dtstart", _in_utc(note.start))
            if end := _end_of(note):
                event.add("dtend", _in_utc(end))
        self._describe_note(event, note)
        return event

    def of_schedule(
        self, entry: SeriesEntry, timetable: Timetable, notes: Mapping[dt.datetime, Meeting]
    ) -> Iterator[icalendar.Event]:
        """Yield a recurring event for each rule, followed by its exceptions, then extra ones.

        *notes* are by the wall-clock time for which their meeting was planned.
        """
        schedule = timetable.schedule
        changed = {day for day, _ in (*schedule.cancelled, *schedule.moved)}
        known: set[dt.datetime] = set()
        for number in range(len(schedule.recurrences)):
            starts = timetable.starts(number, _last_day(timetable, notes))
            # readers give up on an event all of whose meetings are left out
            if known.issuperset(starts):
                continue
            uid = self._uid("series", entry.series.key, str(number))
            event = self._recurring(entry, timetable, number, starts[0])
            event["uid"] = uid
            for double in sorted(known.intersection(starts)):
                event.add("exdate", double.replace(tzinfo=timetable.zone))
            yield event
            for planned in starts:
                is_special = planned in notes or planned.date() in changed
                is_special |= not _is_clear(planned.replace(tzinfo=timetable.zone))
                if is_special and planned not in known:
                    one = timetable.at(planned)
                    event = self._of_occurrence(entry, timetable, one, notes.get(planned))
                    event["uid"] = uid
                    event.add("recurrence-id", one.planned)
                    yield event
            known.update(starts)
        for planned in schedule.extra:
            if planned not in known:
                one = timetable.at(planned)
                event = self._of_occurrence(entry, timetable, one, notes.get(planned))
                event["uid"] = self._uid("series", entry.series.key, planned.isoformat())
                yield event

    def _recurring(
        self, entry: SeriesEntry, timetable: Timetable, number: int, start: dt.datetime
    ) -> icalendar.Event:
        """Return the event of the recurrence *number*, as planned, without a UID."""
        schedule = timetable.schedule
        first = start.replace(tzinfo=timetable.zone)
        as_planned = Occurrence(entry.series.key, first, first, first + schedule.duration)
        event = self._of_occurrence(entry, timetable, as_planned)
        # the wall-clock time that is repeated
        event["dtstart"] = icalendar.vDDDTypes(first)
        # a schedule with more exceptions is a later one
        event["sequence"] = len(schedule.cancelled) + len(schedule.moved)
        recurrence = schedule.recurrences[number]
        if recurrence.rule:
            event.add("rrule", _rule(recurrence, timetable.zone))
        return event

    def _of_occurrence(
        self,
        entry: SeriesEntry,
        timetable: Timetable,
        one: Occurrence,
        note: Meeting | None = None,
    ) -> icalendar.Event:
        """Return the event of an occurrence without a UID, with what its *note* says of it."""
        event = icalendar.Event()
        start = note.start if note and note.start and note.start.tzinfo else one.start
        end = (note and _end_of(note)) or one.end
        for name, moment in (("dtstart", start), ("dtend", end)):
            there = moment.astimezone(one.start.tzinfo)
            event.add(name, there if _is_clear(there) else _in_utc(there))
        if note:
            self._describe_note(event, note, one)
        else:
            self._describe(
                event,
                _Texts(
                    entry.series.title,
                    entry.series.description,
                    location=timetable.schedule.location,
                    stamp=one.planned.date(),
                    is_cancelled=one.is_cancelled,
                ),
                one,
            )
        return event

    def _describe_note(
        self, event: icalendar.Event, note: Meeting, one: Occurrence | None = None
    ) -> None:
        assert note.date is not None
        one = one or self._archive.occurrences.get(note.name)
        texts = _Texts(
            note.title,
            note.description or (note.excerpt.text if note.excerpt else ""),
            location=note.location,
            page=self._publisher.url_of(note),
            stamp=note.updated or note.date,
            changed=note.updated,
            status=note.status,
            is_cancelled=is_cancelled(note) or (one is not None and one.is_cancelled),
            tags=tuple(tag.label or tag.key for tag in note.tags),
        )
        self._describe(event, texts, one)

    def _describe(self, event: icalendar.Event, texts: _Texts, one: Occurrence | None) -> None:
        timetable = self._archive.timetables.get(one.series) if one else None
        schedule = timetable.schedule if timetable else None
        join = schedule.join if schedule else ""
        event.add("dtstamp", _moment(texts.stamp))
        # a meeting that is moved or cancelled was another one before
        is_moved = one is not None and one.is_moved
        event["sequence"] = is_moved + 2 * texts.is_cancelled + 4 * _days(texts.changed)
        event.add("summary", _CANCELLED * texts.is_cancelled + _clean(texts.title))
        reason = one.reason if one and texts.is_cancelled else ""
        agenda = schedule.agenda if schedule and not texts.page else ""
        lines = [reason, join, texts.text, agenda, texts.page]
        if description := "\n".join(filter(None, map(_clean, lines))):
            event.add("description", description)
        if place := ", ".join(dict.fromkeys(filter(None, (_clean(texts.location), join)))):
            event.add("location", place)
        if url := join or texts.page:
            event.add("url", url)
        if join:
            event.add(
                "conference", join, {"VALUE": "URI", "FEATURE": "AUDIO,VIDEO", "LABEL": "Join"}
            )
        status = Status.CANCELLED if texts.is_cancelled else texts.status
        event.add("status", status.upper())
        if texts.tags:
            event.add("categories", [_clean(tag) for tag in texts.tags])
        contact = schedule.contact if schedule else ""
        if "@" in contact and "://" not in contact:
            event.add("organizer", _MAILTO + _clean(contact).removeprefix(_MAILTO))
        elif contact:
            event.add("contact", _clean(contact))

    def _uid(self, *parts: str) -> str:
        return urn(self._publisher.project, *parts).removeprefix("urn:uuid:")


@dataclass(frozen=True, slots=True)
class _Texts:
    """What an event says."""

    title: str
    text: str = ""
    location: str = ""
    page: str = ""
    #: when what it says was written
    stamp: dt.date = dt.date.min
    #: when it was last changed, if that is known
    changed: dt.date | None = None
    status: Status = Status.CONFIRMED
    is_cancelled: bool = False
    tags: tuple[str, ...] = ()


def _end_of(note: Meeting) -> dt.datetime | None:
    if note.end:
        return note.end
    return note.start + note.duration if note.start and note.duration else None


def _is_clear(moment: dt.datetime) -> bool:
    """Whether clocks show the time of *moment* once that day; programs read others differently."""
    return moment.utcoffset() == moment.replace(fold=1 - moment.fold).utcoffset()


def _in_utc(moment: dt.datetime) -> dt.datetime:
    """Return *moment* in UTC; one without a time zone stays as it is."""
    return moment.astimezone(dt.UTC) if moment.tzinfo else moment


def _last_day(timetable: Timetable, planned: Iterable[dt.datetime]) -> dt.date:
    """Return the last day for which meetings are told from each other."""
    schedule = timetable.schedule
    days = [day for day, _ in (*schedule.cancelled, *schedule.moved)]
    days += [start.date() for start in planned]
    days += [one.start.date().replace(day=1) + _LONG for one in schedule.recurrences]
    return max(days)


def _days(changed: dt.date | None) -> int:
    """Return a number that rises with the day of the last change; 0 if it is not known."""
    return max(0, (_moment(changed) - _moment(_FIRST_CHANGE)).days) if changed else 0


def _moment(day: dt.date) -> dt.datetime:
    """Return a moment in UTC; a day means its start."""
    if isinstance(day, dt.datetime):
        return day.astimezone(dt.UTC) if day.tzinfo else day.replace(tzinfo=dt.UTC)
    return dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)


def _rule(recurrence: Recurrence, zone: dt.tzinfo) -> icalendar.vRecur:
    """Return the rule, whose end is in UTC (RFC 5545, section 3.3.10)."""
    rule: icalendar.vRecur = icalendar.vRecur.from_ical(str(_plain(recurrence)))
    if recurrence.until and not (recurrence.rule and recurrence.rule.count):
        rule["UNTIL"] = [recurrence.until.replace(tzinfo=zone).astimezone(dt.UTC)]
    return rule


def _plain(recurrence: Recurrence) -> Rule | None:
    """Return the rule as all programs read it.

    Some move a meeting of day 31 where it has to be skipped, unless the rule is one of days of
    months. Some begin a rule of every other year a year late if it counts from the end of January.
    """
    rule, start = recurrence.rule, recurrence.start
    if rule is None or rule.weekdays or rule.positions:
        return rule
    if rule.frequency is Frequency.YEARLY and rule.interval > 1 and rule.month_days:
        rule = replace(rule, month_days=_counted_from_start(rule))
    days = rule.month_days or (start.day,)
    is_yearly = rule.frequency is Frequency.YEARLY
    if not (is_yearly or rule.frequency is Frequency.MONTHLY) or max(days) <= _SHORTEST_MONTH:
        return rule
    months = rule.months
    if is_yearly and not (months or rule.month_days):
        months = (start.month,)
    by_month = is_yearly and rule.interval == 1
    frequency = Frequency.MONTHLY if by_month else rule.frequency
    return replace(rule, frequency=frequency, months=months, month_days=days)


def _counted_from_start(rule: Rule) -> tuple[int, ...]:
    """Return the days of *rule*, counted from the start of the month if that is January."""
    days = rule.month_days
    if max(days) > 0 or rule.months != (1,):
        return days
    return tuple(_LONGEST_MONTH + 1 + day for day in days)


def _clean(text: str) -> str:
    """Return *text* as one line, without characters that calendars must not have."""
    line = one_line(text.encode("utf-8", "replace").decode())
    return "" if runs_code(text) or runs_code(line) else line
