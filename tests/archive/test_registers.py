"""Actions over several notes, and decisions that take the place of others."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from support.archives import archive, meeting

from sphinxcontrib_meetings.archive.registers import plain_id, plain_words
from sphinxcontrib_meetings.model.meeting import Meeting
from sphinxcontrib_meetings.model.minutes import (
    Action,
    ActionState,
    Decision,
    DecisionState,
)
from sphinxcontrib_meetings.model.people import Participation, Person, Role

OPEN, DONE, DROPPED = ActionState.OPEN, ActionState.DONE, ActionState.DROPPED
DAYS = ("2024-01-02", "2024-02-06", "2024-03-05", "2024-04-02", "2024-05-07")


def todo(text: str, state: ActionState = OPEN, *owners: str, **fields: Any) -> Action:
    return Action(text=text, state=state, owners=owners, **fields)


def notes(*actions: list[Action], **fields: Any) -> list[Meeting]:
    """Return a note for each list of actions, one each month."""
    return [
        meeting(f"m/{number}", day, actions=tuple(own), **fields)
        for number, (day, own) in enumerate(zip(DAYS, actions, strict=False))
    ]


def histories(*records: Meeting) -> list[tuple[str, str, int, str]]:
    """Return text, state, how often it was carried, and the note that closes it."""
    found = archive(*records).registers.actions()
    return [
        (one.action.text, one.state.value, one.carried, one.closed.docname if one.closed else "")
        for one in found
    ]


# ── what is the same ──────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Write the docs", "write the docs."),
        ("Write the docs", "  Write   the **docs**! "),
        (
            "Write `the` docs",
            "Write the \N{LEFT DOUBLE QUOTATION MARK}docs\N{RIGHT DOUBLE QUOTATION MARK}",
        ),
        ("Ask: who?", "Ask who"),
        ("Docs \N{EM DASH} write", "docs - write"),
        ("\N{FULLWIDTH LATIN CAPITAL LETTER A}bc", "abc"),
        ("Straße fegen", "STRASSE fegen"),
    ],
)
def test_case_punctuation_and_markup_do_not_matter(one: str, other: str) -> None:
    assert plain_words(one) == plain_words(other) != ""
    assert histories(*notes([todo(one)], [todo(other)])) == [(other, "open", 1, "")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Learn C", "Learn C++"),
        ("Learn C", "Learn C#"),
        ("Close #1", "Close #2"),
        ("Raise it by 5", "Raise it by 5%"),
        ("Write the docs", "Write the doc"),
        ("Write docs", "Write the docs"),
        ("Re-open it", "Reopen it"),
        ("Set -1", "Set 1"),
    ],
)
def test_what_is_alike_is_not_the_same(one: str, other: str) -> None:
    assert len(histories(*notes([todo(one)], [todo(other)]))) == 2


@pytest.mark.parametrize(
    ("owners", "later", "is_same"),
    [
        (["Ada Lovelace"], ["Ada"], True),
        (["Ada", "Bo"], ["Bo", "Ada Lovelace"], True),
        (["Zed"], ["zed"], True),
        ([], [], True),
        (["Ada"], ["Bo"], False),
        (["Ada"], [], False),
        (["Ada"], ["Ada", "Bo"], False),
        (["Zed"], ["Zoe"], False),
    ],
)
def test_owners_have_to_be_the_same(owners: list[str], later: list[str], is_same: bool) -> None:
    records = [
        meeting(f"m/{number}", day, people=people("Ada Lovelace", "Bo Diaz"), actions=(one,))
        for number, (day, one) in enumerate(
            zip(DAYS, (todo("Write", OPEN, *owners), todo("Write", OPEN, *later)), strict=False)
        )
    ]
    assert len(histories(*records)) == (1 if is_same else 2)


def people(*names: str) -> tuple[Participation, ...]:
    return tuple(Participation(Role.ATTENDEE, Person(name)) for name in names)


@pytest.mark.parametrize(
    ("there", "later", "owners", "count"),
    [
        # who is away has the same name
        (["Ada Lovelace"], [], ["Ada"], 1),
        ([], ["Ada Lovelace"], ["Ada"], 1),
        (["Ada Lovelace", "Bo Diaz"], ["Bo Diaz"], ["Ada", "Bo"], 1),
        # another Ada
        (["Ada Lovelace"], ["Ada Byron"], ["Ada"], 2),
        (["Ada Lovelace", "Bo Diaz"], ["Ada Byron"], ["Ada", "Bo"], 2),
    ],
)
def test_who_is_away_is_still_the_owner(
    there: list[str], later: list[str], owners: list[str], count: int
) -> None:
    records = [
        meeting(f"m/{number}", day, people=people(*met), actions=(todo("Write", OPEN, *owners),))
        for number, (day, met) in enumerate(zip(DAYS, (there, later), strict=False))
    ]
    found = archive(*records).registers.actions()
    assert len(found) == count
    assert found[0].owners[0].key == "Ada Lovelace"


def test_an_id_is_the_same_whatever_the_words() -> None:
    found = histories(
        *notes(
            [todo("Write the docs", id="#42")],
            [todo("Docs, continued", OPEN, "Bo", id="42")],
            [todo("", DONE, id="#42")],
        )
    )
    assert found == [("Docs, continued", "done", 1, "m/2")]


def test_other_ids_are_other_actions() -> None:
    assert len(histories(*notes([todo("Write", id="1")], [todo("Write", id="2")]))) == 2
    # one that gets its id later is the same
    assert histories(*notes([todo("Write")], [todo("Write", id="2")], [todo("W", id="2")])) == [
        ("W", "open", 2, "")
    ]


def test_series_are_apart() -> None:
    other = meeting("n/1", "2024-02-07", series="s", actions=(todo("Write", DONE),))
    assert histories(*notes([todo("Write")]), other) == [
        ("Write", "open", 0, ""),
        ("Write", "done", 0, "n/1"),
    ]


# ── what becomes of it ────────────────────────────────────────────────────────


def test_an_action_is_carried_until_it_is_done() -> None:
    write = todo("Write")
    assert histories(*notes([write], [write], [], [write], [todo("Write", DONE)])) == [
        ("Write", "done", 2, "m/4")
    ]


def test_a_note_counts_once() -> None:
    write = todo("Write")
    assert histories(*notes([write, write], [write, write])) == [("Write", "open", 1, "")]


@pytest.mark.parametrize("state", [DONE, DROPPED])
def test_what_is_to_be_done_again_is_another_action(state: ActionState) -> None:
    send, sent = todo("Send minutes"), todo("Send minutes", state)
    assert histories(*notes([send], [sent, send], [sent], [sent])) == [
        ("Send minutes", state.value, 0, "m/1"),
        ("Send minutes", state.value, 0, "m/2"),
    ]


def test_an_id_is_opened_again() -> None:
    write = todo("Write", id="7")
    found = histories(*notes([write], [todo("Write", DONE, id="7")], [write]))
    assert found == [("Write", "open", 1, "")]


def test_what_closes_nothing_is_no_action() -> None:
    assert histories(*notes([todo("", DONE, id="9")])) == []


def test_what_is_done_at_once() -> None:
    assert histories(*notes([todo("Write", DONE)], [todo("Write", DONE)])) == [
        ("Write", "done", 0, "m/0")
    ]


def test_undated_notes_are_neither_earlier_nor_later() -> None:
    undated = meeting("u", actions=(todo("Write", DONE),))
    assert histories(*notes([todo("Write")]), undated) == [
        ("Write", "done", 0, "u"),
        ("Write", "open", 0, ""),
    ]


def test_unlisted_notes_are_left_out() -> None:
    assert histories(*notes([todo("Write")], unlisted=True)) == []


# ── front matter ──────────────────────────────────────────────────────────────


@pytest.mark.parametrize("done", ["#42", "42", "write THE docs!"])
def test_a_field_says_that_it_is_done(done: str) -> None:
    records = notes([todo("Write the docs", OPEN, "Ada", id="#42")])
    records.append(meeting("m/last", "2025-01-01", done=(done,)))
    assert histories(*records) == [("Write the docs", "done", 0, "m/last")]
    assert archive(*records).registers.unknown_done == []


def test_a_field_closes_what_the_same_note_still_has() -> None:
    records = notes([todo("Write")])
    records.append(meeting("m/last", "2025-01-01", done=("Write",), actions=(todo("Write"),)))
    assert histories(*records) == [("Write", "done", 1, "m/last")]


def unknown(*records: Meeting) -> list[tuple[str, int]]:
    return [(one.text, len(one.candidates)) for one in archive(*records).registers.unknown_done]


def test_what_a_field_does_not_say_clearly() -> None:
    records = notes([todo("Write", OPEN, "Ada"), todo("Write", OPEN, "Bo"), todo("Read")])
    last = meeting("m/last", "2025-01-01", done=("Write", "Reed", "Read"))
    assert unknown(*records, last) == [("Write", 2), ("Reed", 0)]
    assert [state for _, state, _, _ in histories(*records, last)] == ["open", "open", "done"]
    # it was closed before
    again = meeting("m/later", "2025-02-01", done=("Read",))
    assert unknown(*records, last, again) == [("Write", 2), ("Reed", 0)]
    # before it was opened, in another series, or nobody knows when
    for fields in ({"day": "2023-01-01"}, {"day": "2025-01-01", "series": "s"}, {}):
        assert unknown(*records, meeting("x", done=("Read",), **fields))


# ── decisions ─────────────────────────────────────────────────────────────────

ACCEPTED, PROPOSED = DecisionState.ACCEPTED, DecisionState.PROPOSED


def decided(*decisions: Decision | tuple[Decision, str]) -> list[tuple[str, str, list, list]]:
    """Return id, state, and the ids of what it supersedes and is superseded by."""
    records = [
        meeting(f"m/{number}", DAYS[number], decisions=(item,))
        if isinstance(item, Decision)
        else meeting(f"m/{number}", DAYS[number], decisions=(item[0],), series=item[1])
        for number, item in enumerate(decisions)
    ]

    def ids(links: list) -> list[str]:
        return [text if other else f"{text}?" for text, other in links]

    return [
        (one.decision.id, one.state.value, ids(one.supersedes), ids(one.superseded_by))
        for one in reversed(archive(*records).registers.decisions())
    ]


def decision(id: str, *supersedes: str, by: str = "", state: DecisionState = ACCEPTED) -> Decision:
    return Decision(text="Text", id=id, supersedes=supersedes, superseded_by=by, state=state)


@pytest.mark.parametrize(
    "decisions",
    [
        (decision("D1"), decision("D2", "d1")),
        (decision("D1", by="D2"), decision("D2")),
        (decision("D1", by="#d2"), decision("D2", "D1")),
    ],
)
def test_both_sides_say_it(decisions: tuple[Decision, ...]) -> None:
    assert decided(*decisions) == [
        ("D1", "superseded", [], ["D2"]),
        ("D2", "accepted", ["D1"], []),
    ]


def test_a_proposal_takes_no_place_yet() -> None:
    assert decided(decision("D1"), decision("D2", "D1", state=PROPOSED)) == [
        ("D1", "accepted", [], ["D2"]),
        ("D2", "proposed", ["D1"], []),
    ]


def test_unknown_and_ambiguous_ids_stay_text() -> None:
    assert decided(decision("D1", "D0"), decision("D2", by="X")) == [
        ("D1", "accepted", ["D0?"], []),
        ("D2", "superseded", [], ["X?"]),
    ]
    assert decided(decision("D1"), decision("D1"), decision("D2", "D1"))[2][2] == ["D1?"]
    # its own series comes first
    two = ((decision("D1"), "s"), (decision("D1"), "t"), (decision("D2", "D1"), "t"))
    assert [row[1] for row in decided(*two)] == ["accepted", "superseded", "accepted"]


def test_what_was_replaced_or_done_since() -> None:
    old, own = decision("D1"), decision("D0", by="D2")
    first = meeting(
        "m/1",
        DAYS[0],
        decisions=(replace(old, anchor="old"), replace(own, anchor="own")),
        actions=(todo("Paint", anchor="done"), todo("Write", anchor="open")),
    )
    second = meeting(
        "m/2",
        DAYS[1],
        decisions=(decision("D2", "D1"),),
        actions=(todo("Paint", DONE, anchor="closing"),),
    )
    found = archive(first, second).registers
    assert [one.decision.id for one in found.replaced("m/1")] == ["D1"]
    assert not found.replaced("m/2")
    assert [found.is_over("m/1", name) for name in ("old", "done", "open")] == [True, True, False]


def test_circles_end() -> None:
    assert [
        row[1] for row in decided(decision("A", "B"), decision("B", "A"), decision("C", "C"))
    ] == [
        "superseded",
        "superseded",
        "accepted",
    ]


@pytest.mark.parametrize("state", [DecisionState.REJECTED, DecisionState.DEPRECATED])
def test_other_states_stay(state: DecisionState) -> None:
    assert decided(decision("D1", state=state), decision("D2", "D1"))[0][1] == state.value


def test_ids() -> None:
    assert plain_id(" #A-1 ") == plain_id("a-1") == "a-1"


# ── any archive ───────────────────────────────────────────────────────────────


def test_no_mention_is_lost_or_counted_twice() -> None:
    chance = random.Random(15)
    for _ in range(60):
        records = [
            meeting(
                f"m/{number}",
                f"2024-{1 + number:02}-01",
                series=chance.choice(["", "s"]),
                actions=tuple(
                    todo(
                        chance.choice(["a", "b", "c d"]),
                        chance.choice(list(ActionState)),
                        *chance.sample(["x", "y"], chance.randrange(3)),
                        id=chance.choice(["", "", "1", "2"]),
                        line=line,
                    )
                    for line in range(chance.randrange(4))
                ),
                done=tuple(chance.sample(["a", "b", "1"], chance.randrange(3))),
            )
            for number in range(12)
        ]
        found = archive(*records).registers.actions()
        mentions = [(m.meeting.name, m.action.line) for one in found for m in one.mentions]
        written = [(record.name, one.line) for record in records for one in record.actions]
        assert sorted(mentions) == sorted(written)
        assert all(one.is_open == (one.closed is None) for one in found)
