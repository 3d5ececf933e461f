"""Fields of reStructuredText notes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docutils import nodes

from sphinxcontrib_meetings.parse.fields import names_people

__all__ = ["take_docinfo"]


def take_docinfo(document: nodes.document) -> tuple[dict[str, Any], dict[str, int]]:
    """Return the fields of a reStructuredText note, and the line of each.

    The fields are docutils' docinfo (a field list above the title), or the field list
    right below the title, which is removed from the page.
    """
    docinfo = next(document.findall(nodes.docinfo), None)
    if docinfo is not None:
        return _read_docinfo(docinfo.children)
    section = next((n for n in document.children if isinstance(n, nodes.section)), None)
    if section is None or len(section) < 2 or not isinstance(section[1], nodes.field_list):
        return {}, {}
    fields = section[1]
    section.remove(fields)
    return _read_docinfo(fields.children)


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
        key = name.strip().lower().replace("-", "_").replace(" ", "_")
        fields[key] = value
        lines[key] = node.line or 1
    return fields, lines


def _without_breaks(body: nodes.Node) -> str:
    """Return the text of a field, each paragraph in a line: its lines were broken anywhere."""
    lines = [paragraph.astext().replace("\n", " ") for paragraph in body.findall(nodes.paragraph)]
    return "\n".join(lines) or body.astext()
