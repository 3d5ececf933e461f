"""Makes the record of a meeting from the values of its fields, which may disagree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sphinxcontrib_meetings.model.field import single_fields
from sphinxcontrib_meetings.model.meeting import Meeting
from sphinxcontrib_meetings.model.people import Participation
from sphinxcontrib_meetings.model.problem import Kind, Problem
from sphinxcontrib_meetings.model.recording import Chapter
from sphinxcontrib_meetings.parse.chapters import check_chapters
from sphinxcontrib_meetings.parse.dates import PathDate, date_in_heading, date_in_path, settle_date
from sphinxcontrib_meetings.parse.fields import ROLE_FIELDS
from sphinxcontrib_meetings.parse.times import zone_name, zone_of

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
) -> tuple[Meeting, list[Problem]]:
    """Return the record of one meeting, without the excerpt, and the problems.

    *title* is used if no field has one; *heading* may contain a date. *anchor* is
    the id of the section, if the meeting is not the whole document. *path* defaults
    to the date in *docname*; for a section, only to what its heading lacks, since
    the date of running notes is not the date of each section. *chapters* are those
    of the field.
    """
    if path is None:
        path = _section_path(docname, heading) if anchor else date_in_path(docname)
    zone = values.get("timezone") or _written_zone(values)
    day, messages = settle_date(given=_given_day(values, zone), path=path, heading=heading)
    given = "start" if "date" not in values and "start" in values else "date"
    faults = [(given, message) for message in messages]
    start, end, duration = _choose_times(values, zone, day, faults)
    as_read = {name: values[name] for name in single_fields(Meeting) if name in values}
    computed: dict[str, Any] = {
        "docname": docname,
        "anchor": anchor,
        "line": line,
        "title": values.get("title") or title or docname.rpartition("/")[2],
        "date": day,
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
    faulty = check_chapters(chapters, _recorded(values), lines.get("chapters", line))
    return meeting, [*problems, *faulty]


def _recorded(values: Mapping[str, Any]) -> int | None:
    """Return the length of the recording in seconds, if a field has it."""
    # the start and end of the meeting say nothing about its recording
    given = values.get("duration")
    lengths = (item.duration for item in values.get("recordings", ()) if item.duration)
    length = next(lengths, given)
    return int(length.total_seconds()) if length else None


def _section_path(docname: str, heading: str) -> PathDate:
    path = date_in_path(docname)
    try:
        dated = date_in_heading(heading) is not None
    except ValueError:
        dated = True
    return PathDate() if dated or path.day is not None else path


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
    values: Mapping[str, Any], zone: str, day: dt.date | None, faults: list[tuple[str, str]]
) -> tuple[dt.datetime | None, dt.datetime | None, dt.timedelta | None]:
    """Return start, end and duration; add fields and messages to *faults*."""
    duration = values.get("duration")
    if day is None:
        return None, None, duration
    start = _choose_start(values, zone, day, faults)
    end = _choose_end(values, zone, start, faults)
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
    faults: list[tuple[str, str]],
) -> dt.datetime | None:
    if "end" not in values:
        return None
    if start is None:
        faults.append(("end", "the meeting has an end but no start; add the field 'start'"))
        return None
    end = _moment_on(start.date(), values["end"], zone)
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
