"""What all parts of the renderer need: lines, warnings, and nodes that are filled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from docutils import nodes
from markdown_it.tree import SyntaxTreeNode
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from sphinx.environment import BuildEnvironment

from sphinxcontrib_meetings.markdown.missing import Missing
from sphinxcontrib_meetings.markdown.tokens import IMPORTS, OFFSET
from sphinxcontrib_meetings.model.problem import Kind
from sphinxcontrib_meetings.report import warn

__all__ = ["IDS", "MISSING", "BaseRenderer"]

#: key in the environment of markdown-it: what is missing
MISSING = "meetings_missing"
#: key in the environment of markdown-it: the ids of elements
IDS = "meetings_ids"


class BaseRenderer(SphinxRenderer):
    """MyST's renderer, which knows where in a note it is."""

    @property
    def _env(self) -> BuildEnvironment:
        return self.sphinx_env

    @property
    def _imports(self) -> Mapping[str, str]:
        imports: Mapping[str, str] = self.md_env.get(IMPORTS, {})
        return imports

    def _line(self, token: SyntaxTreeNode) -> int:
        place = token.map
        return (place[0] if place else 0) + int(token.meta.get(OFFSET, 0))

    def _warn(self, kind: Kind, message: str, token: SyntaxTreeNode) -> None:
        line = self._line(token)
        source = self.document["source"]
        warn(kind, message, location=f"{source}:{line}" if line else source)

    def _note_missing(self, reference: str, fault: str, token: SyntaxTreeNode) -> None:
        """Let *reference* be reported once the whole text is rendered, see ``Missing``."""
        missing = self.md_env.setdefault(MISSING, Missing(self._env))
        missing.note(self._env.docname, reference, fault, self._place(token))

    def _place(self, token: SyntaxTreeNode) -> str:
        """Return the file and line of *token*."""
        return f"{self.document['source']}:{self._line(token) or 1}"

    def _warn_once(self, kind: Kind, message: str, token: SyntaxTreeNode, once: str) -> None:
        warned = self.md_env.setdefault("meetings_warned", set())
        if not once or once not in warned:
            warned.add(once)
            self._warn(kind, message, token)

    def _say_dropped(self, name: str, dropped: Iterable[str], token: SyntaxTreeNode) -> None:
        names = ", ".join(dropped)
        if names:
            self._warn(
                Kind.MARKUP,
                f"<{name}>: {names} can only be known by running JavaScript; left out. Write a "
                "plain value.",
                token,
            )

    def _append(self, node: nodes.Element, token: SyntaxTreeNode) -> None:
        self.add_line_and_source_path(node, token)
        self.current_node.append(node)

    def _fill(self, node: nodes.Element, token: SyntaxTreeNode) -> None:
        self.add_line_and_source_path(node, token)
        with self.current_node_context(node, append=True):
            self.render_children(token)

    def add_line_and_source_path(self, node: nodes.Element, token: SyntaxTreeNode) -> None:
        """Give *node* the line that *token* stands in, within its paragraph, too."""
        super().add_line_and_source_path(node, token)
        if token.meta.get(OFFSET) and token.map:
            node.line = self.document.current_line = self._line(token)

    def _note_id(self, node: nodes.Element, identifier: str) -> None:
        """Let links find *node* by the very id that the author gave to it."""
        if identifier not in self.document.ids:
            node["ids"].append(identifier)
            self.document.ids[identifier] = node
            self.md_env.setdefault(IDS, []).append(identifier)
