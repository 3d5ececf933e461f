"""Records: what counts where fields, path and heading disagree."""

from __future__ import annotations

import datetime as dt
import pickle
import zoneinfo
from typing import Any

import pytest
from support.records import recording

from sphinxcontrib_meetings.model.meeting import Meeting, Status, Tag
from sphinxcontrib_meetings.model.month import Month
from sphinxcontrib_meetings.model.people import Person, Role
from sphinxcontrib_meetings.model.problem import Kind
from sphinxcontrib_meetings.parse.dates import PathDate
from sphinxcontrib_meetings.parse.fields import read_fields
from sphinxcontrib_meetings.parse.record import make_meeting

DAY = dt.date(2023, 9, 20)
BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")
ID = "dQw4w9WgXcQ"
WATCH = f"https://www.youtube.com/watch?v={ID}"


def read(**mapping: object) -> dict[str, Any]:
    """Read fields that are as they should be."""
    values, _, problems = read_fields(mapping, {})
    assert problems == []
    return values


def meeting(docname: str = "2023-09-20-name", **mapping: object) -> Meeting:
    """Make a record that has no problem."""
    found, problems = make_meeting(docname, read(**mapping), {}, title="", heading="", line=1)
    assert problems == []
    return found


def messages(docname: str = "2023-09-20-name", **mapping: object) -> tuple[Meeting, list[str]]:
    found, problems = make_meeting(docname, read(**mapping), {}, title="", heading="", line=1)
    assert {problem.kind for problem in problems} <= {Kind.DATE}
    return found, [problem.message for problem in problems]


class TestRecord:
    def test_everything(self) -> None:
        found = meeting(
            title="Weekly",
            date="2023-09-20",
            time="17:00",
            timezone="Europe/Berlin",
            duration="45 min",
            authors="brooks",
            tags="wasm",
            description="What was said.",
            draft=True,
            unlisted=True,
            image="/img/weekly.png",
            slug="weekly",
            keywords="wasi",
            status="cancelled",
            series="community",
            recording=ID,
            location="Room 1",
        )
        start = dt.datetime(2023, 9, 20, 17, tzinfo=BERLIN)
        assert found == Meeting(
            docname="2023-09-20-name",
            line=1,
            title="Weekly",
            date=DAY,
            start=start,
            end=start + dt.timedelta(minutes=45),
            timezone="Europe/Berlin",
            duration=dt.timedelta(minutes=45),
            people=found.people,
            tags=(Tag("wasm"),),
            series="community",
            location="Room 1",
            description="What was said.",
            image="/img/weekly.png",
            keywords=("wasi",),
            slug="weekly",
            status=Status.CANCELLED,
            draft=True,
            unlisted=True,
            recordings=(recording(WATCH),),
        )
        assert found.people_as(Role.AUTHOR) == (Person("brooks"),)
        assert pickle.loads(pickle.dumps(found)) == found

    def test_nothing(self) -> None:
        found, (problem,) = make_meeting("notes/kick-off", {}, {}, title="", heading="", line=4)
        assert found == Meeting("notes/kick-off", line=4, title="kick-off")
        assert (problem.kind, problem.line) == (Kind.DATE, 4)

    def test_the_title_given_counts_before_the_heading(self) -> None:
        for values, title in (({}, "Heading"), (read(title="Given"), "Given")):
            found, _ = make_meeting("2023-09-20", values, {}, title="Heading", heading="", line=1)
            assert found.title == title

    def test_lines_are_kept(self) -> None:
        lines = {"title": 3, "date": 2}
        values = read(title="x", date=DAY)
        found, _ = make_meeting("2023-09-20", values, lines, title="", heading="", line=1)
        assert found.line_of("date") == 2
        assert found.line_of("tags") == 1

    @pytest.mark.parametrize(("field", "value"), [("date", DAY), ("start", "2023-09-20 17:00")])
    def test_a_contradiction_has_the_line_of_the_field(self, field: str, value: object) -> None:
        found, (problem,) = make_meeting(
            "2023-09-21", read(**{field: value}), {field: 5}, title="", heading="", line=1
        )
        assert found.date == DAY
        assert (problem.kind, problem.line) == (Kind.DATE, 5)

    def test_the_heading_gives_the_day(self) -> None:
        heading = "Meeting (September 20, 2023)"
        found, problems = make_meeting(
            "monthly/2023-09", {}, {}, title=heading, heading=heading, line=1
        )
        assert (found.date, problems) == (DAY, [])


class TestSections:
    @pytest.mark.parametrize(
        ("docname", "heading"),
        [
            ("notes/2023", "Sep 20"),
            ("notes/2023-09", "September 20th"),
            ("notes/2022", "2023-09-20"),
            ("2023-01-01-running-notes", "2023-09-20"),
        ],
    )
    def test_the_path_only_completes_the_heading(self, docname: str, heading: str) -> None:
        found, problems = make_meeting(
            docname, {}, {}, title=heading, heading=heading, line=9, anchor="sep-20"
        )
        assert (found.date, problems) == (DAY, [])
        assert found.name == f"{docname}#sep-20"

    @pytest.mark.parametrize("heading", ["Sep 20", "Kick-off", "2023-02-30"])
    def test_the_day_of_the_file_is_not_that_of_a_section(self, heading: str) -> None:
        found, problems = make_meeting(
            "2023-01-01-notes", {}, {}, title="", heading=heading, line=9, anchor="a"
        )
        assert found.date is None
        assert len(problems) == 1

    def test_a_path_that_is_given_counts(self) -> None:
        found, (problem,) = make_meeting(
            "x", read(date=DAY), {}, title="", heading="", line=9, anchor="a", path=PathDate(2022)
        )
        assert found.date == DAY
        assert "which says 2022;" in problem.message


class TestTimes:
    def test_a_date_with_a_time_starts_the_meeting(self) -> None:
        assert meeting(date="2023-09-20 17:00").start == dt.datetime(2023, 9, 20, 17)

    def test_a_zone_that_is_written_with_the_time(self) -> None:
        found = meeting(time="17:00 Europe/Berlin", end="18:00")
        assert found.timezone == "Europe/Berlin"
        assert found.start == dt.datetime(2023, 9, 20, 17, tzinfo=BERLIN)
        assert found.end == dt.datetime(2023, 9, 20, 18, tzinfo=BERLIN)

    def test_another_zone_is_converted(self) -> None:
        found = meeting(date="2023-09-20T15:00:00Z", timezone="Europe/Berlin")
        assert found.start is not None
        assert found.start.isoformat() == "2023-09-20T17:00:00+02:00"

    def test_the_day_is_that_of_the_zone(self) -> None:
        found = meeting(date="2023-09-19T22:30Z", timezone="Europe/Berlin")
        assert found.date == DAY

    def test_start_and_end_with_their_dates(self) -> None:
        found = meeting("kick-off", start="2023-09-20 23:00", end="2023-09-21 00:30")
        assert found.date == DAY
        assert found.duration == dt.timedelta(minutes=90)

    def test_a_duration_that_is_given_stays(self) -> None:
        found = meeting(start="17:00", end="18:00", duration=2090)
        assert found.duration == dt.timedelta(seconds=2090)
        assert found.end == dt.datetime(2023, 9, 20, 18)

    def test_a_duration_without_a_start(self) -> None:
        found = meeting(duration=2090)
        assert found.duration == dt.timedelta(seconds=2090)
        assert found.start is found.end is None

    def test_durations_are_right_where_clocks_change(self) -> None:
        # at 3:00 of this day in Berlin it is 2:00 again
        found = meeting(
            "x", date="2023-10-29", time="01:00", timezone="Europe/Berlin", end="04:00"
        )
        assert found.duration == dt.timedelta(hours=4)
        found = meeting(
            "x", date="2023-10-29", time="01:00", timezone="Europe/Berlin", duration="4 h"
        )
        assert found.end == dt.datetime(2023, 10, 29, 4, tzinfo=BERLIN)

    def test_an_end_that_is_not_after_the_start(self) -> None:
        found, (message,) = messages(start="23:00", end="00:30", duration="90 min")
        assert "end 2023-09-20 00:30 is not after the start" in message
        assert found.end == dt.datetime(2023, 9, 21, 0, 30)

    def test_an_end_without_a_start(self) -> None:
        found, (message,) = messages(end="18:00")
        assert "add the field 'start'" in message
        assert found.end is None

    def test_times_of_a_meeting_without_a_date(self) -> None:
        found, (message,) = messages("kick-off", start="17:00", end="18:00")
        assert "has no date" in message
        assert found.start is found.end is None

    def test_starts_that_contradict_each_other(self) -> None:
        found, (message,) = messages(start="17:00", time="18:00")
        assert "contradicts time, which says 2023-09-20 18:00" in message
        assert found.start == dt.datetime(2023, 9, 20, 17)

    def test_midnight_in_a_date_contradicts_no_time(self) -> None:
        found = meeting(date="2023-09-20 00:00:00", time="17:00")
        assert found.start == dt.datetime(2023, 9, 20, 17)

    def test_a_start_on_another_day(self) -> None:
        found, (message,) = messages(date=DAY, start="2023-09-21 17:00")
        assert "is not on 2023-09-20, the date of the meeting" in message
        assert found.start is None


class TestDays:
    @pytest.mark.parametrize(
        "mapping",
        [
            {"date": "2023-09-20 to 2023-09-22"},
            {"date": "September 20-22, 2023"},
            {"date": "2023-09-20", "end_date": "2023-09-22"},
            {"date": DAY, "end": dt.date(2023, 9, 22)},
            {"start": "2023-09-20 09:00", "end": "2023-09-22 17:00"},
            {"date": "2023-09-20 to 2023-09-22", "end": "2023-09-22"},
            {"date": "Wed-Fri, Sep 20-22, 2023, 9:00-17:00 UTC"},
        ],
    )
    def test_several(self, mapping: dict[str, object]) -> None:
        found = meeting(**mapping)
        last = dt.date(2023, 9, 22)
        assert (found.date, found.end_date, found.last_day) == (DAY, last, last)
        # the nights are not a part of it
        assert found.duration is None
        if found.start:
            assert found.end is not None
            assert (found.start.hour, found.end.date(), found.end.hour) == (9, last, 17)

    @pytest.mark.parametrize("heading", ["Summit, September 20-22, 2023", "20-22 September"])
    def test_in_the_heading(self, heading: str) -> None:
        found, problems = make_meeting("2023/x", {}, {}, title="", heading=heading, line=1)
        assert (found.date, found.end_date, problems) == (DAY, dt.date(2023, 9, 22), [])

    @pytest.mark.parametrize(
        ("mapping", "expected"),
        [
            (
                {"date": DAY, "end_date": "2023-09-19"},
                "the last day 2023-09-19 is not within 31 days",
            ),
            (
                {"date": DAY, "end_date": "2024-09-22"},
                "the last day 2024-09-22 is not within 31 days",
            ),
            (
                {"date": "2023-09-20 to 2023-09-22", "end_date": "2023-09-21"},
                "end_date 2023-09-21 contradicts date, which says 2023-09-22",
            ),
            (
                {"date": "2023-09-20 17:00-18:00", "end": "19:00"},
                "end 19:00 contradicts date, which says 18:00",
            ),
        ],
    )
    def test_contradictions(self, mapping: dict[str, object], expected: str) -> None:
        found, (message,) = messages(**mapping)
        assert found.date == DAY
        assert expected in message

    def test_a_day_is_not_several(self) -> None:
        found = meeting(date=DAY, end_date=DAY)
        assert (found.end_date, found.last_day) == (None, DAY)


class TestTimesInADate:
    @pytest.mark.parametrize(
        ("written", "start", "end", "zone"),
        [
            ("2023-09-20 17:00-18:00", "17:00", "18:00", ""),
            ("2023-09-20 5:00 PM PDT", "17:00", "", "-07:00"),
            ("2023-09-20 5-6 pm Europe/Berlin", "17:00", "18:00", "Europe/Berlin"),
            ("2023-09-20 (Wed)", "", "", ""),
            ("2023-09-20 23:00-00:30 UTC", "23:00", "00:30", "UTC"),
        ],
    )
    def test_start_and_end(self, written: str, start: str, end: str, zone: str) -> None:
        found = meeting(date=written)
        assert found.date == DAY
        assert (f"{found.start:%H:%M}" if found.start else "") == start
        assert (f"{found.end:%H:%M}" if found.end else "") == end
        assert found.timezone == zone
        assert found.end is None or found.duration in (
            dt.timedelta(hours=1),
            dt.timedelta(minutes=90),
        )

    def test_a_range_of_times(self) -> None:
        found = meeting(time="17:00-18:00 UTC")
        assert found.start == dt.datetime(2023, 9, 20, 17, tzinfo=dt.UTC)
        assert found.end == dt.datetime(2023, 9, 20, 18, tzinfo=dt.UTC)

    @pytest.mark.parametrize(
        ("key", "written", "expected"),
        [
            ("date", "2023-09-20 (Thu)", "2023-09-20 is a Wednesday, not 'Thu'"),
            ("date", "2023-09-20 in Room 4", "'in Room 4' is ignored"),
            ("date", "2023-09-20 17:00 IST", "'IST' may be Asia/Kolkata"),
            ("time", "17:00 IST", "'IST' may be Asia/Kolkata"),
        ],
    )
    def test_the_rest_is_kept_with_a_warning(self, key: str, written: str, expected: str) -> None:
        values, _, (problem,) = read_fields({key: written}, {key: 2})
        assert expected in problem.message
        found, problems = make_meeting("2023-09-20", values, {}, title="", heading="", line=1)
        assert (found.date, problems) == (DAY, [])
        assert (found.start is not None) == ("17:00" in written)


class TestMonths:
    @pytest.mark.parametrize("written", ["2023-09", "September 2023", "Sep 2023"])
    def test_a_field(self, written: str) -> None:
        found = meeting("notes", date=written)
        assert found.date == Month(2023, 9, 1)
        assert found.last_day == dt.date(2023, 9, 30)

    def test_a_path(self) -> None:
        assert meeting("monthly/2023-09").date == Month(2023, 9, 1)

    def test_a_time_needs_a_day(self) -> None:
        found, (message,) = messages("2023-09", time="17:00")
        assert (found.date, found.start) == (Month(2023, 9, 1), None)
        assert "only 2023-09; add the field 'date: YYYY-MM-DD'" in message

    def test_a_month_that_contradicts_the_path(self) -> None:
        found, (message,) = messages("2023-10-01", date="2023-09")
        assert found.date == Month(2023, 9, 1)
        assert "the date 2023-09 contradicts the path, which says 2023-10-01" in message
