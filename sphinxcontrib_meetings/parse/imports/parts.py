"""A YAML file as values that know their lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

from sphinxcontrib_meetings.parse.yaml_fields import NO_LINE_END, given_twice, load_fields

__all__ = ["Part", "UnreadableError", "load_parts"]


class UnreadableError(ValueError):
    """Raised for a file of which nothing can be read; :attr:`line` is where."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Part:
    """A value in a YAML file."""

    value: Any
    #: counted from 1
    line: int
    #: a scalar as it is written, whatever YAML makes of it
    text: str = ""
    #: whether the text starts on the line below the key, and has the same lines as the file
    is_block: bool = False
    keys: Mapping[str, Part] = field(default_factory=dict)
    items: tuple[Part, ...] = ()
    #: (line, message) pairs about this value alone
    faults: tuple[tuple[int, str], ...] = ()

    def get(self, key: str) -> Part:
        """Return the part *key*; one with the value None if there is none."""
        return self.keys.get(key) or Part(None, self.line)

    def lines(self) -> Iterator[tuple[int, str]]:
        """Yield each line of a text that is not blank, with its line in the file."""
        for number, line in enumerate(self.text.split("\n"), 1):
            if line.strip():
                yield self.line + number * self.is_block, line.strip()

    def all_faults(self) -> Iterator[tuple[int, str]]:
        """Yield the faults of this value and of all below it."""
        yield from self.faults
        for part in (*self.keys.values(), *self.items):
            yield from part.all_faults()


def load_parts(text: str) -> Part:
    """Return the mapping in *text*. Raises UnreadableError if there is none, or a part is broken.

    Lists and mappings are as deep and as large as ``load_fields`` allows.
    """
    fields = load_fields(text)
    twice = {given_twice(key) for key in fields.data}
    for line, message in fields.faults:
        if message not in twice:
            raise UnreadableError(message, line + 1)
    if fields.other or not fields.data:
        raise UnreadableError(f"it is {fields.other or 'empty'}, not lines of `key: value`", 1)
    root = yaml.compose(NO_LINE_END.sub(" ", text), Loader=yaml.SafeLoader)
    return _mapping(root, fields.data) if isinstance(root, yaml.MappingNode) else Part(None, 1)


def _part(node: yaml.Node, value: object) -> Part:
    """Return *value*, which was made of *node*, with its lines."""
    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode) and isinstance(value, Mapping):
        return _mapping(node, value)
    if isinstance(node, yaml.SequenceNode) and isinstance(value, list):
        pairs = zip(node.value, value, strict=True)
        return Part(value, line, items=tuple(_part(item, made) for item, made in pairs))
    if isinstance(node, yaml.ScalarNode):
        text = "" if value is None else node.value
        return Part(value, line, text, is_block=node.style == "|")
    return Part(value, line)


def _mapping(node: yaml.MappingNode, value: Mapping[Any, Any]) -> Part:
    line = node.start_mark.line + 1
    nodes: dict[str, yaml.Node] = {}
    lines: dict[str, int] = {}
    faults: list[tuple[int, str]] = []
    for key, item in node.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else ""
        if name in nodes:
            faults.append((key.start_mark.line + 1, given_twice(name)))
        nodes[name] = item
        lines[name] = key.start_mark.line + 1
    found: dict[str, Part] = {}
    for key, made in value.items():
        name = str(key)
        # what a merge key brings has no node here
        part = _part(nodes[name], made) if name in nodes else Part(made, line)
        found[name] = replace(part, line=lines.get(name, line))
    return Part(value, line, keys=found, faults=tuple(faults))
