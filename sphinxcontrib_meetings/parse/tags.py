"""Tags: the registry ``tags.yml``, and which tag a word in a note means.

The format is that of Docusaurus (https://docusaurus.io/docs/blog#blog-post-tags): keys with
``label``, ``permalink`` and ``description``, all of them optional.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sphinxcontrib_meetings.model.meeting import Tag
from sphinxcontrib_meetings.model.problem import Problem
from sphinxcontrib_meetings.parse.registry import Layout, Registry, load_entries
from sphinxcontrib_meetings.parse.values import plain_text, read_value, unknown_keys

__all__ = ["NO_TAGS", "Tags", "check_permalink", "load_tags", "read_tag"]

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


#: the registry if there is none
NO_TAGS = Tags()


def load_tags(path: Path) -> tuple[Tags, list[Problem]]:
    """Return the registry *path* and its problems. Never raises; bad entries are left out."""
    known, problems = load_entries(path, _LAYOUT)
    return Tags(known), problems


def _entry(key: str, values: Mapping[str, Any], _: Mapping[str, Any]) -> tuple[Tag, list[str]]:
    """Return the tag that an entry describes, and messages about what is wrong."""
    messages = unknown_keys(values, _KEYS)
    tag = read_tag(values, messages, key)
    return replace(tag, label=tag.label or plain_text(key)), messages


_LAYOUT = Layout(parse=_entry)


def read_tag(entry: Mapping[str, Any], messages: list[str], key: str = "") -> Tag:
    """Return the tag that a mapping describes; add a message for each value that is left out.

    *key* is the key in a registry. Without one, the key is the one in the mapping, else the
    label. If there is none, the tag is empty.
    """
    label = read_value(entry, "label", plain_text, messages)
    key = key or read_value(entry, "key", plain_text, messages) or label
    if not key:
        return Tag("")
    return Tag(
        key=key,
        label=label,
        permalink=read_value(entry, "permalink", _permalink, messages),
        description=read_value(entry, "description", plain_text, messages),
    )


def _permalink(value: object) -> str:
    return check_permalink(plain_text(value))


def check_permalink(text: str) -> str:
    """Return the path *text* without surrounding slashes, as :class:`Tag` keeps it.

    Raises ValueError if the path leaves the site, or the folder of the tags.
    """
    path = text.strip().strip("/")
    off_site = ":" in path or "\\" in path or text.strip().startswith("//")
    if off_site or ".." in path.split("/"):
        raise ValueError(f"{text!r} is not a path on this site; use one such as /open-source")
    return path
