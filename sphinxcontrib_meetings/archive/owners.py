"""Whom the texts in minutes mean: people of the registry, and those whom the note names.

A text means somebody, or nobody. What is only like a name means nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from sphinxcontrib_meetings.model.meeting import Meeting
from sphinxcontrib_meetings.model.people import Person
from sphinxcontrib_meetings.model.problem import Names, nearest
from sphinxcontrib_meetings.parse.people import People

__all__ = ["Owners", "resolve_owner"]

#: limit of letters in a text that may be a person's initials
_MOST_INITIALS = 4


class _Met:
    """The people whom a note names, by all that may stand for them in its text."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.people = {person.key: person for person in people}
        #: keys, names and aliases, case folded ─► keys
        self._names: defaultdict[str, set[str]] = defaultdict(set)
        #: first names, first names with an initial, and initials ─► keys
        self._short: defaultdict[str, set[str]] = defaultdict(set)
        for person in self.people.values():
            for name in (person.key, person.name, *person.aliases):
                self._names[name.casefold()].add(person.key)
            for handle in _handles(person):
                self._names[f"@{handle}"].add(person.key)
            words = (person.name or person.key).split()
            if len(words) > 1:
                first, last = words[0].casefold(), words[-1].casefold()
                for short in (first, f"{first} {last[0]}", f"{first} {last[0]}."):
                    self._short[short].add(person.key)
                # capitals, so that no word of a sentence is taken for them
                for initials in {"".join(word[0] for word in words), words[0][0] + words[-1][0]}:
                    self._short[initials.upper()].add(person.key)

    @cached_property
    def all_names(self) -> Names:
        """Their keys and names, for hints."""
        people = self.people.values()
        return Names(name for one in people for name in (one.key, one.name) if name)

    def named(self, text: str) -> Person | None:
        """Return the only person with the key, name, alias or handle *text*."""
        return self._only(self._names.get(text.casefold(), set()))

    def called(self, text: str) -> Person | None:
        """Return the only person with the first name or the initials *text*."""
        found = set(self._short.get(text.casefold(), ()))
        initials = text.replace(".", "")
        if initials.isupper() and 1 < len(initials) <= _MOST_INITIALS:
            found |= self._short.get(initials, set())
        return self._only(found)

    def find(self, text: str) -> Person | None:
        """Return the person whom *text* means, None if that is unclear."""
        return self.named(text) or self.named(text.removeprefix("@")) or self.called(text)

    def _only(self, keys: set[str]) -> Person | None:
        return self.people[next(iter(keys))] if len(keys) == 1 else None


def resolve_owner(text: str, people: Iterable[Person]) -> Person | None:
    """Return the one of *people* whom *text* means, None if nobody or several may be meant.

    *text* is a key, a handle, a name or an alias; else a first name, a first name with an initial
    (``Ada L.``), or initials (``AL``).

    >>> ada, bo = Person("Ada Lovelace"), Person("bo", name="Bo Ek")
    >>> resolve_owner("Ada", [ada, bo]) is ada, resolve_owner("BE", [ada, bo]) is bo
    (True, True)
    >>> resolve_owner("Ada", [ada, Person("Ada Byron")]) is None
    True
    """
    return _Met(people).find(" ".join(text.split()).strip(":,;"))


class Owners:
    """Finds the people whom notes mean; *people_of* returns the registry of a document.

    *people* are all who took part in a meeting of the archive.
    """

    def __init__(self, people_of: Callable[[str], People], people: Iterable[Person]) -> None:
        self._people_of = people_of
        self.people = tuple(people)
        self._met: dict[str, _Met] = {}
        #: name of a note and text ─► whom that means
        self._found: dict[tuple[str, str], Person | None] = {}
        #: ``id()`` of a registry ─► the registry, and the people in it by handle
        self._registries: dict[int, tuple[People, Mapping[str, Person]]] = {}

    def find(self, record: Meeting, text: str) -> Person | None:
        """Return the person whom *text* means in the note *record*, None if that is unclear."""
        key = record.name, text
        if key not in self._found:
            plain = " ".join(text.split())
            self._found[key] = self._find(record, plain) if plain else None
        return self._found[key]

    def _find(self, record: Meeting, text: str) -> Person | None:
        met = self._met_at(record)
        return (
            self._registered(record, text)
            or met.named(text)
            or met.named(text.removeprefix("@"))
            or self._full_names.get(text.casefold())
            or met.called(text)
        )

    def hint(self, record: Meeting, text: str) -> str:
        """Return a hint with the known name nearest to *text*, which means nobody; or nothing."""
        registry = self._people_of(record.docname)
        return nearest(text, registry.all_names) or nearest(text, self._met_at(record).all_names)

    def _met_at(self, record: Meeting) -> _Met:
        if record.name not in self._met:
            self._met[record.name] = _Met(part.person for part in record.people)
        return self._met[record.name]

    def _registered(self, record: Meeting, text: str) -> Person | None:
        """Return the person of the registry with the key, name, alias or handle *text*."""
        people = self._people_of(record.docname)
        if not people:
            return None
        bare = text.removeprefix("@")
        # the keys of a registry have their case
        for name in (bare, bare.casefold()):
            known = people.resolve(Person(name))
            if known.key in people.known:
                return known
        return self._handles_of(people).get(text.casefold())

    def _handles_of(self, people: People) -> Mapping[str, Person]:
        found = self._registries.get(id(people))
        if found is None:
            by_handle: defaultdict[str, list[Person]] = defaultdict(list)
            for person in people.known.values():
                for handle in _handles(person):
                    by_handle[f"@{handle}"].append(person)
            only = {handle: one[0] for handle, one in by_handle.items() if len(one) == 1}
            # the registry is kept, so that no other gets its id
            found = self._registries[id(people)] = (people, only)
        return found[1]

    @cached_property
    def _full_names(self) -> Mapping[str, Person]:
        """Name of several words, case folded ─► the only person of the archive with it."""
        found: defaultdict[str, dict[str, Person]] = defaultdict(dict)
        for person in self.people:
            for name in (person.name, *person.aliases):
                if " " in name.strip():
                    found[name.casefold()][person.key] = person
        return {
            name: next(iter(people.values())) for name, people in found.items() if len(people) == 1
        }


def _handles(person: Person) -> set[str]:
    """Return what networks call *person*: the last part of each address, case folded."""
    ends = (url.rstrip("/").rpartition("/")[2].removeprefix("@") for _, url in person.socials)
    return {end.casefold() for end in ends if end}
