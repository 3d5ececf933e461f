"""Topics: what came up at several meetings, and when.

Two topics are one if their titles are the same, without the number of an item, owners and
minutes, and ignoring case. Titles that are only similar are different topics.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from sphinxcontrib_meetings.archive.archive import Archive
from sphinxcontrib_meetings.archive.link import Place
from sphinxcontrib_meetings.archive.select import Selection
from sphinxcontrib_meetings.model.meeting import Meeting
from sphinxcontrib_meetings.model.minutes import Topic
from sphinxcontrib_meetings.parse.minutes.topic_titles import (
    bare_title,
    is_procedure,
    same_title,
)
from sphinxcontrib_meetings.parse.slugs import unique_slugs

__all__ = ["TopicHistory", "TopicIndex", "TopicsRequest", "topics_of"]

#: a topic has a history if it came up at as many meetings
_FEWEST_MEETINGS = 2


@dataclass(frozen=True, slots=True)
class TopicsRequest:
    """A request for topics, by the directive ``meeting-topics``."""

    selection: Selection


@dataclass(frozen=True, slots=True)
class TopicHistory:
    """A topic, and the meetings at which it came up, in their order."""

    title: str
    #: identifies it on its page
    slug: str
    #: links to the sections that treat it, or else to where it stands
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class TopicIndex:
    """Topics of at least two meetings; that of the first meeting first."""

    topics: tuple[TopicHistory, ...]


def topics_of(
    archive: Archive, records: Iterable[Meeting], place_of: Callable[[Meeting], Place]
) -> tuple[TopicHistory, ...]:
    """Return the topics of at least two of *records*, in the order of these."""
    found: dict[str, tuple[str, list[Place]]] = {}
    for record in records:
        own = _titled(archive, record) if record.topics else {}
        for key, (title, topic) in own.items():
            place = place_of(record)
            anchor = topic.section or topic.anchor or place.link.anchor
            place = replace(place, link=replace(place.link, anchor=anchor))
            found.setdefault(key, (title, []))[1].append(place)
    lasting = {key: of for key, of in found.items() if len(of[1]) >= _FEWEST_MEETINGS}
    slugs = unique_slugs({key: key for key in lasting})
    return tuple(
        TopicHistory(title, slugs[key], tuple(places)) for key, (title, places) in lasting.items()
    )


def _titled(archive: Archive, record: Meeting) -> Mapping[str, tuple[str, Topic]]:
    """Return the topics of *record* with their bare titles, each once, preferably its section."""
    found: dict[str, tuple[str, Topic]] = {}
    own = _names(record)
    for topic in record.topics:
        named = own.union(map(_folded, topic.owners))
        title = bare_title(topic.title, partial(_is_owner, archive, named), archive.words)
        key = same_title(title)
        if not key or is_procedure(key):
            continue
        if key not in found or (topic.section and not found[key][1].section):
            found[key] = (title, topic)
    return found


def _is_owner(archive: Archive, named: Collection[str], text: str) -> bool:
    """Whether *text* is a handle, or one of the people *named*, or anybody in the archive."""
    is_handle = text.startswith("@") and " " not in text and len(text) > 1
    return is_handle or _folded(text) in named or bool(text and archive.people_called(text))


def _names(record: Meeting) -> frozenset[str]:
    """Return what the people of *record* are called."""
    people: Sequence[str] = [
        name for part in record.people for name in (part.person.key, part.person.name)
    ]
    return frozenset(map(_folded, people)) - {""}


def _folded(name: str) -> str:
    return name.strip().removeprefix("@").casefold()
