"""Output files: who owns which, and how ours are written and deleted."""

from __future__ import annotations

import contextlib
import os
import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.matching import Matcher

from sphinxcontrib_meetings.archive.digest import digest_of_bytes

__all__ = [
    "LISTS",
    "OutputFiles",
    "Owner",
    "delete",
    "digest_of_file",
    "is_same_file",
    "write_atomically",
]

#: files of Sphinx and its own extensions, other than pages
_SPHINX_FILES = (
    ".buildinfo",
    ".nojekyll",
    "CNAME",
    "objects.inv",
    "opensearch.xml",
    "searchindex.js",
)
_SPHINX_FOLDERS = ("_downloads", "_images", "_modules", "_sources", "_static")
_SPHINX_PAGES = ("genindex", "search")
#: name of a list of the files that we write
LISTS = ".meetings-{kind}.json"
#: name of a file until it is complete
_UNFINISHED = ".meetings.tmp"


def write_atomically(path: Path, data: bytes) -> None:
    """Write *data* to *path*, which always has either its old or its new content."""
    unfinished = path.with_name(_UNFINISHED)
    try:
        try:
            unfinished.write_bytes(data)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            unfinished.write_bytes(data)
        unfinished.replace(path)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise


def is_same_file(one: Path, other: Path) -> bool:
    """Whether *one* and *other* exist, and are the same file."""
    return one.exists() and other.exists() and one.samefile(other)


def digest_of_file(path: Path) -> str:
    """Return the digest of the content of *path*, empty if it is not a file."""
    try:
        return digest_of_bytes(path.read_bytes())
    except (OSError, ValueError):
        return ""


def delete(root: Path, path: Path) -> None:
    """Delete *path* below *root*, and folders that are empty then."""
    if not path.resolve().is_relative_to(root.resolve()) or path.is_dir():
        return
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        path.unlink()
    for folder in path.parents:
        if folder == root or not folder.is_dir() or any(folder.iterdir()):
            break
        folder.rmdir()


@dataclass(frozen=True, slots=True)
class Owner:
    """The owner of a file or folder of the output."""

    #: the owner, in words for messages
    who: str
    #: path from the root of the output
    file: str
    #: the document whose page it is, if any
    docname: str = ""

    def is_twin_of(self, file: str) -> bool:
        """Whether the paths differ, but only in case."""
        return self.file != file and self.file.casefold() == file.casefold()


class OutputFiles:
    """The output files that are not ours: those of Sphinx, of documents, and of *pages*.

    Case is ignored: some file systems do not distinguish ``T.html`` from ``t.html``.
    """

    def __init__(
        self, builder: StandaloneHTMLBuilder, docnames: Iterable[str], pages: Iterable[str] = ()
    ) -> None:
        self._builder = builder
        #: case-folded file ─► its owners
        self._files: defaultdict[str, list[Owner]] = defaultdict(list)
        #: case-folded folder ─► owner of a file in it
        self._folders: dict[str, Owner] = {}
        for owner in (*self._fixed_owners(), *self._extra_files()):
            self.add(owner)
        for name in docnames:
            self.add(Owner(f"the document {name!r}", self._page(name), name))
        for name in pages:
            self.add(Owner(f"the generated page {name!r}", self._page(name)))

    def clash(self, file: str) -> Owner | None:
        """Return the owner of *file*, or of something in the place of one of its folders."""
        path = posixpath.normpath(file.casefold())
        owners = self._files.get(path, [])
        # an exact match first, else one that differs in case
        for owner in sorted(owners, key=lambda owner: owner.file != file):
            return owner
        first = path.partition("/")[0]
        if first in _SPHINX_FOLDERS:
            return Owner("Sphinx", first)
        for folder in _folders(path):
            for owner in self._files.get(folder, []):
                return owner
        return self._folders.get(path)

    def has(self, file: str) -> bool:
        """Whether *file* has an owner; also in another case, if that is the same file."""
        outdir = Path(self._builder.outdir)
        return any(
            owner.file == file or is_same_file(outdir / owner.file, outdir / file)
            for owner in self._files.get(file.casefold(), [])
        )

    def add(self, owner: Owner) -> None:
        """Record *owner* and its file."""
        path = posixpath.normpath(owner.file.casefold())
        self._files[path].append(owner)
        for folder in _folders(path):
            if folder in self._folders:
                break
            self._folders[folder] = owner

    def _page(self, name: str) -> str:
        path = Path(self._builder.get_outfilename(name))
        return path.relative_to(self._builder.outdir).as_posix()

    def _fixed_owners(self) -> Iterator[Owner]:
        builder = self._builder
        indices = (
            f"{domain.name}-{index.name}"
            for domain in builder.env.domains.sorted()
            for index in domain.indices
        )
        for file in _SPHINX_FILES:
            yield Owner("Sphinx", file)
        for kind in ("artifacts", "pages"):
            yield Owner("a list of generated files", LISTS.format(kind=kind))
        for name in (*_SPHINX_PAGES, *indices):
            yield Owner("Sphinx", self._page(name))
        for name in builder.config.html_additional_pages:
            yield Owner("html_additional_pages", self._page(name))

    def _extra_files(self) -> Iterator[Owner]:
        """Yield the files that Sphinx copies from ``html_extra_path``, as it finds them."""
        builder = self._builder
        excluded = Matcher(builder.config.exclude_patterns)
        for given in builder.config.html_extra_path:
            source = Path(builder.confdir, given)
            if source.is_file():
                yield Owner("html_extra_path", source.name)
            for root, folders, files in os.walk(source, followlinks=True):
                within = Path(root).relative_to(source)
                folders[:] = [name for name in folders if not excluded(f"{within / name}")]
                for name in files:
                    if not excluded(f"{within / name}"):
                        yield Owner("html_extra_path", (within / name).as_posix())


def _folders(path: str) -> Iterator[str]:
    """Yield the folders of *path*, the nearest first."""
    while path := posixpath.dirname(path):
        yield path
