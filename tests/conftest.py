"""What all tests share: small projects to build, the corpora, a browser."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import hypothesis
import pytest
from playwright.sync_api import Browser, sync_playwright
from support.builds import CORPORA, PROJECT, Build, build_once, build_or_restore, projects

from sphinxcontrib_meetings.parse.platforms import use_platforms

pytest_plugins = ["sphinx.testing.fixtures"]


def _write_into_memory() -> None:
    """Let tests write their files into memory, where there is enough of it.

    They write many, and delete them: a fifth of the time of small builds on a disk.
    """
    try:
        memory = os.statvfs("/dev/shm")
    except (AttributeError, OSError):
        # not Linux
        return
    # some tests start programs that they have installed
    has_room = memory.f_bavail * memory.f_frsize > 4 << 30 and not memory.f_flag & os.ST_NOEXEC
    if has_room:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", "/dev/shm")


_write_into_memory()

# a machine that is busy with other tests is no failure
hypothesis.settings.register_profile("patient", deadline=None)
# in CI the same examples each time: a failure is one of the change, not of luck
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "patient")


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Build a project from ``{filename: text}`` and return what came of it.

    ``build(files, builder="html", conf={}, jobs=1, force=False, nitpicky=False)``;
    further calls start anew in another folder, :meth:`Built.again` builds the same
    project again. An index is added where there is none.
    """
    return projects(tmp_path)


@pytest.fixture(scope="module")
def shared_build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Build as ``build`` does, but the same files with the same settings once for all tests
    of a module. They look at what came of it, and leave it as it is.
    """
    return build_once(projects(tmp_path_factory.mktemp("shared")))


@pytest.fixture(scope="module")
def built_before(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Build as ``build`` does, but the same files with the same settings once for all tests
    of a module. Each test has the project as it was then, and may build it again.
    """
    return build_or_restore(projects(tmp_path_factory.mktemp("before")))


@pytest.fixture(autouse=True)
def built_in_platforms() -> Iterator[None]:
    """Let no test have the platforms of another, which those of the last build are."""
    yield
    use_platforms()


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


#: of Chromium's features those that tests pay for and do not look at: pages that the address
#: bar keeps ready for each context (0.5 s of one core), and a new frame for each navigation
_DISPENSABLE = (
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxFullPopup",
    "PreloadTopChromeWebUI",
    "RenderDocument",
    # and those that Playwright switches off, as the last list is the only one that counts
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a running Chromium."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if not found:
        missing("Chromium")
    with sync_playwright() as playwright:
        args = [
            # which CI's containers do not allow
            "--no-sandbox",
            # the internet is not there
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            "--disable-gpu",
            # a process is dearer than most pages, and each of them would start another
            "--renderer-process-limit=1",
            f"--disable-features={','.join(_DISPENSABLE)}",
        ]
        chromium = playwright.chromium.launch(executable_path=found, args=args)
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


def pytest_xdist_auto_num_workers() -> int:
    """Return how many processes ``-n auto`` starts: one more than there are cores.

    A test that waits for the browser leaves its core to another one.
    """
    return (os.cpu_count() or 1) + 1


def pytest_collection_finish() -> None:
    """Search for garbage seldom, and never in what all tests need: a tenth of their time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(2_000, 10, 20)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs the browser, and of the others what builds with Sphinx.

    Of a test with parameters the first is enough to try another version of Sphinx.
    """
    tried: set[str] = set()
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if fixtures & {"axe", "browser"}:
            item.add_marker("browser")
        elif fixtures & {"build", "built_before", "shared_build"}:
            name = item.nodeid.partition("[")[0]
            if name not in tried:
                item.add_marker("versions")
            tried.add(name)
