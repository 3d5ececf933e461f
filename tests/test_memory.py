"""What is frozen for the garbage collector, and that nothing stays for ever."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
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

def build():
    here = Path(sys.argv[1])
    with docutils_namespace():
        app = Sphinx(here, here, here / "out", here / "doctrees", "html", status=None)
        app.build()
    return weakref.ref(app.env)

first = build()
print(gc.get_freeze_count() > 0)
second = build()
print(gc.get_freeze_count() == 0)
gc.collect()
print(first() is None)
"""


def test_the_first_build_of_a_process_freezes_and_the_next_lets_go(tmp_path: Path) -> None:
    (tmp_path / "conf.py").write_text('extensions = ["sphinxcontrib_meetings"]\n', "utf-8")
    (tmp_path / "index.md").write_text("# Notes\n", "utf-8")
    # in a process of its own: the collector is one for all tests
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(_BUILDS), str(tmp_path)],
        env=os.environ | {"PYTHONWARNINGS": "ignore"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["True"] * 3
