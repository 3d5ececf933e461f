"""The order of names: as people count, not as computers do."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["natural_key"]

_DIGITS: Final = re.compile(r"([0-9]+)")


def natural_key(name: str) -> tuple[object, ...]:
    """Return the sort key of *name*, in which numbers count as such, and case does not.

    >>> sorted(["v10", "V2", "v1"], key=natural_key)
    ['v1', 'V2', 'v10']
    """
    # every other part is a number; the longer one is larger, and Python limits those it converts
    return tuple(
        (len(part.lstrip("0")), part.lstrip("0")) if place % 2 else part
        for place, part in enumerate(_DIGITS.split(name.casefold()))
    )
