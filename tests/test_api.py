"""The public API: its names, and that the examples of its page do what they say."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest
from sphinx.errors import ExtensionError
from support.builds import PROJECT, Build, Built, tree
from support.records import record, records

from sphinxcontrib_meetings import api

PAGE = (PROJECT / "docs" / "api.md").read_text("utf-8")


def example(heading: str) -> dict[str, str]:
    """Return the files under a heading of the page, as text by name."""
    section = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    blocks = re.findall(
        r"^(````?)\{code-block\} \S+\n:caption: (\S+)\n\n(.*?)^\1\n", section, re.DOTALL | re.M
    )
    assert blocks
    return {name: text for _, name, text in blocks}


def clean(built: Built) -> Built:
    """Build the project of *built* anew, in other folders."""
    folder = built.outdir.parent
    return built.again(outdir=folder / "clean", doctreedir=folder / "clean-trees", force=True)


def test_names():
    """Taking one away, or changing what it means, needs a deprecation first."""
    assert api.__all__ == [
        "Address",
        "Archive",
        "Artifact",
        "Chapter",
        "EntryContext",
        "HeaderContext",
        "LinkContext",
        "Media",
        "Meeting",
        "Participation",
        "Person",
        "Platform",
        "Recording",
        "Role",
        "Selection",
        "Series",
        "Status",
        "Tag",
        "add_list_format",
        "archive_of",
        "parse_media",
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
    assert tree(again.outdir) == tree(clean(again).outdir)
    # nobody asks for the file any more
    gone = again.again({"conf.py": "extensions = ['sphinxcontrib_meetings']\n"})
    assert not (gone.outdir / "titles.txt").exists()
    assert tree(gone.outdir) == tree(clean(gone).outdir)


def test_adding_a_list_format(build: Build):
    built = build(example("Add a list format") | {"index.md": "# Home\n\n[](calls.md)\n"})
    line = built.page("calls").select_one("p.one-line")
    assert line.get_text() == "Community call (May 6, 2026)"
    again = built.again({"meetings/2026-05-07-next.md": "# Next call\n\nWe met.\n"})
    line = again.page("calls").select_one("p.one-line")
    assert line.get_text() == "Next call (May 7, 2026), Community call (May 6, 2026)"
    assert tree(again.outdir) == tree(clean(again).outdir)


def test_overriding_a_template(build: Build):
    built = build(example("Override a template"))
    assert built.warnings == []
    where = built.page("meetings/2026-05-06-call").select_one(".meetings-header .where")
    assert where.get_text() == "May 6, 2026, Room 2"
    again = built.again({"meetings/2026-05-07-next.md": "# Next call\n\nWe met.\n"})
    assert again.page("meetings/2026-05-07-next").select_one(".where").get_text() == (
        "May 7, 2026, online"
    )
    titles = [item.p.get_text() for item in again.page("meetings/index").select(".meetings-entry")]
    assert titles == ["May 7, 2026: Next call", "May 6, 2026: Community call #release"]
    assert tree(again.outdir) == tree(clean(again).outdir)


def test_adding_a_platform(build: Build):
    conf = {"extensions": ["sphinxcontrib_meetings", "talks"]}
    built = build(example("Add a video platform"), conf=conf)
    assert built.warnings == []
    figure = built.page("meetings/2026-05-06-call").select_one("figure.meetings-player")
    assert figure["data-embed"] == "https://talks.example/embed/bees?autoplay=1&start=30"
    again = built.again({"meetings/2026-05-07-next.md": "# Next call\n\nWe met.\n"})
    assert tree(again.outdir) == tree(clean(again).outdir)
    text = built.again(builder="text", outdir=built.outdir.parent / "text")
    assert "https://talks.example/bees?start=30" in text.text("meetings/2026-05-06-call.txt")


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
