"""Directives and roles whose names are nearly those of ours: a warning says which was meant."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst.languages import en
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective, is_directive_registered, is_role_registered
from sphinx.util.typing import RoleFunction

from sphinxcontrib_meetings.model.problem import Kind, Names, nearest
from sphinxcontrib_meetings.read.directive_options import AnyOption, Converter
from sphinxcontrib_meetings.report import warn

__all__ = ["DIRECTIVES", "misspelled_directive", "misspelled_role", "on_source_read"]

#: names of our directives
DIRECTIVES = (
    *("chapters", "meeting", "meeting-attendance", "meeting-calendar", "meeting-list"),
    *("meeting-next", "meeting-people", "meeting-tags", "meeting-topics", "meeting-upcoming"),
    *("meeting-votes", "transcript", "youtube"),
)
_NAMES = Names(DIRECTIVES)
#: the opening of a directive in MyST, which begins with a sign to find it by, and in
#: reStructuredText
_MYST = re.compile(r"\{(?<=[`~:]{3}\{)([\w-]+)\}")
_REST = re.compile(r"^[ \t]*\.\. ([\w-]+)::", re.MULTILINE)


def _hint(name: str) -> str:
    return _NAMES.hint(name) or _NAMES.hint(f"meeting-{name}")


class MisspelledDirective(SphinxDirective):
    """A directive that does not exist, but whose name is nearly that of one of ours."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[dict[str, Converter] | None] = AnyOption()

    def run(self) -> list[nodes.Node]:
        """Warn, and return the argument and the content."""
        name = self.name.rpartition(":")[2]
        message = f"there is no directive {self.name!r}.{_hint(name)}"
        warn(Kind.MARKUP, message, location=self.get_location())
        shown = [nodes.paragraph("", argument) for argument in self.arguments]
        return [*shown, *self.parse_content_to_nodes()]


def on_source_read(app: Sphinx, docname: str, content: list[str]) -> None:
    """Register the misspelled names in a document, so that there is one warning about each."""
    text = content[0]
    found = {*_MYST.findall(text), *(_REST.findall(text) if "::" in text else ())}
    for name in sorted(found.difference(DIRECTIVES)):
        is_known = is_directive_registered(name) or name in en.directives
        if not is_known and len(name) < 40 and _NAMES.hint(name):
            app.add_directive(name, MisspelledDirective)


def misspelled_directive(name: str) -> type[MisspelledDirective] | None:
    """Return a directive for ``meeting:name``, if one without a colon is meant."""
    # our domain may be the default one, which is asked for every name
    is_ours = not is_directive_registered(name) and name not in en.directives
    return MisspelledDirective if is_ours and _hint(name) else None


def misspelled_role(name: str, known: Iterable[str]) -> RoleFunction | None:
    """Return a role that says which of the *known* ones is meant, and shows its text."""
    hint = "" if is_role_registered(name) else nearest(name, known)
    if not hint:
        return None

    def role(
        typ: str, rawtext: str, text: str, lineno: int, inliner: Any, *_: Any, **__: Any
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        location = (inliner.document.settings.env.docname, lineno)
        warn(Kind.MARKUP, f"there is no role 'meeting:{name}'.{hint}", location=location)
        return [nodes.inline(rawtext, text)], []

    return role
