"""What builders make."""

from __future__ import annotations

from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder

__all__ = ["makes_pages", "makes_site"]


def makes_pages(builder: Builder) -> bool:
    """Whether *builder* has pages besides its documents: html, dirhtml, json and kin."""
    return (
        isinstance(builder, StandaloneHTMLBuilder)
        and builder.search
        and not builder.embedded
        and builder.name != "singlehtml"
    )


def makes_site(builder: Builder) -> bool:
    """Whether *builder* makes a site as browsers read it, with a page for each document."""
    return isinstance(builder, StandaloneHTMLBuilder) and builder.name in {"html", "dirhtml"}
