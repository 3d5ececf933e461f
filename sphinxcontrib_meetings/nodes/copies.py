"""Links into recordings that lie beside a note lead to the copies that Sphinx makes of them."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.osutil import relative_uri

from sphinxcontrib_meetings.nodes.element import inline_element
from sphinxcontrib_meetings.nodes.html import is_web
from sphinxcontrib_meetings.nodes.player import copies_of, path_of, player

__all__ = ["on_doctree_resolved"]


def on_doctree_resolved(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Lead links into copied files, those of lists, too."""
    builder = app.builder
    if app.env.dlfiles and is_web(builder) and isinstance(builder, StandaloneHTMLBuilder):
        _lead_to_copies(builder, doctree, docname)


def _lead_to_copies(builder: StandaloneHTMLBuilder, doctree: nodes.document, docname: str) -> None:
    """Let links into a recording that Sphinx copies lead to where the copy is."""
    here = builder.get_target_uri(docname)
    copies = {
        path: relative_uri(here, f"_downloads/{quote(name)}")
        for node in doctree.findall(player)
        for path, name in copies_of(node).items()
        if name
    }

    def lead(attributes: dict[str, Any], name: str) -> None:
        address = attributes.get(name) or ""
        if copy := copies.get(path_of(address)):
            attributes[name] = copy + address[len(address.partition("#")[0]) :]

    for link in doctree.findall(nodes.reference) if copies else ():
        lead(link.attributes, "refuri")
    for button in doctree.findall(inline_element) if copies else ():
        lead(button.get("attributes", {}), "href")
