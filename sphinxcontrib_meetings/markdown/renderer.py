"""From the tokens of a note to its doctree: MyST's renderer, and what is ours.

What is written here is shown by every builder: HTML elements become nodes whose
content the others keep, images and links become docutils' own.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote

from docutils import nodes
from docutils.parsers.rst.languages import get_language
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from sphinx import addnodes
from sphinx.environment import BuildEnvironment

from sphinxcontrib_meetings.config import options_of
from sphinxcontrib_meetings.markdown.elements import (
    BOX_TYPES,
    FILE_PLAYERS,
    HEADINGS,
    PLAYERS,
    element_name,
    resolve_address,
)
from sphinxcontrib_meetings.markdown.embeds import Embed, read_embed
from sphinxcontrib_meetings.markdown.jsx import Expression, Tag, html_attributes, literal
from sphinxcontrib_meetings.markdown.tokens import IMPORTS, OFFSET
from sphinxcontrib_meetings.model.problem import Kind
from sphinxcontrib_meetings.nodes.element import element, inline_element
from sphinxcontrib_meetings.nodes.placeholders import truncate
from sphinxcontrib_meetings.nodes.player import player_node
from sphinxcontrib_meetings.nodes.tree import by_kind, is_in_title
from sphinxcontrib_meetings.parse.media import Media, Source, media_type, parse_media
from sphinxcontrib_meetings.parse.youtube import parse_seconds
from sphinxcontrib_meetings.report import warn

__all__ = ["MeetingsRenderer", "find_on_site"]

#: nodes that bring a title of their own, translated by Sphinx
_BOXES: Mapping[str, type[nodes.Element]] = {
    "attention": nodes.attention,
    "caution": nodes.caution,
    "danger": nodes.danger,
    "error": nodes.error,
    "hint": nodes.hint,
    "important": nodes.important,
    "note": nodes.note,
    "tip": nodes.tip,
    "warning": nodes.warning,
}
#: the other types that Docusaurus and HackMD know, and the box that looks like them
_LIKE = {"info": "note", "secondary": "note", "success": "tip"}
_DETAILS = frozenset({"details", "spoiler"})

#: key in the environment of markdown-it: the ids of elements
_IDS = "meetings_ids"
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
#: files that are pages' sources: MyST looks for them, and says so if one is missing
_SOURCES = (".md", ".mdx", ".rst", ".ipynb", ".txt")
_WIDTH = re.compile(r"(?:^|;)\s*width:\s*(\d+(?:\.\d+)?(?:px|em|%))")
_TAB_VALUE = re.compile(r"\{[^{}]*\}")
_TAB_PAIR = re.compile(r"""\b(label|value)\s*:\s*(['"`])(.*?)\2""")
#: attributes of a renderer that are set up for each text
_SET_UP = frozenset(
    {
        "_heading_offset",
        "_heading_slugs",
        "_level_to_section",
        "current_node",
        "document",
        "language_module_rst",
        "md_config",
        "md_env",
        "md_options",
        "reporter",
    }
)
#: elements that docutils has a node for
_NODES: Mapping[str, type[nodes.TextElement]] = {
    "b": nodes.strong,
    "code": nodes.literal,
    "em": nodes.emphasis,
    "i": nodes.emphasis,
    "strong": nodes.strong,
    "sub": nodes.subscript,
    "sup": nodes.superscript,
}


@cache
def _knows_setup() -> bool:
    """Tell whether the MyST-Parser that is installed sets up what we know, and nothing else."""
    given = SphinxRenderer(MarkdownIt())
    SphinxRenderer.setup_render(given, {"myst_config": None}, {})
    return vars(given).keys() == _SET_UP | vars(SphinxRenderer(MarkdownIt())).keys()


class MeetingsRenderer(SphinxRenderer):
    """Turn the tokens of a note into a doctree."""

    @property
    def _env(self) -> BuildEnvironment:
        return self.sphinx_env

    @property
    def _imports(self) -> Mapping[str, str]:
        imports: Mapping[str, str] = self.md_env.get(IMPORTS, {})
        return imports

    def _line(self, token: SyntaxTreeNode) -> int:
        place = token.map
        return (place[0] if place else 0) + int(token.meta.get(OFFSET, 0))

    def _warn(self, kind: Kind, message: str, token: SyntaxTreeNode) -> None:
        line = self._line(token)
        source = self.document["source"]
        warn(kind, message, location=f"{source}:{line}" if line else source)

    def _warn_once(self, kind: Kind, message: str, token: SyntaxTreeNode, once: str) -> None:
        warned = self.md_env.setdefault("meetings_warned", set())
        if not once or once not in warned:
            warned.add(once)
            self._warn(kind, message, token)

    def _append(self, node: nodes.Element, token: SyntaxTreeNode) -> None:
        self.add_line_and_source_path(node, token)
        self.current_node.append(node)

    def _fill(self, node: nodes.Element, token: SyntaxTreeNode) -> None:
        self.add_line_and_source_path(node, token)
        with self.current_node_context(node, append=True):
            self.render_children(token)

    def add_line_and_source_path(self, node: nodes.Element, token: SyntaxTreeNode) -> None:
        """Give *node* the line that *token* stands in, within its paragraph, too."""
        super().add_line_and_source_path(node, token)
        if token.meta.get(OFFSET) and token.map:
            node.line = self.document.current_line = self._line(token)

    def setup_render(self, options: dict[str, Any], env: MutableMapping[str, Any]) -> None:
        """Get ready for the tokens of one text.

        MyST's own makes an empty document first, with all the settings of docutils, in case
        there is none: a fiftieth of the time of a build.
        """
        if not _knows_setup():
            super().setup_render(options, env)
            return
        self.md_env = env
        self.md_options = options
        self.md_config = options["myst_config"]
        self.document = options["document"]
        self.current_node = options.get("current_node", self.document)
        self.reporter = self.document.reporter
        language = self.document.settings.language_code
        self.language_module_rst = cast(Any, get_language(language))
        self._heading_offset = 0
        self._level_to_section = {0: self.document}
        self._heading_slugs = {}

    def _render_finalise(self) -> None:
        super()._render_finalise()
        own = self.md_env.get(_IDS, ())
        if own:
            # where MyST looks for what a link to a part of a note may mean
            slugs: dict[str, Any] = cast(Any, self.document).myst_slugs
            slugs |= {name: (None, name, "") for name in own if name not in slugs}
            self._env.metadata[self._env.docname]["myst_slugs"] = slugs
        _settle_transitions(self.document)

    # Ours

    def render_meetings_problem(self, token: SyntaxTreeNode) -> None:
        """Warn."""
        meta = token.meta
        self._warn_once(meta["kind"], meta["message"], token, meta["once"])

    def render_meetings_truncate(self, token: SyntaxTreeNode) -> None:
        """Render the marker that ends the excerpt."""
        self._append(truncate(), token)

    def render_meetings_comment(self, token: SyntaxTreeNode) -> None:
        """Render nothing."""

    def render_meetings_verbatim(self, token: SyntaxTreeNode) -> None:
        """Render ``<pre>`` as a literal block, and what is for browsers only as it is."""
        tag: Tag = token.meta["verbatim"]
        name = element_name(tag)
        if name == "pre" and "<" not in token.content:
            text = html.unescape(token.content.strip("\n"))
            self._append(nodes.literal_block(text, text, language="none"), token)
            return
        content = token.content
        if name == "style":
            plain = literal(
                Expression(content.strip().removeprefix("{").removesuffix("}").strip())
            )
            content = plain if isinstance(plain, str) else content
        text = f"{self._start_tag(tag, token)}{content}</{name}>\n"
        self._append(nodes.raw("", text, format="html"), token)

    def render_meetings_void(self, token: SyntaxTreeNode) -> None:
        """Render an element that never has content, in HTML only."""
        text = self._start_tag(token.meta["tag"], token, " /")
        self._append(nodes.raw("", text, format="html"), token)

    def _start_tag(self, tag: Tag, token: SyntaxTreeNode, end: str = "") -> str:
        attributes = self._attributes(tag, token)
        text = "".join(f' {name}="{_escape(value)}"' for name, value in attributes.items())
        return f"<{element_name(tag)}{text}{end}>"

    def _attributes(self, tag: Tag, token: SyntaxTreeNode) -> dict[str, str]:
        attributes, dropped = html_attributes(tag)
        for name in ("src", "poster"):
            if address := resolve_address(tag.attributes.get(name), self._imports):
                dropped = [item for item in dropped if item != name]
                attributes[name] = self._resource(address)
        self._say_dropped(tag.name, dropped, token)
        return attributes

    def _say_dropped(self, name: str, dropped: Iterable[str], token: SyntaxTreeNode) -> None:
        names = ", ".join(dropped)
        if names:
            self._warn(
                Kind.MARKUP,
                f"<{name}>: {names} can only be known by running JavaScript; left out. Write a "
                "plain value.",
                token,
            )

    def _resource(self, address: str) -> str:
        site = options_of(self._env.config).site_url
        if address.startswith("/") and not address.startswith("//") and site:
            return site.rstrip("/") + address
        return address

    def render_meetings_inline(self, token: SyntaxTreeNode) -> None:
        """Render an element within a line."""
        tag: Tag = token.meta["tag"]
        name = element_name(tag)
        if name in FILE_PLAYERS:
            self.render_meetings_player(token)
            return
        attributes = self._attributes(tag, token)
        kind = _NODES.get(name)
        if kind is not None and set(attributes) <= {"class", "id"}:
            node: nodes.Element = kind("", "")
        else:
            node = inline_element("", "", tag=name)
        self._fill_element(node, attributes, token)

    def _fill_element(
        self, node: nodes.Element, attributes: dict[str, str], token: SyntaxTreeNode
    ) -> None:
        node["classes"] += attributes.pop("class", "").split()
        identifier = attributes.pop("id", "") or (
            attributes.pop("name", "") if node.get("tag") == "a" else ""
        )
        if identifier and not re.search(r"\s", identifier):
            self._note_id(node, identifier)
        if attributes:
            node["attributes"] = attributes
        self._fill(node, token)

    def _note_id(self, node: nodes.Element, identifier: str) -> None:
        """Let links find *node* by the very id that the author gave to it."""
        if identifier not in self.document.ids:
            node["ids"].append(identifier)
            self.document.ids[identifier] = node
            self.md_env.setdefault(_IDS, []).append(identifier)

    def render_meetings_element(self, token: SyntaxTreeNode) -> None:
        """Render an element or a component that holds blocks."""
        tag: Tag = token.meta["tag"]
        name = element_name(tag)
        if name == "Admonition":
            self._render_admonition(tag, token)
        elif name == "Tabs":
            self._render_tabs(tag, token)
        elif name == "TabItem":
            self._render_tab(tag, token)
        elif name == "Link":
            self.render_children(token)
        elif name == "Details":
            self._render_details(token, tag.text("summary"), is_open=False)
        elif name in FILE_PLAYERS:
            self.render_meetings_player(token)
        else:
            self._render_html(name, tag, token)

    def _render_html(self, name: str, tag: Tag, token: SyntaxTreeNode) -> None:
        attributes = self._attributes(tag, token)
        if name == "p":
            # what it holds are paragraphs already
            if not attributes:
                self.render_children(token)
                return
            name = "div"
        node = element("", tag=name)
        self._fill_element(node, attributes, token)
        if name in HEADINGS | {"picture", "summary"}:
            _unwrap(node)
        address = attributes.get("src", "")
        if name in {"iframe", "embed"} and address and not node.children:
            # browsers show it only if they cannot show the element; others have nothing else
            text = attributes.get("title") or address
            link = nodes.reference("", text, refuri=address, internal=False)
            node += nodes.paragraph("", "", link)

    # Components

    def render_meetings_player(self, token: SyntaxTreeNode) -> None:
        """Render a component, or an element, that plays a recording.

        What an element has inside, besides sources and tracks, is for browsers that cannot play
        it; they get the link of the player.
        """
        tag: Tag = token.meta["tag"]
        inside = [
            node.meta["tag"] for node in token.walk(include_self=False) if "tag" in node.meta
        ]
        embed = read_embed(tag, inside, self._imports)
        self._say_dropped(embed.name, embed.dropped, token)
        sources = [
            replace(source, address=address)
            for source in embed.sources
            if (address := self._file(source.address, token))
        ]
        try:
            media = self._media(embed, sources)
        except ValueError as error:
            if sources or not embed.sources:
                # else it was said that there is no such file
                self._warn(Kind.VIDEO, f"<{tag.name}>: {error}", token)
            written = embed.sources[0].address if embed.sources else ""
            self._render_address(written, embed.title, token)
            return
        if not media.is_played or isinstance(self.current_node, nodes.TextElement):
            self._render_link_to(media, embed.title, token)
            return
        node = player_node(
            media,
            title=embed.title,
            width=embed.width,
            poster=self._poster(embed.poster, token),
            sources=sources,
            tracks=[
                replace(track, address=address)
                for track in embed.tracks
                if (address := self._file(track.address, token))
            ],
            attributes=embed.attributes,
        )
        if identifier := tag.text("id") if embed.file else "":
            self._note_id(node, identifier)
        self._append(node, token)

    def _media(self, embed: Embed, sources: list[Source]) -> Media:
        if not sources:
            name = PLAYERS.get(embed.name, ("src",))[0]
            raise ValueError(f'what it plays cannot be read. Write {name}="…".')
        media = parse_media(sources[0].address, embed.file)
        if not (media.is_played or embed.shows_links):
            raise ValueError(f"{media.url} is no video that it plays. Write a link instead.")
        try:
            return replace(media, start=parse_seconds(embed.start)) if embed.start else media
        except ValueError:
            return media

    def _file(self, written: str, token: SyntaxTreeNode) -> str:
        """Return an address as Sphinx wants it; what has none warns, and is left out."""
        address, separator, fragment = written.partition("#")
        if not address or "://" in address or address.startswith("//"):
            return written
        found = self._find(unquote(address))
        if found is None:
            message = (
                f"There is no file {address}. Set meetings_static to the folder that has it, or "
                "meetings_site_url to the site that shows it."
            )
            self._warn(Kind.VIDEO, message, token)
            # one that is not there yet is looked for at the next build
            folder = options_of(self._env.config).static
            self._env.note_dependency(posixpath.join(folder, address.lstrip("/")))
            return ""
        path = found if "://" in found else posixpath.normpath(found)
        return f"{path}{separator}{fragment}"

    def _poster(self, written: str, token: SyntaxTreeNode) -> str:
        """Return the image of a player as it wants it; one from elsewhere only by choice."""
        address = self._file(written, token)
        if "//" not in address:
            return address and self._env.relfn2path(address, self._env.docname)[0]
        return address if options_of(self._env.config).poster == "remote" else ""

    def _render_link_to(self, media: Media, title: str, token: SyntaxTreeNode) -> None:
        """Show a recording where it cannot be played, or by what no page can play."""
        if "://" in media.url:
            url = media.at(media.start) if media.start else media.url
            self._render_address(url, title, token)
            return
        text = title or media.url
        if is_in_title(self.current_node):
            self.current_node.append(nodes.Text(text))
            return
        link = addnodes.download_reference("", text, reftarget=media.url)
        self.add_line_and_source_path(link, token)
        self.current_node.append(link)

    def _render_address(self, address: str, title: str, token: SyntaxTreeNode) -> None:
        """Show an address, as a link if it is one."""
        if not address:
            return
        text: nodes.Node = nodes.Text(title or address)
        if address.startswith(("https://", "http://")):
            link = nodes.reference("", "", text, refuri=address, internal=False)
            self.add_line_and_source_path(link, token)
            text = link
        if isinstance(self.current_node, nodes.TextElement):
            self.current_node.append(text)
        else:
            self._append(nodes.paragraph("", "", text), token)

    def _render_tabs(self, tag: Tag, token: SyntaxTreeNode) -> None:
        labels = _tab_labels(tag)
        before = self.md_env.get("meetings_tabs", {})
        self.md_env["meetings_tabs"] = labels
        self._fill(element("", tag="div", classes=["meetings-tabs"]), token)
        self.md_env["meetings_tabs"] = before

    def _render_tab(self, tag: Tag, token: SyntaxTreeNode) -> None:
        value = tag.text("value")
        label = tag.text("label") or self.md_env.get("meetings_tabs", {}).get(value, value)
        node = element("", tag="div", classes=["meetings-tab"])
        if label:
            node += nodes.paragraph(
                "", "", nodes.strong("", label), classes=["meetings-tab-label"]
            )
        self._fill(node, token)

    def _render_admonition(self, tag: Tag, token: SyntaxTreeNode) -> None:
        title = tag.text("title")
        kind = tag.text("type") or "note"
        node = self._box(kind.lower(), [nodes.Text(title)] if title else [], token)
        if "title" in tag.attributes and not title:
            self._warn(
                Kind.MARKUP,
                "<Admonition>: title can only be known by running JavaScript; left out. Write a "
                "plain text.",
                token,
            )
        self._fill(node, token)

    def render_meetings_box(self, token: SyntaxTreeNode) -> None:
        """Render what stands between two ``:::`` lines."""
        title: list[nodes.Node] = []
        source = ""
        children = list(token.children)
        if token.meta["titled"] and children and children[0].type == "inline":
            source = children[0].content
            holder = nodes.inline()
            with self.current_node_context(holder):
                self.render_children(children.pop(0))
            title = list(holder.children)
        name = token.meta["name"].lower()
        if name in _DETAILS:
            node: nodes.Element = self._details(title, is_open="open" in token.meta["attributes"])
        else:
            node = self._box(name, title, token, source)
        self.add_line_and_source_path(node, token)
        with self.current_node_context(node, append=True):
            for child in children:
                self.rules[f"render_{child.type}"](child)

    def _details(self, title: list[nodes.Node], *, is_open: bool) -> element:
        node = element("", tag="details")
        if is_open:
            node["attributes"] = {"open": "open"}
        node += element("", *(title or [nodes.Text("Details")]), tag="summary")
        return node

    def _render_details(self, token: SyntaxTreeNode, summary: str, *, is_open: bool) -> None:
        self._fill(self._details([nodes.Text(summary)] if summary else [], is_open=is_open), token)

    def _box(
        self, kind: str, title: list[nodes.Node], token: SyntaxTreeNode, source: str = ""
    ) -> nodes.Element:
        """Return an empty box, titled or one that titles itself.

        *source* is the title as it was written, for translators.
        """
        like = _LIKE.get(kind, kind)
        if like not in _BOXES:
            if kind and "colon_fence" not in self.md_config.enable_extensions:
                self._warn_once(
                    Kind.MARKUP,
                    f"{kind!r} is no type of box; it is shown plainly. Write one of "
                    f"{', '.join(sorted(BOX_TYPES))}.",
                    token,
                    f":::{kind}",
                )
            if not title:
                return nodes.container("", is_div=True, classes=[kind] if kind else [])
            return nodes.admonition("", nodes.title(source, "", *title), classes=["note"])
        if not title and kind in _BOXES:
            return _BOXES[kind]("")
        words = title or [nodes.Text(kind.capitalize())]
        return nodes.admonition("", nodes.title(source, "", *words), classes=[like])

    # What MyST renders, so that nothing is lost in any builder

    def render_s(self, token: SyntaxTreeNode) -> None:
        """Render struck text."""
        self._fill(inline_element("", "", tag="s"), token)

    def render_hardbreak(self, token: SyntaxTreeNode) -> None:
        """Render a line break, which keeps words apart where there are none."""
        self.current_node += [
            nodes.raw("", "<br />", format="html"),
            nodes.raw("", r"\\", format="latex"),
            nodes.Text("\n"),
        ]

    def render_list_item(self, token: SyntaxTreeNode) -> None:
        """Render an item; one of a task list begins with its box as text."""
        checked = token.meta.get("checked")
        if checked is None:
            super().render_list_item(token)
            return
        node = nodes.list_item(classes=["task-list-item"])
        self._fill(node, token)
        box = nodes.Text("[x] " if checked else "[ ] ")
        if node.children and isinstance(node.children[0], nodes.paragraph):
            node.children[0].insert(0, box)
        else:
            node.insert(0, nodes.paragraph("", "", box))

    def render_heading(self, token: SyntaxTreeNode) -> None:
        """Render a heading; the id that its author gave is kept as it is written, too."""
        super().render_heading(token)
        identifier = str(token.attrs.get("id", ""))
        if identifier and isinstance(self.current_node, nodes.section):
            self._note_id(self.current_node, identifier)

    def render_table(self, token: SyntaxTreeNode) -> None:
        """Render a table; one that is all head gets a body, without which LaTeX's writer fails."""
        super().render_table(token)
        if len(token.children or []) == 1:
            groups = cast(nodes.Element, self.current_node.children[-1]).findall(nodes.tgroup)
            for group in groups:
                group.append(nodes.tbody())

    def render_html_inline(self, token: SyntaxTreeNode) -> None:
        """Render the box of a task, which is HTML in MyST-Parser 5.0."""
        if token.content.startswith('<input class="task-list-item-checkbox"'):
            self.current_node += nodes.Text("[x]" if " checked=" in token.content else "[ ]")
        else:
            super().render_html_inline(token)

    # Links and images

    def render_link(self, token: SyntaxTreeNode) -> None:
        """Render a link; one from the root of the site is for the domain to find."""
        config = self.md_config
        href = _in_site(str(token.attrs.get("href", "")))
        if config.commonmark_only or config.gfm_only or config.all_links_external:
            super().render_link(token)
        elif "#t=" in href and self._render_time_link(token, self.md.normalizeLinkText(href)):
            pass
        elif href.startswith("/") and not href.startswith("//"):
            self._render_site_link(token, self.md.normalizeLinkText(href))
        elif href.startswith("//") or self._is_plain_address(href):
            self.render_link_url(token)
        else:
            super().render_link(token)

    def _render_time_link(self, token: SyntaxTreeNode, target: str) -> bool:
        """Render a link to a time in a file that plays, and tell whether it is one.

        MyST takes it for a download, without the time.
        """
        path, _, place = target.partition("#")
        if "://" in path or not media_type(path):
            return False
        found = self._find(path) or ""
        if "://" in found:
            node = nodes.reference("", "", refuri=f"{found}#{place}", internal=False)
        elif self._is_file(found):
            node = addnodes.download_reference("", "", reftarget=posixpath.normpath(found))
            node["meetings_place"] = place
        else:
            return False
        self._fill(node, token)
        if not node.children:
            node += nodes.Text(target)
        return True

    def _is_plain_address(self, href: str) -> bool:
        """Whether *href* has a scheme that means nothing to MyST, such as ``tel:``."""
        scheme = href.partition(":")[0]
        known = {*self.md_config.url_schemes, "inv", "path", "project"}
        return bool(_SCHEME.match(href)) and scheme not in known

    def render_link_unknown(self, token: SyntaxTreeNode) -> None:
        """Render a relative link; one that is no file may be the address of a page."""
        target = self.md.normalizeLinkText(str(token.attrs.get("href", "")))
        path, separator, fragment = target.partition("#")
        looks_like_page = "/" in path and not path.endswith(_SOURCES)
        if not looks_like_page or self._is_file(path):
            super().render_link_unknown(token)
            return
        folder = posixpath.dirname(self._env.docname)
        absolute = posixpath.normpath(posixpath.join("/", folder, path))
        self._render_site_link(token, absolute + separator + fragment)

    def _is_file(self, path: str) -> bool:
        if not self._env.srcdir:
            return False
        return Path(self._env.relfn2path(path, self._env.docname)[1]).is_file()

    def _render_site_link(self, token: SyntaxTreeNode, target: str) -> None:
        file = _site_file(self._env, target)
        if file and self._env.path2doc(file) is None:
            reference: nodes.Element = addnodes.download_reference(
                "", "", reftarget=f"/{file}", refdoc=self._env.docname
            )
        else:
            reference = addnodes.pending_xref(
                "",
                refdomain="meeting",
                reftype="path",
                reftarget=target,
                refexplicit=True,
                refdoc=self._env.docname,
                refwarn=True,
            )
        self.add_line_and_source_path(reference, token)
        self.copy_attributes(
            token, reference, ("class", "reftitle"), aliases={"title": "reftitle"}
        )
        self.current_node.append(reference)
        inner = nodes.inline("", "")
        reference += inner
        with self.current_node_context(inner):
            self.render_children(token)
        if not inner.children:
            inner += nodes.Text(target)

    def render_image(self, token: SyntaxTreeNode) -> None:
        """Render an image; one from the root of the site is looked up."""
        source = str(token.attrs.get("src", ""))
        found = self._find(unquote(source) if "://" not in source else source)
        if found is None:
            self._warn(Kind.LINK, self._missing_image(source), token)
            alt = self.renderInlineAsText(token.children or [])
            self.current_node.append(nodes.Text(alt or source))
            return
        style = token.attrs.pop("style", "") if token.attrs else ""
        super().render_image(token)
        image = cast(nodes.Element, self.current_node.children[-1])
        image["uri"] = found
        if found != source and "://" in found:
            image["meetings_remote"] = True
        width = _WIDTH.search(str(style))
        if width and "width" not in image:
            image["width"] = width[1]

    def _missing_image(self, source: str) -> str:
        if not source:
            return "This image has no address that can be known without running JavaScript."
        return (
            f"There is no image {source}. Set meetings_static to the folder that has it, or "
            "meetings_site_url to the site that shows it."
        )

    def _find(self, source: str) -> str | None:
        """Return the address of an image, or of a file, as Sphinx wants it; None without one."""
        if not source:
            return None
        path = _in_site(source)
        if not path.startswith("/") or path.startswith("//"):
            return source if "://" in source else self._existing(path)
        return find_on_site(self._env, path)

    def _existing(self, path: str) -> str:
        """Take ``?raw=true``, or ``#gh-dark-mode-only``, off a path if that makes it a file's."""
        plain = re.split("[?#]", path, maxsplit=1)[0]
        return plain if plain != path and self._is_file(plain) else path


def find_on_site(env: BuildEnvironment, path: str) -> str | None:
    """Return where a file is whose *path* starts at the root of the site; None without one.

    That is its path from the source directory, else its address at the former site.
    """
    if file := _site_file(env, path, "."):
        return f"/{file}"
    site = options_of(env.config).site_url
    return site.rstrip("/") + path if site else None


def _site_file(env: BuildEnvironment, path: str, *folders: str) -> str:
    """Return the file, from the source directory, that the absolute *path* of a site means.

    It is looked for in `meetings_static` and in *folders*; empty if there is none.
    """
    plain = re.split("[?#]", path, maxsplit=1)[0].lstrip("/")
    for folder in filter(None, (options_of(env.config).static, *folders)):
        found = posixpath.normpath(posixpath.join(folder, plain))
        if Path(env.srcdir, found).is_file():
            return found
    return ""


def _in_site(address: str) -> str:
    """Write what Docusaurus has for the paths of its site as such a path."""
    path = address.removeprefix("pathname://").removeprefix("@site/static")
    return "/" + path.removeprefix("@site/") if path.startswith("@site/") else path


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def _unwrap(node: nodes.Element) -> None:
    """Let the only paragraph in *node* be its text."""
    if len(node.children) == 1 and isinstance(node.children[0], nodes.paragraph):
        paragraph = node.children[0]
        node.clear()
        node += paragraph.children


def _tab_labels(tag: Tag) -> dict[str, str]:
    """Read ``values={[{label: 'A', value: 'a'}]}``."""
    values = tag.attributes.get("values")
    labels = {}
    if isinstance(values, Expression):
        for item in _TAB_VALUE.findall(values.source):
            pair = {name: text for name, _, text in _TAB_PAIR.findall(item)}
            if "label" in pair:
                labels[pair.get("value", "")] = pair["label"]
    return labels


def _settle_transitions(document: nodes.document) -> None:
    """Let a rule be one where docutils has no place for a transition."""
    for node in by_kind(document, (nodes.transition,))[nodes.transition]:
        if not _is_transition(node):
            rule = nodes.raw("", "<hr />\n", format="html")
            rule.source, rule.line = node.source, node.line
            node.parent.replace(node, rule)


def _is_transition(node: nodes.transition) -> bool:
    parent = node.parent
    if not isinstance(parent, (nodes.document, nodes.section)):
        return False
    index = parent.index(node)
    before = [child for child in parent[:index] if _counts(child)]
    if not before or isinstance(before[-1], (nodes.title, nodes.transition)):
        return False
    ancestor: nodes.Element | None = node
    while ancestor is not None and ancestor.parent is not None:
        siblings = ancestor.parent
        after = siblings.children[siblings.index(ancestor) + 1 :]
        if any(_counts(child) for child in after):
            return True
        ancestor = siblings
    return False


def _counts(node: nodes.Node) -> bool:
    return not isinstance(node, (nodes.Invisible, nodes.raw))
