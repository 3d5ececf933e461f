"""The directive ``chapters``."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.docutils import SphinxDirective, is_directive_registered

from sphinxcontrib_meetings.nodes.placeholders import block_placeholder
from sphinxcontrib_meetings.parse.chapters import parse_chapters
from sphinxcontrib_meetings.report import report

__all__ = ["Chapters", "chapters_placeholder", "on_config_inited"]

NAME = "chapters"


class chapters_placeholder(nodes.Invisible, block_placeholder):  # noqa: N801 - docutils names nodes so
    """Marks the place of a ``chapters`` directive; attribute ``chapters``."""


class Chapters(SphinxDirective):
    """``chapters``: one chapter per line, as ``0:12 Welcome``.

    Without content, it shows the chapters of the front matter at its place.
    """

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the placeholder of the list."""
        # docutils counts from the beginning of the file, MyST from the directive
        is_whole = self.content_offset >= self.lineno - 1
        first = self.content_offset + 1 + (0 if is_whole else self.lineno)
        rows = [(first + i, row) for i, row in enumerate(self.content) if row.strip()]
        chapters, problems = parse_chapters(
            "\n".join(row for _, row in rows), self.lineno, [line for line, _ in rows]
        )
        report(problems, self.env.docname)
        placeholder = chapters_placeholder(chapters=chapters)
        self.set_source_info(placeholder)
        return [placeholder]


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Register the directive, unless another extension has used its name."""
    if not is_directive_registered(NAME):
        app.add_directive(NAME, Chapters)
