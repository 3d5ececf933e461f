"""Boxes: `:::` lines, `<Admonition>`, and what can be folded."""

from __future__ import annotations

from collections.abc import Mapping

from docutils import nodes
from markdown_it.tree import SyntaxTreeNode

from sphinxcontrib_meetings.markdown.elements import ALERT_TYPES, BOX_TYPES
from sphinxcontrib_meetings.markdown.jsx import JsxTag
from sphinxcontrib_meetings.markdown.rendering.base import BaseRenderer
from sphinxcontrib_meetings.model.problem import Kind
from sphinxcontrib_meetings.nodes.element import element

__all__ = ["BoxRenderer"]

#: nodes that bring a title of their own, translated by Sphinx
_BOXES: Mapping[str, type[nodes.Element]] = {
    "attention": nodes.attention,
    "caution": nodes.caution,
    "danger": nodes.danger,
    "error": nodes.error,
    "hint": nodes.hint,
    "important": nodes.important,
    "note": nodes.note,
    "tip": nodes.tip,
    "warning": nodes.warning,
}
_DETAILS = frozenset({"details", "spoiler"})


class BoxRenderer(BaseRenderer):
    """Renders boxes."""

    def _render_admonition(self, tag: JsxTag, token: SyntaxTreeNode) -> None:
        title = tag.text("title")
        kind = tag.text("type") or "note"
        node = self._box(kind.lower(), [nodes.Text(title)] if title else [], token)
        if "title" in tag.attributes and not title:
            self._warn(
                Kind.MARKUP,
                "<Admonition>: title can only be known by running JavaScript; left out. Write a "
                "plain text.",
                token,
            )
        self._fill(node, token)

    def render_meetings_box(self, token: SyntaxTreeNode) -> None:
        """Render what stands between two ``:::`` lines."""
        title: list[nodes.Node] = []
        source = ""
        children = list(token.children)
        if token.meta["titled"] and children and children[0].type == "inline":
            source = children[0].content
            holder = nodes.inline()
            with self.current_node_context(holder):
                self.render_children(children.pop(0))
            title = list(holder.children)
        name = token.meta["name"].lower()
        if name in _DETAILS:
            node: nodes.Element = self._details(title, is_open="open" in token.meta["attributes"])
        else:
            node = self._box(name, title, token, source)
        self.add_line_and_source_path(node, token)
        with self.current_node_context(node, append=True):
            for child in children:
                self.rules[f"render_{child.type}"](child)

    def _details(self, title: list[nodes.Node], *, is_open: bool) -> element:
        node = element("", name="details")
        if is_open:
            node["attributes"] = {"open": "open"}
        node += element("", *(title or [nodes.Text("Details")]), name="summary")
        return node

    def _render_details(self, token: SyntaxTreeNode, summary: str, *, is_open: bool) -> None:
        self._fill(self._details([nodes.Text(summary)] if summary else [], is_open=is_open), token)

    def _box(
        self, kind: str, title: list[nodes.Node], token: SyntaxTreeNode, source: str = ""
    ) -> nodes.Element:
        """Return an empty box, titled or one that titles itself.

        *source* is the title as it was written, for translators.
        """
        like = ALERT_TYPES.get(kind, kind)
        if like not in _BOXES:
            if kind and "colon_fence" not in self.md_config.enable_extensions:
                self._warn_once(
                    Kind.MARKUP,
                    f"unknown admonition type {kind!r}; shown as a plain box. Use one of "
                    f"{', '.join(sorted(BOX_TYPES))}.",
                    token,
                    f":::{kind}",
                )
            if not title:
                return nodes.container("", is_div=True, classes=[kind] if kind else [])
            return nodes.admonition("", nodes.title(source, "", *title), classes=["note"])
        if not title and kind in _BOXES:
            return _BOXES[kind]("")
        words = title or [nodes.Text(kind.capitalize())]
        return nodes.admonition("", nodes.title(source, "", *words), classes=[like])
