"""An archive of monthly notes that gets nothing but a schedule: dates, pages, calendars, feeds."""

from __future__ import annotations

import calendar
import datetime as dt
import json
import zoneinfo

import feedparser
import icalendar
import pytest
import recurring_ical_events
from support.builds import Build, Built
from support.ical_js import read_calendar

YEARS = (2025, 2026, 2027)
#: the last month that has a note
NOTED = dt.date(2026, 6, 1)
SCHEDULE = """\
monthly:
  title: Monthly meeting
  path: monthly/**
  start: 2025-01-07 17:00
  timezone: Europe/London
  every:
    - first Tuesday of odd months
    - first Tuesday of even months at 20:00
  join: https://chat.example.org/docs
  agenda: https://pad.example.org/docs
"""
INDEX = "# Orchard\n\n```{meeting-next}\n```\n\n```{meeting-upcoming}\n:limit: 12\n```\n"
CONF = {
    "meetings_path": "monthly/**",
    "meetings_root": "archive",
    "meetings_schedule": "series.yml",
    "meetings_today": "2026-02-10",
    "meetings_feed_formats": ["atom", "rss", "json"],
    "html_baseurl": "https://example.org/orchard/",
}


def by_hand() -> list[dt.datetime]:
    """Return the meetings of three years in UTC, from a calendar on the wall."""
    london = zoneinfo.ZoneInfo("Europe/London")
    found = []
    for year in YEARS:
        for month in range(1, 13):
            tuesdays = [week[calendar.TUESDAY] for week in calendar.monthcalendar(year, month)]
            day = next(filter(None, tuesdays))
            hour = 17 if month % 2 else 20
            found.append(dt.datetime(year, month, day, hour, tzinfo=london).astimezone(dt.UTC))
    return found


def note(moment: dt.datetime) -> str:
    """Return a note whose day is in its heading only."""
    return f"# Team meeting ({moment:%B} {moment.day}, {moment.year})\n\nWe met and talked.\n"


@pytest.fixture(scope="module")
def site(shared_build: Build) -> Built:
    noted = [moment for moment in by_hand() if moment.date() < NOTED.replace(day=28)]
    notes = {f"monthly/{moment:%Y-%m}.md": note(moment) for moment in noted}
    return shared_build({"index.md": INDEX, "series.yml": SCHEDULE, **notes}, conf=CONF)


def test_nothing_is_wrong(site: Built) -> None:
    assert site.warnings == []


def test_notes_have_their_times(site: Built) -> None:
    for moment in by_hand()[:18]:
        header = site.page(f"monthly/{moment:%Y-%m}").select_one(".meetings-header")
        hour = moment.astimezone(zoneinfo.ZoneInfo("Europe/London")).hour
        words = header.get_text(" ", strip=True)
        assert f"{moment:%B} {moment.day}, {moment.year}" in words
        assert f"{hour}:00\N{EN DASH}{hour + 1}:00 Europe/London" in words
        # those to come have a link into the call
        is_to_come = (moment.year, moment.month) > (2026, 2)
        assert bool(header.select(".meetings-join")) == is_to_come


def test_the_next_one_and_those_that_follow(site: Built) -> None:
    page = site.page("index")
    for template in page.select("template"):
        template.decompose()
    upcoming = [moment for moment in by_hand() if (moment.year, moment.month) > (2026, 2)][:12]
    (card,) = page.select(".meetings-next .meetings-entry")
    assert card.select_one("time")["datetime"] == "2026-03-03T17:00+00:00"
    assert [link.get_text() for link in card.select(".meetings-doors a")] == ["Join", "Agenda"]
    assert card.select_one(".meetings-entry-title a")["href"] == "monthly/2026-03.html"
    rows = page.select(".meetings-upcoming:not(.meetings-next) .meetings-entry")
    starts = [dt.datetime.fromisoformat(row.select_one("time")["datetime"]) for row in rows]
    assert starts == upcoming
    links = [row.select_one(".meetings-entry-title a") for row in rows]
    assert [link and link["href"] for link in links] == [
        *(f"monthly/2026-{month:02}.html" for month in range(3, 7)),
        *[None] * 8,
    ]


@pytest.mark.parametrize("name", ["archive/calendar", "archive/series/monthly/calendar"])
def test_two_readers_see_the_same_three_years(site: Built, name: str) -> None:
    data = site.outdir.joinpath(f"{name}.ics").read_bytes()
    assert [start for start, _ in read_calendar(data, YEARS[-1])] == by_hand()
    after = dt.date(YEARS[-1] + 1, 1, 1)
    query = recurring_ical_events.of(icalendar.Calendar.from_ical(data))
    events = query.between(dt.date(YEARS[0], 1, 1), after)
    assert sorted(event["DTSTART"].dt.astimezone(dt.UTC) for event in events) == by_hand()


def test_feeds_have_what_was_held(site: Built) -> None:
    held = [moment for moment in by_hand() if moment <= dt.datetime(2026, 2, 10, tzinfo=dt.UTC)]
    held.reverse()
    for name in ("atom.xml", "rss.xml"):
        feed = feedparser.parse(site.outdir.joinpath("archive", name).read_bytes())
        assert not feed.bozo
        published = [dt.datetime(*one.published_parsed[:6], tzinfo=dt.UTC) for one in feed.entries]
        assert published == held
    items = json.loads(site.text("archive/feed.json"))["items"]
    assert [dt.datetime.fromisoformat(item["date_published"]) for item in items] == held
    first = f"https://example.org/orchard/monthly/{held[0]:%Y-%m}.html"
    assert items[0]["url"] == first
