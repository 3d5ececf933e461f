"""Tables of which rules read each row: what their columns hold, as the head says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from sphinxcontrib_meetings.parse.minutes.lines import Line, Note

__all__ = ["Columns", "columns_in", "rows_of"]

#: what a column holds ─► its number
Columns = Mapping[str, int]


def columns_in(head: Line, kinds: Mapping[str, str]) -> dict[str, int]:
    """Return what the columns below *head* hold; *kinds* says it of each text of a head.

    The first column of a kind counts.
    """
    found: dict[str, int] = {}
    for number, cell in enumerate(head.cells):
        kind = kinds.get(" ".join(cell.casefold().rstrip(":").split()))
        if kind is not None:
            found.setdefault(kind, number)
    return found


def rows_of(
    note: Note, columns_of: Callable[[int], Columns]
) -> Iterator[tuple[int, Callable[[str], str]]]:
    """Yield the index of each row below a head, and what returns its cell of a kind of column.

    *columns_of* returns the columns of the table whose first row has an index; a table without
    is left out.
    """
    columns: Columns = {}
    group = 0
    for index in note.row_places:
        line = note.lines[index]
        if line.is_quoted:
            continue
        if line.group != group:
            group = line.group
            columns = columns_of(index)
        elif columns:
            yield index, _cell_of(line, columns)


def _cell_of(row: Line, columns: Columns) -> Callable[[str], str]:
    def cell(kind: str) -> str:
        number = columns.get(kind, len(row.cells))
        return row.cells[number].strip() if number < len(row.cells) else ""

    return cell
