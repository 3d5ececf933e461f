"""The script of the README's two commands: what it says before it can do anything."""

from __future__ import annotations

import ast
import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[2] / "develop.py"


@pytest.fixture
def develop() -> ModuleType:
    spec = importlib.util.spec_from_file_location("develop", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_an_old_python_gets_as_far_as_the_message() -> None:
    ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 6))


def test_an_old_python_is_told(develop: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 1))
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer.* is Python 3\.9\."):
        develop.check_python()


def test_a_python_without_venv_is_told(
    develop: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SystemExit, match=r"apt-get install python3\.\d+-venv"):
        develop.check_python()


def test_nothing_is_installed_twice(
    develop: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ran: list[tuple[str, ...]] = []
    monkeypatch.setattr(develop, "VENV", tmp_path)
    monkeypatch.setattr(develop, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(develop, "run", lambda *command: ran.append(command))
    develop.install("demo")
    assert ran[-1][-2:] == ("--editable", ".[build]")
    ran.clear()
    develop.install("demo")
    assert ran == []
    develop.install("test")
    assert "neighbours" in ran[-1]


def test_a_venv_whose_python_is_gone_is_made_anew(
    develop: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ran: list[tuple[str, ...]] = []
    monkeypatch.setattr(develop, "VENV", tmp_path)
    monkeypatch.setattr(develop, "PYTHON", tmp_path / "bin" / "python")
    monkeypatch.setattr(develop, "run", lambda *command: ran.append(command))
    develop.install("demo")
    assert ran[0] == (sys.executable, "-m", "venv", "--clear", str(tmp_path))


def test_only_tests_take_more_arguments() -> None:
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "demo", "-x"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "those of pytest" in done.stderr
