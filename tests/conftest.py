"""What all tests share: small projects to build, the corpora, a browser."""

from __future__ import annotations

import io
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import hypothesis
import pytest
import sphinx.locale
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, sync_playwright
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

pytest_plugins = ["sphinx.testing.fixtures"]

# a machine that is busy with other tests is no failure
hypothesis.settings.register_profile("patient", deadline=None)
# in CI the same examples each time: a failure is one of the change, not of luck
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "patient")

PROJECT = Path(__file__).parents[1]
CORPORA = PROJECT.parent / "shared" / "corpora"

CONF: dict[str, Any] = {
    "extensions": ["sphinxcontrib_meetings"],
    "project": "Test",
    # the least HTML, so that what is ours is easily found
    "html_theme": "basic",
}

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

    def again(self, files: Files | None = None, **settings: Any) -> Built:
        """Build once more, after writing *files*; one whose content is None is deleted.

        *settings* are those of the fixture ``build`` that change.
        """
        return self._build(files or {}, **(self._settings | settings))


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
    on_page: Callable[..., Any] | None = None,
) -> Built:
    """Write *files* into *srcdir* and build it; see the fixture ``build``.

    *on_page* is connected to ``html-page-context``.
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
        if on_page is not None:
            app.connect("html-page-context", on_page)
        app.build(force_all=force)
    said = re.sub(r"\x1b\[[\d;]*m", "", warning.getvalue()).replace(f"{srcdir}{os.sep}", "")
    return Built(app, said.splitlines(), status.getvalue(), run_sphinx, settings)


Build = Callable[..., Built]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Build a project from ``{filename: text}`` and return what came of it.

    ``build(files, builder="html", conf={}, jobs=1, force=False, nitpicky=False)``;
    further calls start anew in another folder, :meth:`Built.again` builds the same
    project again. An index is added where there is none.
    """
    made = 0

    def build_project(files: Files, **settings: Any) -> Built:
        nonlocal made
        made += 1
        project = tmp_path / f"project{made}"
        srcdir = Path(settings.pop("srcdir", project / "src"))
        srcdir.mkdir(parents=True, exist_ok=True)
        builder = settings.get("builder", "html")
        folders = {"outdir": project / builder, "doctreedir": project / "doctrees"}
        return run_sphinx(files, srcdir=srcdir, **(folders | settings))

    return build_project


@pytest.fixture(scope="session")
def corpora() -> Path:
    """Folder of real notes; tests skip where it is missing. Never write there."""
    if not CORPORA.is_dir():
        pytest.skip("the corpora are not here (../shared/corpora)")
    return CORPORA


@pytest.fixture
def corpus(corpora: Path, tmp_path: Path) -> Callable[[str], Path]:
    """Copy one of the corpora by its name, and return the copy's path."""

    def copy(name: str) -> Path:
        target = tmp_path / "corpus" / name
        # files without their permissions: the originals are read-only
        shutil.copytree(corpora / name, target, copy_function=shutil.copyfile)
        for folder, _, _ in os.walk(target):
            Path(folder).chmod(0o755)
        return target

    return copy


def missing(what: str) -> NoReturn:
    """Skip the test because *what* is missing, or fail it in CI, which installs it."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing, and CI has to have it")
    pytest.skip(f"{what} is missing")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a running Chromium."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if not found:
        missing("Chromium")
    with sync_playwright() as playwright:
        # without its sandbox, which CI's containers do not allow
        chromium = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """Return the script of axe-core, to be run in a page."""
    usual = PROJECT / "node_modules" / "axe-core" / "axe.min.js"
    path = Path(os.environ.get("AXE_CORE", usual))
    if not path.is_file():
        missing("axe-core")
    return path.read_text(encoding="utf-8")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs the browser, and of the others what builds with Sphinx."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if fixtures & {"axe", "browser"}:
            item.add_marker("browser")
        elif fixtures & {"build", "shared_build"}:
            item.add_marker("versions")
