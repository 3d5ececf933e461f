"""What a platform is: a class that tells its addresses, and makes of one what is there."""

from __future__ import annotations

import abc
import re
from dataclasses import dataclass
from typing import ClassVar, Self
from urllib.parse import SplitResult, parse_qsl

from sphinxcontrib_meetings.model.recording import Media
from sphinxcontrib_meetings.parse.suffixes import media_type
from sphinxcontrib_meetings.parse.times import parse_seconds
from sphinxcontrib_meetings.parse.urls import has_scheme, split_url, split_web

__all__ = ["Address", "Platform"]

#: the start of a range by https://www.w3.org/TR/media-frags/, 4.2.1: ``npt:10.5,20``
_FRAGMENT_TIME = re.compile(r"(?:npt:)?([^,.]*)(?:\.[0-9]*)?(?:,.*)?")


@dataclass(frozen=True, slots=True)
class Address:
    """The address of a recording as it was written, and its parts."""

    #: without blanks around it
    text: str
    #: the parts of a full address of http or https; None for anything else
    url: SplitResult | None
    #: ``video`` or ``audio`` where it stands in such an element, whose files may have any name
    element: str = ""

    @classmethod
    def of(cls, text: str, element: str = "") -> Self:
        """Split *text*, whatever it is."""
        plain = text.strip().replace("&amp;", "&")
        if plain.startswith("//"):
            # the scheme of the page that it stood in
            plain = f"https:{plain}"
        return cls(plain, split_web(plain), element)

    @property
    def has_scheme(self) -> bool:
        """Whether it starts as a full address does, be it of the web or not."""
        return has_scheme(self.text)

    @property
    def is_path(self) -> bool:
        """Whether it is the path of a file that plays."""
        if self.has_scheme or self.text.startswith("\\"):
            return False
        return bool(self.text) and (bool(self.element) or bool(media_type(self.text)))

    def start(self, *keys: str) -> int | None:
        """Return the second that it says to start at, None if it has none that can be read.

        *keys* are parameters of its query, in the order in which they count.
        """
        # paths and ids may have parameters, too
        url = self.url or split_url(self.text)
        if url is None:
            return None
        # the fragment counts first: `at` adds it to addresses that may have a time already
        values = [value for key, value in parse_qsl(url.fragment) if key == "t"]
        query = dict(reversed(parse_qsl(url.query)))
        values += [query[key] for key in keys if key in query]
        return _seconds(values[0]) if values else None


def _seconds(text: str) -> int | None:
    match = _FRAGMENT_TIME.fullmatch(text)
    try:
        return parse_seconds(match[1]) if match else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Platform(Media):
    """A platform, or a kind of file: its class tells addresses, an object is one recording."""

    #: what :attr:`kind` may be
    kinds: ClassVar[tuple[str, ...]]
    #: parameters that say where to start, in the order in which they count
    start_keys: ClassVar[tuple[str, ...]] = ("t", "start")

    @property
    def kind(self) -> str:
        """The word for the platform."""
        return self.kinds[0]

    @classmethod
    @abc.abstractmethod
    def parse(cls, address: Address) -> Self | None:
        """Return the recording at *address*, None if that is not one of this platform.

        Raises ``ValueError``, whose message says what would be right, for an address that is
        of this platform, but of no recording.
        """

    @classmethod
    def start_in(cls, address: Address) -> int | None:
        """Return the second to which *address* leads, None if it says none."""
        return address.start(*cls.start_keys)
