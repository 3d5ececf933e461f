"""The words of an item, from its marker on, of which rules take one part after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from sphinxcontrib_meetings.parse.minutes.lines import Kind, Line, Note, Style, with_plain_signs

__all__ = ["Body", "body_of", "continues"]

#: shortest line that a paragraph is wrapped at
_SHORTEST_WRAPPED = 50
_SENTENCE_ENDS = (".", "!", "?", ":", ";", ")")


@dataclass(frozen=True, slots=True)
class Body:
    """Words, and which of them are set off."""

    text: str
    #: (start, end) of the bold parts
    bold: tuple[tuple[int, int], ...] = ()
    is_struck: bool = False

    def without(self, start: int, end: int) -> Self:
        """Return the words outside of *start* to *end*, stripped."""
        text = self.text[:start] + self.text[end:]
        first = len(text) - len(text.lstrip())

        def moved(place: int) -> int:
            return max((place if place <= start else max(start, place - end + start)) - first, 0)

        stripped = text.strip()
        ranges = ((moved(one), min(moved(other), len(stripped))) for one, other in self.bold)
        bold = tuple((one, other) for one, other in ranges if one < other)
        return type(self)(stripped, bold, self.is_struck)

    @property
    def first_bold(self) -> str:
        """The bold words that it begins with, if others follow."""
        if self.bold and self.bold[0][0] == 0 and self.text[self.bold[0][1] :].strip():
            return self.text[: self.bold[0][1]]
        return ""

    @property
    def last_bold(self) -> str:
        """The bold words that it ends with, if others precede them."""
        if self.bold and self.bold[-1][1] == len(self.text) and self.bold[-1][0]:
            return self.text[self.bold[-1][0] :]
        return ""


def body_of(note: Note, first: int, last: int, start: int = 0, end: int | None = None) -> Body:
    """Return the words of the lines *first* to *last - 1*, of one paragraph.

    *start* is a place in the first line, *end* one in the last.
    """
    parts = list(_parts(note, first, last, start, end))
    text = "".join(part for part, _ in parts)
    bold: list[tuple[int, int]] = []
    place = 0
    for part, style in parts:
        after = place + len(part)
        if Style.STRONG in style and part:
            if bold and bold[-1][1] == place:
                bold[-1] = (bold[-1][0], after)
            else:
                bold.append((place, after))
        place = after
    worded = [style for part, style in parts if any(map(str.isalnum, part))]
    is_struck = bool(worded) and all(Style.STRUCK in style for style in worded)
    return Body(text, tuple(bold), is_struck).without(0, 0)


def _parts(
    note: Note, first: int, last: int, start: int, end: int | None
) -> Iterator[tuple[str, Style]]:
    for index in range(first, last):
        line = note.lines[index]
        place = 0
        for span in line.spans:
            low = start - place if index == first else 0
            high = end - place if index == last - 1 and end is not None else len(span.text)
            part = span.text[max(low, 0) : max(high, 0)]
            yield with_plain_signs(part), span.style
            place += len(span.text)
        if index < last - 1:
            yield " ", Style.PLAIN


def continues(line: Line, after: Line) -> bool:
    """Whether the line *after*, of the same paragraph, goes on with the sentence of *line*."""
    if line.block != after.block or line.kind is Kind.HEADING:
        return False
    begun, text = line.text.rstrip(), after.text.strip()
    if not text or not begun:
        return False
    if text[0].islower() or text[0] in "(,;":
        return True
    return len(begun) >= _SHORTEST_WRAPPED and not begun.endswith(_SENTENCE_ENDS)
