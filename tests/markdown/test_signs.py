"""What GitHub and HackMD write with a few signs: tasks, alerts, emoji, marks, tags."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from docutils import nodes
from support.builds import Build
from support.notes import Note

from sphinxcontrib_meetings.nodes.element import element, inline_element, task_box
from sphinxcontrib_meetings.read.domain import domain_of

Parse = Callable[[str], Note]


@pytest.mark.parametrize(
    ("text", "boxes"),
    [
        ("- [ ] a", [False]),
        ("* [x] a\n+ [X] b", [True, True]),
        ("1. [x] a\n2. [ ] b", [True, False]),
        ("- [ ] a\n  - [x] b\n    1) [ ] c", [False, True, False]),
        ("- [x] a\n\n  more\n\n- [ ] b", [True, False]),
        ("> - [x] a", [True]),
        ("- [x] [a](https://a.example)", [True]),
        ("- [x](https://a.example) b", []),
        ("- [x]a", []),
        ("- [-] a", []),
        ("- a [ ] b", []),
        ("[ ] a", []),
        ("-     [ ] code", []),
        ("- `[ ]` a", []),
    ],
)
def test_tasks_have_boxes(parse: Parse, text: str, boxes: list[bool]) -> None:
    note = parse(f"# T\n\n{text}\n")
    assert [box["checked"] for box in note.all(task_box)] == boxes
    if boxes:
        assert not re.search(r"\[[ xX]\]", note.text)
    assert note.warnings == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("> [!NOTE]\n> a", nodes.note),
        ("> [!tip]\n>\n> a", nodes.tip),
        ("> [!Important]\n> a", nodes.important),
        ("> [!WARNING]  \n> a", nodes.warning),
        ("> [!CAUTION]\n> a", nodes.caution),
        ("- > [!NOTE]\n  > a", nodes.note),
        ("> [!info]\n> a", nodes.admonition),
        ("> [!question] What?\n> a", nodes.admonition),
    ],
)
def test_alerts_are_boxes(parse: Parse, text: str, kind: type[nodes.Element]) -> None:
    note = parse(f"# T\n\n{text}\n")
    box = note.one(kind)
    assert box.children[-1].astext() == "a"
    assert "[!" not in note.text
    assert not note.all(nodes.block_quote)
    assert note.warnings == []


def test_an_alert_keeps_its_title_and_can_be_folded(parse: Parse) -> None:
    note = parse("# T\n\n> [!faq]- Why *so*?\n> Because.\n")
    assert note.one(element, name="summary").astext().split() == ["Why", "so", "?"]
    assert note.one(nodes.emphasis).astext() == "so"
    assert note.body()[-1].astext().endswith("Because.")


@pytest.mark.parametrize("text", ["> [!nonsense]\n> a", "> a\n> [!NOTE]", "[!NOTE]\na"])
def test_other_brackets_stay(parse: Parse, text: str) -> None:
    assert "[!" in parse(text).text


def test_warnings_in_an_alert_name_their_line(parse: Parse) -> None:
    note = parse("# T\n\n> [!NOTE]\n> a\n> ![b](/img/none.png)\n")
    assert [line for line, _ in note.warnings] == [5]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (":tada:", "🎉"),
        ("(:rocket:)", "(🚀)"),
        (":+1::heart:!", "👍❤️!"),
        ("**:white_check_mark:** done", "✅ done"),
        (":no_such_name:", ":no_such_name:"),
        ("10:30:00 and 1:x:2", "10:30:00 and 1:x:2"),
        ("std::key::book", "std::key::book"),
        ("`:tada:`", ":tada:"),
        ("<https://a.example/:tada:>", "https://a.example/:tada:"),
        ("https://a.example/:tada:/b", "https://a.example/:tada:/b"),
    ],
)
def test_emoji(parse: Parse, text: str, shown: str) -> None:
    assert parse(f"# T\n\n{text}\n").body()[0].astext() == shown


def test_code_has_no_emoji(parse: Parse) -> None:
    assert parse("# T\n\n```\n:tada:\n```\n").one(nodes.literal_block).astext() == ":tada:\n"


@pytest.mark.parametrize(
    ("text", "names", "shown"),
    [
        ("a ==b *c*== d", ["mark"], "a b c d"),
        ("这是==重点==内容", ["mark"], "这是重点内容"),
        ("++a++, ++b c++", ["ins", "ins"], "a, b c"),
        ("*==a==*", ["mark"], "a"),
        ("x^2^ 19^th^", ["sup", "sup"], "x2 19th"),
        ("H~2~O, ~sub~", ["sub", "sub"], "H2O, sub"),
        ("^14^C Ca^2+^", ["sup", "sup"], "14C Ca2+"),
    ],
)
def test_signs_around_words(parse: Parse, text: str, names: list[str], shown: str) -> None:
    kinds: dict[Any, str] = {nodes.subscript: "sub", nodes.superscript: "sup"}
    paragraph = parse(f"# T\n\n{text}\n").body()[0]
    found = [
        kinds.get(type(node)) or node["name"]
        for node in paragraph.findall()
        if isinstance(node, (inline_element, *kinds))
    ]
    assert (found, paragraph.astext()) == (names, shown)


@pytest.mark.parametrize(
    "text",
    [
        "a == b == c",
        "a==b and c==d",
        "a === b ==== c",
        "C++ and C++",
        "i++; ++j;",
        "x^2 + y^2",
        "a^2+b^2=c^2",
        "2^3^2",
        "~/a/~b and ~/c",
        "~5 to ~10",
        "~5~10",
        "HEAD~1..HEAD~3",
        "==a",
        "== a ==",
        "a ==> b <== c",
        "if x ==> y, then y <==> z",
    ],
)
def test_signs_of_other_things_stay(parse: Parse, text: str) -> None:
    paragraph = parse(f"# T\n\n{text}\n").body()[0]
    assert paragraph.astext() == text
    assert not list(paragraph.findall(nodes.Inline))


def test_struck_words_stay_struck(parse: Parse) -> None:
    assert parse("~~a~~ b").one(inline_element).astext() == "a"


def test_who_is_quoted(parse: Parse) -> None:
    note = parse(
        "# T\n\n> Hello\n> [name=Ana B] [time=Mon, 9:59 PM] [color=#907bf7]\n\n[name=x]\n"
    )
    quote, prose = note.body()
    assert quote.astext().split("\n") == ["Hello", "Ana B · Mon, 9:59 PM"]
    assert prose.astext() == "[name=x]"


@pytest.mark.parametrize("text", ["[TOC]", "[toc]", "[[_TOC_]]", "* TOC\n{:toc}", "1. x\n{: toc}"])
def test_a_table_of_contents_is_the_theme_s(parse: Parse, text: str) -> None:
    assert [node.astext() for node in parse(f"# T\n\n{text}\n\nText\n").body()] == ["Text"]


def test_a_link_named_toc_stays(parse: Parse) -> None:
    assert parse("# T\n\n[TOC]\n\n[TOC]: https://a.example\n").one(nodes.reference)


NOTES = {
    "index.md": "# Home\n\n```{toctree}\n:glob:\nmeetings/*\n```\n",
    "meetings/2024-01-02-a.md": (
        "---\ntags: [one]\n---\n# A\n\n###### tags: `two` `three x`\n\nText.\n"
    ),
    "meetings/2024-01-03-b.md": "# B\n\nTags: four, five\n\nText.\n\nTags: what we discussed\n",
    "meetings/2024-01-04-c.md": "# C\n\n- [x] done\n- [ ] open\n",
}


@pytest.mark.parametrize(
    ("builder", "files", "shown"),
    [
        (
            "html",
            "**/*-c.html",
            [
                'aria-label="Done" checked="checked"',
                'aria-label="To do"',
                'disabled="disabled"',
                'type="checkbox"',
            ],
        ),
        ("epub", "**/*-c.xhtml", ["☑ done", "☐ open"]),
        ("text", "**/*-c.txt", ["☑ done", "☐ open"]),
        ("man", "*.1", ["☑ done", "☐ open"]),
        ("texinfo", "*.texi", ["☑ done", "☐ open"]),
        ("latex", "*.tex", [r"\(\boxtimes\) done", r"\(\square\) open"]),
    ],
)
def test_boxes_and_tags_in_builds(
    build: Build, builder: str, files: str, shown: list[str]
) -> None:
    conf = {"version": "1", "copyright": "They"}
    built = build(NOTES, builder=builder, conf=conf)
    assert built.warnings == []
    assert {
        record.title: [tag.key for tag in record.tags]
        for record in domain_of(built.app.env).archive.listed
    } == {"A": ["one", "two", "three x"], "B": ["four", "five"], "C": []}
    text = "".join(path.read_text("utf-8") for path in built.outdir.glob(files))
    for part in shown:
        assert part in text


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        (":rocket: Launch", "rocket-launch"),
        ("Done :white_check_mark:!", "done-white_check_mark"),
        ("**:tada:** What's *new*?", "tada-whats-new"),
    ],
)
def test_github_s_anchors_of_headings_with_emoji(parse: Parse, heading: str, anchor: str) -> None:
    note = parse(f"# T\n\n## {heading}\n\n[a](#{anchor}) [b](#{anchor}-1)\n\n## {heading}\n")
    sections = note.all(nodes.section)[1:]
    assert [anchor in sections[0]["ids"], f"{anchor}-1" in sections[1]["ids"]] == [True, True]
    assert not {":", "_check"} & set(sections[0][0].astext())


def test_links_to_headings_with_emoji(build: Build) -> None:
    built = build(
        {
            "meetings/2024-01-02-a.md": (
                "# A\n\n[one](#tada-one) [two](#two) [three](#-three)\n\n## :tada: One\n\n"
                "## Two\n\n## \N{ROCKET} Three\n"
            ),
            "meetings/2024-01-03-b.md": "# B\n\n[one](2024-01-02-a.md#tada-one)\n",
        }
    )
    assert [text for text in built.warnings if "target" in text or "link" in text] == []
