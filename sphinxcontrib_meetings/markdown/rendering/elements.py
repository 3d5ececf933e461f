"""HTML elements and components: as nodes of docutils, or as our own."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from docutils import nodes
from markdown_it.tree import SyntaxTreeNode

from sphinxcontrib_meetings.config import options_of
from sphinxcontrib_meetings.markdown.elements import (
    FILE_PLAYERS,
    HEADINGS,
    element_name,
    resolve_address,
)
from sphinxcontrib_meetings.markdown.jsx import Expression, JsxTag, html_attributes, literal
from sphinxcontrib_meetings.markdown.rendering.boxes import BoxRenderer
from sphinxcontrib_meetings.markdown.rendering.players import PlayerRenderer
from sphinxcontrib_meetings.model.problem import Kind
from sphinxcontrib_meetings.nodes.element import element, inline_element
from sphinxcontrib_meetings.parse.urls import runs_code

__all__ = ["ElementRenderer"]

_TAB_VALUE = re.compile(r"\{[^{}]*\}")
_TAB_PAIR = re.compile(r"""\b(label|value)\s*:\s*(['"`])(.*?)\2""")
#: elements that docutils has a node for
_NODES: Mapping[str, type[nodes.TextElement]] = {
    "b": nodes.strong,
    "code": nodes.literal,
    "em": nodes.emphasis,
    "i": nodes.emphasis,
    "strong": nodes.strong,
    "sub": nodes.subscript,
    "sup": nodes.superscript,
}


#: classes that MyST knows the title of a box by
_TITLES = frozenset({"admonition-title", "title"})
#: attributes with an address, or with several
_ADDRESSES = frozenset(
    {
        *("action", "background", "cite", "codebase", "data", "formaction", "href", "longdesc"),
        *("ping", "poster", "src", "srcset", "xlink:href"),
    }
)


def _runs_code(name: str, value: str) -> bool:
    """Whether an attribute has an address that runs code."""
    if name.lower() not in _ADDRESSES:
        return False
    # between two there is a comma or a space
    several = re.split(r"[,\s]", value) if name.lower() in {"ping", "srcset"} else ()
    return any(map(runs_code, (value, *several)))


class ElementRenderer(BoxRenderer, PlayerRenderer):
    """Renders elements and components."""

    def render_meetings_verbatim(self, token: SyntaxTreeNode) -> None:
        """Render ``<pre>`` as a literal block, and what is for browsers only as it is."""
        tag: JsxTag = token.meta["verbatim"]
        name = element_name(tag)
        if name == "pre" and "<" not in token.content:
            text = html.unescape(token.content.strip("\n"))
            self._append(nodes.literal_block(text, text, language="none"), token)
            return
        content = token.content
        if name == "style":
            plain = literal(
                Expression(content.strip().removeprefix("{").removesuffix("}").strip())
            )
            content = plain if isinstance(plain, str) else content
        text = f"{self._start_tag(tag, token)}{content}</{name}>\n"
        self._append(nodes.raw("", text, format="html"), token)

    def render_meetings_void(self, token: SyntaxTreeNode) -> None:
        """Render an element that never has content, in HTML only."""
        text = self._start_tag(token.meta["tag"], token, " /")
        self._append(nodes.raw("", text, format="html"), token)

    def _start_tag(self, tag: JsxTag, token: SyntaxTreeNode, end: str = "") -> str:
        attributes = self._attributes(tag, token)
        text = "".join(f' {name}="{_escape(value)}"' for name, value in attributes.items())
        return f"<{element_name(tag)}{text}{end}>"

    def _attributes(self, tag: JsxTag, token: SyntaxTreeNode) -> dict[str, str]:
        attributes, dropped = html_attributes(tag)
        for name in ("src", "poster"):
            if address := resolve_address(tag.attributes.get(name), self._imports):
                dropped = [item for item in dropped if item != name]
                attributes[name] = self._resource(address)
        self._say_dropped(tag.name, dropped, token)
        for name in [name for name in attributes if _runs_code(name, attributes[name])]:
            del attributes[name]
            message = (
                f"The address in {name} of <{tag.name}> cannot be used, and is left out. Write a "
                "plain address."
            )
            self._warn(Kind.LINK, message, token)
        return attributes

    def _resource(self, address: str) -> str:
        site = options_of(self._env.config).site_url
        if address.startswith("/") and not address.startswith("//") and site:
            return site.rstrip("/") + address
        return address

    def render_meetings_inline(self, token: SyntaxTreeNode) -> None:
        """Render an element within a line."""
        tag: JsxTag = token.meta["tag"]
        name = element_name(tag)
        if name in FILE_PLAYERS:
            self.render_meetings_player(token)
            return
        attributes = self._attributes(tag, token)
        kind = _NODES.get(name)
        if kind is not None and set(attributes) <= {"class", "id"}:
            node: nodes.Element = kind("", "")
        else:
            node = inline_element("", "", name=name)
        self._fill_element(node, attributes, token)

    def _fill_element(
        self, node: nodes.Element, attributes: dict[str, str], token: SyntaxTreeNode
    ) -> None:
        node["classes"] += attributes.pop("class", "").split()
        identifier = attributes.pop("id", "") or (
            attributes.pop("name", "") if node.get("name") == "a" else ""
        )
        if identifier and not re.search(r"\s", identifier):
            self._note_id(node, identifier)
        if attributes:
            node["attributes"] = attributes
        self._fill(node, token)

    def render_meetings_element(self, token: SyntaxTreeNode) -> None:
        """Render an element or a component that holds blocks."""
        tag: JsxTag = token.meta["tag"]
        name = element_name(tag)
        if name == "Admonition":
            self._render_admonition(tag, token)
        elif name == "Tabs":
            self._render_tabs(tag, token)
        elif name == "TabItem":
            self._render_tab(tag, token)
        elif name == "Link":
            self.render_children(token)
        elif name == "Details":
            self._render_details(token, tag.text("summary"), is_open=False)
        elif name in FILE_PLAYERS:
            self.render_meetings_player(token)
        else:
            self._render_html(name, tag, token)

    def _render_html(self, name: str, tag: JsxTag, token: SyntaxTreeNode) -> None:
        attributes = self._attributes(tag, token)
        if name == "p":
            # what it holds are paragraphs already
            if not attributes:
                self.render_children(token)
                return
            name = "div"
        if self._is_admonition(name, attributes):
            self._render_html_admonition(attributes, token)
            return
        node = element("", name=name)
        self._fill_element(node, attributes, token)
        if name in HEADINGS | {"picture", "summary"}:
            _unwrap(node)
        address = attributes.get("src", "")
        if name in {"iframe", "embed"} and address and not node.children:
            # browsers show it only if they cannot show the element; others have nothing else
            text = attributes.get("title") or address
            link = nodes.reference("", text, refuri=address, internal=False)
            node += nodes.paragraph("", "", link)

    def _is_admonition(self, name: str, attributes: Mapping[str, str]) -> bool:
        """Whether MyST's extension for boxes in HTML is on, and an element is one."""
        classes = attributes.get("class", "").split()
        is_on = "html_admonition" in self.md_config.enable_extensions
        return is_on and name == "div" and "admonition" in classes

    def _render_html_admonition(self, attributes: dict[str, str], token: SyntaxTreeNode) -> None:
        """Render ``<div class="admonition">``, whose first element may be its title."""
        box = nodes.admonition("")
        attributes.setdefault("id", attributes.pop("name", ""))
        self._fill_element(box, attributes, token)
        first = box.children[0] if box.children else None
        words: list[nodes.Node] = [nodes.Text("Note")]
        if isinstance(first, element) and _TITLES & {*first["classes"]}:
            box.remove(first)
            _unwrap(first)
            words = first.children
        box.insert(0, nodes.title("", "", *words))

    def _render_tabs(self, tag: JsxTag, token: SyntaxTreeNode) -> None:
        labels = _tab_labels(tag)
        before = self.md_env.get("meetings_tabs", {})
        self.md_env["meetings_tabs"] = labels
        self._fill(element("", name="div", classes=["meetings-tabs"]), token)
        self.md_env["meetings_tabs"] = before

    def _render_tab(self, tag: JsxTag, token: SyntaxTreeNode) -> None:
        value = tag.text("value")
        label = tag.text("label") or self.md_env.get("meetings_tabs", {}).get(value, value)
        node = element("", name="div", classes=["meetings-tab"])
        if label:
            node += nodes.paragraph(
                "", "", nodes.strong("", label), classes=["meetings-tab-label"]
            )
        self._fill(node, token)


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def _unwrap(node: nodes.Element) -> None:
    """Let the only paragraph in *node* be its text."""
    if len(node.children) == 1 and isinstance(node.children[0], nodes.paragraph):
        paragraph = node.children[0]
        node.clear()
        node += paragraph.children


def _tab_labels(tag: JsxTag) -> dict[str, str]:
    """Read ``values={[{label: 'A', value: 'a'}]}``."""
    values = tag.attributes.get("values")
    labels = {}
    if isinstance(values, Expression):
        for item in _TAB_VALUE.findall(values.source):
            pair = {name: text for name, _, text in _TAB_PAIR.findall(item)}
            if "label" in pair:
                labels[pair.get("value", "")] = pair["label"]
    return labels
