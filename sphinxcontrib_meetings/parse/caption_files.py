"""Caption files: which of them belong to a note, and how they are decoded."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass

from sphinxcontrib_meetings.model.problem import Kind, Problem
from sphinxcontrib_meetings.parse.suffixes import CAPTIONS, SOURCES

__all__ = ["MOST_BYTES", "Captions", "captions_beside", "decode", "size_problem"]

#: limit of a caption file; those of a day have less, even with a time for each word
MOST_BYTES = 5_000_000

#: a language code (BCP 47), as names of files have it
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}", re.IGNORECASE)
#: words in names of captions that are not languages, though some look like one
_NO_LANGUAGES = frozenset({"asr", "auto", "cc", "sdh", "sub", "vtt"})


@dataclass(frozen=True, slots=True, order=True)
class Captions:
    """A caption file beside a note. The best one sorts first."""

    #: code (BCP 47), such as ``en`` or ``pt-BR``; empty if the name has none
    language: str
    #: place of its format among those that are looked up
    rank: int
    #: name of the file, without its folder
    name: str


def captions_beside(note: str, names: Iterable[str]) -> tuple[Captions, ...]:
    """Return the captions of a note: ``NOTE.vtt``, ``NOTE.en.vtt``, also ``.srt``, ``.sbv``.

    *note* is the name of its file without suffix; *names* are all files in its folder. A file
    that belongs to another note is left out (``NOTE.en.vtt``, if there is ``NOTE.en.md``).
    """
    names = set(names)
    found: list[Captions] = []
    for name in names:
        stem, _, suffix = name.rpartition(".")
        if f".{suffix}".lower() not in CAPTIONS or not f"{stem}.".startswith(f"{note}."):
            continue
        words = [word for word in stem[len(note) :].split(".") if word]
        if words and (
            words[-1].lower() == "chapters" or any(stem + end in names for end in SOURCES)
        ):
            continue
        languages = [word for word in words if _is_language(word)]
        rank = CAPTIONS.index(f".{suffix}".lower())
        found.append(Captions(languages[-1] if languages else "", rank, name))
    return tuple(sorted(found))


def _is_language(word: str) -> bool:
    return word.lower() not in _NO_LANGUAGES and _LANGUAGE.fullmatch(word) is not None


def size_problem(data: bytes) -> Problem | None:
    """Return a problem if *data* is more than the captions of a meeting can be."""
    if len(data) <= MOST_BYTES:
        return None
    message = (
        f"the transcript has {len(data):,} bytes, and is left out, since the limit is "
        f"{MOST_BYTES:,}; shorten it, or split it by meeting"
    )
    return Problem(Kind.FIELD, message, 1)


def decode(data: bytes) -> tuple[str, list[Problem]]:
    """Return the text of a caption file, and problems with its encoding. Never raises."""
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
    message = "the transcript is not UTF-8, so some characters may be wrong; save it as UTF-8"
    # Latin-1 decodes any byte, so that nothing is lost
    return data.decode("latin-1"), [Problem(Kind.ENCODING, message, line)]
