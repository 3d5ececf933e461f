"""Links for the builder ``linkcheck``: each recording once, not every time in it."""

from __future__ import annotations

import re

from sphinx.application import Sphinx

from sphinxcontrib_meetings.parse.platforms import media_at
from sphinxcontrib_meetings.read.domain import MeetingDomain, domain_of

__all__ = ["LinkChecks"]


class LinkChecks:
    """Removes times from links into recordings."""

    def __init__(self) -> None:
        #: recordings that pages cannot play, such as those on Zoom: identity ─► URL
        self._pages: dict[str, str] | None = None

    def on_linkcheck_process_uri(self, app: Sphinx, uri: str) -> str | None:
        """Return the URL of the recording that *uri* leads into, None for other links."""
        media = media_at(uri) if "://" in uri else None
        if media is None or any(re.match(text, uri) for text in app.config.linkcheck_ignore):
            # a pattern to ignore may match only with the time
            return None
        if media.is_played:
            return media.url
        if self._pages is None:
            self._pages = dict(_pages(domain_of(app.env)))
        return self._pages.get(media.id)


def _pages(domain: MeetingDomain) -> list[tuple[str, str]]:
    """Return the identity and URL of each recording that is only a link."""
    given = (item for record in domain.archive.records.values() for item in record.recordings)
    return [
        # fragments are not sent to servers, but Sphinx would look for an anchor of that name
        (item.media.id, item.url.partition("#t=")[0])
        for item in given
        if not item.media.is_played
    ]
