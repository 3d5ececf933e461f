"""The record of a meeting: plain, immutable data.

Reading produces :class:`Meeting` records, and every view is made from them.
Records hold the keys of people and tags. The registries are consulted when
pages are written, so that no note is read again after ``authors.yml`` changes.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from sphinxcontrib_meetings.model.field import Field, Shown, made_of
from sphinxcontrib_meetings.model.minutes import Action, Approval, Decision, Topic, Vote
from sphinxcontrib_meetings.model.month import Month
from sphinxcontrib_meetings.model.people import Participation, Person, Role
from sphinxcontrib_meetings.model.problem import Kind
from sphinxcontrib_meetings.model.recording import Chapter, Recording, main_recording

__all__ = [
    "Content",
    "Excerpt",
    "Meeting",
    "Series",
    "Status",
    "Tag",
]


class Status(enum.StrEnum):
    """Whether a meeting takes place (RFC 5545, section 3.8.1.11)."""

    CONFIRMED = "confirmed"
    TENTATIVE = "tentative"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag, as described in a note or a registry."""

    #: key in the registry, or the label as it was written
    key: str
    label: str = ""
    #: path of the tag's page in Docusaurus, without leading and trailing slashes
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
    #: document that is its overview, if any
    home: str = ""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What lists show of a note, as a pickled docutils fragment."""

    #: ``pickle.dumps`` of a ``docutils.nodes.container``
    fragment: bytes
    #: the same as plain text, one line
    text: str
    #: id of the truncate marker that ends it; empty if there is none
    rest: str = ""
    #: whether it is the same in every builder: only text, lists and external links
    plain: bool = False
    #: (role, target) of its cross-references to meetings, tags and people
    references: tuple[tuple[str, str], ...] = ()
    #: ``pickle.dumps`` of a container with its other cross-references; empty if there are none
    others: bytes = b""
    #: paths of its images below the source directory
    images: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """What tells whether the whole text of a document, as it is written, has changed."""

    #: digest of what was read
    digest: str
    #: (role, target) of its cross-references to meetings, tags and people
    references: tuple[tuple[str, str], ...] = ()
    #: ``pickle.dumps`` of a container with its other cross-references; empty if there are none
    others: bytes = b""
    #: paths of its images below the source directory
    images: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting, as described in a note or in a section of running notes."""

    docname: str
    #: id of the section; empty if the whole document is the meeting
    anchor: str = ""
    #: line of the document where warnings about it point
    line: int = 0
    title: str = made_of(
        Field(
            "title",
            "text",
            "Title of the meeting; defaults to the first heading, then to the file name.",
        ),
        default="",
    )
    #: the first day; a :class:`Month` if no more is known
    date: dt.date | None = made_of(
        Field(
            "date",
            "date",
            "Day of the meeting, its days (`2023-09-20 to 2023-09-22`) or only its month "
            "(`2023-09`), optionally with times (`2023-09-20 17:00`, `2023-09-20 5-6 pm PDT`); "
            "defaults to the date in the path, then to the date in the first heading.",
            kind=Kind.DATE,
        ),
        default=None,
    )
    end_date: dt.date | None = made_of(
        Field(
            "end_date",
            "day",
            "Last day of a meeting that takes several days.",
            kind=Kind.DATE,
        ),
        default=None,
    )
    #: wall-clock time; with a time zone if that is known, else floating (RFC 5545, 3.3.5)
    start: dt.datetime | None = made_of(
        Field(
            "time",
            "time",
            "Time of day at which the meeting starts (`17:00`, `5pm`, `17:00 UTC`).",
        ),
        Field(
            "start",
            "time, or date and time",
            "When the meeting starts; like `time`, but may include the date.",
        ),
        default=None,
    )
    end: dt.datetime | None = made_of(
        Field(
            "end",
            "time, date, or both",
            "When the meeting ends; after midnight, include the date (`2023-09-21 00:30`), which "
            "alone is the last day.",
        ),
        default=None,
    )
    #: name in the IANA time zone database, or empty
    timezone: str = made_of(
        Field(
            "timezone",
            "time zone",
            "Time zone of all times: a name from the IANA database (`Europe/Berlin`), `UTC` or an "
            "offset (`+02:00`).",
        ),
        default="",
    )
    duration: dt.timedelta | None = made_of(
        Field(
            "duration",
            "duration",
            "Length of the meeting, or of its recording (`1:02:03`, `59:30`, `45 min`, "
            "`PT1H2M3S`, or seconds).",
        ),
        default=None,
    )
    people: tuple[Participation, ...] = made_of(
        Field(
            "authors",
            "list of authors",
            "Who wrote the note: keys from `authors.yml`, names, or mappings with `name`, "
            "`title`, `url`, `image_url` and `email`.",
            aliases=("author",),
            role=Role.AUTHOR,
        ),
        *(
            Field(name, "list of people", text, aliases, role=role)
            for name, text, aliases, role in (
                (
                    "chair",
                    "Who led the meeting.",
                    (
                        *("chairs", "chairperson", "cochair", "co-chair", "co-chairs"),
                        *("facilitator", "facilitators", "host", "hosts", "co-host", "co-hosts"),
                        *("moderator", "moderators"),
                    ),
                    Role.CHAIR,
                ),
                (
                    "scribe",
                    "Who took the notes.",
                    (
                        *("scribes", "secretary", "minute-taker", "minute-takers"),
                        *("minutetaker", "note-taker", "note-takers", "notetaker", "notetakers"),
                    ),
                    Role.SCRIBE,
                ),
                (
                    "speakers",
                    "Who spoke, or presented.",
                    ("speaker", "panelists", "presenter", "presenters"),
                    Role.SPEAKER,
                ),
                (
                    "attendees",
                    "Who was there.",
                    (
                        *("attendee", "attendance", "attending", "guest", "guests"),
                        *("in-attendance", "participant", "participants", "present"),
                    ),
                    Role.ATTENDEE,
                ),
                (
                    "regrets",
                    "Who sent apologies for absence.",
                    ("absent", "absentees", "apologies", "excused"),
                    Role.REGRETS,
                ),
            )
        ),
        default=(),
    )
    tags: tuple[Tag, ...] = made_of(
        Field(
            "tags",
            "list of tags",
            "What the meeting is about: keys from `tags.yml`, labels, or mappings with `label` "
            "and `permalink`.",
            aliases=("tag", "category", "categories"),
        ),
        default=(),
    )
    series: str = made_of(
        Field(
            "series",
            "text",
            "Series that the meeting belongs to; the links to the previous and next meeting stay "
            "within it.",
        ),
        default="",
    )
    location: str = made_of(
        Field(
            "location",
            "text",
            "Where the meeting takes place: a room, or the address of the call.",
            shown=Shown.VALUE,
            label="Location",
            schema_org="location",
        ),
        default="",
    )
    description: str = made_of(
        Field(
            "description",
            "text",
            "One or two sentences, shown in lists where the note has no truncate marker.",
            aliases=("excerpt", "summary"),
        ),
        default="",
    )
    image: str = made_of(
        Field(
            "image",
            "file or URL",
            "Image to show when the page is shared.",
        ),
        default="",
    )
    keywords: tuple[str, ...] = made_of(
        Field("keywords", "list of text", "Words for search engines."), default=()
    )
    slug: str = made_of(
        Field(
            "slug",
            "path",
            "Path by which links may refer to the meeting; the page's address stays the same.",
        ),
        default="",
    )
    status: Status = made_of(
        Field("status", "confirmed, tentative or cancelled", "Whether the meeting takes place."),
        default=Status.CONFIRMED,
    )
    #: a moment where the time is known
    updated: dt.date | None = made_of(
        Field(
            "last_update",
            "date, or mapping with date",
            "When the note was last changed, as feeds say; defaults to the date of the meeting.",
            aliases=("updated", "lastmod"),
            kind=Kind.DATE,
        ),
        default=None,
    )
    draft: bool = made_of(
        Field(
            "draft",
            "true or false",
            "If true, the note is left out unless `meetings_drafts` is set.",
        ),
        default=False,
    )
    unlisted: bool = made_of(
        Field(
            "unlisted",
            "true or false",
            "If true, the meeting has a page but stays out of all lists.",
        ),
        default=False,
    )
    recordings: tuple[Recording, ...] = made_of(
        Field(
            "recording",
            "list of URLs",
            "Recordings: URLs, YouTube ids, or mappings with `url`, `title`, `duration`, "
            "`start` and `poster`.",
            aliases=("recordings", "video"),
            kind=Kind.VIDEO,
        ),
        default=(),
    )
    chapters: tuple[Chapter, ...] = made_of(
        Field(
            "chapters",
            "list of chapters",
            "Parts of the recording: lines such as `0:12 Welcome`, mappings with `time` or "
            "`seconds` and `title`, or a mapping of times to titles.",
        ),
        default=(),
    )
    #: document or file that the note names as its transcript
    transcript: str = made_of(
        Field(
            "transcript",
            "document or file",
            "Document with the transcript, caption file (`.vtt`, `.srt`, `.sbv`) or text file "
            "(`.txt`), relative to the folder of the note; without this field, "
            "`NAME-transcript` or `NAME.vtt` beside the note is used.",
        ),
        default="",
    )
    #: how far its minutes are
    minutes: Approval = made_of(
        Field(
            "minutes",
            "draft or approved",
            "Whether the meeting, or a later one, has approved its minutes; any other value is "
            "read as `scribe`.",
        ),
        default=Approval.UNKNOWN,
    )
    #: a date in ISO 8601, or what names a meeting
    approved: str = made_of(
        Field(
            "approved",
            "date, or meeting",
            "When the minutes were approved, or by which meeting: its date, name or slug.",
        ),
        default="",
    )
    #: identifiers or words of actions of earlier meetings
    done: tuple[str, ...] = made_of(
        Field(
            "done",
            "list of actions",
            "Actions of earlier meetings of the series that are done: their ids, or their words "
            "as they stand there.",
        ),
        default=(),
    )
    #: from the minutes in its text, in the order of the text
    topics: tuple[Topic, ...] = ()
    decisions: tuple[Decision, ...] = ()
    votes: tuple[Vote, ...] = ()
    actions: tuple[Action, ...] = ()
    #: day of the next meeting, as its text says
    next_meeting: dt.date | None = None
    #: days of the meetings whose minutes were approved in this one, as its text says
    approves: tuple[dt.date, ...] = ()
    excerpt: Excerpt | None = None
    #: (field, line) pairs: where in the document each field was written
    lines: tuple[tuple[str, int], ...] = ()

    @property
    def name(self) -> str:
        """The name that identifies it: the docname, or ``docname#anchor`` for a section."""
        return f"{self.docname}#{self.anchor}" if self.anchor else self.docname

    @property
    def last_day(self) -> dt.date | None:
        """The last day on which it may take place."""
        if isinstance(self.date, Month):
            return self.date.last_day
        return max(
            filter(None, (self.date, self.end_date, self.end and self.end.date())), default=None
        )

    def line_of(self, field: str) -> int:
        """Return the line where *field* was written, else that of the record."""
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
        """Return the people with *role*, in the order of the note."""
        return tuple(part.person for part in self.people if part.role is role)

    @property
    def authors(self) -> tuple[Person, ...]:
        """The people who wrote the note."""
        return self.people_as(Role.AUTHOR)
