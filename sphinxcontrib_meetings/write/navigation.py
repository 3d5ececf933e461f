"""The place of notes and generated pages in the navigation that themes make from toctrees.

They are in no toctree of a document: if they were, each page would contain the list of all notes.
Instead, years are children of their overview, and each page is for itself, while it is written,
the child of its year, tag or overview.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from docutils import nodes
from sphinx import addnodes

from sphinxcontrib_meetings.archive.digest import digest
from sphinxcontrib_meetings.archive.page_names import PageNames
from sphinxcontrib_meetings.archive.views import Link, Page
from sphinxcontrib_meetings.model.meeting import Meeting
from sphinxcontrib_meetings.read.domain import MeetingDomain
from sphinxcontrib_meetings.write.toctrees import toc_of_page

__all__ = ["Navigation"]

#: limit of years below an overview, the newest; others are there on their own pages
_MOST_YEARS = 10


class Navigation:
    """Adds to the toctrees of the environment while pages are written, and restores them."""

    def __init__(self, domain: MeetingDomain, pages: Mapping[str, Page]) -> None:
        self._domain = domain
        self._env = domain.env
        self._pages = pages
        self._parents = domain.places.parents
        #: overview ─► the years below it
        self.years: dict[str, tuple[Link, ...]] = dict(self._years_below())
        self._tocs: dict[str, str] = {}
        self._undo_years: list[Callable[[], object]] = []
        self._undo_page: list[Callable[[], object]] = []

    def _years_below(self) -> Iterator[tuple[str, tuple[Link, ...]]]:
        """Yield each overview in the toctrees of the site, and links to its years.

        These are years with a note that is in no toctree.
        """
        archive, names = self._domain.archive, self._domain.pages
        if names is None:
            return
        lists: list[tuple[PageNames, Iterable[Meeting]]] = [(names, archive.listed)]
        for entry in archive.series.values():
            if pages := self._domain.views.series_pages(entry):
                lists.append((pages, entry.meetings))
        for own, records in lists:
            if own.overview not in self._parents or own.overview == self._env.config.root_doc:
                continue
            found = dict.fromkeys(
                record.date.year
                for record in records
                if record.date and record.docname not in self._parents
            )
            links = (Link(f"{year}", own.year(year)) for year in found)
            shown = [one for one in links if self._is_free(one.docname)][:_MOST_YEARS]
            if shown:
                yield own.overview, tuple(shown)

    def _is_free(self, name: str) -> bool:
        """Whether *name* is a generated page that no toctree names."""
        return name in self._pages and name not in self._parents

    def digest_of(self, docname: str) -> str:
        """Return the digest of what is above the note *docname* in the navigation."""
        trail = self._trail_of_note(docname)
        return digest((trail, [self._toc(link.docname) for link in trail[:-1]])) if trail else ""

    def _toc(self, docname: str) -> str:
        """Return the digest of the titles and toctrees of a document."""
        if docname not in self._tocs:
            toc = self._env.tocs.get(docname) if docname in self._env.all_docs else None
            self._tocs[docname] = digest(toc.pformat()) if toc else ""
        return self._tocs[docname]

    def add_years(self) -> None:
        """Put the years below their overviews. To be called when Sphinx begins to write."""
        _undo(self._undo_years)
        for overview, links in self.years.items():
            for link in links:
                self._add_page(link, self._undo_years)
            self._add_entries(overview, links, self._undo_years)

    def enter(self, name: str) -> None:
        """Put the note or the generated page *name*, which is being written, in its place."""
        self.leave()
        page = self._pages.get(name)
        trail = (
            self._trail(page.parents, Link(page.title, name))
            if page
            else self._trail_of_note(name)
        )
        for above, link in pairwise(trail):
            includes = self._env.toctree_includes.setdefault(above.docname, [])
            includes.append(link.docname)
            self._undo_page.append(includes.pop)
            self._add_page(link, self._undo_page)
            if not self._is_below(link.docname, above.docname):
                self._add_entries(above.docname, [link], self._undo_page)

    def _is_below(self, name: str, above: str) -> bool:
        """Whether the page *name* is below *above* on all pages."""
        is_year = any(link.docname == name for link in self.years.get(above, ()))
        return is_year or self._parents.get(name) == above

    def leave(self) -> None:
        """Take the page that was written last out again."""
        _undo(self._undo_page)

    def restore(self) -> None:
        """Take out everything, for a next build in this process."""
        self.leave()
        _undo(self._undo_years)

    def _trail_of_note(self, docname: str) -> tuple[Link, ...]:
        domain = self._domain
        if not domain.meetings.get(docname) or docname in self._parents:
            return ()
        if docname in domain.archive.records:
            above = domain.views.header(docname).parents
        else:
            above = domain.parents_of_sections(docname)
        # the document has its own title
        return self._trail(above, Link("", docname))

    def _trail(self, above: Sequence[Link], own: Link) -> tuple[Link, ...]:
        """Return links from a document that Sphinx knows the place of down to *own*.

        There are none if no page among those *above* has a place.
        """
        found = [own]
        for link in reversed(above):
            if found[-1].docname in self._parents:
                break
            found.append(link)
        top = found[-1].docname
        if top not in self._parents:
            return ()
        if top not in self._env.all_docs:
            # a generated page in a toctree of a document
            found.append(Link("", self._parents[top]))
        elif top == self._env.config.root_doc:
            # its entries are the top of all navigation
            return ()
        return tuple(reversed(found))

    def _add_page(self, link: Link, undo: list[Callable[[], object]]) -> None:
        """Let Sphinx find the page of *link*, if it is generated."""
        name, tocs, titles = link.docname, self._env.tocs, self._env.titles
        if name in tocs:
            return
        tocs[name] = toc_of_page(name, link.text)
        titles[name] = nodes.title("", link.text)
        undo += [lambda: tocs.pop(name, None), lambda: titles.pop(name, None)]

    def _add_entries(
        self, docname: str, links: Sequence[Link], undo: list[Callable[[], object]]
    ) -> None:
        """Add a toctree with *links* to the contents of the document or page *docname*."""
        item = next(self._env.tocs[docname].findall(nodes.list_item), None)
        if item is None:
            # it has no title, so it is not in the navigation
            return
        branch = item[-1]
        if not isinstance(branch, nodes.bullet_list):
            branch = nodes.bullet_list()
            item += branch
            undo.append(lambda: item.remove(branch))
        entries = [(link.text or None, link.docname) for link in links]
        toctree = addnodes.toctree(
            parent=docname,
            entries=entries,
            includefiles=[name for _, name in entries],
            maxdepth=-1,
            glob=False,
            # not in the text of a page, only in the navigation
            hidden=True,
        )
        branch += toctree
        undo.append(lambda: branch.remove(toctree))


def _undo(steps: list[Callable[[], object]]) -> None:
    while steps:
        steps.pop()()
