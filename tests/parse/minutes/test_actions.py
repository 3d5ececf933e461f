"""Actions, in the forms in which people write them, and what looks like one and is not."""

from __future__ import annotations

import datetime as dt

import pytest
from support.minutes import MinutesReader

from sphinxcontrib_meetings.model.minutes import Action, ActionState
from sphinxcontrib_meetings.parse.minutes.rules import selected

#: a Tuesday
DAY = dt.date(2024, 3, 5)

Said = tuple[str, tuple[str, ...], str, str, str]


def told(action: Action) -> Said:
    """Return what *action* says: text, owners, state, due date and ID."""
    due = action.due.isoformat() if action.due else ""
    return action.text, action.owners, action.state.value, due, action.id


def said(text: str, *owners: str, state: str = "open", due: str = "", id: str = "") -> list[Said]:
    """Return what the only action says."""
    return [(text, owners, state, due, id)]


# ── one line each ─────────────────────────────────────────────────────────────

FORMS = {
    # ACTION:
    "ACTION: Ada to write the minutes": said("write the minutes", "Ada"),
    "Action: Ada to write the minutes": said("write the minutes", "Ada"),
    "**ACTION**: Ada to write": said("write", "Ada"),
    "**ACTION:** Ada to write": said("write", "Ada"),
    "**ACTION: Ada to write**": said("write", "Ada"),
    "*Action*: write the minutes": said("write the minutes"),
    "**Action** Ada to write": said("write", "Ada"),
    "ACTION Ada to write": said("write", "Ada"),
    "ACTION - Ada to write": said("write", "Ada"),
    "ACTION\N{FULLWIDTH COLON}Ada to write": said("write", "Ada"),
    "action: ada to write": said("write", "ada"),
    "action: ada, bob: review": said("review", "ada", "bob"),
    "ACTION: Ada and Bob to write": said("write", "Ada", "Bob"),
    "ACTION: Ada, Bob & Eve will write": said("write", "Ada", "Bob", "Eve"),
    "ACTION: Ada/Bob: write": said("write", "Ada", "Bob"),
    "ACTION: Ada+Bob to help": said("help", "Ada", "Bob"),
    "ACTION: Ada: to write": said("write", "Ada"),
    "ACTION: Ada (and Bob?) will write": said("write", "Ada", "Bob"),
    "ACTION: Ada Lovelace (Analytical) to write": said("write", "Ada Lovelace"),
    "ACTION: Ada Lovelace (she/her): write": said("write", "Ada Lovelace"),
    "ACTION: J. R. O'Neil to write": said("write", "J. R. O'Neil"),
    "ACTION: Jean-Luc de la Rue to write": said("write", "Jean-Luc de la Rue"),
    "ACTION: Élodie to write": said("write", "Élodie"),
    "ACTION: Ann Read to write": said("write", "Ann Read"),
    "ACTION: 田中 to write": said("write", "田中"),
    "ACTION: @ada write": said("write", "@ada"),
    "ACTION: @ada @bob write": said("write", "@ada", "@bob"),
    "[ACTION: Ada to write the minutes]": said("write the minutes", "Ada"),
    "AI [Ada] Write the minutes": said("Write the minutes", "Ada"),
    "We talked. Action: Ada to write.": said("write.", "Ada"),
    "Action : Ada to write": said("write", "Ada"),
    "ACTION: @ada, @bob write": said("write", "@ada", "@bob"),
    "ACTION: write @ada": said("write", "@ada"),
    "ACTION: write (@ada, @bob)": said("write", "@ada", "@bob"),
    "ACTION: write (Ada)": said("write", "Ada"),
    "ACTION: write (Ada and Bob).": said("write", "Ada", "Bob"),
    "ACTION: write - Ada": said("write", "Ada"),
    "ACTION: write \N{EN DASH} Ada & Bob": said("write", "Ada", "Bob"),
    "ACTION: write **Ada**": said("write", "Ada"),
    "ACTION: write (owner: ada)": said("write", "ada"),
    "ACTION: write [owner:: Ada]": said("write", "Ada"),
    "ACTION: [Ada] write": said("write", "Ada"),
    "ACTION: **Ada** write": said("write", "Ada"),
    "Action item: Ada to write": said("write", "Ada"),
    "Action Item - Ada": [],
    "### Action: Ada to write": said("write", "Ada"),
    "Action point: Ada to write": said("write", "Ada"),
    "Action items: Ada to write": said("write", "Ada"),
    "Action Ada :  write": said("write", "Ada"),
    "Action on Ada: write": said("write", "Ada"),
    "Action item for @ada: write": said("write", "@ada"),
    "Action(ada): write": said("write", "ada"),
    "[ACTION] Ada to write": said("write", "Ada"),
    "[ACTION: Ada] write": said("write", "Ada"),
    "Bob: ACTION: Ada to write": said("write", "Ada"),
    "We agreed. ACTION: Ada to write": said("write", "Ada"),
    "[NEW] ACTION: Ada to write [recorded in https://example.org/m#a1]": said("write", "Ada"),
    "- [ ] ACTION: write": said("write"),
    "- [x] ACTION: Ada to write": said("write", "Ada", state="done"),
    "- [-] ACTION: Ada to write": said("write", "Ada", state="dropped"),
    "ACTION: Ada to write ([the draft](https://example.org))": said("write (the draft)", "Ada"),
    "ACTION: Ada to fix `x: y`": said("fix x: y", "Ada"),
    # AI:
    "AI: Ada to write": said("write", "Ada"),
    "AI: ada will write": said("write", "ada"),
    "AI: @ada write": said("write", "@ada"),
    "AI(ada): write": said("write", "ada"),
    "AI (@ada): write": said("write", "@ada"),
    "AI[ada]: write": said("write", "ada"),
    "AI @ada: write": said("write", "@ada"),
    "[AI] Ada to write": said("write", "Ada"),
    "[AI: @ada] write": said("write", "@ada"),
    "It is worth it.  AI: Ada to write": said("write", "Ada"),
    "All agree.   AI:  Ada to share (DONE:  https://example.org/x)": said(
        "share", "Ada", state="done"
    ),
    # TODO:
    "TODO: write": said("write"),
    "TODO: Ada to write": said("write", "Ada"),
    "TODO(ada): write": said("write", "ada"),
    "TODO (Ada) write": said("write", "Ada"),
    "TODO @ada write": said("write", "@ada"),
    "TODO AL: write": said("write", "AL"),
    "[TODO] write": said("write"),
    "**TODO: write, then read**": said("write, then read"),
    "To do: Ada to write": said("write", "Ada"),
    "Is it 0:1? TODO: Ada to open a PR": said("open a PR", "Ada"),
    "It was moved; TODO: delete it": said("delete it"),
    # next steps
    "Next step: Ada to write": said("write", "Ada"),
    "Next steps:  @ada write": said("write", "@ada"),
    # commands
    "#action Ada to write": said("write", "Ada"),
    "#action: ada: write": said("write", "ada"),
    "12:00 <bob> #action ada to write": said("write", "ada"),
    # somebody takes it
    "[Ada took action to write]": said("write", "Ada"),
    "[Ada took an action to write]": said("write", "Ada"),
    "Ada: I'll take an action to write": said("write", "Ada"),
    "Ada: [takes an action to write]  Can you read it?": said("write", "Ada"),
    # boxes
    "- [ ] **Ada**: write": said("write", "Ada"),
    "- [ ] Ada: write": said("write", "Ada"),
    "- [x] Ada to write": said("write", "Ada", state="done"),
    "- [-] @ada write": said("write", "@ada", state="dropped"),
    "- [ ] write @ada": said("write", "@ada"),
    "- [ ] write (@ada)": said("write", "@ada"),
    # due
    "ACTION: Ada to write by Friday": said("write", "Ada", due="2024-03-08"),
    "ACTION: Ada to write, due 2024-03-20": said("write", "Ada", due="2024-03-20"),
    "ACTION: Ada to write (due March 20)": said("write", "Ada", due="2024-03-20"),
    "ACTION: Ada to write [due:: 2024-03-20]": said("write", "Ada", due="2024-03-20"),
    "ACTION: Ada to write 📅 2024-03-20": said("write", "Ada", due="2024-03-20"),
    "ACTION: write 📅 2024-03-20 @ada": said("write", "@ada", due="2024-03-20"),
    "ACTION: write (Ada) by March 20": said("write", "Ada", due="2024-03-20"),
    # state
    "ACTION: Ada to write - DONE": said("write", "Ada", state="done"),
    "ACTION: Ada to write:  DONE:  ": said("write", "Ada", state="done"),
    "ACTION: Ada to write [done]": said("write", "Ada", state="done"),
    "ACTION: Ada to write ✅": said("write", "Ada", state="done"),
    "ACTION: Ada to write ✅ 2024-03-04": said("write", "Ada", state="done"),
    "ACTION: ✅ Ada to write": said("write", "Ada", state="done"),
    "ACTION: DONE: Ada to write": said("write", "Ada", state="done"),
    "ACTION: ~~Ada to write~~": said("write", "Ada", state="done"),
    "~~ACTION: Ada to write~~": said("write", "Ada", state="done"),
    "ACTION: Ada to write (cancelled)": said("write", "Ada", state="dropped"),
    "ACTION: ❌ Ada to write": said("write", "Ada", state="dropped"),
    "ACTION: Ada to write, due 2024-03-20 - DONE": said(
        "write", "Ada", state="done", due="2024-03-20"
    ),
    "ACTION: Ada to write - DONE, due 2024-03-20": said(
        "write", "Ada", state="done", due="2024-03-20"
    ),
    # identifiers
    "ACTION #42: Ada to write": said("write", "Ada", id="#42"),
    "ACTION: A-12: Ada to write": said("write", "Ada", id="A-12"),
    "ACTION: [A-12] Ada to write": said("write", "Ada", id="A-12"),
    "ACTION: Ada to write (ACTION-123)": said("write", "Ada", id="ACTION-123"),
    "ACTION: Ada to write [ai-7], due 2024-03-20": said(
        "write", "Ada", due="2024-03-20", id="AI-7"
    ),
    "close ACTION-20": said("close ACTION-20", state="done", id="ACTION-20"),
    "Tracker, close action-20": said("Tracker, close action-20", state="done", id="ACTION-20"),
    "A-12: done": said("A-12: done", state="done", id="A-12"),
    "ACTION: Ada to write - in progress": said("write", "Ada"),
    "ACTION: Ada to write (not done yet)": said("write", "Ada"),
    "ACTION: Ada to write - NOT DONE": said("write", "Ada"),
    "ACTION: Ada: wrote it. Done.": said("wrote it.", "Ada", state="done"),
    "ACTION: say when it is done": said("say when it is done"),
    "ACTION: say when it is DONE": said("say when it is DONE"),
    "ACTION: discuss DONE criteria": said("discuss DONE criteria"),
    # a person named Will
    "ACTION: Will to write": said("write", "Will"),
    "ACTION: Will: write": said("write", "Will"),
    "ACTION: Will Armand will write": said("write", "Will Armand"),
    "AI: Will to write": said("write", "Will"),
    "ACTION: Will write": said("Will write"),
    # nobody
    "ACTION: We need to write": said("We need to write"),
    "ACTION: Need to write": said("Need to write"),
    "ACTION: everyone to write": said("everyone to write"),
    "ACTION: All: write": said("All: write"),
    "ACTION: Reply to Ada": said("Reply to Ada"),
    "ACTION: remember to write": said("remember to write"),
    "ACTION: the docs to be written": said("the docs to be written"),
    "ACTION: Docs to be written": said("Docs to be written"),
    "ACTION: Follow up with @ada": said("Follow up with @ada"),
    "ACTION: Ask Ada to write": said("Ask Ada to write"),
    "ACTION: Note: write": said("Note: write"),
    "ACTION: Follow-up: Ada": said("Follow-up: Ada"),
    "ACTION: P1: write": said("P1: write"),
    "ACTION: Ada (2024-03-20): write": said("Ada (2024-03-20): write"),
    "ACTION: 🔥 Ada to write": said("write", "Ada"),
    "ACTION: ➡️ write": said("➡️ write"),
    "ACTION: write --> @ada": said("write", "@ada"),
    "ACTION: write (Ada, due 2024-03-20)": said("write", "Ada", due="2024-03-20"),
    "ACTION: see https://example.org/x": said("see https://example.org/x"),
    "ACTION: fix it (urgent)": said("fix it (urgent)"),
    "ACTION: fix #12": said("fix #12"),
}  # fmt: skip


@pytest.mark.parametrize("line", FORMS)
def test_a_line_is_an_action(minutes: MinutesReader, line: str) -> None:
    actions = minutes.items(f"# Call\n\n{line}\n", Action, day=DAY)
    assert [told(action) for action in actions] == FORMS[line]


TRAPS = [
    "action-20: Ada to write",
    "ACTION-20: still pending",
    "Action item review",
    "Action item review: Ada went through the list",
    "Review of action items",
    "Actions",
    "Actions: GitHub Actions are flaky",
    "Action plan: write more",
    "Action Required: no",
    "Action Taken: it was approved",
    "To Do App: write",
    "### Action:",
    "The next action: Ada to write",
    "GitHub Action: setup to be bumped",
    "Take action to write",
    "I took an action to write, not done yet",
    "Ada: we talked, and I took an action to write. Not done yet",
    "Will follow up with Ada",
    "Ada to write the minutes",
    "Ada will write the minutes",
    "Action: None",
    "Action: no action required",
    "Actions: none",
    "ACTION: TBD",
    "ACTION: TODO",
    "ACTION: N/A",
    "ACTION: ...",
    "ACTION: <name> to write",
    "ACTION: [name] to [task] by [date]",
    "ACTION: @username to write",
    "ACTION: {{ owner }} to write",
    "ACTION: Approved unanimously",
    "Action: Motion carried",
    "Action: approved.",
    "`ACTION: Ada to write`",
    "`ACTION:` Ada to write",
    "```\nACTION: Ada to write\n```",
    "    ACTION: Ada to write",
    "> ACTION: Ada to write",
    "<!-- ACTION: Ada to write -->",
    "AI",
    "AI: new models",
    "AI: what is next?",
    "AI: the models to use",
    "AI profile: https://example.org",
    "AI SBOM talk",
    "AI/ML lifecycle - Ada to explain",
    "AI + Security - a talk",
    "AI: We need to write",
    "AI: is Ada to write?",
    "AI: Ada to write? Or Bob?",
    "AI safety. AI: a topic",
    "AI (ethics): what to do",
    "AI (Artificial Intelligence): write",
    "AI(ML): what to do",
    "TODO",
    "TODO:  TBD",
    "PEPs: TODO",
    "TODOs : https://example.org",
    "Todo: Task is assigned to a project",
    "To do: write",
    "Everything other than TODO is red",
    "Next steps: discuss it",
    "Next step: agree on criteria",
    "Next step: Ada to write? It would help",
    "What are the next steps?",
    "I think #action is useful",
    "- [ ] write",
    "- [x] Ada",
    "- [x] @ada",
    "- [x] Ada Lovelace @ada",
    "- [x] Ada Lovelace (ACME)",
    "- [x] Ada - ACME",
    "close #42",
    "#42: done",
    "action-20: done by whom?",
    "[ACTION: the new film]",
    "[Action: see below]",
    # French
    "Action : le théâtre reprend.",
    "AI [ethics of models] is a topic",
    "We left. Action: the new film is out.",
]


@pytest.mark.parametrize("line", TRAPS)
def test_a_line_is_not_an_action(minutes: MinutesReader, line: str) -> None:
    found = minutes.find(f"# Call\n\n{line}\n", day=DAY)
    assert [one for one in found if isinstance(one.item, Action) or one.problem] == []


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("Ada will not be available for the next two calls", 0),
        ("Ada Lovelace and Bob won't attend in May", 0),
        ("Ada is on vacation until June", 0),
        ("Ada will be out next week", 0),
        ("Ada will be out of the office", 0),
        ("Ada will be out testing it", 1),
        ("Ada to tell Bob who will not be there", 1),
        ("Ada will not merge it before the release", 1),
        ("Ada will be writing the minutes", 1),
    ],
)
def test_who_is_away_has_nothing_to_do(minutes: MinutesReader, line: str, count: int) -> None:
    found = minutes.find(f"# Call\n\n## Action items\n\n- {line}\n", day=DAY)
    assert sum(isinstance(one.item, Action) for one in found) == count


# ── lists ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "heading",
    [
        "## Action items",
        "## ACTION ITEMS",
        "### Actions",
        "## Action Items:",
        "## Action items (3)",
        "## 5. Action items",
        "## ✅ Action items",
        "## **Action items**",
        "## New action items",
        "## Past Action Items",
        "## Action items from last meeting",
        "## Action items for 2024-03-05",
        "## Open action items",
        "## Next steps",
        "## Next steps and action items",
        "## Action items / next steps",
        "## To do",
        "## To-Do",
        "## TODOs",
        "## Summary of action items",
        "Action items:",
        "**Action items**",
        "*Next steps*:",
        "TODO:",
        "ACTION:",
    ],
)
def test_a_heading_or_label_makes_items_actions(minutes: MinutesReader, heading: str) -> None:
    text = f"# Call\n\n{heading}\n\n- Ada to write\n- Fix it\n  - a detail\n- Bob: read\n\nEnd.\n"
    actions = minutes.items(text, Action, day=DAY)
    assert [(one.text, one.owners) for one in actions] == [
        ("write", ("Ada",)),
        ("Fix it", ()),
        ("read", ("Bob",)),
    ]


@pytest.mark.parametrize(
    "heading", ["## Tasks", "## AIs", "## Decisions and action items", "## Actions / decisions"]
)
def test_other_headings_need_a_box_or_an_owner(minutes: MinutesReader, heading: str) -> None:
    text = f"# Call\n\n{heading}\n\n- We like it\n- Ada: write\n- [x] Fix it\n- Decision: go\n"
    actions = minutes.items(text, Action, day=DAY)
    assert [(one.text, one.state.value) for one in actions] == [
        ("write", "open"),
        ("Fix it", "done"),
    ]


@pytest.mark.parametrize(
    "heading",
    ["## Action item review", "## Review of action items", "## Review outstanding action items"],
)
def test_a_review_needs_a_box_or_somebody_who_does(minutes: MinutesReader, heading: str) -> None:
    text = f"# Call\n\n{heading}\n\n- Ada: I wrote it\n- Bob to read\n- [x] Fix it\n"
    actions = minutes.items(text, Action, day=DAY)
    assert [one.text for one in actions] == ["read", "Fix it"]


def test_the_review_of_a_board_tells_states(minutes: MinutesReader) -> None:
    text = """\
# Board

## 9. Review outstanding action items

* Ada: follow up with the project
  Status: complete
* Bob: pursue a report
  Status: in progress
* Eve: ask
  Status:
* All well
"""
    actions = minutes.items(text, Action, "asf", day=DAY)
    assert [(one.text, one.owners, one.state.value) for one in actions] == [
        ("follow up with the project", ("Ada",), "done"),
        ("pursue a report", ("Bob",), "open"),
        ("ask", ("Eve",), "open"),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "## AI",
        "## Agenda",
        "## Notes",
        "## Possible next steps",
        "## What are the next steps?",
        "## Actionable items",
        "## GitHub Actions",
        "## Action plan",
        "## Call to action",
        "## Discussion",
        "Actions were discussed:",
    ],
)
def test_below_other_headings_items_are_text(minutes: MinutesReader, heading: str) -> None:
    text = f"# Call\n\n{heading}\n\n- Ada to write\n- Fix it\n"
    assert minutes.items(text, Action, day=DAY) == []


def test_an_item_may_be_the_label_of_its_items(minutes: MinutesReader) -> None:
    text = """\
# Call

## Notes

* Next steps:
    * Ada to write
    * Bob to read
* Something else
    * Eve to sleep

## Agenda

* Action items
    * Ada's minutes
"""
    actions = minutes.items(text, Action, day=DAY)
    assert [one.owners for one in actions] == [("Ada",), ("Bob",)]


def test_an_item_or_a_heading_may_name_the_owner(minutes: MinutesReader) -> None:
    text = """\
# Call

## Action items

- Ada
  - write
  - read, due 2024-03-20
- @bob:
  - sleep
- For the release:
  - Eve: sign
- **UNASSIGNED**
  - (none)

### Carol

- sing
"""
    actions = minutes.items(text, Action, day=DAY)
    assert [(one.text, one.owners) for one in actions] == [
        ("write", ("Ada",)),
        ("read", ("Ada",)),
        ("sleep", ("@bob",)),
        ("sign", ("Eve",)),
        ("sing", ("Carol",)),
    ]


def test_what_stands_for_nothing_is_left_out(minutes: MinutesReader) -> None:
    text = """\
# Call

## Action items

*
- None
- No action items.
- TBD
- _None this week_
- [ ]
- [ ] TODO
- [Owner] to [action]
- Item 1
- https://example.org/board
- See the [board](https://example.org)
- Action items are tracked on the board
"""
    assert minutes.items(text, Action, day=DAY) == []


@pytest.mark.parametrize("label", ["Action items", "Next steps", "To do"])
def test_a_paragraph_right_above_a_list_is_a_label(minutes: MinutesReader, label: str) -> None:
    text = f"# Call\n\n{label}\n\n- Write\n\nNotes\n\n- It is long\n\n{label}\n\nNothing\n"
    assert [one.text for one in minutes.items(text, Action)] == ["Write"]


def test_a_nick_of_somebody_who_attended_is_an_owner(minutes: MinutesReader) -> None:
    text = """# Call

Attendees: scott, Ada Lo

## Action items

- scott will review
- ada: write the text
- docs: write the text
- (scott) test it
- [scott, ada] mail it
- (docs) mail them

Other.

AI (Scott): call them

AI (safety): a topic
"""
    found = minutes.items(text, Action)
    assert [(one.text, one.owners) for one in found] == [
        ("review", ("scott",)),
        ("write the text", ("ada",)),
        ("docs: write the text", ()),
        ("test it", ("scott",)),
        ("mail it", ("scott", "ada")),
        ("(docs) mail them", ()),
        ("call them", ("Scott",)),
    ]


@pytest.mark.parametrize(
    "item", ["Action 1 (owner, due date)", "Task (name)", "Action item (who, when)"]
)
def test_a_template_with_owner_is_no_action(minutes: MinutesReader, item: str) -> None:
    assert minutes.items(f"# Call\n\n## Action items\n\n- [ ] {item}\n", Action) == []


def test_boxes_are_actions_where_they_stand_below_a_heading(minutes: MinutesReader) -> None:
    text = """\
# Call

## To do

- [ ] write
  - [x] read
  - a remark
- [-] sleep

### Completed

- sign
"""
    actions = minutes.items(text, Action, day=DAY)
    assert [(one.text, one.state.value) for one in actions] == [
        ("write", "open"),
        ("read", "done"),
        ("sleep", "dropped"),
        ("sign", "done"),
    ]


@pytest.mark.parametrize(
    "heading",
    ["## Agenda", "## Attendees", "## Roll call", "## Poll", "Attendees:", "**Agenda**"],
)
@pytest.mark.parametrize("rule", ["common", "tasks", "hackmd"])
def test_boxes_of_other_lists_are_not_actions(
    minutes: MinutesReader, heading: str, rule: str
) -> None:
    text = f"# Call\n\n{heading}\n\n- [ ] Ada: the minutes\n- [x] Bob to join\n"
    assert minutes.items(text, Action, rule, day=DAY) == []


def test_with_the_preset_tasks_all_boxes_are_actions(minutes: MinutesReader) -> None:
    text = "# Call\n\n- [ ] write\n- [x] read (Ada) 📅 2024-03-20\n- [ ] TBD\n"
    actions = minutes.items(text, Action, "tasks", day=DAY)
    assert [told(one) for one in actions] == [
        *said("write"),
        *said("read", "Ada", state="done", due="2024-03-20"),
    ]


def test_sentences_below_a_heading_tell_who_does_what(minutes: MinutesReader) -> None:
    text = """\
# Call

## Next steps

Ada to write the minutes,
and to send them.
Bob will read them.

We hope for the best.

Ada: are we done?
"""
    actions = minutes.items(text, Action, day=DAY)
    assert [(one.owners, one.text) for one in actions] == [
        (("Ada",), "write the minutes, and to send them."),
        (("Bob",), "read them."),
    ]


# ── tables ────────────────────────────────────────────────────────────────────


def test_rows_of_tables(minutes: MinutesReader) -> None:
    text = """\
# Call

| ID | Action | Owner | Due | Status |
|----|--------|-------|-----|--------|
| A-1 | write | Ada | 2024-03-20 | done |
| A-2 | read | Bob, @eve | next Friday | open |
| A-3 | TBD | | | |
|     | sleep | everyone | whenever | ✅ |

| Feature | Owner |
|---------|-------|
| docs    | Ada   |

## Action items

| What | Deadline |
|------|----------|
| sign | 2024-02-30 |
"""
    found = [one for one in minutes.find(text, day=DAY) if isinstance(one.item, Action)]
    assert [told(one.item) for one in found if isinstance(one.item, Action)] == [
        ("write", ("Ada",), "done", "2024-03-20", "A-1"),
        ("read", ("Bob", "@eve"), "open", "2024-03-08", "A-2"),
        ("sleep", (), "done", "", ""),
        ("sign", (), "open", "", ""),
    ]
    assert [one.problem for one in found] == [
        "",
        "",
        "",
        "'2024-02-30' is a date that does not exist; correct it",
    ]


# ── summaries ─────────────────────────────────────────────────────────────────


def test_a_summary_of_the_w3c_counts_once(minutes: MinutesReader) -> None:
    text = """\
# Call

## Topic

**ACTION:** Ada to write the minutes

> ***Action #1:** read them (Bob Reader)*

## Summary of action items

1. [Ada to write the minutes](#a01)
2. Eve to sign
3. [Action #1](#action1): read them (Bob Reader)
"""
    actions = minutes.items(text, Action, "common", "w3c", day=DAY)
    assert [(one.owners, one.line) for one in actions] == [
        (("Ada",), 5),
        (("Bob Reader",), 7),
        (("Eve",), 12),
    ]


def test_the_summaries_of_meetbot_count_once(minutes: MinutesReader) -> None:
    text = """\
# Call

* Topic (bob, 10:00:00)
  * ACTION: ada to write  (bob, 10:01:02)
  * ACTION: read it  (bob, 10:02:03)

## Action items

* ada to write
* read it

## Action items, by person

* ada
  * ada to write
* **UNASSIGNED**
  * read it
"""
    actions = minutes.items(text, Action, "meetbot", "common", day=DAY)
    assert [(one.text, one.line) for one in actions] == [("write", 4), ("read it", 5)]


def test_a_list_that_says_more_is_no_summary(minutes: MinutesReader) -> None:
    text = """\
# Call

ACTION: Ada to write

## Action items

- Ada to write
- Bob to read
"""
    assert [one.line for one in minutes.items(text, Action, day=DAY)] == [3, 7, 8]


# ── several lines ─────────────────────────────────────────────────────────────


def test_an_action_goes_on_in_the_next_line(minutes: MinutesReader) -> None:
    text = """\
# Call

ACTION: Ada to write the minutes
and to send them, due 2024-03-20
Bob: thanks
ACTION: Bob to read
Then we spoke.

- ACTION:
  Eve to sign
"""
    actions = minutes.items(text, Action, day=DAY)
    assert [(one.line, one.text, one.owners) for one in actions] == [
        (3, "write the minutes and to send them", ("Ada",)),
        (6, "read", ("Bob",)),
        (9, "sign", ("Eve",)),
    ]
    assert actions[0].due == dt.date(2024, 3, 20)


def test_several_actions_in_a_line(minutes: MinutesReader) -> None:
    text = "# Call\n\nACTION: Ada to write. ACTION: Bob to read, due 2024-03-20\n"
    assert [told(one) for one in minutes.items(text, Action, day=DAY)] == [
        *said("write.", "Ada"),
        *said("read", "Bob", due="2024-03-20"),
    ]


def test_numbers_that_count_from_1_are_no_identifiers(minutes: MinutesReader) -> None:
    text = "# Call\n\nACTION #1: Ada to write\n\nACTION #2: Bob to read\n"
    assert [one.id for one in minutes.items(text, Action, day=DAY)] == ["", ""]
    text = "# Call\n\nACTION #41: Ada to write\n\nACTION #42: Bob to read\n"
    assert [one.id for one in minutes.items(text, Action, day=DAY)] == ["#41", "#42"]


# ── presets and problems ──────────────────────────────────────────────────────


def test_a_number_is_closed_only_with_the_preset_w3c(minutes: MinutesReader) -> None:
    (action,) = minutes.items("# Call\n\nclose #42\n", Action, "w3c", day=DAY)
    assert (action.id, action.state) == ("#42", ActionState.DONE)


@pytest.mark.parametrize("preset", ["common", "w3c", "meetbot", "hackmd", "asf"])
def test_presets_read_the_list_of_action_items(minutes: MinutesReader, preset: str) -> None:
    text = "# Call\n\n## Action items\n\n* Ada: write\n      \n"
    assert [one.owners for one in minutes.items(text, Action, preset)] == [("Ada",)]


def test_without_rules_nothing_is_found(minutes: MinutesReader) -> None:
    assert minutes.items("ACTION: Ada to write", Action, "!action-label") == []
    assert {rule.kind for rule in selected(("tasks",))} == {"action"}


@pytest.mark.parametrize(
    ("line", "marker"),
    [
        ("ACTION:", "ACTION:"),
        ("- Action:", "Action:"),
        ("**Action item:**", "Action item:"),
        ("#action", "#action"),
        ("TODO(ada):", "TODO(ada):"),
        ("AI(ada):", "AI(ada):"),
    ],
)
def test_a_marker_with_nothing_behind_it_is_a_problem(
    minutes: MinutesReader, line: str, marker: str
) -> None:
    (found,) = [one for one in minutes.find(f"# Call\n\n{line}\n\nText.\n") if one.problem]
    assert not isinstance(found.item, Action)
    assert found.problem == (
        f"the marker '{marker}' has nothing behind it; write who is to do what, such as "
        f"'{marker} Ada to write the minutes', or remove it"
    )


@pytest.mark.parametrize(
    "text",
    [
        "## Action items\n",
        "Action items:\n",
        "Actions:\n",
        "ACTION:\n\n- Ada to write\n",
        "- ACTION:\n  - Ada to write\n",
        "TODO:\n",
        "AI:\n",
        "ACTION: TBD\n",
    ],
)
def test_lists_and_templates_are_no_problem(minutes: MinutesReader, text: str) -> None:
    assert [one.problem for one in minutes.find(f"# Call\n\n{text}") if one.problem] == []


@pytest.mark.parametrize(
    ("due", "problem"),
    [
        ("due 2024-02-30", "'2024-02-30' is a date that does not exist; correct it"),
        (
            "due: 03/04/2024",
            "due date '03/04/2024' can mean 2024-03-04 or 2024-04-03; use YYYY-MM-DD",
        ),
    ],
)
def test_a_due_date_that_is_wrong_is_a_problem(
    minutes: MinutesReader, due: str, problem: str
) -> None:
    (found,) = minutes.find(f"# Call\n\nACTION: Ada to write {due}\n", day=DAY)
    assert found.problem == problem
    assert isinstance(found.item, Action)
    assert found.item.due is None
