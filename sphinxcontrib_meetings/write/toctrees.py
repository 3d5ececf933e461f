"""Toctrees of documents: what they lead to, and generated pages in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docutils import nodes
from sphinx import addnodes

from sphinxcontrib_meetings.archive.page_names import PageNames
from sphinxcontrib_meetings.archive.views import Page
from sphinxcontrib_meetings.model.problem import Kind
from sphinxcontrib_meetings.read.domain import MeetingDomain
from sphinxcontrib_meetings.report import warn

__all__ = ["fill_toctrees", "pages_in_toctrees", "toc_of_page"]


def pages_in_toctrees(domain: MeetingDomain, pages: Mapping[str, Page]) -> dict[str, str]:
    """Return the titles of those of *pages* that toctrees name, by their names.

    Warns about others that toctrees name, if the builder could have them.
    """
    if domain.makes_pages:
        _check(domain, pages)
    return {name: pages[name].title for name in _named(domain) if name in pages}


def fill_toctrees(domain: MeetingDomain, titles: Mapping[str, str]) -> None:
    """Let Sphinx find the pages with *titles*, and leave all others out of toctrees.

    Only when it begins to write, since it would number them as documents.
    """
    env = domain.env
    absent = set()
    for name in _named(domain):
        if name in titles:
            env.tocs[name] = toc_of_page(name, titles[name])
            env.titles[name] = nodes.title("", titles[name])
        else:
            env.tocs[name] = _nothing()
            absent.add(name)
    for docname in domain.toctrees if absent else ():
        # themes that have navigation of their own read these
        for toctree in env.tocs[docname].findall(addnodes.toctree):
            toctree["entries"] = [item for item in toctree["entries"] if item[1] not in absent]


def _named(domain: MeetingDomain) -> Sequence[str]:
    """Return what toctrees name that no document is."""
    named = {name for found in domain.toctrees.values() for name in found}
    return sorted(named - domain.env.all_docs.keys())


def toc_of_page(name: str, title: str) -> nodes.bullet_list:
    """Return the table of contents of a generated page, as Sphinx makes them of documents."""
    link = nodes.reference("", title, internal=True, refuri=name, anchorname="")
    paragraph = addnodes.compact_paragraph("", "", link)
    return nodes.bullet_list("", nodes.list_item("", paragraph))


def _nothing() -> nodes.bullet_list:
    """Return a table of contents that leaves nothing in a toctree, which warns of empty ones."""
    return nodes.bullet_list("", addnodes.toctree(entries=[], includefiles=[]))


def _check(domain: MeetingDomain, pages: Mapping[str, Page]) -> None:
    """Warn about entries that are neither documents nor generated pages."""
    for docname, named in sorted(domain.toctrees.items()):
        for name, line in named.items():
            if name in pages or name in domain.env.all_docs:
                continue
            message = (
                f"toctree: there is no generated page {name!r}; {_way_out(domain.pages, name)}"
            )
            warn(Kind.REF, message, location=(docname, line))


def _way_out(pages: PageNames | None, name: str) -> str:
    if pages is None:
        return "set meetings_pages to True, or remove the entry"
    if name == f"{pages.root}/index":
        return f"name the document {pages.home!r}, which is the overview"
    return "name a year, a tag or a person that a meeting has"
