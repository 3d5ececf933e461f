"""The Markdown of Docusaurus and HackMD, as rules and a renderer on top of MyST's parser.

In: the text of a document. Out: its doctree, with our nodes where the dialect has elements.

Not here: the fields of front matter, records, or anything that spans documents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxcontrib_meetings.markdown import references
from sphinxcontrib_meetings.markdown.parser import FOUND_TYPE, MeetingsParser, on_build_finished
from sphinxcontrib_meetings.parse.suffixes import FOUND

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["setup"]


def setup(app: Sphinx) -> None:
    """Let *app* read notes in Markdown: ``.md``, unless notebooks have it, and ``.mdx``."""
    if "myst_nb" not in app.extensions and "myst_parser" not in app.extensions:
        app.setup_extension("myst_parser")
    if "myst_nb" not in app.extensions:
        # myst_nb reads notebooks too, so it keeps `.md`
        app.add_source_suffix(".md", "markdown", override=True)
    app.add_source_suffix(".mdx", "mdx", override=True)
    for suffix in FOUND:
        app.add_source_suffix(suffix, FOUND_TYPE)
    app.add_source_parser(MeetingsParser, override=True)
    app.connect("build-finished", on_build_finished)
    app.add_transform(references.NoteAnchors)
    app.add_transform(references.PlaceAnchors)
    app.add_post_transform(references.ResolveReferences)
