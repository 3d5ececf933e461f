"""Statements of minutes: the lines that may begin one, and where it ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinxcontrib_meetings.parse.minutes.body import continues
from sphinxcontrib_meetings.parse.minutes.lines import Kind, Line, Note, Style

__all__ = [
    "SIGNS",
    "is_bold_label",
    "is_code",
    "leads_to_list",
    "statement_end",
    "statements",
]

#: signs before a marker, such as bullets, arrows and stars of broken bold text
SIGNS = r"\A[^\w#\[(<@`\"']{0,6}"
#: a line that begins another statement: a label, a nick, a command or a marker
_LABELLED = re.compile(r"\A\W{0,6}(?:[^\W\d]\w{0,20}(?:\s\w{1,20})?\s?:|<|#|\[)")
#: limit of lines that one statement goes on for
_MOST_LINES = 20


def statement_end(note: Note, index: int) -> int:
    """Return the index after the last line of the statement that begins at *index*."""
    end = index + 1
    limit = min(note.block_end(index), index + _MOST_LINES)
    while end < limit and _goes_on(note.lines[end - 1], note.lines[end]):
        end += 1
    return end


def _goes_on(line: Line, after: Line) -> bool:
    return continues(line, after) and not _LABELLED.match(after.plain)


def statements(
    note: Note, *words: str, quoted: bool = False, heads: bool = False
) -> Iterator[int]:
    """Yield the indexes of the lines with one of *words* that may begin a statement.

    *quoted* are those in block quotes, *heads* are headings.
    """
    kinds = {Kind.ITEM, Kind.TEXT, Kind.HEADING} if heads else {Kind.ITEM, Kind.TEXT}
    for index in note.having(*words):
        line = note.lines[index]
        if line.kind in kinds and (quoted or not line.is_quoted):
            yield index


def is_code(line: Line, start: int, end: int) -> bool:
    """Whether the marker from *start* to *end* stands in code, as where somebody speaks of it."""
    last = start + len(line.text[start:end].rstrip(" :"))
    place = 0
    for span in line.spans:
        place += len(span.text)
        if place >= last:
            return Style.CODE in span.style
    return False


def is_bold_label(line: Line, end: int) -> bool:
    """Whether the words of *line* up to *end* are a bold label of their own."""
    words = next((span for span in line.spans if span.text.strip()), None)
    return words is not None and Style.STRONG in words.style and len(words.text.strip()) <= end


def leads_to_list(note: Note, index: int) -> bool:
    """Whether the line at *index* is the label of a list or table."""
    line, after = note.lines[index], note.block_end(index)
    if after >= len(note.lines):
        return False
    follows = note.lines[after]
    is_list = follows.kind in {Kind.ITEM, Kind.ROW}
    return is_list and (line.kind is Kind.TEXT or follows.depth > line.depth)
