"""Makes the record of a meeting from the values of its fields, which may disagree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sphinxcontrib_meetings.model.field import single_fields
from sphinxcontrib_meetings.model.meeting import Meeting
from sphinxcontrib_meetings.model.month import Month
from sphinxcontrib_meetings.model.people import Participation
from sphinxcontrib_meetings.model.problem import Kind, Problem
from sphinxcontrib_meetings.model.recording import Chapter
from sphinxcontrib_meetings.parse.chapters import check_chapters
from sphinxcontrib_meetings.parse.date_text import LONGEST_RANGE
from sphinxcontrib_meetings.parse.date_words import ENGLISH, DateWords
from sphinxcontrib_meetings.parse.dates import (
    NO_DATE,
    PathDate,
    date_in_path,
    date_of_note,
    last_day_in_heading,
    names_date,
)
from sphinxcontrib_meetings.parse.fields import ROLE_FIELDS
from sphinxcontrib_meetings.parse.labelled_dates import LabelledText, read_labelled
from sphinxcontrib_meetings.parse.settle_dates import Settled, settle
from sphinxcontrib_meetings.parse.times import zone_name, zone_of
from sphinxcontrib_meetings.parse.when import When

__all__ = ["make_meeting"]


def make_meeting(  # noqa: PLR0913, all of it is what one record is made of
    docname: str,
    values: Mapping[str, Any],
    lines: Mapping[str, int],
    *,
    title: str,
    heading: str,
    line: int,
    anchor: str = "",
    path: PathDate | None = None,
    chapters: Sequence[Chapter] = (),
    labelled: Sequence[LabelledText] = (),
    words: DateWords = ENGLISH,
) -> tuple[Meeting, list[Problem]]:
    """Return the record of one meeting, without the excerpt, and the problems.

    *title* is used if no field has one; *heading* may contain a date. *anchor* is
    the id of the section, if the meeting is not the whole document. *path* defaults
    to the date in *docname*; for a section, only to what its heading lacks, since
    the date of running notes is not the date of each section. *chapters* are those
    of the field. *labelled* are the lines at its head that have a label. *words* has the names
    of months.
    """
    faults: list[tuple[str, str]] = []
    values = _simple(values, faults)
    if path is None:
        path = _section_path(docname, heading, words) if anchor else date_in_path(docname, words)
    zone = values.get("timezone") or _written_zone(values)
    given_day = _given_day(values, zone)
    day, messages = date_of_note(given=given_day, path=path, heading=heading, words=words)
    given = "start" if "date" not in values and "start" in values else "date"
    settled = settle(
        read_labelled(labelled, words, (day or path).year),
        day,
        _source(day, given if given_day and given in lines else "", path),
        path=path,
        heading=heading,
        words=words,
    )
    day = settled.day
    if settled.by_line:
        messages = []
    elif settled.problems:
        messages = [message for message in messages if message is not NO_DATE]
    faults += [(given, message) for message in messages]
    if added := _add_labelled(settled, values, zone, faults):
        zone = values.get("timezone") or _written_zone(values)
        lines = {**dict.fromkeys(added, settled.line), **lines}
    last = values.get("end_date") or last_day_in_heading(heading, day, words)
    start, end, duration = _choose_times(values, zone, day, last, faults)
    last = _choose_last(day, last, end, faults)
    as_read = {name: values[name] for name in single_fields(Meeting) if name in values}
    computed: dict[str, Any] = {
        "docname": docname,
        "anchor": anchor,
        "line": line,
        "title": values.get("title") or title or docname.rpartition("/")[2],
        "date": day,
        "end_date": last,
        "start": start,
        "end": end,
        "timezone": zone,
        "duration": duration,
        "people": tuple(
            Participation(role, person)
            for role, name in ROLE_FIELDS.items()
            for person in values.get(name, ())
        ),
        "chapters": tuple(chapters),
        "lines": tuple(sorted(lines.items())),
    }
    meeting = Meeting(**(as_read | computed))
    problems = [Problem(Kind.DATE, text, lines.get(name, line)) for name, text in faults]
    problems += [Problem(Kind.DATE, text, place) for place, text in settled.problems]
    faulty = check_chapters(chapters, _recorded(values), lines.get("chapters", line))
    return meeting, [*problems, *faulty]


def _source(day: dt.date | None, name: str, path: PathDate) -> str:
    """Return where *day* is from, for messages: the field *name*, the *path*, or the heading."""
    if name and day:
        return f"the field {name!r}, which says {day.isoformat()}"
    if path.date or day is None or (isinstance(day, Month) and path.month):
        return f"the path, which says {path.said}"
    return f"the heading, which says {day.isoformat()}"


def _add_labelled(
    settled: Settled, values: dict[str, Any], zone: str, faults: list[tuple[str, str]]
) -> list[str]:
    """Add what a labelled line says to *values*, unless they have it; return what was added."""
    when, before = settled.when, dict(values)
    if settled.day is None or isinstance(settled.day, Month):
        return []
    if when.last and "end_date" not in values:
        values["end_date"] = when.last
    start = _given_time(values)
    if when.start and start is None and _is_on(settled.day, when, zone):
        with_day = replace(when, day=settled.day, end=None if "end" in values else when.end)
        _spread("time", replace(with_day, last=values.get("end_date")), values, faults)
        if not zone:
            settled.problems += [(settled.line, problem) for problem in when.problems]
    elif when.start == start and when.zone and not zone:
        values["timezone"] = when.zone
    return [name for name in values if name not in before]


def _is_on(day: dt.date, when: When, zone: str) -> bool:
    """Whether a time on *day* is on that day in the *zone* of the meeting, too."""
    if when.start is None or not (when.zone and zone):
        return True
    moment = dt.datetime.combine(day, when.start, zone_of(when.zone))
    return _in_zone(moment, zone).date() == day


def _given_time(values: Mapping[str, Any]) -> dt.time | None:
    """Return the time of day that a field has; tools without times write midnight."""
    for name in ("start", "time", "date"):
        value = values.get(name)
        time = value.timetz() if isinstance(value, dt.datetime) else value
        if isinstance(time, dt.time) and not (name == "date" and time == dt.time()):
            return time
    return None


def _recorded(values: Mapping[str, Any]) -> int | None:
    """Return the length of the recording in seconds, if a field has it."""
    # the start and end of the meeting say nothing about its recording
    given = values.get("duration")
    lengths = (item.duration for item in values.get("recordings", ()) if item.duration)
    length = next(lengths, given)
    return int(length.total_seconds()) if length else None


def _simple(values: Mapping[str, Any], faults: list[tuple[str, str]]) -> dict[str, Any]:
    """Return *values* with several days, and ranges of times, as values of their own fields."""
    simple = dict(values)
    for name in ("date", "start", "time"):
        if isinstance(when := values.get(name), When):
            _spread(name, when, simple, faults)
    if isinstance(end := simple.get("end"), dt.date) and not isinstance(end, dt.datetime):
        del simple["end"]
        _put("end", "end_date", end, simple, faults)
    return simple


def _spread(name: str, when: When, simple: dict[str, Any], faults: list[tuple[str, str]]) -> None:
    """Replace *when*, the value of the field *name*, by simple values."""
    zone = zone_of(when.zone) if when.zone else None
    start = when.start and when.start.replace(tzinfo=zone)
    end: dt.date | dt.time | None = when.end and when.end.replace(tzinfo=zone)
    if when.day is None or when.is_month:
        simple[name] = when.day or start
        if when.day:
            faults.append(
                (name, f"{when.day.isoformat()} has no day, so its times are ignored; add the day")
            )
            return
    else:
        simple[name] = dt.datetime.combine(when.day, start) if start else when.day
    if when.last:
        _put(name, "end_date", when.last, simple, faults)
    if end is None or when.end is None or when.start is None:
        return
    if when.day and (when.last or when.end <= when.start):
        # after midnight
        last = when.last or when.day + dt.timedelta(days=1)
        end = dt.datetime.combine(last, when.end, zone)
    _put(name, "end", end, simple, faults)


def _put(
    name: str, other: str, value: Any, simple: dict[str, Any], faults: list[tuple[str, str]]
) -> None:
    """Set the value of the field *other* to the one in the field *name*, unless it has its own."""
    if other not in simple:
        simple[other] = value
    elif simple[other] != value:
        faults.append(
            (
                other,
                f"{other} {_text(simple[other])} contradicts {name}, which says {_text(value)}; "
                "correct one of them",
            )
        )


def _text(value: dt.date | dt.time) -> str:
    if isinstance(value, dt.datetime):
        return _clock(value)
    return f"{value:%H:%M}" if isinstance(value, dt.time) else value.isoformat()


def _section_path(docname: str, heading: str, words: DateWords) -> PathDate:
    path = date_in_path(docname, words)
    return PathDate() if path.day is not None or names_date(heading, words) else path


def _written_zone(values: Mapping[str, Any]) -> str:
    """Return the zone that is written with a time; empty if there is none."""
    written = (values.get(name) for name in ("start", "time", "date", "end"))
    zones = (zone_name(value) for value in written if isinstance(value, dt.datetime | dt.time))
    return next(filter(None, zones), "")


def _given_day(values: Mapping[str, Any], zone: str) -> dt.date | None:
    for name in ("date", "start"):
        value = values.get(name)
        if isinstance(value, dt.datetime):
            return _in_zone(value, zone).date()
        if isinstance(value, dt.date):
            return value
    return None


def _in_zone(moment: dt.datetime, zone: str) -> dt.datetime:
    if not zone:
        return moment
    tzinfo = zone_of(zone)
    return moment.astimezone(tzinfo) if moment.tzinfo else moment.replace(tzinfo=tzinfo)


def _choose_times(
    values: Mapping[str, Any],
    zone: str,
    day: dt.date | None,
    last: dt.date | None,
    faults: list[tuple[str, str]],
) -> tuple[dt.datetime | None, dt.datetime | None, dt.timedelta | None]:
    """Return start, end and duration; add fields and messages to *faults*."""
    duration = values.get("duration")
    if day is None or isinstance(day, Month):
        given = next((name for name in ("start", "time") if name in values), "")
        if day and given:
            message = (
                f"the time is ignored, since the day is not known, but only {day.isoformat()}; "
                "add the field 'date: YYYY-MM-DD'"
            )
            faults.append((given, message))
        return None, None, duration
    start = _choose_start(values, zone, day, faults)
    end = _choose_end(values, zone, start, last, faults)
    if start and end and end.date() - start.date() > dt.timedelta(days=1):
        # the nights between the days are not a part of it
        return start, end, duration
    if last and last > day:
        return start, end, duration
    if start and end:
        duration = duration or _point(end) - _point(start)
    elif start and duration:
        end = _later(start, duration)
    return start, end, duration


def _choose_start(
    values: Mapping[str, Any], zone: str, day: dt.date, faults: list[tuple[str, str]]
) -> dt.datetime | None:
    """Return the start from the first field that has one; the others must agree."""
    found = [
        (name, moment)
        for name in ("start", "time", "date")
        if (moment := _moment_on(day, values.get(name), zone))
    ]
    if not found:
        return None
    (first, start), *others = found
    for name, moment in others:
        # tools without times write midnight
        if moment != start and not (name == "date" and moment.time() == dt.time()):
            faults.append(
                (
                    first,
                    f"{first} {_clock(start)} contradicts {name}, which says {_clock(moment)}; "
                    "correct one of them",
                )
            )
    if start.date() == day:
        return start
    faults.append(
        (
            first,
            f"{first} {_clock(start)} is not on {day.isoformat()}, the date of the meeting; "
            "correct one of them",
        )
    )
    return None


def _choose_end(
    values: Mapping[str, Any],
    zone: str,
    start: dt.datetime | None,
    last: dt.date | None,
    faults: list[tuple[str, str]],
) -> dt.datetime | None:
    if "end" not in values:
        return None
    if start is None:
        faults.append(("end", "the meeting has an end but no start; add the field 'start'"))
        return None
    end = _moment_on(last or start.date(), values["end"], zone)
    if end is None or _point(end) > _point(start):
        return end
    faults.append(
        (
            "end",
            f"end {_clock(end)} is not after the start, {_clock(start)}; correct it, or add its "
            "date",
        )
    )
    return None


def _choose_last(
    day: dt.date | None,
    last: dt.date | None,
    end: dt.datetime | None,
    faults: list[tuple[str, str]],
) -> dt.date | None:
    """Return the last day if it is another one than *day*."""
    if day is None or isinstance(day, Month):
        return None
    if last is None:
        # an end after midnight does not make it two days
        return end.date() if end and end.date() - day > dt.timedelta(days=1) else None
    if day < last <= day + LONGEST_RANGE:
        return last
    if last != day:
        faults.append(
            (
                "end_date",
                f"the last day {last.isoformat()} is not within {LONGEST_RANGE.days} days after "
                f"{day.isoformat()}, the first; correct one of them",
            )
        )
    return None


def _moment_on(day: dt.date, value: object, zone: str) -> dt.datetime | None:
    """Return *value*, a date and time or a time on *day*, in *zone*; None for other values."""
    if isinstance(value, dt.time):
        value = dt.datetime.combine(day, value)
    return _in_zone(value, zone) if isinstance(value, dt.datetime) else None


def _point(moment: dt.datetime) -> dt.datetime:
    """Return the moment in UTC, so that differences are right when clocks change."""
    return moment.astimezone(dt.UTC) if moment.tzinfo else moment


def _later(moment: dt.datetime, duration: dt.timedelta) -> dt.datetime:
    later = _point(moment) + duration
    return later.astimezone(moment.tzinfo) if moment.tzinfo else later


def _clock(moment: dt.datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"
