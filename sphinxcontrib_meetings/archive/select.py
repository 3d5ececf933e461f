"""Selects the meetings of a list, and finds names in the conditions that are unclear."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sphinxcontrib_meetings.archive.archive import Archive, PersonEntry, SeriesEntry, TagEntry
from sphinxcontrib_meetings.model.meeting import Meeting, Status
from sphinxcontrib_meetings.model.people import Role
from sphinxcontrib_meetings.model.problem import Names

__all__ = ["Selection", "select", "unclear_names"]


@dataclass(frozen=True, slots=True)
class Selection:
    """The conditions of a list. Those that are empty hold for every meeting."""

    tags: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    #: of each group, meetings have at least one
    any_tags: tuple[tuple[str, ...], ...] = ()
    #: meetings have at least one of them
    any_authors: tuple[str, ...] = ()
    #: role of *people*; if none are named, of anybody
    role: Role | None = None
    series: str = ""
    year: int | None = None
    before: dt.date | None = None
    after: dt.date | None = None
    status: Status | None = None
    limit: int = 0
    oldest_first: bool = False


def select(archive: Archive, selection: Selection) -> tuple[Meeting, ...]:
    """Return the listed meetings that meet every condition of *selection*."""
    selection = _with_keys(archive, selection)
    found = [record for record in _candidates(archive, selection) if _meets(record, selection)]
    if selection.oldest_first:
        # undated meetings stay at the end
        dated = [record for record in found if record.date]
        found = dated[::-1] + [record for record in found if not record.date]
    return tuple(found[: selection.limit] if selection.limit else found)


def unclear_names(
    archive: Archive, selection: Selection
) -> Iterator[tuple[str, str, list[str], Names]]:
    """Yield the names in *selection* that match no tag, person or series, or more than one.

    Each has its kind, the name, the keys of all matches, and the known names.
    """
    for name in (*selection.tags, *itertools.chain(*selection.any_tags)):
        tags = archive.tags_called(name)
        if len(tags) != 1:
            yield "tag", name, [entry.tag.key for entry in tags], archive.known_tags
    for name in (*selection.people, *selection.authors, *selection.any_authors):
        people = archive.people_called(name)
        if len(people) != 1:
            yield "person", name, [entry.person.key for entry in people], archive.known_people
    if selection.series and not archive.series_key(selection.series):
        yield "series", selection.series, [], archive.known_series


def _with_keys(archive: Archive, selection: Selection) -> Selection:
    """Return *selection* with keys instead of labels, names and aliases."""
    return dataclasses.replace(
        selection,
        tags=_tag_keys(archive, selection.tags),
        any_tags=tuple(_tag_keys(archive, names) for names in selection.any_tags),
        people=_people_keys(archive, selection.people),
        authors=_people_keys(archive, selection.authors),
        any_authors=_people_keys(archive, selection.any_authors),
        series=archive.series_key(selection.series) or selection.series,
    )


def _tag_keys(archive: Archive, names: Iterable[str]) -> tuple[str, ...]:
    tags = ((archive.tag(name), name) for name in names)
    return tuple(found.tag.key if found else name for found, name in tags)


def _people_keys(archive: Archive, names: Iterable[str]) -> tuple[str, ...]:
    people = ((archive.person(name), name) for name in names)
    return tuple(found.person.key if found else name for found, name in people)


def _candidates(archive: Archive, selection: Selection) -> tuple[Meeting, ...]:
    """Return the smallest known group with all meetings that match *selection*."""
    people = (*selection.people, *selection.authors)
    entries: list[TagEntry | PersonEntry | SeriesEntry | None] = [
        *map(archive.tags.get, selection.tags),
        *map(archive.people.get, people),
    ]
    if selection.series:
        entries.append(archive.series.get(selection.series))
    found = (entry.meetings if entry else () for entry in entries)
    return min((archive.listed, *found), key=len)


def _meets(record: Meeting, selection: Selection) -> bool:
    tags = {tag.key for tag in record.tags}
    people = {part.person.key for part in record.people if selection.role in (None, part.role)}
    authors = {person.key for person in record.authors}
    date = record.date
    return (
        tags.issuperset(selection.tags)
        and people.issuperset(selection.people)
        and (selection.role is None or bool(people))
        and authors.issuperset(selection.authors)
        and not any(tags.isdisjoint(names) for names in selection.any_tags)
        and not (selection.any_authors and authors.isdisjoint(selection.any_authors))
        and selection.series in ("", record.series)
        and selection.status in (None, record.status)
        and (selection.year is None or (date is not None and date.year == selection.year))
        and (selection.before is None or (date is not None and date < selection.before))
        and (selection.after is None or (date is not None and date > selection.after))
    )
