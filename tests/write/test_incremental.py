"""What generated pages and notes follow in incremental builds."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from support.builds import Build, Built, projects
from support.images import png

NOTE = "# A call\n\n{opening}\n\n<!-- truncate -->\n\nThe rest.\n"
OVERVIEW = "meetings/index"


def test_pictures_of_one_name_are_those_of_their_notes(build: Build):
    def shown(built: Built, letter: str) -> bytes:
        """Return the only picture on the page of the tag *letter*."""
        page = f"meetings/tags/{letter}"
        (image,) = built.seen(page).select("main img, .body img")
        return (built.outdir / page).parent.joinpath(str(image["src"])).read_bytes()

    def note(letter: str, more: str = "") -> str:
        return f"---\ntags: [{letter}]\n---\n{NOTE.format(opening='![](pic.png)')}{more}"

    files: dict[str, str | bytes | None] = {
        "meetings/a/2024-01-01.md": note("a"),
        "meetings/b/2024-01-02.md": note("b"),
        **{f"meetings/{letter}/pic.png": png() + letter.encode() for letter in "abc"},
    }
    built = build(files)
    assert [shown(built, letter)[-1:] for letter in "ab"] == [b"a", b"b"]
    # the second picture becomes the first, and a third one gets its number
    edited = {"meetings/a/2024-01-01.md": None, "meetings/b/2024-01-02.md": note("b", "\nMore.\n")}
    built = built.again(edited).again({"meetings/c/2024-01-03.md": note("c")})
    assert [shown(built, letter)[-1:] for letter in "bc"] == [b"b", b"c"]


#: what an opening refers to, the file that has it, and what an edit makes of that file, each with
#: a number of its own
REFERENCES: list[tuple[str, str, str | None]] = [
    ("{{doc}}`/page{0}`", "page{0}.md", "# Another title\n"),
    ("{{ref}}`target{0}`", "page{0}.md", "# Page\n\n(target{0})=\n## Another section\n"),
    ("[](#target{0})", "page{0}.md", "# Page\n\n(target{0})=\n## Another section\n"),
    ("[](../page{0}.md)", "page{0}.md", "# Another title\n"),
    ("{{ref}}`target{0}`", "page{0}.md", None),
    ("{{py:func}}`f{0}`", "other{0}.md", "# Other\n\n```{{py:function}} f{0}\n```\n"),
]


@pytest.fixture(scope="module")
def edited_targets(tmp_path_factory: pytest.TempPathFactory) -> tuple[Built, Built]:
    """Return a build after all these edits, and a clean one.

    Each note is in lists that show no other note.
    """
    build = projects(tmp_path_factory.mktemp("targets"))
    files = {"index.md": "# Home\n\n```{meeting-list}\n```\n"}
    edits: dict[str, str | None] = {}
    for number, (reference, file, text) in enumerate(REFERENCES):
        note = NOTE.format(opening=f"See {reference.format(number)}.")
        files |= {
            f"meetings/2024-01-0{number + 1}.md": f"---\ntags: [t{number}]\n---\n{note}",
            f"page{number}.md": f"# Page\n\n(target{number})=\n## A section\n",
            f"list{number}.md": f"# List\n\n```{{meeting-list}}\n:tag: t{number}\n```\n",
        }
        edits[file.format(number)] = text and text.format(number)
    built = build(files).again(edits)
    clean = build({name: text for name, text in (files | edits).items() if text})
    return built, clean


@pytest.mark.parametrize("number", range(len(REFERENCES)))
def test_excerpts_follow_what_they_refer_to(edited_targets: tuple[Built, Built], number: int):
    built, clean = edited_targets
    for docname in (f"meetings/tags/t{number}", f"list{number}", OVERVIEW, "index"):
        assert built.text(f"{docname}.html") == clean.text(f"{docname}.html")


def test_captions_reach_each_output(build: Build):
    files = {"meetings/2024-01-01.md": "# A call\n\nText.\n"}
    captions = "WEBVTT\n\n00:01.000 --> 00:02.000\n{}\n"
    built = build(files)
    other = built.again(builder="dirhtml", outdir=built.outdir.parent / "dirhtml")
    for said in ("Hello.", "Goodbye."):
        built.again({"meetings/2024-01-01.vtt": captions.format(said)})
        other.again()
        for page in ("html/meetings/2024-01-01.html", "dirhtml/meetings/2024-01-01/index.html"):
            assert said in (built.outdir.parent / page).read_text()


#: what a note shows ─► the file, how it is shown, and its content before and after an edit
SHOWN: dict[str, tuple[str, str, str | bytes, str | bytes]] = {
    "picture": ("picture.png", "![](picture.png)", png(), png() + b" "),
    "include": ("part.md", "```{include} part.md\n```", "Some.", "Other."),
    "literalinclude": ("part.py", "```{literalinclude} part.py\n```", "some", "other"),
    "csv-table": ("part.csv", "```{csv-table}\n:file: part.csv\n```", "some", "other"),
    "download": ("file.txt", "{download}`file.txt`", "Some.", "Other."),
    "captions": (
        "2024-01-01.vtt",
        "Text.",
        *(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{said}\n" for said in "ab"),
    ),
}
Outputs = Callable[[bool], tuple[dict[str, bytes], dict[str, bytes]]]


@pytest.fixture(scope="module")
def edited_files(tmp_path_factory: pytest.TempPathFactory) -> Outputs:
    """Return what two outputs have after all these files were edited, and a build of one of them:
    that of the other, and what a clean build gives.

    Each note is in a folder of its own, and in lists that show no other note.
    """
    build = projects(tmp_path_factory.mktemp("edited"))

    @cache
    def outputs(opening: bool) -> tuple[dict[str, bytes], dict[str, bytes]]:
        files: dict[str, str | bytes] = {}
        edits: dict[str, str | bytes] = {}
        for kind, (name, text, before, after) in SHOWN.items():
            note = NOTE.format(opening=text if opening else "First.")
            note += f"\n{text}\n" * (not opening)
            files |= {
                f"meetings/{kind}/2024-01-01.md": f"---\ntags: [{kind}]\n---\n{note}",
                f"meetings/{kind}/{name}": before,
                f"list-{kind}.md": f"# List\n\n```{{meeting-list}}\n:tag: {kind}\n```\n",
            }
            edits[f"meetings/{kind}/{name}"] = after
        conf = {"exclude_patterns": ["**/part.md"]}
        built = build(files, conf=conf)
        other = built.again(builder="dirhtml", outdir=built.outdir.parent / "dirhtml")
        built.again(edits)
        clean = build(files | edits, conf=conf, builder="dirhtml")
        return shown_in(other.again().outdir), shown_in(clean.outdir)

    return outputs


@pytest.mark.parametrize("kind", SHOWN)
@pytest.mark.parametrize("opening", [True, False])
# of MyST's `include`
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")
def test_files_that_notes_show_reach_each_output(edited_files: Outputs, kind: str, opening: bool):
    found, clean = edited_files(opening)
    pages = {name for name in clean if kind in name}
    assert {
        f"meetings/{kind}/2024-01-01/index.html",
        f"meetings/tags/{kind}/index.html",
        f"list-{kind}/index.html",
    } <= pages
    for name in sorted(pages):
        assert found[name] == clean[name], name
    # the file itself, and the overview
    assert found == clean


def shown_in(folder: Path) -> dict[str, bytes]:
    """Return the files in *folder* that readers see."""
    suffixes = {".html", ".png", ".txt"}
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.suffix in suffixes and "_sources" not in path.parts
    }


def test_captions_are_written_after_a_build_that_only_read_them(build: Build):
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    built = build({"meetings/2024-01-01.md": "# A call\n\nText.\n"})
    captions = {"meetings/2024-01-01.vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\nHello.\n"}
    with pytest.raises(KeyboardInterrupt):
        built.again(captions, handlers={"doctree-resolved": stop})
    assert "Hello." in built.again(handlers=None).text("meetings/2024-01-01.html")


@pytest.mark.parametrize("theme", ["alabaster", "furo"])
def test_generated_pages_follow_the_navigation(theme: str, build: Build):
    pytest.importorskip(theme)
    files = {
        "meetings/2024-01-01.md": "# A call\n\nText.\n",
        "index.md": "# Home\n\n```{toctree}\nguide\n```\n",
        "guide.md": "# The guide\n",
    }
    built = build(files, conf={"html_theme": theme})
    assert "The guide" in built.text(f"{OVERVIEW}.html")
    built = built.again({"guide.md": "# A handbook\n"})
    assert "A handbook" in built.text(f"{OVERVIEW}.html")
    built = built.again({"index.md": "# Home\n", "guide.md": "---\norphan: true\n---\n# G\n"})
    assert "handbook" not in built.text(f"{OVERVIEW}.html")


def test_generated_pages_that_were_edited_are_written_again(build: Build):
    built = build({"meetings/2024-01-01.md": "# A call\n\nText.\n"})
    page, before = built.outdir / f"{OVERVIEW}.html", built.text(f"{OVERVIEW}.html")
    page.write_text("spoiled")
    assert built.again().text(f"{OVERVIEW}.html") == before


def test_sources_of_notes_go_with_them(build: Build):
    def sources(built: Built) -> set[str]:
        folder = built.outdir / "_sources" / "meetings"
        return {path.name for path in folder.iterdir()} if folder.is_dir() else set()

    note = "# A call\n\nText.\n"
    built = build({"meetings/2024-01-01.md": note, "meetings/2024-01-02.md": note})
    assert sources(built) == {"2024-01-01.md.txt", "2024-01-02.md.txt"}
    built = built.again({"meetings/2024-01-01.md": None, "meetings/2024-01-01.mdx": note})
    assert sources(built) == {"2024-01-01.mdx.txt", "2024-01-02.md.txt"}
    moved = {"meetings/2024-01-02.md": None, "meetings/2024-01-03.md": note}
    built = built.again(moved)
    assert sources(built) == {"2024-01-01.mdx.txt", "2024-01-03.md.txt"}
    built = built.again({"meetings/2024-01-03.md": None})
    assert sources(built) == {"2024-01-01.mdx.txt"}
