"""Actions in lists: below a heading or label that says so, or with a box."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from sphinxcontrib_meetings.model.minutes import Action
from sphinxcontrib_meetings.parse.minutes.action_lists import (
    ActionList,
    Strength,
    action_lists,
    heading_strength,
    is_about_others,
    is_label,
    labelled_end,
)
from sphinxcontrib_meetings.parse.minutes.action_owners import How, names_in
from sphinxcontrib_meetings.parse.minutes.action_reading import Told, read_action
from sphinxcontrib_meetings.parse.minutes.body import body_of
from sphinxcontrib_meetings.parse.minutes.lines import Kind, Note
from sphinxcontrib_meetings.parse.minutes.rule import Context, Finding
from sphinxcontrib_meetings.parse.minutes.statements import statement_end

__all__ = ["read_boxes", "read_lists", "read_reviews", "read_tasks"]

_ADDRESS = re.compile(r"\W{0,3}https?://\S+")
_ELSEWHERE = re.compile(
    r"(?:see|tracked (?:in|at|on)|(?:all |the )?(?:action items?|actions?|next steps?|to-?dos?"
    r"|tasks?)"
    r" (?:are|is|were|will be|can be|have been))\s",
    re.IGNORECASE,
)
#: "Ada will not be available": somebody is away, and has nothing to do for that
_AWAY = re.compile(
    r"[^\W\d_][\w.'-]*(?:\s(?:and|&|[^\W\d_a-z][\w.'-]*)){0,4}\s(?:"
    r"(?:will not|cannot|(?:won|can)['\N{RIGHT SINGLE QUOTATION MARK}]t)\s"
    r"(?:be (?:available|able to (?:attend|join|make it)|around|here|present|there)|attend|join"
    r"|make it)"
    r"|(?:is|are|will be)\s(?:absent|away|on (?:holiday|leave|vacation)|unavailable"
    r"|out(?=\s(?:of (?:the )?office|until|next|this|from)\b|\W?\Z)))\b"
)
#: ways of telling the owner that make an item an action, wherever it has a box
_TELLING = frozenset({How.LABEL, How.DOES, How.HANDLE, How.BOLD})
#: longest label of a list that is about others
_LONGEST_LABEL = 40
#: how an item has to tell its owner, by the strength of its heading
_WAYS: Mapping[Strength, Collection[How]] = {
    Strength.SURE: frozenset(How),
    Strength.WEAK: _TELLING,
    # "Ada: …" may be what she said
    Strength.REVIEW: frozenset({How.DOES}),
}
#: longest text that only says whose the items in it are
_LONGEST_NAME = 60


def read_lists(note: Note, context: Context) -> Iterator[Finding]:
    """Yield the items below headings and labels such as "Action items"."""
    return _lists(note, context, _WAYS)


def read_reviews(note: Note, context: Context) -> Iterator[Finding]:
    """Yield the items ``Name: …`` below "Review outstanding action items", too."""
    return _lists(note, context, {**_WAYS, Strength.REVIEW: _TELLING})


#: strength of a heading ─► how its items have to tell their owners
_Ways = Mapping[Strength, Collection[How]]


def _lists(note: Note, context: Context, ways: _Ways) -> Iterator[Finding]:
    seen: set[int] = set()
    for actions in action_lists(note):
        for finding in _listed(note, context, actions, ways):
            # a label may stand below a heading
            if finding.first not in seen:
                seen.add(finding.first)
                yield finding


def _listed(note: Note, context: Context, actions: ActionList, ways: _Ways) -> Iterator[Finding]:
    index = actions.first
    has_items = False
    while index < actions.last:
        line = note.lines[index]
        if line.kind is Kind.ITEM and not line.is_quoted:
            has_items = True
            if line.depth == actions.depth and _is_group(note, index):
                end = min(note.children_end(index), actions.last)
                for place, owned in _group(note, index, end, actions):
                    yield from _item(note, context, place, owned, ways)
                index = end
                continue
            if line.depth == actions.depth or line.box:
                yield from _item(note, context, index, actions, ways)
            index = note.block_end(index)
            continue
        if line.kind is Kind.TEXT and not has_items and not line.depth:
            yield from _sentence(note, context, index, actions)
            index = statement_end(note, index)
            continue
        index += 1


def _is_group(note: Note, index: int) -> bool:
    """Whether the item at *index* only says whose, or which, the items in it are."""
    text = note.lines[index].plain.strip()
    after = note.block_end(index)
    has_items = (
        after == index + 1
        and after < len(note.lines)
        and note.lines[after].kind is Kind.ITEM
        and note.lines[after].depth > note.lines[index].depth
    )
    if not has_items or note.lines[index].box:
        return False
    is_unassigned = text.strip(" *:").casefold() == "unassigned"
    is_name = bool(_owners_of_group(text)) and len(text) <= _LONGEST_NAME
    return is_unassigned or is_name or (text.endswith(":") and len(text) <= _LONGEST_NAME)


def _owners_of_group(text: str) -> tuple[str, ...]:
    # a nick stands alone
    return names_in(text, any_case=" " not in text.strip())


def _group(
    note: Note, index: int, end: int, actions: ActionList
) -> Iterator[tuple[int, ActionList]]:
    """Yield the indexes of the items in the item at *index*, which may name their owner."""
    owners = _owners_of_group(note.lines[index].plain) or actions.owners
    owned = replace(actions, owners=owners)
    depth = note.lines[index + 1].depth
    for place in range(index + 1, end):
        line = note.lines[place]
        is_first = line.block != note.lines[place - 1].block
        if line.kind is Kind.ITEM and is_first and (line.depth == depth or line.box):
            yield place, owned


def _item(
    note: Note, context: Context, index: int, actions: ActionList, ways: _Ways
) -> Iterator[Finding]:
    line = note.lines[index]
    last = note.block_end(index)
    body = body_of(note, index, last)
    if any(sign.match(body.text) for sign in (_ELSEWHERE, _AWAY)) or _ADDRESS.fullmatch(body.text):
        return
    if heading_strength(body.text) is not Strength.NONE:
        # a label of its own list
        return
    told = Told(box=line.box, state=actions.state)
    found = read_action(body, context, index, last, told)
    if found is None:
        return
    finding, how = found
    if not how and actions.owners:
        told = Told(actions.owners, line.box, state=actions.state)
        inherited = read_action(body, context, index, last, told)
        finding = inherited[0] if inherited else finding
    if line.box or how in ways[actions.strength]:
        yield finding


def _sentence(note: Note, context: Context, index: int, actions: ActionList) -> Iterator[Finding]:
    """Yield the line of a paragraph at *index* if it says who is to do something."""
    last = statement_end(note, index)
    body = body_of(note, index, last)
    told = Told(state=actions.state)
    found = read_action(body, context, index, last, told)
    if (
        found
        and found[1] in {How.DOES, How.HANDLE}
        and not (_ELSEWHERE.match(body.text) or _AWAY.match(body.text))
    ):
        yield found[0]


def read_boxes(note: Note, context: Context) -> Iterator[Finding]:
    """Yield the items with a box that say who is to do them."""
    for finding, how in _boxes(note, context):
        # "Ada Lovelace @ada" is a person who is present
        if (
            how in _TELLING
            and isinstance(finding.item, Action)
            and not names_in(finding.item.text)
        ):
            yield finding


def read_tasks(note: Note, context: Context) -> Iterator[Finding]:
    """Yield all items with a box, except for those of an agenda, of attendance or of a poll."""
    for finding, _ in _boxes(note, context):
        yield finding


def _boxes(note: Note, context: Context) -> Iterator[tuple[Finding, How]]:
    if not note.box_places:
        return
    end = 0
    for index, line in enumerate(note.lines):
        if line.kind is Kind.HEADING:
            end = note.ends[index] if is_about_others(line.text) else end
        elif (
            index >= end
            and len(line.text) <= _LONGEST_LABEL
            and is_about_others(line.text)
            and is_label(note, index)
        ):
            end = labelled_end(note, index)
        if not line.box or line.kind is not Kind.ITEM or line.is_quoted or index < end:
            continue
        last = note.block_end(index)
        body = body_of(note, index, last)
        if found := read_action(body, context, index, last, Told(box=line.box)):
            yield found
