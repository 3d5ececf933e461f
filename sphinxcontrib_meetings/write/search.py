"""Generated pages in Sphinx's own search.

Sphinx indexes documents only, and drops all else before it stores the index. So the pages are
added, and kept, while the index of this build is still to be stored.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from typing import Final

import sphinx
from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.docutils import new_document

from sphinxcontrib_meetings.archive.views import Page, Pager, PersonCard, Prose
from sphinxcontrib_meetings.write.wording import standing

__all__ = ["add_to_search"]

#: since then the search escapes the titles that it shows
_TITLES_ARE_TEXT: Final = sphinx.version_info >= (9,)


def add_to_search(builder: StandaloneHTMLBuilder, pages: Iterable[Page]) -> None:
    """Let the search find *pages* by their titles, and by what they say themselves.

    What their lists show is found where it comes from: in the notes. To be called when all
    documents are written.
    """
    index = builder.indexer
    # a list that is spread over pages is found by the first
    found = [page for page in pages if not _continues(page)]
    if index is None or not found:
        return
    for page in found:
        title = page.title if _TITLES_ARE_TEXT else html.escape(page.title)
        index.feed(page.name, page.name, title, _document(title, _texts(page)))
    names = {page.name for page in found}
    prune = index.prune

    def prune_others(docnames: Iterable[str]) -> None:
        prune(names.union(docnames))

    # each build has a new index
    index.prune = prune_others  # type: ignore[method-assign]


def _continues(page: Page) -> bool:
    return any(isinstance(view, Pager) and view.current > 0 for view in page.views)


def _texts(page: Page) -> Iterator[str]:
    """Yield what *page* says of its subject."""
    for view in page.views:
        if isinstance(view, Prose):
            yield view.text
        elif isinstance(view, PersonCard):
            yield from (standing(view.person), view.person.description, view.person.org)


def _document(title: str, texts: Iterable[str]) -> nodes.document:
    document = new_document("<generated page>")
    paragraphs = (nodes.paragraph("", text) for text in texts if text)
    document += nodes.section("", nodes.title("", title), *paragraphs)
    return document
