"""The schedule of a series: when its meetings take place, and how to join them.

Times are wall-clock times of the schedule's time zone, so that a meeting at 17:00 stays at 17:00
when clocks change.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable
from dataclasses import dataclass

from sphinxcontrib_meetings.model.people import Person

__all__ = ["Frequency", "Move", "Occurrence", "Recurrence", "Rule", "Schedule"]

#: RFC 5545, section 3.3.10
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Frequency(enum.StrEnum):
    """How often a rule repeats, as the property RRULE names it."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


@dataclass(frozen=True, slots=True)
class Rule:
    """A recurrence rule without its end (RFC 5545, section 3.3.10)."""

    frequency: Frequency
    interval: int = 1
    months: tuple[int, ...] = ()
    #: days of the month; -1 is its last
    month_days: tuple[int, ...] = ()
    #: (ordinal, weekday) pairs: 0 for Monday; the ordinal is 0 for every one, -1 for the last
    weekdays: tuple[tuple[int, int], ...] = ()
    #: which of the days that the other parts give in one period; -1 is the last
    positions: tuple[int, ...] = ()
    #: first day of the week, 0 for Monday; it matters if only every other week counts
    week_start: int = 0
    #: number of occurrences; 0 if there is no limit
    count: int = 0

    def __str__(self) -> str:
        days = (f"{ordinal or ''}{_WEEKDAYS[day]}" for ordinal, day in self.weekdays)
        parts = {
            "FREQ": self.frequency.value,
            "INTERVAL": self.interval if self.interval > 1 else "",
            "BYMONTH": _listed(self.months),
            "BYMONTHDAY": _listed(self.month_days),
            "BYDAY": _listed(days),
            "BYSETPOS": _listed(self.positions),
            "WKST": _WEEKDAYS[self.week_start] if self.week_start else "",
            "COUNT": self.count or "",
        }
        return ";".join(f"{name}={value}" for name, value in parts.items() if value)


def _listed(values: Iterable[object]) -> str:
    return ",".join(map(str, values))


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Meetings at one time of day: the first, and the rule for the others."""

    #: wall-clock time without a time zone
    start: dt.datetime
    #: None if there is only one
    rule: Rule | None = None
    #: wall-clock time of the last one at the latest
    until: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """Another day, another time, or both."""

    date: dt.date | None = None
    time: dt.time | None = None

    def applied(self, start: dt.datetime) -> dt.datetime:
        """Return *start* as it is moved."""
        return dt.datetime.combine(self.date or start.date(), self.time or start.time())


@dataclass(frozen=True, slots=True)
class Schedule:
    """When the meetings of a series take place."""

    #: several if hours alternate
    recurrences: tuple[Recurrence, ...] = ()
    #: name in the IANA time zone database
    timezone: str = "UTC"
    duration: dt.timedelta = dt.timedelta(hours=1)
    #: room or address
    location: str = ""
    #: URL of the call
    join: str = ""
    chair: tuple[Person, ...] = ()
    #: URL or document of the agenda
    agenda: str = ""
    #: email address or URL
    contact: str = ""
    #: (day, reason) pairs, by day
    cancelled: tuple[tuple[dt.date, str], ...] = ()
    #: (day, move) pairs, by day
    moved: tuple[tuple[dt.date, Move], ...] = ()
    #: wall-clock times of further meetings
    extra: tuple[dt.datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One meeting of a schedule."""

    #: key of the series
    series: str
    #: when the rule has it, in the time zone of the schedule; identifies it (RECURRENCE-ID)
    planned: dt.datetime
    #: when it takes place, in the time zone of the schedule
    start: dt.datetime
    end: dt.datetime
    is_cancelled: bool = False
    #: why it does not take place; may be empty
    reason: str = ""
    #: whether no rule has it
    is_extra: bool = False

    @property
    def day(self) -> dt.date:
        """The day on which it takes place, where the series is at home."""
        return self.start.date()

    @property
    def is_moved(self) -> bool:
        """Whether it takes place at another time than planned."""
        return self.start.replace(tzinfo=None) != self.planned.replace(tzinfo=None)
