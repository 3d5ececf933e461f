"""Registers of attendance, votes and topics on pages and in documents."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bs4 import Tag
from support.builds import Build, tree
from support.lists import one_by_one
from support.records import records

from sphinxcontrib_meetings.archive.attendance import Cell
from sphinxcontrib_meetings.model.meeting import Meeting
from sphinxcontrib_meetings.model.minutes import Topic, Vote
from sphinxcontrib_meetings.model.people import Role
from sphinxcontrib_meetings.write.attendance_wording import mark, told

INDEX = """\
# Home

```{meeting-attendance}
```

```{meeting-votes}
:series: board
```

```{meeting-topics}
```

{meeting:page}`attendance`, {meeting:page}`votes`, {meeting:page}`topics`
"""
REGISTRY = "ida:\n  name: Ida Rhodes\nbo:\n  name: Bo <b>\n"


def note(day: str, **people: str) -> dict[str, str]:
    fields = "".join(f"{role}: [{names}]\n" for role, names in people.items() if role != "series")
    series = people.get("series", "board")
    return {
        f"meetings/{day}.md": f"---\nseries: {series}\n{fields}---\n# The charter\n\n"
        "Text.\n\n## Charter\n\nText.\n"
    }


NOTES = (
    note("2024-01-02", chair="ida", scribe="ida", attendees="bo")
    | note("2024-02-06", attendees="ida, Cy Dee", regrets="bo")
    | note("2023-12-05", attendees="bo", series="other")
)
FILES = NOTES | {"index.md": INDEX, "meetings/authors.yml": REGISTRY}


def add_minutes(app: object, docname: str, found: list[Meeting]) -> None:
    """Add what rules find."""
    for number, record in enumerate(found):
        vote = Vote("Adopt <it>?", (("SF", 5), ("A", 1)), anchor="charter", topic="Charter")
        topic = Topic("1. Charter (Ida Rhodes)", anchor="charter", section="charter")
        found[number] = replace(record, votes=(vote,), topics=(topic,))


MINUTES = {
    "extensions": ["sphinxcontrib_meetings", "support.handlers"],
    "handler": add_minutes,
}


def rows(table: Tag) -> list[list[str]]:
    return [
        [" ".join(cell.get_text().split()) for cell in row.select("th, td")]
        for row in table.select("tr")
    ]


def test_pages_and_documents_show_registers(shared_build: Build) -> None:
    built = shared_build(FILES, conf=MINUTES)
    assert built.warnings == []
    for name, path in (("index", "meetings"), ("meetings/attendance/2024", "..")):
        page = built.seen(name)
        region = page.select_one(".meetings-scroll")
        assert region is not None
        assert region["aria-label"] == "Attendance, 2024"
        assert (region["role"], region["tabindex"]) == ("region", "0")
        assert rows(region) == [
            [
                *("Person", "Present, of 2", "Regrets"),
                *("Feb 6: The charter", "Jan 2: The charter"),
            ],
            ["Bo <b>", "1", "1", "\N{EN DASH}regrets", "\N{CHECK MARK}present"],
            ["Cy Dee", "1", "0", "\N{CHECK MARK}present", ""],
            ["Ida Rhodes", "2", "0", "\N{CHECK MARK}present", "C Schair, scribe"],
        ]
        assert [row.th["scope"] for row in region.select("tbody tr")] == ["row"] * 3
        assert {head["scope"] for head in region.select("thead th")} == {"col"}
        links = {a.get_text(): a["href"] for a in region.select("a")}
        assert links["Ida Rhodes"] == f"{path}/people/ida.html"
        assert links["Feb 6: The charter"] == f"{path}/2024-02-06.html"
        assert page.select("link[href*='meetings-attendance.css']")
    votes = built.seen("index").select_one("table.meetings-table")
    assert votes is not None
    assert rows(votes)[:2] == [
        ["Date", "Question", "Votes", "Total"],
        ["February 6, 2024", "Adopt <it>? The charter", "SF 5, A 1", "6 votes"],
    ]
    assert votes.select_one("td a")["href"] == "meetings/2024-02-06.html#charter"
    assert len(rows(votes)) == 3
    assert len(built.seen("meetings/votes/index").select("tbody tr")) == 3
    topics = built.seen("meetings/topics/index").select_one(".meetings-topics li")
    assert topics is not None
    assert topics["id"] == "topic-charter"
    assert " ".join(topics.p.get_text().split()) == "Charter (3)"
    assert [a["href"] for a in topics.select("a")] == [
        f"../{day}.html#charter" for day in ("2024-02-06", "2024-01-02", "2023-12-05")
    ]
    assert "topic-charter" not in built.text("index.html")
    links = {a.get_text(): a["href"] for a in built.seen("index").select("p a")}
    assert [links[name] for name in ("Attendance", "Votes", "Topics")] == [
        f"meetings/{name}/index.html" for name in ("attendance", "votes", "topics")
    ]
    shortcuts = built.seen("meetings/index").select(".meetings-links a")
    assert {"Attendance", "Votes", "Topics"} <= {a.get_text() for a in shortcuts}
    assert built.seen("meetings/series/other/attendance/index").select(".meetings-scroll")


def test_a_person_has_their_attendance(shared_build: Build) -> None:
    page = shared_build(FILES).seen("meetings/people/bo")
    assert [li.get_text() for li in page.select(".meetings-attended li")] == [
        "board: present at 1 of 2 meetings since January 2, 2024, regrets for 1",
        "other: present at 1 of 1 meeting since December 5, 2023",
    ]
    assert page.select_one(".meetings-shortcuts .meetings-label a")["href"] == (
        "../attendance/index.html"
    )


def test_books_say_it_in_words(build: Build) -> None:
    text = build(FILES, builder="text", conf=MINUTES).text("index.txt")
    for words in ("Ida Rhodes", "chair,", "scribe", "regrets", "Feb 6", "Present, of 2"):
        assert words in text
    for words in ("SF 5, A 1", "6 votes", "Adopt <it>?", "Charter (3)", "February 6, 2024"):
        assert words in text


@pytest.mark.parametrize("builder", ["latex", "epub", "man", "texinfo", "singlehtml", "dirhtml"])
def test_every_builder_has_them(build: Build, builder: str) -> None:
    many = {}
    for day in range(1, 8):
        many |= note(f"2022-01-0{day}", attendees="ida, cy", regrets="bo", chair="ida")
    built = build(FILES | many, builder=builder, conf=MINUTES)
    assert [one for one in built.warnings if "EPUB" not in one] == []
    suffixes = {".tex", ".xhtml", ".1", ".texi", ".html"}
    found = "\n".join(
        path.read_text("utf-8")
        for path in built.outdir.rglob("*")
        if path.suffix in suffixes and path.is_file()
    )
    for words in ("chair", "regrets", "Ida Rhodes", "6 votes", "Charter"):
        assert words in found


def test_empty_registers(build: Build) -> None:
    built = build(
        {"index.md": INDEX.rpartition("\n\n")[0], "meetings/2024-01-02.md": "# A\n\nB.\n"}
    )
    assert [p.get_text() for p in built.seen("index").select(".meetings-empty")] == [
        "No attendance is recorded here.",
        "There are no votes here.",
        "No topic here has come up at two meetings or more.",
    ]
    assert not list(built.outdir.glob("meetings/attendance*"))


@pytest.mark.parametrize(
    ("given", "pages"),
    [([], []), (["votes"], ["votes"]), (["attendance", "topics"], ["attendance", "topics"])],
)
def test_registers_can_be_left_out(build: Build, given: list[str], pages: list[str]) -> None:
    files = FILES | {"index.md": "# Home\n\n```{meeting-attendance}\n```\n"}
    built = build(files, conf=MINUTES | {"meetings_registers": given})
    assert built.warnings == []
    found = {path.parent.name for path in built.outdir.glob("meetings/*/index.html")}
    assert sorted(found - {"people", "tags"}) == pages
    # a directive shows it in any case
    assert built.seen("index").select(".meetings-scroll")
    assert bool(built.seen("meetings/people/bo").select(".meetings-attended")) is (
        "attendance" in given
    )


MISTAKES = {
    "meeting-attendance}\n:person: nobody": "no meeting has the person 'nobody'",
    "meeting-votes}\n:series: bord": "Did you mean 'board'?",
    "meeting-topics}\n:year: x": "meeting-topics: year: 'x' is not a number",
    "meeting-topics}\n:format: table": "meeting-topics: unknown option 'format'.",
    "meeting-attendence}": "Did you mean",
}


@pytest.mark.parametrize("directive", MISTAKES)
def test_mistakes(shared_build: Build, directive: str) -> None:
    pages = [f"# Home\n\n```{{{opened}\n```\n" for opened in MISTAKES]
    built = shared_build(NOTES | one_by_one(pages))
    page = f"page{[*MISTAKES].index(directive)}.md:"
    (warning,) = (line for line in built.warnings if line.startswith(page))
    assert MISTAKES[directive] in warning
    assert len(built.warnings) == len(MISTAKES)


def test_a_mistake_in_the_configuration(build: Build) -> None:
    files = NOTES | {"index.md": "# Home\n\n```{meeting-votes}\n```\n"}
    (warning,) = build(files, conf={"meetings_registers": ["vote"]}).warnings
    assert "meetings_registers" in warning


CHANGES = (
    {"meetings/authors.yml": REGISTRY.replace("Rhodes", "R.")},
    note("2024-02-06", attendees="ida", regrets="bo"),
    note("2024-02-06", authors="ida"),
    {"meetings/2023-12-05.md": None},
    note("2021-02-06", attendees="ida"),
)


@pytest.mark.parametrize("change", CHANGES)
def test_an_edit_changes_what_a_clean_build_does(
    build: Build, built_before: Build, change: dict[str, str | None]
) -> None:
    built = built_before(FILES).again(change)
    files = {name: text for name, text in (FILES | change).items() if text is not None}
    assert tree(built.outdir) == tree(build(files).outdir)


def test_only_pages_that_show_it_are_written_again(build: Build) -> None:
    built = build(FILES | {"other.md": "# Other\n"})
    again = built.again({"meetings/authors.yml": REGISTRY.replace("Rhodes", "R.")})
    assert "writing output... [100%] other" not in again.status
    assert "Ida R." in again.text("index.html")
    assert "Ida R." in again.text("meetings/attendance/2024.html")


def test_records_keep_what_is_known(shared_build: Build) -> None:
    found = records(shared_build(FILES))["meetings/2024-01-02"]
    assert [(part.role, part.person.key) for part in found.people] == [
        (Role.CHAIR, "ida"),
        (Role.SCRIBE, "ida"),
        (Role.ATTENDEE, "bo"),
    ]


@pytest.mark.parametrize(
    ("cell", "signs", "words"),
    [
        (Cell(0, (Role.ATTENDEE,)), "\N{CHECK MARK}", "present"),
        (Cell(0, (Role.CHAIR, Role.SCRIBE)), "C S", "chair, scribe"),
        (Cell(0, (Role.REGRETS,)), "\N{EN DASH}", "regrets"),
        (Cell(0, (Role.SPEAKER,), "remote"), "T*", "speaker (remote)"),
    ],
)
def test_words(cell: Cell, signs: str, words: str) -> None:
    assert (mark(cell), told(cell)) == (signs, words)
