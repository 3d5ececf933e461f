"""Links within the page that singlehtml makes of all documents.

Sphinx writes the address of a place in a document as ``#document-DOCNAME#PLACE``, of which some
of its versions leave no such place behind, and the one of a document that is not on the page.
"""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder

from sphinxcontrib_meetings.nodes.element import inline_element

__all__ = ["documents_on", "on_doctree_resolved", "place_on_page"]

_START = "#document-"
#: elements with ids that are not written
_WITHOUT_ID = (
    nodes.raw,
    nodes.comment,
    nodes.substitution_definition,
    nodes.document,
    addnodes.start_of_file,
)
#: elements that links of ours lead to by the name of their document
_NAMED = (nodes.section, nodes.target, inline_element)


def place_on_page(docname: str, anchor: str = "") -> str:
    """Return the address of *anchor* in *docname*, as Sphinx writes it."""
    return f"{_START}{docname}#{anchor}" if anchor else f"{_START}{docname}"


def documents_on(builder: Builder, doctree: nodes.document, docname: str) -> set[str] | None:
    """Return the documents that are on the one page of *builder*; None for other builders."""
    if builder.name != "singlehtml":
        return None
    return {docname, *(node["docname"] for node in doctree.findall(addnodes.start_of_file))}


def on_doctree_resolved(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Let each link within the page lead to its place, and leave the text of others."""
    documents = documents_on(app.builder, doctree, docname)
    if documents is None:
        return
    places: set[str] = set()
    links: list[tuple[str, nodes.reference]] = []
    known: set[str] = set()
    for origin, node in _by_document(doctree, docname):
        if isinstance(node, nodes.reference):
            links.append((origin, node))
        if not isinstance(node, _WITHOUT_ID):
            for anchor in list(node["ids"]):
                place = place_on_page(origin, anchor)
                # its own name for what several documents have
                if isinstance(node, _NAMED) or anchor in known:
                    node["ids"].append(place[1:])
                    places.add(place)
                known.add(anchor)
    first = doctree.next_node(nodes.section)
    if first is not None:
        first["ids"].append(place_on_page(docname)[1:])
    for origin, link in links:
        _mend(link, origin, documents, places)


def _by_document(doctree: nodes.document, docname: str) -> Iterator[tuple[str, nodes.Element]]:
    """Yield the elements of *doctree*, each with the document that it comes from."""
    open_elements: list[tuple[str, nodes.Element]] = [(docname, doctree)]
    while open_elements:
        origin, node = open_elements.pop()
        if isinstance(node, addnodes.start_of_file):
            origin = node["docname"]
        yield origin, node
        inner = [child for child in node.children if isinstance(child, nodes.Element)]
        open_elements += [(origin, child) for child in reversed(inner)]


def _mend(link: nodes.reference, origin: str, documents: set[str], places: set[str]) -> None:
    uri = str(link.get("refuri", ""))
    if "refid" in link:
        own = place_on_page(origin, link["refid"])
        if own in places:
            del link["refid"]
            link["refuri"] = own
    elif uri.startswith(_START):
        target, _, anchor = uri.removeprefix(_START).partition("#")
        if target not in documents:
            link.parent.replace(link, nodes.inline("", "", *link.children))
        elif anchor and uri not in places:
            link["refuri"] = f"#{anchor}"
