"""Recordings in built pages: players, chapters, headings with times, what pages say of them."""

from __future__ import annotations

import json
import sys
import types
from typing import Any
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup, Tag
from support.builds import Build, Built

from sphinxcontrib_meetings.parse.platforms import parse_media, same_recording
from sphinxcontrib_meetings.read.domain import domain_of

ID = "dQw4w9WgXcQ"
WATCH = f"https://www.youtube.com/watch?v={ID}"
VIMEO = "https://vimeo.com/76979871"
UUID = "9c9de5e8-0a1e-484a-b099-e80766180a6d"
PEERTUBE = f"https://tube.example/w/{UUID}"
BASE = {"html_baseurl": "https://docs.example/notes"}
NOTE = "meetings/2024-05-06-call"


FIELDS = f"recording: https://youtu.be/{ID}"


def note(fields: str = FIELDS, body: str = "Text.") -> dict[str, Any]:
    return {f"{NOTE}.md": f"---\n{fields}\n---\n\n# Call\n\n{body}\n"}


def figure(built: Built) -> Tag:
    found = built.seen(NOTE).find("figure", class_="meetings-player")
    assert isinstance(found, Tag)
    return found


def chapters(built: Built) -> list[tuple[str | None, str]]:
    links = built.seen(NOTE).select(".meetings-chapters li a")
    return [(str(link["href"]), " ".join(link.text.split())) for link in links]


CHAPTERS = "chapters:\n  - 0:12 Welcome\n  - 12:34 Demo of <b>"
SHOWN = [(f"{WATCH}&t=12", "0:12 Welcome"), (f"{WATCH}&t=754", "12:34 Demo of <b>")]
GIVEN = f"recording: https://youtu.be/{ID}\n{CHAPTERS}"


# Players


@pytest.mark.parametrize(
    ("url", "watched", "embed", "video", "site"),
    [
        (
            f"{VIMEO}#t=90s",
            f"{VIMEO}#t=90s",
            "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1#t=90s",
            "76979871",
            "Vimeo",
        ),
        (
            f"{PEERTUBE}?start=90s",
            f"{PEERTUBE}?start=90s",
            f"https://tube.example/videos/embed/{UUID}?p2p=0&autoplay=1&start=90s",
            UUID,
            "tube.example",
        ),
    ],
)
def test_platforms_are_links_until_somebody_plays_them(
    build: Build, url: str, watched: str, embed: str, video: str, site: str
) -> None:
    built = build(note(f"recording: {url}"))
    shown = figure(built)
    assert built.warnings == []
    assert shown.a is not None
    assert shown.a["href"] == watched
    assert (shown["data-embed"], shown["data-video"]) == (embed, video)
    assert f"Watch on {site} from 1:30" in shown.text
    assert shown.find(["iframe", "img"]) is None


@pytest.mark.parametrize(("name", "tag"), [("call.webm", "video"), ("call.mp3", "audio")])
def test_files_are_played_by_the_browser_and_asked_for_by_nobody_else(
    build: Build, name: str, tag: str
) -> None:
    url = f"https://media.example/{name}"
    files = note(f"recording: {{url: '{url}', start: 90, title: The call}}")
    built = build(files)
    shown = figure(built).find(tag)
    assert isinstance(shown, Tag)
    assert built.warnings == []
    assert (shown["src"], shown["preload"]) == (f"{url}#t=90", "none")
    assert shown["aria-label"] == "The call"
    assert "autoplay" not in shown.attrs
    text = build(files, builder="text")
    assert url in text.text(f"{NOTE}.txt")


SHOWN_IN_TEXT = """\
<video title="The call" poster="still.png" controls autoplay crossorigin="anonymous">
  <source src="call.webm" type="video/webm" />
  <source src="/calls/call.mp4#t=9" type="video/mp4" />
  <track src="./call.vtt" srclang="en" label="English" kind="captions" default />
  <track src="https://media.example/call.de.vtt" srclang="de" default />
  Take a new browser.
</video>
"""
MEDIA: dict[str, str | bytes] = {
    "meetings/call.webm": b"webm",
    "meetings/still.png": b"png",
    "meetings/call.vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\nHi.\n",
    "static/calls/call.mp4": b"mp4",
}


@pytest.mark.parametrize("suffix", ["md", "mdx"])
def test_a_file_in_the_text_gets_the_same_player(build: Build, suffix: str) -> None:
    built = build(
        {f"{NOTE}.{suffix}": f"# Call\n\nBefore {SHOWN_IN_TEXT} after.\n", **MEDIA},
        conf={"meetings_static": "static"},
    )
    assert built.warnings == []
    shown = figure(built).video
    assert shown is not None
    given = {
        "controls": "",
        "preload": "none",
        "aria-label": "The call",
        "crossorigin": "anonymous",
    }
    assert shown.attrs == {**given, "poster": "../_images/still.png"}
    sources = [source.attrs for source in shown.select("source")]
    assert [source["type"] for source in sources] == ["video/webm", "video/mp4"]
    copies = [
        (built.outdir / "meetings" / str(source["src"])).read_text("utf-8") for source in sources
    ]
    assert copies == ["webm", "mp4"]
    english, german = shown.select("track")
    assert (built.outdir / "meetings" / str(english["src"])).read_text("utf-8").endswith("Hi.\n")
    assert (english["kind"], english["srclang"], english["label"]) == ("captions", "en", "English")
    # a browser would ask for it at once
    assert ("default" in english.attrs, "default" in german.attrs) == (True, False)
    assert german["src"] == "https://media.example/call.de.vtt"
    assert "new browser" not in built.seen(NOTE).text
    record = domain_of(built.app.env).archive.records[NOTE]
    assert [(item.url, item.title) for item in record.recordings] == [("call.webm", "The call")]


@pytest.mark.parametrize("builder", ["text", "latex", "epub"])
def test_a_file_in_the_text_is_a_link_elsewhere(build: Build, builder: str) -> None:
    conf = {"epub_copyright": "x", "version": "1", "meetings_static": "static", "project": "test"}
    toctree = f"# Home\n\n```{{toctree}}\n{NOTE}\n```\n"
    files = {f"{NOTE}.md": f"# Call\n\n{SHOWN_IN_TEXT}", **MEDIA, "index.md": toctree}
    built = build(files, conf=conf, builder=builder)
    name = {"text": f"{NOTE}.txt", "latex": "test.tex", "epub": f"{NOTE}.xhtml"}[builder]
    assert built.warnings == []
    assert "Recording: The call (call.webm)" in built.text(name)
    assert "<video" not in built.text(name)


def test_a_file_that_comes_is_found(build: Build) -> None:
    files = note("tags: a", "<video src='/calls/all.mp4'></video>")
    built = build(files | {"static/other.mp4": b""}, conf={"meetings_static": "static"})
    assert built.seen(NOTE).video is None
    assert f"{NOTE}.md:7: WARNING: There is no file /calls/all.mp4." in built.warnings[0]
    built = built.again({"static/calls/all.mp4": b"video"})
    assert built.warnings == []
    assert built.seen(NOTE).video is not None
    assert "0 added, 0 changed" in built.again().status


BESIDE = """\
At [1:00](./call%20of%20May.mp4#t=60), [2:00](/calls/all.mp3#t=120) and {youtube}`3:00`.

## [0:30](<call of May.mp4#t=30>) Topic

## Chapters

- [0:12 Welcome](<call of May.mp4#t=12>)
- [12:34 Demo](<call of May.mp4#t=754>)

[Another file](other.mp4#t=60)

## [Another](other.mp4#t=60)
"""


@pytest.mark.parametrize("suffix", ["md", "mdx"])
@pytest.mark.parametrize("in_text", [True, False])
def test_links_into_a_file_beside_the_note_lead_to_its_copy(
    build: Build, suffix: str, in_text: bool
) -> None:
    audio = "<audio src='/calls/all.mp3' />"
    shown = "<video src='./call%20of%20May.mp4'></video>\n\n" if in_text else ""
    fields = "tags: a" if in_text else "recording: {url: ./call of May.mp4}"
    text = f"---\n{fields}\n---\n\n# Call\n\n{shown}{BESIDE}\n{audio}\n"
    files = {
        f"{NOTE}.{suffix}": text,
        "meetings/call of May.mp4": b"video",
        "meetings/other.mp4": b"",
        "static/calls/all.mp3": b"audio",
        "index.md": "# Home\n\n```{meeting-list}\n```\n",
    }
    built = build(files, conf={"meetings_static": "static"})
    assert built.warnings == []
    page = built.seen(NOTE)
    assert [heading.text.strip(" \n¶") for heading in page.select("h2")] == [
        "Topic 0:30",
        "Chapters",
        "Another",
    ]
    video, audio_url = (str(page.select_one(css)["src"]) for css in ("video", "audio"))
    assert (built.outdir / "meetings" / unquote(video)).read_bytes() == b"video"
    leads = {
        link.text.strip(): str(link["href"])
        for link in page.select("a[href*='#t=']")
        if "other" not in link["href"]
    }
    assert leads == {
        "1:00": f"{video}#t=60",
        "2:00": f"{audio_url}#t=120",
        "3:00": f"{video}#t=180",
        "0:30": f"{video}#t=30",
        "0:12 Welcome": f"{video}#t=12",
        "12:34 Demo": f"{video}#t=754",
    }
    other = page.find("a", string="Another file")
    assert isinstance(other, Tag)
    assert (built.outdir / "meetings" / str(other["href"])).is_file()
    # a list has no copies
    home = built.seen("index")
    assert "At 1:00, 2:00 and 3:00." in home.text
    assert not home.select("a[href*='#t=']")
    played = home.find("a", string="Recording")
    assert isinstance(played, Tag)
    assert played["href"] == f"{NOTE}.html"


@pytest.mark.parametrize(
    ("conf", "url"),
    [
        ({"meetings_static": "static"}, "/static/calls/all.mp4"),
        ({"meetings_site_url": "https://x.example/"}, "https://x.example/calls/all.mp4"),
    ],
)
def test_a_recording_from_the_root_of_the_site_is_looked_up(
    build: Build, conf: dict[str, str], url: str
) -> None:
    files = note("recording: /calls/all.mp4#t=9")
    built = build({**files, "static/calls/all.mp4": b"video"}, conf=conf)
    assert built.warnings == []
    record = domain_of(built.app.env).archive.records[NOTE]
    assert [recording.url for recording in record.recordings] == [f"{url}#t=9"]
    shown = figure(built).video
    assert shown is not None
    assert str(shown["src"]).endswith("all.mp4#t=9")
    built = build(files)
    assert "download file not readable: calls/all.mp4" in built.warnings[0]


WEBVTT = "WEBVTT\n\n00:01.000 --> 00:02.000\nHi.\n"
FILE = "recording: call.mp4"


def tracks(built: Built, name: str = NOTE) -> list[tuple[str, str | None, bool]]:
    """Return the file, the language, and whether it is the default, of each track of a page."""
    return [
        (str(t["src"]).rpartition("/")[2], t.get("srclang"), "default" in t.attrs)
        for t in built.seen(name).select(
            "figure > div > video > track, figure > div > audio > track"
        )
    ]


CAPTIONED = pytest.mark.parametrize(
    ("fields", "body", "names", "expected"),
    [
        (FILE, "Text.", ["{}.vtt"], [("{}.vtt", None, True)]),
        (FILE, "Text.", ["{}.en.vtt"], [("{}.en.vtt", "en", True)]),
        (
            FILE,
            "Text.",
            ["{}.de.vtt", "{}.en.vtt", "{}.srt"],
            [("{}.de.vtt", "de", False), ("{}.en.vtt", "en", True)],
        ),
        ("tags: a", "<audio src='./call.mp4' />", ["{}.vtt"], [("{}.vtt", None, True)]),
        (FILE, "<video src='call.mp4' />", ["{}.vtt"], [("{}.vtt", None, True)]),
        (f"{FILE}\ntranscript: cc.vtt", "Text.", ["{}.vtt", "cc.vtt"], [("cc.vtt", None, True)]),
        # another file than the meeting's recording has other captions
        (FILE, "<video src='other.mp4' />", ["{}.vtt"], [("{}.vtt", None, True)]),
        # no browser shows it
        (FILE, "Text.", ["{}.srt"], []),
        (f"{FILE}\ntranscript: cc.srt", "Text.", ["cc.srt"], []),
        # who wrote tracks has chosen
        (
            FILE,
            "<video src='call.mp4'><track src='cc.vtt' srclang='fr'></video>",
            ["{}.vtt", "cc.vtt"],
            [("cc.vtt", "fr", False)],
        ),
        # the times are those of the meeting, and not of the file
        ("recording: {url: call.mp4, start: 9}", "Text.", ["{}.vtt"], []),
        (f"recording: https://youtu.be/{ID}", "Text.", ["{}.vtt"], []),
    ],
)


@CAPTIONED
def test_captions_are_shown_with_a_file(
    shared_build: Build,
    fields: str,
    body: str,
    names: list[str],
    expected: list[tuple[str, str | None, bool]],
) -> None:
    stem = NOTE.removeprefix("meetings/")
    cases = CAPTIONED.args[1]
    files: dict[str, Any] = {}
    # each of them in a folder of its own
    for number, (own_fields, own_body, own_names, _) in enumerate(cases):
        beside = dict.fromkeys((name.format(stem) for name in own_names), WEBVTT)
        beside |= {"call.mp4": b"", "other.mp4": b""}
        beside |= {f"{stem}.md": note(own_fields, own_body)[f"{NOTE}.md"]}
        files |= {f"meetings/{number}/{name}": content for name, content in beside.items()}
    built = shared_build(files)
    assert built.warnings == []
    name = f"meetings/{cases.index((fields, body, names, expected))}/{stem}"
    assert tracks(built, name) == [(file.format(stem), *rest) for file, *rest in expected]
    for track in built.seen(name).select("track"):
        path = (built.outdir / name).parent / str(track["src"])
        assert path.read_text("utf-8") == WEBVTT


def test_captions_of_a_section_are_those_that_it_names(build: Build) -> None:
    text = (
        "# Calls\n\n## One\n\n```{meeting}\n:date: 2026-01-07\n:recording: call.mp4\n"
        ":transcript: cc.vtt\n```\n\n## Two\n\n```{meeting}\n:date: 2026-01-08\n"
        ":recording: other.mp4\n```\n"
    )
    files = {"index.vtt": WEBVTT, "cc.vtt": WEBVTT, "call.mp4": b"", "other.mp4": b""}
    built = build({"index.md": text, **files}, conf={"meetings_path": []})
    assert built.warnings == []
    assert tracks(built, "index") == [("cc.vtt", None, True)]


def test_tracks_follow_the_files(build: Build) -> None:
    built = build({**note(FILE), "meetings/call.mp4": b""})
    assert tracks(built) == []
    beside = {f"{NOTE}.en.vtt": WEBVTT, f"{NOTE}.de.vtt": WEBVTT}
    built = built.again(beside)
    assert [name for _, name, _ in tracks(built)] == ["de", "en"]
    # a transcript that is a document replaces the one in the page, but not the captions
    built = built.again({f"{NOTE}-transcript.md": "# T\n\n**Ada** [0:12] By hand.\n"})
    assert [name for _, name, _ in tracks(built)] == ["de", "en"]
    assert "0 added, 0 changed" in built.again().status
    built = built.again({f"{NOTE}.de.vtt": None})
    assert [name for _, name, _ in tracks(built)] == ["en"]
    built = built.again({f"{NOTE}.en.vtt": None})
    assert tracks(built) == []
    assert built.warnings == []


def test_a_file_that_is_not_there_says_where(build: Build) -> None:
    in_text = build(note("tags: a", "<video src='no.mp4'></video>"))
    in_fields = build(note("tags: a\nrecording: no.mp4"))
    assert [built.warnings[0].partition(": WARNING")[0] for built in (in_text, in_fields)] == [
        f"{NOTE}.md:7",
        f"{NOTE}.md:3",
    ]


def test_other_addresses_are_links(build: Build) -> None:
    built = build(note("recording: https://zoom.example/rec/1"))
    page = built.seen(NOTE)
    assert page.find("figure") is None
    assert page.find("a", href="https://zoom.example/rec/1") is not None
    assert built.warnings == []


#: address ─► how it looks at a time of the recording
KINDS = {
    f"https://youtu.be/{ID}": f"{WATCH}&t={{}}",
    VIMEO: f"{VIMEO}#t={{}}s",
    PEERTUBE: f"{PEERTUBE}?start={{}}s",
    "https://media.example/call.mp4": "https://media.example/call.mp4#t={}",
    "call.mp4": "../_downloads/{name}/call.mp4#t={}",
}


def written(url: str, place: str, suffix: str) -> str:
    """Return a note that shows *url* by a field, an option, or in its text."""
    times = "At {youtube}`1:05`.\n\n## {youtube}`2:00` Topic\n\n```{chapters}\n0:12 Welcome\n```\n"
    if suffix == "rst":
        times = "At :youtube:`1:05`.\n\n.. chapters::\n\n   0:12 Welcome\n"
        option = f".. meeting::\n   :recording: {url}\n   :date: 2024-05-06\n\n"
        section = f"One\n---\n\n{option}{times}\n\nTwo\n---\n\nText.\n"
        return f"Call\n====\n\n{section if place == 'section' else option + times}"
    option = f"```{{meeting}}\n:recording: {url}\n:date: 2024-05-06\n```\n\n"
    by = f"<ReactPlayer url='{url}' />\n\n"
    return {
        "field": f"---\nrecording: {url}\n---\n\n# Call\n\n{times}",
        "option": f"# Call\n\n{option}{times}",
        "text": f"# Call\n\n{by}{times}",
        "section": f"# Call\n\n## One\n\n{option}{times.replace('## ', '### ')}\n\n## Two\n\nText.\n",
    }[place]


#: suffix of a note, and where it names its recording ─► its name
NAMED = {
    (suffix, place): f"{NOTE}-{suffix}-{place}"
    for suffix, places in {
        "md": ["field", "option", "section", "text"],
        "rst": ["option", "section"],
    }.items()
    for place in places
}


@pytest.mark.parametrize("url", KINDS)
@pytest.mark.parametrize(("suffix", "place"), NAMED)
def test_every_kind_plays_wherever_it_is_named(
    shared_build: Build, url: str, suffix: str, place: str
) -> None:
    toctree = "\n".join(NAMED.values())
    built = shared_build(
        {
            **{f"{note}.{end}": written(url, where, end) for (end, where), note in NAMED.items()},
            "meetings/call.mp4": b"",
            "index.md": f"# Home\n\n```{{meeting-list}}\n```\n\n```{{toctree}}\n{toctree}\n```\n",
        }
    )
    assert built.warnings == []
    name = NAMED[suffix, place]
    page = built.seen(name)
    scope = page.select_one("section#one") if place == "section" else page
    assert scope is not None
    assert len(scope.select("figure.meetings-player")) == 1
    assert page.find(["iframe", "img"]) is None
    records = domain_of(built.app.env).archive.records
    assert len(records) == len(NAMED)
    (record,) = (one for one in records.values() if one.docname == name)
    assert record.anchor == ("one" if place == "section" else "")
    assert record.recording
    found = record.recording.media
    assert same_recording(found, parse_media(url))
    played = page.select_one("figure").find(["video", "a"])
    assert played is not None
    folder = str(played.get("src", "")).removeprefix("../_downloads/").partition("/")[0]
    leads = [str(a["href"]) for a in scope.select("a.meetings-time, a.meetings-play-time")]
    seconds = [65, 12] if suffix == "rst" else [65, 120, 12]
    assert leads == [KINDS[url].format(second, name=folder) for second in seconds]
    anchor = "#one" if place == "section" else ""
    (entry,) = (
        entry
        for entry in built.seen("index").select(".meetings-entry")
        if entry.select_one(".meetings-entry-title a")["href"] == f"{name}.html{anchor}"
    )
    (link,) = entry.find_all("a", string="Recording")
    assert str(link["href"]) == (
        record.recordings[0].url if "://" in url else f"{name}.html{anchor}"
    )


@pytest.mark.parametrize("url", KINDS)
def test_a_start_turns_times_of_the_meeting_into_those_of_every_kind(
    build: Build, url: str
) -> None:
    fields = f"recording: {{url: '{url}', start: 300}}\nchapters: [6:00 Welcome]"
    body = (
        "At {youtube}`1:05`.\n\n## {youtube}`2:00` Topic\n\n## Transcript\n\n**Ada** [0:12] Hi.\n"
    )
    built = build({**note(fields, body), "meetings/call.mp4": b""})
    assert built.warnings == []
    page = built.seen(NOTE)
    shown = page.select_one("figure").find(["video", "a"])
    assert shown is not None
    folder = str(shown.get("src", "")).removeprefix("../_downloads/").partition("/")[0]
    # chapters are times of the recording
    leads = {a.text.strip(): str(a["href"]) for a in page.select("section a[class*=time]")}
    assert leads == {
        text: KINDS[url].format(second, name=folder)
        for text, second in {
            "6:00 Welcome": 360,
            "1:05": 365,
            "7:00": 420,
            "0:12": 312,
        }.items()
    }


@pytest.mark.parametrize("builder", ["text", "latex", "epub", "linkcheck"])
def test_elsewhere_nothing_leads_into_a_file_that_is_not_there(build: Build, builder: str) -> None:
    conf = {"epub_copyright": "x", "version": "1", "project": "test", "linkcheck_timeout": 1}
    fields = "recording: call.mp4\nchapters: [0:12 Welcome]"
    body = "At [1:00](call.mp4#t=60).\n\n## [2:00](call.mp4#t=120) Topic\n"
    toctree = f"# Home\n\n```{{toctree}}\n{NOTE}\n```\n"
    files = {**note(fields, body), "meetings/call.mp4": b"", "index.md": toctree}
    built = build(files, conf=conf, builder=builder)
    assert built.warnings == []
    if builder == "linkcheck":
        return
    name = {"text": f"{NOTE}.txt", "latex": "test.tex", "epub": f"{NOTE}.xhtml"}[builder]
    text = built.text(name)
    assert "Recording: Call (call.mp4)" in text
    assert "t=" not in text.partition("<body")[2 if builder == "epub" else 0]
    for words in ("Welcome", "At 1:00.", "Topic 2:00"):
        assert words in " ".join(text.split())


def test_times_of_the_meeting_are_turned_into_times_of_the_recording(build: Build) -> None:
    fields = f"recording: {{url: 'https://youtu.be/{ID}', start: 300}}"
    built = build(note(fields, "At {youtube}`1:05`."))
    link = built.seen(NOTE).select_one("p a.meetings-time")
    assert link is not None
    assert link["href"] == f"{WATCH}&t=365"
    assert "from 5:00" in figure(built).text


# Chapters


def test_chapters_of_the_fields_stand_below_the_player(build: Build) -> None:
    built = build(note(GIVEN, "Text. <!-- x -->"))
    assert built.warnings == []
    assert chapters(built) == SHOWN
    assert built.seen(NOTE).select_one(".meetings-player + .meetings-chapters") is not None
    excerpt = domain_of(built.app.env).archive.records[NOTE].excerpt
    assert excerpt
    assert excerpt.text == "Text."


@pytest.mark.parametrize("builder", ["text", "latex", "epub"])
def test_other_builders_list_them(build: Build, builder: str) -> None:
    conf = {"epub_copyright": "x", "version": "1", "project": "test"}
    built = build(
        {**note(GIVEN), "index.md": f"# Home\n\n```{{toctree}}\n{NOTE}\n```\n"},
        conf=conf,
        builder=builder,
    )
    name = {"text": f"{NOTE}.txt", "latex": "test.tex", "epub": f"{NOTE}.xhtml"}[builder]
    text = built.text(name)
    assert built.warnings == []
    assert "Welcome" in text
    assert "Demo of" in text
    if builder != "text":
        assert "t=754" in text


LISTED = (
    "## Chapters\n\n"
    f"- [00:12 — Welcome](https://youtu.be/{ID}?t=12)\n"
    f"- [12:34 — Demo of \\<b>](https://youtu.be/{ID}?t=754)\n"
)


def test_a_list_of_the_text_is_made_live_and_nothing_is_added(build: Build) -> None:
    for fields in (GIVEN, f"recording: https://youtu.be/{ID}"):
        built = build(note(fields, LISTED))
        assert built.warnings == []
        page = built.seen(NOTE)
        assert len(page.select(".meetings-chapters")) == 1
        assert [text for _, text in chapters(built)] == [
            "00:12 — Welcome",
            "12:34 — Demo of <b>",
        ]
        found = domain_of(built.app.env).archive.records[NOTE].chapters
        assert [(c.seconds, c.title) for c in found] == [(12, "Welcome"), (754, "Demo of <b>")]


def noted(cases: list[tuple[str, str]]) -> dict[str, str]:
    """Return a note of each of *cases*, which are fields and a body."""
    notes = [note(fields, body)[f"{NOTE}.md"] for fields, body in cases]
    return {f"{NOTE}-{number}.md": text for number, text in enumerate(notes)}


WRONG = pytest.mark.parametrize(
    ("fields", "body", "line", "said"),
    [
        (GIVEN.replace("Welcome", "Hello"), LISTED, 12, "'Hello'"),
        (f"video: {ID}", LISTED.replace("00:12", "00:13"), 9, "says 0:13, but its link"),
        (f"video: {ID}", LISTED.replace("12:34", "00:05").replace("754", "5"), 10, "order"),
        (f"video: {ID}\nduration: 5 min", LISTED, 11, "past the end"),
        (CHAPTERS, "Text.", 2, "no recording"),
    ],
)


@WRONG
def test_what_is_wrong_with_chapters_says_where(
    shared_build: Build, fields: str, body: str, line: int, said: str
) -> None:
    cases = WRONG.args[1]
    built = shared_build(noted([case[:2] for case in cases]))
    name = f"{NOTE}-{cases.index((fields, body, line, said))}.md:"
    warnings = [warning for warning in built.warnings if warning.startswith(name)]
    assert [warning for warning in warnings if said in warning] != []
    assert warnings[0].startswith(f"{name}{line}: "), warnings


LINES = pytest.mark.parametrize(
    ("fields", "lines"),
    [
        (f"video: {ID}\nchapters:\n  - 1:00 B\n  # x\n  - 0:12 A\n  - -0:05 N", [6, 7]),
        (f"video: {ID}\nchapters:\n  0:12: A\n\n  0:12: B", [6]),
        (f"video: {ID}\nduration: 1:00\nchapters:\n- title: A\n  time: 0:12\n- 1:00 B", [7]),
        (f"video: {ID}\nchapters: [1:00 B, 0:12 A]", [3]),
    ],
)


@LINES
def test_each_chapter_has_its_line(shared_build: Build, fields: str, lines: list[int]) -> None:
    cases = LINES.args[1]
    warnings = shared_build(noted([(given, "Text.") for given, _ in cases])).warnings
    assert len(warnings) == sum(len(of_case) for _, of_case in cases)
    name = f"{NOTE}-{cases.index((fields, lines))}.md"
    found = [int(said.split(":")[1]) for said in warnings if said.startswith(f"{name}:")]
    assert sorted(found) == lines


def test_a_meeting_may_be_shorter_than_its_recording(build: Build) -> None:
    fields = f"video: {ID}\ntime: '17:00'\nend: '17:10'\nchapters: [0:12 A, 12:34 B]"
    built = build(note(fields), conf=BASE)
    assert built.warnings == []
    video, event = described(built)
    assert "duration" not in video
    assert "endOffset" not in video["hasPart"][1]
    assert event["endDate"] == "2024-05-06T17:10:00"


def test_a_file_that_is_not_there_says_where_it_is_named(build: Build) -> None:
    (warning,) = build(note("title: x\nrecording: call.mp4")).warnings
    assert warning.startswith(f"{NOTE}.md:3: WARNING: download file not readable")


def test_a_list_of_mere_times_is_made_live(build: Build) -> None:
    text = "## Chapters\n\n- 0:12 Welcome\n  - *Sub* (0:30)\n- nothing\n- Demo of \\<b> - 12:34\n"
    built = build(note(GIVEN.replace("chapters:", "chapters:\n  - 0:30 Sub"), text))
    assert [warning for warning in built.warnings if "order" not in warning] == []
    page = built.seen(NOTE)
    assert len(page.select(".meetings-chapters")) == 1
    links = page.select(".meetings-chapters a.meetings-time")
    assert [(link["href"], link.get_text()) for link in links] == [
        (f"{WATCH}&t=12", "0:12"),
        (f"{WATCH}&t=30", "0:30"),
        (f"{WATCH}&t=754", "12:34"),
    ]
    # where nothing says of what they are chapters, times stay what they are
    built = build(note("title: x", text))
    assert built.warnings == []
    assert not built.seen(NOTE).select("a.meetings-time")


@pytest.mark.parametrize("suffix", ["md", "rst"])
def test_lines_of_the_directive(build: Build, suffix: str) -> None:
    if suffix == "md":
        files = note(body="Text.\n\n```{chapters}\n\n1:00 B\n0:12 A\n```")
        line = 12
    else:
        text = (
            f"Call\n====\n\n:Recording: {ID}\n\nText.\n\n.. chapters::\n\n   1:00 B\n   0:12 A\n"
        )
        files, line = {f"{NOTE}.rst": text}, 11
    (warning,) = build(files).warnings
    assert warning.startswith(f"{NOTE}.{suffix}:{line}: ")


@pytest.mark.parametrize("suffix", ["md", "rst"])
def test_directive(build: Build, suffix: str) -> None:
    rows = ("0:12 Welcome", "12:34 Demo of <b>")
    if suffix == "md":
        files = note(body="```{chapters}\n" + "\n".join(rows) + "\n```\n\nAfter.")
    else:
        content = "".join(f"   {row}\n" for row in rows)
        text = f"Call\n====\n\n:Recording: {ID}\n\n.. chapters::\n\n{content}\nAfter.\n"
        files = {f"{NOTE}.rst": text}
    built = build(files)
    assert built.warnings == []
    assert chapters(built) == SHOWN
    after = built.seen(NOTE).select_one(".meetings-chapters + p")
    assert after is not None
    assert after.text == "After."
    found = domain_of(built.app.env).archive.records[NOTE].chapters
    assert [chapter.seconds for chapter in found] == [12, 754]


def test_directive_without_content_is_a_place(build: Build) -> None:
    built = build(note(GIVEN, "First.\n\n```{chapters}\n```\n"))
    assert built.warnings == []
    assert chapters(built) == SHOWN
    assert len(built.seen(NOTE).select(".meetings-chapters")) == 1
    before = built.seen(NOTE).select_one(".meetings-chapters").find_previous("p", string="First.")
    assert before is not None


def test_directive_outside_of_a_meeting(build: Build) -> None:
    chapter = "```{chapters}\n0:12 Welcome\n```\n"
    built = build({"index.md": f"# A\n\n{{youtube}}`{ID}`\n\n{chapter}"})
    assert built.warnings == []
    assert built.seen("index").select_one(".meetings-chapters a")["href"] == f"{WATCH}&t=12"
    built = build({"index.md": f"# A\n\n{chapter}"})
    assert len(built.warnings) == 1
    assert built.warnings[0].startswith("index.md:3: ")
    assert "Welcome" in built.seen("index").text


# Headings


PLAYED = [
    f"[12:34](https://youtu.be/{ID}?t=754) Topic of *x*",
    f"Topic of *x* ([12:34]({WATCH}&t=12m34s))",
    f"Topic of *x* — [▶](https://youtu.be/{ID}?t=754)",
    "Topic of *x* {youtube}`12:34`",
    f"[Topic of *x*](https://youtu.be/{ID}?t=754)",
]


def with_headings(build: Build, titles: list[str], **settings: Any) -> Built:
    """Build a note for each of *titles*, which is one of its headings."""
    return build(noted([(FIELDS, f"## {title}\n\nText.") for title in titles]), **settings)


@pytest.mark.parametrize("title", PLAYED)
def test_a_heading_plays_its_part(shared_build: Build, title: str) -> None:
    built = with_headings(shared_build, PLAYED)
    assert built.warnings == []
    name = f"{NOTE}-{PLAYED.index(title)}"
    heading = built.seen(name).h2
    assert heading is not None
    link = heading.select_one("a.meetings-play-time")
    assert link is not None
    assert (link["href"], link.text) == (f"{WATCH}&t=754", "12:34")
    assert link["aria-label"] == "Play from 12:34: Topic of x"
    assert heading.em is not None
    env = built.app.env
    assert "Topic of x" in [node.astext() for node in env.tocs[name].findall() if node.astext()]
    assert "12:34" not in env.tocs[name].astext()
    text = with_headings(shared_build, PLAYED, builder="text").text(f"{name}.txt")
    assert "Topic of *x* 12:34" in text


STAYING = [
    f"The [demo](https://youtu.be/{ID}?t=754) of x",
    f"Talk: [demo](https://youtu.be/{ID}?t=754)",
    f"[12:34](https://youtu.be/{ID}) Without a time",
    "[12:34](https://youtu.be/9bZkp7q19f0?t=754) Elsewhere",
    f"[12:34](https://youtu.be/{ID}?t=754)",
]


@pytest.mark.parametrize("title", STAYING)
def test_other_headings_stay(shared_build: Build, title: str) -> None:
    built = with_headings(shared_build, STAYING)
    heading = built.seen(f"{NOTE}-{STAYING.index(title)}").h2
    assert heading is not None
    assert heading.select_one(".meetings-play-time") is None
    assert heading.select_one("a.reference") is not None


# What pages say of themselves


def described(built: Built, name: str = NOTE) -> list[dict[str, Any]]:
    found = built.seen(name).find_all("script", type="application/ld+json")
    graph = [node for script in found for node in json.loads(script.text)["@graph"]]
    # the place of a page has its own tests
    return [node for node in graph if node["@type"] != "BreadcrumbList"]


def test_pages_describe_recording_meeting_and_transcript(build: Build) -> None:
    fields = f"{GIVEN}\nduration: 20 min\nspeakers: [Ada]\ndescription: What </script> was said"
    files = {**note(fields), f"{NOTE}-transcript.md": "# Transcript\n\n**Ada** 0:12\n\nHello.\n"}
    built = build(files, conf=BASE)
    assert built.warnings == []
    video, event = described(built)
    page = f"https://docs.example/notes/{NOTE}.html"
    assert [(clip["startOffset"], clip["endOffset"]) for clip in video["hasPart"]] == [
        (12, 754),
        (754, 1200),
    ]
    assert video["hasPart"][1]["url"] == f"{page}#t=754"
    assert video["uploadDate"] == "2024-05-06"
    assert video["potentialAction"]["@type"] == "SeekToAction"
    assert (event["@type"], event["url"]) == ("Event", page)
    assert event["performer"] == [{"@type": "Person", "name": "Ada"}]
    article, same = described(built, f"{NOTE}-transcript")
    assert article["@type"] == "Article"
    assert article["associatedMedia"] == {"@id": same["@id"]} == {"@id": video["@id"]}
    tags = {tag["property"]: tag["content"] for tag in built.seen(NOTE).select("meta[property]")}
    assert tags["og:video"] == f"https://www.youtube-nocookie.com/embed/{ID}"
    assert tags["og:title"] == "Call"
    assert tags["og:description"] == "What </script> was said"
    words = built.seen(f"{NOTE}-transcript").select("meta[property]")
    tags = {tag["property"]: tag["content"] for tag in words}
    assert "og:video" not in tags
    assert tags["og:title"] == "Transcript"
    assert tags["og:url"] == f"https://docs.example/notes/{NOTE}-transcript.html"


def test_an_extension_for_open_graph_says_the_rest(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("sphinxext", "sphinxext.opengraph"):
        monkeypatch.setitem(sys.modules, name, types.ModuleType(name))
    sys.modules["sphinxext.opengraph"].setup = lambda app: {"parallel_read_safe": True}
    conf = {**BASE, "extensions": ["sphinxcontrib_meetings", "sphinxext.opengraph"]}
    built = build(note(GIVEN), conf=conf)
    tags = [str(tag["property"]) for tag in built.seen(NOTE).select("meta[property]")]
    assert tags
    assert all(tag.startswith(("og:video", "article:")) for tag in tags)


def test_pages_in_folders_of_their_own(build: Build) -> None:
    built = build(note(GIVEN), builder="dirhtml", conf=BASE)
    page = BeautifulSoup(built.text(f"{NOTE}/index.html"), "html.parser")
    data = json.loads(page.find("script", type="application/ld+json").text)
    url = f"https://docs.example/notes/{NOTE}/"
    assert [node["url"] for node in data["@graph"] if "url" in node] == [url, url]
    assert data["@graph"][0]["hasPart"][0]["url"] == f"{url}#t=12"


RUNNING = f"""\
# Board

## January

```{{meeting}} Budget
:date: 2024-01-09
:recording: https://youtu.be/{ID}
:chapters: 0:12 Welcome
:speakers: Ada
:transcript: meetings/budget
```

We have some.

## February

```{{meeting}}
:date: 2024-02-13
:recording: {VIMEO}
```

### Transcript

**Ada** [0:12] Hello.
"""


def test_sections_of_running_notes_describe_themselves(build: Build) -> None:
    files = {
        "board.md": f"---\norphan: true\n---\n\n{RUNNING}",
        "meetings/budget.md": "---\ndate: 2024-01-09\n---\n# Words\n\n**Ada** [0:12] Hello.\n",
    }
    built = build(files, conf=BASE)
    assert built.warnings == []
    page = "https://docs.example/notes/board.html"
    video, event, other, later, article = described(built, "board")
    assert [node["@type"] for node in (video, event, other, later, article)] == [
        "VideoObject",
        "Event",
        "VideoObject",
        "Event",
        "Article",
    ]
    assert [node["url"] for node in (video, event)] == [f"{page}#january"] * 2
    assert video["hasPart"][0]["url"] == f"{page}#t=12&v={ID}"
    assert event["recordedIn"] == {"@id": video["@id"]}
    assert (event["name"], later["name"]) == ("Budget", "February")
    assert article["url"] == f"{page}#transcript"
    assert article["associatedMedia"] == {"@id": other["@id"]}
    assert len({node["@id"] for node in (video, event, other, later, article)}) == 5
    assert not built.seen("board").select('meta[property^="og:video"]')
    words, same = described(built, "meetings/budget")
    assert words["associatedMedia"] == {"@id": same["@id"]} == {"@id": video["@id"]}
    # a page follows what it says of a section of another one
    again = built.again({"board.md": files["board.md"].replace("0:12 Welcome", "0:20 Welcome")})
    assert described(again, "meetings/budget")[1]["hasPart"][0]["startOffset"] == 20


def test_a_transcript_in_the_page_is_an_article(build: Build) -> None:
    vtt = {f"{NOTE}.vtt": "WEBVTT\n\n00:20.000 --> 00:22.000\n<v Ada>Hello\n"}
    text = "## Transcript\n\n**Ada** [0:20] Hello."
    for files in ({**note(GIVEN), **vtt}, note(GIVEN, text)):
        built = build(files, conf=BASE)
        video, _, article = described(built)
        assert article["@type"] == "Article"
        assert article["url"] == f"https://docs.example/notes/{NOTE}.html#transcript"
        assert article["associatedMedia"] == {"@id": video["@id"]}
        assert built.seen(NOTE).select_one("#transcript #transcript-welcome") is not None


def test_without_an_absolute_address_nothing_is_said(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("READTHEDOCS_CANONICAL_URL", raising=False)
    text = build(note(GIVEN)).text(f"{NOTE}.html")
    assert "ld+json" not in text
    assert "og:" not in text
    monkeypatch.setenv("READTHEDOCS_CANONICAL_URL", "https://x.readthedocs.io/en/latest/")
    video = described(build(note(GIVEN)))[0]
    assert video["url"] == f"https://x.readthedocs.io/en/latest/{NOTE}.html"


def test_a_page_follows_what_it_says_of_others(build: Build) -> None:
    files = {
        **note(f"{GIVEN}\nauthors: ada"),
        f"{NOTE}-transcript.md": "# Transcript\n\n**Ada** 0:12\n\nHello.\n",
        "authors.yml": "ada: {name: Ada}\n",
    }
    built = build(files, conf=BASE)
    changed = {**note(f"{GIVEN}\nauthors: ada".replace("12:34", "10:00"))}
    again = built.again({**changed, "authors.yml": "ada: {name: Ada, url: 'https://ada.example'}"})
    assert again.warnings == []
    assert described(again)[1]["performer"][0]["url"] == "https://ada.example"
    _, video = described(again, f"{NOTE}-transcript")
    assert [clip["startOffset"] for clip in video["hasPart"]] == [12, 600]


def test_the_corpus_has_its_chapters_live(build: Build, corpus: Any) -> None:
    built = build({}, srcdir=corpus("wasmcloud-2026"), conf={"meetings_path": ["community"]})
    archive = domain_of(built.app.env).archive
    notes = [name for name in archive.records if name not in archive.transcripts]
    assert len(notes) == 10
    for name in notes:
        links = built.seen(name).select(".meetings-chapters li a.meetings-time")
        assert len(links) == len(archive.records[name].chapters) > 0
    wrong = [w for w in built.warnings if "chapters" in w or "meetings.video" in w]
    assert [w for w in wrong if "disagree" in w] == []
