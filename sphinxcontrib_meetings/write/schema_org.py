"""Structured data of meetings, recordings and transcripts: JSON-LD and Open Graph.

The vocabulary is https://schema.org; for the requirements of search engines, see
https://developers.google.com/search/docs/appearance/structured-data/video. All URLs are
absolute. Properties that are unknown are left out.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from sphinxcontrib_meetings.model.meeting import Status
from sphinxcontrib_meetings.model.people import Person
from sphinxcontrib_meetings.model.recording import Chapter, Media
from sphinxcontrib_meetings.parse.chapters import spans
from sphinxcontrib_meetings.parse.times import iso_duration
from sphinxcontrib_meetings.parse.urls import is_web

__all__ = [
    "About",
    "article",
    "breadcrumbs",
    "event",
    "graph",
    "open_graph",
    "open_graph_page",
    "recording",
    "script",
    "transcript_article",
]

#: a node of JSON-LD
Node = dict[str, Any]

_STATUS: Mapping[Status, str] = {
    Status.CONFIRMED: "https://schema.org/EventScheduled",
    Status.TENTATIVE: "https://schema.org/EventScheduled",
    Status.CANCELLED: "https://schema.org/EventCancelled",
}
#: characters that may end a script or a line in browsers, or have no UTF-8
_UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class About:
    """The metadata of a meeting and its recording, with absolute URLs."""

    #: URL of the page of the meeting, or of its section
    url: str
    name: str
    description: str = ""
    #: image of the meeting, or of its recording
    image: str = ""
    #: BCP 47 tag
    language: str = ""
    keywords: tuple[str, ...] = ()
    #: day or time of the start of the meeting
    start: dt.date | None = None
    #: day or time of the end
    end: dt.date | None = None
    status: Status = Status.CONFIRMED
    #: pairs of property and text, from fields that are properties of the event
    properties: tuple[tuple[str, str], ...] = ()
    #: who spoke, else who chaired the meeting or wrote the note
    performers: tuple[Person, ...] = ()
    media: Media | None = None
    #: duration of the recording
    duration: dt.timedelta | None = None
    chapters: tuple[Chapter, ...] = ()
    #: URL of the page or section with the transcript
    transcript_url: str = ""
    transcript_name: str = ""
    site_name: str = ""
    #: when it was planned, if it is moved
    previous_start: dt.datetime | None = None
    #: URL of the call, as long as the meeting is not over
    join: str = ""
    #: day or time of the note, if the meeting is over
    published: dt.date | None = None
    #: when the note was last changed
    updated: dt.date | None = None
    #: the pages of the authors, else their names
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    #: title of its series
    series: str = ""
    #: (title, URL) pairs from the start of the site to the page; empty if it has no place there
    trail: tuple[tuple[str, str], ...] = ()

    @property
    def page(self) -> str:
        """URL of the page."""
        return self.url.partition("#")[0]

    @property
    def anchor(self) -> str:
        """Anchor of the section of the meeting, empty if it is a whole page."""
        return self.url.partition("#")[2]

    def id_of(self, what: str) -> str:
        """Return the identifier for references between the nodes of a graph."""
        return f"{self.page}#{self.anchor}-{what}" if self.anchor else f"{self.page}#{what}"

    def at(self, second: object) -> str:
        """Return the URL that opens the page at *second* of the recording."""
        # a page with several meetings has several players
        player = {"v": self.media.player_name} if self.media and self.anchor else {}
        return f"{self.page}#t={second}" + (f"&{urlencode(player)}" if player else "")


def recording(about: About) -> Node | None:
    """Return the recording: a ``VideoObject`` with ``Clip`` nodes and a ``SeekToAction``.

    Audio is an ``AudioObject``. None without a recording.
    """
    media = about.media
    if media is None:
        return None
    node: Node = {
        "@type": media.schema_type,
        "@id": about.id_of("recording"),
        "name": about.name,
        # search engines require a description
        "description": about.description or about.name,
        "url": about.url,
        "thumbnailUrl": about.image or media.thumbnail_url,
        "uploadDate": _moment(about.start),
        "duration": iso_duration(about.duration) if about.duration else "",
        "inLanguage": about.language,
        "embedUrl": media.player_url,
        "contentUrl": media.url if media.is_file and is_web(media.url) else "",
        "encodingFormat": media.media_type,
        "recordedAt": {"@id": about.id_of("event")} if about.start else "",
    }
    if media.is_played:
        node["hasPart"] = _clips(about)
        node["potentialAction"] = {
            "@type": "SeekToAction",
            "target": about.at("{seek_to_second_number}"),
            "startOffset-input": "required name=seek_to_second_number",
        }
    return _without_blanks(node)


def _clips(about: About) -> list[Node]:
    seconds = int(about.duration.total_seconds()) if about.duration else None
    return [
        _without_blanks(
            {
                "@type": "Clip",
                "name": span.title or about.name,
                "startOffset": span.start,
                "endOffset": span.end if span.end is not None else "",
                "url": about.at(span.start),
            }
        )
        for span in spans(about.chapters, seconds)
    ]


def event(about: About) -> Node | None:
    """Return the meeting: an ``Event`` with its performers; None without a date."""
    if about.start is None:
        return None
    places = _places(about)
    properties = {name: text for name, text in about.properties if name != "location"}
    return _without_blanks(
        {
            "@type": "Event",
            "@id": about.id_of("event"),
            "name": about.name,
            "description": about.description,
            "url": about.url,
            "image": about.image,
            "startDate": _moment(about.start),
            "endDate": _moment(about.end),
            "previousStartDate": _moment(about.previous_start),
            "eventStatus": _event_status(about),
            "eventAttendanceMode": _attendance(places),
            "location": places[0] if len(places) == 1 else places,
            **properties,
            "inLanguage": about.language,
            "keywords": ", ".join(about.keywords),
            "performer": [_person(person) for person in about.performers],
            "recordedIn": {"@id": about.id_of("recording")} if about.media else "",
        }
    )


def _event_status(about: About) -> str:
    is_moved = about.previous_start is not None and about.status is not Status.CANCELLED
    return "https://schema.org/EventRescheduled" if is_moved else _STATUS[about.status]


def _places(about: About) -> list[Node]:
    """Return where the meeting takes place: a room, a call, or both."""
    location = dict(about.properties).get("location", "")
    found = [_place(location)] if location else []
    if about.join and about.join != location:
        found.append({"@type": "VirtualLocation", "url": about.join})
    return found


def _attendance(places: list[Node]) -> str:
    """Return how people take part; empty if there may be a call that is not known."""
    kinds = {place["@type"] for place in places}
    if "VirtualLocation" not in kinds:
        return ""
    mode = "MixedEventAttendanceMode" if "Place" in kinds else "OnlineEventAttendanceMode"
    return f"https://schema.org/{mode}"


def _is_online(location: str) -> bool:
    return location.lower().startswith(("http://", "https://"))


def _place(location: str) -> Node:
    if _is_online(location):
        return {"@type": "VirtualLocation", "url": location}
    return {"@type": "Place", "name": location}


def breadcrumbs(about: About) -> Node | None:
    """Return the place of the page in the site: a ``BreadcrumbList``; None without one."""
    if not about.trail:
        return None
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": name,
                "item": {"@type": "WebPage", "@id": url},
            }
            for position, (name, url) in enumerate(about.trail, 1)
        ],
    }


def transcript_article(about: About) -> Node | None:
    """Return the transcript: an ``Article`` with its ``associatedMedia``; None without one."""
    if not about.transcript_url:
        return None
    name = about.transcript_name or about.name
    page, _, section = about.transcript_url.partition("#")
    return _without_blanks(
        {
            "@type": "Article",
            "@id": f"{page}#{section or 'transcript'}",
            "headline": name,
            "name": name,
            "url": about.transcript_url,
            "description": about.description,
            "image": about.image,
            "datePublished": _moment(about.start),
            "inLanguage": about.language,
            "keywords": ", ".join(about.keywords),
            "about": {"@id": about.id_of("event")} if about.start else "",
            "contributor": [_person(person) for person in about.performers],
            "associatedMedia": {"@id": about.id_of("recording")} if about.media else "",
        }
    )


def graph(*nodes: Node | None) -> Node:
    """Return a graph of the nodes of a page that are not None."""
    return {"@context": "https://schema.org", "@graph": [node for node in nodes if node]}


def script(data: Node) -> str:
    """Return *data* as a ``<script>``, safely escaped."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    safe = _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    return f'<script type="application/ld+json">{safe}</script>'


def open_graph(about: About) -> tuple[tuple[str, str], ...]:
    """Return pairs of property and content that describe the recording (https://ogp.me)."""
    media = about.media
    if media is None or media.schema_type != "VideoObject":
        return ()
    url = media.url if media.is_file else media.player_url
    if not is_web(url):
        return ()
    pairs = [("og:video", url)]
    if url.startswith("https:"):
        pairs.append(("og:video:secure_url", url))
    pairs.append(("og:video:type", media.media_type or "text/html"))
    if about.duration:
        pairs.append(("og:video:duration", str(int(about.duration.total_seconds()))))
    return tuple(pairs)


def open_graph_page(about: About) -> tuple[tuple[str, str], ...]:
    """Return pairs of property and content that describe the page, like sphinxext-opengraph.

    If that extension is loaded, these are left to it.
    """
    pairs = (
        ("og:title", about.name),
        ("og:type", "article"),
        ("og:url", about.url),
        ("og:site_name", about.site_name),
        ("og:description", about.description),
        ("og:image", about.image),
        ("og:image:alt", about.name if about.image else ""),
    )
    return tuple((name, content) for name, content in pairs if content)


def article(about: About) -> tuple[tuple[str, str], ...]:
    """Return pairs of property and content that describe the note (https://ogp.me/#type_article).

    Times are those of the note, so a meeting to come has not been published yet.
    """
    pairs = (
        ("article:published_time", _moment(about.published)),
        ("article:modified_time", _moment(about.updated)),
        ("article:section", about.series),
        *(("article:author", author) for author in about.authors),
        *(("article:tag", tag) for tag in about.tags),
    )
    return tuple((name, content) for name, content in pairs if content)


def _person(person: Person) -> Node:
    org, org_url = getattr(person, "org", ""), getattr(person, "org_url", "")
    company = {"@type": "Organization", "name": org, "url": org_url} if org else {}
    return _without_blanks(
        {
            "@type": "Person",
            "name": person.name or person.key,
            "url": person.url,
            "image": person.image if is_web(person.image) else "",
            "jobTitle": person.title,
            "affiliation": _without_blanks(company),
            "sameAs": [url for _, url in person.socials if is_web(url)],
        }
    )


def _moment(value: dt.date | None) -> str:
    """Return a day or time in ISO 8601."""
    if isinstance(value, dt.datetime):
        return value.isoformat(timespec="seconds")
    return value.isoformat() if value else ""


def _without_blanks(node: Mapping[str, Any]) -> Node:
    """Return *node* without unknown values; zero is a known value."""
    return {key: value for key, value in node.items() if value not in ("", [], {}, None)}
