"""Decisions and actions on pages, in every builder, and after each edit."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from support.builds import Build, tree
from support.minutes_lines import only_test_rules

REGISTRY = "ada:\n  name: Ada Lovelace\nbrooks:\n  name: Brooks Townsend\n"
FIRST = """\
---
series: board
recording: https://youtu.be/aqz-KE-bpKQ
chapters:
- 0:00 Welcome
- 1:35 Way
---
# First

Opening.

## Way

- CHOSE Go *left*; id=D1
- TODO ada, Zed: Write **the** docs; due=2024-05-01
- TODO Brooks: Read
- TODO Clean & <b>tidy</b>
"""
SECOND = """\
---
series: board
---
# Second

- CHOSE Go right; id=D2; supersedes=D1
- TODO ada, Zed: Write the docs.
"""
THIRD = "# Third\n\nNothing.\n"
HOME = """\
# Home

```{meeting-decisions}
```

```{meeting-actions}
```

{meeting:page}`actions` {meeting:page}`decisions`
"""
NOTES = {
    "authors.yml": REGISTRY,
    "index.md": HOME,
    "meetings/2024-01-02-first.md": FIRST,
    "meetings/2024-02-06-second.md": SECOND,
    "meetings/2024-03-05-third.md": THIRD,
}
CONF = {"meetings_series": {"board": {"title": "The board"}}, "meetings_today": "2024-06-01"}


@pytest.fixture(autouse=True)
def minutes() -> Iterator[None]:
    with only_test_rules():
        yield


def rows(page: BeautifulSoup) -> list[list[str]]:
    """Return the texts of the cells of all tables."""
    return [
        [" ".join(cell.get_text(" ").split()) for cell in row.select("td")]
        for row in page.select("table tbody tr")
    ]


def links(page: BeautifulSoup) -> dict[str, str]:
    return {link.get_text(): str(link["href"]) for link in page.select("td a")}


def test_pages_of_the_registers(shared_build: Build) -> None:
    built = shared_build(NOTES, conf=CONF)
    assert built.warnings == []
    decisions, actions = (built.seen(f"meetings/{n}/index") for n in ("decisions", "actions"))
    assert rows(decisions) == [
        ["February 6, 2024", "accepted", "Go right D2 Supersedes D1", "Second"],
        [
            "January 2, 2024",
            "superseded",
            "Go left D1 Superseded by D2",
            "First Recording at 1:35",
        ],
    ]
    assert links(decisions)["D1"] == "../2024-01-02-first.html#decision-d1"
    assert links(decisions)["First"] == "../2024-01-02-first.html#decision-d1"
    assert links(decisions)["Recording at 1:35"].endswith("&t=95")
    opened = "Opened January 2, 2024 , First Recording at 1:35"
    carried = f"{opened} Carried once since January 2024, last on February 6, 2024"
    due = "Due May 1, 2024 overdue"
    assert rows(actions) == [
        ["Write the docs.", "Ada Lovelace , Zed (not known)", due, carried],
        ["Write the docs. With Zed", due, carried],
        ["Read", "", opened],
        ["Clean & tidy", "", "", opened],
    ]
    titles = [title.get_text() for title in actions.select(".meetings-group")]
    assert titles == ["Overdue", "Ada Lovelace", "Brooks Townsend", "Without a known owner"]
    assert links(actions)["February 6, 2024"] == "../2024-02-06-second.html#action-1"
    described = decisions.select_one("meta[name=description]")
    assert described["content"] == "2 decisions: 1 accepted, 1 superseded."


def test_anchors_lead_to_what_was_said(shared_build: Build) -> None:
    built = shared_build(NOTES, conf=CONF)
    for register in ("decisions", "actions"):
        page = built.seen(f"meetings/{register}/index")
        for address in links(page).values():
            path, _, anchor = address.partition("#")
            if not path.startswith("http") and "people" not in path:
                note = built.seen(f"meetings/{path.removeprefix('../').removesuffix('.html')}")
                assert note.find(id=anchor), address


def test_directives_and_pages_show_the_same(shared_build: Build) -> None:
    built = shared_build(NOTES, conf=CONF)
    pages = [built.seen(f"meetings/{name}/index") for name in ("decisions", "actions")]
    assert rows(built.seen("index")) == [row for page in pages for row in rows(page)]
    shown = [link["href"] for link in built.seen("index").select("p a.internal")]
    assert "meetings/actions/index.html" in shown
    assert "meetings/decisions/index.html" in shown


def test_pages_are_in_the_navigation(shared_build: Build) -> None:
    built = shared_build(NOTES, conf=CONF)
    for root in ("meetings", "meetings/series/board"):
        links = built.seen(f"{root}/index").select(".meetings-links a")
        assert {"Actions", "Decisions"} <= {link.get_text() for link in links}
    series = built.seen("meetings/series/board/actions/index")
    assert len(rows(series)) == len(rows(built.seen("meetings/actions/index")))
    without = shared_build({"meetings/2024-01-02-a.md": THIRD}, conf=CONF)
    assert not (without.outdir / "meetings" / "actions").exists()


BUILDERS = ("text", "latex", "man", "texinfo", "xml", "epub", "singlehtml", "dirhtml")


@pytest.mark.parametrize("builder", BUILDERS)
def test_every_builder_shows_all_of_it(build: Build, builder: str) -> None:
    files = NOTES | {"authors.yml": REGISTRY, "conf.py": ""}
    book = {
        "latex_documents": [("index", "a.tex", "T", "A", "manual")],
        "man_pages": [("index", "a", "", [], 1)],
    }
    settings = {"copyright": "A", "version": "1", "author": "A", "project": "P"}
    built = build(
        files,
        builder=builder,
        conf=CONF | book | settings | {"extensions": ["sphinxcontrib_meetings"]},
    )
    assert built.warnings == []
    text = "".join(
        path.read_text("utf-8", "replace")
        for path in sorted(built.outdir.rglob("*"))
        if path.is_file() and path.suffix not in (".js", ".css", ".epub", ".png", ".inv", ".json")
    )
    words = " ".join(text.replace("|", " ").split())
    for said in (
        "Go right",
        "D2",
        "superseded",
        "Write the docs.",
        "overdue",
        "1:35",
        "not known",
    ):
        assert said in words, said


EDITS = {
    "it is done": {
        "meetings/2024-03-05-third.md": "---\nseries: board\ndone:\n- Write the docs\n---\n# Third\n"
    },
    "its box is checked": {
        "meetings/2024-03-05-third.md": (
            "---\nseries: board\n---\n# Third\n\n- TODO ada, Zed: Write the docs; state=done\n"
        )
    },
    "a decision goes": {"meetings/2024-02-06-second.md": SECOND.replace("CHOSE", "chose")},
    "a person gets another name": {"authors.yml": REGISTRY.replace("Ada", "Augusta")},
    "a person gets an alias": {"authors.yml": f"{REGISTRY}  aliases: [Zed]\n"},
    "a note goes": {"meetings/2024-02-06-second.md": None},
    "nothing is left": {
        "meetings/2024-01-02-first.md": THIRD,
        "meetings/2024-02-06-second.md": THIRD,
    },
    "a title": {"meetings/2024-01-02-first.md": FIRST.replace("# First", "# The first")},
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_gives_what_a_clean_build_gives(
    build: Build, built_before: Build, edit: str
) -> None:
    built = built_before(NOTES, conf=CONF)
    before = tree(built.outdir)
    built.again(EDITS[edit])
    after = tree(built.outdir)
    left = {name: text for name, text in (NOTES | EDITS[edit]).items() if text is not None}
    assert after == tree(build(left, conf=CONF).outdir)
    assert before != after


def test_a_day_passes(build: Build) -> None:
    built = build(NOTES, conf=CONF | {"meetings_today": "2024-05-01"})
    assert "overdue" not in built.text("meetings/actions/index.html")
    later = built.again(conf=CONF | {"meetings_today": "2024-05-02"})
    assert "overdue" in later.text("meetings/actions/index.html")
    assert "overdue" in later.text("index.html")


def test_conditions_that_are_wrong_are_reported(build: Build) -> None:
    home = (
        "# Home\n\n```{meeting-actions}\n:person: Adda\n:state: opne\n:serie: x\n```\n\n"
        "```{meeting-decisions}\n:tag: none\n:state: accepted, proposed\n```\n\n"
        "```{meeting-actions}\n:person: Ada Lovelace\n:open:\n:overdue:\n```\n"
    )
    built = build(NOTES | {"index.md": home}, conf=CONF)
    said = [line.partition("WARNING: ")[2] for line in built.warnings]
    assert said == [
        "meeting-actions: unknown option 'serie'. Did you mean 'series'? [meetings.listing]",
        "meeting-actions: state: 'opne' is not one of open, done, dropped. Did you mean 'open'? "
        "[meetings.listing]",
        "no meeting has the person 'Adda'. Use one that a meeting in the archive has. "
        "[meetings.listing]",
        "no meeting has the tag 'none'. Use one that a meeting in the archive has. "
        "[meetings.listing]",
    ]
    page = built.seen("index")
    assert [row[0] for row in rows(page)] == ["Write the docs."]
    assert "There are no actions here." in page.get_text()
    assert "There are no decisions here." in page.get_text()


def test_what_is_meant_and_not_understood_is_told(build: Build) -> None:
    third = (
        "---\nseries: board\ndone: [Sleep, Read]\n---\n# Third\n\n- TODO Brooks Townsent: Walk\n"
        "- TODO Ada Lovelaze: Run\n"
    )
    built = build(NOTES | {"meetings/2024-03-05-third.md": third}, conf=CONF)
    assert built.warnings == [
        "meetings/2024-03-05-third.md:3: WARNING: done: no earlier note of the series has the "
        "action 'Sleep'; use its id, or its words as they stand there [meetings.minutes]",
        "meetings/2024-03-05-third.md:7: WARNING: owners of actions who are not known: 'Brooks "
        "Townsent'. Did you mean 'Brooks Townsend'?; 'Ada Lovelaze'. Did you mean 'Ada "
        "Lovelace'? Correct them, or add an alias [meetings.minutes]",
    ]
