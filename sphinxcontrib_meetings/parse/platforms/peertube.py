"""PeerTube, on any host: https://docs.joinpeertube.org/api/embed-player."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from urllib.parse import urlencode

from sphinxcontrib_meetings.parse.platforms.base import Address, Platform

__all__ = ["PeerTube"]

_BASE58 = "123456789abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"
_PATH = re.compile(
    r"/(?:w|videos/watch|videos/embed)/(?P<id>[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
    rf"|[{_BASE58}]{{22}})/?"
)


@dataclass(frozen=True, slots=True)
class PeerTube(Platform):
    """One video of PeerTube, at one of the hosts that have it."""

    kinds = ("peertube",)
    start_keys = ("start", "t")

    @classmethod
    def parse(cls, address: Address) -> PeerTube | None:
        """Return the video at *address*."""
        url = address.url
        match = _PATH.fullmatch(url.path) if url else None
        identity = _uuid(match["id"]) if match else ""
        if not (url and match and identity):
            return None
        host = url.netloc.rpartition("@")[2].lower()
        page = f"{url.scheme}://{host}/w/{match['id']}"
        return cls(identity, page, cls.start_in(address) or 0)

    @property
    def has_two_ids(self) -> bool:
        """Whether two addresses may share no id: each has the UUID, in full or in short."""
        return True

    def at(self, seconds: int) -> str:
        """Return the address of the page that shows the video from *seconds* on."""
        return f"{self.url}?start={max(0, seconds)}s"

    @property
    def player_url(self) -> str:
        """Address of the player."""
        return self._player()

    @property
    def embed_url(self) -> str:
        """Address for an iframe that plays at once."""
        start = {"start": f"{self.start}s"} if self.start else {}
        return self._player(autoplay=1, **start)

    def _player(self, **query: object) -> str:
        # without peer-to-peer no address of a reader is told to other readers
        host = self.url.rpartition("/w/")[0]
        return f"{host}/videos/embed/{self.id}?{urlencode({'p2p': 0, **query})}"

    @property
    def player_name(self) -> str:
        """The id in the form that the page has it."""
        return self.url.rpartition("/")[2]


def _uuid(text: str) -> str:
    """Return the UUID that PeerTube writes in full, or shortly as a number of base 58."""
    if "-" in text:
        return text.lower()
    number = 0
    for letter in text:
        number = number * 58 + _BASE58.index(letter)
    return str(uuid.UUID(int=number)) if number < 1 << 128 else ""
