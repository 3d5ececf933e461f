"""Schedules of series, as authors write them in YAML or in ``conf.py``.

An entry that cannot be used gives a message, and the rest of the schedule stays. Without a start
and a time zone, there is no schedule.
"""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, TypeVar

from sphinxcontrib_meetings.model.people import Person
from sphinxcontrib_meetings.model.problem import nearest
from sphinxcontrib_meetings.model.schedule import Move, Recurrence, Schedule
from sphinxcontrib_meetings.parse.messages import shown
from sphinxcontrib_meetings.parse.person_text import parse_person
from sphinxcontrib_meetings.parse.recurrence import parse_every, parse_rrule
from sphinxcontrib_meetings.parse.times import parse_duration, parse_time, parse_zone, zone_of
from sphinxcontrib_meetings.parse.urls import check_address
from sphinxcontrib_meetings.parse.values import is_blank, read_text, split_list

__all__ = ["SCHEDULE_KEYS", "parse_schedule"]

#: what the mapping of a series may say about its schedule
SCHEDULE_KEYS = (
    *("start", "timezone", "duration", "every", "rrule", "until", "location", "join", "chair"),
    *("agenda", "contact", "cancelled", "moved", "extra"),
)
#: time zones by which offsets are explained, in the order in which they are named
_WELL_KNOWN = (
    *("Europe/London", "Europe/Berlin", "Europe/Athens", "Europe/Moscow", "Africa/Lagos"),
    *("Africa/Johannesburg", "Africa/Nairobi", "Asia/Dubai", "Asia/Karachi", "Asia/Kolkata"),
    *("Asia/Kathmandu", "Asia/Dhaka", "Asia/Bangkok", "Asia/Shanghai", "Asia/Tokyo"),
    *("Australia/Adelaide", "Australia/Sydney", "Pacific/Auckland", "America/Los_Angeles"),
    *("America/Denver", "America/Phoenix", "America/Chicago", "America/New_York"),
    *("America/Halifax", "America/St_Johns", "America/Sao_Paulo", "Atlantic/Azores"),
    *("Pacific/Honolulu", "America/Anchorage", "UTC"),
)
_MOST_NAMED = 4
#: names in the database that stay the same all year, which is seldom meant
_NAMED_OFFSETS = {"EST": "-05:00", "MST": "-07:00", "HST": "-10:00"}
_NAMED_UTC = frozenset(
    {"Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "UCT", "Universal", "Zulu"}
)
#: what other fields may have instead of a name
_OR_OFFSET = ", UTC or +02:00"
#: people met before, but the time zone database says little of those days
_FIRST_YEAR = 1970
_LAST_YEAR = 2200
_LONGEST = dt.timedelta(days=7)
#: shorter ones have to name their unit
_SHORTEST = dt.timedelta(minutes=5)
#: what calendars take for a meeting whose end is not given
_USUAL = dt.timedelta(hours=1)
_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ]+(.+))?")

_Value = TypeVar("_Value")


def parse_schedule(entries: Mapping[str, Any]) -> tuple[Schedule | None, list[str]]:
    """Return the schedule in the mapping of a series, and messages about what is wrong there.

    The schedule is None if the mapping has none, or if its start or time zone cannot be used.
    """
    given = {key: entries[key] for key in SCHEDULE_KEYS if not is_blank(entries.get(key))}
    if not given:
        return None, []
    problems: list[str] = []
    read = partial(_read, given, problems)
    start = read("start", _start, None)
    timezone = read("timezone", partial(_timezone, day=start), "")
    for name, value in (("start", start), ("timezone", timezone)):
        if not value and name not in given:
            problems.append(f"the schedule has no {name!r}; add {_EXAMPLES[name]}")
    if start is None or not timezone:
        return None, problems
    zone = zone_of(timezone)
    until = read("until", _until, None)
    none: tuple[Recurrence, ...] = ()
    recurrences = read("every", partial(_every, start=start, until=until), none)
    recurrences += read("rrule", partial(_rrules, start=start, until=until, zone=zone), none)
    only_start = () if {"every", "rrule"} & given.keys() else (Recurrence(start),)
    no_people: tuple[Person, ...] = ()
    schedule = Schedule(
        recurrences or only_start,
        timezone,
        read("duration", _duration, _USUAL),
        location=read("location", read_text, ""),
        join=read("join", _address, ""),
        chair=read("chair", _people, no_people),
        agenda=read("agenda", read_text, ""),
        contact=read("contact", read_text, ""),
        cancelled=_by_day(given, "cancelled", _reason, problems),
        moved=_by_day(given, "moved", _move, problems),
        extra=_each(given, "extra", partial(_moment, default=start.time()), problems),
    )
    return schedule, problems


_EXAMPLES = {
    "start": "the first meeting, such as 2026-01-06 17:00",
    "timezone": "a name such as Europe/Berlin",
}


def _read(
    given: Mapping[str, Any],
    problems: list[str],
    name: str,
    parse: Callable[[Any], _Value],
    default: _Value,
) -> _Value:
    """Return the entry *name* as read by *parse*; a message of its says what is wrong."""
    if name not in given:
        return default
    try:
        return parse(given[name])
    except ValueError as error:
        problems.append(f"{name!r}: {error}")
        return default


# ── times ─────────────────────────────────────────────────────────────────────


def _start(value: object) -> dt.datetime:
    return _moment(value, None)


def _moment(value: object, default: dt.time | None) -> dt.datetime:
    """Return the wall-clock time in *value*; *default* is the time of a date alone."""
    day, time = _day_and_time(value)
    if time is None and default is None:
        raise ValueError(f"{shown(value)} has no time of day; use YYYY-MM-DD HH:MM")
    moment = dt.datetime.combine(day, time or default or dt.time())
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise ValueError(f"{shown(value)} is not in the years {_FIRST_YEAR} to {_LAST_YEAR}")
    return moment


def _day_and_time(value: object) -> tuple[dt.date, dt.time | None]:
    if isinstance(value, dt.datetime):
        return value.date(), _wall_clock(value.timetz(), value)
    if isinstance(value, dt.date):
        return value, None
    match = _DATE.fullmatch(value.strip()) if isinstance(value, str) else None
    try:
        if match is None:
            raise ValueError
        day = dt.date.fromisoformat(match[1])
    except ValueError:
        raise ValueError(
            f"{shown(value)} is not a valid date; use YYYY-MM-DD or YYYY-MM-DD HH:MM"
        ) from None
    return day, _wall_clock(parse_time(match[2]), value) if match[2] else None


def _wall_clock(time: dt.time, value: object) -> dt.time:
    if time.tzinfo is not None:
        raise ValueError(f"{shown(value)} has a time zone; give it once, as 'timezone'")
    return time.replace(microsecond=0)


def _timezone(value: object, day: dt.datetime | None) -> str:
    """Return a name of the IANA database; an offset does not say when clocks change."""
    try:
        zone = parse_zone(value)
    except ValueError as error:
        raise ValueError(str(error).replace(_OR_OFFSET, " or UTC")) from None
    zone = "UTC" if zone in _NAMED_UTC else _offset_of(zone)
    if zone in ("UTC", value) and not zone.startswith(("+", "-")):
        return zone
    if not zone.startswith(("+", "-")):
        raise ValueError(f"{shown(value)} is not a name of a time zone; use {zone}")
    zones = _zones_at(zone, day or dt.datetime(2026, 1, 1))
    raise ValueError(
        f"{shown(value)} is an offset, which does not say when clocks change; use a time zone"
        + (f" such as {', '.join(zones)}" if zones else ", such as Europe/Berlin")
    )


def _offset_of(zone: str) -> str:
    """Return the offset of names that are only that; others stay.

    The sign of ``Etc/GMT+7`` is the other way round.
    """
    if zone in _NAMED_OFFSETS:
        return _NAMED_OFFSETS[zone]
    name = zone.removeprefix("Etc/GMT")
    if name == zone:
        return zone
    sign = "-" if name.startswith("+") else "+"
    return f"{sign}{int(name.strip('+-') or 0):02}:00"


def _zones_at(offset: str, day: dt.datetime) -> list[str]:
    """Return well-known zones that have *offset*, those that have it on *day* first."""
    wanted = zone_of(offset).utcoffset(None)
    half_a_year = dt.timedelta(days=182)
    found: dict[str, None] = {}
    for moment in (day, day + half_a_year):
        for name in _WELL_KNOWN:
            if moment.replace(tzinfo=zoneinfo.ZoneInfo(name)).utcoffset() == wanted:
                found.setdefault(name)
    return list(found)[:_MOST_NAMED]


def _duration(value: object) -> dt.timedelta:
    duration = parse_duration(value)
    # plain numbers are of seconds, and 1:30 is of minutes, where most mean minutes and hours
    is_clear = isinstance(value, str) and not re.fullmatch(r"[0-9]+(:[0-9]+)?", value.strip())
    if not (dt.timedelta() if is_clear else _SHORTEST) < duration <= _LONGEST:
        raise ValueError(f"{shown(value)} is not a length of a meeting; use 60 min or 1:30:00")
    return duration


def _until(value: object) -> dt.datetime:
    return _moment(value, dt.time(23, 59, 59))


# ── rules ─────────────────────────────────────────────────────────────────────


def _every(value: object, start: dt.datetime, until: dt.datetime | None) -> tuple[Recurrence, ...]:
    """Return the recurrences in words, in a list of them, or of mappings with a ``start``."""
    items: Iterable[object] = value if isinstance(value, list | tuple) else [value]
    return tuple(_one_every(item, start, until) for item in items)


def _one_every(item: object, start: dt.datetime, until: dt.datetime | None) -> Recurrence:
    if isinstance(item, Mapping):
        for name in item.keys() - {"every", "start"}:
            raise ValueError(f"unknown key {name!r}.{nearest(str(name), ('every', 'start'))}")
        own = item.get("start")
        start = start if is_blank(own) else _moment(own, start.time())
        item = item.get("every")
    if not isinstance(item, str):
        raise ValueError(f"{shown(item)} is not a text; use words such as '2 weeks on Tuesday'")
    every = parse_every(item)
    first = dt.datetime.combine(every.start or start.date(), every.time or start.time())
    return Recurrence(first, every.rule, until)


def _rrules(
    value: object, start: dt.datetime, until: dt.datetime | None, zone: dt.tzinfo
) -> tuple[Recurrence, ...]:
    items: Iterable[object] = value if isinstance(value, list | tuple) else [value]
    return tuple(_one_rrule(item, start, until, zone) for item in items)


def _one_rrule(
    item: object, start: dt.datetime, until: dt.datetime | None, zone: dt.tzinfo
) -> Recurrence:
    if not isinstance(item, str):
        raise ValueError(f"{shown(item)} is not a text; use a rule such as 'FREQ=WEEKLY'")
    rule, end = parse_rrule(item, zone)
    return Recurrence(start, rule, min(filter(None, (until, end)), default=None))


# ── exceptions ────────────────────────────────────────────────────────────────


def _by_day(
    given: Mapping[str, Any],
    name: str,
    parse: Callable[[object], _Value],
    problems: list[str],
) -> tuple[tuple[dt.date, _Value], ...]:
    """Return the mapping of days called *name*, in the order of the days."""
    value = given.get(name)
    if value is None:
        return ()
    if not isinstance(value, Mapping):
        # days without a reason
        value = dict.fromkeys(map(_hashable, split_list(value)))
    found: dict[dt.date, _Value] = {}
    for day, item in value.items():
        try:
            found[_day_and_time(day)[0]] = parse(item)
        except ValueError as error:
            problems.append(f"{name!r}: {error}")
    return tuple(sorted(found.items(), key=lambda pair: pair[0]))


def _hashable(value: object) -> object:
    return value if isinstance(value, str | dt.date) else str(value)


def _reason(value: object) -> str:
    return "" if value is None or isinstance(value, bool) else read_text(value)


def _move(value: object) -> Move:
    """Return a move to a date, a time, or both."""
    if is_blank(value):
        raise ValueError("the new day is missing; use a mapping, such as 2026-03-03: 2026-03-10")
    if isinstance(value, dt.time):
        return Move(time=_wall_clock(value, value))
    if isinstance(value, str) and not _DATE.fullmatch(value.strip()):
        try:
            return Move(time=_wall_clock(parse_time(value), value))
        except ValueError:
            pass
    try:
        return Move(*_day_and_time(value))
    except ValueError as error:
        raise ValueError(
            f"{str(error).partition(';')[0]}; move a meeting to a date, a time, or "
            "both: 2026-03-10 18:00"
        ) from None


def _each(
    given: Mapping[str, Any],
    name: str,
    parse: Callable[[object], dt.datetime],
    problems: list[str],
) -> tuple[dt.datetime, ...]:
    found: set[dt.datetime] = set()
    for item in split_list(given.get(name, [])):
        try:
            found.add(parse(item))
        except ValueError as error:
            problems.append(f"{name!r}: {error}")
    return tuple(sorted(found))


# ── people and addresses ──────────────────────────────────────────────────────


def _people(value: object) -> tuple[Person, ...]:
    return tuple(parse_person(str(item)) for item in split_list(value))


def _address(value: object) -> str:
    return check_address(read_text(value))
