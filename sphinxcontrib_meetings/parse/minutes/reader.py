"""Reads the minutes of one meeting with the rules that are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sphinxcontrib_meetings.model.minutes import Minute
from sphinxcontrib_meetings.model.people import Participation
from sphinxcontrib_meetings.parse.minutes.agenda import with_sections
from sphinxcontrib_meetings.parse.minutes.attendance import boxes_of_people
from sphinxcontrib_meetings.parse.minutes.lines import Note
from sphinxcontrib_meetings.parse.minutes.repeats import without_repeats
from sphinxcontrib_meetings.parse.minutes.rule import Context, Finding, Rule

__all__ = ["read_minutes"]


def read_minutes(note: Note, rules: Iterable[Rule], context: Context) -> Sequence[Finding]:
    """Return what *rules* find in *note*, in the order of its lines.

    A line counts once for each kind of thing: the first rule that takes it wins. So a task that is
    also an action is not counted twice; neither is a summary of what stands above.
    """
    # a box in a roll call is no task
    taken: set[tuple[str, int]] = {("action", place) for place in boxes_of_people(note)}
    found: list[Finding] = []
    for rule in rules:
        own = list(rule.read(note, context))
        if not own:
            # as most of them
            continue
        if rule.kind == "attendance":
            people = (*context.people, *_names(own))
            context = replace(context, people=people, called=_called(people))
        for finding in own:
            places = {(rule.kind, place) for place in range(finding.first, finding.last)}
            if isinstance(finding.item, Minute) and not taken.isdisjoint(places):
                continue
            found.append(_placed(finding, note))
        # a rule may find several things in one line, such as people
        taken.update((rule.kind, place) for one in own for place in range(one.first, one.last))
    ordered = sorted(with_sections(found, note), key=lambda finding: finding.first)
    return without_repeats(ordered, note)


def _names(found: Iterable[Finding]) -> Iterator[str]:
    """Yield the names and handles of the people in *found*."""
    for finding in found:
        if isinstance(finding.item, Participation):
            person = finding.item.person
            yield from filter(None, (person.name, person.key))


def _called(people: Iterable[str]) -> frozenset[str]:
    """Return the words that call exactly one of *people*, in lower case."""
    firsts: dict[str, set[str]] = {}
    for name in people:
        plain = name.casefold()
        firsts.setdefault(plain.split()[0] if plain.strip() else "", set()).add(plain)
    return frozenset(first for first, names in firsts.items() if first and len(names) == 1)


def _placed(finding: Finding, note: Note) -> Finding:
    """Return *finding* with the line and the topic of its place."""
    item = finding.item
    if not isinstance(item, Minute):
        return finding
    placed = replace(
        item,
        line=note.lines[finding.first].number,
        topic=item.topic or note.topic_of(finding.first),
    )
    return replace(finding, item=placed)
