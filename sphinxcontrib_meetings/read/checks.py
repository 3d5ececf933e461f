"""Checks of all meetings: warnings that are given once per build, after reading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinxcontrib_meetings.archive.page_plan import rivals
from sphinxcontrib_meetings.archive.transcripts import named_transcript
from sphinxcontrib_meetings.config import describes_nothing, options_of, warn_of
from sphinxcontrib_meetings.model.people import Person
from sphinxcontrib_meetings.model.problem import Kind, Names, nearest
from sphinxcontrib_meetings.nodes.transcript import Speaker
from sphinxcontrib_meetings.parse.fields import ROLE_FIELDS
from sphinxcontrib_meetings.parse.people import People, person_problem
from sphinxcontrib_meetings.parse.person import parse_person
from sphinxcontrib_meetings.parse.urls import ENDS_ATTRIBUTE
from sphinxcontrib_meetings.read.domain import MeetingDomain, domain_of
from sphinxcontrib_meetings.report import report, warn

__all__ = ["ARCHIVE_BUILT", "on_env_updated", "unknown_speakers"]

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
    _check_names(domain)
    _check_undated(domain)
    _check_series(domain)
    _check_rivals(domain)
    _check_transcripts(domain)
    _check_speakers(domain)
    options = options_of(app.config)
    if describes_nothing(options, env.all_docs):
        warn_of(
            app,
            "path",
            f"{options.path!r} matches no document; use patterns of docnames, relative to the "
            "source directory and without suffix",
        )
    return []


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


def _check_undated(domain: MeetingDomain) -> None:
    """Warn about each meeting without a date, once after it was read."""
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
        if target in domain.env.all_docs and target != record.name:
            said = f"the document {target!r} is not a meeting"
            way_out = " Include it in meetings_path, or add a `meeting` directive to it."
        else:
            said = f"there is no transcript {record.transcript!r}"
            way_out = names.hint(target, but=record.name) or (
                " Give the path of a document or caption file (.vtt, .srt), relative to the "
                "folder of the note."
            )
        warn(
            Kind.FIELD,
            f"transcript: {said}.{way_out}",
            location=(record.docname, record.line_of("transcript")),
        )


def unknown_speakers(speakers: Iterable[Speaker], people: People) -> Iterator[tuple[str, int]]:
    """Yield a message and a line for each of *speakers* who is not in the registry *people*.

    If the registry is empty, there are no messages.
    """
    for written, line in speakers:
        # registries have straight apostrophes
        name = written.replace("\u2019", "'")
        problem = people.problem(Person(written)) and people.problem(Person(name))
        if problem and not _ANYBODY.fullmatch(name) and not _is_known(name, people):
            yield problem.replace(f"{people.word} ", "speaker ", 1), line


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
        for message, line in unknown_speakers(strangers, people):
            if message.casefold() not in told:
                told.add(message.casefold())
                warn(Kind.AUTHOR, message, location=(docname, line or 1))
