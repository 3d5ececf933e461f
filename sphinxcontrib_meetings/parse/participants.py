"""Who took part, and as what: the fields of a note, lists in its text, and ``people.json``.

A registry of people is Docusaurus' ``authors.yml``, the same as ``people.yml`` with more keys,
or a list of people below the key ``people``, as sites keep it in JSON. Whom a name means is
decided by key, full name or alias; what only resembles a name is said, and never taken for it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sphinxcontrib_meetings.model.meeting import Person, Role
from sphinxcontrib_meetings.model.problem import Kind, Problem, nearest
from sphinxcontrib_meetings.parse.front_matter import load_fields
from sphinxcontrib_meetings.parse.people import NETWORKS, People, parse_socials
from sphinxcontrib_meetings.parse.registry import MOST_BYTES, read_address, read_image
from sphinxcontrib_meetings.parse.urls import check_address
from sphinxcontrib_meetings.parse.values import plain_text, read_value, unknown_keys

__all__ = [
    "load_people_file",
    "parse_person",
    "person_problem",
    "read_people",
    "read_person",
]


#: roles whose bearers the registry is expected to know; guests come and go
_EXPECTED = frozenset({Role.AUTHOR, Role.CHAIR, Role.SCRIBE, Role.SPEAKER})


# ── one person, as a text ─────────────────────────────────────────────────────

_BULLET = re.compile(r"\s*(?:[-*+•]|[0-9]+[.)])\s+(?:\[[ xX]\]\s+)?")
_LINK = re.compile(r"\[(?P<name>[^\[\]]*)\]\((?P<url>[^()\s]*)\)")
_HANDLE = re.compile(r"`?(?<![\w.@])@(?P<handle>[A-Za-z0-9](?:[\w.-]*\w)?)`?")
_EMAIL = re.compile(r"<\s*(?:mailto:)?(?P<email>[^\s@<>]+@[^\s@<>]+)\s*>")
_BRACKETS = re.compile(r"(?P<before>.*\S)\s*\((?P<inside>[^()]*)\)\s*", re.DOTALL)
_NOTHING = frozenset({"", "-", "?", "??", "???", "n/a", "na", "nil", "none", "tbd"})
#: a slash between blanks parts a line as HackMD's templates do: `Name / affiliation / @handle`
_PARTS = re.compile(r"\s+/(?:\s+|\Z)|\A/\s+")
_EMPHASIS = re.compile(r"\*\*|__|`")


def parse_person(text: str) -> Person:
    """Read one person from a line of text.

    A line is a key or a name, perhaps with more: ``Name (organization)``, ``Name <e-mail>``,
    ``[Name](URL)``, ``Name / affiliation / @handle``. A handle is the key, since names change
    more often. Raises ``ValueError`` if nobody is named.
    """
    plain = plain_text(_BULLET.sub("", text, count=1))
    rest, found = _take(_HANDLE, plain)
    handle = found["handle"] if found else ""
    rest, found = _take(_EMAIL, rest)
    email = found["email"] if found else ""
    parts = [part.strip() for part in _PARTS.split(rest)]
    name, url = _name_and_url(parts[0])
    name, inside = _without_brackets(name)
    said = [part for part in (inside, *parts[1:]) if part.lower() not in _NOTHING]
    # what follows the handle in brackets is a remark
    remarks = [part for part in said if part.startswith("(") and part.endswith(")")]
    key = handle or name
    if not key:
        raise ValueError(f"{text[:80]!r} names nobody: write a name, or a key of the registry")
    org = ", ".join(part for part in said if part not in remarks)
    remark = " ".join(part[1:-1].strip() for part in remarks)
    # a key of the registry has its name there
    shown = name if handle else ""
    return Person(key, shown, description=remark, url=url, email=email, org=org)


def _take(pattern: re.Pattern[str], text: str) -> tuple[str, re.Match[str] | None]:
    """Cut the first match out of *text*."""
    match = pattern.search(text)
    return (f"{text[: match.start()]} {text[match.end() :]}", match) if match else (text, None)


def _name_and_url(text: str) -> tuple[str, str]:
    match = _LINK.search(text)
    if match is None:
        return _clean(text), ""
    try:
        url = check_address(match["url"])
    except ValueError:
        url = ""
    return _clean(text.replace(match[0], match["name"], 1)), url


def _clean(text: str) -> str:
    return " ".join(_EMPHASIS.sub("", text).split()).strip(",;: ")


def _without_brackets(text: str) -> tuple[str, str]:
    match = _BRACKETS.fullmatch(text)
    return (match["before"].strip(), match["inside"].strip()) if match else (text, "")


# ── fields ────────────────────────────────────────────────────────────────────

_ORG_KEYS = ("org", "organization", "affiliation", "company")
_IMAGE_KEYS = ("image_url", "imageURL", "image")
#: keys of a mapping that describes one person
_PERSON_KEYS = frozenset(
    (*_ORG_KEYS, *_IMAGE_KEYS, "description", "email", "key", "name", "socials", "title", "url")
)
#: a comma that stands in no brackets
_COMMA = re.compile(r",(?![^()\[\]<>]*[)\]>])")


def read_people(value: object) -> tuple[tuple[Person, ...], list[str]]:
    """Read a field of people, and say what is wrong with those that are left out.

    It is a list or one person; texts are those of :func:`parse_person`, several of them with
    commas or on lines of their own. Mappings describe a person (``name``, ``org``, ``url``…),
    or have a name for a key and the organization for a value.
    """
    found: dict[str, Person] = {}
    faults: list[str] = []
    for item in _items(value):
        more: Sequence[str] = ()
        try:
            if isinstance(item, Mapping):
                member, more = read_person(item)
            else:
                member = parse_person(_text(item))
        except ValueError as error:
            faults.append(str(error))
        else:
            faults += more
            found.setdefault(member.key, member)
    return tuple(found.values()), faults


def _items(value: object) -> Iterator[object]:
    """Return the people of a field one by one: texts, and mappings that describe somebody."""
    if isinstance(value, str):
        yield from _split(value.strip())
    elif isinstance(value, Mapping) and not _PERSON_KEYS.intersection(map(str, value)):
        # a key of the registry has its name there
        yield from ({"key": key, "org": org} for key, org in value.items())
    elif isinstance(value, list | tuple):
        for item in value:
            # a comma in an item of a list may stand between a name and more
            yield from ([item] if isinstance(item, str | list) else _items(item))
    elif value is not None:
        yield value


def _split(text: str) -> Iterator[str]:
    """Split lines, else at commas; options of directives may be ``[a, b]``."""
    if text.startswith("[") and text.endswith("]"):
        text = text[1:-1]
    texts = text.splitlines() if "\n" in text else _COMMA.split(text)
    yield from (text for text in texts if text.strip(" \t-*+•"))


def _text(value: object) -> str:
    try:
        return plain_text(value)
    except ValueError as error:
        raise ValueError(f"a person is left out: {error}") from None


def read_person(item: Mapping[str, Any]) -> tuple[Person, list[str]]:
    """Read a mapping that describes a person, and say what of it is left out.

    Raises ``ValueError`` if nobody is named.
    """
    faults: list[str] = []
    name = read_value(item, "name", plain_text, faults)
    socials, more = parse_socials(item.get("socials"))
    image = next((key for key in _IMAGE_KEYS if key in item), _IMAGE_KEYS[0])
    org = next((key for key in _ORG_KEYS if key in item), _ORG_KEYS[0])
    member = Person(
        key=read_value(item, "key", plain_text, faults) or name,
        name=name,
        title=read_value(item, "title", plain_text, faults),
        description=read_value(item, "description", plain_text, faults),
        url=read_value(item, "url", read_address, faults),
        email=read_value(item, "email", plain_text, faults),
        image=read_value(item, image, read_image, faults),
        socials=socials,
        org=read_value(item, org, plain_text, faults),
    )
    faults += more
    if not member.key:
        faults.append("a person needs a key of the registry or a name: add 'name: …'")
        raise ValueError("; ".join(faults))
    return member, [f"{member.key!r}: {fault}" for fault in faults]


def person_problem(
    people: People, person: Person, role: Role, *, authors_only: bool = False
) -> str | None:
    """Return what is wrong with naming *person* as *role*: unknown, ambiguous, or a near miss.

    A registry is expected to know who writes, chairs, notes and speaks, one of *authors_only*
    just who writes. Others may be guests: of them only names that several share, or that nearly
    are one of the registry, are told.
    """
    if not people or people.resolve(person).key in people.known:
        return None
    bare = Person(person.key)
    word = "person" if role is Role.REGRETS else role
    expected = {Role.AUTHOR} if authors_only else _EXPECTED
    is_expected = role in expected and person == bare
    message = people.problem(bare) if is_expected else people.ambiguity(person.key)
    if message or is_expected:
        return message and message.replace(f"{people.word} ", f"{word} ", 1)
    hints = (nearest(text[:80], people.all_names) for text in (person.name, person.key) if text)
    hint = next(filter(None, hints), "")
    if not hint:
        return None
    shown = person.name or person.key
    return f"{shown!r} is not in the registry of people.{hint} Correct it, or add an alias"


# ── registries ────────────────────────────────────────────────────────────────

_KEY_KEYS = ("slug", "key", "id")
_LINK_KEYS = ("links", "same_as", "sameAs")
_KNOWN_KEYS = (
    *_KEY_KEYS,
    *_LINK_KEYS,
    *_IMAGE_KEYS,
    *_ORG_KEYS,
    *("aliases", "authors_key", "byline_title", "description", "email", "github", "name"),
    *("page", "permalink", "role", "roles", "socials", "title", "url"),
)


def load_people_file(path: Path) -> tuple[People, list[Problem]]:
    """Read a registry of people in JSON or YAML. It never raises; what is bad is left out.

    People are a mapping by key, as in ``authors.yml``, or a list, at the top or below the key
    ``people``, whose entries have a ``slug`` or ``key`` (else the name is the key). Beside them,
    ``organizations`` may map names to a ``url``.
    """
    try:
        text, entries, organizations, problems = _load(path)
    except ValueError as error:
        return People(), [Problem(Kind.REGISTRY, f"the registry {error}")]
    known: dict[str, Person] = {}
    for key, entry, line in _entries(entries, text):
        messages, member = _entry(key, entry, organizations)
        if member is None:
            messages.append("an entry is left out: give it a name")
        elif member.key in known:
            messages.append(f"{member.key!r} stands twice: the first counts, remove the other")
        else:
            known[member.key] = member
        problems += [Problem(Kind.REGISTRY, message, line) for message in messages]
    return People(known), problems


def _load(path: Path) -> tuple[str, object, Mapping[str, Any], list[Problem]]:
    """Return the text, the people, the organizations, and what is wrong with the file."""
    text = _read(path)
    problems: list[Problem] = []
    data: object
    if path.suffix.lower() == ".json":
        try:
            data = json.loads(text)
        except json.JSONDecodeError as error:
            raise ValueError(
                f"is no JSON: {error.msg} in line {error.lineno}; correct it there"
            ) from None
        except (RecursionError, ValueError):
            raise ValueError("is no JSON that can be read; write a list of people") from None
    else:
        is_list = re.search(r"^(?:-\s|\S)", text, re.MULTILINE)
        nested = f"people:\n{text}" if is_list and is_list[0].startswith("- ") else text
        fields = load_fields(nested)
        problems += fields.problems(Kind.REGISTRY, 1 if nested is text else 0)
        data = fields.other or fields.data
    organizations: Mapping[str, Any] = {}
    if isinstance(data, Mapping):
        found = data.get("organizations")
        organizations = found if isinstance(found, Mapping) else {}
        data = data.get("people", data)
    if not isinstance(data, Mapping | list):
        raise ValueError("has no people: write a list of them, or keys with an entry below each")
    return text, data, organizations, problems


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise ValueError(f"cannot be read ({error}); correct its path") from None
    if len(content) > MOST_BYTES:
        raise ValueError(f"has more than {MOST_BYTES:,} bytes; shorten it")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError("is not UTF-8; save it in that encoding") from None


def _entries(people: object, text: str) -> Iterator[tuple[str, Mapping[str, Any], int]]:
    """Return key, entry and line of each; the line is where the key first stands."""
    pairs: Iterable[tuple[object, object]]
    if isinstance(people, Mapping):
        pairs = people.items()
    else:
        assert isinstance(people, list)
        pairs = (("", entry) for entry in people)
    places = _Places(text)
    # keys with a dollar sign are comments in JSON
    for key, entry in ((k, e) for k, e in pairs if not str(k).startswith("$")):
        fields = {"name": entry} if entry is not None else {}
        if isinstance(entry, Mapping):
            fields = {str(name): value for name, value in entry.items()}
        name = str(key) or next((str(fields[k]) for k in _KEY_KEYS if fields.get(k)), "")
        yield name, fields, places.of(name or str(fields.get("name", "")))


class _Places:
    """Lines of words in a text, found in one go from its beginning to its end."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._place = 0
        self._line = 1

    def of(self, word: str) -> int:
        """Return the line where *word* stands next, 0 if it does not."""
        whole = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])")
        found = whole.search(self._text, self._place) if word else None
        if found is None:
            return 0
        self._line += self._text.count("\n", self._place, found.start())
        self._place = found.start()
        return self._line


def _entry(
    key: str, entry: Mapping[str, Any], organizations: Mapping[str, Any]
) -> tuple[list[str], Person | None]:
    """Return what is wrong with an entry, and the person that it describes."""
    faults = unknown_keys(entry, _KNOWN_KEYS)
    name = read_value(entry, "name", plain_text, faults)
    key = plain_text(key) or name
    if not key:
        return faults, None
    image = _first(entry, _IMAGE_KEYS)
    org = read_value(entry, _first(entry, _ORG_KEYS), plain_text, faults)
    socials, more = parse_socials(entry.get("socials"))
    links = read_value(entry, _first(entry, _LINK_KEYS), _links, faults)
    about = organizations.get(org)
    about = about if isinstance(about, Mapping) else {}
    member = Person(
        key=key,
        name=name or key,
        title=read_value(entry, _first(entry, ("title", "byline_title")), plain_text, faults),
        description=read_value(entry, "description", plain_text, faults),
        url=read_value(entry, "url", read_address, faults),
        email=read_value(entry, "email", plain_text, faults),
        image=read_value(entry, image, read_image, faults),
        socials=tuple(dict.fromkeys((*socials, *links))),
        aliases=_aliases(entry, faults),
        org=org,
        org_url=read_value(about, "url", read_address, faults),
        roles=_roles(entry, faults),
    )
    return [f"{key!r}: {fault}" for fault in faults + more], member


def _first(entry: Mapping[str, Any], keys: Iterable[str]) -> str:
    """Return the first of *keys* that *entry* has."""
    keys = list(keys)
    return next((key for key in keys if key in entry), keys[0])


def _aliases(entry: Mapping[str, Any], faults: list[str]) -> tuple[str, ...]:
    """Return other names; the key by which another registry knows somebody is one of them."""
    other = [read_value(entry, key, plain_text, faults) for key in ("authors_key", "github")]
    found = (*read_value(entry, "aliases", _texts, faults), *other)
    return tuple(dict.fromkeys(filter(None, found)))


def _roles(entry: Mapping[str, Any], faults: list[str]) -> tuple[str, ...]:
    """Return the values of ``role``, ``roles`` and ``PROJECT_role``."""
    keys = [key for key in entry if key in ("role", "roles") or key.endswith("_role")]
    found = [role for key in keys for role in read_value(entry, key, _texts, faults)]
    return tuple(dict.fromkeys(found))


def _texts(value: object) -> tuple[str, ...]:
    items: Iterable[object] = value if isinstance(value, list) else plain_text(value).split(",")
    return tuple(text for text in map(plain_text, items) if text)


def _links(value: object) -> tuple[tuple[str, str], ...]:
    """Return pairs of network and address, of a list of addresses or a mapping."""
    if isinstance(value, Mapping):
        found, faults = parse_socials(value)
        if faults:
            raise ValueError("; ".join(faults))
        return found
    return tuple((_network(url), url) for url in map(check_address, _texts(value)))


def _network(url: str) -> str:
    """Return the name of the network that *url* is at, else the host."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    for network, profile in NETWORKS.items():
        if (urlsplit(profile).hostname or "").removeprefix("www.") == host:
            return network
    return host
