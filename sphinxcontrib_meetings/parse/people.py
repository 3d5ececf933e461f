"""People: those of a field, the registries that describe them, and whom a name means.

A name matches a key, a full name or an alias. A similar name gives a hint, but never matches.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sphinxcontrib_meetings.model.people import Person, Role
from sphinxcontrib_meetings.model.problem import Problem, nearest
from sphinxcontrib_meetings.parse.person import (
    AUTHOR,
    MEMBER,
    PERSON_KEYS,
    parse_person,
    read_person,
)
from sphinxcontrib_meetings.parse.registry import Layout, Registry, load_entries, read_address
from sphinxcontrib_meetings.parse.slugs import slug
from sphinxcontrib_meetings.parse.values import (
    described,
    plain_text,
    read_each,
    read_text,
    read_value,
    split_list,
)

__all__ = [
    "AUTHORS",
    "MEMBERS",
    "NOBODY",
    "People",
    "load_people",
    "person_problem",
    "read_authors",
    "read_people",
]

# ── fields ────────────────────────────────────────────────────────────────────

#: commas, and the brackets that decide whether a comma splits a text
_SIGNS = re.compile(r"[,()\[\]<>]")


def read_authors(value: object) -> tuple[Person, ...]:
    """Return the people of a field as Docusaurus has it: keys, and people described in place.

    Raises ``PartlyError`` if some of them cannot be used.
    """
    return read_each(_author, split_list(value))


def _author(item: object) -> Person:
    return _described(item) if isinstance(item, Mapping) else Person(key=read_text(item))


def read_people(value: object) -> tuple[Person, ...]:
    """Return the people of a field of participants, each once.

    *value* is a list or one person. Texts are read by :func:`parse_person`; several people are
    separated by commas or lines. Mappings describe a person (``name``, ``org``, ``url``…), or
    map names to organizations. Raises like :func:`read_authors`.
    """
    return read_each(_participant, _items(value), by=lambda person: person.key)


def _participant(item: object) -> Person:
    return _described(item) if isinstance(item, Mapping) else parse_person(_text(item))


def _items(value: object) -> Iterator[object]:
    """Yield the people of a field: texts, and mappings that describe a person."""
    if isinstance(value, str):
        yield from _split(value.strip())
    elif isinstance(value, Mapping) and not PERSON_KEYS.intersection(map(str, value)):
        # as a key, so that the registry can add the name
        yield from ({"key": key, "org": org} for key, org in value.items())
    elif isinstance(value, list | tuple):
        for item in value:
            # in a list, a comma may be part of an item
            yield from ([item] if isinstance(item, str | list) else _items(item))
    elif value is not None:
        yield value


def _split(text: str) -> Iterator[str]:
    """Yield the lines of *text*, else its parts between commas; options may be ``[a, b]``."""
    if text.startswith("[") and text.endswith("]"):
        text = text[1:-1]
    texts = text.splitlines() if "\n" in text else _split_at_commas(text)
    yield from (text for text in texts if text.strip(" \t-*+•"))


def _split_at_commas(text: str) -> list[str]:
    """Split *text* at the commas that are not in brackets."""
    parts: list[str] = []
    end = len(text)
    is_inside = False
    # from the end, to know whether a bracket closes after a comma
    for sign in reversed(list(_SIGNS.finditer(text))):
        if sign[0] != ",":
            is_inside = sign[0] in ")]>"
        elif not is_inside:
            parts.append(text[sign.end() : end])
            end = sign.start()
    return [text[:end], *reversed(parts)]


def _text(value: object) -> str:
    try:
        return plain_text(value)
    except ValueError as error:
        raise ValueError(f"a person is left out: {error}") from None


def _described(item: Mapping[str, Any]) -> Person:
    """Return the person that a mapping of a note describes."""
    person, faults = read_person(item)
    if not person.key:
        faults.append("a person has no name and no key of the registry; add 'name: …'")
        raise ValueError("; ".join(faults))
    return described(person, [f"{person.key!r}: {fault}" for fault in faults])


# ── registries ────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class People(Registry[Person]):
    """A registry of people; they are also found by full name and by alias."""

    word = "author"
    shown = "name"

    @staticmethod
    def names_of(entry: Person) -> tuple[str, ...]:
        """Return the full name, the slug of that, and the aliases of *entry*."""
        return (entry.name, slug(entry.name), *entry.aliases)


#: the registry if there is none
NOBODY = People()


def _author_entry(
    key: str, values: Mapping[str, Any], _: Mapping[str, Any]
) -> tuple[Person, list[str]]:
    person, messages = read_person(values, AUTHOR, key)
    return replace(person, name=person.name or plain_text(key)), messages


def _member_entry(
    key: str, values: Mapping[str, Any], beside: Mapping[str, Any]
) -> tuple[Person, list[str]]:
    person, messages = read_person(values, MEMBER, plain_text(key))
    organizations = beside.get("organizations")
    about = organizations.get(person.org) if isinstance(organizations, Mapping) else None
    url = ""
    if isinstance(about, Mapping):
        url = read_value(about, "url", read_address, messages)
    return replace(person, name=person.name or person.key, org_url=url), messages


#: ``authors.yml``
AUTHORS = Layout(_author_entry)
#: ``people.yml`` and ``people.json``, where ``organizations`` may map names to a ``url``
MEMBERS = Layout(_member_entry, below="people", key_names=("slug", "key", "id"))


def load_people(path: Path, layout: Layout[Person]) -> tuple[People, list[Problem]]:
    """Return the registry *path* and its problems. Never raises; bad entries are left out."""
    known, problems = load_entries(path, layout)
    return People(known), problems


#: roles of people who are expected to be in the registry; guests are not
_EXPECTED = frozenset({Role.AUTHOR, Role.CHAIR, Role.SCRIBE, Role.SPEAKER})


def person_problem(
    people: People, person: Person, role: Role, *, authors_only: bool = False
) -> str | None:
    """Return a message if *person*, named as *role*, is unknown, ambiguous or misspelled.

    A registry is expected to have everybody who writes, chairs, takes notes or speaks; with
    *authors_only*, just those who write. Others may be guests: of them, only ambiguous names and
    near misses give a message.
    """
    if not people or people.resolve(person).key in people.known:
        return None
    bare = Person(person.key)
    word = "person" if role is Role.REGRETS else role
    expected = {Role.AUTHOR} if authors_only else _EXPECTED
    is_expected = role in expected and person == bare
    message = people.problem(bare) if is_expected else people.ambiguity(person.key)
    if message or is_expected:
        return message and message.replace(f"{people.word} ", f"{word} ", 1)
    hints = (nearest(text[:80], people.all_names) for text in (person.name, person.key) if text)
    hint = next(filter(None, hints), "")
    if not hint:
        return None
    shown = person.name or person.key
    return f"{shown!r} is not in the registry of people.{hint} Correct it, or add an alias"
