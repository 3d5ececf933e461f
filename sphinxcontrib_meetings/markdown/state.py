"""What the rules of the dialect keep while a text is parsed, in the environment of markdown-it."""

from __future__ import annotations

from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

from sphinxcontrib_meetings.markdown.jsx import Reader
from sphinxcontrib_meetings.markdown.tokens import IMPORTS

__all__ = ["DEPTH", "FENCES", "HASTY", "UNENDED", "reader_of", "start"]

#: keys in the environment of markdown-it
DEPTH = "meetings_depth"
FENCES = "meetings_fences"
HASTY = "meetings_hasty"
_READERS = "meetings_readers"
UNENDED = "meetings_unended"


def start(state: StateCore) -> None:
    """Forget what the last text of this note, such as a directive's, has left open."""
    if not state.inlineMode and not state.src.endswith("\n"):
        # the rule for `:::{note}` looks at what follows the mark of a quote, even at the end
        state.src += "\n"
    state.env.update({DEPTH: 0, FENCES: 0, HASTY: False, _READERS: {}, UNENDED: set()})
    state.env.setdefault(IMPORTS, {})


def reader_of(state: StateBlock | StateInline) -> Reader:
    """Return the reader of the text that is being parsed."""
    readers: dict[type, Reader] = state.env.setdefault(_READERS, {})
    reader = readers.get(type(state))
    if reader is None or reader.text is not state.src:
        reader = readers[type(state)] = Reader(state.src)
    return reader
