"""Names of documents that are no meetings: start pages, templates, and parts of other pages."""

from __future__ import annotations

import re

from sphinxcontrib_meetings.parse.date_words import ENGLISH, DateWords
from sphinxcontrib_meetings.parse.dates import date_in_path

__all__ = ["is_aside", "is_in_drafts", "is_index", "is_partial", "pattern_for"]

#: start pages of folders, for Sphinx, GitHub and Hugo
_INDEX = frozenset({"_index", "index", "readme"})
#: folders of what Docusaurus, Jekyll and Hugo put into other pages
_PARTIALS = re.compile(r"_(?:component|include|layout|partial|snippet|template)s?", re.IGNORECASE)
_DRAFTS = "_drafts"
_TEMPLATES = re.compile(r"templates?", re.IGNORECASE)
#: files of a repository, and pages about a group
_REPOSITORY = re.compile(
    r"(?:changelog|code[-_]of[-_]conduct|contributing|governance|licen[cs]e|maintainers|security)"
    r"(?![A-Za-z])",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"(?:about|charter|faq|glossary|members|roster)", re.IGNORECASE)


def is_index(docname: str) -> bool:
    """Whether *docname* is the start page of its folder."""
    return _parts(docname)[-1].lower() in _INDEX


def is_aside(docname: str, words: DateWords = ENGLISH) -> bool:
    """Whether *docname* is, by its name, a page beside the meetings: a template or a README.

    >>> is_aside("m/template-weekly"), is_aside("m/2026-05-06-templates"), is_aside("m/README")
    (True, False, True)
    """
    *folders, name = _parts(docname)
    if name.lower() in _INDEX - {"index"}:
        return True
    is_template = name.lower().startswith("template") or any(map(_TEMPLATES.fullmatch, folders))
    return is_template and date_in_path(docname, words).date is None


def is_partial(docname: str) -> bool:
    """Whether *docname* is a part of other pages, as Docusaurus names them.

    >>> is_partial("m/_template"), is_partial("m/_partials/zoom"), is_partial("_posts/2026-05-06")
    (True, True, False)
    """
    *folders, name = _parts(docname)
    is_part = name.startswith("_") and name.lower() not in _INDEX
    return is_part or any(map(_PARTIALS.fullmatch, folders))


def is_in_drafts(docname: str) -> bool:
    """Whether *docname* is in a folder of drafts, as Jekyll names it."""
    return _DRAFTS in _parts(docname)[:-1]


def pattern_for(docname: str) -> str:
    """Return the pattern that excludes *docname* and its like; empty if it may be a meeting.

    >>> pattern_for("m/CONTRIBUTING"), pattern_for("m/agenda-template"), pattern_for("m/budget")
    ('!**/CONTRIBUTING*', '!**/*template*', '')
    """
    name = _parts(docname)[-1]
    if match := re.search("template", name, re.IGNORECASE):
        return f"!**/*{match.group()}*"
    if match := _REPOSITORY.match(name):
        return f"!**/{match.group()}*"
    return f"!**/{name}" if _ABOUT.fullmatch(name) else ""


def _parts(docname: str) -> list[str]:
    return docname.split("/")
