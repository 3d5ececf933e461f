"""Decisions: what the meeting agreed on."""

from __future__ import annotations

from collections.abc import Sequence

from sphinxcontrib_meetings.parse.minutes.decision_lists import (
    read_conclusions,
    read_lists,
    read_tables,
)
from sphinxcontrib_meetings.parse.minutes.decision_markers import (
    read_agreed_brackets,
    read_commands,
    read_labels,
    read_scribe_labels,
)
from sphinxcontrib_meetings.parse.minutes.rule import Rule

__all__ = ["RULES"]

_ALL = frozenset({"common", "w3c", "meetbot", "hackmd", "asf"})

RULES: Sequence[Rule] = (
    Rule(
        name="decision-command",
        kind="decision",
        takes="`#agreed we publish`, `#accepted …`, `#rejected …`; a nick may stand before it",
        leaves="`#agreed` within a sentence",
        source="MeetBot",
        read=read_commands,
        presets=frozenset({"common", "meetbot"}),
    ),
    Rule(
        name="decision-list",
        kind="decision",
        takes=(
            'items below a heading or label "Decisions", "Resolutions" or "Decided", or '
            'paragraphs if there are no items; below "Proposed resolutions" they are proposed'
        ),
        leaves="items within items, questions, `None`, `TBD`, and items such as `Action: …`",
        source="notes of all kinds",
        read=read_lists,
        presets=_ALL,
    ),
    Rule(
        name="decision-conclusion",
        kind="decision",
        takes='items, or else paragraphs, below a heading "Conclusion" or "Resolution" of a topic',
        leaves='a section "Conclusion" of the whole meeting',
        source="minutes of TC39, and others",
        read=read_conclusions,
        presets=frozenset({"common", "hackmd"}),
    ),
    Rule(
        name="decision-table",
        kind="decision",
        takes='rows of a table with a column "Decision"; also "Status", "Topic" and "ID"',
        leaves="`Yes`, `No`, empty cells, and logs of several meetings, with dates",
        source="notes with tables",
        read=read_tables,
        presets=frozenset({"common", "asf"}),
    ),
    Rule(
        name="decision-label",
        kind="decision",
        takes=(
            "`Decision: …`, `Decided: …`, `Resolution: …`, `RESOLVED: …`, `Agreed: …`, "
            "`Conclusion: …`, `Decision #2: …`, `Tentative decision: …`, `Proposed resolution: "
            "…`, `DECISION - …`; also after the end of a sentence"
        ),
        leaves=(
            "`Resolution: 1920x1080`, `Resolution: fixed`, `Resolution: Ada to comment`, "
            "`Decision: yes / no`, questions, and sentences with the word"
        ),
        source="W3C's scribes, and many others",
        read=read_labels,
        presets=_ALL,
    ),
    Rule(
        name="decision-scribejs",
        kind="decision",
        takes="`> ***Resolution #1: …***`, in a block quote",
        leaves="other block quotes",
        source="scribejs",
        read=read_scribe_labels,
        presets=frozenset({"common", "w3c"}),
    ),
    Rule(
        name="decision-bracket",
        kind="decision",
        takes="`[consensus to close]`, `[we agreed to move]`, as paragraphs of their own",
        leaves="other remarks in brackets, such as `[closed]` or `[agreed to bump 2 weeks]`",
        source="W3C's scribes",
        read=read_agreed_brackets,
        presets=frozenset({"common", "w3c"}),
    ),
)
