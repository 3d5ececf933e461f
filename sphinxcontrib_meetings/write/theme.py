"""What themes show around a page, and the context that we add for it."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.locale import _

from sphinxcontrib_meetings.archive.views import Link
from sphinxcontrib_meetings.day_text import day
from sphinxcontrib_meetings.read.domain import domain_of
from sphinxcontrib_meetings.write.links import address, related
from sphinxcontrib_meetings.write.templates import SHIPPED

__all__ = [
    "neighbours_context",
    "on_config_inited",
    "recent_context",
    "shows_recent",
]


def neighbours_context(
    builder: StandaloneHTMLBuilder,
    env: BuildEnvironment,
    docname: str,
    rellinks: Sequence[tuple[str, str, str, str]],
) -> dict[str, Any]:
    """Return ``prev``, ``next``, ``parents`` and ``rellinks`` of a meeting in no toctree.

    *rellinks* are the other links of that kind.
    """
    if docname in builder.relations:
        return {}
    domain = domain_of(env)
    as_theme = partial(related, builder, docname)
    if docname not in domain.archive.records:
        above = domain.parents_of_sections(docname)
        return {"parents": list(map(as_theme, above))} if above else {}
    header = domain.views.header(docname)
    # as in `StandaloneHTMLBuilder.get_doc_context`
    beside = ((header.later, "N", _("next")), (header.earlier, "P", _("previous")))
    added = [
        (link.docname, html.escape(link.text), key, word) for link, key, word in beside if link
    ]
    return {
        "prev": header.earlier and as_theme(header.earlier),
        "next": header.later and as_theme(header.later),
        "rellinks": [*rellinks, *added],
        "parents": [as_theme(parent) for parent in header.parents],
    }


#: template of the newest meetings, for sidebars
RECENT: Final = "meetings/recent.html"


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Add our templates, after those of the project."""
    config.templates_path = [*config.templates_path, str(SHIPPED)]


def shows_recent(app: Sphinx) -> bool:
    """Whether the newest meetings are beside pages.

    A project names the template in ``html_sidebars``, in an option of its theme, or in a template
    of its own.
    """
    config = app.config
    if _names_recent(config.html_sidebars) or _names_recent(config.html_theme_options):
        return True
    folders = (Path(app.confdir, folder) for folder in config.templates_path)
    own = (folder for folder in folders if folder != SHIPPED)
    return any(
        RECENT.encode() in path.read_bytes()
        for folder in own
        for path in sorted(folder.rglob("*.html"))
        if path.is_file()
    )


def _names_recent(value: object) -> bool:
    """Whether *value*, or one of those in it, names the template; some themes add its suffix."""
    if isinstance(value, str):
        names = (name.strip() for name in value.split(","))
        return any(name in {RECENT, RECENT.removesuffix(".html")} for name in names)
    if isinstance(value, Mapping):
        return any(map(_names_recent, value.values()))
    return isinstance(value, list | tuple) and any(map(_names_recent, value))


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
