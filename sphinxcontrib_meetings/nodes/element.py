"""HTML elements that docutils has no node for, and HTML that is written as it is.

Titles are copied, into tables of contents for instance, before our nodes are replaced for
builders that cannot write them. So each node of ours is of a kind that every writer of Sphinx
knows, and shows its content where the writer knows no more of it.
"""

from __future__ import annotations

from docutils import nodes

from sphinxcontrib_meetings.nodes.html_text import Markup

__all__ = ["element", "inline_element", "markup_block", "markup_node", "task_box", "task_box_node"]


class element(nodes.container):  # noqa: N801 - docutils names nodes so
    """A block-level HTML element.

    Attributes: ``name`` (of the element), ``classes``, and ``attributes``, a
    mapping of HTML attributes; those that are ``None`` are left out.
    """


class inline_element(nodes.inline):  # noqa: N801
    """An HTML element within a line, such as ``time``; attributes as :class:`element`."""


class task_box(nodes.inline):  # noqa: N801
    """The box of a task. Its child is its text, for what draws no boxes.

    Attribute: ``checked``.
    """


class markup_block(nodes.container):  # noqa: N801
    """HTML that is written as it is. Its child is its text, which the search reads.

    Attribute: ``html``.
    """


def markup_node(html: Markup) -> markup_block:
    """Return a node for *html*."""
    return markup_block("", nodes.Text(html.striptags()), html=str(html))


def task_box_node(*, checked: bool) -> task_box:
    """Return a node for the box of a task."""
    text = "\N{BALLOT BOX WITH CHECK}" if checked else "\N{BALLOT BOX}"
    return task_box("", "", nodes.Text(text), checked=checked)
