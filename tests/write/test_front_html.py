"""What leads through an archive as HTML, without a build."""

from __future__ import annotations

import datetime as dt

import pytest
from bs4 import BeautifulSoup, Tag
from support.archives import archive, meeting, views

from sphinxcontrib_meetings.archive.front import Activity, Beside, Directory, LinkGroup
from sphinxcontrib_meetings.archive.link import Link
from sphinxcontrib_meetings.archive.select import Selection
from sphinxcontrib_meetings.archive.views import CalendarRequest, View
from sphinxcontrib_meetings.model.meeting import Status
from sphinxcontrib_meetings.nodes.html import assets_of
from sphinxcontrib_meetings.write.html import HtmlWriter


def written(view: View, *, reaches: bool = True) -> Tag:
    writer = HtmlWriter(lambda there: f"{there.docname}.html" if reaches else None, "en")
    text = "".join(map(str, writer.of(view)))
    assert not text or isinstance(view, Beside) or "meetings-front.css" in assets_of(text)
    return BeautifulSoup(text, "html.parser")


def months(year: int, month: int, *numbers: int) -> Activity:
    first = year * 12 + month - 1
    days = (divmod(first + place, 12) for place in range(len(numbers)))
    return Activity(
        tuple((dt.date(y, m + 1, 1), n) for (y, m), n in zip(days, numbers, strict=True))
    )


def test_a_strip_is_a_list_of_months() -> None:
    strip = written(months(2024, 3, 2, 0, 1, 8)).ul
    assert [item.get_text() for item in strip.select("li")] == [
        "March 2024: 2 meetings",
        "April 2024: no meetings",
        "May 2024: 1 meeting",
        "June 2024: 8 meetings",
    ]
    assert [item["class"] for item in strip.select("li")] == [
        [f"meetings-level-{level}"] for level in (1, 0, 1, 4)
    ]
    assert written(Activity()).get_text() == ""


@pytest.mark.parametrize(
    ("start", "years"),
    [
        ((2024, 3), ["2024", "2025"]),
        ((2024, 11), ["2025"]),
        ((2024, 12), ["2025"]),
        ((2024, 1), ["2024", "2025"]),
    ],
)
def test_years_below_a_strip_have_room(start: tuple[int, int], years: list[str]) -> None:
    strip = written(months(*start, *[1] * 13))
    assert [item["data-text"] for item in strip.select("[data-text]")] == years


def test_groups_lead_to_all_of_them() -> None:
    links = ((Link("x", "tags/x"), 3), (Link("y", "tags/y"), 0))
    group = LinkGroup("tags", "Tags", links, Link("Tags", "tags/index"), 9)
    nav = written(Directory((group,))).nav
    assert nav["aria-label"] == "Archive"
    assert [" ".join(item.get_text().split()) for item in nav.select("li")] == [
        "x 3",
        "y",
        "All 9 tags",
    ]
    assert [link["href"] for link in nav.select("a[href='tags/index.html']")] == [
        "tags/index.html"
    ] * 2


@pytest.mark.parametrize(
    ("earlier", "later", "rels"),
    [("2023", "2025", ["prev", "next"]), ("2023", "", ["prev"]), ("", "2025", ["next"]), ("", "", [])],
)  # fmt: skip
def test_years_beside(earlier: str, later: str, rels: list[str]) -> None:
    found = [Link(year, year) if year else None for year in (earlier, later)]
    view = Beside(*found)
    assert [link["rel"] for link in written(view).select("a")] == [[rel] for rel in rels]


@pytest.mark.parametrize("reaches", [True, False])
def test_every_meeting_of_a_day_is_in_the_calendar(reaches: bool) -> None:
    found = archive(
        meeting("m/a", "2024-06-01"),
        meeting("m/b", "2024-06-01", status=Status.CANCELLED),
        meeting("m/c", "2024-12-31"),
    )
    shown = written(views(found).of(CalendarRequest(Selection(), 2024)), reaches=reaches)
    assert len(shown.select("table")) == 12
    cell = shown.select_one("td[aria-current=date]")
    assert [part.get_text() for part in cell.find_all(recursive=False)] == [
        "1, Saturday, June: m/a",
        "+ 1, Saturday, June: m/b (cancelled)",
    ]
    assert len(shown.select("a")) == (3 if reaches else 0)
