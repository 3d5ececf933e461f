"""An extension with one more platform of recordings: all that there is of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from sphinx.application import Sphinx

from sphinxcontrib_meetings.parse.platforms import Address, Platform

_PATH = re.compile(r"/(?:talk|embed)/(?P<id>[a-z]+)")


@dataclass(frozen=True, slots=True)
class Talk(Platform):
    """A talk at talks.example, or ``talk:ID``."""

    kinds = ("talk",)
    start_keys = ("begin",)

    @classmethod
    def parse(cls, address: Address) -> Talk | None:
        url = address.url
        if url and url.hostname == "talks.example":
            match = _PATH.fullmatch(url.path)
            if match is None:
                raise ValueError("no talk has this address; copy that of the page of one")
            return cls(match["id"], _page(match["id"]), cls.start_in(address) or 0)
        word, _, name = address.text.partition(":")
        return cls(name, _page(name)) if word == "talk" and name.isalpha() else None

    def at(self, seconds: int) -> str:
        return f"{self.url}?begin={seconds}"

    @property
    def site(self) -> str:
        return "Talks"

    @property
    def thumbnail_url(self) -> str:
        return f"https://talks.example/{self.id}.jpg"

    @property
    def player_url(self) -> str:
        return f"https://talks.example/embed/{self.id}"

    @property
    def embed_url(self) -> str:
        return f"{self.player_url}?auto=yes" + (f"&begin={self.start}" if self.start else "")

    @property
    def player_start(self) -> str:
        return "begin"


def _page(name: str) -> str:
    return f"https://talks.example/talk/{name}"


def setup(app: Sphinx) -> dict[str, Any]:
    app.setup_extension("sphinxcontrib_meetings")
    app.connect("meetings-collect-platforms", lambda _: [Talk])
    return {"parallel_read_safe": True, "parallel_write_safe": True}
