"""YouTube: any URL or ID of a video.

Supports the forms of URLs that YouTube itself uses: ``watch``, ``youtu.be``, ``live``,
``shorts``, ``embed`` (also from ``youtube-nocookie.com``) and the old ``/v/``. Player
parameters are documented at https://developers.google.com/youtube/player_parameters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, urlencode

from sphinxcontrib_meetings.parse.messages import quoted
from sphinxcontrib_meetings.parse.platforms.base import Address, Platform
from sphinxcontrib_meetings.parse.times import parse_seconds
from sphinxcontrib_meetings.parse.urls import split_url

__all__ = ["YouTube", "not_a_video"]

_LONG_HOSTS = frozenset(
    {
        "youtube.com",
        "www.youtube.com",
        "m.youtube.com",
        "music.youtube.com",
        "youtube-nocookie.com",
        "www.youtube-nocookie.com",
    }
)
_SHORT_HOSTS = frozenset({"youtu.be", "www.youtu.be"})

#: first parts of a path, followed by the ID of a video
_ID_FOLLOWS = frozenset({"embed", "e", "live", "shorts", "v", "watch"})

_WEB = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_ID = re.compile(r"[A-Za-z0-9_-]{11}")
#: eleven-letter words in the place of an ID (`/embed/videoseries?list=…`)
_NO_IDS = frozenset({"videoseries", "live_stream"})
_PLAYLIST = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class YouTube(Platform):
    """A YouTube video, optionally in a playlist."""

    kinds = ("youtube",)
    start_keys = ("t", "start", "time_continue")

    #: ID of the playlist
    playlist: str = ""

    @classmethod
    def parse(cls, address: Address) -> YouTube | None:
        """Return the video at *address*, a URL or an ID."""
        if _split(address.text):
            return cls.read(address.text)
        is_word = not (address.has_scheme or address.is_path)
        if is_word and _is_id(address.text.partition("?")[0]):
            return cls.read(address.text)
        return None

    @classmethod
    def read(cls, text: str) -> YouTube:
        """Return the video with an ID (``ID``, ``ID?t=754``) or URL.

        Surrounding whitespace and a missing ``https://`` are ignored. Raises
        ``ValueError``, whose message includes the fix.
        """
        plain = text.strip()
        # an ID may have parameters like a URL: `ID?t=754`
        is_id = _is_id(plain.partition("?")[0])
        url = _split(f"https://youtu.be/{plain}" if is_id else plain)
        if url is None:
            raise ValueError(not_a_video(plain))
        query = parse_qs(url.query.replace("&amp;", "&"))
        found = _id_in(url, query, plain)
        start = _start_in(url, query, plain)
        playlist = _list_in(query, plain)
        return cls(found, _watch_url(found, 0, playlist), start, playlist)

    @property
    def site(self) -> str:
        """The name of the platform for readers."""
        return "YouTube"

    def at(self, seconds: int) -> str:
        """Return the URL of the page that plays the video from *seconds*."""
        # a link to the start is a link to a time, too
        return _watch_url(self.id, seconds, self.playlist) if seconds > 0 else f"{self.url}&t=0"

    @property
    def thumbnail_url(self) -> str:
        """URL of the still image (480 by 360) that every video has."""
        return f"https://i.ytimg.com/vi/{self.id}/hqdefault.jpg"

    @property
    def player_url(self) -> str:
        """URL of the player that sets no cookies before it plays."""
        return f"https://www.youtube-nocookie.com/embed/{self.id}"

    @property
    def embed_url(self) -> str:
        """URL for an iframe that starts playing immediately."""
        query = {"autoplay": 1, "start": self.start, "list": self.playlist}
        return f"{self.player_url}?{_encoded(query)}"


def not_a_video(text: str) -> str:
    """Return the message that *text* is not a video, with the fix."""
    return (
        f"{quoted(text)} is not a YouTube video; use its ID (11 letters, digits, "
        "'-' or '_') or its URL, such as https://youtu.be/ID"
    )


def _watch_url(video: str, start: int, playlist: str) -> str:
    query = {"v": video, "t": start, "list": playlist}
    return f"https://www.youtube.com/watch?{_encoded(query)}"


def _encoded(query: Mapping[str, object]) -> str:
    return urlencode({key: value for key, value in query.items() if value})


def _is_id(text: str) -> bool:
    return _ID.fullmatch(text) is not None and text not in _NO_IDS


def _split(text: str) -> SplitResult | None:
    """Return the parts of a YouTube URL; ``None`` for anything else."""
    url = split_url(text if _WEB.match(text) else f"//{text}")
    return url if url and (url.hostname or "") in _LONG_HOSTS | _SHORT_HOSTS else None


def _id_in(url: SplitResult, query: dict[str, list[str]], text: str) -> str:
    parts = url.path.strip("/").split("/")
    if url.hostname in _SHORT_HOSTS:
        found = parts[0]
    elif len(parts) > 1 and parts[0] in _ID_FOLLOWS:
        found = parts[1]
    else:
        found = query.get("v", [""])[0]
    found = found.strip()
    if not _is_id(found):
        raise ValueError(
            f"{quoted(text)} does not lead to a YouTube video: an ID has 11 letters, digits, '-' "
            "or '_', as in https://youtu.be/ID; copy the URL from 'Share' below the video"
        )
    return found


def _start_in(url: SplitResult, query: dict[str, list[str]], text: str) -> int:
    in_fragment = parse_qs(url.fragment)
    values = [query[key][0] for key in YouTube.start_keys if key in query]
    values += in_fragment.get("t", [])
    if not values or not values[0].strip():
        return 0
    try:
        return parse_seconds(values[0])
    except ValueError as error:
        raise ValueError(f"{quoted(text)} has an invalid start time: {error}") from None


def _list_in(query: dict[str, list[str]], text: str) -> str:
    playlist = query.get("list", [""])[0].strip()
    if playlist and not _PLAYLIST.fullmatch(playlist):
        raise ValueError(
            f"{quoted(text)} has an invalid playlist; remove 'list=', or copy the URL again"
        )
    return playlist
