"""One person, as described by a line of text: ``Amara Okafor (Seed Library)``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from sphinxcontrib_meetings.model.people import Person
from sphinxcontrib_meetings.parse.messages import shown
from sphinxcontrib_meetings.parse.remarks import (
    Beside,
    is_nobody,
    is_organization,
    is_pronouns,
    meaning_of,
)
from sphinxcontrib_meetings.parse.urls import check_address
from sphinxcontrib_meetings.parse.values import described, plain_text

__all__ = [
    "NobodyError",
    "UnclearError",
    "has_separator",
    "mentions",
    "parse_person",
    "parse_person_and_remarks",
    "says_more",
]

_BULLET = re.compile(r"\A(?:[-*+•]|[0-9]+[.)])\s+(?:\[[ xX]\]\s+)?")
_HTML = re.compile(r"</?(?:b|code|em|i|kbd|mark|small|span|strong|u)(?: [^<>]*)?>", re.IGNORECASE)
_WRITTEN_EMAIL = re.compile(
    r"<\s*(?:mailto:)?(?P<email>[^\s@<>]+@[^\s@<>]+)\s*>"
    r"|(?<=[\s(])(?P<bare>[\w.+-]+@(?:[\w-]+\.)+\w+)(?![^\s)])"
)
_MENTION = re.compile(
    r"`?(?<![\w.@/])@(?P<handle>(?=[A-Za-z0-9])\w+(?:[.-]+\w+)*(?:@\w+(?:[.-]+\w+)*)?)`?"
)
_ADDRESS = re.compile(r"(?:\A|(?<=\s))<?(?P<url>https?://[^\s<>]+)>?")
#: words that are set off as a whole: a link, or strong, emphasized, literal or struck text
_MARKED = re.compile(
    r"\[(?P<linked>[^\[\]]*)\]\((?P<url>[^()\s]*)\)"
    r"|(?<![\w*])(?P<stars>\*\*?)(?=[^\s*])(?P<starred>[^*]*)(?P=stars)(?!\*)"
    r"|(?<![\w_])(?P<lines>__?)(?=[^\s_])(?P<lined>[^_]*)(?P=lines)(?!_)"
    r"|`(?P<literal>[^`]*)`"
    r"|~~(?P<struck>[^~]*)~~"
)
_BRACKETS = r"\((?P<round>(?:[^()]|\([^()]*\))*)\)|\[(?P<square>[^\[\]]*)\]"
#: what stands between a name and the rest; the slash is that of HackMD's templates
_SEPARATOR = r"(?<!\S)(?:[/|@·-]|--|[\u2013\u2014])(?!\S)|\u2014|(?<=\s)(?:from|at)(?=\s)"
_SIGN = re.compile(rf"{_BRACKETS}|(?P<separator>{_SEPARATOR})")
_LABEL = re.compile(r"\A(?P<label>[^:()\[\]<>@/]{1,40}):\s")
_AT = re.compile(r"(?<=\s)(?:at|@)(?=\s)")
#: words follow that nothing keeps apart from those before
_WORD_FOLLOWS = re.compile(r"\s*(?!(?:from|at)\s)\w")


class NobodyError(ValueError):
    """Raised for a text that stands for no particular person."""


class UnclearError(ValueError):
    """Raised for a text that could name different people."""

    message = "can be read in several ways; write one person per item, as 'Name (organization)'"

    def __init__(self, text: str) -> None:
        self.text = " ".join(text.split())
        super().__init__(f"{shown(self.text)} {self.message}")


def parse_person(text: str, *beside: str) -> Person:
    """Return the person in a line of text.

    A line is a key or a name, optionally with more: ``Name (organization)``,
    ``Name - organization``, ``Name <email>``, ``[Name](URL)``,
    ``Name / organization / @handle``. A handle is the key, since names change more often.
    *beside* are words that are known to stand beside the name.

    Raises ``NobodyError`` for a placeholder (``TBD``), ``UnclearError`` if the name could end at
    several places, ``PartlyError`` if some of the words are left out, else ``ValueError``.
    """
    return parse_person_and_remarks(text, *beside)[0]


def parse_person_and_remarks(text: str, *beside: str) -> tuple[Person, tuple[str, ...]]:
    """Return the person in a line of text, and remarks such as "remote", without pronouns.

    Reads, and raises, like :func:`parse_person`.
    """
    plain = _HTML.sub("", plain_text(_BULLET.sub("", text.lstrip(), count=1)))
    if is_nobody(plain):
        raise NobodyError(_no_name(text))
    rest, email = _take(_WRITTEN_EMAIL, plain, "email", "bare")
    rest, handle = _take(_MENTION, rest, "handle")
    if handle and _MENTION.search(rest):
        raise UnclearError(text)
    rest, url = _without_marks(rest)
    rest, address = _take(_ADDRESS, rest, "url")
    said = _Said(list(beside))
    name, *others = _parts(_without_label(rest, said), said)
    if not (handle or name) and not others and len(said.beside) == 1 + len(beside):
        # all of it is in brackets
        name = said.beside.pop()
    elif handle and not name and len(others) > 1:
        # `@amara / Amara Okafor / Seed Library`
        name, *others = others
    is_unclear = bool(handle and not name and others) and not _is_certain(others[0])
    if not is_unclear:
        said.beside += others
    if not handle and (not name or is_nobody(name)):
        raise (NobodyError if name else ValueError)(_no_name(text))
    title, org, remarks = said.sorted()
    person = Person(
        handle or name,
        # for a key of the registry, the name is there
        name if handle and not is_nobody(name) else "",
        title=title,
        description=" ".join(said.remarks),
        url=_usable(url or address),
        email=email,
        org=org,
    )
    if is_unclear:
        way_out = f"use 'Name / organization / @{handle}'"
        person = described(
            person, [f"{shown(others[0])} beside '@{handle}' is left out: {way_out}"]
        )
    return person, remarks


def _no_name(text: str) -> str:
    return f"{shown(text)} has no name; add one, or a key of the registry"


def _take(pattern: re.Pattern[str], text: str, *groups: str) -> tuple[str, str]:
    """Return *text* without the first match, and what one of the *groups* matched."""
    match = pattern.search(text)
    if match is None:
        return text, ""
    return f"{text[: match.start()]} {text[match.end() :]}", next(
        filter(None, map(match.group, groups)), ""
    )


def _usable(url: str) -> str:
    try:
        return check_address(url) if url else ""
    except ValueError:
        return ""


def _without_marks(text: str) -> tuple[str, str]:
    """Return *text* without the marks of Markdown, and the address of a link in it.

    Raises ``UnclearError`` if plain words stand right beside marked ones: they may be part of
    the name, or not.
    """
    plain: list[str] = []
    url = ""
    end = 0
    for match in _MARKED.finditer(text):
        if match["struck"] is not None:
            raise ValueError(f"{shown(match['struck'])} is crossed out; remove it")
        before = text[end : match.start()]
        groups = ("linked", "starred", "lined", "literal")
        words = next(match[group] for group in groups if match[group] is not None)
        if words.strip() and (
            (plain and _WORD_FOLLOWS.match(before) and not plain[-1].rstrip().endswith(":"))
            or before.rstrip()[-1:].isalnum()
            or (plain and not before.strip() and plain[-1].strip())
        ):
            raise UnclearError(text)
        plain += [before, words]
        url = url or match["url"] or ""
        end = match.end()
    rest = text[end:]
    if plain and plain[-1].strip() and _WORD_FOLLOWS.match(rest):
        if not plain[-1].rstrip().endswith(":"):
            raise UnclearError(text)
        rest = f" {rest}"
    return "".join([*plain, rest]), url


def _without_label(text: str, said: _Said) -> str:
    """Return *text* without a role in front (``Chair: Amara``), which is added to *said*."""
    match = _LABEL.match(text)
    if match is None or not text[match.end() :].strip():
        return text
    if is_nobody(match["label"]):
        raise NobodyError(_no_name(text))
    if not _is_remark_or_title(match["label"]):
        raise UnclearError(text)
    said.beside.append(match["label"])
    return text[match.end() :]


def _parts(text: str, said: _Said) -> list[str]:
    """Return the parts of *text* between separators, the first of which is the name.

    What is in brackets is added to *said*.
    """
    parts: list[str] = []
    words: list[str] = []
    has_words = False
    end = 0
    for match in _SIGN.finditer(text):
        words.append(text[end : match.start()])
        has_words = has_words or bool(words[-1].strip())
        end = match.end()
        if match["separator"]:
            parts.append("".join(words))
            words, has_words = [], False
            continue
        inside = (match["round"] or match["square"] or "").strip()
        meaning = meaning_of(inside)
        if has_words and _WORD_FOLLOWS.match(text, end) and meaning is Beside.ORGANIZATION:
            # a nickname within the name
            words.append(match[0])
        elif parts and not has_words and meaning is Beside.ORGANIZATION:
            said.remarks.append(inside)
        else:
            said.beside.append(inside)
    return [_clean(part) for part in (*parts, "".join([*words, text[end:]]))]


def _clean(text: str) -> str:
    words = " ".join(text.replace("\\_", "_").split()).strip(",;: \\")
    is_quoted = words[:1] in ("'", '"') and words[:1] == words[-1:]
    return words.strip(words[:1]).strip() if is_quoted else words


def _is_remark_or_title(text: str) -> bool:
    return meaning_of(text) in (Beside.REMARK, Beside.TITLE)


def _is_certain(text: str) -> bool:
    """Whether *text* beside a handle cannot be a name."""
    return meaning_of(text) is not Beside.ORGANIZATION or is_organization(text, acronyms=True)


@dataclass(slots=True)
class _Said:
    """What is said about a person beside the name."""

    beside: list[str]
    remarks: list[str] = field(default_factory=list)

    def sorted(self) -> tuple[str, str, tuple[str, ...]]:
        """Return the title, the organization, and the remarks that are no pronouns."""
        found: dict[Beside, list[str]] = {meaning: [] for meaning in Beside}
        for text in self.beside:
            for part in _statements(text):
                found[meaning_of(part)].append(part)
        remarks = tuple(part for part in found[Beside.REMARK] if not is_pronouns(part))
        return ", ".join(found[Beside.TITLE]), ", ".join(found[Beside.ORGANIZATION]), remarks


def _statements(text: str) -> Iterator[str]:
    """Yield the parts of what stands beside a name: ``Director, Seed Library``."""
    for part in text.replace(";", ",").split(","):
        position, *place = _AT.split(part, maxsplit=1)
        is_place = bool(place) and meaning_of(position) is Beside.TITLE
        for statement in (position, *place) if is_place else (part,):
            if statement.strip():
                yield " ".join(statement.split())


# ── what a text has ───────────────────────────────────────────────────────────


def mentions(text: str) -> list[str]:
    """Return the handles in *text* if there is nothing else in it, otherwise an empty list."""
    found = [f"@{match['handle']}" for match in _MENTION.finditer(text)]
    is_alone = len(found) > 1 and not any(map(str.isalnum, _MENTION.sub(" ", text)))
    return found if is_alone else []


def has_separator(text: str) -> bool:
    """Whether *text* has a sign that stands between a name and the rest, outside of brackets."""
    return any(match["separator"] for match in _SIGN.finditer(text))


def has_organization(text: str) -> bool:
    """Whether *text* has more than a name, so that a comma after it ends the person."""
    for match in _SIGN.finditer(text):
        inside = match["round"] or match["square"]
        if match["separator"] or (inside and meaning_of(inside) is Beside.ORGANIZATION):
            return True
    return False


def says_more(text: str) -> bool:
    """Whether *text* has what only the text of a person has: a handle, an email, a link…."""
    signs = (_MENTION, _WRITTEN_EMAIL, _MARKED)
    return any(sign.search(text) for sign in signs) or has_organization(text)
