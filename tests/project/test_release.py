"""The script of releases: what it writes, and what it finds missing."""

from __future__ import annotations

import importlib.util
import re
import shutil
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

import pytest

PROJECT = Path(__file__).parents[2]
SCRIPT = PROJECT / ".ci" / "release.py"
READ = ("pyproject.toml", "README.md", "CHANGELOG.md", "docs/quickstart.md")
VERSION = "sphinxcontrib_meetings/__init__.py"


@pytest.fixture(scope="module")
def release() -> ModuleType:
    spec = importlib.util.spec_from_file_location("release", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def project(release: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of what the script reads, ready for the release of 1.2.3 from `some/where`."""
    for name in (*READ, VERSION):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(PROJECT / name, tmp_path / name)
    monkeypatch.setattr(release, "PROJECT", tmp_path)
    (tmp_path / VERSION).write_text('__version__ = "1.2.3"\n')
    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n\n## 1.2.3 (2026-05-06)\n")
    for name in ("README.md", "docs/quickstart.md"):
        text = (tmp_path / name).read_text("utf-8")
        (tmp_path / name).write_text(text.replace("not released yet", "released"), "utf-8")
    assert release.main(["urls", "some/where"]) == 0
    return tmp_path


def settings(project: Path) -> dict[str, Any]:
    found = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))["project"]
    assert isinstance(found, dict)
    return found


def test_what_is_ready_can_be_released(
    release: ModuleType, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert release.main(["check", "v1.2.3", "some/where"]) == 0
    assert capsys.readouterr().out == "v1.2.3 can be released\n"


@pytest.mark.parametrize(
    ("name", "old", "new", "found"),
    [
        (VERSION, "1.2.3", "1.2.2", "the tag of 1.2.2 is v1.2.2, not v1.2.3"),
        ("CHANGELOG.md", "(2026-05-06)", "(unreleased)", "`## 1.2.3 (YYYY-MM-DD)`"),
        ("CHANGELOG.md", "1.2.3", "1x2.3", "`## 1.2.3 (YYYY-MM-DD)`"),
        ("pyproject.toml", "some/where/issues", "else/where/issues", "urls some/where"),
        ("pyproject.toml", "[project.urls]", "[project.optional-dependencies]", "urls some/where"),
        ("README.md", "released", "not released yet", "README.md: says `not released yet`"),
        ("docs/quickstart.md", "released", "not released yet", "quickstart.md: says"),
    ],
)
def test_what_is_missing_stops_the_release(
    release: ModuleType,
    project: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    old: str,
    new: str,
    found: str,
) -> None:
    text = (project / name).read_text("utf-8")
    assert old in text
    if new == "[project.optional-dependencies]":
        text = text.replace("[project.optional-dependencies]\n", "")
    (project / name).write_text(text.replace(old, new, 1), "utf-8")
    assert release.main(["check", "v1.2.3", "some/where"]) == 1
    assert found in capsys.readouterr().out


def test_the_checkout_has_a_version(release: ModuleType) -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", release.package_version(PROJECT))


# ── addresses ─────────────────────────────────────────────────────────────────


def test_addresses_are_replaced(release: ModuleType, project: Path) -> None:
    before = settings(project)
    assert release.main(["urls", "no/where"]) == 0
    after = settings(project)
    assert after["urls"] == {
        "Source": "https://github.com/no/where",
        "Issues": "https://github.com/no/where/issues",
        "Documentation": "https://github.com/no/where/tree/HEAD/docs",
        "Changelog": "https://github.com/no/where/blob/HEAD/CHANGELOG.md",
    }
    assert after | {"urls": {}} == before | {"urls": {}}
    assert (project / "pyproject.toml").read_text("utf-8").count("[project.urls]") == 1


@pytest.mark.parametrize("name", ["where", "https://github.com/some/where", "some/where/else", ""])
def test_what_is_no_repository_is_refused(release: ModuleType, project: Path, name: str) -> None:
    with pytest.raises(SystemExit):
        release.main(["urls", name])


def is_made_up(url: str) -> bool:
    """Whether *url* is a placeholder, or not an address that can be on a public page."""
    parts = urlsplit(url)
    words = {*parts.netloc.lower().split("."), *parts.path.lower().split("/")}
    placeholders = {"example", "owner", "repository", "your-name", "user", "localhost", "todo"}
    plain = re.fullmatch(r"https://[\w.-]+\.\w+(/[\w./%~-]*)?", url)
    return not plain or bool(words & placeholders)


@pytest.mark.parametrize(
    ("url", "made_up"),
    [
        ("https://github.com/OWNER/REPOSITORY", True),
        ("https://github.com/<owner>/meetings", True),
        ("https://docs.example.org/", True),
        ("https://localhost/", True),
        ("http://github.com/some/where", True),
        ("", True),
        ("https://github.com/some/where/issues", False),
        ("https://github.com/some/where/blob/HEAD/CHANGELOG.md", False),
    ],
)
def test_placeholders_are_found(url: str, made_up: bool) -> None:
    assert is_made_up(url) is made_up


def test_the_project_has_no_made_up_address(release: ModuleType) -> None:
    """There are no addresses, or all those of one repository."""
    given = settings(PROJECT).get("urls")
    if given is not None:
        assert [url for url in given.values() if is_made_up(url)] == []
        repository = urlsplit(given["Source"]).path.strip("/")
        assert given == release.urls(repository)


@pytest.mark.parametrize("pattern", [".github/**/*", "SECURITY.md", "docs/supported-versions.md"])
def test_no_placeholder_is_left_on_a_page(pattern: str) -> None:
    pages = [path for path in PROJECT.glob(pattern) if path.is_file()]
    assert pages
    for page in pages:
        found = re.findall(r"OWNER|REPOSITORY|TODO|example\.(?:com|org)", page.read_text("utf-8"))
        # the variable that GitHub sets
        assert set(found) <= ({"REPOSITORY"} if page.name == "release.yml" else set())


# ── the page on PyPI ──────────────────────────────────────────────────────────


def test_links_on_pypi_are_absolute(release: ModuleType, project: Path) -> None:
    before = (project / "README.md").read_text("utf-8")
    assert release.main(["readme", "v1.2.3", "some/where"]) == 0
    assert settings(project)["readme"] == "PYPI.md"
    assert (project / "README.md").read_text("utf-8") == before
    text = (project / "PYPI.md").read_text("utf-8")
    assert "](https://raw.githubusercontent.com/some/where/v1.2.3/docs/images/meeting.png)" in text
    assert "[quickstart](https://github.com/some/where/blob/v1.2.3/docs/quickstart.md)" in text
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert len(links) == len(re.findall(r"\]\(", before))
    assert [link for link in links if not link.startswith("https://")] == []


@pytest.mark.parametrize(
    "text", ["[a](https://x.org/b)", "[a](#b)", "`a[0](b: c)`", "[a](mailto:a@b.org)"]
)
def test_other_links_stay(release: ModuleType, text: str) -> None:
    assert release.absolute_links(text, "v1", "some/where") == text
