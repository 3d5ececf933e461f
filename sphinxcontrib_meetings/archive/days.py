"""On which days meetings take place, and which are over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sphinxcontrib_meetings.model.meeting import Meeting, Status
from sphinxcontrib_meetings.model.month import Month

__all__ = ["day_of", "days_of", "is_cancelled", "is_over"]


def is_cancelled(record: Meeting) -> bool:
    """Whether the meeting does not take place."""
    return record.status is Status.CANCELLED


def is_over(record: Meeting, now: dt.date) -> bool:
    """Whether the meeting has ended *now*, which is a day, or a moment in UTC.

    Where its end has no time, or no time zone, it is over after its last day, in its time zone.
    One of which only the month is known is over after the month.
    """
    last = record.last_day
    if last is None or not isinstance(now, dt.datetime):
        return last is None or last < now
    if record.end is not None and record.end.tzinfo is not None:
        return record.end <= now
    zone = record.start.tzinfo if record.start else None
    return last < now.astimezone(zone or dt.UTC).date()


def day_of(now: dt.date) -> dt.date:
    """Return the day of *now*, which is a day or a moment."""
    return now.date() if isinstance(now, dt.datetime) else now


def days_of(record: Meeting) -> Iterator[dt.date]:
    """Yield the days on which the meeting takes place; none if only its month is known."""
    if record.date is None or isinstance(record.date, Month):
        return
    last = record.end_date or record.date
    for number in range((last - record.date).days + 1):
        yield record.date + dt.timedelta(days=number)
