"""The report at the end of a build: one line, and its numbers for the command."""

from __future__ import annotations

import pytest
from sphinx.errors import ExtensionError
from support.builds import Build, Built

from sphinxcontrib_meetings.archive.summary import Report
from sphinxcontrib_meetings.cli.summary import reports

FILES = {
    "meetings/2024-05-01-a.md": "---\nauthors: [Amara]\ntags: [x]\n---\n# A\n\n[gone](gone.md)\n",
    "meetings/2025-06-02-b.md": "# B\n\n[gone](gone.md) [too](too.md)\n",
    "meetings/c.md": "# C\n",
    "index.rst": "Test\n====\n\n`unknown`_\n",
}


def line(built: Built) -> list[str]:
    return [said for said in built.status.splitlines() if said.startswith("meetings: ")]


def test_one_line_of_every_build(build: Build) -> None:
    built = build(FILES)
    expected = ["meetings: 3 notes, 2 dated, 1 undated, 1 person, 1 tag"]
    assert line(built) == expected
    # nothing was read
    assert line(built.again()) == expected
    assert line(built.again({"meetings/c.md": None})) == [
        "meetings: 2 notes, 2 dated, 1 person, 1 tag"
    ]


@pytest.mark.parametrize("jobs", [1, 2])
def test_each_warning_counts_once(build: Build, jobs: int) -> None:
    notes = {f"meetings/2026-01-{day:02}.md": "# Day\n\n[x](x.md)\n" for day in range(1, 13)}
    with reports() as found:
        built = build(FILES | notes, jobs=jobs)
        again = built.again({"meetings/2025-06-02-b.md": "# B\n\n[gone](gone.md)\n"})
    first, second = found
    assert first.warnings == {"meetings.link": 15, "meetings.date": 1, "docutils": 1}
    assert sum(first.warnings.values()) == sum(": WARNING: " in w for w in built.warnings) + 1
    # of this build alone
    assert second.warnings == {"meetings.link": 1}
    assert len(again.warnings) == 1
    # the command shows more than the line
    assert line(built) == []


def test_only_what_is_shown_counts(build: Build) -> None:
    with reports() as found:
        build(FILES, conf={"suppress_warnings": ["meetings.link", "docutils"]})
    assert found[0].warnings == {"meetings.date": 1}


def test_a_build_that_fails(build: Build) -> None:
    def fail(*arguments: object) -> None:
        raise ValueError

    with reports() as found, pytest.raises(ExtensionError):
        build(FILES, handlers={"env-updated": fail})
    (report,) = found
    assert report == Report(None, {"meetings.date": 1, "docutils": 1})


def test_no_notes_yet(build: Build) -> None:
    assert line(build({})) == ["meetings: 0 notes"]
