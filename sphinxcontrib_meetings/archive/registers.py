"""The registers: decisions and actions of all meetings, each with what later meetings say of it.

What stands in several notes of a series is one action if it has the same id, or the same words and
owners. Nothing is one because it is alike; :mod:`~sphinxcontrib_meetings.archive.near` shows that.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property

from sphinxcontrib_meetings.archive.lookup import NameIndex
from sphinxcontrib_meetings.archive.owners import Owners
from sphinxcontrib_meetings.model.meeting import Meeting
from sphinxcontrib_meetings.model.minutes import Action, ActionState, Decision, DecisionState
from sphinxcontrib_meetings.model.people import Person

__all__ = [
    "ActionHistory",
    "DecisionEntry",
    "Mention",
    "Registers",
    "UnknownDone",
    "plain_id",
    "plain_words",
]

#: what may stand around a word without changing what it says; C++ and #1 stay as they are
_AROUND = "\"'`*_~.,;:!?()[]{}<>\u2026\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb\u2039\u203a"
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015"
#: an id of digits is also written without what stands before them
_NUMBER_SIGN = "#"


def plain_words(text: str) -> str:
    """Return *text* without case, punctuation and markup.

    >>> plain_words("Write **the** docs!")
    'write the docs'
    """
    words = unicodedata.normalize("NFKC", text).casefold().split()
    bare = (word.strip(_AROUND) for word in words)
    return " ".join(word for word in bare if word.strip(_DASHES))


def plain_id(text: str) -> str:
    """Return an identifier without case and number sign.

    >>> plain_id("#42")
    '42'
    """
    return text.strip().removeprefix(_NUMBER_SIGN).casefold()


@dataclass(frozen=True, slots=True)
class Mention:
    """An action, as one note has it."""

    meeting: Meeting
    action: Action


@dataclass(slots=True)
class ActionHistory:
    """One action, from the note that has it first to the one that closes it."""

    #: as the notes have it, the oldest first
    mentions: list[Mention]
    #: who is to do it
    owners: tuple[Person, ...]
    #: texts that name owners, but mean nobody known
    strangers: tuple[str, ...]
    #: all of them as they are written, in their alphabetical order
    written: tuple[str, ...]
    state: ActionState
    #: its identifier; empty if no note gives it one
    id: str = ""
    #: number of notes, after the first, in which it is still open
    carried: int = 0
    #: the note that says that nothing more is to be done
    closed: Meeting | None = None
    #: ID of the place that says so; empty for front matter
    closed_at: str = ""

    @property
    def opened(self) -> Mention:
        """Where it stands first."""
        return self.mentions[0]

    @property
    def last(self) -> Mention:
        """Where it stands last."""
        return self.mentions[-1]

    @property
    def action(self) -> Action:
        """What is to be done, in its latest words."""
        return next((m.action for m in reversed(self.mentions) if m.action.text), self.last.action)

    @property
    def is_open(self) -> bool:
        """Whether it has still to be done."""
        return self.state is ActionState.OPEN


@dataclass(frozen=True, slots=True)
class UnknownDone:
    """What the field ``done`` of a note has, and means no action, or several."""

    meeting: Meeting
    text: str
    #: actions that it could mean
    candidates: tuple[ActionHistory, ...] = ()


@dataclass(slots=True)
class DecisionEntry:
    """A decision, with the decisions that take its place, and those whose place it takes."""

    meeting: Meeting
    decision: Decision
    state: DecisionState
    #: identifiers, each with the only decision that has it, if there is one
    supersedes: list[tuple[str, DecisionEntry | None]] = field(default_factory=list)
    superseded_by: list[tuple[str, DecisionEntry | None]] = field(default_factory=list)


class Registers:
    """Decisions and actions of the meetings *listed*, newest first, found when asked for."""

    def __init__(self, listed: Sequence[Meeting], owners: Owners) -> None:
        self._listed = listed
        self.owners = owners

    def actions(self, series: str | None = None) -> Sequence[ActionHistory]:
        """Return the actions, of all series or one, in the order in which they were opened."""
        return self._actions if series is None else self._actions_of.get(series, ())

    def decisions(self, series: str | None = None) -> Sequence[DecisionEntry]:
        """Return the decisions, of all series or one, those of the newest meeting first."""
        return self._decisions if series is None else self._decisions_of.get(series, ())

    def replaced(self, name: str) -> Sequence[DecisionEntry]:
        """Return the decisions of the meeting *name* whose place those of others have taken."""
        return self._replaced.get(name, ())

    def is_over(self, name: str, anchor: str) -> bool:
        """Whether what the meeting *name* has at *anchor* was replaced, or ended, since."""
        return (name, anchor) in self._over

    @property
    def unknown_done(self) -> Sequence[UnknownDone]:
        """What notes say to be done, and is no action of an earlier meeting."""
        return self._histories.unknown

    def owners_called(self, name: str) -> tuple[Person, ...]:
        """Return the people whose key, name or alias is *name*; just one if it is a key."""
        return self._owner_names.find(name)

    @cached_property
    def _owner_names(self) -> NameIndex[Person]:
        people = {one.key: one for one in self.owners.people}
        people |= {one.key: one for history in self._actions for one in history.owners}
        return NameIndex(people, lambda person: (person.name, person.key, *person.aliases))

    @cached_property
    def _histories(self) -> _Histories:
        found = _Histories(self.owners)
        for record in reversed(self._listed):
            found.add_note(record)
        return found

    @cached_property
    def _actions(self) -> Sequence[ActionHistory]:
        return self._histories.found

    @cached_property
    def _actions_of(self) -> Mapping[str, Sequence[ActionHistory]]:
        found: defaultdict[str, list[ActionHistory]] = defaultdict(list)
        for history in self._actions:
            found[history.opened.meeting.series].append(history)
        return found

    @cached_property
    def _decisions(self) -> Sequence[DecisionEntry]:
        return _linked(
            [
                DecisionEntry(record, decision, decision.state)
                for record in self._listed
                for decision in record.decisions
            ]
        )

    @cached_property
    def _replaced(self) -> Mapping[str, Sequence[DecisionEntry]]:
        found: defaultdict[str, list[DecisionEntry]] = defaultdict(list)
        for entry in self._decisions:
            # what its own note says of it needs no saying again
            is_told = entry.decision.superseded_by or entry.decision.state is entry.state
            if not is_told and entry.state is DecisionState.SUPERSEDED:
                found[entry.meeting.name].append(entry)
        return found

    @cached_property
    def _over(self) -> Set[tuple[str, str]]:
        replaced = {
            (name, entry.decision.anchor)
            for name, entries in self._replaced.items()
            for entry in entries
        }
        return replaced.union(
            (mention.meeting.name, mention.action.anchor)
            for history in self._actions
            if not history.is_open
            for mention in history.mentions
        )

    @cached_property
    def _decisions_of(self) -> Mapping[str, Sequence[DecisionEntry]]:
        found: defaultdict[str, list[DecisionEntry]] = defaultdict(list)
        for entry in self._decisions:
            found[entry.meeting.series].append(entry)
        return found


# ── actions ───────────────────────────────────────────────────────────────────

#: series and words
_Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Doers:
    """The owners of an action, as one note names them."""

    people: tuple[Person, ...]
    #: texts that mean nobody
    strangers: tuple[str, ...]
    written: tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """What tells them from others."""
        return tuple(sorted({one.key for one in self.people}.union(map(_unknown, self.strangers))))


def _unknown(text: str) -> str:
    """Return the key of an owner who is nobody known; no person has it."""
    return f"?{text.casefold()}"


class _Histories:
    """Puts together what notes, which are added from the oldest to the newest, say of actions."""

    def __init__(self, owners: Owners) -> None:
        self._owners = owners
        self.found: list[ActionHistory] = []
        self.unknown: list[UnknownDone] = []
        #: by series and id
        self._by_id: dict[tuple[str, str], ActionHistory] = {}
        #: by words and keys of the owners, and by words and names of the owners as written
        self._by_words: dict[tuple[_Place, tuple[str, ...]], ActionHistory] = {}
        self._by_names: dict[tuple[_Place, tuple[str, ...]], ActionHistory] = {}
        #: series and words ─► those that are open, by ``id()``
        self._open: defaultdict[_Place, dict[int, ActionHistory]] = defaultdict(dict)
        #: ``id()`` of one that is open ─► where it is in that
        self._places: defaultdict[int, set[_Place]] = defaultdict(set)

    def add_note(self, record: Meeting) -> None:
        """Add the actions of *record*, and close those that it has in its field ``done``."""
        for action in record.actions:
            self._add(Mention(record, action), self._doers(record, action))
        for text in record.done:
            self._add_done(record, text)

    def _add(self, mention: Mention, doers: _Doers) -> None:
        # of an undated note, nobody knows what was earlier
        is_dated = mention.meeting.date is not None
        place = mention.meeting.series, plain_words(mention.action.text)
        history = self._known(mention, doers, place) if is_dated else None
        if history is not None:
            self._repeat(history, mention, doers)
        elif mention.action.text.strip():
            history = self._open_new(mention, doers)
        if history is not None and is_dated:
            self._index(history, mention.action, doers, place)

    def _known(self, mention: Mention, doers: _Doers, place: _Place) -> ActionHistory | None:
        """Return the action that *mention* is of, if an earlier note has it."""
        action = mention.action
        if action.id and (found := self._by_id.get((place[0], plain_id(action.id)))):
            return found
        history = self._by_words.get((place, doers.keys)) or self._named(place, doers)
        if not place[1] or history is None or _contradict(history.id, action.id):
            return None
        # what is done, and to be done once more, is something else
        is_again = action.state is ActionState.OPEN and not history.is_open
        return None if is_again else history

    def _named(self, place: _Place, doers: _Doers) -> ActionHistory | None:
        """Return the action whose owners are written as *doers*, and are not others.

        Somebody who is away from a meeting may be known in the notes of others only.
        """
        history = self._by_names.get((place, doers.written))
        if history is None:
            return None
        now, before = ({one.key for one in people} for people in (doers.people, history.owners))
        return history if now <= before or before <= now else None

    def _open_new(self, mention: Mention, doers: _Doers) -> ActionHistory:
        action = mention.action
        history = ActionHistory(
            [mention], doers.people, doers.strangers, doers.written, action.state, action.id
        )
        if action.state is not ActionState.OPEN:
            history.closed, history.closed_at = mention.meeting, action.anchor
        self.found.append(history)
        return history

    def _index(self, history: ActionHistory, action: Action, doers: _Doers, place: _Place) -> None:
        if action.id:
            # it may get one later
            history.id = history.id or action.id
            self._by_id.setdefault((place[0], plain_id(action.id)), history)
        if not place[1]:
            return
        self._by_words[place, doers.keys] = history
        self._by_names[place, doers.written] = history
        of_place = self._open[place]
        if history.is_open:
            of_place[id(history)] = history
            self._places[id(history)].add(place)

    def _repeat(self, history: ActionHistory, mention: Mention, doers: _Doers) -> None:
        record, action = mention.meeting, mention.action
        is_new_note = history.last.meeting is not record
        history.mentions.append(mention)
        is_less_clear = doers.written == history.written and doers.strangers
        if doers.written and not (is_less_clear and history.owners):
            history.owners, history.strangers = doers.people, doers.strangers
            history.written = doers.written
        if action.state is ActionState.OPEN:
            history.state, history.closed, history.closed_at = action.state, None, ""
            history.carried += is_new_note
        elif history.is_open:
            self._close(history, record, action.state, action.anchor)

    def _close(
        self, history: ActionHistory, record: Meeting, state: ActionState, anchor: str = ""
    ) -> None:
        history.state, history.closed, history.closed_at = state, record, anchor
        for place in self._places.pop(id(history), ()):
            del self._open[place][id(history)]

    def _add_done(self, record: Meeting, text: str) -> None:
        named = self._by_id.get((record.series, plain_id(text)))
        place = record.series, plain_words(text)
        # a place where all are closed stays
        open_ones = self._open.get(place)
        candidates = (named,) if named else (*(open_ones or {}).values(),)
        if record.date is None or len(candidates) > 1 or not (named or open_ones is not None):
            self.unknown.append(UnknownDone(record, text, candidates))
        elif candidates and candidates[0].is_open:
            self._close(candidates[0], record, ActionState.DONE)

    def _doers(self, record: Meeting, action: Action) -> _Doers:
        """Return the owners of *action* in the note *record*."""
        people: dict[str, Person] = {}
        strangers: dict[str, None] = {}
        for text in action.owners:
            person = self._owners.find(record, text)
            if person is None:
                strangers.setdefault(text)
            else:
                people.setdefault(person.key, person)
        written = tuple(sorted({plain_words(text) for text in action.owners}))
        return _Doers(tuple(people.values()), tuple(strangers), written)


def _contradict(one: str, other: str) -> bool:
    """Whether both are identifiers, and different ones."""
    return bool(one and other) and plain_id(one) != plain_id(other)


# ── decisions ─────────────────────────────────────────────────────────────────

#: decisions that take the place of others; what is only proposed does not
_IN_FORCE = frozenset({DecisionState.ACCEPTED, DecisionState.DEPRECATED, DecisionState.SUPERSEDED})
_CURRENT = frozenset({DecisionState.ACCEPTED, DecisionState.PROPOSED})


def _linked(entries: list[DecisionEntry]) -> list[DecisionEntry]:
    """Return *entries* with the links between them, and the states that follow from those."""
    ids = _Ids(entries)
    links: dict[tuple[int, int], None] = {}
    for entry in entries:
        own = entry.decision
        for text in own.supersedes:
            other = ids.find(entry, text)
            if other is None:
                entry.supersedes.append((text, None))
            else:
                links[id(entry), id(other)] = None
        if own.superseded_by:
            other = ids.find(entry, own.superseded_by)
            entry.state = DecisionState.SUPERSEDED
            if other is None:
                entry.superseded_by.append((own.superseded_by, None))
            else:
                links[id(other), id(entry)] = None
    known = {id(entry): entry for entry in entries}
    for new, old in links:
        later, earlier = known[new], known[old]
        later.supersedes.append((earlier.decision.id, earlier))
        earlier.superseded_by.append((later.decision.id, later))
        if later.decision.state in _IN_FORCE and earlier.decision.state in _CURRENT:
            earlier.state = DecisionState.SUPERSEDED
    return entries


class _Ids:
    """Finds decisions by the ids that notes give them."""

    def __init__(self, entries: Iterable[DecisionEntry]) -> None:
        self._of_series: defaultdict[tuple[str, str], list[DecisionEntry]] = defaultdict(list)
        self._all: defaultdict[str, list[DecisionEntry]] = defaultdict(list)
        for entry in entries:
            if entry.decision.id:
                own = plain_id(entry.decision.id)
                self._of_series[entry.meeting.series, own].append(entry)
                self._all[own].append(entry)

    def find(self, entry: DecisionEntry, text: str) -> DecisionEntry | None:
        """Return the only other decision with the id *text*: in the series, else anywhere."""
        own = plain_id(text)
        for found in (self._of_series.get((entry.meeting.series, own)), self._all.get(own)):
            if found:
                return found[0] if len(found) == 1 and found[0] is not entry else None
        return None
