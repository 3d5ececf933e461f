"""Leaves out documents before anything is read: drafts, and notes that are not UTF-8."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Set
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinxcontrib_meetings.archive.page_names import PageNames
from sphinxcontrib_meetings.config import is_meeting_path, options_of, root_of
from sphinxcontrib_meetings.model.problem import Kind
from sphinxcontrib_meetings.parse.front_matter import draft_in
from sphinxcontrib_meetings.parse.suffixes import MARKDOWN
from sphinxcontrib_meetings.parse.values import is_true
from sphinxcontrib_meetings.read.domain import MeetingDomain, domain_of
from sphinxcontrib_meetings.report import warn

__all__ = ["on_env_get_outdated"]

_DIRECTIVE = re.compile(rb"\{meeting\}|\.\. meeting::")
#: start of a comment, a target, or anything else that may precede docinfo
_INVISIBLE = re.compile(r"\.\.(?:$|\s+(?!.*::)|\s+meta::)")
_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1*\s*")
_FIELD = re.compile(r":[^:\s][^`]*?:(?:\s|$)")
_DRAFT = re.compile(r":draft:(.*)", re.IGNORECASE)


def on_env_get_outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Leave out drafts, and notes that are not UTF-8, which would stop the build.

    Returns notes to read again, since MyST looks up the files of links when it reads.
    """
    options = options_of(app.config)
    for docname in sorted(added | changed):
        path = Path(env.doc2path(docname))
        if not path.is_file():
            continue
        data = path.read_bytes()
        is_path = is_meeting_path(options, docname)
        if not (is_path or _DIRECTIVE.search(data)):
            continue
        is_unreadable = is_path and not _is_unicode(data, path)
        if is_unreadable or (not options.drafts and _is_draft(data, path)):
            added.discard(docname)
            changed.discard(docname)
            env.project.docnames.discard(docname)
            if docname in env.all_docs:
                removed.add(docname)
    moved = added | removed
    domain = domain_of(env)
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


def _is_draft(data: bytes, path: Path) -> bool:
    if b"draft" not in data.lower():
        return False
    # outside of `meetings_path`, Sphinx itself reports other encodings
    text = data.decode("utf-8", "replace")
    return draft_in(text) if path.suffix in MARKDOWN else _draft_in_docinfo(text)


def _draft_in_docinfo(text: str) -> bool:
    """Whether the field list at the start of the text, or after its title, has ``draft``."""
    lines = _after_comments(text.removeprefix("\ufeff").splitlines())
    for _ in "title", "subtitle":
        if lines and not _FIELD.match(lines[0]):
            lines = _after_title(lines)
    if not lines or not _FIELD.match(lines[0]):
        return False
    fields = itertools.takewhile(lambda line: not line or line[0] in ": \t", lines)
    draft = next(filter(None, map(_DRAFT.match, fields)), None)
    return draft is not None and is_true(draft[1])


def _after_comments(lines: list[str]) -> list[str]:
    """Return *lines* from the first one that is neither blank nor part of a comment."""
    in_comment = False
    for index, line in enumerate(lines):
        in_comment = bool(_INVISIBLE.match(line)) or (in_comment and line[:1] in {"", " ", "\t"})
        if line.strip() and not in_comment:
            return lines[index:]
    return []


def _after_title(lines: list[str]) -> list[str]:
    """Return *lines* from the first one after their title that is not blank."""
    over = bool(_ADORNMENT.fullmatch(lines[0]))
    under = 1 + over
    if len(lines) <= under or not _ADORNMENT.fullmatch(lines[under]):
        return []
    return list(itertools.dropwhile(lambda line: not line.strip(), lines[under + 1 :]))
