"""Lists of chapters in a page.

A list of chapters that the text has is made live. Where it has none, one is made of the field
``chapters``, and stands below the player or where the directive of that name does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from docutils import nodes
from sphinx.util.nodes import get_node_line

from sphinxcontrib_meetings.model.problem import Kind, Problem
from sphinxcontrib_meetings.model.recording import Chapter, Media
from sphinxcontrib_meetings.nodes.placeholders import header_placeholder, recording_time
from sphinxcontrib_meetings.nodes.player import media_of, player
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
    "sections_below",
    "show_chapters",
]

CLASS = "meetings-chapters"


@dataclass(frozen=True, slots=True)
class _List:
    """A list of the text, and the chapters that it lists."""

    node: nodes.Element
    chapters: tuple[Chapter, ...]
    #: pairs of the text of a chapter and its second
    texts: tuple[tuple[nodes.paragraph, int], ...]


@dataclass(frozen=True, slots=True)
class MeetingChapters:
    """The chapters of a meeting, and what is wrong with them."""

    #: all of them, in order
    chapters: tuple[Chapter, ...]
    #: whether the field has some
    are_given: bool
    #: those of directives and of the list in the text
    written: tuple[Chapter, ...]
    listed: _List | None
    problems: tuple[Problem, ...]


def read_chapters(  # noqa: PLR0913, all the places where chapters are
    root: nodes.Element,
    given: Sequence[Chapter],
    media: Media | None,
    placeholders: Iterable[chapters_placeholder] = (),
    *,
    offset: int = 0,
    line: int = 0,
) -> MeetingChapters:
    """Return the chapters of a meeting, from all places that have some.

    *root* is its document or section, *given* what its field says, *line* the line of that.
    *placeholders* are places of directives. *offset* is what turns the time of the meeting into
    that of its recording, *media*, where roles still tell the former.
    """
    listed, problems = _listed(root, media, offset)
    told = (placeholder["chapters"] for placeholder in placeholders)
    written = merge_chapters(*told, listed.chapters if listed else ())
    chapters, differences = join_chapters(given, written, line)
    return MeetingChapters(chapters, bool(given), written, listed, (*problems, *differences))


def show_chapters(  # noqa: PLR0913, all that is shown of chapters
    root: nodes.Element,
    read: MeetingChapters,
    media: Media | None,
    *,
    duration: int | None = None,
    placeholders: Sequence[chapters_placeholder] = (),
    line: int = 0,
) -> list[Problem]:
    """Show the chapters of a meeting once, and return what is wrong with them.

    *root*, *media*, *placeholders* and *line* are those of :func:`read_chapters`, *duration* are
    the seconds of the recording.
    """
    problems = list(read.problems)
    if not read.are_given:
        problems += check_chapters(read.written, duration, line)
    if read.chapters and media is None:
        message = (
            "there are chapters, but no recording that they are of: add `recording: URL` to "
            "the front matter"
        )
        place = line if read.are_given else read.chapters[0].line or line
        problems.append(Problem(Kind.VIDEO, message, place))
    if read.listed:
        _make_live(read.listed, media)
    elif read.chapters and not placeholders:
        _insert(root, chapter_list(read.chapters, media), media)
    for number, placeholder in enumerate(placeholders):
        fill_placeholder(placeholder, () if read.listed or number else read.chapters, media)
    return problems


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
    """Return the second to which the first of an item leads: a role, a link, or a time."""
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


def _make_live(listed: _List, media: Media | None) -> None:
    """Let the items of a list lead into *media*."""
    listed.node["classes"].append(CLASS)
    for text, seconds in listed.texts if media else ():
        assert media is not None
        links = text.findall(nodes.reference)
        link = next((node for node in links if seconds_in(_address(node), media) == seconds), None)
        link = link or _link_time(text, seconds, media)
        if link is not None:
            link["classes"] = list(dict.fromkeys((*link["classes"], "meetings-time")))


def _link_time(text: nodes.Element, seconds: int, media: Media) -> nodes.reference | None:
    """Make a link of the time in *text*."""
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
