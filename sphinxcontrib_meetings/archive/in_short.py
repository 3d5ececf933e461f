"""The box "In short" of a note: who was there, what was decided, and what is to do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from sphinxcontrib_meetings.archive.link import Link
from sphinxcontrib_meetings.archive.minute_ids import short
from sphinxcontrib_meetings.model.meeting import Meeting
from sphinxcontrib_meetings.model.minutes import ActionState, DecisionState
from sphinxcontrib_meetings.model.people import Person, Role

__all__ = ["InShort", "ToDo", "in_short"]

#: how many decisions and actions are too many to be found at a glance
_ENOUGH = 2
#: states of decisions that hold
_HOLD = frozenset({DecisionState.ACCEPTED, DecisionState.PROPOSED})


@dataclass(frozen=True, slots=True)
class ToDo:
    """An action that is open."""

    action: Link
    owners: tuple[Link, ...] = ()
    due: dt.date | None = None


@dataclass(frozen=True, slots=True)
class InShort:
    """What the box says. Its links lead to the places in the note."""

    people: tuple[Link, ...] = ()
    #: and whether each is only proposed
    decisions: tuple[tuple[Link, bool], ...] = ()
    actions: tuple[ToDo, ...] = ()


def in_short(
    record: Meeting,
    link: Callable[[Person], Link],
    find: Callable[[str], Person | None],
    is_over: Callable[[str], bool],
) -> InShort | None:
    """Return the box of *record*, None where the note is as short.

    *link* returns a link to a person, *find* the person that an owner is. *is_over* tells, by
    its place, whether something was replaced or done later.
    """
    decisions = [
        item for item in record.decisions if item.state in _HOLD and not is_over(item.anchor)
    ]
    actions = [
        item
        for item in record.actions
        if item.state is ActionState.OPEN and not is_over(item.anchor)
    ]
    if len(decisions) + len(actions) < _ENOUGH:
        return None

    def owner(text: str) -> Link:
        person = find(text)
        return link(person) if person else Link(text)

    def place(text: str, anchor: str) -> Link:
        return Link(short(text), record.docname, anchor)

    there = (part.person for part in record.people if part.role not in (Role.AUTHOR, Role.REGRETS))
    return InShort(
        tuple(dict.fromkeys(map(link, there))),
        tuple(
            (place(item.text, item.anchor), item.state is DecisionState.PROPOSED)
            for item in decisions
        ),
        tuple(
            ToDo(place(item.text, item.anchor), tuple(map(owner, item.owners)), item.due)
            for item in actions
        ),
    )
