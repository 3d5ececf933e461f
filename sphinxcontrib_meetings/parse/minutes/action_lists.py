"""Where lists of actions stand: below a heading "Action items", or a label such as "To do:"."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from dataclasses import dataclass

from sphinxcontrib_meetings.model.minutes import ActionState
from sphinxcontrib_meetings.parse.minutes.action_owners import names_in
from sphinxcontrib_meetings.parse.minutes.lines import Kind, Line, Note, Style

__all__ = [
    "ActionList",
    "Strength",
    "action_lists",
    "heading_strength",
    "is_about_others",
    "is_label",
    "labelled_end",
    "list_end",
    "outer_depth",
    "plain_heading",
]


class Strength(enum.Enum):
    """How surely a heading tells that its items are actions."""

    NONE = 0
    #: an item needs a box or an owner besides
    WEAK = 1
    #: what was told about actions of earlier meetings
    REVIEW = 2
    SURE = 3


@dataclass(frozen=True, slots=True)
class ActionList:
    """A part of a note whose items are actions."""

    #: indexes of its lines
    first: int
    last: int
    #: depth of its items
    depth: int
    strength: Strength
    #: of the heading of a person: who owns all of them
    owners: tuple[str, ...] = ()
    #: such as "Completed action items"
    state: ActionState | None = None


_TIMES = (
    r"new|past|previous|prior|old|open|outstanding|pending|remaining|ongoing|unresolved|current"
    r"|today's|carried[ -](?:over|forward)|carry[ -]?over|completed|done|closed|finished|all"
    r"|key|immediate"
    r"|our|my|the|summary of|list of|last (?:week|meeting|time|month)(?:'s)?"
    r"|this (?:week|meeting)(?:'s)?"
    r"|(?:next|previous|last) meeting(?:'s)?"
)
_SURE = r"action[ -]?items?|actions?|action points?|to[ -]?dos?|to-do list|todo list|next steps?"
_WEAK = r"tasks?|ais|homework|assignments?"
_DECISIONS = r"decisions?|resolutions?|outcomes?|conclusions?|agreements?|summary"
_AFTER = (
    r"(?:,? (?:from|for|since|of|until|before|after|by|by person|by owner) .{1,40}"
    r"|,? (?:summary|list|by person|by owner|so far|arising)| and owners)?"
)
_SURE_HEADING = re.compile(
    rf"(?:(?:{_TIMES}),? ){{0,3}}(?:{_SURE})(?:(?: ?/ ?| and | & |, )(?:{_SURE}|{_WEAK}|owners"
    rf"|follow[ -]?ups?|assignments?))?{_AFTER}"
)
_WEAK_HEADING = re.compile(
    rf"(?:(?:{_TIMES}),? ){{0,3}}(?:{_WEAK}){_AFTER}"
    rf"|(?:{_DECISIONS})(?: ?/ ?| and | & |, )(?:{_SURE})|(?:{_SURE})(?: ?/ ?| and | & "
    rf"|, )(?:{_DECISIONS})"
)
_REVIEW_HEADING = re.compile(
    rf"(?:review|status|recap|follow[ -]?up)(?: (?:of|on))? (?:(?:{_TIMES}),? ){{0,3}}"
    rf"(?:{_SURE}){_AFTER}"
    rf"|(?:(?:{_TIMES}),? ){{0,3}}(?:{_SURE}) (?:review|status|follow[ -]?ups?|updates?|recap)"
)
#: what each of them has
_NAMED = ("act", "todo", "to do", "to-do", "next", "task", "ais", "homework", "assignment")
_DONE = re.compile(r"(?:(?:recently )?(?:completed|done|closed|finished)\b.{0,30})")
_NUMBER = re.compile(r"(?:\(?[0-9]{1,3}(?:\.[0-9]{1,3}){0,3}[.):]?|[ivx]{1,4}[.)])\s+")
_END = re.compile(r"\s*(?:\([0-9]{1,3}\)|\([0-9]{1,3} ?min(?:ute)?s?\)|:)\s*\Z")
_AROUND = re.compile(r"\A\W+|(?<![\w)])\W+\Z")
_LONGEST = 100
#: headings below which a list tells of something else, whatever its items are called
_OTHERS = re.compile(
    r"(?:meeting )?(?:draft |proposed |tentative |planned |today's )?(?:agenda|topics?)\b.{0,30}"
    r"|attend(?:ance|ees?)|present|participants?|roll ?call|regrets|absen(?:t|ces?)|apologies"
    r"|guests"
    r"|(?:who is |who's )?(?:here|present)|members?|quorum|poll|polls|votes?|voting|availability"
    r"|templates?|(?:pre-?meeting |meeting )?check ?lists?"
)


def heading_strength(text: str) -> Strength:
    """Return how surely the heading or label *text* tells of actions."""
    folded = text.casefold()
    if len(text) > _LONGEST or not any(word in folded for word in _NAMED):
        # most lines
        return Strength.NONE
    words = plain_heading(text)
    if _SURE_HEADING.fullmatch(words):
        return Strength.SURE
    if _REVIEW_HEADING.fullmatch(words):
        return Strength.REVIEW
    return Strength.WEAK if _WEAK_HEADING.fullmatch(words) else Strength.NONE


def is_about_others(text: str) -> bool:
    """Whether *text* is the heading of an agenda, of attendance, of a poll or the like."""
    return len(text) <= _LONGEST and _OTHERS.fullmatch(plain_heading(text)) is not None


def plain_heading(text: str) -> str:
    """Return the words of a heading or label in lower case, without numbers, signs and colon."""
    words = " ".join(text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").casefold().split())
    words = _AROUND.sub("", _END.sub("", _END.sub("", words)))
    return _NUMBER.sub("", words, count=1).strip()


def action_lists(note: Note) -> Iterator[ActionList]:
    """Yield the lists of actions of *note*, in its order; inner ones after those around them."""
    yield from _below_headings(note)
    yield from _below_labels(note)


def _below_headings(note: Note) -> Iterator[ActionList]:
    #: index of a heading ─► the list that its section is
    lists: dict[int, ActionList] = {}
    for index in note.heading_places:
        line = note.lines[index]
        strength = heading_strength(line.text)
        above = lists.get(note.headings[index])
        owners: tuple[str, ...] = ()
        state: ActionState | None = None
        if strength is Strength.NONE:
            if above is None or is_about_others(line.text):
                continue
            strength, owners, state = above.strength, names_in(line.text), above.state
        if len(line.text) <= _LONGEST and _DONE.fullmatch(plain_heading(line.text)):
            state = ActionState.DONE
        end = note.ends[index]
        depth = outer_depth(note, index + 1, end)
        lists[index] = ActionList(index + 1, end, depth, strength, owners, state)
        yield lists[index]


def outer_depth(note: Note, first: int, last: int) -> int:
    """Return the depth of the outer items of the lines *first* to *last - 1*."""
    depths = (line.depth for line in note.lines[first:last] if line.kind is Kind.ITEM)
    return min(depths, default=1)


def _below_labels(note: Note) -> Iterator[ActionList]:
    for index in note.having(*_NAMED):
        line = note.lines[index]
        if line.kind not in {Kind.ITEM, Kind.TEXT} or line.is_quoted:
            continue
        strength = heading_strength(line.text)
        if strength is Strength.NONE or not is_label(note, index):
            continue
        if line.kind is Kind.ITEM:
            above = note.headings[index]
            if above >= 0 and is_about_others(note.lines[above].text):
                continue
        first, end = index + 1, labelled_end(note, index)
        if first < end:
            yield ActionList(first, end, note.lines[first].depth, strength)


def is_label(note: Note, index: int) -> bool:
    """Whether the line at *index* is the last of its paragraph, and looks like a label."""
    line = note.lines[index]
    if line.kind not in {Kind.ITEM, Kind.TEXT} or note.block_end(index) != index + 1:
        return False
    spans = [span for span in line.spans if span.text.strip(" :")]
    is_bold = all(Style.STRONG in span.style for span in spans)
    if line.kind is Kind.ITEM or is_bold or line.plain.rstrip().endswith(":"):
        return True
    # a paragraph of its own, right above a list
    is_alone = index == 0 or note.lines[index - 1].block != line.block
    return is_alone and not line.depth and list_end(note, index + 1) > index + 1


def labelled_end(note: Note, index: int) -> int:
    """Return the index after the list that the line at *index* is the label of."""
    if note.lines[index].kind is Kind.ITEM:
        return note.children_end(index)
    return list_end(note, index + 1)


def list_end(note: Note, first: int) -> int:
    """Return the index after the list whose first item is the line at *first*."""
    if first >= len(note.lines) or note.lines[first].kind is not Kind.ITEM:
        return first
    start = note.lines[first]
    end = first + 1
    while end < len(note.lines) and _goes_on(start, note.lines[end]):
        end += 1
    return end


def _goes_on(start: Line, line: Line) -> bool:
    is_within = line.depth > start.depth or line.group == start.group
    return line.kind is not Kind.HEADING and is_within
