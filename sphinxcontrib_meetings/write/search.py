"""Generated pages in Sphinx's own search.

Sphinx indexes documents only, and drops all else when it stores the index. So the pages are
added when it has done that, and the index is stored once more.
"""

from __future__ import annotations

import html
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import sphinx
from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.docutils import new_document

from sphinxcontrib_meetings.archive.views import Page, Pager, PersonCard, Prose
from sphinxcontrib_meetings.write.files import write_atomically
from sphinxcontrib_meetings.write.wording import standing

__all__ = ["add_to_search"]

#: since then the search escapes the titles that it shows
_TITLES_ARE_TEXT: Final = sphinx.version_info >= (9,)


def add_to_search(builder: StandaloneHTMLBuilder, pages: Iterable[Page]) -> None:
    """Let the search find *pages* by their titles, and by what they say themselves.

    What their lists show is found where it comes from: in the notes.
    """
    index = builder.indexer
    # a list that is spread over pages is found by the first
    found = [page for page in pages if not _continues(page)]
    if index is None or not found:
        return
    for page in found:
        title = page.title if _TITLES_ARE_TEXT else html.escape(page.title)
        index.feed(page.name, page.name, title, _document(title, _texts(page)))
    data: bytes
    if builder.indexer_dumps_unicode:
        text = io.StringIO()
        index.dump(text, builder.indexer_format)
        data = text.getvalue().encode()
    else:
        stream = io.BytesIO()
        index.dump(stream, builder.indexer_format)
        data = stream.getvalue()
    write_atomically(Path(builder.outdir, builder.searchindex_filename), data)


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
