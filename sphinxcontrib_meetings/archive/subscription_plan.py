"""What readers can subscribe to on a site, from the plans of its calendars and its feeds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sphinxcontrib_meetings.archive.calendar_plan import shared_calendars
from sphinxcontrib_meetings.archive.feed_plan import Feed, all_feeds, file_name
from sphinxcontrib_meetings.archive.link import Link
from sphinxcontrib_meetings.archive.page_names import PageNames
from sphinxcontrib_meetings.archive.subscriptions import (
    Subscription,
    Subscriptions,
    calendar_url,
)
from sphinxcontrib_meetings.archive.views import Views

__all__ = ["Published", "subscriptions_of"]


@dataclass(frozen=True, slots=True)
class Published:
    """What a site has besides pages."""

    #: names of pages and folders, also if no pages are generated
    names: PageNames
    calendars: bool = False
    #: scopes of feeds; none where the URL of the site is not known
    feeds: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    #: URL of the site, with a slash at the end; empty if it is not known
    base: str = ""


def subscriptions_of(views: Views, published: Published) -> Subscriptions:
    """Return what readers of a site can subscribe to."""
    names, archive = published.names, views.archive
    calendars = (
        {
            ("series" if file.series else "all", file.series): file.name
            for file in shared_calendars(archive, names, views.title)
        }
        if published.calendars
        else {}
    )
    feeds = {feed.key: feed for feed in all_feeds(views, names, published.feeds)}
    items = (
        Subscription(
            *key,
            link=link,
            anchor=anchor,
            calendar=calendars.get(key, ""),
            feeds=_files(feeds.get(key), published.formats),
            calendar_url=calendar_url(published.base, calendars[key]) if key in calendars else "",
        )
        for key, link, anchor in _subjects(views)
        if key in calendars or key in feeds
    )
    return Subscriptions(tuple(items), published.calendars)


def _subjects(views: Views) -> Iterator[tuple[tuple[str, str], Link, str]]:
    """Yield whatever may have a calendar or a feed: its scope and key, its page, and an id."""
    archive = views.archive
    overview = views.pages.overview if views.pages else ""
    yield ("all", ""), Link(views.title, overview), "all-meetings"
    for key, entry in archive.series.items():
        yield ("series", key), views.of_all(entry), f"series-{entry.slug}"
    for key, tag in archive.tags.items():
        yield ("tags", key), views.tag(tag.tag), f"tag-{tag.slug}"
    for key, person in archive.people.items():
        yield ("people", key), views.person(person.person), f"person-{person.slug}"


def _files(feed: Feed | None, formats: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple((format, file_name(feed, format)) for format in formats) if feed else ()
