"""Dates, as they are written in paths, headings and fields.

Nothing here guesses: what can be read in two ways (``03/04/2025``), or only
with a year from nowhere (``release-2-10``), is no date. All functions that read
raise ``ValueError``, and nothing else, with a message that says the way out.
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
    "date_in_heading",
    "date_in_path",
    "heading_with_date",
    "parse_date",
    "settle_date",
    "title_in_path",
]

# ── patterns ──────────────────────────────────────────────────────────────────
# [0-9] rather than \d, which takes the digits of every script

# other numbers of four digits (RFC 5545) are not the year of a meeting
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_MONTH = r"(?P<month>[0-9]{1,2})"
_DAY = r"(?P<day>[0-9]{1,2})"
# a date stands by itself, but for the time after it: 2023-09-20T17
_ALONE = r"(?<![0-9A-Za-z])"
_ENDS = r"(?![0-9A-SU-Za-z]|T(?![0-9]))"

_YEAR_FIRST = (
    re.compile(rf"{_ALONE}{_YEAR}(?P<sep>[-_/]){_MONTH}(?P=sep){_DAY}{_ENDS}"),
    # unpadded, it would be a version: 2025.1.2
    re.compile(rf"{_ALONE}{_YEAR}\.(?P<month>[0-9]{{2}})\.(?P<day>[0-9]{{2}}){_ENDS}"),
    re.compile(rf"{_ALONE}{_YEAR}(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12][0-9]|3[01]){_ENDS}"),
)

# what follows a number at the front of a name: its end, or a part that is no number
_NAME_FOLLOWS = r"(?=$|[-_ ](?![0-9]+(?![0-9A-Za-z])))"
# what precedes a number at the end of a name: a part that is no number
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
# years of four digits, with room on both sides for arithmetic with time zones
_YEARS = range(1000, 9999)
# dates that YAML takes for integers: 20230920
_COMPACT = range(1000_01_01, 9999_01_01)
_TRANSCRIPT = "-transcript"
_SEPARATORS = "-_. "


# ── the date in a path ────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class PathDate:
    """What a path says of a date: all of it, a part, or nothing."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    #: the date as it is written, its parts joined by slashes
    text: str = ""
    #: last part of the path without what it says of the date
    rest: str = ""

    @property
    def date(self) -> dt.date | None:
        """The date, if all of it is known and there is such a day."""
        if self.year is None or self.month is None or self.day is None:
            return None
        try:
            return dt.date(self.year, self.month, self.day)
        except ValueError:
            return None

    @property
    def impossible(self) -> bool:
        """Whether all of the date is known, but there is no such day."""
        return self.day is not None and self.date is None

    def agrees_with(self, date: dt.date) -> bool:
        """Say whether *date* contradicts nothing of what is known."""
        pairs = ((self.year, date.year), (self.month, date.month), (self.day, date.day))
        return all(known in (None, other) for known, other in pairs)


def date_in_path(docname: str) -> PathDate:
    """Read the date from a docname (no suffix, parts separated by slashes).

    Understood are ``YYYY-MM-DD-name``, ``YYYYMMDD_name``, ``YYYY/MM/DD/name``
    and every mixture of ``-`` and ``/`` in them (as Docusaurus does), and, where
    a folder above tells the year, ``MM-DD-name``, ``name-MM-DD`` and
    ``name-MM-DD-YYYY``. Months and days may be unpadded. ``YYYY-MM`` gives the
    year and the month only. A name ``index`` stands for its folder.
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
    """Add what *part* says to what is *known*; ``None`` if it says nothing.

    *adjacent* tells that the part before said something.
    """
    found = _read_date(part, known)
    # a year or month within a dated folder says nothing more
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
    """Find the one date, year first; of several only one that begins the part."""
    matches = [match for pattern in _YEAR_FIRST for match in pattern.finditer(part)]
    leading = [match for match in matches if match.start() == 0]
    return leading[0] if leading else matches[0] if len(matches) == 1 else None


def _read_month(part: str, known: PathDate) -> PathDate | None:
    match = _YEAR_MONTH.search(part)
    # inside a name, another year than the folder's is what the meeting is about
    if match and (match.start() == 0 or known.year in (None, int(match["year"]))):
        return _found(part, match)
    return None


def _read_year(part: str, known: PathDate) -> PathDate | None:
    match = _YEAR_ALONE.search(part)
    if match is None or (known.year is not None and match.group() != part):
        return None
    return PathDate(int(match.group()), text=match.group(), rest=_rest(part, match))


def _read_numbers(part: str, known: PathDate, *, adjacent: bool) -> PathDate | None:
    """Read a month and a day, or one of them, that lack the year."""
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
    # "10-name" in a year's folder may be the tenth, so only a whole part is a month
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
    """Return a title for a note that has none: its file name without the date, in words.

    >>> title_in_path("meetings/2024-01-02-spring-call"), title_in_path("meetings/2024-01-02")
    ('Spring call', '2024-01-02')
    """
    words = re.sub(r"[-_]+", " ", date_in_path(docname).rest).strip()
    return words[:1].upper() + words[1:] or docname.removesuffix("/index").rpartition("/")[2]


def date_in_heading(text: str) -> dt.date | None:
    """Return the one date that a heading names with its year, else ``None``.

    Raises ``ValueError`` if it names a day that does not exist.
    """
    found = _dates_in_heading(text, year=None)
    return found.pop() if len(found) == 1 else None


def heading_with_date(headings: Sequence[str]) -> str:
    """Return the first of *headings* that names a day, else the first of all.

    >>> heading_with_date(["Community call", "Minutes of February 4"])
    'Minutes of February 4'
    """
    return next(filter(_names_day, headings), headings[0])


def _names_day(text: str) -> bool:
    return any(match["year"] or _lacks_year(match) for match in _heading_matches(text))


def _dates_in_heading(text: str, *, year: int | None) -> set[dt.date]:
    """Return the dates that a heading names.

    *year*, or that of the only whole date, completes days without one: of
    "February 4 to March 1, 2025" two dates are found.
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


def _lacks_year(match: re.Match[str]) -> bool:
    # "we may 5", "march 4 miles": without a year, only a capital makes it a month
    return match["year"] is None and match["name"][0].isupper()


def _named_date(match: re.Match[str], year: int) -> dt.date:
    groups = match.groupdict()
    name = groups.get("name")
    month = _MONTHS.index(name[:3].lower()) + 1 if name else int(groups["month"])
    return _date(year, month, int(groups["day"]), match.group())


def _date(year: int, month: int, day: int, text: str) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise ValueError(
            f"{quoted(text.strip())} is impossible, there is no such day: correct the date"
        ) from None


# ── the date of a note ────────────────────────────────────────────────────────


def settle_date(
    *, given: dt.date | None, path: PathDate, heading: str
) -> tuple[dt.date | None, list[str]]:
    """Decide on the date of a note, and say what is wrong with it.

    *given*, from a field, counts first, then the *path*, then the first
    *heading*, which also completes a path that lacks the day.
    """
    if given is not None:
        return given, _contradiction(given, path)
    if path.impossible:
        return None, [
            f"the path says {_written(path)}, but there is no such day: rename the file, or give "
            "the field 'date: YYYY-MM-DD'"
        ]
    if path.date is not None:
        return path.date, []
    return _settle_by_heading(path, heading)


def _contradiction(given: dt.date, path: PathDate) -> list[str]:
    if path.impossible or path.agrees_with(given):
        return []
    return [
        f"date {given.isoformat()} contradicts the path, which says {_written(path)}: correct "
        "the date, or rename the file"
    ]


def _written(path: PathDate) -> str:
    """Write what a path says as ``2023-09-20``, ``2023-09`` or ``2023``."""
    numbers = (path.year or 0, path.month, path.day)
    return "-".join(f"{number:02}" for number in numbers if number is not None)


def _settle_by_heading(path: PathDate, heading: str) -> tuple[dt.date | None, list[str]]:
    try:
        found = _dates_in_heading(heading, year=path.year)
    except ValueError as error:
        return None, [f"date in the heading: {error}"]
    agreeing = sorted(date for date in found if path.agrees_with(date))
    if len(agreeing) == 1:
        return agreeing[0], []
    way_out = "give the field 'date: YYYY-MM-DD'"
    if agreeing:
        named = ", ".join(date.isoformat() for date in agreeing)
        return None, [f"the heading names several dates ({named}): {way_out}"]
    if found:
        says = min(found).isoformat()
        return None, [f"the heading says {says}, but the path says {_written(path)}: {way_out}"]
    return None, [
        f"the meeting has no date: {way_out}, or name the file YYYY-MM-DD-name. If it is no "
        "meeting, give the field 'meeting: false'."
    ]


# ── values of fields ──────────────────────────────────────────────────────────


def parse_date(value: object) -> dt.date | dt.datetime:
    """Read a date, or a date and time: a value of YAML, or text.

    Text is ISO 8601 (``2023-09-20``, ``2023-09-20 17:00``, ``2023-09-20T17:00Z``) or
    names the month (``Sep 20, 2023``, ``20 September 2023``). The result is a
    ``datetime`` if the time is written, and aware if a time zone is.
    """
    if isinstance(value, dt.date):
        found = value
    elif isinstance(value, str):
        found = _date_in_text(value.strip())
    elif isinstance(value, int) and value in _COMPACT:
        found = _date_in_text(str(value))
    else:
        raise ValueError(f"{shown(value)} is no date: write it as 2023-09-20")
    if found.year not in _YEARS:
        raise ValueError(f"the year {found.year} cannot be meant: write the date as 2023-09-20")
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
    raise ValueError(
        f"{quoted(text)} is no date that can be read for certain: write it as 2023-09-20 "
        "(year-month-day)"
    )


def _with_time(date: dt.date, rest: str, text: str) -> dt.date | dt.datetime:
    if not rest:
        return date
    between = _BEFORE_TIME.match(rest)
    if between is None:
        raise ValueError(f"{quoted(text)} is no date: write it as 2023-09-20 or 2023-09-20 17:00")
    after = rest[between.end() :]
    return dt.datetime.combine(date, time_in_text(after, iso=between.group() == "T"))
