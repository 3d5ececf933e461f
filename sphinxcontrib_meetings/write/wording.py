"""The words in which pages tell what views hold: days, times, roles, counts."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton

from sphinxcontrib_meetings.archive.views import Calendar, Entry, Listing, PersonCard
from sphinxcontrib_meetings.model.people import Person, Role
from sphinxcontrib_meetings.parse.times import zone_name

__all__ = [
    "NO_MEETINGS",
    "NO_PEOPLE",
    "NO_TAGS",
    "ROLES",
    "clock",
    "day",
    "flags",
    "group_title",
    "history",
    "months",
    "network",
    "standing",
]

NO_MEETINGS = "There are no meetings here."
NO_TAGS = "There are no tags yet."
NO_PEOPLE = "There are no people yet."

#: how those are called who have a role
ROLES: Mapping[Role, str] = {
    Role.CHAIR: "Chair",
    Role.SCRIBE: "Scribe",
    Role.SPEAKER: "Speakers",
    Role.ATTENDEE: "Attendees",
    Role.REGRETS: "Regrets",
}
#: what somebody with a role did
_DID: Mapping[Role, str] = {
    Role.AUTHOR: "wrote about",
    Role.CHAIR: "chaired",
    Role.SCRIBE: "took the notes of",
    Role.SPEAKER: "spoke at",
    Role.ATTENDEE: "was at",
    Role.REGRETS: "sent regrets to",
}


#: how networks write themselves, where it is not with one capital letter
_NETWORKS: Mapping[str, str] = {
    "github": "GitHub",
    "gitlab": "GitLab",
    "linkedin": "LinkedIn",
    "stackoverflow": "Stack Overflow",
    "youtube": "YouTube",
}
_MONDAY = dt.date(2024, 1, 1)


@cache
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")


@cache
def day(date: dt.date, language: str) -> str:
    """Return *date* as it is written in *language*: ``September 20, 2023``."""
    return str(format_date(date, "long", locale=_locale(language)))


@cache
def month(first: dt.date, language: str) -> str:
    """Return the month that begins with *first*: ``September 2023``."""
    return str(format_skeleton("yMMMM", first, locale=_locale(language)))


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a calendar as a table: a row for each week."""

    title: str
    #: names of the days of a week
    weekdays: list[str]
    #: days with their meetings; ``None`` for those of other months
    weeks: list[list[tuple[dt.date, tuple[Entry, ...]] | None]]


def months(view: Calendar, language: str) -> list[Month]:
    """Return the months of *view*, as they are written in *language*."""
    days = dict(view.days)
    return [
        Month(
            month(first, language),
            _weekdays(language),
            [
                [(day, days.get(day, ())) if day else None for day in week]
                for week in _weeks(first, language)
            ],
        )
        for first in view.months
    ]


def _weeks(first: dt.date, language: str) -> list[list[dt.date | None]]:
    """Return the days of the month that begins with *first*, by week; ``None`` for others."""
    days = calendar.Calendar(_locale(language).first_week_day)
    # numbers, since a week may hold days that no date can be
    return [
        [first.replace(day=number) if number else None for number in week]
        for week in days.monthdayscalendar(first.year, first.month)
    ]


def _weekdays(language: str) -> list[str]:
    """Return the names of the days of a week, in the order of its weeks."""
    locale = _locale(language)
    numbers = calendar.Calendar(locale.first_week_day).iterweekdays()
    days = (_MONDAY + dt.timedelta(number) for number in numbers)
    return [str(format_date(date, "EEE", locale=locale)) for date in days]


def clock(entry: Entry) -> str:
    """Return the time of day, ``17:00-18:00 UTC``, as it is where the meeting is."""
    if entry.start is None:
        return ""
    text = f"{entry.start:%H:%M}"
    if entry.end is not None and entry.end.date() == entry.start.date():
        text += f"\N{EN DASH}{entry.end:%H:%M}"
    return " ".join(filter(None, (text, zone_name(entry.start) if entry.start.tzinfo else "")))


def flags(entry: Entry) -> str:
    """Return what stands behind a title: that the meeting is cancelled, or not listed."""
    return f" ({', '.join(entry.flags)})" if entry.flags else ""


def group_title(view: Listing, key: str, language: str) -> str:
    """Return the title of the group *key* of a list."""
    if view.group_by == "month" and key:
        return month(dt.date.fromisoformat(f"{key}-01"), language)
    if view.group_by == "role":
        return _capital(_DID[Role(key)])
    return key or ("Undated" if view.group_by in ("month", "year") else "Other meetings")


def history(card: PersonCard, language: str) -> str:
    """Return in which roles, how often, and since when."""
    (role, count), *others = card.roles
    times = f"{_DID[role]} {count} meeting{'' if count == 1 else 's'}"
    times += "".join(f", {_DID[role]} {count}" for role, count in others)
    since = f", first on {day(card.since, language)}" if card.since else ""
    return f"{_capital(times)}{since}."


def standing(person: Person) -> str:
    """Return what *person* is: their title, and their roles in the project."""
    words = filter(None, (person.title, *map(_capital, person.roles)))
    # a title may be one of the roles
    shown: dict[str, str] = {}
    for word in words:
        shown.setdefault(word.casefold(), word)
    return ", ".join(shown.values())


def network(name: str) -> str:
    """Return how a network writes itself."""
    return _NETWORKS.get(name.lower(), _capital(name))


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
