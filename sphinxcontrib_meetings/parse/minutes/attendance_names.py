"""People of a roll call: ``Ada Lovelace (Analytical Engines, remote)``.

The same reader as for the fields of front matter finds the parts of a text. Here, a text may also
be something else than people: what does not look like a name is nobody.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from sphinxcontrib_meetings.model.people import Person, Role
from sphinxcontrib_meetings.parse.minutes.lines import Line, Style
from sphinxcontrib_meetings.parse.people_text import Named, people_in_item, people_in_list
from sphinxcontrib_meetings.parse.person_text import (
    NobodyError,
    UnclearError,
    parse_person_and_remarks,
)
from sphinxcontrib_meetings.parse.remarks import (
    Beside,
    is_absence,
    is_nobody,
    is_organization,
    is_pronouns,
    meaning_of,
)
from sphinxcontrib_meetings.parse.values import words_of

__all__ = [
    "Attendee",
    "are_organizations_first",
    "is_name",
    "marked_item",
    "read_item",
    "read_names",
    "readable",
    "shared_organizations",
]


@dataclass(frozen=True, slots=True)
class Attendee:
    """A person, and what stands beside the name about this meeting."""

    person: Person
    remark: str = ""

    @property
    def shown(self) -> str:
        """The name, or the handle if there is no name."""
        return self.person.name or self.person.key

    @property
    def is_absent(self) -> bool:
        """Whether the remark says that the person was not there."""
        return any(map(_says_absent, self.remark.split(", ")))

    @property
    def roles(self) -> Sequence[Role]:
        """Roles that the remark tells, such as that of the chair."""
        told = {part.casefold() for part in self.remark.split(", ")}
        return [role for role, words in _TOLD_ROLES if not told.isdisjoint(words)]


def _phrases(text: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in text.split(","))


_TOLD_ROLES: Sequence[tuple[Role, frozenset[str]]] = (
    (
        Role.CHAIR,
        _phrases(
            "chair, chaired, chairing, chairman, chairperson, chairwoman, acting chair, co-chair, "
            "cochair, facilitating, facilitator, host, hosting, co-host, cohost, moderating, "
            "moderator, vorsitz"
        ),
    ),
    (
        Role.SCRIBE,
        _phrases(
            "scribe, scribing, minute taker, minute-taker, minutes, note taker, note taking, "
            "note-taker, notetaker, notetaking, notes, recorder, recording secretary, protokoll"
        ),
    ),
)
_ABSENT = _phrases("away, holiday, on leave, ooo, out, out of office, sick, vacation")

# ── names ─────────────────────────────────────────────────────────────────────

_MOST_WORDS = 6
_MOST_SIGNS = 60
#: longer items, and lines, are no people
_LONGEST_ITEM = 500
_LONGEST_LIST = 10_000
#: an organization and a title are not longer
_MOST_BESIDE = 120
_SENTENCE_END = re.compile(r"[a-z)]\. [A-Z]")
#: last words of titles that are surnames, too
_SURNAMES = words_of("dean fellow guest mentor partner staff steward")
_PARTICLES = words_of(
    "a al af av ben bin bint da das de del dela della den der des di do dos du e el et i la le "
    "los mac o of st ten ter und van vom von y zu zum zur 't d'"
)
#: words that no name has; whole names that are one of them are nobody, too
_NO_NAMES = words_of(
    "action actions actual add added adjourn adjourned adjournment affiliation agenda agendas "
    "agreed also and announcement announcements anything approval approve approved are attend "
    "attended attendee attendees attending backlog be below blog budget bug bugs business call "
    "comment comments company completed conference could current date decided decision "
    "decisions demo discuss discussed discussion discussions does done email enter example "
    "feedback fill first-name firstname follow-up for forum fullname github google has have "
    "housekeeping if introduction introductions intro intros is issue issues it item "
    "items join joined joining lastname last-name links list meeting meetings minute minutes "
    "name names new next no not note notes notetaker onboarding online open opening "
    "optional or organisation organization our overview participant participants pending person "
    "planned planning please presentation presentations previous progress proposal proposals "
    "proposed pull question questions quorum recap recording recordings regrets release releases "
    "report reports request requests required resolution resolutions review reviewed reviews "
    "roadmap roll rotating schedule should sign slides someone sprint standup status summary "
    "surname talk talked tbd team template that the their there these they this those to todo "
    "topic topics triage triaged update updates username using various via video virtual "
    "vote votes votings was we week weekly welcome were what when where which who why with would "
    "yes your zoom rollcall attendance apologies absent chair scribe host guests everyone "
    "nobody somebody none discord slack hackmd handle"
)
#: with a capital, or among others, these may be names
_NO_HANDLES = words_of(
    "alternate available away back done early first full good great high last late later left low "
    "maybe maximum minimum more most off on other others out partial present ready remote same "
    "some tentative unavailable usual volunteer volunteers wanted needed yes below above attached "
    "available required optional mandatory everybody anybody "
    # what the chair says
    "agreed exactly fine hello hi nice ok okay perfect right sorry sure thank thanks true"
)
_HANDLE = re.compile(r"[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9_])?")
_QUOTED = re.compile(r"\([^()]*\)|\"[^\"]*\"|\u201c[^\u201c\u201d]*\u201d")
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['\u2019.\u2010-\u2011·`-](?=[^\W\d_.]))*\.?")
#: the end of a list, rather than that of an abbreviation
_SENTENCE_DOT = re.compile(r"(?<=[^\W\d_]{3})(?<!Esq)\.\Z|(?<= [^\W\d_][^\W\d_])(?<![JS]r)\.\Z")
#: `vK`, `d'Angelo`, `deBoer`
_JOINED_PARTICLE = re.compile(r"(?:v|va[nm]|von|d|d[aeiu]|l[ae]|al|el|ma?c|t)['\u2019-]?[A-Z]")
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|ph\.?d|m\.?d|mba|esq)\.?", re.IGNORECASE)


def is_name(text: str) -> bool:
    """Whether *text* looks like a name, or a handle.

    >>> is_name("Guido van Rossum"), is_name("szager"), is_name("Approve the minutes")
    (True, True, False)
    """
    if len(text) > _MOST_SIGNS or is_nobody(text):
        return False
    words = _QUOTED.sub(" ", text).replace(",", " ").split()
    if not 0 < len(words) <= _MOST_WORDS:
        return False
    if any(word.casefold().strip(".'") in _NO_NAMES for word in words):
        return False
    if len(words) == 1 and _HANDLE.fullmatch(words[0]):
        # a handle, or a given name
        return (
            words[0].casefold() not in _NO_HANDLES
            and not words[0].isdigit()
            and any(map(str.isalpha, words[0]))
        )
    return _are_words_of_name(words)


def _are_words_of_name(words: Sequence[str]) -> bool:
    return (
        all(_WORD.fullmatch(word) or _SUFFIX.fullmatch(word) for word in words)
        and (not words[-1][0].islower() or bool(_JOINED_PARTICLE.match(words[-1])))
        and all(
            not word[0].islower()
            or word.casefold() in _PARTICLES
            or bool(_JOINED_PARTICLE.match(word))
            for word in words
        )
        # `A`, `B` are no names, though they may be initials
        and any(len(word.strip(".")) > 1 or not word.isascii() for word in words)
    )


# ── texts ─────────────────────────────────────────────────────────────────────

_CODE_HANDLE = re.compile(r"@?[A-Za-z0-9](?:[\w.-]*\w)?")
_LEADING_BRACKETS = re.compile(r"\A\s*\[(?P<name>[^\[\]()]+)\](?!\()\s*[/|-]?\s*")
_DASHED_BRACKETS = re.compile(r" [-\u2013\u2014] ?\(")
_MENTION = re.compile(r"(?<![\w.@/`])@[A-Za-z0-9](?:[\w.-]*\w)?")
#: ``*Ada``, which Markdown does not take for an item
_LOST_BULLET = re.compile(r"\A(?:[*+-]\s*(?=[^\W\d_])|\u2022\s*)")
_IN_BRACKETS = re.compile(r"\(.*\)|\[[^\[\]]*\]|<.*>")
_TELLS = re.compile(r"(?:Also|Has|He|I|Is|She|Sorry|They|Was|We|Will)\b")
_DASH = re.compile(r"(?: [-\u2013\u2014]|[:;,]) ")
_FURTHER_HANDLE = re.compile(rf"{_MENTION.pattern}|[/|] [a-z0-9_][a-z0-9_.-]*(?= *(?:[/|(]|\Z))")
_FIELDS = re.compile(r"(?<!\S)[/|](?!\S)")
_ZERO_WIDTH = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))


def readable(line: Line) -> str:
    """Return the text of *line* for the reader of people: with links, without struck words."""
    parts: list[str] = []
    for span in line.spans:
        text = span.text
        if Style.STRUCK in span.style:
            continue
        if Style.CODE in span.style and _CODE_HANDLE.fullmatch(text.strip()) and parts:
            text = f" @{text.strip().removeprefix('@')}"
        elif Style.LINK in span.style and text[:1] != "@" and _is_linkable(text, span.address):
            text = f"[{text}]({span.address})"
        parts.append(text)
    return "".join(parts).translate(_ZERO_WIDTH).replace("\xa0", " ").strip()


def _is_linkable(text: str, address: str) -> bool:
    return (
        address.startswith(("https://", "http://"))
        and bool(text.strip())
        and not re.search(r"[\[\]()]|://", text)
        and not re.search(r"[()\s]", address)
    )


def shared_organizations(texts: Iterable[str]) -> frozenset[str]:
    """Return the organizations in items that all are ``Name, Organization``.

    One item alone could also name two people.
    """
    pairs = [text.split(",") for text in texts if "," in text and not _FIELDS.search(text)]
    if len(pairs) < 2 or any(len(pair) != 2 for pair in pairs):
        return frozenset()
    names = [pair[0].strip() for pair in pairs]
    others = [pair[1].strip() for pair in pairs]
    numbers = Counter(others)
    clear = [
        other
        for other in others
        if numbers[other] > 1
        or len(other.split()) == 1
        or is_organization(other, acronyms=True)
        or meaning_of(other) is not Beside.ORGANIZATION
    ]
    if all(len(name.split()) > 1 for name in names) and 2 * len(clear) >= len(others):
        return frozenset(others)
    return frozenset()


_MARKS = {
    **dict.fromkeys(("\u2705", "\u2714\ufe0f", "\u2714", "\u2611\ufe0f", "\u2611", "\u2713"), "x"),
    **dict.fromkeys((":white_check_mark:", ":heavy_check_mark:", "[x]", "[X]"), "x"),
    **dict.fromkeys(("\u274c", "\u2718", "\u2717", "\u2716\ufe0f", "\u2716", ":x:", "[ ]"), "-"),
}


def marked_item(text: str) -> tuple[str, str] | None:
    """Return the box that an emoji at an end of *text* stands for, and the rest of it.

    >>> marked_item("Ada \u2705")
    ('x', 'Ada')
    """
    for mark, box in _MARKS.items():
        if text.startswith(mark):
            return box, text[len(mark) :].strip()
        if text.endswith(mark):
            return box, text[: -len(mark)].strip()
    return None


def are_organizations_first(texts: Iterable[str]) -> bool:
    """Whether items are, or may be, ``Organization - Name``."""
    pairs = [text.split(match[0], 1) for text in texts if (match := _DASH_BETWEEN.search(text))]
    first = [
        is_organization(before, acronyms=True)
        or (len(before.split()) == 1 and len(_IN_ROUND.sub("", after).split()) > 1)
        for before, after in pairs
    ]
    return 2 * sum(first) > len(first)


_DASH_BETWEEN = re.compile(r" (?:-|[\u2013\u2014]|--) ")
_IN_ROUND = re.compile(r"\([^()]*\)|@\S+")


@lru_cache(maxsize=4096)
def read_item(
    text: str, organizations: frozenset[str] = frozenset()
) -> tuple[Attendee, ...] | None:
    """Return the people of an item of a list, mostly one; None if it may be anything else.

    A placeholder has nobody. The same people are at many meetings, so the results are kept.
    """
    text = _LOST_BULLET.sub("", text)
    if is_nobody(text.strip(" -*")):
        return ()
    if len(text) > _LONGEST_ITEM or _IN_BRACKETS.fullmatch(text):
        # an explanation
        return None
    parts = [part.strip() for part in text.split(",")]
    if _FIELDS.search(text) or _LEADING_BRACKETS.match(text):
        # a comma separates what is said about one person
        return _people([Named(text)])
    if any(map(is_pronouns, parts[1:])):
        # `Ada, she/her, Firm`
        return _people([Named(parts[0], tuple(parts[1:]))])
    try:
        return _people(people_in_item(text, organizations))
    except ValueError:
        return _alike(read_names(text)) if len(parts) > 2 else None


def _alike(people: tuple[Attendee, ...] | None) -> tuple[Attendee, ...] | None:
    """Return *people* unless some of them may be what another one's organization is."""
    are_full = {" " in one.shown for one in people or ()}
    return people if people and len(people) > 2 and len(are_full) == 1 else None


@lru_cache(maxsize=1024)
def read_names(text: str) -> tuple[Attendee, ...] | None:
    """Return the people of a list in a line; None if some of it may be anything else."""
    text = _LOST_BULLET.sub("", text.strip())
    if not text or is_nobody(text):
        return ()
    if len(text) > _LONGEST_LIST or _IN_BRACKETS.fullmatch(text):
        return None
    people: list[Attendee] = []
    text = _SENTENCE_DOT.sub("", text)
    try:
        for part in people_in_list(text):
            found = read_item(part) if isinstance(part, str) else _people(part)
            if found is None:
                return None
            people += found
    except ValueError:
        return None
    return None if _has_organization_alone(people) else tuple(people)


def _has_organization_alone(people: Sequence[Attendee]) -> bool:
    """Whether one of *people* may be the organization, or the initials, of the one before."""
    return any(
        " " in before.shown and is_organization(one.shown, acronyms=True)
        for before, one in itertools.pairwise(people)
    )


def _people(named: Iterable[Named]) -> tuple[Attendee, ...] | None:
    people: list[Attendee] = []
    for one in named:
        try:
            person, remarks = parse_person_and_remarks(_prepared(one.text), *one.beside)
        except NobodyError:
            continue
        except (UnclearError, ValueError):
            return None
        if not _is_person(person):
            return None
        people.append(_sorted(person, remarks))
    return tuple(people)


def _symbols(text: str) -> Iterator[str]:
    """Yield the emojis that *text* begins with, and spaces."""
    for sign in text:
        if unicodedata.category(sign) not in {"So", "Sk", "Mn", "Zs"}:
            break
        yield sign


def _is_person(person: Person) -> bool:
    name = person.name or person.key
    beside = f"{person.org} {person.title}"
    return (
        is_name(name)
        and not is_organization(name)
        and not _is_position(name)
        # a sentence after a dash is about a topic
        and len(beside) <= _MOST_BESIDE
        and not _SENTENCE_END.search(beside)
    )


def _is_position(name: str) -> bool:
    """Whether *name* is what somebody is, such as "Product Manager", rather than a name."""
    *_, last = name.casefold().split()
    return " " in name and last not in _SURNAMES and meaning_of(name) is Beside.TITLE


def _prepared(text: str) -> str:
    """Return *text* with one handle, and a name in brackets before everything else."""
    text = _DASHED_BRACKETS.sub(r" (", _LEADING_BRACKETS.sub(r"\g<name> / ", text))
    text = text.lstrip("".join(_symbols(text)))
    # a flag, or a picture
    text = text.rstrip("".join(_symbols(text[::-1])))
    first = _MENTION.search(text)
    if first is None or text[: first.start()].strip(" /|-") == "":
        return text
    # behind a name, further handles are those of other networks
    return text[: first.end()] + _FURTHER_HANDLE.sub("", text[first.end() :])


def _sorted(person: Person, remarks: Collection[str]) -> Attendee:
    """Return the attendee; what is no organization is a remark, or nothing."""
    org = person.org
    told = list(remarks)
    if org and (_says_absent(org) or _is_sentence(org)):
        told.append(org)
        org = ""
    if not any(map(str.isalpha, org)) or org in (person.name, person.key, _initials(person)):
        org = ""
    return Attendee(replace(person, org=org), ", ".join(dict.fromkeys(told)))


def _initials(person: Person) -> str:
    words = (person.name or person.key).replace("-", " ").split()
    return "".join(word[0] for word in words) if len(words) > 1 else ""


def _is_sentence(text: str) -> bool:
    """Whether *text* beside a name is told, and so neither a name nor an organization."""
    return len(text.split()) > 2 and (text[0].islower() or bool(_TELLS.match(text)))


def _says_absent(remark: str) -> bool:
    # `absent - on holiday`
    told = _DASH.split(remark, maxsplit=1)[0]
    return is_absence(told) or told.casefold() in _ABSENT
