"""Registers of votes and topics, without a build."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from support.archives import archive, meeting, views

from sphinxcontrib_meetings.archive.digest import digest
from sphinxcontrib_meetings.archive.page_names import PageNames
from sphinxcontrib_meetings.archive.page_plan import all_pages, described
from sphinxcontrib_meetings.archive.select import Selection
from sphinxcontrib_meetings.archive.topics import TopicIndex, TopicsRequest
from sphinxcontrib_meetings.archive.views import Pager
from sphinxcontrib_meetings.archive.votes import VoteIndex, VotesRequest
from sphinxcontrib_meetings.model.meeting import Meeting, Series
from sphinxcontrib_meetings.model.minutes import Topic, Vote
from sphinxcontrib_meetings.model.people import Participation, Person, Role

COUNTS = (("SF", 5), ("F", 0), ("A", 1))
RECORDS = (
    meeting(
        "m/jan",
        "2024-01-03",
        title="January call",
        series="s",
        votes=(Vote("Adopt?", COUNTS, anchor="v"), Vote("", (("+1", 3),), topic="Seeds")),
    ),
    meeting("m/feb", "2024-02-07", title="February call", votes=(Vote(""),), tags="x"),
)


def votes(selection: Selection) -> list[tuple[object, ...]]:
    view = views(archive(*RECORDS)).of(VotesRequest(selection))
    assert isinstance(view, VoteIndex)
    return [
        (vote.link.text, vote.link.docname, vote.link.anchor, vote.counts, vote.total)
        for vote in view.votes
    ]


JANUARY = [("Adopt?", "m/jan", "v", COUNTS, 6), ("Seeds", "m/jan", "", (("+1", 3),), 3)]
FEBRUARY = [("February call", "m/feb", "", (), 0)]


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(), FEBRUARY + JANUARY),
        (Selection(series="s"), JANUARY),
        (Selection(tags=("x",)), FEBRUARY),
        (Selection(before=dt.date(2024, 2, 1)), JANUARY),
        (Selection(year=2023), []),
    ],
)
def test_votes(selection: Selection, expected: list[tuple[object, ...]]) -> None:
    assert votes(selection) == expected


def call(day: str, *topics: str | Topic, **fields: object) -> Meeting:
    items = (Topic(one, anchor="here") if isinstance(one, str) else one for one in topics)
    return meeting(f"m/{day}", day, topics=tuple(items), **fields)


def topics(*records: Meeting, **conditions: object) -> list[tuple[str, list[str]]]:
    view = views(archive(*records)).of(TopicsRequest(Selection(**conditions)))
    assert isinstance(view, TopicIndex)
    return [(topic.title, [one.link.docname for one in topic.places]) for topic in view.topics]


def test_a_topic_has_a_history() -> None:
    ida = (Participation(Role.CHAIR, Person("ida", "Ida Rhodes")),)
    records = (
        call("2024-01-03", "1. Charter review (Ida Rhodes, 10 min)", "Compost", people=ida),
        call("2024-02-07", "charter review", "Charter Review", "Roll call", "Seeds (Pat)"),
        call("2024-03-06", Topic("CHARTER REVIEW: (Pat)", ("Pat",)), "Roll call", "Seeds"),
        call("2024-04-03", "Charter", "Compost heap"),
    )
    assert topics(*records) == [
        ("CHARTER REVIEW", ["m/2024-03-06", "m/2024-02-07", "m/2024-01-03"])
    ]
    assert topics(*records, before=dt.date(2024, 3, 1)) == [
        ("charter review", ["m/2024-02-07", "m/2024-01-03"])
    ]
    assert topics(*records, year=2023) == topics(*records[:1]) == []


def test_a_topic_leads_to_the_section_that_treats_it() -> None:
    item = Topic("Seeds", anchor="topic-1")
    treated = Topic("Seeds", anchor="topic-2", section="seeds")
    view = views(archive(call("2024-01-03", item, treated), call("2024-01-10", item))).of(
        TopicsRequest(Selection())
    )
    assert isinstance(view, TopicIndex)
    (topic,) = view.topics
    assert [place.link.anchor for place in topic.places] == ["topic-1", "seeds"]


def test_the_digest_tells_every_change() -> None:
    def of(record: Meeting) -> tuple[str, str]:
        found = views(archive(record, call("2024-02-07", "Seeds")))
        requests = (VotesRequest(Selection()), TopicsRequest(Selection()))
        return tuple(digest(found.of(request)) for request in requests)

    one = call("2024-01-03", "Seeds", votes=(Vote("Adopt?", COUNTS),))
    (vote,) = one.votes
    others = [
        dataclasses.replace(one, votes=(dataclasses.replace(vote, **change),))
        for change in ({"question": "Why?"}, {"counts": (("SF", 6),)}, {"anchor": "there"})
    ]
    assert len({of(record)[0] for record in (one, *others)}) == 4
    others = [call("2024-01-03", topic) for topic in ("Weeds", Topic("Seeds", section="s"))]
    assert len({of(record)[1] for record in (one, *others)}) == 3


# ── pages ─────────────────────────────────────────────────────────────────────


def test_pages_and_their_parts() -> None:
    many = tuple(Vote(f"Question {number}?", COUNTS) for number in range(7))
    records = (
        call("2024-01-03", *(f"Topic {n}" for n in "abcdef"), votes=many, series="s"),
        call("2024-01-10", *(f"Topic {n}" for n in "abcdef"), series="s"),
    )
    found = {
        page.name: page
        for page in all_pages(views(archive(*records, series=(Series("s", "Calls"),))), 1)
    }
    own = [name for name in found if "/votes/" in name or "/topics/" in name]
    below = ["votes/index", "votes/page/2", "topics/index", "topics/page/2"]
    assert own == [f"meetings/{folder}{name}" for folder in ("", "series/s/") for name in below]
    names = PageNames("meetings")
    assert all(map(names.may_have, own))
    (index, pager, _) = found["meetings/votes/page/2"].views
    assert isinstance(index, VoteIndex)
    assert [vote.link.text for vote in index.votes] == ["Question 5?", "Question 6?"]
    assert isinstance(pager, Pager)
    assert (
        described(found["meetings/topics/index"])
        == "Topic a · Topic b · Topic c · Topic d · Topic e"
    )


@pytest.mark.parametrize(
    "name",
    [
        *("votes/index", "decisions/index", "actions/page/2", "attendance/2026"),
        *("attendance/undated", "series/s/attendance/2026", "series/s/topics/page/3"),
    ],
)
def test_pages_that_there_may_be(name: str) -> None:
    names = PageNames("meetings")
    assert names.may_have(f"meetings/{name}")
    assert not names.may_have(f"elsewhere/{name}")
    assert not names.may_have(f"meetings/other{name}")


def test_a_series_keeps_the_name_of_its_page() -> None:
    records = [dataclasses.replace(record, series="votes") for record in RECORDS]
    found = views(archive(*records, series=(Series("votes", "Votings"),))).page_names
    assert found["votes"].docname == "meetings/series/votes/index"
    assert views(archive(*RECORDS)).page_names["votes"].docname == "meetings/votes/index"
    assert "topics" not in found
