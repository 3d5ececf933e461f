"""What holds for any decision and vote, and that time is linear."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxcontrib_meetings.model.minutes import Decision, DecisionState, Vote
from sphinxcontrib_meetings.parse.minutes.lines import Kind, Line, Note, Span, Style
from sphinxcontrib_meetings.parse.minutes.reader import read_minutes
from sphinxcontrib_meetings.parse.minutes.rule import Context
from sphinxcontrib_meetings.parse.minutes.rules import selected

RULES = tuple(rule for rule in selected(("common", "w3c")) if rule.kind in {"decision", "vote"})
WORDS = st.sampled_from(
    [
        "minutes",
        "of",
        "the",
        "draft",
        "three",
        "pages",
        "42",
        "v2.0",
        "(beta)",
        "#12",
        "été",
        "決定",
    ]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=8).map(
    lambda words: " ".join(("we use", *words, "x"))
)
LABELS = [
    "Decision: ",
    "DECISION: ",
    "Decided : ",
    "Resolution: ",
    "RESOLVED: ",
    "Agreed: ",
    "Conclusion\N{FULLWIDTH COLON}",
    "→ Decision: ",
    "<ada> RESOLVED: ",
    "It is so. DECISION: ",
    "#agreed ",
    "#agreed: ",
]
STATES = st.sampled_from(["proposed", "accepted", "rejected", "deprecated", "superseded"])
IDS = st.builds("{}-{}".format, st.sampled_from(["D", "ADR", "DEC"]), st.integers(1, 9999))


def line(text: str, kind: Kind = Kind.TEXT, **about: object) -> Line:
    """Return a line without styles."""
    return Line(kind, (Span(text),), **about)  # type: ignore[arg-type]


def found_in(*lines: Line) -> list[object]:
    """Return what is found, without what is unclear."""
    return [found.item for found in read_minutes(Note(lines), RULES, Context())]


@given(st.sampled_from(LABELS), TEXTS)
def test_any_text_behind_a_label_comes_back(label: str, text: str) -> None:
    (decision,) = found_in(line(label + text))
    assert isinstance(decision, Decision)
    assert decision.text == text
    assert decision.state is DecisionState.ACCEPTED


@given(TEXTS, STATES, IDS, IDS)
def test_status_and_identifiers_come_back(text: str, state: str, name: str, other: str) -> None:
    by = f" by {other}" if state == "superseded" else ""
    for said in (
        f"Decision {name}: {text} ({state}{by})",
        f"Decision: [{name}] {text} ({state}{by})",
        f"Decision: {name}: {text} [{state}{by}]",
    ):
        (decision,) = found_in(line(said))
        assert isinstance(decision, Decision)
        assert (decision.text, decision.id, decision.state.value) == (text, name, state)
        assert decision.superseded_by == (other if by else "")


@given(st.lists(TEXTS, min_size=1, max_size=6))
def test_any_items_below_a_heading_come_back(texts: list[str]) -> None:
    items = [
        line(text, Kind.ITEM, depth=1, group=1, block=number)
        for number, text in enumerate(texts, 2)
    ]
    found = found_in(line("Decisions", Kind.HEADING, depth=2, block=1), *items)
    assert [one.text for one in found if isinstance(one, Decision)] == texts


@given(TEXTS)
def test_text_without_a_marker_gives_nothing(text: str) -> None:
    assert found_in(line(text), line(text, Kind.ITEM, depth=1)) == []


COUNTS = st.lists(st.integers(0, 99), min_size=5, max_size=5).filter(any)


@given(COUNTS, st.booleans(), st.integers(0, 500))
def test_any_numbers_of_a_vote_come_back(
    numbers: list[int], is_reversed: bool, total: int
) -> None:
    names = ["SF", "F", "N", "A", "SA"]
    pairs = list(zip(names, numbers, strict=True))[:: -1 if is_reversed else 1]
    heads = "| " + " | ".join(name for name, _ in pairs) + " | Total |"
    row = "| " + " | ".join(str(number) for _, number in pairs) + f" | {total} |"
    told = ", ".join(f"{name}: {number}" for name, number in pairs)
    for lines in (
        (line(heads, block=1), line(row, block=1)),
        (line(f"{told}, total: {total}"),),
        (*(line(f"{name}: {number}", block=1) for name, number in pairs), line(f"Total: {total}")),
    ):
        (finding,) = read_minutes(Note(lines), RULES, Context())
        assert isinstance(finding.item, Vote)
        assert list(finding.item.counts) == pairs
        assert finding.item.total == sum(numbers)
        assert bool(finding.problem) is (total != sum(numbers))


@given(
    st.lists(
        st.builds(
            lambda text, kind, depth, style, block, quoted: Line(
                kind,
                (Span(text, style), Span(" x")),
                depth=depth,
                block=block,
                group=depth,
                is_quoted=quoted,
            ),
            st.one_of(
                st.text(max_size=30),
                st.sampled_from(
                    [
                        *LABELS,
                        *("Decisions", "Decisions:", "Conclusion", "SF: 3", "F: 2, SA: 1", "+1"),
                        *(
                            "Proposal: we go",
                            "| SF | F | SA |",
                            "| 1 | 2 | 3 |",
                            "Poll",
                            "Total: 3",
                        ),
                        *(
                            "#startvote Is it? Yes, No",
                            "<ada> #vote Yes",
                            "#endvote",
                            "[agreed to",
                        ),
                        *('Voted on "Is it?" Results are', "Yes (3): a", "- ", "Status: rejected"),
                    ]
                ),
            ),
            st.sampled_from([Kind.HEADING, Kind.ITEM, Kind.TEXT]),
            st.integers(0, 3),
            st.sampled_from([Style.PLAIN, Style.STRONG, Style.STRUCK, Style.CODE]),
            st.integers(0, 5),
            st.booleans(),
        ),
        max_size=12,
    )
)
def test_no_note_is_an_error(lines: list[Line]) -> None:
    ordered = sorted(lines, key=lambda one: one.block)
    for one in read_minutes(Note(ordered), RULES, Context()):
        assert 0 <= one.first < one.last <= len(lines)
        if isinstance(one.item, Decision):
            assert one.item.text
        if isinstance(one.item, Vote):
            assert one.item.counts


def _seconds(lines: list[Line]) -> float:
    start = time.process_time()
    list(read_minutes(Note(lines), RULES, Context()))
    return time.process_time() - start


def _items(number: int) -> list[Line]:
    heading = line("Decisions", Kind.HEADING, depth=2)
    return [heading, *(_item(f"we use page {one}", one) for one in range(number))]


def _item(text: str, block: int) -> Line:
    return line(text, Kind.ITEM, depth=1, group=1, block=block + 1)


def _same(text: str, *, block: bool = False) -> Callable[[int], list[Line]]:
    def make(number: int) -> list[Line]:
        return [line(text, block=one if block else 1) for one in range(number)]

    return make


def _long(text: str) -> Callable[[int], list[Line]]:
    def make(number: int) -> list[Line]:
        return [line(text * number), line("Decision: " + text * number), line("SF: 1, " * number)]

    return make


def _rows(number: int) -> list[Line]:
    return [
        Line(Kind.ROW, (), cells=("SF", "F", "SA") if one == 0 else ("1", "2", "3"), group=1)
        for one in range(number)
    ]


@pytest.mark.parametrize(
    "make",
    [
        _items,
        _rows,
        _same("Decision: we use it"),
        _same("Decision:"),
        _same("Decision:", block=True),
        _same("Decisions:", block=True),
        _same("Proposal: we use it"),
        _same("Proposal:", block=True),
        _same("+1"),
        _same("Votes:", block=True),
        _same("SF: 1, F: 2, SA: 0"),
        _same("SF: 1", block=True),
        _same("#startvote Is it? Yes, No"),
        _same("| SF | F | SA |"),
        _same('Voted on "Is it?" Results are'),
        _long("Decision: it "),
        _long("~~<> "),
        _long("  "),
        _long("1 x 1 "),
        _long("(superseded by "),
        _long("yes / "),
        _long("**"),
        _long("agreed to "),
        _long("#12, "),
    ],
)
def test_time_is_linear(make: Callable[[int], list[Line]]) -> None:
    few, many = make(150), make(1200)
    _seconds(few)
    short = min(_seconds(few) for _ in range(3))
    long = min(_seconds(many) for _ in range(2))
    # eight times as much; a square would be 64 times as long
    assert long < 24 * max(short, 0.002)
