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
_OPEN = "open|pending|in progress|ongoing|not started|not done|not yet done|wip|to ?do"
_CHECK = (
    "(?:[\N{WHITE HEAVY CHECK MARK}\N{CHECK MARK}\N{HEAVY CHECK MARK}\N{BALLOT BOX WITH CHECK}]"
    "|:white_check_mark:|:heavy_check_mark:)\N{VARIATION SELECTOR-16}?"
)
_CROSS = "(?:[\N{CROSS MARK}\N{NO ENTRY SIGN}]|:x:)\N{VARIATION SELECTOR-16}?"
_WORD = f"(?:{_DONE}|{_DROPPED}|{_OPEN})"
_DASH = "[-\N{EN DASH}\N{EM DASH}]"
#: a word of a state that is set off in some way, so that it is none of the sentence
_START = re.compile(
    rf"(?:(?P<sign>{_CHECK}|{_CROSS})|[(\[](?P<bracket>{_WORD})[)\]]:?"
    rf"|(?P<label>{_WORD})(?:\s?:|\s{_DASH})(?=\s)|(?P<capital>(?-i:DONE))(?!\w|-))\s*",
    re.IGNORECASE,
)
_END = re.compile(
    rf"(?:(?P<sign>{_CHECK}|{_CROSS})\s?(?:[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})?"
    rf"|[(\[](?P<bracket>{_WORD})(?:[:,;]?\s[^()\[\]]*)?[)\]]"
    r"|(?<=[-:,;.|\N{EN DASH}\N{EM DASH}\s])"
    r"(?P<capital>(?-i:DONE|COMPLETED?|CLOSED))(?::?\s{1,3}https?://\S+)?"
    rf"|(?<=[-:;.|\N{{EN DASH}}\N{{EM DASH}}]\s)(?P<label>{_WORD}))\s?[.!:]?\Z",
    re.IGNORECASE,
)
#: a field of its own, as in the minutes of Apache projects
_STATUS = re.compile(r"(?:\A|\s)[(\[]?status:(?P<status>[^:]*?)[)\]]?\Z", re.IGNORECASE)
#: what makes the word after it part of the sentence
_NEGATED = re.compile(
    r"\b(?:not|n[o']t|be|is|are|get|gets|getting|until|when|once|if|to|almost|half|partly)\s*\Z",
    re.IGNORECASE,
)
_LONGEST_END = 60
_LONGEST_ADDRESS = 400
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
    if body.is_struck:
        return ActionState.DONE, body
    if match := _START.match(body.text):
        return _state(match), body.without(0, match.end())
    # the end alone, since a search from each place would take long
    offset = max(len(body.text) - _LONGEST_END, 0)
    if match := _STATUS.search(body.text, offset):
        state = state_in_cell(match["status"]) or ActionState.OPEN
        return state, body.without(match.start(), len(body.text))
    if "://" in body.text[-_LONGEST_ADDRESS:]:
        offset = max(len(body.text) - _LONGEST_ADDRESS, 0)
    match = _END.search(body.text, offset)
    if match is None or _NEGATED.search(body.text, max(match.start() - 12, 0), match.start()):
        return None, body
    start = len(body.text[: match.start()].rstrip(_JOINING))
    return _state(match), body.without(start, len(body.text))


def _state(match: re.Match[str]) -> ActionState:
    groups = match.groupdict()
    word = next(word for word in groups.values() if word)
    return state_in_cell(word) or ActionState.OPEN


def state_in_cell(text: str) -> ActionState | None:
    """Return the state that is the whole of *text*, None if it tells none."""
    words = text.strip().strip("[]().! ").casefold()
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
