"""Labelled lines at the head of a note: ``Recording: URL``, ``- **Date**: May 6``, table rows.

The head is what stands below the title, before the first section, and at the start of that
section if nothing precedes it. Every dialect writes such lines as other nodes; here they
are one kind of thing.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from docutils import nodes
from sphinx import addnodes

from sphinxcontrib_meetings.model.recording import Recording
from sphinxcontrib_meetings.nodes.tree import child_sections, first_paragraph, heading_of, line_of
from sphinxcontrib_meetings.parse.date_words import DateWords
from sphinxcontrib_meetings.parse.labelled_dates import (
    LabelledText,
    is_about_meeting,
    labels_date,
    time_in_heading,
)
from sphinxcontrib_meetings.parse.labels import (
    follows_recording,
    labels_recording,
    labels_recording_anywhere,
    leads_elsewhere,
    plain_label,
    recording_at,
)
from sphinxcontrib_meetings.parse.minutes.agenda_places import is_agenda, is_no_topic
from sphinxcontrib_meetings.parse.minutes.attendance_labels import is_of_other_meeting
from sphinxcontrib_meetings.parse.values import words_of

__all__ = [
    "Labelled",
    "labelled_dates",
    "labelled_lines",
    "labelled_recordings",
    "rows",
    "timed_headings",
]

_COLON = re.compile(r"\s*[:\uff1a](?!//)\s*")
_DASH = re.compile(r"\s+[-\u2013\u2014]\s+|\s*\Z")
#: what separates several labelled things in one line
_BARS = "|\u00b7\u2022"
_BAR = re.compile(rf"\s*[{_BARS}]\s*")
_LINE_END = re.compile(r"\n")
_URL = re.compile(r"https?://[^\s<>\"'|]{3,500}[^\s<>\"'|.,;:!?)\]]")
_LONGEST_LABEL = 60
#: lists below these are what was spoken about, and labels in them are not of the meeting
_TOPICS = words_of(
    "actions agenda announcements demo demos discussion discussions items minutes news notes "
    "presentation presentations reading references talks topic topics updates",
)
#: words of headings, besides these, of sections that are about no topic
_GENERAL = words_of(
    "adjourn adjournment and aob any business closing ending follow housekeeping important info "
    "links materials media meeting misc miscellaneous of other others references resources "
    "summary the to up upload useful wrap",
)
#: blocks whose content is as good as what they stand in
_BLOCKS = (
    nodes.Admonition,
    nodes.block_quote,
    nodes.compound,
    nodes.container,
    nodes.line_block,
)
#: lists in lists, which no head has more of
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Labelled:
    """A labelled line: its label as it is written, without the colon, and what follows it."""

    label: str
    nodes: tuple[nodes.Node, ...]
    line: int
    #: heading of the section that it stands in, empty in the head itself
    heading: str = ""
    #: whether it stands somewhere else in the note
    is_in_body: bool = False

    @property
    def text(self) -> str:
        """What follows the label, as plain text."""
        return "".join(node.astext() for node in self.nodes).strip()

    @property
    def links(self) -> Iterator[tuple[str, str]]:
        """Pairs of the address of a link, or of a bare URL, and its text."""
        for node in self.nodes:
            if isinstance(node, nodes.Text):
                yield from ((url, url) for url in _URL.findall(str(node)))
                continue
            for link in node.findall(nodes.Element):
                if address := _address_of(link):
                    yield address, link.astext()


def labelled_lines(root: nodes.Element) -> Iterator[Labelled]:
    """Yield the labelled lines at the head of the note *root*, its document or section."""
    section = _title_section(root)
    if section is not root:
        # above the title; the fields of docinfo are read with the others
        yield from _in_blocks(
            (
                node
                for node in root.children
                if not isinstance(node, (nodes.docinfo, nodes.section))
            ),
            0,
        )
    above = [node for node in section.children if not isinstance(node, nodes.section)]
    yield from _in_blocks(above, 0)
    first = next(child_sections(section), None)
    has_head = any(not isinstance(node, (nodes.title, nodes.Invisible)) for node in above)
    if first is None or has_head:
        return
    heading = heading_of(first)
    if words := _only_paragraph(first):
        yield Labelled(_clean(heading), tuple(words.children), line_of(words), heading)
    if not _is_topic(heading):
        for labelled in _in_blocks(first.children, 0):
            yield replace(labelled, heading=heading)


def labelled_dates(
    lines: Iterable[Labelled], words: DateWords, *, title: str = ""
) -> tuple[LabelledText, ...]:
    """Return those labelled *lines* of a note that may say when the meeting is.

    *words* are those of the language. In a section of their own, they count if its heading says
    that it is about the meeting, or is the *title* that stands in the text.
    """
    return tuple(
        LabelledText(found.label, found.text, found.line)
        for found in lines
        if labels_date(found.label, words)
        and (found.heading in ("", title) or is_about_meeting(found.heading, words))
    )


def timed_headings(root: nodes.Element, words: DateWords) -> tuple[LabelledText, ...]:
    """Return what the title of the note *root* says about its time, else a heading below it.

    Several headings with a time are those of several meetings.
    """
    section = _title_section(root)
    if not isinstance(section, nodes.section):
        return ()
    if time := time_in_heading(heading_of(section), words):
        return (LabelledText("Time", time, line_of(section)),)
    found = [
        LabelledText("When", time, line_of(node))
        for node in child_sections(section)
        if (time := time_in_heading(heading_of(node), words, has_date=True))
    ]
    return tuple(found) if len(found) == 1 else ()


def labelled_recordings(
    lines: Iterable[Labelled], root: nodes.Element, others: Collection[int] = ()
) -> tuple[tuple[Recording, ...], int]:
    """Return the recordings that labelled links of the note *root* lead to, and their line.

    They are among the labelled *lines* of its head, alone in a section that is called
    ``Recording``, or lines elsewhere whose label is certain. *others* are the ``id()`` of the
    roots of other meetings.
    """
    section = _title_section(root)
    for labelled in itertools.chain(lines, _labelled_sections(section), _in_body(section, others)):
        if found := tuple(_recordings_of(labelled)):
            return found, labelled.line
    return (), 0


def _recordings_of(labelled: Labelled) -> Iterator[Recording]:
    is_label = labels_recording(labelled.label, played=True)
    if not is_label or (labelled.is_in_body and not labels_recording_anywhere(labelled.label)):
        return
    seen: set[tuple[str, str]] = set()
    for address, text in labelled.links:
        if leads_elsewhere(text) or (seen and not follows_recording(text)):
            # `[slides](URL)`
            continue
        media = recording_at(address, labelled.label)
        if media is not None and media.identity not in seen:
            seen.add(media.identity)
            yield Recording(address, media)


def _title_section(root: nodes.Element) -> nodes.Element:
    return root if isinstance(root, nodes.section) else next(child_sections(root), root)


def _labelled_sections(section: nodes.Element) -> Iterator[Labelled]:
    """Yield sections below *section* whose title is the label of a link, their only content."""
    for node in child_sections(section):
        if not labels_recording(heading_of(node)):
            continue
        words = _only_paragraph(node)
        if words and _is_link_alone(words.children):
            yield Labelled(heading_of(node), tuple(words.children), line_of(words))


def _in_body(section: nodes.Element, others: Collection[int]) -> Iterator[Labelled]:
    """Yield lines with the label of a recording in the sections below *section*.

    A section about a topic may have the recording of a talk, unless it is the last block.
    """
    last = _last_block(section)
    for node in child_sections(section):
        if id(node) in others:
            continue
        heading = heading_of(node)
        if is_of_other_meeting(heading):
            continue
        is_general = is_no_topic(heading) or is_agenda(heading) or _is_general(heading)
        for block in node.children:
            if not isinstance(block, nodes.section) and (is_general or block is last):
                found = _in_block_of_body(block)
                yield from (replace(one, is_in_body=True) for one in found)
        yield from _in_body(node, others)


def _last_block(section: nodes.Element) -> nodes.Node | None:
    """Return the last block in *section*, or in its last subsection."""
    blocks = [node for node in section.children if not isinstance(node, nodes.Invisible)]
    while blocks and isinstance(last := blocks[-1], nodes.section):
        blocks = [node for node in last.children if not isinstance(node, nodes.Invisible)]
    return blocks[-1] if blocks else None


def _in_block_of_body(block: nodes.Node) -> Iterator[Labelled]:
    """Yield what *block* labels as a recording, in its outer lines and items."""
    if isinstance(block, nodes.bullet_list | nodes.enumerated_list):
        for item in block.children:
            # what stands below an item is about that
            head = first_paragraph(item)
            label = _clean(head.astext()) if head is not None else ""
            found = _in_item(item, 1) if labels_recording_anywhere(label) else ()
            yield from (*(_in_paragraph(head) if head is not None else ()), *found)
    elif isinstance(block, nodes.paragraph):
        yield from _in_paragraph(block)
    elif isinstance(block, nodes.table):
        yield from _in_table(block)
    elif isinstance(block, _BLOCKS):
        for inner in block.children:
            yield from _in_block_of_body(inner)


def _is_general(heading: str) -> bool:
    words = plain_label(heading).split()
    return bool(words) and all(word in _GENERAL or word in _TOPICS for word in words)


def _only_paragraph(section: nodes.section) -> nodes.paragraph | None:
    """Return the paragraph that is all of *section*."""
    content = [part for part in section.children[1:] if not isinstance(part, nodes.Invisible)]
    words = content[0] if len(content) == 1 else None
    return words if isinstance(words, nodes.paragraph) else None


def _is_topic(label: str) -> bool:
    return not _TOPICS.isdisjoint(plain_label(label).split())


# ── blocks ────────────────────────────────────────────────────────────────────


def _in_blocks(blocks: Iterable[nodes.Node], depth: int) -> Iterator[Labelled]:
    for block in blocks if depth < _DEEPEST else ():
        if isinstance(block, (nodes.paragraph, nodes.line)):
            yield from _in_paragraph(block)
        elif isinstance(block, (nodes.bullet_list, nodes.enumerated_list)):
            for item in block.children:
                yield from _in_item(item, depth + 1)
        elif isinstance(block, nodes.table):
            yield from _in_table(block)
        elif isinstance(block, nodes.field_list | nodes.docinfo):
            yield from _pairs(_elements(block, nodes.field))
        elif isinstance(block, nodes.definition_list):
            yield from _pairs(_elements(block, nodes.definition_list_item))
        elif isinstance(block, _BLOCKS):
            yield from _in_blocks(block.children, depth + 1)


def _elements(node: nodes.Element, kind: type[nodes.Element]) -> Iterator[nodes.Element]:
    return (child for child in node.children if isinstance(child, kind))


def _pairs(items: Iterable[nodes.Element]) -> Iterator[Labelled]:
    """Yield what a field, or a term and its definition, says."""
    for item in items:
        if len(item) > 1:
            label, value = item.children[0], item.children[-1]
            yield Labelled(_clean(label.astext()), (*_lines_of(value),), line_of(item))


def _lines_of(value: nodes.Node) -> Iterator[nodes.Node]:
    """Yield what stands in the first paragraph of *value*."""
    yield from (first_paragraph(value) or value).children


def _in_item(item: nodes.Node, depth: int) -> Iterator[Labelled]:
    """Yield the labelled lines of an item, and of a list below a label: ``- Links:``."""
    head = first_paragraph(item)
    if head is None:
        return
    lines = list(_in_paragraph(head))
    nested = [node for node in item.children[1:] if isinstance(node, nodes.bullet_list)]
    if not nested or (lines and lines[-1].text):
        yield from lines
        return
    label = lines[-1].label if lines else _clean(head.astext())
    if _is_topic(label):
        return
    if lines:
        # `- Recording:`, with the URL below it
        below = [node for item in nested[0].children for node in _first_words(item)]
        yield from (*lines[:-1], Labelled(label, tuple(below), lines[-1].line))
    yield from _in_blocks(nested, depth)


def _first_words(item: nodes.Node) -> list[nodes.Node]:
    first = first_paragraph(item)
    return [] if first is None else first.children


def _in_table(table: nodes.table) -> Iterator[Labelled]:
    """Yield the rows of a table with two columns, or the cells below the labels of its head."""
    found = list(table.findall(nodes.row))
    cells = [list(_elements(row, nodes.entry)) for row in found]
    is_head = [isinstance(row.parent, nodes.thead) for row in found]
    if len(cells) == 2 and is_head == [True, False] and len(cells[0]) == len(cells[1]):
        pairs = list(zip(*cells, strict=True))
        yield from (_of_cells(label, value) for label, value in pairs)
    if all(len(row) == 2 for row in cells):
        yield from (_of_cells(label, value) for label, value in cells)


def _of_cells(label: nodes.Element, value: nodes.Element) -> Labelled:
    return Labelled(_clean(label.astext()), tuple(_lines_of(value)), line_of(value))


# ── lines ─────────────────────────────────────────────────────────────────────


def _in_paragraph(paragraph: nodes.Element) -> Iterator[Labelled]:
    for number, row in enumerate(rows(paragraph.children)):
        line = line_of(paragraph) + number
        for part in _split(row, _BAR, _BARS):
            yield from _labelled(part, line)


def rows(children: Iterable[nodes.Node]) -> Iterator[list[nodes.Node]]:
    """Yield the lines of a paragraph; hard breaks are raw nodes before the end of the line."""
    return _split((node for node in children if not isinstance(node, nodes.raw)), _LINE_END, "\n")


def _split(
    row: Iterable[nodes.Node], pattern: re.Pattern[str], signs: str
) -> Iterator[list[nodes.Node]]:
    """Yield what *pattern*, which has one of *signs* in it, separates in the texts of *row*."""
    part: list[nodes.Node] = []
    for node in row:
        if not isinstance(node, nodes.Text):
            part.append(node)
            continue
        if not any(sign in node for sign in signs):
            part += [node] if len(node) else []
            continue
        first, *others = pattern.split(str(node))
        part += [nodes.Text(first)] if first else []
        for text in others:
            yield part
            part = [nodes.Text(text)] if text else []
    yield part


def _labelled(row: Sequence[nodes.Node], line: int) -> Iterator[Labelled]:
    """Yield what *row* labels: ``Label: …``, ``**Label:** …``, ``**Label** …``, or its link."""
    if all(isinstance(node, nodes.Text) and not _has_colon(node) for node in row):
        # as most lines do, it has none of these
        return
    if _is_link_alone(row):
        yield from (
            Labelled(_clean(node.astext()), (node,), line) for node in row if _link_in(node)
        )
        return
    worded = [node for node in row if node.astext().strip()]
    if len(worded) == 1 and isinstance(worded[0], nodes.emphasis | nodes.strong):
        # all of it is set off
        row = worded[0].children if len(worded[0]) > 1 else row
    label: list[str] = []
    for place, node in enumerate(row):
        text = node.astext()
        is_text = isinstance(node, nodes.Text)
        found = _COLON.search(text) if is_text and _has_colon(text) else None
        if found:
            rest = [nodes.Text(text[found.end() :])] if text[found.end() :] else []
            yield from _made([*label, text[: found.start()]], [*rest, *row[place + 1 :]], line)
            return
        if not is_text and _link_in(node) is not None:
            # `Recording <URL>`, `[Recording](URL) (password …)`
            words = label if _clean("".join(label)) else [text]
            yield from _made(words, list(row[place:]), line)
            return
        label.append(text)
        if isinstance(node, nodes.strong) and text.rstrip().endswith((":", "\uff1a")):
            yield from _made(label, list(row[place + 1 :]), line)
            return
        if isinstance(node, nodes.strong) and _is_set_off(row[place + 1 :]):
            yield from _made(label, list(row[place + 1 :]), line)
            return


def _has_colon(text: str) -> bool:
    return ":" in text or "\uff1a" in text


def _is_set_off(rest: Sequence[nodes.Node]) -> bool:
    """Whether *rest* follows bold text as a value: after a dash, or as a link."""
    words = rest[0].astext() if rest and isinstance(rest[0], nodes.Text) else ""
    return _DASH.match(words) is not None


def _made(label: Iterable[str], value: list[nodes.Node], line: int) -> Iterator[Labelled]:
    words = _clean("".join(label))
    if words and len(words) <= _LONGEST_LABEL:
        yield Labelled(words, tuple(value), line)


def _clean(label: str) -> str:
    """Return a label without colon, and without signs and pictures before it."""
    return re.sub(r"^[^\w(]+", "", " ".join(label.split())).rstrip(" :\uff1a")


def _is_link_alone(row: Iterable[nodes.Node]) -> bool:
    """Whether *row* is one link, with nothing but signs around it."""
    links = 0
    for node in row:
        if _link_in(node) is not None:
            links += 1
        elif re.search(r"\w", node.astext()):
            return False
    return links == 1


def _link_in(node: nodes.Node) -> nodes.Element | None:
    """Return the link that *node* is, or that it only formats."""
    while isinstance(node, (nodes.strong, nodes.emphasis, nodes.inline)):
        if len(node.children) != 1 or _address_of(node):
            break
        node = node.children[0]
    return node if isinstance(node, nodes.Element) and _address_of(node) else None


def _address_of(node: nodes.Element) -> str:
    """Return the address that a link, or a download, leads to."""
    if isinstance(node, nodes.reference):
        return str(node.get("refuri", ""))
    return str(node["reftarget"]) if isinstance(node, addnodes.download_reference) else ""
