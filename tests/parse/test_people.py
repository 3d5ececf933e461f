"""Who took part: texts, fields, registries, and whom a name means."""

from __future__ import annotations

import gc
import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxcontrib_meetings.model.people import Person
from sphinxcontrib_meetings.parse import people
from sphinxcontrib_meetings.parse.people import (
    MEMBERS,
    NOBODY,
    People,
    load_people,
    person_problem,
)
from sphinxcontrib_meetings.parse.person_text import parse_person
from sphinxcontrib_meetings.parse.values import PartlyError

PEOPLE = People(
    {
        "ada-lovelace": Person("ada-lovelace", "Ada Lovelace", aliases=("Ada", "countess")),
        "ada-yonath": Person("ada-yonath", "Ada Yonath", aliases=("Ada",)),
        "grace": Person("grace", "Grace Hopper", org="Navy"),
    }
)


def read_people(value: object) -> tuple[tuple[Person, ...], list[str]]:
    """Return the people of a field, and what is wrong with it."""
    try:
        return people.read_people(value), []
    except PartlyError as error:
        return error.usable, [str(error)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ada-lovelace", Person("ada-lovelace")),
        ("Ada Lovelace", Person("Ada Lovelace")),
        ("Ada Lovelace (Analytical, Inc)", Person("Ada Lovelace")),
        ("- Ada / London / @ada", Person("ada", "Ada")),
        ("* Ada Lovelace`@ada`", Person("ada", "Ada Lovelace")),
        ("- Ada / nil / `@ada-l`", Person("ada-l", "Ada")),
        ("1. Ada / Analytical, Inc /", Person("Ada")),
        ("- Ada / `@ada` (everywhere)", Person("ada", "Ada", description="everywhere")),
        ("- [x] **Ada**", Person("Ada")),
        ("@ada", Person("ada")),
        ("Ada <ada@example.org>", Person("Ada", email="ada@example.org")),
        ("[Ada](https://example.org/ada)", Person("Ada", url="https://example.org/ada")),
        ("[Ada](javascript:alert)", Person("Ada")),
        ("Ada & Grace", Person("Ada & Grace")),
    ],
)
def test_text(text: str, expected: Person) -> None:
    orgs = {"Analytical, Inc", "London", ""}
    found = parse_person(text)
    assert found.org in orgs
    assert (
        Person(
            found.key, found.name, url=found.url, email=found.email, description=found.description
        )
        == expected
    )


def people_of(value: object) -> list[str]:
    """Return the people of a field, each as ``key=name <email> [title] (organization)``."""
    return [
        one.key
        + (f"={one.name}" if one.name else "")
        + (f" <{one.email}>" if one.email else "")
        + (f" [{one.title}]" if one.title else "")
        + (f" ({one.org})" if one.org else "")
        for one in read_people(value)[0]
    ]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        # an organization after a dash, a bracket, a slash
        ("Amara Okafor - Seed Library", ["Amara Okafor (Seed Library)"]),
        (["Amara Okafor \N{EN DASH} Tool Shed"], ["Amara Okafor (Tool Shed)"]),
        ("- Amara Okafor - Tool Shed\n- Bo", ["Amara Okafor (Tool Shed)", "Bo"]),
        ("Amara Okafor\N{EM DASH}Tool Shed", ["Amara Okafor (Tool Shed)"]),
        ("Ana -- Mozilla", ["Ana (Mozilla)"]),
        ("Ana from Mozilla and Bo from ACME", ["Ana (Mozilla)", "Bo (ACME)"]),
        ("Ana | Mozilla", ["Ana (Mozilla)"]),
        ("Ana (Foo (Bar)), Bo", ["Ana (Foo (Bar))", "Bo"]),
        ("Ana - Smith & Co, Bo", ["Ana (Smith & Co)", "Bo"]),
        ("Ana (Mozilla) (she/her)", ["Ana (Mozilla)"]),
        ("Jean-Luc Picard, Anne-Marie O'Hara - ACME", ["Jean-Luc Picard", "Anne-Marie O'Hara (ACME)"]),
        # handles
        ("@ana (guest)", ["ana"]),
        ("@ana @bo", ["ana", "bo"]),
        ("Amara Okafor / @amara / Seed Library", ["amara=Amara Okafor (Seed Library)"]),
        ("@amara / Amara Okafor / Seed Library", ["amara=Amara Okafor (Seed Library)"]),
        ("Amara Okafor (@amara), @bo", ["amara=Amara Okafor", "bo"]),
        ("@ana@social.example", ["ana@social.example"]),
        ("Ana ana@x.example", ["Ana <ana@x.example>"]),
        # several people
        ("Ana + Bo", ["Ana", "Bo"]),
        ("Ana & Bo", ["Ana", "Bo"]),
        ("Ana, Bo and Cy", ["Ana", "Bo", "Cy"]),
        ("Ana, Bo, and Cy", ["Ana", "Bo", "Cy"]),
        (["Ana Silva, Bo Reis and Cy Dee"], ["Ana Silva", "Bo Reis", "Cy Dee"]),
        ("Ana (chair); Jo\N{LATIN SMALL LETTER A WITH TILDE}o", ["Ana", "Jo\N{LATIN SMALL LETTER A WITH TILDE}o"]),
        ("Ana,\nBo,\nCy", ["Ana", "Bo", "Cy"]),
        ("Ana<br>Bo", ["Ana", "Bo"]),
        ("Martin King, Jr., Ana Silva, PhD, Bo", ["Martin King, Jr.", "Ana Silva, PhD", "Bo"]),
        ("AB, TC, JT", ["AB", "TC", "JT"]),
        ("Ana, Bo, Cy (end of the call)", ["Ana", "Bo", "Cy"]),
        ("Bo, Ana for Cy", ["Bo", "Ana for Cy"]),
        ("\u5f20\u4f1f\u3001\u674e\u5a1c\uff08ACME\uff09", ["\u5f20\u4f1f", "\u674e\u5a1c (ACME)"]),
        # a comma before what cannot be a name
        ("Amara Okafor, Seed Library", ["Amara Okafor (Seed Library)"]),
        (["Amara Okafor, Seed Library"], ["Amara Okafor (Seed Library)"]),
        (["**Amara Okafor**, University of Porto"], ["Amara Okafor (University of Porto)"]),
        (["Ana Silva, ACME", "Bo, Mozilla", "Cy, Mozilla"], ["Ana Silva (ACME)", "Bo (Mozilla)", "Cy (Mozilla)"]),
        (["Ana (Mozilla), Bo (ACME)"], ["Ana (Mozilla)", "Bo (ACME)"]),
        (["Ana Silva, remote"], ["Ana Silva"]),
        # marks
        ("**Ana** (chair)", ["Ana"]),
        ("*Ana*, _Bo_, **Cy**, `di`, <b>Ed</b> - ACME", ["Ana", "Bo", "Cy", "di", "Ed (ACME)"]),
        ("snake__case__key, a_b_c", ["snake__case__key", "a_b_c"]),
        # remarks, pronouns, titles and bodies are no organizations
        ("Ana (she/her), Bo (They/Them), Cy (er/ihm), Di (he / him / his)", ["Ana", "Bo", "Cy", "Di"]),
        ("Ana (until 10:30), Bo (10:15-11:00), Cy (late), Di (remote, left early)", ["Ana", "Bo", "Cy", "Di"]),
        ("Ana (TSC), Bo (W3C), Cy (3M)", ["Ana [TSC]", "Bo (W3C)", "Cy (3M)"]),
        ("Ana (Steering Committee)", ["Ana [Steering Committee]"]),
        ("Ana [she/her] - Director, Seed Library", ["Ana [Director] (Seed Library)"]),
        ("Chair: Ana, Bo", ["Ana", "Bo"]),
        # groups
        ({"Tool Shed": ["Ana", "Bo (chair)"], "ACME": "Cy"}, ["Ana (Tool Shed)", "Bo (Tool Shed)", "Cy (ACME)"]),
        ([{"Tool Shed": ["Ana"]}, {"ACME": ["Bo"]}], ["Ana (Tool Shed)", "Bo (ACME)"]),
        ({"Seed Library": "Ana, Bo"}, ["Ana (Seed Library)", "Bo (Seed Library)"]),
        ({"remote": ["Ana"], "TSC": ["Bo"], "Chair": "Cy"}, ["Ana", "Bo [TSC]", "Cy"]),
        ({"Ana": "chair", "Bo": ["scribe", "remote"], "Cy": "ACME"}, ["Ana", "Bo", "Cy (ACME)"]),
        # guests without a name
        ("Ana +1, Bo, et al.", ["Ana", "Bo"]),
        ("Ana and 3 others", ["Ana"]),
    ],
)  # fmt: skip
def test_ways_to_write_people(value: object, expected: list[str]) -> None:
    assert (people_of(value), read_people(value)[1]) == (expected, [])


@pytest.mark.parametrize(
    "text",
    [
        *("none", "None", "N/A", "n/a", "TBD", "tbd.", "TODO", "?", "-", "\N{EM DASH}", "..."),
        *("All", "nobody", "everyone", "**none**", "(TBD)", "@", "niemand", "to be determined"),
        *("TBD (scribe)", "none this time", "TODO: find somebody", "N/A - holiday"),
        *("all members", "All hands", "Everyone but Bo"),
    ],
)
def test_placeholders_are_nobody(text: str) -> None:
    for value in (text, [text], f"Ana, {text}", ["Ana", text]):
        assert read_people(value) in [((), []), ((Person("Ana"),), [])]
        assert people.read_authors(value) == read_people(value)[0]


@pytest.mark.parametrize(
    ("value", "certain"),
    [
        ("Okafor, Amara; Teixeira, Bo", []),
        (["Okafor, Amara"], []),
        (["Amara Okafor, Tool Shop", "Bo"], ["Bo"]),
        ("Ana Silva, Mozilla; Bo Reis, ACME Inc", ["Bo Reis (ACME Inc)"]),
        (["Teixeira, Bo (Mozilla)"], []),
        ("Ana, Bo, Seed Library", []),
        ("Seed and Tool Library", []),
        ("Ana - Mozilla & Bo", []),
        (["**Amara Okafor** Seed Library"], []),
        (["**Amara Okafor**Seed Library"], []),
        (["[Amara Okafor](https://x.example)Seed Library"], []),
        (["`Amara Okafor`__Seed Library__"], []),
        ("Mozilla: Ana", []),
        ("Ana @ana @bo", []),
        ("@ana - Mozilla", ["ana"]),
        ("~~Ana~~, Bo", ["Bo"]),
        ({"Present": ["Ana"], "Regrets": ["Bo"]}, ["Ana"]),
        ("https://example.org/ana", []),
    ],
)
def test_what_could_name_others_names_nobody(value: object, certain: list[str]) -> None:
    assert people_of(value) == certain
    (message,) = read_people(value)[1]
    assert "; " in message or ": " in message


def test_texts_that_are_unclear_share_one_message() -> None:
    found, (message,) = read_people([f"Okafor, Amara{number}" for number in range(2_000)])
    assert found == ()
    assert "'Okafor, Amara2' and 1997 more can be read in several ways; write" in message


def test_affiliation() -> None:
    assert parse_person("Ada (Analytical, Inc)").org == "Analytical, Inc"
    assert parse_person("Ada / London / @ada").org == "London"
    assert parse_person("Ada / ??? / @ada").org == ""


def test_keys_with_more_have_the_name_of_the_registry() -> None:
    for value in ("grace (Army)", {"grace": "Army"}, [{"grace": "Army"}]):
        (person,), faults = read_people(value)
        assert faults == []
        found = PEOPLE.resolve(person)
        assert (found.key, found.name, found.org) == ("grace", "Grace Hopper", "Army")


@pytest.mark.parametrize("text", ["- / /", "/", "- /"])
def test_nobody(text: str) -> None:
    with pytest.raises(ValueError, match="has no name"):
        parse_person(text)


def test_bullets_stand_in_front_and_parts_may_be_empty() -> None:
    assert parse_person("- Ada-Mae - London") == Person("Ada-Mae", org="London")
    assert parse_person("Ada / / @ada") == Person("ada", "Ada")
    assert parse_person("Ada / @ada / London") == Person("ada", "Ada", org="London")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a (b, c), d", ["a (b, c)", "d"]),
        ("a <b, c", ["a <b", "c"]),
        ("a, b), c", ["a, b)", "c"]),
        ("[a], b, ,c", ["[a]", "b", "c"]),
        ("a (b, [c, d] e, f", ["a (b", "[c, d] e", "f"]),
    ],
)
def test_commas_in_brackets_split_nothing(text: str, parts: list[str]) -> None:
    assert read_people(text)[0] == tuple(map(parse_person, parts))


@pytest.mark.parametrize(
    ("before", "part", "after"),
    [
        *(("", part, "") for part in (",", "a,", "()", "(", "[", "@a-", "@a.-", " ", "- ", "/ ")),
        *(("a", part, "b") for part in (" ", " /", "(", "()", "-", "1", "<", "<a@")),
        ("@a", "-", ""),
        ("Ada (", " ", ""),
        ("", "[", "]("),
    ],
)
def test_long_texts_take_one_look(before: str, part: str, after: str) -> None:
    def seconds(length: int) -> float:
        text = before + part * (length // len(part)) + after
        # the collector looks at all objects of the process, those of other tests as well
        gc.disable()
        start = time.process_time()
        found = read_people([text])
        taken = time.process_time() - start
        gc.enable()
        assert found != ((), [])
        assert all(person.key for person in found[0])
        return taken

    def grows_as_the_text() -> bool:
        short, long = seconds(4_000), seconds(32_000)
        # eight times the text, with room for a busy machine; quadratic time would be 64
        return long < 20 * max(short, 0.01)

    seconds(100)
    # a machine may be busy once, but what is quadratic is so each time
    assert any(grows_as_the_text() for _ in range(3))


def test_a_registry_whose_names_are_written_otherwise_takes_one_look(tmp_path: Path) -> None:
    path = tmp_path / "people.json"
    names = [f"\N{LATIN CAPITAL LETTER E WITH ACUTE}{number}" for number in range(3_000)]
    entries = [{"name": name, "url": "nowhere"} for name in names]
    path.write_text(json.dumps({"people": entries}, indent=0), "utf-8")
    _, problems = load_people(path, MEMBERS)
    # JSON spells letters by their numbers
    assert [problem.line for problem in problems] == [4 * n + 4 for n in range(3_000)]
    folded = "".join(f"- name: 'a\n    {number}'\n" for number in range(5_000))
    (tmp_path / "people.yml").write_text(f"people:\n{folded}", "utf-8")
    found, problems = load_people(tmp_path / "people.yml", MEMBERS)
    assert (len(found.known), len(problems)) == (5_000, 0)


@pytest.mark.parametrize(
    ("text", "role", "expected"),
    [
        ("ada-lovelace", "speaker", ""),
        ("ADA LOVELACE", "speaker", ""),
        ("countess", "attendee", ""),
        ("Ada", "attendee", "could mean 'ada-lovelace' or 'ada-yonath'"),
        ("Ada", "speaker", "could mean 'ada-lovelace' or 'ada-yonath'"),
        ("Ada Lovelaec", "speaker", "Did you mean 'Ada Lovelace'?"),
        ("Ada Lovelaec (London)", "attendee", "Did you mean 'Ada Lovelace'?"),
        ("Grace Hoper / Navy / @hopper", "attendee", "Did you mean 'Grace Hopper'?"),
        ("Katherine Johnson", "speaker", "unknown"),
        ("Katherine Johnson", "attendee", ""),
        ("Katherine Johnson (NASA)", "speaker", ""),
    ],
)
def test_whom_a_name_means(text: str, role: str, expected: str) -> None:
    message = person_problem(PEOPLE, parse_person(text), role) or ""
    assert bool(message) == bool(expected)
    assert expected in message


def test_a_near_miss_is_never_merged() -> None:
    assert PEOPLE.resolve(parse_person("Ada Lovelaec (London)")).key == "Ada Lovelaec"


def test_without_a_registry_everybody_is_known() -> None:
    assert person_problem(NOBODY, Person("anybody"), "speaker") is None


REGISTRY = {
    "$comment": "of people",
    "organizations": {"Navy": {"url": "https://navy.example"}},
    "people": [
        {
            "slug": "grace",
            "authors_key": "hopper",
            "name": "Grace Hopper",
            "org": "Navy",
            "project_role": "maintainer",
            "byline_title": "Admiral",
            "aliases": ["Amazing Grace"],
            "same_as": ["https://github.com/hopper", "https://www.navy.example/grace"],
            "knows_about": ["COBOL"],
        },
        {"name": "Joan Clarke", "url": "joan.example"},
        {"slug": "grace", "name": "Another"},
        {},
        "Mary Jackson",
    ],
}


def test_registry_of_json(tmp_path: Path) -> None:
    path = tmp_path / "people.json"
    path.write_text(json.dumps(REGISTRY, indent=1), "utf-8")
    people, problems = load_people(path, MEMBERS)
    assert people.known["grace"] == Person(
        "grace",
        "Grace Hopper",
        title="Admiral",
        socials=(
            ("github", "https://github.com/hopper"),
            ("navy.example", "https://www.navy.example/grace"),
        ),
        aliases=("Amazing Grace", "hopper"),
        org="Navy",
        org_url="https://navy.example",
        roles=("maintainer",),
    )
    assert list(people.known) == ["grace", "Joan Clarke", "Mary Jackson"]
    assert people.resolve(Person("hopper")).key == "grace"
    lines = path.read_text("utf-8").splitlines()
    assert [(lines[problem.line - 1].strip(), problem.message) for problem in problems[:1]] == [
        (
            '"name": "Joan Clarke",',
            "'Joan Clarke': 'url' is left out: 'joan.example' is not a full URL. "
            "Did you mean 'https://joan.example'?",
        )
    ]
    assert ["twice" in problems[1].message, "a name" in problems[2].message] == [True, True]


@pytest.mark.parametrize(
    "text",
    [
        "grace:\n  name: Grace Hopper\n  org: Navy\n  roles: [maintainer]\n",
        "people:\n  grace:\n    name: Grace Hopper\n    org: Navy\n    role: maintainer\n",
        "- key: grace\n  name: Grace Hopper\n  org: Navy\n  role: maintainer\n",
        "people:\n- slug: grace\n  name: Grace Hopper\n  org: Navy\n  role: maintainer\n",
    ],
)
def test_registry_of_yaml(tmp_path: Path, text: str) -> None:
    path = tmp_path / "people.yml"
    path.write_text(text, "utf-8")
    people, problems = load_people(path, MEMBERS)
    expected = Person("grace", "Grace Hopper", org="Navy", roles=("maintainer",))
    assert (dict(people.known), problems) == ({"grace": expected}, [])


@pytest.mark.parametrize(
    "content",
    [b"{", b"\xff", b"[" * 100_000, b"3", b"{}", b'{"people": 3}', b'{"people": [[[]]]}', b""],
)
@pytest.mark.parametrize("name", ["people.json", "people.yml"])
def test_broken_registry(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    people, problems = load_people(path, MEMBERS)
    assert not people
    assert problems or content in (b"{}", b"")


def test_missing_registry(tmp_path: Path) -> None:
    _, problems = load_people(tmp_path / "people.json", MEMBERS)
    assert "cannot be read" in problems[0].message


def test_corpus(corpora: Path) -> None:
    people, problems = load_people(corpora / "wasmcloud-2026" / "src/data/people.json", MEMBERS)
    assert problems == []
    assert len(people.known) > 40
    assert people.resolve(Person("ricochet")).key == people.resolve(Person("Bailey")).key


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.floats() | st.dates(),
    lambda children: (
        st.lists(children, max_size=4)
        | st.dictionaries(st.sampled_from(["name", "url", "org", "key"]) | st.text(), children)
    ),
    max_leaves=9,
)


@given(values)
def test_any_value_gives_people_with_keys(value: object) -> None:
    people, faults = read_people(value)
    assert all(person.key for person in people)
    assert all(faults)
    for person in people:
        person_problem(PEOPLE, person, "attendee")


@given(st.lists(st.text("abcXYZ", min_size=1).filter(lambda t: t.lower() not in ("x", "na"))))
def test_lists_of_names_however_they_are_written(names: list[str]) -> None:
    expected = tuple(map(Person, dict.fromkeys(names)))
    for value in (names, ", ".join(names), "\n".join(f"- {name}" for name in names)):
        assert read_people(value)[0] == expected
