"""Identities, which outlive other names and addresses."""

from __future__ import annotations

import pytest
from support.archives import meeting

from sphinxcontrib_meetings.archive.identity import identities, urn


def test_a_note_is_its_name():
    assert identities([meeting("m/a"), meeting("m/b", anchor="part")]) == {
        "m/a": "m/a",
        "m/b#part": "m/b#part",
    }


def test_a_note_that_is_renamed_stays_the_same_by_its_slug():
    before = identities([meeting("m/a")])["m/a"]
    assert identities([meeting("m/2024/a", slug="/m/a")])["m/2024/a"] == before


@pytest.mark.parametrize(
    "records",
    [
        [meeting("m/a", slug="x"), meeting("m/b", slug="x")],
        [meeting("m/a", slug="m/b"), meeting("m/b")],
        [meeting("m/a", slug="/m/b/"), meeting("m/b", slug="m/a")],
        [meeting("m/a", slug="x"), meeting("m/b", slug="/x"), meeting("m/c", slug="x/")],
        [meeting("m/a", slug="/"), meeting("m/b", slug="/")],
    ],
)
def test_no_two_notes_are_one(records):
    found = identities(records)
    assert len(set(found.values())) == len(records)
    assert identities(reversed(records)) == found


def test_a_uri_depends_on_all_its_parts_and_on_nothing_else():
    found = [urn("p", "meeting", "a"), urn("q", "meeting", "a"), urn("p", "meeting", "b")]
    assert len(set(found)) == 3
    assert urn("p", "meeting", "a") == "urn:uuid:a9570315-a21a-508f-961a-5d82cb2eefef"
    assert urn("\ud800", "meeting", "a").startswith("urn:uuid:")
