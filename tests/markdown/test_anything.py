"""Whatever stands in a note."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable

from docutils import nodes
from hypothesis import given, settings
from hypothesis import strategies as st
from support.notes import Note, Project

Parse = Callable[[str], Note]


PROSE = st.sampled_from(
    [
        "alpha beta",
        "*gamma* **delta**",
        "# epsilon",
        "#### zeta",
        "- eta\n- theta",
        "1. iota\n\n   kappa",
        "> lambda",
        "import mu",
        "nu <xi> omicron",
        "| pi |\n|---|\n| rho |\n",
        "    sigma",
        "export tau upsilon",
        "phi <b>chi</b> psi",
        "<p>omega",
        "aleph [bet](/gimel) `dalet`",
        "- [ ] he\n- [x] vav",
        "> [!NOTE]\n> zayin",
        "> [!tip] het\n> tet",
        "==yod== ++kaf++ lamed ^mem^ ~nun~",
        "samekh <> ayin </> pe",
        "% tsadi",
        '!!! note "shin"\n    tav',
        "| alif |\n|---|\n| ba | ta |\n",
        "{nobody}`jim`",
        "dal{: .x} :rocket: dhal 10:30:00 ra",
        "{% raw %}zay{% endraw %} sin",
        "{% highlight sh %}\nshad\n{% endhighlight %}",
        "[toc]",
    ]
)


SYNTAX = st.sampled_from(
    [
        "import A from 'a'",
        "export const a = {",
        "{/* comment */}",
        "{/*",
        "*/}",
        "<!-- comment",
        "-->",
        "<!-- truncate -->",
        "<div>",
        "</div>",
        "<details><summary>",
        "</summary>",
        "</details>",
        "<Foo a={1}>",
        "</Foo>",
        "<Admonition\n  type='tip'>",
        "</Admonition>",
        ":::note",
        "::::info Title",
        ":::",
        "::::",
        "```",
        "<YouTube id='dQw4w9WgXcQ'/>",
        "<YouTube id=",
        "<video src='a.mp4'>",
        "<source src='b.webm'>",
        "<track src=c.vtt>",
        "</video>",
        "<li>",
        "<span>",
        "</span>",
        "<a href='/x'>",
        "</a>",
        "<h2>",
        "</h2>",
        "<",
        "{",
        "`",
        "---",
        "~~~",
        "<br>",
        "<style>",
        "</style>",
        "<table><tr><td>",
        ":::{note}",
        "> [!NOTE]",
        "- [x]",
        "!!! tip",
        "{%",
        "%}",
        "{% raw %}",
        "{% comment %}",
        "{% endcomment %}",
        "{{ page.x }}",
        "{: #a .b}",
        "{::comment}",
        "==",
        "++",
        "![a](b =1x2)",
        "[a]: b",
        "{frontMatter.a}",
        "###### tags: `a`",
    ]
)


GAP = st.sampled_from(["\n", "\n\n", " ", "\n  ", "\n    ", "\n> ", "\n- "])


@st.composite
def pages(draw: st.DrawFn, pieces: st.SearchStrategy[str]) -> str:
    return "".join(draw(pieces) + draw(GAP) for _ in range(draw(st.integers(0, 12))))


@settings(max_examples=150)
@given(text=pages(PROSE | SYNTAX))
def test_nothing_makes_the_parser_fail(project: Project, text: str) -> None:
    note = project.parse(text)
    levels = [level for level, _ in note.outline]
    assert levels.count(1) == 1 or ":::{" in text
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


NAMES = """
    alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma
    tau upsilon phi chi psi omega aleph bet dalet
    he vav zayin het tet yod kaf lamed mem nun samekh ayin pe tsadi shin tav
    alif ba ta tha jim kha dal dhal ra zay sin shad
"""


WORDS = frozenset(NAMES.split())


#: syntax that opens nothing which could hide what follows
HARMLESS = st.sampled_from(
    [
        "<div>",
        "</div>",
        "<details><summary>",
        "</summary>",
        "</details>",
        "<Foo a={1}>",
        "</Foo>",
        "<Admonition\n  type='tip'>",
        "</Admonition>",
        ":::note",
        "::::info Title",
        ":::",
        "::::",
        "<li>",
        "<span>",
        "</span>",
        "<a href='/x'>",
        "</a>",
        "{/* comment */}",
        "<!-- comment -->",
        "<h2>",
        "</h2>",
        "<YouTube id='dQw4w9WgXcQ'/>",
        "<table><tr><td>",
    ]
)


FENCES = st.sampled_from(["\n```{nobody}\ntha\n```\n", "\n```hah=5\nkha\n```\n"])


@settings(max_examples=150)
@given(text=pages(PROSE | HARMLESS | FENCES))
def test_no_word_is_lost(project: Project, text: str) -> None:
    def words(text: str) -> list[str]:
        return sorted(word for word in re.findall("[a-z]+", text) if word in WORDS)

    assert words(project.parse(text).text) == words(text)


@settings(max_examples=60)
@given(before=pages(PROSE), code=pages(PROSE | SYNTAX))
def test_code_is_never_touched(project: Project, before: str, code: str) -> None:
    content = "".join(f"{line}\n" for line in code.splitlines())
    note = project.parse(f"{before}\n\n``````mdx\n{content}``````\n")
    blocks = [node for node in note.all(nodes.literal_block) if node.get("language") == "mdx"]
    assert [node.astext() for node in blocks] == [content]


#: text without a defect, and text that has one, with the line in which it is
SOUND = ["alpha", "- beta\n  gamma", "{/* a\n\nb */}", "<div>\n\ndelta\n\n</div>", "## epsilon"]


FAULTY = [
    ("<Foo{0} />", 0),
    ("zeta\n<b>eta</b> ![theta](/img/none{0}.png)", 1),
    ("</section>", 0),
    ("- iota\n\n  <div onClick={{x}}>kappa</div>", 2),
    ("<YouTube\n id='x{0}'\n/>", 0),
    ("lambda {{/* a\nb */}} <Bar{0}/>", 1),
]


@settings(max_examples=80)
@given(
    blocks=st.lists(
        st.sampled_from(SOUND).map(lambda text: (text, None)) | st.sampled_from(FAULTY),
        max_size=10,
    ),
    fields=st.integers(0, 3),
)
def test_warnings_name_the_author_s_line(
    project: Project, blocks: list[tuple[str, int | None]], fields: int
) -> None:
    lines = ["---", *(f"key{number}: x" for number in range(fields)), "---", ""]
    expected: list[int] = []
    pictures: list[int] = []
    for letter, (text, fault) in zip("ABCDEFGHIJ", blocks, strict=False):
        if fault is not None:
            (pictures if "![" in text else expected).append(len(lines) + 1 + fault)
        # another name each, because some defects are reported once
        written = text if fault is None else text.format(letter)
        lines += [*written.split("\n"), ""]
    note = project.parse("\n".join(lines))
    # many pictures of the former site are reported together, where the first one stands
    expected += pictures if len(pictures) <= 5 else pictures[:1]
    assert sorted(line for line, _ in note.warnings) == sorted(expected)


def test_deep_nesting_is_cut(parse: Parse) -> None:
    note = parse("<div>\n\n" * 3000 + "A\n\n" + "</div>\n\n" * 3000)
    assert note.text.split() == ["Note", "A"]
    assert len(note.warnings) == 1
    deepest = parse("<b>" * 3000 + "B" + "</b>" * 3000)
    assert deepest.text.split() == ["Note", "B"]
