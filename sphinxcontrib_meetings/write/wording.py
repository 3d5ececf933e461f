"""The texts in which pages show views: days, times, roles, counts."""

from __future__ import annotations

import calendar
import datetime as dt
import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from babel.dates import format_date

from sphinxcontrib_meetings.archive.link import Link
from sphinxcontrib_meetings.archive.register_views import ActionGroup, ActionRow, DecisionRow, Said
from sphinxcontrib_meetings.archive.upcoming import UpcomingItem
from sphinxcontrib_meetings.archive.views import Calendar, Entry, Listing, PersonCard
from sphinxcontrib_meetings.archive.votes import VoteItem
from sphinxcontrib_meetings.day_text import day, locale_of, month
from sphinxcontrib_meetings.model.minutes import DecisionState
from sphinxcontrib_meetings.model.month import Month
from sphinxcontrib_meetings.model.people import Person, Role
from sphinxcontrib_meetings.parse.times import zone_name

__all__ = [
    "ACTION_COLUMNS",
    "ACTION_GROUPS",
    "DECIDED",
    "DECISION_COLUMNS",
    "DRAFT_MINUTES",
    "FEEDS",
    "IN_SHORT",
    "KINDS",
    "NO_ACTIONS",
    "NO_DECISIONS",
    "NO_MEETINGS",
    "NO_PEOPLE",
    "NO_TAGS",
    "NO_TOPICS",
    "NO_VOTES",
    "PROPOSED",
    "ROLES",
    "SCOPES",
    "TO_DO",
    "VOTE_TITLES",
    "WHO",
    "approved",
    "calendar_day",
    "carried",
    "clock",
    "counts",
    "day",
    "due",
    "ended",
    "flags",
    "full_weekdays",
    "group_title",
    "history",
    "leaf_words",
    "locale_of",
    "meetings_in",
    "months",
    "network",
    "others",
    "standing",
    "superseded",
    "supersedes",
    "supersedes_ids",
    "total",
    "votes_for",
    "when",
]

NO_MEETINGS = "There are no meetings here."
NO_TAGS = "There are no tags yet."
NO_PEOPLE = "There are no people yet."
NO_VOTES = "There are no votes here."
NO_TOPICS = "No topic here has come up at two meetings or more."

#: heads of the table of votes
VOTE_TITLES = ("Date", "Question", "Votes", "Total")

#: labels in notes, of what is recorded there
KINDS: Mapping[str, str] = {"decision": "Decision", "action": "Action", "vote": "Vote"}
#: the box at the top of a note, and what it says
IN_SHORT = "In short"
WHO = "Who"
DECIDED = "Decided"
TO_DO = "To do"
PROPOSED = "proposed"
DRAFT_MINUTES = "These minutes are a draft: they have not been approved yet."

NO_DECISIONS = "There are no decisions here."
NO_ACTIONS = "There are no actions here."

#: columns of the log of decisions, and of the register of actions
DECISION_COLUMNS = ("Date", "Status", "Decision", "Meeting")
ACTION_COLUMNS = ("Action", "Owner", "Due", "Opened")
#: kinds of groups of actions ─► their titles
ACTION_GROUPS: Mapping[str, str] = {
    "own": "Open actions",
    "overdue": "Overdue",
    "nobody": "Without a known owner",
    "done": "Done",
    "dropped": "Dropped",
}
#: how often, from the first time
_TIMES = (
    *("once", "twice", "three times", "four times", "five times", "six times", "seven times"),
    *("eight times", "nine times", "ten times", "eleven times", "twelve times"),
)

#: labels of roles, for the people who have them
ROLES: Mapping[Role, str] = {
    Role.CHAIR: "Chair",
    Role.SCRIBE: "Scribe",
    Role.SPEAKER: "Speakers",
    Role.ATTENDEE: "Attendees",
    Role.REGRETS: "Regrets",
}
#: format of feeds ─► what it is called
FEEDS: Mapping[str, str] = {"atom": "Atom", "rss": "RSS", "json": "JSON Feed"}
#: scope of subscriptions ─► title over them; those of all meetings need none
SCOPES: Mapping[str, str] = {"series": "Series", "tags": "Tags", "people": "People"}
#: what somebody with a role did, before a number of meetings
_DID: Mapping[Role, str] = {
    Role.AUTHOR: "author of",
    Role.CHAIR: "chaired",
    Role.SCRIBE: "scribe of",
    Role.SPEAKER: "spoke at",
    Role.ATTENDEE: "attended",
    Role.REGRETS: "sent regrets for",
}


#: names of networks that have more than an initial capital
_NETWORKS: Mapping[str, str] = {
    "github": "GitHub",
    "gitlab": "GitLab",
    "linkedin": "LinkedIn",
    "stackoverflow": "Stack Overflow",
    "youtube": "YouTube",
}
_MONDAY = dt.date(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class MonthTable:
    """A month of a calendar as a table, with a row for each week."""

    title: str
    #: names of the weekdays
    weekdays: list[str]
    #: days with their meetings; ``None`` for days of other months
    weeks: list[list[tuple[dt.date, tuple[Entry, ...]] | None]]
    #: meetings of which only the month is known
    entries: tuple[Entry, ...]


def months(view: Calendar, language: str) -> list[MonthTable]:
    """Return the months of *view*, in *language*."""
    days, by_month = dict(view.days), dict(view.by_month)
    return [
        MonthTable(
            month(first, language),
            _weekdays(language),
            [
                [(day, days.get(day, ())) if day else None for day in week]
                for week in _weeks(first, language)
            ],
            by_month.get(first, ()),
        )
        for first in view.months
    ]


def _weeks(first: dt.date, language: str) -> list[list[dt.date | None]]:
    """Return the days of the month that starts with *first*, by week; ``None`` for others."""
    days = calendar.Calendar(locale_of(language).first_week_day)
    # numbers, since a week may extend beyond the range of dates
    return [
        [first.replace(day=number) if number else None for number in week]
        for week in days.monthdayscalendar(first.year, first.month)
    ]


def full_weekdays(language: str) -> list[str]:
    """Return the whole names of the weekdays, from the first day of the week in *language*."""
    return _weekdays(language, "EEEE")


def calendar_day(date: dt.date, language: str) -> str:
    """Return the name of a weekday and its month: ``Tuesday, March``."""
    weekday, name = (format_date(date, form, locale_of(language)) for form in ("EEEE", "LLLL"))
    return f"{weekday}, {name}"


def meetings_in(number: int) -> str:
    """Return a number of meetings: ``1 meeting``."""
    return f"{number or 'no'} meeting{'' if number == 1 else 's'}"


def _weekdays(language: str, form: str = "EEE") -> list[str]:
    """Return the names of the weekdays, from the first day of the week in *language*."""
    locale = locale_of(language)
    numbers = calendar.Calendar(locale.first_week_day).iterweekdays()
    days = (_MONDAY + dt.timedelta(number) for number in numbers)
    return [str(format_date(date, form, locale=locale)) for date in days]


def clock(entry: Entry | UpcomingItem) -> str:
    """Return the time of day in the zone of the meeting: ``17:00-18:00 UTC``."""
    if entry.start is None:
        return ""
    text = f"{entry.start:%H:%M}"
    if entry.end is not None and (entry.end_date or entry.end.date() == entry.start.date()):
        text += f"\N{EN DASH}{entry.end:%H:%M}"
    return " ".join(filter(None, (text, zone_name(entry.start) if entry.start.tzinfo else "")))


def leaf_words(
    date: dt.date, last: dt.date | None, language: str, *, with_year: bool = True
) -> tuple[str, str, str]:
    """Return the words of a leaf of a calendar: month, day, and year or weekday.

    Such as ``("Jun", "2", "2026")``. Several days of one month are ``"2-4"``, with a dash; a month
    as a whole is ``("", "Jun", "2026")``.
    """
    locale = locale_of(language)
    if isinstance(date, Month):
        return "", str(format_date(date.first_day, "LLL", locale=locale)), f"{date.year}"
    month_name, weekday = (str(format_date(date, form, locale=locale)) for form in ("LLL", "ccc"))
    number = f"{date.day}"
    if last and last != date and (last.year, last.month) == (date.year, date.month):
        number += f"\N{EN DASH}{last.day}"
    return month_name, number, f"{date.year}" if with_year else weekday


def supersedes(row: DecisionRow) -> str:
    """Return what precedes the decisions whose place *row* takes, or is to take."""
    return "Is to supersede " if row.state is DecisionState.PROPOSED else "Supersedes "


def carried(row: ActionRow, language: str) -> str:
    """Return how often later meetings had an action: ``Carried four times since March 2026``."""
    often = _TIMES[row.carried - 1] if row.carried <= len(_TIMES) else f"{row.carried} times"
    since = row.opened.date
    return f"Carried {often}" + (
        f" since {month(since.replace(day=1), language)}" if since else ""
    )


def ended(row: ActionRow) -> str:
    """Return what became of an action: ``Done``."""
    return _capital(row.state)


def when(said: Said, language: str) -> tuple[str, Link]:
    """Return when something was said, as a word and a link: ``on``, ``May 6, 2026``.

    Without a date, the link names the meeting.
    """
    if said.date is None:
        return "in", said.link
    word = "in" if isinstance(said.date, Month) else "on"
    return word, replace(said.link, text=day(said.date, language))


def others(row: ActionRow, group: ActionGroup) -> tuple[str, ...]:
    """Return the names of the owners of *row* who are not named by the title of its *group*."""
    known = (owner.text for owner in row.owners if owner != group.person)
    return (*known, *row.strangers)


def flags(entry: Entry) -> str:
    """Return the flags of a meeting for display after its title, such as ``(cancelled)``."""
    return f" ({', '.join(entry.flags)})" if entry.flags else ""


def group_title(view: Listing, key: str, language: str) -> str:
    """Return the title of the group *key* of a list."""
    if view.group_by == "month" and key:
        return month(dt.date.fromisoformat(f"{key}-01"), language)
    if view.group_by == "role":
        return _capital(key)
    return key or ("Undated" if view.group_by in ("month", "year") else "Other meetings")


def history(card: PersonCard, language: str) -> str:
    """Return the roles of a person, with numbers of meetings, and the first date.

    For example, ``Author of 5 meetings · attended 1 · first on May 6, 2026``.
    """
    (role, count), *others = card.roles
    parts = [f"{_capital(_DID[role])} {count} meeting{'' if count == 1 else 's'}"]
    parts += (f"{_DID[role]} {count}" for role, count in others)
    if card.since:
        word = "in" if isinstance(card.since, Month) else "on"
        parts.append(f"first {word} {day(card.since, language)}")
    return " · ".join(parts)


def due(date: dt.date, language: str) -> str:
    """Return when something is to be done: ``due May 20, 2026``."""
    return f"due {day(date, language)}"


def superseded(by: str) -> str:
    """Return that the decision *by* has taken the place of another one."""
    return f"superseded by {by}"


def supersedes_ids(ids: Iterable[str]) -> str:
    """Return that a decision takes the place of those with *ids*."""
    return f"supersedes {', '.join(ids)}"


def approved(date: dt.date | None, has_meeting: bool, language: str) -> tuple[str, str]:
    """Return that minutes were approved, as the texts before and after the meeting that did."""
    when = f" on {day(date, language)}" if date else ""
    return (f"Minutes approved{when} in ", "") if has_meeting else (f"Minutes approved{when}", "")


def standing(person: Person) -> str:
    """Return the title of *person*, and their roles in the project."""
    words = filter(None, (person.title, *map(_capital, person.roles)))
    # the title may also be one of the roles
    shown: dict[str, str] = {}
    for word in words:
        shown.setdefault(word.casefold(), word)
    return ", ".join(shown.values())


def counts(vote: VoteItem) -> str:
    """Return the numbers of a vote: ``SF 12, F 3``."""
    return ", ".join(itertools.starmap(votes_for, vote.counts))


def votes_for(choice: str, number: int) -> str:
    """Return how many voted for *choice*: ``SF 12``, ``+1: 12``."""
    return f"{choice}: {number}" if choice[-1:].isdigit() else f"{choice} {number}"


def total(vote: VoteItem) -> str:
    """Return how many votes were cast; nothing if no numbers are known."""
    if not vote.counts:
        return ""
    return f"{vote.total} vote{'' if vote.total == 1 else 's'}"


def network(name: str) -> str:
    """Return the name of a network, in its own spelling."""
    return _NETWORKS.get(name.lower(), _capital(name))


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
