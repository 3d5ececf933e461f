"""The log of decisions and the register of actions: what they show, and in which order."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from support.archives import archive, meeting, views
from support.records import recording

from sphinxcontrib_meetings.archive import page_plan
from sphinxcontrib_meetings.archive.digest import digest
from sphinxcontrib_meetings.archive.page_plan import all_pages
from sphinxcontrib_meetings.archive.register_views import (
    ActionRegister,
    ActionsRequest,
    DecisionLog,
    DecisionsRequest,
)
from sphinxcontrib_meetings.archive.select import Selection
from sphinxcontrib_meetings.archive.views import Directory, Pager, Prose
from sphinxcontrib_meetings.model.meeting import Meeting, Series
from sphinxcontrib_meetings.model.minutes import Action, ActionState, Decision, DecisionState
from sphinxcontrib_meetings.model.recording import Chapter

DONE, DROPPED = ActionState.DONE, ActionState.DROPPED


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


RECORDS = (
    meeting(
        "m/a",
        "2024-01-02",
        tags="x",
        people="ada bo",
        actions=(
            Action(text="Write", owners=("ada",), due=day("2024-05-01"), anchor="action-1"),
            Action(text="Read", owners=("bo", "ada"), id="#1"),
            Action(text="Clean", owners=("Zed",)),
        ),
        decisions=(Decision(text="Go left", id="D1", anchor="decision-1", topic="Way"),),
        recordings=(recording("https://youtu.be/aqz-KE-bpKQ"),),
        chapters=(Chapter(0, "Welcome"), Chapter(95, "way")),
    ),
    meeting(
        "m/b",
        "2024-02-06",
        series="s",
        people="bo",
        actions=(Action(text="Old", state=DROPPED), Action(text="Sell", owners=("bo",))),
        decisions=(
            Decision(text="Go right", id="D2", supersedes=("D1",), seconds=12),
            Decision(text="Stop", state=DecisionState.PROPOSED),
        ),
    ),
    meeting("m/c", "2024-03-05", actions=(Action(text="Write", owners=("ada",)),), done=("#1",)),
    meeting("m/d", "2024-04-02", tags="y"),
)
SERIES = (Series("s", "Calls"),)


def found(*records: Meeting) -> Any:
    return views(archive(*(records or RECORDS), series=SERIES))


def actions(**fields: Any) -> dict[str, list[str]]:
    """Return the texts of each group of actions."""
    selection = Selection(**fields.pop("of", {}))
    view = found().of(ActionsRequest(selection, **fields))
    return {
        group.person.text if group.person else group.kind: [row.text for row in group.rows]
        for group in view.groups
    }


def decisions(**fields: Any) -> list[str]:
    selection = Selection(**fields.pop("of", {}))
    return [row.text for row in found().of(DecisionsRequest(selection, **fields)).rows]


def test_open_actions_stand_by_person_and_overdue_ones_first() -> None:
    assert actions() == {
        "overdue": ["Write"],
        "ada": ["Write"],
        "bo": ["Sell"],
        "nobody": ["Clean"],
        "done": ["Read"],
        "dropped": ["Old"],
    }


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"states": (ActionState.OPEN,)}, {"overdue", "ada", "bo", "nobody"}),
        ({"states": (DONE, DROPPED)}, {"done", "dropped"}),
        ({"is_overdue": True}, {"overdue"}),
        ({"owners": ("bo",)}, {"bo", "done"}),
        ({"owners": ("Bo", "ada")}, {"overdue", "ada", "bo", "done"}),
        ({"owners": ("nobody",)}, set()),
        ({"of": {"series": "Calls"}}, {"bo", "dropped"}),
        ({"of": {"tags": ("x",)}}, {"overdue", "ada", "nobody", "done"}),
        ({"of": {"year": 2023}}, set()),
        ({"of": {"after": day("2024-01-02")}}, {"bo", "dropped"}),
        ({"of": {"limit": 2}}, {"bo", "dropped"}),
    ],
)
def test_conditions_of_actions(fields: dict[str, Any], shown: set[str]) -> None:
    assert set(actions(**fields)) == shown


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({}, ["Go right", "Stop", "Go left"]),
        ({"states": (DecisionState.SUPERSEDED,)}, ["Go left"]),
        ({"states": (DecisionState.ACCEPTED, DecisionState.PROPOSED)}, ["Go right", "Stop"]),
        ({"of": {"series": "s"}}, ["Go right", "Stop"]),
        ({"of": {"people": ("ada",)}}, ["Go left"]),
        ({"of": {"limit": 1}}, ["Go right"]),
        ({"of": {"limit": 1, "oldest_first": True}}, ["Go left"]),
        ({"of": {"before": day("2024-02-01")}}, ["Go left"]),
        ({"of": {"year": 2025}}, []),
    ],
)
def test_conditions_of_decisions(fields: dict[str, Any], shown: list[str]) -> None:
    assert decisions(**fields) == shown


def test_an_action_says_where_it_was_opened_carried_and_closed() -> None:
    rows = {
        row.text: row
        for group in found().of(ActionsRequest(Selection())).groups
        for row in group.rows
    }
    write, read = rows["Write"], rows["Read"]
    assert (write.opened.link.docname, write.opened.link.anchor) == ("m/a", "action-1")
    assert (write.carried, write.last.link.docname, write.is_overdue) == (1, "m/c", True)
    assert (read.closed.link.docname, read.closed.date) == ("m/c", day("2024-03-05"))
    assert (read.carried, read.last, read.is_overdue) == (0, None, False)
    assert [owner.docname for owner in read.owners] == [
        "meetings/people/bo",
        "meetings/people/ada",
    ]
    assert (rows["Clean"].owners, rows["Clean"].strangers) == ((), ("Zed",))


def test_what_is_due_today_is_not_overdue() -> None:
    # today is 2024-06-01
    for due, is_overdue in (("2024-05-31", True), ("2024-06-01", False), ("2024-06-02", False)):
        record = meeting("m/a", "2024-01-02", actions=(Action(text="Write", due=day(due)),))
        view = found(record).of(ActionsRequest(Selection(), is_overdue=True))
        assert bool(view.groups) == is_overdue


def test_a_decision_says_where_it_was_made_and_what_took_its_place() -> None:
    new, stop, old = found().of(DecisionsRequest(Selection())).rows
    assert (old.said.link.docname, old.said.link.anchor) == ("m/a", "decision-1")
    # from the chapter of its topic
    assert (old.said.recording, old.said.time) == (
        "https://www.youtube.com/watch?v=aqz-KE-bpKQ&t=95",
        "1:35",
    )
    assert (old.state, [link.text for link in old.superseded_by]) == ("superseded", ["D2"])
    assert [(link.docname, link.anchor) for link in new.supersedes] == [("m/a", "decision-1")]
    # without a recording
    assert (new.said.recording, stop.said.recording) == ("", "")


@pytest.mark.parametrize(
    ("chapters", "is_found"),
    [(["Way"], True), (["Way", "WAY"], False), (["Ways"], False), ([], False)],
)
def test_the_chapter_has_the_same_title(chapters: list[str], is_found: bool) -> None:
    record = meeting(
        "m/a",
        "2024-01-02",
        decisions=(Decision(text="Go", topic="Way"),),
        recordings=(recording("https://youtu.be/aqz-KE-bpKQ"),),
        chapters=tuple(Chapter(number, title) for number, title in enumerate(chapters)),
    )
    (row,) = found(record).of(DecisionsRequest(Selection())).rows
    assert bool(row.said.recording) == is_found


# ── generated pages ───────────────────────────────────────────────────────────


def pages(*records: Meeting, per_page: int = 20) -> dict[str, Any]:
    return {page.name: page for page in all_pages(found(*records), per_page)}


def test_there_are_pages_where_there_is_something() -> None:
    registers = {name for name in pages() if "/actions" in name or "/decisions" in name}
    assert registers == {
        "meetings/actions/index",
        "meetings/decisions/index",
        "meetings/series/s/actions/index",
        "meetings/series/s/decisions/index",
    }
    assert not any("actions" in name for name in pages(meeting("m/x", "2024-01-01", tags="x")))
    only = meeting("m/x", "2024-01-01", decisions=(Decision(text="Go"),))
    assert "meetings/decisions/index" in pages(only)
    assert "meetings/actions/index" not in pages(only)


def test_overviews_lead_to_them() -> None:
    shown = next(v for v in pages()["meetings/index"].views if isinstance(v, Directory))
    links = {link.text: link.docname for group in shown.groups for link, _ in group.links}
    assert links["Decisions"] == "meetings/decisions/index"
    assert links["Actions"] == "meetings/actions/index"
    assert all(map(found().page, ("actions", "decisions")))


def test_pages_say_what_they_have() -> None:
    told = {
        name: next(view.text for view in page.views if isinstance(view, Prose))
        for name, page in pages().items()
        if name in ("meetings/actions/index", "meetings/decisions/index")
    }
    assert told == {
        "meetings/decisions/index": "3 decisions: 1 proposed, 1 accepted, 1 superseded.",
        "meetings/actions/index": (
            "5 actions: 3 open, 1 overdue, 1 without a known owner, 1 done, 1 dropped."
        ),
    }


def test_pages_of_people_have_their_open_actions() -> None:
    all_of = pages()
    own = {
        name: [row.text for group in view.groups for row in group.rows]
        for name in ("ada", "bo")
        for view in all_of[f"meetings/people/{name}"].views
        if isinstance(view, ActionRegister)
    }
    assert own == {"ada": ["Write"], "bo": ["Sell"]}


def test_long_registers_are_spread_over_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_plan, "_ROWS_PER_MEETING", 1)
    all_of = pages(per_page=2)
    names = [f"meetings/actions/{rest}" for rest in ("index", "page/2", "page/3")]
    parts = [
        next(view for view in all_of[name].views if isinstance(view, ActionRegister))
        for name in names
    ]
    assert [[group.kind for group in part.groups] for part in parts] == [
        ["overdue", "person"],
        ["person", "nobody"],
        ["done", "dropped"],
    ]
    logs = [
        view
        for name in ("index", "page/2")
        for view in all_of[f"meetings/decisions/{name}"].views
        if isinstance(view, DecisionLog)
    ]
    assert [len(log.rows) for log in logs] == [2, 1]
    assert all(any(isinstance(v, Pager) for v in all_of[name].views) for name in names)
    page_names = found().pages
    assert all(page_names.may_have(name) for name in all_of)


def test_digests_tell_what_other_notes_say() -> None:
    before = pages()["meetings/actions/index"]
    assert digest(before) == digest(pages()["meetings/actions/index"])
    later = meeting("m/e", "2024-05-07", done=("Write",))
    assert digest(before) != digest(pages(*RECORDS, later)["meetings/actions/index"])
    unrelated = meeting("m/e", "2024-05-07")
    assert digest(before) == digest(pages(*RECORDS, unrelated)["meetings/actions/index"])
