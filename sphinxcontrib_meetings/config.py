"""The options of ``conf.py``: a dataclass whose fields are registered."""

from __future__ import annotations

import ast
import dataclasses
import datetime as dt
import os
import re
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import InitVar, dataclass, field
from functools import cache, cached_property, lru_cache
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any, ClassVar, Literal

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.matching import compile_matchers

from sphinxcontrib_meetings.archive.feed_plan import FEED_FORMATS, SCOPES
from sphinxcontrib_meetings.archive.page_names import OVERVIEW, REGISTERS
from sphinxcontrib_meetings.day_text import locale_of
from sphinxcontrib_meetings.model.meeting import Series
from sphinxcontrib_meetings.model.problem import Kind, Names, nearest
from sphinxcontrib_meetings.parse.date_words import ENGLISH, DateWords, folded
from sphinxcontrib_meetings.parse.dates import date_in_path
from sphinxcontrib_meetings.parse.former_site import patterns_of
from sphinxcontrib_meetings.parse.minutes.rule import Rule
from sphinxcontrib_meetings.parse.minutes.rules import known_names, selected
from sphinxcontrib_meetings.parse.names import is_aside, is_index
from sphinxcontrib_meetings.parse.paths import is_directory, is_file
from sphinxcontrib_meetings.report import warn

__all__ = [
    "PREFIX",
    "SERIES_KEYS",
    "Options",
    "base_url",
    "date_words",
    "describes_nothing",
    "folder_of",
    "is_below_meetings",
    "is_meeting_path",
    "is_named_running",
    "is_note_path",
    "is_set",
    "matches",
    "may_run",
    "notes_folder",
    "options_of",
    "root_of",
    "series_of",
    "setup",
    "today",
    "warn_of",
]

PREFIX = "meetings_"
#: https://docs.readthedocs.com/platform/stable/reference/environment-variables.html
_READ_THE_DOCS = "READTHEDOCS_CANONICAL_URL"
#: what `meetings_series` says of a series, besides its schedule
SERIES_KEYS = ("title", "description", "path", "home")
#: value of `meetings_running`: decide by the headings
AUTO = "auto"

Rebuild = Literal["", "env", "html"]


def _option(default: Any, rebuild: Rebuild, text: str) -> Any:
    metadata = {"rebuild": rebuild, "help": text}
    if isinstance(default, list | dict):
        return field(default_factory=default.copy, metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass(frozen=True)
class Options:
    """The options, which have the prefix ``meetings_`` in ``conf.py``."""

    path: list[str] = _option(
        ["meetings/**"],
        "env",
        "Which documents are meetings: patterns as in `exclude_patterns`, matched against "
        "docnames. A leading `!` excludes. An `index` or `README` document is a meeting only if "
        "its front matter has a date, or the name of its folder. A document whose name starts "
        "with `template` and has no date is a meeting only if a pattern is its whole docname.",
    )
    running: str | bool | list[str] = _option(
        "auto",
        "env",
        "Which documents are running notes, where each heading that is a date begins a meeting. "
        "`auto`: documents in `meetings_path` without a date of their own that have at least two "
        "such headings. Otherwise a list of patterns, as in `meetings_path`; or `False`: none.",
    )
    root: str = _option(
        "",
        "env",
        "Folder of the generated pages. Defaults to the fixed part of the first pattern in "
        "`meetings_path`: `community/*` gives `community/tags/…`.",
    )
    home: str = _option(
        "",
        "env",
        "Docname of the document that is the overview: the pages of years, tags and people, and "
        "the notes, are below it. Defaults to the `index` document in the folder of the generated "
        "pages, or else of the notes. Without one, the overview is generated.",
    )
    pages: bool = _option(
        True,
        "",
        "Whether to generate the overview and the pages for years, tags and people.",
    )
    series: dict[str, Any] = _option(
        {},
        "env",
        "Series of meetings: maps each key to a mapping with `title`, `description`, `path` and "
        "`home`, and with its schedule. The path is a pattern, or a list of patterns, as in "
        "`meetings_path`; matching documents belong to the series. A note may also name its "
        "series itself (`series: KEY`). The home is the document that is the overview of the "
        "series, as in `meetings_home`.",
    )
    schedule: str = _option(
        "",
        "",
        "File with series and their schedules: a YAML file, relative to the source directory. It "
        "has the form of `meetings_series`, whose entries have priority.",
    )
    publish_passcodes: bool = _option(
        False,
        "env",
        "Whether pages and calendars may show the passcodes of calls.",
    )
    title: str = _option(
        "Meetings",
        "",
        "Title of the generated overview; a document in its place has its own.",
    )
    per_page: int = _option(
        20,
        "",
        "Number of meetings on one page of a generated list.",
    )
    site_url: str = _option(
        "",
        "env",
        "Address of the site that the notes come from. Absolute paths in links and images "
        "(`/docs/intro`) lead there if they match no meeting and no file in `meetings_static`.",
    )
    site_path: str = _option(
        "",
        "env",
        "Path of the source directory at the site that the notes come from, such as `blog`. "
        "Absolute links below it (`/blog/2026-05-06-call.md`) lead to the documents here.",
    )
    static: str = _option(
        "",
        "env",
        "Folder of the files that absolute paths in links and images refer to, such as `static` "
        "in Docusaurus. It is relative to the source directory.",
    )
    authors: str = _option(
        "",
        "",
        "Registry of people: a file, relative to the source directory. Defaults to the nearest "
        "`people.yml`, `people.json` or `authors.yml`, from the folder of the note up to the "
        "source directory.",
    )
    tags: str = _option(
        "",
        "",
        "Registry of tags: a file, relative to the source directory. Defaults to the nearest "
        "`tags.yml`, from the folder of the note up to the source directory.",
    )
    avatars: str = _option(
        "initials",
        "",
        "What to show beside the name of a person: `initials`, or `images`, which loads the "
        "`image_url` from the registry and may thus send requests to other sites.",
    )
    transcripts: bool = _option(
        True,
        "env",
        "Whether builders other than HTML include transcripts.",
    )
    data: bool = _option(
        False,
        "",
        "Whether to write `meetings.json`, which has all records as data, and its schema.",
    )
    calendars: bool = _option(
        True,
        "",
        "Whether to write calendars (`.ics`): one of all meetings, one of each series, and one of "
        "each meeting.",
    )
    feeds: list[str] = _option(
        ["all", "series"],
        "",
        "What has a feed, if the address of the site is known (`html_baseurl`): `all` meetings, "
        "each of the `series`, each of the `tags`, each of the `people`; `[]` for no feeds.",
    )
    feed_formats: list[str] = _option(
        ["atom"],
        "",
        "Formats of the feeds: `atom`, `rss` (RSS 2.0) and `json` (JSON Feed 1.1).",
    )
    feed_content: str = _option(
        "excerpt",
        "env",
        "What feeds have of a note: its `excerpt`, as in lists, or the `full` text.",
    )
    redirects: list[str] | dict[str, str] = _option(
        [],
        "",
        "Addresses at the former site that lead to the pages here: names of presets "
        "(`docusaurus`, `ablog`, `material`), and patterns such as `/news/{year}/{slug}/`. A "
        "mapping gives the folder of each at that site; otherwise it is `meetings_site_path`, or "
        "`blog`.",
    )
    redirect_format: str = _option(
        "html",
        "",
        "How redirects are written: `html`, a small page for each; or one file for the web "
        "server: `nginx`, `apache` or `netlify`.",
    )
    drafts: bool = _option(
        False,
        "env",
        "Whether to build notes with `draft: true`.",
    )
    minutes: list[str] = _option(
        ["common"],
        "env",
        "How minutes are recognized in notes: names of rules and presets; a leading `!` leaves "
        "one out. The page on minutes has the list. `[]` recognizes only what is marked with "
        "directives and roles.",
    )
    registers: list[str] = _option(
        [*REGISTERS],
        "",
        "Which registers have pages, if there is something in them: `decisions`, `actions`, "
        "`attendance`, `votes`, `topics`; `[]` for none. Directives show them in any case.",
    )
    overview: list[str] = _option(
        [*OVERVIEW],
        "",
        "What overviews show before their lists, and in which order: the `next` meeting, the "
        "`latest` one with its recording and decisions, links to `series`, `tags`, `topics`, "
        "`people`, `years`, `registers`, ways to `subscribe`, and the `activity` of the last two "
        "years; `[]` for nothing. What is empty is left out.",
    )
    in_short: bool = _option(
        False,
        "html",
        "Whether notes begin with a box that says who was there, what was decided and what is to "
        "do. Notes with fewer than two decisions and open actions have none.",
    )
    poster: str = _option(
        "none",
        "env",
        "Image on a player before it is started: `none`, an image file relative to the source "
        "directory, or `remote`: the image from YouTube, or the one that a `<video>` has on "
        "another site. With `remote`, pages send requests there before any click.",
    )
    freeze_gc: bool = _option(
        True,
        "",
        "Whether Python's garbage collector skips objects that stay in memory until the build "
        "ends, which makes builds faster. Turn it off if many builds share one process and its "
        "memory grows.",
    )
    today: str = _option(
        "",
        "",
        "The date to use as today, as `YYYY-MM-DD`, or the moment, as `YYYY-MM-DD HH:MM` in UTC. "
        "Defaults to the moment in `SOURCE_DATE_EPOCH`, then to that of the build.",
    )

    #: that of Sphinx, for the words of dates
    language: InitVar[str | None] = None
    #: the words of dates in paths, in the language of the project
    words: ClassVar[DateWords] = ENGLISH

    def __post_init__(self, language: str | None) -> None:
        """Look up the words of the language."""
        if language:
            # like a cached property, since the options are frozen
            self.__dict__["words"] = date_words(language)

    @cached_property
    def feed_scopes(self) -> tuple[str, ...]:
        """What has a feed."""
        return tuple(_listed(self.feeds))

    @cached_property
    def formats_of_feeds(self) -> tuple[str, ...]:
        """Formats of the feeds."""
        return tuple(_listed(self.feed_formats))

    @cached_property
    def running_patterns(self) -> tuple[str, ...]:
        """Patterns of the documents that are named as running notes."""
        given = self.running
        return () if isinstance(given, bool) or given == AUTO else tuple(_patterns(given))

    @cached_property
    def minutes_rules(self) -> tuple[Rule, ...]:
        """The rules for minutes, in their order."""
        return tuple(selected(tuple(_listed(self.minutes))))

    @property
    def register_names(self) -> frozenset[str]:
        """The registers that have pages."""
        return frozenset(_listed(self.registers))

    @cached_property
    def overview_parts(self) -> tuple[str, ...]:
        """What overviews show before their lists; what is named twice, once."""
        return tuple(dict.fromkeys(_listed(self.overview)))

    @property
    def home_docname(self) -> str:
        """The document that is named as the overview of all meetings."""
        return _docname(self.home)

    @cached_property
    def homes(self) -> tuple[tuple[str, str], ...]:
        """The documents that are named as overviews: (key of the series or "", docname)."""
        named = [("", self.home_docname)]
        named += [(item.key, item.home) for item in series_of(self)[0]]
        return tuple((key, name) for key, name in named if name)

    @cached_property
    def meeting_patterns(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Patterns that include documents as meetings, and patterns that exclude them."""
        patterns = _patterns(self.path)
        wanted = [pattern for pattern in patterns if not pattern.startswith("!")]
        # those of all series, too
        wanted += [pattern for item in series_of(self)[0] for pattern in item.path]
        excluded = (pattern[1:] for pattern in patterns if pattern.startswith("!"))
        return tuple(wanted), tuple(excluded)


#: what Sphinx writes at the root of a site: folders, pages (folders with dirhtml), and files
_NAMES_OF_SPHINX = frozenset(
    {".buildinfo", "_downloads", "_images", "_modules", "_sources", "_static"}
    | {"genindex", "index.html", "meeting-people", "meeting-tags", "objects.inv", "search"}
    | {"searchindex.js"}
)
#: values of `meetings_redirect_format`
_REDIRECT_FORMATS = ("html", "nginx", "apache", "netlify")
#: limit for the path of a folder; file systems allow 255 bytes for a name, some 260 for a path
_MOST_BYTES = 200


def _kinds(default: object) -> tuple[type, ...]:
    if isinstance(default, bool):
        return (bool, int)
    # a single pattern needs no list
    return (list, tuple, str) if isinstance(default, list) else (type(default),)


def _are_among(value: Sequence[str], known: Collection[str]) -> bool:
    return all(item in known for item in _listed(value))


def _listed(value: Sequence[str]) -> list[str]:
    # a single word needs no list
    return [value] if isinstance(value, str) else list(value)


def _either(words: Iterable[str]) -> str:
    *others, last = map(repr, words)
    return f"{', '.join(others)} and {last}"


#: name of an option ─► allowed types of its value
_KINDS = {item.name: _kinds(getattr(Options(), item.name)) for item in dataclasses.fields(Options)}
_KINDS["running"] = (str, bool, list, tuple)
_KINDS["redirects"] = (list, tuple, str, dict)
#: name of an option ─► check of its value, and what to do if the check fails
_CHECKS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "avatars": (lambda value: value in {"initials", "images"}, "use 'initials' or 'images'"),
    "feed_content": (lambda value: value in {"excerpt", "full"}, "use 'excerpt' or 'full'"),
    "feed_formats": (
        lambda value: bool(value) and _are_among(value, FEED_FORMATS),
        f"use a list of {_either(FEED_FORMATS)}",
    ),
    "feeds": (
        lambda value: _are_among(value, SCOPES),
        f"use a list of {_either(SCOPES)}",
    ),
    "minutes": (
        lambda value: _are_among(
            [str(name).removeprefix("!") for name in _listed(value)], known_names()
        ),
        "use names of rules and presets; the page on minutes in the documentation lists them",
    ),
    "overview": (
        lambda value: _are_among(value, OVERVIEW),
        f"use a list of {_either(OVERVIEW)}",
    ),
    "per_page": (lambda value: value > 0, "use a number above 0"),
    "registers": (
        lambda value: _are_among(value, REGISTERS),
        f"use a list of {_either(REGISTERS)}",
    ),
    "redirect_format": (
        lambda value: value in _REDIRECT_FORMATS,
        f"use one of {_either(_REDIRECT_FORMATS)}",
    ),
    "root": (
        lambda value: not value or bool(_folder(value)),
        "use a folder without '.' and '..' that Sphinx does not write to itself",
    ),
    # otherwise, links to the overview would have no text
    "title": (lambda value: bool(value.strip()), "use at least one word"),
}


def options_of(config: Config) -> Options:
    """Return the options in *config*, with the default for each that cannot be used."""
    values = {name: getattr(config, PREFIX + name) for name in _KINDS}
    usable = {name: value for name, value in values.items() if _is_usable(name, value)}
    return Options(**usable, language=config.language)


def _is_usable(name: str, value: object) -> bool:
    return isinstance(value, _KINDS[name]) and (name not in _CHECKS or _CHECKS[name][0](value))


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Warn about misspelled options, and about values that cannot be used.

    Sphinx itself warns about wrong types.
    """
    tree = _conf(app)
    for name in _lines(tree):
        hint = nearest(name, _KINDS).replace("'", f"'{PREFIX}", 1)
        # without a hint, it may be a variable of the author's own
        if hint and PREFIX + name not in config:
            warn_of(app, name, f"there is no such option.{hint}")
    for name, line, hint in _near_names(tree):
        if name not in config:
            message = f"{name}: there is no such option.{hint}"
            warn(Kind.CONFIG, message, location=f"{app.confdir / 'conf.py'}:{line}")
    for name, (_, way_out) in _CHECKS.items():
        value = getattr(config, PREFIX + name)
        if isinstance(value, _KINDS[name]) and not _is_usable(name, value):
            warn_of(app, name, f"{value!r} is not a valid value; {way_out}")
    options = options_of(config)
    for message in series_of(options)[1]:
        warn_of(app, "series", message)
    for message in patterns_of(options.redirects, options.site_path)[1]:
        warn_of(app, "redirects", message)
    for name in ("authors", "tags"):
        file = getattr(options, name)
        if file and not is_file(Path(app.srcdir, file)):
            message = (
                f"there is no file {file!r} in the source directory; give a path relative to it"
            )
            warn_of(app, name, message)
    if options.static and not is_directory(Path(app.srcdir, options.static)):
        warn_of(
            app,
            "static",
            f"there is no folder {options.static!r} in the source directory; give a path relative "
            "to it",
        )


def warn_of(app: Sphinx, name: str, message: str, kind: Kind = Kind.CONFIG) -> None:
    """Warn about the option *name*, at the line where ``conf.py`` sets it."""
    line = None if PREFIX + name in app.config.overrides else _lines(_conf(app)).get(name)
    location = f"{app.confdir / 'conf.py'}:{line}" if line else None
    warn(kind, f"{PREFIX}{name}: {message}", location=location)


def is_set(app: Sphinx, name: str) -> bool:
    """Whether the project sets the option *name*, perhaps to its default."""
    return PREFIX + name in app.config.overrides or name in _lines(_conf(app))


def _lines(tree: ast.Module) -> dict[str, int]:
    """Return the options that ``conf.py`` assigns, and the line where each is last assigned."""
    return {
        node.id.removeprefix(PREFIX): node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Name)
        and isinstance(node.ctx, ast.Store)
        and node.id.startswith(PREFIX)
    }


def _conf(app: Sphinx) -> ast.Module:
    """Return ``conf.py``, empty if there is no such file, or it is not Python."""
    try:
        return ast.parse((app.confdir / "conf.py").read_bytes())
    except (OSError, SyntaxError, ValueError):
        return ast.Module([], [])


def _near_names(tree: ast.Module) -> Iterator[tuple[str, int, str]]:
    """Yield names in ``conf.py`` that are nearly options, but without our prefix.

    Each comes with its line and a hint. What ``conf.py`` itself uses is a variable of its own.
    """
    used = {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Store)
    }
    options = Names(PREFIX + name for name in _KINDS)
    for name, line in _assigned(tree):
        head = name.lower().partition("_")[0]
        is_near = head.startswith("m") and nearest(head, [PREFIX.strip("_")])
        is_joined = head == name.lower() and head.startswith("meeting")
        if not (is_near or is_joined) or name.startswith(PREFIX) or name in used:
            continue
        if hint := options.hint(name):
            yield name, line, hint


def _assigned(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Yield the names that *tree* assigns at its top level, with their lines."""
    for statement in tree.body:
        if isinstance(statement, ast.Assign):
            targets = statement.targets
        elif isinstance(statement, ast.AnnAssign):
            targets = [statement.target]
        else:
            continue
        yield from ((node.id, node.lineno) for node in targets if isinstance(node, ast.Name))


def describes_nothing(options: Options, docnames: Iterable[str]) -> bool:
    """Whether `meetings_path` is set, but matches none of *docnames*."""
    is_set = options.path != Options().path
    wanted = [pattern for pattern in _patterns(options.path) if not pattern.startswith("!")]
    return is_set and bool(wanted) and not any(matches(docname, wanted) for docname in docnames)


def is_below_meetings(options: Options, docname: str) -> bool:
    """Whether `meetings_path` or `meetings_running` names *docname*, or a folder around it."""
    return matches(docname, options.meeting_patterns[0]) or is_named_running(options, docname)


def is_note_path(options: Options, docname: str) -> bool:
    """Whether *docname* is among the meetings: one of them, a template, or a README."""
    return is_named_running(options, docname) or (
        _is_among(options, docname)
        and not _is_home(options, docname)
        and (PurePosixPath(docname).name != "index" or _is_dated_folder(docname, options.words))
    )


def is_meeting_path(
    options: Options, docname: str, fields: Mapping[str, object] = MappingProxyType({})
) -> bool:
    """Whether `meetings_path` or `meetings_running` makes *docname* a meeting.

    The start page of a folder is one if the folder has a date, or the page in its *fields*.
    """
    if is_named_running(options, docname):
        return True
    if not _is_among(options, docname) or _is_home(options, docname):
        return False
    if docname in options.meeting_patterns[0]:
        return True
    if not is_index(docname):
        return not is_aside(docname, options.words)
    own = fields.get("date") or fields.get("start")
    folder = PurePosixPath(docname).parent.as_posix()
    is_dated = _is_dated_folder(docname, options.words)
    return is_dated or (bool(own) and folder not in (".", root_of(options)))


def _is_home(options: Options, docname: str) -> bool:
    """Whether *docname* is named as an overview."""
    return any(docname == name for _, name in options.homes)


def _is_among(options: Options, docname: str) -> bool:
    wanted, excluded = options.meeting_patterns
    return matches(docname, wanted) and not matches(docname, excluded)


def may_run(options: Options, docname: str, *, is_dated: bool) -> bool:
    """Whether dated headings in *docname* are meetings; *is_dated*: it is a meeting itself."""
    if options.running_patterns:
        return matches(docname, options.running_patterns)
    return bool(options.running) and not is_dated and is_meeting_path(options, docname)


def is_named_running(options: Options, docname: str) -> bool:
    """Whether `meetings_running` names *docname*."""
    return matches(docname, options.running_patterns)


def _patterns(value: Sequence[str]) -> list[str]:
    given = [value] if isinstance(value, str) else map(str, value)
    # accept "/meetings/", as other tools write folders
    return [
        "!" * pattern.startswith("!") + pattern.removeprefix("!").removeprefix("./").strip("/")
        for pattern in given
    ]


def matches(docname: str, patterns: Sequence[str]) -> bool:
    """Whether one of *patterns* matches *docname*, or a folder that contains it."""
    return bool(patterns) and _is_matched(docname, tuple(patterns))


# asked for several times while a note is read
@lru_cache(maxsize=1_024)
def _is_matched(docname: str, patterns: tuple[str, ...]) -> bool:
    path = PurePosixPath(docname)
    names = [docname, *(parent.as_posix() for parent in path.parents if parent.name)]
    return any(match(name) for match in _matchers(patterns) for name in names)


@cache
def _matchers(patterns: tuple[str, ...]) -> list[Callable[[str], object]]:
    return list(compile_matchers(patterns))


def series_of(options: Options) -> tuple[tuple[Series, ...], list[str]]:
    """Return the series in `meetings_series`, and messages about what is wrong there."""
    found: list[Series] = []
    problems: list[str] = []
    for key, item in options.series.items():
        if not isinstance(item, Mapping):
            problems.append(f"{key!r} is not a mapping; give it 'title', 'description' and 'path'")
            continue
        if not str(key).strip():
            # an empty key means that a note has no series
            problems.append(f"{key!r} is not a valid key; a series needs a non-empty key")
            continue
        path = item.get("path") or ()
        if not isinstance(path, str | list | tuple):
            problems.append(
                f"{key!r} has an invalid path {path!r}; use a pattern, or a list of them"
            )
            path = ()
        patterns = tuple(_patterns(path))
        title = str(item.get("title") or key)
        home = item.get("home") or ""
        if not isinstance(home, str):
            problems.append(f"{key!r} has an invalid home {home!r}; use the name of a document")
            home = ""
        description = str(item.get("description") or "")
        found.append(Series(str(key), title, description, patterns, _docname(home)))
    return tuple(found), problems


def _is_dated_folder(docname: str, words: DateWords) -> bool:
    folder = PurePosixPath(docname).parent
    return (
        date_in_path(folder.as_posix(), words).date is not None
        and date_in_path(folder.parent.as_posix(), words).date is None
    )


def root_of(options: Options) -> str:
    """Return the folder of the generated pages: `meetings_root`, or its default."""
    return _folder(options.root) or notes_folder(options) or "meetings"


def folder_of(patterns: Iterable[str]) -> str:
    """Return the folder that the first of *patterns* is about; empty if that is uncertain."""
    first = next((p for p in patterns if not p.startswith("!")), "")
    fixed: list[str] = []
    for segment in first.split("/")[:-1]:
        if any(sign in segment for sign in "*?["):
            break
        fixed.append(segment)
    return _folder("/".join(fixed))


def notes_folder(options: Options) -> str:
    """Return the folder of the notes; empty if that is uncertain."""
    return folder_of(_patterns(options.path))


def _docname(text: str) -> str:
    return text.replace("\\", "/").removeprefix("./").strip("/ ")


def paths_on_site(options: Options, path: str) -> Iterator[str]:
    """Yield *path*, absolute at the former site, as it may be from the source directory.

    The folder of the notes is known there by its whole path, or by its name.
    """
    yield path
    whole = options.site_path.strip("/")
    for folder in dict.fromkeys((whole, whole.rpartition("/")[2])):
        if folder and f"{path}/".startswith(f"/{folder}/"):
            yield path[len(folder) + 1 :] or "/"


def _folder(text: str) -> str:
    """Return *text* without surrounding slashes; empty if it cannot be a folder of the site."""
    path = text.replace("\\", "/").strip("/")
    segments = path.split("/")
    # this rules out the root of the site, too, whose pages have other addresses
    is_within = all(segment.strip(". ") for segment in segments)
    name = segments[0].casefold()
    is_of_sphinx = not _NAMES_OF_SPHINX.isdisjoint((name, name.removesuffix(".html")))
    can_be_named = path.isprintable() and len(path.encode("utf-8", "replace")) <= _MOST_BYTES
    return path if is_within and can_be_named and not is_of_sphinx else ""


@cache
def date_words(language: str | None) -> DateWords:
    """Return the words of dates in *language*, the option of Sphinx, and in English.

    Plain ``en`` is used in countries that write 5/6 for different days, so no order is certain.
    """
    locale = locale_of(language or "en")
    if str(locale) == "en":
        return ENGLISH
    months, weekdays = _names(locale.months), _names(locale.days)
    numbers = [locale.date_formats[length].pattern for length in ("short", "medium")]
    return DateWords(
        {**ENGLISH.months, **months},
        # a word such as the Spanish "mar" is the month
        {**ENGLISH.weekdays, **{n: day for n, day in weekdays.items() if n not in months}},
        day_first=_separators(numbers, r"d+([-./])M+\1y+"),
        month_first=_separators(numbers, r"M+([-./])d+\1y+"),
    )


def _names(of_locale: Mapping[str, Any]) -> dict[str, int]:
    """Return name ─► number, of months or weekdays as Babel has them."""
    return {
        folded(name.rstrip(".")): number
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in of_locale[context][width].items()
        # not the numbers that some languages use, nor words such as the Finnish "to"
        if name.rstrip(".").isalpha() and len(name) > 1 and name not in ("to", "on", "at")
    }


def _separators(patterns: Iterable[str], order: str) -> str:
    found = (re.fullmatch(order, pattern) for pattern in patterns)
    return "".join(dict.fromkeys(match[1] for match in found if match))


def setup(app: Sphinx) -> None:
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


def base_url(config: Config) -> str:
    """Return the URL of the site, with a slash at the end; empty if unknown."""
    url = str(config.html_baseurl or os.environ.get(_READ_THE_DOCS, ""))
    return url if not url or url.endswith("/") else f"{url}/"


def today(app: Sphinx, options: Options) -> dt.date:
    """Return `meetings_today`, a day or a moment, else the moment of SOURCE_DATE_EPOCH or now.

    https://reproducible-builds.org/specs/source-date-epoch/
    """
    if options.today:
        try:
            return _day_or_moment(options.today)
        except ValueError:
            message = f"{options.today!r} is not a valid date; use YYYY-MM-DD, like 2026-11-23"
            warn_of(app, "today", message)
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    stamp = float(epoch) if epoch.isdecimal() else time.time()
    return dt.datetime.fromtimestamp(stamp, dt.UTC)


def _day_or_moment(text: str) -> dt.date:
    """Return a day, or a moment in UTC, in ISO 8601."""
    with suppress(ValueError):
        return dt.date.fromisoformat(text)
    moment = dt.datetime.fromisoformat(text)
    return moment.astimezone(dt.UTC) if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
