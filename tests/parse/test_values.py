"""Values of YAML as text."""

from __future__ import annotations

import datetime as dt

import pytest

from sphinxcontrib_meetings.parse.values import plain_text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("", ""),
        ("  a\n b\t", "a b"),
        ("a\0b\x1b\x85\u2028c", "a b c"),
        (12, "12"),
        (1.5, "1.5"),
        (dt.date(2023, 9, 20), "2023-09-20"),
        ("<script>{{ x }}", "<script>{{ x }}"),
    ],
)
def test_plain_text(value: object, text: str) -> None:
    assert plain_text(value) == text


@pytest.mark.parametrize("value", [True, False, [], ["a"], {}, {"a": "b"}, b"a", {"a"}])
def test_what_is_no_text(value: object) -> None:
    with pytest.raises(ValueError, match=r"it in quotes|write one line"):
        plain_text(value)
