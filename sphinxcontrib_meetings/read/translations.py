"""Translations of what front matter says in words: the title of a note, and its description.

Sphinx translates what stands on a page. A title that stands there is translated with it; other
texts are held by nodes that only Sphinx's tools for translation see.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinxcontrib_meetings import priorities
from sphinxcontrib_meetings.config import is_meeting_path
from sphinxcontrib_meetings.markdown.parser import FRONT_MATTER
from sphinxcontrib_meetings.nodes.tree import by_kind
from sphinxcontrib_meetings.parse.front_matter import FrontMatter
from sphinxcontrib_meetings.read.domain import domain_of

__all__ = ["FieldTextsGone", "NoteFieldTexts", "field_text", "translated"]

#: fields whose texts are shown in lists
_DESCRIPTIONS = ("description", "excerpt", "summary")


class field_text(addnodes.translatable, nodes.Invisible, nodes.Element):  # noqa: N801
    """The text of a field, and its translation.

    Attributes: ``original``, ``text``.
    """

    def preserve_original_messages(self) -> None:
        """Do nothing: the original is kept anyway."""

    def apply_translated_message(self, original_message: str, translated_message: str) -> None:
        """Take over a translation."""
        if original_message == self["original"]:
            self["text"] = translated_message

    def extract_original_messages(self) -> Sequence[str]:
        """Return what is to be translated."""
        return [self["original"]]


class NoteFieldTexts(SphinxTransform):
    """Put the texts of fields into documents, for those who translate them."""

    default_priority = priorities.NOTE_FIELD_TEXTS

    def apply(self, **kwargs: Any) -> None:
        """Add a node for each text."""
        front = self.env.temp_data.get(FRONT_MATTER)
        if self.document.get("meetings_excerpt"):
            return
        if isinstance(front, FrontMatter):
            given: Mapping[str, Any] = front.data
            lines: Mapping[str, int] = front.lines
            names: Iterable[str] = _DESCRIPTIONS
        else:
            fields = _first_fields(self.document)
            given = {name: body.astext() for name, body in fields.items()}
            lines = {name: body.line or 1 for name, body in fields.items()}
            names = ("title", *_DESCRIPTIONS)
        texts = {name: text for name in names if (text := _text(given.get(name)))}
        if texts and is_meeting_path(domain_of(self.env).options, self.env.docname, given):
            self.document += [self._node(text, lines.get(name, 1)) for name, text in texts.items()]

    def _node(self, text: str, line: int) -> field_text:
        node = field_text("", original=text, text=text)
        node.source, node.line = self.document["source"], line
        return node


def _text(value: object) -> str:
    """Return the text of a field as one line; empty if it is none, or a number."""
    text = " ".join(value.split()) if isinstance(value, str) else ""
    return "" if text.isdigit() else text


def _first_fields(document: nodes.document) -> dict[str, nodes.Element]:
    """Return the bodies of the field list at the start of *document*, by name."""
    blocks = (node for node in document.children if not isinstance(node, nodes.Invisible))
    first = next(blocks, None)
    if isinstance(first, nodes.section) and len(first) > 1:
        first = first.children[1]
    if not isinstance(first, nodes.field_list):
        return {}
    fields = (node for node in first.children if isinstance(node, nodes.field))
    return {
        node.children[0].astext().strip().lower(): body
        for node in fields
        if isinstance(body := node.children[-1], nodes.field_body)
    }


def translated(texts: Iterable[field_text], sections: Iterable[nodes.Element]) -> dict[str, str]:
    """Return the translations of the *texts* of fields, and of the titles of *sections*."""
    found = {node["original"]: node["text"] for node in texts}
    for title in _titles(sections):
        if title.get("translated"):
            found[" ".join(title.rawsource.split())] = title.astext()
    return found


def _titles(sections: Iterable[nodes.Element]) -> Iterator[nodes.title]:
    for section in sections:
        yield from (node for node in section.children[:1] if isinstance(node, nodes.title))


class FieldTextsGone(SphinxPostTransform):
    """Take the texts of fields out again, where nobody wants to translate them."""

    default_priority = priorities.PLACEHOLDERS_GONE

    def run(self, **kwargs: Any) -> None:
        """Clean the document."""
        if domain_of(self.env).builder.name != "gettext":
            for node in by_kind(self.document, (field_text,), blocks=True)[field_text]:
                node.parent.remove(node)
