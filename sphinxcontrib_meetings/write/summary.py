"""The report at the end of a build: what the archive has, and which warnings there were."""

from __future__ import annotations

import logging as standard_logging
from collections import Counter
from typing import TYPE_CHECKING

from sphinx.util import logging

from sphinxcontrib_meetings import priorities
from sphinxcontrib_meetings.archive.summary import LOGGER, Numbers, Report, count, facts, kind
from sphinxcontrib_meetings.read.domain import domain_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["setup"]

#: what one of something is called
_ONE = {"notes": "note", "people": "person", "recordings": "recording", "tags": "tag"}

_logger = logging.getLogger(LOGGER)


class _Reporting(standard_logging.Filter):
    """Counts the warnings of one build, and logs a :class:`Report` when it ends.

    The log record has the report as its attribute ``meetings``, for the command, which shows
    more of it than the one line that is the message.
    """

    def __init__(self) -> None:
        super().__init__()
        self._warnings: Counter[str] = Counter()

    def filter(self, record: standard_logging.LogRecord) -> bool:
        """Count a warning."""
        self._warnings[kind(getattr(record, "type", None), getattr(record, "subtype", None))] += 1
        return True

    def on_build_finished(self, app: Sphinx, exception: Exception | None) -> None:
        """Log the report."""
        numbers = None if exception else count(domain_of(app.env).archive)
        report = Report(numbers, dict(self._warnings))
        _logger.info(_line(numbers), extra={"meetings": report})


def _line(numbers: Numbers | None) -> str:
    if numbers is None:
        return "meetings: not counted, since the build failed"
    found = [(number, name) for name, number in facts(numbers) if number]
    if not found:
        return "meetings: 0 notes"
    return "meetings: " + ", ".join(
        f"{number} {_ONE.get(name, name) if number == 1 else name}" for number, name in found
    )


def setup(app: Sphinx) -> None:
    """Count the warnings of the build from here on, and report when it ends."""
    reporting = _Reporting()
    for handler in standard_logging.getLogger(logging.NAMESPACE).handlers:
        if isinstance(handler, logging.WarningStreamHandler):
            # the last filter sees only what is shown: not what is suppressed, or said before
            handler.addFilter(reporting)
    app.connect("build-finished", reporting.on_build_finished, priority=priorities.REPORT)
