"""References of MyST in notes: found as paths, too, and reported as they are written."""

from __future__ import annotations

import posixpath
from types import SimpleNamespace
from typing import Any, Protocol, cast

from docutils import nodes
from markdown_it.common.normalize_url import normalizeLink
from myst_parser.sphinx_ext.myst_refs import MystReferenceResolver
from myst_parser.warnings_ import MystWarnings
from sphinx.addnodes import pending_xref
from sphinx.builders import Builder
from sphinx.transforms import SphinxTransform

from sphinxcontrib_meetings import priorities
from sphinxcontrib_meetings.markdown.missing import WRITTEN
from sphinxcontrib_meetings.nodes.tree import by_kind

__all__ = ["NoteAnchors", "PlaceAnchors", "ResolveReferences"]

_LINES = "meetings_anchor_lines"


class _Domain(Protocol):
    builder: Builder

    def find(self, role: str, target: str) -> object | None: ...
    def is_note(self, docname: str) -> bool: ...
    def why_several(self, target: str) -> str: ...
    def find_beside(self, node: pending_xref, content: nodes.Element) -> nodes.Element | None: ...
    def note_missing_link(self, docname: str, written: str, node: nodes.Node) -> None: ...


class NoteAnchors(SphinxTransform):
    """Note the lines of links to places in the same document, which MyST forgets."""

    default_priority = priorities.NOTE_ANCHORS

    def apply(self, **kwargs: Any) -> None:
        """Keep the lines, in the order of the document."""
        found = by_kind(self.document, (nodes.reference,))[nodes.reference]
        lines = [(node["refuri"], node.line) for node in found if node.get("id_link")]
        self.env.temp_data[_LINES] = lines


class PlaceAnchors(SphinxTransform):
    """Give the lines to those links that MyST has not found a target for yet."""

    default_priority = priorities.PLACE_ANCHORS

    def apply(self, **kwargs: Any) -> None:
        """Set lines, and what is written there."""
        known = self.env.temp_data.pop(_LINES, None) or []
        lines = iter(known)
        for node in by_kind(self.document, (pending_xref,))[pending_xref] if known else ():
            if node["reftype"] != "myst" or node.line or WRITTEN in node:
                continue
            # those that were found are left out, but the order is the same
            written = f"#{node['reftarget']}"
            node.line = next((line for target, line in lines if target == written), None)
            node.source = self.document["source"]
            node[WRITTEN] = written


class ResolveReferences(MystReferenceResolver):
    """Resolves the references of MyST, as MyST does; what is missing in notes is ours to say."""

    default_priority = priorities.RESOLVE_REFERENCES

    @property
    def app(self) -> SimpleNamespace:  # type: ignore[override]
        """What MyST asks the application for: its builder. Sphinx 9 has no application here."""
        return SimpleNamespace(builder=self._domain.builder)

    @property
    def _domain(self) -> _Domain:
        return cast(_Domain, self.env.get_domain("meeting"))

    def run(self, **kwargs: Any) -> None:
        """Resolve them."""
        #: id that MyST makes of a missing target ─► what is written
        self._missing: dict[str, str] = {}
        self._prefer_labels()
        super().run(**kwargs)
        if self._missing:
            for node in self.document.findall(nodes.reference):
                written = self._missing.get(node.get("refid", ""))
                if written is not None:
                    _leave_as_written(node, written)

    def _prefer_labels(self) -> None:
        """Leave to MyST what looks like the address of a page, and is none, but a label."""
        labels = self.env.domains.standard_domain.anonlabels
        for node in self.document.findall(pending_xref):
            if (node["refdomain"], node["reftype"]) != ("meeting", "path") or WRITTEN not in node:
                continue
            label = str(node[WRITTEN])
            if label.lower() in labels and self._domain.find("path", node["reftarget"]) is None:
                node.attributes |= {"refdomain": None, "reftype": "myst", "reftarget": label}

    def resolve_myst_ref_any(
        self,
        refdoc: str,
        node: pending_xref,
        contnode: nodes.Element,
        only_domains: list[str] | None,
    ) -> nodes.Element | None:
        """Return what MyST finds, else the document or folder at that path."""
        found = super().resolve_myst_ref_any(refdoc, node, contnode, only_domains)
        if found is None and self._domain.is_note(refdoc) and "reflocalid" not in node:
            found = self._domain.find_beside(node, contnode)
        return found

    def log_warning(
        self, target: str | None, msg: str, subtype: MystWarnings, **kwargs: Any
    ) -> None:
        """Warn as MyST does, unless it is about a note and something missing."""
        node = kwargs.get("location")
        if subtype is not MystWarnings.XREF_MISSING or not isinstance(node, pending_xref):
            super().log_warning(target, msg, subtype, **kwargs)
            return
        docname = node.get("refdoc", self.env.docname)
        several = self._domain.why_several(target or "")
        if not self._domain.is_note(docname) and not several:
            super().log_warning(target, msg, subtype, **kwargs)
            return
        written = node.get(WRITTEN) or self._rewritten(node)
        self._domain.note_missing_link(docname, written, node)
        if node["refdomain"] != "doc":
            # an address that is one of several is none
            self._missing[normalizeLink(node["reftarget"])] = "" if several else written

    def _rewritten(self, node: pending_xref) -> str:
        """Return the address of a link, as well as MyST lets one know."""
        target, place = str(node["reftarget"]), node.get("reftargetid")
        if node["refdomain"] == "doc":
            path = self.env.doc2path(target, base=False)
            target = posixpath.relpath(path, posixpath.dirname(node["refdoc"]))
        return f"{target}#{place}" if place else target


def _leave_as_written(node: nodes.reference, written: str) -> None:
    """Let a link without target be one to the address that is written, or its text."""
    if not written or written.startswith("#"):
        node.parent.replace(node, node.children)
        return
    del node["refid"]
    node["refuri"] = normalizeLink(written)
    node["internal"] = False
