"""Addresses as nobody should write them, in every place for one: at most a warning each."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest
from support.builds import Build, Built
from support.records import record, records

ID = "aqz-KE-bpKQ"
ADDRESSES = (
    "/a b.mp4",
    "/a%20b.mp4#t=1:02",
    "/a[b].mp4",
    "/a\u00a0b\u2028c.mp4",
    "/a\tb.mp4",
    "/a\x00b.mp4",
    "/a\x1fb\x7f\x9f.webm",
    "/[room",
    "//[room",
    "//host",
    "//host/a b.mp3",
    "///",
    "/",
    "a b.mp4",
    "../../../../a.mp4",
    "a:b.mp4",
    "[room",
    "https://[room",
    "https://[room]/a.mp4",
    "https://[::1]/a.mp4",
    "https://a]b/c.mp4",
    "https://host:port/a.mp4",
    "https://host:99999999/w/kkGMgK9ZtnKfYAgnEtQxbv",
    "https://",
    "https:a.mp4",
    "https://x y/z",
    "https://host/a b.mp4",
    "https://host/a\x00b.mp4",
    'https://host/"><script>alert(1)</script>',
    "https://host/" + "x" * 2_000,
    "https://host/#" + "[" * 500,
    "https://ho\u2100st/a.mp4",
    "https://www.youtube.com/watch?v=[",
    f"https://youtu.be/{ID}?t=[&list=<",
    "https://vimeo.com/76979871?h=[",
    "javascript:alert(1)",
    "javascript://youtube.com/watch?v=" + ID,
    "data:video/mp4;base64,AAAA",
    "mailto:[",
    "file:///etc/passwd",
    "\\\\host\\a.mp4",
    "C:\\a.mp4",
    "\x00",
    "#t=[",
    "?v=[",
    "&#xD800;.mp4",
)
SITES: dict[str, dict[str, Any]] = {
    "no site": {},
    "a site": {"meetings_site_url": "https://old.example"},
    "a folder": {"meetings_static": "static", "meetings_site_url": "https://old.example/"},
    "no address": {"meetings_site_url": "https://[old", "meetings_poster": "remote"},
}
#: half of a pair has no UTF-8, but JSON can have one
HALF = '"https://host/\\ud800.png"'


def front_matter(address: str) -> str:
    text = json.dumps(address)
    described = f"{{name: N, url: {text}, image_url: {text}, socials: {{github: {text}}}}}"
    return f"""\
---
recording: [{text}, {{url: {text}, poster: {text}}}, {{url: {ID}, poster: {text}}}]
location: {text}
image: {text}
slug: {text}
transcript: {text}
authors: [{described}]
chair: [{described}, {text}]
tags: [{{label: L, permalink: {text}}}]
chapters: ["0:01 {json.dumps(address)[1:-1]}"]
---
"""


def body(address: str) -> str:
    quoted = html.escape(address)
    return f"""\
[link](<{address}>) ![image](<{address}>) {{youtube}}`{address}` {{youtube}}`1:02`

<video src="{quoted}" poster="{quoted}"><track src="{quoted}"/></video>

<audio><source src="{quoted}"/></audio>

<iframe src="{quoted}"></iframe>

<YouTube id="{quoted}" />

<ReactPlayer url="{quoted}" light="{quoted}" />

<img src="{quoted}"/>

```{{youtube}} {address}
```

```{{transcript}} {address}
```
"""


def notes() -> dict[str, str]:
    files = {"index.md": "# Home\n\n```{meeting-list}\n```\n"}
    for number, address in enumerate(ADDRESSES):
        day = f"2024-{number // 28 + 1:02}-{number % 28 + 1:02}"
        name = f"meetings/{day}"
        # what stands in lines cannot have an end of one
        line = re.sub(r"[\x00-\x1f\x7f\x9f\u2028]", "", address)
        files[f"{name}-a.md"] = f"{front_matter(address)}# Note\n\nText.\n"
        files[f"{name}-b.md"] = f"# Body\n\n{body(line)}"
        files[f"{name}-c.rst"] = f"Rest\n====\n\n.. meeting::\n   :recording: {line}\n"
        files[f"{name}-d.rst"] = (
            f":recording: {line}\n:location: {line}\n\nField\n=====\n\nText.\n"
        )
    return files


def registries(address: str = HALF) -> dict[str, str]:
    person = f'{{"name": "N", "url": {address}, "image_url": {address}, "email": {address}}}'
    return {"meetings/people.json": f'{{"people": [{person}]}}'}


@pytest.mark.parametrize(
    ("builders", "site"),
    [
        (("html",), "no site"),
        (("html",), "a folder"),
        (("html",), "no address"),
        # what both have read is the same
        (("text", "latex"), "a site"),
    ],
    ids=lambda value: value if isinstance(value, str) else "-".join(value),
)
def test_any_address_in_any_place(build: Build, builders: tuple[str, ...], site: str):
    conf = {"html_baseurl": "https://new.example", "meetings_data": True, **SITES[site]}
    files = notes()
    built = build(files | registries() | {"static/a.txt": "Text."}, builder=builders[0], conf=conf)
    are_found_and_located(built, len(files) - 1)
    for builder in builders[1:]:
        outdir = built.outdir.with_name(builder)
        built = built.again(builder=builder, outdir=outdir)
        assert any(outdir.iterdir())
        are_found_and_located(built, len(files) - 1)


def are_found_and_located(built: Built, notes: int) -> None:
    assert len(records(built)) == notes
    for warning in built.warnings:
        # Sphinx says of images where they stand, but not always in which line
        if "[meetings." in warning:
            assert re.match(r"meetings/[\w.-]+:\d+: WARNING: ", warning), warning
        assert "cannot copy" not in warning


def test_a_recording_of_the_former_site_may_have_blanks(build: Build):
    name = "meetings/2024-05-06-call"
    text = '---\nrecording: ["/a b.mp4#t=1:02"]\n---\n\n# Call\n'
    built = build({f"{name}.md": text}, conf=SITES["a site"])
    assert built.warnings == []
    assert record(built, name).recordings[0].url == "https://old.example/a%20b.mp4#t=1:02"
    video = built.page(name).find("video")
    assert video is not None
    assert video["src"] == "https://old.example/a%20b.mp4#t=62"


def test_a_former_site_without_an_address(build: Build):
    name = "meetings/2024-05-06-call"
    text = "---\ntitle: Call\nrecording: /a.mp4\n---\n\nText.\n"
    conf = {"meetings_site_url": "https://[old"}
    built = build({f"{name}.md": text}, conf=conf)
    warning = built.warnings[0]
    assert warning.startswith(
        f"{name}.md:3: WARNING: 'https://[old/a.mp4' is not the URL of a recording"
    )
    assert record(built, name).recordings[0].url == "/a.mp4"


@pytest.mark.parametrize("location", ["https://[room", "https://[", "http://x]y"])
def test_a_location_that_has_no_parts_is_text(build: Build, location: str):
    name = "meetings/2024-05-06-call"
    text = f"---\nlocation: '{location}'\n---\n\n# Call\n"
    built = build({f"{name}.md": text}, conf={"html_baseurl": "https://[new"})
    assert built.warnings == []
    facts = built.page(name).select_one(".meetings-facts")
    assert facts is not None
    assert location in facts.text
    assert facts.find("a") is None
