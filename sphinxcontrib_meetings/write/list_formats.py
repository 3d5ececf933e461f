"""How lists of meetings may look: those formats that are there anyway, and those of extensions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from docutils import nodes
from markupsafe import escape

from sphinxcontrib_meetings.archive.views import FORMATS, Entry
from sphinxcontrib_meetings.nodes.html_text import Markup
from sphinxcontrib_meetings.write.contexts import EntryContext, entry_context, parts_of
from sphinxcontrib_meetings.write.doctree import (
    NODE_FORMATS,
    NodeFormat,
    NodeWriter,
)
from sphinxcontrib_meetings.write.html import HTML_FORMATS, HtmlFormat, HtmlWriter, Part

__all__ = ["BUILT_IN", "ListFormat", "MakeHtml", "MakeNodes", "custom_format"]

#: what an extension gives: from meetings to the HTML of a list of them, and to nodes
MakeHtml = Callable[[Sequence[EntryContext]], str]
MakeNodes = Callable[[Sequence[EntryContext]], Iterable[nodes.Node]]


@dataclass(frozen=True, slots=True)
class ListFormat:
    """One way in which a list may look."""

    html: HtmlFormat
    nodes: NodeFormat
    #: whether excerpts are shown unless the directive says otherwise
    excerpts: bool
    #: differs where the same meetings may look different
    version: str = ""


#: the formats that are there anyway
BUILT_IN: Final[Mapping[str, ListFormat]] = {
    name: ListFormat(HTML_FORMATS[name], NODE_FORMATS[name], excerpts)
    for name, excerpts in FORMATS.items()
}


def custom_format(
    name: str, html: MakeHtml, make_nodes: MakeNodes | None, *, excerpts: bool, version: str
) -> ListFormat:
    """Return the format that calls the functions of an extension."""

    def write_html(writer: HtmlWriter, entries: Sequence[Entry], /) -> Iterable[Part]:
        shown = [entry_context(writer, entry, number) for number, entry in enumerate(entries)]
        return parts_of(Markup(escape(html(shown))), entries)

    def write_nodes(writer: NodeWriter, entries: Sequence[Entry], /) -> Sequence[nodes.Node]:
        assert make_nodes is not None
        addresses = HtmlWriter(writer.uri, writer.language)
        shown = [entry_context(addresses, entry, blocks=writer.blocks(entry)) for entry in entries]
        return list(make_nodes(shown))

    fallback = NODE_FORMATS["list"]
    # two formats may have one version
    digest_of = f"{name} {version}"
    return ListFormat(write_html, write_nodes if make_nodes else fallback, excerpts, digest_of)
