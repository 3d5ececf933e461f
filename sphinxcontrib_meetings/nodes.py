"""Own nodes, how HTML writes them, and what every other builder gets instead.

A page is built of four: HTML elements that docutils has no node for
(:class:`element`, :class:`inline_element`), the :class:`player` of a recording,
and two placeholders that are gone before anything is written
(:class:`truncate`, :class:`recording_time`). Builders without HTML never see
any of them: a player becomes a link, an element what it holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator

from sphinxcontrib_meetings.config import options_of
from sphinxcontrib_meetings.diagnostics import warn
from sphinxcontrib_meetings.problems import Kind
from sphinxcontrib_meetings.youtube import Video, timestamp

__all__ = [
    "element",
    "inline_element",
    "plain",
    "player",
    "player_node",
    "recording_time",
    "register",
    "truncate",
    "video_of",
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
    """A recording on YouTube, to be played in the page.

    Attributes: ``video_id``, ``start`` (seconds), ``playlist``, ``url`` (of YouTube's own
    page), ``title``, ``duration`` (as shown, such as "59 min"), ``width`` (a CSS length) and
    ``poster``: a URL, an image file relative to the source directory, or empty for what
    ``meetings_poster`` says. Children: the image of the poster, and a caption.
    """


class recording_time(nodes.Inline, nodes.TextElement):  # noqa: N801
    """A moment of the meeting's own recording, which is not yet known.

    Attribute: ``seconds``.
    """


_BLOCKS = (element, player)
#: attribute of a document, once it is written: the assets its page needs
_USED = "meetings_assets"


def player_node(
    video: Video,
    *,
    title: str = "",
    poster: str = "",
    width: str = "",
    duration: str = "",
) -> player:
    """Return a player of *video*. Without *title* it takes the title of its document."""
    return player(
        "",
        video_id=video.id,
        start=video.start,
        playlist=video.playlist,
        url=video.watch_url,
        title=title,
        poster=poster,
        width=width,
        duration=duration,
    )


def video_of(node: player) -> Video:
    """Return the video that *node* plays."""
    return Video(node["video_id"], node["start"], node["playlist"])


# What HTML writes


def visit_element(self: HTML5Translator, node: nodes.Element) -> None:
    """Open the element."""
    _use(self, "meetings.css")
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


def visit_player(self: HTML5Translator, node: player) -> None:
    """Write a link to YouTube that looks like a player; ``meetings.js`` makes it one."""
    _use(self, "meetings.css", "meetings.js")
    start = f" from {timestamp(node['start'])}" if node["start"] else ""
    length = f" · {node['duration']}" if node["duration"] else ""
    figure: dict[str, Any] = {
        "data-video": node["video_id"],
        "data-embed": video_of(node).embed_url,
    }
    if node["width"]:
        figure["style"] = f"width: {node['width']}"
    play = self.attval(f"Play recording{start}{length}")
    self.body += [
        self.starttag(node, "figure", "\n", CLASS="meetings-player", **figure),
        f'<a class="meetings-play" href="{self.attval(node["url"])}">',
    ]
    _walk(self, list(node.findall(nodes.image)))
    self.body += [
        f'<span class="meetings-play-note" data-play="{play}">',
        f"{self.encode(f'Watch on YouTube{start}{length}')}</span> ",
        f'<span class="meetings-play-title">{self.encode(node["title"] or _NAMELESS)}</span>',
        "</a>\n",
    ]
    for caption in node.findall(nodes.caption):
        self.body.append("<figcaption>")
        _walk(self, caption.children)
        self.body.append("</figcaption>\n")
    self.body.append("</figure>\n")
    raise nodes.SkipNode


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

    # after titles are settled and the role has made its players (500), before
    # images are collected (doctree-read, 880)
    default_priority = 510

    def apply(self, **kwargs: Any) -> None:
        """Complete every player of the document."""
        for node in self.document.findall(player):
            node["title"] = node["title"] or self._document_title()
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
            return video_of(node).thumbnail_url
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
    for recording in list(document.findall(player)):
        _replace(recording, _plain_player(recording))


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
    link = nodes.reference("", f"{name} ({node['url']})", refuri=node["url"], internal=False)
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


def _is_html(app: Sphinx) -> bool:
    return app.builder.format == "html" and app.builder.name != "epub"


def _is_placeholder(node: nodes.Node) -> bool:
    return isinstance(node, truncate | recording_time)


class PlaceholdersGone(SphinxPostTransform):
    """Take out the placeholders that nobody has replaced."""

    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        """Clean the document."""
        for node in list(self.document.findall(_is_placeholder)):
            assert isinstance(node, nodes.Element)
            _replace(node, node.children)


class PlainNodes(SphinxPostTransform):
    """Replace our nodes for the builders that cannot write them: all that make no HTML."""

    # before images are fetched (100) and links collected (800)
    default_priority = 6
    formats = ("html",)

    def is_supported(self) -> bool:
        """Say whether the builder has another format than ``formats``."""
        return not super().is_supported()

    def run(self, **kwargs: Any) -> None:
        """Clean the document."""
        plain(self.document)


class PlainBook(SphinxPostTransform):
    """The same for EPUB, whose readers run no scripts and load nothing from elsewhere."""

    default_priority = PlainNodes.default_priority
    builders = ("epub",)

    def run(self, **kwargs: Any) -> None:
        """Clean the document."""
        plain(self.document)


class RemoteImages(SphinxPostTransform):
    """Link to images of the former site, for builders that would have to download them.

    Those that the author gave with their full address are Sphinx's to fetch.
    """

    # before Sphinx fetches images (100)
    default_priority = PlainNodes.default_priority + 1

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
    """Clean what lists have put in after the post-transforms."""
    if not _is_html(app):
        plain(doctree)


# Assets


def on_builder_inited(app: Sphinx) -> None:
    """Offer the builder what it can show, and warn once about a poster that is not there."""
    poster = options_of(app.config).poster
    is_file = poster not in {"none", "remote"} and "://" not in poster
    if is_file and not _poster_file(app.srcdir, poster).is_file():
        warn(
            Kind.CONFIG,
            f"meetings_poster: there is no file {poster!r} in the source directory. Give the "
            "path of an image from there, 'remote', or 'none'.",
        )
    builder = app.builder
    if builder.supported_image_types and not builder.supported_remote_images:
        app.add_post_transform(RemoteImages)
    if _is_html(app):
        # first, so that a file of the same name in the project takes its place
        static = str(Path(__file__).parent / "static")
        app.config.html_static_path = [static, *app.config.html_static_path]


def on_html_page_context(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Load the style sheet where a page uses it, and the script where it has a player."""
    if not _is_html(app):
        return
    # the writer has left it there
    used: set[str] = doctree.get(_USED, set()) if doctree else set()
    if used or context.get("meetings_assets"):
        app.add_css_file("meetings.css")
    if "meetings.js" in used:
        app.add_js_file("meetings.js", loading_method="defer")


def register(app: Sphinx) -> None:
    """Add the nodes, their writers and the assets to *app*."""
    app.add_node(element, html=(visit_element, depart_element))
    app.add_node(inline_element, html=(visit_element, depart_element))
    app.add_node(player, html=(visit_player, None))
    app.add_node(truncate)
    app.add_node(recording_time)
    app.add_transform(PlayerDetails)
    for transform in (PlaceholdersGone, PlainNodes, PlainBook):
        app.add_post_transform(transform)
    app.connect("builder-inited", on_builder_inited)
    # after the lists, which fill their placeholders then
    app.connect("doctree-resolved", on_doctree_resolved, priority=900)
    app.connect("html-page-context", on_html_page_context)
