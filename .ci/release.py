"""What a release needs of the repository; RELEASING.md says when to run it.

python3 .ci/release.py urls OWNER/REPOSITORY         write the project's addresses
python3 .ci/release.py check TAG OWNER/REPOSITORY    list what a release still needs
python3 .ci/release.py readme TAG OWNER/REPOSITORY   make the text of the PyPI page
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
SERVER = "https://github.com"
RAW = "https://raw.githubusercontent.com"

_TABLE = re.compile(r"(?<=^# urls: begin\n).*?(?=^# urls: end$)", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"(?P<mark>!?)\[(?P<text>[^\[\]]*)\]\((?P<path>[^():#][^():]*)\)")


def main(arguments: list[str] | None = None) -> int:
    """Run the command in *arguments*; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("urls", "check", "readme"):
        command = commands.add_parser(name)
        if name != "urls":
            command.add_argument("tag", help="such as v0.1.0")
        command.add_argument("repository", type=repository_name, help="OWNER/REPOSITORY on GitHub")
    asked = parser.parse_args(arguments)
    if asked.command == "urls":
        write_urls(PROJECT, asked.repository)
    elif asked.command == "readme":
        write_readme(PROJECT, asked.tag, asked.repository)
    else:
        faults = list(missing(PROJECT, asked.tag, asked.repository))
        print("\n".join(faults) or f"{asked.tag} can be released")
        return 1 if faults else 0
    return 0


def repository_name(text: str) -> str:
    """Return *text* if it has the form of a repository's name on GitHub."""
    if not re.fullmatch(r"[A-Za-z0-9-]+/[\w.-]+", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not OWNER/REPOSITORY")
    return text


def urls(repository: str) -> dict[str, str]:
    """Return the project's addresses by their labels, which PyPI knows.

    https://packaging.python.org/en/latest/specifications/well-known-project-urls/
    """
    home = f"{SERVER}/{repository}"
    return {
        "Source": home,
        "Issues": f"{home}/issues",
        "Documentation": f"{home}/tree/HEAD/docs",
        "Changelog": f"{home}/blob/HEAD/CHANGELOG.md",
    }


def write_urls(project: Path, repository: str) -> None:
    """Write the addresses into ``pyproject.toml``, in place of those it has."""
    path = project / "pyproject.toml"
    lines = ["[project.urls]", *(f'{name} = "{url}"' for name, url in urls(repository).items())]
    table = "\n".join(lines) + "\n"
    text = path.read_text(encoding="utf-8")
    path.write_text(_TABLE.sub(lambda _: table, text, count=1), encoding="utf-8")


def write_readme(project: Path, tag: str, repository: str) -> None:
    """Write ``PYPI.md`` and name it as the package's readme.

    It is the README with absolute links, since PyPI does not resolve others. Both changes
    are for the build alone, and are not committed.
    """
    text = (project / "README.md").read_text(encoding="utf-8")
    (project / "PYPI.md").write_text(absolute_links(text, tag, repository), encoding="utf-8")
    path = project / "pyproject.toml"
    settings = path.read_text(encoding="utf-8")
    settings = settings.replace('readme = "README.md"', 'readme = "PYPI.md"', 1)
    path.write_text(settings, encoding="utf-8")


def absolute_links(text: str, tag: str, repository: str) -> str:
    """Return Markdown *text* with relative links and images as addresses at *tag*."""

    def absolute(found: re.Match[str]) -> str:
        mark, label, path = found.group("mark", "text", "path")
        base = f"{RAW}/{repository}/{tag}" if mark else f"{SERVER}/{repository}/blob/{tag}"
        return f"{mark}[{label}]({base}/{path})"

    return _LINK.sub(absolute, text)


def missing(project: Path, tag: str, repository: str) -> Iterator[str]:
    """Yield what a release of *tag* from *repository* still needs, with the way out."""
    version = package_version(project)
    if tag != f"v{version}":
        yield f"sphinxcontrib_meetings/__init__.py: the tag of {version} is v{version}, not {tag}"
    changelog = (project / "CHANGELOG.md").read_text(encoding="utf-8")
    dated = rf"^## {re.escape(version)} \(\d{{4}}-\d\d-\d\d\)$"
    if not re.search(dated, changelog, re.MULTILINE):
        yield f"CHANGELOG.md: needs the heading `## {version} (YYYY-MM-DD)`"
    settings = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    if settings["project"].get("urls") != urls(repository):
        yield (
            "pyproject.toml: does not have the addresses of this repository; "
            f"run `python3 .ci/release.py urls {repository}` and commit"
        )
    for name in ("README.md", "docs/quickstart.md"):
        if "not released yet" in (project / name).read_text(encoding="utf-8"):
            yield f"{name}: says `not released yet`; say how to install from PyPI instead"


def package_version(project: Path) -> str:
    """Return the version of the package, without importing it."""
    text = (project / "sphinxcontrib_meetings" / "__init__.py").read_text(encoding="utf-8")
    (version,) = re.findall(r'^__version__ = "(.+)"$', text, re.MULTILINE)
    return str(version)


if __name__ == "__main__":
    sys.exit(main())
