"""Running notes: one document, with a dated heading for each meeting.

In: the headings of a document, as an outline. Out: those that begin a meeting, and their dates.

A heading begins a meeting if it *is* a date, with nothing else but a weekday, a time, a number or
the name of the meeting. A date within a sentence, a deadline or a release is not one.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sphinxcontrib_meetings.parse.date_text import date_if_any, days_in_heading
from sphinxcontrib_meetings.parse.date_words import ENGLISH, DateWords, folded
from sphinxcontrib_meetings.parse.dates import date_in_path
from sphinxcontrib_meetings.parse.messages import quoted

__all__ = ["DatedHeading", "Heading", "dated_headings", "is_dated", "starts_with_date"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of an outline."""

    text: str
    #: index of the heading above it, -1 at the top
    parent: int = -1


@dataclass(frozen=True, slots=True)
class DatedHeading:
    """A heading that begins a meeting."""

    #: ``None`` if it is uncertain, or does not exist
    date: dt.date | None
    #: why it is uncertain
    problem: str = ""


#: fewer dated headings do not make running notes, unless the author says so
_FEWEST = 2
#: longer names are sentences
_MOST_WORDS = 9

#: weekdays that are understood whatever the language of the project is
_WEEKDAYS = (
    "mon monday montag lundi lunes segunda lunedì maandag",
    "tue tues tuesday dienstag mardi martes terça martedì dinsdag",
    "wed weds wednesday mittwoch mercredi miércoles quarta mercoledì woensdag",
    "thu thur thurs thursday donnerstag jeudi jueves quinta giovedì donderdag",
    "fri friday freitag vendredi viernes sexta venerdì vrijdag",
    "sat saturday samstag sonnabend samedi sábado sabato zaterdag",
    "sun sunday sonntag dimanche domingo domenica zondag",
)
_WEEKDAY_OF = {name: number for number, names in enumerate(_WEEKDAYS) for name in names.split()}

#: day and month in numbers, in an order that only other headings tell, except for dots
_NUMBERS = re.compile(
    r"(?<![\w./-])(?P<one>[0-9]{1,2})(?P<sep>[./-])(?P<two>[0-9]{1,2})(?P=sep)"
    r"(?P<year>(?:19|20)[0-9]{2}|(?<=/)[0-9]{2})(?![\w/]|[.-][0-9])"
)
_TIME = re.compile(
    r"[\s,;@(–—-]{0,4}(?:at\s)?"  # noqa: RUF001
    r"(?:[0-9]{1,2}[:.h][0-9]{2}|[0-9]{1,2}(?=\s?[ap]\.?m))(?:\s?[ap]\.?m\.?)?"
    r"(?:\s?[–—-]\s?"  # noqa: RUF001
    r"(?:[0-9]{1,2}[:.h][0-9]{2}|[0-9]{1,2}(?=\s?[ap]\.?m))(?:\s?[ap]\.?m\.?)?)?"
    r"(?:\s?(?:[A-Z]{3,5}(?:[+-][0-9]{1,2})?|h|Uhr)(?!\w))?\)?",
    re.IGNORECASE,
)
_WORD_BEFORE = re.compile(r"\b(?P<word>[^\W\d_]+)(?:-feira)?\.?,?\s?$")
_WORD_AFTER = re.compile(r"[\s,(]{0,3}(?P<word>[^\W\d_]+)(?:-feira)?\.?\)?")
#: what stands between a weekday and its date
_ARTICLE = re.compile(r"\b(?:the|den|dem|der|le|el|il)\s$", re.IGNORECASE)
#: what may stand between two days of one meeting
_RANGE = re.compile(r"\s?(?:[–—-]|to|and|&|/|\+)\s?")  # noqa: RUF001
_EDGES = " \t\xa0,;:|·•–—-()[]{}/@*_~=→"  # noqa: RUF001
#: what follows a date before a name
_SEPARATED = re.compile(r"\s*[,;:|·•–—(\[/@→-]|\s+[#\d]")  # noqa: RUF001
_SENTENCE = re.compile(r"[.!?…]$")

#: words in names of meetings
_MEETING = re.compile(
    r"\b(?:agenda|all[- ]hands|assembl(?:y|ée)|board|calls?|chat|check[- ]?in|circle|committee"
    r"|council|catch[- ]?up|discussion|forum|gathering|hackathon|hangout|huddle|kick[- ]?off"
    r"|meet(?:ing|ings|up)?|minutes|notes|office hours?|planning|plenary|retro(?:spective)?"
    r"|review|roundtable|session|stand[- ]?up|summit|sync(?:[- ]?up)?|town ?hall|triage|weekly"
    r"|biweekly|monthly|week|daily|wg|working group|workshop|sitzung|treffen|besprechung"
    r"|protokoll|réunion|compte rendu|reunión|acta|reunião|ata|riunione|vergadering|overleg)\b",
    re.IGNORECASE,
)
#: names of what is dated, but not held
_NO_MEETING = re.compile(
    r"^(?:action items?|actions?|due|deadline|to ?dos?|follow[- ]?ups?|next|previous|prior|last"
    r"|upcoming|future|proposed|moved|postponed|rescheduled|reminder|updated|last updated"
    r"|created|posted|published|released?(?= v?[0-9]|$)|version|changelog"
    r"|since|until|by|before|after|starting|effective|as of|v?[0-9]+(?:\.[0-9]+)+)\b",
    re.IGNORECASE,
)
#: a number of a meeting, or of a part of a series
_NUMBERED = re.compile(r"(?:no\.?|nr\.?|n°)?\s?#?[0-9]{1,5}\.?", re.IGNORECASE)
#: sections of dates that are no meetings
_TOPICS = re.compile(
    r"(?:(?:our|project|document|the)\s)?(?:history|change ?logs?|revisions?(?: history)?"
    r"|timeline|milestones?|deadlines?|releases?|release (?:notes|schedule)|road ?map|schedule"
    r"|action items?|decisions?|document history|key dates|important dates|dates)",
    re.IGNORECASE,
)

_YEAR = r"(?:19|20)[0-9]{2}"
#: a year at the start or end of a title; not one of two, nor "since 2019"
_TITLE_YEAR = re.compile(
    rf"^\W*(?P<first>{_YEAR})(?![\w/–-])(?!\s?[–/-]\s?[0-9])"  # noqa: RUF001
    rf"|(?:\b(?P<before>[^\W\d_]+))?[\s(\[,:–—-]{{1,4}}(?P<last>{_YEAR})[)\]]?$"  # noqa: RUF001
)
_NOT_OF = frozenset({"since", "from", "until", "till", "to", "before", "after", "and", "founded"})
_TWO_YEARS = re.compile(rf"{_YEAR}\W{{1,3}}(?:[0-9]{{2}})?[0-9]{{2}}(?![0-9])")

#: newest first or oldest first, unless the other order spans at least this many times the days
_CLEARLY = 2


# ── one heading ───────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Read:
    """What one heading says."""

    #: (year, month, day) as far as it is known; both orders of numbers
    readings: tuple[tuple[int | None, int, int], ...]
    #: 0 is Monday
    weekday: int | None
    #: a name before the date that makes a meeting only if others have it, too
    name: str = ""


def is_dated(text: str, words: DateWords = ENGLISH) -> bool:
    """Whether a heading is a date, with nothing else in it but the name of a meeting."""
    found = _read(text, words)
    return found is not None and not found.name


def _read(text: str, words: DateWords) -> _Read | None:
    """Return what *text* says if it is a date, ``None`` otherwise."""
    text = " ".join(text.split())
    found = _days(text, words)
    if found is None:
        return None
    start, end, readings = found
    before, weekday = _without_weekday(_ARTICLE.sub("", text[:start]), _WORD_BEFORE, words)
    after, weekday_after = _without_weekday(text[end:], _WORD_AFTER, words)
    if weekday is None:
        weekday = weekday_after
    after = after[time.end() :] if (time := _TIME.match(after)) else after
    lead, name = before.strip(_EDGES), after.strip(_EDGES)
    if not (_may_follow(after, name) and _may_name(name) and _may_name(lead)):
        return None
    is_name = not lead or _NUMBERED.fullmatch(lead) or _MEETING.search(lead)
    return _Read(readings, weekday, "" if is_name else lead.casefold())


def _days(
    text: str, words: DateWords
) -> tuple[int, int, tuple[tuple[int | None, int, int], ...]] | None:
    """Return where the only day, or range of days, is written, and its readings."""
    days = days_in_heading(text, words)
    if days:
        gaps = (text[a.end : b.start] for a, b in itertools.pairwise(days))
        if not all(_RANGE.fullmatch(gap) for gap in gaps):
            return None
        first = days[0]
        return first.start, days[-1].end, ((first.year, first.month, first.day),)
    found = list(_NUMBERS.finditer(text))
    if len(found) != 1:
        return None
    return found[0].start(), found[0].end(), _readings(found[0], words)


def _readings(match: re.Match[str], words: DateWords) -> tuple[tuple[int | None, int, int], ...]:
    """Return (year, month, day) of numbers: day first, then month first.

    Only one of them if the language writes dates so.
    """
    one, two, year = int(match["one"]), int(match["two"]), int(match["year"])
    year += 2000 if year < 100 else 0
    if match["sep"] == "." or match["sep"] in words.day_first or one == two:
        return ((year, two, one),)
    if match["sep"] in words.month_first:
        return ((year, one, two),)
    return (year, two, one), (year, one, two)


def _without_weekday(
    text: str, pattern: re.Pattern[str], words: DateWords
) -> tuple[str, int | None]:
    match = pattern.search(text) if pattern is _WORD_BEFORE else pattern.match(text)
    name = folded(match["word"]) if match else ""
    weekday = words.weekdays.get(name, _WEEKDAY_OF.get(name))
    if match is None or weekday is None:
        return text, None
    return text[: match.start()] + text[match.end() :], weekday


def _may_follow(after: str, name: str) -> bool:
    """Whether *name* follows the date as a name, not as the rest of a sentence."""
    is_plain = not name or name[0].isupper() or _SEPARATED.match(after)
    return bool(is_plain or _MEETING.match(name))


def _may_name(name: str) -> bool:
    return not (
        len(name.split()) > _MOST_WORDS or _SENTENCE.search(name) or _NO_MEETING.match(name)
    )


# ── the headings of a document ────────────────────────────────────────────────


def starts_with_date(
    texts: Sequence[str], *, named: bool = False, words: DateWords = ENGLISH
) -> bool:
    """Whether headings of one level, the first of a document, are those of running notes.

    *named* means that the author says so.
    """
    outline = [Heading(text) for text in texts]
    return 0 in dated_headings(outline, "", named=named, words=words)


def dated_headings(
    outline: Sequence[Heading],
    docname: str,
    *,
    named: bool = False,
    words: DateWords = ENGLISH,
) -> dict[int, DatedHeading]:
    """Return the headings that begin meetings, by their index in *outline*.

    There are none if the document is not running notes. *named* means that the author says that
    it is. *words* has the names of months and weekdays.
    """
    read = _dated(outline, words)
    if not named and len(read) < _FEWEST:
        return {}
    days = _one_order(read)
    path = date_in_path(docname, words)
    if not named and any(path.month not in {None, day[1]} for day in days.values()):
        # a note of this month, which mentions others
        return {}
    years = _years_above(outline, path.year, days)
    dates = {index: _date(year or years.get(index), *day) for index, (year, *day) in days.items()}
    _agree_with_weekdays(dates, days, read)
    _add_by_neighbours(dates, days, read)
    return {
        index: DatedHeading(date)
        if (date := dates.get(index))
        else DatedHeading(None, _problem(outline[index].text, days.get(index)))
        for index in read
    }


def _dated(outline: Sequence[Heading], words: DateWords) -> dict[int, _Read]:
    """Return what is said by headings that are dates, but for those within others."""
    found: dict[int, _Read] = {}
    # within a meeting, or in a section of other dates
    covered: set[int] = set()
    for index, heading in enumerate(outline):
        if heading.parent in covered:
            covered.add(index)
        elif read := _read(heading.text, words):
            found[index] = read
            covered.add(index)
        elif _TOPICS.fullmatch(heading.text.strip(_EDGES)):
            covered.add(index)
    names = Counter(read.name for read in found.values())
    return {index: read for index, read in found.items() if not read.name or names[read.name] > 1}


def _one_order(read: Mapping[int, _Read]) -> dict[int, tuple[int | None, int, int]]:
    """Return the day of each heading; of two readings, the one that all others allow."""
    possible = [
        [_may_exist(*reading) for reading in item.readings]
        for item in read.values()
        if len(item.readings) > 1
    ]
    orders = [order for order in (0, 1) if all(allowed[order] for allowed in possible)]
    return {
        index: item.readings[0 if len(item.readings) == 1 else orders[0]]
        for index, item in read.items()
        if len(item.readings) == 1 or len(orders) == 1
    }


def _may_exist(year: int | None, month: int, day: int) -> bool:
    return _date(year or 2024, month, day) is not None


def _date(year: int | None, month: int, day: int) -> dt.date | None:
    return date_if_any(year, month, day) if year else None


def _problem(text: str, day: tuple[int | None, int, int] | None) -> str:
    if day is None:
        return (
            f"the date {quoted(text)} is ambiguous: it could be the day or the month that comes "
            "first; use YYYY-MM-DD"
        )
    if day[0] is not None:
        return f"{quoted(text)} is a date that does not exist; correct it"
    return (
        f"the date {quoted(text)} lacks the year, and nothing around it is certain about it; add "
        "the year here, or to the title of the document"
    )


# ── years ─────────────────────────────────────────────────────────────────────


def _years_above(
    outline: Sequence[Heading],
    year_of_path: int | None,
    days: Mapping[int, tuple[int | None, int, int]],
) -> dict[int, int]:
    """Return the year that the nearest heading above, else the path, says for each of *days*.

    A year that a complete date below it contradicts says nothing.
    """
    # index of the nearest heading above with a year; -1 is the path
    source: dict[int, int] = {}
    said = {-1: year_of_path}
    for index, heading in enumerate(outline):
        source[index] = source.get(heading.parent, -1)
        if index not in days and (year := _year_in_title(heading.text)):
            source[index], said[index] = index, year
    wrong = {
        source[index]
        for index, (year, _, _) in days.items()
        if year is not None and year != said[source[index]]
    }
    years = {index: said[source[index]] for index in days if source[index] not in wrong}
    return {index: year for index, year in years.items() if year is not None}


def _year_in_title(text: str) -> int | None:
    text = text.strip()
    match = None if _TWO_YEARS.search(text) else _TITLE_YEAR.search(text)
    if match is None or (match["before"] or "").casefold() in _NOT_OF:
        return None
    return int(match["first"] or match["last"])


def _agree_with_weekdays(
    dates: dict[int, dt.date | None],
    days: Mapping[int, tuple[int | None, int, int]],
    read: Mapping[int, _Read],
) -> None:
    """Forget a year that was not written in the heading, if its weekday contradicts it."""
    for index, date in dates.items():
        if date and days[index][0] is None and read[index].weekday not in {None, date.weekday()}:
            dates[index] = None


def _add_by_neighbours(
    dates: dict[int, dt.date | None],
    days: Mapping[int, tuple[int | None, int, int]],
    read: Mapping[int, _Read],
) -> None:
    """Add years that follow from the order of the headings, where only one order is likely."""
    places = [index for index in dates if days[index][0] is None or dates[index]]
    known = [dates[index] for index in places]
    if None not in known or not any(known):
        return
    parts = [days[index][1:] for index in places]
    weekdays = [read[index].weekday for index in places]
    orders = (_ordered(known, parts, weekdays, step) for step in (1, -1))
    likely = sorted((order for order in orders if order), key=_span)
    if likely and (len(likely) == 1 or _span(likely[0]) * _CLEARLY <= _span(likely[1])):
        dates.update(zip(places, likely[0], strict=True))


def _span(dates: Sequence[dt.date]) -> int:
    return abs((dates[-1] - dates[0]).days)


def _ordered(
    known: Sequence[dt.date | None],
    parts: Sequence[tuple[int, int]],
    weekdays: Sequence[int | None],
    step: int,
) -> list[dt.date] | None:
    """Return all dates, oldest first if *step* is 1, newest first if -1; ``None`` if impossible.

    Each missing one is as near as it can be to the one before, else to the one after it.
    """
    dates = list(known)
    for previous, index in zip(range(len(dates)), range(1, len(dates)), strict=False):
        before = dates[previous]
        if dates[index] is None and before is not None:
            dates[index] = _nearest(before, *parts[index], step)
    for index in range(len(dates) - 2, -1, -1):
        after = dates[index + 1]
        if dates[index] is None and after is not None:
            dates[index] = _nearest(after, *parts[index], -step)
    whole = [date for date in dates if date is not None]
    if len(whole) < len(dates):
        return None
    in_order = all((b - a).days * step >= 0 for a, b in itertools.pairwise(whole))
    agree = all(
        known[index] or weekdays[index] in {None, date.weekday()}
        for index, date in enumerate(whole)
    )
    return whole if in_order and agree else None


def _nearest(origin: dt.date, month: int, day: int, step: int) -> dt.date | None:
    """Return the first such day on or after *origin*, or before it if *step* is -1."""
    return next(
        (
            date
            for date in _days_from(origin, month, day, step)
            if (date - origin).days * step >= 0
        ),
        None,
    )


def _days_from(origin: dt.date, month: int, day: int, step: int) -> Iterator[dt.date]:
    # February 29 may be up to eight years away
    for count in range(9):
        date = _date(origin.year + count * step, month, day)
        if date is not None:
            yield date
