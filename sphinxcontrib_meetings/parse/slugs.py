"""Slugs: the last part of the address of a tag or person, and the name of its file.

A slug consists of letters and digits of any script, hyphens and underscores. Important signs
are spelled out: ``C++`` becomes ``c-plus-plus``, and an emoji becomes its name in Unicode.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping

__all__ = ["rivals", "slug", "unique_slugs"]

#: limits for a slug in characters and in bytes; file systems allow 255 bytes with a suffix
MOST_CHARACTERS = 80
MOST_BYTES = 160
#: hexadecimal digits that distinguish slugs which would be equal
HASH_DIGITS = 6
#: limit of segments in a slug with slashes
MOST_SEGMENTS = 5

#: ``index`` and ``page`` are pages of the archive; Windows keeps the others for devices
#: (https://learn.microsoft.com/windows/win32/fileio/naming-a-file)
_RESERVED = frozenset(
    {"index", "page", "con", "prn", "aux", "nul", "conin", "conout", "clock"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in range(10)}
)
_SPELLED_OUT = (
    (re.compile(r"['\u2019]"), ""),
    (re.compile(r"\+"), " plus "),
    (re.compile(r"&"), " and "),
    (re.compile(r"(?<=\w)#"), " sharp "),
    (re.compile(r"(?<![^\s/\\])\.(?=\w)"), " dot "),
)
#: invisible letters and marks: fillers, joiners and variation selectors
_INVISIBLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_SEPARATORS = re.compile(r"[-_]{2,}")
_SAFE_SEGMENT = re.compile(r"(?=[A-Za-z0-9])[A-Za-z0-9._-]+(?<=[A-Za-z0-9])")
_FIRST_FLAG_LETTER, _LAST_FLAG_LETTER = "\U0001f1e6", "\U0001f1ff"


def slug(text: str) -> str:
    """Return the slug of *text*: readable, never empty, the same in every build.

    Letters become lower case, and slashes become hyphens. Texts that are too long, have no
    letters or digits (``!!!``), or are reserved (``index``) end in a hash of the text.

    >>> slug("C#"), slug("CI/CD"), slug("Docs & Typing")
    ('c-sharp', 'ci-cd', 'docs-and-typing')
    """
    plain = _plain(text)
    if not plain:
        return f"unnamed-{_hash(text)}"
    if plain in _RESERVED or _is_long(plain):
        return _with_hash(plain, _hash(text))
    return plain


def unique_slugs(wanted: Mapping[str, str]) -> dict[str, str]:
    """Return a slug for each key of *wanted*, made from its value.

    No two slugs are equal, even if case is ignored. If several keys would get the same slug,
    the key that equals it does, and the others get it with a hash of their key. The result
    does not depend on the order of the mapping.

    A value that differs from its key is a permalink: it keeps its slashes, and segments that
    are safe as they are.

    >>> unique_slugs({"c": "c", "C": "C"})
    {'c': 'c', 'C': 'c-6b23c0'}
    """
    asked = _asked(wanted)
    slugs = {
        key: asked[key]
        for keys in _by_slug(asked).values()
        for key in keys
        if len(keys) == 1 or key == asked[key]
    }
    taken = {wish.casefold() for wish in slugs.values()}
    for key in sorted(asked.keys() - slugs.keys()):
        slugs[key] = _free_slug(asked[key], key, taken)
        taken.add(slugs[key].casefold())
    return {key: slugs[key] for key in wanted}


def rivals(wanted: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Return the groups of keys in *wanted* that would get the same slug, sorted.

    >>> rivals({"c": "c", "C": "C", "C++": "C++"})
    [('C', 'c')]
    """
    return sorted(tuple(sorted(keys)) for keys in _by_slug(_asked(wanted)).values() if keys[1:])


def _asked(wanted: Mapping[str, str]) -> dict[str, str]:
    return {key: slug(text) if text == key else _path_slug(text) for key, text in wanted.items()}


def _by_slug(asked: Mapping[str, str]) -> dict[str, list[str]]:
    keys: defaultdict[str, list[str]] = defaultdict(list)
    for key, wish in asked.items():
        keys[wish.casefold()].append(key)
    return keys


def _free_slug(wish: str, key: str, taken: set[str]) -> str:
    digest = _hash(key)
    found = _with_hash(wish, digest)
    while found.casefold() in taken:
        digest = _hash(key + digest)
        found = _with_hash(wish, digest)
    return found


def _path_slug(text: str) -> str:
    segments = [segment for segment in text.split("/") if segment.strip(". ")]
    path = "/".join(_segment(segment) for segment in segments)
    if not path or len(segments) > MOST_SEGMENTS or _is_long(path):
        return slug(text)
    return path


def _segment(text: str) -> str:
    stem = text.casefold().partition(".")[0]
    safe = _SAFE_SEGMENT.fullmatch(text) and stem not in _RESERVED
    return text if safe else slug(text)


def _plain(text: str) -> str:
    """Return the letters, digits and spelled-out signs of *text*, joined by hyphens."""
    # twice, because folding can take composed letters apart
    folded = _normal(_normal(text).casefold())
    for sign, name in _SPELLED_OUT:
        folded = sign.sub(name, folded)
    kept: list[str] = []
    for char in folded:
        kept.append(_spelled(char, kept[-1][-1:] if kept else ""))
    joined = _normal("-".join("".join(kept).split()))
    # underscores alone are part of a word
    hyphens = _SEPARATORS.sub(lambda run: "-" if "-" in run[0] else run[0], joined)
    return hyphens.strip("-_")


def _normal(text: str) -> str:
    return unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))


def _spelled(char: str, before: str) -> str:
    """Return what a slug has for *char* after *before*: itself, its name, a space or nothing."""
    category = unicodedata.category(char)
    if category[0] in "LN" or char == "_":
        return char
    if category in ("Mn", "Mc"):
        # accents and vowel signs belong to a letter; alone they would be unreadable
        return char if before and unicodedata.category(before)[0] in "LNM" else ""
    if _FIRST_FLAG_LETTER <= char <= _LAST_FLAG_LETTER:
        return chr(ord("a") + ord(char) - ord(_FIRST_FLAG_LETTER))
    if category[0] == "S" and not char.isascii():
        return f" {unicodedata.name(char, f'u{ord(char):x}').lower()} "
    if category == "Cn":
        # an emoji newer than Python's copy of Unicode
        return f" u{ord(char):x} "
    return "" if category in ("Cf", "Me") else " "


def _is_long(plain: str) -> bool:
    return len(plain) > MOST_CHARACTERS or len(plain.encode()) > MOST_BYTES


def _hash(text: str) -> str:
    # text may contain lone surrogates, which UTF-8 does not allow
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:HASH_DIGITS]


def _with_hash(plain: str, digest: str) -> str:
    """Return *plain*, cut if it is too long, with *digest* appended."""
    characters = MOST_CHARACTERS - len(digest) - 1
    kept = plain[:characters].encode()[: MOST_BYTES - len(digest) - 1].decode(errors="ignore")
    return f"{kept.rstrip('-_/.')}-{digest}"
