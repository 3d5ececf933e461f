"""HTML and components."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from docutils import nodes
from support.notes import Note

from sphinxcontrib_meetings.nodes.element import element, inline_element

Parse = Callable[[str], Note]


def test_attributes_are_put_right(parse: Parse) -> None:
    note = parse('<div className="a b" style={{marginTop: \'1em\'}} id="c">\n\n**A**\n\n</div>')
    node = note.one(element)
    assert (node["name"], node["classes"], node["ids"]) == ("div", ["a", "b"], ["c"])
    assert node["attributes"] == {"style": "margin-top: 1em"}
    assert note.one(nodes.strong).astext() == "A"


def test_what_only_javascript_knows_warns(parse: Parse) -> None:
    note = parse("# T\n\n<div onClick={() => go()} {...rest}>A</div>")
    assert [line for line, _ in note.warnings] == [3]
    assert "onClick" in note.warnings[0][1]
    assert "attributes" not in note.one(element)


def test_an_unknown_component_warns_once_and_keeps_its_children(parse: Parse) -> None:
    note = parse("# T\n\n<Foo>\n\n*A*\n\n</Foo>\n\nB <Foo>c</Foo>\n\n<Foo />")
    assert [line for line, _ in note.warnings] == [3]
    assert note.text.split() == ["T", "A", "B", "c"]
    assert note.one(nodes.emphasis).astext() == "A"


@pytest.mark.parametrize(
    "text",
    [
        "<details>\n<summary>Sum *it*</summary>\n\nBody\n\n</details>",
        "<details><summary>Sum *it*</summary>\nBody\n</details>",
        "<details>\n  <summary>Sum *it*</summary>\n  Body\n</details>",
        "- a\n\n  <details>\n  <summary>Sum *it*</summary>\n\n  Body\n\n  </details>",
        "> <details>\n> <summary>Sum *it*</summary>\n>\n> Body\n>\n> </details>",
    ],
)
def test_details(parse: Parse, text: str) -> None:
    note = parse(text)
    details = note.one(element, name="details")
    assert details[0]["name"] == "summary"
    assert details[0].astext().split() == ["Sum", "it"]
    assert details[0].next_node(nodes.paragraph, descend=True, siblings=False) is None
    assert details[1].astext() == "Body"
    assert note.warnings == []


def test_tabs_take_labels_from_their_values(parse: Parse) -> None:
    note = parse(
        "<Tabs values={[{label: 'Linux', value: 'l'}, {label: 'Mac', value: 'm'}]}>\n"
        '<TabItem value="l">A</TabItem>\n<TabItem value="m">B</TabItem>\n</Tabs>'
    )
    assert [node.astext() for node in note.all(nodes.strong)] == ["Linux", "Mac"]
    assert note.text.split() == ["Note", "Linux", "A", "Mac", "B"]


def test_elements_that_may_end_unsaid(parse: Parse) -> None:
    note = parse("<ul>\n<li>a\n<li>b\n</ul>\n\n<table>\n<tr><td>c<td>d\n<tr><td>e\n</table>")
    assert [len(node) for node in note.all(element, name="ul")] == [2]
    assert [len(node) for node in note.all(element, name="tr")] == [2, 1]
    assert note.warnings == []


def test_elements_in_lines(parse: Parse) -> None:
    note = parse(
        "<b>a</b> <kbd>b</kbd> H<sub>2</sub>O <span style={{color: 'red'}}>c</span><br/>d"
    )
    assert note.one(nodes.strong).astext() == "a"
    assert note.one(nodes.subscript).astext() == "2"
    assert [node["name"] for node in note.all(inline_element)] == ["kbd", "span"]
    assert note.warnings == []


@pytest.mark.parametrize("word", ["Vec<T>", "<your-host>", "<dir>", "<b and c>", "<path>"])
def test_words_in_angle_brackets_are_text(parse: Parse, word: str) -> None:
    assert word in parse(f"Use {word} here").text


def test_tags_without_counterpart_warn(parse: Parse) -> None:
    note = parse("# T\n\n<div>\n\nA\n\n</section>\n\nB <small class='x'>c")
    assert [line for line, _ in note.warnings] == [3, 7, 9]
    assert note.text.split() == ["T", "A", "B", "c"]


@pytest.mark.parametrize(
    "text", ["<p>a\n# T\n<div>\n# B\n</div>\n", "<p>\n# T\n<div>\n# B\n</div></p>"]
)
def test_a_heading_ends_a_paragraph_without_an_end(parse: Parse, text: str) -> None:
    note = parse(text)
    assert note.outline == [(1, "T"), (2, "B")]
    assert note.warnings == []


def test_verbatim_elements(parse: Parse) -> None:
    note = parse("<pre>\na &lt; *b*\n</pre>\n\n<style>{`.a {}`}</style>")
    assert note.one(nodes.literal_block).astext() == "a < *b*"
    assert note.one(nodes.raw).astext() == "<style>.a {}</style>\n"


def test_an_embedded_page_that_is_no_player_stays(parse: Parse) -> None:
    note = parse('# T\n\nOne <embed src="https://example.org/x" type="text/html"> two')
    assert note.one(nodes.raw).astext().startswith('<embed src="https://example.org/x"')
    assert note.text.split()[-1] == "two"
    assert note.warnings == []


def test_an_embedded_page_is_a_link_elsewhere(parse: Parse) -> None:
    note = parse('<iframe src="https://example.org/x" title="X"></iframe>')
    frame = note.one(element, name="iframe")
    assert frame["attributes"]["src"] == "https://example.org/x"
    assert frame.next_node(nodes.reference)["refuri"] == "https://example.org/x"
