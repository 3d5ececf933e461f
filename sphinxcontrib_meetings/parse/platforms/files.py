"""Files that browsers play, and pages that show what no other page can play.

Both are known by their address alone, less what does not tell recordings apart. An element says
of a file that it is one, of which the name does not tell, so that a file and a page may be one
recording.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, urlencode

from sphinxcontrib_meetings.parse.platforms.base import Address, Platform
from sphinxcontrib_meetings.parse.suffixes import media_type
from sphinxcontrib_meetings.parse.urls import check_path

__all__ = ["File", "Page"]


@dataclass(frozen=True, slots=True)
class _Plain(Platform):
    """What has no id but its address."""

    @property
    def identity(self) -> tuple[str, str]:
        """What is equal for all addresses of one recording."""
        return "", self.id

    def at(self, seconds: int) -> str:
        """Return the address with a fragment of media; pages that do not know it ignore it."""
        page, _, fragment = self.url.partition("#")
        if _is_place(fragment):
            return self.url
        # https://www.w3.org/TR/media-frags/, 4.2.1
        return f"{page}#t={max(0, seconds)}"

    @property
    def player_name(self) -> str:
        """The name of the file."""
        return self.url.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class File(_Plain):
    """A file for ``<video>`` or ``<audio>``, elsewhere or beside the note."""

    kinds = ("video", "audio")
    #: parameters may be part of a signature, and only the fragment is the player's
    start_keys = ()

    #: such as ``video/mp4``; empty where the name does not tell
    type: str = ""
    #: the element that it stands in, whatever its type
    given: str = ""

    @classmethod
    def parse(cls, address: Address) -> File | None:
        """Return the file at *address*, or with that path."""
        start = cls.start_in(address) or 0
        if address.is_path:
            # `./call.mp4` is `call.mp4`
            path = posixpath.normpath(check_path(address.text).partition("#")[0])
            return cls(path, path, start, media_type(path), address.element)
        found = media_type(address.url.path) if address.url else ""
        if address.url is None or not (found or address.element):
            return None
        url = address.text.partition("#")[0]
        return cls(_identity(address.url), url, start, found, address.element)

    @property
    def kind(self) -> str:
        """The element that plays it."""
        return self.given or self.type.partition("/")[0]

    @property
    def element(self) -> str:
        """The element of HTML that plays it."""
        return self.kind

    @property
    def media_type(self) -> str:
        """Type of the media."""
        return self.type

    @property
    def schema_type(self) -> str:
        """What https://schema.org calls it."""
        return "AudioObject" if self.kind == "audio" else "VideoObject"


@dataclass(frozen=True, slots=True)
class Page(_Plain):
    """A page elsewhere, such as one of Zoom or Google Drive: a link."""

    kinds = ("link",)
    start_keys = ("t",)

    @classmethod
    def parse(cls, address: Address) -> Page | None:
        """Return the page at *address*."""
        if address.url is None:
            return None
        return cls(_identity(address.url), address.text, cls.start_in(address) or 0)

    @property
    def is_played(self) -> bool:
        """Whether a page can play it: no other page can."""
        return False

    @property
    def schema_type(self) -> str:
        """What https://schema.org calls it."""
        return "MediaObject"


def _identity(url: SplitResult) -> str:
    """Return the address without what does not tell recordings apart."""
    host = url.netloc.rpartition("@")[2].lower().removeprefix("www.")
    path = url.path.rstrip("/")
    if media_type(path):
        return f"{host}{path}?{url.query}" if url.query else f"{host}{path}"
    query = urlencode(sorted((k, v) for k, v in parse_qsl(url.query, True) if k != "t"))
    place = f"#{url.fragment}" if _is_place(url.fragment) else ""
    return (f"{host}{path}?{query}" if query else f"{host}{path}") + place


def _is_place(fragment: str) -> bool:
    """Whether a fragment is part of an address, as in applications, and no time."""
    return bool(fragment) and not fragment.startswith("t=")
