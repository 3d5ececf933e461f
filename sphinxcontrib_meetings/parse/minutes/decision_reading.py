"""Makes a decision of the words behind its marker: status, identifiers, and what is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sphinxcontrib_meetings.model.minutes import Decision, DecisionState
from sphinxcontrib_meetings.parse.minutes.action_reading import is_placeholder, without_records
from sphinxcontrib_meetings.parse.minutes.body import Body
from sphinxcontrib_meetings.parse.minutes.lines import Kind, Note
from sphinxcontrib_meetings.parse.minutes.rule import Finding

__all__ = ["ID", "Told", "read_decision", "state_of"]

#: an identifier that a decision has of its own; the number of an issue is none
ID = (
    r"(?:(?:ADR|DR|DEC|D|RES|R)[- ]?[0-9]{1,5}(?:[-.][0-9]{1,4}){0,2}"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]|[0-9]{4}-[0-9]{1,3})"
)
_FIRST_ID = re.compile(
    rf"(?:[\[(](?P<inner>{ID})[\])]\s?:?|(?P<id>{ID})(?:\s?:|\s[-\N{{EN DASH}}\N{{EM DASH}}]))\s+"
)
_BOLD_ID = re.compile(ID)
#: reference to another decision
_REFERENCE = (
    r"(?:(?:decision|resolution)\s)?(?P<{name}>[A-Za-z]{{0,12}}[- ]?#?[0-9][\w.-]{{0,20}})"
)
_ANOTHER = re.compile(r"[A-Za-z]{0,12}[- ]?#?[0-9][\w.-]{0,20}")
_STATES = {
    **dict.fromkeys(
        ("proposed", "proposal", "tentative", "draft", "provisional"), DecisionState.PROPOSED
    ),
    **dict.fromkeys(
        ("accepted", "approved", "adopted", "agreed", "carried", "passed", "final"),
        DecisionState.ACCEPTED,
    ),
    **dict.fromkeys(("rejected", "declined", "failed", "not accepted"), DecisionState.REJECTED),
    **dict.fromkeys(("deprecated", "withdrawn", "obsolete"), DecisionState.DEPRECATED),
    "superseded": DecisionState.SUPERSEDED,
}
#: what may be said of a decision before or behind it; other words may be about something else
_STATE = "|".join(
    (
        *("proposed", "tentative", "accepted", "approved", "adopted", "rejected", "declined"),
        *("deprecated", "withdrawn", "superseded"),
    )
)
_LAST_STATE = re.compile(
    r"\s*(?:[(\[]|(?<=\s)[-\N{EN DASH}\N{EM DASH}]\s|(?<=[.;,])\s?)"
    r"(?:status:\s)?(?:(?P<state>" + _STATE + r")(?:\sby\s" + _REFERENCE.format(name="by") + r")?"
    r"|(?:this\s)?(?:supersedes|replaces)\s(?P<others>[^()\[\]]{1,120}))[)\]]?\.?\Z",
    re.IGNORECASE,
)
_FIRST_STATE = re.compile(
    rf"(?:[(\[](?P<inner>{_STATE})[)\]]\s?:?|(?P<state>{_STATE})\s?:)\s+", re.IGNORECASE
)
#: a decision that is told as not made yet
_TENTATIVE = re.compile(
    r"(?:tentative(?:ly)?|proposed|proposing|provisional(?:ly)?)\b"
    r"|[^.:;]{0,40}\btentative (?:agreement|decision|conclusion|consensus)\b",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"(?:(?:status|state)\s?:\s*(?P<state>" + _STATE + r")"
    r"(?:\sby\s" + _REFERENCE.format(name="by") + r")?"
    r"|superseded by\s?:?\s" + _REFERENCE.format(name="by2") + r""
    r"|(?:supersedes|replaces)\s?:?\s(?P<others>[^()\[\]]{1,120}))\.?\s*\Z",
    re.IGNORECASE,
)
#: says that nothing was decided, or leaves it to be filled in
_UNDECIDED = re.compile(
    r"(?:no|none|without)(?: \w+)? (?:decisions?|resolutions?|conclusions?|consensus)\b.{0,60}"
    r"|(?:decisions?|resolutions?|conclusions?)(?: ?(?:#?[0-9]{1,2}|[a-cx]|one|two|three))?"
    r"|(?:there (?:was|were|are|is) )?no (?:decisions?|resolutions?|consensus|conclusions?).{0,60}"
    r"|nothing (?:was |has been )?decided.{0,40}|not (?:yet )?(?:decided|discussed|reached).{0,40}"
    r"|pending\b.{0,60}|[+-][01]"
    r"|(?:we|they|the \w{1,20}) (?:did not|didn't|could not|couldn't|have not|haven't|failed to)"
    r" (?:yet )?(?:reach(?:ed)?|decided?|agreed?|come to|settled?)\b.{0,60}"
    r"|undecided|open|unclear|unresolved|unknown|ongoing|in progress|(?:still )?under discussion"
    r"|(?:to be |will be )(?:discussed|decided|made|continued).{0,60}"
    r"|(?:deferred|postponed|tabled|delayed|skipped)"
    r"(?: (?:to|until|till|for|by|pending) .{1,60})?",
    re.IGNORECASE,
)
_CHOICE = (
    r"(?:not\s)?(?:yes|no|y|n|maybe|approved?|reject(?:ed)?|accept(?:ed)?|declined?|defer(?:red)?|pass(?:ed)?"
    r"|fail(?:ed)?|go|no[- ]go|abstain|adopt(?:ed)?|agreed?|disagreed?|tbd|other|for|against"
    r"|\[[ x]?\]"
    r"|[\N{BALLOT BOX}\N{BALLOT BOX WITH CHECK}\N{WHITE SQUARE}])"
)
#: a choice that a template leaves open
_OPEN_CHOICE = re.compile(
    rf"{_CHOICE}(?:\s?(?:/|\||,|\bor\b|\s)\s?{_CHOICE})+\s?\??", re.IGNORECASE
)
_BLANK = re.compile(r"[\[{<](?:the |your )?(?:decision|resolution)s?[^\]}>]{0,40}[\]}>]", re.I)
_QUESTION = re.compile(r"[^.!?]*\?")
_ADDRESS = re.compile(r"\W{0,3}https?://\S+")
_ELSEWHERE = re.compile(
    r"(?:see|tracked|recorded|documented|listed)\s(?:in|at|on|above|below|the|our|here|https?:)"
    r"|(?:all |the |these |following )*(?:decisions?|resolutions?)\s(?:(?:are|is|were|was|will be"
    r"|can be|have been|made|taken)\s)"
    r"(?:in|at|on|above|below|recorded|tracked|listed|documented|made|taken|to be)\b",
    re.IGNORECASE,
)
#: numbers of issues alone: a list of what has been resolved
_REFERENCES = re.compile(r"(?:\w{0,40}(?:/\w{1,40})?#[0-9]{1,7}(?:,|;|\sand|\s&)?\s?){1,50}\.?")
#: stars of bold text that Markdown does not see as such
_STARS = " \t*_"
_MOST_FIELDS = 6


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a decision besides its words."""

    state: DecisionState | None = None
    id: str = ""


@dataclass(slots=True)
class _Parts:
    """What has been found out of a decision."""

    text: str
    state: DecisionState | None = None
    id: str = ""
    supersedes: tuple[str, ...] = ()
    superseded_by: str = ""


def state_of(word: str) -> DecisionState | None:
    """Return the status that a word such as "proposed" or "approved" stands for."""
    return _STATES.get(word.strip().casefold())


def read_decision(body: Body, note: Note, first: int, last: int, told: Told) -> Finding | None:
    """Return the decision that *body* tells, in the lines *first* to *last - 1*; None if none."""
    if body.is_struck or not _is_decided(body.text):
        return None
    parts = _Parts("", told.state, told.id)
    body = without_records(body)
    if not parts.id:
        body = _take_first_id(body, parts)
    text = " ".join(body.text.split()).strip(_STARS)
    text = _take_states(text, parts)
    if not _is_decided(text):
        return None
    for line in _fields(note, first, last):
        _take_field(line, parts)
    if parts.state is None and _TENTATIVE.match(text):
        parts.state = DecisionState.PROPOSED
    decision = Decision(
        text=text,
        state=parts.state or DecisionState.ACCEPTED,
        id=parts.id,
        supersedes=parts.supersedes,
        superseded_by=parts.superseded_by,
    )
    return Finding(decision, first, last)


def _is_decided(text: str) -> bool:
    """Whether *text* can be a decision: not a template, a question or a reference."""
    words = " ".join(text.split()).strip(" *_.\"'()\N{EN DASH}\N{EM DASH}-")
    if (
        is_placeholder(text)
        or not any(map(str.isalnum, text))
        or _BLANK.fullmatch(text.strip())
        or _OPEN_CHOICE.fullmatch(words)
        or _REFERENCES.fullmatch(words)
    ):
        return False
    if _ADDRESS.fullmatch(words) or _ELSEWHERE.match(words):
        return False
    return not (_UNDECIDED.fullmatch(words) or _QUESTION.fullmatch(words))


def _take_first_id(body: Body, parts: _Parts) -> Body:
    if match := _FIRST_ID.match(body.text):
        parts.id = match["inner"] or match["id"]
        return body.without(0, match.end())
    bold = body.first_bold
    if bold and _BOLD_ID.fullmatch(bold.strip(" :")):
        parts.id = bold.strip(" :")
        rest = body.without(0, len(bold))
        signs = len(rest.text) - len(rest.text.lstrip(":-\N{EN DASH}\N{EM DASH} "))
        return rest.without(0, signs)
    return body


def _take_states(text: str, parts: _Parts) -> str:
    """Return *text* without the status at its start and end, which *parts* get."""
    if outcome := state_of(text.strip(" .")):
        # the topic says what was rejected
        parts.state = outcome
        return text
    if match := _FIRST_STATE.match(text):
        parts.state = state_of(match["inner"] or match["state"])
        text = text[match.end() :]
    for _ in range(2):
        match = _LAST_STATE.search(text, max(len(text) - 200, 0))
        if match is None or not _take_relation(match.groupdict(), parts):
            break
        text = text[: match.start()].rstrip(" ,;")
    return text


def _take_field(text: str, parts: _Parts) -> None:
    match = _FIELD.match(text)
    if match:
        groups = match.groupdict()
        if groups["by2"]:
            groups |= {"state": "superseded", "by": groups["by2"]}
        _take_relation(groups, parts)


def _take_relation(groups: dict[str, str | None], parts: _Parts) -> bool:
    """Take the status, or the decisions that are replaced; return whether there are any."""
    if others := groups["others"]:
        names = tuple(name.strip(" .") for name in re.split(r",|;|\sand\s|&", others))
        if not all(_ANOTHER.fullmatch(name) for name in names):
            return False
        parts.supersedes += names
        return True
    state = state_of(groups["state"] or "")
    if state is None or (groups["by"] and state is not DecisionState.SUPERSEDED):
        return False
    parts.state = state
    parts.superseded_by = (groups["by"] or "").rstrip(".")
    return True


def _fields(note: Note, first: int, last: int) -> Iterator[str]:
    """Yield the lines below a decision that may say more of it, such as ``Status: proposed``."""
    start = note.lines[first]
    for line in note.lines[last : last + _MOST_FIELDS]:
        is_within = line.depth > start.depth or line.block == start.block
        if line.kind not in {Kind.ITEM, Kind.TEXT} or not is_within:
            return
        yield line.plain.strip(_STARS)
