"""Own nodes, how HTML writes them, and what every other builder gets instead.

A page is built of four: HTML elements that docutils has no node for
(:class:`element`, :class:`inline_element`), the :class:`player` of a recording,
and two placeholders that are gone before anything is written
(:class:`truncate`, :class:`recording_time`). Builders without HTML never see
any of them: a player becomes a link, an element what it holds.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.osutil import relative_uri
from sphinx.writers.html5 import HTML5Translator

from sphinxcontrib_meetings import priorities
from sphinxcontrib_meetings.config import options_of, warn_of
from sphinxcontrib_meetings.model.meeting import timestamp
from sphinxcontrib_meetings.nodes.html_text import Markup
from sphinxcontrib_meetings.nodes.placeholders import by_kind
from sphinxcontrib_meetings.parse.media import Media, MediaKind, Source, Track
from sphinxcontrib_meetings.parse.youtube import Video

__all__ = [
    "add_tracks",
    "element",
    "inline_element",
    "is_web",
    "markup_block",
    "markup_node",
    "media_of",
    "plain",
    "player",
    "player_node",
    "recording_time",
    "register",
    "truncate",
]

#: what a recording is called that has no name, on a page that has none either
_NAMELESS = "Recording"


class element(nodes.General, nodes.Element):  # noqa: N801 - docutils names nodes so
    """A block-level HTML element.

    Attributes: ``tag`` (name of the element), ``classes``, and ``attributes``, a
    mapping of HTML attributes; those that are ``None`` are left out.
    """


class inline_element(nodes.Inline, nodes.TextElement):  # noqa: N801
    """An HTML element within a line, such as ``time``; attributes as :class:`element`."""


class truncate(nodes.Invisible, nodes.Element):  # noqa: N801
    """The marker that ends an excerpt. It leaves no trace in a page."""


class player(nodes.General, nodes.Element):  # noqa: N801
    """A recording, to be played in the page.

    Attributes: ``media`` (a :class:`Media` that is played),
    ``url`` (where it is watched, from its start), ``title``, ``duration`` (as shown, such as
    "59 min"), ``width`` (a CSS length) and ``poster``: a URL, an image file relative to the
    source directory, or empty for what ``meetings_poster`` says. One of a file has ``sources``
    (:class:`Source`, those to choose from if there are several),
    ``tracks`` (:class:`Track`), and ``attributes``, further ones
    of HTML. Children: the image of the poster, a caption, and downloads: the files that are
    played and those of tracks, if they lie beside the note.
    """


class markup_block(nodes.General, nodes.Element):  # noqa: N801
    """HTML that is written as it is. Its child is its text, which the search reads.

    Attribute: ``html``.
    """


class recording_time(nodes.Inline, nodes.TextElement):  # noqa: N801
    """A moment of the meeting's own recording, which is not yet known.

    Attribute: ``seconds``.
    """


_BLOCKS = (element, player)
#: attribute of a document, once it is written: the assets its page needs
_USED = "meetings_assets"
_SCRIPTS = frozenset({"meetings-find.js", "meetings.js"})


def player_node(  # noqa: PLR0913, all that may be said of a player
    recording: Media | Video,
    *,
    title: str = "",
    poster: str = "",
    width: str = "",
    duration: str = "",
    sources: Sequence[Source] = (),
    tracks: Iterable[Track] = (),
    attributes: Mapping[str, str] | None = None,
) -> player:
    """Return a player of *recording*. Without *title* it takes the title of its document.

    *sources*, if there are several, are the same file in other formats, *recording* the first.
    """
    media = recording if isinstance(recording, Media) else _media(recording)
    node = player(
        "",
        media=media,
        url=media.at(media.start) if media.start else media.url,
        title=title,
        poster=poster,
        width=width,
        duration=duration,
        sources=tuple(sources) if len(sources) > 1 else (),
        tracks=(),
        attributes=dict(attributes or {}),
    )
    if media.is_file:
        _note_copies(node, [media.url, *(source.address for source in node["sources"])])
        add_tracks(node, tracks)
    return node


def markup_node(html: Markup) -> markup_block:
    """Return a node for *html*."""
    return markup_block("", nodes.Text(html.striptags()), html=str(html))


def add_tracks(node: player, tracks: Iterable[Track]) -> None:
    """Let *node*, a player of a file, have *tracks*, too."""
    node["tracks"] += tuple(tracks)
    _note_copies(node, (track.address for track in node["tracks"]))


def _note_copies(node: player, addresses: Iterable[str]) -> None:
    """Let Sphinx copy the files that lie beside the note, or say that one is not there."""
    known = {link["reftarget"] for link in node.findall(addnodes.download_reference)}
    paths = (address.partition("#")[0] for address in addresses if "://" not in address)
    for path in dict.fromkeys(paths):
        if path not in known:
            node.append(addnodes.download_reference("", "", reftarget=path))


def _media(video: Video) -> Media:
    address = replace(video, start=0).watch_url
    return Media(MediaKind.YOUTUBE, video.id, address, video.start, playlist=video.playlist)


def media_of(node: player) -> Media:
    """Return the recording that *node* plays."""
    return cast("Media", node["media"])


# What HTML writes


def visit_element(self: HTML5Translator, node: nodes.Element) -> None:
    """Open the element."""
    _use(self, "meetings.css")
    if "meetings-transcript" in node["classes"]:
        _use(self, "meetings-find.js")
    given: dict[str, str | None] = node.get("attributes", {})
    attributes: dict[str, Any] = {k: v for k, v in given.items() if v is not None}
    suffix = "" if _holds_text(node) else "\n"
    self.body.append(self.starttag(node, node["tag"], suffix, **attributes))


def _use(translator: HTML5Translator, *assets: str) -> None:
    used: set[str] = translator.document.setdefault(_USED, set())
    used.update(assets)


def depart_element(self: HTML5Translator, node: nodes.Element) -> None:
    """Close the element."""
    suffix = "" if isinstance(node, nodes.Inline) else "\n"
    self.body.append(f"</{node['tag']}>{suffix}")


def visit_markup_block(self: HTML5Translator, node: markup_block) -> None:
    """Write the HTML."""
    _use(self, "meetings.css")
    self.body.append(node["html"])
    raise nodes.SkipNode


def visit_player(self: HTML5Translator, node: player) -> None:
    """Write a file as the browser plays it, else a link that ``meetings.js`` makes a player."""
    _use(self, "meetings.css", "meetings.js")
    media = media_of(node)
    figure: dict[str, Any] = {}
    if not media.is_file:
        # the last part of every address that leads to a video
        video = media.url.rpartition("/")[2] if media.kind is MediaKind.PEERTUBE else media.id
        figure = {"data-video": video, "data-embed": media.embed_url}
    if node["width"]:
        figure["style"] = f"width: {node['width']}"
    self.body.append(self.starttag(node, "figure", "\n", CLASS="meetings-player", **figure))
    write = _write_file if media.is_file else _write_link
    write(self, node, media)
    for caption in node.findall(nodes.caption):
        self.body.append("<figcaption>")
        _walk(self, caption.children)
        self.body.append("</figcaption>\n")
    self.body.append("</figure>\n")
    raise nodes.SkipNode


def _write_link(self: HTML5Translator, node: player, media: Media) -> None:
    start = f" from {timestamp(media.start)}" if media.start else ""
    length = f" · {node['duration']}" if node["duration"] else ""
    play = self.attval(f"Play recording{start}{length}")
    self.body.append(f'<a class="meetings-play" href="{self.attval(node["url"])}">')
    _walk(self, list(node.findall(nodes.image)))
    self.body += [
        f'<span class="meetings-play-note" data-play="{play}">',
        f"{self.encode(f'Watch on {media.site}{start}{length}')}</span> ",
        f'<span class="meetings-play-title">{self.encode(node["title"] or _NAMELESS)}</span>',
        "</a>\n",
    ]


def _write_file(self: HTML5Translator, node: player, media: Media) -> None:
    copies = _copies(node)

    def address(written: str) -> str:
        path, mark, fragment = written.partition("#")
        name = copies.get(path)
        found = posixpath.join(self.builder.dlpath, quote(name)) if name else path
        return self.attval(found + mark + fragment)

    start = f"#t={media.start}" if media.start else ""
    url = address(media.url + start)
    name = node["title"] or _NAMELESS
    poster = next(node.findall(nodes.image), None) if media.kind is MediaKind.VIDEO else None
    given = {"aria-label": name, **node["attributes"]}
    if poster:
        given["poster"] = _image_address(self, poster)
    self.body.append(f'<{media.kind} controls preload="none"{_attributes(self, given)}')
    self.body.append(">\n" if node["sources"] else f' src="{url}">\n')
    for source in node["sources"]:
        kind = _attributes(self, {"type": source.type} if source.type else {})
        path = source.address.partition("#")[0]
        self.body.append(f'<source src="{address(path + start)}"{kind}>\n')
    for track in node["tracks"]:
        about = {"kind": track.kind, "label": track.label, "srclang": track.language}
        known = {key: value for key, value in about.items() if value}
        # browsers load one that is shown by default, whatever they are told about the file
        shown = " default" if track.is_default and "://" not in track.address else ""
        self.body.append(
            f'<track{shown}{_attributes(self, known)} src="{address(track.address)}">\n'
        )
    self.body.append(f'<a href="{url}">{self.encode(name)}</a>\n</{media.kind}>\n')


def _attributes(translator: HTML5Translator, attributes: Mapping[str, str]) -> str:
    return "".join(
        f' {name}="{translator.attval(value)}"' if value else f" {name}"
        for name, value in attributes.items()
    )


def _image_address(translator: HTML5Translator, image: nodes.image) -> str:
    builder, uri = translator.builder, image["uri"]
    if uri not in builder.images:
        return str(uri)
    return posixpath.join(builder.imgpath, quote(builder.images[uri]))


def _walk(translator: HTML5Translator, children: Iterable[nodes.Node]) -> None:
    for child in children:
        child.walkabout(translator)


def _holds_text(node: nodes.Element) -> bool:
    return isinstance(node, nodes.Inline) or any(_is_inline(child) for child in node.children)


def _is_inline(node: nodes.Node) -> bool:
    return isinstance(node, (nodes.Text, nodes.Inline))


# What is settled while a document is read


class PlayerDetails(SphinxTransform):
    """Give players the title and the poster that nobody gave them."""

    default_priority = priorities.PLAYER_DETAILS

    def apply(self, **kwargs: Any) -> None:
        """Complete every player of the document."""
        for node in by_kind(self.document, (player,))[player]:
            node["title"] = node["title"] or self._document_title()
            for link in node.findall(addnodes.download_reference):
                link.source, link.line = node.source, node.line
            poster = self._poster(node)
            if poster and not any(node.findall(nodes.image)):
                image = nodes.image("", uri=poster, alt="", classes=["meetings-poster"])
                image.source, image.line = node.source, node.line
                node.insert(0, image)

    def _document_title(self) -> str:
        title = next(self.document.findall(nodes.title), None)
        return title.astext() if title else ""

    def _poster(self, node: player) -> str:
        poster = node["poster"] or options_of(self.config).poster
        if poster == "none":
            return ""
        if poster == "remote":
            return media_of(node).thumbnail_url
        if "://" in poster:
            return poster
        # a missing `meetings_poster` was warned about once, when the build began
        missing = not node["poster"] and not _poster_file(self.env.srcdir, poster).is_file()
        return "" if missing else "/" + poster.lstrip("/")


def _poster_file(srcdir: Path, poster: str) -> Path:
    return srcdir / poster.lstrip("/")


# What other builders get


def plain(document: nodes.Element) -> None:
    """Replace every node of ours in *document* by nodes that all writers know."""
    for node in reversed(list(document.findall(element))):
        _replace(node, _plain_element(node))
    for inline in reversed(list(document.findall(inline_element))):
        _replace(inline, inline.children)
    players = list(document.findall(player))
    files = {path for node in players for path in _copies(node)}
    for link in list(document.findall(nodes.reference)) if files else ():
        if _path(link.get("refuri", "")) in files:
            # nothing leads to a file that is not beside the book
            _replace(link, link.children or _moment(link))
    for recording in players:
        _replace(recording, _plain_player(recording))


def _moment(link: nodes.Element) -> list[nodes.Node]:
    """Return the text of a link that was to be filled: one of a title."""
    return [nodes.Text(f" {timestamp(link['meetings_seconds'])}")]


def _copies(node: player) -> dict[str, str]:
    """Return the files of *node* that lie beside the note, and the names of their copies."""
    links = node.findall(addnodes.download_reference)
    return {link["reftarget"]: link.get("filename", "") for link in links}


def _path(address: str) -> str:
    return posixpath.normpath(address.partition("#")[0])


def _replace(node: nodes.Element, new: list[nodes.Node]) -> None:
    if node.parent is not None:
        node.parent.replace(node, new)


def _plain_element(node: element) -> list[nodes.Node]:
    children = _blocks(node.children)
    if node["tag"] == "li" and isinstance(node.parent, element):
        return [nodes.list_item("", *children)]
    is_list = node["tag"] in {"ul", "ol"} and bool(children)
    if is_list and all(isinstance(child, nodes.list_item) for child in children):
        return [nodes.bullet_list("", *children, bullet="*")]
    return children


def _blocks(children: Iterable[nodes.Node]) -> list[nodes.Node]:
    """Put what stands in lines into paragraphs."""
    blocks: list[nodes.Node] = []
    line: nodes.paragraph | None = None
    for child in children:
        if not _is_inline(child):
            line = None
            blocks.append(child)
        elif line is not None:
            line += child
        elif child.astext().strip() or not isinstance(child, nodes.Text):
            line = nodes.paragraph("", "", child, translatable=False)
            blocks.append(line)
    return blocks


def _plain_player(node: player) -> list[nodes.Node]:
    title = node["title"]
    name = f"{_NAMELESS}: {title}" if title else _NAMELESS
    if node["duration"]:
        name += f", {node['duration']}"
    text = nodes.Text(f"{name} ({node['url']})")
    copy = next(node.findall(addnodes.download_reference), None)
    link: nodes.Element
    if copy and copy["reftarget"] == media_of(node).url:
        link = addnodes.download_reference("", "", text, **copy.attributes)
    else:
        link = nodes.reference("", "", text, refuri=node["url"], internal=False)
    paragraph = nodes.paragraph("", "", link, translatable=False, ids=node["ids"])
    paragraph.source, paragraph.line = node.source, node.line
    return [paragraph, *map(_plain_caption, node.findall(nodes.caption))]


def _plain_caption(caption: nodes.caption) -> nodes.paragraph:
    paragraph = nodes.paragraph(caption.rawsource, "", *caption.children)
    # gettext extracts what has a `uid`, which nodes get when they are read
    for name in ("source", "line", "uid"):
        if hasattr(caption, name):
            setattr(paragraph, name, getattr(caption, name))
    return paragraph


def is_web(builder: Builder) -> bool:
    """Tell whether *builder* makes pages for browsers: a book is none."""
    return builder.format == "html" and builder.name != "epub"


class PlaceholdersGone(SphinxPostTransform):
    """Take out the placeholders that nobody has replaced."""

    default_priority = priorities.PLACEHOLDERS_GONE

    def run(self, **kwargs: Any) -> None:
        """Clean the document."""
        for found in by_kind(self.document, (truncate, recording_time)).values():
            for node in found:
                _replace(node, node.children)


class PlainNodes(SphinxPostTransform):
    """Replace our nodes for the builders that cannot write them: all that make no HTML."""

    default_priority = priorities.PLAIN_NODES
    formats = ("html",)

    def is_supported(self) -> bool:
        """Say whether the builder has another format than ``formats``."""
        return not super().is_supported()

    def run(self, **kwargs: Any) -> None:
        """Clean the document."""
        plain(self.document)


class PlainBook(SphinxPostTransform):
    """The same for EPUB, whose readers run no scripts and load nothing from elsewhere."""

    default_priority = priorities.PLAIN_NODES
    builders = ("epub",)

    def run(self, **kwargs: Any) -> None:
        """Clean the document."""
        plain(self.document)


class RemoteImages(SphinxPostTransform):
    """Link to images of the former site, for builders that would have to download them.

    Those that the author gave with their full address are Sphinx's to fetch.
    """

    default_priority = priorities.REMOTE_IMAGES

    def run(self, **kwargs: Any) -> None:
        """Clean the document."""
        for image in list(self.document.findall(nodes.image)):
            if image.get("meetings_remote"):
                _replace(image, [_plain_image(image)])


def _plain_image(image: nodes.image) -> nodes.Element:
    text = image.get("alt") or image["uri"]
    if _is_linked(image):
        return nodes.inline("", text)
    link = nodes.reference("", text, refuri=image["uri"], internal=False)
    if isinstance(image.parent, nodes.TextElement):
        return link
    return nodes.paragraph("", "", link, translatable=False)


def _is_linked(node: nodes.Node) -> bool:
    while node.parent is not None:
        node = node.parent
        if isinstance(node, nodes.reference):
            return True
    return False


def on_doctree_resolved(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Clean what lists have put in after the post-transforms; lead links to copied files."""
    if not is_web(app.builder):
        plain(doctree)
    elif app.env.dlfiles and isinstance(app.builder, StandaloneHTMLBuilder):
        _lead_to_copies(app.builder, doctree, docname)


def _lead_to_copies(builder: StandaloneHTMLBuilder, doctree: nodes.document, docname: str) -> None:
    """Let links into a recording that Sphinx copies lead to where the copy is."""
    here = builder.get_target_uri(docname)
    copies = {
        path: relative_uri(here, f"_downloads/{quote(name)}")
        for node in doctree.findall(player)
        for path, name in _copies(node).items()
        if name
    }

    def lead(attributes: dict[str, Any], name: str) -> None:
        address = attributes.get(name) or ""
        if copy := copies.get(_path(address)):
            attributes[name] = copy + address[len(address.partition("#")[0]) :]

    for link in doctree.findall(nodes.reference) if copies else ():
        lead(link.attributes, "refuri")
    for button in doctree.findall(inline_element) if copies else ():
        lead(button.get("attributes", {}), "href")


# Assets


def on_builder_inited(app: Sphinx) -> None:
    """Offer the builder what it can show, and warn once about a poster that is not there."""
    poster = options_of(app.config).poster
    is_file = poster not in {"none", "remote"} and "://" not in poster
    if is_file and not _poster_file(app.srcdir, poster).is_file():
        warn_of(
            app,
            "poster",
            f"there is no file {poster!r} in the source directory. Give the path of an image from "
            "there, 'remote', or 'none'.",
        )
    builder = app.builder
    if builder.supported_image_types and not builder.supported_remote_images:
        app.add_post_transform(RemoteImages)
    if is_web(app.builder):
        # first, so that a file of the same name in the project takes its place
        static = str(Path(__file__).parents[1] / "static")
        app.config.html_static_path = [static, *app.config.html_static_path]


def on_html_page_context(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Load the style sheet where a page uses it, the script for players and transcripts."""
    if not is_web(app.builder):
        return
    # the writer has left it there
    used: set[str] = doctree.get(_USED, set()) if doctree else set()
    if used or context.get("meetings_assets"):
        app.add_css_file("meetings.css")
    for name in sorted(used & _SCRIPTS):
        app.add_js_file(name, loading_method="defer")


def register(app: Sphinx) -> None:
    """Add the nodes, their writers and the assets to *app*."""
    app.add_node(element, html=(visit_element, depart_element))
    app.add_node(inline_element, html=(visit_element, depart_element))
    app.add_node(markup_block, html=(visit_markup_block, None))
    app.add_node(player, html=(visit_player, None))
    app.add_node(truncate)
    app.add_node(recording_time)
    app.add_transform(PlayerDetails)
    for transform in (PlaceholdersGone, PlainNodes, PlainBook):
        app.add_post_transform(transform)
    app.connect("builder-inited", on_builder_inited)
    app.connect("doctree-resolved", on_doctree_resolved, priority=priorities.CLEAN_LISTS)
    app.connect("html-page-context", on_html_page_context)
