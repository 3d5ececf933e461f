"""The directives: options in, a record's fields or the place of a list out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from sphinxcontrib_meetings.diagnostics import report
from sphinxcontrib_meetings.marks import list_mark, meeting_mark
from sphinxcontrib_meetings.model import Role, Status
from sphinxcontrib_meetings.query import Selection
from sphinxcontrib_meetings.schema import FIELDS, read_fields
from sphinxcontrib_meetings.views import ListRequest, PeopleRequest, TagsRequest

__all__ = [
    "LIST_OPTIONS",
    "MeetingDirective",
    "MeetingList",
    "MeetingPeople",
    "MeetingTags",
    "Option",
]

Converter = Callable[[Any], Any]


def _anything(argument: str | None) -> str:
    """Leave the value to the table of fields; a flag has none."""
    return argument or ""


class MeetingDirective(SphinxDirective):
    """Marks the document, or the section it stands in, as a meeting.

    The title is the argument, every field of the front matter an option, and the
    content, if any, stands where the directive does.
    """

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[dict[str, Converter] | None] = {
        name: _anything for field in FIELDS for name in (field.name, *field.aliases)
    }

    def run(self) -> list[nodes.Node]:
        """Return a mark, followed by the content."""
        given = dict(self.options)
        if self.arguments:
            given["title"] = self.arguments[0]
        values, lines, problems = read_fields(given, dict.fromkeys(given, self.lineno))
        report(problems, self.env.docname)
        mark = meeting_mark(values=values, field_lines=lines)
        self.set_source_info(mark)
        return [mark, *self.parse_content_to_nodes()]


def _words(argument: str | None) -> tuple[str, ...]:
    """Read names that commas keep apart."""
    words = (word.strip() for word in (argument or "").split(","))
    return tuple(word for word in words if word)


def _date(argument: str | None) -> dt.date:
    try:
        return dt.date.fromisoformat(argument or "")
    except ValueError:
        msg = f"{argument!r} is no date: write it as 2026-11-23"
        raise ValueError(msg) from None


def _one_of(*choices: str) -> Converter:
    return lambda argument: directives.choice(argument, choices)


def _on_off(argument: str | None) -> bool:
    return bool(_one_of("true", "false", "")(argument or "") != "false")


class _Listing(SphinxDirective):
    def mark(self, request: object) -> list[nodes.Node]:
        mark = list_mark(request=request)
        self.set_source_info(mark)
        return [mark]


@dataclass(frozen=True, slots=True)
class Option:
    """An option of ``meeting-list``, as the directive and the docs know it."""

    name: str
    convert: Converter
    #: what may be written, in words
    form: str
    #: one sentence
    help: str


LIST_OPTIONS = (
    Option("tag", _words, "tags, comma-separated", "Meetings that carry all of these tags."),
    Option("person", _words, "people, comma-separated", "Meetings these people took part in."),
    Option("author", _words, "people, comma-separated", "Meetings these people wrote up."),
    Option("role", _one_of(*Role), ", ".join(Role), "The role that `person` is about."),
    Option("series", directives.unchanged_required, "text", "Meetings of this series."),
    Option("year", directives.positive_int, "number", "Meetings of this year."),
    Option("before", _date, "date", "Meetings before this day."),
    Option("after", _date, "date", "Meetings after this day."),
    Option("status", _one_of(*Status), ", ".join(Status), "Meetings with this status."),
    Option("limit", directives.nonnegative_int, "number", "At most so many; 0 means all."),
    Option("sort", _one_of("newest", "oldest"), "newest, oldest", "What comes first."),
    Option(
        "group-by",
        _one_of("year", "month", "series"),
        "year, month, series",
        "Puts a title over the meetings of each year, month or series.",
    ),
    Option(
        "format",
        _one_of("list", "table", "cards", "compact"),
        "list, table, cards, compact",
        "How the list looks.",
    ),
    Option(
        "excerpt",
        _on_off,
        "true, false",
        "Whether excerpts are shown; by default in the formats `list` and `cards`.",
    ),
)


class MeetingList(_Listing):
    """Lists the meetings that meet every condition given."""

    option_spec: ClassVar[dict[str, Converter] | None] = {
        option.name: option.convert for option in LIST_OPTIONS
    }

    def run(self) -> list[nodes.Node]:
        """Return the place of the list."""
        given = self.options
        by_author = given.get("author", ())
        role = Role.AUTHOR if by_author else given.get("role") and Role(given["role"])
        style = given.get("format", "list")
        selection = Selection(
            tags=given.get("tag", ()),
            people=(*given.get("person", ()), *by_author),
            role=role,
            series=given.get("series", ""),
            year=given.get("year"),
            before=given.get("before"),
            after=given.get("after"),
            status=given.get("status") and Status(given["status"]),
            limit=given.get("limit", 0),
            oldest_first=given.get("sort") == "oldest",
        )
        return self.mark(
            ListRequest(
                selection,
                style=style,
                excerpts=given.get("excerpt", style in ("list", "cards")),
                group_by=given.get("group-by", ""),
            )
        )


class MeetingTags(_Listing):
    """Lists the tags, with the number of meetings that carry each."""

    def run(self) -> list[nodes.Node]:
        """Return the place of the list."""
        return self.mark(TagsRequest())


class MeetingPeople(_Listing):
    """Lists the people, with the number of meetings of each."""

    def run(self) -> list[nodes.Node]:
        """Return the place of the list."""
        return self.mark(PeopleRequest())
