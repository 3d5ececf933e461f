"""The records of a project that was built."""

from __future__ import annotations

import datetime as dt

from sphinxcontrib_meetings.model.meeting import Meeting
from sphinxcontrib_meetings.model.recording import Recording
from sphinxcontrib_meetings.parse.platforms import parse_media
from sphinxcontrib_meetings.read.domain import domain_of
from support.builds import Built


def recording(
    url: str,
    title: str = "",
    duration: dt.timedelta | None = None,
    start: int = 0,
    poster: str = "",
) -> Recording:
    return Recording(url, parse_media(url), title, duration, start, poster)


def records(built: Built) -> dict[str, Meeting]:
    return dict(domain_of(built.app.env).archive.records)


def record(built: Built, name: str) -> Meeting:
    return records(built)[name]
