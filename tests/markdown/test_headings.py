"""Titles and headings."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from docutils import nodes
from support.notes import Note

Parse = Callable[[str], Note]


@pytest.mark.parametrize(
    ("text", "outline"),
    [
        ("# A\n## B\n### C\n## D", [(1, "A"), (2, "B"), (3, "C"), (2, "D")]),
        ("### A\n### B\n#### C", [(1, "A"), (2, "B"), (3, "C")]),
        ("# A\n## B\n# C\n## D", [(1, "A"), (2, "B"), (2, "C"), (3, "D")]),
        ("## A\n##### B\n### C", [(1, "A"), (2, "B"), (2, "C")]),
        ("Text", [(1, "Note")]),
        ("", [(1, "Note")]),
        ("---\ntitle: T\n---\n### A\n#### B\n### C", [(1, "T"), (2, "A"), (3, "B"), (2, "C")]),
        ("---\ntitle: T\n---\n# A\n# B", [(1, "T"), (2, "A"), (2, "B")]),
        ("---\ntitle: T u\n---\n# t *u*\n## B", [(1, "t u"), (2, "B")]),
        ("---\ntitle: T\n---\n## t\n### B", [(1, "t"), (2, "B")]),
        ("---\ntitle: 2024\n---\n", [(1, "2024")]),
        ("<h1>A</h1>\n\n<h1>B</h1>", [(1, "A"), (2, "B")]),
        ("<div>\n\n# A\n\n<section>\n\n## B\n\n</section></div>", [(1, "A"), (2, "B")]),
        ("A\n===\nB\n---", [(1, "A"), (2, "B")]),
        ("> # Q\n\n# A", [(1, "A")]),
    ],
)
def test_one_title_and_no_gaps(parse: Parse, text: str, outline: list[tuple[int, str]]) -> None:
    note = parse(text)
    assert note.outline == outline
    assert note.warnings == []


def test_headings_in_boxes_are_no_sections(parse: Parse) -> None:
    note = parse("# A\n\n:::note\n# B\n:::\n\n## C")
    assert note.outline == [(1, "A"), (2, "C")]
    assert note.one(nodes.rubric).astext() == "B"


def test_names_of_headings(parse: Parse) -> None:
    note = parse("# A\n\n## B {#b-1}\n\n## C {/* #c-1 */}\n\n## <a id='d-1'></a>D\n\n##### E")
    assert note.outline == [(1, "A"), (2, "B"), (2, "C"), (2, "D"), (3, "E")]
    ids = {name for section in note.all(nodes.section) for name in section["ids"]}
    assert {"b-1", "c-1"} <= ids
    assert "d-1" in note.document.ids
    assert set(note.document.myst_slugs) == {"a", "b", "c", "d", "d-1", "e"}
