"""Vimeo: https://developer.vimeo.com/player/sdk/embed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from sphinxcontrib_meetings.parse.platforms.base import Address, Platform

__all__ = ["Vimeo"]

_HOSTS = frozenset({"vimeo.com", "www.vimeo.com", "player.vimeo.com"})
_PATH = re.compile(
    r"/(?:video/|videos/|manage/videos/|channels/[^/]+/|groups/[^/]+/videos/"
    r"|(?:album|showcase)/[0-9]+/video/)?(?P<id>[0-9]{1,15})(?:/(?P<hash>[0-9a-f]{6,40}))?/?"
)
_HASH = re.compile(r"[0-9a-f]{6,40}")


@dataclass(frozen=True, slots=True)
class Vimeo(Platform):
    """One video of Vimeo."""

    kinds = ("vimeo",)
    start_keys = ("t",)

    #: what an unlisted video is opened with
    hash: str = ""

    @classmethod
    def parse(cls, address: Address) -> Vimeo | None:
        """Return the video at *address*."""
        url = address.url
        if url is None or url.hostname not in _HOSTS or not (match := _PATH.fullmatch(url.path)):
            return None
        in_query = dict(parse_qsl(url.query)).get("h", "")
        secret = match["hash"] or (in_query if _HASH.fullmatch(in_query) else "")
        page = f"https://vimeo.com/{match['id']}" + (f"/{secret}" if secret else "")
        return cls(match["id"], page, cls.start_in(address) or 0, secret)

    @property
    def site(self) -> str:
        """The name that people know."""
        return "Vimeo"

    def at(self, seconds: int) -> str:
        """Return the address of the page that shows the video from *seconds* on."""
        return f"{self.url}#t={max(0, seconds)}s"

    @property
    def player_url(self) -> str:
        """Address of the player."""
        return self._player()

    @property
    def embed_url(self) -> str:
        """Address for an iframe that plays at once."""
        return self._player(autoplay=1) + (f"#t={self.start}s" if self.start else "")

    def _player(self, **query: object) -> str:
        # dnt: no cookies, no statistics of who watches
        given = {**({"h": self.hash} if self.hash else {}), "dnt": 1, **query}
        return f"https://player.vimeo.com/video/{self.id}?{urlencode(given)}"
