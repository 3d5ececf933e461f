"""Two builds of the same notes give the same bytes, whatever the number of processes."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
from support.builds import CONF as BASE
from support.builds import Build, Built
from support.everything import CALL, FILES, INDEX
from support.everything import CONF as EVERYTHING

#: what plain Sphinx itself varies, and its own files
SPHINX = ("searchindex.js", "environment.pickle", ".buildinfo", "_static/", "globalcontext.json")

NOTES = FILES | {"index.md": INDEX} | {
    f"meetings/2023-{month:02}-01-call.md": CALL.replace("2024-05-08", f"2023-{month:02}-01")
    for month in range(1, 7)
}  # fmt: skip


def bytes_of(built: Built) -> dict[str, bytes]:
    """Return the pages and files of a build, and those that an EPUB has packed."""
    root = built.outdir
    found = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not path.relative_to(root).as_posix().startswith(SPHINX)
    }
    for name in [name for name in found if name.endswith(".epub")]:
        # the container has the times of its files
        del found[name]
        with zipfile.ZipFile(Path(root, name)) as book:
            found |= {f"{name}/{part}": book.read(part) for part in book.namelist()}
    return found


@pytest.mark.parametrize("builder", ["html", "json", "epub"])
def test_clean_builds_and_processes(builder: str, build: Build, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    conf: dict[str, Any] = BASE | EVERYTHING
    # the day comes from SOURCE_DATE_EPOCH
    del conf["meetings_today"]
    results = [
        bytes_of(build(NOTES, builder=builder, conf=conf, jobs=jobs, nitpicky=True))
        for jobs in (1, 2, 1)
    ]
    first = results[0]
    assert len(first) > 10
    for other in results[1:]:
        assert list(other) == list(first)
        assert [name for name in first if first[name] != other[name]] == []
