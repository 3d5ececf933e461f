"""The sections of a transcript: where one stands, and one for each chapter."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from docutils import nodes

from sphinxcontrib_meetings.model.recording import Chapter
from sphinxcontrib_meetings.nodes.transcript import part_by_chapter, transcript

__all__ = [
    "headed",
    "is_titled_transcript",
    "kept_in",
    "new_section",
    "put_by_chapter",
    "section_around",
    "sections_in",
    "titled_transcript",
]

_TITLE = re.compile(r"(?:full\s+)?transcript", re.IGNORECASE)


def put_by_chapter(
    document: nodes.document, whole: transcript, chapters: Sequence[Chapter], offset: int
) -> list[transcript]:
    """Put a transcript that ends its section into a section for each chapter; return its parts.

    *offset* is what turns the time of the meeting into that of the recording.
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
    """Return the parts of a transcript in sections, or below rubrics."""
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
    """Return a section with *title*, whose id is *node_id* or, where that is taken, like it."""
    heading = nodes.title("", title, translatable=False)
    section = nodes.section("", heading, *content)
    section.source, section.line = document.current_source, None
    section["ids"].append(_free_id(document, node_id))
    document.set_id(section)
    return section


def _free_id(document: nodes.document, plain: str) -> str:
    """Return *plain*, numbered from 2 on where *document* has it already."""
    free = plain
    # a document of many meetings asks for the same id many times
    last, key = document.id_counter, f"meetings {plain}"
    while free in document.ids:
        last[key] = max(last[key], 1) + 1
        free = f"{plain}-{last[key]}"
    return free


def _id(chapter: Chapter) -> str:
    title = nodes.make_id(chapter.title) or str(chapter.seconds)
    return f"transcript-{title[:60].rstrip('-')}"


def sections_in(scope: nodes.Element) -> Iterator[nodes.Element]:
    """Yield *scope* and the sections in it, at every depth."""
    yield scope
    for child in scope.children:
        if isinstance(child, nodes.section):
            yield from sections_in(child)


def kept_in(scope: nodes.Element) -> Iterator[nodes.Node]:
    """Yield what stands in *scope*, or in a section of it, and in nothing else."""
    return itertools.chain.from_iterable(section.children for section in sections_in(scope))


def titled_transcript(scope: nodes.Element) -> Iterator[nodes.section]:
    """Yield the sections in *scope* that are called "Transcript"."""
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
    """Return the section called "Transcript" that *node* is in, else the innermost, if any."""
    found: list[nodes.Element] = []
    while node.parent is not None:
        node = node.parent
        if isinstance(node, nodes.section):
            found.append(node)
    return next(filter(is_titled_transcript, found), next(iter(found), None))
