"""What is written for Hugo, Quarto, Pandoc and Obsidian."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from docutils import nodes
from support.notes import Note

from sphinxcontrib_meetings.nodes.element import element, inline_element
from sphinxcontrib_meetings.nodes.player import player

Parse = Callable[[str], Note]


def shown(note: Note) -> str:
    return " ".join(" ".join(node.astext() for node in note.body()).split())


@pytest.mark.parametrize(
    "text",
    [
        "{{< youtube dQw4w9WgXcQ >}}",
        '{{< youtube id="dQw4w9WgXcQ" autoplay="true" >}}',
        "{{<youtube dQw4w9WgXcQ>}}",
        "- {{< youtube-lite dQw4w9WgXcQ >}}",
        "{{< video https://www.youtube.com/embed/dQw4w9WgXcQ >}}",
    ],
)
def test_players_of_hugo_and_quarto(parse: Parse, text: str) -> None:
    note = parse(f"# T\n\n{text}\n")
    assert "dQw4w9WgXcQ" in note.one(player)["url"]
    assert note.warnings == []


@pytest.mark.parametrize(
    ("text", "kind", "title"),
    [
        ("{{% notice note %}}\na\n{{% /notice %}}", nodes.note, ""),
        (
            '{{< notice tip "My *title*" >}}\n\na\n\n{{< /notice >}}',
            nodes.admonition,
            "My *title*",
        ),
        ("{{< hint info >}}\na\n{{< /hint >}}", nodes.admonition, "Info"),
        ('{{< alert color="warning" title="Hey" >}}a{{< /alert >}}', nodes.admonition, "Hey"),
        ("{{< warning >}}\na\n{{< /warning >}}", nodes.warning, ""),
        ("> {{< note >}}\n> a\n> {{< /note >}}", nodes.note, ""),
        ("- b\n\n  {{% note %}}a{{% /note %}}", nodes.note, ""),
    ],
)
def test_boxes_of_hugo(parse: Parse, text: str, kind: type[nodes.Element], title: str) -> None:
    note = parse(f"# T\n\n{text}\n")
    box = note.one(kind)
    assert box.astext().split("\n\n") == [*([title] if title else []), "a"]
    assert note.warnings == []


def test_what_holds_blocks_in_hugo(parse: Parse) -> None:
    note = parse(
        '# T\n\n{{< details "Cl > ick" >}}\n- a\n- b\n{{< /details >}}\n\n{{< tabs "x" >}}\n'
        '{{< tab "One" >}}\nc\n{{< /tab >}}\n{{% tab name="Two" %}}\nd\n{{% /tab %}}\n{{< /tabs >}}\n'
    )
    assert note.one(element, name="summary").astext() == "Cl > ick"
    assert shown(note) == "Cl > ick a b One c Two d"
    assert note.warnings == []


@pytest.mark.parametrize(
    ("text", "expected", "warned"),
    [
        ('See {{< ref "about.md" >}}.', "See about.md.", []),
        ('{{< button href="https://a.example" >}}Go{{< /button >}}', "Go", []),
        ('{{< figure src="/img/a.png" title="One" caption="Two" >}}', "One Two", []),
        ("{{< gist ana 99 >}}", "https://gist.github.com/ana/99", []),
        ('{{< tweet user="a" id="2" >}}', "https://x.com/a/status/2", []),
        ("{{/* hidden */}} after", "after", []),
        ("{{- /* hidden */ -}} after", "after", []),
        ("{{% toc %}}\n\nafter", "after", []),
        ("{{% comment %}}\nhidden\n{{% /comment %}}\nafter", "after", []),
        ("{{</* youtube x */>}} `{{< youtube x >}}`", "{{< youtube x >}} {{< youtube x >}}", []),
        ('a\n{{< nonsense "x" >}} b\n\n{{< nonsense >}} c', "a b c", [4]),
        ("{{< nonsense >}}a{{< /nonsense >}}", "a", [3]),
        ("{{< note >}} a", "a", [3]),
        ("a < b > {{c}} {{ .Title }}", "a < b > {{c}} {{ .Title }}", []),
    ],
)
def test_other_shortcodes(parse: Parse, text: str, expected: str, warned: list[int]) -> None:
    note = parse(f"# T\n\n{text}\n")
    assert (shown(note), [line for line, _ in note.warnings]) == (expected, warned)


def test_shortcodes_read_front_matter(parse: Parse) -> None:
    assert shown(parse('---\ntitle: T\nroom: Five\n---\n{{< param "room" >}}\n')) == "Five"


@pytest.mark.parametrize(
    ("info", "language"), [("{{< highlight go >}}", "go"), ("{{< mermaid >}}", "none")]
)
def test_code_between_shortcodes(parse: Parse, info: str, language: str) -> None:
    end = info.split()[1]
    code = parse(f"# T\n\n{info}\na\n\n  *b*\n{{{{< /{end} >}}}}\n").one(nodes.literal_block)
    assert (code["language"], code.astext()) == (language, "a\n\n  *b*\n")


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ('{{< ref "a.md" >}}', "a.md"),
        ('{{< relref "a" >}}', "a.md"),
        ('{{< ref path="/b/a.md#c" >}}', "/b/a.md#c"),
        ("{{ page.url }}", "{{ page.url }}"),
        ("{{ url_for('x') }}", "{{ url_for('x') }}"),
    ],
)
def test_addresses_that_a_program_makes(parse: Parse, address: str, target: str) -> None:
    note = parse(f"# T\n\n[the text]({address}) after\n")
    assert note.body()[0].astext() == "the text after"
    [found] = [
        node["reftarget"]
        for node in note.document.findall(nodes.Element)
        if "reftarget" in node.attributes
    ]
    assert found == target


@pytest.mark.parametrize(
    ("begin", "kind", "classes"),
    [
        ("::: {.callout-note}", nodes.note, []),
        ('::: {.callout-tip title="a" collapse="true"}', nodes.admonition, ["tip"]),
        (":::{.warning}", nodes.warning, []),
        ("::: {.note} :::::", nodes.note, []),
        ("::: {#fig .columns width=50%}", nodes.container, []),
        (':::danger{title="a" icon="b"}', nodes.admonition, ["danger"]),
    ],
)
def test_fences_with_attributes(
    parse: Parse, begin: str, kind: type[nodes.Element], classes: list[str]
) -> None:
    note = parse(f"# T\n\n{begin}\n- *x*\n:::\n")
    box = note.one(kind)
    assert (box["classes"], note.one(nodes.emphasis).astext()) == (classes, "x")
    assert [title.astext() for title in box.findall(nodes.title)] == ["a"] * len(classes)
    assert note.warnings == []


def test_columns_within_columns(parse: Parse) -> None:
    text = ":::: {.columns}\n::: {.column}\na\n:::\n::: {.column}\nb\n:::\n::::\n"
    note = parse(f"# T\n\n{text}")
    assert [len(box) for box in note.all(nodes.container)] == [2, 1, 1]
    assert note.warnings == []


@pytest.mark.parametrize(
    ("heading", "text", "identifier"),
    [
        ("H {.unnumbered}", "H", "h"),
        ("H {#here .cls}", "H", "here"),
        ("H {-}", "H", "h"),
        ("H {#here}", "H", "here"),
        ('H {.a key="b c"}', "H", "h"),
        ("H {x}", "H {x}", "h-x"),
        ("H {1, 2}", "H {1, 2}", "h-1-2"),
    ],
)
def test_attributes_of_headings(parse: Parse, heading: str, text: str, identifier: str) -> None:
    section = parse(f"# T\n\n## {heading}\n\ntext\n").all(nodes.section)[-1]
    assert section[0].astext() == text
    assert identifier in section["ids"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[a](https://a.example){.b target="_blank"}', "a"),
        ("[a](https://a.example){: .b}", "a"),
        ("<https://a.example>{.uri}", "https://a.example"),
        ("`a`{.python} `b`{=html}", "a b"),
        ("[a]{.underline} [b *c*]{.smallcaps}", "a b c"),
        ("`a`{b} [c]{d} [e]{} f{.g}", "a{b} [c]{d} [e]{} f{.g}"),
        ("{.a} set {1, 2}", "{.a} set {1, 2}"),
    ],
)
def test_attributes_in_lines(parse: Parse, text: str, expected: str) -> None:
    note = parse(f"# T\n\n{text}\n")
    assert shown(note) == expected
    assert note.warnings == []


@pytest.mark.parametrize("size", ["{width=50%}", '{: .c width="50%"}', "{.a width='50%' }"])
def test_images_with_attributes(parse: Parse, size: str) -> None:
    note = parse(f"# T\n\n![a](near.png){size} b\n")
    assert note.one(nodes.image)["width"] == "50%"
    assert shown(note) == "a b"


def test_marked_spans(parse: Parse) -> None:
    note = parse("# T\n\n[a]{.mark} [[b]{.underline}](https://a.example)\n")
    assert [mark["name"] for mark in note.all(inline_element)] == ["mark", "ins"]
    assert note.one(nodes.reference).astext() == "b"


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("A.^[Note *one*.] B^[Note [two](https://a.example).]", ["Note one.", "Note two."]),
        ("A [^1]\n\n[^1]: Mine.\n\nB.^[Note two.]", ["1\n\nMine.", "Note two."]),
        ("matches ^[A-Za-z ]+$ and (^[a-z ]*)", []),
        ("x^[i] and x^[i j]^2 and `a.^[b c]`", ["i j"]),
    ],
)
def test_notes_within_lines(parse: Parse, text: str, notes: list[str]) -> None:
    note = parse(f"# T\n\n{text}\n")
    assert [footnote.astext() for footnote in note.all(nodes.footnote)] == notes
    assert len(note.all(nodes.footnote_reference)) == len(notes)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a %%hidden%% b", "a b"),
        ("a %% hidden %%", "a"),
        ("%%hidden\nhidden%% b", "b"),
        ("%%\nhidden\n\nhidden\n%%\n\nb", "b"),
        ("## %%hidden%% b", "b"),
        ("- a %%hidden%%", "a"),
        ("100%% of 50%% a", "100%% of 50%% a"),
        ("for %%i in (*) do echo %%i", "for %%i in (*) do echo %%i"),
        ("a %%b", "a %%b"),
        ("`%%a%%`", "%%a%%"),
    ],
)
def test_comments_of_obsidian(parse: Parse, text: str, expected: str) -> None:
    note = parse(f"# T\n\n{text}\n")
    assert shown(note) == expected
    assert note.warnings == []


def test_an_unclosed_comment_of_obsidian_is_shown(parse: Parse) -> None:
    note = parse("# T\n\na\n\n%%\n\nb\n")
    assert shown(note) == "a %% b"
    assert [line for line, _ in note.warnings] == [5]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![[near.png]]", {"uri": "near.png"}),
        ("![[near.png|300]]", {"uri": "near.png", "width": "300"}),
        (
            "![[near.PNG | A text | 30x20]]",
            {"uri": "near.PNG", "alt": "A text", "width": "30", "height": "20"},
        ),
    ],
)
def test_images_of_obsidian(parse: Parse, text: str, expected: dict[str, str]) -> None:
    image = parse(f"# T\n\n{text}\n").one(nodes.image)
    given = {name: image[name] for name in ("uri", "alt", "width", "height") if image.get(name)}
    assert given == expected


@pytest.mark.parametrize("text", ["![[note]]", "[[near.png]]", "![[x.pdf]]", "x[[1, 2], [3]]"])
def test_other_brackets_stay(parse: Parse, text: str) -> None:
    assert shown(parse(f"# T\n\n{text}\n")) == text


@pytest.mark.parametrize(
    ("info", "language", "first"),
    [
        ("{.python}", "python", None),
        (" {.python}", "python", None),
        ('{.python .numberLines startFrom="10"}', "python", 10),
        ("{.numberLines}", "default", 1),
        ("{r, echo=FALSE}", "r", None),
        ("{r plot, fig.width=5}", "r", None),
        ("js:src/index.js", "js", None),
        ("rust,ignore", "rust", None),
        ("js{1,3-5}", "js", None),
        ("js showLineNumbers", "js", 1),
        ("js {1} showLineNumbers=5", "js", 5),
        ("js=7", "js", 7),
        ("objective-c++=", "objective-c++", 1),
    ],
)
def test_infos_of_code(parse: Parse, info: str, language: str, first: int | None) -> None:
    note = parse(f"# T\n\n```{info}\na\n```\n")
    code = note.one(nodes.literal_block)
    start = code.get("highlight_args", {}).get("linenostart", 1) if code.get("linenos") else None
    assert (code["language"], start, code.astext()) == (language, first, "a\n")
    assert note.warnings == []


def test_code_with_a_title(parse: Parse) -> None:
    note = parse('# T\n\n```js title="src/a.js" {1}\na\n```\n')
    assert note.one(nodes.caption).astext() == "src/a.js"
    assert isinstance(note.one(nodes.literal_block).parent, nodes.container)


def test_tabs_of_material(parse: Parse) -> None:
    note = parse('# T\n\n=== "One"\n    a\n\n===+ "Two"\n\n    ```c\n    b\n    ```\n\nafter\n')
    assert [part.astext() for part in note.all(nodes.strong)] == ["One", "Two"]
    assert note.one(nodes.literal_block)["language"] == "c"
    assert note.body()[-1].astext() == "after"
    assert note.warnings == []


@pytest.mark.parametrize("text", ['=== "a"', "=== a", '=== "a"\n\nb', '==== "a"\n    b'])
def test_other_equals_signs_stay(parse: Parse, text: str) -> None:
    assert shown(parse(f"# T\n\n{text}\n")) == " ".join(text.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '[quote="ana, post:3, topic:55, full:true"]\nb *c*\n\n- d\n[/quote]\n\ne',
            "ana: b c d e",
        ),
        ("[quote=ana]\nb\n[/quote]", "ana: b"),
        ("[quote]\nb\n[/quote]", "b"),
        ('[quote="a"]\n[quote="b"]\nc\n[/quote]\nd\n[/quote]', "a: b: c d"),
        ("> [quote]\n> a\n> [/quote]", "a"),
        ("[quote]a[/quote]", "[quote]a[/quote]"),
        ("[quote]\n\na", "[quote] a"),
        ("a\n\n[/quote]", "a [/quote]"),
    ],
)
def test_quotes_of_discourse(parse: Parse, text: str, expected: str) -> None:
    note = parse(f"# T\n\n{text}\n")
    assert shown(note) == expected
    assert len(note.all(element, name="blockquote")) == text.count("[/quote]") * (
        expected.count("quote") == 0
    )
    assert note.warnings == []


def test_details_of_discourse(parse: Parse) -> None:
    note = parse('# T\n\n[details="A title"]\nb\n[/details]\n\nc\n')
    assert note.one(element, name="summary").astext() == "A title"
    assert shown(note) == "A title b c"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('{% hint style="warning" %}\na\n{% endhint %}', nodes.warning),
        ("{% note %}\n\na\n\n{% endnote %}", nodes.note),
        ("{% tip %}\na\n{% endtip %}", nodes.tip),
    ],
)
def test_boxes_of_gitbook(parse: Parse, text: str, kind: type[nodes.Element]) -> None:
    note = parse(f"# T\n\n{text}\n")
    assert note.one(kind).astext() == "a"
    assert note.warnings == []


def test_tabs_of_gitbook(parse: Parse) -> None:
    note = parse(
        '# T\n\n{% tabs %}\n{% tab title="One" %}\na\n{% endtab %}\n{% tab title="Two" %}\nb\n'
        "{% endtab %}\n{% endtabs %}\n"
    )
    assert shown(note) == "One a Two b"
    assert note.warnings == []
