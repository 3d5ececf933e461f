"""When the next meeting is, as a note says."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from sphinxcontrib_meetings.parse.date_text import ambiguous_numbers, find_dates, name_both
from sphinxcontrib_meetings.parse.date_words import DateWords
from sphinxcontrib_meetings.parse.messages import quoted
from sphinxcontrib_meetings.parse.minutes.lines import Kind, Line, Note
from sphinxcontrib_meetings.parse.minutes.meeting_places import short_lines
from sphinxcontrib_meetings.parse.minutes.rule import Context, Finding
from sphinxcontrib_meetings.parse.values import words_of
from sphinxcontrib_meetings.parse.when import weekday_problem

__all__ = ["read_next_meeting"]

_NEXT = re.compile(
    r"(?P<what>(?:\b(?:our|the)\s)?\bnext\s(?:[^\s:.,;?!]{1,20}\s){0,4}?"
    r"(?:call|meeting|session|sync|telecon|teleconference)(?:\sdate)?"
    r"|\bnext week's (?:call|meeting))"
    r"(?:\s?[:=\u2013\u2014-]{1,2}\s?|\s?[(]|\s(?:on|at)\s"
    r"|,?\s(?:is|will be|will take place|takes place|scheduled|planned|to be held)\b\s?"
    r"(?:(?:held|scheduled|planned|set)\s)?(?:for\s|on\s|at\s|be\s)?|\s)"
    r"(?P<rest>.*)",
    re.IGNORECASE,
)
_NEXT_HEADING = re.compile(
    r"(?:the\s|our\s)?(?:next|upcoming)\s(?:[^\s:.,;?!]{1,20}\s){0,4}?"
    r"(?:call|meeting|session|sync|telecon|teleconference)(?:\sdate| details| info)?\s?:?",
    re.IGNORECASE,
)
#: what may stand before the date
_BEFORE_DATE = words_of(
    "on at is the will be held scheduled for planned set same time of utc am pm at1pm "
    "gmt cet cest est edt pst pdt et pt ct from date when and team name"
)
_WORD = re.compile(r"[^\W_]+")
_UNCERTAIN = words_of(
    "tbd tba tbc tentative tentatively maybe probably possibly or cancelled canceled not no skip "
    "skipped perhaps proposed instead moved oder"
)
#: the next meeting is not later
_LONGEST_BREAK = dt.timedelta(days=400)


def read_next_meeting(note: Note, context: Context) -> Iterator[Finding]:
    """Yield the line with the date of the next meeting."""
    found: dict[dt.date, Finding] = {}
    problem: Finding | None = None
    for index, line, text in short_lines(note, _places(note)):
        rest = _after_next(note, index, line, text)
        if rest is None:
            continue
        try:
            day = _day_of(rest, context)
        except ValueError as error:
            message = f"next meeting: {error}"
            problem = problem or Finding(("next_meeting", None), index, index + 1, message)
            continue
        if day:
            found.setdefault(day, Finding(("next_meeting", day), index, index + 1))
    if len(found) == 1:
        yield from found.values()
    elif not found and problem:
        yield problem


def _places(note: Note) -> Sequence[int]:
    """Return the indexes of the lines with the word, and of those below headings with a label."""
    places = set(note.having("next"))
    for index in note.heading_places:
        if _is_label(note, index):
            places.update(range(index + 1, note.ends[index]))
    return sorted(places)


def _is_label(note: Note, heading: int) -> bool:
    return _NEXT_HEADING.fullmatch(note.lines[heading].text.strip()) is not None


def _after_next(note: Note, index: int, line: Line, text: str) -> str | None:
    """Return what follows a label of the next meeting, or stands alone below it."""
    match = _NEXT.search(text) if "next" in line.folded else None
    if match and (line.kind is Kind.HEADING or _begins_clause(text, match.start())):
        return match["rest"]
    above = note.headings[index]
    if (
        above >= 0
        and (line.kind is Kind.TEXT or (index == above + 1 and line.kind is Kind.ITEM))
        and _is_label(note, above)
        and (index == above + 1 or _DATE_ALONE.match(text))
    ):
        return text
    return None


#: a date, maybe with a weekday before it and a time after it
_DATE_ALONE = re.compile(
    r"(?:[^\W\d_]{3,12}\.?,?\s){0,2}[0-9]{1,4}(?:st|nd|rd|th)?(?:[\s./-][\w.]{1,12}){0,2}"
    r"(?:\Z|\s?[,(@\u2013\u2014-]|\sat\b)"
)


def _begins_clause(text: str, start: int) -> bool:
    """Whether a label or a sentence begins at *start*."""
    before = text[:start].rstrip(" *_[(")
    return not before or before[-1] in ".,;:!?-\u2013\u2014"


def _day_of(text: str, context: Context) -> dt.date | None:
    """Return the day that *text* begins with, if it is certain.

    Raises ``ValueError`` with a message for a day that contradicts itself or the meeting.
    """
    text = text.strip(" *_")
    spans = _spans(text, context)
    if not spans:
        both = ambiguous_numbers(text[:40], context.words)
        if both and _may_precede(_NUMBERS.split(text)[0]):
            raise ValueError(
                f"{quoted(text[:40])} is ambiguous, since it may be {name_both(both)}; use "
                "YYYY-MM-DD"
            )
        return None
    day, start, end = spans[0]
    weekday, before = _weekday_before(text[:start], context.words)
    beside = _WORD.findall(text[:start] + text[end : end + 20])
    if (
        any(other != day for other, _, _ in spans)
        or not _may_precede(before)
        or not _UNCERTAIN.isdisjoint(word.casefold() for word in beside)
    ):
        return None
    if context.day and day <= context.day:
        raise ValueError(
            f"{day.isoformat()} is not after this meeting ({context.day.isoformat()}); correct "
            "one of them"
        )
    if weekday and (wrong := weekday_problem(day, *weekday)):
        raise ValueError(wrong)
    is_near = context.day is None or day - context.day <= _LONGEST_BREAK
    return day if is_near else None


_NUMBERS = re.compile(r"[0-9]{1,2}[-./][0-9]")


def _spans(text: str, context: Context) -> list[tuple[dt.date, int, int]]:
    """Return the days in *text*; those without a year follow the meeting."""
    written = find_dates(text, context.words)
    if written:
        return [(span.day, span.start, span.end) for span in written]
    if context.day is None:
        return []
    found = find_dates(text, context.words, context.day.year)
    if any(span.day <= context.day for span in found):
        found = find_dates(text, context.words, context.day.year + 1)
    return [(span.day, span.start, span.end) for span in found]


_NAMED_DAY = re.compile(r"(?P<name>[^\W\d_]{2,12})\.?,?\s{0,2}(?:the\s)?\Z")


def _weekday_before(text: str, words: DateWords) -> tuple[tuple[str, int] | None, str]:
    """Return the weekday that *text* ends with, and what precedes it."""
    found = _NAMED_DAY.search(text)
    if found and re.fullmatch(words.weekday_pattern, found["name"], re.IGNORECASE):
        return (found["name"], words.weekday(found["name"])), text[: found.start()]
    return None, text


def _may_precede(text: str) -> bool:
    """Whether the words of *text* may stand between a label and its date."""
    words = [word.casefold() for word in _WORD.findall(text)]
    return all(word in _BEFORE_DATE or _CLOCK.fullmatch(word) for word in words)


_CLOCK = re.compile(r"[0-9]{1,2}(?:am|pm|h)?", re.IGNORECASE)
