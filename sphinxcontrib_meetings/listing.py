"""Fills the places that headers and lists have in documents, once all are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.errors import NoUri
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import new_document
from sphinx.util.logging import suppress_logging
from sphinx.util.nodes import inline_all_toctrees
from sphinx.util.osutil import relative_uri

from sphinxcontrib_meetings.collect import domain_of
from sphinxcontrib_meetings.components import Components
from sphinxcontrib_meetings.diagnostics import warn
from sphinxcontrib_meetings.domain import MeetingDomain
from sphinxcontrib_meetings.excerpts import load_excerpt
from sphinxcontrib_meetings.marks import by_kind, header_mark, list_mark
from sphinxcontrib_meetings.problems import Kind, nearest
from sphinxcontrib_meetings.query import select, unknown_names
from sphinxcontrib_meetings.views import CalendarRequest, Link, ListRequest

__all__ = [
    "IncludeNotes",
    "is_excerpt",
    "on_doctree_resolved",
    "relative_to",
    "resolve_excerpt",
    "shows_parents",
]

#: attribute of the document that stands for an excerpt while its links are resolved
_EXCERPT = "meetings_excerpt"


def is_excerpt(doctree: nodes.document) -> bool:
    """Tell whether *doctree* is an excerpt that is being resolved, and no document."""
    return _EXCERPT in doctree


def on_doctree_resolved(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Replace the marks of *doctree* by what they stand for."""
    found = by_kind(doctree, (header_mark, list_mark))
    marks = [*found[header_mark], *found[list_mark]]
    if not marks:
        return
    domain = domain_of(app.env)
    components = _components(app.builder, app.env, docname)
    for mark in marks:
        mark.parent.replace(mark, _built(app.builder, domain, components, mark))


def _built(
    builder: Builder, domain: MeetingDomain, components: Components, mark: nodes.Element
) -> list[nodes.Node]:
    if builder.name == "gettext":
        # nothing of it is the author's to translate
        return []
    if isinstance(mark, header_mark):
        name = mark["record"]
        return (
            components.header(domain.views.header(name)) if name in domain.archive.records else []
        )
    request = mark["request"]
    if isinstance(request, ListRequest | CalendarRequest):
        _check(domain, request, mark)
    return components.of(domain.views.of(request))


class IncludeNotes(SphinxPostTransform):
    """In books, put the listed notes in the place of a list that includes them."""

    # before anything is resolved, since the notes are to be resolved with the rest
    default_priority = 1
    builders = ("latex", "man", "singlehtml", "texinfo")

    def run(self, **kwargs: Any) -> None:
        """Replace the marks of such lists by the notes, as a toctree is replaced by its."""
        for mark in list(self.document.findall(list_mark)):
            request = mark["request"]
            if isinstance(request, ListRequest) and request.include:
                self._include(mark, request)

    def _include(self, mark: list_mark, request: ListRequest) -> None:
        domain = domain_of(self.env)
        records = select(domain.archive, request.selection)
        files = dict.fromkeys(record.docname for record in records)
        tree = new_document(str(self.env.doc2path(self.env.docname)))
        tree += addnodes.toctree(includefiles=list(files))
        # what is in the book already stays where it is
        present = [node["docname"] for node in self.document.findall(addnodes.start_of_file)]
        builder = domain.builder
        added: set[str] = set()
        here = self.env.docname
        tree = inline_all_toctrees(builder, added, here, tree, str, [here, *present])
        # LaTeX and texinfo lead only to what they know to be in the book
        known = getattr(builder, "docnames", None)
        if isinstance(known, set):
            known.update(added)
        mark.parent.replace(mark, tree.children)


def _check(
    domain: MeetingDomain, request: ListRequest | CalendarRequest, mark: nodes.Element
) -> None:
    """Warn of conditions that no meeting can meet."""
    for what, name, known in unknown_names(domain.archive, request.selection):
        hint = nearest(name, known) or " Use one that a meeting in the archive has."
        warn(Kind.LISTING, f"no meeting has the {what} {name!r}.{hint}", location=mark)


def _components(builder: Builder, env: BuildEnvironment, docname: str) -> Components:
    def uri(link: Link) -> str | None:
        try:
            found = builder.get_relative_uri(docname, link.docname)
        except NoUri:
            return None
        return f"{found}#{link.anchor}" if link.anchor else found

    def excerpt(name: str) -> Sequence[nodes.Node]:
        blocks = resolve_excerpt(builder, env, name)
        if builder.format == "html":
            here = builder.get_target_uri(docname)
            for node in _linking(blocks):
                node["refuri"] = relative_to(here, node["refuri"])
        return blocks.children

    return Components(
        uri,
        excerpt,
        is_html=builder.format == "html",
        language=env.config.language,
        neighbours=not _shows_neighbours(builder),
        parents=not shows_parents(builder),
    )


#: theme ─► its option, and the value, that takes links to the neighbours away
_THEMES_WITH_NEIGHBOURS: Mapping[str, tuple[str, object]] = {
    "furo": ("", None),
    "pydata_sphinx_theme": ("show_prev_next", False),
    "sphinx_book_theme": ("show_prev_next", False),
    "sphinx_rtd_theme": ("prev_next_buttons_location", "none"),
}


#: theme ─► what it has above a page, unless its option says something else
_ABOVE: Mapping[str, str] = {
    "pydata_sphinx_theme": "breadcrumbs",
    "sphinx_rtd_theme": "breadcrumbs",
}


def _shows_neighbours(builder: Builder) -> bool:
    """Tell whether the theme has links to the previous and the next page."""
    config = builder.config
    if config.html_theme not in _THEMES_WITH_NEIGHBOURS:
        return False
    option, off = _THEMES_WITH_NEIGHBOURS[config.html_theme]
    value = config.html_theme_options.get(option)
    return str(value).lower() != str(off).lower() if value is not None else True


def shows_parents(builder: Builder) -> bool:
    """Tell whether the theme has links to the pages above a page."""
    config = builder.config
    parts = config.html_theme_options.get("article_header_start", _ABOVE.get(config.html_theme))
    return "breadcrumbs" in str(parts)


def relative_to(base: str, uri: str) -> str:
    """Return *uri* as a link from *base*, both counted from the root of the site."""
    # Sphinx's own function is for documents: it drops what follows them
    path, sign, anchor = uri.partition("#")
    return (relative_uri(base, path) + sign + anchor) or "#"


def resolve_excerpt(builder: Builder, env: BuildEnvironment, name: str) -> nodes.Element:
    """Return the excerpt of the meeting *name* with its links resolved.

    They are resolved from the document they come from; in HTML they then start at
    the root of the site, as ``builder.get_target_uri()`` returns them.
    """
    record = domain_of(env).archive.records[name]
    assert record.excerpt is not None
    fragment = load_excerpt(record.excerpt)
    if record.excerpt.plain:
        return fragment
    document = new_document(str(env.doc2path(record.docname)))
    document[_EXCERPT] = True
    document.settings.env = env
    document += fragment
    with suppress_logging():
        # what is wrong with it was said of its document already
        env.apply_post_transforms(document, record.docname)
    if builder.format == "html":
        _rebase(builder, fragment, builder.get_target_uri(record.docname))
    return fragment


def _rebase(builder: Builder, fragment: nodes.Element, origin: str) -> None:
    """Let links and downloads of *fragment* start at the root of the site."""
    for node in list(fragment.findall(nodes.reference)):
        if "refid" in node:
            node["refuri"] = f"{origin}#{node.attributes.pop('refid')}"
            node["internal"] = True
        elif _is_relative(uri := node.get("refuri", "")) or node.get("internal"):
            # from a document to itself
            node["refuri"] = origin if uri in ("", "#") else urljoin(origin, uri)
            node["internal"] = True
    for node in list(fragment.findall(addnodes.download_reference)):
        if isinstance(builder, StandaloneHTMLBuilder) and "filename" in node:
            uri = f"_downloads/{quote(node['filename'])}"
            link = nodes.reference("", "", *node.children, internal=True, refuri=uri)
            node.parent.replace(node, link)


def _is_relative(uri: str) -> bool:
    parts = urlsplit(uri)
    return bool(uri) and not parts.scheme and not parts.netloc and not uri.startswith("/")


def _linking(fragment: nodes.Element) -> list[nodes.reference]:
    return [
        node
        for node in fragment.findall(nodes.reference)
        if node.get("internal") and _is_relative(node.get("refuri", ""))
    ]
