"""The fields of directives and roles, and the items of an agenda."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxcontrib_meetings.model.minutes import (
    Action,
    ActionState,
    Decision,
    DecisionState,
    Topic,
    Vote,
)
from sphinxcontrib_meetings.parse.minutes.written import (
    FIELDS,
    read_written,
    split_fields,
)

DAY = dt.date(2026, 5, 20)


@pytest.mark.parametrize(
    ("kind", "fields", "item"),
    [
        ("action", {}, Action("")),
        ("action", {"owner": "Ada"}, Action("", owners=("Ada",))),
        ("action", {"owners": "Ada, Bo, Ada"}, Action("", owners=("Ada", "Bo"))),
        ("action", {"owners": ["Ada L", "Bo"]}, Action("", owners=("Ada L", "Bo"))),
        ("action", {"due": "2026-05-20"}, Action("", due=DAY)),
        ("action", {"due": DAY}, Action("", due=DAY)),
        ("action", {"due": "May 20, 2026"}, Action("", due=DAY)),
        ("action", {"state": "Done"}, Action("", state=ActionState.DONE)),
        ("action", {"status": "closed"}, Action("", state=ActionState.DONE)),
        ("action", {"state": "to do"}, Action("")),
        ("action", {"state": "cancelled"}, Action("", state=ActionState.DROPPED)),
        ("action", {"id": 42}, Action("", id="42")),
        ("action", {"id": ""}, Action("")),
        ("decision", {"id": "2026-1"}, Decision("", id="2026-1")),
        ("decision", {"status": "Rejected"}, Decision("", state=DecisionState.REJECTED)),
        ("decision", {"supersedes": "a, b"}, Decision("", supersedes=("a", "b"))),
        (
            "decision",
            {"superseded-by": "b"},
            Decision("", state=DecisionState.SUPERSEDED, superseded_by="b"),
        ),
        ("vote", {"counts": "for 5, against: 0"}, Vote("", counts=(("for", 5), ("against", 0)))),
        (
            "vote",
            {"counts": "+1: 5; 0: 1\n-1 = 2"},
            Vote("", counts=(("+1", 5), ("0", 1), ("-1", 2))),
        ),
        ("vote", {"counts": {"SF": 3, "N": 0}}, Vote("", counts=(("SF", 3), ("N", 0)))),
        ("vote", {"counts": ["SF 3"]}, Vote("", counts=(("SF", 3),))),
        ("agenda", {}, Topic("")),
    ],
)
def test_fields(kind: str, fields: dict[str, Any], item: object) -> None:
    assert read_written(kind, fields) == (item, [])


@pytest.mark.parametrize(
    ("kind", "fields", "said"),
    [
        ("action", {"due": "soon"}, "due: "),
        ("action", {"due": "2026-05"}, "due: "),
        ("action", {"due": "2026-05-20 to 2026-05-22"}, "due: "),
        ("action", {"state": "opne"}, "state: 'opne' is not one of open, done, dropped. Did you"),
        ("action", {"status": "accepted"}, "status: 'accepted' is not one of open"),
        ("decision", {"state": "done"}, "state: 'done' is not one of proposed"),
        ("vote", {"counts": "yes"}, "counts: 'yes' is not a choice and a number"),
        ("vote", {"counts": "5"}, "counts: '5' is not a choice"),
        ("vote", {"counts": "for5"}, "counts: 'for5' is not a choice"),
        ("action", {"ownr": "Ada"}, "unknown option 'ownr'. Did you mean 'owner'?"),
        ("agenda", {"x": "y"}, "unknown option 'x'. Remove it."),
    ],
)
def test_bad_values_are_told_and_left_out(kind: str, fields: dict[str, Any], said: str) -> None:
    item, (fault,) = read_written(kind, fields)
    assert item == read_written(kind, {})[0]
    assert fault.startswith(said)


@pytest.mark.parametrize(
    ("kind", "text", "words", "fields"),
    [
        ("action", "write it", "write it", {}),
        ("action", "write it; owner: Ada", "write it", {"owner": "Ada"}),
        ("action", "write; post; due: May 1; ID: a", "write; post", {"due": "May 1", "id": "a"}),
        ("action", "note: this; one", "note: this; one", {}),
        ("action", "owner: Ada", "owner: Ada", {}),
        ("decision", "stay; owner: Ada", "stay; owner: Ada", {}),
        ("decision", "stay; state: proposed; id: 1", "stay", {"state": "proposed", "id": "1"}),
    ],
)
def test_fields_of_roles(kind: str, text: str, words: str, fields: dict[str, str]) -> None:
    assert split_fields(kind, text) == (words, fields)


@given(st.text(max_size=60), st.sampled_from(sorted(FIELDS)), st.text(max_size=20))
def test_any_text_is_read(text: str, kind: str, name: str) -> None:
    split_fields(kind, text)
    for field in (*FIELDS[kind], name):
        read_written(kind, {field: text})
