"""Votes that people cast in the minutes: ``+1`` below a proposal, and MeetBot's ``#startvote``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from sphinxcontrib_meetings.model.minutes import Vote
from sphinxcontrib_meetings.parse.minutes.body import body_of
from sphinxcontrib_meetings.parse.minutes.lines import Kind, Note
from sphinxcontrib_meetings.parse.minutes.rule import Context, Finding
from sphinxcontrib_meetings.parse.minutes.statements import statement_end, statements
from sphinxcontrib_meetings.parse.minutes.vote_questions import proposal_in

__all__ = ["read_polls", "read_signs"]

_NICK = (
    r"(?:[0-9:\s]{0,12}<(?P<nick>[^<>\s]{1,40})>\s?"
    r"|[0-9:]{0,8}\s?(?P<name>[^\W\d_][^:+<>]{0,40}):\s)?"
)
_SIGN = r"(?P<sign>[+\N{MINUS SIGN}\N{EN DASH}\N{PLUS-MINUS SIGN}-][01]|0)"
#: a vote, before or behind the name of who casts it; words may follow
_CAST = re.compile(
    rf"\A\W{{0,2}}?{_NICK}\s?{_SIGN}(?=[\s,.;:!()*]|\Z)(?![.,][0-9])(?!\s?[a-z]*[0-9%])"
    rf"|\A[^\W\d_][\w .'-]{{0,40}}?\s{_SIGN.replace('sign', 'last')}\s*\Z"
)
_START = re.compile(
    r"\A(?:[0-9:\s]{0,12}<[^<>\s]{1,40}>\s?|\W{0,3})#startvote\s+(?P<text>\S.*)", re.I
)
_VOTE = re.compile(
    r"\A(?:[0-9:\s]{0,12}<(?P<nick>[^<>\s]{1,40})>\s?|(?P<name>[^\W\d]\w{0,30}):\s|\W{0,3})"
    r"#vote\s+(?P<choice>\S.*)",
    re.IGNORECASE,
)
_END = re.compile(r"\A(?:[0-9:\s]{0,12}<[^<>\s]{1,40}>\s?|\W{0,3})#endvote\b", re.IGNORECASE)
_VOTED = re.compile(
    r"(?:\A|(?<=[\s>*]))Voted on [\"\N{LEFT DOUBLE QUOTATION MARK}](?P<question>[^\"]{1,400})"
    r"[\"\N{RIGHT DOUBLE QUOTATION MARK}]\.?\s?Results are,?\s*(?P<results>.*)",
    re.IGNORECASE,
)
_RESULT = re.compile(r"(?P<choice>[^\s:,][^:,]{0,60}?):\s?(?P<number>[0-9]{1,5})(?:,\s?|\s*\Z)")
_TALLY = re.compile(
    r"\A(?:[0-9:\s]{0,12}<[^<>\s]{1,40}>\s?|\W{0,3})(?P<choice>[^\s:(][^:(]{0,60}?)\s"
    r"\((?P<number>[0-9]{1,5})\):(?P<names>.*)"
)
_MOST_OPTIONS = 20
#: limit of lines that people vote in
_MOST_TALK = 100
#: begins another topic
_ELSE = re.compile(r"\W{0,6}(?:[0-9:\s]{0,12}<[^<>\s]{1,40}>\s?)?#?(?:sub)?topic\b", re.IGNORECASE)
#: ends the talk about a proposal
_RESOLVED = re.compile(
    r"\W{0,6}(?:[0-9:\s]{0,12}<[^<>\s]{1,40}>\s?)?"
    r"(?:resolved|resolution|decision|decided|agreed|accepted|result)\W{0,4}:"
    r"|\W{0,3}#(?:agreed|accepted|rejected)\b",
    re.IGNORECASE,
)
_DIFFERS = "{cast} people have voted, but the results add up to {total}; correct one of them"


def read_signs(note: Note, context: Context) -> Iterator[Finding]:
    """Yield the votes that are cast in the lines below a proposal: ``+1``, ``0``, ``-1``."""
    after = 0
    for index in statements(note, ":"):
        if index < after or proposal_in(note.lines[index].plain) is None:
            continue
        start = _text_end(note, index)
        question = proposal_in(body_of(note, index, start).text) or ""
        if not question and start < len(note.lines) and _sign_of(note, start) is None:
            # what is proposed stands below the label
            end = _text_end(note, start)
            question, start = body_of(note, start, end).text, end
        last, counts = _cast(note, start)
        if question and last > start and counts:
            yield Finding(Vote(question=question, counts=tuple(counts.items())), start, last)
        # the talk may hold other proposals
        after = last


def _text_end(note: Note, index: int) -> int:
    """Return the index after the words at *index*, before the votes in the same paragraph."""
    end, limit = index + 1, statement_end(note, index)
    while end < limit and _sign_of(note, end) is None:
        end += 1
    return end


def _cast(note: Note, start: int) -> tuple[int, dict[str, int]]:
    """Return the index after the votes from *start* on, and how many there are of each.

    They follow each other, or stand in talk that ends in a resolution. Where votes follow
    after talk without one, nobody can tell what they are for, and none count.
    """
    signs: list[str] = []
    direct, last = 0, start
    for index in range(start, min(start + _MOST_TALK, len(note.lines))):
        line, sign = note.lines[index], _sign_of(note, index)
        text = line.plain
        if sign is not None:
            signs.append(sign)
            last = index + 1
            direct = len(signs) if index - start < len(signs) else direct
        elif index == start:
            return start, {}
        elif _RESOLVED.match(text):
            direct = len(signs)
            break
        elif line.kind is Kind.HEADING or _ELSE.match(text) or proposal_in(text) is not None:
            break
    if len(signs) < 2 or direct < len(signs):
        return start, {}
    return last, dict(Counter(signs))


def _sign_of(note: Note, index: int) -> str | None:
    """Return the vote that the line at *index* casts; None if it casts none."""
    line = note.lines[index]
    if line.kind not in {Kind.ITEM, Kind.TEXT} or line.is_quoted:
        return None
    match = _CAST.match(line.plain[:200])
    if match is None:
        return None
    sign = match["sign"] or match["last"]
    return sign.replace("\N{MINUS SIGN}", "-").replace("\N{EN DASH}", "-")


@dataclass(slots=True)
class _Poll:
    """A vote that a bot takes."""

    first: int
    question: str
    #: choices in lower case ─► as they are written
    choices: dict[str, str]
    #: who ─► choice in lower case; the last one counts
    cast: dict[str, str] = field(default_factory=dict)


def read_polls(note: Note, context: Context) -> Iterator[Finding]:
    """Yield the votes that MeetBot takes, between ``#startvote`` and ``#endvote``."""
    poll: _Poll | None = None
    after = 0
    for index in statements(note, "#", "voted on"):
        if index < after:
            continue
        text, after = note.lines[index].plain, index + 1
        if match := _START.match(text):
            poll = _started(index, match["text"])
        elif match := _VOTED.search(text[:2000]):
            counts, after = _results(note, index, match["results"])
            if counts:
                yield _told(poll, index, after, match["question"].strip(), counts)
            poll = None
        elif poll and (match := _VOTE.match(text)):
            _take(poll, index, match)
        elif poll and _END.match(text) and not _is_told(note, after):
            if cast := _counts(poll):
                yield Finding(Vote(question=poll.question, counts=cast), poll.first, after)
            poll = None


def _is_told(note: Note, index: int) -> bool:
    """Whether the results stand at *index*."""
    return index < len(note.lines) and _VOTED.search(note.lines[index].plain[:2000]) is not None


def _started(index: int, text: str) -> _Poll:
    question, mark, options = text.partition("?")
    if not mark:
        return _Poll(index, text.strip(" ()"), {})
    names = [name.strip(" .") for name in options.lstrip(") ").split(",")[:_MOST_OPTIONS]]
    choices = {name.casefold(): name for name in names if name}
    # as MeetBot does, if the chair gives no options
    choices = choices or {"yes": "Yes", "no": "No"}
    return _Poll(index, question.strip(" (") + "?", choices)


def _take(poll: _Poll, index: int, match: re.Match[str]) -> None:
    choice = match["choice"].strip(" .")
    if not poll.choices or choice.casefold() in poll.choices:
        who = (match["nick"] or match["name"] or f"#{index}").casefold()
        poll.cast[who] = choice.casefold() if poll.choices else choice


def _counts(poll: _Poll) -> tuple[tuple[str, int], ...]:
    """Return how many votes each choice has; empty if nobody has voted."""
    counts = dict.fromkeys(poll.choices, 0)
    for choice in poll.cast.values():
        counts[choice] = counts.get(choice, 0) + 1
    if not poll.cast:
        return ()
    return tuple((poll.choices.get(choice, choice), number) for choice, number in counts.items())


def _results(note: Note, index: int, text: str) -> tuple[list[tuple[str, int]], int]:
    """Return the results that MeetBot tells from the line at *index* on, and where they end."""
    if text.strip():
        counts = [(one["choice"].strip(), int(one["number"])) for one in _RESULT.finditer(text)]
        return counts[:_MOST_OPTIONS], index + 1
    counts = []
    end = index + 1
    while end < len(note.lines) and (match := _TALLY.match(note.lines[end].plain[:2000])):
        counts.append((match["choice"].strip(), int(match["number"])))
        end += 1
    return counts, end


def _told(
    poll: _Poll | None, index: int, last: int, question: str, counts: list[tuple[str, int]]
) -> Finding:
    """Return the vote whose results are told, with a problem if others were cast above."""
    vote = Vote(question=question, counts=tuple(counts))
    if poll is None:
        return Finding(vote, index, last)
    cast = len(poll.cast)
    problem = ""
    if cast and cast != vote.total:
        problem = _DIFFERS.format(cast=cast, total=vote.total)
    return Finding(vote, poll.first, last, problem)
