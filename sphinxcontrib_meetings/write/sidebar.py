"""The archive's own navigation, in sidebars that would have nothing of the archive.

Themes show the toctrees of the site in their sidebars. Where no toctree leads to the archive, its
pages are there as the entries of one, which only the function that templates call returns.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property
from typing import Any

from sphinx.builders.html import StandaloneHTMLBuilder

from sphinxcontrib_meetings.archive.digest import digest
from sphinxcontrib_meetings.archive.front import Directory, LinkGroup
from sphinxcontrib_meetings.archive.link import Link
from sphinxcontrib_meetings.archive.overview import directory
from sphinxcontrib_meetings.archive.views import Page
from sphinxcontrib_meetings.nodes.html_text import EMPTY, Markup, element
from sphinxcontrib_meetings.read.domain import MeetingDomain
from sphinxcontrib_meetings.write.links import address

__all__ = ["ArchiveSidebar"]


class ArchiveSidebar:
    """Adds the navigation of the archive to the toctrees that themes show in their sidebars."""

    def __init__(self, domain: MeetingDomain, pages: Mapping[str, Page]) -> None:
        self._domain = domain
        self._pages = pages
        self._shown = self._directory()
        #: folder, current entry, and the page if it is that ─► HTML, the same on most pages
        self._written: dict[tuple[str, str, str], Markup] = {}
        #: digest of what stands there; empty where that is nothing
        self.digest = digest(self._shown) if self._shown else ""

    def _directory(self) -> Directory | None:
        """Return what stands there, nothing if toctrees lead to the overview."""
        domain = self._domain
        names, root = domain.pages, domain.env.config.root_doc
        if names is None or not (domain.archive.listed or self._pages):
            return None
        is_there = names.overview == root or names.overview not in domain.places.parents
        # a document in the place of the overview may show no list
        has_overview = names.overview in self._pages or names.overview in domain.env.all_docs
        return directory(domain.views) if is_there and has_overview else None

    def has(self, name: str) -> bool:
        """Whether it stands beside the document or page *name*.

        Beside others than those of the archive, it only stands where there is nothing else.
        """
        if not self._shown:
            return False
        env = self._domain.env
        is_alone = not env.toctree_includes.get(env.config.root_doc)
        return is_alone or name in self._pages or name in self._documents

    @cached_property
    def _documents(self) -> Collection[str]:
        """The documents of the archive: notes, and those in the place of overviews."""
        meetings = self._domain.meetings
        return {*self._domain.views.homes, *filter(meetings.get, meetings)}

    def add_to(self, builder: StandaloneHTMLBuilder, name: str, context: dict[str, Any]) -> None:
        """Let the toctrees that templates show on the page *name* have it."""
        toctree: Callable[..., str] | None = context.get("toctree")
        if toctree is None or self._shown is None or not self.has(name):
            return
        own = self._html(self._shown, builder, name)

        def with_archive(**options: Any) -> str:
            found = toctree(**options)
            return f"{found}\n{own}" if found else own

        context["toctree"] = with_archive

    def _html(self, shown: Directory, builder: StandaloneHTMLBuilder, name: str) -> Markup:
        current = self._current(shown, name)
        folder = builder.get_target_uri(name).rpartition("/")[0]
        key = (folder, current, name if name == current else "")
        if key not in self._written:
            parts = (
                part
                for group in shown.groups
                for part in (_caption(group.title), _entries(group, builder, name, current))
            )
            self._written[key] = Markup("\n").join(parts)
        return self._written[key]

    def _current(self, shown: Directory, name: str) -> str:
        """Return the entry that the page *name* is, or is below; empty if there is none."""
        entries = {link.docname for group in shown.groups for link, _ in group.links}
        return next((above for above in (name, *self._above(name)) if above in entries), "")

    def _above(self, name: str) -> Iterable[str]:
        """Yield what is above the page *name*, the innermost first."""
        domain, page = self._domain, self._pages.get(name)
        if page:
            parents: tuple[Link, ...] = page.parents
        elif name in domain.archive.records:
            parents = domain.views.header(name).parents
        else:
            parents = domain.parents_of_sections(name)
        return (link.docname for link in reversed(parents))


def _caption(title: str) -> Markup:
    return element(
        "p",
        element("span", title, classes="caption-text"),
        classes="caption",
        role="heading",
        aria_level="2",
    )


def _entries(group: LinkGroup, builder: StandaloneHTMLBuilder, name: str, current: str) -> Markup:
    """Return *group* as Sphinx writes the entries of a toctree."""
    items = (
        _entry(link, builder, name, is_current=link.docname == current) for link, _ in group.links
    )
    is_open = any(link.docname == current for link, _ in group.links)
    return element("ul", "\n", *items, **({"classes": "current"} if is_open else {}))


def _entry(link: Link, builder: StandaloneHTMLBuilder, name: str, *, is_current: bool) -> Markup:
    is_here = link.docname == name
    there = "#" if is_here else address(builder, name, link)
    if there is None:
        return EMPTY
    text = element(
        "a",
        link.text,
        classes="current reference internal" if is_current else "reference internal",
        href=there,
        **({"aria_current": "page"} if is_here else {}),
    )
    return element(
        "li", text, classes="toctree-l1 current" if is_current else "toctree-l1", end="\n"
    )
