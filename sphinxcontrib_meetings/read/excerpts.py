"""Excerpts of notes: cut from the doctree, and loaded again for lists.

An excerpt is stored with the record as a pickled fragment, without anything that may occur
only once on a page: IDs, footnotes, section titles, players.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from typing import Any, cast

from docutils import nodes
from sphinx import addnodes

from sphinxcontrib_meetings.archive.digest import digest_of_bytes
from sphinxcontrib_meetings.model.meeting import Content, Excerpt
from sphinxcontrib_meetings.nodes.element import element, inline_element
from sphinxcontrib_meetings.nodes.placeholders import (
    SECTION_TITLE,
    header_placeholder,
    list_placeholder,
    meeting_placeholder,
    recording_time,
    truncate,
)
from sphinxcontrib_meetings.nodes.player import player
from sphinxcontrib_meetings.parse.date_words import DateWords
from sphinxcontrib_meetings.parse.platforms import is_played
from sphinxcontrib_meetings.parse.suffixes import media_type
from sphinxcontrib_meetings.read.leads import lead_of

__all__ = ["cut_excerpt", "load_excerpt", "load_references", "read_content"]

#: what is removed from an excerpt, at any depth
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
#: elements of HTML that are for the page they stand on
_OF_PAGES = frozenset({"script", "style"})
#: nodes that are the same for every builder
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
#: attributes that depend on the place in the document
_PLACED = ("ids", "names", "dupnames", "backrefs")


def cut_excerpt(
    root: nodes.Element, marker: truncate | None, description: str, words: DateWords
) -> Excerpt | None:
    """Return what precedes the truncate *marker* in *root*, a document or section.

    The ID of the marker, if any, becomes that of the rest.

    Without a marker, the excerpt is the *description*, else the lead of the note; if there is
    neither, ``None``. *root* is not changed.
    """
    if marker is not None:
        blocks = [kept for block in _until(root, marker) if (kept := _cleaned(block))]
    elif description:
        blocks = []
    else:
        lead = lead_of(root, _cleaned, words)
        blocks = [lead] if lead else []
    if not blocks and description:
        blocks = [nodes.paragraph("", description)]
    if not blocks:
        return None
    text = " ".join(" ".join(block.astext().split()) for block in blocks)
    references, others = _references(blocks)
    return Excerpt(
        _pickled(blocks),
        text,
        rest=marker["ids"][0] if marker else "",
        plain=all(_is_plain(node) for block in blocks for node in block.findall()),
        references=references,
        others=others,
        images=_images(blocks),
    )


def read_content(document: nodes.document) -> Content:
    """Return what tells whether the text of *document* has changed when it is written."""
    references, others = _references([document])
    written = document.pformat().encode("utf-8", "surrogatepass")
    return Content(digest_of_bytes(written), references, others, _images([document]))


def _references(
    blocks: Iterable[nodes.Element],
) -> tuple[tuple[tuple[str, str], ...], bytes]:
    """Return role and target of the references to meetings in *blocks*; the others, pickled."""
    links = [node for block in blocks for node in block.findall(addnodes.pending_xref)]
    others = [node for node in links if node.get("refdomain") != "meeting"]
    own = tuple(
        (node["reftype"], node["reftarget"])
        for node in links
        if node.get("refdomain") == "meeting"
    )
    return own, _pickled(node.deepcopy() for node in others) if others else b""


def _images(blocks: Iterable[nodes.Element]) -> tuple[str, ...]:
    """Return the paths of the images in *blocks*, below the source directory."""
    images = (node for block in blocks for node in block.findall(nodes.image))
    return tuple(sorted({path for node in images for path in _files_of(node)}))


def _files_of(image: nodes.image) -> Iterable[str]:
    """Return the paths of the files that *image* may be, below the source directory."""
    candidates: dict[str, str] = image.get("candidates", {})
    return candidates.values()


def load_excerpt(excerpt: Excerpt) -> nodes.container:
    """Return a new copy of the fragment in *excerpt*."""
    return _loaded(excerpt.fragment)


def load_references(excerpt: Excerpt | Content) -> nodes.container:
    """Return a new copy of the cross-references in *excerpt*, except those to meetings."""
    return _loaded(excerpt.others) if excerpt.others else nodes.container()


def _loaded(pickled: bytes) -> nodes.container:
    found = pickle.loads(pickled)
    assert isinstance(found, nodes.container)
    return found


def _blocks(root: nodes.Element) -> Iterator[nodes.Element]:
    """Yield the blocks of *root* and its sections, in order."""
    for child in root.children:
        if isinstance(child, nodes.section):
            yield from _blocks(child)
        elif isinstance(child, nodes.Element):
            yield child


def _until(root: nodes.Element, marker: nodes.Node) -> Iterator[nodes.Element]:
    """Yield the blocks of *root* before *marker*, and what precedes it in its own block."""
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
    # walk both in parallel to find the copy of the marker
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
    """Return a copy of *block* that may stand anywhere, ``None`` if nothing is left."""
    # a title by itself belongs to a section, one within a block is part of the block
    if _is_taken_out(block) or isinstance(block, nodes.title):
        return None
    copied = block.deepcopy()
    for node in [node for node in copied.findall() if _is_taken_out(node)]:
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
            part["attributes"] = {
                name: value
                for name, value in given.items()
                # what is run is run on the page of the note
                if name != "id" and not name.lower().startswith("on")
            }
        elif isinstance(part, nodes.reference) and part.parent and _leads_into_file(part):
            # the file is only copied for the page that plays it
            part.parent.replace(part, part.children)
        elif isinstance(part, nodes.math_block):
            part["label"] = part["number"] = None
        elif part.get("design_component") == "tab-set":
            # sphinx-design's tabs need IDs: without them, they are stacked
            del part["design_component"]
    return _without_captions(copied)


def _is_taken_out(node: nodes.Node) -> bool:
    if isinstance(node, element | inline_element):
        return node["name"] in _OF_PAGES
    if isinstance(node, nodes.rubric):
        return SECTION_TITLE in node["classes"]
    return isinstance(node, _TAKEN_OUT)


def _without_captions(block: nodes.Element) -> nodes.Element:
    """Return *block* with captions as paragraphs, since writers number captions by ID."""
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
    # the other element that HTML has below a picture; there is at most one
    legend = next((node for node in parent.children if isinstance(node, nodes.legend)), None)
    if legend is None:
        parent.replace(caption, nodes.legend("", _caption(caption)))
    else:
        parent.remove(caption)
        legend.insert(0, _caption(caption))


def _caption(node: nodes.Element) -> nodes.paragraph:
    return nodes.paragraph("", "", *node.children, classes=["caption"])


def _is_bare(paragraph: nodes.paragraph) -> bool:
    """Whether *paragraph* is empty, or has nothing but a link to the recording."""
    links = list(paragraph.findall(nodes.reference))
    return not len(paragraph) or (
        len(links) == 1
        and links[0].astext().strip() == paragraph.astext().strip()
        and is_played(links[0].get("refuri", ""))
    )


def _leads_into_file(link: nodes.reference) -> bool:
    """Whether *link* leads to a time in a recording beside the note."""
    path, _, place = link.get("refuri", "").partition("#")
    return place.startswith("t=") and "://" not in path and bool(media_type(path))


def _is_plain(node: nodes.Node) -> bool:
    """Whether no transform changes *node*."""
    if isinstance(node, nodes.reference):
        return "://" in node.get("refuri", "")
    return type(node) in _PLAIN


def _pickled(blocks: Iterable[nodes.Element]) -> bytes:
    container = nodes.container("", *blocks)
    for node in container.findall():
        # these change with lines added above the excerpt, and between machines
        node.document = None  # type: ignore[assignment]
        node.source = None
        node.line = None
        # code needs it to be highlighted
        if isinstance(node, nodes.Element) and not isinstance(node, nodes.FixedTextElement):
            node.rawsource = ""
    return pickle.dumps(container, pickle.HIGHEST_PROTOCOL)
