"""Set up a development environment, and use it; needs only Python 3.11 with its venv.

    python3 develop.py demo      build the demo site, and print where to open it
    python3 develop.py test      run all tests
    python3 develop.py test tests/cli -k theme      run some of them
    python3 develop.py test --cov      measure and check the coverage, too, which takes longer

Everything is installed into ``.venv``, once, and again when pyproject.toml changes.
"""

# An older Python has to get as far as the message in check_python(), so this file
# keeps to the syntax of Python 3.6: no `from __future__ import annotations`.

import argparse
import hashlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)
PROJECT = Path(__file__).resolve().parent
VENV = PROJECT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

#: what pip installs for each command, besides the project itself
NEEDS = {
    "demo": ("--editable", ".[build]"),
    "test": ("--editable", ".", "--group", "test", "--group", "neighbours"),
}


def main() -> int:
    """Run the command that the process was given; return its exit code."""
    check_python()
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=sorted(NEEDS))
    arguments, rest = parser.parse_known_args()
    if rest and arguments.command != "test":
        parser.error("only `test` takes more arguments: those of pytest")
    try:
        install(arguments.command)
    except subprocess.CalledProcessError as error:
        # the command has said what was wrong
        print(f"\ncould not set up {VENV}; see above", file=sys.stderr)
        return int(error.returncode)
    return demo() if arguments.command == "demo" else test(rest)


def check_python() -> None:
    """Exit with a message if this Python is too old, or has no venv."""
    here = "{}.{}".format(*sys.version_info)
    if sys.version_info < OLDEST:
        sys.exit(
            "This needs Python {}.{} or newer, and {} is Python {}.\n"
            "Run it with a newer one, for example: python3.13 develop.py demo".format(
                *OLDEST, sys.executable, here
            )
        )
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        sys.exit(
            f"{sys.executable} comes without its venv module, which this needs.\n"
            f"On Debian and Ubuntu: apt-get install python{here}-venv"
        )


def install(command: str) -> None:
    """Install what *command* needs, unless that is there already."""
    wanted = hashlib.sha256(PROJECT.joinpath("pyproject.toml").read_bytes())
    wanted.update(" ".join(NEEDS[command]).encode())
    stamp = VENV / f"installed-for-{command}"
    works = runs()
    if works and stamp.is_file() and stamp.read_text() == wanted.hexdigest():
        return
    if not works:
        say("creating .venv")
        run(sys.executable, "-m", "venv", "--clear", str(VENV))
    say(f"installing what `{command}` needs into .venv")
    pip = (str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet")
    # the first pip that knows dependency groups
    run(*pip, "pip>=25.1")
    run(*pip, *NEEDS[command])
    stamp.write_text(wanted.hexdigest())


def runs() -> bool:
    """Whether there is a venv whose Python still exists and is new enough."""
    question = f"import pip, sys; sys.exit(sys.version_info < {OLDEST})"
    try:
        return subprocess.call([str(PYTHON), "-c", question], stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def demo() -> int:
    """Build the demo site with the project's own command."""
    command = VENV / PYTHON.parent.name / "sphinx-meetings"
    return call(str(command), "build", "demo/meetings", "build/demo")


def test(arguments: "list[str]") -> int:
    """Run the tests, with more arguments for pytest."""
    # they start many Pythons, and each would compile again all that it imports
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    return call(str(PYTHON), "-m", "pytest", "-n", "auto", *arguments)


def say(text: str) -> None:
    """Print what is being done, as it may take some time."""
    print("develop.py: " + text, flush=True)


def call(*command: str) -> int:
    """Run *command* in the project's folder and return its exit code."""
    return subprocess.call(command, cwd=str(PROJECT))


def run(*command: str) -> None:
    """Run *command* in the project's folder; an exit code other than 0 is an error."""
    subprocess.check_call(command, cwd=str(PROJECT))


if __name__ == "__main__":
    sys.exit(main())
