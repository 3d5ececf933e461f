"""The directive ``toctree``, which may name generated pages as well."""

from __future__ import annotations

from docutils.statemachine import StringList
from sphinx import addnodes
from sphinx.directives.other import TocTree
from sphinx.util import docname_join
from sphinx.util.nodes import explicit_title_re

from sphinxcontrib_meetings.archive.page_names import PageNames
from sphinxcontrib_meetings.config import root_of
from sphinxcontrib_meetings.read.domain import domain_of

__all__ = ["TocTreeWithPages"]

#: precedes the name of a generated page while Sphinx reads the entries, as that of an address
_SCHEME = "meetings-page://"


class TocTreeWithPages(TocTree):
    """Sphinx's own directive; what it does not know is left to it.

    Generated pages are among the entries, but not among the included files, since they are no
    documents. Whether they exist is known when all documents are read.
    """

    def parse_content(self, toctree: addnodes.toctree) -> None:
        """Fill *toctree* with the entries."""
        content = self.content
        lines = [self._with_scheme(line) for line in content]
        self.content = StringList(lines, items=content.items)
        super().parse_content(toctree)
        self.content = content
        toctree["entries"] = [
            (title, ref.removeprefix(_SCHEME)) for title, ref in toctree["entries"]
        ]

    def _with_scheme(self, line: str) -> str:
        """Return *line*, an entry; as an address if it is that of a generated page."""
        explicit = explicit_title_re.match(line)
        title, ref = explicit.groups() if explicit else ("", line)
        suffix = next((item for item in self.config.source_suffix if ref.endswith(item)), "")
        docname = docname_join(self.env.docname, ref.removesuffix(suffix))
        domain = domain_of(self.env)
        if docname in self.env.found_docs:
            return line
        if not PageNames(root_of(domain.options)).may_have(docname):
            return line
        domain.note_page_in_toctree(self.env.docname, docname, self.lineno)
        address = f"{_SCHEME}{docname}"
        return f"{title} <{address}>" if explicit else address
