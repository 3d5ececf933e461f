"""What the builder ``linkcheck`` asks for: each recording once, not every moment of it."""

from __future__ import annotations

import re

from sphinx.application import Sphinx

from sphinxcontrib_meetings.parse.platforms import media_at
from sphinxcontrib_meetings.read.domain import MeetingDomain, domain_of

__all__ = ["LinkChecks"]


class LinkChecks:
    """Takes times out of links into recordings."""

    def __init__(self) -> None:
        #: recordings that no page plays, such as those of Zoom: identity ─► address
        self._pages: dict[str, str] | None = None

    def on_linkcheck_process_uri(self, app: Sphinx, uri: str) -> str | None:
        """Return the address of the recording that *uri* leads into, None for other links."""
        media = media_at(uri) if "://" in uri else None
        if media is None or any(re.match(text, uri) for text in app.config.linkcheck_ignore):
            # the address of the recording may be none of those that are to be ignored
            return None
        if media.is_played:
            return media.url
        if self._pages is None:
            self._pages = dict(_pages(domain_of(app.env)))
        return self._pages.get(media.id)


def _pages(domain: MeetingDomain) -> list[tuple[str, str]]:
    """Return identity and address of the recordings that are mere links."""
    given = (item for record in domain.archive.records.values() for item in record.recordings)
    return [
        # servers are not sent what follows, but Sphinx would look for a place of that name
        (item.media.id, item.url.partition("#t=")[0])
        for item in given
        if not item.media.is_played
    ]
