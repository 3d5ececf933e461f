"""Compares what the rules of minutes find in real notes with tables made by eye.

``tests/minutes/truth/README.md`` describes the tables. Run as a program, it lists what differs::

    PYTHONPATH=.:tests python tests/support/truth.py spdx action
"""

from __future__ import annotations

import csv
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sphinxcontrib_meetings.model.meeting import Status
from sphinxcontrib_meetings.model.minutes import Action, Decision, Topic, Vote
from sphinxcontrib_meetings.model.people import Participation, Role
from sphinxcontrib_meetings.model.recording import Recording
from sphinxcontrib_meetings.parse.dates import date_in_path
from sphinxcontrib_meetings.parse.minutes.rule import Finding
from support.builds import CORPORA
from support.minutes import MinutesReader, open_minutes

__all__ = ["KINDS", "TABLES", "Measure", "measure"]

FOLDER = Path(__file__).parents[1] / "minutes" / "truth"
#: name of a table ─► folder below the corpora
TABLES = {
    "w3ctag": "w3ctag",
    "spdx": "spdx",
    "python-docs-community": "python-docs-community",
    "wasmcloud": "",
}
#: kinds that are counted, each with what it is called in the tables
KINDS = {
    "present": "present",
    "guest": "present",
    "absent": "absent",
    "chair": "chair",
    "scribe": "scribe",
    "agenda": "agenda",
    "decision": "decision",
    "vote": "vote",
    "action": "action",
    "cancelled": "cancelled",
    "next-meeting": "next-meeting",
    "recording": "recording",
    "when": "when",
    "where": "where",
}
_PEOPLE = {"present", "absent", "chair", "scribe"}
_ROLES = {
    Role.ATTENDEE: "present",
    Role.REGRETS: "absent",
    Role.CHAIR: "chair",
    Role.SCRIBE: "scribe",
}


@dataclass
class Row:
    """A row of a table."""

    file: str
    line: int
    kind: str
    who: str
    state: str
    due: str
    key: str

    @property
    def is_unclear(self) -> bool:
        return self.kind.startswith("?")


@dataclass
class Found:
    """Something that was found."""

    file: str
    kind: str
    lines: range
    #: name of a person, or owners
    who: str
    state: str
    text: str


@dataclass
class Measure:
    """How well one kind is found."""

    right: int = 0
    wrong: list[Found] = field(default_factory=list)
    missed: list[Row] = field(default_factory=list)
    #: owners that the table has, and how many of them were found
    owners: int = 0
    owners_found: int = 0
    #: pairs whose owners or states differ
    differing: list[tuple[Row, Found]] = field(default_factory=list)

    @property
    def precision(self) -> float:
        found = self.right + len(self.wrong)
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        known = self.right + len(self.missed)
        return self.right / known if known else 1.0


def rows_of(table: str) -> list[Row]:
    """Return the rows of a table."""
    text = (FOLDER / f"{table}.tsv").read_text("utf-8")
    reader = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [Row(**{**row, "line": int(row["line"])}) for row in reader]  # type: ignore[arg-type]


def measure(
    reader: MinutesReader, table: str, rules: tuple[str, ...] = ("common",)
) -> dict[str, Measure]:
    """Return how well each kind is found in the notes of a table."""
    by_file: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows_of(table):
        by_file[row.file].append(row)
    results: defaultdict[str, Measure] = defaultdict(Measure)
    for file, rows in by_file.items():
        if not any(row.kind == "read" for row in rows):
            continue
        path = CORPORA / TABLES[table] / file
        day = date_in_path(str(Path(file).with_suffix(""))).date
        findings = reader.find(path.read_text("utf-8"), *rules, day=day)
        note = reader.lines(path.read_text("utf-8"))
        numbers = [line.number for line in note.lines]
        found = [one for finding in findings for one in _found(file, finding, numbers)]
        _compare(results, rows, found)
    return dict(results)


def _found(file: str, finding: Finding, numbers: list[int]) -> Iterator[Found]:
    item = finding.item
    lines = range(numbers[finding.first], numbers[finding.last - 1] + 1)
    match item:
        case Participation():
            if kind := _ROLES.get(item.role):
                name = item.person.name or item.person.key
                yield Found(file, kind, lines, name, "", name)
        case Action():
            yield Found(file, "action", lines, "; ".join(item.owners), item.state, item.text)
        case Decision():
            yield Found(file, "decision", lines, "", item.state, item.text)
        case Vote():
            totals = " ".join(f"{name}={number}" for name, number in item.counts)
            yield Found(file, "vote", lines, "", totals, item.question)
        case Topic():
            minutes = str(item.minutes) if item.minutes is not None else ""
            yield Found(file, "agenda", lines, "; ".join(item.owners), minutes, item.title)
        case Recording():
            yield Found(file, "recording", lines, "", "", item.url)
        case Status():
            yield Found(file, item.value, lines, "", "", "")
        case (str() as name, value):
            kind = {"next_meeting": "next-meeting", "location": "where"}.get(name, name)
            yield Found(
                file, "when" if kind in {"start", "end"} else kind, lines, "", "", f"{value}"
            )


def _compare(results: dict[str, Measure], rows: list[Row], found: list[Found]) -> None:
    for kind in dict.fromkeys(KINDS.values()):
        known = [row for row in rows if KINDS.get(row.kind.lstrip("?")) == kind]
        own = [one for one in found if one.kind == kind]
        clear = [row for row in known if not row.is_unclear]
        unclear = [row for row in known if row.is_unclear]
        result = results[kind]
        left = list(own)
        for row in clear:
            hit = next((one for one in left if _matches(row, one, kind)), None)
            if hit is None:
                result.missed.append(row)
                continue
            left.remove(hit)
            result.right += 1
            if kind in {"action", "agenda"} and row.who:
                result.owners += 1
                result.owners_found += _owners(row.who) == _owners(hit.who)
            if kind not in _PEOPLE and (
                _owners(row.who) != _owners(hit.who) or (row.state and row.state != hit.state)
            ):
                result.differing.append((row, hit))
        for one in left:
            # what the table cannot tell, or has once already, counts neither way
            again = [*unclear, *(clear if kind in _PEOPLE else [])]
            if not any(_matches(row, one, kind) for row in again):
                result.wrong.append(one)


def _matches(row: Row, one: Found, kind: str) -> bool:
    if kind in _PEOPLE:
        return _name(row.who) == _name(one.who)
    return row.line in one.lines or one.lines.start == row.line


def _owners(text: str) -> set[str]:
    return {_name(part) for part in re.split(r"[;,]", text) if part.strip()}


def _name(text: str) -> str:
    return " ".join(text.casefold().replace("@", "").split())


def main(arguments: list[str]) -> None:
    """Print the measures of a table, and what differs for one kind."""
    table, *kinds = arguments
    reader = open_minutes(Path(tempfile.mkdtemp()) / "project")
    results = measure(reader, table, tuple(kinds[1:]) or ("common",))
    for kind, result in results.items():
        known = result.right + len(result.missed)
        print(
            f"{kind:14} known {known:4}  right {result.right:4}  wrong {len(result.wrong):4}  "
            f"precision {result.precision:.3f}  recall {result.recall:.3f}  "
            f"owners {result.owners_found}/{result.owners}  differing {len(result.differing)}"
        )
    for kind in kinds[:1]:
        _print_differences(results[kind])


def _print_differences(result: Measure) -> None:
    print("\nmissed")
    _print(f"  {row.file}:{row.line}  {row.who}  {row.key}" for row in result.missed)
    print("\nwrong")
    _print(f"  {one.file}:{one.lines.start}  {one.who}  {one.text[:70]}" for one in result.wrong)
    print("\ndiffering")
    _print(
        f"  {row.file}:{row.line}  {row.who!r} {row.state!r}  found {one.who!r} {one.state!r}"
        for row, one in result.differing
    )


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)


if __name__ == "__main__":
    main(sys.argv[1:])
