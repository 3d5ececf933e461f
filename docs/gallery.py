"""Make the images of the gallery again, from the demo archive: ``tox run -e gallery``.

Each shows one page on a wide screen and on a phone, light and, below that, dark.
Names of the demo archive are in several scripts: the machine needs fonts for them.
"""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

DOCS = Path(__file__).parent
DEMO = DOCS.parent / "demo" / "meetings"
IMAGES = DOCS / "images"

THEMES = {"furo": "furo", "pydata": "pydata_sphinx_theme"}
#: name of the image ─► page that it shows
PAGES = {
    "overview": "meetings/index",
    "year": "meetings/year/2026",
    "tag": "meetings/tags/catalogue",
    "person": "meetings/people/joao",
    "calendar": "calendar",
    "transcript": "meetings/2026-06-03-reading-aloud-transcript",
}
#: the page that the documentation and the README open with
MEETING = "meetings/2026-06-03-reading-aloud"

CONF = {
    "extensions": ["sphinxcontrib_meetings"],
    "project": "Seedkeep",
    "html_title": "Seedkeep",
    # between two meetings, so that one is to come
    "meetings_today": "2026-06-20",
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
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        # without its sandbox, which containers do not allow
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"),
            args=["--no-sandbox"],
        )
        for short, theme in THEMES.items():
            site = build(Path(folder) / theme, theme)
            for name, page in PAGES.items():
                write(
                    IMAGES / "gallery" / f"{name}-{short}.png", every_screen(browser, site, page)
                )
            if short == "furo":
                shot = screenshot(browser, f"{site}/{MEETING}.html", 1280, "light", height=800)
                write(IMAGES / "meeting.png", shot)
        browser.close()


def build(folder: Path, theme: str) -> str:
    """Build the demo archive in *folder*, and return the address of the site."""
    sources, out = folder / "sources", folder / "out"
    shutil.copytree(DEMO, sources / "meetings")
    for name, text in SOURCES.items():
        (sources / name).write_text(text, encoding="utf-8")
    settings = {**CONF, "html_theme": theme}
    with docutils_namespace():
        app = Sphinx(sources, None, out, folder / "doctrees", "html", settings, status=None)
        app.build()
    return out.as_uri()


def every_screen(browser: Browser, site: str, page: str) -> Image.Image:
    """Return *page* on each screen, light above dark."""
    width = sum(SCREENS) + GAP
    whole = Image.new("RGB", (width, 2 * HEIGHT + GAP), NOTHING)
    for top, scheme in ((0, "light"), (HEIGHT + GAP, "dark")):
        for left, screen in zip((0, SCREENS[0] + GAP), SCREENS, strict=True):
            shot = screenshot(browser, f"{site}/{page}.html", screen, scheme)
            whole.paste(shot, (left, top))
    return whole


def screenshot(
    browser: Browser, address: str, width: int, scheme: str, height: int = HEIGHT
) -> Image.Image:
    """Return what is seen of the page at *address* without scrolling."""
    viewport = {"width": width, "height": height}
    context = browser.new_context(viewport=viewport, color_scheme=scheme)
    page = context.new_page()
    page.goto(address)
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
