"""Builds of small projects, and how their outputs are compared."""

from __future__ import annotations

import io
import itertools
import os
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, NoReturn

import sphinx.locale
from bs4 import BeautifulSoup
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from support.once import remember

PROJECT = Path(__file__).parents[2]
CORPORA = PROJECT.parent / "shared" / "corpora"

CONF: dict[str, Any] = {
    "extensions": ["sphinxcontrib_meetings"],
    "project": "Test",
    # without links of its own, so that what is ours is easily found
    "html_theme": "bare",
    "html_theme_path": [str(Path(__file__).parent / "themes")],
    "template_bridge": "support.templates.CompiledOnce",
}

remember()

Files = Mapping[str, str | bytes | None]


@dataclass(frozen=True)
class Built:
    """A project after a build."""

    app: Sphinx
    #: one text per warning, with paths from the source directory
    warnings: list[str]
    #: what Sphinx said while it built
    status: str
    _build: Callable[..., Built]
    _settings: dict[str, Any]

    @property
    def srcdir(self) -> Path:
        return Path(self.app.srcdir)

    @property
    def outdir(self) -> Path:
        return Path(self.app.outdir)

    def text(self, name: str) -> str:
        """Return the content of an output file."""
        return (self.outdir / name).read_text(encoding="utf-8")

    def page(self, docname: str) -> BeautifulSoup:
        """Return a page of the html builder."""
        return BeautifulSoup(self.text(f"{docname}.html"), "html.parser")

    def seen(self, docname: str) -> BeautifulSoup:
        """Return a page as :meth:`page` does, for several tests: they leave it as it is."""
        return _read(self.text(f"{docname}.html"))

    def again(self, files: Files | None = None, **settings: Any) -> Built:
        """Build once more, after writing *files*; one whose content is None is deleted.

        *settings* are those of the fixture ``build`` that change.
        """
        return self._build(files or {}, **(self._settings | settings))


@lru_cache(maxsize=32)
def _read(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def write_files(folder: Path, files: Files) -> None:
    """Write *files*, name by content, into *folder*; None deletes."""
    for name, content in files.items():
        path = folder / name
        if content is None:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        data = content if isinstance(content, bytes) else content.encode()
        path.write_bytes(data)


def run_sphinx(
    files: Files,
    *,
    srcdir: Path,
    outdir: Path,
    doctreedir: Path,
    builder: str = "html",
    conf: Mapping[str, Any] | None = None,
    jobs: int = 1,
    force: bool = False,
    nitpicky: bool = False,
    handlers: Mapping[str, Callable[..., Any]] | None = None,
) -> Built:
    """Write *files* into *srcdir* and build it; see the fixture ``build``.

    *handlers* are connected to the events that they are given for.
    """
    settings = {name: value for name, value in locals().items() if name != "files"}
    write_files(srcdir, files)
    if not any(srcdir.glob("index.*")):
        write_files(srcdir, {"index.md": "# Test\n"})
    # Sphinx adds languages to those of earlier builds in the same process
    sphinx.locale.translators.clear()
    status, warning = io.StringIO(), io.StringIO()
    with patch_docutils(srcdir), docutils_namespace():
        app = Sphinx(
            srcdir=srcdir,
            confdir=srcdir if (srcdir / "conf.py").exists() else None,
            outdir=outdir,
            doctreedir=doctreedir,
            buildername=builder,
            confoverrides={**CONF, "nitpicky": nitpicky, **(conf or {})},
            status=status,
            warning=warning,
            parallel=jobs,
        )
        for event, handler in (handlers or {}).items():
            app.connect(event, handler)
        app.build(force_all=force)
    said = re.sub(r"\x1b\[[\d;]*m", "", warning.getvalue()).replace(f"{srcdir}{os.sep}", "")
    return Built(app, said.splitlines(), status.getvalue(), run_sphinx, settings)


Build = Callable[..., Built]


def projects(folder: Path) -> Build:
    """Return what builds each project in a folder of its own within *folder*."""
    numbers = itertools.count(1)

    def build_project(files: Files, **settings: Any) -> Built:
        project = folder / f"project{next(numbers)}"
        srcdir = Path(settings.pop("srcdir", project / "src"))
        srcdir.mkdir(parents=True, exist_ok=True)
        builder = settings.get("builder", "html")
        folders = {"outdir": project / builder, "doctreedir": project / "doctrees"}
        return run_sphinx(files, srcdir=srcdir, **(folders | settings))

    return build_project


def build_once(build: Build) -> Build:
    """Return what builds as *build* does, but the same files with the same settings once."""
    known: dict[str, Built] = {}

    def build_or_recall(files: Files, **settings: Any) -> Built:
        key = _key(files, settings)
        if key not in known:
            known[key] = replace(build(files, **settings), _build=_refuse)
        return known[key]

    return build_or_recall


def build_or_restore(build: Build) -> Build:
    """Return what builds as *build* does, but the same files with the same settings once.

    Each time the project is as it was after that build, whatever has become of it since.
    """
    known: dict[str, Built] = {}

    def built_or_restored(files: Files, **settings: Any) -> Built:
        key = _key(files, settings)
        if key in known:
            project = known[key].srcdir.parent
            shutil.rmtree(project)
            shutil.copytree(f"{project}-kept", project)
            return known[key]
        known[key] = build(files, **settings)
        project = known[key].srcdir.parent
        # with its times, by which Sphinx finds what has changed
        shutil.copytree(project, f"{project}-kept")
        return known[key]

    return built_or_restored


def _key(files: Files, settings: Mapping[str, Any]) -> str:
    return repr((sorted(files.items()), sorted(settings.items())))


def _refuse(files: Files, **settings: Any) -> NoReturn:
    raise TypeError("other tests look at this project, too: take one from `build`")


#: what Sphinx itself varies (DESIGN, promise 1), or what is not of a page
IGNORED = {"searchindex.js", ".buildinfo", ".buildinfo.bak"}


def tree(folder: Path) -> dict[str, bytes]:
    """Return the files that this extension writes or fills."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and path.name not in IGNORED
        and not path.relative_to(folder).as_posix().startswith(("_static/", ".doctrees"))
    }
