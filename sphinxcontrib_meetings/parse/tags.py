"""Tags: the registry ``tags.yml``, and which tag a word in a note means.

The format is Docusaurus' (https://docusaurus.io/docs/blog#blog-post-tags): a key with
``label``, ``permalink`` and ``description``, or with nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sphinxcontrib_meetings.model.meeting import Tag
from sphinxcontrib_meetings.model.problem import Problem
from sphinxcontrib_meetings.parse.registry import Registry, load_entries
from sphinxcontrib_meetings.parse.values import plain_text, read_value, unknown_keys

__all__ = ["NO_TAGS", "Tags", "check_permalink", "load_tags"]

_KEYS = ("description", "label", "permalink")


@dataclass(frozen=True, slots=True)
class Tags(Registry[Tag]):
    """A registry of tags; they are also found by label."""

    word = "tag"
    shown = "label"

    @staticmethod
    def names_of(entry: Tag) -> tuple[str, ...]:
        """Return the label of *entry*."""
        return (entry.label,)


#: the registry where there is none
NO_TAGS = Tags()


def load_tags(path: Path) -> tuple[Tags, list[Problem]]:
    """Read the registry *path*. It never raises; what cannot be used is left out."""
    known, problems = load_entries(path, _tag)
    return Tags(known), problems


def _tag(key: str, entry: Mapping[str, Any]) -> tuple[Tag, list[str]]:
    """Return the tag that *entry* describes, and what is wrong with it."""
    messages = unknown_keys(entry, _KEYS)
    tag = Tag(
        key=key,
        label=read_value(entry, "label", plain_text, messages) or plain_text(key),
        permalink=read_value(entry, "permalink", _permalink, messages),
        description=read_value(entry, "description", plain_text, messages),
    )
    return tag, messages


def _permalink(value: object) -> str:
    return check_permalink(plain_text(value))


def check_permalink(text: str) -> str:
    """Return the path *text* without slashes around it, as :class:`Tag` keeps it.

    A path that leads off the site, or above the folder of the tags, raises ValueError.
    """
    path = text.strip().strip("/")
    off_site = ":" in path or "\\" in path or text.strip().startswith("//")
    if off_site or ".." in path.split("/"):
        raise ValueError(f"{text!r} is no path on this site; write one such as /open-source")
    return path
