"""``meetings.json``: the records of the archive as data for programs, with its schema."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, get_type_hints

from sphinx.application import Sphinx

from sphinxcontrib_meetings.archive.archive import Archive
from sphinxcontrib_meetings.archive.views import Link, Views
from sphinxcontrib_meetings.export.artifacts import Artifact
from sphinxcontrib_meetings.model.field import single_fields
from sphinxcontrib_meetings.model.meeting import Meeting, Status, Tag
from sphinxcontrib_meetings.model.minutes import (
    Action,
    ActionState,
    Approval,
    Decision,
    DecisionState,
    Minute,
    Topic,
    Vote,
)
from sphinxcontrib_meetings.model.people import Participation, Role
from sphinxcontrib_meetings.model.recording import Recording
from sphinxcontrib_meetings.parse.platforms import kinds
from sphinxcontrib_meetings.parse.times import iso_duration
from sphinxcontrib_meetings.read.domain import domain_of
from sphinxcontrib_meetings.write.links import root_address

__all__ = [
    "DATA",
    "FIELDS",
    "SCHEMA",
    "Field",
    "export",
    "on_meetings_collect_artifacts",
    "schema",
]

DATA: Final = "meetings.json"
SCHEMA: Final = "meetings.schema.json"
#: changes when programs that read the data have to change
VERSION: Final = 1

#: a JSON Schema (https://json-schema.org/draft/2020-12)
Schema = Mapping[str, Any]

_TEXT: Schema = {"type": "string"}
_FLAG: Schema = {"type": "boolean"}
_SECONDS: Schema = {"type": "integer", "minimum": 0}
_URI: Schema = {"type": "string", "format": "uri-reference"}
_TEXTS: Schema = {"type": "array", "items": _TEXT}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _objects(**properties: Schema) -> Schema:
    return {"type": "array", "items": _object(properties)}


def _object(properties: Mapping[str, Schema]) -> Schema:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


_DATE = _or_null({"type": "string", "format": "date"})
#: a date, or a month whose day is not known
_DATE_OR_MONTH = _or_null(
    {
        "anyOf": [
            {"type": "string", "format": "date"},
            {"type": "string", "pattern": r"^\d{4}-\d\d$"},
        ]
    }
)
#: a floating time has no offset, so it is not a "date-time" of JSON Schema
_MOMENT: Schema = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d"}
_TIME = _or_null(_MOMENT)
_DURATION = _or_null({"type": "string", "format": "duration"})
_NAME = _or_null(_TEXT)
_COUNT: Schema = {"type": "integer", "minimum": 0}
#: where something stands
_PLACE: Final[Mapping[str, Schema]] = {
    "place": _or_null(_URI),
    "line": _or_null({"type": "integer", "minimum": 1}),
}
#: the same, for what is recorded at a place: its heading, and the time in the recording
_MINUTE: Final[Mapping[str, Schema]] = {"topic": _NAME, "start": _or_null(_SECONDS), **_PLACE}


@dataclass(frozen=True, slots=True)
class Site:
    """The site, as far as the export of a record needs it."""

    archive: Archive
    views: Views
    #: returns the URL of a link from the root of the site
    uri: Callable[[Link], str]

    def uri_or_none(self, link: Link | None) -> str | None:
        """Return the URL of *link*, None if it has no target."""
        return self.uri(link) if link and link.docname else None


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record as data."""

    name: str
    #: or a function that returns it, if it depends on the application
    schema: Schema | Callable[[], Schema]
    value: Callable[[Meeting, Site], Any]
    #: one sentence, for readers of the schema
    help: str


#: attributes of a record that are not plain text, texts or a flag
_OWN: Final = (
    Field(
        "date",
        _DATE_OR_MONTH,
        lambda record, _: _iso(record.date),
        "Day of the meeting, the first of several, or only its month.",
    ),
    Field(
        "end_date",
        _DATE,
        lambda record, _: _iso(record.end_date),
        "Last day, if it takes several.",
    ),
    Field(
        "start", _TIME, lambda record, _: _iso(record.start), "Wall-clock time at which it starts."
    ),
    Field("end", _TIME, lambda record, _: _iso(record.end), "Wall-clock time at which it ends."),
    Field(
        "timezone", _NAME, lambda record, _: record.timezone or None, "Name in the IANA database."
    ),
    Field("duration", _DURATION, lambda record, _: _span(record.duration), "How long it takes."),
    Field(
        "people",
        _objects(
            role={"enum": [*map(str, Role)]},
            key=_TEXT,
            name=_TEXT,
            uri=_or_null(_URI),
            title=_NAME,
            org=_NAME,
            pronouns=_NAME,
            remark=_NAME,
            **_PLACE,
        ),
        lambda record, site: [_person(part, record, site) for part in record.people],
        "Who took part, or sent regrets; a person is listed once per role. `remark` is about this "
        "meeting. `place` and `line` are `null` where the front matter says so.",
    ),
    Field(
        "tags",
        _objects(key=_TEXT, label=_TEXT, uri=_or_null(_URI)),
        lambda record, site: [_tag(tag, site) for tag in record.tags],
        "Tags, with the URLs of their pages.",
    ),
    Field(
        "status",
        {"enum": [*map(str, Status)]},
        lambda record, _: str(record.status),
        "Whether it takes place.",
    ),
    Field(
        "minutes",
        _or_null({"enum": [state.value for state in Approval if state]}),
        lambda record, _: record.minutes.value or None,
        "Whether its minutes are a draft or approved, as the note says itself.",
    ),
    Field(
        "updated",
        _or_null({"anyOf": [{"type": "string", "format": "date"}, _MOMENT]}),
        lambda record, _: _iso(record.updated),
        "When the note was last changed, as it says itself.",
    ),
    Field(
        "recordings",
        lambda: _objects(
            url=_TEXT,
            kind={"enum": [*kinds()]},
            title=_NAME,
            start=_SECONDS,
            duration=_DURATION,
        ),
        lambda record, _: [_recording(item) for item in record.recordings],
        "Recordings; `start` is the second at which the meeting starts.",
    ),
    Field(
        "chapters",
        _objects(start=_SECONDS, title=_TEXT),
        lambda record, _: [
            {"start": chapter.seconds, "title": chapter.title}
            for chapter in record.chapters
            if chapter.seconds is not None
        ],
        "Chapters of the recording; `start` in seconds.",
    ),
    Field(
        "transcript",
        _or_null(_URI),
        lambda record, site: _uri_of(site.archive.transcript_for(record.name), site),
        "URL of the document that is its transcript.",
    ),
)


#: what the minutes in the text of a note have
_MINUTES: Final = (
    Field(
        "topics",
        _objects(
            title=_TEXT,
            owners=_TEXTS,
            minutes=_or_null({"type": "integer", "minimum": 0}),
            type=_NAME,
            section=_or_null(_URI),
            **_MINUTE,
        ),
        lambda record, site: [_topic(one, record, site) for one in record.topics],
        "Agenda: `owners` as they are written, `minutes` set aside, and the URL of the section "
        "that treats it.",
    ),
    Field(
        "decisions",
        _objects(
            text=_TEXT,
            state={"enum": [*map(str, DecisionState)]},
            id=_NAME,
            supersedes=_TEXTS,
            superseded_by=_NAME,
            **_MINUTE,
        ),
        lambda record, site: [_decision(one, record, site) for one in record.decisions],
        "Decisions; those that supersede each other are named by their ids.",
    ),
    Field(
        "votes",
        _objects(
            question=_NAME,
            counts=_objects(choice=_TEXT, votes=_COUNT),
            total=_COUNT,
            **_MINUTE,
        ),
        lambda record, site: [_vote(one, record, site) for one in record.votes],
        "Votes, with the number for each choice.",
    ),
    Field(
        "actions",
        _objects(
            text=_TEXT,
            owners=_TEXTS,
            state={"enum": [*map(str, ActionState)]},
            due=_DATE,
            id=_NAME,
            **_MINUTE,
        ),
        lambda record, site: [_action(one, record, site) for one in record.actions],
        "Actions, with their owners as they are written.",
    ),
    Field(
        "next_meeting",
        _DATE,
        lambda record, _: _iso(record.next_meeting),
        "Day of the next meeting, as the note says.",
    ),
)


def _of(name: str, value: Callable[[Any], Any]) -> Callable[[Meeting, Site], Any]:
    return lambda record, _: value(getattr(record, name))


#: type of any other attribute ─► its schema, and a function that turns its value into data
_PLAIN: Final[Mapping[object, tuple[Schema, Callable[[Any], Any]]]] = {
    bool: (_FLAG, bool),
    str: (_NAME, lambda value: value or None),
    tuple[str, ...]: (_TEXTS, list),
}


def _fields() -> Iterator[Field]:
    """Yield the attributes of a record that come from fields, described as in these."""
    own = {field.name: field for field in _OWN}
    described = single_fields(Meeting)
    types = get_type_hints(Meeting)
    for attribute in dataclasses.fields(Meeting):
        name = attribute.name
        if name in own:
            yield own[name]
        elif name in described:
            schema, value = _PLAIN[types[name]]
            yield Field(name, schema, _of(name, value), described[name].help)


#: all data of a record, in this order
FIELDS: Final = (
    Field(
        "name", _TEXT, lambda record, _: record.name, "Unique name: docname, or docname#anchor."
    ),
    Field(
        "uri",
        _URI,
        lambda record, site: site.uri(site.views.meeting(record)),
        "URL of the note, from the root of the site.",
    ),
    *_fields(),
    *_MINUTES,
    Field(
        "excerpt",
        _NAME,
        lambda record, _: (record.excerpt.text if record.excerpt else "") or None,
        "Excerpt of the note in lists, as plain text.",
    ),
    Field(
        "transcript_of",
        _NAME,
        lambda record, site: site.archive.transcripts.get(record.name),
        "Name of the meeting whose transcript this is.",
    ),
    Field(
        "earlier",
        _NAME,
        lambda record, site: _name_of(site.archive.earlier(record.name)),
        "Name of the previous meeting of its series.",
    ),
    Field(
        "later",
        _NAME,
        lambda record, site: _name_of(site.archive.later(record.name)),
        "Name of the next meeting of its series.",
    ),
)


def on_meetings_collect_artifacts(app: Sphinx) -> Iterable[Artifact]:
    """Return the data and its schema, if ``meetings_data`` is set."""
    domain = domain_of(app.env)
    if not domain.options.data:
        return ()
    site = Site(domain.archive, domain.views, lambda link: root_address(app.builder, link))
    return (
        Artifact.of_bytes(DATA, _written(export(site))),
        Artifact.of_bytes(SCHEMA, _written(schema())),
    )


def export(site: Site) -> dict[str, Any]:
    """Return all records as data: the listed ones, newest first, then the others by name."""
    archive = site.archive
    listed = {record.name: record for record in archive.listed}
    others = (record for name, record in sorted(archive.records.items()) if name not in listed)
    return {
        "$schema": SCHEMA,
        "version": VERSION,
        "title": site.views.title,
        "meetings": [
            {field.name: field.value(record, site) for field in FIELDS}
            for record in (*listed.values(), *others)
        ],
    }


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the data."""
    record = _object({field.name: _described(field) for field in FIELDS})
    properties: dict[str, Schema] = {
        "$schema": _TEXT,
        "version": {"const": VERSION},
        "title": {"description": "Title of the archive.", "type": "string"},
        "meetings": {
            "description": "The listed meetings, newest first, then the others by name.",
            "type": "array",
            "items": record,
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Meetings",
        **_object(properties),
    }


def _described(field: Field) -> Schema:
    known = field.schema() if callable(field.schema) else field.schema
    return {"description": field.help, **known}


def _written(data: object) -> bytes:
    # ASCII, since lone surrogates cannot be encoded in UTF-8
    return (json.dumps(data, indent=1) + "\n").encode()


def _iso(value: dt.date | None) -> str | None:
    return value.isoformat() if value else None


def _span(value: dt.timedelta | None) -> str | None:
    return iso_duration(value) if value else None


def _uri_of(record: Meeting | None, site: Site) -> str | None:
    return site.uri(site.views.meeting(record)) if record else None


def _name_of(record: Meeting | None) -> str | None:
    return record.name if record else None


def _person(part: Participation, record: Meeting, site: Site) -> dict[str, Any]:
    person = part.person
    return {
        "role": str(part.role),
        "key": person.key,
        "name": person.name,
        "uri": site.uri_or_none(site.views.person(person)),
        "title": person.title or None,
        "org": person.org or None,
        "pronouns": person.pronouns or None,
        "remark": part.remark or None,
        "place": _place(part.anchor, record, site),
        "line": part.line or None,
    }


def _topic(topic: Topic, record: Meeting, site: Site) -> dict[str, Any]:
    return {
        "title": topic.title,
        "owners": [*topic.owners],
        "minutes": topic.minutes,
        "type": topic.type or None,
        "section": _place(topic.section, record, site),
        **_minute(topic, record, site),
    }


def _decision(decision: Decision, record: Meeting, site: Site) -> dict[str, Any]:
    return {
        "text": decision.text,
        "state": str(decision.state),
        "id": decision.id or None,
        "supersedes": [*decision.supersedes],
        "superseded_by": decision.superseded_by or None,
        **_minute(decision, record, site),
    }


def _vote(vote: Vote, record: Meeting, site: Site) -> dict[str, Any]:
    return {
        "question": vote.question or None,
        "counts": [{"choice": choice, "votes": number} for choice, number in vote.counts],
        "total": vote.total,
        **_minute(vote, record, site),
    }


def _action(action: Action, record: Meeting, site: Site) -> dict[str, Any]:
    return {
        "text": action.text,
        "owners": [*action.owners],
        "state": str(action.state),
        "due": _iso(action.due),
        "id": action.id or None,
        **_minute(action, record, site),
    }


def _minute(minute: Minute, record: Meeting, site: Site) -> dict[str, Any]:
    return {
        "topic": minute.topic or None,
        "start": minute.seconds,
        "place": _place(minute.anchor, record, site),
        "line": minute.line or None,
    }


def _place(anchor: str, record: Meeting, site: Site) -> str | None:
    """Return the URL of the element with an ID in the note; None if that is empty."""
    return site.uri(Link("", record.docname, anchor)) if anchor else None


def _tag(tag: Tag, site: Site) -> dict[str, Any]:
    uri = site.uri_or_none(site.views.tag(tag))
    return {"key": tag.key, "label": tag.label, "uri": uri}


def _recording(recording: Recording) -> dict[str, Any]:
    return {
        "url": recording.url,
        "kind": recording.media.kind,
        "title": recording.title or None,
        "start": recording.start,
        "duration": _span(recording.duration),
    }
