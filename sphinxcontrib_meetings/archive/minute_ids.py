"""Decisions and actions by the ids that notes give them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sphinxcontrib_meetings.archive.link import Link
from sphinxcontrib_meetings.model.meeting import Meeting

__all__ = ["MinuteIds", "minutes_by_id", "short"]

#: kind ─► id ─► every place that has it
MinuteIds = Mapping[str, Mapping[str, Sequence[Link]]]

#: limit of letters of a text that stands for a decision or an action elsewhere
_LONGEST = 80


def short(text: str) -> str:
    """Return *text* as it is shown where it is one of many, cut at a word if it is long."""
    if len(text) <= _LONGEST:
        return text
    start = text[:_LONGEST]
    return f"{start.rpartition(' ')[0] or start}\N{NO-BREAK SPACE}\N{HORIZONTAL ELLIPSIS}"


def minutes_by_id(records: Iterable[Meeting]) -> MinuteIds:
    """Return the decisions and actions of *records* that have an id.

    An action that later notes repeat is at its latest place; so *records* come newest first.
    """
    found: dict[str, dict[str, list[Link]]] = {"decision": {}, "action": {}}
    for record in records:
        here: set[tuple[str, str]] = set()
        for kind, items in (("decision", record.decisions), ("action", record.actions)):
            for item in items:
                if item.id and (kind, item.id) not in here:
                    here.add((kind, item.id))
                    link = Link(short(item.text), record.docname, item.anchor)
                    found[kind].setdefault(item.id, []).append(link)
    # the same action may stand in the notes of several meetings until it is done
    found["action"] = {name: links[:1] for name, links in found["action"].items()}
    return found
