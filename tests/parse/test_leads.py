"""What says something, and what only stands in the notes of every meeting."""

from __future__ import annotations

import time

import pytest

from sphinxcontrib_meetings.parse.leads import (
    About,
    about,
    are_people,
    first_saying,
    is_generic,
    line_says,
)


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (
            "Attendees|Attendess|ATTENDEES (12)|Roll call|Present|Members present|Who was there?|"
            "Regrets|Apologies for absence|Chair|Co-chairs|Note taker(s)|Minute-taker|Scribe|"
            "Presenters|Guests|Teilnehmer|Anwesend|Participants|Présents|Asistentes|出席者",
            About.PEOPLE,
        ),
        (
            "Date|Date & time|When|Time (UTC)|Recording|Zoom link|Meeting link|Meeting info|Links|"
            "Meeting recording|Next meeting|Passcode|Table of contents|Contents|Location|Ort|"
            "Antitrust policy notice|Code of conduct|Housekeeping",
            About.DETAILS,
        ),
        (
            "Agenda|Notes|Minutes|Note|Decision|Summary|Next steps|Action items|Release|Status|"
            "Presentations|Guest talk|Data model|Time zones|Location services|Announcements|"
            "Participation in the survey|Video calls in the browser|Code|Board|",
            About.TOPICS,
        ),
    ],
)
def test_what_a_label_announces(labels: str, expected: About):
    assert {label: about(label) for label in labels.split("|")} == dict.fromkeys(
        labels.split("|"), expected
    )


SAYING = (
    "We decided to ship.",
    "Decision: ship",
    "AI: Ada to ship",
    "Ada: hello, all",
    "Agenda: release, docs",
    "Notes: We shipped",
    "Zoom: we move to Jitsi from June on.",
    "Release notes",
    "Docs, sprints, release",
    "Berlin, Paris, Rome",
    "These notes are about the release.",
    "The board met.",
    "Python 3.14 was released on May 6, 2026",
    "Sarah and Bo presented the roadmap",
    "May we ship?",
    "Meeting was cancelled.",
    "At 1:00, 2:00 and 3:00.",
    "The weekly call is now public.",
    "trusted types @ada @bo",
    "#12 Fix the build",
)
SILENT = (
    "",
    "-",
    "**",
    "Agenda",
    "Agenda:",
    "Call Agenda",
    "Meeting notes, May 6, 2026",
    "2026-05-06",
    "Monday, 6 May 2026, 17:00 UTC",
    "Date: 2026-05-06",
    "Zoom: https://zoom.us/j/1",
    "https://example.org/x",
    "Notes: https://example.org/x",
    "Present: Dan, Peter",
    "Chair: Ada Scribe: Bo",
    "Scribe - Ada",
    "Regrets",
    "Minutes: Ada Lovelace",
    "Ada Lovelace, Bo Li, Carl Sagan",
    "Board meeting, May 6, 2026",
    "ABC Tech Team Minutes, July 5, 2023",
    "This agenda can be viewed and updated on GitHub.",
    "These notes are published on the website.",
    "Please add your topics below",
    "If you would like to add an item, open a pull request.",
    "(Name / handle)",
    "TBD",
    "None this time.",
    "From last week:",
    "Welcome!",
    "議事録",
)


@pytest.mark.parametrize("line", SAYING)
def test_lines_that_say_something(line: str):
    assert line_says(line)


@pytest.mark.parametrize("line", SILENT)
def test_lines_that_say_nothing(line: str):
    assert not line_says(line)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("We met.", 0),
        ("Date: May 6\nWe talked about the release.", 1),
        ("Date: May 6\nPresent: Ada, Bo,\nCarl\n\nWe talked about the release.", 4),
        ("Present: Ada\nRegrets: Bo", 2),
        ("Location: the big\nroom upstairs", 2),
        ("Ada / @ada\nBo / @bo", 2),
        ("Date: May 6\nDecision: ship it on Friday", 1),
        # what is only wrapped is not cut
        ("The weekly meeting\nwas moved to Friday.", 0),
        ("We talked about the\nmeeting notes", 0),
    ],
)
def test_where_a_paragraph_begins_to_say_something(text: str, start: int):
    assert first_saying(text.split("\n")) == start


@pytest.mark.parametrize(
    ("items", "expected", "certain"),
    [
        (["Ada / @ada", "Bo Li (ACME)", "Carl"], True, True),
        (["Ada Lovelace", "Bo Li"], True, False),
        (["Release Planning", "Docs Sprint"], True, False),
        (["trusted types @ada", "Badging @bo"], False, False),
        (["Fix the build", "@ada"], False, False),
        ([], False, False),
    ],
)
def test_which_lists_are_roll_calls(items: list[str], *, expected: bool, certain: bool):
    assert (are_people(items, expected=True), are_people(items)) == (expected, certain)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Agenda", True),
        ("Meeting Minutes", True),
        ("Meeting 2026-05-06", True),
        ("Table of Contents", True),
        ("May 6, 2026", True),
        ("Minutes of May 6", True),
        ("Compte rendu de la réunion", True),
        ("Release planning", False),
        ("Minutes of the budget group", False),
        ("Notes on Sphinx", False),
    ],
)
def test_which_titles_are_generic(title: str, *, expected: bool):
    assert is_generic(title) is expected


@pytest.mark.parametrize("text", ["a" * 200_000, "a: " * 60_000, "Ada, " * 40_000, "- " * 90_000])
def test_long_lines_take_no_longer_than_they_are(text: str):
    started = time.process_time()
    line_says(text)
    assert time.process_time() - started < 5
