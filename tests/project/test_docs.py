"""What the documentation shows is what happens.

Every block of code names its file in a caption. The files under one heading of the second
level are one project, which is built here and must give no warning, or exactly those in the
block with the caption ``warning``. A file that is shown in MyST and in reStructuredText has to
give the same page. An ``example`` is shown with its result; it stands beside the archive of
``docs/meetings``. Lines that start with ``$`` are commands. And the tables of the reference have
to hold all that the code has.
"""

from __future__ import annotations

import configparser
import contextlib
import dataclasses
import importlib
import io
import os
import re
import runpy
import shlex
import subprocess
import sys
import tomllib
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup
from docutils.parsers.rst import directives, roles
from markdown_it import MarkdownIt
from sphinx.application import Sphinx
from sphinx.cmd.build import get_parser as sphinx_build_parser
from sphinx.cmd.build import main as sphinx_build
from sphinx.directives.other import TocTree
from sphinx.pycode import ModuleAnalyzer
from sphinx.util.docutils import docutils_namespace, patch_docutils
from support.builds import CONF, PROJECT, Build, Built

from sphinxcontrib_meetings.cli import build as cli
from sphinxcontrib_meetings.config import PREFIX, Options, is_meeting_path
from sphinxcontrib_meetings.model import problem as problems
from sphinxcontrib_meetings.model.problem import Kind
from sphinxcontrib_meetings.parse.fields import FIELDS
from sphinxcontrib_meetings.read.directives.lists import (
    ACTION_OPTIONS,
    ATTENDANCE_OPTIONS,
    CALENDAR_OPTIONS,
    DECISION_OPTIONS,
    LIST_OPTIONS,
    NEXT_OPTIONS,
    REGISTER_OPTIONS,
    UPCOMING_OPTIONS,
)
from sphinxcontrib_meetings.read.domain import MeetingDomain

DOCS = PROJECT / "docs"
README = PROJECT / "README.md"
PACKAGE = "sphinxcontrib_meetings"
#: the command, wherever it is installed
MAIN = f"import sys, {PACKAGE}.cli as c; sys.exit(c.main())"
BAD_BYTES = {"meetings/2026-05-06-call.md": "# Community call\n\nAt the café.\n".encode("latin-1")}

_CODE = re.compile(r"\{(?P<directive>code-block|example)\}\s*(?P<argument>\S+)")
_CAPTION = re.compile(r":caption: (.+)\n+")


# ── what the pages show ───────────────────────────────────────────────────────


@dataclass
class Section:
    """What stands under one heading of the second level."""

    page: str
    title: str
    #: name ─► text
    files: dict[str, str] = field(default_factory=dict)
    has_examples: bool = False
    #: what the build has to say
    warnings: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"{self.page}: {self.title}"

    @property
    def twins(self) -> list[str]:
        """The documents that are shown in both languages."""
        return sorted(
            name.removesuffix(".rst")
            for name in self.files
            if name.endswith(".rst") and name.removesuffix(".rst") + ".md" in self.files
        )

    def sources(self) -> dict[str, str]:
        """Return the files, by their names in the source directory."""
        folder = "docs/" if "docs/conf.py" in self.files else ""
        return {name.removeprefix(folder): text for name, text in self.files.items()}

    def settings(self) -> dict[str, Any]:
        """Return what ``conf.py`` sets, and what else the page takes for granted."""
        return self._conf() | self.overrides()

    def _conf(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        exec(self.sources().get("conf.py", ""), found)
        del found["__builtins__"]
        return found

    def overrides(self) -> dict[str, Any]:
        """Return what a build has to be given besides ``conf.py``."""
        # what tests set without being asked would take the place of what is in the file
        found = {name: value for name, value in self._conf().items() if name in CONF}
        if self.has_examples:
            archive = docs_settings()
            found |= {name: archive[name] for name in ("meetings_today", "meetings_schedule")}
        if self.page == "quickstart":
            # what the command sets for a folder of notes
            found["meetings_path"] = ["**"]
        return found

    def project(self, language: str) -> dict[str, str | bytes]:
        """Return the files of the project, with *language* where two are shown."""
        other = {".md": ".rst", ".rst": ".md"}[language]
        left_out = {f"{name}{other}" for name in self.twins}
        files: dict[str, str | bytes] = {
            name: titled(name, text) if name.endswith((".md", ".rst")) else text
            for name, text in self.sources().items()
            if name not in left_out
        }
        if self.has_examples:
            archive = (path for path in DOCS.joinpath("meetings").iterdir() if path.is_file())
            files |= {f"meetings/{path.name}": path.read_bytes() for path in archive}
        if self.name == "warnings: encoding":
            files |= BAD_BYTES
        if not any(name.startswith("index.") for name in files):
            files["index.md"] = toctree(name for name in files if self.is_page(name))
        return files

    def is_page(self, name: str) -> bool:
        options = Options(path=self.settings().get("meetings_path", Options().path))
        docname, _, suffix = name.rpartition(".")
        return suffix in ("md", "mdx", "rst") and (
            not is_meeting_path(options, docname) or "meeting: false" in self.files.get(name, "")
        )


def titled(name: str, text: str) -> str:
    """Return *text* with a title: examples are parts of pages, and have none."""
    if re.search(r"^#+ |^title: |^===", text, re.MULTILINE):
        return text
    title = Path(name).stem
    return (
        f"# {title}\n\n{text}"
        if name.endswith(".md")
        else f"{title}\n{'=' * len(title)}\n\n{text}"
    )


def toctree(names: Iterator[str]) -> str:
    documents = sorted(name.rpartition(".")[0] for name in names)
    tree = "\n".join(["```{toctree}", *documents, "```"]) if documents else ""
    return f"# Index\n\n{tree}\n"


def docs_settings() -> dict[str, Any]:
    return runpy.run_path(str(DOCS / "conf.py"))


def read_page(path: Path) -> Iterator[Section]:
    section = Section(path.stem, "")
    tokens = MarkdownIt().parse(path.read_text("utf-8"))
    for number, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag == "h2":
            yield section
            section = Section(path.stem, tokens[number + 1].content)
        if token.type != "fence" or not (code := _CODE.match(token.info)):
            continue
        name, text = code["argument"], token.content
        if code["directive"] == "example":
            section.has_examples = True
        else:
            caption = _CAPTION.match(text)
            assert caption, f"{path}:{token.map}: a block of code without a caption"
            name, text = caption[1], text[caption.end() :]
        if name == "warning":
            section.warnings = text.splitlines()
            continue
        assert name not in section.files, f"{path}: {name} twice under one heading"
        section.files[name] = text
    yield section


SECTIONS = {
    section.name: section
    for path in sorted(DOCS.glob("*.md"))
    for section in read_page(path)
    if section.files or section.warnings
}


# ── the snippets ──────────────────────────────────────────────────────────────

#: section ─► page, selector, and the text of one that is selected; None where none may be
RESULTS: Mapping[str, list[tuple[str, str, str | None]]] = {
    "recordings: The recording": [
        ("meetings/2026-07-01-summer-call", "a[href$='aqz-KE-bpKQ&t=113']", "1:23"),
        ("meetings/2026-07-01-summer-call", ".meetings-play-title", "Summer call"),
        ("meetings/2026-07-01-summer-call", ".meetings-facts li", "10 min"),
    ],
    "recordings: Links into the recording": [
        ("meetings/2026-07-01-summer-call", "h2 a.meetings-play-time", "1:23"),
    ],
    "recordings: Chapters": [
        (
            "meetings/2026-07-01-summer-call",
            ".meetings-chapters a[href$='t=340']",
            "5:40 Questions",
        ),
        (
            "meetings/2026-08-05-autumn-plans",
            ".meetings-chapters a[href$='t=340']",
            "5:40 Questions",
        ),
        ("meetings/2026-09-02-harvest", ".meetings-chapters a[href$='t=340']", "5:40"),
    ],
    "recordings: Transcripts": [
        ("meetings/2026-07-01-summer-call", "#transcript #transcript-the-map h3", "The map"),
        ("meetings/2026-07-01-summer-call", ".meetings-turn .meetings-speaker", "Zofia Wójcik"),
        ("meetings/2026-08-05-short-call", ".meetings-header a", "Transcript"),
        (
            "meetings/2026-08-05-short-call-transcript",
            ".meetings-turn a[href$='call.html#t=20&v=aqz-KE-bpKQ']",
            "0:20",
        ),
        ("meetings/index", ".meetings-entry-title a[href*='transcript']", None),
    ],
    "front-matter: Roles and people.yml": [
        ("meetings/2026-05-06-release", ".meetings-role", "Speakers Amara Okafor, João Teixeira"),
        ("meetings/2026-05-06-release", ".meetings-role", "Regrets Ines"),
        ("meetings/people/amara", "p", "Chaired 1 meeting · spoke at 1 · first on May 6, 2026"),
    ],
    "quickstart: A site from a folder of notes": [
        ("2026-05-06-community-call", "h1", "Community call"),
        ("2026-05-06-community-call", ".meetings-header time", "May 6, 2026"),
        ("meetings/index", ".meetings-entry-title", "Community call"),
    ],
    "quickstart: Add front matter": [
        ("2026-05-06-community-call", "h1", "Community call"),
        ("2026-05-06-community-call", ".meetings-tags a", "release"),
        ("2026-05-06-community-call", ".meetings-people a", "João Teixeira"),
        ("2026-05-06-community-call", "a[href$='aqz-KE-bpKQ&t=754']", "12:34"),
        ("meetings/tags/release", ".meetings-entry-title", "Community call"),
        ("meetings/people/amara-okafor", ".meetings-entry-title", "Community call"),
        (
            "meetings/index",
            ".meetings-excerpt",
            "We released 1.0. The next call is about translations.",
        ),
    ],
    "existing-project: One line": [
        ("meetings/2026-05-06-community-call", ".meetings-header time", "May 6, 2026"),
    ],
    "existing-project: Which documents are meetings": [
        ("community/index", ".meetings-entry-title", "Community call"),
        ("community/index", "a[href*='welcome'], a[href*='agenda']", None),
    ],
    "existing-project: No toctree needed": [
        ("meetings/index", "p", "We meet on the first Wednesday of every month."),
        ("meetings/index", ".meetings-entry-title", "Community call"),
    ],
    "existing-project: Your own overview": [
        ("community/calls", ".meetings-entry-title", "Community call"),
        ("community/calls", ".meetings-links a[href*='board']", "board"),
        ("community/board", "p", "It decides."),
        ("notes/year/2026", "h1", "Community calls in 2026"),
    ],
    "existing-project: Generated pages in a toctree": [
        ("index", ".toctree-wrapper a[href='meetings/index.html']", "Meetings"),
        ("index", ".toctree-wrapper a[href='meetings/year/2026.html']", "Meetings of 2026"),
        ("index", ".toctree-wrapper a[href='meetings/people/index.html']", "People"),
    ],
    "directives: Running notes": [
        ("meetings/index", ".meetings-entry-title a[href$='#council-2026-05-20']", "…"),
        ("meetings/index", ".meetings-entry-title", "May 6, 2026"),
        ("meetings/council", "#council-2026-05-20 > #agenda h3", "…"),
    ],
    "existing-project: Several series": [
        ("meetings/series/community/index", "h1", "Community calls"),
        ("meetings/series/community/index", ".meetings-entry-title", "Community call"),
        ("meetings/series/board/index", ".meetings-entry-title", "Budget"),
        ("meetings/series/board/index", "p", "Once a month, in Room 2."),
    ],
    "front-matter: Where to put it": [
        ("meetings/2026-05-06-release", ".meetings-tags a", "community"),
        ("meetings/2026-05-06-release", ".meetings-facts li", "17:00–17:48 Europe/Berlin"),  # noqa: RUF001
        ("meetings/2026-05-06-release", ".meetings-facts li", "Room 2"),
    ],
    "front-matter: The date": [
        ("meetings/2026/05/call", ".meetings-header time", "May 6, 2026"),
    ],
    "front-matter: Title": [
        ("meetings/2026-05-06-headings", "h1", "Release 1.0"),
        ("meetings/2026-05-06-headings", "h2", "Decided"),
    ],
    "front-matter: Recordings": [
        ("meetings/2026-05-06-release", "video[src='https://example.org/release.mp4#t=90']", "…"),
        ("meetings/2026-05-06-release", "a[href$='#t=110']", "0:20"),
        ("meetings/2026-05-06-release", "a[href$='#t=754']", "12:34 The release"),
        ("meetings/2026-06-03-next", "video track[srclang=en]", "…"),
        ("meetings/2026-06-03-next", ".meetings-speaker", "Amara"),
    ],
    "front-matter: People: authors.yml": [
        ("meetings/2026-05-06-release", ".meetings-people a", "João Teixeira"),
        ("meetings/people/zofia-wójcik", "h1", "Zofia Wójcik"),
        ("meetings/people/amara", "a[href='https://github.com/amara-okafor']", "GitHub"),
        ("meetings/people/amara", "a[href='https://example.social/@amara']", "Mastodon"),
    ],
    "front-matter: Tags: tags.yml": [
        ("meetings/tags/released", "h1", "Releases"),
        ("meetings/tags/released", "p", "What is out."),
        ("meetings/tags/community", "h1", "community"),
    ],
    "front-matter: Truncate: what lists show": [
        ("meetings/index", ".meetings-excerpt", "Lists show this. And this."),
        ("meetings/2026-05-06-release", "p", "But not this."),
    ],
    "front-matter: Drafts, unlisted notes, transcripts": [
        ("meetings/2026-05-06-release", ".meetings-facts a", "Transcript"),
        ("meetings/2026-05-06-release-transcript", ".meetings-facts a", "Release 1.0"),
        ("meetings/index", "a[href*='next'], a[href*='transcript']:not(.meetings-facts a)", None),
    ],
    "directives: meeting": [
        ("meetings/index", ".meetings-entry-title a[href='../board.html#january']", "Budget"),
        ("meetings/index", ".meetings-entry-title a[href='../board.html#february']", "February"),
    ],
    "directives: post": [
        ("meetings/index", ".meetings-entry-title a[href='../blog/release.html']", "Release 1.0"),
    ],
    "directives: meeting-list": [
        ("calls", ".meetings-cards .meetings-entry-title", "Reading the form aloud"),
        ("calls", ".meetings-cards .meetings-entry-title", "Release 1.0"),
        ("releases", "table tr:nth-of-type(1) a", "A charter on one page"),
    ],
    "directives: meeting-calendar": [
        ("calendar", "table a", "Release 1.0"),
        ("calendar", "table tr th:last-child", "Sun"),
    ],
    "directives: meeting-next": [
        ("next", ".meetings-next .meetings-entry-title a", "Reading the form aloud"),
        ("next", ".meetings-distance", "in 2 weeks"),
        ("next", "a[href='https://meet.example.org/community']", "Join"),
        ("next", ".meetings-rule", "The first Wednesday of every month at 17:00, UTC."),
    ],
    "directives: meeting-upcoming": [
        ("upcoming", ".meetings-facts li", "moved from July 1, 2026, 17:00"),
        ("upcoming", ".meetings-facts li", "Harvest"),
    ],
    # whatever the notes of the archive have
    "directives: meeting-decisions": [("decided", "h1", "decided")],
    "directives: meeting-actions": [("to-do", "h1", "to-do")],
    "directives: decision": [
        (
            "meetings/2026-09-02-autumn-call",
            "#decision-fair-2",
            "Decision · fair-2 · supersedes fair-1",
        ),
        ("meetings/2026-09-02-autumn-call", "#decision-1", "Decision · proposed"),
        ("meetings/decisions/index", "td a[href$='#decision-fair-2']", "Autumn call"),
    ],
    "directives: action": [
        (
            "meetings/2026-09-02-autumn-call",
            "#action-1",
            "Action · Amara Okafor, Zofia · due September 30, 2026",
        ),
        ("meetings/actions/index", "a[href$='call.html#action-1']", "Autumn call"),
    ],
    "directives: vote": [
        ("meetings/2026-09-02-autumn-call", ".meetings-vote p", "…"),
        ("meetings/votes/index", "a[href$='call.html#vote-1']", "A third day?"),
    ],
    "directives: agenda": [
        (
            "meetings/2026-09-02-autumn-call",
            "li:has(#topic-1)",
            "DEMO: The new map (Zofia, 20 min)",
        ),
        ("meetings/2026-09-02-autumn-call", "#topic-4", None),
    ],
    "roles: meeting:decision": [
        ("meetings/2026-09-02-autumn-call", "#decision-library", "Decision · library"),
        ("meetings/2026-09-02-autumn-call", "a[href='#decision-library']", "the place"),
    ],
    "roles: meeting:action": [
        (
            "meetings/2026-09-02-autumn-call",
            "#action-cake",
            "Action · cake · Zofia · due September 30, 2026",
        ),
        ("meetings/2026-09-02-autumn-call", "a[href='#action-cake']", "orders the cake"),
    ],
    "minutes: Directives and roles": [
        ("meetings/2026-05-06-call", "#decision-tent", "Decision · tent"),
        ("meetings/2026-05-06-call", "#action-1", "Action · Amara · due May 20, 2026"),
        ("meetings/2026-05-06-call", "#action-2", "Action · Zofia · due May 13, 2026"),
        ("meetings/2026-05-06-call", "#vote-1", "Vote · for 5 · against 2 · abstain 1"),
        ("meetings/2026-05-06-call", "#topic-2", "…"),
    ],
    "minutes: Approval": [
        ("meetings/2026-05-06-board", ".meetings-standing", "…"),
        ("meetings/2026-04-01-board", ".meetings-standing", None),
        ("meetings/2026-04-01-board", ".meetings-approved a", "Board, May 6, 2026"),
    ],
    "directives: meeting-tags": [("tags", "a[href='meetings/tags/release.html']", "Releases")],
    "directives: meeting-people": [
        ("people", "a[href='meetings/people/joao.html']", "João Teixeira")
    ],
    "directives: meeting-attendance": [
        ("who", ".meetings-scroll tbody th a[href='meetings/people/joao.html']", "João Teixeira"),
        ("who", ".meetings-scroll thead th a", "May 6: Release 1.0"),
    ],
    # whatever the notes of the archive have
    "directives: meeting-votes": [("votes", "h1", "votes")],
    "directives: meeting-topics": [("topics", "h1", "topics")],
    "directives: chapters": [
        ("meetings/2026-07-01-summer-call", ".meetings-chapters a[href$='&t=83']", "1:23 The map"),
    ],
    "directives: transcript": [
        (
            "meetings/2026-08-05-short-call",
            ".meetings-turn",
            "Zofia [0:20] Then we meet in September.",
        ),
    ],
    "directives: youtube": [
        ("video", "figcaption", "The call, from the demonstration on."),
        ("video", "a[href='https://www.youtube.com/watch?v=aqz-KE-bpKQ&t=83']", "…"),
    ],
    "roles: meeting:ref": [
        ("references", "li a", "Release 1.0"),
        ("references", "li a", "what was decided"),
        ("references", "li:last-child a:last-of-type", "Reading the form aloud"),
    ],
    "roles: meeting:page": [("pages", "a[href='meetings/index.html']", "All meetings")],
    "roles: meeting:tag": [("tag", "a[href='meetings/tags/community.html']", "our calls")],
    "roles: meeting:person": [("person", "a[href='meetings/people/joao.html']", "João Teixeira")],
    "roles: youtube": [
        ("watch", "a[href='https://www.youtube.com/watch?v=aqz-KE-bpKQ&t=83']", "demonstration"),
        ("watch", "figure.meetings-player", "…"),
        ("meetings/2026-07-01-summer-call", "a[href$='&t=754']", "12:34"),
    ],
    "api: Read the archive": [("meetings/tags/release", "h1", "release")],
    "data: ": [("meetings/index", ".meetings-tags a", "release")],
    "feeds: ": [("meetings/tags/release", "link[href$='/meetings/tags/release/atom.xml']", "")],
    "feeds: What tells entries apart": [("meetings/2026/05-06-call", "h1", "Community call")],
    "api: Add files": [("meetings/index", ".meetings-entry-title", "Community call")],
    "api: Add a list format": [
        ("calls", "p.one-line", "Community call (May 6, 2026)"),
        ("calls", ".one-line a[href='meetings/2026-05-06-call.html']", "Community call"),
    ],
    "api: Override a template": [
        ("meetings/2026-05-06-call", ".meetings-header .where", "May 6, 2026, Room 2"),
        ("meetings/2026-05-06-call", ".meetings-header .meetings-tags a", "release"),
        ("meetings/2026-05-06-call", ".meetings-facts", None),
        ("meetings/index", "li.meetings-entry p", "May 6, 2026: Community call #release"),
        ("meetings/index", "li.meetings-entry p", "We met."),
    ],
    "api: Add a video platform": [
        ("meetings/2026-05-06-call", "figure .meetings-play-note", "Watch on Talks from 0:30"),
        ("meetings/2026-05-06-call", "a[href='https://talks.example/bees?start=113']", "1:23"),
    ],
    "api: Change records": [
        ("meetings/2026-05-06-call", ".meetings-facts li", "Library, room 2"),
        ("meetings/index", ".meetings-facts li", "Library, room 2"),
    ],
    "read-the-docs: Configuration": [
        ("meetings/2026-05-06-call", "h1", "Community call"),
        ("index", "li.meetings-entry p", "We released 1.0."),
    ],
    "configuration: ": [("community/index", "h1", "Community meetings")],
    "docusaurus: Set up a project": [
        ("index", "a[href='blog/2026-05-06-release/index.html']", "Release 1.0"),
        ("blog/2026-05-06-release/index", "figure.meetings-player", "…"),
        ("blog/2026-05-06-release/index", ".admonition.tip em", "inside"),
        ("blog/2026-05-06-release/index", ".admonition a[href$='agenda.txt']", "The agenda"),
        (
            "blog/2026-05-06-release/index",
            "a[href='https://example.org/docs/intro']",
            "the introduction",
        ),
        ("blog/2026-05-06-release/index", "a[href='../2026-04-01-charter.html']", "previous post"),
        ("blog/2026-04-01-charter", "a[href='2026-05-06-release/index.html']", "the release"),
        ("blog/tags/released", "h1", "Releases"),
        ("blog/people/amara", "h1", "Amara Okafor"),
    ],
    "docusaurus: Old addresses": [
        (f"{folder}/2026/05/06/community-call/index", "a[href$='05-06-community-call.html']", "…")
        for folder in ("blog", "news")
    ],
    "docusaurus: Players": [
        ("meetings/2026-05-06-release", "figure .meetings-play-note", "Watch on Vimeo"),
        ("meetings/2026-05-06-release", "figure .meetings-play-note", "Watch on framatube.org"),
        ("meetings/2026-05-06-release", "video source ~ track[src*=_downloads]", "…"),
        ("meetings/2026-05-06-release", "audio[src='https://example.org/release.mp3']", "…"),
        ("meetings/2026-05-06-release", "iframe", None),
        ("meetings/index", "a[href='https://vimeo.com/76979871']", "Recording"),
    ],
}


#: whose examples are pages of their own: side by side they are one project
EXAMPLES = [s for s in SECTIONS.values() if s.has_examples and not any("/" in f for f in s.files)]


def build_section(build: Build, section: Section, language: str) -> Built:
    """Build the files of *section*, and see that it is told what the page says."""
    beside = EXAMPLES if section in EXAMPLES else [section]
    names = [name for each in beside for name in each.sources()]
    assert len(names) == len(set(names))
    files: dict[str, str | bytes] = {}
    for each in beside:
        files |= each.project(language)
    if len(beside) > 1:
        del files["index.md"]
        files["index.md"] = toctree(name for name in files if section.is_page(name))
    built = build(files, conf=section.overrides())
    assert sorted(built.warnings) == sorted(line for each in beside for line in each.warnings)
    return built


def has_notes(section: Section) -> bool:
    return any(name.endswith((".md", ".mdx")) for name in section.files)


def test_every_snippet_has_a_result() -> None:
    shown = {s.name for s in SECTIONS.values() if has_notes(s) and not s.warnings}
    assert set(RESULTS) == shown


@pytest.mark.filterwarnings("ignore:.sphinx_book_theme")  # theirs, not ours
@pytest.mark.parametrize("name", SECTIONS)
def test_a_snippet_does_what_the_page_says(name: str, shared_build: Build) -> None:
    section = SECTIONS[name]
    pytest.importorskip(section.settings().get("html_theme", PACKAGE))
    built = build_section(shared_build, section, ".md")
    for page, selector, text in RESULTS.get(name, ()):
        found = [words(node.get_text()) for node in built.seen(page).select(selector)]
        if text is None:
            assert not found, (page, selector)
        else:
            assert found if text == "…" else text in found, (page, selector, found)


#: section of a theme ─► what its own sidebar has, and still has
SIDEBARS = {
    "neighbours: Furo": (".sidebar-drawer", ".sidebar-search", ".sidebar-tree"),
    "neighbours: Alabaster": (".sphinxsidebar", "form.search", "li.toctree-l1"),
    "neighbours: PyData": (".bd-sidebar-primary", ".navbar-header-items__start, nav"),
    "neighbours: Sphinx Book Theme": (".bd-sidebar-primary", ".navbar-brand", "nav"),
    "neighbours: Read the Docs theme": (
        ".wy-nav-side",
        ".wy-menu-vertical",
        ".wy-side-nav-search",
    ),
}


def test_each_theme_has_a_sidebar() -> None:
    shown = {name for name, s in SECTIONS.items() if "html_theme" in s.settings()}
    assert {name for name in shown if name.startswith("neighbours")} == set(SIDEBARS)


@pytest.mark.filterwarnings("ignore:.sphinx_book_theme")  # theirs, not ours
@pytest.mark.parametrize("name", SIDEBARS)
def test_the_latest_meetings_are_in_the_sidebar(name: str, build: Build) -> None:
    section = SECTIONS[name]
    pytest.importorskip(section.settings()["html_theme"])
    files = section.project(".md") | {
        "index.md": "# Home\n\n```{toctree}\nmeetings/index\nabout\n```\n",
        "about.md": "# About\n\n## Us\n\nText.\n",
        "meetings/2026-05-06-call.md": "---\ntags: [x]\n---\n# Call\n\n## Part\n\nText.\n",
    }
    built = build(files, conf=section.overrides())
    assert built.warnings == []
    sidebar, *own = SIDEBARS[name]
    pages = ("about", "genindex", "meetings/2026-05-06-call", "meetings/index", "meetings/tags/x")
    for docname in pages:
        page = built.page(docname)
        shown = page.select(".meetings-recent")
        assert [words(item.a.next) for item in shown] == ["Meetings"], docname
        assert shown[0].find_parent(class_=sidebar.removeprefix(".")), docname
        assert page.select_one('link[href*="meetings.css"]'), docname
        for selector in own:
            # some themes have no navigation where there is nothing to go to
            assert page.select_one(sidebar).select_one(selector), (docname, selector)
        assert "does not work" not in page.get_text(), docname
    new = built.again({"meetings/2026-06-03-next.md": "# Next\n\nText.\n"})
    for docname in pages:
        first = new.page(docname).select_one(".meetings-recent li a")
        assert words(first.next) == "Next", docname


def words(text: str) -> str:
    """Return *text* without what pages add to it: links to headings, and curly quotes."""
    return " ".join(text.translate({ord("¶"): None, 0x2019: "'"}).split())


@pytest.mark.parametrize("name", [name for name, s in SECTIONS.items() if s.twins])
def test_both_languages_give_the_same_page(name: str, shared_build: Build) -> None:
    section = SECTIONS[name]
    myst, rest = (build_section(shared_build, section, suffix) for suffix in LANGUAGES)
    assert rest.warnings == []
    for docname in section.twins:
        assert article(rest, docname) == article(myst, docname)


LANGUAGES = (".md", ".rst")


def article(built: Built, docname: str) -> list[str]:
    """Return the content of a page, an element or text per line."""
    body = built.page(docname).select_one("div.body")
    assert body
    for anchor in body.select("span[id]:empty"):
        # MyST's second name for a heading, after GitHub's rules
        anchor.decompose()
    return [line.strip() for line in body.prettify().splitlines() if line.strip()]


def test_the_reserved_kinds_of_warnings_are_not_given() -> None:
    """As soon as one of them is, its section needs an example."""
    source = "".join(path.read_text("utf-8") for path in (PROJECT / PACKAGE).rglob("*.py"))
    for kind in Kind:
        given = f"Kind.{kind.name}" in source
        assert given == (f"warnings: {kind}" in SECTIONS), kind


def test_the_files_of_read_the_docs() -> None:
    files = SECTIONS["read-the-docs: Configuration"].files
    shown = yaml.safe_load(files[".readthedocs.yaml"])
    ours = yaml.safe_load((PROJECT / ".readthedocs.yaml").read_text("utf-8"))
    assert shown["version"] == ours["version"]
    assert shown["build"]["tools"] == ours["build"]["tools"]
    assert shown["sphinx"] == ours["sphinx"]
    (install,) = shown["python"]["install"]
    assert install["requirements"] in files
    assert pyproject()["project"]["name"] in files[install["requirements"]].split()

    assert set(shown["formats"]) == {"pdf", "epub"}


READ_THE_DOCS = "https://orchard.readthedocs.io/en/latest/"


@pytest.mark.parametrize(
    ("builder", "page"),
    [
        ("html", "meetings/2026-05-06-call.html"),
        ("epub", "meetings/2026-05-06-call.xhtml"),
        ("latex", "orchard.tex"),
    ],
)
def test_the_formats_of_read_the_docs(
    builder: str, page: str, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READTHEDOCS_CANONICAL_URL", READ_THE_DOCS)
    section = SECTIONS["read-the-docs: Configuration"]
    built = build(section.project(".md"), conf=section.overrides(), builder=builder)
    assert built.warnings == []
    assert "We released 1.0." in built.text(page)
    if builder == "html":
        canonical = built.page(page.removesuffix(".html")).select_one("link[rel=canonical]")
        assert canonical
        assert canonical["href"] == f"{READ_THE_DOCS}{page}"
        assert f"{READ_THE_DOCS}{page}" in built.text("meetings/atom.xml")
    else:
        written = {path.stem for path in built.outdir.rglob("*") if path.is_file()}
        assert not written & {"tags", "people", "2026"}


# ── commands ──────────────────────────────────────────────────────────────────


def commands() -> Iterator[str]:
    for path in (README, *sorted(DOCS.glob("*.md"))):
        for token in MarkdownIt().parse(path.read_text("utf-8")):
            if token.type == "fence" and token.info == "console":
                lines = token.content.splitlines()
                assert all(line.startswith("$ ") for line in lines), path
                yield from (line.removeprefix("$ ") for line in lines)


@pytest.mark.parametrize("command", sorted(set(commands())))
def test_a_command_exists(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(PROJECT)
    match shlex.split(command):
        case ["python3", "develop.py", name, *rest]:
            assert name in importlib.import_module("develop").NEEDS
            assert not rest or name == "test"
            assert all((PROJECT / word).exists() for word in rest if word.startswith("tests/"))
        case ["python3", "-m", "venv", folder]:
            assert f". {folder}/bin/activate" in commands()
        case [".", script]:
            assert f"python3 -m venv {script.removesuffix('/bin/activate')}" in commands()
        case ["python3", "-m", "pip", "install", requirement]:
            extra = requirement.removeprefix(".[").removesuffix("]")
            assert extra in pyproject()["project"]["optional-dependencies"]
        case ["sphinx-meetings", *rest]:
            cli._parser().parse_args(rest)
        case ["sphinx-build", *rest]:
            sphinx_build_parser().parse_args(rest)
        case ["tox", "run", "-e", names, *rest]:
            assert set(names.split(",")) <= tox_environments()
            measured = importlib.import_module("bench.__main__").MEASUREMENTS
            assert set(rest) <= {"--", "50", "1000", *measured}
        case [".ci/run"]:
            assert os.access(PROJECT / ".ci" / "run", os.X_OK)
        case _:
            pytest.fail(f"no test knows the command {command!r}")


def tox_environments() -> set[str]:
    tox = configparser.ConfigParser(interpolation=None)
    tox.read(PROJECT / "tox.ini", encoding="utf-8")
    named = {name.removeprefix("testenv:") for name in tox.sections()}
    return named | set(tox["tox"]["env_list"].split())


def pyproject() -> dict[str, Any]:
    return tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))


def test_the_quickstart_works(tmp_path: Path) -> None:
    notes = SECTIONS["quickstart: A site from a folder of notes"].files
    for name, text in notes.items():
        tmp_path.joinpath("notes").mkdir(exist_ok=True)
        (tmp_path / "notes" / name).write_text(text, "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", MAIN, "build", "notes", "-j", "1"],
        cwd=tmp_path,
        env=os.environ | {"XDG_CACHE_HOME": str(tmp_path / "cache"), "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert (tmp_path / "site" / "index.html").as_uri() in done.stdout
    assert "Community call" in (tmp_path / "site" / "index.html").read_text("utf-8")
    assert [path.name for path in (tmp_path / "notes").iterdir()] == list(notes)


# ── the README ────────────────────────────────────────────────────────────────


def test_the_line_of_the_readme(build: Build) -> None:
    (block,) = re.findall(r"```python\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    assert SECTIONS["index: "].files["conf.py"] == block
    conf: dict[str, Any] = {}
    exec(block, conf)
    note = {"meetings/2026-05-06-call.md": "# Community call\n\nWe met.\n"}
    built = build(note, conf={"extensions": conf["extensions"]})
    assert built.warnings == []
    assert built.page("meetings/index").find("a", string="Community call")


def test_the_note_of_the_readme_is_in_the_demo_and_becomes_what_it_says(build: Build) -> None:
    (note,) = re.findall(r"```markdown\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    demo = PROJECT / "demo" / "meetings"
    lines = iter((demo / "2026" / "01-07-community-call.md").read_text("utf-8").splitlines())
    assert [line for line in note.splitlines() if line not in lines] == []
    people = {"meetings/authors.yml": (demo / "authors.yml").read_text("utf-8")}
    built = build({"meetings/2026-01-07-call.md": note, **people})
    assert built.warnings == []
    assert "Coated sensors" in built.page("meetings/decisions/index").get_text()
    assert "order ten sensors" in built.page("meetings/people/meiling").get_text()
    attendance = built.page("meetings/attendance/index").select("tbody th")
    assert len(attendance) == 4


def test_links_of_the_readme_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README.read_text("utf-8"))
    assert [link for link in links if not (PROJECT / link).exists()] == []
    pages = {f"docs/{path.name}" for path in DOCS.glob("*.md")}
    assert pages - set(links) == {"docs/index.md", "docs/changelog.md"}


@pytest.mark.parametrize("name", ["front", "meeting"])
def test_a_screenshot_is_small_and_of_the_promised_size(name: str) -> None:
    data = (DOCS / "images" / f"{name}.png").read_bytes()
    assert len(data) < 150_000
    # https://www.w3.org/TR/png/#11IHDR
    assert (int.from_bytes(data[16:20]), int.from_bytes(data[20:24])) == (1280, 800)


# ── the tables, and what else has to be documented ────────────────────────────


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the documentation, every warning an error, and return its folder."""
    out = tmp_path_factory.mktemp("docs")
    said = io.StringIO()
    # in this process, where Sphinx is imported; what is configured adds to the path of modules
    with (
        pytest.MonkeyPatch.context() as patch,
        contextlib.redirect_stderr(said),
        warnings.catch_warnings(),
    ):
        # theirs, which a process of its own would not show
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.simplefilter("ignore", PendingDeprecationWarning)
        patch.setattr(sys, "path", [*sys.path])
        code = sphinx_build(
            [
                "-nW",
                "--keep-going",
                "-q",
                "-d",
                f"{out / 'doctrees'}",
                f"{DOCS}",
                f"{out / 'html'}",
            ]
        )
    assert (code, said.getvalue()) == (0, "")
    return out / "html"


def page(docs: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((docs / f"{name}.html").read_text("utf-8"), "html.parser")


def rows(soup: BeautifulSoup, prefix: str) -> dict[str, tuple[str, str]]:
    """Return name ─► form and meaning, of a table of the reference."""
    found = {}
    for term in soup.select(f"dt[id^='{prefix}']"):
        (form,) = term.select(".classifier")
        meaning = term.find_next_sibling("dd")
        assert meaning
        found[str(term["id"]).removeprefix(prefix)] = (form.get_text(), words(meaning.get_text()))
    return found


def plain(text: str) -> str:
    return words(text.replace("`", ""))


def test_the_table_of_fields(docs: Path) -> None:
    found = rows(page(docs, "front-matter"), "field-")
    assert list(found) == [item.name for item in FIELDS]
    for item in FIELDS:
        form, meaning = found[item.name]
        assert form == item.type
        assert meaning.startswith(plain(item.help))
        assert all(alias in meaning for alias in item.aliases)


def test_the_table_of_options(docs: Path) -> None:
    soup = page(docs, "configuration")
    names = [f"{PREFIX}{item.name}" for item in dataclasses.fields(Options)]
    assert [dt["id"] for dt in soup.select("dl.confval > dt")] == [f"confval-{n}" for n in names]
    said = words(soup.get_text())
    for item in dataclasses.fields(Options):
        assert plain(item.metadata["help"]) in said


def test_the_tables_of_list_options(docs: Path) -> None:
    soup = page(docs, "directives")
    for prefix, options in (
        ("list-", LIST_OPTIONS),
        ("calendar-", CALENDAR_OPTIONS),
        ("register-", REGISTER_OPTIONS),
        ("attendance-", ATTENDANCE_OPTIONS),
        ("decision-", DECISION_OPTIONS),
        ("action-", ACTION_OPTIONS),
        ("next-", NEXT_OPTIONS),
        ("upcoming-", UPCOMING_OPTIONS),
    ):
        expected = {item.name: (item.form, plain(item.help)) for item in options}
        assert rows(soup, prefix) == expected


def test_the_sections_of_warnings(docs: Path) -> None:
    soup = page(docs, "warnings")
    headings = [words(h2.get_text()) for h2 in soup.select("h2")]
    assert headings == sorted(map(str, Kind))
    comments = ModuleAnalyzer.for_module(problems.__name__).find_attr_docs()
    for kind in Kind:
        first = soup.select(f"#{str(kind).replace('_', '-')} > p")[0]
        comment = " ".join(comments["Kind", kind.name]).replace("``", "")
        assert words(first.get_text()) == words(comment)


def test_the_rooms_and_their_files(docs: Path) -> None:
    section = page(docs, "architecture").select_one("#the-rooms")
    assert section
    heads = (p.code for p in section.find_all("p", recursive=False) if ":" in p.get_text())
    rooms = [code.get_text() for code in heads if code and not code.previous_sibling]
    # that these are all there is checked by `lint-imports`
    layers = pyproject()["tool"]["importlinter"]["contracts"][0]["layers"]
    assert [name.strip("/") for name in rooms] == re.findall(r"\w+", " ".join(reversed(layers)))
    files = {code.get_text() for code in section.select("li > p > code:first-child")}
    package = PROJECT / PACKAGE
    inside = (path.relative_to(package).with_suffix("") for path in package.glob("*/**/*.py"))
    names = {path.relative_to(path.parts[0]).as_posix() for path in inside}
    assert files == {name for name in names if not name.endswith("__init__")}


def test_the_help_of_the_command(docs: Path) -> None:
    shown = page(docs, "quickstart").select_one("#the-command pre")
    assert shown
    for option in ("NOTES", "OUT", "--theme", "--builder", "-j", "-W"):
        assert option in shown.get_text()


@dataclass(frozen=True)
class Names:
    """What the extension adds to Sphinx, by name."""

    directives: dict[str, Any]
    roles: set[str]


@pytest.fixture
def names(tmp_path: Path) -> Names:
    (tmp_path / "index.rst").write_text("Test\n====\n")
    with patch_docutils(tmp_path), docutils_namespace():
        Sphinx(
            tmp_path,
            None,
            tmp_path / "out",
            tmp_path / "trees",
            "html",
            {"extensions": [PACKAGE]},
            status=None,
        )
        own = {
            name: directive
            for name, directive in directives._directives.items()
            # Sphinx documents its own, which also knows our pages
            if directive.__module__.startswith(PACKAGE) and not issubclass(directive, TocTree)
        }
        inline = {
            name
            for name, role in roles._roles.items()
            if type(role).__module__.startswith(PACKAGE)
        }
    prefix = f"{MeetingDomain.name}:"
    # those that have a name without the prefix, too, are described under that
    own |= {
        prefix + name: item
        for name, item in MeetingDomain.directives.items()
        if own.get(name) is not item
    }
    return Names(own, inline | {prefix + name for name in MeetingDomain.roles})


def test_every_directive_is_documented(names: Names) -> None:
    text = (DOCS / "directives.md").read_text("utf-8")
    sections = dict(re.findall(r"^## ([a-z-]+)\n(.*?)(?=^## [a-z]|\Z)", text, re.M | re.DOTALL))
    assert set(sections) == set(names.directives)
    tables = ("{list-options}", "{calendar-options}", "(#all-fields)")
    for name, directive in names.directives.items():
        if not any(table in sections[name] for table in tables):
            missing = [o for o in directive.option_spec or () if f"`{o}`" not in sections[name]]
            assert not missing, name


def test_every_role_is_documented(names: Names) -> None:
    text = (DOCS / "roles.md").read_text("utf-8")
    for role in names.roles:
        # in a heading, or in a line
        assert re.search(rf"^## {role}$|`{role}`", text, re.MULTILINE), role


def test_the_changelog_names_everything(names: Names) -> None:
    text = (PROJECT / "CHANGELOG.md").read_text("utf-8")
    assert [n for n in (*names.directives, *names.roles) if f"`{n}`" not in text] == []
