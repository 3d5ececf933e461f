"""Votes that are counted: tables such as SF, F, N, A, SA, and lines such as ``SF: 12``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from string import digits

from sphinxcontrib_meetings.model.minutes import Vote
from sphinxcontrib_meetings.parse.minutes.lines import Kind, Line, Note
from sphinxcontrib_meetings.parse.minutes.rule import Context, Finding
from sphinxcontrib_meetings.parse.minutes.vote_choices import (
    choice_set,
    is_choice,
    is_total,
    number_in,
    pairs_in,
    problem_of,
    reversed_pairs_in,
)
from sphinxcontrib_meetings.parse.minutes.vote_questions import question_above

__all__ = ["read_lines", "read_tables"]

_SEPARATOR = re.compile(r"[\s|:+-]+")
#: heads of a column that says what each row is about
_QUESTIONS = frozenset(
    {"", "poll", "question", "proposal", "motion", "topic", "item", "option", "#", "vote"}
)
_MOST_ROWS = 100
#: most lines of a head, with separators
_MOST_HEAD = 3
_LONGEST_ROW = 300
_LONGEST_LINE = 2000


def read_tables(note: Note, context: Context) -> Iterator[Finding]:
    """Yield the votes in tables, whether Markdown sees them as such or not."""
    last = 0
    for index in _heads(note):
        line = note.lines[index]
        is_begun = line.kind is Kind.ROW and index and note.lines[index - 1].group == line.group
        if index < last or line.kind is Kind.HEADING or line.is_quoted or is_begun:
            continue
        end = _table_end(note, index)
        upright = _upright([line.cells for line in note.lines[index:end]])
        if upright is not None:
            yield upright.finding(note, index, end)
            last = end
            continue
        for finding in _level(note, index, end):
            yield finding
            last = finding.last


def _heads(note: Note) -> Sequence[int]:
    """Return the indexes of lines that may begin a table: rows, and what is above numbers."""
    numbers = note.having(*digits)
    above = {place - back for place in numbers for back in range(1, _MOST_HEAD + 1)}
    return sorted({*note.row_places, *(place for place in above if place >= 0)})


def _table_end(note: Note, index: int) -> int:
    """Return the index after the table at *index*, of which not more is read than a vote has."""
    end = index
    group = note.lines[index].group
    limit = min(len(note.lines), index + _MOST_ROWS)
    while end < limit and note.lines[end].kind is Kind.ROW and note.lines[end].group == group:
        end += 1
    return max(end, index + 1)


def _level(note: Note, index: int, end: int) -> Iterator[Finding]:
    """Yield the votes of the rows below the heads at *index*, of a table that ends at *end*."""
    head = _cells(note.lines[index])
    is_listed = len(head) > 2 and " ".join(head[0].casefold().split()) in _QUESTIONS
    choices = head[1:] if is_listed else head
    if not choice_set(name for name in choices if not is_total(name)):
        return
    after = index + 1
    while after < min(index + _MOST_HEAD, len(note.lines)) and _is_separator(note.lines[after]):
        after += 1
    for place in range(after, max(end, after + 1) if is_listed else after + 1):
        row = _cells(note.lines[place]) if place < len(note.lines) else []
        if len(row) != len(head):
            return
        numbers = [number_in(cell) for cell in (row[1:] if is_listed else row)]
        counted = _counted(list(zip(choices, numbers, strict=True)))
        if counted is None:
            return
        question = row[0] if is_listed and not row[0].strip("#.").isdecimal() else ""
        # the first row counts with its heads
        first = index if place == after else place
        yield counted.finding(note, first, place + 1, question)


def _cells(line: Line) -> Sequence[str]:
    """Return the cells of a row, or what would be cells if the line were one."""
    if line.cells:
        return line.cells
    text = line.plain.strip()
    if line.kind is not Kind.TEXT or len(text) > _LONGEST_ROW:
        return []
    if "|" in text:
        return [cell.strip() for cell in text.strip("|").split("|")]
    words = text.split()
    return words if len(words) > 2 else []


def _is_separator(line: Line) -> bool:
    is_text = line.kind is not Kind.ROW and len(line.text) <= _LONGEST_ROW
    return is_text and _SEPARATOR.fullmatch(line.text) is not None


@dataclass(frozen=True, slots=True)
class _Counted:
    """The votes of a table, and the total that it gives."""

    counts: tuple[tuple[str, int], ...]
    total: int | None

    def finding(self, note: Note, first: int, last: int, question: str = "") -> Finding:
        """Return the vote in the lines *first* to *last - 1*, which may be followed by a total."""
        question = question or question_above(note, first)
        below = _pairs(note.lines[last], is_first=True) if last < len(note.lines) else []
        total = self.total
        if total is None and len(below) == 1 and is_total(below[0][0]):
            total = below[0][1]
        vote = Vote(question=question, counts=self.counts)
        return Finding(vote, first, last, problem_of(self.counts, total))


def _counted(pairs: Sequence[tuple[str, int | None]]) -> _Counted | None:
    """Return the votes that *pairs* of choices and numbers are; None if they are not."""
    counts = [(name.strip(" *"), number) for name, number in pairs if not is_total(name)]
    totals = [number for name, number in pairs if is_total(name)]
    if len(totals) > 1 or not choice_set(name for name, _ in counts):
        return None
    sure = tuple((name, number) for name, number in counts if number is not None)
    if len(sure) != len(counts) or not any(number for _, number in sure):
        return None
    return _Counted(sure, next(iter(totals), None))


def _upright(rows: Sequence[Sequence[str]]) -> _Counted | None:
    """Return the votes of a table that has one choice a row."""
    if not 2 <= len(rows) < _MOST_ROWS or any(len(row) != 2 for row in rows):
        return None
    if not any(map(str.isdecimal, rows[0][1])):
        # a head such as "Choice | Votes"
        rows = rows[1:]
    return _counted([(name, number_in(number)) for name, number in rows])


def read_lines(note: Note, context: Context) -> Iterator[Finding]:
    """Yield the votes that are told in lines such as ``SF: 12``, one or several a line."""
    last = 0
    for first in _counting(note):
        if first < last:
            continue
        told = _told(note, first)
        last = first + told.lines
        counts = told.counts
        if choice_set(name for name, _ in counts) and any(number for _, number in counts):
            line = note.lines[first]
            question = _label_of(line) or _asked(line)[0] or question_above(note, first)
            vote = Vote(question=question, counts=tuple(counts))
            # "F, N, A" could be followed by "C"
            is_sure = not told.is_cut or any(len(name) > 1 for name, _ in counts)
            if is_sure:
                yield Finding(vote, first, last, problem_of(counts, told.total))


def _counting(note: Note) -> Sequence[int]:
    """Return the indexes of the lines that may count something; most lines have no number."""
    if not note.having(*digits):
        # some choice has votes
        return []
    # "no votes against" needs a label
    words = set(note.having("no")).intersection(note.having(":"))
    return sorted(words.union(note.having("none", *digits)))


@dataclass(slots=True)
class _Told:
    """What lines count that follow each other."""

    counts: list[tuple[str, int]] = field(default_factory=list)
    total: int | None = None
    lines: int = 0
    #: whether the next line counts something else
    is_cut: bool = False

    def add(self, pairs: Sequence[tuple[str, int]]) -> bool:
        """Add a line; return whether it belongs to the others."""
        counts = [pair for pair in pairs if not is_total(pair[0])]
        totals = [number for name, number in pairs if is_total(name)]
        known = {name for name, _ in self.counts}
        if not pairs or not known.isdisjoint(name for name, _ in counts):
            return False
        if not all(is_choice(name) for name, _ in counts):
            self.is_cut = True
            return False
        if totals and (self.total is not None or len(totals) > 1):
            return False
        self.counts += counts
        self.total = totals[0] if totals else self.total
        self.lines += 1
        return True


def _told(note: Note, first: int) -> _Told:
    """Return what the lines from *first* on count."""
    told = _Told()
    index = first
    while index < len(note.lines) and _goes_on(note, first, index):
        if not told.add(_pairs(note.lines[index], is_first=index == first)):
            break
        index += 1
    return told


def _goes_on(note: Note, first: int, index: int) -> bool:
    """Whether the line at *index* may belong to the vote that begins at *first*."""
    line, start = note.lines[index], note.lines[first]
    if line.kind not in {Kind.ITEM, Kind.TEXT} or line.is_quoted:
        return False
    return line.depth == start.depth and line.group == start.group


_LABEL = re.compile(
    r"\W{0,4}(?:votes?|poll|straw poll|results?|tally|vote count|voting results?|outcome)"
    r"(?:\s(?P<about>on [^:]{1,120}))?\s?:\s*",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"(?:votes|total)[^:]{0,12}:\s?[0-9]{1,5}\Z", re.IGNORECASE)
_SLASHED = re.compile(
    r"(?P<choices>[A-Za-z+]{1,3}(?:\s?[/-]\s?[A-Za-z]{1,3}){2,6})"
    r"\s?[:=]?\s{0,3}(?P<numbers>[0-9]{1,4}(?:\s?[/-]\s?[0-9]{1,4}){2,6})\.?",
)
_SPLIT = re.compile(r"\s?[/-]\s?")


def _pairs(line: Line, *, is_first: bool) -> list[tuple[str, int]]:
    """Return what *line* counts; the first line of a vote may begin with a label."""
    text = line.plain.strip(" *_")
    if len(text) > _LONGEST_LINE:
        return []
    label = _LABEL.match(text) if is_first and not _TOTAL.match(text) else None
    rest = text[label.end() :] if label else text
    if slashed := _SLASHED.fullmatch(rest):
        names = _SPLIT.split(slashed["choices"])
        numbers = [int(number) for number in _SPLIT.split(slashed["numbers"])]
        if len(names) == len(numbers) and choice_set(names):
            return list(zip(names, numbers, strict=True))
    found = pairs_in(rest) or (reversed_pairs_in(rest) if label else [])
    return found or (_asked(line)[1] if is_first else [])


def _asked(line: Line) -> tuple[str, list[tuple[str, int]]]:
    """Return the question and the counts of ``Vote: Do we meet? Yes: 5, no: 1``."""
    text = line.plain.strip(" *_")
    label = _LABEL.match(text) if len(text) <= _LONGEST_ROW else None
    rest = text[label.end() :] if label and not label["about"] else ""
    # the sign that ends the question
    place = rest.find("? ")
    if place < 0:
        place = rest.find(": ")
    counts = rest[place + 1 :].strip(" *_") if place > 0 else ""
    found = pairs_in(counts) or reversed_pairs_in(counts) if counts else []
    if not choice_set(name for name, _ in found):
        return "", []
    return rest[: place + 1].rstrip(": *_"), found


def _label_of(line: Line) -> str:
    match = _LABEL.match(line.plain.strip(" *_"))
    return (match["about"] or "").removeprefix("on ").strip() if match else ""
