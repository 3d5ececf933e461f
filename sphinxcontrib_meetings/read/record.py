"""Records of a document, made after everything else is collected from its doctree."""

from __future__ import annotations

import itertools
import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import cast

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError

from sphinxcontrib_meetings.archive.transcripts import TRANSCRIPT_SUFFIX
from sphinxcontrib_meetings.config import options_of
from sphinxcontrib_meetings.markdown.parser import HEADING
from sphinxcontrib_meetings.markdown.renderer import OWN_IDS
from sphinxcontrib_meetings.model.meeting import Meeting
from sphinxcontrib_meetings.model.minutes import Action
from sphinxcontrib_meetings.model.problem import Kind, Problem
from sphinxcontrib_meetings.model.recording import Chapter, Media
from sphinxcontrib_meetings.nodes.minutes import written_minute, written_words
from sphinxcontrib_meetings.nodes.placeholders import list_placeholder, recording_time, truncate
from sphinxcontrib_meetings.nodes.player import media_of, note_facts, player
from sphinxcontrib_meetings.nodes.tree import by_kind, heading_of, upwards
from sphinxcontrib_meetings.parse.dates import (
    PathDate,
    day_in_heading,
    heading_with_date,
    title_in_path,
)
from sphinxcontrib_meetings.parse.passcodes import PASSCODE_LEFT_OUT, without_passcode
from sphinxcontrib_meetings.parse.paths import is_possible
from sphinxcontrib_meetings.parse.platforms import same_recording, seconds_in
from sphinxcontrib_meetings.parse.record import make_meeting
from sphinxcontrib_meetings.read.chapter_lists import fill_placeholder, show_chapters
from sphinxcontrib_meetings.read.directives.chapters import chapters_placeholder
from sphinxcontrib_meetings.read.domain import FOLDER_PAGES, MeetingDomain, Reference, domain_of
from sphinxcontrib_meetings.read.excerpts import cut_excerpt, read_content
from sphinxcontrib_meetings.read.find_meetings import (
    FOUND,
    UNREAD,
    Found,
    anchor_of,
    chapters_of,
    nodes_by_meeting,
)
from sphinxcontrib_meetings.read.minutes import add_minutes, mark_others
from sphinxcontrib_meetings.read.own_ids import places_of
from sphinxcontrib_meetings.read.quotes import smart
from sphinxcontrib_meetings.read.translations import field_text, translated
from sphinxcontrib_meetings.report import report, warn

__all__ = ["RECORD_READ", "on_doctree_read"]

#: event with a docname and the list of its records, which handlers may change in place
RECORD_READ = "meetings-record-read"

#: nodes that are collected from a document
_COLLECTED = (
    addnodes.pending_xref,
    chapters_placeholder,
    field_text,
    list_placeholder,
    player,
    recording_time,
    truncate,
    written_minute,
    written_words,
)


def on_doctree_read(app: Sphinx, doctree: nodes.document) -> None:
    """Store the records of the document, the requests of its lists, and its references."""
    env = app.env
    docname = env.docname
    domain = domain_of(env)
    meetings = cast("list[Found] | None", env.temp_data.pop(FOUND, None))
    heading = str(env.temp_data.pop(HEADING, ""))
    domain.note_ids(docname, places_of(docname, env.temp_data.pop(OWN_IDS, None) or ()))
    words = domain.options.words
    found = by_kind(doctree, _COLLECTED)
    sections = [meeting.section for meeting in meetings or () if meeting.section is not None]
    shown = translated(found[field_text], sections) if meetings else {}
    owners = _owners((*found[written_minute], *found[written_words]))
    # by id() of the root of the meeting
    records: dict[int, Meeting] = {}
    roots = {id(meeting.root) for meeting in meetings or ()}
    for meeting, own in zip(meetings or (), nodes_by_meeting(found, meetings or ()), strict=True):
        # other transforms may have added some, and all have titles by now
        meeting.players = own[player]
        record = _in_words(_record(env, meeting, heading), shown)
        record = _with_quotes(record, meeting, doctree)
        others = roots - {id(meeting.root)}
        written = _in_order(meeting.root, own[written_minute], own[written_words])
        record = add_minutes(
            doctree, meeting.root, record, domain.options, others=others, written=written
        )
        _check_markers(own[truncate])
        above = (records[id(node)] for node in upwards(meeting.root) if id(node) in records)
        recorded = (r for r in (record, *above) if r.recording)
        is_transcript = _has_meeting(env, docname)
        _link_times(own[recording_time], next(recorded, record), is_transcript=is_transcript)
        marker = next(iter(own[truncate]), None)
        if marker and not marker["ids"]:
            marker["ids"] = [_place_id(doctree, record.name)]
        excerpt = cut_excerpt(meeting.root, marker, record.description, words)
        chapters = _show_chapters(meeting, record)
        records[id(meeting.root)] = replace(record, excerpt=excerpt, chapters=chapters)
    _link_times([time for time in found[recording_time] if time.parent], None)
    for placeholder in found[chapters_placeholder]:
        if placeholder.parent:
            _show_lone_chapters(placeholder, found[player])
    for marker in found[truncate]:
        # readers of the excerpt continue here
        rest = [nodes.target("", "", ids=marker["ids"])] if marker["ids"] else []
        marker.parent.replace(marker, rest)
    mark_others(doctree, (*found[written_minute], *found[written_words]))
    if meetings is not None:
        # its pages are found by the generated ones
        env.metadata[docname]["orphan"] = "true"
    offered = _offered(app, docname, list(records.values()))
    domain.note_meetings(docname, offered)
    _note_facts(meetings or (), records, offered)
    domain.note_listings(
        docname, [placeholder["request"] for placeholder in found[list_placeholder]]
    )
    domain.note_references(
        docname,
        itertools.chain(
            filter(None, map(_reference, found[addnodes.pending_xref])),
            (Reference("person", owner) for owner in owners),
        ),
    )
    if records and domain.options.feed_content == "full":
        domain.note_content(docname, read_content(doctree))
    if records:
        domain.note_paths(docname, _linked(env, found[addnodes.pending_xref]))


def _owners(written: Iterable[nodes.Element]) -> Sequence[str]:
    """Return the people whose names a page shows with what directives and roles mark."""
    items = (node["minute"] for node in written)
    return [owner for item in items if isinstance(item, Action) for owner in item.owners]


def _in_order(
    root: nodes.Element, blocks: Sequence[nodes.Element], words: Sequence[nodes.Element]
) -> Sequence[nodes.Element]:
    """Return *blocks* and *words*, which stand in *root*, in the order of the text."""
    if not (blocks and words):
        return blocks or words
    wanted = {id(node) for node in (*blocks, *words)}
    return [node for node in root.findall(nodes.Element) if id(node) in wanted]


def _reference(node: nodes.Element) -> Reference | None:
    """Return the reference that *node* is, if it may lead to something of this domain."""
    domain, role, target = node.get("refdomain"), node["reftype"], node["reftarget"]
    if domain == MeetingDomain.name:
        return Reference(role, target)
    is_label = (domain, role) == ("std", "ref") or (role == "myst" and not domain)
    return Reference("id", target) if is_label else None


def _offered(app: Sphinx, docname: str, records: list[Meeting]) -> list[Meeting]:
    """Return *records* as changed by the handlers of ``meetings-record-read``."""
    if not app.events.listeners.get(RECORD_READ):
        # Sphinx would write all records out, for its debug log
        return records
    names = {record.name for record in records}
    app.emit(RECORD_READ, docname, records)
    seen: set[str] = set()
    for record in records:
        if not isinstance(record, Meeting) or record.name not in names - seen:
            raise ExtensionError(
                f"a handler of {RECORD_READ!r} left {record!r} among the records of {docname!r}; "
                "each must be a Meeting of this document, with its docname and anchor unchanged"
            )
        seen.add(record.name)
    return records


def _linked(env: BuildEnvironment, links: Iterable[nodes.Element]) -> Iterator[str]:
    """Yield the documents that MyST *links* name as files, whether they exist or not."""
    for link in links:
        if link["reftype"] != "myst":
            continue
        if link.get("refdomain") == "doc":
            yield link["reftarget"]
            continue
        path = link["reftarget"].partition("#")[0]
        if not path or not is_possible(path):
            continue
        name, full = env.relfn2path(path, env.docname)
        if docname := env.path2doc(full):
            yield docname
        else:
            # it may be a folder, or a document without its suffix
            yield from (name, *(posixpath.join(name, page) for page in FOLDER_PAGES))


def _record(env: BuildEnvironment, meeting: Found, written: str) -> Meeting:
    """Return the record of *meeting*; *written* is the first heading of its document."""
    docname = env.docname
    section = meeting.section
    assert section is not None
    heading = heading_of(section)
    # a title from front matter may be above the first heading
    headings = [heading] if meeting.is_section else [heading, written]
    words = domain_of(env).options.words
    values = {**meeting.values, "recordings": meeting.recordings}
    dated = meeting.heading
    if (
        dated
        and dated.date
        and "start" not in values
        and day_in_heading(heading, words) != dated.date
    ):
        values.setdefault("date", dated.date)
    record, problems = make_meeting(
        docname,
        values,
        meeting.lines,
        title=heading or title_in_path(docname, words),
        heading=heading_with_date(headings, words),
        line=meeting.line,
        anchor=anchor_of(meeting),
        # the date of running notes is that of their headings
        path=PathDate() if dated else None,
        chapters=meeting.given_chapters,
        labelled=meeting.labelled,
        words=words,
    )
    if dated and record.date is None:
        problems = [problem for problem in problems if problem.kind is not Kind.DATE]
        problems.append(Problem(Kind.DATE, dated.problem, record.line))
    if record.date is None and not record.anchor:
        # it may be a transcript, which gets the date of its meeting
        undated = [problem for problem in problems if problem.kind is Kind.DATE]
        if not env.temp_data.get(UNREAD):
            domain_of(env).undated[docname] = tuple(undated)
        problems = [problem for problem in problems if problem not in undated]
    report(problems, docname)
    return _published(env, record)


def _published(env: BuildEnvironment, record: Meeting) -> Meeting:
    """Return *record* as everybody may see it: without a passcode, unless it is wanted."""
    location = without_passcode(record.location)
    if location == record.location or options_of(env.config).publish_passcodes:
        return record
    warn(
        Kind.PRIVACY,
        PASSCODE_LEFT_OUT,
        location=(record.docname, record.line_of("location")),
    )
    return replace(record, location=location)


def _in_words(record: Meeting, shown: Mapping[str, str]) -> Meeting:
    """Return *record* with its title and description as *shown*, where they are translated."""
    title, description = (" ".join(text.split()) for text in (record.title, record.description))
    if title not in shown and description not in shown:
        return record
    return replace(
        record,
        title=shown.get(title, record.title),
        description=shown.get(description, record.description),
    )


def _with_quotes(record: Meeting, meeting: Found, doctree: nodes.document) -> Meeting:
    """Return *record* with the quotes of its page in what fields say of *meeting*."""
    assert meeting.section is not None
    # a heading has them, but not in code
    is_read = "title" not in meeting.values or record.title == heading_of(meeting.section)
    return replace(
        record,
        title=record.title if is_read else smart(record.title, doctree),
        description=smart(record.description, doctree),
    )


def _has_meeting(env: BuildEnvironment, docname: str) -> bool:
    """Whether *docname* is, by its name, the transcript of another document."""
    meeting = docname.removesuffix(TRANSCRIPT_SUFFIX)
    return meeting != docname and meeting in env.found_docs


def _place_id(doctree: nodes.document, name: str) -> str:
    """Return a unique ID for the place where the excerpt of the meeting *name* ends."""
    # with the name, since a book contains many notes
    plain = nodes.make_id(f"more-{name.removesuffix('/index').rpartition('/')[2]}")
    numbered = (f"{plain}-{number}" for number in itertools.count(2))
    return next(
        node_id for node_id in itertools.chain([plain], numbered) if node_id not in doctree.ids
    )


def _check_markers(markers: Sequence[truncate]) -> None:
    for marker in markers[1:]:
        warn(
            Kind.TRUNCATE,
            "a second truncate marker is ignored; keep only the one that ends the excerpt",
            location=marker,
        )


def _link_times(
    times: Iterable[recording_time], record: Meeting | None, *, is_transcript: bool = False
) -> None:
    """Link times to the recording of *record*; a transcript gets its recording later."""
    for time in times:
        new: nodes.Element
        if record is None or record.recording is None:
            if not is_transcript:
                warn(
                    Kind.VIDEO,
                    f"the time {time.astext()!r} has no recording; add `recording: URL` to the "
                    "front matter",
                    location=time,
                )
            new = nodes.inline("", "", *time.children, meetings_seconds=time["seconds"])
        else:
            recording = record.recording
            url = recording.media.at(time["seconds"] + recording.start)
            new = nodes.reference(
                "", "", *time.children, refuri=url, internal=False, classes=["meetings-time"]
            )
        time.parent.replace(time, new)
        time.parent = None


def _show_chapters(meeting: Found, record: Meeting) -> tuple[Chapter, ...]:
    """Show the chapters of *meeting*, whose record is *record*, and return them."""
    media = record.recording.media if record.recording else None
    length = record.recorded
    if media and media.has_two_ids:
        _spell_alike(meeting.root, media)
    read = chapters_of(meeting)
    problems = show_chapters(
        meeting.root,
        read,
        media,
        duration=int(length.total_seconds()) if length else None,
        placeholders=meeting.chapter_placeholders,
        line=record.line_of("chapters"),
    )
    report(problems, record.docname)
    for placeholder in meeting.chapter_placeholders:
        placeholder.parent = None
    return read.chapters


def _note_facts(
    meetings: Iterable[Found], records: Mapping[int, Meeting], offered: Iterable[Meeting]
) -> None:
    """Let the player of each recording say what its meeting, as *offered*, knows of it."""
    named = {record.name: record for record in offered}
    for meeting in meetings:
        record = named.get(records[id(meeting.root)].name)
        recording = record.recording if record else None
        if record is None or recording is None:
            continue
        for node in meeting.players:
            if same_recording(media_of(node), recording.media):
                length = record.recorded
                note_facts(
                    node,
                    date=record.date,
                    last_date=record.end_date,
                    seconds=int(length.total_seconds()) if length else None,
                    chapters=record.chapters,
                )


def _show_lone_chapters(placeholder: chapters_placeholder, players: Sequence[player]) -> None:
    """Show chapters outside of a meeting, for the first player."""
    media = media_of(players[0]) if players else None
    if media is None:
        warn(
            Kind.VIDEO,
            "these chapters have no recording; add a player, or `recording: URL` to the front "
            "matter of a meeting",
            location=placeholder,
        )
    fill_placeholder(placeholder, placeholder["chapters"], media)


def _spell_alike(root: nodes.Element, media: Media) -> None:
    """Make links into a recording that has two IDs use the one of the player."""
    for link in root.findall(nodes.reference):
        seconds = seconds_in(link.get("refuri", ""), media)
        if seconds is not None:
            link["refuri"] = media.at(seconds)
