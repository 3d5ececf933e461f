"""One H1 per page and no gaps below it, whatever levels a note was written with."""

from __future__ import annotations

import re

from markdown_it.token import Token

from sphinxcontrib_meetings.markdown.rules_pandoc import read_attributes

__all__ = ["first_heading", "has_title", "leading_headings", "shift_headings"]

_DEEPEST = 6
#: Docusaurus' way to name a heading: ``## Title {#name}``
_ANCHOR = re.compile(r"\{#(?P<id>[^\s{}#]++)\}")


def first_heading(tokens: list[Token]) -> str:
    """Return the text of the first heading of the page itself, ``""`` without one."""
    depth = 0
    for index, token in enumerate(tokens):
        if token.type == "heading_open" and not depth:
            return _text(tokens[index + 1])
        depth += token.nesting
    return ""


def has_title(tokens: list[Token]) -> bool:
    """Whether the first heading of the page itself is of the level of titles."""
    return next((tokens[index].tag == "h1" for index, free in _headings(tokens) if free), False)


def leading_headings(tokens: list[Token]) -> list[str]:
    """Return the texts of the headings of the page itself that have the level of the first one."""
    own = [index for index, free in _headings(tokens) if free]
    return [_text(tokens[index + 1]) for index in own if tokens[index].tag == tokens[own[0]].tag]


def shift_headings(
    tokens: list[Token], *, title: str, title_line: int, fallback: str, is_titled: bool = True
) -> list[Token]:
    """Shift the headings among *tokens*, in place; return the tokens with a title.

    The page's title is *title* (of the front matter, in line *title_line*, counted from
    0), else the first heading if the page *is_titled* by it, else *fallback*. All other
    headings come below it.
    """
    headings = _headings(tokens)
    _name_headings(tokens)
    own = [index for index, free in headings if free]
    first = own[0] if own else None
    new: list[Token] = []
    if (
        first is None
        or not (title or is_titled)
        or (title and not _same(_text(tokens[first + 1]), title))
    ):
        new = _heading(title or fallback, title_line)
    else:
        _retag(tokens, first, 1)
        own = own[1:]
    # levels of the headings that are open
    levels: list[int] = []
    for index in own:
        level = int(tokens[index].tag[1])
        while levels and levels[-1] >= level:
            levels.pop()
        levels.append(level)
        _retag(tokens, index, min(1 + len(levels), _DEEPEST))
    for index, free in headings:
        # in quotes, boxes and lists, where they are not sections
        if not free and tokens[index].tag == "h1":
            _retag(tokens, index, 2)
    return new + tokens


def _headings(tokens: list[Token]) -> list[tuple[int, bool]]:
    """Return where headings begin, and whether each is one of the page itself."""
    found = []
    depth = 0
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            found.append((index, depth == 0))
        depth += token.nesting
    return found


def _retag(tokens: list[Token], index: int, level: int) -> None:
    for token in (tokens[index], tokens[index + 2]):
        token.tag = f"h{level}"


def _heading(text: str, line: int) -> list[Token]:
    place = [line, line + 1]
    words = [Token("text", "", 0, content=text)]
    return [
        Token("heading_open", "h1", 1, map=place, markup="#", block=True),
        Token("inline", "", 0, map=place, content=text, children=words, block=True),
        Token("heading_close", "h1", -1, markup="#", block=True),
    ]


def _text(inline: Token) -> str:
    return "".join(_text_of(child) for child in inline.children or [])


def _text_of(token: Token) -> str:
    if token.type in {"softbreak", "hardbreak"}:
        return " "
    content = token.content
    if token.type == "myst_role" and content.endswith(">"):
        # "text <target>"
        return content.rpartition("<")[0].rstrip() or content
    return content


def _same(one: str, other: str) -> bool:
    return one.casefold().split() == other.casefold().split()


def _name_headings(tokens: list[Token]) -> None:
    """Turn ``{#name}`` at the end of headings into their id."""
    taken: set[str] = set()
    for index, token in enumerate(tokens):
        if token.type != "heading_open":
            continue
        children = tokens[index + 1].children or []
        last = children[-1] if children else None
        read = _attributes(last.content) if last and last.type == "text" else None
        if last and read:
            last.content, identifier = read
            if identifier:
                token.attrSet("id", identifier)
        name = str(token.attrs.get("id", ""))
        if name in taken:
            del token.attrs["id"]
        elif name:
            taken.add(name)


def _attributes(text: str) -> tuple[str, str] | None:
    """Split ``{#name}``, or Pandoc's ``{#name .class}``, off *text*; return both."""
    stripped = text.rstrip()
    at = stripped.rfind("{") if stripped.endswith("}") else -1
    if at < 0:
        return None
    anchor = _ANCHOR.fullmatch(stripped, at)
    if anchor:
        return text[:at].rstrip(), anchor["id"]
    given = read_attributes(stripped[at:])
    return (text[:at].rstrip(), given[0]) if given else None
