"""What the words beside a name say: an organization, a title, a remark, or that there is nobody.

``Amara Okafor (Seed Library)`` has an organization there, ``Amara Okafor (she/her)`` has none.
"""

from __future__ import annotations

import enum
import re

from sphinxcontrib_meetings.parse.values import words_of

__all__ = [
    "Beside",
    "is_absence",
    "is_name_suffix",
    "is_nobody",
    "is_organization",
    "is_pronouns",
    "meaning_of",
]


class Beside(enum.Enum):
    """What stands beside a name."""

    NOTHING = enum.auto()
    #: about this meeting, or how to speak of the person; not kept
    REMARK = enum.auto()
    #: a position, or a body of the project that the person belongs to
    TITLE = enum.auto()
    ORGANIZATION = enum.auto()


def _phrases(text: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in text.split(","))


_NOBODY = _phrases(
    "all, anybody, anyone, e.g, empty, et al, everybody, everyone, missing, n.a, n/a, na, nil, "
    "no one, no-one, nobody, none, noone, not applicable, null, nul, other, others, rest, same, "
    "tba, tbc, tbd, the rest, to be announced, to be confirmed, to be decided, to be "
    "determined, todo, to do, unassigned, undefined, unknown, vacant, various, volunteer "
    "needed, alle, jeder, keine, keiner, niemand, offen, unbekannt, aucun, personne, tous, "
    "nadie, ninguno, todos, ninguém, nenhum, nessuno, tutti, iedereen"
)
#: `2 others`, `+ 3 more`, `1`
_UNNAMED = re.compile(r"(?:and )?(?:the )?\d* ?(?:guests?|more|others?|people|persons?)?")
#: `none this time`, `all members`, `everyone but Ana`
_NOBODY_YET = re.compile(
    r"(?i:n/a|nobody|none|no one|tba|tbc|tbd|todo|all)\b[^A-Z]*"
    r"|(?i:everybody|everyone)\b.*"
)
_ENDS = " \t.:;,!*_`~'\"\\"
_SIGNS = frozenset("-\u2013\u2014\u2026?!.,;:/|\\_*@+~#=()[]<>{}'\"`")
#: longer rows of signs are no placeholder
_MOST_SIGNS = 8


def is_nobody(text: str) -> bool:
    """Whether *text* stands for no particular person: ``none``, ``TBD``, ``everyone``, ``—``."""
    words = " ".join(text.casefold().split()).strip(_ENDS)
    signs = "".join(text.split())
    if not any(sign.isalnum() for sign in words):
        # an emoji, or a dot, may be what somebody is called
        return 0 < len(signs) <= _MOST_SIGNS and signs != "." and _SIGNS.issuperset(signs)
    # most names are longer than any of these
    return len(words) < 30 and (
        words.strip("()[]<>{}?!@+-\u2013\u2014 ") in _NOBODY
        or bool(_UNNAMED.fullmatch(words))
        or bool(_NOBODY_YET.fullmatch(" ".join(text.split())))
    )


# ── remarks ───────────────────────────────────────────────────────────────────

_PRONOUNS = words_of(
    "he him his she her hers they them their theirs it its any all xe xem xyr ze hir zir zem ey "
    "em fae faer ve ver vis per pers one ask er ihn ihm sein sie ihr il lui elle iel ella elle "
    "él ele eles ela lei hen hon han hij hem zij haar die hen hun"
)
_PRONOUN_NOTES = _phrases(
    "any pronouns, all pronouns, no pronouns, any, she, he, they, ask, ask me, she her, he him, "
    "they them"
)
_SLASHED = re.compile(r"[^\W\d_]{1,8}(?:/[^\W\d_]{1,8}){1,4}")
_REMARKS = _phrases(
    "absent, acting chair, afternoon, away, joined, joining, left, partly, partially, afk, "
    "alternate, apologies, arrived late, async, audio, audio only, camera off, chair, chaired, "
    "chairing, chairman, chairperson, chairwoman, co-chair, co-host, cochair, cohost, dial-in, "
    "early, end of call, evening, excused, facilitating, facilitator, first half, first time, "
    "guest, guests, guest speaker, holiday, host, hosting, in person, in-person, interim, "
    "invited, invited expert, invited guest, joined late, late, late arrival, left early, "
    "listening, minute taker, minute-taker, minutes, moderating, moderator, morning, muted, new, "
    "new member, newcomer, note taker, note taking, note-taker, notes, notetaker, notetaking, "
    "observer, observing, offline, on leave, on site, on-site, onsite, online, ooo, optional, "
    "out, out of office, partial, part time, part-time, phone, present, presenter, presenting, "
    "proxy, recorder, recording, recording secretary, regrets, remote, remotely, scribe, "
    "scribing, second half, sick, silent, speaker, speaking, stream, substitute, tentative, time "
    "keeper, timekeeper, travelling, traveling, unmuted, vacation, via phone, via zoom, video, "
    "virtual, visitor, zoom, vorsitz, protokoll, gast, gäste, entschuldigt, später, président, "
    "invité, excusé, excusée, absente, en ligne, invitado, invitada, ausente, convidado, "
    "convidada"
)
_ABSENCE = _phrases(
    "absent, absentees, absences, apologies, excused, not present, regrets, missing, sent "
    "regrets, unable to attend, abwesend, entschuldigt, absente, ausente, ausentes, excusés, no "
    "show, no-show"
)
#: `until 10:30`, `left at the break`: only in lower case, since names are not
_START_OF_REMARK = re.compile(
    r"(?:after|arrived?|arriving|arrives|as|away|back|before|bis|by|dialed|dropped|during|except|"
    r"filling|first|for|from|half|in|joined|joining|joins|jusqu|last|leaving|leaves|left|late|no|"
    r"not|off|on|only|out|part|partially|partly|second|since|standing|starting|started|still|then|"
    r"through|till|to|until|via|was|with|without|works|ab|desde|hasta|até|fino)\s",
)
_TIMED = re.compile(
    r"(?:until|till|til|from|after|since|before|left|joined|at|to|bis|ab|arrived|late|first|last|"
    r"\+|~|-)[^0-9]{0,12}[0-9]",
    re.IGNORECASE,
)
#: `end of the call`
_OF_MEETING = re.compile(
    r"(?=[a-z])[^A-Z]*\b(?:beginning|break|call|end|half|hour|meeting|part|session|start)\b"
)
# with a capital, `3M` is an organization
_TIME = re.compile(
    r"[0-9]{1,2}[:.h][0-9]{2}(?![0-9])|[0-9]/[0-9]"
    r"|[0-9]{1,3} ?(?:am|AM|pm|PM|h|hours?|hrs?|m|mins?|minutes|utc|UTC|%)\b"
)


def is_pronouns(text: str) -> bool:
    """Whether *text* beside a name says how to speak of the person: ``she/her``."""
    words = text.casefold()
    bare = words.removeprefix("pronouns").strip(": ")
    slashed = "/".join(part.strip() for part in bare.split("/"))
    if words in _PRONOUN_NOTES:
        return True
    if _SLASHED.fullmatch(slashed):
        parts = slashed.split("/")
        # other languages have others, in lower case
        return bare != words or _PRONOUNS.issuperset(parts) or text == words
    return False


def _is_remark(text: str) -> bool:
    if text.casefold() in _REMARKS or is_pronouns(text):
        return True
    return any(sign.match(text) for sign in (_START_OF_REMARK, _OF_MEETING, _TIMED, _TIME))


# ── titles ────────────────────────────────────────────────────────────────────

#: bodies that projects have, by their usual abbreviations
_BODIES = words_of(
    "tsc toc pmc ppmc psc cpc tc sc gc gb ec bod tab tag wg sig loc oc pc spc ospo ctte cfc ipc "
    "ac ab"
)
_LAST_WORDS_OF_TITLES = words_of(
    "administrator admin advisor adviser advocate analyst architect assistant associate author "
    "board ceo cfo chair chairs cio ciso cofounder co-founder columnist committee committer "
    "committers consultant contributor contributors coo coordinator co-ordinator council cto "
    "curator dean delegate designer developer director editor emeritus engineer evangelist "
    "expert facilitator fellow founder freelancer guest intern journalist lead leader liaison "
    "librarian maintainer maintainers manager member members mentor minister moderator officer "
    "organiser organisers organizer organizers owner partner president principal producer "
    "professor programmer receptionist rep representative researcher reviewer scientist "
    "secretary sig specialist sponsor staff steward strategist student supervisor teacher team "
    "tester translator treasurer trustee tutor vice-president volunteer volunteers vp wg writer"
)
_START_OF_TITLE = re.compile(
    r"(?:board|chief|co-founder|deputy|director|founder|head|lead|member|president|project lead|"
    r"sig|vice|vp|wg|working group)\b"
)


def _is_title(text: str) -> bool:
    words = text.casefold()
    last = words.rpartition(" ")[2]
    return (
        words in _BODIES
        or words.endswith("working group")
        or last in _LAST_WORDS_OF_TITLES
        or (" " in words and bool(_START_OF_TITLE.match(words)))
    )


def meaning_of(text: str) -> Beside:
    """Return what *text*, which stands in brackets or after a dash beside a name, says."""
    words = " ".join(text.split())
    if is_nobody(words):
        return Beside.NOTHING
    if _is_remark(words):
        return Beside.REMARK
    return Beside.TITLE if _is_title(words) else Beside.ORGANIZATION


def is_absence(text: str) -> bool:
    """Whether *text*, above some names, says that these people were not there."""
    return " ".join(text.casefold().split()).strip(_ENDS) in _ABSENCE


# ── organizations ─────────────────────────────────────────────────────────────

_WORDS_OF_ORGANIZATIONS = words_of(
    "academy agency café cafe ag alliance archive archives association associates bakery bank "
    "broadcasting bureau center centre charity chapter circle clinic club co coalition "
    "collective college community companies company computing consortium consulting cooperative "
    "corp corporation department development e.v enterprises factory faculty federation firm "
    "forum foundation fund garden gardens gmbh government group guild hospital hub inc "
    "incorporated industries initiative institut institute institution instituto international "
    "kg lab laboratories laboratory labs league library limited llc llp ltd magazine media "
    "ministry museum network networks nursery office org organisation organization partners "
    "partnership plc project projects publishing research school sciences server services shed "
    "society software solutions stadt station stiftung studio studios systems technologies "
    "technology theatre theater trust union universidad universidade universita università "
    "universitat universität université university ventures verein workshop workshops "
    "bibliothek bibliothèque biblioteca fundación fundação fondation associação asociación "
    "verlag"
)
_INSIDE_ORGANIZATIONS = re.compile(r"(?<!\S)(?:of|the)(?!\S)")
_SITE = re.compile(r"[\w-]+\.(?:ai|app|cloud|com|dev|edu|eu|gov|io|net|org|tech)", re.IGNORECASE)
_ACRONYM = re.compile(r"(?=[A-Z0-9&.-]*[A-Z])(?:[A-Z0-9][A-Z0-9&.-]{2,11}|[A-Z][0-9]|[0-9][A-Z])")
_NAME_SUFFIXES = words_of(
    "jr sr ii iii iv phd ph.d md m.d dr esq mba msc m.sc bsc b.sc ma m.a ba b.a cpa pe jd rn "
    "dds dvm edd mph mlis ms obe cbe sj op osb filho neto júnior junior senior"
)


def is_organization(text: str, *, acronyms: bool = False) -> bool:
    """Whether *text* cannot be anything but an organization.

    With *acronyms*, so is ``W3C``; elsewhere that may be somebody's initials.
    """
    words = [word.strip(".,()") for word in text.casefold().split()]
    return (
        not _WORDS_OF_ORGANIZATIONS.isdisjoint(words)
        or bool(_INSIDE_ORGANIZATIONS.search(text))
        or bool(_SITE.fullmatch(text.strip()))
        or (acronyms and bool(_ACRONYM.fullmatch(text.strip())))
    )


def is_name_suffix(text: str) -> bool:
    """Whether *text* belongs to the name before the comma: ``Jr.``, ``PhD``."""
    # in lower case, it may be a key
    return not text.islower() and text.strip().casefold().strip(".") in _NAME_SUFFIXES
