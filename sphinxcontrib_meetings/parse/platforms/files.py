"""Files that browsers play, and pages whose recordings cannot be embedded.

Both are identified by their URL, without the parts that make no difference. A file without a
known suffix is a file only if its element says so, so a file and a page can be the same
recording.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, urlencode

from sphinxcontrib_meetings.parse.platforms.base import Address, Platform
from sphinxcontrib_meetings.parse.suffixes import media_type
from sphinxcontrib_meetings.parse.urls import check_path, is_folder

__all__ = ["File", "Page"]


@dataclass(frozen=True, slots=True)
class _Plain(Platform):
    """A recording that has no ID but its URL."""

    @property
    def identity(self) -> tuple[str, str]:
        """A key that is the same for all URLs of one recording."""
        return "", self.id

    def at(self, seconds: int) -> str:
        """Return the URL with a media fragment, which pages that do not know it ignore."""
        page, _, fragment = self.url.partition("#")
        if _is_place(fragment):
            return self.url
        # https://www.w3.org/TR/media-frags/, 4.2.1
        return f"{page}#t={max(0, seconds)}"

    @property
    def player_name(self) -> str:
        """The file name."""
        return self.url.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class File(_Plain):
    """A file for ``<video>`` or ``<audio>``, on the web or beside the note."""

    kinds = ("video", "audio")
    #: none: parameters may belong to a signature, and only the fragment is for the player
    start_keys = ()

    #: such as ``video/mp4``; empty for an unknown suffix
    type: str = ""
    #: the element that it is from, whatever its type
    given: str = ""

    @classmethod
    def parse(cls, address: Address) -> File | None:
        """Return the file at *address*, a URL or a path."""
        start = cls.start_in(address) or 0
        if address.is_path:
            # `./call.mp4` is `call.mp4`
            path = posixpath.normpath(check_path(address.text).partition("#")[0])
            if is_folder(path):
                return None
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
        """The HTML element that plays it."""
        return self.kind

    @property
    def media_type(self) -> str:
        """The media type."""
        return self.type

    @property
    def schema_type(self) -> str:
        """Its type at https://schema.org."""
        return "AudioObject" if self.kind == "audio" else "VideoObject"


@dataclass(frozen=True, slots=True)
class Page(_Plain):
    """A page elsewhere, such as on Zoom or Google Drive, which is shown as a link."""

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
        """Whether a page can play it: only the page itself can."""
        return False

    @property
    def schema_type(self) -> str:
        """Its type at https://schema.org."""
        return "MediaObject"


def _identity(url: SplitResult) -> str:
    """Return the URL without the parts that make no difference."""
    host = url.netloc.rpartition("@")[2].lower().removeprefix("www.")
    path = url.path.rstrip("/")
    if media_type(path):
        return f"{host}{path}?{url.query}" if url.query else f"{host}{path}"
    query = urlencode(sorted((k, v) for k, v in parse_qsl(url.query, True) if k != "t"))
    place = f"#{url.fragment}" if _is_place(url.fragment) else ""
    return (f"{host}{path}?{query}" if query else f"{host}{path}") + place


def _is_place(fragment: str) -> bool:
    """Whether a fragment is part of the URL, as in web applications, and not a time."""
    return bool(fragment) and not fragment.startswith("t=")
