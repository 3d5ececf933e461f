"""Completing transcripts with data of their meetings, or leaving them out of books."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode

from sphinxcontrib_meetings import priorities
from sphinxcontrib_meetings.archive.views import Header
from sphinxcontrib_meetings.config import options_of
from sphinxcontrib_meetings.model.recording import Recording
from sphinxcontrib_meetings.nodes.html import is_web
from sphinxcontrib_meetings.nodes.placeholders import header_placeholder
from sphinxcontrib_meetings.nodes.transcript import mark_turns, speaker_nodes, transcript
from sphinxcontrib_meetings.nodes.tree import by_kind, sections_in
from sphinxcontrib_meetings.read.domain import BOOKS, domain_of
from sphinxcontrib_meetings.read.transcript_sections import (
    is_titled_transcript,
    kept_in,
    put_by_chapter,
)
from sphinxcontrib_meetings.read.transcripts import time_without_recording
from sphinxcontrib_meetings.write.excerpts import is_excerpt
from sphinxcontrib_meetings.write.links import lead_to_player, leads_to_player, player_address

__all__ = ["FollowMeetings", "LeaveOutTranscripts", "LinkSpeakers"]


class FollowMeetings(SphinxPostTransform):
    """Complete transcript documents with data of their meetings.

    Turns are marked if the name of the document is not that of a transcript, times become links
    into the recording, and chapters divide transcripts without headings.
    """

    default_priority = priorities.FOLLOW_MEETINGS

    def run(self, **kwargs: Any) -> None:
        """Complete the document, or all documents in the book."""
        domain = domain_of(self.env)
        transcripts = domain.archive.transcripts
        is_book = domain.builder.name in BOOKS
        if not transcripts or not (is_book or self.env.docname in transcripts):
            return
        # documents are large, and only books need a search through all nodes
        found = self.document.findall(header_placeholder) if is_book else kept_in(self.document)
        placeholders = [node for node in found if isinstance(node, header_placeholder)]
        for placeholder in placeholders:
            if placeholder["record"] in transcripts:
                self._complete(placeholder.parent, domain.views.header(placeholder["record"]))

    def _complete(self, root: nodes.Element, view: Header) -> None:
        made = [node for node in kept_in(root) if isinstance(node, transcript)]
        made = made or mark_turns(list(sections_in(root)), time_without_recording)
        if view.recording:
            self._lead_into(root, view.recording, view)
        if len(made) == 1:
            offset = view.recording.start if view.recording else 0
            place = made[0].parent
            parts = put_by_chapter(self.document, made[0], view.chapters, offset)
            sections = [part.parent for part in parts if part.parent is not place]
            self._number(sections, place, view.entry.link.docname)
            if sections and is_web(domain_of(self.env).builder):
                # the table of contents was made before
                place.insert(place.index(sections[0]), _contents(sections))

    def _number(
        self, sections: Iterable[nodes.Element], place: nodes.Element, docname: str
    ) -> None:
        """Number new *sections* of *place* if sections are numbered, as Sphinx did the others."""
        numbers = self.env.toc_secnumbers.get(docname, {})
        # the first section of a document has no anchor
        anchor = f"#{place['ids'][0]}"
        above = numbers.get(anchor if anchor in numbers else "")
        for number, section in enumerate(sections if above else (), 1):
            title = section[0]
            assert isinstance(title, nodes.title)
            title["secnumber"] = (*(above or ()), number)

    def _lead_into(self, root: nodes.Element, recording: Recording, view: Header) -> None:
        """Link times in *root* to *recording*: to its player on the meeting's page, or its URL."""
        media = recording.media
        builder = domain_of(self.env).builder
        page: str | None = None
        if view.meeting is not None and leads_to_player(builder, media):
            page = builder.get_relative_uri(self.env.docname, view.meeting.docname)
        elif media.is_beside:
            # the file is beside the meeting, whose page plays it
            return
        found = by_kind(root, (nodes.inline, nodes.reference))
        for time in [node for node in found[nodes.inline] if "meetings_seconds" in node]:
            second = time["meetings_seconds"] + recording.start
            url = media.at(second) if page is None else player_address(page, media, second)
            link = nodes.reference("", "", *time.children, refuri=url, internal=page is not None)
            link["classes"].append("meetings-time")
            time.parent.replace(time, link)
        if page is not None:
            lead_to_player(found[nodes.reference], page, media)


class LinkSpeakers(SphinxPostTransform):
    """Link the speakers in a transcript to their pages, on web pages."""

    default_priority = priorities.LINK_SPEAKERS

    def is_supported(self) -> bool:
        """Whether the builder makes a page of each document, and pages of people."""
        return domain_of(self.env).makes_pages

    def run(self, **kwargs: Any) -> None:
        """Link the speakers of the document, all of whom its digest has."""
        domain = domain_of(self.env)
        known = domain.transcripts.get(self.env.docname)
        if known is None or not known.speakers or is_excerpt(self.document):
            return
        links = {name: domain.find("person", name) for name, _ in known.speakers}
        for name, node in speaker_nodes(by_kind(self.document, (transcript,))[transcript]):
            found = links.get(name)
            if found is None or not found.docname or any(node.findall(nodes.reference)):
                continue
            text = node.children
            node.clear()
            node.append(
                make_refnode(domain.builder, self.env.docname, found.docname, found.anchor, text)
            )


class LeaveOutTranscripts(SphinxPostTransform):
    """Replace transcripts with a line if ``meetings_transcripts`` is false."""

    default_priority = priorities.LEAVE_OUT_TRANSCRIPTS

    def is_supported(self) -> bool:
        """Whether the builder makes documents for readers other than web pages."""
        builder = domain_of(self.env).builder
        is_book = bool(builder.format) and not is_web(builder)
        return is_book and not options_of(self.config).transcripts

    def run(self, **kwargs: Any) -> None:
        """Replace the transcripts of the document."""
        lines: dict[nodes.Element, nodes.paragraph] = {}
        for node in list(self.document.findall(transcript)):
            place, ids = _take_out(node)
            if place not in lines:
                text = "The transcript is available on the web page."
                lines[place] = nodes.paragraph("", text, translatable=False)
                inner = (i for i, n in enumerate(place.children) if isinstance(n, nodes.section))
                place.insert(next(inner, len(place)), lines[place])
            # links to a chapter lead to the line
            lines[place]["ids"] += ids


def _contents(sections: Iterable[nodes.Element]) -> nodes.enumerated_list:
    """Return links to *sections*."""
    links = (
        nodes.reference("", section[0].astext(), refid=section["ids"][0], internal=True)
        for section in sections
    )
    items = (nodes.list_item("", nodes.paragraph("", "", link)) for link in links)
    return nodes.enumerated_list("", *items, enumtype="arabic", classes=["meetings-contents"])


def _take_out(node: nodes.Element) -> tuple[nodes.Element, list[str]]:
    """Remove a transcript, and the section of its chapter if that is empty then.

    Return the section that it was in, and the removed IDs.
    """
    ids = [name for part in node.findall(nodes.Element) for name in part["ids"]]
    section = node.parent
    section.remove(node)
    while (
        isinstance(section, nodes.section)
        and isinstance(section.parent, nodes.section)
        and not is_titled_transcript(section)
        and all(isinstance(child, nodes.title) for child in section.children)
    ):
        ids += section["ids"]
        section.parent.remove(section)
        section = section.parent
    return section, ids
