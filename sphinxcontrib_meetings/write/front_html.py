"""What leads through an archive as HTML: cards, links, strips of activity, small months."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, Protocol

from sphinxcontrib_meetings.archive.front import Activity, Beside, Directory, LinkGroup
from sphinxcontrib_meetings.archive.link import Link
from sphinxcontrib_meetings.archive.views import Calendar, Entry, Latest
from sphinxcontrib_meetings.day_text import month
from sphinxcontrib_meetings.nodes.html_text import (
    EMPTY,
    OF_FRONT,
    Markup,
    bullets,
    element,
    joined,
    paragraph,
)
from sphinxcontrib_meetings.write.wording import (
    MonthTable,
    calendar_day,
    flags,
    full_weekdays,
    meetings_in,
    months,
)

__all__ = ["activity_strip", "beside", "directory_nav", "latest_card", "year_calendar"]

#: heights of the bars of a strip, besides that of no meeting
_LEVELS: Final = 4
#: months that the number of a year is as wide as
_ROOM: Final = 3


class LinkWriter(Protocol):
    """What builds HTML for one page, as far as this needs it."""

    @property
    def language(self) -> str:
        """The language of the project."""

    @property
    def uri(self) -> Callable[[Link], str | None]:
        """Returns the URL of a link, ``None`` if the page cannot link there."""

    def link_to(self, there: Link) -> Markup:
        """Return a link."""

    def heading(self, content: str, classes: str = ...) -> Markup:
        """Return a heading over a part of the page."""

    def entry_facts(self, entry: Entry, *, is_dated: bool = True) -> list[Markup]:
        """Return the facts of a meeting in a list."""


def latest_card(writer: LinkWriter, view: Latest, leaf: Markup) -> Markup:
    """Return a card with the meeting, its recording and its decisions; *leaf* is its day."""
    entry = view.entry
    # only those whose month is known have no leaf
    facts = bullets(writer.entry_facts(entry, is_dated=not leaf), "meetings-facts")
    decided = ""
    if view.decisions:
        decided = element(
            "div",
            "\n",
            paragraph("Decided", classes="meetings-label"),
            bullets(map(writer.link_to, view.decisions)),
            classes="meetings-decided",
            end="\n",
        )
    title = writer.heading(writer.link_to(entry.link), f"{OF_FRONT}-title")
    what = element("div", "\n", title, facts, decided, classes="meetings-what", end="\n")
    return element("div", "\n", leaf, what, classes=f"{OF_FRONT}-latest", end="\n")


def directory_nav(writer: LinkWriter, view: Directory) -> Markup:
    """Return the navigation of an archive: a labelled row of links for each group."""
    rows = (_group(writer, group) for group in view.groups)
    return element(
        "nav",
        "\n",
        *rows,
        aria_label="Archive",
        classes=f"{OF_FRONT}-directory",
        end="\n",
    )


def _group(writer: LinkWriter, group: LinkGroup) -> Markup:
    items = [joined([writer.link_to(one), _number(number)]) for one, number in group.links]
    title: str = group.title
    if group.page:
        title = writer.link_to(group.page)
        if group.total > len(items):
            hidden = element("span", f" {group.title.lower()}", classes="meetings-hidden")
            text = joined([f"All {group.total}", hidden])
            items.append(writer.link_to(replace(group.page, text=text)))
    label = paragraph(title, classes="meetings-label")
    kind = f"meetings-links meetings-of-{group.kind}"
    return element(
        "div", "\n", label, bullets(items, kind), classes="meetings-links-row", end="\n"
    )


def _number(number: int) -> Markup:
    return element("span", f" {number}", classes="meetings-count") if number else EMPTY


def activity_strip(writer: LinkWriter, view: Activity) -> Markup:
    """Return a bar for each month, which screen readers read as a list of months."""
    if not view.months:
        return EMPTY
    most = max(number for _, number in view.months)
    labelled = _labelled([first for first, _ in view.months])
    bars = (
        element(
            "li",
            element("span", f"{month(first, writer.language)}: {meetings_in(number)}"),
            classes=f"meetings-level-{-(-number * _LEVELS // most)}",
            end="\n",
            **({"data_text": f"{first.year}"} if first in labelled else {}),
        )
        for first, number in view.months
    )
    return element(
        "ul",
        "\n",
        *bars,
        aria_label="Meetings in each month",
        classes=f"{OF_FRONT}-activity",
        # without bullets, some screen readers do not take it for a list
        role="list",
        end="\n",
    )


def _labelled(months: Sequence[dt.date]) -> set[dt.date]:
    """Return the months below which their year stands: each January, and the first if it can."""
    januaries = {first for first in months if first.month == 1}
    # two years beside each other need some room
    has_room = januaries.isdisjoint(months[:_ROOM])
    return januaries | {months[0]} if has_room else januaries


def beside(writer: LinkWriter, view: Beside) -> Markup:
    """Return links to the years before and after that of the page."""
    found = [
        element(
            "a",
            "\n",
            element("span", label, classes="meetings-label", end="\n"),
            element("span", there.text, classes="meetings-neighbour", end="\n"),
            href=writer.uri(there) or "",
            rel=rel,
            end="\n",
        )
        for there, rel, label in (
            (view.earlier, "prev", "Previous year"),
            (view.later, "next", "Next year"),
        )
        if there
    ]
    if not found:
        return EMPTY
    return element(
        "nav",
        "\n",
        *found,
        aria_label="Neighbouring years",
        classes="meetings-neighbours",
        end="\n",
    )


def year_calendar(writer: LinkWriter, view: Calendar) -> Iterator[Markup]:
    """Yield the months of a year as small tables, whose days are links to meetings."""
    yield Markup(f'<div class="{OF_FRONT}-year">\n')
    for one in months(view, writer.language):
        yield _small_month(writer, one, view.today)
    yield Markup("</div>\n")


def _small_month(writer: LinkWriter, shown: MonthTable, today: dt.date | None) -> Markup:
    names = zip(shown.weekdays, full_weekdays(writer.language), strict=True)
    head = (element("th", short[:2], abbr=name, scope="col") for short, name in names)
    rows = (
        element("tr", *(_small_day(writer, day, today) for day in week), end="\n")
        for week in shown.weeks
    )
    table = element(
        "table",
        element("caption", shown.title),
        element("thead", element("tr", *head)),
        element("tbody", *rows),
        classes="meetings-small-month",
    )
    undated = (paragraph(writer.link_to(entry.link), flags(entry)) for entry in shown.entries)
    return element("div", table, *undated, end="\n")


def _small_day(
    writer: LinkWriter, day: tuple[dt.date, Sequence[Entry]] | None, today: dt.date | None
) -> Markup:
    if day is None:
        return Markup("<td></td>")
    date, entries = day
    current = {"aria_current": "date"} if date == today else {}
    if not entries:
        return element("td", f"{date.day}", **current)
    return element("td", *_links_of_day(writer, date, entries), **current)


def _links_of_day(writer: LinkWriter, date: dt.date, entries: Iterable[Entry]) -> Iterator[Markup]:
    """Yield a link for each meeting of a day; only the first one has its number."""
    for number, entry in enumerate(entries):
        told = f"{entry.link.text}{flags(entry)}"
        seen = f"{date.day}" if number == 0 else "+"
        day = "" if number == 0 else f" {date.day}"
        hidden = f"{day}, {calendar_day(date, writer.language)}: {told}"
        off = "meetings-off" if "cancelled" in entry.flags else ""
        content = (seen, element("span", hidden, classes="meetings-hidden"))
        there = writer.uri(entry.link)
        if there is None:
            yield element("span", *content, title=told)
            continue
        classes = f"reference internal {off}".rstrip()
        yield element("a", *content, classes=classes, href=there or "#", title=told)
