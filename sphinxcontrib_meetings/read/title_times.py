"""Headings with a time: the title is shown without it, and leads into the recording."""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinxcontrib_meetings import priorities
from sphinxcontrib_meetings.model.recording import Media, timestamp
from sphinxcontrib_meetings.nodes.element import inline_element
from sphinxcontrib_meetings.nodes.placeholders import recording_time
from sphinxcontrib_meetings.nodes.tree import by_kind
from sphinxcontrib_meetings.parse.platforms import seconds_in
from sphinxcontrib_meetings.parse.times import CLOCK
from sphinxcontrib_meetings.read.chapter_lists import sections_below

__all__ = ["PlayButtons", "PlayTimes", "free_titles", "play_link"]

#: a link whose text is no part of a title: nothing but a time, or a sign
_NO_WORDS = re.compile(rf"[^\w]*(?:{CLOCK}[^\w]*)?")
#: what sets a time off from a title
_BEFORE = re.compile(r"[\s(\[\-\u2013\u2014|·•:]+\Z")
_AFTER = re.compile(r"\A[\s)\]\-\u2013\u2014|·•:]+")


class play_link(inline_element):  # noqa: N801
    """The link with which a heading plays its part; in an index the heading is without it."""

    def astext(self) -> str:
        """Return no text."""
        return ""


def free_titles(root: nodes.Element, media: Media, offset: int) -> None:
    """Take times that lead into *media* out of the titles in *root*; links remain, unseen.

    A link has no text until it is written, so that the title is without it wherever else it
    is shown. *offset* is what turns the time of the meeting into that of the recording.
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
            # a title that is one link keeps its words
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
    """Return what stands at an end of *title*, brackets and blanks aside."""
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
    """Take *node* out of *title*, with the brackets around it."""
    place = title.index(node)
    around = title.children[max(0, place - 1) : place + 2]
    before, after = around[0].astext().rstrip(), around[-1].astext().lstrip()
    if before.endswith(("(", "[")) and after.startswith((")", "]")):
        title[place - 1], title[place + 1] = nodes.Text(before[:-1]), nodes.Text(after[1:])
    title.remove(node)


def _trim(title: nodes.title) -> None:
    """Take away what set the time off from the rest of the title."""
    for place, pattern in ((0, _AFTER), (-1, _BEFORE)):
        while len(title) and isinstance(title[place], nodes.Text):
            text = pattern.sub("", title[place].astext())
            if text:
                title[place] = nodes.Text(text)
                break
            del title[place]


class PlayButtons(SphinxPostTransform):
    """Let the links of titles be buttons in HTML."""

    default_priority = priorities.TITLE_TIMES
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Fill the links of the document."""
        for title, link in _play_links(self.document):
            time = timestamp(link["meetings_seconds"])
            attributes = {
                "href": link["refuri"],
                "aria-label": f"Play from {time}: {title.astext()}",
            }
            button = play_link("", time, name="a", classes=link["classes"], attributes=attributes)
            title.replace(link, [nodes.Text(" "), button])


class PlayTimes(SphinxPostTransform):
    """Let them be times elsewhere."""

    default_priority = priorities.TITLE_TIMES
    formats = PlayButtons.formats

    def is_supported(self) -> bool:
        """Say whether the builder has another format than ``formats``."""
        return not super().is_supported()

    def run(self, **kwargs: Any) -> None:
        """Fill the links of the document."""
        for title, link in _play_links(self.document):
            link.append(nodes.Text(timestamp(link["meetings_seconds"])))
            title.insert(title.index(link), nodes.Text(" "))


def _play_links(document: nodes.document) -> list[tuple[nodes.title, nodes.reference]]:
    return [
        (title, link)
        for title in by_kind(document, (nodes.title,))[nodes.title]
        for link in title.children
        if isinstance(link, nodes.reference) and "meetings_seconds" in link and not len(link)
    ]
