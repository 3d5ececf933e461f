"""Lines about the meeting: cancelled, next meeting, place, approval."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxcontrib_meetings.model.meeting import Meeting, Status
from sphinxcontrib_meetings.model.problem import Kind
from sphinxcontrib_meetings.parse.minutes.lines import Kind as LineKind
from sphinxcontrib_meetings.parse.minutes.lines import Line, Note, Span
from sphinxcontrib_meetings.parse.minutes.meeting_values import with_values
from sphinxcontrib_meetings.parse.minutes.rule import Finding
from sphinxcontrib_meetings.parse.values import words_of

DAY = dt.date(2024, 5, 7)


@pytest.mark.parametrize(
    "text",
    [
        "# M\n\nMeeting cancelled due to lack of agenda.\n",
        "# M\n\nMeeting canceled\n",
        "# M\n\n**Meeting was cancelled**\n",
        "# M\n\nThis meeting has been cancelled.\n",
        "# M\n\nThe meeting is cancelled because of the holidays\n",
        "# M\n\nToday's call was cancelled, as nobody came.\n",
        "# M\n\nThe weekly community meeting is cancelled this week\n",
        "# M\n\n> NOTE: Cancelled\n",
        "# M\n\n> **Note**: Cancelled due to KubeCon\n",
        "# M\n\n> This meeting was cancelled.\n",
        "# M\n\nCancelled\n",
        "# M\n\n**CANCELLED**\n",
        "# M\n\nCANCELLED - no topics\n",
        "# M\n\nStatus: Cancelled\n",
        "# M\n\nNo meeting today.\n",
        "# M\n\nThe meeting did not take place.\n",
        "# M\n\nThis meeting did not happen because of the holiday.\n",
        "# M\n\nCancelled: holiday\n",
        "# M\n\nWe cancelled the meeting due to low attendance.\n",
        "# [Cancelled] M\n\ntext\n",
        "# M [CANCELLED]\n\ntext\n",
        "# M (canceled)\n\ntext\n",
        "# M - Cancelled\n\ntext\n",
        "# CANCELLED: M\n\ntext\n",
        "# 2024-05-07 meeting cancelled\n",
        "# M\n\n## Meeting cancelled\n",
        "# M\n\n## Agenda\n\n- Meeting cancelled due to lack of agenda\n",
        "# M\n\n## Agenda\n\nMeeting cancelled\n",
        "# M\n\n- Cancelled\n",
        "# M\n\nThe meeting of May 7 was cancelled\n",
        "# M\n\n:::{note}\nMeeting cancelled.\n:::\n",
        "# M\n\n:::{admonition} Meeting cancelled\nSee you.\n:::\n",
    ],
)
def test_cancelled(minutes, text):
    assert minutes.items(text, Status, day=DAY) == [Status.CANCELLED]


@pytest.mark.parametrize(
    "text",
    [
        "# M\n\nMeetings without an agenda will be automatically cancelled.\n",
        "# M\n\nThe meeting will be cancelled if there is no agenda.\n",
        "# M\n\nNext meeting is cancelled\n",
        "# M\n\nNext week's meeting is cancelled due to a holiday.\n",
        "# M\n\nThe meeting on May 14 is cancelled.\n",
        "# M\n\nCancelled talks\n",
        "# M\n\n## Cancelled talks\n\n- One\n",
        "# M\n\n## Notes\n\n- said\n- The meeting was cancelled\n- said\n",
        "# M\n\n## Notes\n\n- Ada: meeting cancelled by Bo\n",
        "# M\n\n## Next meeting\n\nCancelled\n",
        "# M\n\n## Next meeting\n\nMeeting cancelled\n",
        "# M\n\nThe release was cancelled.\n",
        "# M\n\nlets you cancel\n",
        "# M\n\nThe meeting was not cancelled.\n",
        "# M\n\n```\nMeeting cancelled\n```\n",
        "# M\n\n~~Meeting cancelled~~\n",
        "# Cancelled and moved talks\n\ntext\n",
        "# M\n\n## Intro\n\ntext\n\n## More\n\nCancelled\n",
        "# M\n\nThe meeting last week was cancelled.\n",
        "# M\n\nCancelled: the order of the chairs\n",
        "# M\n\nAttendees: Ada, Bo\n\n- We talked\n- Canceled - our room\n",
    ],
)
def test_not_cancelled(minutes, text):
    assert minutes.items(text, Status, day=DAY) == []


def values(minutes, text: str, name: str) -> list:
    found = minutes.items(text, tuple, day=DAY)
    return [value for key, value in found if key == name]


@pytest.mark.parametrize(
    "text",
    [
        "Next meeting: 2024-05-21",
        "**Next meeting**: May 21",
        "Next meeting: Tuesday, May 21, 2024 at 17:00 UTC",
        "Next Meeting - 21 May 2024",
        "Next call: 2024-05-21 10am PT",
        "- Next meeting: 2024-05-21",
        "The next meeting is on May 21.",
        "The next meeting will be held on Tuesday, May 21st, 2024.",
        "Next meeting scheduled for Tuesday 21 May 2024 at 9AM Pacific time.",
        "Next community meeting: 2024-05-21",
        "Have a good time, next meeting : May 21 same time?",
        "## Next meeting: 2024-05-21",
        "## Next Tech Team Meeting 2024-05-21",
        "## Next meeting\n\n2024-05-21",
        "## Next meeting\n\nTuesday, May 21",
        "## Next Meeting\n\n- May 21, 17:00 UTC",
        "## Next meeting\n\nWe meet again.\n\nMay 21, same time as this? 2pm PT; 5 pm ET",
        "*Next week's meeting will take place at 1pm on **Tuesday, May 21st**.*",
        "Next meeting (2024-05-21)",
    ],
)
def test_next_meeting(minutes, text):
    assert values(minutes, f"# M\n\n{text}\n", "next_meeting") == [dt.date(2024, 5, 21)]


@pytest.mark.parametrize(
    "text",
    [
        "Next meeting: TBD",
        "Next meeting: 2024-05-21 (tentative)",
        "Next meeting: maybe 2024-05-21",
        "Next meeting: 2024-05-21 or 2024-05-28",
        "Next meeting: 2024-05-21 is cancelled",
        "Finish it by next meeting: 2024-05-21",
        "In the next meeting we talk about the release of 2024-05-21",
        "Next meeting: talk about 2024-05-21",
        "Next steps: 2024-05-21",
        "## Next meeting\n\n- release on 2024-05-21",
        "Next meeting: 2031-05-21",
        "Next meeting: 2024-05-21\n\nNext meeting: 2024-05-28",
    ],
)
def test_no_next_meeting(minutes, text):
    assert values(minutes, f"# M\n\n{text}\n", "next_meeting") == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "Next meeting: 2023-05-21",
            "next meeting: 2023-05-21 is not after this meeting (2024-05-07); correct one of them",
        ),
        (
            "Next meeting: Monday, 2024-05-21",
            "next meeting: 2024-05-21 is a Tuesday, not 'Monday'; correct one of them",
        ),
        (
            "Next meeting: 06/05/2024",
            "next meeting: '06/05/2024' is ambiguous, since it may be 2024-05-06 or 2024-06-05; "
            "use YYYY-MM-DD",
        ),
        ("Next meeting: 2024-02-31", "next meeting: '2024-02-31'"),
    ],
)
def test_next_meeting_that_contradicts(minutes, text, problem):
    (found,) = minutes.find(f"# M\n\n{text}\n", day=DAY)
    assert found.item == ("next_meeting", None)
    assert found.problem.startswith(problem)


def test_days_without_a_year_follow_the_meeting(minutes):
    found = minutes.find("# M\n\nNext meeting: January 3\n", day=dt.date(2023, 12, 20))
    assert [one.item for one in found] == [("next_meeting", dt.date(2024, 1, 3))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Location: Room 5", ["Room 5"]),
        ("**Where**: Room 5", ["Room 5"]),
        ("- Venue: Town hall", ["Town hall"]),
        ("Meeting location: Room 5", ["Room 5"]),
        ("## Logistics\n\nBridge: https://meet.example/a", ["https://meet.example/a"]),
        ("## Intro\n\ntext\n\n## Logistics\n\nBridge: A-1", ["A-1"]),
        ("Location: TBD", []),
        ("Location:", []),
        ("Location: <room>", []),
        ("## Notes\n\ntext\n\n## Maps\n\nLocation: of the button", []),
        ("Where: shall we put it?", []),
        ("Location of the office: Berlin", []),
    ],
)
def test_location(minutes, text, expected):
    assert values(minutes, f"# M\n\n{text}\n", "location") == expected


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Approved the minutes of 2024-04-23.", ["2024-04-23"]),
        ("We approved the minutes of April 23", ["2024-04-23"]),
        ("The minutes of 2024-04-23 were approved unanimously.", ["2024-04-23"]),
        ("Minutes of April 9 and April 23 approved", ["2024-04-09", "2024-04-23"]),
        ("RESOLVED: Minutes from 2024-04-23 approved", ["2024-04-23"]),
        ("Approval of minutes from 2024-04-23: approved", ["2024-04-23"]),
        ("- Minutes of December 12 approved", ["2023-12-12"]),
        ("Approve the minutes of 2024-04-23", []),
        ("Minutes of 2024-04-23 to be approved", []),
        ("The minutes of 2024-04-23 were not approved", []),
        ("The minutes were approved", []),
        ("Approved the minutes of 2024-05-21", []),
        ("> Approved the minutes of 2024-04-23", []),
    ],
)
def test_approval(minutes, text, days):
    found = values(minutes, f"# M\n\n{text}\n", "approves")
    assert [day.isoformat() for day in found] == days


NOTE = Note((Line(LineKind.TEXT, (Span("text"),), 7),))


def test_values_of_the_text_become_those_of_the_record():
    findings = [
        Finding(Status.CANCELLED, 0, 1),
        Finding(("next_meeting", dt.date(2024, 5, 21)), 0, 1),
        Finding(("location", "Room 5"), 0, 1),
    ]
    record, problems = with_values(Meeting("m"), findings, NOTE)
    assert (record.status, record.next_meeting) == (Status.CANCELLED, dt.date(2024, 5, 21))
    assert (record.location, record.line_of("location")) == ("Room 5", 7)
    assert problems == []


def test_fields_count_before_the_text():
    given = Meeting("m", location="Room 1", lines=(("status", 2),))
    findings = [Finding(Status.CANCELLED, 0, 1), Finding(("location", "Room 5"), 0, 1)]
    record, (problem,) = with_values(given, findings, NOTE)
    assert record == given
    assert (problem.kind, problem.line) == (Kind.MINUTES, 7)
    assert problem.message == (
        "the text says that the meeting is cancelled, but the field 'status' says confirmed; "
        "correct one of them"
    )


def test_passcodes_of_the_text_are_left_out():
    findings = [Finding(("location", "https://example.zoom.us/j/123?pwd=secret"), 0, 1)]
    record, (problem,) = with_values(Meeting("m"), findings, NOTE)
    assert "secret" not in record.location
    assert problem.kind is Kind.PRIVACY
    record, problems = with_values(Meeting("m"), findings, NOTE, publish_passcodes=True)
    assert ("secret" in record.location, problems) == (True, [])


WORDS = words_of(
    "next meeting : the is on 2024-05-21 May 21 cancelled call was not minutes of approved "
    "Location Where - > # ( ) ? or [ ] TBD"
)


@given(st.lists(st.sampled_from(sorted(WORDS)), max_size=25).map(" ".join))
def test_any_text(minutes, text):
    for finding in minutes.find(f"# M\n\n{text}\n", day=DAY):
        assert finding.first < finding.last
