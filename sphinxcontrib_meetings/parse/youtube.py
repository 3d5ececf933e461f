"""YouTube: any address or id of a video ─► :class:`Video`, and back.

The shapes of addresses are those that YouTube itself hands out: ``watch``,
``youtu.be``, ``live``, ``shorts``, ``embed`` (also from
``youtube-nocookie.com``) and the old ``/v/``. Parameters of the player are
documented at https://developers.google.com/youtube/player_parameters.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, urlencode, urlsplit

__all__ = ["Video", "is_time", "is_youtube", "parse_seconds", "parse_video"]

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
#: parameters that say where to start, in the order in which they count
_START_KEYS = ("t", "start", "time_continue")

_ID = re.compile(r"[A-Za-z0-9_-]{11}")
#: words of eleven letters that stand where an id is expected (`/embed/videoseries?list=…`)
_NO_IDS = frozenset({"videoseries", "live_stream"})
_PLAYLIST = re.compile(r"[A-Za-z0-9_-]+")
# six digits of seconds are eleven days, longer than YouTube lets a video be
_SECONDS = re.compile(r"[0-9]{1,6}")
_CLOCK = re.compile(r"(?:([0-9]{1,3}):(?=[0-9]{2}:))?([0-9]{1,3}):([0-5][0-9])")
_UNITS = re.compile(
    r"(?=[0-9])(?:([0-9]{1,3})h)?\s?(?:([0-9]{1,4})m)?\s?(?:([0-9]{1,6})s)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Video:
    """One video of YouTube, from a second on, perhaps within a playlist."""

    id: str
    #: seconds from the beginning of the video
    start: int = 0
    #: id of a playlist
    playlist: str = ""

    @property
    def watch_url(self) -> str:
        """Address of the page that shows the video."""
        query = {"v": self.id, "t": self.start, "list": self.playlist}
        return f"https://www.youtube.com/watch?{_encoded(query)}"

    @property
    def embed_url(self) -> str:
        """Address for an iframe that plays at once and sets no cookies before."""
        query = {"autoplay": 1, "start": self.start, "list": self.playlist}
        return f"https://www.youtube-nocookie.com/embed/{self.id}?{_encoded(query)}"

    @property
    def thumbnail_url(self) -> str:
        """Address of the still image (480 by 360) that every video has."""
        return f"https://i.ytimg.com/vi/{self.id}/hqdefault.jpg"

    def at(self, seconds: int) -> Video:
        """Return the same video, to start at *seconds*."""
        return dataclasses.replace(self, start=max(0, seconds))


def _encoded(query: Mapping[str, object]) -> str:
    return urlencode({key: value for key, value in query.items() if value})


def parse_video(text: str) -> Video:
    """Read an id (``ID``, ``ID?t=754``) or any address of a YouTube video.

    Blanks around it are ignored, and so is a missing ``https://``. Raises
    ``ValueError``, whose message says what would be right.
    """
    plain = text.strip()
    if _is_id(plain):
        return Video(plain)
    # an id may carry parameters as an address does: `ID?t=754`
    is_id = "?" in plain and _is_id(plain.partition("?")[0])
    url = _split(f"https://youtu.be/{plain}" if is_id else plain)
    if url is None:
        raise ValueError(
            f"{_quoted(plain)} is no YouTube video: give the id (11 letters, digits, "
            "'-' or '_') or the address, like https://youtu.be/ID"
        )
    query = parse_qs(url.query.replace("&amp;", "&"))
    return Video(_id_in(url, query, plain), _start_in(url, query, plain), _list_in(query, plain))


def is_youtube(url: str) -> bool:
    """Say whether *url* is an address at YouTube, of a video or not."""
    return _split(url.strip()) is not None


def _is_id(text: str) -> bool:
    return _ID.fullmatch(text) is not None and text not in _NO_IDS


def _split(text: str) -> SplitResult | None:
    """Split an address at YouTube; ``None`` if it is none."""
    if not re.match(r"(?:https?:)?//", text, re.IGNORECASE):
        text = f"//{text}"
    try:
        url = urlsplit(text)
        host = url.hostname or ""
    except ValueError:
        return None
    return url if host in _LONG_HOSTS | _SHORT_HOSTS else None


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
            f"{_quoted(text)} names no YouTube video: an id has 11 letters, digits, '-' or '_', "
            "as in https://youtu.be/ID; copy the address from 'Share' under the video"
        )
    return found


def _start_in(url: SplitResult, query: dict[str, list[str]], text: str) -> int:
    in_fragment = parse_qs(url.fragment)
    values = [query[key][0] for key in _START_KEYS if key in query]
    values += in_fragment.get("t", [])
    if not values or not values[0].strip():
        return 0
    try:
        return parse_seconds(values[0])
    except ValueError as error:
        raise ValueError(f"{_quoted(text)} starts at no time: {error}") from None


def _list_in(query: dict[str, list[str]], text: str) -> str:
    playlist = query.get("list", [""])[0].strip()
    if playlist and not _PLAYLIST.fullmatch(playlist):
        raise ValueError(
            f"{_quoted(text)} names no playlist: leave 'list=' out, or copy the address again"
        )
    return playlist


def parse_seconds(text: str) -> int:
    """Read a time in a recording, in seconds: ``754``, ``12:34``, ``1:02:03``, ``1h2m3s``.

    Raises ``ValueError``, whose message says what would be right.
    """
    plain = text.strip()
    if _SECONDS.fullmatch(plain):
        return int(plain)
    match = _CLOCK.fullmatch(plain) or _UNITS.fullmatch(plain)
    hours, minutes, seconds = (int(group or 0) for group in match.groups()) if match else (0, 0, 0)
    if match is None or (match.re is _CLOCK and match[1] and minutes > 59):
        raise ValueError(
            f"{_quoted(plain)} is no time in a recording: write 754, 12:34, 1:02:03 or 12m34s"
        )
    return (hours * 60 + minutes) * 60 + seconds


def is_time(text: str) -> bool:
    """Say whether *text* is a bare time: ``12:34`` or ``1:02:03``."""
    if ":" not in text:
        return False
    try:
        parse_seconds(text)
    except ValueError:
        return False
    return True


def _quoted(text: str) -> str:
    return repr(text if len(text) <= 80 else f"{text[:77]}...")
