"""Renders the tables of the documentation from those of the code.

One directive per table, so that a page cannot say something else than the code does:

- ``fields``: the front matter, from the descriptions in ``model.meeting``
- ``options``: ``conf.py``, from ``config.Options``
- ``list-options``, ``calendar-options``, ``next-options``, ``upcoming-options``,
  ``attendance-options``, ``register-options``, ``decision-options`` and ``action-options``: those
  directives, from ``directives.lists``
- ``subtype``: what a subtype of warnings means, from ``problems.Kind``
- ``rooms``: the rooms and their files, in the order of the contract in ``pyproject.toml``
- ``api``: one name of the public API, from its docstring and fields
- ``data-fields``: a record in ``meetings.json``, from ``export.json.FIELDS``
- ``minutes-rules``: the rules for minutes, from ``parse.minutes.rules``
- ``command-help``: what ``sphinx-meetings build --help`` prints

And ``example``: MyST, and below it what becomes of it.
"""

from __future__ import annotations

import ast
import contextlib
import dataclasses
import inspect
import io
import os
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.directives.code import container_wrapper
from sphinx.pycode import ModuleAnalyzer
from sphinx.util.docutils import SphinxDirective

from sphinxcontrib_meetings import api
from sphinxcontrib_meetings.cli import build as cli
from sphinxcontrib_meetings.config import PREFIX, Options
from sphinxcontrib_meetings.export.json import FIELDS as DATA_FIELDS
from sphinxcontrib_meetings.model import problem as problems
from sphinxcontrib_meetings.model.problem import Kind
from sphinxcontrib_meetings.parse.fields import FIELDS
from sphinxcontrib_meetings.parse.minutes.rule import Rule
from sphinxcontrib_meetings.parse.minutes.rules import RULES
from sphinxcontrib_meetings.read.directives.lists import (
    ACTION_OPTIONS,
    ATTENDANCE_OPTIONS,
    CALENDAR_OPTIONS,
    DECISION_OPTIONS,
    LIST_OPTIONS,
    NEXT_OPTIONS,
    REGISTER_OPTIONS,
    UPCOMING_OPTIONS,
    Option,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

PROJECT = Path(__file__).resolve().parents[2]
PACKAGE = "sphinxcontrib_meetings"


class Table(SphinxDirective):
    """Base of what renders a table: a term, the form of its value, and its meaning."""

    #: starts the ids of the terms
    prefix = ""

    def table(self, rows: Iterable[tuple[str, str, str]]) -> list[nodes.Node]:
        """Return a definition list of *rows*; the meaning is Markdown."""
        items = [self._item(*row) for row in rows]
        return [nodes.definition_list("", *items, classes=["reference-table"])]

    def _item(self, name: str, form: str, meaning: str) -> nodes.definition_list_item:
        term = nodes.term("", "", nodes.literal("", name), ids=[f"{self.prefix}-{name}"])
        classifier = nodes.classifier("", form)
        definition = nodes.definition("", *self.parse_text_to_nodes(meaning))
        item = nodes.definition_list_item("", term, classifier, definition)
        # Sphinx computes the lines of terms from those of their items
        self.set_source_info(item)
        return item


class Fields(Table):
    """The fields of front matter."""

    prefix = "field"

    def run(self) -> list[nodes.Node]:
        """Return the table."""
        return self.table(
            (field.name, field.type, field.help + _aliases(field.aliases)) for field in FIELDS
        )


def _aliases(names: tuple[str, ...]) -> str:
    return f" Also spelled {', '.join(f'`{name}`' for name in names)}." if names else ""


class ListOptions(Table):
    """The options of ``meeting-list``."""

    prefix = "list"
    options_shown: ClassVar[tuple[Option, ...]] = LIST_OPTIONS

    def run(self) -> list[nodes.Node]:
        """Return the table."""
        return self.table((item.name, item.form, item.help) for item in self.options_shown)


class DataFields(Table):
    """The fields of a record in ``meetings.json``."""

    prefix = "data"

    def run(self) -> list[nodes.Node]:
        """Return the table."""
        return self.table((field.name, _form(field.schema), field.help) for field in DATA_FIELDS)


def _form(given: Mapping[str, Any] | Callable[[], Mapping[str, Any]]) -> str:
    """Return what a value may be: the words of JSON Schema, and those of what is in a list."""
    schema = given() if callable(given) else given
    if "anyOf" in schema:
        return " or ".join(map(_form, schema["anyOf"]))
    if "enum" in schema:
        return ", ".join(schema["enum"])
    if schema["type"] == "array":
        return f"list of {_form(schema['items'])}"
    if schema["type"] == "object":
        return f"objects ({', '.join(schema['properties'])})"
    return str(schema.get("format", schema["type"]))


class MinutesRules(Table):
    """The rules that recognize minutes."""

    prefix = "minutes-rule"

    def run(self) -> list[nodes.Node]:
        """Return a table."""
        return self.table(
            (rule.name, ", ".join((rule.kind, *sorted(rule.presets))), _rule(rule))
            for rule in RULES
        )


def _rule(rule: Rule) -> str:
    """Return what *rule* takes and leaves, and where it is from."""
    parts = (("", rule.takes), ("Leaves: ", rule.leaves), ("Source: ", rule.source))
    return "\n\n".join(f"{label}{text}" for label, text in parts if text)


class CalendarOptions(ListOptions):
    """The options of ``meeting-calendar``."""

    prefix = "calendar"
    options_shown: ClassVar[tuple[Option, ...]] = CALENDAR_OPTIONS


class NextOptions(ListOptions):
    """The options of ``meeting-next``."""

    prefix = "next"
    options_shown: ClassVar[tuple[Option, ...]] = NEXT_OPTIONS


class UpcomingOptions(ListOptions):
    """The options of ``meeting-upcoming``."""

    prefix = "upcoming"
    options_shown: ClassVar[tuple[Option, ...]] = UPCOMING_OPTIONS


class RegisterOptions(ListOptions):
    """The options of ``meeting-votes`` and ``meeting-topics``."""

    prefix = "register"
    options_shown: ClassVar[tuple[Option, ...]] = REGISTER_OPTIONS


class AttendanceOptions(ListOptions):
    """The options of ``meeting-attendance``."""

    prefix = "attendance"
    options_shown: ClassVar[tuple[Option, ...]] = ATTENDANCE_OPTIONS


class DecisionOptions(ListOptions):
    """The options of ``meeting-decisions``."""

    prefix = "decision"
    options_shown: ClassVar[tuple[Option, ...]] = DECISION_OPTIONS


class ActionOptions(ListOptions):
    """The options of ``meeting-actions``."""

    prefix = "action"
    options_shown: ClassVar[tuple[Option, ...]] = ACTION_OPTIONS


class ConfigOptions(SphinxDirective):
    """The options of ``conf.py``."""

    def run(self) -> list[nodes.Node]:
        """Return a description of each."""
        return self.parse_text_to_nodes("\n".join(self._lines()))

    def _lines(self) -> Iterator[str]:
        defaults = Options()
        for option in dataclasses.fields(Options):
            default = getattr(defaults, option.name)
            yield f"````{{confval}} {PREFIX}{option.name}"
            yield f":type: `{option.type}`"
            yield f":default: `{_python(default)}`"
            yield ""
            yield option.metadata["help"]
            yield "````"
            yield ""


def _python(value: object) -> str:
    """Return *value* as one writes it in ``conf.py``."""
    return repr(value).replace("'", '"')


class Subtype(SphinxDirective):
    """What one subtype of warnings means."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return its sentence."""
        kind = Kind(self.arguments[0])
        comments = ModuleAnalyzer.for_module(problems.__name__).find_attr_docs()
        meaning = " ".join(comments["Kind", kind.name]).strip()
        return self.parse_text_to_nodes(meaning.replace("``", "`"))


class Rooms(SphinxDirective):
    """The rooms of the package, the first one first, and the files in each."""

    def run(self) -> list[nodes.Node]:
        """Return a list for each room."""
        return self.parse_text_to_nodes("\n".join(self._lines()))

    def _lines(self) -> Iterator[str]:
        contracts = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
        layers = contracts["tool"]["importlinter"]["contracts"][0]["layers"]
        self.env.note_dependency(str(PROJECT / "pyproject.toml"))
        for layer in reversed(layers):
            for name in layer.replace("|", ":").split(":"):
                yield from self._room(PROJECT / PACKAGE / name.strip())

    def _room(self, place: Path) -> Iterator[str]:
        if not place.is_dir():
            yield f"`{place.name}`: {self._summary(place.with_suffix('.py'))}\n"
            return
        yield f"`{place.name}/`: {self._summary(place / '__init__.py')}\n"
        for path in sorted(place.rglob("*.py")):
            if path.name != "__init__.py":
                name = path.relative_to(place).with_suffix("").as_posix()
                yield f"- `{name}`: {self._summary(path)}"
        yield ""

    def _summary(self, module: Path) -> str:
        self.env.note_dependency(str(module))
        return _summary(module)


def _summary(module: Path) -> str:
    """Return the first sentence of the module's docstring, as Markdown."""
    docstring = ast.get_docstring(ast.parse(module.read_text("utf-8"))) or ""
    return _markdown(" ".join(docstring.partition("\n\n")[0].rstrip(":").split()))


class CommandHelp(SphinxDirective):
    """What the command prints about itself."""

    def run(self) -> list[nodes.Node]:
        """Return it as it is printed."""
        return [nodes.literal_block("", command_help(), language="text")]


def command_help() -> str:
    """Return what ``sphinx-meetings build --help`` prints."""
    said = io.StringIO()
    before = dict(os.environ)
    os.environ.update(COLUMNS="88", NO_COLOR="1")
    try:
        with contextlib.redirect_stdout(said), contextlib.suppress(SystemExit):
            cli.main(["build", "--help"])
    finally:
        os.environ.clear()
        os.environ.update(before)
    return said.getvalue().strip()


class Api(SphinxDirective):
    """One name of the public API: its signature, or its fields, and its docstring."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return a description."""
        return self.parse_text_to_nodes("\n".join(self._lines(self.arguments[0])))

    def _lines(self, name: str) -> Iterator[str]:
        found = getattr(api, name)
        self.env.note_dependency(str(inspect.getsourcefile(found)))
        is_class = inspect.isclass(found)
        signature = "" if is_class else _plain_signature(found)
        yield f"````{{py:{'class' if is_class else 'function'}}} {name}{signature}"
        yield ":no-index:"
        yield ""
        yield from _markdown(inspect.getdoc(found) or "").splitlines()
        yield ""
        if is_class:
            yield from self._members(found)
        yield "````"

    def _members(self, described: type) -> Iterator[str]:
        comments = ModuleAnalyzer.for_module(described.__module__).find_attr_docs()
        own = inspect.get_annotations(described)
        # of those of its bases, the text above says where they are
        for name, annotation in own.items():
            if name.startswith("_"):
                continue
            comment = " ".join(comments.get((described.__name__, name), ())).strip()
            type_ = re.sub(r"^ClassVar\[(.*)\]$", r"\1", str(annotation))
            type_ = type_.replace("dt.", "datetime.")
            yield f"- `{name}` (`{type_}`){': ' if comment else ''}{_markdown(comment)}"
        for name, member in vars(described).items():
            is_property = isinstance(member, property)
            function = member.fget if is_property else getattr(member, "__func__", member)
            if not name.startswith("_") and inspect.isfunction(function):
                call = "" if is_property else _plain_signature(function)
                first = (inspect.getdoc(function) or "").partition("\n\n")[0]
                yield f"- `{name}{call}`: {_markdown(' '.join(first.split()))}"


def _plain_signature(function: Callable[..., Any]) -> str:
    """Return the names of the parameters, which the text below says more of than types do."""
    parameters = list(inspect.signature(function).parameters.values())
    names = [str(item.replace(annotation=item.empty)) for item in parameters]
    return f"({', '.join(name for name in names if name not in {'self', 'cls'})})"


def _markdown(docstring: str) -> str:
    """Return a docstring in reStructuredText as Markdown, as far as ours go."""
    return re.sub(r":\w+:(?=`)", "", docstring.replace("``", "`"))


class Example(SphinxDirective):
    """A file in MyST, by its name, and below it what becomes of it on this very page."""

    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the file and its result."""
        text = "\n".join(self.content)
        code = nodes.literal_block(text, text, language="md")
        self.set_source_info(code)
        shown = container_wrapper(self, code, self.arguments[0])
        result = nodes.container("", *self.parse_content_to_nodes(), classes=["example-result"])
        return [shown, result]


DIRECTIVES: dict[str, type[SphinxDirective]] = {
    "fields": Fields,
    "list-options": ListOptions,
    "calendar-options": CalendarOptions,
    "next-options": NextOptions,
    "upcoming-options": UpcomingOptions,
    "register-options": RegisterOptions,
    "attendance-options": AttendanceOptions,
    "decision-options": DecisionOptions,
    "action-options": ActionOptions,
    "options": ConfigOptions,
    "subtype": Subtype,
    "rooms": Rooms,
    "command-help": CommandHelp,
    "api": Api,
    "data-fields": DataFields,
    "minutes-rules": MinutesRules,
    "example": Example,
}


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directives."""
    for name, directive in DIRECTIVES.items():
        app.add_directive(name, directive)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
