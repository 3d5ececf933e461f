"""Artifacts: files beside the pages, each with a digest of what it is made of."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from sphinxcontrib_meetings.archive.digest import digest_of_bytes
from sphinxcontrib_meetings.model.problem import Kind
from sphinxcontrib_meetings.report import warn
from sphinxcontrib_meetings.write.builders import makes_site
from sphinxcontrib_meetings.write.files import OutputFiles, Owner, delete, write_atomically
from sphinxcontrib_meetings.write.written import Written

__all__ = ["COLLECT_ARTIFACTS", "Artifact", "on_build_finished"]

#: event whose handlers return artifacts
COLLECT_ARTIFACTS: Final = "meetings-collect-artifacts"

#: of the path of a file; file systems take 255 for each name, and some 260 for all
_MOST_BYTES = 200


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file of the output."""

    #: path from the root of the site, with slashes
    name: str
    #: differs where the content does; the file is written when it has changed
    digest: str
    #: makes the content, when the file has to be written
    content: Callable[[], bytes]

    @classmethod
    def of_bytes(cls, name: str, data: bytes) -> Artifact:
        """Return the artifact whose content is *data*."""
        return cls(name, digest_of_bytes(data), lambda: data)


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Write the artifacts that changed, and delete those that are gone."""
    if exception is not None or not hasattr(app, "builder") or not makes_site(app.builder):
        return
    results = app.emit(COLLECT_ARTIFACTS)
    collected = [artifact for artifacts in results for artifact in artifacts or ()]
    written = Written(app, "artifacts", lambda name: Path(app.outdir, name))
    if not collected and not written.names:
        return
    assert isinstance(app.builder, StandaloneHTMLBuilder)
    # the pages are those that were written just now
    files = OutputFiles(app.builder, app.env.all_docs, Written(app, "pages").names)
    found: dict[str, Artifact] = {}
    for artifact in collected:
        if _is_free(app, files, written, artifact.name):
            found[artifact.name] = artifact
            files.add(Owner("another artifact", artifact.name))
    _update(app, found, files, written)


def _is_free(app: Sphinx, files: OutputFiles, written: Written, name: str) -> bool:
    """Whether nobody else has the file *name*; warn of who has it."""
    if not _is_usable(name):
        _warn(name, "is not a path within the site. Use one such as 'feeds/all.xml'")
        return False
    if owner := files.clash(name):
        _warn(name, f"is left out: {owner.who} has {owner.file!r}. Rename one of them")
        return False
    *_, root = PurePosixPath(name).parents
    there = [path for path in (PurePosixPath(name), *PurePosixPath(name).parents) if path != root]
    for path in there:
        file = Path(app.outdir, path)
        is_folder = file.is_dir() and f"{path}" != name
        if f"{path}" not in written.names and not is_folder and os.path.lexists(file):
            _warn(
                name,
                f"is left out: somebody else has written {f'{path}'!r} into the output. "
                "Delete that, or rename one of them",
            )
            return False
    return True


def _is_usable(name: str) -> bool:
    is_within = "\\" not in name and all(part.strip(". ") for part in name.split("/"))
    return is_within and name.isprintable() and len(name.encode()) <= _MOST_BYTES


def _update(app: Sphinx, found: dict[str, Artifact], files: OutputFiles, written: Written) -> None:
    outdir = Path(app.outdir)
    digests = {name: artifact.digest for name, artifact in found.items()}
    changed = written.changed(digests)
    changed |= {name for name in digests.keys() - changed if not written.is_intact(name)}
    # should this fail, these are ours nevertheless
    written.void(changed)
    for name in sorted(written.names - found.keys()):
        if not files.has(name):
            delete(outdir, outdir / name)
    for name in sorted(changed):
        write_atomically(outdir / name, found[name].content())
    written.finish(digests, changed)


def _warn(name: str, message: str) -> None:
    warn(Kind.OUTPUT, f"the artifact {name!r} {message}.")
