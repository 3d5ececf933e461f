"""Fills the places that headers and lists have in documents, once all are read."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import new_document
from sphinx.util.logging import suppress_logging
from sphinx.util.nodes import inline_all_toctrees

from sphinxcontrib_meetings.archive.select import select, unclear_names
from sphinxcontrib_meetings.archive.views import CalendarRequest, Header, Link, ListRequest, View
from sphinxcontrib_meetings.model.problem import Kind, nearest
from sphinxcontrib_meetings.nodes.html_text import joined
from sphinxcontrib_meetings.nodes.nodes import is_web, markup_node
from sphinxcontrib_meetings.nodes.placeholders import by_kind, header_mark, list_mark
from sphinxcontrib_meetings.read.collect import domain_of
from sphinxcontrib_meetings.read.domain import BOOKS, MeetingDomain
from sphinxcontrib_meetings.read.excerpts import load_excerpt
from sphinxcontrib_meetings.report import warn
from sphinxcontrib_meetings.write.doctree import StandardNodes
from sphinxcontrib_meetings.write.html import Components, ExcerptOf
from sphinxcontrib_meetings.write.links import address, relative_to

__all__ = [
    "IncludeNotes",
    "IncludeNotesInEpub",
    "is_excerpt",
    "on_doctree_resolved",
    "resolve_excerpt",
    "shows_parents",
]

#: attribute of the document that stands for an excerpt while its links are resolved
_EXCERPT = "meetings_excerpt"
#: stands for the root of the site
_ROOT = "https://site.invalid/"


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
    filling = (_WebFilling if is_web(app.builder) else _Filling)(app.builder, app.env, docname)
    for mark in marks:
        mark.parent.replace(mark, _built(app.builder, domain, filling, mark))


def _built(
    builder: Builder, domain: MeetingDomain, filling: _Filling, mark: nodes.Element
) -> Sequence[nodes.Node]:
    if builder.name == "gettext":
        # nothing of it is the author's to translate
        return []
    if isinstance(mark, header_mark):
        name = mark["record"]
        return filling.header(domain.views.header(name)) if name in domain.archive.records else []
    request = mark["request"]
    if isinstance(request, ListRequest | CalendarRequest):
        _check(domain, request, mark)
    return filling.of(domain.views.of(request))


class _Filling:
    """Makes nodes of views, for one document."""

    def __init__(self, builder: Builder, env: BuildEnvironment, docname: str) -> None:
        self.builder = builder
        self.env = env
        self.docname = docname

    def header(self, view: Header) -> Sequence[nodes.Node]:
        """Return what stands under the title of a meeting."""
        return self._standard.header(view)

    def of(self, view: View) -> Sequence[nodes.Node]:
        """Return what shows *view*."""
        return self._standard.of(view)

    @property
    def _standard(self) -> StandardNodes:
        return StandardNodes(self.uri, self.excerpt, self.env.config.language)

    def uri(self, link: Link) -> str | None:
        """Return the address of *link* from the document."""
        return address(self.builder, self.docname, link)

    def excerpt(self, name: str) -> Sequence[nodes.Node]:
        """Return the excerpt of the meeting *name* as the document shows it."""
        blocks = resolve_excerpt(self.builder, self.env, name)
        if self.builder.format == "html":
            here = self.builder.get_target_uri(self.docname)
            for node in _linking(blocks):
                node["refuri"] = relative_to(here, node["refuri"])
        return blocks.children


class _WebFilling(_Filling):
    """Makes nodes of HTML, between which excerpts are nodes like those of the document."""

    def header(self, view: Header) -> Sequence[nodes.Node]:
        """Return what stands under the title of a meeting."""
        html = self._components.header(view)
        return [markup_node(html)] if html else []

    def of(self, view: View) -> Sequence[nodes.Node]:
        """Return what shows *view*."""
        built: list[nodes.Node] = []
        for is_excerpt, parts in itertools.groupby(
            self._components.of(view), lambda part: isinstance(part, ExcerptOf)
        ):
            if is_excerpt:
                built += (node for name in parts for node in self.excerpt(name))
            else:
                built.append(markup_node(joined(parts)))
        return built

    @property
    def _components(self) -> Components:
        return Components(
            self.uri,
            self.env.config.language,
            neighbours=not _shows_neighbours(self.builder),
            parents=not shows_parents(self.builder),
        )


class IncludeNotes(SphinxPostTransform):
    """In books, put the listed notes in the place of a list that includes them."""

    # before anything is resolved, since the notes are to be resolved with the rest
    default_priority = 1
    builders = BOOKS

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
        if not tree.children:
            # the list says that there is nothing, or where in the book the notes are
            return
        # LaTeX and texinfo lead only to what they know to be in the book
        known = getattr(builder, "docnames", None)
        if isinstance(known, set):
            known.update(added)
        mark.parent.replace(mark, tree.children)


class IncludeNotesInEpub(SphinxPostTransform):
    """In EPUB, bring the notes of lists that include them into the table of contents.

    Each note is a file of its own there. Only what the contents have is in the order of
    reading, so they come after all that a toctree has.
    """

    default_priority = IncludeNotes.default_priority
    builders = ("epub",)

    def run(self, **kwargs: Any) -> None:
        """Give the root document, which the contents are made of, a toctree of them."""
        env = self.env
        if env.docname != env.config.root_doc:
            return
        domain = domain_of(env)
        requests = (item for _, items in sorted(domain.listings.items()) for item in items)
        included = [
            record.docname
            for request in requests
            if isinstance(request, ListRequest) and request.include
            for record in select(domain.archive, request.selection)
        ]
        present = _reachable(env.config.root_doc, env.toctree_includes)
        notes = [name for name in dict.fromkeys(included) if name not in present]
        if notes:
            tree = addnodes.toctree(
                parent=env.docname,
                entries=[(None, name) for name in notes],
                includefiles=notes,
                maxdepth=-1,
            )
            # the option `hidden` would keep it out of the contents as well; of what holds
            # definitions the page shows nothing
            self.document += nodes.substitution_definition("", "", tree)


def _reachable(root: str, children: Mapping[str, Sequence[str]]) -> set[str]:
    """Return *root* and what is below it."""
    found = {root}
    new = [root]
    while new:
        new = [name for above in new for name in children.get(above, ()) if name not in found]
        found.update(new)
    return found


def _check(
    domain: MeetingDomain, request: ListRequest | CalendarRequest, mark: nodes.Element
) -> None:
    """Warn of conditions that no meeting can meet."""
    for what, name, keys, known in unclear_names(domain.archive, request.selection):
        if keys:
            listed = ", ".join(map(repr, keys))
            message = f"the {what} {name!r} may mean one of {listed}: write its key"
        else:
            hint = nearest(name, known) or " Use one that a meeting in the archive has."
            message = f"no meeting has the {what} {name!r}.{hint}"
        warn(Kind.LISTING, message, location=mark)


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
    else:
        _lead_into(builder, fragment, record.docname)
    return fragment


def _lead_into(builder: Builder, fragment: nodes.Element, origin: str) -> None:
    """Let links within the document *origin* lead there from any other."""
    for node in [node for node in fragment.findall(nodes.reference) if "refid" in node]:
        anchor = node.attributes.pop("refid")
        uri = address(builder, origin, Link("", origin, anchor))
        if uri is None:
            node.parent.replace(node, nodes.inline("", "", *node.children))
        else:
            node["refuri"] = uri
            node["internal"] = True


def _rebase(builder: Builder, fragment: nodes.Element, origin: str) -> None:
    """Let links and downloads of *fragment* start at the root of the site."""
    for node in list(fragment.findall(nodes.reference)):
        if "refid" in node:
            node["refuri"] = f"{origin}#{node.attributes.pop('refid')}"
            node["internal"] = True
        elif _is_relative(uri := node.get("refuri", "")) or node.get("internal"):
            # from a document to itself
            node["refuri"] = origin if uri in ("", "#") else _joined(origin, uri)
            node["internal"] = True
    for node in list(fragment.findall(addnodes.download_reference)):
        if isinstance(builder, StandaloneHTMLBuilder) and "filename" in node:
            uri = f"_downloads/{quote(node['filename'])}"
            link = nodes.reference("", "", *node.children, internal=True, refuri=uri)
            node.parent.replace(node, link)


def _joined(origin: str, uri: str) -> str:
    """Return *uri* as seen from *origin*, which starts at the root of the site."""
    # with a root, above which nothing leads: that of the site may be a folder of a server
    return urljoin(_ROOT + origin, uri).removeprefix(_ROOT)


def _is_relative(uri: str) -> bool:
    return bool(uri) and not _is_absolute(uri)


def _is_absolute(uri: str) -> bool:
    parts = urlsplit(uri)
    return bool(parts.scheme or parts.netloc or uri.startswith("/"))


def _linking(fragment: nodes.Element) -> list[nodes.reference]:
    # the address of the root itself may be empty
    return [
        node
        for node in fragment.findall(nodes.reference)
        if node.get("internal") and "refuri" in node and not _is_absolute(node["refuri"])
    ]
