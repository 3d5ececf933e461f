"""Files of captions beside a note, and their encodings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxcontrib_meetings.parse.caption_files import (
    MOST_BYTES,
    Captions,
    captions_beside,
    decode,
    size_problem,
)


def test_captions_beside() -> None:
    names = [
        "call.vtt",
        "call.srt",
        "call.sbv",
        "call.en.vtt",
        "call.pt-BR.srt",
        "call.cc.VTT",
        "call.de.vtt",
        "call.de.md",
        "call.chapters.vtt",
        "call2.vtt",
        "call-transcript.vtt",
        "call.md",
        "call.mp4",
    ]
    assert captions_beside("call", names) == (
        Captions("", 0, "call.cc.VTT"),
        Captions("", 0, "call.vtt"),
        Captions("", 1, "call.srt"),
        Captions("", 2, "call.sbv"),
        Captions("en", 0, "call.en.vtt"),
        Captions("pt-BR", 1, "call.pt-BR.srt"),
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_decode(encoding: str) -> None:
    assert decode("caf\xe9".encode(encoding)) == ("caf\xe9", [])


def test_decode_other_encodings() -> None:
    text, problems = decode("a\ncaf\xe9".encode("latin-1"))
    assert text == "a\ncaf\xe9"
    assert problems[0].line == 2


@given(st.binary())
def test_any_bytes_are_text(data: bytes) -> None:
    text, problems = decode(data)
    assert isinstance(text, str)
    assert len(problems) <= 1


def test_captions_of_no_meeting_are_too_large() -> None:
    assert size_problem(b"a" * MOST_BYTES) is None
    problem = size_problem(b"a" * (MOST_BYTES + 1))
    assert problem is not None
    assert (problem.line, problem.message) == (
        1,
        "the transcript has 5,000,001 bytes, and is left out, since the limit is 5,000,000; "
        "shorten it, or split it by meeting",
    )
