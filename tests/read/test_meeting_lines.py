"""What the text of a note says of its meeting, in a build."""

from __future__ import annotations

import datetime as dt

import pytest
from support.builds import Build, Built

from sphinxcontrib_meetings.model.meeting import Meeting, Status

NOTES = {
    "2024-05-07-cancelled.md": "# Call\n\nMeeting cancelled due to lack of agenda.\n",
    "2024-05-08-note.md": "# Call\n\n> NOTE: Cancelled\n",
    "2024-05-09-title.mdx": "# [Cancelled] Call\n\nSee you.\n",
    "2024-05-10-rest.rst": "Call\n====\n\n.. note:: Meeting cancelled.\n\nNext meeting: May 14\n",
    "2024-05-11-field.md": "---\nstatus: confirmed\n---\n# Call\n\nMeeting cancelled.\n",
    "2024-05-12-same.md": "---\nstatus: cancelled\n---\n# Call\n\nMeeting cancelled.\n",
    "2024-05-13-next.md": (
        "# Call\n\nLocation: Room 5\n\n## Agenda\n\n- DEMO: The map (Ada, 10 min)\n\n## The map\n\n"
        "said\n\n## Next meeting\n\nTuesday, May 21\n"
    ),
    "2024-05-14-field.md": "---\nlocation: Room 1\n---\n# Call\n\nLocation: Room 5\n",
    "2024-05-15-time.md": "# Call - 2024-05-15 17:00 UTC\n\ntext\n",
    "2024-05-16-below.md": "# Call\n\n## Breakout - 2024-05-16 17:00-18:00 UTC\n\ntext\n",
    "2024-05-17-two.md": (
        "# Call\n\n## A - 2024-05-17 17:00 UTC\n\na\n\n## B - 2024-05-17 19:00 UTC\n\nb\n"
    ),
    "2024-05-18-none.md": "# Call\n\nMeetings will be automatically cancelled.\n",
}


@pytest.fixture(scope="module")
def built(shared_build: Build) -> Built:
    return shared_build({f"meetings/{name}": text for name, text in NOTES.items()})


def record(built: Built, name: str) -> Meeting:
    records = built.app.env.get_domain("meeting").archive.records
    return next(one for key, one in records.items() if name in key)


@pytest.mark.parametrize(
    ("name", "status"),
    [
        *((name, Status.CANCELLED) for name in ("05-07", "05-08", "05-09", "05-10", "05-12")),
        *((name, Status.CONFIRMED) for name in ("05-11", "05-13", "05-18")),
    ],
)
def test_status(built: Built, name: str, status: Status) -> None:
    assert record(built, name).status is status


def test_next_meeting_and_place(built: Built) -> None:
    assert record(built, "05-13").next_meeting == dt.date(2024, 5, 21)
    assert record(built, "05-10").next_meeting == dt.date(2024, 5, 14)
    assert record(built, "05-13").location == "Room 5"
    assert record(built, "05-14").location == "Room 1"


def test_topic_and_its_section(built: Built) -> None:
    (topic,) = record(built, "05-13").topics
    assert (topic.title, topic.owners, topic.minutes) == ("The map", ("Ada",), 10)
    assert (topic.type, topic.section) == ("demo", "the-map")
    assert built.seen("meetings/2024-05-13-next").find(id=topic.section)
    assert built.seen("meetings/2024-05-13-next").find(id=topic.anchor)


def test_times_in_headings(built: Built) -> None:
    start = dt.datetime(2024, 5, 15, 17, tzinfo=dt.UTC)
    assert record(built, "05-15").start == start
    assert record(built, "05-16").end == start + dt.timedelta(days=1, hours=1)
    assert record(built, "05-17").start is None


def test_a_contradiction_is_told_where_it_stands(built: Built) -> None:
    (warning,) = built.warnings
    assert "2024-05-11-field.md:6" in warning
    assert "the text says that the meeting is cancelled, but the field 'status' says" in warning
