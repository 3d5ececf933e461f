"""Labelled lines at the head of a note, and the recordings that they name."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.builds import Build, Built
from support.notes import make_project

from sphinxcontrib_meetings.parse.labels import labels_recording, recording_at
from sphinxcontrib_meetings.read.labelled import labelled_lines

VIDEO = "https://youtu.be/aqz-KE-bpKQ"
WATCH = "https://www.youtube.com/watch?v=aqz-KE-bpKQ"
ZOOM = "https://zoom.us/rec/share/abc?pwd=x"


@pytest.mark.parametrize(
    "label",
    [
        "Recording",
        "recording:",
        "Recording link",
        "Link to the recording",
        "Meeting recording",
        "Watch the recording",
        "Zoom Recording",
        "\N{MOVIE CAMERA} Video",
        "Video recording (YouTube)",
        "Recordings",
        "Full video of today's call",
        "Recording URL",
    ],
)
def test_labels_of_recordings(label: str) -> None:
    assert labels_recording(label)


@pytest.mark.parametrize(
    "label",
    [
        "",
        "Date",
        "Slides",
        "Video of the demo",
        "Last week's recording",
        "Previous recording",
        "Recording of the budget talk",
        "Recording secretary",
        "Zoom",
        "Watch",
        "YouTube",
        "Recording consent",
        "Video conference link for the board",
    ],
)
def test_other_labels(label: str) -> None:
    assert not labels_recording(label)


@pytest.mark.parametrize(
    ("address", "label", "is_one"),
    [
        (VIDEO, "Video", True),
        (VIDEO, "YouTube", True),
        (ZOOM, "Recording", True),
        ("call.mp4", "Recording", True),
        ("https://drive.google.com/file/d/abc/view", "Recording", True),
        ("https://vimeo.com/76979871", "Watch", True),
        (ZOOM, "YouTube", False),
        (ZOOM, "Recordings", False),
        ("https://www.youtube.com/@seeds", "Recording", False),
        ("https://www.youtube.com/playlist?list=PLabc", "Recordings", False),
        ("https://www.youtube.com/channel/UCabc", "Video", False),
        ("https://drive.google.com/drive/folders/abc", "Recording", False),
        ("https://www.dropbox.com/sh/abc/def", "Recording", False),
        ("https://example.org/", "Recording", False),
        ("https://example.org/recordings/", "Recording", False),
        ("N/A", "Recording", False),
        ("", "Recording", False),
    ],
)
def test_one_recording_at_an_address(address: str, label: str, is_one: bool) -> None:
    assert (recording_at(address, label) is not None) == is_one


#: heads of notes in Markdown
HEADS = {
    "bullet": f"- Date: May 6\n- Recording: {VIDEO}\n",
    "bold": f"* **Recording**: <{VIDEO}>\n",
    "bold-colon": f"**Recording:** {VIDEO}\n",
    "bold-link": f"**Recording** [YouTube]({VIDEO})\n",
    "bold-dash": f"**Video** - {VIDEO}\n",
    "italic": f"_Recording_: [here]({VIDEO})\n",
    "plain": f"Date: May 6\nVideo: {VIDEO}\nHost: Ana\n",
    "words": f"Welcome, all.\n\nRecording link: {VIDEO}\n",
    "link": f"[Watch the recording]({VIDEO})\n",
    "link-bold": f"**[Recording]({VIDEO})**\n",
    "link-item": f"- [Slides](https://example.org/s)\n- [Video]({VIDEO})\n",
    "bar": f"Slides: https://example.org/s | Recording: {VIDEO}\n",
    "bar-links": f"[Slides](https://example.org/s) | [Recording]({VIDEO})\n",
    "picture": f"\N{MOVIE CAMERA} Recording: {VIDEO}\n",
    "table": f"| | |\n|---|---|\n| Date | May 6 |\n| Recording | [YouTube]({VIDEO}) |\n",
    "table-head": f"| Date | Recording |\n|---|---|\n| May 6 | [link]({VIDEO}) |\n",
    "quote": f"> Date: May 6\n> Recording: {VIDEO}\n",
    "nested": f"- Links\n  - Slides: none\n  - Recording: {VIDEO}\n",
    "below": f"- Recording:\n  - {VIDEO}\n",
    "section": f"## Details\n\n- Recording: {VIDEO}\n",
    "own-section": f"Text.\n\n## Topics\n\n- One\n\n## Recording\n\n<{VIDEO}>\n",
    "hard-break": f"**Date:** May 6  \n**Recording:** [video]({VIDEO})  \n**Host:** Ana\n",
    "password": f"Recording: [video]({VIDEO}) (passcode: abc)\n",
    "code": f"Recording: {VIDEO}?t=0\n",
    "body-item": f"Text.\n\n## Notes\n\n- said\n- **Recording**: <{VIDEO}>\n\n## More\n\ntext\n",
    "body-link": f"Text.\n\n## Links\n\n[Watch the recording]({VIDEO})\n\n## More\n\ntext\n",
    "body-below": f"Text.\n\n## Agenda\n\n- Recording:\n  - {VIDEO}\n\n## More\n\ntext\n",
    "body-meeting": f"Text.\n\n## Resources\n\n- Meeting video: {VIDEO}\n\n## More\n\ntext\n",
    "body-last": f"Text.\n\n## The map\n\ntext\n\nRecording: {VIDEO}\n",
    "body-deep": f"Text.\n\n## Map\n\n### Minutes\n\nRecording: {VIDEO}\n\n## More\n\ntext\n",
}
#: the same in what only some dialects have
DIALECT = HEADS | {
    "box": f":::info\n**Recording:** {VIDEO}\n:::\n",
    "body-table": f"Text.\n\n## Links\n\n| Item | Link |\n|-|-|\n| Recording | {VIDEO} |\n",
    "set-off": f"_Recording available at {VIDEO}_\n",
    "html": f'<a href="{VIDEO}">Watch the recording</a>\n',
}
REST = {
    "bullet": f"* Date: May 6\n* Recording: {VIDEO}\n",
    "bold": f"**Recording**: {VIDEO}\n",
    "bold-colon": f"* **Recording:** `here <{VIDEO}>`__\n",
    "link": f"`Watch the recording <{VIDEO}>`__\n",
    "lines": f"| Date: May 6\n| Recording: {VIDEO}\n",
    "fields": f":Date: 2026-05-06\n:Recording link: {VIDEO}\n",
    "fields-below": f"Welcome.\n\n:Video: {VIDEO}\n",
    "definition": f"Recording\n   {VIDEO}\n",
    "table": f"========= ========\nDate      May 6\nRecording `x <{VIDEO}>`__\n========= ========\n",
    "section": f"Details\n-------\n\n* Recording: {VIDEO}\n",
}
#: heads that name no recording
NONE = {
    "not-there": "- Recording: N/A\n- Video: TBD\n",
    "mentioned": f"Ana showed [her video]({VIDEO}), and the recording is nice.\n",
    "talk": f"- Video of the seed talk: {VIDEO}\n",
    "topics": f"- Agenda:\n  - Video: {VIDEO}\n",
    "later": f"Welcome.\n\n## Topics\n\n- Video: {VIDEO}\n",
    "topic-section": f"## Agenda\n\n- Video: {VIDEO}\n",
    "channel": "Recordings: https://www.youtube.com/@seeds\n",
    "folder": "Recordings: https://drive.google.com/drive/folders/abc\n",
    "slides": f"Slides: {VIDEO}\n",
    "elsewhere": "Recording: [calendar](https://example.org/call)\n",
    "before": f"Previous recording: {VIDEO}\n",
    "code": f"`Recording: {VIDEO}`\n",
    "body-video": f"Text.\n\n## Notes\n\n- Video: {VIDEO}\n",
    "body-watch": f"Text.\n\n## Notes\n\n[Watch]({VIDEO})\n",
    "body-topic": f"Text.\n\n## The map\n\nRecording: {VIDEO}\n\nmore\n",
    "body-nested": f"Text.\n\n## Notes\n\n- A talk\n  - Recording: {VIDEO}\n",
    "body-saw": f"Text.\n\n## Notes\n\nI saw a video: {VIDEO}\n",
    "body-other": f"Text.\n\n## Previous meeting\n\nRecording: {VIDEO}\n",
    "body-table": f"Text.\n\n## Talks\n\n| Talk | Video |\n|-|-|\n| Rust | {VIDEO} |\n",
    "body-last-week": f"Text.\n\n## Notes\n\n- Last week's recording: {VIDEO}\n",
    "body-will": f"Text.\n\n## Recording\n\nIt will be on [the channel]({VIDEO}) soon.\n",
}


@pytest.fixture(scope="module")
def built(shared_build: Build) -> Built:
    head = "# A call\n\n"
    notes = {f"m-{name}.md": head + text for name, text in DIALECT.items()}
    notes |= {
        f"x-{name}.mdx": head + text.replace(f"<{VIDEO}>", VIDEO) for name, text in DIALECT.items()
    }
    notes |= {f"n-{name}.md": head + text for name, text in NONE.items()}
    notes |= {f"r-{name}.rst": f"A call\n======\n\n{text}" for name, text in REST.items()}
    return shared_build({f"meetings/2026-05-06-{name}": text for name, text in notes.items()})


CASES = [
    *(f"m-{name}" for name in DIALECT),
    *(f"x-{name}" for name in DIALECT),
    *(f"r-{name}" for name in REST),
]


@pytest.mark.parametrize("name", CASES)
def test_a_labelled_link_is_the_recording(built: Built, name: str) -> None:
    page = built.seen(f"meetings/2026-05-06-{name}")
    (player,) = page.select(".meetings-player")
    assert player.find("a", href=lambda href: href and href.startswith(WATCH))
    record = built.app.env.get_domain("meeting").archive.records[f"meetings/2026-05-06-{name}"]
    assert [item.media.id for item in record.recordings] == ["aqz-KE-bpKQ"]


@pytest.mark.parametrize("name", NONE)
def test_nothing_else_is_one(built: Built, name: str) -> None:
    assert built.seen(f"meetings/2026-05-06-n-{name}").select(".meetings-player") == []


def test_no_warning(built: Built) -> None:
    assert built.warnings == []


def test_in_myst_and_sections_and_where_a_field_names_one(build: Build) -> None:
    other = "https://youtu.be/M7lc1UVf-VE"
    site = build(
        {
            "meetings/2026-05-06-field.md": f"---\nrecording: {other}\n---\n# A\n\nVideo: {VIDEO}\n",
            "meetings/2026-05-07-none.md": f"---\nrecording: []\n---\n# A\n\nVideo: {VIDEO}\n",
            "meetings/2026-05-08-zoom.md": f"# A\n\n- **Recording:** [Zoom]({ZOOM})\n",
            "meetings/2026-05-09-front.md": f"---\nrecording_link: {VIDEO}\n---\n# A\n",
            "meetings/2026-05-10-two.md": f"# A\n\nRecordings: [part 1]({VIDEO}), [part 2]({other}),"
            " [slides](https://example.org/s)\n",
            "calls.md": "---\norphan: true\n---\n# Calls\n\n## One\n\n```{meeting}\n:date: 2026-05-01\n```\n\n"
            f"- Recording: <{VIDEO}>\n\n## Two\n\n```{{meeting}}\n:date: 2026-05-02\n```\n\nText.\n",
        }
    )
    assert site.warnings == []
    records = site.app.env.get_domain("meeting").archive.records
    found = {name.removeprefix("meetings/"): r.recordings for name, r in records.items()}
    assert {name: [item.media.id for item in items] for name, items in found.items()} == {
        "2026-05-06-field": ["M7lc1UVf-VE"],
        "2026-05-07-none": [],
        "2026-05-08-zoom": ["zoom.us/rec/share/abc?pwd=x"],
        "2026-05-09-front": ["aqz-KE-bpKQ"],
        "2026-05-10-two": ["aqz-KE-bpKQ", "M7lc1UVf-VE"],
        "calls#one": ["aqz-KE-bpKQ"],
        "calls#two": [],
    }
    zoom = site.seen("meetings/2026-05-08-zoom").select_one(".meetings-header")
    assert zoom is not None
    assert zoom.find("a", href=ZOOM)


def test_lines_and_texts(tmp_path: Path) -> None:
    note = make_project(tmp_path / "src").parse(
        "# T\n\nA: b\n**C:** *d* e\n\n- F: g h\n- [i](https://j.k)\n\n| l | m |\n|-|-|\n| n | o |\n"
    )
    found = [(item.label, item.text, item.line) for item in labelled_lines(note.document)]
    assert found[:4] == [("A", "b", 3), ("C", "d e", 4), ("F", "g h", 6), ("i", "i", 7)]
    assert [item[:2] for item in found[4:]] == [("l", "n"), ("m", "o"), ("l", "m"), ("n", "o")]
