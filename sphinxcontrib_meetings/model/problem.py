"""Problems in notes, the kinds of warnings they give, and hints at similar names.

A problem is plain data, so that rooms without Sphinx can return it;
:mod:`~sphinxcontrib_meetings.report` turns it into a warning.
"""

from __future__ import annotations

import difflib
import enum
import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

__all__ = ["Kind", "Names", "Problem", "could_mean", "nearest"]


class Kind(enum.StrEnum):
    """Subtypes of the warning type ``meetings``.

    ``suppress_warnings = ["meetings.author"]`` silences one of them.
    """

    AUTHOR = "author"
    """A person who is not in the registry, if there is one."""
    CONFIG = "config"
    """An option in ``conf.py`` whose value cannot be used, or whose name seems misspelled."""
    DATE = "date"
    """A meeting without a date, with an impossible date, or with contradictory dates."""
    ENCODING = "encoding"
    """A note that is not UTF-8. It is left out."""
    FIELD = "field"
    """A field in the front matter, or an option of a directive, whose value cannot be used."""
    FRONT_MATTER = "front_matter"
    """Front matter that cannot be read, or only in part."""
    KEY = "key"
    """A key in the front matter that looks like a misspelled field."""
    LINK = "link"
    """A link or image whose target does not exist."""
    LISTING = "listing"
    """A list directive with a bad option, or with a name that no meeting has."""
    MARKUP = "markup"
    """JSX or Markdown that cannot be shown as intended."""
    MINUTES = "minutes"
    """Something in the minutes that looks meant, but is not understood."""
    OUTPUT = "output"
    """An output file that would overwrite another one, or whose name breaks links to it."""
    PRIVACY = "privacy"
    """A passcode in the address of a call, unless passcodes may be published."""
    REF = "ref"
    """A cross-reference to a meeting, tag or person that is missing or ambiguous."""
    REGISTRY = "registry"
    """A registry (``authors.yml``, ``people.yml``, ``people.json``, ``tags.yml``) with errors."""
    SCHEDULE = "schedule"
    """A schedule of a series that cannot be used, or that cannot be what was meant."""
    SERIES = "series"
    """A series that is not in ``meetings_series``, if that option is set."""
    TAG = "tag"
    """A tag that is not in the registry, if there is one."""
    TEMPLATE = "template"
    """A template of a header or a list that cannot be rendered."""
    TRUNCATE = "truncate"
    """More than one truncate marker."""
    VIDEO = "video"
    """An address, id or time that does not lead to a video."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A defect in a text, with a message that says how to fix it."""

    kind: Kind
    message: str
    #: line in the file, counted from 1; 0 if unknown
    line: int = 0
    #: whether other problems, such as a missing date, may come of this one
    hides_others: bool = field(default=False, compare=False)


#: tolerates one wrong letter in four, and keeps unrelated words apart
_CUTOFF = 0.75
#: limit of words that are compared with the same names; further words get no hint
MOST_SEARCHES = 500


class Names:
    """Known names, prepared for many searches for the one nearest to a word."""

    def __init__(self, known: Iterable[str]) -> None:
        self._names = sorted(set(known))
        #: word ─► hint; hints of an earlier build may be put here
        self.hints: dict[str, str] = {}
        self._searches = 0

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    @cached_property
    def digest(self) -> str:
        """A short text that is equal for equal names."""
        written = repr(self._names).encode("utf-8", "surrogatepass")
        return hashlib.blake2b(written, digest_size=16).hexdigest()

    def hint(self, word: str, but: str | None = None) -> str:
        """Return a hint as :func:`nearest` does, ignoring the name *but*."""
        if but is None and word in self.hints:
            return self.hints[word]
        if self._searches >= MOST_SEARCHES:
            return ""
        found = self.near(word, but)
        hint = "" if found is None else f" Did you mean {found!r}?"
        if but is None:
            self.hints[word] = hint
        return hint

    def near(self, word: str, but: str | None = None) -> str | None:
        """Return the name nearest to *word*, ignoring *but*; None if none is near."""
        if self._searches >= MOST_SEARCHES:
            # so many unknown names are not misspellings
            return None
        self._searches += 1
        found = self._as_written.nearest(word, but)
        if found is None:
            folded = self._folded_words.nearest(word.casefold(), but and but.casefold())
            found = None if folded is None else self._folded[folded]
        return found

    @cached_property
    def _folded(self) -> dict[str, str]:
        folded: dict[str, str] = {}
        for name in self._names:
            folded.setdefault(name.casefold(), name)
        return folded

    @cached_property
    def _as_written(self) -> _Words:
        return _Words(self._names)

    @cached_property
    def _folded_words(self) -> _Words:
        return _Words(self._folded)


class _Words:
    """Words to search: two quick bounds rule out most, before ``difflib`` compares the rest."""

    def __init__(self, words: Iterable[str]) -> None:
        #: one bit for each occurrence (first, second …) of a letter
        self._bits: dict[tuple[str, int], int] = {}
        #: length ─► words of that length, with the bits of their letters
        self._words: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
        for word in words:
            bits = 0
            for letter in _numbered(word):
                bits |= self._bits.setdefault(letter, 1 << len(self._bits))
            self._words[len(word)].append((bits, word))

    def nearest(self, word: str, but: str | None = None) -> str | None:
        """Return the first result of ``difflib.get_close_matches``, ignoring *but*."""
        bits = sum(self._bits.get(letter, 0) for letter in _numbered(word))
        places: dict[str, int] = {}
        for place, letter in enumerate(word):
            places[letter] = places.get(letter, 0) | 1 << place
        matcher = difflib.SequenceMatcher(b=word)
        ranked: list[tuple[float, str]] = []
        for length, words in self._words.items():
            # the ratio is the number of matching letters divided by the mean length
            least = math.ceil(_CUTOFF * (length + len(word)) / 2)
            if min(length, len(word)) < least:
                continue
            alike = [known for own, known in words if (own & bits).bit_count() >= least]
            for known in alike:
                if known == but or _common_letters(known, places, len(word)) < least:
                    continue
                matcher.set_seq1(known)
                ranked.append((matcher.ratio(), known))
        ratio, found = max(ranked, default=(0.0, ""))
        return found if ratio >= _CUTOFF else None


def _numbered(word: str) -> Iterator[tuple[str, int]]:
    """Yield the letters of *word*, each with the number of its earlier occurrences."""
    seen: Counter[str] = Counter()
    for letter in word:
        yield letter, seen[letter]
        seen[letter] += 1


def _common_letters(word: str, places: Mapping[str, int], length: int) -> int:
    """Return how many letters *word* shares with another word in the same order, at most.

    *places* maps each letter of the other word to the bits of its positions; *length* is the
    length of that word. The result is the length of the longest common subsequence: Hyyrö,
    Bit-parallel LCS-length computation revisited, 2004.
    """
    every = (1 << length) - 1
    unmatched = every
    for letter in word:
        matching = unmatched & places.get(letter, 0)
        unmatched = ((unmatched + matching) | (unmatched - matching)) & every
    return length - unmatched.bit_count()


def could_mean(what: str, name: str, candidates: Iterable[str], unique: str = "key") -> str:
    """Return a message that *name* is ambiguous; what is *unique* tells the *candidates* apart.

    >>> could_mean("tag", "API", ["api", "rest-api"])
    "the tag 'API' could mean 'api' or 'rest-api'; use its key"
    """
    either = " or ".join(map(repr, candidates))
    return f"the {what} {name!r} could mean {either}; use its {unique}"


def nearest(word: str, known: Names | Iterable[str]) -> str:
    """Return a hint with the known word nearest to *word*, or an empty string.

    >>> nearest("authros", ["authors", "tags"])
    " Did you mean 'authors'?"
    """
    return (known if isinstance(known, Names) else Names(known)).hint(word)
