"""The meetings of a schedule, by day, and what is wrong with a schedule.

The rules are those of python-dateutil. It computes with wall-clock times, which get the time zone
of the schedule afterwards.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, islice

from dateutil import rrule

from sphinxcontrib_meetings.model.schedule import Move, Occurrence, Recurrence, Rule, Schedule
from sphinxcontrib_meetings.parse.recurrence import skips_months
from sphinxcontrib_meetings.parse.times import zone_of

__all__ = ["Timetable", "conflicts"]

#: how far ahead a schedule is checked, and is written where there are no rules
HORIZON = dt.timedelta(days=366)
_DAY = dt.timedelta(days=1)
#: how far a number of meetings is looked for
_FARTHEST = 100 * HORIZON


class Timetable:
    """The occurrences of a *schedule*, whose series has the key *series*."""

    def __init__(self, series: str, schedule: Schedule) -> None:
        self.series = series
        self.schedule = schedule
        #: the wall-clock times of the rules, in order, up to a moment
        self._known: list[dt.datetime] = []
        self._known_until = dt.datetime.min

    def between(self, first: dt.date, last: dt.date) -> list[Occurrence]:
        """Return the occurrences on the days from *first* to *last*, by start.

        Cancelled ones are among them; moved ones are on their new day.
        """
        planned = self._planned(first, last)
        # those that move into these days come from other ones
        days = self._moved_to
        for _, day in days[bisect_left(days, (first,)) : bisect_right(days, (last, dt.date.max))]:
            planned |= self._planned(day, day)
        found = [self._occurrence(start, is_extra=extra) for start, extra in planned.items()]
        return sorted(
            (one for one in found if first <= one.day <= last),
            key=lambda one: (one.start, one.planned),
        )

    def on(self, day: dt.date) -> list[Occurrence]:
        """Return the occurrences that were planned for *day*, or take place on it."""
        planned = self._planned(day, day).items()
        found = [self._occurrence(start, is_extra=is_extra) for start, is_extra in planned]
        return list({one.planned: one for one in (*found, *self.between(day, day))}.values())

    def starts(self, number: int, last: dt.date) -> list[dt.datetime]:
        """Return the wall-clock times of the recurrence *number* up to the day *last*."""
        end = dt.datetime.combine(last, dt.time.max)
        recurrence = self.schedule.recurrences[number]
        return list(_starts(recurrence, end)) if recurrence in self._recurrences else []

    def at(self, planned: dt.datetime) -> Occurrence:
        """Return the occurrence that is *planned* for a wall-clock time."""
        return self._occurrence(planned, is_extra=planned in self._extra)

    def after(self, moment: dt.datetime, number: int) -> list[Occurrence]:
        """Return the first *number* occurrences that end after *moment*, by start.

        *moment* has a time zone. Cancelled ones are among them.
        """
        found: list[Occurrence] = []
        day = moment.astimezone(self.zone).date() - _DAY - self.schedule.duration
        reach = 2 * HORIZON
        last = self.last_day
        while len(found) < number and (last is None or day <= last) and reach.days < 40_000:
            until = _later(day, reach)
            found += [one for one in self.between(day, until) if one.end > moment]
            day = until + _DAY
            reach *= 2
        return found[:number]

    @cached_property
    def zone(self) -> dt.tzinfo:
        """The time zone of the schedule."""
        return zone_of(self.schedule.timezone)

    @cached_property
    def last_day(self) -> dt.date | None:
        """The last day with an occurrence, or a day after it; None if there is no end."""
        days = [start.date() for start in self.schedule.extra]
        days += [move.date for _, move in self.schedule.moved if move.date]
        for recurrence in self._recurrences:
            end = _end_of(recurrence)
            if end is None:
                return None
            days.append(end.date())
        return max(days, default=None)

    def _planned(self, first: dt.date, last: dt.date) -> dict[dt.datetime, bool]:
        """Return the wall-clock times from *first* to *last*, each with whether it is extra."""
        begin = dt.datetime.combine(first, dt.time())
        end = dt.datetime.combine(last, dt.time.max)
        extra, regular = self.schedule.extra, self._regular(end)
        return {
            **dict.fromkeys(_within(extra, begin, end), True),
            **dict.fromkeys(_within(regular, begin, end), False),
        }

    def _regular(self, end: dt.datetime) -> list[dt.datetime]:
        """Return the wall-clock times of all rules up to *end*, or longer, in order."""
        if end > self._known_until:
            start = min((one.start for one in self._recurrences), default=end)
            # twice as far, so that many questions cost no more than the last
            self._known_until = start + min(2 * max(end - start, HORIZON), dt.datetime.max - start)
            starts = (_starts(one, self._known_until) for one in self._recurrences)
            self._known = sorted(set(chain.from_iterable(starts)))
        return self._known

    @cached_property
    def _recurrences(self) -> list[Recurrence]:
        """Those that give a meeting at all; others would be computed for centuries."""
        return [one for one in self.schedule.recurrences if _first(one) is not None]

    def _occurrence(self, planned: dt.datetime, *, is_extra: bool) -> Occurrence:
        move = self._moves.get(planned.date(), _NO_MOVE)
        start = move.applied(planned).replace(tzinfo=self.zone)
        reason = self._cancelled.get(planned.date())
        if reason is None:
            reason = self._cancelled.get(start.date())
        return Occurrence(
            self.series,
            planned.replace(tzinfo=self.zone),
            start,
            # the length is that of a clock beside the meeting, also when clocks change
            (start.astimezone(dt.UTC) + self.schedule.duration).astimezone(self.zone),
            reason is not None,
            reason or "",
            is_extra,
        )

    @cached_property
    def _moves(self) -> Mapping[dt.date, Move]:
        return dict(self.schedule.moved)

    @cached_property
    def _moved_to(self) -> list[tuple[dt.date, ...]]:
        """The days to which meetings move, in order, each with the day that they leave."""
        return sorted((move.date, day) for day, move in self.schedule.moved if move.date)

    @cached_property
    def _extra(self) -> frozenset[dt.datetime]:
        return frozenset(self.schedule.extra)

    @cached_property
    def _cancelled(self) -> Mapping[dt.date, str]:
        return dict(self.schedule.cancelled)

    # ── what is wrong ─────────────────────────────────────────────────────────

    def problems(self, today: dt.date) -> list[str]:
        """Return messages about days on which the schedule cannot be what its author meant."""
        return [*self._of_rules(), *self._of_exceptions(), *self._of_clocks(today)] or [
            *self._of_end(today)
        ]

    def _of_rules(self) -> Iterator[str]:
        shared = {one.start.date() for one in self._recurrences if _first(one) == one.start}
        for recurrence in self.schedule.recurrences:
            if recurrence.rule is None:
                continue
            start = recurrence.start
            hits = _first(recurrence)
            # of several rules, each has some other days: only intervals count from the start
            if hits and recurrence.rule.interval == 1 and start.date() in shared:
                continue
            if hits is None:
                yield (
                    f"the rule {recurrence.rule} gives no meeting after {start:%Y-%m-%d}; "
                    "correct it"
                )
            elif hits != start:
                yield (
                    f"the start {start:%Y-%m-%d} is not a day of the rule {recurrence.rule}; the "
                    f"first meeting is on {hits:%Y-%m-%d}: use that day"
                )

    def _of_exceptions(self) -> Iterator[str]:
        schedule = self.schedule
        for name, pairs in (("cancelled", schedule.cancelled), ("moved", schedule.moved)):
            for day, _ in pairs:
                if self.on(day):
                    continue
                near = self.between(day - dt.timedelta(days=31), day + dt.timedelta(days=31))
                hint = min(near, key=lambda one: abs(one.planned.date() - day), default=None)
                yield f"{name!r}: there is no meeting on {day}" + (
                    f". Did you mean {hint.planned:%Y-%m-%d}?" if hint else "; remove the day"
                )
        for day in sorted(self._moves.keys() & self._cancelled.keys()):
            yield f"the meeting of {day} is both moved and cancelled; remove one of them"

    def _of_clocks(self, today: dt.date) -> Iterator[str]:
        for one in self.between(today, _later(today, 2 * HORIZON)):
            wall_clock = one.start.replace(tzinfo=None)
            there = one.start.astimezone(dt.UTC).astimezone(self.zone).replace(tzinfo=None)
            if wall_clock != there:
                yield (
                    f"there is no {wall_clock:%H:%M} on {one.day} in {self.schedule.timezone}, "
                    f"where clocks are put forward; the meeting is at {there:%H:%M}: move it"
                )

    def _of_end(self, today: dt.date) -> Iterator[str]:
        if self.last_day is not None and self.last_day < today:
            yield (
                f"the last meeting was on {self.last_day}; extend 'until', or remove the schedule"
            )

    @property
    def skips_months(self) -> bool:
        """Whether some months have no meeting because the day is missing there."""
        return any(
            recurrence.rule is not None and skips_months(recurrence.rule, recurrence.start)
            for recurrence in self.schedule.recurrences
        )


_NO_MOVE = Move()


def _within(
    starts: Sequence[dt.datetime], first: dt.datetime, last: dt.datetime
) -> Sequence[dt.datetime]:
    return starts[bisect_left(starts, first) : bisect_right(starts, last)]


def _first(recurrence: Recurrence) -> dt.datetime | None:
    """Return the first meeting; there is a 29 February at least every eight years."""
    return next(_starts(recurrence, recurrence.start + 9 * HORIZON), None)


def _later(day: dt.date, days: dt.timedelta) -> dt.date:
    return min(day, dt.date.max - days) + days


def _end_of(recurrence: Recurrence) -> dt.datetime | None:
    """Return the end of a recurrence, or None if it has none."""
    if recurrence.rule is None:
        return recurrence.start
    if recurrence.rule.count:
        # a rule that never hits does not get that far
        known = _starts(recurrence, recurrence.until or recurrence.start + _FARTHEST)
        return max(known, default=recurrence.start)
    return recurrence.until


def _starts(recurrence: Recurrence, last: dt.datetime) -> Iterator[dt.datetime]:
    """Yield the wall-clock times of a recurrence up to *last*."""
    until = min(last, recurrence.until or last)
    if until < recurrence.start:
        return iter(())
    if recurrence.rule is None:
        return iter((recurrence.start,))
    return islice(_all(recurrence.start, recurrence.rule, until), recurrence.rule.count or None)


def _all(start: dt.datetime, rule: Rule, until: dt.datetime) -> Iterator[dt.datetime]:
    return iter(
        rrule.rrule(
            getattr(rrule, rule.frequency),
            dtstart=start,
            interval=rule.interval,
            until=until,
            wkst=rule.week_start,
            bymonth=rule.months or None,
            bymonthday=rule.month_days or None,
            byweekday=[rrule.weekday(day, nth or None) for nth, day in rule.weekdays] or None,
            bysetpos=rule.positions or None,
        )
    )


def conflicts(
    timetables: Sequence[Timetable], today: dt.date
) -> list[tuple[str, str, Occurrence]]:
    """Return pairs of series that are at the same place at the same time, with the first time.

    A place is a link to join or a location. The coming year is looked at.
    """
    by_place: defaultdict[str, list[Occurrence]] = defaultdict(list)
    for timetable in timetables:
        place = timetable.schedule.join or timetable.schedule.location
        if place:
            coming = timetable.between(today, _later(today, HORIZON))
            by_place[place.casefold()] += [one for one in coming if not one.is_cancelled]
    found: dict[tuple[str, str], Occurrence] = {}
    for occurrences in by_place.values():
        latest: Occurrence | None = None
        for one in sorted(occurrences, key=lambda one: (one.start.astimezone(dt.UTC), one.series)):
            if latest and one.start < latest.end and one.series != latest.series:
                found.setdefault((latest.series, one.series), one)
            if latest is None or one.end > latest.end:
                latest = one
    return [(first, second, one) for (first, second), one in found.items()]
