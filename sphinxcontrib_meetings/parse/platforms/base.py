"""Base class of platforms: recognizes its URLs, and turns one into a recording."""

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
    """The URL of a recording as written, and its parts."""

    #: without surrounding whitespace
    text: str
    #: parts of a full http or https URL; None for anything else
    url: SplitResult | None
    #: ``video`` or ``audio`` if it is from such an element, whose files may have any suffix
    element: str = ""

    @classmethod
    def of(cls, text: str, element: str = "") -> Self:
        """Return *text*, which may be anything, with its parts."""
        plain = text.strip().replace("&amp;", "&")
        if plain.startswith("//"):
            # it has the scheme of its page
            plain = f"https:{plain}"
        return cls(plain, split_web(plain), element)

    @property
    def has_scheme(self) -> bool:
        """Whether it starts like a full URL, of the web or not."""
        return has_scheme(self.text)

    @property
    def is_path(self) -> bool:
        """Whether it is the path of a playable file."""
        if self.has_scheme or self.text.startswith("\\"):
            return False
        return bool(self.text) and (bool(self.element) or bool(media_type(self.text)))

    def start(self, *keys: str) -> int | None:
        """Return the second at which it starts, None if it has no valid start time.

        *keys* are query parameters, in order of precedence.
        """
        # paths and IDs may have parameters, too
        url = self.url or split_url(self.text)
        if url is None:
            return None
        # the fragment takes precedence: `at` adds it to URLs that may already have a time
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
    """A platform or kind of file: the class recognizes URLs, an instance is one recording."""

    #: possible values of :attr:`kind`
    kinds: ClassVar[tuple[str, ...]]
    #: parameters with the start time, in order of precedence
    start_keys: ClassVar[tuple[str, ...]] = ("t", "start")

    @property
    def kind(self) -> str:
        """The name of the platform in code."""
        return self.kinds[0]

    @classmethod
    @abc.abstractmethod
    def parse(cls, address: Address) -> Self | None:
        """Return the recording at *address*, None if it belongs to another platform.

        Raises ``ValueError``, whose message includes the fix, for a URL of this platform
        that does not lead to a recording.
        """

    @classmethod
    def start_in(cls, address: Address) -> int | None:
        """Return the second at which *address* starts, None if it has none."""
        return address.start(*cls.start_keys)
