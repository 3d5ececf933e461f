"""Ids that authors gave to headings of notes.

Each note has its own: two may have the same, and a link in a note means that of the note. From
elsewhere, an id that only one note has is found as any label is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from docutils import nodes
from sphinx.util.nodes import clean_astext

__all__ = ["OwnIds", "Place", "places_of"]


class Place(NamedTuple):
    """A heading with an id that its author gave."""

    docname: str
    anchor: str
    title: str


def places_of(
    docname: str, sections: Iterable[tuple[str, nodes.section]]
) -> Iterator[tuple[str, Place]]:
    """Yield the name and the place of each section, given with the id as it is written."""
    for name, section in sections:
        title = section.next_node(nodes.title)
        if section["ids"] and title is not None:
            yield _normal(name), Place(docname, section["ids"][0], clean_astext(title))


class OwnIds:
    """Where the ids of all notes are."""

    def __init__(self, ids: Mapping[str, Mapping[str, Place]]) -> None:
        """Look them up in *ids*: docname ─► name ─► place."""
        self._of_notes = ids
        self._by_name: defaultdict[str, list[Place]] = defaultdict(list)
        for docname in sorted(ids):
            for name, place in ids[docname].items():
                self._by_name[name].append(place)

    def find(self, name: str, docname: str = "") -> Place | None:
        """Return the place that *name* means in *docname*: its own, else the only one."""
        name = _normal(name)
        own = self._of_notes.get(docname, {}).get(name)
        found = self._by_name.get(name, ())
        return own or (found[0] if len(found) == 1 else None)

    def several(self, name: str) -> tuple[str, ...]:
        """Return the documents with *name*, if there are several."""
        found = self._by_name.get(_normal(name), ())
        return tuple(place.docname for place in found) if len(found) > 1 else ()


def _normal(name: str) -> str:
    return nodes.fully_normalize_name(name)
