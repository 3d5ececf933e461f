"""Links to files and pages that the build itself writes, such as ``/search.html``.

Where they will be is known before they are there, so such a link is made at once. Whether there
is such a file is seen at the end of the build.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config
from sphinx.util.osutil import relative_uri

from sphinxcontrib_meetings.parse.paths import is_file, is_possible
from sphinxcontrib_meetings.parse.suffixes import LINKED_SOURCES

__all__ = ["Later", "find_output", "is_there"]

_PATH = re.compile(r"[^?#]*+")
#: what names of files end in
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,10}\Z")
_PAGE = ".html"
#: what they do not end in, though sources may end in ``.txt``
_SOURCES = tuple(suffix for suffix in LINKED_SOURCES if suffix != ".txt")


class Later(NamedTuple):
    """What a link leads to."""

    #: its URL; empty if there is none
    url: str
    #: its path from the root of the output, if only the end of the build shows whether it exists
    unsure: str = ""


def find_output(
    builder: Builder, docname: str, target: str, pages: Iterable[str], *, is_sure: bool = False
) -> Later | None:
    """Return where *target*, from the root of the site, leads from *docname*.

    *pages* are those that Sphinx writes besides those of documents. Returned is None for what
    cannot be a file of the output, and, if *is_sure*, for what may not be one.
    """
    found = _PATH.match(target)
    path = posixpath.normpath(found[0] if found else "").lstrip("/")
    rest = target[found.end() :] if found else ""
    if path in {"", "."} or path.startswith("..") or not is_possible(path):
        return None
    config = builder.config
    is_given = any(map(is_file, _given(config, Path(builder.confdir), path)))
    page = path.removesuffix(_PAGE)
    is_known = is_given or page in pages
    is_named = bool(_SUFFIX.search(path)) and not path.endswith(_SOURCES)
    if not is_known and (is_sure or not is_named):
        return None
    is_page = not is_given and (page != path or page in pages)
    if not _has(builder, is_page=is_page):
        base = config.html_baseurl.rstrip("/")
        name = quote(f"{page}{_PAGE}" if is_page else path)
        return Later(f"{base}/{name}{rest}" if base else "")
    uri = builder.get_target_uri(page) if is_page else quote(path)
    start = builder.get_target_uri(docname).partition("#")[0]
    return Later(relative_uri(start, uri) + rest, "" if is_known else path)


def _has(builder: Builder, *, is_page: bool) -> bool:
    """Whether *builder* writes such files, or pages."""
    if not isinstance(builder, StandaloneHTMLBuilder) or builder.embedded:
        return False
    return not is_page or builder.name != "singlehtml"


def _given(config: Config, confdir: Path, path: str) -> Iterator[Path]:
    """Yield the files that would be copied to *path* of the output."""
    static = path.removeprefix("_static/")
    places = [(config.html_extra_path, path)]
    if static != path:
        places.append((config.html_static_path, static))
    for entries, inner in places:
        for entry in entries:
            yield confdir / entry / inner
            if posixpath.basename(str(entry)) == inner:
                yield confdir / entry


def is_there(outdir: Path, path: str) -> bool:
    """Whether the build has written *path*, or a page of that name in a folder of its own."""
    page = path.removesuffix(_PAGE)
    return is_file(outdir / path) or (page != path and is_file(outdir / page / "index.html"))
