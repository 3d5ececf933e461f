"""Schedules in the form of ``yaml2ical``: one meeting with its hours, which are in UTC.

::

    project: Orchard
    agenda_url: https://example.org/agenda
    schedule:
      - {time: '1400', day: Tuesday, irc: orchard, frequency: biweekly-even}
      - {time: '2100', day: Tuesday, irc: orchard, frequency: biweekly-odd}

It goes by the numbers of ISO weeks. After a year with 53 weeks, two odd weeks follow each other;
our meetings keep their interval there.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import takewhile

from sphinxcontrib_meetings.parse.date_words import ENGLISH
from sphinxcontrib_meetings.parse.imports.drafts import Draft, Imported, Said, finished, in_file
from sphinxcontrib_meetings.parse.imports.parts import Part
from sphinxcontrib_meetings.parse.messages import quoted, shown
from sphinxcontrib_meetings.parse.values import is_blank, one_line

__all__ = ["read"]

_KEYS = ("project", "agenda_url", "meeting_id", "chair", "description", "schedule")
_HOUR_KEYS = (
    *("time", "day", "irc", "matrix", "frequency", "start_date", "skip_dates", "duration"),
    "chair",
)
#: frequency ─► (weeks from one meeting to the next, remainder of the number of the ISO week)
_WEEKS: Mapping[str, tuple[int, int]] = {
    "weekly": (1, 0),
    "biweekly-even": (2, 0),
    "biweekly-odd": (2, 1),
    "quadweekly": (4, 0),
    "quadweekly-week-1": (4, 1),
    "quadweekly-week-2": (4, 2),
    "quadweekly-week-3": (4, 3),
    "quadweekly-alternate": (4, 2),
}
_ORDINALS = ("first", "second", "third", "fourth", "fifth")
_TIME = re.compile(r"([0-9]{1,2}):?([0-9]{2})")
_DAY = dt.timedelta(days=1)
_WEEK = dt.timedelta(weeks=1)
_USUAL_MINUTES = 60
#: years in which the parity of weeks is looked at; some six years lie between those of 53 weeks
_YEARS = 8


class _LeftOutError(ValueError):
    """The reason why an hour is not carried over."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass(slots=True)
class _Hour:
    """One item of the schedule: meetings at one time of day."""

    line: int
    time: dt.time
    #: first meeting
    first: dt.date
    #: weeks between meetings; 0 if it is the n-th weekday of each month
    weeks: int
    ordinal: int
    minutes: int
    location: str
    chair: str
    skipped: list[tuple[Part, dt.date, str]] = field(default_factory=list)

    @property
    def place(self) -> tuple[int, str, str]:
        """What the meetings of one series have in common."""
        return self.minutes, self.location, self.chair

    def words(self) -> str:
        """Return the rule in our words."""
        weekday = calendar.day_name[self.first.weekday()]
        if not self.weeks:
            return f"{_ORDINALS[self.ordinal - 1]} {weekday} of the month"
        if self.weeks == 1:
            return f"week on {weekday}"
        return f"{self.weeks} weeks on {weekday} from {self.first}"

    @property
    def slot(self) -> _Slot:
        """The only one of its days' slots that it is in."""
        return next(slot for slot in _slots(self.first) if slot[0] == self.weeks)


#: (weeks between meetings, which of these weeks, and which weekday); see `_slots`
_Slot = tuple[int, int]


def _slots(day: dt.date) -> tuple[_Slot, ...]:
    """Return a slot for each kind of rule: meetings in it are on *day*, once they began."""
    weekly = tuple((weeks, day.toordinal() % (7 * weeks)) for weeks in (1, 2, 4))
    return (*weekly, (0, _ordinal(day) * 7 + day.weekday()))


def _ordinal(day: dt.date) -> int:
    return (day.day - 1) // 7 + 1


def read(root: Part, first_day: dt.date) -> Imported:
    """Return the series in *root*: one, or one for each place that the meetings have.

    Hours without a first day are counted from that of the others, else from *first_day*: two that
    alternate go on to do so.
    """
    said = Said()
    for line, message in root.all_faults():
        said.say(line, message)
    said.leave_out(root.keys, _KEYS)
    schedule = root.get("schedule")
    if not schedule.items:
        given = shown(schedule.value)
        said.say(schedule.line, f"'schedule' is not carried over; expected a list, not {given}")
    given_days = filter(None, (_date(item.get("start_date")) for item in schedule.items))
    first_day = min(given_days, default=first_day)
    groups: dict[tuple[int, str, str], list[_Hour]] = {}
    for item in schedule.items:
        try:
            hour = _hour(item, root, first_day, said)
        except _LeftOutError as error:
            said.say(error.line, f"this time is left out: {error}")
        except OverflowError:
            said.say(item.line, "this time is left out: its dates are out of range")
        else:
            groups.setdefault(hour.place, []).append(hour)
    drafts = [_draft(root, hours, said) for hours in groups.values()]
    for hours in list(groups.values())[1:]:
        said.say(
            hours[0].line,
            "this time has another place, length or chair than the first, so it becomes a series "
            "of its own",
        )
    return finished("", drafts, said)


# ── one time ──────────────────────────────────────────────────────────────────


def _hour(part: Part, root: Part, first_day: dt.date, said: Said) -> _Hour:
    """Return one item of the schedule. Raises _LeftOutError if it gives no meetings."""
    if not part.keys:
        raise _LeftOutError(part.line, "expected a mapping with 'time', 'day' and 'frequency'")
    said.leave_out(part.keys, _HOUR_KEYS)
    frequency = part.get("frequency")
    written = one_line(frequency.text).lower()
    time, weekday = _time(part.get("time")), _weekday(part.get("day"))
    weeks, remainder, ordinal = _rule(written, weekday, frequency.line)
    start = part.get("start_date")
    begin = first_day if is_blank(start.value) else _date(start)
    if begin is None:
        raise _LeftOutError(start.line, f"{quoted(start.text)} is not a date; use YYYYMMDD")
    first = begin + (weekday - begin.weekday()) % 7 * _DAY
    while ordinal and _ordinal(first) != ordinal:
        first += _WEEK
    while weeks > 1 and first.isocalendar().week % weeks != remainder:
        first += _WEEK
    if is_blank(start.value):
        said.say(
            part.line,
            f"the time has no 'start_date'; it is counted from {first}; correct that if it is "
            "not a day of the meeting",
        )
    if weeks > 1:
        said.say(frequency.line, _on_weeks(written, first, weeks))
    return _Hour(
        part.line,
        time,
        first,
        weeks,
        ordinal,
        _minutes(part.get("duration"), said),
        _location(part, said),
        _chair(part if "chair" in part.keys else root, said),
        list(_skipped(part.get("skip_dates"), said)),
    )


def _time(part: Part) -> dt.time:
    # as it is written: YAML reads 0700 as the octal number 448
    match = _TIME.fullmatch(part.text.strip())
    try:
        if match is None:
            raise ValueError
        return dt.time(int(match[1]), int(match[2]))
    except ValueError:
        raise _LeftOutError(
            part.line, f"'time' {quoted(part.text)} is not a time of day; use HHMM in quotes"
        ) from None


def _weekday(part: Part) -> int:
    name = part.text.strip().lower()
    if name not in ENGLISH.weekdays:
        raise _LeftOutError(
            part.line, f"'day' {quoted(part.text)} is not a weekday; use a name such as Tuesday"
        )
    return ENGLISH.weekdays[name]


def _rule(frequency: str, weekday: int, line: int) -> tuple[int, int, int]:
    """Return weeks between meetings, the remainder of ISO weeks, and the ordinal in a month."""
    if frequency in _WEEKS:
        return *_WEEKS[frequency], 0
    if frequency == "adhoc":
        raise _LeftOutError(line, "it has no rule ('adhoc'); add the dates of meetings as 'extra'")
    ordinal, _, day = frequency.partition("-")
    if ordinal not in _ORDINALS or day not in ENGLISH.weekdays:
        raise _LeftOutError(line, f"the frequency {quoted(frequency)} is not known")
    if ENGLISH.weekdays[day] != weekday:
        raise _LeftOutError(
            line, f"the frequency {quoted(frequency)} is on another weekday than 'day'"
        )
    return 0, 0, _ORDINALS.index(ordinal) + 1


def _on_weeks(frequency: str, first: dt.date, weeks: int) -> str:
    """Return what becomes of meetings that go by the number of the ISO week."""
    remainder = first.isocalendar().week % weeks
    step = weeks * _WEEK
    days = [first + number * step for number in range(_YEARS * 52 // weeks)]
    same = list(takewhile(lambda day: day.isocalendar().week % weeks == remainder, days))
    message = (
        f"{quoted(frequency)} goes by the number of the ISO week; it becomes every {weeks} weeks "
        f"from {first}"
    )
    if len(same) < len(days):
        message += f", which is in other weeks from {days[len(same)]} on, after a year of 53 weeks"
    return message


def _date(part: Part) -> dt.date | None:
    """Return the date in *part*, which is written as YYYYMMDD or as YAML writes dates."""
    text = part.text.strip()
    if not re.fullmatch(r"[0-9]{8}|[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _minutes(part: Part, said: Said) -> int:
    if is_blank(part.value):
        return _USUAL_MINUTES
    text = part.text.strip()
    if re.fullmatch(r"[0-9]{1,4}", text) and int(text):
        return int(text)
    said.say(
        part.line,
        f"'duration' {quoted(text)} is not carried over; expected minutes. The meetings take one "
        "hour",
    )
    return _USUAL_MINUTES


def _location(part: Part, said: Said) -> str:
    irc, matrix = (one_line(part.get(name).text) for name in ("irc", "matrix"))
    if irc and matrix:
        line = part.get("matrix").line
        said.say(line, "'matrix' is not carried over; 'location' is the channel of IRC")
    if irc:
        return f"#{irc.removeprefix('#')} (IRC)"
    return f"{matrix} (Matrix)" if matrix else ""


def _chair(part: Part, said: Said) -> str:
    chair = part.get("chair")
    if chair.items:
        return ", ".join(one_line(item.text) for item in chair.items)
    if chair.value is not None and not chair.text:
        said.say(chair.line, f"'chair' is not carried over; expected text, not {_a(chair)}")
    return one_line(chair.text) if chair.value is not None else ""


def _a(part: Part) -> str:
    return shown(part.value)


def _skipped(days: Part, said: Said) -> Iterable[tuple[Part, dt.date, str]]:
    if days.value and not days.items:
        said.say(days.line, f"'skip_dates' is not carried over; expected a list, not {_a(days)}")
    for item in days.items:
        said.leave_out(item.keys, ("skip_date", "reason"))
        written = item.get("skip_date") if item.keys else item
        day = _date(written)
        if day is None:
            said.say(item.line, f"'skip_date' {_a(written)} is not carried over; use YYYYMMDD")
        else:
            yield item, day, one_line(item.get("reason").text)


# ── the series ────────────────────────────────────────────────────────────────


def _draft(root: Part, hours: list[_Hour], said: Said) -> Draft:
    """Return the series of *hours*, which have everything but the time in common."""
    wish = next((text for key in ("meeting_id", "project") if (text := root.get(key).text)), "")
    draft = Draft(one_line(wish) or "meeting", hours[0].line, said)
    draft.put_text("title", root.get("project"))
    agenda = root.get("agenda_url")
    if not is_blank(agenda.value):
        draft.put_link("agenda", agenda.text.strip(), agenda.line)
    draft.describe(root.get("description"))
    earliest = min(hours, key=lambda hour: (hour.first, hour.time))
    draft.put("start", in_file(dt.datetime.combine(earliest.first, earliest.time)), earliest.line)
    draft.put("timezone", "UTC", earliest.line)
    minutes, location, chair = hours[0].place
    draft.put("duration", f"{minutes} min", hours[0].line)
    every = [_every(hour, alone=len(hours) == 1, start=earliest.first) for hour in hours]
    draft.put("every", every[0] if len(every) == 1 else every, hours[0].line)
    if location:
        draft.put("location", location, hours[0].line)
    if chair:
        draft.put("chair", chair, root.get("chair").line)
    cancelled = dict(_cancelled(hours, said))
    if cancelled:
        draft.put("cancelled", cancelled, hours[0].line)
    return draft


def _every(hour: _Hour, *, alone: bool, start: dt.date) -> str:
    words, origin, _ = hour.words().partition(" from ")
    time = "" if alone else f" at {hour.time:%H:%M}"
    is_later = bool(origin) or hour.first != start
    return f"{words}{time}{f' from {hour.first}' if is_later else ''}"


def _cancelled(hours: list[_Hour], said: Said) -> Iterable[tuple[dt.date, str]]:
    """Yield each day on which all meetings are skipped, with the reason."""
    first_days: defaultdict[_Slot, list[dt.date]] = defaultdict(list)
    for hour in sorted(hours, key=lambda hour: hour.first):
        first_days[hour.slot].append(hour.first)
    skips = Counter(day for hour in hours for day in {day for _, day, _ in hour.skipped})
    for hour in hours:
        for item, day, reason in hour.skipped:
            slots = _slots(day)
            meetings = sum(bisect_right(first_days.get(slot, ()), day) for slot in slots)
            if hour.slot not in slots or day < hour.first:
                said.say(item.line, f"{day} is not carried over; this meeting is not on that day")
            elif skips[day] < meetings:
                said.say(
                    item.line,
                    f"{day} is not carried over; a whole day is cancelled, and another meeting of "
                    "the series is on it",
                )
            else:
                yield day, reason
