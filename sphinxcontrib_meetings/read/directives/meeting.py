"""The directive ``meeting``: options in, a record's fields out."""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes

from sphinxcontrib_meetings.nodes.placeholders import meeting_placeholder
from sphinxcontrib_meetings.parse.fields import FIELDS, read_fields
from sphinxcontrib_meetings.parse.hidden import hidden_by
from sphinxcontrib_meetings.read.directive_options import (
    AnyOption,
    Converter,
    GivenOptions,
    anything,
)
from sphinxcontrib_meetings.read.domain import domain_of
from sphinxcontrib_meetings.report import report

__all__ = ["MeetingDirective"]


class MeetingDirective(GivenOptions):
    """Marks the document, or the section it stands in, as a meeting.

    The argument is the title, and every field of the front matter is an option.
    Content, if any, is shown where the directive stands.
    """

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[dict[str, Converter] | None] = AnyOption(
        {name: anything for field in FIELDS for name in (field.name, *field.aliases)}
    )

    def run(self) -> list[nodes.Node]:
        """Return a placeholder, followed by the content."""
        given = self.fields()
        places = dict.fromkeys(given, self.lineno)
        domain = domain_of(self.env)
        options = domain.options
        hidden = hidden_by(given, places, lambda: domain.this_day)
        if hidden:
            del given[hidden.key]
            given["draft"] = True
            places["draft"] = self.lineno
        values, lines, problems = read_fields(given, places, exclusive=True, words=options.words)
        report(problems, self.env.docname)
        if hidden and not options.drafts:
            report(hidden.problems, self.env.docname)
        placeholder = meeting_placeholder(values=values, field_lines=lines)
        self.set_source_info(placeholder)
        return [placeholder, *self.parse_content_to_nodes()]

    def fields(self) -> dict[str, Any]:
        """Return the fields that the options and the argument mean."""
        given = self.given()
        if self.arguments:
            given["title"] = self.arguments[0]
        return given
