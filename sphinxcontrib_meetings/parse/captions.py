"""Transcripts: who said what, and when, from captions (WebVTT, SubRip) and from text.

WebVTT (https://www.w3.org/TR/webvtt1/) is parsed by webvtt-py, which leaves out what is
malformed. A transcript must not lose a word, so every line goes to the parser with its number,
and the lines that do not come back are put where they stood. SubRip differs by the comma in
its times only, as far as transcripts go, and takes the same way.
"""

from __future__ import annotations

import codecs
import html
import itertools
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

import webvtt

from sphinxcontrib_meetings.model.meeting import Chapter
from sphinxcontrib_meetings.model.problem import Kind, Problem
from sphinxcontrib_meetings.parse.youtube import parse_seconds

__all__ = [
    "Captions",
    "Transcript",
    "Turn",
    "by_chapter",
    "captions_beside",
    "decode",
    "parse_captions",
    "parse_text",
    "second_in",
    "speaker_line",
    "speaker_lines",
    "webvtt_of",
]

#: seconds after which a turn goes on as a new one, at the end of a sentence
LONG_TURN = 60
#: seconds after which it does so anyway
LONGEST_TURN = 120
#: seconds of silence after which words of nobody in particular start a new turn
PAUSE = 4


@dataclass(frozen=True, slots=True)
class Turn:
    """What one person says without another one in between."""

    #: empty where the source does not say
    speaker: str
    #: seconds from the beginning of the recording; None where the source does not say
    start: float | None
    #: plain text, one line
    text: str


class Timed(Protocol):
    """Something that is said from a second on."""

    @property
    def start(self) -> float | None:
        """Seconds from the beginning of the recording; None where nobody says."""


_Said = TypeVar("_Said", bound=Timed)


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was said, and what is wrong with the file that says it."""

    turns: tuple[Turn, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def speakers(self) -> tuple[str, ...]:
        """Everybody who speaks, in the order of their first words."""
        return tuple(dict.fromkeys(turn.speaker for turn in self.turns if turn.speaker))


@dataclass(frozen=True, slots=True, order=True)
class Captions:
    """A file of captions that lies beside a note. They sort with the best one first."""

    #: tag by BCP 47, such as ``en`` or ``pt-BR``; empty where the name has none
    language: str
    is_srt: bool
    #: name of the file, without folder
    name: str


# ── captions ──────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class _Cue:
    """The lines of one cue, or one line that stands between cues."""

    lines: list[str]
    start: float | None = None
    end: float | None = None


@dataclass(frozen=True, slots=True)
class _Words:
    """What is said in a cue, or in a part of it, in lines without tags."""

    #: None where whoever spoke before goes on
    speaker: str | None
    text: str
    start: float | None = None
    end: float | None = None


_LINE_END = re.compile(r"\r\n|\r|\n")
#: stands between a line and its number; the last one of a line is ours, others do no harm
_MARK = "\x1f"
_ARROW = "-->"
#: SubRip writes a comma where WebVTT has a dot
_COMMA = re.compile(r"(?<=[0-9]),(?=[0-9]{1,3}(?:\s|\Z))")
_LETTER = re.compile(r"[^\W\d_]")
#: how blocks start that no viewer is shown
_SILENT = re.compile(r"NOTE(?:[ \t]|\Z)|(?:STYLE|REGION)[ \t]*\Z")

#: tags of cues (https://www.w3.org/TR/webvtt1/#webvtt-cue-text-span), of SubRip, and marks of
#: position. Other angle brackets are text
_TAG = re.compile(
    r"</?(?:[bciuBIU]|font|FONT|lang|ruby|rt|v)(?:\.[^\s<>]*)?(?:\s[^<>]*)?>"
    r"|<(?:[0-9]{1,10}:)?[0-9]{1,2}:[0-9]{1,2}\.[0-9]{1,3}>|\{\\[a-zA-Z][^{}]*\}"
)
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?(?:\s+([^<>]*))?>|</v>")
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\ufeff]")
_SENTENCE_END = re.compile(r"[.!?\u2026\u3002\uff01\uff1f][\"'\u201d\u2019)\]]*\Z")
#: lines that captions show at once, as they roll up
_MOST_ROLLED = 4


def parse_captions(text: str) -> Transcript:
    """Read a file of WebVTT or SubRip. It never raises, and loses no word that is spoken.

    Cues of one speaker become one turn, until it is long; lines that captions repeat as they
    roll up are said once. Lines without a time that can be read are kept where they stand, and
    are problems. Speakers are those of ``<v Name>``, else the names that most cues begin with
    (``Name: text``, as Zoom writes them).
    """
    rows = _LINE_END.split(text.removeprefix("\ufeff"))
    cues, problems = _cues(rows)
    if not any(cue.start is not None for cue in cues):
        return _without_cues(rows)
    words = list(itertools.chain.from_iterable(map(_words, _unrolled(cues))))
    return Transcript(tuple(_turns(_named(words))), tuple(problems))


def _without_cues(rows: Sequence[str]) -> Transcript:
    """Read a file without a single time as plain text."""
    silent = _silent(rows)
    # a line with an arrow may be something that was said, but not without letters
    said = [
        row
        for number, row in enumerate(rows, 1)
        if number not in silent and (_ARROW not in row or _LETTER.search(row))
    ]
    turns = parse_text("\n".join(said)).turns
    message = (
        "the transcript has no cue like '00:12.000 --> 00:15.000': it is read as plain text"
        if turns
        else "the transcript is empty: fill the file, or remove it"
    )
    return Transcript(turns, (Problem(Kind.FIELD, message, 1),))


def _cues(rows: Sequence[str]) -> tuple[list[_Cue], list[Problem]]:
    """Return the cues and the lines between them, as they stand, and what is wrong."""
    marked = [_marked(row, number) for number, row in enumerate(rows, 1)]
    if not rows[0].startswith("WEBVTT"):
        for number in range(1, len(rows) - 1):
            # the blank line above the number of a cue may be missing
            above, row, below = rows[number - 1 : number + 2]
            if above.strip() and row.strip().isdigit() and _is_timing(below):
                marked[number] = f"\n{marked[number]}"
        marked[:0] = ["WEBVTT", ""]
    found: dict[int, _Cue] = {}
    left = {number for number, row in enumerate(rows, 1) if row.strip()}
    for caption in webvtt.from_string("\n".join(marked)).captions:
        if caption.identifier:
            left.discard(_number(caption.identifier))
        numbers = [_number(line) for line in caption.lines]
        if numbers:
            left.difference_update(numbers)
            found[numbers[0]] = _Cue(
                [rows[number - 1] for number in numbers],
                caption.start_time.in_milliseconds() / 1000,
                caption.end_time.in_milliseconds() / 1000,
            )
    lost, problems = _lost(rows, left - _silent(rows))
    found |= {number: _Cue([rows[number - 1]]) for number in lost}
    return [found[number] for number in sorted(found)], problems


def _marked(row: str, number: int) -> str:
    """Return a line as the parser gets it: with its number, unless it is one of times."""
    if not row or (number == 1 and row.startswith("WEBVTT")):
        return row
    return _COMMA.sub(".", row) if _ARROW in row else f"{row}{_MARK}{number}"


def _number(line: str) -> int:
    return int(line.rpartition(_MARK)[2])


def _silent(rows: Sequence[str]) -> set[int]:
    """Return the numbers of the lines that no viewer is shown: head, comments, styles."""
    silent: set[int] = set()
    inside = starts = False
    for number, row in enumerate(rows, 1):
        if not row or (_ARROW in row and not starts):
            inside = False
        elif number == 1:
            inside = row.startswith("WEBVTT")
        elif starts and _SILENT.match(row):
            inside = True
        if inside:
            silent.add(number)
        starts = not row
    return silent


def _lost(rows: Sequence[str], left: Collection[int]) -> tuple[list[int], list[Problem]]:
    """Return the lines of text among *left*, which the parser did not take, and the problems."""
    lost: list[int] = []
    problems: list[Problem] = []
    faulty = 0
    for number in sorted(left):
        row, after = rows[number - 1], "".join(rows[number : number + 1])
        if row.strip().isdigit() and _ARROW in after:
            # the number of a cue in SubRip, if it has no text
            continue
        if _ARROW in row:
            if _is_timing(row) and (number + 1 not in left or _ARROW in after):
                continue
            message = f"{_short(row)} is no time: write it as 00:01:02.500 --> 00:01:05.000"
            problems.append(Problem(Kind.FIELD, message, number))
        elif faulty != number - 1:
            message = f"{_short(row)} has no time: put a line with its time above it"
            problems.append(Problem(Kind.FIELD, message, number))
        faulty = number
        # a line with an arrow may be something that was said
        if _ARROW not in row or _LETTER.search(row):
            lost.append(number)
    return lost, problems


def _is_timing(row: str) -> bool:
    """Ask the parser whether a line has times."""
    return _ARROW in row and bool(
        webvtt.from_string(f"WEBVTT\n\n{_COMMA.sub('.', row)}\ntext").captions
    )


def _short(row: str) -> str:
    plain = row.strip()
    return repr(plain if len(plain) <= 60 else f"{plain[:57]}...")


def _plain(line: str) -> str:
    """Return a line of a cue as it is read: without tags, in one line."""
    text = _ENTITY.sub(lambda match: html.unescape(match[0]), _TAG.sub("", line))
    return _one_line(text)


def _one_line(text: str) -> str:
    """Return *text* without control characters, and with single blanks."""
    return " ".join(_CONTROL_CHARACTERS.sub("", text).split())


def _unrolled(cues: Sequence[_Cue]) -> Iterator[_Cue]:
    """Take out the lines that a cue repeats from the one before, if captions roll up.

    They do in YouTube's automatic captions: most cues begin with what the last one ended with,
    and some add a line. Elsewhere somebody may say the same thing twice, and nothing changes.
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
    """Say whether a cue follows without a gap, as it does where captions roll up."""
    return one.end is not None and other.start is not None and other.start <= one.end + 0.1


def _overlap(lines: Sequence[str], following: Sequence[str]) -> int:
    """Return how many of *following* are the end of *lines*."""
    most = min(len(lines), len(following), _MOST_ROLLED)
    return next((n for n in range(most, 0, -1) if lines[-n:] == following[:n]), 0)


def _words(cue: _Cue) -> Iterator[_Words]:
    """Split a cue where the voice changes."""
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
    """Take names in front of what is said for speakers, if no voice says who speaks.

    Half of all cues must begin with a name. One that stands only once must look like one.
    """
    if any(part.speaker for part in words):
        return words
    spoken = [part for part in words if part.text]
    count = Counter(name for part in spoken if (name := _prefix(part.text)[0]))
    names = {name for name in count if count[name] > 1 or _looks_like_name(name)}
    if 2 * sum(count[name] for name in names) < len(spoken) or not names:
        return words
    return list(itertools.chain.from_iterable(_by_prefix(part, names) for part in spoken))


def _by_prefix(words: _Words, names: Collection[str]) -> Iterator[_Words]:
    for line in words.text.split("\n"):
        name, rest = _prefix(line)
        if name in names:
            yield replace(words, speaker=name, text=rest)
        else:
            yield replace(words, speaker=None, text=line)


#: a name, in front of what its bearer says
_PREFIX = re.compile(r"([^\W\d_][^:<>\[\]!?;\n]{0,59}):(?:\s+|\Z)")
_MOST_WORDS = 5
#: parts of names that are written small
_PARTICLES = frozenset(
    ("bin", "da", "de", "del", "den", "der", "di", "du", "la", "of", "van", "von")
)


def _prefix(text: str) -> tuple[str, str]:
    """Split ``Name: text``; the name is empty if there is none."""
    match = _PREFIX.match(text)
    if match is None or len(match[1].split()) > _MOST_WORDS:
        return "", text
    return match[1].strip(), text[match.end() :]


def _looks_like_name(text: str) -> bool:
    """Say whether no word is written small, but for those that names contain."""
    words = re.sub(r"\([^()]*\)", "", text).split()
    small = [word for word in words if word[0].islower() and word not in _PARTICLES]
    return 0 < len(words) <= _MOST_WORDS and not small and not words[0][0].islower()


def _turns(words: Iterable[_Words]) -> Iterator[Turn]:
    """Join what one speaker says, until it is long."""
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
    """Say whether a turn that began at *start* ends before what is said *now*."""
    if start is None or now is None:
        return False
    if now - start >= LONGEST_TURN or (not speaker and end is not None and now - end >= PAUSE):
        return True
    return now - start >= LONG_TURN and _SENTENCE_END.search(text) is not None


def webvtt_of(text: str) -> str:
    """Return captions as WebVTT, the one format of ``<track>``.

    What the parser cannot read is left out: no browser would show it.
    """
    text = text.removeprefix("\ufeff")
    if text.startswith("WEBVTT"):
        return text
    rows = [_COMMA.sub(".", row) if _ARROW in row else row for row in _LINE_END.split(text)]
    captions = webvtt.from_string("\n".join(["WEBVTT", "", *rows]))
    return str(captions.content)


# ── text ──────────────────────────────────────────────────────────────────────

_CLOCK = r"[0-9]{1,3}:[0-5][0-9](?::[0-5][0-9])?"
#: a time as transcripts write it: a link, the role of ours, in brackets, or bare
_TIME = re.compile(
    rf"\[\\?\[?(?P<label>{_CLOCK})\\?\]?\]\((?P<url>[^()\s]*)\)"
    rf"|\{{youtube\}}`(?P<role>{_CLOCK})`"
    rf"|(?:\\?[\[(])(?P<brackets>{_CLOCK})(?:\\?[\])])|(?P<bare>{_CLOCK})(?![\w:])"
)
_URL_TIME = re.compile(r"[?&#;](?:t|start)=([0-9hms]+)")
_BOLD_NAME = re.compile(r"(\*\*|__)(?P<name>[^*_\[\]\n:]{1,80}?)\s*(?P<colon>:?)\1")
_PLAIN_NAME = re.compile(
    rf"(?P<name>[^\W\d_][^:*\[\]<>!?;\n]{{0,59}}?)\s*(?=:(?:\s|\Z)|\\?[\[(]\\?\[?{_CLOCK})"
)
#: between a name and what follows
_AFTER_NAME = re.compile(r"\s*(?P<colon>:?)(?:\s|\Z)\s*(?:[-\u2013\u2014]\s+)?")


def speaker_line(text: str, known: Collection[str] = ()) -> tuple[str, int | None, str] | None:
    """Read the beginning of a turn in Markdown: who speaks, at which second, and what follows.

    *text* is a paragraph, or a line of it, with its markup: ``**Name** [0:12](URL)``,
    ``**Name** [mm:ss]``, ``**Name:** text``, ``Name: text``, each also with the time in front.
    The time of a link is the one in its address. ``None`` means that nobody begins to speak.
    ``Name: text`` is only to be looked for where a transcript is expected; the name must look
    like one, or be one of *known*.
    """
    seconds, rest = _take_time(text.strip())
    bold = _BOLD_NAME.match(rest)
    match = bold or _PLAIN_NAME.match(rest)
    if match is None:
        return None
    name = " ".join(match["name"].split())
    after = rest[match.end() :]
    outside = _AFTER_NAME.match(after) if after.startswith(":") else None
    has_colon = outside is not None or bool(bold and bold["colon"])
    late, after = _take_time((after[outside.end() :] if outside else after).lstrip())
    seconds = late if seconds is None else seconds
    if (seconds is None and not has_colon) or not (bold or name in known or _is_name(name)):
        return None
    if not bold and late is None and not has_colon:
        return None
    end = _AFTER_NAME.match(after) if late is not None else None
    return name, seconds, (after[end.end() :] if end else after).strip()


def _is_name(name: str) -> bool:
    return _looks_like_name(name) and _LETTER.match(name) is not None


def _take_time(text: str) -> tuple[int | None, str]:
    """Split off the time that *text* starts with."""
    match = _TIME.match(text)
    if match is None:
        return None, text
    label = match["label"] or match["role"] or match["brackets"] or match["bare"]
    seconds = second_in(match["url"] or "", label)
    return (None, text) if seconds is None else (seconds, text[match.end() :].lstrip(" \t"))


def second_in(url: str, label: str) -> int | None:
    """Return the second that a link means: that of its address, else the one in its text."""
    in_url = _URL_TIME.search(url)
    for written in (in_url[1] if in_url else "", label):
        try:
            return parse_seconds(written)
        except ValueError:
            continue
    return None


def speaker_lines(
    texts: Sequence[str], known: Collection[str] = ()
) -> list[tuple[str, int | None, str] | None]:
    """Read each of the paragraphs, or lines, of one transcript by :func:`speaker_line`.

    They decide together: where some turns begin in bold or with a time, the others do, too,
    and ``So: text`` is something that was said. Else a single word is a name if it is *known*
    or speaks twice.
    """
    found = [speaker_line(text, known) for text in texts]
    marked = [
        begins is not None and (begins[1] is not None or text.lstrip().startswith(("**", "__")))
        for begins, text in zip(found, texts, strict=True)
    ]
    if any(marked):
        return [begins if mark else None for begins, mark in zip(found, marked, strict=True)]
    count = Counter(begins[0] for begins in found if begins)
    names = {name for name in count if count[name] > 1 or name in known or " " in name}
    return [begins if begins and begins[0] in names else None for begins in found]


def parse_text(text: str, known: Collection[str] = ()) -> Transcript:
    """Read a transcript without cues: lines and paragraphs, some of which begin a turn."""
    rows = _LINE_END.split(text.removeprefix("\ufeff"))
    turns: list[Turn] = []
    said: list[str] = []
    speaker, start = "", None
    for row, begins in zip(rows, speaker_lines(rows, known), strict=True):
        if begins:
            turns += [Turn(speaker, start, " ".join(said))] if said else []
            speaker, start = _one_line(begins[0]), begins[1]
            said = []
        said += filter(None, [_one_line(begins[2] if begins else row)])
    turns += [Turn(speaker, start, " ".join(said))] if said else []
    return Transcript(tuple(turns))


# ── files, chapters ───────────────────────────────────────────────────────────

#: a language by BCP 47, as far as names of files have one
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}", re.IGNORECASE)
#: words in names of captions that are no languages, though some look like one
_NO_LANGUAGES = frozenset({"asr", "auto", "cc", "sdh", "sub", "vtt"})
_CAPTIONS = (".vtt", ".srt")
_NOTES = (".md", ".mdx", ".markdown", ".myst", ".rst", ".txt")


def captions_beside(note: str, names: Iterable[str]) -> tuple[Captions, ...]:
    """Return the captions of a note: ``NOTE.vtt``, ``NOTE.en.vtt``, and the same with ``.srt``.

    *note* is the name of its file without suffix, *names* are those of the files in its folder.
    A file that has a note of its own (``NOTE.en.vtt`` and ``NOTE.en.md``) belongs to that.
    """
    names = set(names)
    found: list[Captions] = []
    for name in names:
        stem, _, suffix = name.rpartition(".")
        if f".{suffix}".lower() not in _CAPTIONS or not f"{stem}.".startswith(f"{note}."):
            continue
        words = [word for word in stem[len(note) :].split(".") if word]
        if words and (
            words[-1].lower() == "chapters" or any(stem + end in names for end in _NOTES)
        ):
            continue
        languages = [word for word in words if _is_language(word)]
        found.append(Captions(languages[-1] if languages else "", suffix.lower() == "srt", name))
    return tuple(sorted(found))


def _is_language(word: str) -> bool:
    return word.lower() not in _NO_LANGUAGES and _LANGUAGE.fullmatch(word) is not None


def decode(data: bytes) -> tuple[str, list[Problem]]:
    """Return the text of a file of captions. It never raises; what is not Unicode is a problem."""
    for mark, encoding in (
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
        (b"", "utf-8-sig"),
    ):
        if data.startswith(mark):
            try:
                return data.decode(encoding), []
            except UnicodeDecodeError as error:
                line = data.count(b"\n", 0, error.start) + 1
    message = "the transcript is not UTF-8, so that letters may be wrong: save it in that encoding"
    # every byte is a letter of it, so that nothing is lost
    return data.decode("latin-1"), [Problem(Kind.ENCODING, message, line)]


def by_chapter(
    turns: Iterable[_Said], chapters: Sequence[Chapter]
) -> tuple[tuple[Chapter | None, tuple[_Said, ...]], ...]:
    """Group turns by the chapter in which they begin.

    What is said before the first one has None. Turns without a time stay with the last one that
    has; chapters in which nobody begins to speak are left out.
    """
    timed = [chapter for chapter in chapters if chapter.seconds is not None]
    groups: list[tuple[Chapter | None, list[_Said]]] = []
    place = -1
    for turn in turns:
        if turn.start is not None:
            while place + 1 < len(timed) and (timed[place + 1].seconds or 0) <= turn.start:
                place += 1
        chapter = timed[place] if place >= 0 else None
        if not groups or groups[-1][0] is not chapter:
            groups.append((chapter, []))
        groups[-1][1].append(turn)
    return tuple((chapter, tuple(said)) for chapter, said in groups)
