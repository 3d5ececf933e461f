"""Links to calendars in the heads of pages."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from sphinxcontrib_meetings.archive.calendar_plan import CalendarFile, all_calendars
from sphinxcontrib_meetings.archive.digest import digest
from sphinxcontrib_meetings.archive.link import Link
from sphinxcontrib_meetings.archive.page_names import PageNames
from sphinxcontrib_meetings.config import root_of
from sphinxcontrib_meetings.read.domain import MeetingDomain, domain_of
from sphinxcontrib_meetings.write.builders import makes_site
from sphinxcontrib_meetings.write.links import address

__all__ = ["CalendarLinks"]


class CalendarLinks:
    """Links from the heads of pages to the calendars with their meetings."""

    def __init__(self) -> None:
        #: document or generated page ─► its calendars
        self._files: dict[str, tuple[CalendarFile, ...]] = {}

    def find(self, app: Sphinx) -> None:
        """Find out which calendars there are."""
        domain = domain_of(app.env)
        self._files = {}
        if not domain.options.calendars or not makes_site(app.builder):
            return
        archive, names = domain.archive, PageNames(root_of(domain.options))
        files: dict[str, list[CalendarFile]] = {}
        for file in all_calendars(archive, names, domain.views.title):
            for page in _pages(domain, names, file):
                files.setdefault(page, []).append(file)
        self._files = {page: tuple(found) for page, found in files.items()}

    def digest(self, page: str) -> str:
        """Return the digest of the links of *page*; empty if it has none."""
        found = self._files.get(page)
        return digest(found) if found else ""

    def on_html_page_context(
        self,
        app: Sphinx,
        pagename: str,
        templatename: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> None:
        """Add the links of a document, or of a generated page, to its head."""
        files = self._files.get(pagename, ())
        if not files or (doctree is None and templatename != "page.html"):
            return
        links = (
            _link(file, address(app.builder, pagename, Link(file.title, file=file.name)) or "")
            for file in files
        )
        context["metatags"] = "\n".join([context.get("metatags", ""), *links])


def _pages(domain: MeetingDomain, names: PageNames, file: CalendarFile) -> Iterator[str]:
    """Yield the pages that link to a calendar: those of its meeting, or its overview."""
    if file.meeting:
        yield domain.archive.records[file.meeting].docname
    elif file.series:
        entry = domain.archive.series[file.series]
        yield names.series(entry.slug, entry.series.home).overview
    else:
        yield (domain.pages or names).overview


def _link(file: CalendarFile, address: str) -> str:
    return (
        f'<link rel="alternate" type="text/calendar" title="{html.escape(file.title)}" '
        f'href="{html.escape(address)}" />'
    )
