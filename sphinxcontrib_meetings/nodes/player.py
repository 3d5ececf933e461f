"""The player of a recording: its node, and what it takes from its document."""

from __future__ import annotations

import datetime as dt
import posixpath
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from sphinxcontrib_meetings import priorities
from sphinxcontrib_meetings.config import options_of, warn_of
from sphinxcontrib_meetings.model.recording import Chapter, Media, Source, Track
from sphinxcontrib_meetings.nodes.tree import by_kind
from sphinxcontrib_meetings.parse.paths import is_file

__all__ = [
    "NAMELESS",
    "PlayerDetails",
    "add_tracks",
    "copies_of",
    "media_of",
    "note_facts",
    "on_builder_inited",
    "path_of",
    "player",
    "player_node",
]

#: what a recording is called that has no name, on a page that has none either
NAMELESS = "Recording"


class player(nodes.container):  # noqa: N801
    """A recording, to be played in the page.

    Attributes: ``media`` (a :class:`Media` that is played),
    ``url`` (where it is watched, from its start), ``title``, ``duration`` (as shown, such as
    "59 min"), ``width`` (a CSS length) and ``poster``: a URL, an image file relative to the
    source directory, or empty for what ``meetings_poster`` says. One of a file has ``sources``
    (:class:`Source`, those to choose from if there are several),
    ``tracks`` (:class:`Track`), and ``attributes``, further ones
    of HTML. That of a meeting has what :func:`note_facts` says; each has a ``name``, from which a
    pattern is drawn where it has no poster. Children: the image of the poster, a caption, and
    downloads: the files that are played and those of tracks, if they lie beside the note.
    """


def player_node(  # noqa: PLR0913, all that may be said of a player
    media: Media,
    *,
    title: str = "",
    poster: str = "",
    width: str = "",
    duration: str = "",
    sources: Sequence[Source] = (),
    tracks: Iterable[Track] = (),
    attributes: Mapping[str, str] | None = None,
) -> player:
    """Return a player of *media*. Without *title* it takes the title of its document.

    *sources*, if there are several, are the same file in other formats, *media* the first.
    """
    node = player(
        "",
        media=media,
        url=media.start_url,
        title=title,
        poster=poster,
        width=width,
        duration=duration,
        sources=tuple(sources) if len(sources) > 1 else (),
        tracks=(),
        attributes=dict(attributes or {}),
    )
    if media.is_file:
        _note_copies(node, [media.url, *(source.address for source in node["sources"])])
        add_tracks(node, tracks)
    return node


def add_tracks(node: player, tracks: Iterable[Track]) -> None:
    """Let *node*, a player of a file, have *tracks*, too."""
    node["tracks"] += tuple(tracks)
    _note_copies(node, (track.address for track in node["tracks"]))


def note_facts(
    node: player,
    *,
    date: dt.date | None,
    last_date: dt.date | None,
    seconds: int | None,
    chapters: Sequence[Chapter],
) -> None:
    """Let *node* say what it plays before that is loaded.

    That is the *date* of the meeting, with the *last_date* of several days, the length of the
    recording in *seconds*, and its *chapters*.
    """
    node["date"], node["last_date"] = date, last_date
    node["seconds"], node["chapters"] = seconds, tuple(chapters)


def _note_copies(node: player, addresses: Iterable[str]) -> None:
    """Let Sphinx copy the files that lie beside the note, or say that one is not there."""
    known = {link["reftarget"] for link in node.findall(addnodes.download_reference)}
    paths = (address.partition("#")[0] for address in addresses if "://" not in address)
    for path in dict.fromkeys(paths):
        if path not in known:
            node.append(addnodes.download_reference("", "", reftarget=path))


def copies_of(node: player) -> dict[str, str]:
    """Return the files of *node* that lie beside the note, and the names of their copies."""
    links = node.findall(addnodes.download_reference)
    return {link["reftarget"]: link.get("filename", "") for link in links}


def path_of(address: str) -> str:
    """Return the file that *address* leads into, to compare it with others."""
    return posixpath.normpath(address.partition("#")[0])


def media_of(node: player) -> Media:
    """Return the recording that *node* plays."""
    return cast("Media", node["media"])


class PlayerDetails(SphinxTransform):
    """Give players the title and the poster that nobody gave them."""

    default_priority = priorities.PLAYER_DETAILS

    def apply(self, **kwargs: Any) -> None:
        """Complete every player of the document."""
        for node in by_kind(self.document, (player,))[player]:
            node["title"] = node["title"] or self._document_title()
            node["name"] = f"{self.env.docname} {media_of(node).id}"
            for link in node.findall(addnodes.download_reference):
                link.source, link.line = node.source, node.line
            poster = self._poster(node)
            if poster and not any(node.findall(nodes.image)):
                image = nodes.image("", uri=poster, alt="", classes=["meetings-poster"])
                image.source, image.line = node.source, node.line
                node.insert(0, image)

    def _document_title(self) -> str:
        title = next(self.document.findall(nodes.title), None)
        return title.astext() if title else ""

    def _poster(self, node: player) -> str:
        poster = node["poster"] or options_of(self.config).poster
        if poster == "none":
            return ""
        if poster == "remote":
            return media_of(node).thumbnail_url
        if "://" in poster:
            return poster
        # a missing `meetings_poster` was warned about once, when the build began
        missing = not node["poster"] and not is_file(_poster_file(self.env.srcdir, poster))
        return "" if missing else "/" + poster.lstrip("/")


def _poster_file(srcdir: Path, poster: str) -> Path:
    return srcdir / poster.lstrip("/")


def on_builder_inited(app: Sphinx) -> None:
    """Warn once about a poster that is not there."""
    poster = options_of(app.config).poster
    names_file = poster not in {"none", "remote"} and "://" not in poster
    if names_file and not is_file(_poster_file(app.srcdir, poster)):
        warn_of(
            app,
            "poster",
            f"there is no file {poster!r} in the source directory. Give the path of an image from "
            "there, 'remote', or 'none'.",
        )
