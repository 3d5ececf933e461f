"""What can be wrong with a note: the kinds of warnings, and one found problem.

A problem is plain data, so that the rooms which know nothing of Sphinx can
report it; :mod:`~sphinxcontrib_meetings.report` turns it into a warning.
"""

from __future__ import annotations

import difflib
import enum
import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

__all__ = ["Kind", "Names", "Problem", "nearest"]


class Kind(enum.StrEnum):
    """Subtypes of the warning type ``meetings``.

    ``suppress_warnings = ["meetings.author"]`` silences one of them.
    """

    AUTHOR = "author"
    """A person that the registry does not know, though there is one."""
    CONFIG = "config"
    """An option in ``conf.py`` with a value that cannot be used, or a name that is nearly one."""
    DATE = "date"
    """No date, an impossible one, or two that contradict each other."""
    ENCODING = "encoding"
    """A note that is not UTF-8; it is left out."""
    FIELD = "field"
    """A field of the front matter or an option with a value that cannot be used."""
    FRONT_MATTER = "front_matter"
    """Front matter that cannot be read at all."""
    KEY = "key"
    """A key that is nearly, but not quite, one of the known fields."""
    LINK = "link"
    """A link or an image that leads nowhere."""
    LISTING = "listing"
    """A list directive that asks for what is not there."""
    MARKUP = "markup"
    """JSX or Markdown that cannot be read as it was meant."""
    OUTPUT = "output"
    """A file of the output that would take the place of another one."""
    REF = "ref"
    """A cross-reference to a meeting, tag or person that is missing or ambiguous."""
    REGISTRY = "registry"
    """An ``authors.yml`` or ``tags.yml`` that cannot be used."""
    SERIES = "series"
    """A series that ``meetings_series`` does not know, though it knows some."""
    TAG = "tag"
    """A tag that the registry does not know, though there is one."""
    TEMPLATE = "template"
    """A template of a header or a list that cannot be rendered."""
    TRUNCATE = "truncate"
    """More than one truncate marker."""
    VIDEO = "video"
    """An address or id that is not one of a video."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One defect of a text, in words that say what would be right."""

    kind: Kind
    message: str
    #: line in the file, counted from 1; 0 where no line is known
    line: int = 0


#: lets one slip in four letters pass, and keeps unrelated words apart
_CUTOFF = 0.75
#: different words that are compared with the same names; to further ones none is near
MOST_SEARCHES = 500


class Names:
    """Known names, among which the one nearest to a word is looked for many times."""

    def __init__(self, known: Iterable[str]) -> None:
        self._names = sorted(set(known))
        #: what was looked for ─► the hint; those of an earlier build may be put here
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
        """Return what :func:`nearest` does; the name *but* is not among the known ones."""
        if but is None and word in self.hints:
            return self.hints[word]
        if self._searches >= MOST_SEARCHES:
            # where so much is unknown, names are not slips
            return ""
        self._searches += 1
        hint = self._search(word, but)
        if but is None:
            self.hints[word] = hint
        return hint

    def _search(self, word: str, but: str | None) -> str:
        found = self._as_written.nearest(word, but)
        if found is None:
            folded = self._folded_words.nearest(word.casefold(), but and but.casefold())
            found = None if folded is None else self._folded[folded]
        return "" if found is None else f" Did you mean {found!r}?"

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
    """Words, most of which two quick bounds rule out, before ``difflib`` compares the rest."""

    def __init__(self, words: Iterable[str]) -> None:
        #: a bit for the first, the second … occurrence of each letter
        self._bits: dict[tuple[str, int], int] = {}
        #: by length, words with the bits of their letters
        self._words: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
        for word in words:
            bits = 0
            for letter in _numbered(word):
                bits |= self._bits.setdefault(letter, 1 << len(self._bits))
            self._words[len(word)].append((bits, word))

    def nearest(self, word: str, but: str | None = None) -> str | None:
        """Return the word that ``difflib.get_close_matches`` names first, but not *but*."""
        bits = sum(self._bits.get(letter, 0) for letter in _numbered(word))
        places: dict[str, int] = {}
        for place, letter in enumerate(word):
            places[letter] = places.get(letter, 0) | 1 << place
        matcher = difflib.SequenceMatcher(b=word)
        ranked: list[tuple[float, str]] = []
        for length, words in self._words.items():
            # the ratio is that of letters that match to the mean length
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
    """Yield the letters of *word*, each with how often it came before."""
    seen: Counter[str] = Counter()
    for letter in word:
        yield letter, seen[letter]
        seen[letter] += 1


def _common_letters(word: str, places: Mapping[str, int], length: int) -> int:
    """Return how many letters *word* shares with another in the same order, at most.

    *places* has the bits of the places of each letter in the other, which has *length* letters.
    That is the longest common subsequence: Hyyrö, Bit-parallel LCS-length computation
    revisited, 2004.
    """
    every = (1 << length) - 1
    unmatched = every
    for letter in word:
        matching = unmatched & places.get(letter, 0)
        unmatched = ((unmatched + matching) | (unmatched - matching)) & every
    return length - unmatched.bit_count()


def nearest(word: str, known: Names | Iterable[str]) -> str:
    """Return a hint that names the nearest known word, or an empty text.

    >>> nearest("authros", ["authors", "tags"])
    " Did you mean 'authors'?"
    """
    return (known if isinstance(known, Names) else Names(known)).hint(word)
