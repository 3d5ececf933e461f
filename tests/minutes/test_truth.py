"""What rules find in real notes, compared with tables that were made by eye before the rules."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.builds import CORPORA
from support.minutes import open_minutes
from support.truth import KINDS, TABLES, Measure, measure

pytestmark = pytest.mark.skipif(not CORPORA.is_dir(), reason="needs the corpora")

PRECISION = 0.98
#: kind ─► least recall
RECALL = {
    "present": 0.9,
    "absent": 0.9,
    "chair": 0.9,
    "scribe": 0.9,
    "decision": 0.9,
    "action": 0.9,
}
#: kind ─► least part of the owners
OWNERS = {"agenda": 0.8}


@pytest.fixture(scope="module")
def measures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Measure]:
    """Return the measure of each kind, over all tables."""
    reader = open_minutes(tmp_path_factory.mktemp("truth") / "project")
    whole = {kind: Measure() for kind in dict.fromkeys(KINDS.values())}
    for table in TABLES:
        for kind, found in measure(reader, table).items():
            whole[kind].add(found)
    for kind, one in whole.items():
        print(
            f"{kind:14} right {one.right:4}  wrong {len(one.wrong):3}  missed {len(one.missed):3}  "
            f"precision {one.precision:.3f}  recall {one.recall:.3f}  "
            f"owners {one.owners_found} of {one.owners}"
        )
    return whole


@pytest.mark.parametrize("kind", dict.fromkeys(KINDS.values()))
def test_what_is_found_is_there(measures: dict[str, Measure], kind: str) -> None:
    one = measures[kind]
    assert one.precision >= PRECISION, [(Path(w.file).name, w.lines, w.text) for w in one.wrong]


@pytest.mark.parametrize("kind", RECALL)
def test_what_is_there_is_found(measures: dict[str, Measure], kind: str) -> None:
    one = measures[kind]
    assert one.right, "the tables have some"
    assert one.recall >= RECALL[kind], [(Path(row.file).name, row.line) for row in one.missed]


@pytest.mark.parametrize("kind", OWNERS)
def test_owners_are_found(measures: dict[str, Measure], kind: str) -> None:
    one = measures[kind]
    assert one.owners, "the tables have some"
    assert one.owners_found >= OWNERS[kind] * one.owners
