"""Links and images."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from docutils import nodes
from sphinx import addnodes
from support.notes import Note, Project

Parse = Callable[[str], Note]


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


CODE = (
    "javascript:go()",
    "JavaScript:go()",
    "java\tscript:go()",
    "java&Tab;script:go()",
    "java&#10;script:go()",
    "&#1; javascript:go()",
    "javascript&colon;go()",
    "&#106;avascript:go()",
    "vbscript:go()",
    "data:text/html,go",
    "DATA:text/html;base64,go",
    "data:,go",
)
WITH_ADDRESS = (
    '<img src="{}" alt="a" />',
    "<img src={{'{}'}} alt='a' />",
    '<video src="/img/a.mp4" poster="{}"></video>',
    '<video src="/img/a.mp4"><track src="{}" /></video>',
    '<ReactPlayer url="https://youtu.be/aqz-KE-bpKQ" light="{}" />',
    '<iframe src="{}"></iframe>',
    '<form action="{}"><button formaction="{}">a</button></form>',
    '<object data="{}">a</object>',
    '<svg><a xlinkHref="{}">a</a></svg>',
    '<area href="{}" />',
    '<Link to="{}">a</Link>',
    '<a href="{}">a</a>',
)


@pytest.mark.parametrize("form", WITH_ADDRESS)
@pytest.mark.parametrize("code", CODE)
def test_no_address_that_runs_code_reaches_the_page(parse: Parse, form: str, code: str) -> None:
    note = parse(f"# T\n\n{form.replace('{}', code)}\n")
    written = "".join(
        f"{part.attributes} {part.astext() if isinstance(part, nodes.raw) else ''}"
        for part in note.document.findall(nodes.Element)
        if not isinstance(part, nodes.document)
    )
    assert "go" not in written
    assert note.warnings
    assert {line for line, _ in note.warnings} == {3}


@pytest.mark.parametrize(
    "text",
    [
        '<img src="data:image/png;base64,iVBORw0KGgo=" alt="a" />',
        '<img src="near.png" srcset="near.png 1x, https://a.org/b.png 2x" />',
        '<iframe src="https://a.org/?a=javascript:b"></iframe>',
        '<form action="/data:a"></form>',
        '<blockquote cite="https://a.org">a</blockquote>',
        "![a](data:image/gif;base64,R0lGOD=)",
    ],
)
def test_addresses_of_pages_and_images_stay(parse: Parse, text: str) -> None:
    assert parse(f"# T\n\n{text}\n").warnings == []


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
