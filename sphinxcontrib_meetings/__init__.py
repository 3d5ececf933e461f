"""Meeting notes as an archive: browsable, searchable, cross-linked.

One flow, from what authors keep to what readers see::

    source text ─► front matter ─► Meeting record ─► domain ─► query ─► views
     (.md .mdx .rst)  (YAML, lines)   (plain data)    (store)   (select)  headers, lists, pages

    frontmatter, markdown, directives    what a note says
    schema, dates, youtube               what that means
    collect                              the record, noted in the domain
    domain                               stores records, resolves references
    query                                the archive: order, tags, people, neighbours
    views                                what a page shows of it, as plain data
    components, standard                 views as HTML, and as nodes for other builders
    listing, pages, upkeep               into documents, into pages of their own, and exactly
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxcontrib_meetings import config, write
from sphinxcontrib_meetings.markdown.parser import MeetingsParser
from sphinxcontrib_meetings.nodes import nodes
from sphinxcontrib_meetings.read import chapter_lists as chapterlists
from sphinxcontrib_meetings.read import collect, video
from sphinxcontrib_meetings.read import transcripts as speech
from sphinxcontrib_meetings.read.directives import (
    MeetingCalendar,
    MeetingDirective,
    MeetingList,
    MeetingPeople,
    MeetingTags,
)
from sphinxcontrib_meetings.read.domain import MeetingDomain, on_warn_missing_reference

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["__version__", "setup"]

__version__ = "0.1.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up the extension."""
    if "myst_nb" not in app.extensions and "myst_parser" not in app.extensions:
        app.setup_extension("myst_parser")
    if "myst_nb" not in app.extensions:
        # myst_nb reads notebooks too, so it keeps `.md`
        app.add_source_suffix(".md", "markdown", override=True)
    app.add_source_suffix(".mdx", "mdx", override=True)
    app.add_source_parser(MeetingsParser, override=True)

    config.register(app)
    nodes.register(app)
    video.register(app)
    chapterlists.register(app)
    app.add_domain(MeetingDomain)
    app.add_directive("meeting", MeetingDirective)
    app.add_directive("meeting-calendar", MeetingCalendar)
    app.add_directive("meeting-list", MeetingList)
    app.add_directive("meeting-tags", MeetingTags)
    app.add_directive("meeting-people", MeetingPeople)

    app.add_transform(collect.SettleMeetings)
    app.connect("env-get-outdated", collect.on_env_get_outdated)
    app.connect("source-read", collect.on_source_read)
    # after Sphinx has collected titles and images (500)
    app.connect("doctree-read", collect.on_doctree_read, priority=900)
    app.connect("env-updated", collect.on_env_updated)

    app.connect("warn-missing-reference", on_warn_missing_reference)
    speech.register(app)
    write.setup(app)
    return {
        "version": __version__,
        # records and what else is kept beside them; a change reads all notes again
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
