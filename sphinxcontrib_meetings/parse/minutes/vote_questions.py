"""What a vote is about."""

from __future__ import annotations

import re

from sphinxcontrib_meetings.parse.minutes.body import body_of
from sphinxcontrib_meetings.parse.minutes.lines import Kind, Line, Note, Style

__all__ = ["proposal_in", "question_above"]

_PROPOSAL = re.compile(
    r"\W{0,6}(?:[0-9:\s]{0,12}<[^<>\s]{1,40}>\s?)?"
    r"(?:(?:straw ?)?polls?|votes?|proposals?|proposed(?: resolution)?|motion|question|vote on"
    r"|polling|draft resolution|proposed decision|straw ?man)"
    r"(?:\s?#?[0-9]{1,4}(?:\.[0-9]{1,4})?)?[\s*_]{0,3}:[\s*_]*",
    re.IGNORECASE,
)
#: headings and lead-ins that only say that a vote follows
_SILENT = re.compile(
    r"\W*(?:(?:the )?(?:straw )?(?:votes?|polls?|voting|results?|tally|outcome|vote count|counts?)"
    r"(?: results?)?(?: [0-9]{1,3})?|polls?|decisions?|summary"
    r"|(?:attendance|present|voters|participants|(?:number of )?authors)\s?:\s?[0-9]{1,5})\W*",
    re.IGNORECASE,
)
_SIGNS = " *_\t"
_LONGEST = 1000
_MOST_LINES = 20
_MOST_SILENT = 2


def proposal_in(text: str) -> str | None:
    """Return what a line such as ``PROPOSAL: …`` proposes; None if it is none."""
    match = _PROPOSAL.match(text)
    return text[match.end() :].strip(_SIGNS) if match else None


def question_above(note: Note, vote: int) -> str:
    """Return the question that stands directly above the vote that begins at the line *vote*.

    It is a proposal, a question or a paragraph in bold or italics, or else a heading. What only
    says that a vote follows is passed over, once or twice.
    """
    last = vote
    for _ in range(_MOST_SILENT + 1):
        first = _start(note, last)
        if first < 0:
            break
        question = _question_in(note, first, last)
        if question is not None:
            return question
        last = first
    return ""


def _start(note: Note, last: int) -> int:
    """Return where the proposal or paragraph begins that ends before *last*; -1 if there is none.

    If the vote stands in a paragraph itself, the lines above it there count.
    """
    first = last - 1
    limit = max(last - _MOST_LINES, 0)
    while first > limit and note.lines[first - 1].block == note.lines[first].block:
        if proposal_in(note.lines[first].plain) is not None:
            break
        first -= 1
    return first


def _question_in(note: Note, first: int, last: int) -> str | None:
    """Return the question in the lines *first* to *last - 1*; None if it may stand above."""
    line = note.lines[first]
    text = body_of(note, first, last).text.strip(_SIGNS)
    if line.kind is Kind.ROW or line.is_quoted or len(text) > _LONGEST:
        return ""
    proposal = proposal_in(text)
    if line.kind is Kind.HEADING:
        is_silent = line.depth <= 1 or _SILENT.fullmatch(text)
        return "" if is_silent else (proposal or text)
    if proposal is not None:
        return proposal or None
    if _SILENT.fullmatch(text):
        return None
    if text.endswith("?") or _is_set_off(note, first, last):
        return text.rstrip(":").strip(_SIGNS)
    return ""


def _is_set_off(note: Note, first: int, last: int) -> bool:
    """Whether all words of a paragraph are bold, or in italics."""
    return all(_is_marked(line) for line in note.lines[first:last])


def _is_marked(line: Line) -> bool:
    words = [span for span in line.spans if span.text.strip(" :")]
    set_off = Style.STRONG | Style.EMPHASIS
    return bool(words) and all(span.style & set_off for span in words)
