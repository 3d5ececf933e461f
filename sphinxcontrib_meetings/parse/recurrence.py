"""How often meetings take place: plain words, and recurrence rules of iCalendar.

Nothing here guesses: words with two meanings raise ValueError, whose message names both.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from sphinxcontrib_meetings.model.problem import nearest
from sphinxcontrib_meetings.model.schedule import Frequency, Rule
from sphinxcontrib_meetings.parse.date_words import ENGLISH
from sphinxcontrib_meetings.parse.messages import quoted
from sphinxcontrib_meetings.parse.times import parse_time

__all__ = ["Every", "parse_every", "parse_rrule", "skips_months"]

#: further apart than that, meetings are not a series
_MOST_APART = 1000
#: longer texts are not rules
_LONGEST = 300

# ── plain words ───────────────────────────────────────────────────────────────

_UNITS = {
    "day": Frequency.DAILY,
    "week": Frequency.WEEKLY,
    "month": Frequency.MONTHLY,
    "year": Frequency.YEARLY,
}
#: word ─► its meaning, as (number, unit)
_ADVERBS = {
    "daily": (1, "day"),
    "weekly": (1, "week"),
    "fortnight": (2, "week"),
    "fortnightly": (2, "week"),
    "monthly": (1, "month"),
    "quarter": (3, "month"),
    "quarterly": (3, "month"),
    "yearly": (1, "year"),
    "annually": (1, "year"),
}
_TWICE_OR_HALF = {
    "biweekly": ("2 weeks", "week on Monday and Thursday"),
    "bimonthly": ("2 months", "first and third Tuesday of the month"),
    "biannually": ("2 years", "6 months"),
}
_NUMBERS = {
    **{
        "other": 2,
        "second": 2,
        "two": 2,
        "three": 3,
        "four": 4,
        "five": 5,
        "six": 6,
        "eight": 8,
        "ten": 10,
    },
    **{"twelve": 12},
}
_ORDINALS = {
    **{"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4},
    **{"fifth": 5, "5th": 5, "last": -1},
}
#: unlike weeks, months can be told by their numbers, as each year has twelve
_MONTHS = {"odd": (1, 3, 5, 7, 9, 11), "even": (2, 4, 6, 8, 10, 12)}
_PARITY = re.compile(r"(odd|even)(?:-numbered)? months?")
_WORKDAYS = tuple((0, day) for day in range(5))
_EXAMPLES = (
    "for example 'week on Tuesday', '2 weeks on Tuesday', 'first Tuesday of the month' or "
    "'day 15 of the month'"
)
# a zone after the time gets a message of its own
_AT = re.compile(r" at (\S+(?: [ap]\.?m\.?)?(?: [a-z+-]\S*)?)(?= from | on |$)")
_FROM = re.compile(r" from ([0-9]{4}-[0-9]{2}-[0-9]{2})(?= at |$)")
_INTERVAL = re.compile(r"(?:(?P<number>[a-z]+|[0-9]+) )?(?P<unit>day|week|month|year)s?")
_DAY_OF_MONTH = re.compile(
    r"(?:the )?(?:day (?P<day>[0-9]{1,2})|(?P<nth>[0-9]{1,2})(?:st|nd|rd|th)|(?P<last>last day))"
)
_OF = re.compile(r" of (?:the |each |every )?")


@dataclass(frozen=True, slots=True)
class Every:
    """What plain words say."""

    rule: Rule
    #: time of day, if it is not that of the schedule
    time: dt.time | None = None
    #: day from which intervals count, if it is not that of the schedule
    start: dt.date | None = None


def parse_every(text: str) -> Every:
    """Return what *text* says: ``2 weeks on Tuesday``, ``first Tuesday of the month at 18:00``.

    Raises ValueError if it says nothing, or two things.
    """
    said = (
        " ".join(text[:_LONGEST].casefold().split()).removeprefix("every ").removeprefix("each ")
    )
    time = start = None
    if match := _AT.search(said):
        time = parse_time(match[1])
        if time.tzinfo is not None:
            raise ValueError(f"{quoted(text)} has a time zone; use the entry 'timezone'")
        said = said[: match.start()] + said[match.end() :]
    if match := _FROM.search(said):
        start = dt.date.fromisoformat(match[1])
        said = said[: match.start()] + said[match.end() :]
    if both := _TWICE_OR_HALF.get(said):
        raise ValueError(f"{quoted(text)} has two meanings; use '{both[0]}' or '{both[1]}'")
    rule = _by_interval(said) or _by_day_of_month(said) or _by_weekday(said, text)
    if rule is None:
        raise ValueError(f"{quoted(text)} does not say how often; use words, {_EXAMPLES}")
    return Every(rule, time, start)


def _by_interval(said: str) -> Rule | None:
    """Return the rule of ``week``, ``2 weeks on Tuesday``, ``month on the first Tuesday``."""
    interval, _, days = said.partition(" on ")
    if interval in _ADVERBS:
        number, unit = _ADVERBS[interval]
    elif match := _INTERVAL.fullmatch(interval):
        written = match["number"] or "1"
        unit = match["unit"]
        number = int(written) if written.isdecimal() else _NUMBERS.get(written, 0)
        if not number and written not in ("0", "00"):
            return None
    else:
        return None
    frequency = _UNITS[unit]
    number = _checked_interval(number)
    if not days:
        return Rule(frequency, number)
    if unit == "week":
        weekdays = _weekdays(days)
        return Rule(frequency, number, weekdays=weekdays) if weekdays else None
    if unit == "month":
        return _within_month(days.removeprefix("the "), number)
    return None


def _checked_interval(number: int) -> int:
    if not 1 <= number <= _MOST_APART:
        raise ValueError(f"{number} is not a valid interval; use a number from 1 to {_MOST_APART}")
    return number


def _by_day_of_month(said: str) -> Rule | None:
    """Return the rule of ``day 15 of the month``, ``15th``, ``last day of 3 months``."""
    days, of, period = _split_of(said)
    return _in_period(_days_of_month(days), period if of else "month")


def _by_weekday(said: str, text: str) -> Rule | None:
    """Return the rule of ``Tuesday``, ``other Tuesday``, ``first Tuesday of the month``."""
    if weekdays := _weekdays(said):
        return Rule(Frequency.WEEKLY, weekdays=weekdays)
    first, _, rest = said.partition(" ")
    if first in ("other", "alternate") and (weekdays := _weekdays(rest)):
        return Rule(Frequency.WEEKLY, 2, weekdays=weekdays)
    days, of, period = _split_of(said)
    if not of and first in ("second", "2nd") and _weekdays(rest):
        raise ValueError(
            f"{quoted(text)} has two meanings; use '2 weeks on {rest.title()}' or "
            f"'second {rest.title()} of the month'"
        )
    return _in_period(_nth_weekdays(days), period if of else "month")


def _split_of(said: str) -> tuple[str, bool, str]:
    match = _OF.search(said)
    return (said[: match.start()], True, said[match.end() :]) if match else (said, False, "")


def _in_period(within: Rule | None, period: str) -> Rule | None:
    """Return the rule *within* a month for each *period*: ``2 months``, ``January and July``."""
    if within is None:
        return None
    if match := _PARITY.fullmatch(period):
        return _in_months(within, _MONTHS[match[1]])
    if period in _ADVERBS and _ADVERBS[period][1] == "month":
        return _replaced(within, _ADVERBS[period][0])
    if (match := _INTERVAL.fullmatch(period)) and match["unit"] == "month":
        written = match["number"] or "1"
        number = int(written) if written.isdecimal() else _NUMBERS.get(written)
        return None if number is None else _replaced(within, _checked_interval(number))
    months = _numbered(period, ENGLISH.months)
    return _in_months(within, tuple(sorted(months))) if months else None


def _in_months(within: Rule, months: tuple[int, ...]) -> Rule:
    return Rule(
        Frequency.YEARLY,
        months=months,
        month_days=within.month_days,
        weekdays=within.weekdays,
        positions=within.positions,
    )


def _replaced(within: Rule, interval: int) -> Rule:
    return Rule(
        Frequency.MONTHLY,
        interval,
        month_days=within.month_days,
        weekdays=within.weekdays,
        positions=within.positions,
    )


def _within_month(days: str, interval: int) -> Rule | None:
    within = _days_of_month(days) or _nth_weekdays(days)
    return within and _replaced(within, interval)


def _days_of_month(days: str) -> Rule | None:
    numbers: list[int] = []
    for item in _items(days):
        match = _DAY_OF_MONTH.fullmatch(item)
        if match is None and numbers and item.isdecimal():
            # "day 1 and 15"
            numbers.append(_day_number(int(item)))
        elif match is None:
            return None
        else:
            numbers.append(-1 if match["last"] else _day_number(int(match["day"] or match["nth"])))
    return Rule(Frequency.MONTHLY, month_days=tuple(dict.fromkeys(numbers)))


def _day_number(number: int) -> int:
    if not 1 <= number <= 31:
        raise ValueError(f"{number} is not a day of a month; use a number from 1 to 31")
    return number


def _nth_weekdays(days: str) -> Rule | None:
    """Return the rule of ``first Tuesday``, ``first and third Tuesday``, ``last weekday``."""
    ordinals: list[int] = []
    weekdays: list[tuple[int, int]] = []
    waiting: list[int] = []
    for item in _items(days):
        ordinal, _, rest = item.removeprefix("the ").partition(" ")
        if ordinal not in _ORDINALS:
            return None
        waiting.append(_ORDINALS[ordinal])
        if rest in ("weekday", "workday", "working day") and not weekdays:
            ordinals += waiting
        elif (weekday := _weekday(rest)) is not None and not ordinals:
            weekdays += ((number, weekday) for number in waiting)
        elif rest:
            return None
        if rest:
            waiting = []
    if waiting or not (ordinals or weekdays):
        return None
    if ordinals:
        return Rule(Frequency.MONTHLY, weekdays=_WORKDAYS, positions=tuple(ordinals))
    return Rule(Frequency.MONTHLY, weekdays=tuple(dict.fromkeys(weekdays)))


def _weekdays(days: str) -> tuple[tuple[int, int], ...]:
    """Return the weekdays in a list of names; empty if it is not one."""
    if days in ("weekday", "weekdays", "workday", "workdays"):
        return _WORKDAYS
    found = [_weekday(item) for item in _items(days)]
    known = [day for day in found if day is not None]
    return tuple((0, day) for day in sorted(set(known))) if len(known) == len(found) else ()


def _weekday(name: str) -> int | None:
    weekdays = ENGLISH.weekdays
    return weekdays.get(name, weekdays.get(name.removesuffix("s")))


def _numbered(text: str, names: Mapping[str, int]) -> set[int]:
    items = _items(text)
    return {names[item] for item in items} if all(item in names for item in items) else set()


def _items(text: str) -> list[str]:
    """Return the items of ``a, b and c``."""
    for sign in (", and ", " and ", " & ", ", "):
        text = text.replace(sign, ",")
    return text.split(",")


# ── recurrence rules of iCalendar ─────────────────────────────────────────────

_WEEKDAY_CODES = {code: day for day, code in enumerate(("MO", "TU", "WE", "TH", "FR", "SA", "SU"))}
_BYDAY = re.compile(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_UNTIL = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T([0-9]{2})([0-9]{2})([0-9]{2})(Z?))?")
_NUMBER = re.compile(r"[+-]?[0-9]{1,4}")
#: parts that give a meeting several times or a time of its own
_TIMES = ("BYHOUR", "BYMINUTE", "BYSECOND")
#: parts that next to no client reads right
_RARE = ("BYYEARDAY", "BYWEEKNO")
_PARTS = (
    *("FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS", "WKST"),
)


def parse_rrule(text: str, zone: dt.tzinfo) -> tuple[Rule, dt.datetime | None]:
    """Return a rule (RFC 5545, section 3.3.10), and its end as wall-clock time in *zone*.

    An end without a time is the end of that day. Raises ValueError for a rule that repeats within
    a day, that never ends to be computed, or that is against the RFC.
    """
    parts = _rule_parts(text)
    frequency = _frequency(parts.pop("FREQ", ""))
    until = _until(parts.pop("UNTIL"), zone) if "UNTIL" in parts else None
    if until and "COUNT" in parts:
        raise ValueError("the rule has both COUNT and UNTIL; remove one of them")
    rule = Rule(
        frequency,
        _checked_interval(_integer(parts.get("INTERVAL", "1"), "INTERVAL")),
        months=_integers(parts, "BYMONTH", 12, negative=False),
        month_days=_integers(parts, "BYMONTHDAY", 31),
        weekdays=_byday(parts.get("BYDAY", ""), frequency),
        positions=_integers(parts, "BYSETPOS", 366),
        week_start=_week_start(parts.get("WKST", "MO")),
        count=_count(parts),
    )
    if rule.month_days and frequency is Frequency.WEEKLY:
        raise ValueError("BYMONTHDAY does not go with FREQ=WEEKLY; use FREQ=MONTHLY")
    longest = max((calendar.monthrange(2024, month)[1] for month in rule.months), default=31)
    if rule.month_days and min(map(abs, rule.month_days)) > longest:
        raise ValueError("no month of BYMONTH has a day of BYMONTHDAY; correct one of them")
    if rule.positions and not (rule.months or rule.month_days or rule.weekdays):
        raise ValueError("BYSETPOS needs another part, such as BYDAY=MO,TU,WE,TH,FR")
    return rule, until


def _rule_parts(text: str) -> dict[str, str]:
    if len(text) > _LONGEST:
        raise ValueError(f"a rule has {_LONGEST} characters at most; use only one rule")
    parts: dict[str, str] = {}
    written = text.strip().removeprefix("RRULE:").rstrip(";")
    for part in written.split(";"):
        name, equals, value = part.strip().upper().partition("=")
        if not equals or not value:
            raise ValueError(f"{quoted(part)} is not a part of a rule; use NAME=VALUE")
        if name in _TIMES:
            raise ValueError(f"{name} is not supported; give each time of day its own rule")
        if name in _RARE:
            raise ValueError(f"{name} is not supported; use BYMONTH and BYMONTHDAY")
        if name not in _PARTS:
            raise ValueError(f"{name!r} is not a part of a rule.{nearest(name, _PARTS)}")
        if name in parts:
            raise ValueError(f"{name} is given twice; remove one of them")
        parts[name] = value
    return parts


def _frequency(value: str) -> Frequency:
    try:
        return Frequency(value)
    except ValueError:
        known = ", ".join(Frequency)
        if not value:
            raise ValueError(f"the rule has no FREQ; use FREQ= with {known}") from None
        raise ValueError(f"FREQ={value} is not supported; use one of {known}") from None


def _integer(value: str, name: str) -> int:
    if not _NUMBER.fullmatch(value):
        raise ValueError(f"{name}={value[:20]} is not a valid part of a rule; use a number")
    return int(value)


def _count(parts: dict[str, str]) -> int:
    count = _integer(parts.get("COUNT", "0"), "COUNT")
    if "COUNT" in parts and count < 1:
        raise ValueError(f"COUNT={count} is not a valid part of a rule; use a number above 0")
    return count


def _integers(
    parts: dict[str, str], name: str, most: int, *, negative: bool = True
) -> tuple[int, ...]:
    numbers = [_integer(item, name) for item in parts[name].split(",")] if name in parts else []
    for number in numbers:
        if not 1 <= (abs(number) if negative else number) <= most:
            raise ValueError(
                f"{name}={number} is not a valid part of a rule; use a number from 1 to {most}"
            )
    return tuple(dict.fromkeys(numbers))


def _byday(value: str, frequency: Frequency) -> tuple[tuple[int, int], ...]:
    days: list[tuple[int, int]] = []
    for item in value.split(",") if value else []:
        match = _BYDAY.fullmatch(item)
        ordinal = int(match[1] or 0) if match else 0
        most = {Frequency.MONTHLY: 5, Frequency.YEARLY: 53}.get(frequency, 0)
        if match is None or abs(ordinal) > most or match[1] in ("0", "+0", "-0"):
            raise ValueError(
                f"BYDAY={item[:20]} is not valid with FREQ={frequency}; use TU, or 1TU in a month"
            )
        days.append((ordinal, _WEEKDAY_CODES[match[2]]))
    return tuple(dict.fromkeys(days))


def _week_start(value: str) -> int:
    if value not in _WEEKDAY_CODES:
        raise ValueError(f"WKST={value[:20]} is not a weekday; use MO or SU")
    return _WEEKDAY_CODES[value]


def _until(value: str, zone: dt.tzinfo) -> dt.datetime:
    match = _UNTIL.fullmatch(value)
    try:
        if match is None:
            raise ValueError
        year, month, number = map(int, match.group(1, 2, 3))
        day = dt.date(year, month, number)
        if match[4] is None:
            return dt.datetime.combine(day, dt.time.max.replace(microsecond=0))
        hour, minute, second = map(int, match.group(4, 5, 6))
        moment = dt.datetime.combine(day, dt.time(hour, minute, second))
    except ValueError:
        raise ValueError(
            f"UNTIL={value[:20]} is not a valid date; use UNTIL=20271231 or UNTIL=20271231T180000Z"
        ) from None
    if not match[7]:
        return moment
    return moment.replace(tzinfo=dt.UTC).astimezone(zone).replace(tzinfo=None)


def skips_months(rule: Rule, start: dt.datetime) -> bool:
    """Whether some months have no meeting because the day is missing there."""
    if rule.frequency not in (Frequency.MONTHLY, Frequency.YEARLY):
        return False
    if rule.weekdays:
        ordinals = [abs(ordinal) for ordinal, _ in rule.weekdays]
        in_month = rule.frequency is Frequency.MONTHLY or bool(rule.months)
        return in_month and not rule.month_days and min(ordinals) == 5
    days = rule.month_days or (start.day,)
    is_monthly = rule.frequency is Frequency.MONTHLY or bool(rule.month_days)
    months = rule.months or (range(1, 13) if is_monthly else (start.month,))
    # 2023 is not a leap year
    return any(min(map(abs, days)) > calendar.monthrange(2023, month)[1] for month in months)
