"""Other extensions that people load next to this one, before or after it."""

from __future__ import annotations

import itertools

import pytest
from support.builds import Build, Built
from support.everything import CONF as EVERYTHING
from support.everything import FILES, FIRST, INDEX

from sphinxcontrib_meetings.read.domain import domain_of

OURS = "sphinxcontrib_meetings"
NEIGHBOURS = ("myst_nb", "sphinxcontrib.youtube", "sphinx_design", "sphinx_copybutton")
#: for myst_nb, which reads `.md` itself: the rules of Docusaurus serve `.mdx` only
PLAIN = """\
---
title: A call about everything
date: 2024-05-08
authors: [ada, bo]
tags: [storage, C++]
recording: https://youtu.be/aqz-KE-bpKQ
---

# A call about everything

What we *talked* about, see [the first one](2024-01-02-first.rst).

<!-- truncate -->

## Storage

At {youtube}`12:34` there was a vote.
"""
GRID = "\n::::{grid} 2\n:::{grid-item-card} A card\nText.\n:::\n::::\n"
CODE = "\n```python\nprint(1)\n```\n"


def orders(*extensions: str) -> list[list[str]]:
    return [[*extensions, OURS], [OURS, *extensions]]


CASES = [*itertools.chain.from_iterable(map(orders, NEIGHBOURS)), *orders(*NEIGHBOURS)]


# theirs, not ours
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")
@pytest.mark.parametrize("extensions", CASES, ids="-".join)
def test_neighbours_cause_no_warning(build: Build, extensions: list[str]):
    for name in extensions:
        pytest.importorskip(name)
    index = INDEX + "\n```{toctree}\nnotes/running\n```\n" + CODE
    conf = EVERYTHING | {
        "extensions": extensions,
        "myst_enable_extensions": ["colon_fence"],
        # Sphinx's default is one mapping, which extensions of an earlier test have changed
        "source_suffix": {".rst": "restructuredtext"},
    }
    files = FILES | {"index.md": index}
    if "myst_nb" in extensions:
        files |= {"meetings/2024-05-08-call.md": PLAIN}
        conf |= {"nb_execution_mode": "off", "myst_heading_anchors": 2}
    if "sphinxcontrib.youtube" in extensions:
        # the directive is theirs then, with its own options
        name = "meetings/2024-01-02-first.rst"
        files |= {name: FIRST.replace("   :caption: With *all* of us\n", "")}
    if "sphinx_design" in extensions:
        files |= {"index.md": index + GRID}
    built = build(files, conf=conf, nitpicky=True)
    assert built.warnings == []
    records = domain_of(built.app.env).archive.listed
    assert [record.title for record in records] == [
        "The last one",
        "A call about everything",
        "February 6, 2024",
        "January",
        "The first one",
    ]
    for name in ("meetings/2024-01-02-first", "meetings/2024-05-08-call", "meetings/index"):
        page = built.page(name)
        assert page.select_one("header.meetings-header, ul.meetings-list") is not None, name
    call = built.page("meetings/2024-05-08-call")
    assert len(call.select("h1")) == 1
    assert call.select_one("header.meetings-header time")["datetime"] == "2024-05-08"
    assert [a["href"] for a in call.select(".meetings-header .meetings-tags a")] == [
        "tags/storage.html",
        "tags/c-plus-plus.html",
    ]
    assert call.select_one("figure.meetings-player") is not None
    assert "truncate" not in call.select_one(".body").get_text()
    last = built.page("meetings/2025-03-04-last")
    assert last.select_one("figure.meetings-player") is not None
    assert "import" not in last.select_one(".body").get_text()
    if "sphinxcontrib.youtube" not in extensions:
        assert built.page("meetings/2024-01-02-first").select_one("figure.meetings-player")


LEAD = (
    '---\nauthors: [Ada Lovelace]\n{}---\n# Call\n\nPresent: Ada, Bo\n\nWe "ship" *it* & more.\n'
)
DESCRIBED = {
    "meetings/2024-01-01-a.md": LEAD.format(""),
    "meetings/2024-01-02-b.md": LEAD.format("description: Told <here>\n"),
    "meetings/2024-01-03-c.rst": (
        ":authors: Ada Lovelace\n\nCall\n====\n\n.. meta::\n   :description: Given\n\nWe ship.\n"
    ),
    "meetings/2024-01-04-d.md": "---\nauthors: [Ada Lovelace]\n---\n# Call\n\n" + "word " * 100,
    "lists.md": "---\norphan: true\n---\n# Lists\n\n```{meeting-list}\n:format: compact\n```\n\nOurs.\n",
}
DESCRIPTIONS = {
    "meetings/2024-01-01-a": 'We "ship" it & more.',
    "meetings/2024-01-02-b": "Told <here>",
    "meetings/2024-01-03-c": "Given",
    "meetings/2024-01-04-d": ("word " * 40).strip() + "…",
}
LISTED = " · ".join(f"Call, January {day}, 2024" for day in (4, 3, 2, 1))
SMART = {"smartquotes": False, "html_baseurl": "https://docs.example/"}


def described(
    built: Built, page: str, name: str = "name", value: str = "description"
) -> list[str]:
    return [tag["content"] for tag in built.page(page).select(f'meta[{name}="{value}"]')]


@pytest.mark.parametrize("conf", [{"smartquotes": False}, SMART], ids=["", "baseurl"])
def test_pages_are_described_once(build: Build, conf: dict[str, object]):
    built = build(DESCRIBED, conf=conf)
    assert built.warnings == []
    pages = DESCRIPTIONS | {
        "meetings/index": LISTED,
        "meetings/people/index": "Ada Lovelace",
        "meetings/year/2024": LISTED,
    }
    assert {page: described(built, page) for page in pages} == {
        page: [text] for page, text in pages.items()
    }
    changed = built.again({"meetings/2024-01-01-a.md": "# Call\n\nAnother.\n"})
    assert described(changed, "meetings/2024-01-01-a") == ["Another."]


@pytest.mark.parametrize("extensions", orders("sphinxext.opengraph"), ids="-".join)
def test_open_graph_describes_the_note(build: Build, extensions: list[str]):
    pytest.importorskip("sphinxext.opengraph")
    conf = SMART | {"extensions": extensions, "ogp_site_url": "https://docs.example/"}
    built = build(DESCRIBED, conf=conf)
    assert built.warnings == []
    for page, text in DESCRIPTIONS.items():
        assert described(built, page) == [text]
        said = described(built, page, "property", "og:description")
        assert said == (["We ship."] if text == "Given" else [text])
    # what we put on pages is none of their words
    assert described(built, "lists", "property", "og:description") == ["Ours."]
