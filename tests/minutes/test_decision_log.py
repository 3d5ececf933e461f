"""A log of decisions that was kept by hand, and what is found of it in the notes."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from support.builds import CORPORA
from support.minutes import open_minutes

from sphinxcontrib_meetings.model.minutes import Decision

TRUTH = Path(__file__).parent / "truth" / "spdx-decisions.tsv"
#: rows of the log that the notes do not mark as decisions ─► the reason
NOT_MARKED = {
    50: "a bold sentence says that there was consensus, on a proposal in a block quote",
    51: "an item below 'It was proposed that:'; a sentence says that there was consensus",
    52: "an item below 'It was proposed that:'; a sentence says that there was consensus",
    53: "only 'Tentative:', without the word decision",
    54: "the label is 'consensus', misspelt",
    55: "a sentence: 'View from call, put it in Package'",
    56: "a sentence: 'Those present all agreed to …'",
    57: "a line below the bold word 'Decision', whose own sentence is what is recognised",
    58: "a line below the bold word 'Decision', whose own sentence is what is recognised",
    59: "within a sentence: 'Decision is to go forward with …'",
    62: "within a sentence: 'Amends - decision is to …'",
}


def _rows() -> list[dict[str, str]]:
    return list(csv.DictReader(TRUTH.read_text("utf-8").splitlines(), delimiter="\t"))


@pytest.mark.skipif(not (CORPORA / "spdx").is_dir(), reason="the notes are not here")
def test_every_row_is_found_or_has_a_reason(tmp_path: Path) -> None:
    minutes = open_minutes(tmp_path / "project")
    found: dict[str, set[int]] = {}
    missing: set[int] = set()
    for row in _rows():
        file, line = row["file"], int(row["line"])
        if file not in found:
            text = (CORPORA / "spdx" / file).read_text("utf-8")
            found[file] = {one.line for one in minutes.items(text, Decision)}
        if line not in found[file]:
            missing.add(int(row["decisions_line"]))
    assert missing == set(NOT_MARKED)


def test_each_row_of_the_year_is_listed_once() -> None:
    counts = Counter(int(row["decisions_line"]) for row in _rows())
    assert sorted(counts) == list(range(48, 64))
    assert set(counts.values()) == {1}
