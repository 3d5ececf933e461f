"""Dates in paths, headings and fields.

Nothing here guesses: text that can be read in two ways (``03/04/2025``), or that lacks
the year (``release-2-10``), is not a date. Functions that read raise only ``ValueError``,
whose message includes the fix.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from sphinxcontrib_meetings.model.month import Month
from sphinxcontrib_meetings.parse.date_text import (
    ALONE,
    DAY,
    DIGIT,
    ENDS,
    MONTH,
    YEAR,
    YEAR_FIRST,
    Span,
    ambiguous_numbers,
    date_if_any,
    find_dates,
    make_date,
    name_both,
    readings,
    weekdays_beside,
)
from sphinxcontrib_meetings.parse.date_words import ENGLISH, DateWords, folded
from sphinxcontrib_meetings.parse.messages import quoted, shown
from sphinxcontrib_meetings.parse.times import parse_time, time_in_text, zone_of
from sphinxcontrib_meetings.parse.values import PartlyError
from sphinxcontrib_meetings.parse.when import When, month_in_text, read_when, weekday_problem

__all__ = [
    "NO_DATE",
    "PathDate",
    "beside_line",
    "date_in_heading",
    "date_in_path",
    "date_of_note",
    "day_in_heading",
    "heading_with_date",
    "is_compatible",
    "last_day_in_heading",
    "names_date",
    "parse_date",
    "parse_times",
    "title_in_path",
]

# ── patterns ──────────────────────────────────────────────────────────────────

# after a number at the start of a name: the end, or a part that is not a number
_NAME_FOLLOWS = r"(?=$|[-_ ](?![0-9]+(?![0-9A-Za-z])))"
# before a number at the end of a name: a part that is not a number
_NAME_PRECEDES = r"(?<=[^0-9][-_ ])"

# notes20230920, but not v20230920
_AFTER_WORD = re.compile(
    rf"(?<=[A-Za-z]{{2}}){YEAR}(?:(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12][0-9]|3[01])"
    rf"|(?P<sep>[-_])(?P<month2>[0-9]{{2}})(?P=sep)(?P<day2>[0-9]{{2}})){ENDS}"
)
_YEAR_LAST = re.compile(
    rf"(?<![0-9][-_.]){ALONE}(?P<first>[0-9]{{1,2}})(?P<sep>[-_.])(?P<second>[0-9]{{1,2}})(?P=sep)"
    rf"{YEAR}{ENDS}"
)
# in the middle of a name, or unpadded at its end, it could be a version: release-1-2-24
_SHORT_YEAR = re.compile(
    r"^(?P<first>[0-9]{1,2})(?P<sep>[-_.])(?P<second>[0-9]{1,2})(?P=sep)(?P<year>[0-9]{2})"
    rf"{_NAME_FOLLOWS}"
    rf"|{_NAME_PRECEDES}(?P<first2>[0-9]{{2}})(?P<sep2>[-_.])(?P<second2>[0-9]{{2}})(?P=sep2)"
    r"(?P<year2>[0-9]{2})$"
)
_YEAR_MONTH = re.compile(rf"{ALONE}{YEAR}[-_](?P<month>0?[1-9]|1[0-2]){_NAME_FOLLOWS}")
# "2023-2024" and "2023-24" are seasons of two years
_YEAR_ALONE = re.compile(rf"^{YEAR}{_NAME_FOLLOWS}|{_NAME_PRECEDES}(?:19|20)[0-9]{{2}}$")
_MONTH_DAY = (
    re.compile(rf"^{MONTH}[-_]{DAY}{_NAME_FOLLOWS}"),
    re.compile(rf"{_NAME_PRECEDES}{MONTH}[-_]{DAY}$"),
)
_MONTH_YEAR = re.compile(rf"(?P<month>0?[1-9]|1[0-2])[-_.]{YEAR}")
_NUMBER_FIRST = re.compile(rf"^(?P<number>[0-9]{{1,2}})(?:st|nd|rd|th)?{_NAME_FOLLOWS}")
_NUMBER = re.compile(r"[0-9]{1,2}")

_ISO_DATE = re.compile(
    r"(?P<year>[0-9]{4})(?:(?P<sep>[-/.])(?P<month>[0-9]{1,2})(?P=sep)(?P<day>[0-9]{1,2})"
    r"|(?P<month2>[0-9]{2})(?P<day2>[0-9]{2}))(?![0-9])"
)
_BEFORE_TIME = re.compile(r"T|,?\s+(?:at\s+)?", re.IGNORECASE)
# four-digit years, with room at both ends for time zone arithmetic
_YEARS = range(1000, 9999)
# dates that YAML reads as integers: 20230920
_COMPACT = range(1000_01_01, 9999_01_01)
#: message about a note without any date
NO_DATE = (
    "the meeting has no date; add the field 'date: YYYY-MM-DD', or name the file YYYY-MM-DD-name. "
    "If this is not a meeting, add the field 'meeting: false'."
)
_EXAMPLE = "use YYYY-MM-DD, for example 2023-09-20"
_TRANSCRIPT = "-transcript"
_SEPARATORS = "-_., "
_AROUND_WEEKDAY = "-_., ()[]"
#: names of weekdays that are no other words
_SHORT_WEEKDAYS = frozenset({"mon", "tue", "tues", "weds", "thu", "thur", "thurs", "fri"})
_TO_BLANKS = str.maketrans("-_", "  ")
# before a date that a heading is about
_ABOUT = re.compile(
    r"\b(?:about|after|before|by|during|from|in|since|till|until|towards?|to|with"
    # but "minutes of May 6"
    r"|(?<!meeting )(?<!minutes )(?<!notes )(?<!agenda )(?<!call )of)(?: the)?(?: \w{3,9}day,?)?$",
    re.IGNORECASE,
)
# "march" and "may" are words of their own
_MONTHS_AND_WORDS = (3, 5)
#: they stand for their folder
_START_PAGES = frozenset({"index", "readme"})


# ── the date in a path ────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class PathDate:
    """What a path says about a date: all of it, part of it, or nothing."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    #: the date as written, its parts joined by slashes
    text: str = ""
    #: the last part of the path, without the date
    rest: str = ""
    #: the dates that its numbers can mean, if these are several
    readings: tuple[dt.date, ...] = ()
    #: what folders say that are nothing but a date, if the rest of the path contradicts it
    folder: str = ""
    #: the weekday written beside the day, and its number, 0 for Monday
    weekday: tuple[str, int] | None = None

    @property
    def date(self) -> dt.date | None:
        """The date, if it is complete and exists."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return date_if_any(self.year, self.month, self.day)

    @property
    def impossible(self) -> bool:
        """Whether the date is complete, but does not exist."""
        return self.day is not None and self.date is None

    @property
    def said(self) -> str:
        """The date as ``2023-09-20``, ``2023-09`` or ``2023``, or the dates that it may be."""
        if self.readings:
            return name_both(self.readings)
        numbers = (self.year or 0, self.month, self.day)
        return "-".join(f"{number:02}" for number in numbers if number is not None)

    def agrees_with(self, date: dt.date) -> bool:
        """Whether *date* agrees with everything that is known."""
        pairs = ((self.year, date.year), (self.month, date.month), (self.day, date.day))
        if self.readings and date not in self.readings:
            return False
        return all(known in (None, other) for known, other in pairs)


# asked for by several parts of a build while they look at the same note
@lru_cache(maxsize=1_024)
def date_in_path(docname: str, words: DateWords = ENGLISH) -> PathDate:
    """Return the date in a docname (no suffix, parts separated by slashes).

    Accepts ``YYYY-MM-DD-name``, ``YYYYMMDD_name``, ``YYYY/MM/DD/name`` and any mixture
    of ``-`` and ``/`` in them (as Docusaurus does), names of months (``May 6, 2026``,
    ``2026/05-May/06-name``), and ``DD-MM-YYYY`` or ``MM-DD-YY`` where the numbers can be
    read in one way only. Where a parent folder has the year, also accepts ``MM-DD-name``,
    ``name-MM-DD``, ``name-MM-DD-YYYY`` and ``aug-09``. Months and days may be unpadded.
    ``YYYY-MM`` and ``May-YYYY`` give only the year and the month. The names ``index`` and
    ``README`` stand for their folder. *words* has the names of months.
    """
    parts = docname.split("/")
    if parts[-1].lower() in _START_PAGES and len(parts) > 1:
        parts.pop()
    known = PathDate()
    # what folders say that have no other words
    folders = PathDate()
    adjacent = False
    for number, part in enumerate(parts, 1):
        plain = part.removesuffix(_TRANSCRIPT)
        found = _read_part(plain, known, words, adjacent=adjacent, is_last=number == len(parts))
        adjacent = found is not None
        if found:
            known = replace(
                found,
                folder=known.folder or _contradicted(folders, found),
                weekday=known.weekday or _weekday_in(plain, found, words),
            )
        else:
            known = replace(known, rest=plain)
        if found and not found.rest:
            folders = known
    if parts[-1].endswith(_TRANSCRIPT):
        known = replace(known, rest=_joined(known.rest, _TRANSCRIPT))
    return known


def _weekday_in(part: str, found: PathDate, words: DateWords) -> tuple[str, int] | None:
    """Return the weekday that stands beside the date *found* in *part*: ``2026-05-06-wed``.

    "friday-market" and "sun-festival" after the date are names.
    """
    if found.day is None:
        return None
    texts = part.partition(found.text.rpartition("/")[2])
    before, _, after = (text.strip(_AROUND_WEEKDAY) for text in texts)
    first = re.split(r"[-_., )\]]", after, maxsplit=1)[0]
    short = first if folded(first) in _SHORT_WEEKDAYS else ""
    names = (name for name in (before, after, short) if folded(name) in words.weekdays)
    name = next(names, "")
    return (name, words.weekday(name)) if name else None


def _contradicted(folders: PathDate, found: PathDate) -> str:
    """Return what *folders* say if *found*, which comes after them, says something else."""
    pairs = (
        (folders.year, found.year),
        (folders.month, found.month),
        (folders.day, found.day),
    )
    if all(one in (None, other) or other is None for one, other in pairs):
        return ""
    return folders.text


def _read_part(
    part: str, known: PathDate, words: DateWords, *, adjacent: bool, is_last: bool
) -> PathDate | None:
    """Return *known* with the date in *part* added; ``None`` if *part* has none.

    *adjacent* means that the part before it had one.
    """
    if not DIGIT.search(part):
        return _read_month_folder(part, known, words, is_last=is_last)
    found = (
        _read_date(part)
        or _read_month_folder(part, known, words, is_last=is_last)
        or _read_named(part, known, words)
        or _read_year_last(part, known, words)
    )
    # a year or month within a dated folder adds nothing
    if found or known.day is not None:
        return found
    return (
        _read_month(part, known)
        or _read_named_month(part, words)
        or _read_year(part, known)
        or _read_numbers(part, known, adjacent=adjacent)
        or _read_short_year(part, known, words)
    )


def _read_date(part: str) -> PathDate | None:
    match = _whole_date(part)
    if match is None:
        match = _AFTER_WORD.search(part)
        # one of several dates is not that of the note
        if match is None or any(pattern.search(part) for pattern in YEAR_FIRST):
            return None
    return _found(part, match)


def _read_month_folder(
    part: str, known: PathDate, words: DateWords, *, is_last: bool
) -> PathDate | None:
    """Return the month that is all of *part*, within a year: ``May``, ``05-May``."""
    match = _month_alone(words.month_pattern).fullmatch(part)
    if known.year is None or known.day is not None or match is None:
        return None
    month = words.month(match["name"])
    if match["number"] and int(match["number"]) != month:
        # the day
        return None
    if known.month == month and match["number"] and is_last:
        return None
    return _extended(known, part, match, month, None)


@cache
def _month_alone(names: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?P<number>[0-9]{{1,2}})[-_. ]{{1,3}})?(?P<name>{names})\.?", re.IGNORECASE
    )


def _read_named(part: str, known: PathDate, words: DateWords) -> PathDate | None:
    """Return a date with the name of a month: ``May 6, 2026``, or ``may-06`` within a year."""
    text = _spaced(part)
    try:
        found = find_dates(text, words, any_case=True)
        within = not found and known.year is not None and known.day is None
        if within:
            found = find_dates(text, words, known.year, any_case=True)
    except ValueError:
        # the heading, or a warning, says more
        return None
    if len(found) != 1:
        return None
    (span,) = found
    # in the middle of a name, a day without a year is the topic of the meeting
    if within and span.start != 0 and span.end != len(part):
        return None
    text = f"{known.text}/{part[span.start : span.end]}" if within else part[span.start : span.end]
    day = span.day
    return PathDate(day.year, day.month, day.day, text, _without(part, span.start, span.end))


def _read_named_month(part: str, words: DateWords) -> PathDate | None:
    """Return the month at the start or end of a name: ``May-2026``, ``2026-May``."""
    found = month_in_text(_spaced(part), words)
    if found is None:
        return None
    month, (start, end) = found
    if start != 0 and end != len(part):
        return None
    if end != len(part) and part[start].isdigit() and month.month in _MONTHS_AND_WORDS:
        # 2023-march-for-science
        return None
    return PathDate(month.year, month.month, None, part[start:end], _without(part, start, end))


def _spaced(part: str) -> str:
    """Return a name with blanks, so that patterns for text can find its words."""
    return part.translate(_TO_BLANKS)


def _read_year_last(part: str, known: PathDate, words: DateWords) -> PathDate | None:
    """Return a date with its year at the end, ``31-03-2016``, or what it could mean."""
    match = _YEAR_LAST.search(part)
    if match is None or _YEAR_LAST.search(part, match.end()):
        return None
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    found = readings(first, second, year, match["sep"], words)
    if not found:
        impossible = PathDate(year, first, second, match.group(), _rest(part, match))
        return impossible if known.year is not None else None
    return _one_reading(part, match, known, found, year)


def _read_short_year(part: str, known: PathDate, words: DateWords) -> PathDate | None:
    """Return a date with two digits of a year, ``12-31-24``, or what it could mean."""
    match = _SHORT_YEAR.search(part)
    if match is None:
        return None
    first, second, last = (
        int(match[name] or match[f"{name}2"]) for name in ("first", "second", "year")
    )
    separator = match["sep"] or match["sep2"]
    found = readings(first, second, 2000 + last, separator, words)
    if match.group()[1].isdigit() and separator not in words.day_first + words.month_first:
        # the year may come first
        other = date_if_any(2000 + first, second, last)
        found = sorted({*found, other}) if other else found
    return _one_reading(part, match, known, found, 2000 + last) if found else None


def _one_reading(
    part: str, match: re.Match[str], known: PathDate, found: list[dt.date], year: int
) -> PathDate:
    """Return the only one of the dates *found* that agrees with *known*, or all of them."""
    agreeing = [date for date in found if replace(known, day=None, readings=()).agrees_with(date)]
    found = agreeing or found
    if len(found) > 1 and known.year == year:
        # within a year, the month comes first
        first = int(match["first"] or match["first2"])
        found = [date for date in found if date.month == first and date.year == year] or found
    text, rest = match.group(), _rest(part, match)
    if len(found) == 1:
        (date,) = found
        return PathDate(date.year, date.month, date.day, text, rest)
    years = {date.year for date in found}
    return PathDate(years.pop() if len(years) == 1 else None, None, None, text, rest, tuple(found))


def _whole_date(part: str) -> re.Match[str] | None:
    """Return the only date, year first; among several, the one that starts the part."""
    matches = [match for pattern in YEAR_FIRST for match in pattern.finditer(part)]
    if not matches:
        # 2026 05 06
        matches = [*YEAR_FIRST[0].finditer(part.replace(" ", "-"))]
    leading = [match for match in matches if match.start() == 0]
    return leading[0] if leading else matches[0] if len(matches) == 1 else None


def _read_month(part: str, known: PathDate) -> PathDate | None:
    match = _YEAR_MONTH.search(part)
    # within a name, a year other than the folder's is the topic of the meeting
    if match and (match.start() == 0 or known.year in (None, int(match["year"]))):
        return _found(part, match)
    match = _MONTH_YEAR.fullmatch(part)
    return _found(part, match) if match else None


def _read_year(part: str, known: PathDate) -> PathDate | None:
    match = _YEAR_ALONE.search(part)
    if match is None or (known.year is not None and match.group() != part):
        return None
    return PathDate(int(match.group()), text=match.group(), rest=_rest(part, match))


def _read_numbers(part: str, known: PathDate, *, adjacent: bool) -> PathDate | None:
    """Return a date from a month and a day, or one of them, without the year."""
    if known.year is None:
        return None
    for pattern in _MONTH_DAY:
        match = pattern.search(part)
        if match and _is_month_day(match, known):
            return _extended(known, part, match, int(match["month"]), int(match["day"]))
    match = _NUMBER_FIRST.search(part)
    if match is None or not adjacent:
        return None
    number = int(match["number"])
    if known.month is not None:
        return _extended(known, part, match, known.month, number)
    # "10-name" in a year's folder could be the tenth, so only a whole part is a month
    if _NUMBER.fullmatch(part) and 1 <= number <= 12:
        return _extended(known, part, match, number, None)
    return None


def _is_month_day(match: re.Match[str], known: PathDate) -> bool:
    month, day = int(match["month"]), int(match["day"])
    return known.month in (None, month) and 1 <= month <= 12 and 1 <= day <= 31


def _found(part: str, match: re.Match[str]) -> PathDate:
    groups = match.groupdict()
    month = int(groups["month"] or groups["month2"])
    day = groups.get("day") or groups.get("day2")
    return PathDate(
        int(groups["year"]), month, int(day) if day else None, match.group(), _rest(part, match)
    )


def _extended(
    known: PathDate, part: str, match: re.Match[str], month: int, day: int | None
) -> PathDate:
    text = f"{known.text}/{match.group()}"
    return PathDate(known.year, month, day, text, _rest(part, match))


def _rest(part: str, match: re.Match[str]) -> str:
    return _without(part, *match.span())


def _without(part: str, start: int, end: int) -> str:
    """Return a name without the date that stands in it."""
    before = part[:start].rstrip(_SEPARATORS)
    after = part[end:].lstrip(_SEPARATORS)
    return _joined(before, f"-{after}") if after else before


def _joined(before: str, after: str) -> str:
    return (before + after).lstrip(_SEPARATORS)


# ── the date in a heading ─────────────────────────────────────────────────────


def title_in_path(docname: str, words: DateWords = ENGLISH) -> str:
    """Return a title for an untitled note: its file name without the date, as words.

    >>> title_in_path("meetings/2024-01-02-spring-call"), title_in_path("meetings/2024-01-02")
    ('Spring call', '2024-01-02')
    """
    title = re.sub(r"[-_]+", " ", date_in_path(docname, words).rest).strip()
    if title:
        return title[:1].upper() + title[1:]
    folder, _, name = docname.rpartition("/")
    return folder.rpartition("/")[2] if folder and name.lower() in _START_PAGES else name


def date_in_heading(text: str, words: DateWords = ENGLISH) -> dt.date | None:
    """Return the only date with a year in a heading, else ``None``; of a range, its first day.

    Raises ``ValueError`` if the date does not exist.
    """
    found = {span.day for span in find_dates(text, words)}
    return found.pop() if len(found) == 1 else None


def day_in_heading(heading: str, words: DateWords = ENGLISH) -> dt.date | None:
    """Return the day in *heading*; None if it has none, or one that does not exist."""
    try:
        return date_in_heading(heading, words)
    except ValueError:
        return None


def names_date(heading: str, words: DateWords = ENGLISH) -> bool:
    """Whether *heading* has a date, even one that does not exist."""
    try:
        return date_in_heading(heading, words) is not None
    except ValueError:
        return True


def heading_with_date(headings: Sequence[str], words: DateWords = ENGLISH) -> str:
    """Return the first of *headings* that names a day, else the first one.

    >>> heading_with_date(["Community call", "Minutes of February 4"])
    'Minutes of February 4'
    """
    return next((text for text in headings if _names_day(text, words)), headings[0])


def _names_day(text: str, words: DateWords) -> bool:
    try:
        # any year with a February 29
        return bool(find_dates(text, words, 2000))
    except ValueError:
        return True


# ── the date of a note ────────────────────────────────────────────────────────


def date_of_note(
    *, given: dt.date | None, path: PathDate, heading: str, words: DateWords = ENGLISH
) -> tuple[dt.date | None, list[str]]:
    """Return the date of a note, and messages about problems with it.

    The date *given* in a field takes precedence, then the *path*, then the first
    *heading*, which also completes a path without a day. If only the month is known,
    the date is a :class:`Month`.
    """
    if isinstance(given, Month):
        return _within_month(given, path, heading, words)
    if given is not None:
        return given, [
            *(_contradiction(given, path) or _weekday_in_path(path)),
            *_against_heading(given, f"the date {given.isoformat()}", heading, words),
        ]
    if path.impossible:
        return None, _impossible(path)
    if path.date is not None:
        said = f"the path, which says {path.date.isoformat()}"
        return path.date, [
            *_folder_contradiction(path),
            *_weekday_in_path(path),
            *_against_heading(path.date, said, heading, words),
        ]
    date, messages = _date_by_heading(path, heading, words)
    return date, [*_folder_contradiction(path), *messages]


def _impossible(path: PathDate) -> list[str]:
    return [
        f"the path says {path.said}, a date that does not exist; rename the file, or add the "
        "field 'date: YYYY-MM-DD'"
    ]


def beside_line(
    day: dt.date, said: str, path: PathDate, heading: str, words: DateWords = ENGLISH
) -> list[str]:
    """Return messages about the path and the *heading* of a note that a line dates.

    *day* is the one in the line, and *said* describes the line.
    """
    said = f"{said}, which says {day.isoformat()}"
    return [
        *(_impossible(path) if path.impossible else _folder_contradiction(path)),
        *_against_heading(day, said, heading, words),
    ]


def _within_month(
    month: Month, path: PathDate, heading: str, words: DateWords
) -> tuple[dt.date, list[str]]:
    """Return the day in *month* that the path or the heading names, else the month."""
    problems = _contradiction(month, path)
    if problems:
        return month, problems
    if path.date is not None:
        return path.date, _weekday_in_path(path)
    date, messages = _date_by_heading(PathDate(month.year, month.month), heading, words)
    return date or month, messages


def last_day_in_heading(heading: str, date: dt.date | None, words: DateWords) -> dt.date | None:
    """Return the last day of a range in *heading* that starts on *date*."""
    if date is None:
        return None
    try:
        found = find_dates(heading, words, date.year)
    except ValueError:
        return None
    return next((span.last for span in found if span.day == date), None)


def _contradiction(given: dt.date, path: PathDate) -> list[str]:
    if path.impossible or is_compatible(given, path):
        return []
    return [
        f"the date {given.isoformat()} contradicts the path, which says {path.said}; correct "
        "the date, or rename the file"
    ]


def is_compatible(given: dt.date, path: PathDate) -> bool:
    """Whether *path* allows the date *given*, which may be a month."""
    if isinstance(given, Month):
        if path.readings:
            return any(
                (date.year, date.month) == (given.year, given.month) for date in path.readings
            )
        return path.year in (None, given.year) and path.month in (None, given.month)
    return path.agrees_with(given)


def _folder_contradiction(path: PathDate) -> list[str]:
    if not path.folder:
        return []
    return [
        f"the folder {path.folder} contradicts the rest of the path, which says {path.said}; "
        "move or rename the file"
    ]


def _weekday_in_path(path: PathDate) -> list[str]:
    problem = weekday_problem(path.date, *path.weekday) if path.date and path.weekday else ""
    return [f"weekday in the path: {problem}"] if problem else []


def _against_heading(day: dt.date, said: str, heading: str, words: DateWords) -> list[str]:
    """Return messages if the date of *heading* is not *day*, or is on another weekday.

    Only a heading that is about one day contradicts: "Plans for May 6" does not.
    """
    try:
        found = find_dates(heading, words, day.year)
    except ValueError:
        # another source has the date
        return []
    if len({span.day for span in found}) != 1:
        return []
    span = found[0]
    if span.day == day:
        return _weekday_problems(heading, span, words)
    within = span.last is not None and span.day <= day <= span.last
    if within or isinstance(day, Month) or not _is_title(heading, span):
        return []
    return [
        f"the heading says {span.day.isoformat()}, which contradicts {said}; correct one of them"
    ]


def _is_title(heading: str, span: Span) -> bool:
    """Whether a date is that of the meeting, and not of something that the heading is about."""
    before, after = heading[: span.start].strip(), heading[span.end :].strip()
    return not (_ABOUT.search(before) or (before and after and after[0].isalnum()))


def _weekday_problems(heading: str, span: Span, words: DateWords) -> list[str]:
    found = (
        weekday_problem(span.day, name, number)
        for name, number in weekdays_beside(heading, span, words)
        if span.last is None
    )
    return [f"weekday in the heading: {problem}" for problem in found if problem]


def _date_by_heading(
    path: PathDate, heading: str, words: DateWords
) -> tuple[dt.date | None, list[str]]:
    """Return the date of *heading*, or the month of *path*, and messages."""
    month = _month_of(path, heading, words)
    way_out = "add the field 'date: YYYY-MM-DD'"
    try:
        found = find_dates(heading, words, path.year)
    except ValueError as error:
        return month, [f"date in the heading: {error}"]
    agreeing = {span.day: span for span in found if path.agrees_with(span.day)}
    if len(agreeing) == 1:
        ((date, span),) = agreeing.items()
        return date, _weekday_problems(heading, span, words)
    if agreeing:
        named = ", ".join(date.isoformat() for date in sorted(agreeing))
        return month, [f"the heading has several dates ({named}); {way_out}"]
    if found:
        return _heading_against_path(path, heading, found, month)
    return month, _without_day(path, month, ambiguous_numbers(heading, words))


def _without_day(path: PathDate, month: Month | None, both: Sequence[dt.date]) -> list[str]:
    """Return messages about a note without a day; *both* are what the heading can mean."""
    way_out = "add the field 'date: YYYY-MM-DD'"
    if path.readings:
        return [
            f"{quoted(path.text)} in the path may be {path.said}; rename the file, or {way_out}"
        ]
    if both:
        return [f"the date in the heading may be {name_both(both)}; {way_out}"]
    if month:
        return []
    return [NO_DATE]


def _month_of(path: PathDate, heading: str, words: DateWords) -> Month | None:
    """Return the month in *path*, or the one that is all of *heading*."""
    if path.year is not None and path.month is not None:
        return Month(path.year, path.month, 1)
    found = month_in_text(heading, words)
    if found is None or found[1] != (0, len(heading.strip())):
        return None
    return found[0] if path.year in (None, found[0].year) else None


def _heading_against_path(
    path: PathDate, heading: str, found: Sequence[Span], month: Month | None
) -> tuple[dt.date | None, list[str]]:
    """Return the date of a heading that contradicts the path, where it counts, and messages."""
    days = {span.day for span in found if span.has_year}
    is_title = len(found) == 1 and _is_title(heading, found[0])
    if month and not is_title:
        # the topic of the meeting
        return month, []
    says = f"the heading says {found[0].day.isoformat()}, but the path says {path.said};"
    if month and days:
        way_out = "the heading counts. Move the file, or correct the heading"
        return found[0].day, [f"{says} {way_out}"]
    return month, [f"{says} add the field 'date: YYYY-MM-DD'"]


# ── values of fields ──────────────────────────────────────────────────────────


def parse_date(value: object, words: DateWords = ENGLISH) -> dt.date | dt.datetime | When:
    """Return the date, or the date and time, in a YAML value or text.

    Text is ISO 8601 (``2023-09-20``, ``2023-09-20 17:00``, ``2023-09-20T17:00Z``) or what
    :func:`read_when` reads (``Sep 20, 2023, 5 pm PDT``). With a time, the result is a
    ``datetime``, which is aware if there is a time zone. It is a :class:`When` if there are
    several days or an end, and a :class:`Month` if there is no day. If only a part of the
    text is understood, a ``PartlyError`` has it.
    """
    found: dt.date | When
    if isinstance(value, dt.date):
        found = value
    elif isinstance(value, str):
        found = _date_in_text(value.strip(), words)
    elif isinstance(value, int) and value in _COMPACT:
        found = _date_in_text(str(value), words)
    else:
        raise ValueError(f"{shown(value)} is not a valid date; {_EXAMPLE}")
    if isinstance(found, dt.date) and found.year not in _YEARS:
        raise ValueError(f"the year {found.year} is out of range; {_EXAMPLE}")
    return found


def _date_in_text(text: str, words: DateWords) -> dt.date | dt.datetime | When:
    match = _ISO_DATE.match(text)
    if match:
        numbers = (match["year"], match["month"] or match["month2"], match["day"] or match["day2"])
        year, month, day = map(int, numbers)
        date = make_date(year, month, day, match.group())
        rest = text[match.end() :]
        if not rest:
            return date
        between = _BEFORE_TIME.match(rest)
        if between is None and rest[0].isalnum():
            raise ValueError(
                f"{quoted(text)} is not a valid date; use YYYY-MM-DD or YYYY-MM-DD HH:MM"
            )
        if between is not None:
            with suppress(ValueError):
                time = time_in_text(rest[between.end() :], iso=between.group() == "T")
                return dt.datetime.combine(date, time)
    when = read_when(text, words)
    if when.day is None:
        raise ValueError(f"{quoted(text)} is not a valid date, or is ambiguous; {_EXAMPLE}")
    return _value_of(when)


def _value_of(when: When) -> dt.date | dt.datetime | When:
    """Return a date as simple as it is; raise ``PartlyError`` for what was not understood."""
    found: dt.date | dt.datetime | When = when
    if when.day is not None and not (when.last or when.end or when.is_month):
        zone = zone_of(when.zone) if when.zone else None
        found = dt.datetime.combine(when.day, when.start, zone) if when.start else when.day
    elif when.is_month and when.start is None and when.day is not None:
        found = when.day
    faults = [*when.problems]
    if when.rest:
        faults.append(
            f"{quoted(when.rest)} is ignored, since it is neither a date nor a time of day; use "
            "HH:MM, for example 17:00"
        )
    if faults:
        # more of them do not help
        raise PartlyError(found, faults[:3])
    return found


def parse_times(value: object) -> dt.time | When:
    """Return a time of day, or a :class:`When` with the start and end of a range.

    If only a part of a text is understood, a ``PartlyError`` has it.
    """
    try:
        return parse_time(value)
    except ValueError:
        if not isinstance(value, str):
            raise
        when = read_when(value)
        if when.start is None or when.day is not None or when.rest:
            raise
    zone = zone_of(when.zone) if when.zone else None
    found = when if when.end else when.start.replace(tzinfo=zone)
    if when.problems:
        raise PartlyError(found, when.problems)
    return found
