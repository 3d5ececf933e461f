"""What can be wrong with a note: the kinds of warnings, and one found problem.

A problem is plain data, so that the rooms which know nothing of Sphinx can
report it; :mod:`~sphinxcontrib_meetings.report` turns it into a warning.
"""

from __future__ import annotations

import difflib
import enum
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Kind", "Problem", "nearest"]


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


def nearest(word: str, known: Iterable[str]) -> str:
    """Return a hint that names the nearest known word, or an empty text.

    >>> nearest("authros", ["authors", "tags"])
    " Did you mean 'authors'?"
    """
    known = list(known)
    folded: dict[str, str] = {}
    for name in sorted(known):
        folded.setdefault(name.casefold(), name)
    # 0.75 lets one slip in four letters pass and keeps unrelated words apart
    found = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.75) or [
        folded[name]
        for name in difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=0.75)
    ]
    return f" Did you mean {found[0]!r}?" if found else ""
