"""Dates of which only the month is known."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Any

__all__ = ["Month"]


class Month(dt.date):
    """A month whose day is not known. As a date it is the first of the month.

    So it sorts before the days of its month, but is equal to none of them, and is written without
    a day: ``2025-02``.
    """

    def isoformat(self) -> str:
        """Return the month as ISO 8601 writes it."""
        return f"{self.year:04}-{self.month:02}"

    @property
    def first_day(self) -> dt.date:
        """The first day of the month."""
        return dt.date(self.year, self.month, 1)

    @property
    def last_day(self) -> dt.date:
        """The last day of the month."""
        return dt.date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Month) and dt.date.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        # that of dates does not ask the method above
        return not self == other

    def __hash__(self) -> int:
        return hash((Month, self.year, self.month))

    def __reduce__(self) -> tuple[Any, ...]:
        return Month, (self.year, self.month, 1)
