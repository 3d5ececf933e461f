"""What plays a recording."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from docutils import nodes
from sphinx import addnodes
from support.notes import Note, Project

from sphinxcontrib_meetings.model.recording import Source, Track
from sphinxcontrib_meetings.nodes.element import inline_element
from sphinxcontrib_meetings.nodes.player import player
from sphinxcontrib_meetings.parse.platforms import parse_media, same_recording

VIDEO = "dQw4w9WgXcQ"
Parse = Callable[[str], Note]


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
        ("<ReactPlayer url='not a video' />", 3, "is no YouTube video", "not a video"),
        ("<Vimeo id='mine' />", 3, "is no video", "mine"),
        ("One\n<video controls></video>", 4, 'Write src="…"', ""),
        ("<video src={a} onPlay={b} title='Demo'></video>", 3, "cannot be read", ""),
        ("<video src='/not/there.mp4'></video>", 3, "Set meetings_static", "/not/there.mp4"),
        ("<audio src='ftp://x.example/a.mp3' />", 3, "is no address", "ftp://x.example/a.mp3"),
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
