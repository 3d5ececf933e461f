"""Dates of notes, from the source to what every writer shows."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest
from support.builds import Build, Built

from sphinxcontrib_meetings.model.month import Month
from sphinxcontrib_meetings.read.domain import domain_of

NOTES = {
    "index.md": "# Home\n\n{meeting:ref}`2025-02`\n\n```{meeting-list}\n```\n\n"
    "```{meeting-list}\n:format: table\n```\n\n```{meeting-calendar}\n:month: 2025-02\n```\n",
    "meetings/2025-02.md": "# Monthly\n\nText.\n",
    "meetings/summit.mdx": "---\ndate: February 4-5, 2025\n---\n# Summit\n\nText.\n",
    "meetings/call.rst": ":date: 2025-02-20 5-6 pm UTC (Thu)\n\nCall\n====\n\nText.\n",
    "meetings/2025/03-Mar/04-x.md": "# X\n\nText.\n",
    "meetings/May 6, 2025.md": "# Y\n\nText.\n",
}


def record_date(built: Built, name: str) -> dt.date | None:
    return domain_of(built.app.env).archive.records[name].date


@pytest.mark.parametrize("builder", ["html", "text", "man", "texinfo", "latex", "epub"])
def test_months_and_days_are_shown(build: Build, builder: str):
    built = build(NOTES, builder=builder, conf={"version": "1", "copyright": "They"})
    assert built.warnings == []
    assert record_date(built, "meetings/2025-02") == Month(2025, 2, 1)
    assert record_date(built, "meetings/2025/03-Mar/04-x") == dt.date(2025, 3, 4)
    assert record_date(built, "meetings/May 6, 2025") == dt.date(2025, 5, 6)
    suffixes = {".html", ".xhtml", ".txt", ".1", ".texi", ".tex"}
    files = [path for path in built.outdir.rglob("*") if path.suffix in suffixes]
    shown = " ".join(" ".join(path.read_text("utf-8").split()) for path in files)
    assert "February 2025" in shown
    # with an en dash, as each builder writes it
    assert re.search(r"February 4\W{1,6}(?:textendash)?\W{0,6}5, 2025", shown)
    assert "February 1, 2025" not in shown


def test_machines_get_months_and_days(build: Build):
    built = build(NOTES, conf={"meetings_data": True})
    exported = json.loads(built.text("meetings.json"))["meetings"]
    dates = {one["name"]: (one["date"], one["end_date"]) for one in exported}
    assert dates["meetings/2025-02"] == ("2025-02", None)
    assert dates["meetings/summit"] == ("2025-02-04", "2025-02-05")
    assert [one["name"] for one in exported][-3:] == [
        "meetings/call",
        "meetings/summit",
        "meetings/2025-02",
    ]
    monthly = built.seen("meetings/2025-02")
    (time,) = monthly.select(".meetings-header time")
    assert (time["datetime"], time.get_text()) == ("2025-02", "February 2025")
    link = built.seen("index").select_one("a[href='meetings/2025-02.html']")
    assert link.get_text() == "Monthly"


def test_structured_data(build: Build):
    files = {
        "index.md": "# Home\n",
        "meetings/2025-02.md": "---\nrecording: dQw4w9WgXcQ\n---\n# Monthly\n\nText.\n",
        "meetings/summit.md": "---\ndate: 2025-02-04\nend: 2025-02-05\n"
        "recording: dQw4w9WgXcQ\n---\n# Summit\n\nText.\n",
    }
    built = build(files, conf={"html_baseurl": "https://example.org/"})
    for page, start, end in (
        ("meetings/2025-02", "2025-02", None),
        ("meetings/summit", "2025-02-04", "2025-02-05"),
    ):
        script = built.seen(page).select_one("script[type='application/ld+json']")
        events = [n for n in json.loads(script.string)["@graph"] if n["@type"] == "Event"]
        assert [(e["startDate"], e.get("endDate")) for e in events] == [(start, end)]


def test_the_language_of_the_project(build: Build):
    files = {
        "index.md": "# Start\n\n```{meeting-list}\n```\n",
        "meetings/a.md": "# Treffen am 23. April 2025\n\nText.\n",
        "meetings/b.md": "---\ndate: 24.04.2025 um 15 Uhr\n---\n# B\n\nText.\n",
        "meetings/2025/05-Mai/06-c.md": "# C\n\nText.\n",
        "meetings/2025-07.md": "# Treffen\n\nText.\n",
        "meetings/d.rst": ":date: Mo., 11.-12. August 2025\n\nD\n=\n\nText.\n",
    }
    built = build(files, conf={"language": "de"})
    assert built.warnings == []
    # a title that says nothing gets the month, and none that says the day has it beside it
    rows = built.seen("index").select(".meetings-list time, .meetings-entry-title")
    shown = [text for row in rows if (text := row.get_text())]
    assert [text.replace("\N{THIN SPACE}", "").replace("\N{EN DASH}", "-") for text in shown] == [
        *("11.-12. August 2025", "D", "Treffen, Juli 2025", "6. Mai 2025", "C"),
        *("24. April 2025", "B", "15:00", "Treffen am 23. April 2025"),
    ]


def test_what_is_wrong_is_said_where_it_is(build: Build):
    files = {
        "index.md": "# Home\n",
        "meetings/05-06-2026.md": "# A\n",
        "meetings/2024/2025-01-02-b.md": "# B\n",
        "meetings/2025-01-03.md": "# C on Thursday, January 3\n",
        "meetings/d.md": "---\ntitle: D\ndate: 2025-01-04 soon\n---\n\nText.\n",
        "meetings/e.rst": ":date: 2025-01-05 17:00 IST\n\nE\n=\n\nText.\n",
        "meetings/2025-01-06.mdx": "# Call, January 7, 2025\n",
    }
    built = build(files)
    parts = sorted(warning.partition(" WARNING: ")[::2] for warning in built.warnings)
    assert [place for place, _ in parts] == [
        "meetings/05-06-2026.md:1:",
        "meetings/2024/2025-01-02-b.md:1:",
        "meetings/2025-01-03.md:1:",
        "meetings/2025-01-06.mdx:1:",
        "meetings/d.md:3:",
        "meetings/e.rst:1:",
    ]
    said = [
        "'05-06-2026' in the path may be 2026-05-06 or 2026-06-05; rename the file, or add",
        "the folder 2024 contradicts the rest of the path, which says 2025-01-02; move",
        "2025-01-03 is a Friday, not 'Thursday'; correct one of them",
        "the heading says 2025-01-07, which contradicts the path, which says 2025-01-06",
        "'soon' is ignored, since it is neither a date nor a time of day; use HH:MM",
        "'IST' may be Asia/Kolkata, Asia/Jerusalem or Europe/Dublin; use one of these",
    ]
    assert all(text in message for text, (_, message) in zip(said, parts, strict=True))
    assert record_date(built, "meetings/d") == dt.date(2025, 1, 4)
