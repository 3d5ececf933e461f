"""The generated pages: which there are, what they show, and their HTML."""

from __future__ import annotations

import datetime as dt
import html
import os
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import new_document

from sphinxcontrib_meetings.archive.query import PersonEntry, TagEntry
from sphinxcontrib_meetings.archive.views import (
    Entry,
    Heading,
    Link,
    Listing,
    Page,
    Pager,
    PeopleRequest,
    Prose,
    Shortcuts,
    TagsRequest,
    View,
    Views,
)
from sphinxcontrib_meetings.config import warn_of
from sphinxcontrib_meetings.model.meeting import Meeting
from sphinxcontrib_meetings.nodes.html_text import Markup
from sphinxcontrib_meetings.read.collect import domain_of
from sphinxcontrib_meetings.write.fill import resolve_excerpt, shows_parents
from sphinxcontrib_meetings.write.html import Components, ExcerptOf, Part
from sphinxcontrib_meetings.write.links import address, relative_to, root_address
from sphinxcontrib_meetings.write.wording import day

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator

__all__ = [
    "Renderer",
    "all_pages",
    "makes_pages",
    "neighbours_context",
    "on_builder_inited",
    "on_config_inited",
    "recent_context",
    "shows_recent",
]

#: parts of a list that its pages all lead to
_MOST_PARTS = 30
#: how many before and after it a page of more parts leads to
_NEAR_PARTS = 5
#: what a list is made of
_Item = TypeVar("_Item")

#: marks an address that starts at the root of the site in HTML that is used on many pages
_SCHEME = "meetings:"
#: stands where something ends, or is to be put in
_HERE = "<!-- meetings: here -->"
#: Sphinx says the address of a picture where there is nothing else to say of it
_ADDRESS = re.compile(rf'(?<=(?:href|.src|.alt)="){_SCHEME}([^"]*)(?=")')


def makes_pages(builder: object) -> bool:
    """Tell whether *builder* has pages besides its documents: html, dirhtml, json and kin."""
    return (
        isinstance(builder, StandaloneHTMLBuilder)
        and builder.search
        and not builder.embedded
        and builder.name != "singlehtml"
    )


def all_pages(views: Views, per_page: int) -> Iterator[Page]:
    """Yield every generated page: those of the archive, and those of each of its series."""
    yield from _archive_pages(views, per_page, ())
    assert views.pages is not None
    home = Link(views.title, views.pages.overview)
    for series in views.archive.series.values():
        yield from _archive_pages(views.of_series(series), per_page, (home,))


def _archive_pages(views: Views, per_page: int, parents: tuple[Link, ...]) -> Iterator[Page]:
    names = views.pages
    assert names is not None
    archive = views.archive
    home = (*parents, Link(views.title, names.overview))
    yield from _overview(views, per_page, parents)
    by_year: dict[int, list[Meeting]] = {year: [] for year in archive.years}
    for record in archive.listed:
        if record.date:
            by_year[record.date.year].append(record)
    for year, records in by_year.items():
        lead = Page(names.year(year), f"{views.title} in {year}", home, ())
        yield from _parts(views, lead, records, per_page, partial(views.listing, group_by="month"))
    yield Page(names.tags, "Tags", home, (views.of(TagsRequest()),))
    for tag in archive.tags.values():
        yield from _tag_pages(views, tag, (*home, Link("Tags", names.tags)), per_page)
    yield Page(names.people, "People", home, (views.of(PeopleRequest()),))
    for person in archive.people.values():
        yield from _person_pages(views, person, (*home, Link("People", names.people)), per_page)


def _overview(views: Views, per_page: int, parents: tuple[Link, ...]) -> Iterator[Page]:
    """Yield the pages of the archive: what is to come, soonest first, and what was."""
    names, archive = views.pages, views.archive
    assert names is not None
    upcoming = [record for record in archive.listed if record.date and record.date > views.today]
    series = (
        Link(entry.series.title or entry.series.key, names.series(entry.slug).overview)
        for entry in archive.series.values()
    )
    years = (Link(f"{year}", names.year(year)) for year in archive.years)
    shortcuts = (Link("Tags", names.tags), Link("People", names.people), *series, *years)
    opening: list[View] = [Prose(views.description), Shortcuts("", shortcuts)]
    if upcoming:
        soonest_first = views.listing(reversed(upcoming))
        opening += [Heading("Upcoming meetings"), soonest_first, Heading("Past meetings")]
    lead = Page(names.overview, views.title, parents, tuple(opening))
    return _parts(views, lead, archive.listed[len(upcoming) :], per_page, views.listing)


def _tag_pages(
    views: Views, tag: TagEntry, parents: tuple[Link, ...], per_page: int
) -> Iterator[Page]:
    assert views.pages is not None
    opening = (
        Prose(tag.tag.description),
        Shortcuts("People", views.related_people(tag.meetings)),
        Shortcuts("Related tags", views.related_tags(tag.meetings, but=tag.tag.key)),
    )
    lead = Page(views.pages.tag(tag.slug), tag.tag.label, parents, opening)
    return _parts(views, lead, tag.meetings, per_page, views.listing)


def _person_pages(
    views: Views, person: PersonEntry, parents: tuple[Link, ...], per_page: int
) -> Iterator[Page]:
    assert views.pages is not None
    opening = (
        views.person_card(person),
        Shortcuts("Tags", views.related_tags(person.meetings)),
    )
    lead = Page(views.pages.person(person.slug), person.person.name, parents, opening)
    if len({role for role, _ in person.done}) > 1:
        return _parts(views, lead, person.done, per_page, views.listing_by_role)
    return _parts(views, lead, person.meetings, per_page, views.listing)


def _parts(
    views: Views,
    lead: Page,
    items: Sequence[_Item],
    per_page: int,
    listing_of: Callable[[Sequence[_Item]], Listing],
) -> Iterator[Page]:
    """Yield *lead* with the first *items* under it, and a page for each further part.

    *listing_of* makes the list of a part.
    """
    assert views.pages is not None
    starts = range(0, max(1, len(items)), max(1, per_page))
    links = tuple(
        Link(f"{number}", views.pages.part(lead.name, number))
        for number, _ in enumerate(starts, 1)
    )
    for current, start in enumerate(starts):
        shown = (listing_of(items[start : start + starts.step]), _pager(links, current))
        if current == 0:
            yield replace(lead, views=(*lead.views, *shown))
        else:
            title = f"{lead.title}, page {current + 1}"
            parents = (*lead.parents, Link(lead.title, lead.name))
            yield Page(links[current].docname, title, parents, shown)


def _pager(links: Sequence[Link], current: int) -> Pager:
    """Return the way from the part *current* to others: all, or of many the near and the outer."""
    if len(links) <= _MOST_PARTS:
        return Pager(tuple(links), current)
    last = len(links) - 1
    near = range(max(1, current - _NEAR_PARTS), min(last, current + _NEAR_PARTS + 1))
    numbers = [0, *near, last]
    parts: list[Link] = []
    for before, number in zip([-1, *numbers], numbers, strict=False):
        if number > before + 1:
            parts.append(Link("…"))
        parts.append(links[number])
    return Pager(tuple(parts), parts.index(links[current]))


class Renderer:
    """Writes generated pages; what stands on many of them is written once."""

    def __init__(self, builder: StandaloneHTMLBuilder, env: BuildEnvironment) -> None:
        self._builder = builder
        self._env = env
        #: HTML of entries by name and style, cut where addresses are: every other part is one
        self._entries: dict[tuple[str, str], list[str]] = {}
        #: names of those whose excerpts hold formulas
        self._with_formulas: set[str] = set()
        self._components = Components(self._marked, env.config.language)

    def context(self, page: Page) -> dict[str, Any]:
        """Return the context of *page* for the theme's ``page.html``."""
        builder = self._builder
        # a writer takes these from what the last document left behind
        builder.secnumbers = {}
        builder.fignumbers = {}
        builder.current_docname = page.name
        builder.imgpath = f"{_SCHEME}{builder.imagedir}"
        listings = [view for view in page.views if isinstance(view, Listing)]
        for listing in listings:
            self._write(listing.entries, listing.style)
        names = {entry.name for listing in listings for entry in listing.entries}
        parents = [
            {"link": address(builder, page.name, parent), "title": html.escape(parent.text)}
            for parent in page.parents
        ]
        return {
            "title": html.escape(page.title),
            "body": self._body(page),
            "parents": parents,
            "prev": None,
            "next": None,
            "meta": {},
            "metatags": "",
            "toc": "",
            "display_toc": False,
            "sourcename": "",
            "page_source_suffix": "",
            "rellinks": [],
            "has_maths_elements": not self._with_formulas.isdisjoint(names),
            "meetings_assets": True,
        }

    def _body(self, page: Page) -> str:
        builder = self._builder
        here = builder.get_target_uri(page.name)
        # the same people and tags stand in many an entry
        from_here = cache(partial(relative_to, here))

        def written(entry: Entry, style: str) -> Markup:
            parts = list(self._entries[entry.name, style])
            parts[1::2] = map(from_here, parts[1::2])
            return Markup("".join(parts))

        components = Components(
            lambda link: address(builder, page.name, link),
            self._env.config.language,
            parents=not shows_parents(builder),
            written=written,
        )
        parts: list[Part] = [components.above(page.parents)]
        parts += (part for view in page.views for part in components.of(view))
        content = "".join(parts)
        before, between, after = self._frame
        return f"{before}{html.escape(page.title)}{between}{content}{after}"

    @cached_property
    def _frame(self) -> list[str]:
        """What the writer puts around the title and the content of a page."""
        section = nodes.section("", nodes.title("", "", _here()), _here(), ids=["archive"])
        return self._written(section).split(_HERE)

    def _write(self, entries: Iterable[Entry], style: str) -> None:
        """Write the *entries* that are not written yet, the excerpts of all in one go."""
        new = [entry for entry in entries if (entry.name, style) not in self._entries]
        excerpts = self._excerpts([entry.name for entry in new if entry.excerpt])
        for entry in new:
            text = "".join(
                excerpts[part] if isinstance(part, ExcerptOf) else part
                for part in self._components.entry(entry, style)
            )
            self._entries[entry.name, style] = _ADDRESS.split(text)

    def _marked(self, link: Link) -> str:
        return f"{_SCHEME}{root_address(self._builder, link)}"

    def _excerpts(self, names: Sequence[str]) -> dict[str, str]:
        """Return the HTML of excerpts by name."""
        blocks = nodes.inline()
        for name in names:
            blocks += [*self._excerpt(name), _here()]
        texts = self._written(blocks).partition(">")[2].split(_HERE) if names else []
        return dict(zip(names, texts, strict=False))

    def _excerpt(self, name: str) -> list[nodes.Node]:
        blocks = resolve_excerpt(self._builder, self._env, name)
        for node in blocks.findall(nodes.reference):
            if node.get("internal"):
                node["refuri"] = _SCHEME + node["refuri"]
        if blocks.document and any(blocks.findall(nodes.image)):
            self._builder.post_process_images(blocks.document)
        if any(blocks.findall(_is_formula)):
            self._with_formulas.add(name)
        return list(blocks.children)

    def _written(self, node: nodes.Node) -> str:
        # Sphinx's `render_partial` would apply transforms that do not know Sphinx's nodes
        document = new_document("<generated page>", self._builder.docsettings)
        document += node
        builder = self._builder
        translator = cast("HTML5Translator", builder.create_translator(document, builder))
        document.walkabout(translator)
        return "".join(translator.fragment)


def _here() -> nodes.raw:
    return nodes.raw("", _HERE, format="html")


def _is_formula(node: nodes.Node) -> bool:
    return isinstance(node, nodes.math | nodes.math_block)


def neighbours_context(
    builder: StandaloneHTMLBuilder, env: BuildEnvironment, docname: str
) -> dict[str, Any]:
    """Return ``prev``, ``next`` and ``parents`` of a meeting that stands in no toctree."""
    domain = domain_of(env)
    record = domain.archive.records.get(docname)
    if record is None or docname in builder.relations:
        return {}
    header = domain.views.header(docname)

    def related(link: Link | None) -> dict[str, str | None] | None:
        if link is None:
            return None
        return {"link": address(builder, docname, link), "title": html.escape(link.text)}

    return {
        "prev": related(header.earlier),
        "next": related(header.later),
        "parents": [related(parent) for parent in header.parents],
    }


#: template for `html_sidebars`
RECENT = "meetings/recent.html"


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Offer the templates, after those of the project."""
    templates = str(Path(__file__).parents[1] / "templates")
    config.templates_path = [*config.templates_path, templates]


def shows_recent(config: Config) -> bool:
    """Tell whether a sidebar has the newest meetings."""
    return any(RECENT in templates for templates in config.html_sidebars.values())


def recent_context(
    builder: StandaloneHTMLBuilder, env: BuildEnvironment, docname: str
) -> dict[str, Any]:
    """Return what the template of the newest meetings shows on the page *docname*."""
    views = domain_of(env).views
    overview = Link(views.title, views.pages.overview) if views.pages else None
    # Sphinx's templates escape nothing
    recent = {
        "title": html.escape(views.title),
        "link": (address(builder, docname, overview) or "#") if overview else "",
        "meetings": [
            {
                "title": html.escape(link.text),
                "link": address(builder, docname, link) or "#",
                "date": date.isoformat() if date else "",
                "day": day(date, env.config.language) if date else "",
            }
            for link, date in views.recent()
        ],
    }
    return {"meetings_recent": recent, "meetings_assets": True}


def on_builder_inited(app: Sphinx) -> None:
    """Tell the domain what the builder makes of tags and people, and which day it is."""
    domain = domain_of(app.env)
    domain.builder = app.builder
    domain.makes_pages = makes_pages(app.builder)
    domain.today = _today(app, domain.options.today)


def _today(app: Sphinx, given: str) -> dt.date:
    """Return the day that counts as today: *given*, SOURCE_DATE_EPOCH's, else that of the build.

    https://reproducible-builds.org/specs/source-date-epoch/
    """
    if given:
        try:
            return dt.date.fromisoformat(given)
        except ValueError:
            warn_of(app, "today", f"{given!r} is no date: write it as 2026-11-23")
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    stamp = float(epoch) if epoch.isdecimal() else time.time()
    return dt.datetime.fromtimestamp(stamp, dt.UTC).date()
