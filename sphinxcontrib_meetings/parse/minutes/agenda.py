"""Agendas: the topics of a meeting, who brings them up, how long they take, and their sections."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from sphinxcontrib_meetings.model.minutes import Topic
from sphinxcontrib_meetings.parse.labelled_dates import labels_date
from sphinxcontrib_meetings.parse.labels import labels_recording, plain_label
from sphinxcontrib_meetings.parse.minutes.agenda_items import (
    Known,
    has_handles,
    read_topic,
)
from sphinxcontrib_meetings.parse.minutes.agenda_places import (
    Agenda,
    agendas,
    is_agenda,
    is_label,
    is_no_topic,
    stands_in_other_meeting,
)
from sphinxcontrib_meetings.parse.minutes.attendance_labels import (
    is_of_other_meeting,
    label_of,
    labelled,
)
from sphinxcontrib_meetings.parse.minutes.body import Body, body_of
from sphinxcontrib_meetings.parse.minutes.lines import Kind, Line, Note, Style
from sphinxcontrib_meetings.parse.minutes.rule import Context, Finding, Rule
from sphinxcontrib_meetings.parse.minutes.topic_titles import title_words
from sphinxcontrib_meetings.parse.values import words_of
from sphinxcontrib_meetings.parse.when import read_when

__all__ = ["RULES", "with_sections"]


# ── lists ─────────────────────────────────────────────────────────────────────


def _lists(note: Note, context: Context) -> Iterator[Finding]:
    """Yield the outer items of the lists of agendas."""
    known = Known(context.people)
    seen: set[str] = set()
    for agenda in agendas(note):
        for finding in _in_list(note, agenda, known):
            key = _key(finding)
            if key not in seen:
                yield finding
            seen.add(key)


def _in_list(note: Note, agenda: Agenda, known: Known) -> Iterator[Finding]:
    depth = 0
    has_talk = False
    for index in range(agenda.first, agenda.last):
        line = note.lines[index]
        if line.kind is Kind.ROW or line.is_quoted:
            continue
        if line.kind is Kind.TEXT:
            if line.depth >= max(depth, 1) or line.text.strip() == "":
                continue
            if is_label(line):
                if is_no_topic(line.text):
                    return
                continue
            # a remark before the list says nothing; behind an item, it is about that
            has_talk = has_talk or depth > 0
            continue
        depth = depth or line.depth
        if line.depth != depth or (index and note.lines[index - 1].block == line.block):
            continue
        for first, last in _parts(note, index):
            topic = _topic(note, first, last, known)
            # what is said between two items may be in lists as well
            if topic and (not has_talk or has_handles(topic)):
                yield Finding(topic, first, last)
        if _has_lost_heading(note, index):
            return


#: ``*Name``, which Markdown takes for more of the item above
_LOST_ITEM = re.compile(r"(?:[*+\u2022]\s?(?=[^\s*+])|-\s(?=\S))")

#: ``##Notes``, which Markdown takes for more of the item above
_LOST_HEADING = re.compile(r"#{1,6}\s?[^\W\d_]")


def _has_lost_heading(note: Note, index: int) -> bool:
    places = range(index + 1, note.block_end(index))
    return any(_LOST_HEADING.match(note.lines[place].text) for place in places)


def _parts(note: Note, index: int) -> Iterator[tuple[int, int]]:
    """Yield where each item in the paragraph at *index* begins and ends."""
    end = note.block_end(index)
    first = index
    for place in range(index + 1, end):
        if _LOST_HEADING.match(note.lines[place].text):
            end = place
            break
        if _LOST_ITEM.match(note.lines[place].text.strip()):
            yield first, place
            first = place
    yield first, end


def _topic(note: Note, first: int, last: int, known: Known) -> Topic | None:
    """Return the item of an agenda that the lines *first* to *last - 1* are."""
    body = body_of(note, first, last)
    lost = _LOST_ITEM.match(body.text)
    text = body.text[lost.end() :] if lost else body.text
    if _is_field(text):
        return None
    return read_topic(Body(text, is_struck=body.is_struck), known)


def _is_field(text: str) -> bool:
    """Whether *text* is a line about the meeting, or another one, rather than a topic."""
    found = labelled(text)
    if found is None:
        return False
    label, value = found
    if is_of_other_meeting(label):
        return True
    is_about = label_of(label) is not None or labels_date(label) or labels_recording(label)
    return bool(value) and (is_about or _is_time(value))


def _is_time(text: str) -> bool:
    """Whether *text* is a time of day, maybe with a day, and nothing else."""
    try:
        when = read_when(text)
    except ValueError:
        return False
    return when.start is not None and not when.rest


def _key(finding: Finding) -> str:
    assert isinstance(finding.item, Topic)
    return title_words(finding.item.title)


# ── lines ─────────────────────────────────────────────────────────────────────


def _lines(note: Note, context: Context) -> Iterator[Finding]:
    """Yield the lines of the first paragraph of agendas that have no list."""
    known = Known(context.people)
    for agenda in agendas(note):
        places = range(agenda.first, agenda.last)
        if any(note.lines[index].kind in {Kind.ITEM, Kind.ROW} for index in places):
            continue
        start = next((i for i in places if note.lines[i].text.strip()), agenda.last)
        end = note.block_end(start) if start < agenda.last else start
        rows = range(start, end)
        found = [(index, _topic(note, index, index + 1, known)) for index in rows]
        told = [topic for _, topic in found if topic and (topic.owners or topic.minutes)]
        # other lines may be those of a sentence
        if len(told) > 1 and 2 * len(told) >= len(rows):
            yield from (Finding(topic, index, index + 1) for index, topic in found if topic)


# ── tables ────────────────────────────────────────────────────────────────────

_TITLE_COLUMNS = frozenset(
    {"agenda", "agenda item", "agenda items", "agenda topic", "item", "items", "subject"}
    | {"topic", "topics", "discussion topic", "title"}
)
_OWNER_COLUMNS = frozenset(
    {"owner", "owners", "who", "lead", "led by", "leader", "presenter", "presenters", "speaker"}
    | {"speakers", "person", "facilitator", "proposer", "proposed by", "raised by", "name"}
)
_TIME_COLUMNS = frozenset(
    {
        "time",
        "minutes",
        "mins",
        "min",
        "duration",
        "length",
        "timebox",
        "time box",
        "allotted time",
    }
)


def _tables(note: Note, context: Context) -> Iterator[Finding]:
    """Yield the rows of tables of agendas that have a column of topics."""
    known = Known(context.people)
    for agenda in agendas(note):
        columns: Mapping[str, int] = {}
        for index in range(agenda.first, agenda.last):
            line = note.lines[index]
            if line.kind is not Kind.ROW or line.is_quoted:
                continue
            if line.is_head:
                columns = _columns(line.cells)
                continue
            if "title" not in columns:
                continue
            if topic := _of_row(line.cells, columns, known):
                yield Finding(topic, index, index + 1)


def _columns(cells: Sequence[str]) -> Mapping[str, int]:
    """Return title, owner and minutes ─► number of their column."""
    found: dict[str, int] = {}
    for number, cell in enumerate(cells):
        words = plain_label(cell)
        for name, heads in (
            ("title", _TITLE_COLUMNS),
            ("owner", _OWNER_COLUMNS),
            ("minutes", _TIME_COLUMNS),
        ):
            if words in heads:
                found.setdefault(name, number)
    return found


def _of_row(cells: Sequence[str], columns: Mapping[str, int], known: Known) -> Topic | None:
    def cell(name: str) -> str:
        place = columns.get(name, len(cells))
        return cells[place].strip() if place < len(cells) else ""

    topic = read_topic(Body(cell("title")), known)
    if topic is None:
        return None
    owners, minutes = (
        read_topic(Body(f"{topic.title} ({cell(name)})"), Known(()))
        for name in ("owner", "minutes")
    )
    length = minutes.minutes if minutes else None
    if length is None and cell("minutes").isascii() and cell("minutes").isdigit():
        length = int(cell("minutes")[:4])
    return replace(
        topic,
        owners=topic.owners or (owners.owners if owners else ()),
        minutes=topic.minutes if topic.minutes is not None else length,
    )


# ── headings ──────────────────────────────────────────────────────────────────


def _headings(note: Note, context: Context) -> Iterator[Finding]:
    """Yield the headings below that of an agenda which has no items of its own."""
    if not agendas(note):
        return
    below: dict[int, list[int]] = {}
    for index in note.heading_places:
        below.setdefault(note.headings[index], []).append(index)
    known = Known(context.people)
    for agenda in agendas(note):
        places = range(agenda.first, agenda.last)
        is_title = note.lines[agenda.label].depth <= 1
        if not agenda.is_section or is_title or any(_may_be_item(note, i) for i in places):
            continue
        for index in _topics_below(note, agenda.label, below):
            if topic := _topic(note, index, index + 1, known):
                yield Finding(topic, index, index + 1)


def _may_be_item(note: Note, index: int) -> bool:
    """Whether the line at *index* is not alone in its paragraph, and so may be an item."""
    line = note.lines[index]
    is_alone = note.block_end(index) == index + 1 and (
        index == 0 or note.lines[index - 1].block != line.block
    )
    return line.kind in {Kind.ITEM, Kind.ROW} or (bool(line.text.strip()) and not is_alone)


def _topics_below(note: Note, heading: int, below: Mapping[int, Sequence[int]]) -> Iterator[int]:
    """Yield the headings of topics; those of groups of topics are seen through."""
    for index in below.get(heading, ()):
        if is_no_topic(note.lines[index].text) or is_agenda(note.lines[index].text):
            continue
        if index in below and _is_group(note, index):
            yield from (inner for inner in below[index] if not is_no_topic(note.lines[inner].text))
        else:
            yield index


def _is_group(note: Note, index: int) -> bool:
    """Whether the section at *index* has nothing of its own, or only a line in italics."""
    own = [line for line in note.lines[index + 1 : note.ends[index]] if line.text.strip()]
    return not any(
        line.kind is not Kind.TEXT
        or not all(
            Style.EMPHASIS in span.style for span in line.spans if any(map(str.isalpha, span.text))
        )
        for line in own
    )


def _owned_headings(note: Note, context: Context) -> Iterator[Finding]:
    """Yield headings that end with the handles of those who bring them up."""
    known = Known(())
    for index in note.heading_places:
        line = note.lines[index]
        if line.depth <= 1 or "@" not in line.text or is_no_topic(line.text):
            continue
        if any(map(is_no_topic, _above(note, index))) or stands_in_other_meeting(note, index):
            continue
        topic = _topic(note, index, index + 1, known)
        if topic and has_handles(topic):
            yield Finding(topic, index, index + 1)


def _above(note: Note, index: int) -> Iterator[str]:
    """Yield the headings that the line at *index* stands below, without the title."""
    above = note.headings[index]
    while above >= 0 and note.lines[above].depth > 1:
        yield note.lines[above].text
        above = note.headings[above]


# ── lists of links ────────────────────────────────────────────────────────────


def _links(note: Note, _: Context) -> Iterator[Finding]:
    """Yield lists most of whose items are links with the handles of their owners.

    They count where nothing else can be meant: at the head of a note, or below a date. Items
    without links count if sections treat them.
    """
    groups: dict[int, list[int]] = {}
    with_handles = (note.lines[index] for index in note.having("@"))
    handled = {line.group for line in with_handles if line.kind is Kind.ITEM}
    if not handled:
        return
    for index, line in enumerate(note.lines):
        if (
            line.group in handled
            and line.kind is Kind.ITEM
            and line.depth == 1
            and not line.is_quoted
        ):
            is_first = not index or note.lines[index - 1].block != line.block
            if is_first and _may_be_agenda(note, index):
                groups.setdefault(line.group, []).append(index)
    headings: set[str] | None = None
    for places in groups.values():
        found = _findings(note, places)
        owned = [one for one in found if isinstance(one.item, Topic) and has_handles(one.item)]
        if len(found) < 2 or 2 * len(owned) < len(found):
            continue
        linked = sum(_begins_with_link(note.lines[one.first]) for one in owned)
        if 2 * linked < len(found):
            headings = headings if headings is not None else _words_of_headings(note)
            if len(owned) < len(found) or headings.isdisjoint(map(_key, found)):
                continue
        yield from found


def _findings(note: Note, places: Iterable[int]) -> list[Finding]:
    """Return the items that begin at *places*, without placeholders."""
    known = Known(())
    ends = ((index, note.block_end(index)) for index in places)
    topics = ((first, last, _topic(note, first, last, known)) for first, last in ends)
    return [Finding(topic, first, last) for first, last, topic in topics if topic]


def _words_of_headings(note: Note) -> set[str]:
    places = _findings(note, note.heading_places)
    return {_key(one) for one in places}


def _begins_with_link(line: Line) -> bool:
    first = next((span for span in line.spans if span.text.strip()), None)
    return first is not None and Style.LINK in first.style and first.text[:1] != "@"


def _may_be_agenda(note: Note, index: int) -> bool:
    """Whether the heading above the line at *index* is the title, or names a day."""
    above = note.headings[index]
    if above < 0 or above == note.heading_places[0]:
        return True
    if is_no_topic(note.lines[above].text):
        return False
    headings = (note.lines[above].text, *_above(note, above))
    return note.lines[above].depth <= 1 or any(map(_names_day, headings))


_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


def _names_day(text: str) -> bool:
    return _YEAR.search(text) is not None


# ── topic lines ───────────────────────────────────────────────────────────────

#: ``<nick>`` and time of IRC
_IRC = r"(?:\[?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?\]?\s)?(?:<[^<>\s]{1,40}>\s)?"
_TOPIC_LINE = re.compile(
    rf"{_IRC}(?:sub)?topic(?:\s#?[0-9]{{1,3}})?\s?:\s?(?P<rest>\S.*)", re.IGNORECASE
)
_COMMAND = re.compile(rf"{_IRC}#topic\s(?P<rest>\S.*)", re.IGNORECASE)
#: labels beside which "Topic:" is the subject of the whole meeting, as in invitations
_BESIDE = words_of(
    "join zoom passcode password location where host chair scribe facilitator moderator"
)


def _topic_lines(note: Note, _: Context) -> Iterator[Finding]:
    """Yield what ``topic: …`` says, as a line or a heading."""
    for index in note.having("top"):
        line = note.lines[index]
        if line.kind not in {Kind.TEXT, Kind.HEADING} or line.is_quoted:
            continue
        if line.kind is Kind.TEXT and line.depth:
            continue
        found = _TOPIC_LINE.fullmatch(line.text.strip().replace("\uff1a", ":"))
        if found is None or (line.kind is Kind.TEXT and _is_of_meeting(note, index)):
            continue
        topic = read_topic(Body(found["rest"]), Known(()))
        if topic:
            yield Finding(topic, index, index + 1)


def _is_of_meeting(note: Note, index: int) -> bool:
    """Whether the line at *index* stands among fields of the meeting, such as its time."""
    for place in (index - 1, index + 1):
        if not 0 <= place < len(note.lines) or note.lines[place].kind is Kind.HEADING:
            continue
        found = labelled(note.lines[place].text)
        words = set(plain_label(found[0]).split()) if found else set()
        if found and (labels_date(found[0]) or label_of(found[0]) or words & _BESIDE):
            return True
    return False


def _commands(note: Note, _: Context) -> Iterator[Finding]:
    """Yield the topics of ``#topic``."""
    for index in note.having("#"):
        line = note.lines[index]
        if line.kind in {Kind.ROW, Kind.HEADING} or "#topic" not in line.folded:
            continue
        found = _COMMAND.fullmatch(line.text.strip())
        topic = read_topic(Body(found["rest"]), Known(())) if found else None
        if topic:
            yield Finding(topic, index, index + 1)


# ── sections ──────────────────────────────────────────────────────────────────


def with_sections(found: Iterable[Finding], note: Note) -> list[Finding]:
    """Return *found* with the sections that treat topics; what treats one counts once.

    A section treats the topic with the same words, or whose link leads to the same place.
    """
    findings = list(found)
    topics = [number for number, one in enumerate(findings) if isinstance(one.item, Topic)]
    if not topics:
        return findings
    keys = _places_by_key(note, findings)
    left_out: set[int] = set()
    # items of lists come first, whatever their place
    topics.sort(key=lambda number: note.lines[findings[number].first].kind is Kind.HEADING)
    taken: set[str] = set()
    for number in topics:
        finding = findings[number]
        own = _keys_of(note, finding)
        if any(key in taken for key in own):
            left_out.add(number)
            continue
        taken.update(own)
        section = next((keys[key] for key in own if key in keys), -1)
        findings[number] = replace(finding, section=section)
    return [one for number, one in enumerate(findings) if number not in left_out]


def _keys_of(note: Note, finding: Finding) -> Sequence[str]:
    """Return what a topic and its section have in common: the words, and where a link leads."""
    assert isinstance(finding.item, Topic)
    line = note.lines[finding.first]
    addresses = {span.address for span in line.spans if span.address}
    keys = [title_words(finding.item.title)] if title_words(finding.item.title) else []
    return [*keys, *addresses] if len(addresses) == 1 else keys


def _places_by_key(note: Note, findings: Iterable[Finding]) -> Mapping[str, int]:
    """Return words, or the address of a link ─► the only heading that has them."""
    items = {one.first for one in findings if isinstance(one.item, Topic)}
    places: dict[str, list[int]] = {}
    for index in note.heading_places:
        line = note.lines[index]
        topic = read_topic(body_of(note, index, index + 1), Known(()))
        if line.depth <= 1 or topic is None:
            continue
        heading = Finding(topic, index, index + 1)
        words = title_words(line.text)
        for key in dict.fromkeys((*_keys_of(note, heading), words)):
            places.setdefault(key, []).append(index)
    return {key: found[0] for key, found in places.items() if len(found) == 1 or found[0] in items}


# ── list of rules ─────────────────────────────────────────────────────────────

_COMMON = frozenset({"common"})

RULES: tuple[Rule, ...] = (
    Rule(
        name="agenda-list",
        kind="agenda",
        takes=(
            'the outer items of lists below a heading or label "Agenda" or "Topics"; owners: '
            "`(Ada)`, `- @ada, @bo`, `[Ada] …`, and `- Ada`, `Ada: …` if Ada attended; minutes: "
            "`[10 min]`, `(Ada, 20 mins)`; type: `DEMO: …`"
        ),
        leaves=(
            "items within items, placeholders, the agenda of the next meeting, lists after what "
            "was said; `(optional)` is nobody"
        ),
        source="notes of all kinds",
        read=_lists,
        presets=frozenset({"common", "w3c", "hackmd", "asf"}),
    ),
    Rule(
        name="agenda-table",
        kind="agenda",
        takes='rows of a table of an agenda with a column "Topic" or "Item"',
        leaves="tables without such a head",
        source="notes with tables",
        read=_tables,
        presets=frozenset({"common", "hackmd"}),
    ),
    Rule(
        name="agenda-lines",
        kind="agenda",
        takes="lines of a paragraph below such a label, if most of them have an owner or minutes",
        leaves="sentences, and lines that tell neither",
        source="notes with hard line breaks",
        read=_lines,
        presets=_COMMON,
    ),
    Rule(
        name="agenda-headings",
        kind="agenda",
        takes='headings below "Agenda" or "Topics" if nothing else stands there',
        leaves='"Action items", "Notes" and the like',
        source="notes that are written into their agenda",
        read=_headings,
        presets=_COMMON,
    ),
    Rule(
        name="agenda-links",
        kind="agenda",
        takes="`* [Title](URL) - @ada, @bo` in a list at the head of a note, or below a date",
        leaves="lists most of whose items have no link or no owner",
        source="W3C's groups",
        read=_links,
        presets=frozenset({"common", "w3c"}),
    ),
    Rule(
        name="agenda-owned-headings",
        kind="agenda",
        takes="`### Title - @ada, @bo`",
        leaves="headings without handles, and those that treat an item of the agenda",
        source="W3C's groups",
        read=_owned_headings,
        presets=frozenset({"common", "w3c"}),
    ),
    Rule(
        name="topic-line",
        kind="agenda",
        takes="`Topic: …`, also as a heading, or behind a nick on IRC",
        leaves="the topic of the meeting beside its time and place, as in invitations",
        source="W3C's scribe.perl and scribejs",
        read=_topic_lines,
        presets=frozenset({"common", "w3c"}),
    ),
    Rule(
        name="topic-command",
        kind="agenda",
        takes="`#topic …`",
        leaves="other commands",
        source="MeetBot",
        read=_commands,
        presets=frozenset({"common", "meetbot"}),
    ),
)
