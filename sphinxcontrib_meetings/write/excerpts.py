"""Excerpts of meetings, with their links resolved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import ReferencesResolver, SphinxPostTransform
from sphinx.util.docutils import new_document
from sphinx.util.logging import suppress_logging

from sphinxcontrib_meetings.archive.digest import digest
from sphinxcontrib_meetings.archive.views import Link
from sphinxcontrib_meetings.model.meeting import Content, Excerpt, Meeting
from sphinxcontrib_meetings.nodes.placeholders import header_placeholder, list_placeholder
from sphinxcontrib_meetings.nodes.plain import plain
from sphinxcontrib_meetings.parse.urls import joined, split_url
from sphinxcontrib_meetings.read.domain import domain_of
from sphinxcontrib_meetings.read.excerpts import load_excerpt, load_references
from sphinxcontrib_meetings.write.links import address, lead_to_player, leads_to_player

__all__ = [
    "digests_of_contents",
    "digests_of_excerpts",
    "is_excerpt",
    "relative_references",
    "resolve_excerpt",
    "resolve_text",
]


#: attribute of the temporary document of an excerpt while its links are resolved
_EXCERPT = "meetings_excerpt"


#: stands for the root of the site
_ROOT = "https://site.invalid/"


def is_excerpt(doctree: nodes.document) -> bool:
    """Whether *doctree* is not a document, but an excerpt that is being resolved."""
    return _EXCERPT in doctree


def resolve_excerpt(builder: Builder, env: BuildEnvironment, name: str) -> nodes.Element:
    """Return the excerpt of the meeting *name* with its links resolved.

    They are resolved relative to their document. In HTML, they then start at the root of
    the site, like the result of ``builder.get_target_uri()``.
    """
    record = domain_of(env).archive.records[name]
    assert record.excerpt is not None
    fragment = load_excerpt(record.excerpt)
    if record.excerpt.plain:
        _lead_times(builder, fragment, record)
        return fragment
    document = new_document(str(env.doc2path(record.docname)))
    document[_EXCERPT] = True
    document.settings.env = env
    document += fragment
    with suppress_logging():
        # problems were already reported for its document
        env.apply_post_transforms(document, record.docname)
    if builder.format == "html":
        _rebase(builder, fragment, builder.get_target_uri(record.docname))
        _lead_times(builder, fragment, record)
    else:
        _lead_into(builder, fragment, record.docname)
    return fragment


def resolve_text(builder: Builder, env: BuildEnvironment, docname: str) -> nodes.document:
    """Return the text of *docname* as pages show it, without headers, lists and players.

    Its links are relative to its own page.
    """
    document = env.get_doctree(docname)
    document[_EXCERPT] = True
    for node in list(document.findall(_is_of_page)):
        if node.parent is not None:
            node.parent.remove(node)
    plain(document)
    with suppress_logging():
        # problems were already reported for its page
        env.apply_post_transforms(document, docname)
    if isinstance(builder, StandaloneHTMLBuilder):
        builder.post_process_images(document)
    return document


def _is_of_page(node: nodes.Node) -> bool:
    """Whether *node* is there to find one's way in a site."""
    return isinstance(node, header_placeholder | list_placeholder | addnodes.toctree)


def digests_of_excerpts(
    app: Sphinx, env: BuildEnvironment, names: Iterable[str]
) -> dict[str, str]:
    """Return a digest for each excerpt in *names* that other documents can change."""
    domain = domain_of(env)
    known, records = domain.excerpt_digests, domain.archive.records
    names = tuple(names)
    new = [records[name] for name in names if name not in known]
    given = {record.name: (record.docname, record.excerpt) for record in new if record.excerpt}
    known |= dict.fromkeys((record.name for record in new), "") | _digests(app, env, given)
    return {name: known[name] for name in names if known[name]}


def digests_of_contents(
    app: Sphinx, env: BuildEnvironment, docnames: Iterable[str]
) -> dict[str, str]:
    """Return a digest for each text of *docnames* that other documents can change."""
    contents = domain_of(env).contents
    known = {name: (name, contents[name]) for name in docnames if name in contents}
    return _digests(app, env, known)


def _digests(
    app: Sphinx, env: BuildEnvironment, given: Mapping[str, tuple[str, Excerpt | Content]]
) -> dict[str, str]:
    """Return a digest for each of *given*, which have their docname, if others can change it.

    It is that of the texts and addresses that Sphinx makes of its references, and of the names
    that Sphinx gives to copies of its images. References to meetings are not part of it.
    """
    document = new_document("<excerpts>")
    document[_EXCERPT] = True
    document.settings.env = env
    resolved: dict[str, nodes.container] = {}
    for name, (docname, excerpt) in given.items():
        if not (excerpt.others or excerpt.images):
            continue
        resolved[name] = load_references(excerpt)
        for node in resolved[name].findall(addnodes.pending_xref):
            node.setdefault("refdoc", docname)
        copies = [env.images.get(path, ((), ""))[1] for path in excerpt.images]
        resolved[name] += nodes.Text("\n".join(copies))
    document += resolved.values()
    with suppress_logging():
        for resolver in _resolvers(app):
            resolver(document).apply()
        # what is missing is reported for the document
        domain_of(env).missing.drop()
    return {name: digest(node.pformat()) for name, node in resolved.items()}


def _resolvers(app: Sphinx) -> list[type[SphinxPostTransform]]:
    """Return the transforms that resolve references, in their order."""
    every = app.registry.get_post_transforms()
    found = [item for item in every if issubclass(item, ReferencesResolver)]
    return sorted(found, key=lambda item: item.default_priority or 0)


def _lead_times(builder: Builder, fragment: nodes.Element, record: Meeting) -> None:
    """Let times in the recording of *record* lead to its page, whose player they start."""
    media = record.recording.media if record.recording else None
    if media is None or not leads_to_player(builder, media):
        return
    page = builder.get_target_uri(record.docname)
    lead_to_player(fragment.findall(nodes.reference), page, media)


def _lead_into(builder: Builder, fragment: nodes.Element, origin: str) -> None:
    """Make links within the document *origin* work from other documents."""
    for node in [node for node in fragment.findall(nodes.reference) if "refid" in node]:
        anchor = node.attributes.pop("refid")
        uri = address(builder, origin, Link("", origin, anchor))
        if uri is None:
            node.parent.replace(node, nodes.inline("", "", *node.children))
        else:
            node["refuri"] = uri
            node["internal"] = True


def _rebase(builder: Builder, fragment: nodes.Element, origin: str) -> None:
    """Make links and downloads of *fragment* start at the root of the site."""
    for node in list(fragment.findall(nodes.reference)):
        if "refid" in node:
            node["refuri"] = f"{origin}#{node.attributes.pop('refid')}"
            node["internal"] = True
        elif _is_relative(uri := node.get("refuri", "")) or node.get("internal"):
            # links from a document to itself have no path
            node["refuri"] = origin if uri in ("", "#") else _joined(origin, uri)
            node["internal"] = True
    for node in list(fragment.findall(addnodes.download_reference)):
        if isinstance(builder, StandaloneHTMLBuilder) and "filename" in node:
            uri = f"_downloads/{quote(node['filename'])}"
            link = nodes.reference("", "", *node.children, internal=True, refuri=uri)
            node.parent.replace(node, link)


def _joined(origin: str, uri: str) -> str:
    """Return *uri* resolved against *origin*, which starts at the root of the site."""
    # with a host, above whose root nothing leads; the site may be a folder of a server
    return joined(_ROOT + origin, uri).removeprefix(_ROOT)


def _is_relative(uri: str) -> bool:
    return bool(uri) and not _is_absolute(uri)


def _is_absolute(uri: str) -> bool:
    parts = split_url(uri)
    # text that is not a URL is left as it is
    return parts is None or bool(parts.scheme or parts.netloc or uri.startswith("/"))


def relative_references(fragment: nodes.Element) -> list[nodes.reference]:
    """Return the links of *fragment* whose URLs start at the root of the site."""
    # the URL of the root itself may be empty
    return [
        node
        for node in fragment.findall(nodes.reference)
        if node.get("internal") and "refuri" in node and not _is_absolute(node["refuri"])
    ]
