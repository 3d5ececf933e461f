"""What themes show around a page, and the context that we add for it."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from sphinxcontrib_meetings.archive.views import Link
from sphinxcontrib_meetings.read.domain import domain_of
from sphinxcontrib_meetings.write.links import address
from sphinxcontrib_meetings.write.templates import SHIPPED
from sphinxcontrib_meetings.write.wording import day

__all__ = [
    "neighbours_context",
    "on_config_inited",
    "recent_context",
    "shows_neighbours",
    "shows_parents",
    "shows_recent",
]


#: theme ─► the option and its value that remove links to the neighbours
_THEMES_WITH_NEIGHBOURS: Mapping[str, tuple[str, object]] = {
    "furo": ("", None),
    "pydata_sphinx_theme": ("show_prev_next", False),
    "sphinx_book_theme": ("show_prev_next", False),
    "sphinx_rtd_theme": ("prev_next_buttons_location", "none"),
}


#: theme ─► what it has above a page by default
_ABOVE: Mapping[str, str] = {
    "pydata_sphinx_theme": "breadcrumbs",
    "sphinx_rtd_theme": "breadcrumbs",
}


def shows_neighbours(builder: Builder) -> bool:
    """Whether the theme has links to the previous and the next page."""
    config = builder.config
    if config.html_theme not in _THEMES_WITH_NEIGHBOURS:
        return False
    option, off = _THEMES_WITH_NEIGHBOURS[config.html_theme]
    value = config.html_theme_options.get(option)
    return str(value).lower() != str(off).lower() if value is not None else True


def shows_parents(builder: Builder) -> bool:
    """Whether the theme has links to the parents of a page."""
    config = builder.config
    parts = config.html_theme_options.get("article_header_start", _ABOVE.get(config.html_theme))
    return "breadcrumbs" in str(parts)


def neighbours_context(
    builder: StandaloneHTMLBuilder, env: BuildEnvironment, docname: str
) -> dict[str, Any]:
    """Return ``prev``, ``next`` and ``parents`` of a meeting that is not in any toctree."""
    domain = domain_of(env)
    record = domain.archive.records.get(docname)
    if docname in builder.relations:
        return {}

    def related(link: Link | None) -> dict[str, str | None] | None:
        if link is None:
            return None
        return {"link": address(builder, docname, link), "title": html.escape(link.text)}

    if record is None:
        above = domain.parents_of_sections(docname)
        return {"parents": list(map(related, above))} if above else {}
    header = domain.views.header(docname)
    return {
        "prev": related(header.earlier),
        "next": related(header.later),
        "parents": [related(parent) for parent in header.parents],
    }


#: template for `html_sidebars`
RECENT = "meetings/recent.html"


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Add our templates, after those of the project."""
    config.templates_path = [*config.templates_path, str(SHIPPED)]


def shows_recent(config: Config) -> bool:
    """Whether a sidebar shows the newest meetings."""
    return any(RECENT in templates for templates in config.html_sidebars.values())


def recent_context(
    builder: StandaloneHTMLBuilder, env: BuildEnvironment, docname: str
) -> dict[str, Any]:
    """Return the context for the template of the newest meetings on the page *docname*."""
    views = domain_of(env).views
    overview = Link(views.title, views.pages.overview) if views.pages else None
    # Sphinx's templates do not escape
    recent = {
        "title": html.escape(views.title),
        "link": (address(builder, docname, overview) or "#") if overview else "",
        "meetings": [
            {
                "title": html.escape(link.text),
                "link": address(builder, docname, link) or "#",
                "date": date.isoformat() if date else "",
                "day": day(date, env.config.language, last) if date else "",
            }
            for link, date, last in views.recent()
        ],
    }
    return {"meetings_recent": recent, "meetings_assets": ("meetings.css",)}
