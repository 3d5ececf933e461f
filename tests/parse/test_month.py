"""Dates of which only the month is known."""

from __future__ import annotations

import copy
import datetime as dt
import pickle

from hypothesis import given
from hypothesis import strategies as st

from sphinxcontrib_meetings.model.month import Month


@given(st.dates())
def test_a_month_is_a_date_without_a_day(day: dt.date) -> None:
    month = Month(day.year, day.month, 1)
    assert month.isoformat() == str(month) == day.isoformat()[:7]
    assert month.first_day <= day <= month.last_day
    assert month <= day
    assert {month, month.first_day, Month(day.year, day.month, 1)} == {month, month.first_day}
    assert month != month.first_day != month
    assert pickle.loads(pickle.dumps(month)) == copy.deepcopy(month) == month
    assert isinstance(pickle.loads(pickle.dumps(month)), Month)
