"""The generated pages, and what each of them shows."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from sphinxcontrib_meetings.archive.archive import Archive, PersonEntry, TagEntry
from sphinxcontrib_meetings.archive.views import (
    Heading,
    Link,
    Listing,
    ListRequest,
    Page,
    Pager,
    PeopleRequest,
    Prose,
    Request,
    Shortcuts,
    TagsRequest,
    UpcomingRequest,
    View,
    Views,
)
from sphinxcontrib_meetings.model.meeting import Meeting
from sphinxcontrib_meetings.parse.slugs import rivals as slug_rivals

__all__ = ["all_pages", "rivals", "views_of"]


#: limit of parts in a list whose pages link to all of them
_MOST_PARTS = 30
#: beyond that limit, number of parts before and after a page that it links to
_NEAR_PARTS = 5
#: an item of a list
_Item = TypeVar("_Item")


def all_pages(views: Views, per_page: int) -> Iterator[Page]:
    """Yield every generated page: those of the archive, and those of each of its series."""
    yield from _archive_pages(views, per_page, ())
    assert views.pages is not None
    home = Link(views.title, views.pages.overview)
    for series in views.archive.series.values():
        yield from _archive_pages(views.of_series(series), per_page, (home,))


def views_of(views: Views, request: Request, docname: str, per_page: int) -> tuple[View, ...]:
    """Return what *request* shows in the document *docname*.

    A plain list of all meetings has what the generated overview has, whose place its document
    takes: shortcuts, upcoming and past meetings, and the first part, with links to the others.
    """
    names = views.pages
    if names is not None and isinstance(request, ListRequest) and request.is_plain:
        is_overview = docname == names.overview if request.overview is None else request.overview
        if is_overview:
            return next(_overview(views, per_page, ())).views
    return (views.of(request),)


def _archive_pages(views: Views, per_page: int, parents: tuple[Link, ...]) -> Iterator[Page]:
    names = views.pages
    assert names is not None
    archive = views.archive
    home = (*parents, Link(views.title, names.overview))
    yield from _overview(views, per_page, parents)
    for year, records in itertools.groupby(archive.listed, key=_year):
        if year is None:
            continue
        lead = Page(names.year(year), f"{views.title} in {year}", home, ())
        yield from _parts(
            views, lead, tuple(records), per_page, partial(views.listing, group_by="month")
        )
    yield Page(names.tags, "Tags", home, (views.of(TagsRequest()),))
    for tag in archive.tags.values():
        yield from _tag_pages(views, tag, (*home, Link("Tags", names.tags)), per_page)
    yield Page(names.people, "People", home, (views.of(PeopleRequest()),))
    for person in archive.people.values():
        yield from _person_pages(views, person, (*home, Link("People", names.people)), per_page)


def _year(record: Meeting) -> int | None:
    return record.date.year if record.date else None


def _overview(views: Views, per_page: int, parents: tuple[Link, ...]) -> Iterator[Page]:
    """Yield the pages of the overview: upcoming meetings, soonest first, and past ones."""
    names, archive = views.pages, views.archive
    assert names is not None
    upcoming = archive.upcoming(views.today)
    to_come = {record.name for record in upcoming}
    past = tuple(record for record in archive.listed if record.name not in to_come)
    series = (
        Link(entry.series.title or entry.series.key, names.series(entry.slug).overview)
        for entry in archive.series.values()
    )
    years = (Link(f"{year}", names.year(year)) for year in archive.years)
    shortcuts = (Link("Tags", names.tags), Link("People", names.people), *series, *years)
    opening: list[View] = [Prose(views.description), Shortcuts("", shortcuts)]
    scheduled = views.upcoming(UpcomingRequest(without_notes=True))
    if upcoming or scheduled.items:
        opening.append(Heading("Upcoming meetings"))
        opening += [views.listing(upcoming)] if upcoming else []
        opening += [scheduled] if scheduled.items else []
        opening.append(Heading("Past meetings"))
    lead = Page(names.overview, views.title, parents, tuple(opening))
    return _parts(views, lead, past, per_page, views.listing)


def _tag_pages(
    views: Views, tag: TagEntry, parents: tuple[Link, ...], per_page: int
) -> Iterator[Page]:
    assert views.pages is not None
    opening = (
        Prose(tag.tag.description),
        Shortcuts("People", views.related_people(tag.meetings)),
        Shortcuts("Related tags", views.related_tags(tag.meetings, but=tag.tag.key)),
    )
    lead = Page(views.pages.tag(tag.slug), tag.tag.label, parents, opening)
    return _parts(views, lead, tag.meetings, per_page, views.listing)


def _person_pages(
    views: Views, person: PersonEntry, parents: tuple[Link, ...], per_page: int
) -> Iterator[Page]:
    assert views.pages is not None
    opening = (
        views.person_card(person),
        Shortcuts("Tags", views.related_tags(person.meetings)),
    )
    lead = Page(views.pages.person(person.slug), person.person.name, parents, opening)
    if len({role for role, _ in person.done}) > 1:
        return _parts(views, lead, person.done, per_page, views.listing_by_role)
    return _parts(views, lead, person.meetings, per_page, views.listing)


def _parts(
    views: Views,
    lead: Page,
    items: Sequence[_Item],
    per_page: int,
    listing_of: Callable[[Sequence[_Item]], Listing],
) -> Iterator[Page]:
    """Yield *lead* with the first *items*, and a page for each further part.

    *listing_of* returns the list of a part.
    """
    assert views.pages is not None
    starts = range(0, max(1, len(items)), max(1, per_page))
    links = tuple(
        Link(f"{number}", views.pages.part(lead.name, number))
        for number, _ in enumerate(starts, 1)
    )
    for current, start in enumerate(starts):
        shown = (listing_of(items[start : start + starts.step]), _pager(links, current))
        if current == 0:
            yield replace(lead, views=(*lead.views, *shown))
        else:
            title = f"{lead.title}, page {current + 1}"
            parents = (*lead.parents, Link(lead.title, lead.name))
            yield Page(links[current].docname, title, parents, shown)


def rivals(archive: Archive) -> Iterator[tuple[str, tuple[str, ...], Meeting, str]]:
    """Yield groups of tags, and of people, that would share a page.

    Each has "tags" or "people", the keys, the newest meeting of the first one, and the slug
    of the first one.
    """
    tags = {key: entry.tag.permalink or key for key, entry in archive.tags.items()}
    for keys in slug_rivals(tags):
        entry = archive.tags[keys[0]]
        yield "tags", keys, entry.meetings[0], entry.slug
    for keys in slug_rivals({key: key for key in archive.people}):
        person = archive.people[keys[0]]
        yield "people", keys, person.meetings[0], person.slug


def _pager(links: Sequence[Link], current: int) -> Pager:
    """Return links from the part *current* to all parts; of many, to near and outermost ones."""
    if len(links) <= _MOST_PARTS:
        return Pager(tuple(links), current)
    last = len(links) - 1
    near = range(max(1, current - _NEAR_PARTS), min(last, current + _NEAR_PARTS + 1))
    numbers = [0, *near, last]
    parts: list[Link] = []
    for before, number in zip([-1, *numbers], numbers, strict=False):
        if number > before + 1:
            parts.append(Link("…"))
        parts.append(links[number])
    return Pager(tuple(parts), parts.index(links[current]))
