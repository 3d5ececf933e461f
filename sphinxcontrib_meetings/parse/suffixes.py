"""Suffixes of files, and what each means. Lists are in the order in which files are looked for."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Final

__all__ = [
    "CAPTIONS",
    "IMAGES",
    "LINKED_SOURCES",
    "MARKDOWN",
    "MEDIA_TYPES",
    "NEW_NOTES",
    "PAGES",
    "SHORTENED",
    "SOURCES",
    "WEBVTT",
    "YAML",
    "media_type",
]

#: notes with front matter
MARKDOWN: Final = (".md", ".mdx", ".markdown", ".myst")
#: whatever may be a document
SOURCES: Final = (*MARKDOWN, ".rst", ".txt")
#: what a path to a document may end in
PAGES: Final = (*SOURCES, ".html")
#: what links leave out of the path of a page, or have too much
SHORTENED: Final = (".html", ".mdx", ".md", ".rst")
#: what MyST takes a link for that leads to a source, and says so if it is missing
LINKED_SOURCES: Final = (".md", ".mdx", ".rst", ".ipynb", ".txt")
#: what a note may be called that the command builds; everything else is there for notes to use
NEW_NOTES: Final = frozenset({".md", ".mdx", ".rst"})

#: captions that browsers show
WEBVTT: Final = ".vtt"
CAPTIONS: Final = (WEBVTT, ".srt")
#: images that can be imported and shown
IMAGES: Final = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp")
YAML: Final = (".yml", ".yaml")

#: suffix ─► type of the media (https://www.iana.org/assignments/media-types), as far as
#: browsers play it
MEDIA_TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        ".aac": "audio/aac",
        ".flac": "audio/flac",
        ".m4a": "audio/mp4",
        ".m4v": "video/mp4",
        ".mov": "video/quicktime",
        ".mp3": "audio/mpeg",
        ".mp4": "video/mp4",
        ".oga": "audio/ogg",
        ".ogg": "audio/ogg",
        ".ogv": "video/ogg",
        ".opus": "audio/ogg",
        ".wav": "audio/wav",
        ".weba": "audio/webm",
        ".webm": "video/webm",
    }
)


def media_type(path: str) -> str:
    """Return the type of the file that *path*, or an address, names; empty if none plays it."""
    plain = path.partition("?")[0].partition("#")[0]
    return MEDIA_TYPES.get(PurePosixPath(plain).suffix.lower(), "")
