"""Formats of lists that extensions add."""

from __future__ import annotations

from pathlib import Path

import pytest
from sphinx.errors import ExtensionError
from support.builds import Build, tree
from support.lists import NOTES

from sphinxcontrib_meetings.archive.views import FORMATS
from sphinxcontrib_meetings.write.list_formats import BUILT_IN

CONF = """\
from docutils import nodes
from markupsafe import Markup
from sphinxcontrib_meetings.api import add_list_format

def html(entries):
    rows = (Markup("<dt>{}</dt><dd>{}{}</dd>").format(e.link.html, e.day, e.excerpt) for e in entries)
    return Markup("<dl class='agenda'>{}</dl>").format(Markup().join(rows))

def blocks(entries):
    return [
        nodes.paragraph("", "", nodes.reference("", e.link.text, refuri=e.link.url), nodes.Text(" agenda " + e.day))
        for e in entries
    ] + [block for e in entries for block in e.blocks]

def setup(app):
    add_list_format(app, "agenda", html{more})
"""
INDEX = "# Home\n\n```{{meeting-list}}\n:format: {}\n{}\n```\n"


def conf(more: str = "") -> dict[str, str]:
    return {"conf.py": CONF.replace("{more}", more)}


def agenda(more: str = "", options: str = "") -> dict[str, str]:
    return NOTES | conf(more) | {"index.md": INDEX.format("agenda", options)}


def test_the_formats_that_are_there_anyway_are_registered_like_others():
    assert list(BUILT_IN) == list(FORMATS) == ["list", "table", "cards", "compact"]


def test_a_list_has_the_format_of_an_extension(build: Build):
    built = build(agenda())
    assert built.warnings == []
    (shown,) = built.seen("index").select("dl.agenda")
    assert [dt.get_text() for dt in shown.select("dt")] == ["Three", "Two", "One"]
    assert shown.dt.a["href"] == "meetings/2025-03-04-three.html"
    assert shown.dd.get_text() == "March 4, 2025"


def test_excerpts_and_groups(build: Build):
    built = build(agenda(", excerpts=True", ":group-by: year"))
    first, second = built.seen("index").select("dl.agenda")
    assert [rubric.get_text() for rubric in built.seen("index").select(".rubric")] == [
        "2025",
        "2024",
    ]
    assert (len(first.select("dt")), len(second.select("dt"))) == (1, 2)
    assert first.dd.p.get_text() == "Text."
    assert second.select("dd")[1].p.get_text() == "Opening."
    off = built.again({"index.md": INDEX.format("agenda", ":excerpt: false")})
    assert not off.seen("index").select("dl.agenda p")


def test_an_empty_list_says_so(build: Build):
    built = build(agenda("", ":year: 1999"))
    assert built.seen("index").select(".meetings-empty")
    assert not built.seen("index").select("dl.agenda")


def test_a_plain_text_is_escaped(build: Build):
    files = agenda() | {"conf.py": conf()["conf.py"].replace("return Markup", "return str")}
    text = build(files).text("index.html")
    assert "&lt;dl class=" in text


@pytest.mark.parametrize("more", ["", ", nodes=blocks", ", nodes=blocks, excerpts=True"])
def test_other_builders_show_nodes_or_a_list(build: Build, more: str):
    text = build(agenda(more), builder="text").text("index.txt")
    assert ("* Three, March 4, 2025, bo" in text) == (not more)
    assert ("Three agenda March 4, 2025" in text) == bool(more)
    assert ("Opening." in text) == ("excerpts" in more)


@pytest.mark.parametrize("builder", ["singlehtml", "epub", "latex"])
def test_a_format_and_more_builders(build: Build, builder: str):
    built = build(agenda(", nodes=blocks"), builder=builder)
    assert [said for said in built.warnings if "EPUB3" not in said] == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_format_goes_comes_and_changes(build: Build, shared_build: Build, jobs: int):
    files = agenda() | {f"p{number}.md": "# P\n" for number in range(4)}
    built = build(files, jobs=jobs)
    page = built.text("index.html")
    warning = (
        "index.md:3: WARNING: meeting-list: format: 'agenda' is not one of list, table, cards, "
        "compact. [meetings.listing]"
    )
    gone = built.again({"conf.py": "", "index.md": INDEX.format("agenda", "")})
    # a clean build is the same with one job or two
    without = tree(shared_build(files | {"conf.py": ""}).outdir)
    assert [said for said in gone.warnings if "meetings." in said] == [warning]
    assert gone.page("index").select("ul.meetings-list .meetings-excerpt")
    assert tree(gone.outdir) == without
    # without any change of a document
    back = gone.again(conf())
    assert back.text("index.html") == page
    away = back.again({"conf.py": ""})
    assert warning in away.warnings
    assert tree(away.outdir) == without
    shown = away.again(conf(", excerpts=True"))
    assert shown.seen("index").select("dl.agenda p")
    clean = shared_build(files | conf(", excerpts=True"))
    assert tree(shown.outdir) == tree(clean.outdir)


def test_a_version_tells_that_a_format_shows_something_else(build: Build):
    built = build(agenda(", version='1'"))
    other = {"conf.py": conf(", version='2'")["conf.py"].replace("'agenda'>", "'other'>")}
    assert built.again(other).seen("index").select("dl.other")


def test_a_slip_warns_with_the_nearest_name(build: Build):
    built = build(agenda() | {"index.md": INDEX.format("agend", "")})
    assert built.warnings == [
        "index.md:3: WARNING: meeting-list: format: 'agend' is not one of list, table, cards, compact, "
        "agenda. Did you mean 'agenda'? [meetings.listing]"
    ]


@pytest.mark.parametrize(
    ("name", "message"),
    [("table", "there is a format 'table' already"), (" a", "' a' is not a valid name")],
)
def test_a_name_that_cannot_be_had(build: Build, name: str, message: str):
    files = NOTES | {"conf.py": conf()["conf.py"].replace('"agenda"', repr(name))}
    with pytest.raises(ExtensionError, match=message):
        build(files)


def test_formats_belong_to_one_application(build: Build):
    build(agenda())
    other = build(NOTES | {"index.md": INDEX.format("agenda", "")})
    assert "'agenda' is not one of list, table, cards, compact." in other.warnings[0]


def test_an_extension_may_come_before_this_one(build: Build, tmp_path: Path, monkeypatch):
    # an extension is set up in the order in which it is named, `conf.py` after all
    (tmp_path / "early.py").write_text(CONF.replace("{more}", ""))
    monkeypatch.syspath_prepend(tmp_path)
    files = agenda() | {"conf.py": ""}
    built = build(files, conf={"extensions": ["early", "sphinxcontrib_meetings"]})
    assert built.seen("index").select("dl.agenda")
