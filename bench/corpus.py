"""Archives of generated notes, the same ones each time.

The words follow Zipf's law, as in real texts, where most distinct words are rare.
The cost of the search index, a third of a build, depends on that.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, islice
from pathlib import Path

__all__ = ["Archive", "words_of", "write", "write_calls", "write_minutes"]

#: number of distinct words; 300 notes have about as many as 2.4 MB of English
VOCABULARY = 30_000

MEAN_BYTES = 8_000
LONG_BYTES = 60_000
#: every 25th note is long, like a meeting with its chat log
LONG_EVERY = 25

_VIDEO = "https://youtu.be/aqz-KE-bpKQ"
_FIRST = dt.date(2000, 1, 5)
_ONSETS = ("b", "br", "c", "cl", "d", "f", "g", "l", "m", "n", "p", "pr", "r", "s", "st", "t", "v")
_VOWELS = ("a", "e", "i", "o", "u", "ea", "io", "ou")
#: endings that give the stemmer its work
_ENDINGS = ("", "", "s", "ed", "ing", "er", "ation", "ness", "ly", "able", "ment", "ies")


@dataclass(frozen=True)
class Archive:
    """The size of an archive."""

    notes: int
    tags: int = 20
    people: int = 10
    tags_each: int = 3
    people_each: int = 2


def words_of(chance: random.Random) -> Iterator[str]:
    """Yield words without end, drawn with *chance*."""
    # the vocabulary is the same for every seed
    vocabulary = _vocabulary(random.Random(1))
    weights = list(accumulate(1 / rank for rank in range(1, len(vocabulary) + 1)))
    while True:
        yield from chance.choices(vocabulary, cum_weights=weights, k=1_000)


def _vocabulary(chance: random.Random) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < VOCABULARY:
        syllables = chance.choice((1, 2, 2, 3))
        stem = "".join(chance.choice(_ONSETS) + chance.choice(_VOWELS) for _ in range(syllables))
        found[stem + chance.choice(_ENDINGS)] = None
    # common words are short
    return sorted(found, key=lambda word: (len(word) + chance.random() * 4, word))


def write(folder: Path, archive: Archive, *, seed: int = 1) -> list[Path]:
    """Write *archive* as ``meetings/YYYY-MM-DD-word.md`` below *folder*; return the notes."""
    chance = random.Random(seed)
    words = words_of(chance)
    tags = [f"{word}-{number}" for number, word in enumerate(islice(words, archive.tags))]
    people = [f"person{number}" for number in range(archive.people)]
    meetings = folder / "meetings"
    meetings.mkdir(parents=True)
    names = "".join(
        f"{key}:\n  name: {next(words).title()} {next(words).title()}\n  title: Member\n"
        for key in people
    )
    (meetings / "authors.yml").write_text(names, encoding="utf-8")
    notes = []
    for number in range(archive.notes):
        date = _FIRST + dt.timedelta(days=2 * number)
        path = meetings / f"{date}-{next(words)}.md"
        header = _header(
            date,
            _phrase(words, 5).capitalize(),
            chance.sample(people, archive.people_each),
            chance.sample(tags, archive.tags_each),
        )
        path.write_text(header + _body(words, chance, _size(number, chance)), encoding="utf-8")
        notes.append(path)
    return notes


def write_minutes(folder: Path, count: int, *, seed: int = 1) -> None:
    """Write *count* notes, each with 15 attendees, 5 decisions and 10 actions, below *folder*."""
    notes = write(folder, Archive(count, people=40), seed=seed)
    chance = random.Random(seed)
    words = words_of(chance)
    registry = (folder / "meetings" / "authors.yml").read_text(encoding="utf-8")
    names = [line.removeprefix("  name: ") for line in registry.splitlines() if "name:" in line]
    for path in notes:
        present = chance.sample(names, 15)
        decisions = (_phrase(words, 8).capitalize() for _ in range(5))
        actions = (
            f"[{chance.choice(' x')}] {chance.choice(present)}: {_phrase(words, 8)}"
            for _ in range(10)
        )
        with path.open("a", encoding="utf-8") as note:
            note.write(_section("Attendees", present))
            note.write(_section("Decisions", decisions))
            note.write(_section("Action items", actions))


def _section(title: str, items: Iterable[str]) -> str:
    lines = "".join(f"- {item}\n" for item in items)
    return f"\n## {title}\n\n{lines}"


def write_calls(folder: Path, count: int, turns: int, *, seed: int = 1) -> None:
    """Write *count* short notes, each beside a transcript of *turns*, below *folder*.

    With no turns there are no transcripts.
    """
    chance = random.Random(seed)
    words = words_of(chance)
    people = [f"{next(words).title()} {next(words).title()}" for _ in range(8)]
    meetings = folder / "meetings"
    meetings.mkdir(parents=True)
    for number in range(count):
        path = meetings / f"{_FIRST + dt.timedelta(days=2 * number)}-call"
        note = f"---\nrecording: {_VIDEO}\n---\n\n# Call {number}\n\nIt was recorded.\n"
        path.with_suffix(".md").write_text(note, encoding="utf-8")
        if turns:
            said = _turns(words, chance, people, turns)
            text = f"# Transcript {number}\n\n{said}"
            path.with_name(f"{path.name}-transcript.md").write_text(text, encoding="utf-8")


def _turns(words: Iterator[str], chance: random.Random, people: list[str], count: int) -> str:
    starts = accumulate(chance.randrange(4, 15) for _ in range(count))
    return "".join(
        f"**{chance.choice(people)}** [{second // 60}:{second % 60:02}]({_VIDEO}?t={second})\n\n"
        f"{_phrase(words, 14).capitalize()}.\n\n"
        for second in starts
    )


def _size(number: int, chance: random.Random) -> int:
    if number % LONG_EVERY == LONG_EVERY - 1:
        return LONG_BYTES
    # mean of the other notes
    mean = (MEAN_BYTES * LONG_EVERY - LONG_BYTES) / (LONG_EVERY - 1)
    return round(mean * chance.uniform(0.5, 1.5))


def _header(date: dt.date, title: str, people: list[str], tags: list[str]) -> str:
    # lists with commas, the only form that ABlog also reads
    return (
        f"---\ntitle: {title}\ndate: {date}\nauthor: {', '.join(people)}\n"
        f"tags: {', '.join(tags)}\n---\n\n# {title}\n\n"
    )


def _body(words: Iterator[str], chance: random.Random, size: int) -> str:
    parts = [_sentences(words, 3), "<!-- truncate -->"]
    length = len(parts[0])
    while length < size:
        part = _part(words, chance)
        parts.append(part)
        length += len(part) + 2
    return "\n\n".join(parts) + "\n"


def _part(words: Iterator[str], chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.12:
        return f"## {_phrase(words, 4).capitalize()}"
    if kind < 0.3:
        return "\n".join(f"- **{next(words)}** {_phrase(words, 12)}" for _ in range(5))
    if kind < 0.34:
        return f"```python\n{next(words)} = {next(words)}({chance.randrange(99)})\n```"
    if kind < 0.37:
        rows = "\n".join(f"| {next(words)} | {_phrase(words, 3)} |" for _ in range(4))
        return f"| what | how |\n|---|---|\n{rows}"
    return _sentences(words, 5)


def _sentences(words: Iterator[str], count: int) -> str:
    return " ".join(f"{_phrase(words, 14).capitalize()}." for _ in range(count))


def _phrase(words: Iterator[str], count: int) -> str:
    return " ".join(islice(words, count))
