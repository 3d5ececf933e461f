"""Templates of a project in the place of our own HTML: what they give, and that builds stay exact."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from support import everything
from support.archives import archive, meeting, views
from support.builds import PROJECT, Build, Built, run_sphinx, tree
from support.lists import NOTES, titles

from sphinxcontrib_meetings.archive.views import FORMATS, Listing
from sphinxcontrib_meetings.read.domain import domain_of
from sphinxcontrib_meetings.write.html import HtmlWriter
from sphinxcontrib_meetings.write.templates import ENTRY, HEADER, SHIPPED, ProjectTemplates

TEMPLATES = {"templates_path": ["_templates"]}
OURS = {f"_templates/{name}": SHIPPED.joinpath(name).read_bytes() for name in (HEADER, ENTRY)}
SHORT = "<li>{{ entry.day }}: {{ entry.link.html }}{{ entry.excerpt }}</li>\n"
LISTS = {
    "index.md": "# Home\n\n```{meeting-list}\n```\n\n```{meeting-list}\n:format: table\n```\n"
}


@pytest.fixture(scope="module", params=["demo", "everything"])
def project(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return a project after a build without templates."""
    folder = tmp_path_factory.mktemp(request.param)
    files = everything.FILES | {"index.md": everything.INDEX}
    if request.param == "demo":
        found = PROJECT.joinpath("demo").rglob("*")
        files = {
            path.relative_to(PROJECT / "demo").as_posix(): path.read_bytes()
            for path in found
            if path.is_file()
        }
        files["index.md"] = everything.INDEX.partition("See ")[0] + "```{meeting-list}\n```\n"
    places = {name: folder / name for name in ("srcdir", "outdir", "doctreedir")}
    places["srcdir"].mkdir()
    return run_sphinx(files, conf=everything.CONF, **places)


def written(built: Built, given: Path | None, **settings: bool) -> list[str]:
    """Return all headers, and all meetings in all formats, as parts of HTML."""
    shown = domain_of(built.app.env).views
    templates = ProjectTemplates([given]) if given else None
    writer = HtmlWriter(
        # the address of the page itself is empty
        lambda link: "" if "/year/" in link.docname else f"../{link.docname}.html#{link.anchor}",
        "en",
        templates=templates,
        **settings,
    )
    records = shown.archive.records
    found = [writer.header(shown.header(name)) for name in records]
    for excerpt in (True, False):
        entries = tuple(shown.entry(record, excerpt=excerpt) for record in records.values())
        for format in FORMATS:
            parts = writer.listing(Listing((("", entries),), format))
            # the kind of a part says whether it is an excerpt
            found += (f"{type(part).__name__} {part}" for part in _joined(parts))
    return found


def _joined(parts):
    """Join texts that follow one another."""
    held = ""
    for part in parts:
        if type(part).__name__ == "ExcerptPlace":
            yield from filter(None, (held, part))
            held = ""
        else:
            held += part
    yield held


@pytest.mark.parametrize("settings", [{}, {"neighbours": False, "parents": False}])
def test_our_templates_give_what_is_written_without_them(
    project: Built, tmp_path: Path, settings: dict[str, bool]
):
    for name in (HEADER, ENTRY):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(SHIPPED.joinpath(name).read_bytes())
    plain = written(project, None, **settings)
    assert written(project, tmp_path, **settings) == plain
    assert len(plain) > 2 * len(domain_of(project.app.env).archive.records)
    # and it is templates that were compared
    (tmp_path / HEADER).write_text("{{ header.link.text }}")
    (tmp_path / ENTRY).write_text("{{ entry.link.text }}")
    assert len(set(plain) & set(written(project, tmp_path, **settings))) < len(set(plain)) / 2


def test_a_site_of_our_templates_is_the_same_site(project: Built):
    plain = tree(project.outdir)
    again = project.again(OURS, conf=everything.CONF | TEMPLATES)
    assert [warning for warning in again.warnings if "[meetings." in warning] == []
    assert "0 added, 0 changed" in again.status
    assert tree(project.outdir) == plain


def test_a_project_has_its_own_entries(build: Build):
    built = build(NOTES | LISTS | {f"_templates/{ENTRY}": SHORT}, conf=TEMPLATES)
    assert built.warnings == []
    first = built.seen("index").select_one(".meetings-list li")
    assert first.get_text().startswith("March 4, 2025: Three")
    assert first.p.get_text() == "Text."
    # a table is not made of such items
    assert len(built.seen("index").select("table.meetings-table tbody tr")) == 3
    # addresses are those from the page on which the list stands
    for page, address in (("index", "meetings/2025-"), ("meetings/tags/c", "../2025-")):
        link = built.seen(page).select_one("ul.meetings-list a")
        assert link["href"].startswith(address)
        assert re.search(r"<!-- \w{32}", built.text(f"{page}.html")) is None
    # headers stay
    assert built.seen("meetings/2025-03-04-three").select(".meetings-header .meetings-tags")


def test_an_address_may_stand_anywhere_in_a_template(build: Build):
    odd = "<li><a href='{{ entry.link.url }}'>a</a><a href={{ entry.link.url }}>b</a>" \
        "<i>{{ entry.link.url|upper }}</i></li>\n"  # fmt: skip
    built = build(NOTES | {f"_templates/{ENTRY}": odd}, conf=TEMPLATES)
    item = built.seen("meetings/tags/c").select_one("ul.meetings-list li")
    assert [a["href"] for a in item.select("a")] == ["../2025-03-04-three.html"] * 2
    assert item.i.get_text() == "../2025-03-04-THREE.HTML".upper()


def test_a_project_has_its_own_headers(build: Build):
    header = (
        '{% extends "!meetings/header.html" %}{% block tags %}<b>'
        "{{ header.tags|map(attribute='text')|join(' + ') }}</b>{% endblock %}"
    )
    built = build(NOTES | {f"_templates/{HEADER}": header}, conf=TEMPLATES)
    assert built.warnings == []
    shown = built.seen("meetings/2024-02-03-two").select_one(".meetings-header")
    assert shown.b.get_text() == "x + C#"
    # the rest is ours
    assert [a.get_text() for a in shown.select(".meetings-neighbour")] == ["One", "Three"]
    assert not shown.select(".meetings-tags")


def test_texts_are_escaped_and_markup_is_not(build: Build):
    note = {"meetings/2024-01-02-one.md": "---\ntitle: A <b> & c\ntags: [<i>]\n---\n\nText.\n"}
    entry = "<li>{{ entry.link.text }} {{ entry.tags[0].html }} {{ entry.excerpt }}</li>"
    built = build(note | {f"_templates/{ENTRY}": entry}, conf=TEMPLATES)
    text = built.text("meetings/index.html")
    assert "<li>A &lt;b&gt; &amp; c <a class=" in text
    assert ">&lt;i&gt;</a> <p>Text.</p>" in text


def test_a_theme_may_have_templates_and_the_project_is_before_it(build: Build):
    theme = {
        "_themes/mine/theme.conf": "[theme]\ninherit = basic\nstylesheet = basic.css\n",
        f"_themes/mine/{ENTRY}": "<li>theme</li>",
        f"_themes/mine/{HEADER}": "<p class='mine'>theme</p>",
    }
    conf = {"html_theme": "mine", "html_theme_path": ["_themes"]}
    files = NOTES | theme | {"conf.py": ""}
    built = build(files, conf=conf)
    assert built.seen("meetings/index").select_one(".meetings-list li").get_text() == "theme"
    assert built.seen("meetings/2024-02-03-two").select(".mine")
    own = {f"_templates/{ENTRY}": '<li>mine, {% include "!meetings/entry.html" %}</li>'}
    again = built.again(own, conf=conf | TEMPLATES)
    item = again.seen("meetings/index").select_one(".meetings-list li")
    assert item.get_text() == "mine, theme"


@pytest.mark.parametrize("builder", ["text", "epub", "json"])
def test_other_builders(build: Build, builder: str):
    files = NOTES | LISTS | {f"_templates/{ENTRY}": "<li>theirs</li>"}
    built = build(files, conf=TEMPLATES, builder=builder)
    name = {"text": "index.txt", "epub": "index.xhtml", "json": "index.fjson"}[builder]
    assert ("theirs" in built.text(name)) == (builder == "json")


# ── incremental builds ────────────────────────────────────────────────────────


def without_a_trace(built: Built, files: dict[str, str | None]) -> Built:
    """Build again with *files*, of which the time of change tells nothing."""
    for name, text in files.items():
        path = built.srcdir / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            path.unlink()
            continue
        path.write_text(text)
        os.utime(path, (1, 1))
    return built.again()


def times(built: Built) -> dict[str, int]:
    """Return when pages were written, by name."""
    pages = built.outdir.rglob("*.html")
    return {
        path.relative_to(built.outdir).with_suffix("").as_posix(): path.stat().st_mtime_ns
        for path in pages
        # those that Sphinx writes in every build
        if path.stem not in {"genindex", "search", "meeting-tags", "meeting-people"}
    }


@pytest.mark.parametrize("jobs", [1, 2])
def test_templates_come_change_and_go(build: Build, shared_build: Build, jobs: int):
    files: dict[str, str | bytes | None] = (
        NOTES | LISTS | {f"p{number}.md": "# P\n" for number in range(4)}
    )
    built = build(files, conf=TEMPLATES, jobs=jobs)
    notes = {name.removesuffix(".md") for name in NOTES}
    # what has no list of meetings stays as it is
    generated = ("tags/index", "people/index", "subscribe")
    others = {*(f"meetings/{name}" for name in generated), *(f"p{n}" for n in range(4))}
    pages = times(built).keys() - notes - others
    assert {"index", "meetings/index", "meetings/tags/x"} <= pages
    included = '{% include "part.html" %}'
    for changed, shown in (
        ({f"_templates/{ENTRY}": SHORT}, pages),
        ({f"_templates/{ENTRY}": SHORT.replace("day", "date")}, pages),
        ({"_templates/part.html": "not in use"}, set()),
        ({f"_templates/{ENTRY}": included, f"_templates/{HEADER}": "H"}, pages | notes),
        ({"_templates/part.html": "<li>{{ entry.date }}</li>"}, pages),
        ({f"_templates/{HEADER}": "{{ header.link.text }}"}, notes),
        ({f"_templates/{ENTRY}": None}, pages),
        ({f"_templates/{HEADER}": None}, notes),
        ({}, set()),
    ):
        before = times(built)
        built = without_a_trace(built, changed)
        assert {name for name, time in times(built).items() if time != before[name]} == shown
        files = {name: text for name, text in (files | changed).items() if text is not None}
        clean = shared_build(files, conf=TEMPLATES)
        assert tree(built.outdir) == tree(clean.outdir), changed
    assert titles(built.seen("meetings/index")) == ["Three", "Two", "One"]


# ── what cannot be rendered ───────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<li>\n{{ entry.titel }}", ":2: WARNING: 'meetings/entry.html' is left out, and the built-in template used: 'sphinxcontrib_meetings.write.contexts.EntryContext object' has no attribute 'titel'."),
        ("<li>\n{{ entry.link.txt }}", " Did you mean 'text'? [meetings.template]"),
        ("\n\n{{ entri }}", ":3: WARNING: 'meetings/entry.html' is left out, and the built-in template used: 'entri' is undefined. Did you mean 'entry'? [meetings.template]"),
        ("\n{% if %}", ":2: WARNING: 'meetings/entry.html' is left out, and the built-in template used: Expected an expression, got 'end of statement block'. [meetings.template]"),
        ("{{ 1 // 0 }}", ":1: WARNING: 'meetings/entry.html' is left out, and the built-in template used: integer division or modulo by zero. [meetings.template]"),
        ("{% include 'gone.html' %}", "gone.html"),
        ("{% extends 'meetings/entry.html' %}", "meetings/entry.html"),
        ("\n{% include 'bad.html' %}", "_templates/bad.html:1: WARNING: 'meetings/entry.html' is left out, and the built-in template used: "),
        (b"\xff", "WARNING: 'meetings/entry.html' is left out, and the built-in template used: it is not UTF-8. [meetings.template]"),
    ],
)  # fmt: skip
def test_what_cannot_be_rendered_warns_once_and_the_list_stays(build: Build, text, message):
    files = {f"_templates/{ENTRY}": text, "_templates/bad.html": "{% fi %}"}
    built = build(NOTES | LISTS | files, conf=TEMPLATES)
    assert len(built.warnings) == 1
    assert message in built.warnings[0]
    assert built.warnings[0].startswith(("_templates/", "WARNING: "))
    assert titles(built.seen("index")) == ["Three", "Two", "One"]
    assert titles(built.seen("meetings/index")) == ["Three", "Two", "One"]


def test_nothing_is_looked_for_while_pages_are_written(tmp_path: Path, monkeypatch):
    templates = ProjectTemplates([tmp_path])
    monkeypatch.setattr(Path, "is_file", lambda path: pytest.fail(f"looks for {path}"))
    shown = views(archive(meeting("a", "2024-01-02", tags="x")))
    given = HtmlWriter(lambda link: "", "en", templates=templates)
    plain = HtmlWriter(lambda link: "", "en")
    view = shown.listing(shown.archive.listed)
    assert list(given.of(view)) == list(plain.of(view))
    assert given.header(shown.header("a")) == plain.header(shown.header("a"))
