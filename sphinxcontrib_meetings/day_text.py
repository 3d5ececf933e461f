"""Days and months as text, in the language of the project."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton

from sphinxcontrib_meetings.model.month import Month

__all__ = ["day", "day_of_year", "locale_of", "month"]


@cache
def locale_of(language: str) -> Locale:
    """Return the locale of *language*, English if that is unknown."""
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")


@cache
def day(date: dt.date, language: str, last: dt.date | None = None) -> str:
    """Return *date* in *language*: ``September 20, 2023``; of several days, with the *last*.

    Of a month whose day is not known, return ``September 2023``.
    """
    if isinstance(date, Month):
        return month(date.first_day, language)
    locale = locale_of(language)
    if last is not None:
        return _days(date, last, locale)
    return str(format_date(date, "long", locale=locale))


def _days(first: dt.date, last: dt.date, locale: Locale) -> str:
    """Return several days with the full name of the month, which Babel itself abbreviates."""
    differs = "y" if first.year != last.year else "M" if first.month != last.month else "d"
    formats = locale.interval_formats.get("yMMMd", {}).get(differs)
    if not formats or len(formats) != 2:
        return " \N{EN DASH} ".join(format_date(day, "long", locale) for day in (first, last))
    texts = (
        format_date(day, re.sub("M{3,}", "MMMM", pattern), locale)
        for day, pattern in zip((first, last), formats, strict=True)
    )
    return "".join(texts)


@cache
def day_of_year(date: dt.date, language: str) -> str:
    """Return *date* without its year, in short: ``Sep 20``; of a month, ``Sep``."""
    skeleton = "MMM" if isinstance(date, Month) else "MMMd"
    first = date.first_day if isinstance(date, Month) else date
    return str(format_skeleton(skeleton, first, locale=locale_of(language)))


@cache
def month(first: dt.date, language: str) -> str:
    """Return the month that starts with *first*, in *language*: ``September 2023``."""
    return str(format_skeleton("yMMMM", first, locale=locale_of(language)))
