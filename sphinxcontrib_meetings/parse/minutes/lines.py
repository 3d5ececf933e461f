"""Lines of a note as its readers see them, whatever markup they are written in.

``read.minutes`` makes them from the doctree. So the rules know neither Markdown nor docutils, and
see through bold labels, links and the like. Code, comments, front matter and block quotes of
other minutes are not among the lines.
"""

from __future__ import annotations

import enum
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

__all__ = ["Kind", "Line", "Note", "Span", "Style", "with_plain_signs"]


class Kind(enum.StrEnum):
    """What a line is part of."""

    HEADING = "heading"
    #: the first paragraph of a list item
    ITEM = "item"
    #: any other paragraph
    TEXT = "text"
    #: a row of a table
    ROW = "row"


class Style(enum.Flag):
    """How a part of a line is set off."""

    PLAIN = 0
    STRONG = enum.auto()
    EMPHASIS = enum.auto()
    STRUCK = enum.auto()
    CODE = enum.auto()
    LINK = enum.auto()


# not frozen, nor are lines, as notes have many of them, and these take twice as long to make
@dataclass(slots=True)
class Span:
    """A part of a line with one style."""

    text: str
    style: Style = Style.PLAIN
    #: where a link leads
    address: str = ""


@dataclass(slots=True)
class Line:
    """One line of a paragraph, heading, list item or table row."""

    kind: Kind
    spans: tuple[Span, ...]
    #: line of the document, counted from 1
    number: int = 1
    #: of a heading its level, 1 for the title of the meeting; else how many lists it stands in
    depth: int = 0
    #: box at its start: " " for an open one, "x" for a checked one, "-" for a dropped one, or ""
    box: str = ""
    #: number of its paragraph, heading or row; the lines of one paragraph share it, and one is
    #: left out for a line across the page
    block: int = 0
    #: number of its list (the items of one list share it), or of its table; 0 outside of both
    group: int = 0
    #: texts of the cells of a row; of a head row as well
    cells: tuple[str, ...] = ()
    #: whether it is in the head of a table
    is_head: bool = False
    #: whether it stands in a block quote
    is_quoted: bool = False
    text: str = field(init=False)
    #: the text with plain signs
    plain: str = field(init=False)
    #: the text without case, to look for words in it
    folded: str = field(init=False)

    def __post_init__(self) -> None:
        # once, as each rule asks for them
        self.text = " | ".join(self.cells) or "".join([span.text for span in self.spans])
        self.plain = with_plain_signs(self.text)
        self.folded = self.text.casefold()

    @property
    def is_struck(self) -> bool:
        """Whether all of its words are struck through."""
        is_struck = False
        for span in self.spans:
            if span.text.strip():
                if span.style is Style.PLAIN or Style.STRUCK not in span.style:
                    return False
                is_struck = True
        return is_struck


def with_plain_signs(text: str) -> str:
    """Return *text* with plain colons and blanks; each character stands where it stood."""
    return text.replace("\N{FULLWIDTH COLON}", ":").replace("\N{NO-BREAK SPACE}", " ")


@dataclass(frozen=True, eq=False)
class Note:
    """The lines of one meeting, in their order; equal only to itself, so that it can be a key."""

    lines: Sequence[Line]

    @cached_property
    def headings(self) -> Sequence[int]:
        """Index of each line ─► index of the heading that it stands below, -1 if there is none.

        A heading stands below the one of a higher level.
        """
        above: list[int] = []
        open_headings: list[int] = []
        for index, line in enumerate(self.lines):
            if line.kind is Kind.HEADING:
                while open_headings and self.lines[open_headings[-1]].depth >= line.depth:
                    open_headings.pop()
            above.append(open_headings[-1] if open_headings else -1)
            if line.kind is Kind.HEADING:
                open_headings.append(index)
        return above

    def having(self, *words: str) -> Sequence[int]:
        """Return the indexes of the lines that have one of *words*, given in lower case.

        Most lines have none of the words of a rule, and a look at each line takes far longer.
        A pattern that ignores case takes a dotless i for an i as well, so that rules ask for a
        part of the word without it.
        """
        places = self._known.get(words)
        if places is None:
            if len(words) == 1:
                places = self._places_of(words[0])
            else:
                places = sorted({place for word in words for place in self.having(word)})
            self._known[words] = places
        return places

    def _places_of(self, word: str) -> Sequence[int]:
        text, starts = self._text
        places: list[int] = []
        found = text.find(word)
        while found >= 0:
            after = bisect_right(starts, found)
            places.append(after - 1)
            found = text.find(word, starts[after])
        return places

    @cached_property
    def _known(self) -> dict[tuple[str, ...], Sequence[int]]:
        """Words ─► the indexes of the lines that have one, of those that were asked for."""
        return {}

    @cached_property
    def _text(self) -> tuple[str, Sequence[int]]:
        """The lines, without case and with plain signs, and where each begins; then the end."""
        texts = [line.folded for line in self.lines]
        starts = accumulate((len(text) + 1 for text in texts), initial=0)
        return with_plain_signs("\n".join(texts)), list(starts)

    @cached_property
    def heading_places(self) -> Sequence[int]:
        """The indexes of the headings."""
        return [place for place, line in enumerate(self.lines) if line.kind is Kind.HEADING]

    @cached_property
    def row_places(self) -> Sequence[int]:
        """The indexes of the rows of tables."""
        return [place for place, line in enumerate(self.lines) if line.kind is Kind.ROW]

    @cached_property
    def box_places(self) -> Sequence[int]:
        """The indexes of the lines with a box."""
        return [place for place, line in enumerate(self.lines) if line.box]

    @cached_property
    def ends(self) -> Sequence[int]:
        """Index of each heading ─► index after the last line of its section, without subsections.

        Other lines have the index after themselves.
        """
        ends = list(range(1, len(self.lines) + 1))
        last = len(self.lines)
        for index in range(len(self.lines) - 1, -1, -1):
            if self.lines[index].kind is Kind.HEADING:
                ends[index] = last
                last = index
        return ends

    def topic_of(self, index: int) -> str:
        """Return the heading that the line at *index* stands below, unless it is the title."""
        above = self.headings[index]
        if above < 0 or self.lines[above].depth <= 1:
            return ""
        return self.lines[above].text.strip()

    def block_end(self, index: int) -> int:
        """Return the index after the last line of the paragraph of the line at *index*."""
        return self._block_ends[index]

    @cached_property
    def _block_ends(self) -> Sequence[int]:
        ends = list(range(1, len(self.lines) + 1))
        for index in range(len(self.lines) - 2, -1, -1):
            if self.lines[index].block == self.lines[index + 1].block:
                ends[index] = ends[index + 1]
        return ends

    def children_end(self, index: int) -> int:
        """Return the index after everything that stands in the list item at *index*."""
        end = index + 1
        while (
            end < len(self.lines)
            and self.lines[end].kind is not Kind.HEADING
            and (
                self.lines[end].depth > self.lines[index].depth
                or self.lines[end].block == self.lines[index].block
            )
        ):
            end += 1
        return end
