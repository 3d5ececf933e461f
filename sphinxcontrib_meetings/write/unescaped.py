"""What some themes put on pages as it is: the names of sources, and titles."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from markupsafe import escape
from sphinx.application import Sphinx

from sphinxcontrib_meetings.parse.urls import ENDS_ATTRIBUTE
from sphinxcontrib_meetings.read.domain import domain_of

__all__ = ["escape_title", "name_source", "source_name"]


def source_name(name: str) -> str:
    """Return *name* without the signs that end an attribute of HTML, or a tag.

    >>> source_name('a"b.md.txt')
    'a-22-b.md.txt'
    """
    return ENDS_ATTRIBUTE.sub(lambda sign: f"-{ord(sign[0]):x}-", name)


def name_source(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Give the copy of a note's source, which Sphinx makes after this, a name for links."""
    if doctree is not None and pagename in domain_of(app.env).meetings:
        context["sourcename"] = source_name(context.get("sourcename") or "")


def escape_title(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Escape the title of a note that sphinx-book-theme has put into *context*."""
    if "pagetitle" in context and pagename in domain_of(app.env).meetings:
        context["pagetitle"] = escape(context["pagetitle"])
