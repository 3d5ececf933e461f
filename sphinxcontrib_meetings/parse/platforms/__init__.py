"""Platforms that host recordings: URL ─► :class:`~sphinxcontrib_meetings.model.recording.Media`.

Pages can play YouTube, Vimeo, PeerTube on any host, and plain files. Any other http or https
URL is a link. Nothing here uses the network. To add a platform, pass a subclass of
:class:`Platform` to :func:`use_platforms`; no other code depends on the kind of a recording.
"""

from __future__ import annotations

from collections.abc import Iterable

from sphinxcontrib_meetings.model.recording import Media
from sphinxcontrib_meetings.parse.messages import quoted
from sphinxcontrib_meetings.parse.platforms.base import Address, Platform
from sphinxcontrib_meetings.parse.platforms.files import File, Page
from sphinxcontrib_meetings.parse.platforms.peertube import PeerTube
from sphinxcontrib_meetings.parse.platforms.vimeo import Vimeo
from sphinxcontrib_meetings.parse.platforms.youtube import YouTube, not_a_video

__all__ = [
    "BUILT_IN",
    "Address",
    "Platform",
    "YouTube",
    "is_played",
    "kinds",
    "media_at",
    "parse_media",
    "same_recording",
    "seconds_in",
    "use_platforms",
]

#: in the order in which they are tried; the last one takes everything else
BUILT_IN: tuple[type[Platform], ...] = (YouTube, Vimeo, PeerTube, File, Page)

#: those in use; set whenever a build starts reading, so that builds do not share them
_platforms = BUILT_IN


def use_platforms(added: Iterable[type[Platform]] = ()) -> None:
    """Let the platforms *added* read URLs before the built-in ones."""
    global _platforms  # noqa: PLW0603, functions that read fields get nothing but the value
    _platforms = (*added, *BUILT_IN)


def kinds() -> tuple[str, ...]:
    """Return all possible kinds of recordings."""
    return tuple(kind for platform in _platforms for kind in platform.kinds)


def parse_media(text: str, element: str = "") -> Media:
    """Return the recording at a URL, with a YouTube ID, or at the path of a media file.

    *element* is ``video`` or ``audio`` if the text is from such an element; then any URL that
    belongs to no platform is a file of that type, whatever its suffix. Raises ``ValueError``,
    whose message includes the fix.
    """
    return _parse(Address.of(text, element))


def _parse(address: Address) -> Platform:
    for platform in _platforms:
        media = platform.parse(address)
        if media is not None:
            return media
    if not address.has_scheme and not address.is_path and not address.text.startswith("\\"):
        raise ValueError(not_a_video(address.text))
    raise ValueError(
        f"{quoted(address.text)} is not the URL of a recording; use a full URL such as "
        "https://youtu.be/ID or https://example.org/call.mp4"
    )


def media_at(text: str) -> Media | None:
    """Return the recording that a link leads to, None if it is not a recording."""
    try:
        return parse_media(text)
    except ValueError:
        return None


def is_played(text: str) -> bool:
    """Whether *text* is a URL or path that a page can play, or is meant to.

    That includes URLs of a platform without a valid recording, so that authors are warned.
    """
    address = Address.of(text)
    try:
        found = (platform.parse(address) for platform in _platforms)
        media = next(filter(None, found), None)
    except ValueError:
        return True
    return media is not None and media.is_played


def same_recording(one: Media, other: Media) -> bool:
    """Whether both are the same recording, whatever the form of their URLs, and their times."""
    return one.identity == other.identity


def seconds_in(url: str, media: Media) -> int | None:
    """Return the time at which *url* opens *media*, in seconds.

    ``None`` means that it leads elsewhere, or has no time. Times are ``?t=754``,
    ``&t=12m34s``, ``#t=754`` or ``start=754``, depending on the platform.
    """
    address = Address.of(url)
    try:
        other = _parse(address)
        return other.start_in(address) if same_recording(other, media) else None
    except ValueError:
        return None
