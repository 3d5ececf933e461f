"""Runs of ``sphinx-build``, each in its own process, and what they cost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["PLAIN", "PROJECT", "Build", "Cost", "rounds", "typical"]

PLAIN = ("myst_parser",)

PROJECT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Cost:
    """What a build took."""

    #: processor time; the same as clock time on an idle machine, as builds use one process
    seconds: float
    clock: float
    #: peak of memory
    megabytes: float


@dataclass
class Build:
    """One way to build a corpus."""

    name: str
    notes: Path
    work: Path
    extensions: tuple[str, ...] = PLAIN
    conf: str = ""
    theme: str = "furo"
    #: start page of the site
    index: str = "# Notes\n"
    #: whether the stemmer written in C may be used
    stemmer: bool = True
    costs: list[Cost] = field(default_factory=list)

    @property
    def source(self) -> Path:
        """This build's own copy of the notes."""
        return self.work / self.name / "source"

    def prepare(self) -> None:
        """Copy the notes, and put a configuration and a start page beside them."""
        shutil.copytree(self.notes, self.source)
        (self.source / "index.md").write_text(self.index, encoding="utf-8")
        (self.source / "conf.py").write_text(
            f"extensions = {list(self.extensions)!r}\n"
            f"html_theme = {self.theme!r}\n"
            # a warning for each note would cost the plain builds time
            "suppress_warnings = ['toc.not_included']\n" + self.conf,
            encoding="utf-8",
        )

    def clean(self) -> None:
        """Remove what earlier runs built."""
        for folder in ("doctrees", "html"):
            shutil.rmtree(self.work / self.name / folder, ignore_errors=True)

    def run(self) -> Cost:
        """Build once, anew or on top of the last run."""
        here = self.work / self.name
        command = [
            *(sys.executable, "-m", "sphinx", "-q", "-j", "1", "-b", "html"),
            *("-d", str(here / "doctrees"), str(self.source), str(here / "html")),
        ]
        started = time.perf_counter()
        process = subprocess.Popen(command, env=self._environment())
        # only wait4 returns the usage of this one child
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        clock = time.perf_counter() - started
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command)
        # Linux counts the peak in kilobytes, macOS in bytes
        unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
        return Cost(usage.ru_utime + usage.ru_stime, clock, usage.ru_maxrss / unit)

    def _environment(self) -> dict[str, str]:
        paths = [str(PROJECT), os.environ.get("PYTHONPATH", "")]
        if not self.stemmer:
            # a module that cannot be imported, ahead of the real one
            without = self.work / "without-stemmer"
            without.mkdir(exist_ok=True)
            (without / "Stemmer.py").write_text("raise ImportError(__name__)\n", encoding="utf-8")
            paths.insert(0, str(without))
        own = {"PYTHONPATH": os.pathsep.join(filter(None, paths)), "PYTHONHASHSEED": "0"}
        # installed packages are compiled
        return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | own


def rounds(builds: Iterable[Build], count: int) -> None:
    """Run clean builds in turn, *count* times, so that a busy minute hits all of them."""
    builds = list(builds)
    for build in builds:
        build.prepare()
    for number in range(count):
        for build in builds:
            build.clean()
            cost = build.run()
            build.costs.append(cost)
            print(f"  {number + 1}/{count} {build.name}: {cost.seconds:.1f} s", flush=True)


def typical(build: Build) -> Cost:
    """Return the median run, since single runs may be disturbed."""
    ranked = sorted(build.costs, key=lambda cost: cost.seconds)
    return ranked[(len(ranked) - 1) // 2]
