"""Kinds of builders."""

from __future__ import annotations

from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder

__all__ = ["makes_pages", "makes_site"]


def makes_pages(builder: Builder) -> bool:
    """Whether *builder* can have generated pages: html, dirhtml, json and the like."""
    return (
        isinstance(builder, StandaloneHTMLBuilder)
        and builder.search
        and not builder.embedded
        and builder.name != "singlehtml"
    )


def makes_site(builder: Builder) -> bool:
    """Whether *builder* makes a site for browsers, with a page for each document."""
    return isinstance(builder, StandaloneHTMLBuilder) and builder.name in {"html", "dirhtml"}
