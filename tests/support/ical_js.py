"""The second reader of our calendars: ical.js, which Thunderbird and Nextcloud use."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
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
    result = subprocess.run(
        [node, _SCRIPT, library, str(last_year)], input=calendar, capture_output=True, check=True
    )
    found = json.loads(result.stdout)
    return sorted((dt.datetime.fromisoformat(start), summary) for start, _, summary in found)
