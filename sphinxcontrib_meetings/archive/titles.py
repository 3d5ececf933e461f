"""The titles of meetings in lists, where "Agenda" is not enough."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from sphinxcontrib_meetings.model.meeting import Meeting
from sphinxcontrib_meetings.model.month import Month
from sphinxcontrib_meetings.parse.date_words import DateWords
from sphinxcontrib_meetings.parse.dates import day_in_heading
from sphinxcontrib_meetings.parse.leads import is_bare, is_of_note

__all__ = ["Title", "title_in_lists"]

#: from a day, and the last one of several, to text
SayDay = Callable[[dt.date, dt.date | None], str]


@dataclass(frozen=True, slots=True)
class Title:
    """What lists call a meeting, and whether that says its day."""

    text: str
    says_day: bool


def title_in_lists(record: Meeting, series: str, say_day: SayDay, words: DateWords) -> Title:
    """Return what lists call *record*, which is its title if that says anything.

    Other titles, such as "Agenda" or "2026-05-06", get the title of the *series*, if that is
    not empty, and the day: "Community call, May 6, 2026".
    """
    title = record.title
    dated = day_in_heading(title, words)
    is_one_day = not record.end_date and not isinstance(record.date, Month)
    says_day = is_one_day and dated is not None and dated == record.date
    if not is_bare(title, words):
        return Title(title, says_day)
    if record.date is None:
        return Title(f"{series}: {title}" if series else title, says_day=False)
    is_told = is_of_note(title)
    if dated and is_told and not series:
        return Title(title, says_day)
    day = say_day(record.date, record.end_date)
    name = series or (title if is_told else "")
    return Title(f"{name}, {day}" if name else day, says_day=True)
