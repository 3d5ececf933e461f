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
from collections.abc import Mapping
from dataclasses import dataclass, field

from sphinxcontrib_meetings.markdown.javascript import Walk

__all__ = [
    "Expression",
    "JsxTag",
    "Reader",
    "Shape",
    "Value",
    "css",
    "html_attributes",
    "literal",
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


_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_$.-]*+(?::[A-Za-z0-9_.-]++)?+")
_CLOSE = re.compile(rf"</({_NAME.pattern})?+\s*+>")
_ATTRIBUTE = re.compile(r"[^\s\"'<>/={}`]++")
_EQUALS = re.compile(r"[ \t]*+(?:\n[ \t]*+)?+=[ \t]*+(?:\n[ \t]*+)?+")
_UNQUOTED = re.compile(r"[^\s\"'=<>`{}]+")
# a blank line ends every tag: what follows is prose with a `<` before it
_SPACE = re.compile(r"[ \t]*+(?:\n[ \t]*+)?+")
_COMMENT = re.compile(r"(?P<html><!--(?P<empty>-?>)?)|\{\s*+/\*")
#: the marker of excerpts, as a formatter that does not know MDX leaves it behind
_FORMATTED = re.compile(r"\{\s*+/(?:_|\\\*)\s*+(truncate)\s*+(?:_|\\\*)/\s*+\}", re.IGNORECASE)
_COMMENT_END = re.compile(r"\*/\s*+\}")

#: so long may an expression be
_LONGEST = 50_000


class Reader:
    """Reads JSX from a text. No sequence of calls takes more than linear time."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._newlines: list[int] | None = None
        # text ─► the stretch in which it is known not to be, and that in which it is known to be
        # at the end only
        self._absent: dict[str, tuple[int, int]] = {}
        self._next: dict[str, tuple[int, int]] = {}
        # a sign that ends comments, and the limit ─► the end of the comment, if it has one
        self._ends: dict[tuple[int, int], int | None] = {}
        # where a bracket opens ─► the end of its expression
        self._closed: dict[int, int] = {}
        # how many steps were taken through expressions that have an end
        self._steps = 0
        # how many may still be wasted on expressions, or tags, that have none
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
            formatted = _FORMATTED.match(self.text, start, stop)
            return (formatted[1], formatted.end()) if formatted else None
        if opening["empty"]:
            return "", opening.end()
        closing = "-->" if opening["html"] else "*/"
        last = self.find(closing, opening.end(), stop)
        if last < 0:
            return None
        after = last + len(closing)
        if not opening["html"]:
            brace = self._comment_end(last, stop)
            if brace is None:
                return None
            after = brace
        return self.text[opening.end() : last].strip(), after

    def _comment_end(self, last: int, stop: int) -> int | None:
        """Return where the brace behind ``*/`` at *last* ends, if there is one."""
        if (last, stop) not in self._ends:
            brace = _COMMENT_END.match(self.text, last, stop)
            self._ends[last, stop] = brace.end() if brace else None
        return self._ends[last, stop]

    def find(self, closing: str, start: int, stop: int) -> int:
        """Return where *closing* is, else -1; no stretch of text is looked at twice for it."""
        first, last = self._absent.get(closing, (stop, 0))
        if first <= start and stop <= last:
            return -1
        first, found = self._next.get(closing, (stop, -1))
        if first <= start <= found:
            return found if found + len(closing) <= stop else -1
        found = self.text.find(closing, start, stop)
        if found >= 0:
            self._next[closing] = (start, found)
        elif stop - start > last - first:
            self._absent[closing] = (start, stop)
        return found

    def expression(self, start: int, end: int | None = None) -> int | None:
        """Return the end of the expression whose brace opens at *start*, if it has one."""
        stop = min(len(self.text) if end is None else end, start + _LONGEST)
        known = self._closed.get(start)
        if known is not None and known <= stop:
            return known
        if self._patience < 0 or not self.text.startswith("{", start):
            return None
        steps = 0
        opened: list[int] = []
        walk = Walk(self.text, start, stop)
        for at in walk.brackets():
            steps += 1
            if self.text[at] in "{([":
                opened.append(at)
            elif self.text[at] in "})]":
                first = opened.pop()
                if walk.has_templates:
                    # a walk from this bracket on would be the same
                    self._closed[first] = at + 1
                if not opened:
                    # what was passed counts, however few the steps were
                    self._steps += steps + (at - start) // 50
                    return at + 1
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
        if ":" in name[0] and self.text.startswith(">", name.end(), stop):
            # an address, such as `<project:index.md>`
            return None
        before = self._steps
        found = self._attributes(name[0], start, name.end(), stop)
        if found is None:
            self._patience -= self._steps - before
        return found

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
_NUMBER = re.compile(r"-?+(?:[0-9]++(?:\.[0-9]++)?+|\.[0-9]++)")
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
        return _whole_characters(_ESCAPE.sub(_unescape, quoted[2]))
    return None


def _unescape(match: re.Match[str]) -> str:
    code = match[1]
    return chr(int(code[1:], 16)) if len(code) > 1 else _ESCAPED.get(code, code)


def _whole_characters(text: str) -> str:
    """Join the halves of characters beyond 16 bits; a lone one cannot be written in UTF-8."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


_PROPERTY = re.compile(
    r"""\s*+(?P<key>[\w$-]++|"[^"]*+"|'[^']*+')\s*+:\s*+(?P<value>
    (?:"(?:[^"\\]++|\\.)*+"|'(?:[^'\\]++|\\.)*+'|`(?:[^`\\]++|\\.)*+`)(?=\s*+(?:,|$))
    | [^,{}()\[\]]*+
    )\s*+(?:,|$)""",
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
