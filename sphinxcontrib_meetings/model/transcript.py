"""Transcripts: what was said at a meeting, in turns."""

from __future__ import annotations

from dataclasses import dataclass

from sphinxcontrib_meetings.model.problem import Problem

__all__ = ["Transcript", "Turn"]


@dataclass(frozen=True, slots=True)
class Turn:
    """What one person says before someone else speaks."""

    #: empty if unknown
    speaker: str
    #: seconds from the beginning of the recording; None if unknown
    start: float | None
    #: plain text, one line
    text: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """The turns of a transcript, and the problems in its file."""

    turns: tuple[Turn, ...] = ()
    problems: tuple[Problem, ...] = ()
