"""What excerpts hold, and that it holds wherever they are shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from support.builds import Build, Built
from support.images import png

from sphinxcontrib_meetings.read.domain import domain_of

RICH = """\
# Everything

:::{figure} room.png
:name: fig

The *room*
:::

:::{figure} room.png
:width: 50px

The room again

It is small.
:::

```{image} room.png
:width: 30px
```

```{admonition} My title
The body.
```

```{note}
A note.
```

```{code-block} python
:caption: some code
x = 1
```

```{table} Who came
| a | b |
|---|---|
| 1 | 2 |
```

$$
a^2
$$ (formula)

Inline $b^2$, {eq}`formula`, {download}`a file <x.zip>`, [below](#rest), [home](../../index.md),
{doc}`/index`, {ref}`a label <label>` and [by path](/meetings/2024-01-02-other/)[^note].

[^note]: A footnote.

```{seealso}
Another note.
```

```{py:function} foo(x)
What it does.
```

```{glossary}
word
  Its meaning.
```

<details><summary>More</summary>

Hidden, <span id="mine">with an id</span>.

</details>

<!-- truncate -->

(label)=
## Rest

More.
"""
LIST = "---\norphan: true\n---\n# List\n\n```{meeting-list}\n```\n\n```{meeting-list}\n:format: cards\n```\n"
FILES: dict[str, str | bytes | None] = {
    "meetings/sub/2024-01-01-rich.md": RICH,
    "meetings/sub/room.png": png(),
    "meetings/sub/x.zip": b"x",
    "meetings/2024-01-02-other.md": "# Other\n\nText.\n",
    "deep/er/list.md": LIST,
}
CONF = {"myst_enable_extensions": ["dollarmath", "colon_fence"], "myst_heading_anchors": 2}
PAGES = ("deep/er/list", "meetings/index", "meetings/year/2024")


def soup(built: Built, page: str) -> BeautifulSoup:
    return BeautifulSoup(file(built, page).read_text("utf-8"), "html.parser")


def file(built: Built, page: str) -> Path:
    return Path(built.app.builder.get_outfilename(page))


def excerpt(built: Built, page: str) -> Tag:
    found = soup(built, page).select(".meetings-excerpt")
    return next(part for part in found if "Inline" in part.get_text())


def dead_links(built: Built, page: str) -> list[str]:
    """Return what the lists of *page* lead to that is not there."""
    links = soup(built, page).select(".meetings-list [href], .meetings-list [src]")
    addresses = [str(link.get("href") or link.get("src")) for link in links]
    return [address for address in addresses if not leads(built, page, address)]


def leads(built: Built, page: str, address: str) -> bool:
    path, _, anchor = address.partition("#")
    target = (file(built, page).parent / path).resolve()
    target = target / "index.html" if target.is_dir() else target
    if not target.is_relative_to(built.outdir.resolve()) or not target.is_file():
        return False
    return not anchor or f'id="{anchor}"' in target.read_text("utf-8")


@pytest.mark.parametrize("conf", [{}, {"numfig": True, "math_numfig": True}], ids=["", "numfig"])
@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_everything_holds_in_every_list(build: Build, builder: str, conf: dict[str, object]):
    built = build(FILES, builder=builder, conf=CONF | conf)
    assert built.warnings == []
    for page in PAGES:
        assert dead_links(built, page) == []
        whole = soup(built, page)
        ids = [tag["id"] for tag in whole.select("[id]")]
        assert len(ids) == len(set(ids))
        assert "meetings:" not in str(whole)
        # formulas need a script, which Sphinx gives to pages that say so
        assert whole.select("script[src*=mathjax]")
        part = excerpt(built, page)
        assert not part.select("[id], .footnote-reference, .headerlink")
        assert len(part.select(".highlight-python .highlight, .highlight")) == 1
        words = part.get_text(" ", strip=True)
        for shown in ("The room", "It is small.", "My title", "Who came", "some code", "See also",
                      "foo", "Its meaning.", "with an id", "Hidden"):  # fmt: skip
            assert shown in words
        assert "A footnote." not in words
        assert [len(figure.select("figcaption")) for figure in part.select("figure")] == [1, 1]


@pytest.mark.parametrize("builder", ["epub", "latex", "text", "texinfo", "man", "singlehtml"])
def test_everything_holds_in_every_builder(build: Build, builder: str):
    toctree = "# Home\n\n```{toctree}\ndeep/er/list\nmeetings/sub/2024-01-01-rich\nmeetings/2024-01-02-other\n```\n"
    conf = CONF | {"version": "1", "copyright": "They", "numfig": True}
    built = build(FILES | {"index.md": toctree}, builder=builder, conf=conf)
    assert built.warnings == []


def test_pages_without_formulas_load_no_script_for_them(build: Build):
    other = "---\nauthors: [ada]\n---\n# Other\n\nText.\n"
    files = FILES | {"meetings/2024-01-02-other.md": other}
    built = build(files, conf=CONF | {"meetings_per_page": 1})
    scripts = {page: soup(built, page).select("script[src*=mathjax]")
               for page in ("meetings/index", "meetings/page/2", "meetings/people/index")}  # fmt: skip
    assert [page for page, found in scripts.items() if found] == ["meetings/page/2"]


def test_tabs_that_work_by_ids_stand_below_each_other(build: Build):
    pytest.importorskip("sphinx_design")
    note = (
        "# A\n\n::::{tab-set}\n:::{tab-item} One\nFirst.\n:::\n:::{tab-item} Two\nSecond.\n:::\n"
        "::::\n\n```{card} Title\nBody.\n```\n\n<!-- truncate -->\n\nMore.\n"
    )
    files = {"meetings/2024-01-01-a.md": note, "index.md": LIST}
    conf = {"extensions": ["sphinx_design", "sphinxcontrib_meetings"]} | CONF
    built = build(files, conf=conf)
    assert built.warnings == []
    for page in ("index", "meetings/index"):
        ids = [tag["id"] for tag in built.seen(page).select("[id]")]
        assert len(ids) == len(set(ids))
        part = built.seen(page).select_one(".meetings-excerpt")
        assert not part.select("input")
        assert part.get_text(" ", strip=True) == "One First. Two Second. Title Body."
    assert built.seen("meetings/2024-01-01-a").select(".sd-tab-set input")


def test_the_root_of_the_site_in_folders(build: Build):
    note = "# A\n\nTo {doc}`/index`.\n"
    files = {"meetings/2024-01-01-a.md": note, "deep/list.md": LIST}
    built = build(files, builder="dirhtml")
    links = {page: soup(built, page).select_one(".meetings-excerpt a")["href"]
             for page in ("deep/list", "meetings/index", "meetings/year/2024")}  # fmt: skip
    assert links == {
        "deep/list": "../../",
        "meetings/index": "../",
        "meetings/year/2024": "../../../",
    }


REST = "# A\n\nOpening.\n\n{}\n\nMore.\n"
IN_LIST = "# A\n\n- one\n- two\n\n  <!-- truncate -->\n\n  three\n"
RUNNING = "---\norphan: true\n---\n# Run\n\n" + "".join(
    f"## Call\n\n```{{meeting}}\n:date: 2024-05-0{day}\n```\n\nOpening.\n\n<!-- truncate -->\n\n"
    "More.\n\n"
    for day in (1, 2)
)
CUT: dict[str, str | bytes | None] = {
    "meetings/2024-01-01-a.md": REST.format("<!-- truncate -->"),
    "meetings/2024-01-02-b.mdx": REST.format("{/* truncate */}"),
    "meetings/2024-01-03-c.rst": "C\n=\n\nOpening.\n\n.. truncate\n\nMore.\n",
    "meetings/2024-01-04-d/index.md": IN_LIST,
    "meetings/2024-01-05-e.md": REST.format("### More 2024-01-05-e\n\n<!-- truncate -->"),
    "meetings/2024-01-06-f.md": "# F\n\nNothing is cut off here.\n",
    "meetings/run.md": RUNNING,
    "deep/er/list.md": LIST,
}


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_read_more_leads_to_where_the_excerpt_ends(build: Build, builder: str):
    built = build(CUT, builder=builder)
    assert built.warnings == []
    for page in ("meetings/index", "deep/er/list"):
        links = soup(built, page).select(".meetings-more a")[:7]
        assert len({link["href"] for link in links}) == 7
        assert dead_links(built, page) == []
        for link in links:
            path, _, anchor = str(link["href"]).partition("#")
            target = file(built, page).parent / path
            target = target / "index.html" if target.is_dir() else target
            text = BeautifulSoup(target.read_text("utf-8"), "html.parser")
            (place,) = text.select(f"[id='{anchor}']")
            after = place.find_next(string=lambda words: bool(words.strip()))
            assert after.strip() in {"More.", "three"}
        ends = [entry for entry in soup(built, page).select("li.meetings-entry")
                if "Nothing is cut off" in entry.get_text()]  # fmt: skip
        assert ends
        assert not any(entry.select(".meetings-more") for entry in ends)


@pytest.mark.parametrize("builder", ["singlehtml", "epub", "latex", "text", "texinfo", "man"])
def test_where_excerpts_end_in_other_builders(build: Build, builder: str):
    toctree = "# Home\n\n```{toctree}\n:glob:\n\nmeetings/*\nmeetings/2024-01-04-d/index\ndeep/er/*\n```\n"
    conf = {"version": "1", "copyright": "They"}
    built = build(CUT | {"index.md": toctree}, builder=builder, conf=conf)
    assert built.warnings == []
    if builder == "singlehtml":
        page = built.seen("index")
        for link in page.select(".meetings-more a"):
            assert len(page.select(f"[id='{str(link['href']).removeprefix('#')}']")) == 1


@pytest.mark.parametrize("style", ["list", "cards", "table", "compact"])
def test_excerpts_in_every_format_on_request(build: Build, style: str):
    index = f"# Home\n\n```{{meeting-list}}\n:format: {style}\n:excerpt: true\n```\n"
    built = build(CUT | {"index.md": index})
    assert built.warnings == []
    assert len(built.seen("index").select(".meetings-excerpt")) == 8
    assert len(built.seen("index").select(".meetings-more")) == 7
    without = built.again({"index.md": index.replace("true", "false")})
    assert not without.seen("index").select(".meetings-excerpt, .meetings-more")


@pytest.mark.parametrize("builder", ["text", "man", "latex", "texinfo", "epub"])
def test_tables_in_the_excerpts_of_a_table(build: Build, builder: str):
    """Most writers know no tables within tables."""
    note = (
        "# Votes\n\n"
        "```{list-table} Who\n"
        "* - Ada\n"
        "  - for it\n"
        "* - Bo\n"
        "  -\n"
        "```\n\n<!-- truncate -->\n\nThe rest.\n"
    )
    index = "# Test\n\n```{meeting-list}\n:format: table\n:excerpt:\n```\n"
    conf = {
        "copyright": "us",
        "version": "1",
        "texinfo_documents": [("index", "book", "Book", "Me", "book", "", "")],
        "man_pages": [("index", "book", "Book", "Me", 1)],
    }
    files = {"index.md": index, "meetings/2024-01-02-a.md": note}
    built = build(files, builder=builder, conf=conf)
    assert built.warnings == []
    suffix = {"latex": "tex", "text": "txt", "texinfo": "texi", "man": "1", "epub": "xhtml"}
    written = {path.name: path for path in built.outdir.rglob(f"*.{suffix[builder]}")}
    path = written.get(f"index.{suffix[builder]}") or next(iter(written.values()))
    text = path.read_text("utf-8")
    assert all(word in text for word in ("Votes", "Ada", "for it", "Bo"))


@pytest.mark.parametrize("builder", ["latex", "texinfo"])
@pytest.mark.parametrize("is_held", [True, False])
def test_links_within_a_note_in_the_excerpts_of_books(
    build: Build, builder: str, *, is_held: bool
):
    note = "Note\n====\n\nSee `Below`_.\n\n.. truncate\n\nBelow\n-----\n\nText.\n"
    index = "Home\n====\n\n.. toctree::\n\n   list\n"
    files = {
        "meetings/2024-01-02-a.rst": note,
        "list.rst": "List\n====\n\n.. meeting-list::\n",
        "index.rst": f"{index}   meetings/2024-01-02-a\n" if is_held else index,
    }
    conf = {"texinfo_documents": [("index", "book", "Book", "Me", "book", "", "")]}
    built = build(files, builder=builder, conf=conf)
    assert built.warnings == []
    suffix = {"latex": "tex", "texinfo": "texi"}[builder]
    text = next(built.outdir.glob(f"*.{suffix}")).read_text("utf-8")
    # what a list would have in itself
    assert not re.search(r"list[: ]below", text)
    assert "See" in text
    links = re.findall(r"hyperref\[.detokenize\{[^}]*below|@ref\{\d+,,Below", text)
    assert len(links) == (2 if is_held else 0)


ACTIVE = (
    "Lead <script>go()</script> words",
    '<p onclick="go()">Lead words</p>',
    'Lead <b onclick="go()">words</b>',
    "Lead <em onClick={go}>words</em>",
    '<div onmouseover="go()">\n\nLead words\n\n</div>',
    "<script>go()</script>\n\nLead words",
    "<style>b {}</style>\n\nLead words",
    '<button ONCLICK="go()">Lead words</button>',
    '<div onclick="go()">\n\nLead <script>go()</script> words\n\n</div>',
)


@pytest.mark.parametrize("end", ["", "<!-- truncate -->\n\nRest.\n"])
def test_what_a_page_runs_stays_on_that_page(build: Build, end: str):
    notes = {
        f"meetings/2026-05-{n:02}-a.md": f"# A\n\n{text}\n\n{end}"
        for n, text in enumerate(ACTIVE, 1)
    }
    built = build({**notes, "index.md": "# Test\n\n```{meeting-list}\n:excerpt:\n```\n"})
    for page in ("index", "meetings/index"):
        body = built.seen(page).select_one(".body")
        assert body is not None
        assert body.find_all(["script", "style"]) == []
        assert [
            el for el in body.find_all(True) if any(k.lower().startswith("on") for k in el.attrs)
        ] == []
    # without a marker, an element with blocks is no lead
    shown = len(ACTIVE) if end else len(ACTIVE) - 3
    assert built.seen("index").get_text().count("Lead") == shown


OPENINGS = (
    "Date: May 6\n\n## Attendees\n\n- Ada Lovelace\n- Bo\n\n## Agenda\n\nWe *ship*.\n",
    "**Attendees:** Ada, Bo\n\n**Agenda**\n\n1. Budget of the year\n2. Any other business\n",
    "Agenda\n\n[Minutes](https://example.org/x)\n\n![](room.png)\n\nWe *ship*.\n",
    "- Date: May 6\n- Attendees:\n  - Ada\n  - Bo\n- Topics:\n  - We *ship*.\n",
    "[Ship](#ship)\n\n- [Ship](#ship)\n\n## Ship\n\n- Ada / `@ada`\n- Bo / `@bo`\n\nWe *ship*.\n",
    "Chair: Ada\\\nScribe: Bo\\\nWe *ship*.\n",
    "Attendees\n\n- Ada\n- Bo\n\nThank you, everybody.\n",
    "## Roll call\n\nAda\n\nBo\n\n## Recording\n\nIt is on the drive, in the folder.\n",
)
LEADS = (
    "We ship.",
    "Budget of the year Any other business",
    "We ship.",
    "We ship.",
    "We ship.",
    "We ship.",
    "Thank you, everybody.",
    "",
)


@pytest.mark.parametrize("suffix", ["md", "mdx"])
def test_the_lead_is_what_says_something(build: Build, suffix: str):
    notes = {
        f"meetings/2024-01-0{number}-a.{suffix}": f"# Call\n\n{text}"
        for number, text in enumerate(OPENINGS, 1)
    }
    built = build(notes | {"meetings/room.png": png()}, conf={"myst_heading_anchors": 3})
    assert opening_texts(built) == dict(zip(map(str, range(1, 9)), LEADS, strict=True))


def test_a_long_list_is_shortened(build: Build):
    items = "".join(f"- {number} {'word ' * 19}end\n" for number in range(1, 9))
    built = build({"meetings/2024-01-01-a.md": f"# Call\n\n{items}"})
    found = opening_texts(built)["1"].split(" end")
    assert [text.split()[0] for text in found if text] == ["1", "2", "3", "4"]


REST_OPENINGS = (
    ":Attendees: Ada\n\n.. contents::\n\nAgenda\n\n- :Date: May 6\n\nWe *ship*.\n",
    "Attendees\n---------\n\n* Ada Lovelace\n* Bo\n\nTopics\n------\n\nWe *ship*.\n",
    "| Present: Ada, Bo\n| Chair: Ada\n\nWe *ship*.\n",
    "Present\n   Ada, Bo\n\nWe *ship*.\n",
    "Present: Ada,\nBo\n\n`Minutes <https://example.org>`_\n\nWe *ship*.\n",
)


def test_the_lead_in_restructuredtext(build: Build):
    notes = {
        f"meetings/2024-01-0{number}-a.rst": f"Call\n====\n\n{text}"
        for number, text in enumerate(REST_OPENINGS, 1)
    }
    assert set(opening_texts(build(notes)).values()) == {"We ship."}


def opening_texts(built: Built) -> dict[str, str]:
    found = domain_of(built.app.env).archive.records.values()
    return {
        record.docname.partition("2024-01-0")[2][0]: record.excerpt.text if record.excerpt else ""
        for record in found
    }


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("description: Told", "Told"),
        ("excerpt: Told", "Told"),
        ("summary: Told", "Told"),
        ("excerpt: 2", "Text."),
        ("summary: Other\ndescription: Told\nexcerpt: More", "Told"),
    ],
)
def test_front_matter_has_the_excerpt(build: Build, fields: str, expected: str):
    note = f"---\n{fields}\n---\n# A\n\nText.\n"
    built = build({"meetings/2024-01-02-a.md": note}, builder="dummy")
    assert built.warnings == []
    assert opening_texts(built) == {"2": expected}
