"""URLs of links: from one page to another, or from the root of the site."""

from __future__ import annotations

import html
from collections.abc import Iterable
from urllib.parse import quote

from docutils import nodes
from sphinx.builders import Builder
from sphinx.errors import NoUri
from sphinx.util.osutil import relative_uri

from sphinxcontrib_meetings.archive.views import Link
from sphinxcontrib_meetings.model.recording import Media
from sphinxcontrib_meetings.nodes.html import is_web
from sphinxcontrib_meetings.parse.platforms import seconds_in
from sphinxcontrib_meetings.read.domain import BOOKS

__all__ = [
    "address",
    "lead_to_player",
    "leads_to_player",
    "player_address",
    "related",
    "relative_to",
    "root_address",
]


def address(builder: Builder, page: str, link: Link) -> str | None:
    """Return the URL of *link* from the document or generated page *page*.

    ``None`` if *builder* cannot link there, such as a book to a document that is not in it.
    """
    if link.file:
        return relative_to(builder.get_target_uri(page), quote(link.file))
    try:
        found = builder.get_relative_uri(page, link.docname)
    except NoUri:
        return None
    return _with_anchor(found, link)


def root_address(builder: Builder, link: Link) -> str:
    """Return the URL of *link* from the root of the site."""
    if link.file:
        return quote(link.file)
    return _with_anchor(builder.get_target_uri(link.docname), link)


def _with_anchor(uri: str, link: Link) -> str:
    # if all documents are on one page, so are the targets of anchors
    return f"{uri.partition('#')[0]}#{link.anchor}" if link.anchor else uri


def related(builder: Builder, page: str, link: Link) -> dict[str, str | None]:
    """Return *link* on *page* as themes get ``prev``, ``next`` and ``parents``.

    They do not escape its title. Its address is None if the page cannot link there.
    """
    return {"link": address(builder, page, link), "title": html.escape(link.text)}


def leads_to_player(builder: Builder, media: Media) -> bool:
    """Whether times in *media* lead to the player on the page of its meeting."""
    return media.is_played and is_web(builder) and builder.name not in BOOKS


def player_address(page: str, media: Media, seconds: int) -> str:
    """Return the URL that opens *page* with its player of *media* ready at a second."""
    name = "" if media.is_file else f"&v={quote(media.player_name, safe='')}"
    return f"{page}#t={seconds}{name}"


def lead_to_player(links: Iterable[nodes.reference], page: str, media: Media) -> None:
    """Let those of *links* that lead to a time in *media* open *page*, whose player has it."""
    for link in links:
        seconds = seconds_in(link.get("refuri", ""), media)
        if seconds is not None:
            link["refuri"] = player_address(page, media, seconds)
            link["internal"] = True


def relative_to(base: str, uri: str) -> str:
    """Return *uri* relative to *base*, both from the root of the site."""
    # Sphinx's own function is for documents: it drops fragments
    path, sign, anchor = uri.partition("#")
    relative = relative_uri(base, path)
    if ":" in relative.partition("/")[0]:
        # otherwise the part before the colon is a scheme (RFC 3986, section 4.2)
        relative = f"./{relative}"
    return (relative + sign + anchor) or "#"
