"""Values in messages: short, whatever an author wrote."""

from __future__ import annotations

__all__ = ["quoted", "shown"]


def shown(value: object) -> str:
    """Write a value of YAML for a message: short, and nothing of what is nested in it."""
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list | tuple | set):
        return "a list"
    if isinstance(value, int) and abs(value) >= 10**20:
        return "this number"
    return str(value)


def quoted(text: str) -> str:
    """Write a text in quotes, and shortly."""
    return repr(text if len(text) <= 80 else f"{text[:77]}...")
