"""Paths of the former site, as links between notes have them."""

from __future__ import annotations

import pytest

from sphinxcontrib_meetings.archive.lookup import Paths
from sphinxcontrib_meetings.model.meeting import Meeting

RECORDS = [
    Meeting("blog/calls/2023-09-20-first", title="First"),
    Meeting("blog/2023-9-5-second/index", title="Second"),
    Meeting("blog/calls/third", title="Third"),
]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        # Docusaurus puts the date before the folder
        ("/blog/2023/09/20/calls/first/", "blog/calls/2023-09-20-first"),
        ("/news/2023/09/20/calls/first", "blog/calls/2023-09-20-first"),
        ("/blog/calls/2023/09/20/first", "blog/calls/2023-09-20-first"),
        # and keeps numbers as they are
        ("/blog/2023/9/5/second", "blog/2023-9-5-second/index"),
        ("/blog/2023/09/05/second", "blog/2023-9-5-second/index"),
        ("/blog/calls/third", "blog/calls/third"),
        ("/blog/third", ""),
        ("/third", ""),
    ],
)
def test_paths(path: str, expected: str) -> None:
    assert Paths(RECORDS).find(path) == ((expected,) if expected else ())
