"""Actions: what somebody is to do."""

from __future__ import annotations

from collections.abc import Sequence

from sphinxcontrib_meetings.parse.minutes.action_items import read_boxes, read_lists, read_tasks
from sphinxcontrib_meetings.parse.minutes.action_markers import (
    read_ai_labels,
    read_closings,
    read_commands,
    read_labels,
    read_next_steps,
    read_scribe_labels,
    read_takings,
    read_todo_labels,
)
from sphinxcontrib_meetings.parse.minutes.action_tables import read_tables
from sphinxcontrib_meetings.parse.minutes.rule import Rule

__all__ = ["RULES"]

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
        read=read_lists,
        presets=frozenset({"common", "w3c", "meetbot", "hackmd", "asf"}),
    ),
    Rule(
        name="action-box",
        kind="action",
        takes="`- [ ] Ada: …`, `- [x] **Ada**: …`, `- [-] @ada …`, wherever it stands",
        leaves="boxes that name nobody, and boxes of an agenda, of attendance or of a poll",
        source="notes in Markdown",
        read=read_boxes,
        presets=frozenset({"common", "hackmd"}),
    ),
    Rule(
        name="task-box",
        kind="action",
        takes="every item with a box: `- [ ] …`",
        leaves="boxes of an agenda, of attendance or of a poll",
        source="task lists of HackMD, GitHub and Obsidian",
        read=read_tasks,
        presets=frozenset({"hackmd", "tasks"}),
    ),
)
