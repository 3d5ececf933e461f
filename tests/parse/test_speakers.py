"""Transcripts that are text: who speaks, and where turns begin."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sphinxcontrib_meetings.parse.speakers import parse_text, speaker_line, speaker_lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**Ada Lovelace** [08:02](https://youtu.be/x?t=482)", ("Ada Lovelace", 482, "")),
        ("**Ada** [0:12](https://youtu.be/x?t=1m)\nHello", ("Ada", 60, "Hello")),
        ("**Ada** [0:12](https://example.org/)", ("Ada", 12, "")),
        ("**Ada** [12:34] Hello", ("Ada", 754, "Hello")),
        ("**Ada (London)** (1:02:03): Hello", ("Ada (London)", 3723, "Hello")),
        ("**Ada** {youtube}`0:12`", ("Ada", 12, "")),
        ("__Ada:__ Hello", ("Ada", None, "Hello")),
        ("**Ada**: Hello", ("Ada", None, "Hello")),
        ("**ada**: [0:12] Hello", ("ada", 12, "Hello")),
        ("[0:12] **Ada:** Hello", ("Ada", 12, "Hello")),
        ("[0:12] Ada: Hello", ("Ada", 12, "Hello")),
        ("00:00:12 Ada: Hello", ("Ada", 12, "Hello")),
        ("Ada Lovelace [0:12]\nHello", ("Ada Lovelace", 12, "Hello")),
        ("Ada Lovelace: Hello: you", ("Ada Lovelace", None, "Hello: you")),
        ("Ludwig van Beethoven: Hello", ("Ludwig van Beethoven", None, "Hello")),
        ("Ada Lovelace  0:03", ("Ada Lovelace", 3, "")),
        ("Ada  1:02:03  \nHello", ("Ada", 3723, "Hello")),
        ("Ada Lovelace 0:03", ("Ada Lovelace", 3, "")),
        ("Speaker 2  0:03", ("Speaker 2", 3, "")),
        ("Break 10:30", None),
        ("we meet  10:30", None),
        ("Ada Lovelace  0:03 said so", None),
        ("**Ada** says that", None),
        ("**Note** (see 12:34) that", None),
        ("**[Back](/there)**", None),
        ("Here's the thing: it works", None),
        ("ada: Hello", None),
        ("https://example.org", None),
        ("In 10 minutes (12:30) we go", None),
        ("[0:12] Hello everyone", None),
        ("** ** [0:12]", None),
        ("", None),
    ],
)
def test_speaker_line(text: str, expected: tuple[str, int | None, str] | None) -> None:
    assert speaker_line(text) == expected


@pytest.mark.parametrize(
    "label",
    [
        *("Logs", "Log", "LOGS", "Notes", "Next Steps", "Action Items", "Open Questions", "So"),
        *(
            "Three items on the table",
            "Three Items",
            "The Map",
            "What we saw",
            "STATE OF OUR WORK",
        ),
    ],
)
@pytest.mark.parametrize(
    "line", ["{}: one thing", "**{}:** one thing", "**{}** [0:12]", "[0:12] {}: one", "{}  0:12"]
)
def test_labels_and_sentences_are_not_speakers(label: str, line: str) -> None:
    assert speaker_line(line.format(label)) is None


@pytest.mark.parametrize(
    "name",
    [
        *("Ada Lovelace", "ADA LOVELACE", "Ludwig van Beethoven", "Joan of Arc", "Will", "May"),
        *(
            "Ada Link",
            "C. J. Date",
            "Speaker 2",
            "Moderator",
            "Ada (they)",
            "李雷",
            "Нина Петрова",
        ),
    ],
)
@pytest.mark.parametrize("line", ["{}: one thing", "**{}:** one thing", "**{}** [0:12] one thing"])
def test_names_are_speakers(name: str, line: str) -> None:
    found = speaker_line(line.format(name))
    assert found is not None
    assert (found[0], found[2]) == (name, "one thing")


def test_known_speakers_may_look_like_anything() -> None:
    assert speaker_line("ada: Hello", {"ada"}) == ("ada", None, "Hello")
    assert speaker_line("Logs: Hello", {"Logs"}) == ("Logs", None, "Hello")


def test_paragraphs_decide_together() -> None:
    assert speaker_lines(["**Ada** [0:12]", "So: we go", "**Grace** [0:20]"]) == [
        ("Ada", 12, ""),
        None,
        ("Grace", 20, ""),
    ]
    assert speaker_lines(["Ada: a", "So: b", "Ada: c", "Grace Hopper: d"]) == [
        ("Ada", None, "a"),
        None,
        ("Ada", None, "c"),
        ("Grace Hopper", None, "d"),
    ]


def test_corpus(corpora: Path) -> None:
    files = sorted(corpora.glob("wasmcloud-2026/community/*-transcript.mdx"))
    assert len(files) == 10
    for file in files:
        text = file.read_text("utf-8").partition("## ")[2]
        turns = [turn for turn in parse_text(text).turns if turn.speaker]
        assert len(turns) == len(re.findall(r"^\*\*.*\*\* \[[0-9:]*\]\(", text, re.MULTILINE))
        times = [turn.start for turn in turns if turn.start is not None]
        assert len(times) == len(turns)
        assert times == sorted(times)
