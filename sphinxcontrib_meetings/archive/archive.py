"""The archive: all meetings in order, and lookups among them."""

from __future__ import annotations

import bisect
import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from types import MappingProxyType
from typing import Any, TypeVar

from sphinxcontrib_meetings.archive.approvals import approvals_in
from sphinxcontrib_meetings.archive.coming import Coming, is_past, match, merge, scheduled
from sphinxcontrib_meetings.archive.days import day_of, is_cancelled
from sphinxcontrib_meetings.archive.lookup import NameIndex, Paths, SeriesNames
from sphinxcontrib_meetings.archive.minute_ids import MinuteIds, minutes_by_id
from sphinxcontrib_meetings.archive.occurrences import Timetable
from sphinxcontrib_meetings.archive.order import natural_key
from sphinxcontrib_meetings.archive.owners import Owners, resolve_owner
from sphinxcontrib_meetings.archive.registers import Registers
from sphinxcontrib_meetings.archive.transcripts import find_transcripts, inherit
from sphinxcontrib_meetings.model.meeting import Meeting, Series, Tag
from sphinxcontrib_meetings.model.month import Month
from sphinxcontrib_meetings.model.people import Participation, Person, Role
from sphinxcontrib_meetings.model.problem import Names
from sphinxcontrib_meetings.model.schedule import Occurrence, Schedule
from sphinxcontrib_meetings.parse.date_words import ENGLISH, DateWords
from sphinxcontrib_meetings.parse.people import People
from sphinxcontrib_meetings.parse.slugs import unique_slugs
from sphinxcontrib_meetings.parse.tags import Tags

__all__ = ["Archive", "PersonEntry", "SeriesEntry", "TagEntry", "build_archive"]

_Entry = TypeVar("_Entry")


@dataclass(frozen=True, slots=True)
class TagEntry:
    """A tag with its page and the listed meetings that have it, newest first."""

    tag: Tag
    slug: str
    meetings: tuple[Meeting, ...]


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """A person with their page and the listed meetings they took part in, newest first."""

    person: Person
    slug: str
    meetings: tuple[Meeting, ...]
    #: (role, meeting) pairs, role by role, the newest of each first
    done: tuple[tuple[Role, Meeting], ...]


@dataclass(frozen=True, slots=True)
class SeriesEntry:
    """A series with its pages and its listed meetings, newest first."""

    series: Series
    slug: str
    meetings: tuple[Meeting, ...]


@dataclass(frozen=True)
class Archive:
    """All meetings, with the registries applied: people and tags have the names from there."""

    #: every record by its name, including transcripts, drafts and unlisted meetings
    records: Mapping[str, Meeting]
    #: meetings that lists show, newest first, undated last
    listed: tuple[Meeting, ...]
    #: years with listed meetings, newest first
    years: tuple[int, ...]
    #: docname of a transcript ─► name of its meeting
    transcripts: Mapping[str, str]
    #: name of a meeting ─► docname of its transcript
    meetings_with_transcript: Mapping[str, str]
    #: by key, in the order of their labels
    tags: Mapping[str, TagEntry]
    #: by key, in the order of their names
    people: Mapping[str, PersonEntry]
    #: by key, first those of ``meetings_series`` in their order
    series: Mapping[str, SeriesEntry]
    #: name ─► (name of the earlier, name of the later), empty if there is none
    neighbours: Mapping[str, tuple[str, str]]
    #: decisions and actions of the listed meetings; of all of them, also within a series
    registers: Registers = field(compare=False)
    #: words of dates in paths
    words: DateWords = ENGLISH
    #: key of a series ─► the days of its schedule
    timetables: Mapping[str, Timetable] = field(default_factory=dict)
    #: name of a meeting ─► the occurrence of its series that it is
    occurrences: Mapping[str, Occurrence] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Return a short text; Sphinx makes one of everything that it emits an event with."""
        return f"<Archive of {len(self.records)} meetings>"

    def within(self, series: str) -> Archive:
        """Return the archive of the listed meetings of one series."""
        timetables = {one.series: one for one in self.timetables_of(series)}
        found = dataclasses.replace(
            self,
            **_listed_fields(self.series[series].meetings),
            series={},
            timetables=timetables,
        )
        # tags and people have the same slug in all archives
        tags = {
            key: dataclasses.replace(entry, slug=self.tags[key].slug)
            for key, entry in found.tags.items()
        }
        people = {
            key: dataclasses.replace(entry, slug=self.people[key].slug)
            for key, entry in found.people.items()
        }
        return dataclasses.replace(found, tags=tags, people=people)

    @cached_property
    def unlisted_documents(self) -> frozenset[str]:
        """The documents that are unlisted meetings, or transcripts of such."""
        # a document with several meetings is more than each of them
        found = {
            record.docname
            for record in self.records.values()
            if record.unlisted and not record.anchor
        }
        of_these = (name for name, of in self.transcripts.items() if of in found)
        return frozenset(found.union(of_these))

    @cached_property
    def series_at(self) -> dict[str, SeriesEntry]:
        """Document that is the overview of a series ─► the series."""
        return {entry.series.home: entry for entry in self.series.values() if entry.series.home}

    def transcript_of(self, name: str) -> Meeting | None:
        """Return the meeting whose transcript is the document *name*."""
        return self.records.get(self.transcripts.get(name, ""))

    def transcript_for(self, name: str) -> Meeting | None:
        """Return the transcript of the meeting *name*."""
        return self.records.get(self.meetings_with_transcript.get(name, ""))

    def earlier(self, name: str) -> Meeting | None:
        """Return the listed meeting before *name* in the same series."""
        return self.records.get(self.neighbours.get(name, ("", ""))[0])

    def later(self, name: str) -> Meeting | None:
        """Return the listed meeting after *name* in the same series."""
        return self.records.get(self.neighbours.get(name, ("", ""))[1])

    def by_path(self, path: str) -> Meeting | None:
        """Return the meeting that an absolute path on a site refers to.

        *path* may have the date as folders (``/blog/2023/09/20/name/``), end in ``.html``
        or ``.md``, or be a slug.
        """
        found = self._paths.find(path)
        return self.records[found[0]] if len(found) == 1 else None

    def find(self, target: str, today: dt.date) -> tuple[Meeting, ...]:
        """Return the meetings that *target* could mean: none or several if that is unclear.

        *target* is a name (``docname`` or ``docname#anchor``), a slug, a path of the
        former site, a date (``2023-09-20``, ``series/2023-09-20``), ``latest`` or ``next``. A
        month (``2023-09``) means the meetings of which no more is known.
        """
        if record := self.records.get(target):
            return (record,)
        if target in ("latest", "next"):
            return self._around(today, after=target == "next")
        series, _, day = target.rpartition("/")
        key = self.series_key(series) or series
        if months := self._months.get(day):
            return tuple(record for record in months if key in ("", record.series))
        try:
            date = dt.date.fromisoformat(day)
        except ValueError:
            # otherwise the anchor of a section that is not a meeting would be lost
            found = () if "#" in target else self._paths.find(target)
            return tuple(self.records[name] for name in found)
        return self.by_date(date, key)

    def _around(self, now: dt.date, *, after: bool) -> tuple[Meeting, ...]:
        """Return the first meeting that is not over *now*, or the last one up to this day."""
        if after:
            return tuple(record for record in self.upcoming(now)[:1] if not is_cancelled(record))
        number = bisect.bisect_right(self._scheduled_days, day_of(now))
        return (self._scheduled[number - 1],) if number else ()

    def upcoming(self, now: dt.date) -> tuple[Meeting, ...]:
        """Return the listed meetings that are not over *now*, soonest first, cancelled ones last.

        *now* is a day, or a moment in UTC.
        """
        if now not in self._upcoming:
            coming = [
                record
                for record in reversed(self.listed)
                if record.date and not is_past(record, self.occurrences.get(record.name), now)
            ]
            self._upcoming[now] = tuple(sorted(coming, key=is_cancelled))
        return self._upcoming[now]

    def coming(self, now: dt.date, number: int, series: str = "") -> list[Coming]:
        """Return the first *number* meetings that are not over *now*, soonest first.

        They come from schedules and from notes, of all series or one; cancelled ones are among
        them. *now* is a day, or a moment in UTC.
        """
        notes = (
            note
            for note in self.upcoming(now)
            if series in ("", note.series)
            and note.name not in self.occurrences
            and not isinstance(note.date, Month)
        )
        return merge(self.timetables_of(series), notes, self._note_of, now, number)

    def timetables_of(self, series: str) -> list[Timetable]:
        """Return the days of the schedule of a series, or of all of them."""
        if series:
            return [self.timetables[series]] if series in self.timetables else []
        return list(self.timetables.values())

    def _note_of(self, one: Occurrence) -> Meeting | None:
        """Return the listed note that belongs to an occurrence."""
        return self._notes.get((one.series, one.planned))

    def by_date(self, date: dt.date, series: str = "") -> tuple[Meeting, ...]:
        """Return the listed meetings of one day, in time order."""
        found = self._days.get(date, ())
        return tuple(record for record in found if series in ("", record.series))

    def tag(self, text: str) -> TagEntry | None:
        """Return the tag that *text* means; None if there is none, or more than one."""
        return _only(self.tags_called(text))

    def person(self, text: str) -> PersonEntry | None:
        """Return the person that *text* means; None if there is none, or more than one."""
        return _only(self.people_called(text))

    def tags_called(self, text: str) -> tuple[TagEntry, ...]:
        """Return the tags whose key, label or slug is *text*; just one if it is a key."""
        return self._tag_names.find(text)

    def people_called(self, text: str) -> tuple[PersonEntry, ...]:
        """Return the people whose key, name, alias or slug is *text*; just one if it is a key."""
        return self._people_names.find(text)

    def tag_at(self, slug: str) -> TagEntry | None:
        """Return the tag with the *slug*."""
        return self._tag_slugs.get(slug)

    def person_at(self, slug: str) -> PersonEntry | None:
        """Return the person with the *slug*."""
        return self._people_slugs.get(slug)

    def series_key(self, text: str) -> str:
        """Return the key of the series whose key or title is *text*; empty if there is none."""
        return self._series_names.key(text)

    def titled(self, title: str) -> tuple[str, ...]:
        """Return the names of the records with a *title*, ignoring case."""
        return tuple(self._titles.get(title.casefold(), ()))

    @cached_property
    def minutes_by_id(self) -> MinuteIds:
        """Decisions and actions, by the ids that notes give them."""
        newest_first = sorted(self.records.values(), key=_age, reverse=True)
        return minutes_by_id(newest_first)

    @cached_property
    def approvals(self) -> Mapping[str, Meeting]:
        """Name of a meeting ─► the meeting whose note says that it approved its minutes."""
        return approvals_in(self.records.values())

    # Known names, for hints in messages

    @cached_property
    def known_tags(self) -> Names:
        """Keys and labels of tags."""
        return Names([*self.tags, *(entry.tag.label for entry in self.tags.values())])

    @cached_property
    def known_people(self) -> Names:
        """Keys, names and aliases of people."""
        people = [entry.person for entry in self.people.values()]
        aliases = (alias for person in people for alias in person.aliases)
        return Names([*self.people, *(person.name for person in people), *aliases])

    @cached_property
    def known_series(self) -> Names:
        """Keys and titles of series."""
        return Names([*self.series, *(entry.series.title for entry in self.series.values())])

    @cached_property
    def known_meetings(self) -> Names:
        """Names of meetings, their last parts, and slugs."""
        last_parts = (name.rpartition("/")[2] for name in self.records)
        slugs = (record.slug for record in self.records.values() if record.slug)
        return Names([*self.records, *last_parts, *slugs, "latest", "next"])

    @cached_property
    def known_minutes(self) -> Mapping[str, Names]:
        """Kind ─► the ids of decisions, and of actions."""
        return {kind: Names(found) for kind, found in self.minutes_by_id.items()}

    # Each index is built when it is first used

    @cached_property
    def _paths(self) -> Paths:
        return Paths(self.records.values(), self.words)

    @cached_property
    def _tag_names(self) -> NameIndex[TagEntry]:
        return NameIndex(self.tags, lambda entry: (entry.tag.label, entry.tag.key, entry.slug))

    @cached_property
    def _people_names(self) -> NameIndex[PersonEntry]:
        return NameIndex(
            self.people,
            lambda entry: (
                entry.person.name,
                entry.person.key,
                entry.slug,
                *entry.person.aliases,
            ),
        )

    @cached_property
    def _titles(self) -> Mapping[str, Sequence[str]]:
        """Title, case folded ─► names of the records with that title."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for name, record in self.records.items():
            found[record.title.casefold()].append(name)
        return found

    @cached_property
    def _tag_slugs(self) -> Mapping[str, TagEntry]:
        return {entry.slug: entry for entry in self.tags.values()}

    @cached_property
    def _people_slugs(self) -> Mapping[str, PersonEntry]:
        return {entry.slug: entry for entry in self.people.values()}

    @cached_property
    def _series_names(self) -> SeriesNames:
        return SeriesNames(entry.series for entry in self.series.values())

    @cached_property
    def _days(self) -> Mapping[dt.date | None, Sequence[Meeting]]:
        """Day ─► its listed meetings, in time order."""
        days: defaultdict[dt.date | None, list[Meeting]] = defaultdict(list)
        for record in reversed(self.listed):
            days[record.date].append(record)
        return days

    @cached_property
    def _upcoming(self) -> dict[dt.date, tuple[Meeting, ...]]:
        """Day or moment ─► what is upcoming then."""
        return {}

    @cached_property
    def _notes(self) -> Mapping[tuple[str, dt.datetime], Meeting]:
        """Series and planned start of an occurrence ─► its listed note."""
        return {
            (one.series, one.planned): note
            for note in self.listed
            if (one := self.occurrences.get(note.name))
        }

    @cached_property
    def _months(self) -> Mapping[str, Sequence[Meeting]]:
        """Month (2024-02) ─► its listed meetings whose day is not known."""
        months: defaultdict[str, list[Meeting]] = defaultdict(list)
        for record in reversed(self.listed):
            if isinstance(record.date, Month):
                months[record.date.isoformat()].append(record)
        return months

    @cached_property
    def _scheduled(self) -> Sequence[Meeting]:
        """The listed meetings that have a date and are not cancelled, oldest first."""
        return [
            record for record in reversed(self.listed) if record.date and not is_cancelled(record)
        ]

    @cached_property
    def _scheduled_days(self) -> Sequence[dt.date]:
        return [record.date for record in self._scheduled if record.date]


def _only(found: tuple[_Entry, ...]) -> _Entry | None:
    return found[0] if len(found) == 1 else None


def build_archive(  # noqa: PLR0913, everything that an archive is made from
    records: Iterable[Meeting],
    people_of: Callable[[str], People],
    tags_of: Callable[[str], Tags],
    *,
    series: Iterable[Series] = (),
    series_of: Callable[[str], str] = lambda _: "",
    home_of: Callable[[Series, str], str] = lambda item, _: item.home,
    schedules: Mapping[str, Schedule] = MappingProxyType({}),
    drafts: bool = False,
    words: DateWords = ENGLISH,
) -> Archive:
    """Return the archive of *records*, in order and with the registries of each document applied.

    *people_of* and *tags_of* return the registry for a docname. *series* are the known series,
    and *series_of* returns the key of the one that a docname belongs to. *home_of* returns the
    document that is the overview of a series, given the series and its slug; *schedules* are by
    the keys of series. With *drafts*, lists show drafts. *words* are those of dates in paths.
    """
    known_series = {item.key: item for item in series}
    series_names = SeriesNames(known_series.values())
    named = {}
    # builds after an edit, and those in several processes, read documents in other orders; of two
    # notes of a day, the first one takes the place in a schedule
    for record in sorted(records, key=attrgetter("docname")):
        own = record.series or series_of(record.docname)
        named[record.name] = dataclasses.replace(
            record,
            people=_named(record.people, people_of(record.docname)),
            tags=_labelled(record.tags, tags_of(record.docname)),
            series=series_names.key(own) or own,
        )
    transcripts = find_transcripts(named)
    timetables = {key: Timetable(key, schedule) for key, schedule in schedules.items()}
    occurrences = match(
        (record for name, record in named.items() if name not in transcripts), timetables
    )
    for name, one in occurrences.items():
        named[name] = scheduled(named[name], one, timetables[one.series])
    for name, meeting in transcripts.items():
        named[name] = inherit(named[name], named[meeting])
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
    fields = _listed_fields(listed)
    everybody = (entry.person for entry in fields["people"].values())
    return Archive(
        records=named,
        **fields,
        transcripts=transcripts,
        meetings_with_transcript={of: name for name, of in transcripts.items()},
        series=_series_entries(listed, known_series, home_of),
        neighbours=_neighbours(listed),
        registers=Registers(listed, Owners(people_of, everybody)),
        words=words,
        timetables=timetables,
        occurrences=occurrences,
    )


def _listed_fields(listed: tuple[Meeting, ...]) -> dict[str, Any]:
    """Return the fields of an archive that depend on its listed meetings."""
    return {
        "listed": listed,
        "years": tuple(dict.fromkeys(record.date.year for record in listed if record.date)),
        "tags": _tag_entries(listed),
        "people": _person_entries(listed),
    }


def _series_entries(
    listed: tuple[Meeting, ...],
    known: dict[str, Series],
    home_of: Callable[[Series, str], str],
) -> dict[str, SeriesEntry]:
    meetings: defaultdict[str, list[Meeting]] = defaultdict(list)
    for record in listed:
        meetings[record.series].append(record)
    named = known | {key: Series(key, key) for key in sorted(meetings) if key and key not in known}
    slugs = unique_slugs({key: key for key in named})
    return {
        key: SeriesEntry(
            dataclasses.replace(item, home=home_of(item, slugs[key])),
            slugs[key],
            tuple(meetings[key]),
        )
        for key, item in named.items()
    }


def _named(parts: Iterable[Participation], people: People) -> tuple[Participation, ...]:
    """Return *parts* with the people of a registry, each once per role.

    Those whom the text of a note calls by a short name are who was at the meeting, where exactly
    one of them is called so.
    """
    found = [dataclasses.replace(part, person=people.resolve(part.person)) for part in parts]
    present = [part.person for part in found if part.role in _AT_MEETING]
    named: dict[tuple[Role, str], Participation] = {}
    for part in found:
        person = part.person
        if part.line and part.role not in _AT_MEETING and person.key not in people.known:
            person = resolve_owner(person.key, present) or person
        # a person may be named by key and by name
        named.setdefault((part.role, person.key), dataclasses.replace(part, person=person))
    return tuple(named.values())


_AT_MEETING = frozenset({Role.ATTENDEE, Role.REGRETS})


def _labelled(own: Iterable[Tag], tags: Tags) -> tuple[Tag, ...]:
    """Return a note's *own* tags as a registry has them, each once."""
    labelled: dict[str, Tag] = {}
    for tag in map(tags.resolve, own):
        labelled.setdefault(tag.key, tag)
    return tuple(labelled.values())


def _age(record: Meeting) -> tuple[dt.date, bool, dt.time, str]:
    """Return the sort key: wall-clock times, so that zoned and floating times can be mixed.

    A month comes before its days.
    """
    date = record.date or dt.date.min
    start = record.start.time() if record.start else dt.time.min
    if isinstance(date, Month):
        return date.first_day, False, start, record.name
    return date, True, start, record.name


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
        for key in sorted(known, key=lambda key: (natural_key(known[key].label), key))
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
