"""What pages show of meetings, as plain data.

A view has everything that its page takes from other documents, so that its
digest shows whether the page has to be written again. Lists in users' pages
and generated pages are made from the same views.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import operator
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TypeVar

from sphinxcontrib_meetings.archive.approvals import Standing, standing_of
from sphinxcontrib_meetings.archive.archive import Archive, PersonEntry, SeriesEntry, TagEntry
from sphinxcontrib_meetings.archive.attendance import (
    Attendance,
    AttendanceRequest,
    AttendanceSummary,
    Attended,
    AttendedSeries,
    PersonAttendance,
    attendance_tables,
    attended_by_person,
    recorded,
    requested_attendance,
    summary,
)
from sphinxcontrib_meetings.archive.calendar_plan import calendar_of
from sphinxcontrib_meetings.archive.coming import is_past
from sphinxcontrib_meetings.archive.days import day_of, days_of, is_cancelled
from sphinxcontrib_meetings.archive.digest import digest, digest_of_bytes
from sphinxcontrib_meetings.archive.front import Activity, Beside, Directory
from sphinxcontrib_meetings.archive.in_short import InShort, in_short
from sphinxcontrib_meetings.archive.link import Link, Place
from sphinxcontrib_meetings.archive.page_names import OVERVIEW, REGISTERS, PageNames
from sphinxcontrib_meetings.archive.register_views import (
    ActionRegister,
    ActionsRequest,
    DecisionLog,
    DecisionsRequest,
    Replaced,
    action_register,
    decision_log,
    open_actions,
    replaced_decisions,
)
from sphinxcontrib_meetings.archive.select import Selection, select
from sphinxcontrib_meetings.archive.subscriptions import Subscription, Subscriptions
from sphinxcontrib_meetings.archive.titles import SayDay, Title, title_in_lists
from sphinxcontrib_meetings.archive.topics import (
    TopicHistory,
    TopicIndex,
    TopicsRequest,
    topics_of,
)
from sphinxcontrib_meetings.archive.upcoming import Upcoming, UpcomingRequest, end_of, upcoming
from sphinxcontrib_meetings.archive.votes import VoteIndex, VoteItem, VotesRequest, votes_of
from sphinxcontrib_meetings.model.field import Shown, as_text, field_values
from sphinxcontrib_meetings.model.meeting import Excerpt, Meeting, Status, Tag
from sphinxcontrib_meetings.model.month import Month
from sphinxcontrib_meetings.model.people import Person, Role
from sphinxcontrib_meetings.model.recording import Chapter, Recording
from sphinxcontrib_meetings.parse.date_words import ENGLISH, DateWords

__all__ = [
    "FORMATS",
    "Activity",
    "Beside",
    "Calendar",
    "CalendarRequest",
    "Directory",
    "Entry",
    "Fact",
    "Header",
    "Heading",
    "Home",
    "Latest",
    "Link",
    "ListRequest",
    "Listing",
    "Page",
    "Pager",
    "PeopleIndex",
    "PeopleRequest",
    "PersonCard",
    "Prose",
    "Request",
    "SelectingRequest",
    "Shortcuts",
    "Subscriptions",
    "TagCount",
    "TagIndex",
    "TagsRequest",
    "Upcoming",
    "UpcomingRequest",
    "View",
    "Views",
]


#: limit of related tags, and of related people, on a page
_MOST_RELATED = 12
#: limit of tags, and of people, that lists show for a meeting
_MOST_IN_LISTS = 4

#: format of a list that is there anyway ─► whether it shows excerpts unless told otherwise
FORMATS: Mapping[str, bool] = {"list": True, "table": False, "cards": True, "compact": False}

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Fact:
    """The value of one field of a meeting, as text."""

    label: str
    text: str
    #: whether the label is shown, too
    labelled: bool


@dataclass(frozen=True, slots=True, repr=False)
class Entry:
    """One meeting in a list."""

    #: name of the record
    name: str
    link: Link
    #: whether the text of the link says the day, which then need not stand beside it
    says_day: bool
    #: the first day, or only the month
    date: dt.date | None
    #: the last day, if there are several
    end_date: dt.date | None
    start: dt.datetime | None
    end: dt.datetime | None
    timezone: str
    duration: dt.timedelta | None
    #: fields that are shown as text
    facts: tuple[Fact, ...]
    people: tuple[Link, ...]
    tags: tuple[Link, ...]
    #: ``None`` also in lists that have no others
    series: Link | None
    #: "draft", "unlisted", "cancelled", "tentative"
    flags: tuple[str, ...]
    #: address of the recording
    recording: str
    #: whether its page plays it
    is_played: bool
    transcript: Link | None
    #: digest of the excerpt and of the targets of its references; empty if there is none
    excerpt: str
    #: to the end of the excerpt, if the note continues after it
    more: Link | None
    #: digest of all the other fields
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        others = [getattr(self, item.name) for item in dataclasses.fields(self) if item.init]
        object.__setattr__(self, "digest", digest(others))

    def __repr__(self) -> str:
        """Return what distinguishes entries; digests of pages use it."""
        return f"Entry({self.name!r}, {self.digest})"


@dataclass(frozen=True, slots=True)
class Header:
    """What is shown under the title of a meeting."""

    entry: Entry
    #: the meeting, if this is its transcript
    meeting: Link | None
    #: recording and chapters of that meeting; no recording if the transcript has its own
    recording: Recording | None
    chapters: tuple[Chapter, ...]
    #: people by role, except the authors
    roles: tuple[tuple[Role, tuple[Link, ...]], ...]
    parents: tuple[Link, ...]
    earlier: Link | None
    later: Link | None
    #: URL of the call, as long as the meeting is not over
    join: str = ""
    #: its calendar, as long as it is not over
    calendar: Link | None = None
    #: when it is over, in ISO 8601; empty without these
    until: str = ""
    #: how far its minutes are
    standing: Standing = Standing()  # noqa: RUF009, frozen
    #: the box at its top, where it has one
    short: InShort | None = None
    replaced: tuple[Replaced, ...] = ()


@dataclass(frozen=True, slots=True)
class ListRequest:
    """A request for a list, by the directive ``meeting-list``."""

    selection: Selection
    #: name of the format, as it is written; an extension that had it may be gone
    format: str = "list"
    #: ``None`` where the format decides
    excerpts: bool | None = None
    #: "", "year", "month" or "series"
    group_by: str = ""
    #: whether books include the listed documents in its place
    include: bool = False
    #: whether it is shown as on the generated overview; ``None`` where its document decides
    overview: bool | None = None

    @property
    def is_plain(self) -> bool:
        """Whether all meetings are asked for, as they are listed anyway."""
        return self.is_plain_but("")

    def is_plain_but(self, series: str) -> bool:
        """Whether all meetings of *series* are asked for, as they are listed anyway."""
        selection = Selection(series=series)
        return self == ListRequest(selection, include=self.include, overview=self.overview)


@dataclass(frozen=True, slots=True)
class TagsRequest:
    """A request for all tags, by the directive ``meeting-tags``."""


@dataclass(frozen=True, slots=True)
class PeopleRequest:
    """A request for all people, by the directive ``meeting-people``."""


@dataclass(frozen=True, slots=True)
class CalendarRequest:
    """A request for a calendar, by the directive ``meeting-calendar``."""

    selection: Selection
    #: ``None`` for the current month
    year: int | None = None
    #: ``None`` for the whole year
    month: int | None = None


#: those that have conditions for meetings
SelectingRequest = (
    ListRequest
    | CalendarRequest
    | UpcomingRequest
    | AttendanceRequest
    | VotesRequest
    | TopicsRequest
    | DecisionsRequest
    | ActionsRequest
)
Request = SelectingRequest | TagsRequest | PeopleRequest


@dataclass(frozen=True, slots=True)
class Calendar:
    """Months with the meetings of each day."""

    #: the first day of each month
    months: tuple[dt.date, ...]
    days: tuple[tuple[dt.date, tuple[Entry, ...]], ...]
    #: first day of a month ─► meetings of which only the month is known
    by_month: tuple[tuple[dt.date, tuple[Entry, ...]], ...] = ()
    #: the current day, if it is in one of them
    today: dt.date | None = None

    @property
    def is_year(self) -> bool:
        """Whether it has all months of a year."""
        return len(self.months) > 1


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of meetings in some format, grouped by year, month (2024-02), series or role."""

    groups: tuple[tuple[str, tuple[Entry, ...]], ...]
    format: str = "list"
    #: "", "year", "month", "series" or "role"
    group_by: str = ""

    @property
    def entries(self) -> Iterator[Entry]:
        """The entries of all groups."""
        return itertools.chain.from_iterable(entries for _, entries in self.groups)


@dataclass(frozen=True, slots=True)
class Latest:
    """The latest meeting, and what was decided there."""

    entry: Entry
    decisions: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class TagCount:
    """A tag in the index of tags."""

    link: Link
    count: int
    description: str


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A person, in the index of people or at the top of their page."""

    link: Link
    count: int
    person: Person
    #: (role, number of meetings) pairs
    roles: tuple[tuple[Role, int], ...]
    #: date of the first meeting
    since: dt.date | None


@dataclass(frozen=True, slots=True)
class TagIndex:
    """All tags."""

    tags: tuple[TagCount, ...]


@dataclass(frozen=True, slots=True)
class PeopleIndex:
    """All people."""

    people: tuple[PersonCard, ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph; nothing if the text is empty."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A title over a part of a page."""

    text: str


@dataclass(frozen=True, slots=True)
class Shortcuts:
    """Links to other pages, under a title."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Pager:
    """The parts of a list that is spread over pages."""

    #: a link without a docname stands for parts that are left out
    parts: tuple[Link, ...]
    #: index of the page among them, counted from 0
    current: int


View = (
    Listing
    | TagIndex
    | PeopleIndex
    | PersonCard
    | Prose
    | Heading
    | Shortcuts
    | Pager
    | Calendar
    | Upcoming
    | Subscriptions
    | Attendance
    | AttendanceSummary
    | PersonAttendance
    | VoteIndex
    | TopicIndex
    | DecisionLog
    | ActionRegister
    | Activity
    | Beside
    | Directory
    | Latest
)


@dataclass(frozen=True, slots=True)
class Page:
    """A generated page: its name, which looks like a docname, and what it shows."""

    name: str
    title: str
    #: the pages above it, the outermost first
    parents: tuple[Link, ...]
    views: tuple[View, ...]


@dataclass(frozen=True, slots=True)
class Home:
    """What the site knows of an overview."""

    #: title of the document; empty for a generated overview
    title: str = ""
    #: the documents above it in toctrees, the outermost first; ``None`` if it is in none
    above: tuple[Link, ...] | None = None
    #: whether a document shows the list of the overview
    has_list: bool = False


@dataclass(frozen=True)
class Views:
    """Makes views of *archive*; *pages* is ``None`` if no pages are generated."""

    archive: Archive
    pages: PageNames | None
    #: title of the overview
    title: str
    #: resolves the references of excerpts, given by role and target
    find: Callable[[str, str], Link | None]
    description: str = ""
    #: the date to use as today, or the moment in UTC
    today: dt.date = dt.date.min
    #: whether people are shown with images
    images: bool = False
    #: whether notes have the box "In short"
    in_short: bool = False
    #: the views of the whole archive, if these are the views of a series
    whole: Views | None = None
    #: overview, of the archive or of a series ─► its place in the site
    homes: Mapping[str, Home] = field(default_factory=dict)
    #: key of that series
    within: str = ""
    #: how days are written, and the words of dates in the language of the project
    say_day: SayDay = lambda day, last: f"{day}"
    words: DateWords = ENGLISH
    #: format of a list ─► whether it shows excerpts by default
    formats: Mapping[str, bool] = field(default_factory=lambda: FORMATS)
    #: what the whole archive can be subscribed to with
    subscriptions: Subscriptions = field(default_factory=Subscriptions)
    #: the registers that have pages, if there is something in them
    register_names: Collection[str] = REGISTERS
    #: what overviews show before their lists
    overview_parts: Sequence[str] = OVERVIEW
    #: caches
    _entries: dict[tuple[str, bool, bool], Entry] = field(default_factory=dict, repr=False)
    #: by name, and whether the list is one of the series
    _titles: dict[tuple[str, bool], Title] = field(default_factory=dict, repr=False)
    _headers: dict[str, Header] = field(default_factory=dict, repr=False)
    _upcoming: dict[UpcomingRequest, Upcoming] = field(default_factory=dict, repr=False)
    #: by the key of the series
    _series: dict[str, Views] = field(default_factory=dict, repr=False)
    #: names of meetings ─► their most frequent tags, and people
    _tags_of: dict[tuple[str, ...], list[str]] = field(default_factory=dict, repr=False)
    _people_of: dict[tuple[str, ...], list[str]] = field(default_factory=dict, repr=False)

    def tag(self, tag: Tag) -> Link:
        """Return a link to the page of *tag*."""
        entry = self.archive.tags.get(tag.key)
        if self.pages is None or entry is None:
            return Link(tag.label)
        return Link(tag.label, self.pages.tag(entry.slug))

    def person(self, person: Person) -> Link:
        """Return a link to the page of *person*."""
        entry = self.archive.people.get(person.key)
        image = person.image if self.images and "://" in person.image else ""
        if self.pages is None or entry is None:
            return Link(person.name, image=image)
        return Link(person.name, self.pages.person(entry.slug), image=image)

    def series(self, key: str) -> Link | None:
        """Return a link to the pages of the series with a *key*, if there is one."""
        entry = self.archive.series.get(key)
        if entry is None:
            return None
        return self.of_all(entry)

    def of_all(self, entry: SeriesEntry) -> Link:
        """Return a link to the overview of a series."""
        pages = self.series_pages(entry)
        return Link(entry.series.title or entry.series.key, pages.overview if pages else "")

    def series_pages(self, entry: SeriesEntry) -> PageNames | None:
        """Return the names of the pages of one series; None if no pages are generated."""
        return self.pages and self.pages.series(entry.slug, entry.series.home)

    @cached_property
    def page_names(self) -> dict[str, Link]:
        """Targets of ``{meeting:page}``: name ─► page."""
        pages = self.pages
        if pages is None:
            return {}
        named = {"overview": Link(self.title, pages.overview)}
        if self.archive.tags:
            named["tags"] = Link("Tags", pages.tags)
        if self.archive.people:
            named["people"] = Link("People", pages.people)
        if self.subscriptions.items:
            named["subscribe"] = Link("Subscribe", pages.subscribe)
        named |= {f"{year}": Link(f"{year}", pages.year(year)) for year in self.archive.years}
        for key, entry in self.archive.series.items():
            named.setdefault(key, self.of_all(entry))
        for name, link in self.register_pages.items():
            named.setdefault(name, link)
        return named

    def page(self, name: str) -> Link | None:
        """Return the page that ``{meeting:page}`` calls *name*; without pages, just the name."""
        return self.page_names.get(name) if self.pages else Link(name)

    @property
    def home(self) -> Home:
        """What the site knows of the overview."""
        return self.homes.get(self.pages.overview, _UNKNOWN) if self.pages else _UNKNOWN

    @cached_property
    def trail(self) -> tuple[Link, ...]:
        """Links to the overview and to what is above it in the site, the outermost first."""
        if self.pages is None:
            return ()
        return (*(self.home.above or ()), Link(self.title, self.pages.overview))

    def trail_of(self, entry: SeriesEntry) -> tuple[Link, ...]:
        """Return links to the overview of a series and to what is above it.

        That is the overview of all meetings, unless the site has another place for it.
        """
        pages = self.series_pages(entry)
        if pages is None:
            return ()
        above = self.homes.get(pages.overview, _UNKNOWN).above
        return (
            *(self.trail if above is None else above),
            Link(self._series_title(entry), pages.overview),
        )

    def _series_title(self, entry: SeriesEntry) -> str:
        """Return the title of the overview of a series."""
        pages = self.series_pages(entry)
        home = self.homes.get(pages.overview, _UNKNOWN) if pages else _UNKNOWN
        return home.title or entry.series.title or entry.series.key

    def of_series(self, entry: SeriesEntry) -> Views:
        """Return the views of one series, as an archive of its own with the entries of this."""
        key = entry.series.key
        if key not in self._series:
            self._series[key] = self._make_series(entry)
        return self._series[key]

    def _make_series(self, entry: SeriesEntry) -> Views:
        return Views(
            self.archive.within(entry.series.key),
            self.series_pages(entry),
            self._series_title(entry),
            self.find,
            description=entry.series.description,
            today=self.today,
            images=self.images,
            whole=self,
            homes=self.homes,
            within=entry.series.key,
            say_day=self.say_day,
            words=self.words,
            formats=self.formats,
            subscriptions=self.subscriptions,
            register_names=self.register_names,
            overview_parts=self.overview_parts,
        )

    def meeting(self, record: Meeting) -> Link:
        """Return a link to *record*."""
        return Link(self._title(record).text, record.docname, record.anchor)

    def place(self, record: Meeting) -> Place:
        """Return *record* as it is listed beside other meetings."""
        title = self._title(record)
        link = Link(title.text, record.docname, record.anchor)
        return Place(link, title.says_day, record.date, record.end_date)

    def says_day(self, record: Meeting) -> bool:
        """Whether the text of a link to *record* says its day."""
        return self._title(record).says_day

    def _title(self, record: Meeting, *, of_series: bool = False) -> Title:
        """Return what lists call *record*; *of_series* if a list only has its series."""
        key = (record.name, of_series)
        if key not in self._titles:
            entry = None if of_series else self.archive.series.get(record.series)
            series = entry.series.title or entry.series.key if entry else ""
            self._titles[key] = title_in_lists(record, series, self.say_day, self.words)
        return self._titles[key]

    def of(self, request: Request) -> View:  # noqa: PLR0911, one for each kind
        """Return the view for *request*."""
        if isinstance(request, TagsRequest):
            return TagIndex(tuple(map(self.tag_count, self.archive.tags.values())))
        if isinstance(request, PeopleRequest):
            return PeopleIndex(tuple(map(self.person_card, self.archive.people.values())))
        if isinstance(request, CalendarRequest):
            return self.calendar(request)
        if isinstance(request, UpcomingRequest):
            return self.upcoming(request)
        if isinstance(request, AttendanceRequest):
            return requested_attendance(self.archive, request, self.today, self.person, self.place)
        if isinstance(request, VotesRequest):
            return VoteIndex(self.votes(select(self.archive, request.selection)))
        if isinstance(request, TopicsRequest):
            return TopicIndex(self.topics(select(self.archive, request.selection)))
        if isinstance(request, DecisionsRequest):
            return decision_log(self, request)
        if isinstance(request, ActionsRequest):
            return action_register(self, request)
        known = request.format if request.format in self.formats else "list"
        excerpts = self.formats[known] if request.excerpts is None else request.excerpts
        return self.listing(
            select(self.archive, request.selection),
            format=known,
            excerpts=excerpts,
            group_by=request.group_by,
            within=self.archive.series_key(request.selection.series),
        )

    def listing(
        self,
        records: Iterable[Meeting],
        *,
        format: str = "list",
        excerpts: bool = True,
        group_by: str = "",
        within: str = "",
    ) -> Listing:
        """Return a list of *records*, in their order; *within* is the key of their series."""
        # an entry is the same in all lists but those of its series
        entry = (self.whole or self).entry
        within = within or self.within
        # in the order of their first entries: those of a series need not be adjacent
        groups: dict[str, list[Entry]] = {}
        for record in records:
            key = _GROUPS[group_by](entry(record, excerpt=excerpts))
            of_group = record.series if group_by == "series" else within
            shown = entry(record, excerpt=excerpts, within=of_group)
            groups.setdefault(key, []).append(shown)
        return Listing(tuple((key, tuple(of)) for key, of in groups.items()), format, group_by)

    def listing_by_role(self, done: Iterable[tuple[Role, Meeting]]) -> Listing:
        """Return a list of a person's meetings, with a group for each role."""
        entry = (self.whole or self).entry
        groups = itertools.groupby(done, key=operator.itemgetter(0))
        return Listing(
            tuple(
                (role.value, tuple(entry(record, within=self.within) for _, record in of))
                for role, of in groups
            ),
            group_by="role",
        )

    def calendar(self, request: CalendarRequest) -> Calendar:
        """Return the days of a month or year that have meetings, and what has no day there."""
        year, month = request.year, request.month
        if year is None:
            year, month = self.today.year, self.today.month
        months = [month] if month else range(1, 13)
        first = tuple(dt.date(year, month, 1) for month in months)
        shown = {(month.year, month.month) for month in first}
        days: defaultdict[dt.date, list[Entry]] = defaultdict(list)
        by_month: defaultdict[dt.date, list[Entry]] = defaultdict(list)
        for record in reversed(select(self.archive, request.selection)):
            if isinstance(record.date, Month) and (record.date.year, record.date.month) in shown:
                by_month[record.date.first_day].append(self.entry(record, excerpt=False))
            for day in days_of(record):
                if (day.year, day.month) in shown:
                    days[day].append(self.entry(record, excerpt=False))
        today = day_of(self.today)
        is_shown = (today.year, today.month) in shown
        return Calendar(first, _by_day(days), _by_day(by_month), today if is_shown else None)

    def upcoming(self, request: UpcomingRequest) -> Upcoming:
        """Return the meetings to come."""
        if request not in self._upcoming:
            found = upcoming(
                self.archive, request, self.today, self.find, (self.whole or self).series
            )
            if not (request.is_next or request.without_notes):
                found = dataclasses.replace(found, subscribe=self._calendar_of(request.series))
            self._upcoming[request] = found
        return self._upcoming[request]

    def _calendar_of(self, series: str) -> Link | None:
        """Return a link to how the calendar of a series, or of all meetings, is subscribed to."""
        found = self.subscriptions.of_series(self.archive.series_key(series) or series)
        if found is None or not found.calendar:
            return None
        if self.pages is None:
            return Link("Calendar file", file=found.calendar)
        return self.how_to_subscribe(found)

    def how_to_subscribe(self, found: Subscription) -> Link:
        """Return a link to the ways to subscribe to what is *found*."""
        names = (self.whole or self).pages
        assert names is not None
        return Link("Subscribe", names.subscribe, found.anchor)

    # Registers

    @cached_property
    def register_pages(self) -> dict[str, Link]:
        """Name of each register that has a page ─► that page."""
        pages = self.pages
        if pages is None:
            return {}
        found, of_series = self.archive.registers, self.within or None
        has = {
            "decisions": bool(found.decisions(of_series)),
            "actions": bool(found.actions(of_series)),
            "attendance": bool(self.recorded_years),
            "votes": any(record.votes for record in self.archive.listed),
            "topics": bool(self.all_topics),
        }
        return {
            name: Link(name.capitalize(), pages.register(name))
            for name in REGISTERS
            if name in self.register_names and has.get(name)
        }

    @cached_property
    def open_actions(self) -> Mapping[str, ActionRegister]:
        """Key of a person ─► what is theirs to do."""
        return open_actions(self) if "actions" in self.register_names else {}

    @cached_property
    def recorded_years(self) -> dict[int | None, tuple[Meeting, ...]]:
        """Year ─► its listed meetings whose attendance is known, newest first."""
        found = recorded(self.archive.listed, self.today)
        years = itertools.groupby(found, key=lambda one: one.date.year if one.date else None)
        return {year: tuple(of_year) for year, of_year in years}

    def attendance(self, records: Iterable[Meeting]) -> Attendance:
        """Return the attendance of *records*, whose attendance is known."""
        return Attendance(tuple(attendance_tables(records, self.person, self.place)))

    def attendance_of_all(self) -> Attendance:
        """Return the attendance of all listed meetings."""
        return self.attendance(itertools.chain.from_iterable(self.recorded_years.values()))

    def attendance_summary(self) -> AttendanceSummary:
        """Return at how many meetings of each year people were."""
        return summary(self.recorded_years, self.year_of_attendance, self.person)

    def year_of_attendance(self, year: int | None) -> Link:
        """Return a link to the attendance of a year, or of the meetings without a date."""
        text = "Undated" if year is None else f"{year}"
        return Link(text, self.pages.attendance(year) if self.pages else "")

    @cached_property
    def _attended(self) -> Mapping[str, tuple[Attended, ...]]:
        """Key of a person ─► how often they were at meetings."""
        return attended_by_person(itertools.chain.from_iterable(self.recorded_years.values()))

    def person_attendance(self, entry: PersonEntry) -> PersonAttendance:
        """Return how often a person was at the meetings of each series."""
        if "attendance" not in self.register_names:
            return PersonAttendance(None, ())
        found = self._attended.get(entry.person.key, ())
        # in the pages of a series, all are of that
        shown = (
            AttendedSeries(None if self.within else self.series(one.series), one) for one in found
        )
        return PersonAttendance(self.register_pages.get("attendance"), tuple(shown))

    def votes(self, records: Iterable[Meeting]) -> tuple[VoteItem, ...]:
        """Return the votes of *records*, in their order."""
        return tuple(votes_of(records, self.place))

    @cached_property
    def all_topics(self) -> tuple[TopicHistory, ...]:
        """The topics of several listed meetings, the latest first."""
        return self.topics(self.archive.listed)

    def topics(self, records: Iterable[Meeting]) -> tuple[TopicHistory, ...]:
        """Return the topics of several *records*, in the order of these."""
        # owners may be known from other series
        return topics_of((self.whole or self).archive, records, self.place)

    def entry(self, record: Meeting, *, excerpt: bool = True, within: str = "") -> Entry:
        """Return what lists show of *record*; those *within* its series do not name that."""
        of_series = bool(within) and within == record.series
        key = (record.name, excerpt, of_series)
        if key not in self._entries:
            self._entries[key] = self._make_entry(record, excerpt=excerpt, of_series=of_series)
        return self._entries[key]

    def _make_entry(self, record: Meeting, *, excerpt: bool, of_series: bool) -> Entry:
        title = self._title(record, of_series=of_series)
        transcript = self.archive.transcript_for(record.name)
        recording = record.recording
        return Entry(
            name=record.name,
            link=Link(title.text, record.docname, record.anchor),
            says_day=title.says_day,
            date=record.date,
            end_date=record.end_date,
            start=record.start,
            end=record.end,
            timezone=record.timezone,
            duration=(recording and recording.duration) or record.duration,
            facts=tuple(_facts(record)),
            people=self._first(record, _named_first(record), self.person),
            tags=self._first(record, record.tags, self.tag),
            flags=_flags(record),
            recording=recording.url if recording else "",
            is_played=recording is not None and recording.media.is_played,
            transcript=self.meeting(transcript) if transcript else None,
            series=None if of_series else self.series(record.series),
            excerpt=self._excerpt(record.excerpt) if excerpt and record.excerpt else "",
            more=self._more(record) if excerpt else None,
        )

    def _first(
        self, record: Meeting, items: Sequence[_Item], link: Callable[[_Item], Link]
    ) -> tuple[Link, ...]:
        """Return links to the first *items* of *record*, and one to the note for the rest.

        Otherwise, lists of notes with hundreds of tags would have hundreds of links each.
        """
        links = tuple(map(link, items[:_MOST_IN_LISTS]))
        if len(items) <= _MOST_IN_LISTS:
            return links
        rest = f"{len(items) - _MOST_IN_LISTS} more"
        return (*links, Link(rest, record.docname, record.anchor))

    def _whole_entry(self, record: Meeting) -> Entry:
        """Return what lists show of *record*, with all its people and tags."""
        entry, people = self.entry(record), _named_first(record)
        if max(len(people), len(record.tags)) <= _MOST_IN_LISTS:
            return entry
        return dataclasses.replace(
            entry,
            people=tuple(map(self.person, people)),
            tags=tuple(map(self.tag, record.tags)),
        )

    def _more(self, record: Meeting) -> Link | None:
        if record.excerpt is None or not record.excerpt.rest:
            return None
        return Link(self._title(record).text, record.docname, record.excerpt.rest)

    def _excerpt(self, excerpt: Excerpt) -> str:
        found = [self.find(role, target) for role, target in excerpt.references]
        fragment = digest_of_bytes(excerpt.fragment)
        return digest((fragment, found)) if found else fragment

    def header(self, name: str) -> Header:
        """Return what is shown under the title of the meeting *name*."""
        if name not in self._headers:
            self._headers[name] = self._make_header(name)
        return self._headers[name]

    def _make_header(self, name: str) -> Header:
        archive = self.archive
        record = archive.records[name]
        earlier = archive.earlier(name) if self.pages else None
        later = archive.later(name) if self.pages else None
        meeting = archive.transcript_of(name)
        chapters = meeting.chapters if meeting else ()
        join, calendar, until = self._to_come(record)
        return Header(
            entry=self._whole_entry(record),
            meeting=self.meeting(meeting) if meeting else None,
            recording=meeting.recording if meeting and not record.recording else None,
            # the lines of the file are not shown
            chapters=tuple(dataclasses.replace(chapter, line=0) for chapter in chapters),
            roles=self._roles(record),
            # those of a section are above the title of its page
            parents=() if record.anchor else self.parents(name),
            earlier=self.meeting(earlier) if earlier else None,
            later=self.meeting(later) if later else None,
            join=join,
            calendar=calendar,
            until=until,
            standing=standing_of(
                record,
                archive.approvals.get(name),
                lambda target: archive.find(target, self.today),
                self.meeting,
            ),
            short=self._short(record) if self.in_short and not meeting else None,
            replaced=replaced_decisions(self, record),
        )

    def _to_come(self, record: Meeting) -> tuple[str, Link | None, str]:
        """Return the call and the calendar of a meeting to come, and when that is over."""
        one = self.archive.occurrences.get(record.name)
        if is_cancelled(record) or is_past(record, one, self.today):
            return "", None, ""
        join = self.archive.timetables[one.series].schedule.join if one else ""
        has_own = self.subscriptions.calendars and record.name in self.archive.neighbours
        file = calendar_of(record) if has_own else None
        calendar = Link("Add to calendar", file=file.name) if file else None
        if not (join or calendar):
            return "", None, ""
        if one and record.date != one.day:
            return join, calendar, end_of(one.day, one.start, one.end)
        day = record.last_day
        assert day is not None, "what has no day has neither"
        return join, calendar, end_of(day, record.start, record.end)

    def _short(self, record: Meeting) -> InShort | None:
        registers = self.archive.registers
        return in_short(
            record,
            self.person,
            partial(registers.owners.find, record),
            partial(registers.is_over, record.name),
        )

    def _roles(self, record: Meeting) -> tuple[tuple[Role, tuple[Link, ...]], ...]:
        """Return the people of *record* by role, without a roll call that stands in its text."""
        found: dict[Role, list[Person]] = {role: [] for role in Role if role is not Role.AUTHOR}
        for part in record.people:
            is_in_text = part.line and part.role in (Role.ATTENDEE, Role.REGRETS)
            if part.role in found and not is_in_text:
                found[part.role].append(part.person)
        return tuple(
            (role, tuple(map(self.person, people))) for role, people in found.items() if people
        )

    def parents(self, name: str) -> tuple[Link, ...]:
        """Return the pages above the meeting *name*, the outermost first."""
        if self.pages is None:
            return ()
        record = self.archive.records[name]
        series = self.archive.series.get(record.series)
        pages = self.series_pages(series) if series else self.pages
        trail = self.trail_of(series) if series else self.trail
        name = self.archive.transcripts.get(record.name, record.name)
        if pages and record.date and name in self.archive.neighbours:
            year = record.date.year
            return (*trail, Link(f"{year}", pages.year(year)))
        return trail

    def parents_of_sections(self, records: Iterable[Meeting]) -> tuple[Link, ...]:
        """Return the pages above a document whose sections are *records*, outermost first."""
        if self.pages is None:
            return ()
        keys = {record.series for record in records}
        series = self.archive.series.get(next(iter(keys))) if len(keys) == 1 else None
        return self.trail_of(series) if series else self.trail

    @cached_property
    def to_come(self) -> frozenset[str]:
        """The names of the listed meetings that are not over."""
        return frozenset(record.name for record in self.archive.upcoming(self.today))

    def recent(self, number: int = 5) -> tuple[tuple[Link, dt.date | None, dt.date | None], ...]:
        """Return the newest meetings that took place: links, first days and last days."""
        held = (
            record
            for record in self.archive.listed
            if record.name not in self.to_come and not is_cancelled(record)
        )
        return tuple(
            (self.meeting(record), record.date, record.end_date)
            for record in itertools.islice(held, number)
        )

    def related_tags(self, records: Iterable[Meeting], but: str = "") -> tuple[Link, ...]:
        """Return the tags of *records*, the most frequent first."""
        records = tuple(records)
        names = tuple(record.name for record in records)
        # many tags may have the same meetings
        if names not in self._tags_of:
            found = Counter(tag.key for record in records for tag in record.tags)
            self._tags_of[names] = _most(found, _MOST_RELATED + 1)
        keys = [key for key in self._tags_of[names] if key != but]
        return tuple(self.tag(self.archive.tags[key].tag) for key in keys[:_MOST_RELATED])

    def related_people(self, records: Iterable[Meeting]) -> tuple[Link, ...]:
        """Return the people of *records*, the most frequent first."""
        records = tuple(records)
        names = tuple(record.name for record in records)
        if names not in self._people_of:
            found = Counter(part.person.key for record in records for part in record.people)
            self._people_of[names] = _most(found, _MOST_RELATED)
        keys = self._people_of[names]
        return tuple(self.person(self.archive.people[key].person) for key in keys)

    def tag_count(self, entry: TagEntry) -> TagCount:
        """Return *entry* as shown in the index of tags."""
        return TagCount(self.tag(entry.tag), len(entry.meetings), entry.tag.description)

    def person_card(self, entry: PersonEntry) -> PersonCard:
        """Return *entry* as shown in the index of people."""
        counts = Counter(role for role, _ in entry.done)
        return PersonCard(
            link=self.person(entry.person),
            count=len(entry.meetings),
            person=entry.person,
            roles=tuple(counts.items()),
            since=min((m.date for m in entry.meetings if m.date), default=None),
        )


#: an overview that the site does not know
_UNKNOWN = Home()


def _named_first(record: Meeting) -> tuple[Person, ...]:
    """Return the people that lists show: those who wrote *record*, else those who spoke."""
    return record.authors or record.people_as(Role.SPEAKER)


def _most(found: Counter[str], number: int) -> list[str]:
    ranked = sorted(found, key=lambda key: (-found[key], key.casefold(), key))
    return ranked[:number]


_GROUPS: Mapping[str, Callable[[Entry], str]] = {
    "": lambda _: "",
    "year": lambda entry: f"{entry.date:%Y}" if entry.date else "",
    "month": lambda entry: f"{entry.date:%Y-%m}" if entry.date else "",
    "series": lambda entry: entry.series.text if entry.series else "",
}


def _by_day(
    found: Mapping[dt.date, Sequence[Entry]],
) -> tuple[tuple[dt.date, tuple[Entry, ...]], ...]:
    return tuple((day, tuple(found[day])) for day in sorted(found))


def _facts(record: Meeting) -> Iterator[Fact]:
    for described, value in field_values(record):
        if described.shown and (text := as_text(value)):
            yield Fact(described.label, text, described.shown is Shown.LABELLED)


def _flags(record: Meeting) -> tuple[str, ...]:
    flags = [name for name in ("draft", "unlisted") if getattr(record, name)]
    if record.status is not Status.CONFIRMED:
        flags.append(record.status.value)
    return tuple(flags)
