"""Chapters: every shape in which they are written, and what is wrong with them."""

from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sphinxcontrib_meetings.model.recording import Chapter, timestamp
from sphinxcontrib_meetings.model.transcript import Turn
from sphinxcontrib_meetings.parse.chapters import (
    Span,
    by_chapter,
    check_chapters,
    item_lines,
    join_chapters,
    merge_chapters,
    parse_chapters,
    read_item,
    repeated_times,
    spans,
)

WELCOME, DEMO, END = Chapter(12, "Welcome"), Chapter(754, "Demo: a host"), Chapter(3723, "End")


@pytest.mark.parametrize(
    "text",
    [
        "[{seconds: 12, label: Welcome}, {seconds: 754, label: 'Demo: a host'}, "
        "{seconds: 3723, label: End}]",
        "[{time: 0:12, title: Welcome}, {time: 12:34, title: 'Demo: a host'}, "
        "{time: '1:02:03', title: End}]",
        "[{start: 12s, name: Welcome}, {start: 12m34s, name: 'Demo: a host'}, "
        "{start: 1:02:03, name: End}]",
        "0:12: Welcome\n12:34: 'Demo: a host'\n1:02:03: End",
        "'0:12': Welcome\n'12:34': 'Demo: a host'\n'1:02:03': End",
        "- 0:12: Welcome\n- 12:34: 'Demo: a host'\n- 1:02:03: End",
        "- 0:12 Welcome\n- '[12:34] Demo: a host'\n- (1:02:03) - End",
        "- 0:12 \N{EM DASH} Welcome\n- '12:34: Demo: a host'\n- End (1:02:03)",
        "|\n  0:12 Welcome\n\n  - 12:34 Demo: a host\n  1:02:03 End",
        "|\n  (0:12) Welcome\n  Demo: a host - 12:34\n  3. (1:02:03) End",
        "- 0:12 Welcome\n- 12:34 Demo: a host\n- 1:02:03: End",
        "0:12 Welcome:\n12:34 Demo: a host\n1:02:03: End",
        "- {title: 0:12 Welcome}\n- {title: '12:34 Demo: a host'}\n- {title: 1:02:03 End}",
        "[{seconds: 12.5, label: Welcome}, {seconds: 754.0, label: 'Demo: a host'}, "
        "{seconds: '3723', label: End}]",
    ],
)
def test_shapes(text: str) -> None:
    assert parse_chapters(yaml.safe_load(text)) == ((WELCOME, DEMO, END), [])


@pytest.mark.parametrize(
    ("value", "expected", "message"),
    [
        (["0:12 A", "-0:05 B"], [(12, "A"), (None, "B")], "before the recording"),
        ({-90: "A"}, [(None, "A")], "before the recording"),
        (["0:12 A", "B"], [(12, "A"), (None, "B")], "no time"),
        ([{"time": "soon", "title": "A"}], [(None, "soon A")], "'soon'"),
        ([{"time": "0:75", "title": "A"}], [(None, "0:75 A")], "'0:75'"),
        ([{"seconds": True, "title": "A"}], [(None, "True A")], "'True'"),
        ([{"seconds": 10**9, "title": "A"}], [(None, "1000000000 A")], "write it"),
        ([{"seconds": 12}], [(12, "")], "has no title; add one"),
        (["1:00 B", "0:12 A"], [(12, "A"), (60, "B")], "order"),
        (["0:12 A", "0:12 A"], [(12, "A")], "twice"),
        (12, [], "are not a list; write lines like"),
    ],
)
def test_faults_are_told_and_nothing_is_lost(
    value: object, expected: list[tuple[int | None, str]], message: str
) -> None:
    chapters, problems = parse_chapters(value, 7)
    assert [(chapter.seconds, chapter.title) for chapter in chapters] == expected
    assert [problem.line for problem in problems] == [7]
    assert message in problems[0].message


def test_each_item_has_its_line() -> None:
    text = (
        "---\ntitle: x\nchapters:\n  # comment\n  - { seconds: 12, label: A }\n\n"
        "  - seconds: 9\n    label: B\ntags: [a]\n---\n"
    )
    lines = item_lines(text.splitlines(), 3)
    assert lines == [5, 7]
    chapters, problems = parse_chapters(yaml.safe_load(text.split("---")[1])["chapters"], 3, lines)
    assert [(chapter.title, chapter.line) for chapter in chapters] == [("B", 7), ("A", 5)]
    assert [problem.line for problem in problems] == [7]


def test_items_beside_their_field_have_lines() -> None:
    assert item_lines(["chapters:", "- 0:12 A", "- 1:00 B", "tags: []"], 1) == [2, 3]


def test_yaml_keeps_one_of_two_same_times() -> None:
    text = "chapters:\n  0:12: A\n  '1:00': B\n  '0:12': C\n  - 0:12: D\n"
    assert [problem.line for problem in repeated_times(text.splitlines(), 1)] == [4]
    assert repeated_times(["chapters:", "- 0:12: A", "- 0:12: B"], 1) == []


def test_same_time_and_past_the_end() -> None:
    chapters = (WELCOME, Chapter(12, "Hello", 4), DEMO, Chapter(None, "x"))
    problems = check_chapters(chapters, 754, line=3)
    assert [(problem.line, problem.message.split(":")[0]) for problem in problems] == [
        (4, "chapters"),
        (3, "chapters"),
    ]
    assert "same time" in problems[0].message
    assert "past the end" in problems[1].message
    assert check_chapters((WELCOME, DEMO), 755) == []


def test_the_field_and_the_text_disagree() -> None:
    listed = (WELCOME, Chapter(754, "Show", 20), Chapter(800, "Questions", 21))
    joined, problems = join_chapters((WELCOME, DEMO, END), listed, 3)
    assert [chapter.title for chapter in joined] == [
        "Welcome",
        "Demo: a host",
        "Questions",
        "End",
    ]
    assert [problem.line for problem in problems] == [20, 21, 3]
    assert "calls it 'Demo: a host'" in problems[0].message


def test_typography_is_no_disagreement() -> None:
    listed = (Chapter(12, "welcome!"), Chapter(754, "Demo \N{EM DASH} a host"))
    assert join_chapters((WELCOME, DEMO), listed) == ((WELCOME, DEMO), [])


def test_items_of_a_list() -> None:
    assert read_item("12:34 \N{EM DASH} Demo", 754) == (Chapter(754, "Demo"), [])
    assert read_item("Demo", 754) == (Chapter(754, "Demo"), [])
    assert read_item("Demo 12:34", 754) == (Chapter(754, "Demo"), [])
    assert read_item("Demo at 12:30", 754) == (Chapter(754, "Demo at 12:30"), [])
    assert read_item("12:34", 754) == (Chapter(754, "12:34"), [])
    chapter, problems = read_item("61:29 - Demo", 754, 9)
    assert chapter == Chapter(754, "Demo", 9)
    assert "1:01:29" in problems[0].message
    assert problems[0].line == 9


def test_spans_end_where_the_next_one_starts() -> None:
    assert spans((WELCOME, Chapter(None, "x"), DEMO), 800) == (
        Span("Welcome", 12, 754),
        Span("Demo: a host", 754, 800),
    )
    assert spans((WELCOME,)) == (Span("Welcome", 12, None),)
    assert spans((DEMO,), 60) == (Span("Demo: a host", 754, None),)


titles = st.text("abc xyz", min_size=1, max_size=9).map(str.strip).filter(bool)
timed = st.lists(st.tuples(st.integers(0, 99_999), titles), max_size=9)


@given(timed)
def test_every_shape_says_the_same(pairs: list[tuple[int, str]]) -> None:
    shapes: list[object] = [
        [{"seconds": seconds, "label": title} for seconds, title in pairs],
        [{seconds: title} for seconds, title in pairs],
        [f"{timestamp(seconds)} {title}" for seconds, title in pairs],
        "\n".join(f"{timestamp(seconds)} {title}" for seconds, title in pairs),
    ]
    first, *others = [parse_chapters(shape)[0] for shape in shapes]
    assert all(other == first for other in others)
    assert [chapter.seconds for chapter in first] == sorted(seconds for seconds, _ in {*pairs})


pieces = st.sampled_from(
    [
        "0:12",
        "(1:00)",
        "[2:00]",
        "1:02:03",
        "-0:05",
        "- ",
        "1. ",
        "2) ",
        " - ",
        ": ",
        "WORD",
        "WORD: ",
        "(WORD)",
        " ",
    ]
)


@given(st.lists(st.lists(pieces, max_size=6).map("".join), max_size=6))
def test_no_word_of_a_line_is_lost(rows: list[str]) -> None:
    rows = [row.replace("WORD", f" word{number}x ") for number, row in enumerate(rows)]
    words = [re.findall("word[0-9]+x", row) for row in rows]
    for value in ("\n".join(rows), rows, [{"title": row} for row in rows]):
        chapters, _ = parse_chapters(value)
        found = [re.findall("word[0-9]+x", chapter.title) for chapter in chapters]
        assert sorted(filter(None, found)) == sorted(filter(None, words))


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates(),
    lambda children: (
        st.lists(children, max_size=4)
        | st.dictionaries(
            st.sampled_from(["seconds", "time", "label", "title"]) | st.integers() | st.text(),
            children,
            max_size=4,
        )
    ),
    max_leaves=9,
)


@given(values)
def test_any_value_gives_chapters_in_order(value: object) -> None:
    chapters, problems = parse_chapters(value, 1)
    seconds = [chapter.seconds for chapter in chapters if chapter.seconds is not None]
    assert seconds == sorted(seconds)
    assert min(seconds, default=0) >= 0
    assert all(problem.message and problem.line == 1 for problem in problems)
    joined, _ = join_chapters(chapters, (WELCOME, DEMO))
    assert {*chapters} <= {*joined}
    for span in spans(chapters, 100):
        assert span.end is None or span.start < span.end


def test_chapters_of_several_places_are_one_list() -> None:
    told, listed = (DEMO, Chapter(12, "welcome!")), (WELCOME, END)
    assert merge_chapters(told, listed) == (Chapter(12, "welcome!"), DEMO, END)


def test_turns_by_chapter() -> None:
    first, second, untimed = Chapter(10, "One"), Chapter(20, "Two"), Chapter(None, "Three")
    turns = [Turn("", start, "x") for start in (5.0, 10.0, None, 19.9, 25.0, 15.0)]
    assert by_chapter(turns, (first, untimed, second)) == (
        (None, (turns[0],)),
        (first, tuple(turns[1:4])),
        (second, tuple(turns[4:])),
    )
    assert by_chapter(turns, ()) == ((None, tuple(turns)),)
