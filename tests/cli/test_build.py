"""The command: what it stages, what it asks Sphinx for, what it says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from sphinxcontrib_meetings import __version__
from sphinxcontrib_meetings.cli import build as cli

MAIN = "from sphinxcontrib_meetings.cli import main; raise SystemExit(main())"
NOTE = "# Call\n\nWe talked.\n"


class Asked:
    """Stands in for Sphinx, and keeps what it was asked to do."""

    def __init__(self) -> None:
        self.code = 0
        self.says = ""
        self.arguments: list[str] = []

    def __call__(self, arguments: Sequence[str]) -> int:
        self.arguments = list(arguments)
        if self.says:
            print(self.says.format(sources=self.sources), file=sys.stderr)
        return self.code

    @property
    def sources(self) -> Path:
        return Path(self.arguments[-2])

    @property
    def out(self) -> Path:
        return Path(self.arguments[-1])

    @property
    def staged(self) -> list[str]:
        files = (path for path in self.sources.rglob("*") if path.is_file())
        return sorted(path.relative_to(self.sources).as_posix() for path in files)

    def setting(self, name: str) -> str | None:
        given = dict(part.split("=", 1) for part in self.arguments if "=" in part)
        return given.get(name)

    def option(self, name: str) -> str:
        return self.arguments[self.arguments.index(name) + 1]


@pytest.fixture
def sphinx(monkeypatch: pytest.MonkeyPatch) -> Asked:
    asked = Asked()
    monkeypatch.setattr(cli, "sphinx_build", asked)
    return asked


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Run in an empty folder, with a cache of its own."""
    cache = tmp_path / "cache"
    for variable in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(cache))
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    return here


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "town-hall_notes"
    (folder / "2026").mkdir(parents=True)
    (folder / "2026" / "03-04-call.md").write_text(NOTE)
    (folder / "2026" / "board.png").write_bytes(b"\x89PNG")
    return folder


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


class TestStaging:
    def test_the_notes_stay_as_they_are(self, notes: Path, sphinx: Asked) -> None:
        before = snapshot(notes)
        assert cli.main(["build", str(notes)]) == 0
        assert snapshot(notes) == before
        assert not sphinx.sources.is_relative_to(notes)

    def test_drafts_are_not_staged_beside_what_is_published(
        self, notes: Path, sphinx: Asked, tmp_path: Path
    ) -> None:
        cli.main(["build", str(notes), str(tmp_path / "public" / "meetings")])
        for folder in (sphinx.sources, Path(sphinx.option("-d"))):
            assert not folder.is_relative_to(tmp_path / "public")

    def test_everything_comes_along_with_its_time(self, notes: Path, sphinx: Asked) -> None:
        os.utime(notes / "2026" / "03-04-call.md", ns=(1, 1_700_000_000_123_456_789))
        cli.main(["build", str(notes)])
        assert sphinx.staged == ["2026/03-04-call.md", "2026/board.png", "index.md"]
        staged = sphinx.sources / "2026" / "03-04-call.md"
        assert staged.stat().st_mtime_ns == (notes / "2026/03-04-call.md").stat().st_mtime_ns

    def test_a_second_run_copies_only_what_changed(
        self, notes: Path, sphinx: Asked, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        cli.main(["build", str(notes)])
        before = snapshot(sphinx.sources)
        copied = []
        copy = cli.shutil.copyfile
        monkeypatch.setattr(
            cli.shutil, "copyfile", lambda a, b: (copied.append(a.name), copy(a, b))
        )
        cli.main(["build", str(notes)])
        assert copied == []
        assert snapshot(sphinx.sources) == before
        (notes / "2026" / "03-04-call.md").write_text(NOTE + "More.\n")
        cli.main(["build", str(notes)])
        assert copied == ["03-04-call.md"]

    def test_what_is_gone_goes(self, notes: Path, sphinx: Asked) -> None:
        (notes / "2025").mkdir()
        (notes / "2025" / "01-02-call.md").write_text(NOTE)
        cli.main(["build", str(notes)])
        (notes / "2025" / "01-02-call.md").unlink()
        (notes / "2025").rmdir()
        cli.main(["build", str(notes)])
        assert sphinx.staged == ["2026/03-04-call.md", "2026/board.png", "index.md"]
        assert not (sphinx.sources / "2025").exists()

    def test_a_note_becomes_a_folder_and_back(self, notes: Path, sphinx: Asked) -> None:
        (notes / "plan").write_text("text")
        cli.main(["build", str(notes)])
        (notes / "plan").unlink()
        (notes / "plan").mkdir()
        (notes / "plan" / "index.md").write_text(NOTE)
        cli.main(["build", str(notes)])
        assert "plan/index.md" in sphinx.staged
        (notes / "plan" / "index.md").unlink()
        (notes / "plan").rmdir()
        (notes / "plan").write_text("text")
        cli.main(["build", str(notes)])
        assert "plan" in sphinx.staged

    def test_a_read_only_note_can_change(self, notes: Path, sphinx: Asked) -> None:
        note = notes / "2026" / "03-04-call.md"
        note.chmod(0o444)
        cli.main(["build", str(notes)])
        note.chmod(0o644)
        note.write_text("# Edited\n")
        note.chmod(0o444)
        assert cli.main(["build", str(notes)]) == 0
        assert (sphinx.sources / "2026" / "03-04-call.md").read_text() == "# Edited\n"
        assert os.access(sphinx.sources / "2026" / "03-04-call.md", os.W_OK)

    @pytest.mark.parametrize("name", [".git", ".obsidian", "node_modules", "__pycache__"])
    def test_what_is_no_note_stays_behind(self, notes: Path, sphinx: Asked, name: str) -> None:
        (notes / name).mkdir()
        (notes / name / "readme.md").write_text(NOTE)
        cli.main(["build", str(notes)])
        assert not any(name in file for file in sphinx.staged)

    def test_a_site_inside_the_notes_is_none_of_them(self, notes: Path, sphinx: Asked) -> None:
        (notes / "public").mkdir()
        (notes / "public" / "old.md").write_text(NOTE)
        cli.main(["build", str(notes), str(notes / "public")])
        assert "public/old.md" not in sphinx.staged
        assert not sphinx.sources.is_relative_to(notes)

    @pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
    def test_links_are_followed_but_not_in_circles(
        self, notes: Path, sphinx: Asked, tmp_path: Path
    ) -> None:
        elsewhere = tmp_path / "elsewhere"
        elsewhere.mkdir()
        (elsewhere / "2025-01-02-call.md").write_text(NOTE)
        (elsewhere / "back").symlink_to(notes / "2026")
        (notes / "2026" / "up").symlink_to(notes.parent)
        (notes / "2026" / "self").symlink_to(".")
        (notes / "old").symlink_to(elsewhere)
        (notes / "2026" / "over").symlink_to(elsewhere)
        (notes / "dangling.md").symlink_to("nowhere.md")
        assert cli.main(["build", str(notes)]) == 0
        assert sphinx.staged == [
            "2026/03-04-call.md",
            "2026/board.png",
            "2026/over/2025-01-02-call.md",
            "index.md",
            "old/2025-01-02-call.md",
            "old/back/03-04-call.md",
            "old/back/board.png",
        ]

    def test_a_file_that_cannot_be_read_is_named(
        self,
        notes: Path,
        sphinx: Asked,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        def refuse(source: Path, target: Path) -> None:
            raise PermissionError(13, "Permission denied", str(source))

        monkeypatch.setattr(cli.shutil, "copyfile", refuse)
        (notes / "2026" / "board.png").unlink()
        assert cli.main(["build", str(notes)]) == 0
        assert cli.main(["build", str(notes), "-W"]) == 1
        assert "left out: [Errno 13] Permission denied" in capsys.readouterr().err
        assert sphinx.staged == ["index.md"]

    def test_a_name_that_is_not_text_is_told(
        self, notes: Path, sphinx: Asked, capsys: pytest.CaptureFixture[str]
    ) -> None:
        cli.main(["build", str(notes)])
        whole = sphinx.staged
        Path(os.fsdecode(os.fsencode(notes) + b"/2025-01-03-\xff.md")).write_text("# Call\n")
        assert cli.main(["build", str(notes)]) == 0
        assert (
            "\\udcff.md: the name is not valid UTF-8; rename the file" in capsys.readouterr().err
        )
        assert sphinx.staged == whole

    def test_names_in_a_locale_without_utf8(self, notes: Path) -> None:
        (notes / "2025-01-03-ü.md").write_text("# Call\n", encoding="utf-8")
        run = subprocess.run(
            [sys.executable, "-c", MAIN, "build", str(notes), "--builder", "text"],
            env=os.environ | {"LC_ALL": "C", "PYTHONUTF8": "0"},
            capture_output=True,
            check=True,
        )
        assert b"set the environment variable PYTHONUTF8=1" in run.stderr


class TestStartPage:
    def test_made_where_there_is_none(self, notes: Path, sphinx: Asked) -> None:
        cli.main(["build", str(notes)])
        text = (sphinx.sources / "index.md").read_text()
        assert text.startswith("# Town Hall Notes\n")
        assert "{meeting-list}" in text
        assert sphinx.setting("meetings_home") == "index"

    @pytest.mark.parametrize(
        ("builder", "are_there"), [("html", False), ("dirhtml", False), ("epub", True)]
    )
    def test_tags_and_people_are_on_it_where_they_have_no_pages(
        self, notes: Path, sphinx: Asked, builder: str, are_there: bool
    ) -> None:
        cli.main(["build", str(notes), "--builder", builder])
        text = (sphinx.sources / "index.md").read_text()
        assert ("{meeting-tags}" in text, "{meeting-people}" in text) == (are_there, are_there)

    def test_with_schedules_it_shows_the_next_meeting(self, notes: Path, sphinx: Asked) -> None:
        cli.main(["build", str(notes)])
        assert "{meeting-next}" not in (sphinx.sources / "index.md").read_text()
        assert sphinx.setting("meetings_schedule") is None
        (notes / "series.yml").write_text("call: {title: Call}\n")
        # the overview that is a page has it anyway
        cli.main(["build", str(notes), "--builder", "epub"])
        text = (sphinx.sources / "index.md").read_text()
        assert text.index("{meeting-next}") < text.index("{meeting-list}")
        assert sphinx.setting("meetings_schedule") == "series.yml"

    @pytest.mark.parametrize("name", ["index.md", "index.rst", "index.mdx"])
    def test_that_of_the_notes_is_used(self, notes: Path, sphinx: Asked, name: str) -> None:
        cli.main(["build", str(notes)])
        (notes / name).write_text("Mine\n")
        cli.main(["build", str(notes)])
        assert [file for file in sphinx.staged if file.startswith("index")] == [name]
        assert sphinx.setting("meetings_home") is None
        assert (sphinx.sources / name).read_text() == "Mine\n"

    def test_one_in_a_folder_below_is_another(self, notes: Path, sphinx: Asked) -> None:
        (notes / "2026" / "index.md").write_text("# Year\n")
        cli.main(["build", str(notes)])
        assert "index.md" in sphinx.staged


class TestSphinx:
    def test_default_configuration(self, notes: Path, sphinx: Asked) -> None:
        cli.main(["build", str(notes), "out", "-j", "2", "-W"])
        assert sphinx.arguments[0] == "-C"
        assert sphinx.setting("extensions") == "sphinxcontrib_meetings"
        assert sphinx.setting("html_theme") == "furo"
        assert sphinx.setting("project") == "Town Hall Notes"
        assert sphinx.option("-b") == "html"
        assert sphinx.option("-j") == "2"
        assert "-W" in sphinx.arguments

    def test_a_configuration_among_the_notes_is_used(self, notes: Path, sphinx: Asked) -> None:
        (notes / "conf.py").write_text("html_theme = 'alabaster'\n")
        assert cli.main(["build", str(notes), "out"]) == 0
        assert sphinx.sources == notes
        assert "-C" not in sphinx.arguments
        assert "-D" not in sphinx.arguments

    @pytest.mark.parametrize(
        "order",
        [
            "NOTES OUT -W --theme basic -j 3",
            "NOTES -W OUT --theme basic -j 3",
            "NOTES --theme basic -j 3 -W OUT",
            "-W NOTES --theme basic -j3 OUT",
            "-W --theme=basic -j 3 NOTES OUT",
        ],
    )
    def test_options_in_any_order(
        self, notes: Path, sphinx: Asked, home: Path, order: str
    ) -> None:
        words = order.replace("NOTES", str(notes)).replace("OUT", "out/a").split()
        assert cli.main(["build", *words]) == 0
        assert sphinx.out == home / "out" / "a"
        assert sphinx.setting("html_theme") == "basic"
        assert sphinx.option("-j") == "3"
        assert "-W" in sphinx.arguments

    def test_the_theme_may_still_be_chosen(self, notes: Path, sphinx: Asked) -> None:
        (notes / "conf.py").write_text("html_theme = 'alabaster'\n")
        cli.main(["build", str(notes), "--theme", "classic"])
        assert sphinx.setting("html_theme") == "classic"

    def test_the_address_of_the_site(self, notes: Path, sphinx: Asked) -> None:
        cli.main(["build", str(notes)])
        assert sphinx.setting("html_baseurl") is None
        cli.main(["build", str(notes), "--url", "https://example.org/notes/"])
        assert sphinx.setting("html_baseurl") == "https://example.org/notes/"
        (notes / "conf.py").write_text("html_baseurl = 'https://old.example.org/'\n")
        cli.main(["build", str(notes), "--url", "https://example.org/notes/"])
        assert sphinx.setting("html_baseurl") == "https://example.org/notes/"

    @pytest.mark.parametrize("code", [1, 2])
    def test_exit_codes_pass(
        self, notes: Path, sphinx: Asked, code: int, capsys: pytest.CaptureFixture[str]
    ) -> None:
        sphinx.code = code
        assert cli.main(["build", str(notes)]) == code
        assert "Open" not in capsys.readouterr().out

    def test_warnings_name_the_notes(
        self, notes: Path, sphinx: Asked, capsys: pytest.CaptureFixture[str]
    ) -> None:
        sphinx.says = f"{{sources}}{os.sep}call.md:3: WARNING: no"
        cli.main(["build", str(notes)])
        assert capsys.readouterr().err == f"{notes / 'call.md'}:3: WARNING: no\n"

    @pytest.mark.parametrize(
        ("name", "title"),
        [
            ("notes", "Notes"),
            ("wasmCloud-community", "WasmCloud Community"),
            ("PEP_talks", "PEP Talks"),
            ("家族会議", "家族会議"),
            ("-_-", "Meetings"),
        ],
    )
    def test_title(self, tmp_path: Path, sphinx: Asked, name: str, title: str) -> None:
        (tmp_path / name).mkdir()
        (tmp_path / name / "2026-01-02.md").write_text(NOTE)
        cli.main(["build", str(tmp_path / name)])
        assert sphinx.setting("project") == title


class TestPlaces:
    def test_the_site_is_here(self, notes: Path, sphinx: Asked, home: Path) -> None:
        cli.main(["build", str(notes)])
        assert sphinx.out == home / "site"

    def test_or_beside_the_notes(
        self, notes: Path, sphinx: Asked, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(notes / "2026")
        cli.main(["build", ".."])
        assert sphinx.out == notes.parent / "town-hall_notes-site"

    def test_two_sites_do_not_share_a_memory(self, notes: Path, sphinx: Asked) -> None:
        cli.main(["build", str(notes), "one"])
        one = sphinx.option("-d")
        cli.main(["build", str(notes), "two"])
        assert sphinx.option("-d") != one

    @pytest.mark.parametrize(
        ("builder", "end"),
        [("html", "/out/index.html"), ("dirhtml", "/out/index.html"), ("text", "/out")],
    )
    def test_where_to_open_it(
        self,
        notes: Path,
        sphinx: Asked,
        builder: str,
        end: str,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        cli.main(["build", str(notes), "out", "--builder", builder])
        last = capsys.readouterr().out.splitlines()[-1]
        assert last.startswith("Open file:///")
        assert last.endswith(end)

    def test_open_the_book(
        self, notes: Path, sphinx: Asked, home: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (home / "out").mkdir()
        (home / "out" / "Notes.epub").touch()
        cli.main(["build", str(notes), "out", "--builder", "epub"])
        assert capsys.readouterr().out.rstrip().endswith("/out/Notes.epub")


class TestErrors:
    """One plain line, and the exit code 2."""

    def fails(self, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
        assert cli.main(["build", *arguments]) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.count("\n") == 1
        assert said.err.startswith("sphinx-meetings: ")
        return said.err

    def test_no_folder(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert "'nowhere' does not exist" in self.fails(capsys, "nowhere")

    def test_a_file(self, notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert "is not a folder" in self.fails(capsys, str(notes / "2026" / "board.png"))

    def test_no_notes(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (tmp_path / "empty").mkdir()
        (tmp_path / "empty" / "notes.docx").touch()
        said = self.fails(capsys, str(tmp_path / "empty"))
        assert "no notes (.markdown, .md, .mdx, .rst)" in said
        assert not (tmp_path / "cache").exists()

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            ("out more", "unrecognized arguments: more"),
            ("-W out more", "unrecognized arguments: more"),
            ("--bogus", "unrecognized arguments: --bogus"),
            ("-j 0", "'0' is neither 'auto' nor a number above 0"),
            ("-j many", "'many' is neither 'auto' nor a number above 0"),
            (
                "--url example.org",
                "is not the address of a site; use https://example.org/meetings/",
            ),
            ("--url file:///notes", "use https://example.org/meetings/"),
            ("--url https://[", "use https://example.org/meetings/"),
        ],
    )
    def test_what_is_not_understood(
        self, notes: Path, capsys: pytest.CaptureFixture[str], words: str, message: str
    ) -> None:
        with pytest.raises(SystemExit) as raised:
            cli.main(["build", str(notes), *words.split()])
        assert raised.value.code == 2
        assert capsys.readouterr().err.endswith(f"{message}\n")

    def test_no_such_theme(self, notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
        said = self.fails(capsys, str(notes), "--theme", "no_such_theme")
        assert "'no_such_theme' is not installed; try: python -m pip install no-such-" in said

    def test_site_on_the_notes(self, notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert "among the notes" in self.fails(capsys, str(notes), str(notes))

    def test_site_on_a_file(
        self, notes: Path, home: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (home / "out").touch()
        assert "not a folder" in self.fails(capsys, str(notes), "out")

    def test_no_home(
        self, notes: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def nobody() -> Path:
            raise RuntimeError("Could not determine home directory.")

        monkeypatch.setattr(Path, "home", nobody)
        for variable in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
            monkeypatch.delenv(variable, raising=False)
        assert "; set " in self.fails(capsys, str(notes))

    def test_the_cache_cannot_be_written(
        self, notes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "cache").touch()
        assert str(tmp_path / "cache") in self.fails(capsys, str(notes))

    @pytest.mark.parametrize(
        ("builder", "said"),
        [
            ("htm", "there is no builder 'htm'. Did you mean 'html'?"),
            ("latx", "there is no builder 'latx'. Did you mean 'latex'?"),
            ("pdf", "there is no builder 'pdf'. The builders are changes, coverage, dirhtml, "),
        ],
    )
    def test_no_such_builder(
        self, notes: Path, capsys: pytest.CaptureFixture[str], builder: str, said: str
    ) -> None:
        assert said in self.fails(capsys, str(notes), "--builder", builder)

    def test_a_configuration_may_add_builders(
        self, notes: Path, sphinx: Asked, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (notes / "conf.py").touch()
        assert cli.main(["build", str(notes), "--builder", "htm"]) == 0
        sphinx.code = 2
        assert cli.main(["build", str(notes), "--builder", "htm"]) == 2
        assert "no builder 'htm'. Did you mean 'html'?" in capsys.readouterr().err

    def test_a_theme_is_no_matter_for_text(self, notes: Path, sphinx: Asked) -> None:
        assert cli.main(["build", str(notes), "--builder", "text", "--theme", "none_such"]) == 0


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = "import sys; from sphinxcontrib_meetings.cli.build import main; sys.exit(main())"
    return subprocess.run(
        [sys.executable, "-c", command, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        # Sphinx colours what it says where CI is set
        env=os.environ | {"PYTHONUTF8": "1", "NO_COLOR": "1"},
    )


RunHere = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run_here(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> RunHere:
    """Run as `run` does, but without another process, which would import Sphinx again."""
    monkeypatch.setenv("NO_COLOR", "1")

    def run_in_this_process(*arguments: str) -> subprocess.CompletedProcess[str]:
        code = cli.main(arguments)
        return subprocess.CompletedProcess(arguments, code, *capfd.readouterr())

    return run_in_this_process


class TestWhole:
    """With Sphinx itself."""

    def test_demo(self, home: Path, run_here: RunHere) -> None:
        demo = Path(__file__).parents[2] / "demo" / "meetings"
        first = run("build", str(demo), "-W")
        assert first.stderr == ""
        assert first.returncode == 0
        assert first.stdout.rstrip().endswith(f"Open {(home / 'site/index.html').as_uri()}")
        index = (home / "site" / "index.html").read_text(encoding="utf-8")
        assert "Seedkeep 1.0" in index
        assert "Autumn call" not in index
        assert "Copyright" not in index
        second = run("build", str(demo), "-W", "-v")
        assert second.returncode == 0
        assert "0 added, 0 changed, 0 removed" in second.stdout
        assert first.stdout.startswith("Meetings\n")
        ends = [done.stdout[done.stdout.index("Meetings\n") :] for done in (first, second)]
        assert re.search(r"\n  dated +\d+  20\d\d-20\d\d\n", ends[0])
        assert re.search(r"\nWarnings +0\n\nOpen ", ends[0])
        assert ends[0] == ends[1]
        # in colour on terminals only
        assert "\x1b" not in ends[0]
        for option in ("-q", "--quiet"):
            quiet = run_here("build", str(demo), option)
            assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "", "")

    def test_the_version(self, capfd: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit) as done:
            cli.main(["--version"])
        assert (done.value.code, capfd.readouterr().out) == (0, f"sphinx-meetings {__version__}\n")

    def test_a_site_is_opened_once_it_is_built(
        self, notes: Path, home: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        opened: list[str] = []
        monkeypatch.setattr("webbrowser.open", opened.append)
        assert cli.main(["build", str(notes), "-q", "--open", "--theme", "basic"]) == 0
        assert opened == [(home / "site/index.html").as_uri()]
        (notes / "2026" / "03-04-call.md").write_text("# Call\n\n[gone](gone.md)\n")
        assert cli.main(["build", str(notes), "-q", "--open", "--theme", "basic", "-W"]) == 1
        assert len(opened) == 1

    def test_a_warning_names_the_note(self, notes: Path, run_here: RunHere) -> None:
        note = notes / "2026" / "03-04-call.md"
        note.write_text("# Call\n\n[gone](gone.md)\n")
        done = run_here("build", str(notes), "-W", "--theme", "basic", "-j", "1")
        assert done.returncode == 1
        assert f"{note}:3: WARNING" in done.stderr
        assert done.stdout.rstrip().endswith("The build failed; see above.")
        table = done.stdout.removeprefix("Meetings\n")
        assert "  notes          1\n" in table
        assert "  meetings.link  1\n" in table
        assert "Open" not in table

    def test_a_book_has_what_a_book_needs(
        self, notes: Path, home: Path, run_here: RunHere
    ) -> None:
        for theme in ("basic", "alabaster"):
            done = run_here(
                "build", str(notes), "out", "-W", "--builder", "epub", "--theme", theme
            )
            assert (done.returncode, done.stderr) == (0, "")
        assert list(home.glob("out/*.epub"))


class TestFormerSite:
    """The site that the notes come from: its root, and its files."""

    def test_the_folder_has_its_own_name_there(self, notes: Path, sphinx: Asked) -> None:
        cli.main(["build", str(notes)])
        assert sphinx.setting("meetings_site_path") == "town-hall_notes"
        assert sphinx.setting("meetings_static") is None

    def test_files_beside_the_folder(self, notes: Path, sphinx: Asked) -> None:
        (notes.parent / "static").mkdir()
        cli.main(["build", str(notes)])
        static = sphinx.setting("meetings_static")
        assert static is not None
        assert (sphinx.sources / static).resolve() == (notes.parent / "static").resolve()

    def test_files_in_the_folder_come_first(self, notes: Path, sphinx: Asked) -> None:
        for folder in (notes, notes.parent):
            (folder / "static").mkdir()
        cli.main(["build", str(notes)])
        assert sphinx.setting("meetings_static") == "static"

    def test_the_root_of_docusaurus(self, notes: Path, sphinx: Asked, tmp_path: Path) -> None:
        site = tmp_path / "site"
        (site / "docs").mkdir(parents=True)
        (site / "static").mkdir()
        (site / "docusaurus.config.ts").touch()
        inside = notes.rename(site / "docs" / "calls")
        cli.main(["build", str(inside)])
        assert sphinx.setting("meetings_site_path") == "docs/calls"
        static = sphinx.setting("meetings_static")
        assert static is not None
        assert (sphinx.sources / static).resolve() == (site / "static").resolve()
