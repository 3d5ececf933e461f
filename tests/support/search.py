"""The index of Sphinx's search."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from support.builds import Built


def index_of(built: Built) -> dict[str, Any]:
    """Return what the search of the html builders looks words up in."""
    return read_index(built.outdir)


def read_index(folder: Path) -> dict[str, Any]:
    text = (folder / "searchindex.js").read_text(encoding="utf-8")
    index: dict[str, Any] = json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))
    return index


def pages_with(index: dict[str, Any], word: str, kind: str = "titleterms") -> set[str]:
    """Return the pages with *word*, stemmed, in their titles, or of the kind "terms" in texts."""
    numbers = index[kind].get(word, [])
    return {index["docnames"][n] for n in ([numbers] if isinstance(numbers, int) else numbers)}


def comparable(index: dict[str, Any]) -> dict[str, object]:
    """Return *index* without what Sphinx leaves in it of earlier builds, or loses."""
    names = index["docnames"]

    def words(kind: str) -> dict[str, set[str]]:
        found = {word: pages_with(index, word, kind) for word in index[kind]}
        return {word: pages for word, pages in found.items() if pages}

    return {
        "titles": dict(zip(names, index["titles"], strict=True)),
        "files": dict(zip(names, index["filenames"], strict=True)),
        "terms": words("terms"),
        "titleterms": words("titleterms"),
        "alltitles": index["alltitles"],
    }
