"""The schedules of series: from `meetings_series` and the file of `meetings_schedule`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.config import Config

from sphinxcontrib_meetings.archive.occurrences import Timetable, conflicts
from sphinxcontrib_meetings.config import SERIES_KEYS, Options, options_of, warn_of
from sphinxcontrib_meetings.model.problem import Kind, Problem, nearest
from sphinxcontrib_meetings.model.schedule import Schedule
from sphinxcontrib_meetings.parse.passcodes import without_passcode
from sphinxcontrib_meetings.parse.paths import is_file
from sphinxcontrib_meetings.parse.registry import Form, read_entries
from sphinxcontrib_meetings.parse.schedules import SCHEDULE_KEYS, parse_schedule
from sphinxcontrib_meetings.report import report_file

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["check_schedules", "on_config_inited", "schedules_of"]

_STORED = "_meetings_schedules"


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a series is described: in a line of a file, or, without one, in ``conf.py``."""

    path: Path | None = None
    line: int = 0

    def warn(self, app: Sphinx, kind: Kind, message: str) -> None:
        if self.path:
            report_file([Problem(kind, message, self.line)], self.path)
        else:
            warn_of(app, "series", message, kind)


@dataclass(frozen=True, slots=True)
class _Schedules:
    schedules: dict[str, Schedule] = field(default_factory=dict)
    places: dict[str, _Place] = field(default_factory=dict)


def schedules_of(config: Config) -> Mapping[str, Schedule]:
    """Return key of a series ─► its schedule."""
    return _stored(config).schedules


def _stored(config: Config) -> _Schedules:
    return getattr(config, _STORED, None) or _Schedules()


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Read the schedules, and leave in `meetings_series` what notes depend on.

    So a change of a schedule does not make Sphinx read all notes again.
    """
    options = options_of(config)
    found = _Schedules()
    series: dict[object, object] = {}
    for key, item, place in [*_in_file(app, options), *_in_conf(options)]:
        if not isinstance(item, Mapping):
            series[key] = item
            continue
        series[key] = {name: item[name] for name in SERIES_KEYS if name in item}
        for name in item.keys() - {*SERIES_KEYS, *SCHEDULE_KEYS}:
            hint = nearest(str(name), (*SERIES_KEYS, *SCHEDULE_KEYS))
            place.warn(app, Kind.CONFIG, f"{key!r} has an unknown entry {name!r}.{hint}")
        schedule, problems = parse_schedule(item)
        for message in problems:
            place.warn(app, Kind.SCHEDULE, f"{key!r}: {message}")
        found.places[str(key)] = place
        found.schedules.pop(str(key), None)
        if schedule:
            found.schedules[str(key)] = _published(app, options, str(key), schedule, place)
    if series:
        config.meetings_series = series
    setattr(config, _STORED, found)


def _in_file(app: Sphinx, options: Options) -> Iterator[tuple[str, Mapping[str, Any], _Place]]:
    if not options.schedule:
        return
    path = Path(app.srcdir, options.schedule)
    if not is_file(path):
        warn_of(
            app,
            "schedule",
            f"there is no file {options.schedule!r} in the source directory; give a path relative "
            "to it",
        )
        return
    entries, _, problems = read_entries(path, Form())
    report_file(problems, path)
    for entry in entries:
        yield entry.key, entry.values, _Place(path, entry.line)


def _in_conf(options: Options) -> Iterator[tuple[object, object, _Place]]:
    for key, item in options.series.items():
        yield key, item, _Place()


def _published(
    app: Sphinx, options: Options, key: str, schedule: Schedule, place: _Place
) -> Schedule:
    """Return *schedule* as everybody may see it: without passcodes, unless they are wanted."""
    if options.publish_passcodes:
        return schedule
    names = ("join", "location", "agenda", "contact")
    texts = {name: getattr(schedule, name) for name in names}
    safe: dict[str, Any] = {name: without_passcode(text) for name, text in texts.items()}
    changed = [name for name in names if safe[name] != texts[name]]
    for name in changed:
        place.warn(
            app,
            Kind.PRIVACY,
            f"{key!r}: {name!r} has a passcode, which is left out; remove it, or set "
            "meetings_publish_passcodes to True",
        )
    return replace(schedule, **{name: safe[name] for name in changed})


def check_schedules(app: Sphinx, timetables: Mapping[str, Timetable], today: dt.date) -> None:
    """Warn about days on which a schedule cannot be what was meant, and about conflicts."""
    places = _stored(app.config).places
    for key, timetable in timetables.items():
        for message in timetable.problems(today):
            places[key].warn(app, Kind.SCHEDULE, f"{key!r}: {message}")
    for first, second, one in conflicts(list(timetables.values()), today):
        places[second].warn(
            app,
            Kind.SCHEDULE,
            f"{second!r} and {first!r} meet at the same place at the same time, on "
            f"{one.start:%Y-%m-%d %H:%M}; correct one of them",
        )
