"""What a note has of its minutes: the places of all, and what directives and roles mark."""

from __future__ import annotations

from docutils import nodes

from sphinxcontrib_meetings.model.minutes import Minute
from sphinxcontrib_meetings.nodes.element import element

__all__ = ["kind_of", "minute_mark", "written_minute", "written_words"]


class minute_mark(nodes.Invisible, nodes.inline):  # noqa: N801 - docutils names nodes so
    """The place of a decision, an action, a vote or a topic, in front of its words.

    It has no words of its own, and excerpts leave it out. Attributes: ``item``, the record;
    ``ids``, its anchor; ``written``, whether a directive or a role marks it, whose fields the
    note does not show; ``told``, whether its words begin with the name of its kind.
    """


class written_minute(element):  # noqa: N801
    """What a directive marks. Attribute ``minute``: the record, without its text."""


class written_words(nodes.inline):  # noqa: N801
    """What a role marks. Attribute ``minute``: the record, without its text."""


def kind_of(item: Minute) -> str:
    """Return the name of the kind of *item*: ``decision``, ``action``, ``vote`` or ``topic``."""
    return type(item).__name__.lower()
