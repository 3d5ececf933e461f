"""Captions (WebVTT, SubRip, SubViewer) ─► turns: who said what, and when.

The lines of a file are grouped into blocks and cues as in WebVTT
(https://www.w3.org/TR/webvtt1/#file-parsing), but a transcript must not lose a word: text outside
of cues stays in its place and is reported. SubRip differs by the comma in its times, and by the
numbers of its cues; SubViewer, which YouTube exports as ``.sbv``, by a comma for the arrow.
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
    is_speaker,
    looks_like_name,
    may_be_name,
    parse_text,
    split_name,
)
from sphinxcontrib_meetings.parse.values import LINE_END, one_line

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
    #: whether a turn begins here even if the speaker is not known
    starts: bool = False


_ARROW = "-->"
#: SubRip writes a comma where WebVTT has a dot
_TIME = r"(?:([0-9]{1,10}):)?([0-5]?[0-9]):([0-5]?[0-9])[.,]([0-9]{1,3})"
_TIMES = re.compile(rf"\s*{_TIME}\s*{_ARROW}\s*{_TIME}")
#: a line with the times of a cue in SubViewer, right or wrong
_SUBVIEWER = re.compile(r"[ \t]*([0-9]{1,10}:[0-9:.]{1,20}),([0-9]{1,10}:[0-9:.]{1,20})[ \t]*")
_LETTER = re.compile(r"[^\W\d_]")
#: start of a block that is not shown: a comment or style
_SILENT = re.compile(r"NOTE(?:[ \t]|\Z)|(?:STYLE|REGION)[ \t]*\Z")

#: markup in cues (https://www.w3.org/TR/webvtt1/#webvtt-cue-text-span) and in SubRip, and
#: positions. Other angle brackets are text
_TAG = re.compile(
    r"</?(?:[bciuBIU]|font|FONT|lang|ruby|rt|v)(?:\.[^\s<>]*)?(?:\s[^<>]*)?>"
    r"|<(?:[0-9]{1,10}:)?[0-9]{1,2}:[0-9]{1,2}\.[0-9]{1,3}>|\{\\[a-zA-Z][^{}]*\}"
)
#: the time of a word, as automatic captions have it
_WORD_TIME = re.compile(r"<(?:[0-9]{1,10}:)?[0-9]{1,2}:[0-9]{1,2}\.[0-9]{1,3}>")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?(?:\s([^<>]*))?>|</v>")
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_SENTENCE_END = re.compile(r"[.!?\u2026\u3002\uff01\uff1f][\"'\u201d\u2019)\]]*\Z")
#: limit of lines that roll-up captions show at once
_MOST_ROLLED = 4
#: seconds of the cues between which automatic captions move up a line
_MOMENT = 0.02
#: start of a turn in captions for television, and in those of YouTube
_CHANGE = re.compile(r"^>{2,3}(?=\s|\w|\[|\()|(?<=\s)>{2,3}(?=\s)", re.MULTILINE)
#: one that is no arithmetic: at the start of a line, or after a sentence
_FIRST_CHANGE = re.compile(r"^>{2,3}(?=\s|\w|\[|\()|(?<=[.!?\]]\s)>{2,3}(?=\s)", re.MULTILINE)


def parse_captions(text: str) -> Transcript:
    """Return the transcript in a file of captions. Never raises, and loses no spoken word.

    Successive cues of one speaker become one turn, up to a certain length; lines that roll-up
    captions repeat appear once. Lines without a valid time stay in their place and are reported.
    Speakers are those of ``<v Name>``, else those of ``>> NAME:``, where ``>>`` alone starts a
    turn, too, else the names that most cues begin with (``Name: text``, as Zoom writes them).
    """
    rows = _with_arrows(LINE_END.split(text.removeprefix("\ufeff")))
    cues, problems = _cues(rows)
    if not any(cue.start is not None for cue in cues):
        return _without_cues(rows)
    words = list(itertools.chain.from_iterable(map(_words, _unrolled(cues))))
    return Transcript(tuple(_turns(_named(words))), tuple(problems))


def _with_arrows(rows: list[str]) -> list[str]:
    """Return the lines of SubViewer as those of WebVTT; of any other file, *rows*."""
    first = next(filter(str.strip, rows), "")
    if not _SUBVIEWER.fullmatch(first):
        return rows
    made: list[str] = []
    for row in rows:
        times = _SUBVIEWER.fullmatch(row)
        made += [f"{times[1]} {_ARROW} {times[2]}"] if times else [row.replace("[br]", " ")]
    return made


def _without_cues(rows: Sequence[str]) -> Transcript:
    """Return the transcript in a file without any text in cues, read as plain text."""
    said = [
        row
        for first, block in _blocks(rows)
        for _, row in _numbered_text(rows, first, block)
        if _is_text(row)
    ]
    if any(map(_FIRST_CHANGE.search, said)):
        turns = tuple(_turns(_changing(_Words("", one_line(row)) for row in said)))
    else:
        turns = parse_text("\n".join(said)).turns
    if any(turn.speaker and turn.start is not None for turn in turns):
        # a text that says who speaks, and when, is a transcript as it should be
        return Transcript(turns)
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
    #: times of a cue whose text may follow after an empty line
    empty: tuple[float, float] | None = None
    is_webvtt = rows[0].startswith("WEBVTT")
    for first, block in _blocks(rows):
        # a cue may have a name, or a number, above its times
        place = 0 if _ARROW in block[0] else 1
        times = _times(block[place]) if place < len(block) else None
        if empty and not times and _is_late(block, is_webvtt=is_webvtt):
            # the blank of the line that scrolled out was lost
            cues.append(_Cue(block, *empty))
            empty = None
            continue
        empty = None
        if times:
            said = block[place + 1 :]
            cues += [_Cue(said, *times)] if said else []
            empty = None if said else times
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


def _is_late(block: Sequence[str], *, is_webvtt: bool) -> bool:
    """Whether *block*, below a cue without text, is its text."""
    if any(_ARROW in row for row in block):
        return False
    return not is_webvtt or any(map(_WORD_TIME.search, block))


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
    """Yield the cues, without what roll-up captions repeat from the previous cue.

    In YouTube's automatic captions, most cues begin with the end of the previous one, and some
    add a line, or a word to the last line. In other captions, a repeated line was said twice, and
    nothing changes.
    """
    plain = [list(filter(None, map(_plain, cue.lines))) for cue in cues]
    #: whether the file has times of words, as only automatic captions do
    timed = any(_WORD_TIME.search(line) for cue in cues for line in cue.lines)
    new = list(plain[:1])
    for place, (one, other) in enumerate(itertools.pairwise(cues)):
        may_repeat = _is_next(one, other) or (timed and _shows_old(other))
        lines = plain[place + 1]
        new.append(_added(plain[place], lines) if may_repeat else lines)
    pairs = list(zip(new[1:], plain[1:], strict=True))
    repeated = sum(added != lines for added, lines in pairs)
    grown = any(added and added != lines for added, lines in pairs)
    if not timed and (not grown or 2 * repeated <= len(pairs)):
        yield from cues
        return
    for cue, added in zip(cues, new, strict=True):
        yield replace(cue, lines=[html.escape(line) for line in added])


def _is_next(one: _Cue, other: _Cue) -> bool:
    """Whether *other* follows *one* without a gap, as in roll-up captions."""
    return one.end is not None and other.start is not None and other.start <= one.end + 0.1


def _shows_old(cue: _Cue) -> bool:
    """Whether a cue of captions with times of words shows a line that was there before."""
    if cue.start is not None and cue.end is not None and cue.end - cue.start <= _MOMENT:
        return True
    return len(cue.lines) > 1 and not _WORD_TIME.search(cue.lines[0])


def _added(lines: list[str], following: list[str]) -> list[str]:
    """Return *following* without its first lines, or words, that repeat the last of *lines*."""
    for count in range(min(len(lines), len(following), _MOST_ROLLED), 0, -1):
        *above, last = lines[-count:]
        if above != following[: count - 1]:
            continue
        grown = following[count - 1]
        if grown == last:
            return following[count:]
        if grown.startswith(f"{last} "):
            return [grown[len(last) + 1 :], *following[count:]]
    return following


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

    Half of all cues must begin with a name, unless they begin with ``>>``. A name that occurs
    only once must look like one.
    """
    if any(part.speaker for part in words):
        return words
    if any(map(_FIRST_CHANGE.search, (part.text for part in words))):
        return _changing(words)
    spoken = [part for part in words if part.text]
    count = Counter(name for part in spoken if (name := split_name(part.text)[0]))
    names = {
        name for name in count if looks_like_name(name) or (count[name] > 1 and may_be_name(name))
    }
    if 2 * sum(count[name] for name in names) < len(spoken) or not names:
        return words
    return list(itertools.chain.from_iterable(_by_prefix(part, names) for part in spoken))


def _changing(words: Iterable[_Words]) -> list[_Words]:
    """Return *words* split at ``>>``, where the speaker changes, with the names that follow it."""
    pieces = [piece for part in words if part.text for piece in _split_changes(part)]
    count = Counter(
        name for piece in pieces if piece.starts and (name := split_name(piece.text)[0])
    )
    names = {
        name
        for name in count
        if is_speaker(name, count[name]) or (name.isupper() and looks_like_name(name))
    }
    named = []
    for piece in pieces:
        first, *others = _by_prefix(piece, names)
        # of whom nobody knows the name is not the one before
        unnamed = "" if piece.starts else None
        speaker = unnamed if first.speaker is None else first.speaker
        named += [replace(first, speaker=speaker, starts=piece.starts), *others]
    return named


def _split_changes(part: _Words) -> Iterator[_Words]:
    first, *others = _CHANGE.split(part.text)
    if first.strip():
        yield replace(part, text=first.strip())
    for text in others:
        yield replace(part, text=text.strip(), starts=True)


def _by_prefix(words: _Words, names: Collection[str]) -> Iterator[_Words]:
    for line in words.text.split("\n"):
        name, rest = split_name(line)
        if name in names:
            yield replace(words, speaker=name, text=rest, starts=False)
        else:
            yield replace(words, speaker=None, text=line, starts=False)


def _turns(words: Iterable[_Words]) -> Iterator[Turn]:
    """Yield turns: successive words of one speaker, up to a certain length."""
    said: list[str] = []
    speaker = ""
    start: float | None = None
    end: float | None = None
    for part in words:
        changed = part.starts or (part.speaker is not None and part.speaker != speaker)
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
