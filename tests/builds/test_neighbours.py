"""Other extensions that people load next to this one, before or after it."""

from __future__ import annotations

import itertools

import pytest
from support.builds import Build
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
