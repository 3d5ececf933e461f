"""Schedules in builds: where they are read from, and what is reported."""

from __future__ import annotations

import datetime as dt

from support.builds import Build, Built

NOTE = "---\n{0}series: call\n---\n# Call\n\nText.\n"
FILES = {
    "index.md": "# Home\n",
    "meetings/2026-06-02.md": NOTE.format(""),
    "meetings/2026-06-09.md": NOTE.format("status: confirmed\n"),
}
SERIES = """\
call:
  title: Community call
  start: 2026-01-06 17:00
  timezone: Europe/London
  every: week on Tuesday
  cancelled:
    2026-06-09: Holidays
"""
TODAY = {"meetings_today": "2026-06-01"}


def starts(built: Built) -> dict[str, dt.datetime | None]:
    archive = built.app.env.get_domain("meeting").archive
    return {name: record.start for name, record in archive.records.items()}


def warnings(built: Built) -> list[str]:
    return [warning.partition(" [")[0] for warning in built.warnings]


def test_a_file_and_conf_py(build: Build) -> None:
    schedule = {"meetings_schedule": "meetings/series.yml"}
    in_conf = {"meetings_series": {"board": {"start": "2026-01-06 17:00", "timezone": "UTC-7"}}}
    built = build(FILES | {"meetings/series.yml": SERIES}, conf=TODAY | schedule | in_conf)
    assert warnings(built) == [
        "WARNING: meetings_series: 'board': 'timezone': 'UTC-7' is an offset, which does not say "
        "when clocks change; use a time zone such as America/Denver, America/Phoenix, "
        "America/Los_Angeles",
        "meetings/2026-06-09.md:2: WARNING: the status is 'confirmed', but the schedule of 'call' "
        "has the meeting of 2026-06-09 cancelled; correct one of them",
    ]
    assert "17:00" in built.text("meetings/2026-06-02.html")
    assert [record.title for record in built.app.env.get_domain("meeting").series] == [
        "Community call",
        "board",
    ]


def test_what_is_wrong_in_a_file_names_its_line(build: Build) -> None:
    text = (
        "call:\n  start: 2026-01-06 17:00\n  timezone: UTC\n  evry: week\n"
        "board: weekly\n"
        "team:\n  start: 2026-01-06 17:00\n  timezone: UTC\n  every: week\n"
        "  join: https://meet.example.org/1?pwd=a1\n  moved: {2026-06-03: 18:00}\n"
    )
    built = build(
        FILES | {"meetings/series.yml": text},
        conf={"meetings_today": "2026-01-06", "meetings_schedule": "meetings/series.yml"},
    )
    assert warnings(built) == [
        "meetings/series.yml:5: WARNING: 'board' is left out: it is not a mapping; write lines of "
        "`name: text` below it",
        "meetings/series.yml:1: WARNING: 'call' has an unknown entry 'evry'. Did you mean 'every'?",
        "meetings/series.yml:6: WARNING: 'team': 'join' has a passcode, which is left out; remove "
        "it, or set meetings_publish_passcodes to True",
        "meetings/series.yml:6: WARNING: 'team': 'moved': there is no meeting on 2026-06-03. Did "
        "you mean 2026-06-02?",
    ]


def test_a_missing_file(build: Build) -> None:
    built = build(FILES, conf={"meetings_schedule": "gone.yml"})
    assert warnings(built)[0] == (
        "WARNING: meetings_schedule: there is no file 'gone.yml' in the source directory; give a "
        "path relative to it"
    )


def test_passcodes_of_notes(build: Build) -> None:
    files = FILES | {"meetings/2026-06-02.md": NOTE.format("location: Zoom 1 passcode 42\n")}
    built = build(files)
    assert warnings(built) == [
        "meetings/2026-06-02.md:2: WARNING: the location has a passcode, which is left out; remove "
        "it, or set meetings_publish_passcodes to True"
    ]
    assert "42" not in built.seen("meetings/2026-06-02").select_one(".meetings-header").get_text()
    wanted = built.again(conf={"meetings_publish_passcodes": True})
    assert not wanted.warnings
    assert "passcode 42" in wanted.text("meetings/2026-06-02.html")


def test_an_edit_of_a_schedule_reads_no_note_again(build: Build) -> None:
    schedule = TODAY | {"meetings_schedule": "meetings/series.yml"}
    built = build(FILES | {"meetings/series.yml": SERIES}, conf=schedule)
    assert [start and start.hour for start in starts(built).values()] == [17, 17]
    read: list[str] = []
    again = built.again(
        {"meetings/series.yml": SERIES.replace("17:00", "18:30")},
        conf=schedule,
        handlers={"source-read": lambda app, docname, source: read.append(docname)},
    )
    assert [start and start.hour for start in starts(again).values()] == [18, 18]
    assert "18:30" in again.text("meetings/2026-06-02.html")
    assert not read
