"""Votes: how many were for and against."""

from __future__ import annotations

from collections.abc import Sequence

from sphinxcontrib_meetings.parse.minutes.rule import Rule
from sphinxcontrib_meetings.parse.minutes.vote_calls import read_polls, read_signs
from sphinxcontrib_meetings.parse.minutes.vote_counts import read_lines, read_tables

__all__ = ["RULES"]

_COMMON = frozenset({"common", "hackmd"})

RULES: Sequence[Rule] = (
    Rule(
        name="vote-table",
        kind="vote",
        takes=(
            "tables with the heads SF, F, N, A, SA (in any order), or For, Against, Abstain, with "
            "numbers below, or one choice a row; also without a separator below the head"
        ),
        leaves="tables with other heads, percentages, and empty polls",
        source="WG21, the committee for C++",
        read=read_tables,
        presets=_COMMON | {"asf"},
    ),
    Rule(
        name="vote-line",
        kind="vote",
        takes="`SF: 12` and the like, one or several a line; `SF/F/N/A/SA: 3/5/1/0/0`",
        leaves="fewer than three choices of five, and lines with other words",
        source="WG21, and notes of all kinds",
        read=read_lines,
        presets=_COMMON | {"asf"},
    ),
    Rule(
        name="vote-sign",
        kind="vote",
        takes="lines that begin with `+1`, `0` or `-1`, directly below `PROPOSAL: …`, `Vote: …` …",
        leaves="`+1` in talk, and a single vote",
        source="W3C and ASF",
        read=read_signs,
        presets=_COMMON | {"w3c", "asf"},
    ),
    Rule(
        name="vote-command",
        kind="vote",
        takes='`#startvote … ? Yes, No`, `#vote Yes`, `#endvote`; `Voted on "…" Results are …`',
        leaves="votes for what is not among the choices",
        source="MeetBot",
        read=read_polls,
        presets=frozenset({"common", "meetbot"}),
    ),
)
