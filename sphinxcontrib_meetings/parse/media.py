"""Recordings: any address ─► :class:`Media`, which says how to play it and how to link into it.

Platforms that a page can play are YouTube (:mod:`youtube`), Vimeo
(https://developer.vimeo.com/player/sdk/embed), PeerTube on any host
(https://docs.joinpeertube.org/api/embed-player), and plain files. Whatever else has an address
of http or https, such as Zoom or Google Drive, is a link. Nothing here asks the network.
"""

from __future__ import annotations

import enum
import posixpath
import re
import uuid
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from types import MappingProxyType
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

from sphinxcontrib_meetings.parse.youtube import Video, is_youtube, parse_seconds, parse_video

__all__ = [
    "Media",
    "MediaKind",
    "Source",
    "Track",
    "is_played",
    "media_type",
    "parse_media",
    "same_recording",
    "seconds_in",
]


class MediaKind(enum.StrEnum):
    """How a recording is shown."""

    YOUTUBE = "youtube"
    VIMEO = "vimeo"
    PEERTUBE = "peertube"
    #: a file for ``<video>``
    VIDEO = "video"
    #: a file for ``<audio>``
    AUDIO = "audio"
    #: an address that no page can play
    LINK = "link"


#: suffix ─► type of the media (https://www.iana.org/assignments/media-types), as far as
#: browsers play it
_TYPES = MappingProxyType(
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
#: parameters that say where to start, in the order in which they count. Those of files may be
#: part of a signature, and only the fragment is the player's
_START_KEYS = MappingProxyType(
    {
        MediaKind.YOUTUBE: ("t", "start", "time_continue"),
        MediaKind.VIMEO: ("t",),
        MediaKind.PEERTUBE: ("start", "t"),
        MediaKind.LINK: ("t",),
    }
)

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_CONTROL_CHARACTERS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
#: RFC 3986, appendix A; letters of other scripts are allowed, as in RFC 3987
_NOT_IN_ADDRESSES = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029<>\"\\^`{|}]")
#: the start of a range by https://www.w3.org/TR/media-frags/, 4.2.1: ``npt:10.5,20``
_FRAGMENT_TIME = re.compile(r"(?:npt:)?([^,.]*)(?:\.[0-9]*)?(?:,.*)?")

_VIMEO_HOSTS = frozenset({"vimeo.com", "www.vimeo.com", "player.vimeo.com"})
_VIMEO_PATH = re.compile(
    r"/(?:video/|videos/|manage/videos/|channels/[^/]+/|groups/[^/]+/videos/"
    r"|(?:album|showcase)/[0-9]+/video/)?(?P<id>[0-9]{1,15})(?:/(?P<hash>[0-9a-f]{6,40}))?/?"
)
_VIMEO_HASH = re.compile(r"[0-9a-f]{6,40}")

_BASE58 = "123456789abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"
_PEERTUBE_PATH = re.compile(
    r"/(?:w|videos/watch|videos/embed)/(?P<id>[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
    rf"|[{_BASE58}]{{22}})/?"
)


@dataclass(frozen=True, slots=True)
class Media:
    """One recording, from a second on."""

    kind: MediaKind
    #: what tells it from every other recording of its kind
    id: str
    #: address of the page that shows it, or of the file; a path where it lies beside the note
    url: str
    #: seconds from its beginning
    start: int = 0
    #: id of a playlist of YouTube
    playlist: str = ""
    #: what an unlisted video of Vimeo is opened with
    hash: str = ""
    #: type of the media of a file, such as ``video/mp4``
    type: str = ""

    @property
    def is_played(self) -> bool:
        """Whether a page can play it."""
        return self.kind is not MediaKind.LINK

    @property
    def is_file(self) -> bool:
        """Whether ``<video>`` or ``<audio>`` plays it."""
        return self.kind in (MediaKind.VIDEO, MediaKind.AUDIO)

    @property
    def site(self) -> str:
        """Where it is watched, in words: a platform, else the host; empty for a path."""
        if self.kind is MediaKind.YOUTUBE:
            return "YouTube"
        return "Vimeo" if self.kind is MediaKind.VIMEO else urlsplit(self.url).netloc

    @property
    def player_name(self) -> str:
        """What tells its player from others in a page: an id, or the name of the file."""
        if self.kind in (MediaKind.YOUTUBE, MediaKind.VIMEO):
            return self.id
        return self.url.rpartition("/")[2]

    @property
    def player_url(self) -> str:
        """Address of the platform's player; empty where there is none."""
        return self._player(autoplay=False)

    @property
    def embed_url(self) -> str:
        """Address for an iframe that plays at once from the start and is told not to track."""
        return self._player(autoplay=True)

    @property
    def thumbnail_url(self) -> str:
        """Address of a still image that is certain to exist; empty where there is none."""
        return Video(self.id).thumbnail_url if self.kind is MediaKind.YOUTUBE else ""

    def _player(self, *, autoplay: bool) -> str:
        start = self.start if autoplay else 0
        play = {"autoplay": 1} if autoplay else {}
        match self.kind:
            case MediaKind.YOUTUBE if autoplay:
                return Video(self.id, start, self.playlist).embed_url
            case MediaKind.YOUTUBE:
                return f"https://www.youtube-nocookie.com/embed/{self.id}"
            case MediaKind.VIMEO:
                # dnt: no cookies, no statistics of who watches
                query = {**({"h": self.hash} if self.hash else {}), "dnt": 1, **play}
                base = f"https://player.vimeo.com/video/{self.id}?{urlencode(query)}"
                return f"{base}#t={start}s" if start else base
            case MediaKind.PEERTUBE:
                # without peer-to-peer no address of a reader is told to other readers
                query = {"p2p": 0, **play, **({"start": f"{start}s"} if start else {})}
                host = urlsplit(self.url)
                return f"{host.scheme}://{host.netloc}/videos/embed/{self.id}?{urlencode(query)}"
            case _:
                return ""

    def at(self, seconds: int) -> str:
        """Return the address that opens the recording at *seconds*."""
        seconds = max(0, seconds)
        match self.kind:
            case MediaKind.YOUTUBE if seconds:
                return Video(self.id, seconds, self.playlist).watch_url
            case MediaKind.YOUTUBE:
                # `watch_url` leaves 0 out, but a link to the beginning is a link to a time, too
                return f"{Video(self.id, 0, self.playlist).watch_url}&t=0"
            case MediaKind.VIMEO:
                return f"{self.url}#t={seconds}s"
            case MediaKind.PEERTUBE:
                return f"{self.url}?start={seconds}s"
            case _ if _is_place(urlsplit(self.url).fragment):
                return self.url
            case _:
                # https://www.w3.org/TR/media-frags/, 4.2.1; pages that do not know it ignore it
                return f"{self.url.partition('#')[0]}#t={seconds}"


@dataclass(frozen=True, slots=True)
class Source:
    """One of several files that are the same recording in other formats."""

    address: str
    #: as it was written, with codecs perhaps; browsers choose by it
    type: str = ""


@dataclass(frozen=True, slots=True)
class Track:
    """A file of WebVTT that goes with a recording (https://html.spec.whatwg.org/#the-track-element)."""

    #: address, or path from the note
    address: str
    kind: str = "captions"
    label: str = ""
    #: tag by BCP 47
    language: str = ""
    #: whether it is shown unless a reader wants it otherwise
    is_default: bool = False


def parse_media(text: str, file: MediaKind | None = None) -> Media:
    """Read the address of a recording, an id of YouTube, or the path of a media file.

    *file* says what an address is of that is no platform's, whatever its name ends in: a
    ``VIDEO``, an ``AUDIO``. Raises ``ValueError``, whose message says what would be right.
    """
    plain = text.strip().replace("&amp;", "&")
    if plain.startswith("//"):
        # the scheme of the page that it stood in
        plain = f"https:{plain}"
    has_scheme = _SCHEME.match(plain) is not None
    if is_youtube(plain) or not (has_scheme or (plain if file else media_type(plain))):
        return _youtube(plain)
    if not has_scheme and not plain.startswith("\\"):
        return _local_file(plain, file)
    url = _split(plain)
    media = _vimeo(url) or _peertube(url) or _file(url, plain, file) or _link(url, plain)
    return replace(media, start=_start(url, media.kind) or 0)


def is_played(text: str) -> bool:
    """Say whether *text* is the address, or the path, of a recording that a page can play."""
    try:
        return parse_media(text).is_played
    except ValueError:
        return False


def seconds_in(url: str, media: Media) -> int | None:
    """Return the time to which *url* opens *media*, in seconds.

    ``None`` means that it leads elsewhere, or into the recording without a time. Times are
    ``?t=754``, ``&t=12m34s``, ``#t=754``, ``start=754``, as the platform has them.
    """
    try:
        other = parse_media(url)
        if not same_recording(other, media):
            return None
        # an id with a time (`ID?t=754`) is no address yet
        return _start(urlsplit(url.strip().replace("&amp;", "&")), other.kind)
    except ValueError:
        return None


def same_recording(one: Media, other: Media) -> bool:
    """Say whether both are one recording, whatever the form of their addresses and times."""
    return one.id == other.id and _platform(one.kind) == _platform(other.kind)


def _platform(kind: MediaKind) -> MediaKind:
    """Return what gives a recording its id; files and pages have addresses for that."""
    platforms = (MediaKind.YOUTUBE, MediaKind.VIMEO, MediaKind.PEERTUBE)
    return kind if kind in platforms else MediaKind.LINK


def _split(text: str) -> SplitResult:
    """Split an address of http or https; ValueError says the way out."""
    try:
        url = urlsplit(text)
        is_address = url.scheme.lower() in ("http", "https") and url.hostname
    except ValueError:
        is_address = None
    if not is_address or _NOT_IN_ADDRESSES.search(text):
        raise ValueError(
            f"{_quoted(text)} is no address of a recording: give a full one, like "
            "https://youtu.be/ID or https://example.org/call.mp4"
        )
    return url


def _youtube(text: str) -> Media:
    video = parse_video(text)
    return Media(
        MediaKind.YOUTUBE,
        video.id,
        Video(video.id, 0, video.playlist).watch_url,
        video.start,
        playlist=video.playlist,
    )


def _vimeo(url: SplitResult) -> Media | None:
    if url.hostname not in _VIMEO_HOSTS or not (match := _VIMEO_PATH.fullmatch(url.path)):
        return None
    in_query = dict(parse_qsl(url.query)).get("h", "")
    secret = match["hash"] or (in_query if _VIMEO_HASH.fullmatch(in_query) else "")
    address = f"https://vimeo.com/{match['id']}" + (f"/{secret}" if secret else "")
    return Media(MediaKind.VIMEO, match["id"], address, hash=secret)


def _peertube(url: SplitResult) -> Media | None:
    match = _PEERTUBE_PATH.fullmatch(url.path)
    identity = _uuid(match["id"]) if match else ""
    if not (match and identity):
        return None
    host = url.netloc.rpartition("@")[2].lower()
    return Media(MediaKind.PEERTUBE, identity, f"{url.scheme.lower()}://{host}/w/{match['id']}")


def _uuid(text: str) -> str:
    """Return the UUID that PeerTube writes in full, or shortly as a number of base 58."""
    if "-" in text:
        return text.lower()
    number = 0
    for letter in text:
        number = number * 58 + _BASE58.index(letter)
    return str(uuid.UUID(int=number)) if number < 1 << 128 else ""


def media_type(path: str) -> str:
    """Return the type of the file that *path*, or an address, names; empty if none plays it."""
    return _TYPES.get(PurePosixPath(path.partition("?")[0].partition("#")[0]).suffix.lower(), "")


def _file_kind(found: str) -> MediaKind:
    return MediaKind(found.partition("/")[0])


def _local_file(text: str, kind: MediaKind | None) -> Media:
    if _CONTROL_CHARACTERS.search(text):
        raise ValueError(f"{_quoted(text)} has a control character: remove it from the path")
    written, _, fragment = text.partition("#")
    # `./call.mp4` is `call.mp4`
    path = posixpath.normpath(written)
    found = media_type(path)
    start = _start(SplitResult("", "", "", "", fragment), MediaKind.VIDEO) or 0
    return Media(kind or _file_kind(found), path, path, start, type=found)


def _file(url: SplitResult, text: str, kind: MediaKind | None) -> Media | None:
    found = media_type(url.path)
    if not (kind or found):
        return None
    address = text.partition("#")[0]
    return Media(kind or _file_kind(found), _identity(url), address, type=found)


def _link(url: SplitResult, text: str) -> Media:
    return Media(MediaKind.LINK, _identity(url), text)


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
    """Say whether a fragment is part of an address, as in applications, and no time."""
    return bool(fragment) and not fragment.startswith("t=")


def _start(url: SplitResult, kind: MediaKind) -> int | None:
    """Return the time in an address, ``None`` if it has none that can be read."""
    # the fragment counts first: `at` adds it to addresses that may have a time already
    values = [value for key, value in parse_qsl(url.fragment) if key == "t"]
    query = dict(reversed(parse_qsl(url.query)))
    values += [query[key] for key in _START_KEYS.get(kind, ()) if key in query]
    return _seconds(values[0]) if values else None


def _seconds(text: str) -> int | None:
    match = _FRAGMENT_TIME.fullmatch(text)
    try:
        return parse_seconds(match[1]) if match else None
    except ValueError:
        return None


def _quoted(text: str) -> str:
    return repr(text if len(text) <= 80 else f"{text[:77]}...")
