"""Themes that people use: pages of meetings and of the archive, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.request import urlopen

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser
from support.browser import serve, visit
from support.builds import run_sphinx
from support.everything import CALL, FILES, INDEX
from support.everything import CONF as EVERYTHING
from support.minutes_lines import only_test_rules

#: name of the theme ─► module that has it
THEMES = {
    "furo": "furo",
    "pydata_sphinx_theme": "pydata_sphinx_theme",
    "sphinx_book_theme": "sphinx_book_theme",
    "sphinx_rtd_theme": "sphinx_rtd_theme",
    "alabaster": "alabaster",
}
#: page ─► what is ours in it
PAGES = {
    "meetings/2024-05-08-call": ("header", "player", "cards"),
    "index": ("list", "compact", "tagcloud", "persons", "table", "calendar"),
    "meetings/index": ("list", "pages"),
    "meetings/page/2": ("list", "pages"),
    "meetings/year/2024": ("list", "group"),
    "meetings/people/index": ("persons",),
    "meetings/series/board/index": ("list", "tags"),
    "meetings/series/board/tags/storage": ("list",),
    "meetings/tags/index": ("tagcloud",),
    "meetings/tags/storage": ("shortcuts", "list", "tags"),
    "meetings/people/ada": ("person", "list"),
    "meetings/subscribe": ("ways", "role"),
    "meetings/decisions/index": ("register",),
    "meetings/actions/index": ("register", "group"),
}
MINUTES = f"""
- CHOSE Take the place of {"x" * 70}; id=D2; supersedes=D1
- CHOSE Stay; id=D1; state=rejected
- CHOSE Ask; id={"d" * 50}; state=proposed
- TODO Ada, Some Body Else: Write {"y" * 70} and send it to all who want to read it; due=2024-06-02
- TODO Clean
- TODO ada: Sleep; state=done
"""
LONG = "A title that does not come to its end before the end of the line does, nor after it"
NOTES = FILES | {
    "index.md": f"{INDEX}\n```{{meeting-list}}\n:format: table\n```\n\n"
    "```{meeting-calendar}\n:month: 2024-06\n```\n\n"
    "```{toctree}\nnotes/running\n```\n",
    "meetings/2024-06-01-long.md": CALL.replace("A call about everything", f'"{LONG}"')
    .replace("tags: [storage, C++]", f"tags: [storage, {'x' * 60}]")
    .replace("date: 2024-05-08", "series: board\ndate: 2024-06-01")
    + MINUTES,
}


@dataclass(frozen=True)
class Site:
    theme: str
    url: str


@pytest.fixture(scope="module", params=THEMES)
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    theme = request.param
    pytest.importorskip(THEMES[theme])
    folder = tmp_path_factory.mktemp(theme)
    (folder / "src").mkdir()
    with only_test_rules():
        built = run_sphinx(
            NOTES,
            srcdir=folder / "src",
            outdir=folder / "out",
            doctreedir=folder / "doctrees",
            conf=EVERYTHING
            | {
                "html_theme": theme,
                # short enough for the bars of themes
                "html_title": "Test",
                "meetings_per_page": 3,
                "meetings_series": {"board": {"title": "The board", "description": "It decides."}},
                # without the image of the former site, which is the author's wish
                "meetings_site_url": "",
                # which pages to subscribe need
                "html_baseurl": "https://notes.example/",
            },
        )
    assert [line for line in built.warnings if "/img/plan.png" not in line] == []
    with serve(folder / "out") as url:
        yield Site(theme, url)


# theirs, not ours
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")
@pytest.mark.parametrize("name", PAGES)
def test_pages_fit_and_are_usable(browser: Browser, axe: str, site: Site, name: str):
    phone = {"width": 390, "height": 844}
    parts = [f".meetings-{part}" for part in PAGES[name]]
    with visit(browser, f"{site.url}/{name}.html", viewport=phone) as visited:
        page = visited.page
        assert [part for part in parts if not page.locator(part).count()] == []
        too_wide = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert too_wide <= 0
        # nor is anything of ours cut off, or wider than what it stands in
        assert page.evaluate(OVERFLOWING, parts) == []
        for scheme in ("light", "dark"):
            if scheme == "dark":
                page.emulate_media(color_scheme=scheme)
                # colours that fade into each other have no contrast of their own
                page.reload()
            page.evaluate(axe)
            found = page.evaluate(
                "async (parts) => await axe.run({include: parts}, "
                "{rules: {'target-size': {enabled: true}}})",
                [[part] for part in parts],
            )
            assert found["passes"]
            assert [
                (rule["id"], rule["nodes"][0]["html"], rule["nodes"][0]["failureSummary"])
                for rule in found["violations"]
            ] == []
        page.set_viewport_size({"width": 1280, "height": 900})
        assert page.evaluate(OVERFLOWING, ["td", *parts]) == []
        assert visited.foreign == []


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")
def test_each_theme_leads_to_the_neighbours_and_the_header_does_not(site: Site):
    with urlopen(f"{site.url}/meetings/2024-05-08-call.html") as answer:
        page = BeautifulSoup(answer.read(), "html.parser")
    assert not page.select("nav.meetings-neighbours a")
    links = [link["href"] for link in page.select("a[href]")]
    assert {"2024-01-02-first.html", "2025-03-04-last.html"} <= set(links)
    # breadcrumbs are the theme's, or ours
    parents = [link.get_text() for link in page.select(".meetings-parents a")]
    has_breadcrumbs = site.theme in {"alabaster", "pydata_sphinx_theme", "sphinx_rtd_theme"}
    assert parents == ([] if has_breadcrumbs else ["Meetings", "2024"])
    assert {"index.html", "year/2024.html"} <= set(links)


OVERFLOWING = """(parts) => parts.flatMap((part) => [...document.querySelectorAll(part)])
    .filter((box) => box.getBoundingClientRect().right > document.documentElement.clientWidth + 1
        || (box.matches("td") && box.scrollWidth > box.clientWidth + 1))
    .map((box) => box.className)"""
