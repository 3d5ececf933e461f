"""The choices that people vote for, and how many votes each of them has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

__all__ = [
    "Counts",
    "choice_set",
    "is_choice",
    "is_total",
    "number_in",
    "pairs_in",
    "problem_of",
    "reversed_pairs_in",
]

#: (choice as it is written, number of votes)
Counts = Sequence[tuple[str, int]]

#: sets of choices; each choice with all its spellings, in lower case
_SCALE = (
    *("sf", "f", "wf", "n", "a", "wa", "sa", "strongly for", "strongly favor", "strongly favour"),
    *("strongly in favor", "strongly in favour", "strong favor", "strongly against"),
    *("strong against", "weakly for", "weakly favor", "weakly in favor", "weakly against"),
    *("for", "favor", "favour", "in favor", "in favour", "neutral", "against", "abstain"),
)
_BALLOT = (
    *("for", "in favor", "in favour", "favor", "favour", "against", "opposed", "oppose"),
    *("yes", "no", "aye", "ayes", "yea", "yeas", "nay", "nays", "noes", "approve", "reject"),
    *("abstain", "abstained", "abstaining", "abstention", "abstentions", "neutral"),
    *("present", "absent", "recused"),
)
_NUMBERS = ("+1", "+0", "0", "-0", "-1", "±0", "+0.5", "-0.5")
_SETS = {"scale": frozenset(_SCALE), "ballot": frozenset(_BALLOT), "sign": frozenset(_NUMBERS)}
_ANY = frozenset().union(*_SETS.values())
#: at least one of each has to be there: those for it, and those against it
_FOR = frozenset(
    {
        *(
            "sf",
            "f",
            "wf",
            "for",
            "favor",
            "favour",
            "in favor",
            "in favour",
            "yes",
            "aye",
            "ayes",
        ),
        *("yea", "yeas", "approve", "+1", "strongly for", "strongly favor", "strongly favour"),
        *("strongly in favor", "strongly in favour"),
    }
)
_AGAINST = frozenset(
    {
        *("sa", "a", "wa", "against", "opposed", "oppose", "no", "nay", "nays", "noes", "reject"),
        *("-1", "strongly against", "strong against", "abstain", "abstained", "abstentions"),
        *("abstention", "0", "+0", "-0", "±0", "abstaining"),
    }
)
_TOTAL = frozenset({"total", "totals", "total votes", "sum", "votes", "votes cast", "total cast"})
_MINUS = re.compile("[\N{MINUS SIGN}\N{EN DASH}]")
_NUMBER = re.compile(r"([0-9]{1,5})(?:\s?votes?)?(?:\s?[(\[][^()\[\]]{0,300}[)\]])?\.?")
_NONE = frozenset({"none", "-", "\N{EN DASH}", "\N{EM DASH}", ""})
_BETWEEN = re.compile(r"[,;/]\s?(?:and\s)?|\sand\s")
_REVERSED = re.compile(
    r"(?P<number>[0-9]{1,5}|[Nn]o)\s(?:votes?\s)?(?P<choice>[^\W\d_]{1,12}(?:\s[^\W\d_]{1,12}){0,2})"
)
_PAIR = re.compile(
    r"\s*\|?(?P<choice>[^\W\d_][^\W\d_ ]{0,12}(?:\s[^\W\d_]{1,12}){0,2}"
    r"|[+\N{PLUS-MINUS SIGN}\N{MINUS SIGN}\N{EN DASH}-]?[01](?:\.5)?)\*{0,2}"
    r"(?:\s?(?:[:=|]|\s-)\*{0,2}\s{0,4}|(?<=[FNA])\s)"
    r"(?P<number>[0-9]{1,5}|none)(?![\w.:/-]|\s?%)(?:\s?votes?)?"
    r"(?:\s?[(\[][^()\[\]]{0,300}[)\]])?(?P<end>\s*[,;.|/]?)"
)


def _plain(text: str) -> str:
    """Return a choice as it is looked up."""
    return _MINUS.sub("-", " ".join(text.casefold().split()).strip(" *:_"))


def is_choice(text: str) -> bool:
    """Whether *text* is something that people vote for."""
    return _plain(text) in _ANY


def is_total(text: str) -> bool:
    """Whether *text* is the head of a total."""
    return _plain(text) in _TOTAL


def choice_set(choices: Iterable[str]) -> str:
    """Return the name of the set that *choices* are from; empty if they are not a vote's."""
    plain: list[str] = []
    for one in choices:
        plain.append(_plain(one))
        if plain[-1] not in _ANY:
            # at the first word of most lines
            return ""
    if len(plain) < 2 or len(set(plain)) != len(plain):
        return ""
    if _FOR.isdisjoint(plain) or _AGAINST.isdisjoint(plain):
        return ""
    for name, known in _SETS.items():
        # single letters are certain only together
        least = 3 if name == "scale" else 2
        is_sure = any(len(one) > 1 for one in plain) or set(plain) == {"f", "n", "a"}
        if known.issuperset(plain) and len(plain) >= least and is_sure:
            return name
    return ""


def number_in(text: str) -> int | None:
    """Return the number of votes that *text* says; None if it says none."""
    text = text.strip(" *_")
    match = _NUMBER.fullmatch(text)
    if match:
        return int(match[1])
    return 0 if text.casefold() in _NONE else None


def pairs_in(text: str) -> list[tuple[str, int]]:
    """Return the pairs ``choice: number`` that *text* is made of; empty if there is anything else.

    ``SF: 3, F: 5`` and ``SF: 3``, but also ``Total: 8``.
    """
    text = text.strip(" *_")
    found: list[tuple[str, int]] = []
    place = 0
    while place < len(text):
        match = _PAIR.match(text, place)
        is_last = match is not None and match.end() == len(text)
        if match is None or not (match["end"] or is_last):
            return []
        found.append((match["choice"].strip(), number_in(match["number"]) or 0))
        place = match.end()
    return found


def reversed_pairs_in(text: str) -> list[tuple[str, int]]:
    """Return the pairs that *text* is made of, with their numbers first: ``5 for, 1 against``."""
    parts = _BETWEEN.split(text.strip(" *_."))
    found: list[tuple[str, int]] = []
    for part in parts:
        match = _REVERSED.fullmatch(part)
        if match is None or not is_choice(match["choice"]):
            return []
        found.append(
            (match["choice"], 0 if match["number"] in {"no", "No"} else int(match["number"]))
        )
    return found


def problem_of(counts: Counts, total: int | None) -> str:
    """Return what is wrong with the *total* that a note gives; empty if nothing is."""
    cast = sum(number for _, number in counts)
    if total is None or total == cast:
        return ""
    return f"the votes add up to {cast}, but the total is {total}; correct one of them"
