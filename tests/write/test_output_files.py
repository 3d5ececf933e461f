"""Generated pages take the place of nobody's file, and are found anew when digests are lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from support.builds import Build, Built, projects, tree
from support.lists import NOTES, titles

LIST = ".meetings-pages.json"


def said(built: Built) -> list[str]:
    return [line.rpartition("WARNING: ")[2] for line in built.warnings]


@pytest.mark.parametrize(
    "root",
    [
        "search",
        "genindex",
        "Search",
        "_static",
        "_static/meetings",
        "objects.inv",
        "index.html",
        "search.html/notes",
        ".buildinfo",
        "meeting-tags",
        "a" * 300,
        "a/" * 150 + "a",
        "a\0b",
        "a\nb",
        "\ud800",
    ],
)
@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_a_root_that_cannot_be_used(build: Build, shared_build: Build, builder: str, root: str):
    # a page of each kind is enough
    notes = {
        "meetings/2024-01-02-one.md": "---\nauthors: ada\ntags: x\n---\n# One\n\nText.\n",
        "other.md": "---\norphan: true\n---\n# Other\n",
    }
    built = build(notes, builder=builder, conf={"meetings_root": root})
    assert said(built) == [
        f"meetings_root: {root!r} is not a valid value; use a folder without '.' and '..' "
        "that Sphinx does not write to itself [meetings.config]"
    ]
    assert tree(built.outdir) == tree(shared_build(notes, builder=builder).outdir)


#: document ─► the page with the same name, but for case
IN_CASE = {
    "meetings/tags/X": "meetings/tags/x",
    "Meetings/Index": "meetings/index",
    "meetings/PEOPLE/ada": "meetings/people/ada",
}


@dataclass
class Step:
    """What a build says, and for both names of each pair what is written."""

    warnings: list[str]
    files: dict[str, list[str | None]]


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[Step]]:
    """Return what comes of those documents, of none, and of them without pages."""
    build = projects(tmp_path_factory.mktemp("case"))
    text = "---\nmeeting: false\norphan: true\n---\n# Mine alone\n\n{meeting:ref}`latest`\n"
    documents = {f"{name}.md": text for name in IN_CASE}

    def step(built: Built) -> Step:
        files: dict[str, list[str | None]] = {}
        for pair in IN_CASE.items():
            paths = [Path(built.app.builder.get_outfilename(name)) for name in pair]
            files[pair[0]] = [
                path.read_text("utf-8") if path.is_file() else None for path in paths
            ]
        return Step(built.warnings, files)

    @cache
    def builds(builder: str) -> list[Step]:
        built = build(NOTES | documents, builder=builder)
        found = [step(built)]
        built = built.again(dict.fromkeys(documents))
        found.append(step(built))
        built = built.again(documents).again(conf={"meetings_pages": False})
        return [*found, step(built)]

    return builds


@pytest.mark.parametrize(("name", "page"), IN_CASE.items())
@pytest.mark.parametrize("builder", ["html", "json"])
def test_pages_that_differ_in_case_both_stay(
    steps: Callable[[str], list[Step]], builder: str, name: str, page: str
):
    both, without, unpaged = steps(builder)
    (warning,) = (line for line in both.warnings if line.startswith(f"{name}.md:"))
    assert len(both.warnings) == len(IN_CASE)
    assert warning.startswith(f"{name}.md: WARNING: the document {name!r} and the generated page")
    assert warning.endswith("[meetings.output]")
    assert repr(page) in warning
    assert ["Mine alone" in str(text) for text in both.files[name]] == [True, False]
    assert None not in both.files[name]
    # either may go, and the other one stays
    assert not [line for line in without.warnings if "[meetings." in line]
    assert [text is not None for text in without.files[name]] == [False, True]
    assert not [line for line in unpaged.warnings if "[meetings." in line]
    assert [text is not None for text in unpaged.files[name]] == [True, False]


def test_where_case_is_ignored_the_document_stays(build: Build):
    """A hard link is one file under two names, as there are two names for it elsewhere."""
    text = "---\nmeeting: false\norphan: true\n---\n# Mine alone\n\n{meeting:ref}`latest`\n"
    built = build(NOTES | {"meetings/tags/X.md": text})
    document, page = built.outdir / "meetings/tags/X.html", built.outdir / "meetings/tags/x.html"
    page.unlink()
    page.hardlink_to(document)
    again = built.again({"meetings/2024-02-03-two.md": "# Two\n\nText.\n"})
    assert len(again.warnings) == 1
    assert "Mine alone" in document.read_text("utf-8")
    # the page goes, the file stays
    built.again(
        {"meetings/2024-02-03-two.md": None, "meetings/2024-01-02-one.md": "# One\n\nText.\n"}
    )
    assert "Mine alone" in document.read_text("utf-8")


def test_a_folder_of_documents_in_the_place_of_a_page(build: Build):
    text = "---\nmeeting: false\norphan: true\n---\n# Mine alone\n\n{meeting:ref}`latest`\n"
    built = build(NOTES | {"meetings/tags/x.html/mine.md": text})
    (warning,) = built.warnings
    assert warning.startswith("meetings/tags/x.html/mine.md: WARNING: ")
    assert "'meetings/tags/x'" in warning
    assert "Mine alone" in built.text("meetings/tags/x.html/mine.html")
    again = built.again({"meetings/tags/x.html/mine.md": None})
    assert again.warnings == []
    assert titles(again.seen("meetings/tags/x")) == ["Two", "One"]


@pytest.mark.parametrize(
    ("files", "conf", "who"),
    [
        (
            {"extra/meetings/tags/x.html": "mine"},
            {"html_extra_path": ["extra"]},
            "html_extra_path",
        ),
        (
            {"_templates/x.html": "mine"},
            {
                "templates_path": ["_templates"],
                "html_additional_pages": {"meetings/tags/x": "x.html"},
            },
            "html_additional_pages",
        ),
    ],
)
def test_what_the_project_adds_stays(build: Build, files: dict, conf: dict, who: str):
    conf |= {"exclude_patterns": ["nothing"]}
    built = build(NOTES | files, conf=conf)
    assert said(built) == [
        f"the generated page 'meetings/tags/x' cannot be written, since {who} writes "
        "'meetings/tags/x.html'; set meetings_root to another folder [meetings.output]"
    ]
    assert built.text("meetings/tags/x.html") == "mine"
    # nothing of it is deleted with a page that is gone
    paged = build(NOTES | files)
    again = paged.again(conf=conf)
    assert again.text("meetings/tags/x.html") == "mine"
    assert tree(again.outdir) == tree(built.outdir)


def test_what_comes_into_the_place_of_a_document_stays(build: Build):
    built = build(NOTES)
    name = "meetings/2024-01-02-one"
    conf = {"html_extra_path": ["extra"], "exclude_patterns": ["nothing"]}
    again = built.again({f"{name}.md": None, f"extra/{name}.html": "mine"}, conf=conf)
    assert again.warnings == []
    assert again.text(f"{name}.html") == "mine"


def store(built: Built, kind: str) -> Path:
    (path,) = Path(built.app.doctreedir).glob(f"meetings-*-{kind}.json")
    return path


@pytest.mark.parametrize("damage", [None, "", "{", "[]", "null", '{"x": 1}', "[" * 100_000])
@pytest.mark.parametrize("kind", ["documents", "pages"])
def test_lost_digests_leave_nothing_behind(
    built_before: Build, shared_build: Build, kind: str, damage: str | None
):
    built = built_before(NOTES)
    path = store(built, kind)
    if damage is None:
        path.unlink()
    else:
        path.write_text(damage)
    # tag x and its page are gone
    edits = {
        "meetings/2024-01-02-one.md": "# One\n\nText.\n",
        "meetings/2024-02-03-two.md": "---\nauthors: ada\n---\n# Two\n\nText.\n",
    }
    again = built.again(edits)
    clean = shared_build(NOTES | edits)
    assert again.warnings == []
    assert tree(again.outdir) == tree(clean.outdir)
    assert not (again.outdir / "meetings/tags/x.html").exists()


def test_pages_are_found_anew_when_all_doctrees_are_lost(build: Build):
    built = build(NOTES)
    for path in sorted(Path(built.app.doctreedir).rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    again = built.again({"meetings/2025-03-04-three.md": "# Three\n\nText.\n"})
    assert not (again.outdir / "meetings/people/bo.html").exists() or "bo" in str(
        again.app.env.get_domain("meeting").archive.people
    )
    clean = build(NOTES | {"meetings/2025-03-04-three.md": "# Three\n\nText.\n"})
    assert tree(again.outdir) == tree(clean.outdir)


def test_only_what_we_have_written_is_found_anew(build: Build):
    built = build(NOTES)
    mine = built.outdir / "meetings/tags/x.html"
    mine.write_text("edited by somebody")
    store(built, "pages").unlink()
    source = (built.srcdir / "index.md").read_bytes()
    listed = json.loads(built.text(LIST))
    listed |= {"../src/index": ["", "0" * 32], "/etc/hostname": ["", "x"], "a\0b": ["", "x"]}
    (built.outdir / LIST).write_text(json.dumps(listed))
    untagged = {name: text.replace("x, ", "") for name, text in NOTES.items()}
    again = built.again(untagged)
    assert mine.read_text() == "edited by somebody"
    assert (again.srcdir / "index.md").read_bytes() == source
    assert LIST not in json.loads(again.text(LIST))
    assert "meetings/tags/x" not in json.loads(again.text(LIST))


@pytest.mark.parametrize("builder", ["text", "epub", "singlehtml", "latex"])
def test_builders_without_pages_have_no_list(build: Build, builder: str):
    built = build(NOTES, builder=builder)
    assert not list(built.outdir.rglob(LIST))
