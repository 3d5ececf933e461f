"""What is written for other programs: Jekyll, HackMD, Material for MkDocs, MyST."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from docutils import nodes
from support.builds import Build
from support.notes import Note, Project

from sphinxcontrib_meetings.nodes.element import element
from sphinxcontrib_meetings.nodes.placeholders import truncate
from sphinxcontrib_meetings.nodes.player import player
from sphinxcontrib_meetings.read.domain import domain_of

Parse = Callable[[str], Note]


def shown(note: Note) -> list[str]:
    return [" ".join(node.astext().split()) for node in note.body() if node.astext().strip()]


@pytest.mark.parametrize(
    "text",
    [
        "Ana <> Bob",
        "Ana <> Bob and Cy <> Dan",
        "<>",
        "a </> b",
        "% of users",
        "%USER%",
        "a\n% b",
        "[x]: word",
        "{{ name }} and {{ .Values.x }}",
        "{:smiley} {: so }",
        "!!! wow",
        "!!! note that this matters",
        "{1 + 2}",
        "50 {% of all",
    ],
)
@pytest.mark.parametrize("begin", ["", "- ", "> "])
def test_what_is_text_stays_text(parse: Parse, begin: str, text: str) -> None:
    written = text.replace("\n", f"\n{'> ' if begin == '> ' else ''}")
    note = parse(f"# T\n\n{begin}{written}\n")
    assert shown(note) == [" ".join(text.split())]
    assert note.warnings == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- [ana]: router\n- [bo]: https://a.example", "[ana]: router [bo]: https://a.example"),
        ("> [ana]: /x", "[ana]: /x"),
        ("- [a]: x\n- [a]: y", "[a]: x [a]: y"),
        ("see [a]: there\n\n[a]: x", "see a: there"),
        ("[a]: /x", ""),
        ("[a]: x\n\n[a]", "a"),
        ("- [a]: x\n\n[A]", "A"),
        ("[//]: # (hidden)", ""),
        ("- [comment]: <> (hidden)", ""),
    ],
)
def test_definitions_that_nothing_uses(parse: Parse, text: str, expected: str) -> None:
    assert " ".join(shown(parse(f"# T\n\n{text}\n"))) == expected


def test_percent_is_a_comment_where_myst_is_written(parse: Parse) -> None:
    note = parse("# T\n\n% hidden\n\n```{note}\na\n```\n")
    assert shown(note) == ["hidden", "a"]
    assert note.one(nodes.comment).astext() == "hidden"


def test_templates_of_strings_are_no_roles(parse: Parse) -> None:
    note = parse("# T\n\n${a}${b}`text` c\n")
    assert shown(note) == ["${a}${b}text c"]
    assert note.warnings == []


@pytest.mark.parametrize("fence", ["```", "~~~", ":::"])
def test_an_unknown_directive_keeps_its_body(parse: Parse, fence: str) -> None:
    note = parse(f"# T\n\n{fence}{{mermaid}}\ngraph TD\n  a-->b\n{fence}\n")
    assert note.one(nodes.literal_block).astext() == "graph TD\n  a-->b\n"
    assert [line for line, _ in note.warnings] == [3]
    assert "mermaid" in note.warnings[0][1]


def test_an_unknown_role_keeps_its_text(parse: Parse) -> None:
    note = parse("# T\n\nsee {nonsense}`the text` there\n")
    assert shown(note) == ["see the text there"]
    assert len(note.warnings) == 1


@pytest.mark.parametrize(
    ("row", "cell"),
    [("| 1 | 2 | 3 | 4 |", "2 | 3 | 4"), ("1|2|3", "2|3"), (r"| 1 | 2 \| 3 | 4", "2 | 3 | 4")],
)
def test_surplus_cells(parse: Parse, row: str, cell: str) -> None:
    note = parse(f"# T\n\n| a | b |\n|---|---|\n| 1 | 2 |\n{row}\n")
    assert note.all(nodes.entry)[-1].astext() == cell
    assert [line for line, _ in note.warnings] == [6]


@pytest.mark.parametrize("row", ["| 1 | 2 |", "| 1 | 2 | |", "| 1 |", r"| 1 | 2 \| 3 |"])
def test_rows_without_surplus(parse: Parse, row: str) -> None:
    assert parse(f"# T\n\n| a | b |\n|---|---|\n{row}\n").warnings == []


@pytest.mark.parametrize(
    ("info", "language", "first"),
    [
        ("rust=", "rust", 1),
        ("js=101", "js", 101),
        ("=", "default", 1),
        ("c!", "c", None),
        ("python=5!", "python", 5),
        ("c++", "c++", None),
        ("mermaid", "none", None),
    ],
)
def test_fences_of_hackmd(parse: Parse, info: str, language: str, first: int | None) -> None:
    note = parse(f"# T\n\n```{info}\na\n```\n")
    code = note.one(nodes.literal_block)
    start = code.get("highlight_args", {}).get("linenostart", 1) if code.get("linenos") else None
    assert (code["language"], start, code.astext()) == (language, first, "a\n")


def test_numbers_go_on(parse: Parse) -> None:
    note = parse("# T\n\n```js=10\na\nb\n```\n\n```js=+\nc\n```\n")
    assert note.all(nodes.literal_block)[-1]["highlight_args"] == {"linenostart": 12}


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ("=300x200", {"width": "300", "height": "200"}),
        ("=300x", {"width": "300"}),
        ("=x200", {"height": "200"}),
        ("=50%x", {"width": "50%"}),
        ('"A title" =300x', {"width": "300", "title": "A title"}),
    ],
)
def test_sizes_of_images(parse: Parse, size: str, expected: dict[str, str]) -> None:
    image = parse(f"# T\n\n![one *two*](near.png {size})\n").one(nodes.image)
    given = {name: image[name] for name in ("width", "height", "title") if name in image}
    assert (given, image["alt"]) == (expected, "one two")


@pytest.mark.parametrize(
    "text", ["{%youtube dQw4w9WgXcQ %}", '{% include youtube.html id="dQw4w9WgXcQ" %}']
)
def test_players_of_hackmd_and_jekyll(parse: Parse, text: str) -> None:
    assert "dQw4w9WgXcQ" in parse(f"# T\n\n{text}\n").one(player)["url"]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("{%gist ana/123%}", "https://gist.github.com/ana/123"),
        ("{%pdf https://a.example/b.pdf %}", "https://a.example/b.pdf"),
        ("{%hackmd abc %}", "https://hackmd.io/abc"),
        ("{%slideshare a/b %}", "https://www.slideshare.net/a/b"),
        ("{%speakerdeck a/b %}", "https://speakerdeck.com/a/b"),
    ],
)
def test_other_embeds_are_links(parse: Parse, text: str, address: str) -> None:
    assert parse(f"# T\n\n{text}\n").one(nodes.reference)["refuri"] == address


@pytest.mark.parametrize(
    ("text", "expected", "warned"),
    [
        ("{% raw %}a {{ page.b }} {% c %}{% endraw %} d", "a {{ page.b }} {% c %} d", 0),
        ("a {% comment %}b{% endcomment %} c", "a c", 0),
        ("{% comment %}\nb\n\nc\n{% endcomment %}\n\nd", "d", 0),
        ("{::comment}\nb\n\nc\n{:/comment}\n\nd", "d", 0),
        ("a {::comment}b{:/} c", "a c", 0),
        ("a *b*{: .c} d\n{: #e .f}", "a b d", 0),
        ("a\n{:.lead}", "a", 0),
        ("{::options toc_levels='1' /}\n\na", "a", 0),
        ("{% include a.html %}\n\n{% include b.html %} c", "c", 1),
        ("{% if a %}b{% endif %}", "b", 1),
        ("a {{ site.title }} b", "a b", 1),
        ("{{ 'a' | upcase }}", "a", 0),
        ("`{{ page.a }} {% b %} {: .c}`", "{{ page.a }} {% b %} {: .c}", 0),
    ],
)
def test_liquid_and_kramdown(parse: Parse, text: str, expected: str, warned: int) -> None:
    note = parse(f"# T\n\n{text}\n")
    assert " ".join(" ".join(shown(note)).split()) == expected
    assert len(note.warnings) == warned


def test_liquid_reads_front_matter(parse: Parse) -> None:
    note = parse("---\ntitle: T\nroom: Five\n---\nIn {{ page.room }}, {frontMatter.room}.\n")
    assert shown(note) == ["In Five, Five."]


def test_code_of_jekyll(parse: Parse) -> None:
    code = parse("# T\n\n{% highlight ruby %}\nputs 1\n\n{{ x }}\n{% endhighlight %}\n").one(
        nodes.literal_block
    )
    assert (code["language"], code.astext()) == ("ruby", "puts 1\n\n{{ x }}\n")


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("{% link a/b.md %}", "/a/b.md"),
        ("{{ site.baseurl }}/c/", "/c/"),
        ("{{ '/d/' | relative_url }}", "/d/"),
        ("{{ site.baseurl }}{% link e.md %}", "/e.md"),
    ],
)
def test_liquid_in_addresses(parse: Parse, address: str, target: str) -> None:
    note = parse(f"# T\n\n[text]({address})\n")
    [link] = [
        node for node in note.document.findall() if "reftarget" in getattr(node, "attributes", {})
    ]
    assert (link["reftarget"], link.astext()) == (target, "text")


@pytest.mark.parametrize("name", ["## H {: #here}", "## H\n{: #here .x}"])
def test_ids_of_kramdown(parse: Parse, name: str) -> None:
    assert "here" in parse(f"# T\n\n{name}\n\ntext\n").all(nodes.section)[-1]["ids"]


def test_boxes_of_material(parse: Parse) -> None:
    note = parse(
        '# T\n\n!!! note "My *title*"\n\n    body\n\n    - item\n\nafter\n\n!!! tip\n    a\nb\n\n'
        '??? warning\n    folded\n\n???+ info "Open"\n    c\n\n- d\n\n    !!! danger\n        e\n'
    )
    assert note.one(nodes.emphasis).astext() == "title"
    assert shown(note)[1:4] == ["after", "a", "b"]
    assert note.one(nodes.tip).astext() == "a"
    assert note.one(nodes.danger).astext() == "e"
    details = note.all(element, name="details")
    assert [box.get("attributes", {}) for box in details] == [{}, {"open": "open"}]
    assert note.warnings == []


@pytest.mark.parametrize(
    "marker", ["<!-- more -->", "<!--more-->", "{/_ truncate _/}", r"{/\* truncate \*/}"]
)
def test_markers_of_others(parse: Parse, marker: str) -> None:
    note = parse(f"# T\n\nOne\n\n{marker}\n\nTwo")
    assert [type(node) for node in note.body()] == [nodes.paragraph, truncate, nodes.paragraph]


def test_substitutions_of_myst_go_on(configured: Callable[..., Project]) -> None:
    project = configured(myst_enable_extensions=["substitution"], myst_substitutions={"site": "S"})
    assert shown(project.parse("# T\n\nA {{ site }}\n")) == ["A S"]


def test_javascript_in_mdx_is_shown_and_reported_once(build: Build) -> None:
    built = build(
        {
            "meetings/2024-01-02-a.mdx": "---\nroom: Five\n---\n# A\n\n{frontMatter.room} {1 + 2}\n\n"
            "{a.map(b)} {'c'} {5} {/* d */}\n\nAna <> Bob <> Cy\n"
        }
    )
    assert [warning.split("mdx:")[1].split(":")[0] for warning in built.warnings] == ["6", "10"]
    [record] = domain_of(built.app.env).archive.listed
    text = built.page(record.docname).get_text()
    for part in ("Five {1 + 2}", "{a.map(b)} c 5", "Ana <> Bob <> Cy"):
        assert part in text
