"""Players in the text: components, frames, ``<video>`` and ``<audio>`` ─► what they play.

Addresses stay as they were written. Where they lead is for the renderer to find.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sphinxcontrib_meetings.markdown.elements import (
    FILE_PLAYERS,
    PLAYER_SITES,
    PLAYERS,
    element_name,
    resolve_address,
)
from sphinxcontrib_meetings.markdown.jsx import JsxTag, html_attributes
from sphinxcontrib_meetings.model.recording import Source, Track

__all__ = ["Embed", "read_embed"]

_LENGTH = re.compile(r"(\d++(?:\.\d++)?+)(px|em|rem|%|vw)?")
_WIDTH = re.compile(r"(?:^|;)\s*width:\s*([^;]+)")
#: attributes that say how a file is played. When is for the reader to say, which `autoplay` and
#: `preload` are about
_KEPT = frozenset({"crossorigin", "loop", "muted", "playsinline"})


@dataclass(frozen=True, slots=True)
class Embed:
    """What an author wrote to have a recording played."""

    #: of the element or component
    name: str
    #: what is played, in other formats after the first; none if only JavaScript knows it
    sources: tuple[Source, ...] = ()
    tracks: tuple[Track, ...] = ()
    title: str = ""
    #: image to be shown before it plays
    poster: str = ""
    #: a time, as it was written
    start: str = ""
    #: a length of CSS
    width: str = ""
    #: further attributes of HTML
    attributes: Mapping[str, str] = field(default_factory=dict)
    #: names of the attributes that only JavaScript knows
    dropped: tuple[str, ...] = ()

    @property
    def element(self) -> str:
        """The element, if it is for files; empty if it plays anything."""
        return self.name if self.name in FILE_PLAYERS else ""

    @property
    def shows_links(self) -> bool:
        """Whether what cannot be played is no mistake, since it says nothing of a platform."""
        return self.name == "ReactPlayer"


def read_embed(tag: JsxTag, inside: Iterable[JsxTag], imports: Mapping[str, str]) -> Embed:
    """Read *tag*, and the ones *inside* its element; *imports* are files by name."""
    name = element_name(tag)
    parts = [(element_name(part), part) for part in inside]
    attributes, dropped = html_attributes(tag)
    width = tag.text("width")
    if style := _WIDTH.search(attributes.get("style", "")):
        width = style[1].strip()
    own = _address(tag, PLAYERS.get(name, ("src",)), imports)
    if own and "//" not in own:
        own = PLAYER_SITES.get(name, "") + own
    sources = [Source(own, tag.text("type"))]
    if not own:
        sources = [_source(part, imports) for kind, part in parts if kind == "source"]
    poster = _address(tag, ("poster", "light"), imports)
    read = {"src", "poster"} if poster else {"src"}
    is_file = name in FILE_PLAYERS
    return Embed(
        name,
        sources=tuple(source for source in sources if source.address),
        tracks=tuple(_track(part, imports) for kind, part in parts if kind == "track"),
        title=tag.text("title", "aria-label"),
        poster=poster,
        start=tag.text("start", "startTime"),
        width=_length(width),
        attributes={key: attributes[key] for key in sorted(attributes.keys() & _KEPT)},
        # components have more attributes than anybody can know
        dropped=tuple(key for key in dropped if key not in read) if is_file else (),
    )


def _address(tag: JsxTag, names: Iterable[str], imports: Mapping[str, str]) -> str:
    addresses = (resolve_address(tag.attributes.get(name), imports) for name in names)
    return next(filter(None, addresses), "")


def _source(tag: JsxTag, imports: Mapping[str, str]) -> Source:
    return Source(_address(tag, ("src",), imports), tag.text("type"))


def _track(tag: JsxTag, imports: Mapping[str, str]) -> Track:
    attributes, _ = html_attributes(tag)
    return Track(
        _address(tag, ("src",), imports),
        # what HTML takes it for that does not say what it is
        kind=attributes.get("kind", "subtitles"),
        label=attributes.get("label", ""),
        language=attributes.get("srclang", ""),
        is_default="default" in attributes,
    )


def _length(text: str) -> str:
    match = _LENGTH.fullmatch(text)
    return match[1] + (match[2] or "px") if match else ""
