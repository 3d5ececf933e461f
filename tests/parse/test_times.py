"""Times in a recording."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxcontrib_meetings.model.recording import timestamp
from sphinxcontrib_meetings.parse.times import is_clock, parse_seconds


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("754", 754),
        ("0", 0),
        ("12:34", 754),
        ("0:12", 12),
        ("00:12", 12),
        ("75:10", 4510),
        ("1:02:03", 3723),
        ("01:02:03", 3723),
        ("1h2m3s", 3723),
        ("12m34s", 754),
        ("90s", 90),
        ("2h", 7200),
        (" 1H2M ", 3720),
    ],
)
def test_parse_seconds(text: str, seconds: int) -> None:
    assert parse_seconds(text) == seconds


@pytest.mark.parametrize(
    "text",
    ["", "-1", "1.5", "12:3", "12:75", "1:75:00", ":30", "1:2:03", "h", "soon", "9" * 9, "٣"],
)
def test_parse_seconds_says_the_way_out(text: str) -> None:
    with pytest.raises(ValueError, match="write 754, 12:34, 1:02:03 or 12m34s"):
        parse_seconds(text)


@given(st.integers(0, 999 * 3600))
def test_every_timestamp_is_read_back(seconds: int) -> None:
    assert parse_seconds(timestamp(seconds)) == seconds
    assert is_clock(timestamp(seconds))


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0:00"), (12, "0:12"), (754, "12:34"), (3723, "1:02:03")]
)
def test_timestamp(seconds: int, text: str) -> None:
    assert timestamp(seconds) == text


def test_there_is_no_time_before_the_beginning() -> None:
    with pytest.raises(ValueError, match="times start at 0"):
        timestamp(-1)


@pytest.mark.parametrize("text", ["754", "12m34s", "-8FoV7pnWgg", "12:75", "a:b", ""])
def test_is_no_bare_time(text: str) -> None:
    assert not is_clock(text)
