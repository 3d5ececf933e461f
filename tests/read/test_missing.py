"""Links, images and footnotes to what is not there, in every dialect."""

from __future__ import annotations

import re

import pytest
from support.builds import Build, Built

#: what is written ─► what the warning says of it
MARKDOWN = {
    "[x]()": "link without an address; write one between the parentheses",
    "[x](www.example.org)": "link to 'www.example.org', which is not a full URL. Did you mean 'htt",
    "[x](www.example.org/a/)": "link to 'www.example.org/a/', which is not a full URL",
    "[x](https:/example.org)": "link to 'https:/example.org', which is not a full URL. Did you",
    "[x](https//example.org/a)": "link to 'https//example.org/a', which is not a full URL",
    "[x](ana@example.org)": "link to 'ana@example.org', which is not a full URL. Did you mean 'ma",
    "[x](https://exam\u200bple.org)": "link to 'https://exam\\u200bple.org', which contains an i",
    "[x](there\u200b.md)": "link to 'there\\u200b.md', which contains an invisible character",
    "[x](gone.md)": "link to 'gone.md', which is neither a meeting nor a document; give a path",
    "[x](gone.md#a)": "link to 'gone.md#a', which is neither a meeting nor a document",
    "[x](<gone by.md>)": "link to 'gone by.md', which is neither a meeting nor a document",
    "[x](../other/budgte.md)": "link to '../other/budgte.md', which is neither a meeting nor a d"
    "ocument. Did you mean '/meetings/budget.md'?",
    "[x](gone)": "link to 'gone', which is neither a meeting nor a document",
    "[x](#nowhere)": "link to '#nowhere', which is no heading there",
    "[x](#a-cal)": "link to '#a-cal', which is no heading there. Did you mean '#a-call'?",
    "[x](budget.md#nowhere)": "link to 'budget.md#nowhere', which is no heading there",
    "[x](/slides/gone.pdf)": "link to '/slides/gone.pdf', which is neither a meeting nor a docum",
    "[x](call:gone)": "link to 'call:gone', which is neither a label nor a full URL; correct it",
    "[x](localhost:8000/a)": "link to 'localhost:8000/a', which is neither a label nor a full URL",
    "x[^gone]": "footnote [^gone], which is not defined; add a line '[^gone]: TEXT'",
    "x[^1]": "footnote [^1], which is not defined",
    "![x](gone.png)": "image 'gone.png', which does not exist",
    "![x](https:/example.org/a.png)": "image 'https:/example.org/a.png', which is not a full URL",
}
#: the same, with what only Docusaurus and HackMD have
DIALECT = MARKDOWN | {
    "[x](./gone/)": "link to './gone/', which is neither a meeting nor a document",
    '<img src="gone.png" />': "image 'gone.png', which does not exist",
    "![x](/gone.png)": "image '/gone.png', which does not exist; set meetings_static",
    "![x]()": "image without an address",
    '<a href="gone.md">x</a>': "link to 'gone.md', which is neither a meeting nor a document",
}
REST = {
    "`x <www.example.org>`_": "link to 'www.example.org', which is not a full URL",
    "`x <https:/example.org>`__": "link to 'https:/example.org', which is not a full URL",
    "`x <gone.md>`_": "link to 'gone.md', which leads to a source, not to its page",
    ":doc:`gone`": "link to 'gone', which is not the path of a document",
    "gone_": "link to 'gone_', which is not defined; add a target",
    "[1]_": "footnote [1]_, which is not defined; add a line '.. [1] TEXT'",
    "[#a]_": "footnote [#a]_, which is not defined",
    ":download:`x <gone.pdf>`": "link to 'gone.pdf', which does not exist",
    "|image|\n\n.. |image| image:: gone.png": "image 'gone.png', which does not exist",
}
HEADS = {
    "md": "# A call\n\n",
    "mdx": "# A call\n\n",
    "myst": "# A call\n\n",
    "rst": "A call\n======\n\n",
}


def notes(head: str, written: dict[str, str], name: str, directive: str = "") -> dict[str, str]:
    """Return a note for each text, which stands there twice, from line 4 on."""
    return {
        f"{name.format(number)}": f"{head}A\n{text.partition(chr(10))[0]} and\n{text}\n{directive}"
        for number, text in enumerate(written)
    }


@pytest.fixture(scope="module")
def built(shared_build: Build) -> Built:
    directive = "\n```{meeting}\n:date: 2026-05-06\n```\n"
    return shared_build(
        {
            "meetings/budget.md": "---\ndate: 2026-01-01\n---\n# Budget\n",
            **notes(HEADS["md"], DIALECT, "meetings/2026-05-06-m{}.md"),
            **notes(HEADS["mdx"], DIALECT, "meetings/2026-05-06-x{}.mdx"),
            **notes(HEADS["rst"], REST, "meetings/2026-05-06-r{}.rst"),
            **{
                name: text.replace("](budget", "](../meetings/budget")
                for name, text in notes(HEADS["myst"], MARKDOWN, "calls/s{}.md", directive).items()
            },
        }
    )


CASES = [
    *((f"meetings/2026-05-06-m{n}.md", fault) for n, fault in enumerate(DIALECT.values())),
    *((f"meetings/2026-05-06-x{n}.mdx", fault) for n, fault in enumerate(DIALECT.values())),
    *((f"meetings/2026-05-06-r{n}.rst", fault) for n, fault in enumerate(REST.values())),
    *((f"calls/s{n}.md", fault) for n, fault in enumerate(MARKDOWN.values())),
]


@pytest.mark.parametrize(("note", "fault"), CASES)
def test_one_warning_as_it_was_written(built: Built, note: str, fault: str) -> None:
    found = [line for line in built.warnings if line.startswith(f"{note}:")]
    (warning,) = [line for line in found if "toc.not_included" not in line]
    place, _, message = warning.partition(": WARNING: ")
    if note.startswith("calls/"):
        fault = fault.replace("'budget.md", "'../meetings/budget.md")
        # MyST alone has no anchors at headings that could be meant
        fault = fault.replace(". Did you mean '#a-call'?", "")
    subject, comma, rest = fault.partition(", which")
    counted = re.sub(r" \(2 times\)", "", message, count=1)
    assert counted.startswith(subject + comma + rest)
    assert counted.endswith("[meetings.link]")
    assert place.startswith(f"{note}:")


def test_what_is_there_is_found(build: Build) -> None:
    site = build(
        {
            "meetings/2026-05-06-a.md": "# A call\n\n"
            "[1](./sub) [2](sub/) [3](sub) [4](./other/) [5](./2026-05-07-b) [6](/slides/deck.pdf)"
            " [7](#a-call) [8](2026-05-07-b.md#part) [9](https://example.org/www.) <x@y.org>"
            " ![a](../slides/a.png)[^1]\n\n[^1]: Fine.\n",
            "meetings/2026-05-07-b.md": "# B\n\n## Part\n\n[up](..)\n",
            "meetings/2026-05-08-c.rst": "C\n=\n\n:doc:`/meetings/2026-05-07-b` :ref:`l` [1]_\n\n"
            ".. [1] Fine.\n\n.. _l:\n\nPart\n----\n",
            "meetings/sub/README.md": "---\nmeeting: false\norphan: true\n---\n# Sub\n",
            "meetings/other/index.md": "---\norphan: true\n---\n# Other\n",
            "slides/deck.pdf": "x",
            "slides/a.png": "x",
        }
    )
    assert site.warnings == []
    links = site.seen("meetings/2026-05-06-a").select(".body > section > p > a")
    hrefs = [str(link["href"]) for link in links]
    assert hrefs[:5] == [*["sub/README.html"] * 3, "other/index.html", "2026-05-07-b.html"]
    assert hrefs[5].endswith("/deck.pdf")


def test_a_target_that_comes_and_goes(build: Build) -> None:
    site = build({"meetings/2026-05-06-a.md": "# A\n\n[x](./sub) ![y](b.png)\n"})
    assert len(site.warnings) == 2
    readme = "---\nmeeting: false\norphan: true\n---\n# Sub\n"
    again = site.again({"meetings/sub/README.md": readme, "meetings/b.png": b"x"})
    assert again.warnings == []
    assert again.seen("meetings/2026-05-06-a").find("a", string="x")["href"] == "sub/README.html"
    gone = again.again({"meetings/sub/README.md": None, "meetings/b.png": None})
    assert len(gone.warnings) == 2


@pytest.mark.parametrize("builder", ["text", "latex", "man", "texinfo", "singlehtml", "epub"])
def test_no_builder_loses_a_word(build: Build, builder: str) -> None:
    words = {text: f"W{number}W" for number, text in enumerate(DIALECT)}
    body = "\n\n".join(
        text.replace("[x]", f"[{word}]", 1) + ("" if "[x]" in text else f" {word}")
        for text, word in words.items()
    )
    site = build(
        {
            "index.md": "# Test\n\n```{toctree}\nmeetings/2026-05-06-a\n```\n",
            "meetings/2026-05-06-a.mdx": f"# A call\n\n{body}\n",
        },
        builder=builder,
        conf={
            "man_pages": [("index", "test", "Test", "Ana", 1)],
            "version": "1",
            "copyright": "A",
        },
    )
    texts = "".join(
        path.read_text(errors="replace")
        for path in site.outdir.rglob("*")
        if path.suffix in {".txt", ".tex", ".1", ".texi", ".html", ".xhtml"}
    )
    assert [word for word in words.values() if word not in texts] == []


def test_the_folder_of_the_notes_at_the_former_site(build: Build) -> None:
    links = {
        "/blog/2026-05-07-b.md": "2026-05-07-b.html",
        "/site/blog/2026-05-07-b": "2026-05-07-b.html",
        "/blog/2026/05/07/b": "2026-05-07-b.html",
        "/blog/plain.md#part": "plain.html#part",
        "/blog/old": "old/README.html",
        "/blog/tags/seeds": "meetings/tags/seeds.html",
        "@site/blog/2026-05-07-b.md": "2026-05-07-b.html",
        "/plain": "plain.html",
    }
    body = " ".join(f"[x]({link})" for link in links)
    site = build(
        {
            "2026-05-06-a.md": f"---\ntags: [seeds]\n---\n# A\n\n{body} ![y](/blog/here.png)\n",
            "2026-05-07-b.md": "# B\n",
            "plain.md": "---\nmeeting: false\norphan: true\n---\n# P\n\n## Part\n",
            "old/README.md": "---\nmeeting: false\norphan: true\n---\n# Old\n",
            "here.png": "x",
            "index.md": "# Test\n",
        },
        conf={"meetings_path": "**", "meetings_site_path": "site/blog"},
    )
    assert site.warnings == []
    found = [str(link["href"]) for link in site.seen("2026-05-06-a").find_all("a", string="x")]
    assert found == list(links.values())


def from_the_root(count: int, written: str) -> str:
    return " ".join(written.format(number) for number in range(count))


#: how something is written ─► what is said of one, and of many
OF_SITE = {
    "![x](/img/{}.png)": (
        "image '/img/0.png', which does not exist; set meetings_static to the folder that has it, "
        "or meetings_site_url to the site that shows it",
        "{} images in {}, such as '/img/0.png' and '/img/1.png', which do not exist; set "
        "meetings_static to the folder that has them, or meetings_site_url to the site that shows "
        "them",
    ),
    "[x](/docs/{})": (
        "link to '/docs/0', which is neither a meeting nor a document; to link to the site that "
        "the notes come from, set meetings_site_url",
        "{} links in {}, such as '/docs/0' and '/docs/1', which are neither meetings nor documents; "
        "to link to the site that the notes come from, set meetings_site_url",
    ),
}
OF_SITE['<img src="/img/{}.png" />'] = OF_SITE["![x](/img/{}.png)"]
OF_SITE['<a href="/docs/{}">x</a>'] = OF_SITE["[x](/docs/{})"]


@pytest.mark.parametrize("written", OF_SITE)
@pytest.mark.parametrize("jobs", [1, 2])
def test_many_of_the_former_site_are_reported_together(
    build: Build, written: str, jobs: int
) -> None:
    one, many = OF_SITE[written]
    name = "meetings/2026-05-{:02}.md"
    files = {name.format(day): f"# A\n\n{written.format(day % 8)}\n" for day in range(8, 24)}
    built = build(files, jobs=jobs, builder="text")
    assert built.warnings == [
        f"meetings/2026-05-08.md:3: WARNING: {many.format(8, '16 notes')} [meetings.link]"
    ]
    # what was not read again is not reported again
    again = built.again({name.format(8): f"# A\n\n{from_the_root(6, written)}\n"})
    assert again.warnings == [
        f"meetings/2026-05-08.md:3: WARNING: {many.format(6, 'this note')} [meetings.link]"
    ]
    few = built.again({name.format(8): f"# A\n\n{from_the_root(5, written)}\n"})
    assert len(few.warnings) == 5
    assert few.warnings[0] == f"meetings/2026-05-08.md:3: WARNING: {one} [meetings.link]"


@pytest.mark.parametrize("builder", ["html", "dirhtml", "text", "singlehtml", "epub", "latex"])
def test_a_link_to_the_former_site_counts_once(build: Build, builder: str) -> None:
    built = build(
        {
            "index.md": "# Test\n\n```{meeting-list}\n```\n\n```{toctree}\n:glob:\nmeetings/*\n```\n",
            "meetings/2026-05-06-a.md": "# A\n\n[x](/docs/a) ![y](/img/a.png)\n",
            "meetings/2026-05-07-b.md": "# B\n\n[x](/docs/a) [z](/docs/a)\n",
        },
        builder=builder,
        conf={"version": "1", "copyright": "A"},
    )
    shown = [re.sub(r"which.*", "", line) for line in built.warnings]
    assert sorted(shown) == [
        "meetings/2026-05-06-a.md:3: WARNING: image '/img/a.png', ",
        "meetings/2026-05-06-a.md:3: WARNING: link to '/docs/a', ",
        "meetings/2026-05-07-b.md:3: WARNING: link to '/docs/a' (2 times), ",
    ]


def test_where_images_were_looked_for(build: Build) -> None:
    built = build(
        {
            "static/b.png": "x",
            "meetings/2026-05-06-a.md": "# A\n\n![x](/img/a.png) ![y](/b.png) ![z](img/)\n",
        },
        conf={"meetings_static": "static"},
    )
    assert built.warnings == [
        "meetings/2026-05-06-a.md:3: WARNING: image 'img/', which is not the path of a file; "
        "correct it [meetings.link]",
        "meetings/2026-05-06-a.md:3: WARNING: image '/img/a.png', which does not exist; add it to "
        "'static', or set meetings_site_url to the site that shows it [meetings.link]",
    ]


def test_no_other_day_is_suggested(build: Build) -> None:
    body = "[1](/m/2026-05-06-weekly/) [2](2026-05-06-weekly.md) [3](2026-05-13-wekly.md)"
    body += " [4](2026-05-13-weekly-cal)"
    built = build(
        {
            "meetings/2026-05-13-weekly.md": "# W\n",
            "meetings/2026-05-20-weekly-call.md": f"# W\n\n{body}\n",
        },
    )
    hints = [line.partition("Did you mean ")[2].partition("?")[0] for line in built.warnings]
    assert sorted(hints) == ["", "", *["'/meetings/2026-05-13-weekly.md'"] * 2]


CODE = ("javascript:go()", "JavaScript:go()", "vbscript:go()", "data:text/html,go")
MYST_IMAGES = "```{{image}} {0}\n```\n\n```{{figure}} {0}\nWords\n```\n"
REST_IMAGES = ".. image:: {0}\n\n.. figure:: {0}\n\n   Words\n"


@pytest.mark.parametrize("suffix", ["md", "rst"])
def test_directives_show_no_image_that_runs_code(build: Build, suffix: str) -> None:
    images = MYST_IMAGES if suffix == "md" else REST_IMAGES
    notes = {
        f"meetings/2026-05-0{number}-a.{suffix}": HEADS[suffix] + images.format(address)
        for number, address in enumerate(CODE, 1)
    }
    shown = "data:image/gif;base64,R0lGODlhAQABAAAAACw="
    site = build(
        {**notes, f"meetings/2026-05-09-b.{suffix}": HEADS[suffix] + images.format(shown)}
    )
    assert len(site.warnings) == len(CODE)
    for number, address in enumerate(CODE, 1):
        name = f"meetings/2026-05-0{number}-a"
        said = f"image '{address}' (2 times), which cannot be used; write a path, or a full URL"
        assert any(line.startswith(name) and said in line for line in site.warnings)
        assert site.seen(name).select(".body img, .body object, .body iframe") == []
        assert "Words" in site.seen(name).get_text()
    assert len(site.seen("meetings/2026-05-09-b").select(".body img")) == 2


def test_links_of_images_run_no_code(build: Build) -> None:
    targets = {
        "meetings/2026-05-06-a.md": "# A\n\n```{image} a.png\n:target: javascript:go()\n```\n",
        "meetings/2026-05-07-b.rst": "B\n=\n\n.. image:: a.png\n   :target: javascript:go()\n\n"
        "`words <javascript:go()>`_\n",
    }
    site = build({**targets, "meetings/a.png": b"x"})
    assert len(site.warnings) == 2
    for name in targets:
        body = site.seen(name.partition(".")[0]).select_one(".body")
        assert body is not None
        assert "javascript:" not in str(body)
        assert len(body.select("img")) == 1
