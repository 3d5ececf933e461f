"""The directive ``meeting``: options in, a record's fields out."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from sphinxcontrib_meetings.model.problem import Kind
from sphinxcontrib_meetings.nodes.placeholders import meeting_placeholder
from sphinxcontrib_meetings.parse.fields import FIELDS, read_fields
from sphinxcontrib_meetings.parse.front_matter import load_fields
from sphinxcontrib_meetings.parse.hidden import hidden_by
from sphinxcontrib_meetings.read.directive_options import AnyOption, Converter, anything
from sphinxcontrib_meetings.read.domain import domain_of
from sphinxcontrib_meetings.report import report

__all__ = ["MeetingDirective"]


# MyST's block of options, after the line that opens the directive
_YAML_OPTIONS = re.compile(
    r"(?P<head>(?:[^\n]*\n)?)---[ \t]*\n(?P<yaml>.*?)^---", re.DOTALL | re.MULTILINE
)


class MeetingDirective(SphinxDirective):
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

    def given(self) -> dict[str, Any]:
        """Return the options; in MyST's YAML, they may be lists and mappings."""
        block = _YAML_OPTIONS.match(self.block_text)
        written: dict[str, Any] = {}
        if block:
            fields = load_fields(block["yaml"])
            written = fields.data
            # the line of the directive, and that of the block's `---`
            first = self.lineno + block["head"].count("\n") + 1
            report(fields.problems(Kind.FIELD, first), self.env.docname)
        # a flag has no value
        return {**self.options, **{k: "" if v is None else v for k, v in written.items()}}
