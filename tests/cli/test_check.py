"""The command `check`: what it prints, and its exit code."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.builds import write_files
from support.minutes_lines import only_test_rules

from sphinxcontrib_meetings.cli import main

HEAD = "---\nattendees: Ada Lovelace, Bo Diaz\n---\n# Call\n\n"
NOTES = {
    "2024-01-02-call.md": f"{HEAD}- TODO Ada: Write the docs of the release\n",
    "2024-02-06-call.md": f"{HEAD}Text.\n\n- TODO Ada: Write docs of the release; id=#7\n",
    "2024-03-05-call.md": f"{HEAD}- TODO Bo Dias: Read\n",
}


@pytest.fixture(autouse=True)
def minutes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("XDG_CACHE_HOME", os.fspath(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    with only_test_rules():
        yield


def check(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["check", *arguments])
    return (code, *capfd.readouterr())


SAID = """\
notes/2024-01-02-call.md:6:  Ada: Write the docs of the release
notes/2024-02-06-call.md:8:  Ada: Write docs of the release (#7)
  If this is one action, use the same words, owner or id.

notes/2024-03-05-call.md:6:  the owner 'Bo Dias' is not known. Did you mean 'Bo Diaz'?
"""


@pytest.mark.parametrize("is_project", [False, True])
def test_near_actions_stand_side_by_side(
    capfd: pytest.CaptureFixture[str], is_project: bool
) -> None:
    write_files(Path("notes"), NOTES)
    if is_project:
        conf = 'extensions = ["sphinxcontrib_meetings"]\nmeetings_path = ["2*"]\n'
        write_files(Path("notes"), {"conf.py": conf, "index.md": "# Home\n"})
    before = sorted(Path("notes").rglob("*"))
    assert check(capfd, "notes") == (1, SAID, "")
    # the second one reads what the first one has kept
    assert check(capfd, "notes") == (1, SAID, "")
    assert sorted(Path("notes").rglob("*")) == before


def test_nothing_to_decide(capfd: pytest.CaptureFixture[str]) -> None:
    write_files(Path("notes"), {"2024-01-02-call.md": NOTES["2024-01-02-call.md"]})
    assert check(capfd, "notes") == (0, "Nothing to decide.\n", "")


def test_what_cannot_be_read(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = check(capfd, "nowhere")
    assert (code, out) == (2, "")
    assert "the folder of notes 'nowhere' does not exist" in err
    write_files(Path("notes"), NOTES | {"conf.py": 'extensions = ["no_such_module"]\n'})
    code, out, err = check(capfd, "notes")
    assert (code, out) == (2, "")
    assert err.startswith("sphinx-meetings: the notes cannot be read: ")
