"""Actions that a marker tells: ``ACTION:``, ``AI:``, ``TODO(name):``, ``#action`` …"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from string import digits

from sphinxcontrib_meetings.model.minutes import Action, ActionState
from sphinxcontrib_meetings.parse.minutes.action_owners import How, names_in
from sphinxcontrib_meetings.parse.minutes.action_reading import Told, read_action
from sphinxcontrib_meetings.parse.minutes.body import Body, body_of
from sphinxcontrib_meetings.parse.minutes.lines import Kind, Line, Note
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
    "read_ai_labels",
    "read_closings",
    "read_commands",
    "read_labels",
    "read_next_steps",
    "read_number_closings",
    "read_scribe_labels",
    "read_takings",
    "read_todo_labels",
]

_NUMBER = r"(?:\s?#?(?P<number>[0-9]{1,5}))?"
_IN = r"\s?[(\[](?P<named>[^()\[\]:]{1,60})[)\]]"
_FOR = r"\s(?:(?:on|for)\s)?(?P<name>@?[^\W\d_][^:()\[\]]{0,60}?)"
_DASH = "[-\N{EN DASH}\N{EM DASH}]"
_LABEL = re.compile(
    rf"{SIGNS}(?:[\[(]action(?:[ -](?:item|point))?(?:\s?#?[0-9]{{1,5}})?"
    r"(?:(?:\s(?:on|for)|\s?:)\s(?P<within>[^()\[\]:]{1,60}))?[\])](?!\()\s?:?"
    rf"|(?P<word>actions?(?:[ -](?:items?|points?))?{_NUMBER})(?:{_IN}|{_FOR})?\s?:"
    rf"|(?-i:ACTION)(?:[ -](?-i:ITEM))?\s{_DASH}(?=\s)"
    r"|(?P<bare>action(?:[ -](?:item|point))?)(?=\s))\s*",
    re.IGNORECASE,
)
#: `[ACTION: Ada to write]`, as a line of its own
_BRACKETED = re.compile(
    rf"{SIGNS}\[action(?:[ -](?:item|point))?\s?:\s?(?P<told>[^\[\]]+)\]\.?\Z", re.IGNORECASE
)
_AI = re.compile(
    rf"{SIGNS}(?:\[AI(?::\s(?P<within>@[\w.-]+))?\]:?"
    rf"|AI\s?\[(?P<inner>[^()\[\]:]{{1,60}})\](?=\s)|(?P<word>AI{_NUMBER})(?:{_IN}"
    rf"|\s(?P<name>@[\w.-]+))?\s?:)\s*"
)
_TODO = re.compile(
    rf"{SIGNS}(?:(?P<capital>\[(?-i:TODO)\]:?)"
    rf"|(?P<word>to[ -]?do)(?:{_IN}\s?:?(?=\s|\Z)|{_FOR}\s?:|\s?:|\s{_DASH}(?=\s)|(?=\s@)))\s*",
    re.IGNORECASE,
)
_NEXT_STEP = re.compile(rf"{SIGNS}next steps?\s?:\s*", re.IGNORECASE)
#: a marker within a line, after the end of a sentence
_WITHIN = re.compile(
    rf"(?:[.?!;:)\]>]\s{{1,3}}|{_DASH}\s{{1,3}}|\s{{2,3}})"
    r"(?P<word>ACTION(?:\sITEM)?|Action(?:\s[Ii]tem)?|AI|TODO)\s?:\s+"
)
#: first word of such a marker ─► how it may be written
_WRITTEN = {"action": ("ACTION", "Action"), "ai": ("AI",), "todo": ("TODO",)}
_COMMAND = re.compile(
    r"\A(?:[0-9:\s]{0,12}<[^<>\s]{1,40}>\s?|[^\W\d]\w{0,30}:\s)?#action\b:?\s*", re.IGNORECASE
)
_SCRIBE = re.compile(rf"{SIGNS}action\s?#?[0-9]{{1,4}}\s?:\s*", re.IGNORECASE)
_TAKES = re.compile(
    r"\A(?:\[(?P<owner>[^\[\]:]{1,60}?)\s(?:has\s)?(?:took|taken|takes)\s(?:an?\s|the\s)?action\s"
    r"(?:item\s)?to\s(?P<told>[^\[\]]+)\]\.?\Z"
    r"|(?P<speaker>[^\W\d_][^\[\]:]{0,59}?):\s\[(?:took|takes|taking)\s(?:an?\s|the\s)?action\s"
    r"(?:item\s)?to\s(?P<within>[^\[\]]+)\]"
    r"|(?P<me>[^\W\d_][^\[\]:]{0,59}?):\sI(?:['\N{RIGHT SINGLE QUOTATION MARK}]ll|\swill|\scan)"
    r"\stake\s(?:an?\s|the\s)action\s(?:item\s)?to\s(?P<said>\S.*)\Z)",
    re.IGNORECASE,
)
_CLOSED_ID = r"(?:action|ai|a)-[0-9]{1,7}"
_CLOSED_NUMBER = "#[0-9]{1,7}"


def _closing(name: str) -> re.Pattern[str]:
    """Return the pattern of a line that closes the action whose ID looks like *name*."""
    return re.compile(
        rf"(?:[^\W\d]\w{{0,30}},\s)?close[ds]?:?\s(?P<id>{name})(?!\w)"
        rf"|(?P<id2>{name})(?:\s?:|\s(?:is|was|has been))?\s(?:now\s)?"
        r"(?:closed|done|completed?)\.?\Z",
        re.IGNORECASE,
    )


_CLOSE_ID = _closing(_CLOSED_ID)
_CLOSE_NUMBER = _closing(_CLOSED_NUMBER)
#: what a motion led to: nobody has to do it
_OUTCOME = re.compile(
    r"(?:(?:the )?motion (?:was )?)?(?:unanimously )?(?:approved|passed|carried|adopted|tabled"
    r"|ratified"
    r"|seconded|rejected|failed|accepted|deferred)\b.{0,40}|information(?:al)?(?: only)?"
    r"|discussion",
    re.IGNORECASE,
)
#: words that tell which kind of AI
_TOPICS = frozenset(
    ("artificial", "intelligence", "generative", "genai", "ml", "llm", "llms", "ethics", "safety")
)
_QUESTION = re.compile(r"[^.!?]*\?")
#: limit of markers in a line
_MOST_MARKERS = 20
_NO_WORDS = (
    "the marker '{marker}' has nothing behind it; write who is to do what, such as "
    "'{marker} Ada to write the minutes', or remove it"
)
#: ways of telling the owner that make a marker certain which could be another word
_TELLING = frozenset({How.DOES, How.HANDLE})
_ANY = frozenset(How)


@dataclass(frozen=True, slots=True)
class _Marker:
    """A marker in a line."""

    #: where it begins, and where the words behind it do
    start: int
    after: int
    told: Told
    #: how the words have to tell the owner, so that it is an action
    ways: Collection[How] = _ANY
    #: as a message names it, if it needs words
    called: str = ""


def _named(match: re.Match[str]) -> tuple[str, ...] | None:
    """Return the owners that a marker names; None if it names something else."""
    groups = match.groupdict()
    inner = groups.get("named") or groups.get("within") or groups.get("inner")
    if inner:
        return names_in(inner, any_case=True) or None
    if name := groups.get("name"):
        return names_in(name) or None
    return ()


def _read(note: Note, context: Context, index: int, markers: list[_Marker]) -> Iterator[Finding]:
    """Yield what stands behind the *markers* in the line at *index*."""
    for number, marker in enumerate(markers, 1):
        is_last = number == len(markers)
        end = None if is_last else markers[number].start
        last = statement_end(note, index) if is_last else index + 1
        body = body_of(note, index, last, marker.after, end)
        if not body.text and is_last and last < note.block_end(index):
            # the words stand in the line below the marker
            first, last = last, statement_end(note, last)
            body = body_of(note, first, last)
        if is_code(note.lines[index], marker.start, marker.after):
            continue
        if not body.text and marker.called and not leads_to_list(note, index):
            problem = _NO_WORDS.format(marker=marker.called)
            yield Finding(("unclear", "action"), index, index + 1, problem)
            continue
        if _OUTCOME.fullmatch(body.text.rstrip(" .")):
            continue
        found = read_action(body, context, index, last, marker.told)
        if found and _is_sure(marker, found[1], body):
            yield found[0]


def _is_sure(marker: _Marker, how: How, body: Body) -> bool:
    """Whether the words behind *marker* are an action, and not something else."""
    if marker.told.owners or marker.ways is _ANY:
        return True
    return how in marker.ways and not _QUESTION.match(body.text)


def _within(line: Line, word: str, first: int) -> Iterator[_Marker]:
    """Yield the markers within *line*, from the place *first* on, that begin with *word*."""
    text = line.plain
    if not any(written in text for written in _WRITTEN[word]):
        # most lines, and the search takes its time
        return
    for match in islice(_WITHIN.finditer(text, max(first - 3, 0)), _MOST_MARKERS):
        if match.start("word") >= first and match["word"].casefold().startswith(word):
            ways = _TELLING if word == "ai" or match["word"] == "Action" else _ANY
            yield _Marker(match.start("word"), match.end(), Told(any_case=True), ways)


def _are_ids(note: Note) -> bool:
    """Whether the numbers of the markers are identifiers: they do not count from 1."""
    for index in sorted({*note.having("act"), *_with_ai(note)}):
        text = note.lines[index].plain
        match = _LABEL.match(text) or _AI.match(text)
        if match and match["number"]:
            return int(match["number"]) > 1
    return False


def _with_ai(note: Note) -> Sequence[int]:
    """Return the indexes of the statements with "AI" in capitals: in others, words have it."""
    return [index for index in statements(note, "ai") if "AI" in note.lines[index].plain]


def _id_of(match: re.Match[str], *, are_ids: bool) -> str:
    return f"#{match['number']}" if match["number"] and are_ids else ""


def read_labels(note: Note, context: Context) -> Iterator[Finding]:
    """Yield the actions behind ``ACTION:``, ``Action Name:``, ``[ACTION]`` and the like."""
    are_ids = _are_ids(note)
    for index in statements(note, "act", heads=True):
        line = note.lines[index]
        first = _label_of(line, are_ids=are_ids)
        markers = [first] if first else []
        markers += _within(line, "action", first.after if first else 1)
        yield from _read(note, context, index, markers)
        if not markers and (match := _BRACKETED.match(line.plain)):
            body = body_of(note, index, index + 1, *match.span("told"))
            found = read_action(body, context, index, index + 1, Told(any_case=True))
            if found and found[1] in _TELLING:
                yield found[0]


def _label_of(line: Line, *, are_ids: bool) -> _Marker | None:
    text = line.plain
    match = _LABEL.match(text)
    owners = _named(match) if match else None
    if match is None or owners is None:
        return None
    words = match["bare"] or match["word"] or ""
    is_plural = words.casefold().endswith("s")
    ways: Collection[How] = _ANY
    if is_plural:
        # "Actions:" may also be a topic
        ways = _TELLING
    if words[:1].isupper() and not words.isupper() and match.group().rstrip().endswith(" :"):
        # as French has its colons, where the word means other things
        ways = _TELLING
    if match["bare"]:
        # without a colon, it could be any sentence about an action
        if not (words.isupper() or is_bold_label(line, match.end("bare"))):
            return None
        ways = {How.DOES}
    # a heading is that of what follows
    is_silent = is_plural or match["bare"] or line.kind is Kind.HEADING
    called = "" if is_silent else match.group().strip()
    told = Told(owners, line.box, _id_of(match, are_ids=are_ids), any_case=not match["bare"])
    return _Marker(match.start(), match.end(), told, ways, called)


def _is_topic(match: re.Match[str], owners: tuple[str, ...]) -> bool:
    """Whether what stands beside "AI" tells more about it, and no owner: ``AI (ethics):``."""
    # a topic has parentheses, if anything
    is_beside = "AI(" in match.group() or "AI[" in match.group() or match["inner"]
    words = frozenset(" ".join(owners).casefold().split())
    is_handle = all(name.startswith("@") for name in owners)
    return not is_handle and not (is_beside and words.isdisjoint(_TOPICS))


def read_ai_labels(note: Note, context: Context) -> Iterator[Finding]:
    """Yield the actions behind ``AI: Name to``, ``AI(name):``; "AI" alone is a topic."""
    are_ids = _are_ids(note)
    for index in _with_ai(note):
        line = note.lines[index]
        match = _AI.match(line.plain)
        owners = _named(match) if match else None
        is_known = context.called.issuperset(map(str.casefold, owners or ()))
        if match and owners and not is_known and _is_topic(match, owners):
            owners = None
        markers: list[_Marker] = []
        if match and owners is not None:
            told = Told(owners, line.box, _id_of(match, are_ids=are_ids), any_case=True)
            called = match.group().strip() if owners else ""
            markers.append(_Marker(match.start(), match.end(), told, _TELLING, called))
        if not match or owners is not None:
            markers += _within(line, "ai", match.end() if match else 1)
        yield from _read(note, context, index, markers)


def read_todo_labels(note: Note, context: Context) -> Iterator[Finding]:
    """Yield the actions behind ``TODO:`` and ``TODO(name):``."""
    for index in statements(note, "todo", "to do", "to-do"):
        line = note.lines[index]
        match = _TODO.match(line.plain)
        owners = _named(match) if match else None
        markers: list[_Marker] = []
        is_capital = match and (match["capital"] or match["word"].isupper())
        if match and owners is not None and (is_capital or not match["name"]):
            # "To do:" may also be a column, or what is to come
            ways = _ANY if is_capital or line.box else _TELLING
            called = match.group().strip() if owners else ""
            told = Told(owners, line.box, any_case=True)
            markers.append(_Marker(match.start(), match.end(), told, ways, called))
        markers += _within(line, "todo", match.end() if match else 1)
        yield from _read(note, context, index, markers)


def read_next_steps(note: Note, context: Context) -> Iterator[Finding]:
    """Yield the actions behind ``Next steps: Name to``."""
    for index in statements(note, "next"):
        line = note.lines[index]
        if match := _NEXT_STEP.match(line.plain):
            marker = _Marker(match.start(), match.end(), Told(box=line.box), _TELLING)
            yield from _read(note, context, index, [marker])


def read_commands(note: Note, context: Context) -> Iterator[Finding]:
    """Yield the actions behind ``#action``, the command of MeetBot."""
    for index in statements(note, "#"):
        line = note.lines[index]
        if match := _COMMAND.match(line.plain):
            told = Told(box=line.box, any_case=True)
            marker = _Marker(match.start(), match.end(), told, called="#action")
            yield from _read(note, context, index, [marker])


def read_scribe_labels(note: Note, context: Context) -> Iterator[Finding]:
    """Yield the actions in block quotes, ``> Action #1: … (Name)``, as scribejs writes them."""
    for index in statements(note, "act", quoted=True):
        line = note.lines[index]
        if line.is_quoted and (match := _SCRIBE.match(line.plain)):
            marker = _Marker(match.start(), match.end(), Told(any_case=True))
            yield from _read(note, context, index, [marker])


def read_takings(note: Note, context: Context) -> Iterator[Finding]:
    """Yield the actions that somebody takes: ``[Name took an action to …]``."""
    for index in statements(note, "act"):
        text = note.lines[index].plain
        if "action" not in text or not (match := _TAKES.match(text)):
            continue
        owners = names_in(match["owner"] or match["speaker"] or match["me"])
        group = next(name for name in ("told", "within", "said") if match[name])
        start, end = match.span(group)
        last = statement_end(note, index) if group == "said" else index + 1
        body = body_of(note, index, last, start, None if group == "said" else end)
        if owners and (found := read_action(body, context, index, last, Told(owners))):
            yield found[0]


def read_closings(note: Note, context: Context) -> Iterator[Finding]:
    """Yield the actions of earlier meetings that a line closes by IDs such as ``ACTION-20``."""
    return _closings(note, _CLOSE_ID)


def read_number_closings(note: Note, context: Context) -> Iterator[Finding]:
    """Yield the actions of earlier meetings that a line closes by numbers such as ``#42``."""
    return _closings(note, _CLOSE_NUMBER)


def _closings(note: Note, pattern: re.Pattern[str]) -> Iterator[Finding]:
    for index in statements(note, *digits):
        text = note.lines[index].plain.strip()
        if match := pattern.match(text):
            name = (match["id"] or match["id2"]).upper()
            action = Action(text=text, id=name, state=ActionState.DONE)
            yield Finding(action, index, index + 1)
