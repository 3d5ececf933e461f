"""Keeps the output exact: what has to be written again, and what has to go.

One digest per document and generated page says what it showed of other
documents when it was last written. They are kept beside the doctrees, for each
builder and output folder, and hold only for a build that came to its end.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from sphinxcontrib_meetings.archive.digest import digest
from sphinxcontrib_meetings.archive.page_plan import all_pages
from sphinxcontrib_meetings.archive.views import Page
from sphinxcontrib_meetings.read.domain import MeetingDomain, domain_of
from sphinxcontrib_meetings.write.excerpts import is_excerpt
from sphinxcontrib_meetings.write.head import describe, describes_pages
from sphinxcontrib_meetings.write.pages import PageRenderer
from sphinxcontrib_meetings.write.theme import neighbours_context, recent_context, shows_recent

__all__ = ["IncrementalBuild"]

#: digest of what may not be as it was when it was recorded
_VOID = ""
#: stands for the digest of a page that is written anyway
_BY_SPHINX = "-"


@dataclass(slots=True)
class Written:
    """What earlier builds wrote: name ─► digest."""

    documents: dict[str, str] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> Written:
        """Read *path*; a file that is missing or damaged tells nothing."""
        with contextlib.suppress(OSError, ValueError, TypeError):
            return cls(**json.loads(path.read_text("utf-8")))
        return cls()

    def save(self, path: Path) -> None:
        """Write to *path*."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(asdict(self), sort_keys=True), "utf-8")


class IncrementalBuild:
    """What one build knows of the ones before it."""

    def __init__(self) -> None:
        self._written = Written()
        self._documents: dict[str, str] = {}
        self._pages: dict[str, Page] = {}
        self._page_digests: dict[str, str] = {}
        #: pages of the domain's indices, which Sphinx writes in every build
        self._indices: list[str] = []
        #: digest of what a sidebar shows, empty where none does
        self._sidebar = ""
        self._resolved: set[str] = set()

    def on_env_updated(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Return the documents that show something else than when they were written."""
        domain = domain_of(env)
        self._written = Written.load(_store(app))
        self._documents = dict(_documents(domain))
        if describes_pages(app):
            assert isinstance(app.builder, StandaloneHTMLBuilder)
            for name in domain.meetings:
                said = describe(app.builder, domain, name)
                self._documents[name] = self._documents.get(name, "") + digest(said)
        views = domain.views
        has_sidebar = shows_recent(app.config)
        shown = (views.title, views.pages, views.recent())
        self._sidebar = digest(shown) if has_sidebar else ""
        if self._sidebar:
            own = self._documents
            self._documents = {
                name: own.get(name, "") + self._sidebar for name in sorted(env.all_docs)
            }
        if domain.pages:
            # a document takes the place of the page that has its address
            taken = {app.builder.get_target_uri(name) for name in env.all_docs}
            self._pages = {
                page.name: page
                for page in all_pages(domain.views, domain.options.per_page)
                if app.builder.get_target_uri(page.name) not in taken
            }
        if domain.makes_pages:
            self._indices = _index_pages(domain)
            # what stands in a toctree has the neighbours that Sphinx gives it
            for name, relations in env.collect_relations().items():
                if name in self._documents:
                    self._documents[name] += digest(relations)
        documents = _changed(self._documents, self._written.documents)
        self._page_digests = self._digests()
        pages = _changed(self._page_digests, self._written.pages)
        if documents or pages:
            # should this build fail, nobody knows what became of these
            self._written.documents |= dict.fromkeys(documents, _VOID)
            self._written.pages |= dict.fromkeys(pages, _VOID)
            self._written.save(_store(app))
        return sorted(name for name in documents if name in env.all_docs)

    def on_doctree_resolved(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Note that *docname* is written in this build."""
        if not is_excerpt(doctree):
            self._resolved.add(docname)

    def on_html_collect_pages(self, app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
        """Yield the generated pages that changed, or whose file is not there."""
        builder = app.builder
        if not self._pages or not isinstance(builder, StandaloneHTMLBuilder):
            return
        # as when the theme, a template or the HTML configuration changed, or with `-a`
        all_written = self._resolved.issuperset(app.env.all_docs)
        changed = _changed(self._page_digests, self._written.pages)
        renderer = PageRenderer(builder, app.env)
        for name, page in self._pages.items():
            if all_written or name in changed or not _html_file(builder, name).is_file():
                yield name, renderer.context(page), "page.html"

    def on_html_page_context(
        self,
        app: Sphinx,
        pagename: str,
        templatename: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> None:
        """Give a meeting that stands in no toctree its neighbours and parents."""
        domain = domain_of(app.env)
        if not domain.makes_pages or not isinstance(app.builder, StandaloneHTMLBuilder):
            return
        if domain.pages:
            context.update(neighbours_context(app.builder, app.env, pagename))
        if shows_recent(app.config):
            context.update(recent_context(app.builder, app.env, pagename))

    def on_build_finished(self, app: Sphinx, exception: Exception | None) -> None:
        """Delete the files of what is gone, and record what was written."""
        if exception is not None or not hasattr(app, "builder"):
            return
        before = self._written
        pages = self._page_digests
        documents_gone = before.documents.keys() - app.env.all_docs
        pages_gone = before.pages.keys() - pages.keys()
        if documents_gone or pages_gone:
            # what came into the place of something may have its file
            present = (_outputs(app.builder, name) for name in {*app.env.all_docs, *pages})
            gone = [_outputs(app.builder, name) for name in documents_gone | pages_gone]
            gone += [_sources(app.builder, name) for name in documents_gone]
            for path in set().union(*gone).difference(*present):
                _delete(app.builder, path)
        documents = {
            name: value if name in self._resolved else before.documents.get(name, _VOID)
            for name, value in self._documents.items()
        }
        now = Written(documents, pages)
        if now != Written.load(_store(app)):
            now.save(_store(app))

    def _digests(self) -> dict[str, str]:
        pages = {name: digest(page) + self._sidebar for name, page in self._pages.items()}
        return pages | dict.fromkeys(self._indices, _BY_SPHINX)


def _store(app: Sphinx) -> Path:
    output = hashlib.blake2b(str(app.outdir).encode(), digest_size=8).hexdigest()
    return Path(app.doctreedir, f"meetings-{app.builder.name}-{output}.json")


def _documents(domain: MeetingDomain) -> Iterator[tuple[str, str]]:
    """Yield every document that shows something of others, with the digest of that."""
    views = domain.views
    names = {*domain.meetings, *domain.listings, *domain.references}
    for docname in sorted(names):
        shown = (
            [views.header(record.name) for record in domain.meetings.get(docname, ())],
            [views.of(request) for request in domain.listings.get(docname, ())],
            [domain.find(ref.role, ref.target) for ref in domain.references.get(docname, ())],
        )
        if any(shown):
            yield docname, digest(shown)


def _index_pages(domain: MeetingDomain) -> list[str]:
    # an index without entries is not written
    return [
        f"{domain.name}-{index.name}" for index in domain.indices if index(domain).generate()[0]
    ]


def _changed(now: Mapping[str, str], before: Mapping[str, str]) -> set[str]:
    return {name for name, value in now.items() if before.get(name) != value}


def _html_file(builder: StandaloneHTMLBuilder, name: str) -> Path:
    return Path(builder.get_outfilename(name))


def _outputs(builder: Builder, name: str) -> set[Path]:
    """Return the file that *builder* writes for the document or page *name*, if any."""
    if isinstance(builder, StandaloneHTMLBuilder):
        return {_html_file(builder, name)}
    suffix = getattr(builder, "out_suffix", "")
    return {Path(builder.outdir, f"{name}{suffix}")} if suffix else set()


def _sources(builder: Builder, name: str) -> set[Path]:
    """Return where *builder* may have put a copy of the source of the document *name*."""
    if not isinstance(builder, StandaloneHTMLBuilder):
        return set()
    config, folder = builder.config, Path(builder.outdir, "_sources")
    # by suffix, since `a.*` is also what `a.b` has: `_sources/note.md.txt`
    return {
        folder / f"{name}{source}{'' if source == link else link}"
        for link in [config.html_sourcelink_suffix]
        for source in config.source_suffix
    }


def _delete(builder: Builder, path: Path) -> None:
    """Delete *path*, and the folders that are empty then."""
    if not path.resolve().is_relative_to(Path(builder.outdir).resolve()):
        return
    path.unlink(missing_ok=True)
    for folder in path.parents:
        if folder == Path(builder.outdir) or not folder.is_dir() or any(folder.iterdir()):
            break
        folder.rmdir()
