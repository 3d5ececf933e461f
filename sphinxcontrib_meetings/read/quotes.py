"""Quotes of texts from fields, which get the form of those on the page."""

from __future__ import annotations

from docutils import nodes
from sphinx.transforms import SphinxSmartQuotes

__all__ = ["smart"]

#: what Sphinx may write in another form; most texts have nothing of it
_PLAIN = ("'", '"', "--", "...")


def smart(text: str, document: nodes.document) -> str:
    """Return *text* as Sphinx writes it in *document*: with its quotes, where those are on.

    Builder, language and options decide, as for any other text of the document.
    """
    if not any(mark in text for mark in _PLAIN):
        return text
    # a backslash is a letter here, and before a quote it is not one for the transform
    page = document.copy()
    page += nodes.paragraph("", "", nodes.Text(text.replace("\\", r"\\")))
    SphinxSmartQuotes(page, None).apply()
    return page.astext()
