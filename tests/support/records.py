"""The records of a project that was built."""

from __future__ import annotations

from sphinxcontrib_meetings.model.meeting import Meeting
from sphinxcontrib_meetings.read.domain import domain_of
from support.builds import Built


def records(built: Built) -> dict[str, Meeting]:
    return dict(domain_of(built.app.env).archive.records)


def record(built: Built, name: str) -> Meeting:
    return records(built)[name]
