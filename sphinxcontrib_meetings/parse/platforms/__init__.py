"""Platforms with recordings: any address ─► what is there.

Those that a page can play are YouTube, Vimeo, PeerTube on any host, and plain files. Whatever
else has an address of http or https is a link. Nothing here asks the network. One more platform
is a subclass of :class:`Platform` that :func:`use_platforms` is given; nothing else decides by
the kind of a recording.
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

#: in the order in which they are asked; the last takes all that is left
BUILT_IN: tuple[type[Platform], ...] = (YouTube, Vimeo, PeerTube, File, Page)

#: those in force; set whenever a build begins to read, so that no application has another's
_platforms = BUILT_IN


def use_platforms(added: Iterable[type[Platform]] = ()) -> None:
    """Let addresses be read by the platforms *added*, before those that are built in."""
    global _platforms  # noqa: PLW0603, fields are read by functions of a value and nothing else
    _platforms = (*added, *BUILT_IN)


def kinds() -> tuple[str, ...]:
    """Return the words that say by what a recording may be shown."""
    return tuple(kind for platform in _platforms for kind in platform.kinds)


def parse_media(text: str, element: str = "") -> Media:
    """Read the address of a recording, an id of YouTube, or the path of a media file.

    *element* is ``video`` or ``audio`` where it stands in such an element, and says what an
    address is of that is no platform's, whatever its name ends in. Raises ``ValueError``, whose
    message says what would be right.
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
        f"{quoted(address.text)} is no address of a recording: give a full one, like "
        "https://youtu.be/ID or https://example.org/call.mp4"
    )


def media_at(text: str) -> Media | None:
    """Return what is at the address of a link, None where that is no recording's."""
    try:
        return parse_media(text)
    except ValueError:
        return None


def is_played(text: str) -> bool:
    """Whether *text* is an address, or a path, of what a page can play, or should be able to.

    Addresses of a platform that are of no recording are: whoever embeds one is to hear of it.
    """
    address = Address.of(text)
    try:
        found = (platform.parse(address) for platform in _platforms)
        media = next(filter(None, found), None)
    except ValueError:
        return True
    return media is not None and media.is_played


def same_recording(one: Media, other: Media) -> bool:
    """Whether both are one recording, whatever the form of their addresses and times."""
    return one.identity == other.identity


def seconds_in(url: str, media: Media) -> int | None:
    """Return the time to which *url* opens *media*, in seconds.

    ``None`` means that it leads elsewhere, or into the recording without a time. Times are
    ``?t=754``, ``&t=12m34s``, ``#t=754``, ``start=754``, as the platform has them.
    """
    address = Address.of(url)
    try:
        other = _parse(address)
        return other.start_in(address) if same_recording(other, media) else None
    except ValueError:
        return None
