"""The generated pages, and what each of them shows."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from sphinxcontrib_meetings.archive.archive import Archive, PersonEntry, TagEntry
from sphinxcontrib_meetings.archive.attendance import Attendance, AttendanceSummary
from sphinxcontrib_meetings.archive.front import Beside, activity, activity_in
from sphinxcontrib_meetings.archive.overview import directory, front, held
from sphinxcontrib_meetings.archive.register_views import (
    DecisionLog,
    action_rows,
    actions_told,
    decision_rows,
    decisions_told,
    grouped,
)
from sphinxcontrib_meetings.archive.select import Selection
from sphinxcontrib_meetings.archive.topics import TopicIndex
from sphinxcontrib_meetings.archive.views import (
    Heading,
    Link,
    Listing,
    ListRequest,
    Page,
    Pager,
    PeopleIndex,
    PeopleRequest,
    PersonCard,
    Prose,
    Request,
    Shortcuts,
    Subscriptions,
    TagIndex,
    TagsRequest,
    UpcomingRequest,
    View,
    Views,
)
from sphinxcontrib_meetings.archive.votes import VoteIndex
from sphinxcontrib_meetings.model.meeting import Meeting
from sphinxcontrib_meetings.parse.slugs import rivals as slug_rivals

__all__ = ["all_pages", "described", "overview_in", "request_in", "rivals", "views_of"]

#: limit of characters, and of meetings, in the description of a page
_LONGEST_DESCRIPTION = 200
_MOST_DESCRIBED = 12


#: limit of parts in a list whose pages link to all of them
_MOST_PARTS = 30
#: beyond that limit, number of parts before and after a page that it links to
_NEAR_PARTS = 5
#: a page of a register has as many rows as lists have meetings, times this
_ROWS_PER_MEETING = 5
#: an item of a list
_Item = TypeVar("_Item")


def all_pages(views: Views, per_page: int) -> Iterator[Page]:
    """Yield every generated page: those of the archive, and those of each of its series."""
    yield from _navigable(views, _archive_pages(views, per_page, views.trail))
    for series in views.archive.series.values():
        own = views.of_series(series)
        yield from _navigable(own, _archive_pages(own, per_page, views.trail_of(series)))
    if views.subscriptions.items:
        yield from _navigable(views, [_subscribe_page(views)])


def _navigable(views: Views, pages: Iterable[Page]) -> Iterator[Page]:
    """Yield *pages*, each with the navigation of *views* at its end, except for the overview."""
    assert views.pages is not None
    shown = directory(views)
    for page in pages:
        is_overview = page.name == views.pages.overview
        yield page if is_overview else replace(page, views=(*page.views, shown))


def request_in(archive: Archive, request: Request, docname: str) -> Request:
    """Return *request*, made in the document *docname*, with all that it asks for.

    In the overview of a series, a plain list is that of the series.
    """
    series = archive.series_at.get(docname)
    if series and isinstance(request, ListRequest) and request.is_plain:
        return replace(request, selection=Selection(series=series.series.key))
    return request


def views_of(views: Views, request: Request, docname: str, per_page: int) -> tuple[View, ...]:
    """Return what *request* shows in the document *docname*.

    In the document that is the overview of the archive, or of a series, a plain list has what a
    generated one has: shortcuts, upcoming and past meetings, and the first part, with links to
    the others.
    """
    request = request_in(views.archive, request, docname)
    names = views.pages
    key = names and overview_in(views.archive, request, docname, names.overview)
    if key is None:
        return (views.of(request),)
    listed = views.of_series(views.archive.series[key]) if key else views
    return next(_overview(listed, per_page, ())).views


def overview_in(archive: Archive, request: Request, docname: str, home: str) -> str | None:
    """Return the key of the series whose overview *request* shows in the document *docname*.

    It is empty for that of all meetings, which has the document or page *home*, and ``None`` if
    this is a list like others.
    """
    request = request_in(archive, request, docname)
    if not isinstance(request, ListRequest):
        return None
    series = archive.series_at.get(docname)
    named = request.selection.series
    if series and archive.series_key(named) == series.series.key:
        is_own = request.is_plain_but(named) and request.overview is not False
        return series.series.key if is_own else None
    is_overview = docname == home if request.overview is None else request.overview
    return "" if is_overview and request.is_plain else None


def _archive_pages(views: Views, per_page: int, home: tuple[Link, ...]) -> Iterator[Page]:
    """Yield the pages of *views*, all below its overview, which is the last of *home*."""
    names = views.pages
    assert names is not None
    archive = views.archive
    if not names.home or views.home.has_list:
        yield from _overview(views, per_page, home[:-1])
    yield from _year_pages(views, per_page, home)
    if archive.tags:
        yield Page(names.tags, "Tags", home, (views.of(TagsRequest()),))
    for tag in archive.tags.values():
        yield from _tag_pages(views, tag, (*home, Link("Tags", names.tags)), per_page)
    if archive.people:
        yield Page(names.people, "People", home, (views.of(PeopleRequest()),))
    for person in archive.people.values():
        yield from _person_pages(views, person, (*home, Link("People", names.people)), per_page)
    yield from _registers(views, home, per_page * _ROWS_PER_MEETING)


def _year_pages(views: Views, per_page: int, home: tuple[Link, ...]) -> Iterator[Page]:
    """Yield the pages of each year, with links to the years before and after it."""
    names = views.pages
    assert names is not None
    years = {
        year: tuple(records)
        for year, records in itertools.groupby(views.archive.listed, key=_year)
        if year is not None
    }
    links = [None, *(Link(f"{year}", names.year(year)) for year in years), None]
    for number, (year, records) in enumerate(years.items()):
        past = (record for record in records if record.name not in views.to_come)
        opening = (activity_in(year, past), Beside(links[number + 2], links[number]))
        lead = Page(names.year(year), f"{views.title} in {year}", home, opening)
        yield from _parts(views, lead, records, per_page, partial(views.listing, group_by="month"))


def _registers(views: Views, parents: tuple[Link, ...], per_page: int) -> Iterator[Page]:
    """Yield the pages of what is collected from minutes, as far as there is something."""
    found = views.register_pages
    if link := found.get("decisions"):
        rows = decision_rows(views)
        lead = Page(link.docname, link.text, parents, (Prose(decisions_told(rows)),))
        yield from _parts(views, lead, rows, per_page, lambda part: DecisionLog(tuple(part)))
    if link := found.get("actions"):
        actions = action_rows(views)
        lead = Page(link.docname, link.text, parents, (Prose(actions_told(actions)),))
        yield from _parts(views, lead, actions, per_page, grouped)
    if link := found.get("attendance"):
        yield from _attendance_pages(views, link, parents)
    if link := found.get("votes"):
        lead = Page(link.docname, link.text, parents, ())
        votes = views.votes(views.archive.listed)
        yield from _parts(views, lead, votes, per_page, lambda part: VoteIndex(tuple(part)))
    if link := found.get("topics"):
        lead = Page(link.docname, link.text, parents, ())
        yield from _parts(
            views, lead, views.all_topics, per_page, lambda part: TopicIndex(tuple(part))
        )


def _attendance_pages(views: Views, own: Link, parents: tuple[Link, ...]) -> Iterator[Page]:
    """Yield the attendance of each year, and at how many meetings people were in all of them.

    If there is only one year, the first page has all of it.
    """
    years = views.recorded_years
    if len(years) == 1:
        yield Page(own.docname, own.text, parents, (views.attendance_of_all(),))
        return
    shortcuts = Shortcuts("", tuple(map(views.year_of_attendance, years)))
    yield Page(own.docname, own.text, parents, (shortcuts, views.attendance_summary()))
    for year, records in years.items():
        link = views.year_of_attendance(year)
        title = f"{own.text} in {year}" if year else f"{own.text}, undated"
        yield Page(link.docname, title, (*parents, own), (views.attendance(records),))


def _year(record: Meeting) -> int | None:
    return record.date.year if record.date else None


def _overview(views: Views, per_page: int, parents: tuple[Link, ...]) -> Iterator[Page]:
    """Yield the pages of the overview: upcoming meetings, soonest first, and past ones."""
    names, archive = views.pages, views.archive
    assert names is not None
    upcoming = archive.upcoming(views.today)
    past = held(views)
    parts = tuple(front(views, past))
    opening: list[View] = [Prose(views.description), *parts]
    scheduled = views.upcoming(UpcomingRequest(without_notes=True))
    if upcoming or scheduled.items:
        opening.append(Heading("Upcoming meetings"))
        opening += [views.listing(upcoming)] if upcoming else []
        opening += [scheduled] if scheduled.items else []
        opening.append(Heading("Past meetings"))
    elif parts:
        opening.append(Heading("All meetings"))
    lead = Page(names.overview, views.title, parents, tuple(opening))
    return _parts(views, lead, past, per_page, views.listing)


def _subscribe_page(views: Views) -> Page:
    assert views.pages is not None
    shown = (Prose(_how_to_subscribe(views.subscriptions)), views.subscriptions)
    return Page(views.pages.subscribe, "Subscribe", views.trail, shown)


def _how_to_subscribe(subscriptions: Subscriptions) -> str:
    items = subscriptions.items
    has_calendars, has_feeds = any(one.calendar for one in items), any(one.feeds for one in items)
    ways = (
        "See the meetings in your calendar." if has_calendars else "",
        "Read new notes in a feed reader." if has_feeds else "",
        "Changes take up to a day to arrive.",
        "If a program asks for an address, copy that of the download link."
        if has_calendars
        else "",
    )
    return " ".join(filter(None, ways))


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
    own = views.open_actions.get(person.person.key)
    opening = (
        views.person_card(person),
        activity(record for record in person.meetings if record.name not in views.to_come),
        views.person_attendance(person),
        *((own,) if own else ()),
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
    listing_of: Callable[[Sequence[_Item]], View],
) -> Iterator[Page]:
    """Yield *lead* with the first *items*, and a page for each further part.

    *listing_of* returns what shows a part. All parts stand below the heading that ends *lead*, if
    one does.
    """
    assert views.pages is not None
    above = tuple(view for view in lead.views[-1:] if isinstance(view, Heading))
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
            yield Page(links[current].docname, title, parents, (*above, *shown))


def described(page: Page) -> str:
    """Return a description of *page*: the one that its tag, person or series has, if any.

    Otherwise, it is what the page lists first.
    """
    for view in page.views:
        text = view.text if isinstance(view, Prose) else ""
        if isinstance(view, PersonCard):
            text = view.person.description
        if text:
            return text
    named = (link.text for view in page.views for link in _first_links(view))
    listed = list(itertools.islice(named, _MOST_DESCRIBED))
    while len(listed) > 1 and len(" · ".join(listed)) > _LONGEST_DESCRIPTION:
        listed.pop()
    return " · ".join(listed)


def _first_links(view: View) -> Iterable[Link]:  # noqa: PLR0911, one for each kind
    """Return links to what *view* is a list of."""
    match view:
        case Listing():
            return (entry.link for entry in view.entries)
        case TagIndex():
            return (tag.link for tag in view.tags)
        case PeopleIndex():
            return (card.link for card in view.people)
        case Attendance():
            return (row.link for table in view.tables for row in table.rows)
        case AttendanceSummary():
            return (link for link, _ in view.rows)
        case VoteIndex():
            return (vote.link for vote in view.votes)
        case TopicIndex():
            return (Link(topic.title) for topic in view.topics)
        case _:
            return ()


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
