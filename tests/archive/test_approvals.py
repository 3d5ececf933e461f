"""Which minutes were approved, and the ids of decisions and actions."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest
from support.archives import meeting

from sphinxcontrib_meetings.archive.approvals import approvals_in, standing_of
from sphinxcontrib_meetings.archive.link import Link
from sphinxcontrib_meetings.archive.minute_ids import minutes_by_id
from sphinxcontrib_meetings.model.meeting import Meeting
from sphinxcontrib_meetings.model.minutes import Action, Approval, Decision

MAY, JUNE = dt.date(2026, 5, 6), dt.date(2026, 6, 3)


def made(name: str, day: str, **values: Any) -> Meeting:
    return dataclasses.replace(meeting(name, day), **values)


@pytest.mark.parametrize(
    ("others", "by"),
    [
        ([made("b", "2026-06-03", approves=(MAY,))], "b"),
        ([made("b", "2026-06-03", approves=(MAY, JUNE))], "b"),
        # the first one counts
        (
            [made("c", "2026-07-01", approves=(MAY,)), made("b", "2026-06-03", approves=(MAY,))],
            "b",
        ),
        # of another day, of another series, or before it
        ([made("b", "2026-06-03", approves=(JUNE,))], None),
        ([made("b", "2026-06-03", approves=(MAY,), series="x")], None),
        ([made("b", "2026-05-01", approves=(MAY,))], None),
        # two meetings on that day
        ([made("b", "2026-06-03", approves=(MAY,)), made("a2", "2026-05-06")], None),
    ],
)
def test_a_later_meeting_of_the_series_approves(others: list[Meeting], by: str | None) -> None:
    found = approvals_in([made("a", "2026-05-06"), *others]).get("a")
    assert (found and found.name) == by


@pytest.mark.parametrize(
    ("values", "by", "expected"),
    [
        ({}, False, (Approval.UNKNOWN, None, None)),
        ({"minutes": Approval.DRAFT}, False, (Approval.DRAFT, None, None)),
        ({"minutes": Approval.DRAFT}, True, (Approval.APPROVED, JUNE, "b")),
        ({"minutes": Approval.APPROVED}, False, (Approval.APPROVED, None, None)),
        ({"approved": "2026-06-10"}, False, (Approval.APPROVED, dt.date(2026, 6, 10), None)),
        ({"approved": "b"}, False, (Approval.APPROVED, JUNE, "b")),
        # of another tool: it is neither a day nor a meeting
        ({"approved": "Ada"}, False, (Approval.UNKNOWN, None, None)),
    ],
)
def test_how_far_minutes_are(values: dict[str, Any], by: bool, expected: tuple[Any, ...]) -> None:
    other = made("b", "2026-06-03")
    found = standing_of(
        made("a", "2026-05-06", **values),
        other if by else None,
        lambda name: (other,) if name == "b" else (),
        lambda record: Link(record.name, record.docname),
    )
    assert (found.state, found.day, found.meeting and found.meeting.text) == expected


def test_ids_mean_what_is_said_last_of_an_action_and_one_decision() -> None:
    same = Action("Write", id="w")
    records = [
        made("b", "2026-06-03", actions=(same,), decisions=(Decision("Y", id="1"),)),
        made(
            "a", "2026-05-06", actions=(same, Action("Rest")), decisions=(Decision("X", id="1"),)
        ),
    ]
    found = minutes_by_id(records)
    assert {name: [link.docname for link in links] for name, links in found["action"].items()} == {
        "w": ["b"]
    }
    assert [link.text for link in found["decision"]["1"]] == ["Y", "X"]
