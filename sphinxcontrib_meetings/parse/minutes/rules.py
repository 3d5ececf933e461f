"""The rules, in the order in which they read; where two find the same, the first one counts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache

from sphinxcontrib_meetings.parse.minutes import (
    actions,
    agenda,
    attendance,
    decisions,
    meeting_lines,
    votes,
)
from sphinxcontrib_meetings.parse.minutes.rule import Rule

__all__ = ["PRESETS", "RULES", "known_names", "selected"]

RULES: Sequence[Rule] = (
    *meeting_lines.RULES,
    *attendance.RULES,
    *agenda.RULES,
    *votes.RULES,
    *decisions.RULES,
    *actions.RULES,
)
#: names of the presets; each is a set of rules
PRESETS: Sequence[str] = ("common", "w3c", "meetbot", "hackmd", "asf", "tasks")


@cache
def selected(names: tuple[str, ...]) -> Sequence[Rule]:
    """Return the rules that *names*, of rules and presets, stand for; ``!name`` leaves one out.

    Unknown names are ignored; ``config`` warns of them.
    """
    wanted: set[str] = set()
    for name in names:
        plain = name.removeprefix("!")
        meant = {rule.name for rule in RULES if plain == rule.name or plain in rule.presets}
        wanted = wanted - meant if name.startswith("!") else wanted | meant
    return tuple(rule for rule in RULES if rule.name in wanted)


def known_names() -> Collection[str]:
    """Return everything that ``meetings_minutes`` may have."""
    return (*PRESETS, *(rule.name for rule in RULES))
