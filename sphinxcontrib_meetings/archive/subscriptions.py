"""What readers can subscribe to: meetings of which there is a calendar, or a feed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from sphinxcontrib_meetings.archive.link import Link
from sphinxcontrib_meetings.parse.urls import joined, split_web

__all__ = ["Subscription", "Subscriptions", "calendar_url"]

#: adds a calendar to those of a reader: https://support.google.com/calendar/answer/37100
_GOOGLE = "https://calendar.google.com/calendar/r?cid="


@dataclass(frozen=True, slots=True)
class Subscription:
    """Meetings that can be subscribed to: all of them, or those of a series, tag or person."""

    #: "all", "series", "tags" or "people"
    scope: str
    #: key of the series, tag or person; empty for all
    key: str
    #: what they are called, and the page that shows them
    link: Link
    #: id on the page of all subscriptions
    anchor: str
    #: path of the calendar from the root of the site; empty if there is none
    calendar: str = ""
    #: formats of the feed, each with the path of its file
    feeds: tuple[tuple[str, str], ...] = ()
    #: full URL of the calendar; empty if that of the site is not known
    calendar_url: str = ""

    @property
    def webcal(self) -> str:
        """The URL that programs for calendars open."""
        return f"webcal:{self.calendar_url.partition(':')[2]}" if self.calendar_url else ""

    @property
    def google(self) -> str:
        """The URL that adds the calendar to Google's."""
        return f"{_GOOGLE}{quote(self.webcal, safe='')}" if self.calendar_url else ""


@dataclass(frozen=True)
class Subscriptions:
    """All that readers can subscribe to, those of all meetings first."""

    items: tuple[Subscription, ...] = ()
    #: whether each meeting has a calendar, too
    calendars: bool = False

    @cached_property
    def _by_key(self) -> dict[tuple[str, str], Subscription]:
        return {(item.scope, item.key): item for item in self.items}

    def of_series(self, key: str) -> Subscription | None:
        """Return that of the series with a *key*, of all meetings if it is empty."""
        return self._by_key.get(("series" if key else "all", key))


def calendar_url(base: str, path: str) -> str:
    """Return the full URL of a calendar on the site *base*; empty if that is not on the web."""
    return joined(base, quote(path)) if split_web(base) else ""
