"""What is frozen for the garbage collector, and that nothing stays for ever."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(
    sys.implementation.name != "cpython", reason="other collectors freeze nothing"
)

_BUILDS = """\
import gc, sys, weakref
from pathlib import Path
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

growth = []

def note_growth(*_):
    before = gc.get_freeze_count()
    gc.collect()
    growth.append(gc.get_freeze_count() - before)

def build(fail=False):
    here = Path(sys.argv[1])
    with docutils_namespace():
        folders = (here, here, here / "out", here / "doctrees")
        app = Sphinx(*folders, "text", status=None, freshenv=True)
        app.connect("doctree-read", note_growth)
        if fail:
            app.connect("doctree-read", lambda *_: 1 / 0, priority=999)
        try:
            app.build(force_all=True)
        except Exception as error:
            assert fail, error
    return weakref.ref(app.env)

callbacks, thresholds = len(gc.callbacks), gc.get_threshold()
frozen = gc.get_freeze_count()
first = build(fail="fail" in sys.argv)
print(growth.pop() > 0)
print(gc.get_freeze_count() > frozen)
print(len(gc.callbacks) == callbacks and gc.get_threshold() == thresholds)
second = build()
print(growth.pop() == 0)
print(gc.get_freeze_count() == 0)
gc.collect()
print(first() is None)
"""


@pytest.mark.parametrize("way", ["well", "fail"])
def test_the_first_build_of_a_process_freezes_and_the_next_lets_go(
    tmp_path: Path, way: str
) -> None:
    (tmp_path / "conf.py").write_text('extensions = ["sphinxcontrib_meetings"]\n', "utf-8")
    (tmp_path / "index.md").write_text("# Notes\n", "utf-8")
    (tmp_path / "meetings").mkdir()
    for number in range(1, 4):
        note = tmp_path / "meetings" / f"2024-01-0{number}-call.md"
        note.write_text(f"# Call {number}\n\n## Decisions\n\n- Go on.\n", "utf-8")
    # in a process of its own: the collector is one for all tests
    done = subprocess.run(
        [sys.executable, "-c", _BUILDS, str(tmp_path), way],
        env=os.environ | {"PYTHONWARNINGS": "ignore"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["True"] * 6


_SWITCHED_OFF = """\
import gc, sys
from pathlib import Path
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

here = Path(sys.argv[1])
before = gc.get_freeze_count(), len(gc.callbacks)
found = []
with docutils_namespace():
    app = Sphinx(here, here, here / "out", here / "doctrees", "text", status=None)
    app.connect("doctree-read", lambda *_: found.append((gc.get_freeze_count(), len(gc.callbacks))))
    app.build()
print(found == [before])
print((gc.get_freeze_count(), len(gc.callbacks)) == before)
"""


@pytest.mark.parametrize(("value", "expected"), [("False", "True"), ("True", "False")])
def test_the_switch(tmp_path: Path, value: str, expected: str) -> None:
    conf = f'extensions = ["sphinxcontrib_meetings"]\nmeetings_freeze_gc = {value}\n'
    (tmp_path / "conf.py").write_text(conf, "utf-8")
    (tmp_path / "index.md").write_text("# Notes\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", _SWITCHED_OFF, str(tmp_path)],
        env=os.environ | {"PYTHONWARNINGS": "ignore"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == [expected] * 2
