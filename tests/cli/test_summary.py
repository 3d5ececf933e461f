"""The summary that ends the command."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sphinx.util import console

from sphinxcontrib_meetings.archive.summary import Numbers, Report
from sphinxcontrib_meetings.cli.summary import lines


@pytest.fixture(autouse=True)
def _no_colours() -> Iterator[None]:
    console.nocolor()
    yield
    console.coloron()


def test_a_table() -> None:
    numbers = Numbers(812, 790, 19, 3, (2016, 2026), 148, 412, 56, 3)
    warnings = {"meetings.date": 9, "toc.not_included": 2, "meetings.link": 14, "other": 2}
    assert lines(Report(numbers, warnings)) == [
        "Meetings",
        "  notes             812",
        "  dated             790  2016-2026",
        "  by month only      19",
        "  undated             3",
        "  people            148",
        "  recordings        412",
        "  tags               56",
        "  series              3",
        "",
        "Warnings             27",
        "  meetings.link      14",
        "  meetings.date       9",
        "  other               2",
        "  toc.not_included    2",
        '  see page "Warnings" of the documentation',
        "  see https://www.sphinx-doc.org/en/master/usage/configuration.html"
        "#confval-suppress_warnings",
    ]


@pytest.mark.parametrize(
    ("years", "shown"), [(None, ""), ((2024, 2024), "  2024"), ((2019, 2020), "  2019-2020")]
)
def test_years(years: tuple[int, int] | None, shown: str) -> None:
    assert lines(Report(Numbers(years=years)))[2] == f"  dated          0{shown}"


def test_without_warnings() -> None:
    assert lines(Report(Numbers(notes=1)))[-2:] == ["", "Warnings         0"]


def test_only_warnings_of_a_build_that_failed() -> None:
    assert lines(Report(None, {"myst.header": 10})) == [
        "Warnings       10",
        "  myst.header  10",
        "  see https://myst-parser.readthedocs.io/en/latest/configuration.html#build-warnings",
    ]


def test_colours() -> None:
    report = Report(Numbers(1), {"ref": 1})
    plain = lines(report)
    console.coloron()
    coloured = lines(report)
    assert coloured[0] != plain[0]
    assert [console.strip_colors(line) for line in coloured] == plain
