"""Keeping unlisted notes where only links lead to them.

They have pages, but search engines and the site's own search do not find them, other extensions
do not list them, and readers who turn the pages of a book do not come across them. So it is with
unlisted posts in Docusaurus.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Set
from html import unescape
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder

from sphinxcontrib_meetings.read.domain import domain_of
from sphinxcontrib_meetings.write.builders import makes_site

__all__ = ["UnlistedInEpub", "UnlistedOnSite", "add_robots"]

#: key of Sphinx's metadata that keeps a document out of the search
_NO_SEARCH: Final = "no-search"
#: what search engines are told
_NOINDEX: Final = '<meta name="robots" content="noindex" />'
_ROBOTS: Final = re.compile(r"""<meta\b[^>]*\bname=["']?robots\b""", re.IGNORECASE)
_WILDCARDS: Final = re.compile(r"[*?\[]")
_HREF: Final = re.compile(r'\bhref="([^"#:]+)["#]')


def add_robots(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Ask search engines to leave out the page of an unlisted note, unless it says otherwise."""
    if doctree is None or not makes_site(app.builder):
        return
    if pagename in domain_of(app.env).archive.unlisted_documents:
        tags = context.get("metatags") or ""
        if not _ROBOTS.search(tags):
            context["metatags"] = f"{tags}\n{_NOINDEX}"


def _by_docname(app: Sphinx, docname: str) -> str:
    return docname


def _by_link(app: Sphinx, docname: str) -> str:
    """Return what sphinx-sitemap compares with patterns: the address, without quoting."""
    if app.builder.name != "dirhtml":
        return f"{docname}{app.config.html_file_suffix or '.html'}"
    is_index = docname == "index" or docname.endswith("/index")
    return docname.removesuffix("index") if is_index else f"{docname}/"


#: lists of patterns of what other extensions leave out ─► what these patterns are of
_EXCLUDES: Final[Mapping[str, Callable[[Sphinx, str], str]]] = {
    # sphinx-llms-txt and sphinx-llm
    "llms_txt_exclude": _by_docname,
    # sphinx-sitemap
    "sitemap_excludes": _by_link,
}


class UnlistedOnSite:
    """Keeps unlisted notes out of Sphinx's search, and of what other extensions list.

    What that needs is in the environment and in the configuration from the time after these are
    stored until the build ends: in the next build it would be a change.
    """

    def __init__(self) -> None:
        self._metadata: list[dict[str, Any]] = []
        self._excludes: dict[str, Any] = {}

    def on_write_started(self, app: Sphinx, builder: Builder) -> None:
        """Leave them out of what is written."""
        self._leave_out(app)

    def before_build_finished(self, app: Sphinx, exception: Exception | None) -> None:
        """Leave them out of files that are made even if no page is written."""
        self._leave_out(app)

    def after_build_finished(self, app: Sphinx, exception: Exception | None) -> None:
        """Restore everything."""
        for metadata in self._metadata:
            metadata.pop(_NO_SEARCH, None)
        for name, value in self._excludes.items():
            setattr(app.config, name, value)
        self._metadata.clear()
        self._excludes.clear()

    def _leave_out(self, app: Sphinx) -> None:
        if self._excludes or self._metadata or not isinstance(app.builder, StandaloneHTMLBuilder):
            return
        unlisted = sorted(domain_of(app.env).archive.unlisted_documents)
        for docname in unlisted:
            metadata = app.env.metadata[docname]
            if _NO_SEARCH not in metadata:
                metadata[_NO_SEARCH] = ""
                self._metadata.append(metadata)
        for name, text in _EXCLUDES.items():
            given = getattr(app.config, name, None) if unlisted else None
            if isinstance(given, list | tuple):
                self._excludes[name] = given
                patterns = (_pattern(text(app, docname)) for docname in unlisted)
                setattr(app.config, name, [*given, *patterns])


def _pattern(text: str) -> str:
    """Return a pattern for *text*.

    >>> _pattern("calls/[1]*")
    'calls/?1][*]'
    """
    # "[[]" would be a pattern, too, but Sphinx makes a regular expression of it that
    # Python warns of
    return _WILDCARDS.sub(lambda sign: "?" if sign[0] == "[" else f"[{sign[0]}]", text)


class UnlistedInEpub:
    """In EPUB, takes unlisted notes out of all toctrees, from which the reading order is made.

    Those that links lead to are in the book, but readers who turn its pages do not come across
    them. The others are not in the book, where nobody could open them, and which EPUB forbids.
    """

    def __init__(self) -> None:
        self._unlisted: frozenset[str] | None = None
        self._original: dict[str, nodes.bullet_list] = {}
        self._excluded: Any = None

    def on_write_started(self, app: Sphinx, builder: Builder) -> None:
        """Take them out of the contents of documents; the stored environment keeps them."""
        if self._unlisted is not None or builder.name != "epub":
            return
        env = app.env
        found = self._unlisted = domain_of(env).archive.unlisted_documents
        for docname, children in env.toctree_includes.items():
            if not found.isdisjoint(children):
                self._original[docname] = env.tocs[docname]
                env.tocs[docname] = env.tocs[docname].deepcopy()
                _take_out(env.tocs[docname], found)

    def on_doctree_resolved(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Take them out of the toctrees of a document, which are not resolved yet."""
        # the contents of a book are written even if no document is
        self.on_write_started(app, app.builder)
        if self._unlisted:
            _take_out(doctree, self._unlisted)

    def on_html_collect_pages(self, app: Sphinx) -> tuple[()]:
        """Leave out the files that nothing leads to; all documents are written by now."""
        builder = app.builder
        if self._unlisted and isinstance(builder, StandaloneHTMLBuilder):
            files = {f"{name}{builder.out_suffix}" for name in self._unlisted}
            self._excluded = app.config.epub_exclude_files
            unreachable = files - _reachable(Path(builder.outdir), builder.out_suffix, files)
            app.config.epub_exclude_files = [*self._excluded, *sorted(unreachable)]
        return ()

    def on_build_finished(self, app: Sphinx, exception: Exception | None) -> None:
        """Restore everything, for a next build in this process."""
        if self._original:
            app.env.tocs.update(self._original)
        if self._excluded is not None:
            app.config.epub_exclude_files = self._excluded
        self._original, self._excluded = {}, None
        self._unlisted = None


def _take_out(tree: nodes.Element, docnames: Set[str]) -> None:
    for toctree in tree.findall(addnodes.toctree):
        toctree["entries"] = [entry for entry in toctree["entries"] if entry[1] not in docnames]
        toctree["includefiles"] = [
            name for name in toctree["includefiles"] if name not in docnames
        ]


def _reachable(folder: Path, suffix: str, files: Set[str]) -> set[str]:
    """Return those of *files* in *folder* that links lead to, from the others or via some."""
    # the table of contents is written later: here it is that of an earlier build
    others = (path.relative_to(folder).as_posix() for path in folder.rglob(f"*{suffix}"))
    left = [name for name in others if name not in files and name != f"nav{suffix}"]
    found: set[str] = set()
    while left:
        name = left.pop()
        new = set(_links(folder / name, posixpath.dirname(name))) & files - found
        found |= new
        left += new
    return found


def _links(path: Path, folder: str) -> Iterator[str]:
    """Yield the files that the page *path* in *folder* leads to."""
    if not path.is_file():
        return
    for href in _HREF.findall(path.read_text(encoding="utf-8")):
        yield posixpath.normpath(posixpath.join(folder, unquote(unescape(href))))
