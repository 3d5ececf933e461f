"""What readers can subscribe to, from archives."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from support.archives import TODAY, archive, meeting, views

from sphinxcontrib_meetings.archive.page_names import PageNames
from sphinxcontrib_meetings.archive.page_plan import all_pages, described
from sphinxcontrib_meetings.archive.subscription_plan import Published, subscriptions_of
from sphinxcontrib_meetings.archive.upcoming import UpcomingRequest
from sphinxcontrib_meetings.archive.views import Directory, Link, Views
from sphinxcontrib_meetings.model.meeting import Meeting, Series, Status
from sphinxcontrib_meetings.model.month import Month
from sphinxcontrib_meetings.parse.schedules import parse_schedule

BASE = "https://x.example/docs/"
SCOPES = ("all", "series", "tags", "people")
ALL = {"calendars": True, "feeds": SCOPES, "formats": ("atom", "json"), "base": BASE}
RECORDS = (
    meeting("m/past", "2024-05-01", tags="x", people="ada", series="call"),
    meeting("m/other", "2024-05-02"),
    meeting("m/soon", "2024-06-05", series="call"),
)


def site(
    *records: Meeting, root: str | None = "meetings", series: str = "call", **published: Any
) -> Views:
    found = views(archive(*records, series=(Series(series, "The call"),)), root)
    names = PageNames("meetings")
    return dataclasses.replace(
        found, subscriptions=subscriptions_of(found, Published(names, **published))
    )


def files(of: Views) -> dict[str, tuple[str, ...]]:
    return {
        item.anchor: (item.calendar, *(file for _, file in item.feeds))
        for item in of.subscriptions.items
    }


def test_every_calendar_and_feed_is_there() -> None:
    call = "meetings/series/call"
    assert files(site(*RECORDS, **ALL)) == {
        "all-meetings": ("meetings/calendar.ics", "meetings/atom.xml", "meetings/feed.json"),
        "series-call": (f"{call}/calendar.ics", f"{call}/atom.xml", f"{call}/feed.json"),
        "tag-x": ("", "meetings/tags/x/atom.xml", "meetings/tags/x/feed.json"),
        "person-ada": ("", "meetings/people/ada/atom.xml", "meetings/people/ada/feed.json"),
    }


@pytest.mark.parametrize(
    ("records", "published", "anchors"),
    [
        (RECORDS, {}, []),
        ((), ALL, []),
        (RECORDS, {"calendars": True}, ["all-meetings", "series-call"]),
        (RECORDS, ALL | {"calendars": False, "feeds": ("series",)}, ["series-call"]),
        # feeds have what is over
        (RECORDS[2:], ALL | {"calendars": False}, []),
        (RECORDS[1:2], ALL, ["all-meetings"]),
    ],
)
def test_the_page_is_there_if_it_shows_something(
    records: tuple[Meeting, ...], published: dict[str, Any], anchors: list[str]
) -> None:
    found = site(*records, **published)
    assert [*files(found)] == anchors
    pages = {page.name: page for page in all_pages(found, 20)}
    assert ("meetings/subscribe" in pages) == bool(anchors) == bool(found.page("subscribe"))
    for page in pages.values():
        if page.name == "meetings/subscribe":
            assert "Changes take up to a day to arrive." in described(page)
            assert ("calendar" in described(page)) == bool(published.get("calendars"))
            assert ("feed" in described(page)) == bool(published.get("feeds"))


@pytest.mark.parametrize(
    ("base", "webcal"),
    [
        (BASE, "webcal://x.example/docs/meetings/calendar.ics"),
        ("http://x.example:8000/", "webcal://x.example:8000/meetings/calendar.ics"),
        # what is not on the web has no address to subscribe to
        ("", ""),
        ("/docs/", ""),
        ("file:///docs/", ""),
        ("https://[x/", ""),
    ],
)
def test_programs_need_the_address_of_the_site(base: str, webcal: str) -> None:
    item = site(*RECORDS, **ALL | {"base": base}).subscriptions.items[0]
    assert item.webcal == webcal
    assert item.calendar == "meetings/calendar.ics"
    assert bool(item.google) == bool(webcal)
    if webcal:
        url = urlsplit(item.google)
        assert (url.netloc, url.path) == ("calendar.google.com", "/calendar/r")
        assert parse_qs(url.query, strict_parsing=True) == {"cid": [webcal]}
        assert not {":", "/"} & set(url.query)


def test_addresses_are_encoded() -> None:
    records = (meeting("m/a", "2024-05-01", series="näher & dran"),)
    *_, item = site(*records, series="näher & dran", **ALL).subscriptions.items
    assert item.calendar_url.isascii()
    assert " " not in item.calendar_url
    assert parse_qs(urlsplit(item.google).query) == {"cid": [item.webcal]}


@pytest.mark.parametrize(
    ("record", "is_there"),
    [
        (meeting("m/a", "2024-06-05"), True),
        (meeting("m/a", f"{TODAY}"), True),
        (meeting("m/a", "2024-05-31"), False),
        (meeting("m/a", "2024-05-31", end_date=dt.date(2024, 6, 2)), True),
        (meeting("m/a", "2024-06-05", anchor="x"), True),
        (meeting("m/a", "2024-06-05", status=Status.TENTATIVE), True),
        (meeting("m/a", "2024-06-05", status=Status.CANCELLED), False),
        (meeting("m/a", "2024-06-05", unlisted=True), False),
        (meeting("m/a", "2024-06-05", draft=True), False),
        (dataclasses.replace(meeting("m/a"), date=Month(2024, 7, 1)), False),
        (meeting("m/a"), False),
    ],
)
def test_a_meeting_to_come_can_be_added(record: Meeting, is_there: bool) -> None:
    found = site(record, **ALL)
    header = found.header(record.name)
    file = f"m/a{'-x' if record.anchor else ''}.ics"
    assert header.calendar == (Link("Add to calendar", file=file) if is_there else None)
    assert bool(header.until) == is_there
    assert site(record).header(record.name).calendar is None


def test_a_moved_meeting_is_to_come_until_it_is_over() -> None:
    schedule = {
        "start": "2024-05-28 17:00",
        "timezone": "UTC",
        "moved": {"2024-05-28": "2024-06-04"},
    }
    schedules = {"call": parse_schedule(schedule)[0]}
    record = meeting("m/a", "2024-05-28", series="call")
    found = views(archive(record, series=(Series("call", ""),), schedules=schedules))
    whole = subscriptions_of(found, Published(PageNames("meetings"), **ALL))
    header = dataclasses.replace(found, subscriptions=whole).header("m/a")
    assert header.calendar == Link("Add to calendar", file="m/a.ics")
    assert header.until.startswith("2024-06-04")


def test_overviews_lead_to_their_own() -> None:
    found = {page.name: page for page in all_pages(site(*RECORDS, **ALL), 20)}
    for root, anchor in (("meetings", "all-meetings"), ("meetings/series/call", "series-call")):
        shown = next(v for v in found[f"{root}/index"].views if isinstance(v, Directory))
        (group,) = (group for group in shown.groups if group.kind == "subscribe")
        assert [link for link, _ in group.links] == [
            Link("Subscribe", "meetings/subscribe", anchor),
            Link("Calendar file", file=f"{root}/calendar.ics"),
            Link("Feed", file=f"{root}/atom.xml"),
        ]


@pytest.mark.parametrize(
    ("request_", "root", "link"),
    [
        (UpcomingRequest(), "meetings", Link("Subscribe", "meetings/subscribe", "all-meetings")),
        (UpcomingRequest("call"), "meetings", Link("Subscribe", "meetings/subscribe", "series-call")),
        (UpcomingRequest("The call"), "meetings", Link("Subscribe", "meetings/subscribe", "series-call")),
        (UpcomingRequest("unknown"), "meetings", None),
        # without generated pages there are calendars
        (UpcomingRequest(), None, Link("Calendar file", file="meetings/calendar.ics")),
        (UpcomingRequest(is_next=True), "meetings", None),
        (UpcomingRequest(without_notes=True), "meetings", None),
    ],
)  # fmt: skip
def test_what_is_to_come_can_be_subscribed_to(
    request_: UpcomingRequest, root: str | None, link: Link | None
) -> None:
    assert site(*RECORDS, root=root, **ALL).upcoming(request_).subscribe == link
    feeds_only = ALL | {"calendars": False}
    assert site(*RECORDS, root=root, **feeds_only).upcoming(request_).subscribe is None
