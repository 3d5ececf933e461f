"""The minutes in a note: its lines, which ``parse.minutes`` reads, and anchors in the doctree."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from docutils import nodes

from sphinxcontrib_meetings.config import Options
from sphinxcontrib_meetings.model.meeting import Meeting
from sphinxcontrib_meetings.model.minutes import Action, Decision, Minute, Topic, Vote
from sphinxcontrib_meetings.model.month import Month
from sphinxcontrib_meetings.model.people import Participation, Role
from sphinxcontrib_meetings.nodes.element import task_box
from sphinxcontrib_meetings.nodes.tree import child_sections, line_of
from sphinxcontrib_meetings.parse.minutes.lines import Kind, Line, Note, Span, Style
from sphinxcontrib_meetings.parse.minutes.meeting_values import with_values
from sphinxcontrib_meetings.parse.minutes.reader import read_minutes
from sphinxcontrib_meetings.parse.minutes.rule import Context, Finding
from sphinxcontrib_meetings.report import report

__all__ = ["NoteLines", "add_minutes", "lines_of"]

#: what is not among the words of the note
_SILENT = (
    nodes.Invisible,
    nodes.literal_block,
    nodes.footnote,
    nodes.citation,
    nodes.docinfo,
    nodes.system_message,
    nodes.raw,
    nodes.math_block,
)
_STYLES: tuple[tuple[type[nodes.Node], Style], ...] = (
    (nodes.strong, Style.STRONG),
    (nodes.emphasis, Style.EMPHASIS),
    (nodes.literal, Style.CODE),
    (nodes.reference, Style.LINK),
)
#: names of the elements, and classes of the nodes, that strike words through
_STRUCK = frozenset({"s", "del", "strike", "strikethrough"})
#: raw HTML around struck words ─► what it does to the style
_STRIKE: Mapping[str, Callable[[Style], Style]] = {
    "<s>": lambda style: style | Style.STRUCK,
    "</s>": lambda style: style & ~Style.STRUCK,
}
#: a dropped task: ``[-] …``, which no dialect makes a box of
_DROPPED = re.compile(r"\[(?P<box>[-~])\]\s+")

#: kind of minute ─► attribute of the record
_ATTRIBUTES: Mapping[type, str] = {
    Topic: "topics",
    Decision: "decisions",
    Vote: "votes",
    Action: "actions",
}


@dataclass(slots=True)
class NoteLines:
    """The lines of a meeting, and the node that each of them stands in."""

    lines: list[Line] = field(default_factory=list)
    #: list item, row, paragraph or section of each line
    places: list[nodes.Element] = field(default_factory=list)

    @property
    def note(self) -> Note:
        """The lines alone."""
        return Note(tuple(self.lines))


def lines_of(root: nodes.Element, others: Collection[int] = ()) -> NoteLines:
    """Return the lines of the meeting *root*, a document or section.

    *others* are the ``id()`` of the roots of other meetings in it, which are left out.
    """
    walk = _Walk(frozenset(others))
    top = root if isinstance(root, nodes.section) else next(child_sections(root), None)
    level = 1 if top is not None else 0
    if top is not root:
        walk.blocks((node for node in root.children if node is not top), _Place(level))
    if top is not None:
        walk.section(top, _Place(level))
    return walk.found


def add_minutes(
    doctree: nodes.document,
    root: nodes.Element,
    record: Meeting,
    options: Options,
    others: Collection[int] = (),
) -> Meeting:
    """Return *record* with the minutes in the text of the meeting *root*.

    Each place gets an ID in the doctree. *others* is as for :func:`lines_of`.
    """
    if not options.minutes_rules:
        return record
    found = lines_of(root, others)
    context = Context(record.date if not isinstance(record.date, Month) else None, options.words)
    items: dict[str, list[Any]] = {name: [] for name in _ATTRIBUTES.values()}
    people: list[Participation] = []
    note = found.note
    findings = read_minutes(note, options.minutes_rules, context)
    for finding in findings:
        item = finding.item
        if name := _ATTRIBUTES.get(type(item)):
            assert isinstance(item, Minute)
            item = _with_section(item, finding, found)
            anchor = _anchor(doctree, found.places[finding.first], type(item).__name__.lower())
            items[name].append(replace(item, anchor=anchor))
        elif isinstance(item, Participation):
            people.append(item)
    found_items: dict[str, Any] = {name: tuple(listed) for name, listed in items.items()}
    record = replace(record, people=_joined(record.people, people), **found_items)
    record, problems = with_values(
        record, findings, note, publish_passcodes=options.publish_passcodes
    )
    report(problems, record.docname)
    return record


def _with_section(item: Minute, finding: Finding, found: NoteLines) -> Minute:
    """Return *item* with the ID of the section that treats it, if that is known."""
    if not isinstance(item, Topic) or finding.section < 0:
        return item
    return replace(item, section=str(found.places[finding.section]["ids"][0]))


def _joined(
    given: Sequence[Participation], found: Iterable[Participation]
) -> tuple[Participation, ...]:
    """Return the people of fields, then those of the text who are not among them."""
    known = {name for part in given for name in _names(part)}
    joined = list(given)
    for part in found:
        if known.isdisjoint(names := _names(part)):
            joined.append(part)
        known |= names
    return tuple(joined)


def _names(part: Participation) -> set[tuple[Role, str]]:
    """Return the role with what the person is called."""
    return {(part.role, name.casefold()) for name in (part.person.key, part.person.name) if name}


def _anchor(doctree: nodes.document, node: nodes.Element, kind: str) -> str:
    """Return the ID of *node*, which it gets if it has none."""
    if not node["ids"]:
        numbered = (f"{kind}-{number}" for number in itertools.count(1))
        node["ids"].append(next(name for name in numbered if name not in doctree.ids))
        doctree.ids[node["ids"][0]] = node
    return str(node["ids"][0])


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a block stands."""

    #: level of its section
    level: int
    depth: int = 0
    group: int = 0
    is_quoted: bool = False


class _Walk:
    """Walks over the blocks of a meeting, in their order."""

    def __init__(self, others: frozenset[int]) -> None:
        self.found = NoteLines()
        self._others = others
        self._blocks = 0
        self._groups = 0

    def section(self, section: nodes.section, place: _Place) -> None:
        title = next((node for node in section.children if isinstance(node, nodes.title)), None)
        if title is not None:
            line = Line(Kind.HEADING, tuple(_spans(title.children)), line_of(title), place.level)
            self._add([line], section)
        self.blocks((node for node in section.children if node is not title), place)

    def blocks(self, children: Iterable[nodes.Node], place: _Place) -> None:
        for node in children:
            if isinstance(node, nodes.section):
                if id(node) not in self._others:
                    self.section(node, replace(place, level=place.level + 1))
            elif isinstance(node, _SILENT):
                continue
            elif isinstance(node, (nodes.paragraph, nodes.rubric, nodes.title)):
                # titles of admonitions say something, too
                self._paragraph(node, Kind.TEXT, place, node)
            elif isinstance(node, (nodes.bullet_list, nodes.enumerated_list)):
                self._list(node, place)
            elif isinstance(node, nodes.table):
                self._table(node, place)
            elif isinstance(node, nodes.line_block):
                self._line_block(node, place)
            elif isinstance(node, (nodes.field, nodes.definition_list_item)):
                self._pair(node, place)
            elif isinstance(node, nodes.block_quote):
                self.blocks(node.children, replace(place, is_quoted=True))
            elif isinstance(node, nodes.Element):
                # admonitions, containers, lists of fields and definitions
                self.blocks(node.children, place)

    def _list(self, node: nodes.Element, place: _Place) -> None:
        self._groups += 1
        inner = replace(place, depth=place.depth + 1, group=self._groups)
        for item in node.children:
            assert isinstance(item, nodes.Element)
            first = item.children[0] if item.children else None
            if isinstance(first, nodes.paragraph):
                self._paragraph(first, Kind.ITEM, inner, item)
                self.blocks(item.children[1:], inner)
            else:
                self.blocks(item.children, inner)

    def _paragraph(
        self, node: nodes.Element, kind: Kind, place: _Place, target: nodes.Element
    ) -> None:
        rows = _rows(_spans(node.children))
        box, rows[0] = _box(node, target, rows[0])
        start = line_of(node)
        self._add(
            (
                Line(
                    kind,
                    tuple(row),
                    start + number,
                    place.depth,
                    box if number == 0 else "",
                    group=place.group,
                    is_quoted=place.is_quoted,
                )
                for number, row in enumerate(rows)
            ),
            target,
        )

    def _line_block(self, node: nodes.Element, place: _Place) -> None:
        for child in node.children:
            if isinstance(child, nodes.line_block):
                self._line_block(child, place)
            elif isinstance(child, nodes.Element):
                self._paragraph(child, Kind.TEXT, place, child)

    def _pair(self, node: nodes.Element, place: _Place) -> None:
        """Add what a field, or a term and its definition, says: as ``label: value``."""
        label, value = node.children[0], node.children[-1]
        assert isinstance(value, nodes.Element)
        first = value.children[0] if value.children else None
        head = [*_spans([label]), Span(": ")]
        rest: list[nodes.Node] = list(value.children)
        if isinstance(first, nodes.paragraph):
            head += _spans(first.children)
            rest = rest[1:]
        rows = _rows(head)
        self._add(
            (
                Line(
                    Kind.TEXT,
                    tuple(row),
                    line_of(value) + number,
                    place.depth,
                    group=place.group,
                    is_quoted=place.is_quoted,
                )
                for number, row in enumerate(rows)
            ),
            value,
        )
        self.blocks(rest, replace(place, depth=place.depth + 1))

    def _table(self, table: nodes.table, place: _Place) -> None:
        self._groups += 1
        group = self._groups
        rows = list(table.findall(nodes.row))
        for row, number in zip(rows, _row_lines(table, rows), strict=True):
            entries = [node for node in row.children if isinstance(node, nodes.entry)]
            spans = [tuple(_spans([entry])) for entry in entries]
            line = Line(
                Kind.ROW,
                tuple(span for cell in spans for span in cell),
                number,
                place.depth,
                group=group,
                cells=tuple("".join(span.text for span in cell).strip() for cell in spans),
                is_head=isinstance(row.parent, nodes.thead),
                is_quoted=place.is_quoted,
            )
            self._add([line], row)

    def _add(self, lines: Iterable[Line], place: nodes.Element) -> None:
        self._blocks += 1
        for line in lines:
            self.found.lines.append(replace(line, block=self._blocks))
            self.found.places.append(place)


def _row_lines(table: nodes.table, rows: Sequence[nodes.row]) -> Sequence[int]:
    """Return the line of each row; those of Markdown have none of their own."""
    given = [line_of(row.next_node(nodes.paragraph) or row) for row in rows]
    if len(set(given)) == len(rows):
        return given
    # a line is between the head and the rest
    return [
        line_of(table) + number + (not isinstance(row.parent, nodes.thead))
        for number, row in enumerate(rows)
    ]


def _box(node: nodes.Element, item: nodes.Element, row: Sequence[Span]) -> tuple[str, list[Span]]:
    """Return the box that a paragraph begins with, and its first line without that."""
    if node.children and isinstance(node.children[0], task_box):
        return ("x" if node.children[0]["checked"] else " "), _stripped(row)
    if "checked" in item:
        return ("x" if item["checked"] else " "), list(row)
    if row and (found := _DROPPED.match(row[0].text)):
        return "-", [replace(row[0], text=row[0].text[found.end() :]), *row[1:]]
    return "", list(row)


def _stripped(row: Sequence[Span]) -> list[Span]:
    if not row:
        return []
    return [replace(row[0], text=row[0].text.lstrip()), *row[1:]]


def _spans(
    children: Iterable[nodes.Node], style: Style = Style.PLAIN, address: str = ""
) -> Iterator[Span]:
    """Yield the words of *children*, with their styles."""
    for node in children:
        if isinstance(node, nodes.Text):
            if node:
                yield Span(str(node), style, address)
        elif isinstance(node, nodes.raw) and node.astext() in _STRIKE:
            # plain MyST writes the element as raw HTML
            style = _STRIKE[node.astext()](style)
        elif isinstance(node, (task_box, nodes.raw, nodes.Invisible, nodes.image)):
            continue
        elif isinstance(node, nodes.Element):
            own, to = style, address
            for kind, flag in _STYLES:
                if isinstance(node, kind):
                    own |= flag
            if not _STRUCK.isdisjoint((*node["classes"], node.get("name"))):
                own |= Style.STRUCK
            if isinstance(node, nodes.reference):
                to = str(node.get("refuri", ""))
            yield from _spans(node.children, own, to)


def _rows(spans: Iterable[Span]) -> list[list[Span]]:
    """Return the lines of a paragraph; there is at least one."""
    rows: list[list[Span]] = [[]]
    for span in spans:
        first, *others = span.text.split("\n")
        if first:
            rows[-1].append(replace(span, text=first))
        for text in others:
            rows.append([replace(span, text=text)] if text else [])
    return rows
