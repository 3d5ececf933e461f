"""Other extensions that people load next to this one, before or after it."""

from __future__ import annotations

import itertools
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from support.builds import PROJECT, Build, Built, Files, write_files
from support.everything import CONF as EVERYTHING
from support.everything import FILES, FIRST, INDEX

from sphinxcontrib_meetings.read.domain import domain_of

# theirs, not ours
pytestmark = pytest.mark.filterwarnings(
    "ignore::DeprecationWarning", "ignore::PendingDeprecationWarning"
)

SITE = "https://notes.example/"
OURS = "sphinxcontrib_meetings"
#: extension ─► what it needs in conf.py
NEIGHBOURS: dict[str, dict[str, Any]] = {
    "myst_nb": {"nb_execution_mode": "off", "myst_heading_anchors": 2},
    "sphinxcontrib.youtube": {},
    "sphinx_design": {},
    "sphinx_copybutton": {},
    "notfound.extension": {},
    "sphinx.ext.viewcode": {},
    "sphinx_external_toc": {"external_toc_path": "_toc.yml"},
    "sphinx_last_updated_by_git": {"html_last_updated_fmt": "%Y"},
    "sphinx_llms_txt": {"html_copy_source": True},
    "sphinx_reredirects": {"redirects": {"old": "meetings/2024-05-08-call.html"}},
    "sphinx_sitemap": {"sitemap_url_scheme": "{link}"},
    "sphinx_tags": {"tags_create_tags": True, "tags_extension": ["md"]},
    "sphinx_togglebutton": {},
    "sphinxcontrib.mermaid": {},
    "sphinxext.opengraph": {"ogp_site_url": SITE},
    "sphinxext.rediraffe": {"rediraffe_redirects": {"gone.md": "meetings/2024-05-08-call.md"}},
}
#: those that people have side by side
TOGETHER = (
    ("myst_nb", "sphinxcontrib.youtube", "sphinx_design", "sphinx_copybutton"),
    (
        "notfound.extension",
        "sphinx_copybutton",
        "sphinx_design",
        "sphinx_last_updated_by_git",
        "sphinx_llms_txt",
        "sphinx_reredirects",
        "sphinx_sitemap",
        "sphinx_togglebutton",
        "sphinxcontrib.mermaid",
        "sphinxext.opengraph",
    ),
)
TREE = "\n```{{toctree}}\n{}\n```\n"
#: what a document needs to show that an extension works
BLOCKS = {
    "sphinx_design": "\n::::{grid} 2\n:::{grid-item-card} A card\nText.\n:::\n::::\n",
    "sphinx_tags": TREE.format("_tags/tagsindex"),
    "sphinx_togglebutton": "\n:::{note}\n:class: dropdown\nText.\n:::\n",
    "sphinxcontrib.mermaid": "\n```{mermaid}\nflowchart LR\n    a --> b\n```\n",
}
#: for myst_nb, which reads `.md` itself: the rules of Docusaurus serve `.mdx` only
PLAIN = """\
---
title: A call about everything
date: 2024-05-08
authors: [ada, bo]
tags: [storage, C++]
recording: https://youtu.be/aqz-KE-bpKQ
---

# A call about everything

What we *talked* about, see [the first one](2024-01-02-first.rst).

<!-- truncate -->

## Storage

At {youtube}`12:34` there was a vote.
"""
CODE = "\n```python\nprint(1)\n```\n"


def orders(*extensions: str) -> list[list[str]]:
    return [[*extensions, OURS], [OURS, *extensions]]


CASES = [
    *itertools.chain.from_iterable(map(orders, NEIGHBOURS)),
    *itertools.chain.from_iterable(orders(*names) for names in TOGETHER),
]


def commit(folder: Path, files: Files) -> None:
    """Write *files* into a new repository of Git in *folder*."""
    write_files(folder, files)
    who = ["-c", "user.name=Ada", "-c", "user.email=ada@notes.example"]
    for command in (["init", "-q"], ["add", "."], [*who, "commit", "-q", "-m", "Notes"]):
        subprocess.run(["git", *command], cwd=folder, check=True)


@pytest.mark.parametrize("extensions", CASES, ids="-".join)
def test_neighbours_cause_no_warning(build: Build, tmp_path: Path, extensions: list[str]):
    for name in extensions:
        pytest.importorskip(name)
    index = INDEX + CODE
    if "sphinx_external_toc" not in extensions:
        index += TREE.format("notes/running")
    conf = EVERYTHING | {
        "extensions": extensions,
        "myst_enable_extensions": ["colon_fence"],
        "html_baseurl": SITE,
        # Sphinx's default is one mapping, which extensions of an earlier test have changed
        "source_suffix": {".rst": "restructuredtext"},
    }
    files = FILES | {"index.md": index}
    for name in extensions:
        conf |= NEIGHBOURS.get(name, {})
        index += BLOCKS.get(name, "")
    files |= {"index.md": index}
    if "myst_nb" in extensions:
        files |= {"meetings/2024-05-08-call.md": PLAIN}
    if "sphinxcontrib.youtube" in extensions:
        # the directive is theirs then, with its own options
        name = "meetings/2024-01-02-first.rst"
        files |= {name: FIRST.replace("   :caption: With *all* of us\n", "")}
    if "sphinx_external_toc" in extensions:
        files |= {"_toc.yml": "root: index\nentries:\n- file: notes/running\n"}
    srcdir = tmp_path / "src"
    if "sphinx_last_updated_by_git" in extensions:
        commit(srcdir, files)
    built = build(files, conf=conf, nitpicky=True, srcdir=srcdir)
    assert built.warnings == []
    records = domain_of(built.app.env).archive.listed
    assert [record.title for record in records] == [
        "The last one",
        "A call about everything",
        "February 6, 2024",
        "January",
        "The first one",
    ]
    for name in ("meetings/2024-01-02-first", "meetings/2024-05-08-call", "meetings/index"):
        page = built.page(name)
        assert page.select_one("header.meetings-header, ul.meetings-list") is not None, name
    call = built.page("meetings/2024-05-08-call")
    assert len(call.select("h1")) == 1
    assert call.select_one("header.meetings-header time")["datetime"] == "2024-05-08"
    assert [a["href"] for a in call.select(".meetings-header .meetings-tags a")] == [
        "tags/storage.html",
        "tags/c-plus-plus.html",
    ]
    assert call.select_one("figure.meetings-player") is not None
    assert "truncate" not in call.select_one(".body").get_text()
    last = built.page("meetings/2025-03-04-last")
    assert last.select_one("figure.meetings-player") is not None
    assert "import" not in last.select_one(".body").get_text()
    if "sphinxcontrib.youtube" not in extensions:
        assert built.page("meetings/2024-01-02-first").select_one("figure.meetings-player")


LISTED = {
    "index.md": "# Home\n\n```{toctree}\nmeetings/2026-05-01-call\n```\n",
    "meetings/2026-05-01-call.md": "---\ntags: [x]\n---\n# Call\n\nSee [it](2026-05-02-b.md).\n",
    "meetings/2026-05-02-b.md": "---\nunlisted: true\n---\n# Board\n\nZebras.\n",
    "meetings/2026-05-02-b-transcript.md": "# Transcript\n\n**Ada**: Zebras!\n",
}


@pytest.mark.parametrize("extensions", orders("sphinx_sitemap", "sphinx_llms_txt"), ids="-".join)
@pytest.mark.parametrize(
    ("builder", "call", "overview", "tag", "way"),
    [
        (
            "html",
            "meetings/2026-05-01-call.html",
            "meetings/index.html",
            "meetings/tags/x.html",
            "meetings/subscribe.html",
        ),
        (
            "dirhtml",
            "meetings/2026-05-01-call/",
            "meetings/",
            "meetings/tags/x/",
            "meetings/subscribe/",
        ),
    ],
)
def test_lists_of_pages_for_machines(
    build: Build, extensions: list[str], builder: str, call: str, overview: str, tag: str, way: str
):
    for name in extensions:
        pytest.importorskip(name)
    conf = {
        "extensions": extensions,
        "html_baseurl": SITE,
        "sitemap_url_scheme": "{link}",
        "sitemap_excludes": ["genindex*"],
        "llms_txt_exclude": ["nothing*"],
    }
    built = build(LISTED, conf=conf, builder=builder)
    assert built.warnings == []
    found = set(re.findall("<loc>([^<]*)</loc>", built.text("sitemap.xml")))
    assert {f"{SITE}{address}" for address in ("", call, overview, tag, way)} - found <= {SITE}
    assert not [address for address in found if "2026-05-02" in address or "genindex" in address]
    text = built.text("llms.txt") + built.text("llms-full.txt")
    assert "Call" in text
    assert "Zebras" not in text
    assert "2026-05-02-b-transcript" not in text
    assert "[Board]" not in text
    # they are left out once more where no page is written, and nothing is read again
    again = built.again()
    assert "no targets are out of date" in again.status
    assert "[Board]" not in again.text("llms.txt")
    assert again.app.config.llms_txt_exclude == ["nothing*"]
    assert again.app.config.sitemap_excludes == ["genindex*"]


@pytest.mark.parametrize("extensions", orders("sphinx_external_toc"), ids="-".join)
def test_a_table_of_contents_in_a_file_of_its_own(build: Build, extensions: list[str]):
    """What the page "Neighbours" says of it."""
    pytest.importorskip("sphinx_external_toc")
    files = {
        "index.md": "# Home\n",
        "meetings/2026-05-01-call.md": "# Call\n\nText.\n",
        "_toc.yml": "root: index\nentries:\n- glob: meetings/*\n",
    }
    conf = {
        "extensions": extensions,
        "external_toc_path": "_toc.yml",
        "external_toc_exclude_missing": True,
    }
    built = build(files, conf=conf)
    assert built.warnings == []
    link = ".meetings-entry-title a"
    assert built.page("meetings/index").select_one(link).get_text() == "Call"
    without = built.again({"_toc.yml": "root: index\n"})
    assert without.warnings == []
    assert list(domain_of(without.app.env).archive.records) == []


@pytest.mark.parametrize("extensions", orders("sphinx_llm.txt"), ids="-".join)
def test_files_for_language_models(build: Build, tmp_path: Path, extensions: list[str]):
    # it runs Sphinx once more, which reads conf.py
    pytest.importorskip("sphinx_llm.txt")
    srcdir = tmp_path / "src"
    settings = f"extensions = {extensions!r}\nhtml_theme = 'basic'\nproject = 'Test'\n"
    conf = {"extensions": extensions, "html_theme": "basic"}
    built = build(LISTED | {"conf.py": settings}, conf=conf, srcdir=srcdir)
    assert built.warnings == []
    text = built.text("llms.txt")
    assert "[Call]" in text
    assert "[Board]" not in text
    assert "Zebras" not in text


def test_catalogues_of_messages(build: Build, tmp_path: Path):
    language = "de"
    basic = pytest.importorskip("sphinx_intl.basic")
    files = {
        "index.md": "# Home\n\n```{meeting-list}\n```\n",
        "meetings/2026-05-01-call.md": "# Call\n\nWe met.\n",
    }
    srcdir, locale = tmp_path / "src", tmp_path / "src" / "locale"
    conf = {"locale_dirs": ["locale"], "gettext_compact": False}
    built = build(files, conf=conf, builder="gettext", srcdir=srcdir)
    assert built.warnings == []
    basic.update(str(locale), str(built.outdir), (language,))
    catalogue = locale / language / "LC_MESSAGES" / "meetings" / "2026-05-01-call.po"
    text = catalogue.read_text(encoding="utf-8")
    for message, translation in (("Call", "Treffen"), ("We met.", "Wir trafen uns.")):
        source = f'msgid "{message}"\nmsgstr ""'
        assert source in text
        text = text.replace(source, f'msgid "{message}"\nmsgstr "{translation}"')
    catalogue.write_text(text, encoding="utf-8")
    basic.build(str(locale), str(locale), (language,))
    done = build({}, conf=conf | {"language": language}, srcdir=srcdir)
    assert done.warnings == []
    page = done.page("meetings/2026-05-01-call")
    assert page.h1.get_text().startswith("Treffen")
    assert "Wir trafen uns." in page.get_text()
    assert done.page("index").select_one(".meetings-entry-title").get_text() == "Treffen"


def test_a_server_that_builds_after_each_edit(tmp_path: Path):
    pytest.importorskip("sphinx_autobuild")
    source, log = tmp_path / "src", tmp_path / "log"
    conf = "extensions = ['sphinxcontrib_meetings']\nhtml_theme = 'basic'\n"
    write_files(source, LISTED | {"conf.py": conf})
    before = {path: path.stat().st_mtime_ns for path in source.rglob("*")}
    command = [sys.executable, "-m", "sphinx_autobuild", "--port", "0"]
    with log.open("wb") as output:
        server = subprocess.Popen(
            [*command, str(source), str(tmp_path / "out")],
            stdout=output,
            stderr=subprocess.STDOUT,
            env=os.environ | {"PYTHONPATH": str(PROJECT)},
        )
    try:
        builds = partial(said, log, "The HTML pages are in")
        wait(lambda: builds() == 1)
        # the server looks for changes a moment later, and then does not see any
        time.sleep(3)
        assert {path: path.stat().st_mtime_ns for path in source.rglob("*")} == before
        edited = "---\ntags: [y]\n---\n# Call\n\nText.\n"
        write_files(source, {"meetings/2026-05-01-call.md": edited})
        wait(lambda: builds() == 2)
        time.sleep(3)
        assert builds() == 2
        assert said(log, "Rebuilding") == 1
        assert (tmp_path / "out" / "meetings" / "tags" / "y.html").exists()
    finally:
        server.terminate()
        server.wait(30)


def said(log: Path, text: str) -> int:
    return log.read_text(encoding="utf-8").count(text)


def wait(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 120
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.2)


LEAD = (
    '---\nauthors: [Ada Lovelace]\n{}---\n# Call\n\nPresent: Ada, Bo\n\nWe "ship" *it* & more.\n'
)
DESCRIBED = {
    "meetings/2024-01-01-a.md": LEAD.format(""),
    "meetings/2024-01-02-b.md": LEAD.format("description: Told <here>\n"),
    "meetings/2024-01-03-c.rst": (
        ":authors: Ada Lovelace\n\nCall\n====\n\n.. meta::\n   :description: Given\n\nWe ship.\n"
    ),
    "meetings/2024-01-04-d.md": "---\nauthors: [Ada Lovelace]\n---\n# Call\n\n" + "word " * 100,
    "lists.md": "---\norphan: true\n---\n# Lists\n\n```{meeting-list}\n:format: compact\n```\n\nOurs.\n",
}
DESCRIPTIONS = {
    "meetings/2024-01-01-a": 'We "ship" it & more.',
    "meetings/2024-01-02-b": "Told <here>",
    "meetings/2024-01-03-c": "Given",
    "meetings/2024-01-04-d": ("word " * 40).strip() + "…",
}
IN_ORDER = " · ".join(f"Call, January {day}, 2024" for day in (4, 3, 2, 1))
SMART = {"smartquotes": False, "html_baseurl": "https://docs.example/"}


def described(
    built: Built, page: str, name: str = "name", value: str = "description"
) -> list[str]:
    return [tag["content"] for tag in built.page(page).select(f'meta[{name}="{value}"]')]


@pytest.mark.parametrize("conf", [{"smartquotes": False}, SMART], ids=["", "baseurl"])
def test_pages_are_described_once(build: Build, conf: dict[str, object]):
    built = build(DESCRIBED, conf=conf)
    assert built.warnings == []
    pages = DESCRIPTIONS | {
        "meetings/index": IN_ORDER,
        "meetings/people/index": "Ada · Ada Lovelace · Bo",
        "meetings/year/2024": IN_ORDER,
    }
    assert {page: described(built, page) for page in pages} == {
        page: [text] for page, text in pages.items()
    }
    changed = built.again({"meetings/2024-01-01-a.md": "# Call\n\nAnother.\n"})
    assert described(changed, "meetings/2024-01-01-a") == ["Another."]


@pytest.mark.parametrize("extensions", orders("sphinxext.opengraph"), ids="-".join)
def test_open_graph_describes_the_note(build: Build, extensions: list[str]):
    pytest.importorskip("sphinxext.opengraph")
    conf = SMART | {"extensions": extensions, "ogp_site_url": "https://docs.example/"}
    built = build(DESCRIBED, conf=conf)
    assert built.warnings == []
    for page, text in DESCRIPTIONS.items():
        assert described(built, page) == [text]
        said = described(built, page, "property", "og:description")
        assert said == (["We ship."] if text == "Given" else [text])
    # what we put on pages is none of their words
    assert described(built, "lists", "property", "og:description") == ["Ours."]
