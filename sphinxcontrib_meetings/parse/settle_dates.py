"""Joins the date that fields, path and heading give with what labelled lines say.

Labelled lines count last: they date a note that has no date, make a month exact, and add times
and the last day. Where they contradict, a message names both places.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from sphinxcontrib_meetings.model.month import Month
from sphinxcontrib_meetings.parse.date_text import name_both
from sphinxcontrib_meetings.parse.date_words import ENGLISH, DateWords
from sphinxcontrib_meetings.parse.dates import PathDate, beside_line, is_compatible
from sphinxcontrib_meetings.parse.labelled_dates import LabelledDate
from sphinxcontrib_meetings.parse.messages import quoted
from sphinxcontrib_meetings.parse.times import zone_of
from sphinxcontrib_meetings.parse.when import When

__all__ = ["Settled", "settle"]


@dataclass(slots=True)
class Settled:
    """The date of a note, and what labelled lines add to it."""

    day: dt.date | None
    #: what is certain of the times and the last day
    when: When = field(default_factory=When)
    #: where that stands
    line: int = 0
    #: pairs of a line and a message
    problems: list[tuple[int, str]] = field(default_factory=list)
    #: whether a line gave the day, so that it is not missing
    by_line: bool = False


def settle(  # noqa: PLR0913, all of it may say something else
    lines: Sequence[LabelledDate],
    day: dt.date | None,
    source: str,
    *,
    path: PathDate,
    heading: str,
    words: DateWords = ENGLISH,
) -> Settled:
    """Return the date of a note for which *day* is known, a month or None, and what is added.

    *source* says, for messages, where *day* is from. *lines* are those of
    :func:`~sphinxcontrib_meetings.parse.labelled_dates.read_labelled`.
    """
    settled = Settled(day)
    settled.problems += [(line.line, line.problem) for line in lines if line.problem]
    dated = [line for line in lines if line.has_day]
    if day is None or isinstance(day, Month):
        chosen = _choose(settled, dated, source, path)
        if chosen and chosen[0].day and not (chosen[0].is_month and day):
            when, line = chosen
            settled.day, settled.by_line = when.day, True
            said = f"the line {quoted(line.written)}"
            messages = beside_line(chosen[0].day, said, path, heading, words)
            settled.problems += [(line.line, message) for message in messages]
    else:
        chosen = _agreeing(settled, dated, day, source)
    if settled.day and not isinstance(settled.day, Month) and (chosen or not dated):
        _add(settled, settled.day, chosen, lines)
    return settled


def _choose(
    settled: Settled, dated: Sequence[LabelledDate], source: str, path: PathDate
) -> tuple[When, LabelledDate] | None:
    """Return the only day that the lines *dated* name within what is known."""
    month = settled.day
    bound = PathDate(month.year, month.month) if month else path
    if bound.impossible:
        bound = PathDate()
    fitting = [
        (when, line)
        for line in dated
        for when in line.readings
        if when.day and is_compatible(when.day, bound)
    ]
    exact = [(when, line) for when, line in fitting if not when.is_month]
    days = {when.day for when, _ in exact or fitting}
    if len(days) == 1:
        return (exact or fitting)[0]
    if dated and not days:
        settled.problems += _contradiction(dated, source)
    elif len({id(line) for _, line in exact}) == 1:
        line = exact[0][1]
        both = name_both([when.day for when, _ in exact if when.day])
        message = f"{quoted(line.written)} is ambiguous, since it may be {both}; use YYYY-MM-DD"
        settled.problems.append((line.line, message))
    return None


def _agreeing(
    settled: Settled, dated: Sequence[LabelledDate], day: dt.date, source: str
) -> tuple[When, LabelledDate] | None:
    """Return what agrees with *day*, with nothing but times of that day."""
    found = [(when, line) for line in dated for when in line.readings if _agrees(when, day)]
    found.sort(key=lambda pair: pair[0].day != day)
    if found:
        when, line = found[0]
        return (when if when.day == day else When(), line)
    if not any(_is_day_elsewhere(when, day) for line in dated for when in line.readings):
        settled.problems += _contradiction(dated, source)
    return None


def _agrees(when: When, day: dt.date) -> bool:
    if when.day is None or when.is_month:
        return when.day == Month(day.year, day.month, 1)
    return when.day <= day <= (when.last or when.day)


def _is_day_elsewhere(when: When, day: dt.date) -> bool:
    """Whether the time is on *day* in UTC, if not in its own zone."""
    if when.day is None or when.start is None or not when.zone or when.is_month:
        return False
    moment = dt.datetime.combine(when.day, when.start, zone_of(when.zone))
    return moment.astimezone(dt.UTC).date() == day


def _contradiction(dated: Sequence[LabelledDate], source: str) -> Iterator[tuple[int, str]]:
    """Yield a message if the lines *dated* all say the same; several days are a schedule."""
    said = {tuple(when.day for when in line.readings if when.day) for line in dated}
    if len(said) != 1:
        return
    (days,) = said
    yield (
        dated[0].line,
        f"the line {quoted(dated[0].written)} says {name_both(days)}, which contradicts {source}; "
        "correct one of them",
    )


def _add(
    settled: Settled,
    day: dt.date,
    chosen: tuple[When, LabelledDate] | None,
    lines: Sequence[LabelledDate],
) -> None:
    """Add the times and the last day that are said with *day*, or alone."""
    when, line = chosen or (When(), None)
    wrong = [*when.weekday_problems()]
    if line:
        settled.when, settled.line = when, line.line
        settled.problems += [(line.line, problem) for problem in wrong]
    if when.start is None and (alone := _time_alone(lines, day)):
        time, line = alone
        settled.when, settled.line = replace(time, day=when.day, last=when.last), line.line
    others = tuple(problem for problem in settled.when.problems if problem not in wrong)
    settled.when = replace(settled.when, problems=others)


def _time_alone(lines: Sequence[LabelledDate], day: dt.date) -> tuple[When, LabelledDate] | None:
    """Return the only time that stands in a line without a day, but perhaps with its weekday."""
    found = [
        (when, line)
        for line in lines
        for when in line.readings
        if when.day is None
        and when.start
        and all(number == day.weekday() for _, number in when.weekdays)
    ]
    times = {(when.start, when.end, when.zone) for when, _ in found}
    return found[0] if len(times) == 1 else None
