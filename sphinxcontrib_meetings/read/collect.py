"""From a document to its records: the one writer of the domain.

``source-read`` loads the front matter, a transform settles what the page needs
(its title, the places of headers and players), and ``doctree-read`` makes the
records when all else has been collected.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform

from sphinxcontrib_meetings.archive.query import TRANSCRIPT_SUFFIX, named_transcript, rivals
from sphinxcontrib_meetings.config import (
    describes_nothing,
    is_meeting_path,
    options_of,
    warn_of,
)
from sphinxcontrib_meetings.markdown.parser import DIALECT, FRONT_MATTER, HEADING
from sphinxcontrib_meetings.markdown.renderer import find_on_site
from sphinxcontrib_meetings.model.meeting import Chapter, Meeting, Recording
from sphinxcontrib_meetings.model.problem import Kind, Names, nearest
from sphinxcontrib_meetings.nodes.nodes import (
    media_of,
    player,
    player_node,
    recording_time,
    truncate,
)
from sphinxcontrib_meetings.nodes.placeholders import (
    by_kind,
    header_mark,
    is_in_title,
    is_within,
    list_mark,
    meeting_mark,
)
from sphinxcontrib_meetings.parse.chapters import item_lines, parse_chapters, twice_in
from sphinxcontrib_meetings.parse.dates import format_duration, heading_with_date, title_in_path
from sphinxcontrib_meetings.parse.fields import ROLE_FIELDS, read_fields
from sphinxcontrib_meetings.parse.front_matter import FrontMatter, draft_in, split
from sphinxcontrib_meetings.parse.media import (
    Media,
    MediaKind,
    parse_media,
    same_recording,
    seconds_in,
)
from sphinxcontrib_meetings.parse.people import person_problem
from sphinxcontrib_meetings.parse.record import make_meeting
from sphinxcontrib_meetings.parse.values import is_false, is_true
from sphinxcontrib_meetings.read.chapter_lists import (
    MeetingChapters,
    chapters_mark,
    fill_mark,
    free_titles,
    read_chapters,
    show_chapters,
)
from sphinxcontrib_meetings.read.domain import MeetingDomain, Reference
from sphinxcontrib_meetings.read.excerpts import cut_excerpt
from sphinxcontrib_meetings.report import report, warn

__all__ = [
    "SettleMeetings",
    "chapters_of",
    "domain_of",
    "on_doctree_read",
    "on_env_get_outdated",
    "on_env_updated",
    "on_source_read",
    "recording_of",
]

#: what is looked for when a document is read
_COLLECTED = (
    addnodes.pending_xref,
    chapters_mark,
    list_mark,
    player,
    recording_time,
    truncate,
)
#: what a document holds while it is read, in ``env.temp_data``
FOUND = "meetings_found"
_CHAPTER_LINES = "meetings_chapter_lines"

_DIRECTIVE = re.compile(rb"\{meeting\}|\.\. meeting::")
_MARKER = re.compile(r"truncate|<!--\s*truncate\s*-->", re.IGNORECASE)
#: how a comment starts, a target, or what else docutils lets precede docinfo
_INVISIBLE = re.compile(r"\.\.(?:$|\s+(?!.*::)|\s+meta::)")
_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1*\s*")
_FIELD = re.compile(r":[^:\s][^`]*?:(?:\s|$)")
_DRAFT = re.compile(r":draft:(.*)", re.IGNORECASE)

_MARKDOWN = (".md", ".mdx", ".markdown", ".myst")


@dataclass(slots=True)
class Found:
    """A meeting of the document that is being read: what was said of it, and where."""

    #: the document, or the section
    root: nodes.Element
    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    line: int = 1
    #: those that the text has
    players: list[player] = field(default_factory=list)
    #: chapters that its field has
    given_chapters: tuple[Chapter, ...] = ()
    #: places of its chapters
    chapter_marks: list[chapters_mark] = field(default_factory=list)
    #: all of its chapters, once they are read
    chapters: MeetingChapters | None = None

    @property
    def section(self) -> nodes.section | None:
        """The section whose title is the meeting's."""
        if isinstance(self.root, nodes.section):
            return self.root
        return next((n for n in self.root.children if isinstance(n, nodes.section)), None)

    @property
    def is_section(self) -> bool:
        """Whether the meeting is one of several in the document."""
        return isinstance(self.root, nodes.section)

    def complete(self, values: dict[str, Any], lines: dict[str, int], docname: str) -> None:
        """Add the front matter of the document, which counts more than a directive."""
        for name in sorted(self.values.keys() & values.keys()):
            if self.values[name] != values[name]:
                warn(
                    Kind.FIELD,
                    f"the directive's {name!r} does not count, since the front matter says "
                    "something else: remove one of them",
                    location=(docname, self.lines.get(name, self.line)),
                )
        self.values |= values
        self.lines |= lines


def domain_of(env: BuildEnvironment) -> MeetingDomain:
    """Return this extension's domain."""
    return cast("MeetingDomain", env.get_domain(MeetingDomain.name))


# Before anything is read


def on_env_get_outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Leave out drafts, and notes that are not UTF-8, which would end the build.

    Returned are notes to read again: MyST looks for the files of links when it reads.
    """
    options = options_of(app.config)
    for docname in sorted(added | changed):
        path = Path(env.doc2path(docname))
        if not path.is_file():
            continue
        data = path.read_bytes()
        is_path = is_meeting_path(options, docname)
        if not (is_path or _DIRECTIVE.search(data)):
            continue
        is_unreadable = is_path and not _is_unicode(data, path)
        if is_unreadable or (not options.drafts and _is_draft(data, path)):
            added.discard(docname)
            changed.discard(docname)
            env.project.docnames.discard(docname)
            if docname in env.all_docs:
                removed.add(docname)
    moved = added | removed
    return [name for name, paths in domain_of(env).paths.items() if not moved.isdisjoint(paths)]


def _is_unicode(data: bytes, path: Path) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        warn(
            Kind.ENCODING,
            f"the note is left out: byte 0x{data[error.start]:02x} is not UTF-8. "
            "Save the file in the encoding UTF-8.",
            location=f"{path}:{line}",
        )
        return False
    return True


def _is_draft(data: bytes, path: Path) -> bool:
    if b"draft" not in data.lower():
        return False
    # outside of `meetings_path` it is Sphinx that complains about other encodings
    text = data.decode("utf-8", "replace")
    return draft_in(text) if path.suffix in _MARKDOWN else _draft_in_docinfo(text)


def _draft_in_docinfo(text: str) -> bool:
    """Tell whether the field list that leads the text, or follows its title, says draft."""
    lines = _after_comments(text.removeprefix("\ufeff").splitlines())
    for _ in "title", "subtitle":
        if lines and not _FIELD.match(lines[0]):
            lines = _after_title(lines)
    if not lines or not _FIELD.match(lines[0]):
        return False
    fields = itertools.takewhile(lambda line: not line or line[0] in ": \t", lines)
    draft = next(filter(None, map(_DRAFT.match, fields)), None)
    return draft is not None and is_true(draft[1])


def _after_comments(lines: list[str]) -> list[str]:
    """Return *lines* from the first one on that is neither blank nor of a comment."""
    in_comment = False
    for index, line in enumerate(lines):
        in_comment = bool(_INVISIBLE.match(line)) or (in_comment and line[:1] in {"", " ", "\t"})
        if line.strip() and not in_comment:
            return lines[index:]
    return []


def _after_title(lines: list[str]) -> list[str]:
    """Return *lines* from the first one on that follows their title and is not blank."""
    over = bool(_ADORNMENT.fullmatch(lines[0]))
    under = 1 + over
    if len(lines) <= under or not _ADORNMENT.fullmatch(lines[under]):
        return []
    return list(itertools.dropwhile(lambda line: not line.strip(), lines[under + 1 :]))


# While a document is read


def on_source_read(app: Sphinx, docname: str, content: list[str]) -> None:
    """Load the front matter, and decide how the document is parsed."""
    path = PurePosixPath(app.env.doc2path(docname))
    if path.suffix not in _MARKDOWN:
        return
    is_path = is_meeting_path(domain_of(app.env).options, docname)
    if not (is_path or path.suffix == ".mdx" or "{meeting}" in content[0]):
        return
    front = split(content[0])
    is_meeting = is_path and not _is_excluded(front.data)
    app.env.temp_data[FRONT_MATTER] = front
    app.env.temp_data[DIALECT] = is_meeting or path.suffix == ".mdx"
    report(front.problems, docname)
    if line := front.lines.get("chapters"):
        rows = content[0].splitlines()
        app.env.temp_data[_CHAPTER_LINES] = item_lines(rows, line)
        report(twice_in(rows, line), docname)


def _is_excluded(fields: Mapping[str, Any]) -> bool:
    return "meeting" in fields and is_false(fields["meeting"])


class SettleMeetings(SphinxTransform):
    """Find the document's meetings, and give the page what it needs of them."""

    # after docinfo (340) and the players of lone roles (500), before players take their
    # titles from the document (510)
    default_priority = 505

    def apply(self, **kwargs: Any) -> None:
        """Leave what was found to :func:`on_doctree_read`."""
        docname = self.env.docname
        if self.document.get("meetings_excerpt"):
            return
        is_path = is_meeting_path(domain_of(self.env).options, docname)
        kinds = (
            meeting_mark,
            nodes.comment,
            nodes.raw,
            player,
            chapters_mark,
            addnodes.download_reference,
        )
        found_nodes = by_kind(self.document, kinds)
        marks = found_nodes[meeting_mark]
        if not (is_path or marks):
            return
        fields, lines = self._fields()
        if _is_excluded(fields) and not marks:
            return
        _settle_comments([*found_nodes[nodes.comment], *found_nodes[nodes.raw]])
        self._settle_title(fields)
        found = self._found(marks, is_path and not _is_excluded(fields))
        whole = [meeting for meeting in found if not meeting.is_section]
        if whole:
            values, value_lines, problems = read_fields(fields, lines)
            report(problems, docname)
            whole[0].complete(values, value_lines, docname)
        for meeting, own in zip(found, _by_meeting(found_nodes, found), strict=True):
            self._read_given_chapters(meeting)
            self._find_recordings(meeting)
            meeting.players = own[player]
            meeting.chapter_marks = own[chapters_mark]
            self._open(meeting, own[player], own[addnodes.download_reference])
        _free_titles_of_files(found_nodes[addnodes.download_reference])
        self.env.temp_data[FOUND] = found

    def _fields(self) -> tuple[dict[str, Any], dict[str, int]]:
        front = self.env.temp_data.get(FRONT_MATTER)
        if isinstance(front, FrontMatter):
            return front.data, front.lines
        return take_docinfo(self.document)

    def _settle_title(self, fields: Mapping[str, Any]) -> None:
        """Give a document without a heading the title it is known by."""
        if any(isinstance(node, nodes.section) for node in self.document.children):
            return
        title = str(fields.get("title") or "") or title_in_path(self.env.docname)
        section = nodes.section("", nodes.title(title, title), names=[])
        section["names"].append(nodes.fully_normalize_name(title))
        section.source, section.line = self.document.current_source, 1
        leading = itertools.takewhile(_precedes_title, self.document.children)
        start = len(list(leading))
        section += self.document.children[start:]
        del self.document[start:]
        self.document += section
        self.document.note_implicit_target(section, section)

    def _found(self, marks: Sequence[meeting_mark], is_path: bool) -> list[Found]:
        """Return the meetings: those of sections, or the one of the whole document."""
        found: dict[int, Found] = {}
        tops = [child for child in self.document.children if isinstance(child, nodes.section)]
        for mark in marks:
            root = self._root_of(mark, tops)
            if id(root) in found:
                warn(
                    Kind.FIELD,
                    "a second `meeting` directive for the same section is ignored: put all "
                    "options into one, or each under a heading of its own",
                    location=mark,
                )
                continue
            found[id(root)] = Found(root, mark["values"], mark["field_lines"], mark.line or 1)
        for mark in marks:
            mark.parent.remove(mark)
        if any(meeting.is_section for meeting in found.values()):
            # the meetings are the sections; what else there is belongs to none of them
            return self._without_drafts(
                meeting for meeting in found.values() if meeting.is_section
            )
        if is_path and not found:
            return [Found(self.document)]
        return [self._whole(meeting) for meeting in found.values()]

    def _root_of(self, mark: meeting_mark, tops: list[nodes.section]) -> nodes.Element:
        """Return the section that *mark* makes a meeting, or the document, which has *tops*."""
        node: nodes.Element = mark
        while node.parent is not None and not isinstance(node, nodes.section):
            node = node.parent
        return self.document if node in ([self.document], tops)[len(tops) == 1] else node

    def _whole(self, meeting: Found) -> Found:
        if meeting.values.get("draft") and not options_of(self.config).drafts:
            warn(
                Kind.FIELD,
                "`draft` in a directive leaves its section out, but cannot leave out the whole "
                "document: put `draft: true` into its front matter. It is in no list.",
                location=(self.env.docname, meeting.line),
            )
        return meeting

    def _without_drafts(self, meetings: Iterable[Found]) -> list[Found]:
        kept: list[Found] = []
        drafts: list[nodes.Element] = []
        shows_drafts = options_of(self.config).drafts
        for meeting in meetings:
            if meeting.values.get("draft") and not shows_drafts:
                drafts.append(meeting.root)
            else:
                kept.append(meeting)
        self._take_out(drafts)
        # a meeting within a section that was taken out went with it
        return [meeting for meeting in kept if is_within(meeting.root, self.document)]

    def _take_out(self, sections: Iterable[nodes.Element]) -> None:
        """Remove *sections* and every name by which something could refer into them."""
        gone: set[str] = set()
        for section in sections:
            gone.update(name for node in section.findall(nodes.Element) for name in node["ids"])
            if section.parent is not None:
                section.parent.remove(section)
        for name, node_id in list(self.document.nameids.items()) if gone else ():
            if node_id in gone:
                del self.document.nameids[name]
                self.document.nametypes.pop(name, None)

    def _read_given_chapters(self, meeting: Found) -> None:
        """Read the field with the chapters of *meeting*, and report what is wrong with it."""
        if "chapters" not in meeting.values:
            return
        lines: Sequence[int] = self.env.temp_data.get(_CHAPTER_LINES) or ()
        meeting.given_chapters, problems = parse_chapters(
            meeting.values["chapters"],
            meeting.lines.get("chapters", meeting.line),
            () if meeting.is_section else lines,
        )
        report(problems, self.env.docname)

    def _find_recordings(self, meeting: Found) -> None:
        """Look up recordings whose addresses start at the root of the site."""
        recordings: Sequence[Recording] = meeting.values.get("recordings", ())
        if any(recording.url.startswith("/") for recording in recordings):
            meeting.values["recordings"] = tuple(map(self._found_recording, recordings))

    def _found_recording(self, recording: Recording) -> Recording:
        path, mark, fragment = recording.url.partition("#")
        found = find_on_site(self.env, path) if path.startswith("/") else None
        # Sphinx says that a file is not there
        return replace(recording, url=f"{found or path}{mark}{fragment}")

    def _open(
        self, meeting: Found, players: Sequence[player], links: Sequence[nodes.Element]
    ) -> None:
        """Put the header under the title, and the player that only the fields mention."""
        section = meeting.section
        assert section is not None
        if meeting.is_section:
            # a player without a title would take that of the document
            for node in players:
                node["title"] = node["title"] or _heading(section)
        opening: list[nodes.Node] = [header_mark(record=self._name(meeting))]
        recordings = meeting.values.get("recordings", ())
        media = [media_of(node) for node in players]
        for recording in recordings:
            found = _media(recording.url)
            if found and found.is_played and not any(same_recording(found, m) for m in media):
                node = _player(found, recording)
                if meeting.is_section:
                    node["title"] = node["title"] or _heading(section)
                node.source = str(self.env.doc2path(self.env.docname))
                node.line = meeting.lines.get("recordings", meeting.line)
                opening.append(node)
                media.append(found)
        section[1:1] = opening
        _settle_time_links(links, media)
        first = _media(recordings[0].url) if recordings else next(iter(media), None)
        if first:
            free_titles(meeting.root, first, recordings[0].start if recordings else 0)

    def _name(self, meeting: Found) -> str:
        anchor = _anchor(meeting)
        return f"{self.env.docname}#{anchor}" if anchor else self.env.docname


def _settle_time_links(links: Iterable[nodes.Element], media: Sequence[Media]) -> None:
    """Let downloads that are links to a time in one of *media* be links that a player follows."""
    for link in links:
        place = link.get("meetings_place")
        found = _media(link["reftarget"]) if place else None
        if found and any(same_recording(found, one) for one in media):
            url = f"{found.url}#{place}"
            new = nodes.reference("", "", *link.children, refuri=url, internal=False)
            link.parent.replace(link, new)
            link.parent = None


def _free_titles_of_files(links: Iterable[nodes.Element]) -> None:
    """Take links to files out of titles, since a table of contents cannot have them."""
    for link in links:
        if is_in_title(link):
            link.parent.replace(link, link.children)


def _settle_comments(comments: Iterable[nodes.Element]) -> None:
    """Take ``.. truncate`` for the marker, a comment of docutils, and what MyST passes as HTML."""
    for comment in comments:
        if _MARKER.fullmatch(comment.astext().strip()):
            marker = truncate()
            marker.source, marker.line = comment.source, comment.line
            comment.parent.replace(comment, marker)


def _precedes_title(node: nodes.Node) -> bool:
    return isinstance(node, (nodes.PreBibliographic, nodes.docinfo))


def _media(url: str) -> Media | None:
    try:
        return parse_media(url)
    except ValueError:
        # the field, or the player, has said so
        return None


def _player(media: Media, recording: Recording) -> player:
    return player_node(
        replace(media, start=recording.start or media.start),
        title=recording.title,
        poster=recording.poster,
        duration=format_duration(recording.duration) if recording.duration else "",
    )


def _anchor(meeting: Found) -> str:
    return str(meeting.root["ids"][0]) if meeting.is_section else ""


def _heading(section: nodes.Element) -> str:
    title = next((node for node in section.children if isinstance(node, nodes.title)), None)
    return title.astext() if title else ""


def _by_meeting(
    found: Mapping[type, list[Any]], meetings: Sequence[Found]
) -> list[Mapping[type, list[Any]]]:
    """Return what each of *meetings* has of the nodes *found* in a document, by their kind.

    A node in a section that is a meeting belongs to that one, and not to a meeting around it.
    """
    if not any(meeting.is_section for meeting in meetings):
        return [found for _ in meetings]
    own = {id(meeting.root): {kind: list[Any]() for kind in found} for meeting in meetings}
    for kind, found_nodes in found.items():
        for node in found_nodes:
            root = next((above for above in _upwards(node) if id(above) in own), None)
            if root is not None:
                own[id(root)][kind].append(node)
    return [own[id(meeting.root)] for meeting in meetings]


def _upwards(node: nodes.Node | None) -> Iterator[nodes.Node]:
    """Yield *node* and what it stands in, up to the document."""
    while node is not None:
        yield node
        node = node.parent


def take_docinfo(document: nodes.document) -> tuple[dict[str, Any], dict[str, int]]:
    """Return the fields of a reStructuredText note, and the line of each.

    They are docutils' docinfo (a field list above the title), or the field list that
    directly follows the title, which is taken out of the page.
    """
    docinfo = next(document.findall(nodes.docinfo), None)
    if docinfo is not None:
        return _read_docinfo(docinfo.children)
    section = next((n for n in document.children if isinstance(n, nodes.section)), None)
    if section is None or len(section) < 2 or not isinstance(section[1], nodes.field_list):
        return {}, {}
    fields = section[1]
    section.remove(fields)
    return _read_docinfo(fields.children)


def _read_docinfo(children: Iterable[nodes.Node]) -> tuple[dict[str, Any], dict[str, int]]:
    fields: dict[str, Any] = {}
    lines: dict[str, int] = {}
    for node in children:
        assert isinstance(node, nodes.Element)
        name = node[0].astext() if isinstance(node, nodes.field) else node.tagname
        value: object = node[-1].astext() if isinstance(node, nodes.field) else node.astext()
        if isinstance(node, nodes.authors):
            value = [author.astext() for author in node.children]
        elif name.lower() == "authors" and isinstance(value, str) and ";" in value:
            # as docutils splits them, where it reads the field itself
            value = [author.strip() for author in value.split(";")]
        key = name.strip().lower().replace("-", "_").replace(" ", "_")
        fields[key] = value
        lines[key] = node.line or 1
    return fields, lines


# When a document is read


def on_doctree_read(app: Sphinx, doctree: nodes.document) -> None:
    """Store the records of the document, what its lists ask for, and its references."""
    env = app.env
    docname = env.docname
    domain = domain_of(env)
    meetings = cast("list[Found]", env.temp_data.pop(FOUND, []))
    heading = str(env.temp_data.pop(HEADING, ""))
    found = by_kind(doctree, _COLLECTED)
    #: by the id of the node that is the meeting
    records: dict[int, Meeting] = {}
    for meeting, own in zip(meetings, _by_meeting(found, meetings), strict=True):
        record = _record(env, meeting, own[player], heading)
        _check_markers(own[truncate])
        above = (records[id(node)] for node in _upwards(meeting.root) if id(node) in records)
        recorded = (r for r in (record, *above) if r.recordings)
        is_transcript = _has_meeting(env, docname)
        _settle_times(own[recording_time], next(recorded, record), is_transcript=is_transcript)
        marker = next(iter(own[truncate]), None)
        if marker and not marker["ids"]:
            marker["ids"] = [_place_id(doctree, record.name)]
        excerpt = cut_excerpt(meeting.root, marker, record.description)
        chapters = _show_chapters(meeting, record)
        records[id(meeting.root)] = replace(record, excerpt=excerpt, chapters=chapters)
    _settle_times([time for time in found[recording_time] if time.parent], None)
    for mark in found[chapters_mark]:
        if mark.parent:
            _show_lone_chapters(mark, found[player])
    for marker in found[truncate]:
        # where the excerpt ended readers go on
        rest = [nodes.target("", "", ids=marker["ids"])] if marker["ids"] else []
        marker.parent.replace(marker, rest)
    if any(not meeting.is_section for meeting in meetings):
        env.metadata[docname]["orphan"] = "true"
    domain.note_meetings(docname, records.values())
    domain.note_listings(docname, [mark["request"] for mark in found[list_mark]])
    domain.note_references(
        docname,
        [
            Reference(node["reftype"], node["reftarget"])
            for node in found[addnodes.pending_xref]
            if node.get("refdomain") == MeetingDomain.name
        ],
    )
    if records:
        domain.note_paths(docname, _linked(env, found[addnodes.pending_xref]))


def _linked(env: BuildEnvironment, links: Iterable[nodes.Element]) -> Iterator[str]:
    """Yield the documents that *links* of MyST name as files, whether they are there or not."""
    for link in links:
        if link["reftype"] != "myst":
            continue
        if link.get("refdomain") == "doc":
            yield link["reftarget"]
            continue
        path = link["reftarget"].partition("#")[0]
        docname = env.path2doc(env.relfn2path(path, env.docname)[1]) if path else None
        if docname:
            yield docname


def _record(
    env: BuildEnvironment, meeting: Found, players: Sequence[player], written: str
) -> Meeting:
    """Make the record of *meeting*, in whose document *written* is the first heading."""
    docname = env.docname
    section = meeting.section
    assert section is not None
    heading = _heading(section)
    # the title that front matter gives may stand above the first heading
    headings = [heading] if meeting.is_section else [heading, written]
    values = dict(meeting.values)
    if not values.get("recordings") and players:
        first = players[0]
        values["recordings"] = (Recording(first["url"], title=first["title"]),)
    record, problems = make_meeting(
        docname,
        values,
        meeting.lines,
        title=heading or title_in_path(docname),
        heading=heading_with_date(headings),
        line=meeting.line,
        anchor=_anchor(meeting),
        chapters=meeting.given_chapters,
    )
    if record.date is None and not record.anchor:
        # it may be a transcript, which has the date of its meeting
        undated = [problem for problem in problems if problem.kind is Kind.DATE]
        domain_of(env).undated[docname] = tuple(undated)
        problems = [problem for problem in problems if problem not in undated]
    report(problems, docname)
    return record


def _has_meeting(env: BuildEnvironment, docname: str) -> bool:
    """Tell whether *docname* is by its name the transcript of another document."""
    meeting = docname.removesuffix(TRANSCRIPT_SUFFIX)
    return meeting != docname and meeting in env.found_docs


def _place_id(doctree: nodes.document, name: str) -> str:
    """Return an id for where the excerpt of the meeting *name* ends, which nothing else has."""
    # with the name, since a book holds many notes
    plain = nodes.make_id(f"more-{name.removesuffix('/index').rpartition('/')[2]}")
    numbered = (f"{plain}-{number}" for number in itertools.count(2))
    return next(
        node_id for node_id in itertools.chain([plain], numbered) if node_id not in doctree.ids
    )


def _check_markers(markers: Sequence[truncate]) -> None:
    for marker in markers[1:]:
        warn(
            Kind.TRUNCATE,
            "a second truncate marker is ignored: the first one ends the excerpt, remove one",
            location=marker,
        )


def _settle_times(
    times: Iterable[recording_time], record: Meeting | None, *, is_transcript: bool = False
) -> None:
    """Let bare times lead into the recording of *record*; another document may have that."""
    for time in times:
        new: nodes.Element
        if record is None or not record.recordings:
            if not is_transcript:
                warn(
                    Kind.VIDEO,
                    f"{time.astext()!r} is a time in the recording of a meeting, but there is no "
                    "recording here: add `recording: URL` to the front matter",
                    location=time,
                )
            new = nodes.inline("", "", *time.children, meetings_seconds=time["seconds"])
        else:
            recording = record.recordings[0]
            media = _media(recording.url)
            url = media.at(time["seconds"] + recording.start) if media else recording.url
            new = nodes.reference(
                "", "", *time.children, refuri=url, internal=False, classes=["meetings-time"]
            )
        time.parent.replace(time, new)
        time.parent = None


def recording_of(meeting: Found) -> tuple[Media | None, int]:
    """Return the recording that times mean, and the second of it in which *meeting* starts."""
    given: Sequence[Recording] = meeting.values.get("recordings", ())
    if not given:
        return media_of(meeting.players[0]) if meeting.players else None, 0
    media = _media(given[0].url)
    return media, given[0].start if media else 0


def chapters_of(meeting: Found) -> MeetingChapters:
    """Return the chapters of *meeting*, which are read when they are first asked for."""
    if meeting.chapters is None:
        media, offset = recording_of(meeting)
        meeting.chapters = read_chapters(
            meeting.root,
            meeting.given_chapters,
            media,
            meeting.chapter_marks,
            offset=offset,
            line=meeting.lines.get("chapters", meeting.line),
        )
    return meeting.chapters


def _show_chapters(meeting: Found, record: Meeting) -> tuple[Chapter, ...]:
    """Show the chapters of *meeting*, whose record is *record*, and return them."""
    media = _media(record.recordings[0].url) if record.recordings else None
    length = record.recorded
    if media and media.kind is MediaKind.PEERTUBE:
        _spell_alike(meeting.root, media)
    read = chapters_of(meeting)
    problems = show_chapters(
        meeting.root,
        read,
        media,
        duration=int(length.total_seconds()) if length else None,
        marks=meeting.chapter_marks,
        line=record.line_of("chapters"),
    )
    report(problems, record.docname)
    for mark in meeting.chapter_marks:
        mark.parent = None
    return read.chapters


def _show_lone_chapters(mark: chapters_mark, players: Sequence[player]) -> None:
    """Show chapters where there is no meeting: those of the first player."""
    media = media_of(players[0]) if players else None
    if media is None:
        warn(
            Kind.VIDEO,
            "chapters of what? There is no recording here: add a player, or `recording: URL` to "
            "the front matter of a meeting",
            location=mark,
        )
    fill_mark(mark, mark["chapters"], media)


def _spell_alike(root: nodes.Element, media: Media) -> None:
    """Let links into a recording of PeerTube, which has two ids, have the one of the player."""
    for link in root.findall(nodes.reference):
        seconds = seconds_in(link.get("refuri", ""), media)
        if seconds is not None:
            link["refuri"] = media.at(seconds)


# When all documents are read


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Say, once per build, what the registries do not know, and what shares a page's name."""
    domain = domain_of(env)
    registries = domain.registries
    for docname in sorted(domain.meetings):
        people, tags = registries.people_of(docname), registries.tags_of(docname)
        for record in domain.meetings[docname]:
            for part in record.people:
                message = person_problem(
                    people, part.person, part.role, authors_only=registries.is_of_authors(docname)
                )
                if message:
                    line = record.line_of(ROLE_FIELDS[part.role])
                    warn(Kind.AUTHOR, message, location=(docname, line))
            for tag in record.tags:
                if message := tags.problem(tag):
                    warn(Kind.TAG, message, location=(docname, record.line_of("tags")))
    registries.drop_hints()
    _tell_undated(domain)
    _check_series(domain)
    _check_rivals(domain)
    _check_transcripts(domain)
    options = options_of(app.config)
    if describes_nothing(options, env.all_docs):
        warn_of(
            app,
            "path",
            f"{options.path!r} describes no document: write patterns of names as a toctree has "
            "them, from the source directory and without a suffix",
        )
    return []


def _tell_undated(domain: MeetingDomain) -> None:
    """Say, once after it was read, of each meeting that it has no date."""
    transcripts = domain.archive.transcripts
    for docname in sorted(domain.undated.keys() - transcripts):
        report(domain.undated.pop(docname), docname)


def _check_series(domain: MeetingDomain) -> None:
    known = {item.key for item in domain.series}
    names = Names(known)
    for record in domain.archive.records.values() if known else ():
        if record.series and record.series not in known:
            hint = nearest(record.series, names) or " Add it to meetings_series in conf.py."
            warn(
                Kind.SERIES,
                f"unknown series {record.series!r}.{hint}",
                location=(record.docname, record.line_of("series")),
            )


def _check_rivals(domain: MeetingDomain) -> None:
    """Warn of tags, and of people, whose names differ only in what a page's name loses."""
    for kind, keys, record, slug in rivals(domain.archive):
        warn(
            Kind.TAG if kind == "tags" else Kind.AUTHOR,
            f"the {kind} {' and '.join(map(repr, keys))} ask for the same page name; "
            f"{keys[0]!r} gets {slug!r}. If they mean the same, spell them alike.",
            location=(record.docname, record.line_of("tags" if kind == "tags" else "authors")),
        )


def _check_transcripts(domain: MeetingDomain) -> None:
    """Warn of transcripts that notes name and nobody has."""
    records = domain.archive.records
    names = Names(records)
    for record in records.values():
        target = named_transcript(record)
        if not target or (target in records and target != record.name):
            continue
        if target in domain.env.all_docs and target != record.name:
            said = f"the document {target!r} is no meeting"
            way_out = " Let meetings_path describe it, or put a `meeting` directive into it."
        else:
            said = f"there is no transcript {record.transcript!r}"
            way_out = names.hint(target, but=record.name) or (
                " Give the path of a document, or of a file of captions (.vtt, .srt), from the "
                "folder of the note."
            )
        warn(
            Kind.FIELD,
            f"transcript: {said}.{way_out}",
            location=(record.docname, record.line_of("transcript")),
        )
