"""Views as HTML: headers of meetings, lists, tags and people.

Documents and generated pages have the same HTML, with semantic elements such as ``time`` and
``nav``. Other builders get the nodes of :mod:`~sphinxcontrib_meetings.write.doctree`.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Protocol
from urllib.parse import urlsplit

from sphinxcontrib_meetings.archive.attendance import (
    Attendance,
    AttendanceSummary,
    PersonAttendance,
)
from sphinxcontrib_meetings.archive.front import Activity, Beside, Directory
from sphinxcontrib_meetings.archive.link import Place
from sphinxcontrib_meetings.archive.register_views import (
    ActionGroup,
    ActionRegister,
    ActionRow,
    DecisionLog,
    DecisionRow,
    Said,
)
from sphinxcontrib_meetings.archive.subscriptions import Subscription
from sphinxcontrib_meetings.archive.topics import TopicHistory, TopicIndex
from sphinxcontrib_meetings.archive.upcoming import UpcomingItem
from sphinxcontrib_meetings.archive.views import (
    Calendar,
    Entry,
    Fact,
    Header,
    Heading,
    Latest,
    Link,
    Listing,
    Pager,
    PeopleIndex,
    PersonCard,
    Prose,
    Shortcuts,
    Subscriptions,
    TagIndex,
    Upcoming,
    View,
)
from sphinxcontrib_meetings.archive.votes import VoteIndex
from sphinxcontrib_meetings.day_text import day
from sphinxcontrib_meetings.model.people import Role
from sphinxcontrib_meetings.nodes.html_text import (
    EMPTY,
    SOON,
    Markup,
    bullets,
    element,
    initials,
    joined,
    link,
    paragraph,
)
from sphinxcontrib_meetings.parse.times import format_duration, iso_duration
from sphinxcontrib_meetings.parse.urls import site_of
from sphinxcontrib_meetings.write.attendance_html import (
    attendance,
    attendance_summary,
    person_attendance,
)
from sphinxcontrib_meetings.write.front_html import (
    activity_strip,
    beside,
    directory_nav,
    latest_card,
    year_calendar,
)
from sphinxcontrib_meetings.write.upcoming_wording import (
    NO_MORE_KNOWN,
    distance,
    empty_text,
    moved_from,
    regularity,
    weekday,
)
from sphinxcontrib_meetings.write.wording import (
    ACTION_COLUMNS,
    ACTION_GROUPS,
    DECISION_COLUMNS,
    FEEDS,
    NO_ACTIONS,
    NO_DECISIONS,
    NO_MEETINGS,
    NO_PEOPLE,
    NO_TAGS,
    NO_TOPICS,
    NO_VOTES,
    ROLES,
    SCOPES,
    VOTE_TITLES,
    carried,
    clock,
    counts,
    ended,
    flags,
    group_title,
    history,
    leaf_words,
    months,
    network,
    others,
    standing,
    supersedes,
    total,
    when,
)

__all__ = [
    "CALENDAR_TYPE",
    "HTML_FORMATS",
    "ExcerptPlace",
    "HtmlFormat",
    "HtmlWriter",
    "Part",
    "Templates",
    "avatar",
    "classes_of",
    "date_leaf",
    "levels",
]


#: media type of calendars (RFC 5545, section 8.1)
CALENDAR_TYPE = "text/calendar"


class ExcerptPlace(str):
    """A placeholder for an excerpt in HTML: the name of its meeting."""

    __slots__ = ()


#: a piece of a page
Part = Markup | ExcerptPlace


class HtmlFormat(Protocol):
    """Writes the meetings of one group of a list."""

    def __call__(self, writer: HtmlWriter, entries: Sequence[Entry], /) -> Iterable[Part]:
        """Return HTML that shows *entries*."""


class Templates(Protocol):
    """What a project has in the place of our own HTML."""

    def header(self, writer: HtmlWriter, view: Header) -> Markup | None:
        """Return what stands under the title of a meeting, None where our own does."""

    def entry(self, writer: HtmlWriter, entry: Entry, format: str) -> Iterable[Part] | None:
        """Return one item of a list, None where our own is shown."""


@dataclass(frozen=True, slots=True)
class HtmlWriter:
    """Builds HTML for one page.

    *uri* returns the URL of a link from that page, or ``None`` if the page cannot link there.
    """

    uri: Callable[[Link], str | None]
    #: the ``language`` of ``conf.py``
    language: str
    #: whether the header links to the neighbours, which many themes do themselves
    neighbours: bool = True
    #: whether pages link to their parents, which some themes do themselves
    parents: bool = True
    #: returns an entry in a format that has already been written, with its title as a heading of
    #: a level; only for generated pages
    written: Callable[[Entry, str, int], Markup] | None = None
    #: how lists may look, by name
    formats: Mapping[str, HtmlFormat] = field(default_factory=lambda: HTML_FORMATS)
    #: those that are in the place of our own HTML, if any
    templates: Templates | None = None
    #: level of the heading that views stand below
    level: int = 1

    # The header of a meeting

    def header(self, view: Header) -> Markup:
        """Return the header of a meeting, below its title."""
        given = self.templates.header(self, view) if self.templates else None
        if given is not None:
            return given
        parts = [
            self.above(view.parents),
            bullets(self.header_facts(view), "meetings-facts"),
            self._people(named(view)),
            *(self._role(role, people) for role, people in view.roles),
            self._tags(view.entry.tags),
            self._neighbours(view) if self.shows_neighbours(view) else EMPTY,
        ]
        if not any(parts):
            return EMPTY
        return element("header", "\n", *parts, classes="meetings-header", end="\n")

    def shows_neighbours(self, view: Header) -> bool:
        """Whether the header links to the neighbours: a theme knows none of those of sections."""
        return self.neighbours or bool(view.entry.link.anchor)

    def above(self, parents: Sequence[Link]) -> Markup:
        """Return links to the parents, outermost first, unless the theme has them."""
        if not (parents and self.parents):
            return EMPTY
        return _nav("meetings-parents", "Breadcrumb", bullets(map(self.link_to, parents)))

    def _neighbours(self, view: Header) -> Markup:
        found = [
            self._neighbour(neighbour, rel, label)
            for neighbour, rel, label in (
                (view.earlier, "prev", "Previous meeting"),
                (view.later, "next", "Next meeting"),
            )
            if neighbour
        ]
        return _nav("meetings-neighbours", "Neighbouring meetings", *found) if found else EMPTY

    def _neighbour(self, neighbour: Link, rel: str, label: str) -> Markup:
        return element(
            "a",
            "\n",
            element("span", label, classes="meetings-label", end="\n"),
            element("span", neighbour.text, classes="meetings-neighbour", end="\n"),
            href=self.uri(neighbour) or "",
            rel=rel,
            end="\n",
        )

    # Facts

    def header_facts(self, view: Header) -> list[Markup]:
        """Return the facts of a meeting on its own page, which are shown in one line."""
        entry = view.entry
        facts = self.facts(entry)
        if entry.recording and not entry.is_played:
            # playable recordings have their player on the page
            facts.append(self._watch(entry))
        if view.meeting:
            facts.append(joined(["Transcript of ", self.link_to(view.meeting)]))
        if view.join:
            facts.append(join(view.join, view.until))
        if view.calendar:
            facts.append(self._calendar_link(view.calendar, view.until))
        return facts

    def _watch(self, entry: Entry) -> Markup:
        """Return a button to the recording, which is played elsewhere."""
        site = urlsplit(entry.recording).netloc.rpartition("@")[2].removeprefix("www.")
        if not site:
            return self.recording(entry)
        text = f"Watch the recording on {site}"
        classes = "reference external meetings-watch"
        return element("a", text, classes=classes, href=entry.recording)

    def _calendar_link(self, there: Link, until: str) -> Markup:
        """Return a link to the calendar of a meeting; it is hidden as the one into the call."""
        return element(
            "a",
            there.text,
            classes="reference internal meetings-add",
            href=self.uri(there) or "",
            type=CALENDAR_TYPE,
            **{f"{SOON}over": until},
        )

    def entry_facts(self, entry: Entry, *, is_dated: bool = True) -> list[Markup]:
        """Return the facts of a meeting in a list, which are shown in one line."""
        facts = self.facts(entry, is_dated=is_dated and not entry.says_day)
        if entry.recording:
            facts.append(self.recording(entry))
        return facts

    def facts(self, entry: Entry, *, is_dated: bool = True) -> list[Markup]:
        """Return the facts of a meeting that its own page and lists share."""
        facts = [
            element("span", flag, classes=f"meetings-flag meetings-flag-{flag}")
            for flag in entry.flags
        ]
        if is_dated:
            facts.append(self._dated(entry))
        if entry.start:
            facts.append(_time(entry.start.isoformat(timespec="minutes"), clock(entry)))
        if entry.duration:
            facts.append(_time(iso_duration(entry.duration), format_duration(entry.duration)))
        facts += map(_fact, entry.facts)
        if entry.series:
            facts.append(self.link_to(entry.series))
        if entry.transcript:
            there = Link("Transcript", entry.transcript.docname, entry.transcript.anchor)
            facts.append(self.link_to(there))
        return facts

    def _dated(self, entry: Entry) -> Markup:
        return self._day(entry.date, entry.end_date)

    def _day(self, date: dt.date | None, last: dt.date | None) -> Markup:
        if date is None:
            return Markup("undated")
        # HTML has no elements for several days
        return _time(date.isoformat(), day(date, self.language, last))

    def _people(self, people: Iterable[Link]) -> Markup:
        shown = (joined([avatar(person), self.link_to(person)]) for person in people)
        return bullets(shown, "meetings-people")

    def _role(self, role: Role, people: Iterable[Link]) -> Markup:
        label = element("span", ROLES[role], classes="meetings-label")
        links = element("span", self._links(people))
        return paragraph(label, " ", links, classes="meetings-role")

    def _tags(self, tags: Iterable[Link]) -> Markup:
        return bullets(map(self.link_to, tags), "meetings-tags")

    def _links(self, links: Iterable[Link]) -> Markup:
        return joined(map(self.link_to, links), ", ")

    def link_to(self, there: Link) -> Markup:
        """Return *there* as a link, its text alone where the page cannot lead there."""
        uri = self.uri(there) if there.docname or there.file else None
        return element("span", there.text) if uri is None else link(uri, there.text)

    # Lists of meetings

    def listing(self, view: Listing) -> Iterator[Part]:
        """Yield a list of meetings, or a sentence that there are none."""
        if not view.groups:
            yield paragraph(NO_MEETINGS, classes="meetings-empty")
        writer = self.in_list(view)
        for key, entries in view.groups:
            if view.group_by:
                yield self.heading(group_title(view, key, self.language))
            yield from self.formats[view.format](writer, entries)

    def in_list(self, view: Listing) -> HtmlWriter:
        """Return what writes the entries of *view*, which stand below the titles of groups."""
        return replace(self, level=self.level + 1) if view.group_by else self

    def heading(self, content: str, classes: str = "meetings-group rubric") -> Markup:
        """Return a heading below the one that is above."""
        return element(f"h{min(self.level + 1, 6)}", content, classes=classes, end="\n")

    def items(self, entries: Iterable[Entry], format: str) -> Iterator[Part]:
        """Yield *entries* as the items of a list."""
        classes = "meetings-list" if format == "list" else f"meetings-list meetings-{format}"
        yield Markup(f'<ul class="{classes}">\n')
        for entry in entries:
            if self.written:
                yield self.written(entry, format, self.level)
            else:
                yield from self.entry(entry, format)
        yield Markup("</ul>\n")

    def entry(self, entry: Entry, format: str) -> Iterator[Part]:
        """Yield one item of a list."""
        given = self.templates.entry(self, entry, format) if self.templates else None
        if given is not None:
            yield from given
            return
        yield from self._dense(entry) if format == "compact" else self._roomy(entry)

    def _dense(self, entry: Entry) -> Iterator[Part]:
        """Yield an item in one line."""
        yield Markup('<li class="{}">\n').format(classes_of(entry))
        yield paragraph(self.link_to(entry.link), classes="meetings-entry-title")
        yield bullets(self.entry_facts(entry), "meetings-facts")
        yield from self._excerpt(entry)
        yield Markup("</li>\n")

    def _roomy(self, entry: Entry) -> Iterator[Part]:
        """Yield an item beside its day, with a heading."""
        yield Markup('<li class="{}">\n').format(classes_of(entry))
        yield date_leaf(entry, self.language)
        yield Markup('<div class="meetings-what">\n')
        yield self.heading(self.link_to(entry.link), "meetings-entry-title")
        yield bullets(self.entry_facts(entry, is_dated=entry.date is None), "meetings-facts")
        yield from self._excerpt(entry)
        # without pictures, which a list of their meetings would repeat in each item
        people = bullets(map(self.link_to, entry.people), "meetings-people")
        tags = self._tags(entry.tags)
        if people or tags:
            yield element("div", "\n", people, tags, classes="meetings-meta", end="\n")
        yield Markup("</div>\n</li>\n")

    def _excerpt(self, entry: Entry) -> Iterator[Part]:
        """Yield the excerpt of a meeting if the list shows it, and a link to the rest."""
        if entry.excerpt:
            yield Markup('<div class="meetings-excerpt">\n')
            yield ExcerptPlace(entry.name)
            yield Markup("</div>\n")
        if entry.more:
            yield paragraph(self.more(entry.more), classes="meetings-more")

    def recording(self, entry: Entry) -> Markup:
        """Return a link to the recording, or to the page of the note for a file beside it."""
        if "://" in entry.recording:
            return link(entry.recording, "Recording", outside=True)
        return self.link_to(replace(entry.link, text="Recording"))

    def more(self, rest: Link) -> Markup:
        """Return a link to what follows the excerpt of a meeting."""
        # screen readers need links with different targets to have different texts
        hidden = element("span", f": {rest.text}", classes="meetings-hidden")
        return link(self.uri(rest) or "", "Read more", hidden)

    def table(self, entries: Iterable[Entry]) -> Iterator[Part]:
        """Yield *entries* as the rows of a table."""
        rows: Iterable[list[Iterable[Part]]] = (
            [
                [paragraph(self._dated(entry))],
                self._told(entry),
                [paragraph(self._links(entry.people))],
                [paragraph(self._links(entry.tags))],
            ]
            for entry in entries
        )
        return _table("meetings-table", "", ("Date", "Meeting", "People", "Tags"), rows)

    def _told(self, entry: Entry) -> Iterator[Part]:
        """Yield the cell of a meeting; an excerpt has a link to the recording, not a player."""
        yield self._flagged(entry)
        yield from self._excerpt(entry)
        if entry.excerpt and entry.recording:
            yield paragraph(self.recording(entry), classes="meetings-more")

    # Calendars

    def calendar(self, view: Calendar) -> Iterator[Part]:
        """Yield a table for each month, with a row for each week and the meetings of each day."""
        if view.is_year:
            yield from year_calendar(self, view)
            return
        for month in months(view, self.language):
            rows: Iterable[list[Iterable[Part]]] = (
                [self._cell(*day) if day else () for day in week] for week in month.weeks
            )
            yield from _table("meetings-calendar", month.title, month.weekdays, rows)
            yield from map(self._flagged, month.entries)

    def _cell(self, date: dt.date, entries: Sequence[Entry]) -> Iterator[Part]:
        yield paragraph(_time(date.isoformat(), f"{date.day}") if entries else f"{date.day}")
        yield from map(self._flagged, entries)

    def _flagged(self, entry: Entry) -> Markup:
        return paragraph(self.link_to(entry.link), flags(entry))

    # Meetings to come

    def upcoming(self, view: Upcoming) -> Iterator[Part]:
        """Yield the meetings to come, and unseen those that follow on later days."""
        classes = "meetings-upcoming meetings-next" if view.is_next else "meetings-upcoming"
        yield Markup(f'<div class="{classes}" {SOON}limit="{view.limit}">\n')
        has_place = view.is_next or not view.has_one_place
        row = partial(self._upcoming, is_next=view.is_next, has_place=has_place)
        if view.items:
            yield element("ul", "\n", *map(row, view.shown), classes="meetings-list", end="\n")
        if view.kept:
            yield element("template", "\n", *map(row, view.kept), end="\n")
        hidden = {"hidden": "hidden"} if view.items else {}
        said = NO_MORE_KNOWN if view.goes_on else empty_text(view)
        yield element("p", said, classes="meetings-empty", end="\n", **hidden)
        if view.regularity and (text := regularity(view.regularity, self.language)):
            yield paragraph(text, classes="meetings-rule")
        if view.subscribe:
            yield paragraph(self.link_to(view.subscribe), classes="meetings-subscribe")
        yield Markup("</div>\n")

    def _upcoming(self, item: UpcomingItem, *, is_next: bool, has_place: bool) -> Markup:
        is_now = item.distance.unit == "now"
        far = paragraph(
            distance(item.distance, self.language),
            classes="meetings-distance meetings-now" if is_now else "meetings-distance",
        )
        told = self._upcoming_facts(item, has_day=is_next, has_place=has_place)
        facts = bullets(told, "meetings-facts")
        lines = [paragraph(self.link_to(item.link), classes="meetings-entry-title"), facts]
        if is_next:
            lines += self._doors(item)
        words = leaf_words(item.date, None, self.language, with_year=False)
        drawn = (element("span", data_text=word) for word in words)
        return element(
            "li",
            "\n",
            element("div", *drawn, classes="meetings-date", aria_hidden="true", end="\n"),
            element("div", "\n", *lines, classes="meetings-what", end="\n"),
            EMPTY if item.is_cancelled else far,
            classes="meetings-entry meetings-off" if item.is_cancelled else "meetings-entry",
            end="\n",
            **{f"{SOON}until": item.until},
        )

    def _upcoming_facts(
        self, item: UpcomingItem, *, has_day: bool, has_place: bool
    ) -> Iterator[Markup]:
        for flag in item.flags:
            yield element("span", flag, classes=f"meetings-flag meetings-flag-{flag}")
        if item.reason:
            yield joined([item.reason])
        yield self._when(item, has_day=has_day)
        if item.start and item.start.tzinfo and not item.is_cancelled:
            ends = {f"{SOON}end": item.until} if item.end and item.end.tzinfo else {}
            yield element("span", classes="meetings-own", hidden="hidden", **ends)
        if text := moved_from(item, self.language):
            yield joined([text])
        if item.location and has_place:
            yield _address(item.location)
        if item.series:
            yield self.link_to(item.series)

    def _when(self, item: UpcomingItem, *, has_day: bool) -> Markup:
        if item.end_date:
            date = day(item.date, self.language, item.end_date)
        else:
            date = weekday(item.date, self.language)
        if item.start is None:
            return _time(item.date.isoformat(), date)
        words: list[str] = [f"{date}, ", clock(item)]
        if not (has_day or item.end_date):
            # the block beside it has the day
            words[0] = element("span", words[0], classes="meetings-hidden")
        stamp = item.start.isoformat(timespec="minutes")
        return element("time", *words, datetime=stamp)

    def _doors(self, item: UpcomingItem) -> Iterator[Markup]:
        """Yield links into the call, and to what it is about."""
        doors = [join(item.join)] if item.join else []
        if site_of(item.agenda):
            doors.append(link(item.agenda, "Agenda", outside=True))
        elif item.agenda_page:
            doors.append(self.link_to(replace(item.agenda_page, text="Agenda")))
        elif item.agenda:
            doors.append(joined(["Agenda: ", item.agenda]))
        if doors:
            yield paragraph(joined(doors, " "), classes="meetings-doors")

    # Tags and people

    def tag_index(self, view: TagIndex) -> Markup:
        """Return all tags, with numbers of meetings."""
        if not view.tags:
            return paragraph(NO_TAGS, classes="meetings-empty")
        items = (
            joined([self.link_to(one.link), _count(one.count), _told(one.description)])
            for one in view.tags
        )
        told = any(one.description for one in view.tags)
        return bullets(items, "meetings-told" if told else "meetings-tagcloud")

    # Registers

    def votes(self, view: VoteIndex) -> Iterator[Part]:
        """Yield a table of votes."""
        if not view.votes:
            yield paragraph(NO_VOTES, classes="meetings-empty")
            return
        rows: Iterable[list[Iterable[Part]]] = (
            [
                [paragraph(self._day(vote.meeting.date, vote.meeting.end_date))],
                [
                    paragraph(self.link_to(vote.link)),
                    paragraph(self.link_to(vote.meeting.link), classes="meetings-label"),
                ],
                [paragraph(counts(vote))],
                [paragraph(total(vote))],
            ]
            for vote in view.votes
        )
        yield from _table("meetings-table", "", VOTE_TITLES, rows)

    def topics(self, view: TopicIndex) -> Markup:
        """Return topics with the meetings at which they came up."""
        if not view.topics:
            return paragraph(NO_TOPICS, classes="meetings-empty")
        items = map(self._topic, view.topics)
        return element("ul", "\n", *items, classes="meetings-list meetings-topics", end="\n")

    def _topic(self, topic: TopicHistory) -> Markup:
        # in a document, there may be two lists with it
        place = {"id": f"topic-{topic.slug}"} if self.written else {}
        return element(
            "li",
            "\n",
            paragraph(topic.title, _count(len(topic.places)), classes="meetings-entry-title"),
            bullets(map(self._topic_place, topic.places), "meetings-facts"),
            classes="meetings-entry",
            end="\n",
            **place,
        )

    def _topic_place(self, place: Place) -> Markup:
        if place.date is None:
            return self.link_to(place.link)
        hidden = element("span", f": {place.link.text}", classes="meetings-hidden")
        text = joined([self._day(place.date, place.end_date), hidden])
        return self.link_to(replace(place.link, text=text))

    def people_index(self, view: PeopleIndex) -> Markup:
        """Return all people, with numbers of meetings."""
        if not view.people:
            return paragraph(NO_PEOPLE, classes="meetings-empty")
        return bullets(map(self._person, view.people), "meetings-persons")

    def _person(self, card: PersonCard) -> Markup:
        words = (self.link_to(card.link), _count(card.count), _told(standing(card.person)))
        return joined([avatar(card.link), element("span", *words)])

    def person(self, card: PersonCard) -> Markup:
        """Return the details of a person, for the top of their page."""
        person = card.person
        lines = []
        if title := standing(person):
            lines.append(paragraph(title, classes="meetings-person-title"))
        if person.description:
            lines.append(paragraph(person.description))
        if person.org_url and person.org:
            lines.append(paragraph(link(person.org_url, person.org, outside=True)))
        elif person.org:
            lines.append(paragraph(person.org))
        if card.roles:
            lines.append(paragraph(history(card, self.language)))
        # in registries of Docusaurus, the url is often also one of the networks
        known = {"", *(url.rstrip("/") for _, url in person.socials)}
        links = [("Website", person.url)] if person.url.rstrip("/") not in known else []
        if person.email:
            links.append(("Email", f"mailto:{person.email}"))
        links += ((network(name), url) for name, url in person.socials)
        lines.append(
            bullets((link(url, name, outside=True) for name, url in links), "meetings-facts")
        )
        told_of = element("div", "\n", *lines, end="\n")
        return element(
            "div", "\n", avatar(card.link), told_of, classes="meetings-person", end="\n"
        )

    # Registers

    def decisions(self, view: DecisionLog) -> Iterable[Part]:
        """Return a table of decisions, or a sentence that there are none."""
        if not view.rows:
            return [paragraph(NO_DECISIONS, classes="meetings-empty")]
        rows: Iterable[list[Iterable[Part]]] = (
            [
                [paragraph(self._day_of(row.said))],
                [paragraph(_state(row.state))],
                self._decision(row),
                self._said(row.said),
            ]
            for row in view.rows
        )
        classes = "meetings-table meetings-register meetings-decisions"
        return _table(classes, "", DECISION_COLUMNS, rows)

    def _decision(self, row: DecisionRow) -> Iterator[Part]:
        yield paragraph(row.text, classes="meetings-subject")
        if row.id:
            yield _note(row.id)
        if row.supersedes:
            yield _note(supersedes(row), self._links(row.supersedes))
        if row.superseded_by:
            yield _note("Superseded by ", self._links(row.superseded_by))

    def actions(self, view: ActionRegister) -> Iterator[Part]:
        """Yield a table for each group of actions, or a sentence that there are none."""
        if not view.groups:
            yield paragraph(NO_ACTIONS, classes="meetings-empty")
        for group in view.groups:
            person = group.person
            named = person if group.kind == "person" else None
            title = self.link_to(named) if named else ACTION_GROUPS[group.kind]
            yield self.heading(title)
            columns = [name for name in ACTION_COLUMNS if name != "Owner" or not person]
            classes = "meetings-table meetings-register meetings-actions"
            if person:
                classes += " meetings-owned"
            rows = (list(self._action(row, group)) for row in group.rows)
            yield from _table(classes, "", columns, rows)

    def _action(self, row: ActionRow, group: ActionGroup) -> Iterator[Iterable[Part]]:
        """Yield the cells of an action."""
        what = [paragraph(row.text, classes="meetings-subject")]
        if row.id:
            what.append(_note(row.id))
        if group.person and (names := others(row, group)):
            what.append(_note(f"With {', '.join(names)}"))
        yield what
        if not group.person:
            yield [paragraph(self._owners(row))]
        yield [paragraph(self._due(row))] if row.due else []
        yield self._history(row)

    def _owners(self, row: ActionRow) -> Markup:
        unknown = (joined([f"{name} (not known)"]) for name in row.strangers)
        return joined([*map(self.link_to, row.owners), *unknown], ", ")

    def _due(self, row: ActionRow) -> Markup:
        assert row.due
        date = _time(row.due.isoformat(), day(row.due, self.language))
        flag = [" ", _state("overdue")] if row.is_overdue else []
        return joined([_column("Due"), date, *flag])

    def _history(self, row: ActionRow) -> Iterator[Part]:
        """Yield where an action was opened, how often it was carried, and where it ended."""
        date = [] if row.opened.says_day else [self._day_of(row.opened), ", "]
        yield paragraph(_column("Opened"), *date, self.link_to(row.opened.link))
        yield from self._recorded(row.opened)
        if row.last:
            word, last = when(row.last, self.language)
            yield _note(f"{carried(row, self.language)}, last {word} ", self.link_to(last))
        elif row.carried:
            yield _note(carried(row, self.language))
        if row.closed:
            word, closed = when(row.closed, self.language)
            yield _note(f"{ended(row)} {word} ", self.link_to(closed))

    def _day_of(self, said: Said) -> Markup:
        if said.date is None:
            return Markup("undated")
        return _time(said.date.isoformat(), day(said.date, self.language))

    def _said(self, said: Said) -> Iterator[Part]:
        """Yield links to where something is said: in the note, and in the recording."""
        yield paragraph(self.link_to(said.link))
        yield from self._recorded(said)

    def _recorded(self, said: Said) -> Iterator[Part]:
        if said.recording:
            yield paragraph(link(said.recording, f"Recording at {said.time}", outside=True))

    # Generated pages

    def shortcuts(self, view: Shortcuts) -> Markup:
        """Return a row of links to other pages, with a label."""
        row = self._tags(view.links)
        if not (row and view.title):
            return row
        label = paragraph(view.title, classes="meetings-label")
        return element("div", "\n", label, row, classes="meetings-shortcuts", end="\n")

    def subscriptions(self, view: Subscriptions) -> Iterator[Part]:
        """Yield the ways to subscribe to all meetings, to each series, and to the others."""
        for scope, items in itertools.groupby(view.items, lambda item: item.scope):
            if title := SCOPES.get(scope):
                yield self.heading(title)
            rows = map(self._subscription, items)
            yield element("ul", "\n", *rows, classes="meetings-list meetings-ways", end="\n")

    def _subscription(self, item: Subscription) -> Markup:
        calendar = [
            *([self._way(item, "Calendar app", url=item.webcal)] if item.webcal else []),
            *([self._way(item, "Google Calendar", url=item.google)] if item.google else []),
            *([self._way(item, "Download", file=item.calendar)] if item.calendar else []),
        ]
        feeds = [self._way(item, FEEDS[format], file=file) for format, file in item.feeds]
        lines = (
            paragraph(
                element("span", label, classes="meetings-label"),
                " ",
                element("span", joined(ways, " ")),
                classes="meetings-role",
            )
            for label, ways in (("Calendar", calendar), ("Feed", feeds))
            if ways
        )
        title = paragraph(self.link_to(item.link), classes="meetings-entry-title")
        return element(
            "li", "\n", title, *lines, classes="meetings-entry", id=item.anchor, end="\n"
        )

    def _way(self, item: Subscription, text: str, *, url: str = "", file: str = "") -> Markup:
        """Return a link to subscribe to *item*: to a *url*, or to a *file* of the site."""
        address = url or self.uri(Link(text, file=file)) or ""
        # screen readers need links with different targets to have different texts
        hidden = element("span", f": {item.link.text}", classes="meetings-hidden")
        return link(address, text, hidden, outside=bool(url))

    def pager(self, view: Pager) -> Markup:
        """Return links to all pages of a list, nothing if there is only one."""
        if len(view.parts) < 2:
            return EMPTY
        items = (
            element("span", part.text, aria_current="page")
            if number == view.current
            else self.link_to(part)
            for number, part in enumerate(view.parts)
        )
        return _nav("meetings-pages", "Pages", bullets(items))

    def of(self, view: View) -> Iterable[Part]:  # noqa: PLR0911, PLR0912, one for each kind
        """Return *view* as HTML."""
        match view:
            case Listing():
                return self.listing(view)
            case TagIndex():
                return [self.tag_index(view)]
            case PeopleIndex():
                return [self.people_index(view)]
            case PersonCard():
                return [self.person(view)]
            case Shortcuts():
                return [self.shortcuts(view)]
            case Pager():
                return [self.pager(view)]
            case Calendar():
                return self.calendar(view)
            case Upcoming():
                return self.upcoming(view)
            case Subscriptions():
                return self.subscriptions(view)
            case Attendance():
                return attendance(self, view)
            case AttendanceSummary():
                return attendance_summary(self, view)
            case PersonAttendance():
                return [person_attendance(self, view)]
            case VoteIndex():
                return self.votes(view)
            case TopicIndex():
                return [self.topics(view)]
            case DecisionLog():
                return self.decisions(view)
            case ActionRegister():
                return self.actions(view)
            case Latest():
                leaf = date_leaf(view.entry, self.language)
                return [latest_card(self, view, leaf)]
            case Activity():
                return [activity_strip(self, view)]
            case Beside():
                return [beside(self, view)]
            case Directory():
                return [directory_nav(self, view)]
            case Heading():
                return [self.heading(view.text)]
            case Prose():
                return [paragraph(view.text)] if view.text else []


#: the formats that are there anyway
HTML_FORMATS: Mapping[str, HtmlFormat] = {
    "list": partial(HtmlWriter.items, format="list"),
    "table": HtmlWriter.table,
    "cards": partial(HtmlWriter.items, format="cards"),
    "compact": partial(HtmlWriter.items, format="compact"),
}


def levels(views: Iterable[View], level: int = 1) -> Iterator[tuple[View, int]]:
    """Yield *views*, each with the level of the heading that it stands below.

    *level* is that of the heading above all of them.
    """
    below = level
    for view in views:
        if isinstance(view, Heading):
            yield view, level
            below = level + 1
        else:
            yield view, below


def named(view: Header) -> tuple[Link, ...]:
    """Return whom a header names, but for those it names as speakers."""
    speakers = dict(view.roles).get(Role.SPEAKER)
    return view.entry.people if view.entry.people != speakers else ()


def join(url: str, until: str = "") -> Markup:
    """Return a link into a call; where the page is read after *until*, a script hides it."""
    over = {f"{SOON}over": until} if until else {}
    classes = "reference external meetings-join"
    return element("a", "Join", classes=classes, href=url, **over)


def _time(stamp: str, text: str) -> Markup:
    return element("time", text, datetime=stamp)


def _fact(fact: Fact) -> Markup:
    label = f"{fact.label}: " if fact.labelled else ""
    return joined([label, _address(fact.text)])


def _address(location: str) -> Markup:
    name = site_of(location)
    return link(location, name, outside=True) if name else joined([location])


def avatar(person: Link) -> Markup:
    """Return the picture of *person*, or their initials."""
    if person.image:
        return Markup('<img alt="" class="meetings-avatar" src="{}" />').format(person.image)
    # drawn by the style sheet, since they are no words of the page
    return element(
        "span", classes="meetings-avatar", aria_hidden="true", data_text=initials(person.text)
    )


def classes_of(entry: Entry) -> str:
    """Return the classes of the item *entry*."""
    return "meetings-entry meetings-off" if "cancelled" in entry.flags else "meetings-entry"


def date_leaf(entry: Entry, language: str) -> Markup:
    """Return the day of *entry* as a leaf of a calendar, nothing if it has none."""
    if entry.date is None:
        return EMPTY
    words = leaf_words(entry.date, entry.end_date, language)
    # drawn by the style sheet, for the eye only; the text is that of any other date
    drawn = (element("span", aria_hidden="true", data_text=word) for word in words)
    # the title may have said it
    text = "" if entry.says_day else day(entry.date, language, entry.end_date)
    said = element("span", text, classes="meetings-hidden") if text else EMPTY
    stamp = entry.date.isoformat()
    return element("time", *drawn, said, classes="meetings-date", datetime=stamp, end="\n")


def _state(state: str) -> Markup:
    return element("span", f"{state}", classes=f"meetings-flag meetings-flag-{state}")


def _column(title: str) -> Markup:
    """Return the title of a column for its cells, where a narrow page has no columns."""
    return element("span", f"{title} ", classes="meetings-column")


def _note(*content: str | Markup) -> Markup:
    """Return what is said beside the subject of a row."""
    return paragraph(*content, classes="meetings-note")


def _count(number: int) -> Markup:
    return element("span", f" ({number})", classes="meetings-count", end="\n")


def _told(text: str) -> Markup:
    """Return a label below a name, nothing for an empty text."""
    return element("span", text, classes="meetings-label") if text else EMPTY


def _nav(classes: str, label: str, *content: Markup) -> Markup:
    return element("nav", "\n", *content, classes=classes, aria_label=label, end="\n")


def _table(
    classes: str, caption: str, titles: Iterable[str], rows: Iterable[Iterable[Iterable[Part]]]
) -> Iterator[Part]:
    """Yield a table of *titles* and *rows* of blocks, with the classes that Sphinx uses."""
    head = (element("th", element("p", title), classes="head") for title in titles)
    yield Markup(f'<table class="docutils align-default {classes}">\n')
    if caption:
        # a docutils caption would be numbered, and appear in the list of tables
        yield element("caption", caption, end="\n")
    yield element("thead", element("tr", *head, classes="row-odd"), end="\n")
    yield Markup("<tbody>\n")
    for row, kind in zip(rows, itertools.cycle(("row-even", "row-odd")), strict=False):
        yield Markup(f'<tr class="{kind}">')
        for cell in row:
            yield Markup("<td>")
            yield from cell
            yield Markup("</td>\n")
        yield Markup("</tr>\n")
    yield Markup("</tbody>\n</table>\n")
