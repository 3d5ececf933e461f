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

from sphinxcontrib_meetings import config, export, markdown, nodes, read, write

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["__version__", "setup"]

__version__ = "0.1.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up the extension."""
    config.setup(app)
    nodes.setup(app)
    markdown.setup(app)
    read.setup(app)
    write.setup(app)
    export.setup(app)
    return {
        "version": __version__,
        # records and what else is kept beside them; a change reads all notes again
        "env_version": 3,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
