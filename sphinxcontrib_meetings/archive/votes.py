"""Votes: what the archive has voted on, newest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from sphinxcontrib_meetings.archive.link import Link, Place
from sphinxcontrib_meetings.archive.select import Selection
from sphinxcontrib_meetings.model.meeting import Meeting

__all__ = ["VoteIndex", "VoteItem", "VotesRequest", "votes_of"]


@dataclass(frozen=True, slots=True)
class VotesRequest:
    """A request for votes, by the directive ``meeting-votes``."""

    selection: Selection


@dataclass(frozen=True, slots=True)
class VoteItem:
    """A vote, as registers show it."""

    #: to its place in the note; the text is the question, or else the topic
    link: Link
    counts: tuple[tuple[str, int], ...]
    meeting: Place

    @property
    def total(self) -> int:
        """How many votes were cast."""
        return sum(number for _, number in self.counts)


@dataclass(frozen=True, slots=True)
class VoteIndex:
    """Votes, in the order of their meetings."""

    votes: tuple[VoteItem, ...]


def votes_of(
    records: Iterable[Meeting], place_of: Callable[[Meeting], Place]
) -> Iterator[VoteItem]:
    """Yield the votes of *records*, in their order."""
    for record in records:
        for vote in record.votes:
            meeting = place_of(record)
            there = replace(
                meeting.link,
                text=vote.question or vote.topic or meeting.link.text,
                anchor=vote.anchor or meeting.link.anchor,
            )
            yield VoteItem(there, vote.counts, meeting)
