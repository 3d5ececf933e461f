"""Fields of reStructuredText notes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docutils import nodes

from sphinxcontrib_meetings.parse.fields import names_people

__all__ = ["docinfo_fields", "take_docinfo"]


def take_docinfo(document: nodes.document) -> tuple[dict[str, Any], dict[str, int]]:
    """Return the fields of a reStructuredText note, and the line of each.

    The fields are docutils' docinfo (a field list above the title), or the field list
    right below the title, which is removed from the page.
    """
    found = _find_docinfo(document)
    if isinstance(found, nodes.field_list):
        found.parent.remove(found)
    return _read_docinfo(found.children if found else ())


def docinfo_fields(document: nodes.document) -> dict[str, Any]:
    """Return the fields that :func:`take_docinfo` takes, and leave them where they are."""
    found = _find_docinfo(document)
    return _read_docinfo(found.children if found else ())[0]


def _find_docinfo(document: nodes.document) -> nodes.Element | None:
    docinfo = next(document.findall(nodes.docinfo), None)
    if docinfo is not None:
        return docinfo
    section = next((n for n in document.children if isinstance(n, nodes.section)), None)
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
        key = name.strip().lower().replace("-", "_").replace(" ", "_")
        fields[key] = value
        lines[key] = node.line or 1
    return fields, lines


def _without_breaks(body: nodes.Node) -> str:
    """Return the text of a field, each paragraph in a line: its lines were broken anywhere."""
    lines = [paragraph.astext().replace("\n", " ") for paragraph in body.findall(nodes.paragraph)]
    return "\n".join(lines) or body.astext()
