"""Actions: what somebody is to do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sphinxcontrib_meetings.parse.minutes.action_lists import (
    ActionList,
    Strength,
    action_lists,
    heading_strength,
    is_about_others,
    is_label,
    labelled_end,
)
from sphinxcontrib_meetings.parse.minutes.action_markers import (
    read_ai_labels,
    read_closings,
    read_commands,
    read_labels,
    read_next_steps,
    read_scribe_labels,
    read_takings,
    read_todo_labels,
    statement_end,
)
from sphinxcontrib_meetings.parse.minutes.action_owners import How, names_in
from sphinxcontrib_meetings.parse.minutes.action_reading import Told, read_action
from sphinxcontrib_meetings.parse.minutes.action_tables import read_tables
from sphinxcontrib_meetings.parse.minutes.body import body_of, plain
from sphinxcontrib_meetings.parse.minutes.lines import Kind, Note
from sphinxcontrib_meetings.parse.minutes.rule import Context, Finding, Rule

__all__ = ["RULES"]

_ADDRESS = re.compile(r"\W{0,3}https?://\S+")
_ELSEWHERE = re.compile(
    r"(?:see|tracked (?:in|at|on)|(?:all |the )?(?:action items?|actions?|next steps?|to-?dos?"
    r"|tasks?)"
    r" (?:are|is|were|will be|can be|have been))\s",
    re.IGNORECASE,
)
#: ways of telling the owner that make an item an action, wherever it has a box
_TELLING = frozenset({How.LABEL, How.DOES, How.HANDLE, How.BOLD})
#: longest text that only says whose the items in it are
_LONGEST_NAME = 60


def _read_lists(note: Note, context: Context) -> Iterator[Finding]:
    """Yield the items below headings and labels such as "Action items"."""
    for actions in action_lists(note):
        index = actions.first
        has_items = False
        while index < actions.last:
            line = note.lines[index]
            if line.kind is Kind.ITEM and not line.is_quoted:
                has_items = True
                if line.depth == actions.depth and _is_group(note, index):
                    end = min(note.children_end(index), actions.last)
                    yield from _group(note, context, index, end, actions)
                    index = end
                    continue
                if line.depth == actions.depth or line.box:
                    yield from _item(note, context, index, actions, actions.owners)
                index = max(note.block_end(index), index + 1)
                continue
            if line.kind is Kind.TEXT and not has_items and not line.depth:
                yield from _sentence(note, context, index, actions)
                index = statement_end(note, index)
                continue
            index += 1


def _is_group(note: Note, index: int) -> bool:
    """Whether the item at *index* only says whose, or which, the items in it are."""
    text = plain(note.lines[index]).strip()
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
    note: Note, context: Context, index: int, end: int, actions: ActionList
) -> Iterator[Finding]:
    """Yield the items in the item at *index*, which may name the owner of all of them."""
    owners = _owners_of_group(plain(note.lines[index])) or actions.owners
    depth = note.lines[index + 1].depth
    for place in range(index + 1, end):
        line = note.lines[place]
        if line.kind is Kind.ITEM and (line.depth == depth or line.box):
            yield from _item(note, context, place, actions, owners)


def _item(
    note: Note, context: Context, index: int, actions: ActionList, owners: tuple[str, ...]
) -> Iterator[Finding]:
    line = note.lines[index]
    last = note.block_end(index)
    body = body_of(note, index, last)
    if _ADDRESS.fullmatch(body.text) or _ELSEWHERE.match(body.text):
        return
    if heading_strength(body.text) is not Strength.NONE:
        # a label of its own list
        return
    told = Told(box=line.box, state=actions.state)
    found = read_action(body, context, index, last, told)
    if found is None:
        return
    finding, how = found
    if not how and owners:
        told = Told(owners, line.box, state=actions.state)
        inherited = read_action(body, context, index, last, told)
        finding = inherited[0] if inherited else finding
    if actions.strength is Strength.SURE or line.box or how in _TELLING:
        yield finding


def _sentence(note: Note, context: Context, index: int, actions: ActionList) -> Iterator[Finding]:
    """Yield the line of a paragraph at *index* if it says who is to do something."""
    last = statement_end(note, index)
    body = body_of(note, index, last)
    told = Told(state=actions.state)
    found = read_action(body, context, index, last, told)
    if found and found[1] in {How.DOES, How.HANDLE} and not _ELSEWHERE.match(body.text):
        yield found[0]


def _read_boxes(note: Note, context: Context) -> Iterator[Finding]:
    """Yield the items with a box that say who is to do them."""
    for finding, how in _boxes(note, context):
        if how in _TELLING:
            yield finding


def _read_tasks(note: Note, context: Context) -> Iterator[Finding]:
    """Yield all items with a box, except for those of an agenda, of attendance or of a poll."""
    for finding, _ in _boxes(note, context):
        yield finding


def _boxes(note: Note, context: Context) -> Iterator[tuple[Finding, How]]:
    end = 0
    for index, line in enumerate(note.lines):
        if line.kind is Kind.HEADING:
            end = note.ends[index] if is_about_others(line.text) else end
        elif index >= end and is_label(note, index) and is_about_others(line.text):
            end = labelled_end(note, index)
        if not line.box or line.kind is not Kind.ITEM or line.is_quoted or index < end:
            continue
        last = note.block_end(index)
        body = body_of(note, index, last)
        if found := read_action(body, context, index, last, Told(box=line.box)):
            yield found


_COMMON = frozenset({"common"})

RULES: Sequence[Rule] = (
    Rule(
        name="action-command",
        kind="action",
        takes="`#action Ada to write the minutes`, with or without a nick before it",
        leaves="`#action` within a sentence",
        source="MeetBot",
        read=read_commands,
        presets=frozenset({"common", "meetbot"}),
    ),
    Rule(
        name="action-label",
        kind="action",
        takes=(
            "`ACTION: Ada to write …`, `Action: ada, bob: …`, `Action item: …`, `Action Ada: …`, "
            "`Action(Ada): …`, `[ACTION] …`; in capitals also after the end of a sentence"
        ),
        leaves='`action-20:`, "Action item review", sentences with the word "action"',
        source="W3C's scribes, and many others",
        read=read_labels,
        presets=frozenset({"common", "w3c", "asf"}),
    ),
    Rule(
        name="action-ai",
        kind="action",
        takes="`AI: Ada to write …`, `AI: @ada …`, `AI(ada): …`, `[AI] Ada to …`",
        leaves='"AI" as a topic: `AI: the next models`, `AI profile: …`',
        source='notes that shorten "action item"',
        read=read_ai_labels,
        presets=_COMMON,
    ),
    Rule(
        name="action-todo",
        kind="action",
        takes="`TODO: …`, `TODO(ada): …`, `TODO @ada …`; `To do: Ada to …`",
        leaves="`TODO` alone, and `Todo: …` that names nobody",
        source="comments in code, and notes",
        read=read_todo_labels,
        presets=_COMMON,
    ),
    Rule(
        name="action-next-step",
        kind="action",
        takes="`Next step: Ada to …`, `Next steps: @ada …`",
        leaves="next steps that name nobody",
        source="notes of working groups",
        read=read_next_steps,
        presets=_COMMON,
    ),
    Rule(
        name="action-taken",
        kind="action",
        takes="`[Ada took an action to …]`, `Ada: I'll take an action to …`",
        leaves="actions that somebody tells about: `I took an action to …`",
        source="W3C's scribes",
        read=read_takings,
        presets=frozenset({"common", "w3c"}),
    ),
    Rule(
        name="action-scribejs",
        kind="action",
        takes="`> Action #1: … (Ada)`, in a block quote",
        leaves="other block quotes",
        source="scribejs",
        read=read_scribe_labels,
        presets=frozenset({"w3c"}),
    ),
    Rule(
        name="action-closed",
        kind="action",
        takes="`close ACTION-20`, `close #42`, `ACTION-20: done`: the action with that ID is done",
        leaves="`action-20: …` with other words",
        source="W3C's Tracker",
        read=read_closings,
        presets=frozenset({"w3c"}),
    ),
    Rule(
        name="action-table",
        kind="action",
        takes=(
            'rows of a table with the columns "Action" (or "Task") and "Owner" (or "Who"); "Due", '
            '"Status" and "ID" if there are such columns'
        ),
        leaves="tables without such a head",
        source="notes with tables",
        read=read_tables,
        presets=frozenset({"common", "asf"}),
    ),
    Rule(
        name="action-list",
        kind="action",
        takes=(
            'items below a heading or label "Action items", "Actions", "Next steps" or "To do"; '
            'below "Tasks", "AIs" or "Review of action items" only those with a box or an owner'
        ),
        leaves="items within items, unless they have a box; `None`, `TBD`, `<name>`",
        source="notes of all kinds",
        read=_read_lists,
        presets=frozenset({"common", "w3c", "meetbot", "hackmd", "asf"}),
    ),
    Rule(
        name="action-box",
        kind="action",
        takes="`- [ ] Ada: …`, `- [x] **Ada**: …`, `- [-] @ada …`, wherever it stands",
        leaves="boxes that name nobody, and boxes of an agenda, of attendance or of a poll",
        source="notes in Markdown",
        read=_read_boxes,
        presets=frozenset({"common", "hackmd"}),
    ),
    Rule(
        name="task-box",
        kind="action",
        takes="every item with a box: `- [ ] …`",
        leaves="boxes of an agenda, of attendance or of a poll",
        source="task lists of HackMD, GitHub and Obsidian",
        read=_read_tasks,
        presets=frozenset({"hackmd", "tasks"}),
    ),
)
