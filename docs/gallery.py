"""Make the images of the gallery again: ``tox run -e gallery``.

They show the demo archive as ``python3 develop.py demo`` builds it, on a day in July 2026.
Each shows one page on a wide screen and on a phone, light and, below that, dark.
Names of the demo archive are in several scripts: the machine needs fonts for them.
"""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from sphinxcontrib_meetings import cli

DOCS = Path(__file__).parent
DEMO = DOCS.parent / "demo" / "meetings"
IMAGES = DOCS / "images"

THEMES = {"furo": "furo", "pydata": "pydata_sphinx_theme"}
#: name of the image ─► page that it shows, and where
PAGES = {
    "overview": "index.html",
    "series": "meetings/series/community/index.html",
    "year": "meetings/year/2026.html",
    "tag": "meetings/tags/catalogue.html",
    "person": "meetings/people/joao.html",
    "transcript": "2026-06-03-reading-aloud-transcript.html",
    "minutes": "2026-04-01-charter/index.html#decided",
    "decisions": "meetings/decisions/index.html",
    "actions": "meetings/actions/index.html",
    "attendance": "meetings/attendance/index.html",
}
#: name of the image ─► page that the README and the documentation open with
FIRST = {"front": "index.html", "meeting": "2026/01-07-community-call.html"}

#: between two meetings, so that one is to come
TODAY = datetime(2026, 7, 10, 12, tzinfo=UTC)

#: the same for a site whose address is known, which has feeds
PUBLISHED_PAGES = {"subscribe": "meetings/subscribe.html"}
URL = "https://seedkeep.example.org/"

#: the same for a project with a calendar on a page of its own
PROJECT_PAGES = {"calendar": "calendar.html"}
CONF = {
    "extensions": ["sphinxcontrib_meetings"],
    "project": "Seedkeep",
    "html_title": "Seedkeep",
    # running notes stand in no toctree
    "suppress_warnings": ["toc.not_included"],
}
SOURCES = {
    "index.md": "# Seedkeep\n\n```{toctree}\ncalendar\n```\n",
    "calendar.md": "# Calendar\n\n```{meeting-calendar}\n:month: 2026-06\n```\n",
}

HEIGHT = 700
#: between the screens
GAP = 16
SCREENS = (1024, 390)
#: stands for no colour at all, as no page has it
NOTHING = (255, 0, 255)


def main() -> None:
    """Build the demo archive in each theme, and write an image of each page."""
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        folder = Path(temporary)
        # what the command and Sphinx take for now, and where the command keeps its copies
        os.environ["SOURCE_DATE_EPOCH"] = str(int(TODAY.timestamp()))
        os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
        # without its sandbox, which containers do not allow
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"),
            args=["--no-sandbox"],
        )
        for short, theme in THEMES.items():
            demo = build_demo(folder / short, theme)
            published = build_demo(folder / f"{short}-published", theme, "--url", URL)
            project = build_project(folder / f"{short}-project", theme)
            pages = {
                name: f"{site}/{page}"
                for site, found in (
                    (demo, PAGES),
                    (published, PUBLISHED_PAGES),
                    (project, PROJECT_PAGES),
                )
                for name, page in found.items()
            }
            for name, address in pages.items():
                write(IMAGES / "gallery" / f"{name}-{short}.png", every_screen(browser, address))
            if short == "furo":
                for name, page in FIRST.items():
                    shot = screenshot(browser, f"{demo}/{page}", 1280, "light", height=800)
                    write(IMAGES / f"{name}.png", shot)
        browser.close()


def build_demo(out: Path, theme: str, *options: str) -> str:
    """Build the demo site with the project's own command, and return its address."""
    code = cli.main(["build", str(DEMO), str(out), "--theme", theme, "--quiet", *options])
    if code:
        raise SystemExit(code)
    return out.as_uri()


def build_project(folder: Path, theme: str) -> str:
    """Build a project with pages of its own in *folder*, and return the address of the site."""
    sources, out = folder / "sources", folder / "out"
    shutil.copytree(DEMO, sources / "meetings")
    for name, text in SOURCES.items():
        (sources / name).write_text(text, encoding="utf-8")
    settings = {**CONF, "html_theme": theme}
    with docutils_namespace():
        app = Sphinx(sources, None, out, folder / "doctrees", "html", settings, status=None)
        app.build()
    return out.as_uri()


def every_screen(browser: Browser, address: str) -> Image.Image:
    """Return the page at *address* on each screen, light above dark."""
    width = sum(SCREENS) + GAP
    whole = Image.new("RGB", (width, 2 * HEIGHT + GAP), NOTHING)
    for top, scheme in ((0, "light"), (HEIGHT + GAP, "dark")):
        for left, screen in zip((0, SCREENS[0] + GAP), SCREENS, strict=True):
            shot = screenshot(browser, address, screen, scheme)
            whole.paste(shot, (left, top))
    return whole


def screenshot(
    browser: Browser, address: str, width: int, scheme: str, height: int = HEIGHT
) -> Image.Image:
    """Return what is seen of the page at *address*, from the place that its fragment names."""
    viewport = {"width": width, "height": height}
    context = browser.new_context(viewport=viewport, color_scheme=scheme)
    page = context.new_page()
    # pages count the days to the next meeting
    page.clock.set_fixed_time(TODAY)
    address, _, place = address.partition("#")
    page.goto(address)
    if place:
        # at once, without the colour of a target, and without what furo shows over the text
        page.add_style_tag(
            content="html { scroll-behavior: auto !important }"
            ".back-to-top { display: none !important }"
        )
        page.locator(f"#{place}").evaluate("place => place.scrollIntoView()")
    data = page.screenshot(animations="disabled")
    context.close()
    return Image.open(io.BytesIO(data)).convert("RGB")


def write(path: Path, image: Image.Image) -> None:
    """Write *image* as a small file: in 256 colours, with links as blue as they are."""
    few = image.quantize(256, method=Image.Quantize.MAXCOVERAGE, kmeans=1)
    clear = few.palette.colors.get(NOTHING)
    few.save(path, optimize=True, **({} if clear is None else {"transparency": clear}))
    print(f"{path.relative_to(DOCS)}: {path.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
