"""Transcripts in pages: turns in text, files of captions, other builders, unknown speakers."""

from __future__ import annotations

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st
from support.builds import Build, Built

from sphinxcontrib_meetings.model.recording import Chapter, timestamp
from sphinxcontrib_meetings.model.transcript import Turn
from sphinxcontrib_meetings.nodes.transcript import (
    mark_turns,
    part_by_chapter,
    speakers_of,
    transcript_node,
)
from sphinxcontrib_meetings.read import find_meetings

VIDEO = "https://youtu.be/aqz-KE-bpKQ"
WATCH = "https://www.youtube.com/watch?v=aqz-KE-bpKQ"
NOTE = f"---\nrecording: {VIDEO}\n---\n\n# A call\n\nNotes.\n"
TOCTREE = "# Test\n\n```{toctree}\n:glob:\n\nmeetings/*\n```\n"
VTT = """\
WEBVTT

00:00:01.000 --> 00:00:03.000
<v Ada>Hello & welcome.

00:00:04.000 --> 00:00:06.000
<v Grace>Thanks.

00:01:10.000 --> 00:01:12.000
<v Ada>Next <i>topic</i>.
"""
TURNS = [("Ada", "0:01", "Hello & welcome."), ("Grace", "0:04", "Thanks."), ("Ada", "1:10", "…")]


def turns(page: Tag) -> list[tuple[str, str, str]]:
    """Return what each turn has: speaker, time, and what is said."""
    found = []
    for turn in page.select(".meetings-transcript > .meetings-turn"):
        head = turn.select_one(":scope > .meetings-turn-head")
        assert head is not None
        parts = [head.select_one(css) for css in (".meetings-speaker", ".meetings-time")]
        names = [part.get_text() if part else "" for part in parts]
        head.extract()
        found.append((names[0], names[1], " ".join(turn.get_text().split())))
    return found


def links(page: Tag) -> list[str]:
    return [str(link["href"]) for link in page.select(".meetings-turn-head a.meetings-time")]


def note_page(built: Built, name: str = "2026-01-07-call") -> BeautifulSoup:
    return built.page(f"meetings/{name}")


# ── text ──────────────────────────────────────────────────────────────────────

TEXTS = {
    "corpora.mdx": f"**Ada** [0:12]({VIDEO}?t=12)\n\nHello: *you*.\n\n- more\n\n"
    f"**Grace H.** [1:00]({VIDEO}?t=60)\n\nBye.\n",
    "one-paragraph.md": f"**Ada** [0:12]({VIDEO}?t=12) Hello: *you*.\n\n- more\n\n"
    f"**Grace H.** [1:00]({VIDEO}?t=60)\nBye.\n",
    "lines.md": f"**Ada** [0:12]({VIDEO}?t=12) Hello: *you*.\nmore\n"
    f"**Grace H.** [1:00]({VIDEO}?t=60) Bye.\n",
    "brackets.md": "**Ada** [0:12]\n\nHello: *you*.\n\nmore\n\n**Grace H.** [1:00] Bye.\n",
    "hard-breaks.md": "**Ada** \\[0:12\\]\\\nHello: *you*.\n\nmore\\\n**Grace H.** (1:00) Bye.\n",
    "time-first.md": "[0:12] **Ada**: Hello: *you*. more\n\n[1:00] **Grace H.**: Bye.\n",
    "role.md": "**Ada** {youtube}`0:12` Hello: *you*.\n\nmore\n\n**Grace H.** {youtube}`1:00`\n\nBye.\n",
}


@pytest.mark.parametrize("name", TEXTS)
def test_turns_of_text(build: Build, name: str) -> None:
    stem, _, suffix = name.partition(".")
    file = f"meetings/2026-01-07-{stem}-transcript.{suffix}"
    text = f"---\ntitle: A call\nrecording: {VIDEO}\n---\n\nBefore.\n\n{TEXTS[name]}"
    built = build({file: text})
    assert built.warnings == []
    page = note_page(built, f"2026-01-07-{stem}-transcript")
    assert turns(page) == [("Ada", "0:12", "Hello: you. more"), ("Grace H.", "1:00", "Bye.")]
    times = [
        link.partition("t=")[2]
        for link in links(note_page(built, f"2026-01-07-{stem}-transcript"))
    ]
    assert times == ["12", "60"]
    assert not page.select(".meetings-transcript p:empty")
    before = page.select_one("section > p")
    assert before is not None
    assert before.get_text() == "Before."


def test_names_without_times(build: Build) -> None:
    rst = (
        "A call\n======\n\nTranscript\n----------\n\nAda L: Hello *you*.\nGrace H: Bye.\n\nmore\n"
    )
    built = build({"meetings/2026-01-07-call.rst": rst})
    assert built.warnings == []
    assert turns(note_page(built)) == [("Ada L", "", "Hello you."), ("Grace H", "", "Bye. more")]
    assert not links(note_page(built))


def test_only_transcripts_have_turns(build: Build) -> None:
    text = "# A call\n\n## Discussion\n\n**Ada** [0:12] Hello.\n"
    built = build(
        {
            "meetings/2026-01-07-call.md": text,
            "other.md": "# Transcript\n\n**Ada** [0:12] Hello.\n",
            "meetings/2026-01-08-no-transcript.md": f"---\nmeeting: false\n---\n{text}",
            "index.md": TOCTREE + "\n```{toctree}\nother\n```\n",
        }
    )
    assert built.warnings == []
    for name in ("meetings/2026-01-07-call", "other", "meetings/2026-01-08-no-transcript"):
        assert not built.page(name).select(".meetings-turn")


def test_headings_and_rules_part_turns(build: Build) -> None:
    text = (
        "# T\n\n## Start\n\n**Ada** [0:12] Hello.\n\n## End\n\nNote.\n\n**Grace** [1:00]\n\nBye.\n"
        "\n---\n\nMade by hand.\n"
    )
    built = build({"meetings/2026-01-07-call-transcript.md": text})
    page = note_page(built, "2026-01-07-call-transcript")
    assert [
        len(node.select(".meetings-turn")) for node in page.select(".meetings-transcript")
    ] == [
        1,
        1,
    ]
    last = page.select(".meetings-transcript > p")
    assert [node.get_text() for node in last] == ["Made by hand."]
    assert turns(page) == [("Ada", "0:12", "Hello."), ("Grace", "1:00", "Bye.")]


def paragraph(words: list[str | nodes.Element]) -> nodes.paragraph:
    parts = [nodes.Text(word) if isinstance(word, str) else word.deepcopy() for word in words]
    return nodes.paragraph("", "", *parts)


PARTS = st.one_of(
    st.text("aA :.\n[]()0129*-", max_size=12),
    st.sampled_from(["Ada: ", "\nGrace: ", "0:12", "[1:00] ", "\n", " - "]),
    st.sampled_from(["Ada", "Grace:", "a\nb", "", "[0:12]"]).map(lambda t: nodes.strong("", t)),
    st.sampled_from(["0:12", "1:00:00", "there"]).map(
        lambda t: nodes.reference("", t, refuri=f"{VIDEO}?t=12")
    ),
    st.sampled_from([nodes.raw("", "<br />\n", format="html"), nodes.emphasis("", "0:12 x: y")]),
)


@given(st.lists(st.lists(PARTS, max_size=8), max_size=5))
def test_nothing_is_lost(paragraphs: list[list[str | nodes.Element]]) -> None:
    section = nodes.section("", nodes.title("", "T"), *map(paragraph, paragraphs))

    def content() -> tuple[str, int, int]:
        text = "".join(str(node) for node in section.findall(nodes.Text))
        kinds = (nodes.reference, nodes.emphasis)
        return (
            "".join(text.split()).replace("<br/>", ""),
            *(len(list(section.findall(k))) for k in kinds),
        )

    before = content()
    made = mark_turns([section], lambda text, seconds: nodes.inline("", text))
    assert content() == before
    assert bool(made) == bool(speakers_of(made))
    assert all(node.children[0]["classes"] == ["meetings-turn-head"] for node in made)


@given(
    st.lists(st.tuples(st.integers(0, 99), st.booleans()), max_size=9),
    st.lists(st.integers(0, 99), max_size=5),
    st.integers(0, 50),
)
def test_chapters_part_every_turn(
    said: list[tuple[int, bool]], starts: list[int], offset: int
) -> None:
    paragraphs: list[list[str | nodes.Element]] = [["Before."]]
    for second, is_link in said:
        address = f"{VIDEO}?t={second + offset}"
        time = nodes.reference("", "0:12", refuri=address) if is_link else f"[{timestamp(second)}]"
        paragraphs += [[nodes.strong("", "Ada"), " ", time], [f"Word {second}."], ["More."]]
    section = nodes.section("", nodes.title("", "T"), *map(paragraph, paragraphs))
    made = mark_turns([section], lambda t, s: nodes.inline("", t, meetings_seconds=s))
    assert len(made) == bool(said)
    for whole in made:
        before = list(whole.children)
        chapters = [Chapter(second, str(second)) for second in sorted(starts)]
        groups = part_by_chapter(whole, chapters, offset)
        assert [node for _, part in groups for node in part.children] == before
        for chapter, part in groups:
            first = int(part.children[1].astext().split()[1].strip(".")) + offset
            assert chapter is None or chapter.seconds is None or chapter.seconds <= first


# ── captions ──────────────────────────────────────────────────────────────────


def test_captions_beside(build: Build) -> None:
    built = build({"meetings/2026-01-07-call.md": NOTE, "meetings/2026-01-07-call.vtt": VTT})
    assert built.warnings == []
    page = note_page(built)
    assert links(page) == [f"{WATCH}&t=1", f"{WATCH}&t=4", f"{WATCH}&t=70"]
    assert page.select_one("section#transcript > h2") is not None
    assert "#transcript" in [a["href"] for a in page.select(".sphinxsidebar a")]
    assert turns(page) == [*TURNS[:2], ("Ada", "1:10", "Next topic.")]
    assert "welcom" in built.text("searchindex.js")


def test_captions_by_chapter(build: Build) -> None:
    chapters = "chapters:\n  - 0:00 Welcome\n  - 0:30 Empty\n  - 1:00 Topics\n"
    note = NOTE.replace("---\n\n", f"{chapters}transcript: files/a.srt\n---\n\n")
    srt = VTT.removeprefix("WEBVTT\n\n").replace(".000", ",000")
    built = build(
        {
            "meetings/2026-01-07-call.md": f"{note}\nSee [it](#transcript-topics).\n",
            "meetings/files/a.srt": srt,
        }
    )
    assert built.warnings == []
    page = note_page(built)
    sections = page.select("section#transcript > section")
    assert [section["id"] for section in sections] == ["transcript-welcome", "transcript-topics"]
    assert [len(section.select(".meetings-turn")) for section in sections] == [2, 1]


def test_chapters_are_read_once(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    for name in ("parse_chapters", "read_chapters"):
        whole = getattr(find_meetings, name)
        monkeypatch.setattr(
            find_meetings,
            name,
            lambda *args, name=name, whole=whole, **more: (
                read.append(name) or whole(*args, **more)
            ),
        )
    note = NOTE.replace("---\n\n", "chapters: [0:00 Welcome, 1:00 Topics]\n---\n\n")
    text = "**Ada** [0:01]\n\nHello.\n"
    built = build(
        {
            "meetings/2026-01-07-call.md": f"{note}\n## Transcript\n\n{text}\n"
            f"```{{transcript}}\n{text}```\n\n## More\n\n### Transcript\n\n{text}",
            "meetings/2026-01-07-call.vtt": VTT,
        }
    )
    assert len(note_page(built).select(".meetings-transcript")) > 1
    assert read == ["parse_chapters", "read_chapters"]


LISTED = f"- [0:00 Welcome]({VIDEO}?t=0)\n- [1:00 Topics]({VIDEO}?t=60)\n"


@pytest.mark.parametrize(
    ("fields", "body"),
    [
        ("chapters: [0:00 Welcome, 1:00 Topics]\n", ""),
        ("", "```{chapters}\n0:00 Welcome\n1:00 Topics\n```\n"),
        ("", f"## Chapters\n\n{LISTED}"),
        ("chapters: [0:00 Welcome]\n", "```{chapters}\n0:00 Welcome\n1:00 Topics\n```\n"),
    ],
)
@pytest.mark.parametrize("said", ["captions", "text"])
def test_chapters_wherever_they_are_written(
    build: Build, fields: str, body: str, said: str
) -> None:
    note = NOTE.replace("---\n\n", f"{fields}---\n\n") + f"\n{body}"
    files = {"meetings/2026-01-07-call.md": note, "meetings/2026-01-07-call.vtt": VTT}
    if said == "text":
        files = {
            "meetings/2026-01-07-call.md": f"{note}\n## Transcript\n\n**Ada** [0:01]\n\nHello.\n\n"
            f"**Grace** [0:04]({VIDEO}?t=4)\n\nThanks.\n\n**Ada** {{youtube}}`1:10` Next.\n"
        }
    built = build(files)
    page = note_page(built)
    sections = page.select("section#transcript > section")
    assert [section["id"] for section in sections] == ["transcript-welcome", "transcript-topics"]
    assert [len(section.select(".meetings-turn")) for section in sections] == [2, 1]
    assert "#transcript-topics" in [a["href"] for a in page.select(".sphinxsidebar a")]
    disagree = ["but the field 'chapters'" in warning for warning in built.warnings]
    assert disagree == [True] * (bool(fields) and bool(body))


PAIR = {
    "meetings/2026-01-07-call.md": NOTE.replace(
        "---\n\n", "chapters: [0:00 Welcome, 1:00 Topics]\n---\n\n"
    ),
    "meetings/2026-01-07-call-transcript.md": "# T\n\nBefore.\n\n**Ada** [0:01]\n\nHello.\n\n"
    "**Grace** {youtube}`0:04` Thanks.\n\n**Ada** [1:10](https://youtu.be/aqz-KE-bpKQ?t=70)\n\nNext.\n",
    "index.md": TOCTREE,
}


def test_a_document_follows_its_meeting(build: Build) -> None:
    built = build(PAIR)
    assert built.warnings == []
    page = note_page(built, "2026-01-07-call-transcript")
    player = "2026-01-07-call.html#t={}&v=aqz-KE-bpKQ"
    assert links(page) == [player.format(1), player.format(4), player.format(70)]
    sections = page.select("section > section")
    assert [section["id"] for section in sections] == ["transcript-welcome", "transcript-topics"]
    assert [len(section.select(".meetings-turn")) for section in sections] == [2, 1]
    contents = page.select(".meetings-contents a")
    assert [(link["href"], link.get_text()) for link in contents] == [
        ("#transcript-welcome", "Welcome"),
        ("#transcript-topics", "Topics"),
    ]
    note = PAIR["meetings/2026-01-07-call.md"]
    changed = {
        "meetings/2026-01-07-call.md": note.replace("1:00 Topics", "1:05 News").replace(
            f"recording: {VIDEO}", f"recording:\n  url: {VIDEO}\n  start: 2"
        )
    }
    again = built.again(changed)
    page = note_page(again, "2026-01-07-call-transcript")
    assert page.select_one("#transcript-news") is not None
    assert links(page)[0] == player.format(3)
    assert again.text("meetings/2026-01-07-call-transcript.html") == build(
        {**PAIR, **changed}
    ).text("meetings/2026-01-07-call-transcript.html")
    page = note_page(
        again.again({"meetings/2026-01-07-call.md": None, "index.md": "# T\n"}),
        "2026-01-07-call-transcript",
    )
    assert not links(page)[:-1]
    assert len(turns(page)) == 3


def test_chapters_have_numbers_of_their_own(build: Build) -> None:
    index = TOCTREE.replace(":glob:", ":glob:\n:numbered:")
    text = PAIR["meetings/2026-01-07-call-transcript.md"].replace(
        "**Ada** [0:01]", "## Transcript\n\n**Ada** [0:01]"
    )
    page = note_page(
        build({**PAIR, "index.md": index, "meetings/2026-01-07-call-transcript.md": text}),
        "2026-01-07-call-transcript",
    )
    titles = [title.get_text() for title in page.select("h1, h2, h3") if "¶" in title.get_text()]
    # a transcript follows its meeting, or precedes it
    first = titles[0].partition(".")[0]
    assert [title.partition(" ")[0] for title in titles] == [
        f"{first}{rest}" for rest in (".", ".1.", ".1.1.", ".1.2.")
    ]


def test_times_lead_to_the_page_that_plays_a_file(build: Build) -> None:
    note = PAIR["meetings/2026-01-07-call.md"].replace(VIDEO, "call.mp3")
    files = {**PAIR, "meetings/2026-01-07-call.md": note, "meetings/call.mp3": "x"}
    built = build(files)
    assert built.warnings == []
    page = note_page(built, "2026-01-07-call-transcript")
    assert links(page)[:2] == ["2026-01-07-call.html#t=1", "2026-01-07-call.html#t=4"]
    text = build(files, builder="text").text("meetings/2026-01-07-call-transcript.txt")
    assert "**Ada** [0:01]" in text


def test_a_meeting_may_come_after_its_transcript(build: Build) -> None:
    name = "meetings/2026-01-07-call-transcript"
    alone = build({f"{name}.md": PAIR[f"{name}.md"], "index.md": TOCTREE})
    assert len(alone.warnings) == 1
    assert "the time '0:04' has no recording" in alone.warnings[0]
    again = alone.again(PAIR)
    assert again.text(f"{name}.html") == build(PAIR).text(f"{name}.html")


@pytest.mark.parametrize("builder", ["text", "latex", "epub", "man", "singlehtml", "texinfo"])
def test_a_document_follows_its_meeting_everywhere(build: Build, builder: str) -> None:
    conf = {"copyright": "x", "version": "1"}
    built = build(PAIR, builder=builder, conf=conf)
    assert built.warnings == []
    kinds = {"latex": "*.tex", "epub": "*-transcript.xhtml", "text": "*-transcript.txt"}
    kinds |= {"man": "*.1", "singlehtml": "index.html", "texinfo": "*.texi"}
    (file,) = built.outdir.rglob(kinds[builder])
    text = file.read_text(encoding="utf-8")
    said = text[text.index("Before.") :]
    assert re.search(r"Welcome.*Hello\..*Thanks\..*Topics.*Next\.", said, re.DOTALL)
    if builder in ("latex", "epub", "singlehtml"):
        assert "t=4" in said
    left_out = built.again(conf={**conf, "meetings_transcripts": False})
    (file,) = left_out.outdir.rglob(kinds[builder])
    text = file.read_text(encoding="utf-8")
    assert ("Hello." in text) == (builder == "singlehtml")
    assert ("Welcome" in text[text.index("Before.") :]) == (builder == "singlehtml")


def test_headings_of_a_transcript_stay_its_own(build: Build) -> None:
    note = NOTE.replace("---\n\n", "chapters: [0:00 Welcome]\n---\n\n")
    text = f"{note}\n## Transcript\n\n### One\n\n**Ada** [0:01] Hello.\n\n### Two\n\n**Ada** [0:30] Bye.\n"
    page = note_page(build({"meetings/2026-01-07-call.md": text}))
    titles = [title.get_text() for title in page.select("section#transcript h3")]
    assert titles == ["One¶", "Two¶"]


def test_chapters_are_of_the_recording_and_turns_of_the_meeting(build: Build) -> None:
    fields = f"recording:\n  url: {VIDEO}\n  start: 60\nchapters: [0:00 Before, 1:02 Start]\n"
    note = NOTE.replace(f"recording: {VIDEO}\n", fields)
    built = build({"meetings/2026-01-07-call.md": note, "meetings/2026-01-07-call.vtt": VTT})
    sections = note_page(built).select("section#transcript > section")
    assert [section["id"] for section in sections] == ["transcript-before", "transcript-start"]
    assert [link.get_text() for link in sections[1].select("a.meetings-time")] == ["0:04", "1:10"]


def test_start_of_the_recording(build: Build) -> None:
    note = NOTE.replace(f"recording: {VIDEO}", f"recording:\n  url: {VIDEO}\n  start: 100")
    built = build({"meetings/2026-01-07-call.md": note, "meetings/2026-01-07-call.vtt": VTT})
    assert links(note_page(built))[0] == f"{WATCH}&t=101"


def test_without_recording(build: Build) -> None:
    files = {"meetings/2026-01-07-call.md": "# C\n", "meetings/2026-01-07-call.vtt": VTT}
    built = build(files)
    assert built.warnings == []
    assert not links(note_page(built))
    assert turns(note_page(built))[0] == TURNS[0]


def test_language_of_the_project(build: Build) -> None:
    files = {
        "meetings/2026-01-07-call.md": NOTE,
        "meetings/2026-01-07-call.de.vtt": VTT.replace("Hello", "Hallo"),
        "meetings/2026-01-07-call.fr.vtt": VTT.replace("Hello", "Salut"),
    }
    assert "Hallo" in build(files).text("meetings/2026-01-07-call.html")
    french = build(files, conf={"language": "fr"})
    assert "Salut" in french.text("meetings/2026-01-07-call.html")


def test_a_transcript_of_the_note_itself(build: Build) -> None:
    text = f"{NOTE}\n## Transcript\n\n**Ada** [0:12] Corrected.\n"
    files = {"meetings/2026-01-07-call.md": text, "meetings/2026-01-07-call.vtt": VTT}
    assert turns(note_page(build(files))) == [("Ada", "0:12", "Corrected.")]
    # an empty section is the place of the captions
    files["meetings/2026-01-07-call.md"] = f"{NOTE}\n## Transcript\n\nBy machine.\n\n## More\n"
    page = note_page(build(files))
    assert len(page.select("section#transcript .meetings-turn")) == 3
    assert len(page.select("h2")) == 2


def test_sections_that_are_meetings(build: Build) -> None:
    text = (
        f"# Calls\n\n## One\n\n```{{meeting}}\n:date: 2026-01-07\n:recording: {VIDEO}\n"
        ":transcript: a.vtt\n```\n\n## Two\n\n```{meeting}\n:date: 2026-01-08\n```\n"
    )
    built = build({"calls.md": text, "a.vtt": VTT, "calls.vtt": VTT}, conf={"meetings_path": []})
    page = built.page("calls")
    assert len(page.select("section#one > section#transcript .meetings-turn")) == 3
    assert len(page.select(".meetings-turn")) == 3


def test_builds_follow_the_files(build: Build) -> None:
    built = build({"index.md": TOCTREE, "meetings/2026-01-07-call.md": NOTE})
    assert not note_page(built).select(".meetings-turn")
    beside = "meetings/2026-01-07-call.vtt"
    built = built.again({beside: VTT})
    assert len(turns(note_page(built))) == 3
    built = built.again({beside: VTT.replace("Thanks", "Merci")})
    assert turns(note_page(built))[1][2] == "Merci."
    built = built.again()
    assert "0 added, 0 changed" in built.status
    document = "meetings/2026-01-07-call-transcript.md"
    built = built.again({document: "# T\n\n**Ada** [0:12] By hand.\n"})
    assert not note_page(built).select(".meetings-turn")
    built = built.again({document: None})
    assert len(turns(note_page(built))) == 3
    built = built.again({beside: None})
    assert not note_page(built).select(".meetings-turn")


def test_in_parallel(build: Build) -> None:
    files = {"index.md": TOCTREE, "meetings/people.yml": "grace:\n  name: Grace\n"}
    for day in range(10, 20):
        files |= {f"meetings/2026-01-{day}-call.md": NOTE, f"meetings/2026-01-{day}-call.vtt": VTT}
    built = build(files, jobs=2)
    assert [text for text in built.warnings if "'Ada'" in text] == built.warnings
    assert len(built.warnings) == 1
    assert "0 added, 0 changed" in built.again().status


@pytest.mark.parametrize(
    ("value", "data", "message", "said"),
    [
        ("b.vtt", b"", "meetings/2026-01-07-call.md:3: WARNING: there is no transcript", ""),
        (
            "https://example.org/a.vtt",
            b"",
            ":3: WARNING: 'https://example.org/a.vtt' is a URL",
            "",
        ),
        ("a.vtt", b"", "meetings/a.vtt:1: WARNING: the transcript is empty", ""),
        ("a.vtt", VTT.encode() + b"\nno time\n", "a.vtt:12: WARNING: 'no time' has no", "no time"),
        ("a.vtt", "Ada: caf\u00e9".encode("latin-1"), "a.vtt:1: WARNING: the transcript", "café"),
        ("a.vtt", b"1\n0:00 -> 0:04\nspoken anyway\n", "a.vtt:1: WARNING", "spoken anyway"),
    ],
)
def test_bad_files(build: Build, value: str, data: bytes, message: str, said: str) -> None:
    note = NOTE.replace("---\n\n", f"transcript: {value}\n---\n\n")
    built = build({"meetings/2026-01-07-call.md": note, "meetings/a.vtt": data})
    assert message in "\n".join(built.warnings)
    page = built.text("meetings/2026-01-07-call.html")
    assert said in page
    assert ('id="transcript"' in page) == bool(said)


def test_turns_without_speaker_or_time() -> None:
    made = transcript_node(
        [Turn("", 3.9, "a"), Turn("Ada", None, "b"), Turn("", None, "c")],
        lambda text, seconds: nodes.reference("", text, refuri=f"#t={seconds}"),
    )
    assert [node.astext() for node in made.children] == ["0:03", "a", "Ada", "b", "c"]
    assert speakers_of([made]) == [("Ada", 0)]


# ── the directive ─────────────────────────────────────────────────────────────


def test_directive_with_a_file(build: Build) -> None:
    text = f"{NOTE}\n```{{transcript}} files/a.vtt\n```\n\nAfter.\n\n## More\n"
    built = build({"meetings/2026-01-07-call.md": text, "meetings/files/a.vtt": VTT})
    assert built.warnings == []
    page = note_page(built)
    assert len(page.select("section#a-call > .meetings-transcript > .meetings-turn")) == 3
    assert page.select_one("#transcript") is None


def test_directive_places_the_captions(build: Build) -> None:
    text = NOTE.replace("---\n\n", "chapters: [0:00 Start]\n---\n\n").replace(
        "Notes.", "```{transcript}\n```\n\nNotes."
    )
    built = build({"meetings/2026-01-07-call.md": text, "meetings/2026-01-07-call.vtt": VTT})
    assert built.warnings == []
    page = note_page(built)
    assert len(turns(page)) == 3
    assert [node.get_text() for node in page.select("p.rubric")] == ["Start"]
    after = page.select_one(".meetings-transcript ~ p")
    assert after is not None
    assert after.get_text() == "Notes."


def test_directive_with_content(build: Build) -> None:
    text = f"{NOTE}\n```{{transcript}}\nAda L: Hello.\n\nGrace H: Bye.\n```\n"
    built = build({"meetings/2026-01-07-call.md": text})
    assert built.warnings == []
    assert turns(note_page(built)) == [("Ada L", "", "Hello."), ("Grace H", "", "Bye.")]


def test_directive_with_content_is_parted_by_chapter(build: Build) -> None:
    note = NOTE.replace("---\n\n", "chapters: [0:00 Start, 1:00 End]\n---\n\n")
    text = f"{note}\n```{{transcript}}\n**Ada** [0:12] Hello.\n\n**Grace** [1:12] Bye.\n```\n"
    page = note_page(build({"meetings/2026-01-07-call.md": text}))
    assert [title.get_text() for title in page.select("h2")] == ["Start¶", "End¶"]
    text += "\nAfter.\n"
    page = note_page(build({"meetings/2026-01-07-call.md": text}))
    assert [title.get_text() for title in page.select("p.rubric")] == ["Start", "End"]


def test_directive_without_anything(build: Build) -> None:
    built = build({"meetings/2026-01-07-call.md": f"{NOTE}\n```{{transcript}}\n```\n"})
    (warning,) = built.warnings
    assert "meetings/2026-01-07-call.md:9: WARNING: there is no transcript to place" in warning


def test_directive_outside_of_meetings(build: Build) -> None:
    built = build({"index.md": "# T\n\n```{transcript} a.vtt\n```\n", "a.vtt": VTT})
    assert built.warnings == []
    assert len(turns(built.page("index"))) == 3


# ── other builders ────────────────────────────────────────────────────────────

OTHERS: dict[str, Any] = {
    "index.md": TOCTREE,
    "meetings/2026-01-07-call.md": NOTE.replace("---\n\n", "chapters: [0:00 Start]\n---\n\n"),
    "meetings/2026-01-07-call.vtt": VTT,
    "meetings/2026-01-08-x-transcript.md": "# X\n\n## Transcript\n\n**Ada** [0:12] Hello.\n",
}


def test_text(build: Build) -> None:
    built = build(OTHERS, builder="text")
    assert built.warnings == []
    assert built.text("meetings/2026-01-07-call.txt").endswith(
        "Transcript\n==========\n\n\nStart\n-----\n\n**Ada** 0:01\n\nHello & welcome.\n\n"
        "**Grace** 0:04\n\nThanks.\n\n**Ada** 1:10\n\nNext topic.\n"
    )
    assert "**Ada** [0:12]\n\nHello." in built.text("meetings/2026-01-08-x-transcript.txt")


@pytest.mark.parametrize("builder", ["text", "latex", "epub", "html", "gettext"])
def test_left_out(build: Build, builder: str) -> None:
    conf = {"meetings_transcripts": False, "copyright": "x", "version": "1"}
    built = build(OTHERS, builder=builder, conf=conf)
    assert built.warnings == []
    kinds = {"text": ".txt", "latex": ".tex", "epub": ".xhtml", "html": ".html", "gettext": ".pot"}
    files = sorted(built.outdir.rglob(f"*{kinds[builder]}"))
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    if builder in ("html", "gettext"):
        assert "Hello." in text
        assert "The transcript is on" not in text
    else:
        assert "Hello" not in text
        assert text.count("The transcript is available on the web page.") == 2


def test_translators_get_whole_paragraphs(build: Build) -> None:
    text = "# X\n\nAda L: Hello\nGrace H: Bye.\n"
    files = {"meetings/2026-01-08-x-transcript.md": text, **OTHERS}
    files["meetings/2026-01-09-y-transcript.md"] = text
    messages = build(files, builder="gettext").text("meetings.pot")
    assert 'msgid "Ada L: Hello Grace H: Bye."' in messages
    assert "welcome" not in messages


# ── speakers ──────────────────────────────────────────────────────────────────


def test_unknown_speakers(build: Build) -> None:
    lines = "".join(
        f"**{name}** [0:1{place}] Hello.\n\n"
        for place, name in enumerate(
            [
                "Ada",
                "grace hopper",
                "Speaker 1",
                "Guest",
                "Mia",
                "Mia",
                "Bo O'Neil",
                "Cy D\u2019Or",
            ]
        )
    )
    text = f"---\nauthors:\n  - name: Guest\n    title: Friend\n---\n\n# X\n\n{lines}"
    people = (
        "ada:\n  name: Ada Lovelace\n  aliases: [Ada]\ngrace:\n  name: Grace Hopper\n"
        "bo:\n  name: Bo O'Neil\ncy:\n  name: Cy D\u2019Or\n"
    )
    built = build(
        {
            "index.md": TOCTREE,
            "meetings/people.yml": people,
            "meetings/2026-01-07-x-transcript.md": text,
            "meetings/2026-01-08-x-transcript.md": text,
        },
    )
    (warning,) = built.warnings
    assert warning.startswith(
        "meetings/2026-01-07-x-transcript.md:17: WARNING: unknown speaker 'Mia'"
    )
    assert warning.endswith("[meetings.author]")


def test_without_registry_nobody_is_unknown(build: Build) -> None:
    files = {"meetings/2026-01-07-call.md": NOTE, "meetings/2026-01-07-call.vtt": VTT}
    assert build(files).warnings == []


def test_files_of_other_makes(build: Build) -> None:
    spoken = [("Ada Lovelace", "0:01", "Hello."), ("Grace", "0:04", "Thanks.")]
    front = f"---\nrecording: {VIDEO}\n"
    built = build(
        {
            "meetings/2026-01-07-call.md": NOTE,
            "meetings/2026-01-07-call.sbv": "0:00:01.000,0:00:03.000\n>> Ada Lovelace: Hello.\n\n"
            "0:00:04.000,0:00:06.000\n>> GRACE: Thanks.\n",
            "meetings/2026-01-08-call.md": f"{front}transcript: otter.txt\n---\n\n# A call\n",
            "meetings/otter.txt": "Ada Lovelace  0:01  \nHello.\n\nGrace  0:04  \nThanks.\n",
            "meetings/2026-01-09-call.md": f"{front}transcript: gone.txt\n---\n\n# A call\n",
        }
    )
    assert turns(note_page(built)) == [spoken[0], ("GRACE", *spoken[1][1:])]
    assert turns(note_page(built, "2026-01-08-call")) == spoken
    assert len(built.warnings) == 1
    assert (
        "2026-01-09-call.md:3: WARNING: transcript: there is no transcript 'gone.txt'"
        in (built.warnings[0])
    )


def test_times_in_excerpts_lead_to_the_player_of_the_meeting(build: Build) -> None:
    text = f"{NOTE[:-7]}See {{youtube}}`0:12`, [this]({VIDEO}?t=30), [that](https://youtu.be/M7lc1UVf-VE?t=5).\n"
    files = {
        "index.md": "# T\n\n```{meeting-list}\n:excerpts:\n```\n",
        "meetings/2026-01-07-call.md": text,
    }
    site = build(files)
    player = "meetings/2026-01-07-call.html#t={}&v=aqz-KE-bpKQ"
    found = [str(link["href"]) for link in site.page("index").select(".meetings-excerpt a")]
    assert found == [player.format(12), player.format(30), "https://youtu.be/M7lc1UVf-VE?t=5"]
    # the page itself has the player, and links to the platform work without scripts
    own = [str(link["href"]) for link in note_page(site).select("section > p a")]
    assert own[:2] == [f"{WATCH}&t=12", f"{VIDEO}?t=30"]
    archive = site.page("meetings/index").select(".meetings-excerpt a")
    assert [str(link["href"]) for link in archive][:2] == [
        player.format(second).removeprefix("meetings/") for second in (12, 30)
    ]


def test_speakers_lead_to_their_pages_and_follow_the_registry(build: Build) -> None:
    words = (
        "\n\n**Bo Li** [0:02]\n\nHello.\n\n**Ada** [0:12]\n\nHello.\n\n**Ada** [0:12]\n\nAgain.\n"
    )
    files = {
        "meetings/authors.yml": "ada:\n  name: Ada\n",
        "meetings/2024-05-06-call.md": "---\nauthors: [ada]\n---\n# Call\n\nWords.\n",
        "meetings/2024-05-06-call-transcript.md": f"# Transcript{words}",
    }
    built = build(files)
    name = "meetings/2024-05-06-call-transcript"
    turns = built.page(name).select(".meetings-turn")
    assert [turn["id"] for turn in turns] == ["turn-0-02", "turn-0-12", "turn-0-12-2"]
    assert [turn.select_one(".meetings-avatar")["data-text"] for turn in turns] == ["BL", "A", "A"]
    links = built.page(name).select(".meetings-speaker a")
    assert [link["href"] for link in links] == ["people/ada.html"] * 2
    # who is no longer called so is no longer meant
    again = built.again({"meetings/authors.yml": "ada:\n  name: Countess\n  page: false\n"})
    clean = build({**files, "meetings/authors.yml": "ada:\n  name: Countess\n  page: false\n"})
    assert again.text(f"{name}.html") == clean.text(f"{name}.html")


def test_speakers_of_other_builders_are_as_they_were(build: Build) -> None:
    words = "**Ada Lovelace** [0:12]\n\nHello.\n"
    note = f"---\nauthors: [Ada Lovelace]\n---\n# Call\n\n## Transcript\n\n{words}"
    built = build({"meetings/2024-05-06-call.md": note}, builder="text")
    assert "**Ada Lovelace** [0:12]\n\nHello." in built.text("meetings/2024-05-06-call.txt")
