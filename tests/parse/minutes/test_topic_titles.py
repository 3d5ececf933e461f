"""When two titles of topics are the same."""

from __future__ import annotations

import pytest

from sphinxcontrib_meetings.parse.minutes.topic_titles import (
    bare_title,
    is_procedure,
    same_title,
)

PEOPLE = {"Ada", "Ada Lovelace", "Bo"}


def key(title: str) -> str:
    return same_title(bare_title(title, lambda text: text in PEOPLE or text.startswith("@")))


@pytest.mark.parametrize(
    "title",
    [
        "Charter review",
        "CHARTER  Review",
        "1. Charter review",
        "2) Charter review",
        "(3) Charter review",
        "4: Charter review",
        "5 - Charter review",
        "2.1. Charter review",
        "Topic: Charter review",
        "Agenda item 3: Charter review",
        "Item 12. Charter review",
        "Charter review:",
        "Charter review (Ada)",
        "Charter review (Ada Lovelace, 10 min)",
        "Charter review [10 min]",
        "Charter review (~5-10 mins)",
        "Charter review (15')",
        "Charter review - @ada",
        "Charter review \N{EN DASH} Ada and Bo",
        "Charter review \N{EM DASH} Bo, 20 minutes",
        "Charter review @ada",
        "3. Charter review (Ada) [5m]",
    ],
)
def test_the_same_topic(title: str) -> None:
    assert key(title) == "charter review"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Charter", "Charter review"),
        ("Charter review (draft)", "Charter review"),
        ("Release 2.0", "Release 2.1"),
        ("2.0 release", "release"),
        ("3D printing", "printing"),
        ("#12 Seeds", "#13 Seeds"),
        ("#12: Seeds", "Seeds"),
        ("PEP 733", "PEP 734"),
        ("Seeds (Cy)", "Seeds"),
        ("Seeds - spring", "Seeds"),
        ("10. May", "12. May"),
        ("2026 planning", "planning"),
        ("Meetup @ Berlin", "Meetup"),
        ("Seeds (10)", "Seeds"),
        ("C++", "C"),
        ("Ask Ada", "Ask"),
    ],
)
def test_other_topics(one: str, other: str) -> None:
    assert key(one) != key(other)


@pytest.mark.parametrize("title", ["", "  ", "1.", "2026-05-06", "12:30", "---", "(Ada)"])
def test_nothing_is_left_out_of_a_title_that_has_no_more(title: str) -> None:
    # a title is never emptied; without letters it is no topic
    assert key(title) in ("", "ada", "(ada)")


@pytest.mark.parametrize("title", ["Roll call", "1. AOB", "Action items:", "Welcome (5 min)"])
def test_procedure(title: str) -> None:
    assert is_procedure(key(title))
    assert not is_procedure(key("Welcome pack"))


def test_long_titles_take_no_time() -> None:
    signs = "- @(1. " * 20_000
    assert key(f"Seeds {signs}").startswith("seeds")
    assert key("Seeds " + "(Ada) " * 5_000).endswith("(ada)")
