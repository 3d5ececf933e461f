"""What holds for any owner, text and date, and that time is linear."""

from __future__ import annotations

import datetime as dt
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxcontrib_meetings.model.minutes import Action, ActionState
from sphinxcontrib_meetings.parse.minutes.lines import Kind, Line, Note, Span, Style
from sphinxcontrib_meetings.parse.minutes.reader import read_minutes
from sphinxcontrib_meetings.parse.minutes.rule import Context, Finding
from sphinxcontrib_meetings.parse.minutes.rules import RULES, selected

DAY = dt.date(2024, 3, 5)
ACTIONS = tuple(rule for rule in selected(("common",)) if rule.kind == "action")

OWNERS = st.sampled_from(
    [
        "Ada",
        "Will",
        "Ada Lovelace",
        "Jean-Luc Picard",
        "J. R. Smith",
        "Anna de Vries",
        "O'Neil",
        "李雷",
    ]
)
HANDLES = st.from_regex(r"@[a-z][a-z0-9-]{1,12}[a-z0-9]", fullmatch=True).filter(
    lambda name: (
        name not in {"@username", "@user", "@name", "@owner", "@person", "@someone"}
        and not name.startswith(("@todo", "@handle", "@github"))
    )
)
#: what is to be done: a verb, and words that mark nothing
WORDS = st.sampled_from(
    [
        "minutes",
        "of",
        "last",
        "week",
        "draft",
        "three",
        "pages",
        "42",
        "for",
        "v2.0",
        "site",
        "(beta)",
        "#12",
    ]
)
TEXTS = st.builds(
    lambda verb, words: " ".join((verb, *words)),
    st.sampled_from(["write", "send", "read", "look at", "fix"]),
    st.lists(WORDS, min_size=1, max_size=6),
).map(lambda text: f"{text} again")
DUES = st.one_of(st.none(), st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)))

#: forms of an owner and a text, with the names that come back
NAMED_FORMS = [
    "ACTION: {who} to {text}",
    "ACTION: {who} will {text}",
    "Action: {who}: {text}",
    "Action item: {who} - {text}",
    "Action {who}: {text}",
    "[ACTION] {who} to {text}",
    "AI: {who} to {text}",
    "AI({who}): {text}",
    "TODO({who}): {text}",
    "TODO: {who} to {text}",
    "#action {who} to {text}",
    "#action {text} ({who})",
    "ACTION: {text} ({who})",
    "ACTION: {text} - {who}",
    "ACTION: {text} [owner:: {who}]",
    "[{who} took an action to {text}]",
    "Next step: {who} to {text}",
]
DUE_FORMS = [
    " due {due}",
    ", due: {due}",
    " (due {due})",
    " by {due}",
    " 📅 {due}",
    " [due:: {due}]",
]


def line(text: str, kind: Kind = Kind.TEXT, **about: object) -> Line:
    """Return a line without styles."""
    return Line(kind, (Span(text),), **about)  # type: ignore[arg-type]


def actions_in(*lines: Line) -> list[Action]:
    """Return the actions that the preset "common" finds."""
    return [
        found.item
        for found in read_minutes(Note(lines), ACTIONS, Context(DAY))
        if isinstance(found.item, Action)
    ]


@given(
    form=st.sampled_from(NAMED_FORMS),
    who=st.one_of(OWNERS, HANDLES),
    text=TEXTS,
    due=DUES,
    due_form=st.sampled_from(DUE_FORMS),
)
def test_any_owner_text_and_date_come_back(
    form: str, who: str, text: str, due: dt.date | None, due_form: str
) -> None:
    said = form.format(who=who, text=text)
    if due and not said.endswith(" again]"):
        said += due_form.format(due=due)
    elif due:
        due = None
    assert [(one.text, one.owners, one.due) for one in actions_in(line(said))] == [
        (text, (who,), due)
    ]


@given(
    names=st.lists(st.one_of(OWNERS, HANDLES), min_size=2, max_size=4, unique=True),
    joint=st.sampled_from([", ", " and ", " & ", " + "]),
    form=st.sampled_from(
        ["ACTION: {who} to {text}", "Action: {who}: {text}", "ACTION: {text} ({who})"]
    ),
    text=TEXTS,
)
def test_any_owners_come_back(names: list[str], joint: str, form: str, text: str) -> None:
    (action,) = actions_in(line(form.format(who=joint.join(names), text=text)))
    assert (action.owners, action.text) == (tuple(names), text)


@given(
    box=st.sampled_from(["", " ", "x", "-"]),
    form=st.sampled_from(
        ["{who}: {text}", "{who} to {text}", "{who} will {text}", "{text} ({who})"]
    ),
    who=st.one_of(OWNERS, HANDLES),
    text=TEXTS,
    heading=st.sampled_from(
        ["Action items", "Next steps", "To do", "3. Actions", "Open action items"]
    ),
)
def test_any_item_of_a_list_comes_back(
    box: str, form: str, who: str, text: str, heading: str
) -> None:
    item = line(form.format(who=who, text=text), Kind.ITEM, depth=1, group=1, box=box, block=1)
    (action,) = actions_in(line(heading, Kind.HEADING, depth=2), item)
    states = {"x": ActionState.DONE, "-": ActionState.DROPPED}
    assert (action.text, action.owners, action.state) == (
        text,
        (who,),
        states.get(box, ActionState.OPEN),
    )


#: words without any marker, with those that look like one
_PLAIN = (
    st.lists(
        st.sampled_from(
            (
                *(
                    "Ada",
                    "Will",
                    "we",
                    "will",
                    "to",
                    "do",
                    "action",
                    "actions",
                    "AI",
                    "the",
                    "item",
                ),
                *("review", "next", "step,", "todo", "due", "by", "2024-03-20", "Bob:", "(Ada)"),
                *("@bob", "-", "#12", "is", "done.", "DONE", "took", "an"),
            )
        ),
        max_size=12,
    )
    .map(" ".join)
    # "action Bob:", "todo @bob", "todo - " and "todo (Ada)" are markers
    .filter(lambda text: not re.match("(actions?|todo|to do)( item)? (Bob:|@|-)", text))
    .filter(lambda text: not re.match(r"(todo|to do) \(", text))
)


@given(_PLAIN)
def test_text_without_a_marker_gives_nothing(text: str) -> None:
    assert actions_in(line(text)) == []


@given(
    st.lists(
        st.builds(
            lambda text, kind, depth, box, style, block: Line(
                kind,
                (Span(text, style), Span(" to do", Style.PLAIN)),
                depth=depth,
                box=box if kind is Kind.ITEM else "",
                block=block,
                group=depth,
            ),
            st.one_of(
                st.text(max_size=30),
                st.sampled_from(NAMED_FORMS),
                st.sampled_from(
                    ["Action items", "ACTION:", "AI:", "- ", "Next steps:", "Tasks", "a:"]
                ),
            ),
            st.sampled_from([Kind.HEADING, Kind.ITEM, Kind.TEXT]),
            st.integers(0, 3),
            st.sampled_from(["", " ", "x", "-"]),
            st.sampled_from([Style.PLAIN, Style.STRONG, Style.STRUCK, Style.CODE]),
            st.integers(0, 5),
        ),
        max_size=12,
    )
)
def test_no_note_is_an_error(lines: list[Line]) -> None:
    ordered = sorted(lines, key=lambda one: one.block)
    found: list[Finding] = list(read_minutes(Note(ordered), RULES, Context(DAY)))
    for one in found:
        assert 0 <= one.first < one.last <= len(lines)
        if isinstance(one.item, Action):
            assert one.item.text


def _seconds(lines: list[Line]) -> float:
    start = time.process_time()
    list(read_minutes(Note(lines), RULES, Context(DAY)))
    return time.process_time() - start


def _items(number: int) -> list[Line]:
    heading = line("Action items", Kind.HEADING, depth=2)
    items = (
        line(f"Ada to write page {one} by Friday", Kind.ITEM, depth=1, group=1, block=one + 1)
        for one in range(number)
    )
    return [heading, *items]


def _paragraph(number: int) -> list[Line]:
    return [line(f"ACTION: Ada to write {one}, due 2024-03-20", block=1) for one in range(number)]


def _long_line(number: int) -> list[Line]:
    spans = tuple(
        Span(f"ACTION: Ada to write {one} by due. ", Style.PLAIN) for one in range(number)
    )
    return [Line(Kind.TEXT, spans)]


def _empty(number: int) -> list[Line]:
    return [line("ACTION:", block=1) for _ in range(number)]


def _labels(number: int) -> list[Line]:
    return [line("Next steps:", Kind.ITEM, depth=1, group=1, block=one) for one in range(number)]


def _blanks(number: int) -> list[Line]:
    return [line("ACTION: " + "done , due by (" * number), line("ACTION:" + " " * 10 * number)]


@pytest.mark.parametrize("make", [_items, _paragraph, _long_line, _empty, _labels, _blanks])
def test_time_is_linear(make: object) -> None:
    assert callable(make)
    few, many = make(150), make(1200)
    _seconds(few)
    short = min(_seconds(few) for _ in range(3))
    long = min(_seconds(many) for _ in range(2))
    # eight times as much; a square would be 64 times as long
    assert long < 24 * max(short, 0.002)
