"""Install the oldest versions that pyproject.toml allows: its lower bounds.

``python .ci/lowest.py`` installs them into the environment of the Python that runs it; with
``--list`` it prints them. What has no lower bound of ours is left to those that need it, too.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

#: name, lower bound, and the marker of a requirement
_REQUIREMENT = re.compile(r"(?P<name>[\w.-]+)>=(?P<bound>[\w.]+)[^;]*(?P<marker>;.*)?")


def lowest(requirements: list[str]) -> list[str]:
    """Return *requirements* with their lower bounds alone, without those that have none.

    >>> lowest(["sphinx>=8.2,<10", "docutils", "tzdata>=1; sys_platform == 'win32'"])
    ['sphinx==8.2', "tzdata==1; sys_platform == 'win32'"]
    """
    found = (_REQUIREMENT.fullmatch(text) for text in requirements)
    return [
        f"{match['name']}=={match['bound']}{match['marker'] or ''}" for match in found if match
    ]


def main() -> int:
    """Install, or print, the lower bounds."""
    text = Path(__file__).parents[1].joinpath("pyproject.toml").read_text(encoding="utf-8")
    found = lowest(tomllib.loads(text)["project"]["dependencies"])
    if "--list" in sys.argv[1:]:
        print("\n".join(found))
        return 0
    command = [sys.executable, "-m", "pip", "install", "--quiet", *found]
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
