"""The excerpt of a note: cut from its doctree, and brought back for the lists.

It is stored with the record as a pickled fragment that is free of everything a
page can hold only once: ids, footnotes, section titles, players.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from typing import Any, cast

from docutils import nodes
from sphinx import addnodes

from sphinxcontrib_meetings.model.meeting import Excerpt
from sphinxcontrib_meetings.nodes.element import element, inline_element
from sphinxcontrib_meetings.nodes.placeholders import (
    header_placeholder,
    list_placeholder,
    meeting_placeholder,
    recording_time,
    truncate,
)
from sphinxcontrib_meetings.nodes.player import player
from sphinxcontrib_meetings.parse.platforms import is_played
from sphinxcontrib_meetings.parse.suffixes import media_type

__all__ = ["cut_excerpt", "load_excerpt"]

#: what has no place in an excerpt, wherever it stands
_TAKEN_OUT = (
    nodes.Invisible,
    nodes.footnote,
    nodes.footnote_reference,
    nodes.citation,
    nodes.citation_reference,
    nodes.raw,
    nodes.system_message,
    nodes.topic,
    nodes.transition,
    addnodes.index,
    addnodes.toctree,
    header_placeholder,
    list_placeholder,
    meeting_placeholder,
    player,
    recording_time,
)
#: what an excerpt is where no marker ends it: the first of these
_OPENING = (nodes.paragraph, nodes.bullet_list, nodes.enumerated_list, nodes.definition_list)
#: what is the same for every builder
_PLAIN = frozenset(
    {
        nodes.Text,
        nodes.block_quote,
        nodes.bullet_list,
        nodes.emphasis,
        nodes.enumerated_list,
        nodes.inline,
        nodes.line,
        nodes.line_block,
        nodes.list_item,
        nodes.literal,
        nodes.paragraph,
        nodes.strong,
    }
)
#: what only its place in the document fills
_PLACED = ("ids", "names", "dupnames", "backrefs")


def cut_excerpt(
    root: nodes.Element, marker: truncate | None, description: str = ""
) -> Excerpt | None:
    """Return what precedes the truncate *marker* in *root*, a document or section.

    The marker's id, if it has one, is that of the rest.

    Without a marker it is the first paragraph or list, else *description*; where all
    of them are empty, ``None``. *root* is left as it was.
    """
    if marker is None:
        opening = (block for block in _blocks(root) if _opens(block))
        cleaned = (_cleaned(block) for block in opening)
        blocks = next(([block] for block in cleaned if block and block.astext().strip()), [])
    else:
        blocks = [kept for block in _until(root, marker) if (kept := _cleaned(block))]
    if not blocks and description:
        blocks = [nodes.paragraph("", description)]
    if not blocks:
        return None
    text = " ".join(" ".join(block.astext().split()) for block in blocks)
    references = tuple(
        (node["reftype"], node["reftarget"])
        for block in blocks
        for node in block.findall(addnodes.pending_xref)
        if node.get("refdomain") == "meeting"
    )
    plain = all(_is_plain(node) for block in blocks for node in block.findall())
    rest = marker["ids"][0] if marker else ""
    return Excerpt(_pickled(blocks), text, rest, plain, references)


def load_excerpt(excerpt: Excerpt) -> nodes.container:
    """Return a fresh copy of the fragment that *excerpt* holds."""
    fragment = pickle.loads(excerpt.fragment)
    assert isinstance(fragment, nodes.container)
    return fragment


def _blocks(root: nodes.Element) -> Iterator[nodes.Element]:
    """Yield the blocks of *root* and its sections, in order."""
    for child in root.children:
        if isinstance(child, nodes.section):
            yield from _blocks(child)
        elif isinstance(child, nodes.Element):
            yield child


def _opens(block: nodes.Element) -> bool:
    """Tell whether *block* may be the excerpt of a note that marks none."""
    if not isinstance(block, _OPENING):
        return False
    text = block.astext().strip()
    # what stands in parentheses as a whole tells how to fill in the template
    return not (text.startswith("(") and text.endswith(")"))


def _until(root: nodes.Element, marker: nodes.Node) -> Iterator[nodes.Element]:
    """Yield the blocks of *root* before *marker*, and what precedes it in its own."""
    above = {id(marker)}
    node = marker
    while node.parent is not None:
        node = node.parent
        above.add(id(node))
    for block in _blocks(root):
        if id(block) not in above:
            yield block
            continue
        if block is not marker:
            yield _part(block, marker)
        return


def _part(block: nodes.Element, marker: nodes.Node) -> nodes.Element:
    """Return a copy of what precedes *marker* in *block*."""
    copied = block.deepcopy()
    # an equal walk through both finds the copy of the marker
    pairs = zip(block.findall(), copied.findall(), strict=True)
    node = next(copy for original, copy in pairs if original is marker)
    while node is not copied:
        siblings = node.parent.children
        after = siblings.index(node) + 1
        if isinstance(node, nodes.entry | nodes.thead):
            # a table has to keep its shape
            for part in siblings[after:]:
                cast("nodes.Element", part).clear()
        else:
            del siblings[after:]
        node = node.parent
    return copied


def _cleaned(block: nodes.Element) -> nodes.Element | None:
    """Return a copy of *block* that may stand anywhere, ``None`` if nothing of it may."""
    # a title of its own is that of a section, one within a block is part of the block
    if isinstance(block, (*_TAKEN_OUT, nodes.title)):
        return None
    copied = block.deepcopy()
    for node in [node for node in copied.findall() if isinstance(node, _TAKEN_OUT)]:
        if node.parent is not None:
            node.parent.remove(node)
    for bare in [node for node in copied.findall(nodes.paragraph) if _is_bare(node)]:
        if bare.parent is None:
            return None
        bare.parent.remove(bare)
    if not copied.astext().strip() and not any(copied.findall(nodes.image)):
        return None
    for part in list(copied.findall(nodes.Element)):
        for name in _PLACED:
            part[name] = []
        if isinstance(part, element | inline_element):
            given: dict[str, Any] = part.get("attributes", {})
            part["attributes"] = {k: v for k, v in given.items() if k != "id"}
        elif isinstance(part, nodes.reference) and part.parent and _leads_into_file(part):
            # the file is copied for the page that plays it
            part.parent.replace(part, part.children)
        elif isinstance(part, nodes.math_block):
            part["label"] = part["number"] = None
        elif part.get("design_component") == "tab-set":
            # sphinx-design's tabs work by ids: without, one stands below the other
            del part["design_component"]
    return _without_captions(copied)


def _without_captions(block: nodes.Element) -> nodes.Element:
    """Return *block* with captions as paragraphs: writers number what has one, by its id."""
    for caption in list(block.findall(nodes.caption)):
        _replace_caption(caption, caption.parent)
    for title in list(block.findall(nodes.title)):
        table = title.parent
        if not isinstance(table, nodes.table):
            continue
        table.remove(title)
        captioned = nodes.container("", _caption(title))
        if table is block:
            block = captioned
        else:
            table.parent.replace(table, captioned)
        captioned += table
    return block


def _replace_caption(caption: nodes.caption, parent: nodes.Element) -> None:
    if not isinstance(parent, nodes.figure):
        parent.replace(caption, _caption(caption))
        return
    # what else HTML has below a picture; there is one at most
    legend = next((node for node in parent.children if isinstance(node, nodes.legend)), None)
    if legend is None:
        parent.replace(caption, nodes.legend("", _caption(caption)))
    else:
        parent.remove(caption)
        legend.insert(0, _caption(caption))


def _caption(node: nodes.Element) -> nodes.paragraph:
    return nodes.paragraph("", "", *node.children, classes=["caption"])


def _is_bare(paragraph: nodes.paragraph) -> bool:
    """Tell whether nothing is left of *paragraph* but, perhaps, a link to the recording."""
    links = list(paragraph.findall(nodes.reference))
    return not len(paragraph) or (
        len(links) == 1
        and links[0].astext().strip() == paragraph.astext().strip()
        and is_played(links[0].get("refuri", ""))
    )


def _leads_into_file(link: nodes.reference) -> bool:
    """Tell whether *link* leads into a recording that lies beside the note."""
    path, _, place = link.get("refuri", "").partition("#")
    return place.startswith("t=") and "://" not in path and bool(media_type(path))


def _is_plain(node: nodes.Node) -> bool:
    """Tell whether no transform does anything to *node*."""
    if isinstance(node, nodes.reference):
        return "://" in node.get("refuri", "")
    return type(node) in _PLAIN


def _pickled(blocks: Iterable[nodes.Element]) -> bytes:
    container = nodes.container("", *blocks)
    for node in container.findall():
        # what changes when lines are added above the excerpt, or on another machine
        node.document = None  # type: ignore[assignment]
        node.source = None
        node.line = None
        # that of code tells whether it may be highlighted
        if isinstance(node, nodes.Element) and not isinstance(node, nodes.FixedTextElement):
            node.rawsource = ""
    return pickle.dumps(container, pickle.HIGHEST_PROTOCOL)
