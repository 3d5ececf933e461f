"""Whom a short name in a note means: one of the people of that note, where exactly one fits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from sphinxcontrib_meetings.model.people import Person

__all__ = ["resolve_owner"]

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_INITIALS = re.compile(r"(?:[^\W\d_]\.?){2,4}")
_MOST_SIGNS = 100


def resolve_owner(text: str, people: Sequence[Person]) -> Person | None:
    """Return the one of *people* whom *text* means, None if nobody or several may be meant.

    *text* is a key, a handle, a name or an alias; else a given name, a given name with an initial
    (``Ada L.``), or initials (``AL``).

    >>> ada, bo = Person("Ada Lovelace"), Person("bo", name="Bo Ek")
    >>> resolve_owner("Ada", [ada, bo]) is ada, resolve_owner("BE", [ada, bo]) is bo
    (True, True)
    >>> resolve_owner("Ada", [ada, Person("Ada Byron")]) is None
    True
    """
    plain = " ".join(text.split()).strip(":,;").removeprefix("@").strip()
    if not plain or len(plain) > _MOST_SIGNS:
        return None
    wanted = plain.casefold()
    for fits in (_is_called, _is_given_name, _is_shortened):
        if found := _fitting(fits, wanted, people):
            return found[0] if len(found) == 1 else None
    if _INITIALS.fullmatch(plain) and plain.isupper():
        found = _fitting(_has_initials, wanted.replace(".", ""), people)
        return found[0] if len(found) == 1 else None
    return None


def _fitting(
    fits: Callable[[str, Person], bool], wanted: str, people: Iterable[Person]
) -> list[Person]:
    """Return those of *people* who fit, each once."""
    return list({person.key: person for person in people if fits(wanted, person)}.values())


def _words(person: Person) -> list[str]:
    return [word.casefold() for word in _WORD.findall(person.name or person.key)]


def _is_called(wanted: str, person: Person) -> bool:
    return wanted in {name.casefold() for name in (person.key, person.name, *person.aliases)}


def _is_given_name(wanted: str, person: Person) -> bool:
    return _words(person)[:1] == [wanted]


def _is_shortened(wanted: str, person: Person) -> bool:
    """Whether *wanted* is a given name and the first letter of a surname."""
    given, _, initial = wanted.rpartition(" ")
    initial = initial.removesuffix(".")
    first, *others = _words(person) or [""]
    return given == first and len(initial) == 1 and bool(others) and others[-1][0] == initial


def _has_initials(wanted: str, person: Person) -> bool:
    words = _words(person)
    first_and_last = [words[0], words[-1]] if words else []
    return wanted in ("".join(word[0] for word in part) for part in (words, first_and_last))
