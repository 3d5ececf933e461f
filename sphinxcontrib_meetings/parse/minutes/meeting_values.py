"""What minutes say of the meeting as a whole, in its record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sphinxcontrib_meetings.model.meeting import Meeting, Status
from sphinxcontrib_meetings.model.problem import Kind, Problem
from sphinxcontrib_meetings.parse.minutes.lines import Note
from sphinxcontrib_meetings.parse.minutes.rule import Finding
from sphinxcontrib_meetings.parse.passcodes import PASSCODE_LEFT_OUT, without_passcode

__all__ = ["with_values"]


def with_values(
    record: Meeting, findings: Iterable[Finding], note: Note, *, publish_passcodes: bool = False
) -> tuple[Meeting, list[Problem]]:
    """Return *record* with status, place and next meeting as the text says, and the problems.

    What its fields say counts first; a status that contradicts the text is a problem.
    """
    values: dict[str, Any] = {}
    lines = dict(record.lines)
    problems: list[Problem] = []
    for finding in findings:
        line = note.lines[finding.first].number
        match finding.item:
            case Status() as status:
                if "status" not in lines:
                    values["status"] = status
                    lines["status"] = line
                elif record.status is not status:
                    message = (
                        f"the text says that the meeting is {status.value}, but the field "
                        f"'status' says {record.status.value}; correct one of them"
                    )
                    problems.append(Problem(Kind.MINUTES, message, line))
            case ("location", str() as place) if not record.location:
                kept = place if publish_passcodes else without_passcode(place)
                if kept != place:
                    problems.append(Problem(Kind.PRIVACY, PASSCODE_LEFT_OUT, line))
                values.setdefault("location", kept)
                lines.setdefault("location", line)
            case ("next_meeting", dt.date() as day):
                values.setdefault("next_meeting", day)
    if not values:
        return record, problems
    return replace(record, **values, lines=tuple(sorted(lines.items()))), problems
