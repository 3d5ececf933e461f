"""Summaries at the end of minutes, which repeat what stands above: each thing counts once."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from sphinxcontrib_meetings.model.minutes import Action, Decision
from sphinxcontrib_meetings.parse.minutes.lines import Note
from sphinxcontrib_meetings.parse.minutes.rule import Finding

__all__ = ["without_repeats"]

#: headings whose items are only repeated
_SUMMARY = re.compile(
    r"\W*(?:[0-9]{1,2}\W{1,3})?summary\b|.{0,60}\bby (?:person|owner)\b", re.IGNORECASE
)
_WORD = re.compile(r"\w+")
#: words that tell an owner, or what minute takers add
_SILENT = frozenset({"to", "will", "and", "is"})

#: what counts as the same: the kind, and the words
_Key = tuple[type, tuple[str, ...]]


def without_repeats(found: Sequence[Finding], note: Note) -> Sequence[Finding]:
    """Return *found*, in the order of the lines, without decisions and actions of summaries.

    They stand below a heading such as "Summary of action items", or in a section all of whose
    items stand above it, and say the same words.
    """
    keys = [_key(finding) for finding in found]
    first: dict[_Key, int] = {}
    for number, key in enumerate(keys):
        if key:
            first.setdefault(key, number)
    repeated = {
        number
        for number, key in enumerate(keys)
        if key and not _same_section(found, note, first[key], number)
    }
    if not repeated:
        return found
    left_out = _in_summaries(found, note, repeated, keys)
    return [finding for number, finding in enumerate(found) if number not in left_out]


def _in_summaries(
    found: Sequence[Finding],
    note: Note,
    repeated: Collection[int],
    keys: Sequence[_Key | None],
) -> Collection[int]:
    """Return which of *repeated* stand in summaries."""
    sections: dict[tuple[int, type], list[int]] = {}
    for number, key in enumerate(keys):
        above = note.headings[found[number].first]
        if key and above >= 0:
            sections.setdefault((above, key[0]), []).append(number)
    left_out: set[int] = set()
    for (above, _), numbers in sections.items():
        is_summary = _is_summary(note, above) or all(one in repeated for one in numbers)
        if is_summary:
            left_out.update(one for one in numbers if one in repeated)
    return left_out


def _is_summary(note: Note, heading: int) -> bool:
    return bool(_SUMMARY.match(note.lines[heading].text))


def _same_section(found: Sequence[Finding], note: Note, one: int, other: int) -> bool:
    """Whether two findings stand below the same heading, or are the same."""
    return note.headings[found[one].first] == note.headings[found[other].first]


def _key(finding: Finding) -> _Key | None:
    item = finding.item
    if not isinstance(item, Action | Decision):
        return None
    text = " ".join((*item.owners, item.text)) if isinstance(item, Action) else item.text
    words = dict.fromkeys(_WORD.findall(text.casefold()))
    return type(item), tuple(word for word in words if word not in _SILENT)
