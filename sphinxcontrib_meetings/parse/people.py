"""People: those of a field, the registries that describe them, and whom a name means.

A name matches a key, a full name or an alias. A similar name gives a hint, but never matches.
"""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sphinxcontrib_meetings.model.people import Person, Role
from sphinxcontrib_meetings.model.problem import Problem, nearest
from sphinxcontrib_meetings.parse.messages import shown
from sphinxcontrib_meetings.parse.people_text import (
    Named,
    is_surname_first,
    organizations_in,
    people_in_item,
    people_in_list,
)
from sphinxcontrib_meetings.parse.person import AUTHOR, MEMBER, PERSON_KEYS, read_person
from sphinxcontrib_meetings.parse.person_text import NobodyError, UnclearError, parse_person
from sphinxcontrib_meetings.parse.registry import Layout, Registry, load_entries, read_address
from sphinxcontrib_meetings.parse.remarks import Beside, is_absence, is_organization, meaning_of
from sphinxcontrib_meetings.parse.slugs import slug
from sphinxcontrib_meetings.parse.values import (
    PartlyError,
    described,
    distinct,
    is_blank,
    plain_text,
    read_value,
    usable,
)

__all__ = [
    "AUTHORS",
    "MEMBERS",
    "NOBODY",
    "People",
    "is_stranger",
    "load_people",
    "person_problem",
    "read_authors",
    "read_people",
    "strangers_message",
]

# ── fields ────────────────────────────────────────────────────────────────────

#: number of texts that a message quotes
_MOST_QUOTED = 3
#: limit of groups within groups
_MOST_GROUPS = 3


def read_authors(value: object) -> tuple[Person, ...]:
    """Return the people of a field as Docusaurus has it: keys, and people described in place.

    An item of a list is one author, so a comma may be part of the name. Raises ``PartlyError``
    if some of them cannot be used.
    """
    return _read(value, commas_in_names=True)


def read_people(value: object) -> tuple[Person, ...]:
    """Return the people of a field of participants, each once.

    *value* is a list or one person. Texts are read by :func:`parse_person`; several people are
    separated by commas, semicolons, words or lines. Mappings describe a person (``name``,
    ``org``, ``url``…), map names to organizations, or organizations and other groups to lists of
    people. Placeholders such as ``TBD`` are nobody. Raises like :func:`read_authors`.
    """
    return _read(value)


def _read(value: object, *, commas_in_names: bool = False) -> tuple[Person, ...]:
    field = _Field(commas_in_names=commas_in_names, is_grouped=_is_grouped(value))
    field.add(value)
    return usable(distinct(field.people, by=lambda person: person.key), field.messages())


def _is_grouped(value: object) -> bool:
    """Whether *value* has a mapping of groups to lists of people."""
    items = value if isinstance(value, list | tuple) else [value]
    return any(
        isinstance(people, list | tuple) and not all(map(_says_no_name, people))
        for item in items
        if isinstance(item, Mapping) and not _describes_person(item)
        for people in item.values()
    )


def _describes_person(item: Mapping[Any, Any]) -> bool:
    return not PERSON_KEYS.isdisjoint(map(str, item))


def _says_no_name(item: object) -> bool:
    return isinstance(item, str) and meaning_of(item) is not Beside.ORGANIZATION


@dataclass(slots=True)
class _Field:
    """The people of a field, as far as they are read."""

    #: whether a comma in an item of a list may be part of a name
    commas_in_names: bool
    #: whether mappings have groups as keys
    is_grouped: bool
    #: number of groups that it is in
    depth: int = 0
    people: list[Person] = dataclasses.field(default_factory=list)
    faults: list[str] = dataclasses.field(default_factory=list)
    #: texts that can be read in several ways
    unclear: list[str] = dataclasses.field(default_factory=list)

    def messages(self) -> list[str]:
        """Return what is wrong; texts of which the same is wrong share one message."""
        if len(self.unclear) < 2:
            return [*self.faults, *(str(UnclearError(text)) for text in self.unclear)]
        quoted = ", ".join(map(shown, self.unclear[:_MOST_QUOTED]))
        more = len(self.unclear) - _MOST_QUOTED
        others = f" and {more} more" if more > 0 else ""
        return [*self.faults, f"{quoted}{others} {UnclearError.message}"]

    def add(self, value: object) -> None:
        """Add the people of a whole field, or of a group in it."""
        if isinstance(value, str):
            with self._noted():
                self._add_list(value)
        elif isinstance(value, Mapping):
            with self._noted():
                self._add_mapping(value)
        elif isinstance(value, list | tuple):
            organizations = organizations_in(value)
            for item in value:
                if item not in (None, ""):
                    with self._noted():
                        self._add_item(item, organizations)
        elif value is not None:
            with self._noted():
                self._add_item(value, frozenset())

    @contextlib.contextmanager
    def _noted(self) -> Iterator[None]:
        """Note what is wrong with what is added inside, and go on."""
        try:
            yield
        except NobodyError:
            pass
        except UnclearError as error:
            self.unclear.append(error.text)
        except PartlyError as error:
            self.people += error.usable
            self.faults.append(str(error))
        except ValueError as error:
            self.faults.append(str(error))

    def _add_list(self, text: str) -> None:
        parts = list(people_in_list(text))
        organizations = organizations_in(parts)
        for part in parts:
            if isinstance(part, str):
                with self._noted():
                    self._add_text(part, organizations)
            else:
                self._add_named(part)

    def _add_item(self, item: object, organizations: frozenset[str]) -> None:
        if isinstance(item, Mapping):
            self._add_mapping(item)
        else:
            self._add_text(_text(item), organizations)

    def _add_text(self, text: str, organizations: frozenset[str]) -> None:
        try:
            named = people_in_item(text, organizations)
        except UnclearError:
            if not (self.commas_in_names and is_surname_first(text)):
                raise
            named = [Named(text)]
        self._add_named(named)

    def _add_named(self, named: Iterable[Named]) -> None:
        for one in named:
            with self._noted():
                self._add_person(one)

    def _add_person(self, named: Named) -> None:
        self.people.append(parse_person(named.text, *named.beside))

    def _add_mapping(self, item: Mapping[Any, Any]) -> None:
        if _describes_person(item):
            self.people.append(_described({str(key): value for key, value in item.items()}))
            return
        for key, value in item.items():
            with self._noted():
                self._add_pair(_text(key), value)

    def _add_pair(self, key: str, value: object) -> None:
        """Add the people of a group, or the one that *key* names."""
        if isinstance(value, Mapping) and _describes_person(value):
            person = {str(name): detail for name, detail in value.items()}
            self.people.append(_described({"key": key, **person}))
            return
        if isinstance(value, list | tuple) and value and all(map(_says_no_name, value)):
            self.people.append(parse_person(key, *map(_text, value)))
        elif is_absence(key):
            raise ValueError(f"those below {key!r} were not there; list them as 'regrets'")
        elif self._is_group(key, value):
            self._add_group(key, value)
        else:
            self.people.append(parse_person(key, _text(value)))

    def _is_group(self, key: str, value: object) -> bool:
        if isinstance(value, list | tuple | Mapping) or self.is_grouped:
            return True
        if meaning_of(key) is not Beside.ORGANIZATION:
            # `chair: Amara`
            return not is_blank(value)
        return (
            is_organization(key)
            and isinstance(value, str)
            and not is_organization(value, acronyms=True)
            and not _says_no_name(value)
        )

    def _add_group(self, key: str, value: object) -> None:
        if self.depth == _MOST_GROUPS:
            raise ValueError(
                f"the groups in {key!r} are left out; write a list of people below it"
            )
        group = _Field(self.commas_in_names, self.is_grouped, self.depth + 1)
        group.add(value)
        self.faults += group.faults
        self.unclear += group.unclear
        meaning = meaning_of(key)
        for person in group.people:
            org = person.org or (key if meaning is Beside.ORGANIZATION else "")
            title = person.title or (key if meaning is Beside.TITLE else "")
            self.people.append(replace(person, org=org, title=title))


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
AUTHORS = Layout(parse=_author_entry)
#: ``people.yml`` and ``people.json``, where ``organizations`` may map names to a ``url``
MEMBERS = Layout("people", ("slug", "key", "id"), parse=_member_entry)


def load_people(path: Path, layout: Layout[Person]) -> tuple[People, list[Problem]]:
    """Return the registry *path* and its problems. Never raises; bad entries are left out."""
    known, problems = load_entries(path, layout)
    return People(known), problems


#: limit of names in a message
_MOST_NAMED = 50

#: roles of people who are expected to be in the registry; guests are not
_EXPECTED = frozenset({Role.AUTHOR, Role.CHAIR, Role.SCRIBE, Role.SPEAKER})


def is_stranger(people: People, key: str) -> bool:
    """Whether nobody in the registry *people* is called *key*, or nearly so."""
    return not (people.ambiguity(key) or nearest(key, people.shown_names))


def strangers_message(names: Sequence[str], file: str) -> str:
    """Return a message about people, each of whom :func:`is_stranger` to the registry *file*."""
    told = ", ".join(names[:_MOST_NAMED])
    more = len(names) - _MOST_NAMED
    others = f", and {more} more" if more > 0 else ""
    return f"{len(names)} people are not in the registry; add to {file}: {told}{others}"


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
