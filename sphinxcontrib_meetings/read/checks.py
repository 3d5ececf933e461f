"""Checks of all meetings: warnings that are given once per build, after reading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinxcontrib_meetings.archive.page_plan import rivals
from sphinxcontrib_meetings.archive.transcripts import named_transcript
from sphinxcontrib_meetings.config import describes_nothing, options_of, warn_of
from sphinxcontrib_meetings.markdown.missing import report_site_images
from sphinxcontrib_meetings.model.meeting import Meeting, Status
from sphinxcontrib_meetings.model.people import Person, Role
from sphinxcontrib_meetings.model.problem import Kind, Names, nearest
from sphinxcontrib_meetings.nodes.transcript import Speaker
from sphinxcontrib_meetings.parse.dates import date_in_path
from sphinxcontrib_meetings.parse.fields import ROLE_FIELDS
from sphinxcontrib_meetings.parse.names import pattern_for
from sphinxcontrib_meetings.parse.people import (
    People,
    is_stranger,
    person_problem,
    strangers_message,
)
from sphinxcontrib_meetings.parse.person_text import parse_person
from sphinxcontrib_meetings.parse.urls import ENDS_ATTRIBUTE
from sphinxcontrib_meetings.read.caption_files import names_file
from sphinxcontrib_meetings.read.domain import MeetingDomain, domain_of
from sphinxcontrib_meetings.read.homes import missing_homes
from sphinxcontrib_meetings.read.registries import Registries
from sphinxcontrib_meetings.read.schedules import check_schedules
from sphinxcontrib_meetings.report import report, warn

#: limit of documents that a summary names
_MOST_NAMED = 5

__all__ = ["ARCHIVE_BUILT", "on_env_updated"]

#: event with the archive, once per build, when all documents are read
ARCHIVE_BUILT = "meetings-archive-built"

#: names that tools use for unknown speakers
_ANYBODY = re.compile(
    r"all|audience|everyone|multiple speakers|(?:unknown |unidentified )?speaker(?: ?[0-9A-Z]+)?"
    r"|unknown",
    re.IGNORECASE,
)


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Warn, once per build, about names that registries do not have, and about other mistakes."""
    domain = domain_of(env)
    app.emit(ARCHIVE_BUILT, domain.archive)
    registries = domain.registries
    for docname in sorted(domain.meetings):
        people, tags = registries.people_of(docname), registries.tags_of(docname)
        for record in domain.meetings[docname]:
            _check_people(record, people, registries)
            for tag in record.tags:
                if message := tags.problem(tag):
                    warn(Kind.TAG, message, location=(docname, record.line_of("tags")))
    registries.drop_hints()
    _check_names(domain)
    check_schedules(app, domain.archive.timetables, domain.this_day)
    _check_statuses(domain)
    _check_undated(domain)
    report_site_images(env, domain.options.static)
    _check_series(domain)
    _check_rivals(domain)
    _check_transcripts(domain)
    _check_speakers(domain)
    options = options_of(app.config)
    for name, message in missing_homes(options, env.all_docs):
        warn_of(app, name, message)
    if describes_nothing(options, env.all_docs):
        warn_of(
            app,
            "path",
            f"{options.path!r} matches no document; use patterns of docnames, relative to the "
            "source directory and without suffix",
        )
    return []


def _check_people(record: Meeting, people: People, registries: Registries) -> None:
    """Warn about people of *record* who are not in the registry, in one line if there are many."""
    docname = record.docname
    authors_only = registries.is_of_authors(docname)
    unknown: list[_Unknown] = []
    for part in record.people:
        if part.line:
            continue
        message = person_problem(people, part.person, part.role, authors_only=authors_only)
        if message:
            line = record.line_of(ROLE_FIELDS[part.role])
            unknown.append(_Unknown(part.person.key, message, line))
    _report_unknown(unknown, people, registries, docname)
    _check_roll_call(record, people)


def _check_roll_call(record: Meeting, people: People) -> None:
    """Warn once about people in the text of *record* whose names are near those of others."""
    near: dict[str, tuple[str, int]] = {}
    for part in record.people:
        name = part.person.name or part.person.key
        # anybody may attend, and a given name alone is near to many
        if not part.line or name in near or (" " not in name and name == part.person.key):
            continue
        # as for guests, who are not expected in the registry
        message = person_problem(people, part.person, Role.ATTENDEE)
        if message:
            near[name] = message, part.line
    if not near:
        return
    (first, line), *others = near.values()
    if others:
        told = ", ".join(_with_hint(name, people) for name in near)
        first = (
            f"{len(near)} people in the text are not in the registry of people, but have names "
            f"like others: {told}; correct them, or add aliases"
        )
    warn(Kind.AUTHOR, first, location=(record.docname, line))


def _with_hint(name: str, people: People) -> str:
    near = people.all_names.near(name[:80])
    return f"{name!r} (like {near!r})" if near else repr(name)


@dataclass(frozen=True, slots=True)
class _Unknown:
    """Somebody who is not in the registry."""

    name: str
    message: str
    line: int


def _report_unknown(
    unknown: Iterable[_Unknown], people: People, registries: Registries, docname: str
) -> None:
    """Warn about each of *unknown* who has a name like another's, and once about the others."""
    strangers: dict[str, _Unknown] = {}
    for one in unknown:
        if "Did you mean" in one.message or not is_stranger(people, one.name):
            warn(Kind.AUTHOR, one.message, location=(docname, one.line))
        else:
            strangers.setdefault(one.name, one)
    if not strangers or registries.is_partial(docname):
        # they may be in the part that could not be read
        return
    first, *others = strangers.values()
    file = registries.people_file(docname)
    if others:
        message = strangers_message(list(strangers), file)
    else:
        message = first.message.replace("the registry", file)
    warn(Kind.AUTHOR, message, location=(docname, first.line))


def _check_names(domain: MeetingDomain) -> None:
    """Warn about notes whose name ends an attribute of HTML where a theme does not escape it."""
    for docname in sorted(domain.meetings):
        if sign := ENDS_ATTRIBUTE.search(docname):
            warn(
                Kind.OUTPUT,
                f"the name of this file contains {sign[0]!r}, which breaks links that themes make "
                "to it; rename the file",
                location=(docname, 1),
            )


def _check_statuses(domain: MeetingDomain) -> None:
    """Warn about notes that contradict their schedule."""
    archive = domain.archive
    for name, one in archive.occurrences.items():
        record = archive.records[name]
        if one.is_cancelled and record.status is not Status.CANCELLED:
            warn(
                Kind.SCHEDULE,
                f"the status is {record.status.value!r}, but the schedule of {one.series!r} has "
                f"the meeting of {one.planned:%Y-%m-%d} cancelled; correct one of them",
                location=(record.docname, record.line_of("status")),
            )


def _check_undated(domain: MeetingDomain) -> None:
    """Warn about each meeting without a date, once after it was read.

    Those that are plainly no meetings are named together, with the patterns to exclude them.
    """
    transcripts = domain.archive.transcripts
    others: dict[str, str] = {}
    for docname in sorted(domain.undated.keys() - transcripts):
        problems = domain.undated.pop(docname)
        pattern = pattern_for(docname)
        if pattern and not date_in_path(docname, domain.options.words).text:
            others[docname] = pattern
        else:
            report(problems, docname)
    if others:
        patterns = ", ".join(f'"{pattern}"' for pattern in dict.fromkeys(others.values()))
        first, *rest = others
        named = [first, *rest[: _MOST_NAMED - 1]]
        more = len(others) - len(named)
        listed = ", ".join(named) + (f" and {more} more" if more else "")
        warn(
            Kind.DATE,
            f"without a date, and not named like meetings: {listed}; to exclude them, add "
            f"{patterns} to meetings_path in conf.py, or give each a date",
            location=(first, 1),
        )


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
    """Warn about tags, and about people, that would share a page."""
    for kind, keys, record, slug in rivals(domain.archive):
        warn(
            Kind.TAG if kind == "tags" else Kind.AUTHOR,
            f"the {kind} {' and '.join(map(repr, keys))} would share one page; {keys[0]!r} gets "
            f"the address {slug!r}. If they mean the same, use one spelling.",
            location=(record.docname, record.line_of("tags" if kind == "tags" else "authors")),
        )


def _check_transcripts(domain: MeetingDomain) -> None:
    """Warn about transcripts that notes name, but that do not exist."""
    records = domain.archive.records
    names = Names(records)
    for record in records.values():
        target = named_transcript(record)
        if not target or (target in records and target != record.name):
            continue
        if names_file(domain.env, record.docname, record.transcript.strip()):
            continue
        if target in domain.env.all_docs and target != record.name:
            said = f"the document {target!r} is not a meeting"
            way_out = " Include it in meetings_path, or add a `meeting` directive to it."
        else:
            said = f"there is no transcript {record.transcript!r}"
            way_out = names.hint(target, but=record.name) or (
                " Give the path of a document or caption file (.vtt, .srt, .sbv), relative to "
                "the folder of the note."
            )
        warn(
            Kind.FIELD,
            f"transcript: {said}.{way_out}",
            location=(record.docname, record.line_of("transcript")),
        )


def _unknown_speakers(
    speakers: Iterable[Speaker], people: People
) -> Iterator[tuple[str, str, int]]:
    """Yield the name, a message and a line for each of *speakers* whom *people* does not have.

    If the registry is empty, there are no messages.
    """
    for written, line in speakers:
        # registries have straight apostrophes
        name = written.replace("\u2019", "'")
        problem = people.problem(Person(written)) and people.problem(Person(name))
        if problem and not _ANYBODY.fullmatch(name) and not _is_known(name, people):
            yield name, problem.replace(f"{people.word} ", "speaker ", 1), line


def _is_known(name: str, people: People) -> bool:
    """Whether *name* is a known person's, with an affiliation or a handle."""
    try:
        return people.resolve(parse_person(name)).key in people.known
    except ValueError:
        return False


def _check_speakers(domain: MeetingDomain) -> None:
    """Warn about unknown speakers in transcripts, once about each."""
    records = domain.archive.records
    told: set[str] = set()
    for docname, known in sorted(domain.transcripts.items()):
        if domain.registries.is_of_authors(docname):
            # it lists those who write; anybody may speak
            continue
        people = domain.registries.people_of(docname)
        record = records.get(docname)
        # people whom the note itself names are known
        met = {part.person.name.casefold() for part in record.people} if record else set()
        strangers = [speaker for speaker in known.speakers if speaker[0].casefold() not in met]
        unknown: list[_Unknown] = []
        for name, message, line in _unknown_speakers(strangers, people):
            if message.casefold() not in told:
                told.add(message.casefold())
                unknown.append(_Unknown(name, message, line or 1))
        _report_unknown(unknown, people, domain.registries, docname)
