"""What pages of meetings say of themselves to search engines and to those who share them.

Addresses have to be absolute: without ``html_baseurl``, or what Read the Docs says in its
place, there is nothing of it.
"""

from __future__ import annotations

import html
import os
from typing import Any
from urllib.parse import urljoin

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config

from sphinxcontrib_meetings import structured_data
from sphinxcontrib_meetings.collect import domain_of
from sphinxcontrib_meetings.domain import MeetingDomain
from sphinxcontrib_meetings.media import Media, parse_media
from sphinxcontrib_meetings.model import Meeting, Person, Role
from sphinxcontrib_meetings.structured_data import About

__all__ = ["about_page", "base_url", "describes_pages", "register"]

#: https://docs.readthedocs.com/platform/stable/reference/environment-variables.html
_READ_THE_DOCS = "READTHEDOCS_CANONICAL_URL"
#: who is there to be heard, the first that anybody has
_PERFORMERS = (Role.SPEAKER, Role.CHAIR, Role.AUTHOR)


def base_url(config: Config) -> str:
    """Return where the pages will be, with a slash at the end; empty if nobody says so."""
    url = str(config.html_baseurl or os.environ.get(_READ_THE_DOCS, ""))
    return url if not url or url.endswith("/") else f"{url}/"


def about_page(
    builder: StandaloneHTMLBuilder, domain: MeetingDomain, docname: str
) -> About | None:
    """Return what the page of *docname* says of its meeting; None if it is not one's.

    A transcript is about the meeting that it is of.
    """
    base = base_url(builder.config)
    archive = domain.archive
    own = archive.records.get(docname)
    if not base or own is None:
        return None
    record = archive.transcript_of(docname) or own
    if record.anchor:
        return None
    transcript = archive.transcript_for(record.name)

    def address(of: Meeting) -> str:
        return urljoin(base, builder.get_target_uri(of.docname))

    recording = record.recordings[0] if record.recordings else None
    media = _media(recording.url) if recording else None
    remote = record.image if "://" in record.image else ""
    return About(
        url=address(record),
        name=record.title,
        description=record.description or (record.excerpt.text if record.excerpt else ""),
        image=remote or (media.thumbnail_url if media else ""),
        language=builder.config.language or "",
        keywords=record.keywords or tuple(tag.label or tag.key for tag in record.tags),
        start=record.start or record.date,
        end=record.end,
        status=record.status,
        location=record.location,
        performers=_performers(record),
        media=media,
        duration=(recording and recording.duration) or record.duration,
        chapters=record.chapters,
        transcript_url=address(transcript) if transcript else "",
        transcript_name=transcript.title if transcript else "",
        site_name=builder.config.project,
    )


def _media(url: str) -> Media | None:
    try:
        return parse_media(url)
    except ValueError:
        return None


def _performers(record: Meeting) -> tuple[Person, ...]:
    return next(filter(None, map(record.people_as, _PERFORMERS)), ())


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
    about = about_page(app.builder, domain, pagename)
    if about is None:
        return
    is_transcript = pagename in domain.archive.transcripts
    recording = structured_data.recording(about)
    if is_transcript:
        data = structured_data.graph(structured_data.transcript_article(about), recording)
    else:
        data = structured_data.graph(recording, structured_data.event(about))
    tags = [structured_data.script(data)] if data["@graph"] else []
    if not is_transcript:
        tags += map(_meta, structured_data.open_graph(about))
        if "sphinxext.opengraph" not in app.extensions:
            tags += map(_meta, structured_data.open_graph_page(about))
    context["metatags"] = "\n".join([context.get("metatags", ""), *tags])


def describes_pages(app: Sphinx) -> bool:
    """Tell whether the builder writes a page of its own for each document."""
    is_html = isinstance(app.builder, StandaloneHTMLBuilder)
    return is_html and app.builder.name in {"html", "dirhtml"} and bool(base_url(app.config))


def _meta(pair: tuple[str, str]) -> str:
    name, content = pair
    return f'<meta property="{name}" content="{html.escape(content)}" />'


def register(app: Sphinx) -> None:
    """Add what pages say of themselves to *app*."""
    app.connect("html-page-context", on_html_page_context)
