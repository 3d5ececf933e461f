"""Links and images whose targets do not exist, reported once for each target of a note."""

from __future__ import annotations

from docutils import nodes
from sphinx.environment import BuildEnvironment

from sphinxcontrib_meetings.model.problem import Kind
from sphinxcontrib_meetings.nodes.tree import line_of
from sphinxcontrib_meetings.report import warn

__all__ = ["LINE", "WRITTEN", "Missing"]

#: attribute of a link: its address as the author wrote it
WRITTEN = "meetings_written"
#: attribute of an image, until it is checked: its line
LINE = "meetings_line"


class Missing:
    """What notes refer to, and does not exist, until it is reported."""

    def __init__(self, env: BuildEnvironment) -> None:
        self._env = env
        #: note, what refers to it, what is wrong ─► places
        self._places: dict[tuple[str, str, str], list[str]] = {}

    def note(self, docname: str, reference: str, fault: str, place: nodes.Node | str) -> None:
        """Note that *reference*, such as ``link to 'x'``, in *docname* has a *fault*.

        The fault continues the sentence: ``, which does not exist; …``. The place is a node, or
        a text ``file:line``.
        """
        if not isinstance(place, str):
            place = f"{self._env.doc2path(docname)}:{line_of(place)}"
        self._places.setdefault((docname, reference, fault), []).append(place)

    def report(self) -> None:
        """Warn about everything that was noted, where it is first written."""
        for (_, reference, fault), places in self._places.items():
            times = f" ({len(places)} times)" if len(places) > 1 else ""
            warn(Kind.LINK, f"{reference}{times}{fault}", location=places[0])
        self._places.clear()
