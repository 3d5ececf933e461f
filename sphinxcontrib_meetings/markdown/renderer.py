"""From the tokens of a note to its doctree: MyST's renderer, and what is ours.

What is written here is shown by every builder: HTML elements become nodes whose
content the others keep, images and links become docutils' own.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from functools import cache
from typing import Any, cast

from docutils import nodes
from docutils.parsers.rst.languages import get_language
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer

from sphinxcontrib_meetings.markdown.rendering.base import IDS, MISSING
from sphinxcontrib_meetings.markdown.rendering.code import CodeRenderer
from sphinxcontrib_meetings.markdown.rendering.elements import ElementRenderer
from sphinxcontrib_meetings.markdown.tokens import EMOJI
from sphinxcontrib_meetings.nodes.element import draw_task, inline_element
from sphinxcontrib_meetings.nodes.placeholders import truncate
from sphinxcontrib_meetings.nodes.tree import by_kind

__all__ = ["OWN_IDS", "MeetingsRenderer"]

#: key in ``env.temp_data``: ids that the author of a note gave to headings, with their sections
OWN_IDS = "meetings_own_ids"
#: attributes of a renderer that are set up for each text
_SET_UP = frozenset(
    {
        "_heading_offset",
        "_heading_slugs",
        "_level_to_section",
        "current_node",
        "document",
        "language_module_rst",
        "md_config",
        "md_env",
        "md_options",
        "reporter",
    }
)
#: what GitHub leaves out of the anchors of headings
_NOT_IN_ANCHORS = re.compile(r"[^\w\- ]")


@cache
def _knows_setup() -> bool:
    """Whether the installed MyST-Parser sets up what we know, and nothing else."""
    given = SphinxRenderer(MarkdownIt())
    SphinxRenderer.setup_render(given, {"myst_config": None}, {})
    return vars(given).keys() == _SET_UP | vars(SphinxRenderer(MarkdownIt())).keys()


class MeetingsRenderer(CodeRenderer, ElementRenderer):
    """Turn the tokens of a note into a doctree."""

    def setup_render(self, options: dict[str, Any], env: MutableMapping[str, Any]) -> None:
        """Get ready for the tokens of one text.

        MyST's own makes an empty document first, with all the settings of docutils, in case
        there is none. That takes 2.4 % of the CPU time of a build of 300 notes.
        """
        if not _knows_setup():
            super().setup_render(options, env)
            return
        self.md_env = env
        self.md_options = options
        self.md_config = options["myst_config"]
        self.document = options["document"]
        self.current_node = options.get("current_node", self.document)
        self.reporter = self.document.reporter
        language = self.document.settings.language_code
        self.language_module_rst = cast(Any, get_language(language))
        self._heading_offset = 0
        self._level_to_section = {0: self.document}
        self._heading_slugs = {}

    def _render_finalise(self) -> None:
        super()._render_finalise()
        if missing := self.md_env.pop(MISSING, None):
            missing.report()
        own = self.md_env.get(IDS, ())
        if own:
            # where MyST looks for what a link to a part of a note may mean
            slugs: dict[str, Any] = cast(Any, self.document).myst_slugs
            slugs |= {name: (None, name, "") for name in own if name not in slugs}
            self._env.metadata[self._env.docname]["myst_slugs"] = slugs
        _place_transitions(self.document)

    def render_meetings_problem(self, token: SyntaxTreeNode) -> None:
        """Warn."""
        meta = token.meta
        self._warn_once(meta["kind"], meta["message"], token, meta["once"])

    def render_meetings_truncate(self, token: SyntaxTreeNode) -> None:
        """Render the marker that ends the excerpt."""
        self._append(truncate(), token)

    def render_meetings_comment(self, token: SyntaxTreeNode) -> None:
        """Render nothing."""

    # What MyST renders, so that nothing is lost in any builder

    def render_s(self, token: SyntaxTreeNode) -> None:
        """Render struck text."""
        self._fill(inline_element("", "", name="s"), token)

    def render_meetings_marked(self, token: SyntaxTreeNode) -> None:
        """Render words between HackMD's signs."""
        kind = {"sub": nodes.subscript, "sup": nodes.superscript}.get(token.tag)
        node = kind("", "") if kind else inline_element("", "", name=token.tag)
        self._fill(node, token)

    def render_hardbreak(self, token: SyntaxTreeNode) -> None:
        """Render a line break, which keeps words apart where there are none."""
        self.current_node += [
            nodes.raw("", "<br />", format="html"),
            nodes.raw("", r"\\", format="latex"),
            nodes.Text("\n"),
        ]

    def render_list_item(self, token: SyntaxTreeNode) -> None:
        """Render an item; one of a task list begins with its box."""
        checked = token.meta.get("checked")
        if checked is None:
            super().render_list_item(token)
            return
        item = nodes.list_item(classes=["task-list-item"], checked=checked)
        if self.md_config.enable_checkboxes:
            item["editable"] = True
            item["classes"].append("enabled")
        self._fill(item, token)
        draw_task(item)

    def render_heading(self, token: SyntaxTreeNode) -> None:
        """Render a heading; the id that its author gave is kept as it is written, too."""
        super().render_heading(token)
        if not isinstance(self.current_node, nodes.section):
            return
        given = str(token.attrs.get("id", ""))
        if given:
            # another note may have the same
            self.document.nametypes[nodes.fully_normalize_name(given)] = False
            own: list[Any] = cast(Any, self._env.temp_data.setdefault(OWN_IDS, []))
            own.append((given, self.current_node))
        for identifier in (given, self._github_anchor(token)):
            if identifier:
                self._note_id(self.current_node, identifier)

    def _github_anchor(self, token: SyntaxTreeNode) -> str:
        """Return what GitHub calls a heading with ``:emoji:``, which has their names in it."""
        words = _NOT_IN_ANCHORS.sub("", token.meta.get(EMOJI, "").strip().lower())
        anchor = first = words.replace(" ", "-")
        count = 0
        while anchor in self.document.ids:
            count += 1
            anchor = f"{first}-{count}"
        return anchor

    def render_table(self, token: SyntaxTreeNode) -> None:
        """Render a table; one that is all head gets a body, without which LaTeX's writer fails."""
        super().render_table(token)
        if len(token.children or []) == 1:
            groups = cast(nodes.Element, self.current_node.children[-1]).findall(nodes.tgroup)
            for group in groups:
                group.append(nodes.tbody())


def _place_transitions(document: nodes.document) -> None:
    """Let a rule be one where docutils has no place for a transition."""
    for node in by_kind(document, (nodes.transition,))[nodes.transition]:
        if not _is_transition(node):
            rule = nodes.raw("", "<hr />\n", format="html")
            rule.source, rule.line = node.source, node.line
            node.parent.replace(node, rule)


def _is_transition(node: nodes.transition) -> bool:
    parent = node.parent
    if not isinstance(parent, (nodes.document, nodes.section)):
        return False
    index = parent.index(node)
    before = [child for child in parent[:index] if _counts(child)]
    if not before or isinstance(before[-1], (nodes.title, nodes.transition)):
        return False
    ancestor: nodes.Element | None = node
    while ancestor is not None and ancestor.parent is not None:
        siblings = ancestor.parent
        after = siblings.children[siblings.index(ancestor) + 1 :]
        if any(_counts(child) for child in after):
            return True
        ancestor = siblings
    return False


def _counts(node: nodes.Node) -> bool:
    return not isinstance(node, (nodes.Invisible, nodes.raw))
