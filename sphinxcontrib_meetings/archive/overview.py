"""What an overview shows before its list, and the navigation of the other pages."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

from sphinxcontrib_meetings.archive.archive import PersonEntry, TagEntry
from sphinxcontrib_meetings.archive.days import is_cancelled
from sphinxcontrib_meetings.archive.front import Activity, Directory, LinkGroup, activity
from sphinxcontrib_meetings.archive.link import Link
from sphinxcontrib_meetings.archive.minute_ids import short
from sphinxcontrib_meetings.archive.upcoming import UpcomingRequest
from sphinxcontrib_meetings.archive.views import Heading, Latest, View, Views
from sphinxcontrib_meetings.model.meeting import Meeting
from sphinxcontrib_meetings.model.minutes import DecisionState

__all__ = ["directory", "front", "held"]

#: limit of tags and people on an overview: the most frequent ones
_MOST_FREQUENT = 12
#: limit of topics on an overview: the latest ones
_MOST_TOPICS = 6
#: limit of years and series in the navigation of other pages
_MOST_BESIDE = 10
#: limit of decisions of the latest meeting
_MOST_DECISIONS = 4
#: a tag or a person with their meetings
_Entry = TypeVar("_Entry", TagEntry, PersonEntry)
#: states of decisions that hold
_HOLD = frozenset({DecisionState.ACCEPTED, DecisionState.PROPOSED})


def front(views: Views, past: Sequence[Meeting]) -> Iterator[View]:
    """Yield what the overview of *views* shows before its lists; *past* are those held."""
    groups: list[LinkGroup] = []
    for name in views.overview_parts:
        if name in _GROUPS:
            groups += [group for group in [_GROUPS[name](views)] if group.links]
            continue
        yield from _browse(groups)
        groups = []
        yield from _CARDS[name](views, past)
    yield from _browse(groups)


def _browse(groups: Sequence[LinkGroup]) -> Iterator[View]:
    if groups:
        yield Heading("Browse")
        yield Directory(tuple(groups))


def directory(views: Views) -> Directory:
    """Return the navigation of the pages below the overview of *views*.

    It has no numbers, so that a new note is no change of every page.
    """
    names, archive = views.pages, views.archive
    assert names is not None
    found = [Link("Overview", names.overview)]
    found += [Link("Tags", names.tags)] if archive.tags else []
    found += [Link("People", names.people)] if archive.people else []
    found += views.register_pages.values()
    whole = (views.whole or views).pages
    if views.subscriptions.items and whole:
        found.append(Link("Subscribe", whole.subscribe))
    years = tuple((link, 0) for link, _ in _years(views).links[:_MOST_BESIDE])
    series = tuple((link, 0) for link, _ in _series(views).links[:_MOST_BESIDE])
    groups = (
        LinkGroup("archive", "Archive", tuple((link, 0) for link in found)),
        LinkGroup("years", "Years", years),
        LinkGroup("series", "Series", series),
    )
    return Directory(tuple(group for group in groups if group.links))


def held(views: Views) -> tuple[Meeting, ...]:
    """Return the listed meetings that are not to come, newest first."""
    listed = views.archive.listed
    return tuple(record for record in listed if record.name not in views.to_come)


# Cards


def _next(views: Views, past: Sequence[Meeting]) -> Iterator[View]:
    found = views.upcoming(UpcomingRequest(limit=1, is_next=True))
    if found.items:
        yield Heading("Next meeting")
        yield found


def _latest(views: Views, past: Sequence[Meeting]) -> Iterator[View]:
    record = next((one for one in past if one.date and not is_cancelled(one)), None)
    if record is None:
        return
    decided = [item for item in record.decisions if item.state in _HOLD]
    shown = (
        Link(short(item.text), record.docname, item.anchor) for item in decided[:_MOST_DECISIONS]
    )
    rest = len(decided) - _MOST_DECISIONS
    more = (Link(f"{rest} more", record.docname, record.anchor),) if rest > 0 else ()
    yield Heading("Latest meeting")
    yield Latest(
        (views.whole or views).entry(record, excerpt=False, within=views.within),
        (*shown, *more),
    )


def _activity(views: Views, past: Sequence[Meeting]) -> Iterator[View]:
    found = activity(past)
    if found != Activity():
        yield Heading("Activity")
        yield found


_CARDS: Mapping[str, Callable[[Views, Sequence[Meeting]], Iterator[View]]] = {
    "next": _next,
    "latest": _latest,
    "activity": _activity,
}


# Groups


def _years(views: Views) -> LinkGroup:
    names = views.pages
    assert names is not None
    years = Counter(record.date.year for record in views.archive.listed if record.date)
    links = tuple((Link(f"{year}", names.year(year)), number) for year, number in years.items())
    return LinkGroup("years", "Years", links)


def _series(views: Views) -> LinkGroup:
    entries = views.archive.series.values()
    links = tuple((views.of_all(entry), len(entry.meetings)) for entry in entries)
    return LinkGroup("series", "Series", links)


def _tags(views: Views) -> LinkGroup:
    assert views.pages is not None
    tags = views.archive.tags
    links = tuple((views.tag(one.tag), len(one.meetings)) for one in _most_frequent(tags))
    return LinkGroup("tags", "Tags", links, Link("Tags", views.pages.tags), len(tags))


def _people(views: Views) -> LinkGroup:
    assert views.pages is not None
    people = views.archive.people
    links = tuple((views.person(one.person), len(one.meetings)) for one in _most_frequent(people))
    return LinkGroup("people", "People", links, Link("People", views.pages.people), len(people))


def _topics(views: Views) -> LinkGroup:
    page = views.register_pages.get("topics")
    topics = views.all_topics if page else ()
    links = tuple(
        (Link(topic.title, page.docname, f"topic-{topic.slug}"), len(topic.places))
        for topic in topics[:_MOST_TOPICS]
        if page
    )
    return LinkGroup("topics", "Topics", links, page, len(topics))


def _registers(views: Views) -> LinkGroup:
    found, of_series = views.archive.registers, views.within or None
    numbers = {
        "decisions": len(found.decisions(of_series)),
        "actions": len(found.actions(of_series)),
        "votes": sum(len(record.votes) for record in views.archive.listed),
        "topics": len(views.all_topics),
    }
    pages = views.register_pages.items()
    links = tuple((link, numbers.get(name, 0)) for name, link in pages)
    return LinkGroup("registers", "Registers", links)


def _subscribe(views: Views) -> LinkGroup:
    return LinkGroup("subscribe", "Subscribe", tuple((link, 0) for link in _ways(views)))


def _ways(views: Views) -> Iterator[Link]:
    """Yield links from an overview to its calendar and its feed, and to other ways."""
    found = views.subscriptions.of_series(views.within)
    if found:
        yield views.how_to_subscribe(found)
        if found.calendar:
            yield Link("Calendar file", file=found.calendar)
        yield from (Link("Feed", file=file) for _, file in found.feeds[:1])


_GROUPS: Mapping[str, Callable[[Views], LinkGroup]] = {
    "series": _series,
    "tags": _tags,
    "topics": _topics,
    "people": _people,
    "years": _years,
    "registers": _registers,
    "subscribe": _subscribe,
}


def _most_frequent(entries: Mapping[str, _Entry]) -> Sequence[_Entry]:
    # in their order if they are as frequent
    return heapq.nlargest(_MOST_FREQUENT, entries.values(), key=lambda entry: len(entry.meetings))
