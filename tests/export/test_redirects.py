"""Old addresses lead to the pages here, and take the place of nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from support.builds import Build, Built, tree

FILES = {
    "meetings/2023-09-20-first-call.md": "---\ntags: [JavaScript]\nauthors: [{name: Ada}]\n---\n# First call\n\nText.\n",
    "meetings/2023-10-04-second/index.md": "---\nslug: second-one\n---\n# A `<b>` & c\n\nText.\n",
    "meetings/undated.md": "---\ndate: 2024-01-05\n---\n# Undated path\n\nText.\n",
}
PATHS = {
    "docusaurus": {
        "blog/2023/09/20/first-call/": "meetings/2023-09-20-first-call",
        "blog/second-one/": "meetings/2023-10-04-second/index",
        "blog/undated/": "meetings/undated",
        "blog/tags/java-script/": "meetings/tags/javascript",
        "blog/authors/ada/": "meetings/people/ada",
        "blog/": "meetings/index",
        "blog/archive/": "meetings/index",
        "blog/tags/": "meetings/tags/index",
        "blog/authors/": "meetings/people/index",
    },
    "material": {
        "blog/2023/09/20/first-call/": "meetings/2023-09-20-first-call",
        "blog/2023/10/04/second-one/": "meetings/2023-10-04-second/index",
        "blog/2024/01/05/undated-path/": "meetings/undated",
        "blog/category/javascript/": "meetings/tags/javascript",
        "blog/archive/2023/": "meetings/year/2023",
    },
    "ablog": {
        "blog/tag/javascript.html": "meetings/tags/javascript",
        "blog/author/ada/": "meetings/people/ada",
        "blog/2023.html": "meetings/year/2023",
        "blog.html": "meetings/index",
    },
    "/news/{year}/{month}/{day}/{slug}/": {
        "news/2023/09/20/first-call/": "meetings/2023-09-20-first-call",
        "news/2023/10/04/second-one/": "meetings/2023-10-04-second/index",
        "news/2024/01/05/undated/": "meetings/undated",
    },
}
CONF = {"meetings_redirects": [*PATHS], "html_baseurl": "https://example.org/docs/"}


def leads_to(built: Built, address: str) -> Path:
    """Return the file to which the page at *address* leads."""
    file = built.outdir / (address if address.endswith(".html") else f"{address}index.html")
    page = BeautifulSoup(file.read_text("utf-8"), "html5lib")
    refresh = str(page.select_one("meta[http-equiv=refresh]")["content"])
    href = refresh.partition("url=")[2]
    assert page.select_one("a")["href"] == href
    assert page.select_one("meta[name=robots]")["content"] == "noindex"
    assert page.select_one("script") is None
    target = (file.parent / href).resolve()
    canonical = str(page.select_one("link[rel=canonical]")["href"])
    found = target / "index.html" if target.is_dir() else target
    on_site = canonical.removeprefix("https://example.org/docs/")
    assert canonical != on_site
    assert (built.outdir / on_site).resolve() == target
    assert found.is_file()
    return found


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_old_addresses_lead_to_the_pages(build: Build, builder: str) -> None:
    built = build(FILES, builder=builder, conf=CONF)
    assert built.warnings == []
    for paths in PATHS.values():
        for address, name in paths.items():
            found = leads_to(built, address)
            page = found.relative_to(built.outdir).as_posix()
            expected = {f"{name}.html", f"{name}/index.html"}
            assert page in expected, address
    title = BeautifulSoup(built.text("blog/second-one/index.html"), "html5lib").title
    assert title.get_text() == "A <b> & c"
    gone = built.again(conf={})
    assert not (built.outdir / "blog").exists()
    assert tree(gone.outdir) == tree(build(FILES, builder=builder).outdir)


def test_edits_are_exact(build: Build) -> None:
    built = build(FILES, conf=CONF)
    files = {**FILES, "meetings/undated.md": "---\ndate: 2024-02-05\nslug: new\n---\n# Other\n"}
    edited = built.again({"meetings/undated.md": files["meetings/undated.md"]})
    assert tree(edited.outdir) == tree(build(files, conf=CONF).outdir)
    assert not (edited.outdir / "blog/undated").exists()


def test_posts_that_stay_where_they_were_have_no_redirects(build: Build) -> None:
    files = {name.replace("meetings/", "blog/"): text for name, text in FILES.items()}
    conf = {"meetings_path": ["blog/**"], "meetings_redirects": ["ablog", "docusaurus"]}
    for builder, suffix in (("html", None), ("html", ""), ("dirhtml", None)):
        conf["html_link_suffix"] = suffix
        built = build(files, builder=builder, conf=conf)
        assert built.warnings == []
        assert "First call" in built.text("blog/2023/09/20/first-call/index.html")
        plain = build(files, builder=builder, conf={**conf, "meetings_redirects": []})
        mine, others = tree(built.outdir), tree(plain.outdir)
        kept = {name for name in others if name.endswith(".html")}
        assert {name: mine[name] for name in kept} == {name: others[name] for name in kept}


def test_what_cannot_be_is_said_once_with_its_line(build: Build) -> None:
    files = {
        **FILES,
        "conf.py": """
extensions = ["sphinxcontrib_meetings"]
meetings_redirects = [
    "/meetings/{path}.html",
    "/{name}.html",
    "/{year}/call/",
    "/all/{month}/{slug}/",
    "docusarus",
]
""",
        "meetings/2023-09-27-third.md": "---\nslug: first-call\n---\n# Third\n",
        "undated.md": "---\norphan: true\n---\n# Mine\n",
    }
    built = build(files)
    assert all("conf.py:3: WARNING: meetings_redirects: " in line for line in built.warnings)
    said = [line.partition("meetings_redirects: ")[2] for line in built.warnings]
    assert said == [
        "'docusarus' is not a preset, nor a path that begins with a slash. Did you mean "
        "'docusaurus'? Use 'docusaurus', 'ablog', 'material', or a pattern such as "
        "'/news/{year}/{slug}/' [meetings.config]",
        "'/meetings/{path}.html': it leads back to itself at "
        "'/meetings/2023-09-20-first-call.html' (and 2 more); leave out the pattern, or change it "
        "[meetings.output]",
        "'/{name}.html': '/undated.html' (the document 'undated') is left out, since something "
        "else is there; rename one of them [meetings.output]",
        "'/all/{month}/{slug}/': '/all/09/first-call/' (meetings/2023-09-20-first-call, "
        "meetings/2023-09-27-third) would lead to several pages, so it is left out; give them "
        "different slugs, or more placeholders to the pattern [meetings.output]",
    ]
    assert "Mine" in built.text("undated.html")
    assert not (built.outdir / "all/09/first-call").exists()
    assert (built.outdir / "2023/call/index.html").exists()


@pytest.mark.parametrize(
    ("format", "name", "lines"),
    [
        (
            "nginx",
            "redirects.map",
            [
                '"/blog/undated/" "/docs/meetings/undated.html";',
                '"/blog/undated" "/docs/meetings/undated.html";',
            ],
        ),
        (
            "apache",
            ".htaccess",
            ['RedirectMatch 301 "^/blog/undated/?$" "/docs/meetings/undated.html"'],
        ),
        ("netlify", "_redirects", ["/blog/undated/ /docs/meetings/undated.html 301"]),
    ],
)
def test_maps_for_servers(build: Build, format: str, name: str, lines: list[str]) -> None:
    conf = {**CONF, "meetings_redirects": "docusaurus", "meetings_redirect_format": format}
    built = build(FILES, conf=conf)
    assert built.warnings == []
    text = built.text(name)
    assert set(lines) <= set(text.splitlines())
    assert not (built.outdir / "blog").exists()


def test_a_file_of_the_projects_own_stays(build: Build) -> None:
    conf = {**CONF, "meetings_redirect_format": "netlify", "html_extra_path": ["extra"]}
    built = build({**FILES, "extra/_redirects": "/mine /yours\n"}, conf=conf)
    assert len(built.warnings) == 1
    assert "html_extra_path" in built.warnings[0]
    assert built.text("_redirects") == "/mine /yours\n"


@pytest.mark.parametrize("builder", ["singlehtml", "epub", "text", "latex"])
def test_only_sites_have_redirects(build: Build, builder: str) -> None:
    built = build(FILES, builder=builder, conf=CONF)
    assert not [path for path in built.outdir.rglob("*") if "blog" in path.name]


@pytest.mark.parametrize("format", ["html", "nginx", "apache", "netlify"])
def test_hostile_slugs_stay_where_they_belong(build: Build, format: str) -> None:
    slugs = [
        "../../out",
        "a/../../b",
        "x' y; $z",
        "<script>alert(1)</script>",
        "{b}",
        "ü",
        "%2e%2e",
    ]
    files = {
        f"meetings/2024-01-0{day}-call.md": f'---\nslug: "{slug}"\n---\n# Call </title><b>\n'
        for day, slug in enumerate(slugs, 1)
    }
    conf = {"meetings_redirects": ["docusaurus"], "meetings_redirect_format": format}
    built = build(files, conf=conf)
    assert not [path for path in built.outdir.parent.rglob("*") if path.name in {"out", "b"}]
    pages = [path.read_text("utf-8") for path in (built.outdir / "blog").rglob("*.html")]
    assert bool(pages) == (format == "html")
    assert not [page for page in pages if "<b>" in page or "<script" in page]
    # what leaves the site is refused where the note is read
    fields = [line for line in built.warnings if "is not a path on this site" in line]
    assert [line.partition(" WARNING")[0] for line in fields] == [
        "meetings/2024-01-01-call.md:2:",
        "meetings/2024-01-02-call.md:2:",
    ]
