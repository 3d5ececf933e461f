"""The options of ``conf.py``: one table, registered from its fields."""

from __future__ import annotations

import ast
import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.matching import compile_matchers

from sphinxcontrib_meetings.model.meeting import Series
from sphinxcontrib_meetings.model.problem import Kind, nearest
from sphinxcontrib_meetings.parse.dates import date_in_path
from sphinxcontrib_meetings.report import warn

__all__ = [
    "PREFIX",
    "Options",
    "describes_nothing",
    "is_meeting_path",
    "matches",
    "options_of",
    "register",
    "root_of",
    "series_of",
    "warn_of",
]

PREFIX = "meetings_"

Rebuild = Literal["", "env", "html"]


def _option(default: Any, rebuild: Rebuild, text: str) -> Any:
    metadata = {"rebuild": rebuild, "help": text}
    if isinstance(default, list | dict):
        return field(default_factory=default.copy, metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass(frozen=True)
class Options:
    """The options, each named in ``conf.py`` with the prefix ``meetings_``."""

    path: list[str] = _option(
        ["meetings/**"],
        "env",
        "Which documents are meetings: patterns as in `exclude_patterns`, matched against "
        "docnames; one with a leading `!` excludes. `index` documents are never meetings, "
        "unless the name of their folder carries a date.",
    )
    root: str = _option(
        "",
        "env",
        "Where the generated pages live. By default the fixed part of the first pattern of "
        "`meetings_path`: `community/*` gives `community/tags/…`.",
    )
    pages: bool = _option(
        True,
        "",
        "Whether the overview and the pages of years, tags and people are generated.",
    )
    series: dict[str, Any] = _option(
        {},
        "env",
        "Series of meetings: a mapping of key to a mapping of `title`, `description` and "
        "`path`, a pattern or list of patterns as in `meetings_path` whose documents belong "
        "to the series. A note may also name its series itself (`series: KEY`).",
    )
    title: str = _option(
        "Meetings",
        "",
        "Title of the generated overview of the archive.",
    )
    per_page: int = _option(
        20,
        "",
        "How many meetings one page of a generated list shows.",
    )
    site_url: str = _option(
        "",
        "env",
        "Address of the site that absolute paths in links and images (`/docs/intro`) mean, "
        "where they are neither meetings nor files in `meetings_static`.",
    )
    static: str = _option(
        "",
        "env",
        "Folder, relative to the source directory, in which absolute paths in links and "
        "images are looked up: Docusaurus' `static`.",
    )
    authors: str = _option(
        "",
        "",
        "Registry of people, relative to the source directory. By default the nearest "
        "`people.yml`, `people.json` or `authors.yml` from the folder of the note up to the "
        "source directory.",
    )
    tags: str = _option(
        "",
        "",
        "Registry of tags, relative to the source directory. By default the nearest "
        "`tags.yml` from the folder of the note up to the source directory.",
    )
    avatars: str = _option(
        "initials",
        "",
        "What stands beside the name of a person: `initials`, or `images`, the `image_url` of "
        "the registry, which is a request to wherever that is.",
    )
    transcripts: bool = _option(
        True,
        "env",
        "Whether other builders than HTML hold transcripts.",
    )
    drafts: bool = _option(
        False,
        "env",
        "Whether notes marked `draft: true` are built.",
    )
    poster: str = _option(
        "none",
        "env",
        "Image on a player before it is started: `none`, `remote` (YouTube's own, and what a "
        "`<video>` names on another site, each a request there before any click), or an image "
        "file, relative to the source directory.",
    )
    today: str = _option(
        "",
        "",
        "The day that counts as today, as `YYYY-MM-DD`. By default the day of "
        "`SOURCE_DATE_EPOCH`, else the day of the build.",
    )

    @cached_property
    def meeting_patterns(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Patterns of the documents that are meetings, and of those among them that are not."""
        patterns = _patterns(self.path)
        wanted = [pattern for pattern in patterns if not pattern.startswith("!")]
        # that of each series, once for all documents
        wanted += [pattern for item in series_of(self)[0] for pattern in item.path]
        excluded = (pattern[1:] for pattern in patterns if pattern.startswith("!"))
        return tuple(wanted), tuple(excluded)


def _kinds(default: object) -> tuple[type, ...]:
    if isinstance(default, bool):
        return (bool, int)
    # a pattern may stand by itself
    return (list, tuple, str) if isinstance(default, list) else (type(default),)


#: name of an option ─► the types that it may have
_KINDS = {item.name: _kinds(getattr(Options(), item.name)) for item in dataclasses.fields(Options)}
#: name of an option ─► what its value has to be, and how that is said
_CHECKS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "avatars": (lambda value: value in {"initials", "images"}, "write 'initials' or 'images'"),
    "per_page": (lambda value: value > 0, "write a number above 0"),
    "root": (
        lambda value: not value or bool(_folder(value)),
        "write a folder of the site, without '.' and '..'",
    ),
    # links to the overview would have no text
    "title": (lambda value: bool(value.strip()), "write a word or more"),
}


def options_of(config: Config) -> Options:
    """Read the options from *config*. One that cannot be used is as if not given."""
    values = {name: getattr(config, PREFIX + name) for name in _KINDS}
    usable = {name: value for name, value in values.items() if _is_usable(name, value)}
    return Options(**usable)


def _is_usable(name: str, value: object) -> bool:
    return isinstance(value, _KINDS[name]) and (name not in _CHECKS or _CHECKS[name][0](value))


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Warn of names that are nearly options, and of values that cannot be used.

    Of wrong types Sphinx does.
    """
    for name in _lines(app):
        hint = nearest(name, _KINDS).replace("'", f"'{PREFIX}", 1)
        # without a hint it may be a variable of the author's
        if hint and PREFIX + name not in config:
            warn_of(app, name, f"there is no such option.{hint}")
    for name, (_, way_out) in _CHECKS.items():
        value = getattr(config, PREFIX + name)
        if isinstance(value, _KINDS[name]) and not _is_usable(name, value):
            warn_of(app, name, f"{value!r} cannot be used: {way_out}")
    options = options_of(config)
    for message in series_of(options)[1]:
        warn_of(app, "series", message)
    for name in ("authors", "tags"):
        file = getattr(options, name)
        if file and not Path(app.srcdir, file).exists():
            message = (
                f"there is no file {file!r} in the source directory: give its path from there"
            )
            warn_of(app, name, message)
    if options.static and not Path(app.srcdir, options.static).is_dir():
        warn_of(
            app,
            "static",
            f"there is no folder {options.static!r} in the source directory: give its path from "
            "there",
        )


def warn_of(app: Sphinx, name: str, message: str) -> None:
    """Warn of the option *name*, where ``conf.py`` sets it."""
    line = None if PREFIX + name in app.config.overrides else _lines(app).get(name)
    location = f"{app.confdir / 'conf.py'}:{line}" if line else None
    warn(Kind.CONFIG, f"{PREFIX}{name}: {message}", location=location)


def _lines(app: Sphinx) -> dict[str, int]:
    """Return the options that ``conf.py`` assigns, and the line where each is last assigned."""
    try:
        tree = ast.parse((app.confdir / "conf.py").read_bytes())
    except (OSError, SyntaxError, ValueError):
        # there is none, or a file of another kind in a folder without it
        return {}
    return {
        node.id.removeprefix(PREFIX): node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Name)
        and isinstance(node.ctx, ast.Store)
        and node.id.startswith(PREFIX)
    }


def describes_nothing(options: Options, docnames: Iterable[str]) -> bool:
    """Tell whether `meetings_path` is set, but none of *docnames* is among what it describes."""
    is_set = options.path != Options().path
    wanted = [pattern for pattern in _patterns(options.path) if not pattern.startswith("!")]
    return is_set and bool(wanted) and not any(matches(docname, wanted) for docname in docnames)


def is_meeting_path(options: Options, docname: str) -> bool:
    """Tell whether *docname* is among the documents that `meetings_path` describes."""
    wanted, excluded = options.meeting_patterns
    return (
        matches(docname, wanted)
        and not matches(docname, excluded)
        and (PurePosixPath(docname).name != "index" or _is_dated_folder(docname))
    )


def _patterns(value: Sequence[str]) -> list[str]:
    given = [value] if isinstance(value, str) else map(str, value)
    # "/meetings/", as other tools write folders
    return [
        "!" * pattern.startswith("!") + pattern.removeprefix("!").removeprefix("./").strip("/")
        for pattern in given
    ]


def matches(docname: str, patterns: Sequence[str]) -> bool:
    """Tell whether *docname*, or a folder it is in, is described by one of *patterns*."""
    path = PurePosixPath(docname)
    names = [docname, *(parent.as_posix() for parent in path.parents if parent.name)]
    return any(match(name) for match in _matchers(tuple(patterns)) for name in names)


@cache
def _matchers(patterns: tuple[str, ...]) -> list[Callable[[str], object]]:
    return list(compile_matchers(patterns))


def series_of(options: Options) -> tuple[tuple[Series, ...], list[str]]:
    """Read `meetings_series`, and what is wrong with it."""
    found: list[Series] = []
    problems: list[str] = []
    for key, item in options.series.items():
        if not isinstance(item, Mapping):
            problems.append(f"{key!r} is no mapping of title, description and path")
            continue
        if not str(key).strip():
            # a note in no series has this one
            problems.append(f"{key!r} is no key: write a word")
            continue
        for name in item.keys() - {"title", "description", "path"}:
            hint = nearest(str(name), ("title", "description", "path"))
            problems.append(f"{key!r} has an unknown entry {name!r}.{hint}")
        path = item.get("path") or ()
        if not isinstance(path, str | list | tuple):
            problems.append(f"{key!r} has a path {path!r} that is no pattern")
            path = ()
        patterns = tuple(_patterns(path))
        title = str(item.get("title") or key)
        found.append(Series(str(key), title, str(item.get("description") or ""), patterns))
    return tuple(found), problems


def _is_dated_folder(docname: str) -> bool:
    folder = PurePosixPath(docname).parent
    return (
        date_in_path(folder.as_posix()).date is not None
        and date_in_path(folder.parent.as_posix()).date is None
    )


def root_of(options: Options) -> str:
    """Return the folder of the generated pages: `meetings_root`, or the default it describes."""
    if root := _folder(options.root):
        return root
    first = next((p for p in _patterns(options.path) if not p.startswith("!")), "")
    fixed: list[str] = []
    for segment in first.split("/")[:-1]:
        if any(sign in segment for sign in "*?["):
            break
        fixed.append(segment)
    return _folder("/".join(fixed)) or "meetings"


def _folder(text: str) -> str:
    """Return *text* without slashes around it, empty where it may lead out of the site."""
    path = text.replace("\\", "/").strip("/")
    # not the root of the site either, whose pages have other addresses
    return path if all(segment.strip(". ") for segment in path.split("/")) else ""


def register(app: Sphinx) -> None:
    """Add the options to *app*."""
    for item in dataclasses.fields(Options):
        app.add_config_value(
            PREFIX + item.name,
            getattr(Options(), item.name),
            item.metadata["rebuild"],
            types=_KINDS[item.name],
            description=item.metadata["help"],
        )
    app.connect("config-inited", on_config_inited)
