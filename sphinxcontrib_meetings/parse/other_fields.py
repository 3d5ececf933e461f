"""Fields in TOML, in JSON, and in plain lines of ``Key: value``.

TOML is that of Hugo and Zola (https://toml.io), JSON that of Hugo
(https://www.rfc-editor.org/rfc/rfc8259), and plain lines are those of Pelican and MultiMarkdown.
A bad field is left out, the others are kept.
"""

from __future__ import annotations

import itertools
import json
import re
import tomllib
from collections.abc import Iterator

from sphinxcontrib_meetings.parse.values import LINE_END
from sphinxcontrib_meetings.parse.yaml_fields import (
    LONGEST_NUMBER,
    MOST_FAULTS,
    MOST_LEVELS,
    Fields,
    given_twice,
)

__all__ = ["read_json", "read_plain", "read_toml"]

#: the start of a field of TOML, or of a table
_TOML_FIELD = re.compile(
    r"""[ \t]*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[\w-]+))[ \t]*(?:\.[^=]*)?="""
)
_TOML_TABLE = re.compile(r"""[ \t]*\[{1,2}[ \t]*["']?(?P<name>[\w-]+)""")
_TOML_WAY_OUT = "text needs quotes in TOML, lists need brackets"
_BLANKS = re.compile(r"[ \t\r\n]*")
_PLAIN_FIELD = re.compile(r"(?P<key>[A-Za-z][\w-]*):(?:[ \t]+(?P<value>\S.*)?)?")
_JSON = json.JSONDecoder()
_LARGEST: int = 10**LONGEST_NUMBER


def read_toml(text: str) -> Fields:
    """Return the fields of *text*, a document in TOML. Never raises.

    If the text cannot be read as a whole, each field above the first table is read separately.
    """
    lines = LINE_END.split(text)
    fields = Fields()
    starts = list(_toml_starts(lines))
    places: dict[str, int] = {}
    for key, line in starts:
        places.setdefault(key, line)
    try:
        fields.data = tomllib.loads("\n".join(lines))
    except (ValueError, RecursionError):
        _read_each(lines, starts, fields)
    else:
        fields.lines = {key: places.get(key, 0) for key in fields.data}
    _leave_out_extremes(fields)
    return fields


def _toml_starts(lines: list[str]) -> Iterator[tuple[str, int]]:
    """Yield the top-level keys and tables in *lines*, each with its line."""
    in_table = False
    for number, line in enumerate(lines):
        if table := _TOML_TABLE.match(line):
            # of an array that continues, this would be an item
            in_table = in_table or line.rstrip().endswith("]")
            yield table["name"], number
        elif not in_table and (field := _TOML_FIELD.match(line)):
            yield field["double"] or field["single"] or field["bare"] or "", number


def _read_each(lines: list[str], starts: list[tuple[str, int]], fields: Fields) -> None:
    after = [*starts, ("", len(lines))]
    for (key, start), (_, end) in itertools.pairwise(after):
        if len(fields.faults) >= MOST_FAULTS:
            message = "too many fields cannot be read; correct these, the rest is left out"
            fields.faults.append((start, message))
            return
        try:
            found = tomllib.loads("\n".join(lines[start:end]))
        except (ValueError, RecursionError):
            fields.faults.append((start, f"{key!r} cannot be read as TOML; {_TOML_WAY_OUT}"))
            continue
        if key in fields.data:
            fields.faults.append((start, given_twice(key)))
        fields.data |= found
        fields.lines |= dict.fromkeys(found, start)
    if not fields.faults:
        message = f"this cannot be read as TOML; write it as `key = value`; {_TOML_WAY_OUT}"
        fields.faults.append((0, message))


def read_json(text: str, start: int = 0) -> tuple[Fields, int]:
    """Return the fields of the object in JSON at *start*, and where it ends.

    Raises ValueError or RecursionError if there is no such object.
    """
    fields = Fields()
    place = _skip(text, start, "{")
    first = start
    line = 0
    while text[place : place + 1] != "}":
        line += len(LINE_END.findall(text, first, place))
        first = place
        key, place = _JSON.raw_decode(text, place)
        if not isinstance(key, str):
            raise ValueError("a key is not text")
        value, place = _JSON.raw_decode(text, _skip(text, place, ":"))
        if key in fields.data:
            fields.faults.append((line, given_twice(key)))
        fields.data[key] = value
        fields.lines[key] = line
        place = _BLANKS.match(text, place).end()  # type: ignore[union-attr]  # it may be empty
        if text[place : place + 1] != "}":
            place = _skip(text, place, ",")
            if text[place : place + 1] == "}":
                raise ValueError("a comma before the brace")
    _leave_out_extremes(fields)
    return fields, place + 1


def _skip(text: str, start: int, sign: str) -> int:
    """Return the place after *sign*, which blanks may surround."""
    match = re.compile(rf"[ \t\r\n]*{re.escape(sign)}[ \t\r\n]*").match(text, start)
    if match is None:
        raise ValueError(f"there is no {sign}")
    return match.end()


def read_plain(text: str) -> Fields | None:
    """Return the fields of *text*, lines of ``Key: value``; None if another line is among them.

    A value may continue on indented lines.
    """
    fields = Fields()
    values: dict[str, list[str]] = {}
    key = ""
    for number, line in enumerate(LINE_END.split(text)):
        if not line.strip():
            continue
        if key and line[0] in " \t":
            values[key].append(line.strip())
            continue
        match = _PLAIN_FIELD.fullmatch(line)
        if match is None:
            return None
        key = match["key"]
        if key in values:
            fields.faults.append((number, given_twice(key)))
        values[key] = [(match["value"] or "").strip()]
        fields.lines[key] = number
    fields.data = {key: " ".join(filter(None, parts)) for key, parts in values.items()}
    return fields


def _leave_out_extremes(fields: Fields) -> None:
    """Leave out values that are nested too deeply, or numbers that cannot be printed."""
    for key, value in list(fields.data.items()):
        if _is_extreme(value, MOST_LEVELS):
            message = (
                f"{key!r} is left out: it is nested too deeply, or too large; make it simpler"
            )
            fields.faults.append((fields.lines.pop(key), message))
            del fields.data[key]


def _is_extreme(value: object, levels: int) -> bool:
    if isinstance(value, int):
        return abs(value) >= _LARGEST
    if not isinstance(value, list | dict):
        return False
    children = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(_is_extreme(child, levels - 1) for child in children)
