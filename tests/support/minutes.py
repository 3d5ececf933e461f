"""Minutes that are read from Markdown, without a build."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from sphinxcontrib_meetings.parse.minutes.lines import Note
from sphinxcontrib_meetings.parse.minutes.reader import read_minutes
from sphinxcontrib_meetings.parse.minutes.rule import Context, Finding
from sphinxcontrib_meetings.parse.minutes.rules import selected
from sphinxcontrib_meetings.read.minutes import lines_of
from support.notes import Project, make_project

__all__ = ["MinutesReader", "open_minutes"]


class MinutesReader:
    """Reads notes in Markdown, with the lines that a build would give."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def lines(self, text: str) -> Note:
        """Return the lines of a note in Markdown."""
        return lines_of(self._project.parse(text).document).note

    def find(self, text: str, *rules: str, day: dt.date | None = None) -> Sequence[Finding]:
        """Return what *rules* (default: the preset ``common``) find in a note in Markdown."""
        chosen = selected(rules or ("common",))
        return read_minutes(self.lines(text), chosen, Context(day))

    def items(self, text: str, kind: type, *rules: str, day: dt.date | None = None) -> list:
        """Return what of a *kind* (``Action``, ``Participation`` …) is found."""
        found = self.find(text, *rules, day=day)
        return [one.item for one in found if isinstance(one.item, kind)]


def open_minutes(folder: Path) -> MinutesReader:
    """Return a reader whose project is in *folder*, which does not exist yet."""
    return MinutesReader(make_project(folder))
