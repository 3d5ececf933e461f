"""Views as standard nodes, for all builders other than HTML."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from docutils import nodes

from sphinxcontrib_meetings.archive.attendance import Attendance
from sphinxcontrib_meetings.archive.link import Place
from sphinxcontrib_meetings.archive.register_views import (
    ActionGroup,
    ActionRegister,
    ActionRow,
    DecisionLog,
    DecisionRow,
    Said,
)
from sphinxcontrib_meetings.archive.topics import TopicHistory, TopicIndex
from sphinxcontrib_meetings.archive.upcoming import UpcomingItem
from sphinxcontrib_meetings.archive.views import (
    Calendar,
    Entry,
    Header,
    Link,
    Listing,
    PeopleIndex,
    PersonCard,
    TagCount,
    TagIndex,
    Upcoming,
    View,
)
from sphinxcontrib_meetings.archive.votes import VoteIndex
from sphinxcontrib_meetings.day_text import day
from sphinxcontrib_meetings.model.people import Role
from sphinxcontrib_meetings.parse.times import format_duration
from sphinxcontrib_meetings.parse.urls import site_of
from sphinxcontrib_meetings.write.attendance_nodes import attendance
from sphinxcontrib_meetings.write.upcoming_wording import (
    empty_text,
    moved_from,
    regularity,
    weekday,
)
from sphinxcontrib_meetings.write.wording import (
    ACTION_COLUMNS,
    ACTION_GROUPS,
    DECISION_COLUMNS,
    NO_ACTIONS,
    NO_DECISIONS,
    NO_MEETINGS,
    NO_PEOPLE,
    NO_TAGS,
    NO_TOPICS,
    NO_VOTES,
    ROLES,
    VOTE_TITLES,
    MonthTable,
    carried,
    clock,
    counts,
    ended,
    flags,
    group_title,
    months,
    others,
    standing,
    supersedes,
    total,
    when,
)

__all__ = ["NODE_FORMATS", "NodeFormat", "NodeWriter", "without_tables"]

Nodes = list[nodes.Node]

#: width of a day in plain text; with a width of 1, Sphinx 8.2 never terminates
_DAY_WIDTH = 10


class NodeFormat(Protocol):
    """Makes nodes of the meetings of one group of a list."""

    def __call__(self, writer: NodeWriter, entries: Sequence[Entry], /) -> Sequence[nodes.Node]:
        """Return nodes that show *entries*."""


@dataclass(frozen=True, slots=True)
class NodeWriter:
    """Builds nodes for one document.

    *uri* returns the URL of a link from it, or ``None`` if the builder cannot link there.
    *excerpt* returns the blocks of the excerpt of the meeting with a name.
    """

    uri: Callable[[Link], str | None]
    excerpt: Callable[[str], Sequence[nodes.Node]]
    #: the ``language`` of ``conf.py``
    language: str
    #: how lists may look, by name
    formats: Mapping[str, NodeFormat] = field(default_factory=lambda: NODE_FORMATS)

    def header(self, view: Header) -> Nodes:
        """Return the header of a meeting, below its title."""
        fields = list(self._fields(view))
        return [nodes.field_list("", *fields)] if fields else []

    def _fields(self, view: Header) -> Iterable[nodes.field]:
        entry = view.entry
        when = " ".join(filter(None, (self._day(entry), clock(entry))))
        if when:
            yield _field("Date", [nodes.Text(when)])
        if entry.duration:
            yield _field("Duration", [nodes.Text(format_duration(entry.duration))])
        for fact in entry.facts:
            yield _field(fact.label, [nodes.Text(fact.text)])
        if entry.flags:
            yield _field("Status", [nodes.Text(", ".join(entry.flags))])
        speakers = dict(view.roles).get(Role.SPEAKER)
        if entry.people and entry.people != speakers:
            yield _field("Authors", _joined(map(self.link_to, entry.people)))
        for role, people in view.roles:
            yield _field(ROLES[role], _joined(map(self.link_to, people)))
        if entry.series:
            yield _field("Series", [self.link_to(entry.series)])
        if entry.tags:
            yield _field("Tags", _joined(map(self.link_to, entry.tags)))
        if entry.recording:
            is_remote = "://" in entry.recording
            file = nodes.Text(entry.recording)
            yield _field("Recording", [_outside(entry.recording) if is_remote else file])
        if entry.transcript:
            yield _field("Transcript", [self.link_to(entry.transcript)])
        if view.meeting:
            yield _field("Transcript of", [self.link_to(view.meeting)])
        if view.join:
            yield _field("Join", [_outside(view.join)])

    def _day(self, entry: Entry) -> str:
        return day(entry.date, self.language, entry.end_date) if entry.date else ""

    def link_to(self, link: Link) -> nodes.Node:
        """Return *link*, its text alone where the document cannot lead there."""
        uri = self.uri(link) if link.docname else None
        if uri is None:
            return nodes.inline("", link.text)
        return nodes.reference("", link.text, internal=True, refuri=uri)

    def of(self, view: View) -> Nodes:  # noqa: PLR0911, one for each kind
        """Return *view*, that of a directive, as nodes."""
        match view:
            case Listing():
                return self.listing(view)
            case TagIndex():
                items = (self._counted(tag, tag.description) for tag in view.tags)
                return _bullets(items) or [_paragraph(NO_TAGS)]
            case PeopleIndex():
                items = (self._counted(card, standing(card.person)) for card in view.people)
                return _bullets(items) or [_paragraph(NO_PEOPLE)]
            case Calendar():
                return self.calendar(view)
            case Upcoming():
                return self.upcoming(view)
            case Attendance():
                return attendance(self, view)
            case VoteIndex():
                return self.votes(view)
            case TopicIndex():
                return self.topics(view)
            case DecisionLog():
                return self.decisions(view)
            case ActionRegister():
                return self.actions(view)
            case _:
                raise TypeError(view)

    def _counted(self, one: TagCount | PersonCard, told: str = "") -> Nodes:
        count = f" ({one.count})" + (f". {told}" if told else "")
        return [self.link_to(one.link), nodes.Text(count)]

    # Registers

    def paragraph_of(self, parts: Iterable[Link | str]) -> nodes.paragraph:
        """Return a paragraph of links and texts."""
        return _cell(
            self.link_to(part) if isinstance(part, Link) else nodes.Text(part) for part in parts
        )

    def rows(
        self, titles: Iterable[str], rows: Iterable[Iterable[Nodes]], widths: Sequence[int]
    ) -> nodes.table:
        """Return a table of *titles* and *rows* of blocks; each row begins with its own title."""
        table = _table(titles, rows, widths)
        next(iter(table.findall(nodes.colspec)))["stub"] = 1
        return table

    def votes(self, view: VoteIndex) -> Nodes:
        """Return a table of votes, or a sentence that there are none."""
        if not view.votes:
            return [_paragraph(NO_VOTES)]
        rows: list[list[Nodes]] = [
            [
                [_paragraph(self._days(vote.meeting))],
                [self.paragraph_of([vote.link]), self.paragraph_of([vote.meeting.link])],
                [_paragraph(counts(vote))] if vote.counts else [],
                [_paragraph(total(vote))] if vote.counts else [],
            ]
            for vote in view.votes
        ]
        return [_table(VOTE_TITLES, rows, (20, 45, 20, 15))]

    def topics(self, view: TopicIndex) -> Nodes:
        """Return topics with their meetings, or a sentence that there are none."""
        items = [nodes.list_item("", *self._topic(topic)) for topic in view.topics]
        if not items:
            return [_paragraph(NO_TOPICS)]
        return [nodes.bullet_list("", *items, bullet="*")]

    def _topic(self, topic: TopicHistory) -> Nodes:
        meetings: list[Link | str] = []
        for place in topic.places:
            beside = "" if place.says_day else f", {self._days(place)}"
            meetings += [*(["; "] if meetings else []), place.link, beside]
        title = _paragraph(f"{topic.title} ({len(topic.places)})")
        return [title, self.paragraph_of(filter(None, meetings))]

    def _days(self, place: Place) -> str:
        return day(place.date, self.language, place.end_date) if place.date else "undated"

    # Lists of meetings

    def listing(self, view: Listing) -> Nodes:
        """Return a list of meetings, or a sentence that there are none."""
        if not view.groups:
            return [_paragraph(NO_MEETINGS)]
        built: Nodes = []
        for key, entries in view.groups:
            if view.group_by:
                built.append(nodes.rubric("", group_title(view, key, self.language)))
            built += self.formats[view.format](self, entries)
        return built

    def items(self, entries: Iterable[Entry]) -> Nodes:
        """Return *entries* as a list."""
        return [nodes.bullet_list("", *map(self._item, entries), bullet="*")]

    def _item(self, entry: Entry) -> nodes.list_item:
        return nodes.list_item("", self._line(entry), *self.blocks(entry))

    def blocks(self, entry: Entry) -> Sequence[nodes.Node]:
        """Return the excerpt of *entry*, where it is to be shown."""
        return self.excerpt(entry.name) if entry.excerpt else ()

    def _line(self, entry: Entry) -> nodes.paragraph:
        line: Nodes = [self.link_to(entry.link)]
        if entry.date and not entry.says_day:
            line.append(nodes.Text(f", {self._day(entry)}"))
        line += _flags(entry)
        if entry.people:
            line += [nodes.Text(", "), *_joined(map(self.link_to, entry.people))]
        if entry.recording:
            line += [nodes.Text(". "), self._recording(entry)]
        return nodes.paragraph("", "", *line)

    def _recording(self, entry: Entry) -> nodes.Node:
        """Return a link to the recording, or to the page of the note for a file beside it."""
        if "://" in entry.recording:
            return _outside(entry.recording, "Recording")
        return self.link_to(replace(entry.link, text="Recording"))

    def table(self, entries: Iterable[Entry]) -> Nodes:
        """Return *entries* as a table."""
        rows: list[list[Nodes]] = [
            [
                [_cell([nodes.Text(self._day(entry) or "undated")])],
                self._told(entry),
                [_cell(_joined(map(self.link_to, entry.people)))],
                [_cell(_joined(map(self.link_to, entry.tags)))],
            ]
            for entry in entries
        ]
        return [_table(("Date", "Meeting", "People", "Tags"), rows, (15, 45, 20, 20))]

    def _told(self, entry: Entry) -> Nodes:
        """Return the cell of a meeting; an excerpt has a link to the recording, not a player."""
        cell: Nodes = [self._flagged(entry), *without_tables(self.blocks(entry))]
        if entry.excerpt and entry.recording:
            cell.append(_cell([self._recording(entry)]))
        return cell

    def _flagged(self, entry: Entry) -> nodes.paragraph:
        return _cell([self.link_to(entry.link), *_flags(entry)])

    # Meetings to come

    def upcoming(self, view: Upcoming) -> Nodes:
        """Return the meetings to come, or a sentence that there are none."""
        if not view.items:
            built: Nodes = [_paragraph(empty_text(view))]
        elif view.is_next:
            (item,) = view.shown
            built = [_cell(self._upcoming(item)), *_bullets(self._doors(item))]
        else:
            built = _bullets(map(self._upcoming, view.shown))
        if view.regularity and (text := regularity(view.regularity, self.language)):
            built.append(_paragraph(text))
        return built

    def _upcoming(self, item: UpcomingItem) -> Nodes:
        date = day(item.date, self.language, item.end_date)
        if not item.end_date:
            date = weekday(item.date, self.language)
        facts = (
            *(item.flags and (", ".join(item.flags),)),
            item.reason,
            moved_from(item, self.language),
            item.location,
            item.series.text if item.series else "",
        )
        when = " ".join(filter(None, (date, clock(item))))
        told = "; ".join(filter(None, facts))
        return [self.link_to(item.link), nodes.Text(f", {when}" + (f" ({told})" if told else ""))]

    def _doors(self, item: UpcomingItem) -> Iterable[Nodes]:
        """Yield links into the call, and to what it is about."""
        if item.join:
            yield [nodes.Text("Join: "), _outside(item.join)]
        if site_of(item.agenda):
            yield [nodes.Text("Agenda: "), _outside(item.agenda)]
        elif item.agenda_page:
            yield [self.link_to(replace(item.agenda_page, text="Agenda"))]
        elif item.agenda:
            yield [nodes.Text(f"Agenda: {item.agenda}")]

    # Registers

    def decisions(self, view: DecisionLog) -> Nodes:
        """Return a table of decisions, or a sentence that there are none."""
        if not view.rows:
            return [_paragraph(NO_DECISIONS)]
        rows: list[list[Nodes]] = [
            [
                [_paragraph(self._day_of(row.said))],
                [_paragraph(row.state)],
                self._decision(row),
                self._said(row.said),
            ]
            for row in view.rows
        ]
        return [_table(DECISION_COLUMNS, rows, (16, 12, 45, 27))]

    def _decision(self, row: DecisionRow) -> Nodes:
        cell: Nodes = [_paragraph(row.text)]
        if row.id:
            cell.append(_paragraph(row.id))
        for label, found in (
            (supersedes(row), row.supersedes),
            ("Superseded by ", row.superseded_by),
        ):
            if found:
                cell.append(_cell([nodes.Text(label), *_joined(map(self.link_to, found))]))
        return cell

    def actions(self, view: ActionRegister) -> Nodes:
        """Return a table for each group of actions, or a sentence that there are none."""
        built: Nodes = [] if view.groups else [_paragraph(NO_ACTIONS)]
        for group in view.groups:
            person = group.person
            named = person if group.kind == "person" else None
            title = self.link_to(named) if named else nodes.Text(ACTION_GROUPS[group.kind])
            columns = [name for name in ACTION_COLUMNS if name != "Owner" or not person]
            rows = [list(self._action(row, group)) for row in group.rows]
            widths = (45, 20, 35) if person else (38, 17, 16, 29)
            built += [nodes.rubric("", "", title), _table(columns, rows, widths)]
        return built

    def _action(self, row: ActionRow, group: ActionGroup) -> Iterable[Nodes]:
        """Yield the cells of an action."""
        what: Nodes = [_paragraph(row.text)]
        if row.id:
            what.append(_paragraph(row.id))
        if group.person and (names := others(row, group)):
            what.append(_paragraph(f"With {', '.join(names)}"))
        yield what
        if not group.person:
            unknown = (nodes.Text(f"{name} (not known)") for name in row.strangers)
            yield [_cell(_joined([*map(self.link_to, row.owners), *unknown]))]
        due = day(row.due, self.language) if row.due else ""
        yield [_paragraph(f"{due} (overdue)" if row.is_overdue else due)]
        yield self._history(row)

    def _history(self, row: ActionRow) -> Nodes:
        """Return where an action was opened, how often it was carried, and where it ended."""
        date = "" if row.opened.says_day else f"{self._day_of(row.opened)}, "
        cell: Nodes = [_cell([nodes.Text(date), self.link_to(row.opened.link)])]
        cell += self._recorded(row.opened)
        if row.last:
            word, last = when(row.last, self.language)
            often = carried(row, self.language)
            cell.append(_cell([nodes.Text(f"{often}, last {word} "), self.link_to(last)]))
        elif row.carried:
            cell.append(_cell([nodes.Text(carried(row, self.language))]))
        if row.closed:
            word, closed = when(row.closed, self.language)
            cell.append(_cell([nodes.Text(f"{ended(row)} {word} "), self.link_to(closed)]))
        return cell

    def _day_of(self, said: Said) -> str:
        return day(said.date, self.language) if said.date else "undated"

    def _said(self, said: Said) -> Nodes:
        """Return links to where something is said: in the note, and in the recording."""
        return [_cell([self.link_to(said.link)]), *self._recorded(said)]

    def _recorded(self, said: Said) -> Nodes:
        if not said.recording:
            return []
        return [_cell([_outside(said.recording, f"Recording at {said.time}")])]

    # Calendars

    def calendar(self, view: Calendar) -> Nodes:
        """Return a table for each month, with a row for each week and the meetings of each day."""
        return [node for month in months(view, self.language) for node in self._month(month)]

    def _month(self, month: MonthTable) -> Nodes:
        rows = [[self._cell(*day) if day else [] for day in week] for week in month.weeks]
        table = _table(month.weekdays, rows, [_DAY_WIDTH] * 7)
        return [nodes.rubric("", month.title), table, *map(self._flagged, month.entries)]

    def _cell(self, date: dt.date, entries: Iterable[Entry]) -> Nodes:
        cell: Nodes = [nodes.paragraph("", f"{date.day}")]
        for entry in entries:
            cell.append(self._flagged(entry))
        return cell


#: the formats that are there anyway
NODE_FORMATS: Mapping[str, NodeFormat] = {
    "list": NodeWriter.items,
    "table": NodeWriter.table,
    "cards": NodeWriter.items,
    "compact": NodeWriter.items,
}


def _flags(entry: Entry) -> Nodes:
    return [nodes.Text(flags(entry))] if entry.flags else []


def _outside(url: str, text: str = "") -> nodes.reference:
    return nodes.reference("", text or url, internal=False, refuri=url)


def _paragraph(text: str) -> nodes.paragraph:
    return nodes.paragraph("", text)


def _cell(children: Iterable[nodes.Node]) -> nodes.paragraph:
    return nodes.paragraph("", "", *children)


def _joined(parts: Iterable[nodes.Node]) -> Nodes:
    """Return *parts* separated by commas."""
    joined: Nodes = []
    for part in parts:
        joined += [nodes.Text(", "), part] if joined else [part]
    return joined


def _field(name: str, children: Iterable[nodes.Node]) -> nodes.field:
    body = nodes.field_body("", nodes.paragraph("", "", *children))
    return nodes.field("", nodes.field_name("", name), body)


def _bullets(items: Iterable[Iterable[nodes.Node]]) -> Nodes:
    built = [nodes.list_item("", nodes.paragraph("", "", *item)) for item in items]
    return [nodes.bullet_list("", *built, bullet="*")] if built else []


def without_tables(blocks: Iterable[nodes.Node]) -> Sequence[nodes.Node]:
    """Return *blocks* with tables replaced by lists, with an item for each row.

    Writers of plain text, LaTeX and manual pages do not support nested tables.
    """
    holder = nodes.container("", *blocks)
    # innermost first
    for table in reversed(list(holder.findall(nodes.table))):
        cells = ([*row.findall(nodes.entry)] for row in table.findall(nodes.row))
        rows = ([block for cell in row for block in cell.children] for row in cells)
        items = [nodes.list_item("", *row) for row in rows if row]
        table.parent.replace(table, [nodes.bullet_list("", *items, bullet="*")] if items else [])
    return holder.children


def _table(
    titles: Iterable[str], rows: Iterable[Iterable[Nodes]], widths: Sequence[int]
) -> nodes.table:
    """Return a table of *titles* and *rows* of blocks."""
    head = nodes.row("", *(nodes.entry("", nodes.paragraph("", title)) for title in titles))
    body = [nodes.row("", *(nodes.entry("", *cell) for cell in row)) for row in rows]
    columns = [nodes.colspec("", colwidth=width) for width in widths]
    group = nodes.tgroup(
        "", *columns, nodes.thead("", head), nodes.tbody("", *body), cols=len(columns)
    )
    return nodes.table("", group)
