"""Registries: files that describe people and tags, and which entry a name means.

``authors.yml`` and ``tags.yml`` are YAML mappings of keys to entries, as in Docusaurus
(https://docusaurus.io/docs/blog#global-authors); ``people.yml`` and ``people.json`` may also be
lists. Entries are read in :mod:`~sphinxcontrib_meetings.parse.person` and
:mod:`~sphinxcontrib_meetings.parse.tags`.
"""

from __future__ import annotations

import abc
import dataclasses
import json
import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar, Generic, TypeVar

from sphinxcontrib_meetings.model.meeting import Tag
from sphinxcontrib_meetings.model.people import Person
from sphinxcontrib_meetings.model.problem import Kind, Names, Problem, could_mean, nearest
from sphinxcontrib_meetings.parse.front_matter import load_fields
from sphinxcontrib_meetings.parse.suffixes import YAML
from sphinxcontrib_meetings.parse.urls import check_address, check_image
from sphinxcontrib_meetings.parse.values import plain_text

__all__ = [
    "Form",
    "Layout",
    "RawEntry",
    "Registry",
    "find_registry",
    "load_entries",
    "read_address",
    "read_entries",
    "read_image",
]

#: limit for a registry in bytes; one of a thousand people has some 300,000
MOST_BYTES = 1_000_000

#: number of words not found in the text of a registry, after which no more lines are looked for
_MOST_MISSED = 100

_FIRST_SIGNS = re.compile(r"^(?:-\s|\S)", re.MULTILINE)

Entry = TypeVar("Entry", Person, Tag)


@dataclass(frozen=True, slots=True)
class Registry(abc.ABC, Generic[Entry]):
    """Entries by key. A registry without entries is false, and has no problem with any name."""

    #: what an entry is called in messages
    word: ClassVar[str]
    #: the field that views show; filled with the key if empty
    shown: ClassVar[str]

    known: Mapping[str, Entry] = field(default_factory=dict)
    #: name, case folded ─► keys of the entries with that name
    _called: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)
    #: keys and the names that are shown, for hints
    shown_names: Names = field(init=False, repr=False, compare=False)
    #: keys and all other names, for hints
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
        """Return the names that notes may use for *entry* instead of its key."""

    def resolve(self, entry: Entry) -> Entry:
        """Return *entry* with the values that the registry adds; the shown field is never empty.

        An entry is found by key, else by name, ignoring case. Values from the note have
        priority. A name that several entries share matches none of them.
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
        """Return a message if *entry* is just a key, which is not in the registry.

        An entry with more values in the note needs no registry.
        """
        if not self.known or entry != type(entry)(entry.key) or self._find(entry):
            return None
        if ambiguity := self.ambiguity(entry.key):
            return ambiguity
        hint = nearest(entry.key, self.shown_names)
        return f"unknown {self.word} {entry.key!r}.{hint} Correct it or add it to the registry"

    def ambiguity(self, name: str) -> str | None:
        """Return a message if several entries are called *name*."""
        rivals = self._called.get(name.casefold(), ())
        if len(rivals) < 2 or name in self.known:
            return None
        return could_mean(self.word, name, rivals)

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

    The search goes from the folder of *docname* up to *srcdir*; for YAML, ``.yml`` comes before
    ``.yaml``.
    """
    stem, own = Path(name).stem, Path(name).suffix
    suffixes = YAML if own in YAML else (own,)
    for folder in PurePosixPath(docname).parents:
        for suffix in suffixes:
            path = srcdir / folder / (stem + suffix)
            if path.is_file():
                return path
    return None


@dataclass(frozen=True, slots=True)
class Form:
    """Where a file has entries."""

    #: key below which the entries may stand, in YAML or JSON, as a mapping or a list. If empty,
    #: the file is a YAML mapping of keys to entries
    below: str = ""
    #: fields that may have the key of an entry in a list
    key_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout(Form, Generic[Entry]):
    """Where a file has the entries of a registry, and what reads one."""

    #: key, values, and what stands beside the entries ─► entry, and messages about what is wrong;
    #: an entry without a key cannot be used
    parse: Callable[[str, Mapping[str, Any], Mapping[str, Any]], tuple[Entry, list[str]]] = field(
        kw_only=True
    )


@dataclass(frozen=True, slots=True)
class RawEntry:
    """An entry as written in a file."""

    key: str
    values: Mapping[str, Any]
    #: line of the file, counted from 1; 0 if unknown
    line: int


def load_entries(path: Path, layout: Layout[Entry]) -> tuple[dict[str, Entry], list[Problem]]:
    """Return the entries of the registry *path* by key, and its problems.

    Never raises; what cannot be used is left out and becomes a problem.
    """
    known: dict[str, Entry] = {}
    raw, beside, problems = read_entries(path, layout)
    for item in raw:
        entry, messages = layout.parse(item.key, item.values, beside)
        prefix = f"{entry.key!r}: " if entry.key else ""
        messages = [f"{prefix}{message}" for message in messages]
        if not entry.key:
            messages.append("an entry without a name is left out; add its name")
        elif entry.key in known:
            messages.append(
                f"{entry.key!r} is given twice and the first is used; remove the other"
            )
        else:
            known[entry.key] = entry
        problems += [Problem(Kind.REGISTRY, message, item.line) for message in messages]
    return known, problems


def read_entries(
    path: Path, layout: Form
) -> tuple[list[RawEntry], Mapping[str, Any], list[Problem]]:
    """Return the entries of the file *path*, what stands beside them, and the problems."""
    try:
        text = _read(path)
        if path.suffix.lower() == ".json" and layout.below:
            return *_below(layout, _load_json(text, layout.below), text), []
        return _load_yaml(text, layout)
    except _UnusableError as error:
        return [], {}, [error.problem]


class _UnusableError(ValueError):
    """A file that cannot be used at all."""

    def __init__(self, message: str, line: int = 0) -> None:
        self.problem = Problem(Kind.REGISTRY, f"the registry {message}", line)


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise _UnusableError(f"cannot be read ({error}); correct its path") from None
    if len(content) > MOST_BYTES:
        raise _UnusableError(f"has more than {MOST_BYTES:,} bytes; shorten it")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise _UnusableError("is not UTF-8; save it as UTF-8", line) from None


def _load_json(text: str, below: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise _UnusableError(
            f"is not valid JSON: {error.msg} in line {error.lineno}; correct it", error.lineno
        ) from None
    except (RecursionError, ValueError):
        raise _UnusableError(f"cannot be read as JSON; write a list of {below}") from None


def _load_yaml(text: str, layout: Form) -> tuple[list[RawEntry], Mapping[str, Any], list[Problem]]:
    first = _FIRST_SIGNS.search(text) if layout.below else None
    is_list = first is not None and first[0].startswith("- ")
    # the problems of a list have lines if the list is the value of a key
    fields = load_fields(f"{layout.below}:\n{text}" if is_list else text)
    problems = list(fields.problems(Kind.REGISTRY, 0 if is_list else 1))
    if layout.below:
        return *_below(layout, fields.other or fields.data, text), problems
    if fields.other:
        message = f"is {fields.other}; write keys with an entry below each"
        problems.append(_UnusableError(message, 1).problem)
    entries: list[RawEntry] = []
    for key, value in fields.data.items():
        line = fields.lines[key] + 1
        if not plain_text(key):
            message = "an entry without a key is left out; add its key"
            problems.append(Problem(Kind.REGISTRY, message, line))
        elif value is None or isinstance(value, dict):
            values = {str(name): item for name, item in (value or {}).items()}
            entries.append(RawEntry(key, values, line))
        else:
            message = (
                f"{key!r} is left out: it is not a mapping; write lines of `name: text` below it"
            )
            problems.append(Problem(Kind.REGISTRY, message, line))
    return entries, {}, problems


def _below(layout: Form, data: object, text: str) -> tuple[list[RawEntry], Mapping[str, Any]]:
    """Return the entries in *data*, which was read from *text*, and what stands beside them."""
    beside = data if isinstance(data, Mapping) else {}
    found = beside.get(layout.below, data)
    if isinstance(found, Mapping):
        pairs = [(str(key), entry) for key, entry in found.items()]
    elif isinstance(found, list):
        pairs = [("", entry) for entry in found]
    else:
        raise _UnusableError(
            f"has no {layout.below}; write a list of them, or keys with an entry below each"
        )
    places = _Places(text)
    entries: list[RawEntry] = []
    # keys with a dollar sign are comments in JSON
    for key, entry in ((k, e) for k, e in pairs if not k.startswith("$")):
        values = {"name": entry} if entry is not None else {}
        if isinstance(entry, Mapping):
            values = {str(name): value for name, value in entry.items()}
        named = key or next((str(values[k]) for k in layout.key_names if values.get(k)), "")
        line = places.of(named or str(values.get("name", "")))
        entries.append(RawEntry(named, values, line))
    return entries, beside


class _Places:
    """Finds the lines of words in a text, in one pass."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._place = 0
        self._line = 1
        #: number of words that were not found; each costs a search through the rest
        self._missed = 0

    def of(self, word: str) -> int:
        """Return the line of the next occurrence of *word*, 0 if there is none."""
        if not word or self._missed >= _MOST_MISSED:
            return 0
        # JSON may write letters as escapes
        is_spelled = self._text.isascii() and not word.isascii()
        written = json.dumps(word)[1:-1] if is_spelled else word
        whole = re.compile(rf"(?<![\w-]){re.escape(written)}(?![\w-])")
        found = whole.search(self._text, self._place)
        if found is None:
            self._missed += 1
            return 0
        self._line += self._text.count("\n", self._place, found.start())
        self._place = found.start()
        return self._line


def read_address(value: object) -> str:
    """Return the address in a value of a registry; empty if there is none."""
    text = plain_text(value)
    return check_address(text) if text else ""


def read_image(value: object) -> str:
    """Return the image in a value of a registry; empty if there is none."""
    text = plain_text(value)
    return check_image(text) if text else ""
