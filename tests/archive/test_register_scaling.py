"""Registers cost no more than their share, whatever the actions and decisions are like."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from types import CodeType, FrameType
from typing import Any

import pytest
from support.archives import archive, meeting, views

from sphinxcontrib_meetings.archive.near import near_actions, near_owners
from sphinxcontrib_meetings.archive.page_plan import all_pages
from sphinxcontrib_meetings.model.meeting import Meeting
from sphinxcontrib_meetings.model.minutes import Action, ActionState, Decision
from sphinxcontrib_meetings.model.people import Participation, Person, Role

ACTIONS, DECISIONS, ATTENDEES = 10, 5, 15
FEW, MANY = 12, 48
OPEN, DONE = ActionState.OPEN, ActionState.DONE

#: kind of archive ─► action *k* of note *n*
SHAPES: dict[str, Callable[[int, int], Action]] = {
    "carried by all": lambda n, k: Action(text=f"Do {k}", owners=(f"Person {k}",)),
    "all different": lambda n, k: Action(text=f"Do {n} of {k} again", owners=(f"Person {k}",)),
    "nearly the same": lambda n, k: Action(text=f"Do the same work once more, {n}{k}x"),
    "owners differ": lambda n, k: Action(text="Do it", owners=(f"Stranger {n} {k}",)),
    "one id": lambda n, k: Action(text=f"Do {n}", id="1"),
    "opened again": lambda n, k: Action(text="Do it", id="1", state=(OPEN, DONE)[(n + k) % 2]),
    "done again": lambda n, k: Action(text="Do it", state=(OPEN, DONE)[(n + k) % 2]),
    "misspelled": lambda n, k: Action(text=f"Do {n} {k}", owners=(f"Persan {k}",)),
}


def notes(count: int, action: Callable[[int, int], Action]) -> list[Meeting]:
    people = tuple(
        Participation(Role.ATTENDEE, Person(f"Person {number}")) for number in range(ATTENDEES)
    )
    return [
        meeting(
            f"m/{number}",
            f"{dt.date(2000, 1, 1) + dt.timedelta(number)}",
            people=people,
            actions=tuple(action(number, other) for other in range(ACTIONS)),
            decisions=tuple(
                Decision(
                    text="Go",
                    id=f"D{number}-{other}",
                    # the one before, and one that all supersede
                    supersedes=(f"D{number - 1}-{other}", "D0-0"),
                )
                for other in range(DECISIONS)
            ),
            done=(f"Do {number}", "Do it", "1"),
        )
        for number in range(count)
    ]


def lines_run(work: Callable[[], object]) -> int:
    """Return how many lines of the room ``archive`` run."""
    total = 0
    # by number, as codes are compared by all that is in them; kept, so that no other gets it
    ours: dict[int, bool] = {}
    codes: list[CodeType] = []

    def on_call(frame: FrameType, event: str, arg: object) -> Any:
        code = frame.f_code
        if id(code) not in ours:
            name = code.co_filename
            ours[id(code)] = "sphinxcontrib_meetings" in name and "/archive/" in name
            codes.append(code)
        return on_line if ours[id(code)] else None

    def on_line(frame: FrameType, event: str, arg: object) -> Any:
        nonlocal total
        total += event == "line"
        return on_line

    before = sys.gettrace()
    sys.settrace(on_call)
    try:
        work()
    finally:
        sys.settrace(before)
    return total


@pytest.mark.parametrize("shape", SHAPES)
def test_four_times_the_notes_cost_four_times_as_much(shape: str) -> None:
    def work(count: int) -> Callable[[], object]:
        found = archive(*notes(count, SHAPES[shape]))

        def run() -> None:
            registers = found.registers
            assert len(registers.decisions()) == count * DECISIONS
            assert registers.actions()
            assert list(near_actions(registers)) is not None
            list(near_owners(registers))
            # a page has as many links as the decision has that all supersede
            assert len(list(all_pages(views(found), 20))) > 1

        return run

    few, many = (lines_run(work(count)) for count in (FEW, MANY))
    assert many < 4.4 * few
