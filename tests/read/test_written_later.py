"""Links to files and pages that the build itself writes."""

from __future__ import annotations

from pathlib import Path

import pytest
from sphinx.application import Sphinx
from support.builds import Build, Built

#: what is written ─► the file in the output of html, and of dirhtml
WRITTEN = {
    "/community.ics": ("community.ics", "community.ics"),
    "/files/plan.pdf": ("files/plan.pdf", "files/plan.pdf"),
    "/robots.txt?a=b": ("robots.txt", "robots.txt"),
    "/_static/basic.css": ("_static/basic.css", "_static/basic.css"),
    "/_static/own.txt": ("_static/own.txt", "_static/own.txt"),
    "/objects.inv": ("objects.inv", "objects.inv"),
    "/searchindex.js": ("searchindex.js", "searchindex.js"),
    "/meetings.json": ("meetings.json", "meetings.json"),
    "/late.ics": ("late.ics", "late.ics"),
    "/_sources/index.md.txt": ("_sources/index.md.txt", "_sources/index.md.txt"),
    "/search.html": ("search.html", "search/index.html"),
    "/search.html?q=seeds": ("search.html", "search/index.html"),
    "/search/": ("search.html", "search/index.html"),
    "/search": ("search.html", "search/index.html"),
    "/genindex.html#A": ("genindex.html", "genindex/index.html"),
    "/extra.html": ("extra.html", "extra/index.html"),
    "/given.html": ("given.html", "given.html"),
    "../search.html": ("search.html", "search/index.html"),
    "../community.ics": ("community.ics", "community.ics"),
    "../_static/basic.css": ("_static/basic.css", "_static/basic.css"),
}
GONE = ("/gone.ics", "/_static/gone.css", "/gone.html", "../gone.txt", "/gone/", "/meetings/gone")
CONF = {
    "html_extra_path": ["extra", "own/robots.txt"],
    "html_static_path": ["static"],
    "html_additional_pages": {"extra": "page.html"},
    "exclude_patterns": ["extra"],
    "meetings_data": True,
}


def write_late(app: Sphinx, exception: Exception | None) -> None:
    Path(app.outdir, "late.ics").write_text("BEGIN:VCALENDAR")


def project(links: tuple[str, ...]) -> dict[str, str]:
    lines = "\n\n".join(f"[link {number}]({link})" for number, link in enumerate(links))
    return {
        "index.md": "# Test\n\n```{toctree}\n:glob:\n\nmeetings/*\n```\n\n"
        "```{meeting-list}\n:excerpt:\n```\n",
        "meetings/2026-01-01-a.md": f"# A\n\n{lines}\n",
        "extra/community.ics": "x",
        "extra/files/plan.pdf": "x",
        "extra/given.html": "x",
        "own/robots.txt": "x",
        "static/own.txt": "x",
    }


def hrefs(built: Built, page: str) -> list[str]:
    found = built.seen(page).find_all("a")
    return [str(link["href"]) for link in found if link.get_text().startswith("link ")]


@pytest.mark.parametrize(("builder", "page"), [("html", "{}"), ("dirhtml", "{}/index")])
def test_links_lead_to_the_files(build: Build, builder: str, page: str) -> None:
    site = build(
        project(tuple(WRITTEN)),
        builder=builder,
        conf=CONF,
        handlers={"build-finished": write_late},
    )
    assert site.warnings == []
    name = page.format("meetings/2026-01-01-a")
    for href, files in zip(hrefs(site, name), WRITTEN.values(), strict=True):
        path = href.partition("#")[0].partition("?")[0]
        found = site.outdir / name / ".." / path / ("index.html" if path.endswith("/") else "")
        assert found.resolve() == site.outdir / files[builder == "dirhtml"]
        assert found.resolve().is_file()


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_what_nobody_writes_is_reported(build: Build, builder: str) -> None:
    site = build(project(GONE), builder=builder, conf=CONF)
    assert len(site.warnings) == len(GONE)
    for link in GONE:
        (line,) = [line for line in site.warnings if f"'{link}'" in line]
        assert line.startswith("meetings/2026-01-01-a.md:")
        assert "which is neither a meeting nor a document" in line
    note = "# A\n\n[x](/gone.ics)\n"
    again = site.again({"extra/gone.ics": "x", "meetings/2026-01-01-a.md": note})
    assert again.warnings == []


@pytest.mark.parametrize("builder", ["singlehtml", "epub", "latex", "text", "man", "texinfo"])
@pytest.mark.parametrize("base", ["", "https://example.org/docs/"])
def test_formats_without_the_file(build: Build, builder: str, base: str) -> None:
    conf = CONF | {"html_baseurl": base, "version": "1", "copyright": "A"}
    links = ("/community.ics", "/search.html?q=a", "/genindex/")
    site = build(project(links), builder=builder, conf=conf)
    assert [line for line in site.warnings if "meetings.link" in line] == []
    names = {".html", ".xhtml", ".tex", ".txt", ".1", ".texi"}
    files = [path for path in site.outdir.rglob("*") if path.suffix in names]
    text = "".join(path.read_text(errors="replace") for path in files)
    assert all(f"link {number}" in text.replace("\\ ", " ") for number in range(3))
    if builder in {"epub", "singlehtml", "latex"}:
        written = text.replace("\\", "")
        assert ("https://example.org/docs/search.html?q=a" in written) == bool(base)
        assert ('href="/search.html' in written) is False


def test_the_former_site_has_what_this_one_has_not(build: Build) -> None:
    links = ("/community.ics", "/old.ics", "/search.html")
    conf = CONF | {"meetings_site_url": "https://old.example.org"}
    site = build(project(links), conf=conf)
    assert hrefs(site, "meetings/2026-01-01-a")[:3] == [
        "../community.ics",
        "https://old.example.org/old.ics",
        "../search.html",
    ]
