"""Descriptions of fields, one per field, next to the attributes of the record.

Everything that reads or shows a field uses its description: front matter, the ``meeting``
directive, the reference in the docs, the record, headers and lists, ``meetings.json`` and the
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

__all__ = ["Field", "Shown", "as_text", "field_values", "fields_of", "made_of", "single_fields"]

_Value = TypeVar("_Value")
_FIELDS = "fields"


class Shown(enum.StrEnum):
    """How headers and lists show a field."""

    #: not at all, or in a special way
    NOT = ""
    #: the value alone; builders without HTML add the label
    VALUE = "value"
    #: the value after its label
    LABELLED = "labelled"


@dataclass(frozen=True, slots=True)
class Field:
    """One field that a note, or a ``meeting`` directive, may have."""

    #: canonical key
    name: str
    #: type of the value, as the docs call it; ``parse.fields`` has a reader for each type
    type: str
    #: one sentence for the docs, in Markdown
    help: str
    aliases: tuple[str, ...] = ()
    #: kind of the problem that a bad value causes
    kind: Kind = Kind.FIELD
    #: role of the people that it names
    role: Role | None = None
    shown: Shown = Shown.NOT
    #: label where the value is shown
    label: str = ""
    #: the matching property of an Event (https://schema.org/Event)
    schema_org: str = ""
    #: key of its value until the record is made: the name of its attribute, or of the field
    target: str = ""


def made_of(*fields: Field, default: _Value) -> _Value:
    """Return a dataclass field whose value is read from *fields*.

    An attribute with a single field has the value as it was read, unless ``parse.record``
    computes it.
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
    """Return the attributes of *record* that are read from a single field, with that field."""
    names = {attribute.name for attribute in dataclasses.fields(record)}
    return {field.target: field for field in fields_of(record) if field.target in names}


def field_values(record: Any) -> Iterator[tuple[Field, Any]]:
    """Yield the fields that have their own attribute in *record*, each with its value."""
    described: type = type(record)
    for name, field in single_fields(described).items():
        yield field, getattr(record, name)


def as_text(value: object) -> str:
    """Return the value of a field as text for readers; empty if there is none."""
    if isinstance(value, tuple):
        return ", ".join(filter(None, map(as_text, value)))
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value) if value is not None else ""
