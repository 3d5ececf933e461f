"""Including listed notes in books."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import new_document
from sphinx.util.nodes import inline_all_toctrees

from sphinxcontrib_meetings import priorities
from sphinxcontrib_meetings.archive.page_plan import request_in
from sphinxcontrib_meetings.archive.select import select
from sphinxcontrib_meetings.archive.views import ListRequest
from sphinxcontrib_meetings.nodes.placeholders import list_placeholder
from sphinxcontrib_meetings.read.domain import BOOKS, domain_of
from sphinxcontrib_meetings.write.toctrees import reachable

__all__ = ["IncludeNotes", "IncludeNotesInEpub", "UnlistedInEpub"]


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
        present = reachable(env.config.root_doc, env.toctree_includes)
        notes = [name for name in dict.fromkeys(included) if name not in present]
        if notes:
            tree = addnodes.toctree(
                parent=env.docname,
                entries=[(None, name) for name in notes],
                includefiles=notes,
                maxdepth=-1,
            )
            # `hidden` would also keep it out of the contents; a substitution definition is
            # not shown on the page
            self.document += nodes.substitution_definition("", "", tree)


class UnlistedInEpub:
    """In EPUB, takes unlisted notes out of all toctrees, from which the reading order is made.

    They are in the book, but readers who turn its pages do not come across them.
    """

    def __init__(self) -> None:
        self._unlisted: frozenset[str] | None = None
        self._original: dict[str, nodes.bullet_list] = {}

    def on_write_started(self, app: Sphinx, builder: Builder) -> None:
        """Take them out of the contents of documents; the stored environment keeps them."""
        if self._unlisted is not None or builder.name != "epub":
            return
        env = app.env
        records = domain_of(env).archive.records.values()
        # a document with several meetings is more than each of them
        found = frozenset(item.docname for item in records if item.unlisted and not item.anchor)
        self._unlisted = found
        for docname, children in env.toctree_includes.items():
            if not found.isdisjoint(children):
                self._original[docname] = env.tocs[docname]
                env.tocs[docname] = env.tocs[docname].deepcopy()
                _take_out(env.tocs[docname], found)

    def on_doctree_resolved(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Take them out of the toctrees of a document, which are not resolved yet."""
        # the contents of a book are written even if no document is
        self.on_write_started(app, app.builder)
        if self._unlisted:
            _take_out(doctree, self._unlisted)

    def on_build_finished(self, app: Sphinx, exception: Exception | None) -> None:
        """Restore the contents, for a next build in this process."""
        if self._original:
            app.env.tocs.update(self._original)
        self._original = {}
        self._unlisted = None


def _take_out(tree: nodes.Element, docnames: Set[str]) -> None:
    for toctree in tree.findall(addnodes.toctree):
        toctree["entries"] = [entry for entry in toctree["entries"] if entry[1] not in docnames]
        toctree["includefiles"] = [
            name for name in toctree["includefiles"] if name not in docnames
        ]
