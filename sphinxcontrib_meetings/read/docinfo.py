"""Fields of reStructuredText notes."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Any

from docutils import nodes

from sphinxcontrib_meetings.nodes.tree import child_sections
from sphinxcontrib_meetings.parse.fields import names_people
from sphinxcontrib_meetings.parse.keys import HIDING, folded, is_own

__all__ = ["docinfo_fields", "find_docinfo", "remove_docinfo"]


#: fields for Sphinx and other tools, which say nothing to readers
_FOR_TOOLS = frozenset({"hidetoc", "listed", "nocomments", "nosearch", "orphan", "tocdepth"})


def docinfo_fields(found: nodes.Element | None) -> tuple[dict[str, Any], dict[str, int]]:
    """Return the fields of a reStructuredText note in its docinfo, and the line of each."""
    return _read_docinfo(found.children if found else ())


def remove_docinfo(found: nodes.Element | None, left: Container[int]) -> None:
    """Remove our fields from the page, out of those *found* right below the title.

    Those in the lines *left* could not be read, so they stay. Docutils shows docinfo, or does not.
    """
    if not isinstance(found, nodes.field_list):
        return
    found.children = [node for node in found.children if not _is_taken(node, left)]
    if not found.children:
        found.parent.remove(found)


def _is_taken(node: nodes.Node, left: Container[int]) -> bool:
    assert isinstance(node, nodes.Element)
    key = folded(_key_of(node[0].astext()))
    return (is_own(key) or key in HIDING or key in _FOR_TOOLS) and (node.line or 1) not in left


def find_docinfo(document: nodes.document) -> nodes.Element | None:
    """Return docutils' docinfo (fields above the title), or the fields right below the title."""
    # docutils puts it right into the document
    docinfo = next((node for node in document.children if isinstance(node, nodes.docinfo)), None)
    if docinfo is not None:
        return docinfo
    section = next(child_sections(document), None)
    if section is None or len(section) < 2 or not isinstance(section[1], nodes.field_list):
        return None
    return section[1]


def _read_docinfo(children: Iterable[nodes.Node]) -> tuple[dict[str, Any], dict[str, int]]:
    fields: dict[str, Any] = {}
    lines: dict[str, int] = {}
    for node in children:
        assert isinstance(node, nodes.Element)
        name = node[0].astext() if isinstance(node, nodes.field) else node.tagname
        value: object = node[-1].astext() if isinstance(node, nodes.field) else node.astext()
        if isinstance(node, nodes.authors):
            value = [author.astext() for author in node.children]
        elif name.lower() == "authors" and isinstance(value, str) and ";" in value:
            # as docutils does for docinfo
            value = [author.strip() for author in value.split(";")]
        if names_people(name) and isinstance(node, nodes.field):
            value = _without_breaks(node[-1]) if isinstance(value, str) else value
        key = _key_of(name)
        fields[key] = value
        lines[key] = node.line or 1
    return fields, lines


def _key_of(name: str) -> str:
    return name.strip().lower().replace("-", "_").replace(" ", "_")


def _without_breaks(body: nodes.Node) -> str:
    """Return the text of a field, each paragraph in a line: its lines were broken anywhere."""
    lines = [paragraph.astext().replace("\n", " ") for paragraph in body.findall(nodes.paragraph)]
    return "\n".join(lines) or body.astext()
