"""Feeds, as far as they need Sphinx: links to them in pages, and the HTML of their entries."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from sphinxcontrib_meetings.archive.digest import digest
from sphinxcontrib_meetings.archive.feed_plan import Feed, all_feeds, file_name
from sphinxcontrib_meetings.archive.page_names import PageNames
from sphinxcontrib_meetings.config import base_url, is_set, root_of, warn_of
from sphinxcontrib_meetings.model.meeting import Meeting
from sphinxcontrib_meetings.parse.urls import joined, split_web
from sphinxcontrib_meetings.read.domain import MeetingDomain, domain_of
from sphinxcontrib_meetings.write.appearance import appearance_of
from sphinxcontrib_meetings.write.builders import makes_site
from sphinxcontrib_meetings.write.excerpts import (
    digests_of_contents,
    digests_of_excerpts,
    resolve_text,
)
from sphinxcontrib_meetings.write.pages import PageRenderer, begin_writing, html_of

__all__ = ["MEDIA_TYPES", "FeedContents", "FeedLinks", "feed_title", "feeds_of"]

#: format ─► its media type
MEDIA_TYPES: Final = {
    "atom": "application/atom+xml",
    "rss": "application/rss+xml",
    "json": "application/feed+json",
}
#: project of a configuration that names none
_NAMELESS: Final = "Project name not set"
#: options that ask for feeds
_OPTIONS: Final = ("feeds", "feed_formats", "feed_content")


def feeds_of(app: Sphinx) -> tuple[Feed, ...]:
    """Return the feeds of the site; none without its address, which all links start with."""
    domain = domain_of(app.env)
    options = domain.options
    if not makes_site(app.builder) or not split_web(base_url(app.config)):
        return ()
    return tuple(all_feeds(domain.views, PageNames(root_of(options)), options.feed_scopes))


def feed_title(app: Sphinx, feed: Feed) -> str:
    """Return the title of *feed* among those of other sites."""
    project = app.config.project
    return feed.title if project in {"", _NAMELESS, feed.title} else f"{project}: {feed.title}"


class FeedLinks:
    """Links from the heads of pages to the feeds that their readers may want."""

    def __init__(self) -> None:
        #: folder of a feed, or page that it is linked from ─► links, ready to be shown
        self._links: dict[str, str] = {}
        self._domain: MeetingDomain | None = None
        self._root = ""

    def find(self, app: Sphinx) -> None:
        """Find out which feeds there are, or warn that there can be none."""
        domain = domain_of(app.env)
        self._domain = domain
        self._root = root_of(domain.options)
        base = base_url(app.config)
        self._links = {
            feed.folder: "\n".join(
                _link(MEDIA_TYPES[format], feed_title(app, feed), joined(base, file))
                for format in domain.options.formats_of_feeds
                for file in [file_name(feed, format)]
            )
            for feed in feeds_of(app)
        }
        if domain.options.feeds and makes_site(app.builder) and not split_web(base):
            self._warn(app)

    def _warn(self, app: Sphinx) -> None:
        # nobody has asked for those that are there by default
        name = next((name for name in _OPTIONS if is_set(app, name)), "")
        if name:
            warn_of(
                app,
                name,
                "there are no feeds, since they need the address of the site; set html_baseurl, "
                "such as 'https://example.org/docs/', or meetings_feeds = []",
            )

    def digest(self, page: str) -> str:
        """Return the digest of the links of *page*; empty if it has none."""
        found = self._of(page)
        return digest(found) if found else ""

    def _of(self, page: str) -> list[str]:
        """Return the links of *page*: those of its meetings, and of the folders around it."""
        if not self._links:
            return []
        assert self._domain is not None
        folders = dict.fromkeys(self._folders(self._domain, page))
        return [links for folder in folders if (links := self._links.get(folder))]

    def _folders(self, domain: MeetingDomain, page: str) -> Iterator[str]:
        records = domain.meetings.get(page, ())
        series = domain.archive.series
        for record in records:
            entry = series.get(domain.archive.records[record.name].series)
            if entry:
                yield PageNames(self._root).series(entry.slug).root
        path = PurePosixPath(page)
        yield from map(str, (path, *path.parents))
        if records or page == domain.env.config.root_doc:
            yield self._root

    def on_html_page_context(
        self,
        app: Sphinx,
        pagename: str,
        templatename: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> None:
        """Add the links of a document, or of a generated page, to its head."""
        is_page = doctree is not None or templatename == "page.html"
        if is_page and (links := self._of(pagename)):
            context["metatags"] = "\n".join([context.get("metatags", ""), *links])


def _link(type: str, title: str, url: str) -> str:
    return (
        f'<link rel="alternate" type="{type}" title="{html.escape(title)}" '
        f'href="{html.escape(url)}" />'
    )


class FeedContents:
    """The HTML of entries, which is written when it is first asked for, with its digests."""

    def __init__(self, app: Sphinx, records: Iterable[Meeting]) -> None:
        assert isinstance(app.builder, StandaloneHTMLBuilder)
        self._app = app
        self._builder: StandaloneHTMLBuilder = app.builder
        self._env: BuildEnvironment = app.env
        self._domain = domain_of(app.env)
        self._base = base_url(app.config)
        self.is_full = self._domain.options.feed_content == "full"
        records = tuple(records)
        if self.is_full:
            docnames = dict.fromkeys(record.docname for record in records)
            self._digests = digests_of_contents(app, app.env, docnames)
        else:
            self._digests = digests_of_excerpts(app, app.env, [r.name for r in records])
        self._renderer = PageRenderer(app.builder, app.env, appearance_of(app))
        #: docname ─► texts of its meetings by name: all of them are read together
        self._texts: dict[str, dict[str, str]] = {}

    def digest(self, record: Meeting) -> str:
        """Return a text that differs where the HTML of *record* does."""
        views = self._domain.views
        if not self.is_full:
            return views.entry(record).excerpt + self._digests.get(record.name, "")
        name = record.docname
        content = self._domain.contents[name]
        found = [self._domain.find(role, target) for role, target in content.references]
        transcript = self._domain.transcripts.get(name)
        read = (content.digest, found, transcript.digest if transcript else "", record.title)
        return digest(read) + self._digests.get(name, "")

    def html(self, record: Meeting) -> tuple[str, str]:
        """Return the HTML of *record*, and the address that its links start from."""
        page = joined(self._base, self._builder.get_target_uri(record.docname))
        if not self.is_full:
            return self._renderer.excerpt(record.name) if record.excerpt else "", self._base
        if record.docname not in self._texts:
            self._texts[record.docname] = dict(self._written(record.docname))
        return self._texts[record.docname].get(record.name, ""), page

    def _written(self, docname: str) -> Iterator[tuple[str, str]]:
        """Yield the name of each meeting in a document, and the HTML of its text."""
        named = self._domain.archive.records
        builder = self._builder
        begin_writing(builder, docname, joined(self._base, builder.imagedir))
        builder.dlpath = joined(self._base, "_downloads")
        document = resolve_text(builder, self._env, docname)
        sections = {
            node_id: node for node in document.findall(nodes.section) for node_id in node["ids"]
        }
        roots: list[tuple[Meeting, nodes.Element]] = []
        for record in (named[one.name] for one in self._domain.meetings.get(docname, ())):
            if not record.anchor:
                roots.append((record, document))
            elif record.anchor in sections:
                roots.append((record, sections[record.anchor]))
        # first, so that no text is in two
        for record, root in roots:
            if record.anchor:
                root.parent.remove(root)
        for record, root in roots:
            _remove_title(root, record.title)
            yield record.name, html_of(builder, root.children)


def _remove_title(root: nodes.Element, title: str) -> None:
    """Remove the heading of *root* if it says what its entry has as its title."""
    heading = next(root.findall(nodes.title), None)
    is_first = heading is not None and _is_first(root, heading)
    if heading is not None and is_first and heading.astext().strip() == title.strip():
        heading.parent.remove(heading)


def _is_first(root: nodes.Element, heading: nodes.title) -> bool:
    section = heading.parent
    return section is root or (section.parent is root and isinstance(section, nodes.section))
