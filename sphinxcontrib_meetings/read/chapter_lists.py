"""Lists of chapters in a page.

A list of chapters that the text has is made live. Where it has none, one is made of the field
``chapters``, and stands below the player or where the directive of that name does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from docutils import nodes
from sphinx.util.nodes import get_node_line

from sphinxcontrib_meetings.model.meeting import Chapter
from sphinxcontrib_meetings.model.problem import Kind, Problem
from sphinxcontrib_meetings.nodes.placeholders import header_placeholder, recording_time
from sphinxcontrib_meetings.nodes.player import media_of, player
from sphinxcontrib_meetings.parse.captions import second_in
from sphinxcontrib_meetings.parse.chapters import (
    check_chapters,
    join_chapters,
    merge_chapters,
    parse_chapters,
    read_item,
    time_in,
)
from sphinxcontrib_meetings.parse.media import Media, same_recording, seconds_in
from sphinxcontrib_meetings.read.directives.chapters import NAME, chapters_placeholder

__all__ = [
    "chapter_list",
    "fill_placeholder",
    "find_chapters",
    "sections_below",
    "show_chapters",
]

CLASS = "meetings-chapters"
_CLOCK = re.compile(r"(?<![\w:])[0-9]{1,3}:[0-5][0-9](?::[0-5][0-9])?(?![\w:])")


@dataclass(frozen=True, slots=True)
class _List:
    """A list of the text, and the chapters that it lists."""

    node: nodes.Element
    chapters: tuple[Chapter, ...]
    #: where each leads to its time: a link, or the paragraph with the time in it
    places: tuple[tuple[nodes.Element, int], ...]


def show_chapters(  # noqa: PLR0913, all that chapters are settled with
    root: nodes.Element,
    given: Sequence[Chapter],
    media: Media | None,
    *,
    duration: int | None = None,
    placeholders: Sequence[chapters_placeholder] = (),
    line: int = 0,
) -> tuple[tuple[Chapter, ...], list[Problem]]:
    """Show the chapters of a meeting once, and return all of them.

    *root* is its document or section, *given* what its field says, *line* the line of that,
    *duration* the seconds of its recording, *media*. *placeholders* are places of directives.
    """
    listed, problems = _listed(root, media)
    written = _written(placeholders, listed)
    if not given:
        problems += check_chapters(written, duration, line)
    chapters, differences = join_chapters(given, written, line)
    if chapters and media is None:
        message = (
            "there are chapters, but no recording that they are of: add `recording: URL` to "
            "the front matter"
        )
        place = line if given else chapters[0].line or line
        problems.append(Problem(Kind.VIDEO, message, place))
    if listed:
        assert media is not None
        _make_live(listed, media)
    elif chapters and not placeholders:
        _insert(root, chapter_list(chapters, media), media)
    for number, placeholder in enumerate(placeholders):
        fill_placeholder(placeholder, () if listed or number else chapters, media)
    return chapters, [*problems, *differences]


def find_chapters(
    root: nodes.Element,
    given: Sequence[Chapter],
    media: Media | None,
    placeholders: Iterable[chapters_placeholder] = (),
    *,
    offset: int = 0,
) -> tuple[Chapter, ...]:
    """Return the chapters that :func:`show_chapters` will, and leave *root* as it is.

    *offset* is what turns the time of the meeting into that of the recording, where roles
    still tell the former.
    """
    listed, _ = _listed(root, media, offset)
    return join_chapters(given, _written(placeholders, listed))[0]


def _written(
    placeholders: Iterable[chapters_placeholder], listed: _List | None
) -> tuple[Chapter, ...]:
    """Return what directives and a list of the text say."""
    told = (placeholder["chapters"] for placeholder in placeholders)
    return merge_chapters(*told, listed.chapters if listed else ())


def fill_placeholder(
    placeholder: chapters_placeholder, chapters: Sequence[Chapter], media: Media | None
) -> None:
    """Put a list of *chapters* in the place of *placeholder*."""
    placeholder.parent.replace(placeholder, [chapter_list(chapters, media)] if chapters else [])


def chapter_list(chapters: Iterable[Chapter], media: Media | None) -> nodes.enumerated_list:
    """Return *chapters* as a list of links into *media*."""
    items = (
        nodes.list_item("", nodes.paragraph("", "", _chapter(chapter, media)))
        for chapter in chapters
    )
    return nodes.enumerated_list(
        "", *items, enumtype="arabic", prefix="", suffix=".", classes=[CLASS]
    )


def _chapter(chapter: Chapter, media: Media | None) -> nodes.Node:
    parts: list[nodes.Node] = [nodes.Text(chapter.title)] if chapter.title else []
    if chapter.seconds is None:
        return nodes.inline("", "", *parts)
    parts.insert(0, nodes.inline("", chapter.time, classes=["meetings-chapter-time"]))
    if chapter.title:
        parts.insert(1, nodes.Text(" "))
    if media is None:
        return nodes.inline("", "", *parts)
    url = media.at(chapter.seconds)
    return nodes.reference("", "", *parts, refuri=url, internal=False, classes=["meetings-time"])


def _insert(root: nodes.Element, new: nodes.Node, media: Media | None) -> None:
    """Put *new* below the player of *media*, else below the header."""
    place: nodes.Element | None = None
    for node in root.findall(player) if media else ():
        assert media is not None
        if same_recording(media_of(node), media):
            place = node
            break
    if place is None:
        place = next(root.findall(header_placeholder), None)
    while place is not None and not isinstance(place.parent, nodes.section):
        place = place.parent
    if place is not None:
        place.parent.insert(place.parent.index(place) + 1, new)


def _listed(
    root: nodes.Element, media: Media | None, offset: int = 0
) -> tuple[_List | None, list[Problem]]:
    """Return the list of chapters in the text, and what is wrong with it."""
    for section in sections_below(root) if media else ():
        title = section[0].astext().strip(" \t:.") if len(section) else ""
        if title.casefold() != NAME:
            continue
        for node in section.findall(_is_list):
            assert isinstance(node, nodes.Element)
            assert media is not None
            found, problems = _read_list(node, media, offset)
            if found.chapters:
                return found, problems
    return None, []


def _is_list(node: nodes.Node) -> bool:
    return isinstance(node, nodes.bullet_list | nodes.enumerated_list)


def sections_below(root: nodes.Element) -> Iterator[nodes.section]:
    """Yield the sections below *root*, at every depth."""
    for child in root.children:
        if isinstance(child, nodes.section):
            yield child
            yield from sections_below(child)


def _read_list(node: nodes.Element, media: Media, offset: int) -> tuple[_List, list[Problem]]:
    """Read a list and those within it."""
    found: list[Chapter] = []
    places: list[tuple[nodes.Element, int]] = []
    problems: list[Problem] = []
    for item in node.findall(nodes.list_item):
        text = item[0] if len(item) else None
        place = _place_in(text, media, offset) if isinstance(text, nodes.paragraph) else None
        if place is not None:
            chapter, wrong = read_item(item[0].astext(), place[1], _line(item))
            found.append(chapter)
            places.append(place)
            problems += wrong
    # in order, each once
    items = [{"seconds": chapter.seconds, "title": chapter.title} for chapter in found]
    chapters, others = parse_chapters(items, 0, [chapter.line for chapter in found])
    return _List(node, chapters, tuple(places)), [*problems, *others]


def _place_in(
    text: nodes.paragraph, media: Media, offset: int
) -> tuple[nodes.Element, int] | None:
    """Return what leads to the time of a chapter, and the second."""
    for time in text.findall(recording_time):
        return time, int(time["seconds"]) + offset
    links = list(text.findall(nodes.reference))
    for link in links:
        seconds = seconds_in(link.get("refuri", ""), media)
        if seconds is not None:
            return link, seconds
    seconds = None if links else time_in(text.astext())
    return None if seconds is None else (text, seconds)


def _make_live(listed: _List, media: Media) -> None:
    listed.node["classes"].append(CLASS)
    for place, seconds in listed.places:
        link = place if isinstance(place, nodes.reference) else _link_time(place, seconds, media)
        if link is not None:
            link["classes"] = list(dict.fromkeys((*link["classes"], "meetings-time")))


def _link_time(text: nodes.Element, seconds: int, media: Media) -> nodes.reference | None:
    """Make a link of the time in *text*."""
    for node in [child for child in text.children if isinstance(child, nodes.Text)]:
        for match in _CLOCK.finditer(node):
            if second_in("", match[0]) == seconds:
                link = nodes.reference("", match[0], refuri=media.at(seconds), internal=False)
                parts = (node[: match.start()], link, node[match.end() :])
                new = [nodes.Text(part) if isinstance(part, str) else part for part in parts]
                text.replace(node, [part for part in new if part.astext()])
                return link
    return None


def _line(item: nodes.Element) -> int:
    first = item[0]
    return get_node_line(first if isinstance(first, nodes.Element) else item) or 0
