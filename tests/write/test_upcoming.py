"""The meetings to come on pages: words, HTML, other builders, and incremental builds."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from support.builds import Build, Built, Files

from sphinxcontrib_meetings.archive.upcoming import Distance, Regularity
from sphinxcontrib_meetings.parse.schedules import parse_schedule
from sphinxcontrib_meetings.write.upcoming_wording import distance, regularity

START = {"start": "2026-01-06 17:00", "timezone": "Europe/London"}
CALL: dict[str, Any] = {
    **START,
    "title": "Community <call>",
    "path": "meetings/*",
    "every": "week on Tuesday",
    "duration": "50 min",
    "location": "Room 4",
    "join": "https://meet.example.org/call?a=1&b=2",
    "agenda": "agenda.md",
    "cancelled": {"2026-06-09": "Summer <break>"},
    "moved": {"2026-06-16": "2026-06-17 18:00"},
}
BOARD = {"start": "2026-06-01 09:00", "timezone": "America/New_York", "every": "week"}
NOTE = "# June call\n\nText.\n"
FILES: Files = {
    "index.md": "# Home\n\n```{meeting-next}\n```\n",
    "list.rst": ":orphan:\n\nList\n====\n\n.. meeting-upcoming::\n   :limit: 3\n   :series: call\n",
    "agenda.md": "---\norphan: true\n---\n# Agenda\n",
    "bare.md": "---\norphan: true\n---\n# Bare\n",
    "meetings/2026-05-26.md": "# May call\n\nText.\n",
    "meetings/2026-06-02.md": NOTE,
}
CONF = {"meetings_schedule": "series.yml", "meetings_today": "2026-06-01 12:00"}


def schedules(**changes: dict[str, Any]) -> dict[str, str]:
    return {"series.yml": yaml.safe_dump({"call": CALL} | changes, allow_unicode=True)}


def words(built: Built, page: str, selector: str) -> list[str]:
    return [" ".join(one.get_text(" ").split()) for one in built.seen(page).select(selector)]


# ── words ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("every: week", "Every week on Tuesday at 17:00, Europe/London."),
        ("every: 2 weeks on Tue and Thu", "Every 2 weeks on Tuesday and Thursday at 17:00"),
        ("every: weekdays", "Every week from Monday to Friday at 17:00"),
        ("every: day", "Every day at 17:00"),
        ("every: 3 days", "Every 3 days at 17:00"),
        ("every: first Tuesday of the month", "The first Tuesday of every month at 17:00"),
        ("every: first and third Tuesday", "The first and third Tuesday of every month at 17:00"),
        ("every: last Thursday", "The last Thursday of every month at 17:00"),
        ("every: first Tuesday of the quarter", "The first Tuesday of every 3 months at 17:00"),
        (
            "every: first Tuesday of January and July",
            "The first Tuesday of January and July at 17:00",
        ),
        ("every: last day of the month", "The last day of every month at 17:00"),
        ("every: day 15 of the month", "Day 15 of every month at 17:00"),
        ("every: month", "Day 6 of every month at 17:00"),
        ("every: year", "Every year on January 6 at 17:00"),
        ("{every: week, until: 2026-06-30}", "Every week on Tuesday until June 30, 2026 at 17:00"),
        (
            "every: [first Tuesday of every 2 months, first Tuesday of every 2 months at 09:00]",
            "The first Tuesday of every 2 months at 17:00 and the first Tuesday of every 2 months "
            "at 09:00",
        ),
        (
            "every: [Tuesdays, first Friday of the month]",
            "Every week on Tuesday and the first Friday of every month at 17:00",
        ),
        ("rrule: FREQ=MONTHLY;BYMONTHDAY=-2", "Day 2 from the end of every month at 17:00"),
        ("rrule: FREQ=WEEKLY;BYDAY=TU;BYMONTH=3,4", "Every week on Tuesday in March and April"),
        ("rrule: FREQ=MONTHLY;BYDAY=TU", "Every Tuesday of every month at 17:00"),
        # words that say too little would be wrong
        ("rrule: FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1", ""),
        ("rrule: FREQ=YEARLY;BYDAY=20TU", ""),
        ("rrule: FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", ""),
        ("rrule: FREQ=MONTHLY;INTERVAL=2;BYMONTH=1,2;BYDAY=1TU", ""),
        ("extra: [2026-07-01]", ""),
        (
            "every: fifth Tuesday of the month",
            "The fifth Tuesday of every month at 17:00, Europe/London. Months without such a day "
            "have no meeting.",
        ),
        ("every: day 31 of the month", "Day 31 of every month at 17:00, Europe/London. Months"),
    ],
)
def test_rules_in_words(rule: str, expected: str) -> None:
    schedule, _ = parse_schedule(START | yaml.safe_load(rule))
    assert schedule
    skips = "fifth" in rule or "31" in rule
    text = regularity(Regularity(schedule.recurrences, schedule.timezone, skips), "en")
    assert text.startswith(expected)
    assert bool(text) == bool(expected)


def test_names_of_days_and_months_are_those_of_the_language() -> None:
    schedule, _ = parse_schedule(START | {"every": "first Tuesday of January and July"})
    assert schedule
    found = Regularity(schedule.recurrences, schedule.timezone, skips_months=False)
    assert regularity(found, "de") == (
        "The first Dienstag of Januar and Juli at 17:00, Europe/London."
    )


@pytest.mark.parametrize(
    ("found", "english", "german"),
    [
        (Distance(0, "now"), "now", "now"),
        (Distance(0, "day"), "today", "today"),
        (Distance(1, "day"), "tomorrow", "in 1 Tag"),
        (Distance(13, "day"), "in 13 days", "in 13 Tagen"),
        (Distance(2, "week"), "in 2 weeks", "in 2 Wochen"),
        (Distance(14, "month"), "in 14 months", "in 14 Monaten"),
    ],
)
def test_distances_in_words(found: Distance, english: str, german: str) -> None:
    assert (distance(found, "en"), distance(found, "de")) == (english, german)


# ── HTML ──────────────────────────────────────────────────────────────────────

DASH = "\N{EN DASH}"
NEXT = f"""\
<div class="meetings-upcoming meetings-next" data-meetings-limit="1">
<ul class="meetings-list">
<li class="meetings-entry" data-meetings-until="2026-06-02T17:50+01:00">
<div aria-hidden="true" class="meetings-date"><span data-text="Jun"></span><span data-text="2"></span>\
<span data-text="Tue"></span></div>
<div class="meetings-what">
<p class="meetings-entry-title"><a class="reference internal" href="meetings/2026-06-02.html">\
June call</a></p>
<ul class="meetings-facts">
<li><time datetime="2026-06-02T17:00+01:00">Tuesday, June 2, 2026, 17:00{DASH}17:50 Europe/London\
</time></li>
<li><span class="meetings-own" data-meetings-end="2026-06-02T17:50+01:00" hidden="hidden"></span>\
</li>
<li>Room 4</li>
</ul>
<p class="meetings-doors"><a class="reference external meetings-join" \
href="https://meet.example.org/call?a=1&amp;b=2">Join</a> \
<a class="reference internal" href="agenda.html">Agenda</a></p>
</div>
<p class="meetings-distance">tomorrow</p>
</li>
</ul>
<template>
"""
CANCELLED = f"""\
<li class="meetings-entry meetings-off" data-meetings-until="2026-06-09T17:50+01:00">
<div aria-hidden="true" class="meetings-date"><span data-text="Jun"></span><span data-text="9"></span>\
<span data-text="Tue"></span></div>
<div class="meetings-what">
<p class="meetings-entry-title"><span>Community &lt;call&gt;</span></p>
<ul class="meetings-facts">
<li><span class="meetings-flag meetings-flag-cancelled">cancelled</span></li>
<li>Summer &lt;break&gt;</li>
<li><time datetime="2026-06-09T17:00+01:00"><span class="meetings-hidden">Tuesday, June 9, 2026, \
</span>17:00{DASH}17:50 Europe/London</time></li>
</ul>
</div>
</li>
"""


@pytest.fixture(scope="module")
def site(shared_build: Build) -> Built:
    built = shared_build(FILES | schedules(), conf=CONF)
    assert built.warnings == []
    return built


def test_the_card_and_the_rows(site: Built) -> None:
    assert NEXT in site.text("index.html")
    assert CANCELLED in site.text("list.html")
    rows = words(site, "list", ".meetings-upcoming > ul > li .meetings-what")
    assert rows == [
        f"June call Tuesday, June 2, 2026, 17:00{DASH}17:50 Europe/London",
        f"Community <call> cancelled Summer <break> Tuesday, June 9, 2026, 17:00{DASH}17:50 "
        "Europe/London",
        f"Community <call> Wednesday, June 17, 2026, 18:00{DASH}18:50 Europe/London moved from "
        "June 16, 2026, 17:00",
    ]
    assert words(site, "list", ".meetings-rule") == [
        "Every week on Tuesday at 17:00, Europe/London."
    ]
    for page, number in (("index", 25), ("list", 23)):
        # those that follow are there, but not shown
        (template,) = site.seen(page).select(".meetings-upcoming > template")
        assert len(template.find_all("li", "meetings-entry")) == number
        (empty,) = site.seen(page).select(".meetings-empty")
        assert empty.has_attr("hidden")


def test_scheduled_ones_are_apart_on_the_overview(site: Built) -> None:
    for page in ("meetings/index", "meetings/series/call/index"):
        titles = words(site, page, ".meetings-group")
        assert titles[0] == "Next meeting"
        assert titles[-2:] == ["Upcoming meetings", "Past meetings"]
        rows = words(site, page, ".meetings-upcoming:not(.meetings-next) > ul .meetings-what")
        assert len(rows) == 5
        assert rows[1].startswith("Community <call> scheduled Wednesday, June 17, 2026")
        held = site.seen(page).select(".meetings-group")[-1].find_next_siblings("ul")
        titles = [
            title.get_text() for one in held for title in one.select(".meetings-entry-title")
        ]
        assert titles == ["May call"]


def test_the_header_has_the_join_link_until_the_meeting_is_over(site: Built) -> None:
    (link,) = site.seen("meetings/2026-06-02").select(".meetings-header a.meetings-join")
    assert (link["href"], link["data-meetings-over"]) == (CALL["join"], "2026-06-02T17:50+01:00")
    assert "meetings-join" not in site.text("meetings/2026-05-26.html")


def test_the_script_is_loaded_only_where_it_is_used(site: Built) -> None:
    pages = {path.relative_to(site.outdir).as_posix() for path in site.outdir.rglob("*.html")}
    loading = {page for page in pages if "meetings-upcoming.js" in site.text(page)}
    assert loading == {page for page in pages if "meetings-upcoming.css" in site.text(page)}
    assert loading == {
        *("index.html", "list.html", "meetings/2026-06-02.html", "meetings/index.html"),
        "meetings/series/call/index.html",
    }


@pytest.mark.parametrize(
    ("options", "today", "said"),
    [
        ("", "2027-01-01", "No meeting is scheduled."),
        (":empty: Ask us *when*.", "2027-01-01", "Ask us *when*."),
        # the page has half a year, and there is more
        ("", "2026-06-01", "This page is out of date: the meetings that it knows are over."),
    ],
)
def test_what_is_said_where_there_is_none(
    options: str, today: str, said: str, build: Build
) -> None:
    until = {} if today < "2027" else {"until": "2026-12-31"}
    index = f"# Home\n\n```{{meeting-next}}\n{options}\n```\n"
    files = {"index.md": index, **schedules(call={**START, "every": "week", **until})}
    built = build(files, conf=CONF | {"meetings_today": today})
    (empty,) = built.seen("index").select(".meetings-empty")
    assert empty.get_text() == said
    assert empty.has_attr("hidden") == (not until)


@pytest.mark.parametrize(
    ("directive", "option", "message"),
    [
        ("upcoming", ":limit: 0", "limit: '0' is not a number from 1 to 100; use one, like 5"),
        ("upcoming", ":limit: all", "limit: 'all' is not a number; use digits, like 10"),
        ("upcoming", ":limt: 2", "unknown option 'limt'. Did you mean 'limit'?"),
        ("next", ":limit: 2", "unknown option 'limit'. The options are series, empty."),
        ("next", ":series: cal", "no meeting has the series 'cal'. Did you mean 'call'?"),
    ],
)
def test_options_that_cannot_be_used(
    directive: str, option: str, message: str, build: Build
) -> None:
    index = f"# Home\n\n```{{meeting-{directive}}}\n{option}\n```\n"
    built = build({"index.md": index, **schedules(call={**CALL, "agenda": ""})}, conf=CONF)
    (warning,) = built.warnings
    assert message in warning
    assert warning.startswith("index.md:3: ")


@pytest.mark.parametrize("name", ["index.md", "index.rst", "index.mdx"])
def test_every_dialect(name: str, build: Build) -> None:
    if name.endswith("rst"):
        text = "Home\n====\n\n.. meeting-next::\n   :series: call\n\n.. meeting-upcoming::\n"
    else:
        text = "# Home\n\n```{meeting-next}\n:series: call\n```\n\n```{meeting-upcoming}\n```\n"
    files = {name: f"{text}", "agenda.md": FILES["agenda.md"], **schedules()}
    built = build(files, conf=CONF)
    assert built.warnings == []
    limits = [one["data-meetings-limit"] for one in built.seen("index").select("main div, div")
              if one.has_attr("data-meetings-limit")]  # fmt: skip
    assert limits == ["1", "5"]


def test_an_agenda_may_be_a_url_a_document_or_words(build: Build) -> None:
    for agenda, html in (
        ("https://pad.example.org/a", 'href="https://pad.example.org/a">Agenda</a>'),
        ("agenda", 'href="agenda.html">Agenda</a>'),
        ("/agenda.md", 'href="agenda.html">Agenda</a>'),
        ("In the <chat>", "Agenda: In the &lt;chat&gt;"),
        ("javascript://x%0aalert(1)", "Agenda: javascript://x%0aalert(1)</p>"),
    ):
        files = {"index.md": FILES["index.md"], "agenda.md": FILES["agenda.md"]}
        built = build(files | schedules(call=CALL | {"agenda": agenda}), conf=CONF)
        assert html in built.text("index.html"), agenda


def test_other_languages(build: Build) -> None:
    built = build(FILES | schedules(), conf=CONF | {"language": "de"})
    (card,) = words(built, "index", ".meetings-upcoming > ul > li")
    assert f"Dienstag, 2. Juni 2026, 17:00{DASH}17:50 Europe/London" in card
    assert card.endswith("in 1 Tag")


# ── other builders ────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("builder", "file"),
    [
        ("dirhtml", "index.html"),
        ("singlehtml", "index.html"),
        ("epub", "index.xhtml"),
        ("text", "index.txt"),
        ("latex", "*.tex"),
        ("texinfo", "*.texi"),
        ("man", "*.1"),
    ],
)
def test_every_builder_has_dates_reasons_and_links(builder: str, file: str, build: Build) -> None:
    index = "# Home\n\n```{meeting-next}\n```\n\n```{meeting-upcoming}\n:series: call\n```\n"
    built = build(
        FILES | schedules() | {"index.md": index},
        conf=CONF | {"copyright": "Us", "version": "1"},
        builder=builder,
    )
    assert built.warnings == []
    (path,) = built.outdir.glob(file)
    # in manual pages, URLs have places where they may be broken
    text = path.read_text("utf-8").replace("\\:", "")
    said = " ".join(text.split())
    for expected in ("June 2, 2026", "June call", "Summer", "moved from June 16, 2026", "Room 4"):
        assert expected in said, expected
    assert "meet.example.org/call" in said
    has_script = "meetings-upcoming.js" in text
    assert has_script == builder.endswith("html")
    # readers of books have no day of the build
    assert ("tomorrow" in said) == builder.endswith("html")


def test_text(build: Build) -> None:
    index = "# Home\n\n```{meeting-next}\n```\n\n```{meeting-upcoming}\n:limit: 3\n```\n"
    built = build(FILES | schedules() | {"index.md": index}, conf=CONF, builder="text")
    assert (
        built.text("index.txt")
        == f"""\
Home
****

June call, Tuesday, June 2, 2026 17:00{DASH}17:50 Europe/London (Room 4)

* Join: https://meet.example.org/call?a=1&b=2

* Agenda

Every week on Tuesday at 17:00, Europe/London.

* June call, Tuesday, June 2, 2026 17:00{DASH}17:50 Europe/London (Room 4)

* Community <call>, Tuesday, June 9, 2026 17:00{DASH}17:50 Europe/London
  (cancelled; Summer <break>; Room 4)

* Community <call>, Wednesday, June 17, 2026 18:00{DASH}18:50 Europe/London
  (moved from June 16, 2026, 17:00; Room 4)

Every week on Tuesday at 17:00, Europe/London.
"""
    )


# ── incremental builds ────────────────────────────────────────────────────────


def written(built: Built, files: Files | None = None, **conf: object) -> tuple[Built, set[str]]:
    """Build again; return what was built, and which pages were written."""
    before = {path: path.stat().st_mtime_ns for path in built.outdir.rglob("*.html")}
    again = built.again(files, conf=CONF | conf)
    # what Sphinx writes in every build
    always = {"genindex.html", "search.html", "meeting-tags.html", "meeting-people.html"}
    pages = {
        path.relative_to(again.outdir).as_posix()
        for path in again.outdir.rglob("*.html")
        if path.stat().st_mtime_ns != before.get(path)
    }
    return again, pages - always


def test_edits_of_schedules_and_other_days_write_just_the_pages_concerned(build: Build) -> None:
    built = build(FILES | schedules(board=BOARD), conf=CONF)
    built, pages = written(built)
    assert pages == set()
    all_upcoming = {"index.html", "meetings/index.html"}
    of_call = {"list.html", "meetings/series/call/index.html"}
    of_board = {"meetings/series/board/index.html"}
    # a reason is shown where its meeting is
    edited = CALL | {"cancelled": {"2026-06-09": "Holidays"}}
    built, pages = written(built, schedules(call=edited, board=BOARD))
    assert pages == {"list.html", "meetings/index.html", "meetings/series/call/index.html"}
    # the other series
    later = BOARD | {"start": "2026-06-01 09:30"}
    built, pages = written(built, schedules(call=edited, board=later))
    assert pages == all_upcoming | of_board
    # the headers of those to come
    other = edited | {"join": "https://meet.example.org/other"}
    built, pages = written(built, schedules(call=other, board=later))
    # those with the next meeting
    overviews = {"meetings/index.html", "meetings/series/call/index.html"}
    assert pages == {"index.html", "meetings/2026-06-02.html", *overviews}
    # a later minute of the same day says nothing else
    built, pages = written(built, meetings_today="2026-06-01 12:30")
    assert pages == set()
    built, pages = written(built, meetings_today="2026-06-02 12:00")
    assert pages == all_upcoming | of_call | of_board
    # it has ended, and the header of its note has no link any more
    built, pages = written(built, meetings_today="2026-06-02 16:50")
    assert {"meetings/2026-06-02.html", "meetings/index.html", "list.html"} <= pages
    assert "meetings/2026-05-26.html" not in pages
    assert "bare.html" not in pages
    assert "meetings-join" not in built.text("meetings/2026-06-02.html")


def test_now_is_said_while_a_meeting_lasts(build: Build) -> None:
    built = build(FILES | schedules(), conf=CONF | {"meetings_today": "2026-06-02 16:10"})
    assert words(built, "index", "ul > li > .meetings-now") == ["now"]
    built, _ = written(built, meetings_today="2026-06-02 16:50")
    assert words(built, "index", ".meetings-upcoming > ul > li > .meetings-distance") == [
        "in 2 weeks"
    ]
