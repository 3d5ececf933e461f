"""The texts in which pages show the meetings to come, and how often they take place."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from babel.dates import format_date, format_skeleton, format_timedelta

from sphinxcontrib_meetings.archive.upcoming import Distance, Regularity, UpcomingItem
from sphinxcontrib_meetings.archive.views import Upcoming
from sphinxcontrib_meetings.day_text import day, locale_of
from sphinxcontrib_meetings.model.schedule import Frequency, Recurrence, Rule

__all__ = [
    "NO_MORE_KNOWN",
    "distance",
    "empty_text",
    "moved_from",
    "regularity",
    "weekday",
]

_NO_NEXT = "No meeting is scheduled."
_NO_UPCOMING = "There are no upcoming meetings."
#: said when all meetings that a page knows are over, and others follow
NO_MORE_KNOWN = "This page is out of date: the meetings that it knows are over."
_NO_SUCH_DAY = "Months without such a day have no meeting."

_ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"}
_PERIODS = {Frequency.DAILY: "day", Frequency.WEEKLY: "week", Frequency.MONTHLY: "month"}
#: length of the units of distances
_UNITS = {
    "day": dt.timedelta(days=1),
    "week": dt.timedelta(days=7),
    # that of Babel
    "month": dt.timedelta(days=30),
}
_MONDAY = dt.date(2024, 1, 1)
_WORKDAYS = (0, 1, 2, 3, 4)


def empty_text(view: Upcoming) -> str:
    """Return what to say if there are no meetings."""
    return view.empty or (_NO_NEXT if view.is_next else _NO_UPCOMING)


def weekday(date: dt.date, language: str) -> str:
    """Return the day with its weekday: ``Tuesday, June 2, 2026``."""
    return str(format_date(date, "full", locale=locale_of(language)))


def distance(found: Distance, language: str) -> str:
    """Return how far a meeting is from the day of the build: ``in 3 days``."""
    if found.unit == "now":
        return "now"
    locale = locale_of(language)
    if found.unit == "day" and found.number < 1:
        return "today"
    if found.unit == "day" and found.number == 1 and locale.language == "en":
        return "tomorrow"
    return str(
        format_timedelta(
            found.number * _UNITS[found.unit],
            granularity=found.unit,
            # no larger unit
            threshold=1000,
            add_direction=True,
            locale=locale,
        )
    )


def moved_from(item: UpcomingItem, language: str) -> str:
    """Return when a meeting was planned: ``moved from June 1, 2026``; empty if it is not moved."""
    planned = item.moved_from
    if planned is None:
        return ""
    is_other_time = item.start is None or planned.time() != item.start.time()
    words = [] if planned.date() == item.date else [day(planned.date(), language)]
    words += [f"{planned:%H:%M}"] if is_other_time else []
    return f"moved from {', '.join(words)}"


# ── how often ─────────────────────────────────────────────────────────────────


def regularity(found: Regularity, language: str) -> str:
    """Return how often meetings take place, as sentences; empty if words cannot say it."""
    sentences = [_rules(found, language), _NO_SUCH_DAY if found.skips_months else ""]
    return " ".join(filter(None, sentences))


def _rules(found: Regularity, language: str) -> str:
    # a recurrence without a rule is a single meeting, which the list shows
    recurrences = [one for one in found.recurrences if one.rule]
    parts = [_rule(one, language) for one in recurrences]
    if not all(parts) or not parts:
        return ""
    times = [f"{one.start:%H:%M}" for one in recurrences]
    if len(set(times)) == 1:
        text = f"{_listed(dict.fromkeys(parts))} at {times[0]}"
    else:
        text = _listed(f"{part} at {time}" for part, time in zip(parts, times, strict=True))
    return f"{text[:1].upper()}{text[1:]}, {found.timezone}."


def _rule(recurrence: Recurrence, language: str) -> str:
    """Return a rule in words, ``every 2 weeks on Tuesday``; empty if words cannot say it."""
    rule = recurrence.rule
    assert rule is not None
    if rule.positions or (rule.weekdays and rule.month_days):
        return ""
    words = _of_month if _is_monthly(rule) else _of_week
    if rule.frequency is Frequency.YEARLY and not _is_monthly(rule):
        words = _of_year
    text = words(rule, recurrence.start, language)
    end = recurrence.until
    return f"{text} until {day(end.date(), language)}" if text and end else text


def _is_monthly(rule: Rule) -> bool:
    """Whether a rule names days of months."""
    if rule.frequency is Frequency.YEARLY:
        return rule.interval == 1 and bool(rule.months) and bool(rule.weekdays or rule.month_days)
    return rule.frequency is Frequency.MONTHLY


def _of_week(rule: Rule, start: dt.datetime, language: str) -> str:
    period = _every(rule.interval, _PERIODS[rule.frequency])
    days = tuple(number for _, number in rule.weekdays)
    if rule.month_days or any(ordinal for ordinal, _ in rule.weekdays):
        return ""
    if rule.frequency is Frequency.WEEKLY and not days:
        days = (start.weekday(),)
    if days == _WORKDAYS and rule.interval == 1:
        text = f"{period} from {_weekday(0, language)} to {_weekday(4, language)}"
    else:
        text = (
            f"{period} on {_listed(_weekday(one, language) for one in days)}" if days else period
        )
    return f"{text} in {_months(rule, language)}" if rule.months else text


def _of_month(rule: Rule, start: dt.datetime, language: str) -> str:
    which = _days_of_month(rule, start, language)
    period = _months(rule, language) if rule.months else _every(rule.interval, "month")
    return f"{which} of {period}" if which and (not rule.months or rule.interval == 1) else ""


def _of_year(rule: Rule, start: dt.datetime, language: str) -> str:
    if rule.weekdays or rule.month_days or rule.months:
        return ""
    date = format_skeleton("MMMMd", start, locale=locale_of(language))
    return f"{_every(rule.interval, 'year')} on {date}"


def _days_of_month(rule: Rule, start: dt.datetime, language: str) -> str:
    if not rule.weekdays:
        return _listed(map(_day_of_month, rule.month_days or (start.day,)))
    by_day: defaultdict[int, list[int]] = defaultdict(list)
    for ordinal, number in rule.weekdays:
        by_day[number].append(ordinal)
    if any(one not in (0, *_ORDINALS) for ordinals in by_day.values() for one in ordinals):
        return ""
    return _listed(
        f"every {_weekday(number, language)}"
        if 0 in ordinals
        else f"the {_listed(_ORDINALS[one] for one in ordinals)} {_weekday(number, language)}"
        for number, ordinals in by_day.items()
    )


def _day_of_month(number: int) -> str:
    if number > 0:
        return f"day {number}"
    return "the last day" if number == -1 else f"day {-number} from the end"


def _every(interval: int, unit: str) -> str:
    return f"every {unit}" if interval == 1 else f"every {interval} {unit}s"


def _months(rule: Rule, language: str) -> str:
    locale = locale_of(language)
    days = (dt.date(2024, number, 1) for number in rule.months)
    return _listed(str(format_date(one, "LLLL", locale=locale)) for one in days)


def _weekday(number: int, language: str) -> str:
    date = _MONDAY + dt.timedelta(number)
    return str(format_date(date, "cccc", locale=locale_of(language)))


def _listed(words: Iterable[str]) -> str:
    """Return *words* as in a sentence: ``a, b and c``."""
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last
