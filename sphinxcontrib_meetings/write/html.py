"""Views as HTML: headers of meetings, lists, tags and people.

Documents and generated pages have the same HTML, with semantic elements such as ``time`` and
``nav``. Other builders get the nodes of :mod:`~sphinxcontrib_meetings.write.doctree`.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sphinxcontrib_meetings.archive.views import (
    Calendar,
    Entry,
    Fact,
    Header,
    Heading,
    Link,
    Listing,
    Pager,
    PeopleIndex,
    PersonCard,
    Prose,
    Shortcuts,
    TagIndex,
    View,
)
from sphinxcontrib_meetings.model.people import Role
from sphinxcontrib_meetings.nodes.html_text import (
    EMPTY,
    Markup,
    bullets,
    element,
    joined,
    link,
    paragraph,
)
from sphinxcontrib_meetings.parse.times import format_duration, iso_duration
from sphinxcontrib_meetings.parse.urls import site_of
from sphinxcontrib_meetings.write.wording import (
    NO_MEETINGS,
    NO_PEOPLE,
    NO_TAGS,
    ROLES,
    clock,
    day,
    flags,
    group_title,
    history,
    months,
    network,
    standing,
)

__all__ = ["ExcerptPlace", "HtmlWriter", "Part"]


class ExcerptPlace(str):
    """A placeholder for an excerpt in HTML: the name of its meeting."""

    __slots__ = ()


#: a piece of a page
Part = Markup | ExcerptPlace


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
    #: returns an entry in a style that has already been written; only for generated pages
    written: Callable[[Entry, str], Markup] | None = None

    # The header of a meeting

    def header(self, view: Header) -> Markup:
        """Return the header of a meeting, below its title."""
        entry = view.entry
        facts = self._facts(entry)
        if entry.recording and not entry.is_played:
            # playable recordings have their player on the page
            facts.append(self._recording(entry))
        if view.meeting:
            facts.append(joined(["Transcript of ", self._link(view.meeting)]))
        speakers = dict(view.roles).get(Role.SPEAKER)
        parts = [
            self.above(view.parents),
            bullets(facts, "meetings-facts"),
            self._people(entry.people) if entry.people != speakers else EMPTY,
            *(self._role(role, people) for role, people in view.roles),
            self._tags(entry.tags),
            self._neighbours(view) if self.neighbours else EMPTY,
        ]
        if not any(parts):
            return EMPTY
        return element("header", "\n", *parts, classes="meetings-header", end="\n")

    def above(self, parents: Sequence[Link]) -> Markup:
        """Return links to the parents, outermost first, unless the theme has them."""
        if not (parents and self.parents):
            return EMPTY
        return _nav("meetings-parents", "Breadcrumb", bullets(map(self._link, parents)))

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

    def _facts(self, entry: Entry) -> list[Markup]:
        """Return the facts of a meeting, which are shown in one line."""
        facts = [
            element("span", flag, classes=f"meetings-flag meetings-flag-{flag}")
            for flag in entry.flags
        ]
        facts.append(self._dated(entry.date))
        if entry.start:
            facts.append(_time(entry.start.isoformat(timespec="minutes"), clock(entry)))
        if entry.duration:
            facts.append(_time(iso_duration(entry.duration), format_duration(entry.duration)))
        facts += map(_fact, entry.facts)
        if entry.series:
            facts.append(self._link(entry.series))
        if entry.transcript:
            there = Link("Transcript", entry.transcript.docname, entry.transcript.anchor)
            facts.append(self._link(there))
        return facts

    def _dated(self, date: dt.date | None) -> Markup:
        if date is None:
            return Markup("undated")
        return _time(date.isoformat(), day(date, self.language))

    def _people(self, people: Iterable[Link]) -> Markup:
        shown = (joined([_avatar(person), self._link(person)]) for person in people)
        return bullets(shown, "meetings-people")

    def _role(self, role: Role, people: Iterable[Link]) -> Markup:
        label = element("span", ROLES[role], classes="meetings-label")
        links = element("span", self._links(people))
        return paragraph(label, " ", links, classes="meetings-role")

    def _tags(self, tags: Iterable[Link]) -> Markup:
        return bullets(map(self._link, tags), "meetings-tags")

    def _links(self, links: Iterable[Link]) -> Markup:
        return joined(map(self._link, links), ", ")

    def _link(self, there: Link) -> Markup:
        uri = self.uri(there) if there.docname else None
        return element("span", there.text) if uri is None else link(uri, there.text)

    # Lists of meetings

    def listing(self, view: Listing) -> Iterator[Part]:
        """Yield a list of meetings, or a sentence that there are none."""
        if not view.groups:
            yield paragraph(NO_MEETINGS, classes="meetings-empty")
        for key, entries in view.groups:
            if view.group_by:
                yield self._heading(group_title(view, key, self.language))
            if view.style == "table":
                yield from self._table(entries)
            else:
                yield from self._entries(entries, view.style)

    def _heading(self, text: str) -> Markup:
        """Return a heading; in a document it is a paragraph, since its level is unknown."""
        name = "h2" if self.written else "p"
        return element(name, text, classes="meetings-group rubric", end="\n")

    def _entries(self, entries: Iterable[Entry], style: str) -> Iterator[Part]:
        classes = "meetings-list" if style == "list" else f"meetings-list meetings-{style}"
        yield Markup(f'<ul class="{classes}">\n')
        for entry in entries:
            if self.written:
                yield self.written(entry, style)
            else:
                yield from self.entry(entry, style)
        yield Markup("</ul>\n")

    def entry(self, entry: Entry, style: str) -> Iterator[Part]:
        """Yield one item of a list."""
        facts = self._facts(entry)
        if entry.recording:
            facts.append(self._recording(entry))
        yield Markup('<li class="meetings-entry">\n')
        yield paragraph(self._link(entry.link), classes="meetings-entry-title")
        yield bullets(facts, "meetings-facts")
        if style != "compact":
            yield self._people(entry.people)
        yield from self._excerpt(entry)
        if style != "compact":
            yield self._tags(entry.tags)
        yield Markup("</li>\n")

    def _excerpt(self, entry: Entry) -> Iterator[Part]:
        """Yield the excerpt of a meeting if the list shows it, and a link to the rest."""
        if entry.excerpt:
            yield Markup('<div class="meetings-excerpt">\n')
            yield ExcerptPlace(entry.name)
            yield Markup("</div>\n")
        if entry.more:
            yield self._more(entry.more)

    def _recording(self, entry: Entry) -> Markup:
        """Return a link to the recording, or to the page of the note for a file beside it."""
        if "://" in entry.recording:
            return link(entry.recording, "Recording", outside=True)
        return self._link(replace(entry.link, text="Recording"))

    def _more(self, rest: Link) -> Markup:
        # screen readers need links with different targets to have different texts
        hidden = element("span", f": {rest.text}", classes="meetings-hidden")
        return paragraph(link(self.uri(rest) or "", "Read more", hidden), classes="meetings-more")

    def _table(self, entries: Iterable[Entry]) -> Iterator[Part]:
        rows: Iterable[list[Iterable[Part]]] = (
            [
                [paragraph(self._dated(entry.date))],
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
            yield paragraph(self._recording(entry), classes="meetings-more")

    # Calendars

    def calendar(self, view: Calendar) -> Iterator[Part]:
        """Yield a table for each month, with a row for each week and the meetings of each day."""
        for month in months(view, self.language):
            rows: Iterable[list[Iterable[Part]]] = (
                [self._cell(*day) if day else () for day in week] for week in month.weeks
            )
            yield from _table("meetings-calendar", month.title, month.weekdays, rows)

    def _cell(self, date: dt.date, entries: Sequence[Entry]) -> Iterator[Part]:
        yield paragraph(_time(date.isoformat(), f"{date.day}") if entries else f"{date.day}")
        yield from map(self._flagged, entries)

    def _flagged(self, entry: Entry) -> Markup:
        return paragraph(self._link(entry.link), flags(entry))

    # Tags and people

    def tag_index(self, view: TagIndex) -> Markup:
        """Return all tags, with numbers of meetings."""
        if not view.tags:
            return paragraph(NO_TAGS, classes="meetings-empty")
        items = (
            joined([self._link(one.link), _count(one.count), _told(one.description)])
            for one in view.tags
        )
        told = any(one.description for one in view.tags)
        return bullets(items, "meetings-told" if told else "meetings-tagcloud")

    def people_index(self, view: PeopleIndex) -> Markup:
        """Return all people, with numbers of meetings."""
        if not view.people:
            return paragraph(NO_PEOPLE, classes="meetings-empty")
        return bullets(map(self._person, view.people), "meetings-persons")

    def _person(self, card: PersonCard) -> Markup:
        words = (self._link(card.link), _count(card.count), _told(standing(card.person)))
        return joined([_avatar(card.link), element("span", *words)])

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
            "div", "\n", _avatar(card.link), told_of, classes="meetings-person", end="\n"
        )

    # Generated pages

    def shortcuts(self, view: Shortcuts) -> Markup:
        """Return a row of links to other pages, with a label."""
        row = self._tags(view.links)
        if not (row and view.title):
            return row
        label = paragraph(view.title, classes="meetings-label")
        return element("div", "\n", label, row, classes="meetings-shortcuts", end="\n")

    def pager(self, view: Pager) -> Markup:
        """Return links to all pages of a list, nothing if there is only one."""
        if len(view.parts) < 2:
            return EMPTY
        items = (
            element("span", part.text, aria_current="page")
            if number == view.current
            else self._link(part)
            for number, part in enumerate(view.parts)
        )
        return _nav("meetings-pages", "Pages", bullets(items))

    def of(self, view: View) -> Iterable[Part]:  # noqa: PLR0911, one for each kind
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
            case Heading():
                return [self._heading(view.text)]
            case Prose():
                return [paragraph(view.text)] if view.text else []


def _time(stamp: str, text: str) -> Markup:
    return element("time", text, datetime=stamp)


def _fact(fact: Fact) -> Markup:
    label = f"{fact.label}: " if fact.labelled else ""
    return joined([label, _address(fact.text)])


def _address(location: str) -> Markup:
    name = site_of(location)
    return link(location, name, outside=True) if name else joined([location])


def _avatar(person: Link) -> Markup:
    if person.image:
        return Markup('<img alt="" class="meetings-avatar" src="{}" />').format(person.image)
    words = [word for word in person.text.split() if word[0].isalnum()]
    initials = "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper() or "?"
    # followed by whitespace, so that the search does not join them to the name
    return element("span", initials, classes="meetings-avatar", aria_hidden="true", end="\n")


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
