"""The files of feeds: entries from records, each feed in each format, and a style sheet."""

from __future__ import annotations

import dataclasses
import posixpath
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import quote

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from sphinxcontrib_meetings.archive.archive import Archive
from sphinxcontrib_meetings.archive.digest import digest
from sphinxcontrib_meetings.archive.feed_plan import Feed, file_name, published, updated
from sphinxcontrib_meetings.archive.identity import identities, urn
from sphinxcontrib_meetings.archive.views import Link, Views
from sphinxcontrib_meetings.config import base_url, root_of
from sphinxcontrib_meetings.export.artifacts import Artifact
from sphinxcontrib_meetings.export.content import feed_html
from sphinxcontrib_meetings.export.feeds import (
    ITEM_WRITERS,
    WRITERS,
    Author,
    Category,
    Enclosure,
    Entry,
    FeedFile,
)
from sphinxcontrib_meetings.model.meeting import Meeting, Status
from sphinxcontrib_meetings.model.people import Person, Role
from sphinxcontrib_meetings.model.recording import Recording
from sphinxcontrib_meetings.parse.urls import encoded, joined
from sphinxcontrib_meetings.read.domain import domain_of
from sphinxcontrib_meetings.write.feeds import FeedContents, feed_title, feeds_of
from sphinxcontrib_meetings.write.links import root_address

__all__ = ["on_meetings_collect_artifacts"]

#: name of the style sheets, in the folder of all feeds
_STYLE: Final = "feed"
#: XSLT makes a page; some browsers have given it up, and show text with CSS
_SHEETS: Final = (".xsl", ".css")
#: formats that browsers show with them
_STYLED: Final = ("atom", "rss")


def on_meetings_collect_artifacts(app: Sphinx) -> Iterable[Artifact]:
    """Return the files of all feeds."""
    feeds = feeds_of(app)
    if not feeds:
        return
    domain = domain_of(app.env)
    formats = domain.options.formats_of_feeds
    style = f"{root_of(domain.options)}/{_STYLE}"
    if any(format in _STYLED for format in formats):
        for suffix in _SHEETS:
            data = Path(__file__).with_name(f"{_STYLE}{suffix}").read_bytes()
            yield Artifact.of_bytes(f"{style}{suffix}", data)
    site = _Site(app, feeds, style)
    for feed in feeds:
        for format in formats:
            yield from site.files(feed, format)


class _Site:
    """Makes the files of feeds; what several feeds share is made once."""

    def __init__(self, app: Sphinx, feeds: Iterable[Feed], style: str) -> None:
        assert isinstance(app.builder, StandaloneHTMLBuilder)
        domain = domain_of(app.env)
        self._app = app
        self._base = base_url(app.config)
        self._style = style
        self._views: Views = domain.views
        self._archive: Archive = domain.archive
        self._identities = identities(self._archive.records.values())
        records = {record.name: record for feed in feeds for record in feed.records}
        self._contents = FeedContents(app, records.values())
        self._entries: dict[str, Entry] = {n: self._entry(r) for n, r in records.items()}
        self._digests = {
            name: digest(self._entries[name]) + self._contents.digest(record)
            for name, record in records.items()
        }
        # of options that make the HTML of notes
        self._look = app.builder.build_info.config_hash
        self._html = cache(self._uncached_html)
        self._item = cache(self._uncached_item)

    def files(self, feed: Feed, format: str) -> Iterator[Artifact]:
        """Yield *feed* in *format*, and its archives."""
        years = [*feed.archives]
        yield self._file(feed, format, None, feed.newest, years[:1], ())
        for number, (year, records) in enumerate(feed.archives.items()):
            before, after = years[number + 1 : number + 2], years[max(0, number - 1) : number]
            yield self._file(feed, format, year, records, before, after)

    def _file(  # noqa: PLR0913, PLR0917, all that one file is made of
        self,
        feed: Feed,
        format: str,
        year: int | None,
        records: Iterable[Meeting],
        earlier: Iterable[int],
        later: Iterable[int],
    ) -> Artifact:
        config = self._app.config
        name = file_name(feed, format, year)
        by_id = {self._entries[record.name].id: record for record in records}
        file = FeedFile(
            id=urn(config.project, "feed", *feed.key),
            title=feed_title(self._app, feed),
            description=feed.description,
            author=_author_of(config.author) or config.project or feed.title,
            language=(config.language or "").replace("_", "-"),
            home=self._address(Link("", feed.page or config.root_doc)),
            url=joined(self._base, name),
            current=joined(self._base, file_name(feed, format)),
            earlier=next((self._of_year(feed, format, year) for year in earlier), ""),
            later=next((self._of_year(feed, format, year) for year in later), ""),
            style=posixpath.relpath(self._style, posixpath.dirname(name)),
            entries=tuple(self._entries[record.name] for record in by_id.values()),
        )
        made_from = (
            # those of the entries follow
            dataclasses.replace(file, entries=()),
            self._look,
            [self._digests[record.name] for record in by_id.values()],
        )

        def content() -> bytes:
            return WRITERS[format](file, lambda entry: self._item(format, by_id[entry.id].name))

        return Artifact(name, digest(made_from), content)

    def _of_year(self, feed: Feed, format: str, year: int) -> str:
        return joined(self._base, file_name(feed, format, year))

    def _uncached_html(self, name: str) -> str:
        return feed_html(*self._contents.html(self._archive.records[name]))

    def _uncached_item(self, format: str, name: str) -> str:
        return ITEM_WRITERS[format](self._entries[name], self._html(name))

    def _address(self, link: Link) -> str:
        return joined(self._base, encoded(root_address(self._app.builder, link)))

    def _entry(self, record: Meeting) -> Entry:
        is_certain = record.status is Status.CONFIRMED
        authors = record.authors or record.people_as(Role.SCRIBE)
        speakers = [one for one in record.people_as(Role.SPEAKER) if one not in authors]
        return Entry(
            id=urn(self._app.config.project, "meeting", self._identities[record.name]),
            url=self._address(self._views.meeting(record)),
            title=record.title if is_certain else f"{record.title} ({record.status})",
            published=published(record),
            updated=updated(record),
            authors=tuple(map(self._author, authors)),
            contributors=tuple(map(self._author, speakers)),
            categories=tuple(Category(tag.key, tag.label or tag.key) for tag in record.tags),
            enclosures=tuple(
                filter(None, (self._enclosure(record, r) for r in record.recordings))
            ),
            summary=record.description or (record.excerpt.text if record.excerpt else ""),
        )

    def _author(self, person: Person) -> Author:
        link = self._views.person(person)
        return Author(link.text, self._address(link) if link.docname else "")

    def _enclosure(self, record: Meeting, recording: Recording) -> Enclosure | None:
        media = recording.media
        if not (media.is_file and media.media_type):
            return None
        if not media.is_beside:
            return Enclosure(encoded(media.url), media.media_type)
        env = self._app.env
        path, full = env.relfn2path(media.url, record.docname)
        copy = env.dlfiles.get(Path(path))
        if copy is None:
            return None
        url = joined(self._base, f"_downloads/{quote(str(copy[1]))}")
        try:
            length = Path(full).stat().st_size
        except OSError:
            return None
        return Enclosure(url, media.media_type, length)


def _author_of(config_author: str) -> str:
    """Return the author of the project, unless Sphinx has put words in its place."""
    return "" if config_author in {"unknown", "Author name not set"} else config_author
