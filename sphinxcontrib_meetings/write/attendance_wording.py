"""The texts in which pages show attendance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sphinxcontrib_meetings.archive.attendance import (
    Attendance,
    AttendanceTable,
    Attended,
    Cell,
)
from sphinxcontrib_meetings.archive.link import Place
from sphinxcontrib_meetings.day_text import day, day_of_year
from sphinxcontrib_meetings.model.month import Month
from sphinxcontrib_meetings.model.people import Role

__all__ = [
    "NO_ATTENDANCE",
    "attended",
    "day_or_title",
    "legend",
    "mark",
    "table_title",
    "told",
]

NO_ATTENDANCE: Final = "No attendance is recorded here."

#: role ─► its mark in a narrow cell, and the word
_WORDS: Final[Mapping[Role, tuple[str, str]]] = {
    Role.ATTENDEE: ("\N{CHECK MARK}", "present"),
    Role.CHAIR: ("C", "chair"),
    Role.SCRIBE: ("S", "scribe"),
    Role.SPEAKER: ("T", "speaker"),
    Role.REGRETS: ("\N{EN DASH}", "regrets"),
}
#: follows the mark of somebody of whom more is said
_MORE: Final = "*"


def mark(cell: Cell) -> str:
    """Return the signs for *cell*: ``C S`` for a chair who was the scribe, too."""
    signs = " ".join(_WORDS[role][0] for role in cell.roles)
    return f"{signs}{_MORE}" if cell.remark else signs


def told(cell: Cell) -> str:
    """Return the words for *cell*: ``chair, scribe (until 10:30)``."""
    words = ", ".join(_WORDS[role][1] for role in cell.roles)
    return f"{words} ({cell.remark})" if cell.remark else words


def legend(view: Attendance) -> list[tuple[str, str]]:
    """Return the marks in *view* with their words."""
    cells = [cell for table in view.tables for row in table.rows for cell in row.cells]
    roles = {role for cell in cells for role in cell.roles}
    found = [words for role, words in _WORDS.items() if role in roles]
    return [*found, (_MORE, "with a remark")] if any(cell.remark for cell in cells) else found


def table_title(table: AttendanceTable, language: str) -> str:
    """Return what tells *table* from others: its year, or its first and last day."""
    if table.year is None:
        return "Undated"
    newest, oldest = table.columns[0].date, table.columns[-1].date
    if not table.is_part or newest is None or oldest is None:
        return f"{table.year}"
    first = oldest.first_day if isinstance(oldest, Month) else oldest
    last = newest.last_day if isinstance(newest, Month) else newest
    return day(first, language, last if last != first else None)


def day_or_title(column: Place, language: str) -> str:
    """Return what stands above *column*: its day, since the title of its table has the year."""
    return day_of_year(column.date, language) if column.date else column.link.text


def attended(one: Attended, language: str) -> str:
    """Return how often a person was at the meetings of a series.

    For example, ``present at 12 of 30 meetings since May 6, 2026, regrets for 2``.
    """
    meetings = f"{one.meetings} meeting{'' if one.meetings == 1 else 's'}"
    text = f"present at {one.present} of {meetings} since {day(one.since, language)}"
    return f"{text}, regrets for {one.regrets}" if one.regrets else text
