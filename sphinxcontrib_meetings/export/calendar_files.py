"""The files of calendars: which are written, from what, and where."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from functools import partial
from typing import Final

from sphinx.application import Sphinx

from sphinxcontrib_meetings.archive.archive import Archive
from sphinxcontrib_meetings.archive.calendar_plan import CalendarFile, all_calendars
from sphinxcontrib_meetings.archive.digest import digest
from sphinxcontrib_meetings.archive.page_names import PageNames
from sphinxcontrib_meetings.config import base_url, root_of
from sphinxcontrib_meetings.export.artifacts import Artifact
from sphinxcontrib_meetings.export.calendars import Calendars, Publisher
from sphinxcontrib_meetings.model.meeting import Meeting
from sphinxcontrib_meetings.parse.urls import joined
from sphinxcontrib_meetings.read.domain import domain_of
from sphinxcontrib_meetings.write.links import root_address

__all__ = ["on_meetings_collect_artifacts"]

#: changes when the same records give other files
_VERSION: Final = 1


def on_meetings_collect_artifacts(app: Sphinx) -> Iterable[Artifact]:
    """Return the calendars, if ``meetings_calendars`` is set."""
    domain = domain_of(app.env)
    if not domain.options.calendars:
        return ()
    archive, views, base = domain.archive, domain.views, base_url(app.config)

    def url_of(meeting: Meeting) -> str:
        return joined(base, root_address(app.builder, views.meeting(meeting))) if base else ""

    publisher = Publisher(app.config.project, views.title, url_of)
    calendars = Calendars(archive, publisher)
    names = PageNames(root_of(domain.options))
    # what all of them depend on; the schedule of a meeting is in its record and its occurrence
    around = (_VERSION, publisher.project, publisher.title, base)
    notes = {record.name: _told(archive, record) for record in archive.listed}
    schedules = {key: table.schedule for key, table in archive.timetables.items()}
    series = {key: entry.series for key, entry in archive.series.items()}
    whole = digest((around, list(notes.values()), schedules, series))
    return [
        Artifact(
            file.name,
            digest((around, notes[file.meeting])) if file.meeting else whole,
            partial(_content, calendars, file, archive),
        )
        for file in all_calendars(archive, names, views.title)
    ]


def _told(archive: Archive, record: Meeting) -> str:
    """Return the digest of what calendars tell of *record*."""
    one = archive.occurrences.get(record.name)
    schedule = archive.timetables[one.series].schedule if one else None
    summary = record.excerpt.text if record.excerpt else ""
    plain = dataclasses.replace(record, excerpt=None, lines=(), chapters=(), recordings=())
    return digest((plain, summary, one, schedule))


def _content(calendars: Calendars, file: CalendarFile, archive: Archive) -> bytes:
    if file.meeting:
        data = calendars.of_meeting(archive.records[file.meeting])
        assert data is not None, "only meetings whose day is known have a calendar"
        return data
    return calendars.of_series(file.series) if file.series else calendars.of_all()
