"""Nodes that stand for what is filled in later; none of them is ever written."""

from __future__ import annotations

from docutils import nodes

__all__ = ["header_mark", "list_mark", "meeting_mark"]


class meeting_mark(nodes.Invisible, nodes.Element):  # noqa: N801 - docutils names nodes so
    """Left by the ``meeting`` directive where it stands.

    ``values`` and ``field_lines`` are what :func:`schema.read_fields` returned for
    its options; the record is collected from them, and the node goes.
    """


class header_mark(nodes.General, nodes.Element):  # noqa: N801
    """The place of a meeting's header; ``record`` is the name of the meeting."""


class list_mark(nodes.General, nodes.Element):  # noqa: N801
    """The place of a list; ``request`` is a :data:`views.Request`."""
