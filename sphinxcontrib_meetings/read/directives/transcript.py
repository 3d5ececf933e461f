"""The directive ``transcript``."""

from __future__ import annotations

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from sphinxcontrib_meetings.nodes.placeholders import block_placeholder

__all__ = ["TranscriptDirective", "transcript_placeholder"]

#: key in ``env.temp_data``, set if the document has a directive
MARKED = "meetings_transcript_marked"


class transcript_placeholder(block_placeholder):  # noqa: N801 - docutils names nodes so
    """Marks the place of a ``transcript`` directive, and has its content.

    Attribute: ``file``, as it was written.
    """


class TranscriptDirective(SphinxDirective):
    """Places a transcript: from a caption file, or from the content, which is turns as text.

    Without either, the transcript that the meeting has is moved to this place.
    """

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the placeholder of the transcript."""
        self.env.temp_data[MARKED] = True
        file = self.arguments[0].strip() if self.arguments else ""
        placeholder = transcript_placeholder("", *self.parse_content_to_nodes(), file=file)
        self.set_source_info(placeholder)
        return [placeholder]
