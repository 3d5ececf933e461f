"""Artifacts are kept exact like pages, and take the place of nobody's file."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from sphinx.errors import ExtensionError
from support.builds import Build, Built, build_or_restore, projects, tree

from sphinxcontrib_meetings.export.artifacts import Artifact

NOTES = {"meetings/2024-01-02-one.md": "# One\n\nText.\n"}


def text(name: str, content: str = "text", digest: str = "") -> Artifact:
    return Artifact(name, digest or content, content.encode)


def with_artifacts(*artifacts: Artifact, **conf: object) -> dict[str, object]:
    extensions = ["sphinxcontrib_meetings", "support.handlers"]
    return {"extensions": extensions, "on_artifacts": lambda app: artifacts, **conf}


#: the same function each time, so that such a project is built once
WITHOUT = with_artifacts()


def said(built: Built) -> list[str]:
    return [line.partition("WARNING: ")[2] for line in built.warnings]


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_artifacts_are_written_and_go(build: Build, builder: str):
    conf = with_artifacts(text("all.txt", "all"), text("feeds/one.txt", "one"))
    built = build(NOTES, builder=builder, conf=conf)
    assert built.warnings == []
    assert (built.text("all.txt"), built.text("feeds/one.txt")) == ("all", "one")
    again = built.again(conf=with_artifacts(text("all.txt", "other")))
    assert again.text("all.txt") == "other"
    assert not (built.outdir / "feeds").exists()
    gone = again.again(conf=with_artifacts())
    clean = build(NOTES, builder=builder, conf=with_artifacts())
    assert tree(gone.outdir) == tree(clean.outdir)


@pytest.mark.parametrize("builder", ["text", "json", "epub", "singlehtml", "latex"])
def test_only_sites_have_artifacts(build: Build, builder: str):
    built = build(NOTES, builder=builder, conf=with_artifacts(text("all.txt")))
    assert not list(built.outdir.rglob("all.txt"))
    assert not list(built.outdir.rglob(".meetings-artifacts.json"))


def test_content_is_made_only_when_it_is_written(build: Build):
    made = []

    def content() -> bytes:
        made.append(1)
        return b"text"

    conf = with_artifacts(Artifact("a.txt", "1", content))
    built = build(NOTES, conf=conf)
    built = built.again(conf=conf)
    assert len(made) == 1
    built = built.again(conf=with_artifacts(Artifact("a.txt", "2", content)))
    assert len(made) == 2
    (built.outdir / "a.txt").unlink()
    built = built.again()
    (built.outdir / "a.txt").write_text("edited")
    built = built.again()
    assert (built.text("a.txt"), len(made)) == ("text", 4)


def test_what_fails_is_written_by_the_next_build(build: Build):
    def fail() -> bytes:
        raise RuntimeError("half-way")

    built = build(NOTES, conf=with_artifacts(text("a.txt", "old"), text("c.txt", "old")))
    broken = with_artifacts(text("a.txt", "new"), Artifact("b.txt", "new", fail), text("d.txt"))
    with pytest.raises(ExtensionError, match="half-way"):
        built.again(conf=broken)
    assert not list(built.outdir.glob(".meetings.tmp"))
    wanted = with_artifacts(text("a.txt", "old"), text("b.txt", "new"), text("c.txt", "old"))
    again = built.again(conf=wanted)
    assert again.warnings == []
    assert tree(again.outdir) == tree(build(NOTES, conf=wanted).outdir)


def test_a_failed_build_writes_no_artifacts(build: Build):
    def stop(*_: object) -> None:
        raise RuntimeError("half-way")

    built = build(NOTES, conf=with_artifacts(text("a.txt", "old")))
    with pytest.raises(ExtensionError):
        built.again(
            {"meetings/2024-01-02-one.md": "# Two\n\nText.\n"},
            conf=with_artifacts(text("a.txt", "new")),
            handlers={"html-page-context": stop},
        )
    assert built.text("a.txt") == "old"
    again = built.again(conf=with_artifacts(text("a.txt", "new")), handlers=None)
    assert again.text("a.txt") == "new"


TAKEN = [
    ("genindex.html", "Sphinx has 'genindex.html'"),
    ("objects.inv", "Sphinx has 'objects.inv'"),
    ("Objects.INV", "Sphinx has 'objects.inv'"),
    ("searchindex.js/all.txt", "Sphinx has 'searchindex.js'"),
    ("_static/all.txt", "Sphinx has '_static'"),
    (".meetings-pages.json", "a list of generated files has '.meetings-pages.json'"),
    ("index.html", "the document 'index' has 'index.html'"),
    ("meetings", "the document 'meetings/2024-01-02-one' has 'meetings/2024-01-02-one.html'"),
    (
        "meetings/year/2024.html",
        "the generated page 'meetings/year/2024' has 'meetings/year/2024.html'",
    ),
    ("extra.txt", "html_extra_path has 'extra.txt'"),
    ("EXTRA.txt", "html_extra_path has 'extra.txt'"),
    ("below/b.txt", "html_extra_path has 'below/b.txt'"),
    ("below/b.txt/c.txt", "html_extra_path has 'below/b.txt'"),
    ("own.html", "html_additional_pages has 'own.html'"),
]


@pytest.fixture(scope="module")
def taken(
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[bool], tuple[Built, str, Built, bool]]:
    """Return a build with artifacts in the places of files, and the next one without them.

    With the former what one of the artifacts was, with the latter whether it is exact.
    """
    build = build_or_restore(projects(tmp_path_factory.mktemp("taken")))
    extra = {"extra/extra.txt": "mine", "extra/below/b.txt": "mine", "_templates/own.html": "own"}
    conf = {
        "html_extra_path": ["extra"],
        "templates_path": ["_templates"],
        "html_additional_pages": {"own": "own.html"},
        "exclude_patterns": ["extra/x"],
    }
    asking = with_artifacts(*(text(name) for name, _ in TAKEN), text("a.txt"), **conf)

    @cache
    def builds(is_new: bool) -> tuple[Built, str, Built, bool]:
        clean = build(NOTES | extra, conf=WITHOUT | conf)
        files = tree(clean.outdir)
        built = build(NOTES | extra, conf=asking) if is_new else clean.again(conf=asking)
        there = built.text("a.txt")
        without = built.again(conf=WITHOUT | conf)
        return built, there, without, tree(without.outdir) == files

    return builds


@pytest.mark.parametrize(("name", "who"), TAKEN)
@pytest.mark.parametrize("is_new", [True, False])
def test_no_artifact_takes_the_place_of_a_file(
    taken: Callable[[bool], tuple[Built, str, Built, bool]], name: str, who: str, is_new: bool
):
    built, there, without, is_exact = taken(is_new)
    assert [line for line in said(built) if line.startswith(f"the artifact {name!r} is")] == [
        f"the artifact {name!r} is left out, since {who}; rename one of them [meetings.output]"
    ]
    assert len(said(built)) == len(TAKEN)
    assert there == "text"
    assert without.warnings == []
    assert is_exact


def test_what_comes_into_the_place_of_an_artifact_stays(build: Build):
    """A file of `html_extra_path`, and one of somebody else, with the name of an artifact."""
    conf = with_artifacts(text("a.txt"))
    built = build(NOTES, conf=conf)
    conf |= {"html_extra_path": ["a.txt"]}
    built = built.again({"a.txt": "mine"}, conf=conf)
    assert (len(built.warnings), built.text("a.txt")) == (1, "mine")
    built = built.again(conf=with_artifacts(html_extra_path=["a.txt"]))
    assert (built.warnings, built.text("a.txt")) == ([], "mine")


def test_a_file_that_nobody_knows_stays(build: Build):
    built = build(NOTES, conf=with_artifacts())
    (built.outdir / "a.txt").write_text("mine")
    (built.outdir / "b").write_text("mine")
    again = built.again(conf=with_artifacts(text("a.txt"), text("b/c.txt"), text("d.txt")))
    assert said(again) == [
        f"the artifact {name!r} is left out, since something else wrote {there!r} to the "
        "output; delete that, or rename one of them [meetings.output]"
        for name, there in (("a.txt", "a.txt"), ("b/c.txt", "b"))
    ]
    assert (built.text("a.txt"), built.text("b"), built.text("d.txt")) == ("mine", "mine", "text")
    built = again.again(conf=with_artifacts())
    assert built.text("a.txt") == "mine"


OUTSIDE = [
    "",
    "/a.txt",
    "../a.txt",
    "a/../../b",
    "a//b",
    "a\\b",
    ".",
    "a/",
    "a\0b",
    "x" * 300,
    "\ud800",
]


@pytest.fixture(scope="module")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Built:
    build = projects(tmp_path_factory.mktemp("outside"))
    return build(NOTES, conf=with_artifacts(*map(text, OUTSIDE), text("a.txt")))


@pytest.mark.parametrize("name", OUTSIDE)
def test_no_artifact_leaves_the_site(outside: Built, name: str):
    (line,) = (line for line in said(outside) if line.startswith(f"the artifact {name!r} is"))
    assert "is not a path within the site" in line
    assert len(said(outside)) == len(OUTSIDE)
    assert outside.text("a.txt") == "text"


OTHERS = ["a.txt", "A.TXT", "a.txt/b"]


@pytest.fixture(scope="module")
def of_one_name(tmp_path_factory: pytest.TempPathFactory) -> Built:
    others = [text(name, "second") for name in OTHERS]
    build = projects(tmp_path_factory.mktemp("names"))
    return build(NOTES, conf=with_artifacts(text("a.txt", "first"), *others))


@pytest.mark.parametrize("other", OTHERS)
def test_of_two_that_ask_for_one_place_the_first_stays(of_one_name: Built, other: str):
    assert [
        line for line in said(of_one_name) if line.startswith(f"the artifact {other!r} is")
    ] == [
        f"the artifact {other!r} is left out, since another artifact has 'a.txt'; rename one of them "
        "[meetings.output]"
    ]
    assert len(said(of_one_name)) == len(OTHERS)
    assert of_one_name.text("a.txt") == "first"


@pytest.mark.parametrize(("before", "after"), [("a", "a/b"), ("a/b", "a"), ("a.txt", "A.txt")])
def test_a_file_becomes_a_folder(build: Build, before: str, after: str):
    built = build(NOTES, conf=with_artifacts(text(before)))
    again = built.again(conf=with_artifacts(text(after)))
    clean = build(NOTES, conf=with_artifacts(text(after)))
    assert again.warnings == []
    assert tree(again.outdir) == tree(clean.outdir)


def store(built: Built, kind: str) -> Path:
    (path,) = Path(built.app.doctreedir).glob(f"meetings-html-*-{kind}.json")
    return path


WITH_SOME = with_artifacts(text("a.txt"), text("gone.txt"), text("mine.txt"))


@pytest.mark.parametrize("damage", [None, "", "{", "[]", '{"a.txt": 1}', '{"a.txt": [1, 2]}'])
def test_artifacts_are_found_anew(built_before: Build, damage: str | None):
    built = built_before(NOTES, conf=WITH_SOME)
    (built.outdir / "mine.txt").write_text("edited")
    path = store(built, "artifacts")
    if damage is None:
        path.unlink()
    else:
        path.write_text(damage)
    again = built.again(conf=with_artifacts(text("a.txt", "new")))
    assert again.warnings == []
    assert again.text("a.txt") == "new"
    assert not (built.outdir / "gone.txt").exists()
    # not as it was written: whose it is by now, nobody knows
    assert built.text("mine.txt") == "edited"


WITH_ONE = with_artifacts(text("a.txt"))


@pytest.mark.parametrize("name", ["../index.md", "/etc/hostname", "a\0b", "index.html"])
def test_a_forged_list_deletes_nothing(built_before: Build, name: str):
    built = built_before(NOTES, conf=WITH_ONE)
    source = built.srcdir / "index.md"
    store(built, "artifacts").unlink()
    listed = {name: ["", "0" * 32], "../../src/index.md": ["", "x"]}
    (built.outdir / ".meetings-artifacts.json").write_text(json.dumps(listed))
    before = built.text("index.html")
    again = built.again(conf=with_artifacts())
    assert source.is_file()
    assert again.text("index.html") == before
