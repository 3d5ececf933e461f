"""Fields in YAML: a mapping, as far as it can be read, and the line of each field.

YAML is that of version 1.1 (https://yaml.org/spec/1.1/). A bad field is left out, the others
are kept.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml
from frontmatter.default_handlers import YAMLHandler

from sphinxcontrib_meetings.model.problem import Kind, Problem
from sphinxcontrib_meetings.parse.values import LINE_END

if TYPE_CHECKING:
    from yaml import SafeLoader
else:
    # the C loader, where PyYAML was built with it
    from frontmatter.default_handlers import SafeLoader

__all__ = [
    "FIELD",
    "LONGEST_NUMBER",
    "MOST_FAULTS",
    "MOST_LEVELS",
    "NO_LINE_END",
    "Fields",
    "given_twice",
    "load_fields",
]

#: limit of levels of nested lists and mappings
MOST_LEVELS = 50
#: limit of faults that are reported one by one
MOST_FAULTS = 20
#: the C parser recurses without a limit; text with fewer signs than this cannot overflow its stack
MOST_SIGNS = 1_000
#: dates and useful numbers are not longer; numbers of thousands of digits cannot be printed
LONGEST_NUMBER = 100

#: line ends in YAML, but not in editors and Markdown
NO_LINE_END = re.compile("[\x85\u2028\u2029]")
#: the start of a field, in text that YAML cannot read as a whole
FIELD = re.compile(
    r"""(?:"[^"]*"[ ]?|'[^']*'[ ]?|[^\s\-?:,\[\]{}#&*!|>'"%@`](?:[^:]|:(?=\S))*):(?=\s|\Z)"""
)

#: everything that PyYAML raises, mostly if a YAML tag does not fit its text (``!!bool no!``)
_UNREADABLE = (
    yaml.YAMLError,
    AttributeError,
    LookupError,
    OverflowError,
    RecursionError,
    TypeError,
    ValueError,
)

_TOO_DEEP = "it is nested too deeply; make it flatter"
#: part of a message of PyYAML, with C or without ─► cause and fix for the author
_WAYS_OUT = (
    (
        "mapping values are not allowed",
        "a colon followed by a space starts a new key; put the value in quotes",
    ),
    (
        "cannot start any token",
        "text cannot start with `@`, `%` or a backtick in YAML; put it in quotes",
    ),
    ("alias", "a leading `*` means an alias in YAML; put the value in quotes"),
    ("',' or '", "a bracket is not closed or a comma is missing; add it"),
    ("end of stream", "a quotation mark is not closed; add it"),
    ("unknown escape", "a backslash in double quotes starts an escape; use single quotes"),
    ("expected ':'", "one of its lines is not `key: value`; indent lines that continue a value"),
    *(
        (part, "text follows the closing quotation mark; put all of it in one pair of quotes")
        for part in ("expected key", "expected <block end>")
    ),
    ("sequence entries", "a list starts beside its key; put each item on its own line"),
    # where libyaml notices before we do
    ("nesting depth", _TOO_DEEP),
    ("unhashable", "braces mean a mapping in YAML; put the value in quotes"),
    ("constructor for the tag", "a leading `!` means a tag in YAML; put the value in quotes"),
    *(
        (part, "it contains a control character or half a character; delete it")
        for part in ("control characters", "surrogates", "special characters")
    ),
)
#: part of a message that is about the indent, if it points to the start of a line
_NO_PLACE = (
    "expected key",
    "expected <block end>",
    "expected '-'",
    "mapping values are not allowed",
)
_INDENT = "the indent of this line matches no line above; correct it, or put the value in quotes"
_TAB = "a tab is not allowed here; replace it with spaces"
_OTHER_WAY_OUT = "it is not valid YAML; if it is text, put the value in quotes"


@dataclass(slots=True)
class Fields:
    """A YAML mapping, as far as it could be read. Its first line is line 0."""

    data: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    #: (line, message) pairs
    faults: list[tuple[int, str]] = field(default_factory=list)
    #: what the text is instead of a mapping: "a list" or "plain text"
    other: str = ""
    #: whether some of the text could not be read
    is_partial: bool = False

    def problems(self, kind: Kind, first_line: int) -> tuple[Problem, ...]:
        """Return the first faults of a text that starts on *first_line* of its file."""
        told = sorted(self.faults)[:MOST_FAULTS]
        more = len(self.faults) - len(told)
        if more:
            told.append((told[-1][0], f"{more} more faults follow; correct these first"))
        return tuple(
            Problem(kind, message, line + first_line, hides_others=self.is_partial)
            for line, message in told
        )


class _TooMuchError(Exception):
    """A value that is nested too deeply, or too large when its aliases are expanded."""


class _FieldsLoader(SafeLoader):
    """Constructs a document as :class:`Fields`, each field separately."""

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        # text without aliases cannot weigh as much
        self._most_weight = 10_000 + 4 * len(stream)

    def get_single_data(self) -> Fields:
        """Return the fields of the only document in the stream."""
        root = self.get_single_node()
        fields = Fields()
        if isinstance(root, yaml.MappingNode):
            root.value = list(self._bounded(root, fields))
            self._merge(root, fields)
            for key, value in root.value:
                self._construct_field(key, value, fields)
        elif root is not None:
            fields.other = "a list" if isinstance(root, yaml.SequenceNode) else "plain text"
        return fields

    def _bounded(
        self, root: yaml.MappingNode, fields: Fields
    ) -> Iterator[tuple[yaml.Node, yaml.Node]]:
        """Yield the fields of *root* that keep to the limits of size, each and all together."""
        measured: dict[int, tuple[int, int]] = {}
        seen: set[str] = set()
        total = 0
        for key, value in root.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else "…"
            if name in seen:
                fields.faults.append((key.start_mark.line, given_twice(name)))
            if name not in ("<<", "…"):
                seen.add(name)
            try:
                total = self._add_weight(total, _measure(value, measured, 1)[0])
            except _TooMuchError as error:
                fields.faults.append((key.start_mark.line, f"{name!r} is left out: {error}"))
            else:
                yield key, value

    def _add_weight(self, total: int, weight: int) -> int:
        if total + weight > self._most_weight:
            raise _TooMuchError("its aliases expand to too much text; write it without aliases")
        return total + weight

    def _merge(self, root: yaml.MappingNode, fields: Fields) -> None:
        """Replace the key ``<<`` with the fields that it stands for."""
        try:
            self.flatten_mapping(root)
        except _UNREADABLE as error:
            fields.faults.append((_line_of(error), _cannot_be_read("<<", error)))

    def _construct_field(self, key: yaml.Node, value: yaml.Node, fields: Fields) -> None:
        line = key.start_mark.line
        if not isinstance(key, yaml.ScalarNode):
            fields.faults.append((line, "a key is a list or a mapping; put it in quotes"))
            return
        try:
            fields.data[key.value] = self.construct_object(value, deep=True)
        except _UNREADABLE as error:
            fields.faults.append((line, _cannot_be_read(key.value, error)))
        else:
            fields.lines[key.value] = line


def _measure(node: yaml.Node, measured: dict[int, tuple[int, int]], depth: int) -> tuple[int, int]:
    """Return the weight of *node* with aliases expanded, and the number of levels below it.

    Nodes that contain themselves are too deep.
    """
    if isinstance(node, yaml.ScalarNode):
        return 1 + len(node.value), 0
    found = measured.get(id(node))
    if depth + (found[1] if found else 0) > MOST_LEVELS:
        raise _TooMuchError("it is nested too deeply, or contains itself; make it flatter")
    if found is None:
        children = (
            [child for pair in node.value for child in pair]
            if isinstance(node, yaml.MappingNode)
            else node.value
        )
        below = [_measure(child, measured, depth + 1) for child in children]
        found = (
            1 + sum(weight for weight, _ in below),
            1 + max((levels for _, levels in below), default=0),
        )
        measured[id(node)] = found
    return found


def _kept_where_impossible(
    construct: Callable[[Any, yaml.ScalarNode], Any],
) -> Callable[[Any, yaml.ScalarNode], Any]:
    """Make *construct* return the text if that is not a valid value.

    So the code that reads dates gets to see ``date: 2023-02-30``.
    """

    def constructor(loader: Any, node: yaml.ScalarNode) -> Any:
        text = loader.construct_scalar(node)
        if len(text) > LONGEST_NUMBER:
            return text
        try:
            return construct(loader, node)
        except (ValueError, OverflowError):
            return text

    return constructor


def _kept_with_colons(
    construct: Callable[[Any, yaml.ScalarNode], Any],
) -> Callable[[Any, yaml.ScalarNode], Any]:
    """Make *construct* return ``17:00`` as text, which YAML 1.1 reads as 1020, in base 60.

    Otherwise it would look like a number that somebody wrote.
    """

    def constructor(loader: Any, node: yaml.ScalarNode) -> Any:
        text = loader.construct_scalar(node)
        return text if ":" in text else construct(loader, node)

    return constructor


# a subclass adds to its own copy, so other users of PyYAML are not affected
for _tag, _construct in {
    "int": _kept_with_colons(SafeLoader.construct_yaml_int),
    "float": _kept_with_colons(SafeLoader.construct_yaml_float),
    "timestamp": SafeLoader.construct_yaml_timestamp,
    "value": SafeLoader.construct_yaml_str,
    "merge": SafeLoader.construct_yaml_str,
}.items():
    _FieldsLoader.add_constructor(f"tag:yaml.org,2002:{_tag}", _kept_where_impossible(_construct))


def _load(text: str) -> Fields:
    """Return the :class:`Fields` of *text*, or raise one of ``_UNREADABLE``."""
    source = NO_LINE_END.sub(" ", text)
    _check_depth(source)
    fields: Fields = YAMLHandler().load(source, Loader=_FieldsLoader)
    return fields


def _check_depth(text: str) -> None:
    """Raise RecursionError if *text* could overflow the stack of the C parser."""
    if sum(map(text.count, "[{-?:")) < MOST_SIGNS:
        return
    depth = 0
    for event in yaml.parse(text, Loader=SafeLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MOST_LEVELS:
                raise RecursionError("nested too deeply")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def load_fields(text: str) -> Fields:
    """Return the fields of *text*, a YAML mapping. Never raises.

    If the text cannot be read as a whole, each field is read separately.
    """
    try:
        return _load(text)
    except _UNREADABLE as error:
        return _load_each(LINE_END.sub("\n", text).split("\n"), error)


def _load_each(lines: list[str], error: Exception) -> Fields:
    """Return the fields in *lines*, each read separately; read together, they raise *error*."""
    fields = Fields()
    starts = [number for number, line in enumerate(lines) if FIELD.match(line)]
    for start, end in itertools.pairwise([*starts, len(lines)]):
        if len(fields.faults) >= MOST_FAULTS:
            message = "too many fields cannot be read; correct these, the rest is left out"
            fields.faults.append((start, message))
            break
        _load_one(lines[start:end], start, fields)
    if not fields.faults:
        message = "this is not `key: value`; write it so, or indent it below a key"
        fields.faults.append((_line_of(error), message))
        fields.is_partial = True
    return fields


def _load_one(lines: list[str], start: int, fields: Fields) -> None:
    """Add the field in *lines* to *fields*; the first line has the number *start*."""
    try:
        found = _load("\n".join(lines))
    except _UNREADABLE as error:
        key = lines[0].partition(":")[0].strip("\"' ")
        message = _cannot_be_read(key, error, lines)
        fields.faults.append((start + _line_of(error, lines), message))
        fields.is_partial = True
        return
    fields.faults += [(start + line, message) for line, message in found.faults]
    for key, value in found.data.items():
        line = start + found.lines[key]
        if key in fields.data:
            fields.faults.append((line, given_twice(key)))
        fields.data[key] = value
        fields.lines[key] = line


def _line_of(error: Exception, lines: Sequence[str] = ()) -> int:
    problem = getattr(error, "problem_mark", None)
    # a bracket or quote is corrected where it opens, an indent where it is noticed
    context = None if _is_misplaced(error, lines) else getattr(error, "context_mark", None)
    mark = context or problem
    return mark.line if mark else 0


def _is_misplaced(error: Exception, lines: Sequence[str]) -> bool:
    """Whether *error* is about the indent of one of *lines*."""
    said = str(error)
    mark = getattr(error, "problem_mark", None)
    if mark is None or not 0 < mark.line < len(lines):
        return False
    before = lines[mark.line][: mark.column]
    if "mapping values" in said:
        # the mark is at the colon
        before = before.lstrip().partition(": ")[1]
    return any(part in said for part in (*_NO_PLACE, "tab character")) and not before.strip()


def _cannot_be_read(key: str, error: Exception, lines: Sequence[str] = ()) -> str:
    """Return a message that says why *key* in *lines* cannot be read, and what to do."""
    said = str(error)
    if isinstance(error, RecursionError):
        way_out = _TOO_DEEP
    elif "cannot start any token" in said and "\t" in _line_at(error, lines):
        way_out = _TAB
    elif _is_misplaced(error, lines):
        way_out = _TAB if "\t" in _line_at(error, lines) else _INDENT
    else:
        way_out = next((way_out for part, way_out in _WAYS_OUT if part in said), _OTHER_WAY_OUT)
    return f"{key!r} cannot be read: {way_out}"


def _line_at(error: Exception, lines: Sequence[str]) -> str:
    """Return the rest of the line in *lines*, from the character that *error* points to."""
    mark = getattr(error, "problem_mark", None)
    return lines[mark.line][mark.column :] if mark and mark.line < len(lines) else ""


def given_twice(key: str) -> str:
    """Return the message about a repeated *key*."""
    return f"{key!r} is given twice and the last one is used; remove the other"
