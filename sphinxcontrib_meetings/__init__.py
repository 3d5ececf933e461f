"""Meeting notes as an archive: browsable, searchable, cross-linked.

One flow through nine rooms, each of which imports only from those above it::

    model      what a meeting is
    parse      text ─► values: front matter, dates, people, recordings, captions
    archive    all meetings in order, and what pages show of them, as plain data
    nodes      our nodes, their HTML, and what other builders get
    markdown   Docusaurus and HackMD ─► doctree
    read       doctree ─► records, noted in the domain
    write      views ─► documents and pages, exactly
    export     files that are not pages
    cli        the command

``config``, ``report`` and ``priorities`` stand between ``archive`` and ``nodes``: options,
warnings, and the order of what runs. Each room has a ``setup``; together they are the extension.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxcontrib_meetings import config, markdown, nodes, read
from sphinxcontrib_meetings.write import fill, gc, head
from sphinxcontrib_meetings.write.incremental import Upkeep
from sphinxcontrib_meetings.write.linkcheck import LinkChecks
from sphinxcontrib_meetings.write.pages import on_builder_inited, on_config_inited
from sphinxcontrib_meetings.write.transcripts import FollowMeetings, LeaveOutTranscripts

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["__version__", "setup"]

__version__ = "0.1.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up the extension."""
    config.register(app)
    nodes.setup(app)
    markdown.setup(app)
    read.setup(app)

    upkeep = Upkeep()
    app.connect("config-inited", on_config_inited)
    app.connect("builder-inited", on_builder_inited)
    app.connect("env-updated", upkeep.on_env_updated)
    app.connect("linkcheck-process-uri", LinkChecks().on_linkcheck_process_uri)
    app.add_post_transform(fill.IncludeNotes)
    app.add_post_transform(fill.IncludeNotesInEpub)
    app.add_post_transform(FollowMeetings)
    app.add_post_transform(LeaveOutTranscripts)
    app.connect("doctree-resolved", fill.on_doctree_resolved)
    app.connect("doctree-resolved", upkeep.on_doctree_resolved)
    app.connect("html-collect-pages", upkeep.on_html_collect_pages)
    app.connect("html-page-context", upkeep.on_html_page_context)
    app.connect("build-finished", upkeep.on_build_finished)
    head.register(app)
    gc.register(app)
    return {
        "version": __version__,
        # records and what else is kept beside them; a change reads all notes again
        "env_version": 2,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
