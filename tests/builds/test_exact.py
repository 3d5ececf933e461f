"""After any edits an incremental build equals a clean one, byte for byte."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sphinx.errors import SphinxError
from support.builds import PROJECT, run_sphinx, tree
from support.images import png
from support.search import comparable, read_index

TESTS = Path(__file__).parents[1]
#: builds what the standard input says
ELSEWHERE = """
import json, pathlib, sys
from support.builds import run_sphinx
given = json.load(sys.stdin)
for name in ("srcdir", "outdir", "doctreedir"):
    given[name] = pathlib.Path(given[name])
run_sphinx({}, **given)
"""

VIDEO = "https://youtu.be/aqz-KE-bpKQ"
TAGS = ("a", "b", "C++", "C")
PEOPLE = ("ada", "bo", "Cy Dee")
DAYS = ("2024-01-02", "2024-01-03", "2024-02-01", "2025-07-09")
#: a series whose schedule is in conf.py: it has the places and days of the other one
DAILY = {
    "title": "T",
    "path": "meetings/t*",
    "start": "2024-01-01 09:30",
    "timezone": "Europe/London",
    "every": ["weekdays", "last Friday of the month at 11:00"],
    "until": "2024-08-01",
    "location": "Room 4",
}
SERIES: dict[str, object] = {"s": {"title": "Series S"}, "t": DAILY}
#: a schedule, some of whose days have notes
WEEKLY = {
    "title": "Weekly",
    "start": "2024-01-02 17:00",
    "timezone": "America/New_York",
    "every": "week on Tuesday",
    "path": "meetings/o*",
}
#: days of its meetings
TUESDAYS = ("2024-01-02", "2024-01-09", "2024-01-16", "2024-01-30", "2024-06-04")
#: edits of the schedule
SCHEDULED: dict[str, list[object]] = {
    "start": ["2024-01-02 18:00", "2024-01-03 17:00"],
    "every": ["2 weeks", "fifth Tuesday of the month", "month at 02:30"],
    "timezone": ["Europe/London", "Africa/Cairo", "UTC", "UTC-7"],
    "until": ["2024-01-30", "2030-01-01"],
    "duration": ["90 min"],
    "join": ["https://meet.example.org/a", "https://meet.example.org/b?pwd=1234"],
    "agenda": ["page1", "other", "https://example.org/agenda"],
    "location": ["Room 4"],
    "cancelled": [{"2024-01-02": "Ill"}, {"2024-01-16": "Holidays"}, ["2024-01-09"]],
    "moved": [{"2024-01-02": "2024-01-03"}, {"2024-01-16": "2024-01-17 18:00"}],
    "extra": [["2024-02-01"], ["2024-01-18 09:00"]],
}
CONF = {
    "meetings_per_page": 2,
    "meetings_series": SERIES,
    "meetings_schedule": "series.yml",
    "meetings_today": "2024-06-01",
    "templates_path": ["_templates"],
    # pages say what they are about
    "html_baseurl": "https://notes.example/",
    "meetings_data": True,
    "meetings_feeds": ["all", "series", "tags", "people"],
    "meetings_feed_formats": ["atom", "rss", "json"],
    "meetings_feed_content": "full",
    "meetings_redirects": ["docusaurus", "/old/{year}/{slug}/", "/t/{tag}", "/s/{series}"],
}
#: which pages and other files are generated
LIST = ".meetings-pages.json"
ARTIFACTS = ".meetings-artifacts.json"
#: documents that are not meetings
PAGES = ("other", "meetings/index", "meetings/tags/a", "meetings/tags/A")
LISTS = (
    "{meeting-list}",
    "{meeting-list}\n:tag: a",
    "{meeting-list}\n:limit: 1",
    "{meeting-list}\n:format: table",
    "{meeting-list}\n:sort: oldest\n:group-by: series",
    "{meeting-list}\n:format: cards\n:year: 2024",
    "{meeting-decisions}",
    "{meeting-decisions}\n:state: accepted",
    "{meeting-actions}",
    "{meeting-actions}\n:person: ada",
    "{meeting-tags}",
    "{meeting-people}",
    "{meeting-calendar}\n:year: 2024",
    "{meeting-calendar}",
    "{meeting-next}",
    "{meeting-next}\n:series: w",
    "{meeting-upcoming}\n:limit: 2",
    "{meeting-upcoming}\n:series: w\n:limit: 30",
    "{meeting-attendance}",
    "{meeting-attendance}\n:series: s\n:person: ada",
    "{meeting-votes}",
    "{meeting-topics}",
)
#: a page of what comes, which stays
COMING = "---\norphan: true\nmeeting: false\n---\n# Coming\n\n" + "".join(
    f"```{text}\n```\n\n"
    for text in ("{meeting-next}", "{meeting-next}\n:series: t", "{meeting-upcoming}")
)

#: what changes every page, and what only those that say it
OPTIONS: tuple[dict[str, object], ...] = (
    {"meetings_root": "archive"},
    {"meetings_root": ""},
    {"meetings_home": "other"},
    {"meetings_home": ""},
    {"meetings_pages": False},
    {"meetings_pages": True},
    {"meetings_avatars": "images"},
    {"meetings_in_short": True},
    {"meetings_in_short": False},
    {"meetings_data": True},
    {"meetings_data": False},
    {"meetings_feeds": ["all", "series", "tags", "people"]},
    {"meetings_feeds": ["tags"], "meetings_feed_formats": ["json"]},
    {"meetings_feeds": []},
    {"meetings_feed_formats": ["rss", "atom"]},
    {"meetings_calendars": False},
    {"meetings_calendars": True},
    {"meetings_redirects": ["ablog", "/meetings/{name}/", "/same"]},
    {"meetings_redirects": {"material": "news"}},
    {"meetings_redirects": []},
    {"meetings_redirect_format": "nginx"},
    {"meetings_redirect_format": "netlify"},
    {"meetings_redirect_format": "html"},
    {"meetings_publish_passcodes": True},
    {"meetings_feed_content": "full"},
    {"meetings_feed_content": "excerpt"},
    {"meetings_registers": ["votes"]},
    {"meetings_registers": ["attendance", "topics"]},
    {"meetings_today": "2024-01-03"},
    {"meetings_today": "2026-01-01"},
    {"meetings_series": SERIES},
    {"meetings_series": {"s": {"title": "Another"}}},
    {
        "meetings_series": {
            "t": DAILY | {"cancelled": {"2024-01-03": "Ill"}, "extra": ["2024-02-01"]}
        }
    },
    {"meetings_schedule": ""},
    {"meetings_schedule": "series.yml"},
    {"language": "de"},
    {"language": "en"},
    {"html_theme": "alabaster"},
    {"html_theme": "basic"},
    {"html_baseurl": "https://example.org/"},
    {"html_baseurl": "https://example.org/docs/"},
    {"html_baseurl": ""},
    {"meetings_calendars": False},
    {"meetings_calendars": True},
    {"project": "Another project"},
    {"html_title": "A title"},
)

FIELDS = (
    "title",
    "date",
    "body",
    "minutes",
    "done",
    "unlisted",
    "draft",
    "series",
    "attendees",
    "slug",
    "chapters",
    "picture",
    "reference",
    "status",
    "updated",
    "location",
    "recording",
    "approval",
)
#: what a note may record
WRITTEN = (
    "```{decision} We stay\n:id: stay\n```\n\n{meeting:action}`paint it; owner: ada; id: paint`",
    "{meeting:decision}`we go; id: stay`\n\n```{action} Sit\n:owner: Cy Dee\n:due: 2024-03-01\n```",
)
#: where a build can end before its time
EVENTS = (
    "env-before-read-docs",
    "doctree-read",
    "env-updated",
    "doctree-resolved",
    "html-collect-pages",
    "html-page-context",
    "meetings-collect-artifacts",
    "build-finished",
)
#: minutes in the text of a note
MINUTES = (
    "",
    "Decision: Go left",
    "Decision: Go right\n\n## Action items\n\n- [ ] ada: Write it\n- [ ] bo to read it",
    "## Action items\n\n- [x] ada: Write it\n- [ ] Zed: Sleep",
)
#: a largest size of files, of which each is too small for some: the disk is full
SIZES = (200, 2_000, 5_000, 20_000)


class Archive(RuleBasedStateMachine):
    """Edits a project at random, and compares builds."""

    @initialize()
    def start(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="meetings-exact-"))
        self.source = self.folder / "src"
        self.source.mkdir()
        self.conf: dict[str, object] = dict(CONF)
        self.jobs = 1
        self.seconds = 1_700_000_000
        self.notes: dict[str, dict[str, object]] = {}
        self.write("index.md", "# Home\n\n```{meeting-list}\n:limit: 2\n```\n")
        self.write("coming.md", COMING)
        self.schedule: dict[str, object] = dict(WEEKLY)
        self.write_schedule()
        for folder in ("", "meetings/", "meetings/sub/"):
            self.write_bytes(f"{folder}picture.png", png() + folder.encode())
        self.write_bytes("meetings/file.txt", b"A file.")
        self.write_bytes("meetings/call.mp4", b"A recording.")
        self.add("one", DAYS[0], ["ada"], ["a"])
        # from six documents on Sphinx reads them in several processes
        for number in range(4):
            self.write(f"page{number}.md", f"---\norphan: true\n---\n# Page {number}\n")
        self.compare()

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            shutil.rmtree(self.folder)

    def write(self, name: str, text: str) -> None:
        self.write_bytes(name, text.encode())

    def write_bytes(self, name: str, data: bytes) -> None:
        path = self.source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def write_schedule(self) -> None:
        # YAML has JSON in it
        self.write("series.yml", json.dumps({"w": self.schedule}))

    def write_note(self, name: str) -> None:
        note = self.notes[name]
        self.write(
            f"meetings/{name}.md",
            f"---\ntitle: {note['title']}\ndate: {note['date']}\nauthors: {note['people']}\n"
            f"tags: {note['tags']}\nunlisted: {note['unlisted']}\ndraft: {note['draft']}\n"
            f"done: {note['done']}\n"
            f"series: {note['series']}\nslug: {note['slug']}\nchapters: {note['chapters']}\n"
            f"status: {note['status']}\nlast_update: {note['updated']}\n"
            f"location: {note['location']}\n"
            f"attendees: {note['attendees']}\nregrets: {note['people']}\n"
            f"recording: {{url: '{note['recording']}', start: 5}}\n"
            f"{note['approval'].strip('{}')}\n---\n\n"
            f"Opening of {name}, see [the index](../index.md) and {{meeting:ref}}`latest`,\n"
            f"[by path](/meetings/one/) and [by slug](/slugged) and {{meeting:tag}}`a`,\n"
            f"{note['picture']} and {{download}}`/meetings/file.txt`, {note['reference']}.\n\n"
            f"<!-- truncate -->\n\n{note['body']}\n\n{note['minutes']}\n",
        )
        self.read_pages_again(name)

    def remove_note(self, name: str) -> None:
        (self.source / f"meetings/{name}.md").unlink()
        self.read_pages_again(name)

    def read_pages_again(self, name: str) -> None:
        """Touch the pages that have a link to *name*.

        MyST decides while it reads a page whether that is a document, and Sphinx reads the page
        again only if it was edited, with and without us.
        """
        for page in PAGES:
            path = self.source / f"{page}.md"
            if path.is_file() and f"(/meetings/{name})" in path.read_text():
                path.touch()

    def add(self, name: str, date: str, people: list[str], tags: list[str]) -> None:
        self.notes[name] = {
            "title": f"Note {name}",
            "date": date,
            "people": people,
            "tags": tags,
            "body": "Body.",
            "minutes": MINUTES[2],
            "done": [],
            "unlisted": False,
            "draft": False,
            "series": "",
            "attendees": people[:1],
            "slug": "",
            "chapters": [],
            "picture": "![a picture](picture.png)",
            "reference": "",
            "status": "",
            "updated": "",
            "location": "",
            "recording": VIDEO,
            "approval": "{}",
        }
        self.write_note(name)

    @rule(
        name=st.sampled_from(["one", "two", "three", "four", "five"]),
        date=st.sampled_from(DAYS),
        people=st.lists(st.sampled_from(PEOPLE), unique=True, max_size=2),
        tags=st.lists(st.sampled_from(TAGS), unique=True, max_size=3),
    )
    def add_or_replace(self, name: str, date: str, people: list[str], tags: list[str]) -> None:
        self.add(name, date, people, tags)

    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        if self.notes:
            name = data.draw(st.sampled_from(sorted(self.notes)))
            del self.notes[name]
            self.remove_note(name)

    @rule(data=st.data(), new=st.sampled_from(["six", "seven", "sub/one"]))
    def rename(self, data: st.DataObject, new: str) -> None:
        if self.notes and new not in self.notes:
            name = data.draw(st.sampled_from(sorted(self.notes)))
            self.notes[new] = self.notes.pop(name)
            self.remove_note(name)
            self.write_note(new)

    @rule(sections=st.lists(st.sampled_from(DAYS), max_size=2))
    def change_running_notes(self, sections: list[str]) -> None:
        parts = [
            f"## Call {number}\n\n```{{meeting}}\n:date: {day}\n:tags: a\n```\n\nText.\n"
            for number, day in enumerate(sections)
        ]
        self.write("running.md", "\n".join(["---\norphan: true\n---\n# Running\n", *parts]))

    @rule(end=st.sampled_from([b"", b" "]))
    def change_files(self, end: bytes) -> None:
        self.write_bytes("meetings/picture.png", png() + end)
        self.write_bytes("meetings/file.txt", b"A file." + end)

    @rule(shown=st.booleans())
    def change_picture_before_all_others(self, shown: bool) -> None:
        picture = "![](/picture.png)" if shown else ""
        self.write("a.md", f"---\norphan: true\nmeeting: false\n---\n# A\n\n{picture}\n")

    @rule(toctree=st.booleans(), title=st.sampled_from(["Page 0", "Page nought"]))
    def change_toctree(self, toctree: bool, title: str) -> None:
        text = "\n```{toctree}\n:glob:\n\nmeetings/o*\n```\n" if toctree else ""
        self.write("page0.md", f"---\norphan: true\n---\n# {title}\n{text}")

    @rule(entry=st.sampled_from(["page0", "page1", "A title <page1>", ""]))
    def change_navigation(self, entry: str) -> None:
        self.write("index.md", f"# Home\n\n```{{toctree}}\n{entry}\n```\n")

    @rule(
        title=st.sampled_from(["Page 1", "First page"]),
        labelled=st.sampled_from(["page1", "page2", ""]),
    )
    def change_target(self, title: str, labelled: str) -> None:
        for name, text in {"page1": title, "page2": "Page 2"}.items():
            label = "(target)=\n" if name == labelled else ""
            section = f"\n{label}## A part of {text}\n\n```{{py:function}} f_{name}\n```\n"
            self.write(f"{name}.md", f"---\norphan: true\n---\n# {text}\n{section}")

    @rule(suffix=st.sampled_from([".md", ".mdx", ".rst", ".txt", None]))
    def change_suffix(self, suffix: str | None) -> None:
        for path in self.source.glob("meetings/2024-05-06.*"):
            path.unlink()
        if suffix:
            self.write(f"meetings/2024-05-06{suffix}", "A call without anything else.\n")

    @rule(version=st.integers(1, 3))
    def change_theme(self, version: int) -> None:
        text = f"{{% extends '!layout.html' %}}{{% block footer %}}{version}{{% endblock %}}"
        self.write("_templates/layout.html", text)

    @rule(data=st.data(), field=st.sampled_from(FIELDS))
    def change(self, data: st.DataObject, field: str) -> None:
        if self.notes:
            name = data.draw(st.sampled_from(sorted(self.notes)))
            values = {
                "title": st.sampled_from(["Renamed", "A <b> {{ x }}"]),
                "date": st.sampled_from(DAYS),
                "body": st.sampled_from(["Other.", "More.", *WRITTEN]),
                "minutes": st.sampled_from(MINUTES),
                "done": st.sampled_from([[], ["Write it"], ["read it", "Sleep"]]),
                "approval": st.sampled_from(
                    ["{}", "{minutes: draft}", "{approved: 2024-02-01}", "{approved: slugged}"]
                ),
                "unlisted": st.booleans(),
                "draft": st.booleans(),
                "series": st.sampled_from(["", "s", "u", "w"]),
                "attendees": st.sampled_from([[], ["ada"], ["ada", "Guest"]]),
                "slug": st.sampled_from(["", "slugged"]),
                "chapters": st.sampled_from([["0:00 A", "0:30 B"], ["0:20 C"]]),
                "picture": st.sampled_from(
                    ["", "![a picture](picture.png)", "![a picture](/meetings/picture.png)"]
                ),
                "status": st.sampled_from(["", "cancelled", "tentative"]),
                "updated": st.sampled_from(["", "2024-03-01", "2026-02-03 10:00"]),
                "location": st.sampled_from(["", "Room 4", "https://meet.example.org/a?pwd=12"]),
                "recording": st.sampled_from([VIDEO, "https://example.org/call.mp3", "call.mp4"]),
                "reference": st.sampled_from(
                    [
                        "",
                        "{doc}`/page1`",
                        "{ref}`target`",
                        "[](#target)",
                        "[a page](../page1.md)",
                        "{py:func}`f_page1`",
                        "{meeting:decision}`stay` and {meeting:action}`text <paint>`",
                    ]
                ),
            }
            self.notes[name][field] = data.draw(values[field])
            if field == "title":
                self.notes[name]["title"] = f"'{self.notes[name]['title']}'"
            self.write_note(name)

    @rule(
        name=st.sampled_from(["one-transcript", "two-transcript"]),
        text=st.sampled_from(["**Ada** [0:12] Hi.\n\n**Bo** [0:40] Bye.", "**Bo** [0:01]", None]),
        suffix=st.sampled_from(["md", "vtt"]),
    )
    def change_transcript(self, name: str, text: str | None, suffix: str) -> None:
        head = "# T\n\n"
        if suffix == "vtt":
            name = name.removesuffix("-transcript")
            head = "WEBVTT\n\n00:12.000 --> 00:30.000\n"
        if text is None:
            (self.source / f"meetings/{name}.{suffix}").unlink(missing_ok=True)
        else:
            self.write(f"meetings/{name}.{suffix}", f"{head}{text}\n")

    @rule(title=st.sampled_from(["Ada L.", "Ada Lovelace", None]))
    def change_registry(self, title: str | None) -> None:
        path = self.source / "authors.yml"
        if title is None:
            path.unlink(missing_ok=True)
        else:
            self.write("authors.yml", f"ada:\n  name: {title}\nbo:\n  name: Bo\n")

    @rule(label=st.sampled_from(["Alpha", "Beta", None]))
    def change_tags(self, label: str | None) -> None:
        path = self.source / "tags.yml"
        if label is None:
            path.unlink(missing_ok=True)
        else:
            self.write("tags.yml", f"a:\n  label: {label}\n  permalink: /x/{label}\n")

    @rule(data=st.data(), field=st.sampled_from(sorted(SCHEDULED)))
    def change_schedule(self, data: st.DataObject, field: str) -> None:
        usual = [WEEKLY[field]] if field in WEEKLY else [None]
        value = data.draw(st.sampled_from([*SCHEDULED[field], *usual]))
        self.schedule[field] = value
        if value is None:
            del self.schedule[field]
        self.write_schedule()

    @rule(
        field=st.sampled_from(["cancelled", "moved", "extra"]),
        day=st.sampled_from(TUESDAYS),
        to=st.sampled_from(["", "18:30", "2024-01-03", "2024-02-01 09:00", "2026-01-06"]),
    )
    def change_occurrence(self, field: str, day: str, to: str) -> None:
        """Add an exception of one day to the schedule, or take it back."""
        days = self.schedule.get(field)
        if field == "extra":
            known = list(days) if isinstance(days, list) else []
            extra = f"{day} {to}" if ":" in to and len(to) == 5 else to or day
            changed: object = [one for one in known if one != extra]
            changed = changed if extra in known else [*known, extra]
        else:
            exceptions = dict(days) if isinstance(days, dict) else {}
            if day in exceptions:
                del exceptions[day]
            else:
                exceptions[day] = "Ill" if field == "cancelled" else to or "08:00"
            changed = exceptions
        self.schedule[field] = changed
        self.write_schedule()

    @rule(per_page=st.sampled_from([1, 2, 20]))
    def change_config(self, per_page: int) -> None:
        self.conf["meetings_per_page"] = per_page

    @rule(title=st.sampled_from(["Meetings", "Archive"]))
    def change_title(self, title: str) -> None:
        self.conf["meetings_title"] = title

    @rule(text=st.sampled_from(LISTS))
    def change_list(self, text: str) -> None:
        self.write("index.md", f"# Home\n\n```{text}\n```\n")

    @rule(
        name=st.sampled_from(PAGES),
        title=st.text("ab"),
    )
    def change_page(self, name: str, title: str) -> None:
        self.write(
            f"{name}.md",
            f"---\nmeeting: false\norphan: true\n---\n# P{title}\n\n[x](/meetings/two)\n",
        )

    @rule(name=st.sampled_from(PAGES))
    def delete_page(self, name: str) -> None:
        (self.source / f"{name}.md").unlink(missing_ok=True)

    @rule(
        today=st.sampled_from(
            [
                *("2023-01-01", "2024-01-02", "2024-01-02 22:30", "2024-01-03", "2024-01-15"),
                *("2024-03-10", "2024-07-31", "2026-01-01"),
            ]
        )
    )
    def change_today(self, today: str) -> None:
        self.conf["meetings_today"] = today

    @rule(days=st.integers(0, 900))
    def let_days_pass(self, days: int) -> None:
        self.conf.pop("meetings_today", None)
        self.seconds = 1_700_000_000 + days * 86_400

    @rule(is_shown=st.booleans())
    def change_sidebar(self, is_shown: bool) -> None:
        self.conf["html_sidebars"] = {"**": ["meetings/recent.html"]} if is_shown else {}

    @rule(option=st.sampled_from(OPTIONS))
    def change_option(self, option: dict[str, object]) -> None:
        self.conf |= option

    @rule(jobs=st.sampled_from([1, 2]))
    def change_jobs(self, jobs: int) -> None:
        self.jobs = jobs

    @rule(builder=st.sampled_from(["text", "dirhtml"]))
    def build_another(self, builder: str) -> None:
        self.compare_with_clean(builder)

    @rule(data=st.data(), end=st.sampled_from([None, b"", b"<!-- edited -->"]))
    def spoil_output(self, data: st.DataObject, end: bytes | None) -> None:
        found = [self.folder / "html" / f"{name}.html" for name in self.listed(LIST)]
        found += [self.folder / "html" / name for name in self.listed(ARTIFACTS)]
        files = sorted(path for path in found if path.is_file())
        if not files:
            return
        file = data.draw(st.sampled_from(files))
        if end is None:
            file.unlink()
        else:
            file.write_bytes(file.read_bytes()[: 100 * len(end) or None] + end)

    def listed(self, name: str) -> list[str]:
        """Return what a list in the output says is ours."""
        path = self.folder / "html" / name
        return list(json.loads(path.read_bytes())) if path.is_file() else []

    @rule(
        how=st.sampled_from([RuntimeError, KeyboardInterrupt]),
        event=st.sampled_from(EVENTS),
        count=st.integers(0, 8),
    )
    def stop(self, how: type[BaseException], event: str, count: int) -> None:
        def stop() -> None:
            raise how("half-way")

        # there may be fewer events
        with contextlib.suppress(SphinxError, RuntimeError, KeyboardInterrupt):
            self.build("html", {event: after(count, stop)})

    @rule(event=st.sampled_from(EVENTS), count=st.integers(0, 8))
    def kill(self, event: str, count: int) -> None:
        def kill() -> None:
            os.kill(os.getpid(), signal.SIGKILL)

        # one process: of several, Sphinx leaves the others alive
        self.jobs = 1
        self.in_child(lambda: self.build("html", {event: after(count, kill)}))

    @rule(size=st.sampled_from(SIZES))
    def fill_disk(self, size: int) -> None:
        def build() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
            self.build("html")

        self.in_child(build)

    @rule(
        seed=st.sampled_from(["1", "2"]),
        language=st.sampled_from(["C", "tr_TR.UTF-8"]),
        zone=st.sampled_from(["UTC", "Pacific/Kiritimati", "America/Anchorage"]),
    )
    def build_on_another_machine(self, seed: str, language: str, zone: str) -> None:
        machine = {"PYTHONHASHSEED": seed, "LC_ALL": language, "TZ": zone}
        paths = os.pathsep.join([os.fspath(TESTS), os.fspath(PROJECT)])
        subprocess.run(
            [sys.executable, "-c", ELSEWHERE],
            input=json.dumps(self.settings("html")),
            env=os.environ | machine | {"PYTHONPATH": paths, **self.epoch},
            text=True,
            check=True,
        )

    def in_child(self, run: Callable[[], object]) -> None:
        """Call *run* in another process, which may die of it."""
        child = os.fork()
        if child == 0:
            with contextlib.suppress(BaseException):
                run()
            os._exit(0)
        os.waitpid(child, 0)

    @property
    def epoch(self) -> dict[str, str]:
        return {"SOURCE_DATE_EPOCH": str(self.seconds)}

    def settings(self, builder: str) -> dict[str, Any]:
        return {
            "srcdir": os.fspath(self.source),
            "outdir": os.fspath(self.folder / builder),
            "doctreedir": os.fspath(self.folder / "doctrees"),
            "builder": builder,
            "conf": dict(self.conf),
            "jobs": self.jobs,
        }

    def build(self, builder: str, handlers: dict[str, Any] | None = None, **others: Any) -> None:
        """Build into the folder that is named like the builder."""
        settings = self.settings(builder) | others
        paths = {name: Path(settings.pop(name)) for name in ("srcdir", "outdir", "doctreedir")}
        with pytest.MonkeyPatch.context() as patch:
            for name, value in self.epoch.items():
                patch.setenv(name, value)
            run_sphinx({}, **paths, **settings, handlers=handlers)

    @invariant()
    def compare(self) -> None:
        if hasattr(self, "folder"):
            self.compare_with_clean("html")

    def compare_with_clean(self, builder: str) -> None:
        """Compare what an incremental build gives with what a clean one does."""
        self.build(builder)
        clean = self.folder / f"clean-{builder}"
        doctrees = self.folder / "clean-doctrees"
        # of the two one is parallel
        self.build(builder, outdir=clean, doctreedir=doctrees, jobs=3 - self.jobs)
        one, other = of_ours(self.folder / builder), of_ours(clean)
        found, expected = map(searched_in, (self.folder / builder, clean))
        shutil.rmtree(clean)
        shutil.rmtree(doctrees)
        # Sphinx leaves sources of documents that are gone; those of notes are ours
        left = {f"_sources/{name}.md.txt" for name in PAGES}
        one = {name: data for name, data in one.items() if name in other or name not in left}
        assert sorted(one) == sorted(other)
        for name, data in one.items():
            assert data == other[name], name
        assert found == expected


def after(count: int, act: Callable[[], None]) -> Callable[..., tuple[()]]:
    """Return a handler of an event that calls *act* after *count* events."""
    events = itertools.count()

    def handler(*args: object) -> tuple[()]:
        if next(events) == count:
            act()
        # Sphinx goes through what some handlers return
        return ()

    return handler


def searched_in(folder: Path) -> dict[str, object]:
    """Return what the search of an output finds; only that of web pages has one."""
    return comparable(read_index(folder)) if (folder / "searchindex.js").exists() else {}


def of_ours(folder: Path) -> dict[str, str]:
    """Return the files of an output, without those that Sphinx leaves when they are gone.

    Sphinx numbers pictures of one name in the order in which it reads them, and that of an
    incremental build is another. So they are named by their content here.
    """
    files = tree(folder)
    # they have digests of pages and feeds, with those numbers
    for name in {LIST, ARTIFACTS} & files.keys():
        files[name] = "\n".join(sorted(json.loads(files[name]))).encode()
    pictures = {
        name: hashlib.blake2b(data, digest_size=8).hexdigest()
        for name, data in files.items()
        if name.startswith("_images/")
    }

    def by_content(match: re.Match[str]) -> str:
        return f"_images/{pictures.get(match[0], match[0])}"

    return {
        name: re.sub(r"_images/[\w.]+", by_content, data.decode("latin-1"))
        for name, data in files.items()
        if not name.startswith(("_images/", "_downloads/"))
    }


#: how many sequences of edits are tried
SEQUENCES = int(os.environ.get("MEETINGS_SEQUENCES", "4"))
#: in so many parts, which run in several processes: some minutes each, so that one sees how many
#: are done, and can go on with the others another time
PARTS = max(4, SEQUENCES // 25)


@pytest.mark.parametrize("part", range(PARTS))
def test_incremental_builds_equal_clean_ones(part: int):
    machine = seed(part)(type(f"Archive{part}", (Archive,), {}))
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=-(-SEQUENCES // PARTS),
            stateful_step_count=8,
            deadline=None,
            # a build is too slow to be repeated for a shorter example
            phases=[Phase.explicit, Phase.reuse, Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
