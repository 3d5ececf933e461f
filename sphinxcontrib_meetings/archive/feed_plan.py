"""The feeds of the archive: which there are, what is in each, and how it is cut into files.

A feed has the newest entries. One with more is completed by an archive for each year
(RFC 5005, section 4), so that all of it can be read, and an edit changes few files.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import Final

from sphinxcontrib_meetings.archive.archive import Archive
from sphinxcontrib_meetings.archive.days import is_over
from sphinxcontrib_meetings.archive.page_names import PageNames
from sphinxcontrib_meetings.archive.views import Views
from sphinxcontrib_meetings.model.meeting import Meeting

__all__ = [
    "FEED_FORMATS",
    "SCOPES",
    "Feed",
    "all_feeds",
    "file_name",
    "is_in_feeds",
    "published",
    "updated",
]

#: what may have a feed
SCOPES: Final = ("all", "series", "tags", "people")
#: format ─► name of its files, the names that Docusaurus gives them
FEED_FORMATS: Final = {"atom": "atom.xml", "rss": "rss.xml", "json": "feed.json"}
#: number of entries in a feed, without its archives
_NEWEST: Final = 20


@dataclass(frozen=True)
class Feed:
    """A feed in any format: the meetings, newest first, with one tag, say."""

    #: what tells it from other feeds: its scope, and the key of its series, tag or person
    key: tuple[str, str]
    #: folder of its files, from the root of the site
    folder: str
    title: str
    description: str
    #: generated page that shows the same meetings; empty if there is none
    page: str
    records: tuple[Meeting, ...]

    @cached_property
    def newest(self) -> tuple[Meeting, ...]:
        """The meetings in the feed itself."""
        return self.records[:_NEWEST]

    @cached_property
    def archives(self) -> dict[int, tuple[Meeting, ...]]:
        """Year ─► its meetings, newest year first; those that the feed itself has not all of."""
        years = {published(record).year for record in self.records[_NEWEST:]}
        by_year = itertools.groupby(self.records, key=lambda record: published(record).year)
        return {year: tuple(records) for year, records in by_year if year in years}


def file_name(feed: Feed, format: str, year: int | None = None) -> str:
    """Return the path of *feed* in *format*, or of its archive of a *year*, within the site."""
    name = PurePosixPath(FEED_FORMATS[format])
    archive = "" if year is None else f"-{year:04}"
    return f"{feed.folder}/{name.stem}{archive}{name.suffix}"


def all_feeds(views: Views, names: PageNames, scopes: Collection[str]) -> Iterator[Feed]:
    """Yield the feeds of *scopes* that have an entry, below the folder of *names*."""
    archive = views.archive
    shown = {record.name for record in archive.listed if is_in_feeds(record, views.today)}
    for feed in _every_feed(views.title, views.description, archive, names):
        if feed.key[0] not in scopes:
            continue
        records = _sorted(record for record in feed.records if record.name in shown)
        if records:
            page = feed.page if views.pages else ""
            yield Feed(feed.key, feed.folder, feed.title, feed.description, page, records)


def _every_feed(
    title: str, description: str, archive: Archive, names: PageNames
) -> Iterator[Feed]:
    yield Feed(("all", ""), names.root, title, description, names.overview, archive.listed)
    for key, entry in archive.series.items():
        pages, series = names.series(entry.slug), entry.series
        about = series.title or key, series.description
        yield Feed(("series", key), pages.root, *about, pages.overview, entry.meetings)
    for key, tag in archive.tags.items():
        page = names.tag(tag.slug)
        yield Feed(("tags", key), page, tag.tag.label, tag.tag.description, page, tag.meetings)
    for key, person in archive.people.items():
        page = names.person(person.slug)
        about = person.person.name, person.person.description
        yield Feed(("people", key), page, *about, page, person.meetings)


def is_in_feeds(record: Meeting, today: dt.date) -> bool:
    """Whether feeds have the listed meeting *record*: it is over, no draft, and dated."""
    is_dated = record.date is not None or record.updated is not None
    return is_dated and not record.draft and is_over(record, today)


def _sorted(records: Iterable[Meeting]) -> tuple[Meeting, ...]:
    """Return *records*, newest first; of the same moment, in their order."""
    return tuple(sorted(records, key=published, reverse=True))


def published(record: Meeting) -> dt.datetime:
    """Return when the meeting started, in UTC; without a time, when its day or month did."""
    value = record.start or record.date or record.updated
    assert value is not None
    return _in_utc(value)


def updated(record: Meeting) -> dt.datetime:
    """Return when the note was changed, by its own dates, in UTC."""
    first = published(record)
    return max(first, _in_utc(record.updated)) if record.updated else first


def _in_utc(value: dt.date) -> dt.datetime:
    if not isinstance(value, dt.datetime):
        return dt.datetime(value.year, value.month, value.day, tzinfo=dt.UTC)
    # a floating time is taken for UTC: feeds have no others
    moment = value if value.tzinfo else value.replace(tzinfo=dt.UTC)
    return moment.astimezone(dt.UTC)
