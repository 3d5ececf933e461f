"""Tags that stand in the text of a note, as HackMD has them: ``###### tags: `a` `b```."""

from __future__ import annotations

import re

__all__ = ["tags_of_line"]

_BEGIN = re.compile(r"tags?[ \t]*+:[ \t]*+", re.IGNORECASE)
_MARKED = re.compile(r"`([^`\n]+)`|#([^\s#,`]+)")
_BETWEEN = re.compile(r"[\s,;]*+")
#: a tag without a mark around it
_PLAIN = re.compile(r"\w[\w +#./&'-]{0,40}")


def tags_of_line(line: str, *, is_heading: bool = False) -> tuple[str, ...]:
    """Return the tags in a line of nothing else, without any if it is prose.

    Several words without marks or commas between them are tags in a heading only.

    >>> tags_of_line("tags: `a`, `b c`"), tags_of_line("Tags: a, b"), tags_of_line("Tags: to do")
    (('a', 'b c'), ('a', 'b'), ())
    """
    begin = _BEGIN.match(line)
    if begin is None:
        return ()
    rest = line[begin.end() :].strip()
    if marked := _marked(rest):
        return marked
    has_commas = "," in rest
    words = [word.strip() for word in (rest.split(",") if has_commas else rest.split())]
    words = [word for word in words if word]
    if not all(map(_PLAIN.fullmatch, words)) or not (has_commas or is_heading or len(words) == 1):
        return ()
    return tuple(words)


def _marked(text: str) -> tuple[str, ...]:
    """Return the tags of *text* if each of them has its mark: `` `a` `` or ``#a``."""
    tags = []
    at = 0
    while at < len(text):
        match = _MARKED.match(text, at)
        if match is None:
            return ()
        tags.append((match[1] or match[2]).strip())
        between = _BETWEEN.match(text, match.end())
        at = between.end() if between else match.end()
    return tuple(filter(None, tags))
