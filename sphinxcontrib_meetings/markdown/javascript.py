"""Finding one's way through JavaScript: where brackets are, outside of strings and the like.

Nothing is looked at twice: what is known to have no end is not searched for its end again, and
regular expressions never try another way to match what they have passed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["Walk"]

# a regular expression stands where a value does, so after one of these signs; its
# parts are bounded, so that no text is looked through over and over
_REGEX = (
    r"(?<=[(,=:\[!&|?{;])[ \t]*+/(?![*/])"
    r"(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.){0,100}+\]){1,200}+/"
)
# where the state of a walk through code changes
_CODE = re.compile(
    rf"""
    (?P<quote>["'])  |  {_REGEX}
    | (?<![:\w"'])//[^\n]*+  |  (?P<comment>/\*)  |  (?P<template>`)
    | (?P<bracket>[{{(\[}})\]\n])
    """,
    re.VERBOSE | re.DOTALL,
)
#: the same within a template literal: in its text, and in the code that it holds
_TEMPLATE_TEXT = re.compile(r"\\.|(?P<sign>`|\$\{)", re.DOTALL)
_TEMPLATE_CODE = re.compile(
    rf"""(?P<quote>["']) | {_REGEX} | (?P<comment>/\*) | (?P<sign>[`{{}}])""",
    re.VERBOSE | re.DOTALL,
)
#: what a string may hold, by its quotes
_STRINGS = {
    '"': re.compile(r'(?:[^"\\\n]++|\\.)*+', re.DOTALL),
    "'": re.compile(r"(?:[^'\\\n]++|\\.)*+", re.DOTALL),
}


class Walk:
    """A walk through the code in *text* from *start* to *stop*, past strings and the like.

    If a string, comment or template is never closed, only its opening character is skipped.
    """

    def __init__(self, text: str, start: int, stop: int) -> None:
        self._text = text
        self._start = start
        self._stop = stop
        #: by quotes, a stretch in which no string that begins has an end
        self._endless = {'"': (0, 0), "'": (0, 0)}
        #: from where on no comment has an end
        self._last_comment = stop
        #: whether all templates so far had an end; after one that has none, none is looked for
        self.has_templates = True

    def brackets(self) -> Iterator[int]:
        """Yield where brackets and line ends are, outside of strings, comments and templates."""
        at = self._start
        while match := _CODE.search(self._text, at, self._stop):
            at = match.end()
            if match["bracket"]:
                yield match.start()
            elif match["quote"]:
                at = self._past_string(at)
            elif match["comment"]:
                at = self._past_comment(at)
            elif match["template"]:
                at = self._past_template(at)

    def _past_string(self, at: int) -> int:
        """Return the end of the string that begins at *at*, behind its quote."""
        quote = self._text[at - 1]
        first, last = self._endless[quote]
        if first <= at <= last:
            return at
        match = _STRINGS[quote].match(self._text, at, self._stop)
        end = match.end() if match else at
        if end < self._stop and self._text[end] == quote:
            return end + 1
        # other quotes before it are escaped: read from there on, it is the same
        self._endless[quote] = (at, end)
        return at

    def _past_comment(self, at: int) -> int:
        """Return the end of the comment that begins at *at*, behind its sign."""
        end = self._text.find("*/", at, self._stop) if at < self._last_comment else -1
        if end >= 0:
            return end + 2
        self._last_comment = min(at, self._last_comment)
        return at

    def _past_template(self, at: int) -> int:
        """Return the end of the template that begins at *at*, behind its sign."""
        end = self._end_of_template(at) if self.has_templates else None
        self.has_templates = end is not None
        return at if end is None else end

    def _end_of_template(self, at: int) -> int | None:
        """Return where the template literal ends whose text begins at *at*, if it does.

        The code in it, ``${…}``, may hold braces, strings and templates again.
        """
        # open braces of the code that surrounds what is read, innermost last
        depths: list[int] = []
        step = _TEMPLATE_TEXT
        while match := step.search(self._text, at, self._stop):
            at = match.end()
            sign = match["sign"]
            if step is _TEMPLATE_CODE and match["quote"]:
                at = self._past_string(at)
            elif step is _TEMPLATE_CODE and match["comment"]:
                at = self._past_comment(at)
            elif sign == "`" and step is _TEMPLATE_TEXT:
                if not depths:
                    return at
                step = _TEMPLATE_CODE
            elif sign == "`" or (sign == "}" and not depths[-1]):
                if sign == "}":
                    depths.pop()
                step = _TEMPLATE_TEXT
            elif sign == "${":
                depths.append(0)
                step = _TEMPLATE_CODE
            elif sign:
                depths[-1] += 1 if sign == "{" else -1
        return None
