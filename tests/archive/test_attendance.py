"""Who was at which meeting, without a build."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from support.archives import archive, meeting, views

from sphinxcontrib_meetings.archive import attendance
from sphinxcontrib_meetings.archive.attendance import (
    Attendance,
    AttendanceRequest,
    AttendanceSummary,
    Attended,
    PersonAttendance,
)
from sphinxcontrib_meetings.archive.digest import digest
from sphinxcontrib_meetings.archive.page_plan import all_pages
from sphinxcontrib_meetings.archive.select import Selection
from sphinxcontrib_meetings.archive.views import Directory
from sphinxcontrib_meetings.model.meeting import Meeting, Series, Status
from sphinxcontrib_meetings.model.month import Month
from sphinxcontrib_meetings.model.people import Participation, Person, Role

ROLES = {
    "a": Role.AUTHOR,
    "c": Role.CHAIR,
    "s": Role.SCRIBE,
    "t": Role.SPEAKER,
    "+": Role.ATTENDEE,
    "-": Role.REGRETS,
}


def call(day: str, people: str, **fields: object) -> Meeting:
    """Return a meeting; *people* are words such as ``+ada`` or ``c+bo``."""
    parts = []
    for word in people.split():
        name = word.lstrip("acst+-") if word[1:2] in "acst+-" else word[1:]
        roles = word.removesuffix(name)
        parts += [Participation(ROLES[sign], Person(name, name)) for sign in roles]
    return meeting(f"m/{day or 'undated'}", day, people=tuple(parts), **fields)


def shown(view: Attendance) -> list[tuple[int | None, list[str], dict[str, list[str]]]]:
    """Return year, meetings, and for each person the roles by meeting, with counts."""
    return [
        (
            table.year,
            [column.link.docname for column in table.columns],
            {
                row.link.text: [
                    f"{row.present}/{row.regrets}",
                    *(f"{cell.column}:{' '.join(cell.roles)}" for cell in row.cells),
                ]
                for row in table.rows
            },
        )
        for table in view.tables
    ]


RECORDS = (
    call("2023-12-06", "c+ida +bo -eve", series="s"),
    call("2024-01-03", "cs+ida +bo", series="s", tags="x"),
    call("2024-02-07", "+bo -ida tzoe"),
    # they say nothing of others
    call("2024-02-14", "aida tzoe"),
    call("2024-02-21", "cida sbo"),
    # nobody was there
    call("2024-03-06", "+ida", status=Status.CANCELLED),
    call("2024-06-05", "-ida"),
    call("", "+ida"),
)


def test_tables() -> None:
    found = views(archive(*RECORDS)).of(AttendanceRequest(Selection()))
    assert isinstance(found, Attendance)
    assert shown(found) == [
        (
            2024,
            ["m/2024-02-07", "m/2024-01-03"],
            {
                "bo": ["2/0", "0:attendee", "1:attendee"],
                "ida": ["1/1", "0:regrets", "1:chair scribe"],
                "zoe": ["1/0", "0:speaker"],
            },
        ),
        (
            2023,
            ["m/2023-12-06"],
            {"bo": ["1/0", "0:attendee"], "eve": ["0/1", "0:regrets"], "ida": ["1/0", "0:chair"]},
        ),
        (None, ["m/undated"], {"ida": ["1/0", "0:attendee"]}),
    ]


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(year=2023, people=("ida",)), [(1, ["ida"])]),
        (Selection(year=2024, people=("ida", "zoe")), [(2, ["ida", "zoe"])]),
        (Selection(series="s"), [(1, ["bo", "ida"]), (1, ["bo", "eve", "ida"])]),
        (Selection(tags=("x",)), [(1, ["bo", "ida"])]),
        (Selection(before=dt.date(2024, 1, 1)), [(1, ["bo", "eve", "ida"])]),
        (Selection(year=2022), []),
        (Selection(people=("nobody",), year=2023), [(1, [])]),
    ],
)
def test_conditions(selection: Selection, expected: list[tuple[int, list[str]]]) -> None:
    found = views(archive(*RECORDS)).of(AttendanceRequest(selection))
    assert isinstance(found, Attendance)
    assert [
        (len(table.columns), [row.link.text for row in table.rows]) for table in found.tables
    ] == expected


@pytest.mark.parametrize(
    ("roles", "expected", "is_present"),
    [
        ("+", "attendee", True),
        ("c+", "chair", True),
        ("cs", "chair scribe", True),
        ("s+", "scribe", True),
        ("-", "regrets", False),
        # both are said
        ("+-", "attendee regrets", True),
        ("a-", "regrets", False),
    ],
)
def test_a_cell_says_what_somebody_was(roles: str, expected: str, *, is_present: bool) -> None:
    found = views(archive(call("2024-01-01", f"{roles}ida +bo"))).attendance_of_all()
    cell = next(row for row in found.tables[0].rows if row.link.text == "ida").cells[0]
    assert (" ".join(cell.roles), cell.is_present) == (expected, is_present)


def test_a_remark_stays_with_the_meeting() -> None:
    ida = Person("ida", "ida")
    record = meeting(
        "m/a", "2024-01-01", people=(Participation(Role.ATTENDEE, ida, "until 10:30", "x", 4),)
    )
    (table,) = views(archive(record)).attendance_of_all().tables
    assert table.rows[0].cells[0].remark == "until 10:30"
    (part,) = archive(record).records["m/a"].people
    assert (part.remark, part.anchor, part.line) == ("until 10:30", "x", 4)


def test_the_digest_tells_every_change() -> None:
    def of(record: Meeting) -> str:
        return digest(views(archive(record)).attendance_of_all())

    one = call("2024-01-01", "+ida +bo")
    others = [
        call("2024-01-01", "+ida -bo"),
        call("2024-01-01", "+ida s+bo"),
        call("2024-01-02", "+ida +bo"),
        dataclasses.replace(one, title="Another"),
    ]
    assert of(one) == of(call("2024-01-01", "+ida +bo"))
    assert len({of(record) for record in (one, *others)}) == 5


def test_a_year_with_many_meetings_has_several_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attendance, "_MOST_COLUMNS", 3)
    records = [call(f"2024-01-{day:02}", f"+ida{day}") for day in range(1, 8)]
    (*tables,) = views(archive(*records)).attendance_of_all().tables
    assert [(len(table.columns), len(table.rows), table.is_part) for table in tables] == [
        (3, 3, True),
        (3, 3, True),
        (1, 1, True),
    ]


def test_cells_grow_with_what_is_known() -> None:
    # each meeting has people of its own
    few, many = (  # the years have 300 meetings
        views(
            archive(
                *(
                    call(f"{2000 + n // 300}-{n % 12 + 1:02}-{n % 28 + 1:02}", f"+ida{n}")
                    for n in range(count)
                )
            )
        ).attendance_of_all()
        for count in (100, 1200)
    )
    cells = [
        sum(len(table.columns) * len(table.rows) for table in view.tables) for view in (few, many)
    ]
    assert (cells[0] <= 60 * 100, cells[1] <= 60 * 1200) == (True, True)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ida", [("s", Attended("s", 2, 0, 2, dt.date(2023, 12, 6)))]),
        ("eve", [("s", Attended("s", 0, 1, 2, dt.date(2023, 12, 6)))]),
        ("lou", [("s", Attended("s", 1, 0, 1, dt.date(2024, 1, 3)))]),
        ("zoe", []),
    ],
)
def test_a_person_sees_how_often_they_were_there(name: str, expected: list[object]) -> None:
    found = views(
        archive(
            call("2023-12-06", "c+ida +bo -eve", series="s"),
            call("2024-01-03", "+ida +bo +lou", series="s"),
            call("2024-01-04", "tzoe"),
        )
    )
    view = found.person_attendance(found.archive.people[name])
    assert [(one.series and one.series.text, one.attended) for one in view.series] == expected


def test_a_month_is_before_its_days() -> None:
    record = dataclasses.replace(call("2024-01-01", "+ida"), date=Month(2024, 1, 1))
    found = views(archive(record, call("2024-01-09", "+ida")))
    (one,) = found.person_attendance(found.archive.people["ida"]).series
    assert (one.attended.present, one.attended.meetings) == (2, 2)


# ── pages ─────────────────────────────────────────────────────────────────────


def registers(*records: Meeting, of: tuple[str, ...] | None = None, **options: object):
    found = views(archive(*records, **options))
    if of is not None:
        found = dataclasses.replace(found, register_names=of)
    return {
        page.name.removeprefix("meetings/"): page
        for page in all_pages(found, 20)
        if any(isinstance(view, (Attendance, AttendanceSummary)) for view in page.views)
    }


def test_every_year_has_a_page() -> None:
    found = registers(*RECORDS, series=(Series("s", "Calls"),))
    assert [*found] == [
        *("attendance/index", "attendance/2024", "attendance/2023", "attendance/undated"),
        *(f"series/s/attendance/{name}" for name in ("index", "2024", "2023")),
    ]
    assert [page.title for page in found.values()][:4] == [
        "Attendance",
        "Attendance in 2024",
        "Attendance in 2023",
        "Attendance, undated",
    ]
    assert [link.text for link in found["attendance/2024"].parents] == ["Meetings", "Attendance"]
    (_, summary, _) = found["attendance/index"].views
    assert isinstance(summary, AttendanceSummary)
    assert [(link.text, count) for link, count in summary.years] == [
        ("2024", 2),
        ("2023", 1),
        ("Undated", 1),
    ]
    assert {link.text: counts for link, counts in summary.rows} == {
        "bo": ((0, 2), (1, 1)),
        "eve": ((1, 0),),
        "ida": ((0, 1), (1, 1), (2, 1)),
        "zoe": ((0, 1),),
    }


def test_one_year_needs_one_page() -> None:
    found = registers(call("2024-01-03", "+ida"))
    assert [*found] == ["attendance/index"]
    assert isinstance(found["attendance/index"].views[0], Attendance)


@pytest.mark.parametrize(
    ("records", "of"),
    [((call("2024-01-03", "aida tzoe"),), None), (RECORDS, ()), (RECORDS, ("votes",))],
)
def test_no_page_without_attendance_or_if_it_is_not_wanted(records, of) -> None:
    assert registers(*records, of=of) == {}
    found = views(archive(*records))
    found = found if of is None else dataclasses.replace(found, register_names=of)
    pages = {page.name: page for page in all_pages(found, 20)}
    links = [
        link.docname
        for view in pages["meetings/index"].views
        if isinstance(view, Directory)
        for group in view.groups
        for link, _ in group.links
    ]
    assert links
    assert not any("attendance" in name for name in links)
    for page in pages.values():
        shown = [view for view in page.views if isinstance(view, PersonAttendance)]
        assert not any(view.series for view in shown)
