"""What the command says at the end: the archive in numbers, and its warnings by kind."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sphinx.util.console import bold, faint, yellow  # type: ignore[attr-defined]
from sphinx.util.logging import NAMESPACE

from sphinxcontrib_meetings.archive.summary import (
    LOGGER,
    Numbers,
    Report,
    facts,
    most_frequent,
)

__all__ = ["lines", "reports"]

#: type of warnings ─► where they are explained
_EXPLAINED = {
    "meetings": 'page "Warnings" of the documentation',
    "myst": "https://myst-parser.readthedocs.io/en/latest/configuration.html#build-warnings",
}
#: where Sphinx's own warnings are explained
_SPHINX = "https://www.sphinx-doc.org/en/master/usage/configuration.html#confval-suppress_warnings"


class _Catch(logging.Filter):
    """Keeps the reports of builds, and lets everything else pass."""

    def __init__(self) -> None:
        super().__init__()
        self.reports: list[Report] = []

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep the report instead of showing its line."""
        self.reports.append(record.meetings)  # type: ignore[attr-defined]
        return False


@contextmanager
def reports() -> Iterator[list[Report]]:
    """Return a list that gets the report of each build within this context."""
    catch = _Catch()
    logger = logging.getLogger(f"{NAMESPACE}.{LOGGER}")
    logger.addFilter(catch)
    try:
        yield catch.reports
    finally:
        logger.removeFilter(catch)


def lines(report: Report) -> list[str]:
    """Return *report* as lines of a table, with the numbers below each other."""
    numbers = [*facts(report.numbers)] if report.numbers else []
    warnings = most_frequent(report.warnings)
    total = ("Warnings", sum(report.warnings.values()))
    rows = [*numbers, *warnings, total]
    # names are indented by two blanks
    width = max(len(name) for name, _ in rows) + 2
    digits = max(len(str(number)) for _, number in rows)

    def row(name: str, number: int, rest: str = "") -> str:
        return f"  {name:{width - 2}}  {number:{digits}}{rest}"

    years = _years(report.numbers)
    return [
        *([bold("Meetings")] if numbers else []),
        *(row(name, number, years if name == "dated" else "") for name, number in numbers),
        *([""] if numbers else []),
        bold(f"{total[0]:{width}}  {total[1]:{digits}}"),
        *(yellow(row(kind, number)) for kind, number in warnings),
        *(faint(f"  {line}") for line in _explained(report.warnings)),
    ]


def _years(numbers: Numbers | None) -> str:
    if numbers is None or numbers.years is None:
        return ""
    first, last = numbers.years
    return f"  {first}" if first == last else f"  {first}-{last}"


def _explained(kinds: Iterable[str]) -> list[str]:
    """Return lines that say where *kinds* of warnings are explained, each place once."""
    types = dict.fromkeys(kind.partition(".")[0] for kind in sorted(kinds))
    places = dict.fromkeys(_EXPLAINED.get(name, _SPHINX) for name in types)
    return [f"see {place}" for place in places]
