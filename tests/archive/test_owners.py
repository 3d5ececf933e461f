"""Whom the texts of minutes mean, and that nobody is guessed."""

from __future__ import annotations

import pytest
from support.archives import archive, meeting

from sphinxcontrib_meetings.archive.owners import resolve_owner
from sphinxcontrib_meetings.model.people import Participation, Person, Role
from sphinxcontrib_meetings.parse.people import People

REGISTRY = People(
    {
        "brooks": Person(
            "brooks",
            "Brooks Townsend",
            aliases=("BT-Boss",),
            socials=(("github", "https://github.com/brooksmtownsend"),),
        ),
        "ana1": Person("ana1", "Ana Lima", aliases=("Ana",)),
        "ana2": Person("ana2", "Ana Ruiz", aliases=("Ana",)),
        "zoe": Person("zoe", "Zoé Ångström", socials=(("mastodon", "https://x.example/@zo"),)),
    }
)
#: who was at the meeting
MET = ("Ada Lovelace", "Bo Diaz", "Bo Derrick", "Grace Brewster Hopper", "Cy", "ana1", "Åsa Öst")


def find(text: str) -> str:
    """Return the key of the person whom *text* means; empty if it means nobody."""
    people = tuple(Participation(Role.ATTENDEE, Person(name)) for name in MET)
    other = meeting("m/b", "2024-02-02", people=(Participation(Role.CHAIR, Person("Dee Dunn")),))
    found = archive(meeting("m/a", "2024-01-02", people=people), other, people=REGISTRY)
    person = found.registers.owners.find(found.records["m/a"], text)
    return person.key if person else ""


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("brooks", "brooks"),
        ("BROOKS", "brooks"),
        ("@brooks", "brooks"),
        ("Brooks  Townsend", "brooks"),
        ("bt-boss", "brooks"),
        ("@brooksmtownsend", "brooks"),
        ("@BrooksMTownsend", "brooks"),
        ("@zo", "zoe"),
        ("zoé ångström", "zoe"),
        ("ada lovelace", "Ada Lovelace"),
        ("@Cy", "Cy"),
        ("cy", "Cy"),
        # of those who were there
        ("Ada", "Ada Lovelace"),
        ("ada", "Ada Lovelace"),
        ("Ada L.", "Ada Lovelace"),
        ("Ada L", "Ada Lovelace"),
        ("AL", ""),  # Ada Lovelace, or Ana Lima
        ("GBH", "Grace Brewster Hopper"),
        ("GH", "Grace Brewster Hopper"),
        ("ÅÖ", "Åsa Öst"),
        ("Bo Di", ""),
        ("Bo Diaz", "Bo Diaz"),
        # of another meeting, by the full name alone
        ("Dee Dunn", "Dee Dunn"),
        ("Dee", ""),
        ("DD", ""),
    ],
)
def test_a_text_means_one_person(text: str, key: str) -> None:
    assert find(text) == key


@pytest.mark.parametrize(
    "text",
    [
        *("Bo", "BD", "Townsend", "brook", "brookss", "gh", "al", "A", "", " ", "@", "all"),
        *("everyone", "Lovelace", "Ada Lovelac", "Adam", "github", "We", "Will"),
    ],
)
def test_nobody_is_guessed(text: str) -> None:
    assert find(text) == ""


def test_an_alias_of_two_means_the_one_who_was_there() -> None:
    # nobody else in the note is called so
    assert find("Ana") == "ana1"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Broks Townsend", " Did you mean 'Brooks Townsend'?"),
        ("Ada Lovelacy", " Did you mean 'Ada Lovelace'?"),
        ("Somebody else", ""),
    ],
)
def test_near_names_are_told(text: str, hint: str) -> None:
    people = (Participation(Role.ATTENDEE, Person("Ada Lovelace")),)
    found = archive(meeting("m/a", "2024-01-02", people=people), people=REGISTRY)
    assert found.registers.owners.hint(found.records["m/a"], text) == hint


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
