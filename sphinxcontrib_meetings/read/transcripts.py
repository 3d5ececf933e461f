"""Transcripts in pages: the turns of text, files of captions, and where they are left out.

A document whose name ends in ``-transcript``, and a section called "Transcript", hold turns as
text. A file of captions that a note names, or that lies beside it, becomes a section of its
page. Either way the turns are the nodes of :mod:`~sphinxcontrib_meetings.nodes.transcript`.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from sphinxcontrib_meetings.archive.query import TRANSCRIPT_SUFFIX
from sphinxcontrib_meetings.archive.views import Header
from sphinxcontrib_meetings.config import options_of
from sphinxcontrib_meetings.model.meeting import Chapter, Person, Recording
from sphinxcontrib_meetings.model.problem import Kind
from sphinxcontrib_meetings.model.transcript import Turn
from sphinxcontrib_meetings.nodes.nodes import add_tracks, is_web, media_of, player, recording_time
from sphinxcontrib_meetings.nodes.placeholders import by_kind, header_mark, is_within
from sphinxcontrib_meetings.nodes.transcript import (
    Link,
    Speaker,
    mark_turns,
    part_by_chapter,
    speakers_of,
    transcript,
    transcript_node,
    visit_transcript,
)
from sphinxcontrib_meetings.parse.caption_files import Captions, captions_beside, decode
from sphinxcontrib_meetings.parse.captions import parse_captions
from sphinxcontrib_meetings.parse.media import Track, parse_media, same_recording
from sphinxcontrib_meetings.parse.people import People
from sphinxcontrib_meetings.parse.person import parse_person
from sphinxcontrib_meetings.read.collect import FOUND, Found, chapters_of, domain_of, recording_of
from sphinxcontrib_meetings.read.domain import BOOKS
from sphinxcontrib_meetings.report import report_file, warn

__all__ = ["TranscriptDirective", "register", "speakers_of", "unknown_speakers"]

_CAPTIONS = (".vtt", ".srt")
_TITLE = re.compile(r"(?:full\s+)?transcript", re.IGNORECASE)
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
#: what tools call those whom they do not know
_ANYBODY = re.compile(
    r"all|audience|everyone|multiple speakers|(?:unknown |unidentified )?speaker(?: ?[0-9A-Z]+)?"
    r"|unknown",
    re.IGNORECASE,
)
#: in ``env.temp_data``: that the document has a directive
_MARKED = "meetings_transcript_marked"


class transcript_mark(nodes.General, nodes.Element):  # noqa: N801 - docutils names nodes so
    """Left by the ``transcript`` directive where it stands; it holds the directive's content.

    Attribute: ``file``, as it was written.
    """


class TranscriptDirective(SphinxDirective):
    """Places a transcript: that of a file of captions, or the content, which is turns as text.

    Without either it is the one that the meeting has anyway, at another place of its page.
    """

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the place of the transcript."""
        self.env.temp_data[_MARKED] = True
        file = self.arguments[0].strip() if self.arguments else ""
        mark = transcript_mark("", *self.parse_content_to_nodes(), file=file)
        self.set_source_info(mark)
        return [mark]


# ── what the environment keeps ────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Beside:
    """The files of captions that a document has beside it."""

    captions: tuple[Captions, ...] = ()
    #: the one that is its transcript, empty if none
    transcript: str = ""


@dataclass(frozen=True, slots=True)
class _Said:
    """What is to be known of a document when all are read, or before it is read again."""

    beside: _Beside
    speakers: tuple[Speaker, ...] = ()
    #: pairs of the section that a meeting is, empty for the document, and that of its transcript
    places: tuple[tuple[str, str], ...] = ()


def _store(env: BuildEnvironment) -> dict[str, _Said]:
    """Return what is kept by document."""
    kept = cast(Any, env)
    if not hasattr(env, "meetings_said"):
        kept.meetings_said = {}
    return cast("dict[str, _Said]", kept.meetings_said)


def transcript_place(env: BuildEnvironment, docname: str, anchor: str) -> str:
    """Return the id of the section with the transcript of a meeting; empty if there is none.

    *anchor* is the section that the meeting is, empty for the whole document.
    """
    said = _store(env).get(docname)
    return dict(said.places).get(anchor, "") if said else ""


def on_env_purge_doc(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Forget the document *docname*."""
    _store(env).pop(docname, None)


def on_env_merge_info(
    app: Sphinx, env: BuildEnvironment, docnames: Iterable[str], other: BuildEnvironment
) -> None:
    """Take over what another process read in *docnames*."""
    theirs = _store(other)
    _store(env).update({name: theirs[name] for name in docnames if name in theirs})


def on_env_get_outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Read notes again beside which captions, or a document of the transcript, came or went."""
    folders = domain_of(env).folders
    return [
        docname
        for docname, said in _store(env).items()
        if docname in env.found_docs and said.beside != _beside(env, docname, folders)
    ]


def _beside(env: BuildEnvironment, docname: str, folders: dict[Path, tuple[str, ...]]) -> _Beside:
    """Return the files of captions that *docname* has beside it.

    *folders* keeps what is in those that were looked at.
    """
    folder = Path(env.doc2path(docname)).parent
    if folder not in folders:
        names = tuple(sorted(path.name for path in folder.iterdir())) if folder.is_dir() else ()
        has_captions = any(name.lower().endswith(_CAPTIONS) for name in names)
        folders[folder] = names if has_captions else ()
    note = PurePosixPath(docname).name
    names = folders[folder]
    # "/" follows "." and stands in no name
    own = names[bisect_left(names, f"{note}.") : bisect_left(names, f"{note}/")]
    found = captions_beside(note, own)
    best = _best(env, found)
    # a document that is the transcript takes its place
    is_shown = best and f"{docname}{TRANSCRIPT_SUFFIX}" not in env.found_docs
    return _Beside(found, best.name if best and is_shown else "")


def _best(env: BuildEnvironment, captions: Sequence[Captions]) -> Captions | None:
    """Return the captions in the language of the project, or else the first ones."""
    language = str(env.config.language or "en").lower()[:2]
    # one without a language is the transcript, whatever it is in
    wanted = (c for c in captions if not c.language or c.language.lower()[:2] == language)
    return next(wanted, next(iter(captions), None))


# ── while a document is read ──────────────────────────────────────────────────


class MarkTranscripts(SphinxTransform):
    """Mark the turns of a document, and put in what files of captions say."""

    # after smart quotes (855), before doctree-read (880)
    default_priority = 860

    def apply(self, **kwargs: Any) -> None:
        """Leave a page whose turns are marked, and note who speaks."""
        if self.document.get("meetings_excerpt"):
            return
        self.made: list[transcript] = []
        meetings = cast("list[Found]", self.env.temp_data.get(FOUND, []))
        is_marked = self.env.temp_data.pop(_MARKED, False)
        if not (meetings or is_marked):
            return
        marks = list(self.document.findall(transcript_mark)) if is_marked else []
        whole = next((meeting for meeting in meetings if not meeting.is_section), None)
        folders = domain_of(self.env).folders
        beside = _beside(self.env, self.env.docname, folders) if whole else _Beside()
        roots = {id(meeting.root): meeting for meeting in meetings}
        placed: set[int] = set()
        for mark in marks:
            meeting = _meeting_of(mark, roots)
            placed |= {id(meeting)} if self._place(mark, meeting, beside.transcript) else set()
        for meeting in meetings:
            self._mark_text(meeting)
        for meeting in meetings:
            own = _Beside() if meeting.is_section else beside
            if id(meeting) not in placed:
                self._add_captions(meeting, own.transcript)
            self._add_tracks(meeting, own)
        speakers = tuple(speakers_of(self.made))
        if whole or self.made:
            places = tuple(self._places(roots))
            _store(self.env)[self.env.docname] = _Said(beside, speakers, places)

    def _places(self, roots: Mapping[int, Found]) -> Iterator[tuple[str, str]]:
        """Yield the section of each meeting that has a transcript, and that of the transcript."""
        told: set[int] = set()
        for node in self.made:
            meeting = _meeting_of(node, roots)
            if meeting is None or id(meeting) in told:
                continue
            told.add(id(meeting))
            anchor = meeting.root["ids"][0] if meeting.is_section else ""
            if section := _section_of(node):
                yield anchor, section["ids"][0]

    # turns in the text

    def _mark_text(self, meeting: Found) -> None:
        link = self._link(meeting)
        for scope in self._scopes(meeting):
            made = mark_turns(list(_sections(scope)), link)
            # headings of its own part a transcript better
            if len(made) == 1:
                made = put_by_chapter(self.document, made[0], *_chapters(meeting))
            self.made += made

    def _scopes(self, meeting: Found) -> list[nodes.Element]:
        """Return the sections that hold a transcript."""
        if not meeting.is_section and self.env.docname.endswith(TRANSCRIPT_SUFFIX):
            return [self.document]
        return list(_titled(meeting.root))

    # captions

    def _place(self, mark: transcript_mark, meeting: Found | None, beside: str) -> bool:
        """Replace *mark*; tell whether the meeting's own captions stand there now."""
        link = self._link(meeting)
        parent = mark.parent
        new: list[nodes.Node] = []
        is_last = isinstance(parent, nodes.section) and parent.children[-1] is mark
        if mark.children:
            content = nodes.section("", *mark.children)
            made = mark_turns([content], link)
            if len(made) == 1:
                groups = part_by_chapter(made[0], *_chapters(meeting))
                content.replace(made[0], _headed(self.document, groups, in_sections=is_last))
                made = [part for _, part in groups]
            self.made += made
            new += content.children
        file = mark["file"]
        line = mark.line or 1
        if not (file or new):
            file, line = _named_file(meeting) or (beside, line)
            if not file:
                warn(
                    Kind.FIELD,
                    "there is no transcript to place: name a file, `transcript: FILE.vtt`, or "
                    "write the turns below the directive",
                    location=mark,
                )
        if file:
            new += self._captions(file, line, meeting, link, is_last=is_last)
        parent.replace(mark, new)
        return bool(file) and (not mark["file"] or file in (beside, *_named_file(meeting)[:1]))

    def _add_captions(self, meeting: Found, beside: str) -> None:
        """Put the captions of *meeting* at the end of its page."""
        named, line = _named_file(meeting) or ("", 0)
        section = next(_titled(meeting.root), None)
        file = named or beside
        # who named no file, and wrote a transcript, has one
        if not file or (
            not named
            and section is not None
            and any(is_within(node, section) for node in self.made)
        ):
            return
        content = self._captions(file, line, meeting, self._link(meeting), is_last=True)
        if not content:
            return
        if section is None:
            section = _section(self.document, "Transcript", "transcript")
            _page_of(meeting).append(section)
        inner = next(
            (i for i, node in enumerate(section.children) if isinstance(node, nodes.section)),
            len(section),
        )
        section[inner:inner] = content

    def _add_tracks(self, meeting: Found, beside: _Beside) -> None:
        """Let the browser show the captions of *meeting* with its recording, if that is a file."""
        tracks = self._tracks(meeting, beside)
        media, start = recording_of(meeting) if tracks else (None, 0)
        # times of a meeting that starts later are not those of the file
        if media is None or not media.is_file or start:
            return
        for node in meeting.root.findall(player):
            # who wrote tracks has chosen
            if same_recording(media_of(node), media) and not node["tracks"]:
                add_tracks(node, tracks)

    def _tracks(self, meeting: Found, beside: _Beside) -> list[Track]:
        if named := _named_file(meeting):
            exists = Path(self.env.relfn2path(named[0], self.env.docname)[1]).is_file()
            return [_track(named[0], is_default=True)] if exists and _is_webvtt(named[0]) else []
        files = [item for item in beside.captions if _is_webvtt(item.name)]
        best = _best(self.env, files)
        return [_track(item.name, item.language, is_default=item is best) for item in files]

    def _captions(
        self, file: str, line: int, meeting: Found | None, link: Link, *, is_last: bool
    ) -> list[nodes.Node]:
        """Return what a file says; by chapter in sections if these are the last of theirs."""
        whole = transcript_node(self._read(file, line), link)
        if not len(whole):
            return []
        groups = part_by_chapter(whole, *_chapters(meeting))
        self.made += (part for _, part in groups)
        return _headed(self.document, groups, in_sections=is_last)

    def _read(self, file: str, line: int) -> Sequence[Turn]:
        """Read a file of captions that is named relative to the document."""
        location = (self.env.docname, line or 1)
        if _ADDRESS.match(file):
            message = f"{file!r} is no file: download it, and name the one beside the note"
            warn(Kind.FIELD, message, location=location)
            return ()
        name, full = self.env.relfn2path(file, self.env.docname)
        # a file that is not there yet is looked for at the next build
        self.env.note_dependency(name)
        path = Path(full)
        try:
            data = path.read_bytes()
        except OSError:
            message = f"there is no transcript {file!r}: give its path from the folder of the note"
            warn(Kind.FIELD, message, location=location)
            return ()
        text, problems = decode(data)
        captions = parse_captions(text)
        report_file([*problems, *captions.problems], path)
        return captions.turns

    def _link(self, meeting: Found | None) -> Link:
        """Return what leads into the recording of *meeting*."""
        media, offset = recording_of(meeting) if meeting else (None, 0)

        def link(text: str, seconds: int) -> nodes.Element:
            if media is None:
                # it may be in another document
                return _untold(text, seconds)
            if "://" not in media.url:
                # a file beside the note gets its address later
                return recording_time("", text, seconds=seconds)
            url = media.at(seconds + offset)
            return nodes.reference("", text, refuri=url, internal=False)

        return link


def _is_webvtt(file: str) -> bool:
    """Tell whether browsers can show *file*."""
    return file.lower().endswith(".vtt")


def _track(file: str, language: str = "", *, is_default: bool) -> Track:
    # browsers name languages in that of the reader
    label = "" if language else "Captions"
    return Track(file, label=label, language=language, is_default=is_default)


# ── by chapter ────────────────────────────────────────────────────────────────


def put_by_chapter(
    document: nodes.document, whole: transcript, chapters: Sequence[Chapter], offset: int
) -> list[transcript]:
    """Put a transcript that ends its section into a section for each chapter; return its parts.

    *offset* is what turns the time of the meeting into that of the recording.
    """
    parent = whole.parent
    if not isinstance(parent, nodes.section):
        return [whole]
    groups = part_by_chapter(whole, chapters, offset)
    parent.replace(whole, _headed(document, groups, in_sections=True))
    return [part for _, part in groups]


def _headed(
    document: nodes.document,
    groups: Iterable[tuple[Chapter | None, transcript]],
    *,
    in_sections: bool,
) -> list[nodes.Node]:
    """Return the parts of a transcript in sections, or below rubrics."""
    new: list[nodes.Node] = []
    for chapter, part in groups:
        if chapter is None:
            new.append(part)
        elif in_sections:
            section = _section(document, chapter.title or chapter.time, _id(chapter), part)
            section["classes"].append("meetings-part")
            new.append(section)
        else:
            rubric = nodes.rubric("", chapter.title or chapter.time, translatable=False)
            new += [rubric, part]
    return new


def _section(
    document: nodes.document, title: str, node_id: str, *content: nodes.Node
) -> nodes.section:
    heading = nodes.title("", title, translatable=False)
    section = nodes.section("", heading, *content)
    section.source, section.line = document.current_source, None
    section["ids"].append(_free_id(document, node_id))
    document.set_id(section)
    return section


def _free_id(document: nodes.document, plain: str) -> str:
    """Return *plain*, numbered from 2 on where *document* has it already."""
    free = plain
    # a document of many meetings asks for the same id many times
    last, key = document.id_counter, f"meetings {plain}"
    while free in document.ids:
        last[key] = max(last[key], 1) + 1
        free = f"{plain}-{last[key]}"
    return free


def _id(chapter: Chapter) -> str:
    title = nodes.make_id(chapter.title) or str(chapter.seconds)
    return f"transcript-{title[:60].rstrip('-')}"


# ── the document ──────────────────────────────────────────────────────────────


def _sections(scope: nodes.Element) -> Iterator[nodes.Element]:
    """Yield *scope* and the sections in it, at every depth."""
    yield scope
    for child in scope.children:
        if isinstance(child, nodes.section):
            yield from _sections(child)


def _kept_in(scope: nodes.Element) -> Iterator[nodes.Node]:
    """Yield what stands in *scope*, or in a section of it, and in nothing else."""
    return itertools.chain.from_iterable(section.children for section in _sections(scope))


def _titled(scope: nodes.Element) -> Iterator[nodes.section]:
    """Yield the sections in *scope* that are called "Transcript"."""
    for child in scope.children:
        if isinstance(child, nodes.section):
            if _is_titled(child):
                yield child
            else:
                yield from _titled(child)


def _is_titled(section: nodes.Element) -> bool:
    title = section.next_node(nodes.title, descend=True)
    return (
        title is not None
        and title.parent is section
        and _TITLE.fullmatch(title.astext().strip(" :.")) is not None
    )


def _section_of(node: nodes.Element) -> nodes.Element | None:
    """Return the section called "Transcript" that *node* is in, else the innermost, if any."""
    found: list[nodes.Element] = []
    while node.parent is not None:
        node = node.parent
        if isinstance(node, nodes.section):
            found.append(node)
    return next(filter(_is_titled, found), next(iter(found), None))


def _page_of(meeting: Found) -> nodes.Element:
    """Return where a further section of *meeting* belongs."""
    tops = [child for child in meeting.root.children if isinstance(child, nodes.section)]
    return meeting.root if meeting.is_section or len(tops) != 1 else tops[0]


def _meeting_of(mark: nodes.Node, roots: Mapping[int, Found]) -> Found | None:
    """Return the meeting that a directive stands in; *roots* has meetings by the id of theirs."""
    node: nodes.Node | None = mark
    while node is not None and id(node) not in roots:
        node = node.parent
    return roots.get(id(node))


def _named_file(meeting: Found | None) -> tuple[str, int] | tuple[()]:
    """Return the file of captions that the fields of *meeting* name, and the line of the field."""
    file = str(meeting.values.get("transcript") or "").strip() if meeting else ""
    if meeting is None or not file.lower().endswith(_CAPTIONS):
        return ()
    return file, meeting.lines.get("transcript", meeting.line)


def _chapters(meeting: Found | None) -> tuple[Sequence[Chapter], int]:
    """Return the chapters of a meeting, and the second of its recording in which it starts.

    What is wrong with them is said elsewhere.
    """
    if meeting is None:
        return (), 0
    return chapters_of(meeting).chapters, recording_of(meeting)[1]


# ── when all documents are read ───────────────────────────────────────────────


def unknown_speakers(speakers: Iterable[Speaker], people: People) -> Iterator[tuple[str, int]]:
    """Yield what is wrong with those of *speakers* whom *people*, a registry, does not know.

    That is a message, and the line. Without a registry nobody is expected to be known.
    """
    for written, line in speakers:
        # registries are not set in type
        name = written.replace("\u2019", "'")
        problem = people.problem(Person(written)) and people.problem(Person(name))
        if problem and not _ANYBODY.fullmatch(name) and not _is_known(name, people):
            yield problem.replace(f"{people.word} ", "speaker ", 1), line


def _is_known(name: str, people: People) -> bool:
    """Tell whether *name* is that of somebody known, with an affiliation or a handle."""
    try:
        return people.resolve(parse_person(name)).key in people.known
    except ValueError:
        return False


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Say once of each speaker in a transcript that nobody knows them."""
    domain = domain_of(env)
    records = domain.archive.records
    told: set[str] = set()
    for docname, said in sorted(_store(env).items()):
        if domain.registries.is_of_authors(docname):
            # it knows who writes; who speaks may be anybody
            continue
        people = domain.registries.people_of(docname)
        record = records.get(docname)
        # whom the note itself introduces is no stranger
        met = {part.person.name.casefold() for part in record.people} if record else set()
        strangers = [speaker for speaker in said.speakers if speaker[0].casefold() not in met]
        for message, line in unknown_speakers(strangers, people):
            if message.casefold() not in told:
                told.add(message.casefold())
                warn(Kind.AUTHOR, message, location=(docname, line or 1))
    return []


# ── what a transcript has of its meeting ──────────────────────────────────────


class FollowMeetings(SphinxPostTransform):
    """Complete documents that are transcripts by what only their meetings say.

    Turns are marked where the name of the document did not tell that there are some, times
    lead into the meeting's recording, and its chapters part what has no headings.
    """

    # after notes are put into books (1), before transcripts are left out (4)
    default_priority = 2

    def run(self, **kwargs: Any) -> None:
        """Complete the document, or those that are in the book."""
        domain = domain_of(self.env)
        transcripts = domain.archive.transcripts
        is_book = domain.builder.name in BOOKS
        if not transcripts or not (is_book or self.env.docname in transcripts):
            return
        # pages are long: only books need a walk through all that is in them
        found = self.document.findall(header_mark) if is_book else _kept_in(self.document)
        marks = [node for node in found if isinstance(node, header_mark)]
        for mark in marks:
            if mark["record"] in transcripts:
                self._complete(mark.parent, domain.views.header(mark["record"]))

    def _complete(self, root: nodes.Element, view: Header) -> None:
        made = [node for node in _kept_in(root) if isinstance(node, transcript)]
        made = made or mark_turns(list(_sections(root)), _untold)
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
        try:
            media = parse_media(recording.url)
        except ValueError:
            return
        builder = domain_of(self.env).builder
        page = ""
        if "://" not in media.url:
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


def _untold(text: str, seconds: int) -> nodes.Element:
    """Return a time whose recording is to be found."""
    return nodes.inline("", text, meetings_seconds=seconds)


def _contents(sections: Iterable[nodes.Element]) -> nodes.enumerated_list:
    """Return links to *sections*."""
    links = (
        nodes.reference("", section[0].astext(), refid=section["ids"][0], internal=True)
        for section in sections
    )
    items = (nodes.list_item("", nodes.paragraph("", "", link)) for link in links)
    return nodes.enumerated_list("", *items, enumtype="arabic", classes=["meetings-contents"])


# ── where transcripts are left out ────────────────────────────────────────────


class LeaveOutTranscripts(SphinxPostTransform):
    """Leave a line in the place of transcripts where ``meetings_transcripts`` is false."""

    # after notes are put into books (1), before our nodes are replaced (6)
    default_priority = 4

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
        and not _is_titled(section)
        and all(isinstance(child, nodes.title) for child in section.children)
    ):
        ids += section["ids"]
        section.parent.remove(section)
        section = section.parent
    return section, ids


def register(app: Sphinx) -> None:
    """Add the directive, the transforms, and what keeps the environment exact to *app*."""
    app.add_node(transcript, html=(visit_transcript, None))
    app.add_node(transcript_mark)
    app.add_directive("transcript", TranscriptDirective)
    app.add_transform(MarkTranscripts)
    app.add_post_transform(FollowMeetings)
    app.add_post_transform(LeaveOutTranscripts)
    app.connect("env-purge-doc", on_env_purge_doc)
    app.connect("env-merge-info", on_env_merge_info)
    app.connect("env-get-outdated", on_env_get_outdated)
    app.connect("env-updated", on_env_updated)
