"""Attendance in the text of notes."""

from __future__ import annotations

import pytest
from support.minutes import MinutesReader

from sphinxcontrib_meetings.model.people import Participation, Role

#: markdown ─► people: role letter and name, with organization, title and remark
P, R, C, S = "present", "regrets", "chair", "scribe"
_SHORT = {Role.ATTENDEE: P, Role.REGRETS: R, Role.CHAIR: C, Role.SCRIBE: S}


def people(minutes: MinutesReader, text: str) -> list[tuple[str, str]]:
    """Return roles and names."""
    return [
        (_SHORT[part.role], part.person.name or part.person.key)
        for part in minutes.items(text, Participation)
    ]


def present(*names: str) -> list[tuple[str, str]]:
    return [(P, name) for name in names]


def absent(*names: str) -> list[tuple[str, str]]:
    return [(R, name) for name in names]


SECTIONS = [
    ("## Attendees\n\n- Ada Lovelace\n- Bo Ek", present("Ada Lovelace", "Bo Ek")),
    ("## Attendees (2)\n\n* Ada\n* Bo", present("Ada", "Bo")),
    ("## Attendees:\n\n1. Ada\n2. Bo", present("Ada", "Bo")),
    ("## Present\n\nAda Lovelace, Bo Ek and Cy Dee", present("Ada Lovelace", "Bo Ek", "Cy Dee")),
    ("## Participants\nAda Lovelace\nBo Ek", present("Ada Lovelace", "Bo Ek")),
    ("## Attendance\n\n- Ada\n- bo_ek", present("Ada", "bo_ek")),
    ("## Attendees\n\n- Anne vK\n- Lou d'Angelo", present("Anne vK", "Lou d'Angelo")),
    (
        "## Attendees\n\n- Ada Lovelace \U0001f1e9\U0001f1ea\n- Bo \u2b50",
        present("Ada Lovelace", "Bo"),
    ),
    (
        "## Present\n\n### Regular\n\n- [x] Ada (@ada) -- Director\n- [ ] Bo (@bo)",
        present("Ada") + absent("Bo"),
    ),
    ("Members present: A. Smith, B. Ek, and D. Low.", present("A. Smith", "B. Ek", "D. Low")),
    ("Present: Ada Low, Bo Ek Jr.", present("Ada Low", "Bo Ek Jr.")),
    ("Absent with apologies: Mr. Tan", absent("Mr. Tan")),
    ("Present\n: Ada, Bo\n\nRegrets\n: Cy", present("Ada", "Bo") + absent("Cy")),
    ("## Attendees\n\n- Steering: Pat, Bo Ek\n- Students: Cy", present("Pat", "Bo Ek", "Cy")),
    ("Scribenick: ada", [(S, "ada")]),
    ("scribe+ ada\n\nscribe+ bo\n\nscribe- ada", [(S, "bo")]),
    ("<bo> scribe+\n\nchair+ Ada", [(S, "bo"), (C, "Ada")]),
    ("## Roll call\n\n- Ada / `@ada`\n- Bo `@bo`", present("Ada", "Bo")),
    ("## 👥 Attendees\n\n- Ada", present("Ada")),
    ("## Regrets\n\n- Ada", absent("Ada")),
    ("## Apologies\n\nAda, Bo", absent("Ada", "Bo")),
    ("## Absent\n\n- Ada", absent("Ada")),
    ("## Members present\n\n- Ada\n\n## Members absent\n\n- Bo", present("Ada") + absent("Bo")),
    ("## Guests\n\n- Ada", present("Ada")),
    ("## Anwesend\n\n- Ada\n\n## Entschuldigt\n\n- Bo", present("Ada") + absent("Bo")),
    ("## Attendees\n\n### Online\n\n- Ada\n\n### In person\n\n- Bo", present("Ada", "Bo")),
    ("## Attendees\n\n- Ada\n\nRegrets:\n\n- Bo", present("Ada") + absent("Bo")),
    ("## Attendees\n\n- Ada\n\n**Agenda**\n\n- Bo", present("Ada")),
    ("## Attendees\n\n- Ada\n\n---\n\n- Bo", present("Ada")),
    ("## Attendees\n\n- Ada\n- Regrets: Bo", present("Ada") + absent("Bo")),
    ("## Attendance\n\n- Team members: Ada, Bo\n- Others: Cy", present("Ada", "Bo", "Cy")),
    ("## Attendees\n\n- Team members:\n  - Ada\n  - Bo\n- Cy", present("Ada", "Bo", "Cy")),
    ("## Attendees\n\n- Ada\n  - introduced herself\n- Bo", present("Ada", "Bo")),
    ("## Attendees\n\n- Chair: Ada\n- Bo", [(P, "Ada"), (C, "Ada"), (P, "Bo")]),
    ("## Scribe\n\nAda Lovelace", [(S, "Ada Lovelace")]),
    ("## Attendees\n\n- [Ada](https://a.example)\n- **Bo Ek** (Org)", present("Ada", "Bo Ek")),
    ("## Attendees\n\n- ~~Ada~~\n- Bo", present("Bo")),
    ("## Attendees\n*Ada Lovelace\n* Bo", present("Ada Lovelace", "Bo")),
    ("## Attendees\n\n- Ada Lovelace, Bo Ek, Cy Dee", present("Ada Lovelace", "Bo Ek", "Cy Dee")),
    ("## Attendees\n\n**Board members:** Ada, Bo\n\n**Staff:** Cy", present("Ada", "Bo", "Cy")),
    (
        "## Attendees\n\n**Attended:**\n\n- Ada\n\n**Missing:**\n\n- Bo",
        present("Ada") + absent("Bo"),
    ),
    ("## Attendees\n\nAda (Firm)\n\nBo (Works)", present("Ada", "Bo")),
    ("## Roll call / Attendance\n\n- Ada", present("Ada")),
    ("## People present (lines said)\n\n- ada (23)\n- bo (4)", present("ada", "bo")),
    ("## Attendees: Ada, Bo", present("Ada", "Bo")),
    ("## Attendees\n\n- ✅ Ada\n- ❌ Bo\n- Cy ✅", [(P, "Ada"), (R, "Bo"), (P, "Cy")]),
    # boxes
    ("## Attendees\n\n- [x] Ada\n- [ ] Bo\n- [X] Cy", [(P, "Ada"), (R, "Bo"), (P, "Cy")]),
    ("## Attendees\n\n- [ ] Ada\n- [ ] Bo", []),
    ("## Regrets\n\n- [x] Ada\n- [ ] Bo", absent("Ada")),
    # tables
    (
        "## Attendees\n\n| Name | Company |\n|---|---|\n| Ada | Org |\n| Bo | |",
        present("Ada", "Bo"),
    ),
    (
        "## Attendance\n\n| Name | Present |\n|---|---|\n| Ada | x |\n| Bo | |",
        present("Ada") + absent("Bo"),
    ),
    ("## Attendance\n\n| Name | Present |\n|---|---|\n| Ada | |\n| Bo | |", []),
    (
        "## Attendance\n\n| | Name |\n|---|---|\n| x | Ada |\n| | Bo |",
        present("Ada") + absent("Bo"),
    ),
    ("## Attendance\n\n| Name | May 1 | May 8 |\n|---|---|---|\n| Ada | x | |\n| Bo | | x |", []),
    ("## Attendees\n\n| Name | Github |\n|---|---|\n| Ada | @ada |", present("Ada")),
]

LINES = [
    ("Present: Ada, Bo", present("Ada", "Bo")),
    ("**Present:** Ada, Bo", present("Ada", "Bo")),
    ("**Present**: Ada and Bo", present("Ada", "Bo")),
    ("PRESENT\uff1a Ada\uff0c Bo", present("Ada", "Bo")),
    ("Present - Ada, Bo", present("Ada", "Bo")),
    ("Attendees: @ada, @bo", present("ada", "bo")),
    ("Present: Ada; Bo; Cy", present("Ada", "Bo", "Cy")),
    ("Present: Ada (Org), Bo (Firm Ltd)", present("Ada", "Bo")),
    ("Present: Ada, Bo,\nCy and Di", present("Ada", "Bo", "Cy", "Di")),
    ("Present: Ada\nBo\nCy", present("Ada", "Bo", "Cy")),
    ("Present: Ada, Bo\nWe spoke about Cy", present("Ada", "Bo")),
    ("Present: Ada\nRegrets: Bo\nChair: Ada", [(P, "Ada"), (R, "Bo"), (C, "Ada")]),
    ("Present:\nChair: Ada", [(C, "Ada")]),
    ("Present:\n\n- Ada\n- Bo\n\nOther\n\n- Cy", present("Ada", "Bo")),
    ("**Attendees**\n\n- Ada\n- Bo", present("Ada", "Bo")),
    ("**Attendees**\n\nAda, Bo\n\n**Agenda**\n\nCy, Di", present("Ada", "Bo")),
    ("- Attendees:\n  - Ada\n  - Bo\n- Agenda:\n  - Cy", present("Ada", "Bo")),
    ("* Present: Ada\n* Scribe: Bo", [(P, "Ada"), (S, "Bo")]),
    ("| Present | Ada, Bo |\n|---|---|\n| Regrets | Cy |", present("Ada", "Bo") + absent("Cy")),
    (
        "| Attendees | Regrets |\n|---|---|\n| Ada | Cy |\n| Bo | |",
        [(P, "Ada"), (R, "Cy"), (P, "Bo")],
    ),
    ("| Attendee | Org |\n|---|---|\n| Ada | Firm |", present("Ada")),
    ("Present+ Ada, Bo\n\nRegrets- Cy", present("Ada", "Bo") + absent("Cy")),
    ("present+ Ada_Lovelace\n\npresent+ Bo\n\npresent- Bo", present("Ada Lovelace")),
    ("regrets+ Ada\n\nregrets- Ada", []),
    ("bo: present+", present("bo")),
    ("Present: [@ada](https://a.example) [@bo](https://b.example)", present("ada", "bo")),
    ("Attendees: Ada - (Firm), Bo - (Works)", present("Ada", "Bo")),
    ("1. Roll call\n   - Present: Ada\n   - Absent: Bo", present("Ada") + absent("Bo")),
    ("Present: Ada<br>Regrets: Bo", present("Ada") + absent("Bo")),
    ("Present: Ada, none, TBD", present("Ada")),
    ("Present: Hadley + others", present("Hadley")),
]

ROLES = [
    ("Chair: Ada", [(C, "Ada")]),
    ("Chairs: Ada, Bo", [(C, "Ada"), (C, "Bo")]),
    ("Co-chair: Ada", [(C, "Ada")]),
    ("Facilitator: Ada Lovelace", [(C, "Ada Lovelace")]),
    ("Moderator: @ada", [(C, "ada")]),
    ("Scribe: Ada", [(S, "Ada")]),
    ("**Note taker:** Ada", [(S, "Ada")]),
    ("Note-taker: Ada", [(S, "Ada")]),
    ("Notetaker(s): Ada", [(S, "Ada")]),
    ("Minutes taken by: Ada", [(S, "Ada")]),
    ("Chair: Ada, Scribe: Bo", [(C, "Ada"), (S, "Bo")]),
    ("Chair: Ada | Scribe: Bo", [(C, "Ada"), (S, "Bo")]),
    ("Chair / note taker: Ada", [(C, "Ada"), (S, "Ada")]),
    (
        "Facilitator: Ada\nNotes: Bo\n\nPresent: Ada, Bo",
        [(C, "Ada"), (S, "Bo"), *present("Ada", "Bo")],
    ),
    ("## Note taker: Ada", [(S, "Ada")]),
    ("Host: Ada\n\nPresent: Ada Lovelace, Bo", [(C, "Ada"), *present("Ada Lovelace", "Bo")]),
    ("Host: Ada Lovelace", [(C, "Ada Lovelace")]),
    ("Host: Seed Library Ltd", []),
    ("Host: Acme", []),
    ("Host: Red Kite\n\nPresent: Ada, Bo", present("Ada", "Bo")),
    ("Host: https://meet.example/room", []),
    ("Scribe: ?", []),
    ("Scribe: rotating", []),
    ("Chair: TBD", []),
    ("Chair: no gods, no masters!", []),
    ("Scribe:\n\n---\n\nAda opens the meeting.", []),
    ("## Next meeting\n\nChair: Ada\n\nScribe: Bo", []),
]

TRAPS = [
    "## Agenda\n\n- Welcome and roll call\n- Ada's report",
    "## Agenda\n\n- Roll call\n- Approve the minutes",
    "## Agenda\n\n- Roll call\n  - Quorum reached\n- Minutes",
    "## Attendees\n\n- None",
    "## Attendees\n\n- TODO",
    "## Attendees\n\n- Name (Organization)\n- ...",
    "## Attendees\n\n(Name / `@GitHubUsername` / Discord)",
    "## Attendees\n\n- Your name here",
    "## Attendees\n\nPlease add yourself.",
    "## Attendees\n\n25 people",
    "## Participants\n\nThe participants of the programme meet in May. They like it.",
    "## Attendance policy\n\n- Ada",
    "## Expected attendees\n\n- Ada",
    "Attendees: 12",
    "Attendance: mandatory",
    "Participants: please add your names",
    "Present: the state of the art, and the future",
    "Present: all",
    "Guests: none this time",
    "We had guests: Ada and Bo",
    "> Present: Ada, Bo",
    "```\nPresent: Ada, Bo\n```",
    "Ada: I think Bo should be present",
    "- Presentations\n  - Ada",
    "| Option | Present |\n|---|---|\n| Blue | yes |",
    "## Team\n\n- Ada\n- Bo",
    "Notes: Draft",
    "Regrets:\n\n---\n\n- Ada Lovelace\n- Bo",
    "## Regrets\n\n---\n\n## Agenda\n\n- Ada Lovelace",
    "Missing:\n\n- Tests\n- Docs",
    "**Notes**\n\n- Ada\n- Bo",
    "## Attendees\n\n- Product Manager (risks)\n- Engineering Lead (risks)",
    "## Roll call\n\n- Firm - Ada Lovelace\n- Works - Bo Ek",
    "## Roll call\n\n- **Blast Auditor** — three ways. Never written into bars.",
    "Attendees: Team 6",
    "## Attendees and goal\n\nAda. Goal: migrate",
    "- **Attendees** — if known or provided",
    "Minutes: approved",
    "Chair: see below",
    "## Attendees of the last meeting\n\n- Ada",
    "## Minutes of the previous meeting\n\nPresent: Ada",
    # what they say
    "Chair: thanks",
    "Chairs: ok",
    "Scribe: sorry",
]


@pytest.mark.parametrize(("text", "expected"), [*SECTIONS, *LINES, *ROLES])
def test_people_are_read(
    minutes: MinutesReader, text: str, expected: list[tuple[str, str]]
) -> None:
    assert people(minutes, f"# Call\n\n{text}\n") == expected


@pytest.mark.parametrize("text", TRAPS)
def test_other_text_has_nobody(minutes: MinutesReader, text: str) -> None:
    assert people(minutes, f"# Call\n\n{text}\n") == []


@pytest.mark.parametrize(
    ("above", "head", "expected"),
    [
        ("# Call", "Name | Affiliation | Username", present("Ada Lo")),
        ("## 2024-05-07", "name | organization | GitHub", present("Ada Lo")),
        ("# Call", "Name | Affiliation | Talk", []),
        ("# Call", "Name | Affiliation", []),
        ("# Call\n\nOur team:", "Name | Affiliation | Username", []),
        ("# Call\n\n## Maintainers", "Name | Affiliation | Username", []),
    ],
)
def test_a_table_in_which_people_enter_themselves(
    minutes: MinutesReader, above: str, head: str, expected: list[tuple[str, str]]
) -> None:
    columns = head.count("|") + 1
    row = " | ".join(["Ada Lo", "Foo", "@ada"][:columns])
    rule = "|".join(["---"] * columns)
    text = f"{above}\n\n| {head} |\n|{rule}|\n| {row} |\n\nText.\n"
    assert people(minutes, text) == expected


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("Ada (Org)", ("Ada", "", "Org", "", "")),
        ("Ada Lovelace / Org / @ada", ("ada", "Ada Lovelace", "Org", "", "")),
        ("Ada Lovelace / A, B and C / @ada", ("ada", "Ada Lovelace", "A, B and C", "", "")),
        ("Ada @ada (maintainer)", ("ada", "Ada", "", "maintainer", "")),
        ("Ada (she/her)", ("Ada", "", "", "", "")),
        ("Ada (until 10:30)", ("Ada", "", "", "", "until 10:30")),
        ("Ada (remote)", ("Ada", "", "", "", "remote")),
        ("Ada (Org, remote)", ("Ada", "", "Org", "", "remote")),
        ("Ada Lovelace (AL)", ("Ada Lovelace", "", "", "", "")),
        ("Ada, she/her, Org", ("Ada", "", "Org", "", "")),
        ("Ada [Org] (left early)", ("Ada", "", "Org", "", "left early")),
        ("Ada - Org", ("Ada", "", "Org", "", "")),
        ("Ada: remote", ("Ada", "", "", "", "remote")),
        ("Ada / `@ada` / `ada.l`", ("ada", "Ada", "", "", "")),
        ("Ada / `@ada` / adal", ("ada", "Ada", "", "", "")),
        ("Ada`@ada`", ("ada", "Ada", "", "", "")),
        ("Ada (I was not sure)", ("Ada", "", "", "", "I was not sure")),
        ("Ada / ??? / @ada", ("ada", "Ada", "", "", "")),
        ("[Ada] @ada-l Editor / Firm", ("ada-l", "Ada", "Firm", "Editor", "")),
    ],
)
def test_what_stands_beside_a_name_is_told_apart(
    minutes: MinutesReader, item: str, expected: tuple[str, ...]
) -> None:
    (part,) = minutes.items(f"# Call\n\n## Attendees\n\n- {item}\n", Participation)
    person = part.person
    assert (person.key, person.name, person.org, person.title, part.remark) == expected


@pytest.mark.parametrize(
    ("item", "roles"),
    [
        ("Ada (chair)", [P, C]),
        ("Ada (note taker)", [P, S]),
        ("Ada (Org, scribe)", [P, S]),
        ("Ada (regrets)", [R]),
        ("Ada (absent - on holiday)", [R]),
        ("Ada (sick)", [R]),
        ("Ada (new member)", [P]),
    ],
)
def test_remarks_tell_roles(minutes: MinutesReader, item: str, roles: list[str]) -> None:
    found = minutes.items(f"# Call\n\n## Attendees\n\n- {item}\n", Participation)
    assert [_SHORT[part.role] for part in found] == roles


def test_name_and_organization_between_commas(minutes: MinutesReader) -> None:
    text = "# Call\n\n## Attendees\n\n- Ada Lovelace, Firm\n- Bo Ek, Works\n- Cy Dee\n"
    found = minutes.items(text, Participation)
    assert [(part.person.key, part.person.org) for part in found] == [
        ("Ada Lovelace", "Firm"),
        ("Bo Ek", "Works"),
        ("Cy Dee", ""),
    ]


def test_guests_are_told_as_such(minutes: MinutesReader) -> None:
    (part,) = minutes.items("# Call\n\nGuest: Ada\n", Participation)
    assert (part.role, part.remark, part.line) == (Role.ATTENDEE, "guest", 3)
