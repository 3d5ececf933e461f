"""The sections around a transcript, and its sections for each chapter."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from docutils import nodes

from sphinxcontrib_meetings.model.recording import Chapter
from sphinxcontrib_meetings.nodes.transcript import part_by_chapter, transcript
from sphinxcontrib_meetings.nodes.tree import sections_in

__all__ = [
    "headed",
    "is_titled_transcript",
    "kept_in",
    "new_section",
    "put_by_chapter",
    "section_around",
    "titled_transcript",
]

_TITLE = re.compile(r"(?:full\s+)?transcript", re.IGNORECASE)


def put_by_chapter(
    document: nodes.document, whole: transcript, chapters: Sequence[Chapter], offset: int
) -> list[transcript]:
    """Split a transcript that ends its section into a section per chapter; return its parts.

    *offset* is the second of the recording at which the meeting starts.
    """
    parent = whole.parent
    if not isinstance(parent, nodes.section):
        return [whole]
    groups = part_by_chapter(whole, chapters, offset)
    parent.replace(whole, headed(document, groups, in_sections=True))
    return [part for _, part in groups]


def headed(
    document: nodes.document,
    groups: Iterable[tuple[Chapter | None, transcript]],
    *,
    in_sections: bool,
) -> list[nodes.Node]:
    """Return the parts of a transcript, in sections or below rubrics."""
    new: list[nodes.Node] = []
    for chapter, part in groups:
        if chapter is None:
            new.append(part)
        elif in_sections:
            section = new_section(document, chapter.title or chapter.time, _id(chapter), part)
            section["classes"].append("meetings-part")
            new.append(section)
        else:
            rubric = nodes.rubric("", chapter.title or chapter.time, translatable=False)
            new += [rubric, part]
    return new


def new_section(
    document: nodes.document, title: str, node_id: str, *content: nodes.Node
) -> nodes.section:
    """Return a section with *title*; its ID is *node_id*, numbered if that is taken."""
    heading = nodes.title("", title, translatable=False)
    section = nodes.section("", heading, *content)
    section.source, section.line = document.current_source, None
    section["ids"].append(_free_id(document, node_id))
    document.set_id(section)
    return section


def _free_id(document: nodes.document, plain: str) -> str:
    """Return *plain*, numbered from 2 if *document* already has it."""
    free = plain
    # a document with many meetings needs the same ID many times
    last, key = document.id_counter, f"meetings {plain}"
    while free in document.ids:
        last[key] = max(last[key], 1) + 1
        free = f"{plain}-{last[key]}"
    return free


def _id(chapter: Chapter) -> str:
    title = nodes.make_id(chapter.title) or str(chapter.seconds)
    return f"transcript-{title[:60].rstrip('-')}"


def kept_in(scope: nodes.Element) -> Iterator[nodes.Node]:
    """Yield the children of *scope* and of the sections in it."""
    return itertools.chain.from_iterable(section.children for section in sections_in(scope))


def titled_transcript(scope: nodes.Element) -> Iterator[nodes.section]:
    """Yield the sections in *scope* that are titled "Transcript"."""
    for child in scope.children:
        if isinstance(child, nodes.section):
            if is_titled_transcript(child):
                yield child
            else:
                yield from titled_transcript(child)


def is_titled_transcript(section: nodes.Element) -> bool:
    """Whether the title of *section* is "Transcript"."""
    title = section.next_node(nodes.title, descend=True)
    return (
        title is not None
        and title.parent is section
        and _TITLE.fullmatch(title.astext().strip(" :.")) is not None
    )


def section_around(node: nodes.Element) -> nodes.Element | None:
    """Return the section titled "Transcript" around *node*, else the innermost, if any."""
    found: list[nodes.Element] = []
    while node.parent is not None:
        node = node.parent
        if isinstance(node, nodes.section):
            found.append(node)
    return next(filter(is_titled_transcript, found), next(iter(found), None))
