"""Reading JSX: tags, attributes and expressions ─► plain data, and HTML attributes.

What a tag may look like is said by https://facebook.github.io/jsx/ and
https://mdxjs.com/docs/what-is-mdx/#jsx; plain HTML tags are a part of that.
Nothing is evaluated: of expressions only literals are understood.
"""

from __future__ import annotations

import bisect
import enum
import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

__all__ = [
    "Expression",
    "JsxTag",
    "Reader",
    "Shape",
    "Value",
    "css",
    "html_attributes",
    "literal",
    "marks",
]


@dataclass(frozen=True, slots=True)
class Expression:
    """JavaScript between braces, as written."""

    source: str


#: what stands after ``=``; None for an attribute without a value
Value = str | Expression | None


class Shape(enum.Enum):
    """Which kind of tag."""

    OPEN = enum.auto()
    CLOSE = enum.auto()
    #: ``<name />``
    EMPTY = enum.auto()


@dataclass(frozen=True, slots=True)
class JsxTag:
    """One tag. A fragment, ``<>``, has no name."""

    name: str
    shape: Shape
    #: as it was written
    source: str
    attributes: Mapping[str, Value] = field(default_factory=dict)
    #: ``{...props}``, as written between the braces
    spreads: tuple[str, ...] = ()

    @property
    def is_component(self) -> bool:
        """Whether React would look for a component, not for an HTML element."""
        return self.name[:1].isupper() or "." in self.name

    def text(self, *names: str) -> str:
        """Return the first of the attributes *names* that has a text, else an empty one."""
        for name in names:
            value = literal(self.attributes.get(name))
            if isinstance(value, str) and value.strip():
                return value.strip()
        return ""


_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_$.-]*(?::[A-Za-z0-9_.-]+)?")
_CLOSE = re.compile(rf"</({_NAME.pattern})?\s*>")
_ATTRIBUTE = re.compile(r"[^\s\"'<>/={}`]+")
_EQUALS = re.compile(r"[ \t]*\n?[ \t]*=[ \t]*\n?[ \t]*")
_UNQUOTED = re.compile(r"[^\s\"'=<>`{}]+")
# a blank line ends every tag: what follows is prose with a `<` before it
_SPACE = re.compile(r"[ \t]*(?:\n[ \t]*)?")
_COMMENT = re.compile(r"(?P<html><!--(?P<empty>-?>)?)|\{\s*/\*")
_COMMENT_END = re.compile(r"\*/\s*\}")

# a regular expression stands where a value does, so after one of these signs; its
# parts are bounded and possessive, so that no text is looked through over and over
_REGEX = (
    r"(?<=[(,=:\[!&|?{;])[ \t]*+/(?![*/])"
    r"(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.){0,100}+\]){1,200}+/"
)
_STRING = r"""  "(?:[^"\\\n]|\\.)*"  |  '(?:[^'\\\n]|\\.)*'  """
# where the state of a scan through JavaScript changes
_STEP = re.compile(
    rf"""
    {_STRING} | {_REGEX}
    | (?<![:\w"'])//[^\n]*  |  (?P<comment>/\*)  |  (?P<template>`)
    | (?P<mark>[{{(\[}})\]\n])
    """,
    re.VERBOSE | re.DOTALL,
)
#: the same within a template literal: in its text, and in the code that it holds
_TEMPLATE_TEXT = re.compile(r"\\.|(?P<mark>`|\$\{)", re.DOTALL)
_TEMPLATE_CODE = re.compile(
    rf"{_STRING} | {_REGEX} | /\*.*?\*/ | (?P<mark>[`{{}}])", re.VERBOSE | re.DOTALL
)
#: so long may an expression be
_LONGEST = 50_000


def marks(text: str, start: int, stop: int) -> Iterator[int]:
    """Yield where brackets and line ends are in JavaScript, outside of strings and comments."""
    at = start
    # what has no end is no comment, or template; and then none that follows has one, either
    commented = templated = True
    while match := _STEP.search(text, at, stop):
        at = match.end()
        if match["mark"]:
            yield match.start()
        elif match["comment"] and commented:
            end = text.find("*/", at, stop)
            commented = end >= 0
            at = end + 2 if commented else at
        elif match["template"] and templated:
            after = _end_of_template(text, at, stop)
            templated = after is not None
            at = at if after is None else after


def _end_of_template(text: str, at: int, stop: int) -> int | None:
    """Return where the template literal ends whose text begins at *at*, if it does.

    The code in it, ``${…}``, may hold braces, strings and templates again.
    """
    # open braces of the code that surrounds what is read, innermost last
    depths: list[int] = []
    step = _TEMPLATE_TEXT
    while match := step.search(text, at, stop):
        at = match.end()
        mark = match["mark"]
        if mark == "`" and step is _TEMPLATE_TEXT:
            if not depths:
                return at
            step = _TEMPLATE_CODE
        elif mark == "`" or (mark == "}" and not depths[-1]):
            if mark == "}":
                depths.pop()
            step = _TEMPLATE_TEXT
        elif mark == "${":
            depths.append(0)
            step = _TEMPLATE_CODE
        elif mark:
            depths[-1] += 1 if mark == "{" else -1
    return None


class Reader:
    """Reads JSX from a text. No sequence of calls takes more than linear time."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._newlines: list[int] | None = None
        # text ─► the stretch in which it is known not to be
        self._absent: dict[str, tuple[int, int]] = {}
        # steps that may still be wasted on expressions without an end
        self._patience = 10_000 + len(text)

    def line(self, position: int) -> int:
        """Return the line of *position*, counted from 0."""
        if self._newlines is None:
            self._newlines = [match.start() for match in re.finditer("\n", self.text)]
        return bisect.bisect_left(self._newlines, position)

    def comment(self, start: int, end: int | None = None) -> tuple[str, int] | None:
        """Read ``<!-- … -->`` or ``{/* … */}``; return what it says, and its end."""
        stop = len(self.text) if end is None else end
        opening = _COMMENT.match(self.text, start, stop)
        if not opening:
            return None
        if opening["empty"]:
            return "", opening.end()
        closing = "-->" if opening["html"] else "*/"
        last = self._find(closing, opening.end(), stop)
        if last < 0:
            return None
        after = last + len(closing)
        if not opening["html"]:
            brace = _COMMENT_END.match(self.text, last, stop)
            if not brace:
                return None
            after = brace.end()
        return self.text[opening.end() : last].strip(), after

    def _find(self, closing: str, start: int, stop: int) -> int:
        """Find *closing*; what was not found once is not looked for again."""
        first, last = self._absent.get(closing, (stop, 0))
        if first <= start and stop <= last:
            return -1
        found = self.text.find(closing, start, stop)
        if found < 0 and stop - start > last - first:
            self._absent[closing] = (start, stop)
        return found

    def expression(self, start: int, end: int | None = None) -> int | None:
        """Return the end of the expression whose brace opens at *start*, if it has one."""
        if self._patience < 0:
            return None
        stop = min(len(self.text) if end is None else end, start + _LONGEST)
        depth = steps = 0
        for at in marks(self.text, start, stop):
            steps += 1
            if self.text[at] in "{([":
                depth += 1
            elif self.text[at] in "})]":
                depth -= 1
                if not depth:
                    return at + 1
        # what was passed in vain counts, however few the steps were
        self._patience -= steps + (stop - start) // 50
        return None

    def tag(self, start: int, end: int | None = None) -> tuple[JsxTag, int] | None:
        """Read the tag that opens at *start*; return it, and its end."""
        stop = len(self.text) if end is None else end
        if self.text.startswith("</", start):
            match = _CLOSE.match(self.text, start, stop)
            if not match:
                return None
            return JsxTag(match[1] or "", Shape.CLOSE, match[0]), match.end()
        if self.text.startswith("<>", start):
            return JsxTag("", Shape.OPEN, "<>"), start + 2
        name = _NAME.match(self.text, start + 1, stop)
        if not name:
            return None
        return self._attributes(name[0], start, name.end(), stop)

    def _attributes(self, name: str, start: int, at: int, stop: int) -> tuple[JsxTag, int] | None:
        attributes: dict[str, Value] = {}
        spreads: list[str] = []
        while True:
            space = _SPACE.match(self.text, at, stop)
            # an empty match is one
            after = space.end() if space else at
            for closing, shape in (("/>", Shape.EMPTY), (">", Shape.OPEN)):
                if self.text.startswith(closing, after, stop):
                    last = after + len(closing)
                    source = self.text[start:last]
                    return JsxTag(name, shape, source, attributes, tuple(spreads)), last
            if after == at:
                return None
            if self.text.startswith("{", after, stop):
                inner = self.expression(after, stop)
                if inner is None:
                    return None
                content = self.text[after + 1 : inner - 1].strip()
                if not content.startswith("/*"):
                    spreads.append(content)
                at = inner
                continue
            key = _ATTRIBUTE.match(self.text, after, stop)
            if not key:
                return None
            read = self._value(key.end(), stop)
            if read is None:
                return None
            value, at = read
            attributes.setdefault(key[0], value)

    def _value(self, at: int, stop: int) -> tuple[Value, int] | None:
        equals = _EQUALS.match(self.text, at, stop)
        if not equals:
            return None, at
        at = equals.end()
        opening = self.text[at : at + 1]
        if opening in {'"', "'"} and at < stop:
            last = self.text.find(opening, at + 1, stop)
            if last < 0:
                return None
            return html.unescape(self.text[at + 1 : last]), last + 1
        if opening == "{":
            end = self.expression(at, stop)
            return None if end is None else (Expression(self.text[at + 1 : end - 1].strip()), end)
        plain = _UNQUOTED.match(self.text, at, stop)
        if not plain:
            return None
        # `<a href=x/>`: the slash belongs to the tag
        text = plain[0]
        if text.endswith("/") and self.text.startswith(">", plain.end()):
            text = text[:-1]
        return html.unescape(text), at + len(text)


_QUOTED = re.compile(r"""(["'`])((?:(?!\1)[^\\]|\\.)*)\1""", re.DOTALL)
_NUMBER = re.compile(r"-?[0-9]*\.?[0-9]+")
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "\n": ""}


def literal(value: Value) -> str | bool | None:
    """Return what *value* says if no JavaScript has to run for it, else None.

    >>> literal(Expression("'a'")), literal(Expression("5")), literal(Expression("a + b"))
    ('a', '5', None)
    """
    if isinstance(value, str) or value is None:
        return value
    source = value.source
    if source in {"true", "false"}:
        return source == "true"
    if _NUMBER.fullmatch(source):
        return source
    quoted = _QUOTED.fullmatch(source)
    if quoted and not (quoted[1] == "`" and "${" in quoted[2]):
        return _ESCAPE.sub(_unescape, quoted[2])
    return None


def _unescape(match: re.Match[str]) -> str:
    code = match[1]
    return chr(int(code[1:], 16)) if len(code) > 1 else _ESCAPED.get(code, code)


_PROPERTY = re.compile(
    r"""\s*(?P<key>[\w$-]+|"[^"]*"|'[^']*')\s*:\s*
    (?P<value>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`|[^,{}()\[\]]*)\s*(?:,|$)""",
    re.VERBOSE,
)
_UPPER = re.compile("[A-Z]")
#: properties whose numbers are no lengths (React's list, where it matters)
_UNITLESS = frozenset(
    {
        "animationIterationCount",
        "aspectRatio",
        "columnCount",
        "columns",
        "fillOpacity",
        "flex",
        "flexGrow",
        "flexShrink",
        "fontWeight",
        "gridColumn",
        "gridRow",
        "lineHeight",
        "opacity",
        "order",
        "orphans",
        "scale",
        "strokeOpacity",
        "tabSize",
        "widows",
        "zIndex",
        "zoom",
    }
)


def css(source: str) -> tuple[str, list[str]]:
    """Turn a style object, as written, into CSS and a list of what cannot be read.

    >>> css("{marginTop: '1em', width: 50, color: x}")
    ('margin-top: 1em; width: 50px', ['color: x'])
    """
    inner = source.strip().removeprefix("{").removesuffix("}").strip()
    rules: list[str] = []
    dropped: list[str] = []
    at = 0
    while at < len(inner):
        match = _PROPERTY.match(inner, at)
        if not match or match.end() == at:
            dropped.append(inner[at:].strip())
            break
        at = match.end()
        key = match["key"].strip("\"'")
        value = literal(Expression(match["value"].strip()))
        if not isinstance(value, str):
            dropped.append(f"{key}: {match['value'].strip()}")
            continue
        number = _NUMBER.fullmatch(match["value"].strip())
        # as React does it: custom properties and zero have no unit
        is_length = key not in _UNITLESS and not key.startswith("--") and value != "0"
        unit = "px" if number and is_length else ""
        rules.append(f"{_css_name(key)}: {value}{unit}")
    return "; ".join(rules), dropped


def _css_name(key: str) -> str:
    if "-" in key:
        return key
    name = _UPPER.sub(lambda letter: "-" + letter[0].lower(), key)
    return "-" + name if name.startswith("ms-") else name


#: React's names that are more than another case
_RENAMED = {
    "className": "class",
    "htmlFor": "for",
    "httpEquiv": "http-equiv",
    "acceptCharset": "accept-charset",
    "defaultValue": "value",
    "defaultChecked": "checked",
    "defaultOpen": "open",
}
#: names that mean something to React only
_INTERNAL = frozenset({"key", "ref", "suppressHydrationWarning"})
#: first words of SVG's attributes with hyphens
_SVG = re.compile(
    "(?:stroke|fill(?=O|R)|clip(?=P|R)|stop|font|text(?=A|D|R)|marker(?=E|M|S)|flood|dominant"
    "|alignment|baseline|color(?=I)|shape|vector|word|letter|pointer|paint|xlink|xml(?=L|S))[A-Z]"
)


def html_attributes(tag: JsxTag) -> tuple[dict[str, str], list[str]]:
    """Return the attributes of *tag* as HTML has them, and those that cannot be kept.

    ``className`` becomes ``class``, a style object CSS; what only React knows is left out.
    """
    attributes: dict[str, str] = {}
    dropped = [f"{{{spread}}}" for spread in tag.spreads]
    for name, value in tag.attributes.items():
        if name in _INTERNAL:
            continue
        if name == "style" and isinstance(value, Expression) and value.source.startswith("{"):
            rules, unread = css(value.source)
            if rules:
                attributes["style"] = rules
            dropped += [f"style: {rule}" for rule in unread]
            continue
        text = literal(value)
        if isinstance(text, str):
            attributes[_html_name(name)] = text
        elif value is None or text is True:
            attributes[_html_name(name)] = ""
        elif text is None and value not in {Expression("null"), Expression("undefined")}:
            dropped.append(name)
    return attributes, dropped


def _html_name(name: str) -> str:
    if name in _RENAMED:
        return _RENAMED[name]
    if name.startswith("xlink") and name != "xlink":
        return "xlink:" + name[5:].lower().lstrip(":")
    if _SVG.match(name):
        return _UPPER.sub(lambda letter: "-" + letter[0].lower(), name)
    return name.lower()
