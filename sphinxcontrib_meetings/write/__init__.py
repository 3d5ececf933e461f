"""Writing: turns views into parts of documents, and into generated pages.

In: the views of the archive. Out: HTML or nodes, and generated pages, which incremental builds
keep up to date.

Not here: reading notes, or deciding what the archive contains.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxcontrib_meetings import priorities
from sphinxcontrib_meetings.write import (
    appearance,
    books,
    calendars,
    feeds,
    fill,
    gc,
    head,
    linkcheck,
    minutes,
    pages,
    single_page,
    summary,
    theme,
    transcripts,
    unescaped,
    unlisted,
)
from sphinxcontrib_meetings.write.incremental import IncrementalBuild

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["setup"]


def setup(app: Sphinx) -> None:
    """Register everything that runs while Sphinx writes."""
    links = (feeds.FeedLinks(), calendars.CalendarLinks())
    build = IncrementalBuild(*links)
    app.connect("config-inited", theme.on_config_inited)
    app.connect("builder-inited", pages.on_builder_inited)
    app.connect("builder-inited", appearance.on_builder_inited)
    app.connect("env-updated", build.on_env_updated)
    app.add_post_transform(books.IncludeNotes)
    app.add_post_transform(books.IncludeNotesInEpub)
    in_epub = unlisted.UnlistedInEpub()
    app.connect("write-started", in_epub.on_write_started)
    app.connect("doctree-resolved", in_epub.on_doctree_resolved)
    app.connect("html-collect-pages", in_epub.on_html_collect_pages)
    app.connect("build-finished", in_epub.on_build_finished)
    on_site = unlisted.UnlistedOnSite()
    app.connect("write-started", on_site.on_write_started)
    app.connect(
        "build-finished", on_site.before_build_finished, priority=priorities.BEFORE_LISTS_OF_OTHERS
    )
    app.connect(
        "build-finished", on_site.after_build_finished, priority=priorities.AFTER_LISTS_OF_OTHERS
    )
    app.add_post_transform(minutes.ShowMinutes)
    app.add_post_transform(transcripts.FollowMeetings)
    app.add_post_transform(transcripts.LinkSpeakers)
    app.add_post_transform(transcripts.LeaveOutTranscripts)
    app.connect("write-started", build.on_write_started)
    app.connect("doctree-resolved", fill.on_doctree_resolved)
    app.connect("doctree-resolved", single_page.on_doctree_resolved, priority=priorities.ONE_PAGE)
    app.connect("doctree-resolved", build.on_doctree_resolved)
    app.connect("html-collect-pages", build.on_html_collect_pages)
    app.connect("html-page-context", build.place_page, priority=priorities.BEFORE_THEMES)
    app.connect("html-page-context", head.describe_page, priority=priorities.BEFORE_DESCRIPTIONS)
    app.connect("html-page-context", build.on_html_page_context)
    app.connect("html-page-context", build.add_sidebar, priority=priorities.BEFORE_THEMES)
    app.connect("html-page-context", head.on_html_page_context)
    app.connect("html-page-context", unlisted.add_robots)
    for one in links:
        app.connect("html-page-context", one.on_html_page_context)
    app.connect("html-page-context", unescaped.name_source, priority=priorities.BEFORE_THEMES)
    app.connect("html-page-context", unescaped.escape_title, priority=priorities.AFTER_THEMES)
    app.connect("linkcheck-process-uri", linkcheck.LinkChecks().on_linkcheck_process_uri)
    app.connect("build-finished", build.on_build_finished)
    summary.setup(app)
    gc.setup(app)
