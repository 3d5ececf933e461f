"""Transcripts when documents are written: what they have of their meetings, and where they go."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinxcontrib_meetings import priorities
from sphinxcontrib_meetings.archive.views import Header
from sphinxcontrib_meetings.config import options_of
from sphinxcontrib_meetings.model.recording import Recording
from sphinxcontrib_meetings.nodes.html import is_web
from sphinxcontrib_meetings.nodes.placeholders import header_placeholder
from sphinxcontrib_meetings.nodes.transcript import mark_turns, transcript
from sphinxcontrib_meetings.nodes.tree import by_kind
from sphinxcontrib_meetings.read.domain import BOOKS, domain_of
from sphinxcontrib_meetings.read.transcript_sections import (
    is_titled_transcript,
    kept_in,
    put_by_chapter,
    sections_in,
)
from sphinxcontrib_meetings.read.transcripts import time_without_recording

__all__ = ["FollowMeetings", "LeaveOutTranscripts"]


class FollowMeetings(SphinxPostTransform):
    """Complete documents that are transcripts by what only their meetings say.

    Turns are marked where the name of the document did not tell that there are some, times
    lead into the meeting's recording, and its chapters part what has no headings.
    """

    default_priority = priorities.FOLLOW_MEETINGS

    def run(self, **kwargs: Any) -> None:
        """Complete the document, or those that are in the book."""
        domain = domain_of(self.env)
        transcripts = domain.archive.transcripts
        is_book = domain.builder.name in BOOKS
        if not transcripts or not (is_book or self.env.docname in transcripts):
            return
        # pages are long: only books need a walk through all that is in them
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
                # tables of contents were made before
                place.insert(place.index(sections[0]), _contents(sections))

    def _number(
        self, sections: Iterable[nodes.Element], place: nodes.Element, docname: str
    ) -> None:
        """Number *sections* of *place* where sections are; Sphinx did when they were not there."""
        numbers = self.env.toc_secnumbers.get(docname, {})
        # the first section of a document has no anchor
        anchor = f"#{place['ids'][0]}"
        above = numbers.get(anchor if anchor in numbers else "")
        for number, section in enumerate(sections if above else (), 1):
            title = section[0]
            assert isinstance(title, nodes.title)
            title["secnumber"] = (*(above or ()), number)

    def _lead_into(self, root: nodes.Element, recording: Recording, view: Header) -> None:
        """Let times in *root* lead into *recording*: to where it is, or to its player."""
        media = recording.media
        builder = domain_of(self.env).builder
        page = ""
        if media.is_beside:
            # the file lies beside the meeting, whose page plays it
            if view.meeting is None or not is_web(builder) or builder.name in BOOKS:
                return
            page = builder.get_relative_uri(self.env.docname, view.meeting.docname)
        times = by_kind(root, (nodes.inline,))[nodes.inline]
        for time in [node for node in times if "meetings_seconds" in node]:
            second = time["meetings_seconds"] + recording.start
            url = f"{page}#t={second}" if page else media.at(second)
            link = nodes.reference("", "", *time.children, refuri=url, internal=bool(page))
            link["classes"].append("meetings-time")
            time.parent.replace(time, link)


class LeaveOutTranscripts(SphinxPostTransform):
    """Leave a line in the place of transcripts where ``meetings_transcripts`` is false."""

    default_priority = priorities.LEAVE_OUT_TRANSCRIPTS

    def is_supported(self) -> bool:
        """Say whether the builder makes something to read that is no web page."""
        builder = domain_of(self.env).builder
        is_book = bool(builder.format) and not is_web(builder)
        return is_book and not options_of(self.config).transcripts

    def run(self, **kwargs: Any) -> None:
        """Clean the document."""
        lines: dict[nodes.Element, nodes.paragraph] = {}
        for node in list(self.document.findall(transcript)):
            place, ids = _take_out(node)
            if place not in lines:
                text = "The transcript is on the web page."
                lines[place] = nodes.paragraph("", text, translatable=False)
                inner = (i for i, n in enumerate(place.children) if isinstance(n, nodes.section))
                place.insert(next(inner, len(place)), lines[place])
            # what leads to a chapter leads to the line
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
    """Remove a transcript, and the section of a chapter if nothing else is in it.

    Returned are the section that it was in, and the ids of what went.
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
