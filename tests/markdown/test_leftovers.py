"""Headings without words, tags and braces that are cut short, items and breaks out of place."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from docutils import nodes
from support.builds import Build
from support.notes import Note

Parse = Callable[[str], Note]


@pytest.mark.parametrize(
    "heading", ["##", "## ", "### #", "## <!-- x -->", '## <a id="x"></a>', "\\\n---"]
)
def test_a_heading_without_words_is_left_out(parse: Parse, heading: str) -> None:
    note = parse(f"# T\n\nA\n\n{heading}\n\nB\n")
    if heading.startswith("\\"):
        # a backslash is a word
        assert len(note.all(nodes.section)) == 2
        return
    assert [node.astext() for node in note.all(nodes.title)] == ["T"]
    assert [(line, message[:24]) for line, message in note.warnings] == [
        (5, "this heading has no word")
    ]
    assert "B" in note.text


@pytest.mark.parametrize(
    "heading", ["## `a`", "## ![a](near.png)", "## [a](note.md)", "## **a**", "## a <!-- x -->"]
)
def test_a_heading_with_words_stays(parse: Parse, heading: str) -> None:
    note = parse(f"# T\n\n{heading}\n\nB\n")
    assert [node.astext().strip() for node in note.all(nodes.title)] == ["T", "a"]
    assert note.warnings == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<Admonition type='note'\n\nnever", 3),
        ("A\n<Admonition", 4),
        ("<Tabs groupId='x' values={[1]}", 3),
        ('a <span class="x" and more', 3),
        ('<div style="a"\n\nb', 3),
        ("a <YouTube id='x' /", 3),
    ],
)
def test_a_tag_that_is_cut_short_warns(parse: Parse, text: str, line: int) -> None:
    note = parse(f"# T\n\n{text}\n")
    assert [(place, "has no '>'" in message) for place, message in note.warnings] == [(line, True)]
    assert "<" in note.text


@pytest.mark.parametrize(
    "text",
    [
        "a < b and c",
        "if a <b then",
        "x <- y",
        "`<Admonition type='note'`",
        r"\<Admonition type='note'",
        "5 <a href",
        "<silence>",
        "Ana <> Bob",
        "<3",
        "{unclosed",
        "<https://example.org>",
    ],
)
def test_other_brackets_are_text(parse: Parse, text: str) -> None:
    assert parse(f"# T\n\n{text}\n").warnings == []


@pytest.mark.parametrize("text", ["one</br>two", "one<br>two", "one</br >two", "one</br>\ntwo"])
def test_a_closed_break_is_a_break(parse: Parse, text: str) -> None:
    note = parse(f"# T\n\n{text}\n")
    assert note.body()[0].astext().split() == ["one", "\\\\", "two"] or "one" in note.text
    assert note.all(nodes.raw)
    assert note.warnings == []


OUT_OF_PLACE = {
    "twice-open": "<ol><li>W1W</li><li>W2W</li><ol>W3W\n\nW4W\n",
    "no-list": "<li>W1W</li>\n\ntext <li>W2W\n",
    "word-in-list": "<ul>W1W <li>W2W</li></ul>\n",
    "in-div": "<div><li>W1W</li> W2W</div>\n",
    "nested": "<ul><li>W1W<ul><li>W2W</ul></li><b>W3W</b></ul>\n",
    "cell": "<td>W1W</td>\n\n<table>W2W</table>\n\n<dd>W3W\n",
}


@pytest.mark.parametrize("builder", ["text", "man", "texinfo", "latex", "epub"])
def test_items_out_of_place_lose_no_word(build: Build, builder: str) -> None:
    files = {
        f"meetings/2026-05-06-{name}.md": f"# T {name}\n\n{text}"
        for name, text in OUT_OF_PLACE.items()
    }
    files |= {
        "meetings/2026-05-07-empty.md": "# E\n\n##\n\nW5W\n",
        "meetings/2026-05-07-no.md": "#\n\nW6W\n",
    }
    index = "# Test\n\n```{toctree}\n:glob:\nmeetings/*\n```\n"
    conf = {"man_pages": [("index", "test", "Test", "Ana", 1)], "version": "1", "copyright": "A"}
    site = build(files | {"index.md": index}, builder=builder, conf=conf)
    suffixes = {".txt", ".1", ".texi", ".tex", ".xhtml"}
    texts = "".join(
        path.read_text(errors="replace")
        for path in site.outdir.rglob("*")
        if path.suffix in suffixes
    )
    wanted = "".join(OUT_OF_PLACE.values()) + "W5W W6W"
    for number in range(1, 7):
        assert texts.count(f"W{number}W") >= wanted.count(f"W{number}W")


def test_equal_ids_are_each_their_own_page(build: Build) -> None:
    text = "# {0}\n\n[go](#recap)\n\n## Recap {{#recap}}\n\nx\n"
    site = build(
        {
            "meetings/2026-05-06-a.md": text.format("A"),
            "meetings/2026-05-07-b.mdx": text.format("B"),
            "meetings/2026-05-08-c.md": "# C\n\n[a](2026-05-06-a.md#recap) [b](2026-05-07-b.mdx#recap)\n",
        }
    )
    assert site.warnings == []
    for name in ("2026-05-06-a", "2026-05-07-b"):
        page = site.page(f"meetings/{name}")
        assert page.find("a", string="go")["href"] == "#recap"
        assert page.find(id="recap") is not None
    links = site.page("meetings/2026-05-08-c").select("section > p a")
    assert [str(link["href"]) for link in links] == [
        "2026-05-06-a.html#recap",
        "2026-05-07-b.html#recap",
    ]


def test_a_brace_that_is_never_closed_warns_in_mdx(build: Build) -> None:
    texts = ["text {unclosed", "{unclosed\n\nmore", r"\{fine", "{'a'}", "`{code`", "a {b {c} d"]
    site = build(
        {f"meetings/2026-05-{n:02}-a.mdx": f"# A\n\n{text}\n" for n, text in enumerate(texts, 1)}
    )
    found = [line.partition("-a.mdx:")[::2] for line in site.warnings if "never closed" in line]
    assert [(name[-2:], place[:2]) for name, place in found] == [
        ("01", "3:"),
        ("02", "3:"),
        ("06", "3:"),
    ]
