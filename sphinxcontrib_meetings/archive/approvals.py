"""Which minutes were approved, when, and by which meeting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sphinxcontrib_meetings.archive.link import Link
from sphinxcontrib_meetings.model.meeting import Meeting
from sphinxcontrib_meetings.model.minutes import Approval

__all__ = ["Standing", "approvals_in", "day_of", "standing_of"]


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the minutes of a meeting are."""

    state: Approval = Approval.UNKNOWN
    #: day of their approval, if it is known
    day: dt.date | None = None
    #: the meeting that approved them, if it is known
    meeting: Link | None = None


def approvals_in(records: Iterable[Meeting]) -> Mapping[str, Meeting]:
    """Return name ─► the first later meeting of its series whose note says that it approves it.

    A day on which the series met several times tells no meeting.
    """
    records = list(records)
    on_day: dict[tuple[dt.date | None, str], list[Meeting]] = {}
    for record in records:
        on_day.setdefault((record.date, record.series), []).append(record)
    found: dict[str, Meeting] = {}
    for record in records:
        for day in record.approves:
            meant = on_day.get((day, record.series), ())
            if len(meant) != 1 or not _is_after(record, meant[0]):
                continue
            name = meant[0].name
            if name not in found or _is_after(found[name], record):
                found[name] = record
    return found


def _is_after(one: Meeting, other: Meeting) -> bool:
    return one.date is not None and other.date is not None and one.date > other.date


def standing_of(
    record: Meeting,
    by: Meeting | None,
    find: Callable[[str], Sequence[Meeting]],
    link: Callable[[Meeting], Link],
) -> Standing:
    """Return how far the minutes of *record* are; the note of *by* may say that it approves them.

    What the note says of its approval counts first, unless it names no meeting. *find* returns
    the meetings that a name or a date means, *link* a link to one.
    """
    day = day_of(record.approved)
    meant = find(record.approved) if record.approved else ()
    if len(meant) == 1 and meant[0] is not record:
        return Standing(Approval.APPROVED, meant[0].date, link(meant[0]))
    if day:
        return Standing(Approval.APPROVED, day)
    if by is not None:
        return Standing(Approval.APPROVED, by.date, link(by))
    return Standing(record.minutes)


def day_of(text: str) -> dt.date | None:
    """Return the day that *text* is in ISO 8601, if it is one."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
