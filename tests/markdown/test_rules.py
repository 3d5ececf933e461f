"""ESM, comments and code, each where it may stand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from docutils import nodes
from support.notes import Note, Project

from sphinxcontrib_meetings.nodes.placeholders import truncate

Parse = Callable[[str], Note]


def test_imports_and_exports_are_dropped(parse: Parse) -> None:
    note = parse(
        "# T\n\nimport A from 'a';\nimport {\n  b,\n} from 'b';\n\nText\n\n"
        "export const c = {\n  d: 1,\n\n  e: 2,\n};\n\nEnd\n"
    )
    assert [node.astext() for node in note.body()] == ["Text", "End"]
    assert note.warnings == []


@pytest.mark.parametrize(
    "prose",
    [
        "import is a word",
        "export of data",
        "Text\nimport A from 'a'",
        "- import A from 'a'",
        "> import A from 'a'",
    ],
)
def test_prose_that_begins_like_a_statement_stays(parse: Parse, prose: str) -> None:
    assert "port" in parse(prose).text


def test_an_export_without_end_warns(parse: Parse) -> None:
    note = parse("# T\n\nexport const a = {\n  b: 1,\n\nText\n")
    assert note.warnings[0][0] == 3
    assert [node.astext() for node in note.body()] == ["Text"]


@pytest.mark.parametrize(
    "text",
    [
        "One {/* c */} two",
        "One <!-- c --> two",
        "One {/* c\nc */} two",
        "One\n{/* c\n\nc */}\ntwo",
        "One\n\n<!-- c\n\nc --> two",
        "One\n\n{/* c */}\n\ntwo",
        "> One\n> <!-- c\n> c -->\n> two",
        "> One\n>\n> {/* c\n>\n> c */}\n>\n> two",
    ],
)
def test_comments_vanish(parse: Parse, text: str) -> None:
    note = parse(text)
    assert note.text.split() == ["Note", "One", "two"]
    assert note.warnings == []


@pytest.mark.parametrize("text", ["{/* c", "<!-- c"])
def test_a_comment_without_end_is_text_and_warns(parse: Parse, text: str) -> None:
    note = parse(f"# T\n\n{text}\n\nText")
    assert note.warnings == [
        (3, "This comment is never closed and is shown as text. Close it. [meetings.markup]")
    ]
    assert "c" in note.text.split()
    assert "Text" in note.text


@pytest.mark.parametrize(
    "marker",
    [
        "<!--truncate-->",
        "<!-- truncate -->",
        "{/* truncate */}",
        "{/*truncate*/}",
        "<!--\ntruncate\n-->",
    ],
)
def test_truncate(parse: Parse, marker: str) -> None:
    note = parse(f"# T\n\nOne\n\n{marker}\n\nTwo")
    assert [type(node) for node in note.body()] == [nodes.paragraph, truncate, nodes.paragraph]
    assert note.one(truncate).line == 5


def test_truncate_between_lines_of_a_paragraph(parse: Parse) -> None:
    note = parse("# T\n\nOne\n<!-- truncate -->\nTwo {/* truncate */} three")
    kinds = [nodes.paragraph, truncate, nodes.paragraph, truncate, nodes.paragraph]
    assert [type(node) for node in note.body()] == kinds


def test_code_stays_as_written(parse: Parse) -> None:
    code = "import A from 'a'\n\n:::info\n{/* c */}\n<!-- truncate -->\n<YouTube id='x'/>\n"
    note = parse(f"# T\n\n```mdx\n{code}```\n\n`{{/* d */}} <b> <YouTube/>`\n")
    assert note.one(nodes.literal_block).astext() == code
    assert note.one(nodes.literal).astext() == "{/* d */} <b> <YouTube/>"
    assert note.warnings == []


def test_indented_code_is_code_unless_in_an_element(parse: Parse) -> None:
    note = parse("# T\n\n    <b>\n\n<div>\n\n      *a*\n\n</div>\n\n    <i>\n")
    assert [node.astext() for node in note.all(nodes.literal_block)] == ["<b>\n", "<i>\n"]
    assert note.one(nodes.emphasis).astext() == "a"


def test_a_fence_within_elements_keeps_its_indentation(parse: Parse) -> None:
    note = parse(
        '<Tabs>\n  <TabItem value="a" label="A">\n\n    ```sh\n    if x\n      y\n    ```\n\n'
        "  </TabItem>\n</Tabs>\n"
    )
    assert note.one(nodes.literal_block).astext() == "if x\n  y\n"
    assert note.one(nodes.strong).astext() == "A"


@pytest.mark.parametrize("end", ["", " ", "\n"])
def test_a_fence_that_opens_at_the_end_of_a_quote(parse: Parse, end: str) -> None:
    note = parse(f"# T\n\n> Said\n>\n> :::{{note}}\n>{end}")
    assert note.one(nodes.block_quote).astext().startswith("Said")


def test_math_stays_as_written(configured: Callable[..., Project]) -> None:
    project = configured(myst_enable_extensions=["dollarmath"])
    note = project.parse("$a <b> {/* c */}$ d")
    assert note.one(nodes.math).astext() == "a <b> {/* c */}"
