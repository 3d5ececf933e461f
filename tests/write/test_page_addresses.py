"""What authors type is never taken for an address, or a place, of a generated page."""

from __future__ import annotations

import re

import pytest
from support.builds import Build, tree

from sphinxcontrib_meetings.write.links import relative_to

EVIL = "javascript:alert(1)"


@pytest.mark.parametrize(
    "text",
    [
        f"[l](meetings:meetings/{EVIL})",
        f"[l](./{EVIL})",
        f"[l]({EVIL})",
        f"[l](meetings/{EVIL})",
        f"![meetings:{EVIL}](picture.png)",
        "<!-- meetings: here -->",
        "[l](http://[oops)",
    ],
)
@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_no_address_of_a_note_is_live_on_pages(build: Build, builder: str, text: str):
    notes = {
        "meetings/2024-01-02-one.md": f"# One\n\nBefore {text} after.\n\n<!-- truncate -->\n\nMore.\n",
        "meetings/2024-01-03-two.md": "# Two\n\nAnother.\n",
        "index.md": "# Home\n\n```{meeting-list}\n```\n",
    }
    built = build(notes, builder=builder)
    end = "" if builder == "html" else "/index"
    pages = {"index": "index.html", "page": "meetings/index.html"}
    pages["year"] = f"meetings/year/2024{end}.html"
    for name in pages.values():
        page = built.text(name)
        assert not re.search(r'(?:href|src)="\s*javascript:', page, re.IGNORECASE)
        assert "meetings:meetings" not in page or "meetings:meetings" in text
        # all is there, in its order
        assert re.search(r"Two.*Another\..*One.*Before .* after\.", page, re.DOTALL)
        # and nothing of what marks addresses and places
        assert not re.search(r"[0-9a-f]{32}", re.sub(r"\?v=\w+", "", page))
    assert tree(built.outdir) == tree(build(notes, builder=builder).outdir)


def test_a_reference_of_rst_is_no_scheme(build: Build):
    note = f"One\n===\n\nSee `l <./{EVIL}>`_.\n"
    built = build({"meetings/2024-01-02-one.rst": note})
    (link,) = built.page("meetings/index").select(".meetings-excerpt a")
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
