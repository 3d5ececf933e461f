"""Identities of what the archive publishes: they outlive a move to another address."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable
from typing import Final

from sphinxcontrib_meetings.model.meeting import Meeting

__all__ = ["identities", "urn"]

#: random; another one would make everything new for those who have read it
_NAMESPACE: Final = uuid.UUID("6514bd28-2f01-43cb-9440-58665c50ee4f")


def identities(records: Iterable[Meeting]) -> dict[str, str]:
    """Return the identity of each record, by name: its slug if only it has that, else its name.

    So a note that is renamed keeps its identity if its former name becomes its slug.
    """
    records = tuple(records)
    names = {record.name for record in records}
    slugs = {record.name: record.slug.strip("/") for record in records if record.slug}
    uses = Counter(slugs.values())
    usable = {
        name: slug
        for name, slug in slugs.items()
        if slug and uses[slug] == 1 and (slug not in names or slug == name)
    }
    return {name: usable.get(name, name) for name in sorted(names)}


def urn(project: str, *parts: str) -> str:
    """Return the absolute URI of what *parts* identify within *project* (RFC 9562, UUID 5).

    It has nothing of the address of the site.
    """
    name = "\n".join((project, *parts)).encode("utf-8", "backslashreplace").decode()
    return uuid.uuid5(_NAMESPACE, name).urn
