"""Rules that hold in every theme, in a real browser: ``tox run -e themes`` tries all themes.

Other runs try those few that break most rules of what is in Sphinx itself.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from support.browser import serve, visit
from support.builds import run_sphinx

#: name of the theme ─► module that has it
THEMES = {
    "agogo": "sphinx",
    "bizstyle": "sphinx",
    "classic": "sphinx",
    "haiku": "sphinx",
    "nature": "sphinx",
    "pyramid": "sphinx",
    "scrolls": "sphinx",
    "sphinxdoc": "sphinx",
    "traditional": "sphinx",
    "alabaster": "alabaster",
    "furo": "furo",
    "pydata_sphinx_theme": "pydata_sphinx_theme",
    "sphinx_book_theme": "sphinx_book_theme",
    "sphinx_rtd_theme": "sphinx_rtd_theme",
    "bootstrap": "sphinx_bootstrap_theme",
    "bootstrap-astropy": "astropy_sphinx_theme",
    "cloud": "cloud_sptheme",
    "groundwork": "groundwork_sphinx_theme",
    "guzzle_sphinx_theme": "guzzle_sphinx_theme",
    "insipid": "insipid_sphinx_theme",
    "mpl_sphinx_theme": "mpl_sphinx_theme",
    "piccolo_theme": "piccolo_theme",
    "python_docs_theme": "python_docs_theme",
    "shibuya": "shibuya",
    "sphinx_clarity_theme": "sphinx_clarity_theme",
    "sphinx_documatt_theme": "sphinx_documatt_theme",
    "sphinx_immaterial": "sphinx_immaterial",
    "sphinx_material": "sphinx_material",
    "sphinx_nefertiti": "sphinx_nefertiti",
    "sphinx_wagtail_theme": "sphinx_wagtail_theme",
    "sphinxawesome_theme": "sphinxawesome_theme",
}
#: what is tried in every run
USUAL = {"classic", "haiku"}
#: whether all themes that are installed are tried
ALL = "MEETINGS_THEMES" in os.environ
#: themes that are extensions, too
EXTENSIONS = {"guzzle_sphinx_theme", "sphinx_immaterial", "sphinx_wagtail_theme"}
OPTIONS: dict[str, dict[str, Any]] = {
    "sphinx_immaterial": {
        # loads none from elsewhere
        "font": False,
        "palette": [
            {"media": "(prefers-color-scheme: light)", "scheme": "default"},
            {"media": "(prefers-color-scheme: dark)", "scheme": "slate"},
        ],
    },
}

NOTE = """\
---
title: Call {number}
date: 2024-05-0{number} 17:00
timezone: UTC
duration: "40:00"
authors: [Ada, Bo]
tags: [storage, rules]
status: {status}
recording: https://youtu.be/aqz-KE-bpKQ
---

Opening words with `code`.

<!-- truncate -->

At {{youtube}}`1:20` there was more.
"""
FILES = {
    "index.md": "# Home\n\n```{meeting-list}\n:limit: 1\n```\n\n"
    "```{meeting-list}\n:format: table\n```\n\n"
    "```{meeting-list}\n:format: cards\n```\n\n"
    "```{meeting-list}\n:format: compact\n```\n\n"
    "```{meeting-calendar}\n:month: 2024-05\n```\n\n"
    "```{meeting-tags}\n```\n\n```{meeting-people}\n```\n",
    "plain.md": "---\norphan: true\n---\n\n# Plain\n\nWords.\n",
    "meetings/one.md": NOTE.format(number=1, status="held"),
    "meetings/two.md": NOTE.format(number=2, status="cancelled"),
    "meetings/three.md": NOTE.format(number=3, status="draft"),
}
PAGES = (
    *("index", "meetings/two", "meetings/index", "meetings/tags/storage", "meetings/people/ada"),
    "meetings/subscribe",
)
WIDE, PHONE, NARROW = 1280, 390, 320


@pytest.fixture(scope="module", params=THEMES if ALL else sorted(USUAL))
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Return the address of a small archive in one theme."""
    theme = request.param
    if not find_spec(THEMES[theme]):
        pytest.skip(f"{theme} is not installed")
    conf: dict[str, Any] = {
        "html_theme": theme,
        "html_theme_options": OPTIONS.get(theme, {}),
        "html_title": "Test",
        # which pages to subscribe need
        "html_baseurl": "https://notes.example/",
        "language": "en",
        "meetings_per_page": 2,
        "template_bridge": "sphinx.jinja2glue.BuiltinTemplateLoader",
    }
    if theme in EXTENSIONS:
        conf["extensions"] = ["sphinxcontrib_meetings", theme]
    if theme == "guzzle_sphinx_theme":
        conf["html_theme_path"] = pytest.importorskip(theme).html_theme_path()
    folder = tmp_path_factory.mktemp(theme)
    (folder / "src").mkdir()
    run_sphinx(
        FILES,
        srcdir=folder / "src",
        outdir=folder / "out",
        doctreedir=folder / "doctrees",
        conf=conf,
    )
    with serve(folder / "out") as url:
        yield url


# warnings of the themes, not ours
@pytest.mark.filterwarnings("ignore")
def test_rules_hold_in_each_theme(browser: Browser, site: str) -> None:
    with visit(browser, f"{site}/plain.html", viewport={"width": WIDE, "height": 900}) as visited:
        page = visited.page
        # some themes do not fit a phone, whatever a page holds
        spilled = {width: at(page, width)["spill"] for width in (WIDE, PHONE, NARROW)}
        broken = [
            (name, scheme, width, rule, found)
            for name in PAGES
            for scheme in ("light", "dark")
            for width in opened(page, f"{site}/{name}.html", scheme)
            for rule, found in at(page, width, spilled[width]).items()
            if (found > spilled[width] if rule == "spill" else found)
        ]
    assert broken[:3] == []


@pytest.mark.filterwarnings("ignore")
def test_focus_and_frames_are_seen_in_forced_colours(browser: Browser, site: str) -> None:
    address = f"{site}/meetings/two.html"
    with visit(browser, address, forced_colors="active") as visited:
        page = visited.page
        # from the keyboard, so that focus is to be seen
        page.keyboard.press("Tab")
        for part in ("tags a", "people a", "header a", "time"):
            link = page.locator(f".meetings-{part}, a.meetings-{part}").first
            link.focus()
            assert link.evaluate(OUTLINED), part
        for part in ("tags > li", "flag", "avatar"):
            assert page.locator(f".meetings-{part}").first.evaluate(FRAMED), part


def opened(page: Page, address: str, scheme: str) -> tuple[int, ...]:
    """Open a page in light or in dark, and return the widths to try."""
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(address)
    return (WIDE, PHONE, NARROW) if scheme == "light" else (WIDE,)


def at(page: Page, width: int, spilled: int = 0) -> dict[str, Any]:
    """Return what breaks a rule, by rule, where the window is *width* pixels wide.

    Any page in this theme is *spilled* pixels wider than that.
    """
    page.set_viewport_size({"width": width, "height": 900})
    found: dict[str, Any] = page.evaluate(MEASURE)
    if found["spill"] > spilled:
        # menus of some themes slide out of sight first
        page.wait_for_timeout(400)
        found = page.evaluate(MEASURE)
    return found


OUTLINED = """link => getComputedStyle(link).outlineStyle === "solid"
    && parseFloat(getComputedStyle(link).outlineWidth) >= 2"""
FRAMED = """box => getComputedStyle(box).borderTopStyle === "solid"
    && parseFloat(getComputedStyle(box).borderTopWidth) > 0"""

MEASURE = r"""() => {
  const context = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  // what is seen where colours lie on each other, each with its opacity
  const painted = (layers) => {
    for (const [colour, opacity] of [["#fff", 1], ...layers]) {
      context.globalAlpha = opacity;
      context.fillStyle = colour;
      context.fillRect(0, 0, 1, 1);
    }
    return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const luminance = (colour) => {
    const [r, g, b] = colour.map((part) => part / 255)
      .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (box) => {
    const layers = [];
    let opacity = 1;
    for (let outer = box; outer; outer = outer.parentElement) {
      const style = getComputedStyle(outer);
      // what is on an image has no contrast that can be told
      if (style.backgroundImage.startsWith("url")) return 21;
      layers.unshift([style.backgroundColor, 1]);
      opacity *= style.opacity;
    }
    const [less, more] = [painted(layers), painted([...layers, [getComputedStyle(box).color, opacity]])]
      .map(luminance).sort((a, b) => a - b);
    return (more + 0.05) / (less + 0.05);
  };
  const isOurs = (box) => [...box.classList].some((name) => name.startsWith("meetings-"));
  const outermost = (box) => {
    let found = box;
    for (let outer = box; outer; outer = outer.parentElement) if (isOurs(outer)) found = outer;
    return found;
  };
  const isSeen = (box) => {
    const {width, height} = box.getBoundingClientRect();
    return width > 1 && height > 1 && box.checkVisibility({visibilityProperty: true});
  };
  const told = (box, what) => `${box.localName}.${box.className} in .${outermost(box).className}: ${what}`;
  const window = document.documentElement.clientWidth;
  const found = {small: [], pale: [], bullet: [], stacked: [], wide: [], dead: []};
  const boxes = [...document.querySelectorAll('[class*="meetings-"]')].filter(isOurs)
    .flatMap((box) => [box, ...box.querySelectorAll("*")]);
  for (const box of new Set(boxes)) {
    // code and headings are as the theme has them
    if (!isSeen(box) || box.closest("code, pre, .meetings-group, .meetings-play")) continue;
    const style = getComputedStyle(box);
    if ([...box.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) {
      if (parseFloat(style.fontSize) < 11.99) found.small.push(told(box, style.fontSize));
      const ratio = contrast(box);
      if (ratio < 4.5) found.pale.push(told(box, ratio.toFixed(2)));
    }
    const right = box.getBoundingClientRect().right - 1;
    if (right > window && right > outermost(box).parentElement.getBoundingClientRect().right) {
      found.wide.push(told(box, right));
    }
    if (box.localName === "li" && !box.closest(".meetings-excerpt")
        && (style.listStyleType !== "none" || style.backgroundImage !== "none"
        || !box.closest(".meetings-facts") && getComputedStyle(box, "::before").content !== "none")) {
      found.bullet.push(told(box, style.listStyleType));
    }
  }
  const rows = ".meetings-facts, .meetings-people, .meetings-tags, .meetings-tagcloud,"
    + ".meetings-parents ul, .meetings-pages ul";
  for (const row of document.querySelectorAll(rows)) {
    const [first, second] = [...row.children].filter(isSeen).map((box) => box.getBoundingClientRect());
    if (second && first.width + second.width + 40 < row.getBoundingClientRect().width
        && second.top >= first.bottom) {
      found.stacked.push(told(row, getComputedStyle(row).display));
    }
  }
  for (const link of document.querySelectorAll("a.headerlink")) {
    if (!document.getElementById(decodeURIComponent(link.hash.slice(1)))) found.dead.push(link.hash);
  }
  return {...found, spill: document.documentElement.scrollWidth - window};
}"""
