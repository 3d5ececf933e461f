"""The lines of notes, as the rules of minutes see them."""

from __future__ import annotations

from support.minutes import MinutesReader

from sphinxcontrib_meetings.parse.minutes.lines import Kind

TEXT = """\
# Call

Present: A, B
Regrets: **C**

- [ ] Ada to *write*
  - within ~~struck~~
- [x] done
- [-] dropped

| SF | F |
|----|---|
| 1  | 2 |

## Votes

> quoted

```
code: not a line
```
"""


def test_lines_are_what_readers_see(minutes: MinutesReader) -> None:
    lines = minutes.lines(TEXT).lines
    assert [(line.number, line.kind.value, line.depth, line.box, line.text) for line in lines] == [
        (1, "heading", 1, "", "Call"),
        (3, "text", 0, "", "Present: A, B"),
        (4, "text", 0, "", "Regrets: C"),
        (6, "item", 1, " ", "Ada to write"),
        (7, "item", 2, "", "within struck"),
        (8, "item", 1, "x", "done"),
        (9, "item", 1, "-", "dropped"),
        (11, "row", 0, "", "SF | F"),
        (13, "row", 0, "", "1 | 2"),
        (15, "heading", 2, "", "Votes"),
        (17, "text", 0, "", "quoted"),
    ]
    assert [line.text for line in lines if line.is_quoted] == ["quoted"]
    assert [line.text for line in lines if line.is_head] == ["SF | F"]


def test_a_note_knows_its_sections_and_blocks(minutes: MinutesReader) -> None:
    note = minutes.lines(TEXT)
    votes = next(i for i, line in enumerate(note.lines) if line.text == "Votes")
    assert [note.topic_of(1), note.topic_of(votes + 1)] == ["", "Votes"]
    assert [note.ends[0], note.ends[votes]] == [votes, len(note.lines)]
    assert note.block_end(1) == 3
    assert note.children_end(3) == 5
    assert note.lines[3].kind is Kind.ITEM
