"""The archive's own navigation, in sidebars that would have nothing of it."""

from __future__ import annotations

import pytest
from support.builds import Build

NOTES = {
    "meetings/2024-01-02-one.md": "---\ntags: [x]\nauthors: [Ada]\n---\n# One\n",
    "meetings/2023-03-04-two.md": "# Two\n",
}
#: where the pages are: a page of each kind, and a note
SHOWN = ("meetings/index", "meetings/year/2024", "meetings/tags/x", "meetings/2024-01-02-one")
SIDEBARS = {"furo": ".sidebar-tree", "alabaster": ".sphinxsidebar", "sphinx_rtd_theme": ".wy-menu"}


@pytest.mark.parametrize("theme", SIDEBARS)
def test_it_stands_where_no_toctree_leads_to_the_archive(build: Build, theme: str) -> None:
    index = "# Home\n\n```{toctree}\nother\n```\n"
    files = {"index.md": index, "other.md": "# Other\n"}
    built = build(NOTES | files, conf={"html_theme": theme})
    assert not built.warnings
    for name in SHOWN:
        sidebar = built.seen(name).select_one(SIDEBARS[theme])
        links = [link.get_text(strip=True) for link in sidebar.select("li.toctree-l1 > a")]
        own = ["Overview", "Tags", "People", "Subscribe", "2024", "2023"]
        assert links == ["Other", *own], name
        captions = [found.get_text(strip=True) for found in sidebar.select("p.caption")]
        assert captions[-2:] == ["Archive", "Years"]
    # others are not of the archive
    other = built.seen("other").select_one(SIDEBARS[theme])
    assert "Overview" not in other.get_text()


@pytest.mark.parametrize(
    ("name", "current"),
    [
        ("meetings/index", "Overview"),
        ("meetings/year/2024", "2024"),
        ("meetings/tags/x", "Tags"),
        ("meetings/people/ada", "People"),
        ("meetings/2024-01-02-one", "2024"),
    ],
)
def test_it_says_where_the_reader_is(shared_build: Build, name: str, current: str) -> None:
    built = shared_build(NOTES | {"index.md": "# Home\n"}, conf={"html_theme": "furo"})
    tree = built.seen(name).select_one(".sidebar-tree")
    assert [item.a.get_text() for item in tree.select("li.current")] == [current]
    here = [link.get_text() for link in tree.select("[aria-current=page]")]
    assert here == ([current] if name in ("meetings/index", "meetings/year/2024") else [])
    # where nothing else is, it is beside other pages, too
    assert "Overview" in built.seen("search").select_one(".sidebar-tree").get_text()


def test_it_is_not_beside_a_toctree_with_the_overview(build: Build) -> None:
    index = "# Home\n\n```{toctree}\nmeetings/index\n```\n"
    home = "# Calls\n\n```{meeting-list}\n```\n"
    files = {"index.md": index, "meetings/index.md": home}
    built = build(NOTES | files, conf={"html_theme": "furo"})
    assert "Archive" not in built.seen("meetings/year/2024").select_one(".sidebar-tree").get_text()


def test_a_new_year_stands_beside_every_page(build: Build) -> None:
    built = build(NOTES | {"index.md": "# Home\n"}, conf={"html_theme": "furo"})
    again = built.again({"meetings/2025-05-06-three.md": "# Three\n"})
    for name in ("index", *SHOWN):
        assert "2025" in again.seen(name).select_one(".sidebar-tree").get_text(), name
