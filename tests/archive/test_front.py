"""What overviews show before their lists, and what leads through an archive, without a build."""

from __future__ import annotations

import dataclasses
import datetime as dt
from itertools import pairwise

import pytest
from support.archives import archive, meeting, views

from sphinxcontrib_meetings.archive.front import Beside, Directory, activity, activity_in
from sphinxcontrib_meetings.archive.page_names import OVERVIEW
from sphinxcontrib_meetings.archive.page_plan import all_pages
from sphinxcontrib_meetings.archive.views import Activity, Heading, Latest, Upcoming
from sphinxcontrib_meetings.model.meeting import Series, Status
from sphinxcontrib_meetings.model.minutes import Decision, DecisionState

RECORDS = (
    meeting("m/a", "2023-01-02", tags="x", people="ada"),
    meeting("m/b", "2024-01-03", tags="x y", people="ada bo", series="s"),
    meeting("m/off", "2024-05-01", status=Status.CANCELLED),
    meeting("m/soon", "2024-07-01"),
)


def pages(*records, parts=OVERVIEW, **options):
    found = dataclasses.replace(views(archive(*records, **options)), overview_parts=parts)
    return {page.name: page for page in all_pages(found, 20)}


def of_kind(page, kind):
    return [view for view in page.views if isinstance(view, kind)]


def groups(page):
    return {
        group.kind: [(link.text, number) for link, number in group.links]
        for directory in of_kind(page, Directory)
        for group in directory.groups
    }


@pytest.mark.parametrize(
    ("parts", "titles"),
    [
        ((), ["Upcoming meetings", "Past meetings"]),
        (("next",), ["Next meeting", "Upcoming meetings", "Past meetings"]),
        (
            ("activity", "latest"),
            ["Activity", "Latest meeting", "Upcoming meetings", "Past meetings"],
        ),
        (
            ("years", "latest", "tags", "people"),
            ["Browse", "Latest meeting", "Browse", "Upcoming meetings", "Past meetings"],
        ),
        # nothing has any of these
        (("registers", "topics", "subscribe"), ["Upcoming meetings", "Past meetings"]),
    ],
)
def test_the_option_says_what_stands_first_and_in_which_order(parts, titles) -> None:
    overview = pages(*RECORDS, parts=parts)["meetings/index"]
    assert [view.text for view in of_kind(overview, Heading)] == titles


def test_everything_has_its_number() -> None:
    found = pages(*RECORDS, series=(Series("s", "Calls"),))
    assert groups(found["meetings/index"]) == {
        "series": [("Calls", 1)],
        "tags": [("x", 2), ("y", 1)],
        "people": [("ada", 2), ("bo", 1)],
        "years": [("2024", 3), ("2023", 1)],
    }
    assert groups(found["meetings/series/s/index"]) == {
        "tags": [("x", 1), ("y", 1)],
        "people": [("ada", 1), ("bo", 1)],
        "years": [("2024", 1)],
    }


def test_many_tags_are_the_most_frequent_ones() -> None:
    tags = [f"t{number:02}" for number in range(20)]
    records = (
        meeting("m/a", "2023-01-02", tags=" ".join(tags)),
        meeting("m/b", "2023-01-03", tags="t19"),
    )
    (shown,) = of_kind(pages(*records)["meetings/index"], Directory)
    (group,) = (group for group in shown.groups if group.kind == "tags")
    assert group.links[0][0].text == "t19"
    assert (len(group.links), group.total) == (12, 20)


def test_every_other_page_ends_with_the_navigation() -> None:
    found = pages(*RECORDS, series=(Series("s", "Calls"),))
    for name, page in found.items():
        if name not in ("meetings/index", "meetings/series/s/index"):
            assert isinstance(page.views[-1], Directory), name
    # without numbers: a new note is no change of every page
    assert groups(found["meetings/people/bo"]) == {
        "archive": [("Overview", 0), ("Tags", 0), ("People", 0)],
        "years": [("2024", 0), ("2023", 0)],
        "series": [("Calls", 0)],
    }


def test_the_next_and_the_latest_take_place() -> None:
    overview = pages(*RECORDS)["meetings/index"]
    (coming,) = of_kind(overview, Upcoming)
    assert [item.link.docname for item in coming.items] == ["m/soon"]
    (latest,) = of_kind(overview, Latest)
    assert (latest.entry.name, latest.entry.excerpt) == ("m/b", "")


@pytest.mark.parametrize("records", [(), (meeting("m/a"),), (RECORDS[2],)])
def test_nothing_empty_is_shown(records) -> None:
    overview = pages(*records)["meetings/index"]
    assert not of_kind(overview, Upcoming)
    assert not of_kind(overview, Latest)
    assert not of_kind(overview, Activity)


def test_the_latest_says_what_was_decided() -> None:
    states = (*[DecisionState.ACCEPTED] * 5, DecisionState.REJECTED)
    decided = tuple(
        Decision(f"We do {number}.", state=state, anchor=f"decision-{number}")
        for number, state in enumerate(states)
    )
    (latest,) = of_kind(
        pages(meeting("m/a", "2024-01-03", decisions=decided))["meetings/index"], Latest
    )
    assert [(link.text, link.anchor) for link in latest.decisions] == [
        *((f"We do {number}.", f"decision-{number}") for number in range(4)),
        ("1 more", ""),
    ]


def test_years_lead_to_those_beside_them() -> None:
    records = [meeting(f"m/{year}", f"{year}-01-02") for year in (2019, 2022, 2023)]
    found = pages(*records)
    beside = {
        year: of_kind(found[f"meetings/year/{year}"], Beside)[0] for year in (2019, 2022, 2023)
    }
    assert {
        year: (one.earlier and one.earlier.text, one.later and one.later.text)
        for year, one in beside.items()
    } == {2019: (None, "2022"), 2022: ("2019", "2023"), 2023: ("2022", None)}


@pytest.mark.parametrize(
    ("days", "months"),
    [
        ((), []),
        (("2024-01-02", "2024-01-03"), []),
        (("2024-03-02", "2024-01-03", "2024-01-04"), [2, 0, 1]),
        (("2024-01-02", "2023-12-31"), [1, 1]),
        (("1990-01-02", "2024-12-01", "2023-01-01"), [1, *[0] * 22, 1]),
        (("0001-01-01", "9999-12-31"), [*[0] * 23, 1]),
    ],
)
def test_activity_of_the_last_months(days, months) -> None:
    found = activity(meeting(f"m/{day}", day) for day in days)
    assert [number for _, number in found.months] == months
    assert all(earlier < later for (earlier, _), (later, _) in pairwise(found.months))


def test_activity_of_a_year_has_all_its_months() -> None:
    found = activity_in(
        9999, (RECORDS[2], meeting("m/x", "9999-02-01"), meeting("m/y", "9999-12-31"))
    )
    assert [first.month for first, _ in found.months] == [*range(1, 13)]
    assert found.months[11] == (dt.date(9999, 12, 1), 1)
