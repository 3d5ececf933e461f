"""An extension of nothing but nodes and videos, and a directive that shows a header."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx

from sphinxcontrib_meetings import config
from sphinxcontrib_meetings import nodes as own
from sphinxcontrib_meetings.nodes.element import element, inline_element
from sphinxcontrib_meetings.nodes.placeholders import recording_time, truncate
from sphinxcontrib_meetings.read.directives import youtube


def item(*children: nodes.Node) -> element:
    return element("", *children, name="li")


def link(text: str, **attributes: str) -> inline_element:
    return inline_element("", text, name="a", attributes={"href": "#", **attributes})


def rows(name: str, *items: element) -> element:
    return element("", *items, name="ul", classes=[name])


def header() -> element:
    """The markup of a meeting's header."""
    time = inline_element("", "20 <Sep> 2023", name="time", attributes={"datetime": "2023-09-20"})
    flag = nodes.inline("", "draft", classes=["meetings-flag", "meetings-flag-draft"])
    avatar = nodes.inline("", "BF", classes=["meetings-avatar"])
    neighbours = element(
        "",
        link("13 September", rel="prev"),
        link("27 September", rel="next"),
        name="nav",
        classes=["meetings-neighbours"],
        attributes={"aria-label": "Other meetings", "lang": None},
    )
    return element(
        "",
        rows("meetings-facts", item(time), item(nodes.Text("59 min")), item(flag)),
        rows("meetings-people", item(avatar, link("Brooks Ferrant"))),
        rows("meetings-tags", item(link("C++")), item(link("storage"))),
        neighbours,
        name="header",
        classes=["meetings-header"],
    )


class Header(Directive):
    def run(self) -> list[nodes.Node]:
        return [header()]


class Leftovers(Directive):
    """Placeholders that nobody has replaced."""

    def run(self) -> list[nodes.Node]:
        time = recording_time("", "12:34", seconds=754)
        return [truncate(), nodes.paragraph("", "", nodes.Text("at "), time)]


def setup(app: Sphinx) -> dict[str, Any]:
    config.setup(app)
    own.setup(app)
    app.add_transform(youtube.LonePlayers)
    app.connect("config-inited", youtube.on_config_inited)
    app.add_directive("header-fixture", Header)
    app.add_directive("leftovers", Leftovers)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
