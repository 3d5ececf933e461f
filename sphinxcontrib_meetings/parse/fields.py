"""Fields: front matter, docinfo and options of directives ─► values of a :class:`Meeting`.

The fields are described with the record (``model.meeting``). This module reads the values of
each type. Any value may be text, since docinfo and options have nothing else.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from sphinxcontrib_meetings.model.field import Field, fields_of
from sphinxcontrib_meetings.model.meeting import Meeting, Status, Tag
from sphinxcontrib_meetings.model.minutes import Approval
from sphinxcontrib_meetings.model.month import Month
from sphinxcontrib_meetings.model.people import Role
from sphinxcontrib_meetings.model.problem import Kind, Problem, nearest
from sphinxcontrib_meetings.model.recording import Media, Recording
from sphinxcontrib_meetings.parse.date_words import ENGLISH, DateWords
from sphinxcontrib_meetings.parse.dates import parse_date, parse_times
from sphinxcontrib_meetings.parse.keys import (
    HIDING_STATUS,
    KNOWN_ELSEWHERE,
    folded,
    is_known_elsewhere,
)
from sphinxcontrib_meetings.parse.messages import shown
from sphinxcontrib_meetings.parse.people import read_authors, read_people
from sphinxcontrib_meetings.parse.platforms import parse_media
from sphinxcontrib_meetings.parse.registry import read_image
from sphinxcontrib_meetings.parse.tags import check_permalink, read_tag
from sphinxcontrib_meetings.parse.times import (
    parse_duration,
    parse_seconds,
    parse_time,
    parse_zone,
)
from sphinxcontrib_meetings.parse.urls import check_image, is_web
from sphinxcontrib_meetings.parse.values import (
    PartlyError,
    described,
    distinct,
    is_blank,
    is_false,
    is_true,
    plain_text,
    read_each,
    read_flag,
    read_text,
    read_texts,
    read_value,
    split_list,
)
from sphinxcontrib_meetings.parse.when import When

__all__ = [
    "FIELDS",
    "KNOWN_ELSEWHERE",
    "READERS",
    "ROLE_FIELDS",
    "names_people",
    "read_fields",
]


# a year; a day and its month; a month, or the day of the week
_DATE_FIRST = re.compile(r"[0-9]{4}[-/.0-9]|[0-9]{1,2}\s+[A-Za-z]{3}|[A-Za-z]{3}[a-z.,]*\s")


# ── values ────────────────────────────────────────────────────────────────────


def _as_it_is(value: object) -> object:
    return value


#: words of other tools for whether the note, not the meeting, is there; `parse.hidden` reads them
_PUBLICATION = HIDING_STATUS | {"public", "publish", "published"}


def _status(value: object) -> Status:
    word = read_text(value).lower()
    if word in _PUBLICATION:
        return Status.CONFIRMED
    # the American spelling
    if word == "canceled":
        return Status.CANCELLED
    try:
        return Status(word)
    except ValueError:
        raise ValueError(
            f"{shown(word)} is not a valid status; use confirmed, tentative or cancelled."
            f"{nearest(word[:80], map(str, Status))}"
        ) from None


def _moment(value: object, words: DateWords = ENGLISH) -> dt.time | dt.datetime | When:
    """Return a time of day, or a date with a time of day."""
    if not _has_date(value):
        return parse_time(value)
    return _with_time(parse_date(value, words))


def _end(value: object, words: DateWords = ENGLISH) -> dt.time | dt.date:
    """Return a time of day, a date, or both."""
    if not _has_date(value):
        return parse_time(value)
    return _one_day(parse_date(value, words))


def _last_day(value: object, words: DateWords = ENGLISH) -> dt.date:
    found = _one_day(parse_date(value, words))
    return found.date() if isinstance(found, dt.datetime) else found


def _update(value: object, words: DateWords = ENGLISH) -> dt.date | None:
    """Return a date, or that of Docusaurus' ``{date, author}``, which may lack it."""
    if isinstance(value, Mapping):
        value = value.get("date")
    return None if value is None else _one_day(parse_date(value, words))


def _has_date(value: object) -> bool:
    return isinstance(value, dt.date) or (
        isinstance(value, str) and _DATE_FIRST.match(value.strip()) is not None
    )


def _with_time(found: dt.date | When) -> dt.datetime | When:
    if isinstance(found, dt.datetime) or (isinstance(found, When) and found.start):
        return found
    day = found.day if isinstance(found, When) else found
    shown_day = day.isoformat() if isinstance(day, dt.date) else ""
    raise ValueError(f"{shown_day} has no time of day; add it, as in 2023-09-20 17:00")


def _one_day(found: dt.date | When) -> dt.date:
    if isinstance(found, When | Month):
        raise ValueError("it is not one day; use YYYY-MM-DD, for example 2023-09-20")
    return found


def _tags(value: object) -> tuple[Tag, ...]:
    """Return the tags of a list of keys, labels and Docusaurus' ``{label, permalink}``."""
    return read_each(_tag, split_list(value))


def _tag(item: object) -> Tag:
    if not isinstance(item, Mapping):
        return Tag(key=read_text(item))
    faults: list[str] = []
    tag = read_tag(item, faults)
    if not tag.key:
        raise ValueError("; ".join([*faults, "a tag has no label; add 'label: …'"]))
    return described(tag, faults)


def _recordings(value: object) -> tuple[Recording, ...]:
    """Return recordings from addresses, and mappings of url, title, duration, start and poster."""
    if isinstance(value, str):
        # addresses contain no blanks, but they may contain commas
        return read_each(_recording, re.split(r",?\s+", value.strip()))
    return read_each(_recording, split_list(value))


def _recording(item: object) -> Recording:
    if not isinstance(item, Mapping):
        return Recording(*_address(read_text(item)))
    faults: list[str] = []
    recording = Recording(
        *_address(plain_text(item.get("url"))),
        title=read_value(item, "title", plain_text, faults),
        duration=read_value(item, "duration", _length, faults),
        start=read_value(item, "start", _offset, faults),
        poster=read_value(item, "poster", read_image, faults),
    )
    return described(recording, faults)


def _length(value: object) -> dt.timedelta | None:
    return None if value is None else parse_duration(value)


def _offset(value: object) -> int:
    return parse_seconds(plain_text(value) or "0")


def _address(text: str) -> tuple[str, Media]:
    """Return the address of a recording, and what is there; an id of YouTube becomes one."""
    if not text:
        raise ValueError("a recording has no address; add 'url: https://…'")
    if text.startswith("//"):
        # the scheme of the page that it was copied from
        text = f"https:{text}"
    media = parse_media(text)
    return (text if is_web(text) or media.is_beside else media.start_url), media


def _approval(value: object) -> Approval:
    return Approval(read_text(value).strip().lower())


def _approved(value: object, words: DateWords = ENGLISH) -> str:
    """Return a day in ISO 8601, or the name of a meeting as it is written."""
    if is_false(value):
        return ""
    if is_true(value):
        raise ValueError("it does not say when; give the day, or write `minutes: approved`")
    try:
        return _last_day(value, words).isoformat()
    except ValueError:
        return read_text(value)


def _actions(value: object) -> tuple[str, ...]:
    """Return the items of a list, or the lines of a text: what is to be done may have commas."""
    if not isinstance(value, list | tuple) and (is_true(value) or is_false(value)):
        # the note of another tool says that it is done itself
        return ()
    lines = value.splitlines() if isinstance(value, str) else [value]
    items = value if isinstance(value, list | tuple) else lines
    texts = (item.strip().removeprefix("- ") if isinstance(item, str) else item for item in items)
    return read_each(read_text, [text for text in texts if not is_blank(text)])


def _image(value: object) -> str:
    return check_image(read_text(value))


def _path(value: object) -> str:
    return check_permalink(read_text(value))


# ── the fields ────────────────────────────────────────────────────────────────

#: all fields, as the record describes them
FIELDS: tuple[Field, ...] = fields_of(Meeting)

#: type of a field ─► reader of a YAML value or text; raises ``ValueError`` that says what to do
READERS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        "confirmed, tentative or cancelled": _status,
        "date": parse_date,
        "date, or meeting": _approved,
        "date, or mapping with date": _update,
        "day": _last_day,
        "document or file": read_text,
        "draft or approved": _approval,
        "duration": parse_duration,
        "file or URL": _image,
        "list of URLs": _recordings,
        "list of authors": read_authors,
        "list of actions": _actions,
        # read later, when the recording is known
        "list of chapters": _as_it_is,
        "list of people": read_people,
        "list of tags": _tags,
        "list of text": read_texts,
        "path": _path,
        "text": read_text,
        "time": parse_times,
        "time zone": parse_zone,
        "time, date, or both": _end,
        "time, or date and time": _moment,
        "true or false": read_flag,
    }
)

#: types of values that may have names of months
_WITH_WORDS = frozenset(
    (
        "date",
        "date, or mapping with date",
        "date, or meeting",
        "day",
        "time, date, or both",
        "time, or date and time",
    )
)

_BY_KEY = {key: item for item in FIELDS for key in (item.name, *item.aliases)}


#: those that may be misspelled; other words with a letter of `done` changed, such as `zone`, are
#: usual keys
_MISSPELLED = _BY_KEY.keys() - {"done"}


def _spelled(key: str) -> str:
    return key.strip().casefold().replace("_", "-").replace(" ", "-")


#: fields that name people, by keys spelled like `note-taker`
_ROLES = {_spelled(key): item for key, item in _BY_KEY.items() if item.role} | {
    # how far they are, or who wrote them
    "minutes": _BY_KEY["scribe"]
}
#: values of `minutes` that say how far they are
_APPROVALS = frozenset(filter(None, map(str, Approval)))
#: values of `minutes` that name nobody: addresses, files, and how far the minutes are
_NO_MINUTE_TAKER = re.compile(
    r".*[/0-9]|.*\.[A-Za-z]|(?:approved|draft|final|no|pending|posted|published|yes)\b",
    re.IGNORECASE,
)


def names_people(key: str) -> bool:
    """Whether *key* is a field with people in a role."""
    return _spelled(key) in _ROLES


def _field_of(key: str, value: object) -> Field | None:
    """Return the field that *key* means; a note may spell roles as `Note taker`."""
    item = _BY_KEY.get(key) or _ROLES.get(_spelled(key))
    if key == "excerpt" and not (isinstance(value, str) and re.search(r"[^\W\d_]", value)):
        # for ABlog, it is a number of paragraphs
        return None
    is_of_minutes = _spelled(key) == "minutes"
    if is_of_minutes and isinstance(value, str) and value.strip().lower() in _APPROVALS:
        return _BY_KEY["minutes"]
    if is_of_minutes:
        item = _ROLES["minutes"]
    if is_of_minutes and isinstance(value, str | int | float):
        # the same word is used for the text
        return None if _NO_MINUTE_TAKER.match(str(value)) or not isinstance(value, str) else item
    return item


# ── reading ───────────────────────────────────────────────────────────────────


#: fields that list tags, as words with blanks between them in Jekyll
_TAG_LISTS = frozenset({"categories", "tags"})
#: they give way to ``description``, which other notes have beside them
_DESCRIPTIONS = frozenset({"excerpt", "summary"})
#: words that may be keys of tags; a label as in "Open Source" has capitals
_WORDS = re.compile(r"[a-z0-9][a-z0-9-]*(?:\s+[a-z0-9][a-z0-9-]*)+")


def read_fields(
    mapping: Mapping[str, object],
    lines: Mapping[str, int],
    *,
    exclusive: bool = False,
    words: DateWords = ENGLISH,
) -> tuple[dict[str, Any], dict[str, int], list[Problem]]:
    """Return the values and lines of the fields in *mapping*, and the problems.

    *lines* has the line of each key. Values and lines are returned by attribute of
    the record. Bad values are left out, and values of aliases (``tags`` and
    ``category``) are joined. Unknown keys are ignored unless they look like a
    misspelled field. With *exclusive*, no other program reads the keys, and every
    unknown one is a problem. *words* has the names of months and weekdays.
    """
    values: dict[str, Any] = {}
    places: dict[str, int] = {}
    problems: list[Problem] = []
    for key, value in mapping.items():
        line = lines.get(key, 0)
        item = _field_of(key, value)
        if item is None:
            if key in _BY_KEY:
                continue
            problems += _unknown(key, line) if exclusive else _near_miss(key, line)
            continue
        if key in _DESCRIPTIONS and item.target in values:
            continue
        read = READERS[item.type]
        if value is None or (read is not read_flag and is_blank(value)):
            continue
        try:
            parsed = read(value, words) if item.type in _WITH_WORDS else read(value)
        except PartlyError as error:
            problems.append(Problem(item.kind, f"{key}: {error}", line))
            if not error.usable:
                continue
            parsed = error.usable
        except ValueError as error:
            problems.append(Problem(item.kind, f"{key}: {error}", line))
            continue
        if key in _TAG_LISTS:
            problems += _one_or_many(key, value, line)
        if isinstance(parsed, tuple):
            parsed = distinct((*values.get(item.target, ()), *parsed))
        values[item.target] = parsed
        places.setdefault(item.target, line)
    if not exclusive:
        _read_listed(mapping, lines, values, places)
    return values, places, problems


def _read_listed(
    mapping: Mapping[str, object],
    lines: Mapping[str, int],
    values: dict[str, Any],
    places: dict[str, int],
) -> None:
    """Read ``listed: false``, which other tools have for ``unlisted: true``."""
    for key, value in mapping.items():
        if folded(str(key)) == "listed" and is_false(value):
            values["unlisted"] = True
            places.setdefault("unlisted", lines.get(key, 0))


def _one_or_many(key: str, value: object, line: int) -> Iterator[Problem]:
    """Yield a problem if *value* may be one tag of several words, or several tags."""
    if isinstance(value, str) and _WORDS.fullmatch(value.strip()):
        words = value.split()
        yield Problem(
            Kind.FIELD,
            f"{key}: {shown(value)} is read as one tag; write [{', '.join(words)}] for "
            f"{len(words)} tags, or [{' '.join(words)}] for one",
            line,
        )


def _unknown(key: str, line: int) -> Iterator[Problem]:
    hint = nearest(key.lower()[:80], _BY_KEY) or " Remove it."
    yield Problem(Kind.KEY, f"unknown field {shown(key)}.{hint}", line)


def _near_miss(key: str, line: int) -> Iterator[Problem]:
    # keys with a colon (`og:title`) belong to other tools, and long keys are not misspellings
    if is_known_elsewhere(key) or ":" in key or len(key) > 40:
        return
    known = _BY_KEY if key.lower() in _BY_KEY else _MISSPELLED
    hint = nearest(key.lower(), known)
    if hint:
        yield Problem(Kind.KEY, f"unknown field {key!r}.{hint}", line)


#: role ─► the field that lists the people with it
ROLE_FIELDS: Mapping[Role, str] = MappingProxyType(
    {field.role: field.name for field in FIELDS if field.role}
)
