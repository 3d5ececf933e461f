"""What the command shows while Sphinx works: a bar in a terminal, and nothing in a log."""

from __future__ import annotations

import contextlib
import io
import re
import shutil
from collections.abc import Iterator
from typing import Final, TextIO

__all__ = ["instead_of_log"]

#: a line of Sphinx's log that says how far it is, and what it comes to
_STEP: Final = re.compile(r"(?P<work>\w[\w ]*)\.\.\. +\[ *(?P<percent>\d{1,3})%\] (?P<what>.*)")
#: codes for colours and the cursor in a terminal
_CODES: Final = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_WIDTH: Final = 24
_CLEAR: Final = "\r\x1b[K"


@contextlib.contextmanager
def instead_of_log(terminal: TextIO) -> Iterator[None]:
    """Show a progress bar in *terminal* instead of the log, which goes to ``sys.stdout``.

    A *terminal* that is a file or a pipe gets nothing.
    """
    bar = _Bar(terminal if terminal.isatty() else None)
    with contextlib.redirect_stdout(bar):
        try:
            yield
        finally:
            bar.clear()


class _Bar(io.StringIO):
    """A text stream that takes a log, and draws how far it is."""

    def __init__(self, terminal: TextIO | None) -> None:
        super().__init__()
        self._terminal = terminal
        self._line = ""

    def write(self, text: str) -> int:
        if self._terminal:
            *lines, self._line = re.split(r"[\r\n]", self._line + text)
            for line in lines:
                self._draw(line)
        return len(text)

    def clear(self) -> None:
        """Remove the bar from the terminal."""
        if self._terminal:
            self._terminal.write(_CLEAR)
            self._terminal.flush()

    def _draw(self, line: str) -> None:
        step = _STEP.match(_CODES.sub("", line).strip())
        if step is None or self._terminal is None:
            return
        percent = min(int(step["percent"]), 100)
        done = _WIDTH * percent // 100
        bar = "━" * done + " " * (_WIDTH - done)
        if not _can_encode(self._terminal, bar):
            bar = bar.replace("━", "#")
        words = f"{step['work'].capitalize():<16} {bar} {percent:3} %  {step['what']}"
        # a longer line would wrap, and could not be cleared
        columns = shutil.get_terminal_size().columns
        self._terminal.write(_CLEAR + words[: columns - 1])
        self._terminal.flush()


def _can_encode(stream: TextIO, text: str) -> bool:
    try:
        text.encode(stream.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True
