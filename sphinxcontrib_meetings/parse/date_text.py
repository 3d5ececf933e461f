"""Finds the dates in text: ``2025-02-04``, ``February 4-5, 2025``, ``23. April``, ``13.05.2026``.

Numbers that can be read in two ways are not a date; :func:`readings` names both.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from sphinxcontrib_meetings.parse.date_words import ENGLISH, DateWords, folded
from sphinxcontrib_meetings.parse.messages import quoted

__all__ = [
    "ALONE",
    "CONNECTOR",
    "DAY",
    "DIGIT",
    "ENDS",
    "LONGEST_RANGE",
    "MONTH",
    "YEAR",
    "YEAR_FIRST",
    "Span",
    "WrittenDay",
    "ambiguous_numbers",
    "date_if_any",
    "days_in_heading",
    "each_reading",
    "find_dates",
    "make_date",
    "name_both",
    "readings",
    "weekdays_beside",
]

# [0-9] rather than \d, which matches the digits of every script

# other four-digit numbers (RFC 5545) are not the year of a meeting
YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
MONTH = r"(?P<month>[0-9]{1,2})"
DAY = r"(?P<day>[0-9]{1,2})"
# a date stands alone, except for a time after it: 2023-09-20T17
ALONE = r"(?<![0-9A-Za-z])"
ENDS = r"(?![0-9A-SU-Za-z]|T(?![0-9]))"

#: patterns of dates whose year comes first
YEAR_FIRST = (
    re.compile(rf"{ALONE}{YEAR}(?P<sep>[-_/]){MONTH}(?P=sep){DAY}{ENDS}"),
    # if unpadded, it could be a version: 2025.1.2
    re.compile(rf"{ALONE}{YEAR}\.(?P<month>[0-9]{{2}})\.(?P<day>[0-9]{{2}}){ENDS}"),
    re.compile(rf"{ALONE}{YEAR}(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12][0-9]|3[01]){ENDS}"),
    # Chinese, Japanese, Korean
    re.compile(rf"{YEAR}\s?[年년]\s?{MONTH}\s?[月월]\s?{DAY}\s?[日일]"),
)
_YEAR_LAST = re.compile(
    r"(?<![\w.,/-])(?P<first>[0-9]{1,2})(?P<sep>[-./])(?P<second>[0-9]{1,2})(?P=sep)"
    rf"{YEAR}(?![\w/-]|\.[0-9])"
)
_ORDINAL = r"(?:st|nd|rd|th|er|[.ºª])?"
_NTH = rf"{_ORDINAL}(?![0-9A-Za-z]|[.:][0-9])"
_THEN_YEAR = rf"(?:del?\s)?{YEAR}(?![0-9A-Za-z]))?"
_WITH_YEAR = rf"(?:[\s,.-]{{1,3}}{_THEN_YEAR}"
_TO = r"(?:\s?[-–—&]\s?|\s(?:to|until|through|bis|and|und)\s)"  # noqa: RUF001
#: what stands between the first and the last day of a range, or between two times
CONNECTOR = re.compile(
    r"\s{0,3}(?:[-–—]{1,2}|\.\.|→|\b(?:to|until|till|through|bis)\b)\s{0,3}",  # noqa: RUF001
    re.IGNORECASE,
)

_AND = re.compile(r"&|\b(?:and|und)\b", re.IGNORECASE)
#: longer ranges have a wrong year or month
LONGEST_RANGE = dt.timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Span:
    """A date in a text, or a range of days, and where it stands."""

    day: dt.date
    #: the last day, if there are several
    last: dt.date | None
    start: int
    end: int
    #: whether the year is written
    has_year: bool


@cache
def _named_patterns(month_pattern: str) -> tuple[re.Pattern[str], ...]:
    name = rf"(?P<name>{month_pattern})"
    patterns = (
        # 2025 February 4 · 2025-Feb-04
        rf"(?<![\w.]){YEAR}[\s.,-]{{1,3}}{name}[\s.,-]{{1,3}}{DAY}{_NTH}"
        r"(?![\s,.-]{1,3}(?:19|20)[0-9]{2}(?![0-9A-Za-z]))",
        # February 4, 2025 · Feb. 4th · February 4-5, 2025
        rf"(?<![\w.]){name}[\s.,-]{{1,3}}{DAY}{_NTH}(?:{_TO}(?P<last>[0-9]{{1,2}}){_NTH})?"
        rf"{_WITH_YEAR}",
        # 4 February 2025 · 4th of Feb · 4-5 February 2025, but not "Meeting 12 February 4"
        rf"(?<![\w.#/-]){DAY}{_ORDINAL}(?:{_TO}(?P<last>[0-9]{{1,2}}){_ORDINAL})?"
        rf"(?:\s(?:of|de)|\sd['’](?=\w))?[\s.-]{{0,3}}{name}"  # noqa: RUF001
        rf"(?![\s.,-]{{1,3}}[0-9]{{1,2}}{_NTH})(?:[\s,.-]{{0,3}}{_THEN_YEAR}",
    )
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


def find_dates(
    text: str, words: DateWords = ENGLISH, year: int | None = None, *, any_case: bool = False
) -> list[Span]:
    """Return the dates in *text*, in its order, with ranges of days.

    Days without a year get *year*, or that of the only complete date; if there is none, they are
    left out. Without *any_case*, English names of months then need a capital, since "we may 5" is
    not a date. Raises ``ValueError`` for a date that does not exist.
    """
    matches = _matches(text, words)
    years = {int(match["year"]) for match in matches if match["year"]}
    if year is None and len(years) == 1:
        (year,) = years
    found: list[Span] = []
    for match in matches:
        if match["year"]:
            found.append(_span(match, int(match["year"]), words))
        elif year is not None and (any_case or _is_capital(match["name"])):
            found.append(_span(match, year, words))
    return _with_ranges(text, found)


#: what each date has
DIGIT = re.compile("[0-9]")


def _is_capital(name: str) -> bool:
    # "we may 5", "march 4 miles": only of other languages are the names in lower case
    return name[0].isupper() or folded(name) not in ENGLISH.months


def _matches(text: str, words: DateWords) -> list[re.Match[str]]:
    """Return the matches of all patterns, in the order of *text* and without overlaps."""
    if not DIGIT.search(text):
        # most lines, and each pattern wants one
        return []
    patterns = (*YEAR_FIRST, *_named_patterns(words.month_pattern), _YEAR_LAST)
    found = [match for pattern in patterns for match in pattern.finditer(text)]
    kept: list[re.Match[str]] = []
    for match in sorted(found, key=lambda match: (match.start(), -match.end())):
        if match.re is _YEAR_LAST and len(readings(*_numbers(match), words)) != 1:
            continue
        if _has_two_days(match):
            continue
        if not kept or match.start() >= kept[-1].end():
            kept.append(match)
    return kept


def _has_two_days(match: re.Match[str]) -> bool:
    """Whether days that are joined by "and" do not follow each other: May 4 and 18."""
    last = match.groupdict().get("last")
    if last is None or int(last) == int(match["day"]) + 1:
        return False
    return _AND.search(match.group()) is not None


def _numbers(match: re.Match[str]) -> tuple[int, int, int, str]:
    return int(match["first"]), int(match["second"]), int(match["year"]), match["sep"]


def readings(
    first: int, second: int, year: int, separator: str, words: DateWords = ENGLISH
) -> list[dt.date]:
    """Return the dates that two numbers before a year can mean; just one if that is certain.

    It is certain where a number is not a month, and where the language writes dates so.
    """
    month_first, day_first = date_if_any(year, first, second), date_if_any(year, second, first)
    if separator in words.day_first and day_first:
        return [day_first]
    if separator in words.month_first and month_first:
        return [month_first]
    return sorted({date for date in (month_first, day_first) if date})


def ambiguous_numbers(text: str, words: DateWords = ENGLISH) -> list[dt.date]:
    """Return the two dates that the first numbers in *text* can mean; empty if there are none."""
    first = _first_ambiguous(text, words)
    return first[1] if first else []


def each_reading(text: str, words: DateWords = ENGLISH) -> list[str]:
    """Return *text* with each date that its first numbers can mean; only *text* if that is one.

    >>> each_reading("Monday, 03/02/2025")
    ['Monday, 2025-02-03', 'Monday, 2025-03-02']
    """
    first = _first_ambiguous(text, words)
    if first is None:
        return [text]
    match, days = first
    before, after = text[: match.start()], text[match.end() :]
    return [f"{before}{day.isoformat()}{after}" for day in days]


def _first_ambiguous(text: str, words: DateWords) -> tuple[re.Match[str], list[dt.date]] | None:
    """Return the first numbers that can be read as several dates, and these dates."""
    for match in _YEAR_LAST.finditer(text):
        found = readings(*_numbers(match), words)
        if len(found) > 1:
            return match, found
    return None


def name_both(dates: Sequence[dt.date]) -> str:
    """Return the *dates* that a text can mean, for a message."""
    return " or ".join(date.isoformat() for date in dates)


def date_if_any(year: int, month: int, day: int) -> dt.date | None:
    """Return a date, None if it does not exist."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _span(match: re.Match[str], year: int, words: DateWords) -> Span:
    groups = match.groupdict()
    text = match.group().strip()
    if match.re is _YEAR_LAST:
        (day,) = readings(*_numbers(match), words)
    else:
        day = make_date(year, _month_in(match, words), int(groups["day"]), text)
    last = None
    if number := groups.get("last"):
        last = make_date(year, day.month, int(number), text)
        if last <= day:
            raise ValueError(f"{quoted(text)} is a range that does not exist; correct it")
    return Span(day, last, match.start(), match.end(), match["year"] is not None)


def _month_in(match: re.Match[str], words: DateWords) -> int:
    groups = match.groupdict()
    name = groups.get("name")
    return words.month(name) if name else int(groups["month"])


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A day in a text, or the first of several, and where it stands; the year may be missing."""

    start: int
    end: int
    year: int | None
    month: int
    day: int


def days_in_heading(text: str, words: DateWords = ENGLISH) -> list[WrittenDay]:
    """Return the days that a heading names, in their order, whether they exist or not.

    Numbers whose year comes last are left out: other headings may tell their order.
    """
    found = []
    for match in _matches(text, words):
        if match.re is _YEAR_LAST or not (match["year"] or _is_capital(match["name"])):
            continue
        year = int(match["year"]) if match["year"] else None
        month = _month_in(match, words)
        found.append(WrittenDay(match.start(), match.end(), year, month, int(match["day"])))
    return found


def make_date(year: int, month: int, day: int, text: str) -> dt.date:
    """Return a date; *text* is how it is written. Raises ``ValueError`` if it does not exist."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise ValueError(
            f"{quoted(text.strip())} is a date that does not exist; correct it"
        ) from None


def _with_ranges(text: str, found: Sequence[Span]) -> list[Span]:
    """Return *found*, with two days that a connector joins as one range."""
    spans: list[Span] = []
    for span in found:
        range_ = _range(text, spans[-1], span) if spans else None
        if range_:
            spans[-1] = range_
        else:
            spans.append(span)
    return spans


def _range(text: str, first: Span, last: Span) -> Span | None:
    """Return the range from one date to another, if that is what the text between them says."""
    between = text[first.end : last.start]
    if first.last or last.last or not (between == "/" or CONNECTOR.fullmatch(between)):
        return None
    day = first.day
    if day > last.day and not first.has_year:
        # December 30 - January 2, 2026
        day = make_date(last.day.year - 1, day.month, day.day, text[first.start : first.end])
    if not dt.timedelta() < last.day - day <= LONGEST_RANGE:
        return None
    return replace(first, day=day, last=last.day, end=last.end, has_year=True)


def weekdays_beside(text: str, span: Span, words: DateWords) -> Iterator[tuple[str, int]]:
    """Yield the weekday written directly before or after a date, with its number from 0."""
    pattern = _weekday_pattern(words.weekday_pattern)
    # longer names do not exist
    before = text[max(0, span.start - 40) : span.start]
    found = [match for match in pattern.finditer(before) if _GAP.fullmatch(before, match.end())]
    after = _AFTER.match(text, span.end)
    if after and (match := pattern.match(text, after.end())):
        found.append(match)
    for match in found:
        yield match["weekday"], words.weekday(match["weekday"])


_GAP = re.compile(r"\.?,?\s{0,2}(?:the\s|den\s)?")
_AFTER = re.compile(r",?\s{0,2}\(?")


@cache
def _weekday_pattern(names: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?P<weekday>{names})", re.IGNORECASE)
