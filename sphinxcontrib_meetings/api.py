"""What other extensions and ``conf.py`` may import.

The names below are the public API. They are changed or removed only after a release that warns
about it; see the page "Extending" in the documentation. Everything else in this package may
change in any release.

Events, for ``app.connect``:

``meetings-record-read`` (app, docname, records)
    A document was read. *records* is the list of its :class:`Meeting` records. Handlers may
    change the list in place; use ``dataclasses.replace`` to change a record. With ``-j N``, this
    runs in the process that reads the document.

``meetings-archive-built`` (app, archive)
    All documents have been read, and *archive* has all records. Once per build.

``meetings-collect-artifacts`` (app)
    The pages of a site have been written. Handlers return :class:`Artifact` objects: further
    files of the site, which are kept up to date like its pages. Once per build with ``html`` or
    ``dirhtml``.

``meetings-collect-platforms`` (app)
    Documents are about to be read. Handlers return subclasses of :class:`Platform`, which are
    asked for an address before those that are built in. Once per build.
"""

from __future__ import annotations

from sphinx.application import Sphinx

from sphinxcontrib_meetings.archive.archive import Archive
from sphinxcontrib_meetings.archive.select import Selection, select
from sphinxcontrib_meetings.export.artifacts import Artifact
from sphinxcontrib_meetings.model.meeting import Meeting, Series, Status, Tag
from sphinxcontrib_meetings.model.people import Participation, Person, Role
from sphinxcontrib_meetings.model.recording import Chapter, Media, Recording
from sphinxcontrib_meetings.parse.platforms import Address, Platform, parse_media
from sphinxcontrib_meetings.read.domain import domain_of
from sphinxcontrib_meetings.write.appearance import add_list_format
from sphinxcontrib_meetings.write.contexts import EntryContext, HeaderContext, LinkContext

__all__ = [
    "Address",
    "Archive",
    "Artifact",
    "Chapter",
    "EntryContext",
    "HeaderContext",
    "LinkContext",
    "Media",
    "Meeting",
    "Participation",
    "Person",
    "Platform",
    "Recording",
    "Role",
    "Selection",
    "Series",
    "Status",
    "Tag",
    "add_list_format",
    "archive_of",
    "parse_media",
    "select",
]


def archive_of(app: Sphinx) -> Archive:
    """Return the archive of *app*: all meetings in order, with the registries applied.

    It is complete once ``meetings-archive-built`` has been emitted. Before that, it has what
    has been read so far.
    """
    return domain_of(app.env).archive
