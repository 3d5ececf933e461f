"""Fills the placeholders of headers and lists, after all documents are read."""

from __future__ import annotations

import itertools
from collections.abc import Sequence, Set
from dataclasses import replace
from functools import cached_property

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment

from sphinxcontrib_meetings.archive.page_plan import views_of
from sphinxcontrib_meetings.archive.register_views import (
    ActionsRequest,
    unclear_owners,
)
from sphinxcontrib_meetings.archive.select import unclear_names
from sphinxcontrib_meetings.archive.views import (
    Header,
    Link,
    ListRequest,
    PeopleRequest,
    SelectingRequest,
    TagsRequest,
    View,
)
from sphinxcontrib_meetings.model.problem import Kind, could_mean, nearest
from sphinxcontrib_meetings.nodes.element import markup_node
from sphinxcontrib_meetings.nodes.html import is_web
from sphinxcontrib_meetings.nodes.html_text import joined
from sphinxcontrib_meetings.nodes.placeholders import header_placeholder, list_placeholder
from sphinxcontrib_meetings.nodes.tree import by_kind, is_in_cell, upwards
from sphinxcontrib_meetings.read.domain import MeetingDomain, domain_of
from sphinxcontrib_meetings.report import warn
from sphinxcontrib_meetings.write.appearance import Appearance, appearance_of
from sphinxcontrib_meetings.write.doctree import NodeWriter, without_tables
from sphinxcontrib_meetings.write.excerpts import relative_references, resolve_excerpt
from sphinxcontrib_meetings.write.html import ExcerptPlace, HtmlWriter, levels
from sphinxcontrib_meetings.write.links import address, relative_to
from sphinxcontrib_meetings.write.minutes import minutes_html, minutes_nodes
from sphinxcontrib_meetings.write.single_page import documents_on, place_on_page

__all__ = ["on_doctree_resolved"]


def on_doctree_resolved(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Replace the placeholders of *doctree* with headers and lists."""
    found = by_kind(doctree, (header_placeholder, list_placeholder))
    placeholders = [*found[header_placeholder], *found[list_placeholder]]
    if not placeholders:
        return
    domain = domain_of(app.env)
    kind = _WebFilling if is_web(app.builder) else _Filling
    filling = kind(app.builder, app.env, appearance_of(app), docname)
    filling.documents = documents_on(app.builder, doctree, docname)
    for placeholder in placeholders:
        built = _built(app.builder, domain, filling, placeholder)
        if app.builder.format != "html" and is_in_cell(placeholder):
            built = without_tables(built)
        placeholder.parent.replace(placeholder, built)


def _built(
    builder: Builder, domain: MeetingDomain, filling: _Filling, placeholder: nodes.Element
) -> Sequence[nodes.Node]:
    if builder.name == "gettext":
        # authors have nothing to translate in it
        return []
    if isinstance(placeholder, header_placeholder):
        name = placeholder["record"]
        if name in domain.archive.records:
            return filling.header(domain.views.header(name))
        return filling.above(domain.parents_of_sections(name))
    request = placeholder["request"]
    if not isinstance(request, TagsRequest | PeopleRequest):
        _check(domain, request, placeholder)
    shown = views_of(domain.views, request, placeholder["docname"], domain.options.per_page)
    above = sum(isinstance(node, nodes.section) for node in upwards(placeholder)) or 1
    return [node for view, level in levels(shown, above) for node in filling.of(view, level)]


class _Filling:
    """Turns views into nodes, for one document."""

    #: what links can lead to, if that is not every document
    documents: Set[str] | None = None

    def __init__(
        self, builder: Builder, env: BuildEnvironment, appearance: Appearance, docname: str
    ) -> None:
        self.builder = builder
        self.env = env
        self.appearance = appearance
        self.docname = docname

    def header(self, view: Header) -> Sequence[nodes.Node]:
        """Return the header of a meeting."""
        return [*self._writer.header(view), *minutes_nodes(self._writer, view)]

    def above(self, parents: Sequence[Link]) -> Sequence[nodes.Node]:
        """Return links to the *parents* of the document, which only pages have."""
        return []

    def of(self, view: View, level: int) -> Sequence[nodes.Node]:
        """Return *view* as nodes; *level* is that of the heading above."""
        return self._writer.of(view)

    @cached_property
    def _writer(self) -> NodeWriter:
        return self.appearance.node_writer(self.uri, self.excerpt, self.env.config.language)

    def uri(self, link: Link) -> str | None:
        """Return the URL of *link* from the document."""
        if self.documents is not None:
            there = link.docname in self.documents
            return place_on_page(link.docname, link.anchor) if there else None
        if self.builder.name == "man" and link.docname == self.docname:
            # manual pages have no places that links lead to
            return None
        return address(self.builder, self.docname, link)

    def excerpt(self, name: str) -> Sequence[nodes.Node]:
        """Return the excerpt of the meeting *name*, with links from the document."""
        blocks = resolve_excerpt(self.builder, self.env, name)
        if self.builder.format == "html":
            here = self.builder.get_target_uri(self.docname)
            for node in relative_references(blocks):
                node["refuri"] = relative_to(here, node["refuri"])
        return blocks.children


class _WebFilling(_Filling):
    """Turns views into nodes with HTML, and excerpts into ordinary nodes between them."""

    def header(self, view: Header) -> Sequence[nodes.Node]:
        """Return the header of a meeting."""
        text = joined([self._html.header(view), minutes_html(self._html, view)])
        return [markup_node(text)] if text else []

    def above(self, parents: Sequence[Link]) -> Sequence[nodes.Node]:
        """Return links to the *parents* of the document."""
        text = self._html.above(parents)
        return [markup_node(text)] if text else []

    def of(self, view: View, level: int) -> Sequence[nodes.Node]:
        """Return *view* as nodes; *level* is that of the heading above."""
        built: list[nodes.Node] = []
        for is_excerpt, parts in itertools.groupby(
            replace(self._html, level=level).of(view),
            lambda part: isinstance(part, ExcerptPlace),
        ):
            if is_excerpt:
                built += (node for name in parts for node in self.excerpt(name))
            else:
                built.append(markup_node(joined(parts)))
        return built

    @cached_property
    def _html(self) -> HtmlWriter:
        shown = self.appearance.links_of_theme(self.docname)
        return self.appearance.html_writer(
            self.uri,
            self.env.config.language,
            neighbours=not shown.neighbours,
            parents=not shown.parents,
        )


def _check(
    domain: MeetingDomain,
    request: SelectingRequest,
    placeholder: nodes.Element,
) -> None:
    """Warn about an unknown format, and about names in *request* that are unknown or ambiguous."""
    if isinstance(request, ListRequest) and request.format not in domain.formats:
        names = ", ".join(domain.formats)
        hint = nearest(request.format, domain.formats)
        message = f"meeting-list: format: {request.format!r} is not one of {names}.{hint}"
        warn(Kind.LISTING, message, location=placeholder)
    unclear = [*unclear_names(domain.archive, request.selection)]
    if isinstance(request, ActionsRequest):
        unclear += unclear_owners(domain.archive, request)
    for what, name, keys, known in unclear:
        if keys:
            message = could_mean(what, name, keys)
        else:
            hint = nearest(name, known) or " Use one that a meeting in the archive has."
            message = f"no meeting has the {what} {name!r}.{hint}"
        warn(Kind.LISTING, message, location=placeholder)
