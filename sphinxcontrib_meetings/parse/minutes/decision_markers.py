"""Decisions that a marker tells: ``Decision:``, ``RESOLVED:``, ``#agreed`` …"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from sphinxcontrib_meetings.model.minutes import Decision, DecisionState
from sphinxcontrib_meetings.parse.minutes.action_lists import is_about_others
from sphinxcontrib_meetings.parse.minutes.action_owners import How, names_in
from sphinxcontrib_meetings.parse.minutes.action_reading import Told as ActionTold
from sphinxcontrib_meetings.parse.minutes.action_reading import read_action
from sphinxcontrib_meetings.parse.minutes.body import Body, body_of
from sphinxcontrib_meetings.parse.minutes.decision_reading import (
    ID,
    Told,
    read_decision,
    state_of,
)
from sphinxcontrib_meetings.parse.minutes.decision_tasks import is_task
from sphinxcontrib_meetings.parse.minutes.lines import Kind, Line, Note, Style
from sphinxcontrib_meetings.parse.minutes.rule import Context, Finding
from sphinxcontrib_meetings.parse.minutes.statements import (
    SIGNS,
    is_bold_label,
    is_code,
    leads_to_list,
    statement_end,
    statements,
)

__all__ = [
    "read_agreed_brackets",
    "read_commands",
    "read_labels",
    "read_resolved_actions",
    "read_scribe_labels",
]

_DASH = "[-\N{EN DASH}\N{EM DASH}]"
_NICK = r"(?:[0-9:\s]{0,12}(?:<[^<>\s]{1,40}>|\[[^\[\]\s]{1,40}\])\s?)?"
_BEFORE = (
    r"(?:(?P<before>tentative|proposed|draft|provisional|final|formal|group|team|board|committee"
    r"|council|joint|unanimous|key|tc|tsc|pmc|wg)(?:\s\([^()]{1,60}\))?\s)?"
)
_WORD = (
    r"(?P<word>decisions?(?:\s(?:made|reached|taken))?|decided|resolutions?|resolved|agreed"
    r"|conclusions?)"
)
#: what may stand between the word and its colon
_AFTER = (
    rf"(?:\s?#?(?P<number>[0-9]{{1,4}})(?![\w-])|\s\(?(?P<id>(?-i:{ID}))\)?(?![\w-]))?"
    r"(?:\s?[(\[](?P<status>[^()\[\]:]{1,60})[)\]])?"
    r"(?:(?<!ed)\s(?:for|on|about|regarding)\s[^:.?!]{1,60})?"
)
_LABEL = re.compile(rf"{SIGNS}{_NICK}{_BEFORE}{_WORD}{_AFTER}[\s*_]{{0,4}}:(?!:)[\s*_]*", re.I)
#: what each of them has
_NAMED = ("deci", "resol", "agreed", "conclu")
#: in capitals a dash does for the colon, or the end of the line
_CAPITALS = re.compile(
    rf"{SIGNS}{_NICK}(?:(?P<before>TENTATIVE|PROPOSED|DRAFT)\s)?"
    rf"(?:\[(?P<bracket>DECISION|AGREED|DECIDED)\]\s?:?\s+"
    rf"|(?P<word>DECISION|RESOLUTION|RESOLVED|AGREED|DECIDED)(?:\s{_DASH}\s+|\s*\Z))"
)
#: bold, so that it needs no colon; Markdown sees no bold text where blanks are inside the stars
_BROKEN = re.compile(rf"{SIGNS}\*\*\s{_BEFORE}{_WORD}\s\*\*\s+", re.IGNORECASE)
_BOLD = re.compile(
    rf"\W{{0,6}}{_BEFORE}(?P<word>decision|decided|resolution|resolved)\s?"
    rf"(?:{_DASH}\s)?",
    re.I,
)
#: a marker within a line, after the end of a sentence or the name of who speaks
_WITHIN = re.compile(
    rf"(?:[.?!;)\]>]\s{{1,3}}|\A[^\W\d_][\w .'-]{{0,30}}:\s{{1,2}}|\s(?:->|\N{{RIGHTWARDS ARROW}}|"
    rf"{_DASH})\s{{1,3}}|\s{{2,3}})(?P<before>PROPOSED\s|TENTATIVE\s|Proposed\s|Tentative\s)?"
    r"(?P<word>DECISION|RESOLVED|RESOLUTION|AGREED|Decision|Decided|Resolution|Resolved)"
    r"\s?:\s+"
)
_COMMAND = re.compile(
    r"\A(?:[0-9:\s]{0,12}<[^<>\s]{1,40}>\s?|[^\W\d]\w{0,30}:\s)?"
    r"#(?P<word>agreed|agree|accepted|rejected|decision|decided|resolved)\b:?\s*",
    re.IGNORECASE,
)
_SCRIBE = re.compile(rf"{SIGNS}resolution\s#(?P<number>[0-9]{{1,4}})\s?:\s*", re.IGNORECASE)
_BRACKET = re.compile(
    r"\s*\[(?P<text>(?:(?:(?:the )?group |we |all |everyone |tag )?(?:has |have )?"
    r"(?:agreed|resolved|decided)|consensus|decision)(?: (?:is|was|made|reached))?"
    r"(?: not)? to \w[^\[\]]*)\]\.?\s*",
    re.IGNORECASE,
)
#: puts a topic off, and decides nothing
_PUT_OFF = re.compile(
    r"[^.;]{0,40}\bto (?:bump|punt|defer|postpone|put (?:it|this|that) (?:to|on|off)|revisit"
    r"|come back|continue|discuss|talk|wait|meet)\b",
    re.IGNORECASE,
)
#: "Resolution:" of a picture, a screen or an instrument
_MEASURE = re.compile(
    r"(?:(?:about|approx\.?|at least|up to|max(?:imum)?|min(?:imum)?|full|ultra|native|screen"
    r"|[~<>≤≥=±])\s?)*"
    r"(?:[0-9][0-9.,]*(?:\s?(?:[x\N{MULTIPLICATION SIGN}*]|by)\s?[0-9][0-9.,]*){1,2}.{0,60}"
    r"|[0-9][0-9.,/]*\s?(?:[^\W\d_]{0,5}[%\"'°]?(?:/[a-z]{1,5})?|pixels?|seconds?|minutes?"
    r"|metres?|meters?|degrees?|bits?|(?:pixels|dots|samples|lines) per \w{1,12})?"
    r"(?:\s?\([^()]{0,40}\))?"
    r"|[0-9]{3,4}[pi](?:\d{2,3})?\b.{0,40}|[2458]k\b.{0,40}|u?hd\b.{0,30}|(?:high|low|medium|retina"
    r"|normal|standard)(?:[ -](?:res(?:olution)?|dpi|definition))?"
    r"|(?:w?[sqx]{0,3}vga|w?[uqs]?xga)\b.{0,30})",
    re.IGNORECASE,
)
#: "Resolution:" of a ticket
_TICKET = re.compile(
    r"(?:fixed|wo(?:n't|nt|n\N{RIGHT SINGLE QUOTATION MARK}t) ?fix|duplicate(?: of .{1,30})?"
    r"|invalid|works ?for ?me|works as designed"
    r"|cannot reproduce|can't reproduce|not reproducible|incomplete|unresolved|resolved|done"
    r"|expired|stale|obsolete|moved|closed|merged|open|completed?|not a bug|by design)"
    r"(?: (?:in|by|with|as|of|on) .{1,60})?",
    re.IGNORECASE,
)
_YES_OR_NO = re.compile(r"(?:yes|no|[0-9]{1,6})", re.IGNORECASE)
_NEXT_LABEL = re.compile(r"\W{0,6}[^\W\d][^:]{0,40}:(?:\s|\Z)")
_MOST_MARKERS = 20
_LONGEST_OTHER = 120
_NO_WORDS = (
    "the marker '{marker}' has nothing behind it; write what was decided, such as "
    "'{marker} we publish the draft', or remove it"
)


@dataclass(frozen=True, slots=True)
class _Marker:
    """A marker in a line."""

    #: where it begins, and where the words behind it do
    start: int
    after: int
    #: the word that it is, in lower case
    word: str
    told: Told
    #: as a message names it, if it needs words
    called: str = ""


def read_labels(note: Note, context: Context) -> Iterator[Finding]:
    """Yield the decisions behind ``Decision:``, ``Resolved:``, ``Agreed:`` and the like."""
    found: list[Finding] = []
    are_ids = _are_ids(note)
    for index in note.having(*_NAMED):
        line = note.lines[index]
        is_title = line.kind is Kind.HEADING and line.depth <= 1
        if line.kind is Kind.ROW or line.is_quoted or is_title or _is_planned(note, index):
            continue
        first = _label_of(line, are_ids=are_ids)
        markers = [first] if first else []
        if line.kind is not Kind.HEADING:
            markers += _within(line, first.after if first else 0)
        found.extend(_read(note, index, markers))
    yield from _without_proposals(found, note)


def _label_of(line: Line, *, are_ids: bool) -> _Marker | None:
    text = line.plain
    match = _LABEL.match(text) or _CAPITALS.match(text) or _BROKEN.match(text)
    if match is None:
        match = _BOLD.match(text)
        if (
            match is None
            or not is_bold_label(line, match.end())
            or not text[match.end() :].strip()
        ):
            return None
    groups = match.groupdict()
    word = (groups["word"] or groups.get("bracket") or "").casefold()
    number = groups.get("number")
    name = groups.get("id") or (f"#{number}" if number and are_ids else "")
    state = state_of(groups.get("before") or "")
    status = groups.get("status") or ""
    if re.fullmatch(ID, status.strip()):
        name = name or status.strip()
    else:
        state = state or state_of(status)
    is_one = (
        not status and not word.split()[0].endswith("s") and word not in {"agreed", "resolved"}
    )
    called = match.group().strip() if is_one and line.kind is not Kind.HEADING else ""
    return _Marker(match.start(), match.end(), word, Told(state, name), called)


def _within(line: Line, first: int) -> Iterator[_Marker]:
    """Yield the markers within *line*, from the place *first* on."""
    for match in islice(_WITHIN.finditer(line.plain, max(first - 3, 0)), _MOST_MARKERS):
        if match.start("word") >= max(first, 1):
            start = match.start("before") if match["before"] else match.start("word")
            told = Told(state_of(match["before"] or ""))
            yield _Marker(start, match.end(), match["word"].casefold(), told)


def _are_ids(note: Note) -> bool:
    """Whether the numbers of the labels are identifiers: they do not count from 1."""
    for index in note.having(*_NAMED):
        match = _LABEL.match(note.lines[index].plain)
        if match and match["number"]:
            return int(match["number"]) > 1
    return False


def _is_planned(note: Note, index: int) -> bool:
    """Whether the line at *index* is an item of an agenda, or of a list of people."""
    line, above = note.lines[index], note.headings[index]
    is_outer = line.kind is Kind.ITEM and line.depth == 1
    return is_outer and above >= 0 and is_about_others(note.lines[above].text)


def _read(note: Note, index: int, markers: list[_Marker]) -> Iterator[Finding]:
    """Yield what stands behind the *markers* in the line at *index*."""
    for number, marker in enumerate(markers, 1):
        if is_code(note.lines[index], marker.start, marker.after):
            continue
        is_last = number == len(markers)
        end = None if is_last else markers[number].start
        last = _end(note, index, marker.after) if is_last else index + 1
        body = body_of(note, index, last, marker.after, end)
        first = index
        if is_last and not body.text.strip(" *_") and note.lines[index].kind is not Kind.HEADING:
            first, last = _words_below(note, index, marker)
            if first == last:
                if marker.called and not _is_followed(note, index):
                    problem = _NO_WORDS.format(marker=marker.called)
                    yield Finding(("unclear", "decision"), index, index + 1, problem)
                continue
            body = body_of(note, first, last)
        if _is_other(marker, body) or note.lines[index].is_struck:
            continue
        found = read_decision(body, note, index, last, marker.told)
        if found:
            yield found


def _end(note: Note, index: int, after: int) -> int:
    """Return the index after the last line of the decision whose words begin at *after*."""
    words = note.lines[index].plain[after:].rstrip(" *_")
    if words.endswith(":"):
        # what it leads to stands on lines of the same paragraph
        return note.block_end(index)
    return statement_end(note, index)


def _words_below(note: Note, index: int, marker: _Marker) -> tuple[int, int]:
    """Return where the words stand that follow the marker alone; an empty part if nowhere."""
    line, below = note.lines[index], index + 1
    if below >= len(note.lines) or marker.word.split()[0] in {"decisions", "resolutions"}:
        return index, index
    after = note.lines[below]
    is_near = after.block == line.block or (
        after.kind is Kind.TEXT
        and line.kind in {Kind.TEXT, Kind.ITEM}
        and after.depth == line.depth
        and after.group == line.group
        and not after.is_quoted
    )
    if not is_near or after.kind is Kind.HEADING or _NEXT_LABEL.match(after.plain):
        return index, index
    if not after.text.strip():
        return index, index
    return below, statement_end(note, below)


def _is_followed(note: Note, index: int) -> bool:
    """Whether what is decided may stand below the line at *index*: in a list, table or quote."""
    after = note.block_end(index)
    is_quoted = after < len(note.lines) and note.lines[after].is_quoted
    return is_quoted or leads_to_list(note, index)


def _is_other(marker: _Marker, body: Body) -> bool:
    """Whether the words behind *marker* tell of something other than a decision."""
    text = body.text.strip(" .*_")
    if len(text) > _LONGEST_OTHER:
        return marker.word == "resolution" and is_task(body)
    if marker.word.startswith("resol"):
        is_other = any(form.fullmatch(text) for form in (_MEASURE, _TICKET, _YES_OR_NO))
        return is_other or (marker.word == "resolution" and is_task(body))
    if marker.word == "agreed" and names_in(text):
        # who agreed
        return True
    return marker.word == "conclusion" and bool(_TICKET.fullmatch(text))


def _without_proposals(found: list[Finding], note: Note) -> Iterator[Finding]:
    """Yield *found* without resolutions that are first proposed, and passed below as they are."""
    last: dict[str, int] = {}
    for number, finding in enumerate(found):
        if isinstance(finding.item, Decision):
            last[_words(finding.item)] = number
    for number, finding in enumerate(found):
        item = finding.item
        is_passed = isinstance(item, Decision) and last[_words(item)] > number
        if not (is_passed and "proposed" in note.lines[finding.first].folded):
            yield finding


def _words(decision: Decision) -> str:
    return " ".join(re.findall(r"\w+", decision.text.casefold()))


def read_commands(note: Note, context: Context) -> Iterator[Finding]:
    """Yield the decisions behind ``#agreed`` and the like, the commands of MeetBot."""
    for index in statements(note, "#"):
        line = note.lines[index]
        match = _COMMAND.match(line.plain)
        if match is None:
            continue
        word = match["word"].casefold()
        state = DecisionState.REJECTED if word == "rejected" else None
        called = f"#{word}"
        marker = _Marker(match.start(), match.end(), word, Told(state), called)
        yield from _read(note, index, [marker])


def read_scribe_labels(note: Note, context: Context) -> Iterator[Finding]:
    """Yield the decisions in block quotes, ``> ***Resolution #1: …***``, as scribejs writes."""
    for index in statements(note, "resol", quoted=True):
        line = note.lines[index]
        match = _SCRIBE.match(line.plain) if line.is_quoted else None
        if match and any(Style.STRONG in span.style for span in line.spans[:1]):
            marker = _Marker(match.start(), match.end(), "resolved", Told())
            yield from _read(note, index, [marker])


def read_agreed_brackets(note: Note, context: Context) -> Iterator[Finding]:
    """Yield the remarks of scribes that are paragraphs of their own: ``[consensus to close]``."""
    for index in statements(note, "["):
        if note.block_end(index) != index + 1 or note.lines[index].is_struck:
            continue
        match = _BRACKET.fullmatch(note.lines[index].plain)
        if match is None or _PUT_OFF.match(match["text"]):
            continue
        if index and note.lines[index - 1].block == note.lines[index].block:
            continue
        body = Body(match["text"].strip())
        if found := read_decision(body, note, index, index + 1, Told()):
            yield found


def read_resolved_actions(note: Note, context: Context) -> Iterator[Finding]:
    """Yield the actions behind ``Resolution: Name to comment``, which decide nothing else."""
    for index in statements(note, "resol"):
        line = note.lines[index]
        match = _LABEL.match(line.plain)
        if match is None or match["word"].casefold() != "resolution":
            continue
        if _is_planned(note, index) or is_code(line, match.start(), match.end()):
            continue
        last = statement_end(note, index)
        body = body_of(note, index, last, match.end())
        found = read_action(body, context, index, last, ActionTold(box=line.box))
        if found and found[1] is How.DOES and is_task(body):
            yield found[0]
