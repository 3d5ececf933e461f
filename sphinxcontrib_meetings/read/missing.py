"""Links and images of notes that lead nowhere, found while the note is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.i18n import search_image_for_language

from sphinxcontrib_meetings import priorities
from sphinxcontrib_meetings.markdown.missing import LINE, RUNS_CODE, Missing
from sphinxcontrib_meetings.nodes.tree import by_kind
from sphinxcontrib_meetings.parse.addresses import fault_of
from sphinxcontrib_meetings.parse.messages import quoted
from sphinxcontrib_meetings.parse.paths import is_file, is_possible
from sphinxcontrib_meetings.parse.urls import has_scheme, runs_code
from sphinxcontrib_meetings.read.domain import domain_of
from sphinxcontrib_meetings.read.find_meetings import FOUND

__all__ = ["FindMissing", "FindMissingFootnotes", "ReportMissing", "on_build_finished"]

#: sources that no page links to as files
_SOURCES = (".md", ".mdx", ".rst")
#: what is wrong with a file that is not there
_NO_FILE = (
    ", which does not exist; give a path relative to the folder of the note, or, with a slash, to "
    "the source directory"
)
_PUNYCODE = re.compile(r"(?<=[/.@])xn--[a-z0-9-]{1,59}", re.IGNORECASE)


class _FindMissing(SphinxTransform):
    """Looks at nodes of a note, and reports what they refer to and does not exist."""

    def apply(self, **kwargs: Any) -> None:
        """Look at the nodes, if the document is a note."""
        if not self.env.temp_data.get(FOUND) or self.document.get("meetings_excerpt"):
            return
        self._missing = Missing(self.env)
        checks = self._checks
        found = by_kind(self.document, checks)
        for kind, check in checks.items():
            for node in found[kind]:
                check(node)
        self._missing.report()

    @property
    def _checks(self) -> Mapping[type[nodes.Node], Callable[[Any], None]]:
        """Kind of a node ─► what looks at those nodes."""
        raise NotImplementedError

    def _note(self, reference: str, fault: str, node: nodes.Node) -> None:
        self._missing.note(self.env.docname, reference, fault, node)

    def _is_named(self, node: nodes.Element) -> bool:
        return bool(self.document.nameids.get(node["refname"]))


class FindMissingFootnotes(_FindMissing):
    """Show references to footnotes that do not exist as they are written."""

    default_priority = priorities.FIND_MISSING_FOOTNOTES

    @property
    def _checks(self) -> Mapping[type[nodes.Node], Callable[[Any], None]]:
        return {nodes.footnote_reference: self._check_footnote}

    def _check_footnote(self, node: nodes.footnote_reference) -> None:
        if "refname" not in node or self._is_named(node):
            return
        written = node.rawsource or node.astext()
        way_out = (
            f"add a line '{written}: TEXT'"
            if written.startswith("[^")
            else f"add a line '.. {written.removesuffix('_')} TEXT'"
        )
        fault = f", which is not defined; {way_out}, or remove it"
        self._note(f"footnote {written}", fault, node)
        node.parent.replace(node, nodes.Text(written))
        # docutils would count it among those that it numbers
        cast(Any, node).resolved = True


class FindMissing(_FindMissing):
    """Show the text of images, files and targets that do not exist."""

    default_priority = priorities.FIND_MISSING

    @property
    def _checks(self) -> Mapping[type[nodes.Node], Callable[[Any], None]]:
        return {
            nodes.image: self._check_image,
            addnodes.download_reference: self._check_download,
            nodes.reference: self._check_reference,
        }

    def _is_file(self, path: str) -> bool:
        """Whether *path* is of a file; if it is not, the note is read again when it is."""
        name, full = self.env.relfn2path(path, self.env.docname)
        if is_file(Path(full)):
            return True
        self.env.note_dependency(name)
        return False

    def _fault_of_image(self, source: str) -> str:
        if runs_code(source):
            return RUNS_CODE
        # ".*" stands for any format
        if "://" in source or source.startswith("data:") or source.endswith(".*"):
            return ""
        if is_possible(source) and self._is_file(search_image_for_language(source, self.env)):
            return ""
        return fault_of(source) or _NO_FILE

    def _check_image(self, node: nodes.Element) -> None:
        node.line = node.attributes.pop(LINE, 0) or node.line
        source = node["uri"]
        fault = self._fault_of_image(source)
        if not fault:
            return
        if not isinstance(node.parent, nodes.substitution_definition):
            # that only stands for the images in the text
            self._note(f"image {quoted(source)}", fault, node)
        text = node.get("alt") or source
        inline = isinstance(node.parent, nodes.TextElement)
        words = nodes.Text(text)
        node.parent.replace(node, words if inline else nodes.paragraph("", "", words))

    def _check_download(self, node: nodes.Element) -> None:
        target = node["reftarget"]
        if node.get("reftype") not in {"download", "myst"} or "://" in target:
            return
        if not (is_possible(target) and self._is_file(target)):
            self._note(f"link to {quoted(target)}", _NO_FILE, node)
            node.parent.replace(node, node.children)

    def _check_reference(self, node: nodes.Element) -> None:
        if "refname" in node:
            if not node.get("resolved") and not self._is_named(node):
                fault = ", which is not defined; add a target '.. _NAME: URL', or correct the name"
                self._note(f"link to {quoted(node.rawsource or node['refname'])}", fault, node)
                node.parent.replace(node, node.children)
            return
        address = _PUNYCODE.sub(_decoded, node.get("refuri", ""))
        if node.get("id_link") or "refuri" not in node:
            return
        fault = fault_of(address)
        if runs_code(address):
            self._note(f"link to {quoted(address)}", RUNS_CODE, node)
            node.parent.replace(node, node.children)
        elif not address:
            self._note("link without an address", "; add one, or remove the link", node)
            node.parent.replace(node, node.children)
        elif fault:
            self._note(f"link to {quoted(address)}", fault, node)
        elif not has_scheme(address) and address.partition("#")[0].endswith(_SOURCES):
            # in Markdown, such a link is none to an address
            fault = (
                ", which leads to a source, not to its page; use the role `doc`, with the path "
                "without suffix"
            )
            self._note(f"link to {quoted(address)}", fault, node)


def _decoded(match: re.Match[str]) -> str:
    try:
        return match[0][4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return match[0]


class ReportMissing(SphinxPostTransform):
    """Report what was missing among the references of a document, or of a book."""

    default_priority = priorities.REPORT_MISSING

    def run(self, **kwargs: Any) -> None:
        """Report it, once for each target of a note."""
        missing = domain_of(self.env).missing
        if self.document.get("meetings_excerpt"):
            # it is reported for the document that has it
            missing.drop()
        else:
            missing.report()


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Report the links to the former site, which is known of all documents by now."""
    if exception is None:
        domain_of(app.env).missing.report_site_links()
