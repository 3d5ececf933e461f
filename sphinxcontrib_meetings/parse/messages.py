"""Values for messages, kept short whatever the author wrote."""

from __future__ import annotations

__all__ = ["quoted", "shown"]


def shown(value: object) -> str:
    """Return a YAML value for a message: short, and without nested values."""
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
    """Return *text* in quotes, shortened if long."""
    return repr(text if len(text) <= 80 else f"{text[:77]}...")
