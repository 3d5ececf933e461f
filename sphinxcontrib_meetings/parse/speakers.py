"""Transcripts as text: who speaks, and which lines begin a turn."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from sphinxcontrib_meetings.model.transcript import Transcript, Turn
from sphinxcontrib_meetings.parse.times import CLOCK, parse_seconds
from sphinxcontrib_meetings.parse.values import LINE_END, one_line

__all__ = [
    "is_speaker",
    "looks_like_name",
    "may_be_name",
    "parse_text",
    "second_in",
    "speaker_line",
    "speaker_lines",
    "split_name",
]


# ── names ─────────────────────────────────────────────────────────────────────

#: a name in front of what the person says
_PREFIX = re.compile(r"([^\W\d_][^:<>\[\]!?;\n]{0,59}):(?!\S)")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_LETTER = re.compile(r"[^\W\d_]")
_MOST_WORDS = 5
#: parts of names in lower case
_PARTICLES = frozenset(
    ("bin", "da", "de", "del", "den", "der", "di", "du", "la", "of", "van", "von")
)
#: words that label what follows, and are nobody's name when they stand alone
_LABEL = re.compile(
    r"(?:action|agenda|announcement|answer|blocker|caveat|chapter|conclusion|decision|example|goal"
    r"|idea|issue|item|link|log|metric|note|outcome|part|point|problem|proposal|question|reason"
    r"|reference|reminder|resource|result|risk|section|slide|solution|source|step|task|tip|todo"
    r"|topic|trace|update|url|video|warning)s?|attendees|background|context|date|demo|discussion"
    r"|duration|faq|here|important|introduction|location|minutes|news|next|outlook|overview"
    r"|participants|recap|recording|so|status|subject|summary|time|title|transcript|also|and|but"
    r"|finally|ok|okay|well|how|what|when|where|which|who|why|first|second|third|one|two|three"
    r"|four|five|six|seven|eight|nine|ten|the|this|that|these|those|there|we|you|it|our|your|my"
)
#: how names of several words never begin, and never end
_OPENING = re.compile(
    r"the|this|that|these|those|here|there|our|your|my|what|when|where|which|why|next|two|three"
    r"|four|five|six|seven|eight|nine|ten"
)
_ENDING = re.compile(
    r"actions|agenda|announcements|decisions|discussion|goals|ideas|issues|items|links|logs"
    r"|metrics|minutes|notes|overview|points|problems|questions|results|resources|risks|slides"
    r"|steps|summary|tasks|todos|topics|traces|updates"
)
_OFFICE = re.compile(
    r"(?:co-?|vice-?)?(?:chair|president)(?:man|woman|person)?|clerk|host|interviewer|moderator"
    r"|presenter|secretary|speaker"
)
#: words that no name has, even in capitals
_WITHIN = frozenset(("about", "are", "for", "from", "is", "our", "that", "with", "your"))


def split_name(text: str) -> tuple[str, str]:
    """Split ``Name: text``; the name is empty if there is none."""
    match = _PREFIX.match(text)
    if match is None or len(match[1].split()) > _MOST_WORDS:
        return "", text
    return match[1].strip(), text[match.end() :].lstrip()


def looks_like_name(text: str) -> bool:
    """Whether all words are capitalized, except those in :data:`_PARTICLES`, and label nothing.

    >>> [looks_like_name(text) for text in ("Ludwig van Beethoven", "Three items", "Logs")]
    [True, False, False]
    """
    words = _IN_BRACKETS.sub("", text).split()
    small = [word for word in words if word[0].islower() and word not in _PARTICLES]
    is_named = 0 < len(words) <= _MOST_WORDS and not small and not words[0][0].islower()
    return is_named and not _is_label(words)


def may_be_name(text: str) -> bool:
    """Whether *text*, which is marked as a name, may be one; in lower case, as a single word."""
    words = _IN_BRACKETS.sub("", text).split()
    return looks_like_name(text) or (len(words) == 1 and not _is_label(words))


def _is_label(words: Sequence[str]) -> bool:
    plain = [word.casefold().strip(",#*") for word in words]
    if len(plain) == 1:
        return _LABEL.fullmatch(plain[0]) is not None
    if plain[0] == "the" and _OFFICE.fullmatch(plain[-1]):
        return False
    return (
        _OPENING.fullmatch(plain[0]) is not None
        or _ENDING.fullmatch(plain[-1]) is not None
        or not _WITHIN.isdisjoint(plain)
    )


def is_speaker(name: str, times: int) -> bool:
    """Whether what begins *times* turns is a name: of two words, or one that comes back."""
    return looks_like_name(name) and (times > 1 or " " in name)


# ── lines ─────────────────────────────────────────────────────────────────────

#: a time as transcripts write it: a link, the role of ours, in brackets, or bare
_TIME = re.compile(
    rf"\[\\?\[?(?P<label>{CLOCK})\\?\]?\]\((?P<url>[^()\s]*)\)"
    rf"|\{{youtube\}}`(?P<role>{CLOCK})`"
    rf"|(?:\\?[\[(])(?P<brackets>{CLOCK})(?:\\?[\])])|(?P<bare>{CLOCK})(?![\w:])"
)
_URL_TIME = re.compile(r"[?&#;](?:t|start)=([0-9hms]+)")
# names end in a character that is not blank, so that blanks are matched by what follows alone
_BOLD_NAME = re.compile(r"(\*\*|__)(?P<name>[^*_\[\]\n:]{0,79}?[^\s*_\[\]:])\s*(?P<colon>:?)\1")
_PLAIN_NAME = re.compile(
    r"(?P<name>(?=[^\W\d_])[^:*\[\]<>!?;\n]{0,59}?[^\s:*\[\]<>!?;])"
    rf"\s*(?=:(?!\S)|\\?[\[(]\\?\[?{CLOCK})"
)
#: a whole line, as Otter.ai and Teams write it: ``Name  0:03``
_NAME_AND_TIME = re.compile(
    rf"(?P<name>(?=[^\W\d_])[^:*\[\]<>!?;\n\t]{{0,59}}?[^\s:*\[\]<>!?;])"
    rf"(?P<gap>[ \t\xa0]{{1,9}})(?P<time>{CLOCK})[ \t]*(?:\n|\Z)"
)
#: what stands between a name or a time and the words
_COLON = re.compile(r":(?!\S)")
_DASH = re.compile(r"[-\u2013\u2014]\s")


def speaker_line(text: str, known: Collection[str] = ()) -> tuple[str, int | None, str] | None:
    """Return the speaker, the time in seconds and the rest of a text that begins a turn.

    *text* is a paragraph in Markdown, or one of its lines: ``**Name** [0:12](URL)``,
    ``**Name** [mm:ss]``, ``**Name:** text`` or ``Name: text``, each also with the time in front;
    or ``Name  0:03`` with the words in the next line, as Otter.ai writes it. The time of a link
    is the one in its address. Other texts give None. As ``Name: text`` is common, use this only
    for transcripts; the name must look like one, or be in *known*.
    """
    plain = text.strip()
    if match := _NAME_AND_TIME.match(plain):
        return _named_and_timed(match, plain, known)
    seconds, rest = _take_time(plain)
    bold = _BOLD_NAME.match(rest)
    match = bold or _PLAIN_NAME.match(rest)
    if match is None:
        return None
    name = " ".join(match["name"].split())
    after = rest[match.end() :]
    is_followed = _COLON.match(after) is not None
    has_colon = is_followed or bool(bold and bold["colon"])
    late, after = _take_time((_set_off(after) if is_followed else after).lstrip())
    seconds = late if seconds is None else seconds
    is_named = name in known or (may_be_name(name) if bold else _is_name(name))
    if (seconds is None and not has_colon) or not is_named:
        return None
    if not bold and late is None and not has_colon:
        return None
    return name, seconds, (after if late is None else _set_off(after)).strip()


def _named_and_timed(
    match: re.Match[str], text: str, known: Collection[str]
) -> tuple[str, int | None, str] | None:
    """Return what :func:`speaker_line` does for a line that is a name and a time.

    With a single blank between them, a single word may be a word: ``Break 10:30``.
    """
    name = " ".join(match["name"].split())
    is_wide = match["gap"] != " "
    if not (name in known or (_is_name(name) and (is_wide or " " in name))):
        return None
    return name, second_in("", match["time"]), text[match.end() :].strip()


def _is_name(name: str) -> bool:
    return looks_like_name(name) and _LETTER.match(name) is not None


def _set_off(text: str) -> str:
    """Return what follows a name or a time, without the colon and the dash between them."""
    said = text.lstrip()
    if _COLON.match(said):
        said = said[1:].lstrip()
    elif said == text:
        return text
    return said[1:].lstrip() if _DASH.match(said) else said


def _take_time(text: str) -> tuple[int | None, str]:
    """Return the time at the start of *text*, in seconds, and the rest."""
    match = _TIME.match(text)
    if match is None:
        return None, text
    label = match["label"] or match["role"] or match["brackets"] or match["bare"]
    seconds = second_in(match["url"] or "", label)
    return (None, text) if seconds is None else (seconds, text[match.end() :].lstrip(" \t"))


def second_in(url: str, label: str) -> int | None:
    """Return the time of a link in seconds: the one in its address, else in its text."""
    in_url = _URL_TIME.search(url)
    for written in (in_url[1] if in_url else "", label):
        try:
            return parse_seconds(written)
        except ValueError:
            continue
    return None


def speaker_lines(
    texts: Sequence[str], known: Collection[str] = ()
) -> list[tuple[str, int | None, str] | None]:
    """Return :func:`speaker_line` of each paragraph, or line, of one transcript.

    The results depend on each other: if some turns begin in bold or with a time, all do, and
    ``So: text`` is something that was said. Otherwise, a single word is a name only if it is
    *known* or occurs twice.
    """
    found = [speaker_line(text, known) for text in texts]
    marked = [
        begins is not None and (begins[1] is not None or text.lstrip().startswith(("**", "__")))
        for begins, text in zip(found, texts, strict=True)
    ]
    if any(marked):
        return [begins if mark else None for begins, mark in zip(found, marked, strict=True)]
    count = Counter(begins[0] for begins in found if begins)
    names = {name for name in count if count[name] > 1 or name in known or " " in name}
    return [begins if begins and begins[0] in names else None for begins in found]


# ── turns ─────────────────────────────────────────────────────────────────────


def parse_text(text: str, known: Collection[str] = ()) -> Transcript:
    """Return the transcript in a text without cues, some of whose lines begin a turn."""
    rows = LINE_END.split(text.removeprefix("\ufeff"))
    turns: list[Turn] = []
    said: list[str] = []
    speaker, start = "", None
    for row, begins in zip(rows, speaker_lines(rows, known), strict=True):
        if begins:
            turns += [Turn(speaker, start, " ".join(said))] if said else []
            speaker, start = one_line(begins[0]), begins[1]
            said = []
        said += filter(None, [one_line(begins[2] if begins else row)])
    turns += [Turn(speaker, start, " ".join(said))] if said else []
    return Transcript(tuple(turns))
