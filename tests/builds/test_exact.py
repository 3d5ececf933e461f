"""After any edits an incremental build equals a clean one, byte for byte."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sphinx.errors import SphinxError
from support.builds import run_sphinx, tree
from support.images import png

TAGS = ("a", "b", "C++", "C")
PEOPLE = ("ada", "bo", "Cy Dee")
DAYS = ("2024-01-02", "2024-01-03", "2024-02-01", "2025-07-09")
SERIES = {"s": {"title": "Series S"}, "t": {"title": "T", "path": "meetings/t*"}}
CONF = {
    "meetings_per_page": 2,
    "meetings_series": SERIES,
    "meetings_today": "2024-06-01",
    "html_copy_source": False,
    # pages say what they are about
    "html_baseurl": "https://notes.example/",
}
LISTS = (
    "{meeting-list}\n:tag: a",
    "{meeting-list}\n:limit: 1",
    "{meeting-list}\n:format: table",
    "{meeting-list}\n:sort: oldest\n:group-by: series",
    "{meeting-list}\n:format: cards\n:year: 2024",
    "{meeting-tags}",
    "{meeting-people}",
    "{meeting-calendar}\n:year: 2024",
    "{meeting-calendar}",
)

#: what changes every page, and what only those that say it
OPTIONS: tuple[dict[str, object], ...] = (
    {"meetings_root": "archive"},
    {"meetings_root": ""},
    {"meetings_pages": False},
    {"meetings_pages": True},
    {"meetings_avatars": "images"},
    {"meetings_data": True},
    {"meetings_data": False},
    {"meetings_series": SERIES},
    {"meetings_series": {"s": {"title": "Another"}}},
    {"language": "de"},
    {"language": "en"},
    {"html_theme": "alabaster"},
    {"html_theme": "basic"},
    {"html_baseurl": "https://example.org/"},
    {"html_title": "A title"},
)

FIELDS = ("title", "date", "body", "unlisted", "draft", "series", "slug", "chapters")


class Archive(RuleBasedStateMachine):
    """Edits a project at random, and compares builds."""

    @initialize()
    def start(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="meetings-exact-"))
        self.source = self.folder / "src"
        self.source.mkdir()
        self.conf: dict[str, object] = dict(CONF)
        self.jobs = 1
        self.notes: dict[str, dict[str, object]] = {}
        self.write("index.md", "# Home\n\n```{meeting-list}\n:limit: 2\n```\n")
        self.write_bytes("meetings/picture.png", png())
        self.write_bytes("meetings/file.txt", b"A file.")
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

    def write_note(self, name: str) -> None:
        note = self.notes[name]
        self.write(
            f"meetings/{name}.md",
            f"---\ntitle: {note['title']}\ndate: {note['date']}\nauthors: {note['people']}\n"
            f"tags: {note['tags']}\nunlisted: {note['unlisted']}\ndraft: {note['draft']}\n"
            f"series: {note['series']}\nslug: {note['slug']}\nchapters: {note['chapters']}\n"
            "recording: {url: 'https://youtu.be/aqz-KE-bpKQ', start: 5}\n---\n\n"
            f"Opening of {name}, see [the index](../index.md) and {{meeting:ref}}`latest`,\n"
            f"[by path](/meetings/one/) and [by slug](/slugged) and {{meeting:tag}}`a`,\n"
            "![a picture](/meetings/picture.png) and {download}`/meetings/file.txt`.\n\n"
            f"<!-- truncate -->\n\n{note['body']}\n",
        )

    def add(self, name: str, date: str, people: list[str], tags: list[str]) -> None:
        self.notes[name] = {
            "title": f"Note {name}",
            "date": date,
            "people": people,
            "tags": tags,
            "body": "Body.",
            "unlisted": False,
            "draft": False,
            "series": "",
            "slug": "",
            "chapters": [],
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
            (self.source / f"meetings/{name}.md").unlink()

    @rule(data=st.data(), new=st.sampled_from(["six", "seven", "sub/one"]))
    def rename(self, data: st.DataObject, new: str) -> None:
        if self.notes and new not in self.notes:
            name = data.draw(st.sampled_from(sorted(self.notes)))
            self.notes[new] = self.notes.pop(name)
            (self.source / f"meetings/{name}.md").unlink()
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

    @rule(toctree=st.booleans())
    def change_toctree(self, toctree: bool) -> None:
        text = "\n```{toctree}\n:glob:\n\nmeetings/o*\n```\n" if toctree else ""
        self.write("page0.md", f"---\norphan: true\n---\n# Page 0\n{text}")

    @rule(data=st.data(), field=st.sampled_from(FIELDS))
    def change(self, data: st.DataObject, field: str) -> None:
        if self.notes:
            name = data.draw(st.sampled_from(sorted(self.notes)))
            values = {
                "title": st.sampled_from(["Renamed", "A <b> {{ x }}"]),
                "date": st.sampled_from(DAYS),
                "body": st.sampled_from(["Other.", "More."]),
                "unlisted": st.booleans(),
                "draft": st.booleans(),
                "series": st.sampled_from(["", "s", "u"]),
                "slug": st.sampled_from(["", "slugged"]),
                "chapters": st.sampled_from([["0:00 A", "0:30 B"], ["0:20 C"]]),
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
        name=st.sampled_from(["other", "meetings/index", "meetings/tags/a", "meetings/tags/A"]),
        title=st.text("ab"),
    )
    def change_page(self, name: str, title: str) -> None:
        self.write(
            f"{name}.md",
            f"---\nmeeting: false\norphan: true\n---\n# P{title}\n\n[x](/meetings/two)\n",
        )

    @rule(name=st.sampled_from(["other", "meetings/index", "meetings/tags/a", "meetings/tags/A"]))
    def delete_page(self, name: str) -> None:
        (self.source / f"{name}.md").unlink(missing_ok=True)

    @rule(today=st.sampled_from(["2023-01-01", "2024-01-15", "2026-01-01"]))
    def change_today(self, today: str) -> None:
        self.conf["meetings_today"] = today

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
        self.build(builder)

    @rule(data=st.data())
    def delete_output(self, data: st.DataObject) -> None:
        files = sorted((self.folder / "html").rglob("meetings/**/*.html"))
        if files:
            data.draw(st.sampled_from(files)).unlink()

    @rule(count=st.integers(0, 8))
    def fail(self, count: int) -> None:
        pages = itertools.count()

        def stop(app: object, *args: object) -> None:
            if next(pages) == count:
                raise RuntimeError("half-way")

        # later, too: Sphinx makes more pages than that in every build, such as that of its search
        with contextlib.suppress(SphinxError, RuntimeError):
            self.build("html", extra=stop)

    def build(self, builder: str, extra: object = None) -> Path:
        output = self.folder / builder
        conf = dict(self.conf)
        run_sphinx(
            {},
            srcdir=self.source,
            outdir=output,
            doctreedir=self.folder / "doctrees",
            builder=builder,
            conf=conf,
            on_page=extra,
            jobs=self.jobs,
        )
        return output

    @invariant()
    def compare(self) -> None:
        if not hasattr(self, "folder"):
            return
        incremental = self.build("html")
        clean = self.folder / "clean"
        shutil.rmtree(clean, ignore_errors=True)
        run_sphinx(
            {},
            srcdir=self.source,
            outdir=clean,
            doctreedir=self.folder / "clean-doctrees",
            conf=dict(self.conf),
            # of the two one is parallel
            jobs=3 - self.jobs,
        )
        shutil.rmtree(self.folder / "clean-doctrees")
        one, other = tree(incremental), tree(clean)
        # Sphinx leaves the pictures and files of what is gone
        one = {
            name: data
            for name, data in one.items()
            if name in other or not name.startswith(("_images/", "_downloads/"))
        }
        assert sorted(one) == sorted(other)
        for name, data in one.items():
            assert data.decode("latin-1") == other[name].decode("latin-1"), name


Archive.TestCase.settings = settings(
    max_examples=int(os.environ.get("MEETINGS_EXAMPLES", "5")),
    stateful_step_count=8,
    deadline=None,
    # a build is too slow to be repeated for a shorter example
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
TestExact = Archive.TestCase
