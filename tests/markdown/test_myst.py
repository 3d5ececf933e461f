"""Nothing of MyST is taken away: doctrees of notes are those of MyST-Parser alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from support.builds import Build, Built
from support.myst import EXTENSIONS, SETTINGS, SUBSTITUTIONS, SYNTAX
from support.notes import Note, Project, open_project

#: why a text is read in another way ─► the texts
DIFFERENCES: dict[str, tuple[str, ...]] = {
    "a line break separates words in every format, not just in HTML": (
        "a\\\nb",
        "a  \nb",
        "a<br>b",
    ),
    "elements of HTML become nodes, so that no format loses them": (
        "<div>\n\n*a*\n\n</div>",
        "<b>x</b> y",
        '"<b>x</b>"',
        '<div class="admonition">\n<p class="title">T</p>\nx <b>y</b>\n</div>',
    ),
    "an id in HTML is no label: other notes may have the same": (
        '<div class="admonition tip" name="n">\n<div class="title">*T*</div>\nx\n\n</div>',
        '<img src="https://a.org/b.png" height="1em" align="left" name="n">',
    ),
    "comments are not published": ("<!-- c -->", "a <!-- c --> b"),
    "the title of the page is its only heading of level 1": ("# Other\n\nx",),
    "a level of headings that is left out is no fault of notes": ("## A\n\n#### D\n\nx", "#### D"),
    "what is not a file, seen from the root, is looked up in the archive, too": ("[x](/index)",),
    "a path that is not a file may be the address of a page; labels come first": (
        "[x](part/one)",
        "[x](sec/part)",
        "(sec/part)=\n## P\n\n[x](sec/part)",
        "[x](sec/part:one)",
    ),
    "a full address is an address, whatever its scheme": (
        "[x](tel:123)",
        "[x](doi:10.5281/zenodo.1)",
        "[x](irc://a/b)",
        "[a](https://b.org) <https://b.org> [c](note.md) www.b.org [d](//b.org)",
        "[a](wiki:b) <wiki:B> [c](mailto:a@b.org) [d](tel:1)",
        "<doi:10.5281/zenodo.1> [x](doi:10.1/a) [y](https://a.org)",
    ),
    "lines that begin with % are text where nothing else is MyST's": ("% a", "a\n% b\nc"),
    "what is in an unknown role or directive is kept as code": (
        "{unknown}`x`",
        "{func}`x`",
        "{eval-rst}`x`",
        "```{unknown}\nx\n```",
        ":::{unknown}\nx\n:::",
        ":::{div} c\nx\n:::",
        ":::{dropdown} T\nx\n:::",
        "```note\nx\n```\n\n```mermaid\nx\n```",
    ),
    "a box without braces is Docusaurus' or HackMD's": (":::note\nx\n:::",),
    "an image alone in HTML stands in a paragraph, as any image does": (
        '<img src="near.png">',
        '<img src="near.png" alt="a" class="b" width="10px">',
        "<img src='near.png' width='50%'/>",
        "<img src='near.png' width='10'/>",
        "<img src='near.png' class='a b' title='x'>",
        "<img src='near.png' style='width:3px'>",
        "<p><img src='near.png'></p>",
        "<a href='x'><img src='near.png'></a>",
    ),
    "a box may have a title, as in Obsidian": ("> [!NOTE] T\n> x",),
    "struck text is struck in every format": (
        "~~a~~",
        "a ~~b *c*~~ d",
        "~~a\nb~~",
        "~a~ ~~b~~ H~2~O",
    ),
    "one sign of these stands for a subscript, as in HackMD": ("~a~",),
    "the box of a task is drawn in every format, and read aloud": (
        "- [ ] a\n- [x] b",
        "1. [X] a",
        "- [ ]\n- [x] a\n  - [ ] b",
        "* [x] *a* `b`",
        "- [ ] a\n\n  b\n- c",
        "+ [ ] x [a](note.md)",
    ),
    "Quarto's other attributes are not text": ("![a](near.png){w=50%}",),
    "docutils has no transitions right below a title": ("{.a}\n***",),
    "a title in front matter is the title": ("## A heading is text",),
    "front matter is read before MyST reads anything": (
        "| a |\n|--|\n| b |\n\n{sub}`a` [x](note.md) ~~a~~ $a$",
        "```{note}\nx\n```\n\n<b>a</b>",
        "| a |\n|--|\n| b |\n\n~~a~~ www.a.org [x](note.md)\n\n- [ ] t",
        "> [!NOTE]\n> x.",
    ),
}
_INTENDED = frozenset(text for texts in DIFFERENCES.values() for text in texts)
_CASES = [(feature, text) for feature, texts in SYNTAX.items() for text in texts]
#: what each text has of its own when it is parsed
_OWN = re.compile(
    r' meetings_\w+="[^"]*"|(?:equation-)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with open_project(tmp_path_factory.mktemp("myst") / "src") as project:
        yield project


def both(project: Project, settings: dict[str, Any], text: str) -> tuple[Note, Note]:
    """Parse *text* with MyST alone, and as a note.

    MyST gets what every note has: anchors at all headings, and addresses that are links.
    """
    extensions = {*settings.get("enable_extensions", ())}
    common = {"strikethrough", "linkify" if "linkify" in extensions else "gfm_autolink"}
    given = {"enable_extensions": sorted(extensions | common), "heading_anchors": 6}
    note, alone = (
        f"---\ntitle: T\nmyst: {json.dumps(one)}\n---\n{text}\n"
        for one in (settings, settings | given)
    )
    return project.parse_with_myst(alone), project.parse(note)


def shape(note: Note) -> tuple[str, list[int]]:
    """Return the doctree of a note as text, and the lines of its warnings."""
    return _OWN.sub("", note.document.pformat()), [line for line, _ in note.warnings]


# MyST asks for the application where it includes a file
@pytest.mark.filterwarnings("ignore:'sphinx.environment.BuildEnvironment.app'")
@pytest.mark.parametrize(("feature", "text"), _CASES)
def test_syntax(project: Project, feature: str, text: str) -> None:
    settings: dict[str, Any] = {
        "enable_extensions": [feature] if feature in EXTENSIONS else [],
        **({"substitutions": SUBSTITUTIONS} if feature == "substitution" else {}),
    }
    alone, note = both(project, settings, f"# T\n\n{text}")
    assert (shape(note) != shape(alone)) == (text in _INTENDED)


@pytest.mark.parametrize(("settings", "text"), SETTINGS)
def test_settings(project: Project, settings: dict[str, Any], text: str) -> None:
    title = "" if settings.get("title_to_header") else "# T\n\n"
    alone, note = both(project, settings, title + text)
    assert (shape(note) != shape(alone)) == (text in _INTENDED)


def test_each_difference_is_tried() -> None:
    tried = {text for _, text in _CASES} | {text for _, text in SETTINGS}
    assert tried >= _INTENDED


LABELS = """---
orphan: true
---
# Other

(call:todo)=
## To do

(label)=
## Label

(some label)=
## Some

(sec/part)=
## Section

(a:b:c)=
## Colons

(fig:one)=
x
"""


def linking(front: str) -> dict[str, str | bytes]:
    """Return a project with a page for each link, that begins with *front*."""
    pages = {
        f"meetings/m{number}.md": f"{front}# Page\n\n{text}\n"
        for number, text in enumerate(SYNTAX["links"])
    }
    return {
        "index.md": "# Test\n\n```{toctree}\n:glob:\n\nmeetings/*\n```\n",
        "other.md": LABELS,
        "meetings/note.md": f"{front}# Note\n\n## Part\n",
        "meetings/near.png": b"x",
        **pages,
    }


def linked(built: Built, number: int) -> tuple[list[str], bool]:
    """Return the links of a page as HTML, and whether there was a warning about one."""
    name = f"meetings/m{number}"
    found = [str(link) for link in built.page(name).select("p a, p img, p code")]
    ours = [link for link in found if "meetings" not in link.partition(">")[0]]
    return ours, any(line.startswith(f"{name}.md") for line in built.warnings)


# MyST asks for the application where it resolves references
@pytest.mark.filterwarnings("ignore:'sphinx.environment.BuildEnvironment.app'")
def test_links_lead_where_they_lead_in_myst(build: Build) -> None:
    conf = {"myst_heading_anchors": 6, "myst_enable_extensions": ["gfm_autolink"]}
    notes = build(linking("---\ndate: 2026-05-06\n---\n"), conf=conf)
    pages = build(linking(""), conf=conf | {"extensions": ["myst_parser"]})
    known = 0
    for number, text in enumerate(SYNTAX["links"]):
        expected = linked(pages, number)
        if expected[1]:
            # what leads nowhere in MyST may be the address of a page
            continue
        known += 1
        if text != "[x](/index)":
            assert linked(notes, number) == expected, text
    assert known >= 60
