from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.archives import TODAY, archive, meeting, names

from sphinxcontrib_meetings.archive import select as select_module
from sphinxcontrib_meetings.archive.select import Selection, select, unclear_names
from sphinxcontrib_meetings.config import date_words
from sphinxcontrib_meetings.model.meeting import Series, Status
from sphinxcontrib_meetings.model.people import Person, Role
from sphinxcontrib_meetings.parse.people import People


def test_order_is_newest_first_and_undated_last():
    found = archive(
        meeting("m/undated"),
        meeting("m/a", "2024-01-01"),
        meeting("m/c", "2024-03-01"),
        meeting("m/b", "2024-02-01"),
    )
    assert names(found.listed) == ["m/c", "m/b", "m/a", "m/undated"]
    assert found.years == (2024,)


def test_two_of_one_day_both_stay_in_order_of_time():
    day = dt.datetime(2024, 1, 1)
    found = archive(
        meeting("m/late", "2024-01-01", start=day.replace(hour=18)),
        meeting("m/early", "2024-01-01", start=day.replace(hour=9, tzinfo=dt.UTC)),
    )
    assert names(found.listed) == ["m/late", "m/early"]
    assert names(found.by_date(dt.date(2024, 1, 1))) == ["m/early", "m/late"]


def test_unlisted_drafts_and_transcripts_are_in_no_list():
    records = [
        meeting("m/a", "2024-01-01", tags="x"),
        meeting("m/a-transcript", "2024-01-01", tags="y"),
        meeting("m/b", "2024-01-02", unlisted=True),
        meeting("m/c", "2024-01-03", draft=True),
        meeting("m/alone-transcript", "2024-01-04"),
    ]
    found = archive(*records)
    assert names(found.listed) == ["m/alone-transcript", "m/a"]
    assert found.transcript_of("m/a-transcript") == found.records["m/a"]
    assert found.transcript_for("m/a") == found.records["m/a-transcript"]
    assert found.transcript_for("m/b") is None
    assert set(found.tags) == {"x"}
    assert set(found.neighbours) == {"m/alone-transcript", "m/a"}
    assert names(archive(*records, drafts=True).listed)[1] == "m/c"


def test_neighbours_never_cross_series():
    found = archive(
        meeting("a1", "2024-01-01", series="a"),
        meeting("b1", "2024-01-02", series="b"),
        meeting("a2", "2024-01-03", series="a"),
        meeting("undated", series="a"),
    )
    assert found.later("a1") == found.records["a2"]
    assert found.earlier("a2") == found.records["a1"]
    assert found.later("b1") is None
    assert found.earlier("undated") is None


def test_a_person_named_twice_in_a_note_counts_once():
    people = People({"ada": Person("ada", "Ada Lovelace", aliases=("Countess",))})
    found = archive(meeting("m/a", "2024-01-01", people="ada Countess"), people=people)
    assert len(found.people["ada"].meetings) == 1
    assert found.person("ada lovelace") is found.people["ada"]
    assert found.person("countess") is found.people["ada"]
    assert found.person("nobody") is None


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("m/2024-01-02-name", ["m/2024-01-02-name"]),
        ("m/notes#jan", ["m/notes#jan"]),
        ("slugged", ["m/2024-01-02-name"]),
        ("/m/2024/01/02/name/", ["m/2024-01-02-name"]),
        ("/blog/m/2024-01-02-name.html", ["m/2024-01-02-name"]),
        ("/en/blog/2024/01/02/name/", ["m/2024-01-02-name"]),
        ("/blog/slugged", []),
        ("2024-01-02-name", ["m/2024-01-02-name"]),
        ("2024-01-02", ["m/2024-01-02-name"]),
        ("s/2024-03-01", ["m/notes#jan"]),
        ("t/2024-03-01", []),
        ("latest", ["m/notes#jan"]),
        ("next", ["m/soon"]),
        ("2024-05-05", ["m/one", "m/two"]),
        ("nowhere", []),
    ],
)
def test_find(target: str, expected: list[str]):
    found = archive(
        meeting("m/2024-01-02-name", "2024-01-02", slug="/slugged"),
        meeting("m/notes", "2024-03-01", anchor="jan", series="s"),
        meeting("m/one", "2024-05-05", status=Status.CANCELLED),
        meeting("m/two", "2024-05-05", status=Status.CANCELLED),
        meeting("m/soon", "2024-07-01"),
        meeting("m/later", "2024-08-01"),
    )
    assert names(found.find(target, TODAY)) == expected


def test_a_dated_path_is_found_without_its_base():
    found = archive(meeting("notes/2026/02-04-call", "2026-02-04"))
    assert found.by_path("/2026/02-04-call/") == found.records["notes/2026/02-04-call"]
    assert found.by_path("/02-04-call/") is None


@pytest.mark.parametrize("path", ["/2026/6-Mai-call/", "/2026/05/06/call", "/6-Mai-call"])
def test_a_path_dated_in_the_language_of_the_project_is_found(path: str):
    note = meeting("notes/2026/6-Mai-call", "2026-05-06")
    expected = note if path != "/6-Mai-call" else None
    assert archive(note, words=date_words("de")).by_path(path) == expected
    assert archive(note).by_path(path) is None


@pytest.mark.parametrize(
    "path",
    [
        "/new-year",
        "/notes/new-year/",
        "/notes/2026/new-year",
        "/notes/2026/02/04/call",
        "/2026/02/04/call/",
    ],
)
def test_a_note_in_a_folder_is_found_by_slug_and_date(path: str):
    found = archive(meeting("notes/2026/02-04-call", "2026-02-04", slug="new-year"))
    assert found.by_path(path) == found.records["notes/2026/02-04-call"]


def test_a_path_that_means_two_meetings_means_none():
    found = archive(
        meeting("m/a", "2024-01-01", slug="same"), meeting("m/b", "2024-01-02", slug="same")
    )
    assert found.by_path("/same") is None
    assert found.by_path("m/b/") == found.records["m/b"]


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(), "c b a u"),
        (Selection(limit=2), "c b"),
        (Selection(oldest_first=True), "a b c u"),
        (Selection(tags=("x",)), "c a"),
        (Selection(tags=("x", "y")), "a"),
        (Selection(people=("ada",)), "b a"),
        (Selection(people=("ada",), role=Role.AUTHOR), "b a"),
        (Selection(year=2023), "a"),
        (Selection(before=dt.date(2024, 2, 1)), "a"),
        (Selection(after=dt.date(2024, 2, 1)), "c"),
        (Selection(status=Status.CANCELLED), "b"),
        (Selection(series="s"), "c"),
        (Selection(tags=("x",), year=2024), "c"),
    ],
)
def test_select(selection: Selection, expected: str):
    found = archive(
        meeting("a", "2023-01-01", tags="x y", people="ada bo"),
        meeting("b", "2024-02-01", people="ada", status=Status.CANCELLED),
        meeting("c", "2024-03-01", tags="x", series="s"),
        meeting("u"),
    )
    assert names(select(found, selection)) == expected.split()


DAYS = st.none() | st.dates(dt.date(2020, 1, 1), dt.date(2021, 1, 1))


@given(st.lists(DAYS, max_size=20), st.randoms())
def test_order_does_not_depend_on_the_order_of_reading(days, random):
    records = [
        meeting(f"m/{number}", day.isoformat() if day else "") for number, day in enumerate(days)
    ]
    shuffled = random.sample(records, len(records))
    assert archive(*records) == archive(*shuffled)
    listed = archive(*records).listed
    for earlier, later in archive(*records).neighbours.values():
        assert earlier != later or not earlier
    assert len(listed) == len(days)


def test_looking_a_name_up_is_no_search():
    """Names are compared once, when the index is built, however often they are looked up."""
    compared = []

    class Counted(str):
        __slots__ = ()

        def casefold(self) -> str:
            compared.append(self)
            return super().casefold()

    found = archive(*(meeting(f"m/{n}", "2024-01-01", people=f"p{n}") for n in range(50)))
    entries = {
        key: replace(entry, slug=Counted(entry.slug)) for key, entry in found.people.items()
    }
    found = replace(found, people=entries)
    for number in range(200):
        assert found.people_called(f"P{number}") == tuple(
            entry for key, entry in entries.items() if key == f"p{number}"
        )
    assert len(compared) == 50


def test_a_selection_starts_from_the_smallest_group(monkeypatch):
    looked_at = []
    meets = select_module._meets

    def counting(record, selection):
        looked_at.append(record.name)
        return meets(record, selection)

    monkeypatch.setattr(select_module, "_meets", counting)
    found = archive(
        meeting("rare", "2024-01-01", tags="common rare", people="ada"),
        *(meeting(f"m/{n}", "2024-01-02", tags="common") for n in range(30)),
    )
    assert names(select(found, Selection(tags=("common", "rare")))) == ["rare"]
    assert names(select(found, Selection(authors=("ada",)))) == ["rare"]
    assert names(select(found, Selection(tags=("unknown",)))) == []
    assert names(select(found, Selection(series="unknown"))) == []
    assert looked_at == ["rare", "rare"]


def test_series_are_found_by_key_and_by_title():
    known = (Series("w", "Weekly call"), Series("b", "W"))
    found = archive(
        meeting("a", "2024-01-01", series="weekly CALL"),
        meeting("b", "2024-01-02", series="W"),
        meeting("c", "2024-01-03", series="Other"),
        series=known,
    )
    assert {name: record.series for name, record in found.records.items()} == {
        "a": "w",
        # the first that is called so, whether by key or by title
        "b": "w",
        "c": "Other",
    }
    assert [found.series_key(text) for text in ("b", "Weekly Call", "other", "x", "")] == [
        "b",
        "w",
        "Other",
        "",
        "",
    ]


def test_unclear_names():
    people = People({"a": Person("a", "Kim"), "b": Person("b", "Kim")})
    found = archive(meeting("m", "2024-01-01", people="a b", tags="x"), people=people)
    wanted = Selection(tags=("x", "y"), people=("Kim", "a"), series="s")
    unclear = [(*said, list(known)) for *said, known in unclear_names(found, wanted)]
    assert unclear == [
        ("tag", "y", [], ["x"]),
        ("person", "Kim", ["a", "b"], ["Kim", "a", "b"]),
        ("series", "s", [], []),
    ]


def test_pages_are_found_by_slug():
    found = archive(meeting("m", "2024-01-01", people="Ada", tags="C++"))
    assert found.tag_at("c-plus-plus") is found.tags["C++"]
    assert found.person_at("ada") is found.people["Ada"]
    assert found.tag_at("C++") is None
    assert found.person_at("Ada") is None


def test_the_text_of_an_archive_is_short():
    # Sphinx makes it for each event
    found = archive(*(meeting(f"m{number}", "2024-01-01", people="a") for number in range(500)))
    assert repr(found) == "<Archive of 500 meetings>"
