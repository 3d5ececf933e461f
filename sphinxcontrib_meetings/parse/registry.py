"""Registries: the ``authors.yml`` and ``tags.yml`` that stand beside the notes.

Both are YAML mappings of a key to its entry, as Docusaurus has them
(https://docusaurus.io/docs/blog#global-authors). What an entry says is read in
:mod:`~sphinxcontrib_meetings.parse.people` and :mod:`~sphinxcontrib_meetings.parse.tags`.
"""

from __future__ import annotations

import abc
import dataclasses
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar, Generic, TypeVar

from sphinxcontrib_meetings.model.meeting import Person, Tag
from sphinxcontrib_meetings.model.problem import Kind, Names, Problem, nearest
from sphinxcontrib_meetings.parse.front_matter import load_fields
from sphinxcontrib_meetings.parse.suffixes import YAML
from sphinxcontrib_meetings.parse.urls import check_address, check_image
from sphinxcontrib_meetings.parse.values import plain_text

__all__ = [
    "Registry",
    "find_registry",
    "load_entries",
    "load_mapping",
    "read_address",
    "read_image",
]

#: bytes of a registry that are read; one of a thousand people has some 300,000
MOST_BYTES = 1_000_000


Entry = TypeVar("Entry", Person, Tag)


@dataclass(frozen=True, slots=True)
class Registry(abc.ABC, Generic[Entry]):
    """Who or what is known by key. A registry without entries is false, and objects to nothing."""

    #: what an entry is called in messages
    word: ClassVar[str]
    #: the field that views show, which is filled with the key where it is empty
    shown: ClassVar[str]

    known: Mapping[str, Entry] = field(default_factory=dict)
    #: name, case folded ─► keys of the entries that are called so
    _called: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)
    #: keys and the names that are shown, for those that are nearly one of them
    shown_names: Names = field(init=False, repr=False, compare=False)
    #: keys and everything else that an entry may be called
    all_names: Names = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        called: defaultdict[str, list[str]] = defaultdict(list)
        for key, entry in self.known.items():
            for name in {name.casefold() for name in self.names_of(entry)} - {""}:
                called[name].append(key)
        shown = {getattr(entry, self.shown) for entry in self.known.values()}
        names = {name for entry in self.known.values() for name in self.names_of(entry)}
        object.__setattr__(self, "_called", {name: tuple(keys) for name, keys in called.items()})
        object.__setattr__(self, "shown_names", Names(shown.union(self.known)))
        object.__setattr__(self, "all_names", Names(names.union(self.known) - {""}))

    def __bool__(self) -> bool:
        return bool(self.known)

    @staticmethod
    @abc.abstractmethod
    def names_of(entry: Entry) -> tuple[str, ...]:
        """Return what notes may call *entry* instead of its key."""

    def resolve(self, entry: Entry) -> Entry:
        """Return *entry* with what the registry adds; the shown field is never empty.

        An entry is found by key, else by name in any case of letters. What the note itself
        says of it wins. A name that several entries share means none of them.
        """
        known = self._find(entry)
        if known is None:
            named: dict[str, Any] = {self.shown: getattr(entry, self.shown) or entry.key}
            return dataclasses.replace(entry, **named)
        said: dict[str, Any] = {
            item.name: getattr(entry, item.name)
            for item in dataclasses.fields(entry)
            if item.name != "key" and getattr(entry, item.name)
        }
        return dataclasses.replace(known, **said) if said else known

    def problem(self, entry: Entry) -> str | None:
        """Return what is wrong with *entry*: a mere key that is not in the registry.

        An entry of which the note says more is complete without one.
        """
        if not self.known or entry != type(entry)(entry.key) or self._find(entry):
            return None
        if ambiguity := self.ambiguity(entry.key):
            return ambiguity
        hint = nearest(entry.key, self.shown_names)
        return f"unknown {self.word} {entry.key!r}.{hint} Correct it or add it to the registry"

    def ambiguity(self, name: str) -> str | None:
        """Return that several entries are called *name*, if that is so."""
        rivals = self._called.get(name.casefold(), ())
        if len(rivals) < 2 or name in self.known:
            return None
        either = " or ".join(map(repr, rivals))
        return f"{self.word} {name!r} may be {either}; give the key"

    def _find(self, entry: Entry) -> Entry | None:
        known = self.known.get(entry.key)
        if known is not None:
            return known
        for text in (entry.key, getattr(entry, self.shown)):
            keys = self._called.get(text.casefold(), ())
            if len(keys) == 1:
                return self.known[keys[0]]
        return None


def find_registry(docname: str, srcdir: Path, name: str) -> Path | None:
    """Return the file *name* nearest to a document, or None.

    It is looked for in the folder of *docname* and in every folder above, up to *srcdir*,
    YAML with the suffix ``.yml`` and then ``.yaml``.
    """
    stem, own = Path(name).stem, Path(name).suffix
    suffixes = YAML if own in YAML else (own,)
    for folder in PurePosixPath(docname).parents:
        for suffix in suffixes:
            path = srcdir / folder / (stem + suffix)
            if path.is_file():
                return path
    return None


def load_entries(
    path: Path, parse: Callable[[str, Mapping[str, Any]], tuple[Entry, list[str]]]
) -> tuple[dict[str, Entry], list[Problem]]:
    """Read the registry *path* with *parse*, which returns an entry and messages.

    It never raises; what cannot be used is left out and becomes a problem.
    """
    mapping, lines, problems = load_mapping(path)
    known: dict[str, Entry] = {}
    for key, entry in mapping.items():
        known[key], messages = parse(key, entry)
        problems += [
            Problem(Kind.REGISTRY, f"{key!r}: {message}", lines[key]) for message in messages
        ]
    return known, problems


def load_mapping(
    path: Path,
) -> tuple[dict[str, dict[str, Any]], dict[str, int], list[Problem]]:
    """Read the registry *path*: its entries, the line of each, and what is wrong with it.

    It never raises; what cannot be used is left out. A key without a value has an empty entry.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        return {}, {}, [_unusable(f"cannot be read ({error}); correct its path")]
    if len(content) > MOST_BYTES:
        return {}, {}, [_unusable(f"has more than {MOST_BYTES:,} bytes; shorten it")]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return {}, {}, [_unusable("is not UTF-8; save it in that encoding", line)]
    return _entries(text)


def _entries(
    text: str,
) -> tuple[dict[str, dict[str, Any]], dict[str, int], list[Problem]]:
    fields = load_fields(text)
    problems = list(fields.problems(Kind.REGISTRY, 1))
    if fields.other:
        problems.append(_unusable(f"is {fields.other}; write keys with an entry below each", 1))
    entries: dict[str, dict[str, Any]] = {}
    lines: dict[str, int] = {}
    for key, value in fields.data.items():
        line = fields.lines[key] + 1
        if not plain_text(key):
            problems.append(Problem(Kind.REGISTRY, "an entry is left out: give it a key", line))
        elif value is None or isinstance(value, dict):
            lines[key] = line
            entries[key] = {str(name): item for name, item in (value or {}).items()}
        else:
            message = (
                f"{key!r} is left out: it is no mapping; write lines of `name: text` below it"
            )
            problems.append(Problem(Kind.REGISTRY, message, line))
    return entries, lines, problems


def _unusable(message: str, line: int = 0) -> Problem:
    return Problem(Kind.REGISTRY, f"the registry {message}", line)


def read_address(value: object) -> str:
    """Return the address that an entry of a registry gives, empty for none."""
    text = plain_text(value)
    return check_address(text) if text else ""


def read_image(value: object) -> str:
    """Return the image that an entry of a registry gives, empty for none."""
    text = plain_text(value)
    return check_image(text) if text else ""
