"""The documents that are overviews of the archive and of series, and their places in the site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sphinx.environment import BuildEnvironment

from sphinxcontrib_meetings.archive.archive import Archive
from sphinxcontrib_meetings.archive.page_names import PageNames
from sphinxcontrib_meetings.archive.page_plan import overview_in
from sphinxcontrib_meetings.archive.views import Home, Link, Request
from sphinxcontrib_meetings.config import Options, folder_of, notes_folder, root_of, series_of
from sphinxcontrib_meetings.model.meeting import Series
from sphinxcontrib_meetings.model.problem import nearest

__all__ = ["HomeFinder", "SitePlaces", "missing_homes", "parents_in_toctrees"]


@dataclass(frozen=True)
class HomeFinder:
    """Finds the documents that are overviews."""

    options: Options
    exists: Callable[[str], bool]
    #: whether a document is a note itself
    is_note: Callable[[str], bool]

    def of_all(self) -> str:
        """Return the document that is the overview of all meetings; empty if there is none."""
        folder = notes_folder(self.options)
        found = self._first((self.options.home_docname,), f"{root_of(self.options)}/index")
        return found or self._index((folder,))

    def by_series(self) -> Callable[[Series, str], str]:
        """Return a function that finds the overview of a series, given its slug."""
        series = series_of(self.options)[0]
        # a folder of several series is that of none
        shared = Counter(folder for item in series for folder in set(_folders(item)))
        of_all = self.of_all()

        def found(item: Series, slug: str) -> str:
            address = f"{root_of(self.options)}/series/{slug}/index"
            if named := self._first((item.home,), address):
                return named
            index = self._index([name for name in _folders(item) if shared[name] == 1])
            return index if index != of_all else ""

        return found

    def _first(self, named: Sequence[str], address: str) -> str:
        """Return the first document of *named*, or at the *address* of a generated overview."""
        return next((name for name in (*named, address) if name and self.exists(name)), "")

    def _index(self, folders: Sequence[str]) -> str:
        """Return the `index` document in one of *folders*, unless it is a note."""
        names = (f"{folder}/index" for folder in folders if folder)
        return next((name for name in names if self.exists(name) and not self.is_note(name)), "")


def _folders(item: Series) -> tuple[str, ...]:
    """Return the folders that the documents of a series are in, as far as they are certain."""
    named = (path for path in item.path if not any(sign in path for sign in "*?[!"))
    return tuple(dict.fromkeys((*named, folder_of(item.path))))


def missing_homes(options: Options, docnames: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Yield the option that names a document which does not exist, and a message."""
    for key, name in options.homes:
        if name not in docnames:
            hint = nearest(name, docnames) or (
                " Give the path of a document from the source directory, without suffix."
            )
            where = f"{key!r}: home: " if key else ""
            yield "series" if key else "home", f"{where}there is no document {name!r}.{hint}"


class SitePlaces:
    """Finds the places of overviews in the toctrees of the site."""

    def __init__(
        self, env: BuildEnvironment, pages_in_toctrees: Mapping[str, Mapping[str, int]]
    ) -> None:
        self._env = env
        #: document or generated page ─► the document whose toctree has it
        self.parents = parents_in_toctrees(env.config.root_doc, env.toctree_includes)
        for docname, named in sorted(pages_in_toctrees.items()):
            for name in named if docname in self.parents else ():
                self.parents.setdefault(name, docname)

    def of(
        self, archive: Archive, pages: PageNames, listings: Mapping[str, Sequence[Request]]
    ) -> dict[str, Home]:
        """Return overview ─► its place, of *archive* and of each series."""
        shown = _overviews_shown(archive, pages, listings)
        overviews = {"": pages.overview} | {
            key: pages.series(entry.slug, entry.series.home).overview
            for key, entry in archive.series.items()
        }
        titles = self._env.titles
        return {
            name: Home(
                titles[name].astext() if name in titles and name in self._env.all_docs else "",
                self._above(name),
                key in shown,
            )
            for key, name in overviews.items()
        }

    def _above(self, name: str) -> tuple[Link, ...] | None:
        """Return links to what is above the page *name*, without the root, the outermost first."""
        if name not in self.parents:
            return None
        above: list[Link] = []
        parent = self.parents[name]
        while parent and parent != self._env.config.root_doc:
            above.append(Link(self._env.titles[parent].astext(), parent))
            parent = self.parents[parent]
        return tuple(reversed(above))


def parents_in_toctrees(root: str, children: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return *root* and all its descendants, each with its parent, as Sphinx finds them."""
    found: dict[str, str] = {}
    new = [("", root)]
    while new:
        parent, name = new.pop()
        if name not in found:
            found[name] = parent
            new += [(name, child) for child in reversed(children.get(name, ()))]
    return found


def _overviews_shown(
    archive: Archive, pages: PageNames, listings: Mapping[str, Sequence[Request]]
) -> set[str]:
    """Return the keys of the series whose overview a document shows; empty for all meetings."""
    found = {
        overview_in(archive, request, docname, pages.overview)
        for docname, requests in listings.items()
        for request in requests
    }
    return {key for key in found if key is not None}
