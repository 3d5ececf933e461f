"""Artifacts are kept exact like pages, and take the place of nobody's file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sphinx.errors import ExtensionError
from support.builds import Build, Built, tree

from sphinxcontrib_meetings.export.artifacts import Artifact

NOTES = {"meetings/2024-01-02-one.md": "# One\n\nText.\n"}


def text(name: str, content: str = "text", digest: str = "") -> Artifact:
    return Artifact(name, digest or content, content.encode)


def with_artifacts(*artifacts: Artifact, **conf: object) -> dict[str, object]:
    extensions = ["sphinxcontrib_meetings", "support.handlers"]
    return {"extensions": extensions, "on_artifacts": lambda app: artifacts, **conf}


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


@pytest.mark.parametrize(
    ("name", "who"),
    [
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
    ],
)
@pytest.mark.parametrize("is_new", [True, False])
def test_no_artifact_takes_the_place_of_a_file(build: Build, name: str, who: str, is_new: bool):
    extra = {"extra/extra.txt": "mine", "extra/below/b.txt": "mine", "_templates/own.html": "own"}
    conf = {
        "html_extra_path": ["extra"],
        "templates_path": ["_templates"],
        "html_additional_pages": {"own": "own.html"},
        "exclude_patterns": ["extra/x"],
    }
    clean = build(NOTES | extra, conf=with_artifacts(**conf))
    if is_new:
        built = build(NOTES | extra, conf=with_artifacts(text(name), text("a.txt"), **conf))
    else:
        built = clean.again(conf=with_artifacts(text(name), text("a.txt"), **conf))
    assert said(built) == [
        f"the artifact {name!r} is left out, since {who}; rename one of them [meetings.output]"
    ]
    assert built.text("a.txt") == "text"
    without = built.again(conf=with_artifacts(**conf))
    assert without.warnings == []
    assert tree(without.outdir) == tree(clean.outdir)


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


@pytest.mark.parametrize(
    "name",
    [
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
    ],
)
def test_no_artifact_leaves_the_site(build: Build, name: str):
    built = build(NOTES, conf=with_artifacts(text(name), text("a.txt")))
    (line,) = said(built)
    assert "is not a path within the site" in line
    assert built.text("a.txt") == "text"


@pytest.mark.parametrize("other", ["a.txt", "A.TXT", "a.txt/b"])
def test_of_two_that_ask_for_one_place_the_first_stays(build: Build, other: str):
    built = build(NOTES, conf=with_artifacts(text("a.txt", "first"), text(other, "second")))
    assert said(built) == [
        f"the artifact {other!r} is left out, since another artifact has 'a.txt'; rename one of them "
        "[meetings.output]"
    ]
    assert built.text("a.txt") == "first"


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


@pytest.mark.parametrize("damage", [None, "", "{", "[]", '{"a.txt": 1}', '{"a.txt": [1, 2]}'])
def test_artifacts_are_found_anew(build: Build, damage: str | None):
    built = build(NOTES, conf=with_artifacts(text("a.txt"), text("gone.txt"), text("mine.txt")))
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


@pytest.mark.parametrize("name", ["../index.md", "/etc/hostname", "a\0b", "index.html"])
def test_a_forged_list_deletes_nothing(build: Build, name: str):
    built = build(NOTES, conf=with_artifacts(text("a.txt")))
    source = built.srcdir / "index.md"
    store(built, "artifacts").unlink()
    listed = {name: ["", "0" * 32], "../../src/index.md": ["", "x"]}
    (built.outdir / ".meetings-artifacts.json").write_text(json.dumps(listed))
    before = built.text("index.html")
    again = built.again(conf=with_artifacts())
    assert source.is_file()
    assert again.text("index.html") == before
