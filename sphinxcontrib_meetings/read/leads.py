"""The lead of a note: its first paragraph, or list, that says something."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from docutils import nodes
from sphinx import addnodes

from sphinxcontrib_meetings.nodes.tree import first_paragraph, heading_of
from sphinxcontrib_meetings.parse.date_words import DateWords
from sphinxcontrib_meetings.parse.leads import (
    About,
    about,
    are_people,
    first_saying,
    line_says,
)
from sphinxcontrib_meetings.read.labelled import rows

__all__ = ["lead_of"]

_LISTS = (nodes.bullet_list, nodes.enumerated_list)
#: number of characters after which a list is no longer a lead, but the minutes
_LONG = 300
#: blocks that may be the lead
_OPENING = (nodes.paragraph, *_LISTS, nodes.definition_list)
_LINKS = (nodes.reference, addnodes.pending_xref, addnodes.download_reference)

#: returns a copy of a block that may stand anywhere, if anything is left
Clean = Callable[[nodes.Element], nodes.Element | None]


@dataclass(frozen=True, slots=True)
class _Block:
    """A block of a note, and what it is about, as the titles and labels above it say."""

    node: nodes.Element
    about: About


def lead_of(root: nodes.Element, clean: Clean, words: DateWords) -> nodes.Element | None:
    """Return a copy of the first block of *root* that says something, as *clean* returns it.

    Labelled lines, roll calls, tables of contents, lone links, and words that stand in the
    notes of every meeting, such as ``Agenda``, are passed over.
    """
    for block in _blocks(root, About.TOPICS):
        if not isinstance(block.node, _OPENING) or block.about is About.DETAILS:
            continue
        cleaned = clean(block.node)
        if cleaned is None:
            continue
        found = _saying(cleaned, words, is_roll=block.about is About.PEOPLE)
        if found is not None:
            return found
    return None


def _blocks(root: nodes.Element, of_root: About) -> Iterator[_Block]:
    """Yield the blocks of *root* and its sections, in order."""
    above = of_root
    for child in root.children:
        if isinstance(child, nodes.section):
            yield from _blocks(child, about(heading_of(child)))
        elif isinstance(child, nodes.Element):
            yield _Block(child, above)
            above = _announced(child, of_root)


def _announced(block: nodes.Element, of_root: About) -> About:
    """Return what *block* says of the block that follows it: ``Attendees:`` of a list."""
    if not isinstance(block, nodes.paragraph | nodes.rubric):
        return of_root
    of_next = about(block.astext())
    # only names are known to be what was announced
    return of_next if of_next is About.PEOPLE else of_root


def _saying(block: nodes.Element, words: DateWords, *, is_roll: bool) -> nodes.Element | None:
    """Return what *block* says, without what says nothing."""
    if isinstance(block, nodes.paragraph):
        return _paragraph(block, words, is_roll=is_roll)
    if isinstance(block, _LISTS):
        found = _list(block, words, is_roll=is_roll)
        return found and _shortened(found)
    kept = [item for item in block.children if not is_roll and line_says(_told(item), words)]
    return _with_items(block, kept) if kept else None


def _paragraph(
    paragraph: nodes.paragraph, words: DateWords, *, is_roll: bool
) -> nodes.Element | None:
    found = list(rows(paragraph.children))
    lines = ["".join(map(_text, row)) for row in found]
    if is_roll and not _is_prose(lines):
        return None
    if _is_link_alone(paragraph) or (start := first_saying(lines, words)) == len(lines):
        return None
    if start:
        kept = [node for row in found[start:] for node in (*row, nodes.Text("\n"))]
        paragraph.children = []
        paragraph += kept[:-1]
    return paragraph


def _is_prose(lines: list[str]) -> bool:
    """Whether *lines* below a roll call's title say something of their own."""
    text = " ".join(lines).strip()
    return text.endswith((".", "!", "?")) and len(text.split()) > 5


def _list(block: nodes.Element, words: DateWords, *, is_roll: bool) -> nodes.Element | None:
    heads = [first_paragraph(item) for item in block.children]
    texts = ["".join(map(_text, head.children)) if head else "" for head in heads]
    if is_roll or are_people(texts) or _is_contents(block):
        return None
    kept: list[nodes.Node] = []
    is_saying = False
    for item, head, text in zip(block.children, heads, texts, strict=True):
        subject = about(text)
        if line_says(text if head else _told(item), words):
            kept.append(item)
            is_saying = True
        elif isinstance(item, nodes.Element) and len(item) > 1:
            # `- Attendees:`, `- Agenda:` with a list below
            of_item = About.PEOPLE if subject is About.PEOPLE else About.TOPICS
            below = (_nested(part, words, of_item) for part in item.children[1:])
            kept += [node for found in below for node in found]
            is_saying = is_saying or bool(kept)
        elif subject is About.TOPICS and ":" not in text:
            kept.append(item)
    return _with_items(block, kept) if is_saying else None


def _shortened(block: nodes.Element) -> nodes.Element:
    """Leave the first items of a list, about as much as a paragraph; its page has the others."""
    length = 0
    for number, item in enumerate(block.children):
        if length > _LONG:
            del block.children[number:]
            break
        length += len(item.astext())
    return block


def _with_items(block: nodes.Element, kept: list[nodes.Node]) -> nodes.Element:
    if len(kept) != len(block) or any(node.parent is not block for node in kept):
        block.children = []
        block += kept
    return block


def _nested(block: nodes.Node, words: DateWords, of_item: About) -> list[nodes.Node]:
    """Return the items of a list below a label that says nothing."""
    if not isinstance(block, _LISTS):
        return []
    found = _list(block, words, is_roll=of_item is About.PEOPLE)
    return list(found.children) if found else []


def _told(item: nodes.Node) -> str:
    """Return the text of *item*, with a colon between a term, or a label, and the rest."""
    parts = [item, *item.findall(nodes.field)]
    pairs = [part for part in parts if isinstance(part, nodes.field | nodes.definition_list_item)]
    if not pairs:
        return _text(item)
    return f"{_text(pairs[0].children[0])}: {' '.join(map(_text, pairs[0].children[1:]))}"


def _is_contents(block: nodes.Element) -> bool:
    """Whether *block* has nothing but links to other parts of the note."""
    inside = [link for link in block.findall(nodes.Element) if _is_within(link)]
    told = sum(len(link.astext().split()) for link in inside)
    return bool(inside) and told == len(block.astext().split())


def _is_within(link: nodes.Element) -> bool:
    if not isinstance(link, _LINKS):
        return False
    target = str(link.get("refuri", "") or link.get("reftarget", ""))
    return "refid" in link or target.startswith("#")


def _is_link_alone(paragraph: nodes.paragraph) -> bool:
    """Whether *paragraph* has links, and no word beside them."""
    links = [node for node in paragraph.findall(nodes.Element) if isinstance(node, _LINKS)]
    if not links:
        return False
    told = sum(len(_letters(link.astext())) for link in links)
    return told == len(_letters(_text(paragraph)))


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def _text(node: nodes.Node) -> str:
    """Return the text of *node* without that of its images."""
    if isinstance(node, nodes.image):
        return ""
    if isinstance(node, nodes.Text):
        return str(node)
    if not any(node.findall(nodes.image)):
        return node.astext()
    return "".join(map(_text, node.children))
