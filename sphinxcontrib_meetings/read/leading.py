"""Documents that only lead to others, and so are no meetings: those of nothing but toctrees."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docutils import nodes

from sphinxcontrib_meetings.nodes.placeholders import list_placeholder
from sphinxcontrib_meetings.parse.date_words import DateWords
from sphinxcontrib_meetings.parse.dates import date_in_path, names_date

__all__ = ["only_leads_on"]

#: fields that a document may have without being a meeting
_OF_ANY_PAGE = frozenset({"hide-toc", "html_theme", "orphan", "title", "tocdepth"})


def only_leads_on(
    document: nodes.document, docname: str, fields: Mapping[str, Any], words: DateWords
) -> bool:
    """Whether *document* has headings, toctrees and lists of meetings, but no text and no date."""
    if not fields.keys() <= _OF_ANY_PAGE or date_in_path(docname, words).day is not None:
        return False
    leads = False
    headings = [str(fields.get("title") or "")]
    pending: list[nodes.Node] = [document]
    while pending:
        node = pending.pop()
        if isinstance(node, (nodes.document, nodes.section)):
            pending += node.children
        elif isinstance(node, list_placeholder) or _is_toctree(node):
            leads = True
        elif isinstance(node, nodes.title):
            headings.append(node.astext())
        elif not isinstance(node, (nodes.docinfo, nodes.PreBibliographic)):
            return False
    return leads and not any(names_date(heading, words) for heading in headings)


def _is_toctree(node: nodes.Node) -> bool:
    return isinstance(node, nodes.compound) and "toctree-wrapper" in node["classes"]
