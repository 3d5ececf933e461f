"""What an archive has, in numbers: the summary at the end of a build."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sphinxcontrib_meetings.archive.archive import Archive
from sphinxcontrib_meetings.model.month import Month

__all__ = ["LOGGER", "Numbers", "Report", "count", "facts", "kind", "most_frequent"]

#: name, below that of Sphinx, of the logger to which a build says its report
LOGGER = "sphinxcontrib_meetings.summary"


@dataclass(frozen=True, slots=True)
class Numbers:
    """How much there is of everything that lists show."""

    notes: int = 0
    #: notes of which the day is known
    dated: int = 0
    #: notes of which only the month is known
    month_only: int = 0
    undated: int = 0
    #: the first and the last year of what is dated; None if nothing is
    years: tuple[int, int] | None = None
    people: int = 0
    recordings: int = 0
    tags: int = 0
    series: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """What a build has to say when it ends."""

    #: None if the build failed before everything was read
    numbers: Numbers | None = None
    #: kind ─► number of warnings in this build
    warnings: Mapping[str, int] = field(default_factory=dict)


def count(archive: Archive) -> Numbers:
    """Return how much *archive* has.

    Each number is of what lists show: transcripts are part of their meetings, and drafts and
    unlisted meetings are left out.
    """
    notes = archive.listed
    days = [record.date for record in notes if not isinstance(record.date, Month | None)]
    undated = sum(record.date is None for record in notes)
    return Numbers(
        notes=len(notes),
        dated=len(days),
        month_only=len(notes) - len(days) - undated,
        undated=undated,
        years=(min(days).year, max(days).year) if days else None,
        people=len(archive.people),
        recordings=sum(len(record.recordings) for record in notes),
        tags=len(archive.tags),
        series=sum(bool(entry.meetings) for entry in archive.series.values()),
    )


def facts(numbers: Numbers) -> list[tuple[str, int]]:
    """Return (name, number) pairs in the order in which they are shown."""
    return [
        ("notes", numbers.notes),
        ("dated", numbers.dated),
        ("by month only", numbers.month_only),
        ("undated", numbers.undated),
        ("people", numbers.people),
        ("recordings", numbers.recordings),
        ("tags", numbers.tags),
        ("series", numbers.series),
    ]


def kind(of_type: str | None, subtype: str | None) -> str:
    """Return the name of a kind of warnings, as ``suppress_warnings`` has it.

    >>> kind("meetings", "date"), kind("docutils", None), kind(None, None)
    ('meetings.date', 'docutils', 'other')
    """
    return ".".join(filter(None, (of_type, subtype))) or "other"


def most_frequent(warnings: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return (kind, number) pairs, the most frequent kind first, then by name."""
    return sorted(warnings.items(), key=lambda item: (-item[1], item[0]))
