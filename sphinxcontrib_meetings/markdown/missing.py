"""Links and images whose targets do not exist, reported once for each target of a note.

Those that start at the root of the former site are reported together if they are many: what is
missing then is one option.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docutils import nodes
from sphinx.environment import BuildEnvironment

from sphinxcontrib_meetings.model.problem import Kind
from sphinxcontrib_meetings.nodes.tree import line_of
from sphinxcontrib_meetings.parse.messages import quoted
from sphinxcontrib_meetings.report import warn

__all__ = [
    "LINE",
    "RUNS_CODE",
    "SITE_LINK",
    "WRITTEN",
    "Missing",
    "note_site_image",
    "report_site_images",
]

#: attribute of a link: its address as the author wrote it
WRITTEN = "meetings_written"
#: attribute of an image, until it is checked: its line
LINE = "meetings_line"
#: limit of the targets of the former site that are reported one by one
_MOST_NAMED = 5
#: how many are named as examples where there are more
_EXAMPLES = 2
#: key in the metadata of a note, until it is reported: images of the former site, and their places
_SITE_IMAGES = "meetings_site_images"

_TO_SITE = "; to link to the site that the notes come from, set meetings_site_url"
#: what is wrong with a link to the former site, and with many
SITE_LINK = f", which is neither a meeting nor a document{_TO_SITE}"
_SITE_LINKS = f", which are neither meetings nor documents{_TO_SITE}"

#: what is wrong with an address that browsers run
RUNS_CODE = ", which cannot be used; write a path, or a full URL"

#: how one reference is called
_ONE = {"link": "link to"}

#: target as it is written ─► places
Targets = dict[str, list[str]]


class Missing:
    """What notes refer to, and does not exist, until it is reported."""

    def __init__(self, env: BuildEnvironment) -> None:
        self._env = env
        #: note, what refers to it, what is wrong ─► places
        self._places: dict[tuple[str, str, str], list[str]] = {}
        #: note ─► links to the former site, until `report` or `drop` is called, and after that
        self._new_links: dict[str, Targets] = {}
        self._links: dict[str, Targets] = {}

    def note(self, docname: str, reference: str, fault: str, place: nodes.Node | str) -> None:
        """Note that *reference*, such as ``link to 'x'``, in *docname* has a *fault*.

        The fault continues the sentence: ``, which does not exist; …``. The place is a node, or
        a text ``file:line``.
        """
        places = self._places.setdefault((docname, reference, fault), [])
        places.append(self._place(place, docname))

    def report(self) -> None:
        """Warn about everything that was noted, where it is first written."""
        for (_, reference, fault), places in self._places.items():
            _warn(reference, fault, places)
        for docname, targets in self._new_links.items():
            known = self._links.setdefault(docname, {})
            for target, places in targets.items():
                known.setdefault(target, []).extend(places)
        self.drop()

    def drop(self) -> None:
        """Forget what was noted since the last report."""
        self._places.clear()
        self._new_links = {}

    def note_site_link(self, docname: str, target: str, place: nodes.Node | str) -> None:
        """Note a link to the former site, whose URL is not known."""
        places = self._new_links.setdefault(docname, {}).setdefault(target, [])
        places.append(self._place(place, docname))

    def report_site_links(self) -> None:
        """Warn about the links to the former site in everything that was written."""
        _report_of_site(self._links, "link", SITE_LINK, _SITE_LINKS)
        self._links.clear()

    def _place(self, place: nodes.Node | str, docname: str) -> str:
        if isinstance(place, str):
            return place
        return f"{self._env.doc2path(docname)}:{line_of(place)}"


def _warn(reference: str, fault: str, places: Sequence[str]) -> None:
    times = f" ({len(places)} times)" if len(places) > 1 else ""
    warn(Kind.LINK, f"{reference}{times}{fault}", location=places[0])


def _report_of_site(found: Mapping[str, Targets], name: str, fault: str, faults: str) -> None:
    """Warn about what notes refer to at the former site, and is not there.

    *found* maps docnames to targets, *name* is what refers to them, such as ``link``, *fault* is
    what is wrong with one of them, *faults* with many, which are reported together.
    """
    notes = sorted(found)
    targets = dict.fromkeys(target for note in notes for target in found[note])
    if len(targets) > _MOST_NAMED:
        examples = " and ".join(map(quoted, list(targets)[:_EXAMPLES]))
        where = f"{len(notes)} notes" if len(notes) > 1 else "this note"
        message = f"{len(targets)} {name}s in {where}, such as {examples}{faults}"
        warn(Kind.LINK, message, location=next(iter(found[notes[0]].values()))[0])
        return
    for note in notes:
        for target, places in found[note].items():
            _warn(f"{_ONE.get(name, name)} {quoted(target)}", fault, places)


def note_site_image(env: BuildEnvironment, docname: str, source: str, place: str) -> None:
    """Note that an image of the former site is not there, for :func:`report_site_images`."""
    found: Targets = env.metadata[docname].setdefault(_SITE_IMAGES, {})
    found.setdefault(source, []).append(place)


def report_site_images(env: BuildEnvironment, static: str) -> None:
    """Warn about images of the former site, once after their notes were read.

    *static* is the folder where they were looked for, if there is one.
    """
    found: dict[str, Targets] = {
        docname: metadata.pop(_SITE_IMAGES)
        for docname, metadata in env.metadata.items()
        if _SITE_IMAGES in metadata
    }
    here = (
        f"add {{}} to {static!r}, or set"
        if static
        else "set meetings_static to the folder that has {}, or"
    )
    way_out = f"; {here} meetings_site_url to the site that shows {{}}"
    fault = f", which does not exist{way_out.format('it', 'it')}"
    faults = f", which do not exist{way_out.format('them', 'them')}"
    _report_of_site(found, "image", fault, faults)
