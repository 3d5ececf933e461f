"""The directive ``transcript``."""

from __future__ import annotations

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from sphinxcontrib_meetings.nodes.placeholders import block_placeholder

__all__ = ["TranscriptDirective", "transcript_placeholder"]

#: in ``env.temp_data``: that the document has a directive
MARKED = "meetings_transcript_marked"


class transcript_placeholder(block_placeholder):  # noqa: N801 - docutils names nodes so
    """Left by the ``transcript`` directive where it stands; it holds the directive's content.

    Attribute: ``file``, as it was written.
    """


class TranscriptDirective(SphinxDirective):
    """Places a transcript: that of a file of captions, or the content, which is turns as text.

    Without either it is the one that the meeting has anyway, at another place of its page.
    """

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the place of the transcript."""
        self.env.temp_data[MARKED] = True
        file = self.arguments[0].strip() if self.arguments else ""
        placeholder = transcript_placeholder("", *self.parse_content_to_nodes(), file=file)
        self.set_source_info(placeholder)
        return [placeholder]
