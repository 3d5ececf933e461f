"""HTML of the generated pages."""

from __future__ import annotations

import html
import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import new_document

from sphinxcontrib_meetings.archive.page_plan import described
from sphinxcontrib_meetings.archive.views import Entry, Link, Listing, Page
from sphinxcontrib_meetings.config import today
from sphinxcontrib_meetings.nodes.html import assets_of
from sphinxcontrib_meetings.nodes.html_text import Markup, joined
from sphinxcontrib_meetings.read.domain import domain_of
from sphinxcontrib_meetings.write.appearance import Appearance
from sphinxcontrib_meetings.write.builders import makes_pages, makes_site
from sphinxcontrib_meetings.write.excerpts import resolve_excerpt
from sphinxcontrib_meetings.write.head import description_tag
from sphinxcontrib_meetings.write.html import ExcerptPlace, HtmlWriter, Part, levels
from sphinxcontrib_meetings.write.links import address, related, relative_to, root_address

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator

__all__ = ["PageRenderer", "begin_writing", "html_of", "on_builder_inited"]


class PageRenderer:
    """Writes generated pages; entries that are on many pages are written once."""

    def __init__(
        self, builder: StandaloneHTMLBuilder, env: BuildEnvironment, appearance: Appearance
    ) -> None:
        self._builder = builder
        self._env = env
        self._appearance = appearance
        #: HTML of entries, or of their excerpts alone, by digest, format and level of the heading
        #: above, split at URLs: every other part is one
        self._entries: dict[tuple[str, str, int], list[str]] = {}
        #: names of entries whose excerpts have formulas
        self._with_formulas: set[str] = set()
        # random, so that no text of a note can be mistaken for one of these
        token = secrets.token_hex(16)
        #: precedes a URL from the root of the site, until its page is known
        self._root = f"{token}:"
        self._rooted = re.compile(rf'{token}:([^"]*)')
        #: marks where something ends, or is to be inserted
        self._cut = f"<!-- {token} -->"
        self._writer = appearance.html_writer(self._from_root, env.config.language)

    def context(self, page: Page) -> dict[str, Any]:
        """Return the context of *page* for the theme's ``page.html``."""
        builder = self._builder
        self._begin(page.name)
        listings = []
        for view, level in levels(page.views):
            if isinstance(view, Listing):
                listings.append(view)
                writer = replace(self._writer, level=level).in_list(view)
                self._write(view.entries, view.format, writer)
        names = {entry.name for listing in listings for entry in listing.entries}
        body = self._body(page)
        parents = [related(builder, page.name, parent) for parent in page.parents]
        # the same keys as the pages of sphinx.ext.viewcode: extensions take a page with more, such
        # as the name of a source, for that of a document
        return {
            "title": html.escape(page.title),
            "body": body,
            "parents": parents,
            "metatags": description_tag(described(page)),
            "has_maths_elements": not self._with_formulas.isdisjoint(names),
            "meetings_assets": assets_of(body),
        }

    def excerpt(self, name: str) -> str:
        """Return the HTML of the excerpt of *name*, with addresses from the root of the site."""
        known = domain_of(self._env).excerpt_texts
        if name not in known:
            self._begin(name)
            self._excerpts([name])
        return known[name]

    def _begin(self, page: str) -> None:
        begin_writing(self._builder, page, f"{self._root}{self._builder.imagedir}")

    def _body(self, page: Page) -> str:
        builder = self._builder
        here = builder.get_target_uri(page.name)
        # many entries have the same people and tags
        from_here = cache(partial(relative_to, here))

        def known(entry: Entry, format: str, level: int) -> Markup:
            parts = list(self._entries[entry.digest, format, level])
            parts[1::2] = map(from_here, parts[1::2])
            return Markup("".join(parts))

        def rendered(entry: Entry, format: str, level: int) -> Markup:
            # a template may do with an address what it likes, so it needs that of this page
            parts = replace(writer, level=level).entry(entry, format)
            is_place = ExcerptPlace
            return joined(known(entry, format, level) if type(p) is is_place else p for p in parts)

        writer = self._appearance.html_writer(
            lambda link: address(builder, page.name, link),
            self._env.config.language,
            parents=not self._appearance.links_of_theme(page.name).parents,
            written=rendered if self._appearance.has_entry_template else known,
        )
        parts: list[Part] = [writer.above(page.parents)]
        parts += (
            part
            for view, level in levels(page.views)
            for part in replace(writer, level=level).of(view)
        )
        content = "".join(parts)
        before, between, after = self._frame
        return f"{before}{html.escape(page.title)}{between}{content}{after}"

    @cached_property
    def _frame(self) -> list[str]:
        """HTML of the writer around the title and the content of a page."""
        title = nodes.title("", "", self._cut_here())
        section = nodes.section("", title, self._cut_here(), ids=["archive"])
        return html_of(self._builder, section).split(self._cut)

    def _write(self, entries: Iterable[Entry], format: str, writer: HtmlWriter) -> None:
        """Write the *entries* that are not written yet, with all excerpts in one pass."""
        level = writer.level
        new = [entry for entry in entries if (entry.digest, format, level) not in self._entries]
        excerpts = self._excerpts([entry.name for entry in new if entry.excerpt])
        for entry in new:
            if self._appearance.has_entry_template:
                parts: Iterable[Part] = [ExcerptPlace(entry.name)] if entry.excerpt else []
            else:
                parts = writer.entry(entry, format)
            text = "".join(
                excerpts[part] if isinstance(part, ExcerptPlace) else part for part in parts
            )
            self._entries[entry.digest, format, level] = self._rooted.split(text)

    def _from_root(self, link: Link) -> str:
        return f"{self._root}{root_address(self._builder, link)}"

    def _excerpts(self, names: Sequence[str]) -> dict[str, str]:
        """Return the HTML of excerpts by name."""
        blocks = nodes.inline()
        for name in names:
            blocks += [*self._excerpt(name), self._cut_here()]
        written = html_of(self._builder, blocks) if names else ""
        texts = dict(zip(names, written.partition(">")[2].split(self._cut), strict=False))
        known = domain_of(self._env).excerpt_texts
        known |= {name: text.replace(self._root, "") for name, text in texts.items()}
        return texts

    def _excerpt(self, name: str) -> list[nodes.Node]:
        blocks = resolve_excerpt(self._builder, self._env, name)
        for node in blocks.findall(nodes.reference):
            if node.get("internal"):
                node["refuri"] = self._root + node["refuri"]
        if blocks.document and any(blocks.findall(nodes.image)):
            self._builder.post_process_images(blocks.document)
        if any(blocks.findall(_is_formula)):
            self._with_formulas.add(name)
        return list(blocks.children)

    def _cut_here(self) -> nodes.raw:
        return nodes.raw("", self._cut, format="html")


def begin_writing(builder: StandaloneHTMLBuilder, page: str, images: str) -> None:
    """Let *builder* write parts of *page*, whose images are in the folder *images*."""
    # otherwise a writer uses those of the last document
    builder.secnumbers = {}
    builder.fignumbers = {}
    builder.current_docname = page
    builder.imgpath = images


def html_of(builder: StandaloneHTMLBuilder, content: nodes.Node | Sequence[nodes.Node]) -> str:
    """Return *content* as the writer of pages makes it."""
    # Sphinx's `render_partial` would apply transforms that do not support Sphinx's nodes
    document = new_document("<generated page>", builder.docsettings)
    document += content
    translator = cast("HTML5Translator", builder.create_translator(document, builder))
    document.walkabout(translator)
    return "".join(translator.fragment)


def _is_formula(node: nodes.Node) -> bool:
    return isinstance(node, nodes.math | nodes.math_block)


def on_builder_inited(app: Sphinx) -> None:
    """Tell the domain the builder, whether that has generated pages, and the current day."""
    domain = domain_of(app.env)
    domain.builder = app.builder
    domain.makes_pages = makes_pages(app.builder)
    domain.makes_site = makes_site(app.builder)
    domain.today = today(app, domain.options)
