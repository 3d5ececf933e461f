"""Any list of people, in any form, comes back as it was written; other text gives nobody."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hypothesis import given
from hypothesis import strategies as st

from sphinxcontrib_meetings.model.people import Participation, Role
from sphinxcontrib_meetings.parse.minutes.attendance import RULES
from sphinxcontrib_meetings.parse.minutes.lines import Kind, Line, Note, Span
from sphinxcontrib_meetings.parse.minutes.reader import read_minutes
from sphinxcontrib_meetings.parse.minutes.rule import Context

_GIVEN = [
    "Ada",
    "Bo",
    "Çelik",
    "João",
    "Zofia",
    "Anna-Lena",
    "Nick",
    "Will",
    "May",
    "D'Arcy",
    "Ян",
]
_SURNAMES = ["Lovelace", "Ek", "van Rossum", "O'Neall", "de la Cruz", "Garcia Veytia", "Müller"]
_LABELS = ["Attendees", "Present", "Participants (7)", "Roll call:", "Members present"]

full_names = st.builds("{} {}".format, st.sampled_from(_GIVEN), st.sampled_from(_SURNAMES))
names = st.lists(full_names, min_size=1, max_size=12, unique=True)
labels = st.sampled_from(_LABELS)


def text(words: str, kind: Kind = Kind.TEXT, number: int = 1, **more: object) -> Line:
    return Line(kind, (Span(words),), number, block=number, **more)  # type: ignore[arg-type]


def found(lines: Sequence[Line]) -> list[tuple[Role, str]]:
    note = Note((text("Call", Kind.HEADING, 0, depth=1), *lines))
    items = [one.item for one in read_minutes(note, RULES, Context())]
    return [(one.role, one.person.key) for one in items if isinstance(one, Participation)]


def below_heading(label: str, people: Sequence[str]) -> list[Line]:
    items = [
        text(one, Kind.ITEM, number, depth=1, group=1) for number, one in enumerate(people, 2)
    ]
    return [text(label, Kind.HEADING, 1, depth=2), *items]


def below_label(label: str, people: Sequence[str]) -> list[Line]:
    _, *items = below_heading(label, people)
    return [text(f"{label.rstrip(':')}:"), *items]


def on_lines(label: str, people: Sequence[str]) -> list[Line]:
    rows = [Line(Kind.TEXT, (Span(one),), n, block=2) for n, one in enumerate(people, 2)]
    return [text(label, Kind.HEADING, 1, depth=2), *rows]


def in_line(label: str, people: Sequence[str]) -> list[Line]:
    return [text(f"{label.rstrip(':')}: {', '.join(people)}")]


def with_and(label: str, people: Sequence[str]) -> list[Line]:
    *others, last = people
    told = f"{', '.join(others)} and {last}" if others else last
    return [text(f"{label.rstrip(':')}: {told}")]


def in_table(label: str, people: Sequence[str]) -> list[Line]:
    cells = [("Name", "Organization"), *((one, "Firm") for one in people)]
    rows = [
        Line(Kind.ROW, (), n, block=n, group=1, cells=pair, is_head=n == 2)
        for n, pair in enumerate(cells, 2)
    ]
    return [text(label, Kind.HEADING, 1, depth=2), *rows]


forms: st.SearchStrategy[Callable[[str, Sequence[str]], list[Line]]] = st.sampled_from(
    [below_heading, below_label, on_lines, in_line, with_and, in_table]
)


@given(forms, labels, names)
def test_any_list_comes_back_exactly(
    form: Callable[[str, Sequence[str]], list[Line]], label: str, people: list[str]
) -> None:
    assert found(form(label, people)) == [(Role.ATTENDEE, one) for one in people]


beside = st.sampled_from(["", " (Firm)", " (she/her)", " (remote)", " / Firm / @{}", " - Firm"])


@given(labels, st.lists(st.tuples(full_names, beside), min_size=2, max_size=9))
def test_what_stands_beside_is_no_part_of_names(label: str, people: list[tuple[str, str]]) -> None:
    lines = below_heading(label, [f"{name}{more.format('x')}" for name, more in people])
    note = Note((text("Call", Kind.HEADING, 0, depth=1), *lines))
    items = [one.item for one in read_minutes(note, RULES, Context())]
    assert [
        one.person.name or one.person.key for one in items if isinstance(one, Participation)
    ] == [name for name, _ in people]


@given(st.lists(st.tuples(full_names, st.sampled_from(["x", " "])), min_size=1, max_size=9))
def test_a_box_means_presence(people: list[tuple[str, str]]) -> None:
    lines = [
        text(name, Kind.ITEM, number, depth=1, group=1, box=box)
        for number, (name, box) in enumerate(people, 2)
    ]
    roles = {"x": Role.ATTENDEE, " ": Role.REGRETS}
    is_filled_in = any(box == "x" for _, box in people)
    assert found([text("Attendees", Kind.HEADING, 1, depth=2), *lines]) == [
        (roles[box], name) for name, box in people if is_filled_in
    ]


sentences = st.text(st.characters(codec="utf-8", exclude_characters="\n\r+-"), max_size=60).filter(
    lambda words: ":" not in words and "\uff1a" not in words
)


@given(st.lists(sentences, max_size=9))
def test_text_without_a_label_has_nobody(words: list[str]) -> None:
    # whatever the words are: there is neither a label nor a command
    assert found([text(f"we said {one}", number=n) for n, one in enumerate(words, 1)]) == []


@given(
    labels,
    st.lists(
        st.sampled_from(["review", "of", "the", "plans", "to", "be", "for", "with"]), min_size=4
    ),
)
def test_sentences_behind_a_label_have_nobody(label: str, words: list[str]) -> None:
    assert found([text(f"{label.rstrip(':')}: {' '.join(words)}.")]) == []


@given(st.lists(st.tuples(st.sampled_from([*Kind]), st.text(max_size=40), st.integers(0, 4))))
def test_nothing_crashes(parts: list[tuple[Kind, str, int]]) -> None:
    lines = [
        text(words, kind, number, depth=max(depth, kind is Kind.HEADING), group=depth)
        if kind is not Kind.ROW
        else Line(kind, (), number, block=number, group=depth, cells=(words, "x"))
        for number, (kind, words, depth) in enumerate(parts, 1)
    ]
    found([text("Attendees", Kind.HEADING, 1, depth=2), *lines])
