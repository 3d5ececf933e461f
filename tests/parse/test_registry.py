"""Registries: people and tags, what is wrong with their files, and whom a note means."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxcontrib_meetings.model.meeting import Tag
from sphinxcontrib_meetings.model.people import Person
from sphinxcontrib_meetings.model.problem import Kind, Problem
from sphinxcontrib_meetings.parse.people import AUTHORS, MEMBERS, NOBODY, People, load_people
from sphinxcontrib_meetings.parse.person import parse_socials
from sphinxcontrib_meetings.parse.registry import MOST_BYTES, Layout, find_registry, read_entries
from sphinxcontrib_meetings.parse.tags import NO_TAGS, Tags, check_permalink, load_tags
from sphinxcontrib_meetings.parse.urls import check_address, check_image

CORPORA = Path(__file__).parents[3] / "shared" / "corpora"


def write(folder: Path, text: str | bytes, name: str = "registry.yml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text)
    return path


def said(problems: list[Problem]) -> list[tuple[int, str]]:
    assert all(problem.kind is Kind.REGISTRY for problem in problems)
    return [(problem.line, problem.message) for problem in problems]


def load_mapping(path: Path) -> tuple[dict[str, object], dict[str, int], list[Problem]]:
    """Return the entries of a file that is a mapping, their lines, and what is wrong."""
    entries, _, problems = read_entries(
        path, Layout(parse=lambda key, values, beside: (Tag(key), []))
    )
    return {e.key: e.values for e in entries}, {e.key: e.line for e in entries}, problems


# --- finding one ---


def test_the_nearest_registry_is_found(tmp_path: Path) -> None:
    top = write(tmp_path / "src", "", "authors.yml")
    near = write(tmp_path / "src", "", "a/b/authors.yaml")
    write(tmp_path, "", "tags.yml")
    srcdir = tmp_path / "src"
    assert find_registry("a/b/c/note", srcdir, "authors.yml") == near
    assert find_registry("a/b/note", srcdir, "authors.yml") == near
    assert find_registry("a/note", srcdir, "authors.yml") == top
    assert find_registry("note", srcdir, "authors.yml") == top
    # what lies above the source directory is none of ours
    assert find_registry("a/note", srcdir, "tags.yml") is None


def test_yml_comes_before_yaml_and_folders_are_no_files(tmp_path: Path) -> None:
    write(tmp_path, "", "tags.yaml")
    (tmp_path / "a" / "tags.yml").mkdir(parents=True)
    assert find_registry("a/note", tmp_path, "tags.yml") == tmp_path / "tags.yaml"
    path = write(tmp_path, "", "tags.yml")
    assert find_registry("a/note", tmp_path, "tags.yml") == path
    people = tmp_path / "people.json"
    people.write_text("[]", "utf-8")
    assert find_registry("a/note", tmp_path, "people.json") == people
    assert find_registry("a/note", tmp_path, "people.yml") is None


# --- reading a file ---


def test_entries_and_their_lines(tmp_path: Path) -> None:
    path = write(tmp_path, "\ufeff# people\r\n\r\na:\r\n  name: A\r\n2024:\r\nb: {}\r\n")
    assert load_mapping(path) == (
        {"a": {"name": "A"}, "2024": {}, "b": {}},
        {"a": 3, "2024": 5, "b": 6},
        [],
    )


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        ("- a\n- b\n", 1, "the registry is a list; write keys"),
        ("people", 1, "the registry is plain text; write keys"),
        (b"a:\n  name: \xe9\n", 2, "the registry is not UTF-8"),
        ("a:\n  name: A\n".encode("utf-16"), 1, "the registry is not UTF-8"),
        ("#" * (MOST_BYTES + 1), 0, "the registry has more than 1,000,000 bytes"),
        ("a: A\n", 1, "'a' is left out: it is not a mapping"),
        ("a: [b]\n", 1, "'a' is left out: it is not a mapping"),
        ("a:\n  name: A: B\n", 2, "'a' cannot be read: a colon"),
        ("a:\n  name: A\n title: T\n", 3, "'a' cannot be read: the indent of this line"),
        ("a:\n  name: A\n   title: T\n", 3, "'a' cannot be read: the indent of this line"),
        ("a:\n  - name: A\n    b: B\n   c: C\n", 4, "'a' cannot be read: the indent of this line"),
        ("a:\n  name: A\n\ttitle: T\n", 3, "'a' cannot be read: a tab"),
        ("a:\n  name: A\n  title: T: U\n", 3, "'a' cannot be read: a colon"),
        ("a:\n  name: 'A' B\n  title: T\n", 2, "'a' cannot be read: text follows"),
        ("a: &a\n  b: *a\n", 1, "'a' is left out: it is nested too deeply, or contains itself"),
        ("\n\n{a\n", 3, "is not `key: value`"),
        ("'': {}\n", 1, "an entry without a key is left out; add its key"),
        ('"\\0": {}\n', 1, "an entry without a key is left out; add its key"),
    ],
)
def test_bad_files(tmp_path: Path, content: str | bytes, line: int, message: str) -> None:
    entries, lines, problems = load_mapping(write(tmp_path, content))
    assert (entries, lines) == ({}, {})
    [(told_line, told)] = said(problems)
    assert told_line == line
    assert message in told


@pytest.mark.parametrize("name", ["missing.yml", ".", "a\0b"])
def test_files_that_cannot_be_read(tmp_path: Path, name: str) -> None:
    entries, _, problems = load_mapping(tmp_path / name)
    assert entries == {}
    [(line, message)] = said(problems)
    assert line == 0
    assert message.startswith("the registry cannot be read (")
    assert message.endswith("); correct its path")


def test_a_bad_entry_costs_itself_only(tmp_path: Path) -> None:
    path = write(tmp_path, "a:\n  name: A\nb:\n  name: [B\nc:\n  name: C\nc:\n  name: D\n")
    people, problems = load_people(path, AUTHORS)
    assert {key: person.name for key, person in people.known.items()} == {"a": "A", "c": "D"}
    assert [line for line, _ in said(problems)] == [4, 7]


# --- addresses ---


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "HTTP://example.org/a?b=c#d",
        "https://example.org/Straße",
        "https://[::1]:8000/",
        "mailto:a@example.org",
    ],
)
def test_addresses(address: str) -> None:
    assert check_address(f" {address} ") == address


UNSAFE = [
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "java\tscript:alert(1)",
    "\x01javascript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "ftp://example.org",
    "//example.org/x",
    "\\\\example.org\\x",
    "https:",
    "https://",
    "https:///x",
    "https://[::1",
    "https://example.org/<script>",
    'https://example.org/"onclick="x',
    "https://example.org/{{ x }}",
    "https://example.org/a b",
    "https://example.org/a\nb",
    "mailto:nobody",
]


@pytest.mark.parametrize("address", [*UNSAFE, "", "/about", "brooks"])
def test_what_is_no_address(address: str) -> None:
    with pytest.raises(ValueError, match=r"use a full URL|remove or encode it"):
        check_address(address)


def test_an_address_without_its_scheme() -> None:
    with pytest.raises(ValueError, match=r"Did you mean 'https://github\.com/brooks'\?"):
        check_address("github.com/brooks")


@pytest.mark.parametrize("image", ["/img/a.png", "img/a b.png", "https://github.com/brooks.png"])
def test_images(image: str) -> None:
    assert check_image(image) == image


@pytest.mark.parametrize("image", [*UNSAFE[:-1], "mailto:a@example.org", "C:\\a.png"])
def test_what_is_no_image(image: str) -> None:
    with pytest.raises(ValueError, match=r"use a (full URL|path)|remove (or encode )?it"):
        check_image(image)


# --- people ---


def test_an_entry_of_docusaurus(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """\
slorber:
  name: Sébastien Lorber
  title: Docusaurus maintainer
  description: |
    Writes code.
    And docs.
  url: https://sebastienlorber.com
  image_url: https://github.com/slorber.png
  email: s@example.org
  page:
    permalink: '/all-sebastien-lorber-articles'
  socials:
    x: sebastienlorber
    linkedin: sebastienlorber
    newsletter: https://thisweekinreact.com
  aliases: [Seb, slorber2]
  favourite: unknown keys pass
jmarcey:
  name: Joel Marcey
  page: true
  image: /img/joel.png
ozaki:
""",
    )
    people, problems = load_people(path, AUTHORS)
    assert problems == []
    assert people.known == {
        "slorber": Person(
            key="slorber",
            name="Sébastien Lorber",
            title="Docusaurus maintainer",
            description="Writes code. And docs.",
            url="https://sebastienlorber.com",
            email="s@example.org",
            image="https://github.com/slorber.png",
            socials=(
                ("x", "https://x.com/sebastienlorber"),
                ("linkedin", "https://www.linkedin.com/in/sebastienlorber/"),
                ("newsletter", "https://thisweekinreact.com"),
            ),
            aliases=("Seb", "slorber2"),
        ),
        "jmarcey": Person("jmarcey", "Joel Marcey", image="/img/joel.png"),
        "ozaki": Person("ozaki", "ozaki"),
    }


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("nmae: A", "unknown key 'nmae'. Did you mean 'name'?"),
        ("name: [A]", "'name' is left out: it is not text; write one line of text"),
        ("title: yes", "'title' is left out: YAML reads it as true; put it in quotes"),
        (
            "url: javascript:alert(1)",
            "'url' is left out: 'javascript:alert(1)' is not an http, https or mailto URL",
        ),
        ("url: example.org", "Did you mean 'https://example.org'?"),
        ("image_url: data:image/png;base64,x", "'image_url' is left out: "),
        (
            "email: a at example.org",
            "'email' is left out: 'a at example.org' is not an email address",
        ),
        ("page: often", "'page' is left out: write true, false, or `permalink: …` below it"),
        ("socials: [a]", "'socials' is left out: write lines of `network: handle` below it"),
        ("socials: {x: javascript:alert(1)}", "'x' is left out: "),
        ("aliases: {a: b}", "'aliases' is left out: it is not text"),
        ("aliases: [a, [b]]", "'aliases' is left out: it is not text"),
    ],
)
def test_a_bad_field_costs_itself_only(tmp_path: Path, field: str, message: str) -> None:
    people, problems = load_people(
        write(tmp_path, f"b: {{}}\na:\n  description: B\n  {field}\n"), AUTHORS
    )
    assert people.known["a"] == Person("a", "a", description="B")
    [(line, told)] = said(problems)
    assert line == 2
    assert told.startswith("'a': ")
    assert message in told


@pytest.mark.parametrize(
    ("network", "handle", "address"),
    [
        ("x", "a", "https://x.com/a"),
        ("X", "@a", "https://x.com/a"),
        ("twitter", "a", "https://twitter.com/a"),
        ("github", "a-b", "https://github.com/a-b"),
        ("linkedin", "a", "https://www.linkedin.com/in/a/"),
        ("linkedin", "jürgen", "https://www.linkedin.com/in/j%C3%BCrgen/"),
        ("stackoverflow", 82609, "https://stackoverflow.com/users/82609"),
        ("bluesky", "a.bsky.social", "https://bsky.app/profile/a.bsky.social"),
        ("mastodon", "a", "https://mastodon.social/@a"),
        ("mastodon", "@a@hachyderm.io", "https://hachyderm.io/@a"),
        ("threads", "@a", "https://www.threads.net/@a"),
        ("twitch", "a", "https://twitch.tv/a"),
        ("youtube", "@a", "https://youtube.com/@a"),
        ("instagram", "a_b", "https://www.instagram.com/a_b"),
        ("email", "a@example.org", "mailto:a@example.org"),
        ("email", "mailto:a@example.org", "mailto:a@example.org"),
        ("newsletter", "https://example.org/", "https://example.org/"),
        ("website", "http://example.org", "http://example.org"),
        ("github", "https://github.com/a", "https://github.com/a"),
        ("mastodon", "https://hachyderm.io/@a", "https://hachyderm.io/@a"),
    ],
)
def test_socials(network: str, handle: object, address: str) -> None:
    assert parse_socials({network: handle}) == (((network, address),), [])


@pytest.mark.parametrize(
    ("network", "handle"),
    [
        ("x", "javascript:alert(1)"),
        ("newsletter", "javascript:alert(1)"),
        ("newsletter", "handle"),
        ("github", "github.com/a"),
        ("github", "//example.org"),
        ("linkedin", "in/a"),
        ("github", "../a"),
        ("github", "a b"),
        ("github", ["a"]),
        ("github", True),
        ("email", "nobody"),
        ("mastodon", "a@b@c"),
        ("bluesky", "<script>"),
    ],
)
def test_socials_that_are_none(network: str, handle: object) -> None:
    socials, [message] = parse_socials({"github": "ok", network + "": handle} | {"x2": None})
    assert all(address == "https://github.com/ok" for _, address in socials)
    assert message.startswith(f"{network!r} is left out: ")


BROOKS = Person("brooks", "Brooks Townsend", "Maintainer", aliases=("brooksmt", "Brooks T."))
ERIC = Person("eric", "Eric Gregory", url="https://example.org/eric")
SAM_1 = Person("sam1", "Sam Doe")
SAM_2 = Person("sam2", "Sam Doe", aliases=("Sammy",))
PEOPLE = People({person.key: person for person in (BROOKS, ERIC, SAM_1, SAM_2)})


@pytest.mark.parametrize(
    ("given_person", "found"),
    [
        (Person("brooks"), BROOKS),
        (Person("Brooks Townsend"), BROOKS),
        (Person("brooks townsend"), BROOKS),
        (Person("BROOKSMT"), BROOKS),
        (Person("x", "Eric Gregory"), Person("eric", "Eric Gregory", url=ERIC.url)),
        (
            Person("brooks", title="Chair", url="https://example.org"),
            Person(
                "brooks",
                "Brooks Townsend",
                "Chair",
                url="https://example.org",
                aliases=BROOKS.aliases,
            ),
        ),
        (Person("Sammy"), SAM_2),
        (Person("sam1"), SAM_1),
        (Person("Sam Doe"), Person("Sam Doe", "Sam Doe")),
        (Person("nobody"), Person("nobody", "nobody")),
        (Person("nobody", "No Body"), Person("nobody", "No Body")),
    ],
)
def test_whom_a_note_means(given_person: Person, found: Person) -> None:
    assert PEOPLE.resolve(given_person) == found


def test_unknown_people() -> None:
    assert PEOPLE.problem(Person("broks")) == (
        "unknown author 'broks'. Did you mean 'brooks'? Correct it or add it to the registry"
    )
    assert PEOPLE.problem(Person("Erik Gregory")) == (
        "unknown author 'Erik Gregory'. Did you mean 'Eric Gregory'? "
        "Correct it or add it to the registry"
    )
    assert PEOPLE.problem(Person("zzz")) == (
        "unknown author 'zzz'. Correct it or add it to the registry"
    )
    assert PEOPLE.problem(Person("Sam Doe")) == (
        "the author 'Sam Doe' could mean 'sam1' or 'sam2'; use its key"
    )


@pytest.mark.parametrize(
    "person", [Person("brooks"), Person("eric gregory"), Person("guest", "A Guest")]
)
def test_people_that_are_no_problem(person: Person) -> None:
    assert PEOPLE.problem(person) is None


def test_without_a_registry_everybody_is_welcome() -> None:
    assert not NOBODY
    assert PEOPLE
    assert NOBODY.problem(Person("broks")) is None
    assert NOBODY.resolve(Person("broks")) == Person("broks", "broks")


def test_registries_compare_and_pickle() -> None:
    again = pickle.loads(pickle.dumps(PEOPLE))
    assert again == PEOPLE
    assert again.resolve(Person("brooksmt")) == BROOKS


@pytest.mark.skipif(not CORPORA.is_dir(), reason="needs the corpora of real notes")
def test_real_registries_are_read_without_a_problem() -> None:
    paths = sorted(CORPORA.rglob("authors.yml"))
    assert len(paths) == 3
    for path in paths:
        people, problems = load_people(path, AUTHORS)
        assert people
        assert problems == []
        assert all(" " in person.name and person.image for person in people.known.values())


# --- tags ---


def test_an_entry_of_tags(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "docusaurus:\n  label: Docusaurus\n  permalink: /docusaurus/\n  description: 'On it'\n"
        "C++:\n2024:\n  label: 2024\n",
    )
    tags, problems = load_tags(path)
    assert problems == []
    assert tags.known == {
        "docusaurus": Tag("docusaurus", "Docusaurus", "docusaurus", "On it"),
        "C++": Tag("C++", "C++"),
        "2024": Tag("2024", "2024"),
    }


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("lable: A", "unknown key 'lable'. Did you mean 'label'?"),
        ("label: [A]", "'label' is left out: it is not text"),
        (
            "permalink: https://example.org/a",
            "'permalink' is left out: 'https://example.org/a' is",
        ),
        (
            "permalink: ../../etc/passwd",
            "is not a path on this site; use one such as /open-source",
        ),
    ],
)
def test_a_bad_field_of_a_tag(tmp_path: Path, field: str, message: str) -> None:
    tags, problems = load_tags(write(tmp_path, f"a:\n  description: B\n  {field}\n"))
    assert tags.known == {"a": Tag("a", "a", "", "B")}
    [(line, told)] = said(problems)
    assert line == 1
    assert message in told


@pytest.mark.parametrize(
    "permalink",
    ["//example.org", "javascript:x", "a/../b", "..", "\\\\example.org", "mailto:a@example.org"],
)
def test_permalinks_off_the_site(permalink: str) -> None:
    with pytest.raises(ValueError, match="is not a path on this site"):
        check_permalink(permalink)


@pytest.mark.parametrize(
    ("permalink", "path"), [("/a/b/", "a/b"), ("a", "a"), ("/", ""), ("", "")]
)
def test_permalinks(permalink: str, path: str) -> None:
    assert check_permalink(permalink) == path


TAGS = Tags(
    {
        "community": Tag("community", "Community", "all-of-us", "Everybody"),
        "C++": Tag("C++", "C++"),
        "r1": Tag("r1", "Release"),
        "r2": Tag("r2", "Release"),
    }
)


@pytest.mark.parametrize(
    ("tag", "found"),
    [
        (Tag("community"), TAGS.known["community"]),
        (Tag("COMMUNITY"), TAGS.known["community"]),
        (Tag("x", "Community"), TAGS.known["community"]),
        (Tag("community", "Us"), Tag("community", "Us", "all-of-us", "Everybody")),
        (Tag("c++"), TAGS.known["C++"]),
        (Tag("C#"), Tag("C#", "C#")),
        (Tag("C#", "C sharp", "cs"), Tag("C#", "C sharp", "cs")),
        (Tag("release"), Tag("release", "release")),
    ],
)
def test_which_tag_a_note_means(tag: Tag, found: Tag) -> None:
    assert TAGS.resolve(tag) == found


def test_unknown_tags() -> None:
    assert TAGS.problem(Tag("comunity")) == (
        "unknown tag 'comunity'. Did you mean 'community'? Correct it or add it to the registry"
    )
    assert TAGS.problem(Tag("Release")) == "the tag 'Release' could mean 'r1' or 'r2'; use its key"
    assert TAGS.problem(Tag("community")) is None
    assert TAGS.problem(Tag("inline", "Inline")) is None
    assert NO_TAGS.problem(Tag("comunity")) is None
    assert NO_TAGS.resolve(Tag("comunity")) == Tag("comunity", "comunity")


# --- what always holds ---


@given(st.one_of(st.binary(), st.text().map(str.encode)))
def test_no_file_raises(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = write(tmp_path_factory.getbasetemp(), content)
    for problems in (
        load_people(path, AUTHORS)[1],
        load_people(path, MEMBERS)[1],
        load_tags(path)[1],
    ):
        assert all(problem.kind is Kind.REGISTRY for problem in problems)


JUNK = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(), st.sampled_from(UNSAFE)),
    lambda values: st.one_of(
        st.lists(values, max_size=3), st.dictionaries(st.text(max_size=5), values, max_size=3)
    ),
    max_leaves=6,
)
NETWORK_NAMES = st.one_of(st.sampled_from(["x", "email", "mastodon", "newsletter"]), st.text())


@given(st.one_of(JUNK, st.dictionaries(NETWORK_NAMES, JUNK)))
def test_only_safe_addresses_get_through(value: object) -> None:
    socials, messages = parse_socials(value)
    assert all(address.startswith(("https://", "http://", "mailto:")) for _, address in socials)
    assert not any(char in address for _, address in socials for char in '"<> \t\r\n')
    entries = len(value) if isinstance(value, dict) else 0
    assert len(socials) + len(messages) <= max(entries, 1)


KEYS = st.text(min_size=1)


@given(st.dictionaries(KEYS, st.text()), KEYS)
def test_whoever_is_resolved_has_a_name_and_stays_the_same(
    names: dict[str, str], asked: str
) -> None:
    people = People({key: Person(key, name or key) for key, name in names.items()})
    found = people.resolve(Person(asked))
    assert found.name
    assert people.resolve(found) == found
    assert (people.problem(Person(asked)) is None) == (not people or found.key in names)
