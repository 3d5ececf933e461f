"""Which lines of a note may be about the meeting as such: short ones, its head, sections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sphinxcontrib_meetings.parse.labelled_dates import is_about_meeting
from sphinxcontrib_meetings.parse.minutes.agenda_places import is_agenda
from sphinxcontrib_meetings.parse.minutes.lines import Kind, Line, Note

__all__ = ["LONGEST", "head_end", "is_about", "short_lines"]

#: longer lines are prose
LONGEST = 240


def short_lines(note: Note, places: Iterable[int]) -> Iterator[tuple[int, Line, str]]:
    """Yield index, line and text of each line at *places* that may be about the meeting."""
    for index in places:
        line = note.lines[index]
        if line.kind is not Kind.ROW and len(line.text) <= LONGEST and not line.is_struck:
            text = " ".join(line.plain.split()).strip("\ufeff\u200b *_")
            if text:
                yield index, line, text


def is_about(note: Note, index: int) -> bool:
    """Whether the line at *index* stands in a section about the meeting, or in its agenda."""
    above = note.headings[index]
    if above < 0 or note.lines[above].depth <= 1:
        return True
    heading = note.lines[above].text
    return is_about_meeting(heading) or is_agenda(heading)


def head_end(note: Note) -> int:
    """Return the index after the head: what stands before the first section, or that."""
    places = [place for place in note.heading_places if place > 0]
    if note.heading_places[:1] != [0]:
        # there is no title, or something precedes it
        places = list(note.heading_places)
        if places and note.lines[places[0]].depth <= 1:
            places = places[1:]
    if not places:
        return len(note.lines)
    return places[0] if places[0] > 1 else note.ends[places[0]]
