"""What was said at a meeting: turns, and the transcript that they make."""

from __future__ import annotations

from dataclasses import dataclass

from sphinxcontrib_meetings.model.problem import Problem

__all__ = ["Transcript", "Turn"]


@dataclass(frozen=True, slots=True)
class Turn:
    """What one person says without another one in between."""

    #: empty where the source does not say
    speaker: str
    #: seconds from the beginning of the recording; None where the source does not say
    start: float | None
    #: plain text, one line
    text: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was said, and what is wrong with the file that says it."""

    turns: tuple[Turn, ...] = ()
    problems: tuple[Problem, ...] = ()
