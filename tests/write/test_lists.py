"""Series, what is to come, calendars, books, sidebars, indices, other projects."""

from __future__ import annotations

import json
import re
from pathlib import Path
from textwrap import indent
from typing import Any
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from support.builds import Build, Built
from support.lists import NOTES, one_by_one, titles

from sphinxcontrib_meetings.read.directives.lists import (
    CALENDAR_OPTIONS,
    LIST_OPTIONS,
    NEXT_OPTIONS,
    UPCOMING_OPTIONS,
)

SERIES = {
    "weekly": {"title": "Weekly call", "path": "meetings/weekly/*", "description": "Every week."},
    "board": {"title": "Board"},
}
IN_SERIES = {
    "meetings/weekly/2024-01-01-one.md": "---\ntags: [x]\nauthors: ada\n---\n# W1\n\nText.\n",
    "meetings/weekly/2024-01-08-two.md": "---\ntags: [x, y]\n---\n# W2\n\nText.\n",
    "meetings/2024-01-05-board.md": "---\nseries: Board\ntags: [x]\n---\n# B1\n\nText.\n",
    "meetings/2024-01-06-other.md": "# O1\n\nText.\n",
}


def test_series_are_archives_of_their_own(build: Build):
    built = build(IN_SERIES, conf={"meetings_series": SERIES})
    assert built.warnings == []
    assert titles(built.seen("meetings/index")) == ["W2", "O1", "B1", "W1"]
    weekly = built.seen("meetings/series/weekly/index")
    assert weekly.h1.get_text().startswith("Weekly call")
    assert "Every week." in weekly.get_text()
    assert titles(weekly) == ["W2", "W1"]
    assert titles(built.seen("meetings/series/weekly/tags/x")) == ["W2", "W1"]
    assert titles(built.seen("meetings/series/board/tags/x")) == ["B1"]
    assert titles(built.seen("meetings/series/weekly/year/2024")) == ["W2", "W1"]
    assert titles(built.seen("meetings/series/weekly/people/ada")) == ["W1"]
    assert titles(built.seen("meetings/tags/x")) == ["W2", "B1", "W1"]
    header = built.seen("meetings/weekly/2024-01-08-two").select_one(".meetings-header")
    parents = [(a.get_text(), a["href"]) for a in header.select(".meetings-parents a")]
    assert parents == [
        ("Meetings", "../index.html"),
        ("Weekly call", "../series/weekly/index.html"),
        ("2024", "../series/weekly/year/2024.html"),
    ]
    assert [a.get_text() for a in header.select(".meetings-neighbour")] == ["W1"]


@pytest.mark.parametrize("field", ["tags", "authors"])
def test_names_in_addresses_are_the_same_in_every_series(build: Build, field: str):
    notes = {
        "meetings/2024-01-01-a.md": f"---\nseries: board\n{field}: [C]\n---\n# A\n",
        "meetings/2024-01-02-b.md": f"---\n{field}: [c]\n---\n# B\n",
    }
    built = build(notes)
    folder = {"tags": "tags", "authors": "people"}[field]
    pages = {path.name for path in (built.outdir / "meetings" / folder).glob("c*.html")}
    assert len(pages) == 2
    assert [
        path.name for path in built.outdir.glob(f"meetings/series/board/{folder}/c*.html")
    ] == [*(pages - {"c.html"})]


def test_a_note_is_in_a_series_by_its_own_word_too(build: Build):
    note = {"notes/2024-01-09-c.md": "---\nseries: weekly\n---\n# C1\n\nText.\n"}
    conf = {"meetings_series": SERIES, "meetings_path": ["notes/*"], "meetings_root": "meetings"}
    # the pattern of a series says which documents are meetings, like meetings_path
    built = build(note | IN_SERIES, conf=conf)
    assert titles(built.seen("meetings/series/weekly/index")) == ["C1", "W2", "W1"]
    listed = build(
        note | IN_SERIES | {"index.md": "# H\n\n```{meeting-list}\n:series: Weekly call\n```\n"},
        conf=conf,
    )
    assert titles(listed.seen("index")) == ["C1", "W2", "W1"]


WEEKLY = ["weekly", "Weekly", "Weekly call"]


@pytest.mark.parametrize("series", WEEKLY)
def test_a_day_of_a_series_by_its_key_or_title(shared_build: Build, series: str):
    pages = [f"# H\n\n{{meeting:ref}}`{name}/2024-01-01`\n" for name in WEEKLY]
    built = shared_build(IN_SERIES | one_by_one(pages), conf={"meetings_series": SERIES})
    assert built.warnings == []
    page = built.seen(f"page{WEEKLY.index(series)}")
    assert page.select_one("a.reference.internal").get_text() == "W1"


def test_an_unknown_series_warns(build: Build):
    note = {"meetings/2024-01-01-a.md": "---\nseries: weakly\n---\n# A\n\nText.\n"}
    built = build(note, conf={"meetings_series": SERIES})
    assert built.warnings == [
        "meetings/2024-01-01-a.md:2: WARNING: unknown series 'weakly'. Did you mean 'weekly'? "
        "[meetings.series]"
    ]
    assert titles(built.seen("meetings/series/weakly/index")) == ["A"]
    assert build(note).warnings == []


def test_a_bad_series_warns(build: Build):
    series = {"a": "text", "b": {"tittle": "B"}, "c": {"path": 5}, "": {"title": "D"}}
    built = build(NOTES, conf={"meetings_series": series})
    assert [re.sub(r" \[.*", "", warning) for warning in built.warnings] == [
        "WARNING: meetings_series: 'b' has an unknown entry 'tittle'. Did you mean 'title'?",
        "WARNING: meetings_series: 'a' is not a mapping; give it 'title', 'description' and 'path'",
        "WARNING: meetings_series: 'c' has an invalid path 5; use a pattern, or a list of them",
        "WARNING: meetings_series: '' is not a valid key; a series needs a non-empty key",
    ]
    assert not built.seen("meetings/2024-01-02-one").find(string="D")


def test_what_is_to_come_stands_apart(build: Build):
    built = build(NOTES, conf={"meetings_today": "2024-01-15", "meetings_per_page": 1})
    page = built.seen("meetings/index")
    assert [r.get_text() for r in page.select(".rubric")] == [
        *("Next meeting", "Latest meeting", "Browse", "Upcoming meetings", "Past meetings"),
    ]
    assert titles(page) == ["Two", "Two", "Three", "One"]
    later = built.again(conf={"meetings_today": "2026-01-01", "meetings_per_page": 1})
    assert titles(later.seen("meetings/index")) == ["Three"]
    assert titles(later.seen("meetings/page/3")) == ["One"]


def test_tags_and_people_are_cross_linked(build: Build):
    built = build(NOTES)
    tag = built.seen("meetings/tags/x")
    assert shortcuts(tag) == {"People": ["ada", "bo"], "Related tags": ["C#", "C++"]}
    # the list of meetings is no part of what stands above it
    assert tag.select(".rubric") == []
    person = built.seen("meetings/people/ada")
    assert shortcuts(person) == {"Tags": ["x", "C#", "C++"]}


def shortcuts(page: BeautifulSoup) -> dict[str, list[str]]:
    return {
        row.p.get_text(): [a.get_text() for a in row.select("a")]
        for row in page.select(".meetings-shortcuts")
    }


@pytest.mark.parametrize(
    ("theme", "options", "shown"),
    [
        ("furo", {}, True),
        ("sphinx_book_theme", {}, True),
        # in its sidebar
        ("alabaster", {}, False),
        ("sphinx_rtd_theme", {}, False),
        ("pydata_sphinx_theme", {}, False),
        ("pydata_sphinx_theme", {"article_header_start": []}, True),
    ],
)
# theirs, not ours
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")
def test_the_pages_above_are_named_once(
    build: Build, theme: str, options: dict[str, list[str]], shown: bool
):
    if theme != "alabaster":
        pytest.importorskip(theme)
    built = build(NOTES, conf={"html_theme": theme, "html_theme_options": options})
    above = [("Meetings", "../index.html"), ("Tags", "index.html")]
    found = built.seen("meetings/tags/x").select(".meetings-parents a")
    assert [(a.get_text(), a["href"]) for a in found] == (above if shown else [])
    header = built.seen("meetings/2024-01-02-one").select_one(".meetings-header")
    assert bool(header.select(".meetings-parents")) is shown


def test_calendar_of_a_month(build: Build):
    index = "# Home\n\n```{meeting-calendar}\n:month: 2024-01\n```\n"
    built = build(NOTES | {"index.md": index})
    assert built.warnings == []
    (table,) = built.seen("index").select("table.meetings-calendar")
    assert table.caption.get_text().startswith("January 2024")
    assert [th.get_text() for th in table.select("th")] == [
        "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun",
    ]  # fmt: skip
    cells = [td.get_text(" ", strip=True) for td in table.select("td")]
    assert len(cells) == 35
    assert cells[:3] == ["1", "2 One", "3"]
    assert table.select_one("td a")["href"] == "meetings/2024-01-02-one.html"


def test_calendar_of_a_year_and_of_today(build: Build):
    index = "Home\n====\n\n.. meeting-calendar::\n   :year: 2024\n   :tag: C++\n\n.. meeting-calendar::\n"
    built = build(NOTES | {"index.rst": index}, conf={"meetings_today": "2025-03-31"})
    assert built.warnings == []
    tables = built.seen("index").select("table")
    assert [table["class"][-1] for table in tables] == [
        *["meetings-small-month"] * 12,
        "meetings-calendar",
    ]
    links = [[a.get_text() for a in table.select("td a")] for table in tables]
    assert links == [["2, Tuesday, January: One"], *[[]] * 11, ["Three"]]
    assert [th["abbr"] for th in tables[0].select("th")][:2] == ["Monday", "Tuesday"]
    assert not built.seen("index").select("table.meetings-small-month [aria-current]")
    now = built.again(conf={"meetings_today": "2024-03-05"}).seen("index")
    assert [td.get_text() for td in now.select("td[aria-current=date]")] == ["5"]
    german = built.again(conf={"language": "de", "meetings_today": "2025-03-31"})
    last = german.seen("index").select("table.meetings-calendar")[-1]
    assert last.caption.get_text().startswith("März 2025")
    assert last.th.get_text() == "Mo."


ENDS_OF_TIME = ["year: 9999", "year: 1", "month: 9999-12", "month: 0001-01"]


@pytest.mark.parametrize("option", ENDS_OF_TIME)
def test_calendars_where_time_begins_and_ends(shared_build: Build, option: str):
    pages = [f"# Home\n\n```{{meeting-calendar}}\n:{end}\n```\n" for end in ENDS_OF_TIME]
    built = shared_build(NOTES | one_by_one(pages))
    assert built.warnings == []
    last = built.seen(f"page{ENDS_OF_TIME.index(option)}").select("table")[-1]
    assert [td.get_text(strip=True) for td in last.select("td") if td.get_text(strip=True)] == [
        f"{day}" for day in range(1, 32)
    ]


def test_each_series_is_one_group(build: Build):
    index = "# Home\n\n```{meeting-list}\n:group-by: series\n```\n"
    built = build(IN_SERIES | {"index.md": index}, conf={"meetings_series": SERIES})
    page = built.seen("index")
    assert [rubric.get_text() for rubric in page.select(".rubric")] == [
        "Weekly call",
        "Other meetings",
        "Board",
    ]
    assert titles(page) == ["W2", "W1", "O1", "B1"]


BAD_OPTIONS = pytest.mark.parametrize(
    ("directive", "option", "message"),
    [
        ("meeting-list", ":sort: newset", "sort: 'newset' is not one of newest, oldest. Did you mean 'newest'?"),
        ("meeting-list", ":limit: many", "limit: 'many' is not a number; use digits, like 10"),
        ("meeting-list", ":before: soon", "before: 'soon' is not a valid date; use YYYY-MM-DD, like 2026-11-23"),
        ("meeting-list", ":format: tabel", "format: 'tabel' is not one of list, table, cards, compact. Did you mean 'table'?"),
        ("meeting-list", ":year: 0", "year: '0' is not a valid year; use YYYY, like 2026"),
        ("meeting-calendar", ":month: March", "month: 'March' is not a valid month; use YYYY-MM, like 2026-11"),
        ("meeting-list", ":role: speakr", "Did you mean 'speaker'?"),
        ("meeting-list", ":status: canceled", "status: 'canceled' is not one of confirmed, tentative, cancelled. Did you mean 'cancelled'?"),
        ("meeting-list", ":group-by: yaer", "group-by: 'yaer' is not one of year, month, series. Did you mean 'year'?"),
        ("meeting-list", ":excerpt: flase", "excerpt: 'flase' is not one of true, false. Did you mean 'false'?"),
        ("meeting-list", ":year: MMXX", "year: 'MMXX' is not a number; use digits, like 10"),
        ("meeting-calendar", ":month: 2026-13", "month: '2026-13' is not a valid month; use YYYY-MM, like 2026-11"),
        ("meeting-list", ":series: x", "no meeting has the series 'x'. Use one that a meeting in the archive has."),
    ],
)  # fmt: skip


@BAD_OPTIONS
def test_a_bad_option_warns_and_the_list_stays(
    shared_build: Build, directive: str, option: str, message: str
):
    cases = BAD_OPTIONS.args[1]
    pages = [f"# Home\n\n```{{{name}}}\n{line}\n```\n" for name, line, _ in cases]
    built = shared_build(NOTES | one_by_one(pages))
    assert len(built.warnings) == len(pages)
    page = f"page{cases.index((directive, option, message))}"
    (warning,) = (line for line in built.warnings if line.startswith(f"{page}.md:3: WARNING: "))
    assert message in warning
    assert built.seen(page).select(".meetings-list, .meetings-empty, .meetings-calendar")


UNKNOWN = pytest.mark.parametrize(
    ("directive", "option", "message"),
    [
        ("meeting-list", "tags", "meeting-list: unknown option 'tags'. Did you mean 'tag'?"),
        ("meeting-calendar", "limit", "meeting-calendar: unknown option 'limit'. The options are tag, "
         "person, author, role, series, status, month, year."),
        ("meeting-tags", "series", "meeting-tags: unknown option 'series'."),
        ("meeting-people", "role", "meeting-people: unknown option 'role'."),
    ],
)  # fmt: skip


@pytest.mark.parametrize("syntax", ["md", "rst"])
@UNKNOWN
def test_an_unknown_option_warns_and_the_list_stays(
    shared_build: Build, syntax: str, directive: str, option: str, message: str
):
    cases = UNKNOWN.args[1]
    pages = {
        "md": [f"# Home\n\n```{{{name}}}\n:{what}: x\n```\n" for name, what, _ in cases],
        "rst": [f"Home\n====\n\n.. {name}::\n   :{what}: x\n" for name, what, _ in cases],
    }
    built = shared_build(NOTES | one_by_one(pages[syntax], syntax))
    line = {"md": 3, "rst": 4}[syntax]
    assert len(built.warnings) == len(cases)
    page = f"page{cases.index((directive, option, message))}"
    assert [warning for warning in built.warnings if warning.startswith(f"{page}.")] == [
        f"{page}.{syntax}:{line}: WARNING: {message} [meetings.listing]"
    ]
    assert built.seen(page).select("article ul, section ul, section table")


BOOK = "Home\n====\n\nChapter\n-------\n\n.. meeting-list::\n   :tag: x\n   :include:\n   :sort: oldest\n"


BOOK_CONF = {
    "texinfo_documents": [("index", "book", "Book", "Me", "book", "", "")],
    "man_pages": [("index", "book", "Book", "Me", 1)],
    "latex_documents": [("index", "book.tex", "Book", "Me", "manual")],
}
#: builder ─► the book
BOOKS = {
    "singlehtml": "index.html",
    "latex": "book.tex",
    "texinfo": "book.texi",
    "man": "book.1",
}


@pytest.mark.parametrize("builder", BOOKS)
def test_books_hold_the_listed_notes(build: Build, builder: str):
    files = NOTES | {
        "index.rst": BOOK,
        "meetings/2024-01-02-one.md": NOTES["meetings/2024-01-02-one.md"] + "\nUnique words.\n",
    }
    built = build(files, builder=builder, conf=BOOK_CONF)
    assert built.warnings == []
    text = built.text(BOOKS[builder])
    assert "Unique words." in text
    assert text.index("Unique words.") < text.rindex("Two")
    assert "Three" not in text.replace("threeparttable", "")
    # a new note is in the next one
    again = built.again({"meetings/2024-05-05-new.md": "---\ntags: x\n---\n# N\n\nBrand new.\n"})
    assert "Brand new." in again.text(BOOKS[builder])


@pytest.mark.parametrize("builder", BOOKS)
def test_a_list_that_includes_nothing_stays_a_list(build: Build, builder: str):
    lists = (
        "Xsecond\n\n.. meeting-list::\n   :tag: x\n   :year: 2024\n   :include:\n\n"
        "Xthird\n\n.. meeting-list::\n   :tag: zzz\n   :include:\n"
    )
    built = build(NOTES | {"index.rst": f"{BOOK}\n{lists}"}, builder=builder, conf=BOOK_CONF)
    assert len(built.warnings) == 1
    assert "no meeting has the tag 'zzz'" in built.warnings[0]
    text = built.text(BOOKS[builder])
    _, again, none = re.split("Xsecond|Xthird", text)
    assert "One" in again
    assert "There are no meetings here." in " ".join(none.split())


@pytest.mark.parametrize("place", ["index", "chapter"])
def test_epub_has_the_listed_notes_in_its_contents(build: Build, place: str):
    toctree = "\n.. toctree::\n\n   {}\n   meetings/2024-02-03-two\n"
    index = (BOOK if place == "index" else "Home\n====\n") + toctree.format("chapter")
    chapter = BOOK if place == "chapter" else "Chapter\n=======\n"
    files = NOTES | {"index.rst": index, "chapter.rst": chapter}
    conf = {"version": "1", "copyright": "They"}

    def contents(built: Built) -> list[str]:
        package = built.text("content.opf")
        items = re.findall(r"<item [^>]*>", package)
        files = {
            re.search(r' id="(.*?)"', item)[1]: re.search(r' href="(.*?)"', item)[1]
            for item in items
        }
        spine = [files[node_id] for node_id in re.findall(r'<itemref idref="([^"]*)"', package)]
        linked = re.findall(r'<a href="([^"#]*)', built.text("nav.xhtml"))
        assert set(linked) <= set(spine)
        return [name for name in spine if name in linked and name.startswith("meetings/")]

    built = build(files, builder="epub", conf=conf)
    assert built.warnings == []
    # what a toctree has stays where it is
    assert contents(built) == ["meetings/2024-02-03-two.xhtml", "meetings/2024-01-02-one.xhtml"]
    shown = re.findall(r"<li><p><a[^>]*>([^<]*)</a>,", built.text(f"{place}.xhtml"))
    assert shown == ["One", "Two"]
    # the page shows nothing of that
    assert built.text("index.xhtml").count('<li class="toctree-l1"') == 2
    again = built.again({"meetings/2024-05-05-new.md": "---\ntags: x\n---\n# N\n\nBrand new.\n"})
    assert contents(again)[-1] == "meetings/2024-05-05-new.xhtml"


def test_an_included_list_stays_a_list_in_html(build: Build):
    built = build(NOTES | {"index.rst": BOOK})
    assert built.warnings == []
    assert titles(built.seen("index")) == ["One", "Two"]
    assert built.app.env.toctree_includes == {}


def test_the_sidebar_template(build: Build):
    conf = {"html_sidebars": {"**": ["meetings/recent.html"]}, "html_theme": "alabaster"}
    built = build(NOTES | {"about.md": "---\norphan: true\n---\n# About\n"}, conf=conf)
    assert built.warnings == []
    for page, link in (
        ("about", "meetings/2025-03-04-three.html"),
        ("meetings/tags/x", "../2025-03-04-three.html"),
        ("meetings/2024-01-02-one", "2025-03-04-three.html"),
    ):
        recent = built.seen(page).select_one(".meetings-recent")
        assert recent.select_one("li a")["href"] == link
        assert recent.select_one("time")["datetime"] == "2025-03-04"
    new = {"meetings/2025-12-24-new.md": "# New one\n\nText.\n"}
    again = built.again(new)
    for page in ("about", "meetings/tags/x", "meetings/2024-01-02-one"):
        assert again.seen(page).select_one(".meetings-recent li a").next.strip() == "New one"
    renamed = again.again(conf={**conf, "meetings_title": "Archive"})
    for page in ("about", "meetings/tags/x", "meetings/2024-01-02-one"):
        assert "Archive" in renamed.page(page).select_one(".meetings-recent").get_text()


@pytest.mark.parametrize("page", ["index", "search", "genindex", "meetings/2026-05-01-call"])
def test_the_sidebar_shows_what_took_place_with_its_style(shared_build: Build, page: str):
    notes = {
        f"meetings/2026-{day}-call.md": f"---\nstatus: {status}\n---\n# Call {day}\n\nText.\n"
        for day, status in (
            ("03-01", "confirmed"),
            ("04-01", "cancelled"),
            ("05-01", "confirmed"),
            ("05-20", "confirmed"),
        )
    }
    conf = {
        "html_sidebars": {"**": ["meetings/recent.html"]},
        "html_theme": "alabaster",
        "meetings_today": "2026-05-10",
    }
    shown = shared_build({"index.md": "# Home\n"} | notes, conf=conf).seen(page)
    links = shown.select(".meetings-recent li a")
    assert [link.next.strip() for link in links] == ["Call 05-01", "Call 03-01"]
    assert shown.select_one("link[rel=stylesheet][href*='meetings.css']")


def test_the_sidebar_is_empty_before_the_first_meeting(build: Build):
    conf = {
        "html_sidebars": {"**": ["meetings/recent.html"]},
        "html_theme": "alabaster",
        "meetings_today": "2020-01-01",
    }
    recent = build(NOTES, conf=conf).seen("index").select_one(".meetings-recent")
    assert recent.h3.a["href"] == "meetings/index.html"
    assert recent.ul is None


def test_the_sidebar_escapes_titles(build: Build):
    note = {"meetings/2026-01-02-a.md": "---\ntitle: 'Less <b id=x> & {{ 7 * 6 }}'\n---\nText.\n"}
    conf = {"html_sidebars": {"**": ["meetings/recent.html"]}, "html_theme": "alabaster"}
    built = build(note, conf=conf | {"meetings_title": "Ours & <i id=y>theirs"})
    page = built.seen("index")
    assert not page.select("#x, #y")
    recent = page.select_one(".meetings-recent")
    assert recent.h3.get_text() == "Ours & <i id=y>theirs"
    assert "Less <b id=x> & {{ 7 * 6 }}" in recent.li.get_text()


def test_the_sidebar_without_generated_pages(build: Build):
    conf = {"html_sidebars": {"**": ["meetings/recent.html"]}, "html_theme": "alabaster"}
    built = build(NOTES | {"about.md": "---\norphan: true\n---\n# About\n"}, conf=conf)
    recent = built.seen("about").select_one(".meetings-recent")
    assert recent.h3.a["href"] == "meetings/index.html"
    # each page says so, also those that say nothing else of meetings
    without = built.again(conf=conf | {"meetings_pages": False})
    for page in ("about", "meetings/2024-01-02-one"):
        recent = without.seen(page).select_one(".meetings-recent")
        assert recent.h3.a is None
        assert [link.next.strip() for link in recent.select("li a")] == ["Three", "Two", "One"]
    back = without.again(conf=conf)
    assert back.seen("about").select_one(".meetings-recent h3 a")


def test_domain_indices(build: Build):
    index = "# Home\n\n{ref}`meeting-tags` and {ref}`meeting-people`\n"
    built = build(NOTES | {"index.md": index})
    assert built.warnings == []
    links = [a["href"] for a in built.seen("index").select("p a.reference")]
    assert links == ["meeting-tags.html", "meeting-people.html"]
    tags = built.seen("meeting-tags")
    assert [a["href"].rstrip("#") for a in tags.select(".indextable a[href^=meetings]")][:2] == [
        "meetings/2025-03-04-three.html",
        "meetings/2024-02-03-two.html",
    ]
    book = {"index.md": "# Home\n\n```{toctree}\n:glob:\n\nmeetings/*\n```\n"}
    latex = build(NOTES | book, builder="latex")
    assert latex.warnings == []
    (tex,) = latex.outdir.glob("*.tex")
    assert "Meetings by tag" in tex.read_text()
    texinfo = build(NOTES | book, builder="texinfo")
    assert texinfo.warnings == []
    (texi,) = texinfo.outdir.glob("*.texi")
    for title in ("Meetings by tag", "Meetings by person"):
        assert title in texi.read_text()


#: how links on a Docusaurus site call pages ─► where they lead from a note
FROM_THE_ROOT = {
    "/meetings/tags/x": "tags/x.html",
    "/meetings/tags/x/": "tags/x.html",
    "/meetings/tags": "tags/index.html",
    "/meetings/authors/ada": "people/ada.html",
    "/meetings/people/ada": "people/ada.html",
    "/meetings/authors": "people/index.html",
    "/meetings/archive": "index.html",
    "/meetings/year/2024": "year/2024.html",
}


def test_links_from_the_root_of_the_site_to_pages(build: Build):
    text = " ".join(f"[to]({path})" for path in FROM_THE_ROOT)
    note = {"meetings/2025-06-07-links.md": f"---\ntags: [x]\n---\n# Links\n\n{text}\n"}
    built = build(NOTES | note)
    assert built.warnings == []
    main = built.seen("meetings/2025-06-07-links")
    assert [a["href"] for a in main.select("section > p a.reference")] == [*FROM_THE_ROOT.values()]
    # without pages they are words
    text = build(NOTES | note, builder="text")
    assert text.warnings == []
    # a tag that goes takes the address along
    gone = built.again(
        {name: text.replace("tags: [x", "tags: [z") for name, text in NOTES.items()}
        | {"meetings/2025-06-07-links.md": "# Links\n\n[to](/meetings/tags/x)\n"}
    )
    assert ["link to '/meetings/tags/x', which is neither" in line for line in gone.warnings] == [
        True
    ]


NOWHERE = ["tags/none", "authors/none", "year/1999", "year/x", "tags/x/y", "page/2", "series/z"]


@pytest.mark.parametrize("path", NOWHERE)
def test_links_from_the_root_of_the_site_to_no_page(shared_build: Build, path: str):
    # more of them are reported together
    few = next(part for part in (NOWHERE[:4], NOWHERE[4:]) if path in part)
    notes = {
        f"meetings/2025-06-07-{number}.md": f"# Links\n\n[to](/meetings/{to})\n"
        for number, to in enumerate(few)
    }
    warnings = shared_build(NOTES | notes).warnings
    assert len(warnings) == len(few)
    name = f"meetings/2025-06-07-{few.index(path)}.md"
    (warning,) = (line for line in warnings if line.startswith(name))
    assert f"link to '/meetings/{path}', which is neither a meeting nor a document" in warning


def test_from_a_second_project(build: Build, tmp_path: Path):
    first = build(NOTES)
    text = (
        "# Other\n\n{external+first:meeting:ref}`meetings/2024-01-02-one` "
        "{meeting:ref}`here <meetings/2024-02-03-two>` {external+first:meeting:tag}`C++` "
        "{meeting:person}`ada` {meeting:author}`bo`\n"
    )
    conf = {
        "extensions": ["sphinxcontrib_meetings", "sphinx.ext.intersphinx"],
        "intersphinx_mapping": {
            "first": ("https://first.example/", str(first.outdir / "objects.inv"))
        },
    }
    second = build({"index.md": text}, conf=conf)
    assert second.warnings == []
    links = [(a.get_text(), a["href"]) for a in second.seen("index").select("p a.external")]
    assert links == [
        ("One", "https://first.example/meetings/2024-01-02-one.html"),
        ("here", "https://first.example/meetings/2024-02-03-two.html"),
        ("C++", "https://first.example/meetings/tags/c-plus-plus.html"),
        ("ada", "https://first.example/meetings/people/ada.html"),
        ("bo", "https://first.example/meetings/people/bo.html"),
    ]


ODD_NAMES = ["C++", "C#", "c", "C", "🚀", "会議", "اجتماع", "x" * 300, "../../etc/passwd", "index",
             "con", "/abs", "page", "<script>alert(1)</script>", "{{ 7*7 }}", "a/b", "."]  # fmt: skip


@pytest.mark.parametrize("field", ["tags", "authors"])
def test_odd_names_have_pages_of_their_own(build: Build, field: str):
    notes = {
        f"meetings/2024-01-{day:02}-n.md": f"---\n{field}: [{name!r}]\n---\n# N{day}\n\nText.\n"
        for day, name in enumerate(ODD_NAMES, 1)
    }
    built = build(notes)
    # only those that differ in nothing but case collide
    assert len(built.warnings) == 1
    assert "'C' and 'c' would share one page" in built.warnings[0]
    kind = {"tags": "tags", "authors": "people"}[field]
    for day in range(1, len(ODD_NAMES) + 1):
        header = built.seen(f"meetings/2024-01-{day:02}-n").select_one(".meetings-header")
        link = header.select_one(".meetings-tags a, .meetings-people a")
        page = (built.outdir / "meetings" / unquote(link["href"])).resolve()
        assert page.is_file(), link
        assert page.is_relative_to(built.outdir.resolve() / "meetings" / kind)
        text = page.read_text()
        assert f"N{day}<" in text
        assert "<script>alert" not in text


def test_permalinks_of_tags(build: Build):
    registry = (
        "x:\n  label: The X\n  permalink: /topics/the-x\n  description: All of *X*.\n"
        "'C++':\n  permalink: https://elsewhere.example/c\n"
        "'C#':\n  permalink: ../../up\n"
    )
    built = build(NOTES | {"tags.yml": registry})
    page = built.seen("meetings/tags/topics/the-x")
    assert page.h1.get_text().startswith("The X")
    assert "All of *X*." in page.get_text()
    warned = [warning for warning in built.warnings if "[meetings.registry]" in warning]
    assert any("tags.yml" in warning and "elsewhere" in warning for warning in warned)
    header = built.seen("meetings/2024-02-03-two").select_one(".meetings-tags")
    for link in header.select("a"):
        page = (built.outdir / "meetings" / unquote(link["href"])).resolve()
        assert page.is_relative_to(built.outdir.resolve())
        assert page.is_file()


def test_a_slug_is_never_a_file(build: Build):
    slugs = ["../../etc/passwd", "index", "con", "/abs/olute", ""]
    notes = {
        f"meetings/2024-01-{day:02}-n.md": f"---\nslug: {slug!r}\n---\n# N{day}\n\nText.\n"
        for day, slug in enumerate(slugs, 1)
    }
    built = build(notes)
    (warning,) = built.warnings
    assert warning.startswith(
        "meetings/2024-01-01-n.md:2: WARNING: slug: '../../etc/passwd' is not a path on this site"
    )
    assert not list(built.outdir.parent.rglob("*passwd*"))
    assert len(titles(built.seen("meetings/index"))) == len(slugs)
    for day in range(1, len(slugs) + 1):
        assert (built.outdir / f"meetings/2024-01-{day:02}-n.html").is_file()


REGISTRIES = {
    "empty": b"",
    "list": b"- a\n- b\n",
    "broken": b"a: [unclosed",
    "cyclic": b"a: &a [*a]\n",
    "encoding": b"\xff\xfe",
    "huge": b"a: " + b"x" * 2_000_000,
    "merge": b"a: &a {b: 1}\nc: {<<: *a}\n",
    "scalar": b"ada: 5\n",
    "evil": b"ada:\n  url: javascript:alert(1)\n",
}


@pytest.mark.parametrize("registry", REGISTRIES)
@pytest.mark.parametrize("name", ["authors.yml", "tags.yml"])
def test_bad_registries_lose_no_note(shared_build: Build, name: str, registry: str):
    # both at once, as each is read without the other
    content = REGISTRIES[registry]
    built = shared_build(NOTES | {"authors.yml": content, "tags.yml": content})
    assert titles(built.seen("meetings/index")) == ["Three", "Two", "One"]
    assert (built.outdir / "meetings/people/ada.html").is_file()
    assert "javascript:" not in built.text("meetings/people/ada.html")
    other = {"authors.yml": "tags.yml", "tags.yml": "authors.yml"}[name]
    for warning in built.warnings:
        if not warning.startswith(f"{other}:"):
            assert re.match(rf"({re.escape(name)}|meetings/\S+md):\d+: WARNING", warning), warning


def test_a_registry_that_is_missing_warns(build: Build):
    built = build(NOTES, conf={"meetings_authors": "no/such.yml"})
    assert len(built.warnings) == 1
    assert "no/such.yml" in built.warnings[0]
    assert built.warnings[0].endswith("[meetings.config]")


def test_links_follow_documents_that_come_and_go(build: Build):
    files = {
        "index.md": "# Home\n\n```{meeting-list}\n```\n",
        "meetings/2024-01-02-a.md": "# A\n\nSee [the plan](../plan.md).\n",
    }

    def hrefs(built: Built) -> list[str]:
        (excerpt,) = built.seen("index").select(".meetings-excerpt a")
        (link,) = built.seen("meetings/2024-01-02-a").find_all("a", string="the plan")
        return [excerpt["href"], link["href"]]

    built = build(files)
    assert "../plan.md" in built.warnings[0]
    missing = hrefs(built)
    built = built.again({"plan.md": "---\norphan: true\n---\n# Plan\n"})
    assert (hrefs(built), built.warnings) == (["plan.html", "../plan.html"], [])
    assert hrefs(built.again({"plan.md": None})) == missing


EVERY_DIRECTIVE = """\
# Home

```{meeting-list}
```

```{meeting-list}
:format: cards
:group-by: month
```

```{meeting-list}
:format: table
```

```{meeting-list}
:format: compact
:year: 1999
```

```{meeting-tags}
```

```{meeting-people}
```

```{meeting-calendar}
:year: 2024
```

{meeting:ref}`latest` {meeting:tag}`x` {meeting:person}`ada` {ref}`meeting-tags`
"""


VALUES = {
    "tag": "x", "person": "ada", "author": "ada, bo", "role": "author", "series": "s",
    "status": "confirmed", "year": "2024", "before": "2025-01-01", "after": "2024-01-01",
    "limit": "2", "sort": "oldest", "group-by": "month", "format": "table", "excerpt": "true",
    "include": "", "month": "2024-02", "overview": "false",
    "empty": "None.",
}  # fmt: skip


def every_option(syntax: str) -> str:
    """Return a directive for every option, and one with all of them."""
    parts = ["# Options\n" if syntax == "md" else "Options\n=======\n"]
    for name, options in (
        ("meeting-list", LIST_OPTIONS),
        ("meeting-calendar", CALENDAR_OPTIONS),
        ("meeting-next", NEXT_OPTIONS),
        ("meeting-upcoming", UPCOMING_OPTIONS),
    ):
        lines = [f":{option.name}: {VALUES[option.name]}".rstrip() for option in options]
        for chosen in [[line] for line in lines] + [lines]:
            body = "\n".join(chosen)
            parts.append(
                f"```{{{name}}}\n{body}\n```\n"
                if syntax == "md"
                else f".. {name}::\n{indent(body, '   ')}\n"
            )
    return "\n".join(parts)


#: document ─► all directives, or all of their options
EVERY = {
    "directives.md": EVERY_DIRECTIVE,
    "options-md.md": every_option("md"),
    "options-rst.rst": every_option("rst"),
}


def page_name(file: str) -> str:
    return file.partition(".")[0]


def with_every_directive(build: Build, builder: str) -> Built:
    """Build these documents, each of them in a book of its own where there are books."""
    names = [*map(page_name, EVERY)]
    conf = {
        "meetings_today": "2026-01-01",
        "copyright": "us",
        "version": "1",
        "linkcheck_ignore": [".*"],
        "latex_documents": [(name, f"{name}.tex", "Book", "Me", "manual") for name in names],
        "texinfo_documents": [(name, name, "Book", "Me", name, "", "") for name in names],
        "man_pages": [(name, name, "Book", "Me", 1) for name in names],
    }
    notes = {name: text.replace("---\n", "---\nseries: s\n", 1) for name, text in NOTES.items()}
    index = {"index.md": "# Home\n\n```{toctree}\n" + "\n".join(names) + "\n```\n"}
    return build(notes | index | EVERY, builder=builder, conf=conf)


def shown_by(builder: str, built: Built, name: str) -> str:
    """Return what is written of the document *name*."""
    if builder == "linkcheck":
        return built.text("output.txt")
    if builder == "singlehtml":
        # documents are one after the other
        parts = re.split(
            f'id="document-({"|".join(map(page_name, EVERY))})"', built.text("index.html")
        )
        return parts[parts.index(name) + 1]
    (path,) = (
        path
        for path in built.outdir.rglob("*.*")
        if path.is_file() and name in (path.stem, path.parent.name) and path.suffix in WRITTEN
    )
    return path.read_text(errors="replace")


BUILDERS = ["html", "dirhtml", "json", "singlehtml", "epub", "text", "latex", "texinfo", "man",
            "gettext", "xml", "pseudoxml", "linkcheck"]  # fmt: skip
WRITTEN = {".html", ".fjson", ".xhtml", ".txt", ".tex", ".texi", ".1", ".pot", ".xml",
           ".pseudoxml"}  # fmt: skip


@pytest.mark.parametrize("builder", BUILDERS)
def test_every_directive_in_every_builder(shared_build: Build, builder: str):
    built = with_every_directive(shared_build, builder)
    # where a book holds one document only, links to others are words
    assert [warning for warning in built.warnings if "meeting-tags" not in warning] == []
    text = shown_by(builder, built, "directives")
    assert "list_placeholder" not in text
    if builder not in ("gettext", "linkcheck", "xml"):
        assert "There are no meetings here." in " ".join(text.split())
        assert "Three" in text


@pytest.mark.parametrize("builder", BUILDERS)
@pytest.mark.parametrize("syntax", ["md", "rst"])
def test_every_option_in_every_builder(shared_build: Build, syntax: str, builder: str):
    built = with_every_directive(shared_build, builder)
    # all of which are of the other document
    assert [warning for warning in built.warnings if "meeting-tags" not in warning] == []
    text = shown_by(builder, built, f"options-{syntax}")
    assert "list_placeholder" not in text
    if builder not in ("gettext", "linkcheck", "xml"):
        assert "Two" in text


def test_years_are_spread_over_pages_by_month(build: Build):
    built = build(NOTES, conf={"meetings_per_page": 1})
    first, second = built.seen("meetings/year/2024"), built.seen("meetings/year/2024/page/2")
    assert [h.get_text() for h in first.select("h2.rubric")] == ["February 2024"]
    assert [h.get_text() for h in second.select("h2.rubric")] == ["January 2024"]


def test_pictures_of_people_only_by_choice(build: Build):
    registry = {"authors.yml": "ada:\n  name: Ada\n  image_url: https://a.example/ada.png\n"}
    built = build(NOTES | registry)
    for path in built.outdir.rglob("*.html"):
        assert "a.example" not in path.read_text()
    avatar = built.seen("meetings/people/ada").select_one("span.meetings-avatar")
    # the style sheet draws it, so that it is no word of the page
    assert (avatar["data-text"], avatar.get_text()) == ("A", "")
    shown = built.again(conf={"meetings_avatars": "images"})
    for page in ("meetings/people/ada", "meetings/2024-02-03-two", "meetings/people/index"):
        image = shown.seen(page).select_one("img.meetings-avatar")
        assert image["src"] == "https://a.example/ada.png"
    # once is enough on the page of a person
    assert not shown.seen("meetings/people/ada").select(".meetings-entry .meetings-avatar")


def test_without_generated_pages(build: Build):
    built = build(NOTES, conf={"meetings_pages": False})
    assert built.warnings == []
    assert not (built.outdir / "meetings/tags").exists()
    header = built.seen("meetings/2024-01-02-one").select_one(".meetings-header")
    assert header.select("a") == []
    assert "C++" in header.get_text()


def test_indexes_say_what_the_registries_tell(build: Build):
    built = build(
        NOTES
        | {
            "meetings/tags.yml": "x:\n  label: The x\n  description: What x is.\n",
            "meetings/authors.yml": "ada:\n  name: Ada\n  title: Chair of all\n"
            "  socials:\n    github: ada\n    mastodon: https://example.social/@ada\n",
            "index.md": "# Home\n\n```{meeting-tags}\n```\n",
        }
    )
    tags = built.seen("meetings/tags/index").select(".meetings-told li")
    assert "The x (2) What x is." in [" ".join(tag.get_text(" ").split()) for tag in tags]
    people = built.seen("meetings/people/index").select(".meetings-persons li")
    assert "Chair of all" in people[0].get_text()
    links = built.seen("meetings/people/ada").select(".meetings-person li")
    assert [link.get_text() for link in links] == ["GitHub", "Mastodon"]
    assert "The x (2). What x is." in built.again(builder="text").text("index.txt")


@pytest.mark.parametrize(
    ("url", "expected"),
    [("https://ada.example", ["Website", "GitHub"]), ("https://github.com/ada/", ["GitHub"])],
)
def test_a_website_that_is_a_network_is_one_link(build: Build, url: str, expected: list[str]):
    authors = f"ada:\n  name: Ada\n  url: {url}\n  socials:\n    github: ada\n"
    built = build(NOTES | {"meetings/authors.yml": authors})
    links = built.seen("meetings/people/ada").select(".meetings-person li")
    assert [link.get_text() for link in links] == expected


@pytest.mark.parametrize(
    ("conf", "quotes"),
    [
        ({}, "\u2019“”\u2013"),
        ({"language": "de"}, "\u2019„“\u2013"),
        ({"smartquotes_action": "q"}, "\u2019“”-"),
        ({"language": "ja"}, '\'""-'),
        ({"smartquotes": False}, '\'""-'),
    ],
    ids=str,
)
def test_lists_and_pages_have_the_same_quotes(build: Build, conf: dict[str, Any], quotes: str):
    apostrophe, opening, closing, dash = quotes
    dash = dash.replace("-", "--")
    title = """It's "so" -- yes"""
    built = build(
        {
            "meetings/2024-01-01-field.md": f"---\ntitle: {json.dumps(title)}\n---\nThey're here.\n",
            "meetings/2024-01-02-both.md": "---\ntitle: What's up\n---\n# What's up\n\nText.\n",
            "meetings/2024-01-03-code.md": "---\ntitle: The it's\n---\n# The `it's`\n\nText.\n",
            "meetings/2024-01-04-path.rst": (
                ":title: Don't\n:description: We're off\n\nOther\n=====\n\nText.\n"
            ),
        },
        conf={"html_permalinks": False} | conf,
    )
    assert built.warnings == []
    told = f"It{apostrophe}s {opening}so{closing} {dash} yes"
    assert built.seen("meetings/2024-01-01-field").select_one("h1").get_text() == told
    index = built.seen("meetings/index")
    assert [
        title.get_text() for title in index.select(".meetings-list .meetings-entry-title")
    ] == [
        f"Don{apostrophe}t",
        "The it's",
        f"What{apostrophe}s up",
        told,
    ]
    assert f"We{apostrophe}re off" in index.select_one(".meetings-excerpt").get_text()


SECTION = "```{{meeting}}\n:date: 2024-03-01\n:title: {title}\n```\n\nFirst words.\n"


def test_the_title_of_a_section_stands_below_a_heading_that_does_not_say_it(build: Build):
    notes = {
        "index.md": "# Notes\n\n## January\n\n" + SECTION.format(title="The vote"),
        "same.md": "# Same\n\n## Our board day, again\n\n" + SECTION.format(title="Board day"),
    }
    built = build(notes)
    assert [p.get_text() for p in built.seen("index").select("section section > .rubric")] == [
        "The vote"
    ]
    assert not built.seen("same").select("section section > .rubric")
    listed = built.seen("meetings/index").select(".meetings-list .meetings-entry")
    assert [entry.select_one(".meetings-entry-title").get_text() for entry in listed] == [
        "Board day",
        "The vote",
    ]
    # it is no part of what the note says
    assert {entry.select_one(".meetings-excerpt").get_text().strip() for entry in listed} == {
        "First words."
    }
    assert "The vote" in (build(notes, builder="text").outdir / "index.txt").read_text()
