"""Generated pages in the toctrees of documents."""

from __future__ import annotations

import pytest
from support.builds import Build, Built

NOTE = "---\ndate: {0}\ntags: [soil]\nauthors: [Amara Okafor]\n---\n# Call\n\nText.\n"
MD = """\
# Home

```{toctree}
:caption: Community

about
meetings/index
Years <meetings/year/2026>
meetings/tags/index
/meetings/tags/soil.md
meetings/people/index
```
"""
RST = """\
Home
====

.. toctree::
   :hidden:

   about
   meetings/index
   Years <meetings/year/2026>
   meetings/tags/index
   /meetings/tags/soil
   meetings/people/index
"""
FILES = {
    "about.md": "# About\n",
    "meetings/2026-05-06.md": NOTE.format("2026-05-06"),
}
THEMES = {
    "alabaster": ".sphinxsidebar",
    "furo": ".sidebar-tree",
    "pydata_sphinx_theme": ".bd-header .navbar-nav",
    "sphinx_rtd_theme": ".wy-menu-vertical",
}
ENTRIES = ["About", "Meetings", "Years", "Tags", "soil", "People"]
PLACES = [
    "about",
    "meetings/index",
    "meetings/year/2026",
    "meetings/tags/index",
    "meetings/tags/soil",
    "meetings/people/index",
]


def navigation(built: Built, docname: str, where: str) -> list[tuple[str, str]]:
    """Return text and address of the entries for pages of the project, first of each."""
    links = built.seen(docname).select(f"{where} a")
    shown = [(link.get_text().strip(), link["href"]) for link in links]
    return [pair for pair in dict.fromkeys(shown) if pair[0] in ENTRIES]


@pytest.mark.parametrize("index", ["index.md", "index.rst"])
@pytest.mark.parametrize("theme", THEMES)
def test_themes_show_generated_pages_in_their_navigation(build: Build, theme: str, index: str):
    pytest.importorskip(theme)
    text = MD if index.endswith("md") else RST
    built = build({index: text, **FILES}, conf={"html_theme": theme})
    assert not built.warnings
    expected = dict(zip(ENTRIES, [f"{place}.html" for place in PLACES], strict=True))
    assert dict(navigation(built, "about", THEMES[theme])) == expected | {"About": "#"}
    # on itself it is the current one
    above = navigation(built, "meetings/index", THEMES[theme])
    assert [text for text, _ in above] == ENTRIES
    assert dict(above)["Meetings"] == "#"


@pytest.mark.parametrize(
    "builder",
    ["dirhtml", "singlehtml", "epub", "text", "man", "latex", "texinfo", "xml", "gettext", "json"],
)
def test_no_builder_warns(build: Build, builder: str):
    index = MD.replace(":caption: Community", ":numbered:\n:maxdepth: 2")
    built = build(
        {"index.md": index, **FILES},
        builder=builder,
        conf={"epub_copyright": "x", "version": "1"},
    )
    assert not [warning for warning in built.warnings if "conf.py" not in warning]
    if builder == "dirhtml":
        links = [link["href"] for link in built.seen("index").select(".toctree-wrapper a")]
        assert links == [f"{place.removesuffix('index').strip('/')}/" for place in PLACES]
    if builder == "text":
        assert built.text("index.txt").split() == ["Home", "****", "*", "1.", "About"]
    if builder == "singlehtml":
        assert "meetings/index" not in built.text("index.html")
    if builder == "epub":
        assert "meetings/index" not in built.text("index.xhtml") + built.text("nav.xhtml")


@pytest.mark.parametrize("theme", ["alabaster", "furo", "pydata_sphinx_theme"])
def test_what_is_not_generated_warns(build: Build, theme: str):
    pytest.importorskip(theme)
    index = "# Home\n\n```{toctree}\nmeetings/year/1999\nmeetings/index\nmeetings/gone\n```\n"
    about = "---\norphan: true\n---\n# About\n"
    built = build({"index.md": index, **FILES, "about.md": about}, conf={"html_theme": theme})
    assert [warning.partition(" [")[0] for warning in built.warnings] == [
        "index.md:3: WARNING: toctree contains reference to nonexisting document 'meetings/gone'",
        "index.md:3: WARNING: toctree: there is no generated page 'meetings/year/1999'; name a "
        "year, a tag or a person that a meeting has",
    ]
    links = [link.get_text() for link in built.seen("index").select(".toctree-wrapper a")]
    assert links == ["Meetings"]
    assert "1999" not in built.text("about.html")
    off = built.again(conf={"html_theme": theme, "meetings_pages": False})
    assert "set meetings_pages to True" in off.warnings[-1]
    assert not off.seen("index").select(".toctree-wrapper a")


def test_incremental_builds_are_exact(build: Build):
    conf = {"html_theme": "alabaster"}
    built = build({"index.md": MD, **FILES}, conf=conf)
    steps = [
        # the title
        ({}, {**conf, "meetings_title": "Calls"}),
        # a page goes, and comes again
        ({"meetings/2026-05-06.md": NOTE.format("2025-05-06")}, conf),
        ({"meetings/2026-05-06.md": NOTE.format("2026-05-06")}, conf),
        # a document takes its place, and goes again
        ({"meetings/index.md": "# Ours\n"}, conf),
        ({"meetings/index.md": None}, conf),
    ]
    files = {"index.md": MD, **FILES}
    for changed, settings in steps:
        files |= changed
        files = {name: text for name, text in files.items() if text is not None}
        built = built.again(changed, conf=settings)
        clean = build(files, conf=settings)
        assert sorted(built.warnings) == sorted(clean.warnings)
        for path in sorted(clean.outdir.rglob("*.html")):
            name = path.relative_to(clean.outdir).as_posix()
            assert built.text(name) == clean.text(name), name
