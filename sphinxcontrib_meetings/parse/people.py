"""People: the registry ``authors.yml``, and whom a name in a note means.

The format is Docusaurus' (https://docusaurus.io/docs/blog#global-authors), with one
addition: ``aliases``, other names by which notes call somebody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from sphinxcontrib_meetings.model.meeting import Person
from sphinxcontrib_meetings.model.problem import Problem
from sphinxcontrib_meetings.parse.registry import Registry, load_entries, read_address, read_image
from sphinxcontrib_meetings.parse.slugs import slug
from sphinxcontrib_meetings.parse.urls import check_address
from sphinxcontrib_meetings.parse.values import plain_text, read_value, unknown_keys

__all__ = ["NETWORKS", "NOBODY", "People", "load_people", "parse_socials"]

#: network ─► address of the profile of a handle, as Docusaurus makes it
NETWORKS: Mapping[str, str] = MappingProxyType(
    {
        "bluesky": "https://bsky.app/profile/{}",
        "github": "https://github.com/{}",
        "instagram": "https://www.instagram.com/{}",
        "linkedin": "https://www.linkedin.com/in/{}/",
        "mastodon": "https://mastodon.social/@{}",
        "stackoverflow": "https://stackoverflow.com/users/{}",
        "threads": "https://www.threads.net/@{}",
        "twitch": "https://twitch.tv/{}",
        "twitter": "https://twitter.com/{}",
        "x": "https://x.com/{}",
        "youtube": "https://youtube.com/@{}",
    }
)

#: spellings of one key
_IMAGE_KEYS = ("image_url", "imageURL", "image")
_KEYS = (
    *_IMAGE_KEYS,
    "aliases",
    "description",
    "email",
    "name",
    "page",
    "permalink",
    "socials",
    "title",
    "url",
)
_HANDLE = re.compile(r"\w[\w.~-]*")
_HANDLE_ELSEWHERE = re.compile(r"(?P<handle>\w+)@(?P<server>(?:[\w-]+\.)+\w+)", re.ASCII)
_EMAIL = re.compile(r"[^\s@<>\"(),:;\\]+@[^\s@<>\"(),:;\\]+")


@dataclass(frozen=True, slots=True)
class People(Registry[Person]):
    """A registry of people; they are also found by full name and by alias."""

    word = "author"
    shown = "name"

    @staticmethod
    def names_of(entry: Person) -> tuple[str, ...]:
        """Return the full name, the slug of that, and the aliases of *entry*."""
        return (entry.name, slug(entry.name), *entry.aliases)


#: the registry where there is none
NOBODY = People()


def load_people(path: Path) -> tuple[People, list[Problem]]:
    """Read the registry *path*. It never raises; what cannot be used is left out."""
    known, problems = load_entries(path, _person)
    return People(known), problems


def _person(key: str, entry: Mapping[str, Any]) -> tuple[Person, list[str]]:
    """Return the person that *entry* describes, and what is wrong with it."""
    messages = unknown_keys(entry, _KEYS)
    image = next((name for name in _IMAGE_KEYS if name in entry), _IMAGE_KEYS[0])
    socials, faults = parse_socials(entry.get("socials"))
    person = Person(
        key=key,
        name=read_value(entry, "name", plain_text, messages) or plain_text(key),
        title=read_value(entry, "title", plain_text, messages),
        description=read_value(entry, "description", plain_text, messages),
        url=read_value(entry, "url", read_address, messages),
        email=read_value(entry, "email", _email, messages),
        image=read_value(entry, image, read_image, messages),
        socials=socials,
        aliases=read_value(entry, "aliases", _texts, messages),
    )
    read_value(entry, "page", _check_page, messages)
    return person, messages + faults


def parse_socials(value: object) -> tuple[tuple[tuple[str, str], ...], list[str]]:
    """Return pairs of network and address, and a message for each entry that is left out.

    *value* is a mapping of networks to handles or full addresses, in an entry of the
    registry or an author of a note. Networks that are not in :data:`NETWORKS` need the address.
    """
    if value is None:
        return (), []
    if not isinstance(value, Mapping):
        return (), ["'socials' is left out: write lines of `network: handle` below it"]
    found: list[tuple[str, str]] = []
    messages: list[str] = []
    for network, handle in value.items():
        try:
            address = _profile(str(network), plain_text(handle))
        except ValueError as error:
            messages.append(f"{str(network)!r} is left out: {error}")
        else:
            if address:
                found.append((str(network), address))
    return tuple(found), messages


def _profile(network: str, handle: str) -> str:
    """Return the address of *handle* on *network*; ValueError says the way out."""
    name = handle.removeprefix("@")
    network = network.lower()
    if not name:
        return ""
    if network == "email":
        return f"mailto:{_email(name)}"
    if network == "mastodon" and (elsewhere := _HANDLE_ELSEWHERE.fullmatch(name)):
        return f"https://{elsewhere['server']}/@{elsewhere['handle']}"
    if network in NETWORKS and _HANDLE.fullmatch(name):
        return NETWORKS[network].format(quote(name))
    return check_address(handle)


def _email(value: object) -> str:
    text = plain_text(value).removeprefix("mailto:")
    if text and not _EMAIL.fullmatch(text):
        raise ValueError(f"{text!r} is no address of e-mail; write name@example.org")
    return text


def _texts(value: object) -> tuple[str, ...]:
    """Return the texts of a list, or of one text with commas."""
    items: Iterable[object] = value if isinstance(value, list) else plain_text(value).split(",")
    return tuple(text for text in map(plain_text, items) if text)


def _check_page(value: object) -> None:
    """Check Docusaurus' ``page``. Everybody has a page here, at an address made of the key."""
    if not (
        value is None
        or isinstance(value, bool)
        or (isinstance(value, dict) and isinstance(value.get("permalink"), str))
    ):
        raise ValueError("write true, false, or `permalink: …` below it")
