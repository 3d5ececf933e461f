"""The words of dates in a language: names of months and weekdays, and the order of numbers.

Plain data, so that no room needs to know where the words of a language come from. English is
always understood; ``config.date_words`` adds the language of the project.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

__all__ = ["ENGLISH", "DateWords", "folded"]

_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


#: letters that regular expressions take for an "i" where case is ignored
_DOTS = str.maketrans(
    {"\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}": "i", "\N{LATIN SMALL LETTER DOTLESS I}": "i"}
)


def folded(name: str) -> str:
    """Return *name* as :class:`DateWords` has it."""
    return name.translate(_DOTS).casefold()


# there is one for each language, and it can be part of the key of a cache
@dataclass(frozen=True, eq=False)
class DateWords:
    """Names of months and weekdays, folded, and without a period at the end."""

    #: name ─► number of the month, from 1
    months: Mapping[str, int]
    #: name ─► number of the weekday, from 0 for Monday
    weekdays: Mapping[str, int]
    #: separators with which the language writes the day, the month and the year as numbers
    day_first: str = ""
    #: separators with which it writes the month, the day and the year as numbers
    month_first: str = ""

    @cached_property
    def month_pattern(self) -> str:
        """Pattern of a name of a month."""
        return f"(?:{_alternatives(self.months)})(?![^\\W\\d_])"

    @cached_property
    def weekday_pattern(self) -> str:
        """Pattern of a name of a weekday."""
        return f"(?:{_alternatives(self.weekdays)})(?![^\\W_])"

    def month(self, name: str) -> int:
        """Return the number of the month *name*."""
        return self.months[folded(name)]

    def weekday(self, name: str) -> int:
        """Return the number of the weekday *name*, 0 for Monday."""
        return self.weekdays[folded(name)]


def _alternatives(names: Mapping[str, int]) -> str:
    """Return a pattern of *names*, longer ones first."""
    return "|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name))))


def _english(names: tuple[str, ...], others: Mapping[str, int], first: int) -> dict[str, int]:
    numbers = {name: number for number, name in enumerate(names, first)}
    return numbers | {name[:3]: number for name, number in numbers.items()} | dict(others)


ENGLISH = DateWords(
    _english(_MONTHS, {"sept": 9}, 1),
    _english(_WEEKDAYS, {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}, 0),
)
