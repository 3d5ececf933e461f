"""Artifacts: files beside the pages, each with a digest of what it is made from."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from sphinxcontrib_meetings.archive.digest import digest_of_bytes
from sphinxcontrib_meetings.model.problem import Kind
from sphinxcontrib_meetings.parse.paths import is_short
from sphinxcontrib_meetings.report import warn
from sphinxcontrib_meetings.write.builders import makes_site
from sphinxcontrib_meetings.write.files import OutputFiles, Owner, delete, write_atomically
from sphinxcontrib_meetings.write.written import Written

__all__ = ["COLLECT_ARTIFACTS", "Artifact", "on_build_finished"]

#: event whose handlers return artifacts
COLLECT_ARTIFACTS: Final = "meetings-collect-artifacts"


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file of the output."""

    #: path from the root of the site, with slashes
    name: str
    #: changes with the content; the file is written when it has changed
    digest: str
    #: returns the content; called only if the file has to be written
    content: Callable[[], bytes]

    @classmethod
    def of_bytes(cls, name: str, data: bytes) -> Artifact:
        """Return an artifact with the content *data*."""
        return cls(name, digest_of_bytes(data), lambda: data)


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Write the artifacts that changed, and delete obsolete ones."""
    if exception is not None or not hasattr(app, "builder") or not makes_site(app.builder):
        return
    results = app.emit(COLLECT_ARTIFACTS)
    collected = [artifact for artifacts in results for artifact in artifacts or ()]
    written = Written(app, "artifacts", lambda name: Path(app.outdir, name))
    if not collected and not written.names:
        return
    assert isinstance(app.builder, StandaloneHTMLBuilder)
    # the pages that were just written
    files = OutputFiles(app.builder, app.env.all_docs, Written(app, "pages").names)
    outdir = Path(app.outdir)
    # first, since a file may become a folder, and a folder a file
    _delete(outdir, written.names.difference(artifact.name for artifact in collected), files)
    found: dict[str, Artifact] = {}
    unknown = _Unknown(outdir, written.names)
    for artifact in collected:
        if _is_free(artifact.name, files, unknown):
            found[artifact.name] = artifact
            files.add(Owner("another artifact", artifact.name))
    _delete(outdir, written.names.difference(found), files)
    _write(outdir, found, written)


def _is_free(name: str, files: OutputFiles, unknown: _Unknown) -> bool:
    """Whether the file *name* can be ours; warn if not."""
    if not _is_usable(name):
        _warn(name, "is not a path within the site; use a path such as 'feeds/all.xml'")
    elif owner := files.clash(name):
        _warn(name, f"is left out, since {owner.who} has {owner.file!r}; rename one of them")
    elif file := unknown.in_the_way_of(name):
        _warn(
            name,
            f"is left out, since something else wrote {file!r} to the output; delete that, or "
            "rename one of them",
        )
    else:
        return True
    return False


def _is_usable(name: str) -> bool:
    is_within = "\\" not in name and all(part.strip(". ") for part in name.split("/"))
    return is_within and name.isprintable() and is_short(name)


class _Unknown:
    """Files in the output that are not ours, whose *names* are known."""

    def __init__(self, outdir: Path, names: Collection[str]) -> None:
        self._outdir = os.fspath(outdir)
        self._names = names
        # many files have the same folder
        self._in_place_of = cache(self._uncached_in_place_of)

    def in_the_way_of(self, name: str) -> str:
        """Return the path of a file in the way of *name*, empty if there is none."""
        if name not in self._names and os.path.lexists(f"{self._outdir}/{name}"):
            return name
        return self._in_place_of(posixpath.dirname(name))

    def _uncached_in_place_of(self, folder: str) -> str:
        """Return the path of a file in the place of *folder*, or of one that it is in."""
        if not folder:
            return ""
        path = f"{self._outdir}/{folder}"
        if folder not in self._names and os.path.lexists(path) and not Path(path).is_dir():
            return folder
        return self._in_place_of(posixpath.dirname(folder))


def _delete(outdir: Path, names: Iterable[str], files: OutputFiles) -> None:
    """Delete files that do not belong to anything else now."""
    for name in sorted(names):
        if not files.has(name):
            delete(outdir, outdir / name)


def _write(outdir: Path, found: Mapping[str, Artifact], written: Written) -> None:
    """Write files that changed, are missing, or were edited."""
    digests = {name: artifact.digest for name, artifact in found.items()}
    changed = written.changed(digests)
    changed |= {name for name in digests.keys() - changed if not written.is_intact(name)}
    # if this fails, these files are ours nevertheless
    written.void(changed)
    contents: dict[str, str] = {}
    for name in sorted(changed):
        data = found[name].content()
        write_atomically(outdir / name, data)
        contents[name] = digest_of_bytes(data)
    written.finish(digests, changed, contents)


def _warn(name: str, message: str) -> None:
    warn(Kind.OUTPUT, f"the artifact {name!r} {message}")
