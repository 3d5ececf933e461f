"""How headers and lists look in one application: formats of lists, and templates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import ExtensionError

from sphinxcontrib_meetings.archive.digest import digest
from sphinxcontrib_meetings.archive.views import Entry, Header, Link, Listing, View
from sphinxcontrib_meetings.nodes.html import is_web
from sphinxcontrib_meetings.nodes.html_text import Markup
from sphinxcontrib_meetings.read.domain import domain_of
from sphinxcontrib_meetings.write.contexts import EntryContext
from sphinxcontrib_meetings.write.doctree import NodeWriter
from sphinxcontrib_meetings.write.html import HtmlWriter
from sphinxcontrib_meetings.write.list_formats import (
    BUILT_IN,
    ListFormat,
    custom_format,
)
from sphinxcontrib_meetings.write.templates import ENTRY, HEADER, ProjectTemplates, find_templates
from sphinxcontrib_meetings.write.theme_links import ShownLinks, ThemeLinks

__all__ = ["Appearance", "add_list_format", "appearance_of", "on_builder_inited"]

#: formats whose meetings are items, which the template of an entry shows
_OF_ITEMS: Final = frozenset({"list", "cards", "compact"})
_ATTRIBUTE: Final = "_sphinxcontrib_meetings_appearance"


class Appearance:
    """The formats and templates of one application."""

    def __init__(self) -> None:
        self.formats: dict[str, ListFormat] = dict(BUILT_IN)
        #: those of the project, where the builder makes web pages and there are any
        self.templates: ProjectTemplates | None = None
        #: what the theme shows, where the builder makes web pages
        self._theme: ThemeLinks | None = None

    def use_theme(self, builder: Builder) -> None:
        """Remember the theme of *builder*."""
        self._theme = ThemeLinks(builder) if isinstance(builder, StandaloneHTMLBuilder) else None

    def links_of_theme(self, pagename: str) -> ShownLinks:
        """Return which links the theme shows on the page *pagename*."""
        return self._theme.of(pagename) if self._theme else ShownLinks()

    def html_writer(
        self,
        uri: Callable[[Link], str | None],
        language: str,
        *,
        neighbours: bool = True,
        parents: bool = True,
        written: Callable[[Entry, str, int], Markup] | None = None,
    ) -> HtmlWriter:
        """Return what builds HTML for one page."""
        formats = {name: item.html for name, item in self.formats.items()}
        return HtmlWriter(uri, language, neighbours, parents, written, formats, self.templates)

    def node_writer(
        self,
        uri: Callable[[Link], str | None],
        excerpt: Callable[[str], Sequence[nodes.Node]],
        language: str,
    ) -> NodeWriter:
        """Return what builds nodes for one document."""
        formats = {name: item.nodes for name, item in self.formats.items()}
        return NodeWriter(uri, excerpt, language, formats)

    @property
    def has_entry_template(self) -> bool:
        """Whether the items of lists are those of a template."""
        return bool(self.templates and self.templates.digest(ENTRY))

    def digest(self, headers: Iterable[Header], views: Iterable[View]) -> str:
        """Return a text that differs where *headers* and *views* may look different.

        Empty where they look as they do without templates and extensions.
        """
        found = {self._template(HEADER) for _ in headers}
        for view in views:
            if isinstance(view, Listing):
                found.add(self.formats[view.format].version)
                found.add(self._template(ENTRY) if view.format in _OF_ITEMS else "")
        found.discard("")
        return digest(sorted(found)) if found else ""

    def _template(self, name: str) -> str:
        return self.templates.digest(name) if self.templates else ""


def appearance_of(app: Sphinx) -> Appearance:
    """Return how headers and lists look in *app*."""
    # extensions may come before this one, which then has set up nothing yet
    found = getattr(app, _ATTRIBUTE, None)
    if not isinstance(found, Appearance):
        found = Appearance()
        setattr(app, _ATTRIBUTE, found)
    return found


def add_list_format(  # noqa: PLR0913, like the methods of Sphinx
    app: Sphinx,
    name: str,
    html: Callable[[Sequence[EntryContext]], str],
    *,
    nodes: Callable[[Sequence[EntryContext]], Iterable[nodes.Node]] | None = None,
    excerpts: bool = False,
    version: str = "",
) -> None:
    """Let ``meeting-list`` have the format *name*. Call it in the ``setup`` of an extension.

    *html* is given the meetings of a list, or of one of its groups, and returns what shows them,
    as ``markupsafe.Markup``; a plain text is escaped. *nodes* does the same for builders that
    make no web pages, and returns nodes of docutils. Without it they show the format ``list``.

    *excerpts* is whether excerpts are shown unless the directive says otherwise. Change *version*
    when the functions return something else for the same meetings: pages with such a list are
    then written again.

    Raises ``ExtensionError`` if there is such a format.
    """
    formats = appearance_of(app).formats
    if not name.strip() or name != name.strip():
        raise ExtensionError(f"add_list_format: {name!r} is not a valid name; use a word")
    if name in formats:
        raise ExtensionError(f"add_list_format: there is a format {name!r} already")
    formats[name] = custom_format(name, html, nodes, excerpts=excerpts, version=version)


def on_builder_inited(app: Sphinx) -> None:
    """Find the templates, and tell the domain which formats there are."""
    appearance = appearance_of(app)
    domain_of(app.env).formats = {name: item.excerpts for name, item in appearance.formats.items()}
    appearance.use_theme(app.builder)
    appearance.templates = find_templates(app) if is_web(app.builder) else None
