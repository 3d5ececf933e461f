"""A small archive, and what its lists show."""

from __future__ import annotations

from collections.abc import Sequence

from bs4 import BeautifulSoup, Tag

NOTES = {
    "meetings/2024-01-02-one.md": (
        "---\nauthors: [ada, bo]\ntags: [x, C++]\n---\n# One\n\nOpening.\n\n"
        "<!-- truncate -->\n\nMore.\n"
    ),
    "meetings/2024-02-03-two.md": "---\nauthors: ada\ntags: [x, C#]\n---\n# Two\n\nText.\n",
    "meetings/2025-03-04-three.md": "---\nauthor: bo\ntags: [c]\n---\n# Three\n\nText.\n",
}


def one_by_one(pages: Sequence[str], suffix: str = "md") -> dict[str, str]:
    """Return *pages* as files, ``page0`` and so on, and an index that leads to them."""
    files = {f"page{number}.{suffix}": text for number, text in enumerate(pages)}
    return files | {"index.md": "# Test\n\n```{toctree}\n:glob:\n\npage*\n```\n"}


def titles(page: BeautifulSoup | Tag) -> list[str]:
    return [entry.get_text() for entry in page.select(".meetings-entry-title")]
