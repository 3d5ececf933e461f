"""Transcripts in pages: turns in the text, and caption files.

A document whose name ends in ``-transcript`` and a section titled "Transcript" have turns as
text. A caption file that a note names, or that is beside it, becomes a section of its page.
In both cases, the turns become nodes of ``nodes.transcript``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform

from sphinxcontrib_meetings import priorities
from sphinxcontrib_meetings.archive.digest import digest
from sphinxcontrib_meetings.archive.transcripts import TRANSCRIPT_SUFFIX
from sphinxcontrib_meetings.model.problem import Kind
from sphinxcontrib_meetings.model.recording import Chapter, Track
from sphinxcontrib_meetings.model.transcript import Turn
from sphinxcontrib_meetings.nodes.placeholders import recording_time
from sphinxcontrib_meetings.nodes.player import add_tracks, media_of, player
from sphinxcontrib_meetings.nodes.transcript import (
    LinkMaker,
    mark_turns,
    part_by_chapter,
    speakers_of,
    transcript,
    transcript_node,
)
from sphinxcontrib_meetings.nodes.tree import is_within, sections_in
from sphinxcontrib_meetings.parse.caption_files import decode, size_problem
from sphinxcontrib_meetings.parse.captions import parse_captions
from sphinxcontrib_meetings.parse.paths import is_file
from sphinxcontrib_meetings.parse.platforms import same_recording
from sphinxcontrib_meetings.parse.suffixes import WEBVTT
from sphinxcontrib_meetings.read.caption_files import (
    CaptionFiles,
    ReadTranscript,
    best_captions,
    find_caption_files,
    names_file,
)
from sphinxcontrib_meetings.read.directives.transcript import MARKED, transcript_placeholder
from sphinxcontrib_meetings.read.domain import domain_of
from sphinxcontrib_meetings.read.find_meetings import FOUND, Found, chapters_of
from sphinxcontrib_meetings.read.transcript_sections import (
    headed,
    new_section,
    put_by_chapter,
    section_around,
    titled_transcript,
)
from sphinxcontrib_meetings.report import report_file, warn

__all__ = ["ReadTranscripts", "on_env_get_outdated", "time_without_recording"]

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


def on_env_get_outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Return notes whose caption files or transcript document were added or removed."""
    domain = domain_of(env)
    folders = domain.folders
    return [
        docname
        for docname, known in domain.transcripts.items()
        if docname in env.found_docs and known.beside != find_caption_files(env, docname, folders)
    ]


class ReadTranscripts(SphinxTransform):
    """Mark the turns of a document, and insert caption files."""

    default_priority = priorities.READ_TRANSCRIPTS

    def apply(self, **kwargs: Any) -> None:
        """Mark turns, insert captions, and store the speakers in the domain."""
        if self.document.get("meetings_excerpt"):
            return
        self.made: list[transcript] = []
        self.files: list[bytes] = []
        meetings = cast("list[Found]", self.env.temp_data.get(FOUND, []))
        is_marked = self.env.temp_data.pop(MARKED, False)
        if not (meetings or is_marked):
            return
        placeholders = list(self.document.findall(transcript_placeholder)) if is_marked else []
        whole = next((meeting for meeting in meetings if not meeting.is_section), None)
        folders = domain_of(self.env).folders
        beside = (
            find_caption_files(self.env, self.env.docname, folders) if whole else CaptionFiles()
        )
        roots = {id(meeting.root): meeting for meeting in meetings}
        placed: set[int] = set()
        for placeholder in placeholders:
            meeting = _meeting_of(placeholder, roots)
            placed |= (
                {id(meeting)} if self._place(placeholder, meeting, beside.transcript) else set()
            )
        for meeting in meetings:
            self._mark_text(meeting)
        for meeting in meetings:
            own = CaptionFiles() if meeting.is_section else beside
            if id(meeting) not in placed:
                self._add_captions(meeting, own.transcript)
            self._add_tracks(meeting, own)
        speakers = tuple(speakers_of(self.made))
        if whole or self.made:
            places = tuple(self._places(roots))
            # feeds of whole notes have the captions
            read = digest(self.files) if self.files else ""
            domain_of(self.env).note_transcript(
                self.env.docname, ReadTranscript(beside, speakers, places, read)
            )

    def _places(self, roots: Mapping[int, Found]) -> Iterator[tuple[str, str]]:
        """Yield the anchors of each meeting with a transcript section, and of that section."""
        told: set[int] = set()
        for node in self.made:
            meeting = _meeting_of(node, roots)
            if meeting is None or id(meeting) in told:
                continue
            told.add(id(meeting))
            anchor = meeting.root["ids"][0] if meeting.is_section else ""
            if section := section_around(node):
                yield anchor, section["ids"][0]

    # Turns in the text

    def _mark_text(self, meeting: Found) -> None:
        link = self._link(meeting)
        for scope in self._scopes(meeting):
            made = mark_turns(list(sections_in(scope)), link)
            # its own headings divide a transcript better
            if len(made) == 1:
                made = put_by_chapter(self.document, made[0], *_chapters(meeting))
            self.made += made

    def _scopes(self, meeting: Found) -> list[nodes.Element]:
        """Return the elements that hold a transcript."""
        if not meeting.is_section and self.env.docname.endswith(TRANSCRIPT_SUFFIX):
            return [self.document]
        return list(titled_transcript(meeting.root))

    # Captions

    def _place(
        self, placeholder: transcript_placeholder, meeting: Found | None, beside: str
    ) -> bool:
        """Replace *placeholder*; return whether the meeting's own captions are there now."""
        link = self._link(meeting)
        parent = placeholder.parent
        new: list[nodes.Node] = []
        is_last = isinstance(parent, nodes.section) and parent.children[-1] is placeholder
        if placeholder.children:
            content = nodes.section("", *placeholder.children)
            made = mark_turns([content], link)
            if len(made) == 1:
                groups = part_by_chapter(made[0], *_chapters(meeting))
                content.replace(made[0], headed(self.document, groups, in_sections=is_last))
                made = [part for _, part in groups]
            self.made += made
            new += content.children
        file = placeholder["file"]
        line = placeholder.line or 1
        if not (file or new):
            file, line = _named_file(self.env, meeting) or (beside, line)
            if not file:
                warn(
                    Kind.FIELD,
                    "there is no transcript to place here; name a file with "
                    "`transcript: FILE.vtt`, or write the turns in the directive",
                    location=placeholder,
                )
        if file:
            new += self._captions(file, line, meeting, link, is_last=is_last)
        parent.replace(placeholder, new)
        return bool(file) and (
            not placeholder["file"] or file in (beside, *_named_file(self.env, meeting)[:1])
        )

    def _add_captions(self, meeting: Found, beside: str) -> None:
        """Add the captions of *meeting* to the end of its page."""
        named, line = _named_file(self.env, meeting) or ("", 0)
        file = named or beside
        if not file:
            return
        section = next(titled_transcript(meeting.root), None)
        # a transcript in the text takes precedence over a file that is not named
        if (
            not named
            and section is not None
            and any(is_within(node, section) for node in self.made)
        ):
            return
        content = self._captions(file, line, meeting, self._link(meeting), is_last=True)
        if not content:
            return
        if section is None:
            section = new_section(self.document, "Transcript", "transcript")
            _page_of(meeting).append(section)
        inner = next(
            (i for i, node in enumerate(section.children) if isinstance(node, nodes.section)),
            len(section),
        )
        section[inner:inner] = content

    def _add_tracks(self, meeting: Found, beside: CaptionFiles) -> None:
        """Add the captions of *meeting* as tracks of its recording, if that is a file."""
        tracks = self._tracks(meeting, beside)
        recording = meeting.recording if tracks else None
        # if the meeting starts later in the file, their times differ
        if recording is None or not recording.media.is_file or recording.start:
            return
        for node in meeting.root.findall(player):
            # tracks that the author wrote take precedence
            if same_recording(media_of(node), recording.media) and not node["tracks"]:
                add_tracks(node, tracks)

    def _tracks(self, meeting: Found, beside: CaptionFiles) -> list[Track]:
        if named := _named_file(self.env, meeting):
            exists = is_file(Path(self.env.relfn2path(named[0], self.env.docname)[1]))
            return [_track(named[0], is_default=True)] if exists and _is_webvtt(named[0]) else []
        files = [item for item in beside.captions if _is_webvtt(item.name)]
        best = best_captions(self.env, files)
        return [_track(item.name, item.language, is_default=item is best) for item in files]

    def _captions(
        self, file: str, line: int, meeting: Found | None, link: LinkMaker, *, is_last: bool
    ) -> list[nodes.Node]:
        """Return the turns of a file by chapter; in sections if they end their section."""
        whole = transcript_node(self._read(file, line), link)
        if not len(whole):
            return []
        groups = part_by_chapter(whole, *_chapters(meeting))
        self.made += (part for _, part in groups)
        return headed(self.document, groups, in_sections=is_last)

    def _read(self, file: str, line: int) -> Sequence[Turn]:
        """Return the turns of a caption file, whose path is relative to the document."""
        location = (self.env.docname, line or 1)
        if _ADDRESS.match(file):
            message = (
                f"{file!r} is a URL, not a file; download it, and name the file beside the note"
            )
            warn(Kind.FIELD, message, location=location)
            return ()
        name, full = self.env.relfn2path(file, self.env.docname)
        # a missing file is looked for again at the next build
        self.env.note_dependency(name)
        path = Path(full)
        try:
            data = path.read_bytes()
        except OSError:
            message = (
                f"there is no transcript {file!r}; use a path relative to the folder of the note"
            )
            warn(Kind.FIELD, message, location=location)
            return ()
        self.files.append(data)
        if too_large := size_problem(data):
            report_file([too_large], path)
            return ()
        text, problems = decode(data)
        captions = parse_captions(text)
        report_file([*problems, *captions.problems], path)
        return captions.turns

    def _link(self, meeting: Found | None) -> LinkMaker:
        """Return a function that makes links into the recording of *meeting*."""
        recording = meeting.recording if meeting else None

        def link(text: str, seconds: int) -> nodes.Element:
            if recording is None:
                # the recording may be in another document
                return time_without_recording(text, seconds)
            if recording.media.is_beside:
                # a file beside the note gets its URL later
                return recording_time("", text, seconds=seconds)
            url = recording.media.at(seconds + recording.start)
            return nodes.reference("", text, refuri=url, internal=False)

        return link


def _is_webvtt(file: str) -> bool:
    """Whether browsers can show *file*."""
    return file.lower().endswith(WEBVTT)


def _track(file: str, language: str = "", *, is_default: bool) -> Track:
    # browsers show the name of the language in that of the reader
    label = "" if language else "Captions"
    return Track(file, label=label, language=language, is_default=is_default)


def _page_of(meeting: Found) -> nodes.Element:
    """Return the element that a new section of *meeting* belongs in."""
    tops = [child for child in meeting.root.children if isinstance(child, nodes.section)]
    return meeting.root if meeting.is_section or len(tops) != 1 else tops[0]


def _meeting_of(placeholder: nodes.Node, roots: Mapping[int, Found]) -> Found | None:
    """Return the meeting that contains a node; *roots* has meetings by the id() of theirs."""
    node: nodes.Node | None = placeholder
    while node is not None and id(node) not in roots:
        node = node.parent
    return roots.get(id(node))


def _named_file(env: BuildEnvironment, meeting: Found | None) -> tuple[str, int] | tuple[()]:
    """Return the transcript file that the fields of *meeting* name, and the line of the field."""
    file = str(meeting.values.get("transcript") or "").strip() if meeting else ""
    if meeting is None or not names_file(env, env.docname, file):
        return ()
    return file, meeting.lines.get("transcript", meeting.line)


def _chapters(meeting: Found | None) -> tuple[Sequence[Chapter], int]:
    """Return the chapters of a meeting, and the second of its recording at which it starts.

    Problems with them are reported elsewhere.
    """
    if meeting is None:
        return (), 0
    start = meeting.recording.start if meeting.recording else 0
    return chapters_of(meeting).chapters, start


def time_without_recording(text: str, seconds: int) -> nodes.Element:
    """Return a time whose recording is not known yet."""
    return nodes.inline("", text, meetings_seconds=seconds)
