"""One reader for all tests of minutes."""

from __future__ import annotations

import pytest
from support.minutes import MinutesReader, open_minutes


@pytest.fixture(scope="session")
def minutes(tmp_path_factory: pytest.TempPathFactory) -> MinutesReader:
    """Return a reader of minutes in Markdown."""
    return open_minutes(tmp_path_factory.mktemp("minutes") / "project")
