"""Values of YAML, and texts that stand for them. A bad one costs itself only."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from sphinxcontrib_meetings.model.problem import nearest
from sphinxcontrib_meetings.parse.messages import shown

__all__ = [
    "PartlyError",
    "described",
    "distinct",
    "is_blank",
    "is_false",
    "is_true",
    "plain_text",
    "read_each",
    "read_flag",
    "read_text",
    "read_texts",
    "read_value",
    "split_list",
    "text_items",
    "unknown_keys",
    "usable",
]

Value = TypeVar("Value")
#: what a list of a field is made of
_Item = TypeVar("_Item")

_CONTROL_CHARACTERS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
# the lines of a list in an option, which may have been joined
_BULLET = re.compile(r"(?:^|\s)[-*+•]\s+")


# ── texts and flags ───────────────────────────────────────────────────────────


def plain_text(value: object) -> str:
    """Return a scalar of YAML as one line of text without control characters.

    None is the empty text. Lists, mappings, and words that YAML takes for true or false
    raise ValueError.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        raise ValueError(f"YAML reads it as {str(value).lower()}; put it in quotes")
    if isinstance(value, str | int | float | dt.date):
        return " ".join(_CONTROL_CHARACTERS.sub(" ", str(value)).split())
    raise ValueError("it is no text; write one line")


def read_text(value: object) -> str:
    """Read one line of text."""
    if isinstance(value, str | int | float | dt.date) and not isinstance(value, bool):
        return plain_text(value)
    raise ValueError(f"{shown(value)} is no text: put the text in quotes")


def read_flag(value: object) -> bool:
    """Read yes or no; an option without a value, which is an empty text, means yes."""
    if is_true(value):
        return True
    if is_false(value):
        return False
    raise ValueError(f"{shown(value)} is neither true nor false: write one of them")


def is_true(value: object) -> bool:
    """Whether *value* says yes; an option without a value does."""
    return _word(value) in ("", "true", "yes", "on", "1")


def is_false(value: object) -> bool:
    """Whether *value* says no."""
    return _word(value) in ("false", "no", "off", "0")


def _word(value: object) -> str | None:
    return str(value).strip().lower() if isinstance(value, str | int) else None


def is_blank(value: object) -> bool:
    """Whether a key has no value, as in templates that nobody filled in."""
    return value is None or (isinstance(value, str) and not value.strip())


# ── lists ─────────────────────────────────────────────────────────────────────


class PartlyError(ValueError):
    """A value of which some can be used."""

    def __init__(self, usable: tuple[Any, ...], faults: Iterable[str]) -> None:
        super().__init__("; ".join(faults))
        self.usable = usable


def read_each(
    parse: Callable[[object], Any],
    items: Iterable[object],
    by: Callable[[Any], object] | None = None,
) -> tuple[Any, ...]:
    """Read *items* one by one, each once: a bad one costs itself only.

    Two are the same if they are equal, or *by* makes the same of them.
    """
    found: list[Any] = []
    faults: list[str] = []
    for item in items:
        try:
            found.append(parse(item))
        except PartlyError as error:
            found += error.usable
            faults.append(str(error))
        except ValueError as error:
            faults.append(str(error))
    return usable(distinct(found, by), faults)


def usable(values: tuple[_Item, ...], faults: Sequence[str]) -> tuple[_Item, ...]:
    """Return *values*, or raise them with what is wrong with what they were read from."""
    if faults:
        raise PartlyError(values, faults)
    return values


def described(item: _Item, faults: Sequence[str]) -> _Item:
    """Return what a mapping describes, as :func:`usable` does."""
    return usable((item,), faults)[0]


def split_list(value: object) -> list[object]:
    """Split a list, however it is written: of YAML, ``a, b``, ``[a, b]`` or ``- a - b``."""
    if isinstance(value, list | tuple):
        return [item for item in value if not is_blank(item)]
    if not isinstance(value, str):
        return [value]
    text = value.strip()
    if text.startswith("[") and text.endswith("]"):
        text = text[1:-1]
    is_listed = _BULLET.match(text)
    parts = _BULLET.split(text) if is_listed else text.replace("\n", ",").split(",")
    words = (word.strip().strip("'\"") for word in parts)
    return [word for word in words if word]


def read_texts(value: object) -> tuple[str, ...]:
    """Read a list of texts, however it is written."""
    return read_each(read_text, split_list(value))


def distinct(values: Iterable[Any], by: Callable[[Any], object] | None = None) -> tuple[Any, ...]:
    """Return *values* in their order, without those that are the same as an earlier one.

    Two are the same if they are equal, or *by* makes the same of them.
    """
    found: dict[object, Any] = {}
    for value in values:
        found.setdefault(by(value) if by else value, value)
    return tuple(found.values())


def text_items(value: object) -> tuple[str, ...]:
    """Return the texts of a list, or of one text with commas."""
    items: Iterable[object] = value if isinstance(value, list) else plain_text(value).split(",")
    return tuple(text for text in map(plain_text, items) if text)


# ── mappings ──────────────────────────────────────────────────────────────────


def read_value(
    entry: Mapping[str, Any], name: str, parse: Callable[[Any], Value], messages: list[str]
) -> Value:
    """Return the field *name* of *entry* as *parse* understands it.

    Where *parse* raises ValueError, that is added to *messages*, and the field is as if it
    were not there, which *parse* is told by None.
    """
    try:
        return parse(entry.get(name))
    except ValueError as error:
        messages.append(f"{name!r} is left out: {error}")
        return parse(None)


def unknown_keys(entry: Mapping[str, Any], known: Iterable[str]) -> list[str]:
    """Return a message for each key of *entry* that is nearly a *known* one. Others pass."""
    names = frozenset(known)
    hints = {key: nearest(key, names) for key in entry if key not in names}
    return [f"unknown key {key!r}.{hint}" for key, hint in hints.items() if hint]
