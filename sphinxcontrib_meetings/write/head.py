"""Metadata of meeting pages for search engines and link previews.

URLs must be absolute: there is no metadata without ``html_baseurl``, or the URL that Read the
Docs sets in an environment variable.
"""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from sphinxcontrib_meetings.archive.coming import is_past
from sphinxcontrib_meetings.archive.link import Link
from sphinxcontrib_meetings.config import base_url
from sphinxcontrib_meetings.model.field import as_text, field_values
from sphinxcontrib_meetings.model.meeting import Meeting
from sphinxcontrib_meetings.model.people import Person, Role
from sphinxcontrib_meetings.parse.urls import joined
from sphinxcontrib_meetings.read.domain import MeetingDomain, domain_of
from sphinxcontrib_meetings.write import schema_org
from sphinxcontrib_meetings.write.builders import makes_site
from sphinxcontrib_meetings.write.schema_org import About

__all__ = [
    "authors_of",
    "describe",
    "describe_page",
    "describes_pages",
    "description_of",
    "description_tag",
    "on_html_page_context",
]

_OPEN_GRAPH = "sphinxext.opengraph"
#: search engines, and previews of links, show no more of a lead
_LONGEST_LEAD = 200
_IS_DESCRIBED = re.compile(r"<meta\s[^>]{0,200}name=\"?description\b", re.IGNORECASE)
_HAS_AUTHOR = re.compile(r"<meta\s[^>]{0,200}name=\"?author\b", re.IGNORECASE)
#: roles of performers; the first one that anybody has is used
_PERFORMERS = (Role.SPEAKER, Role.CHAIR, Role.AUTHOR)


def describe(
    builder: StandaloneHTMLBuilder, domain: MeetingDomain, docname: str
) -> tuple[About, ...]:
    """Return the metadata on the page of *docname* for each of its meetings.

    A transcript describes the meeting that it belongs to.
    """
    base = base_url(builder.config)
    archive = domain.archive
    own = domain.meetings.get(docname, ()) if base else ()
    records = (archive.transcript_of(docname) or archive.records[record.name] for record in own)
    trail = _trail(builder, domain, docname) if own else ()
    return tuple(replace(_about(builder, domain, base, record), trail=trail) for record in records)


def _about(
    builder: StandaloneHTMLBuilder, domain: MeetingDomain, base: str, record: Meeting
) -> About:
    def address(docname: str, anchor: str) -> str:
        url = joined(base, builder.get_target_uri(docname))
        return f"{url}#{anchor}" if anchor else url

    recording = record.recording
    media = recording.media if recording else None
    shown = (record.image, recording.poster if recording else "")
    remote = next((image for image in shown if "://" in image), "")
    one = domain.archive.occurrences.get(record.name)
    # the note of a moved meeting may still have the old day
    is_elsewhere = one is not None and one.day != record.date
    views = domain.views
    transcript = domain.archive.transcript_for(record.name)
    place = domain.transcript_place(record.docname, record.anchor)
    if transcript:
        transcript_url = address(transcript.docname, transcript.anchor)
    else:
        transcript_url = address(record.docname, place) if place else ""
    return About(
        url=address(record.docname, record.anchor),
        name=record.title,
        description=record.description or (record.excerpt.text if record.excerpt else ""),
        image=remote or (media.thumbnail_url if media else ""),
        language=builder.config.language or "",
        keywords=record.keywords or tuple(tag.label or tag.key for tag in record.tags),
        start=one.start if one and is_elsewhere else record.start or record.date,
        end=one.end if one and is_elsewhere else record.end or record.end_date,
        status=record.status,
        properties=tuple(
            (field.schema_org, text)
            for field, value in field_values(record)
            if field.schema_org and (text := as_text(value))
        ),
        performers=_performers(record),
        media=media,
        duration=record.recorded,
        chapters=tuple(replace(chapter, line=0) for chapter in record.chapters),
        transcript_url=transcript_url,
        transcript_name=transcript.title if transcript else "",
        site_name=builder.config.project,
        previous_start=one.planned if one and one.is_moved else None,
        join=views.header(record.name).join,
        published=(
            record.start or record.date
            if record.date and is_past(record, one, domain.today)
            else None
        ),
        updated=record.updated,
        authors=tuple(
            address(link.docname, "") if link.docname else person.url or link.text
            for person, link in ((person, views.person(person)) for person in record.authors)
        ),
        tags=tuple(tag.label or tag.key for tag in record.tags),
        series=(link.text if (link := views.series(record.series)) else ""),
    )


def _trail(
    builder: StandaloneHTMLBuilder, domain: MeetingDomain, docname: str
) -> tuple[tuple[str, str], ...]:
    """Return the titles and URLs of what is above the page of *docname*, and its own.

    It is empty if nothing is above.
    """
    views, base = domain.views, base_url(builder.config)
    records = [domain.archive.records[own.name] for own in domain.meetings[docname]]
    whole = next((record for record in records if not record.anchor), None)
    above = views.parents(whole.name) if whole else views.parents_of_sections(records)
    title = whole.title if whole else domain.env.titles[docname].astext()
    links = (*above, Link(title, docname)) if above else ()
    return tuple(
        (link.text, joined(base, builder.get_target_uri(link.docname)))
        for link in links
        if link.docname
    )


def authors_of(domain: MeetingDomain, docname: str) -> str:
    """Return the names of the authors of the note in *docname*, if it is of one meeting."""
    names = [own.name for own in domain.meetings.get(docname, ()) if not own.anchor]
    if len(names) != 1:
        return ""
    authors = domain.archive.records[names[0]].authors
    return ", ".join(dict.fromkeys(person.name or person.key for person in authors))


def _performers(record: Meeting) -> tuple[Person, ...]:
    return next(filter(None, map(record.people_as, _PERFORMERS)), ())


def description_of(domain: MeetingDomain, docname: str) -> str:
    """Return the description of the page of *docname*, if that is of one meeting.

    It is the field of that name, else the excerpt of the note, shortened.
    """
    record = domain.archive.transcript_of(docname)
    if record is None:
        names = [own.name for own in domain.meetings.get(docname, ()) if not own.anchor]
        if len(names) != 1:
            return ""
        record = domain.archive.records[names[0]]
    return record.description or _shortened(record.excerpt.text if record.excerpt else "")


def _shortened(text: str) -> str:
    return textwrap.shorten(text, _LONGEST_LEAD, placeholder="\N{HORIZONTAL ELLIPSIS}")


def description_tag(text: str) -> str:
    """Return the element that tells search engines what a page is about; empty if nothing is."""
    return f'<meta name="description" content="{html.escape(text)}" />' if text else ""


def describe_page(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Add the description and the authors of a meeting to its page, unless it has others.

    sphinxext-opengraph, which comes later, would look for one in what stands on the page.
    """
    if doctree is None or not makes_site(app.builder):
        return
    domain = domain_of(app.env)
    text = description_of(domain, pagename)
    authors = authors_of(domain, pagename)
    tags = context.get("metatags", "")
    if authors and not _HAS_AUTHOR.search(tags):
        tags = "\n".join(
            filter(None, [tags, f'<meta name="author" content="{html.escape(authors)}" />'])
        )
        context["metatags"] = tags
    if not text or _IS_DESCRIBED.search(tags):
        return
    context["metatags"] = "\n".join(filter(None, [tags, description_tag(text)]))
    if _OPEN_GRAPH in app.extensions:
        fields = context.get("meta") or {}
        context["meta"] = {"og:description": html.escape(text), **fields}


def on_html_page_context(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Add the structured data of a meeting, or of a transcript, to the head of its page."""
    if doctree is None or not describes_pages(app):
        return
    assert isinstance(app.builder, StandaloneHTMLBuilder)
    domain = domain_of(app.env)
    found = describe(app.builder, domain, pagename)
    is_transcript = pagename in domain.archive.transcripts
    data = schema_org.graph(
        *(node for about in found for node in _nodes(about, is_transcript=is_transcript)),
        # sections have the place of their page
        schema_org.breadcrumbs(found[0]) if found else None,
    )
    tags = [schema_org.script(data)] if data["@graph"] else []
    if found and not context.get("pageurl"):
        # Sphinx itself knows html_baseurl only
        url = joined(base_url(app.config), app.builder.get_target_uri(pagename))
        tags.append(f'<link rel="canonical" href="{html.escape(url)}" />')
    # a preview describes a single meeting
    if len(found) == 1:
        about = replace(found[0], description=description_of(domain, pagename))
        is_alone = _OPEN_GRAPH not in app.extensions
        tags += map(_meta, _card(about, is_transcript=is_transcript, is_alone=is_alone))
    if tags:
        context["metatags"] = "\n".join([context.get("metatags", ""), *tags])


def _nodes(about: About, *, is_transcript: bool) -> tuple[schema_org.Node | None, ...]:
    """Return the nodes of a page for a meeting, or for its transcript."""
    recording = schema_org.recording(about)
    article = schema_org.transcript_article(about)
    if is_transcript:
        return article, recording
    # a transcript in its own document describes itself there
    is_here = about.transcript_url.partition("#")[0] == about.page
    return recording, schema_org.event(about), article if is_here else None


def _card(about: About, *, is_transcript: bool, is_alone: bool) -> Iterator[tuple[str, str]]:
    """Yield Open Graph properties of a page; *is_alone* if no other extension adds them."""
    page = about
    if is_transcript:
        name = about.transcript_name or about.name
        page = replace(about, url=about.transcript_url, name=name)
    elif about.anchor:
        # the page is about more than this section
        return
    else:
        yield from schema_org.open_graph(about)
        yield from schema_org.article(about)
    if is_alone:
        yield from schema_org.open_graph_page(page)


def describes_pages(app: Sphinx) -> bool:
    """Whether pages get metadata: the builder makes a site whose URL is known."""
    return makes_site(app.builder) and bool(base_url(app.config))


def _meta(pair: tuple[str, str]) -> str:
    name, content = pair
    return f'<meta property="{name}" content="{html.escape(content)}" />'
