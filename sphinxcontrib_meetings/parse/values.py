"""YAML values, and texts that stand for them. Bad ones are left out, the others are kept."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from sphinxcontrib_meetings.model.problem import nearest
from sphinxcontrib_meetings.parse.messages import shown

__all__ = [
    "LINE_END",
    "PartlyError",
    "described",
    "distinct",
    "is_blank",
    "is_false",
    "is_true",
    "one_line",
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
    "words_of",
]

Value = TypeVar("Value")
#: an item of a list
_Item = TypeVar("_Item")

#: the ends of lines in a file, of any system
LINE_END = re.compile(r"\r\n|\r|\n")

_CONTROL_CHARACTERS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")
#: the bullets of a list in an option, whose lines may have been joined
_BULLET = re.compile(r"(?:^|\s)[-*+•]\s+")
#: where lines were not joined, only those at the start of one
_BULLET_OF_LINE = re.compile(r"(?:^|\n)[ \t]*[-*+•]\s+")


# ── texts and flags ───────────────────────────────────────────────────────────


def words_of(text: str) -> frozenset[str]:
    """Return the words of a list that is written as a text."""
    return frozenset(text.split())


def one_line(text: str) -> str:
    """Return *text* without control characters, and with single spaces."""
    return " ".join(_CONTROL_CHARACTERS.sub(" ", text).split())


def plain_text(value: object) -> str:
    """Return a YAML scalar as one line of text without control characters.

    None is an empty text. Raises ValueError for lists, mappings, and words that YAML reads
    as true or false.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        raise ValueError(f"YAML reads it as {str(value).lower()}; put it in quotes")
    if isinstance(value, str | int | float | dt.date):
        return one_line(str(value))
    raise ValueError("it is not text; write one line of text")


def read_text(value: object) -> str:
    """Return one line of text."""
    if isinstance(value, str | int | float | dt.date) and not isinstance(value, bool):
        return plain_text(value)
    raise ValueError(f"expected text, not {shown(value)}; put the value in quotes")


def read_flag(value: object) -> bool:
    """Return a flag; an option without a value, which is an empty text, is true."""
    if is_true(value):
        return True
    if is_false(value):
        return False
    raise ValueError(f"{shown(value)} is neither true nor false; use one of them")


def is_true(value: object) -> bool:
    """Whether *value* means yes; an option without a value does."""
    return _word(value) in ("", "true", "yes", "on", "1", "y", "t")


def is_false(value: object) -> bool:
    """Whether *value* means no."""
    return _word(value) in ("false", "no", "off", "0", "n", "f")


def _word(value: object) -> str | None:
    return str(value).strip().lower() if isinstance(value, str | int) else None


def is_blank(value: object) -> bool:
    """Whether a key has no value, as in a template that was not filled in."""
    return value is None or (isinstance(value, str) and not value.strip())


# ── lists ─────────────────────────────────────────────────────────────────────


class PartlyError(ValueError):
    """Raised for a value of which only a part, :attr:`usable`, can be used."""

    def __init__(self, usable: Any, faults: Iterable[str]) -> None:
        super().__init__("; ".join(faults))
        self.usable = usable


def read_each(
    parse: Callable[[object], Any],
    items: Iterable[object],
    by: Callable[[Any], object] | None = None,
) -> tuple[Any, ...]:
    """Return *items* as read by *parse*, each once.

    Raises PartlyError with the good ones if some are bad. Two are the same if they are equal,
    or if *by* returns the same for them.
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
    """Return *values*, or raise PartlyError with them if there are *faults*."""
    if faults:
        raise PartlyError(values, faults)
    return values


def described(item: _Item, faults: Sequence[str]) -> _Item:
    """Return *item*, or raise PartlyError with it if there are *faults*."""
    return usable((item,), faults)[0]


def split_list(value: object) -> list[object]:
    """Return the items of a list in any notation: YAML, ``a, b``, ``[a, b]`` or ``- a - b``."""
    if isinstance(value, list | tuple):
        return [item for item in value if not is_blank(item)]
    if not isinstance(value, str):
        return [value]
    text = value.strip()
    if text.startswith("[") and text.endswith("]"):
        text = text[1:-1]
    is_listed = _BULLET.match(text)
    bullet = _BULLET_OF_LINE if "\n" in text else _BULLET
    parts = bullet.split(text) if is_listed else text.replace("\n", ",").split(",")
    words = (word.strip().strip("'\"") for word in parts)
    return [word for word in words if word]


def read_texts(value: object) -> tuple[str, ...]:
    """Return the texts of a list in any notation."""
    return read_each(read_text, split_list(value))


def distinct(values: Iterable[Any], by: Callable[[Any], object] | None = None) -> tuple[Any, ...]:
    """Return *values* in their order, without duplicates.

    Two are the same if they are equal, or if *by* returns the same for them.
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
    """Return the field *name* of *entry* as read by *parse*.

    If *parse* raises ValueError, its message is added to *messages*, and the result is
    ``parse(None)``, as for a missing field.
    """
    try:
        return parse(entry.get(name))
    except ValueError as error:
        messages.append(f"{name!r} is left out: {error}")
        return parse(None)


def unknown_keys(entry: Mapping[str, Any], known: Iterable[str]) -> list[str]:
    """Return a message for each key of *entry* that looks like a misspelled *known* one."""
    names = frozenset(known)
    hints = {key: nearest(key, names) for key in entry if key not in names}
    return [f"unknown key {key!r}.{hint}" for key, hint in hints.items() if hint]
