"""How often meetings take place: plain words, and the rules of iCalendar."""

from __future__ import annotations

import datetime as dt
import zoneinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxcontrib_meetings.parse.recurrence import parse_every, parse_rrule, skips_months

BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("day", "FREQ=DAILY"),
        ("every 3 days", "FREQ=DAILY;INTERVAL=3"),
        ("weekdays", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("week", "FREQ=WEEKLY"),
        ("Weekly on Fri", "FREQ=WEEKLY;BYDAY=FR"),
        ("week on Tuesday", "FREQ=WEEKLY;BYDAY=TU"),
        ("Tuesdays", "FREQ=WEEKLY;BYDAY=TU"),
        ("every week on Tuesdays, Wednesdays and Fridays", "FREQ=WEEKLY;BYDAY=TU,WE,FR"),
        ("2 weeks on Tuesday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("every two weeks on Tue & Thu", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH"),
        ("every other week", "FREQ=WEEKLY;INTERVAL=2"),
        ("other Tuesday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("fortnight", "FREQ=WEEKLY;INTERVAL=2"),
        ("month", "FREQ=MONTHLY"),
        ("every second month", "FREQ=MONTHLY;INTERVAL=2"),
        ("quarterly", "FREQ=MONTHLY;INTERVAL=3"),
        ("first Tuesday of the month", "FREQ=MONTHLY;BYDAY=1TU"),
        ("the 1st and 3rd Tuesday of each month", "FREQ=MONTHLY;BYDAY=1TU,3TU"),
        ("first Monday and third Wednesday", "FREQ=MONTHLY;BYDAY=1MO,3WE"),
        ("last Thursday", "FREQ=MONTHLY;BYDAY=-1TH"),
        ("monthly on the last Friday", "FREQ=MONTHLY;BYDAY=-1FR"),
        ("first Tuesday of every 2 months", "FREQ=MONTHLY;INTERVAL=2;BYDAY=1TU"),
        ("first Tuesday of the quarter", "FREQ=MONTHLY;INTERVAL=3;BYDAY=1TU"),
        ("first Tuesday of January and July", "FREQ=YEARLY;BYMONTH=1,7;BYDAY=1TU"),
        ("first Tuesday of odd months", "FREQ=YEARLY;BYMONTH=1,3,5,7,9,11;BYDAY=1TU"),
        ("last Friday of every even month", "FREQ=YEARLY;BYMONTH=2,4,6,8,10,12;BYDAY=-1FR"),
        ("day 15 of even-numbered months", "FREQ=YEARLY;BYMONTH=2,4,6,8,10,12;BYMONTHDAY=15"),
        ("last weekday of the month", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"),
        ("day 15 of the month", "FREQ=MONTHLY;BYMONTHDAY=15"),
        ("15th of the month", "FREQ=MONTHLY;BYMONTHDAY=15"),
        ("day 1 and 15", "FREQ=MONTHLY;BYMONTHDAY=1,15"),
        ("last day of the month", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("year", "FREQ=YEARLY"),
    ],
)
def test_words(words: str, rule: str) -> None:
    every = parse_every(words)
    assert (str(every.rule), every.time, every.start) == (rule, None, None)
    # every rule that words give is one of iCalendar
    assert parse_rrule(rule, dt.UTC) == (every.rule, None)


@pytest.mark.parametrize(
    ("words", "time", "start"),
    [
        ("2 weeks on Tuesday at 15:00", dt.time(15), None),
        ("2 weeks on Tuesday at 3 pm from 2026-01-13", dt.time(15), dt.date(2026, 1, 13)),
        ("2 weeks on Tuesday from 2026-01-13 at 15:00", dt.time(15), dt.date(2026, 1, 13)),
        ("Tuesday from 2026-01-13", None, dt.date(2026, 1, 13)),
        ("week at 15:00 on Tuesday", dt.time(15), None),
        ("week at 3 p.m. on Tuesday from 2026-01-13", dt.time(15), dt.date(2026, 1, 13)),
    ],
)
def test_words_with_a_time_and_a_first_day(
    words: str, time: dt.time | None, start: dt.date | None
) -> None:
    every = parse_every(words)
    assert (every.time, every.start) == (time, start)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("biweekly", "two meanings; use '2 weeks' or 'week on Monday and Thursday'"),
        ("Bimonthly", "two meanings; use '2 months' or 'first and third Tuesday of the month'"),
        ("second Tuesday", "use '2 weeks on Tuesday' or 'second Tuesday of the month'"),
        ("0 weeks", "0 is not a valid interval"),
        ("1001 days", "1001 is not a valid interval"),
        ("32nd of the month", "32 is not a day of a month"),
        ("Tuesday at 25:00", "is not a valid time of day"),
        ("Tuesday at 17:00Z", "has a time zone; use the entry 'timezone'"),
        ("Tuesday at 17:00 UTC", "has a time zone; use the entry 'timezone'"),
        ("weekly on Tuesdays at 5 pm +02:00", "has a time zone; use the entry 'timezone'"),
        ("Tuesday from 2026-02-30", "day is out of range"),
        *((words, "does not say how often") for words in ("", "foo", "week on", "first", "2")),
        *((words, "does not say how often") for words in ("Tuesday of May", "first Foo", "on x")),
    ],
)
def test_words_that_cannot_be_used(words: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_every(words)


@given(st.text(alphabet="aefhiknorstuwyd 0123,&:-", max_size=60))
def test_words_never_crash(words: str) -> None:
    try:
        every = parse_every(words)
    except ValueError:
        return
    assert parse_rrule(str(every.rule), dt.UTC) == (every.rule, None)


@pytest.mark.parametrize(
    ("text", "rule", "until"),
    [
        ("freq=daily;interval=14", "FREQ=DAILY;INTERVAL=14", None),
        ("RRULE:FREQ=WEEKLY;WKST=SU;", "FREQ=WEEKLY;WKST=SU", None),
        ("FREQ=MONTHLY;BYDAY=+2WE", "FREQ=MONTHLY;BYDAY=2WE", None),
        ("FREQ=WEEKLY;COUNT=4", "FREQ=WEEKLY;COUNT=4", None),
        # the whole of a day, in the time zone of the schedule
        ("FREQ=WEEKLY;UNTIL=20270101", "FREQ=WEEKLY", dt.datetime(2027, 1, 1, 23, 59, 59)),
        ("FREQ=WEEKLY;UNTIL=20270101T120000", "FREQ=WEEKLY", dt.datetime(2027, 1, 1, 12)),
        ("FREQ=WEEKLY;UNTIL=20270701T120000Z", "FREQ=WEEKLY", dt.datetime(2027, 7, 1, 14)),
    ],
)
def test_rules(text: str, rule: str, until: dt.datetime | None) -> None:
    found, end = parse_rrule(text, BERLIN)
    assert (str(found), end) == (rule, until)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "use NAME=VALUE"),
        ("INTERVAL=2", "the rule has no FREQ"),
        *((f"FREQ={name}", "is not supported") for name in ("HOURLY", "MINUTELY", "SECONDLY")),
        ("FREQ=WEEKLY;INTERVAL=0", "0 is not a valid interval"),
        ("FREQ=WEEKLY;INTERVAL=-1", "-1 is not a valid interval"),
        ("FREQ=WEEKLY;INTERVAL=x", "INTERVAL=X is not a valid part"),
        ("FREQ=WEEKLY;COUNT=0", "use a number above 0"),
        ("FREQ=WEEKLY;COUNT=2;UNTIL=20270101", "both COUNT and UNTIL"),
        ("FREQ=WEEKLY;BYDAY=1TU", "not valid with FREQ=WEEKLY"),
        ("FREQ=MONTHLY;BYDAY=6TU", "not valid with FREQ=MONTHLY"),
        ("FREQ=MONTHLY;BYDAY=XX", "BYDAY=XX is not valid"),
        ("FREQ=WEEKLY;BYMONTHDAY=3", "use FREQ=MONTHLY"),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "no month of BYMONTH has a day of BYMONTHDAY"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "BYMONTHDAY=0 is not a valid part"),
        ("FREQ=YEARLY;BYMONTH=-1", "BYMONTH=-1 is not a valid part"),
        ("FREQ=MONTHLY;BYSETPOS=1", "BYSETPOS needs another part"),
        ("FREQ=WEEKLY;BYHOUR=9,17", "give each time of day its own rule"),
        ("FREQ=YEARLY;BYWEEKNO=20", "use BYMONTH and BYMONTHDAY"),
        ("FREQ=WEEKLY;INTERVL=2", "Did you mean 'INTERVAL'"),
        ("FREQ=WEEKLY;FREQ=DAILY", "FREQ is given twice"),
        ("FREQ=WEEKLY;UNTIL=20270230", "UNTIL=20270230 is not a valid date"),
        ("FREQ=WEEKLY;WKST=1", "WKST=1 is not a weekday"),
        ("FREQ=WEEKLY;" * 100, "300 characters at most"),
    ],
)
def test_rules_that_cannot_be_used(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_rrule(text, BERLIN)


@pytest.mark.parametrize(
    ("rule", "start", "skips"),
    [
        ("FREQ=MONTHLY;BYDAY=5FR", "2026-01-30", True),
        ("FREQ=MONTHLY;BYDAY=1FR,5FR", "2026-01-30", False),
        ("FREQ=MONTHLY;BYDAY=-1FR", "2026-01-30", False),
        ("FREQ=MONTHLY", "2026-01-31", True),
        ("FREQ=MONTHLY", "2026-01-28", False),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "2026-01-31", False),
        ("FREQ=MONTHLY;BYMONTH=1,3;BYMONTHDAY=31", "2026-01-31", False),
        ("FREQ=YEARLY", "2028-02-29", True),
        ("FREQ=YEARLY", "2026-01-31", False),
        ("FREQ=WEEKLY", "2026-01-31", False),
    ],
)
def test_rules_that_skip_months(rule: str, start: str, skips: bool) -> None:
    found, _ = parse_rrule(rule, dt.UTC)
    assert skips_months(found, dt.datetime.fromisoformat(start)) is skips
