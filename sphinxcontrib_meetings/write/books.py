"""Including listed notes in books."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import new_document
from sphinx.util.nodes import inline_all_toctrees

from sphinxcontrib_meetings import priorities
from sphinxcontrib_meetings.archive.page_plan import request_in
from sphinxcontrib_meetings.archive.select import select
from sphinxcontrib_meetings.archive.views import ListRequest
from sphinxcontrib_meetings.nodes.placeholders import list_placeholder
from sphinxcontrib_meetings.read.domain import BOOKS, domain_of
from sphinxcontrib_meetings.read.homes import parents_in_toctrees

__all__ = ["IncludeNotes", "IncludeNotesInEpub"]


class IncludeNotes(SphinxPostTransform):
    """In books, replace a list that includes its notes with these notes."""

    default_priority = priorities.INCLUDE_NOTES
    builders = BOOKS

    def run(self, **kwargs: Any) -> None:
        """Replace the placeholders of such lists with the notes, like a toctree."""
        for placeholder in list(self.document.findall(list_placeholder)):
            archive = domain_of(self.env).archive
            request = request_in(archive, placeholder["request"], placeholder["docname"])
            if isinstance(request, ListRequest) and request.include:
                self._include(placeholder, request)

    def _include(self, placeholder: list_placeholder, request: ListRequest) -> None:
        domain = domain_of(self.env)
        records = select(domain.archive, request.selection)
        files = dict.fromkeys(record.docname for record in records)
        tree = new_document(str(self.env.doc2path(self.env.docname)))
        tree += addnodes.toctree(includefiles=list(files))
        # documents that are already in the book stay where they are
        present = [node["docname"] for node in self.document.findall(addnodes.start_of_file)]
        builder = domain.builder
        added: set[str] = set()
        here = self.env.docname
        tree = inline_all_toctrees(builder, added, here, tree, str, [here, *present])
        if not tree.children:
            # the list stays: it is empty, or links to notes elsewhere in the book
            return
        # LaTeX and Texinfo only link to documents that they know to be in the book
        known = getattr(builder, "docnames", None)
        if isinstance(known, set):
            known.update(added)
        placeholder.parent.replace(placeholder, tree.children)


class IncludeNotesInEpub(SphinxPostTransform):
    """In EPUB, add the notes of lists that include them to the table of contents.

    Each note is a separate file there, and only files in the table of contents are in the
    reading order. The notes come after all documents in toctrees.
    """

    default_priority = priorities.INCLUDE_NOTES
    builders = ("epub",)

    def run(self, **kwargs: Any) -> None:
        """Add a toctree of the notes to the root document, from which the contents are made."""
        env = self.env
        if env.docname != env.config.root_doc:
            return
        domain = domain_of(env)
        requests = (
            request_in(domain.archive, item, docname)
            for docname, items in sorted(domain.listings.items())
            for item in items
        )
        included = [
            record.docname
            for request in requests
            if isinstance(request, ListRequest) and request.include
            for record in select(domain.archive, request.selection)
        ]
        present = parents_in_toctrees(env.config.root_doc, env.toctree_includes)
        notes = [name for name in dict.fromkeys(included) if name not in present]
        if notes:
            tree = addnodes.toctree(
                parent=env.docname,
                entries=[(None, name) for name in notes],
                includefiles=notes,
                maxdepth=-1,
                # "Decided" and "To do" of each note would be most of the contents
                titlesonly=True,
            )
            # `hidden` would also keep it out of the contents; a substitution definition is
            # not shown on the page
            self.document += nodes.substitution_definition("", "", tree)
