"""What Sphinx and docutils find out for each build, and is the same for all builds of a process.

The tests make thousands of small builds, of which each of these is a visible part.
"""

from __future__ import annotations

import copy
import logging
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import sphinx.builders.html
import sphinx.theming
from docutils.frontend import OptionParser
from jinja2 import Environment
from sphinx.builders.html import _assets
from sphinx.jinja2glue import BuiltinTemplateLoader

from sphinxcontrib_meetings.write import gc, theme_links

#: attributes of a parser of options that its components fill
_FILLED = (
    *("option_list", "option_groups", "_short_opt", "_long_opt"),
    *("defaults", "lists", "relative_path_settings"),
)
#: types of components ─► the values of those attributes
_parsers: dict[tuple[type, ...], dict[str, Any]] = {}
_populate = OptionParser.populate_from_components
#: folders of templates, and what is known of the page ─► what the theme shows on it
_links: dict[str, theme_links.ShownLinks] = {}
_links_shown = theme_links.links_shown


def remember() -> None:
    """Let each of these be found out once."""
    # Sphinx makes a record of each message, a fifth of a small build, and shows none of these
    logging.disable(logging.INFO - 1)
    # no build is the first of its process: what stays is frozen already (conftest)
    next(gc._builds)
    # which packages have themes, in the files of all that are installed
    sphinx.theming.entry_points = cache(sphinx.theming.entry_points)  # type: ignore[attr-defined]
    # a hundred options for each document
    OptionParser.populate_from_components = _populate_once  # type: ignore[method-assign]
    theme_links.links_shown = _links_shown_once
    # Sphinx reads a file once, but finds out on each page where it is
    if hasattr(_assets, "_file_checksum_inner"):
        sphinx.builders.html._file_checksum = cache(_assets._file_checksum)  # type: ignore[attr-defined]


def _populate_once(parser: OptionParser, components: Iterable[Any]) -> None:
    components = tuple(components)
    types = tuple(one if isinstance(one, type) else type(one) for one in components)
    if types not in _parsers:
        _populate(parser, components)
        _parsers[types] = {name: getattr(parser, name) for name in _FILLED}
    for name, value in _parsers[types].items():
        setattr(parser, name, copy.copy(value))


def _links_shown_once(
    environment: Environment, template: str, known: Mapping[str, Any]
) -> theme_links.ShownLinks:
    loader = environment.loader
    if not isinstance(loader, BuiltinTemplateLoader) or loader.templatepathlen:
        # the project has templates of its own
        return _links_shown(environment, template, known)
    key = repr((loader.pathchain, template, sorted(known.items())))
    if key not in _links:
        _links[key] = _links_shown(environment, template, known)
    return _links[key]
