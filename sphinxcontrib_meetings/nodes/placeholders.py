"""Nodes that stand for what is filled in later; none of them is ever written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docutils import nodes

__all__ = ["by_kind", "header_mark", "is_in_title", "is_within", "list_mark", "meeting_mark"]


class meeting_mark(nodes.Invisible, nodes.Element):  # noqa: N801 - docutils names nodes so
    """Left by the ``meeting`` directive where it stands.

    ``values`` and ``field_lines`` are what :func:`schema.read_fields` returned for
    its options; the record is collected from them, and the node goes.
    """


class header_mark(nodes.General, nodes.Element):  # noqa: N801
    """The place of a meeting's header; ``record`` is the name of the meeting."""


class list_mark(nodes.General, nodes.Element):  # noqa: N801
    """The place of a list; ``request`` is a :data:`views.Request`."""


def by_kind(root: nodes.Node, kinds: Iterable[type[nodes.Node]]) -> dict[type, list[Any]]:
    """Return the nodes in *root* that are of *kinds*, not of subclasses, by their kind.

    They come in the order of the document. One walk for all of them, and half as long as that
    of ``findall``, whose generators nest as deep as the nodes do.
    """
    found: dict[type, list[Any]] = {kind: [] for kind in kinds}
    left = [root]
    while left:
        node = left.pop()
        if type(node) in found:
            found[type(node)].append(node)
        if node.children:
            left += reversed(node.children)
    return found


def is_in_title(node: nodes.Node | None) -> bool:
    """Tell whether *node* is a title, or stands in one, where Sphinx knows no downloads."""
    while node is not None and not isinstance(node, nodes.title):
        node = node.parent
    return node is not None


def is_within(node: nodes.Node | None, root: nodes.Node) -> bool:
    """Tell whether *node* is *root*, or stands in it."""
    while node is not None and node is not root:
        node = node.parent
    return node is root
