"""Lines about the meeting itself: cancelled, next meeting, where, approval of minutes.

Its time, and its recording, are read before anything else, since players need them; see
``parse.labelled_dates`` and ``parse.labels``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from sphinxcontrib_meetings.parse.date_text import find_dates
from sphinxcontrib_meetings.parse.labels import plain_label
from sphinxcontrib_meetings.parse.minutes.attendance_labels import labelled
from sphinxcontrib_meetings.parse.minutes.cancelled import read_cancelled
from sphinxcontrib_meetings.parse.minutes.lines import Kind, Note
from sphinxcontrib_meetings.parse.minutes.meeting_places import head_end, is_about, short_lines
from sphinxcontrib_meetings.parse.minutes.next_meeting import read_next_meeting
from sphinxcontrib_meetings.parse.minutes.rule import Context, Finding, Rule
from sphinxcontrib_meetings.parse.values import words_of

__all__ = ["RULES"]

# ── approval ──────────────────────────────────────────────────────────────────

_MINUTES_OF = r"(?:(?:the|last|previous|draft|meeting)\s){0,3}minutes\s(?:of|from|for)\s(?:the\s)?"
_PREFIX = r"(?:#?(?:resolved|resolution|decision|decided|agreed|motion|consensus)(?:\s?:\s?|\s))?"
_APPROVED = (
    re.compile(
        rf"{_PREFIX}(?:(?:we|the (?:board|committee|group|team))\s)?(?:unanimously\s)?"
        rf"(?:approved|accepted)\s{_MINUTES_OF}(?P<days>[^:;]{{1,80}})",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_PREFIX}(?:approval of\s)?{_MINUTES_OF}(?P<days>[^:;]{{1,80}}?)"
        r"(?:\s(?:are|were|is|was|have been|has been)(?:\sunanimously)?|\s?:"
        r"|\s?[\u2013\u2014-])?\s"
        r"(?:approved|accepted|passed)"
        r"(?:\s(?:unanimously|as (?:written|is|presented|amended|corrected)|without|with|by)\b"
        r".{0,80})?[.!]?",
        re.IGNORECASE,
    ),
)
_NOT_APPROVED = re.compile(r"\b(?:not|to be|will be|pending|if|should|can|please|until)\b", re.I)


def _approvals(note: Note, context: Context) -> Iterator[Finding]:
    """Yield the days of the meetings whose minutes this one approved."""
    for index, line, text in short_lines(note, note.having("minutes")):
        if line.is_quoted:
            continue
        found = next((one for sign in _APPROVED if (one := sign.fullmatch(text))), None)
        if found is None or _NOT_APPROVED.search(text):
            continue
        for day in _past_days(found["days"], context):
            yield Finding(("approves", day), index, index + 1)


def _past_days(text: str, context: Context) -> list[dt.date]:
    """Return the days in *text*; those without a year precede the meeting."""
    try:
        written = find_dates(text, context.words)
        if written or context.day is None:
            return _before([span.day for span in written], context)
        days = [span.day for span in find_dates(text, context.words, context.day.year)]
        if any(day >= context.day for day in days):
            last = context.day.year - 1
            days = [span.day for span in find_dates(text, context.words, last)]
    except ValueError:
        return []
    return _before(days, context)


def _before(days: list[dt.date], context: Context) -> list[dt.date]:
    return [day for day in days if context.day is None or day < context.day]


# ── where ─────────────────────────────────────────────────────────────────────

_PLACES = words_of("location venue where place bridge room address ort lieu lugar luogo")
_AROUND_PLACES = words_of(
    "a and call conference details event for meeting online our physical session the to video"
)
_NO_PLACE = re.compile(
    r"\W*(?:tb[adc]|to be (?:announced|decided|determined)|none|n/?a|todo|unknown|\?+|\.{3}"
    r"|see (?:above|below).*|<.*>|\[.*\])?\W*",
    re.IGNORECASE,
)
_LONGEST_PLACE = 200


def _places(note: Note, _: Context) -> Iterator[Finding]:
    """Yield the line that says where the meeting takes place."""
    for index, line, text in short_lines(note, note.having(":")):
        found = labelled(text) if line.depth <= 1 and line.kind is not Kind.HEADING else None
        if found is None or not _labels_place(found[0]):
            continue
        value = found[1]
        is_value = 0 < len(value) <= _LONGEST_PLACE and not _NO_PLACE.fullmatch(value)
        if (
            is_value
            and "?" not in value.replace("?", "", value.count("://"))
            and _is_own(note, index)
        ):
            yield Finding(("location", value), index, index + 1)
            return


def _labels_place(label: str) -> bool:
    words = plain_label(label).split()
    return not _PLACES.isdisjoint(words) and all(
        word in _PLACES or word in _AROUND_PLACES for word in words
    )


def _is_own(note: Note, index: int) -> bool:
    """Whether the line at *index* stands at the head, or in a section about the meeting."""
    return index < head_end(note) or is_about(note, index)


# ── list of rules ─────────────────────────────────────────────────────────────

_COMMON = frozenset({"common"})

RULES: tuple[Rule, ...] = (
    Rule(
        name="cancelled",
        kind="meeting",
        takes=(
            "`Meeting cancelled due to …`, `> NOTE: Cancelled` at the head, `[Cancelled]` in the "
            "title: the status is `cancelled`"
        ),
        leaves="`will be cancelled`, other days, the next meeting, items among others",
        source="notes of meetings that did not take place",
        read=read_cancelled,
        presets=_COMMON,
    ),
    Rule(
        name="next-meeting",
        kind="meeting",
        takes="`Next meeting: DATE`, also as a heading or a sentence, or a date below it",
        leaves="`TBD`, several days, days that do not follow the meeting",
        source="notes of all kinds",
        read=read_next_meeting,
        presets=_COMMON,
    ),
    Rule(
        name="where",
        kind="meeting",
        takes="`Location: …`, `Where: …`, `Bridge: URL` at the head, or in a section about that",
        leaves="`TBD`, and places elsewhere in the note",
        source="notes of all kinds",
        read=_places,
        presets=frozenset({"common", "w3c"}),
    ),
    Rule(
        name="minutes-approved",
        kind="meeting",
        takes="`Approved the minutes of DATE`, `Minutes of DATE were approved`",
        leaves="`Approve the minutes of DATE`, minutes without a date",
        source="boards and committees",
        read=_approvals,
        presets=frozenset({"common", "w3c", "asf"}),
    ),
)
