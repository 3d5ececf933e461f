"""Chapters in a page, and headings with times: what leads into the recording from the text.

A list of chapters that the text has is made live. Where it has none, one is made of the field
``chapters``, and stands below the player or where the directive of that name does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective, is_directive_registered
from sphinx.util.nodes import get_node_line

from sphinxcontrib_meetings.model.meeting import Chapter, timestamp
from sphinxcontrib_meetings.model.problem import Kind, Problem
from sphinxcontrib_meetings.nodes.nodes import (
    depart_element,
    inline_element,
    media_of,
    player,
    recording_time,
    visit_element,
)
from sphinxcontrib_meetings.nodes.placeholders import by_kind, header_mark
from sphinxcontrib_meetings.parse.chapters import (
    check_chapters,
    join_chapters,
    merge_chapters,
    parse_chapters,
    read_item,
    sort_chapters,
    time_in,
)
from sphinxcontrib_meetings.parse.media import Media, same_recording, seconds_in
from sphinxcontrib_meetings.parse.speakers import second_in
from sphinxcontrib_meetings.report import report

__all__ = [
    "Chapters",
    "MeetingChapters",
    "chapters_mark",
    "fill_mark",
    "free_titles",
    "read_chapters",
    "register",
    "show_chapters",
]

NAME = "chapters"
CLASS = "meetings-chapters"

#: a link whose text is no part of a title: nothing but a time, or a sign
_NO_WORDS = re.compile(r"[^\w]*(?:[0-9]{1,3}:[0-5][0-9](?::[0-5][0-9])?[^\w]*)?")
_CLOCK = re.compile(r"(?<![\w:])[0-9]{1,3}:[0-5][0-9](?::[0-5][0-9])?(?![\w:])")
#: what sets a time off from a title
_BEFORE = re.compile(r"[\s(\[\-\u2013\u2014|·•:]+\Z")
_AFTER = re.compile(r"\A[\s)\]\-\u2013\u2014|·•:]+")


class chapters_mark(nodes.Invisible, nodes.Element):  # noqa: N801 - docutils names nodes so
    """Left by the ``chapters`` directive where it stands; attribute ``chapters``."""


class play_link(inline_element):  # noqa: N801
    """The link with which a heading plays its part; in an index the heading is without it."""

    def astext(self) -> str:
        """Return no text."""
        return ""


class Chapters(SphinxDirective):
    """``chapters``: one chapter per line, as ``0:12 Welcome``.

    Without content it is the place of those that the front matter has.
    """

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the place of the list."""
        # docutils counts from the beginning of the file, MyST from the directive
        is_whole = self.content_offset >= self.lineno - 1
        first = self.content_offset + 1 + (0 if is_whole else self.lineno)
        rows = [(first + i, row) for i, row in enumerate(self.content) if row.strip()]
        chapters, problems = parse_chapters(
            "\n".join(row for _, row in rows), self.lineno, [line for line, _ in rows]
        )
        report(problems, self.env.docname)
        mark = chapters_mark(chapters=chapters)
        self.set_source_info(mark)
        return [mark]


# Lists of chapters


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
    marks: Iterable[chapters_mark] = (),
    *,
    offset: int = 0,
    line: int = 0,
) -> MeetingChapters:
    """Return the chapters of a meeting, from all places that have some.

    *root* is its document or section, *given* what its field says, *line* the line of that.
    *marks* are places of directives. *offset* is what turns the time of the meeting into that
    of its recording, *media*, where roles still tell the former.
    """
    listed, problems = _listed(root, media, offset)
    told = (mark["chapters"] for mark in marks)
    written = merge_chapters(*told, listed.chapters if listed else ())
    chapters, differences = join_chapters(given, written, line)
    return MeetingChapters(chapters, bool(given), written, listed, (*problems, *differences))


def show_chapters(  # noqa: PLR0913, all that is shown of chapters
    root: nodes.Element,
    read: MeetingChapters,
    media: Media | None,
    *,
    duration: int | None = None,
    marks: Sequence[chapters_mark] = (),
    line: int = 0,
) -> list[Problem]:
    """Show the chapters of a meeting once, and return what is wrong with them.

    *root*, *media*, *marks* and *line* are those of :func:`read_chapters`, *duration* are the
    seconds of the recording.
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
    elif read.chapters and not marks:
        _insert(root, chapter_list(read.chapters, media), media)
    for number, mark in enumerate(marks):
        fill_mark(mark, () if read.listed or number else read.chapters, media)
    return problems


def fill_mark(mark: chapters_mark, chapters: Sequence[Chapter], media: Media | None) -> None:
    """Put a list of *chapters* in the place of *mark*."""
    mark.parent.replace(mark, [chapter_list(chapters, media)] if chapters else [])


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
        place = next(root.findall(header_mark), None)
    while place is not None and not isinstance(place.parent, nodes.section):
        place = place.parent
    if place is not None:
        place.parent.insert(place.parent.index(place) + 1, new)


def _listed(
    root: nodes.Element, media: Media | None, offset: int = 0
) -> tuple[_List | None, list[Problem]]:
    """Return the list of chapters in the text, and what is wrong with it."""
    for section in _sections(root) if media else ():
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


def _sections(root: nodes.Element) -> Iterator[nodes.section]:
    for child in root.children:
        if isinstance(child, nodes.section):
            yield child
            yield from _sections(child)


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


# Headings


def free_titles(root: nodes.Element, media: Media, offset: int) -> None:
    """Take times that lead into *media* out of the titles in *root*; links remain, unseen.

    A link has no text until it is written, so that the title is without it wherever else it
    is shown. *offset* is what turns the time of the meeting into that of the recording.
    """
    sections = [root] if isinstance(root, nodes.section) else []
    for section in (*sections, *_sections(root)):
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

    # after others have lost their elements (6)
    default_priority = 7
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Fill the links of the document."""
        for title, link in _play_links(self.document):
            time = timestamp(link["meetings_seconds"])
            attributes = {
                "href": link["refuri"],
                "aria-label": f"Play from {time}: {title.astext()}",
            }
            button = play_link("", time, tag="a", classes=link["classes"], attributes=attributes)
            title.replace(link, [nodes.Text(" "), button])


class PlayTimes(SphinxPostTransform):
    """Let them be times elsewhere."""

    default_priority = PlayButtons.default_priority
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


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Offer the directive, unless another extension has its name."""
    if not is_directive_registered(NAME):
        app.add_directive(NAME, Chapters)


def register(app: Sphinx) -> None:
    """Add the directive, the links of headings and their writers to *app*."""
    app.add_node(play_link, html=(visit_element, depart_element))
    app.add_post_transform(PlayButtons)
    app.add_post_transform(PlayTimes)
    # late, so that others who register then come first
    app.connect("config-inited", on_config_inited, priority=900)
