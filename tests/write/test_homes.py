"""Documents that are the overview of the archive, or of a series."""

from __future__ import annotations

import re

import pytest
from support.builds import Build, Built

NOTE = "---\ndate: {0}\ntags: [{1}]\nauthors: [{2}]\n---\n# Call of {0}\n\nText.\n"
LIST = "\n```{meeting-list}\n```\n"
INDEX = "# Site\n\n```{toctree}\ncommunity/index\n```\n"
COMMUNITY = "# Community\n\n```{toctree}\n/meetings/index\n```\n"
FILES = {
    "index.md": INDEX,
    "community/index.md": COMMUNITY,
    "meetings/index.md": f"# Our calls\n\nCome and join.\n{LIST}",
    **{
        f"meetings/{day}.md": NOTE.format(day, "soil", "Amara Okafor")
        for day in ("2024-05-06", "2025-05-06", "2026-05-06", "2026-06-03")
    },
}
CONF = {"meetings_today": "2026-06-01", "meetings_per_page": 2}
#: what an overview has of its calendar
SUBSCRIBE = ("Subscribe", "Calendar file")


def pages(built: Built) -> list[str]:
    """Return the generated pages, by their names below the folder of the notes."""
    found = built.outdir.rglob("*.html")
    names = {path.relative_to(built.outdir).as_posix().removesuffix(".html") for path in found}
    indices = {"genindex", "search", "meeting-people", "meeting-tags"}
    return sorted(names - built.app.env.all_docs.keys() - indices)


def crumbs(built: Built, docname: str) -> list[tuple[str, str]]:
    links = built.seen(docname).select(".meetings-parents a")
    return [(link.get_text(), link["href"]) for link in links]


def title(built: Built, docname: str) -> str:
    return built.seen(docname).h1.get_text().removesuffix("¶").strip()


def chips(built: Built, docname: str) -> list[str]:
    links = built.seen(docname).select(".meetings-links-row a")
    return [link.get_text() for link in links]


def dates(built: Built, docname: str) -> list[str]:
    """Return the days of the notes that lists link to."""
    links = (link["href"] for link in built.seen(docname).select(".meetings-list a"))
    found = (re.search(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", href) for href in links)
    return list(dict.fromkeys(match[0] for match in found if match))


@pytest.mark.parametrize("conf", [{}, {"meetings_root": "meetings/archive"}])
def test_the_authors_index_is_the_overview(build: Build, conf: dict[str, str]):
    built = build(FILES, conf=CONF | conf)
    assert not built.warnings
    root = conf.get("meetings_root", "meetings")
    of_all = [name.removeprefix(f"{root}/") for name in pages(built)]
    assert [name for name in of_all if "/page/" not in name] == [
        "page/2",
        "people/amara-okafor",
        "people/index",
        "subscribe",
        "tags/index",
        "tags/soil",
        "year/2024",
        "year/2025",
        "year/2026",
    ]
    home = built.seen("meetings/index")
    assert home.h1.find_next("p").get_text() == "Come and join."
    years = ["2026", "2025", "2024"]
    shown = ["Tags", "soil", "People", "Amara Okafor", *years, *SUBSCRIBE]
    assert chips(built, "meetings/index") == shown
    assert dates(built, "meetings/index")[:1] == ["2026-06-03"]
    assert [link.get_text() for link in home.select(".meetings-pages a")] == ["2"]
    to_root = "../" * (root.count("/") + 2)
    assert title(built, f"{root}/year/2025") == "Our calls in 2025"
    assert crumbs(built, f"{root}/year/2025") == [
        ("Community", f"{to_root}community/index.html"),
        ("Our calls", "../../index.html" if conf else "../index.html"),
    ]
    assert [text for text, _ in crumbs(built, "meetings/2025-05-06")] == [
        "Community",
        "Our calls",
        "2025",
    ]
    # a part of the list is below it, and leads back to it
    assert title(built, f"{root}/page/2") == "Our calls, page 2"
    assert crumbs(built, f"{root}/page/2")[-1][0] == "Our calls"
    (first,) = built.seen(f"{root}/page/2").select(".meetings-pages a")
    assert first["href"] == ("../../index.html" if conf else "../index.html")


@pytest.mark.parametrize(
    "home", ["about/calls", "/about/calls", "./about/calls", "calls", "index"]
)
@pytest.mark.parametrize("suffix", ["md", "rst"])
def test_any_document_can_be_the_overview(build: Build, home: str, suffix: str):
    name = home.strip("./")
    text = f"# Calls\n{LIST}" if suffix == "md" else "Calls\n=====\n\n.. meeting-list::\n"
    toctree = "" if name == "index" else f"# Site\n\n```{{toctree}}\n{name}\n```\n"
    files = {path: text for path, text in FILES.items() if "index" not in path}
    files |= {"index.md": toctree} if toctree else {}
    built = build(files | {f"{name}.{suffix}": text}, conf=CONF | {"meetings_home": home})
    assert not built.warnings
    assert "meetings/index" not in pages(built)
    assert "meetings/page/2" in pages(built)
    assert title(built, "meetings/year/2025") == "Calls in 2025"
    assert crumbs(built, "meetings/2025-05-06")[0] == ("Calls", f"../{name}.html")
    assert chips(built, name)[-3:] == ["2024", *SUBSCRIBE]


def test_a_note_can_not_be_the_overview_that_is_named(build: Build):
    files = FILES | {"meetings/index.md": None, "meetings/calls.md": f"# All calls\n{LIST}"}
    files["community/index.md"] = COMMUNITY.replace("meetings/index", "meetings/calls")
    files = {name: text for name, text in files.items() if text}
    built = build(files, conf=CONF | {"meetings_home": "meetings/calls"})
    assert not built.warnings
    assert not built.seen("meetings/calls").select(".meetings-header")
    assert title(built, "meetings/year/2025") == "All calls in 2025"


@pytest.mark.parametrize(
    "text",
    [
        "Nothing else.",
        "```{meeting-list}\n:limit: 1\n```",
        "```{meeting-list}\n:overview: false\n```",
    ],
)
def test_a_home_without_the_list_is_still_above_all(build: Build, text: str):
    built = build(FILES | {"meetings/index.md": f"# Our calls\n\n{text}\n"}, conf=CONF)
    assert not built.warnings
    # the parts of the list belong to none
    assert not [name for name in pages(built) if name.startswith("meetings/page/")]
    assert not chips(built, "meetings/index")
    assert title(built, "meetings/year/2025") == "Our calls in 2025"
    assert [text for text, _ in crumbs(built, "meetings/tags/soil")] == [
        "Community",
        "Our calls",
        "Tags",
    ]


def test_a_home_that_does_not_exist_is_named_once(build: Build):
    series = {"board": {"path": "meetings/2026*", "home": 5}, "club": {"home": "club/index"}}
    conf = {"meetings_home": "meetings/indx", "meetings_series": series}
    built = build(FILES, conf=CONF | conf)
    assert [warning.partition(" [")[0] for warning in built.warnings] == [
        "WARNING: meetings_series: 'board' has an invalid home 5; use the name of a document",
        "WARNING: meetings_home: there is no document 'meetings/indx'. Did you mean "
        "'meetings/index'?",
        "WARNING: meetings_series: 'club': home: there is no document 'club/index'. Give the path "
        "of a document from the source directory, without suffix.",
    ]
    # the default is used
    assert title(built, "meetings/year/2025") == "Our calls in 2025"


#: two series with documents of their own, one of them by its folder
OF_SERIES = {
    "index.md": "# Site\n\n```{toctree}\nmeetings/index\ngroups\n```\n",
    "groups.md": "# Groups\n\n```{toctree}\nmeetings/community/index\nboard\n```\n",
    "meetings/index.md": "# All meetings\n",
    "meetings/community/index.md": f"# Community of gardeners\n{LIST}",
    "board.md": "# The board\n\n```{meeting-list}\n:series: board\n```\n",
    **{
        f"meetings/community/{day}.md": NOTE.format(day, "soil", "Amara Okafor")
        for day in ("2024-05-06", "2025-05-06", "2026-05-06")
    },
    "meetings/decisions/2025-01-02.md": "# Budget\n",
    "meetings/club/2025-03-04.md": "# Club\n",
}
SERIES = {
    "community": {"title": "Community", "path": "meetings/community/**"},
    "board": {"path": "meetings/decisions/*", "home": "board"},
    "club": {"title": "The club", "path": "meetings/club"},
}


def test_each_series_has_a_home(build: Build):
    built = build(OF_SERIES, conf=CONF | {"meetings_series": SERIES})
    assert not built.warnings
    overviews = [name for name in pages(built) if name.endswith("/index")]
    below = "meetings/series/community"
    assert overviews == [
        "meetings/people/index",
        "meetings/series/club/index",
        f"{below}/people/index",
        f"{below}/tags/index",
        "meetings/tags/index",
    ]
    # a list without options is that of the series, as is one that names it
    assert dates(built, "meetings/community/index") == ["2026-05-06", "2025-05-06"]
    assert dates(built, f"{below}/page/2") == ["2024-05-06"]
    assert dates(built, "board") == ["2025-01-02"]
    found = {
        name: chips(built, name)
        for name in ("meetings/community/index", "board", "meetings/index")
    }
    assert found == {
        "meetings/community/index": [
            *("Tags", "soil", "People", "Amara Okafor", "2026", "2025", "2024", *SUBSCRIBE),
        ],
        "board": ["2025", *SUBSCRIBE],
        "meetings/index": [],
    }
    assert title(built, f"{below}/year/2025") == "Community of gardeners in 2025"
    trails = {
        "meetings/community/2025-05-06": ["Groups", "Community of gardeners", "2025"],
        f"{below}/tags/soil": ["Groups", "Community of gardeners", "Tags"],
        "meetings/decisions/2025-01-02": ["Groups", "The board", "2025"],
        # it has no place of its own
        "meetings/club/2025-03-04": ["All meetings", "The club", "2025"],
        "meetings/tags/soil": ["All meetings", "Tags"],
    }
    assert {name: [text for text, _ in crumbs(built, name)] for name in trails} == trails


def test_other_builders_list_the_series(build: Build):
    built = build(OF_SERIES, builder="text", conf=CONF | {"meetings_series": SERIES})
    assert not built.warnings
    listed = built.text("meetings/community/index.txt")
    assert "2024-05-06" in listed
    assert "Budget" not in listed
    book = {
        name: text.replace("-list}\n", "-list}\n:include:\n") for name, text in OF_SERIES.items()
    }
    built = build(book, builder="singlehtml", conf=CONF | {"meetings_series": SERIES})
    assert not built.warnings
    titles = [
        title.get_text().removesuffix("¶") for title in built.seen("index").select("h2, h3, h4")
    ]
    assert titles.count("Budget") == 1
    assert titles.index("Call of 2024-05-06") < titles.index("Budget")


def test_pages_of_nobody_and_of_no_tags_are_not_made(build: Build):
    files = {"meetings/2026-05-06.md": "# Call\n\nText.\n"}
    built = build(files, conf=CONF)
    few = ["meetings/index", "meetings/subscribe", "meetings/year/2026"]
    assert pages(built) == few
    assert chips(built, "meetings/index") == ["2026", *SUBSCRIBE]
    named = built.again({"index.md": "# Site\n\n{meeting:page}`tags`\n"})
    assert (
        "there is no page 'tags'. The pages are 'overview', 'subscribe', '2026'."
        in named.warnings[0]
    )
    # and gone when the last one is
    with_tags = built.again(
        {**files, "meetings/2026-05-06.md": NOTE.format("2026-05-06", "a", "B")}
    )
    assert {"meetings/people/index", "meetings/tags/index"} <= set(pages(with_tags))
    assert pages(with_tags.again(files)) == few


def test_a_toctree_that_names_another_overview_is_told_the_document(build: Build):
    index = "# Site\n\n```{toctree}\ncommunity/index\nmeetings/archive/index\n```\n"
    built = build(FILES | {"index.md": index}, conf=CONF | {"meetings_root": "meetings/archive"})
    assert [warning.partition(" [")[0] for warning in built.warnings] == [
        "index.md:3: WARNING: toctree: there is no generated page 'meetings/archive/index'; name "
        "the document 'meetings/index', which is the overview"
    ]
