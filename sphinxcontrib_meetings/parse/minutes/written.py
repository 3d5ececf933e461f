"""Minutes that are marked: the fields of directives and roles."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from sphinxcontrib_meetings.model.minutes import (
    Action,
    ActionState,
    Decision,
    DecisionState,
    Minute,
    Topic,
    Vote,
)
from sphinxcontrib_meetings.model.month import Month
from sphinxcontrib_meetings.model.problem import nearest
from sphinxcontrib_meetings.parse.date_words import ENGLISH, DateWords
from sphinxcontrib_meetings.parse.dates import parse_date
from sphinxcontrib_meetings.parse.messages import shown
from sphinxcontrib_meetings.parse.values import distinct, is_blank, read_text, text_items
from sphinxcontrib_meetings.parse.when import When

__all__ = ["FIELDS", "read_written", "split_fields"]

#: other words for states
_STATES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "todo": "open",
        "to do": "open",
        "closed": "done",
        "completed": "done",
        "cancelled": "dropped",
        "canceled": "dropped",
        "approved": "accepted",
        "agreed": "accepted",
    }
)


def _texts(value: object) -> tuple[str, ...]:
    return distinct(text_items(value))


def _day(value: object, words: DateWords) -> dt.date:
    found = parse_date(value, words)
    if isinstance(found, When | Month):
        raise ValueError(f"{shown(value)} is not one day; use YYYY-MM-DD, like 2026-05-20")
    return found.date() if isinstance(found, dt.datetime) else found


def _state(kind: type[ActionState] | type[DecisionState]) -> Callable[[object], Any]:
    known = [str(state) for state in kind]

    def read(value: object) -> ActionState | DecisionState:
        word = read_text(value).strip().lower()
        word = _STATES.get(word, word)
        if word not in known:
            hint = nearest(word[:80], known)
            raise ValueError(f"{shown(value)} is not one of {', '.join(known)}.{hint}")
        return kind(word)

    return read


def _counts(value: object) -> tuple[tuple[str, int], ...]:
    """Return choices and numbers: those of a mapping, or of ``for 5, against: 2``."""
    if isinstance(value, Mapping):
        value = ", ".join(f"{choice}: {number}" for choice, number in value.items())
    text = value if isinstance(value, str) else ""
    items = value if isinstance(value, list) else re.split(r"[,;\n]", text or read_text(value))
    return tuple(_count(str(item).strip()) for item in items if str(item).strip())


def _count(text: str) -> tuple[str, int]:
    number = re.search(r"[0-9]{1,9}\Z", text)
    choice = text[: number.start()] if number else ""
    name = choice.rstrip(" \t:=")
    if number is None or not name or name == choice:
        raise ValueError(f"{shown(text)} is not a choice and a number; write it as 'for: 5'")
    return name, int(number[0])


#: kind ─► field ─► name of its attribute
FIELDS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "decision": {
            "id": "id",
            "state": "state",
            "status": "state",
            "supersedes": "supersedes",
            "superseded-by": "superseded_by",
        },
        "action": {
            "owner": "owners",
            "owners": "owners",
            "due": "due",
            "state": "state",
            "status": "state",
            "id": "id",
        },
        "vote": {"counts": "counts"},
        "agenda": {},
    }
)
#: kind and attribute ─► reader of a value; raises ``ValueError`` that says what to do
_READERS: Final[Mapping[tuple[str, str], Callable[..., Any]]] = {
    ("decision", "id"): read_text,
    ("decision", "state"): _state(DecisionState),
    ("decision", "supersedes"): _texts,
    ("decision", "superseded_by"): read_text,
    ("action", "owners"): _texts,
    ("action", "due"): _day,
    ("action", "state"): _state(ActionState),
    ("action", "id"): read_text,
    ("vote", "counts"): _counts,
}


def read_written(
    kind: str, fields: Mapping[str, object], words: DateWords = ENGLISH
) -> tuple[Minute, list[str]]:
    """Return the decision, action, vote or topic that *fields* describe, and what is wrong.

    It has no text yet. Bad values and unknown fields are left out.
    """
    values: dict[str, Any] = {}
    faults: list[str] = []
    for name, value in fields.items():
        attribute = FIELDS[kind].get(name)
        if attribute is None:
            known = list(FIELDS[kind])
            hint = nearest(name[:80], known) or (known and f" The options are {', '.join(known)}.")
            faults.append(f"unknown option {shown(name)}.{hint or ' Remove it.'}")
        elif not is_blank(value):
            read = _READERS[kind, attribute]
            try:
                values[attribute] = read(value, words) if attribute == "due" else read(value)
            except ValueError as error:
                faults.append(f"{name}: {error}")
    if values.get("superseded_by") and "state" not in values:
        values["state"] = DecisionState.SUPERSEDED
    makers: Mapping[str, Callable[..., Minute]] = {
        "decision": lambda **given: Decision("", **given),
        "action": lambda **given: Action("", **given),
        "vote": lambda **given: Vote("", **given),
        "agenda": lambda **given: Topic("", **given),
    }
    return makers[kind](**values), faults


def split_fields(kind: str, text: str) -> tuple[str, dict[str, str]]:
    """Return the text of a role, and the fields that stand after it.

    >>> split_fields("action", "write; then post it; owner: Ada; due: 2026-05-20")
    ('write; then post it', {'owner': 'Ada', 'due': '2026-05-20'})
    """
    parts = text.split(";")
    fields: dict[str, str] = {}
    while len(parts) > 1:
        name, colon, value = parts[-1].partition(":")
        if not colon or name.strip().lower() not in FIELDS[kind]:
            break
        fields[name.strip().lower()] = value.strip()
        parts.pop()
    return ";".join(parts).strip(), dict(reversed(fields.items()))
