"""Dates and times of labelled lines: ``Date: May 6, 2026``, ``When: …``, ``Time (UTC): 17:00``.

In: the labels and texts at the head of a note. Out: what they say for certain about the time of
the meeting. What is not a date, such as ``TBD`` or ``every Tuesday``, says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sphinxcontrib_meetings.parse.date_text import each_reading, find_dates
from sphinxcontrib_meetings.parse.date_words import ENGLISH, DateWords
from sphinxcontrib_meetings.parse.labels import plain_label
from sphinxcontrib_meetings.parse.times import parse_zone
from sphinxcontrib_meetings.parse.values import words_of
from sphinxcontrib_meetings.parse.when import LONGEST, When, read_when

__all__ = [
    "LabelledDate",
    "LabelledText",
    "is_about_meeting",
    "labels_date",
    "read_labelled",
    "time_in_heading",
]


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A labelled line: its label, without the colon, and the text after it."""

    label: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class LabelledDate:
    """What a labelled line says."""

    #: the line as it is written, for messages
    written: str
    line: int
    #: several if its numbers can be read in two ways, none if its date does not exist
    readings: tuple[When, ...]
    #: why there are none
    problem: str = ""

    @property
    def has_day(self) -> bool:
        """Whether it names a day or a month."""
        return any(when.day for when in self.readings)


# ── labels ────────────────────────────────────────────────────────────────────

#: words that name a date or a time, in languages that people write notes in
_NAMES = words_of(
    "date dates day days when time times datetime held "
    "datum daten termin zeit uhrzeit wann fecha fechas día hora horario cuándo data datas dia "
    "quando orario giorno ora heure horaire jour quand wanneer tijd dato tid när hvornår "
    "päivämäärä aika godzina kiedy дата время когда час 日付 日時 日期 时间 時間 날짜 일시",
)
#: of these, words that are something else in English
_NOT_ENGLISH = frozenset({"data", "ora", "aika", "dia", "tid", "jour", "datas", "daten"})
_ENGLISH_NAMES = _NAMES - _NOT_ENGLISH
#: words that may stand around them, and say nothing else
_FILLERS = words_of(
    "a and call community de del der des die du e el et event is la le local meeting "
    "meetings of on our s session the this und y réunion reunión reunião riunione "
    "sitzung treffen treffens",
)
#: words of a heading of what is said about the meeting as such
_ABOUT_MEETING = words_of(
    "about and attendance attendees basics call details event facts general header info "
    "information key location logistics meeting meta metadata overview participants place "
    "present roll session the this where",
)
_MOST_WORDS = 6
_IN_BRACKETS = re.compile(r"\s?[(\[](?P<words>[^()\[\]]{1,40})[)\]]\Z")


def labels_date(label: str, words: DateWords = ENGLISH) -> bool:
    """Whether *label* says that what follows is the date or the time of the meeting."""
    found = plain_label(_IN_BRACKETS.sub("", label)).split()
    names = _ENGLISH_NAMES if words is ENGLISH else _NAMES
    return (
        len(found) <= _MOST_WORDS
        and any(word in names for word in found)
        and all(word in names or word in _FILLERS for word in found)
    )


def is_about_meeting(heading: str, words: DateWords = ENGLISH) -> bool:
    """Whether *heading* is that of a section with what is said about the meeting as such."""
    found = plain_label(heading).split()
    return bool(found) and all(
        word in _ABOUT_MEETING or labels_date(word, words) for word in found
    )


# ── texts ─────────────────────────────────────────────────────────────────────

#: with one of these words, a day is not, or not for certain, that of the meeting
_UNCERTAIN = words_of(
    "after alternating approximately before between biweekly created deadline due each "
    "every fortnightly last maybe modified monthly moved next not oder ongoing or ou "
    "postponed posted previous probably proposed published rescheduled since starting tba "
    "tbc tbd tentative tentatively through till until updated usually weekly yearly",
)
_WORD = re.compile(r"[^\W\d_]+")
#: the start of a remark after a time
_REMARK = ",;(|–—-·@/["  # noqa: RUF001
#: hours that are more often in the afternoon, if nothing says which half of the day
_UNLIKELY = range(1, 7)
_HALF_OR_PADDED = re.compile(
    r"[0-9]\s?[ap]\.?m|(?<![0-9])0[0-9][:.h]|(?<![0-9])(?:1[3-9]|2[0-3])[:.h][0-9]{2}"
    r"|UTC|GMT|[0-9]\s?Z(?![A-Za-z])|Uhr",
    re.IGNORECASE,
)


def read_labelled(
    rows: Iterable[LabelledText], words: DateWords = ENGLISH, year: int | None = None
) -> list[LabelledDate]:
    """Return what *rows* say about the time of a meeting, without those that say nothing.

    *words* has the names of months and weekdays. Days without a year are of *year*.
    """
    found = (_read(row, words, year) for row in rows if labels_date(row.label, words))
    return [one for one in found if one]


def _read(row: LabelledText, words: DateWords, year: int | None) -> LabelledDate | None:
    text = " ".join(row.text.split())
    if not text or len(text) > LONGEST or "?" in text:
        return None
    written = f"{row.label}: {text}"
    try:
        find_dates(text, words, year, any_case=True)
    except ValueError as error:
        return LabelledDate(written, row.line, (), str(error))
    zone = _zone_in(row.label)
    found = [
        _with_zone(when, zone)
        for one in each_reading(text, words)
        if (when := _certain(one, words, year)) is not None
    ]
    fitting = [when for when in found if not any(when.weekday_problems())]
    readings = tuple(fitting or found if len(found) > 1 else found)
    return LabelledDate(written, row.line, readings) if readings else None


def time_in_heading(heading: str, words: DateWords = ENGLISH, *, has_date: bool = False) -> str:
    """Return the time with its zone after the date in *heading*; *has_date*: from the date on.

    >>> time_in_heading("Call - 2024-05-07 17:00 UTC")
    '17:00 UTC'
    """
    if len(heading) > LONGEST:
        return ""
    try:
        spans = find_dates(heading, words)
        if len(spans) != 1 or not spans[0].has_year:
            return ""
        time = heading[spans[0].end :].strip(" ,;|@-\u2013\u2014()[]")
        when = read_when(time, words)
    except ValueError:
        return ""
    is_time = when.start and when.zone and not (when.rest or when.day or when.problems)
    if not is_time:
        return ""
    return f"{heading[spans[0].start : spans[0].end]} {time}" if has_date else time


def _is_uncertain(text: str) -> bool:
    return not _UNCERTAIN.isdisjoint(word.casefold() for word in _WORD.findall(text))


def _zone_in(label: str) -> str:
    """Return the zone in brackets after a label: ``Time (UTC)``; empty if there is none."""
    match = _IN_BRACKETS.search(label)
    try:
        return parse_zone(match["words"]) if match else ""
    except ValueError:
        return ""


def _with_zone(when: When, zone: str) -> When:
    return replace(when, zone=zone) if zone and when.start and not when.zone else when


def _certain(text: str, words: DateWords, year: int | None) -> When | None:
    """Return what *text* says; None if that is nothing, or is not certain."""
    when = _if_any(text, words, year)
    if when is None or not when.rest:
        return when and _without_unlikely(when, text)
    if _is_uncertain(when.rest):
        return None
    # a remark after the date: `May 6, 2026, on Zoom`
    first = when.rest.split()[0]
    match = re.search(rf"(?<!\w){re.escape(first)}", text)
    before = text[: match.start()].rstrip() if match else ""
    head = _if_any(before, words, year)
    if head is None or head.rest or head.day != when.day:
        return None
    head = _without_unlikely(head, before)
    if head is None or (head.zone and (head.day or before[-1] in _REMARK)):
        return head
    # the remark may be the zone: `10:00 Pacific`
    return _if_day(replace(head, start=None, end=None, problems=()))


def _if_any(text: str, words: DateWords, year: int | None) -> When | None:
    try:
        when = read_when(text, words, year)
    except ValueError:
        return None
    return when if when.day or when.start or when.problems else None


def _if_day(when: When) -> When | None:
    return when if when.day else None


def _without_unlikely(when: When, text: str) -> When | None:
    """Return *when* without a time that may be a duration, or twelve hours later."""
    if when.start is None or when.start.hour not in _UNLIKELY or _HALF_OR_PADDED.search(text):
        return when
    return _if_day(replace(when, start=None, end=None, zone="", problems=()))
