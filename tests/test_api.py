"""The public API: its names, and that the examples of its page do what they say."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest
from sphinx.errors import ExtensionError
from support.builds import PROJECT, Build
from support.records import record, records

from sphinxcontrib_meetings import api

PAGE = (PROJECT / "docs" / "api.md").read_text("utf-8")


def example(heading: str) -> dict[str, str]:
    """Return the files under a heading of the page, as text by name."""
    section = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    blocks = re.findall(
        r"```\{code-block\} \w+\n:caption: (\S+)\n\n(.*?)```\n", section, re.DOTALL
    )
    assert blocks
    return dict(blocks)


def test_names():
    """Taking one away, or changing what it means, needs a deprecation first."""
    assert api.__all__ == [
        "Archive",
        "Artifact",
        "Chapter",
        "EntryContext",
        "HeaderContext",
        "LinkContext",
        "Meeting",
        "Participation",
        "Person",
        "Recording",
        "Role",
        "Selection",
        "Series",
        "Status",
        "Tag",
        "add_list_format",
        "archive_of",
        "select",
    ]
    assert all(f"`{name}" in PAGE or f"{{api}} {name}" in PAGE for name in api.__all__)


def test_reading_the_archive(build: Build):
    built = build(example("Read the archive"))
    assert built.warnings == []
    assert "2026-05-06, Release call: recorded" in built.status
    archive = api.archive_of(built.app)
    assert [meeting.date for meeting in archive.listed] == [dt.date(2026, 5, 6)]


def test_changing_records(build: Build):
    built = build(example("Change records"))
    assert built.warnings == []
    assert record(built, "meetings/2026-05-06-call").location == "Library, room 2"
    assert "Library, room 2" in built.page("meetings/2026-05-06-call").get_text()
    assert "Library, room 2" in built.page("meetings/index").get_text()
    # nothing is read again, and nothing is lost
    again = built.again()
    assert record(again, "meetings/2026-05-06-call").location == "Library, room 2"


def test_adding_files(build: Build):
    built = build(example("Add files"))
    assert built.warnings == []
    assert built.text("titles.txt") == "Community call"
    again = built.again({"meetings/2026-05-07-next.md": "# Next call\n\nWe met.\n"})
    assert again.text("titles.txt") == "Next call\nCommunity call"


NOTES = {
    "meetings/2026-05-06-a.md": "# A\n\nText.\n",
    "meetings/2026-05-07-b.md": "# B\n\nText.\n",
}


def connected(build: Build, handler, **settings):
    conf = {"extensions": ["sphinxcontrib_meetings", "support.handlers"]}
    return build(NOTES, conf=conf | {"handler": handler}, **settings)


def take_out(app, docname, records):
    if docname.endswith("a"):
        records.clear()


def move(app, docname, records):
    records[:] = [replace(item, docname="elsewhere") for item in records]


def double(app, docname, records):
    records += records


def break_it(app, docname, records):
    records[:] = [None]


def test_a_record_may_be_taken_out(build: Build):
    built = connected(build, take_out)
    assert list(records(built)) == ["meetings/2026-05-07-b"]
    assert built.warnings == []


@pytest.mark.parametrize("handler", [move, double, break_it])
def test_a_record_keeps_its_name(build: Build, handler):
    with pytest.raises(ExtensionError, match="meetings-record-read"):
        connected(build, handler)


def test_the_archive_is_built_once_per_build(build: Build):
    seen = []
    conf = {"extensions": ["sphinxcontrib_meetings", "support.handlers"]}
    built = build(NOTES, conf=conf | {"on_archive": lambda app, archive: seen.append(archive)})
    built.again()
    assert [len(archive.listed) for archive in seen] == [2, 2]
