"""Minutes that are marked: the fields of directives and roles, and the items of an agenda."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
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

__all__ = ["FIELDS", "agenda_item", "read_written", "split_fields"]

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


#: types of items, at the beginning of an item and before a colon
_TYPES: Final = frozenset(
    {"announcement", "decision", "demo", "discussion", "info", "information", "presentation"}
    | {"proposal", "question", "report", "review", "update", "vote"}
)
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]\Z")
_MINUTES = re.compile(r"([0-9]{1,3}) ?(?:m|mins?|minutes?|'|\N{PRIME})\.?", re.IGNORECASE)
#: what names have besides letters
_WITHIN_NAMES = dict.fromkeys(map(ord, " .'-\N{RIGHT SINGLE QUOTATION MARK}"))
_HANDLES = re.compile(r"[-\N{EN DASH}\N{EM DASH}]\s?((?:@[\w.-]+(?:, ?)?)+)\Z")


def agenda_item(text: str) -> Topic:
    """Return the topic that an item of an agenda names.

    >>> item = agenda_item("DEMO: The new map (Ada, 20 min)")
    >>> item.type, item.title, item.owners, item.minutes
    ('demo', 'The new map', ('Ada',), 20)
    """
    rest = " ".join(text.split())
    owners: list[str] = []
    minutes: int | None = None
    while found := _BRACKETS.search(rest):
        read = _owners_and_minutes(found[1], is_round=found[0][0] == "(")
        if read is None or (minutes is not None and read[1] is not None):
            break
        owners[:0] = read[0]
        minutes = read[1] if minutes is None else minutes
        rest = rest[: found.start()].rstrip()
    if handles := _HANDLES.search(rest):
        owners[:0] = [name.strip().removeprefix("@") for name in handles[1].split(",") if name]
        rest = rest[: handles.start()].rstrip()
    kind, colon, title = rest.partition(":")
    is_typed = bool(colon and title.strip()) and kind.strip().lower() in _TYPES
    return Topic(
        title.strip() if is_typed else rest,
        owners=distinct(owners),
        minutes=minutes,
        type=kind.strip().lower() if is_typed else "",
    )


def _owners_and_minutes(text: str, *, is_round: bool) -> tuple[list[str], int | None] | None:
    """Return what brackets at the end of an item say, None if they are part of its title."""
    owners: list[str] = []
    minutes: int | None = None
    for part in _parts(text):
        if minutes is None and (length := _MINUTES.fullmatch(part)):
            minutes = int(length[1])
        elif is_round and _names_person(part):
            owners.append(part.removeprefix("@"))
        else:
            return None
    return (owners, minutes) if owners or minutes is not None else None


def _parts(text: str) -> Iterator[str]:
    parts: Sequence[str] = re.split(r"[,;/]|\band\b", text)
    return (part.strip() for part in parts if part.strip())


def _names_person(part: str) -> bool:
    """Whether *part* is a handle, or letters of which the first is not a small one."""
    if part.startswith("@"):
        return len(part) > 1 and " " not in part
    letters = part.translate(_WITHIN_NAMES)
    return part[0].isalpha() and not part[0].islower() and letters.isalpha()
