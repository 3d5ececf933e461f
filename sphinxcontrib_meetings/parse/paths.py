"""Paths that authors write, which need not be possible."""

from __future__ import annotations

import os
import posixpath
from pathlib import Path

__all__ = ["absolute", "is_directory", "is_file", "is_possible", "is_short"]

#: limit of a name on common file systems
_MOST_BYTES = 255
#: limit for a path below the folder of a site; some file systems allow 260 in total
_MOST_BYTES_BELOW = 200


def absolute(docname: str, path: str) -> str:
    """Return *path*, relative to the folder of *docname*, from the source directory.

    >>> absolute("meetings/2026/call", "../notes.md")
    '/meetings/notes.md'
    """
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(docname), path))


def is_possible(path: str) -> bool:
    """Whether file systems allow *path*: in their encoding, without nulls, and no long names."""
    try:
        names = os.fsencode(path).split(b"/")
    except UnicodeEncodeError:
        # half of a surrogate pair
        return False
    return "\0" not in path and max(map(len, names)) <= _MOST_BYTES


def is_short(path: str) -> bool:
    """Whether *path*, of a file below a site, is short enough to be written in any place."""
    return is_possible(path) and len(os.fsencode(path)) <= _MOST_BYTES_BELOW


def is_file(path: Path) -> bool:
    """Whether *path* is a file; it is not if the file system allows no such name."""
    # unlike Path.is_file(), this says so of a name that is too long or has a null
    return os.path.isfile(path)  # noqa: PTH113


def is_directory(path: Path) -> bool:
    """Whether *path* is a folder; it is not if the file system allows no such name."""
    return os.path.isdir(path)  # noqa: PTH112
