"""Meeting notes as an archive: browsable, searchable, cross-linked.

One flow through nine rooms, each of which imports only from those above it::

    model      what a meeting is
    parse      text ─► values: front matter, dates, people, recordings, captions
    archive    all meetings in order, and what pages show of them, as plain data
    nodes      our nodes, their HTML, and their standard nodes for other builders
    markdown   Docusaurus and HackMD ─► doctree
    read       doctree ─► records, stored in the domain
    write      views ─► documents and pages, kept up to date
    export     files that are not pages
    cli        the command

``config``, ``report`` and ``priorities`` stand between ``archive`` and ``nodes``: options,
warnings, and the order in which things run. The ``setup`` functions of the rooms make up the
extension.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxcontrib_meetings import config, export, markdown, nodes, read, report, write

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["__version__", "setup"]

__version__ = "0.1.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up the extension."""
    config.setup(app)
    report.setup(app)
    nodes.setup(app)
    markdown.setup(app)
    read.setup(app)
    write.setup(app)
    export.setup(app)
    return {
        "version": __version__,
        # of records and what is stored with them; after a change all notes are read again
        "env_version": 3,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
