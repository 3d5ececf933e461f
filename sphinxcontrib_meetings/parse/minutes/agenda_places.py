"""Where the items of an agenda stand: in lists, lines, tables or headings below a label."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from sphinxcontrib_meetings.parse.labelled_dates import is_about_meeting
from sphinxcontrib_meetings.parse.labels import labels_recording, plain_label
from sphinxcontrib_meetings.parse.minutes.action_lists import Strength, heading_strength, list_end
from sphinxcontrib_meetings.parse.minutes.attendance_labels import is_of_other_meeting, label_of
from sphinxcontrib_meetings.parse.minutes.lines import Kind, Line, Note, Style
from sphinxcontrib_meetings.parse.values import words_of

__all__ = ["Agenda", "agendas", "is_agenda", "is_label", "is_no_topic", "stands_in_other_meeting"]

#: words of a label of an agenda, at least one of them
_NAMES = words_of("agenda agendas topics tagesordnung tagesordnungspunkte themen temas orden")
_PHRASES = frozenset({"ordre du jour", "orden del día", "ordine del giorno", "pauta", "議題"})
#: words that may stand around them
_AROUND = words_of(
    "a call current topic discussion discussions draft final for full item items meeting of our "
    "planned preliminary proposed s session suggested the this to today todays telecon discuss "
    "be discussed list outline main week weekly plan and"
)
#: each label of an agenda has one of them, within these words
_NAMED = (
    # of "Tagesordnung", "orden del día" and others as well
    "ord",
    *("agenda", "topics", "themen", "temas", "pauta", "議題"),
)
_NUMBER = re.compile(r"[0-9]+")
_MOST_WORDS = 6
#: headings below an agenda, or labels, of what is no item of it
_OTHERS = words_of(
    "decisions decision resolutions resolution minutes notes note links references resources "
    "recording recordings chat transcript logistics date time when where location template "
    "attachments attendance zoom summary background votes"
)
_AROUND_OTHERS = words_of(
    "and call discussion for from info information log meeting of other raw s team the this useful"
)


@dataclass(frozen=True, slots=True)
class Agenda:
    """A part of a note that is an agenda."""

    #: indexes of its lines, without the label
    first: int
    last: int
    #: index of its label
    label: int
    #: whether the label is the heading of a section
    is_section: bool


def is_agenda(text: str) -> bool:
    """Whether *text* says that what follows is an agenda, and only that.

    >>> is_agenda("Proposed agenda:"), is_agenda("Agenda for May"), is_agenda("Agenda bashing")
    (True, False, False)
    """
    folded = text.casefold()
    if not any(word in folded for word in _NAMED):
        # as in nearly all lines
        return False
    plain = plain_label(text)
    if plain in _PHRASES:
        return True
    words = [word for word in plain.split() if not _NUMBER.fullmatch(word)]
    return (
        0 < len(words) <= _MOST_WORDS
        and not _NAMES.isdisjoint(words)
        and all(word in _NAMES or word in _AROUND for word in words)
    )


def is_no_topic(heading: str) -> bool:
    """Whether a heading, or a label, is that of a part of the minutes rather than of a topic."""
    text = heading.strip().rstrip(":\uff1a")
    words = plain_label(text).split()
    return (
        label_of(text) is not None
        or heading_strength(text) is not Strength.NONE
        or is_of_other_meeting(text)
        or is_about_meeting(text)
        or labels_recording(text)
        or (
            not _OTHERS.isdisjoint(words)
            and all(word in _OTHERS or word in _AROUND_OTHERS for word in words)
        )
    )


def stands_in_other_meeting(note: Note, index: int) -> bool:
    """Whether the line at *index* stands below a heading about another meeting."""
    above = note.headings[index]
    while above >= 0:
        if note.lines[above].depth > 1 and is_of_other_meeting(note.lines[above].text):
            return True
        above = note.headings[above]
    return False


# several rules ask for them, one after the other
@lru_cache(maxsize=1)
def agendas(note: Note) -> Sequence[Agenda]:
    """Return the agendas of *note*, in their order, and without their subsections.

    Each ends where the next one begins.
    """
    found: list[Agenda] = []
    for index in note.having(*_NAMED):
        line = note.lines[index]
        if line.kind is Kind.ROW or line.is_quoted or line.is_struck or not is_agenda(line.text):
            continue
        end = _end(note, index)
        if end <= index + 1 and line.kind is not Kind.HEADING:
            continue
        if stands_in_other_meeting(note, index):
            continue
        if found and found[-1].last > index:
            found[-1] = replace(found[-1], last=index)
        found.append(Agenda(index + 1, end, index, line.kind is Kind.HEADING))
    return found


def _end(note: Note, index: int) -> int:
    """Return the index after the lines that belong to the label at *index*, if it is one."""
    line = note.lines[index]
    if line.kind is Kind.HEADING:
        return note.ends[index]
    if line.kind is Kind.ITEM:
        return note.children_end(index)
    if not is_label(line):
        # a paragraph of its own, right above a list
        is_alone = index == 0 or note.lines[index - 1].block != line.block
        return list_end(note, index + 1) if is_alone and not line.depth else index
    above = note.headings[index]
    if above >= 0:
        return note.ends[above]
    return next(iter(note.heading_places), len(note.lines))


def is_label(line: Line) -> bool:
    """Whether *line* looks like a label of what follows: with a colon, or bold."""
    text = line.text.strip()
    words = [span for span in line.spans if span.text.strip(" :\uff1a")]
    return text.endswith((":", "\uff1a")) or (
        bool(words) and all(Style.STRONG in span.style for span in words)
    )
