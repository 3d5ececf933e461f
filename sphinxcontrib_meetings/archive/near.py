"""Actions that may be one, and owners who may be somebody known: for their authors to decide.

Nothing here changes what pages show.
"""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass

from sphinxcontrib_meetings.archive.registers import (
    ActionHistory,
    Mention,
    Registers,
    plain_id,
    plain_words,
)
from sphinxcontrib_meetings.model.meeting import Meeting

__all__ = ["NearActions", "NearOwner", "near_actions", "near_owners"]

#: from 0 to 1, how alike the words of two actions have to be
_ALIKE = 0.8
#: limits of what is compared: words and letters of an action, actions with a word, and candidates
_MOST_WORDS, _MOST_LETTERS, _MOST_WITH_WORD, _MOST_CANDIDATES = 12, 200, 50, 10


@dataclass(frozen=True, slots=True)
class NearActions:
    """Two actions with nearly the same words, or the same words and other owners."""

    earlier: Mention
    later: Mention


@dataclass(frozen=True, slots=True)
class NearOwner:
    """An owner of an action who is nobody known, but whose name is like that of somebody."""

    mention: Mention
    name: str
    #: " Did you mean 'Ada Lovelace'?"
    hint: str


def near_actions(registers: Registers) -> Iterator[NearActions]:
    """Yield each action that is like an earlier one of its series which was open then."""
    #: series and word ─► the latest actions with it
    having: defaultdict[tuple[str, str], deque[ActionHistory]] = defaultdict(
        lambda: deque(maxlen=_MOST_WITH_WORD)
    )
    for history in registers.actions():
        record = history.opened.meeting
        if record.date is None:
            continue
        words = list(dict.fromkeys(_words(history).split()))[:_MOST_WORDS]
        lists = [having[record.series, word] for word in words]
        earlier = _nearest(history, lists)
        if earlier is not None:
            yield NearActions(earlier.last, history.opened)
        for found in lists:
            found.append(history)


def near_owners(registers: Registers) -> Iterator[NearOwner]:
    """Yield the owners who may be misspelled, each once in a note, in the order of the notes."""
    owners = registers.owners
    told: set[tuple[str, str]] = set()
    for history in registers.actions():
        for mention in history.mentions:
            record = mention.meeting
            for text in mention.action.owners:
                if (record.name, text) in told or owners.find(record, text) is not None:
                    continue
                told.add((record.name, text))
                if hint := owners.hint(record, text):
                    yield NearOwner(mention, text, hint)


def _words(history: ActionHistory) -> str:
    return plain_words(history.opened.action.text)[:_MOST_LETTERS]


def _nearest(history: ActionHistory, lists: list[deque[ActionHistory]]) -> ActionHistory | None:
    """Return the action in *lists*, one of each word, that is most like *history*, if any is."""
    common = Counter(id(one) for found in lists for one in found)
    known = {id(one): one for found in lists for one in found}
    text = _words(history)
    matcher = difflib.SequenceMatcher(b=text, autojunk=False)
    best, most = None, _ALIKE
    for key, count in common.most_common(_MOST_CANDIDATES):
        one = known[key]
        if 2 * count < len(lists) or not _may_be_one(one, history):
            continue
        matcher.set_seq1(plain_words(one.last.action.text)[:_MOST_LETTERS])
        if (ratio := matcher.ratio()) >= most:
            best, most = one, ratio
    return best


def _may_be_one(earlier: ActionHistory, later: ActionHistory) -> bool:
    """Whether nothing that notes say makes them two actions."""
    there = later.opened.meeting
    if earlier.last.meeting is there or not _was_open(earlier, there):
        return False
    if earlier.id and later.id and plain_id(earlier.id) != plain_id(later.id):
        return False
    one, other = plain_words(earlier.last.action.text), _words(later)
    if one == other:
        return True
    # the same is often done for the next number: of an issue, a version, a year
    return _numbers(one) == _numbers(other) and (
        not earlier.written or not later.written or earlier.written == later.written
    )


def _was_open(history: ActionHistory, there: Meeting) -> bool:
    """Whether *history* was still open before the meeting *there*."""
    closed = history.closed
    if closed is None:
        return True
    if closed.date is None or there.date is None:
        return False
    # days and months
    return closed.date.isoformat() > there.date.isoformat()


def _numbers(text: str) -> set[str]:
    return {word for word in text.split() if any(map(str.isdigit, word))}
