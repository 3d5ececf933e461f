"""Located warnings of type ``meetings``."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.utils import get_source_line
from sphinx.util import logging

from sphinxcontrib_meetings import priorities
from sphinxcontrib_meetings.model.problem import Kind, Problem

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = [
    "MOST_OF_ONE_FILE",
    "WARNING_TYPE",
    "report",
    "report_file",
    "setup",
    "start_stage",
    "warn",
]

#: the type of all warnings, for ``suppress_warnings``
WARNING_TYPE = "meetings"
#: limit of warnings of one file, of which nobody reads more at once
MOST_OF_ONE_FILE = 100

_Location = str | tuple[str, int] | nodes.Node | None

_logger = logging.getLogger(__name__)


class _Counts:
    """How many warnings each file has, in one stage of a build: while all is read, or after."""

    def __init__(self, srcdir: str = "", suppressed: Iterable[str] = ()) -> None:
        self._srcdir = srcdir
        self._suppressed = frozenset(suppressed)
        self._counts: Counter[str] = Counter()

    def add(self, kind: Kind, location: _Location) -> int:
        """Count a warning; return how many its file has, 0 if that does not matter."""
        file = self._file(location)
        if not file or logging.is_suppressed_warning(WARNING_TYPE, kind, self._suppressed):
            return 0
        self._counts[file] += 1
        return self._counts[file]

    def _file(self, location: _Location) -> str:
        """Return a name for the file of *location*: its path, for documents without suffix."""
        if isinstance(location, tuple):
            return os.path.normpath(os.path.join(self._srcdir, location[0]))  # noqa: PTH118
        if isinstance(location, nodes.Node):
            source, _ = get_source_line(location)
            return os.path.splitext(source or "")[0]  # noqa: PTH122
        file, _, line = (location or "").rpartition(":")
        return file if line.isdigit() else location or ""


_counts = _Counts()


def setup(app: Sphinx) -> None:
    """Count the warnings of each build, and of its stages, by themselves."""
    app.connect("builder-inited", start_stage)
    # processes that read have counts of their own
    app.connect("env-updated", start_stage, priority=priorities.NEXT_STAGE)


def start_stage(app: Sphinx, *args: object) -> None:
    """Count warnings anew."""
    global _counts  # noqa: PLW0603 -- as the log of Sphinx, which all of a process shares
    _counts = _Counts(str(app.srcdir), app.config.suppress_warnings)


def warn(kind: Kind, message: str, *, location: _Location = None) -> None:
    """Log *message* as a warning of the type ``meetings`` and the subtype *kind*.

    *location* is a docname with a line, a text ``file:line``, or a node. Where a file has more
    warnings than :data:`MOST_OF_ONE_FILE`, one says so, and the rest is left out.
    """
    count = _counts.add(kind, location)
    if count > MOST_OF_ONE_FILE + 1:
        return
    if count > MOST_OF_ONE_FILE:
        message = (
            f"this file has more than {MOST_OF_ONE_FILE} warnings, and the rest is not shown; "
            "correct the others first"
        )
    _logger.warning(message, type=WARNING_TYPE, subtype=kind.value, location=location)


def report(problems: Iterable[Problem], docname: str) -> None:
    """Log *problems* in the document *docname*."""
    for problem in problems:
        warn(problem.kind, problem.message, location=(docname, problem.line or 1))


def report_file(problems: Iterable[Problem], path: Path) -> None:
    """Log *problems* in the file *path*, which is not a document."""
    for problem in problems:
        warn(problem.kind, problem.message, location=f"{path}:{problem.line or 1}")
