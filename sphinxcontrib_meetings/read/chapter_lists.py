"""Chapter lists in pages.

The items of a chapter list in the text become links into the recording. Without such a list,
one is made from the field ``chapters``, below the player or at the directive ``chapters``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from docutils import nodes
from sphinx.util.nodes import get_node_line

from sphinxcontrib_meetings.model.problem import Kind, Problem
from sphinxcontrib_meetings.model.recording import Chapter, Media
from sphinxcontrib_meetings.nodes.placeholders import header_placeholder, recording_time
from sphinxcontrib_meetings.nodes.player import media_of, player
from sphinxcontrib_meetings.nodes.tree import sections_below
from sphinxcontrib_meetings.parse.chapters import (
    check_chapters,
    join_chapters,
    merge_chapters,
    read_item,
    sort_chapters,
    time_in,
)
from sphinxcontrib_meetings.parse.platforms import same_recording, seconds_in
from sphinxcontrib_meetings.parse.speakers import second_in
from sphinxcontrib_meetings.parse.times import CLOCK_IN_TEXT
from sphinxcontrib_meetings.read.directives.chapters import NAME, chapters_placeholder

__all__ = [
    "MeetingChapters",
    "chapter_list",
    "fill_placeholder",
    "read_chapters",
    "show_chapters",
]

CLASS = "meetings-chapters"


@dataclass(frozen=True, slots=True)
class _List:
    """A chapter list in the text."""

    node: nodes.Element
    chapters: tuple[Chapter, ...]
    #: pairs of the text of a chapter and its second
    texts: tuple[tuple[nodes.paragraph, int], ...]


@dataclass(frozen=True, slots=True)
class MeetingChapters:
    """The chapters of a meeting, and problems with them."""

    #: all of them, in order
    chapters: tuple[Chapter, ...]
    #: whether the field ``chapters`` has any
    are_given: bool
    #: those in directives and in the list in the text
    written: tuple[Chapter, ...]
    listed: _List | None
    problems: tuple[Problem, ...]


def read_chapters(  # noqa: PLR0913, all places of chapters
    root: nodes.Element,
    given: Sequence[Chapter],
    media: Media | None,
    placeholders: Iterable[chapters_placeholder] = (),
    *,
    offset: int = 0,
    line: int = 0,
) -> MeetingChapters:
    """Return the chapters of a meeting, from its field, its directives and its text.

    *root* is its document or section, *given* the chapters in its field, and *line* the line of
    the field. *placeholders* stand for directives. *media* is its recording; *offset* is added
    to the times in roles, which count from the start of the meeting, not of the recording.
    """
    listed, problems = _listed(root, media, offset)
    told = (placeholder["chapters"] for placeholder in placeholders)
    written = merge_chapters(*told, listed.chapters if listed else ())
    chapters, differences = join_chapters(given, written, line)
    return MeetingChapters(chapters, bool(given), written, listed, (*problems, *differences))


def show_chapters(  # noqa: PLR0913, all that chapters need
    root: nodes.Element,
    read: MeetingChapters,
    media: Media | None,
    *,
    duration: int | None = None,
    placeholders: Sequence[chapters_placeholder] = (),
    line: int = 0,
) -> list[Problem]:
    """Show the chapters of a meeting once, and return problems with them.

    *root*, *media*, *placeholders* and *line* are those of :func:`read_chapters`; *duration* is
    the length of the recording in seconds.
    """
    problems = list(read.problems)
    if not read.are_given:
        problems += check_chapters(read.written, duration, line)
    if read.chapters and media is None:
        message = "these chapters have no recording; add `recording: URL` to the front matter"
        place = line if read.are_given else read.chapters[0].line or line
        problems.append(Problem(Kind.VIDEO, message, place))
    if read.listed:
        _link_items(read.listed, media)
    elif read.chapters and not placeholders:
        _insert(root, chapter_list(read.chapters, media), media)
    for number, placeholder in enumerate(placeholders):
        fill_placeholder(placeholder, () if read.listed or number else read.chapters, media)
    return problems


def fill_placeholder(
    placeholder: chapters_placeholder, chapters: Sequence[Chapter], media: Media | None
) -> None:
    """Replace *placeholder* with a list of *chapters*."""
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
    """Return the chapter list in the text, and problems with it."""
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


def _read_list(node: nodes.Element, media: Media, offset: int) -> tuple[_List, list[Problem]]:
    """Return the chapters in a list and the lists within it, and problems."""
    found: list[Chapter] = []
    texts: list[tuple[nodes.paragraph, int]] = []
    problems: list[Problem] = []
    for item in node.findall(nodes.list_item):
        text = item[0] if len(item) else None
        seconds = _seconds_of_item(text, media, offset)
        if isinstance(text, nodes.paragraph) and seconds is not None:
            chapter, wrong = read_item(text.astext(), seconds, _line(item))
            found.append(chapter)
            texts.append((text, seconds))
            problems += wrong
    chapters, others = sort_chapters(found)
    return _List(node, chapters, tuple(texts)), [*problems, *others]


def _seconds_of_item(text: nodes.Node | None, media: Media, offset: int) -> int | None:
    """Return the second of an item: that of its first role, else link, else time."""
    if not isinstance(text, nodes.paragraph):
        return None
    for time in text.findall(recording_time):
        return int(time["seconds"]) + offset
    links = list(text.findall(nodes.reference))
    if not links:
        return time_in(text.astext())
    seconds = (seconds_in(_address(link), media) for link in links)
    return next((second for second in seconds if second is not None), None)


def _address(link: nodes.Element) -> str:
    return str(link.get("refuri", ""))


def _link_items(listed: _List, media: Media | None) -> None:
    """Link the items of a list to *media*."""
    listed.node["classes"].append(CLASS)
    for text, seconds in listed.texts if media else ():
        assert media is not None
        links = text.findall(nodes.reference)
        link = next((node for node in links if seconds_in(_address(node), media) == seconds), None)
        link = link or _link_time(text, seconds, media)
        if link is not None:
            link["classes"] = list(dict.fromkeys((*link["classes"], "meetings-time")))


def _link_time(text: nodes.Element, seconds: int, media: Media) -> nodes.reference | None:
    """Turn the time in *text* into a link, and return that."""
    for node in [child for child in text.children if isinstance(child, nodes.Text)]:
        for match in CLOCK_IN_TEXT.finditer(node):
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
