"""Series, what is to come, calendars, books, sidebars, indices, other projects."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from conftest import Build
from test_pages import NOTES, titles

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
    assert titles(built.page("meetings/index")) == ["W2", "O1", "B1", "W1"]
    weekly = built.page("meetings/series/weekly/index")
    assert weekly.h1.get_text().startswith("Weekly call")
    assert "Every week." in weekly.get_text()
    assert titles(weekly) == ["W2", "W1"]
    assert titles(built.page("meetings/series/weekly/tags/x")) == ["W2", "W1"]
    assert titles(built.page("meetings/series/board/tags/x")) == ["B1"]
    assert titles(built.page("meetings/series/weekly/year/2024")) == ["W2", "W1"]
    assert titles(built.page("meetings/series/weekly/people/ada")) == ["W1"]
    assert titles(built.page("meetings/tags/x")) == ["W2", "B1", "W1"]
    header = built.page("meetings/weekly/2024-01-08-two").select_one(".meetings-header")
    parents = [(a.get_text(), a["href"]) for a in header.select(".meetings-parents a")]
    assert parents == [
        ("Meetings", "../index.html"),
        ("Weekly call", "../series/weekly/index.html"),
        ("2024", "../series/weekly/year/2024.html"),
    ]
    assert [a.get_text() for a in header.select(".meetings-neighbour")] == ["W1"]


def test_a_note_is_in_a_series_by_its_own_word_too(build: Build):
    note = {"notes/2024-01-09-c.md": "---\nseries: weekly\n---\n# C1\n\nText.\n"}
    conf = {"meetings_series": SERIES, "meetings_path": ["notes/*"], "meetings_root": "meetings"}
    # the pattern of a series says which documents are meetings, like meetings_path
    built = build(note | IN_SERIES, conf=conf)
    assert titles(built.page("meetings/series/weekly/index")) == ["C1", "W2", "W1"]
    listed = build(
        note | IN_SERIES | {"index.md": "# H\n\n```{meeting-list}\n:series: Weekly call\n```\n"},
        conf=conf,
    )
    assert titles(listed.page("index")) == ["C1", "W2", "W1"]


def test_an_unknown_series_warns(build: Build):
    note = {"meetings/2024-01-01-a.md": "---\nseries: weakly\n---\n# A\n\nText.\n"}
    built = build(note, conf={"meetings_series": SERIES})
    assert built.warnings == [
        "meetings/2024-01-01-a.md:2: WARNING: unknown series 'weakly'. Did you mean 'weekly'? "
        "[meetings.series]"
    ]
    assert titles(built.page("meetings/series/weakly/index")) == ["A"]
    assert build(note).warnings == []


def test_a_bad_series_warns(build: Build):
    conf = {"meetings_series": {"a": "text", "b": {"tittle": "B"}}}
    built = build(NOTES, conf=conf)
    assert [re.sub(r" \[.*", "", warning) for warning in built.warnings] == [
        "WARNING: meetings_series: 'a' is no mapping of title, description and path",
        "WARNING: meetings_series: 'b' has an unknown entry 'tittle'. Did you mean 'title'?",
    ]


def test_what_is_to_come_stands_apart(build: Build):
    built = build(NOTES, conf={"meetings_today": "2024-01-15", "meetings_per_page": 1})
    page = built.page("meetings/index")
    assert [r.get_text() for r in page.select(".rubric")] == ["Upcoming meetings", "Past meetings"]
    assert titles(page) == ["Two", "Three", "One"]
    later = built.again(conf={"meetings_today": "2026-01-01", "meetings_per_page": 1})
    assert titles(later.page("meetings/index")) == ["Three"]
    assert titles(later.page("meetings/page/3")) == ["One"]


def test_tags_and_people_are_cross_linked(build: Build):
    built = build(NOTES)
    tag = built.page("meetings/tags/x")
    assert shortcuts(tag) == {"People": ["ada", "bo"], "Related tags": ["C#", "C++"]}
    # the list of meetings is no part of what stands above it
    assert tag.select(".rubric") == []
    person = built.page("meetings/people/ada")
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
        ("alabaster", {}, True),
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
    found = built.page("meetings/tags/x").select(".meetings-parents a")
    assert [(a.get_text(), a["href"]) for a in found] == (above if shown else [])
    header = built.page("meetings/2024-01-02-one").select_one(".meetings-header")
    assert bool(header.select(".meetings-parents")) is shown


def test_calendar_of_a_month(build: Build):
    index = "# Home\n\n```{meeting-calendar}\n:month: 2024-01\n```\n"
    built = build(NOTES | {"index.md": index})
    assert built.warnings == []
    (table,) = built.page("index").select("table.meetings-calendar")
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
    tables = built.page("index").select("table.meetings-calendar")
    assert len(tables) == 13
    links = [[a.get_text() for a in table.select("td a")] for table in tables]
    assert links == [["One"], *[[]] * 11, ["Three"]]
    german = built.again(conf={"language": "de", "meetings_today": "2025-03-31"})
    last = german.page("index").select("table.meetings-calendar")[-1]
    assert last.caption.get_text().startswith("März 2025")
    assert last.th.get_text() == "Mo."


@pytest.mark.parametrize(
    ("directive", "option", "message"),
    [
        ("meeting-list", ":sort: newset", "sort: 'newset' is none of newest, oldest. Did you mean 'newest'?"),
        ("meeting-list", ":limit: many", "limit: 'many' is no number: write it in digits, as 10"),
        ("meeting-list", ":before: soon", "before: 'soon' is no date: write it as 2026-11-23"),
        ("meeting-list", ":format: tabel", "format: 'tabel' is none of list, table, cards, compact. Did you mean 'table'?"),
        ("meeting-list", ":year: 0", "year: '0' is no year: write it as 2026"),
        ("meeting-calendar", ":month: March", "month: 'March' is no month: write it as 2026-11"),
        ("meeting-list", ":series: x", "no meeting has the series 'x'. Use one that a meeting in the archive has."),
    ],
)  # fmt: skip
def test_a_bad_option_warns_and_the_list_stays(build: Build, directive, option, message):
    built = build(NOTES | {"index.md": f"# Home\n\n```{{{directive}}}\n{option}\n```\n"})
    assert len(built.warnings) == 1
    assert message in built.warnings[0]
    assert built.warnings[0].startswith("index.md:3: WARNING: ")
    assert built.page("index").select(".meetings-list, .meetings-empty, .meetings-calendar")


BOOK = "Home\n====\n\nChapter\n-------\n\n.. meeting-list::\n   :tag: x\n   :include:\n   :sort: oldest\n"


@pytest.mark.parametrize("builder", ["singlehtml", "latex", "texinfo", "man"])
def test_books_hold_the_listed_notes(build: Build, builder: str):
    files = NOTES | {
        "index.rst": BOOK,
        "meetings/2024-01-02-one.md": NOTES["meetings/2024-01-02-one.md"] + "\nUnique words.\n",
    }
    conf = {
        "texinfo_documents": [("index", "book", "Book", "Me", "book", "", "")],
        "man_pages": [("index", "book", "Book", "Me", 1)],
        "latex_documents": [("index", "book.tex", "Book", "Me", "manual")],
    }
    name = {
        "singlehtml": "index.html",
        "latex": "book.tex",
        "texinfo": "book.texi",
        "man": "book.1",
    }[builder]
    built = build(files, builder=builder, conf=conf)
    assert built.warnings == []
    text = built.text(name)
    assert "Unique words." in text
    assert text.index("Unique words.") < text.rindex("Two")
    assert "Three" not in text.replace("threeparttable", "")
    # a new note is in the next one
    again = built.again({"meetings/2024-05-05-new.md": "---\ntags: x\n---\n# N\n\nBrand new.\n"})
    assert "Brand new." in again.text(name)


def test_an_included_list_stays_a_list_in_html(build: Build):
    built = build(NOTES | {"index.rst": BOOK})
    assert built.warnings == []
    assert titles(built.page("index")) == ["One", "Two"]
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
        recent = built.page(page).select_one(".meetings-recent")
        assert recent.select_one("li a")["href"] == link
        assert recent.select_one("time")["datetime"] == "2025-03-04"
    new = {"meetings/2025-12-24-new.md": "# New one\n\nText.\n"}
    again = built.again(new)
    for page in ("about", "meetings/tags/x", "meetings/2024-01-02-one"):
        assert again.page(page).select_one(".meetings-recent li a").next.strip() == "New one"


def test_domain_indices(build: Build):
    index = "# Home\n\n{ref}`meeting-tags` and {ref}`meeting-people`\n"
    built = build(NOTES | {"index.md": index})
    assert built.warnings == []
    links = [a["href"] for a in built.page("index").select("p a.reference")]
    assert links == ["meeting-tags.html", "meeting-people.html"]
    tags = built.page("meeting-tags")
    assert [a["href"].rstrip("#") for a in tags.select(".indextable a[href^=meetings]")][:2] == [
        "meetings/2025-03-04-three.html",
        "meetings/2024-02-03-two.html",
    ]
    book = {"index.md": "# Home\n\n```{toctree}\n:glob:\n\nmeetings/*\n```\n"}
    latex = build(NOTES | book, builder="latex")
    assert latex.warnings == []
    (tex,) = latex.outdir.glob("*.tex")
    assert "Meetings by tag" in tex.read_text()


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
    links = [(a.get_text(), a["href"]) for a in second.page("index").select("p a.external")]
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
    assert "'C' and 'c' ask for the same page name" in built.warnings[0]
    kind = {"tags": "tags", "authors": "people"}[field]
    for day in range(1, len(ODD_NAMES) + 1):
        header = built.page(f"meetings/2024-01-{day:02}-n").select_one(".meetings-header")
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
    page = built.page("meetings/tags/topics/the-x")
    assert page.h1.get_text().startswith("The X")
    assert "All of *X*." in page.get_text()
    warned = [warning for warning in built.warnings if "[meetings.registry]" in warning]
    assert any("tags.yml" in warning and "elsewhere" in warning for warning in warned)
    header = built.page("meetings/2024-02-03-two").select_one(".meetings-tags")
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
    assert len(titles(built.page("meetings/index"))) == len(slugs)
    for day in range(1, len(slugs) + 1):
        assert (built.outdir / f"meetings/2024-01-{day:02}-n.html").is_file()


@pytest.mark.parametrize(
    "registry",
    [b"", b"- a\n- b\n", b"a: [unclosed", b"a: &a [*a]\n", b"\xff\xfe", b"a: " + b"x" * 2_000_000,
     b"a: &a {b: 1}\nc: {<<: *a}\n", b"ada: 5\n", b"ada:\n  url: javascript:alert(1)\n"],
    ids=["empty", "list", "broken", "cyclic", "encoding", "huge", "merge", "scalar", "evil"],
)  # fmt: skip
@pytest.mark.parametrize("name", ["authors.yml", "tags.yml"])
def test_bad_registries_lose_no_note(build: Build, name: str, registry: bytes):
    built = build(NOTES | {name: registry})
    assert titles(built.page("meetings/index")) == ["Three", "Two", "One"]
    assert (built.outdir / "meetings/people/ada.html").is_file()
    assert "javascript:" not in built.text("meetings/people/ada.html")
    for warning in built.warnings:
        assert re.match(rf"({re.escape(name)}|meetings/\S+md):\d+: WARNING", warning), warning


def test_a_registry_that_is_missing_warns(build: Build):
    built = build(NOTES, conf={"meetings_authors": "no/such.yml"})
    assert len(built.warnings) == 1
    assert "no/such.yml" in built.warnings[0]
    assert built.warnings[0].endswith("[meetings.registry]")


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


@pytest.mark.parametrize(
    "builder",
    ["html", "dirhtml", "json", "singlehtml", "epub", "text", "latex", "texinfo", "man",
     "gettext", "xml", "pseudoxml", "linkcheck"],
)  # fmt: skip
def test_every_directive_in_every_builder(build: Build, builder: str):
    conf = {
        "meetings_today": "2026-01-01",
        "copyright": "us",
        "version": "1",
        "linkcheck_ignore": [".*"],
    }
    built = build(NOTES | {"index.md": EVERY_DIRECTIVE}, builder=builder, conf=conf)
    # where a book holds one document only, links to others are words
    assert [warning for warning in built.warnings if "meeting-tags" not in warning] == []
    written = [
        path.read_text(errors="replace")
        for path in built.outdir.rglob("index*")
        if path.is_file() and path.suffix != ".doctree"
    ] or [path.read_text(errors="replace") for path in built.outdir.glob("*.*")]
    text = "\n".join(written)
    assert "list_mark" not in text
    if builder not in ("gettext", "linkcheck", "man", "texinfo", "latex", "xml"):
        assert "There are no meetings here." in text
        assert "Three" in text


def test_years_are_spread_over_pages_by_month(build: Build):
    built = build(NOTES, conf={"meetings_per_page": 1})
    first, second = built.page("meetings/year/2024"), built.page("meetings/year/2024/page/2")
    assert [h.get_text() for h in first.select("h2.rubric")] == ["February 2024"]
    assert [h.get_text() for h in second.select("h2.rubric")] == ["January 2024"]


def test_pictures_of_people_only_by_choice(build: Build):
    registry = {"authors.yml": "ada:\n  name: Ada\n  image_url: https://a.example/ada.png\n"}
    built = build(NOTES | registry)
    for path in built.outdir.rglob("*.html"):
        assert "a.example" not in path.read_text()
    assert built.page("meetings/people/ada").select_one("span.meetings-avatar").get_text() == "A"
    shown = built.again(conf={"meetings_avatars": "images"})
    for page in ("meetings/people/ada", "meetings/2024-02-03-two", "meetings/index"):
        image = shown.page(page).select_one("img.meetings-avatar")
        assert image["src"] == "https://a.example/ada.png"


def test_without_generated_pages(build: Build):
    built = build(NOTES, conf={"meetings_pages": False})
    assert built.warnings == []
    assert not (built.outdir / "meetings/tags").exists()
    header = built.page("meetings/2024-01-02-one").select_one(".meetings-header")
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
    tags = built.page("meetings/tags/index").select(".meetings-told li")
    assert "The x (2) What x is." in [" ".join(tag.get_text(" ").split()) for tag in tags]
    people = built.page("meetings/people/index").select(".meetings-persons li")
    assert "Chair of all" in people[0].get_text()
    links = built.page("meetings/people/ada").select(".meetings-person li")
    assert [link.get_text() for link in links] == ["GitHub", "Mastodon"]
    assert "The x (2). What x is." in built.again(builder="text").text("index.txt")
