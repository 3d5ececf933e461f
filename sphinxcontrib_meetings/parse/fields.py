"""The one table of fields: front matter, docinfo and directive options ─► :class:`Meeting`.

A field is declared once, in :data:`FIELDS`. From this table the front matter is
read, the ``meeting`` directive gets its options, and the reference in the docs
is rendered. Every value may be text, since docinfo and options know no other.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sphinxcontrib_meetings.model.meeting import Person, Role, Status, Tag
from sphinxcontrib_meetings.model.problem import Kind, Problem, nearest
from sphinxcontrib_meetings.model.recording import Media, Recording
from sphinxcontrib_meetings.parse.dates import parse_date
from sphinxcontrib_meetings.parse.messages import shown
from sphinxcontrib_meetings.parse.participants import read_people, read_person
from sphinxcontrib_meetings.parse.platforms import parse_media
from sphinxcontrib_meetings.parse.registry import read_image
from sphinxcontrib_meetings.parse.tags import check_permalink
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
    plain_text,
    read_each,
    read_flag,
    read_text,
    read_texts,
    read_value,
    split_list,
    usable,
)

__all__ = [
    "FIELDS",
    "KNOWN_ELSEWHERE",
    "Field",
    "read_fields",
]


@dataclass(frozen=True, slots=True)
class Field:
    """One field that a note, or a ``meeting`` directive, may have."""

    #: canonical key
    name: str
    #: what its value is, in a word or two for the docs
    type: str
    #: one sentence for the docs, Markdown
    help: str
    #: value of YAML, or text ─► value of the record; raises ``ValueError`` with the way out
    parse: Callable[[object], Any]
    aliases: tuple[str, ...] = ()
    #: attribute of the record, where it is not the name
    attribute: str = ""
    #: the kind of problem that a bad value is
    kind: Kind = Kind.FIELD

    @property
    def target(self) -> str:
        """The attribute of the record."""
        return self.attribute or self.name


# a year; a day and its month; a month, or the day of the week
_DATE_FIRST = re.compile(r"[0-9]{4}[-/.0-9]|[0-9]{1,2}\s+[A-Za-z]{3}|[A-Za-z]{3}[a-z.,]*\s")


# ── values ────────────────────────────────────────────────────────────────────


def _roles(value: object) -> tuple[Person, ...]:
    return usable(*read_people(value))


def _as_it_is(value: object) -> object:
    return value


def _status(value: object) -> Status:
    word = read_text(value).lower()
    # the American spelling
    if word == "canceled":
        return Status.CANCELLED
    try:
        return Status(word)
    except ValueError:
        raise ValueError(
            f"{shown(word)} is no status: write confirmed, tentative or cancelled."
            f"{nearest(word[:80], map(str, Status))}"
        ) from None


def _moment(value: object) -> dt.time | dt.datetime:
    """Read a time of day, or a date with a time of day."""
    if not isinstance(value, dt.date) and not (
        isinstance(value, str) and _DATE_FIRST.match(value.strip())
    ):
        return parse_time(value)
    found = parse_date(value)
    if not isinstance(found, dt.datetime):
        raise ValueError(f"{found.isoformat()} has no time of day: write it as 2023-09-20 17:00")
    return found


def _people(value: object) -> tuple[Person, ...]:
    """Read keys, and people described in place as Docusaurus does."""
    return read_each(_person, split_list(value))


def _person(item: object) -> Person:
    if not isinstance(item, Mapping):
        return Person(key=read_text(item))
    return described(*read_person(item))


def _tags(value: object) -> tuple[Tag, ...]:
    """Read keys or labels, and Docusaurus' ``{label, permalink}``."""
    return read_each(_tag, split_list(value))


def _tag(item: object) -> Tag:
    if not isinstance(item, Mapping):
        return Tag(key=read_text(item))
    faults: list[str] = []
    label = read_value(item, "label", plain_text, faults)
    key = read_value(item, "key", plain_text, faults) or label
    if not key:
        raise ValueError("; ".join([*faults, "a tag needs a label: add 'label: …'"]))
    permalink = read_value(item, "permalink", _permalink, faults)
    description = read_value(item, "description", plain_text, faults)
    return described(Tag(key, label, permalink, description), faults)


def _permalink(value: object) -> str:
    return check_permalink(plain_text(value))


def _recordings(value: object) -> tuple[Recording, ...]:
    """Read addresses, and mappings of url, title, duration, start and poster."""
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
        raise ValueError("a recording needs an address: add 'url: https://…'")
    if text.startswith("//"):
        # the scheme of the page that it was copied from
        text = f"https:{text}"
    media = parse_media(text)
    return (text if is_web(text) or media.is_beside else media.start_url), media


def _image(value: object) -> str:
    return check_image(read_text(value))


def _path(value: object) -> str:
    return check_permalink(read_text(value))


# ── the table ─────────────────────────────────────────────────────────────────

FIELDS: tuple[Field, ...] = (
    Field(
        "title",
        "text",
        "Title of the meeting; without it, the first heading, then the file name.",
        read_text,
    ),
    Field(
        "date",
        "date",
        "Day of the meeting, perhaps with its time (`2023-09-20 17:00`); without it, the date in "
        "the path, then the one in the first heading.",
        parse_date,
        kind=Kind.DATE,
    ),
    Field(
        "time",
        "time",
        "Time of day at which the meeting starts (`17:00`, `5pm`, `17:00 UTC`).",
        parse_time,
    ),
    Field(
        "start",
        "time, or date and time",
        "When the meeting starts; the same as `time`, but a date may precede it.",
        _moment,
    ),
    Field(
        "end",
        "time, or date and time",
        "When the meeting ends; after midnight it needs its date (`2023-09-21 00:30`).",
        _moment,
    ),
    Field(
        "timezone",
        "time zone",
        "Time zone of all times: a name of the IANA database (`Europe/Berlin`), `UTC` or an "
        "offset (`+02:00`).",
        parse_zone,
    ),
    Field(
        "duration",
        "duration",
        "How long the meeting, or its recording, lasts (`1:02:03`, `59:30`, `45 min`, "
        "`PT1H2M3S`, or seconds).",
        parse_duration,
    ),
    Field(
        "authors",
        "list of people",
        "Who wrote the note: keys of `authors.yml`, names, or mappings with `name`, `title`, "
        "`url`, `image_url` and `email`.",
        _people,
        aliases=("author",),
    ),
    Field(
        "tags",
        "list of tags",
        "What the meeting is about: keys of `tags.yml`, labels, or mappings with `label` and "
        "`permalink`.",
        _tags,
        aliases=("tag", "category", "categories"),
    ),
    Field(
        "description",
        "text",
        "One or two sentences, shown in lists where the note has no truncate marker.",
        read_text,
    ),
    *(
        Field(name, "list of people", text, _roles, aliases)
        for name, text, aliases in (
            ("chair", "Who led the meeting.", ("chairs", "host", "moderator")),
            ("scribe", "Who took the notes.", ("scribes", "notetaker")),
            ("speakers", "Who spoke, or presented.", ("speaker", "presenter", "presenters")),
            ("attendees", "Who was there.", ("attendee", "participants")),
            ("regrets", "Who could not come, and said so.", ("absent",)),
        )
    ),
    Field(
        "chapters",
        "list of chapters",
        "Parts of the recording: texts such as `0:12 Welcome`, mappings with `time` or `seconds` "
        "and `title`, or a mapping of times to titles.",
        _as_it_is,
    ),
    Field(
        "transcript",
        "document or file",
        "Document with the transcript, or file of captions (`.vtt`, `.srt`), from the folder of "
        "the note; `NAME-transcript` and `NAME.vtt` beside it are found anyway.",
        read_text,
    ),
    Field(
        "draft",
        "true or false",
        "Whether the note is left out, unless `meetings_drafts` is set.",
        read_flag,
    ),
    Field(
        "unlisted",
        "true or false",
        "Whether the meeting has a page, but stands in no list.",
        read_flag,
    ),
    Field(
        "image",
        "file or URL",
        "Image that stands for the meeting where it is shared.",
        _image,
    ),
    Field(
        "slug",
        "path",
        "Path under which links may name the meeting; its page stays where the file is.",
        _path,
    ),
    Field(
        "keywords",
        "list of text",
        "Words for search engines.",
        read_texts,
    ),
    Field(
        "status",
        "confirmed, tentative or cancelled",
        "Whether the meeting takes place.",
        _status,
    ),
    Field(
        "series",
        "text",
        "Series of meetings that this one belongs to; previous and next stay within it.",
        read_text,
    ),
    Field(
        "recording",
        "list of URLs",
        "Recordings: URLs, ids of YouTube, or mappings with `url`, `title`, `duration`, `start` "
        "and `poster`.",
        _recordings,
        aliases=("recordings", "video"),
        attribute="recordings",
        kind=Kind.VIDEO,
    ),
    Field(
        "location",
        "text",
        "Where the meeting takes place: a room, or the address of the call.",
        read_text,
    ),
)

_BY_KEY = {key: item for item in FIELDS for key in (item.name, *item.aliases)}

_ELSEWHERE = {
    "this extension": "about meeting mentions showTitle",
    "Docusaurus": "author_email author_image_url author_title author_url custom_edit_url "
    "displayed_sidebar head hide_reading_time hide_table_of_contents hide_title id last_update "
    "pagination_label pagination_next pagination_prev parse_number_prefixes sidebar_class_name "
    "sidebar_custom_props sidebar_key sidebar_label sidebar_position title_meta "
    "toc_max_heading_level toc_min_heading_level wrapperClassName",
    "ABlog": "blogpost exclude external_link language nocomments redirect update updated",
    "MyST": "abbreviations bibliography downloads execution_mode exports file_format github "
    "html_meta jupyter jupytext kernelspec license math mystnb myst numbering parts settings "
    "short_title site substitutions subtitle thumbnail venue",
    "Sphinx and docutils": "abstract address contact copyright dedication hide-toc html_theme "
    "no-search nosearch ogp_disable organization orphan revision sd_hide_title theme tocdepth "
    "toctree version",
    "other generators, Obsidian, HackMD": "GA alias aliases author_id breaks cascade co-authors "
    "coauthors comments cover created cssclasses data dir disqus excerpt expiryDate headless "
    "hide icon images lang lastmod layout link linkTitle links listed locale menu modified name "
    "ogImage og_image outputs permalink pin private publish publishDate published rate readtime "
    "resources robots sitemap slideOptions stage stars state summary taxonomies template toc "
    "translationKey type uid url videoId video_id visible weight",
}

#: keys that others read; they pass without a word, however near to one of ours
KNOWN_ELSEWHERE = frozenset(key for keys in _ELSEWHERE.values() for key in keys.split())


# ── reading ───────────────────────────────────────────────────────────────────


def read_fields(
    mapping: Mapping[str, object], lines: Mapping[str, int], *, exclusive: bool = False
) -> tuple[dict[str, Any], dict[str, int], list[Problem]]:
    """Read the fields of a note or a directive.

    *lines* has the line of each key. Returned are the values and lines by
    attribute of the record, and what is wrong. A bad value is left out; values
    of aliases (``tags`` and ``category``) are joined; unknown keys pass, but for
    those that nearly are a field, unless *exclusive*: where no other program reads
    them, every unknown key is a slip.
    """
    values: dict[str, Any] = {}
    places: dict[str, int] = {}
    problems: list[Problem] = []
    for key, value in mapping.items():
        line = lines.get(key, 0)
        item = _BY_KEY.get(key)
        if item is None:
            problems += _unknown(key, line) if exclusive else _near_miss(key, line)
            continue
        if value is None or (item.parse is not read_flag and is_blank(value)):
            continue
        try:
            parsed = item.parse(value)
        except PartlyError as error:
            problems.append(Problem(item.kind, f"{key}: {error}", line))
            if not error.usable:
                continue
            parsed = error.usable
        except ValueError as error:
            problems.append(Problem(item.kind, f"{key}: {error}", line))
            continue
        if isinstance(parsed, tuple):
            parsed = distinct((*values.get(item.target, ()), *parsed))
        values[item.target] = parsed
        places.setdefault(item.target, line)
    return values, places, problems


def _unknown(key: str, line: int) -> Iterator[Problem]:
    hint = nearest(key.lower()[:80], _BY_KEY) or " Take it out."
    yield Problem(Kind.KEY, f"unknown field {shown(key)}.{hint}", line)


def _near_miss(key: str, line: int) -> Iterator[Problem]:
    # keys with a colon (`og:title`) are others', and what is long is no slip of a key
    if key in KNOWN_ELSEWHERE or ":" in key or len(key) > 40:
        return
    hint = nearest(key.lower(), _BY_KEY)
    if hint:
        yield Problem(Kind.KEY, f"unknown field {key!r}.{hint}", line)


#: role ─► the field that names those who have it
ROLE_FIELDS = MappingProxyType(
    {
        Role.AUTHOR: "authors",
        Role.CHAIR: "chair",
        Role.SCRIBE: "scribe",
        Role.SPEAKER: "speakers",
        Role.ATTENDEE: "attendees",
        Role.REGRETS: "regrets",
    }
)
