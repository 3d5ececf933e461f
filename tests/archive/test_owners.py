"""Whom short names in a note mean."""

from __future__ import annotations

import pytest

from sphinxcontrib_meetings.archive.owners import resolve_owner
from sphinxcontrib_meetings.model.people import Person

ADA = Person("ada", name="Ada Lovelace", aliases=("Countess",))
BO = Person("Bo Ek")
ANA = Person("Ana-Maria López García")
LEE = Person("lee", name="Ada Byron Lee")
GUIDO = Person("Guido van Rossum")


@pytest.mark.parametrize(
    ("text", "people", "expected"),
    [
        ("ada", [ADA, BO], ADA),
        ("@ADA", [ADA, BO], ADA),
        ("Ada Lovelace", [ADA, LEE], ADA),
        ("countess", [ADA], ADA),
        ("Ada:", [ADA, BO], ADA),
        ("Bo", [ADA, BO], BO),
        ("Ada L.", [ADA, BO], ADA),
        ("Ada L", [ADA, BO], ADA),
        ("AL", [ADA, BO], ADA),
        ("A.L.", [ADA, BO], ADA),
        ("ABL", [ADA, LEE], LEE),
        ("GvR", [GUIDO], None),
        ("GVR", [GUIDO], GUIDO),
        ("GR", [GUIDO], GUIDO),
        # the key comes before all other ways
        ("ada", [ADA, LEE], ADA),
        # several fit, or nobody does
        ("Ada", [Person("Ada Lovelace"), LEE], None),
        ("Ada L.", [Person("Ada Lovelace"), LEE], None),
        ("AL", [Person("Ada Lovelace"), LEE], None),
        ("Cy", [ADA, BO], None),
        ("A", [ADA], None),
        ("al", [ADA], None),
        ("Lovelace", [ADA], None),
        ("", [ADA], None),
        ("ada and Bo", [ADA, BO], None),
        # one person in two roles
        ("Bo", [BO, BO], BO),
    ],
)
def test_exactly_one_fits(text: str, people: list[Person], expected: Person | None) -> None:
    assert resolve_owner(text, people) is expected
