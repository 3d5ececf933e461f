"""Archives of plain records, without a build."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType

from sphinxcontrib_meetings.archive.archive import Archive, build_archive
from sphinxcontrib_meetings.archive.page_names import PageNames
from sphinxcontrib_meetings.archive.views import Views
from sphinxcontrib_meetings.model.meeting import Meeting, Series, Tag
from sphinxcontrib_meetings.model.people import Participation, Person, Role
from sphinxcontrib_meetings.model.schedule import Schedule
from sphinxcontrib_meetings.parse.date_words import ENGLISH, DateWords
from sphinxcontrib_meetings.parse.people import NOBODY, People
from sphinxcontrib_meetings.parse.tags import NO_TAGS, Tags

TODAY = dt.date(2024, 6, 1)


def meeting(docname: str, day: str = "", **fields: object) -> Meeting:
    """Return a record; *people*, who are authors, and *tags* may be words."""
    for name, read in (("people", _author), ("tags", Tag)):
        if isinstance(words := fields.get(name), str):
            fields[name] = tuple(map(read, words.split()))
    date = dt.date.fromisoformat(day) if day else None
    return Meeting(docname, date=date, **{"title": docname} | fields)


def _author(key: str) -> Participation:
    return Participation(Role.AUTHOR, Person(key))


def archive(
    *records: Meeting,
    people: People = NOBODY,
    tags: Tags = NO_TAGS,
    series: tuple[Series, ...] = (),
    schedules: Mapping[str, Schedule | None] = MappingProxyType({}),
    drafts: bool = False,
    words: DateWords = ENGLISH,
) -> Archive:
    return build_archive(
        records,
        lambda _: people,
        lambda _: tags,
        series=series,
        schedules={key: schedule for key, schedule in schedules.items() if schedule},
        drafts=drafts,
        words=words,
    )


def views(of: Archive, root: str | None = "meetings") -> Views:
    pages = PageNames(root) if root else None
    return Views(of, pages, "Meetings", lambda role, target: None, today=TODAY)


def names(records: object) -> list[str]:
    return [record.name for record in records]
