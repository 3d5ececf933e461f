"""Options of directives that accept any name, or YAML, and are checked later."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from sphinx.util.docutils import SphinxDirective

from sphinxcontrib_meetings.model.problem import Kind
from sphinxcontrib_meetings.parse.front_matter import load_fields
from sphinxcontrib_meetings.report import report

__all__ = ["AnyOption", "Converter", "GivenOptions", "anything"]

Converter = Callable[[Any], Any]


def anything(argument: str | None) -> str:
    """Return the value of an option as it is, empty for a flag; the fields check it later."""
    return argument or ""


class AnyOption(dict[str, Converter]):
    """Accepts any option, since an unknown one must not make the directive fail."""

    def __missing__(self, name: str) -> Converter:
        return anything

    def __bool__(self) -> bool:
        # docutils reads no options if this is false
        return True


# MyST's block of options, after the line that opens the directive
_YAML_OPTIONS = re.compile(
    r"(?P<head>(?:[^\n]*\n)?)---[ \t]*\n(?P<yaml>.*?)^---", re.DOTALL | re.MULTILINE
)


class GivenOptions(SphinxDirective):
    """A directive whose options may be written in MyST's YAML."""

    def given(self, kind: Kind = Kind.FIELD) -> dict[str, Any]:
        """Return the options; in MyST's YAML, they may be lists and mappings.

        Problems with that are of the *kind*.
        """
        block = _YAML_OPTIONS.match(self.block_text)
        written: dict[str, Any] = {}
        if block:
            fields = load_fields(block["yaml"])
            written = fields.data
            # the line of the directive, and that of the block's `---`
            first = self.lineno + block["head"].count("\n") + 1
            report(fields.problems(kind, first), self.env.docname)
        # a flag has no value
        return {**self.options, **{k: "" if v is None else v for k, v in written.items()}}
