"""Decisions in lists and tables: below a heading or label such as "Decisions"."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from sphinxcontrib_meetings.model.minutes import DecisionState
from sphinxcontrib_meetings.parse.minutes.action_lists import (
    is_about_others,
    is_label,
    labelled_end,
    outer_depth,
    plain_heading,
)
from sphinxcontrib_meetings.parse.minutes.body import Body, body_of
from sphinxcontrib_meetings.parse.minutes.decision_reading import Told, read_decision, state_of
from sphinxcontrib_meetings.parse.minutes.decision_tasks import names_task
from sphinxcontrib_meetings.parse.minutes.lines import Kind, Line, Note
from sphinxcontrib_meetings.parse.minutes.rule import Context, Finding
from sphinxcontrib_meetings.parse.minutes.statements import statements
from sphinxcontrib_meetings.parse.minutes.tables import Columns, columns_in, rows_of

__all__ = ["is_decision_heading", "read_conclusions", "read_lists", "read_tables"]

_OPEN = r"proposed|draft|tentative|provisional|suggested"
_BEFORE = (
    r"(?:key|final|new|main|important|major|formal|recorded|today's|our|all|board|meeting|group"
    r"|team|committee|summary of|list of|consensus|technical|the)"
)
_AFTER = (
    r"(?: (?:made|taken|reached|passed|adopted|agreed|summary))?"
    r"(?: (?:today|this week|(?:at|in|from|of|during) (?:this|the|today's) (?:meeting|call)))?"
)
_SURE = (
    r"(?:decisions|resolutions|decision|decided|agreed decisions|agreed|what (?:we|was) decided)"
)
_DECISIONS = re.compile(
    rf"(?:(?P<open>{_OPEN}) |{_BEFORE} ){{0,3}}{_SURE}"
    rf"(?:(?: ?/ ?| and | & |, )(?:{_SURE}|resolution|conclusions?|agreements|outcomes?))?{_AFTER}"
)
#: as a label, also a sentence
_SENTENCE = re.compile(
    r"(?:we|the (?:group|team|board|committee)) (?:have |has )?(?:decided|agreed)"
    r"(?: to| that| on)?(?: the following)?"
    r"|(?:the )?following (?:decisions|resolutions) (?:were|have been)"
    r" (?:made|taken|reached|passed)"
)
_NAMED = ("deci", "resol", "agreed")
_LONGEST = 80
#: what a topic led to; of a whole meeting these are farewells, and of a picture its size
_CONCLUSION = re.compile(
    r"(?:final )?(?:conclusions?|resolution)(?:(?: ?/ ?| and | & )(?:conclusions?|resolutions?"
    r"|decisions?))?"
)
#: begins a line that says more of a decision, or something else
_OTHER_LABEL = re.compile(
    r"\W{0,6}(?:actions?(?: items?| points?)?|ais?|to-?do|next steps?|discussions?|discussed"
    r"|rationale|reasons?|reasoning|notes?|context|background|votes?|voting|poll|pros|cons"
    r"|alternatives|follow[ -]?ups?|open questions?|status|supersedes|superseded by|topics?|agenda"
    r"|attendees|present|references?|links?|minutes|date|owner)\b[^:]{0,40}:",
    re.IGNORECASE,
)
#: the label of one decision within a list of them
_OWN_LABEL = re.compile(
    r"\W{0,6}(?:(?P<before>proposed|draft|tentative)(?:\s\([^()]{1,60}\))?\s)?"
    r"(?:decision|resolution|resolved|decided|agreed)(?:\s?#?[0-9]{1,4})?[\s*_]{0,4}:[\s*_]*",
    re.IGNORECASE,
)
_BULLET = re.compile(r"\s*[\N{BULLET}\N{TRIANGULAR BULLET}\N{BLACK SMALL SQUARE}]\s")
#: a picture that says what became of a decision
_MARK = re.compile(
    "(?:(?P<no>[\u274c\u274e\u2716\u2718\u2717\U0001f6ab\U0001f44e])"
    "|[\u2705\u2714\u2713\u2611\U0001f44d])\ufe0f?\\s*(?=\\S)"
)
_HEADS: Mapping[str, str] = {
    head: kind
    for kind, heads in {
        "decision": ("decision", "decisions", "decided", "decision made"),
        "topic": ("topic", "item", "subject", "issue", "proposal", "agenda item", "motion"),
        "state": ("status", "state"),
        "id": ("id", "#", "no", "no.", "nr", "number"),
        "log": ("date", "meeting", "minutes", "minutes link", "decided on", "meeting date"),
    }.items()
    for head in heads
}
_PLAIN_CHOICES = frozenset({"yes", "no", "y", "n", "x", "✓", "✔", "ok"})


class _Prose(enum.Enum):
    """Whether paragraphs are decisions as well as items."""

    NONE = 0
    #: if there are no items
    ALONE = 1


@dataclass(frozen=True, slots=True)
class _List:
    """A part of a note whose items are decisions."""

    first: int
    last: int
    depth: int
    prose: _Prose = _Prose.NONE
    state: DecisionState | None = None


def read_lists(note: Note, context: Context) -> Iterator[Finding]:
    """Yield the items below headings and labels such as "Decisions"."""
    seen: set[int] = set()
    for decisions in (*_below_headings(note), *_below_labels(note)):
        for finding in _listed(note, decisions):
            # a label may stand below a heading
            if finding.first not in seen:
                seen.add(finding.first)
                yield finding


def read_conclusions(note: Note, context: Context) -> Iterator[Finding]:
    """Yield what stands below the heading "Conclusion" of a topic."""
    for index in note.heading_places:
        line = note.lines[index]
        if len(line.text) > _LONGEST or not note.topic_of(index):
            continue
        if _CONCLUSION.fullmatch(plain_heading(line.text)):
            end = note.ends[index]
            depth = outer_depth(note, index + 1, end)
            for finding in _listed(note, _List(index + 1, end, depth, _Prose.ALONE)):
                if not names_task(body_of(note, finding.first, finding.last)):
                    yield finding


def is_decision_heading(text: str) -> bool:
    """Whether *text* is the heading of a list of decisions."""
    return _told(text) is not None


def _told(text: str) -> Told | None:
    """Return what the heading or label *text* tells of its decisions; None if it has none."""
    folded = text.casefold()
    if len(text) > _LONGEST or not any(word in folded for word in _NAMED):
        # most lines
        return None
    match = _DECISIONS.fullmatch(plain_heading(text))
    if match is None:
        return None
    return Told(DecisionState.PROPOSED if match["open"] else None)


def _told_in_sentence(text: str) -> Told | None:
    if len(text) > _LONGEST or not text.rstrip(" *_").endswith((":", "\N{FULLWIDTH COLON}")):
        return None
    return Told() if _SENTENCE.fullmatch(plain_heading(text)) else None


def _below_headings(note: Note) -> Iterator[_List]:
    #: index of a heading ─► the list that its section is
    lists: dict[int, _List] = {}
    for index in note.heading_places:
        line = note.lines[index]
        if line.depth <= 1:
            continue
        told, above = _told(line.text), lists.get(note.headings[index])
        if told is not None:
            prose, state = _Prose.ALONE, told.state
        elif above is not None and _is_topic(line.text):
            # decisions by topic
            prose, state = _Prose.NONE, above.state
        else:
            continue
        end = note.ends[index]
        depth = outer_depth(note, index + 1, end)
        lists[index] = _List(index + 1, end, depth, prose, state)
        yield lists[index]


def _is_topic(text: str) -> bool:
    """Whether *text* may be the topic of decisions, and not the heading of another list."""
    return not (is_about_others(text) or _OTHER_LABEL.match(f"{text.strip(' :')}:"))


def _below_labels(note: Note) -> Iterator[_List]:
    for index in statements(note, *_NAMED):
        line = note.lines[index]
        told = _told(line.text) or _told_in_sentence(line.text)
        if told is None or not is_label(note, index):
            continue
        above = note.headings[index]
        if above >= 0 and is_about_others(note.lines[above].text):
            continue
        first, end = index + 1, labelled_end(note, index)
        if first < end:
            yield _List(first, end, note.lines[first].depth, state=told.state)


def _listed(note: Note, decisions: _List) -> Iterator[Finding]:
    lines = note.lines[decisions.first : decisions.last]
    has_items = any(line.kind in {Kind.ITEM, Kind.ROW} for line in lines)
    index = decisions.first
    while index < decisions.last:
        line, end = note.lines[index], note.block_end(index)
        is_item = line.kind is Kind.ITEM and line.depth == decisions.depth
        is_prose = line.kind is Kind.TEXT and not line.depth and not has_items
        if line.is_quoted or line.box == " ":
            pass
        elif is_item:
            for first, last in _parts(note, index, end):
                yield from _item(note, first, last, decisions)
        elif is_prose and decisions.prose is _Prose.ALONE and not _is_lead(line):
            yield from _item(note, index, end, decisions)
        index = end


def _parts(note: Note, index: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of an item that begin with a bullet that Markdown does not know."""
    starts = [index, *(n for n in range(index + 1, end) if _BULLET.match(note.lines[n].text))]
    yield from zip(starts, [*starts[1:], end], strict=True)


def _is_lead(line: Line) -> bool:
    """Whether *line* leads to what stands elsewhere."""
    return line.plain.rstrip(" *_").endswith(":")


def _item(note: Note, first: int, last: int, decisions: _List) -> Iterator[Finding]:
    body = body_of(note, first, last)
    if bullet := _BULLET.match(body.text + " "):
        body = body.without(0, bullet.end())
    state = decisions.state
    if mark := _MARK.match(body.text):
        body = body.without(0, mark.end())
        state = DecisionState.REJECTED if mark["no"] else DecisionState.ACCEPTED
    if label := _OWN_LABEL.match(body.text):
        body = body.without(0, label.end())
        state = state_of(label["before"] or "") or state
    elif _OTHER_LABEL.match(body.text) or _told(body.text):
        return
    if found := read_decision(body, note, first, last, Told(state)):
        yield found


def read_tables(note: Note, context: Context) -> Iterator[Finding]:
    """Yield the decisions in tables that have a column for them."""
    for index, cell in rows_of(note, lambda first: _columns(note.lines[first])):
        yield from _row(note, index, cell)


def _columns(head: Line) -> Columns:
    """Return the columns of the table below *head*; empty if it has no decisions."""
    found = columns_in(head, _HEADS)
    # a log is of many meetings
    return found if "decision" in found and "log" not in found else {}


def _row(note: Note, index: int, cell: Callable[[str], str]) -> Iterator[Finding]:
    def words(kind: str) -> str:
        return " ".join(cell(kind).split())

    text, state = words("decision"), state_of(words("state"))
    if outcome := state_of(text):
        # "Accepted" says what became of what another column says
        text, state = words("topic"), outcome
    if text.casefold() in _PLAIN_CHOICES or not text:
        return
    name = words("id")
    is_name = len(name.split()) == 1 and not name.strip("#.").isdecimal()
    told = Told(state, name if is_name else "")
    if found := read_decision(Body(text), note, index, index + 1, told):
        yield found
