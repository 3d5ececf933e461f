"""Every link within a book leads somewhere: to a file that is there, and to a place in it."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup, Tag
from support.builds import PROJECT, Build, Built

from sphinxcontrib_meetings.archive.views import FORMATS

_SCHEME = re.compile(r"[a-z]+:|//")
LISTS = "# Lists\n" + "".join(
    f"\n## As {name}\n\n```{{meeting-list}}\n:format: {name}\n{options}\n```\n"
    for name in FORMATS
    for options in ("", ":excerpt:\n:group-by: year")
)
OTHERS = """# Others

```{meeting-tags}
```

```{meeting-people}
```

```{meeting-calendar}
```

{meeting:ref}`meetings/2026-01-01-a` {meeting:tag}`seeds` {meeting:person}`Ana`
"""
NOTE = """---
tags: [seeds]
attendees: [Ana, Ben]
recording: https://youtu.be/aqz-KE-bpKQ
---
# Call {name}

Lead with [its part](#part), [a note](2026-01-01-a.md), [another](2026-01-02-b.md#part),
[one that is in no toctree](2026-01-03-c.md#part), {{meeting:tag}}`seeds` and a footnote[^1].

[^1]: Words.

<!-- truncate -->

## Part

[up](#call-{name})
"""
SECTIONS = "# Year\n\n## 2025-02-03\n\n[Up](#2025-02-03), [b](2026-01-02-b.md#part).\n\n## 2025-03-03\n\nx\n"


def small(listing: str) -> dict[str, str | bytes]:
    """Return a project with all kinds of lists; *listing* stands in its first document."""
    notes = {
        f"meetings/2026-01-0{day}-{name}.md": NOTE.format(name=name)
        for day, name in enumerate("abc", 1)
    }
    toctree = "```{toctree}\nlists\nothers\nmeetings/2026-01-01-a\nmeetings/2026-01-02-b\n```\n"
    return {
        "index.md": f"# Test\n\n{listing}\n{toctree}",
        "lists.md": LISTS,
        "others.md": OTHERS,
        "meetings/2025.md": SECTIONS,
        **notes,
    }


def demo(listing: str) -> dict[str, str | bytes]:
    """Return the demo site, with *listing* in its first document."""
    folder = PROJECT / "demo"
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        **{path.relative_to(folder).as_posix(): path.read_bytes() for path in files},
        "index.md": f"# Demo\n\n```{{toctree}}\nlists\n```\n\n{listing}",
        "lists.md": LISTS,
    }


def dead_links(folder: Path, suffix: str) -> list[str]:
    """Return the links between pages in *folder* that lead nowhere."""
    pages = {
        path.resolve(): BeautifulSoup(path.read_text(), "html.parser")
        for path in folder.rglob(f"*{suffix}")
    }
    ids = {
        path: {str(element["id"]) for element in page.find_all(id=True)}
        for path, page in pages.items()
    }
    dead = []
    for path, page in pages.items():
        for link in page.find_all(["a", "content"]):
            href = str(link.get("href") or link.get("src") or "")
            if _SCHEME.match(href):
                continue
            file, _, place = href.partition("#")
            target = (path.parent / unquote(file)).resolve() if file else path
            # a time is for the player
            wanted = "" if place.startswith("t=") else unquote(place)
            if not target.is_file() or (wanted and wanted not in ids.get(target, ())):
                dead.append(f"{path.name}: {href}")
    return dead


LISTING = "```{meeting-list}\n```\n"
INCLUDING = "```{meeting-list}\n:include:\n```\n"
BOOK = {"version": "1", "copyright": "A"}


def build_book(build: Build, project: str, listing: str, builder: str) -> Built:
    files = small(listing) if project == "small" else demo(listing)
    return build(files, builder=builder, conf=BOOK)


@pytest.mark.parametrize("project", ["small", "demo"])
@pytest.mark.parametrize("listing", [LISTING, INCLUDING], ids=["listing", "including"])
@pytest.mark.parametrize(("builder", "suffix"), [("singlehtml", ".html"), ("epub", ".xhtml")])
def test_every_link_leads_somewhere(
    shared_build: Build, project: str, listing: str, builder: str, suffix: str
) -> None:
    book = build_book(shared_build, project, listing, builder)
    assert book.warnings == []
    assert dead_links(book.outdir, suffix) == []


def test_links_lead_to_the_place_in_their_document(shared_build: Build) -> None:
    page = build_book(shared_build, "small", LISTING, "singlehtml").page("index")
    start = re.compile("document-[^#]*")

    def document(element: Tag) -> str:
        return str(
            element.find_previous("span", id=lambda name: start.fullmatch(name or ""))["id"]
        )

    for link in page.find_all("a", string=["another", "its part"]):
        place = page.find(id=str(link["href"])[1:])
        if link.get_text() == "another":
            assert document(place) == "document-meetings/2026-01-02-b"
        elif document(link).startswith("document-meetings/"):
            assert document(place) == document(link)
    # what is not on the page is text
    assert page.find_all("a", string="one that is in no toctree") == []
    assert "one that is in no toctree" in page.get_text()


def test_contents_name_each_included_note_once(shared_build: Build) -> None:
    book = build_book(shared_build, "small", INCLUDING, "epub")
    entries = re.findall(r'href="(meetings/[^"]*)"', book.text("nav.xhtml"))
    assert len(entries) == len(set(entries))
    assert [entry for entry in entries if "2026-01-03-c" in entry] == [
        "meetings/2026-01-03-c.xhtml"
    ]


@pytest.mark.parametrize("listing", [LISTING, INCLUDING], ids=["listing", "including"])
def test_latex_links_to_what_is_in_the_book(shared_build: Build, listing: str) -> None:
    book = build_book(shared_build, "small", listing, "latex")
    (file,) = book.outdir.glob("*.tex")
    text = file.read_text()
    labels = set(re.findall(r"\\label\{\\detokenize\{(.*?)\}\}", text))
    links = set(re.findall(r"\\hyperref\[\\detokenize\{(.*?)\}\]", text))
    assert links <= labels
    assert {"meetings/2026-01-01-a::doc", "meetings/2026-01-02-b::doc"} <= links
    assert ("meetings/2026-01-03-c::doc" in links) == (listing == INCLUDING)
