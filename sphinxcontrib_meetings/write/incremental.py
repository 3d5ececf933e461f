"""Incremental builds: decide what to write again, and what to delete.

For each document and generated page, a digest of what it showed of other documents when it was
last written is kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from sphinxcontrib_meetings.archive.digest import digest
from sphinxcontrib_meetings.archive.page_plan import all_pages, views_of
from sphinxcontrib_meetings.archive.views import Listing, Page, View
from sphinxcontrib_meetings.model.problem import Kind
from sphinxcontrib_meetings.read.domain import MeetingDomain, domain_of
from sphinxcontrib_meetings.read.homes import parents_in_toctrees
from sphinxcontrib_meetings.report import warn
from sphinxcontrib_meetings.write.appearance import Appearance, appearance_of
from sphinxcontrib_meetings.write.builders import makes_site
from sphinxcontrib_meetings.write.excerpts import digests_of_excerpts, is_excerpt
from sphinxcontrib_meetings.write.files import OutputFiles, Owner, delete, is_same_file
from sphinxcontrib_meetings.write.head import (
    authors_of,
    describe,
    describes_pages,
    description_of,
)
from sphinxcontrib_meetings.write.navigation import Navigation
from sphinxcontrib_meetings.write.pages import PageRenderer
from sphinxcontrib_meetings.write.search import add_to_search
from sphinxcontrib_meetings.write.sidebar import ArchiveSidebar
from sphinxcontrib_meetings.write.theme import neighbours_context, recent_context, shows_recent
from sphinxcontrib_meetings.write.toctrees import fill_toctrees, pages_in_toctrees
from sphinxcontrib_meetings.write.unescaped import source_name
from sphinxcontrib_meetings.write.written import Written

__all__ = ["IncrementalBuild"]

#: digest of a page that is written in every build
_BY_SPHINX = "-"


class HeadLinks(Protocol):
    """Links in the heads of pages."""

    def find(self, app: Sphinx) -> None:
        """Find out which links there are."""

    def digest(self, page: str) -> str:
        """Return the digest of the links of *page*; empty if it has none."""


class IncrementalBuild:
    """The state of one build, compared with earlier builds."""

    def __init__(self, *links: HeadLinks) -> None:
        self._links = links
        self._written_documents: Written | None = None
        self._written_pages: Written | None = None
        self._documents: defaultdict[str, str] = defaultdict(str)
        self._pages: dict[str, Page] = {}
        self._page_digests: dict[str, str] = {}
        #: pages of the domain's indices, which Sphinx writes in every build
        self._indices: list[str] = []
        #: owners of files, if there are generated pages
        self._files: OutputFiles | None = None
        #: generated page ─► file of a document that differs from its own only in case
        self._twins: dict[str, Path] = {}
        #: digest of the sidebar with the newest meetings, empty if there is none
        self._sidebar = ""
        #: titles of the generated pages that toctrees name
        self._in_toctrees: dict[str, str] = {}
        #: the place of pages in the navigation, if there are generated pages
        self._navigation: Navigation | None = None
        #: the archive in sidebars that would have nothing of it, if there are generated pages
        self._archive_sidebar: ArchiveSidebar | None = None
        self._resolved: set[str] = set()
        #: generated pages that this build writes
        self._yielded: set[str] = set()

    def on_env_updated(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Return the documents that show data of others which has changed since."""
        domain = domain_of(env)
        look = appearance_of(app)
        excerpts = _ExcerptDigests(app, domain)
        self._documents = defaultdict(str, _documents(domain, look, excerpts))
        self._note_descriptions(app, domain)
        views = domain.views
        shown = (views.title, views.pages, views.recent())
        self._sidebar = digest(shown) if shows_recent(app) else ""
        if self._sidebar:
            for name in env.all_docs:
                self._documents[name] += self._sidebar
        if domain.makes_pages:
            self._plan_pages(app, domain, excerpts)
        self._in_toctrees = pages_in_toctrees(domain, self._pages)
        self._navigation = Navigation(domain, self._pages) if domain.makes_pages else None
        if self._navigation:
            self._note_places(domain, self._navigation)
            self._archive_sidebar = ArchiveSidebar(domain, self._pages)
            self._note_sidebar(env, self._archive_sidebar)
        if domain.makes_pages:
            # documents in a toctree get their neighbours from Sphinx
            for name, relations in env.collect_relations().items():
                if name in self._documents:
                    self._documents[name] += digest(relations)
            assert isinstance(app.builder, StandaloneHTMLBuilder)
            self._written_pages = Written(app, "pages", partial(_html_file, app.builder))
        for links in self._links:
            links.find(app)
            self._note_links(env, links)
        self._note_reading(env)
        self._written_documents = Written(app, "documents")
        documents = self._written_documents.changed(self._documents)
        # if this build fails, their state is unknown
        self._written_documents.void(documents)
        if self._written_pages:
            self._written_pages.void(self._written_pages.changed(self._page_digests))
        return sorted(name for name in documents if name in env.all_docs)

    def _note_descriptions(self, app: Sphinx, domain: MeetingDomain) -> None:
        """Add what search engines are told of each note to its digest."""
        is_site, is_described = makes_site(app.builder), describes_pages(app)
        for name in domain.meetings:
            told = ""
            if is_site:
                # a note says this of itself; a transcript says what its meeting does
                is_of_other = name in domain.archive.transcripts
                description = description_of(domain, name) if is_of_other else ""
                told = digest((description, authors_of(domain, name)))
            if is_described:
                assert isinstance(app.builder, StandaloneHTMLBuilder)
                told += digest(describe(app.builder, domain, name))
            if told:
                self._documents[name] += told

    def _note_places(self, domain: MeetingDomain, navigation: Navigation) -> None:
        """Add the place of each note in the navigation, and what all pages have of it."""
        for name, records in domain.meetings.items():
            if records:
                self._documents[name] += navigation.digest_of(name)
        if domain.toctrees or navigation.years:
            # navigation is around every page
            around = digest((tuple(self._in_toctrees.items()), navigation.years))
            self._page_digests = {name: own + around for name, own in self._page_digests.items()}
            for name in domain.env.all_docs:
                self._documents[name] += around

    def _note_sidebar(self, env: BuildEnvironment, sidebar: ArchiveSidebar) -> None:
        """Add the navigation of the archive to the digests of pages that have it beside them."""
        for name in filter(sidebar.has, sorted(env.all_docs)):
            self._documents[name] += sidebar.digest
        for name in filter(sidebar.has, self._pages):
            self._page_digests[name] += sidebar.digest

    def _note_links(self, env: BuildEnvironment, links: HeadLinks) -> None:
        """Add the *links* in the head of each page to its digest."""
        for name in sorted(env.all_docs):
            if found := links.digest(name):
                self._documents[name] = self._documents.get(name, "") + found
        for name in self._pages:
            self._page_digests[name] += links.digest(name)

    def _note_reading(self, env: BuildEnvironment) -> None:
        """Add the time when each document was read to its digest.

        What it shows of files (captions, images, included text) may have been read for another
        output, and Sphinx writes only what is newer than the document itself.
        """
        for name in self._documents.keys() & env.all_docs.keys():
            self._documents[name] += f"@{env.all_docs[name]}"

    def _plan_pages(self, app: Sphinx, domain: MeetingDomain, excerpts: _ExcerptDigests) -> None:
        builder = app.builder
        assert isinstance(builder, StandaloneHTMLBuilder)
        self._files = OutputFiles(builder, domain.env.all_docs)
        if domain.pages:
            found = _free_pages(builder, domain, self._files)
            self._pages = {page.name: page for page, _ in found}
            self._twins = {page.name: twin for page, twin in found if twin}
        look = appearance_of(app)
        around = self._sidebar + _navigation(domain.env)
        digests = {
            name: digest(page) + look.digest((), page.views) + excerpts.of(page.views) + around
            for name, page in self._pages.items()
        }
        self._indices = _index_pages(domain)
        self._page_digests = digests | dict.fromkeys(self._indices, _BY_SPHINX)

    def on_write_started(self, app: Sphinx, builder: Builder) -> None:
        """Let Sphinx find the generated pages that toctrees name."""
        fill_toctrees(domain_of(builder.env), self._in_toctrees)
        if self._navigation:
            self._navigation.add_years()

    def on_doctree_resolved(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Note that *docname* is written in this build."""
        if self._navigation:
            # the toctrees in a document are resolved after this
            self._navigation.leave()
        if not is_excerpt(doctree):
            self._resolved.add(docname)

    def on_html_collect_pages(self, app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
        """Yield the generated pages that changed, or whose file is missing or was edited."""
        builder = app.builder
        if self._written_pages is None or not isinstance(builder, StandaloneHTMLBuilder):
            return
        # a page may replace a folder
        self._delete_gone(app)
        # such as after a change of the theme, a template or HTML options, or with `-a`
        all_written = self._resolved.issuperset(app.env.all_docs)
        changed = self._written_pages.changed(self._page_digests)
        renderer = PageRenderer(builder, app.env, appearance_of(app))
        searchable: list[Page] = []
        for name, page in self._pages.items():
            file = _html_file(builder, name)
            if name in self._twins and is_same_file(file, self._twins[name]):
                # the file belongs to the document
                continue
            searchable.append(page)
            if all_written or name in changed or not self._written_pages.is_intact(name):
                self._yielded.add(name)
                yield name, renderer.context(page), "page.html"
        add_to_search(builder, searchable)

    def on_html_page_context(
        self,
        app: Sphinx,
        pagename: str,
        templatename: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> None:
        """Add neighbours and parents of a meeting that is not in any toctree."""
        domain = domain_of(app.env)
        has_pages = domain.makes_pages and domain.options.pages
        if has_pages and isinstance(app.builder, StandaloneHTMLBuilder):
            rellinks = context.get("rellinks") or []
            context.update(neighbours_context(app.builder, app.env, pagename, rellinks))

    def add_sidebar(
        self,
        app: Sphinx,
        pagename: str,
        templatename: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> None:
        """Add the newest meetings to the context of each page, where a sidebar shows them."""
        has_sidebar = self._sidebar and domain_of(app.env).makes_pages
        if has_sidebar and isinstance(app.builder, StandaloneHTMLBuilder):
            context.update(recent_context(app.builder, app.env, pagename))

    def place_page(
        self,
        app: Sphinx,
        pagename: str,
        templatename: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> None:
        """Let themes find the place of a page that is in no toctree."""
        if self._navigation:
            self._navigation.enter(pagename)
        if self._archive_sidebar:
            assert isinstance(app.builder, StandaloneHTMLBuilder)
            self._archive_sidebar.add_to(app.builder, pagename, context)

    def on_build_finished(self, app: Sphinx, exception: Exception | None) -> None:
        """Delete files of removed documents and pages, and record what was written."""
        if self._navigation:
            self._navigation.restore()
        if exception is not None or self._written_documents is None:
            return
        documents, pages = self._written_documents, self._written_pages
        self._delete_gone(app)
        documents.finish(
            {
                name: value if name in self._resolved else documents.digest(name)
                for name, value in self._documents.items()
            }
        )
        if pages:
            pages.finish(self._page_digests, [*self._yielded, *self._indices])

    def _delete_gone(self, app: Sphinx) -> None:
        """Delete the files of removed documents and pages."""
        builder, documents, pages = app.builder, self._written_documents, self._written_pages
        assert documents is not None
        documents_gone = documents.names - app.env.all_docs.keys()
        pages_gone = pages.names - self._page_digests.keys() if pages else set()
        # they may have another suffix now, and so another copy of their source
        changed = documents.changed(self._documents) & documents.names
        if not (documents_gone or pages_gone or changed):
            return
        gone = [
            _outputs(builder, name)
            for name in documents_gone | pages_gone
            if not self._is_taken(app, name)
        ]
        gone += [_sources(builder, name) for name in documents_gone | changed]
        # a new document or page may have the same file
        kept = set().union(*(_outputs(builder, name) for name in self._page_digests))
        for name in app.env.all_docs:
            kept |= _outputs(builder, name) | _sources(builder, name, [_suffix(app.env, name)])
        _delete_others(builder, set().union(*gone), kept)

    def _is_taken(self, app: Sphinx, name: str) -> bool:
        """Whether the file of *name*, which was removed, belongs to something else now."""
        if self._files is None or name.startswith(f"{MeetingDomain.name}-"):
            # Sphinx is the owner of the domain's indices only in name
            return False
        (file,) = _outputs(app.builder, name)
        return self._files.has(file.relative_to(app.outdir).as_posix())


def _free_pages(
    builder: StandaloneHTMLBuilder, domain: MeetingDomain, files: OutputFiles
) -> list[tuple[Page, Path | None]]:
    """Return the generated pages whose file does not belong to anything else.

    Each comes with the file of a document that differs from its own only in case, if any.
    """
    outdir, docnames = Path(builder.outdir), domain.env.all_docs
    # a document replaces the page with the same URL
    taken = {builder.get_target_uri(name) for name in docnames}
    found: list[tuple[Page, Path | None]] = []
    clashes: dict[tuple[Owner, bool], list[str]] = {}
    for page in all_pages(domain.views, domain.options.per_page):
        if builder.get_target_uri(page.name) in taken:
            continue
        file = _html_file(builder, page.name).relative_to(outdir).as_posix()
        owner = files.clash(file)
        if owner:
            clashes.setdefault((owner, owner.is_twin_of(file)), []).append(page.name)
        if owner is None:
            found.append((page, None))
        elif owner.is_twin_of(file):
            found.append((page, outdir / owner.file))
    for (owner, is_twin), names in clashes.items():
        _warn_of_clash(owner, names, is_twin=is_twin)
    return found


def _warn_of_clash(owner: Owner, names: Sequence[str], *, is_twin: bool) -> None:
    pages = f"the generated page {names[0]!r}"
    if names[1:]:
        pages += f" and {len(names) - 1} more"
    if owner.docname and is_twin:
        message = (
            f"{owner.who} and {pages} cannot both exist on file systems that ignore case; "
            "rename the document, or set meetings_root to another folder"
        )
    elif owner.docname:
        message = (
            f"{pages} cannot be written, since {owner.who} is in the way; rename the document, or "
            "set meetings_root to another folder"
        )
    else:
        message = (
            f"{pages} cannot be written, since {owner.who} writes {owner.file!r}; set "
            "meetings_root to another folder"
        )
    warn(Kind.OUTPUT, message, location=owner.docname or None)


class _ExcerptDigests:
    """What excerpts become besides what views tell of them."""

    def __init__(self, app: Sphinx, domain: MeetingDomain) -> None:
        self._digests = digests_of_excerpts(app, domain.env, domain.archive.records)

    def of(self, views: Iterable[View]) -> str:
        """Return the digest of the excerpts that *views* show; empty if all are plain."""
        names = (
            entry.name
            for view in views
            if isinstance(view, Listing)
            for entry in view.entries
            if entry.excerpt
        )
        found = [self._digests[name] for name in names if name in self._digests]
        return digest(found) if found else ""


def _documents(
    domain: MeetingDomain, look: Appearance, excerpts: _ExcerptDigests
) -> Iterator[tuple[str, str]]:
    """Yield each document that shows data of others, with the digest of that data."""
    views = domain.views
    captioned = {name for name, found in domain.transcripts.items() if found.digest}
    unlisted = domain.archive.unlisted_documents
    spoken = {name: found.speakers for name, found in domain.transcripts.items() if found.speakers}
    names = {*domain.meetings, *domain.listings, *domain.references, *captioned, *spoken}
    for docname in sorted(names):
        shown = (
            [views.header(record.name) for record in domain.meetings.get(docname, ())],
            [
                view
                for request in domain.listings.get(docname, ())
                for view in views_of(views, request, docname, domain.options.per_page)
            ],
            [domain.find(ref.role, ref.target) for ref in domain.references.get(docname, ())],
            docname in captioned,
            [domain.find("person", speaker) for speaker, _ in spoken.get(docname, ())],
            domain.parents_of_sections(docname),
            # a transcript is if its meeting is
            docname in unlisted,
        )
        if any(shown):
            # by its suffix, the copy of its source has another name
            own = digest((shown, _suffix(domain.env, docname)))
            yield docname, own + look.digest(*shown[:2]) + excerpts.of(shown[1])


def _navigation(env: BuildEnvironment) -> str:
    """Return the digest of the titles, toctrees and indices that themes may show on each page."""
    names = sorted(parents_in_toctrees(env.config.root_doc, env.toctree_includes))
    tocs = [env.tocs[name].pformat() for name in names if name in env.tocs]
    return digest((tocs, _linked_indices(env)))


def _linked_indices(env: BuildEnvironment) -> list[str]:
    """Return the indices that Sphinx links on each page: those with entries and a short name."""
    return [
        f"{domain.name}-{index.name}"
        for domain in env.domains.sorted()
        for index in domain.indices
        if index.shortname and index(domain).generate()[0]
    ]


def _index_pages(domain: MeetingDomain) -> list[str]:
    # an index without entries is not written
    return [
        f"{domain.name}-{index.name}" for index in domain.indices if index(domain).generate()[0]
    ]


def _html_file(builder: StandaloneHTMLBuilder, name: str) -> Path:
    return Path(builder.get_outfilename(name))


def _outputs(builder: Builder, name: str) -> set[Path]:
    """Return the file that *builder* writes for the document or page *name*, if any."""
    if isinstance(builder, StandaloneHTMLBuilder):
        return {_html_file(builder, name)}
    suffix = getattr(builder, "out_suffix", "")
    return {Path(builder.outdir, f"{name}{suffix}")} if suffix else set()


def _suffix(env: BuildEnvironment, docname: str) -> str:
    """Return what the file of *docname* has after its name."""
    return str(env.doc2path(docname, base=False)).removeprefix(docname)


def _sources(builder: Builder, name: str, suffixes: Iterable[str] = ()) -> set[Path]:
    """Return the paths where *builder* may have copied the source of the document *name*.

    Its file has one of *suffixes*; any that is configured if there are none.
    """
    if not isinstance(builder, StandaloneHTMLBuilder):
        return set()
    config, folder = builder.config, Path(builder.outdir, "_sources")
    # by suffix, since `a.*` also matches `a.b`: `_sources/note.md.txt`
    return {
        folder / f"{copy}{source}{'' if source == link else link}"
        for copy in {name, source_name(name)}
        for link in [config.html_sourcelink_suffix]
        for source in suffixes or config.source_suffix
    }


def _delete_others(builder: Builder, paths: Iterable[Path], kept: Set[Path]) -> None:
    """Delete *paths*, except those that are *kept*."""
    twins = {f"{path}".casefold(): path for path in kept}
    for path in sorted(set(paths) - kept):
        twin = twins.get(f"{path}".casefold())
        if twin is None or not is_same_file(path, twin):
            delete(Path(builder.outdir), path)
