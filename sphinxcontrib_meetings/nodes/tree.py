"""Questions to a tree of docutils, and changes of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from docutils import nodes

__all__ = [
    "by_kind",
    "child_sections",
    "first_paragraph",
    "heading_of",
    "is_in_cell",
    "is_in_title",
    "is_inline",
    "is_within",
    "line_of",
    "replace_node",
    "sections_below",
    "sections_in",
    "upwards",
]


def by_kind(
    root: nodes.Node, kinds: Iterable[type[nodes.Node]], *, blocks: bool = False
) -> dict[type, list[Any]]:
    """Return the nodes in *root* that are of *kinds*, not of subclasses, by their kind.

    They come in the order of the document. One walk for all of them, and half as long as that
    of ``findall``, whose generators nest as deep as the nodes do. With *blocks*, paragraphs
    are passed over: most nodes stand in them, but none of *kinds* does.
    """
    found: dict[type, list[Any]] = {kind: [] for kind in kinds}
    left = [root]
    while left:
        node = left.pop()
        if type(node) in found:
            found[type(node)].append(node)
        if node.children and not (blocks and type(node) is nodes.paragraph):
            left += reversed(node.children)
    return found


def heading_of(section: nodes.Element) -> str:
    """Return the text of the title of *section*."""
    title = next((node for node in section.children if isinstance(node, nodes.title)), None)
    return title.astext() if title else ""


def is_in_title(node: nodes.Node | None) -> bool:
    """Whether *node* is a title, or stands in one, where Sphinx knows no downloads."""
    return _is_in(node, nodes.title)


def is_in_cell(node: nodes.Node | None) -> bool:
    """Whether *node* stands in a table, where few writers know another table."""
    return _is_in(node, nodes.entry)


def _is_in(node: nodes.Node | None, kind: type[nodes.Node]) -> bool:
    while node is not None and not isinstance(node, kind):
        node = node.parent
    return node is not None


def is_within(node: nodes.Node | None, root: nodes.Node) -> bool:
    """Whether *node* is *root* or a descendant of it."""
    while node is not None and node is not root:
        node = node.parent
    return node is root


def replace_node(node: nodes.Element, new: list[nodes.Node]) -> None:
    """Put *new* in the place of *node*, if it has one."""
    if node.parent is not None:
        node.parent.replace(node, new)


def is_inline(node: nodes.Node) -> bool:
    """Whether *node* stands within a line."""
    return isinstance(node, (nodes.Text, nodes.Inline))


def first_paragraph(node: nodes.Node) -> nodes.paragraph | None:
    """Return the paragraph that *node* begins with."""
    first = node.children[0] if node.children else None
    return first if isinstance(first, nodes.paragraph) else None


def child_sections(parent: nodes.Element) -> Iterator[nodes.section]:
    """Yield the sections right in *parent*."""
    return (node for node in parent.children if isinstance(node, nodes.section))


def sections_in(scope: nodes.Element) -> Iterator[nodes.Element]:
    """Yield *scope* and the sections in it, at any depth."""
    yield scope
    yield from sections_below(scope)


def sections_below(scope: nodes.Element) -> Iterator[nodes.section]:
    """Yield the sections in *scope*, at any depth, in the order of the text."""
    for child in scope.children:
        if isinstance(child, nodes.section):
            yield child
            yield from sections_below(child)


def upwards(node: nodes.Node | None) -> Iterator[nodes.Node]:
    """Yield *node* and its ancestors, up to the document."""
    while node is not None:
        yield node
        node = node.parent


def line_of(node: nodes.Node | None) -> int:
    """Return the line of *node*, or of what it stands in; 1 if none is known."""
    while node is not None:
        if node.line:
            return node.line
        node = node.parent
    return 1
