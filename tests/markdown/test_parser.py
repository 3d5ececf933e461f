"""What MyST does, and what is ours of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser as RstParser
from docutils.utils import new_document
from markdown_it import MarkdownIt
from myst_parser.config.main import MdParserConfig
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from support.notes import Note, Project

from sphinxcontrib_meetings.markdown import renderer
from sphinxcontrib_meetings.markdown.parser import (
    DIALECT,
    FRONT_MATTER,
    MeetingsParser,
)
from sphinxcontrib_meetings.markdown.renderer import MeetingsRenderer
from sphinxcontrib_meetings.nodes.element import inline_element
from sphinxcontrib_meetings.parse.front_matter import split

Parse = Callable[[str], Note]


def test_extras_of_github(parse: Parse) -> None:
    note = parse("~~a~~\n\n- [ ] b\n- [x] c\n\nhttps://d.e f  \ng")
    assert note.one(inline_element)["name"] == "s"
    assert [node.astext() for node in note.all(nodes.list_item)] == ["☐ b", "☑ c"]
    assert note.one(nodes.reference)["refuri"] == "https://d.e"
    assert "f\ng" in re.sub(r"<br />|\\\\", "", note.text)
    assert note.warnings == []


def test_rules_stand_anywhere(parse: Parse) -> None:
    note = parse("---\ntitle: T\n---\n\n---\n\nA\n\n---\n\nB\n\n- a\n\n  ---\n\n---\n")
    assert len(note.all(nodes.transition)) == 1
    assert len(note.all(nodes.raw)) == 3


def test_lines_are_those_of_the_file(parse: Parse) -> None:
    note = parse("---\ntitle: T\ntags: [a]\n---\n\nA\n\n<Foo/>\n\n# B\n\ntext\n<Bar/>")
    assert [line for line, _ in note.warnings] == [8, 13]
    titles = [node.line for node in note.all(nodes.title)]
    assert titles == [2, 10]


def test_front_matter_reaches_sphinx_and_myst(project: Project) -> None:
    note = project.parse(
        "---\ntitle: T\nhide-toc: true\nauthor: a\ntags: [b]\nmyst:\n"
        "  enable_extensions: [deflist]\n---\n\nA\n: B\n"
    )
    assert note.all(nodes.definition_list)
    fields = {field[0].astext(): field[1].astext() for field in note.all(nodes.field)}
    assert fields == {"title": "T", "hide-toc": "True"}


def test_other_documents_are_myst_s(project: Project) -> None:
    text = "---\na: b\n---\n\nimport A from 'a'\n\n### C\n\n:::info\n<div>{/* d */}</div>\n:::\n"
    ours, theirs = project.parse(text, dialect=False), project.parse_with_myst(text)
    assert ours.document.pformat() == theirs.document.pformat()
    assert ours.warnings == theirs.warnings


def test_a_text_that_is_no_note_of_its_own_gets_no_title(project: Project) -> None:
    env = project.app.env
    env.prepare_settings("meetings/note")
    env.temp_data[DIALECT] = True
    env.temp_data[FRONT_MATTER] = split("---\ntitle: T\n---\n")
    defaults = get_default_settings(RstParser)
    defaults.env = env
    document = new_document("note.md:3:<translated>", defaults)
    MeetingsParser().parse("one {/* two */} three", document)
    assert document.astext().split() == ["one", "three"]


def test_real_notes_show_nothing_of_their_syntax(project: Project, corpora: Path) -> None:
    for path in sorted([*corpora.rglob("*.md"), *corpora.rglob("*.mdx")]):
        note = project.parse(path.read_text(encoding="utf-8"))
        shown = "\n".join(
            node.astext()
            for node in note.document.findall(nodes.Text)
            if not isinstance(node.parent, (nodes.literal, nodes.literal_block, nodes.raw))
        )
        assert not re.search(r"\{/\*|^:::|<YouTube|<ReactPlayer|</?Admonition", shown, re.M), path
        # what is wrong with these notes themselves
        known = ("not exist; add ", "This row has more cells")
        bad = [item for item in note.warnings if not any(part in item[1] for part in known)]
        assert bad == [], path
        assert [level for level, _ in note.outline].count(1) == 1


def test_a_renderer_is_set_up_as_that_of_myst():
    document = new_document("note", settings=get_default_settings(RstParser))
    options = {"myst_config": MdParserConfig(), "document": document}
    set_up = []
    for kind in (MeetingsRenderer, SphinxRenderer):
        made = kind(MarkdownIt())
        made.setup_render(options, {})
        set_up.append({k: v for k, v in vars(made).items() if k not in {"md", "rules"}})
    assert renderer._knows_setup()
    assert set_up[0] == set_up[1]


def test_a_myst_that_sets_up_more_does_so_itself(monkeypatch):
    mysts = SphinxRenderer.setup_render

    def setup_render(self, options, env):
        mysts(self, options, env)
        self.of_a_later_version = True

    monkeypatch.setattr(SphinxRenderer, "setup_render", setup_render)
    monkeypatch.setattr(renderer, "_knows_setup", renderer._knows_setup.__wrapped__)
    made = MeetingsRenderer(MarkdownIt())
    made.setup_render({"myst_config": MdParserConfig()}, {})
    assert made.of_a_later_version
