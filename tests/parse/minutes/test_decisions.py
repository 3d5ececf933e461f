"""Decisions, in the forms in which people write them, and what looks like one and is not."""

from __future__ import annotations

import pytest
from support.minutes import MinutesReader

from sphinxcontrib_meetings.model.minutes import Action, Decision, DecisionState
from sphinxcontrib_meetings.parse.minutes.rules import selected

Said = tuple[str, str, str, tuple[str, ...], str]


def told(decision: Decision) -> Said:
    """Return what *decision* says: text, status, ID, what it supersedes and what supersedes it."""
    state = decision.state.value
    return decision.text, state, decision.id, decision.supersedes, decision.superseded_by


def said(
    text: str = "we publish",
    *,
    state: str = "accepted",
    id: str = "",
    supersedes: tuple[str, ...] = (),
    by: str = "",
) -> list[Said]:
    """Return what the only decision says."""
    return [(text, state, id, supersedes, by)]


# ── one line each ─────────────────────────────────────────────────────────────

FORMS = {
    "Decision: we publish": said(),
    "DECISION: we publish": said(),
    "decision : we publish": said(),
    "Decision\N{FULLWIDTH COLON}we publish": said(),
    "**Decision**: we publish": said(),
    "**Decision:** we publish": said(),
    "**Decision: we publish**": said(),
    "*Decision*: we publish": said(),
    "**Decision** we publish": said(),
    "  *  ** Decision:  we publish  ** ": said(),
    "* a\n   ** Decision ** we publish": said(),
    "- **Decision** - we publish": said(),
    "TC decision: we publish": said(),
    "Decision: rejected": said("rejected", state="rejected"),
    "- Decision: we publish": said(),
    "1. Decision: we publish": said(),
    "- a\n  - b\n    - Decision: we publish": said(),
    "✅ Decision: we publish": said(),
    "→ Decision: we publish": said(),
    "Decisions: we publish": said(),
    "Decision made: we publish": said(),
    "Final decision: we publish": said(),
    "Group decision: we publish": said(),
    "Decided: we publish": said(),
    "*Decided*: we publish": said(),
    "Agreed: we publish": said(),
    "Conclusion: we publish": said(),
    "Resolution: we publish": said(),
    "Resolved: we publish": said(),
    "RESOLVED: we publish": said(),
    "RESOLUTION: we publish": said(),
    "RESOLVED - we publish": said(),
    "[DECISION] we publish": said(),
    "#### Resolution: we publish": said(),
    "### Decision: we publish": said(),
    "It is fine. DECISION: we publish": said(),
    "It is fine -> Decision: we publish": said(),
    "Ada: RESOLVED: we publish": said(),
    "<ada> RESOLVED: we publish": said(),
    "12:01 <ada> RESOLUTION: we publish": said(),
    "Decision #1 for the site: we publish": said(),
    "Decision on the site: we publish": said(),
    "DECISION\nwe publish": said(),
    "Decision:\nwe publish": said(),
    "**Decision:**\n\nwe publish": said(),
    "- Decision: we publish\n  - because it is ready": said(),
    "Decision: we publish (Ada wrote it)": said("we publish (Ada wrote it)"),
    "Decision: use `a: b`": said("use a: b"),
    "Decision: we publish ([draft](https://example.org))": said("we publish (draft)"),
    "Decision: we use two names:\none\nTwo": said("we use two names: one Two"),
    "Decision: we publish the first draft as it stands, without the\nannex": said(
        "we publish the first draft as it stands, without the annex"
    ),
    "Decision: we publish.\nBob: fine": said("we publish."),
    "Decision: Ada to write the text": said("Ada to write the text"),
    "RESOLVED: WG to publish the draft": said("WG to publish the draft"),
    "Decision: Yes": said("Yes"),
    # commands, and the bot's own minutes
    "#agreed we publish": said(),
    "#agreed: we publish": said(),
    "<ada> #agreed we publish": said(),
    "12:34:56 <ada> #agreed we publish": said(),
    "#accepted we publish": said(),
    "#rejected we publish": said(state="rejected"),
    "* AGREED: we publish  (ada, 12:34:56)": said(),
    # scribes
    "> ***Resolution #1: we publish***": said(),
    "> **Resolution #2: we publish**": said(),
    "[consensus to close]": said("consensus to close"),
    "[agreed to close]": said("agreed to close"),
    "[we agreed to move to the other tool]": said("we agreed to move to the other tool"),
    "[resolved to close]": said("resolved to close"),
    # status
    "Tentative decision: we publish": said(state="proposed"),
    "Tentative (until Friday) decision: we publish": said(state="proposed"),
    "Proposed resolution: we publish": said(state="proposed"),
    "PROPOSED RESOLUTION: we publish": said(state="proposed"),
    "Draft resolution: we publish": said(state="proposed"),
    "Decision (proposed): we publish": said(state="proposed"),
    "Decision: (proposed) we publish": said(state="proposed"),
    "Decision [rejected]: we publish": said(state="rejected"),
    "Decision: we publish (rejected)": said(state="rejected"),
    "Decision: we publish - deprecated": said(state="deprecated"),
    "Decision: we publish (superseded by D-3)": said(state="superseded", by="D-3"),
    "Decision: we publish [superseded by 2026-05-1]": said(state="superseded", by="2026-05-1"),
    "Decision: we publish. Superseded by D-3.": said("we publish.", state="superseded", by="D-3"),
    "- Decision: we publish\n  - Status: superseded by D-3": said(state="superseded", by="D-3"),
    "- Decision: we publish\n  - Status: proposed": said(state="proposed"),
    "Decision: we publish\nStatus: rejected": said(state="rejected"),
    # identifiers
    "Decision D-12: we publish": said(id="D-12"),
    "Decision (D-12): we publish": said(id="D-12"),
    "Decision: [D-12] we publish": said(id="D-12"),
    "Decision: D-12: we publish": said(id="D-12"),
    "Decision 2026-05-1: we publish": said(id="2026-05-1"),
    "Resolution 2024-12: we publish": said(id="2024-12"),
    "Decision ADR-0007: we publish": said(id="ADR-0007"),
    "Decision #7: we publish": said(id="#7"),
    "Decision #1: we publish": said(),
    "Decision D-12: we publish (supersedes D-3)": said(id="D-12", supersedes=("D-3",)),
    "Decision: we publish; supersedes D-3, D-4": said(supersedes=("D-3", "D-4")),
    "- Decision: we publish\n  - Supersedes: D-1 and D-2": said(supersedes=("D-1", "D-2")),
    "Decision: we publish (replaces the old one)": said("we publish (replaces the old one)"),
    "Decision: we publish (proposed by Ada)": said("we publish (proposed by Ada)"),
}


@pytest.mark.parametrize("text", FORMS)
def test_a_line_is_a_decision(minutes: MinutesReader, text: str) -> None:
    decisions = minutes.items(f"# Call\n\n## Site\n\n{text}\n", Decision)
    assert [told(decision) for decision in decisions] == FORMS[text]


TRAPS = [
    # of a picture, a screen or an instrument
    "Decision: pending vote",
    "Decision: we did not reach consensus",
    "Decision: the board could not agree on it",
    "Agreed: +1",
    "Resolution: 1920x1080",
    "Resolution: 1920 \N{MULTIPLICATION SIGN} 1080 pixels",
    "Resolution: 1024 by 768",
    "Resolution: 4K",
    "Resolution: 1080p",
    "Resolution: 1080p60",
    "Resolution: 300 dpi",
    "Resolution: 300dpi (print)",
    "Resolution: ~10 m",
    "Resolution: 0.5°",
    "Resolution: 12 bits",
    "Resolution: 72 pixels per inch",
    "Resolution: high",
    "Resolution: Full HD",
    "Resolution: XGA",
    "Screen resolution: 1920",
    "Resolution of the screen: low",
    # of a ticket
    "Resolution: fixed",
    "Resolution: Won't fix",
    "Resolution: duplicate of #12",
    "Resolution: Fixed in 2.0",
    "Resolved: #12, #13 and #14",
    "Resolved: 12",
    "[RESOLVED] The site is down",
    # somebody is to do something
    "Resolution: Ada to comment",
    "Resolution: @ada to comment on the issue",
    "Resolution: Ada will reply",
    "Resolution: will comment",
    # nothing is decided
    "Decision: yes / no",
    "Decision: Yes/No",
    "Decision: yes | no",
    "Decision: approve or reject",
    "Decision: approve / reject / defer",
    "Decision: [ ] yes [ ] no",
    "Decision: approved / not approved",
    "Decision: \N{BALLOT BOX} yes \N{BALLOT BOX} no",
    "Decision (yes / no):",
    "Agreed: Ada, Bob",
    "Decision: TBD",
    "Decision: none",
    "Decision: N/A",
    "Decision: ...",
    "Decision: <decision>",
    "Decision: [decision]",
    "Decision: {{ decision }}",
    "Decision: no decision",
    "Decision: no consensus yet",
    "Decision: deferred",
    "Decision: postponed to next week",
    "Decision: to be decided at the next call",
    "Decision: pending",
    "Decision: do we publish?",
    "Decision: see https://example.org/log",
    "Decision: https://example.org/log",
    "Decision needed: which one",
    "Decision log: it is long",
    "Decisions should have owners",
    "Decisions were made in the other call",
    "We made a decision: the site",
    "The decision is to publish",
    "Ada: agreed",
    "Ada: Agreed, let us publish",
    "Agreed that it is fine",
    "Resolved in the last call",
    "We will make the decision next week.",
    "I think #agreed is useful",
    "[closed]",
    "[bumped]",
    "[agreed to bump 2 weeks]",
    "[we agreed to put it to the f2f]",
    "[discussion on whether to close]",
    "Ada said so [agreed to close]",
    "[agreed to close](https://example.org)",
    # quotes, code and comments
    "> Decision: they publish",
    "> **Decision**: they publish",
    "> Resolution #1: they publish",
    "`Decision: we publish`",
    "`Decision:` we publish",
    "```\nDecision: we publish\n```",
    "    Decision: we publish",
    "<!-- Decision: we publish -->",
    "~~Decision: we publish~~",
]


@pytest.mark.parametrize("text", TRAPS)
def test_a_line_is_not_a_decision(minutes: MinutesReader, text: str) -> None:
    found = minutes.find(f"# Call\n\n## Site\n\n{text}\n")
    assert [one for one in found if isinstance(one.item, Decision) or one.problem] == []


@pytest.mark.parametrize(
    ("text", "words", "owners"),
    [
        ("Resolution: Ada to comment", "comment", ("Ada",)),
        ("**Resolution**: @ada to reply to it", "reply to it", ("@ada",)),
        ("Resolution: Ada and Bob to open an issue", "open an issue", ("Ada", "Bob")),
    ],
)
def test_a_resolution_may_be_an_action(
    minutes: MinutesReader, text: str, words: str, owners: tuple[str, ...]
) -> None:
    actions = minutes.items(f"# Call\n\n{text}\n", Action)
    assert [(one.text, one.owners) for one in actions] == [(words, owners)]


@pytest.mark.parametrize(
    "text",
    [
        "Decision:",
        "- Decision:\n- We publish",
        "RESOLUTION:\n\n## Next topic",
        "#agreed",
        "Decision:\nRationale: it is ready",
    ],
)
def test_a_marker_without_words_is_told(minutes: MinutesReader, text: str) -> None:
    found = minutes.find(f"# Call\n\n{text}\n")
    assert [one.item for one in found if isinstance(one.item, Decision)] == []
    assert [one.problem for one in found if "nothing behind it" in one.problem]


# ── lists ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "heading",
    [
        "## Decisions",
        "## DECISIONS",
        "### Decision",
        "## Decided",
        "## Agreed",
        "## Resolutions",
        "## Key decisions",
        "## Decisions made",
        "## Decisions taken today",
        "## Decisions of this meeting",
        "## Decisions & resolutions",
        "## Decisions / conclusions",
        "## 3. Decisions",
        "## ✅ Decisions (2)",
        "## **Decisions**:",
        "## Summary of resolutions",
        "Decisions:",
        "**Decided**",
        "*Decisions*:",
        "We decided:",
        "The group has agreed to the following:",
        "The following decisions were made:",
        "Decision:",
    ],
)
def test_a_heading_or_label_makes_items_decisions(minutes: MinutesReader, heading: str) -> None:
    text = f"# Call\n\n{heading}\n\n- We publish\n- We test\n  - a detail\n\nEnd.\n"
    assert [one.text for one in minutes.items(text, Decision)] == ["We publish", "We test"]


@pytest.mark.parametrize(
    "heading",
    [
        "## Decisions from last meeting",
        "## Decisions needed",
        "## Decisions and action items",
        "## Pending decisions",
        "## Decision process",
        "## Resolved",
        "## Resolution",
        "## Conclusion",
        "## Decision log",
        "## New Year's resolutions",
        "## Notes",
        "Decisions were hard:",
        "Resolved:",
    ],
)
def test_below_other_headings_items_are_text(minutes: MinutesReader, heading: str) -> None:
    text = f"# Call\n\n{heading}\n\n- We publish\n- We test\n"
    assert minutes.items(text, Decision) == []


@pytest.mark.parametrize(
    "item", ["", "None", "TBD", "N/A", "No decisions", "<decision>", "Decision 1", "?", "...", "-"]
)
def test_an_empty_list_has_no_decision(minutes: MinutesReader, item: str) -> None:
    found = minutes.find(f"# Call\n\n## Decisions\n\n* {item}\n\n## Next\n\nEnd.\n")
    assert [one for one in found if isinstance(one.item, Decision) or one.problem] == []


def test_items_tell_status_and_identifiers(minutes: MinutesReader) -> None:
    text = """\
# Call

## Decisions

- [D-7] we publish
- **D-8** we test
- D-9: we stop (deprecated)
- ADR-0010 - use a list
- Proposed: use a tree
- Tentative (pending Ada) - use a heap
- Decision: use a map
- #477: merge it
- Action: Ada to write
- Rationale: it is ready
- [ ] Bob to read
- the first line
  • the second line
"""
    assert [(one.text, one.state.value, one.id) for one in minutes.items(text, Decision)] == [
        ("we publish", "accepted", "D-7"),
        ("we test", "accepted", "D-8"),
        ("we stop", "deprecated", "D-9"),
        ("use a list", "accepted", "ADR-0010"),
        ("use a tree", "proposed", ""),
        ("Tentative (pending Ada) - use a heap", "proposed", ""),
        ("use a map", "accepted", ""),
        ("#477: merge it", "accepted", ""),
        ("the first line", "accepted", ""),
        ("the second line", "accepted", ""),
    ]


@pytest.mark.parametrize("heading", ["## Proposed resolutions", "## Draft decisions"])
def test_a_list_of_proposals(minutes: MinutesReader, heading: str) -> None:
    found = minutes.items(f"# Call\n\n{heading}\n\n- we publish\n", Decision)
    assert [one.state for one in found] == [DecisionState.PROPOSED]


def test_paragraphs_below_a_heading(minutes: MinutesReader) -> None:
    text = "# Call\n\n## Decisions\n\nThe decisions are:\n\nWe publish.\n\nWe test.\n"
    assert [one.text for one in minutes.items(text, Decision)] == ["We publish.", "We test."]
    text = "# Call\n\n## Decisions\n\nAll of us were there.\n\n- We publish.\n"
    assert [one.text for one in minutes.items(text, Decision)] == ["We publish."]


def test_decisions_by_topic(minutes: MinutesReader) -> None:
    text = """\
# Call

## Decisions

### Site

- We publish

### Action items

- Ada to write
"""
    found = minutes.items(text, Decision)
    assert [(one.text, one.topic) for one in found] == [("We publish", "Site")]


@pytest.mark.parametrize(
    "heading",
    ["#### Conclusion", "### Conclusions", "### Conclusion/Resolution", "### Resolution"],
)
@pytest.mark.parametrize("words", ["We publish", "* We publish\n    * since it is ready"])
def test_the_conclusion_of_a_topic(minutes: MinutesReader, heading: str, words: str) -> None:
    found = minutes.items(f"# Call\n\n## Site\n\n{heading}\n\n{words}\n", Decision)
    assert [one.text for one in found] == ["We publish"]


def test_who_does_what_is_no_conclusion(minutes: MinutesReader) -> None:
    text = "# Call\n\n## Topic\n\n### Conclusion\n\n* We publish\n* AB to review the text\n"
    assert [one.text for one in minutes.items(text, Decision)] == ["We publish"]


def test_a_picture_tells_what_became_of_a_decision(minutes: MinutesReader) -> None:
    text = "# Call\n\n## Decisions\n\n- \u2705 Use tabs\n- \u274c Use spaces\n- \u274c\n"
    found = minutes.items(text, Decision)
    assert [(one.text, one.state.value) for one in found] == [
        ("Use tabs", "accepted"),
        ("Use spaces", "rejected"),
    ]


def test_items_of_an_agenda_are_no_decisions(minutes: MinutesReader) -> None:
    text = "# Call\n\n## Agenda\n\n- Decision: the budget\n- Decisions\n  - the site\n"
    assert minutes.items(text, Decision) == []


# ── tables ────────────────────────────────────────────────────────────────────


def test_a_table_of_decisions(minutes: MinutesReader) -> None:
    text = """\
# Call

| ID  | Topic  | Decision   | Status   |
|-----|--------|------------|----------|
| D-1 | Budget | We keep it | accepted |
| D-2 | Site   | We move it | proposed |
| 3   | Dates  | Accepted   |          |
|     | Other  | TBD        |          |
|     | Last   | yes        |          |
"""
    assert [(one.text, one.state.value, one.id) for one in minutes.items(text, Decision)] == [
        ("We keep it", "accepted", "D-1"),
        ("We move it", "proposed", "D-2"),
        ("Dates", "accepted", ""),
    ]


@pytest.mark.parametrize(
    "head",
    [
        "Camera | Resolution",
        "Issue | Resolution",
        "Date | Decision",
        "Decision | Minutes",
        "Name | Role",
    ],
)
def test_other_tables_have_no_decisions(minutes: MinutesReader, head: str) -> None:
    text = f"# Call\n\n| {head} |\n|---|---|\n| One thing | Another thing |\n"
    assert minutes.items(text, Decision) == []


# ── once ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "summary",
    [
        "## Summary of resolutions\n\n1. we publish\n2. we test",
        "## Resolutions\n\n* [Resolution #1](#r1): we publish\n* [Resolution #2](#r2): we test",
        "## Decisions\n\n- We publish.\n- We test.",
    ],
)
def test_a_summary_is_counted_once(minutes: MinutesReader, summary: str) -> None:
    text = (
        "# Call\n\n## Site\n\n> ***Resolution #1: we publish***\n\n## Tests\n\n"
        f"RESOLVED: we test\n\n{summary}\n"
    )
    found = minutes.items(text, Decision)
    assert [(one.text, one.topic) for one in found] == [
        ("we publish", "Site"),
        ("we test", "Tests"),
    ]


def test_two_topics_may_end_in_the_same_way(minutes: MinutesReader) -> None:
    text = "# Call\n\n## One\n\n[agreed to close]\n\n## Two\n\n[agreed to close]\n"
    assert [one.topic for one in minutes.items(text, Decision)] == ["One", "Two"]


def test_a_resolution_that_is_proposed_and_passed_is_one(minutes: MinutesReader) -> None:
    text = "# Call\n\nPROPOSED RESOLUTION: we publish\n\nRESOLVED: We publish.\n"
    assert [told(one) for one in minutes.items(text, Decision)] == said("We publish.")


@pytest.mark.parametrize(
    ("preset", "text"),
    [
        ("w3c", "RESOLVED: we publish"),
        ("w3c", "> ***Resolution #1: we publish***"),
        ("meetbot", "#agreed we publish"),
        ("hackmd", "**Decision**: we publish"),
        ("asf", "Decision: we publish"),
    ],
)
def test_presets_read_their_forms(minutes: MinutesReader, preset: str, text: str) -> None:
    found = minutes.items(f"# Call\n\n{text}\n", Decision, preset)
    assert [one.text for one in found] == ["we publish"]


def test_rules_are_described() -> None:
    for rule in selected(("common", "w3c", "meetbot", "hackmd", "asf")):
        if rule.kind in {"decision", "vote"}:
            assert all((rule.takes, rule.leaves, rule.source))
