"""Which generated pages there are, without a build."""

from __future__ import annotations

import re

import pytest
from support.archives import archive, meeting, names, views

from sphinxcontrib_meetings.archive.digest import digest
from sphinxcontrib_meetings.archive.page_plan import all_pages, rivals
from sphinxcontrib_meetings.archive.views import Entry, Heading, Listing, Pager
from sphinxcontrib_meetings.model.meeting import Series

RECORDS = (
    meeting("m/a", "2023-01-02", tags="x", people="ada"),
    meeting("m/b", "2024-01-03", tags="x y", people="ada bo", series="s"),
    meeting("m/c", "2024-02-03"),
    meeting("m/d"),
    meeting("m/soon", "2024-07-01"),
)


def pages(*records, per_page=20, **options):
    found = archive(*records, **options)
    return {page.name: page for page in all_pages(views(found), per_page)}


def shown(page):
    return [
        [entry.name for entry in view.entries] for view in page.views if isinstance(view, Listing)
    ]


def test_every_year_tag_person_and_series_has_a_page():
    found = pages(*RECORDS, series=(Series("s", "Calls"),))
    below = ["index", "people/ada", "people/bo", "people/index", "tags/index", "tags/x", "tags/y"]
    whole = [*below, "year/2023", "year/2024"]
    own = [*below, "year/2024"]
    assert sorted(found) == sorted(
        [f"meetings/{name}" for name in whole] + [f"meetings/series/s/{name}" for name in own]
    )
    assert [link.text for link in found["meetings/series/s/tags/x"].parents] == [
        "Meetings",
        "Calls",
        "Tags",
    ]


def test_years_have_their_own_and_the_undated_none():
    found = pages(*RECORDS)
    assert shown(found["meetings/year/2024"]) == [["m/soon", "m/c", "m/b"]]
    assert shown(found["meetings/year/2023"]) == [["m/a"]]


def test_what_is_to_come_stands_first():
    overview = pages(*RECORDS)["meetings/index"]
    assert shown(overview) == [["m/soon"], ["m/c", "m/b", "m/a", "m/d"]]
    assert [view.text for view in overview.views if isinstance(view, Heading)][-2:] == [
        "Upcoming meetings",
        "Past meetings",
    ]


@pytest.mark.parametrize(("count", "parts"), [(0, 1), (1, 1), (2, 1), (3, 2), (4, 2), (5, 3)])
def test_parts(count: int, parts: int):
    records = [meeting(f"m/{number}", "2024-01-01") for number in range(count)]
    found = pages(*records, per_page=2)
    lists = ["meetings/index", *(f"meetings/page/{number}" for number in range(2, parts + 1))]
    listed = [name for name in found if re.fullmatch(r"meetings/(index|page/\d+)", name)]
    assert listed == lists
    assert {item for name in lists for item in shown(found[name])[0]} == set(names(records))
    for number, name in enumerate(lists):
        (pager,) = (view for view in found[name].views if isinstance(view, Pager))
        assert (len(pager.parts), pager.current) == (parts, number)


def test_rivals_name_what_asks_for_one_page():
    found = archive(meeting("m/a", "2024-01-01", tags="C c x"))
    assert [(kind, keys, record.name, slug) for kind, keys, record, slug in rivals(found)] == [
        ("tags", ("C", "c"), "m/a", found.tags["C"].slug)
    ]


def test_the_digest_of_an_entry_tells_all_that_it_shows():
    one, same, other = (
        views(archive(meeting("m/a", "2024-01-01", tags="x", location=place))).entry(
            meeting("m/a", "2024-01-01", location=place)
        )
        for place in ("Room 1", "Room 1", "Room 2")
    )
    assert isinstance(one, Entry)
    assert (one.digest, digest(one)) == (same.digest, digest(same))
    assert one.digest != other.digest
    assert digest(one) != digest(other)
