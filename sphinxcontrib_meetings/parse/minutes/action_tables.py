"""Tables of actions: one a row, under heads such as "Action", "Owner" and "Due"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from sphinxcontrib_meetings.model.minutes import Action, ActionState
from sphinxcontrib_meetings.parse.minutes.action_lists import Strength, heading_strength
from sphinxcontrib_meetings.parse.minutes.action_owners import names_in
from sphinxcontrib_meetings.parse.minutes.action_reading import is_placeholder
from sphinxcontrib_meetings.parse.minutes.action_states import state_in_cell
from sphinxcontrib_meetings.parse.minutes.due import date_in_cell
from sphinxcontrib_meetings.parse.minutes.lines import Note
from sphinxcontrib_meetings.parse.minutes.rule import Context, Finding
from sphinxcontrib_meetings.parse.minutes.tables import Columns, columns_in, rows_of

__all__ = ["read_tables"]

#: what the head of a column says ─► what its cells hold
_HEADS: Mapping[str, str] = {
    head: kind
    for kind, heads in {
        "action": ("action", "actions", "action item", "action items", "action point"),
        "task": ("task", "to do", "todo", "next step"),
        "words": ("description", "details", "what", "item"),
        "owner": (
            *("owner", "owners", "assignee", "assignees", "assigned to", "who", "responsible"),
            *("lead", "person", "action owner", "responsible person", "by whom"),
        ),
        "due": ("due", "due date", "deadline", "by when", "target date", "when"),
        "state": ("status", "state", "done", "done?"),
        "id": ("id", "#", "no", "no.", "nr", "number"),
    }.items()
    for head in heads
}


def read_tables(note: Note, context: Context) -> Iterator[Finding]:
    """Yield the actions in the tables that have a column for actions, and one for their owners."""
    for index, cell in rows_of(note, partial(_columns, note)):
        yield from _row(cell, context, index)


def _is_listed(note: Note, index: int) -> bool:
    """Whether the table that begins at *index* stands below a heading "Action items"."""
    above = note.headings[index]
    return above >= 0 and heading_strength(note.lines[above].text) is Strength.SURE


def _columns(note: Note, index: int) -> Columns:
    """Return the columns of the table that begins at *index*; empty if it has no actions."""
    found, is_listed = columns_in(note.lines[index], _HEADS), _is_listed(note, index)
    kinds = ("action", "task", "words") if is_listed else ("action", "task")
    text = next((found[kind] for kind in kinds if kind in found), None)
    if text is None or not ("owner" in found or is_listed):
        return {}
    if "words" in found and "action" in found:
        # "Action" may number what another column describes
        text = found["words"] if "id" not in found else text
    return found | {"text": text}


def _row(cell: Callable[[str], str], context: Context, index: int) -> Iterator[Finding]:
    text = " ".join(cell("text").split())
    if is_placeholder(text):
        return
    problem, due = "", None
    try:
        due = date_in_cell(cell("due"), context)
    except ValueError as error:
        problem = str(error)
    name = cell("id") if len(cell("id").split()) == 1 else ""
    action = Action(
        text=text,
        owners=names_in(cell("owner"), any_case=True),
        state=state_in_cell(cell("state")) or ActionState.OPEN,
        due=due,
        # plain numbers count the rows
        id="" if name.strip("#.").isdecimal() and not name.startswith("#") else name,
    )
    yield Finding(action, index, index + 1, problem)
