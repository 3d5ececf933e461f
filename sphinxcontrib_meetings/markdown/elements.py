"""The names of elements and components, and what each of them is.

HTML's are those of https://html.spec.whatwg.org/multipage/indices.html#elements-3 and the
obsolete ones that notes still have; what makes a block is said by
https://spec.commonmark.org/0.31.2/#html-blocks; components are Docusaurus' and those of
the usual packages for videos.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from markdown_it.common.html_blocks import block_names

from sphinxcontrib_meetings.markdown.jsx import Expression, JsxTag, Value, literal
from sphinxcontrib_meetings.parse.platforms import is_played
from sphinxcontrib_meetings.parse.suffixes import IMAGES, WEBVTT, media_type
from sphinxcontrib_meetings.parse.values import words_of

__all__ = [
    "ALERT_TYPES",
    "BLOCKS",
    "BLOCK_COMPONENTS",
    "BOX_TYPES",
    "ENDED_BY",
    "FILE_PLAYERS",
    "FLAGS",
    "HEADINGS",
    "HTML",
    "OPTIONAL_END",
    "PLAYERS",
    "PLAYER_SITES",
    "TRANSPARENT",
    "VOID",
    "element_name",
    "imported_image",
    "is_component",
    "is_known",
    "is_player",
    "is_resource",
    "resolve_address",
]


#: components that show a video, and their attributes that say which
PLAYERS: Mapping[str, tuple[str, ...]] = {
    "ReactPlayer": ("url", "src"),
    "Vimeo": ("url", "video", "id", "videoId", "vimeoId", "src"),
    "lite-vimeo": ("videoid", "videoId"),
    "YouTube": ("url", "video", "id", "videoId", "videoID", "youTubeId", "src"),
    "Youtube": ("url", "video", "id", "videoId", "videoID", "youTubeId", "src"),
    "YouTubeEmbed": ("url", "id", "videoId", "videoid"),
    "LiteYouTubeEmbed": ("id", "videoId", "url"),
    "LiteYouTube": ("id", "videoId", "videoid", "url"),
    "lite-youtube": ("videoid", "videoId"),
    "embed": ("src",),
    "iframe": ("src",),
}
#: those of HTML, which show anything
_FRAMES = words_of("embed iframe")
#: what makes an address of the ids that these take; those of others are YouTube's
PLAYER_SITES: Mapping[str, str] = {
    "Vimeo": "https://vimeo.com/",
    "lite-vimeo": "https://vimeo.com/",
}
#: elements that play a file
FILE_PLAYERS = words_of("audio video")
#: components that hold blocks, besides the players
BLOCK_COMPONENTS = frozenset({"Admonition", "Details", "TabItem", "Tabs"})
#: the elements that make a block of their own
BLOCKS = frozenset(block_names) - {"source", "link", "title"} | {
    "audio",
    "canvas",
    "picture",
    "video",
}
VOID = words_of(
    """
    area base basefont br col embed frame hr img input link meta param source track wbr
    """
)
_INLINE = words_of(
    """
    a abbr acronym b bdi bdo big button cite code data datalist del dfn em embed font i img
    input ins kbd label map mark math meter noscript object output picture progress q rp rt
    ruby s samp script select slot small source span strike strong style sub sup svg template
    textarea time title tt u var wbr br pre
    """
)
HTML = BLOCKS | VOID | _INLINE
#: attributes that need no value (https://html.spec.whatwg.org/multipage/indices.html#attributes-3)
FLAGS = words_of(
    """
    allowfullscreen async autofocus autoplay autoPlay checked controls default defer disabled
    hidden inert ismap itemscope loop multiple muted nomodule novalidate open playsinline
    playsInline readonly required reversed selected
    """
)
#: elements that may end without saying so; what else ends them
ENDED_BY: Mapping[str, frozenset[str]] = {
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "td": frozenset({"td", "th", "tr", "tbody", "tfoot"}),
    "th": frozenset({"td", "th", "tr", "tbody", "tfoot"}),
    "tr": frozenset({"tr", "tbody", "tfoot"}),
    "thead": frozenset({"tbody", "tfoot"}),
    "tbody": frozenset({"tbody", "tfoot"}),
    "option": frozenset({"option"}),
    "p": BLOCKS,
}
OPTIONAL_END = frozenset(ENDED_BY)
#: wrappers whose headings are the page's own
TRANSPARENT = words_of(
    """
    article body center div header html main section span
    """
)
#: types of boxes of Docusaurus, HackMD and docutils
BOX_TYPES = words_of(
    """
    attention caution danger details error hint important info note secondary spoiler success tip
    warning
    """
)
#: all that alerts and callouts of GitHub, Obsidian and Material for MkDocs may be, and the box
#: of docutils that looks like it
ALERT_TYPES: Mapping[str, str] = {
    **{name: name for name in BOX_TYPES - {"details", "spoiler"}},
    "info": "note",
    "secondary": "note",
    "success": "tip",
    "abstract": "note",
    "bug": "danger",
    "check": "tip",
    "cite": "note",
    "done": "tip",
    "example": "note",
    "fail": "danger",
    "failure": "danger",
    "faq": "hint",
    "help": "hint",
    "missing": "danger",
    "question": "hint",
    "quote": "note",
    "summary": "note",
    "tldr": "note",
    "todo": "note",
}
HEADINGS = words_of("h1 h2 h3 h4 h5 h6")

_ADDRESS = re.compile(
    r"(?:useBaseUrl|require)\(\s*(['\"`])(?P<path>[^'\"`]+)\1\s*(?:,[^)]*)?\)(?:\.default)?"
)


def element_name(tag: JsxTag) -> str:
    """Return the name of the HTML element that *tag* is of, or of the component."""
    lower = tag.name.lower()
    return lower if lower in HTML and tag.name in {lower, tag.name.upper()} else tag.name


def is_player(tag: JsxTag) -> bool:
    """Whether *tag*, which has no content, plays a recording, or should."""
    if element_name(tag) in _FRAMES:
        return is_played(tag.text("src"))
    return tag.name in PLAYERS


def is_resource(path: str) -> bool:
    """Whether *path*, which a note imports, is a file that an element shows or plays."""
    return path.endswith((*IMAGES, WEBVTT)) or bool(media_type(path))


def imported_image(tag: JsxTag, imports: Mapping[str, str]) -> str:
    """Return the file of the image that *tag*, of a component, shows; empty if it is none."""
    path = imports.get(tag.name, "") if tag.is_component else ""
    return path if path.endswith(IMAGES) else ""


def resolve_address(value: Value, imports: Mapping[str, str]) -> str:
    """Return the address in an attribute, empty if only JavaScript knows it.

    Understands ``{'…'}``, ``{require('…').default}``, ``{useBaseUrl('…')}`` and the
    name of an imported file.
    """
    plain = literal(value)
    if isinstance(plain, str):
        return plain.strip()
    if not isinstance(value, Expression):
        return ""
    called = _ADDRESS.fullmatch(value.source)
    return called["path"] if called else imports.get(value.source, "")


def is_component(name: str) -> bool:
    """Whether *name* is a component that is known here; a fragment has no name."""
    return name in PLAYERS or name in BLOCK_COMPONENTS or name in {"", "Link"}


def is_known(tag: JsxTag) -> bool:
    """Whether *tag* is of an element, even of one of the author's own, or a known component."""
    return not tag.is_component or is_component(tag.name)
