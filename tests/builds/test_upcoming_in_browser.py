"""The meetings to come in a real browser, on other days than that of the build."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from support.browser import OF_COLOURS, end_transitions, run_axe, serve, visit
from support.builds import Build

ZONES = ("America/Los_Angeles", "Europe/London", "Asia/Kolkata")
SERIES = """\
call:
  title: Community call
  path: meetings/*
  start: 2026-01-06 17:00
  timezone: Europe/London
  every: week on Tuesday
  duration: 50 min
  join: https://meet.example.org/call
  agenda: https://pad.example.org/call
  cancelled: {2026-06-09: Summer break}
  moved: {2026-06-16: 2026-06-17 18:00}
"""
FILES = {
    "series.yml": SERIES,
    "index.md": (
        "# Home\n\n```{meeting-next}\n```\n\nText.\n\n```{meeting-upcoming}\n:limit: 3\n```\n"
    ),
    "meetings/2026-06-02.md": "# June call\n\nText.\n",
    # its day is one of the reader's
    "other/2026-06-21.md": "---\nmeeting: true\n---\n# Picnic\n\nText.\n",
}
BUILT = "2026-06-01 12:00"
#: scripts and styles of the site alone
POLICY = {"Content-Security-Policy": "script-src 'self'; style-src 'self'"}


@pytest.fixture(scope="module", params=["alabaster", "furo", "sphinx_rtd_theme"])
def site(shared_build: Build, request: pytest.FixtureRequest) -> Iterator[str]:
    pytest.importorskip(request.param)
    conf = {
        "html_theme": request.param,
        "meetings_today": BUILT,
        "meetings_schedule": "series.yml",
        "meetings_path": ["meetings/*", "other/*"],
        "language": "en",
    }
    built = shared_build(FILES, conf=conf)
    assert built.warnings == []
    with serve(built.outdir, POLICY) as address:
        yield address


def at(page: Page, moment: str, url: str = "") -> None:
    """Read the page at a *moment*."""
    page.clock.set_fixed_time(moment)
    if url:
        page.goto(url)
    else:
        page.reload()


def texts(page: Page, selector: str) -> list[str]:
    """Return what readers see."""
    return [" ".join(text.split()) for text in page.evaluate(TEXTS, selector)]


#: what Playwright takes for visible: not hidden, and of some size
IS_SEEN = """const isSeen = (box) => {
  const {width, height} = box.getBoundingClientRect();
  return box.checkVisibility({visibilityProperty: true}) && width > 0 && height > 0;
};"""
TEXTS = f"""selector => {{ {IS_SEEN}
  return [...document.querySelectorAll(selector)].filter(isSeen).map((box) => box.innerText);
}}"""
#: what the style sheet draws of a day
LEAF = "const leaf = (box) => [...box.children].map((part) => part.dataset.text).join(' ');"
LEAVES = f"""selector => {{ {IS_SEEN} {LEAF}
  return [...document.querySelectorAll(selector)].filter(isSeen).map(leaf);
}}"""
ROWS = f"""selector => {{ {LEAF}
  return [...document.querySelectorAll(selector)].map((row) => [
    ...[...row.querySelectorAll(".meetings-date")].map(leaf),
    ...[...row.querySelectorAll(".meetings-distance")].map((box) => box.innerText),
  ]);
}}"""


def leaves(page: Page, selector: str) -> list[str]:
    """Return the days that readers see."""
    return list(page.evaluate(LEAVES, selector))


def title(page: Page) -> str:
    return texts(page, ".meetings-next .meetings-entry-title")[0]


def rows(page: Page) -> list[str]:
    selector = ".meetings-upcoming:not(.meetings-next) .meetings-entry"
    return [" ".join(row) for row in page.evaluate(ROWS, selector)]


OWN = {
    "America/Los_Angeles": "09:00\N{EN DASH}09:50 your time",
    "Europe/London": "your time",
    "Asia/Kolkata": "21:30\N{EN DASH}22:20 your time",
}
MOVED = {
    "America/Los_Angeles": "10:00\N{EN DASH}10:50 your time",
    "Europe/London": "your time",
    "Asia/Kolkata": "22:30\N{EN DASH}23:20 your time",
}


@pytest.mark.parametrize("zone", ZONES)
def test_days_and_times_in_three_zones(browser: Browser, site: str, zone: str) -> None:
    with visit(browser, "about:blank", timezone_id=zone) as visited:
        page = visited.page
        at(page, "2026-06-01T12:00:00Z", f"{site}/index.html")
        assert title(page) == "June call"
        assert texts(page, ".meetings-next .meetings-own") == [OWN[zone]]
        assert "17:00" in texts(page, ".meetings-next time")[0]
        assert rows(page) == ["Jun 2 Tue tomorrow", "Jun 9 Tue", "Jun 17 Wed in 2 weeks"]
        for moment, far in (
            ("2026-06-02T10:30:00Z", "in 5 hours"),
            ("2026-06-02T15:40:00Z", "in 20 minutes"),
            ("2026-06-02T16:00:00Z", "now"),
            ("2026-06-02T16:49:00Z", "now"),
        ):
            at(page, moment)
            assert texts(page, ".meetings-next .meetings-distance") == [far]
            assert page.locator(".meetings-next .meetings-now").count() == (far == "now")
        # it is over: a cancelled one is not next, and the list goes on
        at(page, "2026-06-02T16:50:00Z")
        assert title(page) == "Community call"
        assert texts(page, ".meetings-next .meetings-own") == [MOVED[zone]]
        assert rows(page) == ["Jun 9 Tue", "Jun 17 Wed in 2 weeks", "Jun 21 Sun in 3 weeks"]


@pytest.mark.parametrize("zone", ZONES)
def test_a_page_built_ten_days_ago(browser: Browser, site: str, zone: str) -> None:
    with visit(browser, "about:blank", timezone_id=zone) as visited:
        page = visited.page
        at(page, "2026-06-11T12:00:00Z", f"{site}/index.html")
        assert leaves(page, ".meetings-next .meetings-date") == ["Jun 17 Wed"]
        assert texts(page, ".meetings-next .meetings-distance") == ["in 6 days"]
        assert texts(page, ".meetings-next .meetings-doors a") == ["Join", "Agenda"]
        assert rows(page) == [
            "Jun 17 Wed in 6 days",
            "Jun 21 Sun in 10 days",
            "Jun 23 Tue in 12 days",
        ]
        assert not texts(page, ".meetings-empty")


@pytest.mark.parametrize("zone", ZONES)
def test_a_day_without_a_time_is_one_of_the_reader(browser: Browser, site: str, zone: str) -> None:
    offset = {"America/Los_Angeles": "-07:00", "Europe/London": "+01:00", "Asia/Kolkata": "+05:30"}
    with visit(browser, "about:blank", timezone_id=zone) as visited:
        page = visited.page
        for moment, first in (
            ("2026-06-20T23:59:00", "Jun 21 Sun tomorrow"),
            ("2026-06-21T00:01:00", "Jun 21 Sun today"),
            ("2026-06-21T23:59:00", "Jun 21 Sun today"),
            ("2026-06-22T00:01:00", "Jun 23 Tue tomorrow"),
        ):
            at(page, f"{moment}{offset[zone]}", f"{site}/index.html")
            assert rows(page)[0] == first


def test_another_day_is_named_with_the_time(browser: Browser, site: str) -> None:
    with visit(browser, "about:blank", timezone_id="Pacific/Auckland") as visited:
        at(visited.page, "2026-06-01T12:00:00Z", f"{site}/index.html")
        (own,) = texts(visited.page, ".meetings-next .meetings-own")
        assert own == "Wed, Jun 3, 04:00\N{EN DASH}04:50 your time"


def test_a_time_beyond_midnight(browser: Browser, site: str) -> None:
    # 18:00 to 18:50 in London is 23:30 to 0:20 there
    with visit(browser, "about:blank", timezone_id="Asia/Yangon") as visited:
        at(visited.page, "2026-06-11T12:00:00Z", f"{site}/index.html")
        (own,) = texts(visited.page, ".meetings-next .meetings-own")
        assert own == "23:30\N{EN DASH}00:20 your time"


def test_a_page_that_nobody_built_for_a_year(browser: Browser, site: str) -> None:
    with visit(browser, "about:blank", timezone_id=ZONES[0]) as visited:
        page = visited.page
        at(page, "2027-06-01T12:00:00Z", f"{site}/index.html")
        assert rows(page) == []
        said = "This page is out of date: the meetings that it knows are over."
        assert texts(page, ".meetings-empty") == [said, said]


def test_a_page_that_stays_open(browser: Browser, site: str) -> None:
    # not one of the pages that are read at a fixed time
    context = browser.new_context(timezone_id=ZONES[1])
    page = context.new_page()
    page.clock.install(time="2026-06-02T15:58:30Z")
    page.goto(f"{site}/index.html")
    assert texts(page, ".meetings-next .meetings-distance") == ["in 2 minutes"]
    page.clock.run_for("02:00")
    assert texts(page, ".meetings-next .meetings-distance") == ["now"]
    page.clock.run_for("50:00")
    assert title(page) == "Community call"
    # a text that changes by itself is not read out
    assert page.locator("[aria-live], [role=status], [role=timer], output").count() == 0
    context.close()


@pytest.mark.parametrize("moment", ["2026-06-01T12:00:00Z", "2026-06-11T12:00:00Z"])
def test_without_scripts_the_page_is_that_of_its_day(
    browser: Browser, site: str, moment: str
) -> None:
    settings = {"java_script_enabled": False, "timezone_id": ZONES[2]}
    with visit(browser, f"{site}/index.html", **settings) as visited:
        page = visited.page
        assert title(page) == "June call"
        assert rows(page) == ["Jun 2 Tue tomorrow", "Jun 9 Tue", "Jun 17 Wed in 2 weeks"]
        assert not texts(page, ".meetings-own")
        page.goto(f"{site}/meetings/2026-06-02.html")
        assert texts(page, ".meetings-join") == ["Join"]


def test_the_links_of_a_header_go_when_the_meeting_is_over(browser: Browser, site: str) -> None:
    url = f"{site}/meetings/2026-06-02.html"
    with visit(browser, "about:blank", timezone_id=ZONES[0]) as visited:
        page = visited.page
        both = ["Join", "Add to calendar"]
        for moment, links in (("2026-06-02T16:49:00Z", both), ("2026-06-02T16:50:00Z", [])):
            at(page, moment, url)
            shown = texts(page, ".meetings-header :is(.meetings-join, .meetings-add)")
            assert shown == links
            facts = texts(page, ".meetings-header .meetings-facts > li")
            assert facts[-1] == (links or ["Community call"])[-1]


def test_the_overview_drops_what_is_over(browser: Browser, site: str) -> None:
    with visit(browser, "about:blank", timezone_id=ZONES[1]) as visited:
        page = visited.page
        at(page, "2026-06-18T12:00:00Z", f"{site}/meetings/index.html")
        days = leaves(page, ".meetings-upcoming:not(.meetings-next) .meetings-date")
        assert days == ["Jun 23 Tue", "Jun 30 Tue", "Jul 7 Tue", "Jul 14 Tue", "Jul 21 Tue"]


#: [left, right, top, width of the upper border] of what is in the first entry, from its edges
ROOM = """selector => {
  const entry = document.querySelector(selector);
  const [outer, date, last] = [entry, entry.firstElementChild, entry.lastElementChild].map(
    one => one.getBoundingClientRect());
  const border = parseFloat(getComputedStyle(entry).borderTopWidth);
  return [date.left - outer.left, outer.right - last.right, date.top - outer.top, border];
}"""


def test_the_card_has_room_within_its_border(browser: Browser, site: str) -> None:
    with visit(browser, "about:blank", timezone_id=ZONES[0]) as visited:
        page = visited.page
        at(page, "2026-06-01T12:00:00Z", f"{site}/index.html")
        *room, border = page.evaluate(ROOM, ".meetings-next .meetings-entry")
        assert border == 1
        assert all(
            abs(length - expected) < 8 for length, expected in zip(room, (24, 24, 20), strict=True)
        )
        rows = ".meetings-upcoming:not(.meetings-next) .meetings-entry"
        left, right, _, border = page.evaluate(ROOM, rows)
        assert [left, right, border] == [0, 0, 0]


def test_on_paper(browser: Browser, site: str) -> None:
    with visit(browser, "about:blank", timezone_id=ZONES[2]) as visited:
        page = visited.page
        at(page, "2026-06-01T12:00:00Z", f"{site}/index.html")
        page.emulate_media(media="print")
        assert "17:00" in texts(page, ".meetings-next time")[0]
        assert not texts(page, ".meetings-own, .meetings-distance")


def test_keys_lead_through_the_links(browser: Browser, site: str) -> None:
    with visit(browser, "about:blank", timezone_id=ZONES[0]) as visited:
        page = visited.page
        at(page, "2026-06-11T12:00:00Z", f"{site}/index.html")
        page.locator(".meetings-next .meetings-join").focus()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Agenda"


@pytest.fixture(scope="module")
def found(browser: Browser, axe: str, site: str) -> dict[str, list[Any]]:
    """Return what axe finds in each scheme."""
    settings = {"timezone_id": ZONES[0], "bypass_csp": True}
    results: dict[str, list[Any]] = {"light": [], "dark": []}
    with visit(browser, "about:blank", **settings) as visited:
        page = visited.page
        for name in ("index", "meetings/index", "meetings/2026-06-02"):
            page.emulate_media(color_scheme="light")
            at(page, "2026-06-02T16:10:00Z", f"{site}/{name}.html")
            where = ".meetings-upcoming, .meetings-header"
            assert page.locator(where).count()
            results["light"] += run_axe(page, axe, where)["violations"]
            page.emulate_media(color_scheme="dark")
            end_transitions(page)
            results["dark"] += run_axe(page, axe, where, OF_COLOURS)["violations"]
    return results


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessibility(found: dict[str, list[Any]], scheme: str) -> None:
    assert [(one["id"], one["nodes"][0]["html"]) for one in found[scheme]] == []
