"""Whether the words of a decision say who is to do what, and so decide nothing else."""

from __future__ import annotations

import re

from sphinxcontrib_meetings.parse.minutes.action_owners import How, take_first
from sphinxcontrib_meetings.parse.minutes.body import Body

__all__ = ["is_task", "names_task"]

#: what a person does, behind "Resolution: Name to"
_TASK = re.compile(
    r"(?:comment|reply|respond|answer|follow[ -]?up|open|file|write|draft|send|e-?mail|mail|post"
    r"|ask|contact|ping|reach out|investigate|look|check|review|report|propose a|prepare|create"
    r"|update|talk|discuss|work|share|submit|make a|leave|raise|close|add a|provide|take"
    r"|set up)\b",
    re.IGNORECASE,
)
#: before what a person does who is not named
_WILL = re.compile(r"(?:(?:i |we )?will|i'll|we'll|to)\s", re.IGNORECASE)
_GROUPS = re.compile(
    r"\b(?:group|team|wg|tag|board|committee|council|we|all|everyone|members?|editors?|chairs?"
    r"|staff|project|community|sig|tc)\b",
    re.IGNORECASE,
)


def is_task(body: Body) -> bool:
    """Whether *body* is a task: "Ada to comment", but also "to comment" or "we will comment"."""
    if start := _WILL.match(body.text):
        return bool(_TASK.match(body.text, start.end()))
    return names_task(body)


def names_task(body: Body) -> bool:
    """Whether *body* says which person is to do what, as in "Ada to comment"."""
    owners = take_first(body)
    if owners.how is not How.DOES or any(map(_GROUPS.search, owners.names)):
        return False
    return bool(_TASK.match(owners.body.text.removeprefix("to ")))
