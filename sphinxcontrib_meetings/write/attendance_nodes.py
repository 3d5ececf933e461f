"""Attendance as nodes: tables of people and meetings, in words.

Pages of books and lines of text are not wide enough for many meetings. There, the meetings are
rows, with the people who were at them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Protocol

from docutils import nodes

from sphinxcontrib_meetings.archive.attendance import Attendance, AttendanceTable, Cell
from sphinxcontrib_meetings.archive.link import Link
from sphinxcontrib_meetings.model.people import Role
from sphinxcontrib_meetings.write.attendance_wording import (
    NO_ATTENDANCE,
    day_or_title,
    table_title,
    told,
)

__all__ = ["attendance"]

Nodes = list[nodes.Node]

#: meetings that fit beside each other
_MOST_COLUMNS = 5


class RowWriter(Protocol):
    """What builds nodes for one document, as far as tables need it."""

    @property
    def language(self) -> str:
        """The language of the project."""

    def paragraph_of(self, parts: Iterable[Link | str]) -> nodes.paragraph:
        """Return a paragraph of links and texts."""

    def rows(
        self, titles: Iterable[str], rows: Iterable[Iterable[Nodes]], widths: Sequence[int]
    ) -> nodes.table:
        """Return a table; each row begins with its own title."""


def attendance(writer: RowWriter, view: Attendance) -> Nodes:
    """Return the tables of *view*, each under a title if there are several."""
    if not view.tables:
        return [nodes.paragraph("", NO_ATTENDANCE)]
    built: Nodes = []
    for table in view.tables:
        if len(view.tables) > 1:
            built.append(nodes.rubric("", table_title(table, writer.language)))
        if len(table.columns) <= _MOST_COLUMNS:
            built.append(_people_and_meetings(writer, table))
        else:
            built += [_counts(writer, table), _meetings(writer, table)]
    return built


def _people_and_meetings(writer: RowWriter, table: AttendanceTable) -> nodes.table:
    rows: list[list[Nodes]] = []
    for row in table.rows:
        words = [""] * len(table.columns)
        for cell in row.cells:
            words[cell.column] = told(cell)
        known: list[Nodes] = [[nodes.paragraph("", text)] if text else [] for text in words]
        rows.append([[writer.paragraph_of([row.link])], *known, _number(row.present)])
    days = (day_or_title(column, writer.language) for column in table.columns)
    widths = (25, *[12] * len(table.columns), 15)
    return writer.rows(("Person", *days, f"Present, of {len(table.columns)}"), rows, widths)


def _counts(writer: RowWriter, table: AttendanceTable) -> nodes.table:
    rows: list[list[Nodes]] = [
        [[writer.paragraph_of([row.link])], _number(row.present), _number(row.regrets)]
        for row in table.rows
    ]
    titles = ("Person", f"Present, of {len(table.columns)}", "Regrets")
    return writer.rows(titles, rows, (50, 25, 25))


def _meetings(writer: RowWriter, table: AttendanceTable) -> nodes.table:
    present: defaultdict[int, list[Link | str]] = defaultdict(list)
    regrets: defaultdict[int, list[Link | str]] = defaultdict(list)
    for row in table.rows:
        for cell in row.cells:
            listed = (present if cell.is_present else regrets)[cell.column]
            listed += [*([", "] if listed else []), row.link, _more(cell)]
    rows: list[list[Nodes]] = [
        [
            [writer.paragraph_of([column.link])],
            _cell(writer, present[index]),
            _cell(writer, regrets[index]),
        ]
        for index, column in enumerate(table.columns)
    ]
    return writer.rows(("Meeting", "Present", "Regrets"), rows, (30, 50, 20))


def _more(cell: Cell) -> str:
    """Return what the column does not say of *cell*, to stand behind the name."""
    is_plain = not cell.remark and cell.roles in ((Role.ATTENDEE,), (Role.REGRETS,))
    return "" if is_plain else f" ({told(cell)})"


def _cell(writer: RowWriter, parts: Iterable[Link | str]) -> Nodes:
    shown = [part for part in parts if part]
    return [writer.paragraph_of(shown)] if shown else []


def _number(count: int) -> Nodes:
    return [nodes.paragraph("", f"{count}")]
