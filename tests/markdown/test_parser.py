"""What the dialect of Docusaurus and HackMD becomes."""

from __future__ import annotations

import io
import itertools
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser as RstParser
from docutils.utils import new_document
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from myst_parser.config.main import MdParserConfig
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.sphinx_ import MystParser
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import docutils_namespace, patch_docutils

from sphinxcontrib_meetings.markdown import renderer
from sphinxcontrib_meetings.markdown.parser import (
    DIALECT,
    FRONT_MATTER,
    MeetingsParser,
    _knows_autolinks,
)
from sphinxcontrib_meetings.markdown.renderer import MeetingsRenderer
from sphinxcontrib_meetings.model.recording import Source, Track
from sphinxcontrib_meetings.nodes.element import element, inline_element
from sphinxcontrib_meetings.nodes.placeholders import truncate
from sphinxcontrib_meetings.nodes.player import player
from sphinxcontrib_meetings.parse.front_matter import split
from sphinxcontrib_meetings.parse.platforms import parse_media, same_recording

VIDEO = "dQw4w9WgXcQ"


@dataclass
class Note:
    """A note that was parsed."""

    document: nodes.document
    #: pairs of line and message, of our warnings and others
    warnings: list[tuple[int, str]]

    @property
    def text(self) -> str:
        return self.document.astext()

    @property
    def outline(self) -> list[tuple[int, str]]:
        """Headings of the page: pairs of level and text."""
        found = []
        for section in self.document.findall(nodes.section):
            level = 0
            node: nodes.Element | None = section
            while isinstance(node, nodes.section):
                level, node = level + 1, node.parent
            title = section[0]
            assert isinstance(title, nodes.title)
            found.append((level, title.astext().strip()))
        return found

    def body(self) -> list[nodes.Node]:
        """Return what is under the title."""
        section = self.document.next_node(nodes.section)
        assert section is not None
        return section.children[1:]

    def one(self, kind: type[Any], **attributes: str) -> Any:
        """Return the only node of a kind."""
        found = self.all(kind, **attributes)
        assert len(found) == 1, self.document.pformat()
        return found[0]

    def all(self, kind: type[Any], **attributes: str) -> list[Any]:
        return [
            node
            for node in self.document.findall(kind)
            if all(node.get(name) == value for name, value in attributes.items())
        ]


class Project:
    """A project whose notes are parsed one by one, without a build."""

    def __init__(self, app: Sphinx, warning: io.StringIO) -> None:
        self.app = app
        self._warning = warning

    def parse(self, text: str, *, dialect: bool = True) -> Note:
        return self._parse(MeetingsParser(), text, dialect=dialect)

    def parse_with_myst(self, text: str) -> Note:
        return self._parse(MystParser(), text, dialect=False)

    def _parse(self, parser: Any, text: str, *, dialect: bool) -> Note:
        env = self.app.env
        env.prepare_settings("meetings/note")
        env.temp_data[DIALECT] = dialect
        env.temp_data[FRONT_MATTER] = split(text) if dialect else None
        defaults = get_default_settings(RstParser)
        defaults.env, defaults.report_level = env, 2
        document = new_document(str(env.doc2path("meetings/note")), defaults)
        # each application that is made takes the log over
        logging.setup(self.app, io.StringIO(), self._warning)
        start = len(self._warning.getvalue())
        parser.parse(text, document)
        for message in list(document.findall(nodes.system_message)):
            message.parent.remove(message)
        said = re.sub(r"\x1b\[[\d;]*m", "", self._warning.getvalue()[start:])
        found = re.findall(r"note\.[a-z]+(?::(\d+))?: (?:WARNING|ERROR): (.*)", said)
        return Note(document, [(int(line or 0), message) for line, message in found])


def make_project(folder: Path, **conf: Any) -> Project:
    (folder / "meetings").mkdir(parents=True)
    (folder / "meetings" / "note.md").write_text("# Note\n")
    (folder / "meetings" / "near.png").write_bytes(b"")
    (folder / "index.md").write_text("# Test\n")
    (folder / "static" / "img").mkdir(parents=True)
    (folder / "static" / "img" / "a b.png").write_bytes(b"")
    (folder / "static" / "img" / "a.png").write_bytes(b"")
    (folder / "static" / "img" / "a.mp3").write_bytes(b"")
    (folder / "static" / "img" / "a.mp4").write_bytes(b"")
    warning = io.StringIO()
    with patch_docutils(folder), docutils_namespace():
        app = Sphinx(
            srcdir=folder,
            confdir=None,
            outdir=folder / "_out",
            doctreedir=folder / "_doctrees",
            buildername="dummy",
            confoverrides={"extensions": ["sphinxcontrib_meetings"], **conf},
            status=None,
            warning=warning,
        )
        app.env.find_files(app.config, app.builder)
    return Project(app, warning)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return make_project(tmp_path_factory.mktemp("project") / "src", meetings_static="static")


@pytest.fixture(scope="module")
def parse(project: Project) -> Callable[[str], Note]:
    return project.parse


@pytest.fixture
def configured(tmp_path: Path) -> Callable[..., Project]:
    def configure(**conf: Any) -> Project:
        return make_project(tmp_path / "src", **conf)

    return configure


Parse = Callable[[str], Note]

# ESM


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


# Comments


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
        (3, "This comment does not end; it is shown as text. Add its end. [meetings.markup]")
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


# Code


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


# Players


@pytest.mark.parametrize(
    "tag",
    [
        f"<ReactPlayer url='https://youtu.be/{VIDEO} ' controls />",
        f'<YouTube url="https://www.youtube.com/watch?v={VIDEO}" />',
        f'<YouTube id="{VIDEO}"/>',
        f"<YouTube videoId={{'{VIDEO}'}}></YouTube>",
        f'<YouTube\n  id={{"{VIDEO}"}}\n/>',
        f"<LiteYouTubeEmbed\n  id={{`{VIDEO}`}}\n  title='A'\n></LiteYouTubeEmbed>",
        f'<lite-youtube videoid="{VIDEO}"></lite-youtube>',
        f'<iframe src="https://www.youtube.com/embed/{VIDEO}" allowFullScreen></iframe>',
        f'<div>\n  <YouTube id="{VIDEO}" />\n</div>',
    ],
)
def test_players(parse: Parse, tag: str) -> None:
    note = parse(f"# T\n\nOne\n\n{tag}\n\nTwo")
    assert note.one(player)["media"].id == VIDEO
    assert note.text.split() == ["T", "One", "Two"]
    assert note.warnings == []


def test_a_player_amid_text_stands_between_paragraphs(parse: Parse) -> None:
    note = parse(f'# T\n\nOne <YouTube id="{VIDEO}" start={{90}}/> two')
    kinds = [nodes.paragraph, player, nodes.paragraph]
    assert [type(node) for node in note.body()] == kinds
    assert note.one(player)["media"].start == 90


def test_a_player_where_only_text_can_be_is_a_link(parse: Parse) -> None:
    note = parse(f'| a |\n|---|\n| <YouTube id="{VIDEO}"/> |')
    assert VIDEO in note.one(nodes.reference)["refuri"]


UUID = "9c9de5e8-0a1e-484a-b099-e80766180a6d"


@pytest.mark.parametrize(
    ("tag", "url"),
    [
        (
            '<ReactPlayer url="https://vimeo.com/76979871" controls />',
            "https://vimeo.com/76979871",
        ),
        (f"<ReactPlayer src='https://tube.example/w/{UUID}'/>", f"https://tube.example/w/{UUID}"),
        ('<ReactPlayer url="https://x.example/a.mp4#t=5"/>', "https://x.example/a.mp4"),
        ('<ReactPlayer url="./call%20of%20May.webm"/>', "call of May.webm"),
        ('<ReactPlayer url="/img/a.mp3"/>', "/static/img/a.mp3"),
        ('<YouTube url="https://vimeo.com/76979871"/>', "https://vimeo.com/76979871"),
        ("<Vimeo video={76979871} responsive />", "https://vimeo.com/76979871"),
        ('<Vimeo id="76979871/abcdef1234"/>', "https://vimeo.com/76979871/abcdef1234"),
        ('<Vimeo videoId="https://vimeo.com/1"></Vimeo>', "https://vimeo.com/1"),
        ('<lite-vimeo videoid="76979871"></lite-vimeo>', "https://vimeo.com/76979871"),
        (
            '<iframe src="https://player.vimeo.com/video/1?h=abcdef12&amp;dnt=1"></iframe>',
            "https://vimeo.com/1/abcdef12",
        ),
        ('<iframe src="//player.vimeo.com/video/1"></iframe>', "https://vimeo.com/1"),
        (
            f'<iframe src="https://tube.example/videos/embed/{UUID}" sandbox=""></iframe>',
            f"https://tube.example/w/{UUID}",
        ),
        ('<iframe src="https://x.example/a.mp4"></iframe>', "https://x.example/a.mp4"),
        ('<embed src="https://www.youtube.com/v/dQw4w9WgXcQ">', f"https://youtu.be/{VIDEO}"),
        ('<video src="https://x.example/a.mp4" controls></video>', "https://x.example/a.mp4"),
        ('<video src="https://x.example/stream?id=5" />', "https://x.example/stream?id=5"),
        ('<video controls><source src="a.mp4"></video>', "a.mp4"),
        ("<audio controls>\n\n<source src='./a.ogg' />\n\n</audio>", "a.ogg"),
        ("<video src={require('./a.mp4').default} controls />", "a.mp4"),
        ("<video src={require('@site/static/img/a.mp4').default} />", "/static/img/a.mp4"),
        ('<video src={useBaseUrl("/img/a.mp4")} />', "/static/img/a.mp4"),
        ("<video controls><source src={video} type='video/mp4'/></video>", "b.mp4"),
        ("<video src={video} controls />", "b.mp4"),
        ("<video src='https://youtu.be/dQw4w9WgXcQ'></video>", f"https://youtu.be/{VIDEO}"),
    ],
)
@pytest.mark.parametrize("place", ["{}", "One {} two", "- One\n\n  {}", "<div>\n{}\n</div>"])
def test_players_of_every_kind(parse: Parse, tag: str, url: str, place: str) -> None:
    tag = tag.replace("\n", "\n  ") if place.startswith("-") else tag
    note = parse(f"import video from './b.mp4';\n\n# T\n\n{place.format(tag)}")
    assert note.warnings == []
    media = note.one(player)["media"]
    assert same_recording(media, parse_media(url, media.element))
    assert "<" not in note.text


def test_a_file_is_played_as_its_element_says(parse: Parse) -> None:
    note = parse(
        "# T\n\n<video id='demo' width='480' poster='near.png' autoPlay loop muted title='Demo'\n"
        "  crossOrigin='anonymous'>\n"
        "  <source src='./a.webm' type='video/webm; codecs=vp9'>\n"
        "  <source src='a.mp4' />\n"
        "  <track src='./a.vtt' kind='captions' srcLang='en' label='English' default>\n"
        "  <track src='https://x.example/a.vtt'>\n"
        "  <p>Your browser is *old*: take [the file](a.mp4).</p>\n"
        "</video>\n"
    )
    node = note.one(player)
    assert note.warnings == []
    assert note.text.split() == ["T"]
    assert (node["title"], node["width"], node["ids"]) == ("Demo", "480px", ["demo"])
    assert node["poster"] == "meetings/near.png"
    assert node["attributes"] == {"crossorigin": "anonymous", "loop": "", "muted": ""}
    assert node["sources"] == (Source("a.webm", "video/webm; codecs=vp9"), Source("a.mp4"))
    assert node["tracks"] == (
        Track("a.vtt", "captions", "English", "en", is_default=True),
        Track("https://x.example/a.vtt", "subtitles"),
    )
    copied = [link["reftarget"] for link in note.all(addnodes.download_reference)]
    assert copied == ["a.webm", "a.mp4", "a.vtt"]


def test_a_poster_from_elsewhere_is_shown_by_choice(configured: Callable[..., Project]) -> None:
    tag = "# T\n\n<video src='a.mp4' poster='https://x.example/a.png'></video>"
    project = configured(meetings_poster="remote")
    assert project.parse(tag).one(player)["poster"] == "https://x.example/a.png"


def test_otherwise_it_is_not(parse: Parse) -> None:
    tag = "# T\n\n<video src='a.mp4' poster='{}'></video>"
    assert parse(tag.format("https://x.example/a.png")).one(player)["poster"] == ""
    assert parse(tag.format("/img/a.png")).one(player)["poster"] == "static/img/a.png"


def test_files_of_the_former_site(configured: Callable[..., Project]) -> None:
    project = configured(meetings_site_url="https://x.example/")
    note = project.parse("# T\n\n<video src='/calls/a.mp4#t=9'></video>")
    media = note.one(player)["media"]
    assert (media.url, media.start) == ("https://x.example/calls/a.mp4", 9)
    assert note.warnings == []


def test_files_that_are_not_there_warn_and_the_others_stay(parse: Parse) -> None:
    note = parse(
        "# T\n\n<video poster='/no.png'>\n<source src='/no.webm'>\n<source src='a.mp4'>\n"
        "<track src='/no.vtt'>\n</video>"
    )
    node = note.one(player)
    assert (node["media"].url, node["poster"], node["tracks"]) == ("a.mp4", "", ())
    assert sorted(message.split()[4] for _, message in note.warnings) == [
        "/no.png.",
        "/no.vtt.",
        "/no.webm.",
    ]


def test_what_no_page_can_play_is_a_link(parse: Parse) -> None:
    note = parse('# T\n\n<ReactPlayer url="https://zoom.example/rec/1" />')
    assert note.warnings == []
    assert note.one(nodes.reference)["refuri"] == "https://zoom.example/rec/1"


@pytest.mark.parametrize("tag", ["video", "audio"])
def test_a_file_where_only_text_can_be_is_a_link(parse: Parse, tag: str) -> None:
    rows = f"| <{tag} src='a.mp4'></{tag}> | <{tag} src='https://x.example/b.mp4' title='B'/> |"
    note = parse(f"# T <{tag} src='a.mp4'/>\n\n| a | b |\n|---|---|\n{rows}")
    assert note.one(addnodes.download_reference).astext() == "a.mp4"
    link = note.one(nodes.reference, refuri="https://x.example/b.mp4")
    assert link.astext() == "B"
    assert note.outline == [(1, "T a.mp4")]
    assert note.warnings == []
    assert not note.all(inline_element)


@pytest.mark.parametrize(
    ("tag", "line", "said", "shown"),
    [
        ('<YouTube\n  url="https://example.org/x"\n/>', 3, "is no video", "https://example.org/x"),
        ("<YouTube id={a} />", 3, "cannot be read", ""),
        ("<ReactPlayer url='not a video' />", 3, "is not a YouTube video", "not a video"),
        ("<Vimeo id='mine' />", 3, "is no video", "mine"),
        ("One\n<video controls></video>", 4, 'Write src="…"', ""),
        ("<video src={a} onPlay={b} title='Demo'></video>", 3, "cannot be read", ""),
        ("<video src='/not/there.mp4'></video>", 3, "Set meetings_static", "/not/there.mp4"),
        (
            "<audio src='ftp://x.example/a.mp3' />",
            3,
            "is not the URL of a recording",
            "ftp://x.example/a.mp3",
        ),
    ],
)
def test_a_bad_video_warns_and_shows_its_address(
    parse: Parse, tag: str, line: int, said: str, shown: str
) -> None:
    note = parse(f"# T\n\n{tag}")
    warning = next(text for place, text in note.warnings if place == line and said in text)
    assert warning.endswith("[meetings.video]")
    assert shown in note.text
    assert not note.all(player)


def test_attributes_that_only_javascript_knows_are_named(parse: Parse) -> None:
    note = parse("# T\n\n<video src='a.mp4' poster={still} onPlay={log} {...rest}></video>")
    (warning,) = note.warnings
    assert warning[0] == 3
    assert "<video>: {...rest}, poster, onPlay can only" in warning[1]


# Boxes


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


# HTML and components


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


# Links and images


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("[a](/community/2023-09-20-x/)", "/community/2023-09-20-x/"),
        ("[a](/b?c=d#e)", "/b?c=d#e"),
        ("[a](pathname:///b.ics)", "/b.ics"),
        ("[a](../b/c)", "/b/c"),
        ("[a](./c#d)", "/meetings/c#d"),
        ('<a href="/b">a</a>', "/b"),
        ("<Link to='/b'>a</Link>", "/b"),
    ],
)
def test_links_within_the_site(parse: Parse, text: str, target: str) -> None:
    link = parse(text).one(addnodes.pending_xref)
    assert (link["refdomain"], link["reftype"], link["reftarget"]) == ("meeting", "path", target)
    assert (link["refdoc"], link.astext()) == ("meetings/note", "a")


@pytest.mark.parametrize(
    ("text", "uri"),
    [
        ("[a](https://b.c/d)", "https://b.c/d"),
        ("[a](//b.c/d)", "//b.c/d"),
        ("[a](tel:123)", "tel:123"),
        ('<a href="https://b.c" target="_blank">a</a>', "https://b.c"),
    ],
)
def test_links_elsewhere(parse: Parse, text: str, uri: str) -> None:
    assert parse(text).one(nodes.reference)["refuri"] == uri


def test_links_to_sources_are_left_to_myst(parse: Parse) -> None:
    links = parse("[a](note.md) [b](missing.md)").all(addnodes.pending_xref)
    assert [link["refdomain"] for link in links] == ["doc", None]


def test_an_address_that_runs_code_is_no_link(parse: Parse) -> None:
    note = parse('# T\n\n<a href="javascript:go()">a</a>')
    assert note.all(nodes.reference) == []
    assert [line for line, _ in note.warnings] == [3]
    assert note.body()[0].astext() == "a"


@pytest.mark.parametrize(
    ("text", "uri"),
    [
        ("![a](/img/a.png)", "/static/img/a.png"),
        ("![a](/img/a%20b.png)", "/static/img/a b.png"),
        ('<img src="/img/a.png" alt="a" />', "/static/img/a.png"),
        ("<img src={require('@site/static/img/a.png').default} alt='a'/>", "/static/img/a.png"),
        ("<img src={useBaseUrl('/img/a.png')} alt='a'/>", "/static/img/a.png"),
        ("import A from './near.png';\n\n<img src={A} alt='a'>", "./near.png"),
        ("![a](near.png?raw=true)", "near.png"),
        ("![a](https://b.c/d.png)", "https://b.c/d.png"),
    ],
)
def test_images(parse: Parse, text: str, uri: str) -> None:
    note = parse(text)
    image = note.one(nodes.image)
    assert (image["uri"], image["alt"]) == (uri, "a")
    assert note.warnings == []


def test_widths_of_images(parse: Parse) -> None:
    note = parse('<img src="near.png" width={300}/> <img src="near.png" width="50%">')
    assert [image["width"] for image in note.all(nodes.image)] == ["300", "50%"]


def test_a_missing_image_warns_and_shows_its_text(parse: Parse) -> None:
    note = parse("# T\n\nA\n![b](/img/none.png)")
    assert [(line, message[-15:]) for line, message in note.warnings] == [(4, "[meetings.link]")]
    assert note.body()[0].astext().split() == ["A", "b"]


def test_images_of_the_site(configured: Callable[..., Project]) -> None:
    note = configured(meetings_site_url="https://b.c/").parse("![a](/img/none.png)")
    image = note.one(nodes.image)
    assert image["uri"] == "https://b.c/img/none.png"
    assert image["meetings_remote"] is True


def test_handles_stay_text(parse: Parse) -> None:
    note = parse("Thanks @brooks and @me.")
    assert "@brooks" in note.text
    assert note.all(nodes.reference) == []


# What must not warn in other builders


def test_extras_of_github(parse: Parse) -> None:
    note = parse("~~a~~\n\n- [ ] b\n- [x] c\n\nhttps://d.e f  \ng")
    assert note.one(inline_element)["name"] == "s"
    assert [node.astext() for node in note.all(nodes.list_item)] == ["[ ] b", "[x] c"]
    # MyST-Parser 5.0 has no autolinks but those of `linkify`
    if _knows_autolinks():
        assert note.one(nodes.reference)["refuri"] == "https://d.e"
    assert "f\ng" in re.sub(r"<br />|\\\\", "", note.text)
    assert note.warnings == []


def test_rules_stand_anywhere(parse: Parse) -> None:
    note = parse("---\ntitle: T\n---\n\n---\n\nA\n\n---\n\nB\n\n- a\n\n  ---\n\n---\n")
    assert len(note.all(nodes.transition)) == 1
    assert len(note.all(nodes.raw)) == 3


# Titles and headings


@pytest.mark.parametrize(
    ("text", "outline"),
    [
        ("# A\n## B\n### C\n## D", [(1, "A"), (2, "B"), (3, "C"), (2, "D")]),
        ("### A\n### B\n#### C", [(1, "A"), (2, "B"), (3, "C")]),
        ("# A\n## B\n# C\n## D", [(1, "A"), (2, "B"), (2, "C"), (3, "D")]),
        ("## A\n##### B\n### C", [(1, "A"), (2, "B"), (2, "C")]),
        ("Text", [(1, "Note")]),
        ("", [(1, "Note")]),
        ("---\ntitle: T\n---\n### A\n#### B\n### C", [(1, "T"), (2, "A"), (3, "B"), (2, "C")]),
        ("---\ntitle: T\n---\n# A\n# B", [(1, "T"), (2, "A"), (2, "B")]),
        ("---\ntitle: T u\n---\n# t *u*\n## B", [(1, "t u"), (2, "B")]),
        ("---\ntitle: T\n---\n## t\n### B", [(1, "t"), (2, "B")]),
        ("---\ntitle: 2024\n---\n", [(1, "2024")]),
        ("<h1>A</h1>\n\n<h1>B</h1>", [(1, "A"), (2, "B")]),
        ("<div>\n\n# A\n\n<section>\n\n## B\n\n</section></div>", [(1, "A"), (2, "B")]),
        ("A\n===\nB\n---", [(1, "A"), (2, "B")]),
        ("> # Q\n\n# A", [(1, "A")]),
    ],
)
def test_one_title_and_no_gaps(parse: Parse, text: str, outline: list[tuple[int, str]]) -> None:
    note = parse(text)
    assert note.outline == outline
    assert note.warnings == []


def test_headings_in_boxes_are_no_sections(parse: Parse) -> None:
    note = parse("# A\n\n:::note\n# B\n:::\n\n## C")
    assert note.outline == [(1, "A"), (2, "C")]
    assert note.one(nodes.rubric).astext() == "B"


def test_names_of_headings(parse: Parse) -> None:
    note = parse("# A\n\n## B {#b-1}\n\n## C {/* #c-1 */}\n\n## <a id='d-1'></a>D\n\n##### E")
    assert note.outline == [(1, "A"), (2, "B"), (2, "C"), (2, "D"), (3, "E")]
    ids = {name for section in note.all(nodes.section) for name in section["ids"]}
    assert {"b-1", "c-1"} <= ids
    assert "d-1" in note.document.ids
    assert set(note.document.myst_slugs) == {"a", "b", "c", "d", "d-1", "e"}


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


# Anything


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


@settings(max_examples=150)
@given(text=pages(PROSE | HARMLESS))
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
    expected = []
    for letter, (text, fault) in zip("ABCDEFGHIJ", blocks, strict=False):
        if fault is not None:
            expected.append(len(lines) + 1 + fault)
        # another name each, because some defects are reported once
        written = text if fault is None else text.format(letter)
        lines += [*written.split("\n"), ""]
    note = project.parse("\n".join(lines))
    assert sorted(line for line, _ in note.warnings) == sorted(expected)


@pytest.mark.parametrize(
    "piece",
    [
        "<div>\n",
        "<div>\n\n",
        "</div>\n\n",
        "<span>",
        "<li>",
        "<a b={`",
        "<Foo b={\n\n",
        "{/* x\n\n",
        "{/* x */ y\n\n",
        "<!-- x\n\n",
        "export const a = {\n\n",
        "export const a = 1\n",
        ":::note\n",
        ":::\n",
        "<script>\n",
        "> <div>\n",
    ],
)
def test_time_is_linear(project: Project, piece: str) -> None:
    def seconds(count: int) -> float:
        start = time.process_time()
        project.parse(piece * count)
        return time.process_time() - start

    def grows_as_the_text() -> bool:
        short, long = seconds(500), seconds(4000)
        # eight times the text, with room for a busy machine; quadratic time would be 64
        return long < 30 * max(short, 0.02)

    seconds(100)
    # a machine may be busy once, but what is quadratic is so each time
    assert any(grows_as_the_text() for _ in range(3))


def test_deep_nesting_is_cut(parse: Parse) -> None:
    note = parse("<div>\n\n" * 3000 + "A\n\n" + "</div>\n\n" * 3000)
    assert note.text.split() == ["Note", "A"]
    assert len(note.warnings) == 1
    deepest = parse("<b>" * 3000 + "B" + "</b>" * 3000)
    assert deepest.text.split() == ["Note", "B"]


# Real notes


def test_real_notes_show_nothing_of_their_syntax(project: Project, corpora: Path) -> None:
    for path in sorted([*corpora.rglob("*.md"), *corpora.rglob("*.mdx")]):
        note = project.parse(path.read_text(encoding="utf-8"))
        shown = "\n".join(
            node.astext()
            for node in note.document.findall(nodes.Text)
            if not isinstance(node.parent, (nodes.literal, nodes.literal_block, nodes.raw))
        )
        assert not re.search(r"\{/\*|^:::|<YouTube|<ReactPlayer|</?Admonition", shown, re.M), path
        bad = [warning for warning in note.warnings if "There is no image" not in warning[1]]
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
