"""What authors type is never taken for an address, or a place, of a generated page."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from support.builds import Build, Built, projects, tree
from support.lists import one_by_one

from sphinxcontrib_meetings.write.links import relative_to

EVIL = "javascript:alert(1)"


TEXTS = [
    f"[l](meetings:meetings/{EVIL})",
    f"[l](./{EVIL})",
    f"[l]({EVIL})",
    f"[l](meetings/{EVIL})",
    f"![meetings:{EVIL}](picture.png)",
    "<!-- meetings: here -->",
    "[l](http://[oops)",
]
Twins = Callable[[str], tuple[Built, Built]]


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> Twins:
    """Return two builds of a project with each of those texts in a year of its own.

    It has two notes, which no list shows with those of another year.
    """
    build = projects(tmp_path_factory.mktemp("twins"))
    files: dict[str, str] = {}
    for number, text in enumerate(TEXTS):
        year = 2001 + number
        files |= {
            f"meetings/{year}-01-02-one.md": (
                f"# One\n\nBefore {text} after.\n\n<!-- truncate -->\n\nMore.\n"
            ),
            f"meetings/{year}-01-03-two.md": "# Two\n\nAnother.\n",
        }
    years = range(2001, 2001 + len(TEXTS))
    lists = [f"# Home\n\n```{{meeting-list}}\n:year: {year}\n```\n" for year in years]

    @cache
    def builds(builder: str) -> tuple[Built, Built]:
        first, second = (
            build(files | one_by_one(lists), builder=builder, conf={"meetings_per_page": 2})
            for _ in range(2)
        )
        return first, second

    return builds


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_no_address_of_a_note_is_live_on_pages(twins: Twins, builder: str, text: str):
    built, other = twins(builder)
    number = TEXTS.index(text)
    # the last year comes first
    part = len(TEXTS) - number
    overview = "meetings/index" if part == 1 else f"meetings/page/{part}"
    for page_name in (f"page{number}", overview, f"meetings/year/{2001 + number}"):
        file = Path(built.app.builder.get_outfilename(page_name))
        page = file.read_text("utf-8")
        assert not re.search(r'(?:href|src)="\s*javascript:', page, re.IGNORECASE)
        assert "meetings:meetings" not in page or "meetings:meetings" in text
        # all is there, in its order
        assert re.search(r"Two.*Another\..*One.*Before .* after\.", page, re.DOTALL)
        # and nothing of another text
        assert page.count("Before ") == 1
        # and nothing of what marks addresses and places
        assert not re.search(r"[0-9a-f]{32}", re.sub(r"\?v=\w+", "", page))
    assert tree(built.outdir) == tree(other.outdir)


def test_a_reference_of_rst_is_no_scheme(build: Build):
    note = f"One\n===\n\nSee `l <./{EVIL}>`_.\n"
    built = build({"meetings/2024-01-02-one.rst": note})
    (link,) = built.seen("meetings/index").select(".meetings-excerpt a")
    assert link["href"] == f"./{EVIL}"


@pytest.mark.parametrize(
    ("base", "uri", "expected"),
    [
        ("meetings/index.html", "meetings/a:b.html", "./a:b.html"),
        ("meetings/index.html", "meetings/c/a:b.html", "c/a:b.html"),
        ("meetings/year/2024.html", "meetings/a:b.html#x:y", "../a:b.html#x:y"),
        ("meetings/index.html", "meetings/index.html#t=1:2", "#t=1:2"),
        ("index.html", "index.html", "#"),
    ],
)
def test_no_relative_address_has_a_scheme(base: str, uri: str, expected: str):
    assert relative_to(base, uri) == expected
