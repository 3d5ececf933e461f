"""Our nodes of docutils, how HTML writes them, and what every other builder gets instead.

In: parsed recordings and turns. Out: nodes, and their visitors.

Not here: what a note means, the archive, or the events of a build.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxcontrib_meetings import priorities
from sphinxcontrib_meetings.nodes import copies, html, plain, player
from sphinxcontrib_meetings.nodes.element import (
    TaskBoxes,
    element,
    inline_element,
    markup_block,
    task_box,
)
from sphinxcontrib_meetings.nodes.minutes import minute_mark, written_minute, written_words
from sphinxcontrib_meetings.nodes.placeholders import (
    PlaceholdersGone,
    block_placeholder,
    recording_time,
    truncate,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["setup"]


def setup(app: Sphinx) -> None:
    """Add the nodes, their writers and the assets to *app*."""
    app.add_node(element, html=(html.visit_element, html.depart_element))
    app.add_node(inline_element, html=(html.visit_element, html.depart_element))
    app.add_node(markup_block, html=(html.visit_markup_block, None))
    app.add_node(task_box, html=(html.visit_task_box, None))
    app.add_node(player.player, html=(html.visit_player, None))
    app.add_node(written_minute, html=(html.visit_element, html.depart_element))
    for kind in (block_placeholder, minute_mark, truncate, recording_time, written_words):
        app.add_node(kind, html=(html.visit_bare, html.depart_bare))
    app.add_transform(TaskBoxes)
    app.add_transform(player.PlayerDetails)
    app.add_post_transform(PlaceholdersGone)
    app.add_post_transform(plain.LatexBoxes)
    app.add_post_transform(plain.PlainNodes)
    app.add_post_transform(plain.PlainBook)
    app.connect("builder-inited", player.on_builder_inited)
    app.connect("builder-inited", plain.on_builder_inited)
    app.connect("builder-inited", html.on_builder_inited)
    app.connect("doctree-resolved", plain.on_doctree_resolved, priority=priorities.CLEAN_LISTS)
    app.connect("doctree-resolved", copies.on_doctree_resolved, priority=priorities.CLEAN_LISTS)
    app.connect("html-page-context", html.on_html_page_context)
