"""What a rule of ``meetings_minutes`` is, and what it finds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sphinxcontrib_meetings.model.meeting import Status
from sphinxcontrib_meetings.model.minutes import Minute
from sphinxcontrib_meetings.model.people import Participation
from sphinxcontrib_meetings.model.recording import Recording
from sphinxcontrib_meetings.parse.date_words import ENGLISH, DateWords
from sphinxcontrib_meetings.parse.minutes.lines import Note

__all__ = ["Context", "Finding", "Rule", "Value"]

#: what a line says of the meeting as a whole: the name of an attribute of ``Meeting``, and value
#: ("next_meeting", "approves" …)
Value = tuple[str, object]


@dataclass(frozen=True, slots=True)
class Context:
    """What rules know besides the lines."""

    #: day of the meeting; relative dates count from it
    day: dt.date | None = None
    #: words of dates in the language of the project
    words: DateWords = ENGLISH
    #: names and handles of those who attended, as far as rules have found them until now
    people: tuple[str, ...] = ()
    #: the words that call exactly one of them, handles and given names, in lower case
    called: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule has found in the lines ``first`` to ``last - 1``."""

    item: Minute | Participation | Recording | Status | Value
    first: int
    last: int
    #: a problem with it, for a warning of the kind ``minutes``: what is wrong, and what to do
    problem: str = ""
    #: of a topic: index of the heading of the section that treats it, -1 if there is none
    section: int = -1


@dataclass(frozen=True, slots=True)
class Rule:
    """A way in which people write one kind of thing."""

    #: as in ``meetings_minutes``
    name: str
    #: of what is found: "attendance", "agenda", "decision", "vote", "action" or "meeting"
    kind: str
    #: what it takes, for the docs, in Markdown
    takes: str
    #: what it leaves as text, for the docs
    leaves: str
    #: where the form is described, or who writes it, for the docs
    source: str
    read: Callable[[Note, Context], Iterable[Finding]]
    #: presets that it is part of
    presets: frozenset[str] = frozenset()
