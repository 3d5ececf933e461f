"""Options of directives that pass whatever they are called, to be warned about later."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

__all__ = ["AnyOption", "Converter", "anything"]

Converter = Callable[[Any], Any]


def anything(argument: str | None) -> str:
    """Leave the value to the table of fields; a flag has none."""
    return argument or ""


class AnyOption(dict[str, Converter]):
    """Lets every option pass, since one that is unknown must not cost the directive."""

    def __missing__(self, name: str) -> Converter:
        return anything

    def __bool__(self) -> bool:
        # docutils looks for no options where none are known
        return True
