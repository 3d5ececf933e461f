"""Labels of attendance: ``Attendees (5)``, ``Members present``, ``Note taker``, ``Anwesend``.

A label counts as a whole: words that say who exactly may stand around it, and nothing else may.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from sphinxcontrib_meetings.model.people import Role
from sphinxcontrib_meetings.parse.labels import plain_label
from sphinxcontrib_meetings.parse.values import words_of

__all__ = ["Label", "is_group", "is_of_other_meeting", "label_of", "labelled", "labelled_parts"]


@dataclass(frozen=True, slots=True)
class Label:
    """What a label says of the people behind it."""

    roles: tuple[Role, ...]
    #: "guest" for guests, who attended
    remark: str = ""
    #: whether a company may stand there as well
    may_be_company: bool = False
    #: whether the people count only if another line has them, since other things may stand there
    is_vague: bool = False

    @property
    def is_roll(self) -> bool:
        """Whether it is about who was there, or not, rather than who led or took notes."""
        return self.roles[0] in (Role.ATTENDEE, Role.REGRETS)


def _phrases(text: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in text.split(","))


_ATTENDEE = _phrases(
    "attendee, attendees, attendess, attendes, attendeees, attendance, attending, attended, "
    "in attendance, present, those present, participant, participants, participating, "
    "roll call, rollcall, "
    "anwesend, anwesende, anwesenheit, anwesenheitsliste, teilnehmer, teilnehmerinnen, "
    "teilnehmende, teilnehmerliste, présent, présents, présentes, présences, étaient présents, "
    "participantes, asistentes, asistencia, presentes, presenças, presenti, partecipanti, "
    "aanwezig, aanwezigen, deelnemers, присутствовали, присутствующие, участники, "
    "出席者, 参加者, 出席, 参会人员, 参会者, 与会者, 参加人员, 참석자"
)
_REGRETS = _phrases(
    "regret, regrets, sent regrets, with regrets, apology, apologies, apologies for absence, "
    "apologies received, absent, absentee, absentees, absence, absences, excused, excused "
    "absences, absent with apologies, absent with regrets, "
    "not present, not attending, not in attendance, unable to attend, could not attend, "
    "abwesend, abwesende, entschuldigt, absents, absents excusés, excusés, ausente, ausentes, "
    "assenti, afwezig, afgemeld, отсутствовали, отсутствующие, 欠席者, 欠席, 缺席, 불참자"
)
_GUEST = _phrases(
    "guest, guests, observer, observers, visitor, visitors, gast, gäste, invités, invitados, "
    "convidados, ospiti, gasten, гости"
)
_HOST = _phrases("host, hosts, co host, co hosts, cohost, cohosts, hosted by, hosting")
_CHAIR = _HOST | _phrases(
    "chair, chairs, chairperson, chairpersons, chairman, chairwoman, chairing, chaired by, "
    "co chair, co chairs, cochair, cochairs, acting chair, facilitator, facilitators, "
    "facilitating, facilitated by, moderator, moderators, moderating, moderated by, presiding, "
    "presided by, led by, vorsitz, vorsitzende, vorsitzender, sitzungsleitung, moderation, "
    "président de séance, présidente de séance, animateur, animatrice, moderador, moderadora, "
    "voorzitter, председатель, 司会, 主持人, 사회자"
)
_SCRIBE = _phrases(
    "scribe, scribes, scribenick, scribing, scribed by, note taker, note takers, notetaker, "
    "notetakers, note taking, notetaking, notes by, notes taken by, taking notes, minute taker, "
    "minute takers, minutetaker, minutes taker, minute taking, minutes by, minutes taken by, "
    "minutes recorded by, minuted by, recorded by, secretary, recording secretary, "
    "protokollant, protokollantin, protokollführer, protokollführerin, protokollführung, "
    "schriftführer, schriftführerin, secrétaire, secrétaire de séance, secretario, secretaria, "
    "secretário, secretária, notulist, секретарь, 書記, 记录人, 記録者"
)
#: ``Notes: Bo``, but also ``Notes: Draft``
_VAGUE = _phrases("notes, minutes, recorder, protokoll")
_ROLES: Mapping[str, Label] = {
    **dict.fromkeys(_ATTENDEE, Label((Role.ATTENDEE,))),
    **dict.fromkeys(_REGRETS, Label((Role.REGRETS,))),
    **dict.fromkeys(_GUEST, Label((Role.ATTENDEE,), "guest")),
    **dict.fromkeys(_CHAIR, Label((Role.CHAIR,))),
    **dict.fromkeys(_HOST, Label((Role.CHAIR,), may_be_company=True)),
    **dict.fromkeys(_SCRIBE, Label((Role.SCRIBE,))),
    **dict.fromkeys(_VAGUE, Label((Role.SCRIBE,), is_vague=True)),
}
#: words that may stand around a label, and say which of the people, or how they are listed
_AROUND = words_of(
    "a all also and at by call for from here in is list meeting of on our s session star "
    "special team tele the this to today was were who with "
    "affiliation affiliations alphabetical alphabetically company companies full github handle "
    "handles lines name names nick number order organisation organisations organization "
    "organizations said sheet sign total username usernames "
    "additional community core external internal invited local other others remote remotely "
    "online virtual virtually onsite person zoom "
    "board committee council director directors maintainer maintainers member members nonvoting "
    "collaborator collaborators emeritus individual panelist panelists regular "
    "non officer officers people person persons project staff steering "
    "contributor contributors leadership parent parents student students teacher teachers trustee "
    "trustees user users voting "
    "cg pmc sc sig tab tag tc toc tsc wg"
)
#: the words that a label of a part of the people has: ``Team members``, ``Online``, ``Others``
_OF_GROUP = _AROUND - words_of(
    "a all also at by call for from here is list meeting s session star tele this to today was "
    "were who zoom affiliation affiliations company companies github handle handles lines name "
    "names nick number order organisation organisations organization organizations said sheet "
    "sign username usernames project"
)
_NUMBER = re.compile(r"[0-9]+")
#: not that of a time
_COLON = re.compile(r"[:\uff1a](?!(?<=[0-9]:)[0-9])")
#: labels are not longer
_MOST_SIGNS = 60
#: longer lines have one field
_MOST_SPLIT = 1000
#: what stands between a field and the next one on a line
_BETWEEN = re.compile(r"[,;|/.\u00b7\u2022]|\s{2,}|\s[-\u2013\u2014]\s")
#: ``Chair / note taker``
_BOTH = re.compile(r"[/&+]|\sand\s|\sund\s|\set\s")
#: sections about another meeting
_OTHER_MEETING = re.compile(
    r"\b(?:future|following|last|next|previous|prior|upcoming)\b.{0,20}"
    r"\b(?:agenda|call|meeting|meetings|session|sync|telecon|telecons|time|week)\b",
    re.IGNORECASE,
)


def label_of(text: str) -> Label | None:
    """Return what *text* announces as a label of people, None if it is anything else.

    >>> label_of("Voting members present (5)").roles
    (<Role.ATTENDEE: 'attendee'>,)
    >>> label_of("Welcome and roll call"), label_of("Expected attendees")
    (None, None)
    """
    if not text or len(text) > _MOST_SIGNS or "://" in text:
        return None
    return _label_of(text)


@lru_cache(maxsize=4096)
def _label_of(text: str) -> Label | None:
    if found := _one_label(text):
        return found
    written = _BOTH.split(text)
    if len(written) == 1:
        return None
    parts = [_one_label(part) for part in written]
    known = [part for part in parts if part]
    if len(parts) == len(known) > 1 and len(set(known)) == 1:
        # `Roll call / attendance`
        return known[0]
    if len(parts) == len(known) > 1 and not any(part.is_roll for part in known):
        roles = tuple(dict.fromkeys(role for part in known for role in part.roles))
        return Label(
            roles,
            may_be_company=all(part.may_be_company for part in known),
            is_vague=all(part.is_vague for part in known),
        )
    return None


def _one_label(text: str) -> Label | None:
    words = [word for word in plain_label(text).split() if not _NUMBER.fullmatch(word)]
    if found := _ROLES.get(" ".join(words)):
        return found
    told = [word for word in words if word not in _AROUND]
    return _ROLES.get(" ".join(told)) if told else None


def is_group(text: str) -> bool:
    """Whether *text*, within a roll call, says which of the people follow: ``Team members``."""
    words = {word for word in plain_label(text).split() if not _NUMBER.fullmatch(word)}
    return bool(words) and words <= _OF_GROUP


def is_of_other_meeting(heading: str) -> bool:
    """Whether a section with that *heading* is about another meeting than the one of the note."""
    return bool(_OTHER_MEETING.search(heading[:200]))


def labelled(text: str) -> tuple[str, str] | None:
    """Return what stands before and after the first colon of *text*, if that may be a label."""
    colon = _COLON.search(text[: _MOST_SIGNS + 10])
    if colon is None or text.startswith("//", colon.end()):
        return None
    label = text[: colon.start()]
    if label.count("(") != label.count(")") or label.count("[") != label.count("]"):
        # `Ada (until: …)`
        return None
    return text[: colon.start()].strip(), text[colon.end() :].strip()


def labelled_parts(text: str) -> list[tuple[Label, str]]:
    """Return the fields on a line, with their values: ``Chair: Ada, scribe: Bo`` has two.

    There is none if the line does not begin with a label of people.
    """
    found = labelled(text)
    label = label_of(found[0]) if found else None
    if found is None or label is None:
        return []
    fields: list[tuple[Label, str]] = []
    value = found[1]
    while len(value) <= _MOST_SPLIT and (split := _next_field(value)) is not None:
        before, following, rest = split
        fields.append((label, before))
        label, value = following, rest
    return [*fields, (label, value)]


def _next_field(value: str) -> tuple[str, Label, str] | None:
    """Return what precedes the next field in *value*, its label, and what follows that."""
    for colon in _COLON.finditer(value):
        # from there, the label reaches back to the last sign between fields
        start = 0
        for sign in _BETWEEN.finditer(value, max(0, colon.start() - _MOST_SIGNS), colon.start()):
            start = sign.end()
        label = label_of(value[start : colon.start()].strip()) if start else None
        if label is not None:
            before = value[:start].rstrip(" ,;|/.\u00b7\u2022-\u2013\u2014")
            return before, label, value[colon.end() :].strip()
    return None
