"""Registers in a real browser: tables that are wider than a page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Browser
from support.browser import OF_COLOURS, end_transitions, run_axe, serve, visit
from support.builds import Build

from sphinxcontrib_meetings.model.meeting import Meeting
from sphinxcontrib_meetings.model.minutes import Topic, Vote

PEOPLE = [f"Person{number} With A-Rather-Long-Name" for number in range(30)]


def note(number: int) -> dict[str, str]:
    day = dt.date(2024, 1, 2) + dt.timedelta(days=7 * number)
    here = [name for place, name in enumerate(PEOPLE) if (place * 7 + number) % 5]
    fields = (
        f"chair: {PEOPLE[0]}\nscribe: {PEOPLE[1]}\nattendees: {here}\nregrets: {PEOPLE[2:4]}\n"
    )
    return {f"meetings/{day}-call.md": f"---\n{fields}---\n# The charter\n\nText.\n"}


def add_minutes(app: object, docname: str, found: list[Meeting]) -> None:
    """Add what rules find."""
    for number, record in enumerate(found):
        votes = (Vote("Adopt?", (("SF", 5), ("A", 1))),)
        found[number] = replace(record, votes=votes, topics=(Topic("Charter"),))


FILES = {
    "index.md": "# Home\n\n```{meeting-attendance}\n:person: Person1 With A-Rather-Long-Name\n```\n"
}
for number in range(12):
    FILES |= note(number)
PAGES = ("index", "meetings/attendance/index", "meetings/votes/index", "meetings/topics/index")


@pytest.fixture(scope="module", params=["alabaster", "furo", "pydata_sphinx_theme"])
def site(shared_build: Build, request: pytest.FixtureRequest) -> Iterator[str]:
    pytest.importorskip(request.param)
    conf = {
        "html_theme": request.param,
        "extensions": ["sphinxcontrib_meetings", "support.handlers"],
        "handler": add_minutes,
        "language": "en",
    }
    built = shared_build(FILES, conf=conf)
    assert built.warnings == []
    with serve(built.outdir) as address:
        yield address


@pytest.fixture(scope="module")
def found(browser: Browser, axe: str, site: str) -> list[tuple[int, dict[str, Any]]]:
    """Return of each page how many parts are ours, and what axe finds in which scheme."""
    where = ".meetings-scroll, .meetings-table, .meetings-topics, .meetings-attended"
    results = []
    for name in (*PAGES, "meetings/people/person1-with-a-rather-long-name"):
        with visit(browser, f"{site}/{name}.html") as visited:
            page = visited.page
            count = page.locator(where).count()
            light = run_axe(page, axe, where)
            page.emulate_media(color_scheme="dark")
            end_transitions(page)
            results.append(
                (count, {"light": light, "dark": run_axe(page, axe, where, OF_COLOURS)})
            )
    return results


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(found: list[tuple[int, dict[str, Any]]], scheme: str) -> None:
    assert len(found) == 5
    for count, results in found:
        assert count
        assert results[scheme]["passes"]
        broken = results[scheme]["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in broken] == []


def test_the_table_scrolls_and_the_names_stay(browser: Browser, site: str) -> None:
    narrow = {"width": 390, "height": 800}
    with visit(browser, f"{site}/meetings/attendance/index.html", viewport=narrow) as visited:
        page = visited.page
        region = page.locator(".meetings-scroll")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        name = region.locator("tbody th").first

        def below_top() -> float:
            # both at once, as the page may still scroll to what has the focus
            return float(
                region.evaluate(
                    "region => [...region.querySelectorAll('thead th')].at(-1)"
                    ".getBoundingClientRect().y - region.getBoundingClientRect().y"
                )
            )

        before, above = name.bounding_box(), below_top()
        region.focus()
        region.evaluate("region => region.scrollTo(400, 200)")
        assert min(region.evaluate("region => [region.scrollLeft, region.scrollTop]")) > 0
        after = name.bounding_box()
        assert after["x"] == pytest.approx(before["x"], abs=1)
        assert below_top() == pytest.approx(above, abs=1)
        assert before["width"] < 390 / 2


def test_paper_has_all_rows(browser: Browser, site: str) -> None:
    with visit(browser, f"{site}/meetings/attendance/index.html") as visited:
        visited.page.emulate_media(media="print")
        region = visited.page.locator(".meetings-scroll")
        assert region.evaluate("region => region.scrollHeight <= region.clientHeight + 1")
