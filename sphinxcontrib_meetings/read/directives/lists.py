"""The directives for lists: options in, the placeholder of a list out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from sphinxcontrib_meetings.archive.attendance import AttendanceRequest
from sphinxcontrib_meetings.archive.register_views import ActionsRequest, DecisionsRequest
from sphinxcontrib_meetings.archive.select import Selection
from sphinxcontrib_meetings.archive.topics import TopicsRequest
from sphinxcontrib_meetings.archive.views import (
    FORMATS,
    CalendarRequest,
    ListRequest,
    PeopleRequest,
    Request,
    TagsRequest,
    UpcomingRequest,
)
from sphinxcontrib_meetings.archive.votes import VotesRequest
from sphinxcontrib_meetings.model.meeting import Status
from sphinxcontrib_meetings.model.minutes import ActionState, DecisionState
from sphinxcontrib_meetings.model.people import Role
from sphinxcontrib_meetings.model.problem import Kind, nearest
from sphinxcontrib_meetings.nodes.placeholders import list_placeholder
from sphinxcontrib_meetings.parse.values import split_list
from sphinxcontrib_meetings.read.directive_options import AnyOption, Converter
from sphinxcontrib_meetings.report import warn

__all__ = [
    "Listing",
    "MeetingActions",
    "MeetingAttendance",
    "MeetingCalendar",
    "MeetingDecisions",
    "MeetingList",
    "MeetingNext",
    "MeetingPeople",
    "MeetingTags",
    "MeetingTopics",
    "MeetingUpcoming",
    "MeetingVotes",
    "Option",
    "read_number",
    "read_words",
]


def read_words(text: str) -> tuple[str, ...]:
    """Return names, written as in the fields of a note."""
    return tuple(map(str, split_list(text)))


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        message = f"{text!r} is not a valid date; use YYYY-MM-DD, like 2026-11-23"
        raise ValueError(message) from None


def read_number(text: str) -> int:
    """Return a number that is written in digits."""
    if text.isdecimal() and len(text) < 10:
        return int(text)
    raise ValueError(f"{text!r} is not a number; use digits, like 10")


def _limit(text: str) -> int:
    number = read_number(text)
    if 1 <= number <= 100:
        return number
    # schedules may have no end
    raise ValueError(f"{text!r} is not a number from 1 to 100; use one, like 5")


def _year(text: str) -> int:
    year = read_number(text)
    if dt.MINYEAR <= year <= dt.MAXYEAR:
        return year
    raise ValueError(f"{text!r} is not a valid year; use YYYY, like 2026")


def _month(text: str) -> tuple[int, int]:
    try:
        day = dt.date.fromisoformat(f"{text}-01")
    except ValueError:
        raise ValueError(f"{text!r} is not a valid month; use YYYY-MM, like 2026-11") from None
    return day.year, day.month


def _one_of(choices: Iterable[str]) -> Converter:
    # plain text, also for enums
    known = [str(choice) for choice in choices]

    def read(text: str) -> str:
        if text in known:
            return text
        raise ValueError(f"{text!r} is not one of {', '.join(known)}.{nearest(text, known)}")

    return read


def _some_of(choices: Iterable[str]) -> Converter:
    read_one = _one_of(choices)

    def read(text: str) -> tuple[str, ...]:
        return tuple(map(read_one, read_words(text)))

    return read


def _on_off(text: str) -> bool:
    # a flag without a value is on
    return not text or _one_of(("true", "false"))(text) == "true"


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a list, for the directive and the docs."""

    name: str
    read: Converter
    #: form of the value, in words
    form: str
    #: one sentence
    help: str


#: which meetings
FILTERS = (
    Option("tag", read_words, "tags, comma-separated", "Meetings with all of these tags."),
    Option(
        "person",
        read_words,
        "people, comma-separated",
        "Meetings that all of these people took part in.",
    ),
    Option(
        "author",
        read_words,
        "people, comma-separated",
        "Meetings whose notes have all of these authors.",
    ),
    Option(
        "role",
        _one_of(Role),
        ", ".join(Role),
        "Meetings in which `person` has this role; without `person`, in which anybody has it.",
    ),
    Option("series", str, "text", "Meetings in this series."),
    Option("status", _one_of(Status), ", ".join(Status), "Meetings with this status."),
)
LIST_OPTIONS = (
    *FILTERS,
    Option("year", _year, "number", "Meetings in this year."),
    Option("before", _date, "date", "Meetings before this day."),
    Option("after", _date, "date", "Meetings after this day."),
    Option("limit", read_number, "number", "Maximum number of meetings; 0 means all."),
    Option(
        "sort",
        _one_of(("newest", "oldest")),
        "newest, oldest",
        "Which meetings come first.",
    ),
    Option(
        "group-by",
        _one_of(("year", "month", "series")),
        "year, month, series",
        "Groups the meetings by year, month or series, each group under a title.",
    ),
    Option(
        "format",
        # which ones there are is asked when the list is written
        str,
        ", ".join(FORMATS),
        "Layout of the list: one of these, or a format that an extension adds.",
    ),
    Option(
        "excerpt",
        _on_off,
        "true, false",
        "Whether to show excerpts; by default, the formats `list` and `cards` show them.",
    ),
    Option(
        "include",
        _on_off,
        "true, false",
        "Whether books include the listed notes in full: in place of the list (LaTeX, texinfo, "
        "man pages, singlehtml), or after the other chapters (EPUB).",
    ),
    Option(
        "overview",
        _on_off,
        "true, false",
        "Whether to show the list as on the generated overview: with links to years, tags and "
        "people, upcoming meetings first, and page by page. By default, a list without options "
        "is shown so in the document that takes the place of the overview.",
    ),
)
CALENDAR_OPTIONS = (
    *FILTERS,
    Option("month", _month, "month", "Month to show, like `2026-11`; by default the current one."),
    Option("year", _year, "number", "Year to show, month by month."),
)
#: which meetings a register is about
REGISTER_OPTIONS = (
    *(option for option in LIST_OPTIONS if option.name in {"tag", "person", "series"}),
    *(option for option in LIST_OPTIONS if option.name in {"year", "before", "after"}),
)
ATTENDANCE_OPTIONS = tuple(
    replace(option, help="Only these people.") if option.name == "person" else option
    for option in REGISTER_OPTIONS
)
_SAID_IN = (
    Option("tag", read_words, "tags, comma-separated", "Of meetings with all of these tags."),
    Option("series", str, "text", "Of meetings in this series."),
    Option("year", _year, "number", "Of meetings in this year."),
    Option("before", _date, "date", "Of meetings before this day."),
    Option("after", _date, "date", "Of meetings after this day."),
)
DECISION_OPTIONS = (
    *_SAID_IN,
    Option(
        "person",
        read_words,
        "people, comma-separated",
        "Of meetings that all of these people took part in.",
    ),
    Option(
        "state",
        _some_of(DecisionState),
        f"some of {', '.join(DecisionState)}",
        "Decisions in one of these states.",
    ),
    Option("limit", read_number, "number", "Maximum number of decisions; 0 means all."),
    Option("sort", _one_of(("newest", "oldest")), "newest, oldest", "Which decisions come first."),
)
ACTION_OPTIONS = (
    *_SAID_IN,
    Option(
        "person", read_words, "people, comma-separated", "Actions that one of these people owns."
    ),
    Option(
        "state",
        _some_of(ActionState),
        f"some of {', '.join(ActionState)}",
        "Actions in one of these states.",
    ),
    Option("open", _on_off, "true, false", "Whether to show only what is open."),
    Option(
        "overdue",
        _on_off,
        "true, false",
        "Whether to show only what is open and was due before today.",
    ),
    Option(
        "limit",
        read_number,
        "number",
        "Maximum number of actions, those that were opened last; 0 means all.",
    ),
)
NEXT_OPTIONS = (
    Option("series", str, "text", "Series of the meeting; by default, all of them."),
    Option("empty", str, "text", "What to say if no meeting is to come."),
)
UPCOMING_OPTIONS = (
    Option("series", str, "text", "Meetings in this series."),
    Option("limit", _limit, "number", "Number of meetings, at most 100; defaults to 5."),
    Option("empty", str, "text", "What to say if no meeting is to come."),
)


class Listing(SphinxDirective):
    """A directive for a list, with the options that it knows."""

    options_known: ClassVar[tuple[Option, ...]] = ()
    option_spec: ClassVar[dict[str, Converter] | None] = AnyOption()

    def given(self) -> dict[str, Any]:
        """Return the values of the options; warn about bad ones, and leave them out."""
        self._check_names()
        values = {}
        for option in self.options_known:
            text = self.options.get(option.name)
            if text is None:
                continue
            try:
                values[option.name] = option.read(text.strip())
            except ValueError as error:
                message = f"{self.name}: {option.name}: {error}"
                warn(Kind.LISTING, message, location=self.get_location())
        return values

    def _check_names(self) -> None:
        known = [option.name for option in self.options_known]
        for name in self.options:
            if name not in known:
                all_known = f" The options are {', '.join(known)}." if known else ""
                hint = nearest(name, known) or all_known
                message = f"{self.name}: unknown option {name!r}.{hint}"
                warn(Kind.LISTING, message, location=self.get_location())

    def placeholder(self, request: Request) -> list[nodes.Node]:
        """Return the placeholder of a list."""
        # books put documents into others
        placeholder = list_placeholder(request=request, docname=self.env.docname)
        self.set_source_info(placeholder)
        return [placeholder]


def _selection(given: Mapping[str, Any], **more: Any) -> Selection:
    return Selection(
        tags=given.get("tag", ()),
        people=given.get("person", ()),
        authors=given.get("author", ()),
        role=given.get("role") and Role(given["role"]),
        series=given.get("series", ""),
        status=given.get("status") and Status(given["status"]),
        **more,
    )


def _dates(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the conditions of a selection that are the same in all lists."""
    return {
        "year": given.get("year"),
        "before": given.get("before"),
        "after": given.get("after"),
        "limit": given.get("limit", 0),
    }


class MeetingList(Listing):
    """Lists the meetings that meet every condition given."""

    options_known = LIST_OPTIONS

    def run(self) -> list[nodes.Node]:
        """Return the placeholder of the list."""
        given = self.given()
        selection = _selection(given, **_dates(given), oldest_first=given.get("sort") == "oldest")
        request = ListRequest(
            selection,
            format=given.get("format", "list"),
            excerpts=given.get("excerpt"),
            group_by=given.get("group-by", ""),
            include=given.get("include", False),
            overview=given.get("overview"),
        )
        if request.overview and not request.is_plain:
            message = (
                "meeting-list: overview: an overview shows all meetings in its own way; remove "
                "the other options, except `include`"
            )
            warn(Kind.LISTING, message, location=self.get_location())
        return self.placeholder(request)


class MeetingTags(Listing):
    """Lists the tags, with the number of meetings that have each."""

    def run(self) -> list[nodes.Node]:
        """Return the placeholder of the list."""
        self.given()
        return self.placeholder(TagsRequest())


class MeetingPeople(Listing):
    """Lists the people, with the number of meetings of each."""

    def run(self) -> list[nodes.Node]:
        """Return the placeholder of the list."""
        self.given()
        return self.placeholder(PeopleRequest())


class MeetingCalendar(Listing):
    """Shows the meetings of a month or year in a table with a column for each weekday."""

    options_known = CALENDAR_OPTIONS

    def run(self) -> list[nodes.Node]:
        """Return the placeholder of the calendar."""
        given = self.given()
        year, month = given.get("month", (given.get("year"), None))
        return self.placeholder(CalendarRequest(_selection(given), year, month))


class _Register(Listing):
    """A directive for what is collected from the minutes of meetings."""

    options_known = REGISTER_OPTIONS
    request_class: ClassVar[type[AttendanceRequest | VotesRequest | TopicsRequest]]

    def run(self) -> list[nodes.Node]:
        """Return the placeholder of the register."""
        given = self.given()
        days = {name: given.get(name) for name in ("year", "before", "after")}
        return self.placeholder(self.request_class(_selection(given, **days)))


class MeetingAttendance(_Register):
    """Shows who was at which meeting in tables of people and meetings."""

    options_known = ATTENDANCE_OPTIONS
    request_class = AttendanceRequest


class MeetingVotes(_Register):
    """Lists votes, with the numbers for each choice."""

    request_class = VotesRequest


class MeetingTopics(_Register):
    """Lists topics that came up at several meetings, with these."""

    request_class = TopicsRequest


class MeetingDecisions(Listing):
    """Lists the decisions of meetings, with what became of each."""

    options_known = DECISION_OPTIONS

    def run(self) -> list[nodes.Node]:
        """Return the placeholder of the list."""
        given = self.given()
        selection = _selection(given, **_dates(given), oldest_first=given.get("sort") == "oldest")
        states = tuple(map(DecisionState, given.get("state", ())))
        return self.placeholder(DecisionsRequest(selection, states))


class MeetingActions(Listing):
    """Lists the actions of meetings: by person while they are open, then those that are not."""

    options_known = ACTION_OPTIONS

    def run(self) -> list[nodes.Node]:
        """Return the placeholder of the list."""
        given = self.given()
        owners = given.pop("person", ())
        selection = _selection(given, **_dates(given))
        states = given.get("state", ())
        if given.get("open"):
            states = (ActionState.OPEN,)
        return self.placeholder(
            ActionsRequest(
                selection,
                owners,
                tuple(map(ActionState, states)),
                is_overdue=given.get("overdue", False),
            )
        )


class MeetingNext(Listing):
    """Shows the next meeting that takes place."""

    options_known = NEXT_OPTIONS

    def run(self) -> list[nodes.Node]:
        """Return the placeholder of the meeting."""
        return self.placeholder(UpcomingRequest(**self.given(), limit=1, is_next=True))


class MeetingUpcoming(Listing):
    """Lists the meetings to come, from notes and schedules."""

    options_known = UPCOMING_OPTIONS

    def run(self) -> list[nodes.Node]:
        """Return the placeholder of the list."""
        return self.placeholder(UpcomingRequest(**self.given()))
