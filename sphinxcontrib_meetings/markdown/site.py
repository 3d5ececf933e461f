"""Addresses that start at the root of the former site ─► files of the source directory."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

from sphinx.environment import BuildEnvironment

from sphinxcontrib_meetings.config import options_of, paths_on_site
from sphinxcontrib_meetings.parse.paths import is_file

__all__ = ["find_on_site", "in_site", "site_file"]


def find_on_site(env: BuildEnvironment, path: str) -> str | None:
    """Return where a file is whose *path* starts at the root of the site; None without one.

    That is its path from the source directory, else its address at the former site.
    """
    if file := site_file(env, path, "."):
        return f"/{file}"
    site = options_of(env.config).site_url
    return site.rstrip("/") + path if site else None


def site_file(env: BuildEnvironment, path: str, *folders: str) -> str:
    """Return the file, from the source directory, that the absolute *path* of a site means.

    It is looked for in `meetings_static` and in *folders*; empty if there is none.
    """
    options = options_of(env.config)
    for written in paths_on_site(options, re.split("[?#]", path, maxsplit=1)[0]):
        plain = written.lstrip("/")
        for folder in filter(None, (options.static, *folders)):
            found = posixpath.normpath(posixpath.join(folder, plain))
            if is_file(Path(env.srcdir, found)):
                return found
    return ""


def in_site(address: str) -> str:
    """Write what Docusaurus has for the paths of its site as such a path."""
    path = address.removeprefix("pathname://").removeprefix("@site/static")
    return "/" + path.removeprefix("@site/") if path.startswith("@site/") else path
