"""The command `import-schedule`: what it prints where, and its exit code."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml
from support.builds import Build

from sphinxcontrib_meetings.cli import main

CALL = """\
timezone: Europe/Berlin
events:
  - summary: Café
    begin: 2026-01-06 17:00:00
    duration: {minutes: 50}
"""


def run(path: Path, *options: str) -> int:
    return main(["import-schedule", os.fspath(path), *options])


def test_the_schedule_goes_to_stdout(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "calendar.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + CALL.replace("\n", "\r\n").encode())

    code = run(path)

    out, err = capfdbinary.readouterr()
    assert (code, err) == (0, b"")
    assert [one["title"] for one in yaml.safe_load(out.decode()).values()] == ["Café"]


def test_what_is_left_out_goes_to_stderr(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "calendar.yaml"
    path.write_text(f"{CALL}    url: https://example.org\n", encoding="utf-8")

    code = run(path)

    out, err = capfd.readouterr()
    assert (code, "title: Café" in out) == (1, True)
    assert err.startswith(f"{path}:6: 'url' is not carried over")


def test_the_first_day(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "call.yaml"
    hour = "{time: '1400', day: Tuesday, irc: room, frequency: biweekly-even}"
    path.write_text(f"project: Call\nschedule:\n- {hour}\n", encoding="utf-8")

    assert run(path, "--first-day", "2027-01-04") == 1
    assert "start: 2027-01-12 14:00" in capfd.readouterr().out


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", ":1: it is empty"),
        (b"events: \xff", ": it is not UTF-8"),
        (b"title: Call\n", ":1: it has neither a list 'events'"),
    ],
)
def test_what_cannot_be_read(
    content: bytes, message: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "calendar.yaml"
    path.write_bytes(content)

    assert run(path) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert err.startswith(f"{path}{message}")


def test_no_file(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path) == 2
    assert run(tmp_path / "none.yaml") == 2
    assert "none.yaml" in capfd.readouterr().err


@pytest.mark.parametrize("options", [["--first-day", "soon"], ["more"]])
def test_bad_options(options: list[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as raised:
        run(tmp_path / "calendar.yaml", *options)

    assert raised.value.code == 2


def test_a_build_takes_what_is_printed(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], build: Build
) -> None:
    path = tmp_path / "calendar.yaml"
    repeat = "{interval: {weeks: 2}, except_on: [2026-01-20]}"
    path.write_text(
        f"name: Orchard\n{CALL}    repeat: {repeat}\n    description: We talk.\n", encoding="utf-8"
    )
    assert run(path) == 0
    files = {
        "index.md": "# Start\n\n```{meeting-next}\n```\n",
        "series.yml": capfd.readouterr().out,
    }

    built = build(files, conf={"meetings_schedule": "series.yml", "meetings_today": "2026-01-08"})

    assert built.warnings == []
    # the one on 20 January does not take place
    assert "February 3, 2026" in built.page("index").get_text()
