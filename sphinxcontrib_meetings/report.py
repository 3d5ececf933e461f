"""Located warnings of type ``meetings``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from docutils import nodes
from sphinx.util import logging

from sphinxcontrib_meetings.model.problem import Kind, Problem

__all__ = ["WARNING_TYPE", "report", "report_file", "warn"]

#: the type of all warnings, for ``suppress_warnings``
WARNING_TYPE = "meetings"

_logger = logging.getLogger(__name__)


def warn(
    kind: Kind, message: str, *, location: str | tuple[str, int] | nodes.Node | None = None
) -> None:
    """Log *message* as a warning of the type ``meetings`` and the subtype *kind*.

    *location* is a docname with a line, a text ``file:line``, or a node.
    """
    _logger.warning(message, type=WARNING_TYPE, subtype=kind.value, location=location)


def report(problems: Iterable[Problem], docname: str) -> None:
    """Log *problems* in the document *docname*."""
    for problem in problems:
        warn(problem.kind, problem.message, location=(docname, problem.line or 1))


def report_file(problems: Iterable[Problem], path: Path) -> None:
    """Log *problems* in the file *path*, which is not a document."""
    for problem in problems:
        warn(problem.kind, problem.message, location=f"{path}:{problem.line or 1}")
