"""Front matter: where it ends, its fields, and their lines.

The usual format is that of Jekyll, also used by Docusaurus, Hugo, ABlog and MyST: a first
line ``---``, YAML, and a line ``---``. Other formats, and other places, are only taken for
front matter if they have fields that are known, since they can be text as well::

    ---    ----     +++     {            ---json   ;;;     Title: One
    YAML   YAML     TOML    "a": JSON    JSON      JSON    Date: 2026-05-06
    ---    ...      +++     }            ---       ;;;

Blank lines and comments may precede it, and it may be indented.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sphinxcontrib_meetings.model.problem import Kind, Problem
from sphinxcontrib_meetings.parse.keys import OWN, folded, is_known
from sphinxcontrib_meetings.parse.other_fields import read_json, read_plain, read_toml
from sphinxcontrib_meetings.parse.values import LINE_END
from sphinxcontrib_meetings.parse.yaml_fields import (
    FIELD,
    MOST_FAULTS,
    Fields,
    load_fields,
)

__all__ = [
    "MOST_FAULTS",
    "Fields",
    "FrontMatter",
    "head_of",
    "load_fields",
    "split",
    "without_lines",
]

#: limit of characters; the longest front matter of real notes has some 3,000
MOST_CHARACTERS = 65_536

_BYTE_ORDER_MARK = "\ufeff"
_OPENING = re.compile(r"---[ \t]*(?:\r\n|\r|\n)")
_CLOSING = re.compile(r"(?<=[\r\n])---[ \t]*(?:\r\n|\r|\n|\Z)")
_BLANK_LINE = re.compile(r"(?:(?<=\n)|(?<=\r)(?!\n))[ \t]*(?:\r\n|\r|\n|\Z)")
#: first lines of paragraphs that are neither indented nor comments
_PARAGRAPH = re.compile(r"(?<=\n\n|\r\r)[^\s#].*|(?<=\r\n\r\n)[^\s#].*")
_NAME = re.compile(r"[A-Za-z][\w-]*")
_FIRST_FIELD = re.compile(r"[a-z][\w-]*:(?=\s|\Z)")
_FIRST_KEY = re.compile(r"""\s*["']?([A-Za-z][\w-]*)["']?[ \t]*[:=]""")

#: what nobody sees: a line of blanks, or a comment in MyST, Markdown or MDX
_NOT_SHOWN = re.compile(
    r"[ \t\u00a0\u200b\ufeff]*(?:\r\n|\r|\n)"
    r"|[ ]{0,3}(?:%[^\r\n]*|\[//\]:[^\r\n]*)(?:\r\n|\r|\n)"
)
_COMMENTS = (("<!--", "-->"), ("{/*", "*/}"))
_TRUNCATE = re.compile(r"\W*truncate\W*")
_REST_OF_LINE = re.compile(r"[ \t]*(?:\r\n|\r|\n|\Z)")
_FENCE = re.compile(
    r"(?P<indent>[ \u200b\ufeff]{0,3})(?P<fence>-{3,}|\+{3,}|;{3,})[ \t]*"
    r"(?:(?P<format>yaml|yml|json|toml)[ \t]*)?(?:\r\n|\r|\n)",
    re.IGNORECASE,
)
_ENDS = {
    "-": re.compile(r"(?<=[\r\n])[ ]{0,3}(?:-{3,}|\.{3})[ \t]*(?:\r\n|\r|\n|\Z)"),
    "+": re.compile(r"(?<=[\r\n])[ ]{0,3}\+{3,}[ \t]*(?:\r\n|\r|\n|\Z)"),
    ";": re.compile(r"(?<=[\r\n])[ ]{0,3};{3,}[ \t]*(?:\r\n|\r|\n|\Z)"),
}
#: the end of an object, on a line of its own or on the first line
_BRACE = re.compile(r"(?:(?<=[\r\n])|\A[^\r\n]*)\}[ \t]*(?:\r\n|\r|\n|\Z)")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A note, split into its fields and its body."""

    data: dict[str, Any]
    #: field ─► its line in the file, counted from 1
    lines: dict[str, int]
    #: the rest of the note, with its original line ends
    body: str
    #: number of lines before the body
    offset: int
    problems: tuple[Problem, ...] = ()
    #: whether MyST itself would not take it for front matter
    is_unusual: bool = False


def split(text: str) -> FrontMatter:
    """Return the front matter and the body of a note. Never raises.

    Front matter starts on the first line, or after blank lines and comments. Parts that
    cannot be read are left out and become problems (kind ``front_matter``). If the first
    line is a thematic break, the whole note is its body. Keys of ours are returned as we
    write them, whatever their case.
    """
    note = text.removeprefix(_BYTE_ORDER_MARK)
    found = _split_usual(note) if _OPENING.match(note) else _split_unusual(note)
    return _as_ours(found) if found else FrontMatter({}, {}, note, 0)


# ── the usual format ──────────────────────────────────────────────────────────


def _split_usual(note: str) -> FrontMatter | None:
    opening, _ = _first_line(note)
    start = len(opening)
    closing = _CLOSING.search(note, start)
    other = _ENDS["-"].search(note, start)
    if other and (closing is None or other.start() < closing.start()):
        source = note[start : other.start()]
        if _head(source) == source and _is_sound(_fields_of(source)):
            closing = other
    if closing is None:
        return _split_unclosed(note)
    source = note[start : closing.start()]
    fields = _fields_of(source)
    first_line, *_ = LINE_END.split(source, maxsplit=1)
    if not first_line.strip() and _is_text(source, fields):
        return None
    if _runs_into_text(source, fields):
        return _split_unclosed(note)
    found = _made(fields, note, closing.end(), 2)
    return replace(found, is_unusual=closing is other)


def _made(
    fields: Fields, note: str, end: int, first_line: int, problems: tuple[Problem, ...] = ()
) -> FrontMatter:
    """Return *fields*, whose first line is *first_line*, and the *note* from *end* on."""
    lines = {key: line + first_line for key, line in fields.lines.items()}
    told = (*problems, *fields.problems(Kind.FRONT_MATTER, first_line))
    return FrontMatter(fields.data, lines, note[end:], _line_count(note[:end]), told)


def _fields_of(source: str, read: Callable[[str], Fields] = load_fields) -> Fields:
    if len(source) > MOST_CHARACTERS:
        message = (
            f"front matter of {len(source):,} characters is left out, the limit is "
            f"{MOST_CHARACTERS:,}; move its text below the closing `---`"
        )
        return Fields(faults=[(-1, message)], is_partial=True)
    fields = read(source)
    if fields.other:
        message = f"front matter is {fields.other}; write it as lines of `key: value`"
        fields.faults.append((-1, message))
        fields.is_partial = True
    return fields


def _is_sound(fields: Fields) -> bool:
    return bool(fields.data) and not fields.faults and all(map(_NAME.fullmatch, fields.data))


def _is_text(source: str, fields: Fields) -> bool:
    """Whether *source* is text between two thematic breaks, and not front matter."""
    text = source.lstrip()
    return bool(text) and not _is_sound(fields) and not _FIRST_FIELD.match(text)


def _runs_into_text(source: str, fields: Fields) -> bool:
    """Whether front matter is not closed, and its apparent end is a thematic break."""
    if not fields.faults or len(source) > MOST_CHARACTERS:
        return False
    paragraphs = _PARAGRAPH.findall(source)
    return any(not FIELD.match(line) for line in paragraphs) and _is_sound(
        load_fields(_head(source))
    )


def _head(source: str) -> str:
    """Return *source* up to its first blank line."""
    blank = _BLANK_LINE.search(source)
    return source[: blank.start()] if blank else source


def _split_unclosed(note: str) -> FrontMatter | None:
    """Split a note whose first line is ``---``, without a second one that belongs to it."""
    opening, rest = _first_line(note)
    head = _head(rest)
    if not _FIRST_FIELD.match(head) and not _starts_with_known_key(head):
        return None
    offset = _line_count(opening + head)
    problem = Problem(
        Kind.FRONT_MATTER, f"front matter is not closed; put `---` on line {offset + 1}", 1
    )
    fields = _fields_of(head)
    if not _is_sound(fields):
        return FrontMatter({}, {}, note, 0, (problem,))
    return _made(fields, note, len(opening + head), 2, (problem,))


def _first_line(note: str) -> tuple[str, str]:
    end = LINE_END.search(note)
    assert end is not None
    return note[: end.end()], note[end.end() :]


def _line_count(text: str) -> int:
    ends = len(LINE_END.findall(text))
    return ends if not text or text.endswith(("\r", "\n")) else ends + 1


# ── other formats and places ──────────────────────────────────────────────────


def _split_unusual(note: str) -> FrontMatter | None:
    """Return the front matter of a note whose first line is not ``---``, if it has any."""
    start = _after_comments(note)
    fence = _FENCE.match(note, start)
    if fence:
        found = _split_fenced(note, fence)
    elif note.startswith("{", start):
        found = _split_json(note, start)
    else:
        found = _split_plain(note, start)
    return found and replace(found, is_unusual=True)


def _after_comments(note: str) -> int:
    """Return where the first line starts that is neither blank nor a comment."""
    place = 0
    while True:
        match = _NOT_SHOWN.match(note, place)
        end = match.end() if match else _after_comment(note, place)
        if end is None:
            return place
        place = end


def _after_comment(note: str, start: int) -> int | None:
    """Return the end of the lines of the comment at *start*; None if there is none."""
    for opening, closing in _COMMENTS:
        if note.startswith(opening, start):
            end = note.find(closing, start)
            rest = _REST_OF_LINE.match(note, end + len(closing)) if end >= 0 else None
            if rest and not _TRUNCATE.fullmatch(note, start, end + len(closing)):
                return rest.end()
    return None


def _split_fenced(note: str, fence: re.Match[str]) -> FrontMatter | None:
    sign = fence["fence"][0]
    start = fence.end()
    named = (fence["format"] or {"-": "yaml", "+": "toml", ";": "json"}[sign]).lower()
    read = {"toml": read_toml, "json": _read_json_or_yaml}.get(named, load_fields)
    first_line = _line_count(note[:start]) + 1
    closing = _ENDS[sign].search(note, start)
    if closing:
        source = _dedented(note[start : closing.start()], fence["indent"])
        fields = _fields_of(source, read)
        if _means_fields(source, fields):
            return _made(fields, note, closing.end(), first_line)
    source = _head(note[start:])
    fields = _fields_of(_dedented(source, fence["indent"]), read)
    if not (_is_sound(fields) and any(map(_tells, fields.data))):
        return None
    line = first_line + _line_count(source)
    message = f"front matter is not closed; put `{fence['fence']}` on line {line}"
    problem = Problem(Kind.FRONT_MATTER, message, first_line - 1)
    return _made(fields, note, start + len(source), first_line, (problem,))


def _dedented(source: str, indent: str) -> str:
    blanks = indent.count(" ")
    return re.sub(rf"(?:(?<=[\r\n])|\A) {{1,{blanks}}}", "", source) if blanks else source


def _means_fields(source: str, fields: Fields) -> bool:
    """Whether *source*, of an unusual form, is front matter and not text."""
    if fields.faults:
        return _starts_with_known_key(source.lstrip().removeprefix("{"))
    return any(map(_tells, fields.data))


def _tells(key: str) -> bool:
    """Whether *key* is a field, and not how a roll call may begin, between two lines."""
    return is_known(key) and key.lower() != "present"


def _starts_with_known_key(source: str) -> bool:
    first = _FIRST_KEY.match(source)
    return first is not None and _tells(first[1])


def _read_json_or_yaml(source: str) -> Fields:
    """Return the fields of an object, with or without its braces; YAML reads what JSON cannot."""
    text = source.strip()
    before = _line_count(source[: source.find(text)])
    text = text if text.startswith("{") else f"{{{text}}}"
    try:
        fields, end = read_json(text)
    except (ValueError, RecursionError):
        # a tab between quotes is no JSON, and any other one is a blank
        fields, end = load_fields(text.replace("\t", " ")), len(text)
    if text[end:].strip():
        fields.faults.append((0, "text follows the closing brace; move it below front matter"))
    fields.lines = {key: line + before for key, line in fields.lines.items()}
    return fields


def _split_json(note: str, start: int) -> FrontMatter | None:
    first_line = _line_count(note[:start]) + 1
    try:
        fields, end = read_json(note[: start + MOST_CHARACTERS], start)
    except (ValueError, RecursionError):
        closing = _BRACE.search(note[start:])
        if closing is None:
            return None
        source = closing.string[: closing.end()]
        fields = _fields_of(source, _read_json_or_yaml)
        fields.faults.append((0, "this is not valid JSON; correct it, or write it as YAML"))
        known = _means_fields(source, fields)
        return _made(fields, note, start + closing.end(), first_line) if known else None
    rest = _REST_OF_LINE.match(note, end)
    if rest is None or not any(map(_tells, fields.data)):
        return None
    return _made(fields, note, rest.end(), first_line)


def _split_plain(note: str, start: int) -> FrontMatter | None:
    """Return lines of ``Key: value``, of which one is the title, and all are known."""
    if not _starts_with_known_key(note[start : start + 100]):
        return None
    source = _head(note[start : start + MOST_CHARACTERS])
    fields = read_plain(source)
    if fields is None or not all(map(_tells, fields.data)):
        return None
    titles = [value for key, value in fields.data.items() if key.lower() == "title"]
    if not any(titles):
        return None
    return _made(fields, note, start + len(source), _line_count(note[:start]) + 1)


# ── keys of other tools ───────────────────────────────────────────────────────

#: keys of Astro's front matter with the date of the post
_DATE_KEYS = ("pubdate", "pubdatetime")
#: keys of Material's ``date: {created: …}``
_CREATED = "created"
_IN_TAXONOMIES = ("tags", "categories")


def _as_ours(found: FrontMatter) -> FrontMatter:
    """Return *found* with the keys that we have, where other tools write them differently."""
    data: dict[str, Any] = {}
    lines: dict[str, int] = {}
    for key, value in found.data.items():
        own = OWN.get(key.lower(), key)
        name = key if own in found.data else own
        data[name], lines[name] = value, found.lines[key]
    date = data.get("date")
    if isinstance(date, Mapping):
        created = next((date[key] for key in date if str(key).lower() == _CREATED), None)
        if created is not None:
            data["date"] = created
    for key in list(data):
        if "date" not in data and "start" not in data and folded(key) in _DATE_KEYS:
            data["date"], lines["date"] = data[key], lines[key]
    taxonomies = data.get("taxonomies")
    terms = taxonomies if isinstance(taxonomies, Mapping) else {}
    for key in _IN_TAXONOMIES:
        if key in terms and key not in data:
            data[key], lines[key] = terms[key], lines["taxonomies"]
    return replace(found, data=data, lines=lines)


def head_of(text: str, *, whole: bool = False) -> str:
    """Return the start of a note, up to its first blank line: what could be front matter.

    Comments are part of it. With *whole*, it ends where the fence is closed, if it is.
    """
    note = text.removeprefix(_BYTE_ORDER_MARK)
    start = _after_comments(note)
    fence = _FENCE.match(note, start)
    start = fence.end() if fence else start
    closing = _ENDS[fence["fence"][0]].search(note, start) if fence and whole else None
    end = closing.start() if closing else start + len(_head(note[start:]))
    return note[:end]


def without_lines(text: str, count: int) -> str:
    """Return *text* with its first *count* lines empty, so that the others keep their numbers."""
    if not count:
        return text
    lines = LINE_END.split(text, maxsplit=count)
    return "\n" * count + "".join(lines[count:])
