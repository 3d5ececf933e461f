"""Which document is the transcript of which meeting."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from sphinxcontrib_meetings.model.meeting import (
    Meeting,
)
from sphinxcontrib_meetings.parse.paths import absolute
from sphinxcontrib_meetings.parse.suffixes import CAPTIONS, PAGES

__all__ = ["TRANSCRIPT_SUFFIX", "find_transcripts", "inherit", "named_transcript"]


#: what the docname of a transcript adds to that of its meeting
TRANSCRIPT_SUFFIX = "-transcript"


def find_transcripts(named: Mapping[str, Meeting]) -> dict[str, str]:
    """Return the transcripts, each with its meeting: found by name, or named by the meeting."""
    by_name = {
        name: name.removesuffix(TRANSCRIPT_SUFFIX)
        for name in sorted(named)
        if name.endswith(TRANSCRIPT_SUFFIX) and name.removesuffix(TRANSCRIPT_SUFFIX) in named
    }
    for name, record in named.items():
        target = named_transcript(record)
        if target in named and target != name:
            by_name[target] = name
    return by_name


def named_transcript(record: Meeting) -> str:
    """Return the docname that *record* names as its transcript; empty for none, and for files.

    The path is relative to the folder of the note or, with a leading slash, to the source
    directory.
    """
    plain = record.transcript.strip()
    if not plain or plain.lower().endswith(CAPTIONS):
        return ""
    path = absolute(record.docname, plain).lstrip("/")
    suffix = next((end for end in PAGES if path.endswith(end)), "")
    return path.removesuffix(suffix)


def inherit(transcript: Meeting, meeting: Meeting) -> Meeting:
    """Return *transcript* with the date, the people and the tags of its meeting."""
    return dataclasses.replace(
        transcript,
        date=transcript.date or meeting.date,
        end_date=transcript.end_date if transcript.date else meeting.end_date,
        people=transcript.people or meeting.people,
        tags=transcript.tags or meeting.tags,
    )
