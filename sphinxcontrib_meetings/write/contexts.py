"""What templates and the list formats of extensions are given: plain data and safe markup."""

from __future__ import annotations

import datetime as dt
import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from docutils import nodes

from sphinxcontrib_meetings.archive.views import Entry, Header, Link
from sphinxcontrib_meetings.day_text import day
from sphinxcontrib_meetings.nodes.html_text import EMPTY, Markup
from sphinxcontrib_meetings.parse.times import format_duration
from sphinxcontrib_meetings.write.html import (
    ExcerptPlace,
    HtmlWriter,
    Part,
    avatar,
    date_leaf,
    named,
)
from sphinxcontrib_meetings.write.wording import ROLES, clock

__all__ = [
    "EntryContext",
    "HeaderContext",
    "LinkContext",
    "entry_context",
    "header_context",
    "parts_of",
]

# nobody can have typed this, so that no text of a note is taken for it
_TOKEN: Final = secrets.token_hex(16)
_EXCERPT: Final = re.compile(rf"<!-- {_TOKEN} (\d+) -->")


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkContext:
    """A link, as templates and list formats get it."""

    #: what the link says
    text: str
    #: address, from the page that the link stands on; empty where it leads nowhere
    url: str
    #: the element, ready to be shown; the text alone where the link leads nowhere
    html: Markup
    #: the picture or the initials of a person, ready to be shown; empty for other links
    avatar: Markup = EMPTY


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryContext:
    """A meeting in a list, as templates and list formats get it."""

    #: title and address of the note
    link: LinkContext
    #: day of the meeting
    date: dt.date | None
    #: last day of a meeting that takes several
    end_date: dt.date | None
    #: the day or days, or the month, in the language of the project; empty where there is none
    day: str
    #: when it starts, where that is known
    start: dt.datetime | None
    #: when it ends, where that is known
    end: dt.datetime | None
    #: the time of day, such as "17:00-18:00 UTC"
    clock: str
    #: how long it takes, such as "48 min"
    duration: str
    #: "draft", "unlisted", "cancelled", "tentative"
    flags: tuple[str, ...]
    #: other fields that the note has, by label, such as "Location"
    fields: Mapping[str, str]
    #: what stands in the line below the title, ready to be shown: flags, date, length, links; in
    #: lists without the date that stands beside it
    facts: tuple[Markup, ...]
    #: who wrote about it, or else who spoke
    people: tuple[LinkContext, ...]
    #: its tags
    tags: tuple[LinkContext, ...]
    #: pages of its series
    series: LinkContext | None
    #: its recording
    recording: LinkContext | None
    #: the document that is its transcript
    transcript: LinkContext | None
    #: the excerpt, ready to be shown; empty where the list shows none
    excerpt: Markup = EMPTY
    #: the excerpt for builders that make no web pages
    blocks: tuple[nodes.Node, ...] = ()
    #: leads to what follows the excerpt in the note
    more: LinkContext | None = None
    #: the day as a leaf of a calendar, ready to be shown; empty where it stands in ``facts``
    leaf: Markup = EMPTY
    #: the element of the title in a list: "h2" to "h6"
    heading: str = "h2"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderContext(EntryContext):
    """A meeting on its own page, as the template gets it: like `EntryContext`, and more.

    There is no excerpt. ``people`` is empty if ``roles`` names the same people as speakers.
    """

    #: who else took part: how those in a role are called, such as "Speakers", and who they are
    roles: tuple[tuple[str, tuple[LinkContext, ...]], ...]
    #: the meeting that this is the transcript of
    meeting: LinkContext | None
    #: pages above this one, the outermost first; none where the theme shows them
    parents: tuple[LinkContext, ...]
    #: the meeting before; ``None`` also where the theme has a link to it
    earlier: LinkContext | None
    #: the meeting after; ``None`` also where the theme has a link to it
    later: LinkContext | None


def entry_context(
    writer: HtmlWriter,
    entry: Entry,
    number: int = 0,
    blocks: Sequence[nodes.Node] = (),
    *,
    is_dense: bool = False,
) -> EntryContext:
    """Return *entry* for a page of *writer*.

    *number* is its place among those that :func:`parts_of` is given. An entry that *is_dense*
    stands in one line, with its day.
    """
    has_leaf = entry.date is not None and not is_dense
    return EntryContext(
        **_common(writer, entry),
        facts=tuple(writer.entry_facts(entry, is_dated=not has_leaf)),
        leaf=date_leaf(entry, writer.language) if has_leaf else EMPTY,
        heading=f"h{min(writer.level + 1, 6)}",
        people=_people(writer, entry.people),
        excerpt=Markup(f"<!-- {_TOKEN} {number} -->") if entry.excerpt else EMPTY,
        blocks=tuple(blocks),
        more=_made(writer, entry.more, writer.more(entry.more)) if entry.more else None,
    )


def header_context(writer: HtmlWriter, view: Header) -> HeaderContext:
    """Return *view* for the page of *writer*."""
    neighbours = (view.earlier, view.later) if writer.shows_neighbours(view) else (None, None)
    earlier, later = (_linked(writer, link) for link in neighbours)
    return HeaderContext(
        **_common(writer, view.entry),
        facts=tuple(writer.header_facts(view)),
        people=_people(writer, named(view)),
        roles=tuple((ROLES[role], _people(writer, people)) for role, people in view.roles),
        meeting=_linked(writer, view.meeting),
        parents=_links(writer, view.parents if writer.parents else ()),
        earlier=earlier,
        later=later,
    )


def _common(writer: HtmlWriter, entry: Entry) -> dict[str, Any]:
    """Return the fields that lists and headers fill alike."""
    recording = None
    if entry.recording:
        is_remote = "://" in entry.recording
        url = entry.recording if is_remote else _url(writer, entry.link)
        recording = LinkContext(text="Recording", url=url, html=writer.recording(entry))
    return {
        "link": _linked(writer, entry.link),
        "date": entry.date,
        "end_date": entry.end_date,
        "day": day(entry.date, writer.language, entry.end_date) if entry.date else "",
        "start": entry.start,
        "end": entry.end,
        "clock": clock(entry),
        "duration": format_duration(entry.duration) if entry.duration else "",
        "flags": entry.flags,
        "fields": {fact.label: fact.text for fact in entry.facts},
        "tags": _links(writer, entry.tags),
        "series": _linked(writer, entry.series),
        "recording": recording,
        "transcript": _linked(writer, entry.transcript),
    }


def _url(writer: HtmlWriter, link: Link) -> str:
    uri = writer.uri(link) if link.docname else None
    # an empty address is that of the page itself
    return "" if uri is None else uri or "#"


def _made(writer: HtmlWriter, link: Link, html: Markup, avatar: Markup = EMPTY) -> LinkContext:
    return LinkContext(text=link.text, url=_url(writer, link), html=html, avatar=avatar)


def _linked(writer: HtmlWriter, link: Link | None) -> LinkContext | None:
    return _made(writer, link, writer.link_to(link)) if link else None


def _links(writer: HtmlWriter, links: Sequence[Link]) -> tuple[LinkContext, ...]:
    return tuple(_made(writer, link, writer.link_to(link)) for link in links)


def _people(writer: HtmlWriter, people: Sequence[Link]) -> tuple[LinkContext, ...]:
    return tuple(_made(writer, one, writer.link_to(one), avatar(one)) for one in people)


def parts_of(html: Markup, entries: Sequence[Entry]) -> Iterator[Part]:
    """Yield the pieces of *html*, in which the excerpts of *entries* have their places."""
    for number, text in enumerate(_EXCERPT.split(html)):
        if number % 2:
            yield ExcerptPlace(entries[int(text)].name)
        elif text:
            yield Markup(text)
