"""Time zones for iCalendar: a VTIMEZONE from the time zone database.

The rules that hold today are at the end of each file of the database, as POSIX writes them
(RFC 9636, section 3.3); they become recurrence rules. Changes that follow no rule, or an older
one, are given one by one: some programs read only the first of several dates in one line.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import zoneinfo
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

import icalendar

__all__ = ["timezone_component", "zones_with_rules"]

_DAY = dt.timedelta(days=1)
#: time between two looks for a change; the shortest time between two changes is longer
_STEP = dt.timedelta(days=7)
_UTC_TIME = dt.timedelta()
_WEEKDAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")

_NAME = r"(?:[A-Za-z]{3,}|<[+\-A-Za-z0-9]{3,}>)"
_TIME = r"[+-]?[0-9]{1,3}(?::[0-9]{2}){0,2}"
_POSIX = re.compile(
    rf"{_NAME}(?P<standard>{_TIME}){_NAME}(?P<daylight>{_TIME})?"
    rf",(?P<start>[^,/]+)(?:/(?P<start_time>{_TIME}))?"
    rf",(?P<end>[^,/]+)(?:/(?P<end_time>{_TIME}))?"
)
_MONTH_RULE = re.compile(r"M([0-9]{1,2})\.([1-5])\.([0-6])")


@dataclass(frozen=True, slots=True)
class _Change:
    """A moment when clocks change."""

    #: wall-clock time before the change
    at: dt.datetime
    before: dt.timedelta
    after: dt.timedelta
    name: str

    @property
    def is_daylight(self) -> bool:
        """Whether clocks are put forward; the law may call it otherwise, as in Ireland."""
        return self.after > self.before


@dataclass(frozen=True, slots=True)
class _Rule:
    """A change in each year: a weekday among some days of a month."""

    month: int
    #: seven days of the month
    days: tuple[int, ...]
    #: 0 is Sunday, as POSIX counts
    weekday: int
    time: dt.time

    def in_year(self, year: int) -> dt.datetime:
        """Return the wall-clock time of the change in *year*."""
        first = dt.date(year, self.month, self.days[0])
        date = first + (self.weekday - first.isoweekday()) % 7 * _DAY
        return dt.datetime.combine(date, self.time)

    def __str__(self) -> str:
        weekday = _WEEKDAYS[self.weekday]
        number, rest = divmod(self.days[-1], 7)
        if self.days[-1] == calendar.monthrange(2023, self.month)[1]:
            by = f"BYDAY=-1{weekday}"
        elif not rest:
            by = f"BYDAY={number}{weekday}"
        else:
            # not from the end of the month, which some programs do not read
            by = f"BYDAY={weekday};BYMONTHDAY={','.join(map(str, self.days))}"
        return f"FREQ=YEARLY;BYMONTH={self.month};{by}"


def timezone_component(name: str, first_year: int, last_year: int) -> icalendar.Timezone:
    """Return the VTIMEZONE of the zone *name* (RFC 5545, section 3.6.5).

    It is right from the start of *first_year* to the end of *last_year*, and, for zones whose
    changes follow a rule, for ever.
    """
    zone = zoneinfo.ZoneInfo(name)
    changes = list(_changes(zone, first_year, last_year))
    rules = _rules(name)
    ruled = _years_with_rules(changes, rules, first_year, last_year)
    component = icalendar.Timezone()
    component.add("tzid", name)
    single = [one for one in changes if one.at.year not in ruled]
    if not changes or changes[0].at > dt.datetime(first_year, 1, 1):
        component.add_component(_at_the_start(zone, first_year))
    for group in _grouped(single):
        component.add_component(_observance(group))
    for rule in rules if ruled else ():
        first = next(one for one in changes if one.at == rule.in_year(min(ruled)))
        component.add_component(_observance([first], rule))
    return component


def _at_the_start(zone: zoneinfo.ZoneInfo, year: int) -> icalendar.Component:
    """Return what holds when *year* starts, until the first change."""
    start = dt.datetime(year, 1, 1)
    offset, name = _state(zone, start.replace(tzinfo=dt.UTC))
    return _observance([_Change(start, offset, offset, name)])


def _changes(zone: zoneinfo.ZoneInfo, first_year: int, last_year: int) -> Iterator[_Change]:
    """Yield the changes in the years from *first_year* to *last_year*."""
    moment = dt.datetime(first_year, 1, 1, tzinfo=dt.UTC) - _DAY
    end = dt.datetime(last_year + 1, 1, 1, tzinfo=dt.UTC) + _DAY
    known = _state(zone, moment)
    while moment < end:
        later = moment + _STEP
        state = _state(zone, later)
        if state != known:
            change = _between(zone, moment, later)
            before, (after, name) = known[0], state
            at = (change + before).replace(tzinfo=None)
            if first_year <= at.year <= last_year:
                yield _Change(at, before, after, name)
        moment, known = later, state


def _between(zone: zoneinfo.ZoneInfo, before: dt.datetime, after: dt.datetime) -> dt.datetime:
    """Return the second of the change between two moments."""
    known = _state(zone, before)
    while after - before > dt.timedelta(seconds=1):
        middle = before + dt.timedelta(seconds=(after - before) // dt.timedelta(seconds=2))
        if _state(zone, middle) == known:
            before = middle
        else:
            after = middle
    return after


def _state(zone: zoneinfo.ZoneInfo, moment: dt.datetime) -> tuple[dt.timedelta, str]:
    there = moment.astimezone(zone)
    return there.utcoffset() or _UTC_TIME, there.tzname() or ""


def _years_with_rules(
    changes: Iterable[_Change], rules: tuple[_Rule, ...], first_year: int, last_year: int
) -> range:
    """Return the last years, in all of which the changes are those of the *rules*."""
    by_year: defaultdict[int, list[dt.datetime]] = defaultdict(list)
    for change in changes:
        by_year[change.at.year].append(change.at)
    first = last_year + 1
    while rules and first > first_year:
        expected = sorted(rule.in_year(first - 1) for rule in rules)
        if sorted(by_year[first - 1]) != expected:
            break
        first -= 1
    return range(first, last_year + 1)


def _grouped(changes: Iterable[_Change]) -> list[list[_Change]]:
    """Return *changes*, those between the same offsets together."""
    groups: defaultdict[object, list[_Change]] = defaultdict(list)
    for change in changes:
        groups[(change.before, change.after, change.name)].append(change)
    return list(groups.values())


def _observance(changes: list[_Change], rule: _Rule | None = None) -> icalendar.Component:
    first = changes[0]
    kind = icalendar.TimezoneDaylight if first.is_daylight else icalendar.TimezoneStandard
    component = kind()
    component.add("dtstart", first.at)
    component.add("tzoffsetfrom", first.before)
    component.add("tzoffsetto", first.after)
    component.add("tzname", first.name)
    if rule:
        component.add("rrule", icalendar.vRecur.from_ical(str(rule)))
    # some programs read the start only where nothing follows it
    for change in changes if len(changes) > 1 else ():
        component.add("rdate", change.at)
    return component


# ── the rules of the database ─────────────────────────────────────────────────


def zones_with_rules() -> Iterator[tuple[str, str]]:
    """Yield the names of the zones whose clocks change by a rule, with the rule."""
    for name in sorted(zoneinfo.available_timezones()):
        if "," in (footer := _footer(name)):
            yield name, footer.partition(",")[2]


@cache
def _rules(name: str) -> tuple[_Rule, ...]:
    """Return the rules of the zone *name*; empty if it has none, or they are no weekdays."""
    match = _POSIX.fullmatch(_footer(name))
    if match is None:
        return ()
    found = (_rule(match[which], match[f"{which}_time"] or "2") for which in ("start", "end"))
    rules = tuple(rule for rule in found if rule)
    return rules if len(rules) == 2 else ()


def _footer(name: str) -> str:
    """Return the last line of the file of a zone in the database; empty if there is no file."""
    data = b""
    for folder in zoneinfo.TZPATH:
        path = Path(folder, name)
        if path.is_file():
            data = path.read_bytes()
            break
    else:
        *folders, last = name.split("/")
        try:
            package = resources.files(".".join(("tzdata.zoneinfo", *folders)))
            data = package.joinpath(last).read_bytes()
        except (ModuleNotFoundError, OSError):
            return ""
    return data.rstrip(b"\n").rpartition(b"\n")[2].decode("ascii", "replace")


def _rule(text: str, time: str) -> _Rule | None:
    """Return the rule ``M3.5.0`` at a *time*, which may be of another day: ``-1``, ``26``."""
    match = _MONTH_RULE.fullmatch(text)
    if match is None:
        return None
    month, week, weekday = map(int, match.groups())
    later, seconds = divmod(_seconds(time), 24 * 60 * 60)
    # 2023 is not a leap year; a last week of February differs in those
    length = calendar.monthrange(2023, month)[1]
    start = length - 6 if week == 5 else 7 * week - 6
    days = tuple(range(start + later, start + later + 7))
    if days[0] < 1 or days[-1] > length or (month == 2 and days[-1] > 28 - (week == 5)):
        # a day of another month in some years
        return None
    clock = (dt.datetime.min + dt.timedelta(seconds=seconds)).time()
    return _Rule(month, days, (weekday + later) % 7, clock)


def _seconds(time: str) -> int:
    sign = -1 if time.startswith("-") else 1
    hours, minutes, seconds = (*map(int, time.lstrip("+-").split(":")), 0, 0)[:3]
    return sign * (hours * 3600 + minutes * 60 + seconds)
