"""Schedules in the form of ``yaml2ics``: a calendar with a list of events.

::

    name: Orchard
    timezone: Europe/Berlin
    events:
      - summary: Call
        begin: 2026-01-06 17:00:00
        duration: {minutes: 50}
        repeat: {interval: {weeks: 2}, until: 2027-12-31, except_on: [2026-12-29]}
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from sphinxcontrib_meetings.parse.imports.drafts import Draft, Imported, Said, finished, in_file
from sphinxcontrib_meetings.parse.imports.parts import Part
from sphinxcontrib_meetings.parse.messages import quoted, shown
from sphinxcontrib_meetings.parse.times import parse_duration, parse_zone, zone_of
from sphinxcontrib_meetings.parse.values import is_blank, one_line

__all__ = ["read"]

_UNITS = {"days": "day", "weeks": "week", "months": "month", "years": "year"}
_LENGTHS = frozenset({"weeks", "days", "hours", "minutes", "seconds"})
_EVENT_KEYS = (
    *("summary", "name", "description", "begin", "end", "duration", "location"),
    *("timezone", "repeat", "ics", "status"),
)
_REPEAT_KEYS = ("interval", "until", "except_on", "also_on")
#: zones of which the database has no summer time, by the names of UTC
_UTC = frozenset({"UTC", "Etc/UTC", "Etc/UCT", "UCT", "GMT", "Etc/GMT", "Zulu", "Etc/Zulu"})
_FIXED = re.compile(r"Etc/GMT([+-])([0-9]{1,2})")
_PROPERTY = re.compile(r"([A-Za-z-]+)((?:;[^:;]*)*):(.*)")
_STAMP = re.compile(r"([0-9]{8})(?:T([0-9]{6})(Z?))?")
#: rules whose meetings are the same, on whatever day the first one is
_ON_ANY_DAY = re.compile(r"(?:FREQ=(?:DAILY|WEEKLY);?|(?:INTERVAL|COUNT|UNTIL)=[0-9TZ]+;?)+", re.I)
_DAY = dt.timedelta(days=1)


class _LeftOutError(ValueError):
    """The reason why an event is not carried over."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def read(root: Part) -> Imported:
    """Return the series in the calendar *root*, one for each event."""
    said = Said()
    for line, message in root.all_faults():
        said.say(line, message)
    said.leave_out(root.keys, ("name", "timezone", "events", "include"))
    if (include := root.get("include")).value:
        said.say(include.line, "'include' is not carried over; import each of these files")
    events = root.get("events")
    if events.value and not events.items:
        said.say(events.line, f"'events' is not carried over; expected a list, not {_a(events)}")
    drafts: list[Draft] = []
    for event in events.items:
        try:
            drafts.append(_Event(event, root.get("timezone"), said).draft())
        except _LeftOutError as error:
            title = one_line(event.get("summary").text) or "this event"
            said.say(error.line, f"{quoted(title)} is left out: {error}")
        except OverflowError:
            said.say(event.line, "this event is left out: its dates are out of range")
    return finished(root.get("name").text, drafts, said)


def _a(part: Part) -> str:
    return shown(part.value)


@dataclass(frozen=True, slots=True)
class _Clock:
    """How times in an event become wall-clock times of the schedule."""

    #: name of the zone of the schedule
    name: str
    #: zone of the times that are written without one
    written: dt.tzinfo

    def wall(self, moment: dt.datetime) -> dt.datetime:
        """Return *moment* as wall-clock time of the schedule."""
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=self.written)
        return moment.astimezone(zone_of(self.name)).replace(tzinfo=None, microsecond=0)


class _Event:
    """An event that becomes a series."""

    def __init__(self, part: Part, timezone: Part, said: Said) -> None:
        if not part.keys:
            raise _LeftOutError(part.line, "expected a mapping with 'summary' and 'begin'")
        self.part = part
        self.said = said
        self.begin = part.get("begin")
        own = part.get("timezone")
        self.timezone = timezone if is_blank(own.value) else own

    def draft(self) -> Draft:
        """Return the series. Raises _LeftOutError if no schedule can have the meetings."""
        part = self.part
        title = part.get("name" if is_blank(part.get("summary").value) else "summary")
        draft = Draft(one_line(title.text) or "meeting", part.line, self.said)
        draft.put_text("title", title)
        draft.describe(part.get("description"))
        begin = self._begin()
        clock = self._clock(begin)
        start = clock.wall(begin)
        draft.put("start", in_file(start), self.begin.line)
        draft.put("timezone", clock.name, self.timezone.line)
        self._check_status(part.get("status"), part.get("status").text)
        self._put_length(draft, begin, clock)
        shift = start.date() - begin.date()
        self._put_repeat(draft, part.get("repeat"), start, clock, shift)
        self._put_properties(draft, start, clock, shift)
        draft.put_text("location", part.get("location"))
        self.said.leave_out(part.keys, _EVENT_KEYS)
        return draft

    # ── times ─────────────────────────────────────────────────────────────────

    def _begin(self) -> dt.datetime:
        begin = _moment(self.begin)
        if begin is None:
            given = self.begin.value
            fault = "it has no 'begin'" if is_blank(given) else f"{shown(given)} is not a date"
            raise _LeftOutError(self.begin.line, f"{fault}; use YYYY-MM-DD HH:MM:SS")
        if not isinstance(begin, dt.datetime):
            raise _LeftOutError(
                self.begin.line,
                "it has no time of day; write a note with the date or the range of dates",
            )
        return begin

    def _clock(self, begin: dt.datetime) -> _Clock:
        written = begin.tzinfo
        if written is None:
            return self._zone()
        zone = self._zone()
        if not self._repeats() and not is_blank(self.timezone.value):
            # one moment can be said in any zone
            return _Clock(zone.name, written)
        if zone.name != "UTC":
            self.said.say(
                self.begin.line,
                f"{zone.name} is not carried over; the time has an offset, so the meetings keep "
                "their time in UTC. To let them follow the clocks, remove the offset",
            )
        return _Clock("UTC", written)

    def _zone(self) -> _Clock:
        """Return the clock of the time zone that the event is given."""
        value = self.timezone.value
        if is_blank(value) or (isinstance(value, str) and value in _UTC):
            return _Clock("UTC", dt.UTC)
        if isinstance(value, str) and (match := _FIXED.fullmatch(value)):
            # its sign is the other way round
            hours = int(match[2]) * (-1 if match[1] == "+" else 1)
            if abs(hours) <= 14:
                return _Clock("UTC", dt.timezone(dt.timedelta(hours=hours)))
        try:
            name = parse_zone(value)
        except ValueError as error:
            raise _LeftOutError(self.timezone.line, str(error)) from None
        if name.startswith(("+", "-")):
            return _Clock("UTC", zone_of(name))
        return _Clock(name, zone_of(name))

    def _put_length(self, draft: Draft, begin: dt.datetime, clock: _Clock) -> None:
        end, duration = self.part.get("end"), self.part.get("duration")
        given = end if is_blank(duration.value) else duration
        if is_blank(given.value):
            self.said.say(
                self.begin.line,
                "the event has neither 'end' nor 'duration', which yaml2ics shows as a whole day; "
                "here it takes one hour; add 'duration'",
            )
            return
        length = _length(duration) if given is duration else self._until_end(begin, clock)
        if length is None or length <= dt.timedelta():
            self.said.say(
                given.line, "the length is not carried over; it is not a duration above zero"
            )
        elif length >= _DAY and not self._repeats():
            raise _LeftOutError(
                given.line,
                "it takes place on several days; write a note with the range of dates",
            )
        else:
            draft.put("duration", _in_words(length), given.line)

    def _until_end(self, begin: dt.datetime, clock: _Clock) -> dt.timedelta | None:
        end = _moment(self.part.get("end"))
        if end is None:
            return None
        if not isinstance(end, dt.datetime):
            end = dt.datetime.combine(end, dt.time())
        return _aware(end, clock) - _aware(begin, clock)

    def _repeats(self) -> bool:
        return bool(self.part.get("repeat").value) or "RRULE" in self.part.get("ics").text.upper()

    # ── repeating ─────────────────────────────────────────────────────────────

    def _put_repeat(
        self, draft: Draft, repeat: Part, start: dt.datetime, clock: _Clock, shift: dt.timedelta
    ) -> None:
        if is_blank(repeat.value):
            return
        if not repeat.keys:
            raise _LeftOutError(repeat.line, "its 'repeat' is not a mapping with 'interval'")
        self.said.leave_out(repeat.keys, _REPEAT_KEYS)
        number, unit = self._interval(repeat.get("interval"), repeat)
        if unit in ("months", "years") and shift:
            raise _LeftOutError(
                repeat.line,
                f"in UTC, its meetings are on another day than {start - shift:%Y-%m-%d}, and not "
                "on the same in each month; use a time zone in place of the offset",
            )
        every = _UNITS[unit] if number == 1 else f"{number} {unit}"
        if unit == "weeks":
            every += f" on {calendar.day_name[start.weekday()]}"
        draft.put("every", every, repeat.get("interval").line)
        self._put_until(draft, repeat.get("until"), clock, (start, number, unit, shift))
        self._put_cancelled(draft, repeat.get("except_on"), start, clock, shift)
        self._put_extra(draft, repeat.get("also_on"), clock, shift)

    def _interval(self, interval: Part, repeat: Part) -> tuple[int, str]:
        pairs = list(interval.keys.items())
        if len(pairs) == 1:
            unit, number = pairs[0][0], pairs[0][1].value
            if unit in _UNITS and type(number) is int and number > 0:
                return number, unit
        line = repeat.line if interval.value is None else interval.line
        raise _LeftOutError(
            line, "its 'interval' is not one number above zero of days, weeks, months or years"
        )

    def _put_until(
        self,
        draft: Draft,
        until: Part,
        clock: _Clock,
        rule: tuple[dt.datetime, int, str, dt.timedelta],
    ) -> None:
        if is_blank(until.value):
            return
        start, number, unit, shift = rule
        last = _moment(until)
        if last is None:
            raise _LeftOutError(until.line, f"its 'until' {_a(until)} is not a date")
        if isinstance(last, dt.datetime):
            draft.put("until", in_file(clock.wall(last)), until.line)
            return
        last += shift
        draft.put("until", last, until.line)
        if _takes_place(start.date(), number, unit, last):
            self.said.say(
                until.line,
                f"the meeting on {last} takes place, but yaml2ics ends at the start of that day; "
                "to end before it, use the day before",
            )

    def _put_cancelled(
        self, draft: Draft, days: Part, start: dt.datetime, clock: _Clock, shift: dt.timedelta
    ) -> None:
        found: list[object] = draft.entries.get("cancelled", [])
        for item in self._listed(days, "except_on"):
            moment = _moment(item)
            if moment is None:
                self._not_a_day(item, "except_on")
            elif not isinstance(moment, dt.datetime):
                found.append(moment + shift)
            else:
                wall = clock.wall(moment)
                if wall.time() == start.time():
                    found.append(wall.date())
                elif moment.time() == dt.time() and moment.tzinfo is None:
                    # a day, written as YAML writes date and time
                    found.append(moment.date() + shift)
                else:
                    self.said.say(
                        item.line,
                        f"the exception {in_file(wall)} is not carried over; no meeting starts at "
                        "that time",
                    )
        if found:
            draft.put("cancelled", found, days.line)

    def _put_extra(self, draft: Draft, days: Part, clock: _Clock, shift: dt.timedelta) -> None:
        found: list[object] = draft.entries.get("extra", [])
        for item in self._listed(days, "also_on"):
            moment = _moment(item)
            if moment is None:
                self._not_a_day(item, "also_on")
            elif isinstance(moment, dt.datetime):
                found.append(in_file(clock.wall(moment)))
            else:
                found.append(moment + shift)
        if found:
            draft.put("extra", found, days.line)

    def _listed(self, days: Part, name: str) -> Iterable[Part]:
        if days.value and not isinstance(days.value, list):
            self.said.say(days.line, f"{name!r} is not carried over; expected a list of dates")
        return days.items

    def _not_a_day(self, item: Part, name: str) -> None:
        self.said.say(item.line, f"{name!r}: {_a(item)} is not carried over; it is not a date")

    # ── properties of iCalendar ───────────────────────────────────────────────

    def _put_properties(
        self, draft: Draft, start: dt.datetime, clock: _Clock, shift: dt.timedelta
    ) -> None:
        ics = self.part.get("ics")
        if is_blank(ics.value):
            return
        if not isinstance(ics.value, str):
            self.said.say(ics.line, f"'ics' is not carried over; expected text, not {_a(ics)}")
            return
        rules: list[str] = []
        for line, text in ics.lines():
            match = _PROPERTY.fullmatch(text)
            name = match[1].upper() if match else ""
            if match and name == "RRULE":
                if shift and not _ON_ANY_DAY.fullmatch(match[3].strip()):
                    raise _LeftOutError(
                        line,
                        "in UTC, its meetings are on another day than its rule says; use a time "
                        "zone in place of the offset",
                    )
                rules.append(match[3].strip())
                draft.put("rrule", rules[0] if len(rules) == 1 else rules, line)
            elif match and name in ("EXDATE", "RDATE"):
                dates = Part(None, line, items=tuple(_stamps(match, line)))
                if name == "EXDATE":
                    self._put_cancelled(draft, dates, start, clock, shift)
                else:
                    self._put_extra(draft, dates, clock, shift)
            elif match and name == "STATUS":
                self._check_status(Part(match[3], line), match[3])
            else:
                self.said.say(line, f"{quoted(one_line(text))} is not carried over")

    def _check_status(self, part: Part, status: str) -> None:
        if status.strip().upper() == "CANCELLED":
            raise _LeftOutError(part.line, "it is cancelled; write a note if it is to be seen")
        if not is_blank(part.value) and status.strip().upper() != "CONFIRMED":
            self.said.say(part.line, f"the status {quoted(one_line(status))} is not carried over")


def _stamps(match: re.Match[str], line: int) -> Iterable[Part]:
    """Yield the moments in the value of a property of iCalendar."""
    zone = re.search(r";TZID=\"?([^;:\"]+)", match[2], re.IGNORECASE)
    for text in match[3].split(","):
        value: object = text.strip()
        stamp = _STAMP.fullmatch(text.strip())
        try:
            if stamp:
                value = dt.date.fromisoformat(stamp[1])
            if stamp and stamp[2]:
                moment = dt.datetime.combine(
                    dt.date.fromisoformat(stamp[1]), dt.time.fromisoformat(stamp[2])
                )
                tzinfo = dt.UTC if stamp[3] else zone_of(parse_zone(zone[1])) if zone else None
                value = moment.replace(tzinfo=tzinfo)
        except ValueError:
            value = text
        yield Part(value, line, text)


# ── values ────────────────────────────────────────────────────────────────────


def _moment(part: Part) -> dt.date | dt.datetime | None:
    """Return the date, or date and time, in *part*; None if there is none."""
    if isinstance(part.value, dt.date):
        return part.value
    if not isinstance(part.value, str):
        return None
    text = part.value.strip()
    if not re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        return dt.date.fromisoformat(text) if len(text) == 10 else dt.datetime.fromisoformat(text)
    except ValueError:
        return None


def _aware(moment: dt.datetime, clock: _Clock) -> dt.datetime:
    """Return *moment* in UTC, where differences are right when clocks change."""
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=clock.written)
    return moment.astimezone(dt.UTC)


def _length(part: Part) -> dt.timedelta | None:
    """Return the duration in *part*: a mapping of units, or a text; None if there is none.

    A number has no unit.
    """
    try:
        if not part.keys:
            has_unit = isinstance(part.value, str) and not part.value.strip().isdecimal()
            return parse_duration(part.value) if has_unit else None
        if not part.keys.keys() <= _LENGTHS:
            return None
        return dt.timedelta(**{unit: item.value for unit, item in part.keys.items()})
    except (TypeError, ValueError, OverflowError):
        return None


def _in_words(length: dt.timedelta) -> str:
    minutes, seconds = divmod(int(length.total_seconds()), 60)
    if not seconds:
        return f"{minutes} min"
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"


def _takes_place(start: dt.date, number: int, unit: str, day: dt.date) -> bool:
    """Whether a meeting every *number* of *unit*, the first on *start*, is on *day*."""
    if day < start:
        return False
    if unit in ("days", "weeks"):
        return (day - start).days % (number * (7 if unit == "weeks" else 1)) == 0
    months = (day.year - start.year) * 12 + day.month - start.month
    return day.day == start.day and months % (number * (12 if unit == "years" else 1)) == 0
