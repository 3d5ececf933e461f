"""The minutes in a note: its lines, which ``parse.minutes`` reads, and anchors in the doctree."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from docutils import nodes

from sphinxcontrib_meetings.config import Options
from sphinxcontrib_meetings.model.meeting import Meeting
from sphinxcontrib_meetings.model.minutes import Action, Decision, Minute, Topic, Vote
from sphinxcontrib_meetings.model.month import Month
from sphinxcontrib_meetings.model.people import Participation, Role
from sphinxcontrib_meetings.model.problem import Kind as ProblemKind
from sphinxcontrib_meetings.model.problem import Problem
from sphinxcontrib_meetings.nodes.element import task_box
from sphinxcontrib_meetings.nodes.minutes import kind_of, minute_mark, written_minute
from sphinxcontrib_meetings.nodes.placeholders import recording_time
from sphinxcontrib_meetings.nodes.tree import child_sections, is_inline, line_of, upwards
from sphinxcontrib_meetings.parse.minutes.agenda_items import marked_topic
from sphinxcontrib_meetings.parse.minutes.lines import Kind, Line, Note, Span, Style
from sphinxcontrib_meetings.parse.minutes.meeting_values import with_values
from sphinxcontrib_meetings.parse.minutes.reader import read_minutes
from sphinxcontrib_meetings.parse.minutes.rule import Context, Finding
from sphinxcontrib_meetings.parse.platforms import seconds_in
from sphinxcontrib_meetings.report import report

__all__ = ["Marks", "NoteLines", "add_minutes", "lines_of", "mark", "mark_others"]

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
    nodes.transition,
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

#: blocks of which rules read nothing if something in them is written for us
_WHOLE = (written_minute, nodes.paragraph, nodes.rubric, nodes.field, nodes.definition_list_item)
#: within a line, what is not among its words
_UNREAD = (task_box, nodes.raw, nodes.Invisible, nodes.image)
#: what may stand before the first word of a line
_SIGNS = " \t*_#>[]()-+:~"

#: kind of minute ─► attribute with its text
_TEXT: Mapping[type, str] = {Decision: "text", Vote: "question", Action: "text"}
#: kind of minute ─► attribute of the record
_ATTRIBUTES: Mapping[type, str] = {
    Topic: "topics",
    Decision: "decisions",
    Vote: "votes",
    Action: "actions",
}


#: returns the second of the recording that a node leads to, if it is a time
_Moment = Callable[[nodes.Node], int | None]


@dataclass(frozen=True, slots=True)
class _Written:
    """Where a directive or a role marks something."""

    node: nodes.Element
    #: of the line that follows
    index: int
    topic: str
    seconds: int | None


@dataclass(slots=True)
class NoteLines:
    """The lines of a meeting, and the node that each of them stands in."""

    lines: list[Line] = field(default_factory=list)
    #: list item, row, paragraph or section of each line
    places: list[nodes.Element] = field(default_factory=list)
    #: which line of its paragraph each of them is, counted from 0
    rows: list[int] = field(default_factory=list)
    #: the second of the recording at which each of them was said
    seconds: list[int | None] = field(default_factory=list)
    #: what directives and roles mark, in the order of the text
    written: list[_Written] = field(default_factory=list)

    @property
    def note(self) -> Note:
        """The lines alone."""
        return Note(tuple(self.lines))


def lines_of(
    root: nodes.Element,
    others: Collection[int] = (),
    written: Iterable[nodes.Element] = (),
    moment: _Moment | None = None,
) -> NoteLines:
    """Return the lines of the meeting *root*, a document or section.

    *others* are the ``id()`` of the roots of other meetings in it, which are left out. So are the
    paragraphs, rows and blocks with something *written* for us, which are noted by themselves.
    *moment* returns the second of the recording that a node leads to.
    """
    walk = _Walk(frozenset(others), _holders(written), moment)
    top = root if isinstance(root, nodes.section) else next(child_sections(root), None)
    level = 1 if top is not None else 0
    if top is not root:
        walk.blocks((node for node in root.children if node is not top), _Place(level))
    if top is not None:
        walk.section(top, _Place(level))
    return walk.found


def _holders(written: Iterable[nodes.Element]) -> Mapping[int, Sequence[nodes.Element]]:
    """Return ``id()`` of each node ─► what is *written* in it, in the order of the text."""
    found: dict[int, list[nodes.Element]] = {}
    for node in written:
        for above in upwards(node):
            found.setdefault(id(above), []).append(node)
    return found


def add_minutes(  # noqa: PLR0913, all that the minutes of one meeting need
    doctree: nodes.document,
    root: nodes.Element,
    record: Meeting,
    options: Options,
    *,
    others: Collection[int] = (),
    written: Sequence[nodes.Element] = (),
) -> Meeting:
    """Return *record* with the minutes in the text of the meeting *root*.

    Each gets an ID at its place in the doctree. *others* is as for :func:`lines_of`; *written*
    is what directives and roles mark in it.
    """
    if not options.minutes_rules and not written:
        return record
    found = lines_of(root, others, written, _moment_of(record))
    context = Context(record.date if not isinstance(record.date, Month) else None, options.words)
    note = found.note
    findings = read_minutes(note, options.minutes_rules, context)
    _report_problems(findings, found, record.docname)
    marks = Marks(doctree, record.anchor)
    mark(marks, found, findings)
    people = (one.item for one in findings if isinstance(one.item, Participation))
    record = replace(
        record, people=_joined(record.people, people), **marks.items, **_said(findings)
    )
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


def mark(marks: Marks, found: NoteLines, findings: Iterable[Finding]) -> None:
    """Put *findings* and what is written for us into *marks*, and these into the doctree."""
    # in the order of the text; what is written for us stands before the line of its number
    ordered: list[tuple[int, int, Finding | _Written]]
    ordered = [(finding.first, 1, finding) for finding in findings]
    ordered += [(place.index, 0, place) for place in found.written]
    for index, _, one in sorted(ordered, key=lambda item: item[:2]):
        if isinstance(one, _Written):
            marks.add_written(one)
        elif isinstance(one.item, Minute):
            line = found.lines[index]
            item = _with_section(replace(one.item, seconds=found.seconds[index]), one, found)
            marks.add_found(item, found.places[index], line, found.rows[index])
    marks.insert()


def _said(findings: Iterable[Finding]) -> Mapping[str, Any]:
    """Return what *findings* say of the meeting as a whole, by attribute of the record."""
    days = [
        one.item[1]
        for one in findings
        if isinstance(one.item, tuple)
        and one.item[0] == "approves"
        and isinstance(one.item[1], dt.date)
    ]
    return {"approves": tuple(dict.fromkeys(days))} if days else {}


#: limit of problems of one note that are told one by one
_MOST_PROBLEMS = 3
#: limit of lines that a summary names
_MOST_LINES = 8


def _report_problems(findings: Iterable[Finding], found: NoteLines, docname: str) -> None:
    """Warn about what is not understood: one by one, or in a summary where there is much."""
    problems = [(found.lines[one.first].number, one.problem) for one in findings if one.problem]
    if len(problems) <= _MOST_PROBLEMS:
        report((Problem(ProblemKind.MINUTES, text, line) for line, text in problems), docname)
        return
    line, first = problems[0]
    lines = ", ".join(str(number) for number, _ in problems[1 : _MOST_LINES + 1])
    more = ", …" if len(problems) > _MOST_LINES + 1 else ""
    message = f"{first} (and {len(problems) - 1} more in this note, in lines {lines}{more})"
    report([Problem(ProblemKind.MINUTES, message, line)], docname)


def mark_others(doctree: nodes.document, written: Iterable[nodes.Element]) -> None:
    """Mark what is *written* outside of meetings, so that pages show it in the same way."""
    marks = Marks(doctree, "")
    for node in written:
        if "minute" in node:
            marks.add_written(_Written(node, 0, "", None))
    marks.insert()


def _moment_of(record: Meeting) -> _Moment | None:
    """Return what returns the second of the recording of *record* that a node leads to."""
    recording = record.recording
    if recording is None:
        return None
    media, offset = recording.media, recording.start

    def moment(node: nodes.Node) -> int | None:
        if isinstance(node, recording_time):
            return int(node["seconds"]) + offset
        if isinstance(node, nodes.reference):
            return seconds_in(str(node.get("refuri", "")), media)
        return None

    return moment


class Marks:
    """Makes the places of what is recorded, and the records."""

    def __init__(self, doctree: nodes.document, anchor: str) -> None:
        self._doctree = doctree
        #: of a section of running notes, whose IDs don't change with those of others
        self._prefix = f"{anchor}-" if anchor else ""
        self._numbers: Counter[str] = Counter()
        #: by id() of a paragraph: that, and what stands in each of its rows
        self._marks: dict[int, tuple[nodes.Element, dict[int, list[nodes.Node]]]] = {}
        self._items: dict[str, list[Minute]] = {}

    @property
    def items(self) -> Mapping[str, Any]:
        """Attribute of the record ─► its value."""
        return {name: tuple(items) for name, items in self._items.items()}

    def add_found(self, item: Minute, place: nodes.Element, line: Line, row: int) -> None:
        """Record *item*, which a rule has found in the *row* of the paragraph at *place*."""
        if isinstance(place, nodes.section):
            # a heading has an ID, and its words are copied into tables of contents
            self._keep(replace(item, anchor=str(place["ids"][0])))
            return
        text = _text_of(place)
        self._mark(text, row, item, told=_is_told(item, line.text), written=False)

    def add_written(self, place: _Written) -> None:
        """Record what is written at *place*."""
        node = place.node
        # excerpts need not know of it
        given: Minute = node.attributes.pop("minute")
        about: Mapping[str, Any] = {"topic": place.topic, "seconds": place.seconds}
        if isinstance(given, Topic):
            for text in _item_texts(node):
                item = replace(marked_topic(_words(text)), line=line_of(text), **about)
                self._mark(text, 0, item, told=True, written=False)
            return
        text = node if isinstance(node, nodes.inline) else _text_of(node)
        words = {_TEXT[type(given)]: _words(text) or _words(node)}
        marked: Minute = replace(given, line=line_of(node), **{**about, **words})
        self._mark(text, 0, marked, told=False, written=True)

    def insert(self) -> None:
        """Put the marks into the doctree."""
        for text, rows in self._marks.values():
            _insert(text, rows)

    def _mark(
        self, text: nodes.Element, row: int, item: Minute, *, told: bool, written: bool
    ) -> None:
        item = self._keep(replace(item, anchor=self._new_id(item)))
        mark = minute_mark(ids=[item.anchor], item=item, told=told, written=written)
        mark.line = item.line
        self._doctree.ids[item.anchor] = mark
        _, rows = self._marks.setdefault(id(text), (text, {}))
        rows.setdefault(row, []).append(mark)

    def _keep(self, item: Minute) -> Minute:
        self._items.setdefault(_ATTRIBUTES[type(item)], []).append(item)
        return item

    def _new_id(self, item: Minute) -> str:
        """Return an ID made of that of *item*, else of its number among those of its kind."""
        kind = f"{self._prefix}{kind_of(item)}"
        given = item.id if isinstance(item, Action | Decision) else ""
        own = nodes.make_id(f"x-{given}").removeprefix("x").strip("-")
        if own and (name := f"{kind}-{own}") not in self._doctree.ids:
            return name
        while True:
            self._numbers[kind] += 1
            name = f"{kind}-{self._numbers[kind]}"
            if name not in self._doctree.ids:
                return name


def _is_told(item: Minute, text: str) -> bool:
    """Whether *text* begins with the name of the kind of *item*, whatever signs precede it."""
    told = re.match(rf"{kind_of(item)}s?\b", text.lstrip(_SIGNS), re.IGNORECASE)
    return isinstance(item, Topic) or told is not None


def _words(node: nodes.Node) -> str:
    return " ".join(node.astext().split())


def _text_of(place: nodes.Element) -> nodes.Element:
    """Return the first paragraph at *place*, which gets one if it has none."""
    if isinstance(place, nodes.TextElement):
        return place
    inner = place.children[0] if place.children else None
    if isinstance(inner, nodes.entry | nodes.paragraph):
        return _text_of(inner)
    if inner is not None and is_inline(inner):
        return place
    paragraph = nodes.paragraph()
    place.insert(0, paragraph)
    return paragraph


def _item_texts(block: nodes.Element) -> Iterator[nodes.Element]:
    """Yield the first paragraphs of the items of the outer lists in *block*."""
    for child in block.children:
        if isinstance(child, nodes.bullet_list | nodes.enumerated_list):
            for item in child.children:
                assert isinstance(item, nodes.Element)
                if (text := _text_of(item)).astext().strip():
                    yield text


def _insert(text: nodes.Element, rows: Mapping[int, Sequence[nodes.Node]]) -> None:
    """Put the nodes of each of the *rows* of *text* where that row begins."""
    if rows.keys() - {0}:
        _insert_within(text, rows, 0)
    place = 0
    if text.children and isinstance(text.children[0], task_box):
        # a box stays the first thing of its item
        place = 2 if len(text.children) > 1 and not text.children[1].astext().strip() else 1
    text.insert(place, list(rows.get(0, ())))


def _insert_within(
    parent: nodes.Element, rows: Mapping[int, Sequence[nodes.Node]], row: int
) -> int:
    """Put the nodes of the *rows* after the first into *parent*; return the row after it."""
    new: list[nodes.Node] = []
    for child in parent.children:
        if isinstance(child, nodes.Text):
            for number, part in enumerate(str(child).split("\n")):
                if number:
                    row += 1
                    new[-1] = nodes.Text(f"{new[-1]}\n")
                    new += rows.get(row, ())
                new.append(nodes.Text(part))
        elif isinstance(child, _UNREAD) or not isinstance(child, nodes.Element):
            new.append(child)
        elif isinstance(child, nodes.reference):
            # a link holds no other link
            for _ in range(child.astext().count("\n")):
                row += 1
                new += rows.get(row, ())
            new.append(child)
        else:
            row = _insert_within(child, rows, row)
            new.append(child)
    parent[:] = [node for node in new if node or not isinstance(node, nodes.Text)]
    return row


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a block stands."""

    #: level of its section
    level: int
    depth: int = 0
    group: int = 0
    is_quoted: bool = False
    topic: str = ""


class _Walk:
    """Walks over the blocks of a meeting, in their order."""

    def __init__(
        self,
        others: frozenset[int],
        holders: Mapping[int, Sequence[nodes.Element]],
        moment: _Moment | None,
    ) -> None:
        self.found = NoteLines()
        self._others = others
        self._holders = holders
        self._moment = moment
        #: the latest time in the section
        self._seconds: int | None = None
        self._blocks = 0
        self._groups = 0

    def section(self, section: nodes.section, place: _Place) -> None:
        title = next((node for node in section.children if isinstance(node, nodes.title)), None)
        above = self._seconds
        # what is said before the first topic is said of the meeting
        self._seconds = above if place.level > 2 else None
        if title is not None:
            line = Line(
                Kind.HEADING,
                tuple(_spans(title.children)),
                line_of(title),
                place.level,
                block=self._next_block(),
            )
            self._add([line], section, title)
            place = replace(place, topic=line.text.strip() if place.level > 1 else "")
            if id(title) in self._holders:
                self._take(title, place)
        self.blocks((node for node in section.children if node is not title), place)
        self._seconds = above

    def blocks(self, children: Iterable[nodes.Node], place: _Place) -> None:
        for node in children:
            if type(node) is nodes.paragraph:
                # most of them
                self._paragraph(node, Kind.TEXT, place, node)
            elif isinstance(node, nodes.section):
                if id(node) not in self._others:
                    self.section(node, replace(place, level=place.level + 1))
            elif isinstance(node, _SILENT):
                # what follows a line across the page is not the next block
                self._blocks += isinstance(node, nodes.transition)
            elif id(node) in self._holders and isinstance(node, _WHOLE):
                self._take(node, place)
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
            elif isinstance(node, nodes.Element):
                # admonitions, containers, lists of fields and definitions
                is_quote = isinstance(node, nodes.block_quote)
                inner = replace(place, is_quoted=True) if is_quote else place
                self.blocks(node.children, inner)

    def _list(self, node: nodes.Element, place: _Place) -> None:
        self._groups += 1
        inner = replace(place, depth=place.depth + 1, group=self._groups)
        for item in node.children:
            assert isinstance(item, nodes.Element)
            first = item.children[0] if item.children else None
            if isinstance(first, nodes.paragraph):
                self._paragraph(first, Kind.ITEM, inner, item)
                if len(item.children) > 1:
                    self.blocks(item.children[1:], inner)
            else:
                self.blocks(item.children, inner)

    def _paragraph(
        self, node: nodes.Element, kind: Kind, place: _Place, target: nodes.Element
    ) -> None:
        if id(node) in self._holders:
            self._take(node, place)
            return
        rows = _rows(node.children)
        box, rows[0] = _box(node, target, rows[0])
        start = line_of(node)
        block = self._next_block()
        lines = [
            Line(
                kind,
                tuple(row),
                start + number,
                place.depth,
                box if number == 0 else "",
                block,
                place.group,
                is_quoted=place.is_quoted,
            )
            for number, row in enumerate(rows)
        ]
        self._add(lines, target, node)

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
        rest: list[nodes.Node] = list(value.children)
        said: list[nodes.Node] = [label, nodes.Text(": ")]
        if isinstance(first, nodes.paragraph):
            said += first.children
            rest = rest[1:]
        rows = _rows(said)
        block = self._next_block()
        self._add(
            (
                Line(
                    Kind.TEXT,
                    tuple(row),
                    line_of(value) + number,
                    place.depth,
                    block=block,
                    group=place.group,
                    is_quoted=place.is_quoted,
                )
                for number, row in enumerate(rows)
            ),
            value,
            label,
            first,
        )
        self.blocks(rest, replace(place, depth=place.depth + 1))

    def _table(self, table: nodes.table, place: _Place) -> None:
        self._groups += 1
        group = self._groups
        rows = list(table.findall(nodes.row))
        for row, number in zip(rows, _row_lines(table, rows), strict=True):
            if id(row) in self._holders:
                self._take(row, place)
                continue
            entries = [node for node in row.children if isinstance(node, nodes.entry)]
            spans = [tuple(_spans([entry])) for entry in entries]
            line = Line(
                Kind.ROW,
                tuple(span for cell in spans for span in cell),
                number,
                place.depth,
                block=self._next_block(),
                group=group,
                cells=tuple("".join(span.text for span in cell).strip() for cell in spans),
                is_head=isinstance(row.parent, nodes.thead),
                is_quoted=place.is_quoted,
            )
            self._add([line], row, row)

    def _next_block(self) -> int:
        self._blocks += 1
        return self._blocks

    def _take(self, node: nodes.Element, place: _Place) -> None:
        """Note what is written in *node*, of which rules read nothing."""
        self._seconds = next(iter(self._times(node).values()), self._seconds)
        index = len(self.found.lines)
        self.found.written += (
            _Written(one, index, place.topic, self._seconds) for one in self._holders[id(node)]
        )

    def _add(
        self, lines: Iterable[Line], place: nodes.Element, *sources: nodes.Node | None
    ) -> None:
        """Add *lines* of a paragraph at *place*; their words stand in *sources*."""
        times = self._times(*sources) if self._moment else {}
        for row, line in enumerate(lines):
            self._seconds = times.get(row, self._seconds)
            self.found.lines.append(line)
            self.found.places.append(place)
            self.found.rows.append(row)
            self.found.seconds.append(self._seconds)

    def _times(self, *sources: nodes.Node | None) -> Mapping[int, int]:
        """Return row ─► the first time in it, in the paragraph that *sources* make up."""
        if self._moment is None:
            return {}
        times: dict[int, int] = {}
        row = 0
        for node in (node for source in sources if source for node in source.findall()):
            if isinstance(node, nodes.Text):
                row += 0 if isinstance(node.parent, _UNREAD) else node.count("\n")
            elif (second := self._moment(node)) is not None:
                times.setdefault(row, second)
        return times


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


def _box(node: nodes.Element, item: nodes.Element, row: list[Span]) -> tuple[str, list[Span]]:
    """Return the box that a paragraph begins with, and its first line without that."""
    if node.children and isinstance(node.children[0], task_box):
        return ("x" if node.children[0]["checked"] else " "), _stripped(row)
    if "checked" in item.attributes:
        return ("x" if item["checked"] else " "), row
    if row and row[0].text[0] == "[" and (found := _DROPPED.match(row[0].text)):
        return "-", [replace(row[0], text=row[0].text[found.end() :]), *row[1:]]
    return "", row


def _stripped(row: Sequence[Span]) -> list[Span]:
    if not row:
        return []
    return [replace(row[0], text=row[0].text.lstrip()), *row[1:]]


def _spans(children: Iterable[nodes.Node]) -> list[Span]:
    """Return the words of *children*, with their styles."""
    spans: list[Span] = []
    _add_spans(spans, children, Style.PLAIN, "")
    return spans


def _add_spans(
    spans: list[Span], children: Iterable[nodes.Node], style: Style, address: str
) -> None:
    for node in children:
        if isinstance(node, nodes.Text):
            spans.append(Span(str(node), style, address))
        elif isinstance(node, nodes.raw) and node.astext() in _STRIKE:
            # plain MyST writes the element as raw HTML
            style = _STRIKE[node.astext()](style)
        elif isinstance(node, _UNREAD):
            continue
        elif isinstance(node, nodes.Element):
            own, to = style, address
            for kind, flag in _STYLES:
                if isinstance(node, kind):
                    own = own | flag if own else flag
            if not _STRUCK.isdisjoint((*node["classes"], node.get("name"))):
                own |= Style.STRUCK
            if isinstance(node, nodes.reference):
                to = str(node.get("refuri", ""))
            _add_spans(spans, node.children, own, to)


def _rows(children: Iterable[nodes.Node]) -> list[list[Span]]:
    """Return the lines of a paragraph with *children*; there is at least one."""
    rows: list[list[Span]] = [[]]
    for span in _spans(children):
        if "\n" not in span.text:
            if span.text:
                rows[-1].append(span)
            continue
        first, *others = span.text.split("\n")
        if first:
            rows[-1].append(replace(span, text=first))
        for text in others:
            rows.append([replace(span, text=text)] if text else [])
    return rows
