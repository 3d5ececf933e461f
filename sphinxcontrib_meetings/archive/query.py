"""The archive: all meetings in order, and every question that is asked of them.

Lists, pages, roles, neighbours and feeds all ask here, so that no two of them
can disagree. Nothing in this module knows Sphinx, docutils or a page.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import posixpath
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from sphinxcontrib_meetings.model.meeting import (
    Meeting,
    Participation,
    Person,
    Role,
    Series,
    Status,
    Tag,
)
from sphinxcontrib_meetings.model.problem import Names
from sphinxcontrib_meetings.parse.dates import date_in_path
from sphinxcontrib_meetings.parse.people import People
from sphinxcontrib_meetings.parse.slugs import rivals as slug_rivals
from sphinxcontrib_meetings.parse.slugs import unique_slugs
from sphinxcontrib_meetings.parse.tags import Tags

__all__ = [
    "TRANSCRIPT_SUFFIX",
    "Archive",
    "PersonEntry",
    "Selection",
    "SeriesEntry",
    "TagEntry",
    "build_archive",
    "known_meetings",
    "known_people",
    "known_tags",
    "named_transcript",
    "rivals",
    "select",
    "unclear_names",
]

_Answer = TypeVar("_Answer")
_Entry = TypeVar("_Entry")

#: what a transcript's docname adds to that of its meeting
TRANSCRIPT_SUFFIX = "-transcript"
_CAPTIONS = (".vtt", ".srt")
#: what a link to a document may end in
_DOCUMENTS = (".md", ".mdx", ".markdown", ".myst", ".rst", ".txt", ".html")


@dataclass(frozen=True, slots=True)
class TagEntry:
    """A tag with its page and the listed meetings that carry it, newest first."""

    tag: Tag
    slug: str
    meetings: tuple[Meeting, ...]


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """A person with their page and the listed meetings they took part in, newest first."""

    person: Person
    slug: str
    meetings: tuple[Meeting, ...]
    #: what they did, role by role, the newest of each first
    done: tuple[tuple[Role, Meeting], ...]


@dataclass(frozen=True, slots=True)
class SeriesEntry:
    """A series with its pages and its listed meetings, newest first."""

    series: Series
    slug: str
    meetings: tuple[Meeting, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """What a list asks for. Conditions that are empty hold for every meeting."""

    tags: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    #: in which *people*, or anybody where none are named, took part
    role: Role | None = None
    series: str = ""
    year: int | None = None
    before: dt.date | None = None
    after: dt.date | None = None
    status: Status | None = None
    limit: int = 0
    oldest_first: bool = False


@dataclass(frozen=True, slots=True)
class Archive:
    """What was collected, with the registries applied.

    Meetings in here name people and tags as the registries do.
    """

    #: every record by its name, transcripts, drafts and unlisted ones included
    records: Mapping[str, Meeting]
    #: what lists show, newest first, undated last
    listed: tuple[Meeting, ...]
    #: those that have listed meetings, newest first
    years: tuple[int, ...]
    #: docname of a transcript ─► name of its meeting
    transcripts: Mapping[str, str]
    #: the other way round
    meetings_with_transcript: Mapping[str, str]
    #: by key, in the order of their labels
    tags: Mapping[str, TagEntry]
    #: by key, in the order of their names
    people: Mapping[str, PersonEntry]
    #: by key, those of ``meetings_series`` first and in their order
    series: Mapping[str, SeriesEntry]
    #: name ─► (name of the earlier, name of the later), empty where there is none
    neighbours: Mapping[str, tuple[str, str]]
    #: paths of the former site ─► names of the meetings that they may mean
    paths: Mapping[str, tuple[str, ...]] = field(repr=False)
    #: what was worked out for questions that are asked many times
    _answers: dict[object, Any] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def within(self, series: str) -> Archive:
        """Return the archive as it is for the listed meetings of one series alone."""
        found = dataclasses.replace(
            self, **_listed_fields(self.series[series].meetings), series={}
        )
        # what a tag or a person is called in addresses is the same everywhere
        tags = {
            key: dataclasses.replace(entry, slug=self.tags[key].slug)
            for key, entry in found.tags.items()
        }
        people = {
            key: dataclasses.replace(entry, slug=self.people[key].slug)
            for key, entry in found.people.items()
        }
        return dataclasses.replace(found, tags=tags, people=people)

    def transcript_of(self, name: str) -> Meeting | None:
        """Return the meeting that the document *name* is the transcript of."""
        return self.records.get(self.transcripts.get(name, ""))

    def transcript_for(self, name: str) -> Meeting | None:
        """Return the transcript of the meeting *name*."""
        return self.records.get(self.meetings_with_transcript.get(name, ""))

    def earlier(self, name: str) -> Meeting | None:
        """Return the listed meeting before *name*, of the same series."""
        return self.records.get(self.neighbours.get(name, ("", ""))[0])

    def later(self, name: str) -> Meeting | None:
        """Return the listed meeting after *name*, of the same series."""
        return self.records.get(self.neighbours.get(name, ("", ""))[1])

    def by_path(self, path: str) -> Meeting | None:
        """Return the meeting that an absolute path of a site means.

        *path* may carry the date as a folder (``/blog/2023/09/20/name/``), end in
        ``.html`` or ``.md``, or be a slug.
        """
        found = self._at(path)
        return found[0] if len(found) == 1 else None

    def _at(self, path: str) -> tuple[Meeting, ...]:
        plain = _plain_path(path)
        found = self.paths.get(plain, ())
        # the former site may have stood elsewhere: a dated name is telling enough
        while not found and "/" in plain:
            plain = plain.partition("/")[2]
            found = self.paths.get(plain, ()) if date_in_path(plain).date else ()
        return tuple(self.records[name] for name in found)

    def find(self, target: str, today: dt.date) -> tuple[Meeting, ...]:
        """Return the meetings that *target* may mean, none or several where it is unclear.

        *target* is a name (``docname`` or ``docname#anchor``), a slug, a path of the
        former site, a date (``2023-09-20``, ``series/2023-09-20``), ``latest`` or ``next``.
        """
        if record := self.records.get(target):
            return (record,)
        if target in ("latest", "next"):
            return self._around(today, after=target == "next")
        series, _, day = target.rpartition("/")
        try:
            date = dt.date.fromisoformat(day)
        except ValueError:
            # a part of a meeting that is none of its own would be lost
            return () if "#" in target else self._at(target)
        return self.by_date(date, _known_series(self, series) or series)

    def _around(self, today: dt.date, *, after: bool) -> tuple[Meeting, ...]:
        dated = self.once(_dated)
        # the newest stands first, so that this many are still to come
        place = bisect_left(self.once(_days_before), -today.toordinal())
        return dated[max(place - 1, 0) : place] if after else dated[place : place + 1]

    def by_date(self, date: dt.date, series: str = "") -> tuple[Meeting, ...]:
        """Return the listed meetings of one day, in time order."""
        found = self.once(_by_date).get(date, ())
        return tuple(record for record in reversed(found) if series in ("", record.series))

    def tag(self, text: str) -> TagEntry | None:
        """Return the tag that *text* means, if that is clear."""
        return _only(self.tags_called(text))

    def person(self, text: str) -> PersonEntry | None:
        """Return the person that *text* means, if that is clear."""
        return _only(self.people_called(text))

    def tags_called(self, text: str) -> tuple[TagEntry, ...]:
        """Return the tags whose key, label or slug is *text*: one, if it is a key."""
        return _called(self.tags, self.once(_tags_by_name), text, _tag_names)

    def people_called(self, text: str) -> tuple[PersonEntry, ...]:
        """Return the people whose key, name, alias or slug is *text*: one, if it is a key."""
        return _called(self.people, self.once(_people_by_name), text, _person_names)

    def tag_at(self, slug: str) -> TagEntry | None:
        """Return the tag with the page *slug*."""
        return self.once(_tags_by_slug).get(slug)

    def person_at(self, slug: str) -> PersonEntry | None:
        """Return the person with the page *slug*."""
        return self.once(_people_by_slug).get(slug)

    def titled(self, title: str) -> tuple[str, ...]:
        """Return the names of the records with a *title*, in whatever case of letters."""
        return tuple(self.once(_by_title).get(title.casefold(), ()))

    def once(self, answer: Callable[[Archive], _Answer]) -> _Answer:
        """Return what *answer* says of this archive, which it is asked once."""
        if answer not in self._answers:
            self._answers[answer] = answer(self)
        return cast("_Answer", self._answers[answer])


def _dated(archive: Archive) -> tuple[Meeting, ...]:
    """Return the listed meetings that have a date and take place."""
    dated = (record for record in archive.listed if record.date)
    return tuple(record for record in dated if record.status is not Status.CANCELLED)


def _days_before(archive: Archive) -> list[int]:
    """Return the days of those meetings, as numbers that grow into the past."""
    return [-record.date.toordinal() for record in archive.once(_dated) if record.date]


def _by_date(archive: Archive) -> dict[dt.date, list[Meeting]]:
    found: defaultdict[dt.date, list[Meeting]] = defaultdict(list)
    for record in archive.listed:
        if record.date:
            found[record.date].append(record)
    return dict(found)


def _by_title(archive: Archive) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name, record in archive.records.items():
        found[record.title.casefold()].append(name)
    return dict(found)


def _tags_by_name(archive: Archive) -> dict[str, list[TagEntry]]:
    return _by_name(archive.tags.values(), _tag_names)


def _people_by_name(archive: Archive) -> dict[str, list[PersonEntry]]:
    return _by_name(archive.people.values(), _person_names)


def _tags_by_slug(archive: Archive) -> dict[str, TagEntry]:
    return {entry.slug: entry for entry in archive.tags.values()}


def _people_by_slug(archive: Archive) -> dict[str, PersonEntry]:
    return {entry.slug: entry for entry in archive.people.values()}


def _tag_names(entry: TagEntry) -> tuple[str, ...]:
    return entry.tag.label, entry.tag.key, entry.slug


def _person_names(entry: PersonEntry) -> tuple[str, ...]:
    return entry.person.name, entry.person.key, entry.slug, *entry.person.aliases


def _by_name(
    entries: Iterable[_Entry], names: Callable[[_Entry], tuple[str, ...]]
) -> dict[str, list[_Entry]]:
    """Return *entries* by their names, case folded."""
    found: defaultdict[str, list[_Entry]] = defaultdict(list)
    for entry in entries:
        for name in {name.casefold() for name in names(entry)}:
            found[name].append(entry)
    return dict(found)


def _called(
    entries: Mapping[str, _Entry],
    by_name: Mapping[str, list[_Entry]],
    text: str,
    names: Callable[[_Entry], tuple[str, ...]],
) -> tuple[_Entry, ...]:
    if text in entries:
        return (entries[text],)
    found = tuple(by_name.get(text.casefold(), ()))
    # the case decides where it can
    return tuple(entry for entry in found if text in names(entry)) or found


def _only(found: tuple[_Entry, ...]) -> _Entry | None:
    return found[0] if len(found) == 1 else None


def build_archive(  # noqa: PLR0913, all that an archive rests on
    records: Iterable[Meeting],
    people_of: Callable[[str], People],
    tags_of: Callable[[str], Tags],
    *,
    series: Iterable[Series] = (),
    series_of: Callable[[str], str] = lambda _: "",
    drafts: bool = False,
) -> Archive:
    """Put *records* in order and apply the registries that hold for each document.

    *people_of* and *tags_of* give the registry for a docname. *series* are the known ones,
    and *series_of* gives the key of the one that a document is in by its name. *drafts*
    says whether lists show drafts.
    """
    known_series = {item.key: item for item in series}
    called = _series_called(known_series.values())
    named = {}
    for record in records:
        own = record.series or series_of(record.docname)
        named[record.name] = dataclasses.replace(
            record,
            people=_named(record.people, people_of(record.docname)),
            tags=_labelled(record.tags, tags_of(record.docname)),
            series=own if own in known_series else called.get(own.casefold(), own),
        )
    transcripts = _transcripts(named)
    for name, meeting in transcripts.items():
        named[name] = _inherit(named[name], named[meeting])
    listed = tuple(
        sorted(
            (
                record
                for name, record in named.items()
                if not record.unlisted and name not in transcripts and (drafts or not record.draft)
            ),
            key=_age,
            reverse=True,
        )
    )
    return Archive(
        records=named,
        **_listed_fields(listed),
        transcripts=transcripts,
        meetings_with_transcript={of: name for name, of in transcripts.items()},
        series=_series_entries(listed, known_series),
        neighbours=_neighbours(listed),
        paths=_paths(named.values()),
    )


def _transcripts(named: Mapping[str, Meeting]) -> dict[str, str]:
    """Return which record is the transcript of which: by its name, or as the meeting says."""
    by_name = {
        name: name.removesuffix(TRANSCRIPT_SUFFIX)
        for name in sorted(named)
        if name.endswith(TRANSCRIPT_SUFFIX) and name.removesuffix(TRANSCRIPT_SUFFIX) in named
    }
    for name, record in named.items():
        target = named_transcript(record)
        if target in named and target != name:
            by_name[target] = name
    return by_name


def named_transcript(record: Meeting) -> str:
    """Return the docname that *record* gives as its transcript; empty for none, and for files.

    It is written from the folder of the note, or with a slash from the source directory.
    """
    plain = record.transcript.strip()
    if not plain or plain.lower().endswith(_CAPTIONS):
        return ""
    folder = record.docname.rpartition("/")[0]
    path = posixpath.normpath(posixpath.join("/", folder, plain)).lstrip("/")
    suffix = next((end for end in _DOCUMENTS if path.endswith(end)), "")
    return path.removesuffix(suffix)


def _inherit(transcript: Meeting, meeting: Meeting) -> Meeting:
    """Return *transcript* with the date, the people and the tags of its meeting."""
    return dataclasses.replace(
        transcript,
        date=transcript.date or meeting.date,
        people=transcript.people or meeting.people,
        tags=transcript.tags or meeting.tags,
    )


def _listed_fields(listed: tuple[Meeting, ...]) -> dict[str, Any]:
    """Return the fields of an archive that follow from what it lists."""
    return {
        "listed": listed,
        "years": tuple(dict.fromkeys(record.date.year for record in listed if record.date)),
        "tags": _tag_entries(listed),
        "people": _person_entries(listed),
    }


def _series_called(known: Iterable[Series]) -> dict[str, str]:
    """Return the keys of the *known* series by what they may be called: key or title, folded."""
    called: dict[str, str] = {}
    for item in known:
        for name in filter(None, (item.key, item.title)):
            called.setdefault(name.casefold(), item.key)
    return called


def _series_entries(
    listed: tuple[Meeting, ...], known: dict[str, Series]
) -> dict[str, SeriesEntry]:
    meetings: defaultdict[str, list[Meeting]] = defaultdict(list)
    for record in listed:
        meetings[record.series].append(record)
    named = known | {key: Series(key, key) for key in sorted(meetings) if key and key not in known}
    slugs = unique_slugs({key: key for key in named})
    return {
        key: SeriesEntry(item, slugs[key], tuple(meetings[key])) for key, item in named.items()
    }


def _named(parts: Iterable[Participation], people: People) -> tuple[Participation, ...]:
    """Return *parts* with the people of a registry, each of them once in a role."""
    named: dict[tuple[Role, str], Participation] = {}
    for part in parts:
        person = people.resolve(part.person)
        # somebody may be called by key, and by name
        named.setdefault((part.role, person.key), Participation(part.role, person))
    return tuple(named.values())


def _labelled(own: Iterable[Tag], tags: Tags) -> tuple[Tag, ...]:
    """Return a note's *own* tags as a registry has them, each of them once."""
    labelled: dict[str, Tag] = {}
    for tag in map(tags.resolve, own):
        labelled.setdefault(tag.key, tag)
    return tuple(labelled.values())


def _age(record: Meeting) -> tuple[dt.date, dt.time, str]:
    """Sort key: the wall clock decides, so that zoned and floating times mix."""
    date = record.date or dt.date.min
    start = record.start.time() if record.start else dt.time.min
    return date, start, record.name


def _tag_entries(listed: tuple[Meeting, ...]) -> dict[str, TagEntry]:
    known: dict[str, Tag] = {}
    meetings: defaultdict[str, list[Meeting]] = defaultdict(list)
    for record in listed:
        for tag in record.tags:
            known.setdefault(tag.key, tag)
            if record not in meetings[tag.key][-1:]:
                meetings[tag.key].append(record)
    slugs = unique_slugs({key: tag.permalink or key for key, tag in known.items()})
    return {
        key: TagEntry(known[key], slugs[key], tuple(meetings[key]))
        for key in sorted(known, key=lambda key: (known[key].label.casefold(), key))
    }


def _person_entries(listed: tuple[Meeting, ...]) -> dict[str, PersonEntry]:
    known: dict[str, Person] = {}
    meetings: defaultdict[str, list[Meeting]] = defaultdict(list)
    done: defaultdict[tuple[str, Role], list[Meeting]] = defaultdict(list)
    for record in listed:
        for part in record.people:
            key = part.person.key
            known.setdefault(key, part.person)
            for records in (meetings[key], done[key, part.role]):
                if record not in records[-1:]:
                    records.append(record)
    slugs = unique_slugs({key: key for key in known})
    return {
        key: PersonEntry(
            known[key],
            slugs[key],
            tuple(meetings[key]),
            tuple((role, record) for role in Role for record in done.get((key, role), ())),
        )
        for key in sorted(known, key=lambda key: (known[key].name.casefold(), key))
    }


def _neighbours(listed: tuple[Meeting, ...]) -> dict[str, tuple[str, str]]:
    series: defaultdict[str, list[str]] = defaultdict(list)
    for record in reversed(listed):
        if record.date is not None:
            series[record.series].append(record.name)
    return {
        name: (earlier, later)
        for names in series.values()
        for earlier, name, later in zip(["", *names], names, [*names[1:], ""], strict=False)
    }


def _paths(records: Iterable[Meeting]) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    exact: dict[str, tuple[str, ...]] = {}
    for record in records:
        if not record.anchor:
            exact[record.docname] = (record.name,)
        for path in _paths_of(record):
            found[path][record.name] = None
    return {path: tuple(sorted(names)) for path, names in found.items()} | exact


def _paths_of(record: Meeting) -> Iterator[str]:
    """Yield what a link on the former site may have called *record*."""
    parts = record.docname.removesuffix("/index").split("/")
    if slug := record.slug.strip("/"):
        # below the root of the site, or of the notes, which is one of the folders
        for end in range(len(parts)):
            yield "/".join([*parts[:end], slug])
    if record.anchor:
        # the document is not this meeting alone
        return
    yield "/".join(parts)
    for start in range(1, len(parts)):
        tail = "/".join(parts[start:])
        if date_in_path(tail).date:
            yield tail
    dated = date_in_path(record.docname)
    if dated.date:
        folders = f"{dated.date:%Y/%m/%d}/{dated.rest}".strip("/")
        yield folders
        yield "/".join([*parts[:-1], folders])


def _plain_path(path: str) -> str:
    plain = path.partition("#")[0].partition("?")[0].strip("/")
    for suffix in (".html", ".mdx", ".md", ".rst"):
        plain = plain.removesuffix(suffix)
    return plain.removesuffix("/index")


def select(archive: Archive, selection: Selection) -> tuple[Meeting, ...]:
    """Return the listed meetings that meet every condition of *selection*."""
    selection = _with_keys(archive, selection)
    found = [record for record in _candidates(archive, selection) if _meets(record, selection)]
    if selection.oldest_first:
        # what has no date stays at the end
        dated = [record for record in found if record.date]
        found = dated[::-1] + [record for record in found if not record.date]
    return tuple(found[: selection.limit] if selection.limit else found)


def _candidates(archive: Archive, selection: Selection) -> tuple[Meeting, ...]:
    """Return listed meetings, all that meet *selection* among them: as few as one key has."""
    people = (*selection.people, *selection.authors)
    entries: list[TagEntry | PersonEntry | SeriesEntry | None] = [
        *map(archive.tags.get, selection.tags),
        *map(archive.people.get, people),
        *map(archive.series.get, filter(None, [selection.series])),
    ]
    lists = (entry.meetings if entry else () for entry in entries)
    return min(lists, key=len, default=archive.listed)


def rivals(archive: Archive) -> Iterator[tuple[str, tuple[str, ...], Meeting, str]]:
    """Yield tags, and people, that ask for one page name.

    That is "tags" or "people", their keys, the first one's newest meeting, and the name
    of the page that the first one gets.
    """
    tags = {key: entry.tag.permalink or key for key, entry in archive.tags.items()}
    for keys in slug_rivals(tags):
        entry = archive.tags[keys[0]]
        yield "tags", keys, entry.meetings[0], entry.slug
    for keys in slug_rivals({key: key for key in archive.people}):
        person = archive.people[keys[0]]
        yield "people", keys, person.meetings[0], person.slug


def unclear_names(
    archive: Archive, selection: Selection
) -> Iterator[tuple[str, str, list[str], Names]]:
    """Yield what *selection* names and no listed meeting has, or more than one thing is called.

    That is its kind, the name, the keys of what is called so, and the known names.
    """
    for name in selection.tags:
        tags = archive.tags_called(name)
        if len(tags) != 1:
            yield "tag", name, [entry.tag.key for entry in tags], archive.once(known_tags)
    for name in (*selection.people, *selection.authors):
        people = archive.people_called(name)
        if len(people) != 1:
            keys = [entry.person.key for entry in people]
            yield "person", name, keys, archive.once(known_people)
    if selection.series and not _known_series(archive, selection.series):
        titles = (entry.series.title for entry in archive.series.values())
        yield "series", selection.series, [], Names([*archive.series, *titles])


def known_tags(archive: Archive) -> Names:
    """Return what tags may be called: their keys, and their labels."""
    return Names([*archive.tags, *(entry.tag.label for entry in archive.tags.values())])


def known_people(archive: Archive) -> Names:
    """Return what people may be called: their keys, names and aliases."""
    people = [entry.person for entry in archive.people.values()]
    aliases = (alias for person in people for alias in person.aliases)
    return Names([*archive.people, *(person.name for person in people), *aliases])


def known_meetings(archive: Archive) -> Names:
    """Return what meetings may be called: their names, the last parts of those, and slugs."""
    records = archive.records
    slugs = (record.slug for record in records.values() if record.slug)
    last = (name.rpartition("/")[2] for name in records)
    return Names([*records, *last, *slugs, "latest", "next"])


def _series_by_name(archive: Archive) -> dict[str, str]:
    return _series_called(entry.series for entry in archive.series.values())


def _known_series(archive: Archive, text: str) -> str:
    if text in archive.series:
        return text
    return archive.once(_series_by_name).get(text.casefold(), "")


def _with_keys(archive: Archive, selection: Selection) -> Selection:
    """Return *selection* with keys where it has labels, names or aliases."""
    tags = ((archive.tag(name), name) for name in selection.tags)
    return dataclasses.replace(
        selection,
        tags=tuple(found.tag.key if found else name for found, name in tags),
        people=_people_keys(archive, selection.people),
        authors=_people_keys(archive, selection.authors),
        series=_known_series(archive, selection.series) or selection.series,
    )


def _people_keys(archive: Archive, names: Iterable[str]) -> tuple[str, ...]:
    people = ((archive.person(name), name) for name in names)
    return tuple(found.person.key if found else name for found, name in people)


def _meets(record: Meeting, selection: Selection) -> bool:
    tags = {tag.key for tag in record.tags}
    people = {part.person.key for part in record.people if selection.role in (None, part.role)}
    authors = {person.key for person in record.authors}
    date = record.date
    return (
        tags.issuperset(selection.tags)
        and people.issuperset(selection.people)
        and (selection.role is None or bool(people))
        and authors.issuperset(selection.authors)
        and selection.series in ("", record.series)
        and selection.status in (None, record.status)
        and (selection.year is None or (date is not None and date.year == selection.year))
        and (selection.before is None or (date is not None and date < selection.before))
        and (selection.after is None or (date is not None and date > selection.after))
    )
