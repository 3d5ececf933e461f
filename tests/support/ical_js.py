"""The second reader of our calendars: ical.js, which Thunderbird and Nextcloud use."""

from __future__ import annotations

import atexit
import datetime as dt
import json
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

_SCRIPT = Path(__file__).with_name("occurrences.cjs")
_BUILT = Path("node_modules/ical.js/dist/ical.es5.cjs")


def read_calendar(calendar: bytes, last_year: int) -> list[tuple[dt.datetime, str]]:
    """Return (start in UTC, summary) of each occurrence up to *last_year*, as ical.js reads it."""
    node = shutil.which("node")
    library = Path(os.environ.get("ICAL_JS", _BUILT)).resolve()
    if node is None or not library.is_file():
        if os.environ.get("CI"):
            pytest.fail("node or ical.js is missing; run `npm install --no-save ical.js@2`")
        pytest.skip("node or ical.js is missing")
    reader = _reader(node, library)
    assert reader.stdin
    assert reader.stdout
    reader.stdin.write(json.dumps([calendar.decode(), last_year]) + "\n")
    reader.stdin.flush()
    answer = reader.stdout.readline()
    if not answer:
        # what it says of a calendar that it cannot read is on stderr; the next one starts anew
        _reader.cache_clear()
        pytest.fail(f"ical.js has ended: {reader.wait()}")
    found = json.loads(answer)
    return sorted((dt.datetime.fromisoformat(start), summary) for start, _, summary in found)


@cache
def _reader(node: str, library: Path) -> subprocess.Popen[str]:
    """Start a process that reads one calendar after the other."""
    process = subprocess.Popen(
        [node, _SCRIPT, library], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    )
    atexit.register(process.communicate)
    return process
