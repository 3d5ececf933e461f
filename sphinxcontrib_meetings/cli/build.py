"""The command ``sphinx-meetings``: a site from any folder of notes.

``sphinx-meetings build NOTES OUT`` needs no ``conf.py``::

    NOTES ─► copy in the user's cache ─► Sphinx, with the configuration below ─► OUT

The copy keeps the times of the files, so that a second build reads only what
was edited. It gets a start page if the folder has none. NOTES itself is not
changed. A folder with a ``conf.py`` is built in place, with that configuration.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import io
import os
import shutil
import sys
import webbrowser
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import entry_points
from pathlib import Path
from typing import TextIO

from sphinx import package_dir as sphinx_folder
from sphinx.application import Sphinx
from sphinx.cmd.build import main as sphinx_build
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from sphinxcontrib_meetings import __version__
from sphinxcontrib_meetings.archive.summary import Report
from sphinxcontrib_meetings.cli import import_schedule, progress, summary
from sphinxcontrib_meetings.cli.check import findings
from sphinxcontrib_meetings.model.problem import nearest
from sphinxcontrib_meetings.parse.suffixes import NEW_NOTES
from sphinxcontrib_meetings.parse.urls import split_web
from sphinxcontrib_meetings.read.domain import domain_of

__all__ = ["main"]

#: the name of the command, which starts each of its own lines on stderr
COMMAND = "sphinx-meetings"

#: folders that hold copies of other people's files, never notes
FOREIGN_FOLDERS = frozenset({"__pycache__", "node_modules"})

DEFAULT_THEME = "furo"

#: builders whose pages have the theme, and start at ``index.html``
THEMED_BUILDERS = frozenset({"dirhtml", "html", "singlehtml"})

#: Sphinx's own builders
_BUILDERS = frozenset(
    {"changes", "coverage", "dirhtml", "doctest", "dummy", "epub", "gettext", "html", "latex"}
    | {"linkcheck", "man", "pseudoxml", "singlehtml", "texinfo", "text", "xml"}
)
#: name, without suffix, of the file at the root of a site of Docusaurus
SITE_CONFIG = "docusaurus.config"

#: the start page of a folder that has none
START = Path("index.md")
START_PAGE = """\
# {title}

```{{meeting-list}}
```
"""
#: follows it where the builder makes no pages of an archive
INDICES = """
## Tags

```{meeting-tags}
```

## People

```{meeting-people}
```
"""
#: opens it there if there are schedules
NEXT = """
```{meeting-next}
```
"""
#: builders that make the pages of an archive
_WITH_PAGES = frozenset({"dirhtml", "html"})
#: the file at the root of the notes that has the schedules
SCHEDULES = Path("series.yml")


class CommandError(Exception):
    """The reason why the command cannot start, in one line."""


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of a build, all absolute and without symbolic links."""

    notes: Path
    out: Path
    #: this build's part of the user's cache
    cache: Path

    @property
    def configured(self) -> bool:
        """Whether the notes have their own configuration."""
        return (self.notes / "conf.py").is_file()

    @property
    def sources(self) -> Path:
        """The folder that Sphinx reads."""
        return self.notes if self.configured else self.cache / "sources"

    @property
    def doctrees(self) -> Path:
        """The folder of Sphinx's doctrees."""
        return self.cache / "doctrees"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command with the arguments *argv*, by default those of the process.

    Returns the exit code: that of the command, or 2 if it could not be started.
    """
    arguments = _arguments(argv)
    try:
        code: int = arguments.run(arguments)
    except (CommandError, OSError) as error:
        print(f"{COMMAND}: {error}", file=sys.stderr)
        return 2
    return code


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = _parser()
    arguments, rest = parser.parse_known_args(argv)
    # if options stand between NOTES and OUT, argparse does not find OUT
    if rest and getattr(arguments, "out", rest) is None and not rest[0].startswith("-"):
        arguments.out = Path(rest.pop(0))
    if rest:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    return arguments


def _jobs(text: str) -> str:
    """Return the number of processes as Sphinx takes it."""
    if text == "auto" or (text.isdecimal() and int(text) > 0):
        return text
    raise argparse.ArgumentTypeError(f"{text!r} is neither 'auto' nor a number above 0")


def _url(text: str) -> str:
    """Return the address of a site, as ``html_baseurl`` has it."""
    if not split_web(text):
        raise argparse.ArgumentTypeError(
            f"{text!r} is not the address of a site; use https://example.org/meetings/"
        )
    return text


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=COMMAND, description="Build archives of meeting notes with Sphinx."
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    build = commands.add_parser(
        "build",
        help="build a site from a folder of notes",
        description="Build a site from a folder of notes. The folder is not changed. "
        "If it has a conf.py, that is used.",
    )
    build.add_argument("notes", metavar="NOTES", type=Path, help="folder of the notes")
    build.add_argument(
        "out",
        metavar="OUT",
        type=Path,
        nargs="?",
        help="folder of the site (default: site, or, inside the folder NAME of the notes, "
        "NAME-site beside it)",
    )
    build.add_argument(
        "--theme", metavar="NAME", help=f"theme of the pages (default: {DEFAULT_THEME})"
    )
    build.add_argument(
        "--builder", metavar="NAME", default="html", help="Sphinx builder (default: html)"
    )
    build.add_argument(
        "--url",
        metavar="URL",
        type=_url,
        help="address at which the site will be, for feeds and links in calendars",
    )
    build.add_argument(
        "-j",
        metavar="N",
        dest="jobs",
        type=_jobs,
        default="auto",
        help="number of processes (default: auto, one per processor)",
    )
    build.add_argument("-W", dest="strict", action="store_true", help="fail if there is a warning")
    build.add_argument(
        "--open", dest="opens", action="store_true", help="open the site in the browser"
    )
    amount = build.add_mutually_exclusive_group()
    amount.add_argument(
        "-q",
        "--quiet",
        dest="quiet",
        action="store_true",
        help="print nothing but warnings and errors",
    )
    amount.add_argument(
        "-v", "--verbose", dest="verbose", action="store_true", help="print the log of Sphinx, too"
    )
    build.set_defaults(run=_build)
    check_command = commands.add_parser(
        "check",
        help="print actions of a folder of notes that may be one",
        description="Print the actions of several notes that have nearly the same words, side by "
        "side, and owners whose names are nearly those of known people. Nothing is changed. The "
        "exit code is 1 if there are any, and 2 if the notes cannot be read.",
    )
    check_command.add_argument("notes", metavar="NOTES", type=Path, help="folder of the notes")
    check_command.set_defaults(run=_check, out=None)
    import_schedule.add_command(commands)
    return parser


def _build(arguments: argparse.Namespace) -> int:
    places = _places(arguments.notes, arguments.out)
    if not places.configured:
        # a configuration may add builders of its own
        _check_builder(arguments.builder)
    theme = arguments.theme or ("" if places.configured else DEFAULT_THEME)
    if theme and arguments.builder in THEMED_BUILDERS:
        _check_theme(theme)
    unread = [] if places.configured else _stage(places, arguments.builder)
    for problem in unread:
        print(f"{COMMAND}: left out: {problem}", file=sys.stderr)
    settings = _settings(places, theme, arguments.builder, arguments.url or "")
    options = [
        *([] if places.configured else ["-C"]),
        *(part for item in settings.items() for part in ("-D", "=".join(item))),
        *("-b", arguments.builder, "-j", arguments.jobs),
        *("-d", os.fspath(places.doctrees)),
        *(["-W"] if arguments.strict else []),
        *(["-q"] if arguments.quiet else []),
    ]
    log = contextlib.nullcontext() if arguments.verbose else progress.instead_of_log(sys.stdout)
    with _original_names(places), summary.reports() as reports, log:
        code = sphinx_build([*options, os.fspath(places.sources), os.fspath(places.out)])
    if code and places.configured:
        _tell_builder(arguments.builder)
    if not arguments.quiet:
        _say_at_the_end(reports, places.out, arguments.builder, built=code == 0)
    if code == 0 and arguments.opens:
        webbrowser.open(_entrance(places.out, arguments.builder).as_uri())
    return code or int(arguments.strict and bool(unread))


def _check(arguments: argparse.Namespace) -> int:
    """Print what authors may want to decide."""
    places = _places(arguments.notes, None)
    if not places.configured:
        for problem in _stage(places, "dummy"):
            print(f"{COMMAND}: left out: {problem}", file=sys.stderr)
    confdir = places.notes if places.configured else None
    # what is wrong with the notes themselves, `build` says
    said = io.StringIO()
    try:
        with _original_names(places), patch_docutils(confdir), docutils_namespace():
            app = Sphinx(
                places.sources,
                confdir,
                places.cache / "check",
                places.doctrees,
                "dummy",
                confoverrides=_settings(places, "", "dummy", ""),
                status=None,
                warning=said,
            )
            app.build()
            found = list(
                findings(domain_of(app.env).archive, partial(_path, arguments.notes, app))
            )
    except SphinxError as error:
        raise CommandError(f"the notes cannot be read: {error}") from error
    print("\n\n".join(found) or "Nothing to decide.")
    return int(bool(found))


def _path(notes: Path, app: Sphinx, docname: str) -> str:
    """Return the file of a document, as it is found from the working directory."""
    return os.fspath(notes / app.env.doc2path(docname, base=False))


def _say_at_the_end(reports: Iterable[Report], out: Path, builder: str, *, built: bool) -> None:
    """Print the summary of the build, and where its result is."""
    for report in reports:
        print(*summary.lines(report), "", sep="\n")
    if built:
        print(f"Open {_entrance(out, builder).as_uri()}")
    else:
        print("The build failed; see above.")


def _places(notes: Path, out: Path | None) -> Places:
    """Return the folders of a build. Raise CommandError if one cannot be used."""
    if not notes.is_dir():
        reason = "is not a folder" if notes.exists() else "does not exist"
        raise CommandError(f"the folder of notes {os.fspath(notes)!r} {reason}")
    notes = notes.resolve()
    out = (out or _usual_out(notes)).resolve()
    if out == notes:
        raise CommandError(
            f"the site would be written among the notes; give an OUT other than {out}"
        )
    if out.exists() and not out.is_dir():
        raise CommandError(f"the site cannot be written to {out}, which is not a folder")
    return Places(notes, out, _cache_for(notes, out))


def _usual_out(notes: Path) -> Path:
    here = Path.cwd()
    return notes.parent / f"{notes.name}-site" if here.is_relative_to(notes) else here / "site"


def _cache_for(notes: Path, out: Path) -> Path:
    """Return a folder for this pair of notes and site.

    It is in the user's cache, since a folder beside the site may be published with
    it, including drafts.
    """
    # two sites of the same notes may have different settings, so each has its own cache
    key = hashlib.sha256(f"{notes}\n{out}".encode(errors="surrogateescape")).hexdigest()
    return _user_cache() / COMMAND / f"{notes.name}-{key[:12]}"


def _user_cache() -> Path:
    """Return the folder for caches: https://specifications.freedesktop.org/basedir-spec/."""
    variable = "LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME"
    named = Path(os.environ.get(variable, ""))
    if named.is_absolute():
        return named
    try:
        return Path.home() / ".cache"
    except RuntimeError as error:
        raise CommandError(f"there is no folder for the cache; set {variable}") from error


def _check_theme(theme: str) -> None:
    with_sphinx = Path(sphinx_folder, "themes", theme).is_dir()
    if not with_sphinx and theme not in entry_points(group="sphinx.html_themes").names:
        raise CommandError(
            f"the theme {theme!r} is not installed; "
            f"try: python -m pip install {theme.replace('_', '-')}"
        )


def _known_builders() -> set[str]:
    """Return the builders of Sphinx and of the installed packages."""
    return {*_BUILDERS, *entry_points(group="sphinx.builders").names}


def _check_builder(name: str) -> None:
    known = _known_builders()
    if name not in known:
        hint = nearest(name, known) or f" The builders are {', '.join(sorted(_BUILDERS))}."
        raise CommandError(f"there is no builder {name!r}.{hint}")


def _tell_builder(name: str) -> None:
    """Say what may be meant by an unknown builder, after Sphinx has failed."""
    known = _known_builders()
    if name not in known and (hint := nearest(name, known)):
        print(f"{COMMAND}: Sphinx has no builder {name!r}.{hint}", file=sys.stderr)


def _settings(places: Places, theme: str, builder: str, url: str) -> dict[str, str]:
    """Return the values of options in place of a ``conf.py``, or beside it."""
    settings = {"html_theme": theme, "html_baseurl": url}
    settings = {name: value for name, value in settings.items() if value}
    if not places.configured:
        title = _title(places.notes)
        settings |= {
            "extensions": "sphinxcontrib_meetings",
            "project": title,
            "html_title": title,
            "meetings_path": "**",
            **_former_site(places),
            **_schedules(places),
            **({} if _has_start(places) else {"meetings_home": START.stem}),
            # links to headings, as in most other Markdown tools
            "myst_heading_anchors": "6",
            # the start page lists the meetings, and other documents need no toctree
            "suppress_warnings": "toc.not_included",
            # the owner is not known
            "html_show_copyright": "0",
        }
        if builder == "epub":
            # a book needs all of these
            authors = f"The authors of {title}"
            settings |= {
                "author": authors,
                "copyright": authors,
                "version": "1",
                # Sphinx writes it if the configuration has changed
                "epub_exclude_files": ".buildinfo.bak",
            }
    return settings


def _schedules(places: Places) -> dict[str, str]:
    """Return which file has the schedules, if there is one."""
    is_there = (places.notes / SCHEDULES).is_file()
    return {"meetings_schedule": f"{SCHEDULES}"} if is_there else {}


def _former_site(places: Places) -> dict[str, str]:
    """Return where the notes are on the site that they come from, and where its files are.

    That is the folder with a ``docusaurus.config`` file, else the one that the notes are in.
    """
    notes = places.notes
    site = next((above for above in notes.parents if any(above.glob(f"{SITE_CONFIG}.*"))), None)
    site = site or notes.parent
    found = {"meetings_site_path": notes.relative_to(site).as_posix()}
    static = next((path for path in (notes / "static", site / "static") if path.is_dir()), None)
    if static is not None:
        inside = static.is_relative_to(notes)
        there = "static" if inside else os.path.relpath(static, places.sources)
        found["meetings_static"] = Path(there).as_posix()
    return found


def _title(notes: Path) -> str:
    words = notes.name.replace("-", " ").replace("_", " ").split()
    # as in str.title(), but "wasmCloud" and "PEPs" stay as they are
    return " ".join(word[:1].upper() + word[1:] for word in words) or "Meetings"


def _stage(places: Places, builder: str) -> list[str]:
    """Make the sources equal to the notes, changing only what differs.

    Where there is no start page, they get one for *builder*. Returns a line for each file that
    cannot be read.
    """
    found = {path.relative_to(places.notes): path for path in _files(places)}
    misnamed = {path: why for path in found if (why := _why_no_text(f"{path}"))}
    for path in misnamed:
        del found[path]
    unread = [
        f"{f'{path}'.encode(errors='backslashreplace').decode()}: {why}"
        for path, why in misnamed.items()
    ]
    if not any(_is_note(path) for path in found):
        suffixes = ", ".join(sorted(NEW_NOTES))
        raise CommandError(f"no notes ({suffixes}) in {places.notes}")
    generated = set() if _has_start(places) else {START}
    places.cache.mkdir(mode=0o700, parents=True, exist_ok=True)
    places.sources.mkdir(exist_ok=True)
    _remove_others(places.sources, found.keys() | generated)
    for path in generated:
        page = _start_page(places, builder, has_schedules=SCHEDULES in found)
        _write(places.sources / path, page)
    for path, note in found.items():
        try:
            _copy(note, places.sources / path)
        except OSError as error:
            (places.sources / path).unlink(missing_ok=True)
            unread.append(str(error))
    return unread


def _has_start(places: Places) -> bool:
    """Whether the notes have a start page of their own."""
    return any(_is_note(path) and path.stem == START.stem for path in places.notes.iterdir())


def _start_page(places: Places, builder: str, *, has_schedules: bool) -> str:
    """Return the start page: the overview, with all that other builders make no pages for."""
    page = START_PAGE.format(title=_title(places.notes))
    if builder in _WITH_PAGES:
        return page
    title, listed = page.split("\n", 1)
    return "".join((title, "\n", NEXT if has_schedules else "", listed, INDICES))


def _is_note(path: Path) -> bool:
    return path.suffix.lower() in NEW_NOTES


def _why_no_text(name: str) -> str:
    """Return why the *name* of a file cannot be written as UTF-8, as Sphinx does; empty if it can.

    Python has half characters for the bytes of a name that it cannot decode.
    """
    try:
        name.encode()
    except UnicodeEncodeError:
        try:
            os.fsencode(name).decode()
        except UnicodeDecodeError:
            return "the name is not valid UTF-8; rename the file"
        return "the locale has no UTF-8; set the environment variable PYTHONUTF8=1"
    return ""


def _files(places: Places) -> Iterator[Path]:
    """Yield the files of the notes, without hidden ones, the site, and loops of links."""
    pending: list[tuple[Path, tuple[Path, ...]]] = [(places.notes, (places.notes,))]
    while pending:
        folder, parents = pending.pop()
        for path in sorted(folder.iterdir()):
            if path.name.startswith(".") or path.name in FOREIGN_FOLDERS:
                continue
            if path.is_file():
                yield path
            elif path.is_dir():
                real = path.resolve()
                # a link to a folder above would lead here again
                loop = any(parent.is_relative_to(real) for parent in parents)
                if not loop and real not in (places.out, places.cache):
                    pending.append((path, (*parents, real)))


def _remove_others(folder: Path, wanted: Collection[Path]) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            # sorted in reverse, a folder comes after what is in it
            with contextlib.suppress(OSError):
                path.rmdir()
        elif path.relative_to(folder) not in wanted:
            path.unlink()


def _copy(source: Path, target: Path) -> None:
    """Copy *source* if it was edited, with its time, by which Sphinx recognizes edits."""
    wanted = source.stat()
    if target.exists():
        there = target.stat()
        if (there.st_size, there.st_mtime_ns) == (wanted.st_size, wanted.st_mtime_ns):
            return
    target.parent.mkdir(parents=True, exist_ok=True)
    # not the permissions: a read-only copy could not be written again
    shutil.copyfile(source, target)
    os.utime(target, ns=(wanted.st_atime_ns, wanted.st_mtime_ns))


def _write(path: Path, text: str) -> None:
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8", newline="\n")


@contextlib.contextmanager
def _original_names(places: Places) -> Iterator[None]:
    """Make warnings name the author's files instead of their copies."""
    names = _Renaming(sys.stderr, f"{places.sources}{os.sep}", f"{places.notes}{os.sep}")
    with contextlib.redirect_stderr(names):
        yield


class _Renaming(io.StringIO):
    """A text stream that passes text on, with one path replaced by another."""

    def __init__(self, stream: TextIO, old: str, new: str) -> None:
        super().__init__()
        self._stream = stream
        self._old = old
        self._new = new

    def write(self, text: str) -> int:
        self._stream.write(text.replace(self._old, self._new))
        return len(text)

    def flush(self) -> None:
        self._stream.flush()

    def isatty(self) -> bool:
        return self._stream.isatty()


def _entrance(out: Path, builder: str) -> Path:
    """Return what to open: the start page of the site, the only book, or the folder."""
    if builder in THEMED_BUILDERS:
        return out / "index.html"
    books = sorted(out.glob("*.epub")) if builder == "epub" else []
    return books[0] if len(books) == 1 else out
