"""Which links to other pages a theme shows by itself: found out from its templates.

The templates of a page are followed from ``page.html`` on, with what they extend and include,
without rendering them. Conditions are decided where they depend on options of the theme alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from jinja2 import Environment, TemplateError, nodes
from sphinx.builders.html import StandaloneHTMLBuilder

__all__ = ["ShownLinks", "ThemeLinks", "links_shown"]


@dataclass(frozen=True, slots=True)
class ShownLinks:
    """What the theme shows on a page."""

    #: links to the previous and the next page
    neighbours: bool = False
    #: links to the pages above
    parents: bool = False


class ThemeLinks:
    """What the theme of *builder* shows; its templates are looked at once for each sidebar."""

    def __init__(self, builder: StandaloneHTMLBuilder) -> None:
        self._builder = builder
        self._found: dict[tuple[str, ...], ShownLinks] = {}

    def of(self, pagename: str) -> ShownLinks:
        """Return what the theme shows on the page *pagename*."""
        builder = self._builder
        environment = getattr(builder.templates, "environment", None)
        if builder.theme is None or not isinstance(environment, Environment):
            # the pages are made by something else
            return ShownLinks()
        context: dict[str, Any] = {}
        builder.add_sidebars(pagename, context)
        sidebars = tuple(context["sidebars"])
        if sidebars not in self._found:
            options = builder.theme.get_options(builder.theme_options)
            known = {f"theme_{name}": value for name, value in options.items()}
            known |= {"embedded": builder.embedded, **builder.config.html_context}
            self._found[sidebars] = links_shown(
                environment, "page.html", known | {"sidebars": list(sidebars)}
            )
        return self._found[sidebars]


def links_shown(environment: Environment, template: str, known: Mapping[str, Any]) -> ShownLinks:
    """Return which links *template* shows, given the values of the variables that are *known*."""
    walk = _Walk(environment, dict(known))
    walk.template(template)
    return ShownLinks(_NEIGHBOUR in walk.found, _PARENT in walk.found)


#: kinds of links
_NEIGHBOUR: Final = "neighbour"
_PARENT: Final = "parent"
#: names that Sphinx and themes give to what leads to a page
_KINDS: Final = dict.fromkeys(
    ("prev", "next", "previous", "prev_page", "previous_page", "next_page"), _NEIGHBOUR
)
#: lists of such
_LISTS: Final = {"parents": _PARENT, "rellinks": _NEIGHBOUR}
#: elements whose addresses no reader sees
_UNSEEN: Final = frozenset({"link", "meta", "script"})
#: the value of an expression that depends on the page
_UNKNOWN: Final = object()

_COMPARED: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "eq": lambda one, other: one == other,
    "ne": lambda one, other: one != other,
    "in": lambda one, other: one in other,
    "notin": lambda one, other: one not in other,
}


@dataclass
class _Walk:
    """Follows the templates of one page."""

    environment: Environment
    #: variable ─► value, if it is the same on all pages
    known: dict[str, Any]
    #: kinds of links that are shown
    found: set[str] = field(default_factory=set)
    #: variable ─► kind of the link in it
    _kinds: dict[str, str] = field(default_factory=lambda: dict(_KINDS))
    #: variable ─► kind of the links in it
    _lists: dict[str, str] = field(default_factory=lambda: dict(_LISTS))
    _macros: dict[str, nodes.Macro] = field(default_factory=dict)
    #: block ─► what is in it, the template that extends the others first
    _blocks: dict[str, list[nodes.Block]] = field(default_factory=dict)
    #: block that is followed, and how many templates above the first one
    _within: list[tuple[str, int]] = field(default_factory=list)
    #: templates and macros that are followed, which need not end
    _open: list[str] = field(default_factory=list)
    #: whether what is followed becomes part of the page
    _is_shown: bool = True
    #: name of the element that began last
    _element: str = ""

    def template(self, name: str) -> None:
        """Follow the template *name* with what it extends."""
        if name in self._open:
            return
        self._open.append(name)
        outer, self._blocks = self._blocks, {}
        chain: list[nodes.Template] = []
        above: object = name
        while isinstance(above, str) and (tree := self._parsed(above)):
            chain.append(tree)
            for block in tree.find_all(nodes.Block):
                self._blocks.setdefault(block.name, []).append(block)
            extended = [self._value(node.template) for node in tree.find_all(nodes.Extends)]
            # a condition may choose, such as one on the front matter of the page
            above = next((item for item in extended if item is not _UNKNOWN), None)
            if extended:
                # only what it sets is of use for the others
                self._is_shown = False
                self._statements(item for item in tree.body if not isinstance(item, nodes.Block))
                self._is_shown = True
        if chain:
            self._statements(chain[-1].body)
        self._blocks = outer
        self._open.pop()

    def _parsed(self, name: str) -> nodes.Template | None:
        try:
            assert self.environment.loader
            source = self.environment.loader.get_source(self.environment, name)[0]
            return self.environment.parse(source)
        except TemplateError:
            return None

    # Statements

    def _statements(self, body: Iterable[nodes.Node]) -> None:
        for node in body:
            self._statement(node)

    def _statement(self, node: nodes.Node) -> None:
        follow = getattr(self, f"_follow_{type(node).__name__.lower()}", None)
        if follow:
            follow(node)
        elif isinstance(node, nodes.Stmt):
            self._statements(node.iter_child_nodes())

    def _follow_output(self, node: nodes.Output) -> None:
        for part in node.nodes:
            if isinstance(part, nodes.TemplateData):
                self._element = _last_element(part.data) or self._element
            else:
                self._expression(part)

    def _follow_block(self, node: nodes.Block) -> None:
        self._block(node.name, 0)

    def _block(self, name: str, level: int) -> None:
        found = self._blocks.get(name, [])
        if level < len(found) and (name, level) not in self._within:
            self._within.append((name, level))
            self._statements(found[level].body)
            self._within.pop()

    def _follow_if(self, node: nodes.If) -> None:
        for test, body in ((part.test, part.body) for part in (node, *node.elif_)):
            truth = self._value(test)
            if truth is _UNKNOWN or truth:
                self._statements(body)
            if truth is not _UNKNOWN and truth:
                return
        self._statements(node.else_)

    def _follow_for(self, node: nodes.For) -> None:
        items = self._value(node.iter)
        name = node.target.name if isinstance(node.target, nodes.Name) else ""
        if kind := next((self._lists[n] for n in _names(node.iter) if n in self._lists), ""):
            self._kinds[name] = kind
        if isinstance(items, str):
            items = [item.strip() for item in items.split(",")]
        if isinstance(items, list | tuple) and name:
            for item in items:
                self.known[name] = item
                self._statements(node.body)
            self.known.pop(name, None)
        else:
            self._statements(node.body)
        self._statements(node.else_)
        if kind:
            del self._kinds[name]

    def _follow_include(self, node: nodes.Include) -> None:
        named = self._value(node.template)
        names = [named] if isinstance(named, str) else named
        for name in names if isinstance(names, list | tuple) else ():
            # pydata-sphinx-theme completes those in its options
            for one in (f"{name}", f"{name}.html"):
                self.template(one)

    def _follow_macro(self, node: nodes.Macro) -> None:
        self._macros[node.name] = node

    def _follow_fromimport(self, node: nodes.FromImport) -> None:
        named = self._value(node.template)
        tree = self._parsed(named) if isinstance(named, str) else None
        found = {macro.name: macro for macro in tree.find_all(nodes.Macro)} if tree else {}
        for item in node.names:
            name, alias = item if isinstance(item, tuple) else (item, item)
            if name in found:
                self._macros[alias] = found[name]

    def _follow_assign(self, node: nodes.Assign) -> None:
        self._assign(node.target, node.node)

    def _assign(self, target: nodes.Node, value: nodes.Node) -> None:
        if isinstance(target, nodes.Name):
            self._set(target.name, value)
        elif isinstance(target, nodes.Tuple) and isinstance(value, nodes.Tuple):
            for one, item in zip(target.items, value.items, strict=False):
                self._assign(one, item)

    def _follow_with(self, node: nodes.With) -> None:
        for target, value in zip(node.targets, node.values, strict=True):
            self._assign(target, value)
        self._statements(node.body)

    def _set(self, name: str, node: nodes.Node) -> None:
        value = self._value(node)
        if value is _UNKNOWN:
            self.known.pop(name, None)
        else:
            self.known[name] = value
        if kind := self._kind(node):
            self._kinds[name] = kind
        if isinstance(node, nodes.Name) and node.name in self._lists:
            self._lists[name] = self._lists[node.name]

    # Expressions

    def _expression(self, node: nodes.Node) -> None:
        """Note the links in *node*, and follow the macros that it calls."""
        if isinstance(node, nodes.Call):
            self._call(node)
        if self._is_shown and self._element not in _UNSEEN:
            if isinstance(node, nodes.Getattr) and node.attr in {"link", "url"}:
                self.found |= {self._kind(node.node)}
            # an item of `rellinks` is a tuple that begins with the name of a page
            if isinstance(node, nodes.Getitem) and isinstance(node.node, nodes.Name):
                self.found |= {self._kind(node.node)}
        for child in node.iter_child_nodes():
            self._expression(child)

    def _call(self, node: nodes.Call) -> None:
        called = node.node
        if isinstance(called, nodes.Getattr) and _names(called.node) == ["self"]:
            self._block(called.attr, 0)
        if not isinstance(called, nodes.Name):
            return
        if called.name == "super" and self._within:
            name, level = self._within[-1]
            self._block(name, level + 1)
        macro = self._macros.get(called.name)
        if macro is None or called.name in self._open:
            return
        self._open.append(called.name)
        outer = self._kinds, self._lists
        self._kinds, self._lists = dict(self._kinds), dict(self._lists)
        for parameter, value in zip(macro.args, node.args, strict=False):
            self._set(parameter.name, value)
        for keyword in node.kwargs:
            self._set(keyword.key, keyword.value)
        self._statements(macro.body)
        self._kinds, self._lists = outer
        self._open.pop()

    def _kind(self, node: nodes.Node) -> str:
        """Return the kind of the link that *node* has; empty if it has none."""
        if isinstance(node, nodes.Name):
            return self._kinds.get(node.name, "")
        if isinstance(node, nodes.Getattr):
            return _KINDS.get(node.attr, "")
        return _PARENT if _PARENT in {self._lists.get(n) for n in _names(node)} else ""

    def _value(self, node: nodes.Node) -> Any:
        """Return the value of an expression, or that it is unknown."""
        evaluate = getattr(self, f"_value_of_{type(node).__name__.lower()}", None)
        return evaluate(node) if evaluate else _UNKNOWN

    def _value_of_const(self, node: nodes.Const) -> Any:
        return node.value

    def _value_of_name(self, node: nodes.Name) -> Any:
        return self.known.get(node.name, _UNKNOWN)

    def _value_of_getattr(self, node: nodes.Getattr) -> Any:
        # `config.theme.features` in themes that come from MkDocs
        is_of_theme = isinstance(node.node, nodes.Getattr) and node.node.attr == "theme"
        return self.known.get(f"theme_{node.attr}", _UNKNOWN) if is_of_theme else _UNKNOWN

    def _value_of_list(self, node: nodes.List | nodes.Tuple) -> Any:
        values = [self._value(item) for item in node.items]
        return _UNKNOWN if _UNKNOWN in values else values

    _value_of_tuple = _value_of_list

    def _value_of_not(self, node: nodes.Not) -> Any:
        value = self._value(node.node)
        return _UNKNOWN if value is _UNKNOWN else not value

    def _value_of_and(self, node: nodes.And) -> Any:
        return self._either(node, ends=False)

    def _value_of_or(self, node: nodes.Or) -> Any:
        return self._either(node, ends=True)

    def _either(self, node: nodes.And | nodes.Or, *, ends: bool) -> Any:
        """Return the value of a part that decides alone, or else of the last one."""
        values = [self._value(node.left), self._value(node.right)]
        decided = [v for v in values if v is not _UNKNOWN and bool(v) is ends]
        return decided[0] if decided else _UNKNOWN if _UNKNOWN in values else values[1]

    def _value_of_compare(self, node: nodes.Compare) -> Any:
        (operand,) = node.ops if len(node.ops) == 1 else (None,)
        values = [self._value(node.expr), self._value(operand.expr)] if operand else [_UNKNOWN]
        if operand is None or _UNKNOWN in values or operand.op not in _COMPARED:
            return _UNKNOWN
        try:
            return _COMPARED[operand.op](*values)
        except TypeError:
            return _UNKNOWN

    def _value_of_concat(self, node: nodes.Concat) -> Any:
        values = [self._value(part) for part in node.nodes]
        return _UNKNOWN if _UNKNOWN in values else "".join(map(str, values))

    def _value_of_add(self, node: nodes.Add) -> Any:
        values = [self._value(node.left), self._value(node.right)]
        return "".join(values) if all(isinstance(value, str) for value in values) else _UNKNOWN

    def _value_of_condexpr(self, node: nodes.CondExpr) -> Any:
        truth = self._value(node.test)
        chosen = node.expr1 if truth else node.expr2
        return _UNKNOWN if truth is _UNKNOWN or chosen is None else self._value(chosen)

    def _value_of_filter(self, node: nodes.Filter) -> Any:
        value = self._value(node.node) if node.node else _UNKNOWN
        apply = self.environment.filters.get(node.name)
        if value is _UNKNOWN or node.name not in _FILTERS or apply is None or node.args:
            return _UNKNOWN
        return apply(value)


#: filters of Sphinx and Jinja that need nothing but the value
_FILTERS: Final = frozenset({"tobool", "toint", "lower", "trim"})


def _names(node: nodes.Node) -> Sequence[str]:
    """Return the names of the variables in *node*."""
    own = [node.name] if isinstance(node, nodes.Name) else []
    return own + [name.name for name in node.find_all(nodes.Name)]


def _last_element(text: str) -> str:
    """Return the name of the last element that begins in *text*; empty if none does."""
    start = text.rfind("<")
    while start >= 0:
        name = text[start + 1 : start + 12]
        if name[:1].isalpha():
            return name.replace(">", " ").replace("/", " ").split()[0].lower()
        start = text.rfind("<", 0, start)
    return ""
