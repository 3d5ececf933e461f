"""Whether a note says that its meeting did not take place."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from sphinxcontrib_meetings.model.meeting import Status
from sphinxcontrib_meetings.parse.date_text import find_dates
from sphinxcontrib_meetings.parse.minutes.agenda_places import stands_in_other_meeting
from sphinxcontrib_meetings.parse.minutes.lines import Kind, Note
from sphinxcontrib_meetings.parse.minutes.meeting_places import (
    LONGEST,
    head_end,
    is_about,
    short_lines,
)
from sphinxcontrib_meetings.parse.minutes.rule import Context, Finding

__all__ = ["read_cancelled"]

_WAS = r"(?:is|was|has been|had been|got|will be|to be|were)"
_CANCELLED = r"(?:cancell?ed|called off|skipped)"
_MEETING = r"(?:call|event|meeting|session|standup|sync|telecon|teleconference|sig|hangout)"
_WHY = (
    r"(?:\s?[.!,;:\u2013\u2014(-]|\s(?:as|because|by|due|for|given|in favou?r|in order|on account"
    r"|owing|since|so|this week|to\b|today|without|\U0001f3d6)\b)"
)
#: what may stand before the meeting, or before all
_LEAD = r"(?:(?:attention|edit|info|important|nb|note|notice|status|update|warning)\s?[:!.-]\s?)?"
_OUR = (
    r"(?:(?:the|this|today's|our|this week's|bi-?weekly|weekly|monthly|regular|scheduled|community"
    r"|team|general|working group|wg|sig|tech|technical|steering|committee|open|public|all hands)"
    r"\s){0,4}"
)
#: a day, which has to be that of the meeting
_ON = r"(?:\s(?:of|on|for)\s[^.;:0-9]{0,20}[0-9][^.;:]{0,20}?)?"
_SURE = re.compile(
    rf"{_LEAD}(?:{_OUR}{_MEETING}{_ON}\s(?:(?:is|was|has been|got)\s)?{_CANCELLED}"
    r"|(?:we|the chairs?)\s(?:have\s)?cancell?ed\s(?:the|this|today's)\s(?:call|meeting|session)"
    rf"|no {_MEETING} (?:today|this week|due to|because)"
    rf"|{_OUR}{_MEETING} (?:was not held|(?:did not|didn't) (?:take place|happen))"
    r"|(?:die |diese )?(?:sitzung|besprechung) (?:ist |wurde )?abgesagt"
    r"|(?:das )?treffen (?:ist |wurde )?abgesagt)"
    rf"(?:{_WHY}.*)?\.?!?",
    re.IGNORECASE,
)
#: enough at the head of a note
_BARE = re.compile(
    rf"{_LEAD}(?:(?:this\s)?(?:{_WAS}\s)?cancell?ed|no meeting|abgesagt|annul\u00e9e?)"
    # "Cancelled: the venue" is about something else
    r"(?!\s?[:\u2013\u2014-]\s?(?:the|an?|our|my|his|her|their)\b)"
    rf"(?:{_WHY}.*)?\.?!?",
    re.IGNORECASE,
)
_IN_TITLE = re.compile(
    r"[\[(]\s?(?:was\s|meeting\s)?cancell?ed\b[^\[\]()]{0,60}[\])]"
    r"|\A\W{0,3}cancell?ed\s?[:!\u2013\u2014-]"
    r"|[:,\u2013\u2014-]\s(?:meeting\s)?cancell?ed\W{0,3}\Z"
    r"|\bmeeting (?:is |was |has been )?cancell?ed\W{0,3}\Z",
    re.IGNORECASE,
)
#: each of them has one of these, within its words
_NAMED = (
    *("cancel", "called", "pped", "held", "place", "happen", "abgesagt", "annul"),
    # "no meeting", "no call today"
    *("meet", "today", "week", "due", "because"),
)
#: where it is about something else, or not certain
_OTHER_DAY = re.compile(
    r"\b(?:next|last|previous|following|future|will be|would be|to be|if|unless|until|may be|might"
    r"|tomorrow|yesterday|meetings|not cancell?ed|automatically|usually|always|also|half"
    r"|n[a\u00e4]chste\w*)\b",
    re.IGNORECASE,
)


def read_cancelled(note: Note, context: Context) -> Iterator[Finding]:
    """Yield the line that says that the meeting did not take place."""
    head = head_end(note)
    for index, line, text in short_lines(note, _places(note)):
        if line.kind is Kind.HEADING:
            is_title = line.depth <= 1 or index == note.heading_places[0]
            found = bool(is_title and _IN_TITLE.search(text)) or (
                line.depth <= 3 and _SURE.fullmatch(text) is not None
            )
        else:
            found = line.depth <= 1 and (
                _SURE.fullmatch(text) is not None
                or (index < head and _BARE.fullmatch(text) is not None)
            )
        if not found or _says_other_day(text, context, is_title=line.kind is Kind.HEADING):
            continue
        if not stands_in_other_meeting(note, index) and not _is_told(note, index):
            yield Finding(Status.CANCELLED, index, index + 1)
            return


def _places(note: Note) -> Sequence[int]:
    """Return the indexes of the short lines with a word that all such lines have."""
    places = [index for index, line in enumerate(note.lines) if len(line.text) <= LONGEST]
    short = Note([note.lines[index] for index in places])
    return [places[number] for number in short.having(*_NAMED)]


def _says_other_day(text: str, context: Context, *, is_title: bool) -> bool:
    """Whether *text* is about another day than that of the meeting, or is not certain."""
    # reasons do not count: "cancelled, next one in May"
    found = re.search(_CANCELLED, text, re.IGNORECASE)
    start = text[: found.end() + 12] if found and not is_title else text
    if found and _OTHER_DAY.search(start) and not (is_title and _IN_TITLE.search(text)):
        return True
    days = _days_in(text[: found.start()] if found else text, context)
    return bool(days) and context.day is not None and context.day not in days


def _is_told(note: Note, index: int) -> bool:
    """Whether the line at *index* is a report: an item among others, or below a person."""
    line = note.lines[index]
    if line.kind is not Kind.ITEM:
        return False
    after = note.block_end(index)
    before = note.lines[index - 1] if index else None
    is_among = (before is not None and before.group == line.group and before.group > 0) or (
        after < len(note.lines) and note.lines[after].group == line.group
    )
    return is_among and not is_about(note, index)


def _days_in(text: str, context: Context) -> list[dt.date]:
    try:
        year = context.day.year if context.day else None
        return [span.day for span in find_dates(text, context.words, year)]
    except ValueError:
        return []
