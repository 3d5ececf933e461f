"""The table of fields, and the record that is made of them."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.records import recording

from sphinxcontrib_meetings.model.meeting import Status, Tag
from sphinxcontrib_meetings.model.people import Person
from sphinxcontrib_meetings.model.problem import Kind, Problem
from sphinxcontrib_meetings.model.recording import Recording
from sphinxcontrib_meetings.parse.fields import FIELDS, KNOWN_ELSEWHERE, ROLE_FIELDS, read_fields
from sphinxcontrib_meetings.parse.record import make_meeting
from sphinxcontrib_meetings.parse.values import is_false, is_true

DAY = dt.date(2023, 9, 20)
BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")
ID = "dQw4w9WgXcQ"
URL = f"https://www.youtube.com/watch?v={ID}"
WATCH = f"https://www.youtube.com/watch?v={ID}"
KEYS = tuple(key for field in FIELDS for key in (field.name, *field.aliases))


def read(**mapping: object) -> dict[str, Any]:
    """Read fields that are as they should be."""
    values, _, problems = read_fields(mapping, {})
    assert problems == []
    return values


def refuse(key: str, value: object) -> Problem:
    """Read a field that is not; its problem has the line of the key."""
    values, lines, (problem,) = read_fields({key: value}, {key: 7})
    assert values == lines == {}
    assert problem.line == 7
    assert problem.message.startswith(f"{key}: ")
    return problem


class TestTable:
    def test_every_key_means_one_field(self) -> None:
        assert len(set(KEYS)) == len(KEYS)
        assert KNOWN_ELSEWHERE.isdisjoint(KEYS)

    def test_help_is_one_sentence(self) -> None:
        for field in FIELDS:
            assert field.help[0].isupper()
            assert field.help.endswith(".")
            assert "\n" not in field.help
            assert ". " not in field.help

    def test_every_field_of_the_issues_is_there(self) -> None:
        assert {field.name for field in FIELDS} == {
            *("title", "date", "end_date", "time", "start", "end", "timezone", "duration"),
            *("authors", "tags", "last_update"),
            *("description", "draft", "unlisted", "image", "slug", "keywords", "status"),
            *("series", "recording", "location", "chapters", "transcript", "done"),
            *("chair", "scribe", "speakers", "attendees", "regrets"),
            *("minutes", "approved"),
        }

    def test_every_field_has_a_place_in_the_record(self) -> None:
        consumed = {"time", *ROLE_FIELDS.values()}
        found, _ = make_meeting("x", {}, {}, title="", heading="", line=1)
        for field in FIELDS:
            assert field.target in consumed or hasattr(found, field.target)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Weekly", "Weekly"),
        ("  two\n lines ", "two lines"),
        (2023, "2023"),
        (1.5, "1.5"),
        (DAY, "2023-09-20"),
    ],
)
def test_text(value: object, expected: str) -> None:
    assert read(title=value) == {"title": expected}


@pytest.mark.parametrize("value", [True, ["Weekly"], {"Weekly": "call"}])
def test_what_is_no_text(value: object) -> None:
    problem = refuse("title", value)
    assert problem.kind is Kind.FIELD
    assert problem.message.endswith("put the value in quotes")


@pytest.mark.parametrize("value", [None, "", "  "])
@pytest.mark.parametrize("key", [key for key in KEYS if key not in ("draft", "unlisted")])
def test_a_key_without_a_value_says_nothing(key: str, value: object) -> None:
    assert read_fields({key: value}, {key: 2}) == ({}, {}, [])


@pytest.mark.parametrize("key", ["draft", "unlisted"])
def test_a_flag_without_a_value_says_nothing(key: str) -> None:
    assert read_fields({key: None}, {key: 2}) == ({}, {}, [])


@pytest.mark.parametrize(
    ("key", "value", "ways_out"),
    [
        ("tags", "release community", "[release, community] for 2 tags, or [release community]"),
        ("categories", " a  b-c d ", "[a, b-c, d] for 3 tags, or [a b-c d] for one"),
    ],
)
def test_words_that_may_be_one_tag_or_several(key: str, value: str, ways_out: str) -> None:
    values, _, [problem] = read_fields({key: value}, {key: 2})
    assert values == {"tags": (Tag(value.strip()) if key == "tags" else Tag("a b-c d"),)}
    assert (problem.kind, problem.line) == (Kind.FIELD, 2)
    assert ways_out in problem.message


@pytest.mark.parametrize(
    ("key", "value"),
    [
        *(("tags", "release, community"), ("tags", "[release community]"), ("tags", "release")),
        *(("tags", ["release community"]), ("tags", "Open Source"), ("tags", "- a - b")),
        *(("category", "working group"), ("tag", "seed library"), ("tags", "")),
    ],
)
def test_tags_that_are_clear(key: str, value: object) -> None:
    assert read_fields({key: value}, {key: 2})[2] == []


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("#42", ("#42",)),
        (42, ("42",)),
        ("Write, read and send it", ("Write, read and send it",)),
        ("- #42\n- Write it\n", ("#42", "Write it")),
        (["Write, read", "#42", 7, None, "Write, read"], ("Write, read", "#42", "7")),
        # of the note itself, in other tools
        (True, ()),
        ("yes", ()),
        ("false", ()),
        ([], ()),
    ],
)
def test_actions_that_are_done(value: object, expected: tuple[str, ...]) -> None:
    values, _, problems = read_fields({"done": value}, {})
    assert (values["done"], problems) == (expected, [])


@pytest.mark.parametrize("value", [[{"a": 1}], {"a": 1}])
def test_what_is_no_action(value: object) -> None:
    _, _, problems = read_fields({"done": value}, {"done": 3})
    assert [(problem.line, problem.message.partition(";")[0]) for problem in problems] == [
        (3, "done: expected text, not a mapping")
    ]


@pytest.mark.parametrize("key", ["zone", "tone", "gone", "one", "dose"])
def test_short_words_are_not_misspelled(key: str) -> None:
    assert read_fields({key: "x"}, {}) == ({}, {}, [])


@pytest.mark.parametrize("key", ["last_update", "lastmod", "updated"])
@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (DAY, DAY),
        ("2023-09-20", DAY),
        ("20 Sep 2023", DAY),
        ("2023-09-20 17:00", dt.datetime(2023, 9, 20, 17)),
        ("2023-09-20T17:00Z", dt.datetime(2023, 9, 20, 17, tzinfo=dt.UTC)),
        ({"date": "2023-09-20", "author": "ada"}, DAY),
        ({"date": DAY}, DAY),
    ],
)
def test_when_it_was_changed(key: str, value: object, expected: dt.date) -> None:
    assert read(**{key: value}) == {"updated": expected}


@pytest.mark.parametrize("value", [{"author": "ada"}, {"date": None}, {}])
def test_an_update_without_a_date_says_nothing(value: object) -> None:
    assert read(last_update=value).get("updated") is None


@pytest.mark.parametrize("value", ["often", True, "2023-09", "2023-09-20 to 2023-09-22"])
def test_what_is_no_day_of_an_update(value: object) -> None:
    assert refuse("last_update", value).kind is Kind.DATE


@pytest.mark.parametrize("word", ["published", "draft", "Hidden", "private"])
def test_a_status_of_the_note_is_none_of_the_meeting(word: str) -> None:
    assert read_fields({"status": word}, {}) == ({"status": Status.CONFIRMED}, {"status": 0}, [])


@pytest.mark.parametrize("key", ["draft", "unlisted"])
@pytest.mark.parametrize("value", [True, "", "true", "Yes", "on", 1, "1"])
def test_flag_that_is_set(key: str, value: object) -> None:
    assert is_true(value)
    assert not is_false(value)
    assert read(**{key: value}) == {key: True}


@pytest.mark.parametrize("value", [False, "false", "No", "off", 0, "0"])
def test_flag_that_is_not_set(value: object) -> None:
    assert is_false(value)
    assert not is_true(value)
    assert read(draft=value) == {"draft": False}


@pytest.mark.parametrize("value", ["maybe", 2, [True], {}])
def test_flag_that_is_neither(value: object) -> None:
    assert not is_true(value)
    assert not is_false(value)
    assert refuse("draft", value).kind is Kind.FIELD


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("confirmed", Status.CONFIRMED),
        ("Tentative", Status.TENTATIVE),
        ("cancelled", Status.CANCELLED),
        ("canceled", Status.CANCELLED),
    ],
)
def test_status(value: str, expected: Status) -> None:
    assert read(status=value) == {"status": expected}


def test_status_that_is_unknown() -> None:
    assert "Did you mean 'cancelled'?" in refuse("status", "cancelld").message


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("brooks", (Person("brooks"),)),
        (["brooks"], (Person("brooks"),)),
        ("brooks, bailey", (Person("brooks"), Person("bailey"))),
        ("[brooks, 'bailey']", (Person("brooks"), Person("bailey"))),
        ("brooks\nbailey", (Person("brooks"), Person("bailey"))),
        (["brooks", "brooks", None], (Person("brooks"),)),
        # in a list, a comma belongs to the name
        (["Townsend, Brooks"], (Person("Townsend, Brooks"),)),
        ({"name": "Ada Lovelace"}, (Person("Ada Lovelace", name="Ada Lovelace"),)),
        (
            [
                "brooks",
                {
                    "key": "ada",
                    "name": "Ada Lovelace",
                    "title": "Analyst",
                    "description": "Wrote the first program",
                    "url": "https://example.org/ada",
                    "image_url": "/img/ada.png",
                    "email": "ada@example.org",
                    "socials": {"github": "ada"},
                    "page": True,
                },
            ],
            (
                Person("brooks"),
                Person(
                    "ada",
                    name="Ada Lovelace",
                    title="Analyst",
                    description="Wrote the first program",
                    url="https://example.org/ada",
                    image="/img/ada.png",
                    email="ada@example.org",
                    socials=(("github", "https://github.com/ada"),),
                ),
            ),
        ),
    ],
)
def test_authors(value: object, expected: tuple[Person, ...]) -> None:
    assert read(authors=value) == {"authors": expected}
    assert read(author=value) == {"authors": expected}


@pytest.mark.parametrize(
    "value",
    [
        {"title": "Analyst"},
        [["brooks"]],
        [True],
        {"name": ["Ada"]},
    ],
)
def test_authors_that_cannot_be_read(value: object) -> None:
    assert refuse("authors", value).kind is Kind.FIELD


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Community meeting", (Tag("Community meeting"),)),
        ("C++, C#", (Tag("C++"), Tag("C#"))),
        (["wasm", "demo", "wasm"], (Tag("wasm"), Tag("demo"))),
        ([2023, 3.12], (Tag("2023"), Tag("3.12"))),
        (
            {"label": "Demos", "permalink": "/demos/"},
            (Tag("Demos", label="Demos", permalink="demos"),),
        ),
        (
            ["wasm", {"label": "Demos", "permalink": "/demos"}],
            (Tag("wasm"), Tag("Demos", label="Demos", permalink="demos")),
        ),
    ],
)
def test_tags(value: object, expected: tuple[Tag, ...]) -> None:
    assert read(tags=value) == {"tags": expected}


def test_aliases_are_joined_in_their_order() -> None:
    values, lines, _ = read_fields(
        {"category": "wasm, demo", "title": "Weekly", "tags": ["demo", "wasi"]},
        {"category": 2, "title": 3, "tags": 4},
    )
    assert values["tags"] == (Tag("wasm"), Tag("demo"), Tag("wasi"))
    assert lines == {"tags": 2, "title": 3}


@pytest.mark.parametrize("value", [{"permalink": "/demos"}, [["wasm"]], [True]])
def test_tags_that_cannot_be_read(value: object) -> None:
    assert refuse("tags", value).kind is Kind.FIELD


def test_keywords() -> None:
    assert read(keywords=["wasm", "wasi p3"]) == {"keywords": ("wasm", "wasi p3")}
    assert read(keywords="wasm, wasi p3") == {"keywords": ("wasm", "wasi p3")}


@pytest.mark.parametrize("key", ["recording", "recordings", "video"])
@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (ID, (recording(WATCH),)),
        (f"youtu.be/{ID}", (recording(WATCH),)),
        ("//vimeo.com/76979871", (recording("https://vimeo.com/76979871"),)),
        ("//example.org/a.mp4", (recording("https://example.org/a.mp4"),)),
        (f"https://youtu.be/{ID}?t=12", (recording(f"https://youtu.be/{ID}?t=12"),)),
        ("https://zoom.us/rec/a,b?x=1", (recording("https://zoom.us/rec/a,b?x=1"),)),
        (f"{ID}, https://example.org/b", (recording(WATCH), recording("https://example.org/b"))),
        ([ID, WATCH], (recording(WATCH),)),
        (
            {
                "url": ID,
                "title": "Part 1",
                "duration": "59:30",
                "start": "1:30",
                "poster": "p.png",
            },
            (recording(WATCH, "Part 1", dt.timedelta(minutes=59, seconds=30), 90, "p.png"),),
        ),
        ({"url": ID, "start": 90}, (recording(WATCH, start=90),)),
    ],
)
def test_recording(key: str, value: object, expected: tuple[Recording, ...]) -> None:
    assert read(**{key: value}) == {"recordings": expected}


@pytest.mark.parametrize(
    "value",
    [
        "javascript:alert(1)",
        "https://",
        'https://example.org/"onload=',
        "https://[example.org",
        "https://youtu.be/short",
        {"title": "Part 1"},
        [[ID]],
        5,
    ],
)
def test_recording_that_cannot_be_read(value: object) -> None:
    assert refuse("recording", value).kind is Kind.VIDEO


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("recording", f"{ID} tomorrow", [recording(URL)]),
        ("recording", [{"title": "Part 1"}, ID], [recording(URL)]),
        ("authors", ["ada", ["bo"], True, {"title": "x"}], [Person("ada")]),
        ("tags", ["a", True, {"permalink": "/b"}, "c"], [Tag("a"), Tag("c")]),
        ("keywords", ["a", ["b"]], ["a"]),
    ],
)
def test_a_bad_item_costs_itself_only(key: str, value: object, expected: list[object]) -> None:
    values, _, problems = read_fields({key: value}, {key: 2})
    assert list(values.popitem()[1]) == expected
    assert [problem.line for problem in problems] == [2]


@pytest.mark.parametrize(
    ("key", "value", "expected", "named"),
    [
        ("authors", {"name": "Ada", "url": "javascript:x"}, Person("Ada", "Ada"), ["'url'"]),
        ("authors", {"name": "Ada", "image_url": "data:x"}, Person("Ada", "Ada"), ["'image_url'"]),
        (
            "authors",
            {"name": "Ada", "socials": "ada", "email": ["a@b.example"], "title": "Analyst"},
            Person("Ada", "Ada", title="Analyst"),
            ["socials", "'email'"],
        ),
        ("chair", [{"name": "Ada", "url": "ada.example"}], Person("Ada", "Ada"), ["'url'"]),
        ("tags", {"label": "x", "permalink": "//a.b"}, Tag("x", "x"), ["'permalink'"]),
        ("tags", {"label": "x", "description": True}, Tag("x", "x"), ["'description'"]),
        ("recording", {"url": ID, "duration": "long"}, recording(WATCH), ["'duration'"]),
        (
            "recording",
            {"url": ID, "start": "-5", "poster": "javascript:x", "title": "Part 1"},
            recording(WATCH, "Part 1"),
            ["'start'", "'poster'"],
        ),
    ],
)
def test_a_bad_value_of_an_item_costs_itself_only(
    key: str, value: object, expected: object, named: list[str]
) -> None:
    values, _, (problem,) = read_fields({key: value}, {key: 2})
    (found,) = values.popitem()[1]
    assert found == expected
    assert [name in problem.message for name in named] == [True] * len(named)


@pytest.mark.parametrize("value", ["- a b\n- c", "* a b\n* c", "- a b - c", "[a b, c]"])
def test_a_list_in_an_option(value: str) -> None:
    assert read(tags=value) == {"tags": (Tag("a b"), Tag("c"))}


def test_where_nobody_else_reads_an_unknown_key_is_a_slip() -> None:
    found = read_fields({"bogus": "x", "auther": "y"}, {"bogus": 3}, exclusive=True)
    assert [(problem.kind, problem.message) for problem in found[2]] == [
        (Kind.KEY, "unknown field 'bogus'. Remove it."),
        (Kind.KEY, "unknown field 'auther'. Did you mean 'author'?"),
    ]
    assert read_fields({"bogus": "x"}, {})[2] == []


@pytest.mark.parametrize(
    ("key", "value", "kind"),
    [
        ("date", "03/04/2025", Kind.DATE),
        ("date", "2023-02-30", Kind.DATE),
        ("time", "noonish", Kind.FIELD),
        ("start", "2023-09-20", Kind.FIELD),
        ("end", "2023-02-30 17:00", Kind.FIELD),
        ("end", "17:00-18:00", Kind.FIELD),
        ("timezone", "Europe/Belin", Kind.FIELD),
        ("duration", "long", Kind.FIELD),
        ("image", "javascript:alert(1)", Kind.FIELD),
        ("slug", "../../etc/passwd", Kind.FIELD),
    ],
)
def test_values_that_cannot_be_read(key: str, value: str, kind: Kind) -> None:
    assert refuse(key, value).kind is kind


def test_slug_is_a_path_without_slashes_around_it() -> None:
    assert read(slug="/community/weekly/") == {"slug": "community/weekly"}


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("authros", "authors"),
        ("Title", "title"),
        ("DATE", "date"),
        ("recordngs", "recordings"),
        ("time-zone", "timezone"),
        ("keyword", "keywords"),
    ],
)
def test_a_near_miss(key: str, meant: str) -> None:
    message = f"unknown field {key!r}. Did you mean {meant!r}?"
    assert read_fields({key: "x"}, {key: 3}) == ({}, {}, [Problem(Kind.KEY, message, 3)])


@pytest.mark.parametrize(
    "key", [*sorted(KNOWN_ELSEWHERE), "og:title", "x", "budget", "title" * 100, ""]
)
def test_unknown_keys_pass(key: str) -> None:
    assert read_fields({key: object()}, {}) == ({}, {}, [])


def test_a_bad_value_leaves_the_others() -> None:
    values, _, problems = read_fields(
        {"title": "Weekly", "date": "soon", "draft": "maybe", "tags": "a"}, {"date": 3, "draft": 4}
    )
    assert values == {"title": "Weekly", "tags": (Tag("a"),)}
    assert [(problem.kind, problem.line) for problem in problems] == [
        (Kind.DATE, 3),
        (Kind.FIELD, 4),
    ]


plain = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates()
words = st.sampled_from(
    (
        *("2023-09-20", "2023-09-20 17:00", "2023-09-21T00:30Z", "17:00", "9pm UTC", "45 min"),
        *("Europe/Berlin", "+02:00", ID, "a, b", "true", "cancelled", "https://example.org"),
    )
)
mappings = st.dictionaries(
    st.sampled_from(("key", "name", "label", "permalink", "url", "start", "duration", "socials")),
    plain | words,
)
anything = st.recursive(
    plain | words | st.datetimes(timezones=st.none() | st.just(dt.UTC)) | st.times() | mappings,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(
    mapping=st.dictionaries(st.sampled_from(KEYS) | st.text(), anything | words, max_size=8),
    docname=st.sampled_from(("x", "2023-09-20-x", "2023/09", "2023-02-30")),
    heading=st.sampled_from(("", "Sep 20", "2023-09-20", "Feb 30, 2023")),
    anchor=st.sampled_from(("", "a")),
)
def test_whatever_is_written_there_is_a_record(
    mapping: dict[str, object], docname: str, heading: str, anchor: str
) -> None:
    values, lines, _ = read_fields(mapping, dict.fromkeys(mapping, 1))
    assert values.keys() == lines.keys()
    found, problems = make_meeting(
        docname, values, lines, title="", heading=heading, line=1, anchor=anchor
    )
    assert found.title
    assert found.date or problems
    if found.start:
        assert found.start.date() == found.date
        assert bool(found.start.tzinfo) == bool(found.timezone)
    if found.end:
        assert found.start
        assert found.end > found.start


@pytest.mark.parametrize(
    ("key", "role"),
    [
        *((key, "chair") for key in ("chair", "Facilitator", "host", "Co-chairs", "moderator")),
        *((key, "scribe") for key in ("minutes", "Note taker", "note_taker", "notetaker")),
        *((key, "scribe") for key in ("Scribe", "minute_taker", "secretary")),
        *((key, "attendees") for key in ("guests", "Participants", "in attendance")),
        *((key, "regrets") for key in ("apologies", "absent", "Regrets", "excused")),
    ],
)
def test_words_for_roles(key: str, role: str) -> None:
    values, lines, problems = read_fields({key: "Ana, Bo"}, {key: 2})
    assert (values, lines, problems) == ({role: (Person("Ana"), Person("Bo"))}, {role: 2}, [])


@pytest.mark.parametrize(
    "value", ["https://x.example/m", "minutes/a.md", "a.pdf", "posted", "Final", True, 45]
)
def test_minutes_may_be_a_text_elsewhere(value: object) -> None:
    assert read_fields({"minutes": value}, {"minutes": 2}) == ({}, {}, [])


@pytest.mark.parametrize(
    ("fields", "is_unlisted"),
    [
        ({"listed": False}, True),
        ({"Listed": "no"}, True),
        ({"LISTED": "False"}, True),
        ({"listed": False, "unlisted": False}, True),
        ({"listed": True}, False),
        ({"listed": "2026-05-06"}, False),
        ({"listed": None}, False),
        ({"listed": True, "unlisted": True}, True),
    ],
)
def test_what_is_not_listed_is_unlisted(fields: dict[str, object], is_unlisted: bool):
    values, lines, problems = read_fields(fields, dict.fromkeys(fields, 3))
    assert bool(values.get("unlisted")) is is_unlisted
    assert not is_unlisted or lines["unlisted"] == 3
    assert problems == []
