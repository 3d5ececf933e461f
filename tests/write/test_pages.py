"""Generated pages, lists, roles and the inventory."""

from __future__ import annotations

import itertools
import json
import posixpath
import re
from collections.abc import Callable
from dataclasses import fields
from functools import cache
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from sphinx.util.inventory import InventoryFile
from support.builds import IGNORED, Build, Built, projects
from support.lists import NOTES, one_by_one, titles

from sphinxcontrib_meetings.archive.page_plan import _pager
from sphinxcontrib_meetings.archive.views import Link
from sphinxcontrib_meetings.config import Options

RUNNING = (
    "---\norphan: true\n---\n# Running\n\n## Part\n\n"
    "```{meeting}\n:date: 2024-06-06\n```\n\nText.\n"
)


def test_overview_years_tags_and_people(shared_build: Build):
    built = shared_build(NOTES)
    assert built.warnings == []
    assert titles(built.seen("meetings/index")) == ["Three", "Two", "One"]
    assert titles(built.seen("meetings/year/2024")) == ["Two", "One"]
    assert [r.get_text() for r in built.seen("meetings/year/2024").select(".rubric")] == [
        "February 2024",
        "January 2024",
    ]
    tags = built.seen("meetings/tags/index").select(".meetings-tagcloud a")
    assert [(a.get_text(), a["href"]) for a in tags] == [
        ("c", "c.html"),
        ("C#", "c-sharp.html"),
        ("C++", "c-plus-plus.html"),
        ("x", "x.html"),
    ]
    assert titles(built.seen("meetings/tags/x")) == ["Two", "One"]
    people = built.seen("meetings/people/index").select(".meetings-persons li")
    assert [" ".join(li.get_text().split()) for li in people] == ["ada (2)", "bo (2)"]
    assert titles(built.seen("meetings/people/bo")) == ["Three", "One"]
    more = built.seen("meetings/index").select(".meetings-more a")
    assert [a["href"] for a in more] == ["2024-01-02-one.html#more-2024-01-02-one"]


@pytest.mark.parametrize("builder", ["html", "dirhtml", "json"])
def test_every_link_of_every_page_leads_somewhere(build: Build, builder: str):
    built = build(NOTES | {"index.md": "# Home\n\n```{meeting-list}\n```\n"}, builder=builder)
    assert built.warnings == []
    app = built.app
    pages = [*app.env.all_docs, "meetings/index", "meetings/tags/x", "meetings/people/ada"]
    # data for other programs have no calendars
    pages += ["meetings/subscribe"] if builder != "json" else []
    for page in pages:
        path = Path(app.builder.get_outfilename(page))
        text = path.read_text()
        body = json.loads(text)["body"] if builder == "json" else text
        here = app.builder.get_target_uri(page)
        for href in re.findall(r'class="reference internal" href="([^"#]+)', body):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(here), href))
            suffix = {"html": "", "dirhtml": "/index.html", "json": ".fjson"}[builder]
            places = (f"{target}{suffix}", f"{target}/index.fjson", target)
            assert any((built.outdir / place).is_file() for place in places), (page, href)


def test_lists_are_spread_over_pages(build: Build):
    built = build(NOTES, conf={"meetings_per_page": 2})
    first, second = built.seen("meetings/index"), built.seen("meetings/page/2")
    assert (titles(first), titles(second)) == (["Three", "Two"], ["One"])
    assert [a["href"] for a in first.select(".meetings-pages a")] == ["page/2.html"]
    assert [a["href"] for a in second.select(".meetings-pages a")] == ["../index.html"]
    assert first.select_one(".meetings-pages [aria-current]").get_text() == "1"
    assert (built.outdir / "meetings/tags/x.html").exists()
    again = built.again(conf={"meetings_per_page": 20})
    assert not (built.outdir / "meetings/page").exists()
    assert titles(again.seen("meetings/index")) == ["Three", "Two", "One"]


def overview_of(page: BeautifulSoup) -> dict[str, list[str]]:
    return {
        "chips": [a["href"] for a in page.select(".meetings-links-row a")],
        "groups": [title.get_text() for title in page.select(".meetings-group")],
        "titles": titles(page),
        "pages": [a["href"] for a in page.select("nav.meetings-pages a")],
    }


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("suffix", ["md", "rst"])
def test_a_list_in_the_place_of_the_overview_has_what_it_has(
    build: Build, shared_build: Build, suffix: str, builder: str
):
    conf = {"meetings_per_page": 1, "meetings_today": "2024-02-20"}
    plain = {
        "md": "---\norphan: true\n---\n# Mine\n\nHello.\n\n```{meeting-list}\n```\n",
        "rst": ":orphan:\n\nMine\n====\n\nHello.\n\n.. meeting-list::\n",
    }[suffix]
    generated = shared_build(NOTES, conf=conf, builder=builder)
    built = build(NOTES | {f"meetings/index.{suffix}": plain}, conf=conf, builder=builder)
    assert not built.warnings
    path = "meetings/index"
    expected = overview_of(generated.seen(path))
    assert expected["chips"]
    assert expected["groups"][-2:] == ["Upcoming meetings", "Past meetings"]
    assert expected["pages"]
    assert overview_of(built.seen(path)) == expected
    assert "Hello." in built.text(f"{path}.html")
    # the other pages are generated
    last = Path(built.outdir, "meetings", expected["pages"][-1])
    assert (last / "index.html" if builder == "dirhtml" else last).is_file()
    # one by one as on a generated page, in an incremental build, too
    again = built.again(conf=conf | {"meetings_today": "2023-01-01"})
    assert overview_of(again.seen(path))["groups"][-2:] == ["Upcoming meetings", "Past meetings"]
    assert len(titles(again.seen(path))) > len(expected["titles"])


def test_the_option_overview(build: Build):
    conf = {"meetings_per_page": 1}
    index = "# Home\n\n```{{meeting-list}}\n{}\n```\n"
    built = build(
        NOTES
        | {
            "index.md": index.format(":overview:"),
            "meetings/index.md": "---\norphan: true\n---\n" + index.format(":overview: false"),
        },
        conf=conf,
    )
    assert not built.warnings
    shown = overview_of(built.seen("index"))
    assert shown["chips"][0] == "meetings/tags/index.html"
    assert shown["pages"] == ["meetings/page/2.html", "meetings/page/3.html"]
    plain = overview_of(built.seen("meetings/index"))
    assert (plain["chips"], plain["pages"]) == ([], [])
    assert plain["titles"] == ["Three", "Two", "One"]
    off = built.again(conf=conf | {"meetings_pages": False})
    assert overview_of(off.seen("index")) == plain
    wrong = build(NOTES | {"index.md": index.format(":overview:\n:tag: x")})
    assert ["remove the other options" in warning for warning in wrong.warnings] == [True]
    assert titles(wrong.seen("index")) == ["Two", "One"]


@pytest.mark.parametrize("builder", ["singlehtml", "epub", "text", "man", "latex", "texinfo"])
def test_builders_without_pages_list_all_meetings(build: Build, builder: str):
    index = "# Mine\n\n```{meeting-list}\n```\n"
    home = "# Home\n\n```{toctree}\nmeetings/index\n```\n"
    built = build(
        NOTES | {"index.md": home, "meetings/index.md": index},
        builder=builder,
        conf={"meetings_per_page": 1, "epub_copyright": "x", "version": "1"},
    )
    files = [path for path in built.outdir.rglob("*") if path.suffix in SUFFIXES]
    text = "".join(path.read_text() for path in files)
    assert all(title in text for title in ("One", "Two", "Three"))
    assert "Upcoming" not in text


#: of what those builders write
SUFFIXES = {".html", ".xhtml", ".txt", ".1", ".tex", ".texi"}


def test_a_document_takes_the_place_of_a_page(build: Build):
    built = build(
        NOTES
        | {
            "meetings/index.md": "---\norphan: true\n---\n# Mine\n\n```{meeting-list}\n:limit: 1\n```\n",
            "meetings/people/ada.md": "---\nmeeting: false\norphan: true\n---\n# Ada herself\n",
        }
    )
    assert built.warnings == []
    assert built.seen("meetings/index").h1.get_text().startswith("Mine")
    assert built.seen("meetings/people/ada").h1.get_text().startswith("Ada herself")
    header = built.seen("meetings/2024-01-02-one").select_one(".meetings-header")
    assert header.select_one(".meetings-parents a")["href"] == "index.html"
    again = built.again({"meetings/index.md": None, "meetings/people/ada.md": None})
    assert again.seen("meetings/index").h1.get_text().startswith("Meetings")
    assert again.seen("meetings/people/ada").h1.get_text().startswith("ada")


#: documents in the places of pages that have nothing to do with each other
IN_PLACES = (
    ("meetings", "meetings/tags/x", "meetings/people/index"),
    ("meetings/index", "meetings/tags", "meetings/page/2", "meeting-people/index"),
    ("meeting-tags",),
)


@pytest.fixture(scope="module")
def come_and_go(
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[str, tuple[str, ...]], tuple[Built, list[dict[str, bytes]]]]:
    """Return what is written with documents of some names, without them, and with them again."""
    build = projects(tmp_path_factory.mktemp("places"))
    text = "---\nmeeting: false\norphan: true\n---\n# Mine is {}\n\n{{meeting:ref}}`latest`\n"

    def files(built: Built) -> dict[str, bytes]:
        return {
            path.relative_to(built.outdir).as_posix(): path.read_bytes()
            for path in built.outdir.rglob("*")
            if path.is_file()
        }

    @cache
    def outputs(builder: str, names: tuple[str, ...]) -> tuple[Built, list[dict[str, bytes]]]:
        mine = {f"{name}.md": text.format(name) for name in names}
        built = build(NOTES | mine, builder=builder, conf={"meetings_per_page": 1})
        found = [files(built)]
        if names:
            without = built.again(dict.fromkeys(mine))
            found.append(files(without))
            found.append(files(without.again(mine)))
        return built, found

    return outputs


@pytest.mark.parametrize("name", [*itertools.chain(*IN_PLACES)])
@pytest.mark.parametrize("builder", ["html", "dirhtml", "json"])
def test_no_page_overwrites_a_document_and_each_comes_back(
    come_and_go: Callable[[str, tuple[str, ...]], tuple[Built, list[dict[str, bytes]]]],
    builder: str,
    name: str,
):
    # what Sphinx alone makes; it forgets the label of an index whose name a document had
    ignored = IGNORED | {"searchindex.json", "globalcontext.json", "environment.pickle"}
    ignored |= {"objects.inv"} if name == "meeting-tags" else set()

    def ours(found: dict[str, bytes]) -> dict[str, bytes]:
        return {file: data for file, data in found.items() if Path(file).name not in ignored}

    names = next(names for names in IN_PLACES if name in names)
    built, (before, without, again) = come_and_go(builder, names)
    assert built.warnings == []
    file = Path(built.app.builder.get_outfilename(name)).relative_to(built.outdir)
    assert f"Mine is {name}<" in before[file.as_posix()].decode()
    _, (clean,) = come_and_go(builder, ())
    assert ours(without) == ours(clean)
    assert ours(again) == ours(before)


def test_pages_live_under_the_root(build: Build):
    notes = {name.replace("meetings/", "community/"): text for name, text in NOTES.items()}
    built = build(notes, conf={"meetings_path": ["community/*"]})
    assert (built.outdir / "community/tags/x.html").exists()
    built = build(notes, conf={"meetings_path": ["community/*"], "meetings_root": "archive"})
    assert (built.outdir / "archive/tags/x.html").exists()
    link = built.seen("community/2024-01-02-one").select_one(".meetings-tags a")
    assert link["href"] == "../archive/tags/x.html"


LISTED = pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("", ["Three", "Two", "One"]),
        (":tag: x", ["Two", "One"]),
        (":tag: x, C++", ["One"]),
        (":tag: [x, 'C++']", ["One"]),
        (":author: bo", ["Three", "One"]),
        (":person: bo\n:role: author", ["Three", "One"]),
        (":year: 2024", ["Two", "One"]),
        (":before: 2024-02-03", ["One"]),
        (":after: 2024-02-03", ["Three"]),
        (":status: confirmed\n:limit: 1", ["Three"]),
        (":sort: oldest", ["One", "Two", "Three"]),
        (":sort: oldest\n:limit: 2\n:after: 2024-01-02", ["Two", "Three"]),
        (":author: ada\n:role: chair", []),
        (":author: ada\n:person: bo", ["One"]),
        (":author: ada\n:person: bo\n:role: chair", []),
        (":role: chair", []),
        (":role: author\n:tag: c", ["Three"]),
        (":status: cancelled", []),
        (":excerpt: false", ["Three", "Two", "One"]),
        (":group-by: series", ["Three", "Two", "One"]),
        (":format: cards", ["Three", "Two", "One"]),
        (":format: compact", ["Three", "Two", "One"]),
    ],
)


@LISTED
def test_meeting_list(shared_build: Build, options: str, expected: list[str]):
    cases = LISTED.args[1]
    lists = [f"# Home\n\n```{{meeting-list}}\n{lines}\n```\n" for lines, _ in cases]
    built = shared_build(NOTES | one_by_one(lists))
    assert built.warnings == []
    assert titles(built.seen(f"page{cases.index((options, expected))}")) == expected


def test_meeting_list_in_other_forms(shared_build: Build):
    index = (
        "Home\n====\n\n.. meeting-list::\n   :format: table\n   :group-by: year\n\n"
        ".. meeting-tags::\n\n.. meeting-people::\n\n.. meeting-list::\n   :year: 1999\n"
    )
    built = shared_build(NOTES | {"index.rst": index})
    assert built.warnings == []
    page = built.seen("index")
    assert [rubric.get_text() for rubric in page.select(".rubric")] == ["2025", "2024"]
    assert len(page.select("table.meetings-table")) == 2
    rows = page.select("table.meetings-table tbody tr")
    assert [row.select("td")[1].get_text().strip() for row in rows] == ["Three", "Two", "One"]
    assert len(page.select(".meetings-tagcloud li")) == 4
    assert len(page.select(".meetings-persons li")) == 2
    assert page.select_one(".meetings-empty").get_text() == "There are no meetings here."


STYLES = ["list", "table", "cards", "compact"]


def listed(build: Build, note: str, builder: str, options: str) -> dict[str, str]:
    """Return the page, or its text, of a list of one *note*, by the format of the list."""
    lists = [f"# Home\n\n```{{meeting-list}}\n:format: {name}\n{options}```\n" for name in STYLES]
    files = {"meetings/2024-01-02-note.md": note} | one_by_one(lists)
    built = build(files, builder=builder)
    assert built.warnings == []
    suffix = "txt" if builder == "text" else "html"
    return {name: built.text(f"page{number}.{suffix}") for number, name in enumerate(STYLES)}


@pytest.mark.parametrize("style", ["list", "table", "cards"])
@pytest.mark.parametrize("builder", ["html", "text"])
def test_an_excerpt_has_a_link_in_the_place_of_the_player(
    shared_build: Build, builder: str, style: str
):
    note = "# Call\n\nWe met. <YouTube id='dQw4w9WgXcQ' />\n"
    text = listed(shared_build, note, builder, ":excerpt: true\n")[style]
    # plain text has the words of links only
    link = ">Recording</a>" if builder == "html" else "Recording"
    assert [text.count("We met."), text.count(link)] == [1, 1]
    assert text.count("dQw4w9WgXcQ") == (builder == "html")


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("builder", ["html", "text"])
def test_every_form_says_that_a_meeting_is_cancelled(
    shared_build: Build, builder: str, style: str
):
    note = "---\nstatus: cancelled\n---\n# Off\n"
    assert "cancelled" in listed(shared_build, note, builder, "")[style]


def test_meeting_list_says_what_it_cannot_find(build: Build):
    index = "# Home\n\n```{meeting-list}\n:tag: y\n:author: adda\n```\n"
    built = build(NOTES | {"index.md": index})
    assert built.warnings == [
        "index.md:3: WARNING: no meeting has the tag 'y'. Use one that a meeting "
        "in the archive has. [meetings.listing]",
        "index.md:3: WARNING: no meeting has the person 'adda'. Did you mean "
        "'ada'? [meetings.listing]",
    ]
    assert built.seen("index").select_one(".meetings-empty")


def test_the_nearest_may_be_a_label_a_name_or_an_alias(build: Build):
    files = NOTES | {
        "tags.yml": "x:\n  label: Governance\n",
        "authors.yml": "ada:\n  name: Ada Lovelace\n  aliases: [Countess]\nbo:\n  name: Bo\n",
        "index.md": (
            "# Home\n\n```{meeting-list}\n:tag: Govrnance\n:author: Ada Lovelance\n"
            ":person: Countes\n:series: Weekley call\n```\n\n"
            "{meeting:tag}`governence`\n{meeting:person}`Ada Lovelce`\n{meeting:tag}`zzz`\n"
        ),
    }
    series = {"w": {"title": "Weekly call"}}
    built = build(files, conf={"meetings_series": series})
    said = [line for line in built.warnings if line.endswith(("listing]", "ref]"))]
    hints = sorted(re.search(r"(Did you|Use one) .*(?= \[)", line)[0] for line in said)
    assert hints == [
        "Did you mean 'Ada Lovelace'?",
        "Did you mean 'Ada Lovelace'?",
        "Did you mean 'Countess'?",
        "Did you mean 'Governance'?",
        "Did you mean 'Governance'?",
        "Did you mean 'Weekly call'?",
        "Use one that a meeting in the archive has.",
    ]


def test_roles(build: Build):
    index = (
        "# Home\n\n{meeting:ref}`meetings/2024-01-02-one` {meeting:ref}`the first <2024-01-02>` "
        "{meeting:ref}`latest` {meeting:tag}`C++` {meeting:tag}`see <x>` {meeting:person}`ada` "
        "{meeting:author}`bo` {any}`meetings/2024-02-03-two` {any}`notes#part`\n"
    )
    files = NOTES | {"index.md": index, "notes.md": RUNNING}
    built = build(files, conf={"meetings_today": "2024-02-29"})
    assert built.warnings == []
    links = built.seen("index").select("a.reference.internal")
    assert [(a.get_text(), a["href"]) for a in links] == [
        ("One", "meetings/2024-01-02-one.html"),
        ("the first", "meetings/2024-01-02-one.html"),
        ("Two", "meetings/2024-02-03-two.html"),
        ("C++", "meetings/tags/c-plus-plus.html"),
        ("see", "meetings/tags/x.html"),
        ("ada", "meetings/people/ada.html"),
        ("bo", "meetings/people/bo.html"),
        ("Two", "meetings/2024-02-03-two.html"),
        ("Part", "notes.html#part"),
    ]
    text = build(files, builder="text", conf={"meetings_today": "2024-02-29"})
    assert text.warnings == []
    assert "C++" in text.text("index.txt")


def test_roles_that_lead_nowhere_name_candidates(build: Build):
    same_day = {"meetings/2024-01-02-other.md": "# Other\n\nText.\n"}
    index = "# Home\n\n{meeting:ref}`2024-01-02`\n{meeting:person}`adda`\n{meeting:tag}`zzz`\n"
    built = build(NOTES | same_day | {"index.md": index})
    assert len(built.warnings) == 3
    assert "'meetings/2024-01-02-one' or 'meetings/2024-01-02-other'" in built.warnings[0]
    assert "Did you mean 'ada'?" in built.warnings[1]
    assert "zzz" in built.warnings[2]
    assert all(w.endswith("[meetings.ref]") and "index.md:3" in w for w in built.warnings)


def test_a_name_of_several_is_unclear(build: Build):
    files = NOTES | {
        "authors.yml": "ada:\n  name: Kim\nbo:\n  name: Kim\n",
        "tags.yml": "x:\n  label: Same\nc:\n  label: Same\nC++:\n  label: same\nC#:\n  label: Sharp\n",
        "index.md": (
            "# Home\n\n{meeting:person}`Kim` {meeting:person}`bo` {meeting:tag}`same` "
            "{meeting:tag}`Same`\n\n```{meeting-list}\n:author: Kim\n:tag: SAME\n```\n"
        ),
    }
    built = build(files)
    said = sorted(line.partition("WARNING: ")[2] for line in built.warnings)
    assert said == [
        "the person 'Kim' could mean 'ada' or 'bo'; use its key [meetings.listing]",
        "the person 'Kim' could mean 'ada' or 'bo'; use its key [meetings.ref]",
        "the tag 'SAME' could mean 'C++' or 'c' or 'x'; use its key [meetings.listing]",
        "the tag 'Same' could mean 'c' or 'x'; use its key [meetings.ref]",
    ]
    links = [link["href"] for link in built.seen("index").select("a.reference.internal")]
    assert links == ["meetings/people/bo.html", "meetings/tags/c-plus-plus.html"]


def test_the_slug_of_a_section(build: Build):
    running = RUNNING.replace(":date:", ":slug: the-part\n:date:", 1)
    assert ":slug: the-part" in running
    note = "# Links\n\n[by path](/the-part) and {meeting:ref}`the-part`\n"
    built = build({"notes.md": running, "meetings/2024-01-01-links.md": note})
    assert built.warnings == []
    links = built.seen("meetings/2024-01-01-links").select("p > a.reference.internal")
    assert [link["href"] for link in links] == ["../notes.html#part", "../notes.html#part"]


CALLED = pytest.mark.parametrize(
    ("target", "message"),
    [
        ("same", "the meeting 'same' could mean 'meetings/2024-02-03-two' or 'meetings/2025-03-04-three'; use its name"),
        ("next", "there is no meeting 'next'. No listed meeting takes place today (2026-01-01) or later."),
        ("lastest", "there is no meeting 'lastest'. Did you mean 'latest'?"),
        ("2024-01-02-on", "there is no meeting '2024-01-02-on'. Did you mean '2024-01-02-one'?"),
        ("special-slag", "there is no meeting 'special-slag'. Did you mean 'special-slug'?"),
        ("meetings/2024-01-02-one#openin", "there is no meeting 'meetings/2024-01-02-one#openin'. Did you mean 'meetings/2024-01-02-one'?"),
        ("one", "there is no meeting 'one'. That is the title of 'meetings/2024-01-02-one'; use the name."),
        ("zzzzz", "there is no meeting 'zzzzz'. Use the docname, slug or date of a meeting."),
    ],
)  # fmt: skip


@CALLED
def test_what_a_meeting_may_be_called(shared_build: Build, target: str, message: str):
    one, two, three = NOTES
    pages = [
        f"# Home\n\n{{meeting:ref}}`special-slug` {{meeting:ref}}`{name}`\n"
        for name, _ in CALLED.args[1]
    ]
    files = {
        one: NOTES[one].replace("---\n", "---\nslug: special-slug\n", 1),
        two: NOTES[two].replace("---\n", "---\nslug: same\n", 1),
        three: NOTES[three].replace("---\n", "---\nslug: same\n", 1),
    }
    built = shared_build(files | one_by_one(pages), conf={"meetings_today": "2026-01-01"})
    page = f"page{CALLED.args[1].index((target, message))}.md:"
    assert [warning for warning in built.warnings if warning.startswith(page)] == [
        f"{page}3: WARNING: {message} [meetings.ref]"
    ]
    assert len(built.warnings) == len(pages)


def test_site_absolute_links(build: Build):
    text = (
        "# Links\n\n[a](/meetings/2024-01-02-one/) [b](/meetings/2024/01/02/one#opening) "
        "[c](/guide/) [d](/elsewhere)\n"
    )
    notes = NOTES | {
        "meetings/2025-05-05-links.md": text,
        "guide/index.md": "---\norphan: true\n---\n# Guide\n",
    }
    built = build(notes)
    assert len(built.warnings) == 1
    assert built.warnings[0].startswith("meetings/2025-05-05-links.md:3: WARNING: link to '/else")
    links = built.seen("meetings/2025-05-05-links").select("section p a")
    assert [a["href"] for a in links] == [
        "2024-01-02-one.html",
        "2024-01-02-one.html#opening",
        "../guide/index.html",
        "/elsewhere",
    ]
    built = build(notes, conf={"meetings_site_url": "https://example.org"})
    assert built.warnings == []
    links = built.seen("meetings/2025-05-05-links").select("section p a")
    assert links[-1]["href"] == "https://example.org/elsewhere"


def test_inventory(shared_build: Build):
    built = shared_build(NOTES | {"notes.md": RUNNING})
    with (built.outdir / "objects.inv").open("rb") as file:
        inventory = InventoryFile.load(file, "https://example.org", lambda a, b: f"{a}/{b}")
    meetings = inventory["meeting:meeting"]
    assert list(meetings) == [*(name.removesuffix(".md") for name in NOTES), "notes#part"]
    found = {
        name: (item.uri, item.display_name) for name, item in inventory["meeting:tag"].items()
    }
    assert found["C++"] == ("https://example.org/meetings/tags/c-plus-plus.html", "-")
    assert set(inventory["meeting:person"]) == {"ada", "bo"}
    text = shared_build(NOTES, builder="text")
    kinds = {kind for _, _, kind, *_ in text.app.env.get_domain("meeting").get_objects()}
    assert kinds == {"meeting"}


def test_neighbours_and_parents_in_the_page_context(build: Build, tmp_path: Path):
    templates = tmp_path / "templates"
    templates.mkdir()
    (templates / "layout.html").write_text(
        "{%- extends '!layout.html' %}{% block relbar1 %}<p id='near'>{{ prev and prev.title }}|"
        "{{ next and next.title }}|{% for p in parents %}{{ p.title }},{% endfor %}</p>{% endblock %}"
    )
    notes = NOTES | {"index.md": "# Home\n\n```{toctree}\nmeetings/2025-03-04-three\n```\n"}
    built = build(notes, conf={"templates_path": [str(templates)]})
    near = {
        name: built.seen(f"meetings/{name}").select_one("#near").get_text()
        for name in ("2024-01-02-one", "2024-02-03-two", "2025-03-04-three")
    }
    assert near == {
        "2024-01-02-one": "None|Two|Meetings,2024,",
        "2024-02-03-two": "One|Three|Meetings,2024,",
        # stands in a toctree, and keeps what Sphinx says of it
        "2025-03-04-three": "Home|None|",
    }


def test_nothing_is_written_when_nothing_changed(built_before: Build):
    built = built_before(NOTES)
    before = {path: path.stat().st_mtime_ns for path in (built.outdir / "meetings").rglob("*")}
    again = built.again()
    after = {path: path.stat().st_mtime_ns for path in (built.outdir / "meetings").rglob("*")}
    assert before == after
    (built.outdir / "meetings/tags/x.html").unlink()
    again = built.again()
    assert titles(again.seen("meetings/tags/x")) == ["Two", "One"]


def test_indices_stay_where_pages_are_switched_off(built_before: Build):
    built = built_before(NOTES)
    again = built.again(conf={"meetings_pages": False})
    assert (again.outdir / "meeting-tags.html").is_file()
    assert not (again.outdir / "meetings/tags").exists()


def test_a_meeting_that_comes_into_a_toctree_has_its_neighbours_there(built_before: Build):
    toctree = "# Home\n\n```{toctree}\nmeetings/2024-02-03-two\nmeetings/2024-01-02-one\n```\n"
    built = built_before(NOTES)
    page = "meetings/2024-01-02-one"
    assert built.seen(page).select_one("link[rel=next]")["title"] == "Two"
    again = built.again({"index.md": toctree})
    assert again.warnings == []
    assert again.seen(page).select_one("link[rel=prev]")["title"] == "Two"
    assert not again.seen(page).select("link[rel=next]")
    back = again.again({"index.md": "# Home\n"})
    assert back.seen(page).select_one("link[rel=next]")["title"] == "Two"


def test_the_neighbours_of_a_page_with_a_list_are_those_of_now(build: Build):
    toctree = "# Home\n\n```{{toctree}}\nlist\n{}```\n"
    lists = {"list.md": "# List\n\n```{meeting-list}\n```\n"}
    built = build(NOTES | lists | {"index.md": toctree.format("")})
    assert not built.seen("list").select("link[rel=next]")
    again = built.again({"index.md": toctree.format("meetings/2024-01-02-one\n")})
    assert again.seen("list").select_one("link[rel=next]")["title"] == "One"


@pytest.mark.parametrize("evil", ["<script>alert(1)</script>", "{{ 7*7 }}{% raw %}", "a & b <i>"])
def test_what_notes_say_is_escaped(build: Build, evil: str):
    quoted = json.dumps(evil)
    note = f"---\ntitle: {quoted}\nauthors: [{quoted}]\ntags: [{quoted}]\nlocation: {quoted}\n---\n\nT.\n"
    other = "---\ndate: 2024-01-03\n---\n# Other\n\nText.\n"
    built = build({"meetings/2024-01-02-a.md": note, "meetings/b.md": other})
    for path in built.outdir.rglob("*.html"):
        text = path.read_text()
        assert "<script>alert" not in text
        assert "49" not in re.sub(r"\?v=\w+", "", text) or "{{ 7*7 }}" not in evil
    assert built.seen("meetings/2024-01-02-a").h1.get_text().startswith(evil)


@pytest.mark.parametrize("root", ["..", "../../evil", ".", "a/../../b", "a//b", "..\\\\evil"])
def test_no_root_leads_out_of_the_site(build: Build, root: str):
    built = build(NOTES, conf={"meetings_root": root})
    (warning,) = built.warnings
    assert warning.startswith(
        f"WARNING: meetings_root: {root!r} is not a valid value; use a folder without '.' and '..'"
    )
    assert (built.outdir / "meetings/tags/x.html").is_file()
    assert built.seen("index").h1.get_text().startswith("Test")
    assert [path.name for path in built.outdir.parent.iterdir() if "evil" in path.name] == []


OPTIONS = [item.name for item in fields(Options)]


@pytest.mark.parametrize("value", [None, 5.5, object])
@pytest.mark.parametrize("name", OPTIONS)
def test_an_option_of_a_wrong_type_has_its_default(shared_build: Build, name: str, value: object):
    # all of them at once: each has a warning of its own
    built = shared_build(NOTES, conf={f"meetings_{option}": value for option in OPTIONS})
    assert any(f"`meetings_{name}'" in warning for warning in built.warnings)
    assert titles(built.seen("meetings/index")) == ["Three", "Two", "One"]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4])
def test_how_many_meetings_make_how_many_pages(build: Build, count: int):
    notes = {f"meetings/2024-01-0{day}-n.md": f"# N{day}\n" for day in range(1, count + 1)}
    # a note that is in no list, so that there is an archive at all
    notes["meetings/2024-02-01-x.md"] = "---\nunlisted: true\n---\n# X\n"
    built = build(notes, conf={"meetings_per_page": 2})
    assert built.warnings == []
    pages = ["meetings/index", *(f"meetings/page/{n}" for n in range(2, (count + 1) // 2 + 1))]
    shown = [title for page in pages for title in titles(built.seen(page))]
    assert shown == [f"N{day}" for day in range(count, 0, -1)]
    assert len(list((built.outdir / "meetings").glob("page/*.html"))) == len(pages) - 1
    links = built.seen("meetings/index").select(".meetings-pages a")
    assert len(links) == len(pages) - 1
    assert bool(built.seen("meetings/index").select(".meetings-empty")) == (count == 0)


def test_a_wrong_today_warns(build: Build):
    built = build(NOTES, conf={"meetings_today": "tomorrow"})
    assert built.warnings == [
        "WARNING: meetings_today: 'tomorrow' is not a valid date; use YYYY-MM-DD, like 2026-11-23 [meetings.config]"
    ]


def test_lists_show_the_first_of_many_tags_and_people(build: Build):
    tags = [f"t{n:02}" for n in range(32)]
    people = [f"p{n:02}" for n in range(31)]
    note = f"---\ntags: [{', '.join(tags)}]\nauthors: [{', '.join(people)}]\n---\n# A\n\nText.\n"
    other = f"---\ntags: [{', '.join(tags[:4])}]\n---\n# B\n\nText.\n"
    built = build({"meetings/2024-01-02-a.md": note, "meetings/2024-01-01-b.md": other})
    assert built.warnings == []
    page = built.seen("meetings/tags/t31")
    (entry,) = page.select(".meetings-entry")
    shown = [link.get_text() for link in entry.select(".meetings-tags a")]
    assert shown == [*tags[:4], "28 more"]
    assert entry.select(".meetings-tags a")[-1]["href"] == "../2024-01-02-a.html"
    assert [a.get_text() for a in entry.select(".meetings-people a")] == [*people[:4], "27 more"]
    # what is most frequent, besides the tag itself
    related = page.select(".meetings-shortcuts")[-1].select("a")
    assert [link.get_text() for link in related] == tags[:12]
    first = built.seen("meetings/tags/t00").select(".meetings-shortcuts")[-1].select("a")
    assert [link.get_text() for link in first] == tags[1:13]
    # no more than that are shown as they are
    second = built.seen("meetings/tags/t00").select(".meetings-entry")[1]
    assert [a.get_text() for a in second.select(".meetings-tags a")] == tags[:4]
    # the note has them all
    header = built.seen("meetings/2024-01-02-a").select_one(".meetings-header")
    assert [a.get_text() for a in header.select(".meetings-tags a")] == tags
    assert [a.get_text() for a in header.select(".meetings-people a")] == people


@pytest.mark.parametrize(
    ("current", "shown"),
    [
        (1, "1 2 3 4 5 6 … 31"),
        (6, "1 2 3 4 5 6 7 8 9 10 11 … 31"),
        (8, "1 … 3 4 5 6 7 8 9 10 11 12 13 … 31"),
        (31, "1 … 26 27 28 29 30 31"),
    ],
)
def test_a_list_of_many_parts_leads_to_the_near_ones(current: int, shown: str):
    links = [Link(f"{number}", f"p/{number}") for number in range(1, 32)]
    pager = _pager(links, current - 1)
    assert " ".join(part.text for part in pager.parts) == shown
    assert pager.parts[pager.current] == links[current - 1]
    assert all(bool(part.docname) == (part.text != "…") for part in pager.parts)
    few = _pager(links[:30], 4)
    assert (few.parts, few.current) == (tuple(links[:30]), 4)


def test_pages_of_a_long_list_have_no_more_links_than_those_of_a_shorter_one():
    links = [Link(f"{number}", f"p/{number}") for number in range(400)]
    assert max(len(_pager(links, current).parts) for current in range(400)) == 15


def test_a_gap_between_parts_is_no_link(build: Build):
    notes = {f"meetings/2024-01-{day:02}-n.md": f"# N{day}\n" for day in range(1, 32)}
    built = build(notes, conf={"meetings_per_page": 1})
    items = built.seen("meetings/index").select(".meetings-pages li")
    assert [item.get_text() for item in items] == ["1", "2", "3", "4", "5", "6", "…", "31"]
    assert [bool(item.a) for item in items] == [False, *[True] * 5, False, True]
    assert items[0].span["aria-current"] == "page"
