"""Dates in paths, headings and fields.

Nothing here guesses: text that can be read in two ways (``03/04/2025``), or that lacks
the year (``release-2-10``), is not a date. Functions that read raise only ``ValueError``,
whose message includes the fix.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sphinxcontrib_meetings.parse.messages import quoted, shown
from sphinxcontrib_meetings.parse.times import time_in_text

__all__ = [
    "PathDate",
    "WrittenDay",
    "date_in_heading",
    "date_in_path",
    "date_of_note",
    "days_in_heading",
    "heading_with_date",
    "parse_date",
    "title_in_path",
]

# ── patterns ──────────────────────────────────────────────────────────────────
# [0-9] rather than \d, which matches the digits of every script

# other four-digit numbers (RFC 5545) are not the year of a meeting
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_MONTH = r"(?P<month>[0-9]{1,2})"
_DAY = r"(?P<day>[0-9]{1,2})"
# a date stands alone, except for a time after it: 2023-09-20T17
_ALONE = r"(?<![0-9A-Za-z])"
_ENDS = r"(?![0-9A-SU-Za-z]|T(?![0-9]))"

_YEAR_FIRST = (
    re.compile(rf"{_ALONE}{_YEAR}(?P<sep>[-_/]){_MONTH}(?P=sep){_DAY}{_ENDS}"),
    # if unpadded, it could be a version: 2025.1.2
    re.compile(rf"{_ALONE}{_YEAR}\.(?P<month>[0-9]{{2}})\.(?P<day>[0-9]{{2}}){_ENDS}"),
    re.compile(rf"{_ALONE}{_YEAR}(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12][0-9]|3[01]){_ENDS}"),
)

# after a number at the start of a name: the end, or a part that is not a number
_NAME_FOLLOWS = r"(?=$|[-_ ](?![0-9]+(?![0-9A-Za-z])))"
# before a number at the end of a name: a part that is not a number
_NAME_PRECEDES = r"(?<=[^0-9][-_ ])"

_YEAR_LAST = re.compile(
    rf"(?<![0-9][-_]){_ALONE}{_MONTH}(?P<sep>[-_]){_DAY}(?P=sep){_YEAR}{_ENDS}"
)
_YEAR_MONTH = re.compile(rf"{_ALONE}{_YEAR}[-_](?P<month>0?[1-9]|1[0-2]){_NAME_FOLLOWS}")
# "2023-2024" and "2023-24" are seasons of two years
_YEAR_ALONE = re.compile(rf"^{_YEAR}{_NAME_FOLLOWS}|{_NAME_PRECEDES}(?:19|20)[0-9]{{2}}$")
_MONTH_DAY = (
    re.compile(rf"^{_MONTH}[-_]{_DAY}{_NAME_FOLLOWS}"),
    re.compile(rf"{_NAME_PRECEDES}{_MONTH}[-_]{_DAY}$"),
)
_NUMBER_FIRST = re.compile(rf"^(?P<number>[0-9]{{1,2}}){_NAME_FOLLOWS}")
_NUMBER = re.compile(r"[0-9]{1,2}")

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = (
    r"(?P<name>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sep(?:t(?:ember)?)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)(?![A-Za-z])"
)
_NTH = r"(?:st|nd|rd|th)?(?![0-9A-Za-z]|[.:][0-9])"
_WITH_YEAR = rf"(?:[\s,.-]{{1,3}}{_YEAR}(?![0-9A-Za-z]))?"
_NAMED = (
    # February 4, 2025 · Feb. 4th · February 4-5, 2025
    re.compile(
        rf"(?<![\w.]){_NAME}[\s.,-]{{1,3}}{_DAY}{_NTH}"
        rf"(?:\s?[-–—]\s?[0-9]{{1,2}}{_NTH})?{_WITH_YEAR}",  # noqa: RUF001
        re.IGNORECASE,
    ),
    # 4 February 2025 · 4th of Feb · 4-5 February 2025, but not "Meeting 12 February 4"
    re.compile(
        rf"(?<![\w.#/-]){_DAY}(?:st|nd|rd|th)?(?:[-–—][0-9]{{1,2}}(?:st|nd|rd|th)?)?"  # noqa: RUF001
        rf"(?:\sof)?[\s.-]{{1,3}}{_NAME}(?![\s.,-]{{1,3}}[0-9]{{1,2}}{_NTH}){_WITH_YEAR}",
        re.IGNORECASE,
    ),
)

_ISO_DATE = re.compile(
    r"(?P<year>[0-9]{4})(?:(?P<sep>[-/.])(?P<month>[0-9]{1,2})(?P=sep)(?P<day>[0-9]{1,2})"
    r"|(?P<month2>[0-9]{2})(?P<day2>[0-9]{2}))(?![0-9])"
)
_WEEKDAY = re.compile(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?,?\s+", re.IGNORECASE)
_BEFORE_TIME = re.compile(r"T|,?\s+(?:at\s+)?", re.IGNORECASE)
# four-digit years, with room at both ends for time zone arithmetic
_YEARS = range(1000, 9999)
# dates that YAML reads as integers: 20230920
_COMPACT = range(1000_01_01, 9999_01_01)
_EXAMPLE = "use YYYY-MM-DD, for example 2023-09-20"
_TRANSCRIPT = "-transcript"
_SEPARATORS = "-_. "


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

    @property
    def date(self) -> dt.date | None:
        """The date, if it is complete and exists."""
        if self.year is None or self.month is None or self.day is None:
            return None
        try:
            return dt.date(self.year, self.month, self.day)
        except ValueError:
            return None

    @property
    def impossible(self) -> bool:
        """Whether the date is complete, but does not exist."""
        return self.day is not None and self.date is None

    def agrees_with(self, date: dt.date) -> bool:
        """Whether *date* agrees with everything that is known."""
        pairs = ((self.year, date.year), (self.month, date.month), (self.day, date.day))
        return all(known in (None, other) for known, other in pairs)


def date_in_path(docname: str) -> PathDate:
    """Return the date in a docname (no suffix, parts separated by slashes).

    Accepts ``YYYY-MM-DD-name``, ``YYYYMMDD_name``, ``YYYY/MM/DD/name`` and any mixture
    of ``-`` and ``/`` in them (as Docusaurus does). Where a parent folder has the year,
    also accepts ``MM-DD-name``, ``name-MM-DD`` and ``name-MM-DD-YYYY``. Months and days
    may be unpadded. ``YYYY-MM`` gives only the year and the month. The name ``index``
    stands for its folder.
    """
    parts = docname.split("/")
    if parts[-1] == "index" and len(parts) > 1:
        parts.pop()
    known = PathDate()
    adjacent = False
    for part in parts:
        found = _read_part(part.removesuffix(_TRANSCRIPT), known, adjacent=adjacent)
        adjacent = found is not None
        known = found or replace(known, rest=part.removesuffix(_TRANSCRIPT))
    if parts[-1].endswith(_TRANSCRIPT):
        known = replace(known, rest=_joined(known.rest, _TRANSCRIPT))
    return known


def _read_part(part: str, known: PathDate, *, adjacent: bool) -> PathDate | None:
    """Return *known* with the date in *part* added; ``None`` if *part* has none.

    *adjacent* means that the part before it had one.
    """
    found = _read_date(part, known)
    # a year or month within a dated folder adds nothing
    if found or known.day is not None:
        return found
    return (
        _read_month(part, known)
        or _read_year(part, known)
        or _read_numbers(part, known, adjacent=adjacent)
    )


def _read_date(part: str, known: PathDate) -> PathDate | None:
    match = _whole_date(part)
    if match is None and known.year is not None:
        match = _YEAR_LAST.search(part)
    return _found(part, match) if match else None


def _whole_date(part: str) -> re.Match[str] | None:
    """Return the only date, year first; among several, the one that starts the part."""
    matches = [match for pattern in _YEAR_FIRST for match in pattern.finditer(part)]
    leading = [match for match in matches if match.start() == 0]
    return leading[0] if leading else matches[0] if len(matches) == 1 else None


def _read_month(part: str, known: PathDate) -> PathDate | None:
    match = _YEAR_MONTH.search(part)
    # within a name, a year other than the folder's is the topic of the meeting
    if match and (match.start() == 0 or known.year in (None, int(match["year"]))):
        return _found(part, match)
    return None


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
    day = int(groups["day"]) if "day" in groups else None
    year, month = int(groups["year"]), int(groups["month"])
    return PathDate(year, month, day, match.group(), _rest(part, match))


def _extended(
    known: PathDate, part: str, match: re.Match[str], month: int, day: int | None
) -> PathDate:
    text = f"{known.text}/{match.group()}"
    return PathDate(known.year, month, day, text, _rest(part, match))


def _rest(part: str, match: re.Match[str]) -> str:
    before = part[: match.start()].rstrip(_SEPARATORS)
    after = part[match.end() :].lstrip(_SEPARATORS)
    return _joined(before, f"-{after}") if after else before


def _joined(before: str, after: str) -> str:
    return (before + after).lstrip(_SEPARATORS)


# ── the date in a heading ─────────────────────────────────────────────────────


def title_in_path(docname: str) -> str:
    """Return a title for an untitled note: its file name without the date, as words.

    >>> title_in_path("meetings/2024-01-02-spring-call"), title_in_path("meetings/2024-01-02")
    ('Spring call', '2024-01-02')
    """
    words = re.sub(r"[-_]+", " ", date_in_path(docname).rest).strip()
    return words[:1].upper() + words[1:] or docname.removesuffix("/index").rpartition("/")[2]


def date_in_heading(text: str) -> dt.date | None:
    """Return the only date with a year in a heading, else ``None``.

    Raises ``ValueError`` if the date does not exist.
    """
    found = _dates_in_heading(text, year=None)
    return found.pop() if len(found) == 1 else None


def heading_with_date(headings: Sequence[str]) -> str:
    """Return the first of *headings* that names a day, else the first one.

    >>> heading_with_date(["Community call", "Minutes of February 4"])
    'Minutes of February 4'
    """
    return next(filter(_names_day, headings), headings[0])


def _names_day(text: str) -> bool:
    return any(match["year"] or _lacks_year(match) for match in _heading_matches(text))


def _dates_in_heading(text: str, *, year: int | None) -> set[dt.date]:
    """Return the dates in a heading.

    Days without a year get *year*, or that of the only complete date: "February 4 to
    March 1, 2025" has two dates.
    """
    matches = list(_heading_matches(text))
    found = {_named_date(match, int(match["year"])) for match in matches if match["year"]}
    if year is None and len(found) == 1:
        (year,) = (date.year for date in found)
    if year is not None:
        found |= {_named_date(match, year) for match in matches if _lacks_year(match)}
    return found


def _heading_matches(text: str) -> Iterator[re.Match[str]]:
    for pattern in (*_YEAR_FIRST, *_NAMED):
        yield from pattern.finditer(text)


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A day in a heading, and where it is written; without a year, it may be missing there."""

    start: int
    end: int
    year: int | None
    month: int
    day: int


def days_in_heading(text: str) -> list[WrittenDay]:
    """Return the days that a heading names, in their order, whether they exist or not."""
    found = []
    for match in _heading_matches(text):
        if match["year"] or _lacks_year(match):
            year = int(match["year"]) if match["year"] else None
            month = _month_number(match)
            found.append(WrittenDay(match.start(), match.end(), year, month, int(match["day"])))
    return sorted(found, key=lambda day: day.start)


def _lacks_year(match: re.Match[str]) -> bool:
    # "we may 5", "march 4 miles": without a year, a month needs a capital
    return match["year"] is None and match["name"][0].isupper()


def _named_date(match: re.Match[str], year: int) -> dt.date:
    return _date(year, _month_number(match), int(match["day"]), match.group())


def _month_number(match: re.Match[str]) -> int:
    groups = match.groupdict()
    name = groups.get("name")
    return _MONTHS.index(name[:3].lower()) + 1 if name else int(groups["month"])


def _date(year: int, month: int, day: int, text: str) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise ValueError(
            f"{quoted(text.strip())} is a date that does not exist; correct it"
        ) from None


# ── the date of a note ────────────────────────────────────────────────────────


def date_of_note(
    *, given: dt.date | None, path: PathDate, heading: str
) -> tuple[dt.date | None, list[str]]:
    """Return the date of a note, and messages about problems with it.

    The date *given* in a field takes precedence, then the *path*, then the first
    *heading*, which also completes a path without a day.
    """
    if given is not None:
        return given, _contradiction(given, path)
    if path.impossible:
        return None, [
            f"the path says {_written(path)}, a date that does not exist; rename the file, or add "
            "the field 'date: YYYY-MM-DD'"
        ]
    if path.date is not None:
        return path.date, []
    return _date_by_heading(path, heading)


def _contradiction(given: dt.date, path: PathDate) -> list[str]:
    if path.impossible or path.agrees_with(given):
        return []
    return [
        f"the date {given.isoformat()} contradicts the path, which says {_written(path)}; correct "
        "the date, or rename the file"
    ]


def _written(path: PathDate) -> str:
    """Return the date in a path as ``2023-09-20``, ``2023-09`` or ``2023``."""
    numbers = (path.year or 0, path.month, path.day)
    return "-".join(f"{number:02}" for number in numbers if number is not None)


def _date_by_heading(path: PathDate, heading: str) -> tuple[dt.date | None, list[str]]:
    """Return the one date of *heading* that agrees with *path*, and messages."""
    try:
        found = _dates_in_heading(heading, year=path.year)
    except ValueError as error:
        return None, [f"date in the heading: {error}"]
    agreeing = sorted(date for date in found if path.agrees_with(date))
    if len(agreeing) == 1:
        return agreeing[0], []
    way_out = "add the field 'date: YYYY-MM-DD'"
    if agreeing:
        named = ", ".join(date.isoformat() for date in agreeing)
        return None, [f"the heading has several dates ({named}); {way_out}"]
    if found:
        says = min(found).isoformat()
        return None, [f"the heading says {says}, but the path says {_written(path)}; {way_out}"]
    return None, [
        f"the meeting has no date; {way_out}, or name the file YYYY-MM-DD-name. If this is not "
        "a meeting, add the field 'meeting: false'."
    ]


# ── values of fields ──────────────────────────────────────────────────────────


def parse_date(value: object) -> dt.date | dt.datetime:
    """Return the date, or the date and time, in a YAML value or text.

    Text is ISO 8601 (``2023-09-20``, ``2023-09-20 17:00``, ``2023-09-20T17:00Z``) or
    names the month (``Sep 20, 2023``, ``20 September 2023``). With a time, the result is
    a ``datetime``, which is aware if there is a time zone.
    """
    if isinstance(value, dt.date):
        found = value
    elif isinstance(value, str):
        found = _date_in_text(value.strip())
    elif isinstance(value, int) and value in _COMPACT:
        found = _date_in_text(str(value))
    else:
        raise ValueError(f"{shown(value)} is not a valid date; {_EXAMPLE}")
    if found.year not in _YEARS:
        raise ValueError(f"the year {found.year} is out of range; {_EXAMPLE}")
    return found


def _date_in_text(text: str) -> dt.date | dt.datetime:
    match = _ISO_DATE.match(text)
    if match:
        numbers = (match["year"], match["month"] or match["month2"], match["day"] or match["day2"])
        year, month, day = map(int, numbers)
        date = _date(year, month, day, match.group())
        return _with_time(date, text[match.end() :], text)
    weekday = _WEEKDAY.match(text)
    start = weekday.end() if weekday else 0
    for pattern in _NAMED:
        match = pattern.match(text, start)
        if match and match["year"]:
            return _with_time(_named_date(match, int(match["year"])), text[match.end() :], text)
    raise ValueError(f"{quoted(text)} is not a valid date, or is ambiguous; {_EXAMPLE}")


def _with_time(date: dt.date, rest: str, text: str) -> dt.date | dt.datetime:
    if not rest:
        return date
    between = _BEFORE_TIME.match(rest)
    if between is None:
        raise ValueError(f"{quoted(text)} is not a valid date; use YYYY-MM-DD or YYYY-MM-DD HH:MM")
    after = rest[between.end() :]
    return dt.datetime.combine(date, time_in_text(after, iso=between.group() == "T"))
