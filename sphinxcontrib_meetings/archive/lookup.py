"""Indexes of names and paths: built once, and searched for each mention."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Generic, TypeVar

from sphinxcontrib_meetings.model.meeting import Meeting, Series
from sphinxcontrib_meetings.parse.date_words import ENGLISH, DateWords
from sphinxcontrib_meetings.parse.dates import date_in_path
from sphinxcontrib_meetings.parse.former_site import docusaurus_path
from sphinxcontrib_meetings.parse.suffixes import SHORTENED

__all__ = ["NameIndex", "Paths", "SeriesNames"]

_Entry = TypeVar("_Entry")


class NameIndex(Generic[_Entry]):
    """Finds *entries*, given by key, by the names that *names_of* returns."""

    def __init__(
        self, entries: Mapping[str, _Entry], names_of: Callable[[_Entry], Iterable[str]]
    ) -> None:
        self._entries = entries
        self._names_of = names_of
        #: name, case folded ─► keys of the entries with that name
        self._keys: defaultdict[str, list[str]] = defaultdict(list)
        for key, entry in entries.items():
            for name in dict.fromkeys(name.casefold() for name in names_of(entry)):
                self._keys[name].append(key)

    def find(self, text: str) -> tuple[_Entry, ...]:
        """Return the entries that are called *text*; just one if it is a key."""
        if text in self._entries:
            return (self._entries[text],)
        found = tuple(self._entries[key] for key in self._keys.get(text.casefold(), ()))
        # prefer those with the same case
        return tuple(entry for entry in found if text in self._names_of(entry)) or found


class SeriesNames:
    """Finds *series* by their keys and titles."""

    def __init__(self, series: Iterable[Series]) -> None:
        self._keys: dict[str, str] = {}
        self._folded: dict[str, str] = {}
        for item in series:
            self._keys[item.key] = item.key
            for name in (item.key, item.title):
                self._folded.setdefault(name.casefold(), item.key)

    def key(self, text: str) -> str:
        """Return the key of the series whose key or title is *text*; empty if there is none."""
        return (self._keys.get(text) or self._folded.get(text.casefold(), "")) if text else ""


class Paths:
    """Finds *records* by the paths in links of the former site, and in links between notes."""

    def __init__(self, records: Iterable[Meeting], words: DateWords = ENGLISH) -> None:
        self._words = words
        found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        exact: dict[str, tuple[str, ...]] = {}
        for record in records:
            if not record.anchor:
                exact[record.docname] = (record.name,)
            for path in _paths_of(record, words):
                found[path][record.name] = None
        self._names = {path: tuple(sorted(names)) for path, names in found.items()} | exact
        self._depth = max((path.count("/") + 1 for path in self._names), default=0)

    def find(self, path: str) -> tuple[str, ...]:
        """Return the names of the meetings that the absolute *path* on a site could mean."""
        plain = _plain_path(path)
        if plain in self._names:
            return self._names[plain]
        # the former site may have had other folders; a dated name is clear enough
        parts = plain.split("/")
        for start in range(max(1, len(parts) - self._depth), len(parts)):
            tail = "/".join(parts[start:])
            if tail in self._names and date_in_path(tail, self._words).date:
                return self._names[tail]
        return ()


def _paths_of(record: Meeting, words: DateWords) -> Iterator[str]:
    """Yield the paths by which links on the former site may refer to *record*."""
    parts = record.docname.removesuffix("/index").split("/")
    if slug := record.slug.strip("/"):
        # below the root of the site, or of the notes, which is one of the folders
        for end in range(len(parts)):
            yield "/".join([*parts[:end], slug])
    if record.anchor:
        # the document is more than this meeting
        return
    yield "/".join(parts)
    for end in range(len(parts)):
        # the folder of the blog is one of those around the note
        plain = "/".join(parts[end:])
        path = docusaurus_path(plain)
        if path != plain:
            yield path
            yield "/".join([*parts[:end], path])
    for start in range(1, len(parts)):
        tail = "/".join(parts[start:])
        if date_in_path(tail, words).date:
            yield tail
    dated = date_in_path(record.docname, words)
    if dated.date:
        folders = f"{dated.date:%Y/%m/%d}/{dated.rest}".strip("/")
        yield folders
        yield "/".join([*parts[:-1], folders])


def _plain_path(path: str) -> str:
    plain = path.partition("#")[0].partition("?")[0].strip("/")
    for suffix in SHORTENED:
        plain = plain.removesuffix(suffix)
    return plain.removesuffix("/index")
