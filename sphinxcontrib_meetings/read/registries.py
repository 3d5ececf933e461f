"""The registries of people and tags for each document."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TypeVar

from sphinxcontrib_meetings.config import Options
from sphinxcontrib_meetings.model.problem import Problem
from sphinxcontrib_meetings.parse.paths import is_file
from sphinxcontrib_meetings.parse.people import AUTHORS, MEMBERS, NOBODY, People, load_people
from sphinxcontrib_meetings.parse.registry import find_registry
from sphinxcontrib_meetings.parse.tags import NO_TAGS, Tags, load_tags
from sphinxcontrib_meetings.report import report_file

__all__ = ["Registries"]

#: names of registries of people; the first one in a folder is used
_PEOPLE = ("people.yml", "people.json", "authors.yml")
_TAGS = ("tags.yml",)


_Registry = TypeVar("_Registry", People, Tags)


class Registries:
    """The registries of people and tags, each file read once.

    *hints* keeps the results of searches for similar names, by the digest of all names, so that
    builds without changes do not search again.
    """

    def __init__(
        self, options: Options, source_dir: Path, hints: dict[str, dict[str, str]]
    ) -> None:
        self._options = options
        self._source_dir = source_dir
        self._hints = hints
        self._used: set[str] = set()
        #: files of which a part could not be read
        self._partial: set[Path | None] = set()
        # all documents of a folder share one
        self._path_in = cache(self._find)
        self._load_people = cache(self._read_people)
        self._load_tags = cache(self._read_tags)

    def people_file(self, docname: str) -> str:
        """Return the registry of people for *docname*, relative to the source directory."""
        path = self._people_path(docname)
        return os.path.relpath(path, self._source_dir).replace(os.sep, "/") if path else ""

    def is_partial(self, docname: str) -> bool:
        """Whether a part of the registry of people for *docname* could not be read."""
        self.people_of(docname)
        return self._people_path(docname) in self._partial

    def people_of(self, docname: str) -> People:
        """Return the registry of people for *docname*."""
        path = self._people_path(docname)
        return self._load_people(path) if path else NOBODY

    def is_of_authors(self, docname: str) -> bool:
        """Whether the registry for *docname* lists only those who write."""
        path = self._people_path(docname)
        return path is not None and path.stem == "authors"

    def _people_path(self, docname: str) -> Path | None:
        return self._path(docname, self._options.authors, _PEOPLE)

    def tags_of(self, docname: str) -> Tags:
        """Return the registry of tags for *docname*."""
        path = self._path(docname, self._options.tags, _TAGS)
        return self._load_tags(path) if path else NO_TAGS

    def _path(self, docname: str, given: str, names: tuple[str, ...]) -> Path | None:
        return self._path_in(docname.rpartition("/")[0], given, names)

    def _find(self, folder: str, given: str, names: tuple[str, ...]) -> Path | None:
        if given:
            path = self._source_dir / given
            # `config` warns about a missing file
            return path if is_file(path) else None
        here = f"{folder}/x" if folder else "x"
        found = [find_registry(here, self._source_dir, name) for name in names]
        # the nearest one, and the first in its folder
        return max(filter(None, found), key=lambda path: len(path.parts), default=None)

    def _read_people(self, path: Path) -> People:
        layout = AUTHORS if path.stem == "authors" else MEMBERS
        return self._kept(path, *load_people(path, layout))

    def _read_tags(self, path: Path) -> Tags:
        return self._kept(path, *load_tags(path))

    def _kept(self, path: Path, registry: _Registry, problems: Iterable[Problem]) -> _Registry:
        """Report what is wrong with a file, and return what was read from it, with its hints."""
        problems = tuple(problems)
        report_file(problems, path)
        if any(problem.hides_others for problem in problems):
            self._partial.add(path)
        for names in (registry.shown_names, registry.all_names):
            names.hints = self._hints.setdefault(names.digest, {})
            self._used.add(names.digest)
        return registry

    def drop_hints(self) -> None:
        """Drop the hints of registries that no document uses any longer."""
        for digest in self._hints.keys() - self._used:
            del self._hints[digest]
