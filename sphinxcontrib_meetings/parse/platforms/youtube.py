"""YouTube: any address or id of a video.

The shapes of addresses are those that YouTube itself hands out: ``watch``,
``youtu.be``, ``live``, ``shorts``, ``embed`` (also from
``youtube-nocookie.com``) and the old ``/v/``. Parameters of the player are
documented at https://developers.google.com/youtube/player_parameters.
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

#: first parts of a path that the id of a video follows
_ID_FOLLOWS = frozenset({"embed", "e", "live", "shorts", "v", "watch"})

_WEB = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_ID = re.compile(r"[A-Za-z0-9_-]{11}")
#: words of eleven letters that stand where an id is expected (`/embed/videoseries?list=…`)
_NO_IDS = frozenset({"videoseries", "live_stream"})
_PLAYLIST = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class YouTube(Platform):
    """One video of YouTube, perhaps within a playlist."""

    kinds = ("youtube",)
    start_keys = ("t", "start", "time_continue")

    #: id of a playlist
    playlist: str = ""

    @classmethod
    def parse(cls, address: Address) -> YouTube | None:
        """Return the video at *address*, or with that id."""
        if _split(address.text):
            return cls.read(address.text)
        is_word = not (address.has_scheme or address.is_path)
        if is_word and _is_id(address.text.partition("?")[0]):
            return cls.read(address.text)
        return None

    @classmethod
    def read(cls, text: str) -> YouTube:
        """Read an id (``ID``, ``ID?t=754``) or any address of a video.

        Blanks around it are ignored, and so is a missing ``https://``. Raises
        ``ValueError``, whose message says what would be right.
        """
        plain = text.strip()
        # an id may carry parameters as an address does: `ID?t=754`
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
        """The name that people know."""
        return "YouTube"

    def at(self, seconds: int) -> str:
        """Return the address of the page that shows the video from *seconds* on."""
        # a link to the beginning is a link to a time, too
        return _watch_url(self.id, seconds, self.playlist) if seconds > 0 else f"{self.url}&t=0"

    @property
    def thumbnail_url(self) -> str:
        """Address of the still image (480 by 360) that every video has."""
        return f"https://i.ytimg.com/vi/{self.id}/hqdefault.jpg"

    @property
    def player_url(self) -> str:
        """Address of the player that sets no cookies before it plays."""
        return f"https://www.youtube-nocookie.com/embed/{self.id}"

    @property
    def embed_url(self) -> str:
        """Address for an iframe that plays at once."""
        query = {"autoplay": 1, "start": self.start, "list": self.playlist}
        return f"{self.player_url}?{_encoded(query)}"


def not_a_video(text: str) -> str:
    """Say that *text* is no video, and what would be one."""
    return (
        f"{quoted(text)} is no YouTube video: give the id (11 letters, digits, "
        "'-' or '_') or the address, like https://youtu.be/ID"
    )


def _watch_url(video: str, start: int, playlist: str) -> str:
    query = {"v": video, "t": start, "list": playlist}
    return f"https://www.youtube.com/watch?{_encoded(query)}"


def _encoded(query: Mapping[str, object]) -> str:
    return urlencode({key: value for key, value in query.items() if value})


def _is_id(text: str) -> bool:
    return _ID.fullmatch(text) is not None and text not in _NO_IDS


def _split(text: str) -> SplitResult | None:
    """Split an address at YouTube; ``None`` if it is none."""
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
            f"{quoted(text)} names no YouTube video: an id has 11 letters, digits, '-' or '_', "
            "as in https://youtu.be/ID; copy the address from 'Share' under the video"
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
        raise ValueError(f"{quoted(text)} starts at no time: {error}") from None


def _list_in(query: dict[str, list[str]], text: str) -> str:
    playlist = query.get("list", [""])[0].strip()
    if playlist and not _PLAYLIST.fullmatch(playlist):
        raise ValueError(
            f"{quoted(text)} names no playlist: leave 'list=' out, or copy the address again"
        )
    return playlist
