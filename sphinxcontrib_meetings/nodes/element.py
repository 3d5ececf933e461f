"""HTML elements that docutils has no node for, and HTML that is written as it is.

Titles are copied, into tables of contents for instance, before our nodes are replaced for
builders that cannot write them. So each node of ours is of a kind that every writer of Sphinx
knows, and shows its content where the writer knows no more of it.
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from sphinxcontrib_meetings import priorities
from sphinxcontrib_meetings.nodes.html_text import Markup

__all__ = [
    "TaskBoxes",
    "draw_task",
    "element",
    "inline_element",
    "markup_block",
    "markup_node",
    "task_box",
]

#: the box as it is written, which a translator may have kept
_WRITTEN = re.compile(r"\[[ xX]\]\s*+")


class element(nodes.container):  # noqa: N801 - docutils names nodes so
    """A block-level HTML element.

    Attributes: ``name`` (of the element), ``classes``, and ``attributes``, a
    mapping of HTML attributes; those that are ``None`` are left out.
    """


class inline_element(nodes.inline):  # noqa: N801
    """An HTML element within a line, such as ``time``; attributes as :class:`element`."""


class task_box(nodes.inline):  # noqa: N801
    """The box of a task. Its child is its text, for what draws no boxes.

    Attributes: ``checked``, and ``editable`` if readers may change it.
    """


class markup_block(nodes.Invisible, nodes.container):  # noqa: N801
    """HTML that is written as it is. Its child is its text, which the search reads.

    It is none of the author's words, and invisible to what looks for these, such as the
    descriptions of sphinxext-opengraph.

    Attribute: ``html``.
    """


def markup_node(html: Markup) -> markup_block:
    """Return a node for *html*."""
    return markup_block("", nodes.Text(html.striptags()), html=str(html))


def draw_task(item: nodes.list_item) -> None:
    """Let the task *item* begin with its box, as its attribute ``checked`` says."""
    first = item.children[0] if item.children else None
    if not isinstance(first, nodes.paragraph):
        first = nodes.paragraph()
        item.insert(0, first)
    if first.children and isinstance(first.children[0], task_box):
        return
    words = first.children[0] if first.children else None
    if isinstance(words, nodes.Text) and (written := _WRITTEN.match(words)):
        first.replace(words, nodes.Text(words[written.end() :]))
    checked = item["checked"]
    sign = "\N{BALLOT BOX WITH CHECK}" if checked else "\N{BALLOT BOX}"
    box = task_box("", "", nodes.Text(sign), checked=checked)
    if "editable" in item:
        box["editable"] = True
    first.insert(0, [box, nodes.Text(" ")])


class TaskBoxes(SphinxTransform):
    """Draw the boxes of tasks again whose text was translated."""

    default_priority = priorities.TASK_BOXES

    def apply(self, **kwargs: Any) -> None:
        """Look at each item of a list, if Sphinx has translated anything."""
        progress = self.document.get("translation_progress")
        if progress and not progress["translated"]:
            return
        for item in self.document.findall(nodes.list_item):
            if "checked" in item:
                draw_task(item)
