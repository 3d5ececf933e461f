"""File suffixes, and what each means. Files are looked up in the order of these lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Final

__all__ = [
    "CAPTIONS",
    "FOUND",
    "IMAGES",
    "LINKED_SOURCES",
    "MARKDOWN",
    "MEDIA_TYPES",
    "NEW_NOTES",
    "PAGES",
    "SHORTENED",
    "SOURCES",
    "TEXT",
    "WEBVTT",
    "YAML",
    "media_type",
]


def _in_any_case(*suffixes: str) -> Iterator[str]:
    """Yield *suffixes* in each combination of capitals and small letters."""
    for suffix in suffixes:
        yield from map("".join, product(*(sorted({sign, sign.upper()}) for sign in suffix)))


#: notes with front matter
MARKDOWN: Final = (".md", ".mdx", ".markdown", ".myst")
#: the same in other cases, and what Sphinx does not look for itself: found among the meetings
FOUND: Final = (
    *(end for end in _in_any_case(".md", ".mdx") if end not in {".md", ".mdx"}),
    *(".markdown", ".Markdown", ".MARKDOWN"),
)
#: anything that can be a document
SOURCES: Final = (*MARKDOWN, ".rst", ".txt")
#: endings of a path to a document
PAGES: Final = (*SOURCES, ".html")
#: endings that links to pages may have or lack
SHORTENED: Final = (".html", ".mdx", ".md", ".rst")
#: endings by which MyST takes a link for one to a source, and warns if that is missing
LINKED_SOURCES: Final = (".md", ".mdx", ".rst", ".ipynb", ".txt")
#: notes that the command builds, in any case; all other files are only there for notes to use
NEW_NOTES: Final = frozenset({".markdown", ".md", ".mdx", ".rst"})

#: captions that browsers can show
WEBVTT: Final = ".vtt"
CAPTIONS: Final = (WEBVTT, ".srt", ".sbv")
#: text, which a note may name as its transcript
TEXT: Final = ".txt"
#: images that can be imported and shown
IMAGES: Final = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp")
YAML: Final = (".yml", ".yaml")

#: suffix ─► media type (https://www.iana.org/assignments/media-types), for files that
#: browsers play
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
    """Return the media type of a path or URL; empty if browsers do not play it."""
    plain = path.partition("?")[0].partition("#")[0]
    return MEDIA_TYPES.get(PurePosixPath(plain).suffix.lower(), "")
