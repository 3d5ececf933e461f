"""Compare builds with the extension to other builds of the same notes.

Exits with 1 if a ratio exceeds its limit.
"""

from __future__ import annotations

import argparse
import compileall
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from bench.builds import PLAIN, PROJECT, Build, rounds, typical
from bench.corpus import Archive, write, write_calls, write_minutes
from bench.dimensions import DIMENSIONS, write_files

OURS = ("sphinxcontrib_meetings",)
ALL_NOTES = "# Notes\n\n```{toctree}\n:glob:\n\nmeetings/*\n```\n"

#: ABlog requires its pages to be declared
ABLOG = """\
blog_path = "archive"
blog_post_pattern = "meetings/*"
blog_baseurl = "https://example.org"
"""

#: a series with all notes; it has pages of its own also without a schedule
SERIES = {"title": "Call", "path": "meetings/**"}
#: its schedule, of which every note is a meeting; some days are exceptions
SCHEDULE = {
    "start": "2000-01-05 17:00",
    "timezone": "Europe/London",
    "every": "2 days",
    "join": "https://meet.example.org/call",
    "cancelled": {"2000-01-15": "Holidays"},
    "moved": {"2000-01-25": "2000-01-26 18:00"},
    "extra": ["2000-02-01"],
}
#: an address that feeds need, and everything that is published beside the pages
PUBLISHED = f"""\
html_baseurl = "https://example.org/docs/"
meetings_series = {{"call": {SERIES | SCHEDULE!r}}}
meetings_feeds = ["all", "series", "tags", "people"]
meetings_feed_formats = ["atom", "rss", "json"]
meetings_redirects = ["docusaurus"]
meetings_data = True
"""
#: what is on without being asked for
UNPUBLISHED = f'meetings_series = {{"call": {SERIES!r}}}\nmeetings_calendars = False\n'
COMING = "# Notes\n\n```{meeting-next}\n```\n\n```{meeting-upcoming}\n```\n"

#: much more to list than in the usual archive
WIDE = {"tags": 200, "people": 100}


@dataclass(frozen=True)
class Ratio:
    """A number, and its limit."""

    text: str
    value: float
    limit: float | None = None

    @property
    def kept(self) -> bool:
        """Whether it does not exceed the limit."""
        return self.limit is None or self.value <= self.limit


def reading(work: Path, repeat: int) -> list[Ratio]:
    """Compare clean builds of 300 notes with plain Sphinx and MyST."""
    notes = work / "notes"
    write(notes, Archive(300))
    slow = Build("plain, without PyStemmer", notes, work, stemmer=False)
    plain = Build("plain", notes, work)
    ours = Build("meetings", notes, work, extensions=OURS)
    full = Build("meetings, with all feeds and data", notes, work, OURS, PUBLISHED, index=COMING)
    tree = Build("plain, all notes in a toctree", notes, work, index=ALL_NOTES)
    rounds((slow, plain, ours, full), repeat)
    # four times as slow as the others, and only reported: one run is enough
    rounds((tree,), 1)
    return [
        _times(ours, slow, limit=0.75),
        # at most 1.0, and the noise of such runs
        _times(ours, plain, limit=1.05),
        _times(ours, tree),
        _times(full, plain),
    ]


def scale(work: Path, repeat: int) -> list[Ratio]:
    """Compare archives of 300, 1,200 and 4,800 notes: time and memory must be linear."""
    builds = []
    for count in (300, 1_200, 4_800):
        notes = work / f"notes-{count}"
        write(notes, Archive(count, **WIDE))
        builds.append(Build(f"meetings, {count} notes", notes, work, extensions=OURS))
    rounds(builds, repeat)
    ratios = []
    for small, large in pairwise(builds):
        a, b = typical(small), typical(large)
        ratios += [
            Ratio(f"time: {large.name} / {small.name}", b.seconds / a.seconds, 4.3),
            Ratio(f"memory: {large.name} / {small.name}", b.megabytes / a.megabytes, 4.3),
        ]
    return [*ratios, *(_pages(work, build, repeat) for build in builds[:2])]


def _pages(work: Path, build: Build, repeat: int) -> Ratio:
    """Compare a build with the same one without generated pages."""
    off = Build(
        f"{build.name}, without pages", build.notes, work, OURS, conf="meetings_pages = False\n"
    )
    rounds((off,), repeat)
    # small archives have more pages than notes: only reported
    return _times(build, off, limit=None if "300" in build.name else 1.15)


def edit(work: Path, repeat: int) -> list[Ratio]:
    """Compare builds after one word was edited after the truncate marker."""
    ratios = []
    for count in (300, 1_200, 4_800):
        notes = work / f"notes-{count}"
        write(notes, Archive(count, **WIDE))
        plain = Build(f"plain, edit of {count}", notes, work)
        ours = Build(f"meetings, edit of {count}", notes, work, extensions=OURS)
        _edits((plain, ours), repeat)
        ratios.append(_times(ours, plain, limit=1.5))
    return ratios


def publishing(work: Path, repeat: int) -> list[Ratio]:
    """Compare 1,200 notes with schedule, calendars, feeds, redirects and data to without."""
    notes = work / "notes"
    write(notes, Archive(1_200))
    off = Build("nothing published", notes, work, OURS, UNPUBLISHED)
    on = Build("published", notes, work, OURS, PUBLISHED, index=COMING)
    full = Build(
        "published, feeds in full",
        notes,
        work,
        OURS,
        f"{PUBLISHED}meetings_feeds = ['all']\nmeetings_feed_content = 'full'\n",
        index=COMING,
    )
    rounds((off, on, full), repeat)
    plain_edit = Build("plain, edit", notes, work)
    our_edit = Build("published, edit", notes, work, OURS, PUBLISHED, index=COMING)
    _edits((plain_edit, our_edit), repeat)
    return [
        _times(on, off, limit=1.10),
        _times(full, off),
        _times(our_edit, plain_edit, limit=1.5),
    ]


def minutes(work: Path, repeat: int) -> list[Ratio]:
    """Compare notes with 15 attendees, 5 decisions and 10 actions each to no rules."""
    builds = []
    for count in (300, 1_200):
        notes = work / f"notes-{count}"
        write_minutes(notes, count)
        off = Build(f"no rules, {count} notes", notes, work, OURS, "meetings_minutes = []\n")
        builds.append((Build(f"minutes, {count} notes", notes, work, OURS), off))
    rounds((build for pair in builds for build in pair), repeat)
    (small, _), (large, off) = builds
    return [
        _times(large, off, limit=1.25),
        _times(large, small, limit=4.3),
    ]


def transcripts(work: Path, repeat: int) -> list[Ratio]:
    """Compare what 20 transcripts of 500 turns add to a build, and to a plain one."""
    added = {}
    for name, extensions in (("plain", PLAIN), ("meetings", OURS)):
        builds = []
        for turns in (0, 500):
            notes = work / f"notes-{turns}"
            if not notes.exists():
                write_calls(notes, 20, turns)
            builds.append(Build(f"{name}, {turns} turns", notes, work, extensions))
        added[name] = builds
    rounds((build for builds in added.values() for build in builds), repeat)
    plain, ours = (
        typical(with_them).seconds - typical(without).seconds
        for without, with_them in added.values()
    )
    return [Ratio("transcripts with meetings / plain", ours / plain, 1.10)]


def dimensions(work: Path, repeat: int) -> list[Ratio]:
    """Compare archives that are large in one respect with others four times as large."""
    ratios = []
    for name, dimension in DIMENSIONS.items():
        builds = []
        for count in (dimension.size, 4 * dimension.size):
            notes = work / f"notes with {count} {name}"
            write_files(notes, dimension.files(count))
            # nobody reads warnings about thousands of names
            conf = "suppress_warnings.append('meetings')\n" + "".join(
                f"{option} = {value!r}\n" for option, value in dimension.conf.items()
            )
            builds.append(Build(f"{count} {name}", notes, work, OURS, conf))
        rounds(builds, repeat)
        small, large = map(typical, builds)
        ratios.append(
            Ratio(f"{builds[1].name} / {dimension.size}", large.seconds / small.seconds, 4.3)
        )
    return ratios


def ablog(work: Path, repeat: int) -> list[Ratio]:
    """Compare with ABlog, as pip installs it: a clean build, and one edit, in two themes."""
    notes = work / "notes"
    write(notes, Archive(300, **WIDE))
    return [
        # the theme that `ablog start` writes into conf.py
        *_beside_ablog(notes, work, repeat, "alabaster", edit_limit=0.2),
        # with this theme, plain Sphinx exceeds that limit, too
        *_beside_ablog(notes, work, repeat, "furo", edit_limit=None),
    ]


def _beside_ablog(
    notes: Path, work: Path, repeat: int, theme: str, *, edit_limit: float | None
) -> list[Ratio]:
    extensions = (*PLAIN, "ablog")

    def builds(what: str) -> tuple[Build, Build, Build, Build]:
        return (
            # it does not install PyStemmer
            Build(f"ABlog{what}", notes, work, extensions, ABLOG, theme, stemmer=False),
            Build(f"ABlog with PyStemmer{what}", notes, work, extensions, ABLOG, theme),
            Build(f"plain{what}", notes, work, theme=theme),
            Build(f"meetings{what}", notes, work, OURS, theme=theme),
        )

    theirs, stemmed, plain, ours = builds(f", {theme}")
    rounds((theirs, stemmed, plain, ours), repeat)
    their_edit, stemmed_edit, plain_edit, our_edit = builds(f", edit, {theme}")
    _edits((their_edit, stemmed_edit, plain_edit, our_edit), repeat)
    return [
        _times(ours, theirs, limit=0.6),
        _times(ours, stemmed),
        _times(our_edit, their_edit, limit=edit_limit),
        _times(our_edit, stemmed_edit),
        _times(plain_edit, their_edit),
    ]


def _edits(builds: Sequence[Build], repeat: int) -> None:
    """Build each once, then measure builds that follow an edit, in turn."""
    for build in builds:
        build.prepare()
        build.run()
    for number in range(repeat):
        for build in builds:
            notes = sorted((build.source / "meetings").glob("*.md"))
            with notes[len(notes) // 2].open("a", encoding="utf-8") as note:
                note.write(f"\nEdited{number}.\n")
            cost = build.run()
            build.costs.append(cost)
            print(f"  {number + 1}/{repeat} {build.name}: {cost.seconds:.1f} s", flush=True)


def _times(build: Build, other: Build, limit: float | None = None) -> Ratio:
    value = typical(build).seconds / typical(other).seconds
    return Ratio(f"{build.name} / {other.name}", value, limit)


MEASUREMENTS: dict[str, Callable[[Path, int], list[Ratio]]] = {
    "reading": reading,
    "scale": scale,
    "edit": edit,
    "publishing": publishing,
    "minutes": minutes,
    "transcripts": transcripts,
    "dimensions": dimensions,
    "ablog": ablog,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the measurements named in *argv*, print a table, and return the exit code."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument(
        "names",
        metavar="NAME",
        nargs="*",
        help=f"what to measure: {', '.join(MEASUREMENTS)} (default: reading)",
    )
    parser.add_argument("--repeat", type=int, default=3, help="runs of each build (default: 3)")
    arguments = parser.parse_args(argv)
    names = arguments.names or ["reading"]
    if unknown := sorted(set(names) - MEASUREMENTS.keys()):
        parser.error(f"unknown measurement: {', '.join(unknown)}")
    # as pip does when it installs
    compileall.compile_dir(PROJECT / "sphinxcontrib_meetings", quiet=1)
    ratios: list[Ratio] = []
    for name in names:
        print(f"{name}: {(MEASUREMENTS[name].__doc__ or '').splitlines()[0]}", flush=True)
        with tempfile.TemporaryDirectory(prefix="meetings-bench-") as work:
            ratios += MEASUREMENTS[name](Path(work), arguments.repeat)
    print()
    print(_table(ratios))
    return 0 if all(ratio.kept for ratio in ratios) else 1


def _table(ratios: Sequence[Ratio]) -> str:
    width = max(len(ratio.text) for ratio in ratios)
    lines = [f"{'ratio':<{width}}  value  limit"]
    for ratio in ratios:
        limit = "" if ratio.limit is None else f"{ratio.limit:5.2f}"
        exceeded = "" if ratio.kept else "  exceeded"
        lines.append(f"{ratio.text:<{width}}  {ratio.value:5.2f}  {limit}{exceeded}".rstrip())
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
