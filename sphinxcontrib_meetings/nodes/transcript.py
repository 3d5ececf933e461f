"""The turns of a transcript as nodes: found in paragraphs, or made of what captions say.

::

    section                                      section
      paragraph "**Ada** [0:12](…) Hello."   ─►    transcript
      paragraph "More."                              paragraph.meetings-turn-head
      paragraph "**Grace** [0:20](…)"                  strong.meetings-speaker "Ada"
      …                                                reference.meetings-time "0:12"
                                                     paragraph "Hello."
                                                     paragraph "More."
                                                     paragraph.meetings-turn-head
                                                     …

Nothing is taken away but blanks: what paragraphs held, the transcript holds, in the same order.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeGuard

from docutils import nodes
from sphinx import addnodes
from sphinx.writers.html5 import HTML5Translator

from sphinxcontrib_meetings.model.recording import Chapter, timestamp
from sphinxcontrib_meetings.model.transcript import Turn
from sphinxcontrib_meetings.nodes.element import element
from sphinxcontrib_meetings.nodes.html import depart_element, visit_element
from sphinxcontrib_meetings.nodes.html_text import initials
from sphinxcontrib_meetings.nodes.placeholders import recording_time
from sphinxcontrib_meetings.parse.chapters import by_chapter
from sphinxcontrib_meetings.parse.speakers import second_in, speaker_lines
from sphinxcontrib_meetings.parse.times import CLOCK_IN_TEXT, parse_seconds

__all__ = [
    "LinkMaker",
    "Speaker",
    "mark_turns",
    "part_by_chapter",
    "speaker_nodes",
    "speakers_of",
    "transcript_node",
]

#: makes a link of a time as it is shown, and its second; a mere text without a recording
LinkMaker = Callable[[str, int], nodes.Element]
#: a name as it was written, and the line where it stands first; 0 where no line is known
Speaker = tuple[str, int]

_SPEAKER = "meetings-speaker"
_TIME = "meetings-time"
_HEAD = "meetings-turn-head"
_TURN = "meetings-turn"
_TRANSCRIPT = "meetings-transcript"
#: how many colours the style sheet has for speakers
_VOICES = 8

#: letters that an address within composed Markdown cannot have
_NOT_IN_LINKS = re.compile(r"[()\s]")

#: what belongs to no turn
_BETWEEN = (nodes.transition, nodes.footnote, nodes.citation)


class transcript(element):  # noqa: N801 - docutils names nodes so
    """What was said in a section: heads of turns, and what follows each.

    The turns are not nodes of their own, since a long transcript has many: HTML writes each as
    an element, other builders have paragraphs alone.
    """


def speakers_of(transcripts: Iterable[transcript]) -> list[Speaker]:
    """Return everybody who speaks, each once, with the line of their first words."""
    found: dict[str, int] = {}
    for head in filter(_is_head, itertools.chain.from_iterable(transcripts)):
        for node in head.children:
            if _is_speaker(node):
                found.setdefault(_name(node), head.line or 0)
    return list(found.items())


def speaker_nodes(transcripts: Iterable[transcript]) -> Iterator[tuple[str, nodes.strong]]:
    """Yield each mark of a speaker in heads, with the name."""
    for head in filter(_is_head, itertools.chain.from_iterable(transcripts)):
        yield from ((_name(node), node) for node in head.children if _is_speaker(node))


def _is_speaker(node: nodes.Node) -> TypeGuard[nodes.strong]:
    return isinstance(node, nodes.strong) and _SPEAKER in node["classes"]


def _name(node: nodes.Node) -> str:
    return _one_line(_text(node)).rstrip(": ")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _transcript(children: Iterable[nodes.Node] = ()) -> transcript:
    return transcript("", *children, name="div", classes=[_TRANSCRIPT], attributes={})


def _is_head(node: nodes.Node) -> bool:
    return isinstance(node, nodes.paragraph) and _HEAD in node["classes"]


# ── what HTML writes ──────────────────────────────────────────────────────────


def visit_transcript(self: HTML5Translator, node: transcript) -> None:
    """Write the transcript, with each head and what follows it in an element of its own."""
    visit_element(self, node)
    is_open = False
    for child in node.children:
        if is_open and (_is_head(child) or isinstance(child, _BETWEEN)):
            self.body.append("</div>\n")
            is_open = False
        if _is_head(child):
            assert isinstance(child, nodes.paragraph)
            self.body.append(_opened(self, child))
            is_open = True
        child.walkabout(self)
    if is_open:
        self.body.append("</div>\n")
    depart_element(self, node)
    raise nodes.SkipNode


def _opened(self: HTML5Translator, head: nodes.paragraph) -> str:
    """Return how a turn begins: with a place of its own, and the initials of the speaker.

    A link to that place is added to *head*.
    """
    place = _place(self, head)
    if self.config.html_permalinks:
        link = (
            f' <a class="headerlink meetings-permalink" href="#{place}" '
            f'title="Link to this turn">{self.config.html_permalinks_icon}</a>'
        )
        head.append(nodes.raw("", link, format="html"))
    name = next((_name(node) for node in head.children if _is_speaker(node)), "")
    if not name:
        return f'<div class="{_TURN}" id="{place}">\n'
    voices: dict[str, int] = self.document.setdefault("meetings_voices", {})
    voice = voices.setdefault(name.casefold(), len(voices)) % _VOICES
    # drawn by the style sheet, since they are no words of the page
    drawn = self.attval(initials(name))
    return (
        f'<div class="{_TURN} meetings-voice-{voice}" id="{place}">\n'
        f'<span class="meetings-avatar" aria-hidden="true" data-text="{drawn}"></span>\n'
    )


def _place(self: HTML5Translator, head: nodes.paragraph) -> str:
    """Return an id for a turn, made of its time, or of its number in the page."""
    taken: dict[str, int] = self.document.setdefault("meetings_turns", {})
    clock = next((match[0] for node in head if (match := CLOCK_IN_TEXT.search(_text(node)))), "")
    plain = f"turn-{clock.replace(':', '-')}" if clock else "turn"
    while True:
        taken[plain] = taken.get(plain, 0) + 1
        place = f"{plain}-{taken[plain]}" if taken[plain] > 1 or not clock else plain
        if place not in self.document.ids and (place == plain or place not in taken):
            taken.setdefault(place, 1)
            return place


# ── made of captions ──────────────────────────────────────────────────────────


def transcript_node(turns: Iterable[Turn], link: LinkMaker) -> transcript:
    """Return *turns* as nodes, with what *link* makes of their times."""
    return _transcript(itertools.chain.from_iterable(_turn_nodes(turn, link) for turn in turns))


def _turn_nodes(turn: Turn, link: LinkMaker) -> Iterator[nodes.paragraph]:
    head: list[nodes.Node] = []
    if turn.speaker:
        head.append(nodes.strong("", turn.speaker, classes=[_SPEAKER]))
    if turn.start is not None:
        head += [nodes.Text(" ")] if head else []
        head.append(_time(timestamp(int(turn.start)), int(turn.start), link))
    # nobody translates what was said, so that it is in no catalogue
    if head:
        yield nodes.paragraph("", "", *head, classes=[_HEAD], translatable=False)
    yield nodes.paragraph("", turn.text, translatable=False)


def _time(text: str, seconds: int, link: LinkMaker) -> nodes.Element:
    node = link(text, seconds)
    node["classes"].append(_TIME)
    return node


# ── by chapter ────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class _Part:
    """The head of a turn, and what follows it; or what precedes the first head."""

    start: float | None
    nodes: list[nodes.Node]


def part_by_chapter(
    whole: transcript, chapters: Sequence[Chapter], offset: int
) -> list[tuple[Chapter | None, transcript]]:
    """Split *whole* by the chapter in which each turn begins; what precedes them has None.

    *offset* is what turns the time of the meeting into that of the recording.
    """
    if not chapters:
        return [(None, whole)]
    parts: list[_Part] = []
    for node in whole.children:
        if _is_head(node):
            parts.append(_Part(_start(node, offset), [node]))
        elif parts:
            parts[-1].nodes.append(node)
        else:
            parts.append(_Part(None, [node]))
    return [
        (chapter, _transcript(node for part in group for node in part.nodes))
        for chapter, group in by_chapter(parts, chapters)
    ]


def _start(head: nodes.Node, offset: int) -> int | None:
    """Return the second of the recording that the time in *head* means."""
    for node in head.children:
        if isinstance(node, recording_time):
            return int(node["seconds"]) + offset
        if isinstance(node, nodes.inline) and "meetings_seconds" in node:
            return int(node["meetings_seconds"]) + offset
        if isinstance(node, nodes.reference) and _TIME in node["classes"]:
            clock = CLOCK_IN_TEXT.search(_text(node))
            return second_in(node.get("refuri", ""), clock[0] if clock else "")
    return None


# ── found in paragraphs ───────────────────────────────────────────────────────

#: a node of a paragraph, and how speaker lines write it
_Piece = tuple[nodes.Node, str]


@dataclass(slots=True)
class _Opening:
    """The line in which somebody begins to speak."""

    speaker: str
    seconds: int | None
    #: where the line starts, and where its name and time end
    start: int
    end: int
    number: int


@dataclass(slots=True)
class _Paragraph:
    node: nodes.paragraph
    pieces: list[_Piece]
    #: the text that the pieces make, by line; each may begin a turn
    rows: list[str]
    openings: list[_Opening] = field(default_factory=list)


def mark_turns(sections: Sequence[nodes.Element], link: LinkMaker) -> list[transcript]:
    """Put the turns in *sections*, which are one transcript, into nodes, and return those.

    Paragraphs count that stand in a section itself. What precedes its first turn stays as it
    is, what follows belongs to the turn before. Times in brackets become what *link* makes.
    """
    paragraphs = [
        _read(node)
        for section in sections
        for node in section.children
        if isinstance(node, nodes.paragraph) and _may_open(node)
    ]
    found = iter(speaker_lines([row for paragraph in paragraphs for row in paragraph.rows]))
    for paragraph in paragraphs:
        start = 0
        for number, row in enumerate(paragraph.rows):
            if begins := next(found):
                speaker, seconds, rest = begins
                end = start + len(row.rstrip()) - len(rest)
                if _is_edge(paragraph.pieces, end):
                    opening = _Opening(speaker, seconds, start, end, number)
                    paragraph.openings.append(opening)
            start += len(row) + 1
    opened = {id(part.node): part for part in paragraphs if part.openings}
    return [made for section in sections for made in _wrap(section, opened, link)]


def _may_open(node: nodes.paragraph) -> bool:
    """Whether a turn may begin in *node*: it has a colon, in its time or behind the name."""
    texts = (child if isinstance(child, nodes.Text) else _text(child) for child in node.children)
    return any(":" in text for text in texts)


def _read(node: nodes.paragraph) -> _Paragraph:
    pieces = [(child, _written(child)) for child in node.children]
    return _Paragraph(node, pieces, "".join([piece for _, piece in pieces]).split("\n"))


def _written(node: nodes.Node) -> str:
    """Return a node of a line as Markdown has it, on one line but for the ends of lines."""
    if isinstance(node, nodes.Text):
        return str(node)
    if _is_break(node):
        return "\n"
    text = _text(node).replace("\n", " ")
    if isinstance(node, nodes.strong):
        return f"**{text}**"
    if isinstance(node, recording_time):
        return f"{{youtube}}`{text}`"
    if isinstance(node, nodes.reference | addnodes.pending_xref):
        return f"[{text}]({_NOT_IN_LINKS.sub('', node.get('refuri', ''))})"
    return text


def _text(node: nodes.Node) -> str:
    """Return the text of *node*, as ``astext`` does, which is slow for such small ones."""
    if len(node.children) == 1 and isinstance(node.children[0], nodes.Text):
        return str(node.children[0])
    return node.astext()


def _is_break(node: nodes.Node) -> bool:
    """Whether *node* ends a line, as MyST has it: raw HTML, and the same as raw LaTeX."""
    return isinstance(node, nodes.raw) and node.astext().strip() in {"<br />", "\\\\"}


def _is_edge(pieces: Iterable[_Piece], place: int) -> bool:
    """Whether a paragraph can be cut at *place*: in text, or between two nodes."""
    start = 0
    for node, text in pieces:
        if start < place < start + len(text):
            return isinstance(node, nodes.Text)
        start += len(text)
    return True


def _wrap(
    section: nodes.Element, opened: Mapping[int, _Paragraph], link: LinkMaker
) -> Iterator[transcript]:
    """Put the turns in *section*, from the first on, into one node, if there are any."""
    kept: list[nodes.Node] = []
    said: list[nodes.Node] = []
    blocks = list(itertools.takewhile(_is_block, section.children))
    for block in blocks:
        paragraph = opened.get(id(block))
        if paragraph is None:
            (said or kept).append(block)
            continue
        for part in _parts(paragraph, link):
            (said if said or _is_head(part) else kept).append(part)
    if said:
        made = _transcript(said)
        section[: len(blocks)] = [*kept, made]
        yield made


def _is_block(node: nodes.Node) -> bool:
    return not isinstance(node, nodes.section)


def _parts(paragraph: _Paragraph, link: LinkMaker) -> list[nodes.paragraph]:
    """Split a paragraph into heads of turns and what is said."""
    node = paragraph.node
    openings = paragraph.openings
    if len(openings) == 1 and _is_marked(paragraph, openings[0]):
        _mark(node.children)
        node["classes"].append(_HEAD)
        return [node]
    places = [place for opening in openings for place in (opening.start, opening.end)]
    before, *others = _cut(paragraph.pieces, places)
    # the first part stays the paragraph that it was: with its ids, and for translators
    unused = [node]
    node.clear()

    def part(children: list[nodes.Node], number: int, *classes: str) -> nodes.paragraph:
        new = unused.pop() if unused else nodes.paragraph("", translatable=False)
        new.source, new.line = node.source, node.line and node.line + number
        new["classes"] += classes
        new.extend(children)
        return new

    parts = [part(before, 0)] if before else []
    for opening, head, said in zip(openings, others[::2], others[1::2], strict=True):
        parts.append(part(_head(head, opening, link), opening.number, _HEAD))
        parts += [part(said, opening.number)] if said else []
    return parts


def _is_marked(paragraph: _Paragraph, opening: _Opening) -> bool:
    """Whether a paragraph is one head, and its name and time are nodes already."""
    names = [node for node, _ in paragraph.pieces if isinstance(node, nodes.strong)]
    return (
        bool(names)
        and len(paragraph.rows) == 1
        and opening.end >= len(paragraph.rows[0].rstrip())
        and not any(":" in text for node, text in paragraph.pieces if isinstance(node, nodes.Text))
    )


def _cut(pieces: Iterable[_Piece], places: Iterable[int]) -> list[list[nodes.Node]]:
    """Cut the nodes of a paragraph at *places*, which ascend."""
    parts: list[list[nodes.Node]] = [[]]
    left = list(reversed(list(places)))
    start = 0
    for node, text in pieces:
        end = start + len(text)
        done = start
        while left and left[-1] < end:
            place = left.pop()
            if place > done:
                parts[-1].append(nodes.Text(text[done - start : place - start]))
                done = place
            parts.append([])
        rest = nodes.Text(text[done - start :]) if done > start else node
        parts[-1].append(rest)
        start = end
    parts += [[] for _ in left]
    return [_stripped(part) for part in parts]


def _stripped(part: list[nodes.Node]) -> list[nodes.Node]:
    """Return *part* without blanks and ends of lines at its own ends."""
    while part and _is_blank(part[0]):
        part = part[1:]
    while part and _is_blank(part[-1]):
        part = part[:-1]
    if part and isinstance(part[0], nodes.Text):
        part[0] = nodes.Text(part[0].lstrip())
    if part and isinstance(part[-1], nodes.Text):
        part[-1] = nodes.Text(part[-1].rstrip())
    return part


def _is_blank(node: nodes.Node) -> bool:
    return _is_break(node) or (isinstance(node, nodes.Text) and not node.strip())


def _mark(head: Iterable[nodes.Node]) -> nodes.strong | None:
    """Mark the speaker and the time among the nodes that open a turn, and return the speaker."""
    speaker = None
    for node in head:
        if isinstance(node, nodes.strong) and speaker is None:
            node["classes"].append(_SPEAKER)
            speaker = node
        elif isinstance(node, nodes.reference) and CLOCK_IN_TEXT.search(_text(node)):
            node["classes"].append(_TIME)
    return speaker


def _head(head: Sequence[nodes.Node], opening: _Opening, link: LinkMaker) -> list[nodes.Node]:
    """Return the nodes that open a turn with its speaker and its time marked."""
    strong = _mark(head)
    marked: list[nodes.Node] = []
    for node in head:
        if not isinstance(node, nodes.Text):
            marked.append(node)
        elif strong is None and (match := _name_in(node, opening.speaker)):
            strong = nodes.strong("", match[0], classes=[_SPEAKER])
            marked += _timed(node[: match.start()], opening, link)
            marked += [strong, *_timed(node[match.end() :], opening, link)]
        else:
            marked += _timed(node, opening, link)
    return marked


def _name_in(text: str, name: str) -> re.Match[str] | None:
    return re.search(r"\s+".join(map(re.escape, name.split())), text)


def _timed(text: str, opening: _Opening, link: LinkMaker) -> list[nodes.Node]:
    """Return *text* with the time in it as a link."""
    match = CLOCK_IN_TEXT.search(text)
    if match is None or opening.seconds != parse_seconds(match[0]):
        return [nodes.Text(text)] if text else []
    time = _time(match[0], opening.seconds, link)
    around = (text[: match.start()], time, text[match.end() :])
    return [nodes.Text(part) if isinstance(part, str) else part for part in around if part]
