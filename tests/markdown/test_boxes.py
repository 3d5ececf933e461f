"""Boxes, and what can be folded."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from docutils import nodes
from support.notes import Note, Project

from sphinxcontrib_meetings.nodes.element import element

Parse = Callable[[str], Note]


@pytest.mark.parametrize(
    ("line", "kind", "title"),
    [
        (":::note", nodes.note, ""),
        (":::tip Do *it*", nodes.admonition, "Do it"),
        (":::info[Do *it*]", nodes.admonition, "Do it"),
        (":::info", nodes.admonition, "Info"),
        ("::: success", nodes.admonition, "Success"),
        ("::: Just a title", nodes.admonition, "Just a title"),
        (":::danger{#x}", nodes.danger, ""),
        (":::warning[A]{.b}", nodes.admonition, "A"),
    ],
)
def test_boxes(parse: Parse, line: str, kind: type[nodes.Element], title: str) -> None:
    note = parse(f"# T\n\nOne\n{line}\n- **in**\n:::\nTwo")
    box = note.one(kind)
    assert box.astext().split() == [*title.split(), "in"]
    assert box.next_node(nodes.strong) is not None
    assert note.text.replace(box.astext(), "").split() == ["T", "One", "Two"]
    assert note.warnings == []


def test_nested_boxes(parse: Parse) -> None:
    note = parse("::::note\nA\n:::tip\nB\n:::\nC\n::::\nD")
    assert note.one(nodes.note).astext().split() == ["A", "B", "C"]
    assert note.one(nodes.tip).astext() == "B"
    assert note.warnings == []


def test_a_longer_line_ends_a_box_too(parse: Parse) -> None:
    note = parse("# T\n\n:::note\nA\n::::\n\nB")
    assert note.one(nodes.note).astext() == "A"
    assert note.warnings == []


def test_boxes_in_lists_and_quotes(parse: Parse) -> None:
    note = parse("- a\n  :::note\n  b\n  :::\n- c\n\n> :::tip\n> d\n> :::")
    assert isinstance(note.one(nodes.note).parent, nodes.list_item)
    assert isinstance(note.one(nodes.tip).parent, nodes.block_quote)
    assert note.warnings == []


def test_spoilers_are_details(parse: Parse) -> None:
    note = parse(':::spoiler {state="open"} More\nA\n:::')
    details = note.one(element, name="details")
    assert details["attributes"] == {"open": "open"}
    assert note.one(element, name="summary").astext() == "More"


def test_a_box_without_end_ends_before_the_next_heading(parse: Parse) -> None:
    note = parse("# T\n\n::::note\n:::tip\nA\n\n## B\n\nC")
    assert note.outline == [(1, "T"), (2, "B")]
    assert note.one(nodes.note).astext() == "A"
    assert sorted(line for line, _ in note.warnings) == [3, 4]


def test_an_end_without_a_box_vanishes_and_warns(parse: Parse) -> None:
    note = parse("# T\n\nA\n\n:::\n\nB")
    assert ":::" not in note.text
    assert [line for line, _ in note.warnings] == [5]


def test_an_unknown_type_warns_once(parse: Parse) -> None:
    note = parse(":::foo\nA\n:::\n\n:::foo\nB\n:::")
    assert [line for line, _ in note.warnings] == [1]
    assert note.text.split() == ["Note", "A", "B"]


def test_directives_of_myst_in_colons(parse: Parse) -> None:
    note = parse(":::info\n:::{note}\nA\n:::\nB\n:::")
    assert note.one(nodes.note).astext() == "A"
    assert note.one(nodes.admonition).astext().split() == ["Info", "A", "B"]
    assert note.warnings == []


@pytest.mark.parametrize("extensions", [[], ["colon_fence"]])
def test_a_directive_in_colons_needs_no_blank_after_its_name(
    configured: Callable[..., Project], extensions: list[str]
) -> None:
    project = configured(myst_enable_extensions=extensions)
    note = project.parse("::: {note}A\nB\n:::\n\nC")
    assert note.one(nodes.note).astext() == "A\nB"
    assert note.warnings == []
    # one without an end, which nobody knows
    note = project.parse("::: {nobody}`A`\n")
    assert note.one(nodes.literal_block).astext().split() == ["`A`"]
    ((line, warning),) = note.warnings
    assert line == 1
    assert "Unknown directive type: 'nobody'" in warning


@pytest.mark.parametrize("extensions", [[], ["colon_fence"]])
def test_braces_that_are_no_directive_are_a_title(
    configured: Callable[..., Project], extensions: list[str]
) -> None:
    project = configured(myst_enable_extensions=extensions)
    # the tags of Jekyll are left out everywhere
    for info, title in {
        "{% raw %}A{% endraw %} B": "A B",
        **{text: text for text in ("{A", "{A B}", "{} A", "{A {B} C}")},
    }.items():
        note = project.parse(f"::: {info}\nD\n:::\n\nE")
        assert note.all(nodes.title)[-1].astext() == title
        assert note.one(nodes.admonition).astext().split() == [*title.split(), "D"]
        assert note.warnings == []


def test_colon_fence_of_myst_keeps_working(configured: Callable[..., Project]) -> None:
    project = configured(myst_enable_extensions=["colon_fence"])
    note = project.parse(":::{tip}\nA\n:::\n\n:::\nB\n:::\n\n:::foo\nC\n:::")
    assert note.one(nodes.tip).astext() == "A"
    assert [box.astext() for box in note.all(nodes.container)] == ["B", "C"]
    assert note.warnings == []


def test_admonition_component(parse: Parse) -> None:
    note = parse(
        "<Admonition\n  icon={<Tree />}\n  title=\"Holiday\"\n  type='tip'\n>\n\n*Next* week\n\n"
        "- a\n\n</Admonition>\n\nB"
    )
    box = note.one(nodes.admonition)
    assert box["classes"] == ["tip"]
    assert box.astext().split() == ["Holiday", "Next", "week", "a"]
    assert note.warnings == []
