"""The files of calendars in builds: which there are, links to them, and edits."""

from __future__ import annotations

import pytest
from support.builds import Build, Built

NOTE = "---\n{0}---\n# Call\n\nText.\n"
SERIES = "call:\n  title: The call\n  start: 2026-01-06 17:00\n  timezone: Europe/London\n  every: week\n"
FILES = {
    "meetings/2026-01-06.md": NOTE.format("series: call\n"),
    "meetings/2026-01-07.md": NOTE.format(""),
    "meetings/2026-01-08.md": NOTE.format("unlisted: true\n"),
    "meetings/2026-01.md": NOTE.format(""),
    "meetings/log.md": "# Log\n\n## 2026-02-03\n\nA.\n\n## 2026-02-04\n\nB.\n",
    "meetings/series.yml": SERIES,
}
CONF = {"meetings_schedule": "meetings/series.yml", "meetings_today": "2026-01-10"}


def calendars(built: Built) -> dict[str, str]:
    return {
        path.relative_to(built.outdir).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(built.outdir.rglob("*.ics"))
    }


def links(built: Built, page: str) -> list[tuple[str, str]]:
    found = built.seen(page).select('link[type="text/calendar"]')
    return [(link["title"], link["href"]) for link in found]


@pytest.mark.parametrize(("builder", "page"), [("html", "{}"), ("dirhtml", "{}/index")])
def test_files_and_links(build: Build, builder: str, page: str) -> None:
    built = build(FILES, builder=builder, conf=CONF)
    assert not built.warnings
    assert list(calendars(built)) == [
        "meetings/2026-01-06.ics",
        "meetings/2026-01-07.ics",
        "meetings/calendar.ics",
        "meetings/log-log-2026-02-03.ics",
        "meetings/log-log-2026-02-04.ics",
        "meetings/series/call/calendar.ics",
    ]
    up = "../" * (builder == "dirhtml")
    note = page.format("meetings/2026-01-06")
    assert links(built, note) == [("Call", f"{up}2026-01-06.ics")]
    assert links(built, "meetings/index") == [("Meetings", "calendar.ics")]
    assert links(built, "meetings/series/call/index") == [("The call", "calendar.ics")]
    assert not links(built, page.format("meetings/2026-01-08"))


def test_addresses_need_the_address_of_the_site(build: Build) -> None:
    built = build(FILES, conf=CONF)
    assert "URL:" not in calendars(built)["meetings/2026-01-07.ics"]
    based = built.again(conf=CONF | {"html_baseurl": "https://x.example/docs"})
    assert (
        "URL:https://x.example/docs/meetings/2026-01-07.html"
        in calendars(based)["meetings/2026-01-07.ics"]
    )


def test_edits_change_only_what_they_touch(build: Build) -> None:
    built = build(FILES, conf=CONF)
    before = calendars(built)
    # another day changes nothing
    later = built.again(conf=CONF | {"meetings_today": "2026-03-01"})
    assert calendars(later) == before
    moved = SERIES + "  moved: {2026-01-13: 2026-01-14}\n"
    again = built.again({"meetings/series.yml": moved}, conf=CONF)
    after = calendars(again)
    assert {name for name in before if before[name] != after[name]} == {
        "meetings/calendar.ics",
        "meetings/series/call/calendar.ics",
    }
    clean = build(FILES | {"meetings/series.yml": moved}, conf=CONF)
    assert calendars(clean) == after
    off = built.again(conf=CONF | {"meetings_calendars": False})
    assert not calendars(off)
    assert not links(off, "meetings/index")
