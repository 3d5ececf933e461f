"""The rules of markdown-it for what Docusaurus and HackMD add to Markdown.

MDX (https://mdxjs.com/docs/what-is-mdx/): ``import`` and ``export``, comments in
braces, JSX. Docusaurus and HackMD: boxes between ``:::`` lines. The rules find
single tags and lines; :mod:`~sphinxcontrib_meetings.markdown.pairing.blocks` pairs them.
Code is never looked at, because the rules of code come first or are asked first.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.colon_fence import colon_fence_plugin

from sphinxcontrib_meetings.markdown.elements import (
    BLOCKS,
    BOX_TYPES,
    OPTIONAL_END,
    VOID,
    element_name,
    is_player,
    is_resource,
)
from sphinxcontrib_meetings.markdown.esm import read_statements
from sphinxcontrib_meetings.markdown.jsx import JsxTag, Reader, Shape
from sphinxcontrib_meetings.markdown.pairing.blocks import pair_elements
from sphinxcontrib_meetings.markdown.tokens import (
    COMMENT,
    FENCE,
    IMPORTS,
    OFFSET,
    TRUNCATE,
    problem_token,
)

__all__ = ["dialect_plugin"]

#: keys in the environment of markdown-it
_DEPTH = "meetings_depth"
_FENCES = "meetings_fences"
_HASTY = "meetings_hasty"
_READERS = "meetings_readers"
_UNENDED = "meetings_unended"

_INTERRUPTS: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
_FENCE = re.compile(r"(?P<begin>:{3,})(?P<gap>[ \t]*)(?P<info>.*?)[ \t]*(?P<end>:{3,})?[ \t]*")
_FENCE_INFO = re.compile(
    r"(?P<name>[A-Za-z][\w-]*)?\s*(?P<attributes>\{[^{}]*\})?\s*(?P<title>.*)", re.DOTALL
)
_LABEL = re.compile(r"\[(?P<label>.*)\]\s*(?P<attributes>\{[^{}]*\})?\s*(?P<rest>.*)", re.DOTALL)
#: classes and ids after a title
_NAMES = re.compile(r"\s*\{[#.][^{}]*\}\s*$")
#: elements whose content is no Markdown
_VERBATIM = frozenset({"pre", "script", "style", "textarea"})
#: a space, written so that JSX keeps it
_JSX_SPACE = re.compile(r"\{\s*(['\"`])(?P<space>[ \t]*)\1\s*\}")

_Env = MutableMapping[str, Any]


def dialect_plugin(md: MarkdownIt) -> None:
    """Add the rules to *md*, whose own rules for HTML they replace."""
    has_fences = "colon_fence" in md.block.ruler.get_all_rules()
    if not has_fences:
        # `:::{note}` works whether or not the extension is on
        md.use(colon_fence_plugin)
    md.options["meetings_own_fences"] = not has_fences
    md.options["maxNesting"] = 60
    md.core.ruler.before("normalize", "meetings_start", _start)
    md.core.ruler.push("meetings_elements", pair_elements)
    rules = md.block.ruler
    rules.before("table", "meetings_dedent", _dedent)
    rules.before("table", "meetings_esm", _esm)
    rules.before("table", "meetings_fence", _fence, _INTERRUPTS)
    rules.before("table", "meetings_comment", _block_comment, _INTERRUPTS)
    rules.at("html_block", _block_tags, _INTERRUPTS)
    md.inline.ruler.at("html_inline", _inline_tag)
    md.inline.ruler.before("html_inline", "meetings_comment", _inline_comment)


def _start(state: StateCore) -> None:
    """Forget what the last text of this note, such as a directive's, has left open."""
    if not state.inlineMode and not state.src.endswith("\n"):
        # the rule for `:::{note}` looks at what follows the mark of a quote, even at the end
        state.src += "\n"
    state.env.update({_DEPTH: 0, _FENCES: 0, _HASTY: False, _READERS: {}, _UNENDED: set()})
    state.env.setdefault(IMPORTS, {})


def _reader(state: StateBlock | StateInline) -> Reader:
    """Return the reader of the text that is being parsed."""
    readers: dict[type, Reader] = state.env.setdefault(_READERS, {})
    reader = readers.get(type(state))
    if reader is None or reader.text is not state.src:
        reader = readers[type(state)] = Reader(state.src)
    return reader


# Blocks


def _start_of(state: StateBlock, line: int) -> int:
    return state.bMarks[line] + state.tShift[line]


def _text_of(state: StateBlock, line: int) -> str:
    return state.src[_start_of(state, line) : state.eMarks[line]]


def _line_at(state: StateBlock, line: int, end_line: int, position: int) -> int:
    """Return the line, from *line* on, in which *position* is."""
    while line < end_line - 1 and state.eMarks[line] < position:
        line += 1
    return line


def _limit(state: StateBlock, line: int, end_line: int) -> int:
    """Return up to where a tag that begins in *line* can be read."""
    before = state.src[state.src.rfind("\n", 0, state.bMarks[line]) + 1 : state.bMarks[line]]
    # in a quote, the next lines begin with its mark
    last = line if before.strip() else min(end_line, state.lineMax) - 1
    return state.eMarks[last]


def _rest_is_blank(state: StateBlock, position: int, line: int) -> bool:
    return not state.src[position : state.eMarks[line]].strip()


def _dedent(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Within an element, let indentation mean nothing, as in MDX; never a match."""
    excess = state.sCount[start] - state.blkIndent
    if excess < 4 or not state.env.get(_DEPTH):
        return False
    indent = state.sCount[start]
    line = start
    while line < end and (state.isEmpty(line) or state.sCount[line] >= indent):
        if not state.isEmpty(line):
            _shift(state, line, excess)
        line += 1
    return False


def _shift(state: StateBlock, line: int, columns: int) -> None:
    """Take *columns* of white space off the beginning of *line*."""
    column = 0
    while column < columns and state.tShift[line]:
        tab = state.src[state.bMarks[line]] == "\t"
        column += 4 - (column + state.bsCount[line]) % 4 if tab else 1
        state.bMarks[line] += 1
        state.tShift[line] -= 1
    state.sCount[line] = max(state.sCount[line] - column, state.blkIndent)


def _esm(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Drop ``import`` and ``export`` statements, at the left margin of the page."""
    if state.level or state.blkIndent or state.sCount[start]:
        return False
    at = state.bMarks[start]
    if not state.src.startswith(("import", "export"), at):
        return False
    read = read_statements(state.src, at, patient=not state.env.get(_HASTY))
    if read is None:
        return False
    if silent:
        return True
    state.env[IMPORTS].update(
        (name, module) for name, module in read.imports.items() if is_resource(module)
    )
    if read.broken:
        state.env[_HASTY] = True
        message = "This export does not end: its brackets do not match. It is left out."
        state.tokens.append(problem_token(message, start))
    state.line = _line_at(state, start, end, read.end) + 1
    return True


def _fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``:::type Title``, ``:::type[Title]``, and the ``:::`` that ends them."""
    if state.is_code_block(start) or not state.src.startswith(":::", _start_of(state, start)):
        return False
    match = _FENCE.fullmatch(_text_of(state, start))
    if match is None:
        return False
    info = match["info"]
    if info.startswith("{"):
        # a directive of MyST
        return False
    if not info and not state.env[_FENCES] and not state.md.options["meetings_own_fences"]:
        # a plain box, for those who switched on `colon_fence`
        return False
    if silent:
        return True
    state.line = start + 1
    if info:
        _push_box(state, start, match)
    if not info or match["end"]:
        _push_end(state, start, match["end"] or match["begin"])
    return True


def _push_box(state: StateBlock, line: int, match: re.Match[str]) -> None:
    marker, info = match["begin"], match["info"]
    read = _FENCE_INFO.fullmatch(info)
    assert read is not None
    name, title, attributes = read["name"] or "", read["title"], read["attributes"] or ""
    if match["gap"] and name.lower() not in BOX_TYPES and state.md.options["meetings_own_fences"]:
        # "::: Some title", without a type
        name, title, attributes = "", info, ""
    if label := _LABEL.fullmatch(title):
        title = f"{label['label']} {label['rest']}"
        attributes += label["attributes"] or ""
    title = _NAMES.sub("", title).strip(" \t:")
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
    state.env[_FENCES] += 1
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
    state.env[_FENCES] = max(0, state.env[_FENCES] - 1)


def _block_comment(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``{/* … */}`` and ``<!-- … -->`` that begin a line, over any number of lines."""
    at = _start_of(state, start)
    if state.src[at : at + 1] not in {"{", "<"} or state.is_code_block(start):
        return False
    # the marks of a quote, too, are part of a comment in it
    found = _reader(state).comment(at, state.eMarks[min(end, state.lineMax) - 1])
    if found is None:
        if not silent and state.src.startswith(("{/*", "<!--"), at):
            message = "This comment does not end; it is shown as text. Add its end."
            state.tokens.append(problem_token(message, start))
        return False
    content, position = found
    last = _line_at(state, start, end, position)
    if not _rest_is_blank(state, position, last):
        # what follows on its line is text: only a comment over lines is taken here
        if last == start:
            return False
        if not silent:
            _cut(state, last, position)
        last -= 1
    if silent:
        return True
    state.line = last + 1
    if content.lower() == "truncate":
        token = state.push(TRUNCATE, "", 0)
        token.map = [start, last + 1]
    return True


def _cut(state: StateBlock, line: int, position: int) -> None:
    """Let *line* begin at *position*."""
    text = state.src[position : state.eMarks[line]]
    indent = len(text) - len(text.lstrip())
    state.bMarks[line] = position + indent
    state.tShift[line] = 0
    state.sCount[line] = state.blkIndent


def _block_tags(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Lines of nothing but tags, the first of which makes a block."""
    at = _start_of(state, start)
    if state.is_code_block(start) or not state.src.startswith("<", at):
        return False
    reader = _reader(state)
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
        line = _line_at(state, line, end, at)
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
        if tag.lower() == "truncate":
            state.push(TRUNCATE, "", 0).map = [line, line + 1]
        return
    token = state.push("html_block", "", 0)
    token.map = [line, line + 1]
    token.content = tag.source
    token.meta["tag"] = tag
    name = element_name(tag)
    if name in VOID or name in OPTIONAL_END or is_player(tag):
        return
    if tag.shape is Shape.OPEN:
        state.env[_DEPTH] += 1
    elif tag.shape is Shape.CLOSE:
        state.env[_DEPTH] = max(0, state.env[_DEPTH] - 1)


def _push_verbatim(state: StateBlock, start: int, end: int, first: tuple[JsxTag, int]) -> bool:
    """``<script>``, ``<style>`` and the like, whose content is no Markdown."""
    tag, position = first
    name = element_name(tag)
    limit = _limit(state, start, end)
    unended: set[str] = state.env.setdefault(_UNENDED, set())
    if name in unended:
        return False
    close = re.compile(rf"</{name}\s*>[ \t]*(?=\n|$)", re.IGNORECASE)
    found = close.search(state.src, position, limit)
    if found is None:
        if limit == state.eMarks[state.lineMax - 1]:
            unended.add(name)
        return False
    last = _line_at(state, start, end, found.end())
    token = state.push("meetings_verbatim", "", 0)
    token.map = [start, last + 1]
    token.content = state.src[position : found.start()]
    token.meta["verbatim"] = tag
    state.line = last + 1
    return True


# Lines


def _inline_tag(state: StateInline, silent: bool) -> bool:
    """One tag within a line."""
    if state.src[state.pos] != "<":
        return False
    reader = _reader(state)
    found = reader.tag(state.pos, state.posMax)
    if found is None:
        return False
    tag, end = found
    if not silent:
        token = state.push("html_inline", "", 0)
        token.content = tag.source
        token.meta = {"tag": tag}
        if line := reader.line(state.pos):
            token.meta[OFFSET] = line
        if element_name(tag) == "a":
            # so that no address in its text becomes a link of its own
            state.linkLevel += {Shape.OPEN: 1, Shape.CLOSE: -1}.get(tag.shape, 0)
    state.pos = end
    return True


def _inline_comment(state: StateInline, silent: bool) -> bool:
    """One comment within a line, or a space that is written for JSX."""
    if state.src[state.pos] not in {"{", "<"}:
        return False
    reader = _reader(state)
    space = _JSX_SPACE.match(state.src, state.pos, state.posMax)
    if space:
        if not silent:
            state.pending += space["space"]
        state.pos = space.end()
        return True
    found = reader.comment(state.pos, state.posMax)
    if found is None:
        return False
    content, end = found
    if not silent:
        truncates = content.lower() == "truncate"
        token = state.push(TRUNCATE if truncates else COMMENT, "", 0)
        token.content = content
        # what comes after the comment may stand in another line
        if line := reader.line(end if not truncates else state.pos):
            token.meta = {OFFSET: line}
    state.pos = end
    return True
