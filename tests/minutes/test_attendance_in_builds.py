"""People whom the text of a note names: on its page, on theirs, and in warnings."""

from __future__ import annotations

import pytest
from support.builds import Build
from support.records import record

from sphinxcontrib_meetings.model.people import Role

REGISTRY = (
    "ada:\n  name: Ada Lovelace\n  aliases: [Ada L.]\n"
    "bo:\n  name: Bo Ek\n"
    "jennie:\n  name: Jennie Kauffmann\n"
)
MARKDOWN = """\
---
attendees: [ada]
---
# Call

Chair: Bo

## Attendees

- Ada L. (remote)
- Bo Ek (Firm)
- [x] Cy Dee
- [ ] Di Fo
"""
REST = """\
Call
====

:Chair: Bo
:Present: Ada Lovelace, Bo Ek, Cy Dee
:Regrets: Di Fo

Notes
-----

Text.
"""
NOTES = {
    "meetings/2024-01-02-md.md": MARKDOWN,
    "meetings/2024-01-03-rst.rst": REST.replace(":Chair: Bo\n", "", 1),
    "meetings/2024-01-04-lists.rst": (
        "Call\n====\n\nAttendees\n---------\n\n* Ada Lovelace\n* Bo Ek\n* Cy Dee\n\n"
        "Absent\n------\n\n- Di Fo\n"
    ),
    "index.md": "# Archive\n\n```{meeting-list}\n```\n",
}


def people_of(built, name: str) -> dict[Role, list[str]]:
    found = record(built, f"meetings/{name}")
    roles = {role: [one.key for one in found.people_as(role)] for role in Role}
    return {role: keys for role, keys in roles.items() if keys}


def test_people_of_the_text_join_those_of_fields(build: Build) -> None:
    built = build(NOTES | {"people.yml": REGISTRY})
    assert built.warnings == []
    both = {Role.ATTENDEE: ["ada", "bo", "Cy Dee"], Role.REGRETS: ["Di Fo"]}
    assert people_of(built, "2024-01-02-md") == {Role.CHAIR: ["bo"], **both}
    assert people_of(built, "2024-01-03-rst") == both
    assert people_of(built, "2024-01-04-lists") == both
    # a roll call is in the text already; only that of the fields is in the header
    header = built.page("meetings/2024-01-02-md").select_one(".meetings-header")
    rows = [row.get_text() for row in header.select(".meetings-role")]
    assert rows == ["Chair Bo Ek", "Attendees Ada Lovelace"]
    # lists show who wrote or spoke
    entries = built.page("index").select(".meetings-people")
    assert entries == []
    page = built.page("meetings/people/bo").select_one(".meetings-person").get_text()
    assert "Chaired 1 meeting · attended 3" in page


def test_without_the_rules_nobody_is_read(build: Build) -> None:
    built = build(
        NOTES | {"people.yml": REGISTRY},
        conf={"meetings_minutes": []},
    )
    assert people_of(built, "2024-01-02-md") == {Role.ATTENDEE: ["ada"]}


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ("Ada Lovelace, Eve Mallory, Jen", ""),
        (
            "Ada Lovelace, Jennie Kaufmann",
            "'Jennie Kaufmann' is not in the registry of people. Did you mean "
            "'Jennie Kauffmann'? Correct it, or add an alias [meetings.author]",
        ),
        (
            "Jennie Kaufmann, Ada Lovelaze, Eve Mallory",
            "2 people in the text are not in the registry of people, but have names like others: "
            "'Jennie Kaufmann' (like 'Jennie Kauffmann'), 'Ada Lovelaze' (like 'Ada Lovelace'); "
            "correct them, or add aliases [meetings.author]",
        ),
    ],
)
def test_names_near_those_of_the_registry_are_told_once(
    build: Build, names: str, told: str
) -> None:
    note = f"# Call\n\nText.\n\nPresent: {names}\n"
    built = build({"meetings/2024-01-02-a.md": note, "people.yml": REGISTRY})
    warnings = [line.partition(": WARNING: ") for line in built.warnings]
    assert [(place, text) for place, _, text in warnings] == (
        [("meetings/2024-01-02-a.md:5", told)] if told else []
    )


def test_a_roll_call_of_many_does_not_flood(build: Build) -> None:
    names = [f"Person{chr(97 + n // 26)}{chr(97 + n % 26)} Weber" for n in range(40)]
    note = "# Call\n\n## Attendees\n\n" + "".join(f"- {name}\n" for name in names)
    note += "\n## Topics\n\nThe seeds are sorted by size this year.\n"
    built = build({"meetings/2024-01-02-a.md": note, "index.md": NOTES["index.md"]})
    assert built.warnings == []
    assert len(record(built, "meetings/2024-01-02-a").people) == 40
    listed = built.page("index").select_one(".meetings-list").get_text()
    header = built.page("meetings/2024-01-02-a").select_one(".meetings-header").get_text()
    assert "Weber" not in listed + header
    assert "The seeds are sorted" in listed
