"""Notes and generated pages in the navigation of themes."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from bs4 import BeautifulSoup
from support.builds import Build, Built

NOTE = "---\ndate: {0}\ntags: [soil]\nauthors: [Amara Okafor]\n---\n# Call of {0}\n\nText.\n"
DAYS = ("2025-05-06", "2026-05-06", "2026-06-03")
NOTES = {f"community/calls/{day}.md": NOTE.format(day) for day in DAYS}
SITE = {
    "index.md": "# Site\n\n```{toctree}\n:maxdepth: 4\n\nguide\ncommunity/index\n```\n",
    "guide.md": "# Guide\n\n## One part\n\n## Another part\n",
    "community/index.md": "# Community\n\n```{toctree}\nrules\ncalls/index\n```\n",
    "community/rules.md": "# Rules\n",
    "community/calls/index.md": "# Our calls\n\n```{meeting-list}\n```\n",
    **NOTES,
}
#: the overview is generated, and stands in the toctree of the root
GENERATED = {
    "index.md": "# Site\n\n```{toctree}\n:maxdepth: 4\n\nguide\ncommunity/calls/index\n```\n",
    "guide.md": "# Guide\n",
    **NOTES,
}
CONF = {"meetings_path": ["community/calls/**"], "meetings_today": "2026-05-20"}
#: theme ─► its navigation, and its breadcrumb
THEMES = {
    "alabaster": (".sphinxsidebar ul.current", ".relations li a"),
    "furo": (".sidebar-tree", ""),
    "pydata_sphinx_theme": (".bd-sidebar-primary .bd-links", ".bd-breadcrumbs a"),
    "sphinx_book_theme": (".bd-sidebar-primary .bd-links", ""),
    "sphinx_rtd_theme": (".wy-menu-vertical", ".wy-breadcrumbs a"),
}
ROOT = "community/calls"
#: page ─► the entries that lead to it, as far as the theme shows that many levels
PLACES = {
    f"{ROOT}/2026-05-06": ["2026", "Call of 2026-05-06"],
    f"{ROOT}/2025-05-06": ["2025", "Call of 2025-05-06"],
    f"{ROOT}/year/2026": ["2026"],
    f"{ROOT}/tags/index": ["Tags"],
    f"{ROOT}/tags/soil": ["Tags", "soil"],
    f"{ROOT}/people/amara-okafor": ["People", "Amara Okafor"],
    f"{ROOT}/index": [],
}


def page_of(built: Built, name: str) -> BeautifulSoup:
    if built.app.builder.name == "html":
        return built.seen(name)
    file = f"{name.removesuffix('index')}/index.html" if name != "index" else "index.html"
    return BeautifulSoup(built.text(file), "html.parser")


def marked(page: BeautifulSoup, where: str) -> list[str]:
    """Return the entries that are marked as current, the outermost first."""
    items = page.select(f"{where} li.current")
    texts = [item.find("a").get_text().strip() for item in items]
    return list(dict.fromkeys(texts))


def entries(page: BeautifulSoup, where: str) -> list[str]:
    return [link.get_text().strip() for link in page.select(f"{where} li a")]


def built_with(build: Build, files: Mapping[str, str], theme: str, builder: str) -> Built:
    if theme != "alabaster":
        pytest.importorskip(theme)
    built = build(files, builder=builder, conf=CONF | {"html_theme": theme})
    assert not built.warnings
    return built


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")
@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("theme", THEMES)
def test_each_page_has_its_place_below_the_authors_overview(
    build: Build, theme: str, builder: str
):
    built = built_with(build, SITE, theme, builder)
    where, crumbs = THEMES[theme]
    above = ["Community", "Our calls"]
    pages = {name: page_of(built, name) for name in PLACES}
    for name, own in PLACES.items():
        page = pages[name]
        levels = above + own
        # the header has the first level
        expected = levels[1:] if theme == "pydata_sphinx_theme" else levels
        assert marked(page, where) == expected, name
        shown = entries(page, where)
        assert set(expected) | {"Rules", "2026", "2025"} <= set(shown), name
        # no other note
        others = {f"Call of {day}" for day in DAYS} - set(own)
        assert others.isdisjoint(shown), name
        if crumbs:
            texts = [link.get_text().strip() for link in page.select(crumbs)]
            assert [text for text in texts if text in levels] == levels[:-1], name
        else:
            texts = [link.get_text() for link in page.select(".meetings-parents a")]
            assert texts == ([] if name == f"{ROOT}/index" else levels[:-1]), name
    if theme == "pydata_sphinx_theme":
        for name, page in pages.items():
            tab = page.select(".bd-header .navbar-nav li.current")
            assert {item.get_text().strip() for item in tab} == {"Community"}, name
    # the text of a page has no more than its toctree
    listed = entries(page_of(built, "index"), ".toctree-wrapper")
    assert listed == ["Guide", "One part", "Another part", "Community", "Rules", "Our calls"]


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")
@pytest.mark.parametrize("theme", THEMES)
def test_each_page_has_its_place_below_a_generated_overview(build: Build, theme: str):
    built = built_with(build, GENERATED, theme, "html")
    where = THEMES[theme][0]
    for name, own in PLACES.items():
        page = page_of(built, name)
        expected = own if theme == "pydata_sphinx_theme" else ["Meetings", *own]
        assert marked(page, where) == expected, name
        if theme == "pydata_sphinx_theme":
            tab = page.select(".bd-header .navbar-nav li.current")
            assert {item.get_text().strip() for item in tab} == {"Meetings"}, name


def test_what_authors_name_in_toctrees_stays_where_it_is(build: Build):
    index = "# Site\n\n```{toctree}\ncommunity/calls/index\ncommunity/calls/year/2026\n"
    index += "community/calls/2025-05-06\ncommunity/calls/tags/index\n```\n"
    built = built_with(
        build,
        GENERATED | {"index.md": index, "guide.md": "---\norphan: true\n---\n# G\n"},
        "furo",
        "html",
    )
    found = {name: marked(page_of(built, name), ".sidebar-tree") for name in PLACES}
    assert found == {
        f"{ROOT}/2026-05-06": ["Meetings in 2026", "Call of 2026-05-06"],
        f"{ROOT}/2025-05-06": ["Call of 2025-05-06"],
        f"{ROOT}/year/2026": ["Meetings in 2026"],
        f"{ROOT}/tags/index": ["Tags"],
        f"{ROOT}/tags/soil": ["Tags", "soil"],
        f"{ROOT}/people/amara-okafor": ["Meetings", "People", "Amara Okafor"],
        f"{ROOT}/index": ["Meetings"],
    }
    # a year whose notes are all in toctrees is no entry, nor is one that is there
    assert entries(page_of(built, "guide"), ".sidebar-tree") == [
        "Meetings",
        "Meetings in 2026",
        "Call of 2025-05-06",
        "Tags",
    ]


def test_the_root_and_an_overview_without_a_place_change_no_toctree(build: Build):
    # of the archive
    own = ["Overview", "Tags", "People", "Subscribe", "2026", "2025"]
    for index in (
        "# Site\n\n```{toctree}\nguide\n```\n",
        "# Calls\n\n```{meeting-list}\n```\n\n```{toctree}\nguide\n```\n",
    ):
        conf = CONF | {"html_theme": "furo", "meetings_home": "index" if "Calls" in index else ""}
        built = build(GENERATED | {"index.md": index}, conf=conf)
        assert not built.warnings
        for name in PLACES:
            if name in built.app.env.all_docs or (built.outdir / f"{name}.html").exists():
                assert entries(page_of(built, name), ".sidebar-tree") == ["Guide", *own], name
        assert entries(page_of(built, "guide"), ".sidebar-tree") == ["Guide"]


def test_series_and_running_notes_have_their_places(build: Build):
    series = {"board": {"title": "The board", "path": "community/calls/board/**"}}
    files = SITE | {
        "community/calls/board/2026-01-02.md": "# Budget\n",
        "community/calls/board/council.md": "# Council\n\n## 2026-02-01\n\nA.\n\n## 2026-03-01\n\nB.\n",
        "community/rules.md": "# Rules\n\n```{toctree}\nboard\n```\n",
        "community/board.md": "# Board\n\n```{meeting-list}\n```\n",
    }
    conf = CONF | {"html_theme": "furo", "meetings_series": series}
    below = ["Community", "Our calls", "The board"]
    names = {
        "community/calls/board/2026-01-02": ["2026", "Budget"],
        "community/calls/board/council": ["Council"],
        f"{ROOT}/series/board/index": [],
        # which is in no toctree of a document, and so has its own title there
        f"{ROOT}/series/board/year/2026": ["The board in 2026"],
    }
    orphan = files | {
        "community/board.md": "---\norphan: true\n---\n# Board\n",
        "community/rules.md": "# Rules\n",
    }
    built = build(orphan, conf=conf)
    assert not built.warnings
    assert {name: marked(page_of(built, name), ".sidebar-tree") for name in names} == {
        name: below + own for name, own in names.items()
    }
    series["board"]["home"] = "community/board"
    built = build(files, conf=conf)
    assert not built.warnings
    del names[f"{ROOT}/series/board/index"]
    names[f"{ROOT}/series/board/year/2026"] = ["2026"]
    assert {name: marked(page_of(built, name), ".sidebar-tree") for name in names} == {
        name: ["Community", "Rules", "Board", *own] for name, own in names.items()
    }


@pytest.mark.parametrize("jobs", [1, 2])
def test_incremental_builds_are_exact(build: Build, shared_build: Build, jobs: int):
    conf = CONF | {"html_theme": "alabaster"}
    steps: list[tuple[dict[str, str | None], dict[str, object]]] = [
        # a year comes, and goes
        ({f"{ROOT}/2024-01-02.md": NOTE.format("2024-01-02")}, {}),
        ({f"{ROOT}/2024-01-02.md": None}, {}),
        # the overview has another title, other sections, another place, none
        ({f"{ROOT}/index.md": "# Calls\n\n## How\n\n```{meeting-list}\n```\n"}, {}),
        (
            {
                "community/index.md": "# Community\n\n```{toctree}\nrules\n```\n",
                "community/rules.md": "# Rules\n\n```{toctree}\ncalls/index\n```\n",
            },
            {},
        ),
        ({"community/rules.md": "# Rules\n"}, {}),
        ({f"{ROOT}/index.md": None}, {}),
        # it is another document, or a page
        (
            {"community/rules.md": "# Rules\n\n```{meeting-list}\n```\n"},
            {"meetings_home": "community/rules"},
        ),
        ({"community/index.md": "# Community\n\n```{toctree}\nrules\ncalls/index\n```\n"}, {}),
    ]
    files: dict[str, str] = dict(SITE)
    built = build(files, conf=conf, jobs=jobs)
    for changed, settings in steps:
        for name, text in changed.items():
            if text is None:
                del files[name]
            else:
                files[name] = text
        built = built.again(changed, conf=conf | settings)
        clean = shared_build(files, conf=conf | settings)
        pages = sorted(path.relative_to(clean.outdir) for path in clean.outdir.rglob("*.html"))
        assert pages == sorted(
            path.relative_to(built.outdir) for path in built.outdir.rglob("*.html")
        )
        notes = [path.as_posix() for path in pages if path.is_relative_to(ROOT)]
        different = [name for name in notes if built.text(name) != clean.text(name)]
        assert not different, (changed, settings)
