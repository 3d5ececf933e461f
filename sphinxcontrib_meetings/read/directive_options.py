"""Options of directives that accept any name, and are checked later."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

__all__ = ["AnyOption", "Converter", "anything"]

Converter = Callable[[Any], Any]


def anything(argument: str | None) -> str:
    """Return the value of an option as it is, empty for a flag; the fields check it later."""
    return argument or ""


class AnyOption(dict[str, Converter]):
    """Accepts any option, since an unknown one must not make the directive fail."""

    def __missing__(self, name: str) -> Converter:
        return anything

    def __bool__(self) -> bool:
        # docutils reads no options if this is false
        return True
