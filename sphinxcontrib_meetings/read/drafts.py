"""Leaves out documents before anything is read: what is hidden, and notes that are not UTF-8."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Callable, Iterator, Set
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinxcontrib_meetings.archive.page_names import PageNames
from sphinxcontrib_meetings.archive.transcripts import TRANSCRIPT_SUFFIX
from sphinxcontrib_meetings.config import (
    Options,
    is_below_meetings,
    is_note_path,
    options_of,
    root_of,
)
from sphinxcontrib_meetings.markdown.parser import FOUND_TYPE
from sphinxcontrib_meetings.model.problem import Kind
from sphinxcontrib_meetings.parse.dates import date_in_path
from sphinxcontrib_meetings.parse.hidden import Hidden, hidden_in, hidden_in_docinfo
from sphinxcontrib_meetings.parse.keys import HIDING, folded
from sphinxcontrib_meetings.parse.names import is_in_drafts, is_partial
from sphinxcontrib_meetings.parse.suffixes import MARKDOWN
from sphinxcontrib_meetings.read.domain import MeetingDomain, domain_of
from sphinxcontrib_meetings.report import warn

__all__ = ["PUBLISHED", "on_env_get_outdated"]

#: key of ``env.metadata``: the days on which a document appears or disappears
PUBLISHED = "meetings_published"
_DIRECTIVE = re.compile(rb"\{meeting\}|\.\. meeting::")
#: also the one of ABlog that we read if ABlog is not loaded
_DIRECTIVE_OR_POST = re.compile(rb"\{(?:meeting|post)\}|\.\. (?:meeting|post)::")
#: what ends a key
_AFTER_KEY = re.compile(rb"(?<=[A-Za-z_\"' \t-])[:=]")
_NOT_IN_KEY = re.compile(rb"[^A-Za-z_-]")
#: more characters than a key that hides a note has, with signs between its words
_LONGEST_KEY = 40


def on_env_get_outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Leave out hidden notes, and notes that are not UTF-8, which would stop the build.

    Returns notes to read again, since MyST looks up the files of links when it reads.
    """
    options = options_of(app.config)
    domain = domain_of(env)
    directive = _DIRECTIVE if "ablog" in app.extensions else _DIRECTIVE_OR_POST
    expired = set(_dated(env)) - added - changed - removed
    for docname in sorted(added | changed | expired):
        for name in _left_out(env, docname, options, directive, lambda: domain.this_day):
            added.discard(name)
            changed.discard(name)
            env.project.docnames.discard(name)
            if name in env.all_docs:
                removed.add(name)
    moved = added | removed
    linking = [name for name, paths in domain.paths.items() if not moved.isdisjoint(paths)]
    return [*linking, *_with_pages_in_toctrees(domain, moved)]


def _with_pages_in_toctrees(domain: MeetingDomain, moved: Set[str]) -> Iterator[str]:
    """Yield documents whose toctrees name a page that a document has replaced, or replaced."""
    names = PageNames(root_of(domain.options))
    pages = {name for name in moved if names.may_have(name)}
    toctrees = (domain.toctrees.items(), domain.env.toctree_includes.items())
    for docname, included in itertools.chain(*toctrees) if pages else ():
        if not pages.isdisjoint(included):
            yield docname


def _dated(env: BuildEnvironment) -> Iterator[str]:
    """Yield the documents that are published until a day, or since one."""
    for docname, metadata in env.metadata.items():
        if PUBLISHED in metadata and docname in env.found_docs:
            yield docname


def _left_out(
    env: BuildEnvironment,
    docname: str,
    options: Options,
    directive: re.Pattern[bytes],
    day: Callable[[], dt.date],
) -> tuple[str, ...]:
    """Return the documents that are left out because of *docname*, mostly none.

    Outside of the notes, only those with a *directive* of ours are.
    """
    path = Path(env.doc2path(docname))
    is_near = is_below_meetings(options, docname)
    if not path.is_file():
        return ()
    if _is_no_page(env, docname, path, options):
        return (docname,)
    data = path.read_bytes()
    # not only meetings: a page beside them can be a draft as well
    if not (is_near or directive.search(data)):
        return ()
    if is_note_path(options, docname) and not _is_unicode(data, path):
        return (docname,)
    if options.drafts or not _is_hidden(env, data, path, day):
        return ()
    # what was said in a hidden meeting stays hidden, too
    return docname, f"{docname}{TRANSCRIPT_SUFFIX}"


def _is_no_page(env: BuildEnvironment, docname: str, path: Path, options: Options) -> bool:
    """Whether *docname* is, by its name, a part of other pages, a draft, or no source."""
    if not is_below_meetings(options, docname):
        # only among the meetings, these suffixes are sources
        return bool(env.config.source_suffix.get(path.suffix) == FOUND_TYPE)
    if docname in options.meeting_patterns[0]:
        return False
    if is_in_drafts(docname):
        return not options.drafts
    if not is_partial(docname):
        return False
    if date_in_path(docname, options.words).date is not None:
        warn(
            Kind.FIELD,
            "the note is left out, since names with an underscore at the start are for parts of "
            "other pages; to publish it, rename it",
            location=f"{path}:1",
        )
    return True


def _is_hidden(env: BuildEnvironment, data: bytes, path: Path, day: Callable[[], dt.date]) -> bool:
    """Whether a note is not to be published; a warning says so where that is not certain."""
    hidden = _hidden(data, path, day)
    if hidden is None:
        return False
    if path == Path(env.doc2path(env.config.root_doc)):
        warn(
            Kind.FIELD,
            "the start page of the documentation cannot be left out; remove the field that hides "
            "it",
            location=f"{path}:{hidden.line}",
        )
        return False
    for problem in hidden.problems:
        warn(problem.kind, problem.message, location=f"{path}:{problem.line}")
    return True


def _is_unicode(data: bytes, path: Path) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        warn(
            Kind.ENCODING,
            f"the note is left out: byte 0x{data[error.start]:02x} is not UTF-8; save the file as "
            "UTF-8",
            location=f"{path}:{line}",
        )
        return False
    return True


def _hidden(data: bytes, path: Path, day: Callable[[], dt.date]) -> Hidden | None:
    if not _may_hide(data):
        # as most notes, which are not read twice
        return None
    # outside of `meetings_path`, Sphinx itself reports other encodings
    text = data.decode("utf-8", "replace")
    find = hidden_in if path.suffix.lower() in MARKDOWN else hidden_in_docinfo
    return find(text, day)


def _may_hide(data: bytes) -> bool:
    """Whether anything in a note looks like a field that hides it."""
    for match in _AFTER_KEY.finditer(data):
        before = data[max(match.start() - _LONGEST_KEY, 0) : match.start()].rstrip(b" \t\"'")
        if folded(_NOT_IN_KEY.split(before)[-1].decode("ascii")) in HIDING:
            return True
    return False
