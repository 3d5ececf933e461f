"""Makes an action of the words behind its marker."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from sphinxcontrib_meetings.model.minutes import Action, ActionState
from sphinxcontrib_meetings.parse.minutes.action_owners import (
    How,
    Owners,
    names_in,
    take_first,
    take_last,
)
from sphinxcontrib_meetings.parse.minutes.action_states import BOXES, take_id, take_state
from sphinxcontrib_meetings.parse.minutes.body import Body
from sphinxcontrib_meetings.parse.minutes.due import take_due
from sphinxcontrib_meetings.parse.minutes.rule import Context, Finding

__all__ = ["Told", "is_placeholder", "read_action", "without_records"]

_NOTHING = re.compile(
    r"(?:(?:there (?:are|were|is) )?(?:no|none)(?: (?:new|open|outstanding|further|specific"
    r"|more|other"
    r"|additional|explicit|current|pending))*(?: (?:actions?|action items?|items?|next steps?"
    r"|todos?"
    r"|to[ -]dos?|tasks?|updates?))?(?: (?:items?|points?|needed|required|yet|today|recorded|taken"
    r"|assigned|identified|created|this (?:week|time|meeting)|at this time|for now|so far|noted))*"
    r"|link|here|n/?a|nil"
    r"|nothing(?: (?:yet|new|today|to report|this (?:week|time)))?|not applicable|to ?do"
    r"|tb[adc]|to be (?:determined|added|done|announced|confirmed|filled(?: in)?|completed"
    r"|decided)"
    r"|x{2,}|fixme|wip|unassigned|pending|placeholder|lorem ipsum.*|etc"
    r"|(?:action|action item|item|task|todo|to-do|next step|step|person|name"
    r"|owner)(?: ?(?:#?[0-9]{1,2}"
    r"|[a-cx]|one|two|three))?|(?:add|insert|write|list|enter|put|record|describe"
    r"|fill in)\b.{0,40}"
    r"\b(?:here|below))"
)
#: what an author of a template leaves to others
_BLANK = re.compile(
    r"<[a-z][\w ./|-]*>|\{\{|\byyyy-mm-dd\b|@(?:username|user|name|owner|person|someone|handle"
    r"|todo"
    r"|github-?handle)\b|[\[{](?:\s?@?(?:name|names|owner|owners|person|who|assignee|action"
    r"|action item"
    r"|task|description|date|due date|deadline|what|team|item|topic|verb|insert[^\]}]{0,40}"
    r"|your[^\]}]{0,40}|add[^\]}]{0,40}\bhere)s?\s?)[\]}]",
    re.IGNORECASE,
)
#: what a template says of a person and a date, behind what is to be written
_BLANK_END = re.compile(
    r"\s?\((?:the )?(?:owner|who|name|person|assignee|responsible)s?"
    r"(?:(?:,| /| -)? (?:due date|due|date|deadline|when|minutes|mins?|time))?\)\Z",
    re.IGNORECASE,
)
_AROUND = " \t.,;:!?*_-\N{EN DASH}\N{EM DASH}\N{HORIZONTAL ELLIPSIS}()[]{}<>#|/\"'"
_LONGEST_NOTHING = 80
_RECORDED = re.compile(
    r"\s*(?:\[?recorded in https?://\S+\]?"
    r"|\([^\s()]{1,40}, [0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?\))\s*\Z",
    re.IGNORECASE,
)
#: `(ada)`, `[ada, bo]`
_FIRST_BRACKETS = re.compile(r"[(\[](?P<names>[^()\[\]:]{1,60})[)\]](?!\()\s?:?\s?(?=[^\s:])")
_NEW = re.compile(r"\[(?:new|pending|open|ongoing)\]\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of an action besides its words."""

    owners: tuple[str, ...] = ()
    box: str = ""
    id: str = ""
    state: ActionState | None = None
    #: whether a word in lower case before "to" or ":" is an owner, such as a nick
    any_case: bool = False


def is_placeholder(text: str) -> bool:
    """Whether *text* stands where something is to be written, or says that there is nothing."""
    if len(text) <= _LONGEST_NOTHING:
        text = _BLANK_END.sub("", text)
    words = " ".join(text.split()).strip(_AROUND).casefold()
    if not words:
        return True
    is_nothing = len(words) <= _LONGEST_NOTHING and _NOTHING.fullmatch(words)
    return bool(is_nothing or _BLANK.search(text[:300]))


def read_action(
    body: Body, context: Context, first: int, last: int, told: Told
) -> tuple[Finding, How] | None:
    """Return the action that *body* tells, and how it tells its owner; None if it tells none.

    It stands in the lines *first* to *last - 1*.
    """
    if is_placeholder(body.text):
        return None
    body = without_records(body)
    own_id, body = take_id(body)
    state, body = take_state(body)
    due = take_due(body, context)
    # a mark may stand before the date: "… DONE, due 2024-03-01"
    other_state, body = take_state(due.body) if state is None else (state, due.body)
    other_id, body = ("", body) if own_id else take_id(body)
    owners = _owners(body, told, context)
    text = " ".join(owners.body.text.split()).rstrip(" ,;|-\N{EN DASH}\N{EM DASH}")
    if is_placeholder(text):
        return None
    action = Action(
        text=text,
        owners=owners.names,
        state=other_state or told.state or BOXES.get(told.box, ActionState.OPEN),
        due=due.day,
        id=told.id or own_id or other_id,
    )
    if told.box in {"x", "-"}:
        action = replace(action, state=BOXES[told.box])
    return Finding(action, first, last, due.problem), owners.how


def without_records(body: Body) -> Body:
    """Return *body* without what minute takers' bots add."""
    if new := _NEW.match(body.text):
        body = body.without(0, new.end())
    if not body.text.endswith(("]", ")")) and "recorded in" not in body.text[-200:]:
        return body
    if recorded := _RECORDED.search(body.text, max(len(body.text) - 200, 0)):
        body = body.without(recorded.start(), len(body.text))
    return body


def _owners(body: Body, told: Told, context: Context) -> Owners:
    if told.owners:
        rest = body.without(0, 3) if body.text.startswith("to ") else body
        return Owners(told.owners, rest, How.LABEL)
    first = take_first(body, any_case=told.any_case)
    if first.names:
        return first
    if brackets := _FIRST_BRACKETS.match(body.text):
        names = names_in(brackets["names"], any_case=True)
        if names and context.called.issuperset(map(str.casefold, names)):
            return Owners(names, body.without(0, brackets.end()), How.BRACKETS)
    if body.text[:1].islower():
        nick = take_first(body, any_case=True)
        if nick.names and context.called.issuperset(map(str.casefold, nick.names)):
            return nick
    return take_last(body)
