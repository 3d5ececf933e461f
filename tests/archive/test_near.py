"""Actions and owners that are like others: told, and never merged."""

from __future__ import annotations

import pytest
from support.archives import archive, meeting

from sphinxcontrib_meetings.archive.near import near_actions, near_owners
from sphinxcontrib_meetings.model.minutes import Action, ActionState
from sphinxcontrib_meetings.model.people import Participation, Person, Role
from sphinxcontrib_meetings.parse.people import People

DAYS = ("2024-01-02", "2024-02-06", "2024-03-05")
ADA = Participation(Role.ATTENDEE, Person("Ada Lovelace"))


def near(*actions: Action | None) -> list[tuple[str, str]]:
    """Return the texts of each pair of near actions, of which each is in a note of its own."""
    records = [
        meeting(f"m/{number}", day, people=(ADA,), actions=(action,) if action else ())
        for number, (day, action) in enumerate(zip(DAYS, actions, strict=False))
    ]
    found = near_actions(archive(*records).registers)
    return [(pair.earlier.action.text, pair.later.action.text) for pair in found]


def todo(text: str, *owners: str, id: str = "", state: ActionState = ActionState.OPEN) -> Action:
    return Action(text=text, owners=owners, id=id, state=state)


WRITE = todo("Write the docs of the release", "Ada")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (WRITE, todo("Write docs of the release", "Ada")),
        (WRITE, todo("Write the docs of the releases")),
        (WRITE, todo("Write the docs of the release")),
        (WRITE, todo("Write the docs of the release", "Bo")),
        (WRITE, todo("Rewrite the docs of the release", "Ada", id="#7")),
    ],
)
def test_alike(one: Action, other: Action) -> None:
    assert near(one, other) == [(one.text, other.text)]
    # a note between them does not matter
    assert near(one, None, other) == [(one.text, other.text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # the same, so one action
        (WRITE, todo("write the docs of the release.", "Ada Lovelace")),
        (todo("Write", id="#1"), todo("Write it", id="#1")),
        # plainly two
        (todo("Review #12 once more"), todo("Review #13 once more")),
        (todo("Publish the notes of 2024"), todo("Publish the notes of 2025")),
        (
            todo("Write the docs of the release", id="#1"),
            todo("Write docs of the release", id="#2"),
        ),
        (WRITE, todo("Write docs of the release", "Bo")),
        (WRITE, todo("Book a room", "Ada")),
        (todo("Write", state=ActionState.DONE), todo("Write")),
        (todo("Write the docs of all", state=ActionState.DONE), todo("Write docs of all")),
    ],
)
def test_not_alike(one: Action, other: Action) -> None:
    assert near(one, other) == []


def test_two_of_one_note_are_two() -> None:
    record = meeting("m/a", DAYS[0], actions=(WRITE, todo("Write docs of the release", "Ada")))
    assert list(near_actions(archive(record).registers)) == []


def test_series_are_apart() -> None:
    one = meeting("m/a", DAYS[0], series="s", actions=(WRITE,))
    other = meeting("m/b", DAYS[1], series="t", actions=(todo("Write docs of the release"),))
    assert list(near_actions(archive(one, other).registers)) == []


def test_owners_who_may_be_known() -> None:
    registry = People({"brooks": Person("brooks", "Brooks Townsend")})
    texts = ("Broks Townsend", "Ada Lovelacy", "Ada", "brooks", "Zed", "Broks Townsend")
    actions = tuple(todo(f"Do {number}", text) for number, text in enumerate(texts))
    record = meeting("m/a", DAYS[0], people=(ADA,), actions=actions)
    found = near_owners(archive(record, people=registry).registers)
    assert [(one.name, one.hint) for one in found] == [
        ("Broks Townsend", " Did you mean 'Brooks Townsend'?"),
        ("Ada Lovelacy", " Did you mean 'Ada Lovelace'?"),
    ]
