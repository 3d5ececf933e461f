"""Which notes are not to be published, as their fields say in the words of many tools.

A note that may be hidden stays out, since what is published cannot be taken back. Where that
is not certain, a warning says how to publish it.
"""

from __future__ import annotations

import datetime as dt
import enum
import itertools
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sphinxcontrib_meetings.model.problem import Kind, Problem
from sphinxcontrib_meetings.parse.dates import parse_date
from sphinxcontrib_meetings.parse.front_matter import head_of, split
from sphinxcontrib_meetings.parse.keys import (
    HIDING,
    HIDING_IF_FALSE,
    HIDING_IF_TRUE,
    HIDING_STATUS,
    HIDING_WORDS,
    PUBLISHED_FROM,
    PUBLISHED_UNTIL,
    folded,
)
from sphinxcontrib_meetings.parse.messages import shown
from sphinxcontrib_meetings.parse.values import LINE_END, is_blank, is_false, is_true
from sphinxcontrib_meetings.parse.when import When

__all__ = ["Hidden", "docinfo_of", "hidden_by", "hidden_in", "hidden_in_docinfo", "published"]

#: words of ``status`` with which Pelican, Ghost, WordPress and others do not publish a note
_NOT_PUBLISHED = frozenset(
    {"confidential", "draft", "future", "hidden", "internal", "pending", "private", "secret"}
    | {"skip", "trash", "unpublished", "wip"}
)
_WORD = re.compile(r"[a-z]+")

#: a field in text that is not read as front matter: at the start of its line, or nearly so
_ANY_FIELD = re.compile(r"""["']?(?P<key>[A-Za-z][\w-]*)["']?[ ]?[:=][ \t]*(?P<value>.*)""")
_BEFORE_FIELD = " \t.:{<!-%/"

#: front matter of some tools starts on one of these first lines, if it comes too late
_LATEST = 10
_FENCE = re.compile(r"-{3,}\s*|\+{3,}\s*")
_CODE = re.compile(r"[ ]{0,3}(?:```|~~~)|[ ]{4}|\t")

#: start of a comment, a target, or anything else that may precede docinfo
_INVISIBLE = re.compile(r"\.\.(?:$|\s+(?!.*::)|\s+meta::)")
_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1*\s*")
_DOCINFO = re.compile(r":(?P<name>[^:\s][^`]*?):(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Hidden:
    """Why a note stays out."""

    #: where the note says so, counted from 1
    line: int
    #: how to publish the note, if it is not certain that it is hidden
    doubt: str = ""
    #: the field that says so
    key: str = field(default="", compare=False)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The warning about it, if there is doubt."""
        return (Problem(Kind.FIELD, self.doubt, self.line),) if self.doubt else ()


class _Says(enum.Enum):
    SHOWN = enum.auto()
    HIDDEN = enum.auto()
    IN_DOUBT = enum.auto()


def hidden_by(
    fields: Mapping[str, Any], lines: Mapping[str, int], today: Callable[[], dt.date]
) -> Hidden | None:
    """Return why a note with *fields* stays out; None if it is published.

    *lines* has the line of each field. *today* is only asked if a field names a day.
    """
    doubt: Hidden | None = None
    for key, value in fields.items():
        name = folded(str(key))
        if name not in HIDING:
            continue
        said = _says(name, value, today)
        line = lines.get(key, 1)
        if said is _Says.HIDDEN:
            return Hidden(line, key=key)
        if said is _Says.IN_DOUBT and doubt is None:
            doubt = Hidden(
                line,
                f"the note is left out, since {key!r} with the value {shown(value)} may mean that "
                f"it is not to be published; to publish it, {_way_out(key, name)}",
                key,
            )
    return doubt


def _says(name: str, value: object, today: Callable[[], dt.date]) -> _Says:
    """Return what the *value* of the folded key *name* says about its note."""
    if value is None:
        return _Says.SHOWN
    if name in HIDING_IF_TRUE:
        return _flag(value, _Says.HIDDEN, _Says.SHOWN)
    if name in HIDING_WORDS:
        return _status(value)
    if is_blank(value):
        return _Says.SHOWN
    if name in HIDING_IF_FALSE:
        said = _flag(value, _Says.SHOWN, _Says.HIDDEN)
        # in some tools, this is the day
        return said if said is not _Says.IN_DOUBT else _day(value, today, is_end=False)
    return _day(value, today, is_end=name in PUBLISHED_UNTIL)


def _flag(value: object, if_true: _Says, if_false: _Says) -> _Says:
    if is_true(value):
        return if_true
    return if_false if is_false(value) else _Says.IN_DOUBT


def _status(value: object) -> _Says:
    text = str(value).strip().lower()
    if text in HIDING_STATUS:
        return _Says.HIDDEN
    words = _NOT_PUBLISHED.intersection(_WORD.findall(text))
    return _Says.IN_DOUBT if words else _Says.SHOWN


def _day(value: object, today: Callable[[], dt.date], *, is_end: bool) -> _Says:
    day = _read_day(value)
    if day is None:
        return _Says.IN_DOUBT
    return _Says.SHOWN if (day > today()) is is_end else _Says.HIDDEN


def _read_day(value: object) -> dt.date | None:
    try:
        found = parse_date(value)
    except ValueError:
        return None
    if isinstance(found, When):
        return found.day
    return found.date() if isinstance(found, dt.datetime) else found


def _way_out(key: str, name: str) -> str:
    if name in HIDING_IF_TRUE:
        return f"write '{key}: false'"
    if name in HIDING_IF_FALSE:
        return f"write '{key}: true'"
    if name in HIDING_WORDS:
        return f"write '{key}: published'"
    return f"write a day as YYYY-MM-DD, or remove {key!r}"


def published(fields: Mapping[str, Any]) -> list[str]:
    """Return the days, as text, on which a note with *fields* appears or disappears."""
    dated = PUBLISHED_FROM | PUBLISHED_UNTIL | HIDING_IF_FALSE
    days = (_read_day(value) for key, value in fields.items() if folded(str(key)) in dated)
    return sorted(day.isoformat() for day in days if day)


# ── texts ─────────────────────────────────────────────────────────────────────


def hidden_in(text: str, today: Callable[[], dt.date]) -> Hidden | None:
    """Return why a note in Markdown stays out; None if it is published.

    If its front matter cannot be read as a whole, one line with ``draft: true`` is enough: a
    note must not be published because another field is broken.
    """
    note = split(text)
    found = hidden_by(note.data, note.lines, today)
    if found or (note.offset and not note.problems):
        return found
    if not note.offset and (found := _hidden_later(text, today)):
        return found
    # at the margin, since an indented field belongs to another one
    before = "" if note.problems else _BEFORE_FIELD
    return _hidden_in_lines(head_of(text, whole=bool(note.problems)), before, today)


def _hidden_later(text: str, today: Callable[[], dt.date]) -> Hidden | None:
    """Return what front matter says that comes too late, after a heading or a line of text."""
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
    for number, line in enumerate(lines[: _LATEST + 1]):
        if _CODE.match(line):
            return None
        if number and _FENCE.fullmatch(line):
            note = split("".join(lines[number:]))
            found = hidden_by(note.data, note.lines, today)
            return found and Hidden(
                found.line + number,
                f"the note is left out, since {found.key!r} seems to say that it is not to be "
                "published, but is not at the start of the file; to publish it, remove it, or "
                "move the front matter to the start and correct it there",
            )
    return None


def _hidden_in_lines(text: str, before: str, today: Callable[[], dt.date]) -> Hidden | None:
    """Return what fields in *text*, which is not read as front matter, say about their note.

    The signs *before* may stand between the start of a line and its field.
    """
    for number, line in enumerate(LINE_END.split(text), 1):
        match = _ANY_FIELD.match(line.lstrip(before) if before else line)
        if match is None or folded(match["key"]) not in HIDING:
            continue
        value = match["value"].partition(" #")[0].strip(" \t,}>-").strip("\"'")
        name = folded(match["key"])
        if value and _says(name, value, today) is _Says.HIDDEN:
            return Hidden(
                number,
                f"the note is left out, since {shown(line.strip())} seems to say that it is not "
                "to be published, but is not in front matter that can be read; to publish it, "
                "remove this line, or write 'draft: false' between two lines '---' at the start",
            )
    return None


def hidden_in_docinfo(text: str, today: Callable[[], dt.date]) -> Hidden | None:
    """Return why a note in reStructuredText stays out; None if it is published."""
    fields, lines = docinfo_of(text)
    found = hidden_by(fields, lines, today)
    return found or (None if fields else _hidden_in_lines(head_of(text), _BEFORE_FIELD, today))


def docinfo_of(text: str) -> tuple[dict[str, str], dict[str, int]]:
    """Return the field list at the start of *text*, or after its title, and the lines."""
    numbered = list(enumerate(text.removeprefix("\ufeff").splitlines(), 1))
    lines = _after_comments(numbered)
    for _ in "title", "subtitle":
        if lines and not _DOCINFO.match(lines[0][1]):
            lines = _after_title(lines)
    fields: dict[str, str] = {}
    places: dict[str, int] = {}
    if not lines or not _DOCINFO.match(lines[0][1]):
        return fields, places
    for number, line in itertools.takewhile(lambda item: item[1][:1] in {"", *": \t"}, lines):
        if match := _DOCINFO.match(line):
            fields[match["name"]] = line[match.end() :].strip()
            places[match["name"]] = number
    return fields, places


_Lines = list[tuple[int, str]]


def _after_comments(lines: _Lines) -> _Lines:
    """Return *lines* from the first one that is neither blank nor part of a comment."""
    in_comment = False
    for index, (_, line) in enumerate(lines):
        in_comment = bool(_INVISIBLE.match(line)) or (in_comment and line[:1] in {"", " ", "\t"})
        if line.strip() and not in_comment:
            return lines[index:]
    return []


def _after_title(lines: _Lines) -> _Lines:
    """Return *lines* from the first one after their title that is not blank."""
    over = bool(_ADORNMENT.fullmatch(lines[0][1]))
    under = 1 + over
    if len(lines) <= under or not _ADORNMENT.fullmatch(lines[under][1]):
        return []
    rest: Iterable[tuple[int, str]] = lines[under + 1 :]
    return list(itertools.dropwhile(lambda item: not item[1].strip(), rest))
