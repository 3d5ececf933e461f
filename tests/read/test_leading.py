"""Pages that only lead to others are no meetings."""

from __future__ import annotations

import pytest
from support.builds import Build, Built

from sphinxcontrib_meetings.read.domain import domain_of

TOCTREE = "```{toctree}\n2026-05-06-call\n```\n"
LIST = "```{meeting-list}\n```\n"
REST_TOCTREE = ".. toctree::\n   :maxdepth: 1\n\n   May <2026-05-06-call>\n"

LEADING = {
    "2025.rst": f"Reports\n=======\n\n{REST_TOCTREE}",
    "all.md": f"# Reports\n\n{TOCTREE}",
    "every.mdx": f"# Reports\n\n{TOCTREE}",
    "parts.md": f"# Reports\n\n## Call\n\n{TOCTREE}\n## Board\n\n<!-- none yet -->\n",
    "years.rst": f":orphan:\n\nYears\n=====\n\n.. a comment\n\n2025\n----\n\n{REST_TOCTREE}",
    "lists.md": f"# Lists\n\n{LIST}\n```{{meeting-tags}}\n```\n\n```{{meeting-calendar}}\n```\n",
    "titled.md": f"---\ntitle: Reports\n---\n\n{TOCTREE}",
}
MEETINGS = {
    "2026-05-06-call.md": "# Call\n\nWe met.\n",
    "2026-05-07-list.md": f"# Call\n\n{LIST}",
    "dated.md": f"---\ndate: 2026-05-08\n---\n# Call\n\n{TOCTREE}",
    "heading.md": f"# Call of May 9, 2026\n\n{TOCTREE}",
    "directive.md": f"# Call\n\n```{{meeting}}\n:date: 2026-05-10\n```\n\n{TOCTREE}",
    "words.md": f"# Call\n\nWe met.\n\n{TOCTREE}",
    "people.rst": f"Call\n====\n\n:chair: Ana\n\n{REST_TOCTREE}",
    "text-of-a-part.md": f"# Call\n\n{TOCTREE}\n## Decided\n\n- All of it\n",
    "empty.md": "# Call\n",
}


@pytest.fixture(scope="module")
def built(shared_build: Build) -> Built:
    return shared_build(
        {f"meetings/{name}": text for name, text in (LEADING | MEETINGS).items()}, nitpicky=True
    )


def docname(name: str) -> str:
    return f"meetings/{name.rpartition('.')[0]}"


def test_it_is_a_page_without_a_record(built: Built) -> None:
    records = {record.docname for record in domain_of(built.app.env).archive.records.values()}
    assert records == {docname(name) for name in MEETINGS}


@pytest.mark.parametrize("name", LEADING)
def test_it_warns_of_nothing(built: Built, name: str) -> None:
    assert [line for line in built.warnings if name in line] == []
    page = built.seen(docname(name))
    assert page.select_one("header.meetings-header") is None
    assert page.select_one(".body a[href='2026-05-06-call.html']")


def test_what_has_text_but_no_date_still_warns(built: Built) -> None:
    undated = {line.partition(":")[0] for line in built.warnings if "has no date" in line}
    names = ("words.md", "people.rst", "text-of-a-part.md", "empty.md")
    assert undated == {f"meetings/{name}" for name in names}
