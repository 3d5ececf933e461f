"""An extension of nothing but nodes and videos, and directives that show what others make."""

from __future__ import annotations

import datetime as dt
from typing import Any

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx

from sphinxcontrib_meetings import config
from sphinxcontrib_meetings import nodes as own
from sphinxcontrib_meetings.archive.views import Header
from sphinxcontrib_meetings.model.people import Participation, Person, Role
from sphinxcontrib_meetings.nodes.element import element, inline_element, markup_node
from sphinxcontrib_meetings.nodes.html import is_web
from sphinxcontrib_meetings.nodes.placeholders import (
    header_placeholder,
    recording_time,
    truncate,
)
from sphinxcontrib_meetings.read.directives import youtube
from sphinxcontrib_meetings.write.doctree import NodeWriter
from sphinxcontrib_meetings.write.html import HtmlWriter
from support.archives import archive, meeting, views


def link(text: str, **attributes: str) -> inline_element:
    return inline_element("", text, name="a", attributes={"href": "#", **attributes})


def rows(name: str, *contents: nodes.Node) -> element:
    items = (element("", content, name="li") for content in contents)
    return element("", *items, name="ul", classes=[name])


def elements() -> element:
    """Return elements within each other, of every kind."""
    time = inline_element("", "20 <Sep> 2023", name="time", attributes={"datetime": "2023-09-20"})
    neighbours = element(
        "",
        link("13 September", rel="prev"),
        link("27 September", rel="next"),
        name="nav",
        classes=["neighbours"],
        attributes={"aria-label": "Other meetings", "lang": None},
    )
    return element(
        "",
        rows("facts", time, nodes.Text("59 min")),
        rows("people", link("Brooks Ferrant")),
        rows("tags", link("C++"), link("storage")),
        neighbours,
        name="header",
        classes=["elements"],
    )


def header() -> Header:
    """Return what stands under the title of a meeting."""
    person = Person("brooks", name="Brooks Ferrant")
    shown = meeting(
        "meetings/2023-09-20",
        "2023-09-20",
        title="20 <Sep>",
        duration=dt.timedelta(minutes=59),
        draft=True,
        people=(Participation(Role.AUTHOR, person),),
        tags="C++ storage",
    )
    neighbours = (
        meeting("meetings/2023-09-13", "2023-09-13", title="13 <Sep>"),
        meeting("meetings/2023-09-27", "2023-09-27", title="27 <Sep>"),
    )
    return views(archive(shown, *neighbours, drafts=True)).header(shown.name)


class Placed(Directive):
    """What :func:`on_doctree_resolved` puts there, as the extension does with its own."""

    def run(self) -> list[nodes.Node]:
        return [header_placeholder()]


class Elements(Directive):
    def run(self) -> list[nodes.Node]:
        return [elements()]


class Leftovers(Directive):
    """Placeholders that nobody has replaced."""

    def run(self) -> list[nodes.Node]:
        time = recording_time("", "12:34", seconds=754)
        return [truncate(), nodes.paragraph("", "", nodes.Text("at "), time)]


def on_doctree_resolved(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    language = app.config.language
    for placeholder in list(doctree.findall(header_placeholder)):
        built: list[nodes.Node] = (
            [markup_node(HtmlWriter(lambda link: "#", language).header(header()))]
            if is_web(app.builder)
            else NodeWriter(lambda link: None, lambda name: [], language).header(header())
        )
        placeholder.parent.replace(placeholder, built)


def setup(app: Sphinx) -> dict[str, Any]:
    config.setup(app)
    own.setup(app)
    app.add_transform(youtube.LonePlayers)
    app.connect("config-inited", youtube.on_config_inited)
    app.connect("doctree-resolved", on_doctree_resolved)
    app.add_directive("header-fixture", Placed)
    app.add_directive("elements-fixture", Elements)
    app.add_directive("leftovers", Leftovers)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
