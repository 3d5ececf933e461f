"""Nodes that stand for what is filled in later; none of them is ever written."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinxcontrib_meetings import priorities
from sphinxcontrib_meetings.nodes.tree import by_kind, replace_node

__all__ = [
    "SECTION_TITLE",
    "PlaceholdersGone",
    "block_placeholder",
    "header_placeholder",
    "list_placeholder",
    "meeting_placeholder",
    "recording_time",
    "truncate",
]

#: the class of the title of a meeting below the heading of its section
SECTION_TITLE = "meetings-section-title"


class block_placeholder(nodes.container):  # noqa: N801 - docutils names nodes so
    """A node that is filled later. A writer that meets one writes what it holds: nothing."""


class meeting_placeholder(nodes.Invisible, block_placeholder):  # noqa: N801
    """Left by the ``meeting`` directive where it stands.

    ``values`` and ``field_lines`` are what :func:`schema.read_fields` returned for
    its options; the record is collected from them, and the node goes.
    """


class header_placeholder(block_placeholder):  # noqa: N801
    """The place of a meeting's header; ``record`` is the name of the meeting."""


class list_placeholder(block_placeholder):  # noqa: N801
    """The place of a list; ``request`` is a :data:`views.Request`."""


class truncate(nodes.Invisible, nodes.inline):  # noqa: N801
    """The marker that ends an excerpt. It leaves no trace in a page."""


class recording_time(nodes.inline):  # noqa: N801
    """A moment of the meeting's own recording, which is not yet known.

    Attribute: ``seconds``.
    """


class PlaceholdersGone(SphinxPostTransform):
    """Take out the placeholders that nobody has replaced."""

    default_priority = priorities.PLACEHOLDERS_GONE

    def run(self, **kwargs: Any) -> None:
        """Clean the document."""
        for found in by_kind(self.document, (truncate, recording_time)).values():
            for node in found:
                replace_node(node, node.children)
