"""Who may be the owner of an action, as its words tell it.

Whether somebody of that name exists is for the archive to say. Here counts where a name stands,
and that it can be one: "We", "Need" or "Everyone" is nobody.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass

from sphinxcontrib_meetings.parse.minutes.body import Body
from sphinxcontrib_meetings.parse.values import words_of

__all__ = ["How", "Owners", "is_name", "names_in", "take_first", "take_last"]

#: words that no name has: pronouns, groups and labels
_NOBODY = words_of(
    # pronouns and groups
    "i we you he she it they us them me him her our your their this that these those there "
    "who whoever all everyone everybody anyone anybody someone somebody nobody noone none any "
    "each both others other team teams group groups members member people participants "
    "attendees chair chairs authors maintainers contributors community committee board "
    "editors editor folks volunteers volunteer owner owners assignee name tbd tba tbc todo "
    "unassigned unknown nil na "
    # other words at the start of a sentence
    "a an the also and or but so if when once after before as at by for from in on of with "
    "then next first last finally maybe perhaps possibly potentially please just only still "
    "not no yes ok okay new old more most many some several what why how where which whether "
    # labels
    "taken needed requested recommended plans button cable "
    "action actions ai aim agenda answer background blocked blocker bug comment comments "
    "context date deadline decision decisions deferred details discussion docs done due "
    "example examples fixme followup fyi goal goals homework idea ideas info issue issues "
    "item items link links log milestone minor nb note notes open optional option pending "
    "plan point points priority problem progress proposal ps question questions reason "
    "recommendation reference references release reminder result results review risk see "
    "sprint status step steps summary task tasks tip title topic topics tracker update "
    "updates warning website wip http https required register list hopefully",
)
#: verbs that begin a sentence; as later words, they may be surnames
_VERBS = words_of(
    "add address agree aim allow analyse analyze announce apply approve arrange ask asking "
    "assign attempt attend bring build bump call change check circulate clarify clean clear "
    "close collect come comment compare complete confirm connect consider contact continue "
    "contribute convert coordinate copy create deal decide define deliver deploy describe "
    "design determine develop discuss distribute document do download draft drop email enable "
    "ensure estimate evaluate examine expand explain explore extend fetch figure file fill "
    "finalise finalize find finish fix follow format forward gather generate get give go "
    "going got had handle have having help hold identify implement import improve include "
    "inform inquire integrate introduce invite investigate invest join keep lead learn leave "
    "let link listen look looking make manage meet mention merge migrate move need needs "
    "nominate notify offer open organise organize ought outline own perform ping plan "
    "planning post prepare present prior propose provide publish pull push put raise reach "
    "react read refactor refer refine register relate release remember remind remove rename "
    "reorganise reorganize replace reply report request research resolve respond rework "
    "rewrite review revise revisit run schedule see seek send separate set setup share show "
    "sign sort speak specify split start stick stop submit suggest summarise summarize "
    "support switch sync take talk tell test think translate triage try trying turn tweak "
    "update upgrade upload use used validate verify visit visualise visualize vote wait want "
    "wanted watch work working write according due up supposed subject able ready happy back "
    "down out over ",
)
#: words within a name that begin with a small letter
_PARTICLES = words_of(
    "de del della der den di do dos da du van von zu la le el al bin ibn ten ter"
)
#: words before a handle at the end that make it part of the sentence
_INVOLVING = words_of(
    "with to from by for at of about and or via cc ask asking ping email mail contact tell help "
    "message remind invite poke nudge see thank thanks on than as like into through under meet "
    "join "
    "notify consult assist involve including follow support let has had is was that",
)
#: signs and pictures before a name
_PICTURES = re.compile("(?:[\u2190-\u2bff\U0001f000-\U0001faff]\ufe0f?\\s*){1,3}")
_WORD = re.compile(r"[^\W\d_](?:[\w'\N{RIGHT SINGLE QUOTATION MARK}-]|\.(?=[\w-]))*")
_HANDLE = re.compile(r"@\w(?:[\w-]|[./](?=\w))*")
_SEPARATOR = re.compile(
    r"\s{0,2}[,;]\s{0,2}(?:(?:and|&)\s{1,2})?|\s{1,2}(?:and|or|&|\+|/)\s{1,2}|[/+&](?=[\w@])"
)
_BETWEEN_HANDLES = re.compile(r"\s{1,2}(?=@\w)")
_DOUBTED = re.compile(r"\s?\((?:and|&|\+)\s(?P<name>[^()?]{1,40})\?\)")
_REMARK = re.compile(r"\s?\([^()0-9]{1,40}\)")
_LABEL = re.compile(r"\s?:(?!//)(?=\s|\Z|[^\s\d:/])\s*(?:to\s+(?=[^\W\d_]))?")
_DOES = re.compile(
    r"(?:\s+(?:is\s|are\s)?to|\s+will|\s+shall|['\N{RIGHT SINGLE QUOTATION MARK}]ll)\s+"
)
_DASH = re.compile(r"\s*(?<=\s)(?:-{1,2}>?|[\N{EN DASH}\N{EM DASH}>\N{RIGHTWARDS ARROW}])\s+")
#: what follows "to" where it is no verb
_NO_VERB = re.compile(
    r"(?:a|an|all|any|both|each|every|everyone|her|him|his|it|me|my|our|that|the|their|them|these"
    r"|this|those|us|you|your)\b"
    # "is to be updated": a thing, not a person
    r"|be\s(?:\w+(?:ed|en|wn)|sent|put|set|built|made|kept|held|found|done)\b",
    re.IGNORECASE,
)
_MOST_WORDS = 4
_MOST_NAMES = 12
_LONGEST_NAME = 60
_LONGEST_ENDING = 120
_FIELD = r"(?:owners?|assignees?|assigned\sto|responsible|who|lead)"
_FIRST_FIELD = re.compile(rf"[(\[]?{_FIELD}\s?::?\s{{0,2}}", re.IGNORECASE)
_AFTER_FIELD = re.compile(r"[)\]]?\s?[,;.:-]?\s+")
_LAST_FIELD = re.compile(
    rf"(?:[(\[]{_FIELD}\s?:{{1,2}}\s{{0,2}}(?P<inner>[^()\[\]]{{1,80}})[)\]]"
    rf"|(?<!\w){_FIELD}\s?:{{1,2}}\s{{0,2}}(?P<outer>[^()\[\]:]{{1,80}})"
    r"|[(\[](?:assigned\sto|owned\sby)\s(?P<phrase>[^()\[\]]{1,80})[)\]])\Z",
    re.IGNORECASE,
)
_LAST_BRACKETS = re.compile(r"[(\[](?P<names>[^()\[\]]{1,80})[)\]]\.?\Z")
_LAST_DASH = re.compile(
    r"\s(?:-{1,2}>?|=>|[\N{EN DASH}\N{EM DASH}\N{RIGHTWARDS ARROW}])\s+(?P<names>\S.{0,80})\Z"
)
_LAST_HANDLES = re.compile(
    r"(?:(?:\s{1,2}|\A)(?:(?:and|&|,)\s)?,?@\w[\w./-]{0,40}(?<=\w),?){1,8}\Z"
)


class How(enum.StrEnum):
    """How the words tell who is to do something."""

    NONE = ""
    LABEL = "label"
    DOES = "does"
    HANDLE = "handle"
    DASH = "dash"
    BOLD = "bold"
    BRACKETS = "brackets"


@dataclass(frozen=True, slots=True)
class Owners:
    """Candidates, as they are written, and the other words."""

    names: tuple[str, ...]
    body: Body
    how: How = How.NONE


def take_first(body: Body, *, any_case: bool = False) -> Owners:
    """Return the owners that *body* begins with.

    *any_case* takes a word in lower case for a name as well, such as a nick.
    """
    text = body.text
    if field := _FIRST_FIELD.match(text):
        named = _names_at(text, field.end(), any_case=True)
        if named and (after := _AFTER_FIELD.match(text, named[1])):
            return Owners(named[0], body.without(0, after.end()), How.LABEL)
    if text.startswith("[") and (bracket := text.find("]", 0, _LONGEST_NAME)) > 0:
        names = names_in(text[1:bracket])
        label = _LABEL.match(text, bracket + 1)
        start = label.end() if label else bracket + 1
        if names and text[start:].strip() and not text.startswith("(", bracket + 1):
            return Owners(names, body.without(0, start), How.BRACKETS)
    picture = _PICTURES.match(text)
    first = _names_at(text, picture.end() if picture else 0, any_case=any_case)
    if not first:
        return Owners((), body)
    found, end = first
    how, rest = _connector(body, found, end)
    if not how or not text[rest:].strip():
        return Owners((), body)
    return Owners(found, body.without(0, rest), how)


def _connector(body: Body, names: tuple[str, ...], end: int) -> tuple[How, int]:
    """Return how what follows the *names* tells that they are owners, and where that ends."""
    text = body.text
    if match := _LABEL.match(text, end):
        return How.LABEL, match.end()
    match = _DOES.match(text, end)
    if match and not _NO_VERB.match(text, match.end()) and match.end() < len(text):
        return How.DOES, match.end()
    is_nick = any(name.islower() and not name.startswith("@") for name in names)
    if not is_nick and (match := _DASH.match(text, end)):
        return How.DASH, match.end()
    if body.first_bold and len(body.first_bold.rstrip(" :")) == end:
        return How.BOLD, end
    if all(name.startswith("@") for name in names) and text[end : end + 1] in {" ", ","}:
        return How.HANDLE, end + 1
    return How.NONE, end


def take_last(body: Body) -> Owners:
    """Return the owners that *body* ends with: ``(Name)``, ``@handle``, ``- Name``, bold."""
    offset = max(len(body.text) - _LONGEST_ENDING, 0)
    tail = body.text[offset:].rstrip(" .")

    def without(start: int) -> Body:
        before = body.text[: offset + start].rstrip()
        if before.endswith(("->", "=>")):
            before = before[:-2]
        before = before.rstrip(" ,;|-\N{EN DASH}\N{EM DASH}")
        return body.without(len(before), len(body.text))

    if field := _LAST_FIELD.search(tail):
        names = names_in(field["inner"] or field["outer"] or field["phrase"], any_case=True)
        if names and without(field.start()).text:
            return Owners(names, without(field.start()), How.LABEL)
    if brackets := _LAST_BRACKETS.search(tail):
        names = names_in(brackets["names"])
        if names and without(brackets.start()).text:
            is_handle = all(name.startswith("@") for name in names)
            how = How.HANDLE if is_handle else How.BRACKETS
            return Owners(names, without(brackets.start()), how)
    if (handles := _LAST_HANDLES.search(tail)) and (rest := without(handles.start())).text:
        last = re.search(r"(\w+)\W{0,2}\Z", rest.text[-30:])
        if last is None or last[1].casefold() not in _INVOLVING:
            found = tuple(match.group() for match in _HANDLE.finditer(handles.group()))
            return Owners(found, rest, How.HANDLE)
    if (bold := body.last_bold) and (names := names_in(bold)):
        rest = without(len(body.text) - len(bold) - offset)
        last = re.search(r"(\w+)\W{0,2}\Z", rest.text[-30:])
        if rest.text and (last is None or last[1].casefold() not in _INVOLVING):
            return Owners(names, rest, How.BOLD)
    if dash := _LAST_DASH.search(tail):
        names = names_in(dash["names"])
        if names and without(dash.start()).text:
            return Owners(names, without(dash.start()), How.DASH)
    return Owners((), body)


def names_in(text: str, *, any_case: bool = False) -> tuple[str, ...]:
    """Return the names that make up *text*, empty if it is anything else."""
    text = text.strip().rstrip(":").strip()
    found = _names_at(text, 0, any_case=any_case)
    return found[0] if found and found[1] == len(text) else ()


def is_name(text: str) -> bool:
    """Whether *text* can be the name of one person."""
    return len(names_in(text)) == 1


def _names_at(text: str, start: int, *, any_case: bool) -> tuple[tuple[str, ...], int] | None:
    """Return the names that begin at *start*, and where the last one ends."""
    names: list[str] = []
    place = start
    while len(names) < _MOST_NAMES:
        one = _name_at(text, place, any_case=any_case)
        if one is None:
            break
        name, end = one
        names.append(name)
        if doubted := _DOUBTED.match(text, end):
            names += names_in(doubted["name"])
            end = doubted.end()
        elif (remark := _REMARK.match(text, end)) and _ends_name(text, remark.end()):
            end = remark.end()
        start = end
        separator = _SEPARATOR.match(text, end)
        if separator is None and name.startswith("@"):
            separator = _BETWEEN_HANDLES.match(text, end)
        if separator is None:
            break
        place = separator.end()
    return (tuple(dict.fromkeys(names)), start) if names else None


def _ends_name(text: str, end: int) -> bool:
    """Whether what follows the remark in parentheses shows that a name precedes it."""
    return bool(_LABEL.match(text, end) or _DOES.match(text, end) or _DASH.match(text, end))


def _name_at(text: str, start: int, *, any_case: bool) -> tuple[str, int] | None:
    """Return the name that begins at *start*, and its end."""
    if handle := _HANDLE.match(text, start):
        return handle.group(), handle.end()
    words: list[str] = []
    end = start
    place = start
    while len(words) < _MOST_WORDS and (word := _WORD.match(text, place)):
        is_first = not words
        if not _may_name(word.group(), is_first=is_first, any_case=any_case):
            break
        words.append(word.group())
        if word.group() not in _PARTICLES:
            end = word.end()
        if is_first and any_case and word.group().islower():
            break
        place = word.end()
        if len(word.group()) == 1 and text.startswith(".", place):
            place += 1
            end = place
        if not text.startswith(" ", place):
            break
        place += 1
    if end == start or end - start > _LONGEST_NAME:
        return None
    begins = words[0].partition("-")[0].casefold()
    if begins in _VERBS or begins in _NOBODY or any(map(_is_nobody, words)):
        return None
    return text[start:end], end


def _is_nobody(word: str) -> bool:
    """Whether no name has *word*: such as a pronoun, or one with a number."""
    return word.casefold() in _NOBODY or any(map(str.isdigit, word))


def _may_name(word: str, *, is_first: bool, any_case: bool) -> bool:
    """Whether *word* may be part of a name."""
    if word[0].islower():
        return any_case if is_first else word in _PARTICLES
    return True
