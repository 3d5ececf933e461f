"""A field is described in one place: a line in the record is enough to have it everywhere."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from support.builds import PROJECT, write_files

PLACE = "    description: str = made_of("
ADDED = """\
    dress_code: str = made_of(
        Field(
            "dress_code",
            "text",
            "What one is to wear.",
            aliases=("attire",),
            shown=Shown.LABELLED,
            label="Dress code",
            schema_org="disambiguatingDescription",
        ),
        default="",
    )
"""
CONF = """\
extensions = ["sphinxcontrib_meetings"]
html_theme = "basic"
html_baseurl = "https://example.org/"
meetings_data = True
"""
NOTES = {
    "conf.py": CONF,
    "index.md": "# Notes\n\n```{meeting-list}\n:format: table\n```\n",
    "meetings/2026-05-06-gala.md": "---\nattire: Black tie\n---\n\n# Gala\n\nWe danced.\n",
    "meetings/2026-05-07-picnic.md": (
        "# Picnic\n\n```{meeting}\n:dress_code: Boots & coats\n```\n\nWe sat.\n"
    ),
    "meetings/2026-05-08-party.rst": "Party\n=====\n\n:Dress code: Hats\n\nWe sang.\n",
}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a copy of the package to whose record one field was added."""
    folder = tmp_path_factory.mktemp("package")
    copy = folder / "sphinxcontrib_meetings"
    shutil.copytree(PROJECT / copy.name, copy, ignore=shutil.ignore_patterns("__pycache__"))
    record = copy / "model" / "meeting.py"
    text = record.read_text("utf-8")
    assert text.count(PLACE) == 1
    record.write_text(text.replace(PLACE, ADDED + PLACE), "utf-8")
    return folder


def run(package: Path, *arguments: object) -> str:
    done = subprocess.run(
        [sys.executable, *map(str, arguments)],
        # `-m` looks into the working directory first
        cwd=package,
        env=os.environ | {"PYTHONPATH": str(package)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


#: what a process does that imports Sphinx, and the copy of the package, for both builders
BUILDS = """\
import sys
from sphinx.cmd.build import main

folder = sys.argv[1]
for builder in ("html", "text"):
    options = ["-q", "-n", "-W", "--keep-going", "-d", f"{folder}/doctrees", "-b", builder]
    if code := main([*options, f"{folder}/src", f"{folder}/{builder}"]):
        sys.exit(code)
"""


@pytest.fixture(scope="module")
def site(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    write_files(folder / "src", NOTES)
    run(package, "-c", BUILDS, folder)
    return folder


SAID = [
    ("2026-05-06-gala", "Black tie"),
    ("2026-05-07-picnic", "Boots & coats"),
    ("2026-05-08-party", "Hats"),
]


@pytest.mark.parametrize(("name", "text"), SAID)
def test_headers_show_it(site: Path, name: str, text: str):
    page = BeautifulSoup(
        (site / "html" / "meetings" / f"{name}.html").read_text("utf-8"), "html5lib"
    )
    assert f"Dress code: {text}" in [
        li.get_text() for li in page.select("header .meetings-facts li")
    ]
    assert f"Dress code:\n   {text}\n" in (site / "text" / "meetings" / f"{name}.txt").read_text(
        "utf-8"
    )


def test_lists_show_it(site: Path):
    page = BeautifulSoup(
        (site / "html" / "meetings" / "index.html").read_text("utf-8"), "html5lib"
    )
    facts = [li.get_text() for li in page.select(".meetings-entry .meetings-facts li")]
    assert {f"Dress code: {text}" for _, text in SAID} <= set(facts)


def test_data_and_schema_have_it(site: Path):
    data: dict[str, Any] = json.loads((site / "html" / "meetings.json").read_text("utf-8"))
    said = {meeting["name"]: meeting["dress_code"] for meeting in data["meetings"]}
    assert said == {f"meetings/{name}": text for name, text in SAID}
    schema = json.loads((site / "html" / "meetings.schema.json").read_text("utf-8"))
    record = schema["properties"]["meetings"]["items"]["properties"]
    assert record["dress_code"]["description"] == "What one is to wear."


@pytest.mark.parametrize(("name", "text"), SAID)
def test_structured_data_has_it(site: Path, name: str, text: str):
    page = BeautifulSoup(
        (site / "html" / "meetings" / f"{name}.html").read_text("utf-8"), "html5lib"
    )
    script = page.find("script", type="application/ld+json")
    assert script
    (event,) = (
        node for node in json.loads(script.string or "")["@graph"] if node["@type"] == "Event"
    )
    assert event["disambiguatingDescription"] == text


def test_slips_and_bad_values_are_told(package: Path, tmp_path: Path):
    notes = {
        "conf.py": CONF,
        "index.md": "# Notes\n",
        "meetings/2026-05-06-gala.md": "---\ndres_code: Black\ndress_code: [a]\n---\n\n# Gala\n",
    }
    write_files(tmp_path / "src", notes)
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", str(tmp_path / "src"), str(tmp_path / "out")],
        # `-m` looks into the working directory first
        cwd=package,
        env=os.environ | {"PYTHONPATH": str(package)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (
        "gala.md:2: WARNING: unknown field 'dres_code'. Did you mean 'dress_code'?" in done.stderr
    )
    assert "gala.md:3: WARNING: dress_code: " in done.stderr


def test_the_reference_has_it(package: Path):
    code = (
        "from sphinxcontrib_meetings.parse.fields import FIELDS\n"
        "for field in FIELDS:\n"
        "    print(field.name, field.type, field.help, *field.aliases, sep='|')\n"
    )
    # what `docs/_ext/reference.py` renders
    assert "dress_code|text|What one is to wear.|attire" in run(package, "-c", code).splitlines()
