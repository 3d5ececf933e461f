"""What HTML writes of our nodes, and what its pages load for them."""

from __future__ import annotations

import datetime as dt
import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.writers.html5 import HTML5Translator

from sphinxcontrib_meetings.day_text import day
from sphinxcontrib_meetings.model.recording import Chapter, Media, timestamp
from sphinxcontrib_meetings.nodes.element import markup_block, task_box
from sphinxcontrib_meetings.nodes.html_text import OF_FRONT, OF_MINUTES, SOON
from sphinxcontrib_meetings.nodes.pattern import pattern
from sphinxcontrib_meetings.nodes.player import NAMELESS, copies_of, media_of, player
from sphinxcontrib_meetings.nodes.tree import is_inline
from sphinxcontrib_meetings.parse.times import format_duration

__all__ = [
    "assets_of",
    "depart_bare",
    "depart_element",
    "is_web",
    "on_builder_inited",
    "on_html_page_context",
    "visit_bare",
    "visit_element",
    "visit_markup_block",
    "visit_player",
    "visit_task_box",
]

#: attribute of a document, once it is written, and in the context of other pages: the assets
#: that its page needs
_USED = "meetings_assets"
#: class of what is wider than a page
_SCROLLED = "meetings-scroll"
_MINUTES = "meetings-minutes.css"
_UPCOMING = ("meetings-upcoming.css", "meetings-upcoming.js")
#: class of an element ─► what its pages load besides the style sheet of all
_FOR_CLASSES: Mapping[str, tuple[str, ...]] = {
    "meetings-badge": (_MINUTES,),
    "meetings-dot": (_MINUTES,),
    "meetings-transcript": ("meetings-transcript.css", "meetings-find.js"),
}


def is_web(builder: Builder) -> bool:
    """Whether *builder* makes pages for browsers, which books are not."""
    return builder.format == "html" and builder.name != "epub"


def visit_element(self: HTML5Translator, node: nodes.Element) -> None:
    """Open the element."""
    _use(self, "meetings.css")
    for name, assets in _FOR_CLASSES.items():
        if name in node["classes"]:
            _use(self, *assets)
    given: dict[str, str | None] = node.get("attributes", {})
    attributes: dict[str, Any] = {k: v for k, v in given.items() if v is not None}
    suffix = "" if _holds_text(node) else "\n"
    self.body.append(self.starttag(node, node["name"], suffix, **attributes))


def _use(translator: HTML5Translator, *assets: str) -> None:
    used: set[str] = translator.document.setdefault(_USED, set())
    used.update(assets)


def assets_of(html: str) -> tuple[str, ...]:
    """Return the names of the assets that our own *html* needs."""
    upcoming = _UPCOMING if SOON in html else ()
    attendance = ("meetings-attendance.css",) if _SCROLLED in html else ()
    minutes = (_MINUTES,) if OF_MINUTES in html else ()
    front = ("meetings-front.css",) if OF_FRONT in html else ()
    return ("meetings.css", *upcoming, *attendance, *minutes, *front)


def depart_element(self: HTML5Translator, node: nodes.Element) -> None:
    """Close the element."""
    suffix = "" if isinstance(node, nodes.Inline) else "\n"
    self.body.append(f"</{node['name']}>{suffix}")


def visit_markup_block(self: HTML5Translator, node: markup_block) -> None:
    """Write the HTML."""
    _use(self, *assets_of(node["html"]))
    self.body.append(node["html"])
    raise nodes.SkipNode


def visit_bare(self: HTML5Translator, node: nodes.Element) -> None:
    """Write what *node* holds, without an element around it."""


def depart_bare(self: HTML5Translator, node: nodes.Element) -> None:
    """Write nothing more."""


def visit_task_box(self: HTML5Translator, node: task_box) -> None:
    """Write a box, with a name for those who hear it; few can be changed."""
    _use(self, "meetings.css")
    checked = {"checked": "checked"} if node["checked"] else {}
    name = "Done" if node["checked"] else "To do"
    fixed = {} if "editable" in node else {"disabled": "disabled"}
    box = {"type": "checkbox", "aria-label": name, **fixed, **checked}
    self.body.append(self.emptytag(node, "input", "", CLASS="task-list-item-checkbox", **box))
    raise nodes.SkipNode


def visit_player(self: HTML5Translator, node: player) -> None:
    """Write a file as the browser plays it, else a link that ``meetings.js`` makes a player."""
    _use(self, "meetings.css", "meetings-player.css", "meetings.js")
    media = media_of(node)
    figure: dict[str, Any] = {}
    if not media.is_file:
        figure = {"data-video": media.player_name, "data-embed": media.embed_url}
        if media.player_start != "start":
            figure["data-start"] = media.player_start
    if node["width"]:
        figure["style"] = f"width: {node['width']}"
    self.body.append(self.starttag(node, "figure", "\n", CLASS="meetings-player", **figure))
    write = _write_file if media.is_file else _write_link
    self.body.append('<div class="meetings-stage">\n')
    write(self, node, media)
    self.body.append("</div>\n")
    if media.is_file and (facts := " · ".join(_facts(self, node))):
        self.body.append(f'<p class="meetings-play-facts">{self.encode(facts)}</p>\n')
    _write_bar(self, node, media)
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
    images = list(node.findall(nodes.image))
    _walk(self, images)
    if not images:
        self.body.append(pattern(node.get("name", "")))
    facts = " · ".join(_facts(self, node))
    loads = self.attval(f"Loads from {media.site}")
    self.body += [
        f'<span class="meetings-play-note" data-play="{play}">',
        f"{self.encode(f'Watch on {media.site}{start}{length}')}</span> ",
        f'<span class="meetings-play-title">{self.encode(node["title"] or NAMELESS)}</span> ',
        f'<span class="meetings-play-facts" data-loads="{loads}">{self.encode(facts)}</span>',
        "</a>\n",
    ]


def _facts(translator: HTML5Translator, node: player) -> Iterator[str]:
    """Yield what is known of a recording before it is loaded, but for what is said anyway."""
    if date := node.get("date"):
        yield day(date, translator.config.language or "en", node["last_date"])
    if (seconds := node.get("seconds")) and not node["duration"]:
        yield format_duration(dt.timedelta(seconds=seconds))
    if chapters := len(node.get("chapters", ())):
        yield f"{chapters} chapter{'s' if chapters > 1 else ''}"


def _write_bar(self: HTML5Translator, node: player, media: Media) -> None:
    """Write the length of the recording as a bar, with a link for each chapter in its place.

    Attributes of SVG place them, which need no style in the page.
    """
    whole = node.get("seconds") or 0
    chapters: Sequence[Chapter] = node.get("chapters", ())
    found = [
        (second, chapter)
        for chapter in chapters
        if (second := chapter.seconds) is not None and second < whole
    ]
    if not found:
        return
    address = _addresses(self, node)
    self.body.append('<svg class="meetings-bar" role="group" aria-label="Chapters">')
    ends = [second for second, _ in found[1:]] + [whole]
    for (second, chapter), end in zip(found, ends, strict=True):
        name = self.attval(f"{chapter.time} {chapter.title}".strip())
        place = f'x="{second / whole:.2%}" height="100%"'
        length = max(end - second, 0) / whole
        self.body.append(
            f'<a class="meetings-time" href="{address(media.at(second))}" aria-label="{name}">'
            f'<rect {place} width="{length:.2%}"/><rect {place} width="2"/></a>'
        )
    self.body.append("</svg>\n")


def _addresses(self: HTML5Translator, node: player) -> Callable[[str], str]:
    """Return what writes an address of *node*: that of the copy of a file beside the note."""
    copies = copies_of(node)

    def address(written: str) -> str:
        path, separator, fragment = written.partition("#")
        name = copies.get(path)
        found = posixpath.join(self.builder.dlpath, quote(name)) if name else path
        return self.attval(found + separator + fragment)

    return address


def _write_file(self: HTML5Translator, node: player, media: Media) -> None:
    address = _addresses(self, node)
    start = f"#t={media.start}" if media.start else ""
    url = address(media.url + start)
    name = node["title"] or NAMELESS
    poster = next(node.findall(nodes.image), None) if media.element == "video" else None
    given = {"aria-label": name, **node["attributes"]}
    if poster:
        given["poster"] = _image_address(self, poster)
    self.body.append(f'<{media.element} controls preload="none"{_attributes(self, given)}')
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
    self.body.append(f'<a href="{url}">{self.encode(name)}</a>\n</{media.element}>\n')


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
    return isinstance(node, nodes.Inline) or any(is_inline(child) for child in node.children)


def on_builder_inited(app: Sphinx) -> None:
    """Offer the assets to the builders whose pages load them."""
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
    """Load the style sheets and the scripts that a page uses."""
    if not is_web(app.builder):
        return
    # the writer has left it there
    used: set[str] = doctree.get(_USED, set()) if doctree else set()
    for name in sorted(used.union(context.get(_USED, ()))):
        if name.endswith(".css"):
            app.add_css_file(name)
        else:
            app.add_js_file(name, loading_method="defer")
