"""Attendance: who was there, who was not, who led the meeting, and who took the notes.

People are read where a heading, a line or a table says who they are. A list counts only where
most of it looks like names, a line only where all of it does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from sphinxcontrib_meetings.model.people import Participation, Person, Role
from sphinxcontrib_meetings.parse.minutes.attendance_labels import (
    Label,
    is_group,
    is_of_other_meeting,
    label_of,
    labelled,
    labelled_parts,
)
from sphinxcontrib_meetings.parse.minutes.attendance_names import (
    Attendee,
    are_organizations_first,
    marked_item,
    read_item,
    read_names,
    readable,
    shared_organizations,
)
from sphinxcontrib_meetings.parse.minutes.attendance_tables import is_sheet, read_table
from sphinxcontrib_meetings.parse.minutes.lines import Kind, Line, Note, Style
from sphinxcontrib_meetings.parse.minutes.meeting_places import head_end
from sphinxcontrib_meetings.parse.minutes.rule import Context, Finding, Rule
from sphinxcontrib_meetings.parse.remarks import Beside, is_organization, meaning_of

__all__ = ["RULES", "boxes_of_people"]

#: lines that are shorter end where their author ended them
_WRAPPED = 60
#: lists within lists that are deeper have no people
_DEEPEST = 5
_ROLL = Label((Role.ATTENDEE,))
_REGRETS = Label((Role.REGRETS,))
#: the words of W3C's commands
_OF_COMMAND: Mapping[str, Label] = {
    "present": _ROLL,
    "regrets": _REGRETS,
    "scribe": Label((Role.SCRIBE,)),
    "chair": Label((Role.CHAIR,)),
}


@dataclass(frozen=True, slots=True)
class _Entry:
    """People in some lines, and what a label says of them."""

    label: Label
    people: Sequence[Attendee]
    first: int
    last: int


# ── rules ─────────────────────────────────────────────────────────────────────


def _sections(note: Note, _: Context) -> Iterator[Finding]:
    """Yield the people below headings."""
    for index, label in _headings(note):
        if label.may_be_company or label.is_vague:
            continue
        yield from _findings(note, _read_list(note, index + 1, _section_end(note, index), label))


def _lines(note: Note, _: Context) -> Iterator[Finding]:
    """Yield the people behind, or below, labels of attendance."""
    yield from _findings(note, (one for one in _labelled(note) if one.label.is_roll))


def _role_lines(note: Note, _: Context) -> Iterator[Finding]:
    """Yield the people behind, or below, labels of roles."""
    entries = [one for one in _labelled(note) if not one.label.is_roll]
    yield from _findings(note, _certain(note, entries))


def _tables(note: Note, _: Context) -> Iterator[Finding]:
    """Yield the people of tables that say themselves whom they list."""
    if not note.row_places:
        return
    within = _rolls(note)
    head = head_end(note)
    entries = [
        entry
        for start, end in _tables_in(note)
        if start not in within and not note.lines[start].is_quoted and _is_own(note, start)
        for entry in _read_rows(note, start, end, _label_of_table(note, start, end, head))
    ]
    yield from _findings(note, _certain(note, entries))


def _label_of_table(note: Note, start: int, end: int, head: int) -> Label | None:
    """Return what the place of a table says of its people: in the *head*, they were there."""
    is_first = start == 0 or note.lines[start - 1].kind is Kind.HEADING
    is_roll = start < head and is_first and is_sheet(note.lines[start:end])
    above = note.headings[start]
    return _ROLL if is_roll and (above < 0 or note.lines[above].depth <= 1) else None


def _commands(note: Note, _: Context) -> Iterator[Finding]:
    """Yield the people of ``present+`` and the like, after all corrections."""
    kept: dict[tuple[Role, str], _Entry] = {}
    for index in note.having("+", "-"):
        line = note.lines[index]
        if not (match := _COMMAND.match(line.text)) or line.is_quoted or line.kind is Kind.HEADING:
            continue
        label = _OF_COMMAND[match["what"].casefold()]
        names = match["names"].strip().rstrip(".") or (match["nick"] or match["speaker"] or "")
        for one in read_names(_UNDERSCORE.sub(" ", names)) or ():
            key = label.roles[0], one.person.key
            is_known = key in kept
            if match["sign"] == "-" and (is_known or label is not _REGRETS):
                kept.pop(key, None)
            elif not is_known:
                kept[key] = _Entry(label, [one], index, index + 1)
    yield from _findings(note, kept.values())


#: ``present+ Ada``; on IRC ``<ada> present+`` is about who says it
_COMMAND = re.compile(
    r"\A(?:<(?P<nick>[^<>\s]{1,40})> ?|(?P<speaker>[\w.-]{1,40}): )?"
    r"(?P<what>present|regrets|scribe|chair) ?(?P<sign>[+-]) ?(?![+-])(?P<names>[^:]*)\Z",
    re.IGNORECASE,
)
#: the scribe of W3C's minutes reads `Ada_Lovelace` as two words
_UNDERSCORE = re.compile(r"(?<=\w)_(?=[A-Z])")


def boxes_of_people(note: Note) -> frozenset[int]:
    """Return the indexes of the boxes in roll calls; none of them is a task."""
    return _rolls(note).intersection(note.box_places) if note.box_places else frozenset()


# ── where people are ──────────────────────────────────────────────────────────


def _headings(note: Note) -> Iterator[tuple[int, Label]]:
    """Yield the index of each heading that announces people, and what it says of them."""
    labels: dict[int, Label] = {}
    for index in note.heading_places:
        line = note.lines[index]
        text = line.text.strip().removesuffix(":")
        label: Label | None = label_of(text)
        above = note.headings[index]
        if label is None and above in labels and is_group(text):
            # `Online` below `Attendees`
            label = labels[above]
        if label and _is_own(note, index):
            labels[index] = label
            yield index, label


def _is_own(note: Note, index: int) -> bool:
    """Whether the line at *index* is about the meeting of the note, rather than another one."""
    above = note.headings[index]
    for _ in range(_DEEPEST):
        if above < 0:
            break
        if note.lines[above].depth > 1 and is_of_other_meeting(note.lines[above].text):
            return False
        above = note.headings[above]
    return True


def _section_end(note: Note, heading: int) -> int:
    """Return the index after the people below *heading*: another label, or a line, ends them."""
    for index in range(heading + 1, note.ends[heading]):
        line = note.lines[index]
        is_apart = line.block > note.lines[index - 1].block + 1
        if is_apart or (line.kind is Kind.TEXT and line.depth == 0 and _is_other_title(line)):
            return index
    return note.ends[heading]


def _is_other_title(line: Line) -> bool:
    """Whether *line* stands for a heading of something else than people."""
    text = line.text.strip()
    if not (text.endswith((":", "\uff1a")) or _is_strong(line)):
        return False
    plain = text.rstrip(":\uff1a")
    # what stands below another label of people belongs to that
    return bool(label_of(plain)) or not (is_group(plain) or read_item(plain))


def _is_strong(line: Line) -> bool:
    words = [span for span in line.spans if span.text.strip(" :\uff1a")]
    return bool(words) and all(Style.STRONG in span.style for span in words)


def _tables_in(note: Note) -> Iterator[tuple[int, int]]:
    """Yield where each table begins and ends."""
    end = 0
    for start in note.row_places:
        if start < end:
            continue
        end = start + 1
        group = note.lines[start].group
        while end < len(note.lines) and (
            note.lines[end].group == group and note.lines[end].kind is Kind.ROW
        ):
            end += 1
        yield start, end


# asked for by a rule, and for the boxes
@lru_cache(maxsize=1)
def _rolls(note: Note) -> frozenset[int]:
    """Return the indexes of the lines in roll calls, below headings or labels."""
    places: set[int] = set()
    for index, label in _headings(note):
        if label.is_roll:
            places.update(range(index + 1, _section_end(note, index)))
    for index, label in _labels_alone(note).items():
        if label.is_roll and note.lines[index].kind is not Kind.HEADING:
            places.update(range(*_below(note, index)))
    return frozenset(places)


@lru_cache(maxsize=1)
def _labels_alone(note: Note) -> Mapping[int, Label]:
    """Return the index of each line that is a label, and no more ─► what it announces."""
    found: dict[int, Label] = {}
    for index, line in enumerate(note.lines):
        if len(line.text) > _WRAPPED or line.kind is Kind.ROW or line.is_quoted:
            continue
        if line.kind is Kind.ITEM and line.depth > _DEEPEST:
            continue
        if label := label_of(line.text.strip().rstrip(":\uff1a").rstrip()):
            found[index] = label
    return found


def _below(note: Note, index: int) -> tuple[int, int]:
    """Return where the list or table that belongs to the label at *index* begins and ends."""
    lines = note.lines
    if lines[index].kind is Kind.ITEM and (end := note.children_end(index)) > index + 1:
        return index + 1, end
    start = note.block_end(index)
    if start != index + 1 or start == len(lines) or lines[index].kind is Kind.ITEM:
        return start, start
    first = lines[start]
    is_apart = first.block != lines[index].block + 1
    if first.kind is Kind.HEADING or is_apart or first.is_quoted:
        return start, start
    if first.depth < lines[index].depth:
        return start, start
    if first.kind is Kind.TEXT:
        return start, note.block_end(start)
    end = start
    while end < len(lines) and (
        lines[end].group == first.group
        or (lines[end].kind is not Kind.HEADING and lines[end].depth > first.depth)
    ):
        end += 1
    return start, end


# several rules ask for them, one after the other
@lru_cache(maxsize=1)
def _labelled(note: Note) -> Sequence[_Entry]:
    """Return the people behind labels in lines, or below labels that have nothing behind them."""
    return list(_read_labelled(note))


def _read_labelled(note: Note) -> Iterator[_Entry]:
    alone = _labels_alone(note)
    with_signs = frozenset(note.having(":", *_DASHES))
    # section that has had a roll call
    called = -2
    for index, line in enumerate(note.lines):
        label = alone.get(index)
        may_tell = label or index in with_signs or called == note.headings[index]
        if not may_tell or line.kind is Kind.ROW or line.is_quoted or line.is_struck:
            continue
        if label and label.is_roll:
            called = index if line.kind is Kind.HEADING else note.headings[index]
        elif called == note.headings[index] and _MISSING.fullmatch(line.text.strip()):
            # elsewhere, anything may be missing
            label = _REGRETS
        if label is None and ":" not in line.plain:
            fields = _dashed(line)
        elif label is None and (field := labelled(line.text.lstrip())) and label_of(field[0]):
            fields = labelled_parts(readable(line))
        else:
            fields = []
        if (label or fields) and not _is_own(note, index):
            continue
        if label and not label.is_vague and line.kind is not Kind.HEADING:
            yield from _read_below(note, index, label)
        for number, (one, value) in enumerate(fields):
            if number == len(fields) - 1:
                yield from _read_value(note, index, one, value)
            elif people := read_names(value):
                yield _Entry(one, people, index, index + 1)


_MISSING = re.compile(r"missing[:\uff1a]?", re.IGNORECASE)
_DASHES = (" - ", " \u2013 ", " \u2014 ")
_DASH = re.compile("|".join(_DASHES))


def _dashed(line: Line) -> list[tuple[Label, str]]:
    """Return the field in ``Present - Ada, Bo``."""
    if not (dash := _DASH.search(line.text[:_WRAPPED])):
        return []
    label = label_of(line.text[: dash.start()].strip())
    return [(label, line.text[dash.end() :].strip())] if label else []


def _read_value(note: Note, index: int, label: Label, value: str) -> Iterator[_Entry]:
    """Yield the people behind a label, and in the lines of the paragraph that go on with them."""
    end = note.block_end(index)
    if not value:
        if index + 1 < end:
            yield from _read_rows_of_names(note, index + 1, end, label)
        return
    text, last = value, index + 1
    while last < end and not _begins_field(note.lines[last]):
        row = readable(note.lines[last])
        before = note.lines[last - 1].text.rstrip()
        is_open = before.endswith((",", ";", "&", " and"))
        if not is_open and not read_names(row) and len(before) < _WRAPPED:
            break
        is_wrapped = is_open or len(before) >= _WRAPPED
        text, last = f"{text}{' ' if is_wrapped else ', '}{row}", last + 1
    people = read_names(text)
    if people is None and last > index + 1:
        people, last = read_names(value), index + 1
    if people:
        yield _Entry(label, people, index, last)


def _begins_field(line: Line) -> bool:
    return labelled(line.text) is not None


def _read_rows_of_names(note: Note, start: int, end: int, label: Label) -> Iterator[_Entry]:
    """Yield the people in the rest of a paragraph, up to the next label."""
    for index in range(start, end):
        line = note.lines[index]
        text = readable(line)
        if index == start and text.startswith((": ", "\uff1a")):
            # the definition of the label, where Markdown has none
            text = text[1:]
        elif _begins_field(line) or _COMMAND.match(line.text):
            return
        people = read_names(text)
        if people is None:
            return
        if people:
            yield _Entry(label, people, index, index + 1)


def _read_below(note: Note, index: int, label: Label) -> Iterator[_Entry]:
    """Yield the people in the list, the table or the paragraph below a label."""
    line = note.lines[index]
    if note.block_end(index) > index + 1:
        yield from _read_rows_of_names(note, index + 1, note.block_end(index), label)
        return
    start, end = _below(note, index)
    if start == end:
        return
    is_text = note.lines[start].kind is Kind.TEXT
    if is_text and not (line.text.rstrip().endswith((":", "\uff1a")) or _is_strong(line)):
        # a paragraph of one word is no label of the next paragraph
        return
    yield from _read_list(note, start, end, label)


# ── lists ─────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class _Group:
    """Items below an item: ``Team members``, or an organization."""

    depth: int
    #: None if what stands below says something about a person
    label: Label | None
    org: str = ""


def _read_list(note: Note, start: int, end: int, label: Label) -> Iterator[_Entry]:
    """Yield the people in a list, in paragraphs or in a table, where most of it is people."""
    texts = _items(note, start, end)
    boxes = {index: note.lines[index].box for index in texts}
    for index, text in texts.items():
        if marked := marked_item(text):
            boxes[index], texts[index] = marked
    if are_organizations_first(texts.values()):
        return
    has_checked = "x" in boxes.values()
    organizations = shared_organizations(texts.values())
    found: list[_Entry] = []
    unread = 0
    groups: list[_Group] = []
    for index, text in texts.items():
        line = note.lines[index]
        while groups and groups[-1].depth >= line.depth:
            groups.pop()
        own = groups[-1] if groups else _Group(0, label)
        has_below = _has_below(note, index)
        if own.label is None:
            continue
        group, people = _read_entry(text, own.label, organizations, has_below)
        if has_below:
            groups.append(group or _Group(line.depth, None))
            groups[-1].depth = line.depth
        if people is None:
            unread += group is None
            continue
        if has_below and not group and _are_names_below(note, index):
            # a person with an organization below, or a group of people?
            unread += 1
            continue
        role = _role_of_box(boxes[index], own.label, has_checked)
        if role and people:
            org = own.org or (group.org if group else "")
            found.append(_Entry(role, [_in(one, org) for one in people], index, index + 1))
    if unread <= len(found):
        yield from found
    yield from _read_others(note, start, end, label)


def _items(note: Note, start: int, end: int) -> dict[int, str]:
    """Return the texts of the items of a list, by the index of their first lines."""
    texts: dict[int, str] = {}
    first = block = -1
    for index in range(start, end):
        line = note.lines[index]
        if line.kind is not Kind.ITEM or line.depth > _DEEPEST:
            continue
        if line.is_quoted or line.is_struck:
            continue
        text = readable(line)
        if line.block == block and not _LOST_ITEM.match(text):
            texts[first] += f" {text}"
        else:
            first, block = index, line.block
            texts[first] = text
    return texts


#: ``*Ada`` below an item, which Markdown takes for more of that
_LOST_ITEM = re.compile(r"[*+\u2022-]\s?\w")


def _read_entry(
    text: str, label: Label, organizations: frozenset[str], has_below: bool
) -> tuple[_Group | None, Sequence[Attendee] | None]:
    """Return the group that an item announces, and the people in it; None for either."""
    field = labelled(text)
    if field is not None and "[" not in field[0]:
        return _read_labelled_entry(*field, label, has_below)
    if has_below and (is_group(text) or label_of(text)):
        # those below a label of its own are read with that
        return _Group(0, None if label_of(text) else label), None
    if has_below and is_organization(text, acronyms=True):
        return _Group(0, label, text), None
    return None, read_item(text, organizations)


def _read_labelled_entry(
    before: str, value: str, label: Label, has_below: bool
) -> tuple[_Group | None, Sequence[Attendee] | None]:
    """Return the group and the people of an item with a colon, as :func:`_read_entry` does."""
    if known := label_of(before):
        # a line of its own; who leads or takes notes was there as well
        is_own = known.is_roll or known.may_be_company or known.is_vague or not label.is_roll
        return _Group(0, None), [] if is_own else read_names(value) or []
    if not value:
        is_org = not is_group(before) and meaning_of(before) is Beside.ORGANIZATION
        return (_Group(0, label, before if is_org else "") if has_below else None), None
    if is_group(before):
        return _Group(0, None), read_names(value)
    if meaning_of(value) in (Beside.REMARK, Beside.TITLE):
        return None, read_item(f"{before} ({value})")
    if is_organization(before, acronyms=True):
        return _Group(0, None, before), read_names(value)
    return None, None


def _has_below(note: Note, index: int) -> bool:
    end = note.block_end(index)
    if end == len(note.lines):
        return False
    following = note.lines[end]
    return following.kind is not Kind.HEADING and following.depth > note.lines[index].depth


def _are_names_below(note: Note, index: int) -> bool:
    """Whether all items right below the one at *index* could be people."""
    depth = note.lines[index].depth + 1
    items = [
        line
        for line in note.lines[note.block_end(index) : note.children_end(index)]
        if line.kind is Kind.ITEM and line.depth == depth
    ]
    return bool(items) and all(read_item(readable(line)) for line in items)


def _role_of_box(box: str, label: Label, has_checked: bool) -> Label | None:
    """Return what a box says of the people behind it; None for nothing.

    A box that is not checked means absence where others are checked; where none is, nobody has
    filled in the list yet.
    """
    if not box:
        return label
    if box == "x":
        return label
    return _REGRETS if has_checked and Role.ATTENDEE in label.roles else None


def _in(one: Attendee, org: str) -> Attendee:
    """Return *one* with the organization of their group, unless they have one."""
    if not org or one.person.org:
        return one
    return replace(one, person=replace(one.person, org=org))


def _read_others(note: Note, start: int, end: int, label: Label) -> Iterator[_Entry]:
    """Yield the people in the tables and paragraphs of a section."""
    index = start
    while index < end:
        line = note.lines[index]
        following = note.block_end(index)
        if line.kind is Kind.ROW and not line.is_quoted:
            following = index + 1
            while following < end and note.lines[following].group == line.group:
                following += 1
            yield from _read_rows(note, index, following, label)
        elif (
            line.kind is Kind.TEXT and not line.is_quoted and line.depth == note.lines[start].depth
        ):
            yield from _read_paragraph(note, index, min(following, end), label)
        index = following


def _read_paragraph(note: Note, start: int, end: int, label: Label) -> Sequence[_Entry]:
    """Return the people in a paragraph, if all of it is people."""
    if any(map(_begins_field, note.lines[start:end])):
        # fields are lines of their own, unless they say which of the people follow
        return [
            _Entry(label, people, index, index + 1)
            for index in range(start, end)
            if (field := labelled(readable(note.lines[index])))
            and is_group(field[0])
            and (people := read_names(field[1]))
        ]
    rows = [readable(line) for line in note.lines[start:end]]
    if any("," in row and len(row) >= _WRAPPED for row in rows[:-1]):
        people = read_names(" ".join(rows))
        return [_Entry(label, people, start, end)] if people else []
    entries: list[_Entry] = []
    for index, row in enumerate(rows, start):
        people = read_names(row)
        if people is None:
            return []
        entries.append(_Entry(label, people, index, index + 1))
    return entries


def _read_rows(note: Note, start: int, end: int, label: Label | None) -> Iterator[_Entry]:
    for entry in read_table(note.lines[start:end], label):
        row = start + entry.row
        yield _Entry(entry.label, entry.people, row, row + 1)


# ── companies ─────────────────────────────────────────────────────────────────


def _present(note: Note) -> Sequence[Attendee]:
    """Return the people who were there, by all other lines."""
    entries: list[_Entry] = [one for one in _labelled(note) if one.label.is_roll]
    for index, label in _headings(note):
        entries += _read_list(note, index + 1, _section_end(note, index), label)
    for start, end in _tables_in(note):
        entries += _read_rows(note, start, end, None)
    return [person for one in entries if one.label.is_roll for person in one.people]


def _certain(note: Note, entries: Sequence[_Entry]) -> Sequence[_Entry]:
    """Return those of *entries* that cannot be about something else than people."""
    if not any(one.label.may_be_company or one.label.is_vague for one in entries):
        return entries
    present = _present(note)
    return [one for one in entries if _are_people(one, present)]


def _are_people(entry: _Entry, present: Sequence[Attendee]) -> bool:
    """Whether the hosts of *entry* are people; a company may be the host as well."""
    if not (entry.label.may_be_company or entry.label.is_vague):
        return True
    known = {word for one in present for word in _called(one.person)}
    for one in entry.people:
        if known.isdisjoint(_called(one.person)):
            if entry.label.is_vague:
                return False
            is_full = " " in one.shown and not is_organization(one.shown)
            has_handle = bool(one.person.name)
            if not has_handle and (present or not is_full):
                return False
    return True


def _called(person: Person) -> set[str]:
    name = person.name or person.key
    return {name.casefold(), person.key.casefold(), name.casefold().split()[0]}


# ── findings ──────────────────────────────────────────────────────────────────


def _findings(note: Note, entries: Iterable[_Entry]) -> Iterator[Finding]:
    """Yield a finding for each person and role."""
    for entry in entries:
        line = note.lines[entry.first].number
        for one in entry.people:
            remark = one.remark or entry.label.remark
            roles = [_attended(role, one) for role in entry.label.roles]
            if entry.label.is_roll:
                roles += one.roles
            for role in dict.fromkeys(roles):
                item = Participation(role, one.person, remark, line=line)
                yield Finding(item, entry.first, entry.last)


def _attended(role: Role, one: Attendee) -> Role:
    return Role.REGRETS if role is Role.ATTENDEE and one.is_absent else role


_BOTH = frozenset({"common", "w3c", "meetbot", "hackmd", "asf"})

RULES: Sequence[Rule] = (
    Rule(
        "attendance-section",
        "attendance",
        takes=(
            "People below a heading such as “Attendees”, “Present”, “Participants”, “Attendance”, "
            "“Roll call”, “Regrets”, “Apologies”, “Absent” or “Guests”: one per item or line, "
            "separated by commas, or in a table. A box that is checked means that somebody was "
            "there, one that is not, that somebody was not. `Name (Organization)`, `Name, "
            "Organization`, `Name / Organization / @handle` and `Name @handle (role)`"
        ),
        leaves=(
            "Sections where most items don't look like names; boxes of which none is checked; "
            "items that can be read in several ways; sections about another meeting"
        ),
        source="Most notes",
        read=_sections,
        presets=_BOTH,
    ),
    Rule(
        "attendance-line",
        "attendance",
        takes=(
            "People behind a label, `Present: Ada, Bo`, `Regrets: Cy`, `Guests: …`, or in the "
            "list below it"
        ),
        leaves="Lines that have anything else than names; an item of the agenda without names",
        source="Most notes",
        read=_lines,
        presets=_BOTH,
    ),
    Rule(
        "attendance-table",
        "attendance",
        takes=(
            "Tables whose head names a column of attendees, or “Present” and “Regrets”; rows such "
            "as `| Present | Ada, Bo |`; right below the title, a table with just the columns "
            "“Name”, “Affiliation” and “Username”"
        ),
        leaves="Tables of other things; tables of people that don't say whether they were there",
        source="HackMD, GitHub",
        read=_tables,
        presets=_BOTH,
    ),
    Rule(
        "attendance-commands",
        "attendance",
        takes=(
            "`present+ Ada, Bo`, `regrets+ Cy`, `scribe+ Bo`, `chair+ Ada`; `present- Bo` "
            "takes it back. On IRC, `<ada> present+` is about who says it"
        ),
        leaves="`present+` with nobody behind or before it",
        source="W3C's scribe.perl and scribejs",
        read=_commands,
        presets=frozenset({"common", "w3c"}),
    ),
    Rule(
        "roles",
        "attendance",
        takes=(
            "`Chair: Ada`, `Host: Ada`, `Facilitator: Ada`, `Moderator: Ada`; `Scribe: Bo`, "
            "`Note taker: Bo`, `Minutes by: Bo`; several of them on a line"
        ),
        leaves=(
            "`Scribe: ?`, `Scribe: rotating`; a host who may be a company: one word, or nobody of "
            "those who were there"
        ),
        source="Most notes",
        read=_role_lines,
        presets=_BOTH,
    ),
)
