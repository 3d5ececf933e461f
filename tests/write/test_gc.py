"""What is frozen for the garbage collector, and that nothing stays for ever."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.builds import write_files

pytestmark = pytest.mark.skipif(
    sys.implementation.name != "cpython", reason="other collectors freeze nothing"
)

#: of a note that is long enough for a search of its own
ITEMS = "- Go *on*.\n" * 150
_BUILDS = """\
import gc, sys, weakref
from pathlib import Path
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

counts = []

def note_count(*_):
    counts.append(gc.get_freeze_count())
    if "fail" in sys.argv and len(counts) == 4:
        raise RuntimeError

def build():
    counts.clear()
    here = Path(sys.argv[1])
    with docutils_namespace():
        folders = (here, here, here / "out", here / "doctrees")
        app = Sphinx(*folders, "text", status=None, freshenv=True)
        app.connect("doctree-read", note_count)
        try:
            app.build(force_all=True)
        except Exception as error:
            assert "fail" in sys.argv, error
    return weakref.ref(app.env)

thresholds = gc.get_threshold()
frozen = gc.get_freeze_count()
first = build()
print(len(counts) == 4 and counts == sorted({*counts}))
print(gc.get_freeze_count() > frozen)
print(gc.get_threshold() == thresholds)
sys.argv.pop()
second = build()
print(set(counts) == {0})
print(gc.get_freeze_count() == 0)
gc.collect()
print(first() is None)
"""


@pytest.mark.parametrize("way", ["well", "fail"])
def test_the_first_build_of_a_process_freezes_and_the_next_lets_go(
    tmp_path: Path, way: str
) -> None:
    write_project(tmp_path, notes=3)
    assert printed(_BUILDS, tmp_path, way) == ["True"] * 6


def write_project(folder: Path, notes: int = 0, conf: str = "") -> None:
    files = {
        "conf.py": f'extensions = ["sphinxcontrib_meetings"]\n{conf}',
        "index.md": "# Notes\n",
    }
    for number in range(1, notes + 1):
        text = f"# Call {number}\n\n## Decisions\n\n{ITEMS}"
        files[f"meetings/2024-01-{number:02}-call.md"] = text
    write_files(folder, files)


def printed(script: str, *arguments: str | Path) -> list[str]:
    """Run *script* in a process of its own, as the collector is one for all tests."""
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        env=os.environ | {"PYTHONWARNINGS": "ignore"},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


_WRITTEN_AGAIN = """\
import gc, sys, weakref
from pathlib import Path
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

here = Path(sys.argv[1])
doctrees, read = [], []
with docutils_namespace():
    app = Sphinx(here, here, here / "out", here / "doctrees", sys.argv[2], status=None)
    app.connect("doctree-resolved", lambda _, tree, name: doctrees.append(weakref.ref(tree)))
    app.connect("doctree-read", lambda *_: read.append(1))
    app.build(force_all=True)
gc.collect()
print(not read, len(doctrees) > 10, sum(tree() is not None for tree in doctrees) < 3)
"""


def test_doctrees_of_an_earlier_build_do_not_stay(tmp_path: Path) -> None:
    write_project(tmp_path, notes=12)
    # the process that is looked at reads nothing
    printed(_WRITTEN_AGAIN, tmp_path, "dummy")
    assert printed(_WRITTEN_AGAIN, tmp_path, "html") == ["True", "True", "True"]


_SWITCHED_OFF = """\
import gc, sys
from pathlib import Path
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

here = Path(sys.argv[1])
state = lambda: (gc.get_freeze_count(), gc.get_threshold())
before = state()
found = []
with docutils_namespace():
    app = Sphinx(here, here, here / "out", here / "doctrees", "text", status=None)
    app.connect("doctree-read", lambda *_: found.append(state()))
    app.build()
print(found == [before])
print(state() == before)
"""


@pytest.mark.parametrize(("value", "expected"), [("False", "True"), ("True", "False")])
def test_the_switch(tmp_path: Path, value: str, expected: str) -> None:
    write_project(tmp_path, conf=f"meetings_freeze_gc = {value}\n")
    assert printed(_SWITCHED_OFF, tmp_path) == [expected] * 2


_FROZEN_BY_OTHERS = """\
import gc, sys
from pathlib import Path
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

here = Path(sys.argv[1])
gc.freeze()
before = gc.get_freeze_count()
for _ in range(2):
    with docutils_namespace():
        Sphinx(here, here, here / "out", here / "doctrees", "text", status=None).build()
# but for the few that are deleted
print(0 <= before - gc.get_freeze_count() < 1_000)
"""


@pytest.mark.parametrize(("value", "expected"), [("False", "True"), ("True", "False")])
def test_what_others_froze_stays(tmp_path: Path, value: str, expected: str) -> None:
    write_project(tmp_path, conf=f"meetings_freeze_gc = {value}\n")
    assert printed(_FROZEN_BY_OTHERS, tmp_path) == [expected]
