"""What the command shows while Sphinx works."""

from __future__ import annotations

import io
import sys

import pytest

from sphinxcontrib_meetings.cli.progress import instead_of_log

LOG = """\
Running Sphinx v9.0.4
\x1b[01mreading sources... \x1b[39;49;00m[ 33%] \x1b[35;01mcall\x1b[39;49;00m
\x1b[2K\x1b[01mreading sources... \x1b[39;49;00m[100%] \x1b[35;01mother\x1b[39;49;00m\r
writing output... [ 50%] a .. b
build succeeded.
"""


class Terminal(io.StringIO):
    def __init__(self, encoding: str = "utf-8") -> None:
        super().__init__()
        self._encoding = encoding

    @property
    def encoding(self) -> str:
        return self._encoding

    def isatty(self) -> bool:
        return True


def drawn(terminal: Terminal) -> list[str]:
    """Return what stood in the line, one after the other."""
    return terminal.getvalue().split("\r\x1b[K")[1:]


def _crash() -> None:
    print(LOG)
    raise ZeroDivisionError


def test_a_terminal_gets_a_bar_in_one_line_that_is_gone_at_the_end() -> None:
    terminal = Terminal()
    with instead_of_log(terminal):
        print(LOG, end="")
    assert drawn(terminal) == [
        f"Reading sources  {'━' * 7}{' ' * 17}  33 %  call",
        f"Reading sources  {'━' * 24} 100 %  other",
        f"Writing output   {'━' * 12}{' ' * 12}  50 %  a .. b",
        "",
    ]


def test_a_line_is_never_longer_than_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    terminal = Terminal("ascii")
    with instead_of_log(terminal):
        sys.stdout.write(f"writing output... [ 50%] {'long' * 40}\n")
    assert drawn(terminal)[0] == f"Writing output   {'#' * 12}{' ' * 12}  50 %  "
    monkeypatch.setenv("COLUMNS", "53")
    with instead_of_log(terminal):
        sys.stdout.write(f"writing output... [ 50%] {'long' * 40}\n")
    assert drawn(terminal)[-2].endswith("50 %  lon")


def test_a_log_file_gets_nothing() -> None:
    log = io.StringIO()
    with instead_of_log(log):
        print(LOG)
    assert log.getvalue() == ""


def test_the_bar_goes_when_the_build_crashes() -> None:
    terminal = Terminal()
    with pytest.raises(ZeroDivisionError), instead_of_log(terminal):
        _crash()
    assert terminal.getvalue().endswith("\r\x1b[K")
