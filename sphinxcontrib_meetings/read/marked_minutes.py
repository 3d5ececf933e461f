"""The directives ``decision``, ``action``, ``vote`` and ``agenda``, and two roles of theirs.

What they mark becomes the same records as what the rules of ``meetings_minutes`` find.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive
from docutils.parsers.rst.states import Inliner
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole
from sphinx.util.docutils import is_directive_registered

from sphinxcontrib_meetings.config import options_of
from sphinxcontrib_meetings.model.minutes import Minute
from sphinxcontrib_meetings.model.problem import Kind
from sphinxcontrib_meetings.nodes.minutes import written_minute, written_words
from sphinxcontrib_meetings.parse.minutes.written import FIELDS, read_written, split_fields
from sphinxcontrib_meetings.read.directive_options import (
    AnyOption,
    Converter,
    GivenOptions,
    anything,
)
from sphinxcontrib_meetings.report import warn

__all__ = ["DIRECTIVES", "ROLES", "on_config_inited"]

_NOTHING: Mapping[str, str] = {
    "decision": "what was decided",
    "action": "what is to be done",
    "vote": "what the vote is about",
}


def _read(
    env: BuildEnvironment, kind: str, fields: Mapping[str, object], location: Any, name: str
) -> Minute:
    """Return what *fields* describe; warn about what is wrong, and leave it out."""
    item, faults = read_written(kind, fields, options_of(env.config).words)
    for fault in faults:
        warn(Kind.MINUTES, f"{name}: {fault}", location=location)
    return item


class _MinuteDirective(GivenOptions):
    """Marks its argument and its content; the first paragraph is the text of the record."""

    kind: ClassVar[str]
    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[dict[str, Converter] | None] = AnyOption()

    def run(self) -> list[nodes.Node]:
        """Return a block with all of it."""
        location = self.get_location()
        item = _read(self.env, self.kind, self.given(Kind.MINUTES), location, self.name)
        block = written_minute(name="div", minute=item)
        self.set_source_info(block)
        if self.arguments:
            written = self.arguments[0]
            inline, messages = self.parse_inline(written, lineno=self.lineno)
            paragraph = nodes.paragraph(written, "", *inline)
            self.set_source_info(paragraph)
            block += [paragraph, *messages]
        block += self.parse_content_to_nodes()
        if block.astext().strip():
            return [block]
        message = f"{self.name}: it is empty; write {_NOTHING[self.kind]} after its name or below"
        warn(Kind.MINUTES, message, location=location)
        return []


class DecisionDirective(_MinuteDirective):
    """``decision``: marks what was decided."""

    kind = "decision"
    option_spec: ClassVar[dict[str, Converter] | None] = AnyOption(
        dict.fromkeys(FIELDS["decision"], anything)
    )


class ActionDirective(_MinuteDirective):
    """``action``: marks what somebody is to do."""

    kind = "action"
    option_spec: ClassVar[dict[str, Converter] | None] = AnyOption(
        dict.fromkeys(FIELDS["action"], anything)
    )


class VoteDirective(_MinuteDirective):
    """``vote``: marks a question and how many were for each choice."""

    kind = "vote"
    option_spec: ClassVar[dict[str, Converter] | None] = AnyOption(
        dict.fromkeys(FIELDS["vote"], anything)
    )


class AgendaDirective(GivenOptions):
    """``agenda``: the items of its lists are topics."""

    has_content = True
    option_spec: ClassVar[dict[str, Converter] | None] = AnyOption()

    def run(self) -> list[nodes.Node]:
        """Return a block with the lists."""
        location = self.get_location()
        item = _read(self.env, "agenda", self.given(Kind.MINUTES), location, self.name)
        block = written_minute("", *self.parse_content_to_nodes(), name="div", minute=item)
        self.set_source_info(block)
        if not any(isinstance(node, nodes.list_item) for node in block.findall()):
            message = f"{self.name}: there is no list in it; write one item for each topic"
            warn(Kind.MINUTES, message, location=location)
        return [block] if block.children else []


#: name of each directive ─► its class
DIRECTIVES: Mapping[str, type[Directive]] = {
    "decision": DecisionDirective,
    "action": ActionDirective,
    "vote": VoteDirective,
    "agenda": AgendaDirective,
}


class MinuteRole(XRefRole):
    """``meeting:decision`` and ``meeting:action``: one word refers to an id, several are new.

    With a title, ``title <id>``, it is a reference, too. Fields of what is new stand at its end:
    ``write the report; owner: Ada; due: 2026-05-20``.
    """

    def __init__(self, kind: str) -> None:
        super().__init__(warn_dangling=True, innernodeclass=nodes.inline)
        self.kind = kind

    def __call__(  # noqa: PLR0913, PLR0917, docutils calls it so
        self,
        name: str,
        rawtext: str,
        text: str,
        lineno: int,
        inliner: Inliner,
        options: dict[str, Any] | None = None,
        content: Any = (),
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the reference, or the marked words."""
        is_new = len(text.split()) > 1 and self.explicit_title_re.match(text) is None
        if not is_new:
            return super().__call__(name, rawtext, text, lineno, inliner, options or {}, content)
        env: BuildEnvironment = inliner.document.settings.env
        words, fields = split_fields(self.kind, nodes.unescape(text))
        item = _read(env, self.kind, fields, (env.docname, lineno), name)
        node = written_words(rawtext, words, minute=item)
        source, node.line = inliner.reporter.get_source_and_line(lineno)
        node.source = str(source)
        return [node], []


#: name of each role ─► what makes it
ROLES: Mapping[str, Callable[..., Any]] = {
    kind: MinuteRole(kind) for kind in ("decision", "action")
}


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Register the directives, unless another extension has used their names."""
    for name, directive in DIRECTIVES.items():
        if not is_directive_registered(name):
            app.add_directive(name, directive)
