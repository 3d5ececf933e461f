"""Output files that are not pages: data for programs, and files of other extensions.

In: the archive, and artifacts that handlers of an event return. Out: files of the site, which
are kept up to date like its pages: written when they change, deleted when they are obsolete.

Not here: pages, queries of the archive, or how files are written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxcontrib_meetings import priorities
from sphinxcontrib_meetings.export import artifacts, calendar_files, feed_files, json, redirects

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["setup"]


def setup(app: Sphinx) -> None:
    """Register everything that writes artifacts."""
    app.add_event(artifacts.COLLECT_ARTIFACTS)
    app.connect(artifacts.COLLECT_ARTIFACTS, json.on_meetings_collect_artifacts)
    app.connect(artifacts.COLLECT_ARTIFACTS, calendar_files.on_meetings_collect_artifacts)
    app.connect(artifacts.COLLECT_ARTIFACTS, feed_files.on_meetings_collect_artifacts)
    app.connect(artifacts.COLLECT_ARTIFACTS, redirects.on_meetings_collect_artifacts)
    app.connect("build-finished", artifacts.on_build_finished, priority=priorities.WRITE_ARTIFACTS)
