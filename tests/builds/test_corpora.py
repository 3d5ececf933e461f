"""Real notes, as their authors left them: nothing is lost, and only true defects warn."""

from __future__ import annotations

import datetime as dt
import itertools
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup
from support.builds import Built, run_sphinx

from sphinxcontrib_meetings.model.meeting import Meeting
from sphinxcontrib_meetings.read.domain import domain_of

#: every list there is
INDEX = """\
# Community

```{meeting-list}
```

```{meeting-list}
:format: cards
:group-by: year
```

```{meeting-list}
:format: table
:group-by: month
```

```{meeting-list}
:format: compact
:sort: oldest
:limit: 5
```

```{meeting-tags}
```

```{meeting-people}
```

```{meeting-calendar}
:year: 2023
```

```{meeting-calendar}
```
"""
TOCTREE = "# Community\n\n```{toctree}\n:glob:\n\ncommunity/*\n```\n"


@dataclass(frozen=True)
class Corpus:
    conf: dict[str, Any]
    #: number of notes that are meetings
    meetings: int
    transcripts: int = 0
    #: source directory, in the corpus
    folder: str = "."
    #: what is wrong with the notes, indeed
    defects: tuple[str, ...] = ()
    dates: tuple[str, str] = ("", "")


WASMCLOUD = {"meetings_path": ["community/*"], "meetings_site_url": "https://wasmcloud.com"}
CORPORA = {
    "wasmcloud-2023": Corpus(WASMCLOUD, meetings=30, dates=("2022-11-01", "2023-09-20")),
    "wasmcloud-2024": Corpus(WASMCLOUD, meetings=12, dates=("2022-11-01", "2024-12-18")),
    "wasmcloud-2026": Corpus(
        WASMCLOUD, meetings=10, transcripts=10, dates=("2025-02-12", "2026-07-29")
    ),
    "python-docs-community": Corpus(
        {
            "meetings_path": ["monthly-meeting/*", "!monthly-meeting/2025"],
            "meetings_site_url": "https://docs-community.readthedocs.io",
            "myst_enable_extensions": ["linkify"],
            "exclude_patterns": ["include"],
        },
        meetings=49,
        folder="docs",
        dates=("2022-02-07", "2026-06-02"),
        defects=(
            # directive of an extension that is not in the corpus
            "community/monthly-meeting.rst:10: WARNING: there is no directive 'meeting-dates'. Did "
            "you mean 'meeting-votes'? [meetings.markup]",
            # names in roll calls that differ in their case, or in a sign
            *(
                f"monthly-meeting/{note}.md:1: WARNING: the people {one!r} and {other!r} would share "
                f"one page; {one!r} gets the address {address!r}. If they mean the same, use one "
                "spelling. [meetings.author]"
                for note, one, other, address in (
                    ("2023-06", "DanieleProcida", "danieleprocida", "danieleprocida-466071"),
                    ("2024-04", "CAM-Gerlach", "cam-gerlach", "cam-gerlach-932b0d"),
                    ("2024-11", "Mariatta", "mariatta", "mariatta-aec2f7"),
                    ("2025-03", "Maciek", "maciek", "maciek-6e1c57"),
                    ("2025-06", "Kattni", "kattni", "kattni-c57f5c"),
                    ("2025-09", "irvan-putra", "irvan.putra", "irvan-putra"),
                )
            ),
            # page that an index leads to that is not in the corpus; its toctree has ours instead
            "monthly-meeting/2025.rst: WARNING: document isn't included in any toctree "
            "[toc.not_included]",
            "monthly-meeting/2026-06.md:1: WARNING: the people 'EvilDMP' and 'evildmp' would share "
            "one page; 'EvilDMP' gets the address 'evildmp-9461b4'. If they mean the same, use one "
            "spelling. [meetings.author]",
        ),
    ),
}


def copy(corpora: Path, name: str, target: Path) -> Path:
    """Copy a corpus, whose files are read-only, and return the source directory."""
    shutil.copytree(corpora / name, target, copy_function=shutil.copyfile)
    for folder, _, _ in os.walk(target):
        Path(folder).chmod(0o755)
    return target / CORPORA[name].folder


def build_corpus(name: str, srcdir: Path, folder: Path, **settings: Any) -> Built:
    files = settings.pop("files", {} if any(srcdir.glob("index.*")) else {"index.md": INDEX})
    return run_sphinx(
        files,
        srcdir=srcdir,
        outdir=folder / "out",
        doctreedir=folder / "doctrees",
        nitpicky=True,
        **{"conf": CORPORA[name].conf, **settings},
    )


@dataclass(frozen=True)
class Site:
    corpus: Corpus
    built: Built
    _pages: dict[str, BeautifulSoup] = field(default_factory=dict)

    def page(self, docname: str) -> BeautifulSoup:
        """Return a page, which is read once for all tests: they leave it as it is."""
        if docname not in self._pages:
            self._pages[docname] = self.built.page(docname)
        return self._pages[docname]

    @property
    def records(self) -> dict[str, Meeting]:
        listed = domain_of(self.built.app.env).archive.listed
        return {record.name: record for record in listed}

    @property
    def notes(self) -> dict[str, Note]:
        """Docname ─► note, of all meetings."""
        records = self.records
        paths = sorted(self.built.srcdir.glob("*/*.md*"))
        named = {p.relative_to(self.built.srcdir).with_suffix("").as_posix(): p for p in paths}
        return {name: Note(path) for name, path in named.items() if name in records}


class Note:
    """What a reader sees in the file of a note: as simple as it can be, and none of our code."""

    def __init__(self, path: Path) -> None:
        text = path.read_text("utf-8-sig")
        parts = re.split(r"^---\n", text, maxsplit=2, flags=re.MULTILINE)
        has_fields = text.startswith("---\n")
        self.name = path.stem
        self.fields = yaml.safe_load(parts[1]) if has_fields else {}
        self.body = parts[2] if has_fields else text

    @property
    def date(self) -> dt.date:
        written = re.search(r"\d{4}-\d\d-\d\d", self.name)
        if written:
            return dt.date.fromisoformat(written[0])
        year, month = self.name.split("-")
        names = re.search(r"\((?:\w+ )?(\d+)(?:,| \w+) \d{4}\)", self.body)
        assert names is not None
        return dt.date(int(year), int(month), int(names[1]))

    @property
    def title(self) -> str:
        heading = re.search(r"^#+ (.+)$", self.body, re.MULTILINE)
        return str(self.fields.get("title") or (heading and heading[1]))

    @property
    def videos(self) -> list[str]:
        return re.findall(r"<(?:ReactPlayer|YouTube) .*?(?:v=|be/)([\w-]{11})", self.body)

    @property
    def opening(self) -> list[str] | None:
        """The words before the marker, ``None`` without one."""
        parts = re.split(r"<!-- ?truncate ?-->|\{/\* truncate \*/\}", self.body)
        lines = [line for line in parts[0].splitlines() if not line.startswith("import ")]
        return words("\n".join(lines)) if len(parts) > 1 else None


def words(text: str) -> list[str]:
    """Return the words of prose, without those of addresses and tags."""
    text = re.sub(r"\]\([^)]*\)|<[^>]*>|https?://\S+", " ", text)
    return re.findall(r"[A-Za-z]{3,}", text)


@pytest.fixture(scope="module", params=CORPORA)
def site(
    request: pytest.FixtureRequest, corpora: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    name = request.param
    folder = tmp_path_factory.mktemp(name)
    if "linkify" in CORPORA[name].conf.get("myst_enable_extensions", ()):
        pytest.importorskip("linkify_it")
    built = build_corpus(name, copy(corpora, name, folder / "src"), folder)
    return Site(CORPORA[name], built)


def test_only_true_defects_warn(site: Site):
    found = [line for line in site.built.warnings if re.search(r": (WARNING|ERROR): ", line)]
    assert tuple(sorted(found)) == tuple(sorted(site.corpus.defects))


def test_every_meeting_has_its_record(site: Site):
    records = site.records
    assert len(records) == len(site.notes) == site.corpus.meetings
    dates = sorted(record.date for record in records.values() if record.date)
    assert len(dates) == len(records)
    assert (str(dates[0]), str(dates[-1])) == site.corpus.dates


def test_records_say_what_the_notes_say(site: Site):
    for name, note in site.notes.items():
        record = site.records[name]
        assert record.date == note.date, name
        assert record.title == note.title.replace("'", record_quote(record)), name
        authors = note.fields.get("authors", [])
        assert [person.key or person.name for person in record.authors] == authors, name
        assert [tag.key for tag in record.tags] == note.fields.get("tags", []), name
        assert record.description == (note.fields.get("description") or ""), name
        if duration := note.fields.get("duration"):
            assert record.duration == dt.timedelta(seconds=duration), name


def record_quote(record: Meeting) -> str:
    """Return the apostrophe of a title: one from a heading went through MyST's typography."""
    return (
        "\N{RIGHT SINGLE QUOTATION MARK}"
        if "\N{RIGHT SINGLE QUOTATION MARK}" in (record.title)
        else "'"
    )


def test_excerpts_are_what_precedes_the_marker(site: Site):
    marked = 0
    for name, note in site.notes.items():
        excerpt = site.records[name].excerpt
        assert excerpt is not None, name
        assert excerpt.text.strip(), name
        opening = note.opening
        assert bool(excerpt.rest) == (opening is not None), name
        if opening is not None:
            marked += 1
            # headings are no part of an excerpt
            got = words(excerpt.text)
            assert got, name
            assert set(got) <= set(opening), name
    without = 0 if site.corpus.folder == "docs" else 1
    assert marked in (len(site.notes) - without, 0, len(site.notes))


def test_every_meeting_has_its_player(site: Site):
    shown = 0
    for name, note in site.notes.items():
        page = site.page(name)
        figures = page.select("figure.meetings-player")
        assert [figure["data-video"] for figure in figures] == note.videos, name
        recordings = site.records[name].recordings
        assert [recording.url[-11:] for recording in recordings] == note.videos[:1], name
        shown += len(figures)
    assert shown == sum(len(note.videos) for note in site.notes.values())


def test_every_page_has_its_header(site: Site):
    for name, record in site.records.items():
        page = site.page(name)
        assert len(page.select("h1")) == 1, name
        header = page.select_one("header.meetings-header")
        assert header is not None, name
        assert header.time["datetime"] == str(record.date), name
        assert len(header.select(".meetings-people li")) == len(record.authors), name
        assert len(header.select(".meetings-tags li")) == len(record.tags), name


def test_no_page_shows_syntax(site: Site):
    pages = sorted(site.built.outdir.rglob("*.html"))
    assert len(pages) > site.corpus.meetings
    for path in pages:
        page = BeautifulSoup(path.read_text("utf-8"), "html.parser")
        for code in page.select("code, pre, script, style, head"):
            code.decompose()
        text = page.get_text()
        for syntax in ("{/*", "*/}", ":::", "<YouTube", "<ReactPlayer", "<Admonition", "truncate"):
            assert syntax not in text, path
        assert not re.search(r"^\s*(import|export) ", text, re.MULTILINE), path
        assert not re.search(r"\bimport (\w+|\{.*?\}) from\b", text), path


HEADINGS = ", ".join(f".body h{level}" for level in range(1, 7))


def test_headings_leave_no_gap(site: Site):
    for name in site.records:
        levels = [int(tag.name[1]) for tag in site.page(name).select(HEADINGS)]
        assert levels[0] == 1, name
        assert all(b <= a + 1 for a, b in itertools.pairwise(levels)), (name, levels)


def test_transcripts_stand_beside_their_meetings(site: Site):
    docs = site.built.app.env.all_docs
    transcripts = {name for name in docs if name.endswith("-transcript")}
    assert len(transcripts) == site.corpus.transcripts
    assert not transcripts & set(site.records)
    for name in transcripts:
        meeting = name.removesuffix("-transcript")
        here, there = name.rpartition("/")[2], meeting.rpartition("/")[2]
        to_meeting = site.page(name).select(f'.meetings-header a[href="{there}.html"]')
        to_transcript = site.page(meeting).select(f'.meetings-header a[href="{here}.html"]')
        assert to_meeting, name
        assert to_transcript, name
        # by chapter, as many as somebody begins to speak in
        parts = site.page(name).select("section.meetings-part")
        chapters = {chapter.title for chapter in site.records[meeting].chapters}
        assert len(parts) > 1, name
        assert {part.find("h3").contents[0] for part in parts} <= chapters, name
        assert all(part.select(".meetings-turn") for part in parts), name


def test_links_between_the_notes_stay_within_the_site(site: Site):
    """A link to `/community/2026-02-18-community-meeting/` leads to that note's page."""
    former = re.escape(site.corpus.conf["meetings_site_url"])
    for name in sorted(site.built.app.env.all_docs):
        for link in site.page(name).select(".document a[href]"):
            match = re.match(rf"{former}/community/([\w-]+)/?(#.*)?$", link["href"])
            assert not (match and f"community/{match[1]}" in site.built.app.env.all_docs), (
                name,
                link,
            )


SUFFIXES = {
    "html": "html",
    "dirhtml": "html",
    "epub": "xhtml",
    "text": "txt",
    "gettext": "pot",
    "json": "fjson",
    "xml": "xml",
    "pseudoxml": "pseudoxml",
    "singlehtml": "html",
    "latex": "tex",
    "man": "1",
    "texinfo": "texi",
}


@pytest.fixture(scope="module")
def read_before(corpora: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Built]:
    """Return a build that has read the notes below an index, for all builders."""

    @cache
    def read(index: str) -> Built:
        folder = tmp_path_factory.mktemp("read")
        built = build_corpus(
            "wasmcloud-2024",
            copy(corpora, "wasmcloud-2024", folder / "src"),
            folder,
            builder="dummy",
            files={"index.md": index},
            conf=WASMCLOUD | {"version": "1", "copyright": "They", "author": "They"},
        )
        assert built.warnings == []
        return built

    return read


@pytest.mark.parametrize("builder", SUFFIXES)
def test_every_builder(builder: str, read_before: Callable[[str], Built], tmp_path: Path):
    only_toctrees = builder in {"singlehtml", "latex", "man", "texinfo"}
    read = read_before(TOCTREE if only_toctrees else INDEX)
    # that of gettext has versions of texts, and what others have read has none
    doctrees = {"doctreedir": tmp_path / "doctrees"} if builder == "gettext" else {}
    built = read.again(builder=builder, outdir=tmp_path / "out", **doctrees)
    assert built.warnings == []
    suffix = SUFFIXES[builder]
    text = "\n".join(path.read_text("utf-8") for path in built.outdir.rglob(f"*.{suffix}"))
    videos = [video for path in built.srcdir.glob("*/*.mdx") for video in Note(path).videos]
    assert len(videos) == 10
    if builder != "gettext":
        # hyphens are escaped in man pages, and wrapped addresses in text
        plain = re.sub(r"\\|\s", "", text)
        missing = [video for video in videos if video not in plain]
        assert missing == []
    assert "{/*" not in text
    for placeholder in ("_placeholder", "recording_time", "inline_element", "<element", "<player"):
        assert placeholder not in text
