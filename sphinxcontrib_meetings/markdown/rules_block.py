"""Rules of markdown-it for blocks: indentation, ESM, `:::` lines, comments, lines of tags."""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock

from sphinxcontrib_meetings.markdown.elements import (
    ALERT_TYPES,
    BLOCKS,
    BOX_TYPES,
    OPTIONAL_END,
    VOID,
    element_name,
    is_player,
    is_resource,
)
from sphinxcontrib_meetings.markdown.esm import read_statements
from sphinxcontrib_meetings.markdown.jsx import JsxTag, Shape
from sphinxcontrib_meetings.markdown.rules_pandoc import read_attributes
from sphinxcontrib_meetings.markdown.state import (
    DEPTH,
    FENCES,
    HASTY,
    UNENDED,
    is_rest_blank,
    line_at,
    push_tag,
    reader_of,
)
from sphinxcontrib_meetings.markdown.tokens import (
    FENCE,
    IMPORTS,
    TRUNCATE,
    ends_excerpt,
    problem_token,
)

__all__ = ["comment", "dedent", "esm", "fence", "jsx_tags"]

_FENCE_BEGIN = re.compile(r"(?P<begin>:{3,})(?P<gap>[ \t]*+)")
#: a directive of MyST, with or without a blank behind its name
_DIRECTIVE = re.compile(r"\{[^\s{}]++\}")
_FENCE_INFO = re.compile(
    r"(?P<name>[A-Za-z][\w-]*+)?+\s*+(?P<attributes>\{[^{}]*+\})?+\s*+(?P<title>.*)", re.DOTALL
)
_LABEL = re.compile(
    r"\[(?P<label>.*)\]\s*+(?P<attributes>\{[^{}]*+\})?+\s*+(?P<rest>.*)", re.DOTALL
)
#: classes and ids after a title
_NAMES = re.compile(r"\{[#.][^{}]*+\}\s*+$")
#: elements whose content is not Markdown
_VERBATIM = frozenset({"pre", "script", "style", "textarea"})


def dedent(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Within an element, let indentation mean nothing, as in MDX; never a match."""
    excess = state.sCount[start] - state.blkIndent
    if excess < 4 or not state.env.get(DEPTH):
        return False
    indent = state.sCount[start]
    line = start
    while line < end and (state.isEmpty(line) or state.sCount[line] >= indent):
        if not state.isEmpty(line):
            _shift(state, line, excess)
        line += 1
    return False


def esm(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Drop ``import`` and ``export`` statements, at the left margin of the page."""
    if state.level or state.blkIndent or state.sCount[start]:
        return False
    at = state.bMarks[start]
    if not state.src.startswith(("import", "export"), at):
        return False
    read = read_statements(state.src, at, patient=not state.env.get(HASTY))
    if read is None:
        return False
    if silent:
        return True
    state.env[IMPORTS].update(
        (name, module) for name, module in read.imports.items() if is_resource(module)
    )
    if read.broken:
        state.env[HASTY] = True
        message = "This export has unmatched brackets and is left out. Close them."
        state.tokens.append(problem_token(message, start))
    state.line = line_at(state, start, end, read.end) + 1
    return True


def fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``:::type Title``, ``:::type[Title]``, and the ``:::`` that ends them."""
    if state.is_code_block(start) or not state.src.startswith(":::", _start_of(state, start)):
        return False
    marker, gap, info, closing = _read_fence(_text_of(state, start))
    if _DIRECTIVE.match(info) and not read_attributes(info):
        # which MyST renders
        return False
    if not info and not state.env[FENCES] and not state.md.options["meetings_own_fences"]:
        # a plain box, for those who switched on `colon_fence`
        return False
    if silent:
        return True
    state.line = start + 1
    if info:
        _push_box(state, start, marker, gap, info)
    if not info or closing:
        _push_end(state, start, closing or marker)
    return True


def _read_fence(text: str) -> tuple[str, str, str, str]:
    """Return the marker of a line of colons, the gap behind it, its text, and a marker behind."""
    match = _FENCE_BEGIN.match(text)
    assert match is not None
    rest = text[match.end() :].rstrip(" \t")
    info = rest.rstrip(":")
    closing = rest[len(info) :]
    if read_attributes(info.rstrip(" \t")):
        # the colons behind Pandoc's attributes are for the eye
        return match["begin"], match["gap"], info.rstrip(" \t"), ""
    if len(closing) < 3:
        return match["begin"], match["gap"], rest, ""
    return match["begin"], match["gap"], info.rstrip(" \t"), closing


def _push_box(state: StateBlock, line: int, marker: str, gap: str, info: str) -> None:
    read = _FENCE_INFO.fullmatch(info)
    assert read is not None
    name, title, attributes = read["name"] or "", read["title"], read["attributes"] or ""
    if info.startswith("{") and not read_attributes(attributes):
        # such as a tag of Jekyll, or a brace that is never closed
        name, title, attributes = "", info, ""
    if (
        gap
        and name.lower() not in BOX_TYPES
        and not read_attributes(info)
        and state.md.options["meetings_own_fences"]
    ):
        # "::: Some title", without a type
        name, title, attributes = "", info, ""
    if label := _LABEL.fullmatch(title):
        title = f"{label['label']} {label['rest']}"
        attributes += label["attributes"] or ""
    if names := _NAMES.search(title):
        title = title[: names.start()].rstrip()
    title = title.strip(" \t:")
    if given := read_attributes(attributes):
        kinds = (word.removeprefix("callout-").lower() for word in given[1])
        name = name or next((kind for kind in kinds if kind in ALERT_TYPES), "")
        title = title or given[2].get("title", "")
    token = state.push(FENCE, "", 0)
    token.map = [line, line + 1]
    token.markup = marker
    token.meta = {
        "closes": False,
        "size": len(marker),
        "name": name,
        "attributes": attributes,
        "titled": bool(title),
    }
    state.env[FENCES] += 1
    if title:
        inline = state.push("inline", "", 0)
        inline.content = title
        inline.map = [line, line + 1]
        inline.children = []


def _push_end(state: StateBlock, line: int, marker: str) -> None:
    token = state.push(FENCE, "", 0)
    token.map = [line, line + 1]
    token.markup = marker
    token.meta = {"closes": True, "size": len(marker)}
    state.env[FENCES] = max(0, state.env[FENCES] - 1)


def comment(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``{/* … */}`` and ``<!-- … -->`` that begin a line, over any number of lines."""
    at = _start_of(state, start)
    if state.src[at : at + 1] not in {"{", "<"} or state.is_code_block(start):
        return False
    # the marks of a quote, too, are part of a comment in it
    found = reader_of(state).comment(at, state.eMarks[min(end, state.lineMax) - 1])
    if found is None:
        if not silent and state.src.startswith(("{/*", "<!--"), at):
            message = "This comment is never closed and is shown as text. Close it."
            state.tokens.append(problem_token(message, start))
        return False
    content, position = found
    last = line_at(state, start, end, position)
    if not is_rest_blank(state, position, last):
        # what follows on its line is text: only a comment over lines is taken here
        if last == start:
            return False
        if not silent:
            _cut(state, last, position)
        last -= 1
    if silent:
        return True
    state.line = last + 1
    if ends_excerpt(content):
        token = state.push(TRUNCATE, "", 0)
        token.map = [start, last + 1]
    return True


def jsx_tags(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Lines of nothing but tags, the first of which makes a block."""
    at = _start_of(state, start)
    if state.is_code_block(start) or not state.src.startswith("<", at):
        return False
    reader = reader_of(state)
    limit = _limit(state, start, end)
    first = reader.tag(at, limit)
    if first is None or not _makes_block(first[0]):
        return False
    if silent:
        return True
    if element_name(first[0]) in _VERBATIM and first[0].shape is Shape.OPEN:
        return _push_verbatim(state, start, end, first)
    tags: list[tuple[JsxTag | str, int]] = []
    found: tuple[JsxTag | str, int] | None = first
    line = start
    while found is not None and (isinstance(found[0], str) or _makes_block(found[0])):
        tags.append((found[0], line))
        at = found[1]
        line = line_at(state, line, end, at)
        while at < state.eMarks[line] and state.src[at] in " \t":
            at += 1
        if at >= state.eMarks[line]:
            break
        found = reader.tag(at, limit) or reader.comment(at, limit)
    else:
        # there is text, too: a paragraph, out of which the tags are taken later
        return False
    for tag, place in tags:
        _push_tag(state, tag, place)
    state.line = line + 1
    return True


def _makes_block(tag: JsxTag) -> bool:
    name = element_name(tag)
    return name in BLOCKS or name in _VERBATIM or tag.is_component or is_player(tag)


def _push_tag(state: StateBlock, tag: JsxTag | str, line: int) -> None:
    if isinstance(tag, str):
        if ends_excerpt(tag):
            state.push(TRUNCATE, "", 0).map = [line, line + 1]
        return
    push_tag(state, tag, line)
    name = element_name(tag)
    if name in VOID or name in OPTIONAL_END or is_player(tag):
        return
    if tag.shape is Shape.OPEN:
        state.env[DEPTH] += 1
    elif tag.shape is Shape.CLOSE:
        state.env[DEPTH] = max(0, state.env[DEPTH] - 1)


def _push_verbatim(state: StateBlock, start: int, end: int, first: tuple[JsxTag, int]) -> bool:
    """``<script>``, ``<style>`` and the like, whose content is not Markdown."""
    tag, position = first
    name = element_name(tag)
    limit = _limit(state, start, end)
    unended: set[str] = state.env.setdefault(UNENDED, set())
    if name in unended:
        return False
    close = re.compile(rf"</{name}\s*+>[ \t]*+(?=\n|$)", re.IGNORECASE)
    found = close.search(state.src, position, limit)
    if found is None:
        if limit == state.eMarks[state.lineMax - 1]:
            unended.add(name)
        return False
    last = line_at(state, start, end, found.end())
    token = state.push("meetings_verbatim", "", 0)
    token.map = [start, last + 1]
    token.content = state.src[position : found.start()]
    token.meta["verbatim"] = tag
    state.line = last + 1
    return True


# Places in the text


def _start_of(state: StateBlock, line: int) -> int:
    return state.bMarks[line] + state.tShift[line]


def _text_of(state: StateBlock, line: int) -> str:
    return state.src[_start_of(state, line) : state.eMarks[line]]


def _limit(state: StateBlock, line: int, end_line: int) -> int:
    """Return up to where a tag that begins in *line* can be read."""
    before = state.src[state.src.rfind("\n", 0, state.bMarks[line]) + 1 : state.bMarks[line]]
    # in a quote, the next lines begin with its mark
    last = line if before.strip() else min(end_line, state.lineMax) - 1
    return state.eMarks[last]


def _shift(state: StateBlock, line: int, columns: int) -> None:
    """Take *columns* of white space off the beginning of *line*."""
    column = 0
    while column < columns and state.tShift[line]:
        tab = state.src[state.bMarks[line]] == "\t"
        column += 4 - (column + state.bsCount[line]) % 4 if tab else 1
        state.bMarks[line] += 1
        state.tShift[line] -= 1
    state.sCount[line] = max(state.sCount[line] - column, state.blkIndent)


def _cut(state: StateBlock, line: int, position: int) -> None:
    """Let *line* begin at *position*."""
    text = state.src[position : state.eMarks[line]]
    indent = len(text) - len(text.lstrip())
    state.bMarks[line] = position + indent
    state.tShift[line] = 0
    state.sCount[line] = state.blkIndent
