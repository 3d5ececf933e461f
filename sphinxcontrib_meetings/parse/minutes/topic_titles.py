"""When two titles of topics are the same, and which of them are of no interest."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from sphinxcontrib_meetings.parse.date_words import ENGLISH, DateWords
from sphinxcontrib_meetings.parse.values import words_of

__all__ = ["bare_title", "is_procedure", "same_title", "title_words"]

#: ``3. …``, ``2.1) …``, ``(4) …``, ``5 - …``; not ``2.0 …``, which may be a version
_NUMBER = re.compile(r"\(?[0-9]{1,3}(?:\.[0-9]{1,3}){0,3}(?:[.):]|\s[-\u2013\u2014])\s")
#: ``Topic: …``, ``Agenda item 3: …``
_LABEL = re.compile(r"(?:agenda\s)?(?:item|topic)(?:\s#?[0-9]{1,3})?\s?[:.]\s", re.IGNORECASE)
#: ``10 min``, ``5-10 mins``, ``15'``
_MINUTES = re.compile(
    r"~?[0-9]{1,3}(?:\s?[-\u2013]\s?[0-9]{1,3})?\s?(?:m|mins?|minutes?|['\u2032])\.?",
    re.IGNORECASE,
)
#: what stands between owners, and between owners and minutes
_BETWEEN = re.compile(r"[,;/&+]|\sand\s")
_SEPARATORS = (" - ", " \N{EN DASH} ", " \N{EM DASH} ")
#: such as owners, minutes, and a handle
_MOST_TAILS = 3
_ENDS = " \t.,:;!*_`~-\u2013\u2014"
_WORD = re.compile(r"\w+(?:\+\+|#(?!\w))?")
#: signs that are written in several ways
_SIGNS = str.maketrans("\u2018\u2019\u201c\u201d\u2013\u2014", "''\"\"--")

#: what most meetings have in any case
_PROCEDURES = frozenset(
    (
        *words_of(
            "agenda aob announcements apologies attendance attendees discussion introduction "
            "introductions intros minutes next notes other participants present regrets topics "
            "updates welcome"
        ),
        *("action item review", "action items", "actions", "adjourn", "adjournment"),
        *("agenda bashing", "agenda review", "any other business", "any other topics"),
        *("approval of minutes", "approval of the minutes", "approve minutes", "call to order"),
        *("closing", "decisions", "housekeeping", "introductions and roll call"),
        *("meeting notes", "new business", "next meeting", "next steps", "old business"),
        *("open discussion", "open floor", "opening", "other business", "other topics"),
        *("review action items", "review of action items", "review of actions", "roll call"),
        *("scribe", "to do", "todo", "votes", "welcome and introductions"),
        *("welcome and roll call", "wrap up", "wrap-up"),
    )
)


def bare_title(title: str, is_owner: Callable[[str], bool], words: DateWords = ENGLISH) -> str:
    """Return *title* without the number before it, and the owners and minutes after it.

    *is_owner* says whether a text names somebody who may bring up a topic. What is no number of
    an item stays, such as that of an issue (``#12``), and what is in brackets otherwise.

    >>> bare_title("3. Charter (Ada, 10 min)", lambda text: text == "Ada")
    'Charter'
    """
    plain = " ".join(title.split())
    for sign in (_LABEL, _NUMBER):
        found = sign.match(plain)
        # "10. Mai" is a day
        if found and not _begins_with_month(plain[found.end() :], words):
            plain = plain[found.end() :]
    for _ in range(_MOST_TAILS):
        plain = _without_tail(plain.rstrip(_ENDS), is_owner)
    return plain


def same_title(title: str) -> str:
    """Return a text that is equal for bare titles that are the same; empty without letters.

    >>> same_title("The Charter") == same_title("the charter")
    True
    """
    key = unicodedata.normalize("NFKC", title).translate(_SIGNS).casefold().strip(_ENDS)
    return key if any(map(str.isalpha, key)) else ""


def title_words(title: str) -> str:
    """Return the words of *title*, which are equal for an item of an agenda and its section.

    Within a note, signs make no other topic, unless they are part of a name.

    >>> title_words("The map, again!"), title_words("C++"), title_words("C#")
    ('the map again', 'c++', 'c#')
    """
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", title).casefold()))


def is_procedure(key: str) -> bool:
    """Whether a topic is part of any meeting, such as "roll call", so that nobody follows it."""
    return key in _PROCEDURES


def _begins_with_month(text: str, words: DateWords) -> bool:
    return text.partition(" ")[0].strip(".,").casefold() in words.months


def _without_tail(title: str, is_owner: Callable[[str], bool]) -> str:
    """Return *title* without what stands last, if that is owners or minutes."""
    for start, tail in _tails(title):
        parts = [part.strip() for part in _BETWEEN.split(tail)]
        if title[:start].strip(_ENDS) and all(
            _MINUTES.fullmatch(part) or is_owner(part) for part in parts
        ):
            return title[:start].rstrip(_ENDS)
    return title


def _tails(title: str) -> Iterator[tuple[int, str]]:
    """Yield the place where something may follow a title, and that."""
    for opening, closing in ("()", "[]"):
        if title.endswith(closing) and (start := title.rfind(opening)) > 0:
            yield start, title[start + 1 : -1]
    start = max(map(title.rfind, _SEPARATORS))
    if start > 0:
        yield start, title[start + 3 :]
    start = title.rfind(" @")
    if start > 0 and " " not in title[start + 1 :]:
        yield start, title[start + 1 :]
