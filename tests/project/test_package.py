"""What is released: the sdist, the wheel, what they declare, and that the wheel works alone."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import distribution
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
PACKAGE = PROJECT / "sphinxcontrib_meetings"
DEMO = PROJECT / "demo" / "meetings"

#: what Python uses where it is installed, without an import of ours
USED_BY_OTHERS = {"pystemmer", "tzdata"}


# ── what is declared ──────────────────────────────────────────────────────────


def canonical(name: str) -> str:
    """https://packaging.python.org/en/latest/specifications/name-normalization/"""
    return re.sub(r"[-_.]+", "-", name).lower()


def declared() -> set[str]:
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
    found = (re.match(r"[\w.-]+", entry) for entry in settings["project"]["dependencies"])
    return {canonical(name.group()) for name in found if name}


def imported_modules(path: Path) -> Iterator[str]:
    """Yield the top-level modules that a file of the package imports from elsewhere."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Import(names=names):
                yield from (alias.name.partition(".")[0] for alias in names)
            case ast.ImportFrom(module=str(module), level=0):
                yield module.partition(".")[0]


def modules_of(name: str) -> set[str]:
    """Return the top-level modules of an installed distribution."""
    return {file.parts[0].partition(".")[0] for file in distribution(name).files or ()}


@cache
def imported() -> frozenset[str]:
    """Return the distributions whose modules the package imports itself.

    A module that is of none that is declared is there by its own name.
    """
    modules = {name for path in PACKAGE.rglob("*.py") for name in imported_modules(path)}
    modules -= sys.stdlib_module_names | {PACKAGE.name}
    # the files of all that are installed take seconds to read
    provided = {module: name for name in declared() for module in modules_of(name)}
    return frozenset(provided.get(module, module) for module in modules)


def test_what_is_imported_is_declared() -> None:
    found = imported()
    assert {"sphinx", "pyyaml", "markdown-it-py"} <= found
    assert found - declared() == set()


def test_what_is_declared_is_used() -> None:
    assert declared() - imported() == USED_BY_OTHERS


# ── what is built ─────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Distributions:
    sdist: Path
    wheel: Path

    def names_in_sdist(self) -> set[str]:
        with tarfile.open(self.sdist) as archive:
            return {name.partition("/")[2] for name in archive.getnames()}

    def names_in_wheel(self) -> set[str]:
        with zipfile.ZipFile(self.wheel) as archive:
            return set(archive.namelist())


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Distributions:
    """Build the sdist, and from it the wheel, as a release does."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--outdir", str(folder), str(PROJECT), cwd=folder)
    (sdist,) = folder.glob("*.tar.gz")
    (wheel,) = folder.glob("*.whl")
    return Distributions(sdist, wheel)


def run(*command: str, cwd: Path) -> str:
    """Run *command* outside of the checkout and without its settings; return its output."""
    ours = {"PYTHONPATH", "PYTHONHOME", "COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG"}
    env = {name: value for name, value in os.environ.items() if name not in ours}
    env["XDG_CACHE_HOME"] = str(cwd / "cache")
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def repository_files(*options: str) -> set[str]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", *options], cwd=PROJECT, capture_output=True, check=False
    )
    if listed.returncode:
        pytest.skip("not in a repository of git")
    names = set(listed.stdout.decode().split("\0")) - {""}
    return {name for name in names if (PROJECT / name).exists()}


@pytest.mark.network
def test_the_sdist_is_a_copy_of_the_repository(distributions: Distributions) -> None:
    names = distributions.names_in_sdist()
    assert repository_files() - names == set()
    new = repository_files("--others", "--exclude-standard")
    assert names - repository_files() - new == {"PKG-INFO"}


@pytest.mark.network
def test_the_wheel_holds_the_package_alone(distributions: Distributions) -> None:
    names = distributions.names_in_wheel()
    files = {name for name in names if ".dist-info/" not in name}
    assert files == {
        path.relative_to(PROJECT).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


# ── what is installed ─────────────────────────────────────────────────────────


@pytest.mark.network
def test_the_wheel_builds_the_demo_in_an_empty_environment(
    distributions: Distributions, tmp_path: Path
) -> None:
    venv = tmp_path / "venv"
    programs = venv / ("Scripts" if os.name == "nt" else "bin")
    python = str(programs / "python")
    run(sys.executable, "-m", "venv", "--without-pip", str(venv), cwd=tmp_path)
    # by our own pip, and without compiling the many modules that nothing imports
    pip = (sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-compile")
    run(*pip, f"{distributions.wheel}[build]", cwd=tmp_path)

    where = run(
        python, "-c", "import sphinxcontrib_meetings as m; print(m.__file__)", cwd=tmp_path
    )
    installed = Path(where.strip()).parent
    assert installed.is_relative_to(venv)
    assert (installed / "templates" / "meetings" / "recent.html").is_file()

    site = tmp_path / "site"
    run(str(programs / "sphinx-meetings"), "build", str(DEMO), str(site), "-W", cwd=tmp_path)
    pages = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    notes = [path for path in DEMO.rglob("*.*") if path.suffix in (".md", ".mdx", ".rst")]
    # a draft has no page
    notes = [path for path in notes if "draft: true" not in path.read_text("utf-8")]
    assert len(notes) > 10
    assert {path.relative_to(DEMO).with_suffix(".html").as_posix() for path in notes} <= pages
    assert {"index.html", "meetings/year/2026.html"} <= pages
    assert {"meetings/tags/index.html", "meetings/people/index.html"} <= pages
    for ours in (PACKAGE / "static").iterdir():
        assert (site / "_static" / ours.name).read_bytes() == ours.read_bytes()
