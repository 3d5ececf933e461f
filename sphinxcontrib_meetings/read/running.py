"""Running notes in a doctree: sections that are meetings, since their titles are dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from docutils import nodes

from sphinxcontrib_meetings.nodes.tree import child_sections, heading_of, upwards
from sphinxcontrib_meetings.parse.date_words import DateWords
from sphinxcontrib_meetings.parse.running import DatedHeading, Heading, dated_headings

__all__ = ["RunningNotes", "running_notes"]


@dataclass(slots=True)
class RunningNotes:
    """The dated sections of a document, in their order; none if it is not running notes."""

    document: nodes.document
    docname: str
    dated: list[tuple[nodes.section, DatedHeading]] = field(default_factory=list)
    #: id without a number ─► how many have it
    _ids: Counter[str] = field(default_factory=Counter)

    @property
    def needs_title(self) -> bool:
        """Whether the first title of the document is that of a meeting."""
        return bool(self.dated) and self.dated[0][0] is next(child_sections(self.document), None)

    def arrange(self) -> None:
        """Put everything under one title, and what follows a meeting into it; name the meetings.

        A section on the level of a meeting, such as "Agenda", belongs to the meeting before it.
        """
        if not self.dated:
            return
        first, *others = child_sections(self.document)
        for section in others:
            self.document.remove(section)
            first += section
        found = {id(section) for section, _ in self.dated}
        above = {id(node) for section, _ in self.dated for node in upwards(section.parent)}
        parents = {id(section.parent): section.parent for section, _ in self.dated}
        for parent in parents.values():
            if isinstance(parent, nodes.Element):
                _absorb(parent, found, above)
        for section, heading in self.dated:
            if heading.date:
                self._name(section, heading.date.isoformat())

    def _name(self, section: nodes.section, day: str) -> None:
        """Give *section* an id by its date, unless the author has given it one.

        That of its title would move to the newest meeting where all have the same name.
        """
        document = self.document
        # in Markdown, only the title tells the author's from that of the title
        of_title = nodes.fully_normalize_name(heading_of(section))
        own = [
            document.nameids.get(name)
            for name in section["names"]
            if document.nametypes.get(name) or name != of_title
        ]
        given = next((name for name in own if name in section["ids"]), None)
        if given is None:
            # with the name of the document, since a book contains many
            given = self._free_id(day)
            document.ids[given] = section
        else:
            section["ids"].remove(given)
        section["ids"].insert(0, given)

    def _free_id(self, day: str) -> str:
        name = self.docname.removesuffix("/index").rpartition("/")[2]
        plain = nodes.make_id(f"{name}-{day}")
        if not plain.endswith(f"-{day}"):
            # an id cannot begin with a digit
            plain = f"meeting-{day}"
        while True:
            self._ids[plain] += 1
            count = self._ids[plain]
            free = plain if count == 1 else f"{plain}-{count}"
            if free not in self.document.ids:
                return free


def running_notes(
    document: nodes.document,
    docname: str,
    sections: Sequence[nodes.section],
    words: DateWords,
    *,
    named: bool,
) -> RunningNotes:
    """Return the dated ones of *sections*, which are all of *document*, in their order.

    *words* has the names of months and weekdays. *named* means that the author says that these
    are running notes.
    """
    places = {id(section): index for index, section in enumerate(sections)}
    outline = [
        Heading(
            heading_of(section),
            next((places[id(node)] for node in upwards(section.parent) if id(node) in places), -1),
        )
        for section in sections
    ]
    found = dated_headings(outline, docname, named=named, words=words)
    return RunningNotes(document, docname, [(sections[i], one) for i, one in found.items()])


def _absorb(parent: nodes.Element, found: set[int], above: set[int]) -> None:
    """Move sections of *parent* that follow one *found*, and are not *above* another, into it."""
    kept: list[nodes.Node] = []
    meeting: nodes.Element | None = None
    for child in parent.children:
        if isinstance(child, nodes.section):
            if id(child) in found or id(child) in above:
                meeting = child if id(child) in found else None
            elif meeting is not None:
                meeting += child
                continue
        kept.append(child)
    parent.children = kept
