"""Due dates in the words of an action: ``due 2024-03-01``, ``by next Tuesday``."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

from sphinxcontrib_meetings.parse.date_text import ambiguous_numbers, find_dates, name_both
from sphinxcontrib_meetings.parse.date_words import DateWords
from sphinxcontrib_meetings.parse.messages import quoted
from sphinxcontrib_meetings.parse.minutes.body import Body
from sphinxcontrib_meetings.parse.minutes.rule import Context

__all__ = ["Due", "date_in_cell", "take_due"]

_SIGN = "[\N{CALENDAR}\N{TEAR-OFF CALENDAR}\N{SPIRAL CALENDAR PAD}]\N{VARIATION SELECTOR-16}?"
_MARKER = re.compile(
    r"(?<![\w-])(?:(?:due(?:[ -]date)?|deadline|eta)(?:\s?(?:::?|=)\s{0,3}"
    r"|(?:\s(?:by|on))?\s{1,3})"
    rf"|(?P<by>by)\s{{1,3}})|{_SIGN}\s{{0,3}}",
    re.IGNORECASE,
)
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8,
}  # fmt: skip
_RELATIVE = re.compile(
    r"(?:(?P<today>today|eod|end of (?:the )?day)|(?P<tomorrow>tomorrow)"
    r"|(?:in|within)\s(?P<number>[0-9]{1,2}|" + "|".join(_NUMBERS) + r")\s"
    r"(?P<unit>day|week|fortnight|month)s?(?:['\N{RIGHT SINGLE QUOTATION MARK}]\stime)?"
    r"|(?P<month>eom|(?:the\s)?end of (?:the |this )?month))(?!\w)",
    re.IGNORECASE,
)
_NUMERIC = re.compile(r"[0-9]{1,2}[-./][0-9]{1,2}[-./][0-9]{4}(?![0-9])")
#: longest text of a date
_WINDOW = 40
#: a day without a year is at most as long before the meeting
_LONGEST_OVERDUE = dt.timedelta(days=60)
_LONGEST_AHEAD = dt.timedelta(days=300)
_SEPARATORS = " \t,;|-\N{EN DASH}\N{EM DASH}"
_BRACKETS = {"(": ")", "[": "]"}


@dataclass(frozen=True, slots=True)
class Due:
    """The due date of an action, and its other words."""

    body: Body
    day: dt.date | None = None
    #: what is wrong with it, and what to do
    problem: str = ""


def take_due(body: Body, context: Context) -> Due:
    """Return the first due date in *body*; where there is none, "by" may tell one."""
    markers = list(_MARKER.finditer(body.text))
    problem = ""
    for marker in sorted(markers, key=lambda marker: bool(marker["by"])):
        try:
            found = _date_at(body.text, marker.end(), context)
        except ValueError as error:
            problem = problem or ("" if marker["by"] else str(error))
            continue
        if found is None:
            problem = problem or (
                "" if marker["by"] else _ambiguity(body.text, marker.end(), context.words)
            )
        else:
            day, end = found
            start, end = _cut(body.text, marker, end)
            return Due(body.without(start, end), day)
    return Due(body, problem=problem)


def date_in_cell(text: str, context: Context) -> dt.date | None:
    """Return the date that is the whole of *text*; raises ``ValueError`` if it does not exist."""
    text = text.strip()
    found = _date_at(text, 0, context)
    return found[0] if found and found[1] == len(text) else None


def _ambiguity(text: str, start: int, words: DateWords) -> str:
    """Return the problem of numbers that begin at *start* and can mean two days, or ""."""
    numbers = _NUMERIC.match(text, start)
    days = ambiguous_numbers(numbers.group(), words) if numbers else []
    if not numbers or not days:
        return ""
    return f"due date {quoted(numbers.group())} can mean {name_both(days)}; use YYYY-MM-DD"


def _date_at(text: str, start: int, context: Context) -> tuple[dt.date, int] | None:
    """Return the date that begins at *start*, and its end."""
    window = text[start : start + _WINDOW]
    found = _written(window, context) or _relative(window, context)
    return (found[0], start + found[1]) if found else None


def _written(window: str, context: Context) -> tuple[dt.date, int] | None:
    """Return the date that *window* begins with, maybe after a weekday."""
    weekday = _weekday_pattern(context.words.weekday_pattern).match(window)
    skipped = weekday.end() if weekday else 0
    for span in find_dates(window, context.words):
        if span.start in {0, skipped} and span.last is None and span.has_year:
            return span.day, span.end
        break
    return _without_year(window, skipped, context)


def _without_year(window: str, skipped: int, context: Context) -> tuple[dt.date, int] | None:
    if context.day is None:
        return None
    for year in (context.day.year, context.day.year + 1, context.day.year - 1):
        with suppress(ValueError):
            for span in find_dates(window, context.words, year):
                if span.start not in {0, skipped} or span.last is not None or span.has_year:
                    break
                if -_LONGEST_OVERDUE <= span.day - context.day <= _LONGEST_AHEAD:
                    return span.day, span.end
                break
    return None


@cache
def _weekday_pattern(names: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{names})\.?,?\s{{1,2}}(?:the\s)?", re.IGNORECASE)


@cache
def _named_day(names: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?P<which>next|this|the coming|coming)\s)?(?P<day>{names})"
        r"(?P<week>\s(?:of\s)?next week)?(?!\w)",
        re.IGNORECASE,
    )


def _relative(window: str, context: Context) -> tuple[dt.date, int] | None:
    """Return the day that *window* begins with, counted from the meeting."""
    day = context.day
    if day is None:
        return None
    if named := _named_day(context.words.weekday_pattern).match(window):
        found = _weekday_after(day, context.words.weekday(named["day"]), named)
        return (found, named.end()) if found else None
    if match := _RELATIVE.match(window):
        with suppress(OverflowError):
            return _counted(day, match), match.end()
    return None


def _weekday_after(day: dt.date, number: int, named: re.Match[str]) -> dt.date | None:
    """Return the weekday with that *number* after *day*; None if it could be *day* itself."""
    distance = (number - day.weekday()) % 7
    if named["week"]:
        return day + dt.timedelta(days=7 - day.weekday() + number)
    if distance == 0:
        is_next = (named["which"] or "").casefold() == "next"
        return day + dt.timedelta(days=7) if is_next else None
    return day + dt.timedelta(days=distance)


def _counted(day: dt.date, match: re.Match[str]) -> dt.date:
    if match["today"]:
        return day
    if match["tomorrow"]:
        return day + dt.timedelta(days=1)
    if match["month"]:
        return day.replace(day=calendar.monthrange(day.year, day.month)[1])
    text, unit = match["number"].casefold(), match["unit"].casefold()
    number = _NUMBERS[text] if text in _NUMBERS else int(text)
    if unit == "month":
        return _months_after(day, number)
    return day + dt.timedelta(days=number * {"day": 1, "week": 7, "fortnight": 14}[unit])


def _months_after(day: dt.date, number: int) -> dt.date:
    years, month = divmod(day.month - 1 + number, 12)
    year = day.year + years
    if year > dt.MAXYEAR:
        raise OverflowError
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _cut(text: str, marker: re.Match[str], end: int) -> tuple[int, int]:
    """Return the part of *text* that only tells the date; empty where words go on after it."""
    start = marker.start()
    before, after = text[:start].rstrip(), text[end:].lstrip()
    if before and after and _BRACKETS.get(before[-1]) == after[0]:
        start, end = len(before) - 1, len(text) - len(after) + 1
        before, after = text[:start].rstrip(_SEPARATORS), text[end:].lstrip()
        return (start if after else len(before)), end
    if not after.strip(".!,;"):
        return len(text[:start].rstrip(_SEPARATORS)), len(text)
    if not before:
        return start, len(text) - len(after.lstrip(f"{_SEPARATORS}:."))
    if marker.group()[0].isalpha() and not _is_field(after):
        # "by Friday" within a sentence stays among its words
        return end, end
    return start, end


def _is_field(after: str) -> bool:
    """Whether *after* begins with another field or owner, such as ``[owner:: …]`` or ``@name``."""
    return after.startswith(("(", "[", "@"))
