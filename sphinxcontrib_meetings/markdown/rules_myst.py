"""Rules of MyST and CommonMark that take a note's words away, unless they are kept from it.

``%`` is a comment where anything else is MyST, `` ${a}${b}`c` `` is no role, ``[ana]: router``
in a list need not define a link, and rows may have more cells than their table has columns.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_block import StateBlock, reference, table
from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.myst_blocks.index import line_comment
from mdit_py_plugins.myst_role.index import myst_role

from sphinxcontrib_meetings.markdown.tokens import MYST, line_of, problem_token

__all__ = ["adapt"]

BlockRule = Callable[[StateBlock, int, int, bool], bool]

#: key in the environment of markdown-it: the text, and how often a link there may use each label
_LABELS = "meetings_labels"
_LABEL = re.compile(r"\[([^\[\]]++)\]")
_DEFINED = re.compile(r"^[ \t>*+\d.)-]*+\[([^\[\]\n]++)\]:", re.MULTILINE)
_DEFINITION = re.compile(r"\[(?P<label>[^\[\]\n]++)\]:[ \t]*+(?P<target>[^\s]*+)")
#: what an address has, and a word has not
_ADDRESS = re.compile(r"[/.#:<]")


def adapt(md: MarkdownIt) -> None:
    """Put our rules in the place of those of *md*."""
    interrupts = {"alt": ["paragraph", "reference", "blockquote", "list", "footnote_def"]}
    rules = md.block.ruler
    active = set(rules.get_active_rules())
    if "myst_line_comment" in active:
        rules.at("myst_line_comment", _comment, interrupts)  # type: ignore[arg-type]
    if "reference" in active:
        rules.at("reference", _reference)
    if "table" in active:
        rules.at("table", _table, {"alt": ["paragraph", "reference"]})
    if "myst_role" in md.inline.ruler.get_active_rules():
        md.inline.ruler.at("myst_role", _role)


def _comment(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``% comment``, in notes that have anything else of MyST's."""
    return bool(state.env.get(MYST)) and line_comment(state, start, end, silent)


def _role(state: StateInline, silent: bool) -> bool:
    """`` {name}`text` ``, but not within the template of a string, `` ${name}`…` ``."""
    at = state.pos
    if state.src[at] != "{" or (at and state.src[at - 1] == "$"):
        return False
    return myst_role(state, silent)


def _reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``[label]: address``, unless it is a line to be read: "- [ana]: router"."""
    at = state.bMarks[start] + state.tShift[start]
    if state.src[at : at + 1] == "[" and _is_prose(state, at, state.eMarks[start]):
        return False
    return reference(state, start, end, silent)


def _is_prose(state: StateBlock, start: int, end: int) -> bool:
    found = _DEFINITION.match(state.src, start, end)
    if found is None or not found["target"] or found["label"].startswith("^"):
        return False
    target, label = found["target"], found["label"]
    if label.startswith("//") or label.lower() == "comment" or target in {"#", "<>"}:
        # how comments are written in Markdown
        return False
    is_word = not _ADDRESS.search(target)
    return (is_word or state.level > 0) and not _mentions(state)[normalizeReference(label)]


def _mentions(state: StateBlock) -> Counter[str]:
    """Return how often each label stands in brackets in the text, definitions aside."""
    known = state.env.get(_LABELS)
    if known is None or known[0] is not state.src:
        counted = Counter(map(normalizeReference, _LABEL.findall(state.src)))
        counted.subtract(map(normalizeReference, _DEFINED.findall(state.src)))
        known = state.env[_LABELS] = (state.src, counted)
    mentions: Counter[str] = known[1]
    return mentions


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Make a table, in which the last cell of a row takes what is too much."""
    first = len(state.tokens)
    if not table(state, start, end, silent):
        return False
    if silent:
        return True
    row: list[int] = []
    surplus: list[int] = []
    for index in range(first, len(state.tokens)):
        token = state.tokens[index]
        if token.type == "tr_open":
            row = []
        elif token.type == "inline":
            row.append(index)
        elif token.type == "tr_close" and row:
            line = line_of(state.tokens[row[0]])
            if _keep_surplus(state, line, row):
                surplus.append(line)
    for line in surplus:
        message = (
            "This row has more cells than its table has columns; the last cell has them all. Add "
            "columns, or write a bar that separates no cells as \\|."
        )
        state.tokens.append(problem_token(message, line))
    return True


def _keep_surplus(state: StateBlock, line: int, row: list[int]) -> bool:
    """Put what follows the last cell of a *row* into it; tell whether there is anything."""
    text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip()
    if text.count("|") <= len(row) - 1:
        return False
    cells = escapedSplit(text)
    if cells and not cells[0]:
        del cells[0]
    if not "".join(cells[len(row) :]).strip():
        return False
    state.tokens[row[-1]].content = "|".join(cells[len(row) - 1 :]).rstrip(" \t|").lstrip()
    return True
