"""The excerpts of meetings, with their links resolved."""

from __future__ import annotations

from urllib.parse import quote

from docutils import nodes
from sphinx import addnodes
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import new_document
from sphinx.util.logging import suppress_logging

from sphinxcontrib_meetings.archive.views import Link
from sphinxcontrib_meetings.parse.urls import joined, split_url
from sphinxcontrib_meetings.read.domain import domain_of
from sphinxcontrib_meetings.read.excerpts import load_excerpt
from sphinxcontrib_meetings.write.links import address

__all__ = ["is_excerpt", "relative_references", "resolve_excerpt"]


#: attribute of the document that stands for an excerpt while its links are resolved
_EXCERPT = "meetings_excerpt"


#: stands for the root of the site
_ROOT = "https://site.invalid/"


def is_excerpt(doctree: nodes.document) -> bool:
    """Tell whether *doctree* is an excerpt that is being resolved, and no document."""
    return _EXCERPT in doctree


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
    return joined(_ROOT + origin, uri).removeprefix(_ROOT)


def _is_relative(uri: str) -> bool:
    return bool(uri) and not _is_absolute(uri)


def _is_absolute(uri: str) -> bool:
    parts = split_url(uri)
    # what is no address at all stays as it was written
    return parts is None or bool(parts.scheme or parts.netloc or uri.startswith("/"))


def relative_references(fragment: nodes.Element) -> list[nodes.reference]:
    """Return the links of *fragment* whose addresses start at the root of the site."""
    # the address of the root itself may be empty
    return [
        node
        for node in fragment.findall(nodes.reference)
        if node.get("internal") and "refuri" in node and not _is_absolute(node["refuri"])
    ]
