"""What the forms have in common: the series that is being made, and what is said about it."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from sphinxcontrib_meetings.model.problem import Kind, Problem
from sphinxcontrib_meetings.parse.imports.parts import Part
from sphinxcontrib_meetings.parse.messages import quoted, shown
from sphinxcontrib_meetings.parse.passcodes import without_passcode
from sphinxcontrib_meetings.parse.schedules import parse_schedule
from sphinxcontrib_meetings.parse.slugs import slug
from sphinxcontrib_meetings.parse.urls import split_web
from sphinxcontrib_meetings.parse.values import is_blank, one_line, read_text

__all__ = ["Draft", "Imported", "Said", "finished", "in_file"]

#: without them, the meetings would be other ones
_NEEDED = ("start", "timezone", "every", "rrule")
#: label of a link in a description ─► the entry that it becomes
_LABELS = {
    **dict.fromkeys(("join", "join link", "join url", "join here", "join us"), "join"),
    **dict.fromkeys(("join meeting", "join the meeting", "join call", "join the call"), "join"),
    **dict.fromkeys(("join zoom", "join zoom meeting", "join on zoom", "join via zoom"), "join"),
    **dict.fromkeys(("zoom", "zoom link", "zoom meeting", "zoom call", "zoom url"), "join"),
    **dict.fromkeys(("meeting link", "meeting url", "call link", "video call"), "join"),
    **dict.fromkeys(("google meet", "jitsi", "jitsi link", "video call link"), "join"),
    **dict.fromkeys(("agenda", "agenda link", "meeting agenda", "notes", "notes link"), "agenda"),
    **dict.fromkeys(("meeting notes", "agenda and notes", "agenda & notes"), "agenda"),
    **dict.fromkeys(("notes and agenda", "notes & agenda", "agenda/notes"), "agenda"),
}
_LABELLED = re.compile(r"[-*]? ?([A-Za-z][A-Za-z /&]{0,30}?) ?: ?<?(https?://[^\s<>]+)>?[.,;]?")
_LINKED = re.compile(r"[-*]? ?\[([A-Za-z][A-Za-z /&]{0,30})\]\((https?://[^\s()<>]+)\)")
_HAS_LINK = re.compile(r"https?://|www\.|mailto:", re.IGNORECASE)
_WIDTH = 88
#: in which order a series has its entries
_ORDER = (
    *("title", "description", "start", "timezone", "duration", "every", "rrule", "until"),
    *("location", "join", "agenda", "chair", "cancelled", "extra"),
)


@dataclass(slots=True)
class Said:
    """Messages about the file, each with its line."""

    problems: list[Problem] = field(default_factory=list)

    def say(self, line: int, message: str) -> None:
        """Add a *message* about a *line*."""
        self.problems.append(Problem(Kind.SCHEDULE, message, line))

    def leave_out(self, keys: Mapping[str, Part], known: Iterable[str]) -> None:
        """Say of each of *keys* that is not *known* that it is not carried over."""
        names = frozenset(known)
        for key, part in keys.items():
            if key not in names and not is_blank(part.value):
                self.say(part.line, f"{key!r} is not carried over; a schedule has no such entry")


@dataclass(slots=True)
class Draft:
    """A series that is being made."""

    #: what its key is made of
    wish: str
    line: int
    said: Said
    entries: dict[str, Any] = field(default_factory=dict)
    #: name of an entry ─► the line that it comes from
    lines: dict[str, int] = field(default_factory=dict)

    def put(self, name: str, value: object, line: int) -> None:
        """Set the entry *name*, which comes from *line*."""
        self.entries[name] = value
        self.lines[name] = line

    def put_text(self, name: str, part: Part) -> None:
        """Set the entry *name* to one line of text, if *part* has one."""
        if is_blank(part.value):
            return
        try:
            self.put(name, read_text(part.value), part.line)
        except ValueError as error:
            self.said.say(part.line, f"{name!r} is not carried over: {error}")

    def put_link(self, name: str, url: str, line: int) -> None:
        """Set the entry *name* to a *url*; the first one counts."""
        if split_web(url) is None:
            self.said.say(line, f"{quoted(url)} is not carried over; it is not a full URL")
        elif self.entries.get(name, url) != url:
            self.said.say(
                line, f"the link {quoted(url)} is not carried over; {name!r} is another one"
            )
        else:
            self.put(name, url, line)

    def describe(self, part: Part) -> None:
        """Carry over a description: links with a label that is certain, and the other text."""
        if is_blank(part.value):
            return
        if not isinstance(part.value, str):
            message = f"'description' is not carried over; expected text, not {shown(part.value)}"
            self.said.say(part.line, message)
            return
        words: list[str] = []
        lines = deque(part.lines())
        while lines:
            line, text = lines.popleft()
            # the link of a label may be on the next line
            label = text.rstrip(" :").lower()
            if label in _LABELS and lines and split_web(lines[0][1]):
                text = f"{label}: {lines.popleft()[1]}"
            self._describe_line(line, text, words)
        if words:
            self.put("description", one_line(" ".join(words)), part.line)

    def _describe_line(self, line: int, text: str, words: list[str]) -> None:
        """Carry over a line of a description; text without a link is added to *words*."""
        plain = text.replace("**", "")
        match = _LABELLED.fullmatch(plain) or _LINKED.fullmatch(plain)
        name = _LABELS.get(match[1].lower()) if match else None
        if match and name:
            self.put_link(name, match[2].rstrip(".,;"), line)
        elif _HAS_LINK.search(text):
            message = f"{quoted(one_line(text))} is not carried over; if it is the link to "
            self.said.say(line, message + "join or the agenda, add it as 'join' or 'agenda'")
        elif without_passcode(text) != text:
            self.said.say(line, "a line with a passcode is not carried over")
        else:
            words.append(text)


@dataclass(frozen=True, slots=True)
class Imported:
    """Series in our form."""

    #: name of all of them
    name: str
    #: key ─► the entries of a series
    series: Mapping[str, Mapping[str, Any]]
    #: what is left out, and what has to be checked, by line
    problems: tuple[Problem, ...]

    def as_yaml(self) -> str:
        """Return the content of a file for `meetings_schedule`."""
        comment = f"# {self.name}\n\n" if self.name else ""
        entries = (_dumped({key: dict(values)}) for key, values in self.series.items())
        return comment + "\n".join(entries)


def _dumped(value: object) -> str:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=_WIDTH)


def finished(name: str, drafts: Sequence[Draft], said: Said) -> Imported:
    """Return *drafts* as far as a schedule can have them; what it cannot is said."""
    usable = [draft for draft in drafts if _is_usable(draft)]
    series: dict[str, Mapping[str, Any]] = {}
    counts: Counter[str] = Counter()
    for draft in usable:
        key = wish = slug(draft.wish)
        while key in series:
            counts[wish] += 1
            key = f"{wish}-{counts[wish] + 1}"
        series[key] = {name: draft.entries[name] for name in _ORDER if name in draft.entries}
    problems = sorted(said.problems, key=lambda problem: problem.line)
    return Imported(one_line(name), series, tuple(problems))


def _is_usable(draft: Draft) -> bool:
    """Whether *draft* has a schedule. Entries that cannot be read are removed from it."""
    needed = {name: draft.entries[name] for name in _NEEDED if name in draft.entries}
    _, problems = parse_schedule(needed)
    for message in problems:
        draft.said.say(draft.line, f"{quoted(draft.wish)} is not carried over: {message}")
    if problems:
        return False
    fixed = {name: needed[name] for name in ("start", "timezone")}
    for name in [name for name in draft.entries if name not in needed]:
        value = draft.entries[name]
        items = value if isinstance(value, list) else [value]
        good = [item for item in items if _is_read(draft, name, {**fixed, name: item})]
        if not good:
            del draft.entries[name]
        elif isinstance(value, list):
            draft.entries[name] = good
    return True


def _is_read(draft: Draft, name: str, entries: Mapping[str, Any]) -> bool:
    """Whether the entry *name* of a schedule is read; what is wrong with it is said."""
    _, problems = parse_schedule(entries)
    for message in problems:
        draft.said.say(draft.lines[name], f"not carried over: {message}")
    return not problems


def in_file(moment: dt.date | dt.datetime) -> dt.date | str:
    """Return a wall-clock time as people write it in the file, and a day as it is."""
    if not isinstance(moment, dt.datetime):
        return moment
    return moment.isoformat(" ", "seconds" if moment.second else "minutes")
