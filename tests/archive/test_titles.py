"""What lists call meetings whose titles say nothing, and which rows say the day beside it."""

from __future__ import annotations

import datetime as dt

import pytest
from support.builds import Build

from sphinxcontrib_meetings.archive.titles import title_in_lists
from sphinxcontrib_meetings.config import date_words
from sphinxcontrib_meetings.day_text import day
from sphinxcontrib_meetings.model.meeting import Meeting
from sphinxcontrib_meetings.model.month import Month
from sphinxcontrib_meetings.parse.date_words import ENGLISH

DAY = dt.date(2026, 5, 6)


def title(text: str, series: str = "", **fields: object) -> tuple[str, bool]:
    record = Meeting("a", title=text, **({"date": DAY} | fields))  # type: ignore[arg-type]
    found = title_in_lists(record, series, lambda first, last: day(first, "en", last), ENGLISH)
    return found.text, found.says_day


@pytest.mark.parametrize(
    ("text", "alone", "in_series"),
    [
        ("Agenda", "Agenda, May 6, 2026", "Weekly call, May 6, 2026"),
        ("Meeting Minutes", "Meeting Minutes, May 6, 2026", "Weekly call, May 6, 2026"),
        ("Minutes (draft)", "Minutes (draft), May 6, 2026", "Weekly call, May 6, 2026"),
        ("2026-05-06", "May 6, 2026", "Weekly call, May 6, 2026"),
        ("Wednesday, May 6, 2026", "May 6, 2026", "Weekly call, May 6, 2026"),
        ("Meeting 2026-05-06", "Meeting 2026-05-06", "Weekly call, May 6, 2026"),
        ("Attendees", "May 6, 2026", "Weekly call, May 6, 2026"),
        ("Table of Contents", "May 6, 2026", "Weekly call, May 6, 2026"),
        ("Tagesordnung", "Tagesordnung, May 6, 2026", "Weekly call, May 6, 2026"),
        ("Community meeting, May 6, 2026", *["Community meeting, May 6, 2026"] * 2),
    ],
)
def test_titles_that_say_the_day(text: str, alone: str, in_series: str):
    assert title(text) == (alone, True)
    assert title(text, "Weekly call") == (in_series, True)


@pytest.mark.parametrize(
    "text",
    ["Release planning", "Community meeting", "Meeting 12", "A", "May", "May 2026", "Minutes of the budget group",
     "After the release of May 4, 2026", "2026", "Notes on Sphinx", "…"],
)  # fmt: skip
def test_titles_that_are_left_alone(text: str):
    assert title(text) == title(text, "Weekly call") == (text, False)


def test_titles_without_a_single_day():
    assert title("Agenda", date=None) == ("Agenda", False)
    assert title("Agenda", "Weekly call", date=None) == ("Weekly call: Agenda", False)
    assert title("Agenda", date=Month(2026, 5, 1)) == ("Agenda, May 2026", True)
    several = title("Notes", end_date=dt.date(2026, 5, 8))
    assert several == ("Notes, " + day(DAY, "en", dt.date(2026, 5, 8)), True)
    assert title("Call of May 6, 2026", end_date=dt.date(2026, 5, 8)) == (
        "Call of May 6, 2026",
        False,
    )


def test_dates_in_the_language_of_the_project():
    record = Meeting("a", title="Protokoll vom 6. Mai 2026", date=DAY)
    found = title_in_lists(record, "", lambda *_: "6. Mai 2026", date_words("de"))
    assert found.text == record.title
    found = title_in_lists(record, "Sitzung", lambda *_: "6. Mai 2026", date_words("de"))
    assert found.text == "Sitzung, 6. Mai 2026"


NOTE = "---\nseries: weekly\n---\n# {}\n\nText.\n"
LISTS = "".join(
    f"```{{meeting-list}}\n:format: {style}\n{options}```\n\n"
    for style, options in (
        ("list", ""),
        ("table", ""),
        ("compact", ":series: weekly\n"),
        ("cards", ":group-by: series\n"),
    )
)
FILES = {
    "index.md": f"# Home\n\n{LISTS}",
    "meetings/2026-05-06.md": NOTE.format("Agenda"),
    "meetings/2026-05-13.md": NOTE.format("Kick-off, May 13, 2026"),
    "meetings/2026-05-20.md": NOTE.format("Release"),
}
CONF = {"meetings_series": {"weekly": {"title": "Weekly call"}}}


def test_rows_say_series_and_day_once(build: Build):
    built = build(FILES, conf=CONF)
    assert built.warnings == []
    home = built.page("index")
    words = [
        [" ".join(row.get_text(" ").split()) for row in shown.select("li.meetings-entry")]
        for shown in home.select("ul.meetings-list")
    ]
    assert words == [
        [
            "May 20, 2026 Release Weekly call Text.",
            "Kick-off, May 13, 2026 Weekly call Text.",
            "Weekly call, May 6, 2026 Weekly call Text.",
        ],
        ["Release May 20, 2026", "Kick-off, May 13, 2026", "Agenda, May 6, 2026"],
        [
            "May 20, 2026 Release Text.",
            "Kick-off, May 13, 2026 Text.",
            "Agenda, May 6, 2026 Text.",
        ],
    ]
    rows = [row.get_text(" ").split() for row in home.select("table tbody tr")]
    assert rows[1] == ["May", "13,", "2026", "Kick-off,", "May", "13,", "2026"]
    for page in ("meetings/series/weekly/index", "meetings/series/weekly/year/2026"):
        titles = built.page(page).select(".meetings-entry")
        assert "Weekly call" not in " ".join(entry.get_text() for entry in titles)
    assert "Weekly call" in built.page("meetings/2026-05-06").select_one(".meetings-facts").text
    # the page itself keeps its title, and says its day
    header = built.page("meetings/2026-05-13").select_one("header.meetings-header")
    assert "May 13, 2026" in header.text


def test_rows_in_plain_text_say_the_day_once(build: Build):
    text = build(FILES, conf=CONF, builder="text").text("index.txt")
    assert "* Kick-off, May 13, 2026\n" in text
    assert "* Weekly call, May 6, 2026\n" in text
    assert "* Release, May 20, 2026\n" in text
