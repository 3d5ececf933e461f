"""How a field is described: once, where the record has it, for all that reads or shows it.

From these descriptions come the keys of front matter, the options of the ``meeting`` directive,
the reference in the docs, the record, what headers and lists show, ``meetings.json`` and the
structured data.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from sphinxcontrib_meetings.model.people import Role
from sphinxcontrib_meetings.model.problem import Kind

__all__ = ["Field", "Shown", "as_text", "fields_of", "made_of", "single_fields", "told"]

_Value = TypeVar("_Value")
_FIELDS = "fields"


class Shown(enum.StrEnum):
    """How headers and lists show a field by itself."""

    #: not at all, or in a way of its own
    NOT = ""
    #: as its value, which speaks for itself; builders without HTML name it
    VALUE = "value"
    #: behind its label
    LABELLED = "labelled"


@dataclass(frozen=True, slots=True)
class Field:
    """One field that a note, or a ``meeting`` directive, may have."""

    #: canonical key
    name: str
    #: what its value is, in a word or two for the docs; ``parse.fields`` has the reader of it
    type: str
    #: one sentence for the docs, Markdown
    help: str
    aliases: tuple[str, ...] = ()
    #: the kind of problem that a bad value is
    kind: Kind = Kind.FIELD
    #: the role that those it names have
    role: Role | None = None
    shown: Shown = Shown.NOT
    #: what it is called where it is shown
    label: str = ""
    #: property of an Event (https://schema.org/Event) that it is
    schema_org: str = ""
    #: where its value is kept while the record is made: an attribute of that, or the name
    target: str = ""


def made_of(*fields: Field, default: _Value) -> _Value:
    """Return an attribute of a record that is read from *fields*.

    One that is read from a single field has the value as it was read, unless
    ``parse.record`` computes it.
    """
    attribute: _Value = dataclasses.field(default=default, metadata={_FIELDS: fields})
    return attribute


@cache
def fields_of(record: type) -> tuple[Field, ...]:
    """Return the fields that the attributes of *record*, a dataclass, are read from."""
    found: list[Field] = []
    for attribute in dataclasses.fields(record):
        fields: tuple[Field, ...] = attribute.metadata.get(_FIELDS, ())
        target = attribute.name if len(fields) == 1 else ""
        found += (dataclasses.replace(field, target=target or field.name) for field in fields)
    return tuple(found)


@cache
def single_fields(record: type) -> Mapping[str, Field]:
    """Return the attributes of *record* that are read from one field, with that field."""
    names = {attribute.name for attribute in dataclasses.fields(record)}
    return {field.target: field for field in fields_of(record) if field.target in names}


def told(record: Any) -> Iterator[tuple[Field, Any]]:
    """Yield the fields that have an attribute of *record* for themselves, with its value."""
    described: type = type(record)
    for name, field in single_fields(described).items():
        yield field, getattr(record, name)


def as_text(value: object) -> str:
    """Write the value of a field for readers; empty where there is none."""
    if isinstance(value, tuple):
        return ", ".join(filter(None, map(as_text, value)))
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value) if value is not None else ""
