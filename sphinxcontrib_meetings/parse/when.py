"""Reads a date and a time as people write them: ``Tuesday, October 28, 2025, 17:00-18:00 UTC``."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from sphinxcontrib_meetings.model.month import Month
from sphinxcontrib_meetings.parse.date_text import (
    CONNECTOR,
    ambiguous_numbers,
    find_dates,
    name_both,
)
from sphinxcontrib_meetings.parse.date_words import ENGLISH, DateWords
from sphinxcontrib_meetings.parse.messages import quoted
from sphinxcontrib_meetings.parse.times import parse_zone, zone_of

__all__ = ["LONGEST", "When", "month_in_text", "read_when", "weekday_problem"]


@dataclass(frozen=True, slots=True)
class When:
    """What a text says about the time of a meeting. What it does not say is None or empty."""

    #: the first day; a :class:`Month` if the text says no more
    day: dt.date | None = None
    #: the last day, if there are several
    last: dt.date | None = None
    start: dt.time | None = None
    end: dt.time | None = None
    #: zone of the times, as ``parse_zone`` returns it
    zone: str = ""
    #: words that are none of these
    rest: str = ""
    #: messages: what contradicts itself, or can be read in two ways
    problems: tuple[str, ...] = ()
    #: names and numbers of the weekdays that it names, 0 for Monday
    weekdays: tuple[tuple[str, int], ...] = field(default=(), compare=False)

    @property
    def is_month(self) -> bool:
        """Whether only the month is known."""
        return isinstance(self.day, Month)

    def weekday_problems(self) -> Iterator[str]:
        """Yield a message for each day that is not on the weekday written with it."""
        if self.day is None or self.is_month:
            return
        days = (self.day, self.last or self.day)
        for day, (name, number) in zip(days, self.weekdays, strict=False):
            if problem := weekday_problem(day, name, number):
                yield problem


@dataclass(slots=True)
class _Reading:
    """What was found until now."""

    weekdays: list[tuple[str, int]] = field(default_factory=list)
    #: start, end and zone
    times: list[tuple[dt.time, dt.time | None, str]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


# ── patterns ──────────────────────────────────────────────────────────────────

_LABEL = re.compile(
    r"[\s*_-]{0,4}(?:dates?|days?|times?|when|datum|fecha|data)[\s*_]{0,4}:[\s*_]{0,4}",
    re.IGNORECASE,
)
_CLOCK = (
    r"(?P<hour{n}>[0-9]{{1,2}})(?:(?P<sep{n}>[:.h])(?P<minute{n}>[0-5][0-9])"
    r"(?::(?P<second{n}>[0-5][0-9])(?:\.[0-9]{{1,9}})?)?)?(?![0-9])"
    r"(?:\s?(?P<half{n}>[ap])\.?m\.?(?![A-Za-z]))?(?:\s?(?P<unit{n}>uhr|h|o['’]clock)(?![a-z]))?"  # noqa: RUF001
)
_BARE = r"(?:[01][0-9]|2[0-3])[0-5][0-9]"
_TIMES = re.compile(
    rf"(?<![0-9]){_CLOCK.format(n=1)}(?:{CONNECTOR.pattern}{_CLOCK.format(n=2)})?"
    r"|(?P<noon>noon)(?![A-Za-z])"
    # military, which needs a zone
    rf"|(?P<bare>{_BARE})(?:\s?[-–]\s?(?P<bare2>{_BARE}))?(?=\s?(?:UTC|GMT|Z)(?![A-Za-z]))",  # noqa: RUF001
    re.IGNORECASE,
)
_ZONE = re.compile(
    r"\s{0,2}\(?(?P<zone>[A-Z][A-Za-z]{1,20}/[A-Za-z_]{1,30}(?:/[A-Za-z_]{1,30})?"
    r"|(?:UTC|GMT)\s?[+-][0-9]{1,2}(?::?[0-9]{2})?|[+-][0-9]{2}:?[0-9]{2}(?![0-9])"
    r"|[A-Z]{2,5}|Z|utc)(?![A-Za-z])\)?"
)
_SKIPPED = re.compile(r"[\s,;:.()\[\]*_|@·/–—-]+|(?:T(?=[0-9]))")  # noqa: RUF001
_WORD = re.compile(r"[^\s,;()\[\]]+")
#: words that say nothing of their own
_FILLERS = frozenset(
    (
        "at",
        "um",
        "on",
        "am",
        "from",
        "von",
        "the",
        "of",
        "den",
        "de",
        "le",
        "el",
        "à",
        "kl",
        "and",
    )
)
_MONTH_NUMBERS = re.compile(
    r"(?<![\w/.-])(?:(?P<year>(?:19|20)[0-9]{2})[-/](?P<month>0[1-9]|1[0-2])"
    r"|(?P<month2>0[1-9]|1[0-2])[-/.](?P<year2>(?:19|20)[0-9]{2}))(?![\w/-])"
)
#: longer texts are prose
LONGEST = 300


# ── reading ───────────────────────────────────────────────────────────────────


def read_when(text: str, words: DateWords = ENGLISH, year: int | None = None) -> When:
    """Return what *text* says about the time of a meeting.

    *words* has the names of months and weekdays. Days without a year are of *year*. Raises
    ``ValueError`` if *text* has a date that does not exist, several dates that are not a range, or
    numbers that can be read as two dates.
    """
    if len(text) > LONGEST:
        raise ValueError(f"{quoted(text)} is too long for a date; use YYYY-MM-DD")
    label = _LABEL.match(text)
    begin = label.end() if label else 0
    day, last, places = _day_in(text, begin, words, year)
    reading = _Reading()
    for start, end in _between(begin, places, len(text)):
        _read(text, start, end, words, reading)
    weekdays = tuple(reading.weekdays)
    problems = [*reading.problems, *When(day, last, weekdays=weekdays).weekday_problems()]
    start_time, end_time, zone = _chosen(day, reading.times, problems)
    rest = " ".join(reading.words)
    return When(day, last, start_time, end_time, zone, rest, tuple(problems), weekdays)


def _day_in(
    text: str, begin: int, words: DateWords, year: int | None
) -> tuple[dt.date | None, dt.date | None, list[tuple[int, int]]]:
    """Return the first and the last day, and the places where they stand."""
    found = [span for span in find_dates(text, words, year, any_case=True) if span.start >= begin]
    if found:
        days = {(span.day, span.last) for span in found}
        if len(days) > 1:
            named = ", ".join(sorted({span.day.isoformat() for span in found}))
            raise ValueError(f"{quoted(text)} has several dates ({named}); use one of them")
        ((day, last),) = days
        return day, last, [(span.start, span.end) for span in found]
    if both := ambiguous_numbers(text, words):
        raise ValueError(
            f"{quoted(text)} is ambiguous, since it may be {name_both(both)}; use YYYY-MM-DD, for "
            "example 2023-09-20"
        )
    month = month_in_text(text, words)
    if month:
        return month[0], None, [month[1]]
    return None, None, []


def month_in_text(text: str, words: DateWords = ENGLISH) -> tuple[Month, tuple[int, int]] | None:
    """Return the only month with a year in *text*, and where it stands."""
    found = [*_month_pattern(words.month_pattern).finditer(text), *_MONTH_NUMBERS.finditer(text)]
    if len(found) != 1:
        return None
    groups = found[0].groupdict()
    name = groups.get("name") or groups.get("name2")
    year = int(groups.get("year") or groups["year2"])
    number = words.month(name) if name else int(groups["month"] or groups["month2"])
    return Month(year, number, 1), found[0].span()


@cache
def _month_pattern(names: str) -> re.Pattern[str]:
    year = r"(?:19|20)[0-9]{2}"
    return re.compile(
        rf"(?<![^\W_])(?P<name>{names})[\s.,_-]{{1,3}}(?:de\s)?(?P<year>{year})(?![^\W_])"
        rf"|(?<![^\W_])(?P<year2>{year})[\s.,_-]{{1,3}}(?P<name2>{names})",
        re.IGNORECASE,
    )


def _between(begin: int, places: Iterable[tuple[int, int]], end: int) -> Iterator[tuple[int, int]]:
    """Yield what is between *places*, from *begin* to *end*."""
    for start, stop in places:
        yield begin, start
        begin = stop
    yield begin, end


def _read(text: str, position: int, end: int, words: DateWords, reading: _Reading) -> None:
    """Read *text* between two positions."""
    weekday = _weekday_pattern(words.weekday_pattern)
    while position < end:
        if match := _SKIPPED.match(text, position, end):
            pass
        elif (match := _TIMES.match(text, position, end)) and _is_time(match):
            position = _read_times(match, text, end, reading)
            continue
        elif match := weekday.match(text, position, end):
            reading.weekdays.append((match["name"], words.weekday(match["name"])))
        else:
            match = _WORD.match(text, position, end)
            if match and match.group().casefold().strip(".:'*_") not in _FILLERS:
                reading.words.append(match.group())
        position = match.end() if match else position + 1


@cache
def _weekday_pattern(names: str) -> re.Pattern[str]:
    return re.compile(rf"(?P<name>{names})\.?", re.IGNORECASE)


# ── weekdays ──────────────────────────────────────────────────────────────────


def weekday_problem(date: dt.date, name: str, number: int) -> str:
    """Return a message if *date* is not on the weekday *name*; *number* is 0 for Monday."""
    if date.weekday() == number:
        return ""
    return f"{date.isoformat()} is a {date:%A}, not {quoted(name)}; correct one of them"


# ── times ─────────────────────────────────────────────────────────────────────


def _is_time(match: re.Match[str]) -> bool:
    """Whether numbers are times of day: with minutes, am or pm, or a unit."""
    if match["noon"] or match["bare"]:
        return True
    if any(match[f"half{n}"] or match[f"unit{n}"] for n in (1, 2)):
        return True
    separators = [match[f"sep{n}"] for n in (1, 2) if match[f"hour{n}"]]
    if "." in separators and len(match["hour1"]) < 2:
        return False
    return all(separators)


def _read_times(match: re.Match[str], text: str, end: int, reading: _Reading) -> int:
    """Read a time or a range of times, and its zone; return where they end."""
    position = match.end()
    zone = ""
    if found := _ZONE.match(text, position, end):
        try:
            zone = parse_zone(found["zone"])
            position = found.end()
        except ValueError as error:
            if found["zone"].isupper():
                reading.problems.append(str(error))
                position = found.end()
    try:
        start, stop = _clocks(match)
    except ValueError:
        reading.problems.append(
            f"{quoted(match.group())} is not a valid time of day; use HH:MM, for example 17:00"
        )
        return position
    if not zone and _may_be_offset(match, start, stop):
        if text[match.start() - 1 : match.start()] == "T":
            zone = parse_zone(match.group()[-6:])
        else:
            reading.problems.append(
                f"{quoted(match.group())} could be a range, or a time with an offset; use the "
                "fields start and end, or the field timezone"
            )
        stop = None
    if reading.times and not zone and start != reading.times[0][0]:
        # the same time in a zone that is not understood
        reading.words.append(match.group())
    else:
        reading.times.append((start, stop, zone))
    return position


def _may_be_offset(match: re.Match[str], start: dt.time, stop: dt.time | None) -> bool:
    """Whether what looks like a range may be a time with an offset from UTC: ``17:00-05:00``."""
    return (
        stop is not None
        and stop <= start
        and 1 <= stop.hour <= 12
        and re.search("[0-9]-[0-9]{2}:[0-9]{2}$", match.group()) is not None
    )


def _clocks(match: re.Match[str]) -> tuple[dt.time, dt.time | None]:
    if match["noon"]:
        return dt.time(12), None
    if match["bare"]:
        stop = match["bare2"]
        return _of_digits(match["bare"]), _of_digits(stop) if stop else None
    half = (match["half1"] or "").lower()
    if match["hour2"] is None:
        return _clock(match, 1, half), None
    later = (match["half2"] or "").lower()
    stop = _clock(match, 2, later)
    if half or not later or not 1 <= int(match["hour1"]) <= 12:
        return _clock(match, 1, half), stop
    # 5-6 pm, 10-1 pm
    start = _clock(match, 1, later)
    return (start if start < stop else _clock(match, 1, "a")), stop


def _of_digits(digits: str) -> dt.time:
    return dt.time(int(digits[:2]), int(digits[2:]))


def _clock(match: re.Match[str], number: int, half: str) -> dt.time:
    hour, minute = int(match[f"hour{number}"]), int(match[f"minute{number}"] or 0)
    if half:
        if not 1 <= hour <= 12:
            raise ValueError
        hour = hour % 12 + (12 if half == "p" else 0)
    return dt.time(hour, minute, int(match[f"second{number}"] or 0))


def _chosen(
    day: dt.date | None,
    times: list[tuple[dt.time, dt.time | None, str]],
    problems: list[str],
) -> tuple[dt.time | None, dt.time | None, str]:
    """Return the first of *times*; the others must be the same moment in other zones."""
    if not times:
        return None, None, ""
    (start, end, zone), *others = times
    for other in others:
        if not _is_same(day, times[0], other):
            problems.append(
                f"the times {_written(times[0])} and {_written(other)} differ; the first one "
                "counts. Remove the other one, or correct it"
            )
    return start, end, zone


def _written(time: tuple[dt.time, dt.time | None, str]) -> str:
    return f"{time[0]:%H:%M} {time[2]}".strip()


def _is_same(
    day: dt.date | None,
    one: tuple[dt.time, dt.time | None, str],
    other: tuple[dt.time, dt.time | None, str],
) -> bool:
    if not (one[2] and other[2]):
        return one[0] == other[0]
    # where clocks change, without a day, in winter or in summer
    days = [day] if day else [dt.date(2023, 1, 2), dt.date(2023, 7, 3)]
    # of the day before or after, on the other side of the date line
    whole = dt.timedelta(days=1)
    return any((_moment(on, one) - _moment(on, other)) % whole == dt.timedelta() for on in days)


def _moment(day: dt.date, time: tuple[dt.time, dt.time | None, str]) -> dt.datetime:
    return dt.datetime.combine(day, time[0], zone_of(time[2])).astimezone(dt.UTC)
