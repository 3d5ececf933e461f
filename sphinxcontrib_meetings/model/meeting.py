"""The record of a meeting: plain, immutable data, and nothing else.

Everything that is read ends in a :class:`Meeting`, and every view starts from
one. Records hold keys of people and tags; the registries are consulted when
pages are written, so that an edited ``authors.yml`` re-reads no note.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from sphinxcontrib_meetings.model.recording import Chapter, Recording, main_recording

__all__ = [
    "Excerpt",
    "Meeting",
    "Participation",
    "Person",
    "Role",
    "Series",
    "Status",
    "Tag",
]


class Role(enum.StrEnum):
    """What a person did at, or for, a meeting."""

    AUTHOR = "author"
    CHAIR = "chair"
    SCRIBE = "scribe"
    SPEAKER = "speaker"
    ATTENDEE = "attendee"
    #: who could not come, and said so
    REGRETS = "regrets"


class Status(enum.StrEnum):
    """Whether a meeting takes place (RFC 5545, section 3.8.1.11)."""

    CONFIRMED = "confirmed"
    TENTATIVE = "tentative"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, as a note or a registry describes them.

    In a record only :attr:`key` is certain to be filled: a note that names
    ``brooks`` says no more than that, and the registry adds the rest.
    """

    #: key in the registry, or the name as it was written
    key: str
    name: str = ""
    #: what they are ("Maintainer"), Docusaurus' ``title``
    title: str = ""
    description: str = ""
    url: str = ""
    email: str = ""
    image: str = ""
    #: pairs of network and address, in the order of the registry
    socials: tuple[tuple[str, str], ...] = ()
    aliases: tuple[str, ...] = ()
    #: organization that they belong to
    org: str = ""
    org_url: str = ""
    #: what they are in the project, such as ``maintainer``
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Participation:
    """One person in one role."""

    role: Role
    person: Person


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag, as a note or a registry describes it."""

    #: key in the registry, or the label as it was written
    key: str
    label: str = ""
    #: Docusaurus' path of the tag's page, without slashes around it
    permalink: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """Meetings that belong together: a weekly call, a working group."""

    key: str
    title: str = ""
    description: str = ""
    #: patterns of the docnames that belong to it
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What lists show of a note, as a pickled docutils fragment."""

    #: ``pickle.dumps`` of a ``docutils.nodes.container``
    fragment: bytes
    #: the same as plain text, one line
    text: str
    #: id of the place of the truncate marker that says where it ends, empty where there is none
    rest: str = ""
    #: whether nothing in it depends on the builder: text, lists and links to elsewhere
    plain: bool = False
    #: role and target of its cross-references to meetings, tags and people
    references: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Meeting:
    """What one note, or one section of running notes, says of a meeting."""

    docname: str
    #: id of the section, empty where the whole document is the meeting
    anchor: str = ""
    #: line of the document that identifies it, for warnings
    line: int = 0
    title: str = ""
    date: dt.date | None = None
    #: wall-clock time; aware if the time zone is known, else floating (RFC 5545, 3.3.5)
    start: dt.datetime | None = None
    end: dt.datetime | None = None
    #: name in the IANA time zone database, or empty
    timezone: str = ""
    duration: dt.timedelta | None = None
    people: tuple[Participation, ...] = ()
    tags: tuple[Tag, ...] = ()
    series: str = ""
    location: str = ""
    description: str = ""
    image: str = ""
    keywords: tuple[str, ...] = ()
    slug: str = ""
    status: Status = Status.CONFIRMED
    draft: bool = False
    unlisted: bool = False
    recordings: tuple[Recording, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    #: document or file of captions that the note names as its transcript
    transcript: str = ""
    excerpt: Excerpt | None = None
    #: pairs of field and line of the document, where fields were written
    lines: tuple[tuple[str, int], ...] = ()

    @property
    def name(self) -> str:
        """Identity: the docname, or ``docname#anchor`` of a section."""
        return f"{self.docname}#{self.anchor}" if self.anchor else self.docname

    def line_of(self, field: str) -> int:
        """Return the line where *field* was written, else the record's own."""
        return dict(self.lines).get(field, self.line)

    @property
    def recording(self) -> Recording | None:
        """The recording that times and chapters mean; others of the meeting are only shown."""
        return main_recording(self.recordings)

    @property
    def recorded(self) -> dt.timedelta | None:
        """How long the recording is, if the note says so; times of the meeting do not."""
        length = self.recording.duration if self.recording else None
        given = self.duration if "duration" in dict(self.lines) else None
        return length or given

    def people_as(self, role: Role) -> tuple[Person, ...]:
        """Return those who took part as *role*, in the order of the note."""
        return tuple(part.person for part in self.people if part.role is role)

    @property
    def authors(self) -> tuple[Person, ...]:
        """Those who wrote the note."""
        return self.people_as(Role.AUTHOR)
