"""What the minutes of a meeting record: topics, decisions, votes and actions.

People stand here as they were written. The archive finds out who they are, since the registry
may change while the note does not. Who was at the meeting is a
:class:`~sphinxcontrib_meetings.model.people.Participation`, as in the front matter.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

__all__ = [
    "Action",
    "ActionState",
    "Approval",
    "Decision",
    "DecisionState",
    "Minute",
    "Topic",
    "Vote",
]


class ActionState(enum.StrEnum):
    """Whether an action still has to be done."""

    OPEN = "open"
    DONE = "done"
    #: nobody is going to do it
    DROPPED = "dropped"


class DecisionState(enum.StrEnum):
    """What became of a decision; the words of architecture decision records."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    DEPRECATED = "deprecated"
    SUPERSEDED = "superseded"


class Approval(enum.StrEnum):
    """Whether the people of the meeting have approved its minutes."""

    #: nothing is said
    UNKNOWN = ""
    DRAFT = "draft"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Minute:
    """What is recorded at a place of a note."""

    #: ID of the element where it stands in its document; empty while it is parsed
    anchor: str = ""
    #: line of the document
    line: int = 0
    #: heading of the section that it stands in, unless that is the title of the meeting
    topic: str = ""
    #: time in the recording, in seconds, if the note has one at that place
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Topic(_Minute):
    """An item of the agenda, or a section that treats one."""

    title: str
    #: who brings it up, as they are written
    owners: tuple[str, ...] = ()
    #: time that is set aside for it, in minutes
    minutes: int | None = None
    #: such as "demo" or "discussion", in lower case; empty if nothing is said
    type: str = ""
    #: ID of the section that treats it; empty if there is none
    section: str = ""


@dataclass(frozen=True, slots=True)
class Decision(_Minute):
    """Something that the meeting decided, or is asked to decide."""

    text: str
    state: DecisionState = DecisionState.ACCEPTED
    #: identifier that the note gives it, such as "2026-05-1"; empty if there is none
    id: str = ""
    #: identifiers of decisions that it takes the place of
    supersedes: tuple[str, ...] = ()
    #: identifier of the decision that takes its place
    superseded_by: str = ""


@dataclass(frozen=True, slots=True)
class Vote(_Minute):
    """A vote: what it was about, and how many were for each choice."""

    #: empty if nothing says what it was about
    question: str
    #: (choice as it is written, number of votes), in the order of the note
    counts: tuple[tuple[str, int], ...] = ()

    @property
    def total(self) -> int:
        """How many votes were cast."""
        return sum(number for _, number in self.counts)


@dataclass(frozen=True, slots=True)
class Action(_Minute):
    """Something that somebody is to do."""

    #: without marker, box, owner label and due date
    text: str
    #: texts that may name its owners, as they are written: keys, names, handles or initials
    owners: tuple[str, ...] = ()
    state: ActionState = ActionState.OPEN
    due: dt.date | None = None
    #: identifier that the note gives it, such as "#42"; empty if there is none
    id: str = ""


#: anything that is recorded at a place
Minute = Topic | Decision | Vote | Action
