"""What the pages of the registers show: the log of decisions, and the register of actions."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sphinxcontrib_meetings.archive.archive import Archive
from sphinxcontrib_meetings.archive.days import day_of
from sphinxcontrib_meetings.archive.link import Link
from sphinxcontrib_meetings.archive.minute_ids import short
from sphinxcontrib_meetings.archive.registers import ActionHistory, DecisionEntry
from sphinxcontrib_meetings.archive.select import Selection, select
from sphinxcontrib_meetings.model.meeting import Meeting
from sphinxcontrib_meetings.model.minutes import ActionState, DecisionState, Minute
from sphinxcontrib_meetings.model.month import Month
from sphinxcontrib_meetings.model.people import Person
from sphinxcontrib_meetings.model.problem import Names
from sphinxcontrib_meetings.model.recording import timestamp

__all__ = [
    "ActionGroup",
    "ActionRegister",
    "ActionRow",
    "ActionsRequest",
    "DecisionLog",
    "DecisionRow",
    "DecisionsRequest",
    "Said",
    "action_register",
    "action_rows",
    "actions_told",
    "decision_log",
    "decision_rows",
    "decisions_told",
    "grouped",
    "open_actions",
    "unclear_owners",
]


@dataclass(frozen=True, slots=True)
class Said:
    """Where a note says something."""

    link: Link
    #: whether the text of the link says the day, which then need not stand beside it
    says_day: bool
    date: dt.date | None
    #: address that opens the recording at that second, and the time there; empty if unknown
    recording: str = ""
    time: str = ""


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision in the log."""

    text: str
    id: str
    state: DecisionState
    said: Said
    supersedes: tuple[Link, ...]
    superseded_by: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class DecisionLog:
    """Decisions, in their order."""

    rows: tuple[DecisionRow, ...]


@dataclass(frozen=True, slots=True)
class Replaced:
    """A decision of a note, and the decisions that have taken its place since."""

    decision: Link
    by: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action in the register."""

    text: str
    id: str
    owners: tuple[Link, ...]
    #: owners who are nobody known, as they are written
    strangers: tuple[str, ...]
    state: ActionState
    due: dt.date | None
    is_overdue: bool
    opened: Said
    #: how many later notes have it
    carried: int
    #: the latest of them, unless that is where nothing more is to be done
    last: Said | None
    #: where it is said that nothing more is to be done
    closed: Said | None


@dataclass(frozen=True, slots=True)
class ActionGroup:
    """Actions that stand under one title."""

    #: "overdue", "person", "nobody", "done" or "dropped"; "own" on the page of a person
    kind: str
    #: the owner of all of them
    person: Link | None = None
    rows: tuple[ActionRow, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionRegister:
    """Actions, in groups."""

    groups: tuple[ActionGroup, ...]


@dataclass(frozen=True, slots=True)
class DecisionsRequest:
    """A request for decisions, by the directive ``meeting-decisions``."""

    #: of their meetings; the limit is one of decisions
    selection: Selection
    states: tuple[DecisionState, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionsRequest:
    """A request for actions, by the directive ``meeting-actions``."""

    #: of the meetings that opened them; the limit is one of actions
    selection: Selection
    #: keys, names or aliases of people, one of whom is an owner
    owners: tuple[str, ...] = ()
    states: tuple[ActionState, ...] = ()
    is_overdue: bool = False


class Links(Protocol):
    """What makes links to meetings and people."""

    @property
    def archive(self) -> Archive:
        """The archive, or that of a series."""

    @property
    def within(self) -> str:
        """The key of that series; empty for the whole archive."""

    @property
    def today(self) -> dt.date:
        """The day, or the moment, of the build."""

    def meeting(self, record: Meeting) -> Link:
        """Return a link to *record*."""

    def says_day(self, record: Meeting) -> bool:
        """Whether the text of a link to *record* says its day."""

    def person(self, person: Person) -> Link:
        """Return a link to the page of *person*."""


def _series(links: Links) -> str | None:
    return links.within or None


def _said(links: Links, record: Meeting, minute: Minute) -> Said:
    there = dataclasses.replace(links.meeting(record), anchor=minute.anchor or record.anchor)
    recording = record.recording
    seconds = _second_of(record, minute)
    said = Said(there, links.says_day(record), record.date)
    if recording is None or seconds is None or recording.media.is_beside:
        return said
    at = recording.media.at(seconds)
    return dataclasses.replace(said, recording=at, time=timestamp(seconds))


def _second_of(record: Meeting, minute: Minute) -> int | None:
    """Return when *minute* is spoken of in the recording: its time, or that of its chapter."""
    if minute.seconds is not None or not minute.topic:
        return minute.seconds
    topic = minute.topic.casefold()
    found = [one.seconds for one in record.chapters if one.title.casefold() == topic]
    return found[0] if len(found) == 1 else None


# ── decisions ─────────────────────────────────────────────────────────────────


def decision_log(links: Links, request: DecisionsRequest) -> DecisionLog:
    """Return the decisions that *request* asks for."""
    names = _selected(links.archive, request.selection)
    found = [
        row
        for entry, row in _decisions(links)
        if entry.meeting.name in names and (not request.states or row.state in request.states)
    ]
    if request.selection.oldest_first:
        found.reverse()
    return DecisionLog(tuple(found[: request.selection.limit or None]))


def decision_rows(links: Links) -> tuple[DecisionRow, ...]:
    """Return all decisions of the archive or the series, those of the newest meeting first."""
    return tuple(row for _, row in _decisions(links))


def _decisions(links: Links) -> Iterator[tuple[DecisionEntry, DecisionRow]]:
    for entry in links.archive.registers.decisions(_series(links)):
        yield (
            entry,
            DecisionRow(
                text=entry.decision.text,
                id=entry.decision.id,
                state=entry.state,
                said=_said(links, entry.meeting, entry.decision),
                supersedes=_named(links, entry.supersedes),
                superseded_by=_named(links, entry.superseded_by),
            ),
        )


def replaced_decisions(links: Links, record: Meeting) -> tuple[Replaced, ...]:
    """Return the decisions of *record* whose place others have taken since."""
    if not record.decisions:
        return ()
    return tuple(
        Replaced(
            Link(short(entry.decision.text), record.docname, entry.decision.anchor),
            _named(links, entry.superseded_by),
        )
        for entry in links.archive.registers.replaced(record.name)
    )


def _named(links: Links, others: Iterable[tuple[str, DecisionEntry | None]]) -> tuple[Link, ...]:
    """Return links to where *others* were decided; those that nobody knows are plain text."""
    found = []
    for text, other in others:
        if other is None:
            found.append(Link(text))
        else:
            there = _said(links, other.meeting, other.decision).link
            found.append(dataclasses.replace(there, text=text or short(other.decision.text)))
    return tuple(found)


def decisions_told(rows: Sequence[DecisionRow]) -> str:
    """Return how many decisions there are, in a sentence."""
    counts = Counter(row.state for row in rows)
    parts = [f"{counts[state]} {state}" for state in DecisionState if counts[state]]
    return f"{_counted(len(rows), 'decision')}: {', '.join(parts)}."


# ── actions ───────────────────────────────────────────────────────────────────


def action_register(links: Links, request: ActionsRequest) -> ActionRegister:
    """Return the actions that *request* asks for."""
    archive = links.archive
    names = _selected(archive, request.selection)
    called = archive.registers.owners_called
    keys = {person.key for name in request.owners for person in called(name)}
    found = [
        (history, row)
        for history, row in _actions(links)
        if history.opened.meeting.name in names
        and (not request.states or history.state in request.states)
        and (row.is_overdue or not request.is_overdue)
        and (not request.owners or any(owner.key in keys for owner in history.owners))
    ]
    limit = request.selection.limit
    # those that were opened last
    found = found[-limit:] if limit else found
    shown = keys if request.owners else None
    groups = _groups(links, found, shown)
    if request.is_overdue:
        groups = [(group, row) for group, row in groups if group.kind == "overdue"]
    return grouped(groups)


def open_actions(links: Links) -> Mapping[str, ActionRegister]:
    """Return key of a person ─► the open actions of that person, the overdue ones first."""
    found: defaultdict[str, list[ActionRow]] = defaultdict(list)
    known: dict[str, Link] = {}
    for history, row in _actions(links):
        for owner in history.owners if history.is_open else ():
            found[owner.key].append(row)
            known.setdefault(owner.key, links.person(owner))
    return {
        key: ActionRegister(
            (ActionGroup("own", known[key], tuple(sorted(rows, key=_comes_late))),)
        )
        for key, rows in found.items()
    }


def _comes_late(row: ActionRow) -> bool:
    return not row.is_overdue


def action_rows(links: Links) -> Sequence[tuple[ActionGroup, ActionRow]]:
    """Return all actions of the archive or the series, each with its group, which has no rows."""
    return _groups(links, list(_actions(links)))


def grouped(rows: Iterable[tuple[ActionGroup, ActionRow]]) -> ActionRegister:
    """Return the register with *rows*, each with its group, in their order."""
    return ActionRegister(
        tuple(
            dataclasses.replace(group, rows=tuple(row for _, row in of))
            for group, of in itertools.groupby(rows, key=lambda item: item[0])
        )
    )


def actions_told(rows: Iterable[tuple[ActionGroup, ActionRow]]) -> str:
    """Return how many actions there are, in a sentence."""
    kinds: defaultdict[str, set[int]] = defaultdict(set)
    for group, row in rows:
        # an action with several owners is in several groups
        kinds[group.kind].add(id(row))
    open_ones = len(kinds["person"] | kinds["nobody"])
    overdue, nobody = len(kinds["overdue"]), len(kinds["nobody"])
    parts = [
        f"{open_ones} open",
        *([f"{overdue} overdue"] if overdue else []),
        *([f"{nobody} without a known owner"] if nobody else []),
    ]
    ended = [f"{len(kinds[kind])} {kind}" for kind in ("done", "dropped") if kinds[kind]]
    total = len(kinds["person"] | kinds["nobody"] | kinds["done"] | kinds["dropped"])
    return f"{_counted(total, 'action')}: {', '.join([*parts, *ended])}."


def _actions(links: Links) -> Iterator[tuple[ActionHistory, ActionRow]]:
    today = day_of(links.today)
    for history in links.archive.registers.actions(_series(links)):
        opened, last = history.opened, history.last
        due = next((m.action.due for m in reversed(history.mentions) if m.action.due), None)
        yield (
            history,
            ActionRow(
                text=history.action.text,
                id=history.id,
                owners=tuple(map(links.person, history.owners)),
                strangers=history.strangers,
                state=history.state,
                due=due,
                is_overdue=history.is_open and due is not None and due < today,
                opened=_said(links, opened.meeting, opened.action),
                carried=history.carried,
                last=(
                    _said(links, last.meeting, last.action)
                    if history.carried and history.closed is not last.meeting
                    else None
                ),
                closed=_closed(links, history),
            ),
        )


def _closed(links: Links, history: ActionHistory) -> Said | None:
    record = history.closed
    if record is None:
        return None
    anchor = history.closed_at or record.anchor
    there = dataclasses.replace(links.meeting(record), anchor=anchor)
    return Said(there, links.says_day(record), record.date)


def _groups(
    links: Links,
    found: Sequence[tuple[ActionHistory, ActionRow]],
    shown: set[str] | None = None,
) -> Sequence[tuple[ActionGroup, ActionRow]]:
    """Return *found* in groups: overdue, open by person, open without one, done, dropped.

    *shown* are the keys of the only people who get a group.
    """
    people: dict[str, Person] = {}
    of_person: defaultdict[str, list[ActionRow]] = defaultdict(list)
    others: defaultdict[str, list[ActionRow]] = defaultdict(list)
    for history, row in found:
        if not history.is_open:
            others[row.state.value].append(row)
            continue
        if row.is_overdue:
            others["overdue"].append(row)
        for person in history.owners:
            if shown is None or person.key in shown:
                people.setdefault(person.key, person)
                of_person[person.key].append(row)
        if not history.owners:
            others["nobody"].append(row)
    ordered = sorted(people.values(), key=lambda one: (one.name.casefold(), one.key))
    return [
        *((ActionGroup("overdue"), row) for row in sorted(others["overdue"], key=_urgency)),
        *(
            (ActionGroup("person", links.person(person)), row)
            for person in ordered
            for row in sorted(of_person[person.key], key=_urgency)
        ),
        *((ActionGroup("nobody"), row) for row in sorted(others["nobody"], key=_urgency)),
        *(
            (ActionGroup(state.value), row)
            for state in (ActionState.DONE, ActionState.DROPPED)
            for row in sorted(others[state.value], key=_end, reverse=True)
        ),
    ]


def _urgency(row: ActionRow) -> dt.date:
    """Return the sort key of what is open; what has no date stays in the order of the notes."""
    return row.due or dt.date.max


def _end(row: ActionRow) -> dt.date:
    date = row.closed.date if row.closed else None
    return date.first_day if isinstance(date, Month) else date or dt.date.min


def unclear_owners(
    archive: Archive, request: ActionsRequest
) -> Iterator[tuple[str, str, list[str], Names]]:
    """Yield the owners in *request* who are nobody, or could be several people.

    As :func:`~sphinxcontrib_meetings.archive.select.unclear_names` does.
    """
    for name in request.owners:
        found = archive.registers.owners_called(name)
        if len(found) != 1:
            yield "person", name, [person.key for person in found], archive.known_people


# ── both ──────────────────────────────────────────────────────────────────────


def _selected(archive: Archive, selection: Selection) -> set[str]:
    """Return the names of the meetings that meet *selection*."""
    every = dataclasses.replace(selection, limit=0, oldest_first=False)
    return {record.name for record in select(archive, every)}


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
