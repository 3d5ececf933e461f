"""Addresses at the former site: how other tools make them, and patterns that describe them."""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sphinxcontrib_meetings.model.problem import nearest
from sphinxcontrib_meetings.parse.messages import quoted

__all__ = [
    "PRESETS",
    "AddressPattern",
    "ablog_slug",
    "docusaurus_path",
    "docusaurus_slug",
    "is_address",
    "material_slug",
    "patterns_of",
]

#: what patterns of one's own may have ─► what it is that has the address
_PLACEHOLDERS: Final[Mapping[str, str]] = {
    "tag": "tag",
    "person": "person",
    "author": "person",
    "series": "series",
    "slug": "meeting",
    "name": "meeting",
    "path": "meeting",
    "docname": "meeting",
    "day": "meeting",
    "month": "meeting",
    "year": "year",
}
#: the first one that a pattern has says what has the address; a meeting has a series, too
_PRECEDENCE: Final = ("tag", "person", "meeting", "series", "year")
#: name ─► what has an address there, and how that is made below the folder of the notes
PRESETS: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "docusaurus": (
        ("meeting", "/{folder}/{docusaurus}/"),
        ("tag", "/{folder}/tags/{docusaurus}/"),
        ("person", "/{folder}/authors/{docusaurus}/"),
        ("overview", "/{folder}/"),
        ("overview", "/{folder}/archive/"),
        ("tags", "/{folder}/tags/"),
        ("people", "/{folder}/authors/"),
    ),
    "ablog": (
        ("meeting", "/{ablog}{end}"),
        ("tag", "/{folder}/tag/{ablog}{end}"),
        ("person", "/{folder}/author/{ablog}{end}"),
        ("year", "/{folder}/{year}{end}"),
        ("overview", "/{folder}/archive{end}"),
        ("overview", "/{folder}{end}"),
        ("tags", "/{folder}/tag{end}"),
        ("people", "/{folder}/author{end}"),
    ),
    "material": (
        ("meeting", "/{folder}/{year}/{month}/{day}/{material}/"),
        ("tag", "/{folder}/category/{material}/"),
        ("person", "/{folder}/author/{material}/"),
        ("year", "/{folder}/archive/{year}/"),
        ("overview", "/{folder}/"),
    ),
}
#: ABlog's pages are of either builder
_ENDS: Final = (".html", "/")
#: the folder of notes, unless the project has another; so it is with all of these tools
_FOLDER: Final = "blog"

#: https://docusaurus.io/docs/blog#blog-post-date; the last date counts
_DOCUSAURUS_DATE: Final = re.compile(r"(.*)(\d{4}[-/]\d{1,2}[-/]\d{1,2})[-/]?")
#: words as lodash's `kebabCase` has them
_WORDS: Final = re.compile(
    r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_a-zA-Z]+",
)
_NO_SLUG: Final = re.compile(r"[^\w\s-]")
_GAPS: Final = re.compile(r"[-\s]+")
#: what addresses cannot have: signs of URLs, quotes of files of servers, control characters
_NOT_IN_ADDRESSES: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff?#\\\"]")
#: limit for the path of a file; file systems allow some 260 bytes
_MOST_BYTES: Final = 180


@dataclass(frozen=True, slots=True)
class AddressPattern:
    """A pattern of addresses, with placeholders as :meth:`str.format` has them."""

    #: "meeting", "tag", "person", "series", "year", "overview", "tags" or "people"
    kind: str
    text: str
    #: what the project has written: the name of a preset, or the pattern
    written: str

    @property
    def is_preset(self) -> bool:
        """Whether it is one of the patterns of another tool."""
        return self.written in PRESETS

    @property
    def names(self) -> frozenset[str]:
        """The placeholders."""
        return _names(self.text)

    def filled(self, values: Mapping[str, str]) -> str:
        """Return the address of what has *values*; empty if one of them is unknown."""
        found = {name: values.get(name, "") for name in self.names}
        return self.text.format_map(found) if all(found.values()) else ""


def is_address(text: str) -> bool:
    """Whether *text* can be the path of a page, and of its file.

    >>> is_address("/blog/2026/call/"), is_address("/blog/../call/")
    (True, False)
    """
    segments = text.strip("/").split("/")
    return (
        all(segment.strip(". ") for segment in segments)
        and not _NOT_IN_ADDRESSES.search(text)
        and len(text.encode()) <= _MOST_BYTES
    )


def patterns_of(
    given: str | Sequence[object] | Mapping[Any, object], folder: str
) -> tuple[list[AddressPattern], list[str]]:
    """Return the patterns that *given* asks for, and messages about what cannot be used.

    *given* has names of presets, and patterns; a mapping has the folder of each, others are
    below *folder*, or ``blog``.
    """
    asked: Iterable[tuple[object, object]]
    if isinstance(given, Mapping):
        asked = given.items()
    else:
        asked = ((item, "") for item in ([given] if isinstance(given, str) else given))
    found: list[AddressPattern] = []
    problems: list[str] = []
    for item, place in asked:
        own = place.strip("/") if isinstance(place, str) else ""
        if place and not own and place is not True:
            problems.append(f"{item!r} has an invalid folder {place!r}; use a path such as 'blog'")
        elif isinstance(item, str) and item in PRESETS:
            found += _preset(item, folder, own)
        elif fault := _fault(item):
            problems.append(fault)
        else:
            text = str(item)
            found.append(
                AddressPattern(
                    _kind(_names(text)), f"/{_escaped(own)}{text}" if own else text, text
                )
            )
    return found, problems


def _preset(name: str, folder: str, own: str) -> Iterable[AddressPattern]:
    below = _escaped(own or folder.strip("/") or _FOLDER)
    # ABlog leaves posts where they are
    posts = f"{_escaped(own)}/{{path}}" if own else "{docname}"
    for kind, text in PRESETS[name]:
        made = text.replace("{folder}", below)
        if kind == "meeting":
            made = made.replace("{ablog}", posts)
        for end in _ENDS if "{end}" in made else ("",):
            yield AddressPattern(kind, made.replace("{end}", end), name)


def _escaped(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _fault(item: object) -> str:
    """Return what is wrong with a pattern, and what to do; empty if nothing is."""
    if not isinstance(item, str) or not item.startswith("/"):
        hint = nearest(item, PRESETS) if isinstance(item, str) else ""
        known = ", ".join(map(repr, PRESETS))
        return (
            f"{quoted(str(item))} is not a preset, nor a path that begins with a slash.{hint} Use "
            f"{known}, or a pattern such as '/news/{{year}}/{{slug}}/'"
        )
    try:
        names = _names(item)
    except ValueError:
        return (
            f"{quoted(item)} has braces that are not a placeholder; write {{slug}}, or double them"
        )
    if unknown := sorted(names.difference(_PLACEHOLDERS)):
        hint = nearest(unknown[0], _PLACEHOLDERS)
        return (
            f"{quoted(item)} has an unknown placeholder {quoted(unknown[0])}.{hint} Use "
            f"{', '.join(_PLACEHOLDERS)}"
        )
    if not names:
        return (
            f"{quoted(item)} has no placeholder, so it is one address for all notes; add "
            "{slug}, {tag} or another one"
        )
    if not is_address(item.format_map(dict.fromkeys(names, "x"))):
        return f"{quoted(item)} is not the path of a page; leave out '..', '?', '#' and quotes"
    return ""


def _names(text: str) -> frozenset[str]:
    """Return the placeholders in *text*; raise ``ValueError`` if its braces are not balanced."""
    parts = list(string.Formatter().parse(text))
    if any(spec or conversion for _, _, spec, conversion in parts):
        raise ValueError(text)
    return frozenset(name for _, name, _, _ in parts if name is not None)


def _kind(names: Iterable[str]) -> str:
    kinds = {_PLACEHOLDERS[name] for name in names}
    return next(kind for kind in _PRECEDENCE if kind in kinds)


def docusaurus_path(path: str) -> str:
    """Return the path that Docusaurus gives the post at *path*, both below the blog.

    >>> docusaurus_path("calls/2026-5-06-first/index")
    '2026/5/06/calls/first'
    """
    plain = path.removesuffix("/index")
    dated = _DOCUSAURUS_DATE.match(plain)
    if dated is None:
        return plain
    folder, date = dated.groups()
    return f"{date.replace('-', '/')}/{folder}{plain[dated.end() :]}".rstrip("/")


def docusaurus_slug(text: str) -> str:
    """Return the end of the address of a tag or an author in Docusaurus.

    >>> docusaurus_slug("JavaScript & C++ 2"), docusaurus_slug("Café")
    ('java-script-c-2', 'cafe')
    """
    plain = "".join(
        char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char)
    )
    words = _WORDS.findall(unicodedata.normalize("NFC", plain).replace("'", ""))
    return "-".join(words).lower()


def ablog_slug(text: str) -> str:
    """Return the end of the address of a tag or an author in ABlog.

    >>> ablog_slug("Working  group: Docs")
    'working-group-docs'
    """
    plain = _NO_SLUG.sub("", unicodedata.normalize("NFKD", text)).strip().lower()
    return _GAPS.sub("-", plain)


def material_slug(text: str) -> str:
    """Return the end of an address in Material for MkDocs.

    >>> material_slug("Q & A, at noon")
    'q--a-at-noon'
    """
    plain = _NO_SLUG.sub("", unicodedata.normalize("NFC", text)).strip().lower()
    return "-".join(plain.split(" "))
