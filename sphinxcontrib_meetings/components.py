"""From views to nodes: the header of a meeting, lists, tags and people.

A page of the user and a generated page are built of the same components. HTML
gets elements that say what they are (``time``, ``nav``); all other builders get
standard nodes.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from docutils import nodes

from sphinxcontrib_meetings.dates import format_duration, iso_duration, zone_name
from sphinxcontrib_meetings.media import parse_media
from sphinxcontrib_meetings.model import Role
from sphinxcontrib_meetings.nodes import element, inline_element
from sphinxcontrib_meetings.views import (
    Calendar,
    Entry,
    Header,
    Heading,
    Link,
    Listing,
    Pager,
    PeopleIndex,
    PersonCard,
    Prose,
    Shortcuts,
    TagCount,
    TagIndex,
    View,
)

__all__ = ["Components", "written_day"]

Nodes = list[nodes.Node]

#: how those are called who have a role
_ROLES = {
    Role.CHAIR: "Chair",
    Role.SCRIBE: "Scribe",
    Role.SPEAKER: "Speakers",
    Role.ATTENDEE: "Attendees",
    Role.REGRETS: "Regrets",
}
#: what somebody with a role did
_DID = {
    Role.AUTHOR: "wrote about",
    Role.CHAIR: "chaired",
    Role.SCRIBE: "took the notes of",
    Role.SPEAKER: "spoke at",
    Role.ATTENDEE: "was at",
    Role.REGRETS: "sent regrets to",
}
#: how networks write themselves, where it is not with one capital letter
_NETWORKS = {
    "github": "GitHub",
    "gitlab": "GitLab",
    "linkedin": "LinkedIn",
    "stackoverflow": "Stack Overflow",
    "youtube": "YouTube",
}


@dataclass(frozen=True, slots=True)
class Components:
    """Builds nodes for one page.

    *uri* gives the address of a link from that page, or ``None`` where the page
    cannot lead there; *excerpt* the blocks of a meeting's excerpt, by its name.
    """

    uri: Callable[[Link], str | None]
    excerpt: Callable[[str], Sequence[nodes.Node]]
    is_html: bool
    #: the ``language`` of ``conf.py``
    language: str
    #: whether the header leads to the neighbours, which many a theme does itself
    neighbours: bool = True
    #: whether pages lead to those above them, which some themes do themselves
    parents: bool = True
    #: writes entries in a style, where they are written once for many pages
    rendered: Callable[[Sequence[Entry], str], Iterable[str]] | None = None

    # The header of a meeting

    def header(self, view: Header) -> Nodes:
        """Return what stands under the title of a meeting."""
        if not self.is_html:
            fields = list(self._fields(view))
            return [nodes.field_list("", *fields)] if fields else []
        entry = view.entry
        parts = self.above(view.parents)
        facts = self._facts(entry)
        if entry.recording and not parse_media(entry.recording).is_played:
            # what is played has its player in the page
            facts.append([_outside(entry.recording, "Recording")])
        if view.meeting:
            facts.append(["Transcript of ", self._link(view.meeting)])
        parts += _row(facts, "meetings-facts")
        speakers = dict(view.roles).get(Role.SPEAKER)
        if entry.people != speakers:
            parts += self._people(entry.people)
        parts += (self._role(role, people) for role, people in view.roles)
        parts += self._tags(entry.tags)
        neighbours = [
            self._neighbour(link, rel, label)
            for link, rel, label in (
                (view.earlier, "prev", "Previous meeting"),
                (view.later, "next", "Next meeting"),
            )
            if link
        ]
        if neighbours and self.neighbours:
            parts.append(_nav("meetings-neighbours", "Neighbouring meetings", neighbours))
        return [_element("header", "meetings-header", parts)] if parts else []

    def above(self, parents: Iterable[Link]) -> Nodes:
        """Return links to the pages above, the outermost first, where the theme has none."""
        links = _row(map(self._link, parents), "") if self.parents else []
        return [_nav("meetings-parents", "Breadcrumb", links)] if links else []

    def _fields(self, view: Header) -> Iterable[nodes.field]:
        entry = view.entry
        when = " ".join(filter(None, (self._day(entry.date), _clock(entry))))
        if when:
            yield _field("Date", [nodes.Text(when)])
        if entry.duration:
            yield _field("Duration", [nodes.Text(format_duration(entry.duration))])
        if entry.location:
            yield _field("Location", [nodes.Text(entry.location)])
        if entry.flags:
            yield _field("Status", [nodes.Text(", ".join(entry.flags))])
        speakers = dict(view.roles).get(Role.SPEAKER)
        if entry.people and entry.people != speakers:
            yield _field("Authors", _joined(map(self._link, entry.people)))
        for role, people in view.roles:
            yield _field(_ROLES[role], _joined(map(self._link, people)))
        if entry.series:
            yield _field("Series", [self._link(entry.series)])
        if entry.tags:
            yield _field("Tags", _joined(self._link(tag) for tag in entry.tags))
        if entry.recording:
            yield _field("Recording", [_outside(entry.recording, entry.recording)])
        if entry.transcript:
            yield _field("Transcript", [self._link(entry.transcript)])
        if view.meeting:
            yield _field("Transcript of", [self._link(view.meeting)])

    def _neighbour(self, link: Link, rel: str, label: str) -> nodes.Node:
        return element(
            "",
            _inline("span", "meetings-label", [nodes.Text(label)]),
            _inline("span", "meetings-neighbour", [nodes.Text(link.text)]),
            tag="a",
            attributes={"href": self.uri(link) or "", "rel": rel},
        )

    # Facts

    def _facts(self, entry: Entry) -> list[list[nodes.Node | str]]:
        """Return the facts of one meeting, each as what stands in its line."""
        facts: list[list[nodes.Node | str]] = [
            [_inline("span", f"meetings-flag meetings-flag-{flag}", [nodes.Text(flag)])]
            for flag in entry.flags
        ]
        facts.append([self._dated(entry.date)])
        if entry.start:
            stamp = entry.start.isoformat(timespec="minutes")
            facts.append([_time(stamp, _clock(entry))])
        if entry.duration:
            facts.append([_time(iso_duration(entry.duration), format_duration(entry.duration))])
        if entry.location:
            facts.append([_address(entry.location)])
        if entry.series:
            facts.append([self._link(entry.series)])
        if entry.transcript:
            link = Link("Transcript", entry.transcript.docname, entry.transcript.anchor)
            facts.append([self._link(link)])
        return facts

    def _date(self, date: dt.date) -> nodes.Node:
        return _time(date.isoformat(), self._day(date))

    def _dated(self, date: dt.date | None) -> nodes.Node:
        if date is None:
            return nodes.Text("undated")
        return self._date(date) if self.is_html else nodes.Text(self._day(date))

    def _day(self, date: dt.date | None) -> str:
        return written_day(date, self.language) if date else ""

    def _people(self, people: Iterable[Link]) -> Nodes:
        return _row(
            ([_avatar(person), self._link(person)] for person in people), "meetings-people"
        )

    def _role(self, role: Role, people: Iterable[Link]) -> nodes.paragraph:
        label = _inline("span", "meetings-label", [nodes.Text(_ROLES[role])])
        links = _inline("span", "", _joined(map(self._link, people)))
        return _paragraph([label, nodes.Text(" "), links], "meetings-role")

    def _tags(self, tags: Iterable[Link]) -> Nodes:
        return _row(([self._link(tag)] for tag in tags), "meetings-tags")

    def _link(self, link: Link) -> nodes.Node:
        uri = self.uri(link) if link.docname else None
        if uri is None:
            return nodes.inline("", link.text)
        return nodes.reference("", link.text, internal=True, refuri=uri)

    # Lists of meetings

    def listing(self, view: Listing) -> Nodes:
        """Return a list of meetings, or a sentence that there is none."""
        if not view.groups:
            return [_paragraph([nodes.Text("There are no meetings here.")], "meetings-empty")]
        built: Nodes = []
        for key, entries in view.groups:
            if view.group_by:
                built.append(self._heading(self._group_title(key, view.group_by)))
            built += self.entries(entries, view.style)
        return built

    def _heading(self, text: str) -> nodes.rubric:
        """Return a title; in a user's page nobody knows its level."""
        rubric = nodes.rubric("", text, classes=["meetings-group"])
        if self.rendered:
            rubric["heading-level"] = 2
        return rubric

    def _group_title(self, key: str, group_by: str) -> str:
        if group_by == "month" and key:
            first = dt.date.fromisoformat(f"{key}-01")
            return str(format_skeleton("yMMMM", first, locale=_locale(self.language)))
        return key or ("Undated" if group_by in ("month", "year") else "Other meetings")

    def entries(self, entries: Sequence[Entry], style: str = "list") -> Nodes:
        """Return *entries* as a list, a table, cards or compact lines."""
        if style == "table":
            return [self._table(entries)]
        items: Nodes
        if self.rendered:
            items = [nodes.raw("", text, format="html") for text in self.rendered(entries, style)]
        else:
            items = [self.entry(entry, style) for entry in entries]
        classes = ["meetings-list"] + ([] if style == "list" else [f"meetings-{style}"])
        if not self.is_html:
            return [nodes.bullet_list("", *items, bullet="*", classes=classes)]
        return [_element("ul", " ".join(classes), items)]

    def entry(self, entry: Entry, style: str = "list") -> nodes.Node:
        """Return one item of a list."""
        title = _paragraph([self._link(entry.link)], "meetings-entry-title")
        excerpt = list(self.excerpt(entry.name)) if entry.excerpt else []
        if not self.is_html:
            return nodes.list_item("", self._line(entry), *excerpt)
        facts = self._facts(entry)
        if entry.recording:
            facts.append([_outside(entry.recording, "Recording")])
        parts: Nodes = [title, *_row(facts, "meetings-facts")]
        if style != "compact":
            parts += self._people(entry.people)
            if excerpt:
                parts.append(_element("div", "meetings-excerpt", excerpt))
            if entry.truncated:
                parts.append(self._more(entry))
            parts += self._tags(entry.tags)
        return _element("li", "meetings-entry", parts)

    def _more(self, entry: Entry) -> nodes.Node:
        link = nodes.reference("", "", internal=True, refuri=self.uri(entry.link) or "")
        # links of one text that lead elsewhere each are of no use to who hears them
        hidden = _inline("span", "meetings-hidden", [nodes.Text(f": {entry.link.text}")])
        link += [nodes.Text("Read more"), hidden]
        return _paragraph([link], "meetings-more")

    def _line(self, entry: Entry) -> nodes.paragraph:
        line: Nodes = [self._link(entry.link)]
        if day := self._day(entry.date):
            line.append(nodes.Text(f", {day}"))
        if entry.flags:
            line.append(nodes.Text(f" ({', '.join(entry.flags)})"))
        if entry.people:
            line += [nodes.Text(", "), *_joined(self._link(person) for person in entry.people)]
        if entry.recording:
            line += [nodes.Text(". "), _outside(entry.recording, "Recording")]
        return _paragraph(line, "meetings-entry-title")

    def _table(self, entries: Sequence[Entry]) -> nodes.table:
        rows = [
            (
                [self._dated(entry.date)],
                [self._link(entry.link)],
                _joined(self._link(person) for person in entry.people),
                _joined(self._link(tag) for tag in entry.tags),
            )
            for entry in entries
        ]
        titles = ("Date", "Meeting", "People", "Tags")
        table = _table(
            [[nodes.Text(title)] for title in titles],
            [[[nodes.paragraph("", "", *cell)] for cell in row] for row in rows],
            (15, 45, 20, 20),
        )
        table["classes"] = ["meetings-table"]
        return table

    # Calendars

    def calendar(self, view: Calendar) -> Nodes:
        """Return a table for each month, a row for each week, with the meetings of each day."""
        days = dict(view.days)
        return [node for first in view.months for node in self._month(first, days)]

    def _month(self, first: dt.date, days: Mapping[dt.date, tuple[Entry, ...]]) -> Nodes:
        locale = _locale(self.language)
        weeks = calendar.Calendar(locale.first_week_day).monthdatescalendar(
            first.year, first.month
        )
        names: list[Nodes] = [
            [nodes.Text(str(format_date(day, "EEE", locale=locale)))] for day in weeks[0]
        ]
        rows = [
            [
                self._day_cell(day, days.get(day, ())) if day.month == first.month else []
                for day in week
            ]
            for week in weeks
        ]
        table = _table(names, rows, [1] * 7)
        table["classes"] = ["meetings-calendar"]
        title = str(format_skeleton("yMMMM", first, locale=locale))
        if not self.is_html:
            return [nodes.rubric("", title), table]
        # the caption of docutils would be numbered, and be in the list of tables
        table.insert(0, _element("caption", "", [nodes.Text(title)]))
        return [table]

    def _day_cell(self, day: dt.date, entries: Sequence[Entry]) -> Nodes:
        number: nodes.Node = nodes.Text(f"{day.day}")
        if self.is_html and entries:
            number = _time(day.isoformat(), f"{day.day}")
        cell: Nodes = [nodes.paragraph("", "", number)]
        for entry in entries:
            line: Nodes = [self._link(entry.link)]
            if entry.flags:
                line.append(nodes.Text(f" ({', '.join(entry.flags)})"))
            cell.append(nodes.paragraph("", "", *line))
        return cell

    # Tags and people

    def tag_index(self, view: TagIndex) -> Nodes:
        """Return all tags with their numbers of meetings."""
        if not view.tags:
            return [_paragraph([nodes.Text("There are no tags yet.")], "meetings-empty")]
        if not self.is_html:
            return _bullets(
                [self._link(tag.link), _count(tag), nodes.Text(f". {tag.description}")]
                if tag.description
                else [self._link(tag.link), _count(tag)]
                for tag in view.tags
            )
        told = any(tag.description for tag in view.tags)
        items = ([self._link(tag.link), _count(tag), *_told(tag.description)] for tag in view.tags)
        return _row(items, "meetings-told" if told else "meetings-tagcloud")

    def people_index(self, view: PeopleIndex) -> Nodes:
        """Return all people with their numbers of meetings."""
        if not view.people:
            return [_paragraph([nodes.Text("There are no people yet.")], "meetings-empty")]
        if not self.is_html:
            return _bullets([self._link(card.link), _count(card)] for card in view.people)
        return _row(map(self._person, view.people), "meetings-persons")

    def _person(self, card: PersonCard) -> Nodes:
        words = [self._link(card.link), _count(card), *_told(card.person.title)]
        return [_avatar(card.link), _inline("span", "", words)]

    def person(self, card: PersonCard) -> Nodes:
        """Return who a person is, as it stands at the top of their page."""
        person = card.person
        lines: Nodes = []
        if person.title:
            lines.append(nodes.paragraph("", person.title, classes=["meetings-person-title"]))
        if person.description:
            lines.append(nodes.paragraph("", person.description))
        if person.org:
            org = (
                _outside(person.org_url, person.org) if person.org_url else nodes.Text(person.org)
            )
            lines.append(nodes.paragraph("", "", org))
        if card.roles:
            lines.append(nodes.paragraph("", self._history(card)))
        links = [("Website", person.url)] if person.url else []
        if person.email:
            links.append(("Email", f"mailto:{person.email}"))
        links += ((_network(name), url) for name, url in person.socials)
        lines += _row(([_outside(url, name)] for name, url in links), "meetings-facts")
        avatar = _avatar(card.link)
        return [_element("div", "meetings-person", [avatar, _element("div", "", lines)])]

    def _history(self, card: PersonCard) -> str:
        """Return in which roles, how often, and since when."""
        (role, count), *others = card.roles
        times = f"{_DID[role]} {count} meeting{'' if count == 1 else 's'}"
        times += "".join(f", {_DID[role]} {count}" for role, count in others)
        since = f", first on {self._day(card.since)}" if card.since else ""
        return f"{times[:1].upper()}{times[1:]}{since}."

    # Generated pages

    def shortcuts(self, view: Shortcuts) -> Nodes:
        """Return links to other pages, in a row with a name."""
        if not view.links:
            return []
        row = _row(([self._link(link)] for link in view.links), "meetings-tags")
        if not view.title:
            return row
        label = _paragraph([nodes.Text(view.title)], "meetings-label")
        return [_element("div", "meetings-shortcuts", [label, *row])]

    def pager(self, view: Pager) -> Nodes:
        """Return links to all parts of a list, nothing where there is one only."""
        if len(view.parts) < 2:
            return []
        items: list[list[nodes.Node | str]] = [
            [self._link(part)]
            if number != view.current
            else [_inline("span", "", [nodes.Text(part.text)], **{"aria-current": "page"})]
            for number, part in enumerate(view.parts)
        ]
        return [_nav("meetings-pages", "Pages", _row(items, ""))]

    def of(self, view: View) -> Nodes:  # noqa: PLR0911, one for each kind
        """Return what shows *view*."""
        match view:
            case Listing():
                return self.listing(view)
            case TagIndex():
                return self.tag_index(view)
            case PeopleIndex():
                return self.people_index(view)
            case PersonCard():
                return self.person(view)
            case Shortcuts():
                return self.shortcuts(view)
            case Pager():
                return self.pager(view)
            case Calendar():
                return self.calendar(view)
            case Heading():
                return [self._heading(view.text)]
            case Prose():
                return [nodes.paragraph("", view.text)] if view.text else []


@cache
def written_day(date: dt.date, language: str) -> str:
    """Return *date* as it is written in *language*: ``September 20, 2023``."""
    return str(format_date(date, "long", locale=_locale(language)))


@cache
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")


def _clock(entry: Entry) -> str:
    """Return the time of day, ``17:00-18:00 UTC``, as it is where the meeting is."""
    if entry.start is None:
        return ""
    clock = f"{entry.start:%H:%M}"
    if entry.end is not None and entry.end.date() == entry.start.date():
        clock += f"\N{EN DASH}{entry.end:%H:%M}"
    return " ".join(filter(None, (clock, zone_name(entry.start) if entry.start.tzinfo else "")))


def _time(stamp: str, text: str) -> nodes.Node:
    return _inline("time", "", [nodes.Text(text)], datetime=stamp)


def _address(location: str) -> nodes.Node:
    if location.startswith(("https://", "http://")):
        return _outside(location, urlsplit(location).netloc)
    return nodes.Text(location)


def _outside(url: str, text: str) -> nodes.reference:
    return nodes.reference("", text, internal=False, refuri=url)


def _avatar(person: Link) -> nodes.Node:
    if person.image:
        # candidates as Sphinx notes them for images that are elsewhere
        return nodes.image(
            "", uri=person.image, candidates={"?": ""}, alt="", classes=["meetings-avatar"]
        )
    words = [word for word in person.text.split() if word[0].isalnum()]
    initials = "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper() or "?"
    return _inline("span", "meetings-avatar", [nodes.Text(initials)], **{"aria-hidden": "true"})


def _count(counted: TagCount | PersonCard) -> nodes.Node:
    return nodes.inline("", f" ({counted.count})", classes=["meetings-count"])


def _told(text: str) -> Nodes:
    """Return what stands under a name, nothing for an empty text."""
    return [_inline("span", "meetings-label", [nodes.Text(text)])] if text else []


def _network(name: str) -> str:
    return _NETWORKS.get(name.lower(), f"{name[:1].upper()}{name[1:]}")


def _element(tag: str, classes: str, children: Iterable[nodes.Node]) -> element:
    return element("", *children, tag=tag, classes=classes.split(), attributes={})


def _inline(
    tag: str, classes: str, children: Iterable[nodes.Node], **attributes: str
) -> inline_element:
    return inline_element(
        "", "", *children, tag=tag, classes=classes.split(), attributes=attributes
    )


def _nav(classes: str, label: str, children: Iterable[nodes.Node]) -> element:
    nav = _element("nav", classes, children)
    nav["attributes"] = {"aria-label": label}
    return nav


def _row(items: Iterable[Sequence[nodes.Node | str] | nodes.Node], classes: str) -> Nodes:
    """Return a list whose items stand in one line, nothing for no items."""
    built = []
    for item in items:
        parts = [item] if isinstance(item, nodes.Node) else item
        children = [nodes.Text(part) if isinstance(part, str) else part for part in parts]
        # what holds links has to be a text element
        built.append(_inline("li", "", children))
    return [_element("ul", classes, built)] if built else []


def _paragraph(children: Iterable[nodes.Node], classes: str) -> nodes.paragraph:
    return nodes.paragraph("", "", *children, classes=[classes])


def _joined(parts: Iterable[nodes.Node]) -> Nodes:
    """Put commas between *parts*."""
    joined: Nodes = []
    for part in parts:
        joined += [nodes.Text(", "), part] if joined else [part]
    return joined


def _field(name: str, children: Iterable[nodes.Node]) -> nodes.field:
    body = nodes.field_body("", nodes.paragraph("", "", *children))
    return nodes.field("", nodes.field_name("", name), body)


def _bullets(items: Iterable[Iterable[nodes.Node]]) -> Nodes:
    return [
        nodes.bullet_list(
            "",
            *(nodes.list_item("", nodes.paragraph("", "", *item)) for item in items),
            bullet="*",
        )
    ]


def _table(
    titles: Iterable[Nodes], rows: Iterable[Iterable[Nodes]], widths: Sequence[int]
) -> nodes.table:
    """Return a table of *titles*, in lines, and *rows* of blocks."""
    head = nodes.row("", *(nodes.entry("", nodes.paragraph("", "", *cell)) for cell in titles))
    body = [nodes.row("", *(nodes.entry("", *cell) for cell in row)) for row in rows]
    columns = [nodes.colspec("", colwidth=width) for width in widths]
    group = nodes.tgroup(
        "", *columns, nodes.thead("", head), nodes.tbody("", *body), cols=len(columns)
    )
    return nodes.table("", group)
