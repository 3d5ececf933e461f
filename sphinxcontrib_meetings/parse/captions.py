"""Captions (WebVTT, SubRip) ─► turns: who said what, and when.

The lines of a file are grouped into blocks and cues as in WebVTT
(https://www.w3.org/TR/webvtt1/#file-parsing), but a transcript must not lose a word: text outside
of cues stays in its place and is reported. SubRip differs by the comma in its times, and by the
numbers of its cues.
"""

from __future__ import annotations

import html
import itertools
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sphinxcontrib_meetings.model.problem import Kind, Problem
from sphinxcontrib_meetings.model.transcript import Transcript, Turn
from sphinxcontrib_meetings.parse.speakers import (
    LINE_END,
    looks_like_name,
    parse_text,
    split_name,
)
from sphinxcontrib_meetings.parse.values import one_line

__all__ = ["parse_captions"]

#: seconds after which a turn is split at the next end of a sentence
LONG_TURN = 60
#: seconds after which a turn is split anyway
LONGEST_TURN = 120
#: seconds of silence after which words without a speaker start a new turn
PAUSE = 4


@dataclass(slots=True)
class _Cue:
    """The lines of one cue, or one line outside of all cues."""

    lines: list[str]
    start: float | None = None
    end: float | None = None


@dataclass(frozen=True, slots=True)
class _Words:
    """The text of a cue, or of a part of it, in lines without markup."""

    #: None if the previous speaker goes on
    speaker: str | None
    text: str
    start: float | None = None
    end: float | None = None


_ARROW = "-->"
#: SubRip writes a comma where WebVTT has a dot
_TIME = r"(?:([0-9]{1,10}):)?([0-5]?[0-9]):([0-5]?[0-9])[.,]([0-9]{1,3})"
_TIMES = re.compile(rf"\s*{_TIME}\s*{_ARROW}\s*{_TIME}")
_LETTER = re.compile(r"[^\W\d_]")
#: start of a block that is not shown: a comment or style
_SILENT = re.compile(r"NOTE(?:[ \t]|\Z)|(?:STYLE|REGION)[ \t]*\Z")

#: markup in cues (https://www.w3.org/TR/webvtt1/#webvtt-cue-text-span) and in SubRip, and
#: positions. Other angle brackets are text
_TAG = re.compile(
    r"</?(?:[bciuBIU]|font|FONT|lang|ruby|rt|v)(?:\.[^\s<>]*)?(?:\s[^<>]*)?>"
    r"|<(?:[0-9]{1,10}:)?[0-9]{1,2}:[0-9]{1,2}\.[0-9]{1,3}>|\{\\[a-zA-Z][^{}]*\}"
)
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?(?:\s([^<>]*))?>|</v>")
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_SENTENCE_END = re.compile(r"[.!?\u2026\u3002\uff01\uff1f][\"'\u201d\u2019)\]]*\Z")
#: limit of lines that roll-up captions show at once
_MOST_ROLLED = 4


def parse_captions(text: str) -> Transcript:
    """Return the transcript in a WebVTT or SubRip file. Never raises, and loses no spoken word.

    Successive cues of one speaker become one turn, up to a certain length; lines that roll-up
    captions repeat appear once. Lines without a valid time stay in their place and are reported.
    Speakers are those of ``<v Name>``, else the names that most cues begin with (``Name: text``,
    as Zoom writes them).
    """
    rows = LINE_END.split(text.removeprefix("\ufeff"))
    cues, problems = _cues(rows)
    if not any(cue.start is not None for cue in cues):
        return _without_cues(rows)
    words = list(itertools.chain.from_iterable(map(_words, _unrolled(cues))))
    return Transcript(tuple(_turns(_named(words))), tuple(problems))


def _without_cues(rows: Sequence[str]) -> Transcript:
    """Return the transcript in a file without any text in cues, read as plain text."""
    said = [
        row
        for first, block in _blocks(rows)
        for _, row in _numbered_text(rows, first, block)
        if _is_text(row)
    ]
    turns = parse_text("\n".join(said)).turns
    message = (
        "the transcript has no cue like '00:12.000 --> 00:15.000'; it is read as plain text"
        if turns
        else "the transcript is empty; add its text, or remove the file"
    )
    return Transcript(turns, (Problem(Kind.FIELD, message, 1),))


# ── cues ──────────────────────────────────────────────────────────────────────


def _cues(rows: Sequence[str]) -> tuple[list[_Cue], list[Problem]]:
    """Return the cues and the lines outside of cues, in order, and the problems."""
    cues: list[_Cue] = []
    problems: list[Problem] = []
    #: number of the last line outside of cues
    faulty = 0
    for first, block in _blocks(rows):
        # a cue may have a name, or a number, above its times
        place = 0 if _ARROW in block[0] else 1
        times = _times(block[place]) if place < len(block) else None
        if times:
            cues += [_Cue(said, *times)] if (said := block[place + 1 :]) else []
            continue
        for number, row in _numbered_text(rows, first, block):
            if row.strip().isdigit() and _ARROW in "".join(rows[number : number + 1]):
                # the number of a SubRip cue whose times cannot be read
                continue
            if _ARROW in row:
                message = f"{_short(row)} is not a valid time; use 00:01:02.500 --> 00:01:05.000"
                problems.append(Problem(Kind.FIELD, message, number))
            elif faulty != number - 1:
                message = f"{_short(row)} has no time; add a line with its time above it"
                problems.append(Problem(Kind.FIELD, message, number))
            faulty = number
            cues += [_Cue([row])] if _is_text(row) else []
    return cues, problems


def _blocks(rows: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the blocks below the header of a file, each with the number of its first line.

    A block ends at an empty line, or before a line with an arrow, unless that line is the first
    one of the block, or the second one below the name of a cue.
    """
    is_webvtt = rows[0].startswith("WEBVTT")
    start = 0
    if is_webvtt:
        below = (n for n, row in enumerate(rows) if not row or _ARROW in row)
        start = next(below, len(rows))
    block: list[str] = []
    for number, row in enumerate(itertools.chain(rows[start:], [""]), start + 1):
        if block and (not row or (_ARROW in row and (len(block) > 1 or _ARROW in block[0]))):
            following: list[str] = []
            if row and not is_webvtt and block[-1].strip().isdigit() and _times(row):
                # in SubRip, the empty line above the number of a cue may be missing
                following.append(block.pop())
            yield number - len(following) - len(block), block
            block = following
        if row:
            block.append(row)


def _times(row: str) -> tuple[float, float] | None:
    """Return the start and the end of a cue in seconds; None if *row* has no times."""
    match = _TIMES.match(row)
    if match is None:
        return None
    parts = match.groups("0")
    return _seconds(*parts[:4]), _seconds(*parts[4:])


def _seconds(hours: str, minutes: str, seconds: str, fraction: str) -> float:
    whole = int(hours) * 3600 + int(minutes) * 60 + int(seconds)
    return (whole * 1000 + int(fraction.ljust(3, "0"))) / 1000


def _numbered_text(
    rows: Sequence[str], first: int, block: Sequence[str]
) -> Iterator[tuple[int, str]]:
    """Yield the lines of a block that is not a cue, each with its number.

    Blank lines are left out, and so are comments and styles, which start after an empty line.
    """
    is_silent = first > 1 and not rows[first - 2] and _SILENT.match(block[0]) is not None
    for number, row in enumerate(block, first):
        is_silent = is_silent and (number == first or _ARROW not in row)
        if row.strip() and not is_silent:
            yield number, row


def _is_text(row: str) -> bool:
    """Whether *row* may be spoken text; with an arrow, it must also have letters."""
    return _ARROW not in row or _LETTER.search(row) is not None


def _short(row: str) -> str:
    plain = row.strip()
    return repr(plain if len(plain) <= 60 else f"{plain[:57]}...")


# ── words ─────────────────────────────────────────────────────────────────────


def _plain(line: str) -> str:
    """Return a line of a cue as plain text, without markup."""
    text = _ENTITY.sub(lambda match: html.unescape(match[0]), _TAG.sub("", line))
    return one_line(text)


def _unrolled(cues: Sequence[_Cue]) -> Iterator[_Cue]:
    """Yield the cues, without the lines that roll-up captions repeat from the previous cue.

    In YouTube's automatic captions, most cues begin with the end of the previous one, and some
    add a line. In other captions, a repeated line was said twice, and nothing changes.
    """
    plain = [list(filter(None, map(_plain, cue.lines))) for cue in cues]
    repeated = [
        _overlap(plain[place], plain[place + 1]) if _is_next(one, other) else 0
        for place, (one, other) in enumerate(itertools.pairwise(cues))
    ]
    grown = any(0 < count < len(lines) for count, lines in zip(repeated, plain[1:], strict=False))
    if not grown or 2 * sum(map(bool, repeated)) <= len(repeated):
        yield from cues
        return
    for cue, lines, count in zip(cues, plain, (0, *repeated), strict=True):
        yield replace(cue, lines=[html.escape(line) for line in lines[count:]])


def _is_next(one: _Cue, other: _Cue) -> bool:
    """Whether *other* follows *one* without a gap, as in roll-up captions."""
    return one.end is not None and other.start is not None and other.start <= one.end + 0.1


def _overlap(lines: Sequence[str], following: Sequence[str]) -> int:
    """Return how many of the first lines of *following* repeat the last ones of *lines*."""
    most = min(len(lines), len(following), _MOST_ROLLED)
    return next((n for n in range(most, 0, -1) if lines[-n:] == following[:n]), 0)


def _words(cue: _Cue) -> Iterator[_Words]:
    """Yield the parts of a cue, split where the voice changes."""
    text = "\n".join(cue.lines)
    speaker = None if cue.start is None else ""
    place = 0
    for match in _VOICE.finditer(text):
        if before := _lines(text[place : match.start()]):
            yield _Words(speaker, before, cue.start, cue.end)
        speaker = _plain(match[1] or "")
        place = match.end()
    if rest := _lines(text[place:]):
        yield _Words(speaker, rest, cue.start, cue.end)


def _lines(text: str) -> str:
    return "\n".join(filter(None, map(_plain, text.split("\n"))))


def _named(words: Sequence[_Words]) -> Sequence[_Words]:
    """Return *words* with leading names (``Name: text``) as speakers, if there are no voices.

    Half of all cues must begin with a name. A name that occurs only once must look like one.
    """
    if any(part.speaker for part in words):
        return words
    spoken = [part for part in words if part.text]
    count = Counter(name for part in spoken if (name := split_name(part.text)[0]))
    names = {name for name in count if count[name] > 1 or looks_like_name(name)}
    if 2 * sum(count[name] for name in names) < len(spoken) or not names:
        return words
    return list(itertools.chain.from_iterable(_by_prefix(part, names) for part in spoken))


def _by_prefix(words: _Words, names: Collection[str]) -> Iterator[_Words]:
    for line in words.text.split("\n"):
        name, rest = split_name(line)
        if name in names:
            yield replace(words, speaker=name, text=rest)
        else:
            yield replace(words, speaker=None, text=line)


def _turns(words: Iterable[_Words]) -> Iterator[Turn]:
    """Yield turns: successive words of one speaker, up to a certain length."""
    said: list[str] = []
    speaker = ""
    start: float | None = None
    end: float | None = None
    for part in words:
        changed = part.speaker is not None and part.speaker != speaker
        if said and (changed or _is_break(speaker, said[-1], start, end, part.start)):
            yield Turn(speaker, start, " ".join(said))
            said = []
        if part.speaker is not None:
            speaker = part.speaker
        if part.text:
            start = start if said else part.start
            said.append(part.text.replace("\n", " "))
            end = end if part.end is None else part.end
    if said:
        yield Turn(speaker, start, " ".join(said))


def _is_break(
    speaker: str, text: str, start: float | None, end: float | None, now: float | None
) -> bool:
    """Whether a turn that began at *start* ends before the words at *now*."""
    if start is None or now is None:
        return False
    if now - start >= LONGEST_TURN or (not speaker and end is not None and now - end >= PAUSE):
        return True
    return now - start >= LONG_TURN and _SENTENCE_END.search(text) is not None
