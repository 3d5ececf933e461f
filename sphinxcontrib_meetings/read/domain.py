"""The domain ``meeting``: stores what was read, and resolves references to it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import posixpath
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar, cast

from docutils import nodes
from docutils.nodes import Element
from docutils.parsers.rst import Directive
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.domains import Domain, Index, IndexEntry, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.locale import _
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode
from sphinx.util.typing import RoleFunction

from sphinxcontrib_meetings.archive.archive import (
    Archive,
    build_archive,
)
from sphinxcontrib_meetings.archive.days import day_of
from sphinxcontrib_meetings.archive.page_names import REGISTERS, PageNames
from sphinxcontrib_meetings.archive.subscription_plan import Published, subscriptions_of
from sphinxcontrib_meetings.archive.views import FORMATS, Link, Request, Views
from sphinxcontrib_meetings.config import (
    Options,
    base_url,
    matches,
    options_of,
    paths_on_site,
    root_of,
    series_of,
)
from sphinxcontrib_meetings.day_text import day as day_text
from sphinxcontrib_meetings.markdown.missing import SITE_LINK, WRITTEN, Missing
from sphinxcontrib_meetings.model.meeting import Content, Meeting, Series
from sphinxcontrib_meetings.model.problem import Kind, Names, Problem, could_mean, nearest
from sphinxcontrib_meetings.nodes.tree import line_of, upwards
from sphinxcontrib_meetings.parse.addresses import fault_of
from sphinxcontrib_meetings.parse.dates import date_in_path
from sphinxcontrib_meetings.parse.messages import quoted
from sphinxcontrib_meetings.parse.paths import absolute
from sphinxcontrib_meetings.parse.suffixes import LINKED_SOURCES, SHORTENED
from sphinxcontrib_meetings.parse.urls import has_scheme, split_web
from sphinxcontrib_meetings.read.caption_files import ReadTranscript
from sphinxcontrib_meetings.read.homes import HomeFinder, SitePlaces
from sphinxcontrib_meetings.read.marked_minutes import DIRECTIVES as MINUTE_DIRECTIVES
from sphinxcontrib_meetings.read.marked_minutes import ROLES as MINUTE_ROLES
from sphinxcontrib_meetings.read.misspelled import (
    misspelled_directive,
    misspelled_role,
)
from sphinxcontrib_meetings.read.own_ids import OwnIds, Place
from sphinxcontrib_meetings.read.registries import Registries
from sphinxcontrib_meetings.read.schedules import schedules_of
from sphinxcontrib_meetings.read.written_later import find_output, is_there
from sphinxcontrib_meetings.report import warn

__all__ = [
    "BOOKS",
    "FOLDER_PAGES",
    "MeetingDomain",
    "Reference",
    "domain_of",
    "on_build_finished",
    "on_missing_reference",
    "on_warn_missing_reference",
]

#: builders that combine documents into one
BOOKS = ("latex", "man", "singlehtml", "texinfo")

#: documents that stand for their folder
FOLDER_PAGES = ("index", "README", "readme")


@dataclass(frozen=True, slots=True)
class Reference:
    """A cross-reference from a document to this domain."""

    role: str
    target: str


#: heading of the names in an index that begin with a sign, which Sphinx's template does not escape
_SIGNS = "Symbols"


def _group(name: str) -> str:
    """Return the heading of *name* in an index."""
    return name[0].upper() if name[:1].isalnum() else _SIGNS


class _MeetingIndex(Index):
    """An index of meetings, printed in books and available to ``{ref}``."""

    domain: MeetingDomain

    def _entries(self) -> Iterator[tuple[str, tuple[Meeting, ...]]]:
        raise NotImplementedError

    def generate(
        self, docnames: Iterable[str] | None = None
    ) -> tuple[list[tuple[str, list[IndexEntry]]], bool]:
        """Return an entry for each name, with its meetings below, grouped by first letter.

        There are none if a document has the address of the index, whose page would overwrite it.
        """
        if self._is_taken():
            return [], False
        wanted = None if docnames is None else set(docnames)
        content: defaultdict[str, list[IndexEntry]] = defaultdict(list)
        for name, records in self._entries():
            shown = [m for m in records if wanted is None or m.docname in wanted]
            if not shown:
                continue
            letter = content[_group(name)]
            letter.append(IndexEntry(name, 1, "", "", "", "", ""))
            for record in shown:
                days = (record.date, record.end_date)
                day = " – ".join(date.isoformat() for date in days if date)  # noqa: RUF001
                letter.append(
                    IndexEntry(record.title, 2, record.docname, record.anchor, day, "", "")
                )
        return sorted(content.items(), key=lambda item: (item[0] == _SIGNS, item[0])), False

    def _is_taken(self) -> bool:
        builder = self.domain.builder
        if not isinstance(builder, StandaloneHTMLBuilder):
            return False
        own = builder.get_target_uri(f"{self.domain.name}-{self.name}")
        return any(builder.get_target_uri(name) == own for name in self.domain.env.all_docs)


class TagsIndex(_MeetingIndex):
    """``meeting-tags``: meetings by tag."""

    name = "tags"
    localname = "Meetings by tag"

    def _entries(self) -> Iterator[tuple[str, tuple[Meeting, ...]]]:
        for tag in self.domain.archive.tags.values():
            yield tag.tag.label, tag.meetings


class PeopleIndex(_MeetingIndex):
    """``meeting-people``: meetings by person."""

    name = "people"
    localname = "Meetings by person"

    def _entries(self) -> Iterator[tuple[str, tuple[Meeting, ...]]]:
        for person in self.domain.archive.people.values():
            yield person.person.name, person.meetings


class MeetingDomain(Domain):
    """Meetings, their tags and people."""

    name = "meeting"
    label = "Meeting"
    object_types: ClassVar[dict[str, ObjType]] = {
        "meeting": ObjType(_("meeting"), "ref"),
        "tag": ObjType(_("tag"), "tag"),
        "person": ObjType(_("person"), "person", "author"),
        "decision": ObjType(_("decision"), "decision"),
        "action": ObjType(_("action"), "action"),
    }
    roles: ClassVar[dict[str, Any]] = {
        role: XRefRole(warn_dangling=True, innernodeclass=nodes.inline)
        for role in ("ref", "tag", "person", "author", "page")
    } | dict(MINUTE_ROLES)
    directives: ClassVar[dict[str, type[Directive]]] = dict(MINUTE_DIRECTIVES)
    indices: ClassVar[list[type[Index]]] = [TagsIndex, PeopleIndex]
    initial_data: ClassVar[dict[str, Any]] = {
        "meetings": {},
        "listings": {},
        "references": {},
        "paths": {},
        "undated": {},
        "transcripts": {},
        "toctrees": {},
        "hints": {},
        "ids": {},
        "contents": {},
    }
    data_version = 9

    #: set when it is initialized
    builder: Builder
    #: whether the builder makes the generated pages
    makes_pages: bool = False
    #: whether it makes a site for browsers, which has calendars and feeds
    makes_site: bool = False
    #: the date to use as today, or the moment in UTC
    today: dt.date = dt.date.min
    #: format of a list ─► whether it shows excerpts unless told otherwise
    formats: Mapping[str, bool] = FORMATS
    _archive: Archive | None = None
    _views: Views | None = None
    _own_ids: OwnIds | None = None
    _places: SitePlaces | None = None

    @property
    def meetings(self) -> dict[str, tuple[Meeting, ...]]:
        """Docname ─► the records of the document."""
        return cast("dict[str, tuple[Meeting, ...]]", self.data["meetings"])

    @property
    def listings(self) -> dict[str, tuple[Request, ...]]:
        """Docname ─► requests of the lists in the document."""
        return cast("dict[str, tuple[Request, ...]]", self.data["listings"])

    @property
    def references(self) -> dict[str, tuple[Reference, ...]]:
        """Docname ─► its cross-references into this domain."""
        return cast("dict[str, tuple[Reference, ...]]", self.data["references"])

    @property
    def paths(self) -> dict[str, frozenset[str]]:
        """Docname of a note ─► documents that its links name as files, existing or not."""
        return cast("dict[str, frozenset[str]]", self.data["paths"])

    @property
    def undated(self) -> dict[str, tuple[Problem, ...]]:
        """Docname ─► why it has no date, until that is reported. Transcripts need no date."""
        return cast("dict[str, tuple[Problem, ...]]", self.data["undated"])

    @property
    def transcripts(self) -> dict[str, ReadTranscript]:
        """Docname ─► what is known about the transcripts in it, and the captions beside it."""
        return cast("dict[str, ReadTranscript]", self.data["transcripts"])

    @property
    def toctrees(self) -> dict[str, dict[str, int]]:
        """Docname ─► what its toctrees name that may be a generated page, and the lines."""
        return cast("dict[str, dict[str, int]]", self.data["toctrees"])

    @property
    def contents(self) -> dict[str, Content]:
        """Docname ─► what tells whether the text of its meetings has changed, for full feeds."""
        return cast("dict[str, Content]", self.data["contents"])

    @property
    def hints(self) -> dict[str, dict[str, str]]:
        """Digest of the names in a registry ─► unknown word ─► hint."""
        return cast("dict[str, dict[str, str]]", self.data["hints"])

    @property
    def ids(self) -> dict[str, dict[str, Place]]:
        """Docname of a note ─► the ids that its author gave to headings."""
        return cast("dict[str, dict[str, Place]]", self.data["ids"])

    @property
    def own_ids(self) -> OwnIds:
        """The same, by name."""
        if self._own_ids is None:
            self._own_ids = OwnIds(self.ids)
        return self._own_ids

    @property
    def this_day(self) -> dt.date:
        """The date to use as today."""
        return day_of(self.today)

    @cached_property
    def options(self) -> Options:
        """The options of ``conf.py``, read when they are first used."""
        return options_of(self.env.config)

    @property
    def pages(self) -> PageNames | None:
        """Names of the generated pages, ``None`` if the builder makes none."""
        made = self.makes_pages and self.options.pages
        return PageNames(root_of(self.options), self._homes.of_all()) if made else None

    @cached_property
    def _homes(self) -> HomeFinder:
        return HomeFinder(
            self.options,
            lambda docname: docname in self.env.all_docs,
            lambda docname: any(not record.anchor for record in self.meetings.get(docname, ())),
        )

    @cached_property
    def folders(self) -> dict[Path, tuple[str, ...]]:
        """Folder with captions ─► sorted names of its files; filled by those who look there."""
        return {}

    @cached_property
    def excerpt_digests(self) -> dict[str, str]:
        """Name of a meeting ─► digest of what others change in its excerpt; filled by need."""
        return {}

    @cached_property
    def excerpt_texts(self) -> dict[str, str]:
        """Name of a meeting ─► HTML of its excerpt; filled by those who write it for a list.

        Its addresses start at the root of the site.
        """
        return {}

    @cached_property
    def missing(self) -> Missing:
        """What the notes that are being written refer to, and does not exist."""
        return Missing(self.env)

    @cached_property
    def _known_paths(self) -> Names:
        return Names(self._by_name)

    @cached_property
    def _by_name(self) -> dict[str, str]:
        """Name of a file that is a document ─► its path from the source directory."""
        paths = (
            f"/{name}{Path(self.env.doc2path(name)).suffix}" for name in sorted(self.env.all_docs)
        )
        named = ((posixpath.basename(path), path) for path in paths)
        return {name: path for name, path in named if not name.startswith(FOLDER_PAGES)}

    @cached_property
    def registries(self) -> Registries:
        """The registries, read when they are first used."""
        return Registries(self.options, Path(self.env.srcdir), self.hints)

    @property
    def archive(self) -> Archive:
        """All records in order; built when it is first used."""
        if self._archive is None:
            self._archive = build_archive(
                (record for records in self.meetings.values() for record in records),
                self.registries.people_of,
                self.registries.tags_of,
                series=self.series,
                series_of=self._series_of,
                home_of=self._homes.by_series(),
                schedules=schedules_of(self.env.config),
                drafts=self.options.drafts,
                words=self.options.words,
            )
        return self._archive

    @cached_property
    def series(self) -> tuple[Series, ...]:
        """The series that ``meetings_series`` names."""
        return series_of(self.options)[0]

    def _series_of(self, docname: str) -> str:
        return next((item.key for item in self.series if matches(docname, item.path)), "")

    @property
    def views(self) -> Views:
        """What pages show of the archive."""
        if self._views is None or self._views.archive is not self.archive:
            options, pages = self.options, self.pages
            language = self.env.config.language
            self._places = SitePlaces(self.env, self.toctrees)
            homes = self._places.of(self.archive, pages, self.listings) if pages else {}
            home = homes.get(pages.overview) if pages else None
            views = Views(
                self.archive,
                pages,
                (home and home.title) or options.title,
                self.find,
                homes=homes,
                today=self.today,
                images=options.avatars == "images",
                in_short=options.in_short,
                say_day=lambda first, last: day_text(first, language, last),
                words=options.words,
                formats=self.formats,
                register_names=options.register_names,
                overview_parts=options.overview_parts,
            )
            found = subscriptions_of(views, self._published)
            self._views = dataclasses.replace(views, subscriptions=found)
        return self._views

    @property
    def _published(self) -> Published:
        """What the site has besides pages."""
        options, base = self.options, base_url(self.env.config)
        names = PageNames(root_of(options))
        if not self.makes_site:
            return Published(names)
        # the links of feeds start with the URL of the site
        scopes = options.feed_scopes if split_web(base) else ()
        return Published(names, options.calendars, scopes, options.formats_of_feeds, base)

    @property
    def places(self) -> SitePlaces:
        """The places of overviews in the site."""
        # they are made with the views
        self.views  # noqa: B018
        assert self._places
        return self._places

    def role(self, name: str) -> RoleFunction | None:
        """Return the role *name*; a misspelled one says so."""
        return super().role(name) or misspelled_role(name, self.roles)

    def directive(self, name: str) -> type[Directive] | None:
        """Return the directive *name*: the domain has none, but one may be meant."""
        return super().directive(name) or misspelled_directive(name)

    def note_meetings(self, docname: str, records: Iterable[Meeting]) -> None:
        """Store the records of the document *docname*."""
        self.meetings[docname] = tuple(records)
        self._archive = None

    def note_listings(self, docname: str, requests: Iterable[Request]) -> None:
        """Store the requests of the lists in the document *docname*."""
        self.listings[docname] = tuple(requests)

    def note_references(self, docname: str, references: Iterable[Reference]) -> None:
        """Store the cross-references of the document *docname*."""
        self.references[docname] = tuple(references)

    def note_paths(self, docname: str, docnames: Iterable[str]) -> None:
        """Store the documents that links of the note *docname* name as files."""
        if found := frozenset(docnames):
            self.paths[docname] = found

    def note_ids(self, docname: str, places: Iterable[tuple[str, Place]]) -> None:
        """Store the ids that the author of *docname* gave to headings."""
        if found := dict(places):
            self.ids[docname] = found
            self._own_ids = None

    def note_page_in_toctree(self, docname: str, page: str, line: int) -> None:
        """Store that a toctree of *docname* names *page*, which may be a generated page."""
        self.toctrees.setdefault(docname, {})[page] = line

    def note_transcript(self, docname: str, found: ReadTranscript) -> None:
        """Store what is known about the transcripts in the document *docname*."""
        self.transcripts[docname] = found

    def transcript_place(self, docname: str, anchor: str) -> str:
        """Return the id of the section with the transcript of a meeting; empty if there is none.

        *anchor* is the section of the meeting, empty for the whole document.
        """
        found = self.transcripts.get(docname)
        return dict(found.places).get(anchor, "") if found else ""

    def note_content(self, docname: str, content: Content) -> None:
        """Store what tells whether the text of the document *docname* has changed."""
        self.contents[docname] = content

    def clear_doc(self, docname: str) -> None:
        """Forget the document *docname*."""
        for store in self.data.values():
            if isinstance(store, dict):
                store.pop(docname, None)
        self._archive = self._own_ids = None

    def parents_of_sections(self, docname: str) -> tuple[Link, ...]:
        """Return the pages above the document *docname*, if its meetings are sections."""
        records = self.meetings.get(docname, ())
        if not records or not all(record.anchor for record in records):
            return ()
        # their series may be that of the path
        found = (self.archive.records[record.name] for record in records)
        return self.views.parents_of_sections(found)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process has read for *docnames*."""
        for name in self.initial_data:
            mine, theirs = self.data[name], otherdata[name]
            mine.update({doc: value for doc, value in theirs.items() if doc in docnames})
        self._archive = self._own_ids = None

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield meetings, and tags and people if they have pages, for the inventory."""
        # -1 keeps them out of the search results: the search finds the documents
        for name, record in self.archive.records.items():
            yield name, record.title, "meeting", record.docname, record.anchor, -1
        for kind, known in self.archive.minutes_by_id.items():
            for name, found in known.items():
                if len(found) == 1:
                    # of several with an id, none is what it means
                    link = found[0]
                    yield name, link.text, kind, link.docname, link.anchor, -1
        pages = self.pages
        if pages is None:
            return
        for tag in self.archive.tags.values():
            yield tag.tag.key, tag.tag.label, "tag", pages.tag(tag.slug), "", -1
        for person in self.archive.people.values():
            page = pages.person(person.slug)
            yield person.person.key, person.person.name, "person", page, "", -1

    def find(self, role: str, target: str) -> Link | None:
        """Return what the cross-reference *target* of *role* leads to; None if that is unclear."""
        views, archive = self.views, self.archive
        finders: Mapping[str, Callable[[str], Link | None]] = {
            "path": self._find_path,
            "doc": self._find_document,
            "page": views.page,
            "id": self._find_id,
        }
        if role in finders:
            return finders[role](target)
        if role in archive.minutes_by_id:
            places = archive.minutes_by_id[role].get(target, ())
            return places[0] if len(places) == 1 else None
        if role == "ref":
            found = archive.find(target, self.today)
            return views.meeting(found[0]) if len(found) == 1 else None
        if role == "tag":
            tag = archive.tag(target)
            return views.tag(tag.tag) if tag else None
        person = archive.person(target)
        return views.person(person.person) if person else None

    def _find_id(self, target: str) -> Link | None:
        """Return the heading of the only note that has *target* as an id."""
        place = self.own_ids.find(target)
        return Link(place.title, place.docname, place.anchor) if place else None

    def _find_document(self, target: str) -> Link | None:
        """Return the document at a path from the source directory, with its suffix or without."""
        path = target.strip("/")
        suffix = next(filter(path.endswith, SHORTENED), "")
        names = (path, path.removesuffix(suffix))
        name = next((name for name in names if name in self.env.all_docs), None)
        return Link(target, name) if name else None

    def _find_path(self, target: str) -> Link | None:
        path, _, anchor = target.partition("#")
        found = (self._find_here(one, anchor) for one in paths_on_site(self.options, path))
        if link := next(filter(None, found), None):
            return link
        root = f"/{root_of(self.options)}"
        for one in (path.removeprefix(root), *paths_on_site(self.options, path)):
            if one != path and (page := self._find_page(_plain_path(one))):
                return page
        return None

    def _find_here(self, path: str, anchor: str) -> Link | None:
        """Return the meeting or document at *path* from the source directory."""
        if record := self.archive.by_path(path):
            place = self._id(record.docname, anchor) if anchor else record.anchor
            return Link(record.title, record.docname, place)
        plain = _plain_path(path)
        names = (plain, *(f"{plain}/{name}".lstrip("/") for name in FOLDER_PAGES))
        for docname in names:
            if docname in self.env.all_docs:
                return Link("", docname, self._id(docname, anchor))
        return None

    def _find_page(self, path: str) -> Link | None:
        """Return the generated page at *path* below the root, named as here or in Docusaurus."""
        views, archive = self.views, self.archive
        kind, _, name = path.partition("/")
        if kind == "tags" and name:
            tag = archive.tag_at(name)
            return views.tag(tag.tag) if tag else None
        if kind in {"authors", "people"} and name:
            person = archive.person_at(name)
            return views.person(person.person) if person else None
        if kind == "year":
            return views.page(name) if name in map(str, archive.years) else None
        return views.page(_PAGES[path]) if path in _PAGES else None

    def _id(self, docname: str, anchor: str) -> str:
        """Return the id of the heading that *anchor* names in GitHub's way, else *anchor*."""
        slugs: dict[str, tuple[int, str, str]] = self.env.metadata[docname].get("myst_slugs", {})
        return slugs[anchor][1] if anchor in slugs else anchor

    def resolve_xref(  # noqa: PLR0913, PLR0917, Sphinx calls it so
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> nodes.reference | None:
        """Return a reference for *node*, ``None`` if the target is missing or ambiguous."""
        found = self.find(typ, target)
        if found is None:
            return self._outside(target, node, contnode) if typ == "path" else None
        content: Element = contnode
        if not node.get("refexplicit"):
            content = nodes.inline("", found.text, classes=contnode.get("classes", []))
        if not found.docname:
            # without generated pages, tags and people are plain text
            return cast("nodes.reference", content)
        return make_refnode(builder, fromdocname, found.docname, found.anchor, content)

    def _outside(self, target: str, node: pending_xref, contnode: Element) -> nodes.reference:
        """Return a link to the former site, which is the best that can be done."""
        site = self.options.site_url
        written = str(node.get(WRITTEN, target))
        if (later := self._written_later(target, node, contnode)) is not None:
            return later
        if not site or fault_of(written):
            self.note_missing_link(node.get("refdoc", self.env.docname), written, node)
            target = written
        url = site.rstrip("/") + target if site and target.startswith("/") else target
        # as in Sphinx's own references, so that the text keeps its markup
        reference = nodes.reference("", "", internal=False, refuri=url)
        reference += contnode.children if isinstance(contnode, nodes.inline) else [contnode]
        return reference

    def _written_later(
        self, target: str, node: pending_xref, contnode: Element
    ) -> nodes.reference | None:
        """Return a link to the file or page of the output that *target* names, if it is one."""
        written = str(node.get(WRITTEN) or node["reftarget"])
        docname = str(node.get("refdoc", self.env.docname))
        is_sure = bool(self.options.site_url) or bool(fault_of(written))
        later = find_output(self.builder, docname, target, self._other_pages, is_sure=is_sure)
        if later is None:
            return None
        inner = contnode.children if isinstance(contnode, nodes.inline) else [contnode]
        if not later.url:
            return cast("nodes.reference", nodes.inline("", "", *inner))
        if later.unsure and not _is_in_excerpt(node):
            place = f"{self.env.doc2path(docname)}:{line_of(node)}"
            self.later.append((later.unsure, docname, written, place))
        return nodes.reference("", "", *inner, internal=False, refuri=later.url)

    @cached_property
    def later(self) -> list[tuple[str, str, str, str]]:
        """Links to files that may be written: path in the output, note, as written, place."""
        return []

    @cached_property
    def _other_pages(self) -> frozenset[str]:
        """Pages of Sphinx that are not of documents."""
        config = self.env.config
        names = {"search", *config.html_additional_pages}
        if config.html_use_index:
            names.add("genindex")
        if config.html_domain_indices:
            names |= {
                f"{domain.name}-{index.name}"
                for domain in self.env.domains.sorted()
                for index in domain.indices
                if index(domain).generate()[0]
            }
        return frozenset(names)

    def is_note(self, docname: str) -> bool:
        """Whether *docname* has a meeting, so that what is missing there is reported here."""
        return bool(self.meetings.get(docname))

    def find_id(self, node: pending_xref, content: Element) -> nodes.reference | None:
        """Return a link to the heading of a note with the id that *node* names."""
        docname = str(node.get("refdoc", self.env.docname))
        place = self.own_ids.find(str(node["reftarget"]), docname)
        if place is None:
            return None
        text = content if node.get("refexplicit") else nodes.inline("", place.title)
        text["classes"] = ["std", "std-ref"]
        return make_refnode(self.builder, docname, place.docname, place.anchor, text)

    def why_several(self, target: str) -> str:
        """Return what is wrong with *target* if several notes have it as an id, else nothing."""
        found = self.own_ids.several(target)
        if not found:
            return ""
        paths = [str(self.env.doc2path(name, base=False)) for name in found]
        shown = " and in ".join(map(repr, paths[:_MOST_CANDIDATES]))
        return (
            f", which is an id in {shown}; give one of them another id, or link to a file, such "
            f"as {paths[0]}#{target}"
        )

    def find_beside(self, node: pending_xref, content: Element) -> nodes.reference | None:
        """Return a link to what MyST's *node* names as a path from the folder of its note."""
        target, refdoc = str(node["reftarget"]), str(node["refdoc"])
        found = self.find("path", absolute(refdoc, target)) if target.strip("#") else None
        written = str(node.get(WRITTEN, target))
        if written.startswith("#"):
            return None
        if found is None and target.strip("#") and not has_scheme(target):
            return self._written_later(absolute(refdoc, target), node, content)
        if found is None or not found.docname:
            return None
        builder = self.builder
        text = content if content.children else nodes.inline("", found.text or target)
        return make_refnode(builder, refdoc, found.docname, found.anchor, text)

    def note_missing_link(self, docname: str, written: str, node: nodes.Node | str) -> None:
        """Note that a link in the note *docname*, written so, leads nowhere."""
        if not written.strip("#"):
            fault = "; write one between the parentheses, or remove the link"
            self.missing.note(docname, "link without an address", fault, node)
            return
        fault = fault_of(written) or self._why_missing(docname, written)
        if fault == SITE_LINK and written.startswith("/"):
            self.missing.note_site_link(docname, written, node)
        else:
            self.missing.note(docname, f"link to {quoted(written)}", fault, node)

    def _why_missing(self, docname: str, written: str) -> str:
        if fault := self.why_several(written.lstrip("#")):
            return fault
        if has_scheme(written):
            return (
                ", which is neither a label nor a full URL; correct it, or add its scheme to "
                "myst_url_schemes"
            )
        path, _, anchor = written.partition("#")
        whole = absolute(docname, path)
        found = self.find("path", whole) if path else Link("", docname)
        if anchor and found is not None and found.docname:
            slugs = self.env.metadata[found.docname].get("myst_slugs", {})
            hint = nearest(f"#{anchor}", [f"#{slug}" for slug in slugs])
            return f", which is no heading there{hint and '.'}{hint}" + (
                "" if hint else "; write the heading in small letters, with hyphens for blanks"
            )
        said = ", which is neither a meeting nor a document"
        name = posixpath.basename(whole)
        near = self._known_paths.near(name)
        if near and not _on_other_days(name, near):
            return f"{said}. Did you mean {self._by_name[near]!r}?"
        if path.startswith("/") or not path.endswith(LINKED_SOURCES):
            return SITE_LINK
        return f"{said}; give a path relative to the folder of the note"

    def resolve_any_xref(  # noqa: PLR0913, PLR0917
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Return what ``{any}`` finds here: a section by its name, or by the id that it was given.

        Sphinx finds documents.
        """
        if (place := self.find_id(node, contnode)) is not None:
            return [("std:ref", place)]
        record = self.archive.records.get(target)
        if record is None or not record.anchor:
            return []
        node = node.copy()
        reference = self.resolve_xref(env, fromdocname, builder, "ref", target, node, contnode)
        return [("meeting:ref", reference)] if reference is not None else []

    def why_unresolved(self, role: str, target: str) -> str:
        """Return a message that says why *target* of *role* is not resolved, and what to do."""
        archive = self.archive
        if role == "ref":
            return self._why_no_meeting(target)
        if role == "page":
            names = self.views.page_names
            hint = nearest(target, names) or f" The pages are {', '.join(map(repr, names))}."
            return f"there is no page {target!r}.{hint}"
        if role in archive.minutes_by_id:
            return self._why_no_minute(role, target)
        if role == "tag":
            word = "tag"
            keys = [entry.tag.key for entry in archive.tags_called(target)]
            known = archive.known_tags
        else:
            word = "person"
            keys = [entry.person.key for entry in archive.people_called(target)]
            known = archive.known_people
        if keys:
            return could_mean(word, target, keys)
        hint = nearest(target, known) or " Use one that a meeting in the archive has."
        return f"there is no {word} {target!r}.{hint}"

    def _why_no_meeting(self, target: str) -> str:
        archive = self.archive
        if found := archive.find(target, self.today):
            return could_mean("meeting", target, [record.name for record in found], "name")
        return f"there is no meeting {target!r}.{self._meeting_hint(target)}"

    def _why_no_minute(self, kind: str, target: str) -> str:
        if found := self.archive.minutes_by_id[kind].get(target):
            paths = (self.env.doc2path(place.docname, base=False) for place in found)
            shown = " and in ".join(map(repr, map(str, paths)))
            return f"the id {target!r} of {kind}s is in {shown}; give one of them another id"
        article = "an" if kind == "action" else "a"
        hint = nearest(target, self.archive.known_minutes[kind]) or (
            f" Use the id that {article} {kind} has; a new one has several words."
        )
        return f"there is no {kind} {target!r}.{hint}"

    def _meeting_hint(self, target: str) -> str:
        archive = self.archive
        if target in {"latest", "next"}:
            day = self.this_day
            when = f"today ({day}) or later" if target == "next" else f"up to today ({day})"
            return f" No listed meeting takes place {when}."
        if titled := archive.titled(target):
            shown = ", ".join(map(repr, titled[:_MOST_CANDIDATES]))
            return f" That is the title of {shown}; use the name."
        hint = nearest(target, archive.known_meetings)
        return hint or " Use the docname, slug or date of a meeting."

    def get_full_qualified_name(self, node: Element) -> str | None:
        """Return the name of the target of *node* in the inventory."""
        return cast("str | None", node.get("reftarget"))


def domain_of(env: BuildEnvironment) -> MeetingDomain:
    """Return this extension's domain."""
    return cast("MeetingDomain", env.get_domain(MeetingDomain.name))


def _is_in_excerpt(node: nodes.Node) -> bool:
    """Whether *node* stands in an excerpt, so that what it lacks is reported elsewhere."""
    *_, root = upwards(node)
    return isinstance(root, nodes.Element) and "meetings_excerpt" in root


def _plain_path(path: str) -> str:
    return path.strip("/").removesuffix(".html").removesuffix(".md").removesuffix(".mdx")


def _on_other_days(name: str, other: str) -> bool:
    """Whether both names of files have dates, and different ones: they mean different meetings.

    >>> _on_other_days("2026-05-06-call.md", "2026-05-13-call.md")
    True
    >>> _on_other_days("2026-05-06-cal.md", "call.md")
    False
    """
    one, two = (date_in_path(Path(text).stem).date for text in (name, other))
    return one is not None and two is not None and one != two


#: path of a page below the root ─► its name for `{meeting:page}`
_PAGES = {
    **{"archive": "overview", "authors": "people", "people": "people", "tags": "tags"},
    **{name: name for name in REGISTERS},
}

#: limit of meetings with one title that a warning names
_MOST_CANDIDATES = 8


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Report links to files of the output that nothing has written."""
    domain = domain_of(app.env)
    for path, docname, written, place in domain.later:
        if exception is None and not is_there(Path(app.outdir), path):
            domain.note_missing_link(docname, written, place)
    domain.missing.report()


def on_missing_reference(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: Element
) -> Element | None:
    """Resolve ``{ref}`` to an id that a note has; its text remains if several notes have it."""
    if (node.get("refdomain"), node["reftype"]) != ("std", "ref"):
        return None
    domain, target = domain_of(env), str(node["reftarget"])
    found = domain.find_id(node, nodes.inline("", "", *contnode.children))
    if found is None and (fault := domain.why_several(target)):
        # Sphinx would say that there is none
        domain.missing.note(node["refdoc"], f"link to {quoted(target)}", fault, node)
        return contnode
    return found


def on_warn_missing_reference(
    app: Sphinx, domain: Domain | None, node: pending_xref
) -> bool | None:
    """Warn about a cross-reference without a single target; None leaves that to others."""
    if isinstance(domain, MeetingDomain):
        message = domain.why_unresolved(node["reftype"], node["reftarget"])
        warn(Kind.REF, message, location=node)
        return True
    meetings = domain_of(app.env)
    docname = node.get("refdoc", "")
    fault = _FAULTS.get(node["reftype"]) if node.get("refdomain") == "std" else None
    if fault is None or not meetings.is_note(docname):
        return None
    meetings.missing.note(docname, f"link to {quoted(node['reftarget'])}", fault, node)
    return True


#: role of Sphinx ─► what is wrong with a target that is missing
_FAULTS = {
    "doc": ", which is not the path of a document; give it without suffix, relative to the folder "
    "of the note, or, with a slash, to the source directory",
}
