"""Chapters of a recording: read from front matter, a directive or a list, and checked.

Nothing that an author wrote is lost: a chapter with an invalid time keeps its title and its
place, and gives a warning.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from sphinxcontrib_meetings.model.problem import Kind, Problem
from sphinxcontrib_meetings.model.recording import Chapter, timestamp
from sphinxcontrib_meetings.parse.times import CLOCK, parse_seconds

__all__ = [
    "Span",
    "by_chapter",
    "check_chapters",
    "item_lines",
    "join_chapters",
    "merge_chapters",
    "parse_chapters",
    "read_item",
    "repeated_times",
    "sort_chapters",
    "spans",
    "time_in",
]

#: spellings of one key, in a mapping of a chapter
_TIME_KEYS = ("seconds", "time", "start", "timestamp", "t")
_TITLE_KEYS = ("label", "title", "name")

#: a time before a title: `0:12 Title`, `[0:12] Title`, `(1:02:03) - Title`, `0:12: Title`
_TIME_FIRST = re.compile(
    rf"(?P<sign>[-\u2212]?)[(\[]?(?P<time>{CLOCK})(?:\.[0-9]+)?[)\]]?"
    r"(?:\s*(?:[-\u2013\u2014:|•·]+\s+)|\s+|\Z)(?P<title>.*)",
    re.DOTALL,
)
#: a time after a title, set off from it: `Title (0:12)`, `Title - 0:12`
_TIME_LAST = re.compile(
    rf"(?P<title>.*\S)\s*(?:[(\[](?P<time>{CLOCK})[)\]]|\s[-\u2013\u2014|•·]+\s+(?P<time2>{CLOCK}))",
    re.DOTALL,
)
#: the hyphen, and the sign
_MINUS = "-\u2212"
_BULLET = re.compile(r"\A(?:[-*+•]|[0-9]+[.)])\s+")
#: a time as the key of a mapping, with or without quotes
_KEY = re.compile(rf"(?P<quote>[\"']?)(?P<time>{CLOCK}|[0-9]+)(?P=quote)\s*:(?:\s|\Z)")


@dataclass(frozen=True, slots=True)
class Span:
    """A chapter with its end."""

    title: str
    start: int
    #: None if no chapter follows and the duration is unknown
    end: int | None


def parse_chapters(
    value: object, line: int = 0, lines: Sequence[int] = ()
) -> tuple[tuple[Chapter, ...], list[Problem]]:
    """Return the chapters of a field or directive, sorted by time, and the problems.

    *value* may be a list of mappings (``seconds``, ``time`` or ``start``, and ``label``,
    ``title`` or ``name``), a mapping of times to titles, a list of texts (``0:12 Welcome``), or
    one text with a chapter per line. Numbers are seconds. *line* is the line of the field,
    *lines* are those of its items (:func:`item_lines`).
    """
    items = _items(value)
    if items is None:
        message = "chapters are not a list; write lines like '0:12 Welcome'"
        return (), [Problem(Kind.FIELD, message, line)]
    places = list(lines) if len(lines) == len(items) else [line] * len(items)
    chapters: list[Chapter] = []
    problems: list[Problem] = []
    for (time, title), place in zip(items, places, strict=True):
        chapter, message = _chapter(time, title, place)
        if message:
            problems.append(Problem(Kind.FIELD, f"chapters: {message}", place))
        if chapter.title or chapter.seconds is not None:
            chapters.append(chapter)
    ordered, others = sort_chapters(chapters)
    return ordered, [*problems, *others]


def item_lines(text: Sequence[str], line: int) -> list[int]:
    """Return the lines of the items of a field in block style.

    *text* has the lines of the file; *line* is the line of the field, counted from 1. If the
    field is in another style, there may be too few or too many lines.
    """
    return [number for number, _ in _rows(text, line)]


def repeated_times(text: Sequence[str], line: int) -> list[Problem]:
    """Return a problem for each time that occurs twice in a mapping. YAML keeps only the last.

    *text* and *line* are as for :func:`item_lines`.
    """
    seen: set[str] = set()
    problems: list[Problem] = []
    for number, row in _rows(text, line):
        match = _KEY.match(row)
        if match is None:
            continue
        if match["time"] in seen:
            message = (
                f"chapters: {match['time']} is given twice and only the last one is used; correct "
                "one of them"
            )
            problems.append(Problem(Kind.FIELD, message, number))
        seen.add(match["time"])
    return problems


def _rows(text: Sequence[str], line: int) -> list[tuple[int, str]]:
    """Return the first line of each item of a field, and its number."""
    found: list[tuple[int, int, str]] = []
    for number, row in enumerate(text[line:], line + 1):
        plain = row.strip()
        if not plain or plain.startswith("#"):
            continue
        indent = len(row) - len(row.lstrip())
        if plain == "---" or (indent == 0 and not plain.startswith("- ")):
            break
        found.append((indent, number, plain))
    least = min((indent for indent, _, _ in found), default=0)
    return [(number, plain) for indent, number, plain in found if indent == least]


# ── values ────────────────────────────────────────────────────────────────────

#: a time and a title, of any type that YAML has
_Item = tuple[object, object]


def _items(value: object) -> list[_Item] | None:
    """Return (time, title) pairs; None if *value* does not have the form of chapters."""
    if isinstance(value, str):
        rows = [_BULLET.sub("", row.strip(), count=1) for row in value.splitlines()]
        return [_text_item(row) for row in rows if row]
    if isinstance(value, Mapping):
        return _mapping_items(value)
    if isinstance(value, list | tuple):
        found = [_list_item(item) for item in value if item is not None]
        return list(itertools.chain.from_iterable(found))
    return None


def _list_item(item: object) -> list[_Item]:
    if isinstance(item, Mapping):
        return _mapping_items(item)
    return [_text_item(str(item))]


def _mapping_items(value: Mapping[object, object]) -> list[_Item]:
    """Return the one chapter that *value* describes, or all those that it lists by time."""
    keys = {str(key).lower(): key for key in value}
    times = [keys[key] for key in _TIME_KEYS if key in keys]
    titles = [keys[key] for key in _TITLE_KEYS if key in keys]
    if not (times or titles):
        return [_pair(key, title) for key, title in value.items()]
    time = value[times[0]] if times else None
    title = value[titles[0]] if titles else ""
    return [(time, title)] if times else [_text_item(str(title))]


def _pair(time: object, title: object) -> _Item:
    """Return a time and its title; in YAML, `0:12 Demo: a host` is a mapping, too."""
    if isinstance(time, str) and _seconds(time) is None:
        found = _text_item(time if title is None else f"{time}: {title}")
        return (time, title) if found[0] is None else found
    return time, title


def _text_item(text: str) -> _Item:
    for pattern in (_TIME_FIRST, _TIME_LAST):
        match = pattern.fullmatch(text.strip())
        if match:
            groups = match.groupdict()
            sign = "-" if groups.get("sign") else ""
            return sign + (groups["time"] or groups["time2"]), match["title"]
    return None, text


def _chapter(time: object, title: object, line: int) -> tuple[Chapter, str]:
    """Return the chapter, and a message about what is wrong with it."""
    words = " ".join(str(title).split()) if title is not None else ""
    called = f"{words!r} " if words else "a chapter "
    seconds = _seconds(time)
    if seconds is None:
        shown = "no time" if time is None else f"the invalid time {str(time)[:40]!r}"
        message = f"{called}has {shown}; write it like '12:34 Title'"
        # an invalid time is kept, since readers may understand it
        kept = words if time is None else f"{str(time)[:200]} {words}".strip()
        return Chapter(None, kept, line), message
    if seconds < 0:
        return (
            Chapter(None, words or str(time)[:40], line),
            f"{called}starts before the recording ({_clock(seconds)}); correct the time",
        )
    if not words:
        message = f"the chapter at {timestamp(seconds)} has no title; add one"
        return Chapter(seconds, "", line), message
    return Chapter(seconds, words, line), ""


def _seconds(value: object) -> int | None:
    """Return a time in seconds, None if it is not valid. Numbers are seconds."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int):
        return value if abs(value) < 10**6 else None
    if isinstance(value, float):
        return int(value) if abs(value) < 10**6 else None
    text = str(value).strip().strip("()[]")
    sign = -1 if text.startswith(tuple(_MINUS)) else 1
    try:
        return sign * parse_seconds(re.sub(r"(?<=[0-9])\.[0-9]+\Z", "", text.lstrip(_MINUS)))
    except ValueError:
        return None


def _clock(seconds: int) -> str:
    return f"-{timestamp(-seconds)}" if seconds < 0 else timestamp(seconds)


# ── order and consistency ─────────────────────────────────────────────────────


def sort_chapters(
    chapters: Iterable[Chapter],
) -> tuple[tuple[Chapter, ...], list[Problem]]:
    """Return the chapters by time, without duplicates; and problems of order and duplicates."""
    problems: list[Problem] = []
    kept: list[Chapter] = []
    seen: set[tuple[int | None, str]] = set()
    latest = 0
    for chapter in chapters:
        message = ""
        if (chapter.seconds, chapter.title) in seen:
            message = f"chapters: {_named(chapter)} is given twice; remove one"
        else:
            kept.append(chapter)
            if chapter.seconds is not None and chapter.seconds < latest:
                message = (
                    f"chapters: {_named(chapter)} follows one at {timestamp(latest)}; "
                    "put them in order of time"
                )
        if message:
            problems.append(Problem(Kind.FIELD, message, chapter.line))
        seen.add((chapter.seconds, chapter.title))
        latest = max(latest, chapter.seconds or 0)
    return _by_time(kept), problems


def _by_time(chapters: Iterable[Chapter]) -> tuple[Chapter, ...]:
    """Return chapters by time; those without a time stay behind the one that they follow."""
    places: list[tuple[int, Chapter]] = []
    for chapter in chapters:
        before = places[-1][0] if places else 0
        places.append((before if chapter.seconds is None else chapter.seconds, chapter))
    return tuple(chapter for _, chapter in sorted(places, key=lambda place: place[0]))


def check_chapters(
    chapters: Sequence[Chapter], duration: int | None = None, line: int = 0
) -> list[Problem]:
    """Return the problems of sorted chapters: equal times, and times past the end.

    *duration* is that of the recording, in seconds; *line* is for chapters without a line.
    """
    timed = [chapter for chapter in chapters if chapter.seconds is not None]
    problems = [
        Problem(
            Kind.FIELD,
            f"chapters: {_named(one)} and {other.title!r} start at the same time; "
            "correct one of them",
            other.line or line,
        )
        for one, other in itertools.pairwise(timed)
        if one.seconds == other.seconds
    ]
    if duration is not None:
        problems += [
            Problem(
                Kind.FIELD,
                f"chapters: {_named(chapter)} starts past the end of the recording "
                f"({timestamp(duration)}); correct the time or the duration",
                chapter.line or line,
            )
            for chapter in timed
            if (chapter.seconds or 0) >= duration
        ]
    return problems


def join_chapters(
    given: Sequence[Chapter], listed: Sequence[Chapter], line: int = 0
) -> tuple[tuple[Chapter, ...], list[Problem]]:
    """Return the chapters of the field and of a list in the text; the field has priority.

    They are in order, with one problem for each chapter that only one of the two has, or that
    has two titles. *line* is the line of the field.
    """
    if not (given and listed):
        return tuple(given or listed), []
    problems: list[Problem] = []
    missing = list(_missing(given, listed))
    # the first title for each time
    titles = {chapter.seconds: chapter.title for chapter in reversed(given)}
    for chapter in missing:
        is_rival = chapter.seconds in titles
        says = f"calls it {titles[chapter.seconds]!r}" if is_rival else "does not have it"
        message = f"the text lists the chapter {_named(chapter)}, but the field 'chapters' {says}"
        problems.append(
            Problem(Kind.FIELD, f"{message}; make them agree, or keep one", chapter.line or line)
        )
    times = {chapter.seconds for chapter in listed}
    for chapter in _missing(listed, given):
        if chapter.seconds not in times:
            message = f"the text lists chapters, but not {_named(chapter)} of the field 'chapters'"
            problems.append(
                Problem(Kind.FIELD, f"{message}; make them agree", chapter.line or line)
            )
    added = [chapter for chapter in missing if chapter.seconds not in titles]
    joined = sorted((*given, *added), key=lambda c: c.seconds if c.seconds is not None else -1)
    return tuple(joined), problems


def merge_chapters(*groups: Iterable[Chapter]) -> tuple[Chapter, ...]:
    """Return the chapters of several groups by time, each once."""
    kept: list[Chapter] = []
    for group in groups:
        kept += list(_missing(kept, group))
    return _by_time(kept)


def _missing(known: Iterable[Chapter], others: Iterable[Chapter]) -> Iterator[Chapter]:
    """Return those of *others* that are not in *known*, ignoring case and punctuation."""
    names = {(chapter.seconds, _plain(chapter.title)) for chapter in known}
    return (c for c in others if (c.seconds, _plain(c.title)) not in names)


def _plain(title: str) -> str:
    """Return the letters and digits of a title, which are the same in all its spellings."""
    return re.sub(r"\W+", "", title).casefold()


def _named(chapter: Chapter) -> str:
    return f"{chapter.time} {chapter.title!r}".strip()


# ── the text ──────────────────────────────────────────────────────────────────


def read_item(text: str, seconds: int, line: int = 0) -> tuple[Chapter, list[Problem]]:
    """Return the chapter of a list item whose link leads to *seconds* of the recording.

    A time in its text is not part of the title. If it contradicts the link, the link is used,
    and there is a problem.
    """
    time, title = _text_item(_BULLET.sub("", text.strip(), count=1))
    words = " ".join(str(title).split())
    bare, _, last = words.rpartition(" ")
    if time is None and bare and _seconds(last) == seconds and ":" in last:
        # `Title [12:34](…)`: the link sets it off
        words = bare
    chapter = Chapter(seconds, words or timestamp(seconds), line)
    written = _seconds(time)
    if written is None or written == seconds:
        return chapter, []
    message = (
        f"the chapter {words!r} says {_clock(written)}, but its link leads to "
        f"{timestamp(seconds)}; correct one of them"
    )
    return chapter, [Problem(Kind.VIDEO, message, line)]


def time_in(text: str) -> int | None:
    """Return the time, in seconds, that a list item begins or ends with, or None."""
    return _seconds(_text_item(_BULLET.sub("", text.strip(), count=1))[0])


def spans(chapters: Iterable[Chapter], duration: int | None = None) -> tuple[Span, ...]:
    """Return the chapters that have a time, each with its end: the start of the next one.

    The last one ends with the recording, if its *duration* in seconds is known.
    """
    found = {c.seconds: c.title for c in chapters if c.seconds is not None}
    starts = sorted(found)
    ends = [*starts[1:], duration]
    return tuple(
        Span(found[start], start, end if end is not None and end > start else None)
        for start, end in zip(starts, ends, strict=False)
    )


# ── turns ─────────────────────────────────────────────────────────────────────


class Timed(Protocol):
    """Something that is said at a certain time."""

    @property
    def start(self) -> float | None:
        """Seconds from the beginning of the recording; None if unknown."""


_Said = TypeVar("_Said", bound=Timed)


def by_chapter(
    turns: Iterable[_Said], chapters: Sequence[Chapter]
) -> tuple[tuple[Chapter | None, tuple[_Said, ...]], ...]:
    """Return *turns* grouped by the chapter in which they begin.

    Turns before the first chapter have None. Turns without a time stay with the previous turn.
    Chapters in which no turn begins are left out.
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
