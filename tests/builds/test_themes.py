"""Themes that people use: pages of meetings and of the archive, in a real browser."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.request import urlopen

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page
from support.browser import OF_COLOURS, Visit, end_transitions, run_axe, serve, visit
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
    "meetings/attendance/index": ("scroll", "attendance"),
    "meetings/2025-03-04-last-transcript": ("turn",),
    "year": ("front-year",),
}
#: one page of each kind
KINDS = [
    name
    for name in PAGES
    if name not in {"index", "meetings/page/2", "meetings/people/index", "meetings/tags/index"}
    and "/series/" not in name
]
PHONE = {"width": 390, "height": 844}
#: what those ask for who are disturbed by what moves, or need strong colours
CALM: dict[str, Any] = {"forced_colors": "active", "reduced_motion": "reduce"}
LIVELY: dict[str, Any] = {"forced_colors": "none", "reduced_motion": "no-preference"}
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
    "```{toctree}\nnotes/running\nyear\n```\n",
    "year.md": "# A year\n\n```{meeting-calendar}\n:year: 2024\n```\n",
    "meetings/2024-06-01-long.md": CALL.replace("A call about everything", f'"{LONG}"')
    .replace("tags: [storage, C++]", f"tags: [storage, {'x' * 60}]")
    .replace("date: 2024-05-08", "series: board\nattendees: [ada, bo]\ndate: 2024-06-01")
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


@dataclass(frozen=True)
class Look:
    """What was seen on one page, in one visit."""

    #: which parts are not there
    missing: list[str]
    #: how much wider than a phone it is
    too_wide: int
    #: what leaves the page, or its cell, on a phone and on a desk
    overflowing: dict[str, list[str]]
    #: colour scheme ─► what axe says
    axe: dict[str, dict[str, Any]]
    #: (way to read, what is broken)
    ways: list[tuple[str, Any]]
    #: what moves or fades where nothing may
    restless: list[Any]
    errors: list[str]
    foreign: list[str]


@pytest.fixture(scope="module")
def look(browser: Browser, axe: str, site: Site) -> Iterator[Callable[[str], Look]]:
    """Look at a page in each way when a test first asks for it: opening it is the dearest."""
    with visit(browser, "about:blank", viewport=PHONE, **CALM) as visited:
        yield functools.cache(lambda name: look_at(visited, axe, site, name))


def look_at(visited: Visit, axe: str, site: Site, name: str) -> Look:
    page = visited.page
    parts = [f".meetings-{part}" for part in PAGES[name]]
    errors: list[str] = []
    restless: list[Any] = []
    ways: list[tuple[str, Any]] = []

    def note(error: object) -> None:
        errors.append(f"{name}: {error}")

    visited.requests.clear()
    page.set_viewport_size(PHONE)
    page.emulate_media(media="null", color_scheme="light", **CALM)
    page.on("pageerror", note)
    try:
        open_page(page, site, name)
        restless += page.evaluate(MOVING)
        page.emulate_media(**LIVELY)
        end_transitions(page)
        missing, too_wide = page.evaluate(FIT, parts)
        # nor is anything of ours cut off, or wider than what it stands in
        overflowing = {"phone": page.evaluate(OVERFLOWING, parts)}
        context = {"include": [[part] for part in parts]}
        options = {"rules": {"target-size": {"enabled": True}}}
        found = {"light": run_axe(page, axe, context, options)}
        page.emulate_media(color_scheme="dark")
        end_transitions(page)
        found["dark"] = run_axe(page, axe, context, OF_COLOURS)
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 1280, "height": 900})
        overflowing["desk"] = page.evaluate(OVERFLOWING, ["td", *parts])
        if name in KINDS:
            ways += [("focus", found) for found in page.evaluate(UNSEEN_FOCUS)]
            page.emulate_media(media="print")
            ways += [("print", found) for found in page.evaluate(UNSEEN, ON_SCREEN)]
            page.emulate_media(media="null", **CALM)
            restless += page.evaluate(MOVING)
            end_transitions(page)
            restless += page.evaluate(FADED)
            page.emulate_media(**LIVELY)
            # 1280 at 200 %, and the narrowest that WCAG asks for
            for width in (640, 320):
                page.set_viewport_size({"width": width, "height": 900})
                ways += [
                    (f"{width} {direction}", found)
                    for direction, spilled in page.evaluate(SPILLED).items()
                    for found in spilled
                ]
    finally:
        page.remove_listener("pageerror", note)
    return Look(missing, too_wide, overflowing, found, ways, restless, errors, visited.foreign)


# theirs, not ours
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")
@pytest.mark.parametrize("name", PAGES)
def test_pages_fit_and_are_usable(look: Callable[[str], Look], name: str):
    seen = look(name)
    assert seen.missing == []
    assert seen.too_wide <= 0
    assert seen.overflowing == {"phone": [], "desk": []}
    for scheme in ("light", "dark"):
        found = seen.axe[scheme]
        assert found["passes"]
        assert [
            (rule["id"], rule["nodes"][0]["html"], rule["nodes"][0]["failureSummary"])
            for rule in found["violations"]
        ] == []
    assert seen.foreign == []


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


# theirs, not ours
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")
def test_pages_are_read_in_each_way(look: Callable[[str], Look]):
    """Zoomed, from right to left, by keyboard, on paper, and with the scripts of themes alone."""
    assert [(name, *broken) for name in KINDS for broken in look(name).ways] == []
    assert [error for name in KINDS for error in look(name).errors] == []


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")
def test_pages_are_calm_and_have_contrast_where_that_is_asked_for(look: Callable[[str], Look]):
    assert [(name, broken) for name in KINDS for broken in look(name).restless] == []


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")
def test_pages_can_be_read_without_scripts(browser: Browser, site: Site):
    broken: list[tuple[str, object]] = []
    with visit(browser, f"{site.url}/search.html", java_script_enabled=False) as visited:
        page = visited.page
        for name in KINDS:
            open_page(page, site, name)
            broken += [(name, found) for found in page.evaluate(UNSEEN, "")]
    assert broken == []


def open_page(page: Page, site: Site, name: str) -> None:
    """Open the page *name*, which is there."""
    answer = page.goto(f"{site.url}/{name}.html")
    assert answer is not None
    assert answer.ok, name


#: what is for the screen alone: ways to other pages, and to what paper cannot do
ON_SCREEN = ", ".join(
    f".meetings-{part}"
    for part in (
        *("parents", "neighbours", "pages", "more", "add", "find", "bar", "mini", "play"),
        *("play-facts", "shortcuts", "beside", "avatar", "front-activity", "front-directory"),
        # their headings
        "group:has(+ :is(.meetings-front-directory, .meetings-front-activity))",
    )
)
#: our elements that have text of their own, but for what is said to screen readers alone, or
#: on phones, where tables have no columns
TEXTS = """
    const texts = [...document.querySelectorAll("[class*='meetings-'], [class*='meetings-'] *")]
        .filter((box) => [...box.childNodes].some((n) => n.nodeType === 3 && n.data.trim())
            && !box.closest(".meetings-hidden, .meetings-column, details, template, script, nav"));
"""
#: those that are not seen, but for what *left_out* selects
UNSEEN = f"""(leftOut) => {{ {TEXTS}
    return texts
        .filter((box) => !(leftOut && box.closest(leftOut)) && !box.checkVisibility())
        .map((box) => [box.tagName, box.className, box.textContent.trim().slice(0, 40)]); }}"""
#: those whose colour is nearly that of what they stand on
FADED = f"""() => {{ {TEXTS}
    const rgba = (color) => color.match(/[\\d.]+/g).map(Number);
    const lightness = (color) => {{
        const [r, g, b] = rgba(color).slice(0, 3).map((one) => one / 255)
            .map((one) => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    }};
    const ground = (box) => {{
        for (let at = box; at; at = at.parentElement) {{
            const color = getComputedStyle(at).backgroundColor;
            if ((rgba(color)[3] ?? 1) > 0.5) return color;
        }}
        return "rgb(255, 255, 255)";
    }};
    return texts.filter((box) => box.checkVisibility()).filter((box) => {{
        const [low, high] = [getComputedStyle(box).color, ground(box)]
            .map(lightness).sort((a, b) => a - b);
        return (high + 0.05) / (low + 0.05) < 4.5;
    }}).map((box) => [box.className, box.textContent.trim().slice(0, 40)]); }}"""
#: what of ours moves, or would
MOVING = """() => [...document.querySelectorAll("[class*='meetings-']")].flatMap((box) =>
    [null, "::before", "::after"].filter((part) => {
        const style = getComputedStyle(box, part);
        return style.content !== "none" && style.transitionProperty !== "none"
            && style.transitionDuration.split(",").some((time) => parseFloat(time) > 0.01)
            && !box.matches("a, button, input");
    }).map((part) => [box.className, part])).concat(
        document.getAnimations().map((one) => one.effect?.target)
            .filter((box) => box?.closest("[class*='meetings-']")).map((box) => box.className))"""
#: what can be used and looks the same with and without the focus
UNSEEN_FOCUS = """() => {
    const look = (box) => ["outlineStyle", "outlineWidth", "outlineColor", "boxShadow",
        "borderColor", "backgroundColor", "textDecorationLine", "textDecorationThickness", "color"]
        .map((name) => getComputedStyle(box)[name]).join();
    const seen = new Set();
    return [...document.querySelectorAll(
        ":is([class*='meetings-'], [class*='meetings-'] *)"
        + ":is(a[href], button, input, summary):enabled, [class*='meetings-'] a[href]")]
        .filter((box) => box.checkVisibility() && !box.closest("template")).filter((box) => {
            const kind = `${box.className} ${box.parentElement.className}`;
            if (seen.has(kind)) return false;
            seen.add(kind);
            const before = look(box);
            box.focus({ focusVisible: true, preventScroll: true });
            const after = look(box);
            box.blur();
            return before === after;
        }).map((box) => box.outerHTML.slice(0, 90));
}"""
#: which parts are not there, and how much wider than the window the page is
FIT = """(parts) => [
    parts.filter((part) => !document.querySelector(part)),
    document.documentElement.scrollWidth - document.documentElement.clientWidth,
]"""
#: what of ours leaves the page to either side, by the direction of writing; what is scrolled
#: in a box of its own does not
SPILLED = """() => {
    const scrolls = (box) => {
        for (let at = box.parentElement; at && at !== document.body; at = at.parentElement)
            if (getComputedStyle(at).overflowX !== "visible") return true;
        return false;
    };
    // what separates facts is cut off where a line begins
    const spilled = (width) => [...document.querySelectorAll(
        "[class*='meetings-']:not(.meetings-facts), .meetings-facts :is(a, time, span)")]
        .filter((box) => box.checkVisibility() && !box.closest(".meetings-hidden, svg"))
        .filter((box) => {
            const { left, right, width: own } = box.getBoundingClientRect();
            return own && (right > width + 1 || left < -1) && !scrolls(box);
        }).map((box) => box.className).slice(0, 3);
    return Object.fromEntries(["ltr", "rtl"].map((direction) => {
        document.documentElement.dir = direction;
        return [direction, spilled(document.documentElement.clientWidth)];
    }));
}"""
OVERFLOWING = """(parts) => parts.flatMap((part) => [...document.querySelectorAll(part)])
    .filter((box) => box.getBoundingClientRect().right > document.documentElement.clientWidth + 1
        || (box.matches("td") && box.scrollWidth > box.clientWidth + 1))
    .map((box) => box.className)"""
