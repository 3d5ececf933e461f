"""Summaries repeat what stands above them, and count once."""

from __future__ import annotations

import pytest

from sphinxcontrib_meetings.model.minutes import Action, Decision, Minute, Topic
from sphinxcontrib_meetings.parse.minutes.lines import Kind, Line, Note, Span
from sphinxcontrib_meetings.parse.minutes.repeats import without_repeats
from sphinxcontrib_meetings.parse.minutes.rule import Finding


def kept(*written: str | Minute) -> list[int]:
    """Return the indexes of the findings that are kept; a text is a heading."""
    lines = [
        Line(Kind.HEADING, (Span(one),), depth=2) if isinstance(one, str) else Line(Kind.ITEM, ())
        for one in written
    ]
    found = [
        Finding(one, index, index + 1)
        for index, one in enumerate(written)
        if not isinstance(one, str)
    ]
    return [one.first for one in without_repeats(found, Note(lines))]


ADA = Action(text="write", owners=("Ada",))


@pytest.mark.parametrize(
    "again",
    [
        ADA,
        Action(text="Write.", owners=("Ada",)),
        Action(text="Ada to write"),
        Action(text="ada will write", owners=("Ada",)),
    ],
)
def test_the_same_words_count_once(again: Action) -> None:
    assert kept("Notes", ADA, "Action items", again) == [1]


@pytest.mark.parametrize(
    "other",
    [Action(text="write more", owners=("Ada",)), Action(text="write", owners=("Bob",))],
)
def test_other_words_count(other: Action) -> None:
    assert kept("Notes", ADA, "Summary of action items", other) == [1, 3]


def test_a_summary_leaves_out_what_it_repeats() -> None:
    bob = Action(text="read", owners=("Bob",))
    assert kept("Notes", ADA, "Summary of action items", ADA, bob) == [1, 4]
    assert kept("Notes", ADA, "5. Summary of action items", ADA, bob) == [1, 4]
    assert kept("Notes", ADA, "Action items, by person", ADA, bob) == [1, 4]


def test_a_section_that_says_more_is_not_a_summary() -> None:
    assert kept("Notes", ADA, "Action items", ADA, Action(text="read")) == [1, 3, 4]


def test_the_same_words_in_one_section_count_twice() -> None:
    assert kept("Notes", ADA, ADA) == [1, 2]
    assert kept(ADA, ADA) == [0, 1]


def test_decisions_are_told_from_actions() -> None:
    decision = Decision(text="Ada to write")
    assert kept("Notes", ADA, "Decisions", decision) == [1, 3]
    assert kept("Notes", decision, "Summary of resolutions", decision) == [1]


def test_topics_stay() -> None:
    topic = Topic(title="write")
    assert kept("Agenda", topic, "Summary", topic) == [1, 3]
