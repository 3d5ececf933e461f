"""The order of names."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from sphinxcontrib_meetings.archive.order import natural_key


def test_numbers_count() -> None:
    names = ["10", "2", "1", "b", "A", "v1.10", "v1.9", "9" * 5000, "é"]
    assert sorted(names, key=natural_key) == [
        *("1", "2", "10", "9" * 5000, "A", "b", "v1.9", "v1.10", "é"),
    ]


@given(st.lists(st.text()))
def test_any_names_can_be_ordered(names: list[str]) -> None:
    keys = [natural_key(name) for name in sorted(names, key=natural_key)]
    assert all(first <= second for first, second in itertools.pairwise(keys))


@given(st.integers(min_value=0), st.integers(min_value=0))
def test_numbers_are_ordered_by_value(first: int, second: int) -> None:
    keys = natural_key(f"call {first}"), natural_key(f"call {second}")
    assert (keys[0] < keys[1]) == (first < second)
