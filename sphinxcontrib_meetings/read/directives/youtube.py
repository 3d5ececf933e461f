"""The ``youtube`` role and directive.

Within a line, the role is a link; alone in its paragraph, it is the player. A
bare time (``12:34``) refers to the meeting's own recording, which is known once
the whole note has been read.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import (
    ReferenceRole,
    SphinxDirective,
    is_directive_registered,
    is_role_registered,
)
from sphinx.util.typing import OptionSpec

from sphinxcontrib_meetings import priorities
from sphinxcontrib_meetings.model.problem import Kind
from sphinxcontrib_meetings.nodes.placeholders import recording_time
from sphinxcontrib_meetings.nodes.player import player_node
from sphinxcontrib_meetings.nodes.tree import by_kind
from sphinxcontrib_meetings.parse.platforms.youtube import YouTube as Video
from sphinxcontrib_meetings.parse.times import is_clock, parse_seconds
from sphinxcontrib_meetings.report import warn

__all__ = ["LonePlayers", "YouTube", "YouTubeRole", "on_config_inited"]

NAME = "youtube"
#: whether a role has made a link, in ``env.temp_data``
_LINKED = "meetings_youtube_linked"
_WIDTH = re.compile(r"(\d+(?:\.\d+)?)\s*(px|em|rem|ch|vw|cm|mm|in|pt|%)?", re.ASCII)
#: in tables and fields, a player would be as small as its button
_NARROW = (nodes.entry, nodes.field, nodes.footnote, nodes.citation)


class YouTubeRole(ReferenceRole):
    """``youtube`` with an id, a YouTube address, or a time in the meeting's recording.

    Each may have its own text: ``text <ID?t=754>``. Anything else gives a warning
    (``meetings.video``) and is shown as written.
    """

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return a link, or the placeholder of a time."""
        target = self.target.strip()
        if is_clock(target):
            text = self.title if self.has_explicit_title else target
            time = recording_time(self.rawtext, text, seconds=parse_seconds(target))
            self.set_source_info(time)
            return [time], []
        try:
            video = Video.read(target)
        except ValueError as error:
            warn(Kind.VIDEO, str(error), location=self.get_location())
            return [nodes.inline(self.rawtext, self.text.strip())], []
        return [self._link(video, target)], []

    def _link(self, video: Video, target: str) -> nodes.reference:
        shown = target if "/" in target else video.start_url
        self.env.temp_data[_LINKED] = True
        link = nodes.reference(
            self.rawtext,
            self.title if self.has_explicit_title else shown,
            refuri=video.start_url,
            internal=False,
            classes=["meetings-time"],
            meetings_player=(video, self.title if self.has_explicit_title else ""),
        )
        self.set_source_info(link)
        return link


class LonePlayers(SphinxTransform):
    """Turn a role that stands alone in its paragraph into the player."""

    default_priority = priorities.LONE_PLAYERS

    def apply(self, **kwargs: Any) -> None:
        """Replace such paragraphs, and remove the role's attribute from all other links."""
        if not self.env.temp_data.get(_LINKED):
            return
        for link in by_kind(self.document, (nodes.reference,))[nodes.reference]:
            media, title = link.attributes.pop("meetings_player", (None, ""))
            paragraph = link.parent
            if media and _is_alone(link) and not _is_narrow(link):
                node = player_node(media, title=title)
                node.source, node.line = paragraph.source, paragraph.line
                node.update_basic_atts(paragraph)
                self.document.ids.update(dict.fromkeys(node["ids"], node))
                paragraph.parent.replace(paragraph, node)


def _is_alone(link: nodes.reference) -> bool:
    return isinstance(link.parent, nodes.paragraph) and all(
        child is link or not child.astext().strip() for child in link.parent.children
    )


def _is_narrow(link: nodes.reference) -> bool:
    node: nodes.Element | None = link
    while node is not None and not isinstance(node, _NARROW):
        node = node.parent
    return node is not None


class YouTube(SphinxDirective):
    """``youtube`` with an id or address; options ``start``, ``title``, ``caption``, ``width``.

    What cannot be read gives a warning (``meetings.video``): options are left out,
    an address is shown as written.
    """

    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[OptionSpec] = {
        "start": directives.unchanged,
        "title": directives.unchanged,
        "caption": directives.unchanged,
        "width": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        """Return the player."""
        written = self.arguments[0].strip()
        try:
            video = Video.read(written)
        except ValueError as error:
            self._warn(str(error))
            return [nodes.paragraph("", written)]
        start = self._start()
        caption, messages = self._caption()
        node = player_node(
            video if start is None else replace(video, start=start),
            title=self.options.get("title", ""),
            width=self._width(),
        )
        node += caption
        self.set_source_info(node)
        return [node, *messages]

    def _start(self) -> int | None:
        if "start" not in self.options:
            return None
        try:
            return parse_seconds(self.options["start"])
        except ValueError as error:
            self._warn(f"youtube: start: {error}")
            return None

    def _width(self) -> str:
        written = self.options.get("width", "").strip()
        match = _WIDTH.fullmatch(written)
        if match:
            return match[1] + (match[2] or "px")
        if written:
            self._warn(
                f"youtube: {written!r} is not a valid width; use a number with a unit, like "
                "'480px', '30em' or '60%'"
            )
        return ""

    def _caption(self) -> tuple[list[nodes.caption], list[nodes.system_message]]:
        written = self.options.get("caption", "")
        if not written:
            return [], []
        inline, messages = self.parse_inline(written, lineno=self.lineno)
        caption = nodes.caption(written, "", *inline)
        self.set_source_info(caption)
        return [caption], messages

    def _warn(self, message: str) -> None:
        warn(Kind.VIDEO, message, location=self.get_location())


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Register the role and the directive, unless another extension has used their names."""
    if not is_role_registered(NAME):
        app.add_role(NAME, YouTubeRole())
    if not is_directive_registered(NAME):
        app.add_directive(NAME, YouTube)
