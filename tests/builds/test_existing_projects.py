"""Projects that publish notes by hand: as they are, with the extension, and without handwork.

Each kind is built three times. At no step is there a warning, or a page that cannot be reached;
the pages that stay keep their addresses.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from support.builds import Build, Built

PLAIN = {"extensions": ["myst_parser"]}
OURS = {"extensions": ["myst_parser", "sphinxcontrib_meetings"]}
LIST = "\n```{meeting-list}\n```\n"


def note(title: str, text: str = "We talked about the garden, and decided to water it.") -> str:
    return f"# {title}\n\n{text}\n"


def rst_note(title: str) -> str:
    return f"{title}\n{'=' * len(title)}\n\nWe talked about seeds.\n\n.. _{title.lower()}:\n"


@dataclass(frozen=True)
class Kind:
    """A project, and what its maintainers change when they add the extension."""

    files: dict[str, str]
    #: files that are written anew, or deleted if the text is None
    replaced: dict[str, str | None]
    conf: dict[str, Any]
    #: a note, its overview, and where the theme has its navigation
    page: str
    overview: str
    navigation: str
    #: entry of the navigation that the note is below
    entry: str
    more: dict[str, Any] = field(default_factory=dict)


KINDS = {
    # MyST and reStructuredText, furo, pages of years by hand
    "years": Kind(
        {
            "index.md": "# Garden\n\n```{toctree}\nabout\nmeetings/index\n```\n",
            "about.md": "# About\n",
            "meetings/index.md": "# Our calls\n\nJoin us.\n\n```{toctree}\n2026\n2025\n```\n",
            "meetings/2026.md": "# 2026\n\n```{toctree}\n2026-03-04\n2026-02-04\n```\n",
            "meetings/2025.rst": "2025\n====\n\n.. toctree::\n\n   2025-11-05\n",
            "meetings/2026-03-04.md": note("Water"),
            "meetings/2026-02-04.md": note("Compost"),
            "meetings/2025-11-05.rst": rst_note("Seeds"),
        },
        {
            "meetings/index.md": f"# Our calls\n\nJoin us.\n{LIST}",
            "meetings/2026.md": None,
            "meetings/2025.rst": None,
        },
        {"html_theme": "furo"},
        page="meetings/2026-03-04",
        overview="meetings/index",
        navigation=".sidebar-tree",
        entry="Our calls",
    ),
    # reStructuredText, pydata, a toctree with a pattern
    "glob": Kind(
        {
            "index.rst": "Garden\n======\n\n.. toctree::\n\n   about\n   notes/index\n",
            "about.rst": "About\n=====\n",
            "notes/index.rst": "Minutes\n=======\n\n.. toctree::\n   :glob:\n   :reversed:\n\n   20*\n",
            "notes/2026-03-04.rst": rst_note("Water"),
            "notes/2026-02-04.rst": rst_note("Compost"),
            "notes/2025-11-05.rst": rst_note("Seeds"),
        },
        {"notes/index.rst": "Minutes\n=======\n\n.. meeting-list::\n"},
        {"html_theme": "pydata_sphinx_theme"},
        page="notes/2026-03-04",
        overview="notes/index",
        navigation=".bd-header .navbar-nav",
        entry="Minutes",
        more={"meetings_path": ["notes/**"]},
    ),
    # several series with their own overviews, and years of dated sections
    "series": Kind(
        {
            "index.md": "# Garden\n\n```{toctree}\nboard/index\ncommunity/index\n```\n",
            "board/index.md": "# The board\n\n```{toctree}\n2026\n2025\n```\n",
            "board/2026.md": "# Board 2026\n\n## 2026-03-04\n\nWater.\n\n## 2026-02-04\n\nSoil.\n",
            "board/2025.md": "# Board 2025\n\n## 2025-11-05\n\nSeeds.\n\n## 2025-10-01\n\nTools.\n",
            "community/index.md": "# Community\n\n```{toctree}\n:glob:\n20*\n```\n",
            "community/2026-03-11.md": note("Bees"),
            "community/2025-11-12.md": note("Paths"),
        },
        {
            "board/index.md": f"# The board\n{LIST}",
            "community/index.md": f"# Community\n{LIST}",
        },
        {"html_theme": "furo"},
        page="community/2026-03-11",
        overview="community/index",
        navigation=".sidebar-tree",
        entry="Community",
        more={
            "meetings_path": ["board/*", "community/*"],
            "meetings_root": "meetings",
            "meetings_series": {
                "board": {"path": "board/*", "home": "board/index"},
                "community": {"path": "community/*", "home": "community/index"},
            },
        },
    ),
    # templates and checklists among the notes
    "templates": Kind(
        {
            "index.md": "# Garden\n\n```{toctree}\nmeetings/index\n```\n",
            "meetings/index.md": "# Minutes\n\n```{toctree}\n:glob:\n20*\ntemplate\nchecklist\n```\n",
            "meetings/template.md": note("Minutes of …", "Date: YYYY-MM-DD"),
            "meetings/checklist.md": note("Before a call", "- [ ] room\n- [ ] agenda"),
            "meetings/2026-03-04.md": note("Water"),
            "meetings/2025-11-05.md": note("Seeds"),
        },
        {
            "meetings/index.md": f"# Minutes\n{LIST}\n```{{toctree}}\ntemplate\nchecklist\n```\n",
        },
        {"html_theme": "furo"},
        page="meetings/2026-03-04",
        overview="meetings/index",
        navigation=".sidebar-tree",
        entry="Minutes",
        more={"meetings_path": ["meetings/**", "!meetings/checklist"]},
    ),
}


def pages(built: Built) -> set[str]:
    found = built.outdir.rglob("*.html")
    return {path.relative_to(built.outdir).as_posix() for path in found}


def current(built: Built, kind: Kind) -> list[str]:
    """Return the entries of the navigation that are marked as those of the note's page."""
    marked = built.page(kind.page).select(f"{kind.navigation} .current > a")
    return [link.get_text().strip() for link in marked]


def check(built: Built, kind: Kind) -> None:
    assert built.warnings == []
    assert kind.entry in current(built, kind)
    page = built.page(kind.page)
    here = f"{kind.overview}.html".rpartition("/")[2]
    assert page.select(f'a[href$="{here}"]')
    # what comes before
    links = [link["href"] for link in page.select("a[href]")]
    assert any("2025" in href or "2026-02" in href for href in links)


@pytest.mark.parametrize("name", KINDS)
def test_a_project_step_by_step(build: Build, name: str) -> None:
    kind = KINDS[name]
    pytest.importorskip(kind.conf["html_theme"])
    before = build(kind.files, conf=kind.conf | PLAIN)
    check(before, kind)
    ours = kind.conf | OURS | kind.more
    added = build(kind.files, conf=ours)
    check(added, kind)
    assert pages(before) <= pages(added)
    left = {file: text for file, text in (kind.files | kind.replaced).items() if text is not None}
    replaced = build(left, conf=ours)
    check(replaced, kind)
    gone = {
        f"{file.rpartition('.')[0]}.html" for file, text in kind.replaced.items() if text is None
    }
    assert pages(before) - gone <= pages(replaced)
    # the list shows what the toctree did
    titles = replaced.page(kind.overview).select(".meetings-entry-title a")
    assert [link for link in titles if link["href"].startswith("2026")]
