"""The command ``sphinx-meetings import-schedule FILE``: a schedule of another tool in our form.

The YAML goes to stdout, and what it leaves out to stderr, each with its line.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path
from typing import Any

from sphinxcontrib_meetings.parse.imports import FIRST_DAY, UnreadableError, import_schedule

__all__ = ["add_command"]


def add_command(commands: Any) -> None:
    """Add the command to *commands*, the subparsers of argparse."""
    parser = commands.add_parser(
        "import-schedule",
        help="print the schedule in a file of yaml2ics or yaml2ical in the form of this extension",
        description="Print the schedule in a file of yaml2ics or yaml2ical as YAML for "
        "meetings_schedule. What it leaves out, or has to be checked, is printed to stderr; the "
        "exit code is 1 then, and 2 if the file cannot be read.",
    )
    parser.add_argument("file", metavar="FILE", type=Path, help="file of yaml2ics or yaml2ical")
    parser.add_argument(
        "--first-day",
        metavar="DATE",
        type=_date,
        default=FIRST_DAY,
        help="day from which meetings are counted if the file gives no first day (default: "
        f"{FIRST_DAY})",
    )
    parser.set_defaults(run=_run)


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        message = f"{text!r} is not a valid date; use YYYY-MM-DD"
        raise argparse.ArgumentTypeError(message) from None


def _run(arguments: argparse.Namespace) -> int:
    """Print the schedule. Raises OSError if the file cannot be read."""
    path: Path = arguments.file
    try:
        text = path.read_bytes().decode("utf-8-sig")
        found = import_schedule(text, arguments.first_day)
    except UnicodeDecodeError:
        print(f"{path}: it is not UTF-8; save it as UTF-8", file=sys.stderr)
        return 2
    except UnreadableError as error:
        print(f"{path}:{error.line}: {error}", file=sys.stderr)
        return 2
    # as the file is read, whatever the terminal has
    sys.stdout.buffer.write(found.as_yaml().encode())
    sys.stdout.flush()
    for problem in found.problems:
        print(f"{path}:{problem.line}: {problem.message}", file=sys.stderr)
    return int(bool(found.problems))
