"""The state and the identifier of an action, as its words tell them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sphinxcontrib_meetings.model.minutes import ActionState
from sphinxcontrib_meetings.parse.minutes.body import Body

__all__ = ["BOXES", "state_in_cell", "take_id", "take_state"]

#: box ─► what it says
BOXES: Mapping[str, ActionState] = {
    " ": ActionState.OPEN,
    "x": ActionState.DONE,
    "-": ActionState.DROPPED,
}
_DONE = "done|completed?|closed|finished"
_DROPPED = "dropped|cancell?ed|abandoned|obsolete|won't do|wontfix|no longer needed"
_CHECK = (
    "(?:[\N{WHITE HEAVY CHECK MARK}\N{CHECK MARK}\N{HEAVY CHECK MARK}\N{BALLOT BOX WITH CHECK}]"
    "|:white_check_mark:|:heavy_check_mark:)\N{VARIATION SELECTOR-16}?"
)
_CROSS = "(?:[\N{CROSS MARK}\N{NO ENTRY SIGN}]|:x:)\N{VARIATION SELECTOR-16}?"
#: a word of a state that is set off in some way, so that it is none of the sentence
_START = re.compile(
    rf"(?:(?P<check>{_CHECK})|(?P<cross>{_CROSS})"
    rf"|[(\[](?:(?P<done>{_DONE})|(?P<dropped>{_DROPPED}))[)\]]:?"
    rf"|(?:(?P<done2>{_DONE})|(?P<dropped2>{_DROPPED}))(?:\s?:"
    rf"|\s[-\N{{EN DASH}}\N{{EM DASH}}])(?=\s)"
    r"|(?P<done3>(?-i:DONE))(?!\w|-))\s*",
    re.IGNORECASE,
)
# 80 characters hold an address, but no sentence is taken for one
_END = re.compile(
    rf"(?:(?P<check>{_CHECK})\s?(?:[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})?|(?P<cross>{_CROSS})"
    rf"|[(\[](?:status:\s?)?(?:(?P<done>{_DONE})"
    rf"|(?P<dropped>{_DROPPED}))(?:[:,;]?\s[^()\[\]]*)?[)\]]"
    r"|(?<=[-:,;.|\N{EN DASH}\N{EM DASH}\s])(?:status:\s?)?"
    rf"(?P<done3>(?-i:DONE|COMPLETED?|CLOSED))(?::?\s{{1,3}}https?://\S+)?"
    r"|(?<=[-:|\N{EN DASH}\N{EM DASH}]\s)(?:status:\s?)?"
    rf"(?:(?P<done2>{_DONE})|(?P<dropped2>{_DROPPED})))"
    r"\s?[.!:]?\Z",
    re.IGNORECASE,
)
#: what makes the word after it part of the sentence
_NEGATED = re.compile(
    r"\b(?:not|n[o']t|be|is|are|get|gets|getting|until|when|once|if|to|almost|half|partly)\s*\Z",
    re.IGNORECASE,
)
_LONGEST_END = 400
_JOINING = " \t,;:|-\N{EN DASH}\N{EM DASH}"
_ID = re.compile(
    r"(?:\[(?P<square>(?:A|AI|ACT|AP|ACTION|TASK|TODO)-[0-9]{1,7}|\#[0-9]{1,7})\]:?"
    r"|\((?P<round>(?:A|AI|ACT|AP|ACTION|TASK|TODO)-[0-9]{1,7})\):?"
    r"|(?P<plain>(?:A|AI|ACT|AP|ACTION|TASK|TODO)-[0-9]{1,7}|\#[0-9]{1,7}):(?=\s)"
    r"|(?P<bare>(?:A|AI|ACT|AP|ACTION)-[0-9]{1,7})(?=\s))\s*",
    re.IGNORECASE,
)
_LAST_ID = re.compile(
    r"\s*[(\[](?P<id>(?:A|AI|ACT|AP|ACTION|TASK|TODO)-[0-9]{1,7})[)\]]\.?\Z", re.IGNORECASE
)
_LONGEST_ID = 24


def take_state(body: Body) -> tuple[ActionState | None, Body]:
    """Return the state that *body* tells at its start or end, and its other words."""
    state = ActionState.DONE if body.is_struck else None
    if match := _START.match(body.text):
        return _state(match), body.without(0, match.end())
    # the end alone, since a search from each place would take long
    offset = max(len(body.text) - _LONGEST_END, 0)
    match = _END.search(body.text, offset)
    if match is None or _NEGATED.search(body.text, max(match.start() - 12, 0), match.start()):
        return state, body
    start = len(body.text[: match.start()].rstrip(_JOINING))
    return _state(match), body.without(start, len(body.text))


def _state(match: re.Match[str]) -> ActionState:
    groups = match.groupdict()
    is_dropped = groups["cross"] or groups["dropped"] or groups["dropped2"]
    return ActionState.DROPPED if is_dropped else ActionState.DONE


def state_in_cell(text: str) -> ActionState | None:
    """Return the state that is the whole of *text*, None if it tells none."""
    words = text.strip().strip("[]().!").casefold()
    if re.fullmatch(f"{_DONE}|{_CHECK}|x|yes", words):
        return ActionState.DONE
    if re.fullmatch(f"{_DROPPED}|{_CROSS}", words):
        return ActionState.DROPPED
    return None


def take_id(body: Body) -> tuple[str, Body]:
    """Return the identifier at the start or the end of *body*, or "", and its other words."""
    if match := _ID.match(body.text):
        found = match["square"] or match["round"] or match["plain"] or match["bare"]
        rest = body.without(0, match.end())
        return (found.upper(), rest) if rest.text else ("", body)
    if match := _LAST_ID.search(body.text, max(len(body.text) - _LONGEST_ID, 0)):
        return match["id"].upper(), body.without(match.start(), len(body.text))
    return "", body
