"""What builders without HTML get in place of our nodes.

A player becomes a link, an element what it holds.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinxcontrib_meetings import priorities
from sphinxcontrib_meetings.model.recording import timestamp
from sphinxcontrib_meetings.nodes.element import element, inline_element, task_box
from sphinxcontrib_meetings.nodes.html import is_web
from sphinxcontrib_meetings.nodes.player import NAMELESS, copies_of, media_of, path_of, player
from sphinxcontrib_meetings.nodes.tree import is_inline, replace_node

__all__ = [
    "LatexBoxes",
    "PlainBook",
    "PlainNodes",
    "on_builder_inited",
    "on_doctree_resolved",
    "plain",
]


#: LaTeX's fonts have no such signs of Unicode
_LATEX_BOXES = {True: r"\(\boxtimes\)", False: r"\(\square\)"}


def plain(document: nodes.Element) -> None:
    """Replace every node of ours in *document* by nodes that all writers know."""
    for box in list(document.findall(task_box)):
        replace_node(box, box.children)
    for node in reversed(list(document.findall(element))):
        replace_node(node, _plain_element(node))
    for inline in reversed(list(document.findall(inline_element))):
        replace_node(inline, inline.children)
    players = list(document.findall(player))
    files = {path for node in players for path in copies_of(node)}
    for link in list(document.findall(nodes.reference)) if files else ():
        if path_of(link.get("refuri", "")) in files:
            # nothing leads to a file that is not beside the book
            replace_node(link, link.children or _moment(link))
    for recording in players:
        replace_node(recording, _plain_player(recording))


def _draw_boxes(document: nodes.Element) -> None:
    """Draw the boxes of tasks for LaTeX."""
    for box in list(document.findall(task_box)):
        replace_node(box, [nodes.raw("", _LATEX_BOXES[box["checked"]], format="latex")])


def _moment(link: nodes.Element) -> list[nodes.Node]:
    """Return the text of a link that was to be filled: one of a title."""
    return [nodes.Text(f" {timestamp(link['meetings_seconds'])}")]


def _plain_element(node: element) -> list[nodes.Node]:
    children = _with_lists(_blocks(node.children))
    if node["name"] == "li" and isinstance(node.parent, element):
        return [nodes.list_item("", *children)]
    return children


def _with_lists(blocks: Iterable[nodes.Node]) -> list[nodes.Node]:
    """Put items into lists, without which no writer knows them, wherever they stand."""
    new: list[nodes.Node] = []
    for is_item, found in itertools.groupby(blocks, lambda n: isinstance(n, nodes.list_item)):
        group = list(found)
        new += [nodes.bullet_list("", *group, bullet="*")] if is_item else group
    return new


def _blocks(children: Iterable[nodes.Node]) -> list[nodes.Node]:
    """Put what stands in lines into paragraphs."""
    blocks: list[nodes.Node] = []
    line: nodes.paragraph | None = None
    for child in children:
        if not is_inline(child):
            line = None
            blocks.append(child)
        elif line is not None:
            line += child
        elif child.astext().strip() or not isinstance(child, nodes.Text):
            line = nodes.paragraph("", "", child, translatable=False)
            blocks.append(line)
    return blocks


def _plain_player(node: player) -> list[nodes.Node]:
    title = node["title"]
    name = f"{NAMELESS}: {title}" if title else NAMELESS
    if node["duration"]:
        name += f", {node['duration']}"
    text = nodes.Text(f"{name} ({node['url']})")
    copy = next(node.findall(addnodes.download_reference), None)
    link: nodes.Element
    if copy and copy["reftarget"] == media_of(node).url:
        link = addnodes.download_reference("", "", text, **copy.attributes)
    else:
        link = nodes.reference("", "", text, refuri=node["url"], internal=False)
    paragraph = nodes.paragraph("", "", link, translatable=False, ids=node["ids"])
    paragraph.source, paragraph.line = node.source, node.line
    return [paragraph, *map(_plain_caption, node.findall(nodes.caption))]


def _plain_caption(caption: nodes.caption) -> nodes.paragraph:
    paragraph = nodes.paragraph(caption.rawsource, "", *caption.children)
    # gettext extracts what has a `uid`, which nodes get when they are read
    for name in ("source", "line", "uid"):
        if hasattr(caption, name):
            setattr(paragraph, name, getattr(caption, name))
    return paragraph


class PlainNodes(SphinxPostTransform):
    """Replace our nodes for the builders that cannot write them: all that make no HTML."""

    default_priority = priorities.PLAIN_NODES
    formats = ("html",)

    def is_supported(self) -> bool:
        """Whether the builder has another format than ``formats``."""
        return not super().is_supported()

    def run(self, **kwargs: Any) -> None:
        """Clean the document."""
        plain(self.document)


class LatexBoxes(SphinxPostTransform):
    """Draw the boxes of tasks for LaTeX, before they become text for all builders."""

    default_priority = priorities.PLAIN_NODES - 1
    formats = ("latex",)

    def run(self, **kwargs: Any) -> None:
        """Draw them in the document."""
        _draw_boxes(self.document)


class PlainBook(SphinxPostTransform):
    """The same for EPUB, whose readers run no scripts and load nothing from elsewhere."""

    default_priority = priorities.PLAIN_NODES
    builders = ("epub",)

    def run(self, **kwargs: Any) -> None:
        """Clean the document."""
        plain(self.document)


class RemoteImages(SphinxPostTransform):
    """Link to images of the former site, for builders that would have to download them.

    Those that the author gave with their full address are Sphinx's to fetch.
    """

    default_priority = priorities.REMOTE_IMAGES

    def run(self, **kwargs: Any) -> None:
        """Clean the document."""
        for image in list(self.document.findall(nodes.image)):
            if image.get("meetings_remote"):
                replace_node(image, [_plain_image(image)])


def _plain_image(image: nodes.image) -> nodes.Element:
    text = image.get("alt") or image["uri"]
    if _is_linked(image):
        return nodes.inline("", text)
    link = nodes.reference("", text, refuri=image["uri"], internal=False)
    if isinstance(image.parent, nodes.TextElement):
        return link
    return nodes.paragraph("", "", link, translatable=False)


def _is_linked(node: nodes.Node) -> bool:
    while node.parent is not None:
        node = node.parent
        if isinstance(node, nodes.reference):
            return True
    return False


def on_builder_inited(app: Sphinx) -> None:
    """Take care of images for builders that show some, but fetch none."""
    builder = app.builder
    if builder.supported_image_types and not builder.supported_remote_images:
        app.add_post_transform(RemoteImages)


def on_doctree_resolved(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Clean what lists have put in after the post-transforms."""
    if not is_web(app.builder):
        if app.builder.format == "latex":
            _draw_boxes(doctree)
        plain(doctree)
