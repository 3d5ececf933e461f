"""An item of an agenda: its title, who brings it up, how long it takes, and its type.

Owners count where they are certain: handles, people who attended, and names in parentheses.
Other words stay in the title.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from sphinxcontrib_meetings.model.minutes import Topic
from sphinxcontrib_meetings.parse.minutes.action_owners import names_in
from sphinxcontrib_meetings.parse.minutes.attendance_names import is_name
from sphinxcontrib_meetings.parse.minutes.body import Body
from sphinxcontrib_meetings.parse.remarks import is_organization
from sphinxcontrib_meetings.parse.values import words_of

__all__ = ["Known", "has_handles", "marked_topic", "read_topic"]


class Known:
    """The people who are known from the attendance of a note."""

    def __init__(self, names: Iterable[str]) -> None:
        self._words: set[str] = set()
        self._initials: dict[str, int] = {}
        self.is_empty = True
        for name in names:
            self.is_empty = False
            words = [word.casefold() for word in _NAME_WORD.findall(name)]
            for word in words:
                # `Max` for Maximilian
                self._words.update(word[:length] for length in range(3, len(word) + 1))
                self._words.add(word)
            if len(words) > 1:
                initials = "".join(word[0] for word in words)
                self._initials[initials] = self._initials.get(initials, 0) + 1

    def has(self, name: str) -> bool:
        """Whether *name* is, or may be short for, that of somebody who attended."""
        words = [word.casefold() for word in _NAME_WORD.findall(name)]
        if len(words) == 1 and name.isupper() and self._initials.get(words[0]) == 1:
            return True
        first, *others = words or [""]
        # `David K`
        return first in self._words and all(
            word in self._words or len(word) == 1 for word in others
        )


_NAME_WORD = re.compile(r"[^\W_]+")

# ── minutes ───────────────────────────────────────────────────────────────────

_UNIT = r"(?:m|mins?|minutes?|['\u2032])\.?"
_MINUTES = re.compile(
    rf"~?(?:(?P<hours>[0-9]{{1,2}})\s?(?:h|hrs?|hours?)(?:\s?(?P<rest>[0-5]?[0-9])\s?(?:{_UNIT})?)?"
    rf"|(?P<minutes>[0-9]{{1,3}})[\s-]?{_UNIT})",
    re.IGNORECASE,
)
_LEADING_MINUTES = re.compile(
    rf"(?:[(\[](?P<inner>~?[0-9]{{1,3}}[\s-]?{_UNIT})[)\]]\s?[:-]?\s"
    rf"|(?P<outer>~?[0-9]{{1,3}}[\s-]?{_UNIT})\s?[:\u2013\u2014-]\s)",
    re.IGNORECASE,
)


def _minutes_in(text: str) -> int | None:
    """Return the length of time that *text* is, in minutes."""
    found = _MINUTES.fullmatch(text.strip())
    if found is None:
        return None
    if found["minutes"]:
        return int(found["minutes"]) or None
    return (int(found["hours"]) * 60 + int(found["rest"] or 0)) or None


# ── types ─────────────────────────────────────────────────────────────────────

_TYPE = (
    r"(?:ama|announcements?|brainstorm|decision|demo|demonstration|discussion|fyi|info"
    r"|information|intro|introduction|lightning talk|presentation|proposal|q&a|question|report"
    r"|review|showcase|spotlight|status|talk|update|updates|vote|workshop)"
)
_TYPED = re.compile(
    rf"(?:[(\[](?P<inner>{_TYPE})[)\]]\s?:?\s?(?=\S)"
    rf"|(?P<outer>{_TYPE}(?:\s?[+&/]\s?{_TYPE})?)\s?:\s?(?=[^/\s]))",
    re.IGNORECASE,
)

# ── owners ────────────────────────────────────────────────────────────────────

#: what stands alone in parentheses after a title, and is nobody
_NO_OWNERS = words_of(
    "cancelled canceled continued cont deferred done draft final followup maybe moved new "
    "ongoing optional pending placeholder postponed private public recurring skipped stretch "
    "tentative timeboxed urgent wip breaking important experimental deprecated legacy beta alpha "
    "stable closed open merged rejected accepted approved proposed internal external "
    "part phase monday tuesday wednesday thursday friday saturday sunday january february march "
    "april june july august september october november december spring summer autumn fall "
    "winter"
)
#: `Ada's patch`
_POSSESSIVE = re.compile(r"['\u2019]s\b")
_HANDLE = re.compile(r"@[A-Za-z0-9](?:[\w.-]*\w)?")
_LAST_BRACKETS = re.compile(r"\s?[(\[](?P<inner>[^()\[\]]{1,120})[)\]]\s?[.,;:]?\Z")
_LAST_DASH = re.compile(
    r"(?:\s(?:-{1,2}|[\u2013\u2014|]|=>|->)\s+|(?<=[)\]\w])[\u2013\u2014]\s?|:\s)"
    r"(?P<rest>[^()\[\]:]{1,160})\Z"
)
_LAST_HANDLES = re.compile(
    r"[\s,]\s?(?P<rest>@(?=\w)[\w.-]{1,40}(?:(?:,\s?|\s&\s|\sand\s|\s?/\s?|\s)@[\w.-]{0,40}){0,12})"
    r"[\s,]{0,3}\Z"
)
_FIRST = re.compile(r"(?P<names>[^()\[\]:]{1,80}?)\s?(?::|\s?[\u2013\u2014]|\s-|-(?=\s))\s")
_FIRST_BRACKETS = re.compile(r"[(\[](?P<names>[^()\[\]]{1,80})[)\]]\s?:?\s?(?=\S)")
_INNER_BRACKETS = re.compile(r"\((?P<names>[^()]{1,120})\)")
_PARTS = re.compile(r"\s?[,;]\s?")
_MOST_TAILS = 4
_ENDS = " \t,;:|-\u2013\u2014"


def has_handles(topic: Topic) -> bool:
    """Whether *topic* has owners, all of them handles."""
    return bool(topic.owners) and all(owner.startswith("@") for owner in topic.owners)


def _names(text: str, known: Known) -> tuple[str, ...]:
    """Return the names and handles that make up *text*."""
    text = text.strip().strip(",").strip()
    if "@" in text:
        # a handle that is not finished is nobody
        words = [word for word in re.split(r"[\s,;&/+]|\band\b", text) if word.strip("@")]
        handles = [match.group() for word in words if (match := _HANDLE.fullmatch(word))]
        if len(handles) == len(words):
            return tuple(dict.fromkeys(handles))
    if found := names_in(text):
        return found
    lower = names_in(text, any_case=True)
    return lower if lower and all(map(known.has, lower)) else ()


def _are_known(names: Collection[str], known: Known) -> bool:
    return bool(names) and all(name.startswith("@") or known.has(name) for name in names)


def _are_mostly_known(names: Collection[str], known: Known) -> bool:
    """Whether *names* are those of people, of whom somebody attended."""
    return any(name.startswith("@") or known.has(name) for name in names) and all(
        name.startswith("@") or known.has(name) or is_name(name) for name in names
    )


def _are_named(names: Collection[str], known: Known, *, timed: bool) -> bool:
    """Whether *names*, in parentheses after a title, are those of people."""
    if not names:
        return False
    return _are_mostly_known(names, known) or all(
        is_name(name)
        and not name.isupper()
        and name[0].isupper()
        and _NO_OWNERS.isdisjoint(name.casefold().split())
        and not is_organization(name)
        and not _POSSESSIVE.search(name)
        and (" " in name or timed or known.is_empty)
        and (len(name.split()) <= 3)
        for name in names
    )


class _Reading:
    """What is left of an item while its parts are taken."""

    def __init__(self, text: str, known: Known) -> None:
        self.rest = text
        self.known = known
        self.owners: tuple[str, ...] = ()
        self.minutes: int | None = None

    def take_first(self) -> None:
        """Take what stands before the title: minutes, and people who attended."""
        if found := _LEADING_MINUTES.match(self.rest):
            self.minutes = _minutes_in(found["inner"] or found["outer"])
            self.rest = self.rest[found.end() :]
        for sign in (_FIRST_BRACKETS, _FIRST):
            found = sign.match(self.rest)
            told = found["names"] if found else ""
            before, *others = told.rsplit(",", 1)
            # `[Ada, 5 min]`
            length = _minutes_in(others[0].strip()) if others and self.minutes is None else None
            names = _names(told if length is None else before, self.known)
            if found and _are_mostly_known(names, self.known) and self.rest[found.end() :].strip():
                self.owners, self.rest = names, self.rest[found.end() :].strip()
                self.minutes = self.minutes if length is None else length
                return

    def take_last(self) -> None:
        """Take what stands after the title: people and minutes."""
        is_told = bool(self.owners)
        for _ in range(_MOST_TAILS):
            if not any(
                take() for take in (self._take_brackets, self._take_dashed, self._take_handles)
            ):
                break
        if not is_told:
            self._see_brackets()

    def _cut(self, start: int) -> bool:
        """Whether words are left before *start*; then those are what is left."""
        rest = self.rest[:start].rstrip(_ENDS)
        if not any(map(str.isalnum, rest)):
            return False
        self.rest = rest
        return True

    def _take_brackets(self) -> bool:
        found = _LAST_BRACKETS.search(self.rest)
        if found is None:
            return False
        owners: list[str] = []
        minutes: int | None = None
        parts = _PARTS.split(found["inner"])
        for number, part in enumerate(parts):
            if (length := _minutes_in(part)) is not None and minutes is None:
                minutes = length
                continue
            names = _names(part, self.known)
            if not names:
                if number and _are_known(owners, self.known) and not self.owners:
                    # `(Ada, after the break)`: the remark stays
                    self.owners = tuple(owners)
                return False
            owners += names
        if owners and (self.owners or not _are_named(owners, self.known, timed=bool(minutes))):
            return False
        if minutes is not None and self.minutes is not None:
            return False
        if not self._cut(found.start()):
            return False
        self.owners = self.owners or tuple(dict.fromkeys(owners))
        self.minutes = minutes if minutes is not None else self.minutes
        return True

    def _take_dashed(self) -> bool:
        found = _LAST_DASH.search(self.rest)
        if found is None:
            return False
        if self.minutes is None and (length := _minutes_in(found["rest"])) is not None:
            if not self._cut(found.start()):
                return False
            self.minutes = length
            return True
        before, *others = found["rest"].rsplit(",", 1)
        # `- @ada, 5 min`
        length = _minutes_in(others[0].strip()) if others and self.minutes is None else None
        names = _names(found["rest"] if length is None else before, self.known)
        if self.owners or not _are_mostly_known(names, self.known):
            return False
        if not self._cut(found.start()):
            return False
        self.owners = names
        self.minutes = self.minutes if length is None else length
        return True

    def _take_handles(self) -> bool:
        found = None if self.owners else _LAST_HANDLES.search(self.rest)
        names = _names(found["rest"], self.known) if found else ()
        before = self.rest[: found.start()].split() if found else []
        if not names or not before or before[-1].casefold().strip(",") in _INVOLVING:
            return False
        assert found is not None
        if not self._cut(found.start()):
            return False
        self.owners = names
        return True

    def _see_brackets(self) -> None:
        """Note people in parentheses within the title, which stays as it is."""
        found: list[str] = []
        for brackets in _INNER_BRACKETS.finditer(self.rest):
            names = _names(brackets["names"], self.known)
            if _are_known(names, self.known):
                found += names
        self.owners = tuple(dict.fromkeys((*found, *self.owners)))


#: words before a handle that make it part of the title
_INVOLVING = words_of("with to from by for at of about and or via cc ask ping thank thanks per")

# ── titles ────────────────────────────────────────────────────────────────────

_NUMBER = re.compile(r"\(?[0-9]{1,2}(?:\.[0-9]{1,2}){0,2}[.):]\s")
_LABEL = re.compile(
    r"(?:agenda\s)?(?:item|topic)(?:\s#?[0-9]{1,3})?\s?[:.\u2013-]\s", re.IGNORECASE
)
_LONGEST = 400
_PLACEHOLDER = re.compile(
    r"\W*(?:"
    r"tb[adc]|to be (?:announced|decided|determined|added)|to ?do|none|nothing(?: today)?|n/?a|nil"
    r"|no (?:agenda|items?|topics?)(?: items?| topics?)?(?: today| this week| yet)?"
    r"|lorem ipsum.{0,40}"
    r"|(?:your|my|new|next|first|second|third|another|some|example|sample) "
    r"(?:agenda )?(?:items?|topics?)(?: here)?"
    r"|(?:please |feel free to )?(?:add|insert|put|enter|list|propose|suggest|write|fill)\b"
    r".{0,60}\b(?:here|agenda|topics?|items?|below|your)\b.{0,40}"
    r"|(?:agenda |discussion )?(?:items?|topics?|subjects?)(?: ?#?[0-9]{1,2}| [a-z])?"
    r"(?: ?[(\[](?:your |the )?(?:owner|name|presenter|who|lead|person)\b[^()\[\]]{0,30}[)\]])?"
    r"|(?:topic|item|title|subject) (?:name|title|here)"
    r"|(?:\[|<|\{|_)[^\[\]<>{}]{0,40}\b(?:name|topic|item|your|title|owner|tbd|presenter)\b"
    r"[^\[\]<>{}]{0,40}(?:\]|>|\}|_).{0,60}"
    r")?\W*",
    re.IGNORECASE,
)
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))


#: longer sentences are what was said
_LONGEST_SENTENCE = 100
_SENTENCE_END = re.compile(r"[a-z)]\. [A-Z]")
_SPEAKER = re.compile(r"\[?(?P<name>[^\W\d_][\w'-]{0,30}(?: [^\W\d_][\w'-]{0,30})?)\]?: \S")
_ADDRESS = re.compile(r"<?https?://\S+")


def _is_talk(text: str) -> bool:
    """Whether *text* is what somebody said, or a note of that, rather than a topic."""
    if len(text) > _LONGEST_SENTENCE:
        return text.endswith(".") or _SENTENCE_END.search(text) is not None
    speaker = _SPEAKER.match(text)
    return speaker is not None and text.endswith(".") and is_name(speaker["name"])


def read_topic(body: Body, known: Known) -> Topic | None:
    """Return the item of an agenda that *body* is, None for a placeholder.

    >>> item = read_topic(Body("DEMO: The new map (Ada, 20 min)"), Known(()))
    >>> item.type, item.title, item.owners, item.minutes
    ('demo', 'The new map', ('Ada',), 20)
    """
    text = " ".join(body.text.translate(_INVISIBLE).split())
    if body.is_struck or len(text) > _LONGEST or _PLACEHOLDER.fullmatch(text):
        return None
    if text.endswith(("...", "\u2026")) or _is_talk(text) or _ADDRESS.fullmatch(text):
        # it goes on elsewhere, is not finished, or is a note
        return None
    for sign in (_NUMBER, _LABEL):
        if found := sign.match(text):
            text = text[found.end() :]
    kind, text = _typed(text)
    reading = _Reading(text, known)
    reading.take_first()
    if not kind:
        kind, reading.rest = _typed(reading.rest)
    reading.take_last()
    title = reading.rest.strip(_ENDS)
    if not any(map(str.isalnum, title)):
        return None
    return Topic(title=title, owners=tuple(reading.owners), minutes=reading.minutes, type=kind)


def marked_topic(text: str) -> Topic:
    """Return the item of an agenda that *text* is, whatever its words are."""
    return read_topic(Body(text), Known(())) or Topic(" ".join(text.split()))


def _typed(text: str) -> tuple[str, str]:
    """Return the type that *text* begins with, and the rest."""
    found = _TYPED.match(text)
    if found is None:
        return "", text
    return (found["inner"] or found["outer"]).casefold(), text[found.end() :].strip()
