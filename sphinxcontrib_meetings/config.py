"""The options of ``conf.py``: one table, registered from its fields."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import Any, Literal

from sphinx.application import Sphinx
from sphinx.config import Config

__all__ = ["PREFIX", "Options", "options_of", "register"]

PREFIX = "meetings_"

Rebuild = Literal["", "env", "html"]


def _option(default: Any, rebuild: Rebuild, text: str) -> Any:
    metadata = {"rebuild": rebuild, "help": text}
    if isinstance(default, list):
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
    title: str = _option(
        "Meetings",
        "env",
        "Title of the generated overview of the archive.",
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
        "env",
        "Registry of people, relative to the source directory. By default the nearest "
        "`authors.yml` from the folder of the note up to the source directory.",
    )
    tags: str = _option(
        "",
        "env",
        "Registry of tags, relative to the source directory. By default the nearest "
        "`tags.yml` from the folder of the note up to the source directory.",
    )
    drafts: bool = _option(
        False,
        "env",
        "Whether notes marked `draft: true` are built.",
    )
    poster: str = _option(
        "none",
        "env",
        "Image on a player before it is started: `none`, `remote` (YouTube's own, which is a "
        "request to YouTube before any click), or an image file, relative to the source "
        "directory.",
    )
    today: str = _option(
        "",
        "",
        "The day that counts as today, as `YYYY-MM-DD`. By default the day of "
        "`SOURCE_DATE_EPOCH`, else the day of the build.",
    )


def options_of(config: Config) -> Options:
    """Read the options from *config*."""
    names = (item.name for item in dataclasses.fields(Options))
    return Options(**{name: getattr(config, PREFIX + name) for name in names})


def register(app: Sphinx) -> None:
    """Add the options to *app*."""
    for item in dataclasses.fields(Options):
        default = getattr(Options(), item.name)
        kinds = (list, tuple) if isinstance(default, list) else (type(default),)
        app.add_config_value(
            PREFIX + item.name,
            default,
            item.metadata["rebuild"],
            types=kinds,
            description=item.metadata["help"],
        )
