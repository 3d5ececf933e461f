"""Recordings: what plays, where its chapters are, and what goes with it.

A :class:`Media` is made once, when an address is read, by a platform of
:mod:`~sphinxcontrib_meetings.parse.platforms`. It knows everything that pages say of it, so
that nobody has to look at an address again.
"""

from __future__ import annotations

import abc
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = [
    "Chapter",
    "Media",
    "Recording",
    "Source",
    "Track",
    "main_recording",
    "timestamp",
]

_AFTER_HOST = re.compile(r"[/?#]")


@dataclass(frozen=True, slots=True)
class Media(abc.ABC):
    """What is at the address of a recording, from a second on.

    Subclasses are frozen, slotted dataclasses at the top of a module, since records are pickled.
    What is a property here has an answer that suits most platforms with a player.
    """

    #: what tells it from every other recording of its kind
    id: str
    #: address of the page that shows it, or of the file; a path where it lies beside the note
    url: str
    #: seconds from its beginning
    start: int = 0

    @property
    @abc.abstractmethod
    def kind(self) -> str:
        """A word for what shows it, such as ``youtube``, ``video`` or ``link``."""

    @property
    def identity(self) -> tuple[str, str]:
        """What is equal for all addresses of one recording."""
        return self.kind, self.id

    @property
    def has_two_ids(self) -> bool:
        """Whether two addresses of one recording may share no id, so that scripts cannot tell."""
        return False

    # Where it is

    @abc.abstractmethod
    def at(self, seconds: int) -> str:
        """Return the address that opens it at *seconds*."""

    @property
    def start_url(self) -> str:
        """The address that opens it at its start."""
        return self.at(self.start) if self.start else self.url

    @property
    def is_beside(self) -> bool:
        """Whether it is a file beside the note."""
        return "://" not in self.url

    @property
    def site(self) -> str:
        """Where it is watched, in words: a platform, else the host; empty for a path."""
        return _AFTER_HOST.split(self.url.partition("://")[2], maxsplit=1)[0]

    @property
    def thumbnail_url(self) -> str:
        """Address of a still image that is certain to exist; empty where there is none."""
        return ""

    # What plays it

    @property
    def is_played(self) -> bool:
        """Whether a page can play it."""
        return True

    @property
    def element(self) -> str:
        """The element of HTML that plays it, ``video`` or ``audio``; empty for a platform."""
        return ""

    @property
    def is_file(self) -> bool:
        """Whether an element of HTML plays it."""
        return bool(self.element)

    @property
    def media_type(self) -> str:
        """Type of the media of a file, such as ``video/mp4``."""
        return ""

    @property
    def player_url(self) -> str:
        """Address of the platform's player; empty where there is none."""
        return ""

    @property
    def embed_url(self) -> str:
        """Address for an iframe that plays at once from the start and is told not to track."""
        return ""

    @property
    def player_name(self) -> str:
        """What tells its player from others in a page.

        A part of the path of every address of the recording, or the parameter ``v`` of its query.
        """
        return self.id

    @property
    def player_start(self) -> str:
        """Name of the parameter with the second to start at, of :attr:`embed_url` and of links.

        Links may also say ``t`` or ``start``.
        """
        return "start"

    @property
    def schema_type(self) -> str:
        """What https://schema.org calls it."""
        return "VideoObject"


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


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording of a meeting."""

    #: its address, as the note has it
    url: str
    #: what is there
    media: Media
    title: str = ""
    duration: dt.timedelta | None = None
    #: seconds of the recording before the meeting starts
    start: int = 0
    #: image file (from the source directory) or URL
    poster: str = ""


def main_recording(recordings: Sequence[Recording]) -> Recording | None:
    """Return the one that times and chapters of a meeting mean, None without any."""
    return recordings[0] if recordings else None


def timestamp(seconds: int) -> str:
    """Write *seconds* as ``0:12``, ``12:34`` or ``1:02:03``."""
    if seconds < 0:
        raise ValueError(f"a recording has no second {seconds}: times start at 0")
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of a recording that has a title."""

    #: from the beginning of the recording; None where the time cannot be used
    seconds: int | None
    title: str
    #: line in the file, counted from 1; 0 where no line is known
    line: int = 0

    @property
    def time(self) -> str:
        """The time as it is shown, ``12:34``; empty without one."""
        return "" if self.seconds is None else timestamp(self.seconds)
