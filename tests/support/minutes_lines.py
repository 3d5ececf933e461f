"""A rule for tests that need actions and decisions, whatever the rules for notes are.

``TODO Ada, Bo: Write; due=2024-05-01; id=#1; state=done`` and
``CHOSE Go left; id=D2; supersedes=D1``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import pytest

from sphinxcontrib_meetings.model.minutes import Action, ActionState, Decision, DecisionState
from sphinxcontrib_meetings.parse.minutes import rules
from sphinxcontrib_meetings.parse.minutes.lines import Note
from sphinxcontrib_meetings.parse.minutes.rule import Context, Finding, Rule

__all__ = ["only_test_rules"]


@contextmanager
def only_test_rules() -> Iterator[None]:
    """Let these rules alone read the minutes in the builds within this context."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rules, "RULES", RULES)
        rules.selected.cache_clear()
        try:
            yield
        finally:
            # a build that fails must not leave them to other tests
            rules.selected.cache_clear()


def read(marker: str, note: Note, _: Context) -> Iterator[Finding]:
    for number, line in enumerate(note.lines):
        word, _, text = line.text.strip().partition(" ")
        if word == marker:
            what, *others = text.split("; ")
            given = dict(item.split("=", 1) for item in others)
            make = action if marker == "TODO" else decision
            yield Finding(make(what, given), number, number + 1)


def action(text: str, given: dict[str, str]) -> Action:
    owners, _, what = text.rpartition(": ")
    return Action(
        text=what,
        owners=tuple(owners.split(", ")) if owners else (),
        due=dt.date.fromisoformat(given["due"]) if "due" in given else None,
        state=ActionState(given.get("state", "open")),
        id=given.get("id", ""),
    )


def decision(text: str, given: dict[str, str]) -> Decision:
    return Decision(
        text=text,
        state=DecisionState(given.get("state", "accepted")),
        id=given.get("id", ""),
        supersedes=tuple(filter(None, [given.get("supersedes")])),
        superseded_by=given.get("by", ""),
    )


RULES = tuple(
    Rule(f"test-{kind}", kind, "", "", "", partial(read, marker), frozenset({"common"}))
    for kind, marker in (("action", "TODO"), ("decision", "CHOSE"))
)
