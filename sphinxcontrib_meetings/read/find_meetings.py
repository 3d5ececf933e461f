"""Finding the meetings of a document, and adding what its page needs.

A handler of ``source-read`` loads the front matter and decides how the document is parsed. A
transform finds the meetings in the doctree, and inserts players and placeholders for headers.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform

from sphinxcontrib_meetings import priorities
from sphinxcontrib_meetings.config import (
    Options,
    is_below_meetings,
    is_meeting_path,
    is_named_running,
    is_note_path,
    may_run,
)
from sphinxcontrib_meetings.markdown.parser import (
    DIALECT,
    FRONT_MATTER,
    HAS_TITLE,
    HEADING,
    RUNNING,
    TEXT_TAGS,
)
from sphinxcontrib_meetings.markdown.site import find_on_site
from sphinxcontrib_meetings.model.problem import Kind
from sphinxcontrib_meetings.model.recording import Chapter, Media, Recording, main_recording
from sphinxcontrib_meetings.nodes.placeholders import (
    SECTION_TITLE,
    header_placeholder,
    meeting_placeholder,
    truncate,
)
from sphinxcontrib_meetings.nodes.player import media_of, player, player_node
from sphinxcontrib_meetings.nodes.tree import (
    by_kind,
    child_sections,
    heading_of,
    is_in_title,
    is_within,
    upwards,
)
from sphinxcontrib_meetings.parse.chapters import item_lines, parse_chapters, repeated_times
from sphinxcontrib_meetings.parse.date_words import DateWords
from sphinxcontrib_meetings.parse.dates import date_in_path, title_in_path
from sphinxcontrib_meetings.parse.fields import read_fields
from sphinxcontrib_meetings.parse.front_matter import FrontMatter, split, without_lines
from sphinxcontrib_meetings.parse.hidden import hidden_by, published
from sphinxcontrib_meetings.parse.keys import is_known
from sphinxcontrib_meetings.parse.labelled_dates import LabelledText, labels_date
from sphinxcontrib_meetings.parse.labels import recording_at
from sphinxcontrib_meetings.parse.names import is_aside, is_index
from sphinxcontrib_meetings.parse.platforms import media_at, parse_media, same_recording
from sphinxcontrib_meetings.parse.running import DatedHeading
from sphinxcontrib_meetings.parse.suffixes import MARKDOWN
from sphinxcontrib_meetings.parse.times import format_duration
from sphinxcontrib_meetings.parse.urls import encoded
from sphinxcontrib_meetings.parse.values import distinct, is_false
from sphinxcontrib_meetings.read.chapter_lists import MeetingChapters, read_chapters
from sphinxcontrib_meetings.read.directives.chapters import chapters_placeholder
from sphinxcontrib_meetings.read.docinfo import docinfo_fields, find_docinfo, remove_docinfo
from sphinxcontrib_meetings.read.domain import domain_of
from sphinxcontrib_meetings.read.drafts import PUBLISHED
from sphinxcontrib_meetings.read.labelled import (
    labelled_dates,
    labelled_lines,
    labelled_recordings,
    timed_headings,
)
from sphinxcontrib_meetings.read.leading import only_leads_on
from sphinxcontrib_meetings.read.running import RunningNotes, running_notes
from sphinxcontrib_meetings.read.title_times import free_titles
from sphinxcontrib_meetings.report import report, warn

__all__ = [
    "FindMeetings",
    "Found",
    "anchor_of",
    "chapters_of",
    "nodes_by_meeting",
    "on_source_read",
]

#: the meetings of a document while it is read, in ``env.temp_data``
FOUND = "meetings_found"
#: whether a part of the front matter could not be read, in ``env.temp_data``
UNREAD = "meetings_unread"
#: the fields that name a recording
_RECORDING = ("recording", "recordings", "video")
_CHAPTER_LINES = "meetings_chapter_lines"
#: fields that make the whole document a meeting
_DATES = frozenset({"date", "start"})
#: fields with which each of running notes would be the same meeting
_OF_ONE_RECORDING = frozenset({"recordings", "chapters", "transcript"})
_OF_ONE_MEETING = _DATES | _OF_ONE_RECORDING | {"title", "end", "slug", "description", "image"}
_HAS_DIRECTIVE = re.compile(r"\{(?:meeting|post)\}")
_MARKER = re.compile(r"truncate|<!--\s*(?:truncate|more)\s*-->", re.IGNORECASE)


@dataclass(slots=True)
class Found:
    """A meeting in the document that is being read: its fields, and their places."""

    #: its document or section
    root: nodes.Element
    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    line: int = 1
    #: its title in running notes
    heading: DatedHeading | None = None
    #: players in its text
    players: list[player] = field(default_factory=list)
    #: chapters in its field
    given_chapters: tuple[Chapter, ...] = ()
    #: placeholders of its ``chapters`` directives
    chapter_placeholders: list[chapters_placeholder] = field(default_factory=list)
    #: all of its chapters, once they are read
    chapters: MeetingChapters | None = None
    #: lines, and fields of no other meaning, that may say when it is
    labelled: tuple[LabelledText, ...] = ()

    @property
    def section(self) -> nodes.section | None:
        """The section whose title is that of the meeting."""
        if isinstance(self.root, nodes.section):
            return self.root
        return next((n for n in self.root.children if isinstance(n, nodes.section)), None)

    @property
    def is_section(self) -> bool:
        """Whether the meeting is a section, not the whole document."""
        return isinstance(self.root, nodes.section)

    @property
    def recordings(self) -> tuple[Recording, ...]:
        """The recordings in its fields, else that of its first player."""
        given: tuple[Recording, ...] = self.values.get("recordings", ())
        if given or not self.players:
            return given
        first = self.players[0]
        return (Recording(first["url"], media_of(first), title=first["title"]),)

    @property
    def recording(self) -> Recording | None:
        """The recording that times and chapters refer to."""
        return main_recording(self.recordings)

    def inherit(self, values: Mapping[str, Any], lines: Mapping[str, int]) -> None:
        """Add what the front matter of running notes says of all of them."""
        for name in values.keys() - self.values.keys() - _OF_ONE_MEETING:
            self.values[name] = values[name]
            self.lines[name] = lines[name]

    def complete(self, values: dict[str, Any], lines: dict[str, int], docname: str) -> None:
        """Add the front matter of the document, which overrides a directive."""
        for name in sorted(self.values.keys() & values.keys()):
            if self.values[name] != values[name]:
                warn(
                    Kind.FIELD,
                    f"the front matter overrides {name!r} from the directive; remove one of them",
                    location=(docname, self.lines.get(name, self.line)),
                )
        self.values |= values
        self.lines |= lines


def on_source_read(app: Sphinx, docname: str, content: list[str]) -> None:
    """Load the front matter, and decide how the document is parsed."""
    path = PurePosixPath(app.env.doc2path(docname))
    suffix = path.suffix.lower()
    options = domain_of(app.env).options
    is_mdx = suffix == ".mdx"
    is_ours = is_mdx or _HAS_DIRECTIVE.search(content[0])
    if suffix not in MARKDOWN or not (is_ours or is_below_meetings(options, docname)):
        return
    front = split(content[0])
    _note_days(app.env, front.data)
    is_path = is_meeting_path(options, docname, front.data) or is_note_path(options, docname)
    if not (is_path or is_ours):
        return
    is_meeting = is_path and not _is_excluded(front.data)
    is_dialect = is_mdx or is_meeting
    if front.is_unusual and not is_dialect:
        # MyST would show it as text
        content[0] = without_lines(content[0], front.offset)
    app.env.temp_data[FRONT_MATTER] = front
    app.env.temp_data[UNREAD] = any(problem.hides_others for problem in front.problems)
    app.env.temp_data[RUNNING] = _running(options, docname, front.data, options.words)
    app.env.temp_data[DIALECT] = is_dialect
    if is_meeting:
        app.env.temp_data[TEXT_TAGS] = []
    report(front.problems, docname)
    if line := front.lines.get("chapters"):
        rows = content[0].splitlines()
        app.env.temp_data[_CHAPTER_LINES] = item_lines(rows, line)
        report(repeated_times(rows, line), docname)


def _running(options: Options, docname: str, fields: Mapping[str, Any], words: DateWords) -> str:
    """Return whether dated headings may be meetings: "", "maybe" or "named"."""
    given = {str(key).lower() for key, value in fields.items() if value or value == 0}
    is_dated = date_in_path(docname, words).day is not None or not given.isdisjoint(_DATES)
    if _is_excluded(fields) or not may_run(options, docname, is_dated=is_dated):
        return ""
    return "named" if is_named_running(options, docname) else "maybe"


def _is_excluded(fields: Mapping[str, Any]) -> bool:
    return "meeting" in fields and is_false(fields["meeting"])


def _add_tags(found: Sequence[Found], lines: Iterable[tuple[tuple[str, ...], int]]) -> None:
    """Add the tags that stand in the text to the meeting that they are part of."""
    ordered = sorted(found, key=_first_line)
    for tags, line in lines:
        place = bisect_right(ordered, line, key=_first_line)
        if place:
            values, places, _ = read_fields({"tags": list(tags)}, {"tags": line})
            meeting = ordered[place - 1]
            meeting.values["tags"] = distinct((*meeting.values.get("tags", ()), *values["tags"]))
            meeting.lines = places | meeting.lines


def _first_line(meeting: Found) -> int:
    return meeting.line if meeting.is_section else 0


def _note_days(env: BuildEnvironment, fields: Mapping[str, Any]) -> None:
    """Note on which days the document appears or disappears, to look at it again then."""
    if days := published(fields):
        env.metadata[env.docname][PUBLISHED] = " ".join(days)


#: nodes that make a meeting, or belong to one
_KINDS = (
    meeting_placeholder,
    nodes.comment,
    nodes.raw,
    nodes.section,
    player,
    chapters_placeholder,
    addnodes.download_reference,
)


class FindMeetings(SphinxTransform):
    """Find the meetings of a document, and add what its page needs."""

    default_priority = priorities.FIND_MEETINGS

    def apply(self, **kwargs: Any) -> None:
        """Find the meetings, and keep them for the handler of ``doctree-read``."""
        docname = self.env.docname
        if self.document.get("meetings_excerpt"):
            return
        options = domain_of(self.env).options
        front = self.env.temp_data.get(FRONT_MATTER)
        docinfo = None if isinstance(front, FrontMatter) else find_docinfo(self.document)
        given: Mapping[str, Any] = {}
        if isinstance(front, FrontMatter):
            given = front.data
        elif is_index(docname):
            given = docinfo_fields(docinfo)[0]
        is_path = is_meeting_path(options, docname, given)
        found_nodes = by_kind(self.document, _KINDS)
        placeholders = found_nodes[meeting_placeholder]
        if not (is_path or placeholders):
            if is_aside(docname, options.words) and is_note_path(options, docname):
                self._stand_alone()
            return
        fields, lines = self._fields(docinfo)
        if not placeholders and (_is_excluded(fields) or self._only_leads_on(fields)):
            remove_docinfo(docinfo, {line for key, line in lines.items() if key != "meeting"})
            return
        _find_markers_in_comments([*found_nodes[nodes.comment], *found_nodes[nodes.raw]])
        running = self._running_notes(fields, found_nodes)
        self._ensure_title(fields, is_needed=running.needs_title)
        running.arrange()
        found = self._found(placeholders, is_path and not _is_excluded(fields), running)
        whole = [meeting for meeting in found if not meeting.is_section]
        if whole:
            fields, lines = _with_recording(fields, lines)
        words = self._words
        values, value_lines, problems = read_fields(fields, lines, words=words)
        if whole or running.dated:
            report(problems, docname)
            remove_docinfo(docinfo, {problem.line for problem in problems})
        if whole:
            whole[0].complete(values, value_lines, docname)
            whole[0].labelled = tuple(_labelled_fields(fields, lines, words))
        if running.dated:
            self._inherit(found, values, value_lines)
        found = self._without_drafts(found)
        _add_tags(found, self.env.temp_data.get(TEXT_TAGS) or ())
        self._complete(found, found_nodes)
        if found and not whole and (is_path or running.dated):
            self._open_page()
        _free_titles_of_files(found_nodes[addnodes.download_reference])
        self.env.temp_data[FOUND] = found

    def _complete(self, found: Sequence[Found], found_nodes: Mapping[type, list[Any]]) -> None:
        """Read what stands in the text of each meeting, and insert what opens it."""
        roots = frozenset(id(meeting.root) for meeting in found)
        for meeting, own in zip(found, nodes_by_meeting(found_nodes, found), strict=True):
            self._read_given_chapters(meeting)
            self._find_recordings(meeting)
            meeting.players = own[player]
            self._take_labelled(meeting, roots - {id(meeting.root)})
            meeting.chapter_placeholders = own[chapters_placeholder]
            self._open(meeting, own[addnodes.download_reference])

    @property
    def _words(self) -> DateWords:
        """The words of dates in the language of the project."""
        return domain_of(self.env).options.words

    def _only_leads_on(self, fields: Mapping[str, Any]) -> bool:
        """Make it an ordinary page if it only leads to others, and return whether it does."""
        if not only_leads_on(self.document, self.env.docname, fields, self._words):
            return False
        self._ensure_title(fields, is_needed=False)
        self._stand_alone()
        return True

    def _stand_alone(self) -> None:
        """Let the page need no toctree, like the meetings around it."""
        self.env.metadata[self.env.docname]["orphan"] = "true"

    def _fields(self, docinfo: nodes.Element | None) -> tuple[dict[str, Any], dict[str, int]]:
        """Return the fields of the document, and the line of each."""
        front = self.env.temp_data.get(FRONT_MATTER)
        if isinstance(front, FrontMatter):
            fields, lines = front.data, front.lines
        else:
            fields, lines = docinfo_fields(docinfo)
            _note_days(self.env, fields)
        domain = domain_of(self.env)
        hidden = domain.options.drafts and hidden_by(fields, lines, lambda: domain.this_day)
        if hidden:
            # in the words of another tool, perhaps
            return fields | {"draft": True}, {"draft": hidden.line} | lines
        return fields, lines

    def _running_notes(
        self, fields: Mapping[str, Any], found_nodes: Mapping[type, list[Any]]
    ) -> RunningNotes:
        """Return the dated sections, none if the document is not running notes."""
        docname = self.env.docname
        # the parser of front matter has decided it, too
        running = self.env.temp_data.get(RUNNING)
        if running is None:
            running = _running(domain_of(self.env).options, docname, fields, self._words)
        tops = list(child_sections(self.document))
        whole = (
            node["values"].keys()
            for node in found_nodes[meeting_placeholder]
            if self._root_of(node, tops) is self.document
        )
        if not running or (running != "named" and any(not _DATES.isdisjoint(k) for k in whole)):
            return RunningNotes(self.document, docname)
        return running_notes(
            self.document,
            docname,
            found_nodes[nodes.section],
            self._words,
            named=running == "named",
        )

    def _ensure_title(self, fields: Mapping[str, Any], *, is_needed: bool) -> None:
        """Add a title from the fields, else from the path, if there is no heading.

        One *is_needed* as well if the first heading is not the title.
        """
        if not is_needed and any(isinstance(n, nodes.section) for n in self.document.children):
            return
        title = str(fields.get("title") or "") or title_in_path(self.env.docname, self._words)
        section = nodes.section("", nodes.title(title, title), names=[])
        section["names"].append(nodes.fully_normalize_name(title))
        section.source, section.line = self.document.current_source, 1
        leading = itertools.takewhile(_precedes_title, self.document.children)
        start = len(list(leading))
        section += self.document.children[start:]
        del self.document[start:]
        self.document += section
        self.document.note_implicit_target(section, section)

    def _found(
        self, placeholders: Sequence[meeting_placeholder], is_path: bool, running: RunningNotes
    ) -> list[Found]:
        """Return the meetings: those of sections, or that of the whole document."""
        # by id() of their roots; of running notes in their order
        found: dict[int, Found] = {
            id(section): Found(section, line=section.line or 1, heading=heading)
            for section, heading in running.dated
        }
        seen: set[int] = set()
        tops = list(child_sections(self.document))
        for placeholder in placeholders:
            root = self._root_of(placeholder, tops)
            if id(root) in seen:
                warn(
                    Kind.FIELD,
                    "a second `meeting` directive for the same section is ignored; put all "
                    "options into one, or give each its own heading",
                    location=placeholder,
                )
                continue
            seen.add(id(root))
            meeting = found.setdefault(id(root), Found(root))
            meeting.values = placeholder["values"]
            meeting.lines = placeholder["field_lines"]
            meeting.line = placeholder.line or 1
        for placeholder in placeholders:
            placeholder.parent.remove(placeholder)
        if any(meeting.is_section for meeting in found.values()):
            # the meetings are the sections; the rest of the document belongs to none
            return [meeting for meeting in found.values() if meeting.is_section]
        if is_path and not found:
            return [Found(self.document)]
        return [self._whole(meeting) for meeting in found.values()]

    def _inherit(
        self, found: Iterable[Found], values: Mapping[str, Any], lines: Mapping[str, int]
    ) -> None:
        """Give the meetings of running notes what the front matter says of all of them."""
        for name in sorted(_OF_ONE_RECORDING & values.keys()):
            warn(
                Kind.FIELD,
                f"{name!r} in the front matter belongs to none of the meetings in these running "
                "notes; put it into a `meeting` directive below the heading of one",
                location=(self.env.docname, lines[name]),
            )
        for meeting in found:
            meeting.inherit(values, lines)

    def _root_of(
        self, placeholder: meeting_placeholder, tops: list[nodes.section]
    ) -> nodes.Element:
        """Return the section that is the meeting, or the document, whose sections are *tops*."""
        node: nodes.Element = placeholder
        while node.parent is not None and not isinstance(node, nodes.section):
            node = node.parent
        return self.document if node in ([self.document], tops)[len(tops) == 1] else node

    def _whole(self, meeting: Found) -> Found:
        if meeting.values.get("draft") and not domain_of(self.env).options.drafts:
            warn(
                Kind.FIELD,
                "`draft` in a directive cannot leave out the whole document, only a section. The "
                "meeting stays out of all lists; to leave out its page as well, put `draft: true` "
                "into the front matter.",
                location=(self.env.docname, meeting.line),
            )
        return meeting

    def _without_drafts(self, meetings: list[Found]) -> list[Found]:
        """Remove the sections that are drafts; return the other *meetings*."""
        if not any(meeting.is_section for meeting in meetings):
            return meetings
        kept: list[Found] = []
        drafts: list[nodes.Element] = []
        shows_drafts = domain_of(self.env).options.drafts
        for meeting in meetings:
            if meeting.values.get("draft") and not shows_drafts:
                drafts.append(meeting.root)
            else:
                kept.append(meeting)
        self._take_out(drafts)
        # a meeting within a removed section is gone, too
        return [meeting for meeting in kept if is_within(meeting.root, self.document)]

    def _take_out(self, sections: Iterable[nodes.Element]) -> None:
        """Remove *sections* and all names that refer to something in them."""
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
        """Read the field with the chapters of *meeting*, and report problems with it."""
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
        """Look up recordings whose paths start at the root of the site."""
        recordings: Sequence[Recording] = meeting.values.get("recordings", ())
        if any(recording.url.startswith("/") for recording in recordings):
            line = meeting.lines.get("recordings", meeting.line)
            meeting.values["recordings"] = tuple(
                self._found_recording(recording, line) for recording in recordings
            )

    def _take_labelled(self, meeting: Found, others: Collection[int]) -> None:
        """Note the dates of labelled lines, and take their recording if there is no other one.

        *others* are the ``id()`` of the roots of other meetings.
        """
        temp = self.env.temp_data
        title = str(temp.get(HEADING) or "") if temp.get(HAS_TITLE) else ""
        lines = tuple(labelled_lines(meeting.root))
        dates = labelled_dates(lines, self._words, title=title)
        meeting.labelled += dates or timed_headings(meeting.root, self._words)
        if meeting.values.get("recordings") or "recordings" in meeting.lines or meeting.players:
            return
        recordings, line = labelled_recordings(lines, meeting.root, others)
        if recordings:
            meeting.values["recordings"] = recordings
            meeting.lines["recordings"] = line

    def _found_recording(self, recording: Recording, line: int) -> Recording:
        path, separator, fragment = recording.url.partition("#")
        found = find_on_site(self.env, path) if path.startswith("/") else None
        if found is None:
            # Sphinx warns about missing files
            return recording
        is_file = "://" not in found
        url = f"{found if is_file else encoded(found)}{separator}{fragment}"
        try:
            return replace(recording, url=url, media=parse_media(url))
        except ValueError as error:
            warn(Kind.VIDEO, str(error), location=(self.env.docname, line))
            return recording

    def _open(self, meeting: Found, links: Sequence[nodes.Element]) -> None:
        """Insert the header below the title, and players for recordings that have none."""
        section = meeting.section
        assert section is not None
        if meeting.is_section:
            # a player without a title would get that of the document
            for node in meeting.players:
                node["title"] = node["title"] or heading_of(section)
        opening: list[nodes.Node] = [header_placeholder(record=self._name(meeting))]
        if own := _own_title(meeting):
            opening.insert(0, own)
        media = [media_of(node) for node in meeting.players]
        for recording in meeting.recordings:
            found = recording.media
            if found.is_played and not any(same_recording(found, m) for m in media):
                node = _player(recording)
                if meeting.is_section:
                    node["title"] = node["title"] or heading_of(section)
                node.source = str(self.env.doc2path(self.env.docname))
                node.line = meeting.lines.get("recordings", meeting.line)
                opening.append(node)
                media.append(found)
        section[1:1] = opening
        _link_times_of_downloads(links, media)
        if main := meeting.recording:
            free_titles(meeting.root, main.media, main.start)

    def _open_page(self) -> None:
        """Insert the place of what is above the meetings of a page, below its title."""
        for section in self.document.children:
            if isinstance(section, nodes.section):
                section.insert(1, header_placeholder(record=self.env.docname))
                return

    def _name(self, meeting: Found) -> str:
        anchor = anchor_of(meeting)
        return f"{self.env.docname}#{anchor}" if anchor else self.env.docname


def _own_title(meeting: Found) -> nodes.rubric | None:
    """Return the title of *meeting*, a section, unless its heading says it.

    Lists call the meeting so, and who comes from there finds it below the heading.
    """
    section = meeting.section
    if section is None or not meeting.is_section:
        return None
    title = " ".join(str(meeting.values.get("title") or "").split())
    if not title or title.casefold() in " ".join(heading_of(section).split()).casefold():
        return None
    return nodes.rubric(title, title, classes=[SECTION_TITLE])


def _with_recording(
    fields: dict[str, Any], lines: dict[str, int]
) -> tuple[dict[str, Any], dict[str, int]]:
    """Return the fields and their lines, with a label such as ``recording_link`` as the field.

    That is only done if no other field names a recording.
    """
    if any(str(key).lower() in _RECORDING for key in fields):
        return fields, lines
    for key, value in fields.items():
        if isinstance(value, str) and recording_at(value.strip(), str(key)):
            named = {name: item for name, item in fields.items() if name != key}
            return named | {_RECORDING[0]: value}, {**lines, _RECORDING[0]: lines.get(key, 1)}
    return fields, lines


def _labelled_fields(
    fields: Mapping[str, Any], lines: Mapping[str, int], words: DateWords
) -> Iterator[LabelledText]:
    """Yield the fields that are labels of a date, and of no other meaning: ``when``, ``dates``."""
    for key, value in fields.items():
        name = str(key).replace("_", " ")
        if (
            isinstance(value, str | dt.date)
            and not is_known(str(key))
            and labels_date(name, words)
        ):
            yield LabelledText(name, str(value), lines.get(key, 1))


def _link_times_of_downloads(links: Iterable[nodes.Element], media: Sequence[Media]) -> None:
    """Turn downloads that lead to a time in one of *media* into links that its player follows."""
    for link in links:
        place = link.get("meetings_place")
        found = media_at(link["reftarget"]) if place else None
        if found and any(same_recording(found, one) for one in media):
            url = f"{found.url}#{place}"
            new = nodes.reference("", "", *link.children, refuri=url, internal=False)
            link.parent.replace(link, new)
            link.parent = None


def _free_titles_of_files(links: Iterable[nodes.Element]) -> None:
    """Remove links to files from titles, since a table of contents cannot have them."""
    for link in links:
        if is_in_title(link):
            link.parent.replace(link, link.children)


def _find_markers_in_comments(comments: Iterable[nodes.Element]) -> None:
    """Replace truncate markers in docutils comments and in MyST's raw HTML with their node."""
    for comment in comments:
        if _MARKER.fullmatch(comment.astext().strip()):
            marker = truncate()
            marker.source, marker.line = comment.source, comment.line
            comment.parent.replace(comment, marker)


def _precedes_title(node: nodes.Node) -> bool:
    return isinstance(node, (nodes.PreBibliographic, nodes.docinfo))


def _player(recording: Recording) -> player:
    media = recording.media
    return player_node(
        replace(media, start=recording.start or media.start),
        title=recording.title,
        poster=recording.poster,
        duration=format_duration(recording.duration) if recording.duration else "",
    )


def anchor_of(meeting: Found) -> str:
    """Return the ID of the section of *meeting*, empty for a whole document."""
    return str(meeting.root["ids"][0]) if meeting.is_section else ""


def chapters_of(meeting: Found) -> MeetingChapters:
    """Return the chapters of *meeting*, which are read on first use."""
    if meeting.chapters is None:
        recording = meeting.recording
        meeting.chapters = read_chapters(
            meeting.root,
            meeting.given_chapters,
            recording.media if recording else None,
            meeting.chapter_placeholders,
            offset=recording.start if recording else 0,
            line=meeting.lines.get("chapters", meeting.line),
        )
    return meeting.chapters


def nodes_by_meeting(
    found: Mapping[type, list[Any]], meetings: Sequence[Found]
) -> list[Mapping[type, list[Any]]]:
    """Return the nodes of each of *meetings*, out of those *found* in the document, by class.

    A node belongs to the innermost meeting around it.
    """
    if not any(meeting.is_section for meeting in meetings):
        return [found for _ in meetings]
    own = {id(meeting.root): {kind: list[Any]() for kind in found} for meeting in meetings}
    for kind, found_nodes in found.items():
        for node in found_nodes:
            root = next((above for above in upwards(node) if id(above) in own), None)
            if root is not None:
                own[id(root)][kind].append(node)
    return [own[id(meeting.root)] for meeting in meetings]
