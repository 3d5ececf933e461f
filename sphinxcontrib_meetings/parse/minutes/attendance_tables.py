"""Tables of people: a person in each row, or lists of people below or beside labels."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sphinxcontrib_meetings.model.people import Role
from sphinxcontrib_meetings.parse.labels import plain_label
from sphinxcontrib_meetings.parse.minutes.attendance_labels import Label, label_of
from sphinxcontrib_meetings.parse.minutes.attendance_names import Attendee, read_item, read_names
from sphinxcontrib_meetings.parse.minutes.lines import Line
from sphinxcontrib_meetings.parse.remarks import Beside, meaning_of
from sphinxcontrib_meetings.parse.values import words_of

__all__ = ["TableEntry", "is_sheet", "read_table"]


@dataclass(frozen=True, slots=True)
class TableEntry:
    """The people of a cell, or of a row."""

    #: index of the row among the rows
    row: int
    label: Label
    people: Sequence[Attendee]


class _Column(enum.Enum):
    NAME = enum.auto()
    HANDLE = enum.auto()
    ORGANIZATION = enum.auto()
    MARK = enum.auto()
    OTHER = enum.auto()


#: the columns in which people enter themselves
_SHEET = frozenset({_Column.NAME, _Column.ORGANIZATION, _Column.HANDLE})
_NAMES = words_of("name names who person people member members maintainer maintainers")
_FULL_NAMES = frozenset({"full name", "first name", "name handle", "team member", "board member"})
_HANDLES = frozenset(
    {
        *("github", "handle", "github handle", "github username", "username", "github id"),
        *("nick", "irc nick", "gitlab", "gitlab handle"),
    }
)
_ORGANIZATIONS = words_of(
    "org organisation organization company affiliation affiliations employer institution "
    "organizations companies"
)
_MARKS = frozenset(
    {
        *("present", "attended", "attending", "attendance", "here", "status", "in attendance"),
        *("present y n", "attended y n", "attendance status", "anwesend"),
    }
)
_PRESENT = words_of("x y yes p present attended here ja oui sí si da ✓ ✔ ✅ ☑ 🗸 ● ✔️ ☑️ attending")
_ABSENT = words_of(
    "n no a absent regrets excused apologies r nein non - \u2013 \u2014 ✗ ✘ ❌ ✕ ✖ ✖️ ☐ . o"
)
_SHORT_CODES = {
    ":white_check_mark:": "x",
    ":heavy_check_mark:": "x",
    ":ballot_box_with_check:": "x",
    ":x:": "❌",
    "[x]": "x",
    "[ ]": "-",
    "[]": "-",
}


def read_table(rows: Sequence[Line], section: Label | None) -> Sequence[TableEntry]:
    """Return the people in a table; *section* is the label of what it stands in, if any."""
    if section is None and _has_row_labels(rows):
        return list(_labelled_rows(rows))
    columns = [_column(cell) for cell in rows[0].cells]
    marked = _marked_columns(rows, columns)
    columns = [_Column.MARK if place in marked else one for place, one in enumerate(columns)]
    labels = [label_of(cell) for cell in rows[0].cells]
    is_of_people = _Column.NAME in columns
    if len(labels) > 1 and all(labels) and not (is_of_people and _Column.MARK in columns):
        return list(_labelled_columns(rows, labels))
    if section and not any(rows[0].cells):
        is_of_people, columns = True, [_Column.NAME, *columns[1:]]
    label = section or next((one for one in labels if one and one.is_roll), None)
    # with marks in several columns, it has several meetings
    if is_of_people and label and len(marked) < 2:
        return list(_person_rows(rows, columns, label))
    return []


def is_sheet(rows: Sequence[Line]) -> bool:
    """Whether a table has names, organizations and handles, and nothing else."""
    columns = [_column(cell) for cell in rows[0].cells]
    return len(columns) == len(_SHEET) and frozenset(columns) == _SHEET


def _marked_columns(rows: Sequence[Line], columns: Sequence[_Column]) -> Sequence[int]:
    """Return the places of columns that have nothing but marks, and some of them."""
    places = [place for place, kind in enumerate(columns) if kind in (_Column.OTHER, _Column.MARK)]
    cells = {
        place: [row.cells[place] for row in rows[1:] if place < len(row.cells)] for place in places
    }
    return [
        place
        for place, texts in cells.items()
        if any(map(_mark, texts)) and all(_mark(text) is not None for text in texts)
    ]


def _column(cell: str) -> _Column:
    words = plain_label(cell)
    if words in _NAMES or words in _FULL_NAMES:
        return _Column.NAME
    if words in _HANDLES:
        return _Column.HANDLE
    if words in _ORGANIZATIONS:
        return _Column.ORGANIZATION
    if words in _MARKS:
        return _Column.MARK
    label = label_of(cell)
    if label and label.is_roll and Role.ATTENDEE in label.roles:
        return _Column.NAME
    return _Column.OTHER


def _has_row_labels(rows: Sequence[Line]) -> bool:
    """Whether the rows are labels and values; the head may say so, or be the first of them."""
    if any(len(row.cells) != 2 for row in rows):
        return False
    if rows[0].is_head and _column(rows[0].cells[1]) is not _Column.OTHER:
        return False
    return any(label_of(row.cells[0]) and not label_of(row.cells[1]) for row in rows)


def _labelled_rows(rows: Sequence[Line]) -> Iterator[TableEntry]:
    for index, row in enumerate(rows):
        label = label_of(row.cells[0])
        if label and not label_of(row.cells[1]) and (people := read_names(row.cells[1])):
            yield TableEntry(index, label, people)


def _labelled_columns(
    rows: Sequence[Line], labels: Sequence[Label | None]
) -> Iterator[TableEntry]:
    for index, row in enumerate(rows[1:], 1):
        for label, cell in zip(labels, row.cells, strict=False):
            if label and (people := read_names(cell)):
                yield TableEntry(index, label, people)


def _person_rows(
    rows: Sequence[Line], columns: Sequence[_Column], label: Label
) -> Iterator[TableEntry]:
    marks = [_mark(_cell(row, columns, _Column.MARK)) for row in rows[1:]]
    has_marks = _Column.MARK in columns
    if has_marks and True not in marks:
        # a template that nobody has filled in
        return
    for index, row in enumerate(rows[1:], 1):
        people = read_item(_cell(row, columns, _Column.NAME)) or ()
        if len(people) != 1:
            continue
        one = _described(people[0], row, columns)
        if not has_marks or marks[index - 1] is True:
            yield TableEntry(index, label, [one])
        elif marks[index - 1] is False and Role.ATTENDEE in label.roles:
            yield TableEntry(index, Label((Role.REGRETS,)), [one])


def _cell(row: Line, columns: Sequence[_Column], kind: _Column) -> str:
    place = columns.index(kind) if kind in columns else len(row.cells)
    return row.cells[place] if place < len(row.cells) else ""


def _described(one: Attendee, row: Line, columns: Sequence[_Column]) -> Attendee:
    """Return *one* with the organization and the handle of their row."""
    person = one.person
    org = _cell(row, columns, _Column.ORGANIZATION).strip()
    if not person.org and org and meaning_of(org) is Beside.ORGANIZATION:
        person = replace(person, org=org)
    handle = _cell(row, columns, _Column.HANDLE).strip().strip("`").removeprefix("@")
    if handle and not person.name and " " not in handle and any(map(str.isalnum, handle)):
        person = replace(person, key=handle, name=person.key)
    return replace(one, person=person)


def _mark(cell: str) -> bool | None:
    """Return whether a mark says that somebody was there; None if it says neither."""
    text = cell.strip().casefold()
    text = _SHORT_CODES.get(text, text)
    if not text or text in _ABSENT:
        return False
    return True if text in _PRESENT else None
