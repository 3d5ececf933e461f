"""Headings with a time, which becomes a link into the recording, outside of the title."""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinxcontrib_meetings import priorities
from sphinxcontrib_meetings.model.recording import Media, timestamp
from sphinxcontrib_meetings.nodes.element import inline_element
from sphinxcontrib_meetings.nodes.placeholders import recording_time
from sphinxcontrib_meetings.nodes.tree import by_kind, sections_below
from sphinxcontrib_meetings.parse.platforms import seconds_in
from sphinxcontrib_meetings.parse.times import CLOCK

__all__ = ["PlayButtons", "PlayTimes", "free_titles", "play_link"]

#: text of a link that is not part of a title: just a time or a symbol
_NO_WORDS = re.compile(rf"[^\w]*(?:{CLOCK}[^\w]*)?")
#: separators between a time and a title
_BEFORE = re.compile(r"[\s(\[\-\u2013\u2014|·•:]+\Z")
_AFTER = re.compile(r"\A[\s)\]\-\u2013\u2014|·•:]+")


class play_link(inline_element):  # noqa: N801
    """A link in a heading that plays its part of the recording; left out of indices."""

    def astext(self) -> str:
        """Return an empty text."""
        return ""


def free_titles(root: nodes.Element, media: Media, offset: int) -> None:
    """Replace times that lead into *media* in the titles of *root* with links without text.

    A link gets its text when it is written, so it is not in the title anywhere else. *offset*
    is the second of the recording at which the meeting starts.
    """
    sections = [root] if isinstance(root, nodes.section) else []
    for section in (*sections, *sections_below(root)):
        title = section[0] if len(section) else None
        if isinstance(title, nodes.title) and len(title):
            _free_title(title, media, offset)


def _free_title(title: nodes.title, media: Media, offset: int) -> None:
    for place in (0, -1):
        node = _edge(title, place)
        seconds = _seconds_of(node, media, offset) if node is not None else None
        if seconds is None or node is None:
            continue
        if not _NO_WORDS.fullmatch(node.astext()):
            # a title that is a single link keeps its text
            if len(title) > 1:
                continue
            title[:] = node.children
        else:
            if not title.astext().replace(node.astext(), "", 1).strip():
                continue
            _cut_out(title, node)
            _trim(title)
        title += nodes.reference(
            "",
            "",
            refuri=media.at(seconds),
            internal=False,
            classes=["meetings-play-time"],
            meetings_seconds=seconds,
        )
        return


def _edge(title: nodes.title, place: int) -> nodes.Element | None:
    """Return the link or time at an end of *title*, apart from brackets and whitespace."""
    children = [
        child
        for child in title.children
        if not (isinstance(child, nodes.Text) and not child.strip(" \t\n()[]"))
    ]
    found = children[place] if children else None
    return found if isinstance(found, nodes.reference | recording_time) else None


def _seconds_of(node: nodes.Element, media: Media, offset: int) -> int | None:
    if isinstance(node, recording_time):
        return int(node["seconds"]) + offset
    return seconds_in(node.get("refuri", ""), media)


def _cut_out(title: nodes.title, node: nodes.Element) -> None:
    """Remove *node* from *title*, with the brackets around it."""
    place = title.index(node)
    around = title.children[max(0, place - 1) : place + 2]
    before, after = around[0].astext().rstrip(), around[-1].astext().lstrip()
    if before.endswith(("(", "[")) and after.startswith((")", "]")):
        title[place - 1], title[place + 1] = nodes.Text(before[:-1]), nodes.Text(after[1:])
    title.remove(node)


def _trim(title: nodes.title) -> None:
    """Remove the separators between the time and the rest of the title."""
    for place, pattern in ((0, _AFTER), (-1, _BEFORE)):
        while len(title) and isinstance(title[place], nodes.Text):
            text = pattern.sub("", title[place].astext())
            if text:
                title[place] = nodes.Text(text)
                break
            del title[place]


class PlayButtons(SphinxPostTransform):
    """Turn the links in titles into buttons, in HTML."""

    default_priority = priorities.TITLE_TIMES
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Replace the links of the document."""
        for title, link in _play_links(self.document):
            time = timestamp(link["meetings_seconds"])
            attributes = {
                "href": link["refuri"],
                "aria-label": f"Play from {time}: {title.astext()}",
            }
            button = play_link("", time, name="a", classes=link["classes"], attributes=attributes)
            title.replace(link, [nodes.Text(" "), button])


class PlayTimes(SphinxPostTransform):
    """Turn the links in titles into times, in other formats."""

    default_priority = priorities.TITLE_TIMES
    formats = PlayButtons.formats

    def is_supported(self) -> bool:
        """Whether the builder has a format other than ``formats``."""
        return not super().is_supported()

    def run(self, **kwargs: Any) -> None:
        """Add the times to the links of the document."""
        for title, link in _play_links(self.document):
            link.append(nodes.Text(timestamp(link["meetings_seconds"])))
            title.insert(title.index(link), nodes.Text(" "))


def _play_links(document: nodes.document) -> list[tuple[nodes.title, nodes.reference]]:
    return [
        (title, link)
        for title in by_kind(document, (nodes.title,), blocks=True)[nodes.title]
        for link in title.children
        if isinstance(link, nodes.reference) and "meetings_seconds" in link and not len(link)
    ]
