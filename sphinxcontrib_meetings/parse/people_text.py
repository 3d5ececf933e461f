"""Several people, as written in one text: ``Amara Okafor, João Teixeira and Zofia``.

A comma stands between people, or between a name and an organization, a title, or the first name.
What the words themselves do not decide raises ``UnclearError``: nobody is made up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sphinxcontrib_meetings.parse.person_text import (
    UnclearError,
    has_organization,
    has_separator,
    mentions,
    says_more,
)
from sphinxcontrib_meetings.parse.remarks import (
    Beside,
    is_name_suffix,
    is_nobody,
    is_organization,
    meaning_of,
)

__all__ = ["Named", "is_surname_first", "organizations_in", "people_in_item", "people_in_list"]

#: what may split a text, and the brackets within which nothing does
_SIGNS = re.compile(r"[,;()\[\]<>]|(?<=\s)(?:and|und|et|&|\+)(?=\s)")
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
#: signs of other scripts, and those that mean the same
_WIDE = str.maketrans("\uff0c\u3001\uff1b\uff08\uff09\u060c\u061b", ",,;(),;")
_BREAK = re.compile(r"<br ?/?>|\n", re.IGNORECASE)
_KEY = re.compile(r"[a-z0-9_.-]+")
_BULLET = re.compile(r"\s*(?:[-*+•]|[0-9]+[.)])\s")


@dataclass(frozen=True, slots=True)
class Named:
    """The text of one person, and words that are known to stand beside the name."""

    text: str
    beside: tuple[str, ...] = ()


def people_in_list(text: str) -> Iterator[str | list[Named]]:
    """Yield what *text* lists: lines or parts between semicolons, else people between commas.

    Lines and parts still have to be read by :func:`people_in_item`.
    """
    written = text.strip().translate(_WIDE)
    if written.startswith("[") and written.endswith("]") and "](" not in written:
        written = written[1:-1]
    lines = _lines(written)
    if len(lines) > 1 or (lines and _BULLET.match(lines[0])):
        yield from lines
        return
    for line in lines:
        parts = _split(line, ";")
        if len(parts) > 1:
            yield from parts
        else:
            yield _between_commas(line)


#: guests without a name, at the end
_OTHERS = re.compile(r"\bet al\b\.?|(?<=\s)\+[0-9]{1,3}(?=\s*(?:[,;]|$))")


def _lines(text: str) -> list[str]:
    """Return the lines of *text*; one that ends with a comma continues on the next."""
    lines: list[str] = []
    unfinished: list[str] = []
    for line in _BREAK.split(_OTHERS.sub("", text)):
        bare = line.strip().removesuffix("\\")
        if not bare.strip(" \t-*+•"):
            continue
        unfinished.append(bare)
        if not bare.endswith((",", ";", "&")) or _BULLET.match(bare):
            lines.append(" ".join(unfinished))
            unfinished = []
    if unfinished:
        lines.append(" ".join(unfinished))
    return lines


def organizations_in(items: Iterable[object]) -> frozenset[str]:
    """Return what follows the only comma in several of *items*; nobody is in a list twice."""
    seen: set[str] = set()
    repeated: set[str] = set()
    for item in items:
        # whatever follows a name; brackets around it are of no interest here
        parts = item.split(",") if isinstance(item, str) else ()
        if len(parts) == 2:
            last = parts[1].strip()
            (repeated if last in seen else seen).add(last)
    return frozenset(repeated)


def people_in_item(text: str, organizations: frozenset[str] = frozenset()) -> list[Named]:
    """Return the people of an item of a list, which is mostly one.

    *organizations* are known from other items. Raises ``UnclearError`` if a comma could also
    stand between other things.
    """
    if handles := mentions(text):
        return [Named(handle) for handle in handles]
    text = _OTHERS.sub("", text).translate(_WIDE)
    groups = _split(text, ";")
    if len(groups) > 1:
        return [one for group in groups for one in people_in_item(group, organizations)]
    parts = _with_suffixes(_split(text, ","))
    parts = [part for part in parts if not is_nobody(part)] or parts
    if len(parts) < 2:
        return _joined_by_words(",".join(parts) or text)
    name, *others = parts
    last = others[-1]
    if all(_is_beside(other, organizations, name) for other in others):
        return [Named(name, tuple(other.strip() for other in others))]
    if len(_split_at_words(last)) > 1 or _starts_with_word(last):
        # `A, B and C`
        return _between_commas(text)
    if has_organization(name) or (says_more(name) and all(map(says_more, others))):
        return _between_commas(text)
    raise UnclearError(text)


def is_surname_first(text: str) -> bool:
    """Whether *text* may be one name, such as ``Okafor, Amara``: two words and a comma."""
    parts = text.split(",")
    return len(parts) == 2 and all(len(part.split()) == 1 for part in parts)


def _between_commas(text: str) -> list[Named]:
    """Return the people of a list with commas; some may be followed by what is beside them."""
    if handles := mentions(text):
        return [Named(handle) for handle in handles]
    parts = _with_suffixes(_split(text, ","))
    found: list[tuple[str, list[str]]] = []
    are_keys = all(_KEY.fullmatch(part.strip()) for part in parts)
    for part in parts:
        is_apart = found and not (are_keys and meaning_of(part) is Beside.TITLE)
        is_company = _is_company(part)
        if is_apart and (_is_remark_or_title(part) or is_company):
            found[-1][1].append(part)
        else:
            found.append((part, []))
    placed = [any(map(is_organization, words)) for _, words in found]
    if any(placed) and not all(placed):
        # whose organization is it, and what are the others?
        raise UnclearError(text)
    people: list[Named] = []
    for part, words in found:
        named = _joined_by_words(part)
        people += named[:-1]
        people += [Named(one.text, (*one.beside, *words)) for one in named[-1:]]
    return people


def _joined_by_words(text: str) -> list[Named]:
    """Return the people in ``A and B``, ``A & B``, ``A + B``."""
    parts = [part for part in _split_at_words(text) if part.strip()]
    if len(parts) < 2:
        # `and C`
        return [Named(_without_first_word(text))]
    parts = [part for part in parts if not is_nobody(part)]
    separated = [has_separator(part) for part in parts]
    if any(separated[:-1]) and not all(separated):
        if sum(separated) == 1 and separated[0] and is_organization(text):
            # `Amara Okafor - Smith & Co`
            return [Named(text)]
        raise UnclearError(text)
    if len(parts) > 1 and any(map(_is_company, parts)):
        raise UnclearError(text)
    return [Named(part) for part in parts]


def _is_beside(text: str, organizations: frozenset[str], name: str) -> bool:
    """Whether *text*, which follows *name* and a comma, is not the name of somebody else."""
    return (
        _is_remark_or_title(text)
        or text.strip() in organizations
        or (_is_company(text, acronyms=len(name.split()) > 1) and not _is_company(name))
    )


def _is_company(text: str, *, acronyms: bool = False) -> bool:
    # words in brackets are about a person
    return not says_more(text) and is_organization(_IN_BRACKETS.sub("", text), acronyms=acronyms)


def _is_remark_or_title(text: str) -> bool:
    if says_more(text):
        return False
    meaning = meaning_of(text)
    # a few letters may be somebody's initials
    return meaning is Beside.REMARK or (meaning is Beside.TITLE and len(text.strip()) > 4)


# ── splitting ─────────────────────────────────────────────────────────────────


def _split(text: str, sign: str) -> list[str]:
    """Split *text* at *sign* where it is not in brackets; leave out empty parts."""
    return [part for part in _split_at(text, (sign,)) if part.strip()]


def _split_at_words(text: str) -> list[str]:
    return _split_at(text, ("and", "und", "et", "&", "+"))


def _split_at(text: str, signs: Sequence[str]) -> list[str]:
    parts: list[str] = []
    end = len(text)
    is_inside = False
    # from the end, to know whether a bracket closes after a comma
    for sign in reversed(list(_SIGNS.finditer(text))):
        if sign[0] in ("(", "[", "<", ")", "]", ">"):
            is_inside = sign[0] in ")]>"
        elif not is_inside and sign[0] in signs:
            parts.append(text[sign.end() : end])
            end = sign.start()
    return [text[:end], *reversed(parts)]


def _starts_with_word(text: str) -> bool:
    return _without_first_word(text) != text


def _without_first_word(text: str) -> str:
    parts = _split_at_words(f" {text}")
    return parts[1] if len(parts) == 2 and not parts[0].strip() else text


def _with_suffixes(parts: Sequence[str]) -> list[str]:
    """Return *parts*, with each suffix (``Jr.``, ``PhD``) kept with the name before it."""
    found: list[str] = []
    for part in parts:
        if found and is_name_suffix(part):
            found[-1] += f", {part.strip()}"
        else:
            found.append(part)
    return found
