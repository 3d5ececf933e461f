"""Attendance as HTML: tables of people and meetings, which scroll within a region of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

from sphinxcontrib_meetings.archive.attendance import (
    Attendance,
    AttendanceSummary,
    AttendanceTable,
    Cell,
    PersonAttendance,
)
from sphinxcontrib_meetings.archive.link import Link, Place
from sphinxcontrib_meetings.nodes.html_text import (
    EMPTY,
    Markup,
    bullets,
    element,
    joined,
    paragraph,
)
from sphinxcontrib_meetings.write.attendance_wording import (
    NO_ATTENDANCE,
    attended,
    day_or_title,
    legend,
    mark,
    table_title,
    told,
)

__all__ = ["attendance", "attendance_summary", "person_attendance"]

_UNKNOWN = Markup("<td></td>")


class LinkWriter(Protocol):
    """What builds HTML for one page, as far as tables need it."""

    @property
    def uri(self) -> Callable[[Link], str | None]:
        """Returns the URL of a link, ``None`` if the page cannot link there."""

    @property
    def language(self) -> str:
        """The language of the project."""

    def link_to(self, there: Link) -> Markup:
        """Return a link."""

    def heading(self, text: str) -> Markup:
        """Return a heading over a part of the page."""


def attendance(writer: LinkWriter, view: Attendance) -> Iterator[Markup]:
    """Yield the tables of *view*, each under a title if there are several."""
    if not view.tables:
        yield paragraph(NO_ATTENDANCE, classes="meetings-empty")
        return
    words = (
        joined([element("b", sign, aria_hidden="true"), f" {word}"]) for sign, word in legend(view)
    )
    yield bullets(words, "meetings-facts")
    for table in view.tables:
        title = table_title(table, writer.language)
        if len(view.tables) > 1:
            yield writer.heading(title)
        yield from _table(writer, table, title)


def _table(writer: LinkWriter, table: AttendanceTable, title: str) -> Iterator[Markup]:
    has_regrets = any(row.regrets for row in table.rows)
    heads = [_head(element("span", f"Present, of {len(table.columns)}"))]
    heads += [_head("Regrets")] if has_regrets else []
    heads += (_meeting(writer, column) for column in table.columns)
    rows = (
        (
            writer.link_to(row.link),
            [
                _number(row.present),
                *([_number(row.regrets)] if has_regrets else []),
                *_dense(len(table.columns), ((one.column, _cell(one)) for one in row.cells)),
            ],
        )
        for row in table.rows
    )
    return _grid(f"Attendance, {title}", heads, rows)


def attendance_summary(writer: LinkWriter, view: AttendanceSummary) -> Iterator[Markup]:
    """Yield a table of people and years."""
    heads = [_head("All years")]
    heads += (_head(writer.link_to(link), f" (of {count})") for link, count in view.years)
    rows = (
        (
            writer.link_to(person),
            [
                _number(sum(count for _, count in counts)),
                *_dense(len(view.years), ((index, _number(count)) for index, count in counts)),
            ],
        )
        for person, counts in view.rows
    )
    return _grid("Attendance by year", heads, rows)


def _grid(
    label: str, heads: Iterable[Markup], rows: Iterable[tuple[Markup, Iterable[Markup]]]
) -> Iterator[Markup]:
    """Yield a table whose rows begin with people, in a region that can be scrolled by keys."""
    yield Markup(
        '<div aria-label="{}" class="meetings-scroll" role="region" tabindex="0">\n'
        '<table class="docutils align-default meetings-attendance">\n'
    ).format(label)
    yield element("thead", element("tr", _head("Person"), *heads), end="\n")
    yield Markup("<tbody>\n")
    for person, cells in rows:
        yield element("tr", element("th", person, scope="row"), *cells, end="\n")
    yield Markup("</tbody>\n</table>\n</div>\n")


def _head(*content: str) -> Markup:
    return element("th", *content, classes="head", scope="col")


def _meeting(writer: LinkWriter, column: Place) -> Markup:
    """Return the head of a narrow column; the title of the meeting is there for those who ask."""
    text, title = day_or_title(column, writer.language), column.link.text
    uri = writer.uri(column.link)
    if text == title or uri is None:
        return _head(writer.link_to(column.link))
    hidden = element("span", f": {title}", classes="meetings-hidden")
    there = element("a", text, hidden, classes="reference internal", href=uri or "#", title=title)
    return _head(there)


def _dense(length: int, cells: Iterable[tuple[int, Markup]]) -> Sequence[Markup]:
    """Return all cells of a row, given those that are not empty, by their index."""
    row = [_UNKNOWN] * length
    for index, cell in cells:
        row[index] = cell
    return row


def _number(count: int) -> Markup:
    return element("td", f"{count}", classes="meetings-count")


def _cell(cell: Cell) -> Markup:
    words = told(cell)
    sign = element("span", mark(cell), aria_hidden="true", title=words)
    word = element("span", words, classes="meetings-hidden")
    return element("td", sign, word, classes="" if cell.is_present else "meetings-absent")


def person_attendance(writer: LinkWriter, view: PersonAttendance) -> Markup:
    """Return how often a person was at meetings, series by series."""
    if not view.series:
        return EMPTY
    lines = (
        joined(
            [
                *([writer.link_to(one.series), ": "] if one.series else []),
                attended(one.attended, writer.language),
            ]
        )
        for one in view.series
    )
    name = writer.link_to(view.register) if view.register else "Attendance"
    return element(
        "div",
        "\n",
        paragraph(name, classes="meetings-label"),
        bullets(lines, "meetings-attended"),
        classes="meetings-shortcuts",
        end="\n",
    )
