"""Warnings of one file: as many as somebody reads."""

from __future__ import annotations

import pytest
from support.builds import Build

from sphinxcontrib_meetings.parse.caption_files import MOST_BYTES
from sphinxcontrib_meetings.report import MOST_OF_ONE_FILE

SUMMARY = (
    f"WARNING: this file has more than {MOST_OF_ONE_FILE} warnings, and the rest is not shown; "
    "correct the others first"
)
TAGS = "---\ntags: [" + ", ".join(f"t{n}" for n in range(150)) + "]\n---\n# A\n"
#: file ─► text with more than a hundred faults
FAULTY = {
    # of the text, located by nodes
    "meetings/2024-01-01-text.md": "# A\n\n" + "".join(f"<Foo{n} />\n\n" for n in range(150)),
    # of what all notes have together
    "meetings/2024-01-02-tags.md": TAGS,
    "meetings/2024-01-03-captions.md": "# A\n",
    "meetings/2024-01-03-captions.vtt": "WEBVTT\n\n0:01.0 --> 0:02.0\nA\n\n"
    + "1:2 --> 3:4\nB\n\n" * 150,
    "meetings/2024-01-04-few.md": "# A\n\n<Foo />\n",
    "meetings/tags.yml": "known:\n  label: Known\n",
}


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_rest_of_many_warnings_is_summed_up(build: Build, jobs: int) -> None:
    built = build(FAULTY, jobs=jobs)
    by_file: dict[str, list[str]] = {}
    for warning in built.warnings:
        file, _, message = warning.partition(":")
        by_file.setdefault(file, []).append(message)
    for name in ("01-text.md", "02-tags.md", "03-captions.vtt"):
        found = by_file.pop(f"meetings/2024-01-{name}")
        assert len(found) == MOST_OF_ONE_FILE + 1
        line, _, summary = found[-1].partition(": ")
        assert line.isdigit()
        assert summary.startswith(SUMMARY)
        assert sum(SUMMARY in message for message in found) == 1
    assert [(file, len(found)) for file, found in by_file.items()] == [
        ("meetings/2024-01-04-few.md", 1)
    ]
    # each build counts anew, and nothing is lost
    assert len(built.again({"meetings/2024-01-05-b.md": "# B\n"}).warnings) == 101
    assert len(built.page("meetings/2024-01-02-tags").select("a[href*='tags/t']")) == 150


def test_what_is_suppressed_does_not_count(build: Build) -> None:
    text = TAGS + "".join(f"\n<Foo{n} />\n" for n in range(30))
    files = {"meetings/2024-01-01-a.md": text, "meetings/tags.yml": "known:\n  label: Known\n"}
    built = build(files, conf={"suppress_warnings": ["meetings.markup"]})
    assert len(built.warnings) == MOST_OF_ONE_FILE + 1
    built = build(files, conf={"suppress_warnings": ["meetings.tag"]})
    assert len(built.warnings) == 30
    assert all("meetings.markup" in warning for warning in built.warnings)


def test_captions_that_are_too_large_are_left_out(build: Build) -> None:
    cue = "00:01.000 --> 00:02.000\nWords.\n\n"
    captions = "WEBVTT\n\n" + cue * (MOST_BYTES // len(cue) + 1)
    built = build(
        {
            "meetings/2024-01-01-a.md": "# A\n\nText that stays.\n",
            "meetings/2024-01-01-a.vtt": captions,
        }
    )
    (warning,) = built.warnings
    assert warning.startswith("meetings/2024-01-01-a.vtt:1: WARNING: the transcript has 5,0")
    page = built.page("meetings/2024-01-01-a")
    assert "Text that stays." in page.get_text()
    assert page.select(".meetings-turn") == []
