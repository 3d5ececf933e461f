"""One person, as described by a mapping.

Each kind of mapping has its own fields (:class:`PersonForm`): an author in a note, an entry of
Docusaurus' ``authors.yml`` (https://docusaurus.io/docs/blog#global-authors), which may also have
``aliases``, and an entry of ``people.yml`` or ``people.json``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from sphinxcontrib_meetings.model.people import Person
from sphinxcontrib_meetings.parse.registry import read_address, read_image
from sphinxcontrib_meetings.parse.urls import check_address, host_of
from sphinxcontrib_meetings.parse.values import (
    plain_text,
    read_value,
    text_items,
    unknown_keys,
)

__all__ = [
    "AUTHOR",
    "IN_NOTE",
    "MEMBER",
    "NETWORKS",
    "PERSON_KEYS",
    "PersonForm",
    "parse_socials",
    "read_person",
]

# ── socials ───────────────────────────────────────────────────────────────────

#: network ─► address of a profile by handle, as in Docusaurus
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

_HANDLE = re.compile(r"\w[\w.~-]*")
_HANDLE_ELSEWHERE = re.compile(r"(?P<handle>\w+)@(?P<server>(?:[\w-]+\.)+\w+)", re.ASCII)
_EMAIL = re.compile(r"[^\s@<>\"(),:;\\]+@[^\s@<>\"(),:;\\]+")


def parse_socials(value: object) -> tuple[tuple[tuple[str, str], ...], list[str]]:
    """Return (network, address) pairs, and a message for each entry that is left out.

    *value* is a mapping of networks to handles or full addresses, in a registry or a note.
    Networks that are not in :data:`NETWORKS` need the full address.
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
    """Return the address of *handle* on *network*. Raises ValueError that says what to do."""
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
        raise ValueError(f"{text!r} is not an email address; write it like name@example.org")
    return text


def _read_links(value: object) -> tuple[tuple[str, str], ...]:
    """Return (network, address) pairs from a list of addresses or a mapping."""
    if isinstance(value, Mapping):
        found, faults = parse_socials(value)
        if faults:
            raise ValueError("; ".join(faults))
        return found
    return tuple((_network(url), url) for url in map(check_address, text_items(value)))


def _network(url: str) -> str:
    """Return the network that *url* belongs to, else its host."""
    host = host_of(url)
    for network, profile in NETWORKS.items():
        if host_of(profile) == host:
            return network
    return host


# ── mappings ──────────────────────────────────────────────────────────────────

#: reads a value from the mapping that describes a person; adds messages about what is left out
_Reader = Callable[[Mapping[str, Any], list[str]], Any]


@dataclass(frozen=True, slots=True)
class PersonForm:
    """The fields of one kind of mapping that describes a person."""

    #: attribute ─► its reader, in the order of messages; the name is read first
    readers: Mapping[str, _Reader]
    #: known keys, for hints at misspelled ones; empty if any key is allowed
    keys: frozenset[str] = frozenset()
    #: values that are checked, but not kept
    checks: tuple[_Reader, ...] = ()
    #: the field with the person's key; empty in a registry, which has it elsewhere
    key: str = ""


def _field(parse: Callable[[Any], Any], *keys: str) -> _Reader:
    """Return a reader for the first of *keys* that an entry has."""

    def read(entry: Mapping[str, Any], messages: list[str]) -> Any:
        key = next((key for key in keys if key in entry), keys[0])
        return read_value(entry, key, parse, messages)

    return read


def _read_aliases(entry: Mapping[str, Any], messages: list[str]) -> tuple[str, ...]:
    """Return other names, among them the person's keys in other registries."""
    other = [read_value(entry, key, plain_text, messages) for key in ("authors_key", "github")]
    found = (*read_value(entry, "aliases", text_items, messages), *other)
    return tuple(dict.fromkeys(filter(None, found)))


def _read_roles(entry: Mapping[str, Any], messages: list[str]) -> tuple[str, ...]:
    """Return the values of ``role``, ``roles`` and ``PROJECT_role``."""
    keys = [key for key in entry if key in ("role", "roles") or key.endswith("_role")]
    found = [role for key in keys for role in read_value(entry, key, text_items, messages)]
    return tuple(dict.fromkeys(found))


def _check_page(value: object) -> None:
    """Check Docusaurus' ``page``, which is not used: everybody has a page, named by the key."""
    if not (
        value is None
        or isinstance(value, bool)
        or (isinstance(value, dict) and isinstance(value.get("permalink"), str))
    ):
        raise ValueError("write true, false, or `permalink: …` below it")


#: spellings of one key
_IMAGE_KEYS = ("image_url", "imageURL", "image")
_ORG_KEYS = ("org", "organization", "affiliation", "company")
_LINK_KEYS = ("links", "same_as", "sameAs")

_EVERYWHERE: Mapping[str, _Reader] = {
    "title": _field(plain_text, "title"),
    "description": _field(plain_text, "description"),
    "url": _field(read_address, "url"),
    "email": _field(plain_text, "email"),
    "image": _field(read_image, *_IMAGE_KEYS),
}
_EVERY_KEY = (*_IMAGE_KEYS, "description", "email", "name", "socials", "title", "url")
#: keys of a mapping in a note that describes one person
PERSON_KEYS = frozenset((*_EVERY_KEY, *_ORG_KEYS, "key"))

#: a person described in a note
IN_NOTE = PersonForm({**_EVERYWHERE, "org": _field(plain_text, *_ORG_KEYS)}, key="key")
#: an entry of ``authors.yml``
AUTHOR = PersonForm(
    {**_EVERYWHERE, "email": _field(_email, "email"), "aliases": _field(text_items, "aliases")},
    keys=frozenset((*_EVERY_KEY, "aliases", "page", "permalink")),
    # not used: everybody has a page, named by the key
    checks=(_field(_check_page, "page"),),
)
#: an entry of ``people.yml`` or ``people.json``
MEMBER = PersonForm(
    {
        "org": _field(plain_text, *_ORG_KEYS),
        "socials": _field(_read_links, *_LINK_KEYS),
        **_EVERYWHERE,
        "title": _field(plain_text, "title", "byline_title"),
        "aliases": _read_aliases,
        "roles": _read_roles,
    },
    keys=frozenset(
        (
            *(*_EVERY_KEY, *_ORG_KEYS, *_LINK_KEYS, "slug", "key", "id"),
            *("aliases", "authors_key", "byline_title", "github", "page", "permalink"),
            *("role", "roles"),
        )
    ),
)


def read_person(
    entry: Mapping[str, Any], form: PersonForm = IN_NOTE, key: str = ""
) -> tuple[Person, list[str]]:
    """Return the person that a mapping describes, and messages about what is left out.

    *key* is the person's key in a registry. Without one, the key is the name; it is empty if
    there is no name.
    """
    messages = unknown_keys(entry, form.keys) if form.keys else []
    name = read_value(entry, "name", plain_text, messages)
    if form.key:
        key = read_value(entry, form.key, plain_text, messages)
    elif not (key or name):
        return Person(""), messages
    values = {attribute: read(entry, messages) for attribute, read in form.readers.items()}
    for check in form.checks:
        check(entry, messages)
    socials, faults = parse_socials(entry.get("socials"))
    values["socials"] = tuple(dict.fromkeys((*socials, *values.get("socials", ()))))
    return Person(key or name, name, **values), messages + faults
