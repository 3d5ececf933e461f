"""What is written down for maintainers agrees with what there is."""

from __future__ import annotations

import configparser
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

PROJECT = Path(__file__).parents[2]
GITHUB = PROJECT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = [GITHUB / "ISSUE_TEMPLATE" / name for name in ("bug.yml", "feature.yml")]
PAGES = ("RELEASING.md", "SECURITY.md", ".github/PULL_REQUEST_TEMPLATE.md")


def load(path: Path) -> dict[Any, Any]:
    found = yaml.safe_load(path.read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def environments() -> list[str]:
    tox = configparser.ConfigParser(interpolation=None)
    tox.read(PROJECT / "tox.ini", encoding="utf-8")
    return tox["tox"]["env_list"].split()


def versions_tested() -> list[tuple[str, str]]:
    """Return pairs of Sphinx and Python, as tox has them."""
    names = (re.fullmatch(r"py3(\d+)-sphinx(\d)(\d)", name) for name in environments())
    return [(f"{name[2]}.{name[3]}", f"3.{name[1]}") for name in names if name]


# ── supported versions ────────────────────────────────────────────────────────


def test_the_docs_name_the_versions_that_are_tested() -> None:
    page = (PROJECT / "docs" / "supported-versions.md").read_text("utf-8")
    assert re.findall(r"^\| (\d\S*) \| (\d\S*) \|$", page, re.MULTILINE) == versions_tested()


@pytest.mark.parametrize("name", ["README.md", "docs/supported-versions.md"])
def test_pages_name_the_supported_versions(name: str) -> None:
    text = (PROJECT / name).read_text("utf-8")
    sphinxes, pythons = zip(*versions_tested(), strict=True)
    assert re.search(rf"Python\W+{min(pythons)} to {max(pythons)}\b", text)
    assert re.search(rf"Sphinx\W+{min(sphinxes)} to {max(sphinxes)}\b", text)
    assert re.search(r"MyST-Parser\W+5\.2\b", text)


def test_the_package_declares_the_supported_versions() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    sphinxes, pythons = zip(*versions_tested(), strict=True)
    assert project["requires-python"] == f">={min(pythons)}"
    named = [line.rpartition(" ")[2] for line in project["classifiers"] if ":: 3." in line]
    assert named == sorted(set(pythons))
    assert f"sphinx>={min(sphinxes)},<{int(max(sphinxes)[0]) + 1}" in project["dependencies"]
    assert "myst-parser>=5.2,<6" in project["dependencies"]


def test_ci_ends_with_the_oldest_and_the_newest() -> None:
    tox = configparser.ConfigParser(interpolation=None)
    tox.read(PROJECT / "tox.ini", encoding="utf-8")
    label = tox["tox"]["labels"].partition("ci =")[2]
    runs = [name.strip() for name in label.split(",")]
    matrix = [name for name in environments() if "sphinx" in name]
    assert runs == [
        *(name for name in environments() if name not in matrix),
        f"{matrix[0]}-builds",
        # a machine may not have the newest Python
        *(f"{name}-builds" for name in matrix if name.endswith(matrix[-1].partition("-")[2])),
    ]


# ── GitHub ────────────────────────────────────────────────────────────────────


def test_the_workflow_runs_every_environment() -> None:
    jobs = load(GITHUB / "workflows" / "tests.yml")["jobs"]
    matrix = jobs["tests"]["strategy"]["matrix"]["include"]
    checks = jobs["checks"]["strategy"]["matrix"]["env"]
    assert checks + [entry["env"] for entry in matrix] == environments()
    for entry in matrix:
        assert entry["env"].startswith(f"py{entry['python'].replace('.', '')}-")


def test_dependencies_are_audited_each_week() -> None:
    workflow = load(GITHUB / "workflows" / "audit.yml")
    # YAML reads `on` as a truth
    assert [entry["cron"].split()[2:] for entry in workflow[True]["schedule"]] == [["*", "*", "1"]]
    steps = workflow["jobs"]["audit"]["steps"]
    assert steps[-1]["run"] == "tox run -e audit"
    tox = configparser.ConfigParser(interpolation=None)
    tox.read(PROJECT / "tox.ini", encoding="utf-8")
    assert tox["testenv:audit"]["commands"].startswith("pip-audit ")


def test_the_lower_bounds_that_are_tested_are_those_of_the_package() -> None:
    listed = subprocess.run(
        [sys.executable, PROJECT / ".ci" / "lowest.py", "--list"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    bounded = [text for text in project["dependencies"] if ">=" in text]
    assert len(listed) == len(bounded) > 5
    for written, lowest in zip(bounded, listed, strict=True):
        assert written.startswith(lowest.partition(";")[0].replace("==", ">="))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_may_do_no_more_than_it_has_to(path: Path) -> None:
    workflow = load(path)
    assert workflow["permissions"] == {"contents": "read"}
    for name, job in workflow["jobs"].items():
        allowed = {"id-token": "write"} if (path.stem, name) == ("release", "publish") else None
        assert job.get("permissions") == allowed, name
        for step in job.get("steps", ()):
            # text of others would be run as a command
            assert "${{ github" not in step.get("run", "")
            if step.get("uses", "").startswith("actions/checkout"):
                assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_have_a_major_version(path: Path) -> None:
    jobs = load(path)["jobs"].values()
    uses = [step["uses"] for job in jobs for step in job.get("steps", ()) if "uses" in step]
    assert uses
    for action in uses:
        assert re.fullmatch(r"[\w-]+/[\w-]+@(v\d+|release/v\d+)", action)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_files_that_a_workflow_names_exist(path: Path) -> None:
    text = path.read_text("utf-8")
    names = re.findall(r"(?:python |uses: )(\.[\w/.-]+)", text)
    names += re.findall(r"cache-dependency-path: (\S+)", text)
    assert names
    assert [name for name in names if not (PROJECT / name).exists()] == []


def test_what_is_uploaded_was_tested_and_checked() -> None:
    jobs = load(GITHUB / "workflows" / "release.yml")["jobs"]
    assert jobs["publish"]["needs"] == "build"
    assert jobs["build"]["needs"] == "tests"
    commands = [step.get("run", "") for step in jobs["build"]["steps"]]
    assert commands.index('python .ci/release.py check "$TAG" "$GITHUB_REPOSITORY"') < (
        commands.index("tox run -e package")
    )


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_an_issue_form_is_valid(path: Path) -> None:
    form = load(path)
    assert form["name"]
    assert form["description"]
    fields = form["body"]
    assert {entry["type"] for entry in fields} <= {"input", "textarea"}
    assert len({entry["id"] for entry in fields}) == len(fields)
    assert all(entry["attributes"]["label"] for entry in fields)


def test_a_bug_report_asks_for_the_note_and_the_warning() -> None:
    fields = {entry["id"]: entry for entry in load(FORMS[0])["body"]}
    for name in ("note", "warning"):
        assert fields[name]["validations"]["required"] is True


# ── pages for maintainers ─────────────────────────────────────────────────────


@pytest.mark.parametrize("name", PAGES)
def test_links_and_files_that_a_page_names_exist(name: str) -> None:
    text = (PROJECT / name).read_text("utf-8")
    links = [link for link in re.findall(r"\]\(([^)]+)\)", text) if "://" not in link]
    # a page of the repository on GitHub, from where it shows SECURITY.md
    links = [link for link in links if link != "../../security/advisories/new"]
    files = re.findall(r"`(\.?[\w-]+/[\w./-]+|[A-Z]+\.md|[\w-]+\.(?:toml|ini))`", text)
    missing = {path for path in {*links, *files} if not (PROJECT / path).exists()}
    assert missing == set()


@pytest.mark.parametrize("name", PAGES)
def test_environments_that_a_page_names_exist(name: str) -> None:
    text = (PROJECT / name).read_text("utf-8")
    named = set(re.findall(r"tox run -e ([\w-]+)", text))
    assert named <= {*environments(), "bench"}
