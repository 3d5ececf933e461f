"""One small archive with everything in it, through every builder."""

from __future__ import annotations

import html
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from support.builds import Build, Built
from support.everything import (
    CONF,
    FILES,
    ID,
    INDEX,
    OTHER,
    TOCTREE,
)

SUFFIXES = {
    "html": ".html",
    "dirhtml": ".html",
    "epub": ".xhtml",
    "text": ".txt",
    "gettext": ".pot",
    "json": ".fjson",
    "xml": ".xml",
    "pseudoxml": ".pseudoxml",
    "singlehtml": ".html",
    "latex": ".tex",
    "man": ".1",
    "texinfo": ".texi",
}
#: builders that hold only what a toctree reaches
BOOKS = ("singlehtml", "latex", "man", "texinfo")


def make(build: Build, builder: str, **conf: Any) -> Built:
    extra = TOCTREE + "\n```{toctree}\nnotes/running\n```\n"
    if builder not in BOOKS:
        extra = "\n```{toctree}\nnotes/running\n```\n"
    files = FILES | {"index.md": INDEX + extra}
    return build(files, builder=builder, conf=CONF | conf, nitpicky=True)


def outputs(built: Built, builder: str) -> dict[str, str]:
    """Return the content of every file of the format, by name."""
    root = built.outdir
    paths = sorted(path for path in root.rglob(f"*{SUFFIXES[builder]}"))
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in paths}


@pytest.mark.parametrize("builder", SUFFIXES)
def test_every_builder_shows_every_recording(shared_build: Build, builder: str):
    built = make(shared_build, builder)
    assert built.warnings == []
    files = outputs(built, builder)
    text = html.unescape("\n".join(files.values()))
    if builder == "gettext":
        return
    # man pages escape hyphens, and LaTeX, Texinfo and man some signs of addresses
    plain = re.sub(r"\\:|\\(?:PYZ\w+\{\})?|@(?=@)|\s", "", text)
    for address in (
        # the recording, a moment in it, a moment by the role, another video
        f"youtube.com/watch?v={ID}",
        f"youtube.com/watch?v={ID}&t=754",
        f"youtube.com/watch?v={ID}&t=3723",
        f"youtube.com/watch?v={OTHER}&t=90",
        # that of running notes
        f"youtube.com/watch?v={OTHER}&t=3723",
        "https://vimeo.com/1",
    ):
        if builder != "text" or ("t=3" not in address and "t=754" not in address):
            assert address in plain, address


@pytest.mark.parametrize("builder", SUFFIXES)
def test_nothing_of_ours_is_left_in_any_builder(shared_build: Build, builder: str):
    files = outputs(make(shared_build, builder), builder)
    for name, text in files.items():
        for syntax in (
            "header_placeholder",
            "list_placeholder",
            "meeting_placeholder",
            "recording_time",
            "truncate",
            "{/*",
            ":::",
            "import ReactPlayer",
        ):
            assert syntax not in text, name
        if builder in ("xml", "pseudoxml"):
            assert not re.search(r"<(element|inline_element|player)\b", text), name


@pytest.mark.parametrize("builder", ["epub", "latex", "texinfo"])
def test_images_of_the_former_site_are_linked_and_not_downloaded(
    shared_build: Build, builder: str
):
    built = make(shared_build, builder)
    assert not list(Path(built.app.doctreedir).glob("images/*"))
    text = "\n".join(outputs(built, builder).values())
    for alt in ("the plan", "linked plan"):
        assert alt in text
    assert "https://example.org/img/plan.png" in text
    assert not re.search(r"<img[^>]*plan\.png|includegraphics\{\{plan|@image\{[^}]*plan", text)
    assert re.search(r"<img[^>]*room|includegraphics\{\{room|@image\{[^}]*room", text)


def test_html_shows_images_of_the_former_site(shared_build: Build):
    page = make(shared_build, "html").page("meetings/2024-05-08-call")
    assert [image["src"] for image in page.select("article img, .body img")][1:] == [
        "https://example.org/img/plan.png"
    ] * 2


def test_gettext_extracts_what_authors_wrote_and_nothing_else(shared_build: Build):
    files = outputs(make(shared_build, "gettext"), "gettext")
    text = "\n".join(files.values())
    messages = set(re.findall(r'^msgid "(.+)"$', text, re.MULTILINE))
    assert {
        "Storage",
        "Do *this*",
        "Hidden ~~words~~.<br />Another line.",
        "A footnote.",
    } <= messages
    generated = re.compile(
        r"Previous meeting|Next meeting|Read more|Recording|Watch on|Play |Transcript$|cancelled|"
        r"Breadcrumb|There are no|\bMay 8|January 2, 2024|Lovelace|\d+ min|^Date$|^Authors$|^Tags$"
    )
    assert [message for message in messages if generated.search(message)] == []
    # the words of an excerpt are those of its note, once
    assert text.count('msgid "What we *talked* about') <= 1


def test_epub_packs_no_player_and_nothing_from_elsewhere(shared_build: Build):
    built = make(shared_build, "epub")
    (path,) = built.outdir.glob("*.epub")
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as book:
        names = book.namelist()
        text = "\n".join(
            book.read(name).decode() for name in names if name.endswith((".xhtml", ".opf"))
        )
    assert not re.search(r"<(iframe|button|script)\b|src=\"https?:", text)
    assert not [name for name in names if "tags/" in name or name.endswith("meetings.js")]


def pretty(part: Any) -> str:
    """Return HTML one element per line, without what Sphinx's versions write differently."""
    return re.sub(r"\n+", "\n", BeautifulSoup(str(part), "html.parser").prettify())


def test_text_of_a_meeting(shared_build: Build, file_regression: Any):
    built = make(shared_build, "text")
    file_regression.check(built.text("meetings/2024-05-08-call.txt"), encoding="utf-8")


def test_doctree_of_a_meeting(shared_build: Build, file_regression: Any):
    built = make(shared_build, "pseudoxml")
    text = built.text("meetings/2024-05-08-call.pseudoxml")
    text = text.replace(str(built.srcdir), "SRC")
    # versions of Sphinx, docutils and MyST differ in these
    text = text.replace('="True"', '="1"').replace('="False"', '="0"')
    gone = r' (backrefs=""|(translation_progress|slug|xml:space|translatable)="[^"]*")'
    text = re.sub(r"(\[[x ]\])\s+", r"\1 ", re.sub(gone, "", text))
    file_regression.check(text, encoding="utf-8")


def test_fragments_of_html(shared_build: Build, file_regression: Any):
    built = make(shared_build, "html")
    page = built.page("meetings/2024-05-08-call")
    parts = [
        page.select_one("header.meetings-header"),
        page.select_one("figure.meetings-player"),
        page.select_one("ul.meetings-cards"),
        built.page("index").select_one("ul.meetings-list"),
        built.page("meetings/tags/storage").select_one("ul.meetings-list"),
        built.page("meetings/people/ada").select_one("div.meetings-person"),
        built.page("meetings/people/index").select_one("ul.meetings-persons"),
    ]
    assert all(parts)
    file_regression.check("\n".join(map(pretty, parts)), extension=".html", encoding="utf-8")


@pytest.mark.parametrize("builder", ["html", "latex", "text"])
@pytest.mark.parametrize(
    "table",
    [
        "| One | two |\n|---|---|\n",
        "| One <!-- truncate --> | two |\n|---|---|\n| a | b |\n",
        "| One | two |\n|---|---|\n| a <!-- truncate --> | b |\n| c | d |\n",
    ],
)
def test_tables_that_are_all_head_or_cut(build: Build, builder: str, table: str):
    files = {
        "index.md": "# Home\n\n```{toctree}\nmeetings/2024-01-02-a\n```\n\n```{meeting-list}\n```\n",
        "meetings/2024-01-02-a.md": f"# A\n\n{table}",
    }
    assert build(files, builder=builder).warnings == []
